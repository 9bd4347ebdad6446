"""Who is entitled to the plan's incentives, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "奖励：谁应得、共多少，现行分配全部完成要多少。",
    "Who is entitled to the plan's incentives, and what that comes to.",
    "按名册里 provincial_list: true 的认定，算到这一季末；同一代码各年合计只奖励一次，"
    "归先列入的区县。各区县和全市的金额，和现行分配全部完成所需，都列出。",
    "Entitled by a quarter's end is who stands on a roster with provincial_list: true, once over"
    " all years, where the claim came first. Amounts are by district and in all, beside what the"
    " allocation in force would cost if it were met.",
)
EXAMPLES: Final = """\
jxtrade incentives
jxtrade incentives 2022Q2 --format csv
jxtrade incentives 2022Q2 --format json"""
TAKES: Final = (
    options.PERIOD,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(call: Call, *, period: str | None) -> int:
    """Show who is entitled to what by a quarter's end."""
    from jxtrade.cli import ask
    from jxtrade.views import incentives

    verdict = ask.with_plan(call)
    report = incentives.report(verdict.city, ask.asked_period(verdict.city, period))
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
