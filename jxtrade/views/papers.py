"""What the papers share: whose they are, what they draw on, and how they name and count.

Numbers, names and marks are said after the rules of sentences for papers: exact until they are
shown, what must still be reached rounded up, distances in points, districts in the plan's order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import rounded_up
from jxtrade.figures.gaps import QUARTERS, Gap, gaps_of
from jxtrade.figures.goals import Ledger
from jxtrade.figures.lines import of_groups, reconcile
from jxtrade.figures.milestones import milestones_at
from jxtrade.figures.quarters import alone
from jxtrade.figures.standing import is_behind
from jxtrade.figures.states import WORDS, State, Status
from jxtrade.figures.targets import sums_of
from jxtrade.model.period import day_of
from jxtrade.report import Paragraph, Role, half_up, tenths
from jxtrade.text import MOST_LISTED, Text, join, plain, same
from jxtrade.views import words
from jxtrade.views.many import ENDS, are_many, parts_of
from jxtrade.views.words import is_sample, is_year_assumed, say_season

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jxtrade.figures.city import City
    from jxtrade.figures.goals import Quantity
    from jxtrade.figures.lines import Line, Reconciliation, Total
    from jxtrade.figures.milestones import Progress
    from jxtrade.figures.targets import Sum
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Header, Indicator
    from jxtrade.model.tasks import Task
    from jxtrade.report import Block, Value
    from jxtrade.views.many import Part

NONE: Final = Text("", "")
MOST_ITEMS: Final = 10
"""So many items a list names; the others are counted."""
MOST_TOLD: Final = 8
"""So many indicators have a paragraph each; of more those alone of which somebody is short."""
MOST_TOLD_OF_MANY: Final = 5
"""So many of these where districts are many too."""

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Order(IntEnum):
    """In which order the sheets of a paper's workbook stand."""

    OVERVIEW = 1
    INDICATORS = 2
    TASKS = 3
    GAPS = 4
    GOALS = 5
    FINDINGS = 6
    ROSTERS = 7
    SOURCES = 8


class Asked(NamedTuple):
    """What a paper is to be: its title, where it is not its own, and whether firms are named."""

    title: str | None = None
    has_rosters: bool = True


@dataclass(frozen=True)
class Paper:
    """A quarter of a city as papers tell it, beside the quarter before in its year.

    `see` says where those stand whom a sentence does not name because they are too many. What is
    about one department has its tasks and milestones alone.
    """

    city: City
    found: Reconciliation
    findings: Sequence[Finding]
    asked: Asked
    see: Text
    about: str | None = None

    @property
    def bare_see(self) -> Text:
        """Return where those stand who are too many, without brackets."""
        return Text(self.see.zh.strip("（）"), self.see.en.strip(" ()"))

    @property
    def period(self) -> Period:
        """Return the quarter."""
        return self.found.period

    @property
    def header(self) -> Header:
        """Return what the plan says of itself."""
        return self.city.programme.plan.plan

    @property
    def is_final(self) -> bool:
        """Tell whether the year is over: the whole target is due."""
        return self.period.quarter == QUARTERS

    @property
    def quarters_left(self) -> int:
        """Return how many quarters of the year are left."""
        return QUARTERS - self.period.quarter

    @property
    def is_alone(self) -> bool:
        """Tell whether there is one district alone, of which nothing is added up."""
        return len(self.districts) == 1

    @property
    def sample(self) -> bool:
        """Tell whether any figure or milestone rests on a made-up word."""
        return self.has_made_up or any(each.is_sample for each in self.milestones)

    @cached_property
    def has_made_up(self) -> bool:
        """Tell whether any figure of the quarter is made up."""
        return is_sample(self.found.lines)

    @cached_property
    def ranked(self) -> Counter[str]:
        """Return by indicator how many districts have a place."""
        return Counter(line.indicator for line in self.found.lines if line.rank is not None)

    @property
    def is_year_assumed(self) -> bool:
        """Tell whether the year of an allocation in use is an assumption."""
        return is_year_assumed(self.city, self.period)

    @cached_property
    def before(self) -> Reconciliation | None:
        """Return the quarter before; None in a year's first, or where nobody gives a figure."""
        before = self.period.before
        if before is None or before not in self.city.facts.quarters:
            return None
        return reconcile(self.city.facts, before)

    def sums_at(self, period: Period) -> Mapping[str, Sum]:
        """Return by indicator what all districts come to at a quarter's end."""
        if period not in self._sums:
            known = {each.period: each for each in (self.found, self.before) if each}
            self._sums[period] = sums_of(known.get(period) or reconcile(self.city.facts, period))
        return self._sums[period]

    @cached_property
    def _sums(self) -> dict[Period, Mapping[str, Sum]]:
        return {}

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """Return the plan's districts in its order."""
        return self.found.districts

    @cached_property
    def _before(self) -> dict[tuple[str, str], Line]:
        lines = self.before.lines if self.before else ()
        return {(line.indicator, line.district): line for line in lines}

    def earlier(self, line: Line) -> Line | None:
        """Return the same district's line in the same indicator a quarter before."""
        return self._before.get((line.indicator, line.district))

    def line_before(self, district: str, indicator: Indicator) -> Line | None:
        """Return a district's line in an indicator a quarter before."""
        return self._before.get((indicator.id, district))

    @cached_property
    def lines(self) -> Mapping[str, tuple[Line, ...]]:
        """Return by indicator the lines of those to whom something is allocated."""
        found: dict[str, list[Line]] = {each: [] for each in self.city.programme.indicator}
        for line in self.found.lines:
            if line.allocated is not None:
                found[line.indicator].append(line)
        return {indicator: tuple(lines) for indicator, lines in found.items()}

    @cached_property
    def totals(self) -> Mapping[str, Total]:
        """Return the totals by indicator."""
        return {each.indicator: each for each in self.found.totals}

    @cached_property
    def parts_within(self) -> tuple[Part, ...]:
        """Return the groups that stand in place of districts, and who belongs to none of them.

        These are the outermost, or the first level of more than one; none without such a level.
        """
        parts = self._parts_of(None)
        while len(parts) == 1:
            parts = self._parts_of(parts[0].id)
        return parts

    def _parts_of(self, group: str | None) -> tuple[Part, ...]:
        return tuple(each for each in parts_of(self.city, group) if each.districts)

    @property
    def is_grouped(self) -> bool:
        """Tell whether groups stand in place of districts."""
        return bool(self.parts_within)

    @cached_property
    def are_many(self) -> bool:
        """Tell whether there are too many districts to show each on a page."""
        return are_many(self.found)

    @cached_property
    def groups(self) -> Mapping[str, list[tuple[Part, Total]]]:
        """Return by indicator the total of each group that stands in place of districts."""
        return {
            each.id: [(part, self.total_within(each, part.id)) for part in self.parts_within]
            for each in self.indicators
        }

    @cached_property
    def _lines(self) -> dict[tuple[str, str], Line]:
        return {(line.district, line.indicator): line for line in self.found.lines}

    def line(self, district: str, indicator: Indicator) -> Line:
        """Return a district's line in an indicator."""
        return self._lines[district, indicator.id]

    def lines_of(self, indicator: Indicator) -> tuple[Line, ...]:
        """Return an indicator's lines of all districts, in the plan's order."""
        return tuple(self._lines[each, indicator.id] for each in self.districts)

    @cached_property
    def _totals_within(self) -> dict[tuple[str, str | None], Total]:
        groups = self.city.programme.groups
        whose: dict[str | None, Sequence[str]] = {
            each.id: groups.within(each.id) for each in groups.inside()
        }
        whose |= {each.id: each.districts for each in self.parts_within}
        totals = of_groups(self.city.programme, self.found, whose.items())
        return {(each.indicator, each.group): each for each in totals}

    def total_within(self, indicator: Indicator, group: str | None) -> Total:
        """Return an indicator's total of a group; of None, of who belongs to no group."""
        return self._totals_within[indicator.id, group]

    def ends(self, indicator: Indicator) -> tuple[list[Line], list[Line]]:
        """Return who is first and who is last by rate, the best in front; of few all are first.

        Nobody where the plan shows no places.
        """
        ranked = sorted(
            (line for line in self.lines[indicator.id] if line.rank is not None),
            key=lambda line: line.rank or 0,
        )
        if len(ranked) <= 2 * ENDS:
            return ranked, []
        return ranked[:ENDS], ranked[-ENDS:]

    def counted(self, indicator: str) -> tuple[Line, ...]:
        """Return an indicator's lines that have a value to count."""
        return tuple(line for line in self.lines[indicator] if line.state is State.VALUE)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the plan's indicators in its order."""
        return tuple(self.city.programme.indicator.values())

    @cached_property
    def allocated(self) -> tuple[Indicator, ...]:
        """Return the indicators of which something is allocated for the year."""
        return tuple(each for each in self.indicators if self.lines[each.id])

    @cached_property
    def due(self) -> tuple[Indicator, ...]:
        """Return the indicators of which something is allocated and due at the quarter's end."""
        return tuple(each for each in self.allocated if self.is_due(each))

    @cached_property
    def told(self) -> tuple[Indicator, ...]:
        """Return the indicators that are told one by one; of many those with a district short.

        Where districts are many too, only those of which the most are far behind, then behind.
        """
        every = self.indicators
        if len(every) <= MOST_TOLD:
            return every
        far = Counter(
            gap.line.indicator for gap in self.behind if gap.line.status is Status.FAR_BEHIND
        )
        short = Counter(gap.line.indicator for gap in self.behind)
        order = [each for each in every if short[each.id]]
        if self.are_many:
            order.sort(key=lambda each: (-far[each.id], -short[each.id]))
            del order[MOST_TOLD_OF_MANY:]
        return tuple(each for each in every if each in order)

    def is_due(self, indicator: Indicator) -> bool:
        """Tell whether something of an indicator is due at the quarter's end."""
        return indicator.pace[self.period.quarter - 1] > 0

    @cached_property
    def behind(self) -> tuple[Gap, ...]:
        """Return what is short of the pace: a broken ceiling, red, yellow, the furthest first."""
        gaps = gaps_of(filter(is_behind, self.found.lines), self.city.programme.plan)
        return tuple(
            sorted(
                gaps,
                key=lambda gap: (
                    not self.is_broken(gap.line),
                    gap.line.status is not Status.FAR_BEHIND,
                ),
            )
        )

    def is_broken(self, line: Line) -> bool:
        """Tell whether a line is a ceiling that is passed for the year, which nothing can mend."""
        indicator = self.indicator(line)
        is_level = indicator.kind == "rate"
        return indicator.direction == "lower" and not is_level and bool(line.gap)

    def alone(self, line: Line) -> tuple[Decimal | None, ...]:
        """Return what each quarter of the year so far brought by itself."""
        indicator = self.indicator(line)
        return alone(self.city.facts, indicator, line.district, self.period)

    @cached_property
    def milestones(self) -> tuple[Progress, ...]:
        """Return the year's milestones, behind those carried over."""
        every = milestones_at(self.city.received, self.period)
        return tuple(each for each in every if self.is_told(each.assigned.task))

    def is_told(self, task: Task) -> bool:
        """Tell whether a paper is about a task."""
        return self.about is None or self.about in task.departments

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return what documents set targets for, and where these stand."""
        return tuple(Ledger(self.city, self.period, (self.found,)).quantities())

    @cached_property
    def day(self) -> date | None:
        """Return the day that stands on a paper: that of looking, else of the newest submission.

        No clock is read; None where no submission says when it was received.
        """
        as_of = self.city.received.workspace.as_of
        return as_of if as_of is not None else self.newest

    @cached_property
    def newest(self) -> date | None:
        """Return the day on which the newest submission came in."""
        received = (each.model.received for each in self.city.received.submissions)
        return max((day_of(each) for each in received if each is not None), default=None)

    # Names

    def indicator(self, line: Line | Total) -> Indicator:
        """Return the indicator of a line or total."""
        return self.city.programme.indicator[line.indicator]

    @cached_property
    def _namesakes(self) -> frozenset[Text]:
        counts = Counter(each.name for each in self.city.programme.district.values())
        return frozenset(name for name, count in counts.items() if count > 1)

    def name(self, district: str) -> Text:
        """Return a district's name; of two of one name with the group to which it belongs."""
        known = self.city.programme.district[district]
        if known.name not in self._namesakes or known.within is None:
            return known.name
        group = self.city.programme.group_name(known.within)
        return _OF_GROUP.fill(name=known.name, group=group)

    def names(self, districts: Iterable[str]) -> Text:
        """Return districts by name; of too many their number, and where they stand."""
        return self.listed([self.name(each) for each in districts])

    def whom(self, districts: Iterable[str]) -> Text:
        """Return districts by name; where groups stand in their place, how many they are."""
        districts = tuple(districts)
        return self.places(len(districts)) if self.is_grouped else self.names(districts)

    def listed(self, names: Sequence[Text]) -> Text:
        """Return names in a row; of too many their number, and where they stand."""
        if len(names) > MOST_LISTED:
            return _NUMBERED.fill(count=len(names), see=self.see)
        return row_of(names)

    def department(self, id_: str) -> Text:
        """Return a department's name."""
        return self.city.programme.tasks.department_name(id_, self.period.year)

    def parts(self, count: int) -> Text:
        """Return so many districts, as the plan calls them as a whole."""
        header = self.header
        en = header.part.en if count == 1 else header.parts.en
        return Text(f"{count}个{header.parts.zh}", f"{count} {en}")

    def places(self, count: int) -> Text:
        """Return so many districts, short."""
        return Text(f"{count}{self.header.part.zh}", f"{count}")

    @property
    def whole(self) -> Text:
        """Return what the plan calls all districts together."""
        return Text(self.header.whole.zh, f"the {self.header.whole.en}")

    @property
    def season(self) -> Text:
        """Return the quarter without its year."""
        return say_season(self.period)

    @property
    def last_season(self) -> Text:
        """Return the quarter before without its year."""
        return say_season(self.period.previous)

    @property
    def next_season(self) -> Text:
        """Return the quarter that follows; with its year where it is another's."""
        return say_next(self.period)

    # Who is counted

    def left_out(self, total: Total) -> list[tuple[State, list[str]]]:
        """Return by state who is not in a sum: not reported, to be checked, not applicable."""
        states = {each: self._lines[each, total.indicator].state for each in total.left_out}
        found = [
            (state, [each for each in total.left_out if states[each] is state]) for state in _STATES
        ]
        return [(state, districts) for state, districts in found if districts]

    def reasons(self, left_out: Iterable[tuple[State, list[str]]]) -> list[Text]:
        """Return who is not counted and why, in a clause for each reason."""
        return [
            _WHY.fill(names=self.whom(districts), why=WORDS[state]) for state, districts in left_out
        ]

    def lacking(self, totals: Iterable[Total]) -> list[Text]:
        """Return who is missing from any of several sums, or to be checked, and why."""
        found: dict[State, set[str]] = {}
        for total in totals:
            for state, districts in self.left_out(total):
                found.setdefault(state, set()).update(districts)
        return self.reasons(
            (state, [each for each in self.districts if each in found[state]])
            for state in (State.MISSING, State.SUSPECT)
            if state in found
        )

    def scope(self, total: Total) -> Text:
        """Return in brackets how many are counted, and who is not and why; nothing when all are."""
        reasons = self.reasons(self.left_out(total))
        if not reasons or self.is_alone:
            return NONE
        return _SCOPE.fill(counted=self.places(total.counted), reasons=join(reasons, "，", ", "))

    # Figures

    def amount(self, indicator: Indicator, figure: Decimal) -> Text:
        """Return a figure with its indicator's decimals; in Chinese its unit stands behind it."""
        shown = digits(indicator, figure)
        return Text(f"{shown}{indicator.unit.zh}", percent_en(shown, indicator))

    def needed(self, indicator: Indicator, figure: Decimal) -> Text:
        """Return a figure that must still be reached, rounded up to the indicator's decimals."""
        return self.amount(indicator, rounded_up(figure, indicator.places))


_OF_GROUP: Final = Text("{name}（{group}）", "{name} ({group})")
_NUMBERED: Final = Text("{count}个{see}", "{count}{see}")
_STATES: Final = (State.MISSING, State.SUSPECT, State.NOT_APPLICABLE)
_WHY: Final = Text("{names}{why}", "{names} {why}")
_SCOPE: Final = Text("（计入{counted}，{reasons}）", " ({counted} counted; {reasons})")


def row_of(names: Sequence[Text]) -> Text:
    """Return names in a row as each language has it."""
    if not names:
        return NONE
    first = ", ".join(each.en for each in names[:-1])
    en = f"{first} and {names[-1].en}" if first else names[-1].en
    return Text("、".join(each.zh for each in names), en)


def digits(indicator: Indicator, figure: Decimal) -> str:
    """Return a figure padded to its indicator's decimals; a rate is rounded, nothing else is."""
    places = indicator.places
    if figure and figure.same_quantum(_step(places)):
        return f"{figure:f}"
    exact = len(plain(abs(figure)).partition(".")[2])
    if exact > places and indicator.kind != "rate":
        places = exact
    return f"{half_up(figure, places):f}"


@cache
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def percent_en(shown: str, indicator: Indicator) -> str:
    """Return a figure in English: its unit stands elsewhere, but for percent."""
    return f"{shown}%" if indicator.unit.en == "%" else shown


def percent(figure: Decimal) -> Text:
    """Return a rate with one decimal, half up."""
    return same(f"{tenths(figure):f}%")


def points(figure: Decimal) -> str:
    """Return a distance without its sign, with one decimal, half up."""
    return f"{tenths(abs(figure)):f}"


def share(pace: Decimal) -> str:
    """Return a share of the year as a percentage."""
    return f"{plain(pace * 100)}%"


def all_of(count: int) -> str:
    """Return how English says that all of so many do."""
    return "both" if count == 2 else f"all {count}"  # noqa: PLR2004 - both are two


def say_next(period: Period) -> Text:
    """Return the quarter that follows; with its year where it is another's."""
    following = period.next
    season = say_season(following)
    if following.year == period.year:
        return season
    return Text(f"{following.year}年{season.zh}", f"{season.en} {following.year}")


_NUMERALS: Final = "〇一二三四五六七八九"


def in_other_files(paper: Paper, shown: Text) -> Text:
    """Return what stands on a page below a table that shows some of its rows, and where all are."""
    text = Text(
        "注：{shown}全部{all}见本材料的xlsx、md、json文件。",
        "Note: {shown}all {all} are in this paper's xlsx, md and json files.",
    )
    return text.fill(shown=shown, all=paper.parts(len(paper.districts)))


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return f"{ten}{_NUMERALS[ones] if ones or not tens else ''}"


_ROMAN: Final = ("I", "II", "III", "IV", "V")


def part(number: int, title: Text) -> Paragraph:
    """Return the heading of a part of a paper."""
    text = Text(f"{numeral(number)}、{title.zh}", f"{_ROMAN[number - 1]}. {title.en}")
    return Paragraph(text, Role.PART)


def section(number: int, text: Text) -> Paragraph:
    """Return a section of a part, which begins with its number."""
    return Paragraph(Text(f"（{numeral(number)}）{text.zh}", f"({number}) {text.en}"), Role.SECTION)


def sections(texts: Iterable[Text]) -> list[Paragraph]:
    """Return sections, numbered."""
    return [section(number, text) for number, text in enumerate(texts, 1)]


def items(texts: Iterable[Text]) -> list[Paragraph]:
    """Return items, numbered."""
    return [
        Paragraph(Text(f"{number}. {text.zh}", f"{number}. {text.en}"), Role.ITEM)
        for number, text in enumerate(texts, 1)
    ]


def sentence(*clauses: Text) -> Text:
    """Return clauses as a sentence; those without words are left out."""
    return closed(joined(clauses, "，", ", "))


def joined(parts: Iterable[Text], zh: str = "；", en: str = "; ") -> Text:
    """Return one text of the parts that have words."""
    return join([each for each in parts if each.zh], zh, en)


def closed(text: Text) -> Text:
    """Return a sentence with its stop; none behind one that a quotation closes already."""
    en = text.en[:1].upper() + text.en[1:]
    return Text(f"{text.zh}。", f"{en}.")


def run_on(*sentences: Text) -> Text:
    """Return sentences as one paragraph; those without words are left out."""
    return joined(sentences, "", " ")


def quoted(words: Text) -> Text:
    """Return somebody's words as they are, in quotation marks; their own turn into inner ones."""
    zh = words.zh.replace("“", "‘").replace("”", "’")
    en = words.en.replace("“", "‘").replace("”", "’")
    return Text(f"“{zh}”", f"“{en}”")


def date_said(day: date) -> Text:
    """Return a day as papers write it."""
    return Text(
        f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    )


def moment_said(moment: date) -> Text:
    """Return a day as papers write it, and the time of the day where it is given."""
    day = date_said(moment)
    if not isinstance(moment, datetime):
        return day
    return Text("{day}{time}", "{day}, {time}").fill(day=day, time=f"{moment:%H:%M}")


# A paper's head and its annexes


VERSION: Final = "jxtrade.report/1"


def facts(paper: Paper, kind: str, *, sample: bool | None = None) -> dict[str, Value]:
    """Return what machines are told first of a paper; `sample` where not all of it is shown."""
    is_sample = paper.sample if sample is None else sample
    return words.head(paper.city, VERSION, paper.period, sample=is_sample) | {"kind": kind}


def titled(paper: Paper, title: Text) -> Text:
    """Return a paper's title, filled with plan and quarter, or the one that is asked for."""
    if paper.asked.title is not None:
        return same("{title}").fill(title=paper.asked.title)
    return title.fill(plan=plan_named(paper), year=paper.period.year, season=paper.season)


def plan_named(paper: Paper) -> Text:
    """Return the plan's title in its marks; those within turn into inner ones."""
    title = paper.header.title
    zh = title.zh.replace("《", "〈").replace("》", "〉")
    return Text(f"《{zh}》", quoted(title).en)


def month_end(period: Period) -> Text:
    """Return the month with which a quarter ends."""
    month = period.quarter * 3
    return Text(f"{period.year}年{month}月底", f"the end of {MONTHS[month - 1]} {period.year}")


def head(paper: Paper, *, is_dated: bool = True) -> Iterator[Paragraph]:
    """Yield up to when figures count, the day, and that figures are made up where they are.

    What is signed has its day below.
    """
    as_at = Text("（截至{end}）", "(as of {end})").fill(end=month_end(paper.period))
    yield Paragraph(as_at, Role.SUBTITLE)
    day = NONE if paper.day is None or not is_dated else date_said(paper.day)
    sample = Text("示例数据", "示例数据 (sample data)") if paper.sample else NONE
    said = joined((day, sample), "　", "; ")
    if said.zh:
        yield Paragraph(said, Role.SUBTITLE)


def annexed(annexes: Sequence[tuple[Text, Sequence[Block]]]) -> Iterator[Block]:
    """Yield the list of annexes, and each under its title."""
    if annexes:
        yield Paragraph(Text("附件：", "Annexes:"))
        yield from items(name for name, _ in annexes)
    for number, (name, blocks) in enumerate(annexes, 1):
        title = Text(f"附件{number}　{name.zh}", f"Annex {number}. {name.en}")
        yield Paragraph(title, Role.ANNEX)
        yield from blocks
