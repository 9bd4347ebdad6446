"""The relations of a plan, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.demands import demand
from jxtrade.model.relations import GRAVITIES
from jxtrade.report import Cell, Column, Paragraph, Role, Row, Table
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.figures.programme import Programme

_LISTED: Final = Text("{path} 中的关系：", "Relations in {path}:")
_NONE: Final = Text(
    "{path} 没有写 relations：这个计划还没有勾稽关系。",
    "There is no relations in {path}: this plan has none yet.",
)
UNUSABLE: Final = Paragraph(
    Text(
        "手头的计划不能用，原因见 jxtrade validate，关系没有列出。",
        "The plan at hand can't be used (jxtrade validate says why); its relations are not listed.",
    )
)
_COLUMNS: Final = (
    Column("id", Text("编号", "id")),
    Column("name", Text("名称", "name")),
    Column("demand", Text("要求", "demand")),
    Column("severity", Text("级别", "severity")),
)


def listing(programme: Programme) -> Iterator[Paragraph | Table]:
    """Yield the relations of a plan, or that it has none."""
    relations, path = programme.plan.relations, programme.loaded.path
    if not relations:
        yield Paragraph(_NONE.fill(path=path))
        return
    yield Paragraph(_LISTED.fill(path=path), role=Role.HEADING)
    rows = (
        {
            "id": Cell(each.id),
            "name": Cell(each.name),
            "demand": Cell(demand(programme, each)),
            "severity": Cell(GRAVITIES[each.severity]),
        }
        for each in relations
    )
    yield Table(_COLUMNS, tuple(Row(each) for each in rows))
