"""Allocation against submission: for each district and indicator of a quarter one line.

All arithmetic is exact in `Decimal`; a division carries 60 digits, far more than any figure has.
The formulas are those of the format description, section "Arithmetic".
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.text import Text, join, listed, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator, Lights
    from jxtrade.model.submissions import Ratio
    from jxtrade.model.tasks import Task
    from jxtrade.place import Place
    from jxtrade.workspace import Restated, Stated, Workspace

EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
HUNDRED: Final = Decimal(100)


class State(StrEnum):
    """What there is of a value; no output may confuse two of these."""

    VALUE = "value"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNALLOCATED = "unallocated"
    SUSPECT = "suspect"


class Status(StrEnum):
    """How a value or total stands against its allocation; only a total is ever incomplete."""

    MET = "met"
    NOT_DUE = "not_due"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    INCOMPLETE = "incomplete"


class Light(StrEnum):
    """The colour of a status; the word always stands beside it."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


WORDS: Final[dict[State | Status | Light, Text]] = {
    State.VALUE: Text("已报", "reported"),
    State.MISSING: Text("未报", "not reported"),
    State.NOT_APPLICABLE: Text("不适用", "not applicable"),
    State.UNALLOCATED: Text("未下达", "not allocated"),
    State.SUSPECT: Text("待核", "to be checked"),
    Status.MET: Text("已完成", "met"),
    Status.NOT_DUE: Text("未到节点", "not yet due"),
    Status.ON_PACE: Text("达序时", "on pace"),
    Status.BEHIND: Text("滞后", "behind"),
    Status.FAR_BEHIND: Text("严重滞后", "far behind"),
    Status.INCOMPLETE: Text("未齐", "incomplete"),
    Light.GREEN: Text("绿", "green"),
    Light.YELLOW: Text("黄", "yellow"),
    Light.RED: Text("红", "red"),
}


LIGHTS: Final = {
    Status.MET: Light.GREEN,
    Status.ON_PACE: Light.GREEN,
    Status.BEHIND: Light.YELLOW,
    Status.FAR_BEHIND: Light.RED,
}


class Line(NamedTuple):
    """One district's standing in one indicator at a quarter's end.

    `rate` is in percent, `lead` in percentage points, the other figures in the indicator's unit;
    None means that there is none, which is never 0. `reported` is the year to date, `sample`
    says that it rests on a made-up figure.
    """

    indicator: str
    district: str
    period: Period
    state: State
    allocated: Decimal | None = None
    reported: Decimal | None = None
    status: Status | None = None
    rate: Decimal | None = None
    due: Decimal | None = None
    pace: Decimal | None = None
    lead: Decimal | None = None
    gap: Decimal | None = None
    gap_to_pace: Decimal | None = None
    surplus: Decimal | None = None
    rank: int | None = None
    stated: Stated | None = None
    restated: tuple[Restated, ...] = ()
    lacks: tuple[Period, ...] = ()
    sample: bool = False

    @property
    def ratio(self) -> Ratio | None:
        """Return the numerator and denominator on which the line's figures rest, if they do."""
        return self.stated.ratio if self.stated else None

    @property
    def light(self) -> Light | None:
        """Return the light; None without a value and where nothing is due."""
        return LIGHTS.get(self.status) if self.status else None

    @property
    def standing(self) -> State | Status:
        """Return the status, or the state where there is no value to judge."""
        return self.status or self.state


class Total(NamedTuple):
    """The city's line of an indicator: sums over the districts whose value can be used.

    `allocated` is all that is allocated, to `of` districts and those to which it does not apply;
    `counted` have a value. `rate` is against all of it, a floor while somebody is missing,
    `rate_counted` against what those counted are allocated, like with like; `lead` and `status`
    stand only where nothing that is missing could change the light. `gap` and `surplus` add up
    those counted and are never netted; `gap_left_out` is what the others are allocated. `short`
    is what all lacks to its pace. A rate is never summed: its figures are None, but for the
    quotient of the sums where each district gives numerator and denominator.
    """

    indicator: str
    period: Period
    counted: int
    of: int
    left_out: tuple[str, ...]
    pace: Decimal | None = None
    allocated: Decimal | None = None
    reported: Decimal | None = None
    rate: Decimal | None = None
    lead: Decimal | None = None
    status: Status | None = None
    rate_counted: Decimal | None = None
    lead_counted: Decimal | None = None
    due: Decimal | None = None
    short: Decimal | None = None
    gap: Decimal | None = None
    gap_left_out: Decimal | None = None
    surplus: Decimal | None = None

    @property
    def light(self) -> Light | None:
        """Return the light; None where nothing is due, or what is missing could change it."""
        return LIGHTS.get(self.status) if self.status else None


class Reconciliation(NamedTuple):
    """All lines of a quarter in the plan's order, indicator by indicator, and the city's lines."""

    period: Period
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]

    def of(self, indicator: str) -> tuple[Line, ...]:
        """Return an indicator's lines in the order of the districts."""
        return tuple(line for line in self.lines if line.indicator == indicator)


def reconcile(workspace: Workspace, period: Period) -> Reconciliation:
    """Return what each district of the plan has reported for a quarter against its allocation."""
    lights = workspace.lights
    lines: list[Line] = []
    totals: list[Total] = []
    with localcontext(EXACT):
        for indicator in workspace.indicator.values():
            judge = _judge(indicator, period, lights)
            own = [
                _line(workspace, indicator, district, period, judge)
                for district in workspace.district
            ]
            if workspace.plan is not None and workspace.plan.model.ranking:
                own = _ranked(own, is_ceiling=judge.is_ceiling)
            lines += own
            totals.append(_total(indicator.id, own, period, judge))
    return Reconciliation(period, tuple(lines), tuple(totals))


def rounded(figure: Decimal, places: int) -> Decimal:
    """Return a figure to so many decimals, half up; a zero has no sign."""
    return EXACT.plus(figure.quantize(Decimal(1).scaleb(-places), context=EXACT))


def exponent(figure: Decimal) -> int:
    """Return the exponent of a figure's last written digit: -2 for 9.60."""
    return int(figure.as_tuple().exponent)


def _line(
    workspace: Workspace, indicator: Indicator, district: str, period: Period, judge: _Judge
) -> Line:
    allocated = _as_counted(workspace.allocation(indicator.id, district, period), indicator)
    year = year_to_date(workspace, indicator, district, period)
    reported = _as_counted(year.figure, indicator)
    line = Line(
        indicator.id,
        district,
        period,
        year.state,
        allocated=allocated,
        reported=reported,
        stated=year.stated,
        restated=year.restated,
        lacks=year.lacks,
        sample=reported is not None and year.sample,
    )
    if allocated is None:
        suspect = year.state is State.SUSPECT
        return line._replace(state=State.SUSPECT if suspect else State.UNALLOCATED)
    due = judge.due(allocated)
    line = line._replace(pace=judge.pace, due=due)
    if year.state is not State.VALUE or reported is None:
        return line
    rate = rate_of(reported, allocated)
    return line._replace(
        rate=rate,
        lead=judge.lead(rate),
        gap=judge.over(allocated, reported),
        gap_to_pace=judge.over(due, reported),
        surplus=judge.over(reported, allocated),
        status=judge.status(allocated, reported),
    )


def _as_counted(figure: Decimal | None, indicator: Indicator) -> Decimal | None:
    """Return a figure without a zero's sign, and a count, where it is whole, without decimals."""
    if figure is None:
        return None
    whole = figure.to_integral_value()
    return EXACT.plus(whole if indicator.kind == "count" and whole == figure else figure)


class YearToDate(NamedTuple):
    """A year-to-date value with its state; `lacks` are the quarters that a sum would need."""

    state: State
    figure: Decimal | None = None
    stated: Stated | None = None
    restated: tuple[Restated, ...] = ()
    lacks: tuple[Period, ...] = ()
    sample: bool = False


def year_to_date(
    workspace: Workspace, indicator: Indicator, district: str, period: Period
) -> YearToDate:
    """Return what a district has reported from the year's start to a quarter's end.

    A quarterly count or amount is added up; a quarter that is missing leaves the sum unknown.
    """
    last = _quarter(workspace, indicator.id, district, period)
    if indicator.measure == "cumulative" or indicator.kind == "rate":
        return last
    earlier = period.of_year[:-1]
    parts = [*(_quarter(workspace, indicator.id, district, each) for each in earlier), last]
    if any(part.state is State.SUSPECT for part in parts):
        return last._replace(state=State.SUSPECT, figure=None)
    if last.state is not State.VALUE:
        return last
    lacks = tuple(
        each for each, part in zip(earlier, parts, strict=False) if part.state is State.MISSING
    )
    if lacks:
        return YearToDate(State.MISSING, stated=last.stated, lacks=lacks)
    return last._replace(
        figure=_sum(part.figure for part in parts),
        restated=tuple(each for part in parts for each in part.restated),
        sample=any(part.sample for part in parts),
    )


def _quarter(workspace: Workspace, indicator: str, district: str, period: Period) -> YearToDate:
    stated = workspace.stated(district, indicator, period)
    if workspace.is_suspect(district, indicator, period):
        state = State.SUSPECT
    elif stated is not None:
        state = State.VALUE
    else:
        submission = workspace.submission.get((district, period))
        spared = submission is not None and indicator in submission.model.not_applicable
        state = State.NOT_APPLICABLE if spared else State.MISSING
    if stated is None:
        return YearToDate(state)
    return YearToDate(state, stated.figure, stated, stated.restated, sample=stated.is_sample)


class _Judge(NamedTuple):
    """How figures of an indicator are held against an allocation at a quarter's end."""

    pace: Decimal
    lights: Lights
    is_ceiling: bool
    adds_up: bool

    def due(self, allocated: Decimal) -> Decimal:
        """Return what is due of an allocation, without the zeros that multiplying adds."""
        return Decimal(plain(allocated * self.pace))

    def lead(self, rate: Decimal | None) -> Decimal | None:
        """Return how far a rate in percent is ahead of the pace; None where nothing is due."""
        if rate is None or self.pace == 0:
            return None
        lead = rate - self.pace * HUNDRED
        return EXACT.minus(lead) if self.is_ceiling else lead

    def over(self, one: Decimal, other: Decimal) -> Decimal:
        """Return by how much the first is above the second; below it, where lower is better."""
        above = other - one if self.is_ceiling else one - other
        return above if above > 0 else Decimal(0)

    def is_broken(self, allocated: Decimal, reported: Decimal) -> bool:
        """Tell whether a ceiling that adds up is passed, which nothing can mend."""
        return self.is_ceiling and reported > allocated and (self.adds_up or allocated == 0)

    def status(self, allocated: Decimal, reported: Decimal) -> Status:
        """Return the status of a value: the first that holds."""
        if self.is_broken(allocated, reported):
            return Status.FAR_BEHIND
        is_final = not self.is_ceiling or self.pace == 1
        if allocated == 0 or (is_final and self.over(allocated, reported) == 0):
            return Status.MET
        lead = self.lead(rate_of(reported, allocated))
        if lead is None:
            return Status.NOT_DUE
        if lead >= self.lights.green:
            return Status.ON_PACE
        return Status.BEHIND if lead >= self.lights.yellow else Status.FAR_BEHIND

    def status_of_total(
        self, allocated: Decimal, reported: Decimal | None, *, is_whole: bool
    ) -> Status:
        """Return the status of a sum: incomplete where what is missing could change the light."""
        if reported is None:
            return Status.INCOMPLETE if self.pace else Status.NOT_DUE
        status = self.status(allocated, reported)
        if self.is_ceiling:
            is_settled = self.is_broken(allocated, reported)
        else:
            is_settled = status in (Status.MET, Status.ON_PACE)
        return status if is_whole or is_settled or self.pace == 0 else Status.INCOMPLETE


def _judge(indicator: Indicator, period: Period, lights: Lights) -> _Judge:
    return _Judge(
        indicator.pace[period.quarter - 1],
        lights,
        is_ceiling=indicator.direction == "lower",
        adds_up=indicator.kind != "rate",
    )


def rate_of(reported: Decimal, allocated: Decimal) -> Decimal | None:
    """Return the rate R / A × 100 in percent; None of an allocation of 0."""
    return None if allocated == 0 else reported * HUNDRED / allocated


def _ranked(lines: Sequence[Line], *, is_ceiling: bool) -> list[Line]:
    """Return the lines with their places by rate; ties share a place and the next is left free."""
    rates = (line.rate for line in lines if line.rate is not None)
    place: dict[Decimal, int] = {}
    for index, rate in enumerate(sorted(rates, reverse=not is_ceiling), 1):
        place.setdefault(rate, index)
    return [line if line.rate is None else line._replace(rank=place[line.rate]) for line in lines]


def _total(indicator: str, lines: Sequence[Line], period: Period, judge: _Judge) -> Total:
    allocated_lines = [line for line in lines if line.allocated is not None]
    used = [line for line in allocated_lines if line.state is State.VALUE]
    left_out = [line for line in allocated_lines if line.state is not State.VALUE]
    total = Total(
        indicator,
        period,
        counted=len(used),
        of=sum(line.state is not State.NOT_APPLICABLE for line in allocated_lines),
        left_out=tuple(line.district for line in left_out),
    )
    if not judge.adds_up:
        return total._replace(reported=_quotient(used) if total.counted == total.of else None)
    allocated = _sum(line.allocated for line in allocated_lines)
    reported = _sum(line.reported for line in used) if used else None
    status = judge.status_of_total(allocated, reported, is_whole=total.counted == total.of)
    total = total._replace(
        pace=judge.pace,
        gap_left_out=_sum(line.allocated for line in left_out),
        status=status,
    )
    due = judge.due(allocated)
    if allocated_lines:
        total = total._replace(allocated=allocated, due=due)
    if reported is None:
        return total
    rate = rate_of(reported, allocated)
    rate_counted = rate_of(reported, _sum(line.allocated for line in used))
    return total._replace(
        reported=reported,
        rate=rate,
        lead=None if status is Status.INCOMPLETE else judge.lead(rate),
        rate_counted=rate_counted,
        lead_counted=judge.lead(rate_counted),
        short=judge.over(due, reported),
        gap=_sum(line.gap for line in used),
        surplus=_sum(line.surplus for line in used),
    )


def _quotient(lines: Sequence[Line]) -> Decimal | None:
    """Return the sums' quotient in percent where each line has numerator and denominator."""
    ratios = [line.ratio for line in lines if line.ratio is not None]
    if not ratios or len(ratios) < len(lines):
        return None
    parts = _sum(each.numerator for each in ratios), _sum(each.denominator for each in ratios)
    return rate_of(*parts)


def _sum(figures: Iterable[Decimal | None]) -> Decimal:
    return sum((figure for figure in figures if figure is not None), Decimal(0))


class Outcome(StrEnum):
    """What comes of holding a sum against a stated whole."""

    AGREES = "agrees"
    ROUNDING = "within_rounding"
    DIFFERS = "differs"
    UNCHECKED = "cannot_be_checked"


WORDS_OF_OUTCOME: Final = {
    Outcome.AGREES: Text("一致", "agrees"),
    Outcome.ROUNDING: Text("舍入误差内", "within rounding"),
    Outcome.DIFFERS: Text("不一致", "differs"),
    Outcome.UNCHECKED: Text("无法核对", "cannot be checked"),
}


class Compared(NamedTuple):
    """Parts, their sum, the stated whole, the signed difference and how far rounding reaches."""

    outcome: Outcome
    sum: Decimal
    whole: Decimal
    difference: Decimal
    tolerance: Decimal


def compare(parts: Sequence[Decimal], whole: Decimal, indicator: Indicator) -> Compared:
    """Return how a sum of parts stands against a stated whole.

    Counts are exact. An amount stands for an interval of half a unit in its last declared place
    to either side; the two agree within rounding where the intervals of sum and whole meet.
    """
    with localcontext(EXACT):
        found = _sum(parts)
        difference = found - whole
        half = Decimal(5).scaleb(-indicator.places - 1)
        tolerance = Decimal(0) if indicator.kind == "count" else half * (len(parts) + 1)
        if difference == 0:
            outcome = Outcome.AGREES
        else:
            outcome = Outcome.ROUNDING if abs(difference) <= tolerance else Outcome.DIFFERS
        return Compared(outcome, found, whole, difference, tolerance)


class Origin(StrEnum):
    """Where a department states a city-wide figure."""

    CITY_TOTAL = "city_total"
    TASK_TARGET = "task_target"


class Part(NamedTuple):
    """A district's year-to-date value in force, in the indicator's unit, and who states it."""

    district: str
    figure: Decimal
    stated: Stated

    @property
    def location(self) -> Place:
        """Return the place of the value."""
        return self.stated.location


class CityComparison(NamedTuple):
    """A department's city-wide figure held against the sum of the districts' values.

    `compared` is None where that can't be checked, and then `reason` says why. `left_out` names
    the districts that hinder it, `not_applicable` those that have nothing to add. `target` is the
    id of the task target that states the figure, None for a city total.
    """

    origin: Origin
    indicator: str
    department: str
    period: Period
    stated: Decimal
    location: Place
    target: str | None = None
    parts: tuple[Part, ...] = ()
    compared: Compared | None = None
    reason: Text | None = None
    left_out: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Return which of the four it is."""
        return self.compared.outcome if self.compared else Outcome.UNCHECKED


def city_comparisons(workspace: Workspace) -> tuple[CityComparison, ...]:
    """Return every city-wide figure of a department beside the sum of the districts.

    City totals and the task targets that an indicator measures, in the order of the files. A
    figure that is wrong by itself is left out: a minus sign, a total with too many decimals or of
    an unknown indicator.
    """
    return workspace.once(_city_comparisons)


def _city_comparisons(workspace: Workspace) -> tuple[CityComparison, ...]:
    return tuple(_held(workspace, each) for each in _city_figures(workspace))


def _city_figures(workspace: Workspace) -> Iterator[CityComparison]:
    measured = _measured_targets(workspace)
    for (department, period), each in workspace.department_submission.items():
        for name, figure in each.model.city_totals.items():
            if _is_sound(figure, workspace.indicator.get(name)):
                place = each.at("city_totals", name)
                yield CityComparison(Origin.CITY_TOTAL, name, department, period, figure, place)
        for target, figure in each.model.targets.items():
            name = measured.get((department, target, period), "")
            if name in workspace.indicator:
                place = each.at("targets", target)
                facts = (name, department, period, figure, place, target)
                yield CityComparison(Origin.TASK_TARGET, *facts)


def _measured_targets(workspace: Workspace) -> dict[tuple[str, str, Period], str]:
    """Return the indicator that measures a target, for the department whose figure counts."""
    return {
        (given[0].department, target.id, period): target.indicator
        for period in workspace.periods
        if (tasks := workspace.tasks.get(period.year))
        for task in tasks.model.tasks
        for target in task.targets
        if target.indicator is not None
        and (given := target_figures(workspace, task, target.id, period))
    }


class Given(NamedTuple):
    """A department's figure for a task target, and the place of it."""

    department: str
    figure: Decimal
    location: Place


def target_figures(
    workspace: Workspace, task: Task, target: str, period: Period
) -> tuple[Given, ...]:
    """Return what departments give for a target, in the task's order: the first one counts.

    A figure with a minus sign is none.
    """
    given = workspace.once(_given).get((period, target), {})
    own = sorted(given.keys() & task.places.keys(), key=task.places.__getitem__)
    return tuple(given[department] for department in own)


def _given(workspace: Workspace) -> dict[tuple[Period, str], dict[str, Given]]:
    """Return by quarter and target what each department gives."""
    found: dict[tuple[Period, str], dict[str, Given]] = {}
    for (department, period), each in workspace.department_submission.items():
        for target, figure in each.model.targets.items():
            if not figure.is_signed():
                place = each.at("targets", target)
                found.setdefault((period, target), {})[department] = Given(
                    department, figure, place
                )
    return found


def _is_sound(figure: Decimal, indicator: Indicator | None) -> bool:
    if indicator is None or figure.is_signed():
        return False
    return figure == rounded(figure, indicator.places)


_NEVER_SUMMED: Final = Text("比率不能相加", "rates are never summed")
_NOTHING_ALLOCATED: Final = Text("{year} 年没有下达分配数", "nothing is allocated for {year}")
_NONE_APPLIES: Final = Text("各区县都不适用", "it applies to no district")


def _held(workspace: Workspace, stated: CityComparison) -> CityComparison:
    """Return a stated figure beside the districts' values, compared as far as it can be."""
    indicator, period = workspace.indicator[stated.indicator], stated.period
    if indicator.kind == "rate":
        return stated._replace(reason=_NEVER_SUMMED)
    with localcontext(EXACT):
        years = {
            district: year_to_date(workspace, indicator, district, period)
            for district in workspace.district
            if workspace.allocation(indicator.id, district, period) is not None
        }
    held = stated._replace(
        parts=tuple(
            Part(district, year.figure, year.stated)
            for district, year in years.items()
            if year.state is State.VALUE and year.figure is not None and year.stated is not None
        ),
        left_out=_in_state(years, State.MISSING, State.SUSPECT),
        not_applicable=_in_state(years, State.NOT_APPLICABLE),
    )
    if not years:
        return held._replace(reason=_NOTHING_ALLOCATED.fill(year=str(period.year)))
    if held.left_out:
        return held._replace(reason=_lacking(workspace, years))
    if not held.parts:
        return held._replace(reason=_NONE_APPLIES)
    figures = [part.figure for part in held.parts]
    return held._replace(compared=compare(figures, stated.stated, indicator))


def _in_state(years: dict[str, YearToDate], *states: State) -> tuple[str, ...]:
    return tuple(district for district, year in years.items() if year.state in states)


_LACKING: Final = Text("{names}{state}", "{names} {state}")
_QUOTED: Final = Text("「{name}」", "“{name}”")
_QUOTED_FOR: Final = Text("「{name}」（{lacks}）", "“{name}” ({lacks})")


def _lacking(workspace: Workspace, years: dict[str, YearToDate]) -> Text:
    """Return by name the districts that are missing, and those whose value is to be checked."""
    reasons: list[Text] = []
    for state in (State.MISSING, State.SUSPECT):
        names = [
            (_QUOTED_FOR if years[each].lacks else _QUOTED).fill(
                name=workspace.district_name(each), lacks=tuple(map(str, years[each].lacks))
            )
            for each in _in_state(years, state)
        ]
        reasons += [_LACKING.fill(names=listed(names), state=WORDS[state])] if names else []
    return join(reasons)
