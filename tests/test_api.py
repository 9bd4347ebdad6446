"""The public API: three verbs from a folder to lines."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import jxtrade
from tests.cases import GOOD, lay

if TYPE_CHECKING:
    from pathlib import Path


def test_the_verbs_lead_from_a_folder_to_lines() -> None:
    workspace = jxtrade.open_workspace(GOOD)
    assert jxtrade.validate(workspace).findings == ()
    found = jxtrade.reconcile(workspace, "2022Q2")
    line = next(
        each for each in found.lines if (each.indicator, each.district) == ("exporters", "port")
    )
    assert (line.reported, line.allocated) == (Decimal(12), Decimal(20))
    assert (line.rate, line.lead, line.gap, line.rank) == (Decimal(60), Decimal(10), Decimal(8), 1)


def test_a_verdict_is_reconciled_as_its_workspace_is() -> None:
    workspace = jxtrade.open_workspace(GOOD)
    verdict = jxtrade.validate(workspace)
    assert jxtrade.reconcile(verdict, "2022Q2") == jxtrade.reconcile(workspace, "2022Q2")


def test_a_value_that_an_error_names_is_in_no_sum(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    east = folder / "reports/2022Q2/districts/east.yaml"
    east.write_text(east.read_text("utf-8").replace("exporters: 31", "exporters: -31"), "utf-8")
    found = jxtrade.reconcile(jxtrade.open_workspace(folder), "2022Q2")
    total = next(each for each in found.totals if each.indicator == "exporters")
    assert (total.reported, total.left_out) == (Decimal(25 + 12), ("east",))


def test_a_period_is_written_as_a_year_and_a_quarter() -> None:
    with pytest.raises(ValueError, match="2022-2"):
        jxtrade.reconcile(jxtrade.open_workspace(GOOD), "2022-2")


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'pydantic', 'typer', 'rich', 'yaml'}"
    code = f"import sys, jxtrade; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_public_names_are_there(tmp_path: Path) -> None:
    names = [*jxtrade.__all__]
    assert sorted(names) == names
    assert all(getattr(jxtrade, name).__doc__ for name in names)
    with pytest.raises(jxtrade.NoWorkspaceError):
        jxtrade.open_workspace(tmp_path)
    with pytest.raises(AttributeError, match="load"):
        jxtrade.load  # noqa: B018 - it was there before
