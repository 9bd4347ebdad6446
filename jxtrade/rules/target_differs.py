"""One task target has two different figures for one quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.reconcile import Origin, Outcome, city_comparisons
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.period import Period
    from jxtrade.model.tasks import Task, TaskTarget
    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX605",
    slug="target-differs",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{period}：「{department}」报 {found}，{other} {stated}，相差 {difference:+}",
        "“{name}” {period}: “{department}” gives {found}, {other} {stated} ({difference:+})",
    ),
    hint=Text(
        "核对后统一为一个数",
        "agree on one figure",
    ),
    about=Text(
        "同一个任务目标、同一个季度，有两个不同的数。\n\n"
        "共同负责的部门各报各的，或部门报的与各区县之和对不上。有区县未报、待核时不比。\n\n"
        "核对后统一为一个数；口径不同的，在 tasks.yaml 中去掉该目标的 indicator。",
        "One task target has two different figures for one quarter.\n\n"
        "Two departments of the task give them, or a department and the districts when all have"
        " reported.\n\n"
        "Agree on one figure; where they count different things, drop the target's indicator in"
        " tasks.yaml.",
    ),
    example="""reports/2022Q2/departments/commerce.yaml
department: commerce
period: 2022Q2
received: 2022-07-06
milestones:
  T1-Q1-1: {status: done, on: 2022-03-20, evidence: [示例办〔2022〕1号]}
  T1-Q2-1: {status: done, on: 2022-06-20, evidence: [示例材料]}
targets:
  T1-leaders: 2  # JX605
""",
)
NEEDS = ("plan", "tasks")
STAGE = 2
MOST_RELATED: Final = 20
_OTHER: Final = Text("「{name}」报", "“{name}” gives")
_DISTRICTS: Final = Text("区县之和是", "the districts add up to")


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each task target with two figures for one quarter."""
    if workspace.tasks is None:
        return
    names = {
        target.id: target.name for task in workspace.tasks.model.tasks for target in task.targets
    }
    for each in city_comparisons(workspace):
        if each.origin is Origin.TASK_TARGET and each.outcome is Outcome.DIFFERS and each.compared:
            yield RULE.at(
                each.location,
                *(part.location for part in each.parts[:MOST_RELATED]),
                cell=Cell(None, each.indicator, str(each.period)),
                name=names[each.target or ""],
                period=str(each.period),
                department=workspace.department_name(each.department),
                found=each.stated,
                other=_DISTRICTS,
                stated=each.compared.sum,
                difference=-each.compared.difference,
            )
    for period in workspace.periods:
        for task in workspace.tasks.model.tasks:
            for target in task.targets:
                yield from _differing(workspace, task, target, period)


def _differing(
    workspace: Workspace, task: Task, target: TaskTarget, period: Period
) -> Iterator[Finding]:
    """Yield a finding for each department whose figure is not that of the first to give one."""
    submissions = (
        (department, workspace.department_submission.get((department, period)))
        for department in task.departments
    )
    giving = [
        (department, each, each.model.targets[target.id])
        for department, each in submissions
        if each is not None and target.id in each.model.targets
    ]
    for department, each, figure in giving[1:]:
        first, first_submission, stated = giving[0]
        if figure != stated:
            yield RULE.at(
                each.at("targets", target.id),
                first_submission.at("targets", target.id),
                cell=Cell(None, target.indicator, str(period)),
                name=target.name,
                period=str(period),
                department=workspace.department_name(department),
                found=figure,
                other=_OTHER.fill(name=workspace.department_name(first)),
                stated=stated,
                difference=figure - stated,
            )
