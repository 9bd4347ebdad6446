"""Two files speak for the same district or department and period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Rule, Severity
from jxtrade.rules import ALONE, City, Findings, Submission, of_city
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.model.period import Period

RULE = Rule(
    code="JX105",
    slug="duplicate-submission",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{period} 已有一份报送：{other}",
        "“{name}” has another submission for {period}: {other}",
    ),
    hint=Text("只留一份", "keep only one of them"),
    about=paragraphs(
        "两份文件都说自己是同一区县（部门）同一季度的报送。",
        "Two files speak for the same district or department and period.",
        "无从知道以哪一份为准。",
        "Nothing says which one counts.",
        "保留正确的一份，删去或改正另一份。",
        "Keep the right one; delete or mend the other.",
    ),
    example="""reports/2022Q2/districts/west.yaml
district: east  # JX104 JX105
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {leaders: 0, exporters: 25, resale: 4.0}
""",
)


@of_city(RULE, needs=ALONE)
def check(city: City) -> Findings:
    """Yield a finding for each further file of one sender and period, beside the first.

    A file in another quarter's folder is misplaced (JX104) and speaks for nobody.
    """
    placed = city.received.placed
    there = (
        each for each in city.received.submissions if placed[each.path].period == each.model.period
    )
    first: dict[tuple[str, str, Period], Submission] = {}
    for each in sorted(there, key=lambda each: placed[each.path].id != each.model.sender):
        kind, sender, period = placed[each.path].kind, each.model.sender, each.model.period
        other = first.setdefault((kind, sender, period), each)
        if other is not each:
            field = kind.removesuffix("s")
            yield RULE.at(
                each.at(field), other.at(field), name=sender, period=str(period), other=other.path
            )
