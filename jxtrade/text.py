"""Sentences in Chinese and in English, and how characters and figures are shown."""

from __future__ import annotations

import re
import string
import unicodedata
from bisect import bisect_left
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Lang(StrEnum):
    """The two languages of every sentence."""

    ZH = "zh"
    EN = "en"


class Text(NamedTuple):
    """A sentence in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """Return the sentence in one language."""
        return self.zh if lang is Lang.ZH else self.en

    def fill(self, **facts: object) -> Text:
        """Return both sentences with their placeholders filled.

        Decimals are written out without exponent, characters that cannot be seen are
        named, and a fact that is itself a Text speaks each sentence's language.

        Raises:
            KeyError: a placeholder of either language has no fact.

        """
        return Text(_filled(self.zh, Lang.ZH, facts), _filled(self.en, Lang.EN, facts))

    def means(self, zh: str, en: str) -> Said:
        """Return this as the name of something, and behind it what the thing is."""
        return Said(self, Text(zh, en))


class Said(NamedTuple):
    """What something is called, and what it is."""

    title: Text
    about: Text


def _filled(sentence: str, lang: Lang, facts: Mapping[str, object]) -> str:
    return "".join(
        literal if name is None else literal + _said(facts[name], spec or "", lang)
        for literal, name, spec, _ in _parts(sentence)
    )


@lru_cache(maxsize=1024)
def _parts(sentence: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    """Return a sentence's literal parts, each with the placeholder behind it."""
    return tuple(string.Formatter().parse(sentence))


def _said(value: object, form: str, lang: Lang) -> str:
    match value:
        case str():
            return visible(value)
        case Text():
            return visible(value.to(lang))
        case Decimal():
            return format(value, f"{form}f")
        case tuple() | list():
            return ("、" if lang is Lang.ZH else ", ").join(
                _said(part, form, lang) for part in value
            )
        case _:
            return format(value, form)


def same(words: str) -> Text:
    """Return a text that reads the same in both languages: a code, a name, a figure."""
    return Text(words, words)


_BESIDE: Final = Text("{id}（{name}）", "{id} ({name})")


def beside(id_: str, name: Text) -> Text:
    """Return an id with the name that it stands for; where both are one word, that word."""
    return same(visible(id_)) if name == same(id_) else _BESIDE.fill(id=id_, name=name)


def paragraphs(*words: str) -> tuple[Text, ...]:
    """Return a text of several paragraphs, each given in Chinese and behind that in English."""
    return tuple(Text(*pair) for pair in zip(words[::2], words[1::2], strict=True))


def join(parts: list[Text] | tuple[Text, ...], zh: str = "；", en: str = "; ") -> Text:
    """Return one text of several, joined by each language's mark."""
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def agreeing(count: int, one: Text, more: Text) -> Text:
    """Return what is said of one, or of none or several, with the count filled in."""
    return (one if count == 1 else more).fill(count=count)


MOST_LISTED: Final = 20
_AND_MORE: Final = Text("{first} 等 {number} 个", "{first} and more, {number} in all")


def listed(words: Sequence[str | Text]) -> Text:
    """Return the words in a row; of more than anybody reads the first, and how many there are."""
    first = same("{first}").fill(first=tuple(words[:MOST_LISTED]))
    return first if len(words) <= MOST_LISTED else _AND_MORE.fill(first=first, number=len(words))


UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that no reader can see or that act on a terminal, as a regex class.

Control characters less tab and line ends, zero-width and bidirectional characters, variation
selectors, fillers, tags and lone surrogates; from Unicode's Default_Ignorable_Code_Point and
Bidi_Control properties and the categories Cc and Cs.
"""

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""Characters to which each machine may give a look of its own, or none, as a regex class."""

_UNSHOWN = re.compile(f"[{UNSEEN}{PRIVATE}\t\r\n]")


def visible(words: str) -> str:
    """Return the words with every character that can't be seen, or is private, as U+XXXX."""
    if words.isascii() and words.isprintable():
        return words
    return _UNSHOWN.sub(lambda found: f"<{point(found[0])}>", words)


def point(character: str) -> str:
    """Return a character's code point as Unicode writes it: U+200B."""
    return f"U+{ord(character):04X}"


def shorten(words: str, most: int = 40) -> str:
    """Return at most `most` characters of the words, saying so where some are left out."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def cells(words: str) -> int:
    """Return how many terminal cells the words fill: a Chinese character fills two."""
    if words.isascii():
        return len(words)
    return sum(map(_cell, words))


@lru_cache(maxsize=10_000)
def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def plain(number: Decimal) -> str:
    """Return a number's exact digits, without exponent and without trailing zeros after a point."""
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like the given one, else None."""
    return Vocabulary(known).nearest(word)


class Vocabulary:
    """Known words, to suggest the one that is most like a mistaken one.

    Width and case are overlooked here only, to suggest, never to compare.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._words = {_fold(name): name for name in known}
        self._sorted = sorted(self._words)
        self._reversed = sorted(word[::-1] for word in self._words)

    def nearest(self, word: str) -> str | None:
        """Return the known word that is most like the given one, else None."""
        from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 - mistakes are rare

        if len(word) > MAX_MISTAKE:
            return None
        folded = _fold(word)

        def likeness(each: str) -> tuple[float, bool]:
            """Two letters that changed places are likelier than one mistaken for another."""
            return SequenceMatcher(None, each, folded).ratio(), sorted(each) == sorted(folded)

        close = get_close_matches(folded, self._compared(folded))
        return self._words[max(close, key=likeness)] if close else None

    def _compared(self, word: str) -> Iterable[str]:
        """Return the words to compare with: of many, those that begin or end most alike."""
        if len(self._sorted) <= MOST_COMPARED:
            return self._sorted
        ends = (each[::-1] for each in _around(word[::-1], self._reversed))
        return {*_around(word, self._sorted), *ends}


def _around(word: str, words: list[str]) -> list[str]:
    place = bisect_left(words, word)
    return words[max(place - MOST_COMPARED // 4, 0) : place + MOST_COMPARED // 4]


MAX_MISTAKE = 100
"""Longer words are no mistyped names, and comparing them takes its time."""

MOST_COMPARED = 200
"""So many mistakes against so many names would else take the product of both."""


def _fold(word: str) -> str:
    return _UNSHOWN.sub("", unicodedata.normalize("NFKC", word)).casefold().strip()
