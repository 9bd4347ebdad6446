"""The ledger of targets: allocations, task targets and goals beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "目标台账：每个量在各文件里的目标（分配、任务、总目标），累计完成多少，各目标之间差多少。",
    "The ledger of targets: what each document asks of a quantity (allocation, task, goal), what is"
    " reported so far, and how they stand to each other.",
    "总目标按各年累计；没有指标可衡量的照实列出。文件之间不一致不算差错。",
    "A goal adds the years up; what nothing measures says so. That documents differ is no error.",
)
EXAMPLES: Final = """\
jxtrade goals
jxtrade goals 2022Q2 --format json"""
TAKES: Final = (
    options.PERIOD,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(call: Call, *, period: str | None) -> int:
    """Show every target beside what is reported; without a submission nothing is."""
    from jxtrade.cli import ask
    from jxtrade.model.period import Period
    from jxtrade.views import goals

    verdict = ask.with_plan(call)
    city, plan = verdict.city, verdict.city.programme.plan
    if period is None and not any(map(plan.is_planned, city.received.periods)):
        quarter = Period(plan.plan.start, 1)
    else:
        quarter = ask.asked_period(city, period)
    report = goals.report(city, quarter)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
