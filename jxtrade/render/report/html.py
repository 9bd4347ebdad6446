"""A report as one HTML page: both languages, light and dark, and nothing from a network.

Its form, style and script stand beside this module; the page's own policy lets no other style and
no other script run, and without script all is readable.
"""

from __future__ import annotations

import re
from base64 import b64encode
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.render import drawing
from jxtrade.report import (
    Cell,
    Chart,
    ChartKind,
    Kind,
    Pair,
    Paragraph,
    Quotient,
    Role,
    RowKind,
    Table,
    Tone,
    parted,
    say,
)
from jxtrade.text import Lang, Text, join, same, shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.place import Place
    from jxtrade.render.drawing import Bar, Lines
    from jxtrade.report import Block, Column, Report, Value

SUFFIXES: Final = (".html",)
READ_BY_PAGES: Final = True
HELP: Final = Text(
    "单个网页，中英切换，可排序、筛选", "one web page to sort and filter, in both languages"
)
NAMES_LINES: Final = True


def render(report: Report, *, lang: Lang, width: int) -> str:
    """Return the page, which opens in one of the two languages that it holds."""
    page = _Page(report)
    blocks = list(page.blocks())
    style, script = _own("page.css"), _own("page.js")
    return str(
        _template().render(
            title=report.title,
            lang=lang,
            blocks=blocks,
            contents=page.contents,
            above=_above(blocks) if len(page.contents) > _FEW else None,
            origins=page.origins,
            style=style,
            script=script,
            hashes=(_hash(style), _hash(script)),
        )
    )


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(words: str) -> str:
    """Return how a Content Security Policy names an inline style or script (CSP level 3)."""
    return f"'sha256-{b64encode(sha256(words.encode()).digest()).decode()}'"


@cache
def _template() -> Any:
    """Return the page's form, in which words are escaped and a missing one is an error."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup, escape

    def shown(words: str) -> Markup:
        """Return words of which no line is an order to a CI runner, and that look the same."""
        return Markup(escape(visible(words)).replace("##", "#&#35;"))  # noqa: S704 - escaped

    def said(text: Text, tag: str = "span") -> Markup:
        """Return a text in both languages, of which the page shows one."""
        if text.zh == text.en:
            return shown(text.zh)
        pair = (f'<{tag} lang="{lang}">{shown(text.to(lang))}</{tag}>' for lang in Lang)
        return Markup("".join(pair))  # noqa: S704 - each is escaped

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"said": said, "shown": shown, "raw": Markup}
    return environment.from_string(_own("page.html"))


class _Heading(NamedTuple):
    """A heading, how deep it stands, and the name by which a link finds it."""

    text: Text
    level: int
    id: str
    role: Role


class _Words(NamedTuple):
    """A paragraph that is no heading."""

    text: Text
    role: Role
    tone: Tone | None
    places: tuple[str, ...]


class _Verbatim(NamedTuple):
    """Lines that are kept as they are."""

    lines: tuple[Text, ...]


class _Td(NamedTuple):
    """A cell as it is drawn; `key` is what it is sorted by, `origin` the name of its sources."""

    text: Text
    tone: Tone | None
    key: str | None
    origin: str | None
    kind: Kind

    @property
    def classes(self) -> str:
        """Return how it is meant, and whether it may be wrapped."""
        form = "figure" if self.kind.is_figure else "word" if self.kind is Kind.WORD else None
        return " ".join(filter(None, (self.tone, form)))


class _Th(NamedTuple):
    """A heading of columns; one of several has no number and can't be sorted by."""

    text: Text
    number: int | None
    is_figure: bool = False
    across: int = 1
    down: int = 1


class _Chart(NamedTuple):
    """A chart as it is drawn: bars, or lines."""

    id: str
    title: Text
    unit: Text
    alternative: Text
    reference: Text | None
    bars: tuple[Bar, ...]
    lines: Lines | None


class _Grid(NamedTuple):
    """A table as it is drawn: lines may be sorted unless sums stand between them."""

    id: str
    caption: Text | None
    unit: Text | None
    is_wide: bool
    heads: tuple[tuple[_Th, ...], ...]
    rows: tuple[tuple[RowKind, tuple[_Td, ...]], ...]
    sums: tuple[tuple[RowKind, tuple[_Td, ...]], ...]

    @property
    def is_sortable(self) -> bool:
        """Tell whether a line may stand anywhere: what is indented is part of the one above."""
        return len(self.rows) >= _FEWEST_SORTED and all(
            kind is RowKind.LINE and not cells[0].text.zh.startswith(_INDENT)
            for kind, cells in self.rows
        )

    @property
    def classes(self) -> str:
        """Return how it is printed: across, and on one page."""
        is_short = len(self.rows) + len(self.sums) <= _MOST_KEPT_TOGETHER
        return f"table{' wide' if self.is_wide else ''}{' short' if is_short else ''}"


class _Page:
    """What the page is made of, and under which names its parts find each other."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._origins: dict[tuple[Place, ...], str] = {}
        self._ids = 0
        self._below = any(
            isinstance(each, Paragraph) and each.role in (Role.PART, Role.ANNEX)
            for each in report.blocks
        )
        self.contents: list[_Heading] = []

    def blocks(self) -> Iterator[tuple[str, object]]:
        """Yield each block as it is drawn, and which form draws it."""
        for is_verbatim, blocks in groupby(self._report.blocks, _is_verbatim):
            if is_verbatim:
                lines = tuple(each.text for each in blocks if isinstance(each, Paragraph))
                yield "verbatim", _Verbatim(lines)
            else:
                for each in blocks:
                    yield from self._drawn(each)

    @property
    def origins(self) -> list[tuple[str, list[tuple[str, str]], int]]:
        """Return each name of sources, the lines that it stands for, and how many more."""
        return [
            (id_, [(_at(each), _source(each)) for each in places[:_MOST]], len(places[_MOST:]))
            for places, id_ in self._origins.items()
        ]

    def _id(self) -> str:
        self._ids += 1
        return f"b{self._ids}"

    def _drawn(self, block: Block) -> Iterator[tuple[str, object]]:
        match block:
            case Chart():
                yield "chart", _drawn(block, self._id())
            case Table():
                for name, table in parted(block) if not _is_beside(block) else [(None, block)]:
                    yield "table", self._grid(table, name)
            case Paragraph() if block.role.is_heading:
                level = 3 if self._below and block.role is Role.HEADING else 2
                heading = _Heading(block.text, level, self._id(), block.role)
                self.contents.append(heading)
                yield "heading", heading
            case Paragraph():
                places = tuple(_at(each) for each in block.sources)
                yield "words", _Words(block.text, block.role, block.tone, places)

    def _grid(self, table: Table, name: Text | None) -> _Grid:
        captions = [each for each in (table.caption, name) if each]
        heads, rows = self._across(table) if _is_beside(table) else self._down(table)
        lines = list(rows)
        sums: list[tuple[RowKind, tuple[_Td, ...]]] = []
        while lines and lines[-1][0] is RowKind.TOTAL:
            sums.insert(0, lines.pop())
        return _Grid(
            self._id(),
            join(captions, "：", ": ") if captions else None,
            table.unit,
            table.is_wide or len(lines[0][1] if lines else ()) > _MOST_UPRIGHT,
            heads,
            tuple(lines),
            tuple(sums),
        )

    def _down(
        self, table: Table
    ) -> tuple[tuple[tuple[_Th, ...], ...], list[tuple[RowKind, tuple[_Td, ...]]]]:
        heads = tuple(
            _Th(each.title, number, each.kind.is_figure)
            for number, each in enumerate(table.columns)
        )
        rows = [
            (row.kind, tuple(self._cell(row.at(each), each) for each in table.columns))
            for row in table.rows
        ]
        return (heads,), rows

    def _across(
        self, table: Table
    ) -> tuple[tuple[tuple[_Th, ...], ...], list[tuple[RowKind, tuple[_Td, ...]]]]:
        """Return the first column, then those of each part beside the last.

        What is dense has one cell a part, with all that is said in it.
        """
        parting = table.parting
        if parting is None:
            return self._down(table)
        over = parting._replace(name=parting.over or parting.name)
        parts = list(parted(table._replace(parting=over)))
        first, beside = table.columns[0], parting.beside
        many = 1 if parting.is_dense else len(beside)
        corner = _Th(first.title, 0, down=1 if many == 1 else 2)
        names = [
            _Th(name or same(""), 1 + index if many == 1 else None, across=many)
            for index, (name, _) in enumerate(parts)
        ]
        under = [
            _Th(each.title, 1 + index * many + number, each.kind.is_figure)
            for index in range(len(parts))
            for number, each in enumerate(beside)
        ]
        heads = ((corner, *names),) if many == 1 else ((corner, *names), tuple(under))
        rows = []
        for all_of_one in zip(*(part.rows for _, part in parts), strict=True):
            cells = [self._cell(all_of_one[0].at(first), first)]
            for row in all_of_one:
                own = [self._cell(row.at(each), each) for each in beside]
                cells += [_together(own)] if parting.is_dense else own
            rows.append((all_of_one[0].kind, tuple(cells)))
        return heads, rows

    def _cell(self, cell: Cell, column: Column) -> _Td:
        origin = None
        if cell.sources and cell.value is not None:
            places = tuple(dict.fromkeys(cell.sources))
            origin = self._origins.setdefault(places, f"s{len(self._origins) + 1}")
        words = Text(*(say(cell, column.kind, each) for each in Lang))
        return _Td(words, cell.tone, _key(cell, column), origin, column.kind)


def _above(blocks: Sequence[tuple[str, object]]) -> int:
    """Return how many blocks stand between the title and the contents: lines below the title."""
    lines = takewhile(lambda each: getattr(each[1], "role", None) is Role.SUBTITLE, blocks)
    return sum(1 for _ in lines)


_FEW: Final = 2
"""Of so many headings no contents are made."""
_MOST: Final = 40
_FEWEST_SORTED: Final = 3
_INDENT: Final = "\u3000"
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_MOST_UPRIGHT: Final = 10
"""So many columns fit on a page that stands upright."""
_MOST_KEPT_TOGETHER: Final = 15
"""So many rows are moved to the next page rather than parted."""


def _is_verbatim(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.VERBATIM


def _drawn(chart: Chart, id_: str) -> _Chart:
    is_of_lines = chart.kind is ChartKind.LINES
    return _Chart(
        id_,
        chart.title,
        chart.unit,
        chart.alternative,
        drawing.reference(chart),
        () if is_of_lines else drawing.bars(chart),
        drawing.lines(chart) if is_of_lines else None,
    )


def _is_beside(table: Table) -> bool:
    return table.parting is not None and bool(table.parting.beside) and bool(table.rows)


def _at(place: Place) -> str:
    return f"{place.path}:{place.line}"


def _source(place: Place) -> str:
    return shorten(place.source.strip(), 80)


def _together(cells: Sequence[_Td]) -> _Td:
    """Return one cell that says what several say, by the figure among them if there is one."""
    said = [each for each in cells if any(each.text)]
    return _Td(
        join([each.text for each in said], " ", " "),
        next((each.tone for each in reversed(said) if each.tone), None),
        next((each.key for each in said if each.kind.is_figure and each.key), None),
        next((each.origin for each in said if each.origin), None),
        Kind.WORD,
    )


_WEIGHT: Final = {Tone.BAD: "1", Tone.WARN: "2", Tone.GOOD: "3"}


def _key(cell: Cell, column: Column) -> str | None:
    """Return the number by which a cell is sorted: its figure, of a word how it is meant.

    A figure may stand in words, in front of what is said of it.
    """
    figure = _figure(cell.value)
    if figure is not None:
        return f"{figure:f}"
    if column.kind.is_figure and isinstance(cell.value, Text):
        found = _NUMBER.match(cell.value.zh)
        return found[0] if found else None
    if column.kind is Kind.WORD and cell.tone:
        return _WEIGHT.get(cell.tone)
    return None


def _figure(value: Value) -> Decimal | None:
    match value:
        case Decimal() | int():
            return Decimal(value)
        case Quotient(figure, _):
            return figure
        case Pair(reported, _):
            return _figure(reported)
        case _:
            return None
