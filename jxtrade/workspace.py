"""What a folder holds: the plan, the task list and the submissions, each beside its document."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from jxtrade.findings import Cell, Finding, Location
from jxtrade.model.period import Period
from jxtrade.model.plan import Plan
from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
from jxtrade.model.tasks import TaskList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from jxtrade.model.plan import District, Indicator
    from jxtrade.model.submissions import Restatement
    from jxtrade.source import Document, Segment
    from jxtrade.text import Text

T = TypeVar("T")
DISTRICTS, DEPARTMENTS = "districts", "departments"


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A model beside the document that it was read from."""

    model: T
    document: Document

    @property
    def path(self) -> str:
        """Return the file's path as it is shown."""
        return self.document.path

    def at(self, *route: Segment) -> Location:
        """Return the place of the value that a route leads to."""
        return Location(*self.document.place_of(route))

    def key(self, *route: Segment) -> Location:
        """Return the place of the key that a route leads to."""
        return Location(*self.document.place_of(route, of_key=True))

    def has_lost(self, *route: Segment) -> bool:
        """Tell whether a value, or a mapping around it, was there and could not be used."""
        return any(route[:depth] in self.document.lost for depth in range(1, len(route) + 1))


class Entry(NamedTuple):
    """A file that stands where a submission belongs, readable or not."""

    path: str
    kind: str
    id: str
    period: Period


class Stray(NamedTuple):
    """A file under reports/ that looks like a submission and is not read, and why."""

    path: str
    reason: Text
    hint: Text


class Restated(NamedTuple):
    """A restatement beside the submission that makes it, and its place in the list."""

    restatement: Restatement
    submission: Loaded[DistrictSubmission]
    index: int

    def at(self, *route: Segment) -> Location:
        """Return a place within the restatement."""
        return self.submission.at("restatements", self.index, *route)


class Stated(NamedTuple):
    """A value in force for a quarter: as submitted, or as restated later, and who says so."""

    figure: Decimal
    indicator: str
    submission: Loaded[DistrictSubmission]
    restated: Restated | None = None

    @property
    def location(self) -> Location:
        """Return the place of the figure."""
        if self.restated is not None:
            return self.restated.at("to")
        return self.submission.at("values", self.indicator)


@dataclass(frozen=True)
class Workspace:
    """Everything that was read, what could not be, and the day on which it is looked at.

    `suspects` are the values that an error names; they are out of sums and ranks.
    """

    folder: str
    plan: Loaded[Plan] | None
    tasks: Loaded[TaskList] | None = None
    districts: tuple[Loaded[DistrictSubmission], ...] = ()
    departments: tuple[Loaded[DepartmentSubmission], ...] = ()
    entries: tuple[Entry, ...] = ()
    strays: tuple[Stray, ...] = ()
    findings: tuple[Finding, ...] = ()
    as_of: date | None = None
    suspects: frozenset[Cell] = field(default=frozenset())

    @cached_property
    def district(self) -> dict[str, District]:
        """Return the plan's districts by id, in its order."""
        return {district.id: district for district in self.plan.model.districts} if self.plan else {}

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Return the plan's indicators by id, in its order."""
        return {each.id: each for each in self.plan.model.indicators} if self.plan else {}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return the quarters for which there is any submission, in order."""
        return tuple(sorted({entry.period for entry in self.entries}))

    @cached_property
    def submission(self) -> dict[tuple[str, Period], Loaded[DistrictSubmission]]:
        """Return the districts' submissions by district and period, less the misplaced ones."""
        placed = {entry.path: (entry.id, entry.period) for entry in self.entries}
        keyed = (((each.model.district, each.model.period), each) for each in self.districts)
        return {key: each for key, each in keyed if placed.get(each.path, key) == key}

    @cached_property
    def present(self) -> frozenset[tuple[str, str, Period]]:
        """Return kind, id and period of every submission that is there, readable or not."""
        return frozenset(
            {(entry.kind, entry.id, entry.period) for entry in self.entries}
            | {(DISTRICTS, each.model.district, each.model.period) for each in self.districts}
            | {(DEPARTMENTS, each.model.department, each.model.period) for each in self.departments}
        )

    @cached_property
    def _allocations(self) -> dict[int, tuple[tuple[date, int], ...]]:
        found: dict[int, list[tuple[date, int]]] = {}
        for index, each in enumerate(self.plan.model.allocations if self.plan else ()):
            found.setdefault(each.year, []).append((each.effective, index))
        return {year: tuple(sorted(documents)) for year, documents in found.items()}

    def allocations(self, period: Period) -> Iterator[int]:
        """Yield the indexes of the documents in force at a period's end, in order of effect."""
        for effective, index in self._allocations.get(period.year, ()):
            if effective <= period.end:
                yield index

    @cached_property
    def _allocated(self) -> dict[Period, dict[tuple[str, str], tuple[Decimal, int]]]:
        return {}

    def _in_force(self, period: Period) -> dict[tuple[str, str], tuple[Decimal, int]]:
        if period not in self._allocated:
            figures: dict[tuple[str, str], tuple[Decimal, int]] = {}
            for index in self.allocations(period):
                values = self.plan.model.allocations[index].values if self.plan else {}
                for indicator, cells in values.items():
                    for district, change in cells.items():
                        figures[indicator, district] = (change.to, index)
            self._allocated[period] = figures
        return self._allocated[period]

    def allocation(self, indicator: str, district: str, period: Period) -> Decimal | None:
        """Return what is allocated for the year of the period, as in force at the period's end."""
        found = self._in_force(period).get((indicator, district))
        return found[0] if found else None

    def allocation_at(self, indicator: str, district: str, period: Period) -> Location | None:
        """Return the place of the allocation in force."""
        found = self._in_force(period).get((indicator, district))
        if found is None or self.plan is None:
            return None
        return self.plan.at("allocations", found[1], "values", indicator, district, "to")

    @cached_property
    def restatements(self) -> dict[tuple[str, str, Period], tuple[Restated, ...]]:
        """Return, by district, indicator and restated period, the restatements in order of time."""
        found: dict[tuple[str, str, Period], list[Restated]] = {}
        for (district, period), submission in sorted(
            self.submission.items(), key=lambda item: (item[0][1], item[0][0])
        ):
            for index, each in enumerate(submission.model.restatements):
                if each.period < period:
                    key = (district, each.indicator, each.period)
                    found.setdefault(key, []).append(Restated(each, submission, index))
        return {key: tuple(restated) for key, restated in found.items()}

    def stated(self, district: str, indicator: str, period: Period) -> Stated | None:
        """Return the value in force for a quarter, as submitted or restated; None if there is none.

        A restatement counts when its `from` is the value that was in force before it.
        """
        submission = self.submission.get((district, period))
        if submission is None or (figure := submission.model.values.get(indicator)) is None:
            return None
        stated = Stated(figure, indicator, submission)
        for restated in self.restatements.get((district, indicator, period), ()):
            if restated.restatement.from_ == stated.figure:
                stated = Stated(restated.restatement.to, indicator, submission, restated)
        return stated

    def is_suspect(self, district: str, indicator: str, period: Period) -> bool:
        """Tell whether an error names this very value, or it was there and could not be read."""
        if Cell(district, indicator, str(period)) in self.suspects:
            return True
        submission = self.submission.get((district, period))
        if submission is None:
            return (DISTRICTS, district, period) in self.present
        return submission.has_lost("values", indicator)
