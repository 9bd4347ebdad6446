"""The program against an implementation of its own, over workspaces drawn from seeds.

JXTRADE_SEEDS=FROM:TO draws other seeds than those of every run.
"""

from __future__ import annotations

import json
import os
import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.figures.lines import reconcile
from jxtrade.model.period import Period
from jxtrade.render.report.json import render
from jxtrade.text import Lang
from jxtrade.views import gaps, status
from tests import independent, seeded
from tests.programme import checked, conforms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SEEDS = 40
FIRST, _, LAST = os.environ.get("JXTRADE_SEEDS", f"0:{SEEDS}").partition(":")
PLAIN = re.compile(r"(?!-0(?:\.0+)?\Z)-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)


@cache
def worked_out(seed: int) -> independent.Workspace:
    return independent.Workspace(seeded.workspace(seed))


def is_said(expected: Any, said: Any) -> bool:
    """Whether JSON says what is expected; an exact figure may keep the zeros at its end."""
    if isinstance(expected, Fraction):
        plain = isinstance(said, str) and PLAIN.fullmatch(said) is not None
        return plain and Fraction(said) == expected
    return bool(said == expected) and isinstance(said, bool) == isinstance(expected, bool)


def differences(expected: Mapping[str, Any], said: Mapping[str, Any], place: str) -> Iterator[str]:
    """Yield what an object says otherwise, a line for each field."""
    for name, figure in expected.items():
        told = said.get(name, "(no such field)")
        if not is_said(figure, told):
            shown = str(figure) if isinstance(figure, Fraction) else repr(figure)
            yield f"{place} {name}: independent {shown}, program {told!r}"


def by_cell(entries: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    cells = {(entry["indicator"], entry["district"]): entry for entry in entries}
    assert len(cells) == len(entries), "a cell stands twice"
    return cells


def compared(workspace: independent.Workspace, period: str, told: Any, listed: Any) -> list[str]:
    """Return what the program's `status` and `gaps` say otherwise of a quarter."""
    expected, lacks = independent.status(workspace, period), independent.gaps(workspace, period)
    lines, gap_lines = by_cell(told["lines"]), by_cell(listed["gaps"])
    totals = {each["indicator"]: each for each in told["totals"]}
    found = [
        f"{name} of {period}: {sorted(set(said) ^ set(known))}"
        for name, said, known in (
            ("lines", lines, expected["lines"]),
            ("totals", totals, expected["totals"]),
            ("gaps", gap_lines, lacks),
        )
        if set(said) != set(known)
    ]
    heads = {name: expected[name] for name in ("sample", "year_assumed")}
    found += differences(heads, told, period)
    for what, known, said in (("status", expected["lines"], lines), ("gaps", lacks, gap_lines)):
        for cell in known.keys() & said.keys():
            place = f"reports/{period}/districts/{cell[1]}.yaml {cell[0]} {what}"
            found += differences(known[cell], said[cell], place)
    groups = {(each["group"], each["indicator"]): each for each in told["groups"]}
    if set(groups) != set(expected["groups"]):
        found.append(f"groups of {period}: {sorted(set(groups) ^ set(expected['groups']))}")
    for key in expected["groups"].keys() & groups.keys():
        found += differences(expected["groups"][key], groups[key], f"{period} group {key}")
    for indicator in expected["totals"].keys() & totals.keys():
        place = f"reports/{period}/districts total of {indicator}"
        found += differences(expected["totals"][indicator], totals[indicator], place)
    return found


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_program_and_independent_implementation_agree(seed: int, tmp_path: Path) -> None:
    workspace = worked_out(seed)
    loaded = checked(seeded.write(workspace.files, tmp_path))
    found = []
    for text in seeded.periods(workspace.files):
        period = Period.parse(text)
        assert period is not None
        held = reconcile(loaded.facts, period)
        told, listed = (
            json.loads(render(each, lang=Lang.EN, width=80))
            for each in (status.report(loaded, held, status.Asked()), gaps.report(loaded, held))
        )
        conforms(told)
        conforms(listed)
        assert (told["schema"], listed["schema"]) == ("jxtrade.status/2", "jxtrade.gaps/2")
        found += compared(workspace, text, told, listed)
    assert not found, "\n".join(f"seed {seed}: {each}" for each in sorted(found))


def test_seeds_reach_every_state_and_status() -> None:
    states: set[str] = set()
    statuses: set[str] = set()
    ceilings: set[str] = set()
    total_statuses: set[str | None] = set()
    for seed in range(SEEDS):
        workspace = worked_out(seed)
        for period in seeded.periods(workspace.files):
            found = independent.status(workspace, period)
            for (indicator, _), line in found["lines"].items():
                states.add(line["state"])
                about = workspace.indicators[indicator]
                (ceilings if about.ceiling else statuses).add(line["status"])
            total_statuses |= {total["status"] for total in found["totals"].values()}
    assert states == {"value", "missing", "not_applicable", "unallocated", "suspect"}
    reached = {"met", "not_due", "on_pace", "behind", "far_behind"}
    assert statuses == ceilings == reached | states - {"value"}
    assert total_statuses == reached | {"incomplete", None}


FEATURES = {
    "count": r"kind: count",
    "amount": r"kind: amount",
    "rate": r"kind: rate",
    "no decimals said": r"\{(?!.*decimals:).*kind: amount",
    "four decimals": r"decimals: 4",
    "ceiling": r"direction: lower",
    "quarterly": r"measure: quarterly",
    "quarterly rate": r"(?=.*kind: rate).*measure: quarterly",
    "linear": r"pace: linear",
    "no pace said": r"\{(?!.*pace:).*kind: \w+",
    "batch": r"pace: \[0, 0, 0, 1\]",
    "half": r"pace: \[0, 0\.5, 0\.50, 1\]",
    "over_report": r"over_report: (?!300)\d+",
    "lights": r"lights: \{green: -?[\d.]+, yellow: -[\d.]+\}",
    "no ranks": r"ranking: false",
    "allocation of 0": r"\{.*: 0[,}]",
    "amendment": r"\{from: [\d.]+, to: [\d.]+\}",
    "amendment on the last day": r"effective: 2022-06-30",
    "amendment on the first day": r"effective: 2022-07-01",
    "first allocated in the year": r"effective: 2022-05-10",
    "allocated before its year": r"effective: 2021-12-20",
    "year assumed": r"year_assumed: true",
    "second year": r"year: 2023",
    "numerator": r"numerator: \d+, denominator: \d+",
    "count with a point": r": \d+\.0[,}\n]",
    "zero at the end": r": \d+\.\d*[1-9]0[,}\r\n]",
    "quoted": r': "[\d.]+"[,}\r\n]',
    "groups in groups": r"(?s)groups:.*within: .*districts:.*within: ",
    "made up": r"sample: true",
    "not made up": r"sample: false",
    "reason": r"(?m)^  \S+: 示例说明",
    "word": r": (?:约5|9\.6亿|null|~)",
    "negative": r": -\d",
    "blank": r"(?m)^  \S+: ?\r?$",
    "values blank": r"(?m)^values:\r?$",
    "nothing in it": r"\A\Z",
    "restatement": r"from: (\S+), to: (?!\1,)",
    "restated to the same": r"from: (\S+), to: \1,",
    "restated in steps": r"(?s)(indicator: \S+, period: \S+), .*\1, ",
    "own quarter restated": r"(?s)\nperiod: (\S+)\n.*, period: \1, ",
    "value and not applicable": r"(?s)\nnot_applicable:\W+(\S+): 示例原因.*\bvalues:.*\b\1: \d",
}


def test_seeds_reach_what_can_be_written() -> None:
    texts = [text for seed in range(4 * SEEDS) for text in seeded.workspace(seed).values()]
    missing = [
        name
        for name, pattern in FEATURES.items()
        if not any(re.search(pattern, text) for text in texts)
    ]
    assert missing == []


def test_one_seed_gives_one_workspace() -> None:
    assert seeded.workspace(7) == seeded.workspace(7) != seeded.workspace(8)


# What follows holds the independent implementation itself against figures worked out by hand.

EXPORTERS = {
    "nanhu": (55, 31), "xiuzhou": (42, 22), "jiashan": (64, 30), "pinghu": (55, 28),
    "haiyan": (53, None), "haining": (119, 57), "tongxiang": (65, 32), "jingkai": (34, 16),
    "gangqu": (13, 15),
}  # fmt: skip


def city(
    cells: Mapping[str, tuple[object, object]], period: str = "2022Q2", about: str = "kind: count"
) -> dict[str, Any]:
    """Return what is worked out for one indicator: district → allocated and what is reported."""
    allocated = ", ".join(f"{each}: {a}" for each, (a, _) in cells.items() if a is not None)
    files = {
        "targets.yaml": "plan: {title: x, start: 2022}\n"
        f"districts: [{', '.join(f'{{id: {each}}}' for each in cells)}]\n"
        f"indicators: [{{id: x, {about}}}]\n"
        f"allocations: [{{year: 2022, values: {{x: {{{allocated}}}}}}}]\n"
    }
    for district, (_, reported) in cells.items():
        said = {
            None: "values: {}",
            "n/a": "values: {}\nnot_applicable: {x: why}",
        }.get(reported, f"values: {{x: {reported}}}")  # type: ignore[call-overload]
        files[f"reports/{period}/districts/{district}.yaml"] = f"district: {district}\n{said}\n"
    return independent.status(independent.Workspace(files), period)


def test_the_contract_s_own_example() -> None:
    found = city(EXPORTERS)
    assert found["totals"]["x"] == {
        "allocated": "500", "reported": "231", "counted": 8, "of": 9, "rate": "46.2000",
        "lead": None, "status": "incomplete", "light": None, "rate_counted": "51.6779",
        "lead_counted": "1.6779", "due": "250", "short": "19", "gap": "218", "gap_left_out": "53",
        "surplus": "2", "left_out": ["haiyan"],
    }  # fmt: skip
    assert found["lines"]["x", "nanhu"] == {
        "state": "value", "status": "on_pace", "light": "green", "allocated": "55",
        "reported": "31", "rate": "56.3636", "due": Fraction("27.5"), "lead": "6.3636",
        "gap": "24", "gap_to_pace": "0", "surplus": "0", "rank": 2, "yoy": None,
    }  # fmt: skip


LOWER = "kind: amount, direction: lower"
BATCH = "kind: count, pace: [0, 0, 0, 1]"


@pytest.mark.parametrize(
    ("about", "period", "allocated", "reported", "expected"),
    [
        # 2 of 5 before anything is due: a rate, no lead, no light
        (BATCH, "2022Q2", 5, 2, ("value", "not_due", None, "40.0000", None)),
        (BATCH, "2022Q2", 5, 5, ("value", "met", "green", "100.0000", None)),
        # a ceiling of 10: 4 used of 5, then all of it, then more than it
        (LOWER, "2022Q2", 10, 4, ("value", "on_pace", "green", "40.0000", "10.0000")),
        (LOWER, "2022Q4", 10, 10, ("value", "met", "green", "100.0000", "0.0000")),
        (LOWER, "2022Q2", 10, 10.1, ("value", "far_behind", "red", "101.0000", "-51.0000")),
        # 44.9951 − 50 = −5.0049; of 2/3: 66.66666… − 75 = −8.3333…
        ("kind: amount", "2022Q2", 20.2, 9.1, ("value", "behind", "yellow", "45.0495", "-4.9505")),
        ("kind: count", "2022Q3", 3, 2, ("value", "behind", "yellow", "66.6667", "-8.3333")),
        # exactly on the edges of the lights
        ("kind: count", "2022Q2", 10, 5, ("value", "on_pace", "green", "50.0000", "0.0000")),
        ("kind: count", "2022Q2", 10, 4, ("value", "behind", "yellow", "40.0000", "-10.0000")),
        ("kind: count", "2022Q2", 0, 3, ("value", "met", "green", None, None)),
        (LOWER, "2022Q2", 0, 3, ("value", "far_behind", "red", None, None)),
        # a rate's default pace is all of it at once; a level above its ceiling goes by its lead
        ("kind: rate", "2022Q1", 80, 76, ("value", "behind", "yellow", "95.0000", "-5.0000")),
        (f"{LOWER}, kind: rate".replace("kind: amount, ", ""), "2022Q1", 80, 84,
         ("value", "behind", "yellow", "105.0000", "-5.0000")),
        ("kind: count", "2022Q2", None, 3, ("unallocated", "unallocated", None, None, None)),
        ("kind: count", "2022Q2", 5, "n/a", ("not_applicable", "not_applicable", None, None, None)),
        # unit slips and figures beyond ten times over_report: 1000 × 5 and 30 × 5
        ("kind: count", "2022Q2", 5, 5000, ("suspect", "suspect", None, None, None)),
        ("kind: count", "2022Q2", 5, 150, ("value", "met", "green", "3000.0000", "2950.0000")),
        ("kind: count", "2022Q2", 5, 151, ("suspect", "suspect", None, None, None)),
        ("kind: rate", "2022Q2", 90, 0.9, ("suspect", "suspect", None, None, None)),
        ("kind: rate, decimals: 2", "2022Q2", 90, 1.81,
         ("value", "far_behind", "red", "2.0111", "-97.9889")),
        ("kind: amount", "2022Q2", 90, "9.60", ("suspect", "suspect", None, None, None)),
        ("kind: count", "2022Q2", 9, "2.5", ("suspect", "suspect", None, None, None)),
        ("kind: count", "2022Q2", 9, "-1", ("suspect", "suspect", None, None, None)),
        ("kind: count", "2022Q2", 9, "约5", ("suspect", "suspect", None, None, None)),
    ],
)  # fmt: skip
def test_lines_by_hand(
    about: str, period: str, allocated: object, reported: object, expected: tuple[str | None, ...]
) -> None:
    line = city({"a": (allocated, reported)}, period, about)["lines"]["x", "a"]
    names = ("state", "status", "light", "rate", "lead")
    assert tuple(line[name] for name in names) == expected


@pytest.mark.parametrize(
    ("about", "period", "cells", "expected"),
    [
        # who is missing could still bring the light to green, and could not undo it
        ("kind: count", "2022Q2", [(10, 4), (10, None)], ("incomplete", None, None)),
        ("kind: count", "2022Q2", [(10, 10), (10, None)], ("on_pace", "green", "0.0000")),
        ("kind: count", "2022Q2", [(10, 20), (10, None)], ("met", "green", "50.0000")),
        ("kind: count", "2022Q2", [(10, 4), (10, 4)], ("behind", "yellow", "-10.0000")),
        # a declaration makes no total incomplete and shrinks no target: 4 of 20
        ("kind: count", "2022Q2", [(10, 4), (10, "n/a")], ("far_behind", "red", "-30.0000")),
        (LOWER, "2022Q2", [(10, 4), (10, None)], ("incomplete", None, None)),
        (LOWER, "2022Q2", [(10, 21), (10, None)], ("far_behind", "red", "-55.0000")),
        (LOWER, "2022Q4", [(10, 12), (10, 8)], ("met", "green", "0.0000")),
        (BATCH, "2022Q2", [(10, 4), (10, None)], ("not_due", None, None)),
        (BATCH, "2022Q2", [(10, 20), (10, None)], ("met", "green", None)),
        ("kind: count", "2022Q2", [(10, None), (10, "约5")], ("incomplete", None, None)),
        ("kind: rate", "2022Q2", [(80, 80), (80, 80)], (None, None, None)),
    ],
)
def test_totals_by_hand(
    about: str,
    period: str,
    cells: list[tuple[object, object]],
    expected: tuple[str | None, ...],
) -> None:
    total = city(dict(zip("ab", cells, strict=True)), period, about)["totals"]["x"]
    assert tuple(total[name] for name in ("status", "light", "lead")) == expected


def test_a_rate_s_total_is_the_quotient_of_the_sums() -> None:
    parts = "{numerator: 1, denominator: 3}", "{numerator: 2, denominator: 4}"
    both = city({"a": (80, parts[0]), "b": (80, parts[1])}, about="kind: rate")
    # 3 / 7 = 42.857142…; 1 / 3 = 33.3333…, and 80 − 33.3333… lacks 46.6666…
    assert both["totals"]["x"]["reported"] == "42.8571"
    assert both["lines"]["x", "a"]["reported"] == "33.3333"
    assert both["lines"]["x", "a"]["gap"] == "46.6667"
    one = city({"a": (80, parts[0]), "b": (80, 50)}, about="kind: rate")
    assert one["totals"]["x"]["reported"] is None


def submitted(about: str, *quarters: str) -> independent.Workspace:
    """Return a workspace of one district that is allocated 100: what it said from Q1 on."""
    plan = (
        "districts: [{id: a}]\n"
        f"indicators: [{{id: x, kind: count, {about}}}]\n"
        "allocations: [{year: 2022, values: {x: {a: 100}}}]\n"
    )
    sent = {
        f"reports/2022Q{at}/districts/a.yaml": f"district: a\n{text}"
        for at, text in enumerate(quarters, 1)
    }
    return independent.Workspace({"targets.yaml": plan} | sent)


def line_of(workspace: independent.Workspace, period: str) -> tuple[str, Any]:
    line = independent.status(workspace, period)["lines"]["x", "a"]
    return line["state"], line["reported"]


def restated(period: str, old: int, new: int) -> str:
    return f"restatements: [{{indicator: x, period: {period}, from: {old}, to: {new}}}]\n"


@pytest.mark.parametrize(
    ("about", "quarters", "period", "expected"),
    [
        ("", ["values: {x: 12}", f"values: {{x: 31}}\n{restated('2022Q1', 12, 11)}"], "2022Q1",
         ("value", "11")),
        ("", ["values: {x: 12}", f"values: {{x: 31}}\n{restated('2022Q1', 13, 11)}"], "2022Q1",
         ("suspect", "12")),
        ("", ["values: {x: 12}", f"values: {{x: 31}}\n{restated('2022Q1', 12, 12)}"], "2022Q1",
         ("suspect", "12")),
        ("", ["values: {}", f"values: {{x: 31}}\n{restated('2022Q1', 12, 11)}"], "2022Q1",
         ("missing", None)),
        # 9 after 12 is a decrease; not so where 12 was restated to 8, or was refused itself
        ("", ["values: {x: 12}", "values: {x: 9}"], "2022Q2", ("suspect", "9")),
        ("", ["values: {x: 12}", f"values: {{x: 9}}\n{restated('2022Q1', 12, 8)}"], "2022Q2",
         ("value", "9")),
        ("", ["values: {x: 12.5}", "values: {x: 9}"], "2022Q2", ("value", "9")),
        ("", ["values: {x: 12.5}", f"values: {{x: 13}}\n{restated('2022Q1', 13, 12)}"], "2022Q1",
         ("suspect", Fraction("12.5"))),
        ("", ["values: {x: 12}\nnot_applicable: {x: why}"], "2022Q1", ("suspect", "12")),
        # 12 + 9; with a quarter missing, to be checked or not applicable
        ("measure: quarterly", ["values: {x: 12}", "values: {x: 9}"], "2022Q2", ("value", "21")),
        ("measure: quarterly", ["values: {}", "values: {x: 9}"], "2022Q2", ("missing", None)),
        ("measure: quarterly", ["values: {x: -1}", "values: {}"], "2022Q2", ("suspect", None)),
        ("measure: quarterly", ["values: {}\nnot_applicable: {x: why}", "values: {x: 9}"],
         "2022Q2", ("value", "9")),
    ],
)  # fmt: skip
def test_quarters_by_hand(
    about: str, quarters: list[str], period: str, expected: tuple[str, Any]
) -> None:
    assert line_of(submitted(about, *quarters), period) == expected


def test_what_each_quarter_must_bring_by_hand() -> None:
    # 100 − 30 = 70 in three quarters: 23.33…, whole firms: 24; nothing of a batch due in Q4
    (gap,) = independent.gaps(submitted("", "values: {x: 30}"), "2022Q1").values()
    assert (gap["gap"], gap["each_quarter"], gap["quarters_left"]) == ("70", "24", 3)
    batch = submitted("pace: [0, 0, 0, 1]", "values: {x: 30}")
    assert independent.gaps(batch, "2022Q1")["x", "a"]["each_quarter"] is None


def test_made_up_is_what_rests_on_a_made_up_figure() -> None:
    later = f"sample: true\nvalues: {{x: 31}}\n{restated('2022Q1', 12, 11)}"
    workspace = submitted("", "values: {x: 12}", later)
    assert independent.status(workspace, "2022Q1")["sample"]
    assert not independent.status(submitted("", "values: {x: 12}"), "2022Q1")["sample"]
    adding = submitted("measure: quarterly", "sample: true\nvalues: {x: 12}", "values: {x: 9}")
    assert independent.status(adding, "2022Q2")["sample"]
    alone = submitted("", "sample: true\nvalues: {x: 12}", "values: {x: 19}")
    assert not independent.status(alone, "2022Q2")["sample"]


pytestmark = pytest.mark.uncounted
