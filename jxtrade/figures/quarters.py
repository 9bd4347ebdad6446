"""What single quarters brought: each by itself, the best of a year, and against a year before."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from jxtrade.figures.arithmetic import EXACT, HUNDRED, added, as_counted, rate_of
from jxtrade.figures.lines import yoy_of
from jxtrade.figures.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jxtrade.figures.facts import Facts
    from jxtrade.figures.lines import Line
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator


def usable(facts: Facts, indicator: Indicator, district: str, period: Period) -> Decimal | None:
    """Return a year-to-date value in the indicator's unit; None where there is none to be used."""
    year = facts.year_to_date(indicator, district, period)
    if year.state is not State.VALUE or year.figure is None:
        return None
    return as_counted(year.figure, indicator)


def alone(
    facts: Facts, indicator: Indicator, district: str, period: Period
) -> tuple[Decimal | None, ...]:
    """Return what each quarter of the year so far brought by itself, in the indicator's unit.

    That is the difference of two values in force, as restated; None where either can't be used.
    A level does not add up, so no quarter of it stands by itself.
    """
    if indicator.kind == "rate":
        return (None,) * period.quarter
    found: list[Decimal | None] = []
    before: Decimal | None = Decimal(0)
    for quarter in period.of_year:
        now = usable(facts, indicator, district, quarter)
        found.append(None if now is None or before is None else EXACT.subtract(now, before))
        before = now
    return tuple(found)


class Quarters(NamedTuple):
    """What the quarters of a year so far brought: the sum over all who have a value in each."""

    districts: tuple[str, ...]
    sums: tuple[Decimal, ...]


def quarters_of(facts: Facts, indicator: Indicator, lines: Sequence[Line]) -> Quarters:
    """Return the quarters alone over the same districts: those with a value in each so far."""
    own = {line.district: alone(facts, indicator, line.district, line.period) for line in lines}
    whole = {
        district: [each for each in figures if each is not None]
        for district, figures in own.items()
        if None not in figures
    }
    with localcontext(EXACT):
        sums = tuple(added(each) for each in zip(*whole.values(), strict=True))
    return Quarters(tuple(whole), sums)


def best(figures: Sequence[Decimal | None], *, is_ceiling: bool = False) -> Decimal | None:
    """Return the most, of a ceiling the least, that one quarter brought; None unless all are known.

    A first quarter has none beside it to be the best of.
    """
    known = [each for each in figures if each is not None]
    if len(known) < len(figures) or len(known) < 2:  # noqa: PLR2004 - one is the best of nothing
        return None
    return min(known) if is_ceiling else max(known)


class Change(NamedTuple):
    """By how many percent a sum changed on the same quarter a year before, and whose sum it is."""

    districts: tuple[str, ...]
    percent: Decimal


def change_of(facts: Facts, indicator: Indicator, lines: Iterable[Line]) -> Change | None:
    """Return the change on a year before over the districts with a value in both years.

    None where nobody has both, the sum before was 0, or the values do not add up.
    """
    if indicator.kind == "rate":
        return None
    both: dict[str, tuple[Decimal, Decimal]] = {}
    for line in lines:
        before = usable(facts, indicator, line.district, line.period.year_before)
        if yoy_of(facts, line) is not None and line.reported is not None and before is not None:
            both[line.district] = line.reported, before
    with localcontext(EXACT):
        now, then = (added(each) for each in zip(*both.values(), strict=True)) if both else (0, 0)
        rate = rate_of(Decimal(now), Decimal(then))
        return None if rate is None else Change(tuple(both), rate - HUNDRED)
