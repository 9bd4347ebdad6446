"""The `from` of a restatement is not the value in force for that quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.facts import Sheet, Stated, follows
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Chain, Facts, Findings, of_chain
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.figures.facts import Restated
    from jxtrade.model.period import Period

RULE = Rule(
    code="JX402",
    slug="restatement-mismatch",
    severity=Severity.ERROR,
    message=Text(
        "{period}「{name}」原数是 {found}，这里写的原数是 {stated}",
        "“{name}” of {period} is {found}, the restatement starts from {stated}",
    ),
    hint=Text(
        "对照 {period} 的报送改正 from", "compare with the submission of {period} and mend `from`"
    ),
    about=paragraphs(
        "更正里写的原数（from）不是那个季度当时有效的数，或那个季度没有报数，或更正前后相同。",
        "The `from` of a restatement is not the value in force for that quarter, or"
        " that quarter reported none, or `from` equals `to`.",
        "不知道更正的是哪个数，所以这条更正不采用，那个季度报过的数待核。",
        "Nothing says which figure is put right: the restatement is not used and that"
        " quarter's value, if there is one, is to be checked.",
        "对照那个季度的报送，改正 from；那个季度没有报的，在它自己的报送里补报。",
        "Compare with that quarter's submission and mend `from`; what it did not report"
        " is added there.",
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
  - {indicator: exporters, period: 2022Q1, from: 13, to: 11, reason: 核减}  # JX402
""",
)


_UNCHANGED = RULE._replace(
    message=Text(
        "{period}「{name}」更正前后都是 {stated}",
        "the restatement of “{name}” for {period} changes {stated} into itself",
    ),
    hint=Text("改正 to，或删去这条更正", "mend `to`, or delete the restatement"),
)
_OF_NOTHING = RULE._replace(
    message=Text(
        "{period} 没有报「{name}」，无从更正",
        "“{name}” was not reported for {period}, so there is nothing to restate",
    ),
    hint=Text(
        "在 {period} 的报送里补报，并删去这条更正",
        "report it in the submission of {period}, and delete the restatement",
    ),
)


@of_chain(RULE)
def check(facts: Facts, chain: Chain) -> Findings:
    """Yield a finding for each restatement that does not start from the value in force."""
    if chain.district not in facts.programme.district:
        return
    restated = {
        each.period for sheet in chain.sheets for each in sheet.submission.model.restatements
    }
    for period in sorted(filter(facts.programme.plan.is_planned, restated)):
        key = chain.district, period
        sheet = facts.sheets.get(key)
        if sheet is None and (key in facts.unusable or key in facts.meant_for):
            continue
        for name, restatements in facts.restatements.get(key, {}).items():
            is_open = sheet and _is_lost(facts, sheet, name)
            if name in facts.programme.indicator and not is_open:
                yield from _found(facts, sheet, name, restatements, key)


def _found(
    facts: Facts,
    sheet: Sheet | None,
    name: str,
    restatements: tuple[Restated, ...],
    key: tuple[str, Period],
) -> Findings:
    figure = sheet.figures.get(name) if sheet else None
    stated = Stated(figure, name, sheet.submission) if sheet and figure is not None else None
    for restated in restatements:
        if stated is not None and follows(restated, stated, facts.programme):
            stated = stated.then(restated)
            continue
        restatement = restated.restatement
        rule = RULE
        if stated is None or restatement.from_ == stated.figure:
            rule = _UNCHANGED if stated else _OF_NOTHING
        yield rule.at(
            restated.at("to" if rule is _UNCHANGED else "from"),
            *((stated.location,) if stated else ()),
            subject=Subject(key[0], name, str(key[1])),
            period=str(key[1]),
            name=facts.programme.indicator_name(name),
            found=stated.figure if stated else None,
            stated=restatement.from_,
        )


def _is_lost(facts: Facts, sheet: Sheet, indicator: str) -> bool:
    """Tell whether a value was there and could not be read, or may be under a mistaken name."""
    values = sheet.submission.model.values
    return sheet.submission.has_lost("values", indicator) or (
        indicator not in values and indicator in facts.programme.indicators.among(values)
    )
