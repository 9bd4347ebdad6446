"""The workbook of a report: figures stay figures, and each says where it comes from."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.render.layout import wrap
from jxtrade.render.office import charts, formulas
from jxtrade.render.office.charts import number_format, places
from jxtrade.render.office.formulas import Spot
from jxtrade.render.office.grid import Grid, Listed, grid, listed, runs
from jxtrade.report import (
    Chart,
    Coded,
    Kind,
    Later,
    Paragraph,
    Quotient,
    Role,
    RowKind,
    Tone,
    say,
    tenths,
)
from jxtrade.text import Lang, Text, cells, plain, shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.place import Place
    from jxtrade.report import Band, Column, Report, Table, Value

_SAID: Final = Text("文字", "text")
_TABLE: Final = Text("表{number}", "table {number}")
_CHARTS: Final = Text("图", "charts")
_SOURCES: Final = Text("单元格来源", "sources of cells")
_SOURCE_HEADS: Final = (
    (Text("工作表", "sheet"), 32),
    (Text("行", "row"), 8),
    (Text("名称", "name"), 24),
    (Text("来自", "comes from"), 80),
)
MOST_COMMENTS: Final = 5_000
"""With more than so many, a workbook has a sheet of sources in their place."""
MOST_HELD: Final = 200_000
"""A workbook of more cells is written row by row, and none of them is held in memory."""
_MOST_MEASURED: Final = 500
"""So many rows tell how wide a column is."""
_MOST_SOURCES: Final = 20
_MOST_CHARACTERS: Final = 32_767
_MOST_OF_A_NAME: Final = 31
_MOST_OF_A_HEADER: Final = 100
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
_DIGIT: Final = re.compile(r"\d")
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]")
_WIDEST, _NARROWEST, _LINE_HEIGHT = 40, 6, 15.0
_SHORT: Final = 12
"""A heading of so many characters stands in one line."""
_TEXT_WIDTH: Final = 84
_MARGIN: Final = 12
_A4: Final = 9
_EXACT: Final = 15
"""So many digits of a figure a cell holds."""
_FILLS: Final = {Tone.GOOD: "#DDEFDD", Tone.WARN: "#FFF0C2", Tone.BAD: "#F6CFCB"}
_BAR: Final = "#9DC3E6"
_FAINT: Final = "#595959"
_POINTS, _LEVEL, _PERCENT = "+0.0;-0.0;0.0", "0.0;0.0;0.0", "0.0%"
_CHART_ROWS: Final = 16


class _Figure(NamedTuple):
    """A number as a cell has it, and the format that shows it as all others say it."""

    number: float
    form: str


class _Look(NamedTuple):
    """On what it rests how a cell looks."""

    kind: Kind
    row: RowKind
    tone: Tone | None
    is_filled: bool


class _Written(NamedTuple):
    """How many lines a cell takes, and whether it is reckoned from others."""

    lines: int = 1
    is_reckoned: bool = False


class _Sheet(NamedTuple):
    """What stands on a sheet of a name, and below which words."""

    name: str
    given: Listed
    above: tuple[str, ...]

    @property
    def first(self) -> int:
        """Return the row in which the figures begin: below caption, unit and headings."""
        parting = self.given.table.parting
        return len(self.above) + 3 + (parting is not None and bool(parting.over or parting.beside))


class _Laid(NamedTuple):
    """A grid as it lies on a sheet: from which row on, how wide, by which bands figures are lit."""

    grid: Grid
    first: int
    widths: list[int]
    bands: list[tuple[Band, ...]]


def filled(report: Report, lang: Lang) -> bytes:
    """Return the bytes of a report's workbook."""
    content = io.BytesIO()
    shown = [each for each in report.tables if each.columns]
    size = sum(len(each.rows) * len(each.columns) for each in shown if _is_made(each))
    is_held = all(map(_is_made, shown)) and size <= MOST_HELD
    book = charts.new_book(content, is_held=is_held)
    _Filler(book, report, lang).fill()
    book.close()
    return content.getvalue()


class _Filler:
    """A workbook that is being filled, with its formats and the names of its sheets."""

    def __init__(self, book: Any, report: Report, lang: Lang) -> None:
        self._book, self._report, self._lang = book, report, lang
        self._formats: dict[object, Any] = {}
        self._names: set[str] = set()
        self._head = [self._report.title, *_subtitles(report)]
        if not report.is_paper:
            self._said = self._name(_SAID)
        self._sheets = [*self._planned()]
        self._known = {
            each.given.sheet.key: formulas.address(each.given.table, each.name, each.first)
            for each in self._sheets
            if each.given.sheet and each.given.sheet.key and _is_made(each.given.table)
        }
        sourced = (
            row
            for table in report.tables
            for row in (table.rows if table.columns and _is_made(table) else ())
            for each in table.columns
            if row.at(each).sources
        )
        self._is_commented = len([*islice(sourced, MOST_COMMENTS + 1)]) <= MOST_COMMENTS
        self._sources: list[tuple[str, int, str, tuple[Place, ...]]] = []

    def _planned(self) -> Iterator[_Sheet]:
        """Yield the sheets of tables; a paper's first has its title above."""
        for number, given in enumerate(listed(self._report), 1):
            own = given.sheet.name if given.sheet else given.table.caption or given.heading
            name = self._name(own or _TABLE.fill(number=number))
            is_first = self._report.is_paper and number == 1
            yield _Sheet(name, given, tuple(self._words(e) for e in self._head) if is_first else ())

    def fill(self) -> None:
        """Fill the book: of a paper figures first, else what is said of them."""
        if not self._report.is_paper:
            self._say(self._said)
        for each in self._sheets:
            self._tabulate(each)
        drawn = [each for each in self._report.blocks if isinstance(each, Chart)]
        if drawn:
            self._draw(drawn)
        if self._report.is_paper:
            self._say(self._name(_SAID))
        if self._sources:
            self._list_sources()

    def _words(self, text: Text) -> str:
        return visible(text.to(self._lang))

    def _format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            usual = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
            self._formats[key] = self._book.add_format(usual | look)
        return self._formats[key]

    def _looking(self, look: _Look, form: str = "", *, quotes: bool = False) -> Any:
        """Return the format of a look, of a number's form, or of words that begin as a formula."""
        key = look, form, quotes
        if key not in self._formats:
            more = {"num_format": form} if form else {"quote_prefix": True} if quotes else {}
            self._formats[key] = self._format(**_properties(look), **more)
        return self._formats[key]

    def _name(self, words: Text) -> str:
        """Return a name like the words that no sheet has yet."""
        base = _NOT_IN_A_NAME.sub("_", self._words(words)).strip() or "_"
        name, number = shorten(base, _MOST_OF_A_NAME), 1
        while name.casefold() in self._names:
            number += 1
            name = f"{shorten(base, _MOST_OF_A_NAME - 1 - len(str(number)))} {number}"
        self._names.add(name.casefold())
        return name

    def _sheet(self, name: str, *, is_upright: bool = False) -> Any:
        """Return a new sheet, to be printed on A4 with its page numbers below a paper's title."""
        sheet = self._book.add_worksheet(name, charts.Sheet)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        if self._report.is_paper:
            title, *others = (
                shorten(self._words(each), _MOST_OF_A_HEADER).replace("&", "&&")
                for each in self._head
            )
            sheet.set_header(f"&L&9 {title}&R&9 {' '.join(others)[:_MOST_OF_A_HEADER]}")
        if not is_upright:
            sheet.set_landscape()
        return sheet

    def _put(self, sheet: Any, row: int, column: int, words: str, **look: object) -> None:
        """Write words that stay words, in whatever program and however they begin."""
        shown = shorten(visible(words), _MOST_CHARACTERS)
        if _FORMULA.match(shown):
            look["quote_prefix"] = True
        sheet.write_string(row, column, shown, self._format(**look))

    def _say(self, name: str) -> None:
        """Write title and paragraphs, each in a row of its own."""
        sheet, row = self._sheet(name, is_upright=True), 1
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
                    self._put(sheet, row, 0, f"{place}", font_color=_FAINT)
                    row += 1

    def _tabulate(self, shown: _Sheet) -> None:
        """Write a table below its caption and its unit."""
        table, found = shown.given.table, self._grid(shown.given)
        last = len(found.columns) - 1
        sheet = self._sheet(shown.name)
        widths = self._widths(found)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        for row, words in enumerate(shown.above):
            self._put(sheet, row, 0, words, bold=not row, font_size=11 if row else 14)
        row = len(shown.above)
        caption = table.caption or shown.given.heading or self._report.title
        self._put(sheet, row, 0, caption.to(self._lang), bold=True)
        if table.unit:
            self._put(sheet, row + 1, last, table.unit.to(self._lang), align="right")
        head = self._write_head(sheet, found, widths, row + 2)
        first, end = head + 1, head + len(found.rows)
        laid = _Laid(found, first, widths, [_bands(each.column) for each in found.columns])
        for index in range(len(found.rows)):
            self._row(sheet, laid, index)
        sheet.freeze_panes(first, 1)
        lines = [at for at, kind in enumerate(found.kinds) if kind is not RowKind.TOTAL]
        if lines:
            sheet.autofilter(head, 0, first + lines[-1], last)
        sheet.repeat_rows(row, head)
        end = self._note(sheet, shown.given.notes, end, widths)
        sheet.print_area(0, 0, end, last)
        for at, each in enumerate(found.columns):
            if laid.bands[at]:
                self._mark(sheet, laid, at)
            else:
                self._light(sheet, laid, at)
                if each.column.kind is Kind.PERCENT and len(lines) > 1:
                    bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True}
                    bar |= {"bar_color": _BAR, "min_type": "num", "min_value": 0}
                    sheet.conditional_format(first + lines[0], at, first + lines[-1], at, bar)

    def _grid(self, given: Listed) -> Grid:
        """Return what a sheet shows; what would follow from a sheet that is unknown does not."""
        found = grid(given)
        columns = [
            each
            if formulas.can_follow(each.column.follows, self._known)
            else each._replace(column=each.column._replace(follows=None))
            for each in found.columns
        ]
        return found._replace(columns=columns)

    def _note(self, sheet: Any, notes: Sequence[Text], end: int, widths: Sequence[int]) -> int:
        """Write notes across a table's columns below its last row, and return the last of all."""
        look = {"text_wrap": True, "valign": "top", "font_color": _FAINT}
        for row, each in enumerate(notes, end + 1):
            words = each.to(self._lang)
            if widths[1:]:
                sheet.merge_range(row, 0, row, len(widths) - 1, "", self._format(**look))
            self._put(sheet, row, 0, words, **look)
            lines = len(wrap(visible(words), max(sum(widths) - 2, _NARROWEST)))
            sheet.set_row(row, _LINE_HEIGHT * lines)
        return end + len(notes)

    def _write_head(self, sheet: Any, found: Grid, widths: Sequence[int], row: int) -> int:
        """Write the headings from a row on, and return the last row that they take."""
        look: dict[str, object] = {"bold": True, "border": 1, "bg_color": "#F2F2F2"}
        look |= {"text_wrap": True, "align": "center"}
        if any(each.over for each in found.columns):
            for _, members in groupby(enumerate(found.columns), lambda each: each[1].group):
                (at, column), *others = members
                if others:
                    sheet.merge_range(row, at, row, others[-1][0], "", self._format(**look))
                if column.over:
                    self._put(sheet, row, at, column.over.to(self._lang), **look)
            row += 1
        titles = [self._words(each.column.title) for each in found.columns]
        lines = max(
            len(wrap(each, max(2, wide - 2))) for each, wide in zip(titles, widths, strict=True)
        )
        sheet.set_row(row, _LINE_HEIGHT * lines)
        for index, words in enumerate(titles):
            self._put(sheet, row, index, words, **look)
        return row

    def _widths(self, found: Grid) -> list[int]:
        """Return how wide each column is, in characters."""
        widths = []
        measured = [*found.rows[:_MOST_MEASURED], *found.rows[_MOST_MEASURED:][-2:]]
        for index, each in enumerate(found.columns):
            longest = max(
                cells(visible(say(row[index], each.column.kind, self._lang))) for row in measured
            )
            title = self._words(each.column.title)
            whole, word = cells(title), max(map(cells, title.split()), default=0)
            half = whole if whole <= _SHORT else max(-(-whole // 2), word if title.isascii() else 0)
            widths.append(min(max(longest + 2, half + 2, _NARROWEST), _WIDEST))
        return widths

    def _row(self, sheet: Any, laid: _Laid, index: int) -> None:
        row, found = laid.first + index, laid.grid
        lines, given = 1, []
        for at, cell in enumerate(found.rows[index]):
            written = self._cell(sheet, laid, Spot(found, index, at, laid.first))
            lines = max(lines, written.lines)
            if cell.sources and (self._is_commented or not written.is_reckoned):
                given.append((at, cell.sources))
        if lines > 1:
            sheet.set_row(row, _LINE_HEIGHT * lines)
        if self._is_commented:
            for at, sources in given:
                comment = shorten("\n".join(_named(sources)), _MOST_CHARACTERS)
                sheet.write_comment(row, at, comment, {"author": "jxtrade", "x_scale": 2})
        elif given:
            name = say(found.rows[index][0], found.columns[0].column.kind, self._lang)
            every = tuple(dict.fromkeys(chain.from_iterable(sources for _, sources in given)))
            self._sources.append((sheet.get_name(), row, name, every))

    def _cell(self, sheet: Any, laid: _Laid, spot: Spot) -> _Written:
        """Write a cell, and return what was written."""
        cell, bands = spot.cell, laid.bands[spot.column]
        row, at = laid.first + spot.row, spot.column
        kind = cell.kind or laid.grid.columns[at].column.kind
        is_marked = bool(bands) and formulas.follows_its_mark(cell, bands)
        look = _Look(kind, laid.grid.kinds[spot.row], cell.tone, bool(cell.mark) and not is_marked)
        figure = _figure(cell.value, kind)
        if figure is not None:
            formula = formulas.total(spot) or formulas.reckoned(spot, self._known)
            mark = None if is_marked else cell.mark
            if formula and mark and _DIGIT.search(mark.to(self._lang)):
                mark = None  # a figure in words, which would not follow
            form = self._looking(look, _framed(figure.form, cell.before, mark, self._lang))
            if formula:
                sheet.write_formula(row, at, formula, form, figure.number)
            else:
                sheet.write_number(row, at, figure.number, form)
            return _Written(is_reckoned=formula is not None)
        words = visible(say(cell, kind, self._lang))
        if formula := formulas.word(spot, self._lang):
            sheet.write_formula(row, at, formula, self._looking(look), words)
            return _Written(is_reckoned=True)
        shown, width = shorten(words, _MOST_CHARACTERS), laid.widths[at] - 1
        form = self._looking(look, quotes=_FORMULA.match(shown) is not None)
        sheet.write_string(row, at, shown, form)
        is_wrapped = kind is Kind.TEXT and 2 * len(words) > width
        return _Written(len(wrap(words, width)) if is_wrapped else 1)

    def _mark(self, sheet: Any, laid: _Laid, at: int) -> None:
        """Colour figures and say their marks by what they are, so that edited ones have theirs."""
        found, first, bands = laid.grid, laid.first, laid.bands[at]
        rows = [
            first + index
            for index, row in enumerate(found.rows)
            if formulas.follows_its_mark(row[at], bands)
            and (found.kinds[index] is not RowKind.TOTAL or row[at].mark is not None)
        ]
        areas = [formulas.area(start, end, at) for start, end in runs(rows)]
        if not areas:
            return
        decimals = max(_decimals(found.rows[each - first][at].value) for each in rows)
        is_percent = found.columns[at].column.kind is Kind.PERCENT
        form = _PERCENT if is_percent else number_format(decimals)
        cell = formulas.named(rows[0], at)
        for band, formula in formulas.marked(bands, cell, is_percent=is_percent):
            look = {"bg_color": _FILLS[band.tone]} if band.tone in _FILLS else {}
            look["num_format"] = form + _quoted(band.word, self._lang)
            rule = {"type": "formula", "criteria": formula, "stop_if_true": True}
            rule |= {"format": self._book.add_format(look), "multi_range": " ".join(areas)}
            sheet.conditional_format(rows[0], at, rows[-1], at, rule)

    def _light(self, sheet: Any, laid: _Laid, at: int) -> None:
        """Colour words by what they are, so that an edited one has its colour."""
        found, first = laid.grid, laid.first
        column, last = found.columns[at].column, first + len(found.rows) - 1
        tones = {
            visible(say(row[at], column.kind, self._lang)): row[at].tone
            for row in found.rows
            if row[at].tone in _FILLS and isinstance(row[at].value, (Text, Coded, str))
        }
        tones |= {self._words(band.word): band.tone for band in column.bands}
        for words, tone in tones.items():
            quoted = formulas.equals(words)
            if tone is not None and quoted is not None:
                look = self._book.add_format({"bg_color": _FILLS[tone]})
                rule = {"type": "cell", "criteria": "==", "value": quoted, "format": look}
                sheet.conditional_format(first, at, last, at, rule)

    def _draw(self, drawn: Sequence[Chart]) -> None:
        """Draw the charts one below the other, each beside its figures."""
        sheet, row = self._sheet(self._name(_CHARTS)), 0
        sheet.set_column(0, 0, 16)
        for each in drawn:
            wide = len(each.series) + bool(each.reference) + 2
            native = charts.draw(self._book, sheet, each, self._lang, row)
            words = {"description": self._words(each.alternative)}
            native.set_size({"width": 720, "height": 300})
            sheet.insert_chart(row, wide, native, words)
            row += max(_CHART_ROWS, len(each.categories) + 2)

    def _list_sources(self) -> None:
        """List where the figures of rows come from: no program would open so many comments."""
        sheet = self._sheet(self._name(_SOURCES))
        for column, (title, width) in enumerate(_SOURCE_HEADS):
            self._put(sheet, 0, column, title.to(self._lang), bold=True)
            sheet.set_column(column, column, width)
        for index, (name, row, of, sources) in enumerate(self._sources, 1):
            self._put(sheet, index, 0, name)
            sheet.write_number(index, 1, row + 1, self._format())
            self._put(sheet, index, 2, of)
            self._put(sheet, index, 3, "; ".join(_named(sources)))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(self._sources), len(_SOURCE_HEADS) - 1)
        sheet.repeat_rows(0)


def _is_made(table: Table) -> bool:
    """Tell whether a table's rows are there: those of very many districts are made as drawn."""
    return not isinstance(table.rows, Later)


def _bands(column: Column) -> tuple[Band, ...]:
    return column.bands if column.kind.is_figure else ()


def _subtitles(report: Report) -> Iterator[Text]:
    for each in report.blocks:
        if isinstance(each, Paragraph) and each.role is Role.SUBTITLE:
            yield each.text


def _named(sources: Sequence[Place]) -> list[str]:
    """Return the places as path and line, of many the first ones and how many there are."""
    named = [visible(f"{each}") for each in sources[:_MOST_SOURCES]]
    return named if len(sources) <= _MOST_SOURCES else [*named, f"… ({len(sources)})"]


def _figure(value: Value, kind: Kind) -> _Figure | None:
    """Return a value as a number, and the format that shows it; None of what is no number.

    An exact figure of more digits than a cell holds stays in words.
    """
    match value:
        case int():
            return _Figure(value, "0") if abs(value) < _TOO_LARGE else None
        case Quotient(figure, decimals):
            return _Figure(float(figure), number_format(decimals))
        case Decimal() if kind in (Kind.PERCENT, Kind.SHARE):
            is_share = kind is Kind.SHARE
            form = f"{number_format(places(Decimal(plain(value * 100))))}%"
            return _Figure(
                float(value if is_share else value / 100), form if is_share else _PERCENT
            )
        case Decimal() if kind is Kind.POINTS:
            return _Figure(float(value), _POINTS if tenths(value) else _LEVEL)
        case Decimal():
            is_held = len(value.as_tuple().digits) <= _EXACT
            return _Figure(float(value), number_format(places(value))) if is_held else None
        case _:
            return None


_TOO_LARGE: Final = 10**_EXACT


def _decimals(value: Value) -> int:
    return places(value) if isinstance(value, Decimal) else 0


def _properties(look: _Look) -> dict[str, object]:
    """Return how a cell looks; what words say colours them, and a mark is coloured as it is."""
    found: dict[str, object] = {"border": 1}
    if look.row is RowKind.TOTAL:
        found["bold"] = True
    if look.kind.is_figure:
        found["align"] = "right"
    if look.kind is Kind.TEXT:
        found["text_wrap"] = True
    if look.tone is Tone.FAINT:
        found["font_color"] = _FAINT
    if look.is_filled and look.tone in _FILLS:
        found["bg_color"] = _FILLS[look.tone]
    return found


def _framed(form: str, before: Text | None, mark: Text | None, lang: Lang) -> str:
    """Return a number's format with what stands before it and a mark behind, below 0 too."""
    front, behind = _quoted(before, lang), _quoted(mark, lang)
    return ";".join(f"{front}{each}{behind}" for each in form.split(";"))


def _quoted(words: Text | None, lang: Lang) -> str:
    """Return words as a number's format has them beside the figure."""
    if words is None or not words.to(lang):
        return ""
    escaped = shorten(visible(words.to(lang)), _MOST_OF_A_MARK).replace('"', '"\\""')
    return f'"{escaped}"'


_MOST_OF_A_MARK: Final = 40
