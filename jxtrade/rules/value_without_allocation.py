"""A value is reported where nothing was allocated."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Facts, Findings, Sheet, of_sheet
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX305",
    slug="value-without-allocation",
    severity=Severity.INFO,
    message=Text(
        "「{district}」没有「{name}」的分配数，报了 {figure}",
        "“{district}” has no allocation of “{name}” and reports {figure}",
    ),
    hint=Text("确有分配的补录 targets.yaml", "if something was allocated, add it to targets.yaml"),
    about=paragraphs(
        "没有下达分配数的指标，也报了数。",
        "A value is reported where nothing was allocated.",
        "这个数没有可比的目标，不计入完成率、位次和合计，备查而已。",
        "It has no target to be held against and is in no rate, rank or sum.",
        "不必改动；确有分配的，检查 targets.yaml 是否漏录。",
        "Nothing needs to be changed; if something was allocated, see whether"
        " targets.yaml lacks it.",
    ),
    example="""targets.yaml
allocations:
  - document: 示例办〔2022〕1号 附件1
    year: 2022
    effective: 2022-01-10
    values:
      exporters: {east: 60, west: 50}

reports/2022Q2/districts/port.yaml
district: port
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  exporters: 12  # JX305
""",
)


@of_sheet(RULE)
def check(facts: Facts, sheet: Sheet) -> Findings:
    """Yield a finding for each value that has no allocation."""
    programme, model = facts.programme, sheet.submission.model
    idle = model.values.keys() - sheet.allocated.keys() - model.not_applicable.keys()
    if not idle or sheet.district not in programme.district:
        return
    if not programme.plan.is_planned(sheet.period):
        return
    for name in idle & programme.indicator.keys():
        if (name, sheet.district) not in programme.misnamed:
            yield RULE.at(
                sheet.submission.at("values", name),
                subject=Subject(sheet.district, name, str(sheet.period)),
                district=programme.district_name(sheet.district),
                name=programme.indicator_name(name),
                figure=model.values[name],
            )
