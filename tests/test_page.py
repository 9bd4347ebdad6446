"""The HTML page as it is written: its form, its drawings, its colours, what it is made with."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from jxtrade.render import drawing, report
from jxtrade.render.report import html
from jxtrade.report import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Pair,
    Paragraph,
    Parting,
    Quotient,
    Report,
    Role,
    Row,
    RowKind,
    Series,
    Table,
    Tone,
)
from jxtrade.text import Lang, Text, same
from tests.handmade import BARS, LINES, at, paper
from tests.programme import run
from tests.test_answers import ANY_TEXT, answer
from tests.test_data import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jxtrade.report import Block

D = Decimal


def page(*blocks: Block, title: str = "t") -> str:
    return html.render(Report(same(title), blocks), lang=Lang.EN, width=80)


def within(written: str, name: str) -> str:
    """Return what stands in the first element of a name."""
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", written, re.DOTALL)
    assert found
    return found[1]


class Balance(HTMLParser):
    """Whether each element is closed in its turn."""

    VOID = frozenset(("meta", "br", "input", "circle", "rect", "path", "line"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element; of each attribute there is but one."""
        names = [name for name, _ in attrs]
        assert len(names) == len({*names}), (tag, names)
        assert "style" not in names
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        """Take an element of SVG that closes itself."""
        assert tag in self.VOID

    def handle_endtag(self, tag: str) -> None:
        """Take the end of the last element that is open."""
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", Lang)
def test_page_is_sound(lang: Lang) -> None:
    written = html.render(paper(), lang=lang, width=80)
    parser = Balance()
    parser.feed(written)
    assert parser.open == []
    assert len(parser.ids) == len({*parser.ids})
    assert written.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">\n')
    assert written == html.render(paper(), lang=lang, width=120)


def test_policy_names_the_own_style_and_script() -> None:
    written = page()
    for name, kind in (("style", "style-src"), ("script", "script-src")):
        digest = b64encode(sha256(within(written, name).encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in written
    assert "http://" not in written
    assert "https://" not in written


def test_what_is_one_in_both_languages_stands_once() -> None:
    written = page(Paragraph(same("甲")), Paragraph(Text("乙", "b")))
    assert '<p class="body">甲</p>' in written
    assert '<p class="body"><span lang="zh">乙</span><span lang="en">b</span></p>' in written


def test_headings_stand_in_their_order() -> None:
    def levels(*roles: Role) -> list[str]:
        words = (Paragraph(same(role), role) for role in roles)
        return re.findall(r"<h(\d) id=\"b\d+\"", page(*words))

    assert levels(Role.HEADING, Role.SECTION) == ["2"]
    assert levels(Role.PART, Role.HEADING, Role.ITEM, Role.ANNEX) == ["2", "3", "2"]


def test_contents_lead_to_each_heading() -> None:
    written = html.render(paper(), lang=Lang.EN, width=80)
    links = re.findall(r'href="#(b\d+)">(.*?)</a>', within(written, "nav"))
    assert len(links) == 5
    for id_, words in links:
        assert re.search(rf'<h[23] id="{id_}" class="\w+">{re.escape(words)}</h', written)
    assert "<nav" not in page(Paragraph(same("a"), Role.PART))


# Tables


NAME = Column("name", same("name"))
RATE = Column("rate", same("rate"), Kind.PERCENT)
SIGN = Column("sign", same(""), Kind.WORD)


def row(name: str, part: str, rate: str, tone: Tone, kind: RowKind = RowKind.LINE) -> Row:
    cells = {
        "name": Cell(same(name)),
        "by": Cell(part),
        "part": Cell(same(f"part {part}")),
        "rate": Cell(D(rate), None, (at(name, 3),)),
        "sign": Cell(same(f"●{tone}"), tone),
    }
    return Row(cells, kind)


BESIDE = Table(
    (NAME, RATE, SIGN),
    (
        row("a", "x", "50.04", Tone.GOOD),
        row("a", "y", "0", Tone.BAD),
        row("b", "x", "10", Tone.WARN),
        row("b", "y", "20", Tone.GOOD),
        row("all", "x", "30", Tone.GOOD, RowKind.TOTAL),
        row("all", "y", "40", Tone.GOOD, RowKind.TOTAL),
    ),
    parting=Parting("by", "part", (RATE, SIGN)),
)


def cells(written: str) -> list[list[str]]:
    """Return the words of each cell of the first table, row by row."""
    rows = re.findall(r"<tr\b.*?</tr>", within(written, "table"), re.DOTALL)
    return [
        [
            re.sub(r"<[^>]+>", "", each)
            for each in re.findall(r"<t[hd]\b.*?</t[hd]>", one, re.DOTALL)
        ]
        for one in rows
    ]


def test_parts_stand_beside_each_other() -> None:
    assert cells(page(BESIDE)) == [
        ["name", "part x", "part y"],
        ["rate", "", "rate", ""],
        ["a", "50.0%", "●good", "0.0%", "●bad"],
        ["b", "10.0%", "●warn", "20.0%", "●good"],
        ["all", "30.0%", "●good", "40.0%", "●good"],
    ]


def test_what_is_dense_has_one_cell_a_part() -> None:
    assert BESIDE.parting is not None
    written = page(BESIDE._replace(parting=BESIDE.parting._replace(is_dense=True)))
    assert cells(written) == [
        ["name", "part x", "part y"],
        ["a", "50.0% ●good", "0.0% ●bad"],
        ["b", "10.0% ●warn", "20.0% ●good"],
        ["all", "30.0% ●good", "40.0% ●good"],
    ]
    assert '<td class="bad word" data-key="0"><button type="button" popovertarget="s1">' in written


def test_parts_that_stand_below_each_other_are_tables_of_their_own() -> None:
    assert BESIDE.parting is not None
    parting = BESIDE.parting._replace(beside=())
    written = page(BESIDE._replace(parting=parting, caption=Text("表", "Table")))
    names = re.findall(r'<span class="name" id="b\d-name">(.*?)</span></div></caption>', written)
    assert len(names) == 2
    assert names[1].endswith("Table: part y</span>")


def test_sums_between_lines_are_not_sorted_away() -> None:
    rows = (row("a", "x", "1", Tone.GOOD), row("sum", "x", "2", Tone.GOOD, RowKind.TOTAL))
    table = Table((NAME, RATE), (*rows, rows[0]))
    assert "<table>" in page(table)
    assert "<tfoot>" not in page(table)
    assert "<table data-sortable>" in page(table._replace(rows=(*rows[:1] * 3, rows[1])))


def test_lines_that_are_parts_of_others_stay_below_them() -> None:
    rows = [row(name, "x", "1", Tone.GOOD) for name in ("a", "\u3000of a", "b")]
    assert "<table>" in page(Table((NAME, RATE), tuple(rows)))


@pytest.mark.parametrize(
    ("cell", "kind", "key"),
    [
        (Cell(D("-10.504")), Kind.POINTS, "-10.504"),
        (Cell(D("1E+2")), Kind.FIGURE, "100"),
        (Cell(0), Kind.COUNT, "0"),
        (Cell(Quotient(D("4.15"), 1)), Kind.FIGURE, "4.15"),
        (Cell(Pair(D("0.0"), D(9))), Kind.PAIR, "0.0"),
        (Cell(Pair(None, D(9))), Kind.PAIR, None),
        (Cell(None), Kind.PERCENT, None),
        (Cell(same("-46.2% (incomplete)")), Kind.PERCENT, "-46.2"),
        (Cell(same("not reported")), Kind.PERCENT, None),
        (Cell(same("2 of 3")), Kind.TEXT, None),
        (Cell(same("red"), Tone.BAD), Kind.WORD, "1"),
        (Cell(same("red"), Tone.BAD), Kind.TEXT, None),
        (Cell(same("none"), Tone.FAINT), Kind.WORD, None),
    ],
)
def test_key_by_which_a_cell_is_sorted(cell: Cell, kind: Kind, key: str | None) -> None:
    written = page(Table((NAME, Column("x", same("x"), kind)), (Row({"name": cell, "x": cell}),)))
    assert re.findall(r'<td[^>]*data-key="([^"]*)"', written) == ([] if key is None else [key])


def test_cells_of_one_source_share_what_is_shown_of_it() -> None:
    table = Table((NAME, RATE), (row("a", "x", "1", Tone.GOOD),) * 3)
    written = page(table)
    assert written.count('popovertarget="s1"') == 3
    assert written.count("<div popover") == 1
    absent = Row({"name": Cell(same("a")), "rate": Cell(None, None, (at("a", 3),))})
    assert "popover" not in within(page(Table((NAME, RATE), (absent,))), "main")


def test_lines_of_a_log_stay_no_orders() -> None:
    order = "::error::x ##[error]y"
    words = same(order)
    blocks = (
        Paragraph(words),
        Paragraph(words, Role.VERBATIM),
        Table((NAME,), (Row({}),), caption=words),
    )
    for line in page(*blocks, title=order).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@given(ANY_TEXT)
def test_page_takes_any_text(words: str) -> None:
    written = html.render(answer(words), lang=Lang.ZH, width=80)
    written.encode("utf-8")
    parser = Balance()
    parser.feed(written)
    assert parser.open == []


# Charts


def test_bars_start_at_zero_and_none_is_cut_off() -> None:
    jia, yi, bing, *_, ji = drawing.bars(BARS)
    # 961.7 fills the room: 60.05 / 961.7 = 6.244 %, 48 / 961.7 = 4.991 %, 50 / 961.7 = 5.199 %
    assert jia == (
        Text("甲", "Jia"),
        Text("60.1% ▲绿", "60.1% ▲ green"),
        Tone.GOOD,
        "0.00%",
        "6.24%",
        "5.20%",
    )
    assert (yi.start, yi.length, yi.reference) == ("0.00%", "4.99%", "5.20%")
    assert (bing.label, bing.start, bing.length) == (Text("未报", "not reported"), None, None)
    assert ji.length == "100.00%"
    assert drawing.reference(BARS) == Text("序时进度 50%", "pace 50%")


def test_bars_of_what_is_below_zero_end_there() -> None:
    series = Series(same("lead"), (D("-5"), D("15"), None))
    chart = Chart(
        ChartKind.BARS, same("t"), tuple(map(same, "abc")), (series,), same("点"), same("")
    )
    drawn = drawing.bars(chart)
    assert [(each.label.en, each.start, each.length) for each in drawn] == [
        ("-5", "0.00%", "25.00%"),
        ("15", "25.00%", "75.00%"),
        ("—", None, None),
    ]
    assert drawing.reference(chart) is None


def test_bars_of_several_series_are_named() -> None:
    series = tuple(Series(same(each), (D(1),)) for each in "xy")
    chart = Chart(ChartKind.BARS, same("t"), (same("a"),), series, same("家"), same(""))
    assert [each.name.en for each in drawing.bars(chart)] == ["a x", "a y"]


def test_no_line_leads_over_a_gap() -> None:
    drawn = drawing.lines(LINES)
    this_year, last_year, pace = drawn.traces
    assert [[point.x for point in run] for run in this_year.runs] == [
        ["12.50%", "37.50%"],
        ["87.50%"],
    ]
    assert len(last_year.runs) == 1
    assert (this_year.number, pace.number) == (0, None)
    # 150 pixels for 108: of 90.1 are 125.1 above zero, of 108 all
    assert drawn.zero - this_year.runs[1][0].y == 125
    assert drawn.zero - pace.runs[0][3].y == 150


def test_labels_of_lines_stand_above_every_point_and_apart() -> None:
    drawn = drawing.lines(LINES)
    points = [each for trace in drawn.traces for run in trace.runs for each in run]
    for x, _ in drawn.categories:
        here = sorted((each for each in points if each.x == x), key=lambda each: each.foot)
        assert here[-1].foot < min(each.y for each in here)
        assert [D(each.label.en) for each in here] == sorted(
            (D(each.label.en) for each in here), reverse=True
        )
        for upper, lower in pairwise(here):
            assert lower.foot - upper.foot >= 15
    assert min(each.foot for each in points) > 13


def test_chart_of_nothing_is_drawn() -> None:
    series = (Series(same("x"), (None, None)),)
    for kind in ChartKind:
        chart = Chart(kind, same("t"), (same("a"), same("b")), series, same("%"), same(""))
        assert "<figure" in page(chart)


# Colours


def palettes() -> Iterator[dict[str, str]]:
    """Yield the colours of each palette of the style: light, dark twice, print."""
    style = files(report).joinpath("page.css").read_text("utf-8")
    for block in re.findall(r"color-scheme: \w+;(.*?)\}", style, re.DOTALL):
        yield dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.2)."""
    parts = [int(colour[each : each + 2], 16) / 255 for each in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return how far two colours stand apart, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_palette_can_be_read() -> None:
    every = list(palettes())
    assert len(every) == 4
    assert every[1] == every[2]
    for palette in every:
        assert palette.keys() == every[0].keys()
        for ink in ("ink", "faint", "link", "good-ink", "warn-ink", "bad-ink"):
            assert contrast(palette[ink], palette["page"]) >= 4.5, ink
        for ink in ("ink", "faint"):
            assert contrast(palette[ink], palette["shade"]) >= 4.5, ink
        for tone in ("good", "warn", "bad"):
            assert contrast(palette[f"{tone}-ink"], palette[tone]) >= 4.5, tone
            assert contrast(palette[f"{tone}-bar"], palette["page"]) >= 3, tone
        for number in range(4):
            assert contrast(palette[f"series-{number}"], palette["page"]) >= 4.5, number


# What it costs


@pytest.mark.parametrize(
    "arguments", [("status", "2022Q2", "--full"), ("gaps", "2022Q2"), ("tasks", "2022Q2")]
)
def test_page_of_nine_districts_is_small(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ran = run(*arguments, "--data", str(DATA), "-o", "x.html", folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    written = (tmp_path / "x.html").read_bytes()
    assert 10_000 < len(written) < 500_000
    assert str(tmp_path).encode() not in written


def test_form_is_loaded_only_for_a_page() -> None:
    code = (
        "import sys; from jxtrade.cli.output import REPORTS; REPORTS.suffixes;"
        "print(sorted({'jinja2', 'markupsafe'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
