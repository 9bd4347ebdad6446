"""The city as a whole: all that was received, all values, and where departments differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jxtrade.figures.rosters import Claims
from jxtrade.figures.sums import CityComparison, comparisons

if TYPE_CHECKING:
    from jxtrade.figures.facts import Facts
    from jxtrade.figures.programme import Programme
    from jxtrade.figures.received import Received
    from jxtrade.figures.waivers import Met


@dataclass(frozen=True)
class City:
    """All districts and departments through the quarters.

    `met` is what each waiver has met, once all other rules have spoken.
    """

    facts: Facts
    received: Received
    met: tuple[Met, ...] = ()

    @property
    def programme(self) -> Programme:
        """Return what is to be done."""
        return self.facts.programme

    @cached_property
    def claims(self) -> Claims:
        """Return which district names which firm."""
        return Claims(self.facts)

    @cached_property
    def comparisons(self) -> tuple[CityComparison, ...]:
        """Return every city-wide figure of a department beside the sum of the districts."""
        return comparisons(self.facts, self.received)
