"""A figure has more decimals than the indicator declares, or a count is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.writing import (
    allocated,
    by_department,
    by_district,
    has_more_decimals,
    may_have_more_decimals,
)
from jxtrade.findings import Rule, Severity
from jxtrade.read.dialect import WRITTEN_LOOSELY
from jxtrade.rules import (
    Facts,
    Findings,
    OfADepartment,
    OfADistrict,
    Programme,
    of_department,
    of_district,
    of_plan,
)
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from decimal import Decimal

    from jxtrade.figures.writing import Asked, Glance, Written

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


@of_plan(RULE)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each allocated figure or stated total with too many decimals."""
    yield from _found(allocated(programme, *_has_more_than(programme)), programme)


@of_district(RULE)
def check(facts: Facts, submission: OfADistrict) -> Findings:
    """Yield a finding for each of a district's figures with too many decimals."""
    figures = by_district(facts, submission, *_has_more_than(facts.programme))
    yield from _found(figures, facts.programme)


@of_department(RULE)
def check_department(facts: Facts, submission: OfADepartment) -> Findings:
    """Yield a finding for each of a department's city-wide figures with too many decimals."""
    asked, _ = _has_more_than(facts.programme)
    yield from _found(by_department(submission, asked), facts.programme)


def _has_more_than(programme: Programme) -> tuple[Asked, Glance]:
    """Return what tells whether a figure has more decimals than declared, and whether any may."""
    places = programme.places

    def asked(figure: Decimal, indicator: str) -> bool:
        return indicator in places and has_more_decimals(figure, places[indicator])

    def glance(figures: Collection[Decimal], indicators: Iterable[str]) -> bool:
        return may_have_more_decimals(figures, indicators, places)

    return asked, glance


def _found(figures: Iterable[Written], programme: Programme) -> Findings:
    """Yield a finding for each figure; 2.0 for a count is only loosely written (JX015)."""
    for each in figures:
        indicator = programme.indicator[each.subject.indicator or ""]
        whole = each.figure.to_integral_value()
        if each.is_part:
            continue
        if whole == each.figure and indicator.kind == "count":
            yield WRITTEN_LOOSELY.at(
                each.location, subject=each.subject, value=each.figure, meant=whole
            )
            continue
        yield RULE.at(
            each.location,
            subject=each.subject,
            name=indicator.name,
            places=indicator.places,
            figure=each.figure,
        )
