"""The document names no year; the one in use is an assumption."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX206",
    slug="year-assumed",
    severity=Severity.INFO,
    message=Text(
        "「{document}」没有写明年度，按 {year} 年使用",
        "“{document}” names no year; {year} is assumed",
    ),
    hint=Text(
        "有依据后改正 year，删去 year_assumed",
        "once there is proof, set year and drop year_assumed",
    ),
    about=paragraphs(
        "文件没有写明年度，所用年度是推定的。",
        "The document names no year; the one in use is an assumption.",
        "完成率按这个年度计算，推定错了全部会错，所以每份报告都注明。",
        "All rates rest on it, so every report says so.",
        "有了依据后，改正 year 并删去 year_assumed。",
        "Once there is proof, set year and drop year_assumed.",
    ),
    example="""targets.yaml
allocations:
  - document: 示例办〔2022〕1号 附件1
    year: 2022
    year_assumed: true  # JX206
    effective: 2022-01-10
    values:
      exporters: {east: 60, west: 50, port: 20}
""",
)


@of_plan(RULE)
def check(programme: Programme) -> Findings:
    """Yield a finding for each document whose year is an assumption."""
    for index, allocation in enumerate(programme.plan.allocations):
        if allocation.year_assumed:
            yield RULE.at(
                programme.loaded.at("allocations", index, "year_assumed"),
                document=programme.plan.document_of(allocation),
                year=str(allocation.year),
            )
