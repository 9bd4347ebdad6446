"""What is allocated: by which document, from when, to whom."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, starmap
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from jxtrade.model.period import Period
    from jxtrade.model.plan import Plan
    from jxtrade.place import Place
    from jxtrade.workspace import Loaded


class Allotted(NamedTuple):
    """A figure that a document allocates, from which day, and the document's index in the plan."""

    effective: date
    figure: Decimal
    document: int


class Amended(NamedTuple):
    """What a later document of the year makes of an allocation, and what was in force before."""

    before: Allotted
    after: Allotted


class Allocated(NamedTuple):
    """What documents allocate to a district for a year, in order, and what is in force at a day."""

    indicator: str
    district: str
    entries: tuple[Allotted, ...]
    in_force: Allotted | None

    @property
    def changes(self) -> tuple[Amended, ...]:
        """Return what the documents after the first have changed, or will."""
        return tuple(starmap(Amended, pairwise(self.entries)))


class InForce(dict[str, Allotted]):
    """What a district is allocated at a day, by indicator."""

    @cached_property
    def figures(self) -> dict[str, Decimal]:
        """Return the figures."""
        return {indicator: each.figure for indicator, each in self.items()}

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Return the figures' orders of magnitude."""
        return sizes(self.figures)

    @cached_property
    def _multiples(self) -> dict[Decimal, dict[str, Decimal]]:
        return {}

    def times(self, factor: Decimal) -> dict[str, Decimal]:
        """Return the figures multiplied by a factor."""
        if factor not in self._multiples:
            products = {name: factor * figure for name, figure in self.figures.items()}
            self._multiples[factor] = products
        return self._multiples[factor]


def sizes(figures: Mapping[str, Decimal]) -> dict[str, int]:
    """Return the orders of magnitude of figures: 2 for 123.4."""
    return dict(zip(figures, map(Decimal.adjusted, figures.values()), strict=True))


History: TypeAlias = "dict[str, list[Allotted]]"


@dataclass(frozen=True)
class Allocations:
    """The figures of a plan's documents, as they came into force one after the other."""

    plan: Loaded[Plan]

    @cached_property
    def _documents(self) -> dict[int, tuple[tuple[date, int], ...]]:
        found: dict[int, list[tuple[date, int]]] = {}
        for index, each in enumerate(self.plan.model.allocations):
            found.setdefault(each.year, []).append((each.effective, index))
        return {year: tuple(sorted(dated)) for year, dated in found.items()}

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years for which documents allocate, in order."""
        return tuple(sorted(self._documents))

    def documents_of(self, year: int) -> tuple[int, ...]:
        """Return the indexes of the documents that allocate for a year, in order of effect."""
        return tuple(index for _, index in self._documents.get(year, ()))

    @cached_property
    def _by_district(self) -> dict[tuple[int, str], History]:
        """Return by year and district each indicator's figures in order of effect."""
        found: dict[tuple[int, str], History] = {}
        for (year, indicator), districts in self._by_indicator.items():
            for district, entries in districts.items():
                found.setdefault((year, district), {})[indicator] = entries
        return found

    @cached_property
    def _by_indicator(self) -> dict[tuple[int, str], History]:
        """Return by year and indicator each district's figures in order of effect."""
        found: dict[tuple[int, str], History] = {}
        for year, documents in self._documents.items():
            for effective, index in documents:
                for indicator, cells in self.plan.model.allocations[index].values.items():
                    known = found.setdefault((year, indicator), {})
                    for district, change in cells.items():
                        entry = Allotted(effective, change.to, index)
                        known.setdefault(district, []).append(entry)
        return found

    def by(self, document: int, indicator: str) -> dict[str, Decimal]:
        """Return the districts' figures of an indicator once a document is in force."""
        allocation = self.plan.model.allocations[document]
        last = (allocation.effective, document)
        return {
            district: entries[begun - 1].figure
            for district, entries in self._by_indicator.get(
                (allocation.year, indicator), {}
            ).items()
            if (begun := bisect_right(entries, last, key=itemgetter(0, 2)))
        }

    def last(self, indicator: str, *, every_year: bool = False) -> tuple[int, ...]:
        """Return the last document of the newest year, or of each, that allocates an indicator."""
        found = []
        for year in sorted(self._documents):
            cells = self._by_indicator.get((year, indicator), {}).values()
            found += [max(entries[-1][::2] for entries in cells)[1]] if cells else []
        return tuple(found if every_year else found[-1:])

    @cached_property
    def _in_force(self) -> dict[tuple[int, str, int], InForce]:
        return {}

    def of(self, district: str, period: Period) -> InForce:
        """Return what a district is allocated by indicator, as in force at the period's end."""
        year, end = period.year, period.end
        version = sum(effective <= end for effective, _ in self._documents.get(year, ()))
        key = (year, district, version)
        if key not in self._in_force:
            self._in_force[key] = InForce(
                (indicator, in_force)
                for indicator, entries in self._by_district.get((year, district), {}).items()
                if (in_force := _at(entries, end)) is not None
            )
        return self._in_force[key]

    def history(self, indicator: str, district: str, period: Period) -> tuple[Allotted, ...]:
        """Return what documents have allocated for the period's year by its end, in order."""
        entries = self._of(indicator, district, period.year)
        return tuple(each for each in entries if each.effective <= period.end)

    def amended(self, indicator: str, district: str, period: Period) -> tuple[Amended, ...]:
        """Return the changes of an allocation in the period's year by its end, in order."""
        if len(self._documents.get(period.year, ())) < 2:  # noqa: PLR2004 - of one none is changed
            return ()
        return tuple(starmap(Amended, pairwise(self.history(indicator, district, period))))

    def cells(self, year: int, day: date) -> Iterator[Allocated]:
        """Yield what any document allocates for a year, by indicator and district of the plan."""
        for indicator in self.plan.model.indicators:
            for district in self.plan.model.districts:
                if entries := self._of(indicator.id, district.id, year):
                    in_force = _at(entries, day)
                    yield Allocated(indicator.id, district.id, tuple(entries), in_force)

    def _of(self, indicator: str, district: str, year: int) -> list[Allotted]:
        return self._by_district.get((year, district), {}).get(indicator, [])

    def place(self, indicator: str, district: str, document: int) -> Place:
        """Return where a document allocates an indicator to a district."""
        return self.plan.at("allocations", document, "values", indicator, district, "to")


def _at(entries: list[Allotted], day: date) -> Allotted | None:
    if entries[-1].effective <= day:
        return entries[-1]
    return next((each for each in reversed(entries) if each.effective <= day), None)
