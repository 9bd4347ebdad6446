"""What is not said: a plan of the least fields, and submissions that nobody has filled in."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from jxtrade.read.folder import open_workspace
from tests.cases import AS_OF, lay, verdict
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.model.plan import Plan

PLAN = """version: 1
plan: {title: 计划, start: 2022}
districts:
  - {id: east, name: 东区}
  - {id: west, name: 西区}
indicators:
  - {id: firms, name: 企业, unit: 家, kind: count}
  - {id: sales, name: 销售额, unit: 亿元, kind: amount}
  - {id: share, name: 占比, unit: "%", kind: rate}
allocations:
  - {year: 2022, values: {firms: {east: 10, west: 10}, sales: {east: 8.0}, share: {east: 80}}}
"""
EAST = """district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {firms: 4, sales: 4.1, share: {numerator: 80, denominator: 100}}
"""
EMPTY = ("", "# 以后再填\n", "---\n", " \n\n", "\ufeff")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace of the least plan and one submission."""
    (tmp_path / "targets.yaml").write_text(PLAN, "utf-8")
    file = tmp_path / "reports/2022Q2/districts/east.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(EAST, "utf-8")
    return tmp_path


def plan_of(folder: Path) -> Plan:
    loaded = open_workspace(folder, as_of=AS_OF)
    assert loaded.findings == ()
    assert loaded.plan is not None
    return loaded.plan.model


def test_defaults_of_a_plan(folder: Path) -> None:
    plan = plan_of(folder)
    assert plan.language == "zh"
    assert (plan.plan.start, plan.plan.end) == (2022, 2022)
    assert (plan.plan.document, plan.plan.issued) == (None, None)
    (allocation,) = plan.allocations
    assert allocation.document is None
    assert allocation.effective.isoformat() == "2022-01-01"
    assert (allocation.year_assumed, allocation.totals) == (False, {})
    paces = [list(map(str, each.pace)) for each in plan.indicators]
    assert paces == [["0.25", "0.5", "0.75", "1"]] * 2 + [["1"] * 4]
    assert [each.places for each in plan.indicators] == [0, 1, 1]
    for each in plan.indicators:
        assert (each.roster, each.measure, each.direction) == ("none", "cumulative", "higher")
        assert (each.definition, each.source) == (None, None)
    for district in plan.districts:
        assert (district.full_name, district.code, district.overlaps) == (None, None, ())
    assert (plan.goals, plan.incentives, plan.deadlines) == ((), (), {})
    assert [plan.lights.green, plan.lights.yellow, plan.over_report] == [0, -10, 300]
    assert plan.ranking


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_works_with_the_least_plan(lang: str, folder: Path) -> None:
    calls = [
        ["status"],
        ["status", "--district", "east"],
        *(["status", "--indicator", each] for each in ("firms", "sales", "share")),
        ["gaps"],
        ["goals"],
        ["validate", "--info", "--show-checks"],
        *(["schema", kind] for kind in ("targets", "tasks", "district", "department")),
        ["new", "2022Q3", "west"],
    ]
    calls += [
        [*call, "--format", "json"] for call in (["status"], ["gaps"], ["goals"], ["validate"])
    ]
    for call in calls:
        shared = ["--data", ".", "--lang", lang]
        shared += [] if call[0] == "schema" else ["--as-of", "2022-07-20"]
        ran = run(*call, *shared, folder=folder)
        assert ran.status == 0, (call, ran.out, ran.err)
        assert ran.err == ""
        words = ran.out
        if call[0] == "new":
            words += (folder / "reports/2022Q3/districts/west.yaml").read_text("utf-8")
        assert not re.search(r"\bNone\b", words), call
        assert not re.search("：$|: $|（）|\\(\\)", words, re.MULTILINE), call


@pytest.mark.parametrize(
    ("header", "allocation", "shown"),
    [
        ("", "", "「计划」没有写明年度"),
        ("document: 甲号, ", "", "「甲号」没有写明年度"),
        ("document: 甲号, ", "document: 乙号, ", "「乙号」没有写明年度"),
    ],
)
def test_an_allocation_is_of_the_plans_document(
    header: str, allocation: str, shown: str, folder: Path
) -> None:
    text = PLAN.replace("{title", "{" + header + "title")
    text = text.replace("{year: 2022", "{" + allocation + "year_assumed: true, year: 2022")
    goal = "{id: g, name: 总数, target: {exactly: 30}, unit: 家, year: 2022, indicator: firms}"
    (folder / "targets.yaml").write_text(f"{text}goals: [{goal}]\n", "utf-8")
    found = {each.code: each for each in verdict(folder).findings}
    assert found["JX206"].message.zh.startswith(shown)
    assert found["JX202"].message.zh == (
        f"「企业」2022 年分配合计 20，2022 年的目标是 30（出处：{shown[1:3]}；总数）"
    )
    assert "None" not in found["JX202"].hint.zh
    ran = run("status", "--data", ".", folder=folder)
    assert shown[1:3] in ran.out.partition("年度推定")[2]


@pytest.mark.parametrize("field", ["title", "start"])
def test_a_plan_needs_its_title_and_start(field: str, folder: Path) -> None:
    text = re.sub(rf"{field}: [^,}}]*,? ?", "", PLAN)
    (folder / "targets.yaml").write_text(text, "utf-8")
    (finding,) = open_workspace(folder).findings
    assert (finding.code, finding.location.line) == ("JX010", 2)
    assert f"「{field}」" in finding.message.zh


@pytest.mark.parametrize("lines", ["allocations: []\n", "allocations:\n", ""])
def test_a_plan_needs_an_allocation(lines: str, folder: Path) -> None:
    (folder / "targets.yaml").write_text(PLAN.partition("allocations")[0] + lines, "utf-8")
    (finding,) = open_workspace(folder).findings
    assert finding.code == ("JX013" if "[" in lines else "JX010")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("sender", ["east", "commerce"])
def test_a_blank_as_new_writes_it_is_no_error(sender: str, lang: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    ran = run("new", "2022Q3", sender, "--data", ".", "--as-of", "2022-08-01", folder=folder)
    assert ran.status == 0
    checked = run("validate", "--data", ".", "--info", "--as-of", "2022-10-20", "--lang", lang,
                  "--format", "json", folder=folder)  # fmt: skip
    assert checked.status == 0
    (finding,) = json.loads(checked.out)["findings"]
    assert (finding["code"], finding["severity"]) == ("JX705", "warning")
    named = ["received", "prepared_by", "leaders", "exporters", "resale"]
    if sender == "commerce":
        named = ["received", "prepared_by", "T1-leaders"]
        assert "T1-Q1-1" not in finding["message"]["zh"], "it is done"
    for each in named:
        assert each in finding["message"]["zh"]
        assert each in finding["message"]["en"]
    if sender == "east":
        assert "「出口企业」（exporters）" in finding["message"]["zh"]
        assert "“exporters” (exporters)" in finding["message"]["en"]


def states(folder: Path, district: str) -> dict[str, str]:
    """Return the district's states in the second quarter."""
    shown = run("status", "2022Q2", "--data", ".", "--format", "json", "--as-of", "2022-07-20",
                folder=folder).json  # fmt: skip
    return {
        each["indicator"]: each["state"] for each in shown["lines"] if each["district"] == district
    }


@pytest.mark.parametrize("content", EMPTY)
def test_an_empty_file_is_a_missing_submission(content: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / "reports/2022Q2/districts/east.yaml").write_text(content, "utf-8")
    (finding,) = verdict(folder).findings
    assert (finding.code, finding.location.line, finding.location.column) == ("JX705", 1, 1)
    assert finding.message.zh == "还没有填：整份文件"
    assert set(states(folder, "east").values()) == {"missing"}
    shown = run("status", "2022Q2", "--data", ".", "--format", "json", folder=folder).json
    assert [each["id"] for each in shown["missing"]] == ["east"]


def test_what_is_filled_in_is_used(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    file = folder / "reports/2022Q2/districts/east.yaml"
    text = file.read_text("utf-8").replace("received: 2022-07-05", "received:")
    file.write_text(text.replace("exporters: 31", "exporters:"), "utf-8")
    targets = folder / "targets.yaml"
    deadline = "deadlines: {2022Q2: 2022-07-10T17:30}\n"
    targets.write_text(targets.read_text("utf-8") + deadline, "utf-8")
    (finding,) = verdict(folder).findings
    assert finding.code == "JX705"
    assert finding.message.zh == "还没有填：「received」（收到时间）、「出口企业」（exporters）"
    assert finding.message.en == "not filled in: “received”, “exporters” (exporters)"
    assert states(folder, "east") == {
        "leaders": "value", "exporters": "missing", "resale": "value",
    }  # fmt: skip


def test_a_quarter_of_blanks_is_reported_by_nobody(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    for sender in ("east", "west"):
        run("new", "2022Q3", sender, "--data", ".", folder=folder)
    (folder / "reports/2022Q3/districts/port.yaml").write_text("", "utf-8")
    found = [(each.code, each.severity.value) for each in verdict(folder).findings]
    assert found == [("JX705", "warning")] * 3
    assert str(verdict(folder).city.received.periods[-1]) == "2022Q2"


@pytest.mark.parametrize("office", ["targets.yaml", "tasks.yaml", "waivers.yaml"])
@pytest.mark.parametrize("content", EMPTY)
def test_an_empty_file_of_the_office_is_refused(office: str, content: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / office).write_text(content, "utf-8")
    found = {
        (each.code, each.location.path.rpartition("/")[2])
        for each in open_workspace(folder).findings
    }
    assert found == {("JX003", office)}


def test_a_blank_allocation_is_none(folder: Path) -> None:
    (folder / "targets.yaml").write_text(PLAN.replace("{east: 80}", "{east: 80, west: }"), "utf-8")
    assert plan_of(folder).allocations[0].values["share"].keys() == {"east"}


def test_who_has_filled_in_nothing_is_named_once(folder: Path) -> None:
    blank = "district: west\nperiod: 2022Q2\nreceived:\nprepared_by:\nvalues:\n  firms:\n"
    (folder / "reports/2022Q2/districts/west.yaml").write_text(blank, "utf-8")
    ran = run("status", "--data", ".", "--lang", "zh", folder=folder)
    assert re.findall(r"西区的.*", ran.out) == ["西区的报送（JX705 west.yaml:3）。"]
