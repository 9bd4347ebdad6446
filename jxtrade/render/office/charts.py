"""Native charts of the office formats, drawn by XlsxWriter over figures that stand in cells."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jxtrade.report import ChartKind, Tone
from jxtrade.text import Lang, Text, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from jxtrade.report import Chart, Series

OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FILLS: Final = {Tone.GOOD: "#8CC79B", Tone.WARN: "#F2C94C", Tone.BAD: "#D9706A"}
_COLOURS: Final = ("#2F5597", "#C55A11", "#548235", "#7030A0", "#7F6000", "#404040")
_REFERENCE: Final = "#404040"
_LABELS: Final = {True: "inside_base", False: "above"}
"""Where the line to hold figures against does not run through what they say."""
_TITLE: Final = Text("{title}（{unit}）", "{title} ({unit})")
_PERCENT: Final = "%"
_TWO_LINES: Final = 30.0


def draw(book: Any, sheet: Any, chart: Chart, lang: Lang, row: int = 0) -> Any:
    """Write a chart's figures to a sheet from a row on, and return the chart over them.

    The figures take a row for each category below one with the series' names.
    """
    name, last = sheet.get_name(), row + len(chart.categories)
    labels = [_category(chart, index, lang) for index in range(len(chart.categories))]
    wrapped = book.add_format({"text_wrap": True})
    columns = [*enumerate(_all(chart), 1)]
    for column, series in columns:
        sheet.write_string(row, column, visible(series.name.to(lang)))
    for index, label in enumerate(labels):
        sheet.write_string(row + 1 + index, 0, label, wrapped)
        if "\n" in label:
            sheet.set_row(row + 1 + index, _TWO_LINES)
        for column, series in columns:
            if (figure := series.figures[index]) is not None:
                sheet.write_number(row + 1 + index, column, float(figure))
    drawn = [
        {
            "name": [name, row, column],
            "categories": [name, row + 1, 0, last, 0],
            "values": [name, row + 1, column, last, column],
        }
        for column, _ in columns
    ]
    return _drawn(book, chart, lang, drawn)


def _all(chart: Chart) -> Iterator[Series]:
    yield from chart.series
    if chart.reference is not None:
        yield chart.reference


def _category(chart: Chart, index: int, lang: Lang) -> str:
    """Return a category's name and its mark, by which the colour of its bar is said."""
    marks = [series.marks[index : index + 1] for series in chart.series if len(chart.series) == 1]
    words = (chart.categories[index], *(mark for each in marks for mark in each))
    return "\n".join(visible(each.to(lang)) for each in words if each.to(lang))


def _drawn(book: Any, chart: Chart, lang: Lang, drawn: list[dict[str, Any]]) -> Any:
    is_bars = chart.kind is ChartKind.BARS
    native = book.add_chart({"type": "column" if is_bars else "line"})
    form = _number_format(chart, lang)
    toned = []
    for index, series in enumerate(chart.series):
        look = _bars(series) if is_bars else _line(_COLOURS[index % len(_COLOURS)])
        colour = _COLOURS[index % len(_COLOURS)]
        toned += [index] if any(series.tones) else []
        native.add_series(
            {"fill": {"color": colour}, "gap": 60}
            | drawn[index]
            | look
            | {"data_labels": {"value": True, "num_format": form, "position": _LABELS[is_bars]}}
        )
    if chart.reference is not None:
        line = {"color": _REFERENCE, "width": 1.5, "dash_type": "dash"}
        against = book.add_chart({"type": "line"}) if is_bars else native
        against.add_series(drawn[-1] | {"line": line, "marker": {"type": "none"}})
        if is_bars:
            native.combine(against)
    is_labelled = chart.unit.to(lang) == _PERCENT
    title = chart.title if is_labelled else _TITLE.fill(title=chart.title, unit=chart.unit)
    font = {"size": 10.5, "bold": False}
    native.set_title({"name": visible(title.to(lang)), "name_font": font})
    is_alone = len(chart.series) == 1 and chart.reference is None
    native.set_legend(
        {"none": True} if is_alone else {"position": "bottom", "delete_series": toned}
    )
    axis: dict[str, Any] = {"num_format": "General", "major_gridlines": {"visible": False}}
    if all(figure >= 0 for each in _all(chart) for figure in each.figures if figure is not None):
        axis["min"] = 0
    native.set_y_axis(axis)
    native.set_chartarea({"border": {"none": True}})
    native.show_blanks_as("gap")
    return native


def _bars(series: Series) -> dict[str, Any]:
    points = [
        {"fill": {"color": _FILLS[each]}} if each in _FILLS else None for each in series.tones
    ]
    return {"points": points} if any(points) else {}


def _line(colour: str) -> dict[str, Any]:
    filled = {"color": colour}
    return {
        "line": {"color": colour, "width": 2.25},
        "marker": {"type": "circle", "size": 6, "fill": filled, "border": filled},
    }


def _number_format(chart: Chart, lang: Lang) -> str:
    """Return how figures are labelled: percents with one decimal, others with those they have."""
    if chart.unit.to(lang) == _PERCENT:
        return '0.0"%"'
    figures: list[Decimal] = [
        each for one in chart.series for each in one.figures if each is not None
    ]
    return number_format(max((places(each) for each in figures), default=0))


def places(figure: Decimal) -> int:
    """Return how many decimals a figure is written with."""
    exponent = figure.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def number_format(decimals: int) -> str:
    """Return a spreadsheet's format for so many decimals."""
    return f"0.{'0' * decimals}" if decimals else "0"


class Embedded(NamedTuple):
    """A chart as a part of another document, and the workbook with its figures."""

    part: str
    workbook: bytes


def embedded(chart: Chart, lang: Lang) -> Embedded:
    """Return a chart that stays editable in a text document; its workbook is relation rId1."""
    content = io.BytesIO()
    book = new_book(content)
    sheet = book.add_worksheet()
    sheet.insert_chart(0, len(chart.series) + 3, draw(book, sheet, chart, lang))
    book.close()
    with ZipFile(content) as archive:
        part = archive.read("xl/charts/chart1.xml").decode()
    return Embedded(_of_today(part), content.getvalue())


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes formulas as they are: none uses what Excel has learnt since 2007."""

    def _prepare_formula(self, formula: str, *_: object, **__: object) -> str:
        return formula.removeprefix("=")  # looking for thirty new functions took half the time


def new_book(content: io.BytesIO, *, is_held: bool = True) -> Any:
    """Return a workbook to fill, in which no text turns into something else, without a date.

    Of one that is not held in memory each row is written, and forgotten, when the next begins.
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    options = OPTIONS | {"in_memory": is_held, "constant_memory": not is_held}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    return book


_FLAGS: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_WORDS: Final = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050">'
    '<a:latin typeface="Times New Roman"/><a:ea typeface="仿宋_GB2312"/>'
    '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
_CHANGES: Final = (
    (r'<c:lang val="[^"]*"/>', '<c:lang val="zh-CN"/><c:roundedCorners val="0"/>'),
    (r"<c:layout/></c:title>", '<c:layout/><c:overlay val="0"/></c:title>'),
    (r"</c:title><c:plotArea>", '</c:title><c:autoTitleDeleted val="0"/><c:plotArea>'),
    (r'(<c:grouping val="\w+"/>)', r'\1<c:varyColors val="0"/>'),
    (r'<c:showVal val="1"/>', _FLAGS),
    (r"</c:scaling>", '</c:scaling><c:delete val="0"/>'),
    (r"(<c:legend>.*?<c:layout/>)", r'\1<c:overlay val="0"/>'),
    (
        r'<c:plotVisOnly val="1"/>(?!<c:dispBlanksAs)',
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>',
    ),
    (
        r"<c:printSettings>.*</c:printSettings>",
        f'{_WORDS}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>',
    ),
)
_LINES: Final = re.compile(r"<c:lineChart>.*?</c:lineChart>", re.DOTALL)


def _of_today(part: str) -> str:
    """Return a chart in which all is said whose default has changed since Excel 2007."""
    for pattern, said in _CHANGES:
        part = re.sub(pattern, said, part, flags=re.DOTALL)
    return _LINES.sub(
        lambda found: found[0].replace("</c:ser>", '<c:smooth val="0"/></c:ser>'), part
    )
