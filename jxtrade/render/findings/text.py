"""Findings as plain lines of text, for pipes and files.

Every line begins with blanks or with the program's own words, so that no line of data can pass
for an order to the program that reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.render import excerpt
from jxtrade.render.layout import joined, words_of
from jxtrade.render.report import text
from jxtrade.text import Text

if TYPE_CHECKING:
    from jxtrade.findings import Inspection
    from jxtrade.render.findings import Wanted

SUFFIXES: Final = (".txt",)
HELP: Final = Text("纯文本", "plain text")


def render(inspection: Inspection, wanted: Wanted) -> str:
    """Return the findings as text, with source lines and carets, and the closing line."""
    inspection = wanted.told(inspection)
    lang, width = wanted.lang, wanted.width
    listed = wanted.listed(inspection)
    said = joined(map(words_of, excerpt.excerpts(inspection, listed, lang=lang, width=width)))
    if wanted.groups.is_seen:
        said += "\n" + text.render(wanted.groups, lang=lang, width=width)
    if wanted.checks:
        said += "\n" + text.render(wanted.comparisons, lang=lang, width=width)
    return said
