"""A figure has a minus sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Rule, Severity, Subject
from jxtrade.text import Text, paragraphs, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX302",
    slug="negative-value",
    severity=Severity.ERROR,
    message=Text("「{name}」是负数 {figure}", "“{name}” is negative: {figure}"),
    hint=Text(
        "改正数字；核减以前的数用 restatements",
        "mend it; to lower an earlier figure use restatements",
    ),
    about=paragraphs(
        "数字带负号。",
        "A figure has a minus sign.",
        "指标和分配数都不会小于 0；要核减以前的数，用 restatements 说明从多少改为多少。",
        "No indicator and no allocation is below 0; an earlier figure is put right with"
        " restatements.",
        "改正数字，或写一条 restatements。",
        "Mend the figure, or write a restatement.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: -31  # JX302
  resale: 5.1
""",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each figure with a minus sign, -0 among them."""
    for department in workspace.departments:
        targets = workspace.targets_of(department.model.period.year)
        for id_, figure in department.model.targets.items():
            if figure.is_signed():
                cell = Subject(None, None, str(department.model.period))
                name = targets[id_].name if id_ in targets else same(id_)
                yield RULE.at(department.at("targets", id_), subject=cell, name=name, figure=figure)
    for each in (*workspace.reported(), *workspace.allotted()):
        if each.figure.is_signed():
            name = workspace.indicator_name(each.cell.indicator or "")
            yield RULE.at(each.location, subject=each.cell, name=name, figure=each.figure)
