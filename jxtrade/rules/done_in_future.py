"""A milestone is done on a day after the submission was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Rule, Severity, Subject
from jxtrade.model.period import day_of, written
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX604",
    slug="done-in-future",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{on} 完成，晚于收到报送的 {received}（{days:+} 天）",
        "“{name}” is done on {on}, after the submission was received on {received} ({days:+} d)",
    ),
    hint=Text(
        "改正 on；尚未完成的改为 in_progress", "mend `on`; if it is not done yet, write in_progress"
    ),
    about=paragraphs(
        "节点的完成日期晚于收到报送的日期。",
        "A milestone is done on a day after the submission was received.",
        "报送时还没有到的日子，不可能已经完成：不是日期写错，就是把计划写成了完成。",
        "What lies ahead can't have been done: either the day is mistyped or a plan was"
        " written down as done.",
        "改正 on；尚未完成的改为 in_progress。",
        "Mend `on`; if it is not done yet, write in_progress.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-1: {status: done, on: 2022-07-10, evidence: [示例材料]}  # JX604
""",
)
NEEDS = ("tasks",)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each milestone that is done after its submission was received."""
    for (_, period), each in workspace.department_submission.items():
        if each.model.received is None or workspace.is_slip(each.model.received):
            continue
        received = day_of(each.model.received)
        known = workspace.milestones_of(period.year)
        for id_, report in each.model.milestones.items():
            if id_ not in known or report.status != "done" or report.on is None:
                continue
            if report.on > received:
                yield RULE.at(
                    each.at("milestones", id_, "on"),
                    subject=Subject(None, None, str(period)),
                    name=known[id_].milestone.name,
                    on=written(report.on),
                    received=written(received),
                    days=(report.on - received).days,
                )
