"""Scores and places of the assessment, each worked out by hand here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.cases import HERE
from tests.programme import allocation, block, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.programme import Ran

D = Decimal
SHARE = {"method": "proportional"}
ALL_OR = {"method": "threshold"}


def scored(folder: Path, period: str = "2022Q2", *more: str, **rest: Any) -> Ran:
    call = ("score", period, *more, "--data", ".", "--as-of", "2023-02-01")
    return run(*call, folder=folder, **rest)


def lay(  # noqa: PLR0913 - each test says what it is about
    folder: Path,
    scoring: dict[str, Any],
    reported: dict[str, dict[str, Any]],
    *,
    about: dict[str, dict[str, Any]] | None = None,
    allocated: dict[str, Any] | None = None,
    period: str = "2022Q2",
    **rest: Any,
) -> Path:
    """Write a plan that allocates 20 of everything to everybody, and what each reports."""
    kinds: dict[str, dict[str, Any]] = {name: {} for name in scoring["indicators"]}
    kinds |= about or {}
    cells = {name: dict.fromkeys(reported, 20) for name in kinds} | (allocated or {})
    rest = {"scoring": scoring} | rest
    targets = plan(
        [*reported],
        [indicator(name, **each) for name, each in kinds.items()],
        allocation(**cells),
        **rest,
    )
    sent = [submission(each, period, values=values) for each, values in reported.items()]
    return write(folder, targets, *sent)


def only(ran: Ran, district: str = "a") -> Any:
    (found,) = (each for each in ran.json["districts"] if each["district"] == district)
    return found


def points(ran: Ran, district: str = "a") -> dict[str, str | None]:
    return {each["indicator"]: each["points"] for each in only(ran, district)["parts"]}


@pytest.mark.parametrize(
    ("rule", "reported", "period", "earned"),
    [
        # Of 20 linear, 10 are due at the half of the year: 4 of 10 of 60 points are 24.
        (SHARE, 4, "2022Q2", "24.00"),
        (SHARE, 0, "2022Q2", "0.00"),
        (SHARE, 10, "2022Q2", "60.00"),
        (SHARE, 11, "2022Q2", "60.00"),
        # 11 of 10 is 110 %, below the cap; 13 of 10 is 130 %, of which 120 count: 72.
        (SHARE | {"cap": 120}, 11, "2022Q2", "66.00"),
        (SHARE | {"cap": 120}, 13, "2022Q2", "72.00"),
        # 10 of 10 is above a cap of 80 %: 48.
        (SHARE | {"cap": 80}, 10, "2022Q2", "48.00"),
        # At the year's end it is 13 of 20: 39. At the first quarter's 1 of 5: 12.
        (SHARE, 13, "2022Q4", "39.00"),
        (SHARE, 1, "2022Q1", "12.00"),
        # 7 of 15 of 60 are 28; 11 of 15 are 44.
        (SHARE, 7, "2022Q3", "28.00"),
        (ALL_OR | {"below": D("0.5")}, 19, "2022Q2", "30.00"),
        (ALL_OR | {"below": D("0.5")}, 20, "2022Q2", "60.00"),
        (ALL_OR | {"below": D("0.5")}, 31, "2022Q2", "60.00"),
        (ALL_OR, 19, "2022Q4", "0.00"),
    ],
)
def test_two_methods(
    rule: dict[str, Any], reported: int, period: str, earned: str, tmp_path: Path
) -> None:
    scoring = {"indicators": {"x": {"weight": 60} | rule}}
    ran = scored(lay(tmp_path, scoring, {"a": {"x": reported}}, period=period), period,
                 "--format", "json")  # fmt: skip
    assert points(ran) == {"x": earned}
    assert (only(ran)["score"], only(ran)["rank"], only(ran)["unranked"]) == (earned, 1, None)


@pytest.mark.parametrize(
    ("rule", "reported", "earned"),
    [
        (SHARE, 5, "60.00"),
        (SHARE, 20, "60.00"),
        # Of a ceiling of 20, 25 are used: 20 ÷ 25 of 60 is 48; a cap gives nothing more.
        (SHARE, 25, "48.00"),
        (SHARE | {"cap": 120}, 5, "60.00"),
        (ALL_OR | {"below": D("0.25")}, 20, "60.00"),
        (ALL_OR | {"below": D("0.25")}, 21, "15.00"),
    ],
)
def test_ceiling_scores_in_full_while_it_is_kept(
    rule: dict[str, Any], reported: int, earned: str, tmp_path: Path
) -> None:
    scoring = {"indicators": {"x": {"weight": 60} | rule}}
    folder = lay(tmp_path, scoring, {"a": {"x": reported}}, about={"x": {"direction": "lower"}})
    assert points(scored(folder, "2022Q2", "--format", "json")) == {"x": earned}


def test_level_by_numerator_and_denominator_is_exact(tmp_path: Path) -> None:
    """A third in percent of 20 % is 5/3, of 0.009 points 0.015: half up, 0.02."""
    rate = {"kind": "rate"}
    scoring = {"indicators": {"x": {"weight": D("0.009"), "cap": 200} | SHARE}}
    folder = lay(
        tmp_path, scoring, {"a": {"x": {"numerator": 1, "denominator": 3}}}, about={"x": rate}
    )
    assert points(scored(folder, "2022Q2", "--format", "json")) == {"x": "0.02"}


def test_score_is_worked_out_exactly_and_rounded_once(tmp_path: Path) -> None:
    """Thrice 1/3 of 10.004 is 3.33466…, shown as 3.33; together 10.004, shown as 10.00.

    With 10.005 each is 3.335, shown as 3.34, and the sum is 10.005, shown as 10.01.
    """
    rules = {name: {"weight": D("10.005")} | SHARE for name in ("x", "y", "z")}
    folder = lay(tmp_path, {"indicators": rules}, {"a": {"x": 5, "y": 5, "z": 5}},
                 allocated={name: {"a": 30} for name in rules})  # fmt: skip
    ran = scored(folder, "2022Q2", "--format", "json")
    assert (points(ran), only(ran)["score"]) == (dict.fromkeys(rules, "3.34"), "10.01")
    said = scored(folder, "2022Q2", "--lang", "en").out
    assert "  Scores add up exact points and are rounded once" in said


# What is left out, and what is not known


def test_what_is_not_due_gives_its_weight_to_the_others(tmp_path: Path) -> None:
    """X is not due: 60 of y become 100, of which 5 of 10 earn 50; in the year's end both count."""
    rules = {"x": {"weight": 40} | SHARE, "y": {"weight": 60} | SHARE}
    batch = {"x": {"pace": [0, 0, 0, 1]}}
    folder = lay(tmp_path, {"indicators": rules}, {"a": {"x": 5, "y": 5}}, about=batch)
    ran = scored(folder, "2022Q2", "--format", "json")
    assert (points(ran), only(ran)["score"]) == ({"x": None, "y": "50.00"}, "50.00")
    assert [(each["weight"], each["counts"]) for each in only(ran)["parts"]] == [
        ("40", None),
        ("60", "100.0000"),
    ]
    said = scored(folder, "--lang", "en", width=200).out
    assert "left out: not yet due; the other weights are scaled to the same sum.\n" in said


def test_met_before_anything_is_due_counts_of_the_whole(tmp_path: Path) -> None:
    """Nothing is due of x, and 22 of 20 are there: met, 110 % and at most 120 of 40 are 44."""
    rules = {"x": {"weight": 40, "cap": 120} | SHARE, "y": {"weight": 60} | SHARE}
    batch = {"x": {"pace": [0, 0, 0, 1]}}
    folder = lay(tmp_path, {"indicators": rules}, {"a": {"x": 22, "y": 5}}, about=batch)
    ran = scored(folder, "2022Q2", "--format", "json")
    assert (points(ran), only(ran)["score"]) == ({"x": "44.00", "y": "30.00"}, "74.00")


def test_allocation_of_0_is_met(tmp_path: Path) -> None:
    rules = {"x": {"weight": 40} | SHARE, "y": {"weight": 60} | ALL_OR}
    nothing = {"x": {"a": 0}, "y": {"a": 0}}
    folder = lay(tmp_path, {"indicators": rules}, {"a": {"x": 0, "y": 0}}, allocated=nothing)
    assert points(scored(folder, "2022Q2", "--format", "json")) == {"x": "40.00", "y": "60.00"}


def test_unallocated_and_excused_are_left_out(tmp_path: Path) -> None:
    """B is not allocated y, c need not reach it and has not reported it: x has all 100 points."""
    rules = {"x": {"weight": 40} | SHARE, "y": {"weight": 60} | SHARE}
    scoring = {"indicators": rules, "excused": [{"district": "c", "indicator": "y"}]}
    folder = lay(tmp_path, scoring, {"a": {"x": 5, "y": 10}, "b": {"x": 5}, "c": {"x": 5}},
                 allocated={"y": {"a": 20, "c": 20}})  # fmt: skip
    ran = scored(folder, "2022Q2", "--format", "json")
    assert [(each["district"], each["score"]) for each in ran.json["districts"]] == [
        ("a", "80.00"),
        ("b", "50.00"),
        ("c", "50.00"),
    ]
    assert points(ran, "b") == points(ran, "c") == {"x": "50.00", "y": None}
    assert [part["excused"] for part in only(ran, "c")["parts"]] == [False, True]


UNKNOWN: list[tuple[str, dict[str, Any]]] = [
    ("missing", {"values": {"y": 10}}),
    ("suspect", {"values": {"x": -1, "y": 10}}),
    ("not_applicable", {"values": {"y": 10}, "not_applicable": {"x": "none here"}}),
]


@pytest.mark.parametrize(("state", "sent"), UNKNOWN)
@pytest.mark.parametrize("incomplete", [None, "unranked", "zero"])
def test_value_that_is_not_known_is_never_0_in_silence(
    state: str, sent: dict[str, Any], incomplete: str | None, tmp_path: Path
) -> None:
    rules = {"x": {"weight": 40} | SHARE, "y": {"weight": 60} | SHARE}
    scoring = {"indicators": rules} | ({"incomplete": incomplete} if incomplete else {})
    folder = lay(tmp_path, scoring, {"a": {}, "b": {"x": 1, "y": 1}})
    write(folder, _again(scoring), submission("a", "2022Q2", **sent))
    ran = scored(folder, "2022Q2", "--format", "json")
    said = scored(folder, "2022Q2", "--lang", "zh").out
    word = {"missing": "未报", "suspect": "待核", "not_applicable": "不适用"}[state]
    assert [each["status"] for each in only(ran)["parts"]] == [state, "on_pace"]
    if incomplete == "zero":
        assert (points(ran), only(ran)["score"]) == ({"x": "0.00", "y": "60.00"}, "60.00")
        assert f"  a：x{word}，计 0 分。\n" in said
    else:
        assert (points(ran), only(ran)["score"]) == ({"x": None, "y": "60.00"}, None)
        assert (only(ran)["rank"], only(ran)["unranked"]) == (None, "incomplete")
        assert [each["district"] for each in ran.json["districts"]] == ["b", "a"]
        assert f"  a不排名：x{word}。\n" in said


def _again(scoring: dict[str, Any]) -> dict[str, Any]:
    return plan(
        ["a", "b"],
        [indicator("x"), indicator("y")],
        allocation(x={"a": 20, "b": 20}, y={"a": 20, "b": 20}),
        scoring=scoring,
    )


def test_with_nothing_left_there_is_no_score(tmp_path: Path) -> None:
    rules = {"x": {"weight": 40} | SHARE, "y": {"weight": 0} | SHARE}
    scoring = {"indicators": rules, "excused": [{"district": "a", "indicator": "x"}]}
    folder = lay(tmp_path, scoring, {"a": {"x": 5, "y": 5}, "b": {"x": 5, "y": 5}})
    ran = scored(folder, "2022Q2", "--format", "json")
    assert (only(ran)["score"], only(ran)["unranked"]) == (None, "nothing_left")
    assert only(ran, "b")["score"] == "20.00"


# Deductions and places


def test_deductions_of_the_year_to_date(tmp_path: Path) -> None:
    """A is late once and restates once after the deadline: 100 - 1 - 0.5; b has sent nothing in Q1.

    C is in time; what it restates begins from what was never reported, and so restates nothing.
    """
    scoring = {
        "indicators": {"x": {"weight": 100} | SHARE},
        "deductions": {"late": 1, "missing": 3, "restated": D("0.5"), "overdue": 7},
    }
    targets = plan(
        ["a", "b", "c"],
        [indicator("x")],
        allocation(x={"a": 20, "b": 20, "c": 20}),
        scoring=scoring,
        deadlines={"Q": 0},
    )
    changed = {"indicator": "x", "period": "2022Q1", "from": 5, "to": 6, "reason": "counted"}
    write(
        tmp_path,
        targets,
        submission("a", "2022Q1", values={"x": 5}),
        submission("c", "2022Q1", values={"x": 5}),
        submission("a", "2022Q2", values={"x": 10}, restatements=[changed]),
        submission("b", "2022Q2", values={"x": 10}),
        submission("c", "2022Q2", values={"x": 10}, restatements=[changed | {"from": 4}]),
    )
    file = tmp_path / "targets.yaml"
    deadlines = "deadlines: {2022Q1: 2022-04-05, 2022Q2: 2022-07-04}"
    file.write_text(file.read_text("utf-8").replace('"deadlines": {"Q": 0}', deadlines), "utf-8")
    for each in "bc":
        sent = tmp_path / f"reports/2022Q2/districts/{each}.yaml"
        sent.write_text(sent.read_text("utf-8").replace("2022-07-05", "2022-07-01"), "utf-8")
    ran = scored(tmp_path, "2022Q2", "--format", "json")
    off = {
        each["district"]: [(off["kind"], off["times"], off["points"]) for off in each["deductions"]]
        for each in ran.json["districts"]
    }
    assert off == {
        "a": [("late", 1, "1.00"), ("restated", 1, "0.50")],
        "b": [("missing", 1, "3.00")],
        "c": [],
    }
    scores = {each["district"]: (each["score"], each["rank"]) for each in ran.json["districts"]}
    assert scores == {"c": ("100.00", 1), "a": ("98.50", 2), "b": ("97.00", 3)}
    (late, restated) = only(ran)["deductions"]
    assert (late["sources"][0]["path"], late["sources"][0]["line"]) == (
        "reports/2022Q2/districts/a.yaml",
        3,
    )
    assert restated["sources"][0]["line"] == 6


def test_score_stops_at_0(tmp_path: Path) -> None:
    scoring = {
        "indicators": {"x": {"weight": 100} | SHARE},
        "deductions": {"missing": 60},
    }
    folder = lay(tmp_path, scoring, {"a": {"x": 5}, "b": {"x": 10}})
    write(folder, _again_with(scoring), submission("b", "2022Q1", values={"x": 5}))
    ran = scored(folder, "2022Q2", "--format", "json")
    assert (only(ran)["score"], only(ran)["deductions"][0]["points"]) == ("0.00", "60.00")
    assert (only(ran)["rank"], only(ran, "b")["score"]) == (2, "100.00")
    assert "50.00 - 60.00 = -10.00, and at least 0" in scored(folder, "2022Q2", "--explain").out


def _again_with(scoring: dict[str, Any]) -> dict[str, Any]:
    cells = allocation(x={"a": 20, "b": 20})
    return plan(["a", "b"], [indicator("x")], cells, scoring=scoring)


@pytest.mark.parametrize("ranking", [True, False])
def test_places_go_by_the_score_as_it_is_shown(ranking: bool, tmp_path: Path) -> None:
    """3334 and 3333 of 10000 of 10 points are both 3.33 and share the second place."""
    reported = {"a": {"x": 3334}, "b": {"x": 2000}, "c": {"x": 3333}, "d": {"x": 9000}}
    folder = lay(
        tmp_path,
        {"indicators": {"x": {"weight": 10} | SHARE}},
        reported,
        allocated={"x": dict.fromkeys(reported, 10_000)},
        period="2022Q4",
        ranking=ranking,
    )
    ran = scored(folder, "2022Q4", "--format", "json")
    found = [(each["district"], each["score"], each["rank"]) for each in ran.json["districts"]]
    places = (1, 2, 2, 4) if ranking else (None,) * 4
    shown = (("d", "9.00"), ("a", "3.33"), ("c", "3.33"), ("b", "2.00"))
    assert found == [(*each, place) for each, place in zip(shown, places, strict=True)]
    heading = scored(folder, "2022Q4", "--lang", "en").out.splitlines()[2]
    assert ("rank" in heading.split()) == ranking


# Departments

LIST = """\
version: 1
year: 2022
document: annex 2
departments: [{id: trade, name: Trade}, {id: market, name: Market}, {id: idle, name: Idle}]
tasks:
  - id: T1
    name: one
    departments: [trade, market]
    milestones:
      - {id: a, quarter: Q1, name: a}
      - {id: b, quarter: Q2, name: b}
      - {id: c, quarter: Q2, name: c}
      - {id: d, quarter: Q4, name: d}
  - id: T2
    name: two
    departments: [market]
    milestones:
      - {id: e, quarter: Q1, name: e}
      - {id: f, quarter: Q2, name: f}
"""
TRADE = """\
department: trade
period: 2022Q2
received: 2022-07-09
milestones:
  a: {status: done, on: 2022-03-30, evidence: [x]}
  b: {status: done, on: 2022-07-02, evidence: [x]}
  c: {status: in_progress}
  d: {status: done, on: 2022-05-01, evidence: [x]}
"""
MARKET = """\
department: market
period: 2022Q2
received: 2022-07-05
milestones:
  e: {status: done, on: 2022-03-31, evidence: [x]}
  c: {status: done, on: 2022-06-01, evidence: [x]}
"""


@pytest.fixture
def ministries(tmp_path: Path) -> Path:
    """Return a workspace of three departments, whose deadline for 2022Q2 was 2022-07-08."""
    scoring = {
        "indicators": {"x": {"weight": 100} | SHARE},
        "deductions": {"late": 1, "missing": 3, "overdue": D("0.5")},
        "departments": {"weight": 90},
    }
    folder = lay(tmp_path / "of-departments", scoring, {"a": {"x": 5}})
    with (folder / "targets.yaml").open("a", encoding="utf-8") as file:
        file.write("deadlines: {2022Q2: 2022-07-08}\n")
    (folder / "tasks.yaml").write_text(LIST, "utf-8")
    (folder / "reports/2022Q2/departments").mkdir()
    for name, text in (("trade", TRADE), ("market", MARKET)):
        (folder / f"reports/2022Q2/departments/{name}.yaml").write_text(text, "utf-8")
    return folder


def test_departments_score_what_they_lead_and_have_done_in_time(ministries: Path) -> None:
    """Trade: of a, b and c, which are due, a was in time, b late, c is overdue; d is not due yet.

    A third of 90 is 30, less 1 for being late and 0.5 for c. Market: e in time, f never spoken of,
    and what it says of c, which it does not lead, does not count: half of 90. Nothing is due of
    the third. Nobody reported for 2022Q1, so nobody is missing there.
    """
    ran = scored(ministries, "2022Q2", "--format", "json")
    told = {
        each["department"]: (
            each["score"], each["rank"], each["unranked"], each["due"], each["in_time"],
            [(off["kind"], off["times"], off["points"]) for off in each["deductions"]],
        )
        for each in ran.json["departments"]
    }  # fmt: skip
    assert told == {
        "market": ("45.00", 1, None, 2, 1, []),
        "trade": ("28.50", 2, None, 3, 1, [("late", 1, "1.00"), ("overdue", 1, "0.50")]),
        "idle": (None, None, "nothing_left", 0, 0, []),
    }
    said = scored(ministries, "2022Q2", "--explain", "--lang", "en", width=120).out
    rows = [line.split() for line in said.splitlines()]
    assert ["department", "rank", "score", "due", "in", "time", "deducted"] in rows
    assert ["Trade", "2", "28.50", "3", "1", "-1.50"] in rows
    assert "  Without a milestone due, not ranked: Idle.\n" in said
    assert "1 ÷ 3 × 90 = 30.00" in said
    assert "30.00 - 1.00 - 0.50 = 28.50" in said
    assert "[Idle]" not in said


def test_departments_that_are_silent_where_others_report_are_missing(ministries: Path) -> None:
    """A reports for 2022Q1 and Market does not: 45 - 3. The third is asked for nothing."""
    sent = block(submission("a", "2022Q1", values={"x": 5}))
    (ministries / "reports/2022Q1/districts").mkdir(parents=True)
    (ministries / "reports/2022Q1/districts/a.yaml").write_text(sent, "utf-8")
    listed = scored(ministries, "2022Q2", "--format", "json").json["departments"]
    assert [(each["department"], each["score"]) for each in listed] == [
        ("market", "42.00"),
        ("trade", "25.50"),
        ("idle", None),
    ]


def test_departments_score_where_the_plan_says_so_alone(folder: Path, ministries: Path) -> None:
    assert scored(folder, "2022Q2", "--format", "json").json["departments"] == []
    (ministries / "tasks.yaml").unlink()
    assert scored(ministries, "2022Q2", "--format", "json").json["departments"] == []


def test_broken_task_list_is_said(ministries: Path) -> None:
    (ministries / "tasks.yaml").write_text("tasks: [", "utf-8")
    ran = scored(ministries, "2022Q2", "--lang", "en")
    assert ran.status == 0
    assert "tasks.yaml can't be used, so not all departments are scored." in ran.out


# What people are shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace with one of each that can come of a value."""
    rules = {
        "share": {"weight": 30, "cap": 120} | SHARE,
        "gate": {"weight": 20, "below": D("0.5")} | ALL_OR,
        "ceiling": {"weight": 30} | SHARE,
        "batch": {"weight": 20} | SHARE,
    }
    scoring = {
        "incomplete": "zero",
        "indicators": rules,
        "excused": [{"district": "b", "indicator": "gate"}],
        "deductions": {"late": 1, "missing": 3},
    }
    about: dict[str, dict[str, Any]] = {
        "share": {"name": {"zh": "新增出口企业数量", "en": "firms newly exporting"}},
        "ceiling": {"direction": "lower", "name": {"zh": "能耗", "en": "energy used"}},
        "batch": {"pace": [0, 0, 0, 1], "name": {"zh": "基地", "en": "bases"}},
    }
    reported = {
        "a": {"share": 13, "gate": 20, "ceiling": 5, "batch": 1},
        "b": {"share": 7, "ceiling": 25, "batch": 20},
        "c": {"gate": 19, "ceiling": 20, "batch": 0},
    }
    return lay(tmp_path, scoring, reported, about=about)


def test_arithmetic_of_every_cell(folder: Path) -> None:
    """The weights of a and c are scaled by 100/80, those of b by 100/80 as well."""
    listed = scored(folder, "2022Q2", "--format", "json").json["districts"]
    said = {
        (each["district"], part["indicator"]): part["arithmetic"]["en"]
        for each in listed
        for part in each["parts"]
    }
    assert said == {
        ("a", "share"): "13 ÷ (20 × 0.5) = 1.3, counted as 1.2; 1.2 × (30 × 100 ÷ 80) = 45.00",
        ("a", "gate"): "met (20 ≥ 20): 1 × (20 × 100 ÷ 80) = 25.00",
        ("a", "ceiling"): "kept (5 ≤ 20): 1 × (30 × 100 ÷ 80) = 37.50",
        ("a", "batch"): "not yet due: left out",
        ("b", "share"): "7 ÷ (20 × 0.5) × (30 × 100 ÷ 80) = 26.25",
        ("b", "gate"): "excused: left out",
        ("b", "ceiling"): "above (25 > 20): 20 ÷ 25 × (30 × 100 ÷ 80) = 30.00",
        ("b", "batch"): "20 ÷ 20 × (20 × 100 ÷ 80) = 25.00",
        ("c", "share"): "not reported: scores 0",
        ("c", "gate"): "not met (19, target 20): 0.5 × (20 × 100 ÷ 80) = 12.50",
        ("c", "ceiling"): "kept (20 ≤ 20): 1 × (30 × 100 ÷ 80) = 37.50",
        ("c", "batch"): "not yet due: left out",
    }
    scores = {each["district"]: each["score"] for each in listed}
    assert scores == {"a": "107.50", "b": "81.25", "c": "50.00"}
    shown = scored(folder, "2022Q2", "--explain", "--lang", "en", width=120).out
    for each in said.values():
        assert each in shown
    assert "45.00 + 25.00 + 37.50 = 107.50" in shown
    assert "45.00 + 25.00" not in scored(folder, "2022Q2", "--lang", "en", width=120).out


def test_csv_has_a_row_for_each_district(folder: Path) -> None:
    said = scored(folder, "2022Q2", "--format", "csv").out.splitlines()
    assert said[0] == "\ufeffrow,district,district_name.zh,district_name.en,score,rank,unranked"
    assert said[1:] == [
        "line,a,a,a,107.50,1,",
        "line,b,b,b,81.25,2,",
        "line,c,c,c,50.00,3,",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_screen(folder: Path, lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    said = scored(folder, "2022Q2", "--explain", "--lang", lang, width=width).out
    golden(f"view.score.{lang}.{width}.txt", said)


# Without rules, and with wrong ones


@pytest.mark.parametrize("names", [["x"], ["x", "y"], ["x", "y", "z"]])
def test_without_rules_it_says_what_to_write(names: list[str], tmp_path: Path) -> None:
    cells = allocation() | {"values": {each: {"a": 20} for each in names}}
    targets = plan(["a"], [indicator(each) for each in names], cells)
    write(tmp_path, targets, submission("a", "2022Q2", values=dict.fromkeys(names, 10)))
    ran = scored(tmp_path, "2022Q2", "--lang", "zh")
    assert (ran.status, ran.out) == (2, "")
    first, _, example = ran.err.partition("\n\n")
    assert first == (
        "jxtrade: targets.yaml 没有写考核怎样计分（scoring）：写上各指标的权重和计分办法再试，例如"
    )
    with (tmp_path / "targets.yaml").open("a", encoding="utf-8") as file:
        file.write(example)
    ran = scored(tmp_path, "2022Q2", "--format", "json")
    assert (ran.status, ran.err, only(ran)["unranked"]) == (0, "", None)


def test_no_score_is_given_by_rules_with_an_error(tmp_path: Path) -> None:
    scoring = {"indicators": {"x": {"weight": -40} | SHARE, "y": {"weight": 60} | SHARE}}
    folder = lay(tmp_path, scoring, {"a": {"x": 5, "y": 5}})
    sent = submission("a", "2022Q2", values={"x": -5, "y": 5})
    write(folder, _of_one(scoring), sent)
    ran = scored(folder, "2022Q2", "--lang", "en")
    assert (ran.status, ran.err) == (1, "")
    lines = (folder / "targets.yaml").read_text("utf-8").splitlines()
    (at,) = ((row, line.index("-40") + 1) for row, line in enumerate(lines, 1) if "-40" in line)
    assert ran.out.startswith(f"targets.yaml:{at[0]}:{at[1]}: error JX302 negative-value\n")
    assert ran.out.count("JX302") == 1


def _of_one(scoring: dict[str, Any]) -> dict[str, Any]:
    cells = allocation(x={"a": 20}, y={"a": 20})
    return plan(["a"], [indicator("x"), indicator("y")], cells, scoring=scoring)


def test_sample_is_said(tmp_path: Path) -> None:
    scoring = {"indicators": {"x": {"weight": 40} | SHARE}}
    folder = lay(tmp_path, scoring, {"a": {"x": 5}})
    file = folder / "reports/2022Q2/districts/a.yaml"
    file.write_text(block(submission("a", "2022Q2", values={"x": 5}, sample=True)), "utf-8")
    assert scored(folder, "2022Q2", "--format", "json").json["sample"] is True
    assert "示例数据" in scored(folder, "2022Q2", "--lang", "en").out


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_worked_example_of_readme(name: str) -> None:
    """North: 9 of 10 due (20 × 0.5) of 60 are 54, and a base of 1 is met: 40; together 94.

    South: no base is due (pace 0), so exporters weigh all 100; 6 of 6 due are 100, less 1 for one
    late submission (received on the 11th, due on the 10th). East has reported nothing.
    """
    shown = (HERE.parent / name).read_text("utf-8")
    (block_,) = re.findall(r"\$ jxtrade score [^\n]* --explain(.*?)\n```", shown, re.DOTALL)
    lines = [line.split() for line in block_.splitlines()]
    north, south, east = (
        ("North", "South", "East") if name == "README.md" else ("北区", "南区", "东区")
    )
    places = next(index for index, line in enumerate(lines) if line[:1] == [south])
    assert lines[places : places + 3] == [
        [south, "1", "99.00", "-1.00"],
        [north, "2", "94.00", "—"],
        [east, "—", "—", "-3.00"],
    ]
    for arithmetic in (
        "9 ÷ (20 × 0.5) × 60 = 54.00",
        "1 × 40 = 40.00",
        "54.00 + 40.00 = 94.00",
        "6 ÷ (12 × 0.5) × (60 × 100 ÷ 60) = 100.00",
        "-1 × 1 = -1.00",
        "100.00 - 1.00 = 99.00",
        "-3 × 1 = -3.00",
    ):
        assert arithmetic in block_
