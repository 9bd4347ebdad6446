"""A department's city-wide figures held against the sums of the districts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import (
    Compared,
    Outcome,
    compare,
    compare_quotient,
    quotient,
    rounded,
)
from jxtrade.figures.states import WORDS, State
from jxtrade.text import Text, join, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from jxtrade.figures.facts import Facts, Stated, YearToDate
    from jxtrade.figures.programme import Programme
    from jxtrade.figures.received import Received
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place


class Origin(StrEnum):
    """Where a department states a city-wide figure."""

    CITY_TOTAL = "city_total"
    TASK_TARGET = "task_target"


class Part(NamedTuple):
    """A district's year-to-date value in force, in the indicator's unit, and who states it."""

    district: str
    figure: Decimal
    stated: Stated

    @property
    def location(self) -> Place:
        """Return the place of the value."""
        return self.stated.location


class CityComparison(NamedTuple):
    """A department's city-wide figure held against the sum of the districts' values.

    `compared` is None where that can't be checked, and then `reason` says why. `left_out` names
    the districts that hinder it, `not_applicable` those that have nothing to add. `target` is the
    id of the task target that states the figure, None for a city total.
    """

    origin: Origin
    indicator: str
    department: str
    period: Period
    stated: Decimal
    location: Place
    target: str | None = None
    parts: tuple[Part, ...] = ()
    compared: Compared | None = None
    reason: Text | None = None
    left_out: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()

    @property
    def is_quotient(self) -> bool:
        """Tell whether it is a rate, formed from the districts' numerators and denominators."""
        return any(part.stated.ratio is not None for part in self.parts)

    @property
    def outcome(self) -> Outcome:
        """Return which of the four it is."""
        return self.compared.outcome if self.compared else Outcome.UNCHECKED


def comparisons(facts: Facts, received: Received) -> tuple[CityComparison, ...]:
    """Return every city-wide figure of a department beside the sum of the districts.

    City totals and the task targets that an indicator measures, in the order of the files. A
    figure that is wrong by itself is left out: a minus sign, a total with too many decimals or of
    an unknown indicator.
    """
    return tuple(_held(facts, each) for each in _city_figures(received))


def _city_figures(received: Received) -> Iterator[CityComparison]:
    known = received.programme.indicator
    measured = _measured_targets(received)
    for (department, period), each in received.department_submission.items():
        for name, figure in each.model.city_totals.items():
            if _is_sound(figure, known.get(name)):
                place = each.at("city_totals", name)
                yield CityComparison(Origin.CITY_TOTAL, name, department, period, figure, place)
        for target, figure in each.model.targets.items():
            name = measured.get((department, target, period), "")
            if name in known:
                place = each.at("targets", target)
                facts = (name, department, period, figure, place, target)
                yield CityComparison(Origin.TASK_TARGET, *facts)


def _measured_targets(received: Received) -> dict[tuple[str, str, Period], str]:
    """Return the indicator that measures a target, for the department whose figure counts."""
    return {
        (given[0].department, target.id, period): target.indicator
        for period in received.periods
        if (tasks := received.programme.tasks.by_year.get(period.year))
        for task in tasks.model.tasks
        for target in task.targets
        if target.indicator is not None and (given := received.given(task, target.id, period))
    }


def _is_sound(figure: Decimal, indicator: Indicator | None) -> bool:
    if indicator is None or figure.is_signed():
        return False
    return figure == rounded(figure, indicator.places)


_NEVER_SUMMED: Final = Text(
    "比率不能相加，各区县都写分子和分母才能合成全市数",
    "rates are never summed; the city’s is formed where all districts give numerator and"
    " denominator",
)
_NOTHING_ALLOCATED: Final = Text("{year} 年没有下达分配数", "nothing is allocated for {year}")
_NONE_APPLIES: Final = Text("各区县都不适用", "it applies to no district")


def _held(facts: Facts, stated: CityComparison) -> CityComparison:
    """Return a stated figure beside the districts' values, compared as far as it can be."""
    programme, period = facts.programme, stated.period
    indicator = programme.indicator[stated.indicator]
    years = {
        district: facts.year_to_date(indicator, district, period)
        for district in programme.district
        if facts.allotted(indicator.id, district, period) is not None
    }
    held = stated._replace(
        parts=tuple(
            Part(district, year.figure, year.stated)
            for district, year in years.items()
            if year.state is State.VALUE and year.figure is not None and year.stated is not None
        ),
        left_out=_in_state(years, State.MISSING, State.SUSPECT),
        not_applicable=_in_state(years, State.NOT_APPLICABLE),
    )
    if not years:
        return held._replace(reason=_NOTHING_ALLOCATED.fill(year=str(period.year)))
    is_rate = indicator.kind == "rate"
    whole = quotient([part.stated.ratio for part in held.parts]) if is_rate else None
    if is_rate and held.parts and whole is None:
        return held._replace(reason=_NEVER_SUMMED)
    if held.left_out:
        return held._replace(reason=_lacking(programme, years))
    if not held.parts:
        return held._replace(reason=_NONE_APPLIES)
    if whole is not None:
        return held._replace(compared=compare_quotient(whole, stated.stated, indicator))
    figures = [part.figure for part in held.parts]
    return held._replace(compared=compare(figures, stated.stated, indicator))


def _in_state(years: dict[str, YearToDate], *states: State) -> tuple[str, ...]:
    return tuple(district for district, year in years.items() if year.state in states)


_LACKING: Final = Text("{names}{state}", "{names} {state}")
_QUOTED: Final = Text("「{name}」", "“{name}”")
_QUOTED_FOR: Final = Text("「{name}」（{lacks}）", "“{name}” ({lacks})")


def _lacking(programme: Programme, years: dict[str, YearToDate]) -> Text:
    """Return by name the districts that are missing, and those whose value is to be checked."""
    reasons: list[Text] = []
    for state in (State.MISSING, State.SUSPECT):
        names = [
            (_QUOTED_FOR if years[each].lacks else _QUOTED).fill(
                name=programme.district_name(each), lacks=tuple(map(str, years[each].lacks))
            )
            for each in _in_state(years, state)
        ]
        reasons += [_LACKING.fill(names=listed(names), state=WORDS[state])] if names else []
    return join(reasons)
