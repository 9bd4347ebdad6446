"""What every format can draw: a report of paragraphs and tables whose cells are still typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, overload

from jxtrade.place import Place
from jxtrade.text import Lang, Text, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NOTHING: Final = "—"
_EXACT: Final = Context(prec=80)


class Tone(StrEnum):
    """How a cell or paragraph is meant; a word beside it always says the same."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    FAINT = "faint"
    STRONG = "strong"


class Kind(StrEnum):
    """What a column or field holds, and so how it is said and written; only a text may be wrapped.

    Percents, points and shares of one are written with four places, figures exactly.
    """

    TEXT = "text"
    WORD = "word"
    FIGURE = "figure"
    PAIR = "pair"
    PERCENT = "percent"
    POINTS = "points"
    SHARE = "share"
    COUNT = "count"
    FLAG = "flag"
    ID = "id"
    IDS = "ids"
    PLACE = "place"
    PLACES = "places"
    RECORD = "record"
    RECORDS = "records"

    @property
    def is_figure(self) -> bool:
        """Tell whether it holds figures, which stand to the right."""
        return self in _FIGURES


_SHARES: Final = frozenset((Kind.PERCENT, Kind.POINTS, Kind.SHARE))
_FIGURES: Final = _SHARES | {Kind.FIGURE, Kind.PAIR, Kind.COUNT}


class Quotient(NamedTuple):
    """An exact figure that rests on a division, and how many decimals people are shown of it."""

    figure: Decimal
    places: int


class Pair(NamedTuple):
    """A reported figure beside the allocated one."""

    reported: Decimal | Quotient | None
    allocated: Decimal | None


class Coded(NamedTuple):
    """A code for machines and the word for people that it stands for."""

    code: str
    word: Text


Record: TypeAlias = "Mapping[str, Value]"
Value: TypeAlias = (
    "Decimal | int | str | Text | Coded | Quotient | Pair | Place | Record"
    " | tuple[str, ...] | tuple[Place, ...] | tuple[Record, ...] | None"
)


class Cell(NamedTuple):
    """A typed value and the places it comes from; None is shown as a dash and never as 0.

    A mark is said right behind the value, as a light's sign and word behind a rate, and what is
    `before` in front of it. A kind is given where a cell holds something else than its column: a
    share below a sum.
    """

    value: Value
    tone: Tone | None = None
    sources: tuple[Place, ...] = ()
    mark: Text | None = None
    kind: Kind | None = None
    before: Text | None = None


_NONE: Final = Cell(None)


class How(StrEnum):
    """How a figure follows from two others of its row.

    A share is 100 × first ÷ second, a percent; a lead is first − 100 × second, a percent less a
    share of one, in points; what is short is first − second, and never below 0; a part is
    first × second, each of so many first ÷ second; what is left is first − second, and the most
    the larger of both.
    """

    SHARE = "share"
    LEAD = "lead"
    SHORT = "short"
    PART = "part"
    EACH = "each"
    LEFT = "left"
    MOST = "most"


class Elsewhere(NamedTuple):
    """A figure that stands on the sheet of a key, in the row of the same name, under a key."""

    sheet: str
    key: str


class Follows(NamedTuple):
    """From which two figures a third follows, and how: keys of its row, or what follows itself.

    What must still be reached is rounded up to the decimals with which it is written.
    """

    how: How
    first: str | Follows | Elsewhere
    second: str | Follows | Elsewhere
    is_rounded_up: bool = False


class Band(NamedTuple):
    """A word, its tone, and from which figure of a key on it is said; without one of all others.

    In place of a key there may be how the figure follows from those of others.
    """

    word: Text
    tone: Tone
    key: str | Follows = ""
    least: Decimal = Decimal(0)


class Column(NamedTuple):
    """What people see of the cells of a key, under which heading.

    A spreadsheet reckons anew what follows from other figures, and says the first band's word that
    holds, in each row of which that is true as it stands; of figures the word is their mark.
    """

    key: str
    title: Text
    kind: Kind = Kind.TEXT
    follows: Follows | Elsewhere | None = None
    bands: tuple[Band, ...] = ()


class Field(NamedTuple):
    """What machines get of the cells of a key; `codes` are all that a word may be.

    `fields` are those of each record within.
    """

    key: str
    kind: Kind
    codes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    is_optional: bool = False


def optional(*fields: Field) -> tuple[Field, ...]:
    """Return fields that may be null: there is none."""
    return tuple(each._replace(is_optional=True) for each in fields)


class RowKind(StrEnum):
    """What a row is; a total stands apart from what it adds up."""

    LINE = "line"
    TOTAL = "total"
    GROUP = "group"


class Records(NamedTuple):
    """Under which name machines get a table's rows of a kind, and which fields each has."""

    key: str
    fields: tuple[Field, ...]
    kind: RowKind = RowKind.LINE


class Row(NamedTuple):
    """A row's cells by their keys; people see a dash where there is none."""

    cells: Mapping[str, Cell]
    kind: RowKind = RowKind.LINE

    def at(self, column: Column) -> Cell:
        """Return what people see under a column."""
        return self.cells.get(column.key, _NONE)


class Later(Sequence[Row]):
    """Rows that are made whenever they are asked for, and not kept: they may be very many.

    Where none of them names a place nobody needs to look for one.
    """

    def __init__(self, make: Callable[[], Iterable[Row]], *, names_places: bool = True) -> None:
        self._make = make
        self.names_places = names_places

    def __iter__(self) -> Iterator[Row]:
        return iter(self._make())

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)


class Parting(NamedTuple):
    """By which cell people see a table's rows parted, and the cell that names each part.

    With `beside`, parts that have the same rows in the same order may stand beside each other in
    these columns, behind the first column of all and under the cell `over`; else each part is a
    table below the last, and in one list its name stands under `title`. What is dense takes as few
    lines as it can.
    """

    by: str
    name: str
    beside: tuple[Column, ...] = ()
    over: str = ""
    is_dense: bool = False
    title: Text | None = None


class Sheet(NamedTuple):
    """What a workbook calls the sheet of a table, and where it stands: in the order of places.

    By its key other tables find its figures. What stands there only is not shown in what is read:
    a list of what is said there in words.
    """

    name: Text
    place: int = 0
    key: str = ""
    is_only: bool = False


class Brief(NamedTuple):
    """What stands on pages for rows that are too many for them, and what is said of the others."""

    rows: tuple[Row, ...]
    said: Text


class Table(NamedTuple):
    """Rows with what people see of them, and what machines get; the first column names a row.

    Without columns or without rows people see nothing of it. In a paper a caption stands above it
    and its units at the upper right; what is wide takes a page across, and what has a brief is
    drawn by it where it is read page by page.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    records: tuple[Records, ...] = ()
    parting: Parting | None = None
    caption: Text | None = None
    unit: Text | None = None
    is_wide: bool = False
    brief: Brief | None = None
    sheet: Sheet | None = None


class Role(StrEnum):
    """What a paragraph is in what people read; a document gives each its own form.

    A heading stands above what follows, what is verbatim keeps its line. In a paper: the lines
    below its title, whom it addresses, its parts (一、), their sections (（一）), numbered items,
    annexes, each on a new page, the note below a table, who signs.
    """

    BODY = "body"
    HEADING = "heading"
    VERBATIM = "verbatim"
    SUBTITLE = "subtitle"
    ADDRESSEE = "addressee"
    PART = "part"
    SECTION = "section"
    ITEM = "item"
    ANNEX = "annex"
    NOTE = "note"
    SIGNATURE = "signature"

    @property
    def is_heading(self) -> bool:
        """Tell whether it stands above what follows."""
        return self in (Role.HEADING, Role.PART, Role.ANNEX)


class Paragraph(NamedTuple):
    """A sentence or a few; the lines that it rests on stand below it."""

    text: Text
    role: Role = Role.BODY
    tone: Tone | None = None
    sources: tuple[Place, ...] = ()


class ChartKind(StrEnum):
    """How figures are drawn."""

    BARS = "bars"
    LINES = "lines"


class Series(NamedTuple):
    """A name and a figure for each category, None where there is none; of bars each has its tone.

    A category's mark is a word that says the same as the tone.
    """

    name: Text
    figures: tuple[Decimal | None, ...]
    tones: tuple[Tone | None, ...] = ()
    marks: tuple[Text, ...] = ()


class Chart(NamedTuple):
    """Figures over categories, and a line to hold them against; its words say what it shows."""

    kind: ChartKind
    title: Text
    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    unit: Text
    alternative: Text
    reference: Series | None = None


Block: TypeAlias = "Paragraph | Table | Chart"


class Report(NamedTuple):
    """A title and what stands below it, in order; `facts` are what machines get first.

    Of a paper machines get the blocks too, as they stand.
    """

    title: Text
    blocks: tuple[Block, ...]
    facts: Record = MappingProxyType({})
    is_paper: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables, in order."""
        return tuple(each for each in self.blocks if isinstance(each, Table))

    @property
    def is_seen(self) -> bool:
        """Tell whether people see any table of it."""
        return any(each.columns and each.rows for each in self.tables)

    @property
    def read(self) -> Report:
        """Return the report without the tables that stand in a workbook only."""
        kept = (each for each in self.blocks if not _is_only_in_a_workbook(each))
        return self._replace(blocks=tuple(kept))


def _is_only_in_a_workbook(block: Block) -> bool:
    return isinstance(block, Table) and block.sheet is not None and block.sheet.is_only


Datum: TypeAlias = "str | int | bool | Decimal | None"
Batch: TypeAlias = "Sequence[tuple[Datum, ...]]"


class Extract(NamedTuple):
    """Rows for engines that analyse: what each of their data is, and the rows, some at a time.

    A name is in one language; figures are those that JSON gives, None is "there is none".
    """

    version: str
    fields: tuple[Field, ...]
    batches: Iterable[Batch]


def parted(table: Table) -> Iterator[tuple[Text | None, Table]]:
    """Yield the tables in which people see the rows, each with what names it."""
    if table.parting is None:
        if table.columns and table.rows:
            yield None, table
        return
    parts: dict[Value, list[Row]] = {}
    for row in table.rows:
        parts.setdefault(row.cells[table.parting.by].value, []).append(row)
    for rows in parts.values():
        name = rows[0].cells[table.parting.name].value
        yield name if isinstance(name, Text) else None, table._replace(rows=tuple(rows))


def on_pages(report: Report) -> Report:
    """Return a report as it is read page by page: the briefs of tables in place of their rows.

    What is said of the rows left out stands below, of tables that are left out whole but once.
    """
    blocks: list[Block] = []
    said: set[Text] = set()
    for block in report.blocks:
        brief = block.brief if isinstance(block, Table) else None
        if brief is None or not isinstance(block, Table):
            blocks.append(block)
            continue
        if brief.rows:
            blocks.append(block._replace(rows=brief.rows, brief=None))
        if brief.rows or brief.said not in said:
            blocks.append(Paragraph(brief.said, Role.NOTE))
            said.add(brief.said)
    return report._replace(blocks=tuple(blocks))


def located(report: Report, look_up: Callable[[Iterable[Place]], Mapping[Place, Place]]) -> Report:
    """Return the report with all places in it looked up: sources, and those that are values."""
    known = _Known(look_up(place for each in report.blocks for place in _places(each)))
    return report._replace(blocks=tuple(map(known.block, report.blocks)))


class _Known(NamedTuple):
    """Places that are looked up, and how they are put where they stand."""

    places: Mapping[Place, Place]

    def block(self, each: Block) -> Block:
        if isinstance(each, Paragraph):
            return each._replace(sources=self.value(each.sources))
        if isinstance(each, Table):
            brief = each.brief and each.brief._replace(rows=tuple(map(self.row, each.brief.rows)))
            return each._replace(rows=self.rows(each.rows), brief=brief)
        return each

    def rows(self, given: Sequence[Row]) -> Sequence[Row]:
        if isinstance(given, Later):
            return Later(lambda: map(self.row, given)) if given.names_places else given
        return tuple(map(self.row, given))

    def row(self, each: Row) -> Row:
        return each._replace(cells={key: self.cell(own) for key, own in each.cells.items()})

    def cell(self, each: Cell) -> Cell:
        if not each.sources and not _leads(each.value):
            return each
        return each._replace(value=self.value(each.value), sources=self.value(each.sources))

    def value(self, given: Any) -> Any:
        match given:
            case Place():
                return self.places.get(given, given)
            case Mapping():
                return {key: self.value(each) for key, each in given.items()}
            case tuple() if type(given) is tuple:
                return tuple(map(self.value, given))
            case _:
                return given


def _leads(value: object) -> bool:
    """Tell whether a value may be, or hold, a place."""
    return type(value) is tuple or isinstance(value, (Place, Mapping))


def _places(block: Block) -> Iterator[Place]:
    match block:
        case Paragraph():
            yield from block.sources
        case Table():
            rows = () if _names_none(block.rows) else block.rows
            for row in chain(block.brief.rows if block.brief else (), rows):
                for cell in row.cells.values():
                    yield from cell.sources
                    if _leads(cell.value):
                        yield from _within_value(cell.value)


def _names_none(rows: Sequence[Row]) -> bool:
    return isinstance(rows, Later) and not rows.names_places


def _within_value(value: object) -> Iterator[Place]:
    match value:
        case Place():
            yield value
        case Mapping():
            yield from (place for each in value.values() for place in _within_value(each))
        case tuple() if type(value) is tuple:
            yield from (place for each in value for place in _within_value(each))


def said(chart: Chart) -> Text:
    """Return a chart in words, where none can be drawn."""
    return Text("{title}：{words}", "{title}: {words}").fill(
        title=chart.title, words=chart.alternative
    )


def say(cell: Cell, kind: Kind, lang: Lang) -> str:
    """Return a cell's words: figures exactly as they are, rates and leads with one decimal."""
    words = _say_value(cell, cell.kind or kind, lang)
    if cell.before is not None:
        words = f"{cell.before.to(lang)}{words}"
    return words if cell.mark is None else f"{words}{cell.mark.to(lang)}"


def _say_value(cell: Cell, kind: Kind, lang: Lang) -> str:
    match cell.value:
        case None:
            return NOTHING
        case (Text() as text) | Coded(word=text):
            return text.to(lang)
        case Pair():
            return "/".join(say(Cell(each), kind, lang) for each in cell.value)
        case Quotient(figure, places):
            return f"{half_up(figure, places):f}"
        case Decimal():
            return _say_number(cell.value, kind)
        case _:
            return str(cell.value)


def _say_number(figure: Decimal, kind: Kind) -> str:
    match kind:
        case Kind.PERCENT:
            return f"{tenths(figure):f}%"
        case Kind.POINTS:
            points = tenths(figure)
            return "0.0" if points == 0 else f"{points:+f}"
        case Kind.SHARE:
            return f"{plain(figure * 100)}%"
        case _:
            return f"{figure:f}"


def tenths(figure: Decimal) -> Decimal:
    """Return a rate or lead with one decimal, half up (272.25 becomes 272.3)."""
    return half_up(figure, 1)


def half_up(figure: Decimal, places: int) -> Decimal:
    """Return a figure to so many decimals, half up; a zero has no sign."""
    step = Decimal(1).scaleb(-places)
    return _EXACT.plus(figure.quantize(step, rounding=ROUND_HALF_UP, context=_EXACT))


_PLACES: Final = 4


def datum(value: object, kind: Kind = Kind.FIGURE) -> object:
    """Return a value as machines get it: exact decimals as strings, texts in both languages."""
    match value:
        case Decimal() | Quotient():
            return f"{exact(value, kind):f}"
        case Text():
            return value._asdict() if any(value) else None
        case Coded(code, _):
            return code
        case Place():
            return {"path": value.path, "line": value.line, "column": value.column}
        case _:
            return _within(value)


@overload
def exact(value: Decimal | Quotient, kind: Kind = ...) -> Decimal: ...
@overload
def exact(value: Decimal | Quotient | None, kind: Kind = ...) -> Decimal | None: ...
def exact(value: Decimal | Quotient | None, kind: Kind = Kind.FIGURE) -> Decimal | None:
    """Return a figure as machines get it: what rests on a division has four places, half up."""
    if isinstance(value, Quotient):
        return half_up(value.figure, _PLACES)
    return half_up(value, _PLACES) if value is not None and kind in _SHARES else value


def _within(value: object) -> object:
    match value:
        case tuple():
            return [datum(each) for each in value]
        case Mapping():
            return {key: datum(each) for key, each in value.items()}
        case _:
            return value


def record(row: Row, fields: tuple[Field, ...]) -> dict[str, object]:
    """Return what machines get of a row."""
    return {each.key: datum(row.cells[each.key].value, each.kind) for each in fields}
