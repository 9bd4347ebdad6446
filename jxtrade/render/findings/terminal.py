"""Findings on a terminal, in colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.render import excerpt
from jxtrade.render.report import terminal
from jxtrade.text import Text

if TYPE_CHECKING:
    from typing import TextIO

    from jxtrade.findings import Inspection
    from jxtrade.render.findings import Wanted

SUFFIXES: Final = ()
HELP: Final = Text(
    "终端上的彩色文字；写入文件或管道时为纯文本", "in colours; plain text in a file or pipe"
)


def draw(inspection: Inspection, wanted: Wanted, to: TextIO) -> None:
    """Draw the findings with source lines and carets, and the closing line."""
    from jxtrade.render import screen  # noqa: PLC0415 - Rich takes its time

    inspection = wanted.told(inspection)
    lang, listed = wanted.lang, wanted.listed(inspection)
    screen.show(lambda width: excerpt.excerpts(inspection, listed, lang=lang, width=width), to)
    if wanted.groups.is_seen:
        terminal.draw(wanted.groups, lang=lang, to=to)
    if wanted.checks:
        terminal.draw(wanted.comparisons, lang=lang, to=to)
