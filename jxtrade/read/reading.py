"""One pass over a text's events: raw values, their places, and what the dialect refuses."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
from jxtrade.place import Route, Segment, Span
from jxtrade.read.characters import PRIVATE_CHARACTER, REFUSED_IN_VALUE, character_fault
from jxtrade.read.events import DEPTH_OF_LIBYAML, UNEVEN, events_of, syntax_fault
from jxtrade.read.faults import (
    LIMITS,
    MAX_DEPTH,
    MAX_FAULTS,
    MAX_SCALAR,
    REFUSALS,
    Fault,
    FaultKind,
    Limits,
)
from jxtrade.read.marks import (
    NUMBERED,
    ODD_BLANK,
    ODD_ENTRY,
    ODD_IN_KEY,
    has_odd_key,
    odd_fault,
    odd_mark,
)
from jxtrade.read.nodes import Lean, Quoted, Spot, is_empty, keys_of, span_of
from jxtrade.read.rows import RowPlaces, Rows, taken_out
from jxtrade.text import point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.nodes import Event, Node, Raw

LONG: Final = 20_000
_NULLS: Final = {"": None, **dict.fromkeys(("~", "null", "Null", "NULL"), NULL)}
_NUMBER_LIKE: Final = re.compile(r"-?[0-9][0-9.]*", re.ASCII)
_QUOTES: Final = frozenset({"'", '"'})
_TAB: Final = re.compile("\t")
_MARKS: Final = ("&", "!", "<<", "?")
_BLANK_LINE: Final = re.compile(r"\n[ ]*\r?\n")
"""Only where a line is blank does a text without quotes hold a line end."""
_DIRECTIVE: Final = re.compile(r"(?:[ ]*(?:#[^\n]*)?\r?\n)*(%[^\s]*)")


class Setting(NamedTuple):
    """What holds for a text and for each part of it that is read by itself.

    `marked` are the lines of which a character is refused.
    """

    limits: Limits
    marked: frozenset[int]
    tabs: bool
    pure: bool


class _LibyamlError(Exception):
    """Libyaml stops at a limit of its own, or makes text of bytes that are none."""


class _StopReadingError(Exception):
    """What follows can't be read, and the fault that says so is noted."""


class _FullError(_StopReadingError):
    """There is too much of the whole text."""


def read_text(text: str, scope: Setting, *, above: int = 0, depth: int = 0) -> Reading:
    """Return what a text holds that begins below so many lines and within so many collections."""
    if len(text) >= LONG and (reading := _read_by_rows(text, scope, above, depth)) is not None:
        return reading
    reading = Reading(text, scope, above, depth)
    try:
        reading.run(pure=scope.pure)
    except _LibyamlError:
        reading = Reading(text, scope, above, depth)
        reading.run(pure=True)
    return reading


def _read_by_rows(text: str, scope: Setting, above: int, depth: int) -> Reading | None:
    """Return what a text holds whose long rows are read at a glance.

    None where there are none, where anything is wrong, and where one is no row but words.
    """
    rows = taken_out(text)
    if not rows.found or rows.nodes > scope.limits.nodes:
        return None
    reading = Reading(text, scope, above, depth)
    if reading.careful:
        return None
    reading.rows = rows
    with suppress(_LibyamlError):
        reading.run(pure=scope.pure)
        is_sound = reading.usable and not (reading.faults or reading.warnings or reading.lost)
        if is_sound and reading.taken == rows.found.keys():
            return reading
    return None


class Reading:
    """One pass over the parser's events.

    It has `ended` where it could not go on although another part of the text may be read, and is
    `broken` where that was a fault of syntax, the last one.
    """

    def __init__(self, text: str, scope: Setting, above: int, depth: int) -> None:
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
        self.rows: Rows | None = None
        self.taken: set[int] = set()
        self.read_to = above + text.count("\n") + (not text.endswith("\n"))

    def run(self, *, pure: bool) -> None:
        """Read the text.

        Raises:
            _LibyamlError: the other parser can read it.

        """
        if self.refuse_directive():
            self.ended = True
            return
        events = events_of(self.rows.text if self.rows else self.text, pure=pure)
        if len(self.text) >= self.scope.limits.nodes // 2:
            events = self.counted(events)
        try:
            self.data, self.place = self.read(events)
        except yaml.MarkedYAMLError as error:
            if DEPTH_OF_LIBYAML in (error.problem or ""):
                raise _LibyamlError from None
            fault = syntax_fault(error, self.text)
            self.faults.append(fault._replace(span=self.below(fault.span)))
            self.ended, self.broken = True, fault.kind is FaultKind.SYNTAX
        except UnicodeDecodeError:
            raise _LibyamlError from None
        except _FullError:
            pass
        except _StopReadingError:
            self.ended = True
        else:
            odd = list(self.odd_keys()) if has_odd_key(self.text, self.has_blanks) else []
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
        return [*faults, *(character_fault("\t", line, at) for line, at in tabs.items())]

    def named(self, fault: Fault) -> Fault:
        """Return a syntax fault, at the mark that was written for one of YAML's own if there is."""
        lines = self.text.split("\n")
        number = fault.span.line - self.above - 1
        at = sum(len(line) + 1 for line in lines[:number]) + fault.span.column - 1
        mark = odd_mark(self.text, at)
        if mark is None:
            return fault
        line = self.text.count("\n", 0, mark)
        column = mark - self.text.rfind("\n", 0, mark)
        return odd_fault(self.text[mark], self.above + line + 1, column)

    def odd_keys(self) -> Iterator[Fault]:
        """Yield a fault for each key that swallowed its colon, a comma or what indents it."""
        lines = self.text.split("\n")
        for key, value in keys_of(self.place):
            mark, end = key.start_mark, key.end_mark
            line = lines[mark.line]
            upto = end.column if end.line == mark.line else len(line)
            if line[mark.column] in _QUOTES:
                continue
            if ODD_BLANK.match(line, mark.column):
                span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
                yield Fault(FaultKind.SYNTAX, self.below(span), {"reason": UNEVEN})
            found = ODD_IN_KEY.search(line, mark.column, upto)
            if is_empty(value):
                found = ODD_ENTRY.match(line, mark.column, upto) or found
            if found and not NUMBERED.match(line, mark.column):
                at = found.start("mark")
                yield odd_fault(line[at], self.above + mark.line + 1, at + 1)

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
        self.note(Fault(FaultKind.REFUSED, span, {"what": REFUSALS[what]}))
        self.lose(segment)

    def exceed(self, what: str, most: int, span: Span, segment: Segment | None = None) -> None:
        """Note that a limit is passed."""
        self.note(Fault(FaultKind.LIMIT, span, {"what": LIMITS[what], "most": most}))
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
        self.faults.append(Fault(FaultKind.REFUSED, span, {"what": REFUSALS["directive"]}))
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
        elif found := REFUSED_IN_VALUE.search(text):
            self.lose(segment)
            span = self.span(event)
            if self.scope.marked.isdisjoint(range(span.line, span.end_line + 1)):
                facts = {"point": point(found[0]), "character": found[0]}
                self.note(Fault(FaultKind.CHARACTER, span, facts))
        elif event.style and (found := PRIVATE_CHARACTER.search(text)):
            self.warnings.append(
                Fault(FaultKind.PRIVATE, self.span(event), {"point": point(found[0])})
            )
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
            self.note(Fault(FaultKind.DUPLICATE, span, facts, first))
            self.lose(name)
        elif name == "<<" and not event.style:
            self.refuse("merge", self.span(event), name)
        elif not name and is_empty(event):
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
        nodes, most = self.rows.nodes if self.rows else 0, self.scope.limits.nodes
        for event in events:
            nodes += isinstance(event, NodeEvent)
            if nodes > most:
                facts = {"what": LIMITS["nodes"], "most": most}
                self.faults.append(Fault(FaultKind.LIMIT, self.span(event), facts))
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
        rows = self.rows.found if self.rows else None
        is_long = len(self.text) > most or _BLANK_LINE.search(self.text) is not None
        is_lean = len(self.text) >= LONG
        deepest = MAX_DEPTH - self.depth
        root: list[Raw] = []
        places: list[Node] = Lean() if is_lean else []
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
                twig: list[Node] = Lean((Spot(event),)) if is_lean else [event]
                if rows and (row := rows.get(event.start_mark.line)) and row.begins_at(event):
                    inner |= row.entries()
                    twig = RowPlaces(Spot(event), row)
                    if len(inner) == row.size:
                        self.taken.add(event.start_mark.line)
                push(twig)
                stack.append((data, push, is_list, segment))
                data, push, is_list = inner, twig.append, kind is SequenceStartEvent
            elif kind is DocumentStartEvent and root:
                self.refuse("document", self.span(event))
        return (root[0], places[0]) if root else (None, None)
