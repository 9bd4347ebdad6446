"""The workbook of a report: figures stay figures, and each says where it comes from."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from jxtrade.render.layout import wrap
from jxtrade.render.office import charts
from jxtrade.render.office.charts import number_format, places
from jxtrade.report import (
    Cell,
    Chart,
    Coded,
    Column,
    How,
    Kind,
    Pair,
    Paragraph,
    Quotient,
    Row,
    RowKind,
    Table,
    Tone,
    parted,
    say,
    tenths,
)
from jxtrade.text import Lang, Text, cells, shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.place import Place
    from jxtrade.report import Report, Value

_SAID: Final = Text("文字", "text")
_TABLE: Final = Text("表{number}", "table {number}")
_CHARTS: Final = Text("图", "charts")
_SOURCES: Final = Text("来源", "sources")
_PART: Final = Text("分项", "part")
_SOURCE_HEADS: Final = (
    Text("工作表", "sheet"),
    Text("单元格", "cell"),
    Text("来自", "comes from"),
)
MOST_COMMENTS: Final = 5_000
"""With more than so many, a workbook has a sheet of sources in their place."""
_MOST_SOURCES: Final = 20
_MOST_CHARACTERS: Final = 32_767
_MOST_OF_A_NAME: Final = 31
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]")
_WIDEST, _NARROWEST, _LINE_HEIGHT = 40, 6, 15.0
_TEXT_WIDTH: Final = 100
_MARGIN: Final = 12
_A4: Final = 9
_EXACT: Final = 15
"""So many digits of a figure a cell holds."""
_FILLS: Final = {Tone.GOOD: "#DDEFDD", Tone.WARN: "#FFF0C2", Tone.BAD: "#F6CFCB"}
_BAR: Final = "#9DC3E6"
_POINTS, _LEVEL, _PERCENT = "+0.0;-0.0;0.0", "0.0;0.0;0.0", "0.0%"
_CHART_ROWS: Final = 16


class _Column(NamedTuple):
    """A column of a sheet: what it shows of which cells, and the group that it stands under.

    Of a pair it is one half. Two groups may bear one name, and so each has its number.
    """

    column: Column
    over: Text | None = None
    half: int | None = None
    group: int = 0

    @property
    def title(self) -> Text:
        """Return its own heading; a pair's stands over its first half."""
        return Text("", "") if self.half else self.column.title


class _Grid(NamedTuple):
    """What a sheet shows: columns, rows of cells, what each row is, and where each part begins.

    Behind each cell stands the whole row of the report that it is from.
    """

    columns: list[_Column]
    rows: list[list[Cell]]
    kinds: list[RowKind]
    starts: list[int]
    whole: list[list[Row]]

    def at(self, key: str, beside: int) -> int | None:
        """Return where the cells of a key stand in the group of a column, if they do."""
        group = self.columns[beside].group
        for index, each in enumerate(self.columns):
            if (each.column.key, each.group, each.half) == (key, group, None):
                return index
        return None


class _Figure(NamedTuple):
    """A number as a cell has it, and the format that shows it as all others say it."""

    number: float
    form: str


def filled(report: Report, lang: Lang) -> bytes:
    """Return the bytes of a report's workbook."""
    content = io.BytesIO()
    book = charts.new_book(content)
    _Filler(book, report, lang).fill()
    book.close()
    return content.getvalue()


class _Filler:
    """A workbook that is being filled, with its formats and the names of its sheets."""

    def __init__(self, book: Any, report: Report, lang: Lang) -> None:
        self._book, self._report, self._lang = book, report, lang
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._names: set[str] = set()
        self._grids = [(each, _grid(each)) for each in _lists(report)]
        sourced = sum(
            bool(cell.sources) for _, grid in self._grids for row in grid.rows for cell in row
        )
        self._is_commented = sourced <= MOST_COMMENTS
        self._sources: list[tuple[str, int, int, tuple[Place, ...]]] = []

    def fill(self) -> None:
        """Fill the book."""
        self._say()
        for number, (given, grid) in enumerate(self._grids, 1):
            self._tabulate(given, grid, number)
        drawn = [each for each in self._report.blocks if isinstance(each, Chart)]
        if drawn:
            self._draw(drawn)
        if self._sources:
            self._list_sources()

    def _format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            usual = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
            self._formats[key] = self._book.add_format(usual | look)
        return self._formats[key]

    def _sheet(self, words: Text, *, is_upright: bool = False) -> Any:
        """Return a new sheet of a name like the words, to be printed on A4 with page numbers."""
        base = _NOT_IN_A_NAME.sub("_", visible(words.to(self._lang))).strip() or "_"
        name, number = shorten(base, _MOST_OF_A_NAME), 1
        while name.casefold() in self._names:
            number += 1
            name = f"{shorten(base, _MOST_OF_A_NAME - 1 - len(str(number)))} {number}"
        self._names.add(name.casefold())
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        if not is_upright:
            sheet.set_landscape()
        return sheet

    def _put(self, sheet: Any, row: int, column: int, words: str, **look: object) -> None:
        """Write words that stay words, in whatever program and however they begin."""
        shown = shorten(visible(words), _MOST_CHARACTERS)
        if _FORMULA.match(shown):
            look["quote_prefix"] = True
        sheet.write_string(row, column, shown, self._format(**look))

    def _say(self) -> None:
        """Write title and paragraphs, each in a row of its own."""
        sheet, row = self._sheet(_SAID, is_upright=True), 1
        sheet.set_column(0, 0, _TEXT_WIDTH)
        self._put(sheet, 0, 0, self._report.title.to(self._lang), bold=True, font_size=14)
        for block in self._report.blocks:
            if isinstance(block, Paragraph):
                words = block.text.to(self._lang)
                is_bold = block.role.is_heading or block.tone is Tone.STRONG
                self._put(sheet, row, 0, words, text_wrap=True, bold=is_bold, valign="top")
                lines = len(wrap(visible(words), _TEXT_WIDTH - _MARGIN))
                sheet.set_row(row, _LINE_HEIGHT * lines)
                row += 1
                for place in block.sources:
                    self._put(sheet, row, 0, f"{place.path}:{place.line}", font_color="#595959")
                    row += 1

    def _tabulate(self, given: _List, grid: _Grid, number: int) -> None:
        """Write a table below its caption and its unit."""
        table, last = given.table, len(grid.columns) - 1
        name = table.caption or given.heading
        sheet = self._sheet(name or _TABLE.fill(number=number))
        self._put(sheet, 0, 0, (name or self._report.title).to(self._lang), bold=True)
        if table.unit:
            self._put(sheet, 1, last, table.unit.to(self._lang), align="right")
        widths = self._widths(grid)
        head = self._head(sheet, grid, widths)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        first = head + 1
        for index, row in enumerate(grid.rows):
            self._row(sheet, first, grid, index, widths)
            for column, cell in enumerate(row):
                if cell.sources:
                    self._source(sheet, first + index, column, cell)
        end = first + len(grid.rows) - 1
        sheet.freeze_panes(first, 1)
        lines = [at for at, kind in enumerate(grid.kinds) if kind is not RowKind.TOTAL]
        if lines:
            sheet.autofilter(head, 0, first + lines[-1], last)
        sheet.repeat_rows(0, head)
        sheet.print_area(0, 0, end, last)
        self._light(sheet, first, grid)

    def _head(self, sheet: Any, grid: _Grid, widths: Sequence[int]) -> int:
        """Write the headings from the third row on, and return the last row that they take."""
        row, look = 2, {"bold": True, "border": 1, "bg_color": "#F2F2F2", "text_wrap": True}
        look["align"] = "center"
        if any(each.over for each in grid.columns):
            for _, members in groupby(enumerate(grid.columns), lambda each: each[1].group):
                (at, column), *others = members
                if others:
                    sheet.merge_range(row, at, row, others[-1][0], "", self._format(**look))
                if column.over:
                    self._put(sheet, row, at, column.over.to(self._lang), **look)
            row += 1
        titles = [visible(each.title.to(self._lang)) for each in grid.columns]
        lines = max(
            len(wrap(each, max(2, wide - 2))) for each, wide in zip(titles, widths, strict=True)
        )
        sheet.set_row(row, _LINE_HEIGHT * lines)
        for index, words in enumerate(titles):
            self._put(sheet, row, index, words, **look)
        return row

    def _widths(self, grid: _Grid) -> list[int]:
        """Return how wide each column is, in characters."""
        widths = []
        for index, each in enumerate(grid.columns):
            longest = max(
                cells(visible(say(row[index], each.column.kind, self._lang))) for row in grid.rows
            )
            heading = -(-cells(visible(each.title.to(self._lang))) // 2) + 2
            widths.append(min(max(longest + 2, heading, _NARROWEST), _WIDEST))
        return widths

    def _row(self, sheet: Any, first: int, grid: _Grid, index: int, widths: Sequence[int]) -> None:
        lines = 1
        for at, (each, cell) in enumerate(zip(grid.columns, grid.rows[index], strict=True)):
            kind = each.column.kind
            look = _look(cell, kind, grid.kinds[index])
            figure, words = _figure(cell.value, kind), visible(say(cell, kind, self._lang))
            if formula := _banded(grid, index, at, first, self._lang):
                sheet.write_formula(first + index, at, formula, self._format(**look), words)
            elif figure is None:
                lines = max(lines, len(wrap(words, widths[at] - 1)) if kind is Kind.TEXT else 1)
                self._put(sheet, first + index, at, words, **look)
            else:
                form = self._format(num_format=_marked(figure.form, cell.mark, self._lang), **look)
                formula = _sum(grid, index, at, first) or _reckoned(grid, index, at, first)
                if formula:
                    sheet.write_formula(first + index, at, formula, form, figure.number)
                else:
                    sheet.write_number(first + index, at, figure.number, form)
        if lines > 1:
            sheet.set_row(first + index, _LINE_HEIGHT * lines)

    def _source(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if self._is_commented:
            comment = shorten("\n".join(_named(cell.sources)), _MOST_CHARACTERS)
            sheet.write_comment(row, column, comment, {"author": "jxtrade", "x_scale": 2})
        else:
            self._sources.append((sheet.get_name(), row, column, cell.sources))

    def _light(self, sheet: Any, first: int, grid: _Grid) -> None:
        """Colour words by what they are, so that an edited one has its colour, and draw bars."""
        last = first + len(grid.rows) - 1
        for at, each in enumerate(grid.columns):
            tones = {
                visible(say(row[at], each.column.kind, self._lang)): row[at].tone
                for row in grid.rows
                if row[at].tone in _FILLS and isinstance(row[at].value, (Text, Coded, str))
            }
            tones |= {visible(band.word.to(self._lang)): band.tone for band in each.column.bands}
            for words, tone in tones.items():
                quoted = words.replace('"', '""')
                if tone is not None and len(quoted) < _MOST_QUOTED:
                    look = self._book.add_format({"bg_color": _FILLS[tone]})
                    rule = {"type": "cell", "criteria": "==", "value": f'"{quoted}"'}
                    sheet.conditional_format(first, at, last, at, rule | {"format": look})
            lines = [i for i, kind in enumerate(grid.kinds) if kind is not RowKind.TOTAL]
            if each.column.kind is Kind.PERCENT and len(lines) > 1:
                bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True}
                bar |= {"bar_color": _BAR, "min_type": "num", "min_value": 0}
                sheet.conditional_format(first + lines[0], at, first + lines[-1], at, bar)

    def _draw(self, drawn: Sequence[Chart]) -> None:
        """Draw the charts one below the other, each beside its figures."""
        sheet, row = self._sheet(_CHARTS), 0
        sheet.set_column(0, 0, 16)
        for each in drawn:
            wide = len(each.series) + bool(each.reference) + 2
            native = charts.draw(self._book, sheet, each, self._lang, row)
            words = {"description": visible(each.alternative.to(self._lang))}
            native.set_size({"width": 720, "height": 300})
            sheet.insert_chart(row, wide, native, words)
            row += max(_CHART_ROWS, len(each.categories) + 2)

    def _list_sources(self) -> None:
        """List where figures come from, in place of comments that no program would open."""
        sheet = self._sheet(_SOURCES)
        for column, (title, width) in enumerate(zip(_SOURCE_HEADS, (32, 8, 80), strict=True)):
            self._put(sheet, 0, column, title.to(self._lang), bold=True)
            sheet.set_column(column, column, width)
        for index, (name, row, column, places_) in enumerate(self._sources, 1):
            self._put(sheet, index, 0, name)
            self._put(sheet, index, 1, _cell(row, column))
            self._put(sheet, index, 2, "; ".join(_named(places_)))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(self._sources), 2)
        sheet.repeat_rows(0)


_MOST_QUOTED: Final = 250
"""A formula may quote so many characters."""


def _named(sources: Sequence[Place]) -> list[str]:
    """Return the places as path and line, of many the first ones and how many there are."""
    named = [f"{visible(each.path)}:{each.line}" for each in sources[:_MOST_SOURCES]]
    return named if len(sources) <= _MOST_SOURCES else [*named, f"… ({len(sources)})"]


class _List(NamedTuple):
    """Parts of one form, each with what names it: a sheet shows them below each other.

    Above the first of them stands a heading, if any does.
    """

    table: Table
    parts: list[tuple[Text | None, Table]]
    heading: Text | None


def _lists(report: Report) -> Iterator[_List]:
    """Yield what has a sheet of its own: a table, or all of one form that are parts by name.

    What stands above a table names it, be it a heading or a table that has a name.
    """
    found: dict[object, _List] = {}
    name: Text | None = None
    heading: Text | None = None
    for number, block in enumerate(report.blocks):
        match block:
            case Paragraph():
                name = block.text if block.role.is_heading else None
                heading = name or heading
            case Chart():
                name = None
            case Table(columns=columns, rows=rows) if columns and rows:
                is_whole = block.caption is not None or _stands_beside(block)
                parts = (
                    [(None, block)]
                    if is_whole
                    else [(own or name, part) for own, part in parted(block)]
                )
                name = parts[-1][0]
                key = number if name is None else (columns, block.unit)
                found.setdefault(key, _List(block, [], heading)).parts.extend(parts)
    for each in found.values():
        (name, table), *others = each.parts
        if name and not others:
            yield _List(table._replace(caption=name), [(None, table)], name)
        else:
            yield each


def _stands_beside(table: Table) -> bool:
    return table.parting is not None and bool(table.parting.beside)


def _grid(given: _List) -> _Grid:
    """Return what a sheet shows: parts beside each other, or below with their names."""
    table, parting = given.table, given.table.parting
    if parting is not None and parting.beside:
        by_name = table._replace(parting=parting._replace(name=parting.over or parting.name))
        parts = [*parted(by_name)]
        rows = [*parts[0][1].rows]
        shown = [
            (_Column(table.columns[0]), rows),
            *(
                (_Column(column, name, group=number), [*part.rows])
                for number, (name, part) in enumerate(parts, 1)
                for column in parting.beside
            ),
        ]
        starts = [0] * len(rows)
    else:
        rows = [row for _, part in given.parts for row in part.rows]
        shown = [(_Column(each), rows) for each in table.columns]
        starts = []
        for _, part in given.parts:
            starts += [len(starts)] * len(part.rows)
        if any(name for name, _ in given.parts):
            names = [Row({"": Cell(name)}) for name, part in given.parts for _ in part.rows]
            shown.insert(0, (_Column(Column("", _PART)), names))
    halves = [half for each in shown for half in _halves(*each)]
    columns = [column for column, _, _ in halves]
    across, whole = (
        [list(each) for each in zip(*(half[at] for half in halves), strict=True)] for at in (1, 2)
    )
    return _Grid(columns, across, [row.kind for row in rows], starts, whole)


def _halves(column: _Column, rows: list[Row]) -> Iterator[tuple[_Column, list[Cell], list[Row]]]:
    """Yield a column, or of pairs the reported figures and beside them the allocated ones."""
    found = [row.at(column.column) for row in rows]
    if column.column.kind is not Kind.PAIR:
        yield column, found, rows
        return
    figure = column.column._replace(kind=Kind.FIGURE)
    for half in range(2):
        of_half = [
            each._replace(value=each.value[half]) if isinstance(each.value, Pair) else each
            for each in found
        ]
        yield column._replace(column=figure, half=half), of_half, rows


def _figure(value: Value, kind: Kind) -> _Figure | None:
    """Return a value as a number, and the format that shows it; None of what is no number.

    An exact figure of more digits than a cell holds stays in words.
    """
    match value:
        case int():
            return _Figure(value, "0") if len(str(abs(value))) <= _EXACT else None
        case Quotient(figure, decimals):
            return _Figure(float(figure), number_format(decimals))
        case Decimal() if kind is Kind.PERCENT:
            return _Figure(float(value / 100), _PERCENT)
        case Decimal() if kind is Kind.POINTS:
            return _Figure(float(value), _POINTS if tenths(value) else _LEVEL)
        case Decimal():
            is_held = len(value.as_tuple().digits) <= _EXACT
            return _Figure(float(value), number_format(places(value))) if is_held else None
        case _:
            return None


def _sum(grid: _Grid, index: int, at: int, first: int) -> str | None:
    """Return the sum over a total's lines where it is exactly what the total says, else None."""
    kind = grid.columns[at].column.kind
    total = grid.rows[index][at].value
    if grid.kinds[index] is not RowKind.TOTAL or kind not in (Kind.FIGURE, Kind.COUNT):
        return None
    lines = [
        each for each in range(grid.starts[index], index) if grid.kinds[each] is not RowKind.TOTAL
    ]
    figures = [_exact(grid.rows[each][at].value) for each in lines]
    there = [each for each in figures if each is not None]
    is_whole = bool(lines) and lines == [*range(lines[0], lines[-1] + 1)]
    if len(there) < 2 or not is_whole or sum(there) != _exact(total):  # noqa: PLR2004 - one is no sum
        return None
    return f"=SUM({xl_range(first + lines[0], at, first + lines[-1], at)})"


def _look(cell: Cell, kind: Kind, row: RowKind) -> dict[str, object]:
    """Return how a cell looks; what words say colours them, and a mark is coloured as it is."""
    look: dict[str, object] = {"border": 1}
    if row is RowKind.TOTAL:
        look["bold"] = True
    if kind.is_figure:
        look["align"] = "right"
    if kind is Kind.TEXT:
        look["text_wrap"] = True
    if cell.tone is Tone.FAINT:
        look["font_color"] = "#595959"
    if cell.mark and cell.tone in _FILLS:
        look["bg_color"] = _FILLS[cell.tone]
    return look


def _marked(form: str, mark: Text | None, lang: Lang) -> str:
    """Return a number's format with a mark behind the figure, be it above, below or at 0."""
    if mark is None:
        return form
    words = shorten(visible(mark.to(lang)), _MOST_OF_A_MARK).replace('"', '"\\""')
    return ";".join(f'{each}"{words}"' for each in form.split(";"))


_MOST_OF_A_MARK: Final = 40
_CLOSE: Final = Decimal("1e-12")


def _reckoned(grid: _Grid, index: int, at: int, first: int) -> str | None:
    """Return how a figure follows from others that stand in its row, where it does, else None.

    What floating point leaves behind the tenth decimal is rounded away, so that an exact nought is
    one there too.
    """
    follows, cells_ = grid.columns[at].column.follows, grid.whole[index][at].cells
    if follows is None:
        return None
    where = grid.at(follows.first, at)
    own, one, other = (
        _exact(each.value) if each else None
        for each in (grid.rows[index][at], cells_.get(follows.first), cells_.get(follows.second))
    )
    if where is None or own is None or one is None or other is None:
        return None
    left = _cell(first + index, where)
    beside = grid.at(follows.second, at)
    right = f"{other:f}" if beside is None else _cell(first + index, beside)
    match follows.how:
        case How.SHARE if other and beside is not None:
            result, formula = one / other * 100, f"={left}/{right}"
        case How.LEAD:
            result, formula = one - other * 100, f"=ROUND({left}*100-{right}*100,10)"
        case How.SHORT if beside is not None:
            result, formula = max(one - other, Decimal(0)), f"=ROUND(MAX({left}-{right},0),10)"
        case _:
            return None
    return formula if abs(result - own) <= _CLOSE * max(Decimal(1), abs(own)) else None


def _banded(grid: _Grid, index: int, at: int, first: int, lang: Lang) -> str | None:
    """Return how a line's word follows from figures of it, where it does, else None.

    A total's word rests on who is counted too.
    """
    bands, cells_ = grid.columns[at].column.bands, grid.whole[index][at].cells
    if grid.kinds[index] is RowKind.TOTAL:
        return None
    formula, said = "", None
    for band in reversed(bands):
        word = visible(band.word.to(lang)).replace('"', '""')
        if not band.key:
            formula, said = f'"{word}"', band.word
            continue
        where, cell = grid.at(band.key, at), cells_.get(band.key)
        figure = _exact(cell.value) if cell else None
        if where is None or figure is None or len(word) > _MOST_QUOTED:
            return None
        is_percent = grid.columns[where].column.kind is Kind.PERCENT
        least = band.least / 100 if is_percent else band.least
        formula = f'IF({_cell(first + index, where)}>={least:f},"{word}",{formula})'
        said = band.word if figure >= band.least else said
    return f"={formula}" if said and said == grid.rows[index][at].value else None


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def _exact(value: Value) -> Decimal | None:
    match value:
        case Quotient(figure, _):
            return figure
        case Decimal():
            return value
        case int():
            return Decimal(value)
        case _:
            return None
