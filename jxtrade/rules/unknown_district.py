"""A submission or the plan names a district that targets.yaml does not list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade import mistakes
from jxtrade.findings import Finding, Rule, Severity
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import DISTRICTS, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

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


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each place that names a district the plan does not have."""
    names = mistakes.districts(workspace)
    for each in workspace.districts:
        if (word := each.model.district) not in names.known:
            hint = mistakes.sender_hint(workspace, each, DISTRICTS, names)
            yield RULE.at(each.at("district"), hint=hint, word=word, known=names.listing)
    for mention in _planned(workspace):
        if (word := mention.word) not in names.known:
            yield RULE.at(mention.location, hint=names.hint(word), word=word, known=names.listing)


def _planned(workspace: Workspace) -> Iterator[Mention]:
    if workspace.plan is None:
        return
    for index, district in enumerate(workspace.plan.model.districts):
        for place, word in enumerate(district.overlaps):
            yield Mention(word, workspace.plan, ("districts", index, "overlaps", place))
    for index, allocation in enumerate(workspace.plan.model.allocations):
        for indicator, cells in allocation.values.items():
            for word in cells:
                yield Mention(
                    word,
                    workspace.plan,
                    ("allocations", index, "values", indicator, word),
                    is_key=True,
                )
