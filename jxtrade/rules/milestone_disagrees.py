"""Two departments of one task say different things of a milestone."""

from __future__ import annotations

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
    tasks, submissions = city.programme.tasks, city.received.department_submission
    for (department, period), each in submissions.items():
        known = tasks.milestones_of(period.year)
        for id_, report in each.model.milestones.items():
            assigned = known.get(id_)
            if assigned is None or department not in assigned.task.departments:
                continue
            lead = submissions.get((assigned.task.departments[0], period))
            stated = lead.model.milestones.get(id_) if lead else None
            if lead is None or stated is None or stated.status == report.status:
                continue
            yield RULE.at(
                each.at("milestones", id_, "status"),
                lead.at("milestones", id_, "status"),
                subject=Subject(None, None, str(period)),
                name=assigned.milestone.name,
                id=id_,
                period=str(period),
                department=tasks.department_name(department, assigned.year),
                found=STATUSES[report.status],
                lead=tasks.department_name(lead.model.department, assigned.year),
                stated=STATUSES[stated.status],
            )
