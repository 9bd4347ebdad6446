"""Relations and waivers against an implementation of their own, over workspaces from seeds.

JXTRADE_SEEDS=FROM:TO draws other seeds than those of every run.
"""

from __future__ import annotations

import json
import random
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
from jxtrade.views import checks, gaps, status
from tests import checking, held, seeded
from tests.programme import conforms, run
from tests.test_independent import FIRST, LAST, compared

if TYPE_CHECKING:
    from pathlib import Path


@cache
def worked_out(seed: int) -> checking.Checked:
    return checking.Checked(checking.drawn(seeded.workspace(seed), seed))


def figure(said: str | None) -> Fraction | None:
    return None if said is None else Fraction(said)


def rests_on_quotient(workspace: checking.Checked, entry: dict[str, Any]) -> bool:
    """Whether a figure that never ends may be among an entry's, which has four places then."""
    return any(
        part["indicator"] and workspace.indicators[part["indicator"]].level
        for side in ("left_parts", "right_parts")
        for part in entry[side]
    )


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_program_and_independent_implementation_agree(seed: int, tmp_path: Path) -> None:
    workspace = worked_out(seed)
    folder = seeded.write(workspace.files, tmp_path)
    asked = ("--data", ".", "--as-of", checking.AS_OF.isoformat(), "--info", "--show-checks")
    told = run("validate", *asked, "--format", "json", folder=folder).json
    found = [*relations(workspace, told), *broken(workspace, told), *waived(workspace, told)]
    city = validate(open_workspace(folder, as_of=checking.AS_OF)).city
    for text in seeded.periods(workspace.files):
        period = Period.parse(text)
        assert period is not None
        quarter = reconcile(city.facts, period)
        line, gap = (
            json.loads(render(each, lang=Lang.EN, width=80))
            for each in (status.report(city, quarter, status.Asked()), gaps.report(city, quarter))
        )
        conforms(line)
        found += compared(workspace, text, line, gap)
    assert not found, "\n".join(f"seed {seed}: {each}" for each in sorted(found))


def relations(workspace: checking.Checked, told: Any) -> list[str]:
    """Return what is said otherwise of each relation of each submission."""
    said = {
        (each["relation"], each["district"], each["period"]): each for each in told["relations"]
    }
    wrong = []
    for district, quarter in workspace.submissions:
        for relation in workspace.relations:
            key = (relation["id"], district, f"{quarter.year}Q{quarter.number}")
            known, entry = workspace.outcome(relation, district, quarter), said.pop(key)
            shown = [figure(entry[each]) for each in ("left", "right", "tolerance")]
            is_alike = shown == [*known[1:]] or (
                rests_on_quotient(workspace, entry)
                and all(
                    one is not None and other is not None and abs(one - other) <= Fraction(1, 10**4)
                    for one, other in zip(shown, known[1:], strict=True)
                )
            )
            if entry["outcome"] != known.word or not is_alike:
                wrong.append(f"{key}: independent {known}, program {entry}")
    return [*wrong, *(f"{key}: nothing to check" for key in said)]


def broken(workspace: checking.Checked, told: Any) -> list[str]:
    """Return where JX310 is said otherwise: of whom, how grave, whether it is waived."""
    said = sorted(
        (each["district"], each["period"], each["severity"], each["waiver"] is not None)
        for each in told["findings"]
        if each["code"] == "JX310"
    )
    known = sorted(
        (
            district,
            f"{quarter.year}Q{quarter.number}",
            relation.get("severity", "warning"),
            workspace.is_waived("JX310", *workspace.about(relation, district, quarter)),
        )
        for district, quarter in workspace.submissions
        for relation in workspace.relations
        if workspace.outcome(relation, district, quarter).word == "differs"
    )
    return [] if said == known else [f"JX310: independent {known}, program {said}"]


def waived(workspace: checking.Checked, told: Any) -> list[str]:
    """Return where it is said otherwise whether a waiver of relations is unused or over."""
    findings = [
        workspace.about(relation, district, quarter)
        for district, quarter in workspace.submissions
        for relation in workspace.relations
        if workspace.outcome(relation, district, quarter).word == "differs"
    ]
    known = []
    for line, each in enumerate(workspace.waivers, 3):
        if each["code"] != "JX310":
            continue
        met = [about for about in findings if checking.is_met(each, "JX310", about)]
        if not checking.holds(each):
            met = [about for about in met if not workspace.is_waived("JX310", *about)]
        if not met:
            known.append((line, "JX801"))
        elif not checking.holds(each):
            known.append((line, "JX802"))
    lines = {line for line, each in enumerate(workspace.waivers, 3) if each["code"] == "JX310"}
    said = sorted(
        (each["line"], each["code"])
        for each in told["findings"]
        if each["path"] == "waivers.yaml" and each["line"] in lines
    )
    lost = {line for line, code in known if code == "JX801"} - {line for line, _ in said}
    expected = [each for each in known if each[0] not in lost or not unreadable(workspace)]
    return [] if said == expected else [f"JX8xx: independent {known}, program {said}"]


def unreadable(workspace: checking.Checked) -> bool:
    """Whether anything can't be read, so that a waiver may be unused because of that."""
    return any(
        workspace.given(indicator, district, quarter).unread
        for district, quarter in workspace.submissions
        for indicator in workspace.indicators
    )


@pytest.mark.parametrize("seed", range(16))
def test_damaged_relations_and_waivers_are_told(seed: int, tmp_path: Path) -> None:
    """Whatever a hand that slips makes of them, each finding stands in a line of its file."""
    rng = random.Random(seed)  # noqa: S311 - the same ones each time
    files = dict(worked_out(seed).files)
    plan, _, relations_ = files["targets.yaml"].partition("relations:\n")
    whole = {"targets.yaml": relations_, "waivers.yaml": files.get("waivers.yaml", "version: 1\n")}
    for name, sound in whole.items():
        text = sound
        for _ in range(rng.randint(1, 3)):
            text = rng.choice((held.damaged, held.shuffled))(text, rng)
        files[name] = f"{plan}relations:\n{text}" if name == "targets.yaml" else text
    folder = seeded.write(files, tmp_path)
    lines = {str(folder / name): text.count("\n") + 1 for name, text in files.items()}
    found = validate(open_workspace(folder, as_of=checking.AS_OF))
    assert all(each.location.line <= lines.get(each.location.path, 1) for each in found.findings)
    checks.report(found.city, with_relations=True)


def test_seeds_reach_every_outcome() -> None:
    words, waived_, grave = set(), set(), set()
    for seed in range(40):
        workspace = worked_out(seed)
        for district, quarter in workspace.submissions:
            for relation in workspace.relations:
                found = workspace.outcome(relation, district, quarter)
                words.add(found.word)
                if found.word == "differs":
                    about = workspace.about(relation, district, quarter)
                    waived_.add(workspace.is_waived("JX310", *about))
                    grave.add(relation.get("severity", "warning"))
    assert words == {"agrees", "within_rounding", "differs", "cannot_be_checked"}
    assert waived_ == {True, False}
    assert grave == {"warning", "error"}


pytestmark = pytest.mark.uncounted
