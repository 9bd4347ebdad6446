"""The task list of tasks.yaml: departments, tasks, their targets and milestones."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel

from jxtrade.model.plan import STRICT, Items, Target, Version, Year, unique
from jxtrade.model.scalar import Flag, Id, Line, QuarterOfYear, Words


class Department(BaseModel):
    """An office that is responsible for tasks and reports on them."""

    model_config = STRICT

    id: Id
    name: Words
    source: Line | None = None


class TaskTarget(BaseModel):
    """A figure that a task is to reach within its year."""

    model_config = STRICT

    id: Id
    name: Words
    target: Target
    unit: Words
    indicator: Line | None = None
    source: Line | None = None


class Milestone(BaseModel):
    """One deliverable that can be checked, and the quarter in which it is due."""

    model_config = STRICT

    id: Id
    quarter: QuarterOfYear
    name: Words
    source: Line | None = None


class Task(BaseModel):
    """A task, its responsible departments (the first leads), targets and milestones."""

    model_config = STRICT

    id: Id
    name: Words
    departments: tuple[Line, ...]
    lead_assumed: Flag = False
    targets: Annotated[Items[TaskTarget], AfterValidator(unique)] = ()
    aim: Words | None = None
    milestones: Annotated[tuple[Milestone, ...], AfterValidator(unique)]
    source: Line | None = None


class TaskList(BaseModel):
    """The whole of tasks.yaml."""

    model_config = STRICT

    version: Version
    year: Year
    document: Line
    departments: Annotated[tuple[Department, ...], AfterValidator(unique)]
    tasks: Annotated[tuple[Task, ...], AfterValidator(unique)]
