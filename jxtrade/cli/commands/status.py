"""How districts stand in each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "各区县各指标的完成情况。",
    "How districts stand in each indicator.",
    "先用几句话说清进度，再列区县 × 指标表；--full 列出全部数字，--district 或 --indicator"
    " 给出明细表。",
    "First in a few lines where the quarter stands, then rate and light of every district and"
    " indicator; --full shows all figures, --district or --indicator the detailed table.",
)
EXAMPLES: Final = """\
jxtrade status
jxtrade status 2022Q2 --full
jxtrade status 2022Q2 --district ID
jxtrade status 2022Q2 --indicator ID --format json"""
TAKES: Final = (
    options.PERIOD,
    options.DISTRICT,
    options.INDICATOR,
    options.FULL,
    options.GROUP,
    options.BY_GROUP,
    options.ALL,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(
    call: Call,
    *,
    period: str | None,
    district: str | None,
    indicator: str | None,
    full: bool,
    group: str | None,
    by: str | None,
    every: bool,
) -> int:
    """Show how districts stand in a quarter."""
    from jxtrade.cli import ask
    from jxtrade.figures.lines import reconcile
    from jxtrade.views import status

    verdict = ask.with_plan(call)
    city, plan = verdict.city, verdict.city.programme.plan
    asked = status.Asked(
        ask.one(plan.district, district, ask.DISTRICT),
        ask.one(plan.indicator, indicator, ask.INDICATOR),
        is_full=full,
        is_by_group=by is not None,
        is_all=every,
    )
    within = ask.group(plan, group, by=by, district=asked.district)
    found = reconcile(city.facts, ask.asked_period(city, period), within)
    report = status.report(city, found, asked, verdict.findings)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
