"""Who has submitted for a quarter, when and how late, and what is missing of it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.milestones import MilestoneState, by_department, milestones_at
from jxtrade.findings import Severity
from jxtrade.model.period import Period, day_of, lateness
from jxtrade.place import Place
from jxtrade.text import Text
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from jxtrade.figures.city import City
    from jxtrade.figures.received import Received
    from jxtrade.figures.tasks import Assigned
    from jxtrade.findings import Finding
    from jxtrade.workspace import Submission


class Arrival(StrEnum):
    """Whether a submission has come: of what can't be used only that it is there is known."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_DUE = "not_due"


WORDS: Final = {
    Arrival.ON_TIME: Text("按时", "on time"),
    Arrival.LATE: Text("迟报", "late"),
    Arrival.MISSING: Text("未报", "missing"),
    Arrival.UNREADABLE: Text("不能用", "unusable"),
    Arrival.NOT_DUE: Text("待报", "awaited"),
}
ABSENT: Final = (Arrival.MISSING, Arrival.NOT_DUE)


class Submitter(NamedTuple):
    """One that is to submit for a quarter, and what has come of it.

    `place` is that of `received`, or of the file that can't be used; `missing_values` are the
    allocated indicators that a district's submission does not report, in the plan's order,
    `missing_milestones` those due that a department leads and has never spoken of;
    `errors` and `warnings` count the findings in its file.
    """

    kind: str
    id: str
    name: Text
    arrival: Arrival
    submission: Submission | None = None
    late_by: timedelta | None = None
    missing_values: tuple[str, ...] = ()
    missing_milestones: tuple[Assigned, ...] = ()
    errors: int = 0
    warnings: int = 0
    place: Place | None = None


def collected(
    city: City, period: Period, findings: Iterable[Finding], group: str | None = None
) -> tuple[Submitter, ...]:
    """Return all that are to submit for a quarter, districts first, in the order of plan and tasks.

    Of a group those are the districts within it. Of the findings those count that stand in the
    file of each and are not waived.
    """
    received = city.received
    counts = Counter(
        (*received.whose(each.location.path), each.severity)
        for each in findings
        if each.waiver is None
    )
    absent = _absent(received, period)
    unspoken = _unspoken(received, period)

    def submitter(kind: str, id_: str, name: Text) -> Submitter:
        sender = (kind, id_, period)
        own = Submitter(
            kind,
            id_,
            name,
            absent,
            errors=counts[*sender, Severity.ERROR],
            warnings=counts[*sender, Severity.WARNING],
        )
        if (submission := received.submitted(sender)) is not None:
            own = own._replace(missing_milestones=unspoken.get((kind, id_), ()))
            return _arrived(city, own, submission)
        if sender in received.present or sender in received.spoken_for:
            place = Place(received.heard[sender])
            return own._replace(arrival=Arrival.UNREADABLE, place=place)
        return own

    senders = received.senders(period)
    if group is not None:
        within = {*city.programme.groups.within(group)}
        senders = (each for each in senders if each[0] == DISTRICTS and each[1] in within)
    return tuple(submitter(*each) for each in senders)


def _unspoken(received: Received, period: Period) -> dict[tuple[str, str], tuple[Assigned, ...]]:
    """Return by kind and id the milestones due of which their lead has not spoken."""
    milestones = milestones_at(received, period)
    return {
        (DEPARTMENTS, each.department): tuple(
            one.assigned for one in each.leads if one.state is MilestoneState.MISSING
        )
        for each in by_department(received, milestones, period)
    }


def _absent(received: Received, period: Period) -> Arrival:
    """Return what is said of one that has not submitted: until the deadline nothing is due."""
    has_deadline = period in received.programme.plan.deadlines
    is_open = has_deadline and not received.is_past_deadline(period)
    return Arrival.NOT_DUE if is_open else Arrival.MISSING


def _arrived(city: City, own: Submitter, submission: Submission) -> Submitter:
    period, stamp = submission.model.period, submission.model.received
    deadline = city.programme.plan.deadlines.get(period)
    by = None if stamp is None or deadline is None else lateness(stamp, deadline)
    sheet = city.facts.sheets.get((own.id, period)) if own.kind == DISTRICTS else None
    lacks = sheet.unreported if sheet else ()
    return own._replace(
        arrival=Arrival.ON_TIME if by is None else Arrival.LATE,
        submission=submission,
        late_by=by,
        missing_values=tuple(each for each in city.programme.indicator if each in lacks),
        place=submission.at("received"),
    )


def days_left(received: Received, period: Period) -> int | None:
    """Return in how many days a quarter's deadline is, 0 on its day, below 0 once it is past.

    None without a deadline.
    """
    deadline, as_of = received.programme.plan.deadlines.get(period), received.workspace.as_of
    return None if deadline is None or as_of is None else (day_of(deadline) - as_of).days


def to_collect(received: Received, year: int | None = None) -> Period:
    """Return the quarter of the next deadline that is ahead; it is ahead all its day.

    Where none is: the newest quarter with a deadline or a file, else the last one that is over,
    else the first. With a year it is one of its quarters.
    """
    plan, as_of = received.programme.plan, received.workspace.as_of
    years = range(plan.plan.start, plan.plan.end + 1) if year is None else (year,)
    quarters = [Period(each, quarter) for each in years for quarter in range(1, 5)]
    with_deadline = [each for each in quarters if each in plan.deadlines]
    ahead = [
        (left, each)
        for each in with_deadline
        if (left := days_left(received, each)) is not None and left >= 0
    ]
    if ahead:
        return min(ahead)[1]
    with_file = {each.period for each in received.workspace.entries}.intersection(quarters)
    if known := with_file.union(with_deadline):
        return max(known)
    over = [each for each in quarters if as_of is not None and each.end <= as_of]
    return over[-1] if over else quarters[0]
