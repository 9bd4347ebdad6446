"""What is short at a quarter's end by district, and what each coming quarter must bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.gaps import QUARTERS, Gap, gaps_of
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Column,
    Field,
    Kind,
    Paragraph,
    Parting,
    Records,
    Report,
    Row,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Line, Reconciliation
    from jxtrade.report import Cell, Value


def report(city: City, found: Reconciliation, *, district: str | None = None) -> Report:
    """Return the gaps, for people in a table for each district that is short."""
    short = [
        each
        for each in gaps_of(found, city.programme.plan)
        if district in (None, each.line.district)
    ]
    rows = tuple(_row(city, each) for each in short)
    blocks: list[Paragraph | Table] = [Table(_COLUMNS, rows, (GAPS,), _BY_DISTRICT)]
    if not short:
        blocks.append(
            Paragraph(Text("已报的指标都没有缺口。", "Nothing that was reported is short."))
        )
    unknown = _unknown(found, district)
    blocks += _said_unknown(city, unknown)
    left = QUARTERS - found.period.quarter
    if left:
        text = Text(
            "今后每季需完成：缺口平均到余下 {left} 个季度，进到指标的末位。",
            "Each quarter to come: the gap over the {left} quarters left, rounded up to the"
            " indicator's last place.",
        )
        blocks.append(Paragraph(text.fill(left=left), tone=Tone.FAINT))
    indicators = tuple(city.programme.indicator)
    blocks += (words.pace_rule(city, found.period, indicators), words.light_rule(city))
    sample = words.is_sample(_of(found, district))
    blocks += words.caveats(city, found.period, sample=sample)
    blocks.append(Table((), tuple(map(_unknown_row, unknown)), (UNKNOWN,)))
    return Report(
        words.title(city, found.period, Text("缺口", "Gaps")),
        tuple(blocks),
        words.head(city, VERSION, found.period, sample=sample),
    )


GAPS: Final = Records(
    "gaps",
    (
        Field("district", Kind.ID),
        Field("district_name", Kind.TEXT),
        Field("indicator", Kind.ID),
        Field("indicator_name", Kind.TEXT),
        Field("unit", Kind.TEXT),
        Field("allocated", Kind.FIGURE),
        Field("reported", Kind.FIGURE),
        Field("gap", Kind.FIGURE),
        Field("gap_to_pace", Kind.FIGURE),
        *optional(Field("each_quarter", Kind.FIGURE), Field("next_quarter", Kind.FIGURE)),
        Field("quarters_left", Kind.COUNT),
        Field("status", Kind.WORD, tuple(Status)),
        *optional(Field("light", Kind.WORD, tuple(Light))),
    ),
)
_UNKNOWN_STATES: Final = (State.MISSING, State.SUSPECT)
UNKNOWN: Final = Records(
    "unknown",
    (
        Field("district", Kind.ID),
        Field("indicator", Kind.ID),
        Field("state", Kind.WORD, _UNKNOWN_STATES),
    ),
)
VERSION: Final = "jxtrade.gaps/2"
RECORDS: Final = (GAPS, UNKNOWN)
_BY_DISTRICT: Final = Parting("district", "district_name")
_COLUMNS: Final = (
    Column("name_and_unit", words.INDICATOR),
    Column("allocated", Text("目标", "target"), Kind.FIGURE),
    Column("reported", Text("累计完成", "reported"), Kind.FIGURE),
    Column("gap", Text("缺口", "gap"), Kind.FIGURE),
    Column("gap_to_pace", Text("序时缺口", "gap to pace"), Kind.FIGURE),
    Column("each_quarter", Text("今后每季需完成", "each quarter"), Kind.FIGURE),
    Column("light_and_status", Text("亮灯", "light"), Kind.WORD),
)


def _of(found: Reconciliation, district: str | None) -> Iterator[Line]:
    return (line for line in found.lines if district in (None, line.district))


def _row(city: City, gap: Gap) -> Row:
    line = gap.line
    indicator = city.programme.indicator[line.indicator]
    figures = {
        "reported": line.reported,
        "gap": line.gap,
        "gap_to_pace": line.gap_to_pace,
        "next_quarter": gap.next_quarter,
    }
    values: dict[str, Value | Cell] = {
        key: words.figure(line, each, indicator.places) for key, each in figures.items()
    }
    values |= {
        "district": line.district,
        "district_name": city.programme.district_name(line.district),
        "indicator": line.indicator,
        "indicator_name": indicator.name,
        "name_and_unit": words.name_and_unit(city, line.indicator),
        "unit": indicator.unit,
        "allocated": line.allocated,
        "each_quarter": gap.each_quarter,
        "quarters_left": gap.quarters_left,
        "status": line.status,
        "light": line.light,
        "light_and_status": words.light_and_status(line),
    }
    return words.row(values, {}, words.origins(city, line).of_figures())


def _unknown(found: Reconciliation, district: str | None) -> list[Line]:
    """Return the lines whose gap is not known, because nothing usable was reported."""
    return [
        line
        for line in _of(found, district)
        if line.state in _UNKNOWN_STATES and line.allocated is not None
    ]


def _unknown_row(line: Line) -> Row:
    own = {"district": line.district, "indicator": line.indicator, "state": line.state}
    return words.row(own, {}, {})


def _said_unknown(city: City, unknown: Iterable[Line]) -> Iterator[Paragraph]:
    by_state: dict[State, dict[str, list[Text]]] = {each: {} for each in _UNKNOWN_STATES}
    for line in unknown:
        names = by_state[line.state].setdefault(line.district, [])
        names.append(city.programme.indicator_name(line.indicator))
    text = Text(
        "{state}：{district} 的{what}，缺口未知。",
        "{state}: {what} of {district}; the gap is not known.",
    )
    for state, of_district in by_state.items():
        for district, indicators in of_district.items():
            every = len(indicators) == len(city.programme.indicator)
            what = Text("全部指标", "all indicators") if every else tuple(indicators)
            name = city.programme.district_name(district)
            filled = text.fill(state=WORDS[state], district=name, what=what)
            yield Paragraph(filled, tone=Tone.WARN)
