"""Two departments of one task say different things of a milestone."""

from __future__ import annotations

from jxtrade.figures.milestones import disagreements
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.model.submissions import STATUSES
from jxtrade.rules import TASKS, City, Findings, of_city
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX606",
    slug="milestone-disagrees",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」（{id}）{period}：「{department}」报{found}，牵头的「{lead}」报{stated}",
        "“{name}” ({id}) in {period}: “{department}” says {found}, the lead “{lead}” {stated}",
    ),
    hint=Text("与牵头部门核对后改成一致", "settle it with the lead and write the same"),
    about=paragraphs(
        "同一任务的两个部门，同一季度对一个节点的说法不同。",
        "Two departments of one task say different things of a milestone in the same quarter.",
        "以牵头部门（任务中的第一个）的为准，另一个部门的说法不影响节点的状态。只比状态"
        "，完成日期和佐证可以各写各的。",
        "The word of the lead (the first of the task) counts, the other one's does not"
        " change the milestone's state. Only the status is compared; day and evidence"
        " may differ.",
        "与牵头部门核对后改成一致；牵头部门写错的，由它改正。",
        "Settle it with the lead and write the same; if the lead is wrong, it mends its own.",
    ),
    example="""reports/2022Q2/departments/commerce.yaml
department: commerce
period: 2022Q2
received: 2022-07-06
milestones:
  T1-Q1-1: {status: done, on: 2022-03-20, evidence: [示例办〔2022〕1号]}
  T1-Q2-1: {status: done, on: 2022-06-20, evidence: [示例材料]}
  T2-Q2-1: {status: in_progress}  # JX606
""",
)


@of_city(RULE, needs=TASKS)
def check(city: City) -> Findings:
    """Yield a finding for each status that is not the lead's of the same quarter."""
    name = city.programme.tasks.department_name
    for each in disagreements(city.received):
        milestone, year = each.assigned.milestone, each.assigned.year
        yield RULE.at(
            each.submission.at("milestones", milestone.id, "status"),
            each.by_lead.at("milestones", milestone.id, "status"),
            subject=Subject(None, None, str(each.period)),
            name=milestone.name,
            id=milestone.id,
            period=str(each.period),
            department=name(each.submission.model.department, year),
            found=STATUSES[each.report.status],
            lead=name(each.by_lead.model.department, year),
            stated=STATUSES[each.stated.status],
        )
