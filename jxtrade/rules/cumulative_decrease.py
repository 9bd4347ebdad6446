"""A year-to-date value is below the previous one, with no restatement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.writing import has_more_decimals
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Chain, Facts, Findings, of_chain
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.figures.facts import Stated

RULE = Rule(
    code="JX401",
    slug="cumulative-decrease",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」累计 {figure}，小于 {period} 的 {before}（{difference:+}）",
        "“{name}” stands at {figure}, below {before} in {period} ({difference:+})",
    ),
    hint=Text(
        "这里填本年累计，不填本季的数；{restate}",
        "this is the year to date, not the quarter alone; {restate}",
    ),
    about=paragraphs(
        "本年累计数比前一次报的还小，又没有更正说明。",
        "A year-to-date value is below the previous one, with no restatement.",
        "累计数只增不减，两次中必有一次错了；常见的是填了本季的数，或不知道就填了 0。跨年"
        "重新起算，中间缺季的与最近一次比。",
        "It can only grow, so one of the two is wrong; often the quarter's own figure was"
        " given, or 0 where it was not known. It starts anew each year; where a quarter is"
        " missing, the last one before it counts.",
        "改正数字；前一次报错的，在 restatements 里写明从多少改为多少和原因。",
        "Mend the figure; if the earlier one was wrong, say so under restatements, with"
        " the reason.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 11  # JX401
  resale: 5.1
""",
)


_IF_UNKNOWN: Final = Text(
    "这里填本年累计：0 若指还不知道，删去这一行（未报）；{restate}",
    "this is the year to date: where 0 stands for unknown, delete the line (not reported);"
    " {restate}",
)
_IF_OWN: Final = Text(
    "这里填本年累计：{figure} 若是本季的数，写 {before} + {figure} = {sum}；{restate}",
    "this is the year to date: if {figure} is the quarter's own, write {before} + {figure} = {sum};"
    " {restate}",
)
_RESTATE: Final = Text(
    "{period} 报错的，在「restatements:」之下写"
    "「- {{indicator: {id}, period: {period}, from: {before}, to: <更正后的数>, reason: <原因>}}」",
    "if {period} was wrong, write below “restatements:”"
    " “- {{indicator: {id}, period: {period}, from: {before}, to: <figure>, reason: <reason>}}”",
)


@of_chain(RULE, after=("JX402",))
def check(facts: Facts, chain: Chain) -> Findings:
    """Yield a finding for each cumulative value below the one before it in the same year."""
    known = facts.programme.indicator
    adding = {
        each.id for each in known.values() if each.measure == "cumulative" and each.kind != "rate"
    }
    for sheet, before in facts.along(chain):
        if not before.figures or sheet.submission.lacks_within("restatements"):
            continue
        in_force = sheet.in_force
        fallen = [
            name
            for name, figure in before.figures.items()
            if name in in_force and in_force[name] < figure and name in adding
        ]
        for name in fallen:
            figure = in_force[name]
            if figure.is_signed() or name in sheet.submission.model.not_applicable:
                continue
            stated, earlier = sheet.stated(name), before.sheets[name].stated(name)
            if stated is not None and earlier is not None:
                follows = before.sheets[name].period.next == sheet.period
                is_sum = follows and not has_more_decimals(figure, known[name].places)
                last = str(before.sheets[name].period)
                yield RULE.at(
                    stated.location,
                    earlier.location,
                    subject=Subject(sheet.district, name, str(sheet.period)),
                    hint=_hint(stated, is_sum=is_sum),
                    name=known[name].name,
                    figure=figure,
                    before=earlier.figure,
                    period=last,
                    difference=figure - earlier.figure,
                    sum=figure + earlier.figure,
                    restate=_RESTATE.fill(id=name, period=last, before=earlier.figure),
                )


def _hint(stated: Stated, *, is_sum: bool) -> Text | None:
    """Return the advice for a figure, also where with the one before it may be a sum."""
    if stated.restated:
        return None
    if stated.figure == 0:
        return _IF_UNKNOWN
    return _IF_OWN if is_sum else None
