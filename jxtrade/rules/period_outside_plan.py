"""A quarter or year lies before the plan's first year or after its last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.names import Mention
from jxtrade.findings import Rule, Severity
from jxtrade.rules import Facts, Findings, Programme, Submission, of_file, of_plan
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import submissions_in

if TYPE_CHECKING:
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Plan

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


_AS_PLACED: Final = Text("改为 {placed}，与所在的文件夹一致", "write {placed}, as its folder says")


@of_plan(RULE)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each year of the plan and the task lists outside the plan's years."""
    for index, allocation in enumerate(programme.plan.allocations):
        mention = Mention(str(allocation.year), programme.loaded, ("allocations", index, "year"))
        yield from _found(programme.plan, allocation.year, mention)
    for year, tasks in programme.tasks.by_year.items():
        yield from _found(programme.plan, year, Mention(str(year), tasks, ("year",)))


@of_file(RULE)
def check(facts: Facts, submission: Submission) -> Findings:
    """Yield a finding for each quarter that a submission names outside the plan's years."""
    plan, period = facts.programme.plan, submission.model.period
    folder = submissions_in(tuple(submission.path.split("/")[-3:-1]))
    placed = folder.period if folder and plan.is_planned(folder.period) else None
    yield from _found(plan, period.year, Mention(str(period), submission, ("period",)), placed)
    for index, restated in enumerate(getattr(submission.model, "restatements", ())):
        route = ("restatements", index, "period")
        mention = Mention(str(restated.period), submission, route)
        yield from _found(plan, restated.period.year, mention)


def _found(plan: Plan, year: int, mention: Mention, placed: Period | None = None) -> Findings:
    """Yield a finding for a year outside the plan's; the folder may say which quarter is meant."""
    start, end = plan.plan.start, plan.plan.end
    if not start <= year <= end:
        yield RULE.at(
            mention.location,
            hint=_AS_PLACED if placed else None,
            found=mention.word,
            start=str(start),
            end=str(end),
            placed=str(placed),
        )
