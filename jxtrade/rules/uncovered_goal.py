"""A goal or task target that no allocation serves."""

from __future__ import annotations

from jxtrade.figures.targets import stated
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs

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
    for asked in stated(programme):
        indicator = asked.own.indicator
        if indicator is None or (
            indicator in programme.indicator and not programme.allocations.last(indicator)
        ):
            yield RULE.at(asked.at("id"), subject=Subject(None, indicator), name=asked.own.name)
