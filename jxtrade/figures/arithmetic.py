"""Exact arithmetic: sums, rates, and how two figures stand to each other.

All in `Decimal`; a division carries 60 digits, far more than any figure has. The formulas are
those of the format description, section "Arithmetic".
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jxtrade.model.plan import Indicator
    from jxtrade.model.submissions import Ratio

EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)
HUNDRED: Final = Decimal(100)
FRACTION: Final = (50, 200)
"""How many times a percentage is what was written as a fraction, at least and at most."""


def rounded(figure: Decimal, places: int) -> Decimal:
    """Return a figure to so many decimals, half up; a zero has no sign."""
    return EXACT.plus(figure.quantize(Decimal(1).scaleb(-places), context=EXACT))


def rounded_up(figure: Decimal, places: int) -> Decimal:
    """Return a figure to so many decimals, up: what must still be reached is no less."""
    return _towards(figure, places, ROUND_CEILING)


def rounded_down(figure: Decimal, places: int) -> Decimal:
    """Return a figure to so many decimals, down: what may still be used is no more."""
    return _towards(figure, places, ROUND_FLOOR)


def _towards(figure: Decimal, places: int, rounding: str) -> Decimal:
    step = Decimal(1).scaleb(-places)
    return EXACT.plus(figure.quantize(step, rounding=rounding, context=EXACT))


def rate_of(reported: Decimal, allocated: Decimal) -> Decimal | None:
    """Return the rate R / A × 100 in percent; None of an allocation of 0."""
    return None if allocated == 0 else reported * HUNDRED / allocated


def added(figures: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of the figures that there are."""
    return sum((figure for figure in figures if figure is not None), Decimal(0))


def as_counted(figure: Decimal, indicator: Indicator) -> Decimal:
    """Return a figure without a zero's sign, and a count, where it is whole, without decimals."""
    whole = figure.to_integral_value()
    return EXACT.plus(whole if indicator.kind == "count" and whole == figure else figure)


class Outcome(StrEnum):
    """What comes of holding a sum against a stated whole."""

    AGREES = "agrees"
    ROUNDING = "within_rounding"
    DIFFERS = "differs"
    UNCHECKED = "cannot_be_checked"


WORDS_OF_OUTCOME: Final = {
    Outcome.AGREES: Text("一致", "agrees"),
    Outcome.ROUNDING: Text("舍入误差内", "within rounding"),
    Outcome.DIFFERS: Text("不一致", "differs"),
    Outcome.UNCHECKED: Text("无法核对", "cannot be checked"),
}


class Compared(NamedTuple):
    """Parts, their sum, the stated whole, the signed difference and how far rounding reaches."""

    outcome: Outcome
    sum: Decimal
    whole: Decimal
    difference: Decimal
    tolerance: Decimal


def compare(parts: Sequence[Decimal], whole: Decimal, indicator: Indicator) -> Compared:
    """Return how a sum of parts stands against a stated whole.

    Counts are exact. An amount stands for an interval of half a unit in its last declared place
    to either side; the two agree within rounding where the intervals of sum and whole meet.
    """
    with localcontext(EXACT):
        found = added(parts)
        difference = found - whole
        half = Decimal(5).scaleb(-indicator.places - 1)
        tolerance = Decimal(0) if indicator.kind == "count" else half * (len(parts) + 1)
        return Compared(_outcome(difference, tolerance), found, whole, difference, tolerance)


def _outcome(difference: Decimal, tolerance: Decimal) -> Outcome:
    if difference == 0:
        return Outcome.AGREES
    return Outcome.ROUNDING if abs(difference) <= tolerance else Outcome.DIFFERS


def quotient(ratios: Sequence[Ratio | None]) -> Decimal | None:
    """Return the sums' quotient in percent; None where not each gives both, or all divide by 0."""
    given = [each for each in ratios if each is not None]
    if not given or len(given) < len(ratios):
        return None
    with localcontext(EXACT):
        return rate_of(added(e.numerator for e in given), added(e.denominator for e in given))


def compare_quotient(found: Decimal, whole: Decimal, indicator: Indicator) -> Compared:
    """Return how a quotient stands against a stated rate, which is rounded to its places.

    Sum and difference are given with four places.
    """
    with localcontext(EXACT):
        tolerance = Decimal(5).scaleb(-indicator.places - 1)
        difference = found - whole
        outcome = _outcome(difference, tolerance)
        return Compared(outcome, rounded(found, 4), whole, rounded(difference, 4), tolerance)
