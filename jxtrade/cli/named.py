"""The rule that a word names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli.speech import UsageError, did_you_mean
from jxtrade.rules import catalogue
from jxtrade.text import Text, nearest

if TYPE_CHECKING:
    from jxtrade.findings import Rule

_RULES: Final = Text("；jxtrade rules 列出全部", "; jxtrade rules lists them all")


def rule(word: str) -> Rule:
    """Return the rule that a code or slug names.

    Raises:
        UsageError: none is; the nearest is named.

    """
    for each in catalogue():
        if word.lower() in (each.slug, each.code.lower()):
            return each
    raise no_rule(word)


def no_rule(word: str) -> UsageError:
    """Return what is said of a word that names no rule."""
    known = [name for each in catalogue() for name in (each.code, each.slug)]
    close = nearest(word, known)
    hint = did_you_mean(close, ()) if close else _RULES
    text = Text("没有「{word}」这条规则{close}", "there is no rule “{word}”{close}")
    return UsageError(text, word=word, close=hint)
