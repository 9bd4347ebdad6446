"""A new workspace with the shipped plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import UsageError
from jxtrade.text import Lang, Text, paragraphs, same

if TYPE_CHECKING:
    from jxtrade.cli.call import Call
    from jxtrade.model.period import Period
    from jxtrade.workspace import Workspace

ABOUT: Final = paragraphs(
    "新建工作区：带上随工具提供的计划和任务，不带报送。",
    "Make a new workspace with the shipped plan and no submissions.",
    "已有工作区的文件夹不动。",
    "A folder that holds one already is left as it is.",
)
EXAMPLES: Final = "jxtrade init data"
TAKES: Final = (options.FOLDER,)
_NEXT: Final = Text(
    "下一步，生成空白报送（区县或部门，写 id 或名称）：",
    "Next, a blank submission, for a district or department by id or name:",
)


def answer(call: Call, folder: str) -> int:
    """Make a workspace, and show what was written.

    Raises:
        UsageError: the folder holds a workspace already.

    """
    import shlex
    from pathlib import Path

    from jxtrade.report import Paragraph, Report
    from jxtrade.write import fresh

    target, shipped = Path(folder), fresh.shipped()
    if standing := fresh.found(shipped, target):
        raise UsageError(
            Text(
                "「{folder}」里已有 {standing}，没有改动任何文件",
                "“{folder}” has {standing} already; nothing was changed",
            ),
            folder=folder,
            standing=standing,
        )
    command = Text(
        "jxtrade --data {folder} new {period} 区县", "jxtrade --data {folder} new {period} DISTRICT"
    ).fill(folder=shlex.quote(folder), period=str(_first_period(shipped)))
    written = [Paragraph(same(str(target / name)), is_verbatim=True) for name in fresh.PARTS]
    after = (Paragraph(_NEXT, is_heading=True), Paragraph(command, is_verbatim=True))
    report = Report(Text("已新建：", "Written:"), (*written, *after))
    output.put_report(report, call.language or Lang.EN)
    return 0


def _first_period(workspace: Workspace) -> Period:
    """Return the first quarter for which the plan allocates anything."""
    from jxtrade.model.period import Period

    allocations = workspace.plan.model.allocations if workspace.plan else ()
    day = min(each.effective for each in allocations)
    return Period(day.year, (day.month + 2) // 3)
