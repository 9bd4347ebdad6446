"""Each rule speaks where it should and nowhere else: every case is a folder under rules/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jxtrade.rules import catalogue
from tests.cases import GOOD, HERE, found, lay, lay_example, markers

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.findings import Rule

CASES = sorted(path for path in (HERE / "rules").glob("*/*") if path.is_dir())


def test_good_workspace_is_silent() -> None:
    assert found(GOOD) == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", case)
    assert markers(folder) == found(folder)


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_rule_is_explained(rule: Rule) -> None:
    assert len(rule.about) > 1, "what, why and how to mend"
    assert all(each.zh.strip() and each.en.strip() for each in rule.about)


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_example_of_explanation_speaks(rule: Rule, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    expected = lay_example(folder, rule.example)
    assert expected <= found(folder)
    assert rule.code in {code for _, _, code in expected}


def test_every_rule_has_a_case_that_fires_and_one_that_does_not() -> None:
    for rule in catalogue():
        if rule.code < "JX100":
            continue
        cases = [case for case in CASES if case.parent.name == rule.slug]
        fired = [
            any(rule.code in file.read_text("utf-8") for file in case.rglob("*") if file.is_file())
            for case in cases
        ]
        assert True in fired, f"{rule.slug}: no case fires"
        assert False in fired, f"{rule.slug}: no near miss"
