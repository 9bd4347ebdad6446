"""Bytes become a document: checked text and a tree of raw scalars with their places.

The dialect and its limits are those of the format description: UTF-8, one document, block and
flow collections, plain and quoted text; no anchors, aliases, tags, directives or merge keys.
Scalars stay the text that was written. Nothing here recurses, so depth costs no stack.
"""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeAlias

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

from jxtrade.text import UNSEEN, Text, point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 32
MAX_NODES: Final = 100_000
MAX_SCALAR: Final = 10_000
MAX_NAME: Final = 100
MAX_FAULTS: Final = 1_000
LONG: Final = 20_000

Segment: TypeAlias = str | int
Route: TypeAlias = tuple[Segment, ...]


class Null(Enum):
    """What stands for the word null or ~ that somebody wrote; where nothing stands is None."""

    NULL = "null"


NULL: Final = Null.NULL
Raw: TypeAlias = "str | list[Raw] | dict[str, Raw] | Null | None"


class Kind(StrEnum):
    """What can be wrong with a text before any field of it is looked at."""

    SYNTAX = "syntax"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    ENCODING = "encoding"
    LIMIT = "limit"
    CHARACTER = "character"


class Span(NamedTuple):
    """A stretch of text; lines and columns count characters from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


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


_BITS: Final = MAX_BYTES.bit_length()
_COLUMN: Final = (1 << _BITS) - 1


class Quoted(str):
    """A number-like text that stood in quotes; it knows its event."""

    __slots__ = ("event",)
    event: Event


Place: TypeAlias = "Event | list[Place]"
"""A scalar's event; or a collection's event and the places in it, keys and values in turn."""


@dataclass(frozen=True)
class Document:
    """A text beside its raw values and their places.

    `data` is None where nothing can be built from the text; `lost` names the routes whose value
    is left out because a fault makes it unusable. `has_blanks` tells of values that nobody wrote.
    """

    path: str
    text: str
    data: Raw = None
    place: Place | None = None
    faults: tuple[Fault, ...] = ()
    lost: frozenset[Route] = frozenset()
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
    def _entries(self) -> dict[int, dict[Segment, tuple[Event | None, Place]]]:
        return {}

    def entries(self, place: Place | None) -> dict[Segment, tuple[Event | None, Place]]:
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

    def place_of(
        self, route: Iterable[Segment], *, of_key: bool = False
    ) -> tuple[str, int, int, int, int, str]:
        """Return path, line, column, end line, end column and the line's text for a route."""
        return self.drawn(self.span(route, of_key=of_key))

    def drawn(self, span: Span) -> tuple[str, int, int, int, int, str]:
        """Return path, line, column, end line, end column and the line's text for a span."""
        return self.path, *span, self.line(span.line)

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


def _entries(place: list[Place]) -> dict[Segment, tuple[Event | None, Place]]:
    if not _is_mapping(place[0]):
        return {index: (None, item) for index, item in enumerate(place[1:])}
    found: dict[Segment, tuple[Event | None, Place]] = {}
    keys: list[Any] = place[1::2]
    for key, item in zip(keys, place[2::2], strict=False):
        found.setdefault(key.value, (key, item))
    return found


def _is_mapping(event: object) -> bool:
    return isinstance(event, MappingStartEvent) or (isinstance(event, _Spot) and event.is_mapping)


def _lean(place: Any) -> Any:
    return list(map(_lean, place)) if isinstance(place, list) else _Spot(place)


_Doomed: TypeAlias = "dict[Segment | None, _Doomed]"
_HERE: Final = None


def _prune(data: Raw, place: Place | None, doomed: _Doomed) -> tuple[Raw, Any]:
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


def _is_empty(place: Place | None) -> bool:
    if place is None or isinstance(place, list):
        return False
    start, end = place.start_mark, place.end_mark
    return (start.line, start.column) == (end.line, end.column)


def span_of(event: Event) -> Span:
    """Return the place of a scalar or key."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _first(place: Place | None) -> Span:
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


def parse(content: bytes, *, path: str = "", pure: bool = False) -> Document:
    """Return the document that the bytes hold; what is wrong with them is in its faults.

    With `pure`, or where libyaml is missing, PyYAML's own parser is used: same data, same faults.
    """
    if len(content) > MAX_BYTES:
        facts = {"what": _LIMITS["bytes"], "most": MAX_BYTES}
        return Document(path, "", faults=(Fault(Kind.LIMIT, Span(1, 1, 1, 1), facts),))
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return Document(path, "", faults=(_encoding_fault(content, error.start),))
    if "\0" in text and (name := _wide_encoding(content)):
        return Document(path, "", faults=(_encoding_fault(content, 0, name=name),))
    faults, hinders = _refused_characters(text, content)
    if hinders:
        return Document(path, text, faults=tuple(faults))
    collects = gc.isenabled()
    gc.disable()  # places hold no cycle, and the collector would walk them all, often
    try:
        return _Reading(path, text, faults).document(pure=pure)
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


def _refused_characters(text: str, content: bytes) -> tuple[list[Fault], bool]:
    """Return a fault for each line with refused characters, and whether one hinders parsing."""
    faults: list[Fault] = []
    hinders = False
    if _is_plain(content):
        return faults, hinders
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


_NULLS: Final = {"": None, **dict.fromkeys(("~", "null", "Null", "NULL"), NULL)}
_NUMBER_LIKE: Final = re.compile(r"-?[0-9][0-9.]*", re.ASCII)
_QUOTES: Final = frozenset({"'", '"'})
_TAB: Final = re.compile("\t")
_MARKS: Final = ("\t", "&", "!", "<<", "?")


class _StopReadingError(Exception):
    """What follows can't be read, and the fault that says so is noted."""


class _Reading:
    """One pass over the parser's events."""

    def __init__(self, path: str, text: str, faults: list[Fault]) -> None:
        self.path = path
        self.text = text
        self.faults = faults
        self.faulty_lines = {fault.span.line for fault in faults}
        self.lost: set[Route] = set()
        self.stack: list[tuple[Any, Any, bool, Segment]] = []
        self.tabs = "\t" in text
        self.careful = bool(faults or any(map(text.__contains__, _MARKS)))
        self.quoted: list[Span] = []
        self.has_blanks = False
        self.read_to = text.count("\n") + 1

    def document(self, *, pure: bool) -> Document:
        """Return what the text holds."""
        data: Raw = None
        place: Place | None = None
        if not self.refuse_directive():
            try:
                events = _events(self.text, pure=pure)
                if len(self.text) >= MAX_NODES // 2:  # the shortest, `?,`, hold three
                    events = self.counted(events)
                data, place = self.read(events)
                if place is not None and len(self.text) >= LONG:
                    place = _lean(place)
            except yaml.MarkedYAMLError as error:
                self.faults.append(_syntax_fault(error, self.text))
                mark = error.problem_mark or error.context_mark
                self.read_to = mark.line + 1 if mark else 0
            except _StopReadingError:
                self.read_to = self.faults[-1].span.line
        if self.tabs and self.refuse_tabs():
            data, place, self.lost = None, None, set()
        faults = tuple(sorted(self.faults, key=lambda fault: fault.span))
        document = Document(self.path, self.text, data, place, faults, has_blanks=self.has_blanks)
        return document.without(self.lost) if self.lost else document

    def note(self, fault: Fault) -> None:
        """Keep a fault; of a text that has too many nothing is read."""
        self.faults.append(fault if len(self.faults) < MAX_FAULTS else _too_many(fault.span.line))
        if len(self.faults) > MAX_FAULTS:
            raise _StopReadingError

    def refuse(self, what: str, event: Event, segment: Segment | None = None) -> None:
        """Note a construct that the dialect has no room for; without it the value is lost."""
        self.note(Fault(Kind.REFUSED, span_of(event), {"what": _REFUSALS[what]}))
        self.lose(segment)

    def exceed(self, what: str, most: int, event: Event, segment: Segment | None = None) -> None:
        """Note that a limit is passed."""
        facts = {"what": _LIMITS[what], "most": most}
        self.note(Fault(Kind.LIMIT, span_of(event), facts))
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
        span = Span(line, 1, line, 1 + len(found[1]))
        self.faults.append(Fault(Kind.REFUSED, span, {"what": _REFUSALS["directive"]}))
        return True

    def refuse_tabs(self) -> bool:
        """Note the first tab outside quotes of each line, and tell whether there is one.

        The two parsers differ in where they bear a tab, so nothing is built from such a text;
        a syntax fault in the same line has its reason in the tab. What stands in quotes is known
        as far as the text was read.
        """
        quoted = iter(self.quoted)
        inside = next(quoted, None)
        bad: dict[int, int] = {}
        for number, line in enumerate(self.text.split("\n")[: self.read_to], 1):
            for found in _TAB.finditer(line):
                at = (number, found.end())
                while inside is not None and inside[2:] <= at:
                    inside = next(quoted, None)
                if inside is None or at < inside[:2]:
                    bad[number] = at[1]
                    break
        self.faults = [
            fault
            for fault in self.faults
            if not (fault.kind is Kind.SYNTAX and fault.span.line in bad)
        ]
        for number, column in bad.items():
            if len(self.faults) >= MAX_FAULTS:
                self.faults.append(_too_many(number))
                break
            self.faults.append(_character_fault("\t", number, column))
        return bool(bad)

    def undecorated(self, event: Any, segment: Segment) -> None:
        """Refuse an anchor or a tag."""
        if event.anchor is not None or event.tag is not None:
            self.refuse("anchor" if event.anchor is not None else "tag", event, segment)

    def nothing(self, text: str) -> Null | None:
        """Return what a scalar stands for that is blank or says null."""
        self.has_blanks = self.has_blanks or not text
        return _NULLS[text]

    def value(self, event: Any, segment: Segment) -> str | Null | None:
        """Return the text of a scalar that needs a closer look."""
        text: str = event.value
        self.undecorated(event, segment)
        if len(text) > MAX_SCALAR:
            self.exceed("scalar", MAX_SCALAR, event, segment)
        elif (found := _REFUSED_IN_VALUE.search(text)) or ("\t" in text and not event.style):
            self.lose(segment)
            span = span_of(event)
            if found and self.faulty_lines.isdisjoint(range(span.line, span.end_line + 1)):
                facts = {"point": point(found[0]), "character": found[0]}
                self.note(Fault(Kind.CHARACTER, span, facts))
        if event.style in _QUOTES:
            if self.tabs:
                self.quoted.append(span_of(event))
            if _NUMBER_LIKE.fullmatch(text):
                number = Quoted(text)
                number.event = event
                return number
        return self.nothing(text) if text in _NULLS and not event.style else text

    def key(self, event: Any, siblings: list[Any], *, known: bool) -> None:
        """Look closer at a mapping's key: of one that stands twice neither value is used."""
        name = event.value
        if known:
            span, first = (
                span_of(event),
                span_of(next(each for each in siblings[1::2] if each.value == name)),
            )
            facts = {"key": name, "line": span.line, "first": first.line}
            self.note(Fault(Kind.DUPLICATE, span, facts, first))
            self.lose(name)
        elif name == "<<" and not event.style:
            self.refuse("merge", event, name)
        elif event.style and event.style not in _QUOTES:
            self.refuse("key", event, name)
        else:
            self.value(event, name)

    def counted(self, events: Iterator[Any]) -> Iterator[Any]:
        """Yield the events up to the limit of entries."""
        nodes = 0
        for event in events:
            nodes += isinstance(event, NodeEvent)
            if nodes > MAX_NODES:
                self.exceed("nodes", MAX_NODES, event)
            yield event

    def read(  # noqa: C901, PLR0912, PLR0915 - one loop: calls cost more than what they would do
        self, events: Iterator[Any]
    ) -> tuple[Raw, Place | None]:
        """Return the raw values and their places.

        This loop is the program's hottest: it takes a key and its value in one turn, and what
        a plain scalar never needs stands elsewhere.
        """
        nulls, most, careful, stack = _NULLS, MAX_SCALAR, self.careful, self.stack
        is_long = len(self.text) > most or _BLANK_LINE.search(self.text) is not None
        root: list[Raw] = []
        places: list[Place] = []
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
                    self.refuse("key", event)
                inner: Any = [] if kind is SequenceStartEvent else {}
                if is_list:
                    data.append(inner)
                else:
                    data[name] = inner
                name = None
                if kind is AliasEvent:
                    push(event)
                    self.refuse("alias", event, segment)
                    continue
                if careful:
                    self.undecorated(event, segment)
                if len(stack) == MAX_DEPTH:
                    self.exceed("depth", MAX_DEPTH, event)
                twig: list[Place] = [event]
                push(twig)
                stack.append((data, push, is_list, segment))
                data, push, is_list = inner, twig.append, kind is SequenceStartEvent
            elif kind is DocumentStartEvent and root:
                self.refuse("document", event)
        if root in ([], [None]) and () not in self.lost:
            facts = {"what": _REFUSALS["empty"]}
            self.faults.append(Fault(Kind.REFUSED, Span(1, 1, 1, 1), facts))
        return (root[0], places[0]) if root else (None, None)


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


_C_PARSER: Final[Any] = import_module("yaml._yaml").CParser if yaml.__with_libyaml__ else None


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser, up to events."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> list[str]:
        """Return the next pieces of a quoted text; an escape must name a character, as in C."""
        try:
            pieces: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(pieces).encode()
        except (ValueError, OverflowError):
            what = "while scanning a quoted scalar", "found an escape that is no character"
            raise yaml.scanner.ScannerError(what[0], start_mark, what[1], self.get_mark()) from None
        return pieces


def _events(text: str, *, pure: bool) -> Iterator[Event]:
    if pure or not yaml.__with_libyaml__:
        pure_parser: Any = _PureParser(text)
        return iter(pure_parser.get_event, None)
    return iter(_C_PARSER(text).get_event, None)


_REASONS: Final = (
    (
        "quoted scalar",
        ("end of stream", "document separator"),
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
    ("", ("':'",), ("此行缺少冒号", "a colon is missing")),
    (
        "",
        ("<document start>",),
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
        (
            "缩进与上文不齐，或上一项没有写完",
            "the indentation differs from above, or the entry above is unfinished",
        ),
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
_DOCUMENT_END: Final = re.compile(r"\.\.\.(?:\s|\Z)")
_ANY_REASON: Final = Text("写法不符合 YAML", "this is not YAML")


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Return the parser's complaint in the project's words.

    A construct that is still open at the end of the text is placed where it begins.
    """
    context, problem = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    start, end = (mark.line, mark.column) if mark else (0, 0), _end(text)
    if error.context_mark and start >= end:
        start = (error.context_mark.line, error.context_mark.column)
    start = min(start, end)
    span = Span(start[0] + 1, start[1] + 1, start[0] + 1, start[1] + 2)
    above = text.split("\n")[: start[0]]
    if "<document start>" in problem and any(map(_DOCUMENT_END.match, above)):
        return Fault(Kind.REFUSED, span, {"what": _REFUSALS["document"]})
    for within, parts, words in _REASONS:
        if within in context and any(part in problem for part in parts):
            return Fault(Kind.SYNTAX, span, {"reason": Text(*words)})
    return Fault(Kind.SYNTAX, span, {"reason": _ANY_REASON})


def _end(text: str) -> tuple[int, int]:
    """Return line and column, from 0, behind the text's last written character."""
    written = text.rstrip()
    return written.count("\n"), len(written) - written.rfind("\n") - 1
