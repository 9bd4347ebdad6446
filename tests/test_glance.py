"""What is read at a glance is what the parser reads, and nothing is wrong with it."""

from __future__ import annotations

from random import Random

import pytest

from jxtrade.read.document import parse
from jxtrade.read.glance import plain_lines
from jxtrade.read.nodes import Quoted
from tests import mutants, seeded

SENT = """\
# 嘉禾区
district: east
period: 2022Q2
received: 2022-07-05T16:30
prepared_by: 张三

values:
  leaders: 0  # 家
  resale: -9.60
sample: true
"""
MARKS = (
    *mutants.MARKS,
    *mutants.ENDS,
    "null",
    "NULL ",
    "  ",
    "   ",
    ": ",
    ":",
    " #",
    "- ",
    "\u3000",
)


def test_plain_lines() -> None:
    assert plain_lines(SENT.encode()) == {
        "district": "east",
        "period": "2022Q2",
        "received": "2022-07-05T16:30",
        "prepared_by": "张三",
        "values": {"leaders": "0", "resale": "-9.60"},
        "sample": "true",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("east", '"east"'), ("east", "null"), ("east", "NULL"), ("east", "~"), ("east", ""),
        ("0  #", "0#"), ("  resale", "   resale"), ("resale:", "leaders:"),
        ("sample", "period"), ("张三", "张 三"), ("张三", "张\u3000三"), ("张三", "张\u200b三"),
        ("-9.60", "- 9.60"), ("values:", "values: {}"), ("true\n", "true"), (": true", ":true"),
        ("# 嘉禾区", "\ufeff# 嘉禾区"), ("\n", "\r\n"), ("values:\n", "values:\n\n  # none\nx:\n"),
    ],
)  # fmt: skip
def test_all_else_is_left_to_the_parser(old: str, new: str) -> None:
    assert old in SENT
    assert plain_lines(SENT.replace(old, new).encode()) is None


def agrees(text: str) -> bool:
    """Hold what is read at a glance against the parser; tell whether anything is."""
    data = plain_lines(text.encode("utf-8", "surrogatepass"))
    if data is not None:
        document = parse(text.encode())
        assert (document.data, document.faults, document.warnings) == (data, (), ()), text
        assert not document.has_blanks
        inner = [each for each in data.values() if isinstance(each, dict)]
        assert not any(
            isinstance(text, Quoted) for each in (data, *inner) for text in each.values()
        )
    return data is not None


def test_mutations_are_read_as_the_parser_reads_them() -> None:
    random = Random(1)  # noqa: S311 - the same ones each time
    read = 0
    for _ in range(6_000):
        text = SENT
        for _ in range(random.choice((1, 1, 2, 3))):
            text = mutants.changed(text, random, MARKS)
        read += agrees(text)
    assert read > 300, "a change within a word leaves plain lines"


def test_seeded_files_are_read_as_the_parser_reads_them() -> None:
    files = [text for seed in range(40) for text in seeded.workspace(seed).values()]
    assert sum(map(agrees, files)) > len(files) // 20
