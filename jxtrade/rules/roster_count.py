"""The count differs from the number of firms that the roster names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade import uscc
from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.plan import Indicator
    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX504",
    slug="roster-count",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」报 {figure}，名单列 {listed} 家（{difference:+}）",
        "“{name}” is {figure}, the roster names {listed} ({difference:+})",
    ),
    hint=Text(
        "改正数字，或补齐、删减名单",
        "mend the figure, or complete or shorten the roster",
    ),
    about=Text(
        "报的家数与名单上的企业数不同。\n\n"
        "名单是家数的依据：多报的无据可查，少报的漏了企业。两个数必有一个错了，这个数待核。\n\n"
        "核对后改正数字，或补齐、删减名单。",
        "The count differs from the number of firms that the roster names.\n\n"
        "The roster is what backs the count: what exceeds it is backed by nothing, and a firm"
        " may be missing. One of the two is wrong, and the figure is to be checked.\n\n"
        "Mend the figure, or complete or shorten the roster.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 2  # JX504
  exporters: 31
  resale: 5.1
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91990102XXXXXX019R"}
""",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each count that its roster, where there is one, does not bear out."""
    for (district, period), each in workspace.submission.items():
        for name, indicator in workspace.indicator.items():
            figure = each.model.figures.get(name)
            firms = each.model.rosters.get(name)
            if figure is None or not firms or not _counts_firms(indicator):
                continue
            if figure != len(firms) and uscc.is_whole(each, name):
                yield RULE.at(
                    each.at("values", name),
                    each.key("rosters", name),
                    cell=Cell(district, name, str(period)),
                    name=indicator.name,
                    figure=figure,
                    listed=len(firms),
                    difference=figure - len(firms),
                )


def _counts_firms(indicator: Indicator) -> bool:
    return indicator.kind == "count" and indicator.roster != "none"
