"""The 17th character of a unified social credit code is not the one that GB 11714 gives."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity
from jxtrade.model import uscc
from jxtrade.rules import Claims, Findings, of_claims
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX502",
    slug="uscc-organisation-digit",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」的代码「{code}」第 17 位应是 {due}，写的是 {found}",
        "place 17 of the code “{code}” of “{name}” is to be {due}, not {found}",
    ),
    hint=Text("对照营业执照核对第 9 至 17 位", "compare places 9 to 17 with the business licence"),
    about=paragraphs(
        "统一社会信用代码的第 17 位，与按 GB 11714 算出的不符。",
        "The 17th character of a unified social credit code is not the one that GB 11714 gives.",
        "代码第 9 至 17 位是组织机构代码，它的末位由前 8 位算出。第 18 位对而第 17 位不"
        "对，可能是抄错后又重新算过，也可能登记时就是如此。第 18 位已经不对的，只报"
        " JX501。",
        "Places 9 to 17 are the organisation code, whose last character the eight"
        " before it give. Where the 18th is right and the 17th is not, the code may"
        " have been made up to fit, or it was registered so. A code whose 18th is wrong"
        " is JX501 alone.",
        "对照营业执照核对第 9 至 17 位；与执照一致的不必改。",
        "Compare places 9 to 17 with the business licence; nothing needs to be changed"
        " where they agree.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 1
  exporters: 31
  resale: 5.1
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91330402XXXXXX010C"}  # JX502
""",
)


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each else valid code whose 17th character GB 11714 does not give."""
    for each in claims.listed:
        if each.code is None or each.is_refused:
            continue
        due, found = uscc.organisation_check(each.code), uscc.organisation_digit(each.code)
        if due != found:
            yield RULE.at(
                each.location,
                subject=each.subject,
                name=each.firm.name,
                code=each.code,
                due=due,
                found=found,
            )
