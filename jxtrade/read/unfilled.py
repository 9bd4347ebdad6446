"""The places that a new plan leaves to be filled in: `<…>` in a file of the office's own."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from jxtrade.read.dialect import MAX_OF_A_RULE, MISSING_FIELD, flood
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.findings import Finding
    from jxtrade.place import Route
    from jxtrade.read.document import Document
    from jxtrade.read.nodes import Raw

_MARK: Final = re.compile(r"<[^<>]{1,40}>")
_HINT: Final = Text("填上，连同尖括号换掉 {mark}", "write it in place of {mark}, brackets included")


def is_mark(word: object) -> bool:
    """Tell whether a text stands for something that is to be filled in."""
    return isinstance(word, str) and _MARK.fullmatch(word) is not None


def unfilled(document: Document) -> list[Finding]:
    """Return a finding for each mark, up to the first beyond those that anybody reads."""
    if _MARK.search(document.text) is None:
        return []
    marks = list(islice(_marks(document), MAX_OF_A_RULE + 1))
    return marks if len(marks) <= MAX_OF_A_RULE else [*marks[:-1], flood(marks[-1])]


def _marks(document: Document) -> Iterator[Finding]:
    for route, mark, is_key in _texts(document.data):
        if is_mark(mark):
            place = document.at(route, of_key=is_key)
            yield MISSING_FIELD.at(place, hint=_HINT.fill(mark=mark), field=mark[1:-1])


def _texts(data: Raw) -> Iterator[tuple[Route, str, bool]]:
    """Yield every text with the route to it, in the file's order; a key's is its value's."""
    rest: list[tuple[Route, Raw, bool]] = [((), data, False)]
    while rest:
        route, value, is_key = rest.pop()
        if isinstance(value, str):
            yield route, value, is_key
        elif isinstance(value, dict):
            for name, each in reversed(value.items()):
                rest += [((*route, name), each, False), ((*route, name), name, True)]
        elif isinstance(value, list):
            rest += [((*route, place), each, False) for place, each in enumerate(value)][::-1]
