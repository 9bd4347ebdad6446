"""The bytes of a table in CSV become rows of cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Final, NamedTuple

from jxtrade.model.plan import MAX_CELLS
from jxtrade.read.characters import encoding_fault, wide_encoding
from jxtrade.read.faults import OFFICE
from jxtrade.text import UNSEEN, Text, point

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS: Final = {
    ",": Text("逗号", "commas"), ";": Text("分号", "semicolons"), "\t": Text("制表符", "tabs"),
}  # fmt: skip
_BETWEEN_WIDE: Final = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")


class TableError(Exception):
    """A table can't be read, and all that is in the way."""

    def __init__(self, *problems: Text) -> None:
        self.problems = problems
        super().__init__("; ".join(each.en for each in problems))


class Rows(NamedTuple):
    """The cells of a table, all rows of one width, and how they were written."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: Text


def rows_of(content: bytes) -> Rows:
    """Return the rows that the bytes hold; blanks around and between Chinese words are left out.

    Raises:
        TableError: they are no text in UTF-8 or GB18030, or no table of ordinary size.

    """
    text, encoding = _decoded(content)
    read = {each: _split(text, each) for each in _DELIMITERS}
    delimiter = max(read, key=lambda each: _evenness(read[each]))
    rows = read[delimiter]
    if text and not rows:
        raise TableError(_UNREADABLE)
    width = max(map(len, rows), default=0)
    if len(rows) * width > MAX_CELLS * 2:
        raise TableError(_TOO_LARGE.fill(most=MAX_CELLS * 2))
    filled = tuple((*row, *[""] * (width - len(row))) for row in rows)
    if unseen := [*_unseen(filled)]:
        raise TableError(*unseen)
    return Rows(filled, encoding, _DELIMITERS[delimiter])


_WORKBOOK: Final = Text(
    "这是表格软件的工作簿，另存为 CSV 再用", "it is a spreadsheet's workbook; save it as CSV"
)
_ENCODING: Final = Text(
    "编码不是 UTF-8 或 GB18030，看来是 {encoding}；另存为 CSV UTF-8",
    "it is neither UTF-8 nor GB18030 but looks like {encoding}; save it as CSV UTF-8",
)
_TOO_LARGE: Final = Text("表太大，至多 {most} 格", "the table is too large: at most {most} cells")
_UNREADABLE: Final = Text("有一格太长，读不了", "a cell is too long to be read")
_HIDDEN: Final = Text(
    "{cell} 里有看不见的字符 {point}", "{cell} has a character that can't be seen: {point}"
)


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith(_WORKBOOKS):
        raise TableError(_WORKBOOK)
    if len(content) > OFFICE.bytes:
        raise TableError(_TOO_LARGE.fill(most=MAX_CELLS * 2))
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        name = wide_encoding(content) or encoding_fault(content, error.start).facts["encoding"]
    if name != "GB18030":
        raise TableError(_ENCODING.fill(encoding=name))
    try:
        return content.decode("gb18030"), "GB18030"
    except UnicodeDecodeError:
        raise TableError(_ENCODING.fill(encoding="Latin-1")) from None


def _split(text: str, delimiter: str) -> list[tuple[str, ...]]:
    """Return the rows; none where a cell is longer than any heading could be."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [tuple(map(_plain, row)) for row in reader]
    except csv.Error:
        return []


def _plain(cell: str) -> str:
    return _BETWEEN_WIDE.sub("", " ".join(cell.split()))


def _evenness(rows: list[tuple[str, ...]]) -> tuple[int, int]:
    """Return how many rows have as many cells as most, and how many these are; one is no row."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda each: each[::-1], default=(0, 0))
    return count, width


def _unseen(rows: tuple[tuple[str, ...], ...]) -> list[Text]:
    return [
        _HIDDEN.fill(cell=address(line, column), point=point(found[0]))
        for line, row in enumerate(rows)
        for column, cell in enumerate(row)
        if (found := _UNSEEN.search(cell))
    ]


def address(row: int, column: int) -> str:
    """Return a cell's name as spreadsheets have it, of row and column from 0: B3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
