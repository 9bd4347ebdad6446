"""A file's folder or name disagrees with the district, department or period inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX104",
    slug="misplaced-file",
    severity=Severity.ERROR,
    message=Text(
        "文件路径是「{placed}」，里面写的是「{inside}」",
        "the path says “{placed}”, the file says “{inside}”",
    ),
    hint=Text(
        "移动或改名文件，或改正这一处",
        "move or rename the file, or mend this field",
    ),
    about=Text(
        "文件所在的文件夹或文件名，与里面写的区县、部门或季度不一致；或任务清单文件名"
        "的年份与里面的 year 不一致。\n\n"
        "同一份报送说了两个不同的归属，两处都可能是错的，所以它的数字不采用。任务清单以文件名的"
        "年份为准。\n\n"
        "把文件移到所属季度的文件夹，文件名与 id 一致；或改正文件里的区县、部门、季度、年份。",
        "A file's folder or name disagrees with the district, department or period inside, or a"
        " task list's name with its year.\n\n"
        "A submission says two different things of whom it is for, so its figures are not used. A"
        " task list counts for the year of its name.\n\n"
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
NEEDS = ()


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each field that contradicts the path of its file."""
    for year, tasks in workspace.tasks.items():
        if tasks.model.year != year:
            placed, inside = tasks.path.rpartition("/")[2], str(tasks.model.year)
            yield RULE.at(tasks.at("year"), placed=placed, inside=inside)
    entries = {entry.path: entry for entry in workspace.entries}
    for field, files in (("district", workspace.districts), ("department", workspace.departments)):
        for each in files:
            entry = entries[each.path]
            own = getattr(each.model, field)
            if own != entry.id:
                yield RULE.at(each.at(field), placed=entry.id, inside=own)
            if each.model.period != entry.period:
                inside = str(each.model.period)
                yield RULE.at(each.at("period"), placed=str(entry.period), inside=inside)
