"""JSON as every format writes it: nothing in it acts on a terminal or a CI runner."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
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


def as_lines(value: Mapping[str, object], depth: int) -> bytes:
    """Return a mapping likewise in UTF-8, where what lies deeper than so many levels is a line.

    It takes a fraction of the time and room; lists above that may be made as they are written, so
    that memory holds no more than the bytes.
    """
    written = io.BytesIO()
    for piece in _pieces(value, depth, ""):
        written.write(piece.encode())
    written.write(b"\n")
    return written.getvalue()


def _pieces(value: object, depth: int, margin: str) -> Iterator[str]:
    import json  # noqa: PLC0415 - most runs draw for people

    within = f"{margin}  "
    match value:
        case dict() if depth and value:
            for place, (key, each) in enumerate(value.items()):
                yield f"{',' if place else '{'}\n{within}{json.dumps(key)}: "
                yield from _pieces(each, depth - 1, within)
            yield f"\n{margin}}}"
        case list() | Iterator() if depth:
            place = -1
            for place, each in enumerate(value):
                yield f"{',' if place else '['}\n{within}"
                yield from _pieces(each, depth - 1, within)
            yield "[]" if place < 0 else f"\n{margin}]"
        case _:
            yield _harmless(json.dumps(value, ensure_ascii=False))


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
