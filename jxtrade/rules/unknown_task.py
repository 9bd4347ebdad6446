"""A department, target or milestone is named that the year's task list does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.names import Mention, Names
from jxtrade.findings import Finding, Rule, Severity
from jxtrade.rules import TASKS, City, Findings, OfADepartment, Programme, of_city, of_plan
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.tasks import TaskList
    from jxtrade.workspace import Loaded

RULE = Rule(
    code="JX103",
    slug="unknown-task",
    severity=Severity.ERROR,
    message=Text("{file} 中没有「{word}」", "{file} has no “{word}”"),
    hint=Text("{file} 中有：{known}", "{file} has: {known}"),
    about=paragraphs(
        "写的部门、任务目标或节点不在当年的任务清单中（tasks.yaml，以后年度为"
        " tasks-2023.yaml 等）。",
        "A department, target or milestone is named that the year's task list does not"
        " have (tasks.yaml, for a later year tasks-2023.yaml and so on).",
        "认不出是哪一项，就不能算作完成。以前年度没有完成的节点，可以继续报。",
        "What can't be recognised can't count as done. A milestone of an earlier year"
        " that is not done yet may still be reported.",
        "按提示改成任务清单中的 id。",
        "Use the id of the task list that the hint offers.",
    ),
    example="""reports/2022Q2/departments/market.yaml
department: market
period: 2022Q2
received: 2022-07-06
milestones:
  T2-Q2-9: {status: in_progress}  # JX103
  T2-Q2-1: {status: done, on: 2022-05-10, evidence: [示例材料]}
""",
)
_NO_LIST: Final = Text(
    "{year} 年的任务清单写在 tasks-{year}.yaml",
    "the task list of {year} belongs in tasks-{year}.yaml",
)


@of_plan(RULE, needs=TASKS)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each department of a task that its list does not have."""
    for tasks in programme.tasks.by_year.values():
        departments = Names(tasks.model.departments)
        for index, task in enumerate(tasks.model.tasks):
            for place, word in enumerate(task.departments):
                if word not in departments.known:
                    mention = Mention(word, tasks, ("tasks", index, "departments", place))
                    yield _unknown(mention, tasks, departments, departments.hint(word))


@of_city(RULE, needs=TASKS)
def check(city: City) -> Findings:
    """Yield a finding for each department, target or milestone that a year's list lacks."""
    lists = city.programme.tasks
    listed_names = {each.path: _names(each) for each in lists.by_year.values()}
    for each in city.received.departments:
        year = each.model.period.year
        if (listed := lists.of(year)) is not None:
            hint = None if year in lists.by_year else _NO_LIST.fill(year=str(year))
            for mention, names, near in _strangers(city, each, listed_names[listed.path]):
                yield _unknown(mention, listed, names, near or hint)


class _Names(NamedTuple):
    """What a task list has, to tell what was meant."""

    departments: Names
    targets: Names
    milestones: Names


def _names(tasks: Loaded[TaskList]) -> _Names:
    return _Names(
        Names(tasks.model.departments),
        Names(target for task in tasks.model.tasks for target in task.targets),
        Names(milestone for task in tasks.model.tasks for milestone in task.milestones),
    )


def _strangers(
    city: City, submission: OfADepartment, names: _Names
) -> Iterator[tuple[Mention, Names, Text | None]]:
    """Yield what a submission names and no list knows, what the list has, and what is near."""
    model, tasks = submission.model, city.programme.tasks
    year = model.period.year
    if not tasks.is_listed(submission):
        hint = city.received.sender_hint(submission, DEPARTMENTS, names.departments)
        yield Mention(model.department, submission, ("department",)), names.departments, hint
    for field, known, near in (
        ("targets", tasks.targets_of(year).keys(), names.targets),
        ("milestones", tasks.milestones_of(year).keys(), names.milestones),
    ):
        for word in getattr(model, field):
            if word not in known:
                mention = Mention(word, submission, (field, word), is_key=True)
                yield mention, near, near.hint(word)


def _unknown(mention: Mention, tasks: Loaded[TaskList], names: Names, hint: Text | None) -> Finding:
    return RULE.at(
        mention.location,
        word=mention.word,
        file=tasks.path.rpartition("/")[2],
        known=names.listing,
    ).advising(hint)
