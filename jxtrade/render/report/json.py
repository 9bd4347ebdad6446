"""A report as JSON: versioned, exact decimals as strings, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.render.notation import as_json, as_lines, records
from jxtrade.report import Cell, Chart, Kind, Pair, Paragraph, Table, datum
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.report import Block, Column, Report, Series, Value
    from jxtrade.text import Lang

SUFFIXES: Final = (".json",)
HELP: Final = Text("JSON，数为精确的十进制字符串", "JSON with exact decimals as strings")
NAMES_LINES: Final = True


def render(report: Report, *, lang: Lang, width: int) -> str | bytes:
    """Return the report's facts and the records of its tables as JSON text, a paper's as UTF-8.

    A paper's title and blocks stand between them, in the order in which people see them.
    """
    told: dict[str, object] = {key: datum(value) for key, value in report.facts.items()}
    if report.is_paper:
        shown = (each for each in report.blocks if not isinstance(each, Table) or each.columns)
        told |= {"title": datum(report.title), "blocks": (_block(each) for each in shown)}
        return as_lines(told | records(report), _ROW)
    return as_json(told | records(report))


_ROW: Final = 4
"""A row of a paper's table lies so deep: in the rows of one of the blocks."""


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph():
            return {
                "block": "paragraph",
                "role": block.role,
                "text": datum(block.text),
                **_said(block),
            }
        case Table():
            return {
                "block": "table",
                "caption": datum(block.caption),
                "unit": datum(block.unit),
                "columns": [_column(each) for each in block.columns],
                "rows": _rows(block),
            }
        case Chart():
            return {
                "block": "chart",
                "kind": block.kind,
                "title": datum(block.title),
                "unit": datum(block.unit),
                "alternative": datum(block.alternative),
                "categories": datum(block.categories),
                "series": [_series(each) for each in block.series],
                "reference": _series(block.reference) if block.reference else None,
            }


def _said(block: Paragraph | Cell) -> dict[str, object]:
    """Return how it is meant, marked and where it comes from, as far as there is any of it."""
    said: dict[str, object] = {}
    if block.tone:
        said["tone"] = block.tone
    if isinstance(block, Cell):
        texts = {"before": block.before, "mark": block.mark}
        said |= {key: datum(each) for key, each in texts.items() if each}
        said |= {"kind": block.kind} if block.kind else {}
    if block.sources:
        said["sources"] = datum(block.sources)
    return said


def _column(column: Column) -> dict[str, object]:
    return {"key": column.key, "title": datum(column.title), "kind": column.kind}


def _rows(table: Table) -> Iterator[dict[str, object]]:
    """Yield each row's cells, also those that people do not see."""
    kinds = {each.key: each.kind for each in table.columns}
    nothing = Cell(None)
    for row in table.rows:
        cells = dict.fromkeys(kinds, nothing) | dict(row.cells)
        yield {
            "kind": row.kind,
            "cells": {
                key: {
                    "value": _value(cell.value, cell.kind or kinds.get(key, Kind.FIGURE)),
                    **_said(cell),
                }
                for key, cell in cells.items()
            },
        }


def _value(value: Value, kind: Kind) -> object:
    if type(value) is Text:
        return value._asdict() if any(value) else None
    if isinstance(value, Pair):
        return {key: datum(each) for key, each in value._asdict().items()}
    return datum(value, kind)


def _series(series: Series) -> dict[str, object]:
    return {
        "name": datum(series.name),
        "figures": datum(series.figures),
        "tones": list(series.tones),
        "marks": datum(series.marks),
    }
