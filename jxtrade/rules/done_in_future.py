"""A milestone is done on a day after the submission was received."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.model.period import day_of, written
from jxtrade.rules import TASKS, Facts, Findings, OfADepartment, of_department
from jxtrade.text import Text, paragraphs

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


@of_department(RULE, needs=TASKS)
def check(facts: Facts, submission: OfADepartment) -> Findings:
    """Yield a finding for each milestone that is done after its submission was received."""
    received, period = submission.model.received, submission.model.period
    plan = facts.programme.usable
    if (
        received is None
        or not facts.is_placed(submission)
        or (plan and plan.model.is_slip(received))
    ):
        return
    known = facts.programme.tasks.milestones_of(period.year)
    for id_, report in submission.model.milestones.items():
        if id_ not in known or report.status != "done" or report.on is None:
            continue
        if (days := (report.on - day_of(received)).days) > 0:
            yield RULE.at(
                submission.at("milestones", id_, "on"),
                subject=Subject(None, None, str(period)),
                name=known[id_].milestone.name,
                on=written(report.on),
                received=written(day_of(received)),
                days=days,
            )
