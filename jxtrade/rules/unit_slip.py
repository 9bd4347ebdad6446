"""A figure is 1000 times the allocation or the previous figure, or more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jxtrade.findings import Cell, Finding, Rule, Severity
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX303",
    slug="unit-slip",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」报 {figure}，是{what} {base} 的 1000 倍以上",
        "“{name}” is {figure}, 1000 times {what} ({base}) or more",
    ),
    hint=Text(
        "核对单位，应为{unit}",
        "check the unit: {unit}",
    ),
    about=Text(
        "数字达到分配数或上一次报数的 1000 倍以上。\n\n"
        "多半是单位错了：该用亿元的用了万元或元。\n\n"
        "换算成指标规定的单位。",
        "A figure is 1000 times the allocation or the previous figure, or more.\n\n"
        "Mostly the unit slipped: 10 000 yuan or yuan where 100 million yuan was due.\n\n"
        "Convert it to the indicator's unit.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 51000  # JX303
""",
)


_TIMES = 1000
_ALLOCATION = Text("分配数", "the allocation")
_PREVIOUS = Text("上一次报数", "the previous figure")


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each value a thousand times its allocation or its predecessor."""
    for (district, period), each in workspace.submission.items():
        for name, figure in each.model.figures.items():
            if (indicator := workspace.indicator.get(name)) is None:
                continue
            cell = Cell(district, name, str(period))
            allocated = workspace.allocation(name, district, period)
            previous = workspace.previous(district, name, period)
            if _is_slip(figure, allocated):
                place = workspace.allocation_at(name, district, period)
                facts: dict[str, Any] = {"what": _ALLOCATION, "base": allocated}
            elif previous is not None and _is_slip(figure, previous.figure):
                place = previous.location
                facts = {"what": _PREVIOUS, "base": previous.figure}
            else:
                continue
            related = () if place is None else (place,)
            facts |= {"name": indicator.name, "figure": figure, "unit": indicator.unit}
            yield RULE.at(each.at("values", name), *related, cell=cell, **facts)


def _is_slip(figure: Decimal, base: Decimal | None) -> bool:
    return base is not None and base > 0 and figure >= base * _TIMES
