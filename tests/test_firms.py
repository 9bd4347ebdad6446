"""What the rules about firms say beyond file, line and code."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from jxtrade.findings import Subject
from jxtrade.read.folder import open_workspace
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
from tests.cases import city_of, lay, spoken
from tests.firms import PLAN, base, code_of, finding, firm, submission, with_indicators, workspace

if TYPE_CHECKING:
    from pathlib import Path

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
        assert [cell for cell, _ in found.suspects] == [Subject("east", "leaders", "2022Q2")]
        assert len(found.related) == 1


def test_claim_makes_both_values_suspect() -> None:
    found = finding(
        firm_claimed_twice,
        workspace(submission("west", firms=[firm(1)]), submission("east", firms=[firm(1)])),
    )
    assert found.location.path == WEST
    assert [place.path for place in found.related] == [EAST]
    assert found.subject == Subject("west", "leaders", "2022Q2")
    assert found.subjects[1:] == (Subject("east", "leaders", "2022Q2"),)


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
    assert found.subject == Subject("west", "leaders", "2022Q2")
    assert found.subjects[1:] == (
        Subject("east", "leaders", "2022Q1"),
        Subject("east", "leaders", "2022Q2"),
        Subject("west", "leaders", "2022Q3"),
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


def test_what_has_no_code_is_told_by_its_name_and_shown_without_one() -> None:
    here = submission("east", firms=[base("示例基地一"), base("示例基地一")])
    twice = finding(firm_twice, workspace(here))
    assert twice.message.zh == "「示例基地一」在「领军企业」名单里已是第 1 家"
    assert twice.message.en == "“示例基地一” already stands in the roster of “leaders” as number 1"
    claimed = finding(
        firm_claimed_twice, workspace(here, submission("west", firms=[base("示例基地一")]))
    )
    assert claimed.message.zh == (
        "「示例基地一」已由「东区」在 2022Q2 列入「领军企业」，「西区」又列"
    )
    before = submission("east", "2022Q1", firms=[base("示例基地一")])
    gone = finding(firm_withdrawn, workspace(before, submission(firms=[base("示例基地二")])))
    assert gone.message.zh == "2022Q1「领军企业」名单里的「示例基地一」这次没有了"
    assert gone.message.en == "“示例基地一”, on the roster of “leaders” in 2022Q1, is gone"


def test_name_without_a_code_is_the_firm_of_the_same_roster_first() -> None:
    """West names a namesake; east's own firm of that name is the one that stands there twice."""
    west = submission("west", firms=[firm(2, name="示例企业001")], received=date(2022, 7, 1))
    east = submission("east", firms=[base("示例企业001"), firm(1)])
    assert finding(firm_twice, workspace(west, east)).location.path == EAST
    assert spoken(firm_claimed_twice.check, city_of(workspace(west, east))) == []
    other = submission("east", firms=[base("示例企业001")])
    assert finding(firm_claimed_twice, workspace(west, other)).location.path == EAST


def test_firm_that_stands_twice_counts_once() -> None:
    firms = [firm(1), firm(1), firm(2)]
    for value in (2, 3):
        assert (
            spoken(roster_count.check, city_of(workspace(submission(firms=firms, value=value))))
            == []
        )
    found = finding(roster_count, workspace(submission(firms=firms, value=4)))
    assert found.message.zh == "「领军企业」报 4，名单列 2 家（+2）"


@pytest.mark.parametrize("figure", ["-1", "1.5"])
def test_figure_that_is_no_number_of_firms_is_not_held_against_the_roster(figure: str) -> None:
    each = submission(firms=[firm(1), firm(2)])
    model = each.model.model_copy(update={"values": {"leaders": Decimal(figure)}})
    assert spoken(roster_count.check, city_of(workspace(each.__class__(each.path, model)))) == []


def test_hint_asks_for_codes_where_there_are_any() -> None:
    bare = [each.model_copy(update={"roster_codes": "optional"}) for each in PLAN.indicators]
    plan = with_indicators(bare)
    lacking = submission(value=1)
    assert finding(roster_missing, workspace(lacking)).hint.zh == (
        "在「rosters:」之下写「leaders:」，再下面每家一行"
        "「- {name: <企业名称>, uscc: <统一社会信用代码>}」"
    )
    assert finding(roster_missing, workspace(lacking, plan=plan)).hint.zh == (
        "在「rosters:」之下写「leaders:」，再下面每家一行「- {name: <名称>}」，有代码的写上 uscc"
    )


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
    assert spoken(firm_claimed_twice.check, city_of(within)) == []


def test_without_a_plan_no_rule_about_firms_raises() -> None:
    within = workspace(submission(firms=[firm(1, "x")]))
    bare = type(within)("", None, districts=within.districts)
    assert [found for rule in RULES for found in spoken(rule.check, city_of(bare))] == []


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
    return [
        (found.location.path[8:14], found.message.zh)
        for found in spoken(firm_withdrawn.check, city_of(within))
    ]


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
    plan = with_indicators(quarterly)
    within = workspace(
        submission(period="2022Q1", firms=[firm(1)]), submission(firms=[firm(2)]), plan=plan
    )
    assert spoken(firm_withdrawn.check, city_of(within)) == []


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


def test_work_grows_with_the_number_of_firms_only() -> None:
    """Twice the firms are twice the calls; a roster may name five thousand."""
    few, many = calls_of(crowd(20)), calls_of(crowd(40))
    assert many < 2.1 * few


def calls_of(within: Workspace) -> int:
    """Return how many calls of functions the rules about firms make."""
    calls = Counter[str]()
    before = sys.getprofile()
    sys.setprofile(lambda _, event, __: calls.update((event,)))
    try:
        found = [each.code for rule in RULES for each in spoken(rule.check, city_of(within))]
    finally:
        sys.setprofile(before)
    assert found.count("JX506") == 2 * len(city_of(within).claims.listed) // 12
    return calls["call"] + calls["c_call"]


def test_codes_that_are_lacking_are_said_up_to_the_limit_of_faults(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    file = folder / EAST
    firms = "".join(f"    - {{name: 示例基地{n}}}\n" for n in range(1_001))
    file.write_text(f"{file.read_text('utf-8')}rosters:\n  leaders:\n{firms}", "utf-8")
    found = [each for each in open_workspace(folder).findings if each.location.path.endswith(EAST)]
    assert [each.code for each in found] == ["JX010"] * 1_000 + ["JX005"]
    suspects = {cell for each in found[:-1] for cell, _ in each.suspects}
    assert suspects == {Subject("east", "leaders", "2022Q2")}
    assert found[-1].location.line == 10 + 1_001
