"""What a workspace comes to, worked out a second time, from the words of the contract alone.

It shares no line with the program: YAML is read by another reader in which every scalar is its
text, figures are fractions, and nothing is rounded before it is written. What the contract calls
an exact decimal comes back as a Fraction (a text where there is one way alone to write it, as for
the whole number of a count), what it gives four places comes back as that text.
"""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Figure = Fraction | str | None

YEAR_END = 4
PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.([0-9]+))?", re.ASCII)
DISTRICT = re.compile(r"reports/([0-9]{4})Q([1-4])/districts/(.+)\.yaml")
LIGHTS = {"on_pace": "green", "met": "green", "behind": "yellow", "far_behind": "red"}
SLIP, RATE_SLIP = 1000, (50, 200)
BEYOND_REASON = 10


class Quarter(NamedTuple):
    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Quarter:
        """Return the quarter of a text as 2022Q2."""
        return cls(int(text[:4]), int(text[-1]))

    @property
    def last_day(self) -> date:
        """The day on which what is in force counts."""
        month = self.number * 3
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def earlier(self) -> list[Quarter]:
        """The quarters of the year before this one, in order."""
        return [Quarter(self.year, number) for number in range(1, self.number)]


@dataclass(frozen=True)
class Indicator:
    id: str
    kind: str
    decimals: int
    ceiling: bool
    quarterly: bool
    pace: tuple[Fraction, ...]

    @property
    def level(self) -> bool:
        """Whether it is never summed."""
        return self.kind == "rate"

    @property
    def adds_up(self) -> bool:
        """Whether the year to date is the sum of the quarters."""
        return self.quarterly and not self.level

    def exact(self, figure: Fraction | None) -> Figure:
        """Return an exact figure; a count that is whole has one way to be written."""
        if figure is not None and self.kind == "count" and figure.denominator == 1:
            return str(figure.numerator)
        return figure


@dataclass(frozen=True)
class Given:
    """What is in force for a quarter of its own, and what speaks against it."""

    figure: Fraction | None = None
    decimals: int = 0
    quotient: tuple[Fraction, Fraction] | None = None
    unread: bool = False
    declared: bool = False
    refused: bool = False
    reason: bool = False
    made_up: bool = False

    @property
    def contradicted(self) -> bool:
        """Whether it has a value and is declared not applicable (JX309)."""
        return self.declared and (self.figure is not None or self.unread)


@dataclass(frozen=True)
class Line:
    """The year to date of a district's indicator; `reported` is what is shown."""

    indicator: Indicator
    district: str
    state: str
    allocated: Fraction | None
    reported: Fraction | None
    pace: Fraction
    quotient: tuple[Fraction, Fraction] | None = None
    made_up: bool = False

    @property
    def counts(self) -> bool:
        """Whether the value can be used."""
        return self.state == "value"

    @property
    def stands(self) -> tuple[Fraction, Fraction] | None:
        """Allocated and reported, of a value that can be held against its allocation."""
        if not self.counts or self.allocated is None or self.reported is None:
            return None
        return self.allocated, self.reported

    def beyond(self, *, above: bool, share: Fraction = Fraction(1)) -> Fraction | None:
        """How far the value lies above or below a share of the allocation; None without one."""
        if self.stands is None:
            return None
        allocated, reported = self.stands
        distance = reported - allocated * share
        return max(distance if above else -distance, Fraction(0))

    @property
    def gap(self) -> Fraction | None:
        """What lacks; of a ceiling what is above it."""
        return self.beyond(above=self.indicator.ceiling)

    @property
    def gap_to_pace(self) -> Fraction | None:
        """What lacks of what is due; of a ceiling what is above that."""
        return self.beyond(above=self.indicator.ceiling, share=self.pace)

    @property
    def surplus(self) -> Fraction | None:
        """What is above; of a ceiling the room left."""
        return self.beyond(above=not self.indicator.ceiling)

    @property
    def rate(self) -> Fraction | None:
        """Percent of the allocation; None of nothing."""
        return None if self.stands is None else percent(self.stands[1], self.stands[0])

    def shown(self, figure: Fraction | None) -> Figure:
        """Return a figure that rests on what was reported, as JSON shows it."""
        return self.indicator.exact(figure) if self.quotient is None else four_places(figure)


@dataclass
class Workspace:
    """The plan and the districts' submissions of a folder: path within it → text."""

    files: Mapping[str, str]
    _own: dict[tuple[str, str, Quarter], tuple[str, Given]] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Any:
        """The plan as it is written."""
        return read(self.files["targets.yaml"])

    @cached_property
    def districts(self) -> list[str]:
        """Ids in the plan's order."""
        return [each["id"] for each in self.plan["districts"]]

    @cached_property
    def groups(self) -> dict[str, str | None]:
        """Each group with the one around it."""
        return {each["id"]: each.get("within") for each in self.plan.get("groups") or []}

    def within(self, group: str) -> set[str]:
        """Return the districts of a group: its own, and those of the groups it is around."""
        own = {each["id"] for each in self.plan["districts"] if each.get("within") == group}
        below = [id_ for id_, around in self.groups.items() if around == group]
        return own.union(*map(self.within, below))

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """By id, in the plan's order."""
        return {each["id"]: indicator(each) for each in self.plan["indicators"]}

    @cached_property
    def submissions(self) -> dict[tuple[str, Quarter], Any]:
        """What each district sent for each quarter; a file without anything in it was not sent."""
        found = {
            (place[3], Quarter(int(place[1]), int(place[2]))): read(text)
            for path, text in self.files.items()
            if (place := DISTRICT.fullmatch(path))
        }
        return {key: sent for key, sent in found.items() if sent}

    def allocations(self, quarter: Quarter) -> list[Any]:
        """Return the documents for the quarter's year in order of effect."""
        documents = [each for each in self.plan["allocations"] if int(each["year"]) == quarter.year]
        return sorted(documents, key=effective)

    def allocated(self, indicator: str, district: str, quarter: Quarter) -> Fraction | None:
        """Return what is allocated for the year as in force on the quarter's last day."""
        figure = None
        for document in self.allocations(quarter):
            cell = document["values"].get(indicator, {}).get(district)
            if cell is not None and effective(document) <= quarter.last_day:
                figure = Fraction(cell["to"] if isinstance(cell, dict) else cell)
        return figure

    def given(self, indicator: str, district: str, quarter: Quarter) -> Given:
        """Return what is in force for a quarter: as submitted, or as last restated soundly."""
        sent = self.submissions.get((district, quarter), {})
        given = stated(sent, indicator)
        for sender, later, change in self._restatements(district):
            if (change["indicator"], Quarter.read(change["period"])) != (indicator, quarter):
                continue
            if given.figure is None:
                continue
            old, new = Fraction(change["from"]), Fraction(change["to"])
            if later <= quarter or old != given.figure or old == new:
                given = replace(given, refused=True)
            else:
                given = replace(
                    given,
                    figure=new,
                    decimals=decimals_written(change["to"]),
                    quotient=None,
                    refused=False,
                    made_up=given.made_up or is_made_up(sender),
                )
        return given

    def _restatements(self, district: str) -> Iterable[tuple[Any, Quarter, Any]]:
        """Yield sender, its quarter and the restatement, as they came."""
        for (sender, quarter), sent in sorted(
            self.submissions.items(), key=lambda each: each[0][1]
        ):
            if sender == district:
                for change in sent.get("restatements") or []:
                    yield sent, quarter, change

    def own(self, indicator: str, district: str, quarter: Quarter) -> tuple[str, Given]:
        """Return what a quarter's own value is, allocated or not, and what is in force for it."""
        key = (indicator, district, quarter)
        if key not in self._own:
            given = self.given(*key)
            if given.unread or (given.figure is not None and self._suspect(key, given)):
                state = "suspect"
            elif given.figure is not None:
                state = "value"
            else:
                state = "not_applicable" if given.declared else "missing"
            self._own[key] = state, given
        return self._own[key]

    def _suspect(self, key: tuple[str, str, Quarter], given: Given) -> bool:
        indicator = self.indicators[key[0]]
        return (
            not self._plausible(indicator, given)
            or given.refused
            or self._slipped(key, given)
            or self._over_reported(key, given)
            or self._decreased(key, given)
        )

    @staticmethod
    def _plausible(indicator: Indicator, given: Given) -> bool:
        """Not over-precise (JX301), not negative (JX302), not contradicted (JX309)."""
        figure = given.figure
        if figure is None or figure < 0 or given.contradicted:
            return False
        if indicator.kind == "count":
            return figure.denominator == 1
        return given.quotient is not None or given.decimals <= indicator.decimals

    def _slipped(self, key: tuple[str, str, Quarter], given: Given) -> bool:
        """JX303: a unit, or a fraction for a percent."""
        figure = given.figure or Fraction(0)
        for measure in (self.allocated(*key), self._previous(*key)):
            if not measure or not figure:
                continue
            times = figure / measure
            if not self.indicators[key[0]].level:
                slipped = times >= SLIP
            else:
                low, high = RATE_SLIP
                slipped = times >= SLIP or low <= times <= high or low <= 1 / times <= high
            if slipped:
                return True
        return False

    def _previous(self, indicator: str, district: str, quarter: Quarter) -> Fraction | None:
        """Return the figure of the year's last earlier quarter that has one to compare with."""
        about = self.indicators[indicator]
        before = [self.given(indicator, district, each) for each in quarter.earlier]
        figures = [
            each.figure for each in before if self._plausible(about, each) and not each.refused
        ]
        return figures[-1] if figures else None

    def _over_reported(self, key: tuple[str, str, Quarter], given: Given) -> bool:
        """JX304 as an error: beyond ten times what is to be checked, and no reason beside it."""
        allocated = self.allocated(*key)
        bound = Fraction(self.plan.get("over_report", 300)) * BEYOND_REASON / 100
        if not allocated or given.figure is None or given.reason:
            return False
        return given.figure > allocated * bound

    def _decreased(self, key: tuple[str, str, Quarter], given: Given) -> bool:
        """JX401: a year to date below the previous one."""
        indicator = self.indicators[key[0]]
        if indicator.level or indicator.quarterly or given.figure is None:
            return False
        previous = self._previous(*key)
        return previous is not None and given.figure < previous

    def line(self, name: str, district: str, quarter: Quarter) -> Line:
        """Return the year to date of a cell."""
        indicator = self.indicators[name]
        state, given = self.own(name, district, quarter)
        line = Line(
            indicator=indicator,
            district=district,
            state=state,
            allocated=self.allocated(name, district, quarter),
            reported=given.figure,
            pace=indicator.pace[quarter.number - 1],
            quotient=given.quotient,
            made_up=given.figure is not None and given.made_up,
        )
        if indicator.adds_up:
            line = self._added_up(line, quarter)
        if line.state != "suspect" and line.allocated is None:
            return replace(line, state="unallocated")
        return line

    def _added_up(self, line: Line, quarter: Quarter) -> Line:
        """Return a line whose figure is the sum of the year's quarters; None where one lacks."""
        before = [self.own(line.indicator.id, line.district, each) for each in quarter.earlier]
        states = [line.state, *(state for state, _ in before)]
        nothing = replace(line, reported=None, made_up=False)
        if "suspect" in states:
            return replace(nothing, state="suspect")
        if line.reported is None:
            return nothing
        if "missing" in states:
            return replace(nothing, state="missing")
        added = [given for _, given in before if given.figure is not None]
        return replace(
            line,
            reported=line.reported + sum(each.figure or Fraction(0) for each in added),
            made_up=line.made_up or any(each.made_up for each in added),
        )

    def lines(self, quarter: Quarter) -> list[Line]:
        """Return a line of every indicator and district."""
        return [
            self.line(indicator, district, quarter)
            for indicator in self.indicators
            for district in self.districts
        ]

    def on_last_year(self, line: Line, quarter: Quarter) -> Fraction | None:
        """Return the change on the same quarter a year before: percent, of a level the points."""
        before = self.line(line.indicator.id, line.district, Quarter(quarter.year - 1, quarter[1]))
        if not (line.counts and before.counts) or line.reported is None or before.reported is None:
            return None
        if line.indicator.level:
            return line.reported - before.reported
        return (line.reported / before.reported - 1) * 100 if before.reported else None

    def light(self, lead: Fraction) -> str:
        """Return the status of a lead: at least so many points from pace."""
        lights = self.plan.get("lights", {})
        if lead >= Fraction(lights.get("green", 0)):
            return "on_pace"
        return "behind" if lead >= Fraction(lights.get("yellow", -10)) else "far_behind"

    def standing(self, line: Line) -> str:
        """Return the status of a line: the first that holds."""
        if line.stands is None:
            return line.state
        allocated, reported = line.stands
        ceiling, ends = line.indicator.ceiling, line.pace == 1
        if allocated == 0:
            return "far_behind" if ceiling and reported > 0 else "met"
        if line.gap == 0 and (ends or not ceiling):
            return "met"
        if ceiling and not line.indicator.level and reported > allocated:
            return "far_behind"
        lead = ahead(line.rate, line.pace, line.indicator)
        return "not_due" if lead is None else self.light(lead)


def status(workspace: Workspace, period: str) -> dict[str, Any]:
    """Return what `status` must say of a quarter, lines by (indicator, district)."""
    quarter = Quarter.read(period)
    lines = workspace.lines(quarter)
    ranked = workspace.plan.get("ranking", "true") == "true"
    return {
        "sample": any(line.made_up for line in lines),
        "year_assumed": any(
            each.get("year_assumed") == "true" for each in workspace.allocations(quarter)
        ),
        "lines": {
            (line.indicator.id, line.district): line_fields(
                workspace, line, lines, quarter, ranked=ranked
            )
            for line in lines
        },
        "totals": {
            name: total_fields(
                workspace, [each for each in lines if each.indicator.id == name], about, quarter
            )
            for name, about in workspace.indicators.items()
        },
        "groups": {
            (group, name): total_fields(
                workspace,
                [
                    each
                    for each in lines
                    if each.indicator.id == name and each.district in workspace.within(group)
                ],
                workspace.indicators[name],
                quarter,
            )
            for group in workspace.groups
            for name in workspace.indicators
        },
    }


def gaps(workspace: Workspace, period: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what `gaps` must list for a quarter: each line whose gap is above 0."""
    quarter = Quarter.read(period)
    return {
        (line.indicator.id, line.district): {
            "allocated": line.indicator.exact(line.allocated),
            "reported": line.shown(line.reported),
            "gap": line.shown(line.gap),
            "gap_to_pace": line.shown(line.gap_to_pace),
            "each_quarter": each_quarter(line, YEAR_END - quarter.number),
            "quarters_left": YEAR_END - quarter.number,
            "status": workspace.standing(line),
            "light": LIGHTS.get(workspace.standing(line)),
        }
        for line in workspace.lines(quarter)
        if line.gap
    }


def each_quarter(line: Line, left: int) -> Figure:
    """Return what each remaining quarter must bring, rounded up to the indicator's last place."""
    about = line.indicator
    if not left or about.level or about.ceiling or not any(about.pace[:-1]) or line.gap is None:
        return None
    last_place = 10**about.decimals
    return about.exact(Fraction(math.ceil(line.gap / left * last_place), last_place))


def line_fields(
    workspace: Workspace, line: Line, lines: list[Line], quarter: Quarter, *, ranked: bool
) -> dict[str, Any]:
    due = None if line.allocated is None else line.allocated * line.pace
    return {
        "state": line.state,
        "status": workspace.standing(line),
        "light": LIGHTS.get(workspace.standing(line)),
        "allocated": line.indicator.exact(line.allocated),
        "reported": line.shown(line.reported),
        "rate": four_places(line.rate),
        "due": line.indicator.exact(due),
        "lead": four_places(ahead(line.rate, line.pace, line.indicator)),
        "gap": line.shown(line.gap),
        "gap_to_pace": line.shown(line.gap_to_pace),
        "surplus": line.shown(line.surplus),
        "rank": place(line, lines) if ranked else None,
        "yoy": four_places(workspace.on_last_year(line, quarter)),
    }


def place(line: Line, lines: list[Line]) -> int | None:
    """Return the place of a line by its rate: one more than there are better ones."""
    if line.rate is None:
        return None
    sign = -1 if line.indicator.ceiling else 1
    return 1 + sum(
        other.rate is not None and (other.rate - line.rate) * sign > 0
        for other in lines
        if other.indicator is line.indicator
    )


def total_fields(
    workspace: Workspace, lines: list[Line], about: Indicator, quarter: Quarter
) -> dict[str, Any]:
    """Return the total of an indicator's lines, in the plan's order of districts."""
    pace = about.pace[quarter.number - 1]
    allocated = [line for line in lines if line.allocated is not None]
    of = [line for line in allocated if line.state != "not_applicable"]
    counted = [line for line in allocated if line.counts]
    left_out = [line for line in allocated if not line.counts]
    heads = {
        "counted": len(counted),
        "of": len(of),
        "left_out": [line.district for line in left_out],
    }
    if about.level:
        return dict.fromkeys(TOTAL) | heads | {"reported": quotient(of)}
    whole = adding(line.allocated for line in allocated)
    due = None if whole is None else whole * pace
    reported = adding(line.reported for line in counted)
    rate = None if reported is None else percent(reported, whole or Fraction(0))
    alike = adding(line.allocated for line in counted)
    rate_counted = None if reported is None else percent(reported, alike or Fraction(0))
    verdict = total_status(
        workspace, about, (whole, reported, pace), complete=len(counted) == len(of)
    )
    known = verdict not in {"incomplete", "not_due"}
    short = None
    if reported is not None and due is not None:
        short = max(reported - due if about.ceiling else due - reported, Fraction(0))
    exact = about.exact
    return heads | {
        "allocated": exact(whole),
        "reported": exact(reported),
        "rate": four_places(rate),
        "lead": four_places(ahead(rate, pace, about)) if known else None,
        "status": verdict,
        "light": LIGHTS.get(verdict),
        "rate_counted": four_places(rate_counted),
        "lead_counted": four_places(ahead(rate_counted, pace, about)),
        "due": exact(due),
        "short": exact(short),
        "gap": exact(adding(line.gap for line in counted)),
        "gap_left_out": exact(adding(line.allocated for line in left_out) or Fraction(0)),
        "surplus": exact(adding(line.surplus for line in counted)),
    }


TOTAL = (
    "allocated", "reported", "rate", "lead", "status", "light", "rate_counted", "lead_counted",
    "due", "short", "gap", "gap_left_out", "surplus",
)  # fmt: skip


def total_status(
    workspace: Workspace,
    about: Indicator,
    figures: tuple[Fraction | None, Fraction | None, Fraction],
    *,
    complete: bool,
) -> str:
    """Return the status of allocated, reported and pace; complete where nobody is missing."""
    allocated, reported, pace = figures
    if allocated is None or reported is None:
        return "incomplete" if pace else "not_due"
    lead = ahead(percent(reported, allocated), pace, about)
    sure = complete or pace == 0
    if about.ceiling:
        if reported > allocated:
            return "far_behind"
        if sure and (allocated == 0 or pace == 1):
            return "met"
    elif reported >= allocated:
        return "met"
    if pace == 0:
        return "not_due"
    reached = "incomplete" if lead is None else workspace.light(lead)
    beyond_doubt = reached == "on_pace" and not about.ceiling
    return reached if complete or beyond_doubt else "incomplete"


def quotient(of: list[Line]) -> Figure:
    """Return the quotient of the sums × 100 where each gives numerator and denominator."""
    pairs = [line.quotient for line in of if line.counts and line.quotient is not None]
    if not of or len(pairs) < len(of):
        return None
    above, below = (sum(pair[side] for pair in pairs) for side in (0, 1))
    return four_places(percent(Fraction(above), Fraction(below)))


def adding(figures: Iterable[Fraction | None]) -> Fraction | None:
    """Return the sum; None where there is nothing to add."""
    known = [figure for figure in figures if figure is not None]
    return sum(known, Fraction(0)) if known else None


def percent(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole * 100 if whole else None


def ahead(rate: Fraction | None, pace: Fraction, about: Indicator) -> Fraction | None:
    """Return the percentage points ahead of pace; None where nothing is due."""
    if rate is None or pace == 0:
        return None
    return pace * 100 - rate if about.ceiling else rate - pace * 100


def four_places(figure: Fraction | None) -> str | None:
    """Return a figure with four places, half up away from 0; a zero has no sign."""
    if figure is None:
        return None
    units = math.floor(abs(figure) * 10_000 + Fraction(1, 2))
    sign = "-" if figure < 0 and units else ""
    return f"{sign}{units // 10_000}.{units % 10_000:04d}"


def read(text: str) -> Any:
    """Return a file's content in which every scalar is its text; a blank is an empty text."""
    return yaml.load(text.replace("\r\n", "\n"), yaml.BaseLoader)


def indicator(given: Mapping[str, Any]) -> Indicator:
    kind = given["kind"]
    pace = given.get("pace", ["1"] * 4 if kind == "rate" else "linear")
    shares = ["0.25", "0.5", "0.75", "1"] if pace == "linear" else pace
    return Indicator(
        id=given["id"],
        kind=kind,
        decimals=int(given.get("decimals", 0 if kind == "count" else 1)),
        ceiling=given.get("direction") == "lower",
        quarterly=given.get("measure") == "quarterly",
        pace=tuple(map(Fraction, shares)),
    )


def effective(document: Mapping[str, Any]) -> date:
    return date.fromisoformat(document.get("effective") or f"{document['year']}-01-01")


def stated(sent: Mapping[str, Any], indicator: str) -> Given:
    """Return what a submission says of an indicator."""
    written = (sent.get("values") or {}).get(indicator) or None
    declared = indicator in (sent.get("not_applicable") or {})
    given = Given(
        declared=declared,
        reason=bool((sent.get("notes") or {}).get(indicator)),
        made_up=is_made_up(sent),
    )
    if written is None:
        return given
    if isinstance(written, dict):
        above, below = Fraction(written["numerator"]), Fraction(written["denominator"])
        return replace(given, figure=above / below * 100, quotient=(above, below))
    if not PLAIN.fullmatch(written):
        return replace(given, unread=True)
    return replace(given, figure=Fraction(written), decimals=decimals_written(written))


def decimals_written(text: str) -> int:
    return len(text.partition(".")[2])


def is_made_up(sent: Mapping[str, Any]) -> bool:
    return bool(sent.get("sample") == "true")
