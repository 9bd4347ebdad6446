"""Where a quarter stands as a whole: who has reported, what is behind, what has changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.milestones import milestones_at, tally
from jxtrade.figures.states import Light, State, Status
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jxtrade.figures.lines import Line, Reconciliation, Total
    from jxtrade.figures.milestones import Tally
    from jxtrade.figures.received import Received
    from jxtrade.model.period import Period
    from jxtrade.text import Text

MOST_WORST: Final = 3
SHOWN: Final = (
    *(Status.MET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND, Status.NOT_DUE),
    *(State.MISSING, State.SUSPECT, State.NOT_APPLICABLE),
)
"""In which order people are told how many values stand how."""


class Moves(NamedTuple):
    """The lines whose light has changed since another quarter: better or worse, come or gone."""

    since: Period
    better: tuple[Line, ...] = ()
    worse: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    gone: tuple[Line, ...] = ()


class Standing(NamedTuple):
    """How a quarter stands.

    `absent` are kind, id and name of those who are to submit and have not, districts first;
    `counts` says how many of the allocated values stand how, `worst` are the furthest behind, and
    `tied` says how many more are as far behind as the last of these.
    `moves` is None in a year's first quarter and where no light was lit before, `milestones` where
    no task list sets any, and of a group.
    """

    districts: int
    absent: tuple[tuple[str, str, Text], ...]
    counts: Mapping[Status | State, int]
    worst: tuple[Line, ...]
    tied: int
    moves: Moves | None
    milestones: Tally | None = None

    @property
    def silent(self) -> frozenset[str]:
        """Return the districts that have not submitted."""
        return frozenset(sender for kind, sender, _ in self.absent if kind == DISTRICTS)

    @property
    def reported(self) -> int:
        """Return how many districts have submitted."""
        return self.districts - len(self.silent)


def standing_of(
    received: Received, found: Reconciliation, before: Reconciliation | None
) -> Standing:
    """Return how a quarter stands, beside the one before it in its year.

    Of a group that is the standing of the districts within it.
    """
    districts = {*found.districts}
    absent = received.absent(found.period)
    judged = [line for line in found.lines if line.state is not State.UNALLOCATED]
    standings = Counter(line.standing for line in judged)
    behind = worst_first(line for line in judged if is_behind(line))
    worst = tuple(behind[:MOST_WORST])
    milestones = milestones_at(received, found.period) if found.group is None else ()
    return Standing(
        len(districts),
        tuple(
            each
            for each in absent
            if (each[1] in districts if each[0] == DISTRICTS else found.group is None)
        ),
        {each: standings[each] for each in SHOWN if standings[each]},
        worst,
        sum(line.lead == worst[-1].lead for line in behind[MOST_WORST:]),
        _moves(found.lines, before) if before and any(map(_is_lit, before.lines)) else None,
        tally(milestones) if milestones else None,
    )


def _is_lit(line: Line) -> bool:
    return line.light is not None


def is_behind(line: Line | Total) -> bool:
    """Tell whether a line or total is behind or far behind."""
    return line.status in (Status.BEHIND, Status.FAR_BEHIND)


def worst_first(lines: Iterable[Line]) -> list[Line]:
    """Return lines by lead, the furthest behind first, and those without a lead last.

    A broken ceiling of which nothing was due has no lead, and stands first.
    """

    def place(line: Line) -> tuple[int, object]:
        if line.lead is None:
            return (0 if is_behind(line) else 2), 0
        return 1, line.lead

    return sorted(lines, key=place)


def _moves(lines: Iterable[Line], before: Reconciliation) -> Moves:
    order = tuple(Light)
    earlier = {(line.indicator, line.district): line.light for line in before.lines}
    moved: dict[str, list[Line]] = {}
    for line in lines:
        match earlier.get((line.indicator, line.district)), line.light:
            case None, Light():
                moved.setdefault("new", []).append(line)
            case Light(), None:
                moved.setdefault("gone", []).append(line)
            case Light() as old, Light() as new if old is not new:
                way = "better" if order.index(new) < order.index(old) else "worse"
                moved.setdefault(way, []).append(line)
    return Moves(before.period, **{way: tuple(each) for way, each in moved.items()})
