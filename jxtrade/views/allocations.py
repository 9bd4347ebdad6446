"""What is allocated for a year: the table in force at a day, and what documents have changed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT, added, as_counted
from jxtrade.model.period import Period
from jxtrade.report import (
    Cell,
    Column,
    Field,
    Kind,
    Later,
    Paragraph,
    Parting,
    Records,
    Report,
    Row,
    RowKind,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text, same
from jxtrade.views import amendments, words
from jxtrade.views.many import MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from jxtrade.figures.allocations import Allocated
    from jxtrade.figures.city import City
    from jxtrade.figures.groups import GivenGroup
    from jxtrade.report import Value
    from jxtrade.views.amendments import Change

VERSION: Final = "jxtrade.allocations/1"
FACTS: Final = (
    Field("year", Kind.COUNT),
    Field("at", Kind.ID),
    Field("year_assumed", Kind.FLAG),
)
_CELL: Final = (
    Field("indicator", Kind.ID),
    Field("district", Kind.ID),
    Field("indicator_name", Kind.TEXT),
    Field("district_name", Kind.TEXT),
    Field("unit", Kind.TEXT),
)
CELLS: Final = Records(
    "cells",
    (
        *_CELL,
        *optional(
            Field("allocated", Kind.FIGURE),
            Field("document", Kind.ID),
            Field("effective", Kind.ID),
            Field("source", Kind.PLACE),
        ),
        Field("changes", Kind.RECORDS, fields=amendments.CHANGES),
    ),
)
TOTALS: Final = Records(
    "totals",
    (
        Field("indicator", Kind.ID),
        Field("indicator_name", Kind.TEXT),
        Field("unit", Kind.TEXT),
        *optional(Field("allocated", Kind.FIGURE)),
    ),
    RowKind.TOTAL,
)
GROUPS: Final = Records(
    "groups",
    (
        Field("indicator", Kind.ID),
        Field("group", Kind.ID),
        Field("indicator_name", Kind.TEXT),
        Field("group_name", Kind.TEXT),
        Field("unit", Kind.TEXT),
        *optional(
            Field("allocated", Kind.FIGURE),
            Field("stated", Kind.FIGURE),
            Field("document", Kind.ID),
            Field("effective", Kind.ID),
            Field("source", Kind.PLACE),
        ),
    ),
    RowKind.GROUP,
)
HISTORY: Final = Records(
    "history",
    (
        *_CELL,
        Field("from", Kind.FIGURE),
        Field("to", Kind.FIGURE),
        Field("difference", Kind.FIGURE),
        *optional(
            Field("sum", Kind.FIGURE),
            Field("document", Kind.ID),
        ),
        Field("effective", Kind.ID),
        Field("source", Kind.PLACE),
    ),
)
DOCUMENTS: Final = Records(
    "documents",
    (
        *optional(Field("document", Kind.ID)),
        Field("effective", Kind.ID),
        Field("year_assumed", Kind.FLAG),
        Field("in_force", Kind.FLAG),
        Field("allocates", Kind.COUNT),
        Field("changes", Kind.COUNT),
        Field("source", Kind.PLACE),
    ),
)
RECORDS: Final = (CELLS, TOTALS, GROUPS, HISTORY, DOCUMENTS)

_BLANK: Final = Text("", "")
_BESIDE: Final = Parting(
    "indicator",
    "name_and_unit",
    (Column("allocated", _BLANK, Kind.FIGURE), Column("mark", _BLANK, Kind.WORD)),
    is_dense=True,
)
_IN_FORCE: Final = (
    Column("allocated", Text("分配", "allocated"), Kind.FIGURE),
    Column("mark", Text("调整", "amended"), Kind.WORD),
)
_IN_GROUPS: Final = (
    Column("group_name", Text("分组", "group")),
    Column("allocated", Text("合计", "sum"), Kind.FIGURE),
    Column("stated", Text("文件所列", "stated"), Kind.FIGURE),
)
_INDICATOR: Final = Column("name_and_unit", words.INDICATOR)
_SUMS: Final = (_INDICATOR, Column("allocated", Text("合计", "sum"), Kind.FIGURE))
_DOCUMENT: Final = Column("document_name", Text("文件", "document"))
_EFFECTIVE: Final = Column("effective", Text("生效", "from"), Kind.WORD)
_CHANGED: Final = (
    Column("from", Text("原分配", "was"), Kind.FIGURE),
    Column("to", Text("调整为", "becomes"), Kind.FIGURE),
    Column("signed", Text("增减", "change"), Kind.FIGURE),
    Column("sum", Text("调后合计", "new sum"), Kind.FIGURE),
)
_ALLOCATING: Final = (
    _DOCUMENT,
    _EFFECTIVE,
    Column("allocates", Text("下达（项）", "allocated"), Kind.COUNT),
    Column("changes", Text("调整（项）", "changed"), Kind.COUNT),
    Column("state", Text("状态", "state"), Kind.WORD),
)


class Asked(NamedTuple):
    """The year, and the day at which to look, at most its last; the table, or each change.

    Of many districts each is shown where all are asked for.
    """

    year: int
    at: date
    is_history: bool = False
    is_all: bool = False


def at_hand(city: City, year: int | None) -> Asked:
    """Return what a year and the day of looking ask for.

    Without a year it is that of the day or, where nothing is allocated for it, the last one before
    it for which something is, else the first one after it.
    """
    today = city.received.workspace.as_of or date.max
    known = city.programme.allocations.years
    if year is None:
        begun = [each for each in known if each <= today.year]
        year = begun[-1] if begun else known[0]
    return Asked(year, min(today, date(year, 12, 31)))


class _Shown(NamedTuple):
    """What is allocated for a year, by indicator and district, and all changes in order."""

    city: City
    asked: Asked
    cells: dict[tuple[str, str], Allocated]
    changes: tuple[Change, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """Return the indicators that any document of the year allocates, in order."""
        return tuple(dict.fromkeys(indicator for indicator, _ in self.cells))

    @property
    def period(self) -> Period:
        """Return the last quarter of the year."""
        return Period(self.asked.year, 4)

    def in_force(self, change: Change) -> bool:
        """Tell whether a change is in force at the day."""
        return change.amended.after.effective <= self.asked.at


def report(city: City, asked: Asked) -> Report:
    """Return the allocations in force at a day of a year, or each change of the year."""
    cells = tuple(city.programme.allocations.cells(asked.year, asked.at))
    changes = (
        amendments.Change(cell.indicator, cell.district, each)
        for cell in cells
        for each in cell.changes
    )
    ordered = sorted(changes, key=lambda each: (each.amended.after.effective, each.document))
    by_cell = {(each.indicator, each.district): each for each in cells}
    shown = _Shown(city, asked, by_cell, tuple(ordered))
    title = Text(
        "{year}年分配数（截至 {at}）{plan}", "Allocations for {year} (in force on {at}), {plan}"
    )
    if asked.is_history:
        title = Text("{year}年分配数的调整 {plan}", "Changes of the allocations for {year}, {plan}")
    facts = {"year": str(asked.year), "at": asked.at.isoformat()}
    title = title.fill(**facts, plan=city.programme.plan.plan.title)
    drawn = _history(shown) if asked.is_history else _table(shown)
    return Report(
        title,
        (*drawn, *words.caveats(city, shown.period, sample=False)),
        {
            "schema": VERSION,
            "year": asked.year,
            "at": asked.at.isoformat(),
            "year_assumed": words.is_year_assumed(city, shown.period),
        },
    )


def _table(shown: _Shown) -> Iterator[Paragraph | Table]:
    """Yield the table in force, what was changed and will be, and the documents."""
    yield _cells(shown)
    city, is_many = shown.city, len(shown.city.programme.district) > MOST
    sums = tuple(_total(shown, each) for each in shown.indicators)
    if not sums:
        yield _nothing(shown)
    if sums and (shown.asked.is_all or not is_many):
        rows = tuple(
            row
            for indicator, total in zip(shown.indicators, sums, strict=True)
            for row in (*_of(shown, indicator), total)
        )
        yield Table((words.district(city), *_IN_FORCE), rows, (TOTALS,), _BESIDE)
        if any(row.cells["allocated"].value is None for row in rows if row.kind is RowKind.LINE):
            yield Paragraph(_NONE_IN_FORCE, tone=Tone.FAINT)
    else:
        yield Table(_SUMS, tuple(each._replace(kind=RowKind.LINE) for each in sums))
        yield Table((), sums, (TOTALS,))
    yield _groups(shown)
    if sums and is_many and not shown.asked.is_all:
        facts = {"count": len(city.programme.district), "parts": city.programme.plan.plan.parts}
        yield Paragraph(_ALL.fill(**facts, year=str(shown.asked.year)), tone=Tone.FAINT)
    past = [each for each in shown.changes if shown.in_force(each)]
    yield from amendments.notes(city, past)
    coming = [each for each in shown.changes if not shown.in_force(each)]
    yield from amendments.notes(city, coming, amendments.TO_COME)
    yield Table((), Later(lambda: _changed(shown)), (HISTORY,))
    yield Table(_ALLOCATING, tuple(_documents(shown)), (DOCUMENTS,))


_ALL: Final = Text(
    "全部 {count} 个{parts}：jxtrade allocations --year {year} --all。",
    "All {count} {parts}: jxtrade allocations --year {year} --all.",
)
_NONE_IN_FORCE: Final = Text(
    "— 表示当日没有有效的分配数。", "Where no figure is shown, none is in force on that day."
)


def _history(shown: _Shown) -> Iterator[Paragraph | Table]:
    """Yield each change of the year, and the documents."""
    columns = (_INDICATOR, words.district(shown.city), *_CHANGED)
    yield Table(columns, tuple(_changed(shown)), (HISTORY,), Parting("place", "heading"))
    if not shown.changes:
        text = Text("{year} 年的分配数没有调整。", "No allocation of {year} was changed.")
        yield Paragraph(text.fill(year=str(shown.asked.year))) if shown.cells else _nothing(shown)
    yield Table(_ALLOCATING, tuple(_documents(shown)), (DOCUMENTS,))
    yield _cells(shown)
    yield Table((), tuple(_total(shown, each) for each in shown.indicators), (TOTALS,))
    yield _groups(shown)._replace(columns=(), parting=None)


def _nothing(shown: _Shown) -> Paragraph:
    text = Text("{year} 年还没有下达分配数。", "Nothing is allocated for {year} yet.")
    return Paragraph(text.fill(year=str(shown.asked.year)), tone=Tone.WARN)


def _names(city: City, indicator: str, district: str) -> dict[str, Value | Cell]:
    about = city.programme.indicator[indicator]
    return {
        "indicator": indicator,
        "district": district,
        "indicator_name": about.name,
        "district_name": city.programme.district_name(district),
        "name_and_unit": words.name_and_unit(city, indicator),
        "unit": about.unit,
    }


def _cells(shown: _Shown) -> Table:
    """Return what machines get of the cells that any document of the year allocates."""
    return Table((), Later(lambda: (_cell(shown, each) for each in shown.cells.values())), (CELLS,))


def _cell(shown: _Shown, cell: Allocated) -> Row:
    city, in_force = shown.city, cell.in_force
    changes = [amendments.Change(*cell[:2], each) for each in cell.changes]
    values = _names(city, cell.indicator, cell.district) | {
        "allocated": None,
        "document": None,
        "effective": None,
        "source": None,
        "changes": amendments.records(city, changes),
    }
    if in_force is not None:
        place = city.programme.allocations.place(cell.indicator, cell.district, in_force.document)
        values |= {
            "allocated": amendments.figure(city, cell.indicator, in_force),
            "document": amendments.document(city, in_force.document),
            "effective": in_force.effective.isoformat(),
            "source": place,
        }
    return words.row(values, {}, {})


def _of(shown: _Shown, indicator: str) -> Iterator[Row]:
    """Yield what people see of every district's allocation of an indicator."""
    city = shown.city
    for district in city.programme.district:
        cell = shown.cells.get((indicator, district))
        in_force = cell.in_force if cell else None
        is_amended = cell is not None and in_force not in (None, cell.entries[0])
        values = {
            "allocated": amendments.figure(city, indicator, in_force) if in_force else None,
            "mark": same(amendments.MARK if is_amended else ""),
        }
        yield words.row(_names(city, indicator, district) | values, {}, {})


def _total(shown: _Shown, indicator: str) -> Row:
    """Return the sum of what is in force of an indicator."""
    city = shown.city
    cells = (shown.cells.get((indicator, district)) for district in city.programme.district)
    figures = (cell.in_force.figure for cell in cells if cell and cell.in_force)
    values = {
        "district_name": words.CITY,
        "allocated": _sum(city, indicator, figures),
        "mark": same(""),
    }
    return words.row(_names(city, indicator, "") | values, {}, {}, RowKind.TOTAL)


def _groups(shown: _Shown) -> Table:
    """Return what each group's districts are allocated in all, beside what documents give it."""
    groups, asked = shown.city.programme.groups, shown.asked
    given = groups.given_at(asked.year, asked.at)
    rows: list[Row] = []
    for indicator in shown.city.programme.indicator:
        own = [
            _group(shown, indicator, group, given.get((indicator, group)))
            for group in shown.city.programme.plan.group
        ]
        if any(row.cells[key].value is not None for row in own for key in ("allocated", "stated")):
            rows += own
    beside = Parting("indicator", "name_and_unit", _IN_GROUPS[1:])
    return Table(_IN_GROUPS, tuple(rows), (GROUPS,), beside) if rows else Table((), (), (GROUPS,))


def _group(shown: _Shown, indicator: str, group: str, given: GivenGroup | None) -> Row:
    city, about = shown.city, shown.city.programme.indicator[indicator]
    cells = (shown.cells.get((indicator, id_)) for id_ in city.programme.groups.within(group))
    in_force = [cell.in_force.figure for cell in cells if cell and cell.in_force]
    values: dict[str, Value | Cell] = {
        "indicator": indicator,
        "group": group,
        "indicator_name": about.name,
        "group_name": city.programme.group_name(group),
        "name_and_unit": words.name_and_unit(city, indicator),
        "unit": about.unit,
        "allocated": _sum(city, indicator, in_force),
        "stated": None,
        "document": None,
        "effective": None,
        "source": None,
    }
    if given is not None:
        place = city.programme.loaded.at("allocations", given.document, "groups", indicator, group)
        values |= _document(city, given.document) | {
            "stated": as_counted(given.figure, about),
            "source": place,
        }
    return words.row(values, {}, {}, RowKind.GROUP)


def _sum(city: City, indicator: str, figures: Iterable[Decimal]) -> Decimal | None:
    """Return the sum in the indicator's unit; None of nothing, and of a rate."""
    about, known = city.programme.indicator[indicator], tuple(figures)
    if about.kind == "rate" or not known:
        return None
    with localcontext(EXACT):
        return as_counted(added(known), about)


def _changed(shown: _Shown) -> Iterator[Row]:
    """Yield each change, with the sum of all districts once its document is in force."""
    city, allocations = shown.city, shown.city.programme.allocations
    sums: dict[tuple[int, str], Decimal | None] = {}
    for each in shown.changes:
        indicator, district, _ = each
        key = each.document, indicator
        if key not in sums:
            by = allocations.by(*key)
            known = (by[id_] for id_ in city.programme.district if id_ in by)
            sums[key] = _sum(city, indicator, known)
        before = amendments.figure(city, indicator, each.amended.before)
        after = amendments.figure(city, indicator, each.amended.after)
        difference = EXACT.subtract(after, before)
        values = _names(city, indicator, district) | _document(city, each.document)
        values |= {
            "from": before,
            "to": after,
            "difference": difference,
            "place": each.document,
            "heading": _FROM.fill(**_document(city, each.document)),
            "signed": same(f"{difference:+f}" if difference else "0"),
            "sum": sums[key],
            "source": allocations.place(indicator, district, each.document),
        }
        yield words.row(values, {}, {})


def _documents(shown: _Shown) -> Iterator[Row]:
    """Yield the documents of the year, and how many cells each allocates and changes."""
    city = shown.city
    first = Counter(each.entries[0].document for each in shown.cells.values())
    later = Counter(each.document for each in shown.changes)
    for index in city.programme.allocations.documents_of(shown.asked.year):
        document = city.programme.plan.allocations[index]
        in_force = document.effective <= shown.asked.at
        values = _document(city, index) | {
            "year_assumed": document.year_assumed,
            "in_force": in_force,
            "state": _IN_FORCE_ALREADY if in_force else _TO_COME,
            "allocates": first[index],
            "changes": later[index],
            "source": city.programme.loaded.at("allocations", index),
        }
        yield words.row(values, {}, {})


_FROM: Final = Text("{document_name}（{effective} 起）", "{document_name}, from {effective}")
_IN_FORCE_ALREADY: Final = Text("有效", "in force")
_TO_COME: Final = Text("未生效", "to come")


def _document(city: City, index: int) -> dict[str, Value | Cell]:
    effective = city.programme.plan.allocations[index].effective
    return {
        "document": amendments.document(city, index),
        "document_name": amendments.named(city, index),
        "effective": effective.isoformat(),
    }
