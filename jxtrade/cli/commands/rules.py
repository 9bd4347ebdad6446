"""The list of all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import output
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs("列出全部核对规则。", "List every rule.")
EXAMPLES: Final = "jxtrade rules"
TAKES: Final = ()


def answer(call: Call) -> int:
    """Show all rules."""
    from jxtrade.rules import catalogue
    from jxtrade.views import rules

    output.put_report(rules.report(catalogue()), call.language)
    return 0
