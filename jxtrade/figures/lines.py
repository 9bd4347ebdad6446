"""Allocation against submission: for each district and indicator of a quarter one line.

The formulas are those of the format description, section "Arithmetic".
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from jxtrade.figures.arithmetic import EXACT, HUNDRED, added, as_counted, quotient, rate_of
from jxtrade.figures.states import LIGHTS, Light, State, Status
from jxtrade.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.figures.facts import Facts, Restated, Stated
    from jxtrade.figures.programme import Programme
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator, Lights
    from jxtrade.model.submissions import Ratio


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
    """The line of an indicator for the city or a group: sums of the values that can be used.

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
    group: str | None = None

    @property
    def light(self) -> Light | None:
        """Return the light; None where nothing is due, or what is missing could change it."""
        return LIGHTS.get(self.status) if self.status else None


class Reconciliation(NamedTuple):
    """Lines of a quarter in the plan's order, indicator by indicator, and their totals.

    Of a group the lines are those of the districts within it, and their places are among these.
    """

    period: Period
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    group: str | None = None

    @property
    def districts(self) -> tuple[str, ...]:
        """Return the districts of the lines, in the plan's order."""
        of_first = takewhile(lambda line: line.indicator == self.lines[0].indicator, self.lines)
        return tuple(line.district for line in of_first)

    def of(self, indicator: str) -> tuple[Line, ...]:
        """Return an indicator's lines in the order of the districts."""
        return tuple(line for line in self.lines if line.indicator == indicator)


def reconcile(facts: Facts, period: Period, group: str | None = None) -> Reconciliation:
    """Return what each district of the plan, or of a group, has reported against its allocation."""
    programme, plan = facts.programme, facts.programme.plan
    districts = [*plan.district] if group is None else programme.groups.within(group)
    lines: list[Line] = []
    totals: list[Total] = []
    for indicator in plan.indicators:
        own = lines_of(facts, indicator, period, districts)
        lines += own
        with localcontext(EXACT):
            total = _total(indicator.id, own, period, _judge(indicator, period, plan.lights))
        totals.append(total._replace(group=group))
    return Reconciliation(period, tuple(lines), tuple(totals), group)


def lines_of(
    facts: Facts, indicator: Indicator, period: Period, districts: Iterable[str]
) -> list[Line]:
    """Return an indicator's lines of some districts, with their places among each other."""
    plan = facts.programme.plan
    judge = _judge(indicator, period, plan.lights)
    with localcontext(EXACT):
        lines = [_line(facts, indicator, each, period, judge) for each in districts]
        return _ranked(lines, is_ceiling=judge.is_ceiling) if plan.ranking else lines


def lines_of_district(facts: Facts, district: str, period: Period) -> tuple[Line, ...]:
    """Return a district's lines of a quarter, without their places among others."""
    plan = facts.programme.plan
    with localcontext(EXACT):
        return tuple(
            _line(facts, each, district, period, _judge(each, period, plan.lights))
            for each in plan.indicators
        )


def of_groups(
    programme: Programme, found: Reconciliation, groups: Iterable[tuple[str | None, Sequence[str]]]
) -> Iterator[Total]:
    """Yield the totals of groups of the districts that were reconciled, group by group."""
    plan = programme.plan
    judges = {each.id: _judge(each, found.period, plan.lights) for each in plan.indicators}
    lines: dict[str, list[Line]] = {}
    for line in found.lines:
        lines.setdefault(line.district, []).append(line)
    with localcontext(EXACT):
        for group, districts in groups:
            own: dict[str, list[Line]] = {each: [] for each in plan.indicator}
            for district in districts:
                for line in lines[district]:
                    own[line.indicator].append(line)
            for indicator, judge in judges.items():
                total = _total(indicator, own[indicator], found.period, judge)
                yield total._replace(group=group)


def due_of(indicator: Indicator, allocated: Decimal, period: Period) -> Decimal:
    """Return what is due of an allocation at a quarter's end."""
    with localcontext(EXACT):
        return _share(allocated, indicator.pace[period.quarter - 1])


def _share(allocated: Decimal, pace: Decimal) -> Decimal:
    """Return a part of an allocation, without the zeros that multiplying adds."""
    return Decimal(plain(allocated * pace))


def _line(facts: Facts, indicator: Indicator, district: str, period: Period, judge: _Judge) -> Line:
    allotted = facts.allotted(indicator.id, district, period)
    allocated = as_counted(allotted.figure, indicator) if allotted else None
    year = facts.year_to_date(indicator, district, period)
    reported = None if year.figure is None else as_counted(year.figure, indicator)
    if allocated is None or year.state is not State.VALUE or reported is None:
        state = year.state
        if allocated is None and state is not State.SUSPECT:
            state = State.UNALLOCATED
        return Line(
            indicator.id,
            district,
            period,
            state,
            allocated,
            reported,
            due=None if allocated is None else judge.due(allocated),
            pace=None if allocated is None else judge.pace,
            stated=year.stated,
            restated=year.restated,
            lacks=year.lacks,
            sample=reported is not None and year.sample,
        )
    due, rate = judge.due(allocated), rate_of(reported, allocated)
    return Line(
        indicator.id,
        district,
        period,
        year.state,
        allocated,
        reported,
        judge.status(allocated, reported),
        rate,
        due,
        judge.pace,
        judge.lead(rate),
        judge.over(allocated, reported),
        judge.over(due, reported),
        judge.over(reported, allocated),
        stated=year.stated,
        restated=year.restated,
        lacks=year.lacks,
        sample=year.sample,
    )


def yoy_of(facts: Facts, line: Line) -> Decimal | None:
    """Return the change of a line's figure on the same quarter a year before.

    In percent, of a level in percentage points; None where either has no usable value, or nothing
    is allocated.
    """
    indicator = facts.programme.indicator[line.indicator]
    before = line.period.year_before
    if line.state is not State.VALUE or line.reported is None:
        return None
    if (line.district, before) not in facts.sheets:
        return None
    is_allocated = facts.allotted(line.indicator, line.district, before) is not None
    with localcontext(EXACT):
        year = facts.year_to_date(indicator, line.district, before)
        if year.state is not State.VALUE or not is_allocated or year.figure is None:
            return None
        if indicator.kind == "rate":
            return line.reported - year.figure
        rate = rate_of(line.reported, year.figure)
        return None if rate is None else rate - HUNDRED


class _Judge(NamedTuple):
    """How figures of an indicator are held against an allocation at a quarter's end."""

    pace: Decimal
    lights: Lights
    is_ceiling: bool
    adds_up: bool

    def due(self, allocated: Decimal) -> Decimal:
        """Return what is due of an allocation."""
        return _share(allocated, self.pace)

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
        return total._replace(
            reported=quotient([e.ratio for e in used]) if total.counted == total.of else None
        )
    allocated = added(line.allocated for line in allocated_lines)
    reported = added(line.reported for line in used) if used else None
    status = judge.status_of_total(allocated, reported, is_whole=total.counted == total.of)
    total = total._replace(
        pace=judge.pace,
        gap_left_out=added(line.allocated for line in left_out),
        status=status,
    )
    due = judge.due(allocated)
    if allocated_lines:
        total = total._replace(allocated=allocated, due=due)
    if reported is None:
        return total
    rate = rate_of(reported, allocated)
    rate_counted = rate_of(reported, added(line.allocated for line in used))
    return total._replace(
        reported=reported,
        rate=rate,
        lead=None if status is Status.INCOMPLETE else judge.lead(rate),
        rate_counted=rate_counted,
        lead_counted=judge.lead(rate_counted),
        short=judge.over(due, reported),
        gap=added(line.gap for line in used),
        surplus=added(line.surplus for line in used),
    )
