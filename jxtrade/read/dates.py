"""Which day, moment or quarter a text that is none was meant for, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Final

from jxtrade.model.period import Period, written
from jxtrade.text import Text

_LONGEST: Final = 60
"""Characters of the longest text that is looked at."""

_YEAR_FIRST: Final = re.compile(
    r"(?P<year>[0-9]{4})\s*[-./年—–·、\s]\s*(?P<month>[0-9]{1,2})\s*[-./月—–·、\s]\s*"
    r"(?P<day>[0-9]{1,2})\s*[日号]?\s*(?:[(（]?(?:周|星期)[一二三四五六日天][)）]?)?"
    r"(?P<time>.*)",
    re.ASCII | re.DOTALL,
)
_DIGITS: Final = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>[01][0-9])(?P<day>[0-3][0-9])")
_NO_CENTURY: Final = re.compile(
    r"(?P<year>[0-9]{2})\s*[-./年]\s*(?P<month>[0-9]{1,2})\s*[-./月]\s*(?P<day>[0-9]{1,2})\s*[日号]?"
)
_NO_YEAR: Final = re.compile(r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?")
_CLOCK: Final = re.compile(
    r"(?P<half>上午|下午|晚上?|[AaPp]\.?[Mm]\.?)?\s*(?P<hour>[0-9]{1,2})\s*[:.点时]\s*"
    r"(?:(?P<minute>[0-9]{1,2})\s*分?)?(?:[:分][0-9]{1,2}(?:\.[0-9]+)?秒?)?\s*"
    r"(?P<after>[AaPp]\.?[Mm]\.?)?(?:\+08:?00)?",
    re.ASCII,
)
_AFTERNOON: Final = ("p", "下", "晚")
_SERIAL: Final = re.compile(r"([34][0-9]{4})(?:\.[0-9]+)?")
_FIRST_OF_A_SHEET: Final = date(1899, 12, 30)

_WRITE: Final = Text("写 {moment}", "write {moment}")
_NO_SUCH_DAY: Final = Text(
    "{year} 年 {month} 月只有 {days} 天：查明是哪天",
    "{year}-{month:02} has but {days} days: find out which day it was",
)
_NO_SUCH_MONTH: Final = Text(
    "没有 {month} 月：查明是哪天", "there is no month {month}: find out which day it was"
)
_NO_SUCH_TIME: Final = Text(
    "时间从 00:00 到 23:59：写成 {day}T16:30 这样，或只写 {day}",
    "the time runs from 00:00 to 23:59: write it as {day}T16:30, or the day alone",
)
_IF_OF_THE_CENTURY: Final = Text(
    "年份写四位：是 {moment} 就写 {moment}", "give the year four digits: {moment}, if that is meant"
)
_IF_OF_THE_YEAR: Final = Text(
    "补上年份：是 {year} 年的写 {moment}", "add the year: {moment}, if it was in {year}"
)
_IF_A_SERIAL: Final = Text(
    "看来是 Excel 的日期序号，即 {moment}：核对后写 {moment}",
    "this looks like a day as Excel counts it, {moment}: check, and write {moment}",
)
_LIKE_DAY: Final = Text(
    "写成四位年、两位月、两位日：{example} 这样",
    "write year, month and day with 4, 2 and 2 digits, as in {example}",
)
_LIKE_MOMENT: Final = Text(
    "写成 {example} 这样，或带上时间：{example}T16:30",
    "write it as {example}, or with the time as {example}T16:30",
)
_FORM_OF_A_DAY: Final = Text(
    "写成 YYYY-MM-DD：四位年、两位月、两位日",
    "write it as YYYY-MM-DD: year, month and day with 4, 2 and 2 digits",
)
_FORM_OF_A_MOMENT: Final = Text(
    "写成 YYYY-MM-DD，或带上时间：YYYY-MM-DDTHH:MM",
    "write it as YYYY-MM-DD, or with the time as YYYY-MM-DDTHH:MM",
)
_DAY_ALONE: Final = Text("只写日期：{day}", "write the day alone: {day}")


def day_advice(words: str, *, example: date | None, takes_time: bool) -> Text:
    """Return what to write in place of words that are no day, or no moment where one is taken.

    A day is proposed as such only where it can't be another one; `example` is one of the quarter.
    """
    like = _like(example, takes_time=takes_time)
    folded = _in_digits(unicodedata.normalize("NFKC", words[:_LONGEST])).translate(_DASHES)
    folded = _REMARK.sub("", folded.strip(" \"'“”‘’。，,;；"))
    if found := _YEAR_FIRST.fullmatch(folded) or _DIGITS.fullmatch(folded):
        return _of_the_year(found, int(found["year"]), like, takes_time=takes_time)
    if (found := _NO_CENTURY.fullmatch(folded)) and (day := _day(found, 2000 + int(found["year"]))):
        return _IF_OF_THE_CENTURY.fill(moment=written(day))
    if (found := _NO_YEAR.fullmatch(folded)) and example:
        years = range(example.year - 1, example.year + 2)
        days = [day for year in years if (day := _day(found, year))]
        if days:
            near = min(days, key=lambda day: abs(day - example))
            return _IF_OF_THE_YEAR.fill(year=str(near.year), moment=written(near))
    if found := _SERIAL.fullmatch(folded):
        day = _FIRST_OF_A_SHEET + timedelta(int(found[1]))
        return _IF_A_SERIAL.fill(moment=written(day))
    return like


def _like(example: date | None, *, takes_time: bool) -> Text:
    """Return how days, or moments, are written."""
    if example is None:
        return _FORM_OF_A_MOMENT if takes_time else _FORM_OF_A_DAY
    return (_LIKE_MOMENT if takes_time else _LIKE_DAY).fill(example=written(example))


_REMARK: Final = re.compile(r"(?<=[0-9日号时分])\s*\([^()0-9]*\)\Z")
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_NUMERALS: Final = "〇一二三四五六七八九"
_OF_A_YEAR: Final = re.compile(f"[{_NUMERALS}零]{{4}}(?=年)")
_TENS: Final = re.compile("([二三])?十([一二三四五六七八九])?(?=[月日号])")
_ONES: Final = re.compile("[一二三四五六七八九](?=[月日号])")


def _in_digits(words: str) -> str:
    """Return the words with the year, month and day in digits that are numerals."""

    def number(found: re.Match[str]) -> str:
        tens, ones = found.groups()
        return str(10 * (_NUMERALS.index(tens) if tens else 1) + _NUMERALS.index(ones or "〇"))

    def digits(found: re.Match[str]) -> str:
        return "".join(str(_NUMERALS.index(each)) for each in found[0].replace("零", "〇"))

    return _ONES.sub(digits, _TENS.sub(number, _OF_A_YEAR.sub(digits, words)))


def _of_the_year(found: re.Match[str], year: int, like: Text, *, takes_time: bool) -> Text:
    day, month = _day(found, year), int(found["month"])
    if day is None:
        if year and 1 <= month <= _MONTHS:
            days = monthrange(year, month)[1]
            return _NO_SUCH_DAY.fill(year=str(year), month=month, days=days)
        return _NO_SUCH_MONTH.fill(month=month) if month > _MONTHS else like
    time = (found.groupdict().get("time") or "").strip(" Tt,，")
    if not time:
        return _WRITE.fill(moment=written(day))
    if not takes_time:
        return _DAY_ALONE.fill(day=written(day))
    moment = day if _MIDNIGHT.fullmatch(time) else _moment(day, time)
    if moment is None:
        return _NO_SUCH_TIME.fill(day=written(day)) if _CLOCK.fullmatch(time) else like
    return _WRITE.fill(moment=written(moment))


_MONTHS: Final = 12
_MIDNIGHT: Final = re.compile("0?0:00(?::00)?")
"""What a spreadsheet puts behind a day."""


def _day(found: re.Match[str], year: int) -> date | None:
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _moment(day: date, time: str) -> datetime | None:
    """Return the moment of a day that a clock's words tell; seconds are dropped."""
    found = _CLOCK.fullmatch(time)
    if found is None or (found["half"] and found["after"]):
        return None
    half = (found["half"] or found["after"] or "").lower()
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half.startswith(_AFTERNOON) and hour < _NOON:
        hour += _NOON
    elif half.startswith("a") and hour == _NOON:
        hour = 0
    try:
        return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001
    except ValueError:
        return None


_NOON: Final = 12
_QUARTER: Final = re.compile(
    r"([1-9][0-9]{3})[年第季Qq._/\- ]{0,4}([1-4一二三四])[^0-9月]{0,4}", re.ASCII
)
_OF_A_MONTH: Final = re.compile(r"[0-9]{4}\s*[-./]\s*[0-9]{1,2}", re.ASCII)
_CHINESE: Final = {"一": "1", "二": "2", "三": "3", "四": "4"}


def quarter_meant(words: str) -> Period | None:
    """Return the quarter that words name: 2022年第二季度, 2022-Q2; None where they name none."""
    folded = unicodedata.normalize("NFKC", words[:_LONGEST]).strip()
    found = _QUARTER.fullmatch(folded)
    if found is None or _OF_A_MONTH.fullmatch(folded):
        return None
    return Period(int(found[1]), int(_CHINESE.get(found[2], found[2])))


_QUARTER_IS: Final = Text("写 {period}", "write {period}")
_AS_PLACED: Final = Text("按所在的文件夹写 {placed}", "write {placed}, as its folder says")
_PLACED_OR_MEANT: Final = Text(
    "按所在的文件夹写 {placed}；确是 {meant} 的报送，写 {meant} 并移到 reports/{meant} 之下",
    "write {placed}, as its folder says; if it is for {meant}, write {meant} and move the file"
    " below reports/{meant}",
)
_FORM_OF_A_QUARTER: Final = Text("写成年份加 Q1 至 Q4", "write the year and Q1 to Q4")
_LIKE_QUARTER: Final = Text(
    "写成年份加 Q1 至 Q4：{example} 这样", "write the year and Q1 to Q4, as in {example}"
)


def quarter_advice(words: str, *, placed: Period | None, example: Period | None) -> Text:
    """Return what to write in place of words that are no quarter; the folder may say which."""
    meant = quarter_meant(words)
    if placed is None:
        like = _LIKE_QUARTER.fill(example=str(example)) if example else _FORM_OF_A_QUARTER
        return _QUARTER_IS.fill(period=str(meant)) if meant else like
    is_other = meant is not None and meant != placed
    words_for = _PLACED_OR_MEANT if is_other else _AS_PLACED
    return words_for.fill(placed=str(placed), meant=str(meant))
