"""Unified social credit codes.

GB 32100-2015 gives a code its 18 characters and the last one as a check over the others; its
characters 9 to 17 are the organisation code of GB 11714, whose last one checks the eight before.
"""

import re
from typing import Final

LENGTH: Final = 18
_DIGITS: Final = frozenset("0123456789")
_ORDERED: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ALPHABET: Final = frozenset(_ORDERED)
_REGION: Final = range(2, 8)
_ORGANISATION: Final = slice(8, 16)
_ORGANISATION_CHECK: Final = 16
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_SEPARATORS: Final = re.compile(r"[\s\u002d\u2010-\u2015\u2212\ufe58\ufe63]+")
_TO_FULL_WIDTH: Final = 0xFF01 - ord("!")
_PLAIN: Final = {
    place: chr(character).upper()
    for character in range(ord("!"), ord("~") + 1)
    for place in (character, character + _TO_FULL_WIDTH)
}
"""ASCII and its full-width forms, in upper case; other look-alikes (①, ²) are no slip of a hand."""


def normal(code: str) -> str:
    """Return a code in normal form: half-width, upper case, without blanks and hyphens."""
    return _SEPARATORS.sub("", code.translate(_PLAIN))


def misplaced(code: str) -> tuple[tuple[int, str], ...]:
    """Return the places, from 1, and characters that a code has where they can't stand.

    The alphabet of GB 32100-2015 lacks I, O, S, V and Z; places 3 to 8, the region, are digits.
    """
    return tuple(
        (index + 1, character)
        for index, character in enumerate(code)
        if character not in (_DIGITS if index in _REGION else ALPHABET)
    )


def check_character(code: str) -> str:
    """Return what the 18th character is to be by the first 17, after GB 32100-2015.

    Raises:
        ValueError: one of them is not in the alphabet.

    """
    size = len(_ORDERED)
    body = code[: LENGTH - 1]
    weighted = (_ORDERED.index(each) * pow(3, place, size) for place, each in enumerate(body))
    return _ORDERED[-sum(weighted) % size]


def organisation_check(code: str) -> str:
    """Return what the 17th character is to be by the eight before it, after GB 11714.

    Raises:
        ValueError: one of them is no letter or digit.

    """
    body = code[_ORGANISATION]
    weighted = (int(each, 36) * w for each, w in zip(body, _ORGANISATION_WEIGHTS, strict=False))
    return "0X987654321"[sum(weighted) % 11]


def organisation_digit(code: str) -> str:
    """Return the 17th character of a code."""
    return code[_ORGANISATION_CHECK]


def is_valid(code: str) -> bool:
    """Tell whether a code in normal form has the length, alphabet and end of GB 32100-2015."""
    return len(code) == LENGTH and not misplaced(code) and code[-1] == check_character(code)
