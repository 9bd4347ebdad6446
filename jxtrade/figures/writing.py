"""Every figure that a file writes for an indicator, to be looked at by itself."""

from __future__ import annotations

from collections import deque
from decimal import Context, Decimal, Rounded
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.findings import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from jxtrade.figures.facts import Facts
    from jxtrade.figures.programme import Programme
    from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
    from jxtrade.place import Place, Route
    from jxtrade.workspace import Loaded

    Asked = Callable[[Decimal, str], bool]
    Glance = Callable[[Collection[Decimal], Iterable[str]], bool]


class Written(NamedTuple):
    """A figure of a file, the value that it is for, and where it stands.

    `is_part` tells of a ratio's numerator or denominator, which are in units of their own.
    """

    subject: Subject
    figure: Decimal
    loaded: Loaded[Any]
    route: Route
    is_part: bool = False

    @property
    def location(self) -> Place:
        """Return the figure's place."""
        return self.loaded.at(*self.route)


def by_district(
    facts: Facts, submission: Loaded[DistrictSubmission], asked: Asked, glance: Glance
) -> Iterator[Written]:
    """Yield a district's figures of which what is asked of figure and indicator is true.

    What a restatement in use starts from was said before and is left out. Where a glance at all
    values shows that it is true of none, they are not asked one by one.
    """
    model = submission.model
    for name, value in (
        model.values.items() if glance(model.figures.values(), model.figures) else ()
    ):
        if isinstance(value, Decimal):
            if asked(value, name):
                subject = Subject(model.district, name, str(model.period))
                yield Written(subject, value, submission, ("values", name))
            continue
        for part, figure in (("numerator", value.numerator), ("denominator", value.denominator)):
            if asked(figure, name):
                subject = Subject(model.district, name, str(model.period))
                yield Written(subject, figure, submission, ("values", name, part), is_part=True)
    for index, restated in enumerate(model.restatements):
        sides = [("from", restated.from_), ("to", restated.to)]
        for side, figure in sides[facts.is_used(submission, index) :]:
            if asked(figure, restated.indicator):
                subject = Subject(model.district, restated.indicator, str(restated.period))
                yield Written(subject, figure, submission, ("restatements", index, side))


def by_department(submission: Loaded[DepartmentSubmission], asked: Asked) -> Iterator[Written]:
    """Yield a department's city-wide figures, as asked."""
    for name, figure in submission.model.city_totals.items():
        if asked(figure, name):
            subject = Subject(None, name, str(submission.model.period))
            yield Written(subject, figure, submission, ("city_totals", name))


def allocated(programme: Programme, asked: Asked, glance: Glance) -> Iterator[Written]:
    """Yield the figures that a document of the plan allocates or states as a total, as asked."""
    for index, each in enumerate(programme.plan.allocations):
        route = ("allocations", index)
        for indicator, cells in each.values.items():
            figures = [change.to for change in cells.values()]
            figures += [change.from_ for change in cells.values() if change.from_ is not None]
            if not glance(figures, repeat(indicator)):
                continue
            for district, change in cells.items():
                place = (*route, "values", indicator, district)
                for side, figure in (("to", change.to), ("from", change.from_)):
                    if figure is not None and asked(figure, indicator):
                        subject = Subject(district, indicator)
                        yield Written(subject, figure, programme.loaded, (*place, side))
        for indicator, figure in each.totals.items():
            if asked(figure, indicator):
                at = (*route, "totals", indicator)
                yield Written(Subject(None, indicator), figure, programme.loaded, at)


def may_have_more_decimals(
    figures: Collection[Decimal], indicators: Iterable[str], places: Mapping[str, int]
) -> bool:
    """Tell at a glance whether any figure may have more than its indicator's decimals."""
    try:
        quanta = map(_QUANTA.__getitem__, map(places.__getitem__, indicators))
        deque(map(Decimal.quantize, figures, quanta, _NO_ROUNDING, _CONTEXTS), maxlen=0)
    except (Rounded, KeyError):  # KeyError: an unknown indicator
        return True
    return not all(figures)


def has_more_decimals(figure: Decimal, places: int) -> bool:
    """Tell whether a figure is written with more than so many decimals, zeros among them."""
    if not figure:  # of a zero no digit is lost
        return -int(figure.as_tuple().exponent) > places
    try:
        figure.quantize(_QUANTA[places], context=_TRAPPING)
    except Rounded:
        return True
    return False


_QUANTA: Final = tuple(Decimal(1).scaleb(-places) for places in range(5))
_TRAPPING: Final = Context(prec=60, traps=[Rounded])
_NO_ROUNDING, _CONTEXTS = repeat(None), repeat(_TRAPPING)
