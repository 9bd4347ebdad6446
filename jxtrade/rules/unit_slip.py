"""A figure is 1000 times the allocation or the previous figure, or more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import FRACTION, rounded
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Chain, Facts, Findings, Sheet, of_chain
from jxtrade.text import Text, paragraphs, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place

RULE = Rule(
    code="JX303",
    slug="unit-slip",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」报 {figure}，是{what} {base} 的{times}",
        "“{name}” is {figure}, {times} {what} ({base})",
    ),
    hint=Text("核对单位，应为「{unit}」", "check the unit: {unit}"),
    about=paragraphs(
        "数字达到分配数或上一次报数的 1000 倍以上；比率是它们的 50 至 200 倍，或五十分"
        "之一至二百分之一。",
        "A figure is 1000 times the allocation or the previous figure, or more; a rate"
        " is 50 to 200 times one of them, or that part of it.",
        "多半是单位错了：该用亿元的用了万元或元，该写百分数的写了小数（2.71% 写成 0.0271）。",
        "Mostly the unit slipped: 10 000 yuan or yuan where 100 million yuan was due,"
        " or a fraction where percent was due (0.0271 for 2.71 %).",
        "换算成指标规定的单位。",
        "Convert it to the indicator's unit.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 51000  # JX303
""",
)


_IF_IN: Final = Text(
    "核对单位，应为「{unit}」：{figure} 若是{other}数，写 {likely}",
    "check the unit, which is {unit}: if {figure} is in {other}, write {likely}",
)
_PERCENT: Final = Text(
    "写百分数（{places} 位小数，不带 %），不写小数",
    "give percent, with {places} decimals and no sign, not a fraction",
)
_IF_PERCENT: Final = Text(
    "写百分数，不写小数：若是 {likely}%，写 {likely}",
    "give percent, not a fraction: write {likely} if it is {likely} %",
)
_PLAUSIBLE: Final = 20
_TIMES = 1000
_NEAR, _NEAR_RATE = frozenset(range(-40, 3)), frozenset({0})
_ALLOCATION = Text("分配数", "the allocation")
_PREVIOUS = Text("上一次报数", "the previous figure")
_FAR_ABOVE = Text(f" {_TIMES} 倍以上", f"at least {_TIMES} times")
_TIMES_ABOVE = Text(" {times} 倍", "{times} times")
_PART_OF = Text(" 1/{times}", "1/{times} of")


@of_chain(RULE, after=("JX402",))
def check(facts: Facts, chain: Chain) -> Findings:
    """Yield a finding for each value in force far off its allocation or its predecessor.

    By orders of magnitude most can be told to be near both.
    """
    known = facts.programme.indicator
    near = {name: _NEAR_RATE if each.kind == "rate" else _NEAR for name, each in known.items()}
    for sheet, before in facts.along(chain):
        allocated, earlier = sheet.allocated.sizes, before.sizes
        far = [
            name
            for name, size in sheet.sizes.items()
            if name in near
            if size - allocated.get(name, size) not in near[name]
            or size - earlier.get(name, size) not in near[name]
        ]
        for name in far:
            yield from _found(facts, sheet, before.sheets, known[name])


def _found(
    facts: Facts, sheet: Sheet, before: Mapping[str, Sheet], indicator: Indicator
) -> Findings:
    name, stated = indicator.id, sheet.stated(indicator.id)
    for what, base, place in _bases(facts, sheet, before, indicator):
        if stated and (times := _slip(stated.figure, base, indicator)) is not None:
            hint, other, likely = _likely(stated.figure, base, indicator)
            yield RULE.at(
                stated.location,
                place,
                subject=Subject(sheet.district, name, str(sheet.period)),
                hint=hint,
                other=other,
                likely=likely,
                places=indicator.places,
                name=indicator.name,
                figure=stated.shown(indicator.places),
                what=what,
                base=base,
                times=times,
                unit=indicator.unit,
            )
            return


def _likely(figure: Decimal, base: Decimal, indicator: Indicator) -> tuple[Text | None, str, str]:
    """Return the advice for a figure, and what it is likely to be in another unit, and how much.

    A figure is named only where it has all the decimals that the indicator takes.
    """
    if indicator.kind == "rate":
        is_whole = -int(figure.as_tuple().exponent) >= indicator.places + 2
        is_percent = indicator.unit.zh in ("%", "％")
        hint = (_IF_PERCENT if is_whole and figure < base else _PERCENT) if is_percent else None
        return hint, "", plain(figure * 100)
    from jxtrade.read.advice import in_own_unit  # noqa: PLC0415 - hardly ever needed

    for other, converted in in_own_unit(figure, indicator):
        if base <= converted * _PLAUSIBLE and converted <= base * _PLAUSIBLE:
            return _IF_IN, other, plain(converted)
    return None, "", ""


def _bases(
    facts: Facts, sheet: Sheet, before: Mapping[str, Sheet], indicator: Indicator
) -> Iterator[tuple[Text, Decimal, Place]]:
    """Yield what a value is held against, as far as it is there: allocation, previous figure."""
    name = indicator.id
    if (allotted := sheet.allocated.get(name)) is not None:
        place = facts.programme.allocations.place(name, sheet.district, allotted.document)
        yield _ALLOCATION, allotted.figure, place
    if name in before and (previous := before[name].stated(name)) is not None:
        yield _PREVIOUS, previous.shown(indicator.places), previous.location


def _slip(figure: Decimal, base: Decimal, indicator: Indicator) -> Text | None:
    """Return how far a figure is off its base, where that is a slip; None where it is not."""
    if base <= 0 or figure <= 0:
        return None
    if figure >= base * _TIMES:
        return _FAR_ABOVE
    if indicator.kind == "rate":
        least, most = FRACTION
        if base * least <= figure <= base * most:
            return _TIMES_ABOVE.fill(times=rounded(figure / base, 0))
        if figure * least <= base <= figure * most:
            return _PART_OF.fill(times=rounded(base / figure, 0))
    return None
