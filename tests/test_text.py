"""Suggestions: the word that somebody meant."""

from __future__ import annotations

import pytest

from jxtrade.text import MOST_COMPARED, Vocabulary, nearest


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
