"""A new workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import UsageError
from jxtrade.text import MOST_LISTED, Text, join, paragraphs, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jxtrade.cli.call import Call
    from jxtrade.model.plan import Plan
    from jxtrade.report import Paragraph
    from jxtrade.write.fresh import Office

ABOUT: Final = paragraphs(
    "新建工作区：一份带说明、待填的计划；或由分配表生成；或带上随工具提供的例子。",
    "Make a new workspace: with a commented plan to be filled in, with one made from a table, or"
    " with the shipped example.",
    "什么也不问。计划里 <…> 处填好就能用，没填的 jxtrade validate 逐行指出。"
    "已有工作区的文件夹不动。",
    "Nothing is asked. The plan can be used once each <…> is filled in; jxtrade validate points at"
    " those that are left. A folder that holds a workspace already is left as it is.",
)
EXAMPLES: Final = """\
jxtrade init
jxtrade init --from TABLE.csv
jxtrade init --example demo"""
TAKES: Final = (options.FOLDER, options.EXAMPLE, options.TABLE, options.AS_OF)
_ASSUMED: Final = Text("由表推定，不对的在 {path} 里改：", "Assumed; put right in {path}:")
_FILL: Final = Text("下一步，填好 {path} 里的 <…>，再：", "Next, fill in each <…> in {path}, then:")
_NEXT: Final = Text("下一步，生成空白报送：", "Next, blank submissions:")
_BOTH: Final = Text("--example 和 --from 只能用一个", "--example or --from, not both")


def answer(call: Call, folder: str | None, *, example: bool, table: str | None) -> int:
    """Make a workspace, and show what was written and what was assumed.

    Raises:
        UsageError: the folder holds a workspace already, or the table can't be read.

    """
    from pathlib import Path

    from jxtrade.cli import nearby
    from jxtrade.read.folder import PLAN
    from jxtrade.report import Paragraph, Report
    from jxtrade.write import draft, fresh

    if example and table is not None:
        raise UsageError(_BOTH)
    target = Path(folder or nearby.named(call.data) or nearby.USUAL)
    assumed: tuple[Text, ...] = ()
    if table is not None:
        office, assumed = _from_table(call, table)
    else:
        blank = draft.text(draft.blank(call.language), call.language)
        office = fresh.shipped() if example else fresh.drafted(blank)
    if standing := fresh.found(office, target):
        raise UsageError(
            Text(
                "「{folder}」里已有 {standing}，没有改动任何文件",
                "“{folder}” has {standing} already; nothing was changed",
            ),
            folder=str(target),
            standing=standing,
        )
    written = [Paragraph(_shown(target / name), is_verbatim=True) for name in office.parts]
    if assumed:
        path = _shown(target / PLAN)
        written.append(Paragraph(_ASSUMED.fill(path=path), is_heading=True))
        written += [Paragraph(each) for each in assumed]
    report = Report(Text("已新建：", "Written:"), (*written, *_next(office, target)))
    output.put_report(report, call.language)
    return 0


def _from_table(call: Call, table: str) -> tuple[Office, tuple[Text, ...]]:
    """Return the files of a plan that a table makes, and what was assumed in making it.

    Raises:
        UsageError: the table can't be read, or has cells that are no figures.

    """
    import os

    from jxtrade.cli import ask
    from jxtrade.read.cells import TableError
    from jxtrade.read.faults import OFFICE
    from jxtrade.read.table import read_table
    from jxtrade.read.tree import RefusedError, read_alone
    from jxtrade.write import draft, fresh

    try:
        read = read_table(read_alone(os.path.realpath(table), OFFICE.bytes + 1))
    except RefusedError as error:
        raise UsageError(_UNREAD, table=table, problems=error.reason) from None
    except TableError as error:
        problems = [*error.problems[:MOST_LISTED]]
        if more := len(error.problems) - len(problems):
            problems.append(_MORE.fill(count=more))
        raise UsageError(_UNREAD, table=table, problems=join(problems)) from None
    made = draft.of_table(read, os.path.basename(table), ask.day(call).year)
    assumed = (*read.assumed, *draft.assumed(read, made))
    return fresh.drafted(draft.text(made, read.lang)), assumed


_MORE: Final = Text("另有 {count} 处", "and {count} more")
_UNREAD: Final = Text(
    "「{table}」读不成，什么也没有写：{problems}",
    "“{table}” can't be used, and nothing was written: {problems}",
)


def _shown(path: object) -> Text:
    return same("{path}").fill(path=str(path))


def _next(office: Office, target: Path) -> Iterator[Paragraph]:
    """Yield what to type next."""
    import shlex

    from jxtrade.cli import nearby
    from jxtrade.read.folder import PLAN
    from jxtrade.report import Paragraph

    named = "" if nearby.workspace() == target.as_posix() else f" --data {shlex.quote(str(target))}"
    if office.plan is None:
        yield Paragraph(_FILL.fill(path=_shown(target / PLAN)), is_heading=True)
        yield Paragraph(same(f"jxtrade{named} validate"), is_verbatim=True)
    else:
        yield Paragraph(_NEXT, is_heading=True)
        command = f"jxtrade{named} new {_first_period(office.plan)}"
        yield Paragraph(same(command), is_verbatim=True)


def _first_period(plan: Plan) -> str:
    """Return the first quarter for which the plan allocates anything."""
    from jxtrade.model.period import Period

    day = min(each.effective for each in plan.allocations)
    return str(Period(day.year, (day.month + 2) // 3))
