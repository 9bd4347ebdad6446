"""An indicator is named that targets.yaml does not define."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.names import Mention
from jxtrade.findings import Rule, Severity
from jxtrade.model.submissions import Ratio
from jxtrade.read.forms import fields_of
from jxtrade.rules import (
    Facts,
    Findings,
    OfADepartment,
    OfADistrict,
    Programme,
    of_department,
    of_district,
    of_plan,
)
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.figures.names import Names

RULE = Rule(
    code="JX102",
    slug="unknown-indicator",
    severity=Severity.ERROR,
    message=Text("没有「{word}」这个指标", "there is no indicator “{word}”"),
    hint=Text(
        "targets.yaml 中有：{known}；别的删去，或前面加「# 」",
        "targets.yaml has: {known}; delete others, or put “# ” before them",
    ),
    about=paragraphs(
        "写的指标不在 targets.yaml 的 indicators 中。",
        "An indicator is named that targets.yaml does not define.",
        "没有定义的指标没有单位、口径和分配数，无从核对；这一项的数字不会被采用。",
        "Without a definition it has no unit and no allocation, so its figure is not used.",
        "按提示改成正确的 id；确是新指标的，先在 targets.yaml 中定义。",
        "Use the id that the hint offers; a new indicator is defined in targets.yaml first.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 5.1
  resales: 5.1  # JX102
""",
)


@of_plan(RULE)
def check_plan(programme: Programme) -> Findings:
    """Yield a finding for each place in the office's files that names an unknown indicator."""
    yield from _found(_planned(programme), programme.indicators)
    yield from _found(_scored(programme), programme.indicators)
    yield from _found(programme.waived("indicator"), programme.indicators)
    yield from _found(_tasked(programme), programme.indicators)


def _planned(programme: Programme) -> Iterator[Mention]:
    plan = programme.loaded
    for index, allocation in enumerate(plan.model.allocations):
        for field in ("values", "totals", "groups"):
            for word in getattr(allocation, field):
                yield Mention(word, plan, ("allocations", index, field, word), is_key=True)
    for index, goal in enumerate(plan.model.goals):
        if goal.indicator is not None:
            yield Mention(goal.indicator, plan, ("goals", index, "indicator"))
    for index, relation in enumerate(plan.model.relations):
        for side, place, term in relation.terms():
            yield Mention(term.indicator, plan, ("relations", index, side, place, "indicator"))
    for index, incentive in enumerate(plan.model.incentives):
        yield Mention(incentive.indicator, plan, ("incentives", index, "indicator"))


def _scored(programme: Programme) -> Iterator[Mention]:
    plan = programme.loaded
    if (scoring := plan.model.scoring) is not None:
        for word in scoring.indicators:
            yield Mention(word, plan, ("scoring", "indicators", word), is_key=True)
        for index, excuse in enumerate(scoring.excused):
            yield Mention(excuse.indicator, plan, ("scoring", "excused", index, "indicator"))


def _tasked(programme: Programme) -> Iterator[Mention]:
    for tasks in programme.tasks.by_year.values():
        for index, task in enumerate(tasks.model.tasks):
            for place, target in enumerate(task.targets):
                if target.indicator is not None:
                    route = ("tasks", index, "targets", place, "indicator")
                    yield Mention(target.indicator, tasks, route)


@of_district(RULE)
def check(facts: Facts, submission: OfADistrict) -> Findings:
    """Yield a finding for each indicator that a district names and the plan does not have."""
    yield from _found(_submitted(facts.programme, submission), facts.programme.indicators)


def _submitted(programme: Programme, submission: OfADistrict) -> Iterator[Mention]:
    """Yield unknown names: of firms and notes only where their indicator stands nowhere else.

    What the name of a figure is mended to, that of its firms and notes is mended to as well.
    """
    model, known = submission.model, programme.indicator.keys()
    stated = {*model.values, *model.not_applicable}
    for field in ("values", "not_applicable", "rosters", "notes"):
        words = getattr(model, field)
        if words.keys() <= known:
            continue
        follows = stated if field in ("rosters", "notes") else ()
        for word in words:
            if word not in follows:
                yield Mention(word, submission, (field, word), is_key=True)
    for index, restatement in enumerate(model.restatements):
        yield Mention(restatement.indicator, submission, ("restatements", index, "indicator"))


@of_department(RULE)
def check_department(facts: Facts, submission: OfADepartment) -> Findings:
    """Yield a finding for each indicator that a department names and the plan does not have."""
    mentions = (
        Mention(word, submission, ("city_totals", word), is_key=True)
        for word in submission.model.city_totals
    )
    yield from _found(mentions, facts.programme.indicators)


_IN_ONE_LINE: Final = Text(
    "比率写在一行：「<指标>: {numerator: <分子>, denominator: <分母>}」",
    "write a ratio in one line:"
    " “<indicator>: {numerator: <numerator>, denominator: <denominator>}”",
)
_TWICE: Final = Text(
    "「{id}」已另有一行：核对后只留一处", "“{id}” has a line of its own: compare and keep one"
)


def _found(mentions: Iterable[Mention], names: Names) -> Findings:
    for mention in mentions:
        if (word := mention.word) not in names.known:
            found = RULE.at(mention.location, word=word, known=names.listing)
            advice = _IN_ONE_LINE if word in fields_of(Ratio) else names.hint(word)
            yield found.advising(_twice(mention, names) or advice)


def _twice(mention: Mention, names: Names) -> Text | None:
    """Return the advice for a key beside which the indicator that it means has a line as well."""
    meant, beside = names.meant(mention.word), getattr(mention.loaded.model, str(mention.route[0]))
    is_there = mention.is_key and meant is not None and meant.id in beside
    return _TWICE.fill(id=meant.id) if meant and is_there else None
