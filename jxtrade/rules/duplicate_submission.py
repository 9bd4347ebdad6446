"""两份文件都说自己是同一区县（部门）同一季度的报送。

无从知道以哪一份为准。

保留正确的一份，删去或改正另一份。
---
Two files speak for the same district or department and period.

Nothing says which one counts.

Keep the right one; delete or mend the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Loaded, Workspace

RULE = Rule(
    code="JX105",
    slug="duplicate-submission",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{period} 已有一份报送：{other}",
        "“{name}” has another submission for {period}: {other}",
    ),
    hint=Text(
        "只留一份",
        "keep only one of them",
    ),
)
NEEDS = ()


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each further file of one sender and period, beside the first."""
    placed = {entry.path: entry.id for entry in workspace.entries}
    for field, files in (("district", workspace.districts), ("department", workspace.departments)):
        first: dict[tuple[str, object], Loaded[Any]] = {}
        own_first = sorted(files, key=lambda each: placed[each.path] != getattr(each.model, field))
        for each in own_first:
            sender, period = getattr(each.model, field), each.model.period
            other = first.setdefault((sender, period), each)
            if other is not each:
                facts = {"name": sender, "period": str(period), "other": other.path}
                yield RULE.at(each.at(field), other.at(field), **facts)
