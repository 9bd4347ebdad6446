"""Feedback sheets: those of the shipped data as the samples say, and of other cities by hand."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade import __version__
from tests.cases import HERE
from tests.programme import DOCUMENT, allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path

D = Decimal
ROOT = HERE.parent
SAMPLES = HERE / "papers"


def lines_of(text: str) -> list[str]:
    """Return the lines with what stands between the bars of a table's cells alone."""
    return [
        "|".join(
            each.strip().replace("---:", "--:").replace("---", "--") for each in line.split("|")
        )
        if line.startswith("|")
        else line
        for line in text.splitlines()
    ]


def sheet(folder: Path, *arguments: str, lang: str = "en") -> str:
    ran = run("report", *arguments, "--lang", lang, "--data", ".", folder=folder)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def row(text: str, name: str, *, nth: int = 0) -> list[str]:
    """Return the cells of the nth table's row of a name; each table has a row of its own."""
    found = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    return [each.strip() for each in found[nth].strip("| ").split(" | ")]


@pytest.mark.parametrize(
    ("sample", "whose"), [("haining", "--district"), ("commerce", "--department")]
)
def test_sheets_of_the_shipped_data_read_as_the_samples(sample: str, whose: str) -> None:
    expected = (SAMPLES / f"feedback-{sample}.md").read_text("utf-8")
    ran = run("report", "2022Q2", whose, sample, folder=ROOT)
    assert (ran.status, ran.err) == (0, "")
    written = ran.out.replace(__version__, "VERSION")
    assert lines_of(written) == lines_of(expected)


def city(**rest: Any) -> dict[str, Any]:
    """Return a plan of two districts: firms are due by quarter, bases at the year's end."""
    return plan(
        ["a", "b"],
        [
            indicator("firms"),
            indicator("bases", unit="bases", pace=[0, 0, 0, 1]),
            indicator("sales", kind="amount", unit="CNY 100 million"),
        ],
        allocation(
            firms={"a": 10, "b": 6}, bases={"a": 3, "b": 1}, sales={"a": D("9.5"), "b": D("4.0")}
        ),
        **rest,
    )


def test_what_is_to_come_is_worked_out_by_hand(tmp_path: Path) -> None:
    """Of 10 firms 3 by Q2: 7 short, 3.5 a quarter and so 4; at 75 % 7.5 and so 8, 5 in Q3.

    Of 9.5 sales 2.2 (0.9 and 1.3 alone): 7.3 short, 3.65 and so 3.7; 7.125 and so 7.2, 5.0 in Q3.
    """
    write(
        tmp_path,
        city(),
        submission("a", "2022Q1", values={"firms": 2, "bases": 0, "sales": D("0.9")}),
        submission("a", "2022Q2", values={"firms": 3, "bases": 1, "sales": D("2.2")},
                   notes={"sales": "orders “later”"}),
    )  # fmt: skip
    shown = sheet(tmp_path, "2022Q2", "--district", "a")
    assert row(shown, "firms (firms)") == [
        "firms (firms)", "10", "3", "30.0%", "1/1", "-20.0", "7", "▼ red far behind", "",
    ][:8]  # fmt: skip
    assert row(shown, "firms (firms)", nth=1) == [
        "firms (firms)", "2", "1", "20.0%", "30.0%", "-5.0 ● yellow", "-20.0 ▼ red",
    ]  # fmt: skip
    assert row(shown, "firms (firms)", nth=2) == ["firms (firms)", "7", "4", "2", "8", "5"]
    assert row(shown, "bases (bases)", nth=2) == [
        "bases (bases)", "2", "2 by the end of Q4", "1", "—", "—",
    ]  # fmt: skip
    assert row(shown, "sales (CNY 100 million)", nth=2) == [
        "sales (CNY 100 million)", "7.3", "3.7", "1.3", "7.2", "5.0",
    ]  # fmt: skip
    assert "Of 3 indicators: 2 far behind (firms, sales), 1 not yet due (bases)." in shown
    assert (
        "In firms and sales, each of the 2 remaining quarters must bring more than the best"
        " quarter so far." in shown
    )
    assert "2. At the end of Q3 the pace is 75%: year to date of firms 8, sales 7.2." in shown
    assert "Reasons given: none for firms; sales “orders ‘later’”." in shown
    assert "The rank is the place among the districts with a value; b not reported." in shown
    assert "示例数据" not in shown


def test_a_quarter_that_was_as_good_as_those_to_come_must_be_is_not_said_to_be_topped(
    tmp_path: Path,
) -> None:
    """6 firms, 2 by Q2, both in Q2: 4 short, 2 a quarter, which is not more than the best."""
    write(
        tmp_path,
        city(),
        submission("b", "2022Q1", values={"firms": 0, "bases": 0, "sales": D("2.0")}),
        submission("b", "2022Q2", values={"firms": 2, "bases": 1, "sales": D("4.0")}),
    )
    shown = sheet(tmp_path, "2022Q2", "--district", "b")
    assert "must bring more" not in shown
    assert row(shown, "firms (firms)", nth=2) == ["firms (firms)", "4", "2", "2", "5", "3"]
    assert "| sales (CNY 100 million) | 0.0 |" not in shown
    assert "Of 3 indicators: 2 met (bases, sales), 1 far behind (firms)." in shown


def test_a_first_quarter_has_nothing_to_look_back_on(tmp_path: Path) -> None:
    """Of 10 firms 2: 8 short, 8 / 3 and so 3; at 50 % 5, 3 in Q2."""
    write(
        tmp_path,
        city(),
        submission("a", "2022Q1", values={"firms": 2, "bases": 0, "sales": D("2.5")}),
    )
    shown = sheet(tmp_path, "2022Q1", "--district", "a")
    assert "Quarter by quarter" not in shown
    assert "best quarter" not in shown
    assert "## II. What is still to be done" in shown
    assert row(shown, "firms (firms)", nth=1) == ["firms (firms)", "8", "3", "5", "3"]


def test_the_third_quarter_asks_the_last_one_for_all_that_lacks(tmp_path: Path) -> None:
    write(
        tmp_path,
        city(),
        *(
            submission("a", f"2022Q{n}", values={"firms": 2 * n, "bases": 0, "sales": D(n)})
            for n in (1, 2, 3)
        ),
    )
    shown = sheet(tmp_path, "2022Q3", "--district", "a")
    heading = next(line for line in shown.splitlines() if "short of the year's target" in line)
    assert heading == (
        "| indicator | short of the year's target | Q4 must bring | best quarter so far |"
    )
    assert row(shown, "firms (firms)", nth=2) == ["firms (firms)", "4", "4", "2"]
    assert "In firms and sales, the remaining quarter must bring more" in shown
    assert (
        "At the end of Q4 the pace is 100%: year to date of firms 10, bases 3, sales 9.5." in shown
    )


def test_at_the_years_end_targets_are_met_or_not(tmp_path: Path) -> None:
    write(
        tmp_path,
        city(),
        submission("a", "2022Q4", values={"firms": 9, "bases": 3, "sales": D("4.0")}),
    )
    shown = sheet(tmp_path, "2022Q4", "--district", "a")
    assert "Of 3 indicators: 1 met (bases), 2 not met (firms, sales)." in shown
    assert "● yellow not met" in row(shown, "firms (firms)")
    assert "What is still to be done" not in shown
    assert "未完成指标的说明：firms未附；sales未附。" in sheet(
        tmp_path, "2022Q4", "--district", "a", lang="zh"
    )
    assert "For Q1 2023: 3 indicators, year to date at the end of March 2023." in shown


def test_a_ceiling_says_what_may_still_be_used(tmp_path: Path) -> None:
    """Of 40 fires 15 by Q2 (7 and 8): 25 left, 12.5 a quarter and so 12; of 5 days 6 are used."""
    targets = plan(
        ["a"],
        [
            indicator("fires", direction="lower", unit="fires"),
            indicator("days", direction="lower", unit="days"),
        ],
        allocation(fires={"a": 40}, days={"a": 5}),
    )
    sent = [
        submission("a", "2022Q1", values={"fires": 7, "days": 1}),
        submission("a", "2022Q2", values={"fires": 15, "days": 6}),
    ]
    shown = sheet(write(tmp_path, targets, *sent), "2022Q2", "--district", "a")
    assert row(shown, "fires (fires)", nth=2) == ["fires (fires)", "25", "12", "7"]
    assert "within the pace (fires)" in shown
    assert "days is above the ceiling: 6 used, 1 above it; this can't be made good" in shown
    assert "year to date of fires" not in shown


def test_what_is_missing_is_owed_and_nothing_is_worked_out_of_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        city(deadlines={"2022Q3": "2022-10-10T17:30"}),
        submission("a", "2022Q2", values={"firms": 3, "bases": 0}),
        submission("b", "2022Q1", values={"firms": 3, "bases": 0, "sales": D("1.5")}, sample=True),
    )
    of_a = sheet(tmp_path, "2022Q2", "--district", "a")
    assert row(of_a, "sales (CNY 100 million)")[2:7] == ["not reported", "—", "—", "—", "—"]
    assert "1. Still owed for Q2: sales." in of_a
    of_b = sheet(tmp_path, "2022Q2", "--district", "b")
    assert "1. The figures of Q2 are still owed." in of_b
    assert "What is still to be done" not in of_b
    assert "Nothing has come in for Q2." in of_b
    assert "JX701" not in of_b
    assert "示例数据 (made-up figures)" in of_b
    assert (
        "For Q3: 3 indicators, year to date at the end of September 2022. Due on 10 October 2022,"
        " 17:30." in of_b
    )


def test_a_suspect_value_is_told_with_what_to_do(tmp_path: Path) -> None:
    write(
        tmp_path,
        city(),
        submission("a", "2022Q1", values={"firms": 4, "bases": 0, "sales": D("1.0")}),
        submission("a", "2022Q2", values={"firms": 3, "bases": 0, "sales": D("1.0")}),
    )
    shown = sheet(tmp_path, "2022Q2", "--district", "a")
    assert "1 error, 0 warnings; to be mended:" in shown
    assert re.search(r"^1\. .*\(JX401, line \d+\)\. [A-Z].*\.$", shown, re.MULTILINE)
    assert "1. To be checked and corrected for Q2: firms." in shown
    assert row(shown, "firms (firms)")[3:7] == ["—", "—", "—", "—"]
    assert "| firms (firms) | 7 |" not in shown


def rostered(folder: Path, *names: str, **rest: Any) -> Path:
    targets = plan(["a"], [indicator("firms", roster="required")], allocation(firms={"a": 10}))
    codes = ("91330402XXXXXX0198", "91330411XXXXXX0274")
    firms = [
        {"name": name, "uscc": code, "provincial_list": code == codes[0]}
        for name, code in zip(names, codes, strict=False)
    ]
    return write(
        folder,
        targets,
        submission("a", "2022Q2", values={"firms": 2}, rosters={"firms": firms}, **rest),
    )


def test_firms_that_back_a_count_are_said_to_and_named_unless_they_are_not_to_be(
    tmp_path: Path,
) -> None:
    rostered(tmp_path, "*One*", "Two")
    said = (
        "Firms: 2 reported, 2 named: the numbers agree; 2 credit codes with sound check"
        " characters; 1 marked as on the provincial list"
    )
    assert f"{said} (\\*One\\*)." in sheet(tmp_path, "--district", "a")
    without = sheet(tmp_path, "--district", "a", "--no-rosters")
    assert f"{said}." in without
    assert "One" not in without


def test_of_a_roster_that_does_not_agree_the_finding_is_told(tmp_path: Path) -> None:
    shown = sheet(rostered(tmp_path, "One"), "--district", "a")
    assert "JX504" in shown
    assert "the numbers agree" not in shown


TASKS = {
    "version": 1,
    "year": 2022,
    "document": f"{DOCUMENT} annex 2",
    "departments": [
        {"id": "trade", "name": "Trade"},
        {"id": "money", "name": "Money"},
        {"id": "idle", "name": "Idle"},
    ],
    "tasks": [
        {
            "id": "T1",
            "name": "grow firms",
            "departments": ["trade", "money"],
            "targets": [
                {"id": "T1-new", "name": "new", "target": {"at_least": 8}, "unit": "firms"},
                {"id": "T1-most", "name": "most", "target": {"at_most": 5}, "unit": "days"},
            ],
            "milestones": [
                {"id": "M1", "quarter": "Q1", "name": "meet"},
                {"id": "M2", "quarter": "Q2", "name": "report"},
                {"id": "M3", "quarter": "Q3", "name": "visit"},
            ],
        }
    ],
}


def departments(folder: Path) -> Path:
    targets = plan(["a", "b"], [indicator("firms")], allocation(firms={"a": 10, "b": 6}))
    sent = [
        submission("a", "2022Q2", values={"firms": 3}),
        submission("b", "2022Q2", values={"firms": 2}),
        {
            "department": "trade",
            "period": "2022Q2",
            "received": date(2022, 7, 4),
            "prepared_by": "a clerk",
            "milestones": {
                "M1": {"status": "done", "on": date(2022, 5, 1), "evidence": ["minutes"]}
            },
            "targets": {"T1-new": 3, "T1-most": 2},
            "city_totals": {"firms": 6},
        },
        {
            "department": "money",
            "period": "2022Q2",
            "received": date(2022, 7, 4),
            "prepared_by": "a clerk",
            "targets": {"T1-new": 4},
        },
    ]
    return write(folder, targets, *sent, tasks=TASKS)


def test_a_department_gets_its_milestones_targets_and_sums(tmp_path: Path) -> None:
    """3 of 8 are 37.5 %, 5 short; 2 of at most 5 are 40 %; 6 stated against 3 + 2."""
    departments(tmp_path)
    shown = sheet(tmp_path, "2022Q2", "--department", "trade")
    assert "Leads 1 task (1): of 2 due, 1 done late, 1 not reported; 1 not due." in shown
    assert row(shown, "1") == ["1", "meet", "Q1", "Trade (with Money)", "done late", "2022-05-01",
                               "minutes"]  # fmt: skip
    assert row(shown, "1", nth=1)[4] == "not reported"
    assert row(shown, "1", nth=2) == ["1", "new", "at least 8 (firms)", "—", "3", "37.5%", "5",
                                      "under way", "Trade (Money 4)"]  # fmt: skip
    assert row(shown, "1", nth=3)[2:7] == ["at most 5 (days)", "—", "2", "40.0%", "0"]
    assert row(shown, "firms (firms)") == [
        "firms (firms)", "city figure", "—", "—", "—", "6", "5", "differs: 1 more",
    ]  # fmt: skip
    assert "JX306" in shown
    assert "1 milestone falls due in Q3" in shown
    assert "city figures of firms" in shown


def test_who_supports_is_told_so_and_who_has_nothing_to_do_too(tmp_path: Path) -> None:
    departments(tmp_path)
    assert (
        "Supports 1 task (1, led by Trade): of 2 due, 1 done late, 1 not reported; 1 not due."
        in (sheet(tmp_path, "2022Q2", "--department", "money"))
    )
    assert "1 milestone falls due in Q3, all led by others." in sheet(
        tmp_path, "2022Q2", "--department", "money"
    )
    idle = sheet(tmp_path, "2022Q2", "--department", "idle")
    assert "There are no milestones this year." in idle
    assert "Nothing has come in for Q2." in idle
    assert "No milestones fall due in Q3." in idle
