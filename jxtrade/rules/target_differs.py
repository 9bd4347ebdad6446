"""One task target has two different figures for one quarter."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import Outcome
from jxtrade.figures.sums import Origin
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import City, Findings, Need, of_city
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.model.period import Period
    from jxtrade.model.tasks import Task, TaskTarget

RULE = Rule(
    code="JX605",
    slug="target-differs",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{period}：「{department}」报 {found}，{other} {stated}，相差 {difference:+}",
        "“{name}” {period}: “{department}” gives {found}, {other} {stated} ({difference:+})",
    ),
    hint=Text("核对后统一为一个数", "agree on one figure"),
    about=paragraphs(
        "同一个任务目标、同一个季度，有两个不同的数。",
        "One task target has two different figures for one quarter.",
        "共同负责的部门各报各的，或部门报的与各区县之和对不上。几个部门都报的，以任务中"
        "排在前面的为准。有区县未报、待核时不比。",
        "Two departments of the task give them, or a department and the districts when"
        " all have reported. Of several departments the first in the task's order"
        " counts.",
        "核对后统一为一个数；口径不同的，在任务清单中去掉该目标的 indicator。",
        "Agree on one figure; where they count different things, drop the target's"
        " indicator in the task list.",
    ),
    example="""reports/2022Q2/departments/commerce.yaml
department: commerce
period: 2022Q2
received: 2022-07-06
milestones:
  T1-Q1-1: {status: done, on: 2022-03-20, evidence: [示例办〔2022〕1号]}
  T1-Q2-1: {status: done, on: 2022-06-20, evidence: [示例材料]}
targets:
  T1-leaders: 2  # JX605
""",
)
_OTHER: Final = Text("「{name}」报", "“{name}” gives")
_DISTRICTS: Final = Text("区县之和是", "the districts add up to")
_QUOTIENT: Final = Text("各区县合成的是", "the districts together give")


@of_city(RULE, needs=(Need.PLAN, Need.TASKS))
def check(city: City) -> Findings:
    """Yield a finding for each task target with two figures for one quarter."""
    tasks = city.programme.tasks
    for each in city.comparisons:
        if each.origin is Origin.TASK_TARGET and each.outcome is Outcome.DIFFERS and each.compared:
            year = each.period.year
            yield RULE.at(
                each.location,
                *(part.location for part in each.parts),
                subject=Subject(None, each.indicator, str(each.period)),
                name=tasks.targets_of(year)[each.target or ""].name,
                period=str(each.period),
                department=tasks.department_name(each.department, year),
                found=each.stated,
                other=_QUOTIENT if each.is_quotient else _DISTRICTS,
                stated=each.compared.sum,
                difference=-each.compared.difference,
            )
    for period in city.received.periods:
        if (of_year := tasks.by_year.get(period.year)) is not None:
            for task in of_year.model.tasks:
                for target in task.targets:
                    yield from _differing(city, task, target, period)


def _differing(city: City, task: Task, target: TaskTarget, period: Period) -> Findings:
    """Yield a finding for each department whose figure is not that of the first to give one."""
    given = city.received.given(task, target.id, period)
    name = city.programme.tasks.department_name
    for first, each in product(given[:1], given[1:]):
        if each.figure != first.figure:
            yield RULE.at(
                each.location,
                first.location,
                subject=Subject(None, target.indicator, str(period)),
                name=target.name,
                period=str(period),
                department=name(each.department, period.year),
                found=each.figure,
                other=_OTHER.fill(name=name(first.department, period.year)),
                stated=first.figure,
                difference=each.figure - first.figure,
            )
