"""The tables in which papers show a quarter at a glance: by district, by group, or counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import HUNDRED
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Band,
    Brief,
    Cell,
    Column,
    Elsewhere,
    Kind,
    Later,
    Row,
    RowKind,
    Sheet,
    Table,
    Tone,
    tenths,
)
from jxtrade.text import Text
from jxtrade.views import many, words
from jxtrade.views.indicators import is_ceiling
from jxtrade.views.papers import MOST_TOLD, NONE, Order, Paper, in_other_files
from jxtrade.views.tables import (
    NAME,
    SIGNS,
    TABLE,
    TOTAL,
    as_at,
    caption,
    counted_row,
    districts,
    level_reached,
    numbered,
)
from jxtrade.views.words import TONES
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from jxtrade.figures.lines import Line, Total
    from jxtrade.model.plan import Indicator


def at_a_glance(paper: Paper) -> Sequence[Callable[[Paper, Text], Table]]:
    """Return what makes the first tables of a paper, each with its number.

    Where groups stand in place of districts these have a row each, with counts where there are
    many indicators; where districts are too many, each indicator has a row.
    """
    if not paper.is_grouped:
        return (by_indicator,) if paper.are_many else (of_districts,)
    own = of_groups if _are_few(paper) else by_group
    return (own, by_indicator) if len(paper.indicators) > MOST_TOLD else (own,)


def shown_first(paper: Paper) -> Iterator[Table]:
    """Yield the first tables of a paper, numbered; with the very first its workbook opens."""
    for number, make in enumerate(at_a_glance(paper), 1):
        made = make(paper, numbered(TABLE, number))
        yield made if number > 1 else made._replace(sheet=_OVERVIEW)


def in_full(paper: Paper) -> Sequence[Callable[[Paper, Text], Table]]:
    """Return what makes the tables by group and district that are too large to be the first."""
    found: list[Callable[[Paper, Text], Table]] = []
    if paper.is_grouped and not _are_few(paper):
        found.append(of_groups)
    if paper.is_grouped or paper.are_many:
        found.append(of_districts)
    return found


_MOST_CELLS: Final = 400


def _are_few(paper: Paper) -> bool:
    return len(paper.parts_within) * len(paper.indicators) <= _MOST_CELLS


def of_districts(paper: Paper, label: Text) -> Table:
    """Return rate and light of every district in every indicator, and of the whole: M1."""

    def rows() -> Iterator[Row]:
        for district in paper.districts:
            yield Row(
                {NAME: Cell(paper.name(district))}
                | {
                    each.id: _rate_and_light(paper, paper.line(district, each))
                    for each in paper.indicators
                }
            )
        yield from _of_all(paper)

    whose = paper.header.parts
    if not paper.are_many:
        return _matrix(paper, districts(paper), tuple(rows()), label, whose)
    own = _matrix(paper, districts(paper), Later(rows, names_places=False), label, whose)
    return own._replace(brief=Brief((), in_other_files(paper, NONE)))


def of_groups(paper: Paper, label: Text) -> Table:
    """Return rate and light of every group in every indicator, and of the whole."""
    cells: dict[str | None, dict[str, Cell]] = {part.id: {} for part in paper.parts_within}
    for indicator, own in paper.groups.items():
        for part, total in own:
            cells[part.id][indicator] = _of_group(paper, part, total)
    rows = [Row({NAME: Cell(part.name), **cells[part.id]}) for part in paper.parts_within]
    rows += _of_all(paper)
    made = _matrix(paper, Column(NAME, many.GROUP), rows, label, Text("分组", "groups"))
    if _are_few(paper):
        return made
    text = Text("各分组各指标的完成率，", "the rates of all groups and ")
    return made._replace(brief=Brief((), in_other_files(paper, text)))


def _matrix(paper: Paper, first: Column, rows: Sequence[Row], label: Text, whose: Text) -> Table:
    columns = [first]
    for each in paper.indicators:
        title = each.name
        if not paper.is_due(each):
            title = Text("{name}（未到节点）", "{name} (not due yet)").fill(name=title)
        follows = Elsewhere(each.id, "rate")
        columns.append(Column(each.id, title, Kind.PERCENT, follows, tuple(_bands(paper, each))))
    title = Text("各{whose}完成率和亮灯{as_at}", "Rate and light of the {whose}{as_at}")
    return Table(
        tuple(columns),
        rows,
        caption=caption(label, title.fill(whose=whose, as_at=as_at(paper))),
        is_wide=len(columns) > _MOST_UPRIGHT,
        sheet=_OVERVIEW._replace(name=Text("各{whose}", "{whose}").fill(whose=whose)),
    )


_OVERVIEW: Final = Sheet(Text("总览", "overview"), Order.OVERVIEW)
_MOST_UPRIGHT: Final = 8


def _bands(paper: Paper, indicator: Indicator) -> Iterator[Band]:
    """Yield from which rate on which light is said, where higher is better."""
    if is_ceiling(indicator):
        return
    pace = indicator.pace[paper.period.quarter - 1] * HUNDRED
    bounds = paper.city.programme.plan.lights
    least: list[tuple[Light, Decimal | None]] = [(Light.GREEN, HUNDRED)]
    if paper.is_due(indicator):
        least += [(Light.GREEN, pace + bounds.green), (Light.YELLOW, pace + bounds.yellow)]
        least += [(Light.RED, None)]
    for light, from_ in least:
        band = Band(_behind(SIGNS[light]), TONES[light])
        yield band if from_ is None else band._replace(key=indicator.id, least=from_)


def _rate_and_light(paper: Paper, line: Line) -> Cell:
    sources = () if paper.are_many else words.origins(paper.city, line).both
    if line.allocated is None:
        return Cell(None, Tone.FAINT, sources)
    if line.state is not State.VALUE:
        shade = Tone.STRONG if line.state is State.SUSPECT else Tone.FAINT
        return Cell(WORDS[line.state], shade, sources)
    if line.light is None:
        return Cell(line.rate, None, sources)
    if line.rate is None:
        return Cell(SIGNS[line.light], TONES[line.light], sources)
    return Cell(line.rate, TONES[line.light], sources, _behind(SIGNS[line.light]))


def _behind(word: Text) -> Text:
    """Return a word as it stands behind a figure."""
    return Text(f" {word.zh}", f" {word.en}")


def _of_all(paper: Paper) -> Iterator[Row]:
    """Yield the row of the whole, and where somebody is not counted that of the others."""
    if paper.is_alone:
        return
    totals = [paper.totals[each.id] for each in paper.indicators]
    yield Row(
        {NAME: Cell(TOTAL)} | {each.indicator: _of_total(each) for each in totals},
        RowKind.TOTAL,
    )
    partial = [each for each in totals if each.left_out and each.rate_counted is not None]
    if not partial:
        return
    same_number = {each.counted for each in partial}
    name = Text("其中：计入的", "of which those counted")
    if len(same_number) == 1:
        name = counted_row(paper, partial[0])
    cells = {each.indicator: _of_counted(paper, each) for each in partial}
    yield Row({NAME: Cell(name)} | cells, RowKind.TOTAL)


def _of_total(total: Total) -> Cell:
    if total.rate is None:
        return Cell(None)
    if total.light is not None:
        return Cell(total.rate, TONES[total.light], mark=_behind(SIGNS[total.light]))
    mark = None
    if total.status is Status.INCOMPLETE:
        mark = Text("（{word}）", " ({word})").fill(word=WORDS[total.status])
    return Cell(total.rate, mark=mark)


def _of_group(paper: Paper, part: many.Part, total: Total) -> Cell:
    """Return a group's rate and light; of a level how many of those counted reach their target."""
    indicator = paper.indicator(total)
    if indicator.kind != "rate":
        return _of_total(total)
    return Cell(level_reached([paper.line(each, indicator) for each in part.districts]))


def _of_counted(paper: Paper, total: Total) -> Cell:
    if total.lead_counted is None or paper.is_final:
        return Cell(total.rate_counted)
    text = Text("（较序时{lead}）", " (lead {lead})")
    return Cell(total.rate_counted, mark=text.fill(lead=_lead_shown(total.lead_counted)))


def _lead_shown(lead: Decimal) -> str:
    """Return a lead with its sign and one decimal, half up; 0.0 without a sign."""
    shown = tenths(lead)
    return "0.0" if shown == 0 else f"{shown:+f}"


# Counts


def by_group(paper: Paper, label: Text) -> Table:
    """Return for each group who has reported, and how many of its values stand how."""
    silent = {id_ for kind, id_, _ in paper.city.received.absent(paper.period) if kind == DISTRICTS}
    allocated = tuple(line for line in paper.found.lines if line.allocated is not None)
    counts = many.counts_by_group(paper.found._replace(lines=allocated), paper.parts_within, silent)
    title = Text(
        "各分组报送和亮灯情况{as_at}", "Groups: who has reported, and how values stand{as_at}"
    )
    named = caption(label, title.fill(as_at=as_at(paper)))
    return counts._replace(caption=named, unit=_VALUES)


_VALUES: Final = Text("单位：项次（“已报”为个）", "unit: values")


def by_indicator(paper: Paper, label: Text) -> Table:
    """Return for each indicator the rate of the whole, its light, and how many stand how."""
    allocated = [each.id for each in paper.allocated]
    lines = tuple(line for line in paper.found.lines if line.allocated is not None)
    counts = many.counts_by_indicator(paper.city, paper.found._replace(lines=lines), allocated)
    rows = [
        row._replace(cells={**row.cells, "sign": _sign(paper.totals[id_])})
        for id_, row in zip(allocated, counts.rows, strict=True)
    ]
    title = Text("各指标完成率和亮灯{as_at}", "Indicators: rate, and how values stand{as_at}")
    named = caption(label, title.fill(as_at=as_at(paper)))
    unit = Text("单位：个", "unit: {parts}").fill(parts=paper.header.parts)
    sheet = Sheet(Text("各指标", "indicators"), Order.OVERVIEW)
    return counts._replace(rows=tuple(rows), caption=named, unit=unit, sheet=sheet)


def _sign(total: Total) -> Cell:
    if total.light is not None:
        return Cell(SIGNS[total.light], TONES[total.light])
    return Cell(WORDS[total.status] if total.status else None, Tone.FAINT)
