"""A department reports on a milestone or target of a task that is not its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import TASKS, City, Findings, of_city
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.figures.tasks import Tasks
    from jxtrade.place import Place

RULE = Rule(
    code="JX603",
    slug="not-responsible",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」由{responsible}负责，不由「{department}」负责",
        "“{name}” belongs to {responsible}, not to “{department}”",
    ),
    hint=Text(
        "删去；确由它负责的补入任务清单",
        "delete it, or add the department to the task in the task list",
    ),
    about=paragraphs(
        "部门报了不由它负责的任务的节点或目标。",
        "A department reports on a milestone or target of a task that is not its own.",
        "不负责的部门所报的不采用，免得一项任务有两个说法。",
        "It is not used, so that one task has one account of it.",
        "删去这一项；确由它负责的，在任务清单的 departments 中补上。",
        "Delete the entry; if the department is responsible, add it to departments in"
        " the task list.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-1: {status: done, on: 2022-05-10, evidence: [示例材料]}
targets:
  T1-leaders: 0  # JX603
""",
)
_QUOTED = Text("「{name}」", "“{name}”")


class _Owned(NamedTuple):
    """A target or milestone, its place in a year's task list, and who is responsible.

    It is not `is_known` where the list names a department for it that it does not have (JX103).
    """

    name: Text
    location: Place
    departments: tuple[str, ...]
    year: int
    is_known: bool


@of_city(RULE, needs=TASKS)
def check(city: City) -> Findings:
    """Yield a finding for each entry about a task that the department is not responsible for."""
    tasks, submissions = city.programme.tasks, city.received.department_submission
    owned = {year: _owned(tasks, year) for year in {period.year for _, period in submissions}}
    for (department, period), each in submissions.items():
        if not tasks.is_listed(each):
            continue
        for field in ("targets", "milestones"):
            for id_ in getattr(each.model, field):
                owner = owned[period.year].get((field, id_))
                if owner is None or not owner.is_known or department in owner.departments:
                    continue
                yield RULE.at(
                    each.key(field, id_),
                    owner.location,
                    subject=Subject(None, None, str(period)),
                    name=owner.name,
                    department=tasks.department_name(department, period.year),
                    responsible=[
                        _QUOTED.fill(name=tasks.department_name(other, owner.year))
                        for other in dict.fromkeys(owner.departments)
                    ],
                )


def _owned(tasks: Tasks, year: int) -> dict[tuple[str, str], _Owned]:
    """Return what a year's submissions may speak of, by field and id."""
    found: dict[tuple[str, str], _Owned] = {}
    listed = {
        each.path: {department.id for department in each.model.departments}
        for each in tasks.by_year.values()
    }
    if (of_year := tasks.of(year)) is not None:
        for index, task in enumerate(of_year.model.tasks):
            place = of_year.key("tasks", index, "departments")
            is_known = listed[of_year.path].issuperset(task.departments)
            for target in task.targets:
                owned = _Owned(target.name, place, task.departments, year, is_known)
                found["targets", target.id] = owned
    for id_, each in tasks.milestones_of(year).items():
        place = each.tasks.key(*each.route[:2], "departments")
        is_known = listed[each.tasks.path].issuperset(each.task.departments)
        owned = _Owned(each.milestone.name, place, each.task.departments, each.year, is_known)
        found["milestones", id_] = owned
    return found
