"""A figure has more decimals than the indicator declares, or a count is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.read.dialect import WRITTEN_LOOSELY
from jxtrade.reconcile import exponent
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX301",
    slug="over-precise",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」规定 {places} 位小数，写的是 {figure}",
        "“{name}” has {places} decimals, this is {figure}",
    ),
    hint=Text("按 {places} 位小数填写", "give it with {places} decimals"),
    about=paragraphs(
        "数字的小数位多于指标规定的位数，或家数不是整数。",
        "A figure has more decimals than the indicator declares, or a count is not whole.",
        "写出的数位就是精度：9.60 是两位小数。多出的位数说明单位或取数口径不对。",
        "The digits written are the precision: 9.60 has two decimals. More of them mean"
        " another unit or source.",
        "按指标规定的位数填报，四舍五入由填报单位自己定。",
        "Give the figure with the declared decimals; rounding it is the sender's decision.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 5.16  # JX301
""",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each figure with more decimals than its indicator declares.

    2.0 for a count is only loosely written (JX015).
    """
    for each in (*workspace.reported(), *workspace.allotted()):
        indicator = workspace.indicator.get(each.cell.indicator or "")
        if indicator is None or each.is_part or -exponent(each.figure) <= indicator.places:
            continue
        whole = each.figure.to_integral_value()
        if whole == each.figure and indicator.kind == "count":
            yield WRITTEN_LOOSELY.at(
                each.location, subject=each.cell, value=each.figure, meant=whole
            )
            continue
        yield RULE.at(
            each.location,
            subject=each.cell,
            name=indicator.name,
            places=indicator.places,
            figure=each.figure,
        )
