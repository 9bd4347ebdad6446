"""Reports as Excel workbooks, read back with openpyxl and reckoned anew by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from jxtrade.place import Place
from jxtrade.render.office import workbook
from jxtrade.render.report import xlsx
from jxtrade.report import (
    Band,
    Cell,
    Column,
    Elsewhere,
    Follows,
    How,
    Kind,
    Later,
    Pair,
    Paragraph,
    Parting,
    Quotient,
    Report,
    Role,
    Row,
    RowKind,
    Sheet,
    Table,
    Tone,
)
from jxtrade.text import Lang, Text, same, visible
from tests.documents import COLUMNS, HOSTILE, PAPER, ROWS, TABLE, hostile, pages
from tests.programme import allocation, indicator, plan, run, submission, write
from tests.test_data import DATA

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")  # bars
D = Decimal
HEAD = 3
"""The row of the headings: above it stand caption and unit."""


def drawn(report: Report, lang: Lang = Lang.ZH) -> bytes:
    return xlsx.render(report, lang=lang, width=80)


def opened(report: Report, lang: Lang = Lang.ZH, *, stored: bool = False) -> Any:
    return load_workbook(io.BytesIO(drawn(report, lang)), data_only=stored)


def of_rows(*figures: Any, kind: Kind = Kind.FIGURE, total: Any = None) -> Table:
    """Return a table of named rows with a figure each, and their total."""
    rows = [Row({"n": Cell(same(f"r{at}")), "f": Cell(each)}) for at, each in enumerate(figures)]
    rows += [Row({"n": Cell(same("sum")), "f": Cell(total)}, RowKind.TOTAL)] if total else []
    return Table((Column("n", same("name")), Column("f", same("figure"), kind)), rows)


def column(report: Report, *, stored: bool = False) -> list[Any]:
    sheet = opened(report, stored=stored).worksheets[1]
    return [each.value for each in sheet["B"][HEAD:]]


def test_there_is_a_sheet_for_what_is_said_for_each_table_and_for_charts() -> None:
    assert opened(PAPER).sheetnames == ["文字", "表1　出口转内销", "表1-1　明细", "图"]
    assert opened(PAPER, Lang.EN).sheetnames == [
        *("text", "Table 1. Resale", "Table 1-1. In detail", "charts")
    ]


def test_names_of_sheets_are_such_as_programs_take() -> None:
    tables = [
        TABLE._replace(caption=same(each))
        for each in ("a/b[1]:*?", "A/B[1]:*?", "长" * 40, "'x'", " ")
    ]
    names = opened(Report(same("t"), tuple(tables))).sheetnames[1:]
    assert names[:2] == ["a_b_1____", "A_B_1____ 2"]
    assert names[2] == "长" * 30 + "…"
    assert names[3:] == ["_x_", "_"]


def test_figures_are_numbers_and_look_as_everywhere() -> None:
    sheet = opened(PAPER)["表1　出口转内销"]
    assert [each.value for each in sheet[HEAD]] == [each.title.zh for each in COLUMNS]
    east = [(each.value, each.number_format) for each in sheet[HEAD + 1]][1:5]
    assert east == [
        (9.6, "0.0"),
        (5.1, "0.0"),
        ("=C4/B4", "0.0%"),
        ("=ROUND(D4*100-0.5*100,10)", "+0.0;-0.0;0.0"),
    ]
    stored = opened(PAPER, stored=True)["表1　出口转内销"]
    assert [each.value for each in stored[HEAD + 1]][3:] == [0.53125, 3.125, "▲绿 达序时"]
    assert [each.value for each in sheet[HEAD + 3]] == ["港区", 1, "未报", "—", "—", "未报"]
    assert (sheet["A1"].value, sheet["F2"].value) == ("表1　出口转内销", "单位：亿元")


@pytest.mark.parametrize(
    ("value", "kind", "number", "form"),
    [
        (D("12"), Kind.FIGURE, 12, "0"),
        (D("0.50"), Kind.FIGURE, 0.5, "0.00"),
        (D("-3.2"), Kind.FIGURE, -3.2, "0.0"),
        (7, Kind.COUNT, 7, "0"),
        (Quotient(D("10") / D("3"), 1), Kind.FIGURE, 10 / 3, "0.0"),
        (D("961.7"), Kind.PERCENT, 9.617, "0.0%"),
        (D("-0.04"), Kind.POINTS, -0.04, "0.0;0.0;0.0"),
        (D("0.05"), Kind.POINTS, 0.05, "+0.0;-0.0;0.0"),
        (D("1234567890123456.7"), Kind.FIGURE, "1234567890123456.7", "General"),
        (D("123456789012.345"), Kind.FIGURE, 123456789012.345, "0.000"),
        (None, Kind.FIGURE, "—", "General"),
        ("91330402XXXXXX0198", Kind.ID, "91330402XXXXXX0198", "General"),
        ("007", Kind.ID, "007", "General"),
    ],
)
def test_each_kind_of_value(value: Any, kind: Kind, number: Any, form: str) -> None:
    cell = opened(Report(same("t"), (of_rows(value, kind=kind),))).worksheets[1]["B4"]
    assert (
        cell.value == pytest.approx(number) if isinstance(number, float) else cell.value == number
    )
    assert cell.number_format == form


def test_a_total_is_a_sum_where_it_is_exactly_that() -> None:
    sound = Report(same("t"), (of_rows(D("0.1"), D("0.2"), None, total=D("0.3")),))
    assert column(sound) == [0.1, 0.2, "—", "=SUM(B4:B6)"]
    assert column(sound, stored=True) == [0.1, 0.2, "—", 0.3]
    beside = Report(same("t"), (of_rows(D("0.1"), D("0.2"), total=D("0.4")),))
    assert column(beside) == [0.1, 0.2, 0.4]
    rates = Report(same("t"), (of_rows(D(10), D(20), kind=Kind.PERCENT, total=D(30)),))
    assert column(rates) == [0.1, 0.2, 0.3]


def test_a_mark_stands_behind_a_figure_that_stays_one() -> None:
    cell = Cell(D("53.125"), Tone.GOOD, (), Text(' "▲"绿', " green"))
    rows = (Row({"n": Cell(same("r")), "f": cell}),)
    table = of_rows(D(1), kind=Kind.PERCENT)._replace(rows=rows)
    found = opened(Report(same("t"), (table,))).worksheets[1]["B4"]
    assert (found.value, found.number_format) == (0.53125, '0.0%" "\\""▲"\\""绿"')
    assert found.fill.fgColor.rgb == "FFDDEFDD"


def test_pairs_are_two_numbers() -> None:
    table = of_rows(Pair(D(31), D(55)), Pair(None, D(42)), kind=Kind.PAIR)
    sheet = opened(Report(same("t"), (table,))).worksheets[1]
    assert [[each.value for each in row[1:]] for row in sheet.iter_rows(min_row=HEAD)] == [
        *(["figure", ""], [31, 55], ["—", 42])
    ]


def test_parts_of_a_table_stand_beside_each_other() -> None:
    rows = [
        Row(
            {"i": Cell(each), "n": Cell(same(each)), "d": Cell(same(name)), "f": Cell(D(len(name)))}
        )
        for each in ("x", "y")
        for name in ("a", "bb")
    ]
    parting = Parting("i", "n", (Column("f", same("figure"), Kind.FIGURE), Column("g", same("g"))))
    table = Table((Column("d", same("district")),), rows, parting=parting)
    sheet = opened(Report(same("t"), (table,))).worksheets[1]
    assert [[each.value for each in row] for row in sheet.iter_rows(min_row=HEAD)] == [
        [None, "x", None, "y", None],
        ["district", "figure", "g", "figure", "g"],
        ["a", 1, "—", 1, "—"],
        ["bb", 2, "—", 2, "—"],
    ]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["B3:C3", "D3:E3"]


def test_parts_below_each_other_are_one_list_that_can_be_filtered() -> None:
    tables = [
        of_rows(D(1), D(2))._replace(
            rows=[
                Row({"p": Cell(part), "q": Cell(same(part)), "n": Cell(part), "f": Cell(D(1))})
                for part in parts
            ],
            parting=Parting("p", "q"),
        )
        for parts in ("xxy", "z")
    ]
    book = opened(Report(same("t"), tuple(tables)))
    assert len(book.worksheets) == 2
    sheet = book.worksheets[1]
    assert [each.value for each in sheet["A"][HEAD:]] == ["x", "x", "y", "z"]
    assert sheet.auto_filter.ref == "A3:C7"


def test_what_stands_above_a_table_names_it() -> None:
    def under(part: str | None, *rows: str) -> Table:
        cells = [{"p": Cell(part), "q": Cell(same(part or "")), "n": Cell(each)} for each in rows]
        parting = Parting("p", "q") if part else None
        return Table((Column("n", same("name")),), [*map(Row, cells)], parting=parting)

    heading = Paragraph(same("above"), Role.HEADING)
    blocks = (under("x", "a"), under(None, "b"), heading, under(None, "c"))
    sheet = opened(Report(same("t"), blocks)).worksheets[1]
    assert [*sheet.iter_rows(min_row=HEAD + 1, values_only=True)] == [
        *(("x", "a"), ("x", "b"), ("above", "c"))
    ]
    sheet = opened(Report(same("t"), (heading, under(None, "c")))).worksheets[1]
    assert [*sheet.iter_rows(values_only=True)] == [("above",), (None,), ("name",), ("c",)]


def test_headings_stay_in_sight_lines_can_be_filtered_and_paper_is_set() -> None:
    sheet = opened(PAPER)["表1　出口转内销"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:F6"
    assert sheet.print_title_rows == "$1:$3"
    setup = sheet.page_setup
    assert (int(setup.paperSize), setup.orientation, setup.fitToHeight) == (9, "landscape", 0)
    assert "&P" in sheet.oddFooter.center.text


def test_lights_are_coloured_by_what_they_say_and_rates_have_bars() -> None:
    rules = opened(PAPER)["表1　出口转内销"].conditional_formatting
    found = {
        (str(each.sqref), rule.type, *rule.formula): rule for each in rules for rule in each.rules
    }
    assert found.keys() == {
        ("F4:F7", "cellIs", '"▲绿 达序时"'),
        ("F4:F7", "cellIs", '"▼红 严重滞后"'),
        ("F4:F7", "cellIs", '"●黄 滞后"'),
        ("D4:D6", "dataBar"),
    }
    fills = {rule.dxf.fill.bgColor.rgb for key, rule in found.items() if key[1] == "cellIs"}
    assert len(fills) == 3


def test_each_figure_says_where_it_comes_from() -> None:
    sheet = opened(PAPER)["表1　出口转内销"]
    notes = {
        each.coordinate: each.comment.text
        for row in sheet
        for each in row
        if each.comment is not None
    }
    assert notes == {"C4": "reports/east.yaml:10", "C5": "reports/west.yaml:11"}


def test_more_sources_than_comments_stand_on_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_COMMENTS", 1)
    book = opened(Report(same("t"), (TABLE,)))
    assert [*book["单元格来源"].values] == [
        ("工作表", "行", "名称", "来自"),
        ("表1　出口转内销", 4, "东城", "reports/east.yaml:10"),
        ("表1　出口转内销", 5, "西城", "reports/west.yaml:11"),
    ]
    assert all(each.comment is None for row in book.worksheets[1] for each in row)


def test_of_many_sources_the_first_are_named_and_all_are_counted() -> None:
    places = tuple(Place(f"{each}.yaml") for each in range(21))
    table = of_rows(D(1))
    cells = {**table.rows[0].cells, "f": Cell(D(1), None, places)}
    sheet = opened(Report(same("t"), (table._replace(rows=(Row(cells),)),))).worksheets[1]
    lines = sheet["B4"].comment.text.splitlines()
    assert lines == [*(f"{each}.yaml:1" for each in range(20)), "… (21)"]


def test_charts_are_native_over_figures_in_cells() -> None:
    with ZipFile(io.BytesIO(drawn(PAPER))) as archive:
        charts = [each for each in archive.namelist() if each.startswith("xl/charts/chart")]
        bars = archive.read("xl/charts/chart1.xml").decode()
        words = archive.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert "图!$B$2:$B$4" in bars
    assert "东城53.1%，西城35.4%，港区未报" in words
    sheet = opened(PAPER)["图"]
    assert [each.value for each in sheet["B"][:4]] == ["完成率", 53.125, 35.4, None]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert drawn(PAPER) == drawn(PAPER)


@pytest.mark.parametrize("given", HOSTILE, ids=ascii)
def test_words_of_data_stay_words(given: str) -> None:
    book = opened(hostile(given))
    shown = visible(given)
    for sheet in book.worksheets[:2]:
        for row in sheet:
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.value in (None, shown, f"{shown}:1")
                if shown[:1] in "=+-@":
                    assert cell.value is None or cell.quotePrefix
                assert cell.hyperlink is None


@pytest.mark.parametrize(
    "call",
    [
        ("status", "2022Q2", "--full"),
        ("status", "2022Q2", "--indicator", "exporters"),
        ("gaps", "2022Q2"),
        ("tasks", "2022Q2"),
        ("goals", "2022Q2"),
    ],
    ids=" ".join,
)
def test_views_are_written(call: tuple[str, ...], tmp_path: Path) -> None:
    asked = (*call, "--data", str(DATA), "-o", "out.xlsx")
    assert run(*asked, folder=tmp_path).status == 0
    formulas, stored = (
        load_workbook(tmp_path / "out.xlsx", data_only=each) for each in (False, True)
    )
    assert [each.title for each in formulas] == [each.title for each in stored]
    comments = [
        each.comment.text
        for sheet in formulas.worksheets[1:]
        for row in sheet
        for each in row
        if each.comment is not None
    ]
    assert any(":" in each and not each.endswith(":1") for each in comments)


def reckoned(book: Any, folder: Path) -> Any:
    """Return a workbook as LibreOffice reckons it anew: openpyxl keeps no stored values."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    book.save(folder / "in.xlsx")
    (folder / "out").mkdir()
    subprocess.run(
        [
            *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", folder / "out", folder / "in.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return load_workbook(folder / "out" / "in.xlsx", data_only=True)


def test_stored_values_are_those_reckoned_and_lights_follow_an_edited_figure(
    tmp_path: Path,
) -> None:
    report = Report(same("t"), (TABLE, TABLE._replace(caption=same("edited"))))
    book = opened(report)
    book["edited"]["C4"] = 4.7  # 48.958 % of 9.6, and so 1.04 behind the pace
    book["edited"]["C5"] = 9.6
    found = reckoned(book, tmp_path)
    kept = opened(report, stored=True).worksheets[1]
    for row in kept.iter_rows(min_row=HEAD + 1):
        for cell in row:
            again = found.worksheets[1][cell.coordinate].value
            assert again == (pytest.approx(cell.value) if cell.data_type == "n" else cell.value)
    east, west, _, total = ([each.value for each in row] for row in found["edited"]["A4:F7"])
    assert east[3:] == [pytest.approx(4.7 / 9.6), pytest.approx(-1.0416666667), "●黄 滞后"]
    assert west[3:] == [1, 50, "▲绿 达序时"]
    assert total[1:4] == [pytest.approx(20.2), pytest.approx(14.3), pytest.approx(14.3 / 20.2)]


def test_what_does_not_follow_stays_as_it_is() -> None:
    """A rate of something else, a lead of a ceiling, a word that another rule has given."""
    columns = COLUMNS
    odd = {**ROWS[0].cells, "rate": Cell(D("53.2")), "lead": Cell(D("-3.2"))}
    odd["light"] = Cell(Text("红 突破", "red"))
    sheet = opened(Report(same("t"), (Table(columns, (Row(odd),)),))).worksheets[1]
    assert [each.value for each in sheet[HEAD + 1]][3:] == [
        *(pytest.approx(0.532), pytest.approx(-3.2), "红 突破"),
    ]
    short = Column("gap", same("gap"), Kind.FIGURE, Follows(How.SHORT, "allocated", "reported"))
    cells = {"allocated": Cell(D("9.6")), "reported": Cell(D("5.1"))}
    for gap, written in ((D("4.5"), "=ROUND(MAX(B4-C4,0),10)"), (D("4.6"), 4.6)):
        row = Row({**cells, "gap": Cell(gap)})
        table = Table((*columns[:3], short), (row,))
        assert opened(Report(same("t"), (table,))).worksheets[1]["D4"].value == written


def written(folder: Path, *call: str) -> Any:
    asked = ("status", "2022Q2", *call, "--data", ".", "--lang", "zh", "-o", "out.xlsx")
    assert run(*asked, folder=folder).status == 0
    return load_workbook(folder / "out.xlsx").worksheets[1]


def test_what_a_ceiling_uses_up_is_reckoned_and_no_light_of_it(tmp_path: Path) -> None:
    """Of 10 two are used, of 40 firms ten are there: 20 and 25 %, at a pace of 50 %."""
    districts = [{"id": "a", "name": {"zh": "甲", "en": "A"}}]
    water = indicator("water", direction="lower", unit={"zh": "吨", "en": "t"})
    targets = plan(
        districts, [indicator("firms"), water], allocation(firms={"a": 40}, water={"a": 10})
    )
    write(tmp_path, targets, submission("a", "2022Q2", values={"firms": 10, "water": 2}))
    firms = written(tmp_path, "--indicator", "firms")
    row = {head.value: cell.value for head, cell in zip(firms[HEAD], firms[HEAD + 1], strict=True)}
    assert row["完成率"] == "=C4/B4"
    assert row["较序时"] == "=ROUND(D4*100-0.5*100,10)"
    assert row["缺口"] == "=ROUND(MAX(B4-C4,0),10)"
    assert row["亮灯"].startswith('=IF(D4>=1,"绿 已完成",IF(')
    water = written(tmp_path, "--indicator", "water")
    row = {head.value: cell.value for head, cell in zip(water[HEAD], water[HEAD + 1], strict=True)}
    assert row["完成率"] == "=C4/B4"
    assert row["较序时"] == 30
    assert row["亮灯"] == "绿 达序时"


def test_the_paper_s_tables_are_live(tmp_path: Path) -> None:
    """Haining: 47 of 119 firms at a pace of 50 %, 10.5 points behind: red."""
    formulas, values = made(tmp_path, "report", "2022Q2")
    sheet, stored = (book["新增出口实绩企业数量"] for book in (formulas, values))
    (row,) = (each for each in sheet.iter_rows(min_row=4) if each[0].value == "海宁")
    kept = stored[row[0].row]
    assert [row[at].value for at in (1, 2, 3)] == [119, 47, f"=C{row[0].row}/B{row[0].row}"]
    assert row[7].value.startswith(f'=IF(D{row[0].row}>=1,"▲绿 已完成",IF(F{row[0].row}>=0,')
    assert kept[5].value == pytest.approx(47 / 119 * 100 - 50)
    assert kept[7].value == "▼红 严重滞后"
    (total,) = (each for each in sheet.iter_rows(min_row=4) if each[0].value == "合计")
    assert total[1].value == "=SUM(B4:B12)"
    (counted,) = (each for each in sheet.iter_rows(min_row=4) if each[0].value == "其中：计入的8地")
    assert [each.value for each in counted[1:4]] == [
        *('=SUMIF(C4:C12,">-1E+300",B4:B12)', "=SUM(C4:C12)", "=C14/B14")
    ]
    assert stored[counted[1].coordinate].value == 447


def made(folder: Path, *call: str) -> tuple[Any, Any]:
    """Return the workbook of the shipped data with its formulas, and with its stored values."""
    asked = (*call, "--data", str(DATA), "--lang", "zh", "-o", "out.xlsx")
    assert run(*asked, folder=folder).status == 0
    formulas, stored = (
        load_workbook(folder / "out.xlsx", data_only=each) for each in (False, True)
    )
    return formulas, stored


def test_a_paper_has_a_sheet_for_each_thing_and_opens_with_the_overview(tmp_path: Path) -> None:
    book, _ = made(tmp_path, "report", "2022Q2")
    assert book.sheetnames == [
        *("总览", "全市分季"),
        *("“领跑者”企业", "改革试点产业基地"),
        *("新增出口实绩企业数量", "新增出口实绩企业数量　分季", "出口转内销", "出口转内销　分季"),
        *("重点任务", "下季到期节点", "数量目标", "到期节点", "部门汇总"),
        *("缺口", "目标对照", "校验问题", "企业名册"),
        *("来源　计划", "来源　县（市、区）", "来源　部门", "图", "文字"),
    ]
    first = book["总览"]
    title, as_at, sample = (first.cell(row, 1).value for row in (1, 2, 3))
    assert title.endswith("2022年二季度进展情况汇报")
    assert (as_at, sample) == ("（截至2022年6月底）", "2022年7月11日　示例数据")
    assert first.freeze_panes == "B7"
    assert first.print_title_rows == "$4:$6"
    assert all("示例数据" in each.oddHeader.right.text for each in book.worksheets)
    assert [each.value for each in book["企业名册"]["A"]][2:4] == ["分项", "“领跑者”企业10家"]


def test_the_overview_s_cells_are_rates_of_the_indicators_sheets(tmp_path: Path) -> None:
    """Nanhu: 31 of 55 firms are 56.4 %; Haiyan has sent nothing."""
    formulas, stored = (each["总览"] for each in made(tmp_path, "report", "2022Q2"))
    assert [each.value for each in formulas[6]][3] == "新增出口实绩企业数量"
    assert formulas["D7"].value == "=新增出口实绩企业数量!D4"
    assert (stored["D7"].value, stored["D7"].number_format) == (pytest.approx(31 / 55), "0.0%")
    assert stored["D11"].value == "未报"
    # the mark that names a lead would not follow, that of a floor says no figure
    assert [formulas.cell(row, 4).number_format for row in (16, 17)] == ['0.0%"（未齐）"', "0.0%"]


def test_lights_of_the_overview_are_said_by_the_figure_itself(tmp_path: Path) -> None:
    book, _ = made(tmp_path, "report", "2022Q2")
    found = [
        (str(each.sqref), rule.formula[0], rule.dxf.numFmt.formatCode, rule.dxf.fill.bgColor.rgb)
        for each in book["总览"].conditional_formatting
        for rule in each.rules
        if str(each.sqref) == "D7:D15"
    ]
    green, amber, red = "FFDDEFDD", "FFFFF0C2", "FFF6CFCB"
    assert found == [
        ("D7:D15", "AND(ISNUMBER(D7),ROUND(D7*100,10)>=100)", '0.0%" ▲绿"', green),
        ("D7:D15", "AND(ISNUMBER(D7),ROUND(D7*100,10)>=50.0)", '0.0%" ▲绿"', green),
        ("D7:D15", "AND(ISNUMBER(D7),ROUND(D7*100,10)>=40.0)", '0.0%" ●黄"', amber),
        ("D7:D15", "AND(ISNUMBER(D7))", '0.0%" ▼红"', red),
    ]


def test_the_overview_follows_a_figure_that_is_edited_on_an_indicator_s_sheet(
    tmp_path: Path,
) -> None:
    """Of Haining's 119 firms 60 are 50.4 % and green, of Nanhu's 55 firms 23 are 41.8 %, yellow."""
    book, _ = made(tmp_path, "report", "2022Q2")
    sheet = book["新增出口实绩企业数量"]
    for name, figure in (("海宁", 60), ("南湖", 23)):
        (row,) = (each for each in sheet.iter_rows() if each[0].value == name)
        row[2].value = figure
    book.save(tmp_path / "edited.xlsx")
    first, *_ = pages(tmp_path / "edited.xlsx")
    lines = {line.split()[0]: line.split() for line in first.splitlines() if line.strip()}
    assert lines["海宁"][-4:-2] == ["50.4%", "▲绿"]
    assert lines["南湖"][-4:-2] == ["41.8%", "●黄"]


@pytest.mark.parametrize(
    "call",
    [("report", "2022Q2"), ("gaps", "2022Q2"), ("status", "2022Q2", "--full")],
    ids=lambda call: call[0],
)
def test_what_is_stored_is_what_is_reckoned(call: tuple[str, ...], tmp_path: Path) -> None:
    formulas, stored = made(tmp_path, *call)
    count = sum(
        cell.data_type == "f" for sheet in formulas.worksheets for row in sheet for cell in row
    )
    found = reckoned(formulas, tmp_path)
    assert count > 50
    assert found.sheetnames == stored.sheetnames
    for sheet in stored.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                again = found[sheet.title][cell.coordinate].value
                where = f"{sheet.title}!{cell.coordinate}"
                if isinstance(cell.value, float):
                    assert again == pytest.approx(cell.value, abs=1e-9), where
                else:
                    assert (again or None) == (cell.value or None), where


def test_the_whole_by_quarter_is_in_figures(tmp_path: Path) -> None:
    """111 of 500 firms at the end of Q1, 231 at that of Q2, 8 counted; a pace of 25 and 50 %."""
    _, book = made(tmp_path, "report", "2022Q2")
    rows = {
        row[0].value.strip("　"): row for row in book["全市分季"].iter_rows(min_row=4, max_row=7)
    }
    shown = {
        name: [(each.value, each.number_format) for each in row[1:]] for name, row in rows.items()
    }
    assert shown["新增出口实绩企业数量：累计（家）"] == [(111, "0"), (231, '0"（计入8地）"')]
    assert shown["完成全年目标"] == [(0.222, "0.0%"), (0.462, '0.0%"（未齐）"')]
    assert shown["计入的地完成其目标"][1] == (pytest.approx(231 / 447), "0.0%")
    assert shown["序时进度"] == [(0.25, "0%"), (0.5, "0%")]


def test_gaps_and_findings_stand_in_a_paper_s_workbook_only(tmp_path: Path) -> None:
    """Haining lacks 72 of 119 firms: 12.5 to the pace, 36 in each of the two quarters left."""
    formulas, stored = made(tmp_path, "report", "2022Q2")
    (row,) = (
        each
        for each in stored["缺口"].iter_rows()
        if [cell.value for cell in each[:2]] == ["海宁", "新增出口实绩企业数量（家）"]
    )
    assert [each.value for each in row[2:9]] == [
        *(119, 47, pytest.approx(47 / 119), 72, 13, pytest.approx(47 / 119 * 100 - 50), 36)
    ]
    assert all(each.data_type == "f" for each in formulas["缺口"][row[0].row][4:10])
    found = [[each.value for each in row] for row in stored["校验问题"].iter_rows(min_row=4)]
    assert ["警告", "JX701", "2022Q2", "海盐"] in [each[:4] for each in found]
    assert [each[0] for each in found] == sorted((each[0] for each in found), reverse=True)
    asked = ("report", "2022Q2", "--data", str(DATA), "--lang", "zh", "-o", "a.md", "-o", "a.json")
    assert run(*asked, folder=tmp_path).status == 0
    for name in ("a.md", "a.json"):
        text = (tmp_path / name).read_text("utf-8")
        assert "出口转内销" in text
        assert "校验发现的问题" not in text


def test_a_paper_s_workbook_names_files_from_the_workspace_s_folder(tmp_path: Path) -> None:
    book, _ = made(tmp_path, "report", "2022Q2")
    (row,) = (each for each in book["出口转内销"].iter_rows() if each[0].value == "秀洲")
    comments = [each.comment.text.splitlines() for each in row if each.comment]
    assert [each.partition(":")[0] for each in comments[1]] == [
        "reports/2022Q2/districts/xiuzhou.yaml"
    ]
    places = [each.value for each in book["校验问题"]["H"][HEAD:]]
    assert all(each.startswith(("reports/", "targets.yaml:", "tasks.yaml:")) for each in places)


def test_a_workbook_that_is_not_held_in_memory_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def values() -> list[list[tuple[Any, ...]]]:
        return [[*each.values] for each in opened(PAPER, stored=True).worksheets]

    held = values()
    monkeypatch.setattr(workbook, "MOST_HELD", 0)
    assert values() == held


def test_of_rows_of_one_name_none_is_found_elsewhere() -> None:
    def table(*names: str, follows: Elsewhere | None = None, sheet: Sheet | None = None) -> Table:
        columns = (Column("n", same("name")), Column("f", same("figure"), Kind.FIGURE, follows))
        rows = [Row({"n": Cell(same(each)), "f": Cell(D(at))}) for at, each in enumerate(names)]
        return Table(columns, rows, sheet=sheet)

    there = Sheet(same("x y"), key="k")
    first = table("a", "b", "b", "c", follows=Elsewhere("k", "f"))
    sheet = opened(Report(same("t"), (first, table("a", "b", "b", "d", sheet=there)))).worksheets[1]
    assert [each.value for each in sheet["B"][HEAD:]] == ["='x y'!B4", 1, 2, 3]


def test_a_mark_that_is_not_what_the_bands_say_stays() -> None:
    mark = Text(" ▲", " up")
    bands = (Band(mark, Tone.GOOD, "f", D(50)), Band(Text(" ▼", " down"), Tone.BAD))
    column = Column("f", same("figure"), Kind.PERCENT, bands=bands)
    rows = [
        Row({"n": Cell(same("r")), "f": Cell(figure, Tone.GOOD, (), mark)})
        for figure in (D(50), D(60), D(49), D(70))
    ]
    table = Table((Column("n", same("name")), column), rows)
    sheet = opened(Report(same("t"), (table,))).worksheets[1]
    assert [each.number_format for each in sheet["B"][HEAD:]] == [
        *("0.0%", "0.0%", '0.0%" ▲"', "0.0%")
    ]
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B4:B5 B7"]


@pytest.mark.parametrize(
    ("how", "is_rounded_up", "result", "formula"),
    [
        (How.EACH, False, D("2.3"), "=B4/C4"),
        (How.LEFT, False, D(13), "=ROUND(B4-C4,10)"),
        (How.MOST, False, D(23), "=MAX(B4,C4)"),
        (How.EACH, True, D(3), "=ROUNDUP(ROUND(B4/C4,10),0)"),
        (How.PART, False, D(46), "=B4*C4"),
        (How.EACH, True, D(2), 2),
    ],
)
def test_figures_that_follow(
    how: How, *, is_rounded_up: bool, result: Decimal, formula: str
) -> None:
    """23 over 10 are 2.3, rounded up 3; 23 less 10 are 13, and times 2 they are 46."""
    columns = (
        Column("n", same("name")),
        Column("a", same("a"), Kind.FIGURE),
        Column("b", same("b"), Kind.FIGURE),
        Column("c", same("c"), Kind.FIGURE, Follows(how, "a", "b", is_rounded_up)),
    )
    second = D(2) if how is How.PART else D(10)
    cells = {"n": Cell(same("r")), "a": Cell(D(23)), "b": Cell(second), "c": Cell(result)}
    sheet = opened(Report(same("t"), (Table(columns, (Row(cells),)),))).worksheets[1]
    assert sheet["D4"].value == formula


def test_sheets_stand_in_the_order_of_their_places_and_others_with_the_one_before() -> None:
    def table(name: str, sheet: Sheet | None = None) -> Table:
        return of_rows(D(1))._replace(caption=same(name), sheet=sheet)

    blocks = (
        table("a"),
        table("b", Sheet(same("B"), 3)),
        table("c"),
        table("d", Sheet(same("D"), 2)),
    )
    assert opened(Report(same("t"), blocks)).sheetnames[1:] == ["a", "D", "B", "c"]


def test_notes_of_a_table_stand_below_it() -> None:
    note = Paragraph(same("note"), Role.NOTE)
    other = Paragraph(same("of nothing"), Role.NOTE)
    blocks = (of_rows(D(1), D(2)), note, Paragraph(same("text")), other)
    sheet = opened(Report(same("t"), blocks)).worksheets[1]
    assert list(sheet.iter_rows(min_row=HEAD + 2, values_only=True)) == [
        *(("r1", 2), ("note", None))
    ]
    assert sheet.print_area == "'table 1'!$A$1:$B$6".replace("table 1", sheet.title)


def test_rows_that_are_made_as_they_are_drawn_are_reckoned_within_their_row() -> None:
    """A sheet that others draw on would have to be made for each of them."""
    own = TABLE._replace(sheet=Sheet(same("own"), key="k"))
    columns = (COLUMNS[0], Column("r", same("r"), Kind.PERCENT, Elsewhere("k", "rate")))
    rows = [Row({"name": ROWS[0].cells["name"], "r": ROWS[0].cells["rate"]})]
    other = Table(columns, rows)
    for made_rows, elsewhere in ((ROWS, "=own!D4"), (Later(lambda: ROWS), 0.53125)):
        book = opened(Report(same("t"), (other, own._replace(rows=made_rows))))
        assert book.worksheets[1]["B4"].value == elsewhere
        assert book["own"]["D4"].value == "=C4/B4"
        assert book["own"]["B7"].value == "=SUM(B4:B6)"
