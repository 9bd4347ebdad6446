"""Where the tasks stand: milestones and targets, by task and by department."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import UsageError
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "重点任务到哪一步：各任务的节点和数量目标，各部门的汇总，下季到期的节点。",
    "Where the tasks stand: milestones and targets of each task, a summary by department, and what"
    " falls due next quarter.",
    "节点以牵头部门最后所报为准；上年没有完成的一直列到完成为止。--open 只列还没有完成的。",
    "A milestone is as its lead last said; what an earlier year left undone is listed until it is"
    " done. --open lists only what is not done.",
)
EXAMPLES: Final = """\
jxtrade tasks
jxtrade tasks 2022Q2 --department ID
jxtrade tasks --open --format md"""
TAKES: Final = (
    options.SUBMITTED_PERIOD,
    options.DEPARTMENT,
    options.OPEN,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(call: Call, *, period: str | None, department: str | None, is_open: bool) -> int:
    """Show where the tasks stand in a quarter.

    Raises:
        UsageError: there is no task list.

    """
    from jxtrade.cli import ask
    from jxtrade.views import tasks

    verdict = ask.with_tasks(call)
    city = verdict.city
    if not city.programme.tasks.by_year:
        raise UsageError(_NO_TASKS, folder=verdict.workspace.folder)
    asked = tasks.Asked(
        ask.one(city.programme.tasks.departments, department, ask.DEPARTMENT), is_open=is_open
    )
    report = tasks.report(city, ask.submitted_period(city, period), asked)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0


_NO_TASKS: Final = Text(
    "{folder} 里没有任务清单：部门、任务、目标和节点写在 {folder}/tasks.yaml，"
    "写法见 jxtrade schema tasks",
    "there is no task list in {folder}: departments, tasks, targets and milestones are written in"
    " {folder}/tasks.yaml; `jxtrade schema tasks` says how",
)
