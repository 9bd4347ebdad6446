"""The sum of districts and a department's city figure differ beyond rounding."""

from __future__ import annotations

from typing import Final

from jxtrade.figures.arithmetic import Outcome
from jxtrade.figures.sums import Origin
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import City, Findings, of_city
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import DISTRICTS

RULE = Rule(
    code="JX306",
    slug="city-total-differs",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{made} {found}（{folder}），{department}的全市数 {stated}（{file}），"
        "相差 {difference:+}",
        "“{name}”: {made} {found} ({folder}), {department} states {stated}"
        " ({file}), a difference of {difference:+}",
    ),
    hint=Text(
        "逐个区县核对，改正错的一处", "compare district by district and mend the one that is wrong"
    ),
    about=paragraphs(
        "各区县之和与部门报的全市数不一致。",
        "The sum of districts and a department's city figure differ beyond rounding.",
        "两个数各有来源，相差超出四舍五入的范围，必有一处错了或口径不同。家数、个数必须"
        "相等；金额各按末位的半个单位留出误差；比率由各区县的分子、分母合成后再比。",
        "One is wrong or counts something else. Each amount may be off by half a unit"
        " in its last place; a rate is formed from the numerators and denominators of all.",
        "逐项核对：区县报数、更正，还是部门的全市数。",
        "Compare them item by item: the districts' values, their restatements, the"
        " department's figure.",
    ),
    example="""reports/2022Q2/departments/commerce.yaml
department: commerce
period: 2022Q2
received: 2022-07-06
milestones:
  T1-Q1-1: {status: done, on: 2022-03-20, evidence: [示例办〔2022〕1号]}
  T1-Q2-1: {status: done, on: 2022-06-20, evidence: [示例材料]}
city_totals:
  exporters: 71  # JX306
""",
)


_SUM: Final = Text("区县之和", "the districts add up to")
_QUOTIENT: Final = Text(
    "各区县分子之和除以分母之和得", "the districts’ numerators over their denominators give"
)


@of_city(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each city total that the districts' values do not add up to."""
    programme = city.programme
    for each in city.comparisons:
        if each.origin is not Origin.CITY_TOTAL or each.compared is None:
            continue
        if each.compared.outcome is Outcome.DIFFERS:
            yield RULE.at(
                each.location,
                *(part.location for part in each.parts),
                subject=Subject(None, each.indicator, str(each.period)),
                name=programme.indicator_name(each.indicator),
                made=_QUOTIENT if each.is_quotient else _SUM,
                found=each.compared.sum,
                folder=city.received.workspace.folder_of(DISTRICTS, each.period),
                department=programme.tasks.department_name(each.department, each.period.year),
                stated=each.stated,
                file=each.location.path,
                difference=each.compared.difference,
            )
