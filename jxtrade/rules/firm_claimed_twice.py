"""Two districts name the same firm for one indicator in one year."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from jxtrade.findings import Finding, Rule, Severity, Suspect
from jxtrade.rules import Claims, Findings, Programme, of_claims
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jxtrade.figures.rosters import Listed

RULE = Rule(
    code="JX506",
    slug="firm-claimed-twice",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{code}已由「{first}」在 {period} 列入「{indicator}」，「{second}」又列",
        "“{name}”{code} is named by “{second}”, and by “{first}” in {period}, for “{indicator}”",
    ),
    hint=Text(
        "核对归属：由「{first}」或「{second}」一方保留，另一方减去",
        "settle where it belongs: “{first}” or “{second}” keeps it, the other takes it off",
    ),
    about=paragraphs(
        "两个区县在同一年的同一指标里都列了同一家企业。",
        "Two districts name the same firm for one indicator in one year.",
        "一家企业只能由一方统计，否则全市合计就多算了一次；两边凡列有它的数都待核。同一"
        "区县在以后的季度继续列它自己的企业，是正常的累计名单。",
        "Only one of them may count it, or the city's total counts it twice; on both"
        " sides every figure whose roster names it is to be checked. A district that"
        " goes on naming its own firm in later quarters keeps a cumulative roster, as"
        " it should.",
        "核对企业归属，由一方保留，另一方从名单和数字中减去。辖区有重叠的，先商定由哪一方统计。",
        "Settle where the firm belongs: one district keeps it, the other takes it off"
        " its roster and its figure. Where two districts overlap, they agree first on"
        " who counts it.",
    ),
    example="""reports/2022Q2/districts/west.yaml
district: west
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {leaders: 1, exporters: 25, resale: 4.0}
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91330402XXXXXX0198"}

reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-06
prepared_by: 示例经办人
values: {leaders: 1, exporters: 31, resale: 5.1}
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91330402XXXXXX0198"}  # JX506
""",
)

_OVERLAP: Final = Text(
    "「{first}」与「{second}」辖区有重叠：商定由一方保留，另一方减去",
    "“{first}” and “{second}” overlap: agree on which keeps it, the other takes it off",
)


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each district after the first that names a firm within a year."""
    for by_district in _claimed(claims):
        first, *others = by_district.values()
        for other in others:
            yield _finding(claims.programme, first, other)


def _claimed(claims: Claims) -> Iterable[dict[str, list[Listed]]]:
    """Return, for each firm, indicator and year, every district's claims, the earliest first."""
    found: dict[tuple[int, str, str], dict[str, list[Listed]]] = {}
    for each in claims.listed:
        if each.identity is not None and each.district in claims.programme.district:
            by_district = found.setdefault((each.period.year, each.indicator, each.identity), {})
            by_district.setdefault(each.district, []).append(each)
    return found.values()


def _finding(programme: Programme, firsts: list[Listed], seconds: list[Listed]) -> Finding:
    first, second = firsts[0], seconds[0]
    named = {each.subject: Suspect(each.subject, each.location) for each in chain(firsts, seconds)}
    return RULE.at(
        second.location,
        first.location,
        subject=second.subject,
        also=tuple(each for each in named.values() if each.subject != second.subject),
        hint=_OVERLAP if _overlap(programme, first.district, second.district) else None,
        name=second.firm.name,
        code=second.shown_code,
        first=programme.district_name(first.district),
        second=programme.district_name(second.district),
        period=str(first.period),
        indicator=programme.indicator_name(second.indicator),
    )


def _overlap(programme: Programme, one: str, other: str) -> bool:
    districts = programme.district
    return other in districts[one].overlaps or one in districts[other].overlaps
