"""What is allocated for a year, by which document, and what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "某年的分配数：--as-of 那天有效的表、依据的文件和调整。",
    "What is allocated for a year: the table in force on the day of --as-of, the documents behind"
    " it, and what they changed.",
    "--history 逐项列出调整：哪份文件、从哪天起、从多少到多少、相差多少、调后合计多少。",
    "--history lists each change: by which document, from when, from what to what, the difference"
    " and the new sum.",
)
EXAMPLES: Final = """\
jxtrade allocations
jxtrade allocations --year 2022 --as-of 2022-06-30
jxtrade allocations --history --format csv"""
TAKES: Final = (
    options.HISTORY,
    options.YEAR,
    options.ALL,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(call: Call, *, history: bool, year: str | None, every: bool) -> int:
    """Show what is allocated for a year, or each change of it."""
    from jxtrade.cli import ask
    from jxtrade.views import allocations

    verdict = ask.with_plan(call)
    own = ask.planned_year(verdict.city.programme.plan, year)
    asked = allocations.at_hand(verdict.city, own)._replace(is_history=history, is_all=every)
    report = allocations.report(verdict.city, asked)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
