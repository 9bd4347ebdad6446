"""New files: a workspace with the shipped plan, and blank submissions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jxtrade.cli.ask import one
from jxtrade.cli.speech import UsageError, did_you_mean
from jxtrade.load import PLAN, REPORTS, TASKS, load
from jxtrade.model.period import Period
from jxtrade.render import json
from jxtrade.report import Paragraph, Report
from jxtrade.save import create
from jxtrade.text import Text, nearest
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from datetime import date

    from jxtrade.workspace import Named, Workspace

_SHIPPED: Final = "shipped"
_SCHEMAS: Final = ".schema"


def workspace(folder: str) -> Report:
    """Write a new workspace into a folder, and return what was written.

    Raises:
        UsageError: the folder holds a workspace already.
        OSError: it can't be written.

    """
    target = Path(folder)
    names = (PLAN, TASKS, REPORTS, _SCHEMAS)
    standing = [name for name in names if os.path.lexists(target / name)]
    if standing:
        raise UsageError(
            Text(
                "「{folder}」里已有 {standing}，没有改动任何文件",
                "“{folder}” has {standing} already; nothing was changed",
            ),
            folder=folder,
            standing=tuple(standing),
        )
    for name in (PLAN, TASKS):
        create(target / name, _shipped(name))
    (target / REPORTS).mkdir()
    _write_schemas(target)
    written = Text("已新建 {paths}", "written: {paths}")
    paths = tuple(str(target / name) for name in names)
    after = Text(
        "下一步：jxtrade --data {folder} new 2022Q1 <区县 id> 生成空白报送",
        "next: jxtrade --data {folder} new 2022Q1 <district id> writes a blank submission",
    )
    return Report(written.fill(paths=paths), (Paragraph(after.fill(folder=folder)),))


def _shipped(name: str) -> str:
    """Return a shipped file: within an installed package, beside it in a checkout."""
    package = Path(__file__).parents[1]
    within = package / _SHIPPED / name
    return (within if within.is_file() else package.parent / "data" / name).read_text("utf-8")


def _write_schemas(target: Path) -> None:
    """Write what editors complete and check the new workspace's files with."""
    from jxtrade.views import jsonschema  # noqa: PLC0415 - only a new workspace needs it

    found = load(target)
    for kind in jsonschema.KINDS:
        content = json.render(jsonschema.schema(kind, found))
        create(target / _SCHEMAS / f"{kind}.json", content)


def submission(workspace: Workspace, word: str, sender: str, day: date) -> Report:
    """Write a blank submission for a quarter, and return what was written.

    Raises:
        UsageError: no such quarter, district or department, or the file is there already.
        OSError: it can't be written.

    """
    period = _period(workspace, word)
    known: dict[str, Named] = dict(workspace.district)
    if workspace.tasks is not None:
        known |= {each.id: each for each in workspace.tasks.model.departments}
    id_ = one(known, sender, Text("区县或部门", "district or department")) or sender
    kind = DISTRICTS if id_ in workspace.district else DEPARTMENTS
    lines = (
        _district(workspace, id_, period, day)
        if kind == DISTRICTS
        else _department(workspace, id_, period, day)
    )
    path = workspace.path_of(kind, id_, period)
    try:
        create(path, "\n".join([*_modeline(workspace, kind), *lines]) + "\n")
    except FileExistsError:
        text = Text("{path} 已经有了，没有改动", "{path} is there already and was left as it is")
        raise UsageError(text, path=path) from None
    written = Text("已生成 {path}", "written: {path}").fill(path=path)
    after = Text(
        "填好数字，删去没有的行，再用 jxtrade validate 核对",
        "fill in the figures, delete the lines that have none, then run jxtrade validate",
    )
    return Report(written, (Paragraph(after),))


def _modeline(workspace: Workspace, kind: str) -> list[str]:
    """Return the line that shows editors the schema; none where the workspace does not have it."""
    name = f"{_SCHEMAS}/{kind.removesuffix('s')}.json"
    if not os.path.isfile(f"{workspace.folder}/{name}"):
        return []
    return [f"# yaml-language-server: $schema=../../../{name}"]


def _period(workspace: Workspace, word: str) -> Period:
    period = Period.parse(word.upper())
    plan = workspace.plan
    years = range(plan.model.plan.start, plan.model.plan.end + 1) if plan else range(0)
    if period is not None and period.year in years:
        return period
    known = [str(Period(year, quarter)) for year in years for quarter in range(1, 5)]
    close = nearest(word, known)
    raise UsageError(
        Text("「{word}」不是计划内的季度{close}", "“{word}” is no quarter of the plan{close}"),
        word=word,
        close=did_you_mean(close, (f"{known[0]}…{known[-1]}",)),
    )


def _district(workspace: Workspace, id_: str, period: Period, day: date) -> list[str]:
    lines = [
        f"# {workspace.district_name(id_).zh} {period}：填数字，没有数字的行删去",
        f"district: {id_}",
        f"period: {period}",
        f"received: {day.isoformat()}  # 收到的日期，或 {day.isoformat()}T16:30",
        "prepared_by:  # 填报人",
        "values:",
    ]
    rosters = []
    for name, indicator in workspace.indicator.items():
        allocated = workspace.allocation(name, id_, period)
        told = "未下达" if allocated is None else f"{period.year} 年分配 {allocated:f}"
        measure = "本年累计" if indicator.measure == "cumulative" else "本季"
        places = "整数" if indicator.places == 0 else f"{indicator.places} 位小数"
        about = f"{indicator.name.zh}，{indicator.unit.zh}，{measure}，{places}，{told}"
        lines.append(f"  {name}:  # {about}" if allocated is not None else f"  # {name}:  {about}")
        if indicator.roster == "required":
            rosters.append(name)
    lines += [f"# rosters:  # {'、'.join(rosters)} 要附企业名册"] if rosters else []
    for name in rosters:
        lines += [f"#   {name}:", '#     - {name: 企业名称, uscc: "统一社会信用代码"}']
    lines += [
        "# not_applicable:  # 不适用的指标和原因",
        "# notes:  # 需要说明的指标和原因",
        "# restatements:  # 更正以前季度的数",
        "#   - {indicator: …, period: …, from: …, to: …, reason: …}",
    ]
    return lines


def _department(workspace: Workspace, id_: str, period: Period, day: date) -> list[str]:
    lines = [
        f"# {id_} {period}：没有的行删去",
        f"department: {id_}",
        f"period: {period}",
        f"received: {day.isoformat()}",
    ]
    tasks = workspace.tasks.model.tasks if workspace.tasks else ()
    own = [task for task in tasks if id_ in task.departments]
    due = [
        (task, milestone)
        for task in own
        for milestone in task.milestones
        if milestone.quarter <= period.quarter
    ]
    if due:
        lines.append("milestones:  # not_started | in_progress | done；完成的写 on 和 evidence")
    for task, milestone in due:
        lines.append(
            f"  {milestone.id}: {{status: not_started}}  # {task.name.zh}：{milestone.name.zh}"
        )
    targets = [target for task in own for target in task.targets]
    if targets:
        lines.append("targets:  # 本年累计")
        lines += [f"  {each.id}:  # {each.name.zh}，{each.unit.zh}" for each in targets]
    return lines
