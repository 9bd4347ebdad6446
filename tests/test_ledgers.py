"""Incentives and allocations against a second way to work them out, over seeded workspaces."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.engine import validate
from jxtrade.figures.lines import reconcile
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.render.report.json import render
from jxtrade.text import Lang
from jxtrade.views import allocations, incentives, status
from tests import ledgers, seeded
from tests.independent import Quarter, Workspace
from tests.programme import conforms
from tests.test_independent import FIRST, LAST, SEEDS, is_said

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.figures.city import City
    from jxtrade.report import Report

DAYS = (date(2022, 1, 1), date(2022, 4, 1), date(2022, 6, 30), date(2022, 9, 30), date(2024, 1, 1))


@cache
def worked_out(seed: int) -> Workspace:
    return Workspace(ledgers.workspace(seed))


def at(folder: Path, day: date) -> City:
    return validate(open_workspace(folder, as_of=day)).city


def told(report: Report) -> Any:
    """Return what a report says in JSON, when it is as its schema says."""
    said = json.loads(render(report, lang=Lang.EN, width=80))
    conforms(said)
    return said


def same(expected: Any, said: Any) -> bool:
    """Tell whether JSON says what is expected, within lists and objects too."""
    match expected:
        case dict():
            return all(same(each, said.get(key, "?")) for key, each in expected.items())
        case list():
            return len(expected) == len(said) and all(map(same, expected, said))
        case _:
            return is_said(expected, said)


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_incentives(seed: int, tmp_path: Path) -> None:
    workspace = worked_out(seed)
    city = at(seeded.write(workspace.files, tmp_path), date(2024, 1, 1))
    for text in seeded.periods(workspace.files):
        period = Period.parse(text)
        assert period is not None
        expected = ledgers.incentives(workspace, text)
        said = told(incentives.report(city, period))
        for key in ("total", "if_met"):
            assert same(expected[key], said[key]), f"{seed} {text} {key}"
        key_of = lambda each: (each["indicator"], each["uscc"] or each["name"])  # noqa: E731
        known = sorted(expected["entitled"], key=key_of)
        assert same(known, sorted(said["entitled"], key=key_of)), f"{seed} {text}"
        owed = {(each["district"], each["indicator"]): each for each in said["districts"]}
        assert len(owed) == len(said["districts"])
        assert owed.keys() == expected["districts"].keys()
        for key, (count, amount) in expected["districts"].items():
            assert (owed[key]["count"], Fraction(owed[key]["amount"])) == (count, amount)


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_allocations(seed: int, tmp_path: Path) -> None:
    workspace = worked_out(seed)
    folder = seeded.write(workspace.files, tmp_path)
    for day in DAYS:
        city = at(folder, day)
        for year in (2022, 2023, 2024):
            asked = allocations.at_hand(city, year)
            said = told(allocations.report(city, asked))
            assert (said["year"], said["at"]) == (
                year,
                min(day, date(year, 12, 31)).isoformat(),
            )
            expected = list(ledgers.cells(workspace, year, day))
            assert same(expected, said["cells"]), f"{seed} {year} {day}"
            assert same(list(ledgers.history(workspace, year)), said["history"]), f"{seed} {year}"
            grouped = ledgers.groups(workspace, year, day)
            for each in said["groups"]:
                known = grouped.pop((each["indicator"], each["group"]))
                assert same(list(known), [each["allocated"], each["stated"]]), f"{seed} {year}"
            assert {*grouped.values()} <= {(None, None)}
            assert told(allocations.report(city, asked._replace(is_history=True))) == said


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_amended_lines(seed: int, tmp_path: Path) -> None:
    workspace = worked_out(seed)
    city = at(seeded.write(workspace.files, tmp_path), date(2024, 1, 1))
    for text in seeded.periods(workspace.files):
        period, quarter = Period.parse(text), Quarter.read(text)
        assert period is not None
        found = reconcile(city.facts, period)
        for line in told(status.report(city, found, status.Asked()))["lines"]:
            known = ledgers.entries(workspace, line["indicator"], line["district"], quarter.year)
            in_force = [each for each in known if each.day <= quarter.last_day]
            assert same(ledgers.changes(in_force), line["amended"]), f"{seed} {text} {line}"


def test_seeds_reach_what_matters() -> None:
    """Firms that two districts claim, a name of a coded firm, a wrong code, several units."""
    seen: set[str] = set()
    for seed in range(2 * SEEDS):
        workspace = worked_out(seed)
        known, codes = ledgers.claims(workspace)
        owners: dict[tuple[str, str], set[int]] = {}
        for each in known:
            own = each.code or codes.get(each.name) or each.name
            owners.setdefault((each.indicator, own), set()).add(each.place)
            if each.code is None:
                seen.add("name of a coded firm" if each.name in codes else "name alone")
        seen |= {"claimed twice" for each in owners.values() if len(each) > 1}
        for period in seeded.periods(workspace.files):
            found = ledgers.incentives(workspace, period)
            seen.add("nothing in one unit" if found["total"] is None else "total")
            seen |= {"never allocated"} if found["if_met"] is None else set()
        for day in DAYS:
            grouped = ledgers.groups(workspace, 2022, day).values()
            seen |= {"stated group" for figures in grouped if None not in figures}
            for cell in ledgers.cells(workspace, 2022, day):
                seen.add("in force" if cell["allocated"] is not None else "to come")
                seen |= {"changed twice"} if len(cell["changes"]) > 1 else set()
        if seen == REACHED:
            break
    assert seen == REACHED


REACHED = {
    "name of a coded firm", "name alone", "claimed twice", "nothing in one unit", "total",
    "never allocated", "in force", "to come", "changed twice", "stated group",
}  # fmt: skip


# The second way itself, by hand


def test_codes_by_hand() -> None:
    """The codes of the domain's page, in plain and in loose writing, and those that are none."""
    for each in ("91330402XXXXXX0198", "91330482XX00001740", "91350100M000100Y43"):
        assert ledgers.bare(each) == each
    assert ledgers.bare("91330402-xxxxxx0198") == "91330402XXXXXX0198"
    for each in ("91330402XXXXXX0199", "9133O402XXXXXX0198", "91330402XXXXXX019"):
        assert ledgers.bare(each) is None
    assert ledgers.bare(ledgers.code(7)) == ledgers.code(7)


pytestmark = pytest.mark.uncounted
