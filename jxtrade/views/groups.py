"""What papers say of groups, which stand in place of districts: each with its own sums."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.standing import is_behind
from jxtrade.figures.states import Status
from jxtrade.report import Paragraph
from jxtrade.text import MOST_LISTED, Text, join
from jxtrade.views.indicators import Sum, of_group
from jxtrade.views.papers import (
    MOST_ITEMS,
    MOST_TOLD,
    NONE,
    closed,
    joined,
    run_on,
    section,
)
from jxtrade.views.problems import short_distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.figures.lines import Total
    from jxtrade.report import Block
    from jxtrade.views.many import Part
    from jxtrade.views.papers import Paper


def told(paper: Paper, number: int, see: Text) -> Iterator[Block]:
    """Yield a section for each group, numbered from a number; of many groups the worst alone.

    `see` says where the others stand.
    """
    parts = paper.parts_within
    shown = parts if len(parts) <= MOST_LISTED else _worst(paper)
    if not shown:
        return
    said = ((part, [*_told(paper, [*_sums(paper, part)])]) for part in shown)
    for place, (part, own) in enumerate((each for each in said if each[1]), number):
        yield section(place, run_on(closed(part.name), *own))
    if rest := len(parts) - len(shown):
        are = "group is" if rest == 1 else "groups are"
        text = Text(f"其余{rest}个分组{{see}}。", f"{rest} more {are} not told here: {{see}}.")
        yield Paragraph(text.fill(see=see))


def _sums(paper: Paper, part: Part) -> Iterator[Sum]:
    within = {*part.districts}
    for indicator in paper.allocated:
        total = next(total for each, total in paper.groups[indicator.id] if each is part)
        lines = tuple(line for line in paper.lines[indicator.id] if line.district in within)
        if lines:
            yield Sum(total, lines)


def _worst(paper: Paper) -> list[Part]:
    """Return the groups with the most that is far behind, then behind, in the plan's order.

    Of alike ones those come first whose distance is the largest.
    """
    short: dict[str | None, list[Total]] = {}
    for own in paper.groups.values():
        for part, total in own:
            if is_behind(total):
                short.setdefault(part.id, []).append(total)

    def weight(part: str | None) -> tuple[int, int, Decimal]:
        far = sum(each.status is Status.FAR_BEHIND for each in short[part])
        return -far, -len(short[part]), min(each.lead or Decimal(0) for each in short[part])

    worst = {*sorted(short, key=weight)[:MOST_ITEMS]}
    return [part for part in paper.parts_within if part.id in worst]


def _told(paper: Paper, own: list[Sum]) -> Iterator[Text]:
    """Yield a sentence on each indicator; of many how many stand how, and the furthest behind."""
    if own and len(paper.indicators) > MOST_TOLD:
        yield _counted(paper, [each.total for each in own])
    else:
        yield from (of_group(paper, paper.indicator(each.total), each) for each in own)


def _counted(paper: Paper, totals: list[Total]) -> Text:
    """Return how many sums are on pace, short, incomplete and not due; levels have none."""
    summed = [each for each in totals if each.status is not None]
    tally = Counter(each.status for each in summed)
    on_pace, short = tally[Status.ON_PACE], tally[Status.BEHIND] + tally[Status.FAR_BEHIND]
    words = (Text("达序时", "on pace"), Text("未达序时", "short of it"))
    if paper.is_final:
        words = (Text("已完成", "met"), Text("未完成", "not met"))
        on_pace, short = 0, short + on_pace
    parts = [
        Text(f"{word.zh}{count}项", f"{count} {'is' if count == 1 else 'are'} {word.en}")
        for word, count in (
            (words[0], tally[Status.MET] + on_pace),
            (words[1], short),
            (Text("未齐", "incomplete"), tally[Status.INCOMPLETE]),
            (Text("未到节点", "not due yet"), tally[Status.NOT_DUE]),
        )
        if count
    ]
    levels = len(totals) - len(summed)
    apart = NONE
    if levels:
        text = Text("（不相加的{levels}项除外）", " (less {levels} that do not add up)")
        apart = text.fill(levels=levels)
    head = Text("{count}项指标{apart}中", "Of {count} indicators{apart}")
    own = join([head.fill(count=len(summed), apart=apart), *parts], "，", ", ")
    return closed(joined((own, _furthest(paper, summed))))


_MOST: Final = 3


def _furthest(paper: Paper, totals: list[Total]) -> Text:
    """Return the indicators of a group that are furthest from the pace."""
    short = [each for each in totals if is_behind(each) and each.lead is not None]
    if not short or paper.is_final:
        return NONE
    worst = sorted(short, key=lambda each: each.lead or 0)[:_MOST]
    named = [
        Text("{name}{how}", "{name} ({how})").fill(
            name=paper.indicator(each).name,
            how=short_distance(paper.indicator(each), each.lead or Decimal(0)),
        )
        for each in worst
    ]
    text = Text("差距最大的是{named}", "furthest from it: {named}")
    return text.fill(named=join(named, "、", ", "))
