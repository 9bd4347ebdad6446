"""A department, target or milestone is named that tasks.yaml does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.text import Text
from jxtrade.workspace import Mention, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jxtrade.workspace import Named, Workspace

RULE = Rule(
    code="JX103",
    slug="unknown-task",
    severity=Severity.ERROR,
    message=Text(
        "tasks.yaml 中没有「{word}」",
        "tasks.yaml has no “{word}”",
    ),
    hint=Text(
        "tasks.yaml 中有：{known}",
        "tasks.yaml has: {known}",
    ),
    about=Text(
        "写的部门、任务目标或节点不在 tasks.yaml 中。\n\n"
        "认不出是哪一项，就不能算作完成。\n\n"
        "按提示改成 tasks.yaml 中的 id。",
        "A department, target or milestone is named that tasks.yaml does not have.\n\n"
        "What can't be recognised can't count as done.\n\n"
        "Use the id of tasks.yaml that the hint offers.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-9: {status: in_progress}  # JX103
  T2-Q2-1: {status: done, on: 2022-05-10, evidence: [示例材料]}
""",
)
NEEDS = ("tasks",)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each department, target or milestone that the task list lacks."""
    if (tasks := workspace.tasks) is None:
        return
    departments = {each.id: each for each in tasks.model.departments}
    targets = {each.id: each for task in tasks.model.tasks for each in task.targets}
    milestones = {each.id: each for task in tasks.model.tasks for each in task.milestones}
    for index, task in enumerate(tasks.model.tasks):
        for place, word in enumerate(task.departments):
            route = ("tasks", index, "departments", place)
            yield from _unknown(Mention(word, tasks, route), departments)
    for each in workspace.departments:
        yield from _unknown(Mention(each.model.department, each, ("department",)), departments)
        for word in each.model.targets:
            yield from _unknown(Mention(word, each, ("targets", word), is_key=True), targets)
        for word in each.model.milestones:
            yield from _unknown(Mention(word, each, ("milestones", word), is_key=True), milestones)


def _unknown(mention: Mention, known: Mapping[str, Named]) -> Iterator[Finding]:
    if (word := mention.word) not in known:
        hint = did_you_mean(word, known.values())
        yield RULE.at(mention.location, hint=hint, word=word, known=tuple(known))
