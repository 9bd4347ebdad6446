"""Bytes that are no UTF-8, and characters that are refused or belong to one machine's font."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jxtrade.place import Span
from jxtrade.read.faults import MAX_FAULTS, Fault, FaultKind, too_many
from jxtrade.text import PRIVATE, UNSEEN, Text, point

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE_BOMS: Final = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def wide_encoding(content: bytes) -> str | None:
    """Return the encoding in which each character takes two or four bytes; None for another."""
    for bom, name in _WIDE_BOMS.items():
        if content.startswith(bom):
            return name
    head = content[:400]
    zeros = head.count(0)
    if zeros * 10 >= len(head) * 7:
        return "UTF-32"
    halves = head[::2].count(0), head[1::2].count(0)
    return "UTF-16" if max(halves) * 5 >= len(head) and min(halves) * 4 <= max(halves) else None


def encoding_fault(content: bytes, start: int, *, name: str | None = None) -> Fault:
    """Return the fault of the first byte that is no UTF-8, and what the bytes may be instead."""
    if kind := _other_kind(content):
        facts = {"byte": f"0x{content[start]:02X}", "encoding": "", "advice": kind}
        return Fault(FaultKind.ENCODING, Span(1, 1, 1, 2), facts)
    name = name or wide_encoding(content) or _legacy_encoding(content)
    head = content[:start]
    line = head.count(b"\n") + 1
    column = len(head.rpartition(b"\n")[2].decode("utf-8-sig", "replace")) + 1
    facts = {"byte": f"0x{content[start]:02X}", "encoding": name}
    return Fault(FaultKind.ENCODING, Span(line, column, line, column + 1), facts)


_NO_TEXT: Final = Text(
    "这是 {kind}，不是文本文件：改扩展名不会改变内容；照空白报送（jxtrade new）另填一份",
    "this is {kind}, no text, whatever it is called: fill in a blank form (jxtrade new) instead",
)
_KINDS: Final = {
    b"PK\x03\x04": Text("Excel 或 Word 文件（或压缩包）", "an Excel or Word file, or an archive"),
    b"\xd0\xcf\x11\xe0": Text("旧版 Excel 或 Word 文件", "an old Excel or Word file"),
    b"%PDF": Text("PDF 文件", "a PDF file"),
    b"\x89PNG": Text("图片", "a picture"),
    b"\xff\xd8\xff": Text("图片", "a picture"),
    b"Rar!": Text("压缩包", "an archive"),
}


def _other_kind(content: bytes) -> Text | None:
    """Return what is said of a file that is no text; None for one that may be."""
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), None)
    return None if kind is None else _NO_TEXT.fill(kind=kind)


def _legacy_encoding(content: bytes) -> str:
    """Return the encoding in which most of what is no ASCII are characters in common use."""
    try:
        decoded = content.decode("gb18030")
    except UnicodeDecodeError:
        return "Latin-1"
    odd = [character for character in decoded if character > "\x7f"]
    common = "".join(odd).encode("gb2312", "ignore").decode("gb2312")
    return "GB18030" if len(common) * 2 >= len(odd) else "Latin-1"


_REFUSED: Final = re.compile(f"[{UNSEEN}]|\r(?!\n)")
_UNREADABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
REFUSED_IN_VALUE: Final = re.compile(f"[{UNSEEN}\r\n]")
_PLAIN_ASCII: Final = bytes((*b"\n", *range(0x20, 0x7F)))


def is_plain(content: bytes) -> bool:
    """Tell at a glance whether nothing is in UTF-8 bytes that a closer look might refuse.

    Of what can't be seen Python prints only what begins as these bytes do: U+034F; U+115F to
    U+180F; U+3164; variation selectors; U+FFA0; and those above U+E0000.
    """
    rest = content.translate(None, _PLAIN_ASCII)
    return rest.decode().isprintable() and not (
        b"\xcd\x8f" in rest
        or b"\xe1" in rest
        or b"\xe3\x85\xa4" in rest
        or b"\xef\xb8" in rest
        or b"\xef\xbe\xa0" in rest
        or b"\xf3\xa0" in rest
    )


_A_TAB: Final = Text("U+0009（制表符，即 Tab 键）", "U+0009 (a tab)")


def character_fault(character: str, line: int, column: int) -> Fault:
    """Return the fault of a character that can't be seen."""
    span = Span(line, column, line, column + 1)
    shown = _A_TAB if character == "\t" else point(character)
    return Fault(FaultKind.CHARACTER, span, {"point": shown, "character": character})


def is_of_a_tab(fault: Fault) -> bool:
    """Tell whether a fault is a tab outside quotes."""
    return fault.facts.get("character") == "\t"


def refused_characters(text: str) -> tuple[list[Fault], bool]:
    """Return a fault for each line with refused characters, and whether one hinders parsing."""
    faults: list[Fault] = []
    hinders = False
    line, counted, last = 1, 0, 0
    for match in _REFUSED.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        hinders = hinders or bool(_UNREADABLE.match(match[0]))
        if line == last:
            continue
        if len(faults) == MAX_FAULTS:
            return [*faults, too_many(line)], True
        last = line
        column = counted - text.rfind("\n", 0, counted)
        faults.append(character_fault(match[0], line, column))
    return faults, hinders


PRIVATE_CHARACTER: Final = re.compile(f"[{PRIVATE}]")


def private_characters(text: str) -> Iterator[Fault]:
    """Yield a warning for each line with a private-use character."""
    line = counted = last = 0
    for match in PRIVATE_CHARACTER.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if line + 1 != last:
            last = line + 1
            yield _private_use(match[0], last, counted - text.rfind("\n", 0, counted))


def _private_use(character: str, line: int, column: int) -> Fault:
    span = Span(line, column, line, column + 1)
    return Fault(FaultKind.PRIVATE, span, {"point": point(character)})


_PAGES: Final = (
    (re.compile(r"\s{0,200}<[!/?A-Za-z]"), Text("这是网页的内容", "this is a web page")),
    (re.compile(r"\{\\rtf"), Text("这是写字板（RTF）文件", "this is a document of WordPad (RTF)")),
    (
        re.compile(r"(?:From|To|Subject|Received|Return-Path|MIME-Version): "),
        Text("这是一封邮件", "this is a mail"),
    ),
)
_NO_PAGE: Final = Text(
    "另建一份文本文件，每行写「字段: 内容」；空白报送用 jxtrade new 生成",
    "write a text file with “field: content” in each line; jxtrade new writes a blank form",
)


def of_a_page(text: str) -> Fault | None:
    """Return the fault of a text that another program wrote for itself; None for any other."""
    kind = next((kind for beginning, kind in _PAGES if beginning.match(text)), None)
    return None if kind is None else _of_another_kind(kind)


def of_no_form() -> Fault:
    """Return the fault of a text that is no form: a letter, a chat."""
    return _of_another_kind(Text("这里是一段文字，没有字段", "this is a text without fields"))


def _of_another_kind(kind: Text) -> Fault:
    return Fault(FaultKind.SYNTAX, Span(1, 1, 1, 2), {"reason": kind, "advice": _NO_PAGE})
