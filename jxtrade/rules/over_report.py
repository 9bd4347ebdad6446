"""The year to date is above the plan's over_report percent of the allocation (300 by default)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.reconcile import State, reconcile_cell, rounded
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX304",
    slug="over-report",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」累计 {figure}，是分配数 {allocated} 的 {rate}%",
        "“{name}” stands at {figure}, {rate} % of the allocation of {allocated}",
    ),
    hint=Text(
        "核对是否多写一位；属实的在 notes 中说明",
        "see whether a digit is too many; if it is right, say why in notes",
    ),
    about=Text(
        "本年累计超过分配数的 规定倍数（targets.yaml 的 over_report，默认 300%）。\n\n"
        "远超分配数是常有的，照样采用；只是要有人看一眼是否多写了一位。\n\n"
        "核对后属实的，在 notes 里说明原因。",
        "The year to date is above the plan's over_report percent of the allocation (300 by"
        " default).\n\n"
        "Values far above the allocation are common and are used; somebody should see whether a"
        " digit is too many.\n\n"
        "If it is right, give the reason in notes.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 310  # JX304
  resale: 5.1
""",
)
STAGE = 2


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each year-to-date value above the plan's bound."""
    if workspace.plan is None:
        return
    most = workspace.plan.model.over_report
    for district, period in workspace.submission:
        for line in (
            reconcile_cell(workspace, name, district, period) for name in workspace.indicator
        ):
            if line.reported is None or line.allocated is None or line.stated is None:
                continue
            if line.allocated <= 0 or line.state is not State.VALUE:
                continue
            if line.reported * 100 > most * line.allocated:
                place = workspace.allocation_at(line.indicator, district, period)
                yield RULE.at(
                    line.stated.location,
                    *(() if place is None else (place,)),
                    cell=Cell(district, line.indicator, str(period)),
                    name=workspace.indicator_name(line.indicator),
                    figure=line.reported,
                    allocated=line.allocated,
                    rate=rounded(line.reported * 100 / line.allocated, 1),
                )
