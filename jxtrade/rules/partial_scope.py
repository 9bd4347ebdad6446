"""The difference in JX306 is just what one district with overlapping territory reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.reconcile import Origin, Outcome, city_comparisons, compare
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.reconcile import CityComparison, Part
    from jxtrade.workspace import Workspace

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
    about=Text(
        "区县之和与全市数的差，正好是一个范围有重叠的区县的数。\n\n"
        "多半是这个区县与邻区把同一批企业各报了一次，或部门的全市数没有算上它。\n\n"
        "与这个区县、和它重叠的区县以及部门核对范围。",
        "The difference in JX306 is just what one district with overlapping territory reports.\n\n"
        "Mostly it and its neighbour both count the same firms, or the department's figure"
        " leaves it out.\n\n"
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
STAGE = 2
_QUOTED = Text("「{name}」", "“{name}”")


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each differing city total that one overlapping district explains."""
    overlapping = _overlapping(workspace)
    for each in city_comparisons(workspace):
        if each.origin is not Origin.CITY_TOTAL or each.outcome is not Outcome.DIFFERS:
            continue
        explaining = [
            part
            for part in each.parts
            if part.district in overlapping and _explains(workspace, each, part)
        ]
        if len(explaining) == 1 and each.compared is not None:
            (part,) = explaining
            names = [workspace.district_name(other) for other in overlapping[part.district]]
            yield RULE.at(
                each.location,
                part.location,
                cell=Cell(None, each.indicator, str(each.period)),
                name=workspace.indicator_name(each.indicator),
                difference=each.compared.difference,
                district=workspace.district_name(part.district),
                figure=part.figure,
                others=[_QUOTED.fill(name=name) for name in names],
            )


def _overlapping(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return, for each district that shares territory with others, those others."""
    pairs = {
        pair
        for district in workspace.district.values()
        for other in district.overlaps
        for pair in ((district.id, other), (other, district.id))
    }
    found = {
        one: tuple(other for other in workspace.district if (one, other) in pairs)
        for one in workspace.district
    }
    return {one: others for one, others in found.items() if others}


def _explains(workspace: Workspace, each: CityComparison, part: Part) -> bool:
    """Tell whether the city total is what the other districts add up to."""
    rest = [other.figure for other in each.parts if other is not part]
    indicator = workspace.indicator[each.indicator]
    return compare(rest, each.stated, indicator).outcome is not Outcome.DIFFERS
