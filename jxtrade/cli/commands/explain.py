"""One rule explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "说明一条规则：是什么、为什么、怎么改，附例子。",
    "Explain a rule: what, why, how to mend, with an example.",
)
EXAMPLES: Final = """\
jxtrade explain JX401
jxtrade explain missing-submission"""
TAKES: Final = (options.CODE,)


def answer(call: Call, code: str) -> int:
    """Show what a rule says."""
    from jxtrade.cli.named import rule
    from jxtrade.views import rules

    output.put_report(rules.explanation(rule(code)), call.language)
    return 0
