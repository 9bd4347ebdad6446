"""The ledger of targets: figures of the document, verdicts and years worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.figures.targets import Judgement, Operator, reach
from tests.cases import HERE
from tests.programme import allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

D = Decimal
ROOT = HERE.parent
LANGUAGES = ("zh", "en")


def ledger(folder: Path, *words: str) -> dict[str, Any]:
    """Return by name what the ledger says of each quantity."""
    told = run("goals", *words, "--data", ".", "--format", "json", folder=folder).json
    return {each["name"]["zh"]: each for each in told["quantities"]} | {"period": told["period"]}


def rows(quantity: Mapping[str, Any], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(each[key] for key in keys) for each in quantity["targets"]]


# The document does not agree with itself (design/domain.md, "Figures"), and that is no error

KEYS = ("kind", "year", "operator", "target", "reported", "verdict", "gap")


def test_what_the_document_allocates_asks_for_and_aims_at() -> None:
    """36 allocated, 24 asked for in 2022, 100 by 2025; 9, 3 and 10 for bases.

    Of leading enterprises 2, 1, 3, 2, 1 and 1 are reported, 10 in all; of bases one.
    """
    ran = run("goals", "2022Q2", "--format", "json", folder=ROOT)
    assert (ran.status, ran.err) == (0, "")
    quantities = ran.json["quantities"]
    assert [each["indicator"] for each in quantities[:4]] == [
        *("leaders", "bases", "exporters", "resale")
    ]
    assert rows(quantities[0], *KEYS) == [
        ("allocation", 2022, "exactly", "36", "10", "under_way", "26"),
        ("task", 2022, "exactly", "24", "10", "under_way", "14"),
        ("goal", 2025, "exactly", "100", "10", "under_way", "90"),
    ]
    assert rows(quantities[1], *KEYS) == [
        ("allocation", 2022, "exactly", "9", "1", "under_way", "8"),
        ("task", 2022, "exactly", "3", "1", "under_way", "2"),
        ("goal", 2025, "exactly", "10", "1", "under_way", "9"),
    ]
    assert rows(quantities[2], "target", "reported", "gap") == [("500", "231", "269")]
    assert rows(quantities[3], "target", "reported", "gap") == [("108.0", "48.7", "59.3")]
    assert rows(quantities[0], "allocated", "difference") == [
        *((None, None), ("36", "12"), ("36", "-64"))
    ]
    assert [each["document"]["zh"] for each in quantities[0]["targets"]] == [
        *("嘉流通消费办〔2022〕1号 附件1", "附件2 第2项", "一（三）")
    ]
    assert quantities[0]["targets"][0]["left_out"] == ["haiyan"]
    assert [each["year_assumed"] for each in quantities[0]["targets"]] == [True, False, False]


def test_goals_that_nothing_measures_say_so() -> None:
    quantities = run("goals", "2022Q2", "--format", "json", folder=ROOT).json["quantities"]
    unmeasured = [
        (each["id"], each["operator"], each["target"], each["reported"], each["gap"])
        for quantity in quantities
        for each in quantity["targets"]
        if each["verdict"] == "unmeasured"
    ]
    assert unmeasured == [
        ("goal-entities", "more_than", "10000", None, None),
        ("goal-domestic-share", "at_least", "80", None, None),
        ("goal-exports", "exactly", "1000", None, None),
        ("goal-domestic-sales", "at_least", "1000", None, None),
    ]
    shown = run("goals", "2022Q2", "--lang", "zh", folder=ROOT, width=200).out
    assert (
        "2022 年分配合计 36，任务目标 24（+12）；至今分配合计 36，2025 年目标 100（-64）" in shown
    )
    assert (
        "没有指标可以衡量、要另外掌握进度的：外贸主体、外贸企业开展国内销售的比例、新增外贸出口、"
        "新增外贸企业国内销售。" in shown
    )
    assert "示例数据" in shown
    assert "年度推定" in shown


# Verdicts: the first that holds


@pytest.mark.parametrize(
    ("operator", "target", "reported", "over_and_whole", "expected"),
    [
        ("exactly", 24, None, (False, True), ("missing", None, None)),
        ("exactly", 24, 10, (False, True), ("under_way", 14, 0)),
        ("exactly", 24, 10, (False, False), ("under_way", 14, 0)),
        ("exactly", 24, 10, (True, True), ("short", 14, 0)),
        ("exactly", 24, 10, (True, False), ("incomplete", None, None)),
        ("exactly", 24, 24, (False, False), ("met", 0, 0)),
        ("exactly", 24, 25, (False, False), ("above", 0, 1)),
        ("at_least", 20, 20, (False, True), ("met", 0, 0)),
        ("at_least", 20, 23, (True, False), ("met", 0, 3)),
        ("at_least", 20, 19, (True, True), ("short", 1, 0)),
        ("more_than", 20, 20, (True, True), ("short", 0, 0)),
        ("more_than", 20, 21, (False, True), ("met", 0, 1)),
        ("at_most", 20, 12, (False, True), ("under_way", 0, 0)),
        ("at_most", 20, 12, (True, True), ("met", 0, 0)),
        ("at_most", 20, 20, (True, True), ("met", 0, 0)),
        ("at_most", 20, 21, (False, False), ("broken", 0, 1)),
        ("at_most", 0, 0, (True, True), ("met", 0, 0)),
    ],
)
def test_verdict(
    operator: str,
    target: int,
    reported: int | None,
    over_and_whole: tuple[bool, bool],
    expected: tuple[str, int | None, int | None],
) -> None:
    figure = None if reported is None else D(reported)
    is_over, is_whole = over_and_whole
    found = reach(D(target), Operator(operator), figure, is_over=is_over, is_whole=is_whole)
    assert found == (Judgement(expected[0]), *expected[1:])


# Several years


def goal(id_: str, year: int, target: dict[str, Any], about: str | None) -> dict[str, Any]:
    named = {"id": id_, "name": id_, "unit": "firms", "year": year}
    return named | {"target": target, "indicator": about}


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """Return 2022 with 12 and 7 firms by its last quarter submitted, Q3, and 2023 with 9 in Q1.

    The share of 2022 is 30 of 40 and 10 of 40, that of 2023 45 of 60 and 15 of 20.
    """
    ratio = {
        "a": {"numerator": 30, "denominator": 40},
        "b": {"numerator": 10, "denominator": 40},
        "later a": {"numerator": 45, "denominator": 60},
        "later b": {"numerator": 15, "denominator": 20},
    }
    targets = plan(
        ["a", "b"],
        [
            indicator("firms"),
            indicator("share", kind="rate", unit="%"),
            indicator("water", kind="amount", direction="lower", measure="quarterly"),
        ],
        allocation(2022, firms={"a": 10, "b": 10}, share={"a": 50, "b": 50}, water={"a": 8}),
        allocation(2022, effective="2022-11-01", firms={"a": {"from": 10, "to": 12}}),
        allocation(2023, firms={"a": 20, "b": 20}, share={"a": 60, "b": 60}, water={"a": 8}),
        allocation(2023, effective="2023-05-01", firms={"b": {"from": 20, "to": 25}}),
        allocation(2024, firms={"a": 30}),
        goals=[
            goal("all", 2023, {"at_least": 28}, "firms"),
            goal("first", 2022, {"more_than": 19}, "firms"),
            goal("level", 2023, {"at_least": 80}, "share"),
            goal("cap", 2023, {"at_most": 9}, "water"),
        ],
    )
    return write(
        tmp_path,
        targets,
        submission("a", "2022Q2", values={"firms": 5, "water": D("1.5")}),
        submission("a", "2022Q3", values={"firms": 12, "share": ratio["a"], "water": D("2.0")}),
        submission("b", "2022Q3", values={"firms": 7, "share": ratio["b"]}),
        submission("a", "2023Q1", values={"firms": 6, "share": ratio["later a"], "water": D(6)}),
        submission("b", "2023Q1", values={"firms": 3, "share": ratio["later b"]}),
    )


def test_a_goal_adds_the_years_up_and_the_others_have_their_own(years: Path) -> None:
    """In 2023Q1: 19 of 2022 and 9 of 2023 are 28.

    By the end of 2022 12 + 10 are allocated, by that of 2023Q1 40 and not yet 45.
    """
    firms = ledger(years)["firms"]
    assert rows(firms, *KEYS) == [
        ("allocation", 2022, "exactly", "22", "19", "short", "3"),
        ("goal", 2022, "more_than", "19", "19", "short", "0"),
        ("allocation", 2023, "exactly", "40", "9", "under_way", "31"),
        ("goal", 2023, "at_least", "28", "28", "met", "0"),
        ("allocation", 2024, "exactly", "30", None, "missing", None),
    ]
    assert [each["period"] for each in firms["targets"][3]["parts"]] == ["2022Q3", "2023Q1"]
    assert rows(firms, "allocated", "difference")[3] == ("62", "34")


def test_a_level_is_the_last_year_s_and_its_allocation_no_target(years: Path) -> None:
    """60 of 80 are 75 %: 5 less than 80."""
    assert rows(ledger(years)["share"], *KEYS, "surplus") == [
        ("goal", 2023, "at_least", "80", "75.0000", "under_way", "5.0000", "0.0000")
    ]


def test_a_ceiling_is_broken_once_it_is_passed(years: Path) -> None:
    """1.5 and 2.0 are no year to date of 2022: its first quarter is missing; 6 of 2023."""
    assert rows(ledger(years)["water"], *KEYS, "surplus") == [
        ("allocation", 2022, "at_most", "8", None, "missing", None, None),
        ("allocation", 2023, "at_most", "8", "6", "under_way", "0", "0"),
        ("goal", 2023, "at_most", "9", "6", "under_way", "0", "0"),
    ]
    early = ledger(years, "2022Q3")["firms"]
    assert rows(early, "kind", "year", "reported", "verdict")[:2] == [
        ("allocation", 2022, "19", "under_way"),
        ("goal", 2022, "19", "under_way"),
    ]


def test_without_a_submission_every_target_is_there(tmp_path: Path) -> None:
    targets = plan(
        ["a"], [indicator("firms")], allocation(firms={"a": 10}),
        goals=[goal("all", 2025, {"exactly": 50}, "firms")],
    )  # fmt: skip
    found = ledger(write(tmp_path, targets))
    assert found["period"] == "2022Q1"
    assert rows(found["firms"], "kind", "target", "verdict") == [
        ("allocation", "10", "missing"),
        ("goal", "50", "missing"),
    ]
    ran = run("goals", "--data", ".", "--lang", "en", folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "not reported" in ran.out


def test_groups_stand_beside_what_documents_give_them(tmp_path: Path) -> None:
    """The province holds a, b and c: 10 + 20 + 5; the city a and b; nothing is said of the rest."""
    groups = [
        {"id": "province", "name": "Province"},
        {"id": "city", "name": "City", "within": "province"},
        {"id": "rest", "name": "Rest", "within": "province"},
    ]
    districts = [
        {"id": id_, "name": id_, "within": within}
        for id_, within in (("a", "city"), ("b", "city"), ("c", "rest"))
    ]
    given = allocation(firms={"a": 10, "b": 20, "c": 5})
    given["groups"] = {"firms": {"province": 36, "city": 30}}
    folder = write(tmp_path, plan(districts, [indicator("firms")], given, groups=groups))
    found = ledger(folder)["firms"]["groups"]
    assert [(each["group"], each["year"], each["allocated"], each["stated"]) for each in found] == [
        ("province", 2022, "35", "36"),
        ("city", 2022, "30", "30"),
        ("rest", 2022, "5", None),
    ]
    shown = run("goals", "--data", ".", "--lang", "en", folder=folder).out
    assert [line.split() for line in shown.splitlines() if "Province" in line] == [
        ["firms", "Province", "2022", "36", "35", "-1"]
    ]
    given["groups"]["firms"]["province"] = 35
    write(folder, plan(districts, [indicator("firms")], given, groups=groups))
    shown = run("goals", "--data", ".", "--lang", "en", folder=folder).out
    assert "What documents give groups agrees with what is allocated within, figures: 2." in shown


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_layout(lang: str, width: int, golden: Callable[[str, str], None]) -> None:
    ran = run("goals", "2022Q2", "--lang", lang, folder=ROOT, width=width)
    golden(f"view.goals.{lang}.{width}.txt", ran.out)
