"""Task lists, departments' submissions, goals and groups, drawn over a seeded workspace."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from tests import seeded
from tests.seeded import Quarter

OPERATORS = ("at_least", "more_than", "exactly", "at_most")
STATUSES = ("done", "done", "done", "in_progress", "not_started")
DEPARTMENTS = ("commerce", "市场局", "finance", "reform")
QUARTERS = tuple(Quarter(2022 + at // 4, at % 4 + 1) for at in range(8))


class Listed(NamedTuple):
    """A milestone or target as departments speak of it: its year, id, task's departments, due."""

    year: int
    id: str
    departments: tuple[str, ...]
    due: Quarter | None = None


def workspace(seed: int) -> dict[str, str]:
    """Return the files of a workspace with tasks and goals: path within it → text."""
    rng = random.Random(f"tasks {seed}")  # noqa: S311
    files = seeded.workspace(seed)
    plan = files["targets.yaml"]
    indicators = [
        found[1]
        for line in plan.splitlines()
        if "kind: " in line and (found := re.search(r"\bid: ([^,}]+)", line))
    ]
    files["targets.yaml"] = given_to_groups(rng, plan, indicators) + goals(rng, indicators)
    milestones: list[Listed] = []
    targets: list[Listed] = []
    for year, odds in ((2022, 0.9), (2023, 0.6), (2024, 0.1)):
        if rng.random() < odds:
            name = "tasks.yaml" if not milestones and not targets else f"tasks-{year}.yaml"
            files[name] = task_list(rng, year, indicators, (milestones, targets))
    sent = sorted({path.split("/")[1] for path in files if path.startswith("reports/")})
    asked = [each for each in QUARTERS if str(each) in sent or rng.random() < 0.15]
    for quarter in asked:
        for department in DEPARTMENTS:
            text = submission(rng, department, quarter, milestones, targets)
            if text is not None:
                files[f"reports/{quarter}/departments/{department}.yaml"] = text
    return files


def given_to_groups(rng: random.Random, plan: str, indicators: list[str]) -> str:
    """Return the plan with figures that documents give its groups."""
    groups = [each for each in seeded.GROUPS if f"  - {{id: {each}, " in plan]

    def given(found: re.Match[str]) -> str:
        if not groups or rng.random() < 0.4:
            return found[0]
        some = rng.sample(groups, min(len(groups), 2))
        cells = ", ".join(f"{each}: {rng.randint(0, 900)}" for each in some)
        return f"    groups: {{{rng.choice(indicators)}: {{{cells}}}}}\n{found[0]}"

    return re.sub(r"(?m)^    values: ", given, plan)


def goals(rng: random.Random, indicators: list[str]) -> str:
    """Return the plan's goals."""
    entries = [
        f"  - {{id: goal-{number}, name: 目标{number}, target: {target(rng)}, unit: 家, "
        f"year: {rng.choice((2022, 2023, 2023, 2024, 2025))}, "
        f"indicator: {rng.choice((*indicators, 'null'))}}}\n"
        for number in range(rng.randint(0, 4))
    ]
    return "goals:\n" + "".join(entries) if entries else ""


def target(rng: random.Random) -> str:
    figure = rng.choice((1, 5, 30, 80, 100, 400, 2000, "0", "62.5", "100.0"))
    return f"{{{rng.choice(OPERATORS)}: {figure}}}"


def task_list(
    rng: random.Random,
    year: int,
    indicators: list[str],
    listed: tuple[list[Listed], list[Listed]],
) -> str:
    """Return a task list's text, and keep what it sets."""
    milestones, targets = listed
    own = rng.sample(DEPARTMENTS, rng.randint(1, len(DEPARTMENTS)))
    mark = rng.choice(("T", f"S{year}-"))
    lines = [f"version: 1\nyear: {year}\ndocument: 示例办〔{year}〕2号\ndepartments:\n"]
    lines += [f"  - {{id: {each}, name: {each}}}\n" for each in own]
    lines.append("tasks:\n")
    for number in range(1, rng.randint(1, 4) + 1):
        departments = tuple(rng.sample(own, rng.randint(1, len(own))))
        id_ = f"{mark}{number}"
        aims = []
        for place in range(rng.choice((0, 1, 1, 2))):
            measure = rng.choice(("", "", *(f", indicator: {each}" for each in indicators)))
            name = f"{id_}-t{place}"
            aims.append(f"{{id: {name}, name: 量, target: {target(rng)}, unit: 家{measure}}}")
            targets.append(Listed(year, name, departments))
        steps = []
        for place in range(rng.choice((0, 1, 2, 3, 4))):
            due = Quarter(year, rng.randint(1, 4))
            name = f"{id_}-m{place}"
            steps.append(f"{{id: {name}, quarter: Q{due.number}, name: 节点{place}}}")
            milestones.append(Listed(year, name, departments, due))
        lines.append(
            f"  - id: {id_}\n    name: 任务{number}\n    departments: [{', '.join(departments)}]\n"
            + (f"    targets: [{', '.join(aims)}]\n" if aims or rng.random() < 0.3 else "")
            + f"    milestones: [{', '.join(steps)}]\n"
        )
    return "".join(lines)


def submission(
    rng: random.Random,
    department: str,
    quarter: Quarter,
    milestones: list[Listed],
    targets: list[Listed],
) -> str | None:
    """Return a department's submission; None where nothing was sent."""
    kept = rng.random()
    if kept < 0.15:
        return None
    if kept < 0.2:
        return rng.choice(("", f"department: {department}\nperiod: {quarter}\nreceived:\n"))
    words = {
        each.id: word(rng, each, quarter)
        for each in milestones
        if each.year <= quarter.year and each.due is not None
        if department in each.departments or rng.random() < 0.05
        if rng.random() < (0.75 if each.due <= quarter else 0.3)
    }
    figures = {
        each.id: rng.choice(("0", "3", "12", "12.0", "62.5", "99.9", "100", "450", "-2"))
        for each in targets
        if each.year <= quarter.year
        if rng.random() < (0.6 if department in each.departments else 0.05)
    }
    year, number = quarter
    parts = [
        f"department: {department}\n",
        f"period: {quarter}\n",
        f"received: {year + number // 4}-{number % 4 * 3 + 1:02d}-06\n",
    ]
    if words or rng.random() < 0.5:
        parts.append(
            "milestones:"
            + seeded.mapping([f"{id_}: {said}" for id_, said in words.items()], flow=not words)
            + "\n"
        )
    if figures:
        entries = [f"{id_}: {figure}" for id_, figure in figures.items()]
        parts.append(f"targets:{seeded.mapping(entries, flow=rng.random() < 0.5)}\n")
    if rng.random() < 0.3:
        parts.append(f"sample: {rng.choice(('true', 'false'))}\n")
    rng.shuffle(parts)
    return "".join(parts)


def word(rng: random.Random, milestone: Listed, quarter: Quarter) -> str:
    """Return what is said of a milestone."""
    status = rng.choice(STATUSES)
    said = [f"status: {status}"]
    if status == "done" and rng.random() < 0.6:
        days = [quarter.last_day, f"{quarter.year}-{quarter.number * 3 - 2:02d}-11"]
        days += [milestone.due.last_day] if milestone.due else []
        said.append(f"on: {rng.choice(days)}")
    if rng.random() < 0.5:
        said.append(
            f"evidence: [{', '.join(rng.sample(('示例材料', '示例文件'), rng.randint(0, 2)))}]"
        )
    if rng.random() < 0.3:
        said.append("note: 示例说明")
    return f"{{{', '.join(said)}}}"
