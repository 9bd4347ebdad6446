"""What is short at a quarter's end by district, and what each coming quarter must bring."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.gaps import QUARTERS, Gap, by_side, gaps_of
from jxtrade.figures.lines import of_groups
from jxtrade.figures.standing import is_behind
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Column,
    Field,
    Kind,
    Later,
    Paragraph,
    Parting,
    Records,
    Report,
    Row,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text
from jxtrade.views import words
from jxtrade.views.many import ENDS, FEW, GROUP, are_many, how_to_see_more, parts_of
from jxtrade.views.standing import newer_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Line, Reconciliation, Total
    from jxtrade.report import Cell, Value


class Side(StrEnum):
    """By what gaps are parted."""

    DISTRICT = "district"
    INDICATOR = "indicator"
    GROUP = "group"


class Asked(NamedTuple):
    """The one district that was asked for, if any, only what is behind or all, and by what.

    By groups it is also where there are too many districts to show each, unless `is_all`.
    """

    district: str | None = None
    is_behind: bool = False
    by: Side = Side.DISTRICT
    is_all: bool = False

    def is_of_parts(self, found: Reconciliation) -> bool:
        """Tell whether groups, or the worst alone, are shown in place of each district."""
        too_many = are_many(found) and not self.is_all
        return self.district is None and (self.by is Side.GROUP or too_many)


def report(city: City, found: Reconciliation, asked: Asked = Asked()) -> Report:  # noqa: B008
    """Return the gaps, what is behind first, in a table for each district or indicator."""
    programme = city.programme
    is_shown = is_behind if asked.is_behind else _is_short
    own = filter(is_shown, _of(found, asked.district))
    short = list(gaps_of(own, programme.plan))
    blocks: list[Paragraph | Table] = []
    is_of_each = not asked.is_of_parts(found)
    if not is_of_each:
        blocks += _by_part(city, found, short)
    else:
        columns, parting = _by(city, asked.by)
        columns = tuple(words.live(city, {each.line.indicator for each in short}, columns))
        order = programme.indicator if asked.by is Side.INDICATOR else programme.district
        rows = tuple(_row(city, each) for each in by_side(short, asked.by, order))
        blocks.append(Table(columns, rows, (GAPS,), parting))
    if not short:
        blocks.append(Paragraph(_NOTHING_BEHIND if asked.is_behind else _NOTHING_SHORT))
    unknown = _unknown(found, asked.district)
    if is_of_each:
        blocks += _said_unknown(city, unknown)
    blocks += newer_blanks(city, found.period)
    left = QUARTERS - found.period.quarter
    if is_of_each and left and any(each.each_quarter is not None for each in short):
        text = Text(
            "今后每季需完成：缺口平均到余下 {left} 个季度，进到指标的末位。",
            "Each quarter to come: the gap over the {left} quarters left, rounded up to the"
            " indicator's last place.",
        )
        one = Text(
            "今后每季需完成：全部缺口在余下的 1 个季度完成。",
            "Each quarter to come: the whole gap, in the one quarter left.",
        )
        blocks.append(Paragraph(text.fill(left=left) if left > 1 else one, tone=Tone.FAINT))
    shown = dict.fromkeys(each.line.indicator for each in short)
    if shown:
        indicators = [each for each in programme.indicator if each in shown]
        blocks += (words.pace_rule(city, found.period, indicators), words.light_rule(city))
    sample = words.is_sample(_of(found, asked.district))
    blocks += words.caveats(city, found.period, sample=sample)
    blocks.append(Table((), tuple(map(_unknown_row, unknown)), (UNKNOWN,)))
    return Report(
        words.title(city, found.period, _title(city, found)),
        tuple(blocks),
        words.head(city, VERSION, found.period, sample=sample) | {"group": found.group},
    )


def _title(city: City, found: Reconciliation) -> Text:
    if found.group is None:
        return _GAPS
    name = city.programme.group_name(found.group)
    return Text("{group}{gaps}", "{gaps} of {group}").fill(group=name, gaps=_GAPS)


_GAPS: Final = Text("缺口", "Gaps")
_NOTHING_SHORT: Final = Text("已报的指标都没有缺口。", "Nothing that was reported is short.")
_NOTHING_BEHIND: Final = Text("已报的指标都没有滞后。", "Nothing that was reported is behind.")
GAPS: Final = Records(
    "gaps",
    (
        Field("district", Kind.ID),
        Field("district_name", Kind.TEXT),
        Field("indicator", Kind.ID),
        Field("indicator_name", Kind.TEXT),
        Field("unit", Kind.TEXT),
        Field("allocated", Kind.FIGURE),
        Field("reported", Kind.FIGURE),
        Field("gap", Kind.FIGURE),
        Field("gap_to_pace", Kind.FIGURE),
        *optional(
            Field("lead", Kind.POINTS),
            Field("each_quarter", Kind.FIGURE),
            Field("next_quarter", Kind.FIGURE),
        ),
        Field("quarters_left", Kind.COUNT),
        Field("status", Kind.WORD, tuple(Status)),
        *optional(Field("light", Kind.WORD, tuple(Light))),
    ),
)
_UNKNOWN_STATES: Final = (State.MISSING, State.SUSPECT)
UNKNOWN: Final = Records(
    "unknown",
    (
        Field("district", Kind.ID),
        Field("indicator", Kind.ID),
        Field("state", Kind.WORD, _UNKNOWN_STATES),
    ),
)
VERSION: Final = "jxtrade.gaps/2"
FACTS: Final = (*words.FACTS, *optional(Field("group", Kind.ID)))
RECORDS: Final = (GAPS, UNKNOWN)
_FIGURES: Final = (
    Column("allocated", Text("目标", "target"), Kind.FIGURE),
    Column("reported", Text("累计完成", "reported"), Kind.FIGURE),
    Column("gap", Text("缺口", "gap"), Kind.FIGURE),
    Column("gap_to_pace", Text("序时缺口", "gap to pace"), Kind.FIGURE),
    Column("lead", Text("较序时", "lead"), Kind.POINTS),
    Column("each_quarter_if_due", Text("今后每季需完成", "each quarter"), Kind.FIGURE),
    Column("light_and_status", Text("亮灯", "light"), Kind.WORD),
)
_OF_GROUPS: Final = (
    Column("district_name", GROUP),
    *_FIGURES[:3],
    Column("short", Text("序时缺口", "gap to pace"), Kind.FIGURE),
    Column("behind", Text("滞后", "behind"), Kind.COUNT),
    Column("far_behind", Text("严重滞后", "far behind"), Kind.COUNT),
    Column("light_and_status", Text("亮灯", "light"), Kind.WORD),
)
_OF_INDICATORS: Final = (Column("name_and_unit", words.INDICATOR), *_OF_GROUPS[1:])


def _by(city: City, side: Side) -> tuple[tuple[Column, ...], Parting]:
    """Return the columns and the parting of gaps by district or by indicator."""
    if side is Side.INDICATOR:
        parting = Parting("indicator", "name_and_unit", title=words.INDICATOR)
        return (words.district(city), *_FIGURES), parting
    columns = (Column("name_and_unit", words.INDICATOR), *_FIGURES)
    return columns, Parting("district", "district_name", title=words.district(city).title)


def _by_part(
    city: City, found: Reconciliation, short: Sequence[Gap]
) -> Iterator[Paragraph | Table]:
    """Yield what groups lack, or of many indicators, or without groups, all together.

    Then the worst of all stand below.
    """
    yield Table((), Later(lambda: [_row(city, each) for each in short]), (GAPS,))
    parts = parts_of(city, found.group)
    if parts and len(city.programme.indicator) <= FEW:
        names = {part.id: part.name for part in parts}
        totals = of_groups(city.programme, found, [part[::2] for part in parts])
        whose = {each: part.id for part in parts for each in part.districts}
        tally = Counter((line.indicator, whose[line.district], line.status) for line in found.lines)
        rows = [
            _part_row(city, each, names[each.group], tally)
            for each in totals
            if each.gap or tally[each.indicator, each.group, Status.FAR_BEHIND]
        ]
        yield Table(_OF_GROUPS, tuple(rows), (), Parting("indicator", "name_and_unit"))
    else:
        tally = Counter((line.indicator, found.group, line.status) for line in found.lines)
        rows = [_part_row(city, each, words.CITY, tally) for each in found.totals if each.gap]
        yield Table(_OF_INDICATORS, tuple(rows))
        worst = [each for each in short if is_behind(each.line)][:ENDS]
        if worst:
            yield Paragraph(_WORST)
            named = (words.district(city), Column("name_and_unit", words.INDICATOR))
            columns = (*named, *_FIGURES[:3], *_FIGURES[4:5], _FIGURES[-1])
            yield Table(columns, tuple(_row(city, each) for each in worst))
    yield how_to_see_more(city, found.group, len(found.districts), f"jxtrade gaps {found.period}")


_WORST: Final = Text("滞后最多的：", "Furthest behind:")


def _part_row(
    city: City, total: Total, name: Text, tally: Mapping[tuple[str, str | None, Status | None], int]
) -> Row:
    """Return a total's cells, and how many of its districts are behind."""
    values: dict[str, Value | Cell] = {
        "district_name": name,
        "indicator": total.indicator,
        "name_and_unit": words.name_and_unit(city, total.indicator),
        "allocated": total.allocated,
        "reported": words.of_all(city, total),
        "gap": total.gap,
        "short": total.short,
        "behind": tally[total.indicator, total.group, Status.BEHIND],
        "far_behind": tally[total.indicator, total.group, Status.FAR_BEHIND],
        "light_and_status": words.light_and_status(total),
    }
    return words.row(values, {}, {})


def _of(found: Reconciliation, district: str | None) -> Iterator[Line]:
    return (line for line in found.lines if district in (None, line.district))


def _is_short(line: Line) -> bool:
    return bool(line.gap)


def _row(city: City, gap: Gap) -> Row:
    line = gap.line
    indicator = city.programme.indicator[line.indicator]
    figures = {
        "reported": line.reported,
        "gap": line.gap,
        "gap_to_pace": line.gap_to_pace,
        "next_quarter": gap.next_quarter,
    }
    values: dict[str, Value | Cell] = {
        key: words.figure(line, each, indicator.places) for key, each in figures.items()
    }
    values |= {
        "district": line.district,
        "district_name": city.programme.district_name(line.district),
        "indicator": line.indicator,
        "indicator_name": indicator.name,
        "name_and_unit": words.name_and_unit(city, line.indicator),
        "unit": indicator.unit,
        "allocated": line.allocated,
        "pace": line.pace,
        "lead": line.lead,
        "each_quarter": gap.each_quarter,
        "each_quarter_if_due": None if line.status is Status.NOT_DUE else gap.each_quarter,
        "quarters_left": gap.quarters_left,
        "status": line.status,
        "light": line.light,
        "light_and_status": words.light_and_status(line),
    }
    return words.row(values, {}, words.origins(city, line).of_figures())


def _unknown(found: Reconciliation, district: str | None) -> list[Line]:
    """Return the lines whose gap is not known, because nothing usable was reported."""
    return [
        line
        for line in _of(found, district)
        if line.state in _UNKNOWN_STATES and line.allocated is not None
    ]


def _unknown_row(line: Line) -> Row:
    own = {"district": line.district, "indicator": line.indicator, "state": line.state}
    return words.row(own, {}, {})


def _said_unknown(city: City, unknown: Iterable[Line]) -> Iterator[Paragraph]:
    by_state: dict[State, dict[str, list[Text]]] = {each: {} for each in _UNKNOWN_STATES}
    for line in unknown:
        names = by_state[line.state].setdefault(line.district, [])
        names.append(city.programme.indicator_name(line.indicator))
    text = Text(
        "{state}：{district}的{what}，缺口未知。",
        "{state}: {what} of {district}; the gap is not known.",
    )
    for state, of_district in by_state.items():
        for district, indicators in of_district.items():
            every = len(indicators) == len(city.programme.indicator)
            what = Text("全部指标", "all indicators") if every else tuple(indicators)
            name = city.programme.district_name(district)
            filled = text.fill(state=WORDS[state], district=name, what=what)
            yield Paragraph(filled, tone=Tone.WARN)
