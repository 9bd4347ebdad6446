"""The time of receipt in a submission's bytes, and nothing else of them changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jxtrade.model.period import written
from jxtrade.model.scalar import NULL
from jxtrade.place import START
from jxtrade.read.dialect import findings_of
from jxtrade.read.document import Document, parse
from jxtrade.text import Text, shorten

if TYPE_CHECKING:
    from datetime import date

    from jxtrade.place import Span
    from jxtrade.read.nodes import Raw

RECEIVED: Final = "received"
_BEFORE: Final = "period"
_BOM: Final = "\ufeff"
_COLON: Final = re.compile(r"\s*:")


class NotStampedError(Exception):
    """A submission can't be stamped, and why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def stamped(content: bytes, moment: date, *, again: bool = False) -> bytes:
    """Return a submission with its time of receipt filled in, all else byte for byte as it is.

    Where it has no such line, one is put behind its period.

    Raises:
        NotStampedError: it is filled in already and not to be `again`, or can't be read.

    """
    document = parse(content)
    if not isinstance(document.data, dict) or RECEIVED in {route[0] for route in document.lost}:
        raise NotStampedError(_unreadable(document))
    stamp = written(moment)
    known = document.data.get(RECEIVED)
    if known not in (None, NULL, "") and not again:
        raise NotStampedError(_ALREADY.fill(known=shorten(str(known))))
    text = content.decode()
    start, end, words = _edit(document, text.removeprefix(_BOM), stamp)
    place = len(text) - len(text.removeprefix(_BOM))
    made = (text[: place + start] + words + text[place + end :]).encode()
    if parse(made).data != {**document.data, RECEIVED: stamp}:
        raise NotStampedError(_BY_HAND)
    return made


_ALREADY: Final = Text(
    "received 已填 {known}；要改写加 --again",
    "received is {known} already; --again writes it anew",
)
_UNREADABLE: Final = Text("第 {line} 行读不了：{why}", "line {line} can't be read: {why}")
_NOTHING: Final = Text("里面没有报送", "there is no submission in it")
_NO_PERIOD: Final = Text("没有 received，也没有 period", "it has neither received nor period")
_BY_HAND: Final = Text(
    "received 的写法特殊，写不进去；手工填", "received is written in an odd way; fill it in by hand"
)


def _unreadable(document: Document) -> Text:
    first = next(findings_of(document), None)
    if first is None:
        return _NOTHING
    return _UNREADABLE.fill(line=first.location.line, why=first.message)


def _edit(document: Document, text: str, stamp: str) -> tuple[int, int, str]:
    """Return what stretch of the text is to become which words.

    Raises:
        NotStampedError: there is no line to put it in or behind.

    """
    known: dict[str, Raw] = document.data  # type: ignore[assignment] # it was looked at before
    if RECEIVED in known:
        key = document.span((RECEIVED,), of_key=True)
        value = document.span((RECEIVED,))
        if value != key:
            return *_stretch(text, value), stamp
        behind = _stretch(text, key)[1]
        colon = _COLON.match(text, behind)
        end = colon.end() if colon else behind
        return end, end, f" {stamp}"
    if _BEFORE not in known:
        raise NotStampedError(_NO_PERIOD)
    start, _ = _stretch(text, document.span((_BEFORE,), of_key=True))
    _, end = _stretch(text, document.span((_BEFORE,)))
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    if indent.strip(" "):
        return end, end, f", {RECEIVED}: {stamp}"
    line_end = text.find("\n", end)
    if line_end < 0:
        return len(text), len(text), f"\n{indent}{RECEIVED}: {stamp}"
    eol = "\r\n" if text[line_end - 1] == "\r" else "\n"
    return line_end + 1, line_end + 1, f"{indent}{RECEIVED}: {stamp}{eol}"


def _stretch(text: str, span: Span) -> tuple[int, int]:
    """Return where a span begins and ends in the text."""
    first = _line_start(text, START.line, 0, span.line)
    last = _line_start(text, span.line, first, span.end_line)
    return first + span.column - 1, last + span.end_column - 1


def _line_start(text: str, line: int, start: int, wanted: int) -> int:
    for _ in range(wanted - line):
        start = text.index("\n", start) + 1
    return start
