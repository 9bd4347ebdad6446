"""The plan's relations held against what districts submitted, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from jxtrade.figures.arithmetic import EXACT, Outcome, rounded
from jxtrade.figures.states import WORDS, State
from jxtrade.model.relations import Term
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jxtrade.figures.facts import Facts, Sheet, Stated, YearToDate
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator
    from jxtrade.model.relations import Relation
    from jxtrade.place import Place

Number = TypeVar("Number", Decimal, Fraction)


class Part(NamedTuple):
    """A term of a side with the year to date that it stands for, or a plain number of the plan.

    `place` is where the plan writes it, `shown` the figure as people are shown it: the digits that
    were written, a quotient with the indicator's decimals.
    """

    written: Term | Decimal
    place: Place
    period: Period
    figure: Fraction | None = None
    shown: Decimal | None = None
    stated: Stated | None = None
    lacks: Text | None = None

    @property
    def indicator(self) -> str | None:
        """Return the indicator; None of a plain number."""
        return self.written.indicator if isinstance(self.written, Term) else None

    @property
    def times(self) -> Decimal:
        """Return how many times it counts."""
        return self.written.times if isinstance(self.written, Term) else Decimal(1)

    @property
    def is_earlier(self) -> bool:
        """Tell whether it is of the quarter before."""
        return isinstance(self.written, Term) and self.written.quarter is not None

    @property
    def location(self) -> Place:
        """Return where its figure is written: in a submission, or in the plan."""
        return self.stated.location if self.stated else self.place


class Related(NamedTuple):
    """A relation held against one district's quarter.

    Without a difference it cannot be checked, and `reason` says why. `reach` is how far rounding
    may carry the two sides apart, beside the tolerance of the relation.
    """

    relation: Relation
    place: Place
    district: str
    period: Period
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    outcome: Outcome
    sums: tuple[Fraction, Fraction] | None = None
    reach: Fraction = Fraction(0)
    reason: Text | None = None

    @property
    def difference(self) -> Fraction | None:
        """Return left less right."""
        return self.sums[0] - self.sums[1] if self.sums else None

    @property
    def tolerance(self) -> Fraction:
        """Return how far the sides may be off in all."""
        return Fraction(self.relation.within) + self.reach

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts of both sides."""
        return (*self.left, *self.right)


@dataclass(frozen=True)
class Relations:
    """All relations over all submissions, worked out when they are asked for."""

    facts: Facts

    def __iter__(self) -> Iterator[Related]:
        """Yield each relation of each submission, by quarter and in the plan's order."""
        for sheet in self._sheets:
            for index, relation in enumerate(self._listed):
                yield _held(self.facts, sheet, relation, index)

    def broken(self) -> Iterator[Related]:
        """Yield those of them that do not hold.

        At a glance most can be told to hold, or to lack a figure.
        """
        indicators = self.facts.programme.indicator
        glances = [_glance(each, indicators) for each in self._listed]
        for sheet in self._sheets:
            with localcontext(EXACT):
                doubtful = [
                    place
                    for place, each in enumerate(glances)
                    if each is not None and each.may_be_broken(self.facts, sheet)
                ]
            for index in doubtful:
                found = _held(self.facts, sheet, self._listed[index], index)
                if found.outcome is Outcome.DIFFERS:
                    yield found

    @property
    def _listed(self) -> tuple[Relation, ...]:
        return self.facts.programme.plan.relations

    @property
    def _sheets(self) -> list[Sheet]:
        """Return the submissions of the plan's districts; none where there is no relation."""
        if not self._listed:
            return []
        order = {each: place for place, each in enumerate(self.facts.programme.district)}
        known = (sheet for sheet in self.facts.sheets.values() if sheet.district in order)
        return sorted(known, key=lambda each: (each.period, order[each.district]))


class _Glance(NamedTuple):
    """A relation as one sum, of which the sign tells whether it is kept without any tolerance.

    Each term has an indicator, how often its figure counts (less than never on the right), whether
    it is of the quarter before, and whether it is the sum of the year's quarters.
    """

    operator: str
    number: Decimal
    terms: tuple[tuple[str, Decimal, bool, bool], ...]

    def may_be_broken(self, facts: Facts, sheet: Sheet) -> bool:
        """Tell whether all figures are there, suspect or not, and seem to break it."""
        total = self.number
        for name, times, is_earlier, is_sum in self.terms:
            period = sheet.period.before if is_earlier else sheet.period
            figure = _reported(facts, sheet.district, period, name, is_sum=is_sum)
            if figure is None:
                return False
            total += figure * times
        return 0 < abs(total) < _HARDLY or not _holds(self.operator, total, Decimal(0))


_HARDLY: Final = Decimal("1E-30")
"""Nearer to each other two sums with quotients of 60 digits can't be told apart."""


def _reported(
    facts: Facts, district: str, period: Period | None, indicator: str, *, is_sum: bool
) -> Decimal | None:
    """Return what is reported to date; None where any of it lacks."""
    sheet = facts.sheets.get((district, period)) if period else None
    figure = sheet.in_force.get(indicator) if sheet else None
    if figure is None or period is None or not is_sum:
        return figure
    for each in period.of_year[:-1]:
        sheet = facts.sheets.get((district, each))
        part = sheet.in_force.get(indicator) if sheet else None
        if part is not None:
            figure += part
        elif sheet is None or indicator not in sheet.submission.model.not_applicable:
            return None
    return figure


def _glance(relation: Relation, indicators: Mapping[str, Indicator]) -> _Glance | None:
    """Return what tells at a glance; None where an indicator is unknown."""
    number, terms = Decimal(0), []
    for side, sign in ((relation.left, 1), (relation.right, -1)):
        for each in side:
            if isinstance(each, Decimal):
                number += each * sign
            elif (known := indicators.get(each.indicator)) is None:
                return None
            else:
                is_earlier = each.quarter is not None
                terms.append((each.indicator, each.times * sign, is_earlier, known.is_added_up))
    return _Glance(relation.is_, number, tuple(terms))


_NO_INDICATOR: Final = Text("没有「{name}」这个指标", "there is no indicator “{name}”")
_NO_QUARTER: Final = Text("一季度没有本年上一季", "a first quarter has none before it in its year")
_LACKS: Final = Text("「{name}」{period}{state}", "“{name}” {period}{state}")
_OF: Final = Text("（{period}）", "({period}) ")


def _held(facts: Facts, sheet: Sheet, relation: Relation, index: int) -> Related:
    """Return how a relation stands; it can be checked where all its terms are values."""
    left, right = (
        tuple(
            _part(facts, sheet, each, facts.programme.loaded.at("relations", index, side, place))
            for place, each in enumerate(terms)
        )
        for side, terms in (("left", relation.left), ("right", relation.right))
    )
    found = Related(
        relation,
        facts.programme.loaded.at("relations", index),
        sheet.district,
        sheet.period,
        left,
        right,
        Outcome.UNCHECKED,
    )
    sums = _sum(left), _sum(right)
    if sums[0] is None or sums[1] is None:
        return found._replace(reason=next(filter(None, (each.lacks for each in found.parts))))
    found = found._replace(sums=(sums[0], sums[1]), reach=_reach(facts, found.parts))
    outcome = Outcome.DIFFERS
    if _holds(relation.is_, sums[0] - sums[1], Fraction(relation.within)):
        outcome = Outcome.AGREES
    elif _holds(relation.is_, sums[0] - sums[1], found.tolerance):
        outcome = Outcome.ROUNDING
    return found._replace(outcome=outcome)


def _part(facts: Facts, sheet: Sheet, written: Term | Decimal, place: Place) -> Part:
    """Return what a term stands for: the year to date, whether anything is allocated or not."""
    part = Part(written, place, sheet.period)
    if isinstance(written, Decimal):
        return part._replace(figure=Fraction(written), shown=written)
    indicator = facts.programme.indicator.get(written.indicator)
    if indicator is None:
        return part._replace(lacks=_NO_INDICATOR.fill(name=written.indicator))
    period = sheet.period.before if written.quarter else sheet.period
    if period is None:
        return part._replace(lacks=_NO_QUARTER)
    year = facts.year_to_date(indicator, sheet.district, period)
    part = part._replace(period=period, stated=year.stated)
    if year.state is State.VALUE and (figure := _exact(year)) is not None:
        shown = year.figure
        if year.stated is not None and year.stated.ratio is not None:
            shown = year.stated.shown(indicator.places)
        return part._replace(figure=figure, shown=shown)
    of = _OF.fill(period=str(period)) if written.quarter else ""
    return part._replace(lacks=_LACKS.fill(name=indicator.name, period=of, state=WORDS[year.state]))


def _exact(year: YearToDate) -> Fraction | None:
    """Return a year to date; of a ratio the quotient itself, in percent."""
    ratio = year.stated.ratio if year.stated else None
    if ratio is not None:
        return Fraction(ratio.numerator) * 100 / Fraction(ratio.denominator)
    return None if year.figure is None else Fraction(year.figure)


def _sum(parts: tuple[Part, ...]) -> Fraction | None:
    total = Fraction(0)
    for each in parts:
        if each.figure is None:
            return None
        total += each.figure * Fraction(each.times)
    return total


def _reach(facts: Facts, parts: tuple[Part, ...]) -> Fraction:
    """Return how far rounding reaches: half a unit in the last declared place of each term.

    It counts as often as its term, and only where the declared places differ; a count and a plain
    number are exact.
    """
    named = [facts.programme.indicator[each.indicator] for each in parts if each.indicator]
    if len({each.places for each in named}) == 1:
        return Fraction(0)
    times = [abs(Fraction(each.times)) for each in parts if each.indicator]
    return sum(
        (
            count / (2 * 10**each.places)
            for each, count in zip(named, times, strict=True)
            if each.kind != "count"
        ),
        Fraction(0),
    )


def _holds(operator: str, difference: Number, tolerance: Number) -> bool:
    """Tell whether left less right is as the relation says, give or take a tolerance."""
    match operator:
        case "equal":
            return abs(difference) <= tolerance
        case "at_most":
            return difference <= tolerance
        case "at_least":
            return difference >= -tolerance
        case "less_than":
            return difference < tolerance
        case _:
            return difference > -tolerance


_ENOUGH: Final = 10**20
_PLACES: Final = 4


def decimal_of(figure: Fraction) -> Decimal:
    """Return a figure in digits; one that never ends with four decimals, half up."""
    with localcontext(EXACT):
        found = Decimal(figure.numerator) / Decimal(figure.denominator)
        return found if _ENOUGH % figure.denominator == 0 else rounded(found, _PLACES)
