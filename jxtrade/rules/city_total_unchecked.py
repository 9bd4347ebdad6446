"""A department's city figure can't be held against the sum of districts."""

from __future__ import annotations

from jxtrade.figures.sums import Origin
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import City, Findings, of_city
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX307",
    slug="city-total-unchecked",
    severity=Severity.INFO,
    message=Text(
        "「{name}」的全市数 {stated} 无法与区县之和核对：{reason}",
        "the city figure {stated} of “{name}” can’t be held against the sum of districts: {reason}",
    ),
    about=paragraphs(
        "部门报的全市数无法与各区县之和核对。",
        "A department's city figure can't be held against the sum of districts.",
        "有区县未报或待核时，和是不完整的，比了也说明不了什么；比率不能相加，要各区县都写"
        "分子和分母；没有下达分配数的没有可加的数。",
        "A value is missing or to be checked, or a rate without numerator and denominator, or"
        " nothing is allocated to be added up.",
        "所列区县的数补齐、改正后会自动核对。",
        "Once the named districts have reported or mended their values, it is checked by itself.",
    ),
    example="""reports/2022Q2/districts/west.yaml
(没有这份文件 / no such file)

reports/2022Q2/departments/commerce.yaml
department: commerce
period: 2022Q2
received: 2022-07-06
city_totals:
  exporters: 68  # JX307
""",
)


@of_city(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each city total that can't be checked, with the reason."""
    for each in city.comparisons:
        if each.origin is Origin.CITY_TOTAL and each.reason is not None:
            yield RULE.at(
                each.location,
                subject=Subject(None, each.indicator, str(each.period)),
                name=city.programme.indicator_name(each.indicator),
                stated=each.stated,
                reason=each.reason,
            )
