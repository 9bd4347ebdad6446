"""One rule explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call
    from jxtrade.report import Report

ABOUT: Final = paragraphs(
    "说明一条规则：是什么、为什么、怎么改，附例子。",
    "Explain a rule: what, why, how to mend, with an example.",
    "JX310 还列出手头计划的勾稽关系。",
    "Of JX310 the relations of the plan at hand are listed too.",
)
EXAMPLES: Final = """\
jxtrade explain JX401
jxtrade explain missing-submission"""
TAKES: Final = (options.CODE, options.DATA)
_RELATIONS: Final = "JX310"


def answer(call: Call, code: str) -> int:
    """Show what a rule says."""
    from jxtrade.cli.named import rule
    from jxtrade.views import rules

    named = rule(code)
    report = rules.explanation(named)
    output.put_report(
        _with_relations(call, report) if named.code == _RELATIONS else report, call.language
    )
    return 0


def _with_relations(call: Call, report: Report) -> Report:
    """Return the explanation with the relations of the workspace at hand, where there is one.

    Raises:
        UsageError: one is named, and there is none.

    """
    from jxtrade.cli import ask, nearby
    from jxtrade.figures.programme import programme_of
    from jxtrade.views import relations

    if nearby.named(call.data) is None and nearby.workspace() is None:
        return report
    programme = programme_of(ask.workspace(call))
    blocks = relations.listing(programme) if programme.usable else [relations.UNUSABLE]
    return report._replace(blocks=(*report.blocks, *blocks))
