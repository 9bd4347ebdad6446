"""What every format can draw: a report of paragraphs and tables whose cells are still typed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from jxtrade.text import Lang, Text

NOTHING: Final = "—"
_EXACT: Final = Context(prec=60)


class Tone(StrEnum):
    """How a cell or paragraph is meant; a word beside it always says the same."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    FAINT = "faint"
    STRONG = "strong"


class Kind(StrEnum):
    """What a column holds, and so how its cells are said; only a text may be wrapped."""

    TEXT = "text"
    WORD = "word"
    FIGURE = "figure"
    PAIR = "pair"
    PERCENT = "percent"
    POINTS = "points"

    @property
    def is_figure(self) -> bool:
        """Tell whether it holds figures, which stand to the right."""
        return self not in (Kind.TEXT, Kind.WORD)


class Pair(NamedTuple):
    """A reported figure beside the allocated one."""

    reported: Decimal | None
    allocated: Decimal | None


Value: TypeAlias = "Decimal | int | Text | Pair | None"


class Cell(NamedTuple):
    """A typed value; None is shown as a dash and never as 0."""

    value: Value
    tone: Tone | None = None


class Column(NamedTuple):
    """A column's heading and kind; columns of one group stand together under its name."""

    title: Text
    kind: Kind = Kind.TEXT
    group: Text | None = None


class Row(NamedTuple):
    """A row's cells; a total stands apart from what it adds up."""

    cells: tuple[Cell, ...]
    is_total: bool = False


class Table(NamedTuple):
    """Columns and rows; the first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Text | None = None


class Paragraph(NamedTuple):
    """A sentence or a few; a heading stands above what follows."""

    text: Text
    is_heading: bool = False
    is_verbatim: bool = False
    tone: Tone | None = None


class Report(NamedTuple):
    """A title and what stands below it, in order."""

    title: Text
    blocks: tuple[Paragraph | Table, ...]


def say(cell: Cell, kind: Kind, lang: Lang) -> str:
    """Return a cell's words: figures exactly as they are, rates and leads with one decimal."""
    match cell.value:
        case None:
            return NOTHING
        case Text():
            return cell.value.to(lang)
        case Pair(reported, allocated):
            return f"{_digits(reported)}/{_digits(allocated)}"
        case int():
            return str(cell.value)
        case Decimal():
            return _say_number(cell.value, kind)


def _digits(figure: Decimal | None) -> str:
    return NOTHING if figure is None else f"{figure:f}"


def _say_number(figure: Decimal, kind: Kind) -> str:
    match kind:
        case Kind.PERCENT:
            return f"{tenths(figure):f}%"
        case Kind.POINTS:
            points = tenths(figure)
            return "0.0" if points == 0 else f"{points:+f}"
        case _:
            return _digits(figure)


def tenths(figure: Decimal) -> Decimal:
    """Return a rate or lead with one decimal, half up (272.25 becomes 272.3)."""
    return figure.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP, context=_EXACT)
