"""A milestone's quarter is over and by the lead department it is not done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.milestones import progress
from jxtrade.figures.names import Names
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.model.submissions import STATUSES
from jxtrade.rules import TASKS, City, Findings, OfADepartment, of_city
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.figures.tasks import Assigned

RULE = Rule(
    code="JX601",
    slug="milestone-overdue",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」（{id}）应在 {due} 完成，牵头的「{lead}」{period} 的报送：{status}",
        "“{name}” ({id}) was due in {due}; the lead “{lead}” in {period}: {status}",
    ),
    hint=Text(
        "已完成的写 done、on 和 evidence；未完成的在 note 中说明",
        "if it is done, write done, on and evidence; if not, say why in note",
    ),
    about=paragraphs(
        "节点的季度已过，牵头部门还没有报已完成。",
        "A milestone's quarter is over and by the lead department it is not done.",
        "应于某季度完成的节点，牵头部门最后一次报的是推进中、未开始，或一直没有报，即为"
        "逾期。几个部门共同负责的，以牵头部门（任务中的第一个）的为准，其他部门报已完成"
        "不算。年底仍逾期的延续到完成为止，下一年的报送可以继续报。",
        "In progress or not started in its last word, or never mentioned, is overdue."
        " Of several departments the lead (the first of the task) counts; another one's"
        " “done” does not settle it. What is overdue at the year's end stays until it"
        " is done: a later year's submission may still report it.",
        "完成了的由牵头部门写 done、on 和 evidence；未完成的在 note 中说明原因和预计时间。",
        "If it is done, the lead writes done, on and evidence; if not, give the reason"
        " and the expected day in note.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-1: {status: in_progress}  # JX601
""",
)
_SILENT: Final = Text("未报", "not reported")


@of_city(RULE, needs=TASKS)
def check(city: City) -> Findings:
    """Yield a finding for each milestone that its lead has not done by the end of its quarter."""
    tasks = city.programme.tasks
    for year in tasks.by_year:
        for each in tasks.set_for(year):
            if each.lead is not None:
                yield from _overdue(city, each, each.lead)


def _overdue(city: City, assigned: Assigned, lead: str) -> Findings:
    """Yield a finding at the lead's last word, else at the newest submission, if it is not done."""
    newest = city.received.newest(lead)
    if newest is None or newest.model.period < assigned.due:
        return
    found = progress(city.received, assigned, newest.model.period)
    if found.word is None:
        if assigned.milestone.id in _meant(city, newest):
            return
        said, place, status = newest, newest.key("milestones"), _SILENT
    elif found.report is None or found.is_done:
        return
    else:
        said, status = found.word.submission, STATUSES[found.report.status]
        place = said.at("milestones", assigned.milestone.id, "status")
    period = str(said.model.period)
    yield RULE.at(
        place,
        assigned.tasks.at(*assigned.route, "quarter"),
        subject=Subject(None, None, period),
        name=assigned.milestone.name,
        id=assigned.milestone.id,
        due=str(assigned.due),
        lead=city.programme.tasks.department_name(lead, assigned.year),
        period=period,
        status=status,
    )


def _meant(city: City, submission: OfADepartment) -> frozenset[str]:
    """Return the milestones that unknown ones of a submission were meant for."""
    known = city.programme.tasks.milestones_of(submission.model.period.year)
    words = [word for word in submission.model.milestones if word not in known]
    return Names(each.milestone for each in known.values()).among(words) if words else frozenset()
