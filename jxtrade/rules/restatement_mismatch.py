"""The `from` of a restatement is not the value in force for that quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.text import Text
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX402",
    slug="restatement-mismatch",
    severity=Severity.ERROR,
    message=Text(
        "{period}「{name}」原数是 {found}，这里写的原数是 {stated}",
        "“{name}” of {period} is {found}, the restatement starts from {stated}",
    ),
    hint=Text(
        "对照 {period} 的报送改正 from",
        "compare with the submission of {period} and mend `from`",
    ),
    about=Text(
        "更正里写的原数（from）不是那个季度当时有效的数。\n\n"
        "不知道更正的是哪个数，所以这条更正不采用，那个季度的数待核。\n\n"
        "对照那个季度的报送，改正 from。",
        "The `from` of a restatement is not the value in force for that quarter.\n\n"
        "Nothing says which figure is put right: the restatement is not used and that quarter's"
        " value is to be checked.\n\n"
        "Compare with that quarter's submission and mend `from`.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 5.1
restatements:
  - {indicator: exporters, period: 2022Q1, from: 13, to: 11, reason: 核减}  # JX402
""",
)


_NONE = Text("未报", "not reported")


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each restatement that does not start from the value in force."""
    for (district, name, period), restatements in workspace.restatements.items():
        submission = workspace.submission.get((district, period))
        if name not in workspace.indicator:
            continue
        if (DISTRICTS, district, period) in workspace.present and (
            submission is None or submission.has_lost("values", name)
        ):
            continue
        figure = submission.model.figures.get(name) if submission else None
        for restated in restatements:
            restatement = restated.restatement
            if restatement.from_ == figure:
                figure = restatement.to
                continue
            yield RULE.at(
                restated.at("from"),
                *((submission.at("values", name),) if submission else ()),
                cell=Cell(district, name, str(period)),
                period=str(period),
                name=workspace.indicator_name(name),
                found=_NONE if figure is None else figure,
                stated=restatement.from_,
            )
