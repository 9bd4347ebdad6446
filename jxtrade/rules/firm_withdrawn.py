"""A firm named in an earlier quarter of the year is gone from the roster, with no restatement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.rosters import is_whole
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Claims, Findings, Sheet, of_claims
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.place import Place

RULE = Rule(
    code="JX509",
    slug="firm-withdrawn",
    severity=Severity.WARNING,
    message=Text(
        "{period}「{indicator}」名单里的「{name}」{code}这次没有了",
        "“{name}”{code}, on the roster of “{indicator}” in {period}, is gone",
    ),
    hint=Text(
        "补回名单，或在 restatements 中更正 {period} 的数",
        "name it again, or restate the figure of {period}",
    ),
    about=paragraphs(
        "本年前面季度列过的企业，这次名单里没有了，又没有更正说明。",
        "A firm named in an earlier quarter of the year is gone from the roster, with"
        " no restatement.",
        "累计名单只增不减，少了一家，要么漏列，要么前面不该列。与本年最近一次有名单的季"
        "度比；名称或代码还在的不算少；名称变了、代码又被 JX501 指出的，改正后再比。",
        "A cumulative roster only grows: the firm was left out now, or should not have"
        " been named then. The last earlier quarter of the year with a roster counts; a"
        " firm whose name or code is still there is not gone; a new name beside a code"
        " that JX501 refuses may be any firm and is mended first.",
        "补回名单；确应核减的，在 restatements 里更正前面季度的数并写明原因。",
        "Name it again; if it had to go, restate the earlier quarter's figure with the reason.",
    ),
    example="""reports/2022Q1/districts/east.yaml
district: east
period: 2022Q1
received: 2022-04-05
prepared_by: 示例经办人
values: {leaders: 1, exporters: 12, resale: 2.4}
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91330402XXXXXX0198"}

reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {leaders: 1, exporters: 31, resale: 5.1}
rosters:
  leaders:  # JX509
    - {name: 示例企业002, uscc: "91330411XXXXXX0274"}
""",
)


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each firm that was named before in the year and no longer is."""
    backed: dict[tuple[str | None, str], dict[str, None]] = {}
    for district, name, quarter in claims.rosters:
        backed.setdefault((district, str(quarter)[:4]), {})[str(name)] = None
    for sheet in claims.facts.sheets.values():
        names = backed.get((sheet.district, str(sheet.period.year)))
        if not names or sheet.submission.lacks_within("restatements"):
            continue
        restated = {restatement.indicator for restatement in sheet.submission.model.restatements}
        for name in names.keys() - restated:
            if claims.programme.indicator[name].measure == "cumulative":
                yield from _withdrawn(claims, sheet, name)


def _withdrawn(claims: Claims, sheet: Sheet, indicator: str) -> Findings:
    firms = claims.named(sheet, indicator)
    before = claims.before(sheet.district, indicator, sheet.period)
    if firms is None or not before:
        return
    if not is_whole(sheet.submission, indicator, claims.programme):
        return
    were = {firm.firm.name for firm in before}
    if any(firm.is_refused and firm.firm.name not in were for firm in firms):
        return
    codes = {firm.identity for firm in firms}
    names = {firm.firm.name for firm in firms}
    for firm in before:
        if not firm.is_refused and firm.identity not in codes and firm.firm.name not in names:
            yield RULE.at(
                _place(sheet, indicator),
                firm.location,
                subject=Subject(sheet.district, indicator, str(sheet.period)),
                name=firm.firm.name,
                code=firm.shown_code,
                indicator=claims.programme.indicator_name(indicator),
                period=str(firm.period),
            )


def _place(sheet: Sheet, indicator: str) -> Place:
    if indicator in sheet.submission.model.rosters:
        return sheet.submission.key("rosters", indicator)
    return sheet.submission.at("values", indicator)
