"""What stands below a list of findings, and what JSON says beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.text import Text, join, same

if TYPE_CHECKING:
    from jxtrade.findings import Inspection


def closing(inspection: Inspection, *, shown: int) -> Text:
    """Return the line that counts, and says what is not listed or could not be checked."""
    parts = [inspection.tally()]
    if len(inspection.findings) > shown:
        parts.append(Text("提示未列出，用 --info 列出", "--info lists the remarks"))
    whole = [each for each in inspection.skipped if each.path is None]
    for reason in dict.fromkeys(each.reason for each in whole):
        codes = tuple(same(each.code) for each in whole if each.reason == reason)
        text = Text("{reason}，没有运行 {codes}", "{reason}, so these did not run: {codes}")
        parts.append(text.fill(reason=reason, codes=codes))
    return join(parts)
