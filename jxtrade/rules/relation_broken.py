"""A submission breaks a relation of the plan between its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.demands import arithmetic, name_of
from jxtrade.findings import Finding, Rule, Severity, Subject, Suspect
from jxtrade.rules import Findings, Programme, Relations, of_relations
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.figures.relations import Related

RULE = Rule(
    code="JX310",
    slug="relation-broken",
    severity=Severity.WARNING,
    message=Text("不符合「{name}」：{arithmetic}", "“{name}” does not hold: {arithmetic}"),
    hint=Text(
        "两边逐项核对，改正错的一处；关系本身不对的，由办公室修改 targets.yaml 的 relations",
        "compare both sides and mend the one that is wrong; where the relation itself is wrong,"
        " the office mends relations in targets.yaml",
    ),
    about=paragraphs(
        "报送的数字不符合计划写明的勾稽关系。",
        "A submission breaks a relation of the plan between its figures.",
        "关系写在 targets.yaml 的 relations 中：一边等于、不大于、不小于、小于或大于另一边。"
        "各项取本年累计，可取本年上一季；within 是容差，两边小数位不同的另留四舍五入的误差。"
        "有一项没有可用的数，就无法核对，validate --show-checks 会说明，并列出成立的。",
        "Relations stand under relations in targets.yaml: one side equals the other, or is at"
        " most, at least, less than or more than it. A term is a year to date, also of the"
        " quarter before in the same year; within is a tolerance, and where the declared decimals"
        " differ rounding is allowed for as well. Without all its values a relation can't be"
        " checked; validate --show-checks says so, and lists those that hold.",
        "改正错的一边。写了 severity: error 的，所涉的数在改正前待核。",
        "Mend the side that is wrong. With severity: error the values that it names can't be used"
        " until then.",
    ),
    example="""targets.yaml
relations:
  - id: resale-a-firm
    name: {zh: 户均转内销不超过 0.2 亿元, en: at most 0.2 of resale an exporter}
    left: resale
    is: at_most
    right: [{indicator: exporters, times: 0.2}]

reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 6.5  # JX310
""",
)


@of_relations(RULE)
def check(relations: Relations, programme: Programme) -> Findings:
    """Yield a finding for each relation that a submission breaks."""
    for each in relations.broken():
        yield _finding(programme, each)


def _finding(programme: Programme, broken: Related) -> Finding:
    """Return what is said at the left side's first value; of plain numbers alone at the right's.

    The values of this submission alone are suspect: an earlier one holds what it held before.
    """
    relation, period = broken.relation, str(broken.period)
    first = next(each for each in broken.parts if each.indicator)
    own = {
        each.indicator: each.location
        for each in reversed(broken.parts)
        if each.indicator and not each.is_earlier
    }
    about = first.indicator if first.indicator in own else next(reversed(own), None)
    others = dict.fromkeys(each.location for each in broken.right)
    return RULE.at(
        first.location,
        *(each for each in others if each != first.location),
        subject=Subject(broken.district, about, period),
        also=tuple(
            Suspect(Subject(broken.district, indicator, period), place)
            for indicator, place in reversed(own.items())
            if (indicator, place) != (about, first.location)
        ),
        severity=Severity(relation.severity),
        name=name_of(relation),
        arithmetic=arithmetic(programme, broken),
    )
