"""A district has no allocation while others have one."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Findings, Programme, of_plan
from jxtrade.text import Text, agreeing, paragraphs

RULE = Rule(
    code="JX204",
    slug="allocation-gap",
    severity=Severity.WARNING,
    message=Text(
        "「{district}」没有「{name}」{year} 年的分配数，另有 {others}有",
        "“{district}” has no allocation of “{name}” for {year}; {others} one",
    ),
    hint=Text(
        "对照文件原表；确未下达的可不改",
        "compare with the document; leave it where nothing was allocated",
    ),
    about=paragraphs(
        "同一指标别的区县都有分配数，这个区县没有。",
        "A district has no allocation while others have one.",
        "可能是漏录，也可能文件确实没有下达（表中为 —）。",
        "It may have been left out in copying, or the document really allocates nothing (a dash).",
        "对照文件；确实没有下达的不必改动，各表显示“未下达”。",
        "Compare with the document; where nothing was allocated, leave it: tables say so.",
    ),
    example="""targets.yaml
allocations:
  - document: 示例办〔2022〕1号 附件1
    year: 2022
    effective: 2022-01-10
    values:
      exporters: {east: 60, west: 50}  # JX204
""",
)

_OTHERS = (
    Text("1 个区县", "1 other has"),
    Text("{count} 个区县", "{count} others have"),
)


@of_plan(RULE)
def check(programme: Programme) -> Findings:
    """Yield a finding for each district that an allocated indicator passes over."""
    allocations = programme.allocations
    for name, indicator in programme.indicator.items():
        for index in allocations.last(name, every_year=True):
            cells = allocations.by(index, name).keys() & programme.district
            year = programme.plan.allocations[index].year
            for district in programme.district if cells else ():
                if district not in cells and (name, district) not in programme.misnamed:
                    yield RULE.at(
                        programme.loaded.key("allocations", index, "values", name),
                        subject=Subject(district, name),
                        district=programme.district_name(district),
                        name=indicator.name,
                        year=str(year),
                        others=agreeing(len(cells), *_OTHERS),
                    )
