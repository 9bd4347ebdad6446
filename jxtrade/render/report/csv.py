"""A report as CSV after RFC 4180, in UTF-8 with the mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from jxtrade.render.layout import no_formula
from jxtrade.report import Kind, RowKind, datum
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.report import Field, Records, Report, Row, Table
    from jxtrade.text import Lang

SUFFIXES: Final = (".csv",)
HELP: Final = Text("CSV，供表格软件打开，数不舍入", "CSV for spreadsheets, with exact figures")
_ROW: Final = "row"
_WITHIN: Final = {Kind.TEXT: ("zh", "en"), Kind.PLACE: ("path", "line", "column")}
NAMES_LINES: Final = True


def render(report: Report, *, lang: Lang, width: int) -> bytes:
    """Return the first list with a row for each of its lines, and the totals behind them."""
    listed = tuple(_listed(report))
    keys = (key for _, each in listed for field in each.fields for key in _keys(field))
    text = io.StringIO()
    header = tuple(dict.fromkeys((_ROW, *keys)))
    writer = csv.DictWriter(text, header, lineterminator="\r\n")
    writer.writeheader()
    for table, records in listed:
        for row in table.rows:
            if row.kind is records.kind:
                cells = (cell for field in records.fields for cell in _cells(row, field))
                writer.writerow({_ROW: records.kind} | dict(cells))
    return text.getvalue().encode("utf-8-sig")


def _listed(report: Report) -> Iterator[tuple[Table, Records]]:
    every = [(table, records) for table in report.tables for records in table.records]
    return (each for each in every if each is every[0] or each[1].kind is not RowKind.LINE)


def _keys(field: Field) -> tuple[str, ...]:
    """Return the header's words for a field: an object's keys dotted, none for a list of them."""
    if field.kind is Kind.RECORDS:
        return ()
    within = _WITHIN.get(field.kind) or tuple(each.key for each in field.fields)
    return tuple(f"{field.key}.{each}" for each in within) if within else (field.key,)


def _cells(row: Row, field: Field) -> Iterator[tuple[str, str]]:
    value = datum(row.cells[field.key].value, field.kind)
    is_places = field.kind is Kind.PLACES
    if field.kind is Kind.RECORDS:
        return
    if isinstance(value, dict):
        yield from ((f"{field.key}.{key}", no_formula(str(each))) for key, each in value.items())
    elif isinstance(value, list):
        words = (f"{each['path']}:{each['line']}" if is_places else str(each) for each in value)
        yield field.key, no_formula("; ".join(words))
    elif value is not None:
        yield field.key, str(value) if field.kind.is_figure else no_formula(str(value))
