"""An allocation table of an office, in any of the shapes that offices give it.

Where districts, indicators, units and totals stand is read from words and figures; every figure
is taken as it is written, and a cell that holds something else is a problem.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.model.scalar import MAX_NAME, is_id
from jxtrade.read.cells import Rows, TableError, address, rows_of
from jxtrade.text import Lang, Text, listed, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NOTHING: Final = frozenset(("", "-", "--", "—", "——", "–", "－", "/", "／"))
_FIGURE: Final = re.compile(
    r"((?:0|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,14})(?:\.[0-9]{1,4})?)(%?)", re.ASCII
)
_TOTAL: Final = re.compile(
    r"(?:全[国省市州县区]|合计|总计|共计|总数|total|sum|grand ?total)(?:合计|总计|数)?",
    re.IGNORECASE,
)
_PARTIAL: Final = re.compile(r"小计|其中.*|sub-?total", re.IGNORECASE)
_SERIAL: Final = re.compile(r"序号?|编号|no\.?|#", re.IGNORECASE)
_REMARK: Final = re.compile(
    r"备注|说明|责任单位|牵头单位|责任部门|牵头部门|notes?|remarks?", re.IGNORECASE
)
_UNIT_HEAD: Final = re.compile(r"(?:计量)?单位|units?", re.IGNORECASE)
_UNIT_LINE: Final = re.compile(r"(?:计量)?单位[:：](.+)|unit: *(.+)", re.IGNORECASE)
_SEVERAL: Final = re.compile("[、，,；;和]")
_WITH_UNIT: Final = re.compile(r"(.+?)[（(\[【]([^（）()\[\]【】]*)[）)\]】]|(.+)/([^/]{1,8})")
_BARE_UNIT: Final = re.compile(r"[（(\[【](.+)[）)\]】]")
_MEASURED: Final = re.compile(
    r"[十百千万亿]*(?:元|美元|欧元|吨|吨标准煤|公斤|千克|亩|公顷|公里|千米|米|平方公里|平方米|立方米|"
    r"千瓦|千瓦时|度|升|小时)"
)
_PERCENT: Final = re.compile(r"[%％‰]|百分[点比]")
_COUNTED: Final = re.compile(
    r"[十百千万亿]*(?:家|户|个|人|人次|名|项|件|台|辆|套|次|场|条|所|处|座|批|种|篇|份|期|天|对|只|头|"
    r"株|棵|间|张|部|本|册|艘|架|箱|标箱|床)"
)
_UNITS: Final = (_MEASURED, _COUNTED, _PERCENT)
_NOTE: Final = re.compile(
    r"[*※①]|(?:附?注|备注|说明|附件?|(?:资料)?来源|(?:填报|填表|制表|审核|联系)人?|notes?|sources?)"
    r" ?[0-9一二三]?[:：.、]",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile("[：:，。；;]")
_ANNEX: Final = re.compile(r"附[件表录]?[0-9一二三四五六七八九十]*[:：]?")
_YEAR: Final = re.compile(r"(?<![0-9])(19[5-9][0-9]|20[0-9]{2})(?![0-9])", re.ASCII)
_OF_DISTRICTS: Final = re.compile(
    r"[区县市]|地区|街道|镇|district|region|area|county|city", re.IGNORECASE
)
_OF_INDICATORS: Final = re.compile(r"指标|项目|任务|内容|indicator|item|target", re.IGNORECASE)
_PLACE: Final = re.compile(r".+(?:[区县市州盟旗镇乡省]|街道)")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_NO_ID: Final = re.compile(r"[^\w-]+")
_MAX_ID: Final = 40


class Measure(NamedTuple):
    """An indicator as a table has it: figures by district as they are written, and its total."""

    name: str
    unit: str | None
    kind: str
    decimals: int | None
    cells: dict[str, str]
    total: str | None


class Table(NamedTuple):
    """What a table allocates, and what was taken for granted in reading it."""

    title: str | None
    year: int | None
    districts: tuple[str, ...]
    measures: tuple[Measure, ...]
    assumed: tuple[Text, ...]

    @property
    def lang(self) -> Lang:
        """Return the language of the names: Chinese where one is written in it, else English."""
        names = (*self.districts, *(each.name for each in self.measures))
        return Lang.ZH if any(map(_CHINESE.search, names)) else Lang.EN


def read_table(content: bytes) -> Table:
    """Return the allocation table that the bytes of a CSV file hold.

    Raises:
        TableError: it holds none, or cells that are no figures; all problems are named.

    """
    return _Reading(rows_of(content)).table()


_NO_FIGURES: Final = Text("表里没有数字", "there is no figure in the table")
_NO_HEAD: Final = Text(
    "第 {row} 行已是数字，上面没有表头", "row {row} has figures and there is no heading above it"
)
_NO_NAMES: Final = Text("没有写名称的列", "no column holds names")
_NO_FIGURE: Final = Text(
    "第 {row} 行「{one}」、第 {column} 列「{other}」（{cell}）写的是「{word}」，不是数字",
    "row {row} “{one}”, column {column} “{other}” ({cell}): “{word}” is no number",
)
_NAMELESS_ROW: Final = Text(
    "第 {number} 行有数字而没有名称", "row {number} has figures and no name"
)
_NAMELESS_COLUMN: Final = Text(
    "第 {number} 列有数字而没有表头", "column {number} has figures and no heading"
)
_TWICE: Final = Text("「{name}」写了两次", "“{name}” stands there twice")
_PART: Final = Text(
    "「{name}」是其中一部分的数，去掉后再用", "“{name}” is part of a sum; take it out"
)
_TOO_LONG: Final = Text(
    "「{name}」太长，名称至多 {most} 字",
    "“{name}” is too long: a name has at most {most} characters",
)
_FORM: Final = Text(
    "编码 {encoding}，以{delimiter}分隔", "encoding {encoding}, parted by {delimiter}"
)
_DOWN: Final = Text(
    "一行一个区县，共 {count} 个：{names}", "districts down, {count} in all: {names}"
)
_ACROSS: Final = Text(
    "一列一个区县，共 {count} 个：{names}", "districts across, {count} in all: {names}"
)
_STATED: Final = Text(
    "「{name}」作为文件写明的合计，不是区县", "“{name}” is the total that the document states"
)
_LEFT_OUT: Final = Text("没有用：{names}", "left out: {names}")
_AROUND: Final = Text(
    "表上表下的话没有用：{words}", "left out of what stands above and below: {words}"
)
_RATE: Final = Text(
    "「{name}」（{unit}）是水平，不相加", "“{name}” ({unit}) is a level, never summed"
)
_AMOUNT: Final = Text(
    "「{name}」（{unit}）是数额，{places} 位小数",
    "“{name}” ({unit}) is an amount, decimals: {places}",
)
_COUNT: Final = Text("「{name}」（{unit}）是个数，整数", "“{name}” ({unit}) is a count, whole")
_EMPTY: Final = Text(
    "没有分配数的 {count} 格：{cells}", "cells without an allocation, {count}: {cells}"
)
NO_UNIT: Final = Text("未写明", "not stated")


class _Axis(NamedTuple):
    """A row or column that holds figures: its place, its headings and its unit."""

    at: int
    names: tuple[str, ...]
    unit: str | None = None

    @property
    def name(self) -> str:
        """Return the lowest heading."""
        return self.names[-1] if self.names else ""

    @property
    def full_name(self) -> str:
        """Return all headings in a row, less their units."""
        return "".join(_split(each)[0] for each in self.names)

    @property
    def own_unit(self) -> str | None:
        """Return the unit of its own, or of the lowest heading that has one."""
        units = (_split(each)[1] for each in reversed(self.names))
        return self.unit or next(filter(None, units), None)

    @property
    def is_total(self) -> bool:
        """Tell whether it holds sums of the others."""
        return _is(_TOTAL, _split(self.name)[0])


@dataclass(frozen=True)
class _Reading:
    """A table under way: where its figures begin, what stands above and beside them."""

    read: Rows

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows of cells."""
        return self.read.rows

    def table(self) -> Table:
        """Return what the table says.

        Raises:
            TableError: something is in the way.

        """
        rows, columns = self.across, self.down
        is_down = self.has_districts_down
        measures, districts = (columns, rows) if is_down else (rows, columns)
        problems = [*self._nameless(rows, columns)]
        kept = [each for each in districts if not each.is_total]
        totals = [each for each in districts if each.is_total]
        sums = [each for each in measures if each.is_total]
        measures = _told_apart([each for each in measures if each not in sums])
        problems += [
            _PART.fill(name=shorten(each.name)) for each in kept if _is(_PARTIAL, each.name)
        ]
        problems += _names_amiss([*kept, *measures])
        problems += [*_twice(each.name for each in kept), *_twice(each.name for each in measures)]
        problems += _twice(_TOTALS for _ in totals)
        found = [self._measure(each, kept, totals[:1], problems) for each in measures]
        if problems:
            raise TableError(*dict.fromkeys(problems))
        if not kept or not found:
            raise TableError(_NO_NAMES)
        names = tuple(each.name for each in kept)
        direction = (_DOWN if is_down else _ACROSS).fill(count=len(names), names=listed(names))
        left_out = [*self.left_out, *(each.name for each in sums)]
        assumed = [
            _FORM.fill(encoding=self.read.encoding, delimiter=self.read.delimiter),
            direction,
            *(_STATED.fill(name=each.name) for each in totals),
            *([_LEFT_OUT.fill(names=listed(left_out))] if left_out else []),
            *([_AROUND.fill(words=listed(self.around))] if self.around else []),
            *map(_told, found),
            *_without(found, names),
        ]
        return Table(self.title, self.year, names, tuple(found), tuple(assumed))

    # what stands where

    @cached_property
    def figured(self) -> int:
        """Return the first row with a figure, or a dash in the place of one, beside a name."""
        for index, row in enumerate(self.rows):
            if any(map(_is_figured, row[1:])):
                return index
        raise TableError(_NO_FIGURES)

    @cached_property
    def first(self) -> int:
        """Return the first row below the headings: the first figured, or bare names above it."""
        row, first = self.rows[self.figured], self.figured
        figures = [column for column, cell in enumerate(row) if column and _is_figured(cell)]
        while first - 1 > self.top and sum(map(bool, self.rows[first - 1])) == 1:
            if not any(self.rows[first - 1][: figures[0]]):
                break
            first -= 1
        return first

    @cached_property
    def top(self) -> int:
        """Return the first row of headings: above it stand titles, one to a row."""
        for index in range(self.figured):
            if sum(map(bool, self._less_unit(self.rows[index]))) > 1:
                return index
        raise TableError(_NO_HEAD.fill(row=self.figured + 1))

    def _less_unit(self, row: Sequence[str]) -> list[str]:
        return ["" if _is(_UNIT_LINE, cell) else cell for cell in row]

    @cached_property
    def titles(self) -> list[str]:
        """Return what stands above the headings."""
        return [cell for row in self.rows[: self.top] for cell in self._less_unit(row) if cell]

    @property
    def title(self) -> str | None:
        """Return the longest title that is no more than the number of an annex."""
        named = [each for each in self.titles if not _is(_ANNEX, each)]
        return max(named, key=len, default=None)

    @property
    def year(self) -> int | None:
        """Return the first year that titles or headings name."""
        heads = (cell for row in self.rows[self.top : self.first] for cell in row)
        found = (_YEAR.search(cell) for cell in (*self.titles, *heads))
        return next((int(each[1]) for each in found if each), None)

    @cached_property
    def whole_unit(self) -> str | None:
        """Return the unit that a line of its own gives all figures; of several it names none."""
        cells = (cell for row in self.rows[: self.first] for cell in row)
        lines = (_UNIT_LINE.fullmatch(cell) for cell in cells)
        named = next(((each[1] or each[2]).strip() for each in lines if each), None)
        return None if named is None or _SEVERAL.search(named) else named

    @cached_property
    def last(self) -> int:
        """Return the row behind the last that is no footnote."""
        last = max(i for i, row in enumerate(self.rows) if any(map(_is_figured, row[1:]))) + 1
        for index in range(last, len(self.rows)):
            filled = [cell for cell in self.rows[index] if cell]
            if filled and _is_footnote(filled):
                break
            if filled:
                last = index + 1
        return last

    @cached_property
    def body(self) -> list[int]:
        """Return the rows of figures, less empty ones."""
        return [index for index in range(self.first, self.last) if any(self.rows[index])]

    @cached_property
    def heads(self) -> dict[int, list[str]]:
        """Return each column's headings from above, less those that units stand in.

        A heading over several columns stands in the first of them.
        """
        found: dict[int, list[str]] = {index: [] for index in range(len(self.rows[0]))}
        heads = [self._less_unit(row) for row in self.rows[self.top : self.first]]
        heads = [row for place, row in enumerate(heads) if self.top + place != self.unit_row]
        for place, row in enumerate(heads):
            left = ""
            for column, cell in enumerate(row):
                is_under = any(lower[column] for lower in heads[place + 1 :])
                above = cell or (left if is_under else "")
                left = "" if column in self.labels else above
                if above:
                    found[column].append(above)
        return found

    @cached_property
    def unit_row(self) -> int | None:
        """Return the row of headings in which nothing but units stands."""
        for index in range(self.top + 1, self.first):
            row = self.rows[index]
            is_headed = any(_is(_UNIT_HEAD, row[label]) for label in self.labels)
            filled = [cell for place, cell in enumerate(row) if cell and place not in self.labels]
            if filled and (is_headed or all(map(_is_unit, filled))):
                return index
        return None

    def _column(self, index: int) -> list[str]:
        return [self.rows[row][index] for row in self.body]

    @cached_property
    def _top_heads(self) -> list[str]:
        """Return each column's headings in a row, wherever they stand."""
        heads = self.rows[self.top : self.first]
        return ["".join(row[column] for row in heads) for column in range(len(self.rows[0]))]

    @cached_property
    def serial(self) -> int | None:
        """Return the first column where it does no more than number the rows."""
        cells = [cell for cell in self._column(0) if cell]
        numbers = [str(number) for number in range(1, len(cells) + 1)]
        is_serial = _is(_SERIAL, self._top_heads[0]) or cells == numbers
        return 0 if is_serial else None

    @cached_property
    def labels(self) -> list[int]:
        """Return the columns of words before the first of figures: groups, names, units."""
        found: list[int] = []
        for index in range(len(self.rows[self.first])):
            cells = self._column(index)
            if index == self.serial:
                continue
            words = [cell for cell in cells if not _is_figured(cell) and cell]
            if not words or len(words) < sum(map(_is_figured, cells)):
                break
            if found and not self._is_beside_names(index):
                break
            found.append(index)
        if not found:
            raise TableError(_NO_NAMES)
        return found

    def _is_beside_names(self, index: int) -> bool:
        """Tell whether a further column of words holds units, or names of what is grouped."""
        cells = [cell for cell in self._column(index) if cell]
        if _is(_UNIT_HEAD, self._top_heads[index]) or all(map(_is_unit, cells)):
            return True
        before = self._column(index - 1)
        return len({*filter(None, before)}) < len(before) and not any(map(_has_digit, cells))

    @cached_property
    def unit_column(self) -> int | None:
        """Return the column of words in which nothing but units stands."""
        for index in self.labels[1:]:
            cells = [cell for cell in self._column(index) if cell]
            if _is(_UNIT_HEAD, self._top_heads[index]) or all(map(_is_unit, cells)):
                return index
        return None

    @cached_property
    def down(self) -> list[_Axis]:
        """Return the columns of figures."""
        units = self.rows[self.unit_row] if self.unit_row is not None else None
        found = []
        for index, names in self.heads.items():
            is_empty = not names and not any(self._column(index))
            if index in self.labels or index == self.serial or is_empty:
                continue
            if index not in self.remarks:
                unit = _bare(units[index]) if units else None
                found.append(_Axis(index, tuple(names), unit or None))
        return found

    @cached_property
    def remarks(self) -> list[int]:
        """Return the columns of remarks: so headed, or all words without a digit."""
        found = []
        for index, names in self.heads.items():
            is_headed = bool(names) and _is(_REMARK, names[-1])
            if index not in self.labels and (is_headed or self._is_of_words(index, names)):
                found.append(index)
        return found

    def _is_of_words(self, index: int, names: list[str]) -> bool:
        """Tell whether a column without a unit holds words alone, and not a digit."""
        words = [cell for cell in self._column(index) if cell]
        is_bare = bool(words and names) and self.unit_row is None and _split(names[-1])[1] is None
        return is_bare and not any(_has_digit(each) or _is_figured(each) for each in words)

    @cached_property
    def across(self) -> list[_Axis]:
        """Return the rows of figures."""
        names = [index for index in self.labels if index != self.unit_column]
        above = [""] * len(names)
        found = []
        for row in self.body:
            cells = [self.rows[row][index] for index in names]
            above = [cell or before for cell, before in zip(cells, above, strict=True)]
            if not any(cells) and not any(map(_is_figured, self.rows[row])):
                continue
            words = (*above[:-1], cells[-1]) if cells[-1] else tuple(filter(None, cells))
            unit = self.rows[row][self.unit_column] if self.unit_column is not None else ""
            found.append(_Axis(row, tuple(filter(None, words)), _bare(unit) or None))
        return [each for each in found if not self._is_section(each)]

    def _is_section(self, row: _Axis) -> bool:
        """Tell whether a row only names those that follow: nothing but its name stands there."""
        is_bare = sum(map(bool, self.rows[row.at])) <= 1
        return is_bare and self._has_units_down

    @cached_property
    def left_out(self) -> list[str]:
        """Return what of the table no figure of the plan is taken from."""
        named = [self._top_heads[index] for index in (self.serial,) if index is not None]
        remarks = [self.heads[index][-1] for index in self.remarks]
        sections = set(self.body) - {each.at for each in self.across}
        words = [next(filter(None, self.rows[row]), "") for row in sorted(sections)]
        return [each for each in (*named, *remarks, *words) if each]

    @property
    def around(self) -> list[str]:
        """Return what stands above and below the table and is neither its title nor its unit."""
        rows = self.rows[self.last :]
        notes = [cell for row in rows for cell in self._less_unit(row) if cell]
        return [shorten(each) for each in (*self.titles, *notes) if each != self.title]

    # which way round

    @cached_property
    def _names_down(self) -> list[str]:
        """Return what stands in the column of names."""
        return self._column([each for each in self.labels if each != self.unit_column][-1])

    @cached_property
    def _has_units_down(self) -> bool:
        """Tell whether units stand with the rows, so that these are indicators."""
        return self.unit_column is not None or any(map(_has_unit, self._names_down))

    @cached_property
    def has_districts_down(self) -> bool:
        """Tell whether rows are districts: by units, the corner's words, names of places."""
        heads = [each.name for each in self.down]
        if self.unit_row is not None or self.unit_column is not None:
            return self.unit_column is None
        corner = "".join(self._top_heads[index] for index in self.labels)
        for signs in (
            (any(map(_has_unit, heads)), any(map(_has_unit, self._names_down))),
            (bool(_OF_DISTRICTS.search(corner)), bool(_OF_INDICATORS.search(corner))),
            (
                any(_split(each)[1] for each in heads),
                any(_split(each)[1] for each in self._names_down),
            ),
        ):
            if signs[0] != signs[1]:
                return signs[0]
        places = [sum(_is(_PLACE, each) for each in names) for names in (self._names_down, heads)]
        return places[0] >= places[1]

    # what is amiss

    def _nameless(self, rows: list[_Axis], columns: list[_Axis]) -> Iterator[Text]:
        yield from (_NAMELESS_ROW.fill(number=each.at + 1) for each in rows if not each.names)
        for each in columns:
            if not each.names:
                yield _NAMELESS_COLUMN.fill(number=each.at + 1)

    def _measure(
        self, measure: _Axis, districts: list[_Axis], totals: list[_Axis], problems: list[Text]
    ) -> Measure:
        """Return an indicator with its figures; note cells that hold none."""
        name, unit = measure.name, measure.own_unit or self.whole_unit
        if _split(name)[1] == unit:
            name = _split(name)[0]
        cells: dict[str, str] = {}
        signs = []
        for each in (*districts, *totals):
            row, column = measure.at, each.at
            if self.has_districts_down:
                row, column = column, row
            word = self.rows[row][column]
            figure = _FIGURE.fullmatch(word)
            if figure and (not figure[2] or unit is None or _PERCENT.search(unit)):
                cells[each.name] = figure[1].replace(",", "")
                signs.append(figure[2])
            elif word not in NOTHING:
                problems.append(self._no_figure(row, column, word))
        if unit is None and any(signs):
            unit = "%"
        total = cells.pop(totals[0].name, None) if totals else None
        return _judged(name, unit, cells, total)

    def _no_figure(self, row: int, column: int, word: str) -> Text:
        names, heads = self._named
        return _NO_FIGURE.fill(
            row=row + 1, one=shorten(names[row]), column=column + 1, other=shorten(heads[column]),
            cell=address(row, column), word=shorten(word),
        )  # fmt: skip

    @cached_property
    def _named(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return the names of rows and columns by their indexes."""
        axes = (self.across, self.down)
        rows, columns = ({each.at: each.name for each in axis} for axis in axes)
        return rows, columns


_TOTALS: Final = "合计"


def _is(pattern: re.Pattern[str], word: str) -> bool:
    return pattern.fullmatch(word) is not None


def _is_figured(cell: str) -> bool:
    """Tell whether a cell holds a figure, or a dash in the place of one."""
    return _is(_FIGURE, cell) or (cell != "" and cell in NOTHING)


def _has_digit(words: str) -> bool:
    return any(character.isnumeric() for character in words)


def _is_footnote(cells: list[str]) -> bool:
    """Tell whether a row without figures is a note, or a sentence by itself."""
    is_sentence = bool(_SENTENCE.search(cells[0])) or len(cells[0]) > _MAX_ID
    return bool(_NOTE.match(cells[0])) or (len(cells) == 1 and is_sentence)


def _is_unit(word: str) -> bool:
    bare = _bare(word)
    return bare != word or any(_is(each, bare) for each in _UNITS)


def _has_unit(heading: str) -> bool:
    """Tell whether a heading ends in a unit of which it is known what it measures or counts."""
    unit = _split(heading)[1]
    return unit is not None and any(_is(each, unit) for each in _UNITS)


def _bare(unit: str) -> str:
    found = _BARE_UNIT.fullmatch(unit)
    return found[1] if found else unit


def _split(heading: str) -> tuple[str, str | None]:
    """Return name and unit of a heading such as 新增出口（家） or 出口转内销/亿元."""
    found = _WITH_UNIT.fullmatch(heading)
    name, unit = (found[1] or found[3], found[2] or found[4]) if found else (heading, None)
    if not unit or _YEAR.search(unit) or unit.isdigit():
        return heading, None
    return name.strip(), unit.strip()


def _told_apart(measures: list[_Axis]) -> list[_Axis]:
    """Return the indicators with the headings above them where the lowest alone is one of two."""
    counts = Counter(each.name for each in measures)
    return [
        each._replace(names=(each.full_name,), unit=each.own_unit)
        if counts[each.name] > 1
        else each
        for each in measures
    ]


def _twice(names: Iterable[str]) -> list[Text]:
    counts = Counter(_split(name)[0] for name in names)
    return [_TWICE.fill(name=shorten(name)) for name, count in counts.items() if count > 1 and name]


def _names_amiss(axes: list[_Axis]) -> Iterator[Text]:
    for each in axes:
        if len(each.name) > MAX_NAME:
            yield _TOO_LONG.fill(name=shorten(each.name), most=MAX_NAME)


def _judged(name: str, unit: str | None, cells: dict[str, str], total: str | None) -> Measure:
    """Return an indicator of the kind that its unit and figures tell of."""
    figures = [*cells.values()] if total is None else [*cells.values(), total]
    places = max((len(each.partition(".")[2]) for each in figures), default=0)
    if unit is not None and _PERCENT.search(unit):
        return Measure(name, unit, "rate", places or None, cells, None)
    if places or (unit is not None and _is(_MEASURED, unit)):
        return Measure(name, unit, "amount", places or 1, cells, total)
    return Measure(name, unit, "count", None, cells, total)


def _told(measure: Measure) -> Text:
    words = {"rate": _RATE, "amount": _AMOUNT, "count": _COUNT}[measure.kind]
    unit = measure.unit or NO_UNIT
    return words.fill(name=measure.name, unit=unit, places=measure.decimals or 0)


def _without(measures: list[Measure], districts: tuple[str, ...]) -> list[Text]:
    """Return what is said of cells that allocate nothing."""
    cells = [
        f"{measure.name} {name}"
        for measure in measures
        for name in districts
        if name not in measure.cells
    ]
    return [_EMPTY.fill(count=len(cells), cells=listed(cells))] if cells else []


def ids_of(names: Iterable[str]) -> list[str]:
    """Return an id for each name: the name itself, less what no id may hold; no two are alike."""
    found: dict[str, None] = {}
    for name in names:
        word = _NO_ID.sub("-", unicodedata.normalize("NFKC", name)).strip("-_")[:_MAX_ID]
        word = (word.lower() if word.isascii() else word.replace("-", "")) or "x"
        made, number = word if is_id(word) else "x", 1
        while made in found:
            number += 1
            made = f"{word[: _MAX_ID - 5]}-{number}"
        found[made] = None
    return [*found]
