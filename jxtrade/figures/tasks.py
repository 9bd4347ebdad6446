"""Which department is to do what: the task lists by year, their targets and milestones."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from jxtrade.model.period import Period
from jxtrade.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jxtrade.model.submissions import DepartmentSubmission
    from jxtrade.model.tasks import Department, Milestone, Task, TaskList, TaskTarget
    from jxtrade.place import Route
    from jxtrade.workspace import Loaded


class Assigned(NamedTuple):
    """A milestone beside its task and the list of a year that sets it, and its place there."""

    milestone: Milestone
    task: Task
    tasks: Loaded[TaskList]
    year: int
    route: Route

    @property
    def lead(self) -> str | None:
        """Return the department that leads the task."""
        return self.task.departments[0] if self.task.departments else None

    @property
    def due(self) -> Period:
        """Return the quarter in which it is due."""
        return Period(self.year, self.milestone.quarter)


@dataclass(frozen=True)
class Tasks:
    """The task lists that can be used, by year, and the paths of those that can't."""

    by_year: Mapping[int, Loaded[TaskList]] = field(default_factory=dict)
    unusable: tuple[str, ...] = ()

    def _listed(self, year: int) -> int:
        """Return the year itself, or the newest before it, that has a task list; 0 for none."""
        return max((each for each in self.by_year if each <= year), default=0)

    def of(self, year: int) -> Loaded[TaskList] | None:
        """Return the year's task list, or the newest before it where the year has none."""
        return self.by_year.get(self._listed(year))

    @cached_property
    def _departments(self) -> dict[int, dict[str, Department]]:
        return {
            year: {each.id: each for each in tasks.model.departments}
            for year, tasks in self.by_year.items()
        }

    def departments_of(self, year: int) -> dict[str, Department]:
        """Return the departments of the list for a year by id, in the list's order."""
        return self._departments.get(self._listed(year), {})

    @cached_property
    def departments(self) -> dict[str, Department]:
        """Return the departments of all years by id, as the newest list has them."""
        found: dict[str, Department] = {}
        for year in sorted(self.by_year):
            found |= self._departments[year]
        return found

    @cached_property
    def _targets(self) -> dict[int, dict[str, TaskTarget]]:
        return {
            year: {each.id: each for task in tasks.model.tasks for each in task.targets}
            for year, tasks in self.by_year.items()
        }

    def targets_of(self, year: int) -> dict[str, TaskTarget]:
        """Return the targets of the list for a year by id."""
        return self._targets.get(self._listed(year), {})

    @cached_property
    def _own_milestones(self) -> dict[int, dict[str, Assigned]]:
        return {
            year: {
                each.id: Assigned(each, task, tasks, year, ("tasks", index, "milestones", place))
                for index, task in enumerate(tasks.model.tasks)
                for place, each in enumerate(task.milestones)
            }
            for year, tasks in self.by_year.items()
        }

    def set_for(self, year: int) -> Collection[Assigned]:
        """Return the milestones of a year's own list in its order; none where it has no list."""
        return self._own_milestones.get(year, {}).values()

    @cached_property
    def _milestones(self) -> dict[int, dict[str, Assigned]]:
        found: dict[int, dict[str, Assigned]] = {}
        known: dict[str, Assigned] = {}
        for year, own in self._own_milestones.items():
            known = known | own
            found[year] = known
        return found

    def milestones_of(self, year: int) -> dict[str, Assigned]:
        """Return what a year's submissions may speak of by id: its milestones and earlier ones.

        An id of the year's own list means that list's milestone.
        """
        return self._milestones.get(self._listed(year), {})

    def is_listed(self, submission: Loaded[DepartmentSubmission]) -> bool:
        """Tell whether a department may report for a year.

        The year's list has it, or it still speaks of a milestone that an earlier list gave it.
        """
        id_, year = submission.model.department, submission.model.period.year
        known = self.milestones_of(year)
        return id_ in self.departments_of(year) or any(
            id_ in known[each].task.departments and id_ in self._departments[known[each].year]
            for each in submission.model.milestones
            if each in known
        )

    def department_name(self, id_: str, year: int) -> Text:
        """Return a department's name for people as the newest list up to a year has it.

        Where none knows it a later one may; else it is the id.
        """
        for each in sorted(self.by_year, key=lambda each: (each > year, -each)):
            if id_ in self._departments[each]:
                return self._departments[each][id_].name
        return same(id_)
