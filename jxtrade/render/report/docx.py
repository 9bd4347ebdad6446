"""A report as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.text import Text

if TYPE_CHECKING:
    from jxtrade.report import Report
    from jxtrade.text import Lang

SUFFIXES: Final = (".docx",)
READ_BY_PAGES: Final = True
HELP: Final = Text("Word 文档，按公文格式排版", "a Word document, laid out as offices do")


def render(report: Report, *, lang: Lang, width: int) -> bytes:
    """Return the document; the same report gives the same bytes."""
    from jxtrade.render.office import document  # noqa: PLC0415 - only who asks for one needs it

    return document.drawn(report, lang)
