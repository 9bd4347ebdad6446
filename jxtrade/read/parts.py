"""The entries of a text in which reading ended, each read by itself."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from jxtrade.place import Span
from jxtrade.read.characters import is_of_a_tab
from jxtrade.read.events import NO_COLON, UNEVEN
from jxtrade.read.faults import Fault, FaultKind
from jxtrade.read.marks import ODD_ENTRY, odd_fault
from jxtrade.read.reading import Reading, Setting, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.nodes import Raw

MAX_PARTS: Final = 10_000
_MANY: Final = 3
"""So many entries at the beginning tell how deep the rest is to be indented."""
_CONTENT: Final = re.compile(r"[ ]*[^\s#]")
_DASH: Final = re.compile(r"[ ]*-(?:[ ]|\Z)")
_KEY: Final = r"""[ ]*(?:"[^"]*"|'[^']*'|[^\s\[\]{},:#&*!|>'"%@`?-][^:#]*):"""
_ENTRY: Final = re.compile(rf"{_KEY}(?:[ ]|\Z)")
_HEADER: Final = re.compile(rf"{_KEY}[ ]*(?:[ ]#.*)?")
_ODD_HEADER: Final = re.compile(r"[ ]*[\w-]+[ ]*(?P<mark>：)[ ]*(?:[ ]#.*)?")
_COMPLETE: Final = re.compile(rf"""{_KEY}[ ]+[^\s|>\[{{"'&!*#]""")
_OPENING: Final = frozenset("[{")
_CLOSING: Final = re.compile(r"[ ]*[\]}][\]}, ]*(?:#.*)?\Z")
_QUESTION: Final = re.compile(r"[ ]*\?(?:[ ]|\Z)")
_ANSWER: Final = re.compile(r"[ ]*:(?:[ ]|\Z)")
_SEPARATOR: Final = re.compile(r"(?:---|\.\.\.)(?:\s|\Z)")
_LONE_SEPARATOR: Final = re.compile(r"---[ ]*(?:#.*)?")


class _TooManyPartsError(Exception):
    """To read each part of the text by itself would take too long."""


class Parts:
    """The entries of a text in which reading ended, each read by itself.

    An entry is what stands from one line to the next that is indented no deeper. Of an entry in
    which reading ends the entries within are read in turn, so that a fault is found in the
    smallest part that shows it, whatever stands above and below.
    """

    def __init__(self, scope: Setting, lines: list[str]) -> None:
        self.scope = scope
        self.lines = lines
        self.left = MAX_PARTS

    def faults(self) -> list[Fault] | None:
        """Return all that is wrong with the parts; None where that does not say why it ended."""
        lines = [line.replace("\t", " ") for line in self.lines]
        head = next((at for at, line in enumerate(lines) if _CONTENT.match(line)), 0)
        if _LONE_SEPARATOR.fullmatch(lines[head]):
            lines[head] = ""
        if any(map(_SEPARATOR.match, lines)):
            return None
        try:
            faults, ended = self.split(lines, 0, 0)
        except _TooManyPartsError:
            return None
        return faults if ended else None

    def split(self, lines: list[str], above: int, depth: int) -> tuple[list[Fault], bool]:
        """Return what is wrong with the entries, and whether reading ended in one of them."""
        starts, base, is_list = _entries_of(lines)
        self.left -= len(starts)
        if self.left < 0:
            raise _TooManyPartsError
        parts = [lines[at:end] for at, end in pairwise([*starts, len(lines)])]
        read = [self.read(part, above + at, depth) for part, at in zip(parts, starts, strict=True)]
        wanted = list if is_list else dict
        entries = [
            isinstance(each.data, wanted) and part[0].lstrip()[0] not in _OPENING
            for part, each in zip(parts, read, strict=True)
        ]
        mixed = any(entries)
        faults: list[Fault] = []
        ended = False
        first: dict[str, Span] = {}
        before = base
        for part, reading, is_entry in zip(parts, read, entries, strict=True):
            uneven = mixed and _indent(part[0]) != base
            follows = uneven and _indent(part[0]) == before
            before = _indent(part[0])
            stops = reading.ended or (() in reading.lost and bool(reading.faults))
            strange = not (stops or is_entry) and (mixed or _is_odd(reading.data, part[0]))
            strange = strange or (uneven and not stops)
            told = self.broken(part, reading) if reading.ended else reading.told(self.lines)
            faults += told
            if strange and not follows and not any(map(is_of_a_tab, told)):
                uneven = uneven or is_list or _DASH.match(part[0]) is not None
                faults.append(_no_entry(part[0], reading.above, uneven=uneven))
            elif is_entry and not is_list:
                faults += _said_twice(reading, first)
            ended = ended or strange or stops
        return faults, ended

    def read(self, part: list[str], above: int, depth: int) -> Reading:
        """Return what a part's lines hold, with the end of the last one where it has one."""
        ending = [""] if above + len(part) < len(self.lines) else []
        return read_text("\n".join(part + ending), self.scope, above=above, depth=depth)

    def broken(self, part: list[str], reading: Reading) -> list[Fault]:
        """Return what is wrong with an entry in which reading ended."""
        if odd := _ODD_HEADER.fullmatch(part[0]):
            at = odd.start("mark")
            faults, _ = self.split(part[1:], reading.above + 1, reading.depth + 1)
            return [odd_fault(odd["mark"], reading.above + 1, at + 1), *faults]
        if reading.broken:
            if _DASH.match(part[0]):
                skipped, inner = 0, [part[0].replace("-", " ", 1), *part[1:]]
            else:
                skipped, inner = 1, part[1:] if _HEADER.fullmatch(part[0]) else []
            faults, ended = self.split(inner, reading.above + skipped, reading.depth + 1)
            if ended:
                return faults
        return reading.told(self.lines)


def _entries_of(lines: list[str]) -> tuple[list[int], int, bool]:
    """Return where each entry begins, how deep most are indented, and whether they make a list.

    Dashes directly below a key without a value belong to it, also where they are not indented;
    a key below one with a value does not, also where it is. Of as many dashes as keys the first
    tells, where they are indented.
    """
    contents = [(at, line) for at, line in enumerate(lines) if _CONTENT.match(line)]
    siblings = list(_siblings(contents))
    deepest = max(map(_indent, siblings), default=0)
    shallow = [line for _, line in contents if _indent(line) <= deepest]
    counted = siblings if len(siblings) >= _MANY else shallow
    base = Counter(map(_indent, counted)).most_common(1)[0][0] if counted else 0
    dashes = [_DASH.match(line) is not None for line in shallow]
    begins_within = dashes[:1] == [True] and base > 0
    is_list = sum(dashes) * 2 > len(dashes) - begins_within
    starts: list[int] = []
    takes_dashes = has_dashes = False
    for at, line in contents:
        head = lines[starts[-1]] if starts else ""
        if _indent(line) > base and starts:
            is_apart = _indent(line) <= _indent(head) or _COMPLETE.match(head)
            goes_on = not (is_apart and _ENTRY.match(line))
            takes_dashes = takes_dashes and has_dashes
        elif _DASH.match(line) and takes_dashes and not is_list:
            goes_on = has_dashes = True
        else:
            goes_on = bool(_CLOSING.match(line) or (_ANSWER.match(line) and _QUESTION.match(head)))
        if not (starts and goes_on):
            starts.append(at)
            takes_dashes, has_dashes = _HEADER.fullmatch(line) is not None, False
    return starts, base, is_list


def _siblings(contents: list[tuple[int, str]]) -> Iterator[str]:
    """Yield the first lines as far as each must be an entry of its own: nothing has room within."""
    for _, line in contents:
        yield line
        if not _COMPLETE.match(line):
            break


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_odd(data: Raw, line: str) -> bool:
    return isinstance(data, str) and ODD_ENTRY.match(line) is not None


def _no_entry(line: str, above: int, *, uneven: bool) -> Fault:
    """Return the fault of a part that is no entry, or no even one, although its neighbours are."""
    if not uneven and (found := ODD_ENTRY.match(line)):
        at = found.start("mark")
        return odd_fault(line[at], above + 1, at + 1)
    column = _indent(line) + 1
    span = Span(above + 1, column, above + 1, column + 1)
    return Fault(FaultKind.SYNTAX, span, {"reason": UNEVEN if uneven else NO_COLON})


def _said_twice(reading: Reading, first: dict[str, Span]) -> Iterator[Fault]:
    """Yield a fault for each key that a part above has; note the part's own."""
    places: Any = reading.place if isinstance(reading.data, dict) else None
    for key in places[1::2] if isinstance(places, list) else ():
        span = reading.span(key)
        if (before := first.setdefault(key.value, span)) != span:
            facts = {"key": key.value, "line": span.line, "first": before.line}
            yield Fault(FaultKind.DUPLICATE, span, facts, before)
