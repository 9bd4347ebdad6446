"""An allocated indicator is not in the submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade import mistakes
from jxtrade.findings import Finding, Rule, Severity, Subject
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX703",
    slug="missing-value",
    severity=Severity.WARNING,
    message=Text("「{district}」没有报「{name}」", "“{district}” does not report “{name}”"),
    hint=Text(
        "补上，或写入 not_applicable 并说明原因",
        "add it, or name it in not_applicable with the reason",
    ),
    about=paragraphs(
        "分配了的指标，报送里没有写。",
        "An allocated indicator is not in the submission.",
        "显示“未报”，不计入合计，不当作 0。",
        "It is shown as not reported, is in no sum and never counts as 0.",
        "补上数字；确不适用的写入 not_applicable 并说明原因。",
        "Add the figure; where it does not apply, name it in not_applicable with the reason.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:  # JX703
  leaders: 0
  resale: 5.1
""",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each allocated indicator that a submission passes over."""
    for (district, period), each in workspace.submission.items():
        if district not in workspace.district:
            continue
        meant = mistakes.meant_indicators(
            workspace, (*each.model.values, *each.model.not_applicable)
        )
        for name, indicator in workspace.indicator.items():
            if (
                workspace.allocation(name, district, period) is not None
                and name not in each.model.values
                and name not in meant
                and name not in each.model.not_applicable
                and not each.is_blank("values", name)
                and not each.has_lost("values", name)
                and not each.has_lost("not_applicable", name)
            ):
                yield RULE.at(
                    each.key("values"),
                    subject=Subject(district, name, str(period)),
                    district=workspace.district_name(district),
                    name=indicator.name,
                )
