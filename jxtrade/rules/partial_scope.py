"""The difference in JX306 is just what one district with overlapping territory reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.arithmetic import Outcome
from jxtrade.figures.sums import Origin
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import City, Findings, Programme, of_city
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.figures.arithmetic import Compared
    from jxtrade.figures.sums import Part

RULE = Rule(
    code="JX308",
    slug="partial-scope",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」相差 {difference:+}，不算「{district}」的 {figure} 就对得上，"
        "它与{others}范围重叠",
        "“{name}” differs by {difference:+}; without the {figure} of “{district}”, which overlaps"
        " {others}, the figures agree",
    ),
    hint=Text(
        "核对是否与{others}重复计算，或部门的全市数没有算上「{district}」",
        "see whether {others} counts the same, or the department leaves “{district}” out",
    ),
    about=paragraphs(
        "区县之和与全市数的差，正好是一个范围有重叠的区县的数。",
        "The difference in JX306 is just what one district with overlapping territory reports.",
        "多半是这个区县与邻区把同一批企业各报了一次，或部门的全市数没有算上它。",
        "Mostly it and its neighbour both count the same firms, or the department's"
        " figure leaves it out.",
        "与这个区县、和它重叠的区县以及部门核对范围。",
        "Settle the territory with that district, the ones it overlaps and the department.",
    ),
    example="""reports/2022Q2/departments/commerce.yaml
department: commerce
period: 2022Q2
received: 2022-07-06
milestones:
  T1-Q1-1: {status: done, on: 2022-03-20, evidence: [示例办〔2022〕1号]}
  T1-Q2-1: {status: done, on: 2022-06-20, evidence: [示例材料]}
city_totals:
  exporters: 56  # JX308
""",
)
_QUOTED = Text("「{name}」", "“{name}”")


@of_city(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each differing city total that one overlapping district explains."""
    programme = city.programme
    overlapping = _overlapping(programme)
    for each in city.comparisons:
        if each.origin is not Origin.CITY_TOTAL or each.outcome is not Outcome.DIFFERS:
            continue
        if each.compared is None or each.is_quotient:
            continue
        explaining = [
            part
            for part in each.parts
            if part.district in overlapping and _explains(part, each.compared, len(each.parts))
        ]
        if len(explaining) == 1:
            (part,) = explaining
            names = [programme.district_name(other) for other in overlapping[part.district]]
            yield RULE.at(
                each.location,
                part.location,
                subject=Subject(None, each.indicator, str(each.period)),
                name=programme.indicator_name(each.indicator),
                difference=each.compared.difference,
                district=programme.district_name(part.district),
                figure=part.figure,
                others=[_QUOTED.fill(name=name) for name in names],
            )


def _overlapping(programme: Programme) -> dict[str, tuple[str, ...]]:
    """Return, for each district that shares territory with others, those others."""
    places = {id_: place for place, id_ in enumerate(programme.district)}
    found: dict[str, set[str]] = {}
    for district in programme.district.values():
        for other in places.keys() & district.overlaps:
            found.setdefault(district.id, set()).add(other)
            found.setdefault(other, set()).add(district.id)
    return {one: tuple(sorted(others, key=places.__getitem__)) for one, others in found.items()}


def _explains(part: Part, compared: Compared, count: int) -> bool:
    """Tell whether the city total is what the districts but one add up to.

    The tolerance is that of all parts and the whole, less the share of the part.
    """
    rest = compared.difference - part.figure
    return abs(rest) <= compared.tolerance * count / (count + 1)
