"""A submission or the plan names a district that targets.yaml does not list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.names import Mention
from jxtrade.findings import Rule, Severity
from jxtrade.rules import City, Findings, Programme, of_city, of_plan
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE = Rule(
    code="JX101",
    slug="unknown-district",
    severity=Severity.ERROR,
    message=Text("没有「{word}」这个区县", "there is no district “{word}”"),
    hint=Text("targets.yaml 中有：{known}", "targets.yaml has: {known}"),
    about=paragraphs(
        "报送或计划里写的区县不在 targets.yaml 的名单中。",
        "A submission or the plan names a district that targets.yaml does not list.",
        "认不出是谁的数字，就不能与分配数核对。",
        "Figures that belong to nobody can't be held against an allocation.",
        "按 targets.yaml 中 districts 的 id 书写；id 与中文名不是一回事，提示给出最接近的 id。",
        "Write the id that targets.yaml gives under districts; the hint offers the nearest one.",
    ),
    example="""reports/2022Q2/districts/esat.yaml
district: esat  # JX101
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {}
""",
)


@of_plan(RULE)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each place in plan and waivers that names an unknown district."""
    names = programme.districts
    for mention in (*_planned(programme), *programme.waived("district")):
        if (word := mention.word) not in names.known:
            found = RULE.at(mention.location, word=word, known=names.listing)
            yield found.advising(names.hint(word))


def _planned(programme: Programme) -> Iterator[Mention]:
    for index, district in enumerate(programme.plan.districts):
        for place, word in enumerate(district.overlaps):
            yield Mention(word, programme.loaded, ("districts", index, "overlaps", place))
    for index, allocation in enumerate(programme.plan.allocations):
        for indicator, cells in allocation.values.items():
            for word in cells.keys() - programme.district.keys():
                route = ("allocations", index, "values", indicator, word)
                yield Mention(word, programme.loaded, route, is_key=True)
    scoring = programme.plan.scoring
    for index, excuse in enumerate(scoring.excused if scoring else ()):
        yield Mention(excuse.district, programme.loaded, ("scoring", "excused", index, "district"))


@of_city(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each submission of a district that the plan does not have."""
    names = city.programme.districts
    for each in city.received.districts:
        if (word := each.model.district) not in names.known:
            hint = city.received.sender_hint(each, DISTRICTS, names)
            found = RULE.at(each.at("district"), word=word, known=names.listing)
            yield found.advising(hint)
