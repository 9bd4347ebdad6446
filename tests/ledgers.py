"""Incentives and allocations of workspaces drawn from seeds, and what they come to, by another way.

The workspaces are those of `seeded` with incentives and rosters added; what they come to is worked
out from the words of the contract alone, with the reader of `independent`.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tests import seeded
from tests.independent import Quarter, Workspace, adding, effective

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def code(number: int) -> str:
    """Return a code whose 17th and 18th characters are those of GB 11714 and GB 32100-2015."""
    body = f"{number:08d}"
    weighted = sum(int(d) * w for d, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    first = f"91330400{body}" + "0X987654321"[weighted % 11]
    return first + check(first)


def check(first: str) -> str:
    """Return the 18th character to 17: 31 less the weighted sum, modulo 31."""
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    weighted = sum(ALPHABET.index(c) * w for c, w in zip(first, weights, strict=True))
    return ALPHABET[(31 - weighted % 31) % 31]


def workspace(seed: int) -> dict[str, str]:
    """Return the files of a workspace with incentives, and rosters of few firms that meet often."""
    rng = random.Random(seed)  # noqa: S311
    files = seeded.workspace(seed)
    plan = files["targets.yaml"]
    ids = re.findall(r"(?m)^  - \{(?=.*\bkind: ).*?\bid: ([^,}]+)", plan)
    rewarded = [each for each in ids if rng.random() < 0.6]
    for each in rewarded:
        if rng.random() < 0.5:
            plan = re.sub(rf"(\bid: {each}\b)", r"\1, roster_codes: optional", plan, count=1)
    unit = rng.choice(("元", "元", "万元"))
    entries = [
        f"  - {{indicator: {each}, amount: {rng.choice(('70000', '300000', '0.5', '7.25'))},"
        f" unit: {unit if rng.random() < 0.9 else '美元'}, per: 家, condition: 入围}}\n"
        for each in rewarded
    ]
    plan = given(plan, ids, rng)
    files["targets.yaml"] = plan + (f"incentives:\n{''.join(entries)}" if entries else "")
    for path, text in files.items():
        if path.startswith("reports/") and "district:" in text:
            files[path] = named(text, ids, rng)
    return files


def given(plan: str, ids: list[str], rng: random.Random) -> str:
    """Return a plan whose documents give some of its groups figures, right or wrong."""
    groups = [each for each in seeded.GROUPS if f"id: {each}," in plan]

    def added(found: re.Match[str]) -> str:
        figures = [f"{group}: {rng.randint(0, 900)}" for group in groups if rng.random() < 0.6]
        known = f"{rng.choice(ids)}: {{{', '.join(figures)}}}"
        return f"{found[0]}\n    groups: {{{known}}}" if figures else found[0]

    return re.sub(r"(?m)^    values: .*$", added, plan)


def named(text: str, ids: list[str], rng: random.Random) -> str:
    """Return a submission that was received at some hour, with rosters for some indicators."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    hour = rng.choice(("", "T08:00", "T16:30"))
    text = re.sub(r"(received: \d{4}-\d\d-)\d\d", rf"\g<1>{rng.randint(4, 7):02d}{hour}", text)
    lines = []
    for each in ids:
        if firms := [firm(rng) for _ in range(rng.choice((0, 0, 1, 2, 4)))]:
            lines += [f"  {each}:", *(f"    - {{{firm}}}" for firm in firms)]
    return text + line_end.join(["rosters:", *lines, ""]) if lines else text


def firm(rng: random.Random) -> str:
    """Return a roster's entry: each firm has one code and two names, and is written loosely."""
    number = rng.randint(1, 9)
    written = code(number)
    match rng.random():
        case chance if chance < 0.08:
            written = f"{written[:-1]}{ALPHABET[(ALPHABET.index(written[-1]) + 1) % 31]}"
        case chance if chance < 0.16:
            written = f"{written[:8].lower()}-{written[8:].lower()}"
        case chance if chance < 0.2:
            written = "".join(chr(ord(character) + 0xFEE0) for character in written)
        case chance if chance < 0.45:
            written = ""
    parts = [f"name: 示例企业{number}{rng.choice(('', '', '公司'))}"]
    parts += [f'uscc: "{written}"'] if written else []
    listed = rng.choice(("true", "true", "true", "false", ""))
    parts += [f"provincial_list: {listed}"] if listed else []
    rng.shuffle(parts)
    return ", ".join(parts)


class Claim(NamedTuple):
    """An entry of a roster that is on the provincial list, in the order of the claims."""

    quarter: Quarter
    received: str
    place: int
    indicator: str
    name: str
    code: str | None


def bare(written: str) -> str | None:
    """Return a code in its plain form; None for what is no code."""
    half = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in written)
    plain = half.replace("-", "").replace(" ", "").upper()
    is_code = len(plain) == 18 and set(plain) <= set(ALPHABET) and check(plain[:17]) == plain[17]
    return plain if is_code else None


def claims(workspace: Workspace) -> tuple[list[Claim], dict[str, str]]:
    """Return who is said to be on the list, the earliest first, and the code of each name."""
    found, codes = [], {}
    optional = {
        each["id"]
        for each in workspace.plan["indicators"]
        if each.get("roster_codes") == "optional"
    }
    for (district, quarter), sent in workspace.submissions.items():
        for indicator, firms in (sent.get("rosters") or {}).items():
            for each in firms:
                known = bare(each["uscc"]) if "uscc" in each else None
                if known:
                    codes[each["name"]] = known
                if (known is None and "uscc" in each) or (
                    "uscc" not in each and indicator not in optional
                ):
                    continue
                if each.get("provincial_list") == "true":
                    place = workspace.districts.index(district)
                    claim = (quarter, sent["received"], place, indicator, each["name"], known)
                    found.append(Claim(*claim))
    return sorted(found, key=lambda each: each[:3]), codes


def incentives(workspace: Workspace, period: str) -> dict[str, Any]:
    """Return who is entitled by a quarter's end, by district, and what it comes to."""
    quarter = Quarter.read(period)
    known, codes = claims(workspace)
    rewards = {each["indicator"]: each for each in workspace.plan.get("incentives") or []}
    entitled: dict[tuple[str, str], dict[str, Any]] = {}
    for each in known:
        if each.indicator in rewards and each.quarter <= quarter:
            own = each.code or codes.get(each.name)
            entitled.setdefault(
                (each.indicator, own or each.name),
                {
                    "indicator": each.indicator,
                    "district": workspace.districts[each.place],
                    "name": each.name,
                    "uscc": own,
                    "amount": Fraction(rewards[each.indicator]["amount"]),
                    "since": f"{each.quarter.year}Q{each.quarter.number}",
                },
            )
    districts: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for one in entitled.values():
        districts[one["district"], one["indicator"]].append(one["amount"])
    summed = [each for id_, each in rewards.items() if not workspace.indicators[id_].level]
    costs = [
        (each["unit"], allocated * Fraction(each["amount"]))
        for each in summed
        if (allocated := sum_allocated(workspace, each["indicator"], quarter)) is not None
    ]
    total = sum((one["amount"] for one in entitled.values()), Fraction(0))
    return {
        "entitled": list(entitled.values()),
        "districts": {key: (len(each), sum(each)) for key, each in districts.items()},
        "total": total if len({each["unit"] for each in rewards.values()}) < 2 else None,
        "if_met": adding(cost for _, cost in costs)
        if len({unit for unit, _ in costs}) < 2
        else None,
    }


def sum_allocated(workspace: Workspace, indicator: str, quarter: Quarter) -> Fraction | None:
    """Return what all districts are allocated as in force at a quarter's end."""
    return adding(workspace.allocated(indicator, each, quarter) for each in workspace.districts)


class Entry(NamedTuple):
    """What a document gives a cell."""

    figure: Fraction
    document: str
    day: date


def entries(workspace: Workspace, indicator: str, district: str, year: int) -> list[Entry]:
    """Return what the year's documents give a cell, in order of effect."""
    found = []
    for document in workspace.allocations(Quarter(year, 4)):
        cell = document["values"].get(indicator, {}).get(district)
        if cell is not None:
            figure = Fraction(cell["to"] if isinstance(cell, dict) else cell)
            found.append(Entry(figure, document["document"], effective(document)))
    return found


def changes(known: list[Entry]) -> list[dict[str, Any]]:
    """Return each step from what a cell was to what it becomes."""
    return [
        {
            "from": before.figure,
            "to": after.figure,
            "document": after.document,
            "effective": after.day.isoformat(),
        }
        for before, after in pairwise(known)
    ]


def cells(workspace: Workspace, year: int, at: date) -> Iterator[dict[str, Any]]:
    """Yield each cell that a document of the year allocates, as in force at a day."""
    for indicator in workspace.indicators:
        for district in workspace.districts:
            known = entries(workspace, indicator, district, year)
            in_force = [each for each in known if each.day <= at]
            if known:
                yield {
                    "indicator": indicator,
                    "district": district,
                    "allocated": in_force[-1].figure if in_force else None,
                    "document": in_force[-1].document if in_force else None,
                    "effective": in_force[-1].day.isoformat() if in_force else None,
                    "changes": changes(known),
                }


def history(workspace: Workspace, year: int) -> Iterator[dict[str, Any]]:
    """Yield each change of a year, document by document, with the sum once it is in force."""
    documents = workspace.allocations(Quarter(year, 4))
    for place, document in enumerate(documents):
        for indicator, about in workspace.indicators.items():
            now = in_force_after(documents[: place + 1], indicator, workspace.districts)
            before = in_force_after(documents[:place], indicator, workspace.districts)
            for district in workspace.districts:
                if district in document["values"].get(indicator, {}) and district in before:
                    yield {
                        "indicator": indicator,
                        "district": district,
                        "from": before[district],
                        "to": now[district],
                        "difference": now[district] - before[district],
                        "sum": None if about.level else sum(now.values()),
                        "document": document["document"],
                        "effective": effective(document).isoformat(),
                    }


def in_force_after(
    documents: list[Any], indicator: str, districts: list[str]
) -> dict[str, Fraction]:
    """Return each district's figure once the last of the documents is in force."""
    found = {}
    for document in documents:
        for district, cell in document["values"].get(indicator, {}).items():
            if district in districts:
                found[district] = Fraction(cell["to"] if isinstance(cell, dict) else cell)
    return found


def groups(workspace: Workspace, year: int, at: date) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return what the districts of each group are allocated in all, and what documents give it."""
    documents = [each for each in workspace.allocations(Quarter(year, 4)) if effective(each) <= at]
    above = {each["id"]: each.get("within") for each in workspace.plan.get("groups") or []}
    home = {each["id"]: each.get("within") for each in workspace.plan["districts"]}
    found = {}
    for indicator, about in workspace.indicators.items():
        figures = in_force_after(documents, indicator, workspace.districts)
        for group in above:
            own = [figures[id_] for id_ in figures if lies_in(home[id_], group, above)]
            stated = None
            for document in documents:
                cell = (document.get("groups") or {}).get(indicator, {}).get(group)
                stated = stated if cell is None else Fraction(cell)
            found[indicator, group] = None if about.level else adding(own), stated
    return found


def lies_in(place: str | None, group: str, above: dict[str, str | None]) -> bool:
    """Tell whether a group is another, or lies within it at any depth."""
    return place is not None and (place == group or lies_in(above[place], group, above))
