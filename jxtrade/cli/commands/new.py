"""A blank submission."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import UsageError, did_you_mean
from jxtrade.text import Text, nearest, paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call
    from jxtrade.figures.names import Named
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Plan

ABOUT: Final = paragraphs(
    "生成一份空白报送，注释里写明指标、单位和分配数。",
    "Write a blank submission with the plan's indicators, units and allocations as comments.",
    "填数字，删去没有的行。已有的文件不覆盖。",
    "Fill in the figures and delete the lines that have none. An existing file is never"
    " overwritten.",
)
EXAMPLES: Final = "jxtrade new 2022Q3 ID"
TAKES: Final = (options.NEW_PERIOD, options.SENDER, options.DATA, options.AS_OF)


def answer(call: Call, period: str, sender: str) -> int:
    """Write a blank submission for a quarter, and show where it stands.

    Raises:
        UsageError: no such quarter, district or department, or the file is there already.

    """
    from pathlib import Path

    from jxtrade.cli import ask
    from jxtrade.report import Paragraph, Report
    from jxtrade.workspace import DEPARTMENTS, DISTRICTS
    from jxtrade.write import blank
    from jxtrade.write.save import create

    verdict = ask.with_plan(call)
    workspace, programme = verdict.workspace, verdict.city.programme
    quarter = _period(programme.plan, period)
    departments = programme.tasks.departments_of(quarter.year)
    known: dict[str, Named] = {**programme.district, **departments}
    id_ = ask.one(known, sender, Text("区县或部门", "district or department")) or sender
    kind = DISTRICTS if id_ in programme.district else DEPARTMENTS
    if kind == DEPARTMENTS and quarter.year not in workspace.tasks:
        text = Text(
            "{year} 年没有任务清单，部门没有要报的；先写 tasks-{year}.yaml",
            "{year} has no task list, so departments have nothing to report; write"
            " tasks-{year}.yaml first",
        )
        raise UsageError(text, year=str(quarter.year))
    path = workspace.path_of(kind, id_, quarter)
    for folder in (Path(path).parents[each] for each in range(3)):
        if folder.is_symlink():
            text = Text(
                "{path} 是链接，不写到别处", "{path} is a link; nothing is written elsewhere"
            )
            raise UsageError(text, path=str(folder))
    try:
        create({Path(path): blank.submission(verdict.city, kind, id_, quarter, ask.day(call))})
    except FileExistsError:
        text = Text("{path} 已经有了，没有改动", "{path} is there already and was left as it is")
        raise UsageError(text, path=path) from None
    written = Text("已生成 {path}", "written: {path}").fill(path=path)
    after = Text(
        "填好数字，删去没有的行，再用 jxtrade validate 核对",
        "fill in the figures, delete the lines that have none, then run jxtrade validate",
    )
    output.put_report(Report(written, (Paragraph(after),)), ask.language(call, workspace))
    return 0


def _period(plan: Plan, word: str) -> Period:
    from jxtrade.model.period import Period

    period = Period.parse(word.upper())
    if period is not None and plan.is_planned(period):
        return period
    years = range(plan.plan.start, plan.plan.end + 1)
    known = [str(Period(year, quarter)) for year in years for quarter in range(1, 5)]
    close = nearest(word, known)
    raise UsageError(
        Text("「{word}」不是计划内的季度{close}", "“{word}” is no quarter of the plan{close}"),
        word=word,
        close=did_you_mean(close, (f"{known[0]}…{known[-1]}",)),
    )
