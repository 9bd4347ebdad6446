"""Bytes become a document: checked text and a tree of raw scalars with their places.

The dialect and its limits are those of the format description: UTF-8, one document, block and
flow collections, plain and quoted text; no anchors, aliases, tags, directives or merge keys.
Scalars stay the text that was written. Nothing here recurses, so depth costs no stack.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jxtrade.place import Place, Route, Segment, Span
from jxtrade.read.characters import (
    encoding_fault,
    is_of_a_tab,
    is_plain,
    of_a_page,
    of_no_form,
    private_characters,
    refused_characters,
    wide_encoding,
)
from jxtrade.read.faults import (
    LIMITS,
    MAX_FAULTS,
    REFUSALS,
    SUBMISSION,
    Fault,
    FaultKind,
    Limits,
    too_many,
)
from jxtrade.read.marks import odd_entries
from jxtrade.read.nodes import Node, Raw, entries_at, first_span, is_empty, span_of
from jxtrade.read.parts import Parts
from jxtrade.read.reading import Reading, Setting, read_text
from jxtrade.read.rows import RowPlaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.read.nodes import Event


@dataclass(frozen=True)
class Document:
    """A text beside its raw values and their places.

    `data` is None where nothing can be built from the text; `dropped` names, pass by pass, the
    routes whose value is left out because a fault makes it unusable. Where there are warnings, the
    text is read all the same; `has_blanks` tells of values that nobody wrote.
    """

    path: str
    text: str
    data: Raw = None
    place: Node | None = None
    faults: tuple[Fault, ...] = ()
    dropped: tuple[frozenset[Route], ...] = ()
    warnings: tuple[Fault, ...] = ()
    has_blanks: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in the text, and nothing else is wrong with it."""
        return [fault.facts.get("what") for fault in self.faults] == [REFUSALS["empty"]]

    @cached_property
    def lost(self) -> frozenset[Route]:
        """Return the routes of all passes."""
        return frozenset().union(*self.dropped)

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
            self._entries[id(place)] = entries_at(place)
        return self._entries[id(place)]

    def span(self, route: Iterable[Segment], *, of_key: bool = False) -> Span:
        """Return the place of a value, or of its key; segments that lead nowhere are stepped over.

        A value without a width of its own (nothing behind the colon) is placed at its key, a
        mapping or list at its first key or character.
        """
        key: Event | None = None
        place = self.place
        for segment in route:
            if isinstance(place, RowPlaces) and (at := place.entry(segment)) is not None:
                key, place = at
            elif (found := self.entries(place).get(segment)) is not None:
                key, place = found
        if key is not None and (of_key or is_empty(place)):
            return span_of(key)
        return first_span(place)

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
        dropped = (*self.dropped, gone)
        if () in gone:
            return replace(self, data=None, place=None, dropped=dropped)
        doomed: _Doomed = {}
        for route in gone:
            step = doomed
            for segment in route:
                step = step.setdefault(segment, {})
            step[_HERE] = {}
        data, place = _prune(self.data, self.place, doomed)
        return replace(self, data=data, place=place, dropped=dropped)


_Doomed: TypeAlias = "dict[Segment | None, _Doomed]"
_HERE: Final = None


def _prune(data: Raw, place: Node | None, doomed: _Doomed) -> tuple[Raw, Any]:
    """Return copies of the two trees without the values that the doomed steps lead to."""
    if not isinstance(place, list) or not isinstance(data, dict | list):
        return data, place
    values: dict[Any, Raw] = data if isinstance(data, dict) else dict(enumerate(data))
    left: list[Any] = [place[0]]
    kept: dict[Any, Raw] = {}
    for segment, (key, item) in entries_at(place).items():
        step = doomed.get(segment, {})
        if _HERE in step or segment not in values:
            continue
        kept[segment], rest = (
            _prune(values[segment], item, step) if step else (values[segment], item)
        )
        left += [rest] if key is None else [key, rest]
    return kept if isinstance(data, dict) else list(kept.values()), left


def parse(
    content: bytes, *, path: str = "", limits: Limits = SUBMISSION, pure: bool = False
) -> Document:
    """Return the document that the bytes hold; what is wrong with them is in its faults.

    With `pure`, or where libyaml is missing, PyYAML's own parser is used: same data, same faults.
    """
    if len(content) > limits.bytes:
        facts = {"what": LIMITS["bytes"], "most": limits.bytes}
        return Document(path, "", faults=(Fault(FaultKind.LIMIT, Span(1, 1, 1, 1), facts),))
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return Document(path, "", faults=(encoding_fault(content, error.start),))
    if "\0" in text and (name := wide_encoding(content)):
        return Document(path, "", faults=(encoding_fault(content, 0, name=name),))
    plain = is_plain(content)
    faults, hinders = ([], False) if plain else refused_characters(text)
    warnings = [] if plain else list(private_characters(text))
    if not hinders and (page := of_a_page(text)):
        faults, hinders = [page], True
    if hinders:
        return Document(path, text, faults=tuple(faults), warnings=tuple(warnings))
    collects = gc.isenabled()
    gc.disable()  # places hold no cycle, and the collector would walk them all, often
    try:
        marked = frozenset(fault.span.line for fault in faults)
        scope = Setting(limits, marked, tabs="\t" in text, pure=pure)
        return _document(path, text, scope, faults=faults, warnings=warnings)
    finally:
        if collects:
            gc.enable()


def _document(
    path: str, text: str, scope: Setting, *, faults: list[Fault], warnings: list[Fault]
) -> Document:
    """Return the document that a text holds, with all that is wrong with it.

    The parsers differ in where they bear a tab: it is read as a blank, and where one stands
    outside quotes nothing is built from the text.
    """
    whole = read_text(text.replace("\t", " "), scope)
    found, usable, lines = whole.faults, whole.usable, list[str]()
    if scope.tabs or not (usable and isinstance(whole.data, dict | list)):
        lines = text.replace("\r\n", "\n").split("\n")
        found, usable = _judged(whole, lines)
    if usable and scope.tabs:
        whole = read_text(text, scope)
    if found:
        from jxtrade.read.slips import explained, less_copied  # noqa: PLC0415 - hardly ever needed

        told = less_copied(explained(found, lines))
        faults = sorted([*faults, *told], key=attrgetter("span"))
    if len(faults) > MAX_FAULTS:
        faults = [*faults[:MAX_FAULTS], too_many(faults[MAX_FAULTS].span.line)]
        usable = False
    if whole.warnings:
        known = {warning.span.line for warning in warnings}
        more = [warning for warning in whole.warnings if warning.span.line not in known]
        warnings = sorted([*warnings, *more], key=attrgetter("span"))
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


def _judged(whole: Reading, lines: list[str]) -> tuple[list[Fault], bool]:
    """Return all that is wrong with a text, and whether its data can be used.

    Where reading ended at a fault, the text is read part by part, so that no fault depends on
    what stands above and below.
    """
    faults = (Parts(whole.scope, lines).faults() if whole.ended else None) or whole.told(lines)
    usable = whole.usable and not (whole.scope.tabs and any(map(is_of_a_tab, faults)))
    if isinstance(whole.data, str) and not whole.ended and (odd := list(odd_entries(lines))):
        is_sparse = len(odd) * 2 < sum(bool(line.strip()) for line in lines)
        return [of_no_form()] if is_sparse else [*faults, *odd], False
    if usable and whole.data is None and () not in whole.lost:
        faults = [*faults, Fault(FaultKind.REFUSED, Span(1, 1, 1, 1), {"what": REFUSALS["empty"]})]
    return faults, usable
