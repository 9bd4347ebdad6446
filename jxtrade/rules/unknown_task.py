"""A department, target or milestone is named that the year's task list does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.text import Text
from jxtrade.workspace import Mention, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.model.submissions import DepartmentSubmission
    from jxtrade.model.tasks import TaskList
    from jxtrade.workspace import Loaded, Named, Workspace

RULE = Rule(
    code="JX103",
    slug="unknown-task",
    severity=Severity.ERROR,
    message=Text(
        "{file} 中没有「{word}」",
        "{file} has no “{word}”",
    ),
    hint=Text(
        "{file} 中有：{known}",
        "{file} has: {known}",
    ),
    about=Text(
        "写的部门、任务目标或节点不在当年的任务清单中（tasks.yaml，以后年度为 tasks-2023.yaml "
        "等）。\n\n"
        "认不出是哪一项，就不能算作完成。以前年度没有完成的节点，可以继续报。\n\n"
        "按提示改成任务清单中的 id。",
        "A department, target or milestone is named that the year's task list does not have"
        " (tasks.yaml, for a later year tasks-2023.yaml and so on).\n\n"
        "What can't be recognised can't count as done. A milestone of an earlier year that is not"
        " done yet may still be reported.\n\n"
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
NEEDS = ("tasks",)
_NO_LIST: Final = Text(
    "{year} 年的任务清单写在 tasks-{year}.yaml",
    "the task list of {year} belongs in tasks-{year}.yaml",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each department, target or milestone that a year's task list lacks."""
    for year, tasks in workspace.tasks.items():
        departments = workspace.departments_of(year)
        for index, task in enumerate(tasks.model.tasks):
            for place, word in enumerate(task.departments):
                if word not in departments:
                    mention = Mention(word, tasks, ("tasks", index, "departments", place))
                    yield _unknown(mention, tasks, departments.values())
    for each in workspace.departments:
        year = each.model.period.year
        if (listed := workspace.tasks_for(year)) is not None:
            hint = None if year in workspace.tasks else _NO_LIST.fill(year=str(year))
            for mention, known in _strangers(workspace, each, listed):
                yield _unknown(mention, listed, known, hint)


def _strangers(
    workspace: Workspace, submission: Loaded[DepartmentSubmission], listed: Loaded[TaskList]
) -> Iterator[tuple[Mention, Iterable[Named]]]:
    """Yield what a submission names and no list knows, beside what the year's list has."""
    model = submission.model
    year = model.period.year
    if not workspace.is_listed(submission):
        departments = workspace.departments_of(year).values()
        yield Mention(model.department, submission, ("department",)), departments
    targets, milestones = workspace.targets_of(year), workspace.milestones_of(year)
    for word in model.targets:
        if word not in targets:
            mention = Mention(word, submission, ("targets", word), is_key=True)
            yield mention, targets.values()
    own = [each.milestone for each in milestones.values() if each.tasks is listed]
    for word in model.milestones:
        if word not in milestones:
            yield Mention(word, submission, ("milestones", word), is_key=True), own


def _unknown(
    mention: Mention, tasks: Loaded[TaskList], known: Iterable[Named], hint: Text | None = None
) -> Finding:
    """Return the finding; the nearest id is offered, else the hint, else all that are known."""
    known = tuple(known)
    return RULE.at(
        mention.location,
        hint=did_you_mean(mention.word, known) or hint,
        word=mention.word,
        file=tasks.path.rpartition("/")[2],
        known=tuple(each.id for each in known),
    )
