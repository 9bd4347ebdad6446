"""An allocated indicator is not in the submission."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Facts, Findings, Sheet, of_sheet
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX703",
    slug="missing-value",
    severity=Severity.WARNING,
    message=Text("「{district}」没有报「{name}」", "“{district}” does not report “{name}”"),
    hint=Text(
        "在「values:」之下补上「{id}: <数字>」；"
        "不适用的，在「not_applicable:」之下写「{id}: <原因>」",
        "add “{id}: <figure>” below “values:”, or “{id}: <reason>” below “not_applicable:” where it"
        " does not apply",
    ),
    about=paragraphs(
        "分配了的指标，报送里没有写。",
        "An allocated indicator is not in the submission.",
        "显示“未报”，不计入合计，不当作 0。",
        "It is shown as not reported, is in no sum and never counts as 0.",
        "补上数字；确不适用的写入 not_applicable 并说明原因。",
        "Add the figure; where it does not apply, name it in not_applicable with the reason.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:  # JX703
  leaders: 0
  resale: 5.1
""",
)


@of_sheet(RULE)
def check(facts: Facts, sheet: Sheet) -> Findings:
    """Yield a finding for each allocated indicator that a submission passes over."""
    submission, known = sheet.submission, facts.programme.indicator
    model, lacks = submission.model, sheet.unreported
    if not lacks or sheet.district not in facts.programme.district:
        return
    named = {*known, *(word for each in known.values() for word in each.name)}
    if any(route[:1] == ("values",) and {*route[1:2]} - named for route in submission.lost):
        return  # it may be what could not be used
    meant = facts.programme.indicators.among((*model.values, *model.not_applicable))
    for name in known.keys() & lacks - meant:
        if not (
            submission.is_blank("values", name)
            or any(submission.has_lost("values", word) for word in known[name].name)
            or submission.has_lost("not_applicable", name)
        ):
            yield RULE.at(
                submission.key("values"),
                subject=Subject(sheet.district, name, str(sheet.period)),
                district=facts.programme.district_name(sheet.district),
                name=known[name].name,
                id=name,
            )
