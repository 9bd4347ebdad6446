"""The rules about values against allocations and earlier quarters, each bound on either side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.engine import validate
from jxtrade.findings import Subject
from jxtrade.read.folder import open_workspace
from tests.programme import AS_OF, allocation, indicator, plan, submission, write

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.findings import Finding

D = Decimal
RATE: dict[str, Any] = {"kind": "rate", "decimals": 4}
AMOUNT: dict[str, Any] = {"kind": "amount", "decimals": 4}
QUARTERLY: dict[str, Any] = AMOUNT | {"measure": "quarterly"}
TARGETS = ["2022Q1", "2022Q2", "2022Q3", "2022Q4"]


def findings(
    folder: Path, allocated: object, *quarters: object, about: dict[str, Any], **more: Any
) -> list[Finding]:
    """Return what is found of one district: a figure, or more of a submission, each quarter."""
    targets = plan(["a"], [indicator("x", **about)], allocation(x={"a": allocated}))
    sent = [
        submission("a", period, **(each if isinstance(each, dict) else {"values": {"x": each}}))
        for period, each in zip(TARGETS, quarters, strict=False)
        if each is not None
    ]
    folder = write(folder, targets | more, *sent)
    return list(validate(open_workspace(folder, as_of=AS_OF)).findings)


def told(found: list[Finding]) -> list[tuple[str, str, str]]:
    """Return quarter of the file, code and severity."""
    return [
        (each.location.path.split("/reports/")[1][:6], each.code, each.severity.value)
        for each in found
    ]


SLIP, GRAVE, OVER = ("JX303", "error"), ("JX304", "error"), ("JX304", "warning")


@pytest.mark.parametrize(
    ("about", "allocated", "figure", "expected"),
    [
        (AMOUNT, "1.0000", "1000", [SLIP]),
        (AMOUNT, "1.0000", "999.9999", [GRAVE]),
        # a rate: 50 to 200 times its allocation, or that part of it
        (RATE, "2.71", "0.0271", [SLIP]),
        (RATE, "80", "1.6", [SLIP]),
        (RATE, "80", "1.6001", []),
        (RATE, "80", "0.4", [SLIP]),
        (RATE, "80", "0.3999", []),
        (RATE, "0.5", "25", [SLIP]),
        (RATE, "0.5", "24.9999", [GRAVE]),
        (RATE, "0.5", "100", [SLIP]),
        (RATE, "0.5", "100.0001", [GRAVE]),
        (RATE, "0.5", "500", [SLIP]),
        (RATE, "80", "0", []),
        (AMOUNT, "80", "0.8", []),
        (AMOUNT, "0", "5", []),
        (RATE, "0", "5", []),
    ],
)
def test_slip_of_the_unit_against_the_allocation(
    tmp_path: Path, about: dict[str, Any], allocated: str, figure: str, expected: list[Any]
) -> None:
    found = findings(tmp_path, D(allocated), D(figure), about=about)
    assert [(each.code, each.severity) for each in found] == expected


def test_slip_of_the_unit_says_how_far_off(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, D("2.71"), D("0.0271"), about=RATE)
    assert found.message == (
        "「x」报 0.0271，是分配数 2.71 的 1/100",
        "“x” is 0.0271, 1/100 of the allocation (2.71)",
    )
    (found,) = findings(tmp_path / "b", D("0.5"), D("30"), about=RATE)
    assert found.message == (
        "「x」报 30，是分配数 0.5 的 60 倍",
        "“x” is 30, 60 times the allocation (0.5)",
    )


def test_slip_against_the_quarter_before(tmp_path: Path) -> None:
    # the allocations are near: 81 and 0.81 of 9, 0.02 and 20 of 8
    found = findings(tmp_path, 9, 81, None, D("0.81"), about=RATE)
    (slip,) = [each for each in found if each.code == "JX303"]
    assert slip.message.en == "“x” is 0.81, 1/100 of the previous figure (81)"
    assert slip.related[0].path.endswith("2022Q1/districts/a.yaml")
    found = findings(tmp_path / "b", 8, D("0.02"), 20, about=AMOUNT)
    assert told(found) == [("2022Q2", "JX303", "error")]


@pytest.mark.parametrize(
    ("figure", "notes", "expected"),
    [
        ("30", {}, []),
        ("30.0001", {}, [OVER]),
        ("300", {}, [OVER]),
        ("300.0001", {}, [GRAVE]),
        ("300.0001", {"x": "one firm moved its head office here"}, [OVER]),
        ("300.0001", {"y": "of another indicator"}, [("JX102", "error"), GRAVE]),
    ],
)
def test_far_above_the_allocation(
    tmp_path: Path, figure: str, notes: dict[str, str], expected: list[Any]
) -> None:
    quarter = {"values": {"x": D(figure)}, "notes": notes}
    found = findings(tmp_path, D("10"), quarter, about=AMOUNT)
    assert sorted((each.code, each.severity) for each in found) == expected


def test_bound_is_the_plans_and_ten_times_it(tmp_path: Path) -> None:
    for figure, expected in (("15", []), ("15.0001", [OVER]), ("150.0001", [GRAVE])):
        found = findings(tmp_path / figure, D(10), D(figure), about=AMOUNT, over_report=150)
        assert [(each.code, each.severity) for each in found] == expected


def test_far_above_says_that_a_reason_would_do(tmp_path: Path) -> None:
    hints = {
        figure: [each.hint.zh for each in findings(tmp_path / figure, 10, D(figure), about=AMOUNT)]
        for figure in ("300", "301")
    }
    assert hints == {
        "300": ["核对是否多写一位；属实的在「notes:」之下写「x: <原因>」"],
        "301": ["核对是否多写一位；属实的在「notes:」之下写「x: <原因>」，写了才采用"],
    }


def test_reason_of_a_restatement_is_no_note(tmp_path: Path) -> None:
    restated = {"indicator": "x", "period": "2022Q1", "from": 1, "to": 400, "reason": "counted"}
    second = {"values": {"x": 400}, "notes": {"x": "so it is"}, "restatements": [restated]}
    found = findings(tmp_path, D(10), 1, second, about=AMOUNT)
    assert told(found) == [("2022Q2", "JX304", "warning"), ("2022Q2", "JX304", "error")]
    assert [each.subject.period for each in found] == ["2022Q2", "2022Q1"]


def test_sum_of_quarters_is_said_once(tmp_path: Path) -> None:
    found = findings(tmp_path, D(10), 301, 1, 1, about=QUARTERLY)
    assert told(found) == [("2022Q1", "JX304", "error")]


@pytest.mark.parametrize(
    ("quarters", "expected"),
    [
        ((5, 4), [("2022Q2", "JX401", "error")]),
        ((5, None, 4), [("2022Q3", "JX401", "error")]),
        ((5, 5, 6), []),
        # what is negative, over-precise or contradicts itself is stepped over
        ((5, -6, 4), [("2022Q2", "JX302", "error"), ("2022Q3", "JX401", "error")]),
        ((3, D("6.00001"), 4), [("2022Q2", "JX301", "error")]),
        ((5, -4), [("2022Q2", "JX302", "error")]),
    ],
)
def test_decrease(tmp_path: Path, quarters: tuple[Any, ...], expected: list[Any]) -> None:
    assert told(findings(tmp_path, 10, *quarters, about=AMOUNT)) == expected


def test_rates_may_fall(tmp_path: Path) -> None:
    assert findings(tmp_path, 80, 75, 60, about=RATE) == []


def restating(start: object, to: object, period: str = "2022Q1") -> dict[str, Any]:
    changed = {"indicator": "x", "period": period, "from": start, "to": to, "reason": "recount"}
    return {"values": {"x": 6}, "restatements": [changed]}


def test_restatement_into_itself(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, 10, 5, restating(5, 5), about=AMOUNT)
    assert (found.code, found.location.line) == ("JX402", 6)
    assert found.message == (
        "2022Q1「x」更正前后都是 5",
        "the restatement of “x” for 2022Q1 changes 5 into itself",
    )


@pytest.mark.parametrize("first", [None, {"values": {}}, {"not_applicable": {"x": "closed"}}])
def test_restatement_of_nothing(tmp_path: Path, first: dict[str, Any] | None) -> None:
    found = findings(tmp_path, 10, first, restating(5, 4), about=AMOUNT)
    (own,) = [each for each in found if each.code == "JX402"]
    assert own.message == (
        "2022Q1 没有报「x」，无从更正",
        "“x” was not reported for 2022Q1, so there is nothing to restate",
    )


def test_restatement_from_another_figure(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, 10, 5, restating(4, 3), about=AMOUNT)
    assert found.message == (
        "2022Q1「x」原数是 5，这里写的原数是 4",
        "“x” of 2022Q1 is 5, the restatement starts from 4",
    )
    assert found.related[0].path.endswith("2022Q1/districts/a.yaml")


def test_quotient_is_restated_from_what_is_shown(tmp_path: Path) -> None:
    quotient = {"values": {"x": {"numerator": 2, "denominator": 3}}}
    about = RATE | {"decimals": 1}
    restated = restating(D("66.7"), 60) | {"values": {"x": 61}}
    assert findings(tmp_path, 80, quotient, restated, about=about) == []
    restated = restating(D("66.6"), 60) | {"values": {"x": 61}}
    (found,) = findings(tmp_path / "b", 80, quotient, restated, about=about)
    assert found.code == "JX402"


def test_start_of_a_sound_restatement_is_no_fault_of_its_own(tmp_path: Path) -> None:
    found = findings(tmp_path, 10, -5, restating(-5, 5), about=AMOUNT)
    assert told(found) == [("2022Q1", "JX302", "error")]
    found = findings(tmp_path / "b", 10, 5, restating(-5, 4), about=AMOUNT)
    assert sorted(told(found)) == [("2022Q2", "JX302", "error"), ("2022Q2", "JX402", "error")]


@pytest.mark.parametrize(
    ("stated", "expected"), [("12.2", ["JX306", "JX308"]), ("12.3", ["JX306"])]
)
def test_overlap_explains_within_what_the_other_parts_are_rounded_by(
    tmp_path: Path, stated: str, expected: list[str]
) -> None:
    # all four are 14.0; without d 12.0, of three parts and the whole: four times 0.05
    values = {"a": D("5.0"), "b": D("4.0"), "c": D("3.0"), "d": D("2.0")}
    districts = [*"abc", {"id": "d", "name": "d", "overlaps": ["a"]}]
    targets = plan(districts, [indicator("x", kind="amount", decimals=1)], allocation(x=values))
    tasks = {
        "version": 1,
        "year": 2022,
        "document": "annex 2",
        "departments": [{"id": "office", "name": "office"}],
        "tasks": [],
    }
    office = {
        "department": "office",
        "period": "2022Q2",
        "received": date(2022, 7, 6),
        "city_totals": {"x": D(stated)},
    }
    sent = [submission(each, "2022Q2", values={"x": value}) for each, value in values.items()]
    folder = write(tmp_path, targets, *sent, office, tasks=tasks)
    found = validate(open_workspace(folder, as_of=AS_OF)).findings
    assert [each.code for each in found] == expected


def test_total_of_a_rate_is_no_sum(tmp_path: Path) -> None:
    rates = allocation(x={"a": 80, "b": 90}) | {"totals": {"x": 85}}
    targets = plan(["a", "b"], [indicator("x", kind="rate")], rates)
    assert validate(open_workspace(write(tmp_path, targets), as_of=AS_OF)).findings == ()


def test_gap_of_an_earlier_year_is_named(tmp_path: Path) -> None:
    years = allocation(2022, x={"a": 1}), allocation(2023, x={"a": 1, "b": 1})
    targets = plan(["a", "b"], [indicator("x")], *years)
    (found,) = validate(open_workspace(write(tmp_path, targets), as_of=AS_OF)).findings
    assert (found.code, found.subject) == ("JX204", Subject("b", "x"))
    assert "2022" in found.message.en
