"""Who has submitted, when and how late, what is missing, and the deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.programme import allocation, block, indicator, plan, run, submission, write
from tests.test_orders import is_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.programme import Ran

DEADLINE = "2022-07-10T17:30"
DEPARTMENTS = [
    {"id": "trade", "name": {"zh": "商务局", "en": "Trade"}},
    {"id": "idle", "name": "idle"},
]
TASKS = {
    "version": 1,
    "year": 2022,
    "document": "annex 2",
    "departments": DEPARTMENTS,
    "tasks": [
        {
            "id": "T1",
            "name": "a task",
            "departments": ["trade"],
            "milestones": [{"id": "T1-Q4", "quarter": "Q4", "name": "a milestone"}],
        }
    ],
}
NAMES = {"a": "甲区", "b": "乙区", "c": "丙区", "d": "丁区", "e": "戊区", "f": "己区"}


def targets(**rest: Any) -> dict[str, Any]:
    """Return a plan of six districts and two indicators; f is allocated one of them alone."""
    districts = [{"id": id_, "name": {"zh": name, "en": id_}} for id_, name in NAMES.items()]
    return plan(
        districts,
        [indicator("x"), indicator("y", name={"zh": "乙项", "en": "the y"})],
        allocation(x=dict.fromkeys(NAMES, 10), y=dict.fromkeys("abcde", 10)),
        **rest,
    )


def stamped(district: str, received: str, **rest: Any) -> dict[str, Any]:
    """Return a submission for 2022Q2 that says when it was received."""
    found = submission(district, "2022Q2", **({"values": {"x": 5, "y": 5}} | rest))
    return found | {"received": received}


def lay(folder: Path, *submissions: dict[str, Any], deadlines: dict[str, str] | None) -> Path:
    """Write a workspace; days and moments stand without quotes."""
    rest = {} if deadlines is None else {"deadlines": deadlines}
    write(folder, targets(**rest), *submissions, tasks=TASKS)
    for file in folder.rglob("*.yaml"):
        lines = file.read_text("utf-8").splitlines()
        plain = [
            line.replace('"', "") if line.startswith(('"received"', '"deadlines"')) else line
            for line in lines
        ]
        file.write_text("\n".join(plain) + "\n", "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace in which everything has happened that can happen to a submission."""
    laid = lay(
        tmp_path,
        stamped("a", "2022-07-10T17:30"),
        stamped("b", "2022-07-12T18:31"),
        stamped("c", "2022-07-11", values={"x": 5}),
        stamped("e", "2022-07-05"),
        stamped("f", "", values={"x": 5}),
        {"department": "trade", "period": "2022Q2", "received": "2022-07-10"},
        deadlines={"2022Q1": "2022-04-10", "2022Q2": DEADLINE, "2022Q3": "2022-10-10"},
    )
    (laid / "reports/2022Q2/districts/e.yaml").write_text("values: [\n", "utf-8")
    return laid


def collected(folder: Path, *arguments: str, as_of: str = "2022-07-20", **rest: Any) -> Ran:
    return run("collect", *arguments, "--data", ".", "--as-of", as_of, folder=folder, **rest)


def states(ran: Ran) -> dict[str, tuple[str, str | None, str | None, list[str]]]:
    keys = ("state", "received", "late_by", "missing_values")
    return {each["id"]: tuple(each[key] for key in keys) for each in ran.json["submitters"]}


def test_every_state(folder: Path) -> None:
    """B came 2 days, 1 hour and 1 minute late; c gives no hour, so it is late by whole days."""
    ran = collected(folder, "2022Q2", "--format", "json")
    assert states(ran) == {
        "a": ("on_time", "2022-07-10T17:30", None, []),
        "b": ("late", "2022-07-12T18:31", "P2DT1H1M", []),
        "c": ("late", "2022-07-11", "P1D", ["y"]),
        "d": ("missing", None, None, []),
        "e": ("unreadable", None, None, []),
        "f": ("on_time", None, None, []),
        "trade": ("on_time", "2022-07-10", None, []),
    }
    found = ran.json
    assert (found["schema"], found["period"]) == ("jxtrade.collect/1", "2022Q2")
    assert (found["deadline"], found["days_left"]) == (DEADLINE, -10)
    assert found["counts"] == {
        "on_time": 3,
        "late": 2,
        "missing": 1,
        "unreadable": 1,
        "not_due": 0,
    }
    kinds = [(each["kind"], each["id"]) for each in found["submitters"]]
    assert kinds == [*(("district", id_) for id_ in "abcdef"), ("department", "trade")]


def test_each_says_where_it_stands(folder: Path) -> None:
    listed = collected(folder, "2022Q2", "--format", "json").json["submitters"]
    sources = {each["id"]: each["source"] for each in listed}
    assert sources["d"] is None
    assert sources["b"] == {
        "path": "reports/2022Q2/districts/b.yaml",
        "line": 3,
        "column": len('"received": ') - 1,
    }
    assert sources["e"]["path"] == "reports/2022Q2/districts/e.yaml"


def test_findings_count_in_the_file_of_each(folder: Path) -> None:
    """What `validate` says of each file, and of the one that is not there that it is not there."""
    listed = collected(folder, "2022Q2", "--format", "json").json["submitters"]
    call = ("validate", "--data", ".", "--as-of", "2022-07-20", "--format", "json")
    codes: dict[str, list[tuple[str, str]]] = {}
    for each in run(*call, folder=folder).json["findings"]:
        if each["path"].startswith("reports/2022Q2/"):
            name = each["path"].rpartition("/")[2].removesuffix(".yaml")
            codes.setdefault(name, []).append((each["code"], each["severity"]))
    assert codes["d"] == [("JX701", "error")]
    assert sorted(codes["c"]) == [("JX702", "warning"), ("JX703", "warning")]
    assert codes["f"] == [("JX705", "warning")]
    assert codes["e"] == [("JX001", "error")]
    counts = {each["id"]: (each["errors"], each["warnings"]) for each in listed}
    assert {each: counts[each] for each in "abcdef"} == {
        "a": (0, 0),
        "b": (0, 1),
        "c": (0, 2),
        "d": (1, 0),
        "e": (1, 0),
        "f": (0, 1),
    }


def test_waived_finding_does_not_count(folder: Path) -> None:
    """B is late and stays so, but its warning is waived."""
    waiver = {"code": "JX702", "district": "b", "reason": "a storm", "until": "2022-12-31"}
    text = block({"version": 1, "waivers": [waiver]}).replace('"2022-12-31"', "2022-12-31")
    (folder / "waivers.yaml").write_text(text, "utf-8")
    listed = collected(folder, "2022Q2", "--format", "json").json["submitters"]
    told = {each["id"]: (each["state"], each["warnings"]) for each in listed}
    assert (told["b"], told["c"]) == (("late", 0), ("late", 2))


@pytest.mark.parametrize(
    ("as_of", "left"), [("2022-07-09", 1), ("2022-07-10", 0), ("2022-07-11", -1)]
)
def test_until_the_deadlines_day_is_over_nothing_is_missing(
    as_of: str, left: int, folder: Path
) -> None:
    ran = collected(folder, "2022Q2", "--format", "json", as_of=as_of)
    assert states(ran)["d"][0] == ("missing" if left < 0 else "not_due")
    assert ran.json["days_left"] == left


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2022-07-07", ("还有 3 天", "3 days left")),
        ("2022-07-09", ("还有 1 天", "1 day left")),
        ("2022-07-10", ("今天到期", "today")),
        ("2022-07-11", ("已过 1 天", "1 day ago")),
        ("2022-07-20", ("已过 10 天", "10 days ago")),
    ],
)
def test_what_remains_until_the_deadline(as_of: str, said: tuple[str, str], folder: Path) -> None:
    chinese, english = (
        collected(folder, "2022Q2", "--lang", lang, as_of=as_of).out.splitlines()[1]
        for lang in ("zh", "en")
    )
    assert chinese == f"  报送时限 2022-07-10 17:30，{said[0]}。"
    assert english == f"  Deadline 2022-07-10 17:30, {said[1]}."


@pytest.mark.parametrize(
    ("as_of", "period"),
    [
        ("2022-04-10", "2022Q1"),
        ("2022-04-11", "2022Q2"),
        ("2022-07-10", "2022Q2"),
        ("2022-07-11", "2022Q3"),
        ("2022-10-11", "2022Q3"),
    ],
)
def test_without_a_quarter_it_is_that_of_the_next_deadline(
    as_of: str, period: str, folder: Path
) -> None:
    assert collected(folder, "--format", "json", as_of=as_of).json["period"] == period


@pytest.mark.parametrize(
    ("sent", "as_of", "period"),
    [
        (True, "2024-01-01", "2022Q2"),
        (False, "2022-06-29", "2022Q1"),
        (False, "2022-06-30", "2022Q2"),
        (False, "2021-01-01", "2022Q1"),
        (False, "2030-01-01", "2025Q4"),
    ],
)
def test_without_a_deadline_it_is_the_newest_that_came_in_or_is_over(
    sent: bool, as_of: str, period: str, tmp_path: Path
) -> None:
    folder = lay(tmp_path, *([stamped("a", "2022-07-05")] if sent else []), deadlines=None)
    found = collected(folder, "--format", "json", as_of=as_of).json
    assert (found["period"], found["deadline"], found["days_left"]) == (period, None, None)
    in_tasks = period.startswith("2022")
    assert found["counts"]["missing"] == len(NAMES) + in_tasks - sent


def test_deadline_of_no_planned_quarter_is_none(tmp_path: Path) -> None:
    folder = lay(tmp_path, stamped("a", "2022-07-05"), deadlines={"2031Q1": "2031-04-10"})
    assert collected(folder, "--format", "json").json["period"] == "2022Q2"


def test_blank_is_no_submission_and_its_file_no_reason_for_another(tmp_path: Path) -> None:
    folder = lay(tmp_path, deadlines={"2022Q2": DEADLINE})
    assert run("new", "2022Q2", "--data", ".", folder=folder).status == 0
    ran = collected(folder, "2022Q2", "--format", "json")
    assert ran.json["counts"]["missing"] == 7
    assert "jxtrade new" not in collected(folder, "2022Q2", "--lang", "en").out
    (folder / "reports/2022Q2/districts/a.yaml").unlink()
    assert "jxtrade new 2022Q2" in collected(folder, "2022Q2", "--lang", "en").out


@pytest.mark.parametrize("name", ["a.yml", "a (2).yaml", "甲区.yaml"])
def test_file_under_a_wrong_name_is_there_and_unusable(name: str, tmp_path: Path) -> None:
    folder = lay(tmp_path, stamped("b", "2022-07-05"), deadlines={"2022Q2": DEADLINE})
    place = folder / "reports/2022Q2/districts" / name
    place.write_text(block(stamped("a", "2022-07-05")).replace('"', ""), "utf-8")
    ran = collected(folder, "2022Q2", "--format", "json")
    assert states(ran)["a"][0] == "unreadable"
    (source,) = (each["source"] for each in ran.json["submitters"] if each["id"] == "a")
    assert source["path"] == f"reports/2022Q2/districts/{name}"
    assert name in collected(folder, "2022Q2", "--lang", "en").out


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"x": 5, "y": 0}, []),
        ({"x": 5}, ["y"]),
        ({}, ["x", "y"]),
        ({"x": 5, "y": "约5"}, []),
        ({"x": 5, "z": 5}, ["y"]),
    ],
)
def test_value_is_missing_where_nothing_usable_or_not_is_said(
    values: dict[str, Any], missing: list[str], tmp_path: Path
) -> None:
    folder = lay(tmp_path, stamped("a", "2022-07-05", values=values), deadlines=None)
    ran = collected(folder, "2022Q2", "--format", "json")
    assert states(ran)["a"][3] == missing


def test_value_that_does_not_apply_is_not_missing(tmp_path: Path) -> None:
    sent = stamped("a", "2022-07-05", values={"x": 5}, not_applicable={"y": "no such firms"})
    ran = collected(lay(tmp_path, sent, deadlines=None), "2022Q2", "--format", "json")
    assert states(ran)["a"][3] == []


def test_what_is_to_be_done_stands_below(folder: Path) -> None:
    said = collected(folder, "2022Q2", "--lang", "zh", width=200).out
    assert "  6 个县（市、区）：按时 2，迟报 2，未报 1，不能用 1。\n  1 个部门：按时 1。\n" in said
    assert "  未报：丁区。\n" in said
    assert "  没有登记收到时间（不算迟报）：己区；用 jxtrade receive 登记。\n" in said
    assert "不能用，原因见 jxtrade validate：reports/2022Q2/districts/e.yaml。\n" in said
    assert "  没有报的指标：丙区（乙项）。\n" in said
    assert "  乙区  迟报    2022-07-12 18:31  2 天 1 小时 1 分" in said


def test_all_there_and_in_time_asks_for_nothing(tmp_path: Path) -> None:
    sent = [stamped(each, "2022-07-05") for each in "abcde"]
    sent += [stamped("f", "2022-07-05", values={"x": 5})]
    sent += [{"department": "trade", "period": "2022Q2", "received": "2022-07-05"}]
    folder = lay(tmp_path, *sent, deadlines={"2022Q2": DEADLINE})
    said = collected(folder, "2022Q2", "--lang", "en").out.splitlines()
    assert said[1:4] == [
        "  Deadline 2022-07-10 17:30, 10 days ago.",
        "  6 districts: 6 on time.",
        "  1 department: 1 on time.",
    ]
    assert said[-1].split() == ["Trade", "on", "time", "2022-07-05", "0", "0"]
    assert "late by" not in said[6]


def test_earlier_quarter_that_is_still_owed_is_named(folder: Path) -> None:
    said = collected(folder, "2022Q3", "--lang", "en", width=200).out
    assert "  Still missing for 2022Q2: d, e" not in said
    assert "  Still missing for 2022Q2: d.\n" in said
    assert "  Still missing for 2022Q1: a, b, c, d, e, f, Trade.\n" in said


def test_without_a_deadline_nothing_is_in_time_or_late(tmp_path: Path) -> None:
    folder = lay(tmp_path, stamped("a", "2023-07-05"), deadlines=None)
    said = collected(folder, "2022Q2", "--lang", "en").out
    assert "  2022Q2 has no deadline, and nothing is late.\n" in said
    assert "  6 districts: 1 received, 5 missing.\n" in said
    assert states(collected(folder, "2022Q2", "--format", "json"))["a"][0] == "on_time"


def test_milestone_that_is_due_and_not_spoken_of_is_named(folder: Path) -> None:
    """The one milestone is due in the fourth quarter."""
    trade = {"department": "trade", "period": "2022Q4", "received": "2023-01-05"}
    place = folder / "reports/2022Q4/departments"
    place.mkdir(parents=True)
    (place / "trade.yaml").write_text(block(trade).replace('"', ""), "utf-8")
    call = ("2022Q4", "--format", "json")
    told = collected(folder, *call, as_of="2023-01-10").json["submitters"][-1]
    assert (told["id"], told["missing_milestones"]) == ("trade", ["T1-Q4"])
    said = collected(folder, "2022Q4", "--lang", "en", as_of="2023-01-10").out
    assert "  Milestones due, not reported: Trade (a milestone).\n" in said


def test_made_up_submissions_are_said_to_be(tmp_path: Path) -> None:
    folder = lay(tmp_path, stamped("a", "2022-07-05", sample=True), deadlines=None)
    assert collected(folder, "2022Q2", "--format", "json").json["sample"] is True
    assert "示例数据" in collected(folder, "2022Q2", "--lang", "en").out


def test_reminder_is_markdown(folder: Path) -> None:
    said = collected(folder, "2022Q2", "--lang", "zh", "--format", "md").out
    assert "\n\n未报：丁区。\n\n" in said
    assert "\n\n## 县（市、区）\n\n| 单位 | 状态 | 收到 | 迟 | 错误 | 警告 |\n" in said
    assert "\n| 乙区 | 迟报 | 2022-07-12 18:31 | 2 天 1 小时 1 分 | 0 | 1 |\n" in said


def test_csv_has_a_row_for_each(folder: Path) -> None:
    said = collected(folder, "2022Q2", "--format", "csv").out.splitlines()
    assert said[0].startswith(
        "\ufeffrow,kind,id,name.zh,name.en,state,received,late_by,errors,warnings,missing_values,"
    )
    assert said[3].startswith("line,district,c,丙区,c,late,2022-07-11,P1D,0,2,y,")
    assert len(said) == 1 + 7


GROUPS = [
    {"id": "north", "name": {"zh": "北", "en": "North"}},
    {"id": "hill", "name": {"zh": "山", "en": "Hill"}, "within": "north"},
    {"id": "south", "name": {"zh": "南", "en": "South"}},
]
WITHIN = {"a": "hill", "b": "hill", "c": "north", "d": "south", "e": "south"}


@pytest.fixture
def grouped(folder: Path) -> Path:
    """Return the same in groups: a and b within hill, c beside it in north, f in none."""
    found = targets(groups=GROUPS)
    for each in found["districts"]:
        if each["id"] in WITHIN:
            each["within"] = WITHIN[each["id"]]
    file = folder / "targets.yaml"
    deadlines = file.read_text("utf-8").splitlines()[-1]
    file.write_text(f"{block(found)}{deadlines}\n", "utf-8")
    return folder


def test_group_shows_what_lies_within_it(grouped: Path) -> None:
    ran = collected(grouped, "2022Q2", "--group", "北", "--format", "json")
    assert [each["id"] for each in ran.json["submitters"]] == ["a", "b", "c"]
    assert ran.json["group"] == "north"
    assert ran.json["counts"] == {
        "on_time": 1,
        "late": 2,
        "missing": 0,
        "unreadable": 0,
        "not_due": 0,
    }
    assert [each["group"] for each in ran.json["groups"]] == ["hill"]
    said = collected(grouped, "2022Q3", "--group", "south", "--lang", "en").out
    assert said.startswith("Submissions of South for 2022Q3: A plan\n")
    assert "  Still missing for 2022Q2: d.\n" in said
    assert "Trade" not in said


def test_by_group_there_is_a_row_for_each(grouped: Path) -> None:
    """North has a in time, b and c late with 3 warnings; south d missing and e unusable."""
    ran = collected(grouped, "2022Q2", "--by", "group", "--lang", "zh")
    rows = [line.split() for line in ran.out.splitlines()]
    assert ["分组", "按时", "迟报", "未报", "不能用", "错误", "警告"] in rows
    assert ["北", "1", "2", "0", "0", "0", "3"] in rows
    assert ["南", "0", "0", "1", "1", "2", "0"] in rows
    assert ["其他（没有分组）", "1", "0", "0", "0", "0", "1"] in rows
    assert ["合计", "2", "2", "1", "1", "2", "4"] in rows
    assert ["商务局", "按时", "2022-07-10", "—", "0", "0"] in rows
    assert not any(row[:1] == ["甲区"] for row in rows)
    assert "jxtrade collect 2022Q2 --group north" in ran.out
    told = collected(grouped, "2022Q2", "--by", "group", "--format", "json").json
    assert len(told["submitters"]) == 7
    assert {each["group"]: (each["late"], each["warnings"]) for each in told["groups"]} == {
        "north": (2, 3),
        "hill": (1, 1),
        "south": (0, 0),
    }
    csv = collected(grouped, "2022Q2", "--by", "group", "--format", "csv").out.splitlines()
    assert [line.split(",")[0] for line in csv] == ["\ufeffrow", *["line"] * 7, *["group"] * 3]


def test_groups_are_asked_for_where_there_are_some(folder: Path) -> None:
    for call in (("--by", "group"), ("--group", "north")):
        ran = collected(folder, "2022Q2", *call, "--lang", "en")
        assert (ran.status, ran.out) == (2, "")
        assert "the plan has no groups" in ran.err


def test_of_many_districts_those_are_named_that_must_do_something(tmp_path: Path) -> None:
    ids = [f"d{number:02d}" for number in range(41)]
    many = plan(ids, [indicator("x")], allocation(x=dict.fromkeys(ids, 10)))
    write(tmp_path, many, *(submission(each, "2022Q2", values={"x": 5}) for each in ids[1:]))
    said = collected(tmp_path, "2022Q2", "--lang", "en").out
    assert "  41 districts: 40 received, 1 missing.\n  Missing: d00.\n" in said
    assert "d01" not in said
    assert "all 41 districts: jxtrade collect 2022Q2 --all" in said
    assert "\n  d01 " in collected(tmp_path, "2022Q2", "--all", "--lang", "en").out
    assert len(collected(tmp_path, "2022Q2", "--format", "json").json["submitters"]) == 41


def test_year_is_its_own_next_quarter(folder: Path) -> None:
    for as_of, year, period in (
        ("2022-07-08", "2022", "2022Q2"),
        ("2022-07-11", "2022", "2022Q3"),
        ("2022-07-11", "2023", "2023Q1"),
        ("2024-01-05", "2023", "2023Q4"),
    ):
        assert collected(folder, year, "--format", "json", as_of=as_of).json["period"] == period
    assert collected(folder, "2031", "--lang", "en").status == 2


def test_quarter_outside_of_the_plan_is_refused(folder: Path) -> None:
    ran = collected(folder, "2031Q1", "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "2031Q1" in ran.err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_screen(folder: Path, lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    said = collected(folder, "2022Q2", "--lang", lang, width=width).out
    assert not any(map(is_order, said.splitlines()))
    golden(f"view.collect.{lang}.{width}.txt", said)
