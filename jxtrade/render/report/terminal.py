"""A report on a terminal, in colours and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.render.layout import drawn
from jxtrade.text import Text

if TYPE_CHECKING:
    from typing import TextIO

    from jxtrade.report import Report
    from jxtrade.text import Lang

SUFFIXES: Final = ()
HELP: Final = Text(
    "终端上的彩色表格；写入文件或管道时为纯文本", "tables in colours; plain text in a file or pipe"
)


def draw(report: Report, *, lang: Lang, to: TextIO) -> None:
    """Draw the report at the terminal's own width."""
    from jxtrade.render import screen  # noqa: PLC0415 - Rich takes its time

    screen.show(lambda width: drawn(report, lang, width), to)
