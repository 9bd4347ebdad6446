"""What stands as a target in the documents, and how what is reported stands to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT, added, as_counted
from jxtrade.figures.states import State
from jxtrade.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jxtrade.figures.lines import Reconciliation, Total
    from jxtrade.figures.programme import Programme
    from jxtrade.figures.received import Given, Received
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Goal, Indicator, Plan
    from jxtrade.model.tasks import Task, TaskList, TaskTarget
    from jxtrade.place import Place, Route
    from jxtrade.workspace import Loaded


class Operator(StrEnum):
    """How a result is held against the figure of a target."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    EXACTLY = "exactly"
    AT_MOST = "at_most"


WORDS_OF_OPERATOR: Final = {
    Operator.AT_LEAST: Text("至少", "at least"),
    Operator.MORE_THAN: Text("超过", "more than"),
    Operator.EXACTLY: Text("恰为", "exactly"),
    Operator.AT_MOST: Text("不超过", "at most"),
}


class Judgement(StrEnum):
    """How what is reported stands to a target; what is above an exact one counts as met."""

    UNMEASURED = "unmeasured"
    MISSING = "missing"
    ABOVE = "above"
    BROKEN = "broken"
    MET = "met"
    UNDER_WAY = "under_way"
    INCOMPLETE = "incomplete"
    SHORT = "short"

    @property
    def is_reached(self) -> bool:
        """Tell whether the target is met."""
        return self in (Judgement.ABOVE, Judgement.MET)


WORDS_OF_JUDGEMENT: Final = {
    Judgement.UNMEASURED: Text("没有对应指标", "nothing measures it"),
    Judgement.MISSING: Text("未报", "not reported"),
    Judgement.ABOVE: Text("超额完成", "above"),
    Judgement.BROKEN: Text("超出上限", "broken"),
    Judgement.MET: Text("已完成", "met"),
    Judgement.UNDER_WAY: Text("推进中", "under way"),
    Judgement.INCOMPLETE: Text("未齐", "incomplete"),
    Judgement.SHORT: Text("未完成", "short"),
}


class Reach(NamedTuple):
    """How far a target is reached: its verdict, what lacks and what is above, in its unit.

    The figures are None where nothing is known of them.
    """

    verdict: Judgement
    gap: Decimal | None = None
    surplus: Decimal | None = None


def reach(
    target: Decimal, operator: Operator, reported: Decimal | None, *, is_over: bool, is_whole: bool
) -> Reach:
    """Return how what is reported stands to a target: the first verdict that holds.

    `is_over` tells whether the target's year is over, `is_whole` that no district's figure is
    missing. After the format description, "Fine print of tasks, goals and the rest".
    """
    if reported is None:
        return Reach(Judgement.MISSING)
    is_ceiling = operator is Operator.AT_MOST
    if reported > target and operator is Operator.EXACTLY:
        verdict = Judgement.ABOVE
    elif reported > target and is_ceiling:
        verdict = Judgement.BROKEN
    elif _is_met(target, operator, reported) and (is_over or not is_ceiling):
        verdict = Judgement.MET
    elif not is_over:
        verdict = Judgement.UNDER_WAY
    elif not is_whole:
        return Reach(Judgement.INCOMPLETE)
    else:
        verdict = Judgement.SHORT
    with localcontext(EXACT):
        above = reported - target
        gap = Decimal(0) if is_ceiling or above > 0 else -above
        return Reach(verdict, EXACT.plus(gap), above if above > 0 else Decimal(0))


def _is_met(target: Decimal, operator: Operator, reported: Decimal) -> bool:
    match operator:
        case Operator.MORE_THAN:
            return reported > target
        case Operator.AT_MOST:
            return reported <= target
        case Operator.AT_LEAST | Operator.EXACTLY:
            return reported >= target


class Asked(NamedTuple):
    """A target that a document states, of a task or of the whole plan, and where it stands.

    `task` is that of a task's target, and None for a goal.
    """

    own: TaskTarget | Goal
    year: int
    document: Text
    loaded: Loaded[TaskList] | Loaded[Plan]
    route: Route
    task: Task | None = None

    @property
    def operator(self) -> Operator:
        """Return how a result is held against the figure."""
        return Operator(self.own.target.operator)

    @property
    def figure(self) -> Decimal:
        """Return the figure to reach."""
        return self.own.target.value or Decimal(0)

    def at(self, *route: str) -> Place:
        """Return a place within the target."""
        return self.loaded.at(*self.route, *route)


def task_targets(programme: Programme, year: int) -> Iterator[Asked]:
    """Yield the targets of a year's own task list in its order; none where it has no list."""
    if (tasks := programme.tasks.by_year.get(year)) is not None:
        document = same(tasks.model.document)
        for index, task in enumerate(tasks.model.tasks):
            for place, target in enumerate(task.targets):
                route = ("tasks", index, "targets", place)
                yield Asked(target, year, document, tasks, route, task)


def goals(programme: Programme) -> Iterator[Asked]:
    """Yield the plan's goals in its order."""
    header = programme.plan.plan
    document = same(header.document) if header.document else header.title
    for index, goal in enumerate(programme.plan.goals):
        yield Asked(goal, goal.year, document, programme.loaded, ("goals", index))


def stated(programme: Programme) -> Iterator[Asked]:
    """Yield the targets of all task lists, then the plan's goals."""
    for year in programme.tasks.by_year:
        yield from task_targets(programme, year)
    yield from goals(programme)


class Sum(NamedTuple):
    """The districts' sum of an indicator, and whether it rests on a made-up figure."""

    total: Total
    is_sample: bool


def sums_of(found: Reconciliation) -> dict[str, Sum]:
    """Return the districts' sums of a quarter by indicator."""
    counted = {
        line.indicator
        for line in found.lines
        if line.sample and line.allocated is not None and line.state is State.VALUE
    }
    return {
        each.indicator: Sum(each, each.reported is not None and each.indicator in counted)
        for each in found.totals
    }


class Reported(NamedTuple):
    """What is reported of a target, and by whom.

    `given` are the departments' figures, of which the first counts; else `sums` are what the
    districts add up to, by the quarters at whose end they do, one for each year. `places` are the
    decimals that people are shown of a quotient, None for any other figure.
    """

    figure: Decimal | None
    given: tuple[Given, ...] = ()
    sums: Mapping[Period, Sum] = MappingProxyType({})
    places: int | None = None
    is_sample: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether no district's figure is missing that would count."""
        return all(each.total.counted == each.total.of for each in self.sums.values())

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the districts whose figures are lacking in a sum, each once."""
        lacking = (id_ for each in self.sums.values() for id_ in each.total.left_out)
        return tuple(dict.fromkeys(lacking))


def of_sums(indicator: Indicator, sums: Mapping[Period, Sum]) -> Reported:
    """Return what the districts have reported, added up over quarters of different years.

    A level is never added: it is that of the last quarter.
    """
    is_level = indicator.kind == "rate"
    used = dict(sorted(sums.items())[-1:] if is_level else sorted(sums.items()))
    figures = [each.total.reported for each in used.values() if each.total.reported is not None]
    with localcontext(EXACT):
        return Reported(
            added(figures) if figures else None,
            sums=used,
            places=indicator.places if is_level else None,
            is_sample=any(each.is_sample for each in used.values()),
        )


def of_task(
    received: Received, asked: Asked, period: Period, sums: Callable[[], Mapping[str, Sum]]
) -> Reported:
    """Return what is reported of a task's target for a quarter: a department's figure of it.

    Where none gives one, it is the districts' sum of the indicator that measures the target.
    """
    indicator = received.programme.indicator.get(asked.own.indicator or "")
    given = received.given(asked.task, asked.own.id, period) if asked.task else ()
    if given:
        said = received.department_submission[given[0].department, period]
        figure = given[0].figure
        figure = as_counted(figure, indicator) if indicator else figure
        return Reported(figure, given, is_sample=said.model.sample)
    if indicator is None:
        return Reported(None)
    return of_sums(indicator, {period: sums()[indicator.id]})


def is_over(year: int, period: Period) -> bool:
    """Tell whether a year is over at a quarter's end."""
    return period.end >= date(year, 12, 31)
