"""The city as a whole: all that was received, all values, and where departments differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jxtrade.figures.relations import Relations
from jxtrade.figures.rosters import Claims
from jxtrade.figures.sums import CityComparison, comparisons

if TYPE_CHECKING:
    from collections.abc import Container

    from jxtrade.figures.facts import Facts
    from jxtrade.figures.programme import Programme
    from jxtrade.figures.received import Received
    from jxtrade.figures.waivers import Met


@dataclass(frozen=True)
class City:
    """All districts and departments through the quarters.

    `settled` are the facts by which the relations are judged, once that is done; `met` is what
    each waiver has met, once all other rules have spoken.
    """

    facts: Facts
    received: Received
    settled: Facts | None = None
    met: tuple[Met, ...] = ()

    def without(self, districts: Container[str]) -> City:
        """Return the city less what some districts submitted."""
        workspace = self.received.workspace
        kept = tuple(each for each in workspace.districts if each.model.sender not in districts)
        received = replace(self.received, workspace=replace(workspace, districts=kept))
        return City(self.facts.without(districts), received, self.settled)

    @property
    def programme(self) -> Programme:
        """Return what is to be done."""
        return self.facts.programme

    @cached_property
    def claims(self) -> Claims:
        """Return which district names which firm."""
        return Claims(self.facts)

    @property
    def relations(self) -> Relations:
        """Return the plan's relations over all submissions.

        A value that breaks one is held against the others all the same.
        """
        return Relations(self.settled or self.facts)

    @cached_property
    def comparisons(self) -> tuple[CityComparison, ...]:
        """Return every city-wide figure of a department beside the sum of the districts."""
        return comparisons(self.facts, self.received)
