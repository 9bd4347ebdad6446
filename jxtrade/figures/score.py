"""How progress counts in the assessment: points, deductions, scores and places.

The rules are those of the format description, section "targets.yaml", under `scoring`. All is
exact, in fractions, until a score or points are shown with two decimals.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from jxtrade.figures.arithmetic import rounded
from jxtrade.figures.milestones import MilestoneState, by_department, milestones_at
from jxtrade.figures.states import State, Status
from jxtrade.model.period import lateness
from jxtrade.model.scoring import PROPORTIONAL, ZERO
from jxtrade.text import Text
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Line, Reconciliation
    from jxtrade.figures.milestones import Progress
    from jxtrade.model.period import Period
    from jxtrade.model.scoring import Deductions, Scoring, Weighed
    from jxtrade.place import Place

_PLACES: Final = 2
_UNKNOWN: Final = (State.MISSING, State.SUSPECT, State.NOT_APPLICABLE)


class Way(StrEnum):
    """How a value came to the share of its weight that it earns."""

    SHARE = "share"
    CAPPED = "capped"
    MET = "met"
    UNMET = "unmet"
    KEPT = "kept"
    BROKEN = "broken"
    NOTHING_DUE = "nothing_due"


class Reached(NamedTuple):
    """What share of its weight a value earns, and how: of a share, over which base."""

    way: Way
    share: Fraction
    base: Fraction = Fraction(0)


class Part(NamedTuple):
    """What an indicator adds to a district's score.

    `weight` is as the plan gives it, `counts` what it weighs once what is left out is made up for;
    None where the indicator is itself left out. `points` are None where there are none to give.
    """

    indicator: str
    weighed: Weighed
    line: Line
    is_excused: bool
    counts: Fraction | None = None
    reached: Reached | None = None
    points: Fraction | None = None

    @property
    def weight(self) -> Decimal:
        """Return the weight as the plan gives it."""
        return self.weighed.weight

    @property
    def is_left_out(self) -> bool:
        """Tell whether the indicator is left out and its weight goes to the others."""
        line = self.line
        return self.is_excused or State.UNALLOCATED is line.state or line.status is Status.NOT_DUE

    @property
    def is_unknown(self) -> bool:
        """Tell whether what counts has no value that can be used."""
        return not self.is_left_out and self.line.state in _UNKNOWN


class Fault(StrEnum):
    """For what points are taken off."""

    LATE = "late"
    MISSING = "missing"
    RESTATED = "restated"
    OVERDUE = "overdue"


WORDS_OF_FAULT: Final = {
    Fault.LATE: Text("迟报", "late"),
    Fault.MISSING: Text("未报", "missing"),
    Fault.RESTATED: Text("时限后更正", "restated late"),
    Fault.OVERDUE: Text("逾期节点", "overdue milestones"),
}


class Deduction(NamedTuple):
    """How often something went wrong in the year to date, and the points that it costs."""

    kind: Fault
    times: int
    each: Decimal
    places: tuple[Place, ...] = ()

    @property
    def points(self) -> Fraction:
        """Return the points that are taken off."""
        return Fraction(self.each) * self.times


class Why(StrEnum):
    """Why one has no score."""

    INCOMPLETE = "incomplete"
    NOTHING_LEFT = "nothing_left"


class Score(NamedTuple):
    """What a district has earned; without `score` it is `unranked`, and that says why.

    `weight` is what all indicators weigh, `used` what those weigh that are not left out; `score`
    has two decimals and is not below 0.
    """

    id: str
    parts: tuple[Part, ...]
    deductions: tuple[Deduction, ...]
    weight: Decimal
    used: Decimal
    score: Decimal | None = None
    unranked: Why | None = None
    rank: int | None = None


class DepartmentScore(NamedTuple):
    """What a department has earned by the milestones that it leads.

    `due` are those due by the quarter's end, `in_time` those of them that were done in time.
    """

    id: str
    milestones: tuple[Progress, ...]
    weight: Decimal
    due: int
    in_time: int
    deductions: tuple[Deduction, ...]
    score: Decimal | None = None
    unranked: Why | None = None
    rank: int | None = None

    @property
    def points(self) -> Fraction | None:
        """Return the exact points before anything is taken off; None where nothing is due."""
        return Fraction(self.weight) * self.in_time / self.due if self.due else None


S = TypeVar("S", Score, DepartmentScore)


def shown(points: Fraction) -> Decimal:
    """Return points or a score with two decimals, half up."""
    units = (abs(points) * 10**_PLACES * 2 + 1) // 2
    figure = Decimal(int(units) if points >= 0 else -int(units)).scaleb(-_PLACES)
    return rounded(figure, _PLACES)


def scores(city: City, found: Reconciliation, scoring: Scoring) -> tuple[Score, ...]:
    """Return the scores of all districts: by place, those without one last; ties in plan's order.

    `ranking: false` leaves the order and takes the places.
    """
    excused = {(each.district, each.indicator) for each in scoring.excused}
    lines = {(line.district, line.indicator): line for line in found.lines}
    own = []
    for district in city.programme.district:
        parts = [
            Part(id_, each, lines[district, id_], (district, id_) in excused)
            for id_, each in scoring.indicators.items()
        ]
        deductions = _deductions(city, district, found.period, scoring)
        own.append(_score(city, district, parts, deductions, scoring))
    return placed(own, is_ranked=city.programme.plan.ranking)


def department_scores(city: City, period: Period, scoring: Scoring) -> tuple[DepartmentScore, ...]:
    """Return the scores of all departments by place, where the plan scores any."""
    if scoring.departments is None:
        return ()
    received, weight, costs = city.received, scoring.departments.weight, scoring.deductions
    own = []
    for each in by_department(received, milestones_at(received, period), period):
        due = [milestone for milestone in each.leads if milestone.is_due]
        overdue = [one.location for one in due if one.state is MilestoneState.OVERDUE]
        score = DepartmentScore(
            each.department,
            each.leads,
            weight,
            len(due),
            sum(milestone.state is MilestoneState.DONE for milestone in due),
            _costing(
                *_submitting(city, DEPARTMENTS, each.department, period, costs),
                Deduction(Fault.OVERDUE, len(overdue), costs.overdue, tuple(overdue)),
            ),
        )
        if (points := score.points) is None:
            own.append(score._replace(unranked=Why.NOTHING_LEFT))
        else:
            own.append(score._replace(score=_left(points, score.deductions)))
    return placed(own, is_ranked=city.programme.plan.ranking)


def _left(points: Fraction, deductions: Iterable[Deduction]) -> Decimal:
    """Return a score: the points less what is taken off, and at least 0."""
    total = points - sum((each.points for each in deductions), Fraction(0))
    return shown(max(total, Fraction(0)))


def placed(own: Iterable[S], *, is_ranked: bool) -> tuple[S, ...]:
    """Return scores by place; equal ones, as they are shown, share a place and free the next."""
    listed = sorted(own, key=lambda each: (each.score is None, -(each.score or 0)))
    if not is_ranked:
        return tuple(listed)
    place: dict[Decimal | None, int] = {}
    for index, each in enumerate(listed, 1):
        place.setdefault(each.score, index)
    return tuple(
        each if each.score is None else each._replace(rank=place[each.score]) for each in listed
    )


def _score(
    city: City,
    district: str,
    parts: Sequence[Part],
    deductions: tuple[Deduction, ...],
    scoring: Scoring,
) -> Score:
    weight = sum((each.weight for each in parts), Decimal(0))
    used = sum((each.weight for each in parts if not each.is_left_out), Decimal(0))
    is_zero = scoring.incomplete == ZERO
    scale = Fraction(weight) / Fraction(used) if used else Fraction(0)
    earned = tuple(_earned(city, each, scale, is_zero=is_zero) for each in parts)
    score = Score(district, earned, deductions, weight, used)
    if not used:
        return score._replace(unranked=Why.NOTHING_LEFT)
    if not is_zero and any(each.is_unknown for each in earned):
        return score._replace(unranked=Why.INCOMPLETE)
    points = sum((each.points for each in earned if each.points is not None), Fraction(0))
    return score._replace(score=_left(points, deductions))


def _earned(city: City, part: Part, scale: Fraction, *, is_zero: bool) -> Part:
    """Return a part with its points: of a value that is not known none, or 0 where that is said."""
    if part.is_left_out:
        return part
    counts = Fraction(part.weight) * scale
    if part.is_unknown:
        return part._replace(counts=counts, points=Fraction(0) if is_zero else None)
    reached = _reached(city, part)
    return part._replace(counts=counts, reached=reached, points=counts * reached.share)


def _reached(city: City, part: Part) -> Reached:
    """Return what share of its weight a value earns.

    By share it is what is reported of what is due, at most `cap` percent of it; of what is met
    before anything is due, it is of the whole allocation. An allocation of 0 that is met earns all.
    By threshold it is all or `below`. A ceiling earns all while it is kept; above it A / R.
    """
    line, weighed = part.line, part.weighed
    allocated, reported = Fraction(line.allocated or 0), exact(line)
    is_ceiling = city.programme.indicator[part.indicator].direction == "lower"
    if is_ceiling and reported <= allocated:
        return Reached(Way.KEPT, Fraction(1))
    if weighed.method != PROPORTIONAL:
        if not is_ceiling and reported >= allocated:
            return Reached(Way.MET, Fraction(1))
        return Reached(Way.UNMET, Fraction(weighed.below or 0))
    if is_ceiling:
        return Reached(Way.BROKEN, allocated / reported)
    base = allocated * Fraction(line.pace or 0) or allocated
    if not base:
        return Reached(Way.NOTHING_DUE, Fraction(1))
    most = Fraction(weighed.cap if weighed.cap is not None else 100) / 100
    share = reported / base
    return Reached(Way.CAPPED, most, base) if share > most else Reached(Way.SHARE, share, base)


def exact(line: Line) -> Fraction:
    """Return the figure reported; a ratio's without the rounding of its division."""
    if line.ratio is not None:
        return Fraction(line.ratio.numerator) * 100 / Fraction(line.ratio.denominator)
    return Fraction(line.reported or 0)


def _deductions(
    city: City, district: str, period: Period, scoring: Scoring
) -> tuple[Deduction, ...]:
    """Return what costs a district points in the year to date, as far as anything does."""
    restated = tuple(_restated_late(city, district, period))
    costs = scoring.deductions
    return _costing(
        *_submitting(city, DISTRICTS, district, period, costs),
        Deduction(Fault.RESTATED, len(restated), costs.restated, restated),
    )


def _costing(*deductions: Deduction) -> tuple[Deduction, ...]:
    return tuple(each for each in deductions if each.times and each.each)


def _submitting(
    city: City, kind: str, id_: str, period: Period, costs: Deductions
) -> tuple[Deduction, Deduction]:
    """Return what a sender's late and missing submissions of the year to date cost.

    One is missing where others have reported, as JX701 says it; a blank is no submission.
    """
    received, deadlines = city.received, city.programme.plan.deadlines
    late, missing = [], 0
    for each in period.of_year:
        sender = (kind, id_, each)
        submission = received.submitted(sender)
        if submission is None:
            missing += received.is_silent(sender)
        elif _is_late(submission.model.received, deadlines.get(each)):
            late.append(submission.at("received"))
    return (
        Deduction(Fault.LATE, len(late), costs.late, tuple(late)),
        Deduction(Fault.MISSING, missing, costs.missing),
    )


def _is_late(stamp: date | None, deadline: date | None) -> bool:
    return stamp is not None and deadline is not None and lateness(stamp, deadline) is not None


def _restated_late(city: City, district: str, period: Period) -> Iterator[Place]:
    """Yield a district's restatements in force received after the restated quarter's deadline."""
    deadlines = city.programme.plan.deadlines
    for each in period.of_year:
        submission = city.received.submission.get((district, each))
        if submission is None:
            continue
        for index, restatement in enumerate(submission.model.restatements):
            deadline = deadlines.get(restatement.period)
            if _is_late(submission.model.received, deadline) and city.facts.is_used(
                submission, index
            ):
                yield submission.at("restatements", index)
