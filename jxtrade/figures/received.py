"""Who has submitted what for which quarter: readable, empty, misplaced or not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Subject
from jxtrade.model.period import day_of
from jxtrade.read.tree import LOOKS_LIKE
from jxtrade.text import Text, Vocabulary, beside
from jxtrade.workspace import DEPARTMENTS, DISTRICTS, Stray

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from jxtrade.figures.names import Names
    from jxtrade.figures.programme import Programme
    from jxtrade.figures.tasks import Assigned
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.model.submissions import (
        DepartmentSubmission,
        DistrictSubmission,
        MilestoneReport,
    )
    from jxtrade.model.tasks import Task
    from jxtrade.place import Place
    from jxtrade.workspace import Entry, Loaded, Submission, Workspace

    Sender = tuple[str, str, Period]


class Word(NamedTuple):
    """What a submission says of a milestone; without a report it can't be read."""

    submission: Loaded[DepartmentSubmission]
    report: MilestoneReport | None


class Given(NamedTuple):
    """A department's figure for a task target, and the place of it."""

    department: str
    figure: Decimal
    location: Place


class Meant(NamedTuple):
    """Whose submission a file that is not read was meant to be, as far as its path says."""

    kind: str | None
    id: str | None
    period: Period | None


_NOBODY: Final = Meant(None, None, None)


@dataclass(frozen=True)
class Received:
    """What came in, beside the programme that asks for it."""

    workspace: Workspace
    programme: Programme

    @cached_property
    def placed(self) -> dict[str, Entry]:
        """Return what each submission's path says, by path."""
        return {entry.path: entry for entry in self.workspace.entries}

    def subject(self, finding: Finding) -> Subject:
        """Return what a finding is about, whose file it stands in included.

        What is about an indicator and no district is about the city; one that the plan does not
        know is no district.
        """
        own = finding.subject
        if own.district is None and own.indicator is None:
            kind, id_, period = self._whose.get(finding.location.path, _NOBODY)
            district = id_ if kind == DISTRICTS else None
            own = Subject(district, None, own.period or (period and str(period)))
        usable = self.programme.usable
        if usable is not None and own.district not in self.programme.district:
            return own._replace(district=None)
        return own

    def whose(self, path: str) -> Meant:
        """Return whose submission a file is or was meant to be; one that is gone may say so too."""
        if path in self._whose or path in self.workspace.guests:
            return self._whose.get(path, _NOBODY)
        _, is_report, below = path.rpartition("reports/")
        return self.meant(Stray(path, tuple(below.split("/")))) if is_report else _NOBODY

    @cached_property
    def _whose(self) -> dict[str, Meant]:
        strays = {stray.path: self.meant(stray) for stray in self.workspace.strays}
        return strays | {entry.path: Meant(*entry[1:]) for entry in self.workspace.entries}

    def _is_placed(self, path: str, id_: str, period: Period) -> bool:
        entry = self.placed.get(path)
        return entry is None or (entry.id, entry.period) == (id_, period)

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

    @property
    def districts(self) -> tuple[Loaded[DistrictSubmission], ...]:
        """Return all that districts submitted, misplaced or not."""
        return self.workspace.districts

    @property
    def departments(self) -> tuple[Loaded[DepartmentSubmission], ...]:
        """Return all that departments submitted, misplaced or not."""
        return self.workspace.departments

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """Return what all districts and departments submitted."""
        return (*self.districts, *self.departments)

    def is_of_its_quarter(self, submission: Submission) -> bool:
        """Tell whether a submission's quarter is planned and the one that its folder names."""
        period = submission.model.period
        entry = self.placed.get(submission.path)
        return self.programme.plan.is_planned(period) and (entry is None or entry.period == period)

    @cached_property
    def blank(self) -> frozenset[Sender]:
        """Return kind, id and period of every submission in which nobody has filled in anything."""
        return frozenset(
            {(entry.kind, entry.id, entry.period) for entry in self.workspace.empty}
            | {(DISTRICTS, *key) for key, each in self.submission.items() if _is_untouched(each)}
            | {
                (DEPARTMENTS, *key)
                for key, each in self.department_submission.items()
                if _is_untouched(each)
            }
        )

    @property
    def _of_kind(self) -> dict[str, tuple[Submission, ...]]:
        return {DISTRICTS: self.districts, DEPARTMENTS: self.departments}

    @cached_property
    def _there(self) -> dict[Sender, str]:
        """Return the file of each submission by what it says it is, and by what its path says."""
        said = {
            (kind, each.model.sender, each.model.period): each.path
            for kind, submissions in self._of_kind.items()
            for each in submissions
        }
        entries = self.workspace.entries
        return said | {(each.kind, each.id, each.period): each.path for each in entries}

    @cached_property
    def present(self) -> frozenset[Sender]:
        """Return kind, id and period of every submission that was made, readable or not."""
        return frozenset(self._there) - self.blank

    @cached_property
    def heard(self) -> dict[Sender, str]:
        """Return the file of each submission that is there, blank, or was meant to be one."""
        return self.spoken_for | self._there

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return the quarters for which there is any submission, in order."""
        entries = ((entry.kind, entry.id, entry.period) for entry in self.workspace.entries)
        return tuple(sorted({key[2] for key in entries if key not in self.blank}))

    @cached_property
    def reported(self) -> tuple[Period, ...]:
        """Return the planned quarters that somebody has reported; a misplaced file reports none."""
        stray = {each.path for each in self.submissions if not self.is_of_its_quarter(each)}
        there = {each.period for each in self.workspace.entries if each.path not in stray}
        plan = self.programme.plan
        return tuple(each for each in self.periods if each in there and plan.is_planned(each))

    def senders(self, period: Period) -> Iterator[tuple[str, str, Text]]:
        """Yield kind, id and name of all that are to submit for a quarter."""
        for district in self.programme.district.values():
            yield DISTRICTS, district.id, district.name
        if (tasks := self.programme.tasks.by_year.get(period.year)) is not None:
            for department in tasks.model.departments:
                if department.id in self._named[period.year]:
                    yield DEPARTMENTS, department.id, department.name

    @cached_property
    def _named(self) -> dict[int, frozenset[str]]:
        return {
            year: frozenset(each for task in tasks.model.tasks for each in task.departments)
            for year, tasks in self.programme.tasks.by_year.items()
        }

    def is_silent(self, sender: Sender) -> bool:
        """Tell whether one that is to submit has not, in a quarter for which others have.

        A blank is no submission; what can't be read, or has a wrong name, may well be one.
        """
        kind, id_, period = sender
        is_asked = kind == DISTRICTS or id_ in self._named.get(period.year, ())
        is_there = sender in self.present or sender in self.spoken_for
        return is_asked and period in self.reported and not is_there

    def submitted(self, sender: Sender) -> Submission | None:
        """Return what a sender submitted, as far as it can be read and somebody has filled it in.

        A sender is a kind, an id and a period.
        """
        kind, id_, period = sender
        of_kind: Mapping[tuple[str, Period], Submission] = (
            self.submission if kind == DISTRICTS else self.department_submission
        )
        return None if sender in self.blank else of_kind.get((id_, period))

    def absent(self, period: Period) -> Iterator[tuple[str, str, Text]]:
        """Yield kind, id and name of all that are to submit for a quarter and have not."""
        for kind, sender, name in self.senders(period):
            if (kind, sender, period) not in self.present:
                yield kind, sender, name

    def is_past_deadline(self, period: Period) -> bool:
        """Tell whether the day of looking lies behind a quarter's deadline."""
        deadline = self.programme.plan.deadlines.get(period)
        as_of: date | None = self.workspace.as_of
        return deadline is not None and as_of is not None and as_of > day_of(deadline)

    @cached_property
    def _newest_first(self) -> dict[str, list[Loaded[DepartmentSubmission]]]:
        found: dict[str, list[Loaded[DepartmentSubmission]]] = {}
        by_period = sorted(self.department_submission, key=lambda key: key[1], reverse=True)
        for department, period in by_period:
            submission = self.department_submission[department, period]
            found.setdefault(department, []).append(submission)
        return found

    def newest(self, department: str) -> Loaded[DepartmentSubmission] | None:
        """Return a department's submission for the newest quarter; None where it has none.

        One in which nobody has filled in anything is none.
        """
        for each in self._newest_first.get(department, ()):
            if (DEPARTMENTS, department, each.model.period) not in self.blank:
                return each
        return None

    def words(
        self, department: str, assigned: Assigned, *, before: Period | None = None
    ) -> Iterator[Word]:
        """Yield what a department says of a milestone, the newest first.

        With a quarter, what it says before that.
        """
        id_ = assigned.milestone.id
        for each in self._newest_first.get(department, ()):
            if before is not None and each.model.period >= before:
                continue
            known = self.programme.tasks.milestones_of(each.model.period.year).get(id_)
            if known is not None and known.year == assigned.year:
                if each.has_lost("milestones", id_):
                    yield Word(each, None)
                elif (report := each.model.milestones.get(id_)) is not None:
                    yield Word(each, report)

    def last_word(
        self, department: str, assigned: Assigned, *, before: Period | None = None
    ) -> Word | None:
        """Return what a department says last of a milestone; None where it never mentions it.

        With a quarter, what it says before that.
        """
        return next(self.words(department, assigned, before=before), None)

    @cached_property
    def _given(self) -> dict[tuple[Period, str], dict[str, Given]]:
        """Return by quarter and target what each department gives."""
        found: dict[tuple[Period, str], dict[str, Given]] = {}
        for (department, period), each in self.department_submission.items():
            for target, figure in each.model.targets.items():
                if not figure.is_signed():
                    given = Given(department, figure, each.at("targets", target))
                    found.setdefault((period, target), {})[department] = given
        return found

    def given(self, task: Task, target: str, period: Period) -> tuple[Given, ...]:
        """Return what departments give for a target, in the task's order: the first one counts.

        A figure with a minus sign is none.
        """
        given = self._given.get((period, target), {})
        own = sorted(given.keys() & task.places.keys(), key=task.places.__getitem__)
        return tuple(given[department] for department in own)

    @cached_property
    def spoken_for(self) -> dict[Sender, str]:
        """Return the file, not read or misnamed, that was meant to be a submission, by whose."""
        return dict(self._spoken())

    def _spoken(self) -> Iterator[tuple[Sender, str]]:
        for stray in self.workspace.strays:
            kind, id_, period = self.meant(stray)
            if kind and id_ and period:
                yield (kind, id_, period), stray.path
        for (kind, word, period), path in self._there.items():
            names = self.names(kind)
            if (kind, word, period) in self.blank or word in names.known:
                continue
            if close := names.meant(word):
                yield (kind, close.id, period), path

    def names(self, kind: str) -> Names:
        """Return the names of districts or of departments."""
        return self.programme.districts if kind == DISTRICTS else self.programme.departments

    def meant(self, stray: Stray) -> Meant:
        """Return whose submission a stray file was meant to be."""
        *folders, name = stray.parts
        periods = (self._period(folder) for folder in folders)
        kinds = (_kind(folder) for folder in folders)
        ending = LOOKS_LIKE.search(name)
        stem = name[: ending.start()] if ending else name
        kind, id_ = self._sender(stray.kind or next(filter(None, kinds), None), stem)
        return Meant(kind, id_, next(filter(None, periods), None))

    def _period(self, folder: str) -> Period | None:
        from jxtrade.read.dates import quarter_meant  # noqa: PLC0415 - hardly ever needed

        period, usable = quarter_meant(folder), self.programme.usable
        is_planned = period and (usable is None or usable.model.is_planned(period))
        return period if is_planned else None

    def _sender(self, kind: str | None, stem: str) -> tuple[str | None, str | None]:
        stem = stem.strip(" ._-")
        for each in (DISTRICTS, DEPARTMENTS):
            if kind in (None, each):
                names = self.names(each)
                words = (stem, re.split(r"[\W_]", stem)[0])
                exact = next((names.known[word] for word in words if word in names.known), None)
                if close := exact or names.meant(stem) or names.meant(words[1]):
                    return each, close.id
        return kind, None

    def sender_hint(self, submission: Submission, kind: str, names: Names) -> Text | None:
        """Return the advice for a submission of an unknown sender; its file's name may say who."""
        word, entry = submission.model.sender, self.placed.get(submission.path)
        named = names.known.get(entry.id) if entry else None
        each = named or names.meant(word)
        if each is None or entry is None or entry.path in self.workspace.guests:
            return names.hint(word)
        words = _AND_RENAME
        if named:
            words = _AS_NAMED
        elif self.workspace.path_of(kind, each.id, entry.period) in self.placed:
            words = _ALREADY_THERE
        return words.fill(id=each.id, named=beside(each.id, each.name))


def _is_untouched(submission: Submission) -> bool:
    return submission.has_blanks and not submission.model.says_something


_AS_NAMED: Final = Text("与文件名一致，改为 {named}", "write {named}, as the file is named")
_AND_RENAME: Final = Text(
    "改为 {named}，文件名应为 {id}.yaml",
    "write {named}, and name the file {id}.yaml",
)
_ALREADY_THERE: Final = Text(
    "多半是 {named}，而 {id}.yaml 已有：核对后只留一份",
    "probably {named}, but {id}.yaml is there: compare the two and keep one",
)
_KINDS: Final = {
    DISTRICTS: DISTRICTS,
    DEPARTMENTS: DEPARTMENTS,
    "区县": DISTRICTS,
    "县市区": DISTRICTS,
    "部门": DEPARTMENTS,
}


@lru_cache(maxsize=1_000)
def _kind(folder: str) -> str | None:
    if folder in _KINDS:
        return _KINDS[folder]
    close = Vocabulary(_KINDS).nearest(folder)
    return _KINDS[close] if close else None
