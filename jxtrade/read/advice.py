"""What to write in place of a figure that is no number: never a figure that might be wrong."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.model.plan import MAX_DECIMALS
from jxtrade.model.scalar import LONG_NUMBER
from jxtrade.text import Text, plain, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.plan import Indicator

_LONGEST: Final = 60
"""Characters of the longest text that is looked at: digits, a unit, a word or two around them."""

_QUOTED: Final = re.compile("(?:“([^“”]+)”|‘([^‘’]+)’|「([^「」]+)」|『([^『』]+)』|＂([^＂]+)＂)")
_FIGURE: Final = re.compile(
    r"((?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?)\s*([^0-9.,].*)?", re.ASCII
)
_ABOUT: Final = re.compile(
    ".*(?:[约近超余多几±≈≥≤><]|左右|上下|以上|以下|大概|不到|不足|至少|预计|[0-9]\\+).*"
)
_CHANGE: Final = re.compile(r"(?:[+±]|-(?=[0-9])|增|减少|上升|下降|同比|环比|较)[^,;]*", re.ASCII)
_UNKNOWN: Final = re.compile(
    r"[^0-9]*(?:无数|暂无|暂未|暂缺|没有|[尚还]未|未[报出统]|待[核定补报]|补报|稍后).*"
)
_SEVERAL: Final = re.compile(r"[^0-9]*[0-9.]+[^0-9.(#-]+[0-9.]+[^0-9]*", re.ASCII)
_RANGE: Final = re.compile(r"[0-9.]+[^0-9.]*?[-~至到—–][^0-9.]*?[0-9.]+[^0-9]*")

_FORMULA: Final = re.compile(r"=.*|[0-9.]+\s*(?:[+*×]\s*[0-9.]+)+(?:\s*=.*)?", re.ASCII)
_EXPONENT: Final = re.compile(r"[0-9.]+[eE][+-]?[0-9]+", re.ASCII)
_FRACTION: Final = re.compile(r"([1-9][0-9.]*)\s*[/:]\s*([1-9][0-9.]*)", re.ASCII)
_PARTED: Final = re.compile(
    r"[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?|[0-9]\s[0-9]+|[0-9]+\s[0-9]|[0-9]+\s+\.\s*[0-9]+|[0-9]+\.\s+[0-9]+",
    re.ASCII,
)
_ODD_POINT: Final = re.compile(r"[0-9]+[,。·][0-9]+|[0-9]+\.|\.[0-9]+", re.ASCII)
_ZEROS: Final = re.compile(r"0+[0-9]+(?:\.[0-9]+)?", re.ASCII)
_LOOKALIKES: Final = str.maketrans("OolI", "0011")
_WITH_WORDS: Final = re.compile(
    r"[0-9.,]+[^0-9\s(/#;,、]{0,4}\s*(?:[(#;,、]|//|\s[^0-9/]).*", re.ASCII
)
_ODD_BLANK: Final = re.compile(r"[^\S ]")

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
_REST_IN_NOTES: Final = Text(
    "这里只写数字，单位「{unit}」，{places}；说明写在 notes 的 {id} 后面",
    "only a figure belongs here, in {unit}, {places}; words go to {id} under notes",
)
_RESULT_ONLY: Final = Text("写算出的结果，不写算式", "write the result, not how it is worked out")
_ALL_DIGITS: Final = Text(
    "不用科学记数：对照原表写出全部数字",
    "no exponent: write all its digits, as the table behind it has them",
)
_AS_RATIO: Final = Text(
    "写成 {{numerator: {numerator}, denominator: {denominator}}}，或写算出的百分数",
    "write {{numerator: {numerator}, denominator: {denominator}}}, or the percentage itself",
)
_NO_BLANK: Final = Text(
    "只写一个数字，数字中间不留空格", "write one figure alone, with no blank within a figure"
)
_WHOLE_FIGURE: Final = Text(
    "写全数，不写增减", "write the whole figure, not what was added or taken away"
)
_ONE_FIGURE: Final = Text(
    "只写一个数字{which}，单位「{unit}」，{places}",
    "write one figure{which}, in {unit}, {places}",
)
_OF_THE_YEAR: Final = Text("：本年累计", ", the year to date")
_OF_THE_QUARTER: Final = Text("：本季度", ", this quarter's own")
_POINT: Final = Text(
    "小数点用半角的「.」，前后都要有数字；不写分节的逗号",
    "the decimal point is “.” between digits, and no comma parts a figure",
)
_LETTERS: Final = Text(
    "里面混有字母：是 {figure} 就写 {figure}",
    "there is a letter in it: write {figure} if it is meant",
)
_NO_ZERO: Final = Text("去掉开头多余的零", "drop the zeros before it")
_UNBLANKED: Final = Text(
    "数字前后有全角空格或不间断空格，删去，写 {figure}",
    "delete the full-width or no-break blank beside it: write {figure}",
)
_EXACT_ONLY: Final = Text(
    "约数不能用：填确切的数，没有就删去这一行（未报）",
    "an estimate can't be used: give the exact figure, or delete the line (not reported)",
)
_INEXACT: Final = (
    (_FORMULA, _RESULT_ONLY),
    (_CHANGE, _WHOLE_FIGURE),
    (_ABOUT, _EXACT_ONLY),
    (_RANGE, _EXACT_ONLY),
    (_EXPONENT, _ALL_DIGITS),
    (_PARTED, _NO_BLANK),
    (_ODD_POINT, _POINT),
    (_ZEROS, _NO_ZERO),
)
NO_FIGURE: Final = Text(
    "没有数字就删去这一行（未报）", "without a figure delete the line (not reported)"
)


def instead_of(written: str, indicator: Indicator | None) -> Text | None:
    """Return what to write in place of a text that is no number; None where nothing is plain.

    A figure is proposed as such only where it is exact in the indicator's unit and decimals.
    """
    if len(written) > _LONGEST:
        return None
    quoted = _QUOTED.fullmatch(written.strip())
    folded = _folded(quoted[quoted.lastindex or 0] if quoted else written)
    found = _FIGURE.fullmatch(folded)
    if found and (figure := _converted(found, indicator)) is not None:
        return _proposed(written, found, figure, indicator)
    if folded in ("O", "o"):
        return _LETTERS.fill(figure="0")
    if _UNKNOWN.fullmatch(folded) or not any(map(str.isnumeric, folded)):
        return NO_FIGURE
    unit = None if indicator is None else _in_unit(folded, indicator)
    return _not_exact(folded, indicator) or unit


def _not_exact(folded: str, indicator: Indicator | None) -> Text | None:
    """Return what is said of a sum, an estimate, a fraction, and of figures that may be another."""
    said = next((words for form, words in _INEXACT if form.fullmatch(folded)), None)
    if said is not None:
        return said
    if (ratio := _FRACTION.fullmatch(folded)) and indicator and indicator.kind == "rate":
        return _AS_RATIO.fill(numerator=ratio[1], denominator=ratio[2])
    likely = folded.translate(_LOOKALIKES)
    is_mixed = likely != folded and LONG_NUMBER.fullmatch(likely)
    return _LETTERS.fill(figure=likely) if is_mixed else None


def _in_unit(folded: str, indicator: Indicator) -> Text:
    """Return which unit is due, and where words belong that stand behind a figure."""
    places = _PLACES.fill(places=indicator.places) if indicator.places else _WHOLE
    if _SEVERAL.fullmatch(folded):
        which = _OF_THE_QUARTER if indicator.is_added_up else _OF_THE_YEAR
        which = same("") if indicator.kind == "rate" else which
        return _ONE_FIGURE.fill(which=which, unit=indicator.unit, places=places)
    words = _REST_IN_NOTES if _WITH_WORDS.fullmatch(folded) else _IN_UNIT
    return words.fill(unit=indicator.unit, places=places, id=indicator.id)


def _folded(words: str) -> str:
    """Return the words with full-width marks and plain numerals as ASCII has them.

    Left out is what begins or ends a sentence.
    """
    folded = words.translate(_HALF_WIDTH).strip().rstrip(_ENDS).lstrip("'\"`").strip()
    if percent := _PERCENT.fullmatch(folded):
        folded = f"{percent[1]}%"
    if money := _MONEY.fullmatch(folded):
        folded = f"{money[1]}元"
    if (numeral := _NUMERAL.match(folded)) and (digits := _arabic(numeral[0])):
        folded = digits + folded[numeral.end() :]
    return folded


def _arabic(numeral: str) -> str | None:
    """Return the digits of a Chinese numeral below ten thousand; None where it is not plain."""
    whole, point, decimals = numeral.partition("点")
    digits = "".join(_NUMERALS.get(character, "x") for character in decimals)
    if "x" in digits or bool(point) != bool(digits):
        return None
    if all(character in _NUMERALS for character in whole):
        figure = "".join(_NUMERALS[character] for character in whole)
    elif found := _PLACED.fullmatch(whole):
        parts = [_NUMERALS.get(part or "", "") for part in found.groups()]
        parts[2] = parts[2] or ("1" if "十" in whole or "拾" in whole else "")
        figure = "".join(part or "0" for part in parts)
    else:
        return None
    figure = figure.lstrip("0") or "0"
    return f"{figure}.{digits}" if digits else figure


_NUMERALS: Final = {
    character: str(number)
    for characters in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖", "零一两")
    for number, character in enumerate(characters)
}
_DIGIT: Final = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_NUMERAL: Final = re.compile(f"[{''.join(_NUMERALS)}十拾百佰千仟点]+")
_PLACED: Final = re.compile(
    f"(?:({_DIGIT})[千仟])?零?(?:({_DIGIT})[百佰])?零?(?:({_DIGIT})?[十拾])?零?({_DIGIT})?"
)
_PERCENT: Final = re.compile(r"百分之\s*(.+?)%?")
_MONEY: Final = re.compile("(?:[¥￥]|RMB|人民币)\\s*([0-9].*?)元?")
_ENDS: Final = "。，,;；、：:'\"`"
_HALF_WIDTH: Final = {0x3000: 0x20, **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}


def _proposed(
    written: str, found: re.Match[str], figure: Decimal, indicator: Indicator | None
) -> Text:
    if _QUOTED.fullmatch(written.strip()):
        return _UNQUOTED.fill(figure=plain(figure))
    if _ODD_BLANK.search(written):
        return _UNBLANKED.fill(figure=plain(figure))
    if indicator is not None and figure != _number(found):
        return _CONVERTED.fill(unit=indicator.unit, figure=plain(figure))
    return _DIGITS.fill(figure=plain(figure))


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", ""))


def _converted(found: re.Match[str], indicator: Indicator | None) -> Decimal | None:
    """Return a figure in the indicator's unit; None where it would not be exact there."""
    times = _times((found[2] or "").strip(" ()"), indicator)
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
    if unit == "‰" and own == "%":
        return Decimal("0.1")
    return 1 / size if unit == base else None


def in_own_unit(figure: Decimal, indicator: Indicator) -> Iterator[tuple[str, Decimal]]:
    """Yield smaller units that a figure may be in, each with what it is in the indicator's own.

    Those in which it would not be exact are left out.
    """
    own = _folded(indicator.unit.zh)
    if (split := _OF_A_UNIT.fullmatch(own)) is None:
        return
    size, base = _TIMES[split[1]], split[2]
    for word in ("万", ""):
        times = _TIMES.get(word, Decimal(1))
        converted = figure * times / size
        _, _, decimals = plain(converted).partition(".")
        if times < size and len(decimals) <= indicator.places:
            yield f"{word}{base}", converted


_EXACT: Final = Context(prec=100)
_TOO_MUCH: Final = Decimal(10) ** 15
