"""Rows as CSV after RFC 4180, in UTF-8 with the mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Final

from jxtrade.render.layout import no_formula
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jxtrade.report import Batch, Datum, Extract

SUFFIXES: Final = (".csv",)
HELP: Final = Text("CSV，各种软件都能打开", "CSV, which every program opens")


@contextmanager
def writing(extract: Extract, to: IO[bytes]) -> Iterator[Callable[[Batch], None]]:
    """Write the header, then the rows that come: figures exactly, nothing where there is none."""
    to.write(_lines([[each.key for each in extract.fields]]).encode("utf-8-sig"))

    def write(batch: Batch) -> None:
        to.write(_lines([[_said(each) for each in row] for row in batch]).encode())

    yield write


def _lines(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _said(datum: Datum) -> str:
    match datum:
        case None:
            return ""
        case str():
            return no_formula(datum)
        case bool():
            return "true" if datum else "false"
        case Decimal():
            return f"{datum:f}"
        case _:
            return str(datum)
