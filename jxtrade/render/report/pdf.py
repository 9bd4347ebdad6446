"""A report as PDF, where LibreOffice is at hand: the pages of the Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.text import Text

if TYPE_CHECKING:
    from jxtrade.report import Report
    from jxtrade.text import Lang

SUFFIXES: Final = (".pdf",)
READ_BY_PAGES: Final = True
HELP: Final = Text(
    "PDF，由 LibreOffice 从 Word 文档生成", "PDF, made of the Word document by LibreOffice"
)


def render(report: Report, *, lang: Lang, width: int) -> bytes:
    """Return the pages.

    Raises:
        MissingToolError: there is no LibreOffice, or it made none.

    """
    from jxtrade.render.office import document, pages  # noqa: PLC0415 - as with docx

    return pages.printed(document.drawn(report, lang))
