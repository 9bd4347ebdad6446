"""What is short at a quarter's end, and what the quarters to come must bring."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT, rounded_down, rounded_up
from jxtrade.figures.standing import worst_first
from jxtrade.figures.states import Status
from jxtrade.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.figures.lines import Line
    from jxtrade.model.plan import Indicator, Plan

QUARTERS: Final = 4


class Gap(NamedTuple):
    """A line, and what each of the remaining quarters would have to bring.

    `each_quarter` is in the indicator's unit, rounded up to its last place so that the quarters
    together bring at least the gap; None in the fourth quarter, where nothing is due before it,
    and for a rate, which does not add up. `next_quarter` is what lacks to the next quarter's pace.
    Both are None for a ceiling, which is not to be reached.
    """

    line: Line
    each_quarter: Decimal | None
    next_quarter: Decimal | None
    quarters_left: int


def gaps_of(lines: Iterable[Line], plan: Plan) -> Iterator[Gap]:
    """Yield what lines lack, the furthest behind first."""
    for line in worst_first(lines):
        yield gap_of(line, plan.indicator[line.indicator])


def gap_of(line: Line, indicator: Indicator) -> Gap:
    """Return what a line lacks."""
    left = QUARTERS - line.period.quarter
    return Gap(line, _each_quarter(line, indicator), _next_quarter(line, indicator), left)


def may_use(gap: Gap, indicator: Indicator) -> Decimal:
    """Return what each quarter left may use of a ceiling, rounded down to the last place.

    All room that is left is meant; there must be a quarter left.
    """
    with localcontext(EXACT):
        room = gap.line.surplus or Decimal(0)
        return rounded_down(room / gap.quarters_left, indicator.places)


def by_side(gaps: Iterable[Gap], side: str, order: Iterable[str]) -> list[Gap]:
    """Return gaps by `district` or `indicator`: first those with the most that is far behind.

    Then those with the most that is behind, then in the order given.
    """
    place = {id_: index for index, id_ in enumerate(order)}
    of_side: dict[str, list[Gap]] = {}
    for gap in gaps:
        of_side.setdefault(getattr(gap.line, side), []).append(gap)

    def weight(id_: str) -> tuple[int, int, int]:
        tally = Counter(gap.line.status for gap in of_side[id_])
        return -tally[Status.FAR_BEHIND], -tally[Status.BEHIND], place[id_]

    return [gap for id_ in sorted(of_side, key=weight) for gap in of_side[id_]]


def _each_quarter(line: Line, indicator: Indicator) -> Decimal | None:
    left = QUARTERS - line.period.quarter
    is_never_added = indicator.kind == "rate" or indicator.direction == "lower"
    if line.gap is None or not left or is_never_added or not indicator.pace[-2]:
        return None
    with localcontext(EXACT):
        return rounded_up(line.gap / left, indicator.places)


def _next_quarter(line: Line, indicator: Indicator) -> Decimal | None:
    if line.period.quarter == QUARTERS or indicator.direction == "lower":
        return None
    if line.gap is None or line.allocated is None or line.reported is None:
        return None
    with localcontext(EXACT):
        lacks = line.allocated * indicator.pace[line.period.quarter] - line.reported
        return Decimal(plain(lacks)) if lacks > 0 else Decimal(0)
