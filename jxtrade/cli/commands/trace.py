"""One figure's whole arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "一个数从哪里来：每一行 YAML、每一步算式，直到完成率、较序时、缺口、位次和亮灯。",
    "Where a figure comes from: each line of YAML and each formula, to rate, lead, gap, rank and"
    " light.",
    "不写区县是全市合计；待核的数列出指出它的问题。",
    "Without a district it is the city's total; of a suspect figure the findings that name it.",
)
EXAMPLES: Final = """\
jxtrade trace INDICATOR
jxtrade trace INDICATOR DISTRICT 2022Q2
jxtrade trace INDICATOR DISTRICT --format json"""
TAKES: Final = (
    options.TRACED,
    options.TRACED_DISTRICT,
    options.PERIOD,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(call: Call, indicator: str, district: str | None, period: str | None) -> int:
    """Show every step to a figure."""
    from jxtrade.cli import ask
    from jxtrade.figures.lines import reconcile
    from jxtrade.read.dates import quarter_meant
    from jxtrade.views import trace

    verdict = ask.with_plan(call)
    city, plan = verdict.city, verdict.city.programme.plan
    if period is None and district not in plan.district and quarter_meant(district or ""):
        district, period = None, district
    found = reconcile(city.facts, ask.asked_period(city, period))
    about = ask.one(plan.indicator, indicator, ask.INDICATOR) or indicator
    own = ask.one(plan.district, district, ask.DISTRICT)
    report = trace.report(city, found, about, own, verdict.findings)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
