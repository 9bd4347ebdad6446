"""Who and what is known by which name, and what a mistaken one was meant for.

A finding that would go away once another is mended as its hint says is not said beside it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from jxtrade.text import Text, Vocabulary, beside, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from jxtrade.place import Place, Route
    from jxtrade.workspace import Loaded


class Named(Protocol):
    """Something with an id and a name for people."""

    @property
    def id(self) -> str:
        """Return the id."""

    @property
    def name(self) -> Text:
        """Return the name."""


class Mention(NamedTuple):
    """An id that a file names, as a key or as a value, and the route to it."""

    word: str
    loaded: Loaded[Any]
    route: Route
    is_key: bool = False

    @property
    def location(self) -> Place:
        """Return the place of the id."""
        return self.loaded.key(*self.route) if self.is_key else self.loaded.at(*self.route)


_DID_YOU_MEAN: Final = Text("改为 {named}", "write {named}")


class Names:
    """The ids and names for people of what is known."""

    def __init__(self, known: Iterable[Named]) -> None:
        self.known: Mapping[str, Named] = {each.id: each for each in known}
        self._words = dict(self.known)
        for each in self.known.values():
            for name in (each.name.zh, each.name.en, getattr(each, "full_name", None)):
                if name is not None:
                    self._words.setdefault(name, each)
        self._vocabulary = Vocabulary(self._words)
        self._meant: dict[str, Named | None] = {}

    def meant(self, word: str) -> Named | None:
        """Return what a word names or is nearest to; None where nothing is near."""
        if word not in self._meant:
            close = self._vocabulary.nearest(word)
            self._meant[word] = None if close is None else self._words[close]
        return self._meant[word]

    def hint(self, word: str) -> Text | None:
        """Return the advice to write what was meant; None where nothing is near."""
        each = self.meant(word)
        return None if each is None else _DID_YOU_MEAN.fill(named=beside(each.id, each.name))

    @cached_property
    def listing(self) -> Text:
        """Return the ids with what they stand for, the first of many."""
        return listed([beside(each.id, each.name) for each in self.known.values()])

    def among(self, words: Iterable[str]) -> frozenset[str]:
        """Return the ids that unknown words among some were meant for."""
        meant = (self.meant(word) for word in words if word not in self.known)
        return frozenset(each.id for each in meant if each is not None)
