"""What has come in and what it is worth, against an implementation of its own.

JXTRADE_SEEDS=FROM:TO draws other seeds than those of every run.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.engine import validate
from jxtrade.figures.collect import to_collect
from jxtrade.figures.lines import reconcile
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.render.report.json import render
from jxtrade.text import Lang
from jxtrade.views import collect, score
from tests import assessment, seeded
from tests.programme import conforms

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.report import Report

SEEDS = 40
FIRST, _, LAST = os.environ.get("JXTRADE_SEEDS", f"0:{SEEDS}").partition(":")


def told(report: Report) -> Any:
    found = json.loads(render(report, lang=Lang.EN, width=80))
    conforms(found)
    return found


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_program_and_independent_implementation_agree(seed: int, tmp_path: Path) -> None:
    files, as_of = assessment.workspace(seed)
    office = assessment.Office(files, as_of)
    verdict = validate(open_workspace(seeded.write(files, tmp_path), as_of=as_of))
    city = verdict.city
    counts = Counter((each.location.path, each.severity.value) for each in verdict.findings)
    assert str(to_collect(city.received)) == office.next_period()
    for period in sorted({path.split("/")[1] for path in files if path[:8] == "reports/"}):
        quarter = Period.parse(period)
        assert quarter is not None
        expected = office.collect(period)
        for each in expected:
            path = f"{tmp_path.as_posix()}/reports/{period}/{each['kind']}s/{each['id']}.yaml"
            each |= {"errors": counts[path, "error"], "warnings": counts[path, "warning"]}
        found = told(collect.report(city, collect.Asked(quarter), verdict.findings))
        names = [*expected[0]]
        assert [{name: each[name] for name in names} for each in found["submitters"]] == expected
        scoring = city.programme.plan.scoring
        assert (scoring is None) == ("scoring" not in office.plan)
        if scoring is not None:
            said = told(score.report(city, reconcile(city.facts, quarter), scoring, explains=False))
            worked_out = office.score(period)
            assert as_worked_out(said["districts"]) == worked_out["districts"]
            assert as_worked_out(said["departments"]) == worked_out["departments"]


def as_worked_out(listed: list[Any]) -> dict[str, Any]:
    """Return by id what was told, less what was not worked out."""
    found = {}
    for each in listed:
        is_district = "district" in each
        parts = {part["indicator"]: part["points"] for part in each["parts"]} if is_district else {}
        own = {
            "score": each["score"],
            "rank": each["rank"],
            "parts": parts if is_district else {"milestones": each["points"]},
            "deductions": {
                off["kind"]: (off["times"], off["points"]) for off in each["deductions"]
            },
        }
        if not is_district:
            own |= {"due": each["due"], "in_time": each["in_time"]}
        found[each["district" if is_district else "department"]] = own
    return found


def test_seeds_reach_every_state_and_rule() -> None:
    states: set[str] = set()
    kinds: set[str] = set()
    seen: set[str] = set()
    for seed in range(SEEDS):
        files, as_of = assessment.workspace(seed)
        office = assessment.Office(files, as_of)
        for period in sorted({path.split("/")[1] for path in files if path[:8] == "reports/"}):
            listed = office.collect(period)
            states |= {each["state"] for each in listed}
            seen |= {
                "whole days" for each in listed if each["late_by"] and "T" not in each["late_by"]
            }
            seen |= {"minutes" for each in listed if each["late_by"] and "M" in each["late_by"]}
            seen |= {"value missing" for each in listed if each["missing_values"]}
            seen |= {"milestone missing" for each in listed if each["missing_milestones"]}
            seen |= {
                "not stamped"
                for each in listed
                if each["state"] == "on_time" and not each["received"]
            }
            if "scoring" in office.plan:
                found = office.score(period)
                for each in (*found["districts"].values(), *found["departments"].values()):
                    kinds |= each["deductions"].keys()
                    seen.add("not ranked" if each["score"] is None else "scored")
                    seen |= (
                        {"left out"} if None in each["parts"].values() and each["score"] else set()
                    )
        if (states, kinds, seen) == REACHED:
            break
    assert (states, kinds, seen) == REACHED


REACHED = (
    {"on_time", "late", "missing", "unreadable", "not_due"},
    {"late", "missing", "restated", "overdue"},
    {
        *("whole days", "minutes", "value missing", "not stamped", "not ranked", "scored"),
        *("left out", "milestone missing"),
    },
)

pytestmark = pytest.mark.uncounted
