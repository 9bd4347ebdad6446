"""Full-width marks, and colons without a blank, that were written for one of YAML's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jxtrade.place import Span
from jxtrade.read.faults import Fault, FaultKind
from jxtrade.text import Text, point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WIDE_COLONS: Final = "：∶﹕"
_WIDE_COMMAS: Final = "，、"
_WIDE_QUOTES: Final = "“”‘’＂＇"
_WIDE_BRACKETS: Final = "｛｝［］【】"
ODD_BLANKS: Final = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
ODD_ENTRY: Final = re.compile(
    rf"""\s*(?:-[ ]+)*(?:"[^"\n]*"|'[^'\n]*'|“[^”\n]*”"""
    rf"""|(?![0-9]+:)[\w.-]+(?:[（(]\w{{1,9}}[）)])?)"""
    rf"""[ ]*:?(?P<mark>(?<!:)[{_WIDE_COLONS}]|(?<!:):(?=[^\s/:{_WIDE_BRACKETS}])"""
    rf"""|(?<=:)[{ODD_BLANKS}])"""
)
"""A key behind which no colon stands that YAML takes for one."""
_WIDE_SIGNS: Final = f"{_WIDE_COLONS}{_WIDE_COMMAS}］｝"
ODD_IN_KEY: Final = re.compile(rf"(?P<mark>[{_WIDE_COLONS}{_WIDE_COMMAS}])")
NUMBERED: Final = re.compile("[0-9一二三四五六七八九十]{1,3}、")
ODD_BLANK: Final = re.compile(f"[{ODD_BLANKS}]")
_FAR: Final = 100
_SWALLOWED: Final = {
    mark: re.compile(rf"""{mark}[^\n,}}\]"']{{0,{_FAR}}}:\s""")
    for mark in _WIDE_COLONS + _WIDE_COMMAS
}
"""Patterns that begin with a single character are searched for five times as fast."""


def has_odd_key(text: str, has_blanks: bool) -> bool:  # noqa: FBT001
    """Tell at a glance whether a key may have swallowed its colon or a comma."""
    return has_blanks or any(
        mark in text and swallowed.search(text) for mark, swallowed in _SWALLOWED.items()
    )


_ODD_VALUE: Final = re.compile(
    r"\s*(?:-[ ]+)*[^\s:]+:[ ]*(?P<mark>“[^”\n]*|‘[^’\n]*|[＂＇][^＂＇\n]*|[｛［【])"
)
_CLOSES: Final = {'"': "[”“＂]", "'": "[’‘＇]", "[": "[］】]", "{": "｝"}
_SIGN: Final = re.compile(
    r"""(?<![^\s\[{{,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')"""
    rf"""|(?<!\S)\#[^\n]*|[\[\]{{}},]|:(?=\s)|[{_WIDE_SIGNS}]""",
    re.DOTALL,
)


def odd_mark(text: str, at: int) -> int | None:
    """Return where a mark stands in whose place YAML has another, and that made reading end.

    It stands behind the text's first key, around its value, where the fault was found or within
    the same item of brackets, or where what the fault begins should have been closed.
    """
    if found := ODD_ENTRY.match(text):
        return found.start("mark")
    if text[at : at + 1] in tuple(_WIDE_SIGNS):
        return at
    if closing := _CLOSES.get(text[at : at + 1]):
        found = re.compile(closing).search(text, at, text.find("\n", at) % (len(text) + 1))
        return found.start() if found else None
    mark: int | None = None
    opened, has_colon = 0, False
    for sign in _SIGN.finditer(text, 0, at + 1):
        match sign[0]:
            case "[" | "{" | "]" | "}" | ",":
                opened += {"[": 1, "{": 1, ",": 0}.get(sign[0], -1)
                mark, has_colon = None, False
            case ":":
                has_colon = True
            case wide if wide in _WIDE_SIGNS and not (has_colon and wide in _WIDE_COLONS):
                mark = sign.start()
    if mark is not None and opened > 0:
        return mark
    found = _ODD_VALUE.match(text)
    if found and (found.start("mark") <= at <= found.end() or found["mark"] in _WIDE_BRACKETS):
        return found.start("mark")
    return None


_NAMES: Final = {
    _WIDE_COLONS: Text("「{mark}」是全角冒号", "“{mark}” is a full-width colon"),
    "，": Text("「{mark}」是全角逗号", "“{mark}” is a full-width comma"),
    "、": Text("「{mark}」是顿号", "“{mark}” is an enumeration comma"),
    _WIDE_QUOTES: Text("「{mark}」是中文引号", "{mark} is a Chinese quote"),
    _WIDE_BRACKETS: Text("「{mark}」是全角括号", "“{mark}” is a full-width bracket"),
    ":": Text("冒号后缺少空格", "a blank is missing behind the colon"),
}
_ODD_BLANK: Final = Text(
    "冒号后的空格是 {point}，不是半角空格", "the blank behind the colon is {point}, not a plain one"
)


def odd_fault(mark: str, line: int, column: int) -> Fault:
    """Return the fault of a mark that was written for one of YAML's own."""
    marks = next((marks for marks in _NAMES if mark in marks), " ")
    words = _NAMES.get(marks, _ODD_BLANK)
    facts = {"reason": words.fill(mark=mark, point=point(mark)), "character": marks[0]}
    return Fault(FaultKind.SYNTAX, Span(line, column, line, column + 1), facts)


def odd_entries(lines: Iterable[str], above: int = 0, before: int = 0) -> Iterator[Fault]:
    """Yield a fault for each line that lacks but its colon to be an entry.

    So many lines stand above, and so many characters before the first one.
    """
    for number, line in enumerate(lines, above + 1):
        if found := ODD_ENTRY.match(line):
            at = found.start("mark")
            yield odd_fault(line[at], number, at + 1 + (before if number == above + 1 else 0))
