"""What the markers of a case can't say: severity, words, related places, what was compared."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jxtrade.figures.arithmetic import Outcome
from jxtrade.figures.sums import Origin
from jxtrade.findings import Severity
from tests.cases import HERE, lay, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.figures.sums import CityComparison
    from jxtrade.findings import Finding


def findings(tmp_path: Path, case: str, code: str) -> list[Finding]:
    found = verdict(lay(tmp_path / "w", HERE / "rules" / case)).findings
    return [finding for finding in found if finding.code == code]


def comparisons(tmp_path: Path, case: str, indicator: str) -> list[CityComparison]:
    city = verdict(lay(tmp_path / "w", HERE / "rules" / case)).city
    return [each for each in city.comparisons if each.indicator == indicator]


def test_comparison_holds_its_arithmetic(tmp_path: Path) -> None:
    commerce, market = comparisons(tmp_path, "city-total-differs/amount-within-rounding", "resale")
    assert [part[:2] for part in commerce.parts] == [
        ("east", Decimal("5.1")),
        ("west", Decimal("4.0")),
        ("port", Decimal("2.5")),
    ]
    assert commerce.compared is not None
    assert commerce.compared.sum == Decimal("11.6")
    assert commerce.compared.difference == Decimal("-0.2")
    assert commerce.compared.tolerance == Decimal("0.2")
    assert commerce.outcome is market.outcome is Outcome.ROUNDING


def test_task_target_is_among_the_comparisons(tmp_path: Path) -> None:
    first, second = comparisons(tmp_path, "target-differs/district-missing", "leaders")
    assert {first.origin, second.origin} == {Origin.TASK_TARGET}
    assert (first.target, first.outcome) == ("T1-leaders", Outcome.AGREES)
    assert (second.outcome, second.left_out) == (Outcome.UNCHECKED, ("east",))
    assert second.reason == ("「东区」未报", "“East” not reported")


def test_what_does_not_apply_is_named_and_adds_nothing(tmp_path: Path) -> None:
    (total,) = comparisons(
        tmp_path, "city-total-unchecked/not-applicable-does-not-hinder", "exporters"
    )
    assert total.not_applicable == ("east",)
    assert total.outcome is Outcome.AGREES


def test_lacking_quarter_is_named(tmp_path: Path) -> None:
    (total,) = comparisons(tmp_path, "city-total-unchecked/earlier-quarter-missing", "exporters")
    assert total.reason == ("「东区」（2022Q1）未报", "“East” (2022Q1) not reported")


def test_both_files_of_a_difference_are_named(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "city-total-differs/count-off-by-one", "JX306")
    for words in finding.message:
        assert "reports/2022Q2/departments/commerce.yaml" in words
        assert "reports/2022Q2/districts" in words
        assert "-1" in words
    assert [place.path.rsplit("/", 1)[1] for place in finding.related] == [
        "east.yaml",
        "west.yaml",
        "port.yaml",
    ]
    assert finding.suspects == ()


def test_missing_submission_is_an_error_once_its_deadline_is_past(tmp_path: Path) -> None:
    early, _ = findings(tmp_path / "a", "missing-submission/no-deadline", "JX701")
    (late,) = findings(tmp_path / "b", "missing-submission/deadline-past", "JX701")
    assert (early.severity, late.severity) == (Severity.WARNING, Severity.ERROR)


def test_milestone_that_is_not_mentioned_is_said_to_be_unreported(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "milestone-overdue/not-mentioned", "JX601")
    assert finding.message.zh.endswith("未报")
