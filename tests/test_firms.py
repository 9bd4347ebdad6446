"""What the rules about firms say beyond file, line and code."""

from __future__ import annotations

from datetime import date, datetime
from itertools import permutations
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from jxtrade.findings import Cell
from jxtrade.rules import (
    firm_claimed_twice,
    firm_name_differs,
    firm_twice,
    firm_withdrawn,
    roster_count,
    roster_missing,
    uscc_invalid,
    uscc_organisation_digit,
    uscc_written_loosely,
)
from tests.firms import PLAN, code_of, finding, firm, submission, workspace

if TYPE_CHECKING:
    from jxtrade.workspace import Workspace

RULES = (
    uscc_invalid,
    uscc_organisation_digit,
    uscc_written_loosely,
    roster_count,
    firm_twice,
    firm_claimed_twice,
    firm_name_differs,
    roster_missing,
    firm_withdrawn,
)
EAST1 = "reports/2022Q1/districts/east.yaml"
EAST = "reports/2022Q2/districts/east.yaml"
WEST = "reports/2022Q2/districts/west.yaml"


def test_count_names_both_numbers_and_the_signed_difference() -> None:
    for value, difference in ((3, "+1"), (1, "-1")):
        each = submission(firms=[firm(1), firm(2)], value=value)
        found = finding(roster_count, workspace(each))
        assert found.message.zh == f"「领军企业」报 {value}，名单列 2 家（{difference}）"
        assert found.message.en == f"“leaders” is {value}, the roster names 2 ({difference})"
        assert found.suspects == ((Cell("east", "leaders", "2022Q2"), EAST),)
        assert len(found.related) == 1


def test_claim_makes_both_values_suspect() -> None:
    found = finding(
        firm_claimed_twice,
        workspace(submission("west", firms=[firm(1)]), submission("east", firms=[firm(1)])),
    )
    assert found.location.path == WEST
    assert [place.path for place in found.related] == [EAST]
    assert found.cell == Cell("west", "leaders", "2022Q2")
    assert found.also == (Cell("east", "leaders", "2022Q2"),)


def test_claim_makes_every_value_with_the_firm_suspect() -> None:
    found = finding(
        firm_claimed_twice,
        workspace(
            submission("east", "2022Q1", firms=[firm(1)]),
            submission("east", "2022Q2", firms=[firm(1)]),
            submission("east", "2022Q3", firms=[firm(2)]),
            submission("west", "2022Q2", firms=[firm(1)]),
            submission("west", "2022Q3", firms=[firm(1)]),
        ),
    )
    assert (found.location.path, found.related[0].path) == (WEST, EAST1)
    assert found.cell == Cell("west", "leaders", "2022Q2")
    assert found.also == (
        Cell("east", "leaders", "2022Q1"),
        Cell("east", "leaders", "2022Q2"),
        Cell("west", "leaders", "2022Q3"),
    )


def test_first_claim_is_by_quarter_then_receipt_then_order_of_the_plan() -> None:
    late, morning = datetime(2022, 7, 5, 16, 30), datetime(2022, 7, 5, 9)  # noqa: DTZ001
    cases = (
        (submission("west", "2022Q1", firms=[firm(1)]), submission("east", firms=[firm(1)])),
        (
            submission("west", firms=[firm(1)], received=morning),
            submission("east", firms=[firm(1)], received=late),
        ),
        (
            submission("west", firms=[firm(1)], received=date(2022, 7, 4)),
            submission("east", firms=[firm(1)], received=morning),
        ),
        (submission("east", firms=[firm(1)]), submission("west", firms=[firm(1)])),
    )
    for first, second in cases:
        for order in permutations((first, second)):
            found = finding(firm_claimed_twice, workspace(*order))
            assert found.location.path == second.path
            assert found.related[0].path == first.path


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [("east", "west", False), ("west", "port", True), ("port", "west", True)],
)
def test_hint_says_where_districts_overlap(one: str, other: str, *, overlap: bool) -> None:
    earlier, later = date(2022, 7, 4), date(2022, 7, 5)
    found = finding(
        firm_claimed_twice,
        workspace(
            submission(one, firms=[firm(1)], received=earlier),
            submission(other, firms=[firm(1)], received=later),
        ),
    )
    assert ("辖区有重叠" in found.hint.zh) is overlap
    assert ("overlap" in found.hint.en) is overlap


def test_district_that_the_plan_does_not_know_claims_nothing() -> None:
    within = workspace(submission("east", firms=[firm(1)]), submission("moon", firms=[firm(1)]))
    assert list(firm_claimed_twice.check(within)) == []


def test_without_a_plan_no_rule_about_firms_raises() -> None:
    within = workspace(submission(firms=[firm(1, "x")]))
    bare = type(within)("", None, districts=within.districts)
    assert [found for rule in RULES for found in rule.check(bare)] == []


def test_name_and_code_that_differ_are_told_apart() -> None:
    first = submission("east", "2022Q1", firms=[firm(1)])
    renamed = submission("east", firms=[firm(1, name="示例企业002")])
    found = finding(firm_name_differs, workspace(first, renamed))
    assert found.message.zh == (
        f"代码「{code_of(1)}」配了「示例企业002」，别处配的是「示例企业001」"
    )
    recoded = submission("east", firms=[firm(1, code_of(2))])
    found = finding(firm_name_differs, workspace(first, recoded))
    assert found.message.en == (
        f"the name “示例企业001” stands beside “{code_of(2)}” here and “{code_of(1)}” elsewhere"
    )


def withdrawn(*quarters: tuple[str, list[int], int, str | None]) -> list[tuple[str, str]]:
    within = workspace(
        *(
            submission(
                period=period, firms=[firm(n) for n in firms], value=value, restated=restated
            )
            for period, firms, value, restated in quarters
        )
    )
    return [(found.location.path[8:14], found.message.zh) for found in firm_withdrawn.check(within)]


def test_withdrawn_is_held_against_the_last_roster_of_the_year() -> None:
    gone = f"2022Q1「领军企业」名单里的「示例企业001」（{code_of(1)}）这次没有了"
    first = ("2022Q1", [1, 2], 2, None)
    assert withdrawn(first, ("2022Q3", [2, 3], 2, None)) == [("2022Q3", gone)]
    assert withdrawn(first, ("2022Q2", [2], 1, None), ("2022Q3", [2], 1, None)) == [
        ("2022Q2", gone)
    ]
    assert withdrawn(first, ("2022Q2", [2], 1, "2022Q1"), ("2022Q3", [2], 1, None)) == []
    assert withdrawn(first, ("2022Q2", [], 2, None), ("2022Q3", [2], 2, None)) == [("2022Q3", gone)]
    assert withdrawn(first, ("2022Q2", [], 0, "2022Q1"), ("2022Q3", [3], 1, None)) == []
    assert withdrawn(first, ("2023Q1", [3], 1, None)) == []


def test_quarterly_rosters_name_each_quarter_anew() -> None:
    quarterly = [each.model_copy(update={"measure": "quarterly"}) for each in PLAN.indicators]
    plan = PLAN.model_copy(update={"indicators": tuple(quarterly)})
    within = workspace(
        submission(period="2022Q1", firms=[firm(1)]), submission(firms=[firm(2)]), plan=plan
    )
    assert list(firm_withdrawn.check(within)) == []


def crowd(firms: int) -> Workspace:
    """Four quarters of three districts that all name the same firms, with two names a code."""
    rosters = [[firm(n, name=f"示例企业{n + q:05d}") for n in range(firms)] for q in range(2)]
    return workspace(
        *(
            submission(district, f"2022Q{quarter}", firms=rosters[quarter % 2])
            for district in PLAN_DISTRICTS
            for quarter in range(1, 5)
        )
    )


PLAN_DISTRICTS = [each.id for each in PLAN.districts]


def test_time_grows_with_the_number_of_firms_only() -> None:
    """Five thousand firms are the most a roster may name; quadratic time would take minutes."""
    within = crowd(5000)
    begun = perf_counter()
    found = [each.code for rule in RULES for each in rule.check(within)]
    assert perf_counter() - begun < 30
    assert found.count("JX506") == 2 * 5000
