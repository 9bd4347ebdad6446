"""A department reports on a milestone or target of a task that is not its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.findings import Location
    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX603",
    slug="not-responsible",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」由{responsible}负责，不由「{department}」负责",
        "“{name}” belongs to {responsible}, not to “{department}”",
    ),
    hint=Text(
        "删去；确由它负责的补入 tasks.yaml",
        "delete it, or add the department to the task in tasks.yaml",
    ),
    about=Text(
        "部门报了不由它负责的任务的节点或目标。\n\n"
        "不负责的部门所报的不采用，免得一项任务有两个说法。\n\n"
        "删去这一项；确由它负责的，在 tasks.yaml 的 departments 中补上。",
        "A department reports on a milestone or target of a task that is not its own.\n\n"
        "It is not used, so that one task has one account of it.\n\n"
        "Delete the entry; if the department is responsible, add it to departments in"
        " tasks.yaml.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-1: {status: done, on: 2022-05-10, evidence: [示例材料]}
targets:
  T1-leaders: 0  # JX603
""",
)
NEEDS = ("tasks",)
_QUOTED = Text("「{name}」", "“{name}”")


class _Owned(NamedTuple):
    """A target or milestone, its place in the task list, and who is responsible."""

    name: Text
    location: Location
    departments: tuple[str, ...]


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each entry about a task that the department is not responsible for."""
    owned = _owned(workspace)
    for (department, period), each in workspace.department_submission.items():
        if department not in workspace.department:
            continue
        for field in ("targets", "milestones"):
            for id_ in getattr(each.model, field):
                owners = owned.get((field, id_), [])
                responsible = {other: None for owner in owners for other in owner.departments}
                if not owners or department in responsible:
                    continue
                yield RULE.at(
                    each.key(field, id_),
                    owners[0].location,
                    cell=Cell(None, None, str(period)),
                    name=owners[0].name,
                    department=workspace.department_name(department),
                    responsible=[
                        _QUOTED.fill(name=workspace.department_name(other)) for other in responsible
                    ],
                )


def _owned(workspace: Workspace) -> dict[tuple[str, str], list[_Owned]]:
    """Return the targets and milestones by field and id; an id may stand in several tasks."""
    found: dict[tuple[str, str], list[_Owned]] = {}
    if (tasks := workspace.tasks) is None:
        return found
    for index, task in enumerate(tasks.model.tasks):
        location = tasks.key("tasks", index, "departments")
        for field, items in (("targets", task.targets), ("milestones", task.milestones)):
            for each in items:
                owned = _Owned(each.name, location, task.departments)
                found.setdefault((field, each.id), []).append(owned)
    return found
