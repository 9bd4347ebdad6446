"""The figures of a paper in all its formats against each other, and against those worked out anew.

JSON has each exactly, or a share with four places; Word, Excel, HTML and Markdown say the same
words, and round nothing but shares.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import pytest

from tests import independent, seeded, written
from tests.cases import HERE
from tests.programme import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.written import Figures, Grid, Sheet, TableTold, Told

SHIPPED: Final = HERE.parent / "data"
FORMS: Final = ("docx", "xlsx", "html", "md", "json")
SEEDS: Final = (5, 10, 13)
FOUR_PLACES: Final = Decimal("0.00005")
FIFTEEN_DIGITS: Final = Decimal("1e-9")


class Paper(NamedTuple):
    """A paper in all formats, and its language."""

    files: dict[str, bytes]
    lang: str


def made(folder: Path, data: Path, *call: str, lang: str) -> Paper:
    outputs = [words for form in FORMS for words in ("-o", f"paper.{form}")]
    ran = run("report", *call, "--data", str(data), "--lang", lang, *outputs, folder=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    return Paper({form: (folder / f"paper.{form}").read_bytes() for form in FORMS}, lang)


# What the formats say


def differences(paper: Paper) -> list[str]:
    """Return where the formats of a paper say different things."""
    return [*_of_words(paper), *_of_tables(paper), *_of_charts(paper)]


def _of_words(paper: Paper) -> Iterator[str]:
    files, lang = paper
    told, _ = written.of_json(files["json"], lang)
    for form, found in (
        ("docx", written.of_docx(files["docx"]).paragraphs),
        ("html", written.of_html(files["html"], lang).paragraphs),
        ("md", written.of_md(files["md"]).paragraphs),
        ("xlsx", written.of_xlsx(files["xlsx"])[0]),
    ):
        following = iter(found)
        yield from (f"{form} lacks: {each}" for each in told if each not in following)


_DIGIT: Final = re.compile(r"\d")
ONLY_IN_WORKBOOKS: Final = {"缺口", "gaps", "校验问题", "findings"}


def sheet_of(left: dict[str, Sheet], table: TableTold) -> Sheet | None:
    """Take the first sheet of a table's form; of one that lists several tables, its rows alone."""
    width = sum(2 if each == "pair" else 1 for each in table.columns.values())
    for name, sheet in left.items():
        head, *rest = sheet.shown
        if len(head) == width:
            own = paired(sheet, table)
            if own.shown[0] == table.heads and len(rest) == len(table.rows):
                del left[name]
                return own
        elif head[1:] == table.heads:
            kept = [at for at, row in enumerate(rest, 1) if row[0] == table.caption]
            others = [at for at in range(1, len(rest) + 1) if at not in kept]
            if len(kept) == len(table.rows):
                left[name] = picked(sheet, (0, *others))
                if not others:
                    del left[name]
                return picked(sheet, (0, *kept), start=1)
    return None


def picked(sheet: Sheet, rows: Sequence[int], *, start: int = 0) -> Sheet:
    """Return some rows of a sheet, from a column on."""
    return written.Sheet(
        [sheet.shown[at][start:] for at in rows],
        [sheet.numbers[at][start:] for at in rows],
        [sheet.is_live[at][start:] for at in rows],
    )


def _of_tables(paper: Paper) -> Iterator[str]:
    files, lang = paper
    _, tables = written.of_json(files["json"], lang)
    left = written.of_xlsx(files["xlsx"])[1]
    found = [sheet_of(left, each) for each in tables]
    if {*left} - ONLY_IN_WORKBOOKS or None in found:
        yield f"xlsx has besides: {[*left]}; lacks: {[at for at, s in enumerate(found) if not s]}"
        return
    sheets = [each for each in found if each]
    seen = {
        "md": written.of_md(files["md"]).tables,
        "html": written.of_html(files["html"], lang).tables,
        "docx": joined(written.of_docx(files["docx"]).tables, tables),
        "xlsx": [each.shown for each in sheets],
    }
    for form, grids_of_form in seen.items():
        if len(grids_of_form) != len(tables):
            yield f"{form} has {len(grids_of_form)} tables, json {len(tables)}"
            return
    for number, table in enumerate(tables):
        grids = {form: stripped(found[number]) for form, found in seen.items()}
        for form, grid in grids.items():
            if len(grid) != len(table.rows) + 1 or grid[0] != [
                each.strip() for each in table.heads
            ]:
                yield f"{form} table {number}: {len(grid)} rows below {grid[0]}"
                return
        for at, row in enumerate(table.rows, 1):
            for column, key in enumerate(table.columns):
                words = {form: grid[at][column] for form, grid in grids.items()}
                held = sheets[number].numbers[at][column]
                words["xlsx"] += left_out(row[key], is_live=sheets[number].is_live[at][column])
                if not agree(row[key], words, held, lang):
                    yield f"table {number} row {at} {key}: json {row[key].value}, {words}, {held}"


def left_out(told: Told, *, is_live: bool) -> str:
    """Return the mark that a figure which is reckoned anew can't have: it names another figure."""
    return told.mark if is_live and _DIGIT.search(told.mark) else ""


def agree(told: Told, words: dict[str, str], held: Decimal | None, lang: str) -> bool:
    """Tell whether all say a cell alike, and a spreadsheet holds the figure that JSON has."""
    if len({*words.values()}) > 1:
        return False
    (seen,) = {*words.values()}
    if told.value is None:
        return seen in (written.DASH, "") and held is None
    if told.is_code:
        return bool(seen)
    said = told.said(lang)
    if said is not None:
        is_figure = told.kind in {"figure", "count"} and told.figure is not None
        return seen == said.strip() and (not is_figure or held == told.figure)
    figure, places = told.rounded(seen)
    if figure is None or told.figure is None or held is None:
        return False
    share = held * 100 if told.kind == "percent" else held
    near = Decimal("0.5").scaleb(-places) + FOUR_PLACES
    return abs(figure - told.figure) <= near and abs(share - told.figure) <= FOUR_PLACES


def stripped(grid: Grid) -> Grid:
    """Return a table without the blanks by which a part of the line above is indented."""
    return [[each.strip() for each in row] for row in grid]


def joined(found: Sequence[Grid], tables: Sequence[TableTold]) -> list[Grid]:
    """Return tables that did not fit beside each other as one each; all have the first column."""
    left, whole = iter(found), []
    for table in tables:
        grid = next(left, [])
        while grid and len(grid[0]) < len(table.heads):
            more = next(left, [])
            grid = [[*row, *others[1:]] for row, others in zip(grid, more, strict=True)]
        whole.append(grid)
    return [*whole, *left]


def paired(sheet: Sheet, table: TableTold) -> Sheet:
    """Return a sheet in which a pair's halves, which have a column each, are in one again."""
    rows: list[list[_Cell]] = []
    for words, figures, live in zip(*sheet, strict=True):
        left = iter(zip(words, figures, live, strict=True))
        rows.append(
            [
                _pair(next(left), next(left)) if kind == "pair" else next(left)
                for kind in table.columns.values()
            ]
        )
    return written.Sheet(
        [[words for words, _, _ in row] for row in rows],
        [[held for _, held, _ in row] for row in rows],
        [[is_live for _, _, is_live in row] for row in rows],
    )


_Cell: TypeAlias = "tuple[str, Decimal | None, bool]"


def _pair(*halves: _Cell) -> _Cell:
    for said, held, _ in halves:
        assert held is None or held == Decimal(said), "shown rounded"
    (one, _, _), (other, _, _) = halves
    words = one if other in ("", one) and not one[:1].isdecimal() else f"{one}/{other}"
    return words, None, False


# Charts


def _of_charts(paper: Paper) -> Iterator[str]:
    files, lang = paper
    charts = written.charts_of_json(files["json"])
    for form, found in (
        ("docx", written.charts_of_docx(files["docx"])),
        ("xlsx", written.charts_of_xlsx(files["xlsx"])),
    ):
        for number, (one, other) in enumerate(zip_longest(charts, found)):
            if not are_drawn_alike(one, other):
                yield f"{form} chart {number}: json {one}, {other}"
    labels = written.labels_of_html(files["html"], lang)
    for number, (one, words) in enumerate(zip_longest(charts, labels)):
        if missing := [*not_labelled(one or [], words or [])]:
            yield f"html chart {number} lacks: {missing}"


def are_drawn_alike(one: Figures | None, other: Figures | None) -> bool:
    """Tell whether the same figures are drawn, as far as a spreadsheet holds them."""
    if one is None or other is None or [*map(len, one)] != [*map(len, other)]:
        return False
    pairs = [pair for series in zip(one, other, strict=True) for pair in zip(*series, strict=True)]
    return all(
        figure == drawn
        if figure is None or drawn is None
        else abs(figure - drawn) <= FIFTEEN_DIGITS * max(Decimal(1), abs(figure))
        for figure, drawn in pairs
    )


def not_labelled(chart: Figures, words: Sequence[str]) -> Iterator[Decimal]:
    """Yield the figures that no label says, to its own last place."""
    said = [(Decimal(each), each) for each in map(written.first_number, words) if each]
    for figure in (each for series in chart for each in series if each is not None):
        if not any(
            abs(figure - label) <= Decimal("0.5").scaleb(-len(each.partition(".")[2]))
            for label, each in said
        ):
            yield figure


# The papers of the shipped data, and of cities that do not exist


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "call",
    [
        (),
        ("--kind", "circular"),
        ("--district", "haining"),
        ("--department", "commerce"),
    ],
    ids=lambda call: "-".join(call) or "meeting",
)
def test_all_formats_say_the_same(call: tuple[str, ...], lang: str, tmp_path: Path) -> None:
    paper = made(tmp_path, SHIPPED, "2022Q2", *call, lang=lang)
    assert differences(paper) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_all_formats_say_the_same_of_other_cities(seed: int, tmp_path: Path) -> None:
    workspace = independent.Workspace(seeded.workspace(seed))
    period = seeded.periods(workspace.files)[-1]
    data = seeded.write(workspace.files, tmp_path / "data")
    paper = made(tmp_path, data, period, lang="zh" if seed % 2 else "en")
    assert differences(paper) == []
    assert [*otherwise(paper, workspace, period)] == []


def test_the_paper_of_the_shipped_data_says_what_is_worked_out_anew(tmp_path: Path) -> None:
    files = {
        each.relative_to(SHIPPED).as_posix(): each.read_text("utf-8")
        for each in SHIPPED.rglob("*.yaml")
    }
    paper = made(tmp_path, SHIPPED, "2022Q2", lang="en")
    assert [*otherwise(paper, independent.Workspace(files), "2022Q2")] == []


OF_LINES: Final = ("allocated", "reported", "rate", "lead", "gap")
SHOWN_OF: Final = {
    "value": OF_LINES,
    "unallocated": ("reported",),
    **dict.fromkeys(("missing", "suspect", "not_applicable"), ("allocated",)),
}
"""A suspect figure stands in words, which say so."""
OF_TOTALS: Final = ("allocated", "reported", "rate")


def otherwise(paper: Paper, workspace: independent.Workspace, period: str) -> Iterator[str]:
    """Yield what the indicators' own tables say otherwise than it is worked out."""
    expected = independent.status(workspace, period)
    _, tables = written.of_json(paper.files["json"], paper.lang)
    own = [each for each in tables if {*OF_LINES} <= {*each.columns}]
    assert len(own) == len(workspace.indicators)
    for (id_, about), table in zip(workspace.indicators.items(), own, strict=True):
        rows = {row["district"].value["zh"].strip(): row for row in table.rows}
        for each in workspace.plan["districts"]:
            line = expected["lines"][id_, each["id"]]
            known = {key: line[key] if key in SHOWN_OF[line["state"]] else None for key in OF_LINES}
            yield from _told_otherwise(f"{id_} {each['id']}", known, rows[named(each)])
        sums = {
            named(each): expected["groups"][each["id"], id_]
            for each in workspace.plan.get("groups", ())
            if workspace.within(each["id"])
        }
        if "合计" in rows:
            sums["合计"] = expected["totals"][id_]
        if not about.level:
            for name, total in sums.items():
                known = {key: total[key] for key in OF_TOTALS}
                yield from _told_otherwise(f"{id_} {name}", known, rows[name])


def named(each: dict[str, Any]) -> str:
    """Return the Chinese name of a district or group."""
    name = each["name"]
    return str(name["zh"] if isinstance(name, dict) else name)


def _told_otherwise(what: str, known: dict[str, Any], row: dict[str, Told]) -> Iterator[str]:
    for key, figure in known.items():
        if not is_told(figure, row[key]):
            yield f"{what} {key}: {figure}, json {row[key].value}"


def is_told(known: Any, told: Told) -> bool:
    """Tell whether a cell says a figure, or, where none is known, none."""
    if known is None or told.figure is None:
        return known is told.figure
    return Fraction(known) == Fraction(told.figure)
