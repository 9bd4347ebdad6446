"""JSON as every format writes it: nothing in it acts on a terminal or a CI runner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jxtrade.report import record
from jxtrade.text import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jxtrade.report import Report

_UNSEEN: Final = re.compile(f"[{UNSEEN}]")


def as_json(value: object) -> str:
    """Return a value as JSON text with a final line end.

    What can't be seen is escaped, and so is ##, by which a line of a log orders a runner about;
    read back, the value is the same.
    """
    import json  # noqa: PLC0415 - most runs draw for people

    return _harmless(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def as_lines(value: Mapping[str, object], depth: int) -> str:
    """Return a mapping likewise, where what lies deeper than so many levels takes a line each.

    It takes a fraction of the time, room and memory.
    """
    return _laid(value, depth, "") + "\n"


def _laid(value: object, depth: int, margin: str) -> str:
    import json  # noqa: PLC0415 - most runs draw for people

    within = f"{margin}  "
    match value:
        case dict() if depth and value:
            parts = (
                f"{within}{json.dumps(key)}: {_laid(each, depth - 1, within)}"
                for key, each in value.items()
            )
            return "{\n" + ",\n".join(parts) + f"\n{margin}}}"
        case list() if depth and value:
            parts = (f"{within}{_laid(each, depth - 1, within)}" for each in value)
            return "[\n" + ",\n".join(parts) + f"\n{margin}]"
        case _:
            return _harmless(json.dumps(value, ensure_ascii=False))


def _harmless(text: str) -> str:
    import json  # noqa: PLC0415 - most runs draw for people

    text = _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return text.replace("##", "#\\u0023")


def records(report: Report) -> dict[str, list[dict[str, object]]]:
    """Return the records of a report's tables under their names."""
    return {
        each.key: [record(row, each.fields) for row in table.rows if row.kind is each.kind]
        for table in report.tables
        for each in table.records
    }
