"""A file under reports/ looks like a submission and is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.findings import Finding, Location, Rule, Severity
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX107",
    slug="passed-over",
    severity=Severity.WARNING,
    message=Text(
        "这份文件没有读：{reason}",
        "this file is not read: {reason}",
    ),
    hint=Text(
        "{advice}",
        "{advice}",
    ),
    about=Text(
        "reports/ 下有一份看来是报送、却没有读的文件。\n\n"
        "位置或文件名不对的文件不会被读，里面的数字等于没有报。\n\n"
        "照提示移动、改名或删去。",
        "A file under reports/ looks like a submission and is not read.\n\n"
        "In a wrong place or under a wrong name its figures might as well not be there.\n\n"
        "Move, rename or delete it as the hint says.",
    ),
    example="""reports/2022Q2/districts/east (2).yaml  # JX107
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)
NEEDS = ()


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each stray file."""
    for stray in workspace.strays:
        yield RULE.at(Location(stray.path), reason=stray.reason, advice=stray.hint)
