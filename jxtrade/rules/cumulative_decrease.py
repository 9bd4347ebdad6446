"""A year-to-date value is below the previous one, with no restatement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Rule, Severity, Subject
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX401",
    slug="cumulative-decrease",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」累计 {figure}，小于 {period} 的 {before}（{difference:+}）",
        "“{name}” stands at {figure}, below {before} in {period} ({difference:+})",
    ),
    hint=Text("改正数字，或在 restatements 中更正 {period}", "mend it, or restate {period}"),
    about=paragraphs(
        "本年累计数比前一次报的还小，又没有更正说明。",
        "A year-to-date value is below the previous one, with no restatement.",
        "累计数只增不减，两次中必有一次错了。跨年重新起算，中间缺季的与最近一次比。",
        "It can only grow, so one of the two is wrong. It starts anew each year; where"
        " a quarter is missing, the last one before it counts.",
        "改正数字；前一次报错的，在 restatements 里写明从多少改为多少和原因。",
        "Mend the figure; if the earlier one was wrong, say so under restatements, with"
        " the reason.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 11  # JX401
  resale: 5.1
""",
)
STAGE = 1


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each cumulative value below the one before it in the same year."""
    for (district, period), each in workspace.submission.items():
        if each.lacks_within("restatements"):
            continue
        for name in each.model.values:
            indicator = workspace.indicator.get(name)
            if indicator is None or indicator.measure != "cumulative" or indicator.kind == "rate":
                continue
            stated = workspace.stated(district, name, period)
            before = workspace.previous(district, name, period)
            if stated is None or before is None or stated.figure >= before.figure:
                continue
            if stated.figure.is_signed() or name in each.model.not_applicable:
                continue
            earlier = before.submission.model.period
            yield RULE.at(
                stated.location,
                before.location,
                subject=Subject(district, name, str(period)),
                name=indicator.name,
                figure=stated.figure,
                before=before.figure,
                period=str(earlier),
                difference=stated.figure - before.figure,
            )
