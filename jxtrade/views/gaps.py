"""What is short at a quarter's end by district, and what each coming quarter must bring."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, localcontext
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.reconcile import EXACT, WORDS, Line, Reconciliation, State
from jxtrade.report import Cell, Column, Kind, Paragraph, Report, Row, Table, Tone
from jxtrade.text import Text, plain, same
from jxtrade.views import words
from jxtrade.views.status import figure, head, title

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Return the gaps, a table for each district that is short."""
    short = [each for each in gaps(workspace, found) if district in (None, each.line.district)]
    blocks: list[Paragraph | Table] = []
    rows: dict[str, list[Row]] = {}
    for each in short:
        rows.setdefault(each.line.district, []).append(_row(workspace, each))
    for name, own in rows.items():
        blocks.append(Table(_COLUMNS, tuple(own), workspace.district_name(name)))
    if not short:
        blocks.append(
            Paragraph(Text("已报的指标都没有缺口。", "Nothing that was reported is short."))
        )
    blocks += _unknown(workspace, found, district)
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
    return Report(title(workspace, found.period, Text("缺口", "Gaps")), tuple(blocks))


_COLUMNS: Final = (
    Column(words.INDICATOR),
    Column(Text("目标", "target"), Kind.FIGURE),
    Column(Text("累计完成", "reported"), Kind.FIGURE),
    Column(Text("缺口", "gap"), Kind.FIGURE),
    Column(Text("序时缺口", "gap to pace"), Kind.FIGURE),
    Column(Text("今后每季需完成", "each quarter"), Kind.FIGURE),
    Column(Text("亮灯", "light"), Kind.WORD),
)


def _of(found: Reconciliation, district: str | None) -> Iterator[Line]:
    return (line for line in found.lines if district in (None, line.district))


def _row(workspace: Workspace, gap: Gap) -> Row:
    line = gap.line
    places = workspace.indicator[line.indicator].places
    return Row(
        (
            Cell(words.name_and_unit(workspace, line.indicator)),
            Cell(line.allocated),
            Cell(words.shown(line.reported, line.ratio, places)),
            Cell(words.shown(line.gap, line.ratio, places)),
            Cell(words.shown(line.gap_to_pace, line.ratio, places)),
            Cell(gap.each_quarter),
            words.light_and_status(line),
        )
    )


def _unknown(
    workspace: Workspace, found: Reconciliation, district: str | None
) -> Iterator[Paragraph]:
    """Yield whose gap is not known, because nothing usable was reported."""
    for state in (State.MISSING, State.SUSPECT):
        cells: dict[str, list[Text]] = {}
        for line in found.lines:
            if (
                line.state is state
                and district in (None, line.district)
                and line.allocated is not None
            ):
                cells.setdefault(line.district, []).append(workspace.indicator_name(line.indicator))
        for name, indicators in cells.items():
            every = len(indicators) == len(workspace.indicator)
            what = Text("全部指标", "all indicators") if every else same("")
            text = Text(
                "{state}：{district} 的{what}，缺口未知。",
                "{state}: {what} of {district}; the gap is not known.",
            )
            yield Paragraph(
                text.fill(
                    state=WORDS[state],
                    district=workspace.district_name(name),
                    what=what if every else tuple(indicators),
                ),
                tone=Tone.WARN,
            )


def payload(
    workspace: Workspace, found: Reconciliation, *, district: str | None = None
) -> dict[str, Any]:
    """Return what `gaps --format json` says; figures are strings of exact decimals."""
    return {
        "schema": "jxtrade.gaps/2",
        **head(workspace, found.period, _of(found, district)),
        "gaps": [
            {
                "district": each.line.district,
                "district_name": workspace.district_name(each.line.district)._asdict(),
                "indicator": each.line.indicator,
                "indicator_name": workspace.indicator_name(each.line.indicator)._asdict(),
                "unit": workspace.indicator[each.line.indicator].unit._asdict(),
                "allocated": words.exact(each.line.allocated),
                "reported": figure(each.line, each.line.reported),
                "gap": figure(each.line, each.line.gap),
                "gap_to_pace": figure(each.line, each.line.gap_to_pace),
                "each_quarter": words.exact(each.each_quarter),
                "next_quarter": figure(each.line, each.next_quarter),
                "quarters_left": each.quarters_left,
                "status": each.line.status,
                "light": each.line.light,
            }
            for each in gaps(workspace, found)
            if district in (None, each.line.district)
        ],
        "unknown": [
            {"district": line.district, "indicator": line.indicator, "state": line.state}
            for line in found.lines
            if line.state in (State.MISSING, State.SUSPECT)
            and line.allocated is not None
            and district in (None, line.district)
        ],
    }
