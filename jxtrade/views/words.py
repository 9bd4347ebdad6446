"""Phrases that several views share: quarters, units, rules and remarks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT
from jxtrade.figures.lines import Line, Total
from jxtrade.figures.milestones import MilestoneState
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Band,
    Cell,
    Column,
    Field,
    Follows,
    How,
    Kind,
    Paragraph,
    Quotient,
    Row,
    RowKind,
    Tone,
    optional,
    say,
)
from jxtrade.text import Lang, Text, join, plain, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jxtrade.figures.city import City
    from jxtrade.model.period import Period
    from jxtrade.place import Place
    from jxtrade.report import Value

CITY: Final = Text("合计", "total")
INDICATOR: Final = Text("指标", "indicator")
TONES: Final = {Light.GREEN: Tone.GOOD, Light.YELLOW: Tone.WARN, Light.RED: Tone.BAD}
_ORDINALS: Final = "一二三四"


def title(city: City, period: Period, what: Text) -> Text:
    """Return a title: what it is, of which quarter and plan."""
    plan = city.programme.plan.plan.title
    text = Text("{what} {quarter}（{as_at}）{plan}", "{what}, {quarter} ({as_at}), {plan}")
    return text.fill(what=what, quarter=quarter(period), as_at=as_at(period), plan=plan)


def quarter(period: Period) -> Text:
    """Return a quarter's name."""
    return Text(f"{period.year}年{say_season(period).zh}", str(period))


def say_season(period: Period) -> Text:
    """Return a quarter's name without its year."""
    return Text(f"{_ORDINALS[period.quarter - 1]}季度", f"Q{period.quarter}")


HOW_FAR: Final = (
    Field("rate", Kind.PERCENT),
    Field("pace", Kind.SHARE),
    Field("due", Kind.FIGURE),
    Field("lead", Kind.POINTS),
    Field("gap", Kind.FIGURE),
    Field("gap_to_pace", Kind.FIGURE),
    Field("surplus", Kind.FIGURE),
    Field("rank", Kind.COUNT),
)
"""What machines are told of how far a district is in an indicator; it may lack."""


def as_at(period: Period) -> Text:
    """Return up to when a quarter's figures count."""
    month = period.quarter * 3
    return Text(f"截至{period.year}年{month}月底", f"as at {period.end.isoformat()}")


def district(city: City) -> Column:
    """Return the column that names districts, under what the plan calls them."""
    header = city.programme.plan.plan
    return Column("district_name", Text(header.parts.zh, header.part.en))


def name_and_unit(city: City, indicator: str) -> Text:
    """Return an indicator's name with its unit."""
    known = city.programme.indicator[indicator]
    unit = known.unit
    return Text(f"{known.name.zh}（{unit.zh}）", f"{known.name.en} ({unit.en})")


_MYRIAD: Final = Decimal(10_000)
_WORDS_OF_SIZE: Final = ("十", "百", "千", "万", "亿")


def is_counted_in_myriads(unit: Text) -> bool:
    """Tell whether a unit is a currency's own, which officials count in tens of thousands."""
    return unit.zh.endswith("元") and not unit.zh.startswith(_WORDS_OF_SIZE)


def myriads(figure: Decimal) -> str:
    """Return how many tens of thousands a figure is, exactly."""
    return plain(EXACT.divide(figure, _MYRIAD))


def units(city: City, indicators: Iterable[str]) -> Paragraph:
    """Return the line that names the units in use."""
    used = tuple(dict.fromkeys(city.programme.indicator[each].unit for each in indicators))
    return Paragraph(Text("单位：{units}", "units: {units}").fill(units=used), tone=Tone.FAINT)


def light(line: Line) -> Cell:
    """Return the light's word; without a light, that nothing is due, or the state."""
    if line.light is None:
        return Cell(
            WORDS[line.standing], Tone.STRONG if line.state is State.SUSPECT else Tone.FAINT
        )
    return Cell(WORDS[line.light], TONES[line.light])


def light_and_status(line: Line | Total) -> Cell:
    """Return the light's word with the status behind it, or what stands in a light's stead."""
    if line.light is None or line.status is None:
        if isinstance(line, Line):
            return light(line)
        return Cell(WORDS[line.status] if line.status else None)
    return Cell(join((WORDS[line.light], WORDS[line.status]), " ", " "), TONES[line.light])


_RATE: Final = Follows(How.SHARE, "reported", "allocated")
_BARE: Final = "standing"
_LIGHTS: Final = ("light", "light_and_status", _BARE)
_EACH: Final = Follows(How.EACH, "gap", "quarters_left", is_rounded_up=True)
_TO_PACE: Final = Follows(How.SHORT, Follows(How.PART, "allocated", "pace"), "reported")
_OF_FLOORS: Final = {
    "gap": Follows(How.SHORT, "allocated", "reported"),
    "gap_to_pace": _TO_PACE,
    "needed_to_pace": _TO_PACE._replace(is_rounded_up=True),
    "each_quarter": _EACH,
    "each_quarter_if_due": _EACH,
}


def live(
    city: City,
    indicators: Iterable[str],
    columns: Iterable[Column],
    *,
    signs: Mapping[Any, Text] = WORDS,
) -> Iterator[Column]:
    """Yield the columns with how their figures follow from others of a line, as formats.md has it.

    A light is said with its sign and the status behind it, but where it stands alone.
    Where lower is better, what is met depends on the quarter too: there only a rate follows.
    """
    is_of_floors = all(city.programme.indicator[each].direction == "higher" for each in indicators)
    columns = tuple(columns)
    rate: str | Follows = "rate"
    if all(each.key != rate for each in columns):
        rate = _RATE
    follows = {"rate": _RATE}
    if is_of_floors:
        follows |= _OF_FLOORS | {"lead": Follows(How.LEAD, rate, "pace")}
    bounds = city.programme.plan.lights
    steps: tuple[tuple[Light, Status, str | Follows, Decimal], ...] = (
        (Light.GREEN, Status.MET, rate, Decimal(100)),
        (Light.GREEN, Status.ON_PACE, "lead", bounds.green),
        (Light.YELLOW, Status.BEHIND, "lead", bounds.yellow),
        (Light.RED, Status.FAR_BEHIND, "", Decimal(0)),
    )
    for each in columns:
        bands: tuple[Band, ...] = ()
        if is_of_floors and each.key in _LIGHTS:
            is_bare = each.key == _BARE
            bands = tuple(
                Band(_lit(signs, light, None if is_bare else status), TONES[light], key, least)
                for light, status, key, least in steps
            )
        yield each._replace(follows=follows.get(each.key), bands=bands)


def _lit(signs: Mapping[Any, Text], light: Light, status: Status | None) -> Text:
    return signs[light] if status is None else join((signs[light], WORDS[status]), " ", " ")


_WORDLESS: Final = {Status.NOT_DUE: "○", Status.INCOMPLETE: "△"}


def sign(line: Line | Total) -> Cell:
    """Return a light with its colour's word, or the sign or word that stands in its stead.

    Behind a total's stands how many of the districts are counted.
    """
    tone = TONES[line.light] if line.light else None
    if line.light is not None:
        said = _LIT.fill(colour=WORDS[line.light])
    elif line.status is not None:
        said = same(_WORDLESS[line.status])
    else:
        said = same("")
    if isinstance(line, Total):
        parts = [each for each in (said, same(f"{line.counted}/{line.of}")) if each.zh]
        return Cell(join(parts, " ", " "), tone)
    if line.status is None and line.state is not State.UNALLOCATED:
        return Cell(WORDS[line.state], Tone.STRONG if line.state is State.SUSPECT else Tone.FAINT)
    return Cell(said, tone)


_LIT: Final = Text("●{colour}", "●{colour}")


def signs(city: City, lines: Iterable[Line], totals: Iterable[Total]) -> Paragraph:
    """Return what the signs mean that are shown, by the plan's own bounds."""
    lines, totals = tuple(lines), tuple(totals)
    lights = city.programme.plan.lights
    facts = {"green": _signed(lights.green), "yellow": _signed(lights.yellow)}
    parts = [_BOUNDS.fill(**facts)]
    statuses = {line.status for line in lines} | {total.status for total in totals}
    parts += [
        Text("{sign} {word}", "{sign} {word}").fill(sign=sign, word=WORDS[status])
        for status, sign in _WORDLESS.items()
        if status in statuses
    ]
    without = {line.state for line in lines if line.rate is None}.intersection(_DASHED)
    if any(total.rate is None for total in totals) or State.VALUE in without:
        parts.append(_NO_RATE)
    elif without:
        parts.append(_UNALLOCATED)
    text = join((join(parts), same("")), "。", ".")
    if any(each.direction == "lower" for each in city.programme.indicator.values()):
        text = join((text, _CEILING), "", " ")
    return Paragraph(text, tone=Tone.FAINT)


_DASHED: Final = frozenset((State.VALUE, State.UNALLOCATED))
_UNALLOCATED: Final = Text("— 未下达", "— not allocated")
_NO_RATE: Final = Text("— 未下达或算不出完成率", "— not allocated, or without a rate")
_BOUNDS: Final = Text(
    "●绿 已完成或较序时 ≥ {green}，●黄 ≥ {yellow}，●红 < {yellow}",
    "●green met or lead ≥ {green}, yellow ≥ {yellow}, red below",
)


def counted(total: Total) -> Text:
    """Return how many of the districts are in a sum."""
    text = Text("{counted}/{of} 计入", "{counted}/{of} counted")
    return text.fill(counted=total.counted, of=total.of)


def light_rule(city: City) -> Paragraph:
    """Return the rule by which lights are given, from the plan's own bounds."""
    green, yellow = city.programme.plan.lights.green, city.programme.plan.lights.yellow
    text = Text(
        "亮灯规则：已完成为绿；较序时 {green} 个百分点及以上为绿，{yellow} 个百分点及以上为黄，"
        "低于 {yellow} 为红。",
        "Lights: green when met or at least {green} points from pace, yellow at least {yellow},"
        " red below {yellow}.",
    )
    parts = [text.fill(green=_signed(green), yellow=_signed(yellow))]
    if any(each.direction == "lower" for each in city.programme.indicator.values()):
        parts.append(_CEILING)
    return Paragraph(join(parts, "", " "), tone=Tone.FAINT)


_CEILING: Final = Text(
    "以低为好的，完成率是已用的比例，年末不超过才算完成，累计数超过即为红。",
    "Where lower is better the rate is the share that is used up: met at the year's end only, red"
    " once a sum is above it.",
)


def _signed(figure: Decimal) -> str:
    return "0" if figure == 0 else f"{'+' if figure > 0 else ''}{plain(figure)}"


OPENING: Final = (
    Field("period", Kind.ID),
    *optional(Field("as_of", Kind.ID)),
    Field("sample", Kind.FLAG),
)
FACTS: Final = (
    *OPENING,
    Field("year_assumed", Kind.FLAG),
    Field(
        "lights", Kind.RECORD, fields=(Field("green", Kind.FIGURE), Field("yellow", Kind.FIGURE))
    ),
)


def opening(city: City, version: str, period: Period, *, sample: bool) -> dict[str, Value]:
    """Return what machines are told first, whatever a quarter is looked at for."""
    as_of = city.received.workspace.as_of
    return {
        "schema": version,
        "period": str(period),
        "as_of": as_of.isoformat() if as_of else None,
        "sample": sample,
    }


def head(city: City, version: str, period: Period, *, sample: bool) -> dict[str, Value]:
    """Return what machines are told first of a quarter's values."""
    lights = city.programme.plan.lights
    return opening(city, version, period, sample=sample) | {
        "year_assumed": is_year_assumed(city, period),
        "lights": {"green": plain(lights.green), "yellow": plain(lights.yellow)},
    }


class Origins(NamedTuple):
    """The places that a line's figures come from."""

    reported: tuple[Place, ...] = ()
    allocated: tuple[Place, ...] = ()

    @property
    def both(self) -> tuple[Place, ...]:
        """Return the places of what holds the one against the other."""
        return (*self.reported, *self.allocated)

    def of_figures(self) -> dict[str, tuple[Place, ...]]:
        """Return by key what the figures of a line or total come from."""
        one = {"reported": self.reported, "allocated": self.allocated, "due": self.allocated}
        return dict.fromkeys(_HELD_AGAINST, self.both) | one


_HELD_AGAINST: Final = (
    *(
        "pair",
        "rate",
        "rate_if_any",
        "lead",
        "gap",
        "gap_to_pace",
        "surplus",
        "rank",
        "short",
        "each_quarter",
    ),
    *("each_quarter_if_due", "next_quarter"),
)


def together(parts: Iterable[Origins]) -> Origins:
    """Return the places of all parts of a sum."""
    parts = tuple(parts)
    return Origins(
        tuple(place for each in parts for place in each.reported),
        tuple(place for each in parts for place in each.allocated),
    )


def row(
    values: Mapping[str, Value | Cell],
    tones: Mapping[str, Tone | None],
    sources: Mapping[str, tuple[Place, ...]],
    kind: RowKind = RowKind.LINE,
) -> Row:
    """Return a row of values, each with its tone and its sources; what is a cell stays as it is."""
    cells = {
        key: value if isinstance(value, Cell) else Cell(value, tones.get(key), sources.get(key, ()))
        for key, value in values.items()
    }
    return Row(cells, kind)


def origins(city: City, line: Line) -> Origins:
    """Return the places of what is reported, as it was stated and restated, and allocated."""
    programme, period = city.programme, line.period
    is_sum = programme.indicator[line.indicator].is_added_up
    stated = (
        city.facts.stated(line.district, line.indicator, each)
        for each in (period.of_year if is_sum else (period,))
    )
    allotted = city.facts.allotted(line.indicator, line.district, period)
    return Origins(
        tuple(each.location for each in stated if each is not None),
        (programme.allocations.place(line.indicator, line.district, allotted.document),)
        if allotted
        else (),
    )


def figure(line: Line, value: Decimal | None, places: int) -> Decimal | Quotient | None:
    """Return a line's figure, as a quotient where it rests on numerator and denominator."""
    return value if value is None or line.ratio is None else Quotient(value, places)


def of_all(city: City, total: Total) -> Decimal | Quotient | None:
    """Return what all have reported; a sum of what is never summed is a quotient of sums."""
    if total.allocated is None and total.reported is not None:
        return Quotient(total.reported, city.programme.indicator[total.indicator].places)
    return total.reported


def pace_rule(city: City, period: Period, indicators: Iterable[str]) -> Paragraph:
    """Return what share of the year's allocation is due at the quarter's end."""
    due: dict[Decimal, list[Text]] = {}
    for each in indicators:
        indicator = city.programme.indicator[each]
        due.setdefault(indicator.pace[period.quarter - 1] * 100, []).append(indicator.name)
    parts = [
        (_DUE if share else _NOT_DUE).fill(names=tuple(names), share=plain(share))
        for share, names in due.items()
    ]
    text = Text("序时进度：{parts}。", "Pace at the quarter's end: {parts}.")
    return Paragraph(text.fill(parts=join(parts)), tone=Tone.FAINT)


_DUE: Final = Text("{names} {share}%", "{names} {share}%")
_NOT_DUE: Final = Text(
    "{names} {share}%（未到节点，不亮灯）", "{names} {share}% (not yet due, no light)"
)


MILESTONES: Final = (
    Field("due", Kind.COUNT),
    *(Field(str(each), Kind.COUNT) for each in MilestoneState),
)


def is_sample(lines: Iterable[Line]) -> bool:
    """Tell whether any figure of the lines rests on a made-up one."""
    return any(line.sample for line in lines)


def is_year_assumed(city: City, period: Period) -> bool:
    """Tell whether the year of an allocation in use is an assumption."""
    return any(assumed(city, period))


def assumed(city: City, period: Period) -> Iterator[Text]:
    """Yield the documents in use that name no year."""
    plan = city.programme.plan
    for index in city.programme.allocations.documents_of(period.year):
        if plan.allocations[index].year_assumed:
            yield plan.document_of(plan.allocations[index])


def made_up(*, sample: bool) -> Iterator[Paragraph]:
    """Yield that figures are made up, where they are."""
    if sample:
        text = Text(
            "示例数据：本表用了标明 sample 的报送，数字是编造的，不是实际进度。",
            "示例数据 (sample data): submissions marked as sample are in use; the figures are made"
            " up.",
        )
        yield Paragraph(text, tone=Tone.WARN)


def caveats(city: City, period: Period, *, sample: bool) -> Iterator[Paragraph]:
    """Yield what a reader must know of the figures: made up, or of an assumed year."""
    yield from made_up(sample=sample)
    if documents := tuple(assumed(city, period)):
        text = Text(
            "年度推定：{documents} 没有写明年度，按 {year} 年使用。",
            "Year assumed: {documents} names no year; {year} is used.",
        )
        yield Paragraph(text.fill(documents=documents, year=str(period.year)), tone=Tone.WARN)


def restatements(line: Line) -> Text:
    """Return what was put right in a line's figures, quarter by quarter."""
    text = Text(
        "{period} 由 {old} 改为 {new}（{reason}）", "{period} from {old} to {new} ({reason})"
    )
    return join(
        [
            text.fill(period=str(each.period), old=each.from_, new=each.to, reason=each.reason)
            for each in (restated.restatement for restated in line.restated)
        ]
    )


def remark(city: City, line: Line) -> Text:
    """Return what must be said beside a line: restatement, incomplete year, the sender's note."""
    parts: list[Text] = []
    if line.restated:
        parts.append(Text("更正：{what}", "restated: {what}").fill(what=restatements(line)))
    if line.lacks:
        text = Text("缺 {quarters}，累计未知", "{quarters} missing: no year to date")
        parts.append(text.fill(quarters=tuple(str(each) for each in line.lacks)))
    if line.state is State.UNALLOCATED and line.reported is not None:
        reported = figure(line, line.reported, city.programme.indicator[line.indicator].places)
        digits = say(Cell(reported), Kind.FIGURE, Lang.ZH)
        parts.append(Text("报 {figure}", "reports {figure}").fill(figure=digits))
    row = city.facts.sheets.get((line.district, line.period))
    if row is not None:
        model = row.submission.model
        said = (model.not_applicable.get(line.indicator), model.notes.get(line.indicator))
        parts += [note for note in said if note is not None]
    parts += [_SAMPLE] if line.sample else []
    return join(parts) if parts else same("")


_SAMPLE: Final = same("示例")
