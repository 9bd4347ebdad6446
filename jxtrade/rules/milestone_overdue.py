"""A milestone's quarter is over and the newest submission does not report it done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.model.period import Period
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.findings import Location
    from jxtrade.model.submissions import DepartmentSubmission
    from jxtrade.model.tasks import Task
    from jxtrade.workspace import Loaded, Workspace

RULE = Rule(
    code="JX601",
    slug="milestone-overdue",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」（{id}）应在 {due} 完成，{period} 的报送：{status}",
        "“{name}” ({id}) was due in {due}; in the submission for {period}: {status}",
    ),
    hint=Text(
        "已完成的写 done、on 和 evidence；未完成的在 note 中说明",
        "if it is done, write done, on and evidence; if not, say why in note",
    ),
    about=Text(
        "节点的季度已过，最近一次报送仍不是已完成。\n\n"
        "应于某季度完成的节点，到该季度末（或以后）的报送里是推进中、未开始或没有写，即为逾期。"
        "几个部门共同负责的，任何一个报了完成即算完成。\n\n"
        "完成了的写 done、on 和 evidence；未完成的在 note 中说明原因和预计时间。",
        "A milestone's quarter is over and the newest submission does not report it done.\n\n"
        "In progress, not started or not mentioned is overdue. One responsible department's"
        " “done” is enough.\n\n"
        "If it is done, write done, on and evidence; if not, give the reason and the expected"
        " day in note.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-1: {status: in_progress}  # JX601
""",
)
NEEDS = ("tasks",)
_DONE: Final = "done"
_LOST: Final = "lost"
_STATUS: Final = {
    "not_started": Text("未开始", "not started"),
    "in_progress": Text("推进中", "in progress"),
    None: Text("未报", "not reported"),
}


class _Latest(NamedTuple):
    """A department's newest submission, and what is last said of a milestone."""

    submission: Loaded[DepartmentSubmission]
    status: str | None
    location: Location


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each milestone that is not done at the end of its quarter or later."""
    if (tasks := workspace.tasks) is None:
        return
    filed = _filed(workspace)
    for index, task in enumerate(tasks.model.tasks):
        for place, milestone in enumerate(task.milestones):
            due = Period(tasks.model.year, milestone.quarter)
            found = _overdue(filed, task, milestone.id, due)
            if found is not None:
                yield RULE.at(
                    found.location,
                    tasks.at("tasks", index, "milestones", place, "quarter"),
                    cell=Cell(None, None, str(found.submission.model.period)),
                    name=milestone.name,
                    id=milestone.id,
                    due=str(due),
                    period=str(found.submission.model.period),
                    status=_STATUS[found.status],
                )


def _filed(workspace: Workspace) -> dict[str, list[Loaded[DepartmentSubmission]]]:
    """Return each department's submissions, the newest first."""
    found: dict[str, list[Loaded[DepartmentSubmission]]] = {}
    newest_first = sorted(workspace.department_submission, key=lambda key: key[1], reverse=True)
    for department, period in newest_first:
        submission = workspace.department_submission[department, period]
        found.setdefault(department, []).append(submission)
    return found


def _overdue(
    filed: dict[str, list[Loaded[DepartmentSubmission]]], task: Task, milestone: str, due: Period
) -> _Latest | None:
    """Return who speaks of a milestone that is overdue: who mentions it, else the lead."""
    latest = {each: _latest(filed[each], milestone) for each in task.departments if each in filed}
    if any(each.status in (_DONE, _LOST) for each in latest.values()):
        return None
    over = {
        department: each
        for department, each in latest.items()
        if each.submission.model.period >= due
    }
    speaking = [each for each in over.values() if each.status is not None]
    speaking += [over[lead] for lead in task.departments[:1] if lead in over]
    return speaking[0] if speaking else None


def _latest(submissions: list[Loaded[DepartmentSubmission]], milestone: str) -> _Latest:
    """Return what a department says last; `done` holds where later submissions pass it over."""
    newest = submissions[0]
    for each in submissions:
        if each.has_lost("milestones", milestone):
            return _Latest(newest, _LOST, newest.key("milestones"))
        if (report := each.model.milestones.get(milestone)) is not None:
            if each is newest or report.status == _DONE:
                place = each.at("milestones", milestone, "status")
                return _Latest(newest, report.status, place)
            break
    return _Latest(newest, None, newest.key("milestones"))
