"""Where a chart's bars, points and labels stand: across in percent, down in pixels."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.report import Cell, Chart, Kind, Series, Tone, say
from jxtrade.text import Lang, Text, join, plain, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Bar(NamedTuple):
    """A bar's name and label, where it starts and how long it is; without a figure it has neither.

    `reference` is where the line to hold it against stands.
    """

    name: Text
    label: Text
    tone: Tone | None
    start: str | None
    length: str | None
    reference: str | None


class Point(NamedTuple):
    """Where a point and the foot of its label stand."""

    x: str
    y: int
    label: Text
    foot: int


class Trace(NamedTuple):
    """A line's name and its points, in runs without a gap; `number` tells it from the others.

    The line to hold the others against has none.
    """

    name: Text
    number: int | None
    runs: tuple[tuple[Point, ...], ...]


class Lines(NamedTuple):
    """Lines over categories, where each of these stands, how high it all is and where zero is."""

    traces: tuple[Trace, ...]
    categories: tuple[tuple[str, Text], ...]
    height: int
    zero: int


def bars(chart: Chart) -> tuple[Bar, ...]:
    """Return a bar for each figure, from the first category down; none is cut off."""
    scale = _Scale.of(chart)
    return tuple(
        _bar(chart, scale, category, series)
        for category in range(len(chart.categories))
        for series in chart.series
    )


def reference(chart: Chart) -> Text | None:
    """Return what the line to hold figures against is called, with its figure if it has but one."""
    if chart.reference is None:
        return None
    figures = {each for each in chart.reference.figures if each is not None}
    if len(figures) != 1:
        return chart.reference.name
    return join((chart.reference.name, _said(chart, chart.reference, *figures)), " ", " ")


_ROW: Final = 17
_TALL: Final = 150
_BELOW: Final = 30


def lines(chart: Chart) -> Lines:
    """Return each series as a line, then the one to hold them against.

    Labels of a category stand above all of its points, the largest figure's first.
    """
    every = [*enumerate(chart.series), *([(None, chart.reference)] if chart.reference else [])]
    scale = _Scale.of(chart)._replace(top=_ROW * (len(every) + 1))
    feet = _feet(scale, [series for _, series in every], len(chart.categories))
    traces = tuple(
        Trace(
            series.name,
            number,
            tuple(_runs(chart, scale, series, [each.get(at) for each in feet])),
        )
        for at, (number, series) in enumerate(every)
    )
    count = len(chart.categories)
    categories = tuple((_across(at, count), name) for at, name in enumerate(chart.categories))
    return Lines(traces, categories, scale.top + _TALL + _BELOW, scale.down(Decimal(0)))


class _Scale(NamedTuple):
    """The least and the most that is drawn, zero always within, and how far down the most is."""

    least: Decimal
    most: Decimal
    top: int = 0

    @classmethod
    def of(cls, chart: Chart) -> _Scale:
        every = [*chart.series, *([chart.reference] if chart.reference else [])]
        figures = [each for series in every for each in series.figures if each is not None]
        return cls(min(Decimal(0), *figures, Decimal(0)), max(Decimal(0), *figures, Decimal(0)))

    def part(self, figure: Decimal) -> Decimal:
        """Return how far from the least to the most a figure stands, from 0 to 1."""
        span = self.most - self.least
        return (figure - self.least) / span if span else Decimal(0)

    def down(self, figure: Decimal) -> int:
        """Return how many pixels down a figure stands."""
        return self.top + _TALL - int(self.part(figure) * _TALL)


def _percent(part: Decimal) -> str:
    return f"{part * 100:.2f}%"


def _bar(chart: Chart, scale: _Scale, category: int, series: Series) -> Bar:
    name = chart.categories[category]
    if len(chart.series) > 1:
        name = join((name, series.name), " ", " ")
    figure = series.figures[category]
    held = chart.reference.figures[category] if chart.reference else None
    zero = scale.part(Decimal(0))
    end = zero if figure is None else scale.part(figure)
    return Bar(
        name,
        _label(chart, series, category),
        series.tones[category] if series.tones else None,
        None if figure is None else _percent(min(zero, end)),
        None if figure is None else _percent(abs(end - zero)),
        None if held is None else _percent(scale.part(held)),
    )


def _label(chart: Chart, series: Series, category: int) -> Text:
    """Return a figure with the word that says what its tone says; where there is none, the word."""
    figure = series.figures[category]
    mark = series.marks[category] if series.marks else same("")
    said = [_said(chart, series, figure)] if figure is not None or not any(mark) else []
    return join([*said, *([mark] if any(mark) else [])], " ", " ")


def _said(chart: Chart, series: Series, figure: Decimal | None) -> Text:
    """Return a figure: a rate with one decimal, a bound to hold rates against as it is."""
    is_rate = chart.unit == same("%") and figure is not None
    if figure is not None and is_rate and series is chart.reference:
        return same(f"{plain(figure)}%")
    kind = Kind.PERCENT if is_rate else Kind.FIGURE
    return Text(*(say(Cell(figure), kind, lang) for lang in Lang))


def _across(category: int, count: int) -> str:
    return _percent((Decimal(category) + Decimal("0.5")) / count)


def _feet(scale: _Scale, every: list[Series], count: int) -> list[dict[int, int]]:
    """Return for each category where the labels of its points stand, by number of the series."""
    found = []
    for category in range(count):
        figures = ((series.figures[category], at) for at, series in enumerate(every))
        points = sorted((each, at) for each, at in figures if each is not None)
        lowest = min((scale.down(each) for each, _ in points), default=0) - _ROW // 2
        found.append({at: lowest - _ROW * index for index, (_, at) in enumerate(points)})
    return found


def _runs(
    chart: Chart, scale: _Scale, series: Series, feet: list[int | None]
) -> Iterator[tuple[Point, ...]]:
    """Yield the points of a series up to each gap: no line leads over what is not there."""
    numbered: Iterable[tuple[int, Decimal | None]] = enumerate(series.figures)
    for is_there, run in groupby(numbered, lambda each: each[1] is not None):
        if is_there:
            yield tuple(
                Point(
                    _across(at, len(chart.categories)),
                    scale.down(figure),
                    _label(chart, series, at),
                    foot,
                )
                for at, figure in run
                if figure is not None and (foot := feet[at]) is not None
            )
