"""What the sheets of a workbook show: the tables of a report as columns and rows of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jxtrade.report import (
    Cell,
    Chart,
    Column,
    Kind,
    Pair,
    Paragraph,
    Role,
    Row,
    RowKind,
    Table,
    parted,
    say,
)
from jxtrade.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jxtrade.report import Report, Sheet

_NO_TITLE = Text("", "")
_PART = Text("分项", "part")


class Listed(NamedTuple):
    """Parts of one form, each with what names it: a sheet shows them below each other.

    Above the first of them stands a heading, if any does, and below it what is noted.
    """

    table: Table
    parts: list[tuple[Text | None, Table]]
    heading: Text | None
    notes: list[Text]

    @property
    def sheet(self) -> Sheet | None:
        """Return what the report says of the sheet, if it does."""
        return self.table.sheet


def listed(report: Report) -> list[Listed]:
    """Return what has a sheet of its own: a table, or all of one form that are parts by name.

    What stands above a table names it, be it a heading or a table that has a name. They stand in
    the order of the sheets' places; what has none goes with the one before it.
    """
    found: dict[object, Listed] = {}
    last: Listed | None = None
    name: Text | None = None
    heading: Text | None = None
    for number, block in enumerate(report.blocks):
        match block:
            case Paragraph():
                name = block.text if block.role.is_heading else None
                heading = name or heading
                if block.role is Role.NOTE and last is not None:
                    last.notes.append(block.text)
                else:
                    last = None
            case Chart():
                name = last = None
            case Table(columns=columns, rows=rows) if columns and rows:
                if block.sheet is not None:
                    parts = [(block.caption, block)]
                elif block.caption is not None or _stands_beside(block):
                    parts = [(None, block)]
                else:
                    parts = [(own or name, part) for own, part in parted(block)]
                name = None if block.sheet else parts[-1][0]
                is_of_form = block.sheet is not None or name is not None
                key = (block.sheet, columns, block.unit) if is_of_form else number
                last = found.setdefault(key, Listed(block, [], heading, []))
                last.parts.extend(parts)
    in_order: list[tuple[int, Listed]] = []
    for each in map(_named, found.values()):
        before = in_order[-1][0] if in_order else 0
        in_order.append((each.sheet.place if each.sheet else before, each))
    return [each for _, each in sorted(in_order, key=lambda known: known[0])]


def _named(given: Listed) -> Listed:
    """Return one part under its own name; several stand under what is above the first."""
    (name, table), *others = given.parts
    if others:
        return given._replace(table=given.table._replace(caption=None))
    if not name:
        return given
    return given._replace(table=table._replace(caption=name), parts=[(None, table)], heading=name)


def _stands_beside(table: Table) -> bool:
    return table.parting is not None and bool(table.parting.beside)


class Shown(NamedTuple):
    """A column of a sheet: what it shows of which cells, and the group that it stands under.

    Of a pair it is one half. Two groups may bear one name, and so each has its number.
    """

    column: Column
    over: Text | None = None
    group: int = 0


class Grid(NamedTuple):
    """What a sheet shows: columns, rows of cells, what each row is, and where each part begins.

    Behind each cell stands the whole row of the report that it is from; a row's name is what stands
    in its first cell.
    """

    columns: list[Shown]
    rows: list[list[Cell]]
    kinds: list[RowKind]
    starts: list[int]
    whole: list[list[Row]]
    places: Mapping[tuple[str, int], int]
    names: list[str]

    def at(self, key: str, beside: int) -> int | None:
        """Return where the cells of a key stand in the group of a column, if they do."""
        return self.places.get((key, self.columns[beside].group))


def grid(given: Listed) -> Grid:
    """Return what a sheet shows: parts beside each other, or below with their names."""
    table, parting = given.table, given.table.parting
    if parting is not None and parting.beside:
        by_name = table._replace(parting=parting._replace(name=parting.over or parting.name))
        parts = [*parted(by_name)]
        rows = [*parts[0][1].rows]
        shown = [
            (Shown(table.columns[0]), rows),
            *(
                (Shown(column, name, number), [*part.rows])
                for number, (name, part) in enumerate(parts, 1)
                for column in parting.beside
            ),
        ]
        starts = [0] * len(rows)
    else:
        made = [(name, tuple(part.rows)) for name, part in given.parts]
        rows = [row for _, own in made for row in own]
        shown = [(Shown(each), rows) for each in table.columns]
        starts = []
        for _, own in made:
            starts += [len(starts)] * len(own)
        if any(name for name, _ in made):
            names = [Row({"": Cell(name)}) for name, own in made for _ in own]
            title = parting.title if parting is not None else None
            shown.insert(0, (Shown(Column("", title or _PART)), names))
    halves = [half for each in shown for half in _halves(*each)]
    columns = [column for column, _, _ in halves]
    across, whole = (
        [list(each) for each in zip(*(half[at] for half in halves), strict=True)] for at in (1, 2)
    )
    at = {(each.column.key, each.group): index for index, each in enumerate(columns)}
    kinds = [row.kind for row in rows]
    return Grid(columns, across, kinds, starts, whole, at, [name_of(row[0]) for row in across])


def name_of(first: Cell) -> str:
    """Return the name of a row whose first cell it is."""
    return say(first, Kind.TEXT, Lang.ZH)


def _halves(shown: Shown, rows: list[Row]) -> Iterator[tuple[Shown, list[Cell], list[Row]]]:
    """Yield a column, or of pairs the reported figures and beside them the allocated ones.

    A pair's heading stands over its first half.
    """
    found = [row.at(shown.column) for row in rows]
    if shown.column.kind is not Kind.PAIR:
        yield shown, found, rows
        return
    for half, key in enumerate(Pair._fields):
        of_half = [
            each._replace(value=each.value[half]) if isinstance(each.value, Pair) else each
            for each in found
        ]
        title = _NO_TITLE if half else shown.column.title
        yield shown._replace(column=Column(key, title, Kind.FIGURE)), of_half, rows


def runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of places that follow each other."""
    start = None
    for at, each in enumerate(places):
        start = each if start is None else start
        if places[at + 1 : at + 2] != [each + 1]:
            yield start, each
            start = None
