"""The values of a text that is nothing but plain lines, read at a glance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jxtrade.read.characters import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.nodes import Raw

_LONGEST: Final = 20_000
_KEY: Final = r"\w[\w-]{0,99}"
_VALUE: Final = r"(?!(?:null|Null|NULL)[ \n])-?\w(?:[\w./+-]|:(?=\w)){0,200}"
_END: Final = r" *(?: #[^\n]*)?\n"
_ENTRY: Final = re.compile(rf"(  )?({_KEY}):(?: +({_VALUE}))?{_END}| *(?:#[^\n]*)?\n")
_LINES: Final = re.compile(rf"(?:(?:  )?{_KEY}:(?: +{_VALUE})?{_END}| *(?:#[^\n]*)?\n)*")


def plain_lines(content: bytes) -> dict[str, Raw] | None:
    """Return what a file of `key: value` says, with mappings of such indented by two blanks.

    What a parser would read is the same, and it would find nothing wrong. None where anything
    else stands in the file: quotes, lists, blanks, a key twice, a character to be looked at.
    """
    if len(content) > _LONGEST or not content.endswith(b"\n"):
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    if _LINES.fullmatch(text) is None or not is_plain(content):
        return None
    data: dict[str, Any] = {}
    within: dict[str, Any] | None = None
    count = 0
    for indent, key, value in _ENTRY.findall(text) if "#" in text else _entries(text):
        if indent:
            if within is None or not value:
                return None
            within[key] = value
        elif value:
            data[key], within = value, None
        elif key:
            data[key] = within = {}
        count += bool(key)
    inner = [each for each in data.values() if isinstance(each, dict)]
    is_sound = all(inner) and count == len(data) + sum(map(len, inner))
    return data if data and is_sound else None


def _entries(text: str) -> Iterator[tuple[bool, str, str]]:
    """Yield whether a key is indented, the key and its value, of each line of plain ones.

    Without a comment a line is parted in a sixth of the time.
    """
    for line in text.split("\n"):
        key, _, value = line.partition(":")
        if name := key.strip(" "):
            yield key[0] == " ", name, value.strip(" ")
