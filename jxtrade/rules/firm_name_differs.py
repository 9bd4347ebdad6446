"""One code stands beside two names, or one name beside two codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.rules import Claims, Findings, of_claims
from jxtrade.text import Text, paragraphs, shorten

if TYPE_CHECKING:
    from jxtrade.figures.rosters import Listed

RULE = Rule(
    code="JX507",
    slug="firm-name-differs",
    severity=Severity.WARNING,
    message=Text(
        "{what}「{shared}」配了「{mine}」，别处配的是「{other}」",
        "the {what} “{shared}” stands beside “{mine}” here and “{other}” elsewhere",
    ),
    hint=Text("对照营业执照改正其中一处", "mend one of the two from the business licence"),
    about=paragraphs(
        "一个代码配了两个名称，或一个名称配了两个代码。",
        "One code stands beside two names, or one name beside two codes.",
        "全部报送里，一家企业应当始终同名同码。不一致多半是抄错；也可能企业改了名，或两"
        "家企业确实同名。名称逐字比较；JX501 指出的代码先改正，不在此比较。",
        "Throughout all submissions a firm keeps its name and its code. Where they"
        " differ one was mostly copied wrongly; or the firm changed its name, or two"
        " firms share one. Names are compared character by character; a code that JX501"
        " refuses is mended first.",
        "对照营业执照改正其中一处；确是改名或同名的不必改。",
        "Mend one of the two from the business licence; nothing needs to be changed"
        " where both are right.",
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
    - {name: 示例企业001, uscc: "91990102XXXXXX027L"}  # JX507
""",
)

_CODE: Final = Text("代码", "code")
_NAME: Final = Text("名称", "name")


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each further name of a code and code of a name, beside the first."""
    of_code: dict[str, Listed] = {}
    of_name: dict[str, Listed] = {}
    seen: set[tuple[str, str]] = set()
    for each in claims.listed:
        name, code = each.firm.name, each.code
        if code is None or each.is_refused or (name, code) in seen:
            continue
        seen.add((name, code))
        other = of_code.setdefault(code, each)
        if other is not each:
            yield _finding("name", each, other, what=_CODE, words=(code, name, other.firm.name))
        other = of_name.setdefault(name, each)
        if other is not each:
            yield _finding("uscc", each, other, what=_NAME, words=(name, code, str(other.code)))


def _finding(
    field: str, each: Listed, other: Listed, *, what: Text, words: tuple[str, str, str]
) -> Finding:
    shared, mine, others = (shorten(word) for word in words)
    return RULE.at(
        each.at(field),
        other.at(field),
        subject=each.subject,
        what=what,
        shared=shared,
        mine=mine,
        other=others,
    )
