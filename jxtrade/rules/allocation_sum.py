"""District allocations must add up to the total that the same document states."""

from __future__ import annotations

from jxtrade.figures.arithmetic import Outcome, compare
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX201",
    slug="allocation-sum",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」各地分配合计 {found}，文件写明 {stated}，相差 {difference:+}",
        "allocations of “{name}” add up to {found}, the document states {stated} ({difference:+})",
    ),
    hint=Text("对照文件原表核对", "compare with the document’s own table"),
    about=paragraphs(
        "各区县分配数之和应等于同一文件写明的合计。",
        "District allocations must add up to the total that the same document states.",
        "同一文件里的分配数相加，与该文件自己写的合计对不上，其中必有一处抄错。金额允许"
        "四舍五入的差。",
        "One of the two was copied wrongly; for amounts, rounding is allowed for.",
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
    """Yield a finding for every stated total that its parts do not add up to."""
    for index, allocation in enumerate(programme.plan.allocations):
        for name, stated in allocation.totals.items():
            indicator = programme.indicator.get(name)
            figures = programme.allocations.by(index, name)
            if indicator is None or indicator.kind == "rate" or not figures:
                continue
            compared = compare(tuple(figures.values()), stated, indicator)
            if compared.outcome is Outcome.DIFFERS:
                yield RULE.at(
                    programme.loaded.at("allocations", index, "totals", name),
                    programme.loaded.key("allocations", index, "values", name),
                    subject=Subject(None, name),
                    name=indicator.name,
                    found=compared.sum,
                    stated=stated,
                    difference=compared.difference,
                )
