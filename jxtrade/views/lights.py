"""Which lights have changed since the quarter before, by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.states import WORDS, Light
from jxtrade.text import MOST_LISTED, Text, join
from jxtrade.views.papers import MOST_ITEMS, NONE, Paper, closed

if TYPE_CHECKING:
    from jxtrade.figures.lines import Line

_MOVES: Final = (
    (Light.RED, Light.GREEN),
    (Light.YELLOW, Light.GREEN),
    (Light.RED, Light.YELLOW),
    (Light.GREEN, Light.YELLOW),
    (Light.GREEN, Light.RED),
    (Light.YELLOW, Light.RED),
)
"""Better before worse, the furthest first among the better and last among the worse."""


def changed(paper: Paper) -> Text:
    """Return which lights have changed since the quarter before: M2; that none has is said too.

    Nothing where nothing that is due now was due then, or nobody has a value in both.
    """
    quarter = paper.period.quarter
    moved: dict[tuple[Light, Light], list[Line]] = {}
    is_comparable = False
    for line in paper.found.lines:
        earlier = paper.earlier(line)
        if earlier is None or earlier.light is None or line.light is None:
            continue
        if not paper.indicator(line).pace[quarter - 2]:
            continue
        is_comparable = True
        moved.setdefault((earlier.light, line.light), []).append(line)
    if not is_comparable:
        return NONE
    parts = [_said(paper, move, moved[move]) for move in _MOVES if move in moved]
    if not parts:
        text = Text(
            "与{season}末比，亮灯没有变化", "no light has changed since the end of {season}"
        )
        return closed(text.fill(season=paper.last_season))
    text = Text("与{season}末比，{parts}", "since the end of {season}, {parts}")
    return closed(text.fill(season=paper.last_season, parts=join(parts)))


def _said(paper: Paper, move: tuple[Light, Light], lines: list[Line]) -> Text:
    by_indicator: dict[str, list[Line]] = {}
    for line in lines:
        by_indicator.setdefault(line.indicator, []).append(line)
    old, new = (WORDS[light] for light in move)
    text = Text("由{old}转{new}{count}项次", "{count} went from {old} to {new}")
    head = text.fill(old=old, new=new, count=len(lines))
    if len(by_indicator) > MOST_ITEMS:
        return head
    named = []
    for own in by_indicator.values():
        indicator = paper.indicator(own[0]).name
        text = Text("{names}{indicator}", "{names} in {indicator}")
        if len(lines) > MOST_LISTED or paper.is_grouped:
            text = Text("{indicator}{places}", "{places} in {indicator}")
            places = paper.places(len(own))
            named.append(text.fill(indicator=indicator, places=places))
            continue
        if any(_is_amended(paper, line) for line in own):
            text = Text(
                "{names}{indicator}（目标有调整）", "{names} in {indicator} (target amended)"
            )
        names = paper.names(line.district for line in own)
        named.append(text.fill(names=names, indicator=indicator))
    return join((head, join(named, "，", ", ")), "：", ": ")


def _is_amended(paper: Paper, line: Line) -> bool:
    earlier = paper.earlier(line)
    return earlier is not None and earlier.allocated != line.allocated
