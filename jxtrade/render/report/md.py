"""A report as Markdown, as GitHub and GitLab show it; words of data stay words there."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from jxtrade.render.layout import harmless
from jxtrade.report import Paragraph, parted
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.report import Report, Table
    from jxtrade.text import Lang

SUFFIXES: Final = (".md",)
HELP: Final = Text("Markdown 表格", "Markdown with tables")
_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>|~&$]|:(?=/)|(?<=www)\.", re.IGNORECASE)
_MENTION: Final = re.compile(r"[@#](?=\w)")
_BLOCK: Final = re.compile(r"[#+\-=:]|\d+[.)]")


def render(report: Report, *, lang: Lang, width: int) -> str:
    """Return the title, paragraphs and tables, each table below the last."""
    parts = [f"# {_inline(report.title.to(lang))}"]
    for is_verbatim, blocks in groupby(report.blocks, key=_is_verbatim):
        if is_verbatim:
            parts.append(_fenced([each.text.to(lang) for each in blocks]))
        else:
            parts += (part for each in blocks for part in _block(each, lang))
    return "".join(f"{harmless(line)}\n" for line in "\n\n".join(parts).split("\n"))


def _is_verbatim(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and block.is_verbatim


def _block(block: Paragraph | Table, lang: Lang) -> Iterator[str]:
    if isinstance(block, Paragraph):
        words = _BLOCK.sub(r"\\\g<0>", _inline(block.text.to(lang)))
        yield words
        return
    for name, table in parted(block):
        if name is not None:
            yield f"## {_inline(name.to(lang))}"
        yield "\n".join(_lines(table, lang))
