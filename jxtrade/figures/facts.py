"""What is known of each value: as stated, as restated, in force, allocated, and its state.

One pass over the submissions makes the sheets; lines, rules and views read values here alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.allocations import InForce, sizes
from jxtrade.figures.arithmetic import EXACT, added
from jxtrade.figures.states import State
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from jxtrade.figures.allocations import Allotted
    from jxtrade.figures.programme import Programme
    from jxtrade.figures.received import Received
    from jxtrade.findings import Suspect
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator
    from jxtrade.model.submissions import DistrictSubmission, Ratio, Restatement
    from jxtrade.place import Place, Route
    from jxtrade.workspace import Loaded, Submission


class Restated(NamedTuple):
    """A restatement beside the submission that makes it, and its place in the list."""

    restatement: Restatement
    submission: Loaded[DistrictSubmission]
    place: int

    def at(self, *route: str) -> Place:
        """Return a place within the restatement."""
        return self.submission.at("restatements", self.place, *route)


class Stated(NamedTuple):
    """A value in force for a quarter: as submitted, or as restated later, and who says so."""

    figure: Decimal
    indicator: str
    submission: Loaded[DistrictSubmission]
    restated: tuple[Restated, ...] = ()

    def then(self, restated: Restated) -> Stated:
        """Return the value that is in force after a restatement."""
        chain = (*self.restated, restated)
        return self._replace(figure=restated.restatement.to, restated=chain)

    @property
    def ratio(self) -> Ratio | None:
        """Return numerator and denominator where the value in force was given so."""
        value = self.submission.model.values[self.indicator]
        return None if self.restated or isinstance(value, Decimal) else value

    def shown(self, places: int) -> Decimal:
        """Return the figure as people are shown it: a quotient with so many decimals, half up."""
        if self.ratio is None:
            return self.figure
        return self.figure.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

    @property
    def is_sample(self) -> bool:
        """Tell whether the figure rests on a made-up one."""
        sample = self.submission.model.sample
        return sample or any(each.submission.model.sample for each in self.restated)

    @property
    def location(self) -> Place:
        """Return the place of the figure."""
        if self.restated:
            return self.restated[-1].at("to")
        return self.submission.at("values", self.indicator)


@dataclass(frozen=True)
class Sheet:
    """One district's quarter: its figures as stated and as in force, and its allocations.

    All are by indicator; `restatements` holds what later submissions say of this quarter, in
    order of time, sound or not.
    """

    submission: Loaded[DistrictSubmission]
    programme: Programme
    restated: Mapping[str, Stated]
    restatements: Mapping[str, tuple[Restated, ...]]

    @cached_property
    def allocated(self) -> InForce:
        """Return what is allocated, as in force at the quarter's end; nothing without a plan."""
        if self.programme.usable is None:
            return InForce()
        return self.programme.allocations.of(self.district, self.period)

    @property
    def district(self) -> str:
        """Return the district."""
        return self.submission.model.district

    @property
    def period(self) -> Period:
        """Return the quarter."""
        return self.submission.model.period

    @property
    def figures(self) -> Mapping[str, Decimal]:
        """Return the figures as stated."""
        return self.submission.model.figures

    @cached_property
    def in_force(self) -> Mapping[str, Decimal]:
        """Return the figures in force, as restated where they are."""
        if not self.restated:
            return self.figures
        return {**self.figures, **{name: each.figure for name, each in self.restated.items()}}

    @property
    def unreported(self) -> frozenset[str]:
        """Return what is allocated and neither reported nor declared not applicable.

        What was there and could not be read is not among it; what nobody has filled in is.
        """
        model = self.submission.model
        lacks = self.allocated.keys() - model.values.keys() - model.not_applicable.keys()
        return frozenset(name for name in lacks if not self.submission.has_lost("values", name))

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Return the orders of magnitude of the figures in force."""
        return sizes(self.in_force)

    def stated(self, indicator: str) -> Stated | None:
        """Return the value in force, and who says so; None where nothing is reported."""
        if (restated := self.restated.get(indicator)) is not None:
            return restated
        figure = self.figures.get(indicator)
        return None if figure is None else Stated(figure, indicator, self.submission)


class Earlier(NamedTuple):
    """The last usable values before a quarter in its year, their sheets and sizes, by indicator."""

    sheets: Mapping[str, Sheet]
    figures: Mapping[str, Decimal]
    sizes: Mapping[str, int]

    def then(self, later: Earlier) -> Earlier:
        """Return the last of both."""
        return Earlier(
            {**self.sheets, **later.sheets},
            {**self.figures, **later.figures},
            {**self.sizes, **later.sizes},
        )

    def without(self, indicators: frozenset[str]) -> Earlier:
        """Return the values less those of some indicators."""
        kept = [name for name in self.figures if name not in indicators]
        return Earlier(
            {name: self.sheets[name] for name in kept},
            {name: self.figures[name] for name in kept},
            {name: self.sizes[name] for name in kept},
        )


class Chain(NamedTuple):
    """One district through the quarters, in order of time."""

    district: str
    sheets: tuple[Sheet, ...]


class YearToDate(NamedTuple):
    """A year-to-date value with its state; `lacks` are the quarters that a sum would need."""

    state: State
    figure: Decimal | None = None
    stated: Stated | None = None
    restated: tuple[Restated, ...] = ()
    lacks: tuple[Period, ...] = ()
    sample: bool = False


Accused = dict[tuple[str | None, str | None], dict[str | None, set[tuple[str, "Route"]]]]
_NOBODY: Final[Mapping[str | None, set[tuple[str, Route]]]] = MappingProxyType({})


@dataclass(frozen=True)
class Facts:
    """The values of all districts and quarters, beside what they are held against.

    `restatements` are those about each quarter, also about one of which nothing can be read;
    `unusable` are the districts and quarters of which a submission is there that can't be read,
    `meant_for` those for which a file under a wrong name was meant,
    `misplaced` the paths of submissions that say something else than their files' names;
    `accused` are the values that an error names, by district and quarter, with the errors' places:
    they are out of sums and ranks.
    """

    programme: Programme
    sheets: Mapping[tuple[str, Period], Sheet]
    restatements: Mapping[tuple[str, Period], Mapping[str, tuple[Restated, ...]]]
    unusable: frozenset[tuple[str, Period]] = frozenset()
    meant_for: frozenset[tuple[str, Period]] = frozenset()
    misplaced: frozenset[str] = frozenset()
    accused: Accused = field(default_factory=dict)

    def accusing(self, suspects: Iterable[Suspect]) -> Facts:
        """Return the facts with further values marked that an error names."""
        accused = {key: dict(each) for key, each in self.accused.items()}
        for (district, indicator, period), at in suspects:
            known = accused.setdefault((district, period), {})
            known[indicator] = known.get(indicator, set()) | {(at.path, at.route)}
        return replace(self, accused=accused)

    def without(self, districts: Container[str]) -> Facts:
        """Return the facts less the values of some districts."""
        kept = {key: sheet for key, sheet in self.sheets.items() if key[0] not in districts}
        return replace(self, sheets=kept)

    @cached_property
    def quarters(self) -> tuple[Period, ...]:
        """Return the quarters for which any district gives a figure, in order."""
        given: set[Period] = set()
        for sheet in self.sheets.values():
            if sheet.period in given:
                continue
            if sheet.figures or sheet.submission.lacks_within("values"):
                given.add(sheet.period)
        return tuple(sorted(given))

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Return each district that has submitted, through its quarters."""
        found: dict[str, list[Sheet]] = {}
        for sheet in sorted(self.sheets.values(), key=lambda sheet: sheet.period):
            found.setdefault(sheet.district, []).append(sheet)
        return tuple(Chain(district, tuple(sheets)) for district, sheets in found.items())

    def is_placed(self, submission: Submission) -> bool:
        """Tell whether a submission is of the sender and quarter that its path names."""
        return submission.path not in self.misplaced

    def is_used(self, submission: Loaded[DistrictSubmission], place: int) -> bool:
        """Tell whether a restatement is in force: its `from` repeats what was said before."""
        restatement = submission.model.restatements[place]
        stated = self.stated(submission.model.district, restatement.indicator, restatement.period)
        return stated is not None and any(
            each.submission is submission and each.place == place for each in stated.restated
        )

    def stated(self, district: str, indicator: str, period: Period) -> Stated | None:
        """Return the value in force for a quarter, as submitted or restated; None if there is none.

        A restatement counts when its `from` is the value that was in force before it.
        """
        sheet = self.sheets.get((district, period))
        return sheet.stated(indicator) if sheet else None

    def allotted(self, indicator: str, district: str, period: Period) -> Allotted | None:
        """Return what is allocated for the year of the period, as in force at the period's end."""
        return self.programme.allocations.of(district, period).get(indicator)

    def suspects(self, sheet: Sheet) -> frozenset[str]:
        """Return the indicators of a sheet whose value an error names.

        A sound restatement settles what was wrong with the figure before it.
        """
        accused = self.accused.get((sheet.district, str(sheet.period)), _NOBODY)
        return frozenset(
            name for name, places in accused.items() if name and _is_accused(sheet, name, places)
        )

    def is_suspect(self, district: str, indicator: str, period: Period) -> bool:
        """Tell whether an error names this very value, or it was there and could not be read."""
        sheet = self.sheets.get((district, period))
        if sheet is None:
            return (district, period) in self.unusable
        if sheet.submission.has_lost("values", indicator):
            return True
        if district not in self._with_accused:
            return False
        accused = self.accused.get((district, str(period)))
        places = accused.get(indicator) if accused else None
        return bool(places) and _is_accused(sheet, indicator, places or set())

    @cached_property
    def _with_accused(self) -> frozenset[str | None]:
        return frozenset(district for district, _ in self.accused)

    def along(self, chain: Chain) -> Iterator[tuple[Sheet, Earlier]]:
        """Yield each sheet of a chain with what was in force before it in its year.

        Quarters may be missing; a suspect value is passed over.
        """
        year, before = None, Earlier({}, {}, {})
        for sheet in chain.sheets:
            if sheet.period.year != year:
                year, before = sheet.period.year, Earlier({}, {}, {})
            yield sheet, before
            own = Earlier(dict.fromkeys(sheet.in_force, sheet), sheet.in_force, sheet.sizes)
            if suspects := self.suspects(sheet):
                own = own.without(suspects)
            before = before.then(own)

    def last(
        self, indicator: Indicator, district: str, period: Period
    ) -> tuple[Period, Stated] | None:
        """Return the last usable value before a quarter in its year; a level's of any year."""
        for sheet in reversed(self._chain.get(district, ())):
            is_of_year = sheet.period.year == period.year or indicator.kind == "rate"
            if sheet.period < period and is_of_year:
                stated = sheet.stated(indicator.id)
                if stated and not self.is_suspect(district, indicator.id, sheet.period):
                    return sheet.period, stated
        return None

    @cached_property
    def _chain(self) -> dict[str, tuple[Sheet, ...]]:
        return {chain.district: chain.sheets for chain in self.chains}

    def year_to_date(self, indicator: Indicator, district: str, period: Period) -> YearToDate:
        """Return what a district has reported from the year's start to a quarter's end.

        A quarterly count or amount is added up; a quarter that is missing leaves the sum unknown.
        """
        last = self._quarter(indicator.id, district, period)
        if not indicator.is_added_up:
            return last
        earlier = period.of_year[:-1]
        parts = [*(self._quarter(indicator.id, district, each) for each in earlier), last]
        if any(part.state is State.SUSPECT for part in parts):
            return last._replace(state=State.SUSPECT, figure=None)
        if last.state is not State.VALUE:
            return last
        lacks = tuple(
            each for each, part in zip(earlier, parts, strict=False) if part.state is State.MISSING
        )
        if lacks:
            return YearToDate(State.MISSING, stated=last.stated, lacks=lacks)
        with localcontext(EXACT):
            return last._replace(
                figure=added(part.figure for part in parts),
                restated=tuple(each for part in parts for each in part.restated),
                sample=any(part.sample for part in parts),
            )

    def _quarter(self, indicator: str, district: str, period: Period) -> YearToDate:
        sheet = self.sheets.get((district, period))
        stated = sheet.stated(indicator) if sheet else None
        if self.is_suspect(district, indicator, period):
            state = State.SUSPECT
        elif stated is not None:
            state = State.VALUE
        else:
            spared = sheet is not None and indicator in sheet.submission.model.not_applicable
            state = State.NOT_APPLICABLE if spared else State.MISSING
        if stated is None:
            return YearToDate(state)
        return YearToDate(state, stated.figure, stated, stated.restated, sample=stated.is_sample)


def _is_accused(sheet: Sheet, indicator: str, places: set[tuple[str, Route]]) -> bool:
    stated = sheet.stated(indicator)
    if stated is None or not stated.restated:
        return stated is not None
    restatements = sheet.restatements[indicator]
    unsettled = restatements[restatements.index(stated.restated[-1]) :]
    sides = (each.at(side) for each in unsettled for side in ("from", "to"))
    return any((place.path, place.route) in places for place in sides)


def facts_of(received: Received) -> Facts:
    """Return the facts of all submissions that stand where they belong."""
    restatements = _restatements(received.submission)
    programme = received.programme
    sheets = {}
    for key, submission in received.submission.items():
        said = restatements.get(key, _NOTHING)
        sheets[key] = Sheet(
            submission,
            programme,
            dict(_restated(submission, said, programme)) if said else _NONE,
            said,
        )
    present = {(id_, period) for kind, id_, period in received.present if kind == DISTRICTS}
    unusable = frozenset(present - sheets.keys())
    meant = {(id_, period) for kind, id_, period in received.spoken_for if kind == DISTRICTS}
    misplaced = {each.path for each in received.submissions}.difference(_paths(received))
    return Facts(programme, sheets, restatements, unusable, frozenset(meant), frozenset(misplaced))


def _paths(received: Received) -> Iterator[str]:
    """Yield the paths of all submissions that stand where they belong."""
    yield from (each.path for each in received.submission.values())
    yield from (each.path for each in received.department_submission.values())


_NOTHING: Final[Mapping[str, tuple[Restated, ...]]] = MappingProxyType({})
_NONE: Final[Mapping[str, Stated]] = MappingProxyType({})


def _restatements(
    submissions: Mapping[tuple[str, Period], Loaded[DistrictSubmission]],
) -> dict[tuple[str, Period], dict[str, tuple[Restated, ...]]]:
    """Return by district, restated period and indicator the restatements in order of time."""
    found: dict[tuple[str, Period], dict[str, tuple[Restated, ...]]] = {}
    restating = (
        (period, district, each)
        for (district, period), each in submissions.items()
        if each.model.restatements
    )
    for period, district, submission in sorted(restating, key=lambda each: each[:2]):
        for index, each in enumerate(submission.model.restatements):
            if each.period < period:
                of_sheet = found.setdefault((district, each.period), {})
                known = of_sheet.get(each.indicator, ())
                of_sheet[each.indicator] = (*known, Restated(each, submission, index))
    return found


def _restated(
    submission: Loaded[DistrictSubmission],
    said: Mapping[str, tuple[Restated, ...]],
    programme: Programme,
) -> Iterator[tuple[str, Stated]]:
    """Yield the values that sound restatements put right."""
    for indicator, restatements in said.items():
        figure = submission.model.figures.get(indicator)
        if figure is not None:
            stated = Stated(figure, indicator, submission)
            for each in restatements:
                if follows(each, stated, programme):
                    stated = stated.then(each)
            if stated.restated:
                yield indicator, stated


def follows(restated: Restated, stated: Stated, programme: Programme) -> bool:
    """Tell whether a restatement starts from the value in force and changes it.

    A quotient is written as it is shown, with the indicator's decimals.
    """
    start, to = restated.restatement.from_, restated.restatement.to
    known = programme.indicator.get(stated.indicator)
    shown = stated.figure if known is None else stated.shown(known.places)
    return start in (shown, stated.figure) and start != to
