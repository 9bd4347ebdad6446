"""What is short at a quarter's end by district, and what each coming quarter must bring."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.reconcile import EXACT, WORDS, Light, Line, Reconciliation, State, Status
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
from jxtrade.text import Text, plain
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.report import Cell, Value
    from jxtrade.workspace import Workspace

_QUARTERS: Final = 4


class Gap(NamedTuple):
    """A line that is short, and what each of the remaining quarters would have to bring.

    `each_quarter` is in the indicator's unit, rounded up to its last place so that the quarters
    together bring at least the gap; None in the fourth quarter, where nothing is due before it,
    and for a rate, which does not add up. `next_quarter` is what lacks to the next quarter's pace.
    Both are None for a ceiling, which is not to be reached.
    """

    line: Line
    each_quarter: Decimal | None
    next_quarter: Decimal | None
    quarters_left: int


def gaps(workspace: Workspace, found: Reconciliation) -> Iterator[Gap]:
    """Yield what is short, in the order of districts and, within them, indicators."""
    order = {district: place for place, district in enumerate(workspace.district)}
    for line in sorted(found.lines, key=lambda line: order[line.district]):
        if line.gap:
            left = _QUARTERS - line.period.quarter
            yield Gap(line, _each_quarter(workspace, line), _next_quarter(workspace, line), left)


def _each_quarter(workspace: Workspace, line: Line) -> Decimal | None:
    indicator = workspace.indicator[line.indicator]
    left = _QUARTERS - line.period.quarter
    is_never_added = indicator.kind == "rate" or indicator.direction == "lower"
    if line.gap is None or not left or is_never_added or not indicator.pace[-2]:
        return None
    with localcontext(EXACT):
        place = Decimal(1).scaleb(-indicator.places)
        return (line.gap / left).quantize(place, rounding=ROUND_CEILING)


def _next_quarter(workspace: Workspace, line: Line) -> Decimal | None:
    indicator = workspace.indicator[line.indicator]
    if line.period.quarter == _QUARTERS or indicator.direction == "lower":
        return None
    if line.allocated is None or line.reported is None:
        return None
    with localcontext(EXACT):
        lacks = line.allocated * indicator.pace[line.period.quarter] - line.reported
        return Decimal(plain(lacks)) if lacks > 0 else Decimal(0)


def report(workspace: Workspace, found: Reconciliation, *, district: str | None = None) -> Report:
    """Return the gaps, for people in a table for each district that is short."""
    short = [each for each in gaps(workspace, found) if district in (None, each.line.district)]
    rows = tuple(_row(workspace, each) for each in short)
    blocks: list[Paragraph | Table] = [Table(_COLUMNS, rows, (GAPS,), _BY_DISTRICT)]
    if not short:
        blocks.append(
            Paragraph(Text("已报的指标都没有缺口。", "Nothing that was reported is short."))
        )
    unknown = _unknown(found, district)
    blocks += _said_unknown(workspace, unknown)
    left = _QUARTERS - found.period.quarter
    if left:
        text = Text(
            "今后每季需完成：缺口平均到余下 {left} 个季度，进到指标的末位。",
            "Each quarter to come: the gap over the {left} quarters left, rounded up to the"
            " indicator's last place.",
        )
        blocks.append(Paragraph(text.fill(left=left), tone=Tone.FAINT))
    indicators = tuple(workspace.indicator)
    blocks += (words.pace_rule(workspace, found.period, indicators), words.light_rule(workspace))
    sample = words.is_sample(_of(found, district))
    blocks += words.caveats(workspace, found.period, sample=sample)
    blocks.append(Table((), tuple(map(_unknown_row, unknown)), (UNKNOWN,)))
    return Report(
        words.title(workspace, found.period, Text("缺口", "Gaps")),
        tuple(blocks),
        words.facts(workspace, VERSION, found.period, sample=sample),
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


def _row(workspace: Workspace, gap: Gap) -> Row:
    line = gap.line
    indicator = workspace.indicator[line.indicator]
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
        "district_name": workspace.district_name(line.district),
        "indicator": line.indicator,
        "indicator_name": indicator.name,
        "name_and_unit": words.name_and_unit(workspace, line.indicator),
        "unit": indicator.unit,
        "allocated": line.allocated,
        "each_quarter": gap.each_quarter,
        "quarters_left": gap.quarters_left,
        "status": line.status,
        "light": line.light,
        "light_and_status": words.light_and_status(line),
    }
    return words.row(values, {}, words.origins(workspace, line).of_figures())


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


def _said_unknown(workspace: Workspace, unknown: Iterable[Line]) -> Iterator[Paragraph]:
    by_state: dict[State, dict[str, list[Text]]] = {each: {} for each in _UNKNOWN_STATES}
    for line in unknown:
        names = by_state[line.state].setdefault(line.district, [])
        names.append(workspace.indicator_name(line.indicator))
    text = Text(
        "{state}：{district} 的{what}，缺口未知。",
        "{state}: {what} of {district}; the gap is not known.",
    )
    for state, of_district in by_state.items():
        for district, indicators in of_district.items():
            every = len(indicators) == len(workspace.indicator)
            what = Text("全部指标", "all indicators") if every else tuple(indicators)
            name = workspace.district_name(district)
            filled = text.fill(state=WORDS[state], district=name, what=what)
            yield Paragraph(filled, tone=Tone.WARN)
