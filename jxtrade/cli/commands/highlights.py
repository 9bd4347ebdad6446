"""What districts wrote of experience worth passing on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "经验亮点：汇总各区县在报送的 highlights 里写的做法，注明出处。",
    "What districts wrote under `highlights` of their submissions, by district, with its source.",
)
EXAMPLES: Final = """\
jxtrade highlights
jxtrade highlights 2022Q2 --format md"""
TAKES: Final = (
    options.PERIOD,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(call: Call, *, period: str | None) -> int:
    """Show what districts wrote for a quarter."""
    from jxtrade.cli import ask
    from jxtrade.views import highlights

    verdict = ask.with_plan(call)
    report = highlights.report(verdict.city, ask.asked_period(verdict.city, period))
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
