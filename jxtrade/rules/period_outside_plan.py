"""A quarter or year lies before the plan's first year or after its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX106",
    slug="period-outside-plan",
    severity=Severity.ERROR,
    message=Text(
        "「{found}」不在计划的 {start} 至 {end} 年内",
        "“{found}” is outside the plan’s years {start} to {end}",
    ),
    hint=Text("改正年份", "mend the year"),
    about=paragraphs(
        "季度或年度不在计划的起止年份之内。",
        "A quarter or year lies before the plan's first year or after its last.",
        "计划没有为它下达任何数字，多半是年份写错。",
        "The plan holds nothing for it; mostly the year is mistyped.",
        "改正年份；计划确实延长的，先改 targets.yaml 的 start 和 end。",
        "Mend the year, or first extend start and end in targets.yaml.",
    ),
    example="""reports/2026Q1/districts/east.yaml
district: east
period: 2026Q1  # JX106
received: 2026-04-05
prepared_by: 示例经办人
values: {}
""",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each quarter or year outside the plan's years."""
    if workspace.plan is None:
        return
    start, end = workspace.plan.model.plan.start, workspace.plan.model.plan.end
    for year, mention in _years(workspace):
        if not start <= year <= end:
            found = mention.word
            yield RULE.at(mention.location, found=found, start=str(start), end=str(end))


def _years(workspace: Workspace) -> Iterator[tuple[int, Mention]]:
    if (plan := workspace.plan) is not None:
        for index, allocation in enumerate(plan.model.allocations):
            year = allocation.year
            yield year, Mention(str(year), plan, ("allocations", index, "year"))
    for year, tasks in workspace.tasks.items():
        yield year, Mention(str(year), tasks, ("year",))
    for each in workspace.submissions:
        period = each.model.period
        yield period.year, Mention(str(period), each, ("period",))
    for each in workspace.districts:
        for index, restated in enumerate(each.model.restatements):
            period = restated.period
            yield period.year, Mention(str(period), each, ("restatements", index, "period"))
