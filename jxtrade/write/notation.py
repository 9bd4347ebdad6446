"""Texts as YAML that reads back as they are, in block and flow collections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jxtrade.text import Text, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN: Final = re.compile(r"(?!(?:null|Null|NULL|true|false)\Z)[^\W_][\w（）“”·./-]*")


def key(word: str) -> str:
    """Return an id as a key."""
    return word if _PLAIN.fullmatch(word) else _quoted(word)


def value(word: str) -> str:
    """Return a text as a value; one that others might take for a number stands in quotes."""
    return _quoted(word) if word[:1].isdecimal() else key(word)


def entry(fields: Mapping[str, str | bool | Text | None]) -> str:
    """Return a mapping in one line, less what there is none of."""
    pairs = (f"{name}: {_flow(each)}" for name, each in fields.items() if each is not None)
    return f"{{{', '.join(pairs)}}}"


def commented(line: str) -> str:
    """Return a line as a comment: what can't be seen is named."""
    return f"# {visible(line)}"


def _flow(field: str | Text | bool) -> str:  # noqa: FBT001 - a field may be one
    match field:
        case bool():
            return "true" if field else "false"
        case Text(zh, en):
            return value(zh) if zh == en else entry({"zh": zh, "en": en})
        case _:
            return value(field)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
