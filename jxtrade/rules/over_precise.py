"""A figure has more decimals than the indicator declares, or a count is not whole."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import FRACTION
from jxtrade.figures.writing import (
    allocated,
    by_department,
    by_district,
    has_more_decimals,
    may_have_more_decimals,
)
from jxtrade.findings import Rule, Severity
from jxtrade.read.dialect import WRITTEN_LOOSELY
from jxtrade.rules import (
    Facts,
    Findings,
    OfADepartment,
    OfADistrict,
    Programme,
    of_department,
    of_district,
    of_plan,
)
from jxtrade.text import Text, agreeing, paragraphs, plain, same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from jxtrade.figures.writing import Asked, Glance, Written
    from jxtrade.model.plan import Indicator

RULE = Rule(
    code="JX301",
    slug="over-precise",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」规定 {places} 位小数，写的是 {figure}",
        "“{name}” has {decimals}, this is {figure}",
    ),
    hint=Text("按 {places} 位小数填写", "give it with at most {places} after the point"),
    about=paragraphs(
        "数字的小数位多于指标规定的位数，或家数不是整数。",
        "A figure has more decimals than the indicator declares, or a count is not whole.",
        "写出的数位就是精度：9.60 是两位小数。多出的位数说明单位或取数口径不对。",
        "The digits written are the precision: 9.60 has two decimals. More of them mean"
        " another unit or source.",
        "按指标规定的位数填报，四舍五入由填报单位自己定。",
        "Give the figure with the declared decimals; rounding it is the sender's decision.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 5.16  # JX301
""",
)


_DECIMALS: Final = same("{count} decimal"), same("{count} decimals")
_WHOLE: Final = Text(
    "「{name}」应为整数，写的是 {figure}", "“{name}” is a whole number, this is {figure}"
)
_GIVE_WHOLE: Final = Text("填整数", "give a whole number")
_DROP_ZEROS: Final = Text("写 {exact}", "write {exact}")
_PERCENT: Final = Text(
    "填百分数，{places} 位小数", "give percent, with at most {places} after the point"
)


@of_plan(RULE)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each allocated figure or stated total with too many decimals."""
    yield from _found(allocated(programme, *_has_more_than(programme)), programme)


@of_district(RULE)
def check(facts: Facts, submission: OfADistrict) -> Findings:
    """Yield a finding for each of a district's figures with too many decimals."""
    figures = by_district(facts, submission, *_has_more_than(facts.programme))
    yield from _found((each for each in figures if not _is_fraction(facts, each)), facts.programme)


def _is_fraction(facts: Facts, written: Written) -> bool:
    """Tell whether a percentage is given as a fraction of what is allocated: JX303 says so."""
    district, name, _ = written.subject
    indicator = facts.programme.indicator[name or ""]
    period = written.loaded.model.period
    allotted = facts.allotted(indicator.id, district or "", period)
    least, most = FRACTION
    if allotted is None or indicator.kind != "rate":
        return False
    return written.figure * least <= allotted.figure <= written.figure * most


@of_department(RULE)
def check_department(facts: Facts, submission: OfADepartment) -> Findings:
    """Yield a finding for each of a department's city-wide figures with too many decimals."""
    asked, _ = _has_more_than(facts.programme)
    yield from _found(by_department(submission, asked), facts.programme)


def _has_more_than(programme: Programme) -> tuple[Asked, Glance]:
    """Return what tells whether a figure has more decimals than declared, and whether any may."""
    places = programme.places

    def asked(figure: Decimal, indicator: str) -> bool:
        return indicator in places and has_more_decimals(figure, places[indicator])

    def glance(figures: Collection[Decimal], indicators: Iterable[str]) -> bool:
        return may_have_more_decimals(figures, indicators, places)

    return asked, glance


def _found(figures: Iterable[Written], programme: Programme) -> Findings:
    """Yield a finding for each figure; 2.0 for a count is only loosely written (JX015)."""
    for each in figures:
        indicator = programme.indicator[each.subject.indicator or ""]
        whole = each.figure.to_integral_value()
        if each.is_part:
            continue
        if whole == each.figure and indicator.kind == "count":
            yield WRITTEN_LOOSELY.at(
                each.location, subject=each.subject, value=each.figure, meant=whole
            )
            continue
        yield _rule(indicator, each.figure).at(
            each.location,
            subject=each.subject,
            name=indicator.name,
            places=indicator.places,
            decimals=agreeing(indicator.places, *_DECIMALS),
            figure=each.figure,
            exact=plain(each.figure),
        )


def _rule(indicator: Indicator, figure: Decimal) -> Rule:
    """Return the rule in the words for an indicator and a figure."""
    message, hint = RULE.message, RULE.hint
    if indicator.kind == "count":
        message, hint = _WHOLE, _GIVE_WHOLE
    elif not has_more_decimals(Decimal(plain(figure)), indicator.places):
        hint = _DROP_ZEROS
    elif indicator.kind == "rate" and figure < 1:
        hint = _PERCENT
    return RULE._replace(message=message, hint=hint)
