"""What a folder holds: the plan, the task list and the submissions, each beside its bytes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from operator import itemgetter
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    NamedTuple,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
)

from jxtrade.findings import Finding, Subject, Suspect
from jxtrade.model.period import Period
from jxtrade.model.plan import DEFAULT_LIGHTS, Plan
from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission, Ratio
from jxtrade.model.tasks import TaskList
from jxtrade.place import Place
from jxtrade.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from jxtrade.model.plan import Allocation, District, Indicator, Lights
    from jxtrade.model.submissions import MilestoneReport, Restatement
    from jxtrade.model.tasks import Department, Milestone, Task, TaskTarget
    from jxtrade.place import Route, Segment

T = TypeVar("T")
Submission: TypeAlias = "Loaded[DistrictSubmission] | Loaded[DepartmentSubmission]"
DISTRICTS, DEPARTMENTS = "districts", "departments"


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A model beside its file's bytes, and what of them is not in it.

    `dropped` names, pass by pass, the routes of values that could not be used: each pass leaves
    the later items of a list one place earlier. `blanks` are those of values that nobody wrote, in
    the text's order; `has_blanks` tells of them also where what holds them was dropped.
    """

    path: str
    model: T
    content: bytes = b""
    dropped: tuple[frozenset[Route], ...] = ()
    blanks: Mapping[Route, None] = field(default_factory=dict)
    has_blanks: bool = False

    @cached_property
    def lost(self) -> frozenset[Route]:
        """Return the routes of all values that were there and could not be used."""
        return frozenset().union(*self.dropped)

    def at(self, *route: Segment) -> Place:
        """Return the place of the value that a route leads to; its span is not yet known."""
        return Place(self.path, route=route)

    def key(self, *route: Segment) -> Place:
        """Return the place of the key that a route leads to; its span is not yet known."""
        return Place(self.path, route=route, of_key=True)

    def has_lost(self, *route: Segment) -> bool:
        """Tell whether a value, or a mapping around it, was there and could not be used."""
        lost = self.lost
        return bool(lost) and any(route[:depth] in lost for depth in range(1, len(route) + 1))

    def lacks_within(self, *route: Segment) -> bool:
        """Tell whether a value, or something in it, was there and could not be used."""
        return self.has_lost(*route) or any(lost[: len(route)] == route for lost in self.lost)

    def is_blank(self, *route: Segment) -> bool:
        """Tell whether nobody has filled in a value, or a mapping around it."""
        return any(route[:depth] in self.blanks for depth in range(1, len(route) + 1))


class Entry(NamedTuple):
    """A file that stands where a submission belongs, readable or not."""

    path: str
    kind: str
    id: str
    period: Period


class Folder(NamedTuple):
    """A folder in which submissions belong: of which senders, and for which quarter."""

    kind: str
    period: Period


def submissions_in(parts: tuple[str, ...]) -> Folder | None:
    """Return what belongs in a folder below reports/; None where no submission does."""
    if len(parts) != len(Folder._fields) or parts[1] not in (DISTRICTS, DEPARTMENTS):
        return None
    period = Period.parse(parts[0])
    return Folder(parts[1], period) if period else None


class Stray(NamedTuple):
    """A file that looks like a submission and is not read; `parts` lead to it from reports/.

    `kind` is what it says it is, where it stands among those of the other kind.
    """

    path: str
    parts: tuple[str, ...]
    kind: str | None = None


class Reported(NamedTuple):
    """A figure of a file, the cell that it is for, and where it stands.

    `is_part` tells of a ratio's numerator or denominator, which are in units of their own.
    """

    cell: Subject
    figure: Decimal
    loaded: Loaded[Any]
    route: Route
    is_part: bool = False

    @property
    def location(self) -> Place:
        """Return the figure's place."""
        return self.loaded.at(*self.route)


class Mention(NamedTuple):
    """An id that a file names, as a key or as a value, and the route to it."""

    word: str
    loaded: Loaded[Any]
    route: Route
    is_key: bool = False

    @property
    def location(self) -> Place:
        """Return the place of the id."""
        return self.loaded.key(*self.route) if self.is_key else self.loaded.at(*self.route)


class Restated(NamedTuple):
    """A restatement beside the submission that makes it, and its place in the list."""

    restatement: Restatement
    submission: Loaded[DistrictSubmission]
    place: int

    def at(self, *route: Segment) -> Place:
        """Return a place within the restatement."""
        return self.submission.at("restatements", self.place, *route)


class Stated(NamedTuple):
    """A value in force for a quarter: as submitted, or as restated later, and who says so."""

    figure: Decimal
    indicator: str
    submission: Loaded[DistrictSubmission]
    restated: tuple[Restated, ...] = ()

    def then(self, restated: Restated) -> Stated:
        """Return the value that is in force after a restatement."""
        chain = (*self.restated, restated)
        return self._replace(figure=restated.restatement.to, restated=chain)

    @property
    def ratio(self) -> Ratio | None:
        """Return numerator and denominator where the value in force was given so."""
        value = self.submission.model.values[self.indicator]
        return value if isinstance(value, Ratio) and not self.restated else None

    def shown(self, places: int) -> Decimal:
        """Return the figure as people are shown it: a quotient with so many decimals, half up."""
        if self.ratio is None:
            return self.figure
        return self.figure.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

    @property
    def is_sample(self) -> bool:
        """Tell whether the figure rests on a made-up one."""
        said_in = (self.submission, *(each.submission for each in self.restated))
        return any(each.model.sample for each in said_in)

    @property
    def location(self) -> Place:
        """Return the place of the figure."""
        if self.restated:
            return self.restated[-1].at("to")
        return self.submission.at("values", self.indicator)


class Assigned(NamedTuple):
    """A milestone beside its task and the list of a year that sets it, and its place there."""

    milestone: Milestone
    task: Task
    tasks: Loaded[TaskList]
    year: int
    route: Route

    @property
    def lead(self) -> str | None:
        """Return the department that leads the task."""
        return self.task.departments[0] if self.task.departments else None

    @property
    def due(self) -> Period:
        """Return the quarter in which it is due."""
        return Period(self.year, self.milestone.quarter)


SAID: Final = {
    "not_started": Text("未开始", "not started"),
    "in_progress": Text("推进中", "in progress"),
    "done": Text("已完成", "done"),
}
"""What a department can say of a milestone, in words."""


class Word(NamedTuple):
    """What a submission says of a milestone; without a report it can't be read."""

    submission: Loaded[DepartmentSubmission]
    report: MilestoneReport | None


def day_of(moment: date) -> date:
    """Return the day of a day or moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def written(moment: date | None) -> str:
    """Return a day or moment as the files write it; a dash for none."""
    if moment is None:
        return "—"
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else moment.isoformat()


def _is_untouched(submission: Submission) -> bool:
    return submission.has_blanks and not submission.model.says_something


class Named(Protocol):
    """Something with an id and a name for people."""

    @property
    def id(self) -> str:
        """Return the id."""

    @property
    def name(self) -> Text:
        """Return the name."""


@dataclass(frozen=True)
class Workspace:
    """Everything that was read, what could not be, and the day on which it is looked at.

    `suspects` are the values that an error names, and where; they are out of sums and ranks.
    `tasks` holds the task lists by year, `plans` the paths of the plan and of all task lists,
    readable or not; `empty` are the submissions with nothing in them.
    """

    folder: str
    plan: Loaded[Plan] | None
    tasks: Mapping[int, Loaded[TaskList]] = field(default_factory=dict)
    districts: tuple[Loaded[DistrictSubmission], ...] = ()
    departments: tuple[Loaded[DepartmentSubmission], ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: tuple[Entry, ...] = ()
    strays: tuple[Stray, ...] = ()
    findings: tuple[Finding, ...] = ()
    plans: tuple[str, ...] = ()
    as_of: date | None = None
    suspects: frozenset[Suspect] = frozenset()

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

    @property
    def unusable_tasks(self) -> tuple[str, ...]:
        """Return the paths of the task lists that are there and can't be used."""
        usable = {each.path for each in self.tasks.values()}
        return tuple(path for path in self.plans[1:] if path not in usable)

    def _listed(self, year: int) -> int:
        """Return the year itself, or the newest before it, that has a task list; 0 for none."""
        return max((each for each in self.tasks if each <= year), default=0)

    def tasks_for(self, year: int) -> Loaded[TaskList] | None:
        """Return the year's task list, or the newest before it where the year has none."""
        return self.tasks.get(self._listed(year))

    @cached_property
    def _departments(self) -> dict[int, dict[str, Department]]:
        return {
            year: {each.id: each for each in tasks.model.departments}
            for year, tasks in self.tasks.items()
        }

    def departments_of(self, year: int) -> dict[str, Department]:
        """Return the departments of `tasks_for` a year by id, in the list's order."""
        return self._departments.get(self._listed(year), {})

    @cached_property
    def _targets(self) -> dict[int, dict[str, TaskTarget]]:
        return {
            year: {each.id: each for task in tasks.model.tasks for each in task.targets}
            for year, tasks in self.tasks.items()
        }

    def targets_of(self, year: int) -> dict[str, TaskTarget]:
        """Return the targets of `tasks_for` a year by id."""
        return self._targets.get(self._listed(year), {})

    @cached_property
    def _milestones(self) -> dict[int, dict[str, Assigned]]:
        found: dict[int, dict[str, Assigned]] = {}
        known: dict[str, Assigned] = {}
        for year, tasks in self.tasks.items():
            known = known | {
                each.id: Assigned(each, task, tasks, year, ("tasks", index, "milestones", place))
                for index, task in enumerate(tasks.model.tasks)
                for place, each in enumerate(task.milestones)
            }
            found[year] = known
        return found

    def milestones_of(self, year: int) -> dict[str, Assigned]:
        """Return what a year's submissions may speak of by id: its milestones and earlier ones.

        An id of the year's own list means that list's milestone.
        """
        return self._milestones.get(self._listed(year), {})

    def is_listed(self, submission: Loaded[DepartmentSubmission]) -> bool:
        """Tell whether a department may report for a year.

        The year's list has it, or it still speaks of a milestone that an earlier list gave it.
        """
        id_, year = submission.model.department, submission.model.period.year
        known = self.milestones_of(year)
        return id_ in self.departments_of(year) or any(
            id_ in known[each].task.departments and id_ in self._departments[known[each].year]
            for each in submission.model.milestones
            if each in known
        )

    @cached_property
    def _newest_first(self) -> dict[str, list[Loaded[DepartmentSubmission]]]:
        found: dict[str, list[Loaded[DepartmentSubmission]]] = {}
        by_period = sorted(self.department_submission, key=lambda key: key[1], reverse=True)
        for department, period in by_period:
            submission = self.department_submission[department, period]
            found.setdefault(department, []).append(submission)
        return found

    def newest(self, department: str) -> Loaded[DepartmentSubmission] | None:
        """Return a department's submission for the newest quarter; None where it has none."""
        return next(iter(self._newest_first.get(department, ())), None)

    def last_word(self, department: str, assigned: Assigned) -> Word | None:
        """Return what a department says last of a milestone; None where it never mentions it."""
        id_ = assigned.milestone.id
        for each in self._newest_first.get(department, ()):
            known = self.milestones_of(each.model.period.year).get(id_)
            if known is not None and known.year == assigned.year:
                if each.has_lost("milestones", id_):
                    return Word(each, None)
                if (report := each.model.milestones.get(id_)) is not None:
                    return Word(each, report)
        return None

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

    def department_name(self, id_: str, year: int) -> Text:
        """Return a department's name for people as the newest list up to a year has it.

        Where none knows it a later one may; else it is the id.
        """
        for each in sorted(self.tasks, key=lambda each: (each > year, -each)):
            if id_ in self._departments[each]:
                return self._departments[each][id_].name
        return same(id_)

    def reported(self) -> Iterator[Reported]:
        """Yield every figure that a submission gives for an indicator of the plan."""
        for each in self.districts:
            district, period = each.model.district, each.model.period
            for indicator, value in each.model.values.items():
                cell = Subject(district, indicator, str(period))
                route = ("values", indicator)
                if isinstance(value, Ratio):
                    yield Reported(cell, value.numerator, each, (*route, "numerator"), is_part=True)
                    place = (*route, "denominator")
                    yield Reported(cell, value.denominator, each, place, is_part=True)
                else:
                    yield Reported(cell, value, each, route)
            for index, restated in enumerate(each.model.restatements):
                cell = Subject(district, restated.indicator, str(restated.period))
                sides = [("from", restated.from_), ("to", restated.to)]
                for side, figure in sides[(each.path, index) in self._followed :]:
                    yield Reported(cell, figure, each, ("restatements", index, side))
        for department in self.departments:
            for indicator, figure in department.model.city_totals.items():
                cell = Subject(None, indicator, str(department.model.period))
                yield Reported(cell, figure, department, ("city_totals", indicator))

    @cached_property
    def _followed(self) -> frozenset[tuple[str, int]]:
        """Return file and place of the restatements in use: their `from` repeats what was said."""
        chains = (self.stated(*key) for key in self.restatements)
        used = (each for stated in chains if stated is not None for each in stated.restated)
        return frozenset((each.submission.path, each.place) for each in used)

    def allotted(self) -> Iterator[Reported]:
        """Yield every figure that a document of the plan allocates or states as a total."""
        if self.plan is None:
            return
        for index, each in enumerate(self.plan.model.allocations):
            route = ("allocations", index)
            for indicator, cells in each.values.items():
                for district, change in cells.items():
                    cell = Subject(district, indicator)
                    place = (*route, "values", indicator, district)
                    yield Reported(cell, change.to, self.plan, (*place, "to"))
                    if change.from_ is not None:
                        yield Reported(cell, change.from_, self.plan, (*place, "from"))
            for indicator, figure in each.totals.items():
                cell = Subject(None, indicator)
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
    def placed(self) -> dict[str, Entry]:
        """Return what each submission's path says, by path."""
        return {entry.path: entry for entry in self.entries}

    def is_planned(self, period: Period) -> bool:
        """Tell whether a quarter lies within the plan's years."""
        if self.plan is None:
            return False
        return self.plan.model.plan.start <= period.year <= self.plan.model.plan.end

    def is_slip(self, received: date) -> bool:
        """Tell whether a day of receipt lies before the plan was issued: it is mistyped."""
        issued = self.plan.model.plan.issued if self.plan else None
        return issued is not None and day_of(received) < issued

    def is_of_its_quarter(self, submission: Submission) -> bool:
        """Tell whether a submission's quarter is planned and the one that its folder names."""
        period = submission.model.period
        entry = self.placed.get(submission.path)
        return self.is_planned(period) and (entry is None or entry.period == period)

    @cached_property
    def submission(self) -> dict[tuple[str, Period], Loaded[DistrictSubmission]]:
        """Return the districts' submissions by district and period, less the misplaced ones."""
        keyed = (((each.model.district, each.model.period), each) for each in self.districts)
        return {key: each for key, each in keyed if self._is_placed(each.path, *key)}

    @cached_property
    def department_submission(self) -> dict[tuple[str, Period], Loaded[DepartmentSubmission]]:
        """Return the departments' submissions by department and period, less misplaced ones."""
        keyed = (((each.model.department, each.model.period), each) for each in self.departments)
        return {key: each for key, each in keyed if self._is_placed(each.path, *key)}

    def _is_placed(self, path: str, id_: str, period: Period) -> bool:
        entry = self.placed.get(path)
        return entry is None or (entry.id, entry.period) == (id_, period)

    @cached_property
    def blank(self) -> frozenset[tuple[str, str, Period]]:
        """Return kind, id and period of every submission in which nobody has filled in anything."""
        return frozenset(
            {(entry.kind, entry.id, entry.period) for entry in self.empty}
            | {(DISTRICTS, *key) for key, each in self.submission.items() if _is_untouched(each)}
            | {
                (DEPARTMENTS, *key)
                for key, each in self.department_submission.items()
                if _is_untouched(each)
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
    def _history(self) -> dict[tuple[int, str], dict[str, list[tuple[date, Decimal, int]]]]:
        """Return by year and indicator each district's figures, with day of effect and document."""
        found: dict[tuple[int, str], dict[str, list[tuple[date, Decimal, int]]]] = {}
        for year, documents in self._documents.items():
            for index in documents:
                allocation = self._allocation_of(index)
                for indicator, cells in allocation.values.items():
                    known = found.setdefault((year, indicator), {})
                    for district, change in cells.items():
                        entry = (allocation.effective, change.to, index)
                        known.setdefault(district, []).append(entry)
        return found

    def _allocation_of(self, index: int) -> Allocation:
        if self.plan is None:
            raise LookupError(index)
        return self.plan.model.allocations[index]

    def allocated_by(self, index: int, indicator: str) -> dict[str, Decimal]:
        """Return the districts' figures of an indicator once a document is in force."""
        allocation = self._allocation_of(index)
        last = (allocation.effective, index)
        return {
            district: entries[begun - 1][1]
            for district, entries in self._history.get((allocation.year, indicator), {}).items()
            if (begun := bisect_right(entries, last, key=itemgetter(0, 2)))
        }

    def last_allocations(self, indicator: str, *, every_year: bool = False) -> tuple[int, ...]:
        """Return the last document of the newest year, or of each, that allocates an indicator."""
        found = []
        for year in sorted(self._documents):
            cells = self._history.get((year, indicator), {}).values()
            found += [max(entries[-1][::2] for entries in cells)[1]] if cells else []
        return tuple(found if every_year else found[-1:])

    def _in_force(
        self, indicator: str, district: str, period: Period
    ) -> tuple[Decimal, int] | None:
        entries = self._history.get((period.year, indicator), {}).get(district, ())
        return next((each[1:] for each in reversed(entries) if each[0] <= period.end), None)

    def allocation(self, indicator: str, district: str, period: Period) -> Decimal | None:
        """Return what is allocated for the year of the period, as in force at the period's end."""
        found = self._in_force(indicator, district, period)
        return found[0] if found else None

    def allocation_at(self, indicator: str, district: str, period: Period) -> Place | None:
        """Return the place of the allocation in force."""
        found = self._in_force(indicator, district, period)
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
            if self.follows(restated, stated):
                stated = stated.then(restated)
        return stated

    def follows(self, restated: Restated, stated: Stated) -> bool:
        """Tell whether a restatement starts from the value in force and changes it.

        A quotient is written as it is shown, with the indicator's decimals.
        """
        start, to = restated.restatement.from_, restated.restatement.to
        known = self.indicator.get(stated.indicator)
        shown = stated.figure if known is None else stated.shown(known.places)
        return start in (shown, stated.figure) and start != to

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
        if (tasks := self.tasks.get(period.year)) is not None:
            named = {each for task in tasks.model.tasks for each in task.departments}
            for department in tasks.model.departments:
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
        """Tell whether an error names this very value, or it was there and could not be read.

        A sound restatement settles what was wrong with the figure before it.
        """
        submission = self.submission.get((district, period))
        if submission is None:
            return (DISTRICTS, district, period) in self.present
        if submission.has_lost("values", indicator):
            return True
        places = self._accused.get(Subject(district, indicator, str(period)))
        if not places or (stated := self.stated(district, indicator, period)) is None:
            return False
        if not stated.restated:
            return True
        restatements = self.restatements[district, indicator, period]
        unsettled = restatements[restatements.index(stated.restated[-1]) :]
        return any(each.at(side) in places for each in unsettled for side in ("from", "to"))

    @cached_property
    def _accused(self) -> dict[Subject, set[Place]]:
        found: dict[Subject, set[Place]] = {}
        for cell, place in self.suspects:
            found.setdefault(cell, set()).add(place)
        return found
