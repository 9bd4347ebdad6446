"""A later document changes an allocation, but its `from` is not the value in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from decimal import Decimal

RULE = Rule(
    code="JX205",
    slug="amendment-mismatch",
    severity=Severity.ERROR,
    message=Text(
        "「{district}」的「{name}」{found}，{stated}", "“{name}” of “{district}” {found}, {stated}"
    ),
    hint=Text(
        "写成 {{from: {before}, to: {after}}}，或补录中间的文件",
        "write {{from: {before}, to: {after}}}, or add the document in between",
    ),
    about=paragraphs(
        "后一份文件调整分配数时，写的原数（from）不是当时有效的数。",
        "A later document changes an allocation, but its `from` is not the value in force.",
        "不是抄错了原数，就是漏录了中间的一次调整。已有分配数的只能用 {from, to} 调整，"
        "写明从多少到多少。",
        "Either the old figure was copied wrongly or a document in between is missing."
        " A value that exists is changed with {from, to} only.",
        "对照两份文件，改正 from，或补录漏掉的文件。",
        "Compare the two documents; mend `from` or add the missing document.",
    ),
    example="""targets.yaml
allocations:
  - document: 示例办〔2022〕1号 附件1
    year: 2022
    effective: 2022-01-10
    values:
      exporters: {east: 60, west: 50, port: 20}
  - document: 示例办〔2022〕5号
    year: 2022
    effective: 2022-05-01
    values:
      exporters: {west: {from: 45, to: 55}}  # JX205
""",
)
_FOUND: Final = Text("原分配数是 {before}", "is {before} so far")
_FOUND_NONE: Final = Text("原来没有分配数", "has no allocation so far")
_STATED: Final = Text("这里写的原数是 {stated}", "the change starts from {stated}")
_STATED_NONE: Final = Text("这里没有写原数", "the change names no old figure")
_PLAIN: Final = Text(
    "直接写 {after}，不写 from；或补录前面的文件",
    "write {after} alone, without `from`, or add the document before it",
)


@of_plan(RULE)
def check(programme: Programme) -> Findings:
    """Yield a finding for each change that does not start from the allocation in force."""
    plan, places = programme.loaded, programme.allocations.place
    indicators, districts, misnamed = programme.indicator, programme.district, programme.misnamed
    for year in sorted({allocation.year for allocation in programme.plan.allocations}):
        in_force: dict[tuple[str, str], tuple[Decimal, int]] = {}
        for index in programme.allocations.documents_of(year):
            for indicator, cells in programme.plan.allocations[index].values.items():
                for district, change in cells.items():
                    known = in_force.get((indicator, district))
                    before = known[0] if known else None
                    stated = change.from_
                    if (
                        stated != before
                        and indicator in indicators
                        and district in districts
                        and (indicator, district) not in misnamed
                    ):
                        route = ("allocations", index, "values", indicator, district)
                        yield RULE.at(
                            plan.at(*route, "from"),
                            *([places(indicator, district, known[1])] if known else ()),
                            subject=Subject(district, indicator),
                            hint=_PLAIN if before is None else None,
                            district=programme.district_name(district),
                            name=programme.indicator_name(indicator),
                            found=_FOUND_NONE if before is None else _FOUND.fill(before=before),
                            stated=_STATED_NONE if stated is None else _STATED.fill(stated=stated),
                            before=before,
                            after=change.to,
                        )
                    in_force[indicator, district] = change.to, index
