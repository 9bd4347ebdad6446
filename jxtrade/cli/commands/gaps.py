"""What is short: gap, gap to pace, and what each quarter to come must bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "还差多少：各区县的缺口、序时缺口和今后每季需完成的数。",
    "What is short: each district's gap, gap to pace, and what each quarter to come must bring.",
    "滞后最多的在前；--behind 只列滞后的，--by indicator 按指标列。",
    "The furthest behind comes first; --behind lists only what is behind, --by indicator lists by"
    " indicator.",
)
EXAMPLES: Final = """\
jxtrade gaps
jxtrade gaps --behind --by indicator
jxtrade gaps 2022Q2 --district ID --format json"""
TAKES: Final = (
    options.PERIOD,
    options.DISTRICT,
    options.BEHIND,
    options.BY,
    options.GROUP,
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
    behind: bool,
    by: str,
    group: str | None,
    every: bool,
) -> int:
    """Show what is short in a quarter."""
    from jxtrade.cli import ask
    from jxtrade.figures.lines import reconcile
    from jxtrade.views import gaps

    verdict = ask.with_plan(call)
    city, plan = verdict.city, verdict.city.programme.plan
    own = ask.one(plan.district, district, ask.DISTRICT)
    asked = gaps.Asked(own, is_behind=behind, by=gaps.Side(by), is_all=every)
    within = ask.group(plan, group, by=by, district=own)
    found = reconcile(city.facts, ask.asked_period(city, period), within)
    report = gaps.report(city, found, asked)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
