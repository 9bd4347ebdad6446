"""District allocations must add up to the total that the same document states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.arithmetic import Outcome, compare
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

RULE = Rule(
    code="JX201",
    slug="allocation-sum",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」{whose}各地分配合计 {found}，文件写明 {stated}，相差 {difference:+}",
        "allocations of “{name}”{whose} add up to {found}, the document states {stated}"
        " ({difference:+})",
    ),
    hint=Text("对照文件原表核对", "compare with the document’s own table"),
    about=paragraphs(
        "各区县分配数之和应等于同一文件写明的合计。",
        "District allocations must add up to the total that the same document states.",
        "同一文件里的分配数相加，与该文件自己写的合计对不上，其中必有一处抄错。金额允许"
        "四舍五入的差。有分组的，每一级都核对。",
        "One of the two was copied wrongly; for amounts, rounding is allowed for. Where there are"
        " groups, each level is checked.",
        "对照文件原表改正抄错的一处。",
        "Compare with the document's own table and mend the copy.",
    ),
    example="""targets.yaml
allocations:
  - document: 示例办〔2022〕1号 附件1
    year: 2022
    effective: 2022-01-10
    values:
      exporters: {east: 60, west: 50, port: 20}
    totals: {exporters: 131}  # JX201
""",
)


@of_plan(RULE)
def check(programme: Programme) -> Findings:
    """Yield a finding for every stated total, and every group, that its parts do not add up to."""
    for index, allocation in enumerate(programme.plan.allocations):
        for name, stated in allocation.totals.items():
            figures = programme.allocations.by(index, name)
            yield from _held(programme, (index, name), [*figures.values()], stated)
        for name, given in allocation.groups.items():
            figures = programme.allocations.by(index, name)
            for group, stated in given.items():
                parts = programme.groups.parts(group, figures, given)
                yield from _held(programme, (index, name), parts, stated, group)


def _held(
    programme: Programme,
    at: tuple[int, str],
    parts: Sequence[Decimal],
    stated: Decimal,
    group: str | None = None,
) -> Findings:
    index, name = at
    indicator = programme.indicator.get(name)
    if indicator is None or indicator.kind == "rate" or not parts:
        return
    compared = compare(parts, stated, indicator)
    if compared.outcome is Outcome.DIFFERS:
        plan = programme.loaded
        route = ("totals", name) if group is None else ("groups", name, group)
        is_there = name in plan.model.allocations[index].values
        yield RULE.at(
            plan.at("allocations", index, *route),
            *([plan.key("allocations", index, "values", name)] if is_there else ()),
            subject=Subject(None, name),
            name=indicator.name,
            whose=_WITHIN.fill(group=programme.group_name(group)) if group else "",
            found=compared.sum,
            stated=stated,
            difference=compared.difference,
        )


_WITHIN = Text("{group}", " in {group}")
