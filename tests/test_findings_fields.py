"""What a finding is about: indicator, district, period, severity, both places, what is suspect."""

from __future__ import annotations

from contextlib import chdir
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jxtrade.engine import validate
from jxtrade.figures.lines import reconcile
from jxtrade.figures.states import State
from jxtrade.findings import Severity, Subject
from jxtrade.model.period import Period, in_iso, in_words, lateness
from jxtrade.read.folder import open_workspace
from jxtrade.read.tree import shown_path
from jxtrade.report import Paragraph, Table, Tone
from jxtrade.rules import late_submission
from jxtrade.text import same
from jxtrade.views import checks, gaps, status
from tests.cases import AS_OF, GOOD, HERE, city_of, lay, spoken, verdict
from tests.firms import PLAN, submission, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.findings import Finding

Q2 = "reports/2022Q2"
EAST = f"{Q2}/districts/east.yaml"
MARKET = f"{Q2}/departments/market.yaml"
SECOND = Period(2022, 2)


def change(folder: Path, path: str, *changes: tuple[str, str]) -> None:
    file = folder / path
    text = file.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def findings(folder: Path, code: str, as_of: date = AS_OF) -> list[Finding]:
    return [each for each in verdict(folder, as_of).findings if each.code == code]


def places(found: Finding, folder: Path) -> list[tuple[str, int, int]]:
    return [
        (each.path.removeprefix(f"{folder.as_posix()}/"), each.line, each.column)
        for each in (found.location, *found.related)
    ]


def test_value_and_not_applicable_names_both_places_and_neither_is_used(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, EAST, ("resale: 5.1\n", "resale: 5.1\nnot_applicable:\n  resale: 本区没有\n"))
    (found,) = findings(folder, "JX309")
    assert places(found, folder) == [(EAST, 10, 3), (EAST, 8, 11)]
    assert found.severity is Severity.ERROR
    assert [cell for cell, _ in found.suspects] == [Subject("east", "resale", "2022Q2")]
    assert found.message == (
        "「转内销」在 values 中报了 5.1，又在 not_applicable 中写为不适用",
        "“domestic resale” is 5.1 in values, and not_applicable says that it does not apply",
    )
    assert found.hint.zh == (
        "只留一处：有数的删去 not_applicable 中的 resale，不适用的删去 values 中的 resale"
    )
    checked = validate(open_workspace(folder, as_of=AS_OF)).city
    states = {
        each.district: each.state
        for each in reconcile(checked.facts, SECOND).lines
        if each.indicator == "resale"
    }
    assert states == {"east": State.SUSPECT, "west": State.VALUE, "port": State.VALUE}


EARLY = [
    ("2022-06-29", Severity.WARNING, "2022-06-29 收到，2022Q2 到 2022-06-30 才结束"),
    ("2022-01-10", Severity.WARNING, "2022-01-10 收到，2022Q2 到 2022-06-30 才结束"),
    (
        "2022-01-09T23:59",
        Severity.ERROR,
        "2022-01-09T23:59 收到，2022Q2 到 2022-06-30 才结束，计划到 2022-01-10 才印发",
    ),
]


@pytest.mark.parametrize(("received", "severity", "message"), EARLY)
def test_early_submission_is_an_error_before_the_plan_and_names_the_file_alone(
    received: str, severity: Severity, message: str, tmp_path: Path
) -> None:
    folder = lay(tmp_path / "w")
    change(folder, EAST, ("2022-07-05", received))
    (found,) = findings(folder, "JX704")
    assert (found.severity, found.message.zh) == (severity, message)
    assert (found.suspects, found.related) == ((), ())
    assert places(found, folder) == [(EAST, 3, 11)]


def test_early_submission_in_english(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, EAST, ("2022-07-05", "2021-07-05"))
    assert findings(folder, "JX704")[0].message.en == (
        "received 2021-07-05, but 2022Q2 ends on 2022-06-30, and the plan was issued on 2022-01-10"
    )


def test_value_without_allocation_says_whose_and_which(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, "targets.yaml", ("exporters: {east: 60, west: 50, port: 20}", "exporters: {}"))
    cells = [each.subject for each in findings(folder, "JX305")]
    assert cells == [
        Subject(district, "exporters", f"2022Q{quarter}")
        for quarter in (1, 2)
        for district in ("east", "port", "west")
    ]


def test_city_total_that_cannot_be_checked_says_which(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, EAST, ("  resale: 5.1\n", ""))
    change(folder, MARKET, ("milestones:", "city_totals:\n  resale: 11.6\nmilestones:"))
    (found,) = findings(folder, "JX307")
    assert found.subject == Subject(None, "resale", "2022Q2")
    assert places(found, folder) == [(MARKET, 5, 11)]


def test_target_mismatch_says_which(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, "tasks.yaml", ("{exactly: 5}", "{exactly: 7}"))
    (found,) = findings(folder, "JX202")
    assert found.subject == Subject(None, "leaders")


def test_unknown_district_stands_at_the_key_or_at_the_value(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, "targets.yaml", ("{east: 2, west", "{moon: 2, west"))
    change(folder, EAST, ("district: east", "district: moon"))
    key, value = sorted(findings(folder, "JX101"), key=lambda each: each.location.path)[::-1]
    source = (GOOD / "targets.yaml").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(source, 1) if "leaders: {east" in text)
    assert places(key, folder) == [("targets.yaml", line, source[line - 1].index("east") + 1)]
    assert places(value, folder) == [(EAST, 1, 11)]
    assert (key.location.end_column - key.location.column) == len("moon")


def test_department_that_no_list_names_is_shown_by_its_id(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / f"{Q2}/departments/trade.yaml").write_text(
        "department: trade\nperiod: 2022Q2\nreceived: 2022-07-06\ncity_totals:\n  exporters: 70\n",
        "utf-8",
    )
    assert city_of(open_workspace(folder)).programme.tasks.department_name("trade", 2022) == same(
        "trade"
    )
    (found,) = findings(folder, "JX306")
    assert "trade的全市数 70" in found.message.zh
    assert "trade states 70" in found.message.en


AT, DAY = datetime(2022, 7, 10, 17, 30), date(2022, 7, 10)  # noqa: DTZ001 - all in the office's zone
LATENESS: list[tuple[date, date, tuple[str, str, str] | None]] = [
    (DAY, AT, None),
    (AT, AT, None),
    (datetime(2022, 7, 10, 17, 29), AT, None),  # noqa: DTZ001
    (datetime(2022, 7, 10, 17, 31), AT, ("1 分", "1 min", "PT1M")),  # noqa: DTZ001
    (datetime(2022, 7, 10, 23, 59), AT, ("6 小时 29 分", "6 h 29 min", "PT6H29M")),  # noqa: DTZ001
    (datetime(2022, 7, 11, 17, 30), AT, ("1 天", "1 d", "P1D")),  # noqa: DTZ001
    (datetime(2022, 7, 12, 18, 30), AT, ("2 天 1 小时", "2 d 1 h", "P2DT1H")),  # noqa: DTZ001
    (datetime(2023, 8, 10, 17, 31), AT, ("396 天 1 分", "396 d 1 min", "P396DT1M")),  # noqa: DTZ001
    (date(2022, 7, 11), AT, ("1 天", "1 d", "P1D")),
    (date(2022, 7, 9), AT, None),
    (datetime(2022, 7, 10, 23, 59), DAY, None),  # noqa: DTZ001
    (datetime(2022, 7, 11, 0, 0), DAY, ("1 天", "1 d", "P1D")),  # noqa: DTZ001
    (DAY, DAY, None),
    (date(2022, 7, 12), DAY, ("2 天", "2 d", "P2D")),
]


@pytest.mark.parametrize(("received", "deadline", "said"), LATENESS, ids=str)
def test_deadline_has_its_own_day(
    received: date, deadline: date, said: tuple[str, str, str] | None
) -> None:
    by = lateness(received, deadline)
    assert said == (by and (*in_words(by), in_iso(by)))
    plan = PLAN.model_copy(update={"deadlines": {SECOND: deadline}})
    within = workspace(submission(received=received), plan=plan)
    assert len(spoken(late_submission.check, city_of(within))) == (by is not None)


@pytest.mark.parametrize("deadline", ["2022-07-10", "2022-07-10T17:30", "2022-07-10T00:00"])
def test_missing_submission_is_an_error_from_the_day_after_the_deadline(
    deadline: str, tmp_path: Path
) -> None:
    folder = lay(tmp_path / "w")
    (folder / EAST).unlink()
    change(
        folder, "targets.yaml", ("allocations:", f"deadlines: {{2022Q2: {deadline}}}\nallocations:")
    )
    graver = {day: findings(folder, "JX701", date(2022, 7, day))[0].severity for day in (9, 10, 11)}
    assert graver == {9: Severity.WARNING, 10: Severity.WARNING, 11: Severity.ERROR}


def test_file_passed_over_makes_no_value_suspect(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / EAST).rename(folder / f"{Q2}/districts/east.yml")
    (found,) = findings(folder, "JX107")
    assert (found.severity, found.suspects) == (Severity.ERROR, ())
    checked = validate(open_workspace(folder, as_of=AS_OF)).city
    states = {
        each.state for each in reconcile(checked.facts, SECOND).lines if each.district == "east"
    }
    assert states == {State.MISSING}


def test_second_of_two_rosters_is_the_one_that_lacks(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules" / "roster-missing" / "second-of-two")
    (found,) = findings(folder, "JX508")
    assert [cell for cell, _ in found.suspects] == [Subject("east", "exporters", "2022Q2")]
    assert found.message.zh == "「出口企业」报 31，没有列名单"
    assert found.hint.zh.startswith("在「rosters:」之下写「exporters:」，再下面每家一行「- {name: ")


def test_roster_that_is_a_blank_is_told_to_be_filled_in_where_it_stands(tmp_path: Path) -> None:
    """To write its key again would be a key that stands twice; the east wrote [], the west none."""
    folder = lay(tmp_path / "w", HERE / "rules" / "roster-missing" / "empty")
    empty, lacks = sorted(findings(folder, "JX508"), key=lambda each: each.location.path)
    assert empty.hint.zh.startswith("「rosters:」里「leaders:」后面的 [] 去掉，下面每家一行「- {")
    assert lacks.hint.zh.startswith("在「rosters:」里的「leaders:」之下每家一行「- {name: ")
    assert lacks.hint.en.startswith("below “leaders:” in “rosters:” write a line for each: “- {")
    (blank,) = findings(folder, "JX705")
    assert blank.message.zh == "还没有填：「领军企业」的名单"


def test_misplaced_file_is_told_at_its_district_or_department(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, EAST, ("district: east", "district: west"))
    change(folder, MARKET, ("department: market", "department: commerce"))
    found = sorted(findings(folder, "JX104"), key=lambda each: each.location.path)
    assert [places(each, folder) for each in found] == [[(MARKET, 1, 13)], [(EAST, 1, 11)]]


def test_field_of_a_submission_is_no_indicator_of_that_id(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, "targets.yaml", ("id: resale", "id: received"), ("resale: {", "received: {"))
    for file in folder.glob("reports/*/districts/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("resale:", "received:"), "utf-8")
    change(folder, EAST, ("received: 2022-07-05", "received:"), ("received: 5.1", "received:"))
    (found,) = findings(folder, "JX705")
    assert found.message.en == "not filled in: “received”, “domestic resale” (received)"
    assert places(found, folder) == [(EAST, 3, 1)]


def test_arithmetic_of_a_check_is_shown_or_why_there_is_none(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    totals = "city_totals:\n  resale: 11.9\n  exporters: 68\nmilestones:"
    change(folder, MARKET, ("milestones:", totals))
    change(folder, EAST, ("  exporters: 31\n", ""))
    table = checks.report(city_of(open_workspace(folder, as_of=AS_OF))).blocks[0]
    assert isinstance(table, Table)
    assert {row.cells["stated"].value: row.cells["arithmetic"].value for row in table.rows} == {
        Decimal(0): ("0 + 0 + 0 = 0；0 - 0 = +0，允许 ±0", "0 + 0 + 0 = 0; 0 - 0 = +0, ±0 allowed"),
        Decimal("11.9"): (
            "5.1 + 4.0 + 2.5 = 11.6；11.6 - 11.9 = -0.3，允许 ±0.20",
            "5.1 + 4.0 + 2.5 = 11.6; 11.6 - 11.9 = -0.3, ±0.20 allowed",
        ),
        Decimal(68): ("「东区」未报", "“East” not reported"),
    }


def test_folder_itself_is_a_dot_however_it_is_named(tmp_path: Path) -> None:
    with chdir(tmp_path):
        assert shown_path(str(tmp_path)) == "."
        assert shown_path(f"{tmp_path}/w") == "w"


HINTS = [
    ("city-total-unchecked/rate", "JX307", ""),
    ("city-total-unchecked/submission-missing", "JX307", ""),
    (
        "early-submission/before-the-last-day",
        "JX704",
        "季度结束后核对数字重报；received 写错的改正",
    ),
    (
        "early-submission/before-the-plan-was-issued",
        "JX704",
        "改正 received：多半写错了年份或月份",
    ),
    (
        "missing-submission/deadline-past",
        "JX701",
        "已过 2022-07-10T17:30 的时限：催报；空白报送：jxtrade new 2022Q2 east",
    ),
    ("missing-submission/no-deadline", "JX701", "催报；空白报送：jxtrade new 2022Q2 commerce"),
]


@pytest.mark.parametrize(("case", "code", "hint"), HINTS, ids=[case for case, _, _ in HINTS])
def test_advice_depends_on_the_case(case: str, code: str, hint: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules" / case)
    assert findings(folder, code)[0].hint.zh == hint


def test_unknown_district_of_the_plan_is_told_what_was_meant(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules/unknown-district/in-the-plan")
    change(folder, "targets.yaml", ("north: 5", "moon: 5"))
    hints = {each.location.line: each.hint.zh for each in findings(folder, "JX101")}
    assert hints == {
        12: "改为 west（西区）",
        40: "targets.yaml 中有：east（东区）、west（西区）、port（港区）",
    }


def test_figures_of_two_departments_are_of_the_targets_indicator(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", HERE / "rules/target-differs/two-departments")
    change(folder, "tasks.yaml", ("unit: 个}", "unit: 个, indicator: exporters}"))
    found = next(each for each in findings(folder, "JX605") if "「市场局」报" in each.message.zh)
    assert found.subject == Subject(None, "exporters", "2022Q2")


def test_whose_figure_is_not_used_is_said_below_the_tables(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    closed = "resale: -5.1\nnot_applicable: {exporters: 本区没有}\n"
    change(folder, EAST, ("  exporters: 31\n", ""), ("resale: 5.1\n", closed))
    change(folder, EAST.replace("east", "west"), ("  resale: 4.0\n", ""))
    checked = validate(open_workspace(folder, as_of=AS_OF)).city
    held = reconcile(checked.facts, SECOND)
    below = [each.text for each in gaps.report(checked, held).blocks if isinstance(each, Paragraph)]
    assert below[:2] == [
        (
            "未报：西区的转内销，缺口未知。",
            "not reported: domestic resale of West; the gap is not known.",
        ),
        (
            "待核：东区的转内销，缺口未知。",
            "to be checked: domestic resale of East; the gap is not known.",
        ),
    ]
    found = validate(open_workspace(folder, as_of=AS_OF)).findings
    blocks = status.report(checked, held, status.Asked(), found).blocks
    below = [each.text for each in blocks if isinstance(each, Paragraph)]
    # what is not reported, to be checked or does not apply, by district, each with its finding
    assert below[-3:-1] == [
        (
            "东区：「出口企业」不适用；「转内销」待核（JX302 east.yaml:7）。",
            (
                "East: “exporters” not applicable; “domestic resale” to be checked"
                " (JX302 east.yaml:7)."
            ),
        ),
        (
            "西区：「转内销」未报（JX703 west.yaml:5）。",
            "West: “domestic resale” not reported (JX703 west.yaml:5).",
        ),
    ]
    # three indicators of three districts: what is no value is faint
    matrix = status.report(checked, held, status.Asked()).tables[0]
    faint = {
        (row.cells["indicator"].value, row.cells["district"].value)
        for row in matrix.rows
        if row.cells["pair"].tone is Tone.FAINT
    }
    assert faint == {("exporters", "east"), ("resale", "east"), ("resale", "west")}


def test_allocation_is_in_force_from_its_day_on(tmp_path: Path) -> None:
    ends = {"2022Q1": (3, 31), "2022Q2": (6, 30), "2022Q3": (9, 30), "2022Q4": (12, 31)}
    for number, (quarter, (month, day)) in enumerate(ends.items()):
        assert Period(2022, number + 1).end == date(2022, month, day)
        folder = lay(tmp_path / quarter)
        later = f"""  - year: 2022
    effective: 2022-{month:02}-{day}
    values:
      leaders: {{east: {{from: 2, to: 3}}}}
"""
        with (folder / "targets.yaml").open("a", encoding="utf-8") as file:
            file.write(later)
        facts = city_of(open_workspace(folder, as_of=AS_OF)).facts
        allotted = [facts.allotted("leaders", "east", Period(2022, q)) for q in range(1, 5)]
        in_force = [each.figure for each in allotted if each is not None]
        assert in_force == [Decimal(2)] * number + [Decimal(3)] * (4 - number)


@pytest.mark.parametrize(("count", "codes"), [(2_000, set()), (2_001, {"JX005"})])
def test_limit_of_entries(count: int, codes: set[str], tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, EAST, ("resale: 5.1\n", "resale: 5.1\nhighlights:\n" + "- 经验\n" * count))
    assert {each.code for each in verdict(folder).findings} == codes


def test_task_is_held_against_its_own_year_and_a_goal_against_the_newest(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    later = """  - year: 2023
    values:
      leaders: {east: 3, west: 2, port: 1}
goals:
  - {id: g, name: g, target: {exactly: 100}, unit: 家, year: 2025, indicator: leaders, source: 一}
"""
    with (folder / "targets.yaml").open("a", encoding="utf-8") as file:
        file.write(later)
    change(folder, "tasks.yaml", ("{exactly: 5}", "{exactly: 7}"))
    lines = (folder / "targets.yaml").read_text("utf-8").splitlines()
    first, second = (at for at, line in enumerate(lines, 1) if line.startswith("      leaders: {"))
    found = findings(folder, "JX202")
    assert [places(each, folder)[1:] for each in found] == [
        [("targets.yaml", second, 7)],
        [("targets.yaml", first, 7)],
    ]
    assert [each.location.path.rpartition("/")[2] for each in found] == [
        "targets.yaml",
        "tasks.yaml",
    ]


def test_without_a_plan_a_placeholder_stands_for_the_name_of_a_file(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / "targets.yaml").unlink()
    (folder / f"{Q2}/districts/x y.yaml").write_text("district: east\n", "utf-8")
    (found,) = findings(folder, "JX107")
    assert found.hint == (
        "文件名应为区县或部门的 id 加 .yaml，如 <id>.yaml；或删去此文件",
        "name it after the id of a district or department, such as <id>.yaml, or delete it",
    )


def test_targets_and_counts_written_loosely_say_whose_they_are(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    change(folder, f"{Q2}/departments/commerce.yaml", ("T1-leaders: 0", "T1-leaders: -1"))
    change(folder, EAST, ("exporters: 31", "exporters: 31.0"))
    assert [each.subject for each in findings(folder, "JX302")] == [Subject(None, None, "2022Q2")]
    assert [each.subject for each in findings(folder, "JX015")] == [
        Subject("east", "exporters", "2022Q2")
    ]
