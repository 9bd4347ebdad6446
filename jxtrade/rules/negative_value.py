"""A figure has a minus sign."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jxtrade.figures.writing import allocated, by_department, by_district
from jxtrade.findings import Rule, Severity, Subject
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
from jxtrade.text import Text, paragraphs, same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from jxtrade.figures.writing import Written
    from jxtrade.place import Route

RULE = Rule(
    code="JX302",
    slug="negative-value",
    severity=Severity.ERROR,
    message=Text("「{name}」是负数 {figure}", "“{name}” is negative: {figure}"),
    hint=Text(
        "改正数字；核减以前的数用 restatements",
        "mend it; to lower an earlier figure use restatements",
    ),
    about=paragraphs(
        "数字带负号。",
        "A figure has a minus sign.",
        "指标、分配数、考核的权重和扣分都不会小于 0；要核减以前的数，用 restatements 说明从多少"
        "改为多少。",
        "No indicator, allocation, weight or deduction is below 0; an earlier figure is put right"
        " with restatements.",
        "改正数字，或写一条 restatements。",
        "Mend the figure, or write a restatement.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: -31  # JX302
  resale: 5.1
""",
)


@of_plan(RULE)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each allocated figure, stated total, weight or point below 0."""
    yield from _found(allocated(programme, _is_negative, _is_any_negative), programme)
    for name, figure, route in _scored(programme):
        if figure.is_signed():
            found = RULE.at(programme.loaded.at(*route), name=name, figure=figure)
            yield found.advising(_MEND)


_MEND = Text("改正数字", "mend it")


def _scored(programme: Programme) -> Iterator[tuple[Text, Decimal, Route]]:
    """Yield what the weights and points of the assessment are for, and where they stand."""
    if (scoring := programme.plan.scoring) is None:
        return
    for id_, each in scoring.indicators.items():
        yield programme.indicator_name(id_), each.weight, ("scoring", "indicators", id_, "weight")
    for field, said in type(scoring.deductions).fields_called.items():
        yield said.title, getattr(scoring.deductions, field), ("scoring", "deductions", field)
    if scoring.departments is not None:
        name = type(scoring.departments).called.title
        yield name, scoring.departments.weight, ("scoring", "departments", "weight")


@of_district(RULE)
def check(facts: Facts, submission: OfADistrict) -> Findings:
    """Yield a finding for each of a district's figures with a minus sign, -0 among them."""
    yield from _found(
        by_district(facts, submission, _is_negative, _is_any_negative), facts.programme
    )


@of_department(RULE)
def check_department(facts: Facts, submission: OfADepartment) -> Findings:
    """Yield a finding for each of a department's figures with a minus sign."""
    period = submission.model.period
    targets = facts.programme.tasks.targets_of(period.year)
    for id_, figure in submission.model.targets.items():
        if figure.is_signed():
            subject = Subject(None, None, str(period))
            name = targets[id_].name if id_ in targets else same(id_)
            yield RULE.at(submission.at("targets", id_), subject=subject, name=name, figure=figure)
    yield from _found(by_department(submission, _is_negative), facts.programme)


def _is_any_negative(figures: Collection[Decimal], _: Iterable[str]) -> bool:
    return any(map(Decimal.is_signed, figures))


def _is_negative(figure: Decimal, _: str) -> bool:
    return figure.is_signed()


def _found(figures: Iterable[Written], programme: Programme) -> Findings:
    for each in figures:
        name = programme.indicator_name(each.subject.indicator or "")
        yield RULE.at(each.location, subject=each.subject, name=name, figure=each.figure)
