"""Seeded mutations of YAML, and where the two parsers differ: `python -m tests.mutants 100000 1`.

The arguments are how many mutations there are and the seed.
"""

from __future__ import annotations

import re
import sys
from random import Random
from typing import TYPE_CHECKING, Any, Final

from jxtrade.read.document import parse
from tests.cases import GOOD, HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.document import Document
    from jxtrade.read.faults import Fault

TEXTS: Final = [
    file.read_text("utf-8")
    for file in sorted([*GOOD.rglob("*.yaml"), *(HERE.parent / "data").rglob("*.yaml")])
]
RARE: Final = (
    "a: [x, {b: c}, 'd']\nb:\n- x\n- y: z\n  w: 1\nc: \"q\"\n",
    "? a\n: b\n? [x]\n: y\n",
    "a: |\n  x\n  y\nb: >-\n  z\n\n  w\nc: 1\n",
    "{a: 1, 'b': [1, 2], c: {d: e}}\n",
    "- - a\n  - b\n- c: d\n",
    "--- a\n",
    "---\na: 1\n...\n",
    "a:\n  b: x\n   y\n  c: 'x\n    y'\n",
)
MARKS: Final = (
    *"?:,[]{}#&*!|>'\"%@`-.\\ \t=<~+",
    *(": ", "? ", "- ", ", ", " #", "[?", "{?", "''", '""', "&a ", "*a ", "!t ", "!a!b "),
    *("!!", "!<x> ", "<<: ", "\\x41", "\\u12", "!%C3", "!%41", "|2", "|+", ">1", "|-", "null"),
    *("a", "1", "x y", "中", "：", "，", "“", "”", "｛", "\ue000", "\u200b"),
)  # fmt: skip
ENDS: Final = ("\n", "\n\n", "\r\n", "\n ", "\n  ", "---\n", "...\n", "--- ", "%YAML 1.1\n", "|\n")


def mutant(random: Random) -> str:
    """Return some lines of a sound file with a few characters put in, left out or replaced."""
    if random.random() < 0.15:
        text = random.choice(RARE)
    else:
        lines = random.choice(TEXTS).split("\n")
        count = random.choice((1, 2, 3, 5, 8, 15))
        first = random.randrange(max(1, len(lines) - count + 1))
        text = "\n".join((*lines[first : first + count], *random.choice(([""], []))))
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        text = changed(text, random, (*MARKS, *ENDS))
    return text


def changed(text: str, random: Random, marks: tuple[str, ...], *, first: int = 0) -> str:
    """Return the text with one change at or behind a place."""
    at = random.randrange(first, len(text) + 1)
    upto = at + random.choice((0, 0, 1, 1, 2, 5))
    mark = random.choice((*marks, "", "", text[at:upto]))
    return text[:at] + mark + text[upto if mark != text[at:upto] else at :]


def heard(text: str, *, pure: bool) -> tuple[object, ...]:
    """Return all that is read of a text: data, places, faults and what was left out."""
    document = parse(text.encode(), pure=pure)
    faults = [(*fault[:2], sorted(fault.facts.items()), fault.related) for fault in document.faults]
    warnings = [fault.span for fault in document.warnings]
    return document.data, [*places(document.place)], faults, warnings, document.lost


def places(place: Any) -> Iterator[object]:
    """Yield where all stands; what has no width has its place with its key."""
    if isinstance(place, list):
        yield place[0].start_mark.line, place[0].start_mark.column, len(place)
        for each in place[1:]:
            yield from places(each)
    elif place is not None:
        start, end = place.start_mark, place.end_mark
        span = (start.line, start.column, end.line, end.column)
        yield span if span[:2] != span[2:] else None


def differences(seed: int, count: int) -> Iterator[str]:
    """Yield the mutants of which the two parsers do not say the same."""
    random = Random(seed)  # noqa: S311 - the same ones each time
    for _ in range(count):
        text = mutant(random)
        if heard(text, pure=False) != heard(text, pure=True):
            yield text


BLOCK: Final = re.compile(r"^[^\s#-].*\n(?:(?:[ #-].*)?\n)*", re.MULTILINE)


def orders(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield files with faults, each once more with its top-level keys in another order.

    What begins a key stays, so that it remains one; and a document remains one.
    """
    random = Random(seed)  # noqa: S311 - the same ones each time
    short = [text for text in TEXTS if len(text) < 3_000]
    for _ in range(count):
        blocks = BLOCK.findall(random.choice(short))
        for _ in range(random.choice((1, 2, 2, 3))):
            at = random.randrange(len(blocks))
            body = blocks[at].removesuffix("\n")
            blocks[at] = changed(body, random, MARKS, first=1) + "\n"
        yield "".join(blocks), "".join(random.sample(blocks, len(blocks)))


def told(document: Document) -> set[tuple[object, ...]]:
    """Return what is wrong and with which lines, wherever they stand."""

    def lines(fault: Fault) -> frozenset[str]:
        spans = (fault.span, fault.related or fault.span)
        return frozenset(document.line(span.line) for span in spans)

    return {
        (fault.kind, fault.facts.get("reason", fault.facts.get("what")), lines(fault))
        for fault in document.faults
    }


if __name__ == "__main__":
    for different in differences(int(sys.argv[2]), int(sys.argv[1])):
        print(repr(different))  # noqa: T201
