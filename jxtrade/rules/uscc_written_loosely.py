"""A unified social credit code is written loosely: lower case, full-width, blanks, hyphens."""

from __future__ import annotations

from typing import Final

from jxtrade.findings import Rule, Severity
from jxtrade.rules import Claims, Findings, of_claims
from jxtrade.text import Text, paragraphs, shorten

RULE = Rule(
    code="JX503",
    slug="uscc-written-loosely",
    severity=Severity.WARNING,
    message=Text(
        "代码「{written}」写得不规范，按「{code}」读", "the code “{written}” is read as “{code}”"
    ),
    hint=Text(
        "写「{code}」：只用半角数字和大写字母，不留空格和连字符",
        "write “{code}”: plain digits and capital letters, without blanks and hyphens",
    ),
    about=paragraphs(
        "统一社会信用代码写得不规范：小写字母、全角字符、空格或连字符。",
        "A unified social credit code is written loosely: lower case, full-width, with"
        " blanks or hyphens.",
        "意思清楚，照样按半角大写读入和比对。",
        "The meaning is clear; it is read and compared in upper case, without them.",
        "改成 18 位半角数字和大写字母，中间不留空格。",
        "Write 18 plain digits and capital letters, with nothing between them.",
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
    - {name: 示例企业001, uscc: "91330402 xxxxxx019 8"}  # JX503
""",
)
_DIGITS: Final = frozenset("0123456789")


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each code that is not written in normal form."""
    for each in claims.listed:
        code, loose = each.code, each.firm.uscc
        if code is None or loose is None or _DIGITS.isdisjoint(code) or loose == code:
            continue
        yield RULE.at(
            each.location, subject=each.subject, written=shorten(loose), code=shorten(code)
        )
