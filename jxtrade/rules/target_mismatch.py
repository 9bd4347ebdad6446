"""An allocation's sum differs from another stated target for the same indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import added
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.plan import Target
    from jxtrade.place import Place

RULE = Rule(
    code="JX202",
    slug="target-mismatch",
    severity=Severity.INFO,
    message=Text(
        "「{name}」{of} 年分配合计 {found}，{what}是 {stated}（出处：{document}；{source}）",
        "“{name}”: {found} allocated for {of}, {what} is {stated} (sources: {document}; {source})",
    ),
    about=paragraphs(
        "分配数之和与同一指标的另一处目标不同。",
        "An allocation's sum differs from another stated target for the same indicator.",
        "分配、年度任务和期末目标各有出处，数字可以不同；并列写出，以免会上才发现。这不"
        "是区县的差错。",
        "Allocation, yearly task and final goal have sources of their own and may"
        " differ; they are set side by side so that nobody is surprised in the meeting."
        " No district is at fault.",
        "心中有数即可，不必改动。",
        "Nothing needs to be changed.",
    ),
    example="""targets.yaml
goals:
  - id: goal-leaders
    name: 领军企业
    target: {at_least: 100}  # JX202
    unit: 家
    year: 2025
    indicator: leaders
    source: 第一条
""",
)


@of_plan(RULE)
def check(programme: Programme) -> Findings:
    """Yield a finding for each goal or task target that differs from what is allocated."""
    plan, allocations = programme.plan, programme.allocations
    for location, indicator, target, what, source, year in _targets(programme):
        known = programme.indicator.get(indicator)
        if known is not None and known.kind == "rate":
            continue
        for index in allocations.last(indicator, every_year=year is not None):
            if year not in (None, plan.allocations[index].year):
                continue
            found = added(allocations.by(index, indicator).values())
            if target.value is not None and found != target.value:
                yield RULE.at(
                    location,
                    programme.loaded.key("allocations", index, "values", indicator),
                    subject=Subject(None, indicator),
                    name=programme.indicator_name(indicator),
                    found=found,
                    of=str(plan.allocations[index].year),
                    what=what,
                    stated=target.value,
                    source=source,
                    document=plan.document_of(plan.allocations[index]),
                )


_OF_TASK: Final = Text("{year} 年的任务目标（{id}）", "the task's target ({id}) for {year}")
_GOAL: Final = Text("{year} 年的目标", "the goal for {year}")


def _targets(
    programme: Programme,
) -> Iterator[tuple[Place, str, Target, Text, Text, int | None]]:
    """Yield place, indicator, target, what it is, its source, and the year of a task's."""
    for year, tasks in programme.tasks.by_year.items():
        for index, task in enumerate(tasks.model.tasks):
            for place, target in enumerate(task.targets):
                if target.indicator is not None:
                    location = tasks.at("tasks", index, "targets", place, "target")
                    what = _OF_TASK.fill(year=str(year), id=target.id)
                    source = same(tasks.model.document or "")
                    yield location, target.indicator, target.target, what, source, year
    for index, goal in enumerate(programme.plan.goals):
        if goal.indicator is not None:
            location = programme.loaded.at("goals", index, "target")
            what = _GOAL.fill(year=str(goal.year))
            source = same(goal.source) if goal.source else goal.name
            yield location, goal.indicator, goal.target, what, source, None
