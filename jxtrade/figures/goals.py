"""The ledger of targets: for each quantity what documents ask for, and what is reported so far."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from jxtrade.figures.arithmetic import EXACT, added, as_counted
from jxtrade.figures.lines import reconcile
from jxtrade.figures.targets import (
    Judgement,
    Operator,
    Reach,
    Reported,
    goals,
    is_over,
    of_sums,
    of_task,
    reach,
    sums_of,
    task_targets,
)
from jxtrade.model.period import Period
from jxtrade.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.figures.city import City
    from jxtrade.figures.facts import Facts
    from jxtrade.figures.lines import Reconciliation
    from jxtrade.figures.programme import Programme
    from jxtrade.figures.targets import Asked, Sum
    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place


class TargetKind(StrEnum):
    """What states a target, in the order in which they are listed for a year."""

    ALLOCATION = "allocation"
    TASK = "task"
    GOAL = "goal"


class Entry(NamedTuple):
    """A target in the ledger, in the unit in which its document states it.

    `allocated` is what is allocated beside a task's target for its year, or beside a goal for all
    years up to its own; None where nothing is.
    """

    kind: TargetKind
    id: str | None
    name: Text
    unit: Text
    year: int
    operator: Operator
    target: Decimal
    reported: Reported
    reach: Reach
    source: Text
    location: Place
    is_year_assumed: bool = False
    allocated: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Return by how much what is allocated is above the target; below it with a minus."""
        return None if self.allocated is None else EXACT.subtract(self.allocated, self.target)


class OfGroup(NamedTuple):
    """What the documents of a year allocate to a group's districts, and what they give it itself.

    None where they allocate or give nothing.
    """

    group: str
    year: int
    allocated: Decimal | None
    stated: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Return by how much what is allocated is above what is stated; None without both."""
        if self.allocated is None or self.stated is None:
            return None
        return EXACT.subtract(self.allocated, self.stated)


class Quantity(NamedTuple):
    """Something that documents set targets for; without an indicator it is one target alone."""

    indicator: str | None
    name: Text
    unit: Text
    entries: tuple[Entry, ...]
    groups: tuple[OfGroup, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """The targets of a city as they stand at a quarter's end.

    Another year's are looked at as they stood at its end, with what had been reported by its last
    quarter for which anything was submitted. What is known of quarters is not worked out anew.
    """

    city: City
    period: Period
    known: tuple[Reconciliation, ...] = ()

    @property
    def _facts(self) -> Facts:
        return self.city.facts

    @property
    def _programme(self) -> Programme:
        return self.city.programme

    @cached_property
    def _sums(self) -> dict[Period, dict[str, Sum]]:
        return {each.period: sums_of(each) for each in self.known}

    def quantities(self) -> Iterator[Quantity]:
        """Yield the plan's indicators in its order, then what no indicator of it measures."""
        programme = self._programme
        asked: dict[str, list[Asked]] = {each: [] for each in programme.indicator}
        unmeasured: list[Asked] = []
        of_tasks = (
            each for year in programme.tasks.by_year for each in task_targets(programme, year)
        )
        for each in (*goals(programme), *of_tasks):
            asked.get(each.own.indicator or "", unmeasured).append(each)
        for indicator in programme.plan.indicators:
            allocated = [*self._allocated(indicator)]
            others = (self._entry(each) for each in asked[indicator.id])
            entries = [*allocated, *(_beside(each, allocated) for each in others)]
            if entries:
                entries.sort(key=lambda entry: (entry.year, [*TargetKind].index(entry.kind)))
                groups = tuple(self._groups(indicator))
                yield Quantity(indicator.id, indicator.name, indicator.unit, (*entries,), groups)
        for each in unmeasured:
            yield Quantity(None, each.own.name, each.own.unit, (self._entry(each),))

    def _sums_at(self, period: Period) -> dict[str, Sum]:
        if period not in self._sums:
            self._sums[period] = sums_of(reconcile(self._facts, period))
        return self._sums[period]

    def _reported_by(self, year: int) -> Period:
        """Return the quarter of a year up to which figures are reported."""
        if year == self.period.year:
            return self.period
        submitted = [each for each in self.city.received.periods if each.year == year]
        return submitted[-1] if submitted else Period(year, 4)

    def _in_force_at(self, year: int) -> Period:
        """Return the quarter at whose end a year's allocations are looked at."""
        return self.period if year == self.period.year else Period(year, 4)

    def _allocated(self, indicator: Indicator) -> Iterator[Entry]:
        """Yield what is allocated for each year; a level does not add up and is none."""
        if indicator.kind == "rate":
            return
        programme = self._programme
        for year in programme.allocations.years:
            period = self._in_force_at(year)
            allotted = [
                each
                for district in programme.district
                if (each := self._facts.allotted(indicator.id, district, period)) is not None
            ]
            if allotted:
                with localcontext(EXACT):
                    target = as_counted(added(each.figure for each in allotted), indicator)
                is_ceiling = indicator.direction == "lower"
                operator = Operator.AT_MOST if is_ceiling else Operator.EXACTLY
                reported = self._of_sums(indicator, [year])
                document = max((each.effective, each.document) for each in allotted)[1]
                stated = programme.plan.allocations[document]
                yield Entry(
                    TargetKind.ALLOCATION,
                    None,
                    indicator.name,
                    indicator.unit,
                    year,
                    operator,
                    target,
                    reported,
                    self._reach(target, operator, reported, year),
                    programme.plan.document_of(stated),
                    programme.loaded.key("allocations", document, "values", indicator.id),
                    stated.year_assumed,
                )

    def _of_sums(self, indicator: Indicator, years: list[int]) -> Reported:
        """Return what was reported in the years up to the one looked at."""
        quarters = [self._reported_by(year) for year in years if year <= self.period.year]
        return of_sums(indicator, {each: self._sums_at(each)[indicator.id] for each in quarters})

    def _entry(self, asked: Asked) -> Entry:
        own, year = asked.own, asked.year
        reported = self._of_task(asked) if asked.task else self._of_goal(asked)
        reached = self._reach(asked.figure, asked.operator, reported, year)
        if asked.task is None and own.indicator not in self._programme.indicator:
            reached = Reach(Judgement.UNMEASURED)
        return Entry(
            TargetKind.TASK if asked.task else TargetKind.GOAL,
            own.id,
            own.name,
            own.unit,
            year,
            asked.operator,
            asked.figure,
            reported,
            reached,
            same(own.source) if own.source else asked.document,
            asked.at(),
        )

    def _of_task(self, asked: Asked) -> Reported:
        if asked.year > self.period.year:
            return Reported(None)
        period = self._reported_by(asked.year)
        return of_task(self.city.received, asked, period, lambda: self._sums_at(period))

    def _of_goal(self, asked: Asked) -> Reported:
        indicator = self._programme.indicator.get(asked.own.indicator or "")
        if indicator is None:
            return Reported(None)
        submitted = (each.year for each in self.city.received.periods)
        years = {*self._programme.allocations.years, *submitted, self.period.year}
        start = self._programme.plan.plan.start
        return self._of_sums(
            indicator, sorted(each for each in years if start <= each <= asked.year)
        )

    def _reach(self, target: Decimal, operator: Operator, reported: Reported, year: int) -> Reach:
        over = is_over(year, self.period)
        return reach(target, operator, reported.figure, is_over=over, is_whole=reported.is_whole)

    def _groups(self, indicator: Indicator) -> Iterator[OfGroup]:
        """Yield by year and group what the allocations give; a level does not add up."""
        programme = self._programme
        if indicator.kind == "rate":
            return
        for year in programme.allocations.years:
            period = self._in_force_at(year)
            for group in programme.plan.groups:
                figures = [
                    each.figure
                    for district in programme.groups.within(group.id)
                    if (each := self._facts.allotted(indicator.id, district, period)) is not None
                ]
                given = programme.groups.given(indicator.id, group.id, period)
                if figures or given:
                    with localcontext(EXACT):
                        allocated = as_counted(added(figures), indicator) if figures else None
                    yield OfGroup(group.id, year, allocated, given.figure if given else None)


def _beside(entry: Entry, allocated: list[Entry]) -> Entry:
    """Return a target with what is allocated beside it."""
    is_goal = entry.kind is TargetKind.GOAL
    figures = [
        each.target
        for each in allocated
        if each.year == entry.year or (is_goal and each.year < entry.year)
    ]
    with localcontext(EXACT):
        return entry._replace(allocated=added(figures)) if figures else entry
