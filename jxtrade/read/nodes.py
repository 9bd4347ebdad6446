"""What is kept of the parser's events: where each key, value and collection stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeAlias

from yaml.events import MappingStartEvent

from jxtrade.place import Span
from jxtrade.read.faults import OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.scalar import Null
    from jxtrade.place import Segment

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw] | Null | None"


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


class Written(NamedTuple):
    """A scalar of one line, as a parser tells of it."""

    start_mark: _At
    end_mark: _At
    value: str

    @classmethod
    def at(cls, line: int, column: int, value: str) -> Written:
        """Return a scalar that begins at a place, counted from 0."""
        return cls(_At(line, column), _At(line, column + len(value)), value)


class Spot:
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
        """Return where it begins."""
        return _At(self.at >> _BITS, self.at & _COLUMN)

    @property
    def end_mark(self) -> _At:
        """Return where it ends."""
        end = self.at + self.width
        return _At(end >> _BITS, end & _COLUMN)


_BITS: Final = OFFICE.bytes.bit_length()
_COLUMN: Final = (1 << _BITS) - 1


class Lean(list[Any]):
    """A collection's places in a long text."""

    __slots__ = ()

    def append(self, place: Any) -> None:
        """Keep of an event what is needed."""
        super().append(place if isinstance(place, list) else Spot(place))


class Quoted(str):
    """A number-like text that stood in quotes; it knows its event."""

    __slots__ = ("event",)
    event: Event


Node: TypeAlias = "Event | list[Node]"
"""A scalar's event; or a collection's event and the places in it, keys and values in turn."""


def entries_at(place: list[Node]) -> dict[Segment, tuple[Event | None, Node]]:
    """Return for each key or index of a collection its key's and value's place."""
    if not is_mapping(place[0]):
        return {index: (None, item) for index, item in enumerate(place[1:])}
    found: dict[Segment, tuple[Event | None, Node]] = {}
    keys: list[Any] = place[1::2]
    for key, item in zip(keys, place[2::2], strict=False):
        found.setdefault(key.value, (key, item))
    return found


def keys_of(place: Node | None) -> Iterator[tuple[Any, Node]]:
    """Yield the places of all keys and of their values."""
    if isinstance(place, list):
        if is_mapping(place[0]):
            yield from zip(place[1::2], place[2::2], strict=True)
        for inner in place[1:]:
            yield from keys_of(inner)


def is_mapping(event: object) -> bool:
    """Tell whether a collection that begins so is a mapping."""
    return isinstance(event, MappingStartEvent) or (isinstance(event, Spot) and event.is_mapping)


def is_empty(place: Node | None) -> bool:
    """Tell whether a scalar has no width of its own: nothing is written."""
    if place is None or isinstance(place, list):
        return False
    start, end = place.start_mark, place.end_mark
    return (start.line, start.column) == (end.line, end.column)


def span_of(event: Event) -> Span:
    """Return the place of a scalar or key."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def first_span(place: Node | None) -> Span:
    """Return the place of a value: of a collection its first key or character."""
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
