"""The reader: what it takes, what it refuses and where, and that both parsers say the same."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jxtrade.findings import Severity, Subject
from jxtrade.model import plan
from jxtrade.model.plan import Plan
from jxtrade.model.scalar import NULL
from jxtrade.model.submissions import DistrictSubmission
from jxtrade.place import Span
from jxtrade.read.dialect import findings_of
from jxtrade.read.document import parse
from jxtrade.read.faults import (
    MAX_DEPTH,
    MAX_FAULTS,
    MAX_SCALAR,
    OFFICE,
    SUBMISSION,
    FaultKind,
    Limits,
)
from jxtrade.read.fields import model_of
from jxtrade.read.forms import Asked
from jxtrade.read.reading import LONG
from jxtrade.text import UNSEEN
from tests.cases import GOOD, HERE
from tests.mutants import differences, orders, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jxtrade.read.document import Document
    from jxtrade.read.nodes import Raw

PURE = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
S, D, R, E, L, C = (
    FaultKind.SYNTAX, FaultKind.DUPLICATE, FaultKind.REFUSED,
    FaultKind.ENCODING, FaultKind.LIMIT, FaultKind.CHARACTER,
)  # fmt: skip

ACCEPTED: dict[str, tuple[bytes, Raw]] = {
    "block": (b"a: 1\nb:\n  - x\n  - y\n", {"a": "1", "b": ["x", "y"]}),
    "flow": (b"{a: 1, b: [x, {c: y}]}\n", {"a": "1", "b": ["x", {"c": "y"}]}),
    "as JSON": (b'{"a":"1","b":[null,true]}', {"a": "1", "b": [NULL, "true"]}),
    "BOM at the start": (b"\xef\xbb\xbfa: 1\n", {"a": "1"}),
    "CRLF": (b"a: 1\r\nb: 'x\r\n  y'\r\n", {"a": "1", "b": "x y"}),
    "marked document": (b"---\na: 1\n...\n", {"a": "1"}),
    "no line end": (b"a: 1", {"a": "1"}),
    "words of YAML 1.1": (b"[no, On, y, TRUE, off]", ["no", "On", "y", "TRUE", "off"]),
    "numbers of YAML 1.1": (
        b"[010, 0x1F, 1_000, 1:30, 1e3, +5, -0, .5, 5., .inf, .NaN, =]",
        ["010", "0x1F", "1_000", "1:30", "1e3", "+5", "-0", ".5", "5.", ".inf", ".NaN", "="],
    ),
    "dates": (b"[2022-01-01, 2022-01-01T10:00:00Z]", ["2022-01-01", "2022-01-01T10:00:00Z"]),
    "long numbers": (b"[%b, 0.%b]" % (b"9" * 60, b"1" * 60), ["9" * 60, "0." + "1" * 60]),
    "a code of 18 digits": (b"a: 913304020000001981\n", {"a": "913304020000001981"}),
    "nothing, in all ways": (b"[~, null, Null, NULL, '', '~']", [NULL, NULL, NULL, NULL, "", "~"]),
    "nothing behind a colon": (b"a:\nb: # c\n", {"a": None, "b": None}),
    "null alone": (b"null\n", NULL),
    "no null": (b"[nUll, 'null', none, nil]", ["nUll", "null", "none", "nil"]),
    "keys that look like values": (
        b"1: a\ntrue: b\nnull: c\n2022-01-01: d\n",
        {"1": "a", "true": "b", "null": "c", "2022-01-01": "d"},
    ),
    "marks within text": (b"a: x&y *z!w 5% @ `\n", {"a": "x&y *z!w 5% @ `"}),
    "marks in quotes": (b"'<<': '&a *b !c %d --- ? |'\n", {"<<": "&a *b !c %d --- ? |"}),
    "a quoted apostrophe": (b"a: 'it''s'\n", {"a": "it's"}),
    "escapes": (b'a: "\\x41\\u4e2d\\U0001f600\\\\\\""\n', {"a": 'A中\U0001f600\\"'}),
    "a folded line in quotes": (b'a: "x\n  y\\\n  z"\n', {"a": "x yz"}),
    "a folded plain text": (b"a: x\n  y\n", {"a": "x y"}),
    "a folded block": (b"a: >-\n  x\n  y\n", {"a": "x y"}),
    "a literal line": (b"a: |-\n  x\n", {"a": "x"}),
    "a tab in quotes": (b"a: \"x\ty\"\nb: 'x\ty'\n", {"a": "x\ty", "b": "x\ty"}),
    "full-width": ("a: １２：（）\n".encode(), {"a": "１２：（）"}),
    "a full-width colon in a text": ("a: b： 1，2\n".encode(), {"a": "b： 1，2"}),
    "Chinese quotes are text": ("a: “b”\nc: [“d”企业，e]\n".encode(),
                                {"a": "“b”", "c": ["“d”企业，e"]}),
    "colons within text": (b"a: 10:30\nb: http://x:1\n", {"a": "10:30", "b": "http://x:1"}),
    "question marks in brackets": (
        b"{a?: b?c, d: [e?, f ?g, ?h, {?i: 1}]}",
        {"a?": "b?c", "d": ["e?", "f ?g", {"h": None}, {"i": "1"}]},
    ),
    "a comment directly behind a bar": (b"a: |#", {"a": ""}),
    "look-alikes stay apart": ("a: 1\nа: 2\n".encode(), {"a": "1", "а": "2"}),
    "composed and decomposed": ("é: 1\ne\u0301: 2\n".encode(), {"é": "1", "e\u0301": "2"}),
    "wide blanks are text": ("a: x\u3000\u00a0y\n".encode(), {"a": "x\u3000\u00a0y"}),
    "markup is text": (b"a: '[red]x[/] [link=http://x]y[/link] :smile:'\n",
                       {"a": "[red]x[/] [link=http://x]y[/link] :smile:"}),
    "a key of 1,024 characters": (b"%b: 1\n" % (b"k" * 1022), {"k" * 1022: "1"}),
}  # fmt: skip

REFUSED: dict[str, tuple[bytes, list[tuple[FaultKind, int, int]]]] = {
    "empty": (b"", [(R, 1, 1)]),
    "BOM alone": (b"\xef\xbb\xbf", [(R, 1, 1)]),
    "blank lines": (b"\n\n", [(R, 1, 1)]),
    "comments alone": (b"# x\n# y\n", [(R, 1, 1)]),
    "an empty document": (b"---\n...\n", [(R, 1, 1)]),
    "a key twice": (b"a: 1\nb: 2\na: 3\n", [(D, 3, 1)]),
    "a key three times": (b"{a: 1, a: 2, a: 3}", [(D, 1, 8), (D, 1, 14)]),
    "a key twice, in two quotes": (b"'a': 1\n\"a\": 2\n", [(D, 2, 1)]),
    "a key twice, escaped": (b'a: 1\n"\\x61": 2\n', [(D, 2, 1)]),
    "a key twice, below": (b"a: {b: 1, b: 2}\nc:\n  - d: 1\n    d: 2\n", [(D, 1, 11), (D, 4, 5)]),
    "an anchor and an alias": (b"a: &x 1\nb: *x\n", [(R, 1, 4), (R, 2, 4)]),
    "an anchor of a mapping": (b"a: &x\n  b: 1\nc: *x\n", [(R, 1, 4), (R, 3, 4)]),
    "an anchor of a key": (b"&x a: 1\n", [(R, 1, 1)]),
    "an alias without anchor": (b"- *x\n", [(R, 1, 3)]),
    "an alias as a key": (b"*x : 1\n", [(R, 1, 1)]),
    "a bomb of aliases": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        [(R, 1, 4), (R, 2, 4), (R, 2, 8), (R, 2, 12), (R, 3, 4), (R, 3, 8), (R, 3, 12)],
    ),
    "tags": (b"a: !!str 1\nb: !x [1]\nc: !<tag:x> {}\n", [(R, 1, 4), (R, 2, 4), (R, 3, 4)]),
    "an object": (b"a: !!python/object/apply:os.system ['id']\n", [(R, 1, 4)]),
    "a merge key": (b"a: 1\n<<: {b: 2}\n", [(R, 2, 1)]),
    "no key in brackets": (b"a: [?,x]\nb: [?]\n", [(R, 1, 5), (R, 2, 5)]),
    "no key in braces": (b"a: {b: 1, ? }\nc: 1\nc: 2\n", [(R, 1, 11), (D, 3, 1)]),
    "no key below": (b"a: 1\n?\n: 2\n", [(R, 2, 1)]),
    "no value behind a colon in braces": (b"{a:, b: 1}", [(S, 1, 3)]),
    "a list as a key": (b"a: 1\n? [b]\n: 2\n", [(R, 2, 3)]),
    "a mapping as a key": (b"{a: 1}: 2\n", [(R, 1, 1)]),
    "a block as a key": (b"? |-\n  a\n: 1\n", [(R, 1, 3)]),
    "a second document": (b"a: 1\n---\nb: 2\n", [(R, 2, 1)]),
    "a bare second document": (b"a: 1\n...\nb: 2\n", [(R, 3, 1)]),
    "a directive": (b"%YAML 1.1\n---\na: 1\n", [(R, 1, 1)]),
    "a directive below a comment": (b"# x\n\n%TAG ! tag:x,2000:\n---\na: 1\n", [(R, 3, 1)]),
    "GB18030": ("a: 1\n区: 南湖\n".encode("gb18030"), [(E, 2, 1)]),
    "UTF-16": ("a: 1\n".encode("utf-16"), [(E, 1, 1)]),
    "UTF-16 without BOM": ("a: 1\nb: 2\n".encode("utf-16-be"), [(E, 1, 1)]),
    "UTF-32": ("a: 1\n".encode("utf-32"), [(E, 1, 1)]),
    "UTF-32 without BOM": ("a: 1\nb: 2\n".encode("utf-32-le"), [(E, 1, 1)]),
    "Latin-1": (b"a: 1\nb: caf\xe9 \n", [(E, 2, 7)]),
    "a cut character": ("a: 1\nb: 中".encode()[:-1], [(E, 2, 4)]),
    "a surrogate in UTF-8": (b"a: \xed\xa0\x80\n", [(E, 1, 4)]),
    "an overlong form": (b"a: 1\nb: \xc0\x80\n", [(E, 2, 4)]),
    "an encoding behind a BOM": (b"\xef\xbb\xbfa: \xff\n", [(E, 1, 4)]),
    "NUL": (b"district: east\nperiod: 2022\x00Q2\n", [(C, 2, 13)]),
    "ESC": (b"a: 1\nb: x\x1b[31my\n", [(C, 2, 5)]),
    "BEL, DEL and CSI": (b"a: \x07\nb: \x7f\nc: \xc2\x9b\n", [(C, 1, 4), (C, 2, 4), (C, 3, 4)]),
    "lone CR": (b"a: 1\rb: 2\r", [(C, 1, 5)]),
    "U+0085": ("a: 1\u0085b: 2\n".encode(), [(C, 1, 5)]),
    "U+2028 and U+2029": ("a: x\u2028y\nb: x\u2029y\n".encode(), [(C, 1, 5), (C, 2, 5)]),
    "BOM inside": ("a: 1\n\ufeffb: 2\n".encode(), [(C, 2, 1)]),
    "zero-width": ("a: x\u200by\nb\u200d: 1\n".encode(), [(C, 1, 5), (C, 2, 2)]),
    "bidirectional": ("a: \u202ex\nb: 'y\u2067'\n".encode(), [(C, 1, 4), (C, 2, 6)]),
    "in a comment": ("a: 1 # \u202e\n".encode(), [(C, 1, 8)]),
    "variation, filler, tag, hyphen": (
        "a: x\ufe0f\nb: \u3164\nc: x\U000e0041\nd: x\u00ady\n".encode(),
        [(C, 1, 5), (C, 2, 4), (C, 3, 5), (C, 4, 5)],
    ),
    "several in a line are one": ("a: \u200b\u200b\u200b\nb: 1\n".encode(), [(C, 1, 4)]),
    "escaped ESC": (b'a: "\\e[31m"\nb: "\\x1b"\n', [(C, 1, 4), (C, 2, 4)]),
    "escaped NUL, BEL, CSI": (b'["\\0", "\\a", "\\x9b"]', [(C, 1, 2), (C, 1, 8), (C, 1, 14)]),
    "escaped bidi, zero-width": (b'a: "\\u202e"\nb: "\\u200b"\n', [(C, 1, 4), (C, 2, 4)]),
    "escaped line ends": (b'["\\n", "\\r", "\\N", "\\L", "\\P"]',
                          [(C, 1, 2), (C, 1, 8), (C, 1, 14), (C, 1, 20), (C, 1, 26)]),
    "escaped in a key": (b'"a\\u200b": 1\n', [(C, 1, 1)]),
    "a line end in a block": (b"a: |\n  x\nb: 1\n", [(C, 1, 4)]),
    "a line end in quotes": (b'a: "x\n\n  y"\n', [(C, 1, 4)]),
    "a line end in plain text": (b"a: x\n\n  y\n", [(C, 1, 4)]),
    "a tab as indentation": (b"a:\n\tb: 1\n", [(C, 2, 1)]),
    "a tab behind a colon": (b"a:\t1\n", [(C, 1, 3)]),
    "a tab in plain text": (b"a: x\ty\n", [(C, 1, 5)]),
    "a tab in a comment": (b"#\tx\na: 1\n", [(C, 1, 2)]),
    "a tab in a list": (b"a: [1,\t2]\n", [(C, 1, 7)]),
    "a tab beside quotes": (b'a: "x\ty"\t\nb: "x\ty"\n', [(C, 1, 9)]),
    "a tab below a fault may be in quotes": (b'a: }\nb: "x\ty"\n', [(S, 1, 4)]),
    "a bracket not closed": (b"a: 1\nb: [1, 2\nc: 3\n", [(S, 2, 4)]),
    "a bracket not closed at the end": (b"a: 1\nb: [1, 2\n", [(S, 2, 4)]),
    "a brace not closed": (b"a: {b: 1\n", [(S, 1, 4)]),
    "a bracket too many": (b"a: [1]]\n", [(S, 1, 7)]),
    "a brace behind the end": (b"{a: 1}\n}\n", [(S, 2, 1)]),
    "a quote not closed": (b'a: 1\nb: "x\nc: 3\n', [(S, 2, 4)]),
    "an apostrophe not closed": (b"a: 'it's\n", [(S, 1, 8)]),
    "a colon too many": (b"a: b: c\n", [(S, 1, 5)]),
    "a colon missing": (b"a: 1\nb\n", [(S, 2, 1)]),
    "indented less": (b"  a: 1\nb: 2\n", [(S, 2, 1)]),
    "indented more": (b"a: 1\n  b: 2\n", [(S, 2, 3)]),
    "the first indented more": (b" a: 1\nb: 2\nc: 3\n", [(S, 1, 2)]),
    "a list beside a key": (b"- a\nb: 1\n", [(S, 1, 1)]),
    "a key beside a list": (b"- a\n- b\nc: 1\n", [(S, 3, 1)]),
    "a list below a value": (b"a: 1\n- b\nc: 2\n", [(S, 2, 1)]),
    "text behind quotes": (b'a: "x" y\n', [(S, 1, 8)]),
    "text behind a bar": (b"a: | x\n", [(S, 1, 4)]),
    "a reserved mark": (b"a: 1\nb: @x\n", [(S, 2, 4)]),
    "no content": (b"a: ]\n", [(S, 1, 4)]),
    "more brackets than libyaml bears": (
        b"b: 1\nb: 2\na: " + b"[" * 1_001, [(D, 2, 1), (L, 3, 35)],
    ),
    "a tag of bytes that are no text": (b"a: !%C0%80 x\nb: 1\nb: 2\n", [(R, 1, 4), (D, 3, 1)]),
    "all that is wrong at once": (
        "a: &x 1\nb: \u200b\nb: 2\nc: [}\n".encode(), [(R, 1, 4), (C, 2, 4), (D, 3, 1), (S, 4, 5)],
    ),
}  # fmt: skip


def faults(document: Document) -> list[tuple[FaultKind, int, int]]:
    return [(fault.kind, fault.span.line, fault.span.column) for fault in document.faults]


@PURE
@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str, *, pure: bool) -> None:
    content, data = ACCEPTED[name]
    document = parse(content, pure=pure)
    assert (faults(document), document.data) == ([], data)


@PURE
@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, *, pure: bool) -> None:
    content, expected = REFUSED[name]
    assert faults(parse(content, pure=pure)) == expected


@PURE
@pytest.mark.parametrize(
    "escape", [b"\\q", b"\\x4", b"\\ud800", b"\\udc00x", b"\\U00110000", b"\\Uffffffff", b"\\u 123"]
)
def test_escape_that_is_no_character(escape: bytes, *, pure: bool) -> None:
    document = parse(b'a: 1\nb: "%b"\n' % escape, pure=pure)
    assert [fault[:2] for fault in faults(document)] == [(S, 2)]
    assert document.data is None


def test_duplicate_names_both_places() -> None:
    (fault,) = parse(b"a: 1\nb: 2\n'a': 3\n").faults
    assert (fault.span, fault.related) == (Span(3, 1, 3, 4), Span(1, 1, 1, 2))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("报送单位：南湖区".encode("gb18030"), "GB18030"),
        (codecs.BOM_UTF16_BE + "报送".encode("utf-16-be"), "UTF-16"),
        ("district: 1\n".encode("utf-32-be"), "UTF-32"),
        ("prénom: é\n".encode("latin-1"), "Latin-1"),
    ],
)
def test_encoding_is_named(content: bytes, encoding: str) -> None:
    (fault,) = parse(content).faults
    assert fault.facts["encoding"] == encoding


@PURE
def test_what_is_refused_is_left_out_and_the_rest_is_read(*, pure: bool) -> None:
    content = 'a: &x 1\nb: [*x, 2]\nc: "\\e"\nd: {e: 1, e: 2, f: 3}\ng: \u200b\n!t h: 1\ni: 4\n'
    document = parse(content.encode(), pure=pure)
    assert document.data == {"b": ["2"], "d": {"f": "3"}, "i": "4"}
    assert document.lost == {("a",), ("b", 0), ("c",), ("d", "e"), ("g",), ("h",)}
    assert document.span(("b", 0)) == Span(2, 9, 2, 10)


SPANS = b"""\
district: nanhu
values:
  leaders:   2
  "resale" : 'a
    b'
  none:
rosters: {leaders: [{name: \xe7\x94\xb2, uscc: "91"}, x]}
notes:
- >-
  one
  two
- {}
"""


@PURE
@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize(
    ("route", "value", "key"),
    [
        ((), (1, 1, 1, 9), (1, 1, 1, 9)),
        (("district",), (1, 11, 1, 16), (1, 1, 1, 9)),
        (("values",), (3, 3, 3, 10), (2, 1, 2, 7)),
        (("values", "leaders"), (3, 14, 3, 15), (3, 3, 3, 10)),
        (("values", "resale"), (4, 14, 5, 7), (4, 3, 4, 11)),
        (("values", "none"), (6, 3, 6, 7), (6, 3, 6, 7)),
        (("rosters", "leaders"), (7, 20, 7, 21), (7, 11, 7, 18)),
        (("rosters", "leaders", 0), (7, 21, 7, 22), (7, 21, 7, 22)),
        (("rosters", "leaders", 0, "name"), (7, 28, 7, 29), (7, 22, 7, 26)),
        (("rosters", "leaders", 0, "uscc"), (7, 37, 7, 41), (7, 31, 7, 35)),
        (("rosters", "leaders", 1), (7, 44, 7, 45), (7, 44, 7, 45)),
        (("notes", 0), (9, 3, 12, 1), (9, 3, 12, 1)),
        (("notes", 1), (12, 3, 12, 4), (12, 3, 12, 4)),
        (("values", "absent"), (3, 3, 3, 10), (2, 1, 2, 7)),
        (("[key]", "values", "int", "leaders"), (3, 14, 3, 15), (3, 3, 3, 10)),
    ],
)
def test_spans(
    route: tuple[str | int, ...],
    value: tuple[int, ...],
    key: tuple[int, ...],
    *,
    long: bool,
    pure: bool,
) -> None:
    content = SPANS + b"# " + b"x" * LONG if long else SPANS
    document = parse(content, pure=pure)
    assert document.faults == ()
    assert document.span(route) == value
    assert document.span(route, of_key=True) == key


def test_spans_count_characters_behind_a_bom_and_within_crlf() -> None:
    document = parse("\ufeff区县: 南湖\r\n值: {好: 31}\r\n".encode())
    assert document.span(("区县",)) == (1, 5, 1, 7)
    assert document.span(("值", "好")) == (2, 8, 2, 10)
    assert document.lines == ["区县: 南湖", "值: {好: 31}", ""]


@PURE
@pytest.mark.parametrize("style", ["%s", "'%s'", '"%s"', ">-\n  %s", "[%s]", "? %s\n  : 1"])
def test_limit_of_a_text(style: str, *, pure: bool) -> None:
    at, above = (
        ("a:\n  " + style % ("x" * size)).encode() for size in (MAX_SCALAR, MAX_SCALAR + 1)
    )
    assert parse(at, pure=pure).faults == ()
    (fault,) = parse(above, pure=pure).faults
    assert (fault.kind, fault.span.line, fault.facts["most"]) == (L, 2, 10_000)


@PURE
def test_limit_of_depth(*, pure: bool) -> None:
    for opening, closing, width in ((b"[", b"]", 1), (b"- ", b"", 2), (b"{a: ", b"}", 4)):
        at, above = (opening * deep + b"x" + closing * deep for deep in (MAX_DEPTH, MAX_DEPTH + 1))
        assert parse(at, pure=pure).faults == ()
        assert faults(parse(above, pure=pure)) == [(L, 1, width * 32 + 1)]
    block = [" " * level + "a:\n" for level in range(MAX_DEPTH + 1)]
    assert parse("".join(block[:-1]).encode(), pure=pure).faults == ()
    assert faults(parse("".join(block).encode(), pure=pure)) == [(L, 33, 33)]


@pytest.mark.parametrize(
    ("item", "most", "pure"),
    [("x", 99_999, False), ("[]", 99_999, False), ("a: b", 33_333, False), ("a: b", 333, True)],
    ids=["texts", "lists", "pairs", "pairs-pure"],
)
def test_limit_of_nodes(item: str, most: int, *, pure: bool) -> None:
    """The list itself is a node, a pair of a list holds three."""
    limits = SUBMISSION._replace(nodes=1_000) if pure else SUBMISSION
    assert SUBMISSION.nodes == 100_000
    document = parse(f"[{', '.join([item] * most)}]".encode(), limits=limits, pure=pure)
    assert document.faults == ()
    assert isinstance(document.data, list)
    assert len(document.data) == most
    above = f"- {item}\n" * (most + 1)
    found = faults(parse(above.encode(), limits=limits, pure=pure))
    assert [fault[:2] for fault in found] == [(L, most + 1)]


def test_limit_of_nodes_in_the_shortest_text() -> None:
    """A key without a value holds two in two characters."""
    pairs = [f"{{{'x,' * pairs}}}".encode() for pairs in (200, 201)]
    for content, expected in zip(pairs, ([], [L]), strict=True):
        document = parse(content, limits=Limits(bytes=1_000, nodes=401))
        assert [fault.kind for fault in document.faults if fault.kind is L] == expected


def test_limit_of_bytes() -> None:
    content = b"a: 1\n#".ljust(SUBMISSION.bytes, b"x")
    assert len(content) == 1_048_576
    assert parse(content).data == {"a": "1"}
    assert faults(parse(content + b"x")) == [(L, 1, 1)]


@PURE
@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"- &x 1\n", R),
        (b"- *x\n", R),
        ("# \u200b\n".encode(), C),
        (b"#\t\n", C),
        (b"- \x07\n", C),
    ],
)
def test_limit_of_faults(line: bytes, kind: FaultKind, *, pure: bool) -> None:
    """A file of nothing but faults ends with one more, and nothing of it is used."""
    at = b"- x\n" + line * MAX_FAULTS
    assert [fault.kind for fault in parse(at, pure=pure).faults] == [kind] * 1_000
    document = parse(at + line, pure=pure)
    assert [fault.kind for fault in document.faults] == [kind] * 1_000 + [L]
    assert (document.faults[-1].span.line, document.data) == (1_002, None)


SENT = "district: d\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: p\n"
ALONE = Asked(DistrictSubmission, Subject("d"), "d", {})


def codes(text: str) -> tuple[list[tuple[str, int]], DistrictSubmission | None]:
    """Return code and line of what is wrong with a submission, and what can be used of it."""
    document = parse(text.encode())
    model, _, found = model_of(document, ALONE, mends=True)
    found = [*findings_of(document), *found]
    return [(finding.code, finding.location.line) for finding in found], model


def test_limit_of_a_roster() -> None:
    firms = [f"    - {{name: f{number}, uscc: x}}\n" for number in range(5_001)]
    start = SENT + "values: {a: 1}\nrosters:\n  a:\n"
    found, model = codes(start + "".join(firms[:-1]))
    assert found == []
    assert model is not None
    assert len(model.rosters["a"]) == 5_000
    found, model = codes(start + "".join(firms))
    assert found == [("JX005", 8)]
    assert model is not None
    assert model.rosters == {}
    assert model.values == {"a": 1}


def test_limit_of_the_firms_of_a_file() -> None:
    row = "  r{}: [" + "{{name: f}}," * 5_000 + "]\n"
    start = SENT + "values: {r0: 1}\nrosters:\n"
    at = start + "".join(map(row.format, range(4)))
    assert "JX005" not in {code for code, _ in codes(at)[0]}
    found, model = codes(f"{at}  r4: [{{name: f}}]\n")
    assert found == [("JX005", 6)]
    assert model is not None
    assert model.values == {"r0": 1}


PLAN = "version: 1\nplan: {title: t, start: 2022}\n"
ROW = "{{id: d{0}, name: d}}"
INDICATOR = "{{id: i{0}, name: i, unit: u, kind: count}}"


def planned(districts: int, indicators: int, values: str) -> list[tuple[str, int]]:
    """Return code and line of what is wrong with a plan of so many districts and indicators."""
    rows = ", ".join(map(ROW.format, range(districts)))
    columns = ", ".join(map(INDICATOR.format, range(indicators)))
    text = f"{PLAN}districts: [{rows}]\nindicators: [{columns}]\nallocations:\n{values}"
    document = parse(text.encode(), limits=OFFICE)
    _, _, found = model_of(document, Asked(Plan, Subject(), None, {}), mends=False)
    return [(finding.code, finding.location.line) for finding in (*findings_of(document), *found)]


def test_limit_of_the_cells_of_a_plan() -> None:
    one = "- {year: 2022, values: {}}\n"
    assert planned(400, 500, one) == []
    assert planned(501, 400, one) == [("JX005", 4)]


def test_limit_of_the_allocated_cells_of_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are those of all years and documents; what is no mapping holds none."""
    assert plan.MAX_ALLOCATED == 800_000
    monkeypatch.setattr(plan, "MAX_ALLOCATED", 4)
    one = "- {year: 2022, values: {i0: {d0: 1, d1: 2}}}\n"
    other = "- {year: 2023, values: {i0: {d0: 1}, i1: {d0: 2}}}\n"
    assert planned(2, 2, one + other) == []
    assert planned(2, 2, one + other + "- {year: 2024, values: {i0: {d0: 1}}}\n") == [("JX005", 5)]
    assert "JX005" not in {code for code, _ in planned(2, 2, one + other + "- {values: 1}\n- 2\n")}


def test_limits_of_the_office() -> None:
    """They are sixteen and twenty times those of a submission."""
    assert OFFICE == (16_777_216, 2_000_000)
    content = b"a: 1\n#".ljust(OFFICE.bytes, b"x")
    assert parse(content, limits=OFFICE).data == {"a": "1"}
    (fault,) = parse(content + b"x", limits=OFFICE).faults
    assert (fault.kind, fault.facts["most"]) == (L, 16_777_216)
    many = parse(b"- x\n" * 100_001, limits=OFFICE)
    assert many.faults == ()
    assert many.span((100_000,)) == (100_001, 3, 100_001, 4)
    few = Limits(bytes=100, nodes=4)
    assert parse(b"[x, y, z]", limits=few).faults == ()
    assert [fault.kind for fault in parse(b"[x, y, z, w]", limits=few).faults] == [L]


def test_limit_of_a_name() -> None:
    start = SENT + "values: {}\nrosters:\n  a:\n    - name: "
    assert codes(f"{start}{'名' * 100}\n      uscc: x\n")[0] == []
    assert codes(f"{start}{'名' * 101}\n      uscc: x\n")[0] == [("JX005", 8)]


@pytest.mark.parametrize(
    ("value", "code"),
    [("x", "JX014"), ('"1"', "JX015"), ("[]", "JX012")],
    ids=["word", "quoted", "list"],
)
def test_limit_of_findings_in_a_file(value: str, code: str) -> None:
    start = SENT + "values:\n"
    lines = [f"  i{number}: {value}\n" for number in range(1_001)]
    found, model = codes(start + "".join(lines[:-1]))
    assert found == [(code, line) for line in range(6, 1_006)]
    assert model is not None
    found, model = codes(start + "".join(lines))
    assert found == [*((code, line) for line in range(6, 1_006)), ("JX005", 1_006)]
    assert model is None


FILES = sorted([*GOOD.rglob("*.yaml"), *(HERE.parent / "data").rglob("*.yaml")])
CONTENTS = [file.read_bytes() for file in FILES]
TOKENS = [
    token.encode()
    for token in (
        '"', "'", "\n", "\r\n", "\r", "\t", " ", "  ", "- ", "-", ": ", ":", "? ", "[", "]", "{",
        "}", ",", "#", " #", "&a ", "*a", "!x ", "!!str ", "|", ">", "|-\n", ">-\n", "%", "@", "\\",
        "%YAML 1.1\n", "---\n", "...\n", "<<: ", '"\\e"', '"\\ud800"', '"\\U00110000"', "null",
        "~", "a", "1", "\x00", "\x1b", "\x85", "\u200b", "\u202e", "\u2028", "\ufeff", "：", "中",
        "\U0001f600", "a: b\n", "{a: b}", "[a: b]", "? - a\n: b", '"a":b', '"\n\n"', "&a [*a]",
        "'\t'",
    )
] + [b"\xff", b"\xd4\xc2", b"\xed\xa0\x80"]  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn, contents: Iterable[bytes] = CONTENTS) -> bytes:
    """Return a good file with a few places changed, left out or said twice."""
    content = draw(st.sampled_from(tuple(contents)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        upto = min(at + draw(st.integers(0, 12)), len(content))
        change = draw(
            st.sampled_from(TOKENS) | st.binary(max_size=4) | st.just(content[at:upto] * 2)
        )
        content = content[:at] + change + content[upto:]
    return content


def check(content: bytes) -> None:
    """Hold what both parsers say against the text and against each other."""
    documents = [parse(content), parse(content, pure=True)]
    for document in documents:
        assert document.data is None or document.place is not None
        assert document.data is not None or document.faults
        shown = document
        if any(fault.kind is E for fault in document.faults):
            shown = replace(document, text=content.decode("utf-8-sig", "replace"))
        for fault in document.faults:
            for span in (fault.span, fault.related or fault.span):
                lies_within(span, shown)
        for finding in findings_of(document):
            assert finding.message.zh
            assert finding.message.en
        if document.data is not None:
            walk(document)
    first, second = documents
    if not first.faults and not second.faults:
        assert first.data == second.data
        assert routes(first.data) == routes(second.data)
        for route in routes(first.data):
            assert first.span(route)[:2] == second.span(route)[:2]


def test_both_parsers_say_the_same() -> None:
    """Data, places, faults; python -m tests.mutants looks longer."""
    assert [*differences(1, 1_500)] == []


def test_no_fault_depends_on_the_order_of_keys() -> None:
    different = [
        (one, other)
        for one, other in orders(1, 600)
        if told(parse(one.encode())) != told(parse(other.encode()))
    ]
    assert different == []


BLOCKS: dict[str, list[tuple[FaultKind, str]]] = {
    "a: [1, 2\n": [(S, "“[” is not closed")],
    'b: "x\n': [(S, "a quote is not closed")],
    "c： 1\n": [(S, "“：” is a full-width colon")],
    "d\n": [(S, "a colon is missing")],
    "e: {f: 1, f: 2}\n": [(D, "")],
    "g: &x 1\n": [(R, "an anchor (&)")],
    "? [h]\n: 1\n": [(R, "a key that is not text")],
    "i:\n  j: 1\n  k\n  l:1\n  m: {n: 1，o: 2}\n": [
        (S, "a colon is missing"),
        (S, "a blank is missing behind the colon"),
        (S, "“，” is a full-width comma"),
    ],
    "p:\n- q: 1\n  r： 2\n- s: }\n": [
        (S, "“：” is a full-width colon"),
        (S, "content is missing here"),
    ],
    "t: 1\nu: 2\n": [],
}


@PURE
@pytest.mark.parametrize("turn", range(len(BLOCKS)))
def test_each_part_has_its_own_faults(turn: int, *, pure: bool) -> None:
    parts = [*BLOCKS][turn:] + [*BLOCKS][:turn]
    found = parse("".join(parts).encode(), pure=pure).faults
    said = [(fault.kind, fault.facts.get("reason", fault.facts.get("what"))) for fault in found]
    assert [(kind, words.en if words else "") for kind, words in said] == [
        expected for part in parts for expected in BLOCKS[part]
    ]


def test_limit_of_the_parts_that_are_read_by_themselves() -> None:
    """Beyond it nothing is said but where the parser stumbled first."""
    lines = [f"k{number}: 1\n" for number in range(9_999)]
    assert faults(parse("".join(("x: ]\n", *lines[:-1], "y: ]\n")).encode())) == [
        (S, 1, 4),
        (S, 10_000, 4),
    ]
    assert faults(parse("".join(("x: ]\n", *lines, "y: ]\n")).encode())) == [(S, 1, 4)]


HEAD = "district: east\n"
ODD: dict[str, list[tuple[int, int, str]]] = {
    "period：2022Q2\nvalues: {}\n": [(2, 7, "：")],
    "period： 2022Q2": [(2, 7, "：")],
    "period:2022Q2\nvalues: {}\n": [(2, 7, ":")],
    "values：\n  leaders: 2\n": [(2, 7, "：")],
    "values:\n  leaders： 2\n  resale: 5\n": [(3, 10, "：")],
    "values:\n  resale: 5\n  leaders:2\n": [(4, 10, ":")],
    "values: {leaders：0，exporters：31}\n": [(2, 17, "：")],
    "values: {leaders：0, exporters:31}\n": [(2, 17, "："), (2, 30, ":")],
    "values: {leaders：0，exporters: 31}\n": [(2, 17, "：")],
    "values: {leaders: 0，exporters: 31}\n": [(2, 20, "，")],
    "values: {leaders: 0、exporters: 31}\n": [(2, 20, "、")],
    "values: ｛leaders: 0, exporters: 31｝\n": [(2, 9, "｛")],
    "values: {leaders: 0｝\nnotes: {}\n": [(2, 20, "｛")],
    "values: [{a: 1}，{a: 2}]\n": [(2, 16, "，")],
    "values:\n- {a: 1}，\n- {a: 2}\n": [(3, 9, "，")],
    "values:\n- a：1\n  b: 2\n": [(3, 4, "：")],
    'by: "张三”\nto: "李四"\n': [(2, 8, "“")],
    "by: 'a’\n": [(2, 7, "“")],
    "by: “张三: 科长”\n": [(2, 5, "“")],
    "“by”： 张三\n": [(2, 5, "：")],
    '"by":张三\n': [(2, 5, ":")],
    "备注：见附件: 1\n": [(2, 3, "：")],
}
SOUND = (
    "note: 完成：三项，见“附件”\n",
    "note: [出口：同比，“a”, b：c]\n",
    "note: {a: 见附件：三，四, b: http://x, c: 10:30}\n",
    "note: >-\n  出口：同比\n  内销:同比\n",
    "note:\n  出口：同比\n",
    "'a：b': 1\n",
    "note: {'a：1': 2, \"b:1\": }\n",
    "note: {a: }\n",
)
OTHERWISE = {
    "note: 完成：三项，四项: 无\n": (2, 15),
    "note: “领跑者”企业: 36家\n": (2, 14),
    'note: {a: 完成，三项, b: "x" y}\n': (2, 25),
    "http://x\n": (2, 1),
    "10:30\n": (2, 1),
}


@PURE
@pytest.mark.parametrize("text", ODD)
def test_mark_that_stands_for_one_of_yaml_is_named(text: str, *, pure: bool) -> None:
    document = parse((HEAD + text).encode(), pure=pure)
    found = [(*fault.span[:2], fault.facts.get("character")) for fault in document.faults]
    assert found == ODD[text]
    assert {fault.kind for fault in document.faults} == {S}
    assert document.data is None


@PURE
@pytest.mark.parametrize("text", SOUND)
def test_mark_within_text_is_text(text: str, *, pure: bool) -> None:
    assert parse((HEAD + text).encode(), pure=pure).faults == ()


@PURE
@pytest.mark.parametrize("text", OTHERWISE)
def test_mark_that_is_not_to_blame_is_not_named(text: str, *, pure: bool) -> None:
    (fault,) = parse((HEAD + text).encode(), pure=pure).faults
    assert (fault.kind, *fault.span[:2], fault.facts.get("character")) == (
        S, *OTHERWISE[text], None,
    )  # fmt: skip


def test_entries_that_are_but_a_text_are_named() -> None:
    """Where a mapping is due the schema asks the reader for the colon."""
    assert codes(SENT + "values:\n  a： 1\n  b:2\n")[0] == [("JX001", 6), ("JX001", 7)]
    faults = parse("values:\n  a： 1\n  bc:2\n".encode()).odd_entries(("values",))
    assert [fault.span[:2] for fault in faults] == [(2, 4), (3, 5)]
    assert codes(SENT + "values: {a: 1}\nrosters:\n  a:\n  - name：b\n")[0] == [("JX001", 8)]
    assert codes(SENT.replace(": ", "："))[0] == [("JX001", line) for line in range(1, 5)]
    assert codes(SENT + "values: 'a：1'\n")[0] == [("JX012", 5)]
    assert codes(SENT + "values: 无\n")[0] == [("JX012", 5)]


def test_private_use_character_is_a_warning() -> None:
    text = "a\ue000: x\nb: \U000f0000\U0010fffd\nc: '\uf8ff'\nd: \"\\uE001\"\n# \ue002\ne: 𠮷\n"
    for pure in (False, True):
        document = parse(text.encode(), pure=pure)
        assert document.faults == ()
        assert document.data == {
            "a\ue000": "x", "b": "\U000f0000\U0010fffd", "c": "\uf8ff", "d": "\ue001", "e": "𠮷",
        }  # fmt: skip
        assert [(fault.span[:2], fault.facts["point"]) for fault in document.warnings] == [
            ((1, 2), "U+E000"),
            ((2, 4), "U+F0000"),
            ((3, 5), "U+F8FF"),
            ((4, 4), "U+E001"),
            ((5, 3), "U+E002"),
        ]


def test_limit_of_warnings() -> None:
    """The 201st is said once, as gravely as the others, and the file is read all the same."""
    lines = [f"- \ue000{number}\n" for number in range(203)]
    for count in (200, 201, 203):
        document = parse("".join(lines[:count]).encode())
        found = [*findings_of(document)]
        assert [finding.code for finding in found] == ["JX016"] * 200 + ["JX005"] * (count > 200)
        assert {finding.severity for finding in found} == {Severity.WARNING}
        assert isinstance(document.data, list)
        assert len(document.data) == count
    assert found[-1].location.line == 201


def lies_within(span: Span, document: Document) -> None:
    """Assert that a span begins in the text and ends behind its beginning, not behind the text."""
    lines = document.lines
    assert span[:2] <= span[2:]
    assert 1 <= span.line <= span.end_line <= max(len(lines), 1)
    assert 1 <= span.column <= len(document.line(span.line)) + 1
    assert span.end_column <= len(document.line(span.end_line)) + 2


def routes(data: Raw, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the routes to all values."""
    found = [above]
    match data:
        case dict():
            for key, value in data.items():
                found += routes(value, (*above, key))
        case list():
            for index, value in enumerate(data):
                found += routes(value, (*above, index))
    return found


def walk(document: Document) -> None:
    """Assert that every value and key has its place."""
    for route in routes(document.data):
        lies_within(document.span(route), document)
        lies_within(document.span(route, of_key=True), document)


@given(st.binary(max_size=60) | st.lists(st.sampled_from(TOKENS), max_size=14).map(b"".join))
@settings(max_examples=1_000)
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    check(content)


@given(mutations())
@settings(max_examples=150)
def test_no_mutation_makes_the_reader_raise(content: bytes) -> None:
    check(content)


LETTERS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn", "Co", "Zl", "Zp", "Mn", "Me"))
    | st.sampled_from("[]{}#&*!|>%@`,:?-<=/\\\"'0123456789.+~ "),
    max_size=40,
)


@given(LETTERS)
@settings(max_examples=300)
def test_what_is_written_in_quotes_is_what_is_read(text: str) -> None:
    single = text.replace("'", "''")
    double = text.replace("\\", "\\\\").replace('"', '\\"')
    for pure in (False, True):
        document = parse(f"'{single}': ['{single}', \"{double}\"]\n".encode(), pure=pure)
        if not document.faults:
            assert document.data == {text: [text, text]}
        else:
            assert [fault.kind for fault in document.faults] == [C], "a filler or the like"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(HERE.parent).as_posix())
def test_both_parsers_read_the_shipped_files_alike(file: Path) -> None:
    first, second = (parse(file.read_bytes(), pure=pure) for pure in (False, True))
    assert first.faults == second.faults == ()
    assert first.data == second.data
    for route in routes(first.data):
        assert first.span(route) == second.span(route)
        assert first.span(route, of_key=True) == second.span(route, of_key=True)


def test_every_character_that_cannot_be_seen_is_refused() -> None:
    unseen = re.findall(f"[{UNSEEN}]", "".join(map(chr, (*range(0xD800), *range(0xE000, 0xE1000)))))
    assert len(unseen) > 4_000
    for character in unseen:
        faults = parse(f"a: 中{character}文\n".encode()).faults
        assert [fault.kind for fault in faults] == [FaultKind.CHARACTER], hex(ord(character))


pytestmark = pytest.mark.uncounted
