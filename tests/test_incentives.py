"""Who is entitled to an incentive, once, and what it comes to; figures are worked out here."""

from __future__ import annotations

import csv
import shutil
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.programme import allocation, indicator, plan, run, submission, write
from tests.test_data import DATA

if TYPE_CHECKING:
    from pathlib import Path

D = Decimal
ONE, TWO, THREE = "91330402XXXXXX0198", "91330411XXXXXX0274", "91330481XXXXXX035B"
WRONG = "91330402XXXXXX0199"
YUAN = {"zh": "元", "en": "CNY"}


def reward(id_: str, amount: object, unit: object = YUAN, **rest: Any) -> dict[str, Any]:
    return {
        "indicator": id_, "amount": amount, "unit": unit, "per": "one", "condition": "on the list",
        "source": "3 (3)",
    } | rest  # fmt: skip


def listed(name: str, code: str | None = None, **rest: Any) -> dict[str, Any]:
    return {"name": name, **({"uscc": code} if code else {}), "provincial_list": True} | rest


def named(district: str, period: str, received: date | None = None, **rosters: Any) -> Any:
    sent = submission(district, period, rosters=rosters)
    return sent | ({"received": received} if received else {})


FIRMS = indicator("firms", roster="required")
BASES = indicator("bases", roster="optional", roster_codes="optional")
SHARE = indicator("share", kind="rate", roster="optional")


def laid(folder: Path, *sent: Any, incentives: Any = None, **allocated: Any) -> Path:
    """Write a city of three districts; firms bring 70000, bases 300000."""
    values = allocated or {"firms": {"a": 5, "b": 4, "c": 0}, "bases": {"a": 1, "b": 1}}
    known = [reward("firms", 70000), reward("bases", 300000)]
    targets = plan(
        ["a", "b", "c"],
        [FIRMS, BASES, SHARE],
        allocation(**values),
        incentives=known if incentives is None else incentives,
    )
    return write(folder, targets, *sent)


def told(folder: Path, period: str) -> Any:
    call = ("incentives", period, "--data", ".", "--format", "json")
    return run(*call, folder=folder).json


def entitled(folder: Path, period: str = "2022Q2") -> list[tuple[str, ...]]:
    keys = ("indicator", "district", "name", "uscc", "amount", "since")
    return [tuple(each[key] for key in keys) for each in told(folder, period)["entitled"]]


def test_shipped_allocation_would_cost_522_times_ten_thousand(tmp_path: Path) -> None:
    """36 × 7 + 9 × 30 = 522, in 万元; four firms and a base are listed: 4 × 7 + 30 = 58."""
    shutil.copytree(DATA, tmp_path / "data")
    found = run("incentives", "2022Q2", "--format", "json", folder=tmp_path).json
    assert (found["total"], found["if_met"]) == ("580000", "5220000")
    for lang, words in (
        ("zh", ("应奖励 58 万元（580000 元）", "全部完成需 522 万元（5220000 元）", "示例数据")),
        ("en", ("580000 CNY (58 × 10,000)", "5220000 CNY (522 × 10,000)", "sample data")),
    ):
        shown = run("incentives", "2022Q2", "--lang", lang, folder=tmp_path, width=120).out
        assert all(each in shown for each in words)


def test_amounts_by_district_and_in_all(tmp_path: Path) -> None:
    """Two firms and a base of a, a firm of b: 440000 and 70000; 9 × 70000 + 2 × 300000."""
    firms = [listed("one", ONE), listed("two", TWO)]
    folder = laid(
        tmp_path,
        named("a", "2022Q2", firms=firms, bases=[listed("park")]),
        named("b", "2022Q2", firms=[listed("three", THREE), listed("not yet", provincial_list=False)
                                    | {"uscc": "92330483XXXXXX051T"}]),
    )  # fmt: skip
    found = told(folder, "2022Q2")
    assert [tuple(each[key] for key in ("district", "indicator", "count", "amount"))
            for each in found["districts"]] == [
        ("a", "firms", 2, "140000"), ("a", "bases", 1, "300000"), ("b", "firms", 1, "70000"),
    ]  # fmt: skip
    assert (found["total"], found["if_met"], found["sample"]) == ("510000", "1230000", False)
    assert [(each["indicator"], each["amount"], each["count"], each["total"], each["allocated"],
             each["if_met"], each["clause"]) for each in found["clauses"]] == [
        ("firms", "70000", 3, "210000", "9", "630000", "3 (3)"),
        ("bases", "300000", 1, "300000", "2", "600000", "3 (3)"),
    ]  # fmt: skip
    shown = run("incentives", "--data", ".", folder=folder, width=100).out
    assert "“firms”: 1 more is named and not said to be listed" in shown
    assert shown.index("440000") < shown.index("510000", shown.index("440000"))


def test_entitlement_says_where_it_is_written(tmp_path: Path) -> None:
    folder = laid(tmp_path, named("a", "2022Q2", firms=[listed("one", ONE)]))
    (found,) = told(folder, "2022Q2")["entitled"]
    sent = (folder / "reports/2022Q2/districts/a.yaml").read_text("utf-8").split("\n")
    assert sent[found["source"]["line"] - 1][found["source"]["column"] - 1 :].startswith(f'"{ONE}"')
    targets = (folder / "targets.yaml").read_text("utf-8").split("\n")
    place = found["clause_source"]
    assert targets[place["line"] - 1][place["column"] - 1 :].startswith("70000")


def test_firm_is_paid_once_over_all_years_whatever_its_name(tmp_path: Path) -> None:
    folder = laid(
        tmp_path,
        named("a", "2022Q1", firms=[listed("one", ONE)]),
        named("a", "2022Q2", firms=[listed("one and sons", ONE), listed("one", ONE.lower())]),
        named("b", "2023Q1", firms=[listed("one again", f"{ONE[:6]}-{ONE[6:]}")]),
    )
    for period in ("2022Q1", "2022Q2", "2023Q1"):
        assert entitled(folder, period) == [("firms", "a", "one", ONE, "70000", "2022Q1")]
    shown = run("incentives", "2023Q1", "--data", ".", folder=folder, width=200).out
    assert f"one again ({ONE}) counts for a (2022Q1), claimed by b in 2023Q1 too" in shown


def test_once_listed_it_stays_and_what_comes_later_is_not_counted_before(tmp_path: Path) -> None:
    folder = laid(
        tmp_path,
        named("a", "2022Q1", firms=[listed("one", ONE, provincial_list=False)]),
        named("a", "2022Q2", firms=[listed("one", ONE)]),
        named("a", "2022Q3", firms=[listed("two", TWO)]),
        named("a", "2022Q4", firms=[listed("one", ONE, provincial_list=False)]),
    )
    assert entitled(folder, "2022Q1") == []
    assert entitled(folder, "2022Q2") == [("firms", "a", "one", ONE, "70000", "2022Q2")]
    assert [each[2] for each in entitled(folder, "2022Q4")] == ["one", "two"]


@pytest.mark.parametrize(
    ("of_a", "of_b", "owner"),
    [
        (date(2022, 7, 5), date(2022, 7, 4), "b"),
        (datetime(2022, 7, 5, 16, 30), datetime(2022, 7, 5, 8, 0), "b"),  # noqa: DTZ001 - as written
        (date(2022, 7, 5), date(2022, 7, 5), "a"),
    ],
)
def test_firm_belongs_to_the_earlier_claim_then_to_the_plans_order(
    of_a: date, of_b: date, owner: str, tmp_path: Path
) -> None:
    folder = laid(
        tmp_path,
        named("b", "2022Q2", firms=[listed("one", ONE)], received=hour(of_b)),
        named("a", "2022Q2", firms=[listed("one", ONE)], received=hour(of_a)),
    )
    assert [each[1] for each in entitled(folder)] == [owner]


def hour(moment: Any) -> Any:
    """Return a day, or a moment as files write it."""
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else moment


def test_wrong_code_entitles_nobody_and_is_said(tmp_path: Path) -> None:
    folder = laid(tmp_path, named("a", "2022Q2", firms=[listed("one", WRONG)]))
    found = told(folder, "2022Q2")
    assert (found["entitled"], found["districts"], found["total"]) == ([], [], "0")
    shown = run("incentives", "--data", ".", folder=folder, width=200).out
    assert f"not entitled because the code is wrong (JX501): one ({WRONG}), a in 2022Q2" in shown


def test_name_without_a_code_is_the_coded_firm_of_that_name(tmp_path: Path) -> None:
    """Park one is listed by name, and under its code by another district: it is one base."""
    folder = laid(
        tmp_path,
        named("a", "2022Q1", bases=[listed("park one"), listed("park two"), listed("park two")]),
        named("b", "2022Q2", bases=[listed("the first park", ONE), listed("park one", ONE)]),
    )
    assert entitled(folder) == [
        ("bases", "a", "park one", ONE, "300000", "2022Q1"),
        ("bases", "a", "park two", None, "300000", "2022Q1"),
    ]


def test_firm_may_be_rewarded_in_two_indicators(tmp_path: Path) -> None:
    both = [listed("one", ONE)]
    folder = laid(tmp_path, named("a", "2022Q2", firms=both, bases=both))
    assert told(folder, "2022Q2")["total"] == "370000"


def test_cost_is_of_the_allocation_in_force(tmp_path: Path) -> None:
    """4 firms, 6 from August on: 280000, then 420000; nothing is allocated for 2023."""
    later = allocation(effective="2022-08-01", firms={"a": {"from": 4, "to": 6}})
    targets = plan(["a"], [FIRMS], allocation(firms={"a": 4}), later,
                   incentives=[reward("firms", 70000)])  # fmt: skip
    periods = ("2022Q2", "2022Q3", "2023Q1")
    folder = write(tmp_path, targets, *(submission("a", each) for each in periods))
    assert [told(folder, each)["if_met"] for each in periods] == ["280000", "420000", None]


def test_units_are_not_added_up(tmp_path: Path) -> None:
    """A firm brings 7 万元, a base 300000 元: no total in one figure, each in its unit."""
    unit = {"zh": "万元", "en": "CNY 10,000"}
    incentives = [reward("firms", 7, unit), reward("bases", 300000)]
    sent = named("a", "2022Q2", firms=[listed("one", ONE)], bases=[listed("park")])
    folder = laid(tmp_path, sent, incentives=incentives)
    found = told(folder, "2022Q2")
    assert (found["total"], found["if_met"]) == (None, None)
    assert [each["amount"] for each in found["districts"]] == ["7", "300000"]
    shown = run("incentives", "--data", ".", "--lang", "zh", folder=folder, width=120).out
    assert "应奖励 7 万元、30 万元（300000 元）" in shown
    assert "需 63 万元、60 万元（600000 元）" in shown


def test_rate_and_what_nobody_is_allocated_have_no_cost(tmp_path: Path) -> None:
    rewards = [reward("share", D("0.5")), reward("bases", 300000)]
    folder = laid(tmp_path, named("a", "2022Q2"), incentives=rewards, share={"a": 80})
    found = told(folder, "2022Q2")
    assert [each["if_met"] for each in found["clauses"]] == [None, None]
    assert (found["total"], found["if_met"]) == ("0", None)


def test_plan_without_incentives_says_where_they_belong(tmp_path: Path) -> None:
    folder = laid(tmp_path, named("a", "2022Q2", firms=[listed("one", ONE)]), incentives=[])
    found = told(folder, "2022Q2")
    assert (found["entitled"], found["clauses"], found["total"], found["if_met"]) == (
        [], [], "0", None,
    )  # fmt: skip
    ran = run("incentives", "--data", ".", folder=folder)
    assert ran.status == 0
    assert "belongs under incentives in targets.yaml" in " ".join(ran.out.split())


def test_indicator_without_a_roster_says_what_to_do(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 3}), incentives=[reward("x", 5)])
    folder = write(tmp_path, targets, submission("a", "2022Q2"))
    assert "`roster: optional` for x" in run("incentives", "--data", ".", folder=folder).out


def test_csv_has_a_row_for_each_who_is_entitled(tmp_path: Path) -> None:
    folder = laid(tmp_path, named("a", "2022Q2", firms=[listed("=one", ONE), listed("two", TWO)]))
    written = run("incentives", "--data", ".", "--format", "csv", folder=folder).out
    rows = list(csv.DictReader(written.removeprefix("\ufeff").splitlines()))
    keys = ("row", "indicator", "district", "name", "uscc", "amount", "since")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("line", "firms", "a", "'=one", ONE, "70000", "2022Q2"),
        ("line", "firms", "a", "two", TWO, "70000", "2022Q2"),
    ]


def test_made_up_claims_are_said_to_be(tmp_path: Path) -> None:
    sent = named("a", "2022Q2", firms=[listed("one", ONE)]) | {"sample": True}
    folder = laid(tmp_path, sent)
    assert told(folder, "2022Q2")["sample"] is True
    assert "示例数据" in run("incentives", "--data", ".", "--format", "md", folder=folder).out
