"""Who is entitled to a reward, and what it comes to.

By the format description: who is on the provincial list is entitled once over all years, belongs
to the earliest claim, and stays; a code that GB 32100-2015 refuses entitles nobody.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from jxtrade.figures.arithmetic import EXACT, added
from jxtrade.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.figures.rosters import Claims, Listed
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Incentive
    from jxtrade.text import Text


class Reward(NamedTuple):
    """One of the plan's incentives, by its place there, and who is entitled to it.

    `entitled` are the claims that count, the earliest first; `repeated` those of other districts
    to the same, each behind the claim that counts; `refused` those whose code is none; `unlisted`
    says how many are named and not on the provincial list. `allocated` is what is allocated in
    all, in the indicator's unit; None for nothing, and for a rate, which is never summed.
    """

    place: int
    incentive: Incentive
    entitled: tuple[Listed, ...]
    repeated: tuple[tuple[Listed, Listed], ...]
    refused: tuple[Listed, ...]
    unlisted: int
    allocated: Decimal | None

    @property
    def amount(self) -> Decimal:
        """Return what all who are entitled receive, in the incentive's unit."""
        return self.of(len(self.entitled))

    @property
    def if_met(self) -> Decimal | None:
        """Return what the allocation in force would cost if it were met; None without one."""
        return None if self.allocated is None else self.of(self.allocated)

    def of(self, number: Decimal | int) -> Decimal:
        """Return what so many receive."""
        with localcontext(EXACT):
            return Decimal(plain(self.incentive.amount * number))


class Share(NamedTuple):
    """How many a district has who are entitled in an indicator, and to how much in a unit."""

    district: str
    indicator: str
    unit: Text
    number: int
    amount: Decimal


def shares(known: Iterable[Reward]) -> tuple[Share, ...]:
    """Return what each district, indicator and unit comes to where anybody is entitled."""
    firms: dict[tuple[str, str, Text], set[str | None]] = {}
    amounts: dict[tuple[str, str, Text], Decimal] = {}
    for reward in known:
        for each in reward.entitled:
            key = each.district, each.indicator, reward.incentive.unit
            firms.setdefault(key, set()).add(each.identity)
            amounts[key] = EXACT.add(amounts.get(key, Decimal(0)), reward.incentive.amount)
    return tuple(
        Share(*key, len(each), Decimal(plain(amounts[key]))) for key, each in firms.items()
    )


def sums(known: Iterable[Reward], key: str) -> dict[Text, Decimal]:
    """Return what rewards come to in each unit: their `amount`, or what they cost `if_met`."""
    found: dict[Text, Decimal] = {}
    with localcontext(EXACT):
        for each in known:
            if (figure := getattr(each, key)) is not None:
                unit = each.incentive.unit
                found[unit] = found.get(unit, Decimal(0)) + figure
    return found


def rewards(claims: Claims, period: Period) -> Iterator[Reward]:
    """Yield each incentive of an indicator of the plan, as claimed up to a quarter's end."""
    for place, incentive in enumerate(claims.programme.plan.incentives):
        if incentive.indicator in claims.programme.indicator:
            yield _reward(claims, period, place, incentive)


def _reward(claims: Claims, period: Period, place: int, incentive: Incentive) -> Reward:
    entitled: dict[str, Listed] = {}
    repeated: dict[tuple[str, str], tuple[Listed, Listed]] = {}
    refused: dict[str | None, Listed] = {}
    unlisted = set()
    for each in claims.listed:
        is_own = each.district in claims.programme.district and each.period <= period
        if not is_own or each.indicator != incentive.indicator:
            continue
        if each.identity is None:
            if each.firm.provincial_list:
                refused.setdefault(each.code, each)
        elif not each.firm.provincial_list:
            unlisted.add(each.identity)
        else:
            first = entitled.setdefault(each.identity, each)
            if first.district != each.district:
                repeated.setdefault((each.identity, each.district), (first, each))
    return Reward(
        place,
        incentive,
        tuple(entitled.values()),
        tuple(repeated.values()),
        tuple(refused.values()),
        len(unlisted - entitled.keys()),
        _allocated(claims, incentive.indicator, period),
    )


def _allocated(claims: Claims, indicator: str, period: Period) -> Decimal | None:
    programme = claims.programme
    known = [programme.allocations.of(each, period).get(indicator) for each in programme.district]
    figures = [each.figure for each in known if each is not None]
    if not figures or programme.indicator[indicator].kind == "rate":
        return None
    with localcontext(EXACT):
        return added(figures)
