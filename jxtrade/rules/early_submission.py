"""A submission was received before its quarter was over."""

from __future__ import annotations

from typing import Final

from jxtrade.findings import Rule, Severity
from jxtrade.model.period import day_of, written
from jxtrade.rules import City, Findings, of_city
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX704",
    slug="early-submission",
    severity=Severity.WARNING,
    message=Text(
        "{received} 收到，{period} 到 {end} 才结束{before}",
        "received {received}, but {period} ends on {end}{before}",
    ),
    hint=Text(
        "季度结束后核对数字重报；received 写错的改正",
        "check the figures and submit again once the quarter is over, or mend `received`",
    ),
    about=paragraphs(
        "收到的日期早于季度的最后一天。",
        "A submission was received before its quarter was over.",
        "季度没有结束，数字不会是最终数，照样采用，但应有人看一眼。连计划印发都没到的，"
        "一定是 received 写错，算作错误。",
        "Its figures can't be final. They are used all the same, but somebody should"
        " look. A day before the plan was even issued is a slip of the hand, and an"
        " error.",
        "received 写错的改正；确是提前报的，季度结束后核对重报。",
        "Mend `received` if it is wrong; else check the figures and submit again once"
        " the quarter is over.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-06-05  # JX704
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

_BEFORE_THE_PLAN: Final = Text("，计划到 {issued} 才印发", ", and the plan was issued on {issued}")
_SLIP: Final = Text(
    "改正 received：多半写错了年份或月份", "mend `received`: mostly the year or month is mistyped"
)


@of_city(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each submission that came before its quarter's last day."""
    plan = city.programme.plan
    for each in city.received.submissions:
        received, period = each.model.received, each.model.period
        if received is None or day_of(received) >= period.end:
            continue
        if not city.received.is_of_its_quarter(each):
            continue
        slip = plan.is_slip(received)
        issued = written(plan.plan.issued)
        yield RULE.at(
            each.at("received"),
            severity=Severity.ERROR if slip else None,
            hint=_SLIP if slip else None,
            received=written(received),
            period=str(period),
            end=written(period.end),
            before=_BEFORE_THE_PLAN.fill(issued=issued) if slip else Text("", ""),
        )
