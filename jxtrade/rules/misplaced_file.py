"""A file's folder or name disagrees with the district, department or period inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Rule, Severity
from jxtrade.rules import ALONE, City, Findings, Programme, of_city, of_plan
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from jxtrade.model.period import Period
    from jxtrade.workspace import Entry

RULE = Rule(
    code="JX104",
    slug="misplaced-file",
    severity=Severity.ERROR,
    message=Text(
        "文件路径是「{placed}」，里面写的是「{inside}」",
        "the path says “{placed}”, the file says “{inside}”",
    ),
    hint=Text("文件名应为 {file}", "name the file {file}"),
    about=paragraphs(
        "文件所在的文件夹或文件名，与里面写的区县、部门或季度不一致；或任务清单文件名的"
        "年份与里面的 year 不一致。",
        "A file's folder or name disagrees with the district, department or period"
        " inside, or a task list's name with its year.",
        "同一份报送说了两个不同的归属，两处都可能是错的，所以它的数字不采用。任务清单以"
        "文件名的年份为准。",
        "A submission says two different things of whom it is for, so its figures are"
        " not used. A task list counts for the year of its name.",
        "把文件移到所属季度的文件夹，文件名与 id 一致；或改正文件里的区县、部门、季度、年份。",
        "Move it to its quarter's folder and name it after its id, or mend the field inside.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q1  # JX104
received: 2022-07-05
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

_NAME: Final = RULE.hint
_YEAR: Final = Text("改为 {year}", "write {year}")
_OTHER_OR_NAME: Final = Text(
    "文件名应为 {file}；确是「{here}」的报送，改正这一处",
    "name the file {file}, or mend this field if the file is from “{here}”",
)
_TWICE: Final = Text("{file} 已有：核对后只留一份", "{file} is there: compare the two and keep one")
_OTHER_OR_TWICE: Final = Text(
    "确是「{here}」的报送，改正这一处；{file} 已有，多余的删去",
    "mend this field if the file is from “{here}”; {file} is there, delete what is one too many",
)
_MOVE: Final = Text("移到 {path}", "move it to {path}")
_OTHER_OR_MOVE: Final = Text(
    "改为 {placed}；确是 {inside} 的报送，移到 {path}",
    "write {placed}, or move the file to {path} if it is for {inside}",
)
_OTHER_PERIOD: Final = Text(
    "改为 {placed}；{path} 已有，多余的删去",
    "write {placed}; {path} is there, delete what is one too many",
)
_TWICE_THERE: Final = Text(
    "{path} 已有：核对后只留一份", "{path} is there: compare the two and keep one"
)


@of_plan(RULE, needs=ALONE)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each task list whose name says another year than is written inside."""
    lists = programme.tasks.by_year
    for year, tasks in lists.items():
        if (inside := tasks.model.year) != year:
            yield RULE.at(
                tasks.at("year"),
                hint=_YEAR if inside in lists else _NAME,
                placed=tasks.path.rpartition("/")[2],
                inside=str(inside),
                file=f"tasks-{inside}.yaml",
                year=str(year),
            )


@of_city(RULE, needs=ALONE)
def check(city: City) -> Findings:
    """Yield a finding for each field that contradicts the path of its file."""
    usable = city.programme.usable
    for each in city.received.submissions:
        entry, period = city.received.placed[each.path], each.model.period
        known = city.received.names(entry.kind).known
        if (own := each.model.sender) != entry.id and (not known or own in known):
            hint = _name_hint(city, entry, own, is_known=entry.id in known)
            place = each.at("district" if entry.kind == DISTRICTS else "department")
            yield RULE.at(
                place, hint=hint, placed=entry.id, inside=own, file=f"{own}.yaml", here=entry.id
            )
        if period != entry.period and (not usable or usable.model.is_planned(period)):
            yield RULE.at(
                each.at("period"),
                hint=_period_hint(city, entry, period),
                placed=str(entry.period),
                inside=str(period),
                path=city.received.workspace.path_of(entry.kind, entry.id, period),
            )


def _is_there(city: City, kind: str, id_: str, period: Period) -> bool:
    return city.received.workspace.path_of(kind, id_, period) in city.received.placed


def _name_hint(city: City, entry: Entry, own: str, *, is_known: bool) -> Text:
    if _is_there(city, entry.kind, own, entry.period):
        return _OTHER_OR_TWICE if is_known else _TWICE
    return _OTHER_OR_NAME if is_known else _NAME


def _period_hint(city: City, entry: Entry, period: Period) -> Text:
    there = _is_there(city, entry.kind, entry.id, period)
    usable = city.programme.usable
    if usable is None or not usable.model.is_planned(entry.period):
        return _TWICE_THERE if there else _MOVE
    return _OTHER_PERIOD if there else _OTHER_OR_MOVE
