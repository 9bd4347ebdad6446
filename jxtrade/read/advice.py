"""What to write in place of a figure that is no number: never a figure that might be wrong."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.model.plan import MAX_DECIMALS
from jxtrade.text import Text, plain

if TYPE_CHECKING:
    from jxtrade.model.plan import Indicator

_LONGEST: Final = 60
"""Characters of the longest text that is looked at: digits, a unit, a word or two around them."""

_QUOTED: Final = re.compile("(?:“([^“”]+)”|‘([^‘’]+)’|「([^「」]+)」|『([^『』]+)』|＂([^＂]+)＂)")
_FIGURE: Final = re.compile(
    r"\+?((?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?)\s*([^0-9.,].*)?", re.ASCII
)
_ABOUT: Final = re.compile(
    "[约近超余多几±≈≥≤><]|左右|上下|以上|以下|大概|不到|不足|至少|预计|[0-9]\\+"
)
_RANGE: Final = re.compile(r"[0-9.]+[^0-9.]*?[-~至到—–][^0-9.]*?[0-9.]+[^0-9]*")

_TIMES: Final = {
    word: Decimal(times)
    for word, times in {
        "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
        "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
    }.items()
}  # fmt: skip
"""Chinese number words before a unit."""

_OF_A_UNIT: Final = re.compile("(十万|百万|千万|万亿|十亿|百亿|千亿|万|亿)(.+)")
"""A unit that counts in such words; 千 and 百 are part of units' names (千瓦时, 百强企业)."""

_DIGITS: Final = Text("只写数字，写 {figure}", "digits only: write {figure}")
_CONVERTED: Final = Text("换算成「{unit}」，写 {figure}", "in {unit}: write {figure}")
_UNQUOTED: Final = Text("去掉中文引号，写 {figure}", "drop the Chinese quotes: write {figure}")
_IN_UNIT: Final = Text(
    "按「{unit}」填，{places}，只写数字", "give it in {unit}, {places}, digits only"
)
_WHOLE: Final = Text("整数", "a whole number")
_PLACES: Final = Text("至多 {places} 位小数", "at most {places} after the point")
_EXACT_ONLY: Final = Text(
    "约数不能用：填确切的数，没有就删去这一行（未报）",
    "an estimate can't be used: give the exact figure, or delete the line (not reported)",
)
NO_FIGURE: Final = Text(
    "没有数字就删去这一行（未报）；不适用就写入 not_applicable 并说明原因",
    "without a figure delete the line (not reported); where it does not apply, name it in"
    " not_applicable with the reason",
)


def instead_of(written: str, indicator: Indicator | None) -> Text | None:
    """Return what to write in place of a text that is no number; None where nothing is plain.

    A figure is proposed only where it is exact in the indicator's unit and decimals.
    """
    if len(written) > _LONGEST:
        return None
    quoted = _QUOTED.fullmatch(written.strip())
    folded = _folded(quoted[quoted.lastindex or 0] if quoted else written)
    found = _FIGURE.fullmatch(folded)
    if found and (figure := _converted(found, indicator)) is not None:
        return _proposed(found, figure, indicator, is_quoted=quoted is not None)
    if not any(character.isnumeric() for character in folded):
        return NO_FIGURE
    if _ABOUT.search(folded) or _RANGE.fullmatch(folded):
        return _EXACT_ONLY
    if found and indicator is not None:
        places = _PLACES.fill(places=indicator.places) if indicator.places else _WHOLE
        return _IN_UNIT.fill(unit=indicator.unit, places=places)
    return None


def _folded(words: str) -> str:
    """Return the words with full-width letters, digits and marks as ASCII has them."""
    return words.translate(_HALF_WIDTH).strip()


_HALF_WIDTH: Final = {0x3000: 0x20, **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}


def _proposed(
    found: re.Match[str], figure: Decimal, indicator: Indicator | None, *, is_quoted: bool
) -> Text:
    if is_quoted:
        return _UNQUOTED.fill(figure=plain(figure))
    if indicator is not None and figure != _number(found):
        return _CONVERTED.fill(unit=indicator.unit, figure=plain(figure))
    return _DIGITS.fill(figure=plain(figure))


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", ""))


def _converted(found: re.Match[str], indicator: Indicator | None) -> Decimal | None:
    """Return a figure in the indicator's unit; None where it would not be exact there."""
    times = _times((found[2] or "").strip(), indicator)
    if times is None:
        return None
    figure = _EXACT.multiply(_number(found), times)
    _, _, decimals = plain(figure).partition(".")
    places = MAX_DECIMALS if indicator is None else indicator.places
    return figure if len(decimals) <= places and figure < _TOO_MUCH else None


def _times(unit: str, indicator: Indicator | None) -> Decimal | None:
    """Return how many of the indicator's units one of another is; None where that is unknown.

    A number word alone (9.6亿) counts what the indicator's unit counts; a rate counts nothing.
    """
    if not unit:
        return Decimal(1)
    if indicator is None:
        return None
    own = _folded(indicator.unit.zh)
    if unit in (own, indicator.unit.en):
        return Decimal(1)
    split = _OF_A_UNIT.fullmatch(own)
    size, base = (_TIMES[split[1]], split[2]) if split else (Decimal(1), own)
    for word, times in _TIMES.items():
        rest = unit.removeprefix(word)
        if rest != unit and (rest == base or (not rest and indicator.kind != "rate")):
            return times / size
    return 1 / size if unit == base else None


_EXACT: Final = Context(prec=100)
_TOO_MUCH: Final = Decimal(10) ** 15
