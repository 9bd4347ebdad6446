"""A row a quarter, indicator and district with every quantity, for engines that analyse."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

from jxtrade.figures.arithmetic import as_counted
from jxtrade.figures.gaps import gap_of
from jxtrade.figures.inputs import inputs_of, within
from jxtrade.figures.lines import lines_of, yoy_of
from jxtrade.figures.states import Light, State, Status
from jxtrade.read.file import looked_up
from jxtrade.report import Extract, Field, Kind, Quotient, exact, optional
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.facts import Facts, Stated
    from jxtrade.figures.lines import Line
    from jxtrade.model.period import Period
    from jxtrade.model.plan import District, Indicator
    from jxtrade.place import Place
    from jxtrade.report import Batch, Datum
    from jxtrade.text import Lang
    from jxtrade.workspace import Loaded

K = TypeVar("K")
VERSION: Final = "jxtrade.export/1"
_WHO: Final = (
    Field("period", Kind.ID),
    Field("year", Kind.COUNT),
    Field("quarter", Kind.COUNT),
    Field("indicator", Kind.ID),
    Field("indicator_name", Kind.ID),
    Field("unit", Kind.ID),
    Field("kind", Kind.WORD, ("count", "amount", "rate")),
    Field("direction", Kind.WORD, ("higher", "lower")),
    Field("district", Kind.ID),
    Field("district_name", Kind.ID),
)
_HOW: Final = (
    Field("state", Kind.WORD, tuple(State)),
    Field("status", Kind.WORD, (*Status, *State)),
    *optional(
        Field("light", Kind.WORD, tuple(Light)),
        Field("allocated", Kind.FIGURE),
        Field("stated", Kind.FIGURE),
        Field("restated_to", Kind.FIGURE),
        Field("in_force", Kind.FIGURE),
        Field("numerator", Kind.FIGURE),
        Field("denominator", Kind.FIGURE),
        Field("reported", Kind.FIGURE),
        *words.HOW_FAR,
        Field("yoy", Kind.POINTS),
        Field("each_quarter", Kind.FIGURE),
        Field("next_quarter", Kind.FIGURE),
    ),
    Field("sample", Kind.FLAG),
    *optional(
        Field("source_path", Kind.ID),
        Field("source_line", Kind.COUNT),
        Field("source_digest", Kind.ID),
    ),
    Field("year_assumed", Kind.FLAG),
    *optional(
        Field("allocation_path", Kind.ID),
        Field("allocation_line", Kind.COUNT),
        Field("allocation_digest", Kind.ID),
    ),
)
FIELDS: Final = (*_WHO, *_HOW)
"""What every row has; between these two parts stand the levels of groups."""


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
        Field(f"group_{level}{name}", Kind.ID)
        for level in range(1, rows.depth + 1)
        for name in ("", "_name")
    )
    fields = (*_WHO, *optional(*levels), *_HOW)
    return Extract(VERSION, fields, (batch for each in periods for batch in rows.of(each)))


class _Rows:
    """The rows of a city, an indicator's of a quarter at a time."""

    def __init__(self, city: City, lang: Lang, asked: Asked) -> None:
        self.facts, self.programme = city.facts, city.programme
        self.workspace = city.received.workspace
        self.lang = lang
        self.digests = {each.path: each.digest for each in inputs_of(self.workspace).files}
        plan = self.programme.plan
        self.indicators = [e for e in plan.indicators if asked.indicator in (None, e.id)]
        self.districts = [e for e in plan.districts if asked.district in (None, e.id)]
        around = {
            each.id: [*self.programme.groups.around(each.id)][::-1] for each in plan.districts
        }
        self.depth = max(map(len, around.values()), default=0)
        self.who = {each.id: self._who(each, around[each.id]) for each in self.districts}
        self.assumed = [each.year_assumed for each in plan.allocations]
        self.in_force: dict[tuple[str, str], int] = {}
        self.allocated: dict[tuple[str, str], tuple[bool, *_Where]] = {}

    def _who(self, district: District, groups: Sequence[str]) -> tuple[Datum, ...]:
        levels: list[Datum] = [None] * (2 * self.depth)
        for level, group in enumerate(groups):
            name = self.programme.group_name(group).to(self.lang)
            levels[2 * level : 2 * level + 2] = group, name
        return (district.id, district.name.to(self.lang), *levels)

    def of(self, period: Period) -> Iterator[Batch]:
        """Yield the rows of a quarter."""
        stated = self._stated(period)
        self._note_allocated(period)
        when = (str(period), period.year, period.quarter)
        for each in self.indicators:
            about = (each.id, each.name.to(self.lang), each.unit.to(self.lang))
            head = (*when, *about, each.kind, each.direction)
            yield [
                (
                    *head,
                    *self.who[line.district],
                    *_how(self.facts, line, each),
                    *stated[line.district].get(each.id, _NOWHERE),
                    *self.allocated.get((line.district, each.id), _NOT_ALLOCATED),
                )
                for line in lines_of(self.facts, each, period, self.programme.district)
                if line.district in self.who
            ]

    def _stated(self, period: Period) -> dict[str, dict[str, _Where]]:
        """Return by district and indicator where a figure in force is written."""
        found: dict[str, dict[str, _Where]] = {district: {} for district in self.who}
        for district, own in found.items():
            said: dict[str, tuple[Loaded[Any], dict[str, Place]]] = {}
            for indicator in self.indicators:
                if stated := self.facts.stated(district, indicator.id, period):
                    by = stated.restated[-1].submission if stated.restated else stated.submission
                    said.setdefault(by.path, (by, {}))[1][indicator.id] = stated.location
            for loaded, places in said.values():
                own.update(self._found(loaded, places))
        return found

    def _note_allocated(self, period: Period) -> None:
        """Note what is in force, and where it is written, as far as that has changed."""
        allocations = self.programme.allocations
        asked = {each.id for each in self.indicators}
        in_force = {
            (district, indicator): allotted.document
            for district in self.who
            for indicator, allotted in allocations.of(district, period).items()
            if indicator in asked
        }
        new = {
            (district, indicator): allocations.place(indicator, district, document)
            for (district, indicator), document in in_force.items()
            if self.in_force.get((district, indicator)) != document
        }
        found = dict(self._found(self.programme.loaded, new)) if new else {}
        assumed = self.assumed
        self.allocated = {
            cell: (assumed[document], *found[cell]) if cell in found else self.allocated[cell]
            for cell, document in in_force.items()
        }
        self.in_force = in_force

    def _found(self, loaded: Loaded[Any], places: Mapping[K, Place]) -> Iterator[tuple[K, _Where]]:
        """Yield where places of a file are: its path, the line, and what is shown of its digest."""
        known = looked_up(loaded, places.values())
        path = within(self.workspace, loaded.path)
        for key, place in places.items():
            yield key, (path, known[place].line, self.digests.get(path))


_Where: TypeAlias = "tuple[str, int, str | None]"
_NOWHERE: Final = (None, None, None)
_NOT_ALLOCATED: Final = (False, *_NOWHERE)


def _how(facts: Facts, line: Line, indicator: Indicator) -> tuple[Datum, ...]:
    """Return how a line stands, and all its figures."""
    gap = gap_of(line, indicator)
    figures = [line.reported, line.gap, line.gap_to_pace, line.surplus, gap.next_quarter]
    if line.ratio is not None:
        figures = [exact(words.figure(line, each, indicator.places)) for each in figures]
    reported, *lacks, next_quarter = figures
    return (
        line.state.value,
        line.standing.value,
        line.light.value if line.light else None,
        line.allocated,
        *(_said(line.stated, indicator) if line.stated else _NOT_SAID),
        reported,
        exact(line.rate, Kind.PERCENT),
        exact(line.pace, Kind.SHARE),
        line.due,
        exact(line.lead, Kind.POINTS),
        *lacks,
        line.rank,
        exact(yoy_of(facts, line), Kind.POINTS),
        gap.each_quarter,
        next_quarter,
        line.sample,
    )


_NOT_SAID: Final = (None,) * 5


def _said(stated: Stated, indicator: Indicator) -> tuple[Decimal | None, ...]:
    """Return the quarter's own figure as stated, as restated and in force, and what it divides."""
    given = stated.submission.model.values[indicator.id]
    parts = (None, None) if isinstance(given, Decimal) else (given.numerator, given.denominator)
    own = given if isinstance(given, Decimal) else exact(Quotient(given.percent, indicator.places))
    own = as_counted(own, indicator)
    restated = as_counted(stated.figure, indicator) if stated.restated else None
    return own, restated, own if restated is None else restated, *parts
