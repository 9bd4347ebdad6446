"""A milestone is reported done without evidence."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import TASKS, Facts, Findings, OfADepartment, of_department
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX602",
    slug="done-without-evidence",
    severity=Severity.WARNING,
    message=Text("「{name}」报了已完成，没有佐证", "“{name}” is reported done without evidence"),
    hint=Text("在 evidence 中写明文号或材料名称", "name the document or paper under evidence"),
    about=paragraphs(
        "节点报了已完成，没有写佐证。",
        "A milestone is reported done without evidence.",
        "没有文号、通知或材料名称，考核时无从核实。照样算作完成。",
        "Without a document or paper to look at nobody can verify it. It counts as done"
        " all the same.",
        "在 evidence 中写明文号或材料名称。",
        "Name the document or paper under evidence.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-1: {status: done, on: 2022-05-10}  # JX602
""",
)


@of_department(RULE, needs=TASKS)
def check(facts: Facts, submission: OfADepartment) -> Findings:
    """Yield a finding for each milestone that is reported done with nothing to show it."""
    if not facts.is_placed(submission):
        return
    period = submission.model.period
    lost = {route[:3] for route in submission.lost}
    known = facts.programme.tasks.milestones_of(period.year)
    for id_, report in submission.model.milestones.items():
        if id_ not in known or report.status != "done" or report.evidence:
            continue
        if ("milestones", id_, "evidence") not in lost:
            yield RULE.at(
                submission.key("milestones", id_),
                subject=Subject(None, None, str(period)),
                name=known[id_].milestone.name,
            )
