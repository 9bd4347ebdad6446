"""The task list of tasks.yaml: departments, tasks, their targets and milestones."""

from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

from jxtrade.model.plan import Form, Target, Version, Year, refuse_repeated, some, unique
from jxtrade.model.scalar import Flag, Id, Line, QuarterOfYear, Words


class Department(Form):
    """An office that is responsible for tasks and reports on them."""

    id: Id
    name: Words
    source: Line | None = None


class TaskTarget(Form):
    """A figure that a task is to reach within its year."""

    id: Id
    name: Words
    target: Target
    unit: Words
    indicator: Line | None = None
    source: Line | None = None


class Milestone(Form):
    """One deliverable that can be checked, and the quarter in which it is due."""

    id: Id
    quarter: QuarterOfYear
    name: Words
    source: Line | None = None


class Task(Form):
    """A task, its responsible departments (the first leads), targets and milestones."""

    id: Id
    name: Words
    departments: Annotated[tuple[Line, ...], AfterValidator(some)]
    lead_assumed: Flag = False
    targets: tuple[TaskTarget, ...] = ()
    aim: Words | None = None
    milestones: tuple[Milestone, ...]
    source: Line | None = None

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


class TaskList(Form):
    """The whole of tasks.yaml."""

    version: Version
    year: Year
    document: Line
    departments: Annotated[tuple[Department, ...], AfterValidator(unique)]
    tasks: Annotated[tuple[Task, ...], AfterValidator(unique), AfterValidator(_unlike)]
