"""The task list of tasks.yaml: departments, tasks, their targets and milestones."""

from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

from jxtrade.model.form import Form, Version, Year, refuse_repeated, some, told, unique
from jxtrade.model.plan import Target
from jxtrade.model.scalar import (
    DOCUMENT,
    ID,
    NAME,
    SOURCE,
    TARGET,
    UNIT,
    VERSION,
    Flag,
    Id,
    OneLine,
    QuarterOfYear,
    Words,
)
from jxtrade.text import Text


@told(
    Text("部门", "department").means("承担任务的部门", "an office that is responsible for tasks"),
    id=ID,
    name=NAME,
    source=SOURCE,
)
class Department(Form):
    """An office that is responsible for tasks and reports on them."""

    id: Id
    name: Words
    source: OneLine | None = None


@told(
    Text("任务目标", "task target").means(
        "任务当年要达到的数", "a figure that a task is to reach in its year"
    ),
    id=ID,
    name=NAME,
    target=TARGET,
    unit=UNIT,
    indicator=Text("指标", "indicator").means(
        "对应的指标 id，可省略", "the indicator behind it; optional"
    ),
    source=SOURCE,
)
class TaskTarget(Form):
    """A figure that a task is to reach within its year."""

    id: Id
    name: Words
    target: Target
    unit: Words
    indicator: OneLine | None = None
    source: OneLine | None = None


@told(
    Text("节点", "milestone").means(
        "一项可核对的成果，及其季度", "one deliverable that can be checked, and its quarter"
    ),
    id=ID,
    quarter=Text("季度", "quarter").means(
        "应完成的季度，Q1 至 Q4", "the quarter in which it is due, Q1 to Q4"
    ),
    name=NAME,
    source=SOURCE,
)
class Milestone(Form):
    """One deliverable that can be checked, and the quarter in which it is due."""

    id: Id
    quarter: QuarterOfYear
    name: Words
    source: OneLine | None = None


@told(
    Text("任务", "task").means(
        "任务、责任部门、目标和节点", "a task, its departments, targets and milestones"
    ),
    id=ID,
    name=NAME,
    departments=Text("责任部门", "departments").means(
        "部门 id，第一个牵头", "ids of departments; the first leads"
    ),
    lead_assumed=Text("牵头为推定", "lead assumed").means(
        "true 表示文件没有写谁牵头", "true where the document marks no lead"
    ),
    targets=Text("目标", "targets").means(
        "任务的数量目标，可省略", "the task's figures to reach; optional"
    ),
    aim=Text("要求", "aim").means("定性的要求，几个字", "the qualitative part, in a few words"),
    milestones=Text("节点", "milestones").means(
        "一项可核对的成果一条", "one entry for each deliverable"
    ),
    source=SOURCE,
)
class Task(Form):
    """A task, its responsible departments (the first leads), targets and milestones."""

    id: Id
    name: Words
    departments: Annotated[tuple[OneLine, ...], AfterValidator(some)]
    lead_assumed: Flag = False
    targets: tuple[TaskTarget, ...] = ()
    aim: Words | None = None
    milestones: tuple[Milestone, ...]
    source: OneLine | None = None

    @cached_property
    def places(self) -> dict[str, int]:
        """Return each department's place in the task's order, from 0."""
        return {each: place for place, each in enumerate(self.departments)}


def _unlike(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return the tasks when no two of all their milestones have one id, nor two targets."""
    for field in ("milestones", "targets"):
        refuse_repeated(
            [
                (each.id, (index, field, place, "id"))
                for index, task in enumerate(tasks)
                for place, each in enumerate(getattr(task, field))
            ]
        )
    return tasks


@told(
    Text("重点任务", "task list").means(
        "责任部门、任务、目标和节点", "departments, tasks, their targets and milestones"
    ),
    version=VERSION,
    year=Text("年度", "year").means("任务所属的年度", "the year of the tasks"),
    document=DOCUMENT,
    departments=Text("部门", "departments").means("责任部门", "the offices that are responsible"),
    tasks=Text("任务", "tasks").means("按文件的顺序", "in the document's order"),
)
class TaskList(Form):
    """The whole of tasks.yaml."""

    version: Version
    year: Year
    document: OneLine
    departments: Annotated[tuple[Department, ...], AfterValidator(unique)]
    tasks: Annotated[tuple[Task, ...], AfterValidator(unique), AfterValidator(_unlike)]
