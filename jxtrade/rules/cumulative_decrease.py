"""A year-to-date value is below the previous one, with no restatement."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Chain, Facts, Findings, of_chain
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX401",
    slug="cumulative-decrease",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」累计 {figure}，小于 {period} 的 {before}（{difference:+}）",
        "“{name}” stands at {figure}, below {before} in {period} ({difference:+})",
    ),
    hint=Text("改正数字，或在 restatements 中更正 {period}", "mend it, or restate {period}"),
    about=paragraphs(
        "本年累计数比前一次报的还小，又没有更正说明。",
        "A year-to-date value is below the previous one, with no restatement.",
        "累计数只增不减，两次中必有一次错了。跨年重新起算，中间缺季的与最近一次比。",
        "It can only grow, so one of the two is wrong. It starts anew each year; where"
        " a quarter is missing, the last one before it counts.",
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
                yield RULE.at(
                    stated.location,
                    earlier.location,
                    subject=Subject(sheet.district, name, str(sheet.period)),
                    name=known[name].name,
                    figure=figure,
                    before=earlier.figure,
                    period=str(before.sheets[name].period),
                    difference=figure - earlier.figure,
                )
