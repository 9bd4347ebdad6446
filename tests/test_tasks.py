"""Tasks over several years: whose list counts, and the sentences, worked out by hand."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from jxtrade.findings import Severity, Skipped, Subject
from jxtrade.model.period import Period
from jxtrade.text import Text
from jxtrade.views import jsonschema
from tests.cases import HERE, lay, verdict
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.findings import Finding

MARKET, COMMERCE = (f"reports/2022Q2/departments/{name}.yaml" for name in ("market", "commerce"))
TRADE_23, MARKET_23 = (f"reports/2023Q1/departments/{name}.yaml" for name in ("trade", "market"))
TWO_YEARS = "unknown-task/list-of-the-year"
AS_OF_23 = date(2023, 4, 20)

SENTENCES = [
    (
        "milestone-overdue/other-department-reports-it-done", "JX601", f"{MARKET}:5",
        "「召开会议」（T2-Q2-1）应在 2022Q2 完成，牵头的「市场局」2022Q2 的报送：推进中",
        "“hold the meeting” (T2-Q2-1) was due in 2022Q2; the lead “Market” in 2022Q2: in progress",
        "tasks.yaml:21",
    ),
    (
        "milestone-overdue/not-mentioned", "JX601", f"{MARKET}:4",
        "「召开会议」（T2-Q2-1）应在 2022Q2 完成，牵头的「市场局」2022Q2 的报送：未报",
        "“hold the meeting” (T2-Q2-1) was due in 2022Q2; the lead “Market” in 2022Q2: not reported",
        "tasks.yaml:21",
    ),
    (
        "milestone-overdue/said-before-its-quarter", "JX601",
        "reports/2022Q1/departments/market.yaml:6",
        "「召开会议」（T2-Q2-1）应在 2022Q2 完成，牵头的「市场局」2022Q1 的报送：未开始",
        "“hold the meeting” (T2-Q2-1) was due in 2022Q2; the lead “Market” in 2022Q1: not started",
        "tasks.yaml:21",
    ),
    (
        "milestone-overdue/carried-into-the-next-year", "JX601", f"{MARKET_23}:6",
        "「总结经验」（T2-Q4-1）应在 2022Q4 完成，牵头的「市场局」2023Q1 的报送：推进中",
        "“sum up” (T2-Q4-1) was due in 2022Q4; the lead “Market” in 2023Q1: in progress",
        "tasks.yaml:22",
    ),
    (
        "milestone-overdue/list-of-the-next-year", "JX601", f"{TRADE_23}:5",
        "「印发要点」（S1-Q1-1）应在 2023Q1 完成，牵头的「贸易局」2023Q1 的报送：推进中",
        (
            "“send out the agenda” (S1-Q1-1) was due in 2023Q1;"
            " the lead “Trade” in 2023Q1: in progress"
        ),
        "tasks-2023.yaml:13",
    ),
    (
        "milestone-disagrees/other-says-done", "JX606", f"{COMMERCE}:7",
        "「召开会议」（T2-Q2-1）2022Q2：「商务局」报已完成，牵头的「市场局」报未开始",
        (
            "“hold the meeting” (T2-Q2-1) in 2022Q2: “Commerce” says done,"
            " the lead “Market” not started"
        ),
        f"{MARKET}:5",
    ),
    (
        "milestone-disagrees/list-of-the-next-year", "JX606", f"{MARKET_23}:5",
        "「印发要点」（S1-Q1-1）2023Q1：「市场监管局」报推进中，牵头的「贸易局」报已完成",
        (
            "“send out the agenda” (S1-Q1-1) in 2023Q1: “Market Watch” says in progress,"
            " the lead “Trade” done"
        ),
        f"{TRADE_23}:5",
    ),
    (
        "done-without-evidence/none", "JX602", f"{MARKET}:5",
        "「召开会议」报了已完成，没有佐证",
        "“hold the meeting” is reported done without evidence",
        None,
    ),
    (
        "done-in-future/day-after", "JX604", f"{MARKET}:5",
        "「召开会议」2022-07-07 完成，晚于收到报送的 2022-07-06（+1 天）",
        (
            "“hold the meeting” is done on 2022-07-07,"
            " after the submission was received on 2022-07-06 (+1 d)"
        ),
        None,
    ),
    (
        "not-responsible/milestone-of-the-year-before", "JX603", f"{MARKET_23}:6",
        "「组织申报」由「商务局」负责，不由「市场监管局」负责",
        "“collect applications” belongs to “Commerce”, not to “Market Watch”",
        "tasks.yaml:10",
    ),
    (
        "not-responsible/of-the-years-own-list", "JX603", f"{MARKET_23}:5",
        "「印发要点」由「贸易局」负责，不由「市场监管局」负责",
        "“send out the agenda” belongs to “Trade”, not to “Market Watch”",
        "tasks-2023.yaml:10",
    ),
    (
        "target-differs/sum-of-districts", "JX605", f"{COMMERCE}:8",
        "「领军企业」2022Q2：「商务局」报 2，区县之和是 0，相差 +2",
        "“leading firms” 2022Q2: “Commerce” gives 2, the districts add up to 0 (+2)",
        "reports/2022Q2/districts/east.yaml:6",
    ),
    (
        "target-differs/amount-below-the-sum", "JX605", f"{COMMERCE}:9",
        "「转内销」2022Q2：「商务局」报 11.3，区县之和是 11.6，相差 -0.3",
        "“转内销” 2022Q2: “Commerce” gives 11.3, the districts add up to 11.6 (-0.3)",
        "reports/2022Q2/districts/east.yaml:8",
    ),
    (
        "target-differs/two-departments", "JX605", f"{COMMERCE}:9",
        "「品牌」2022Q2：「商务局」报 6，「市场局」报 5，相差 +1",
        "“brands” 2022Q2: “Commerce” gives 6, “Market” gives 5 (+1)",
        f"{MARKET}:7",
    ),
    (
        "target-differs/three-departments", "JX605", f"{COMMERCE}:9",
        "「品牌」2022Q2：「商务局」报 4，「市场局」报 5，相差 -1",
        "“brands” 2022Q2: “Commerce” gives 4, “Market” gives 5 (-1)",
        f"{MARKET}:7",
    ),
    (
        "unknown-task/department-of-another-year", "JX103",
        "reports/2023Q1/departments/commerce.yaml:1",
        "tasks-2023.yaml 中没有「commerce」",
        "tasks-2023.yaml has no “commerce”",
        None,
    ),
    (
        "misplaced-file/task-list", "JX104", "tasks-2023.yaml:2",
        "文件路径是「tasks-2023.yaml」，里面写的是「2024」",
        "the path says “tasks-2023.yaml”, the file says “2024”",
        None,
    ),
    (
        "not-accepted/two-lists-of-one-year", "JX013", "tasks.yaml:2",
        "「year」不能写「2023」",
        "“year” can't be “2023”",
        "tasks-2023.yaml:2",
    ),
    (
        "missing-submission/department-of-the-years-own-list", "JX701", f"{TRADE_23}:1",
        "「贸易局」没有 2023Q1 的报送",
        "nothing from “Trade” for 2023Q1",
        None,
    ),
    (
        "target-mismatch/list-of-the-next-year", "JX202", "tasks-2023.yaml:12",
        (
            "「领军企业」2023 年分配合计 6，2023 年的任务目标（S1-leaders）是 7"
            "（出处：示例办〔2023〕1号；示例办〔2023〕2号 附件2）"
        ),
        (
            "“leading firms”: 6 allocated for 2023, the task's target (S1-leaders) for 2023 is 7"
            " (sources: 示例办〔2023〕1号; 示例办〔2023〕2号 附件2)"
        ),
        "targets.yaml:46",
    ),
    (
        "uncovered-goal/task-of-the-next-year", "JX203", "tasks-2023.yaml:12",
        "「领军企业」没有对应的分配指标",
        "no allocation serves “leading firms”",
        None,
    ),
    (
        "amendment-mismatch/chain", "JX205", "targets.yaml:51",
        "「东区」的「出口企业」原分配数是 66，这里写的原数是 60",
        "“exporters” of “East” is 66 so far, the change starts from 60",
        "targets.yaml:46",
    ),
    (
        "amendment-mismatch/plain-figure-for-a-cell-that-has-one", "JX205", "targets.yaml:47",
        "「西区」的「出口企业」原分配数是 50，这里没有写原数",
        "“exporters” of “West” is 50 so far, the change names no old figure",
        "targets.yaml:40",
    ),
    (
        "amendment-mismatch/from-for-a-cell-that-has-none", "JX205", "targets.yaml:46",
        "「港区」的「出口企业」原来没有分配数，这里写的原数是 10",
        "“exporters” of “Port” has no allocation so far, the change starts from 10",
        None,
    ),
]  # fmt: skip


def findings(tmp_path: Path, case: str, code: str) -> list[Finding]:
    found = verdict(lay(tmp_path / "w", HERE / "rules" / case)).findings
    return [finding for finding in found if finding.code == code]


def within(tmp_path: Path, path: str) -> str:
    return path.removeprefix(f"{(tmp_path / 'w').as_posix()}/")


@pytest.mark.parametrize("row", SENTENCES, ids=[f"{row[1]}-{row[0]}" for row in SENTENCES])
def test_sentence(row: tuple[str, str, str, str, str, str | None], tmp_path: Path) -> None:
    """The place, both sentences, and the first of the other places."""
    case, code, place, zh, en, related = row
    finding = next(
        each
        for each in findings(tmp_path, case, code)
        if f"{within(tmp_path, each.location.path)}:{each.location.line}" == place
    )
    assert finding.message == Text(zh, en)
    others = [f"{within(tmp_path, each.path)}:{each.line}" for each in finding.related]
    assert others[:1] == ([] if related is None else [related])


HINTS = [
    (
        "amendment-mismatch/chain", "JX205",
        "写成 {from: 66, to: 70}，或补录中间的文件",
        "write {from: 66, to: 70}, or add the document in between",
    ),
    (
        "amendment-mismatch/plain-figure-for-a-cell-that-has-one", "JX205",
        "写成 {from: 50, to: 55}，或补录中间的文件",
        "write {from: 50, to: 55}, or add the document in between",
    ),
    (
        "amendment-mismatch/from-for-a-cell-that-has-none", "JX205",
        "直接写 20，不写 from；或补录前面的文件",
        "write 20 alone, without `from`, or add the document before it",
    ),
    (
        "unknown-task/id-of-another-year", "JX103",
        "tasks-2023.yaml 中有：S1-Q1-1（印发要点）、S1-Q4-1（年终总结）",
        "tasks-2023.yaml has: S1-Q1-1 (send out the agenda), S1-Q4-1 (close the year)",
    ),
    (
        "unknown-task/year-without-a-list", "JX103",
        "2023 年的任务清单写在 tasks-2023.yaml",
        "the task list of 2023 belongs in tasks-2023.yaml",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "code", "zh", "en"), HINTS, ids=[f"{row[1]}-{row[0]}" for row in HINTS]
)
def test_hint(case: str, code: str, zh: str, en: str, tmp_path: Path) -> None:
    assert findings(tmp_path, case, code)[0].hint == Text(zh, en)


def test_two_lists_of_one_year_name_each_other(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "not-accepted/two-lists-of-one-year", "JX013")
    other = (tmp_path / "w/tasks-2023.yaml").as_posix()
    assert finding.hint == Text(
        f"可写：另一年（2023 年的任务清单已有 {other}）",
        f"write one of: another year ({other} is the task list of 2023)",
    )


def test_what_findings_about_tasks_are_about(tmp_path: Path) -> None:
    cells = {
        code: findings(tmp_path / code, case, code)[0].subject
        for code, case in [
            ("JX202", "target-mismatch/list-of-the-next-year"),
            ("JX203", "uncovered-goal/not-allocated"),
            ("JX205", "amendment-mismatch/chain"),
            ("JX601", "milestone-overdue/said-before-its-quarter"),
            ("JX605", "target-differs/sum-of-districts"),
            ("JX606", "milestone-disagrees/other-says-done"),
        ]
    }
    assert cells == {
        "JX202": Subject(None, "leaders", None),
        "JX203": Subject(None, "brands", None),
        "JX205": Subject("east", "exporters", None),
        "JX601": Subject(None, None, "2022Q1"),
        "JX605": Subject(None, "leaders", "2022Q2"),
        "JX606": Subject(None, None, "2022Q2"),
    }


def test_milestone_that_departments_see_differently_is_a_warning(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "milestone-disagrees/other-says-done", "JX606")
    assert finding.severity is Severity.WARNING
    (place,) = finding.related
    assert (place.line, place.column) == (5, 21), "the lead's status"
    assert (finding.location.line, finding.location.column) == (7, 13), "the status alone"


def test_target_that_a_missing_district_hinders_is_said_to_be_unchecked(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules/target-differs/district-missing")
    assert verdict(folder).inspection.skipped == (
        Skipped(
            "JX605",
            "target-differs",
            Text("「东区」未报", "“East” not reported"),
            (folder / COMMERCE).as_posix(),
        ),
    )


def test_broken_task_list_stops_what_needs_one_and_is_named(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules" / TWO_YEARS)
    broken = folder / "tasks-2023.yaml"
    broken.write_text("year: 2023\n", "utf-8")
    inspection = verdict(folder).inspection
    assert {(each.code, each.reason, each.path) for each in inspection.skipped} == {
        (code, Text(f"{broken.as_posix()} 不能用", f"can't be used: {broken.as_posix()}"), None)
        for code in ("JX103", "JX601", "JX602", "JX603", "JX604", "JX605", "JX606")
    }
    assert {finding.code for finding in inspection.findings} == {"JX010"}
    assert broken.as_posix() in inspection.files


def test_without_any_task_list_no_more_is_said_than_that(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / "tasks.yaml").unlink()
    found = verdict(folder).inspection
    reason = Text("没有 tasks.yaml", "there is no tasks.yaml")
    assert {each.reason for each in found.skipped} == {reason}, "departments have submitted"
    assert (found.findings, found.idle) == ((), ())
    for each in folder.glob("reports/*/departments"):
        shutil.rmtree(each)
    found = verdict(folder).inspection
    assert {each.reason for each in found.idle} == {reason}
    assert (found.findings, found.skipped) == ((), ())
    for asked, is_said in (((), False), (("--show-checks",), True)):
        ran = run("validate", *asked, "--lang", "en", folder=folder)
        assert ("there is no tasks.yaml" in ran.out) == is_said


def test_each_year_awaits_its_own_departments(tmp_path: Path) -> None:
    """Those of 2022 are not missed in 2023; without a list of 2023 no department is."""
    folder = lay(tmp_path / "w", HERE / "rules" / TWO_YEARS)
    (folder / TRADE_23).unlink()
    (folder / "reports/2023Q1/districts/east.yaml").unlink()

    def absent(period: Period) -> list[tuple[str, str]]:
        return [each[:2] for each in verdict(folder).city.received.absent(period)]

    assert absent(Period(2023, 1)) == [("districts", "east"), ("departments", "trade")]
    assert absent(Period(2022, 2)) == []
    (folder / "tasks-2023.yaml").unlink()
    assert absent(Period(2023, 1)) == [("districts", "east")]


def test_schema_knows_the_ids_of_every_year(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules" / TWO_YEARS)
    workspace = verdict(folder).workspace
    tasks = {year: each.model for year, each in workspace.tasks.items()}
    told = json.dumps(jsonschema.schema("department", None, tasks), ensure_ascii=False)
    ids = ("commerce", "market", "trade", "T1-leaders", "S1-leaders", "T2-Q4-1", "S1-Q1-1")
    assert [id_ for id_ in ids if f'"{id_}"' not in told] == []


def test_blank_of_a_department_is_its_years(tmp_path: Path) -> None:
    """The year's own tasks, and what the lead has not done by the end of the year before."""
    folder = lay(tmp_path / "w", HERE / "rules" / TWO_YEARS)
    (folder / MARKET_23).unlink()
    ran = run("new", "2023Q1", "market", "--data", "w", "--as-of", "2023-04-06", folder=tmp_path)
    assert ran.status == 0, ran.err
    assert (folder / MARKET_23).read_text("utf-8").split("\n") == [
        "# 市场监管局 2023Q1：冒号后填写，没有数字的行删去；# 后面是说明，可留可删",
        "department: market",
        "period: 2023Q1",
        "received:  # 收到的人填，或用 jxtrade receive 写入",
        "prepared_by:  # 填报人",
        (
            "milestones:  # 写 {status: in_progress} 或 {status: not_started}；"
            "完成的写 {status: done, on: 2023-03-31, evidence: [材料名称]}"
        ),
        "  T2-Q4-1:  # 品牌工作：总结经验；2022Q4 到期未完成",
        "  S1-Q1-1:  # 提升工作：印发要点",
        "targets:",
        "  S1-leaders:  # 领军企业（家），本年累计",
        "# notes:  # 需要说明的指标和原因",
        "",
    ]


def test_what_is_done_is_not_carried_into_the_next_blank(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules" / TWO_YEARS)
    ran = run("new", "2023Q2", "market", "--data", "w", folder=tmp_path)
    assert ran.status == 0, ran.err
    blank = (folder / MARKET_23.replace("Q1", "Q2")).read_text("utf-8")
    assert "T2-Q4-1" not in blank


def test_department_of_a_year_without_a_list_has_nothing_to_report(tmp_path: Path) -> None:
    lay(tmp_path / "w")
    ran = run("--data", "w", "new", "2023Q1", "commerce", folder=tmp_path, JXTRADE_LANG="zh")
    assert ran.status == 2
    assert "2023 年没有任务清单，部门没有要报的；先写 tasks-2023.yaml" in ran.err
    other = run("--data", "w", "new", "2023Q1", "trade", folder=tmp_path, JXTRADE_LANG="en")
    assert other.status == 2
    assert "there is no district or department “trade”" in other.err


def test_department_is_named_as_its_years_list_names_it(tmp_path: Path) -> None:
    tasks = verdict(lay(tmp_path / "w", HERE / "rules" / TWO_YEARS), AS_OF_23).city.programme.tasks
    assert tasks.department_name("market", 2022).zh == "市场局"
    assert tasks.department_name("market", 2023).zh == "市场监管局"
    assert tasks.department_name("market", 2024).zh == "市场监管局"
    assert tasks.department_name("commerce", 2023).zh == "商务局"
    assert tasks.department_name("trade", 2022).zh == "贸易局"
    assert tasks.department_name("tax", 2023).zh == "tax"
