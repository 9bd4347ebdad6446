"""`jxtrade tasks`: states of milestones, targets and the summary by department, by hand."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.cases import HERE
from tests.programme import allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

ROOT = HERE.parent
LANGUAGES = ("zh", "en")
STATES = ("due", "done", "done_late", "overdue", "in_progress", "missing", "not_due")


def told(folder: Path, *words: str) -> Any:
    return run("tasks", *words, "--data", ".", "--format", "json", folder=folder).json


def milestones(answer: Any) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for task in answer["tasks"] for each in task["milestones"]}


def counts(row: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(row[each] for each in STATES)


# The shipped plan: design/samples/meeting-paper.md, tables 2-1 to 2-3


def test_summary_by_department_of_the_shipped_plan() -> None:
    answer = run("tasks", "2022Q2", "--format", "json", folder=ROOT).json
    found = {each["id"]: (counts(each), counts(each["supports"])) for each in answer["departments"]}
    nothing = (0,) * len(STATES)
    assert found == {
        "commerce": ((9, 8, 0, 1, 0, 0, 12), (3, 3, 0, 0, 0, 0, 5)),
        "market": ((8, 6, 1, 1, 0, 0, 12), nothing),
        "industry": (nothing, (7, 5, 0, 2, 0, 0, 6)),
        "reform": ((3, 3, 0, 0, 0, 0, 5), nothing),
        "finance": ((3, 3, 0, 0, 0, 0, 4), nothing),
        "pbc": (nothing, (3, 3, 0, 0, 0, 0, 4)),
        "cbirc": (nothing, (3, 3, 0, 0, 0, 0, 4)),
    }
    assert answer["sample"] is True


def test_targets_and_milestones_of_the_shipped_plan() -> None:
    answer = run("tasks", "2022Q2", "--format", "json", folder=ROOT).json
    targets = [each for task in answer["tasks"] for each in task["targets"]]
    assert [(each["target"], each["reported"], each["gap"]) for each in targets] == [
        ("24", "10", "14"), ("3", "1", "2"), ("20", "6", "14"), ("25", "8", "17"),
        ("50", "24", "26"), ("110", "58", "52"), ("10", "3", "7"), ("10", "4", "6"),
        ("10", "3", "7"), ("20", "9", "11"), ("60", "14", "46"), ("100", "47.3", "52.7"),
        ("3", "1", "2"), ("6", "2", "4"),
    ]  # fmt: skip
    assert {each["verdict"] for each in targets} == {"under_way"}
    found = milestones(answer)
    assert len(found) == 56
    first, late, open_ = (found[each] for each in ("T2-Q2-1", "T4-Q1-2", "T9-Q2-2"))
    assert (first["state"], first["on"], first["evidence"]) == ("done", "2022-05-20", ["示例材料"])
    assert (late["state"], late["on"], late["department"]) == ("done_late", "2022-04-28", "market")
    assert (open_["state"], open_["on"], open_["evidence"]) == ("overdue", None, [])
    assert open_["note"]["zh"] == "示例说明：项目评审已完成，公示安排在7月"
    assert open_["source"] == {
        "path": "data/reports/2022Q2/departments/commerce.yaml", "line": 18, "column": 12
    }  # fmt: skip
    assert found["T1-Q4-1"]["source"]["path"] == "data/tasks.yaml"
    ahead = [(each["department"], each["milestone"]) for each in answer["next"]]
    assert len(ahead) == 16
    assert ahead[:2] == [("commerce", "T1-Q3-1"), ("commerce", "T1-Q3-2")]
    assert {each["quarter"] for each in answer["next"]} == {"2022Q3"}


def test_first_screen_says_what_is_owed_and_fits() -> None:
    """Of 23 due two are overdue; 24 lines of 80 cells are what an old terminal shows."""
    sentences = {"zh": "到期的 23 个任务节点中 2 个没有完成。", "en": "2 of 23 milestones due."}
    for lang, said in sentences.items():
        ran = run("status", "2022Q2", "--lang", lang, folder=ROOT, width=80)
        assert said in ran.out
        assert len(ran.out.splitlines()) <= 24
    answer = run("status", "2022Q2", "--format", "json", folder=ROOT).json
    assert counts(answer["summary"]["milestones"]) == (23, 20, 1, 2, 0, 0, 33)


# States, one milestone each


def tasks(year: int = 2022, **changes: Any) -> dict[str, Any]:
    """Return a list of one task that the bureau leads and the office supports."""
    return {
        "version": 1,
        "year": year,
        "document": "示例办〔2022〕2号",
        "departments": [{"id": each, "name": each} for each in ("bureau", "office")],
        "tasks": [task(**changes)],
    }


def task(id_: str = "T1", **changes: Any) -> dict[str, Any]:
    return {"id": id_, "name": id_, "departments": ["bureau", "office"], "milestones": []} | changes


def steps(*quarters: str) -> list[dict[str, str]]:
    return [{"id": f"m{at}", "quarter": each, "name": f"m{at}"} for at, each in enumerate(quarters)]


def says(period: str, department: str = "bureau", **rest: Any) -> dict[str, Any]:
    year, quarter = int(period[:4]), int(period[-1])
    received = date(year + quarter // 4, quarter % 4 * 3 + 1, 6)
    return {"department": department, "period": period, "received": received} | rest


PLAN = plan(["east"], [indicator()], allocation(exporters={"east": 10}))
DONE = {"status": "done", "evidence": ["a paper"]}
BEGUN = {"status": "in_progress"}
IDLE = {"status": "not_started"}


def done(day: str) -> dict[str, Any]:
    return DONE | {"on": date.fromisoformat(day)}


@pytest.mark.parametrize(
    ("words", "period", "state"),
    [
        # one milestone due in the second quarter; what the lead says by quarter
        ({}, "2022Q1", "not_due"),
        ({"2022Q1": BEGUN}, "2022Q1", "in_progress"),
        ({"2022Q1": IDLE}, "2022Q1", "not_due"),
        ({"2022Q1": done("2022-03-20")}, "2022Q1", "done"),
        ({"2022Q1": BEGUN}, "2022Q2", "overdue"),
        ({"2022Q1": IDLE}, "2022Q2", "overdue"),
        ({}, "2022Q2", "missing"),
        ({"2022Q2": BEGUN}, "2022Q2", "overdue"),
        ({"2022Q2": done("2022-06-30")}, "2022Q2", "done"),
        ({"2022Q2": done("2022-07-01")}, "2022Q2", "done_late"),
        ({"2022Q3": done("2022-06-30")}, "2022Q3", "done"),
        ({"2022Q3": done("2022-07-01")}, "2022Q3", "done_late"),
        # a later word is not known yet, and the last one counts
        ({"2022Q3": done("2022-06-30")}, "2022Q2", "missing"),
        ({"2022Q2": done("2022-06-30"), "2022Q3": BEGUN}, "2022Q3", "overdue"),
        # without a day it is late when it was first said in a later quarter
        ({"2022Q2": DONE}, "2022Q2", "done"),
        ({"2022Q2": DONE, "2022Q3": DONE}, "2022Q3", "done"),
        ({"2022Q3": DONE}, "2022Q3", "done_late"),
        ({"2022Q2": BEGUN, "2022Q3": DONE, "2022Q4": DONE}, "2022Q4", "done_late"),
    ],
)
def test_state(words: dict[str, Any], period: str, state: str, tmp_path: Path) -> None:
    sent = [says(each, milestones={"m0": word}) for each, word in words.items()]
    silent = [says(period, "office")]
    folder = write(tmp_path, PLAN, *sent, *silent, tasks=tasks(milestones=steps("Q2")))
    assert milestones(told(folder, period))["m0"]["state"] == state


def test_lead_counts_and_who_says_otherwise_is_named(tmp_path: Path) -> None:
    folder = write(
        tmp_path, PLAN,
        says("2022Q2", milestones={"m0": BEGUN, "m1": DONE}),
        says("2022Q2", "office", milestones={"m0": DONE, "m1": DONE}),
        tasks=tasks(milestones=steps("Q2", "Q2")),
    )  # fmt: skip
    found = milestones(told(folder))
    assert (found["m0"]["state"], found["m1"]["state"]) == ("overdue", "done")
    (other,) = found["m0"]["others"]
    assert (other["department"], other["status"]) == ("office", "done")
    assert other["source"]["path"].endswith("departments/office.yaml")
    assert found["m1"]["others"] == []
    assert "office says done (JX606)" in run("tasks", "--data", ".", "--lang", "en", folder=folder,
                                             width=120).out  # fmt: skip


def test_done_early_is_done_and_not_due(tmp_path: Path) -> None:
    sent = says("2022Q1", milestones={"m0": DONE, "m1": BEGUN})
    folder = write(tmp_path, PLAN, sent, tasks=tasks(milestones=steps("Q2", "Q2", "Q1", "Q4")))
    answer = told(folder)
    bureau, office = answer["departments"]
    assert counts(bureau) == counts(office["supports"]) == (1, 1, 0, 0, 1, 1, 1)
    assert counts(office) == (0,) * len(STATES)
    assert [each["milestone"] for each in answer["next"]] == ["m1"], "what is done is left out"
    shown = run("tasks", "--data", ".", "--lang", "en", folder=folder).out
    assert "Of 1 milestone due, 1 not reported. Not due yet: 3 (of these 1 done, 1" in shown


# Over the turn of the year


@pytest.fixture
def turn(tmp_path: Path) -> Path:
    """Return 2022 with m0 done, m1 overdue, m2 not reported, and a list for 2023 of its own."""
    later = tasks(2023)
    later["departments"] = [{"id": "office", "name": "office"}]
    step = {"id": "m2", "quarter": "Q1", "name": "again"}
    later["tasks"] = [task("T9", departments=["office"], milestones=[step])]
    folder = write(
        tmp_path, PLAN,
        says("2022Q4", milestones={"m0": DONE, "m1": BEGUN}),
        says("2023Q1", milestones={"m1": BEGUN}),
        says("2023Q1", "office", milestones={"m2": done("2023-03-01")}),
        says("2023Q2", milestones={"m1": done("2023-05-02")}),
        tasks=tasks(milestones=steps("Q4", "Q3", "Q4")),
    )  # fmt: skip
    write(tmp_path / "later", PLAN, tasks=later)
    (tmp_path / "later/tasks.yaml").rename(folder / "tasks-2023.yaml")
    return folder


def carried(answer: Any) -> list[tuple[int, str, str]]:
    return [
        (task["year"], each["id"], each["state"])
        for task in answer["tasks"]
        for each in task["milestones"]
        if each["carried"]
    ]


def test_what_is_overdue_is_carried_until_it_is_done(turn: Path) -> None:
    """The id m2 means another milestone from 2023 on, so that nobody can speak of the first."""
    assert carried(told(turn, "2022Q4")) == []
    first = told(turn, "2023Q1")
    assert carried(first) == [(2022, "m1", "overdue"), (2022, "m2", "missing")]
    assert [task["year"] for task in first["tasks"]] == [2022, 2023]
    assert {each["id"]: counts(each) for each in first["departments"]} == {
        "office": (1, 1, 0, 0, 0, 0, 0), "bureau": (2, 0, 0, 1, 0, 1, 0),
    }  # fmt: skip
    assert carried(told(turn, "2023Q2")) == [(2022, "m2", "missing")]
    shown = run("tasks", "2023Q1", "--data", ".", "--lang", "zh", folder=turn).out
    assert "[T1 T1（bureau牵头，office配合）：2022 年结转]" in shown
    assert "其中 2 个是以前年度没有完成、结转过来的。" in shown


def test_next_runs_into_the_list_of_the_next_year(turn: Path) -> None:
    (coming,) = told(turn, "2022Q4")["next"]
    assert (coming["quarter"], coming["department"], coming["milestone"], coming["task"]) == (
        *("2023Q1", "office", "m2", "T9"),
    )
    assert coming["source"]["path"] == "tasks-2023.yaml"


def test_without_a_list_of_the_year_that_is_said(turn: Path) -> None:
    (turn / "tasks-2023.yaml").unlink()
    (turn / "reports/2023Q2/departments/bureau.yaml").write_text(
        "department: bureau\nperiod: 2023Q2\nreceived: 2023-07-06\n"
        "milestones: {m1: {status: done}, m2: {status: done}}\n",
        "utf-8",
    )
    ran = run("tasks", "2023Q2", "--data", ".", "--lang", "en", folder=turn)
    assert "There is no task list for 2023; it belongs in tasks-2023.yaml." in ran.out
    assert told(turn, "2023Q2")["tasks"] == []


# Targets


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("7", None, "under_way", "13", ["east"])),  # the districts' sum
        ({"office": 9}, ("9", "office", "under_way", "11", [])),
        ({"office": 9, "bureau": 20}, ("20", "bureau", "met", "0", [])),  # the task's first
        ({"office": 9, "bureau": -1}, ("9", "office", "under_way", "11", [])),
    ],
)
def test_first_department_s_figure_counts_else_the_districts_sum(
    given: dict[str, int], expected: tuple[Any, ...], tmp_path: Path
) -> None:
    aim = {"id": "t", "name": "t", "target": {"at_least": 20}, "unit": "firms"}
    aims = [aim | {"indicator": "exporters"}, aim | {"id": "other"}]
    targets = plan(["east", "west"], [indicator()], allocation(exporters={"east": 5, "west": 20}))
    folder = write(
        tmp_path, targets,
        submission("west", "2022Q2", values={"exporters": 7}),
        *[says("2022Q2", each, targets={"t": figure}) for each, figure in given.items()],
        tasks=tasks(targets=aims),
    )  # fmt: skip
    answer = told(folder)
    first, other = answer["tasks"][0]["targets"]
    keys = ("reported", "department", "verdict", "gap", "left_out")
    assert tuple(first[each] for each in keys) == expected
    assert tuple(other[each] for each in keys) == (None, None, "missing", None, [])


def test_two_figures_of_a_target_are_named(tmp_path: Path) -> None:
    aim = {"id": "t", "name": "brands", "target": {"exactly": 20}, "unit": "firms"}
    folder = write(
        tmp_path, PLAN,
        says("2022Q2", targets={"t": 6}),
        says("2022Q2", "office", targets={"t": 5}),
        tasks=tasks(targets=[aim]),
    )  # fmt: skip
    shown = run("tasks", "--data", ".", "--lang", "en", folder=folder).out
    assert "“brands”: office gives 5, unlike the figure in use (JX605)." in shown


# What is asked for


def test_one_department_s_tasks_are_those_that_name_it() -> None:
    def answer(*words: str) -> Any:
        return run("tasks", "2022Q2", *words, "--format", "json", folder=ROOT).json

    found = answer("--department", "市商务局")
    assert [task["id"] for task in found["tasks"]] == ["T1", "T2", "T6", "T7", "T9"]
    assert [each["id"] for each in found["departments"]] == ["commerce"]
    assert len(found["next"]) == 8, "six that it leads, two of T7"
    open_ = answer("--department", "commerce", "--open")
    assert {each["state"] for each in milestones(open_).values()} == {"overdue", "not_due"}
    assert len(milestones(open_)) == 12 + 5 + 1
    assert found["departments"] == open_["departments"]
    ran = run("tasks", "2022Q2", "--department", "comerce", "--lang", "en", folder=ROOT)
    assert (ran.status, ran.out) == (2, "")
    assert "there is no department “comerce”; did you mean commerce?" in ran.err


def test_open_leaves_out_what_is_done_and_met(tmp_path: Path) -> None:
    aims = [
        {"id": each, "name": each, "target": {"at_least": 5}, "unit": "firms"}
        for each in ("met", "short")
    ]
    listed = tasks(milestones=steps("Q1", "Q1"), targets=aims)
    listed["tasks"].append(task("T2", milestones=[{"id": "n", "quarter": "Q1", "name": "n"}]))
    sent = says("2022Q1", milestones={"m0": DONE, "n": DONE}, targets={"met": 5, "short": 4})
    answer = told(write(tmp_path, PLAN, sent, tasks=listed), "--open")
    (only,) = answer["tasks"]
    assert ([each["id"] for each in only["targets"]], [*milestones(answer)]) == (["short"], ["m1"])
    ended = says("2022Q2", milestones={"m1": DONE}, targets={"met": 5, "short": 5})
    folder = write(tmp_path, PLAN, ended)
    assert told(folder, "--open")["tasks"] == []
    shown = run("tasks", "--open", "--data", ".", "--lang", "en", folder=folder).out
    assert "Of 3 milestones due, 2 done, 1 done late.\n  Nothing is open.\n" in shown


def test_newest_quarter_with_any_submission_is_shown(tmp_path: Path) -> None:
    folder = write(
        tmp_path, PLAN,
        submission("east", "2022Q1", values={"exporters": 2}),
        says("2022Q2"),
        tasks=tasks(milestones=steps("Q1")),
    )  # fmt: skip
    assert told(folder)["period"] == "2022Q2"
    folder = write(tmp_path, PLAN, submission("east", "2022Q3", values={"exporters": 3}))
    assert told(folder)["period"] == "2022Q3"
    shown = run("tasks", "--data", ".", "--lang", "en", folder=folder).out
    assert "Nothing for this quarter from bureau, office; milestones are as last" in shown


def test_task_list_that_is_not_there_or_broken_is_said(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAN, submission("east", "2022Q1", values={"exporters": 2}))
    ran = run("tasks", "--data", ".", "--lang", "en", folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert "there is no task list in ." in ran.err
    (folder / "tasks.yaml").write_text("year: 2022\n", "utf-8")
    ran = run("tasks", "--data", ".", "--lang", "en", folder=folder)
    assert ran.status == 1
    assert "JX010" in ran.out
    ran = run("goals", "--data", ".", "--lang", "en", folder=folder)
    assert ran.status == 0
    assert "Can't be used: tasks.yaml; its targets are not listed." in ran.out
    ran = run("goals", "--data", ".", "--format", "json", folder=folder)
    assert ran.json["unusable"] == ["tasks.yaml"]


def test_csv_has_a_row_for_each_task() -> None:
    written = run("tasks", "2022Q2", "--format", "csv", folder=ROOT).out
    rows = list(csv.DictReader(written.removeprefix("\ufeff").splitlines()))
    assert [row["id"] for row in rows] == [f"T{number}" for number in range(1, 10)]
    third = rows[2]
    assert (third["row"], third["departments"], third["lead_assumed"]) == (
        *("line", "market; industry", "True"),
    )
    assert (third["source.path"], third["source.line"]) == ("data/tasks.yaml", "51")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "words"),
    [("tasks", ["--department", "commerce"]), ("open", ["--open", "--department", "industry"])],
)
def test_layout(
    name: str, words: list[str], lang: str, width: int, golden: Callable[[str, str], None]
) -> None:
    ran = run("tasks", "2022Q2", *words, "--lang", lang, folder=ROOT, width=width)
    golden(f"view.{name}.{lang}.{width}.txt", ran.out)
