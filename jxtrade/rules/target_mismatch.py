"""An allocation's sum differs from another stated target for the same indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import added
from jxtrade.figures.targets import stated
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs, same

if TYPE_CHECKING:
    from jxtrade.figures.targets import Asked

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
    for asked in stated(programme):
        indicator, year = asked.own.indicator, asked.year if asked.task else None
        known = programme.indicator.get(indicator or "")
        if indicator is None or (known is not None and known.kind == "rate"):
            continue
        for index in allocations.last(indicator, every_year=year is not None):
            if year not in (None, plan.allocations[index].year):
                continue
            found = added(allocations.by(index, indicator).values())
            if found != asked.figure:
                yield RULE.at(
                    asked.at("target"),
                    programme.loaded.key("allocations", index, "values", indicator),
                    subject=Subject(None, indicator),
                    name=programme.indicator_name(indicator),
                    found=found,
                    of=str(plan.allocations[index].year),
                    what=_what(asked),
                    stated=asked.figure,
                    source=_source(asked),
                    document=plan.document_of(plan.allocations[index]),
                )


_OF_TASK: Final = Text("{year} 年的任务目标（{id}）", "the task's target ({id}) for {year}")
_GOAL: Final = Text("{year} 年的目标", "the goal for {year}")


def _what(asked: Asked) -> Text:
    return (_OF_TASK if asked.task else _GOAL).fill(year=str(asked.year), id=asked.own.id)


def _source(asked: Asked) -> Text:
    """Return the document of a task list, the part of the plan's that a goal is taken from."""
    if asked.task:
        return asked.document
    return same(asked.own.source) if asked.own.source else asked.own.name
