"""Workspaces of a size: each is made of more and more of one thing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

QUARTERS = ("2022Q1", "2022Q2")


def ids(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


def lay(folder: Path, path: str, lines: Iterable[str]) -> None:
    """Write a file of the workspace."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", "utf-8")


def lay_plan(folder: Path, districts: list[str], indicators: list[str]) -> None:
    """Write a plan that allocates every indicator to every district."""
    lay(
        folder,
        "targets.yaml",
        [
            "version: 1",
            "plan: {title: 计划, document: 文件, issued: 2022-01-05, start: 2022, end: 2022}",
            "districts:",
            *(f"  - {{id: {each}, name: {{zh: 区{each}, en: {each}}}}}" for each in districts),
            "indicators:",
            *(
                f"  - {{id: {each}, name: 指标{each}, unit: 家, kind: count, measure: quarterly}}"
                for each in indicators
            ),
            "goals:",
            *(
                f"  - {{id: g{each}, name: 目标, target: {{at_least: 9}}, unit: 家, year: 2022,"
                f" indicator: {each}}}"
                for each in indicators
            ),
            "allocations:",
            "  - document: 文件",
            "    year: 2022",
            "    effective: 2022-01-05",
            "    values:",
            *(
                f"      {each}: {{{', '.join(f'{district}: 40' for district in districts)}}}"
                for each in indicators
            ),
        ],
    )


def lay_tasks(folder: Path, departments: int, tasks: int, indicators: list[str]) -> None:
    """Write a task list and what the departments submit."""
    owners = [f"b{number % departments}" for number in range(tasks)]
    lay(
        folder,
        "tasks.yaml",
        [
            "version: 1",
            "year: 2022",
            "document: 文件",
            "departments:",
            *(f"  - {{id: b{number}, name: 局{number}}}" for number in range(departments)),
            "tasks:",
            *(
                f"  - {{id: t{number}, name: 任务, departments: [{owner}],"
                f" targets: [{{id: t{number}-1, name: 目标, target: {{exactly: 9}}, unit: 家,"
                f" indicator: {indicators[number % len(indicators)]}}}],"
                f" milestones: [{{id: m{number}, quarter: Q1, name: 方案}}]}}"
                for number, owner in enumerate(owners)
            ),
        ],
    )
    for quarter in QUARTERS:
        for department in range(departments):
            own = range(department, tasks, departments)
            lay(
                folder,
                f"reports/{quarter}/departments/b{department}.yaml",
                [
                    f"department: b{department}",
                    f"period: {quarter}",
                    f"received: {RECEIVED[quarter]}",
                    "milestones:",
                    *(f"  m{number}: {{status: in_progress}}" for number in own),
                    "targets:",
                    *(f"  t{number}-1: 5" for number in own),
                    "city_totals:",
                    *(f"  {each}: 1" for each in (indicators if department == 0 else ())),
                ],
            )


RECEIVED = {"2022Q1": "2022-04-05", "2022Q2": "2022-07-05"}


def lay_reports(folder: Path, districts: list[str], lines: Callable[[str], Iterable[str]]) -> None:
    """Write what the districts submit."""
    for quarter in QUARTERS:
        for district in districts:
            lay(
                folder,
                f"reports/{quarter}/districts/{district}.yaml",
                [
                    f"district: {district}",
                    f"period: {quarter}",
                    f"received: {RECEIVED[quarter]}",
                    "prepared_by: 经办人",
                    *lines(quarter),
                ],
            )


def values(indicators: Iterable[str], written: str = "7") -> list[str]:
    return ["values:", *(f"  {each}: {written}" for each in indicators)]


def of_indicators(folder: Path, count: int, few: int) -> None:
    """Give a few districts so many indicators."""
    indicators = ids("i", count)
    lay_plan(folder, ids("d", few), indicators)
    lay_tasks(folder, 3, count, indicators)
    lay_reports(folder, ids("d", few), lambda _: values(indicators))


def of_districts(folder: Path, count: int, few: int) -> None:
    """Give so many districts a few indicators."""
    districts = ids("d", count)
    lay_plan(folder, districts, ids("i", few))
    lay_tasks(folder, 3, few, ids("i", few))
    lay_reports(folder, districts, lambda _: values(ids("i", few)))


def of_departments(folder: Path, count: int, few: int) -> None:
    """So many departments, each with a task."""
    lay_plan(folder, ids("d", few), ids("i", few))
    lay_tasks(folder, count, count, ids("i", few))
    lay_reports(folder, ids("d", few), lambda _: values(ids("i", few)))


def of_missing(folder: Path, count: int, few: int) -> None:
    """Let a few districts report none of so many indicators."""
    lay_plan(folder, ids("d", few), ids("i", count))
    lay_reports(folder, ids("d", few), lambda _: ["values: {}"])


def of_mistakes(folder: Path, count: int, few: int) -> None:
    """Let a few districts name so many indicators wrongly, and write every figure as words."""
    indicators = ids("i", count)
    lay_plan(folder, ids("d", few), indicators)
    lay_tasks(folder, 3, count, indicators)
    wrong = [f"x{each}" for each in indicators]
    lay_reports(
        folder,
        ids("d", few),
        lambda _: [*values(wrong), *(f"  {each}: 约9" for each in indicators)],
    )


def of_strangers(folder: Path, count: int, few: int) -> None:
    """So many files of districts that the plan does not know, and of departments."""
    lay_plan(folder, ids("d", few), ids("i", few))
    lay_tasks(folder, 3, few, ids("i", few))
    lay_reports(folder, ids("x", count), lambda _: values(ids("i", few)))


def of_restatements(folder: Path, count: int, few: int) -> None:
    """Let a few districts put so many values right, and one value as often."""
    indicators = ids("i", count)
    lay_plan(folder, ids("d", few), indicators)
    again = "  - {indicator: i0, period: 2022Q1, from: 7, to: 7, reason: 核减}"
    restated = [
        f"  - {{indicator: {each}, period: 2022Q1, from: 7, to: 6, reason: 核减}}"
        for each in indicators
    ]
    lay_reports(
        folder,
        ids("d", few),
        lambda quarter: [
            *values(indicators),
            *(["restatements:", *restated, *[again] * count] if quarter == "2022Q2" else []),
        ],
    )


def of_firms(folder: Path, count: int, few: int) -> None:
    """Let each of a few districts claim the same so many firms."""
    lay_plan(folder, ids("d", few), ids("i", few))
    rosters = [
        "rosters:",
        "  i0:",
        *(f"    - {{name: 企业{number}, uscc: {number:018}}}" for number in range(count)),
    ]
    lay_reports(folder, ids("d", few), lambda _: [*values(ids("i", few)), *rosters])


def of_claims(folder: Path, count: int, few: int) -> None:
    """So many districts, all of which claim one firm, each under another name and twice."""
    districts = ids("d", count)
    lay_plan(folder, districts, ids("i", few))
    lay_reports(folder, districts, lambda _: values(ids("i", few)))
    for number, district in enumerate(districts):
        file = folder / f"reports/2022Q2/districts/{district}.yaml"
        entry = f"    - {{name: 企业{number}, uscc: 91330402MA2BXXXX{number % 10}X}}\n"
        roster = f"rosters:\n  i0:\n{entry}{entry}"
        file.write_text(file.read_text("utf-8") + roster, "utf-8")


def of_twins(folder: Path, count: int, few: int) -> None:
    """So many files that all speak for one district."""
    lay_plan(folder, ids("d", few), ids("i", few))
    lay_reports(folder, ids("x", count), lambda _: values(ids("i", few)))
    for file in folder.rglob("x*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace(f"district: {file.stem}", "district: d0"), "utf-8")


def of_overlaps(folder: Path, count: int, few: int) -> None:
    """So many districts in a row, each of which overlaps with the next."""
    districts = ids("d", count)
    lay_plan(folder, districts, ids("i", few))
    lay_tasks(folder, 3, few, ids("i", few))
    lay_reports(folder, districts, lambda _: values(ids("i", few)))
    plan = (folder / "targets.yaml").read_text("utf-8")
    for one, other in itertools.pairwise(districts):
        plan = plan.replace(f"{{id: {one},", f"{{id: {one}, overlaps: [{other}],")
    (folder / "targets.yaml").write_text(plan, "utf-8")


def of_documents(folder: Path, count: int, few: int) -> None:
    """So many documents, each of which changes one cell, and all of them another one."""
    lay_plan(folder, ids("d", few), ids("i", few))
    lay_reports(folder, ids("d", few), lambda _: values(ids("i", few)))
    with (folder / "targets.yaml").open("a", encoding="utf-8") as file:
        for number in range(count):
            cells = {ids("i", few)[number % few]: "d1", "i0": "d0"}
            changed = ", ".join(
                f"{each}: {{{cell}: {{from: 40, to: 40}}}}" for each, cell in cells.items()
            )
            file.write(
                f"  - {{document: 文件{number}, year: 2022, effective: 2022-02-01,"
                f" values: {{{changed}}}, totals: {{i0: 360}}}}\n"
            )


def of_years(folder: Path, count: int, few: int) -> None:
    """So many years, in each of which a few districts report a quarter."""
    lay_plan(folder, ids("d", few), ids("i", few))
    plan = (folder / "targets.yaml").read_text("utf-8")
    years = range(2022, 2022 + count)
    plan = plan.replace("end: 2022", f"end: {years[-1]}")
    head, allocation = plan.split("allocations:\n")
    again = [allocation.replace("2022", str(year)) for year in years]
    (folder / "targets.yaml").write_text(f"{head}allocations:\n{''.join(again)}", "utf-8")
    for year in years:
        for district in ids("d", few):
            lay(
                folder,
                f"reports/{year}Q2/districts/{district}.yaml",
                [
                    f"district: {district}", f"period: {year}Q2", f"received: {year}-07-05",
                    "prepared_by: 经办人", *values(ids("i", few)),
                ],
            )  # fmt: skip


def of_unknown_fields(folder: Path, count: int, few: int) -> None:
    """Let a few districts write so many fields nobody knows, and twice each."""
    lay_plan(folder, ids("d", few), ids("i", few))
    fields = [f"field{number}: 1" for number in range(count)]
    lay_reports(folder, ids("d", few), lambda _: [*fields, *fields, *values(ids("i", few))])


def of_shared_tasks(folder: Path, count: int, few: int) -> None:
    """One task of so many departments, with as many targets and milestones."""
    departments = ids("b", count)
    lay_plan(folder, ids("d", few), ids("i", few))
    lay_tasks(folder, count, few, ids("i", few))
    targets = ", ".join(
        f"{{id: s{number}, name: 目标, target: {{exactly: 9}}, unit: 家,"
        f" indicator: i{number % few}}}"
        for number in range(count)
    )
    milestones = ", ".join(f"{{id: n{number}, quarter: Q1, name: 方案}}" for number in range(count))
    with (folder / "tasks.yaml").open("a", encoding="utf-8") as file:
        file.write(
            f"  - {{id: s, name: 任务, departments: [{', '.join(departments)}],"
            f" targets: [{targets}], milestones: [{milestones}]}}\n"
        )
    lay_reports(folder, ids("d", few), lambda _: values(ids("i", few)))


SIZES: dict[str, tuple[Callable[[Path, int, int], None], int, int]] = {
    "indicators": (of_indicators, 1_000, 9),
    "districts": (of_districts, 1_000, 12),
    "departments": (of_departments, 1_000, 12),
    "missing values": (of_missing, 1_000, 9),
    "mistakes": (of_mistakes, 450, 9),
    "files of strangers": (of_strangers, 1_000, 12),
    "restatements": (of_restatements, 450, 9),
    "firms": (of_firms, 2_500, 9),
    "claims of one firm": (of_claims, 1_000, 12),
    "files of one sender": (of_twins, 1_000, 12),
    "overlapping districts": (of_overlaps, 1_000, 12),
    "documents": (of_documents, 1_000, 12),
    "years": (of_years, 200, 12),
    "unknown fields": (of_unknown_fields, 450, 12),
    "departments of one task": (of_shared_tasks, 900, 12),
}
"""How each is made, half of a large number of what it is made of, and how much there is else."""
