"""A report as JSON: versioned, exact decimals as strings, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.render.notation import as_json, records
from jxtrade.report import datum
from jxtrade.text import Text

if TYPE_CHECKING:
    from jxtrade.report import Report
    from jxtrade.text import Lang

SUFFIXES: Final = (".json",)
HELP: Final = Text("JSON，数为精确的十进制字符串", "JSON with exact decimals as strings")
NAMES_LINES: Final = True


def render(report: Report, *, lang: Lang, width: int) -> str:
    """Return the report's facts and the records of its tables as JSON text."""
    facts = {key: datum(value) for key, value in report.facts.items()}
    return as_json(facts | records(report))
