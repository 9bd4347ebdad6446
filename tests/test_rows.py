"""Long rows that are read at a glance: the same data, places and faults as by the parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from jxtrade.read import reading
from jxtrade.read.document import parse
from jxtrade.read.faults import OFFICE, Limits
from jxtrade.read.rows import Rows, taken_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.document import Document

FILLER = "# words about the plan\n" * 1_000
"""Rows are looked for in long texts alone."""
PAIRS = [f"district_{number}: {number}.{number % 7}" for number in range(40)]
ROW = f"  row: {{{', '.join(PAIRS)}}}\n"


def routes(data: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield route
    if isinstance(data, dict | list):
        for key, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from routes(each, (*route, key))


def told(document: Document) -> tuple[object, ...]:
    """All that a document says: data, faults, and the place of each value."""
    own = document.data
    places = {
        route: (document.span(route), document.span(route, of_key=True)) for route in routes(own)
    }
    return own, document.faults, document.warnings, document.lost, places, document.has_blanks


def read(text: str, limits: Limits = OFFICE, *, pure: bool = False) -> Document:
    return parse(text.encode(), limits=limits, pure=pure)


def plainly(text: str, limits: Limits = OFFICE) -> tuple[object, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "taken_out", lambda text: Rows(text, {}))
        return told(read(text, limits))


def same(text: str, limits: Limits = OFFICE) -> Document:
    found = read(text, limits)
    assert told(found) == plainly(text, limits)
    assert told(read(text, limits, pure=True))[0] == told(found)[0]
    return found


def test_a_row_is_taken_out_and_read_with_its_places() -> None:
    text = f"{FILLER}values:\n{ROW}after: 1\n"
    rows = taken_out(text)
    assert rows.text == f"{FILLER}values:\n  row: {{}}\nafter: 1\n"
    assert rows.nodes == 80
    found = same(text)
    assert isinstance(found.data, dict)
    values = found.data["values"]
    assert isinstance(values, dict)
    assert values["row"] == dict(pair.split(": ") for pair in PAIRS)
    line = ROW.rstrip()
    span = found.span(("values", "row", "district_39"))
    assert (span.line, line[span.column - 1 : span.end_column - 1]) == (1_002, "39.4")


TEXTS = {
    "several rows": f"values:\n{ROW}{ROW.replace('row', 'two')}",
    "the last line without an end": f"values:\n{ROW}".rstrip("\n"),
    "in a list": f"list:\n  - name: x\n  {ROW}  - name: y\n  {ROW}",
    "a key stands twice": f"values:\n{ROW.replace('district_7:', 'district_8:')}",
    "two rows of one key": f"values:\n{ROW}{ROW}",
    "in a block of text": f"text: |\n{ROW}more: 1\n",
    "in folded text": f"text: >\n{ROW}",
    "in quotes over lines": f'text: "begins\n{ROW}  ends"\n',
    "in single quotes over lines": f"text: 'begins\n{ROW}  ends'\n",
    "in a plain scalar over lines": f"text: begins\n{ROW}",
    "in braces around it": "around: {\n" + ROW + "}\n",
    "in braces, and more": "around: {\n" + ROW.rstrip() + ",\n  b: 1\n}\n",
    "in brackets": "around: [\n" + ROW + "]\n",
    "behind a comment's mark": f"values:\n  # {ROW}  a: 1\n",
    "a comment behind it": f"values:\n{ROW.rstrip()} # all\n",
    "a blank behind it": f"values:\n{ROW.rstrip()} \n",
    "a tab in it": "values:\n" + ROW.replace(", ", ",\t", 1),
    "ends of Windows": f"values:\n{ROW}".replace("\n", "\r\n"),
    "indented too little": f"values:\n    a: 1\n{ROW}",
    "a colon lacks its blank": f"values:\n{ROW.replace(': 3.3', ':3.3')}",
    "an anchor elsewhere": f"other: &x 1\nvalues:\n{ROW}",
    "a fault elsewhere": f"values:\n{ROW}other: [1\n",
    "null elsewhere": f"other: null\nblank:\nvalues:\n{ROW}",
    "keys like numbers": f"values:\n{ROW.replace('district_', '3304')}",
    "keys like null and yes": "values:\n"
    + ROW.replace("district_3:", "null:").replace("district_4:", "yes:"),
    "a key like merge": f"values:\n{ROW.replace('row:', '<<:')}",
    "a Chinese key": f"values:\n{ROW.replace('district_5', '南区')}",
    "the document ends before": f"a: 1\n---\nvalues:\n{ROW}",
    "a private character": f"other: '\ue000'\nvalues:\n{ROW}",
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_as_the_parser_reads_it(name: str) -> None:
    same(FILLER + TEXTS[name])


@pytest.mark.parametrize("most", [3, 5, 6, 60, 83, 84, 85, 86, 90])
def test_what_a_row_holds_counts_towards_the_limit(most: int) -> None:
    same(f"{FILLER}values:\n{ROW}", OFFICE._replace(nodes=most))


@settings(max_examples=50, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_whatever_is_put_into_it(data: st.DataObject) -> None:
    text = f"values:\n{ROW}other:\n  - {{a: 1}}\n{ROW.replace('row', 'last')}"
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        put = data.draw(st.sampled_from(["", *" \n\t:,{}[]#&*|>'\"-?!%~0a南\u3000"]))
        text = text[:at] + put + text[at + data.draw(st.integers(0, 2)) :]
    same(FILLER + text)
