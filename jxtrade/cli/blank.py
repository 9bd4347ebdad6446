"""New files: a workspace with the shipped plan, and blank submissions."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jxtrade.cli.ask import one
from jxtrade.cli.speech import UsageError, did_you_mean
from jxtrade.model.period import Period
from jxtrade.read.folder import PLAN, REPORTS, TASKS, open_workspace
from jxtrade.render import json
from jxtrade.report import Paragraph, Report
from jxtrade.save import create
from jxtrade.text import Lang, Text, join, nearest, same
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from jxtrade.model.plan import Indicator
    from jxtrade.workspace import Assigned, Named, Workspace

_SHIPPED: Final = "shipped"
_SCHEMAS: Final = ".schema"


def workspace(folder: str) -> Report:
    """Write a new workspace into a folder, and return what was written.

    Raises:
        UsageError: the folder holds a workspace already.
        OSError: it can't be written.

    """
    target, shipped = Path(folder), _shipped()
    files = _files(shipped)
    if standing := _standing(target, files):
        raise UsageError(
            Text(
                "「{folder}」里已有 {standing}，没有改动任何文件",
                "“{folder}” has {standing} already; nothing was changed",
            ),
            folder=folder,
            standing=standing,
        )
    new = {target / name: content for name, content in files.items()}
    create(
        {path: content for path, content in new.items() if not path.exists()},
        folders=[target / REPORTS],
    )
    after = Text(
        "下一步，生成空白报送（区县或部门，写 id 或名称）：",
        "Next, a blank submission, for a district or department by id or name:",
    )
    command = Text(
        "jxtrade --data {folder} new {period} 区县", "jxtrade --data {folder} new {period} DISTRICT"
    ).fill(folder=shlex.quote(folder), period=str(_first_period(shipped)))
    return Report(
        Text("已新建：", "Written:"),
        (
            *(
                Paragraph(same(str(target / name)), is_verbatim=True)
                for name in (PLAN, TASKS, REPORTS, _SCHEMAS)
            ),
            Paragraph(after, is_heading=True),
            Paragraph(command, is_verbatim=True),
        ),
    )


def _first_period(workspace: Workspace) -> Period:
    """Return the first quarter for which the plan allocates anything."""
    allocations = workspace.plan.model.allocations if workspace.plan else ()
    day = min(each.effective for each in allocations)
    return Period(day.year, (day.month + 2) // 3)


def _shipped() -> Workspace:
    """Return what is shipped: within an installed package, beside it in a checkout."""
    package = Path(__file__).parents[1]
    within = package / _SHIPPED
    return open_workspace(within if within.is_dir() else package.parent / "data")


def _files(shipped: Workspace) -> dict[str, str]:
    """Return what a new workspace holds, the plan last: a folder without it is no workspace yet."""
    from jxtrade.views import jsonschema  # noqa: PLC0415 - only a new workspace needs it

    schemas = {
        f"{_SCHEMAS}/{kind}.json": json.render(jsonschema.schema(kind, shipped))
        for kind in jsonschema.KINDS
    }
    return schemas | {name: Path(shipped.folder, name).read_text("utf-8") for name in (TASKS, PLAN)}


def _standing(target: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Return what of a workspace stands there, less what a run that was cut short has left."""
    folders = (REPORTS, _SCHEMAS)
    found = {PLAN} if os.path.lexists(target / PLAN) else set()
    found |= {
        name.split("/")[0]
        for name, content in files.items()
        if os.path.lexists(target / name) and not _holds(target / name, content)
    }
    found |= {
        name for name in folders if os.path.lexists(target / name) and not _is_folder(target / name)
    }
    if _is_folder(target / REPORTS) and any((target / REPORTS).iterdir()):
        found.add(REPORTS)
    return tuple(name for name in (PLAN, TASKS, *folders) if name in found)


def _holds(path: Path, content: str) -> bool:
    is_own = path.is_file() and not path.is_symlink()
    return is_own and path.read_bytes() == content.encode("utf-8")


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def submission(workspace: Workspace, word: str, sender: str, day: date) -> Report:
    """Write a blank submission for a quarter, and return what was written.

    Raises:
        UsageError: no such quarter, district or department, or the file is there already.
        OSError: it can't be written.

    """
    period = _period(workspace, word)
    known: dict[str, Named] = {**workspace.district, **workspace.departments_of(period.year)}
    id_ = one(known, sender, Text("区县或部门", "district or department")) or sender
    kind = DISTRICTS if id_ in workspace.district else DEPARTMENTS
    if kind == DEPARTMENTS and period.year not in workspace.tasks:
        text = Text(
            "{year} 年没有任务清单，部门没有要报的；先写 tasks-{year}.yaml",
            "{year} has no task list, so departments have nothing to report; write"
            " tasks-{year}.yaml first",
        )
        raise UsageError(text, year=str(period.year))
    lines = (
        _district(workspace, id_, period, day)
        if kind == DISTRICTS
        else _department(workspace, id_, period, day)
    )
    path = workspace.path_of(kind, id_, period)
    for folder in (Path(path).parents[each] for each in range(3)):
        if folder.is_symlink():
            text = Text(
                "{path} 是链接，不写到别处", "{path} is a link; nothing is written elsewhere"
            )
            raise UsageError(text, path=str(folder))
    try:
        lang = _language(workspace)
        written_out = (line.to(lang) for line in lines)
        create({Path(path): "\n".join([*_modeline(workspace, kind), *written_out]) + "\n"})
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


def _language(workspace: Workspace) -> Lang:
    """Return the language of documents made from the plan."""
    return Lang(workspace.plan.model.language) if workspace.plan else Lang.EN


def _noted(code: str, note: Text) -> Text:
    """Return a line of YAML with a note behind it."""
    return Text(f"{code}  # {note.zh}", f"{code}  # {note.en}")


_HEAD: Final = Text(
    "# {name} {period}：填数字，没有数字的行删去",
    "# {name} {period}: fill in the figures, delete the lines that have none",
)
_RECEIVED: Final = Text(
    "收到时填：{day} 或 {day}T16:30", "when it is received: {day} or {day}T16:30"
)
_ABOUT: Final = Text(
    "{name}，{unit}，{measure}，{places}，{told}", "{name}, {unit}, {measure}, {places}, {told}"
)
_YEAR_TO_DATE: Final = Text("本年累计", "year to date")
_QUARTER: Final = Text("本季", "this quarter alone")
_WHOLE: Final = Text("整数", "whole number")
_PLACES: Final = Text("{places} 位小数", "at most {places} decimals")
_ALLOCATED: Final = Text("{year} 年分配 {figure}", "{figure} allocated for {year}")
_UNALLOCATED: Final = Text("未下达", "not allocated")
_ROSTERS: Final = Text("{names} 要附企业名册", "{names} must be backed by named firms")
_FIRM: Final = Text(
    '#     - {name: 企业名称, uscc: "统一社会信用代码"}',
    '#     - {name: the firm, uscc: "its 18-character credit code"}',
)


def _district(workspace: Workspace, id_: str, period: Period, day: date) -> list[Text]:
    lines = [
        _HEAD.fill(name=workspace.district_name(id_), period=str(period)),
        same(f"district: {id_}"),
        same(f"period: {period}"),
        _noted("received:", _RECEIVED.fill(day=day.isoformat())),
        _noted("prepared_by:", Text("填报人", "who prepared it")),
        same("values:"),
    ]
    for indicator in workspace.indicator.values():
        allocated = workspace.allocation(indicator.id, id_, period)
        code = f"  {indicator.id}:" if allocated is not None else f"  # {indicator.id}:"
        lines.append(_noted(code, _about(indicator, allocated, period)))
    rosters = [each for each in workspace.indicator.values() if each.roster == "required"]
    if rosters:
        names = tuple(each.name for each in rosters)
        lines.append(_noted("# rosters:", _ROSTERS.fill(names=names)))
    for indicator in rosters:
        lines += [same(f"#   {indicator.id}:"), _FIRM]
    return [
        *lines,
        _noted(
            "# not_applicable:",
            Text("不适用的指标和原因", "indicators that do not apply, each with the reason"),
        ),
        _noted("# notes:", Text("需要说明的指标和原因", "what must be said beside a value")),
        _noted(
            "# restatements:",
            Text("更正以前季度的数", "values of earlier quarters that are put right"),
        ),
        same("#   - {indicator: …, period: …, from: …, to: …, reason: …}"),
    ]


def _about(indicator: Indicator, allocated: Decimal | None, period: Period) -> Text:
    """Return what a figure is: its name, unit, measure, decimals and allocation."""
    is_cumulative = indicator.measure == "cumulative" or indicator.kind == "rate"
    places = _PLACES.fill(places=indicator.places) if indicator.places else _WHOLE
    told = _UNALLOCATED
    if allocated is not None:
        told = _ALLOCATED.fill(year=str(period.year), figure=allocated)
    return _ABOUT.fill(
        name=indicator.name,
        unit=indicator.unit,
        measure=_YEAR_TO_DATE if is_cumulative else _QUARTER,
        places=places,
        told=told,
    )


_CARRIED: Final = Text("{about}（{due} 逾期未完成）", "{about} (overdue since {due})")


def _is_done(workspace: Workspace, assigned: Assigned) -> bool:
    """Tell whether by its lead's last word a milestone is done."""
    word = workspace.last_word(assigned.lead, assigned) if assigned.lead else None
    return word is not None and word.report is not None and word.report.status == "done"


_STATES: Final = Text(
    "写 {{status: in_progress}} 或 {{status: not_started}}；"
    "完成的写 {{status: done, on: {day}, evidence: [材料名称]}}",
    "{{status: in_progress}} or {{status: not_started}};"
    " {{status: done, on: {day}, evidence: [what shows it]}} where it is done",
)


def _department(workspace: Workspace, id_: str, period: Period, day: date) -> list[Text]:
    lines = [
        _HEAD.fill(name=workspace.department_name(id_, period.year), period=str(period)),
        same(f"department: {id_}"),
        same(f"period: {period}"),
        _noted("received:", _RECEIVED.fill(day=day.isoformat())),
    ]
    tasks = workspace.tasks.get(period.year)
    own = [task for task in tasks.model.tasks if id_ in task.departments] if tasks else []
    due = [
        each
        for each in workspace.milestones_of(period.year).values()
        if id_ in each.task.departments and each.due <= period
        if each.year == period.year or not _is_done(workspace, each)
    ]
    if due:
        lines.append(_noted("milestones:", _STATES.fill(day=period.end.isoformat())))
    for each in due:
        about = join((each.task.name, each.milestone.name), "：", ": ")
        if each.year != period.year:
            about = _CARRIED.fill(about=about, due=str(each.due))
        lines.append(_noted(f"  {each.milestone.id}:", about))
    targets = [target for task in own for target in task.targets]
    if targets:
        lines.append(_noted("targets:", _YEAR_TO_DATE))
    return [
        *lines,
        *(_noted(f"  {each.id}:", join((each.name, each.unit), "，", ", ")) for each in targets),
    ]
