"""What a folder holds: the plan, the task list and the submissions, each beside its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar, cast

from jxtrade.findings import Cell, Finding, Location
from jxtrade.model.period import Period
from jxtrade.model.plan import DEFAULT_LIGHTS, Plan
from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission, Ratio
from jxtrade.model.tasks import TaskList
from jxtrade.text import Text, nearest, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from jxtrade.model.plan import Allocation, District, Indicator, Lights
    from jxtrade.model.submissions import Restatement
    from jxtrade.model.tasks import Department, Milestone
    from jxtrade.source import Document, Route, Segment

T = TypeVar("T")
Submission: TypeAlias = "Loaded[DistrictSubmission] | Loaded[DepartmentSubmission]"
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

    def is_blank(self, *route: Segment) -> bool:
        """Tell whether nobody has filled in a value, or a mapping around it."""
        blanks = self.document.blanks
        return any(route[:depth] in blanks for depth in range(1, len(route) + 1))


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


class Reported(NamedTuple):
    """A figure of a file, the cell that it is for, and where it stands.

    `is_part` tells of a ratio's numerator or denominator, which are in units of their own.
    """

    cell: Cell
    figure: Decimal
    loaded: Loaded[Any]
    route: Route
    is_part: bool = False

    @property
    def location(self) -> Location:
        """Return the figure's place."""
        return self.loaded.at(*self.route)


class Mention(NamedTuple):
    """An id that a file names, as a key or as a value, and the route to it."""

    word: str
    loaded: Loaded[Any]
    route: Route
    is_key: bool = False

    @property
    def location(self) -> Location:
        """Return the place of the id."""
        return self.loaded.key(*self.route) if self.is_key else self.loaded.at(*self.route)


class Restated(NamedTuple):
    """A restatement beside the submission that makes it, and its place in the list."""

    restatement: Restatement
    submission: Loaded[DistrictSubmission]
    place: int

    def at(self, *route: Segment) -> Location:
        """Return a place within the restatement."""
        return self.submission.at("restatements", self.place, *route)


class Stated(NamedTuple):
    """A value in force for a quarter: as submitted, or as restated later, and who says so."""

    figure: Decimal
    indicator: str
    submission: Loaded[DistrictSubmission]
    restated: tuple[Restated, ...] = ()

    @property
    def location(self) -> Location:
        """Return the place of the figure."""
        if self.restated:
            return self.restated[-1].at("to")
        return self.submission.at("values", self.indicator)


def day_of(moment: date) -> date:
    """Return the day of a day or moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def written(moment: date | None) -> str:
    """Return a day or moment as the files write it; a dash for none."""
    if moment is None:
        return "—"
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else moment.isoformat()


class Named(Protocol):
    """Something with an id and a name for people."""

    @property
    def id(self) -> str:
        """Return the id."""

    @property
    def name(self) -> Text:
        """Return the name."""


_DID_YOU_MEAN = Text("改为 {id}（{name}）", "write {id} ({name})")


def did_you_mean(word: str, known: Iterable[Named]) -> Text | None:
    """Return a hint with the nearest id, also for a name; None where nothing is near."""
    words = {each.id: each for each in known}
    for each in tuple(words.values()):
        full_name = getattr(each, "full_name", None)
        for name in (each.name.zh, each.name.en, full_name):
            if name is not None:
                words.setdefault(name, each)
    close = nearest(word, words)
    return _DID_YOU_MEAN.fill(id=words[close].id, name=words[close].name) if close else None


@dataclass(frozen=True)
class Workspace:
    """Everything that was read, what could not be, and the day on which it is looked at.

    `empty` are the submissions with nothing in them; `suspects` are the values that an error
    names, which are out of sums and ranks.
    """

    folder: str
    plan: Loaded[Plan] | None
    tasks: Loaded[TaskList] | None = None
    districts: tuple[Loaded[DistrictSubmission], ...] = ()
    departments: tuple[Loaded[DepartmentSubmission], ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: tuple[Entry, ...] = ()
    strays: tuple[Stray, ...] = ()
    findings: tuple[Finding, ...] = ()
    plans: tuple[str, ...] = ()
    as_of: date | None = None
    suspects: frozenset[Cell] = frozenset()

    @cached_property
    def _worked_out(self) -> dict[Callable[[Workspace], Any], Any]:
        return {}

    def once(self, work: Callable[[Workspace], T]) -> T:
        """Return what a function makes of this workspace; it is worked out at most once."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        return cast("T", self._worked_out[work])

    @cached_property
    def district(self) -> dict[str, District]:
        """Return the plan's districts by id, in its order."""
        return (
            {district.id: district for district in self.plan.model.districts} if self.plan else {}
        )

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Return the plan's indicators by id, in its order."""
        return {each.id: each for each in self.plan.model.indicators} if self.plan else {}

    @cached_property
    def department(self) -> dict[str, Department]:
        """Return the task list's departments by id, in its order."""
        return {each.id: each for each in self.tasks.model.departments} if self.tasks else {}

    @cached_property
    def milestone(self) -> dict[str, Milestone]:
        """Return the milestones of all tasks by id."""
        tasks = self.tasks.model.tasks if self.tasks else ()
        return {each.id: each for task in tasks for each in task.milestones}

    @property
    def lights(self) -> Lights:
        """Return the plan's light rule, or the rule of a plan that states none."""
        return self.plan.model.lights if self.plan else DEFAULT_LIGHTS

    def district_name(self, id_: str) -> Text:
        """Return a district's name for people, or its id where the plan knows none."""
        known = self.district.get(id_)
        return known.name if known else same(id_)

    def indicator_name(self, id_: str) -> Text:
        """Return an indicator's name for people, or its id where the plan knows none."""
        known = self.indicator.get(id_)
        return known.name if known else same(id_)

    def department_name(self, id_: str) -> Text:
        """Return a department's name for people, or its id where the task list knows none."""
        return self.department[id_].name if id_ in self.department else same(id_)

    def reported(self) -> Iterator[Reported]:
        """Yield every figure that a submission gives for an indicator of the plan."""
        for each in self.districts:
            district, period = each.model.district, each.model.period
            for indicator, value in each.model.values.items():
                cell = Cell(district, indicator, str(period))
                route = ("values", indicator)
                if isinstance(value, Ratio):
                    yield Reported(cell, value.numerator, each, (*route, "numerator"), is_part=True)
                    place = (*route, "denominator")
                    yield Reported(cell, value.denominator, each, place, is_part=True)
                else:
                    yield Reported(cell, value, each, route)
            for index, restated in enumerate(each.model.restatements):
                cell = Cell(district, restated.indicator, str(restated.period))
                for side, figure in (("from", restated.from_), ("to", restated.to)):
                    yield Reported(cell, figure, each, ("restatements", index, side))
        for department in self.departments:
            for indicator, figure in department.model.city_totals.items():
                cell = Cell(None, indicator, str(department.model.period))
                yield Reported(cell, figure, department, ("city_totals", indicator))

    def allotted(self) -> Iterator[Reported]:
        """Yield every figure that a document of the plan allocates or states as a total."""
        if self.plan is None:
            return
        for index, each in enumerate(self.plan.model.allocations):
            route = ("allocations", index)
            for indicator, cells in each.values.items():
                for district, change in cells.items():
                    cell = Cell(district, indicator)
                    place = (*route, "values", indicator, district)
                    yield Reported(cell, change.to, self.plan, (*place, "to"))
                    if change.from_ is not None:
                        yield Reported(cell, change.from_, self.plan, (*place, "from"))
            for indicator, figure in each.totals.items():
                cell = Cell(None, indicator)
                yield Reported(cell, figure, self.plan, (*route, "totals", indicator))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return the quarters for which there is any submission, in order."""
        blank = self.blank
        return tuple(
            sorted(
                {
                    entry.period
                    for entry in self.entries
                    if (entry.kind, entry.id, entry.period) not in blank
                }
            )
        )

    @property
    def files(self) -> tuple[str, ...]:
        """Return the paths of all files that were to be read, in order."""
        return tuple(sorted({*self.plans, *(entry.path for entry in self.entries)}))

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """Return what all districts and departments submitted."""
        return (*self.districts, *self.departments)

    @cached_property
    def submission(self) -> dict[tuple[str, Period], Loaded[DistrictSubmission]]:
        """Return the districts' submissions by district and period, less the misplaced ones."""
        placed = {entry.path: (entry.id, entry.period) for entry in self.entries}
        keyed = (((each.model.district, each.model.period), each) for each in self.districts)
        return {key: each for key, each in keyed if placed.get(each.path, key) == key}

    @cached_property
    def department_submission(self) -> dict[tuple[str, Period], Loaded[DepartmentSubmission]]:
        """Return the departments' submissions by department and period, less misplaced ones."""
        placed = {entry.path: (entry.id, entry.period) for entry in self.entries}
        keyed = (((each.model.department, each.model.period), each) for each in self.departments)
        return {key: each for key, each in keyed if placed.get(each.path, key) == key}

    @cached_property
    def blank(self) -> frozenset[tuple[str, str, Period]]:
        """Return kind, id and period of every submission in which nobody has filled in anything."""
        return frozenset(
            {(entry.kind, entry.id, entry.period) for entry in self.empty}
            | {
                (DISTRICTS, *key)
                for key, each in self.submission.items()
                if each.document.has_blanks and not each.model.says_something
            }
            | {
                (DEPARTMENTS, *key)
                for key, each in self.department_submission.items()
                if each.document.has_blanks and not each.model.says_something
            }
        )

    @cached_property
    def present(self) -> frozenset[tuple[str, str, Period]]:
        """Return kind, id and period of every submission that was made, readable or not."""
        there = frozenset(
            {(entry.kind, entry.id, entry.period) for entry in self.entries}
            | {(DISTRICTS, each.model.district, each.model.period) for each in self.districts}
            | {(DEPARTMENTS, each.model.department, each.model.period) for each in self.departments}
        )
        return there - self.blank

    @cached_property
    def _documents(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[tuple[date, int]]] = {}
        for index, each in enumerate(self.plan.model.allocations if self.plan else ()):
            found.setdefault(each.year, []).append((each.effective, index))
        return {year: tuple(index for _, index in sorted(dated)) for year, dated in found.items()}

    def documents_of(self, year: int) -> tuple[int, ...]:
        """Return the indexes of the documents that allocate for a year, in order of effect."""
        return self._documents.get(year, ())

    @cached_property
    def _after(self) -> dict[int, dict[tuple[str, str], tuple[Decimal, int]]]:
        """Return, for each document, what is allocated once it is in force, and by which."""
        found: dict[int, dict[tuple[str, str], tuple[Decimal, int]]] = {}
        for documents in self._documents.values():
            figures: dict[tuple[str, str], tuple[Decimal, int]] = {}
            for index in documents:
                for indicator, cells in self._allocation_of(index).values.items():
                    for district, change in cells.items():
                        figures[indicator, district] = (change.to, index)
                found[index] = dict(figures)
        return found

    def _allocation_of(self, index: int) -> Allocation:
        if self.plan is None:
            raise LookupError(index)
        return self.plan.model.allocations[index]

    def allocated_by(self, index: int) -> dict[str, dict[str, Decimal]]:
        """Return, for each indicator, the districts' figures once a document is in force."""
        found: dict[str, dict[str, Decimal]] = {}
        for (indicator, district), (figure, _) in self._after[index].items():
            found.setdefault(indicator, {})[district] = figure
        return found

    def last_allocations(self, indicator: str, *, every_year: bool = False) -> tuple[int, ...]:
        """Return the last document of the newest year, or of each, that allocates an indicator."""
        found = []
        for year in sorted(self._documents):
            naming = [
                index
                for index in self.documents_of(year)
                if self._allocation_of(index).values.get(indicator)
            ]
            found += naming[-1:]
        return tuple(found if every_year else found[-1:])

    @cached_property
    def _of_period(self) -> dict[Period, dict[tuple[str, str], tuple[Decimal, int]]]:
        return {}

    def _in_force(self, period: Period) -> dict[tuple[str, str], tuple[Decimal, int]]:
        if period not in self._of_period:
            begun = [
                index
                for index in self.documents_of(period.year)
                if self._allocation_of(index).effective <= period.end
            ]
            self._of_period[period] = self._after[begun[-1]] if begun else {}
        return self._of_period[period]

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
        if submission is None or (figure := submission.model.figures.get(indicator)) is None:
            return None
        stated = Stated(figure, indicator, submission)
        for restated in self.restatements.get((district, indicator, period), ()):
            if restated.restatement.from_ == stated.figure:
                chain = (*stated.restated, restated)
                stated = Stated(restated.restatement.to, indicator, submission, chain)
        return stated

    def previous(self, district: str, indicator: str, period: Period) -> Stated | None:
        """Return the last usable value before a quarter in its year; quarters may be missing."""
        for earlier in reversed(period.of_year[:-1]):
            stated = self.stated(district, indicator, earlier)
            if stated is not None and not self.is_suspect(district, indicator, earlier):
                return stated
        return None

    def deadline(self, period: Period) -> date | None:
        """Return the day or moment by which a quarter's submissions are due."""
        return self.plan.model.deadlines.get(period) if self.plan else None

    def is_past_deadline(self, period: Period) -> bool:
        """Tell whether the day of looking lies behind a quarter's deadline."""
        deadline = self.deadline(period)
        return deadline is not None and self.as_of is not None and self.as_of > day_of(deadline)

    def senders(self, period: Period) -> Iterator[tuple[str, str, Text]]:
        """Yield kind, id and name of all that are to submit for a quarter."""
        for district in self.district.values():
            yield DISTRICTS, district.id, district.name
        if self.tasks is not None and self.tasks.model.year == period.year:
            named = {each for task in self.tasks.model.tasks for each in task.departments}
            for department in self.tasks.model.departments:
                if department.id in named:
                    yield DEPARTMENTS, department.id, department.name

    def folder_of(self, kind: str, period: Period) -> str:
        """Return the path of the folder in which a quarter's submissions of a kind belong."""
        path = f"reports/{period}/{kind}"
        return path if self.folder == "." else f"{self.folder}/{path}"

    def path_of(self, kind: str, id_: str, period: Period) -> str:
        """Return the path at which a submission belongs."""
        return f"{self.folder_of(kind, period)}/{id_}.yaml"

    def is_suspect(self, district: str, indicator: str, period: Period) -> bool:
        """Tell whether an error names this very value, or it was there and could not be read."""
        if Cell(district, indicator, str(period)) in self.suspects:
            return True
        submission = self.submission.get((district, period))
        if submission is None:
            return (DISTRICTS, district, period) in self.present
        return submission.has_lost("values", indicator)
