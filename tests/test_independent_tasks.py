"""Tasks and goals against an implementation of their own, over workspaces drawn from seeds."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.model.period import Period
from jxtrade.render.report.json import render
from jxtrade.text import Lang
from jxtrade.views import goals, tasks
from tests import independent_tasks, seeded, seeded_tasks
from tests.independent_tasks import Tasks
from tests.programme import checked, conforms
from tests.test_independent import FIRST, LAST, differences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jxtrade.report import Report

SEEDS = range(int(FIRST), int(LAST))


@cache
def worked_out(seed: int) -> Tasks:
    return Tasks(seeded_tasks.workspace(seed))


def periods(files: Tasks) -> list[str]:
    return [f"{each.year}Q{each.number}" for each in files.quarters]


def told(report: Report) -> Any:
    answer = json.loads(render(report, lang=Lang.EN, width=80))
    conforms(answer)
    return answer


def of_tasks(expected: dict[str, Any], said: Any, period: str) -> Iterator[str]:
    """Yield what `tasks` says otherwise of a quarter."""
    yield from differences({"sample": expected["sample"]}, said, period)
    milestones = {
        (task["year"], task["id"], each["id"]): each
        for task in said["tasks"]
        for each in task["milestones"]
    }
    targets = {(task["id"], each["id"]): each for task in said["tasks"] for each in task["targets"]}
    departments = {each["id"]: each for each in said["departments"]}
    for name, known, found in (
        ("milestones", expected["milestones"], milestones),
        ("targets", expected["targets"], targets),
        ("departments", expected["departments"], departments),
    ):
        if [*known] != [*found]:
            yield f"{period} {name}: independent {[*known]}, program {[*found]}"
        for key in known.keys() & found.keys():
            yield from differences(known[key], found[key], f"{period} {name} {key}")
    following = [
        {key: each[key] for key in ("quarter", "department", "milestone")} for each in said["next"]
    ]
    if following != expected["next"]:
        yield f"{period} next: independent {expected['next']}, program {following}"


def of_goals(expected: dict[str, Any], said: Any, period: str) -> Iterator[str]:
    """Yield what `goals` says otherwise of a quarter."""
    yield from differences({"sample": expected["sample"]}, said, period)
    ids = [each["indicator"] for each in said["quantities"]]
    if ids != [each["indicator"] for each in expected["quantities"]]:
        yield f"{period} quantities: program {ids}"
        return
    for known, found in zip(expected["quantities"], said["quantities"], strict=True):
        for name in ("targets", "groups"):
            place = f"{period} {name} of {known['indicator']}"
            if len(known[name]) != len(found[name]):
                yield f"{place}: independent {known[name]}, program {found[name]}"
                continue
            for one, other in zip(known[name], found[name], strict=True):
                asked = {key: each for key, each in one.items() if key != "made up"}
                yield from differences(asked, other, f"{place} {one.get('kind')} {one.get('id')}")


@pytest.mark.parametrize("seed", SEEDS)
def test_program_and_independent_implementation_agree(seed: int, tmp_path: Path) -> None:
    files = worked_out(seed)
    city = checked(seeded.write(files.files, tmp_path))
    found: list[str] = []
    for text in periods(files):
        period = Period.parse(text)
        assert period is not None
        if files.lists:
            expected = independent_tasks.tasks(files, text)
            found += of_tasks(expected, told(tasks.report(city, period)), text)
        expected = independent_tasks.goals(files, text)
        found += of_goals(expected, told(goals.report(city, period)), text)
    assert not found, "\n".join(f"seed {seed}: {each}" for each in found)


def test_seeds_reach_every_state_and_verdict() -> None:
    states, verdicts, kinds, operators = (set[str]() for _ in range(4))
    carried, levels, groups, coming = 0, 0, 0, 0
    for seed in range(40):
        files = worked_out(seed)
        for period in periods(files):
            found = independent_tasks.tasks(files, period)
            states |= {each["state"] for each in found["milestones"].values()}
            carried += sum(each["carried"] for each in found["milestones"].values())
            coming += period.endswith("Q4") and bool(found["next"])
            verdicts |= {each["verdict"] for each in found["targets"].values()}
            for quantity in independent_tasks.goals(files, period)["quantities"]:
                groups += any(None not in each.values() for each in quantity["groups"])
                for each in quantity["targets"]:
                    verdicts.add(each["verdict"])
                    kinds.add(each["kind"])
                    operators.add(each["operator"])
                    levels += isinstance(each["reported"], str)
    assert states == {*independent_tasks.STATES}
    assert verdicts == {
        *("unmeasured", "missing", "above", "broken", "met", "under_way", "incomplete", "short")
    }
    assert (kinds, operators) == ({*independent_tasks.KINDS}, {*independent_tasks.OPERATORS})
    assert min(carried, levels, groups, coming) > 0


pytestmark = pytest.mark.uncounted
