"""A submission was received after the deadline."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity
from jxtrade.model.period import in_words, lateness, written
from jxtrade.rules import City, Findings, of_city
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX702",
    slug="late-submission",
    severity=Severity.WARNING,
    message=Text(
        "{received} 收到，时限 {deadline}，晚 {by}",
        "received {received}, the deadline was {deadline}: late by {by}",
    ),
    hint=Text("received 写错的改正", "mend `received` if it is wrong"),
    about=paragraphs(
        "收到的时间晚于报送时限。",
        "A submission was received after the deadline.",
        "照样采用；通报里会注明。只写日期、没有写时间的，时限当天算按时。",
        "It is used all the same, and reports say so. A day without a time counts as in"
        " time on the deadline's day.",
        "不必改动；received 写错的改正。",
        "Nothing needs to be changed, unless `received` is wrong.",
    ),
    example="""targets.yaml
deadlines: {2022Q2: 2022-07-10T17:30}

reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-11T10:20  # JX702
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)


@of_city(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each submission that came after its quarter's deadline."""
    deadlines = city.programme.plan.deadlines
    for each in city.received.submissions:
        received, deadline = each.model.received, deadlines.get(each.model.period)
        if received is None or deadline is None or not city.received.is_of_its_quarter(each):
            continue
        if by := lateness(received, deadline):
            yield RULE.at(
                each.at("received"),
                received=written(received),
                deadline=written(deadline),
                by=in_words(by),
            )
