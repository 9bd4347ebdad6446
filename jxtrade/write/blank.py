"""Blank submissions, with what the plan says of each figure as comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from jxtrade.text import Lang, Text, join, same
from jxtrade.workspace import DISTRICTS
from jxtrade.write.fresh import SCHEMAS

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from jxtrade.figures.city import City
    from jxtrade.figures.tasks import Assigned
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator


def submission(city: City, kind: str, id_: str, period: Period, day: date) -> str:
    """Return the text of a blank submission in the plan's language, as if it came on a day."""
    lines = (_district if kind == DISTRICTS else _department)(city, id_, period, day)
    lang = Lang(city.programme.plan.language)
    written_out = (line.to(lang) for line in lines)
    return "\n".join([*_modeline(city.received.workspace.folder, kind), *written_out]) + "\n"


def _modeline(folder: str, kind: str) -> list[str]:
    """Return the line that shows editors the schema; none where the workspace does not have it."""
    name = f"{SCHEMAS}/{kind.removesuffix('s')}.json"
    if not Path(folder, name).is_file():
        return []
    return [f"# yaml-language-server: $schema=../../../{name}"]


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


def _district(city: City, id_: str, period: Period, day: date) -> list[Text]:
    lines = [
        _HEAD.fill(name=city.programme.district_name(id_), period=str(period)),
        same(f"district: {id_}"),
        same(f"period: {period}"),
        _noted("received:", _RECEIVED.fill(day=day.isoformat())),
        _noted("prepared_by:", Text("填报人", "who prepared it")),
        same("values:"),
    ]
    for indicator in city.programme.indicator.values():
        allotted = city.facts.allotted(indicator.id, id_, period)
        code = f"  {indicator.id}:" if allotted is not None else f"  # {indicator.id}:"
        lines.append(_noted(code, _about(indicator, allotted and allotted.figure, period)))
    if rosters := city.programme.rostered:
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


def _is_done(city: City, assigned: Assigned) -> bool:
    """Tell whether by its lead's last word a milestone is done."""
    word = city.received.last_word(assigned.lead, assigned) if assigned.lead else None
    return word is not None and word.report is not None and word.report.status == "done"


_STATES: Final = Text(
    "写 {{status: in_progress}} 或 {{status: not_started}}；"
    "完成的写 {{status: done, on: {day}, evidence: [材料名称]}}",
    "{{status: in_progress}} or {{status: not_started}};"
    " {{status: done, on: {day}, evidence: [what shows it]}} where it is done",
)


def _department(city: City, id_: str, period: Period, day: date) -> list[Text]:
    tasks = city.programme.tasks
    lines = [
        _HEAD.fill(name=tasks.department_name(id_, period.year), period=str(period)),
        same(f"department: {id_}"),
        same(f"period: {period}"),
        _noted("received:", _RECEIVED.fill(day=day.isoformat())),
    ]
    of_year = tasks.by_year.get(period.year)
    own = [each for each in of_year.model.tasks if id_ in each.departments] if of_year else []
    due = [
        each
        for each in tasks.milestones_of(period.year).values()
        if id_ in each.task.departments and each.due <= period
        if each.year == period.year or not _is_done(city, each)
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
