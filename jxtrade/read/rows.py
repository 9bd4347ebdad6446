"""Long rows of a table, `key: {a: 1, b: 2, …}` on a line, read at a glance.

Of a country's plan nearly all is such rows. A parser is given `{}` in their places; where anything
is wrong with a text it is read as it stands.
"""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.read.nodes import Spot, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIR: Final = r"\w[\w-]{0,39}: -?[0-9]{1,15}(?:\.[0-9]{1,4})?"
_ROW: Final = re.compile(
    rf"^(?P<head> *\w[\w-]{{0,39}}: ){{(?P<pairs>(?:{_PAIR}, ){{20,}}+{_PAIR})}}$", re.MULTILINE
)


class Row(NamedTuple):
    """A row's pairs as they are written, how many there are, and the column of the first brace."""

    pairs: str
    size: int
    column: int

    def begins_at(self, event: Any) -> bool:
        """Tell whether an event of the row's line is the row's own."""
        return bool(event.start_mark.column == self.column)

    def entries(self) -> dict[str, str]:
        """Return the texts by their keys; of a key that stands twice but one is there."""
        pairs = (pair.split(": ") for pair in self.pairs.split(", "))
        return {intern(key): text for key, text in pairs}


class Rows(NamedTuple):
    """A text with its long rows taken out, and these by their lines, counted from 0."""

    text: str
    found: dict[int, Row]

    @property
    def nodes(self) -> int:
        """Return how many scalars were taken out."""
        return sum(2 * row.size for row in self.found.values())


def taken_out(text: str) -> Rows:
    """Return a text without its long rows."""
    found: dict[int, Row] = {}
    parts: list[str] = []
    line = end = 0
    for row in _ROW.finditer(text):
        pairs = row["pairs"]
        line += text.count("\n", end, row.start())
        parts += [text[end : row.start()], row["head"], "{}"]
        found[line] = Row(pairs, pairs.count(", ") + 1, len(row["head"]))
        end = row.end()
    return Rows("".join((*parts, text[end:])), found)


class RowPlaces(list[Any]):
    """The places in a row, made when they are asked for; the row's own is there from the start."""

    __slots__ = ("_row",)

    def __init__(self, start: Spot, row: Row) -> None:
        super().__init__((start,))
        self._row: Row | None = row

    def __getitem__(self, at: Any) -> Any:
        """Return one place or some of them."""
        self._fill()
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[Any]:
        """Yield the places."""
        self._fill()
        return super().__iter__()

    def __len__(self) -> int:
        """Return how many places there are."""
        self._fill()
        return super().__len__()

    def entry(self, key: object) -> tuple[Any, Any] | None:
        """Return the places of a key and of its text, with no other made."""
        row = self._row
        if row is None or not isinstance(key, str):
            return None
        at = f", {row.pairs}".find(f", {key}: ")
        if at < 0:
            return None
        begins = at + len(key) + 2
        text = row.pairs[begins:].partition(", ")[0]
        line, column = super().__getitem__(0).start_mark
        places = ((at, key), (begins, text))
        of_key, of_text = (Spot(Written.at(line, column + 1 + by, each)) for by, each in places)
        return of_key, of_text

    def _fill(self) -> None:
        row, self._row = self._row, None
        if row is not None:
            mark = super().__getitem__(0).start_mark
            column = mark.column + 1
            for pair in row.pairs.split(", "):
                key, text = pair.split(": ")
                self.append(Spot(Written.at(mark.line, column, key)))
                column += len(key) + 2
                self.append(Spot(Written.at(mark.line, column, text)))
                column += len(text) + 2
