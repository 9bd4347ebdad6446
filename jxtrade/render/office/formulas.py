"""How figures of a sheet follow from others of it, as a spreadsheet reckons them anew.

Each formula is written only where the figure that it gives is exactly the one that is there.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from jxtrade.render.office.charts import places
from jxtrade.render.office.grid import name_of
from jxtrade.report import Elsewhere, Follows, How, Kind, Quotient, RowKind
from jxtrade.text import Lang, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jxtrade.render.office.grid import Grid
    from jxtrade.report import Band, Cell, Table, Value

_CLOSE: Final = Decimal("1e-12")
_MOST_QUOTED: Final = 250
"""A formula may quote so many characters."""


class Spot(NamedTuple):
    """A cell of a grid by row and column, and the sheet's row in which the grid begins."""

    grid: Grid
    row: int
    column: int
    first: int

    @property
    def cell(self) -> Cell:
        """Return the cell."""
        return self.grid.rows[self.row][self.column]

    def beside(self, key: str) -> Cell | None:
        """Return the cell of a key in the same row, whether it is shown or not."""
        return self.grid.whole[self.row][self.column].cells.get(key)

    def name(self, column: int) -> str:
        """Return a cell of the same row as formulas name it."""
        return named(self.first + self.row, column)


class Address(NamedTuple):
    """Where a table's figures stand: its sheet, the column of each key, the row of each name."""

    sheet: str
    columns: Mapping[str, tuple[int, Kind]]
    rows: Mapping[str, int]
    figures: Mapping[str, Mapping[str, Cell]]


def address(table: Table, sheet: str, first: int) -> Address:
    """Return where the figures of a table stand; of rows of one name none can be found."""
    names: dict[str, int] = {}
    cells: dict[str, Mapping[str, Cell]] = {}
    for index, row in enumerate(table.rows):
        name = name_of(row.at(table.columns[0]))
        if name in cells:
            names.pop(name, None)
            continue
        names[name], cells[name] = first + index, row.cells
    columns = {each.key: (at, each.kind) for at, each in enumerate(table.columns)}
    return Address(quote_sheetname(sheet), columns, names, cells)


def named(row: int, column: int) -> str:
    """Return a cell as formulas name it."""
    return str(xl_rowcol_to_cell(row, column))


def area(first: int, last: int, column: int) -> str:
    """Return the cells of a column from row to row as formulas name them."""
    return str(xl_range(first, column, last, column))


def total(spot: Spot) -> str | None:
    """Return the sum over a total's lines where it is exactly what the total says, else None.

    Of those counted it is the sum over the lines that have a figure in another column.
    """
    grid = spot.grid
    if grid.kinds[spot.row] is not RowKind.TOTAL:
        return None
    if grid.columns[spot.column].column.kind not in (Kind.FIGURE, Kind.COUNT):
        return None
    lines = [
        each
        for each in range(grid.starts[spot.row], spot.row)
        if grid.kinds[each] is not RowKind.TOTAL
    ]
    if not lines or lines != [*range(lines[0], lines[-1] + 1)]:
        return None
    own, whole = exact(spot.cell.value), _figures(grid, lines, spot.column)
    first, last = spot.first + lines[0], spot.first + lines[-1]
    if _adds_up(whole, own):
        return f"=SUM({area(first, last, spot.column)})"
    for at, each in enumerate(grid.columns):
        if each.column.kind is Kind.FIGURE and at != spot.column:
            beside = _figures(grid, lines, at)
            counted = [one for one, other in zip(whole, beside, strict=True) if other is not None]
            if _adds_up(counted, own):
                figures = area(first, last, spot.column)
                return f'=SUMIF({area(first, last, at)},"{_ANY_FIGURE}",{figures})'
    return None


_ANY_FIGURE: Final = ">-1E+300"


def _figures(grid: Grid, lines: Sequence[int], column: int) -> list[Decimal | None]:
    return [exact(grid.rows[each][column].value) for each in lines]


def _adds_up(figures: Sequence[Decimal | None], total: Decimal | None) -> bool:
    there = [each for each in figures if each is not None]
    return len(there) > 1 and sum(there) == total


class _Term(NamedTuple):
    """A figure, how a formula says it, and whether any cell stands in that."""

    figure: Decimal
    formula: str
    is_live: bool


Known: TypeAlias = "Mapping[str, Address]"


def reckoned(spot: Spot, known: Known) -> str | None:
    """Return how a figure follows from others, of its row or elsewhere, where it does, else None.

    What floating point leaves behind the tenth decimal is rounded away, so that an exact nought is
    one there too.
    """
    column = spot.grid.columns[spot.column].column
    own = exact(spot.cell.value) if column.follows else None
    if column.follows is None or own is None:
        return None
    found = _term(spot, column.follows, known)
    if found is None or not found.is_live or not _is_close(found.figure, own):
        return None
    return f"={found.formula.removesuffix(_OF_A_HUNDRED * (column.kind is Kind.PERCENT))}"


def can_follow(follows: str | Follows | Elsewhere | None, known: Known) -> bool:
    """Tell whether all sheets are known on which a figure rests."""
    match follows:
        case Elsewhere(sheet=sheet):
            return sheet in known
        case Follows(first=first, second=second):
            return can_follow(first, known) and can_follow(second, known)
        case _:
            return True


def _is_close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _CLOSE * max(Decimal(1), abs(other))


_OF_A_HUNDRED: Final = "*100"


def _term(spot: Spot, of: str | Follows | Elsewhere, known: Known) -> _Term | None:
    """Return a figure in a cell of the row or of another sheet, as it is, or from others."""
    match of:
        case Follows():
            return _follow(spot, of, known)
        case Elsewhere():
            return _elsewhere(spot, of, known)
    cell = spot.beside(of)
    figure = exact(cell.value) if cell else None
    if figure is None:
        return None
    where = spot.grid.at(of, spot.column)
    if where is None:
        return _Term(figure, f"{figure:f}", is_live=False)
    if exact(spot.grid.rows[spot.row][where].value) is None:
        return None
    is_percent = spot.grid.columns[where].column.kind is Kind.PERCENT
    return _Term(figure, spot.name(where) + _OF_A_HUNDRED * is_percent, is_live=True)


def _elsewhere(spot: Spot, asked: Elsewhere, known: Known) -> _Term | None:
    there = known.get(asked.sheet)
    if there is None:
        return None
    name = spot.grid.names[spot.row]
    row, column = there.rows.get(name), there.columns.get(asked.key)
    cell = there.figures[name].get(asked.key) if row is not None else None
    figure = exact(cell.value) if cell else None
    if row is None or column is None or figure is None:
        return None
    at, kind = column
    formula = f"{there.sheet}!{named(row, at)}{_OF_A_HUNDRED * (kind is Kind.PERCENT)}"
    return _Term(figure, formula, is_live=True)


def _follow(spot: Spot, follows: Follows, known: Known) -> _Term | None:
    one, other = (_term(spot, each, known) for each in (follows.first, follows.second))
    if one is None or other is None:
        return None
    left, right = one.formula, other.formula
    match follows.how:
        case How.SHARE if other.figure:
            figure, formula = one.figure / other.figure * 100, f"{left}/{right}{_OF_A_HUNDRED}"
        case How.LEAD:
            figure, formula = one.figure - other.figure * 100, f"ROUND({left}-{right}*100,10)"
        case How.SHORT:
            figure = max(one.figure - other.figure, Decimal(0))
            formula = f"ROUND(MAX({left}-{right},0),10)"
        case How.LEFT:
            figure, formula = one.figure - other.figure, f"ROUND({left}-{right},10)"
        case How.PART:
            figure, formula = one.figure * other.figure, f"{left}*{right}"
        case How.MOST:
            figure, formula = max(one.figure, other.figure), f"MAX({left},{right})"
        case How.EACH if other.figure:
            figure, formula = one.figure / other.figure, f"{left}/{right}"
        case _:
            return None
    if follows.is_rounded_up:
        decimals = places(exact(spot.cell.value) or Decimal(0))
        figure = figure.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_CEILING)
        formula = f"ROUNDUP({_rounded(formula)},{decimals})"
    return _Term(figure, formula, one.is_live or other.is_live)


def _rounded(formula: str) -> str:
    """Return a formula without what floating point leaves behind the tenth decimal."""
    return formula if formula.startswith("ROUND(") else f"ROUND({formula},10)"


def word(spot: Spot, lang: Lang) -> str | None:
    """Return how a line's word follows from figures of it, where it does, else None.

    A total's word rests on who is counted too.
    """
    bands = spot.grid.columns[spot.column].column.bands
    if not bands or spot.grid.kinds[spot.row] is RowKind.TOTAL:
        return None
    formula, said = "", None
    for band in reversed(bands):
        quoted = _quoted(band.word.to(lang))
        if not band.key:
            formula, said = quoted, band.word
            continue
        found = _term(spot, band.key, {})
        if found is None or not found.is_live or len(quoted) > _MOST_QUOTED:
            return None
        formula = f"IF({_reached(found.formula, band.least)},{quoted},{formula})"
        said = band.word if found.figure >= band.least else said
    return f"={formula}" if said and said == spot.cell.value else None


def _reached(formula: str, least: Decimal) -> str:
    """Return that a figure is so much at least; a percent stands in its cell as a share of one."""
    if formula.endswith(_OF_A_HUNDRED):
        return f"{formula.removesuffix(_OF_A_HUNDRED)}>={least / 100:f}"
    return f"{formula}>={least:f}"


def _quoted(words: str) -> str:
    escaped = visible(words).replace('"', '""')
    return f'"{escaped}"'


class Rule(NamedTuple):
    """A band, and the formula that tells of a cell whether it is the one that holds."""

    band: Band
    formula: str


def marked(bands: Sequence[Band], cell: str, *, is_percent: bool) -> Iterator[Rule]:
    """Yield by which formula each band's mark is said of a figure's own cell."""
    shown = f"ROUND({cell}{_OF_A_HUNDRED * is_percent},10)"
    for band in bands:
        reached = f",{shown}>={band.least:f}" if band.key else ""
        yield Rule(band, f"=AND(ISNUMBER({cell}){reached})")


def follows_its_mark(cell: Cell, bands: Sequence[Band]) -> bool:
    """Tell whether a cell's mark is that of the first band that holds, or a word has none."""
    figure = exact(cell.value)
    if figure is None:
        return True
    holds = (each.word for each in bands if not each.key or figure >= each.least)
    return next(holds, None) == cell.mark


def equals(words: str) -> str | None:
    """Return words as a formula quotes them; None of more than it may."""
    quoted = _quoted(words)
    return quoted if len(quoted) <= _MOST_QUOTED else None


def exact(value: Value) -> Decimal | None:
    """Return a value as an exact figure; None of what is no number."""
    match value:
        case Decimal():
            return value
        case Quotient(figure, _):
            return figure
        case int():
            return Decimal(value)
        case _:
            return None
