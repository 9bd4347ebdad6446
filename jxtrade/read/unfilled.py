"""The places that a new plan leaves to be filled in: `<…>` in a file of the office's own."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from jxtrade.read.dialect import MAX_OF_A_RULE, MISSING_FIELD, flood
from jxtrade.read.faults import MAX_FAULTS
from jxtrade.read.forms import plainly
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.findings import Finding
    from jxtrade.place import Place, Route
    from jxtrade.read.document import Document
    from jxtrade.read.nodes import Raw

_MARK: Final = re.compile(r"<[^<>]{1,40}>")
_HINT: Final = Text(
    "填上，连同尖括号换掉：{marks}", "write what belongs there, brackets included: {marks}"
)


def is_mark(word: object) -> bool:
    """Tell whether a text stands for something that is to be filled in."""
    return isinstance(word, str) and _MARK.fullmatch(word) is not None


def unfilled(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """Return a finding for each line with marks, and what else is not said of a mark itself."""
    lines: dict[int, dict[Place, str]] = {}
    for place, mark in islice(_marks(document), MAX_FAULTS):
        lines.setdefault(place.line, {})[place] = mark
    said = [*islice(map(_said, lines.values()), MAX_OF_A_RULE + 1)]
    if len(said) > MAX_OF_A_RULE:
        said[-1] = flood(said[-1])
    spans = {place.span for marks in lines.values() for place in marks}
    return [*said, *(each for each in findings if each.location.span not in spans)]


def has_marks(document: Document) -> bool:
    """Tell whether anything in a file is yet to be filled in."""
    return _MARK.search(document.text) is not None and next(_marks(document), None) is not None


def _said(marks: dict[Place, str]) -> Finding:
    named = tuple(dict.fromkeys(marks.values()))
    field = tuple(plainly(mark[1:-1]) for mark in named)
    return MISSING_FIELD.at(next(iter(marks)), hint=_HINT.fill(marks=named), field=field)


def _marks(document: Document) -> Iterator[tuple[Place, str]]:
    for route, mark, is_key in _texts(document.data):
        if is_mark(mark):
            yield document.at(route, of_key=is_key), mark


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
