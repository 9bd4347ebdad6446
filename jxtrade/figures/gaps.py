"""What is short at a quarter's end, and what the quarters to come must bring."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT
from jxtrade.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.figures.lines import Line, Reconciliation
    from jxtrade.model.plan import Indicator, Plan

QUARTERS: Final = 4


class Gap(NamedTuple):
    """A line that is short, and what each of the remaining quarters would have to bring.

    `each_quarter` is in the indicator's unit, rounded up to its last place so that the quarters
    together bring at least the gap; None in the fourth quarter, where nothing is due before it,
    and for a rate, which does not add up. `next_quarter` is what lacks to the next quarter's pace.
    Both are None for a ceiling, which is not to be reached.
    """

    line: Line
    each_quarter: Decimal | None
    next_quarter: Decimal | None
    quarters_left: int


def gaps_of(found: Reconciliation, plan: Plan) -> Iterator[Gap]:
    """Yield what is short, in the order of districts and, within them, indicators."""
    order = {district.id: place for place, district in enumerate(plan.districts)}
    for line in sorted(found.lines, key=lambda line: order[line.district]):
        if line.gap:
            left = QUARTERS - line.period.quarter
            indicator = plan.indicator[line.indicator]
            yield Gap(line, _each_quarter(line, indicator), _next_quarter(line, indicator), left)


def _each_quarter(line: Line, indicator: Indicator) -> Decimal | None:
    left = QUARTERS - line.period.quarter
    is_never_added = indicator.kind == "rate" or indicator.direction == "lower"
    if line.gap is None or not left or is_never_added or not indicator.pace[-2]:
        return None
    with localcontext(EXACT):
        place = Decimal(1).scaleb(-indicator.places)
        return (line.gap / left).quantize(place, rounding=ROUND_CEILING)


def _next_quarter(line: Line, indicator: Indicator) -> Decimal | None:
    if line.period.quarter == QUARTERS or indicator.direction == "lower":
        return None
    if line.allocated is None or line.reported is None:
        return None
    with localcontext(EXACT):
        lacks = line.allocated * indicator.pace[line.period.quarter] - line.reported
        return Decimal(plain(lacks)) if lacks > 0 else Decimal(0)
