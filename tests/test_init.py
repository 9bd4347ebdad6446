"""A new workspace: a plan to be filled in, or one made from a table of any shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jxtrade.read.cells import TableError, address
from jxtrade.read.file import FileKind, read_file
from jxtrade.read.folder import open_workspace
from jxtrade.read.table import Table, ids_of, read_table
from jxtrade.text import visible
from jxtrade.write import draft
from tests.programme import run
from tests.test_data import DATA

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from jxtrade.model.plan import Plan

MARK = re.compile("<[^<>\n]+>")
FILLED = {
    "<计划名称>": "稳外贸工作方案", "<年份>": "2025", "<区县一>": "东城", "<区县二>": "west",
    "<指标一>": "新增企业", "<指标二>": "sales", "<指标一的单位>": "家", "<指标二的单位>": "亿元",
    "<分配数>": "12",
    "<title of the plan>": "A plan", "<year>": "2025", "<district 1>": "north",
    "<district 2>": "south", "<indicator 1>": "jobs", "<indicator 2>": "sales",
    "<unit of indicator 1>": "jobs", "<unit of indicator 2>": "EUR million", "<figure>": "12",
}  # fmt: skip


def body(text: str) -> str:
    """Return a file without its comments."""
    return re.sub("(?m)(^| )#.*$", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_plan_holds_once_each_mark_is_filled_in(lang: str, tmp_path: Path) -> None:
    ran = run("init", "--lang", lang, folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert sorted(each.name for each in (tmp_path / "data").iterdir()) == [
        ".schema", "reports", "targets.yaml",
    ]  # fmt: skip
    targets = tmp_path / "data/targets.yaml"
    text = targets.read_text("utf-8")
    assert bool(re.search("[\u4e00-\u9fff]", text)) == (lang == "zh")
    marks = {
        number: (MARK.search(line), {each[1:-1] for each in MARK.findall(line)})
        for number, line in enumerate(body(text).split("\n"), 1)
        if MARK.search(line)
    }
    checked = run("validate", "--format", "json", folder=tmp_path)
    assert checked.status == 1
    found = checked.json["findings"]
    assert {each["code"] for each in found} == {"JX010"}
    assert [each["line"] for each in found] == [*marks]
    for each in found:
        first, named = marks[each["line"]]
        assert first is not None
        assert each["column"] == first.start() + 1
        assert {*re.findall("「(.*?)」", each["message"]["zh"])} == named
        assert all(f"<{mark}>" in each["hint"]["en"] for mark in named)
    targets.write_text(MARK.sub(lambda each: FILLED.get(each[0], "…"), text), "utf-8")
    checked = run("validate", "--format", "json", "--fail-on", "warning", folder=tmp_path)
    assert (checked.status, checked.json["findings"]) == (0, [])
    assert run("new", "2025Q1", folder=tmp_path).status == 0
    assert run("status", "2025Q1", "--format", "json", folder=tmp_path).status in (0, 2)


def test_one_mark_that_is_left_says_which(tmp_path: Path) -> None:
    run("init", "--lang", "zh", folder=tmp_path)
    targets = tmp_path / "data/targets.yaml"
    text = MARK.sub(lambda each: FILLED.get(each[0], "…"), targets.read_text("utf-8"))
    targets.write_text(text.replace("start: 2025", "start: <年份>"), "utf-8")
    (finding,) = run("validate", "--format", "json", folder=tmp_path).json["findings"]
    assert finding["code"] == "JX010"
    assert finding["message"]["zh"] == "缺少必填项「年份」"
    assert finding["hint"]["zh"] == "填上，连同尖括号换掉：<年份>"
    assert finding["hint"]["en"] == "write what belongs there, brackets included: <年份>"


def test_marks_beyond_what_anybody_reads_are_a_flood_and_other_faults_stand() -> None:
    marks = "".join(f"  - {{id: d{n}, name: <n{n}>}}\n" for n in range(5000))
    text = f"version: 1\nplan: {{title: p, start: 2025, edn: 3}}\ndistricts:\n{marks}"
    found = read_file(text.encode(), "t", FileKind.PLAN, indicators={}).findings
    codes = [each.code for each in found]
    # beside 200 marks: no indicators, no allocations
    assert (codes.count("JX010"), codes.count("JX005"), codes.count("JX011")) == (202, 1, 1)


def test_a_mark_in_a_submission_is_but_a_word() -> None:
    content = b"district: a\nperiod: 2022Q2\nreceived:\nprepared_by: <me>\nvalues: {}\n"
    assert read_file(content, "t", FileKind.DISTRICT, indicators={}).findings == ()


def table(text: str, encoding: str = "utf-8") -> Table:
    return read_table(text.strip("\n").encode(encoding))


def figures(found: Table) -> dict[str, dict[str, str]]:
    return {each.name: each.cells for each in found.measures}


ANNEX = """
附件1,,,,,,,,,,
2022年促进内外贸一体化发展任务分解表,,,,,,,,,,
指标,单位,南湖,秀洲,嘉善,平湖,海盐,海宁,桐乡,经开,港区,合计
“领跑者”企业,家,5,4,5,5,4,5,5,2,1,36
改革试点产业基地,个,1,1,1,1,1,1,1,1,1,9
新增出口实绩企业数量,家,55,42,64,55,53,119,65,34,13,500
出口转内销,亿元,9.6,9.6,13.2,14.4,9.6,14.4,14.4,12,10.8,108
"""


def turned(text: str) -> str:
    """Return a table with rows and columns exchanged."""
    return "\n".join(
        map(",".join, zip(*(line.split(",") for line in text.split("\n")), strict=True))
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_annex_1_gives_the_shipped_allocations(
    encoding: str, delimiter: str, *, is_turned: bool, tmp_path: Path
) -> None:
    lines = ANNEX.strip("\n").split("\n")
    text = turned("\n".join(lines[2:])) if is_turned else "\n".join(lines)
    (tmp_path / "annex.csv").write_bytes(text.replace(",", delimiter).encode(encoding))
    ran = run("init", "--from", "annex.csv", "--as-of", "2022-04-01", folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    checked = run("validate", "--format", "json", "--fail-on", "warning", folder=tmp_path)
    assert checked.status == 0, checked.out
    assert allocated(tmp_path / "data") == allocated(DATA)
    plan = plan_of(tmp_path / "data")
    assert [each.name.zh for each in plan.districts] == [each.id for each in plan.districts]
    assert str(plan.allocations[0].values["出口转内销"]["海盐"].to) == "9.6"
    assert {key: str(total) for key, total in plan.allocations[0].totals.items()} == {
        "领跑者企业": "36", "改革试点产业基地": "9", "新增出口实绩企业数量": "500",
        "出口转内销": "108",
    }  # fmt: skip
    assert plan.allocations[0].year_assumed == is_turned
    shipped = plan_of(DATA)
    for made, own in zip(plan.indicators, shipped.indicators, strict=True):
        assert (made.name.zh, made.unit.zh, made.kind, made.places) == (
            own.name.zh, own.unit.zh, own.kind, own.places,
        )  # fmt: skip


def plan_of(folder: Path) -> Plan:
    loaded = open_workspace(folder).plan
    assert loaded is not None
    return loaded.model


def allocated(folder: Path) -> dict[tuple[str, str], Decimal]:
    """Return what is allocated in 2022, by the names of indicator and district."""
    plan = plan_of(folder)
    (allocation,) = plan.allocations
    assert allocation.year == 2022
    return {
        (plan.indicator[indicator].name.zh, plan.district[district].name.zh): each.to
        for indicator, cells in allocation.values.items()
        for district, each in cells.items()
    }


def test_districts_down_under_headings_of_several_rows() -> None:
    found = table("""
2023年重点指标分解表,,,,,,
,,,,,单位：家,
县（市、区）,企业培育,,贸 易,,合计,备注
,小巨人,专精特新,新增出口,销售额（万元）,,
东 城 区,3,—,"1,234",12.50,,含开发区
西城区,4,2,/,8.25,,
南城区,,,,,,
全市,7,2,1234,20.75,,
注：本表不含市本级,,,,,,
""")
    assert (found.title, found.year) == ("2023年重点指标分解表", 2023)
    assert found.districts == ("东城区", "西城区", "南城区")
    assert [each[:4] for each in found.measures] == [
        ("小巨人", "家", "count", None), ("专精特新", "家", "count", None),
        ("新增出口", "家", "count", None), ("销售额", "万元", "amount", 2),
    ]  # fmt: skip
    assert figures(found) == {
        "小巨人": {"东城区": "3", "西城区": "4"}, "专精特新": {"西城区": "2"},
        "新增出口": {"东城区": "1234"}, "销售额": {"东城区": "12.50", "西城区": "8.25"},
    }  # fmt: skip
    assert [each.total for each in found.measures] == ["7", "2", "1234", "20.75"]
    said = "\n".join(each.zh for each in found.assumed)
    assert "一行一个区县，共 3 个：东城区、西城区、南城区" in said
    assert "「全市」作为文件写明的合计" in said
    assert "没有用：备注、合计" in said
    assert "没有分配数的 6 格：小巨人 南城区、专精特新 东城区、专精特新 南城区、" in said


def test_units_in_a_row_of_their_own() -> None:
    for row in ("单位;家;亿元;%", ";（家）;（亿元）;（%）", "计量单位;家;亿元;%"):
        found = table(f"区县;新增出口;转内销;达标率\n{row}\n甲;1,234;1.5;80%\n乙;–;2;75.5\n")
        assert [each[:4] for each in found.measures] == [
            ("新增出口", "家", "count", None), ("转内销", "亿元", "amount", 1),
            ("达标率", "%", "rate", 1),
        ]  # fmt: skip
        assert figures(found) == {
            "新增出口": {"甲": "1234"}, "转内销": {"甲": "1.5", "乙": "2"},
            "达标率": {"甲": "80", "乙": "75.5"},
        }  # fmt: skip


def test_districts_across_with_sections_and_numbers() -> None:
    found = table("""
序号\t指标\t计量单位\tNorth\tSouth
\t一、企业
1\t新增出口\t户\t3\t-
2\t小巨人\t户\t0\t1
\t二、金额
3\t进口额\t亿美元\t4\t5
""")
    assert found.districts == ("North", "South")
    assert figures(found) == {
        "新增出口": {"North": "3"}, "小巨人": {"North": "0", "South": "1"},
        "进口额": {"North": "4", "South": "5"},
    }  # fmt: skip
    # 亿美元 is measured: it may have decimals though the table shows none
    assert [each.kind for each in found.measures] == ["count", "count", "amount"]
    assert "没有用：序号、一、企业、二、金额" in [each.zh for each in found.assumed]


def test_groups_beside_names_and_headings_told_apart() -> None:
    found = table("""
市,县,出口,,进口,
,,家数（家）,金额/亿元,家数（家）,金额/亿元
甲市,东县,1,2.5,3,4
,西县,5,6,7,8.25
乙市,南县,9,10,11,12
""")
    assert found.districts == ("东县", "西县", "南县")
    assert figures(found)["出口家数"] == {"东县": "1", "西县": "5", "南县": "9"}
    assert figures(found)["进口金额"] == {"东县": "4", "西县": "8.25", "南县": "12"}


def test_words_beside_figures_are_left_out_and_parts_of_a_figure_are_figures() -> None:
    found = table("""
附件2,,,,,
各县（市、区）2025年招商引资目标任务分解表,,,,,
序号,单位,实际利用外资（万美元）,新引进项目（个）,其中：亿元以上（个）,责任领导
1,甲县,"12,000",15,3,张某
2,乙市,"8,500",10,2,李某
3,丙区,6300,8,—,王某
,合计,"26,800",33,5,
"注：1.本表数据为年度目标；2.由市商务局负责解释。",,,,,
""")
    assert (found.title, found.year) == ("各县（市、区）2025年招商引资目标任务分解表", 2025)
    assert found.districts == ("甲县", "乙市", "丙区")
    assert figures(found) == {
        "实际利用外资": {"甲县": "12000", "乙市": "8500", "丙区": "6300"},
        "新引进项目": {"甲县": "15", "乙市": "10", "丙区": "8"},
        "其中：亿元以上": {"甲县": "3", "乙市": "2"},
    }  # fmt: skip
    assert [each.total for each in found.measures] == ["26800", "33", "5"]
    assert "没有用：序号、责任领导" in [each.zh for each in found.assumed]


def test_units_above_the_lowest_headings_and_beside_numbers() -> None:
    found = table("""
序号,区县,出口（亿元）,,就业,
,,2024年实绩,2025年目标,2024年实绩,2025年目标
,单位,亿元,亿元,人,人
1,甲区,1.5,2,30,40
2,乙区,2.5,3,50,60
填表人：张某,,,审核：李某,,
""")
    for each in (
        found,
        table("""
区县,出口（亿元）,,就业（人）,
,2024年实绩,2025年目标,2024年实绩,2025年目标
甲区,1.5,2,30,40
乙区,2.5,3,50,60
合计（数）,4.0,5,80,100
"""),
    ):
        assert [one[:4] for one in each.measures] == [
            ("出口2024年实绩", "亿元", "amount", 1), ("出口2025年目标", "亿元", "amount", 1),
            ("就业2024年实绩", "人", "count", None), ("就业2025年目标", "人", "count", None),
        ]  # fmt: skip
        assert figures(each)["出口2025年目标"] == {"甲区": "2", "乙区": "3"}
        assert each.districts == ("甲区", "乙区")


def test_a_remark_in_brackets_stays_in_the_name_and_words_around_the_table_are_named() -> None:
    """What is said of an indicator is not lost where its unit stands elsewhere."""
    found = table("""
临江市2023年目标分解表,,,
（临商办〔2023〕5号）,,,单位：见表
指标,单位,东城区,西城区
投诉件数（不超过）,件,200,180
"出口（家）",家,5,6
注：投诉为全年数。,,,
""")
    assert [each[:2] for each in found.measures] == [("投诉件数（不超过）", "件"), ("出口", "家")]
    said = "表上表下的话没有用：（临商办〔2023〕5号）、注：投诉为全年数。"
    assert said in [each.zh for each in found.assumed]


@pytest.mark.parametrize(
    ("lang", "words", "title"), [("zh", "指标,甲区\n", ""), ("en", "Indicator,North\n", "Plan,\n")]
)
def test_a_plan_speaks_as_its_table_does(lang: str, words: str, title: str, tmp_path: Path) -> None:
    """Where neither the call nor the locale names a language, later commands go by the plan's."""
    (tmp_path / "t.csv").write_text(f"{title}{words}A (t),5\nB (t),6\n", "utf-8")
    for said in ("zh", "en"):
        ran = run("init", said, "--from", "t.csv", "--lang", said, folder=tmp_path)
        assert ran.status == 0
        text = (tmp_path / said / "targets.yaml").read_text("utf-8")
        assert f"\nlanguage: {lang}  #" in text
        assert plan_of(tmp_path / said).language == lang


@pytest.mark.parametrize(
    ("text", "is_down"),
    [
        ("区县,出口,进口\n甲,1,2\n乙,3,4\n", True),
        ("指标,甲,乙\n出口,1,2\n进口,3,4\n", False),
        ("District,Exports,Imports\nA,1,2\nB,3,4\n", True),
        ("Indicator,A,B\nExports,1,2\nImports,3,4\n", False),
        (",出口,进口\n甲区,1,2\n乙县,3,4\n", True),
        (",甲区,乙县\n出口,1,2\n进口,3,4\n", False),
        ("名称,出口（家）,进口（亿元）\n甲,1,2\n乙（托管）,3,4\n", True),
        ("名称,甲,乙（托管）\n出口（家）,1,2\n进口（亿元）,3,4\n", False),
        (",出口,进口\n甲,1,2\n乙,3,4\n", True),
    ],
)
def test_direction_is_told_by_units_then_the_corner_then_names(text: str, is_down: bool) -> None:
    found = table(text)
    first = found.measures[0]
    assert [*first.cells.values()] == (["1", "3"] if is_down else ["1", "2"])
    words = "一行一个区县" if is_down else "一列一个区县"
    assert any(each.zh.startswith(words) for each in found.assumed)


def test_all_cells_that_are_no_figures_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        '附件,,\n区县,新增出口（家）,转内销（亿元）\n甲,约5,1.5\n乙,3,9.6亿\n丙,１２,"1,5"\n丁,-3,80%\n',
        "utf-8",
    )
    ran = run("init", "--from", "t.csv", "--lang", "zh", folder=tmp_path)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    said = ran.err.removeprefix("jxtrade: 「t.csv」读不成，什么也没有写：").strip()
    assert sorted(said.split("；")) == sorted([
        "第 3 行「甲」、第 2 列「新增出口（家）」（B3）写的是「约5」，不是数字",
        "第 4 行「乙」、第 3 列「转内销（亿元）」（C4）写的是「9.6亿」，不是数字",
        "第 5 行「丙」、第 2 列「新增出口（家）」（B5）写的是「１２」，不是数字",
        "第 5 行「丙」、第 3 列「转内销（亿元）」（C5）写的是「1,5」，不是数字",
        "第 6 行「丁」、第 2 列「新增出口（家）」（B6）写的是「-3」，不是数字",
        "第 6 行「丁」、第 3 列「转内销（亿元）」（C6）写的是「80%」，不是数字",
    ])  # fmt: skip
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is no figure in the table"),
        ("区县,出口\n甲,约5\n", "there is no figure in the table"),
        ("甲,5\n乙,6\n", "row 1 has figures and there is no heading above it"),
        ("区县,出口（家）,进口\n甲,待定,5\n", "column 2 “出口（家）” (B2): “待定” is no number"),
        ("区县,出口\n甲,5\n甲,6\n", "“甲” stands there twice"),
        ("区县,出口,出口\n甲,5,6\n", "“出口” stands there twice"),
        ("区县,出口,\n甲,5,6\n", "column 3 has figures and no heading"),
        ("区县,出口\n甲,5\n,6\n", "row 3 has figures and no name"),
        ("区县,出口\n甲,5\n小计,5\n", "“小计” is part of a sum; take it out"),
        ("区县,出口\n甲,5\n合计,5\n总计,5\n", "“合计” stands there twice"),
        ("区县,出口\n合计,5\n", "no column holds names"),
        ("区县,出\u200b口\n甲,5\n", "B1 has a character that can't be seen: U+200B"),
        ("区县,出口\n甲\0,5\n", "A2 has a character that can't be seen: U+0000"),
        (f"区县,出口\n{'甲' * 101},5\n", "is too long: a name has at most 100 characters"),
        ('区县,出口\n甲,"' + "5" * 200_000 + '"\n', "a cell is too long to be read"),
    ],
)
def test_what_is_no_table_says_why(text: str, words: str) -> None:
    with pytest.raises(TableError) as refused:
        table(text)
    assert any(words in each.en for each in refused.value.problems)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "it is a spreadsheet's workbook; save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "it is a spreadsheet's workbook; save it as CSV"),
        ("区县,出口\n甲,5\n".encode("utf-16"), "looks like UTF-16; save it as CSV UTF-8"),
        (b"Bezirk,Ausfuhr\n\xff\xff,5\n", "looks like Latin-1"),
        (b"," * 500_000, "the table is too large"),
    ],
)
def test_bytes_of_another_kind_say_so(content: bytes, words: str) -> None:
    with pytest.raises(TableError) as refused:
        read_table(content)
    assert words in refused.value.problems[0].en


def test_a_total_that_does_not_add_up_is_written_as_stated(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("区县,出口（家）\n甲,5\n乙,6\n合计,12\n", "utf-8")
    assert run("init", "--from", "t.csv", folder=tmp_path).status == 0
    ran = run("validate", "--format", "json", folder=tmp_path)
    (finding,) = [each for each in ran.json["findings"] if each["severity"] == "error"]
    assert (ran.status, finding["code"]) == (1, "JX201")
    assert finding["message"]["zh"] == "「出口」各地分配合计 11，文件写明 12，相差 -1"


def test_what_the_table_does_not_say_is_assumed_and_said(tmp_path: Path) -> None:
    (tmp_path / "分解表.csv").write_text("区县,出口,#1 (A)\n甲 区,5,6\nOld Town,6,7\n", "utf-8")
    words = ("--as-of", "2024-03-01", "--lang", "zh")
    ran = run("init", "office", "--from", "分解表.csv", *words, folder=tmp_path, width=200)
    assert (ran.status, ran.err) == (0, "")
    for line in (
        "编码 UTF-8，以逗号分隔",
        "表里没有写单位，暂记「未写明」：出口",
        "表上没有标题，计划名称取自文件名：分解表",
        "表上没有年份，按 2024 年，报表会注明是推定",
        "id 取自名称，去掉不能用的字，英文改小写：old-town、1",
    ):
        assert f"\n  {line}\n" in ran.out
    assert "由表推定，不对的在 office/targets.yaml 里改：\n" in ran.out
    plan = plan_of(tmp_path / "office")
    assert [each.id for each in plan.districts] == ["甲区", "old-town"]
    assert (plan.plan.title.zh, plan.plan.start) == ("分解表", 2024)
    assert [each.unit.zh for each in plan.indicators] == ["未写明", "A"]
    assert plan.allocations[0].year_assumed


@pytest.mark.parametrize(
    "name", ["a\nb: &x.csv", "<t>.csv", "- t.csv", ".csv", "#.csv", "\udcff.csv"]
)
def test_whatever_the_file_is_called_its_plan_holds(name: str, tmp_path: Path) -> None:
    text = (
        f"{'很长的标题' * 4000}\n区县,出口（{'单位' * 45}）\n甲,5\n"
        if name == ".csv"
        else "区,出口\n甲,5\n"
    )
    (tmp_path / name).write_text(text, "utf-8")
    ran = run("init", "--from", name, folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    checked = run("validate", "--format", "json", "--fail-on", "warning", folder=tmp_path)
    assert checked.status == 0, checked.json["findings"]


@pytest.mark.parametrize("words", [("--example", "--from", "t.csv"), ("--from", "none.csv"),
                                   ("--from", "folder"), ("--from", "pipe")])  # fmt: skip
def test_nothing_is_written_where_the_call_cannot_be_carried_out(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    import os  # noqa: PLC0415 - a pipe is made here alone

    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    ran = run("init", *words, folder=tmp_path)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "data").exists()


def test_init_leaves_a_workspace_alone_whatever_it_is_to_write(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("区县,出口（家）\n甲,5\n", "utf-8")
    assert run("init", folder=tmp_path).status == 0
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    for words in ((), ("--example",), ("--from", "t.csv")):
        ran = run("init", *words, "--lang", "en", folder=tmp_path)
        assert (ran.status, ran.out) == (2, "")
        assert "“data” has targets.yaml" in ran.err
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


def test_ids_are_ids_and_no_two_alike() -> None:
    names = [
        "“领跑者”企业",
        "“领跑者” 企业",
        "New exporters",
        "NEW-exporters",
        "……",
        "!",
        "A" * 60,
        "Ⅳ类",
    ]
    assert ids_of(names) == [
        "领跑者企业", "领跑者企业-2", "new-exporters", "new-exporters-2", "x", "x-2", "a" * 40,
        "IV类",
    ]  # fmt: skip


def test_cells_are_named_as_spreadsheets_name_them() -> None:
    named = {(0, 0): "A1", (2, 1): "B3", (9, 25): "Z10", (0, 26): "AA1", (0, 701): "ZZ1"}
    assert {place: address(*place) for place in named} == named


NAMES = st.text(min_size=1, max_size=12)


@settings(max_examples=150)
@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=4), st.data())
def test_a_table_of_any_names_is_refused_or_makes_a_plan(
    rows: list[str], columns: list[str], data: Any
) -> None:
    """The csv module writes what it reads; the plan's figures are the table's."""
    import csv  # noqa: PLC0415 - the writer is the other side of the reader
    import io  # noqa: PLC0415

    cell = st.sampled_from(["", "—", "5", "1,234", "9.60", "x", "合计"])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["区县", *columns])
    for row in rows:
        writer.writerow([row, *(data.draw(cell) for _ in columns)])
    try:
        found = read_table(out.getvalue().encode("utf-8", "surrogatepass"))
    except TableError:
        return
    text = draft.text(draft.of_table(found, "t.csv", 2024), found.lang)
    read = read_file(text.encode(), "t", FileKind.PLAN, indicators={})
    if any("<" in each or visible(each) != each for each in (*rows, *columns)):
        return  # a mark, or a character of one machine's font: both have findings of their own
    assert read.findings == ()
    plan = read.loaded.model if read.loaded else None
    assert plan is not None
    written = [[*map(str, (each.to for each in cells.values()))]
               for cells in plan.allocations[0].values.values()]  # fmt: skip
    assert written == [[*each.cells.values()] for each in found.measures]
