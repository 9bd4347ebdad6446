"""Suggestions: the word that somebody meant; and what no reader can see."""

from __future__ import annotations

import pytest

from jxtrade.text import MOST_COMPARED, Text, Vocabulary, beside, nearest, same, visible


@pytest.mark.parametrize(
    ("word", "meant"),
    [("esat", "east"), ("wset", "west"), ("ＥＡＳＴ", "east"), ("prot", "port"), ("moon", None)],
)
def test_nearest(word: str, meant: str | None) -> None:
    assert nearest(word, ("east", "west", "port")) == meant


def test_of_many_words_the_nearest_is_found_by_its_beginning_or_end() -> None:
    words = [f"d{number:04}" for number in range(10 * MOST_COMPARED)]
    many = Vocabulary([*words, "nanhu", "xiuzhou"])
    assert many.nearest("nanhy") == "nanhu"
    assert many.nearest("ciuzhou") == "xiuzhou"
    assert many.nearest("d1234x") == "d1234"


@pytest.mark.parametrize("point", [0x3164, 0x115F, 0xFE0F, 0x034F, 0x200B, 0xE000, 0x1B, 0x0A])
def test_what_no_reader_can_see_is_shown_by_its_number(point: int) -> None:
    assert visible(f"东{chr(point)}区") == f"东<U+{point:04X}>区"
    assert visible(f"a{chr(point)}b") == f"a<U+{point:04X}>b"


def test_an_id_that_is_its_own_name_is_said_once() -> None:
    assert beside("east", Text("东区", "East")) == Text("east（东区）", "east (East)")
    assert beside("东区", same("东区")) == same("东区")
