"""A restatement is about its own or a later quarter."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import ALONE, Facts, Findings, OfADistrict, of_district
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX403",
    slug="restatement-of-future",
    severity=Severity.ERROR,
    message=Text("{own} 的报送更正 {period}", "the submission for {own} restates {period}"),
    hint=Text(
        "只更正以前的季度；本季度的数写在 values",
        "restate earlier quarters only; this quarter’s figure stands under values",
    ),
    about=paragraphs(
        "更正的是本季度或以后的季度。",
        "A restatement is about its own or a later quarter.",
        "更正只用于以前的季度；本季度的数直接写在 values 里。",
        "Only earlier quarters are restated; this quarter's figure stands under values.",
        "改正季度，或删去这条更正。",
        "Mend the period, or delete the restatement.",
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
restatements:
  - {indicator: exporters, period: 2022Q2, from: 31, to: 30, reason: 核减}  # JX403
""",
)


@of_district(RULE, needs=ALONE)
def check(_: Facts, submission: OfADistrict) -> Findings:
    """Yield a finding for each restatement that does not look back."""
    own = submission.model.period
    for index, restated in enumerate(submission.model.restatements):
        if restated.period >= own:
            yield RULE.at(
                submission.at("restatements", index, "period"),
                subject=Subject(
                    submission.model.district, restated.indicator, str(restated.period)
                ),
                own=str(own),
                period=str(restated.period),
            )
