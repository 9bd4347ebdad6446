"""Which districts and groups lie within which group, and what documents give groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from jxtrade.model.groups import Group
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Plan


class GivenGroup(NamedTuple):
    """A figure that a document gives a group, and the document's index in the plan."""

    figure: Decimal
    document: int


@dataclass(frozen=True)
class Groups:
    """The groups of a plan, and its districts in them."""

    plan: Plan

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.plan.groups)

    @cached_property
    def _below(self) -> dict[str | None, list[Group]]:
        found: dict[str | None, list[Group]] = {}
        for each in self.plan.groups:
            found.setdefault(each.within, []).append(each)
        return found

    def below(self, group: str | None = None) -> tuple[Group, ...]:
        """Return the next level within a group, or the outermost groups, in the plan's order."""
        return tuple(self._below.get(group, ()))

    def inside(self, group: str | None = None) -> Iterator[Group]:
        """Yield all groups within a group, at any depth, each before those within it."""
        for each in self.below(group):
            yield each
            yield from self.inside(each.id)

    def around(self, district: str) -> Iterator[str]:
        """Yield the groups around a district, the innermost first."""
        id_ = self.plan.district[district].within
        while id_ is not None:
            yield id_
            id_ = self.plan.group[id_].within

    @cached_property
    def _within(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {each.id: [] for each in self.plan.groups}
        for district in self.plan.district:
            for group in self.around(district):
                found[group].append(district)
        return found

    def within(self, group: str) -> tuple[str, ...]:
        """Return the districts within a group, at any depth, in the plan's order."""
        return tuple(self._within[group])

    def directly(self, group: str | None = None) -> tuple[str, ...]:
        """Return the districts that belong to a group itself, or to none, in the plan's order."""
        return tuple(self._direct.get(group, ()))

    def parts(
        self, group: str, figures: Mapping[str, Decimal], given: Mapping[str, Decimal]
    ) -> list[Decimal]:
        """Return what makes up a group's figure.

        Those are the figures of the districts within it; a group further down whose districts have
        none counts as what is given to it.
        """
        own = [figures[each] for each in self.directly(group) if each in figures]
        for below in self.below(group):
            further = self.parts(below.id, figures, given)
            own += further or ([given[below.id]] if below.id in given else [])
        return own

    @cached_property
    def _direct(self) -> dict[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for each in self.plan.districts:
            found.setdefault(each.within, []).append(each.id)
        return found

    def given(self, indicator: str, group: str, period: Period) -> GivenGroup | None:
        """Return what documents give a group for the period's year, as in force at its end."""
        return self.given_at(period.year, period.end).get((indicator, group))

    def given_at(self, year: int, day: date) -> Mapping[tuple[str, str], GivenGroup]:
        """Return what documents give groups for a year by indicator, as in force at a day."""
        if (year, day) not in self._kept:
            dated = sorted(
                (each.effective, index)
                for index, each in enumerate(self.plan.allocations)
                if each.year == year and each.effective <= day
            )
            self._kept[year, day] = {
                (indicator, group): GivenGroup(figure, index)
                for _, index in dated
                for indicator, figures in self.plan.allocations[index].groups.items()
                for group, figure in figures.items()
            }
        return self._kept[year, day]

    @cached_property
    def _kept(self) -> dict[tuple[int, date], dict[tuple[str, str], GivenGroup]]:
        return {}
