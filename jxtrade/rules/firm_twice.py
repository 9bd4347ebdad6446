"""One firm stands twice in one roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Claims, Findings, of_claims
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.figures.rosters import Listed

RULE = Rule(
    code="JX505",
    slug="firm-twice",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{code}在「{indicator}」名单里已是第 {number} 家",
        "“{name}”{code} already stands in the roster of “{indicator}” as number {number}",
    ),
    hint=Text("删去一处，并核对家数", "delete one of the two and check the count"),
    about=paragraphs(
        "一家企业在同一份名单里列了两次。",
        "One firm stands twice in one roster.",
        "一家企业只能算一次，代码相同就是同一家；没有写代码的，名称相同就是同一家。这个数待核。",
        "A firm counts once, and one code is one firm; without a code its name stands"
        " for it. The figure is to be checked.",
        "删去一处，并核对家数；代码抄错的改正代码。",
        "Delete one of the two and check the count; if a code was copied wrongly, mend it.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 2
  exporters: 31
  resale: 5.1
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91990102XXXXXX019R"}
    - {name: 示例企业001, uscc: "91990102XXXXXX019R"}  # JX505
""",
)


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each further place of a firm in one roster, beside its first."""
    first: dict[tuple[Subject, str], Listed] = {}
    for each in claims.listed:
        if each.identity is None:
            continue
        other = first.setdefault((each.subject, each.identity), each)
        if other is not each:
            yield RULE.at(
                each.location,
                other.location,
                subject=each.subject,
                name=each.firm.name,
                code=each.shown_code,
                indicator=claims.programme.indicator_name(each.indicator),
                number=other.place + 1,
            )
