"""What stands below a list of findings, and what JSON says beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.text import Text, join, same

if TYPE_CHECKING:
    from jxtrade.findings import Inspection

_COUNTED: Final = {
    Severity.ERROR: Text("{count} 个错误", "{count} errors"),
    Severity.WARNING: Text("{count} 个警告", "{count} warnings"),
    Severity.INFO: Text("{count} 个提示", "{count} remarks"),
}


def closing(inspection: Inspection, *, shown: int) -> Text:
    """Return the line that counts, and says what is not listed or could not be checked."""
    counts = inspection.counts()
    counted = [_COUNTED[severity].fill(count=count) for severity, count in counts.items()]
    files = Text("核对 {count} 份文件：", "{count} files checked: ").fill(
        count=len(inspection.files)
    )
    parts = [join((files, join(counted, "，", ", ")), "", "")]
    if len(inspection.findings) > shown:
        parts.append(Text("提示未列出，用 --info 列出", "--info lists the remarks"))
    whole = [each for each in inspection.skipped if each.path is None]
    for reason in dict.fromkeys(each.reason for each in whole):
        codes = tuple(same(each.code) for each in whole if each.reason == reason)
        text = Text("{reason}，没有运行 {codes}", "{reason}, so these did not run: {codes}")
        parts.append(text.fill(reason=reason, codes=codes))
    return join(parts)
