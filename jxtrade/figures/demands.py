"""What relations of a plan demand, in words: with the figures of a submission, or without."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.relations import decimal_of
from jxtrade.model.relations import OPERATORS, Term
from jxtrade.text import Text, join, plain, same

if TYPE_CHECKING:
    from fractions import Fraction

    from jxtrade.figures.programme import Programme
    from jxtrade.figures.relations import Part, Related
    from jxtrade.model.relations import Relation

_DEMAND: Final = Text("{left}{after}应{operator}{before}{right}", "{left} must {operator} {right}")
_WITHIN: Final = Text("（容差 {within}）", " (give or take {within})")
_OFF: Final = Text("（相差 {difference}{allowed}）", " ({difference}{allowed})")
_ALLOWED: Final = Text("，允许 {tolerance}", ", {tolerance} allowed")
_NAMED: Final = Text("「{name}」{quarter}{figure}", "“{name}”{quarter}{figure}")
_BEFORE: Final = Text("（本年上一季）", " of the quarter before")
_OF_QUARTER: Final = Text("（{period}）", " ({period})")
_FIGURE: Final = Text("{figure}", " {figure}")


def name_of(relation: Relation) -> Text:
    """Return what a relation is called."""
    return relation.name or same(relation.id)


def demand(programme: Programme, relation: Relation) -> Text:
    """Return how the two sides of a relation must stand to each other."""
    left, right = (
        _added([_term(programme, each) for each in side])
        for side in (relation.left, relation.right)
    )
    within = _WITHIN.fill(within=plain(relation.within)) if relation.within else same("")
    return join([_demanded(relation, left, right), within], "", "")


def arithmetic(programme: Programme, held: Related) -> Text:
    """Return the same with the figures of a submission; where one lacks, what it is."""
    if held.sums is None or held.difference is None:
        return held.reason or same("")
    left, right = (
        _side(programme, parts, total)
        for parts, total in zip((held.left, held.right), held.sums, strict=True)
    )
    tolerance = plain(decimal_of(held.tolerance))
    off = _OFF.fill(
        difference=f"{decimal_of(held.difference):+f}",
        allowed=_ALLOWED.fill(tolerance=tolerance) if held.tolerance else "",
    )
    return join([_demanded(held.relation, left, right), off], "", "")


def _demanded(relation: Relation, left: Text, right: Text) -> Text:
    return _DEMAND.fill(
        left=left,
        after="" if left.zh.endswith(("」", "）")) else " ",
        operator=OPERATORS[relation.is_],
        before="" if right.zh.startswith("「") else " ",
        right=right,
    )


def _added(terms: list[Text]) -> Text:
    return join(terms, " + ", " + ")


def _side(programme: Programme, parts: tuple[Part, ...], total: Fraction) -> Text:
    """Return a side with its figures, and what they come to where that is more than one figure."""
    said = _added([_worded(programme, each) for each in parts])
    is_plain = len(parts) == 1 and parts[0].times == 1
    return said if is_plain else join([said, same(plain(decimal_of(total)))], " = ", " = ")


def _worded(programme: Programme, part: Part) -> Text:
    shown = same(f"{part.shown:f}")
    if not isinstance(part.written, Term):
        return shown
    quarter = _OF_QUARTER.fill(period=str(part.period)) if part.written.quarter else ""
    return _named(programme, part.written, quarter, _FIGURE.fill(figure=shown))


def _term(programme: Programme, term: Term | Decimal) -> Text:
    if isinstance(term, Decimal):
        return same(plain(term))
    return _named(programme, term, _BEFORE if term.quarter else "", "")


def _named(programme: Programme, term: Term, quarter: Text | str, figure: Text | str) -> Text:
    name = programme.indicator_name(term.indicator)
    said = _NAMED.fill(name=name, quarter=quarter, figure=figure)
    return said if term.times == 1 else join([same(f"{plain(term.times)} × "), said], "", "")
