"""An indicator is named that targets.yaml does not define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade import mistakes
from jxtrade.findings import Finding, Rule, Severity
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX102",
    slug="unknown-indicator",
    severity=Severity.ERROR,
    message=Text("没有「{word}」这个指标", "there is no indicator “{word}”"),
    hint=Text("targets.yaml 中有：{known}", "targets.yaml has: {known}"),
    about=paragraphs(
        "写的指标不在 targets.yaml 的 indicators 中。",
        "An indicator is named that targets.yaml does not define.",
        "没有定义的指标没有单位、口径和分配数，无从核对；这一项的数字不会被采用。",
        "Without a definition it has no unit and no allocation, so its figure is not used.",
        "按提示改成正确的 id；确是新指标的，先在 targets.yaml 中定义。",
        "Use the id that the hint offers; a new indicator is defined in targets.yaml first.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 5.1
  resales: 5.1  # JX102
""",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each place that names an indicator the plan does not have."""
    names = mistakes.indicators(workspace)
    for mention in (*_planned(workspace), *_tasked(workspace), *_submitted(workspace)):
        if (word := mention.word) not in names.known:
            yield RULE.at(mention.location, hint=names.hint(word), word=word, known=names.listing)


def _planned(workspace: Workspace) -> Iterator[Mention]:
    if (plan := workspace.plan) is None:
        return
    for index, allocation in enumerate(plan.model.allocations):
        for field, words in (("values", allocation.values), ("totals", allocation.totals)):
            for word in words:
                yield Mention(word, plan, ("allocations", index, field, word), is_key=True)
    for index, goal in enumerate(plan.model.goals):
        if goal.indicator is not None:
            yield Mention(goal.indicator, plan, ("goals", index, "indicator"))
    for index, incentive in enumerate(plan.model.incentives):
        yield Mention(incentive.indicator, plan, ("incentives", index, "indicator"))


def _tasked(workspace: Workspace) -> Iterator[Mention]:
    for tasks in workspace.tasks.values():
        for index, task in enumerate(tasks.model.tasks):
            for place, target in enumerate(task.targets):
                if target.indicator is not None:
                    route = ("tasks", index, "targets", place, "indicator")
                    yield Mention(target.indicator, tasks, route)


def _submitted(workspace: Workspace) -> Iterator[Mention]:
    """Yield what submissions name: firms and notes only where their indicator stands nowhere else.

    What the name of a figure is mended to, that of its firms and notes is mended to as well.
    """
    for each in workspace.districts:
        stated = {*each.model.values, *each.model.not_applicable}
        for field in ("values", "not_applicable", "rosters", "notes"):
            follows = stated if field in ("rosters", "notes") else ()
            for word in getattr(each.model, field):
                if word in follows:
                    continue
                yield Mention(word, each, (field, word), is_key=True)
        for index, restatement in enumerate(each.model.restatements):
            yield Mention(restatement.indicator, each, ("restatements", index, "indicator"))
    for department in workspace.departments:
        for word in department.model.city_totals:
            yield Mention(word, department, ("city_totals", word), is_key=True)
