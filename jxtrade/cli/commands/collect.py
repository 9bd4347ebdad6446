"""Who has submitted for a quarter, when and how late, and what is missing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "信息收集：谁报了、何时收到、迟了多久、缺什么、有几个问题。",
    "Who has submitted, when, how late, what is missing, and how many findings there are.",
    "不写季度时看下一个时限还没有到的季度；还没有报的列出名单，--format md 可直接贴进群里催报。",
    "Without PERIOD it is the quarter whose deadline comes next; who has not submitted is named,"
    " and --format md can be pasted into a chat as a reminder.",
)
EXAMPLES: Final = """\
jxtrade collect
jxtrade collect 2022Q2 --format md
jxtrade collect 2022Q2 --format json"""
TAKES: Final = (
    options.COLLECTED,
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
    call: Call, *, period: str | None, group: str | None, by: str | None, every: bool
) -> int:
    """Show how far a quarter has been collected."""
    from jxtrade.cli import ask
    from jxtrade.views import collect

    verdict = ask.with_plan(call)
    city = verdict.city
    asked = collect.Asked(
        ask.collected_period(city, period),
        ask.group(city.programme.plan, group, by=by, district=None),
        by_group=by is not None,
        is_all=every,
    )
    report = collect.report(city, asked, verdict.findings)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0
