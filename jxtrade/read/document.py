"""Bytes become a document: checked text and a tree of raw scalars with their places.

The dialect and its limits are those of the format description: UTF-8, one document, block and
flow collections, plain and quoted text; no anchors, aliases, tags, directives or merge keys.
Scalars stay the text that was written. Nothing here recurses, so depth costs no stack.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeAlias
from urllib.parse import unquote_to_bytes

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from jxtrade.model.scalar import NULL, Null
from jxtrade.place import Place, Route, Segment, Span
from jxtrade.text import PRIVATE, UNSEEN, Text, point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_DEPTH: Final = 32
MAX_SCALAR: Final = 10_000
MAX_NAME: Final = 100
MAX_FAULTS: Final = 1_000
LONG: Final = 20_000


class Limits(NamedTuple):
    """How many bytes a file may have, and how many nodes: keys, values and collections."""

    bytes: int
    nodes: int


SUBMISSION: Final = Limits(bytes=1 << 20, nodes=100_000)
OFFICE: Final = Limits(bytes=16 << 20, nodes=2_000_000)
"""What the office writes itself: the plan, the task lists, the waivers."""


Raw: TypeAlias = "str | list[Raw] | dict[str, Raw] | Null | None"


class Kind(StrEnum):
    """What can be wrong with a text before any field of it is looked at."""

    SYNTAX = "syntax"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    ENCODING = "encoding"
    LIMIT = "limit"
    CHARACTER = "character"
    PRIVATE = "private"


class Fault(NamedTuple):
    """Something that the dialect refuses, its place, and another place where one belongs to it."""

    kind: Kind
    span: Span
    facts: Mapping[str, Any]
    related: Span | None = None


class Mark(Protocol):
    """A position as the parser counts it, from 0."""

    line: int
    column: int


class Event(Protocol):
    """What the parser says of a scalar or of a collection's beginning."""

    start_mark: Mark
    end_mark: Mark


class _At(NamedTuple):
    line: int
    column: int


class _Spot:
    """What is kept of an event in a long text: an event takes five times the room."""

    __slots__ = ("at", "is_mapping", "value", "width")

    def __init__(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        self.at = start.line << _BITS | start.column
        self.width = (end.line << _BITS | end.column) - self.at
        self.is_mapping = isinstance(event, MappingStartEvent)
        self.value: str | None = getattr(event, "value", None)

    @property
    def start_mark(self) -> _At:
        return _At(self.at >> _BITS, self.at & _COLUMN)

    @property
    def end_mark(self) -> _At:
        end = self.at + self.width
        return _At(end >> _BITS, end & _COLUMN)


_BITS: Final = OFFICE.bytes.bit_length()
_COLUMN: Final = (1 << _BITS) - 1


class _Lean(list[Any]):
    """A collection's places in a long text."""

    __slots__ = ()

    def append(self, place: Any) -> None:
        """Keep of an event what is needed."""
        super().append(place if isinstance(place, list) else _Spot(place))


class Quoted(str):
    """A number-like text that stood in quotes; it knows its event."""

    __slots__ = ("event",)
    event: Event


Node: TypeAlias = "Event | list[Node]"
"""A scalar's event; or a collection's event and the places in it, keys and values in turn."""


@dataclass(frozen=True)
class Document:
    """A text beside its raw values and their places.

    `data` is None where nothing can be built from the text; `lost` names the routes whose value
    is left out because a fault makes it unusable. Where there are warnings, the text is read all
    the same; `has_blanks` tells of values that nobody wrote.
    """

    path: str
    text: str
    data: Raw = None
    place: Node | None = None
    faults: tuple[Fault, ...] = ()
    lost: frozenset[Route] = frozenset()
    warnings: tuple[Fault, ...] = ()
    has_blanks: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in the text, and nothing else is wrong with it."""
        return [fault.facts.get("what") for fault in self.faults] == [_REFUSALS["empty"]]

    @cached_property
    def blanks(self) -> dict[Route, None]:
        """Return the routes to the values that nobody wrote, in the text's order."""
        found: dict[Route, None] = {}
        rest: list[tuple[Route, Raw]] = [((), self.data)] if self.has_blanks else []
        while rest:
            route, value = rest.pop()
            if value is None:
                found[route] = None
            elif isinstance(value, dict | list):
                entries = value.items() if isinstance(value, dict) else enumerate(value)
                rest += reversed([((*route, segment), each) for segment, each in entries])
        return found

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, without their ends."""
        return self.text.replace("\r\n", "\n").split("\n")

    def line(self, number: int) -> str:
        """Return one line, counted from 1; empty beyond the text."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @cached_property
    def _entries(self) -> dict[int, dict[Segment, tuple[Event | None, Node]]]:
        return {}

    def entries(self, place: Node | None) -> dict[Segment, tuple[Event | None, Node]]:
        """Return what stands in a collection: for each key or index its key's and value's place."""
        if not isinstance(place, list):
            return {}
        if id(place) not in self._entries:
            self._entries[id(place)] = _entries(place)
        return self._entries[id(place)]

    def span(self, route: Iterable[Segment], *, of_key: bool = False) -> Span:
        """Return the place of a value, or of its key; segments that lead nowhere are stepped over.

        A value without a width of its own (nothing behind the colon) is placed at its key, a
        mapping or list at its first key or character.
        """
        key: Event | None = None
        place = self.place
        for segment in route:
            if (found := self.entries(place).get(segment)) is not None:
                key, place = found
        if key is not None and (of_key or _is_empty(place)):
            return span_of(key)
        return _first(place)

    def at(self, route: Route, *, of_key: bool = False) -> Place:
        """Return the place of the value, or the key, that a route leads to."""
        return self.drawn(self.span(route, of_key=of_key))

    def drawn(self, span: Span) -> Place:
        """Return the place of a span, with the words of its first line."""
        return Place(self.path, span, self.line(span.line))

    def odd_entries(self, route: Iterable[Segment]) -> Iterator[Fault]:
        """Yield a fault for each line of a text without quotes that lacks but its colon."""
        line, column, end_line, end_column = self.span(route)
        text = "\n".join(self.lines[line - 1 : end_line])
        text = text[column - 1 : len(text) - len(self.line(end_line)) + end_column - 1]
        if not text.startswith(("'", '"', "|", ">")):
            yield from odd_entries(text.split("\n"), line - 1, column - 1)

    def without(self, routes: Iterable[Route]) -> Document:
        """Return a document that lacks the values at the routes; later items of a list move up."""
        gone = frozenset(routes)
        lost = self.lost | gone
        if () in gone:
            return replace(self, data=None, place=None, lost=lost)
        doomed: _Doomed = {}
        for route in gone:
            step = doomed
            for segment in route:
                step = step.setdefault(segment, {})
            step[_HERE] = {}
        data, place = _prune(self.data, self.place, doomed)
        return replace(self, data=data, place=place, lost=lost)


def _entries(place: list[Node]) -> dict[Segment, tuple[Event | None, Node]]:
    if not _is_mapping(place[0]):
        return {index: (None, item) for index, item in enumerate(place[1:])}
    found: dict[Segment, tuple[Event | None, Node]] = {}
    keys: list[Any] = place[1::2]
    for key, item in zip(keys, place[2::2], strict=False):
        found.setdefault(key.value, (key, item))
    return found


def _is_mapping(event: object) -> bool:
    return isinstance(event, MappingStartEvent) or (isinstance(event, _Spot) and event.is_mapping)


_Doomed: TypeAlias = "dict[Segment | None, _Doomed]"
_HERE: Final = None


def _prune(data: Raw, place: Node | None, doomed: _Doomed) -> tuple[Raw, Any]:
    """Return copies of the two trees without the values that the doomed steps lead to."""
    if not isinstance(place, list) or not isinstance(data, dict | list):
        return data, place
    values: dict[Any, Raw] = data if isinstance(data, dict) else dict(enumerate(data))
    left: list[Any] = [place[0]]
    kept: dict[Any, Raw] = {}
    for segment, (key, item) in _entries(place).items():
        step = doomed.get(segment, {})
        if _HERE in step or segment not in values:
            continue
        kept[segment], rest = (
            _prune(values[segment], item, step) if step else (values[segment], item)
        )
        left += [rest] if key is None else [key, rest]
    return kept if isinstance(data, dict) else list(kept.values()), left


def _is_empty(place: Node | None) -> bool:
    if place is None or isinstance(place, list):
        return False
    start, end = place.start_mark, place.end_mark
    return (start.line, start.column) == (end.line, end.column)


def span_of(event: Event) -> Span:
    """Return the place of a scalar or key."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _first(place: Node | None) -> Span:
    if place is None:
        return Span(1, 1, 1, 1)
    if not isinstance(place, list):
        return span_of(place)
    event: Any = place[0]
    mark = event.start_mark
    if len(place) > 1 and not isinstance(key := place[1], list):
        first = key.start_mark
        if (first.line, first.column) == (mark.line, mark.column):
            return span_of(key)
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def parse(
    content: bytes, *, path: str = "", limits: Limits = SUBMISSION, pure: bool = False
) -> Document:
    """Return the document that the bytes hold; what is wrong with them is in its faults.

    With `pure`, or where libyaml is missing, PyYAML's own parser is used: same data, same faults.
    """
    if len(content) > limits.bytes:
        facts = {"what": _LIMITS["bytes"], "most": limits.bytes}
        return Document(path, "", faults=(Fault(Kind.LIMIT, Span(1, 1, 1, 1), facts),))
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return Document(path, "", faults=(_encoding_fault(content, error.start),))
    if "\0" in text and (name := _wide_encoding(content)):
        return Document(path, "", faults=(_encoding_fault(content, 0, name=name),))
    plain = _is_plain(content)
    faults, hinders = ([], False) if plain else _refused_characters(text)
    warnings = [] if plain else list(_private_characters(text))
    if hinders:
        return Document(path, text, faults=tuple(faults), warnings=tuple(warnings))
    collects = gc.isenabled()
    gc.disable()  # places hold no cycle, and the collector would walk them all, often
    try:
        marked = frozenset(fault.span.line for fault in faults)
        scope = _Scope(limits, marked, tabs="\t" in text, pure=pure)
        return _document(path, text, scope, faults=faults, warnings=warnings)
    finally:
        if collects:
            gc.enable()


FAULTS: Final = Text("一份文件中的问题数", "faults of one file")
_LIMITS: Final = {
    "bytes": Text("文件大小（字节）", "size of the file in bytes"),
    "depth": Text("嵌套层数", "levels of nesting"),
    "nodes": Text("条目总数", "number of entries"),
    "scalar": Text("一处文字的字数", "characters of one text"),
}

_WIDE_BOMS: Final = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def _wide_encoding(content: bytes) -> str | None:
    for bom, name in _WIDE_BOMS.items():
        if content.startswith(bom):
            return name
    head = content[:400]
    zeros = head.count(0)
    if zeros * 10 >= len(head) * 7:
        return "UTF-32"
    halves = head[::2].count(0), head[1::2].count(0)
    return "UTF-16" if max(halves) * 5 >= len(head) and min(halves) * 4 <= max(halves) else None


def _encoding_fault(content: bytes, start: int, *, name: str | None = None) -> Fault:
    name = name or _wide_encoding(content) or _legacy_encoding(content)
    head = content[:start]
    line = head.count(b"\n") + 1
    column = len(head.rpartition(b"\n")[2].decode("utf-8-sig", "replace")) + 1
    facts = {"byte": f"0x{content[start]:02X}", "encoding": name}
    return Fault(Kind.ENCODING, Span(line, column, line, column + 1), facts)


def _legacy_encoding(content: bytes) -> str:
    try:
        decoded = content.decode("gb18030")
    except UnicodeDecodeError:
        return "Latin-1"
    wide = sum("\u4e00" <= character <= "\u9fff" for character in decoded)
    odd = sum(character > "\x7f" for character in decoded)
    return "GB18030" if wide * 2 >= odd else "Latin-1"


_REFUSED: Final = re.compile(f"[{UNSEEN}]|\r(?!\n)")
_UNREADABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_REFUSED_IN_VALUE: Final = re.compile(f"[{UNSEEN}\r\n]")


def _character_fault(character: str, line: int, column: int) -> Fault:
    span = Span(line, column, line, column + 1)
    return Fault(Kind.CHARACTER, span, {"point": point(character), "character": character})


def _too_many(line: int) -> Fault:
    facts = {"what": FAULTS, "most": MAX_FAULTS}
    return Fault(Kind.LIMIT, Span(line, 1, line, 1), facts)


_PLAIN_ASCII: Final = bytes((*b"\n", *range(0x20, 0x7F)))


def _is_plain(content: bytes) -> bool:
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


def _refused_characters(text: str) -> tuple[list[Fault], bool]:
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
            return [*faults, _too_many(line)], True
        last = line
        column = counted - text.rfind("\n", 0, counted)
        faults.append(_character_fault(match[0], line, column))
    return faults, hinders


_PRIVATE: Final = re.compile(f"[{PRIVATE}]")


def _private_characters(text: str) -> Iterator[Fault]:
    """Yield a warning for each line with a private-use character."""
    line = counted = last = 0
    for match in _PRIVATE.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if line + 1 != last:
            last = line + 1
            yield _private_use(match[0], last, counted - text.rfind("\n", 0, counted))


def _private_use(character: str, line: int, column: int) -> Fault:
    span = Span(line, column, line, column + 1)
    return Fault(Kind.PRIVATE, span, {"point": point(character)})


_NULLS: Final = {"": None, **dict.fromkeys(("~", "null", "Null", "NULL"), NULL)}
_NUMBER_LIKE: Final = re.compile(r"-?[0-9][0-9.]*", re.ASCII)
_QUOTES: Final = frozenset({"'", '"'})
_TAB: Final = re.compile("\t")
_MARKS: Final = ("&", "!", "<<", "?")


class _Scope(NamedTuple):
    """What holds for a text and for each part of it that is read by itself.

    `marked` are the lines of which a character is refused.
    """

    limits: Limits
    marked: frozenset[int]
    tabs: bool
    pure: bool


def _document(
    path: str, text: str, scope: _Scope, *, faults: list[Fault], warnings: list[Fault]
) -> Document:
    """Return the document that a text holds, with all that is wrong with it.

    The parsers differ in where they bear a tab: it is read as a blank, and where one stands
    outside quotes nothing is built from the text.
    """
    whole = _read(text.replace("\t", " "), scope)
    found, usable = whole.faults, whole.usable
    if scope.tabs or not (usable and isinstance(whole.data, dict | list)):
        found, usable = _judged(whole, text.replace("\r\n", "\n").split("\n"))
    if usable and scope.tabs:
        whole = _read(text, scope)
    if found:
        faults = sorted([*faults, *found], key=_span)
    if len(faults) > MAX_FAULTS:
        faults = [*faults[:MAX_FAULTS], _too_many(faults[MAX_FAULTS].span.line)]
        usable = False
    if whole.warnings:
        known = {warning.span.line for warning in warnings}
        more = [warning for warning in whole.warnings if warning.span.line not in known]
        warnings = sorted([*warnings, *more], key=_span)
    data, place = (whole.data, whole.place) if usable else (None, None)
    read = Document(
        path,
        text,
        data,
        place,
        tuple(faults),
        warnings=tuple(warnings),
        has_blanks=usable and whole.has_blanks,
    )
    return read.without(whole.lost) if usable and whole.lost else read


def _judged(whole: _Reading, lines: list[str]) -> tuple[list[Fault], bool]:
    """Return all that is wrong with a text, and whether its data can be used.

    Where reading ended at a fault, the text is read part by part, so that no fault depends on
    what stands above and below.
    """
    faults = (_Parts(whole.scope, lines).faults() if whole.ended else None) or whole.told(lines)
    usable = whole.usable and not (whole.scope.tabs and any(map(_is_of_a_tab, faults)))
    if usable and isinstance(whole.data, str) and (odd := list(odd_entries(lines))):
        return [*faults, *odd], False
    if usable and whole.data is None and () not in whole.lost:
        faults = [*faults, Fault(Kind.REFUSED, Span(1, 1, 1, 1), {"what": _REFUSALS["empty"]})]
    return faults, usable


def _span(fault: Fault) -> Span:
    return fault.span


def _is_of_a_tab(fault: Fault) -> bool:
    return fault.facts.get("character") == "\t"


class _LibyamlError(Exception):
    """Libyaml stops at a limit of its own, or makes text of bytes that are none."""


class _StopReadingError(Exception):
    """What follows can't be read, and the fault that says so is noted."""


class _FullError(_StopReadingError):
    """There is too much of the whole text."""


def _read(text: str, scope: _Scope, *, above: int = 0, depth: int = 0) -> _Reading:
    """Return what a text holds that begins below so many lines and within so many collections."""
    reading = _Reading(text, scope, above, depth)
    try:
        reading.run(pure=scope.pure)
    except _LibyamlError:
        reading = _Reading(text, scope, above, depth)
        reading.run(pure=True)
    return reading


class _Reading:
    """One pass over the parser's events.

    It has `ended` where it could not go on although another part of the text may be read, and is
    `broken` where that was a fault of syntax, the last one.
    """

    def __init__(self, text: str, scope: _Scope, above: int, depth: int) -> None:
        self.text = text
        self.scope = scope
        self.above = above
        self.depth = depth
        self.data: Raw = None
        self.place: Node | None = None
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.lost: set[Route] = set()
        self.usable = False
        self.ended = False
        self.broken = False
        self.stack: list[tuple[Any, Any, bool, Segment]] = []
        self.keys: dict[int, tuple[dict[str, Event], int]] = {}
        self.careful = bool(scope.marked or any(map(text.__contains__, _MARKS)))
        self.quoted: list[Span] = []
        self.has_blanks = False
        self.read_to = above + text.count("\n") + (not text.endswith("\n"))

    def run(self, *, pure: bool) -> None:
        """Read the text.

        Raises:
            _LibyamlError: the other parser can read it.

        """
        if self.refuse_directive():
            self.ended = True
            return
        events = _events(self.text, pure=pure)
        if len(self.text) >= self.scope.limits.nodes // 2:
            events = self.counted(events)
        try:
            self.data, self.place = self.read(events)
        except yaml.MarkedYAMLError as error:
            if _DEPTH_OF_LIBYAML in (error.problem or ""):
                raise _LibyamlError from None
            fault = _syntax_fault(error, self.text)
            self.faults.append(fault._replace(span=self.below(fault.span)))
            self.ended, self.broken = True, fault.kind is Kind.SYNTAX
        except UnicodeDecodeError:
            raise _LibyamlError from None
        except _FullError:
            pass
        except _StopReadingError:
            self.ended = True
        else:
            odd = list(self.odd_keys()) if _has_odd_key(self.text, self.has_blanks) else []
            self.faults += odd
            self.usable = not odd
            return
        self.read_to = self.faults[-1].span.line

    def told(self, lines: list[str]) -> list[Fault]:
        """Return what is wrong, tabs among it; a syntax fault below one has its reason there."""
        faults = self.faults
        tabs = dict(self.refused_tabs(lines)) if self.scope.tabs else {}
        if self.broken:
            last = faults[-1]
            named = [] if tabs and min(tabs) <= last.span.line else [self.named(last)]
            faults = [*faults[:-1], *named]
        return [*faults, *(_character_fault("\t", line, at) for line, at in tabs.items())]

    def named(self, fault: Fault) -> Fault:
        """Return a syntax fault, at the mark that was written for one of YAML's own if there is."""
        lines = self.text.split("\n")
        number = fault.span.line - self.above - 1
        at = sum(len(line) + 1 for line in lines[:number]) + fault.span.column - 1
        mark = _odd_mark(self.text, at)
        if mark is None:
            return fault
        line = self.text.count("\n", 0, mark)
        column = mark - self.text.rfind("\n", 0, mark)
        return _odd(self.text[mark], self.above + line + 1, column)

    def odd_keys(self) -> Iterator[Fault]:
        """Yield a fault for each key without quotes that swallowed its colon or a comma."""
        lines = self.text.split("\n")
        for key, value in _keys(self.place):
            mark, end = key.start_mark, key.end_mark
            line = lines[mark.line]
            upto = end.column if end.line == mark.line else len(line)
            if line[mark.column] in _QUOTES:
                continue
            found = _ODD_IN_KEY.search(line, mark.column, upto)
            if _is_empty(value):
                found = _ODD_ENTRY.match(line, mark.column, upto) or found
            if found:
                at = found.start("mark")
                yield _odd(line[at], self.above + mark.line + 1, at + 1)

    def below(self, span: Span) -> Span:
        """Return the place in the whole text of a place in this part."""
        line, column, end_line, end_column = span
        return Span(self.above + line, column, self.above + end_line, end_column)

    def span(self, event: Event) -> Span:
        """Return the place of a scalar or key in the whole text."""
        return self.below(span_of(event)) if self.above else span_of(event)

    def note(self, fault: Fault) -> None:
        """Keep a fault; of a text that has too many nothing is read."""
        self.faults.append(fault)
        if len(self.faults) > MAX_FAULTS:
            raise _FullError

    def refuse(self, what: str, span: Span, segment: Segment | None = None) -> None:
        """Note a construct that the dialect has no room for; without it the value is lost."""
        self.note(Fault(Kind.REFUSED, span, {"what": _REFUSALS[what]}))
        self.lose(segment)

    def exceed(self, what: str, most: int, span: Span, segment: Segment | None = None) -> None:
        """Note that a limit is passed."""
        self.note(Fault(Kind.LIMIT, span, {"what": _LIMITS[what], "most": most}))
        self.lose(segment)

    def lose(self, segment: Segment | None) -> None:
        """Leave out the value at a segment of the collection at hand; without one, all."""
        if segment is None:
            raise _StopReadingError
        self.lost.add((*(step[-1] for step in self.stack), segment)[1:])

    def refuse_directive(self) -> bool:
        """Note a directive before the document, and tell whether there is one."""
        if "%" not in self.text:
            return False
        found = _DIRECTIVE.match(self.text)
        if found is None:
            return False
        line = self.text.count("\n", 0, found.start(1)) + 1
        span = self.below(Span(line, 1, line, 1 + len(found[1])))
        self.faults.append(Fault(Kind.REFUSED, span, {"what": _REFUSALS["directive"]}))
        return True

    def refused_tabs(self, lines: list[str]) -> Iterator[tuple[int, int]]:
        """Yield line and column of the first tab outside quotes of each line.

        What stands in quotes is known as far as the text was read.
        """
        quoted = iter(self.quoted)
        inside = next(quoted, None)
        for number, line in enumerate(lines[self.above : self.read_to], self.above + 1):
            for found in _TAB.finditer(line):
                at = (number, found.end())
                while inside is not None and inside[2:] <= at:
                    inside = next(quoted, None)
                if inside is None or at < inside[:2]:
                    yield at
                    break

    def undecorated(self, event: Any, segment: Segment) -> None:
        """Refuse an anchor or a tag."""
        if event.anchor is not None or event.tag is not None:
            what = "anchor" if event.anchor is not None else "tag"
            self.refuse(what, self.span(event), segment)

    def nothing(self, text: str) -> Null | None:
        """Return what a scalar stands for that is blank or says null."""
        self.has_blanks = self.has_blanks or not text
        return _NULLS[text]

    def value(self, event: Any, segment: Segment) -> str | Null | None:
        """Return the text of a scalar that needs a closer look."""
        text: str = event.value
        self.undecorated(event, segment)
        if len(text) > MAX_SCALAR:
            self.exceed("scalar", MAX_SCALAR, self.span(event), segment)
        elif found := _REFUSED_IN_VALUE.search(text):
            self.lose(segment)
            span = self.span(event)
            if self.scope.marked.isdisjoint(range(span.line, span.end_line + 1)):
                facts = {"point": point(found[0]), "character": found[0]}
                self.note(Fault(Kind.CHARACTER, span, facts))
        elif event.style and (found := _PRIVATE.search(text)):
            self.warnings.append(Fault(Kind.PRIVATE, self.span(event), {"point": point(found[0])}))
        if event.style in _QUOTES:
            if self.scope.tabs:
                self.quoted.append(self.span(event))
            if _NUMBER_LIKE.fullmatch(text):
                number = Quoted(text)
                number.event = event
                return number
        return self.nothing(text) if text in _NULLS and not event.style else text

    def key(self, event: Any, siblings: list[Any], *, known: bool) -> None:
        """Look closer at a mapping's key: of one that stands twice neither value is used."""
        name = event.value
        if known:
            span, first = self.span(event), self.span(self.first(name, siblings))
            facts = {"key": name, "line": span.line, "first": first.line}
            self.note(Fault(Kind.DUPLICATE, span, facts, first))
            self.lose(name)
        elif name == "<<" and not event.style:
            self.refuse("merge", self.span(event), name)
        elif not name and _is_empty(event):
            at = self.text.rindex("?", 0, event.start_mark.index)
            line, column = self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)
            self.refuse("key", self.below(Span(line, column, line, column + 1)))
        elif event.style and event.style not in _QUOTES:
            self.refuse("key", self.span(event), name)
        else:
            self.value(event, name)

    def first(self, name: str, siblings: list[Any]) -> Event:
        """Return where a key that now stands again in a mapping stood first."""
        known, seen = self.keys.get(id(siblings), ({}, 1))
        for key in siblings[seen::2]:
            known.setdefault(key.value, key)
        self.keys[id(siblings)] = known, len(siblings) + 1
        return known[name]

    def counted(self, events: Iterator[Any]) -> Iterator[Any]:
        """Yield the events up to the limit of entries."""
        nodes, most = 0, self.scope.limits.nodes
        for event in events:
            nodes += isinstance(event, NodeEvent)
            if nodes > most:
                facts = {"what": _LIMITS["nodes"], "most": most}
                self.faults.append(Fault(Kind.LIMIT, self.span(event), facts))
                raise _FullError
            yield event

    def read(  # noqa: C901, PLR0912, PLR0915 - one loop: calls cost more than what they would do
        self, events: Iterator[Any]
    ) -> tuple[Raw, Node | None]:
        """Return the raw values and their places.

        This loop is the program's hottest: it takes a key and its value in one turn, and what
        a plain scalar never needs stands elsewhere.
        """
        nulls, most, careful, stack = _NULLS, MAX_SCALAR, self.careful, self.stack
        is_long = len(self.text) > most or _BLANK_LINE.search(self.text) is not None
        is_lean = len(self.text) >= LONG
        deepest = MAX_DEPTH - self.depth
        root: list[Raw] = []
        places: list[Node] = _Lean() if is_lean else []
        data: Any = root
        push: Any = places.append
        name: str | None = None
        is_list = True
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                push(event)
                if is_list:
                    text = event.value
                    if careful or event.style or (is_long and ("\n" in text or len(text) > most)):
                        text = self.value(event, len(data))
                        data.append(text)
                    else:
                        data.append(text if text not in nulls else self.nothing(text))
                    continue
                name = event.value
                if careful or event.style or name in data:
                    self.key(event, push.__self__, known=name in data)
                event = next(events)  # noqa: PLW2901
                kind = type(event)
                if kind is ScalarEvent:
                    push(event)
                    text = event.value
                    if careful or event.style or (is_long and ("\n" in text or len(text) > most)):
                        data[name] = self.value(event, name)
                    else:
                        data[name] = text if text not in nulls else self.nothing(text)
                    name = None
                    continue
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                data, push, is_list, _ = stack.pop()
            elif kind is MappingStartEvent or kind is SequenceStartEvent or kind is AliasEvent:
                segment: Any = len(data) if is_list else name
                if segment is None:
                    self.refuse("key", self.span(event))
                inner: Any = [] if kind is SequenceStartEvent else {}
                if is_list:
                    data.append(inner)
                else:
                    data[name] = inner
                name = None
                if kind is AliasEvent:
                    push(event)
                    self.refuse("alias", self.span(event), segment)
                    continue
                if careful:
                    self.undecorated(event, segment)
                if len(stack) == deepest:
                    self.exceed("depth", MAX_DEPTH, self.span(event))
                twig: list[Node] = _Lean((_Spot(event),)) if is_lean else [event]
                push(twig)
                stack.append((data, push, is_list, segment))
                data, push, is_list = inner, twig.append, kind is SequenceStartEvent
            elif kind is DocumentStartEvent and root:
                self.refuse("document", self.span(event))
        return (root[0], places[0]) if root else (None, None)


def _keys(place: Node | None) -> Iterator[tuple[Any, Node]]:
    """Yield the places of all keys and of their values."""
    if isinstance(place, list):
        if _is_mapping(place[0]):
            yield from zip(place[1::2], place[2::2], strict=True)
        for inner in place[1:]:
            yield from _keys(inner)


class _TooManyPartsError(Exception):
    """To read each part of the text by itself would take too long."""


class _Parts:
    """The entries of a text in which reading ended, each read by itself.

    An entry is what stands from one line to the next that is indented no deeper. Of an entry in
    which reading ends the entries within are read in turn, so that a fault is found in the
    smallest part that shows it, whatever stands above and below.
    """

    def __init__(self, scope: _Scope, lines: list[str]) -> None:
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
            if strange and not follows and not any(map(_is_of_a_tab, told)):
                uneven = uneven or is_list or _DASH.match(part[0]) is not None
                faults.append(_no_entry(part[0], reading.above, uneven=uneven))
            elif is_entry and not is_list:
                faults += _said_twice(reading, first)
            ended = ended or strange or stops
        return faults, ended

    def read(self, part: list[str], above: int, depth: int) -> _Reading:
        """Return what a part's lines hold, with the end of the last one where it has one."""
        ending = [""] if above + len(part) < len(self.lines) else []
        return _read("\n".join(part + ending), self.scope, above=above, depth=depth)

    def broken(self, part: list[str], reading: _Reading) -> list[Fault]:
        """Return what is wrong with an entry in which reading ended."""
        if reading.broken:
            if _DASH.match(part[0]):
                skipped, inner = 0, [part[0].replace("-", " ", 1), *part[1:]]
            else:
                skipped, inner = 1, part[1:] if _HEADER.fullmatch(part[0]) else []
            faults, ended = self.split(inner, reading.above + skipped, reading.depth + 1)
            if ended:
                return faults
        return reading.told(self.lines)


MAX_PARTS: Final = 10_000
_CONTENT: Final = re.compile(r"[ ]*[^\s#]")
_DASH: Final = re.compile(r"[ ]*-(?:[ ]|\Z)")
_KEY: Final = r"""[ ]*(?:"[^"]*"|'[^']*'|[^\s\[\]{},:#&*!|>'"%@`?-][^:#]*):"""
_ENTRY: Final = re.compile(rf"{_KEY}(?:[ ]|\Z)")
_HEADER: Final = re.compile(rf"{_KEY}[ ]*(?:[ ]#.*)?")
_COMPLETE: Final = re.compile(rf"""{_KEY}[ ]+[^\s|>\[{{"'&!*#]""")
_OPENING: Final = frozenset("[{")
_CLOSING: Final = re.compile(r"[ ]*[\]}][\]}, ]*(?:#.*)?\Z")
_QUESTION: Final = re.compile(r"[ ]*\?(?:[ ]|\Z)")
_ANSWER: Final = re.compile(r"[ ]*:(?:[ ]|\Z)")
_SEPARATOR: Final = re.compile(r"(?:---|\.\.\.)(?:\s|\Z)")
_LONE_SEPARATOR: Final = re.compile(r"---[ ]*(?:#.*)?")


def _entries_of(lines: list[str]) -> tuple[list[int], int, bool]:
    """Return where each entry begins, how deep most are indented, and whether they make a list.

    Dashes directly below a key without a value belong to it, also where they are not indented;
    a key below one with a value does not, also where it is.
    """
    contents = [(at, line) for at, line in enumerate(lines) if _CONTENT.match(line)]
    deepest = max((_indent(line) for line in _siblings(contents)), default=0)
    shallow = [line for _, line in contents if _indent(line) <= deepest]
    base = Counter(map(_indent, shallow)).most_common(1)[0][0] if shallow else 0
    is_list = sum(_DASH.match(line) is not None for line in shallow) * 2 > len(shallow)
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
    return isinstance(data, str) and _ODD_ENTRY.match(line) is not None


def _no_entry(line: str, above: int, *, uneven: bool) -> Fault:
    """Return the fault of a part that is no entry, or no even one, although its neighbours are."""
    if not uneven and (found := _ODD_ENTRY.match(line)):
        at = found.start("mark")
        return _odd(line[at], above + 1, at + 1)
    column = _indent(line) + 1
    span = Span(above + 1, column, above + 1, column + 1)
    return Fault(Kind.SYNTAX, span, {"reason": _UNEVEN if uneven else _NO_COLON})


def _said_twice(reading: _Reading, first: dict[str, Span]) -> Iterator[Fault]:
    """Yield a fault for each key that a part above has; note the part's own."""
    places: Any = reading.place if isinstance(reading.data, dict) else None
    for key in places[1::2] if isinstance(places, list) else ():
        span = reading.span(key)
        if (before := first.setdefault(key.value, span)) != span:
            facts = {"key": key.value, "line": span.line, "first": before.line}
            yield Fault(Kind.DUPLICATE, span, facts, before)


_WIDE_COLONS: Final = "：∶﹕"
_WIDE_COMMAS: Final = "，、"
_WIDE_QUOTES: Final = "“”‘’＂＇"
_WIDE_BRACKETS: Final = "｛｝［］【】"
_ODD_ENTRY: Final = re.compile(
    rf"""\s*(?:-[ ]+)*(?:"[^"\n]*"|'[^'\n]*'|“[^”\n]*”|(?![0-9]+:)[\w.-]+)"""
    rf"""[ ]*(?P<mark>[{_WIDE_COLONS}]|:(?=[^\s/:]))"""
)
"""A key behind which no colon stands that YAML takes for one."""
_WIDE_SIGNS: Final = f"{_WIDE_COLONS}{_WIDE_COMMAS}］｝"
_ODD_IN_KEY: Final = re.compile(rf"(?P<mark>[{_WIDE_COLONS}{_WIDE_COMMAS}])")
_SWALLOWED: Final = {
    mark: re.compile(rf"""{mark}[^\n,}}\]"']{{0,{MAX_NAME}}}:\s""")
    for mark in _WIDE_COLONS + _WIDE_COMMAS
}
"""Patterns that begin with a single character are searched for five times as fast."""


def _has_odd_key(text: str, has_blanks: bool) -> bool:  # noqa: FBT001
    """Tell at a glance whether a key may have swallowed its colon or a comma."""
    return has_blanks or any(
        mark in text and swallowed.search(text) for mark, swallowed in _SWALLOWED.items()
    )


_ODD_VALUE: Final = re.compile(
    r"\s*(?:-[ ]+)*[^\s:]+:[ ]+(?P<mark>“[^”\n]*|‘[^’\n]*|[＂＇][^＂＇\n]*|[｛［【])"
)
_CLOSES: Final = {'"': "[”“＂]", "'": "[’‘＇]", "[": "[］】]", "{": "｝"}
_SIGN: Final = re.compile(
    r"""(?<![^\s\[{{,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')"""
    rf"""|(?<!\S)\#[^\n]*|[\[\]{{}},]|:(?=\s)|[{_WIDE_SIGNS}]""",
    re.DOTALL,
)


def _odd_mark(text: str, at: int) -> int | None:
    """Return where a mark stands in whose place YAML has another, and that made reading end.

    It stands behind the text's first key, around its value, where the fault was found or within
    the same item of brackets, or where what the fault begins should have been closed.
    """
    if found := _ODD_ENTRY.match(text):
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


def _odd(mark: str, line: int, column: int) -> Fault:
    """Return the fault of a mark that was written for one of YAML's own."""
    marks = next(marks for marks in _NAMES if mark in marks)
    facts = {"reason": _NAMES[marks].fill(mark=mark), "character": marks[0]}
    return Fault(Kind.SYNTAX, Span(line, column, line, column + 1), facts)


def odd_entries(lines: Iterable[str], above: int = 0, before: int = 0) -> Iterator[Fault]:
    """Yield a fault for each line that lacks but its colon to be an entry.

    So many lines stand above, and so many characters before the first one.
    """
    for number, line in enumerate(lines, above + 1):
        if found := _ODD_ENTRY.match(line):
            at = found.start("mark")
            yield _odd(line[at], number, at + 1 + (before if number == above + 1 else 0))


_BLANK_LINE: Final = re.compile(r"\n[ ]*\r?\n")
"""Only where a line is blank does a text without quotes hold a line end."""
_DIRECTIVE: Final = re.compile(r"(?:[ ]*(?:#[^\n]*)?\r?\n)*(%[^\s]*)")
_REFUSALS: Final = {
    "anchor": Text("锚点（&）", "an anchor (&)"),
    "alias": Text("别名（*）", "an alias (*)"),
    "tag": Text("类型标签（!）", "a tag (!)"),
    "merge": Text("合并键（<<）", "a merge key (<<)"),
    "key": Text("不是文字的键", "a key that is not text"),
    "document": Text("第二个文档（---）", "a second document (---)"),
    "directive": Text("指令（%）", "a directive (%)"),
    "empty": Text("没有内容的文件", "a file without content"),
}


_DEPTH_OF_LIBYAML: Final = "nesting"
_C_PARSER: Final[Any] = import_module("yaml._yaml").CParser if yaml.__with_libyaml__ else None


_FLOW_MARKS: Final = ",?[]{}"
_BLOCK_PIECE: Final = re.compile(r"(?:[^\0 \r\n:]|:(?![\0 \r\n]))+")
_FLOW_PIECE: Final = re.compile(r"(?:[^\0 \r\n:,\[\]{}]|:(?![\0 \r\n,?\[\]{}]))+")
_BLOCK_HEADER: Final = re.compile(r"(?:([-+])([1-9])?|([1-9])([-+])?)?")
_OF_URI: Final = r"[-\w;/?:@&=+$.!~*'()]|(?:%[0-9A-Fa-f]{2})+"
_TAG: Final = re.compile(
    rf"!<(?P<whole>(?:{_OF_URI}|[,\[\]])+)>|(?P<handle>!(?:[-\w]*!)?)(?P<rest>(?:{_OF_URI})*)",
    re.ASCII,
)


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser, up to events; where the two differ it reads as libyaml does."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)

    def fetch_stream_end(self) -> None:
        """End the text with a line end, as far as marks and keys are concerned."""
        if self.column:
            self.line, self.column = self.line + 1, 0
        self.stale_possible_simple_keys()
        super().fetch_stream_end()

    def fetch_flow_collection_end(self, token: Any) -> None:
        """Take a closing bracket, also one that closes nothing."""
        super().fetch_flow_collection_end(token)
        self.flow_level = max(self.flow_level, 0)

    def scan_plain(self) -> yaml.ScalarToken:
        """Return a text without quotes; in brackets a question mark is a letter of it."""
        in_flow = self.flow_level > 0
        piece = _FLOW_PIECE if in_flow else _BLOCK_PIECE
        start = end = self.get_mark()
        words: list[str] = []
        gap: list[str] | None = []
        while self.peek() != "#" and (found := piece.match(self.buffer, self.pointer)):
            words += [*(gap or ()), found[0]]
            self.forward(len(found[0]))
            end = self.get_mark()
            self.allow_simple_key = False
            gap = self.scan_plain_spaces(self.indent + 1, start)
            if not gap or not (in_flow or self.column > self.indent):
                break
        if in_flow and self.peek() == ":" and self.peek(1) in _FLOW_MARKS:
            what = "while scanning a plain scalar", "found unexpected ':'"
            raise yaml.scanner.ScannerError(what[0], start, what[1], self.get_mark())
        return yaml.ScalarToken("".join(words), True, start, end)  # noqa: FBT003

    def scan_tag(self) -> yaml.TagToken:
        """Return a tag: which one is all the same, none is read."""
        start = self.get_mark()
        found: Any = _TAG.match(self.buffer, self.pointer)
        handle, rest = found["handle"], found["whole"] or found["rest"]
        try:
            uri = unquote_to_bytes(rest).decode()
        except UnicodeDecodeError:
            uri = ""
        self.forward(len(found[0]))
        ends = self.peek() in ("\0 \r\n," if self.flow_level else "\0 \r\n")
        if not ends or (not uri and (rest or handle != "!")):
            raise yaml.scanner.ScannerError(None, start, "found no tag", self.get_mark())
        return yaml.TagToken((handle, uri), start, self.get_mark())

    def scan_block_scalar_indicators(self, _: Any) -> tuple[bool | None, int | None]:
        """Return how a block's end is kept and how deep it is indented; a comment may follow."""
        found: Any = _BLOCK_HEADER.match(self.buffer, self.pointer)
        self.forward(len(found[0]))
        chomp, width = found[1] or found[4], found[2] or found[3]
        return None if chomp is None else chomp == "+", int(width) if width else None

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> list[str]:
        """Return the next pieces of a quoted text; an escape must name a character."""
        try:
            pieces: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(pieces).encode()
        except yaml.scanner.ScannerError as error:
            if error.problem_mark and "unknown escape" in (error.problem or ""):
                error.problem_mark.column -= 1
            raise
        except (ValueError, OverflowError):
            what = "while scanning a quoted scalar", "found an escape that is no character"
            raise yaml.scanner.ScannerError(what[0], start_mark, what[1], self.get_mark()) from None
        return pieces


def _events(text: str, *, pure: bool) -> Iterator[Event]:
    if pure or not yaml.__with_libyaml__:
        pure_parser: Any = _PureParser(text)
        return iter(pure_parser.get_event, None)
    return iter(_C_PARSER(text).get_event, None)


_UNEVEN: Final = Text(
    "缩进与上文不齐，或上一项没有写完",
    "the indentation differs from above, or the entry above is unfinished",
)
_NO_COLON: Final = Text("此行缺少冒号", "a colon is missing")
_NO_LIST: Final = Text("冒号后面写了「-」", "“-” stands behind a colon")
_AFTER_QUOTE: Final = Text("引号后面还有文字", "text follows the closing quote")
_REASONS: Final = (
    (
        "quoted scalar",
        ("end of stream", "document"),
        ("引号没有闭合", "a quote is not closed"),
    ),
    (
        "quoted scalar",
        ("escape", "hexdecimal"),
        ("双引号里的反斜杠写法不成立", "a backslash in double quotes begins no known escape"),
    ),
    (
        "flow",
        ("',' or",),
        (
            "方括号或花括号没有闭合，或两项之间缺少逗号",
            "a bracket or brace is open, or a comma is missing",
        ),
    ),
    (
        "",
        ("mapping values are not allowed",),
        (
            "此处多了一个冒号，或上一行的缩进不对",
            "no colon can stand here, or the line above is indented wrongly",
        ),
    ),
    (
        "",
        ("unexpected ':'",),
        ("冒号后缺少空格或内容", "a blank or a value is missing behind the colon"),
    ),
    ("", ("could not find",), _NO_COLON),
    (
        "",
        ("expected <document start>", "expected '<document start>'"),
        (
            "缩进与上文不齐，或上文到此已经结束",
            "the indentation differs from above, or what stands above ends here",
        ),
    ),
    (
        "",
        ("cannot start any token",),
        ("此处的符号不能作为文字的开头", "text can't begin with this character"),
    ),
    (
        "block",
        ("expected key", "expected '-'", "block end"),
        _UNEVEN,
    ),
    ("block node", ("",), ("此处缺少内容", "content is missing here")),
    (
        "block scalar",
        ("",),
        (
            "| 或 > 之后多了文字，或其下缩进不对",
            "text follows | or >, or the lines below are indented wrongly",
        ),
    ),
)
_AFTER_QUOTE_AT: Final = re.compile(r"""["'][^\s"']""")
_DOCUMENT_END: Final = re.compile(r"\.\.\.(?:\s|\Z)")
_ANY_REASON: Final = Text("写法不符合 YAML", "this is not YAML")


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Return the parser's complaint in the project's words.

    A construct that is still open at the end of the text is placed where it begins, as are a tag
    and a directive that are not sound: neither is read.
    """
    context, problem = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    lines, end = text.split("\n"), _end(text)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if error.context_mark and ((line, column) >= end or " tag" in f"{context}{problem}"):
        line, column = error.context_mark.line, error.context_mark.column
    line, column = min((line, column), end)
    span = Span(line + 1, column + 1, line + 1, column + 2)
    if " tag" in f"{context}{problem}":
        return Fault(Kind.REFUSED, span, {"what": _REFUSALS["tag"]})
    if lines[line].startswith("%"):
        return Fault(Kind.REFUSED, Span(line + 1, 1, line + 1, 2), {"what": _REFUSALS["directive"]})
    if "<document start>" in problem and any(map(_DOCUMENT_END.match, lines[:line])):
        return Fault(Kind.REFUSED, span, {"what": _REFUSALS["document"]})
    return Fault(Kind.SYNTAX, span, _reason(context, problem, lines[line][max(column - 1, 0) :]))


def _reason(context: str, problem: str, here: str) -> dict[str, Any]:
    """Return the reason of a complaint about the second character of what stands here."""
    if "sequence entries are not allowed" in problem:
        return {"reason": _NO_LIST, "character": "-"}
    if "expected" in problem and _AFTER_QUOTE_AT.match(here):
        return {"reason": _AFTER_QUOTE, "character": '"'}
    for within, parts, words in _REASONS:
        if within in context and any(part in problem for part in parts):
            return {"reason": Text(*words)}
    return {"reason": _ANY_REASON}


def _end(text: str) -> tuple[int, int]:
    """Return line and column, from 0, behind the text's last written character."""
    written = text.rstrip()
    return written.count("\n"), len(written) - written.rfind("\n") - 1
