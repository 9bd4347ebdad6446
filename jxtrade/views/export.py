"""A row a quarter, indicator and district with every quantity, for engines that analyse."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import as_counted
from jxtrade.figures.gaps import gap_of
from jxtrade.figures.inputs import inputs_of, within
from jxtrade.figures.lines import lines_of
from jxtrade.figures.states import Light, State, Status
from jxtrade.read.file import look_up
from jxtrade.report import Extract, Field, Kind, Quotient, exact, optional
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.facts import Stated
    from jxtrade.figures.lines import Line
    from jxtrade.model.period import Period
    from jxtrade.model.plan import District, Indicator
    from jxtrade.report import Datum
    from jxtrade.text import Lang

VERSION: Final = "jxtrade.facts/1"
_WHEN: Final = (Field("period", Kind.ID), Field("year", Kind.COUNT), Field("quarter", Kind.COUNT))
_WHAT: Final = (
    Field("indicator", Kind.ID),
    Field("indicator_name", Kind.TEXT),
    Field("unit", Kind.TEXT),
    Field("kind", Kind.WORD, ("count", "amount", "rate")),
    Field("direction", Kind.WORD, ("higher", "lower")),
)
_WHO: Final = (Field("district", Kind.ID), Field("district_name", Kind.TEXT))
_HOW: Final = (
    Field("state", Kind.WORD, tuple(State)),
    Field("status", Kind.WORD, (*Status, *State)),
    *optional(
        Field("light", Kind.WORD, tuple(Light)),
        Field("allocated", Kind.FIGURE),
        Field("stated", Kind.FIGURE),
        Field("restated", Kind.FIGURE),
        Field("in_force", Kind.FIGURE),
        Field("numerator", Kind.FIGURE),
        Field("denominator", Kind.FIGURE),
        Field("reported", Kind.FIGURE),
        Field("rate", Kind.PERCENT),
        Field("pace", Kind.SHARE),
        Field("due", Kind.FIGURE),
        Field("lead", Kind.POINTS),
        Field("gap", Kind.FIGURE),
        Field("gap_to_pace", Kind.FIGURE),
        Field("surplus", Kind.FIGURE),
        Field("rank", Kind.COUNT),
        Field("yoy", Kind.POINTS),
        Field("each_quarter", Kind.FIGURE),
        Field("next_quarter", Kind.FIGURE),
    ),
    Field("sample", Kind.FLAG),
    Field("year_assumed", Kind.FLAG),
)
_WHENCE: Final = optional(
    *(
        field
        for side in ("source", "allocation")
        for field in (
            Field(f"{side}_path", Kind.ID),
            Field(f"{side}_line", Kind.COUNT),
            Field(f"{side}_digest", Kind.ID),
        )
    )
)
_AT_ONCE: Final = 500
"""In how many submissions lines are looked up at once: places take more room than their lines."""


class Asked(NamedTuple):
    """The one district and the one indicator that were asked for, if any."""

    district: str | None = None
    indicator: str | None = None


def extract(city: City, periods: Iterable[Period], lang: Lang, asked: Asked) -> Extract:
    """Return the rows by quarter, indicator and district, each in the plan's order.

    Names are in one language; places are among all districts also where one was asked for.
    Paths are those within the workspace, digests what papers show of them.
    """
    rows = _Rows(city, lang, asked)
    levels = (
        Field(f"group_{level}{name}", kind)
        for level in range(1, rows.depth + 1)
        for name, kind in (("", Kind.ID), ("_name", Kind.TEXT))
    )
    fields = (*_WHEN, *_WHAT, *_WHO, *optional(*levels), *_HOW, *_WHENCE)
    return Extract(VERSION, fields, (batch for each in periods for batch in rows.of(each)))


class _Rows:
    """The rows of a city, an indicator's of a quarter at a time."""

    def __init__(self, city: City, lang: Lang, asked: Asked) -> None:
        self.city = city
        self.facts, self.programme = city.facts, city.programme
        self.workspace = city.received.workspace
        self.lang = lang
        self.digests = {each.path: each.digest for each in inputs_of(self.workspace).files}
        plan = self.programme.plan
        self.indicators = [e for e in plan.indicators if asked.indicator in (None, e.id)]
        self.districts = [e for e in plan.districts if asked.district in (None, e.id)]
        around = {each.id: [*self.programme.groups.around(each.id)][::-1] for each in plan.districts}
        self.depth = max(map(len, around.values()), default=0)
        self.who = {each.id: self._who(each, around[each.id]) for each in self.districts}
        self.allocated: dict[tuple[int, str, str], int] = {}

    def _who(self, district: District, groups: Sequence[str]) -> tuple[Datum, ...]:
        levels: list[Datum] = [None] * (2 * self.depth)
        for level, group in enumerate(groups):
            name = self.programme.group_name(group).to(self.lang)
            levels[2 * level : 2 * level + 2] = group, name
        return (district.id, district.name.to(self.lang), *levels)

    def of(self, period: Period) -> Iterator[list[tuple[Datum, ...]]]:
        """Yield the rows of a quarter."""
        lines = self._lines(period)
        self._note_allocated(period)
        when = (str(period), period.year, period.quarter)
        for each in self.indicators:
            about = (each.id, each.name.to(self.lang), each.unit.to(self.lang))
            head = (*when, *about, each.kind, each.direction)
            found = lines_of(self.facts, each, period, self.programme.district)
            yield [
                (
                    *head,
                    *self.who[line.district],
                    *self._how(line, each),
                    *self._whence(line, lines),
                )
                for line in found
                if line.district in self.who
            ]

    def _how(self, line: Line, indicator: Indicator) -> tuple[Datum, ...]:
        """Return how a line stands, and all its figures."""
        gap, places = gap_of(line, indicator), indicator.places

        def figure(value: Decimal | None) -> Decimal | None:
            return exact(words.figure(line, value, places))

        return (
            line.state.value,
            line.standing.value,
            line.light.value if line.light else None,
            line.allocated,
            *(_said(line.stated, indicator) if line.stated else _NOT_SAID),
            figure(line.reported),
            exact(line.rate, Kind.PERCENT),
            exact(line.pace, Kind.SHARE),
            line.due,
            exact(line.lead, Kind.POINTS),
            figure(line.gap),
            figure(line.gap_to_pace),
            figure(line.surplus),
            line.rank,
            exact(line.yoy, Kind.POINTS),
            gap.each_quarter,
            figure(gap.next_quarter),
            line.sample,
        )

    def _whence(
        self, line: Line, lines: Mapping[str, Mapping[str, int]]
    ) -> Iterator[Datum]:
        """Yield whether the year is assumed, and where figure and allocation stand."""
        allotted = self.facts.allotted(line.indicator, line.district, line.period)
        plan = self.programme.plan
        yield allotted is not None and plan.allocations[allotted.document].year_assumed
        if line.stated is None:
            yield from (None, None, None)
        else:
            path = within(self.workspace, line.stated.location.path)
            yield from (path, lines[line.district].get(line.indicator), self.digests.get(path))
        if allotted is None:
            yield from (None, None, None)
        else:
            path = within(self.workspace, self.programme.loaded.path)
            cell = (allotted.document, line.indicator, line.district)
            yield from (path, self.allocated[cell], self.digests.get(path))

    def _lines(self, period: Period) -> dict[str, dict[str, int]]:
        """Return by district and indicator the line on which a figure in force is written."""
        found: dict[str, dict[str, int]] = {}
        districts = iter(self.who)
        while some := [*islice(districts, _AT_ONCE)]:
            places = {
                (district, indicator.id): stated.location
                for district in some
                for indicator in self.indicators
                if (stated := self.facts.stated(district, indicator.id, period))
            }
            known = look_up(self.workspace, places.values())
            for (district, indicator_), place in places.items():
                found.setdefault(district, {})[indicator_] = known[place].line
        return found

    def _note_allocated(self, period: Period) -> None:
        """Note the lines on which allocations in force are written, as far as not yet known."""
        of, place = self.facts.allotted, self.programme.allocations.place
        cells = {
            cell: place(indicator.id, district, allotted.document)
            for district in self.who
            for indicator in self.indicators
            if (allotted := of(indicator.id, district, period))
            if (cell := (allotted.document, indicator.id, district)) not in self.allocated
        }
        known = look_up(self.workspace, cells.values())
        self.allocated |= {cell: known[place].line for cell, place in cells.items()}


_NOT_SAID: Final = (None,) * 5


def _said(stated: Stated, indicator: Indicator) -> Iterator[Decimal | None]:
    """Yield the quarter's own figure as stated, as restated and in force, and what it divides."""
    given = stated.submission.model.values[indicator.id]
    is_figure = isinstance(given, Decimal)
    own = given if is_figure else exact(Quotient(given.percent, indicator.places))
    restated = stated.figure if stated.restated else None
    for figure in (own, restated, own if restated is None else restated):
        yield None if figure is None else as_counted(figure, indicator)
    yield from (None, None) if is_figure else (given.numerator, given.denominator)
