"""Where milestones stand at a quarter's end: each by its lead's last word, and by department."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from jxtrade.figures.received import Received, Word
    from jxtrade.figures.tasks import Assigned
    from jxtrade.model.period import Period
    from jxtrade.model.submissions import DepartmentSubmission, MilestoneReport
    from jxtrade.place import Place
    from jxtrade.workspace import Loaded


class MilestoneState(StrEnum):
    """How a milestone stands; what was late stays so when it is done."""

    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    IN_PROGRESS = "in_progress"
    MISSING = "missing"
    NOT_DUE = "not_due"


WORDS_OF_MILESTONE: Final = {
    MilestoneState.DONE: Text("已完成", "done"),
    MilestoneState.DONE_LATE: Text("逾期完成", "done late"),
    MilestoneState.OVERDUE: Text("逾期", "overdue"),
    MilestoneState.IN_PROGRESS: Text("推进中", "in progress"),
    MilestoneState.MISSING: Text("未报", "not reported"),
    MilestoneState.NOT_DUE: Text("未到期", "not due"),
}


class Progress(NamedTuple):
    """A milestone at a quarter's end, with its lead's last word of it up to then, if any."""

    assigned: Assigned
    period: Period
    state: MilestoneState
    word: Word | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether it is done, in time or late."""
        return self.state in (MilestoneState.DONE, MilestoneState.DONE_LATE)

    @property
    def is_due(self) -> bool:
        """Tell whether its quarter is the quarter looked at, or an earlier one."""
        return self.assigned.due <= self.period

    @property
    def is_carried(self) -> bool:
        """Tell whether an earlier year's list set it."""
        return self.assigned.year < self.period.year

    @property
    def report(self) -> MilestoneReport | None:
        """Return what the lead says; None where it says nothing that can be read."""
        return self.word.report if self.word else None

    @property
    def done_on(self) -> date | None:
        """Return the day on which it was done; None where it is not, or no day is given."""
        return self.report.on if self.report and self.is_done else None

    @property
    def is_sample(self) -> bool:
        """Tell whether the state rests on a made-up word."""
        return self.word is not None and self.word.submission.model.sample

    @property
    def location(self) -> Place:
        """Return the place of the lead's word, else that of the milestone in the task list."""
        if self.word is not None:
            return self.word.submission.at("milestones", self.assigned.milestone.id)
        return self.assigned.tasks.at(*self.assigned.route)


def progress(received: Received, assigned: Assigned, period: Period) -> Progress:
    """Return how a milestone stands at a quarter's end.

    What is due and not done is overdue, or missing where its lead has not spoken of it.
    """
    lead = assigned.lead
    words = received.words(lead, assigned, before=period.next) if lead else iter(())
    last = next(words, None)
    report = last.report if last else None
    is_due = assigned.due <= period
    match report.status if report else None:
        case "done" if last:
            is_late = _is_late(assigned, last, words)
            state = MilestoneState.DONE_LATE if is_late else MilestoneState.DONE
        case None:
            state = MilestoneState.MISSING if is_due else MilestoneState.NOT_DUE
        case _ if is_due:
            state = MilestoneState.OVERDUE
        case "in_progress":
            state = MilestoneState.IN_PROGRESS
        case _:
            state = MilestoneState.NOT_DUE
    return Progress(assigned, period, state, last)


def _is_late(assigned: Assigned, last: Word, before: Iterable[Word]) -> bool:
    """Tell whether it was done after its quarter; without a day, first said to be."""
    if last.report is not None and last.report.on is not None:
        return last.report.on > assigned.due.end
    said = [last, *(each for each in before if each.report and each.report.status == "done")]
    return said[-1].submission.model.period > assigned.due


def milestones_at(received: Received, period: Period) -> tuple[Progress, ...]:
    """Return the milestones of a year, behind those of earlier years that are not done."""
    tasks = received.programme.tasks
    found = (
        progress(received, each, period)
        for year in tasks.by_year
        if year <= period.year
        for each in tasks.set_for(year)
    )
    return tuple(each for each in found if not (each.is_carried and each.is_done))


def due_next(received: Received, period: Period) -> tuple[Progress, ...]:
    """Return what falls due in the quarter that follows and is not done yet."""
    own = received.programme.tasks.set_for(period.next.year)
    found = (progress(received, each, period) for each in own if each.due == period.next)
    return tuple(each for each in found if not each.is_done)


class Tally(NamedTuple):
    """How many milestones are due, and how many stand how; one done early is not due."""

    due: int
    counts: Mapping[MilestoneState, int]

    @property
    def owed(self) -> int:
        """Return how many are due and not done, said of or not."""
        return self.counts[MilestoneState.OVERDUE] + self.counts[MilestoneState.MISSING]

    def by_key(self) -> dict[str, int]:
        """Return the counts as machines are told them."""
        return {"due": self.due} | {str(state): count for state, count in self.counts.items()}


def tally(milestones: Iterable[Progress]) -> Tally:
    """Return how many of the milestones are due, and how many stand how."""
    listed = [*milestones]
    counts = Counter(each.state for each in listed)
    due = sum(each.is_due for each in listed)
    return Tally(due, {state: counts[state] for state in MilestoneState})


class Responsible(NamedTuple):
    """A department's milestones: of the tasks that it leads, and of those that only name it."""

    department: str
    leads: tuple[Progress, ...]
    supports: tuple[Progress, ...]


def by_department(
    received: Received, milestones: Iterable[Progress], period: Period
) -> tuple[Responsible, ...]:
    """Return the departments of the year's list, then those of what is carried over."""
    own = received.programme.tasks.by_year.get(period.year)
    known = received.programme.tasks.departments
    leads: dict[str, list[Progress]] = {}
    supports: dict[str, list[Progress]] = {}
    ids = dict.fromkeys(each.id for each in own.model.departments) if own else {}
    for each in milestones:
        for id_ in dict.fromkeys(each.assigned.task.departments):
            side = leads if id_ == each.assigned.lead else supports
            side.setdefault(id_, []).append(each)
            if id_ in known:
                ids.setdefault(id_)
    return tuple(
        Responsible(id_, tuple(leads.get(id_, ())), tuple(supports.get(id_, ()))) for id_ in ids
    )


class Disagreement(NamedTuple):
    """What a department says of a milestone, and what its lead says of it in the same quarter."""

    assigned: Assigned
    submission: Loaded[DepartmentSubmission]
    report: MilestoneReport
    by_lead: Loaded[DepartmentSubmission]
    stated: MilestoneReport

    @property
    def period(self) -> Period:
        """Return the quarter."""
        return self.submission.model.period


def disagreements(received: Received) -> Iterator[Disagreement]:
    """Yield each status that a department gives and that is not the lead's of the same quarter."""
    submissions = received.department_submission
    for (department, period), each in submissions.items():
        known = received.programme.tasks.milestones_of(period.year)
        for id_, report in each.model.milestones.items():
            assigned = known.get(id_)
            if assigned is None or department not in assigned.task.departments:
                continue
            lead = submissions.get((assigned.task.departments[0], period))
            stated = lead.model.milestones.get(id_) if lead else None
            if lead is not None and stated is not None and stated.status != report.status:
                yield Disagreement(assigned, each, report, lead, stated)
