"""A report as an Excel workbook: a sheet for what is said, one for each table, native charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.text import Text

if TYPE_CHECKING:
    from jxtrade.report import Report
    from jxtrade.text import Lang

SUFFIXES: Final = (".xlsx",)
HELP: Final = Text(
    "Excel 工作簿，每张表一页，数为可计算的数",
    "an Excel workbook, a sheet for each table of figures",
)
NAMES_LINES: Final = True
HAS_SHEETS: Final = True


def render(report: Report, *, lang: Lang, width: int) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    from jxtrade.render.office import workbook  # noqa: PLC0415 - XlsxWriter takes its time

    return workbook.filled(report, lang)
