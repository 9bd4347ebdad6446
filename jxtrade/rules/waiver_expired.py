"""A waiver is over and the finding is still there: it counts again."""

from __future__ import annotations

from typing import Final

from jxtrade.findings import Rule, Severity
from jxtrade.rules import City, Findings, of_waivers
from jxtrade.text import Text, agreeing, paragraphs

RULE = Rule(
    code="JX802",
    slug="waiver-expired",
    severity=Severity.WARNING,
    message=Text(
        "对 {code} 的豁免到 {until} 为止，{back}", "the waiver of {code} ended on {until}; {back}"
    ),
    hint=Text(
        "改正问题；还要豁免的，凭新的文件把 until 往后改",
        "mend what was found; where it is to stay waived, move until, with the document that"
        " says so",
    ),
    about=paragraphs(
        "豁免的最后一天已过，问题还在，重新算数。",
        "A waiver's last day is over, the finding is still there, and counts again.",
        "豁免是给改正留时间。到期自动失效，免得一时的例外成了常例。",
        "A waiver gives time to mend. It ends by itself, so that an exception does not become"
        " the rule.",
        "改正所指的问题，再删去这一条；确需延长的，改 until，并写明依据的文件。",
        "Mend what was found and delete the entry; if more time was granted, move until and name"
        " the document.",
    ),
    example="""waivers.yaml
version: 1
waivers:
  - code: JX303
    district: east
    until: 2022-07-15  # JX802
    reason: 单位正在核实

reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 51000  # JX303
""",
)

_BACK: Final = (
    Text("{count} 个问题重新算数", "{count} finding counts again"),
    Text("{count} 个问题重新算数", "{count} findings count again"),
)


@of_waivers(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each waiver that is over while what it waived is still there."""
    for each in city.met:
        if each.is_over and each.found:
            yield RULE.at(
                each.at("until"),
                *dict.fromkeys(each.found),
                subject=each.about,
                code=each.waiver.code,
                until=each.waiver.until.isoformat(),
                back=agreeing(len(each.found), *_BACK),
            )
