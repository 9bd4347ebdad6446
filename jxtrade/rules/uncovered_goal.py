"""A goal or task target that no allocation serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.plan import Goal
    from jxtrade.model.tasks import TaskTarget
    from jxtrade.place import Place

RULE = Rule(
    code="JX203",
    slug="uncovered-goal",
    severity=Severity.INFO,
    message=Text("「{name}」没有对应的分配指标", "no allocation serves “{name}”"),
    hint=Text("需要另外掌握进度", "its progress must be known from elsewhere"),
    about=paragraphs(
        "有的目标没有分配到区县的指标支撑。",
        "A goal or task target that no allocation serves.",
        "这样的目标无法用区县的报送数衡量，需要另有出处的数字。这不是区县的差错。",
        "It can't be measured by what districts report. No district is at fault.",
        "心中有数即可；以后下达了相应指标，在该目标的 indicator 中写明。",
        "Nothing needs to be changed; once an indicator is allocated, name it in the"
        " target's indicator.",
    ),
    example="""targets.yaml
goals:
  - id: goal-brands  # JX203
    name: 品牌
    target: {at_least: 10}
    unit: 个
    year: 2025
    indicator: null
    source: 第一条
""",
)


@of_plan(RULE)
def check(programme: Programme) -> Findings:
    """Yield a finding for each goal and task target without an allocated indicator."""
    for location, target in _targets(programme):
        if target.indicator is None or (
            target.indicator in programme.indicator
            and not programme.allocations.last(target.indicator)
        ):
            yield RULE.at(location, subject=Subject(None, target.indicator), name=target.name)


def _targets(programme: Programme) -> Iterator[tuple[Place, Goal | TaskTarget]]:
    for index, goal in enumerate(programme.plan.goals):
        yield programme.loaded.at("goals", index, "id"), goal
    for tasks in programme.tasks.by_year.values():
        for index, task in enumerate(tasks.model.tasks):
            for place, target in enumerate(task.targets):
                yield tasks.at("tasks", index, "targets", place, "id"), target
