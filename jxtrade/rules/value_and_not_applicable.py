"""One indicator has a value and is declared not applicable."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Facts, Findings, Sheet, of_sheet
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX309",
    slug="value-and-not-applicable",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」在 values 中报了 {figure}，又在 not_applicable 中写为不适用",
        "“{name}” is {figure} in values, and not_applicable says that it does not apply",
    ),
    hint=Text(
        "只留一处：有数的删去 not_applicable 中的 {id}，不适用的删去 values 中的 {id}",
        "keep one: delete {id} in not_applicable if there is a figure, else {id} in values",
    ),
    about=paragraphs(
        "同一指标既报了数，又写明不适用。",
        "One indicator has a value and is declared not applicable.",
        "两种说法互相矛盾，无从知道以哪一个为准，都不采用，这个数待核。",
        "The two contradict each other and nothing says which one counts: neither is"
        " used, and the figure is to be checked.",
        "确有数字的，删去 not_applicable 中的一行；确不适用的，删去 values 中的一行。",
        "Delete the line in not_applicable if there is a figure, or the one in values"
        " if it does not apply.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 5.1
not_applicable:
  resale: 本区没有加工贸易企业  # JX309
""",
)


@of_sheet(RULE)
def check(facts: Facts, sheet: Sheet) -> Findings:
    """Yield a finding for each indicator that a submission both reports and declares away."""
    model = sheet.submission.model
    for name in model.not_applicable:
        if name in model.values and name in facts.programme.indicator:
            yield RULE.at(
                sheet.submission.key("not_applicable", name),
                sheet.submission.at("values", name),
                subject=Subject(sheet.district, name, str(sheet.period)),
                name=facts.programme.indicator_name(name),
                figure=model.values[name],
                id=name,
            )
