"""Rows as JSON Lines: an object a line, with exact decimals as strings."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from jxtrade.render.notation import as_lines
from jxtrade.report import datum
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jxtrade.report import Batch, Extract

SUFFIXES: Final = (".jsonl", ".ndjson")
HELP: Final = Text("JSON Lines，一行一条", "JSON Lines, an object a line")


@contextmanager
def writing(extract: Extract, to: IO[bytes]) -> Iterator[Callable[[Batch], None]]:
    """Write a line for each row that comes."""
    keys = [each.key for each in extract.fields]

    def write(batch: Batch) -> None:
        for row in batch:
            told = {key: datum(each) for key, each in zip(keys, row, strict=True)}
            to.write(as_lines(told, 0))

    yield write
