"""Whose files a verdict is about, and how each of the senders stands now."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from jxtrade.cli import ask
from jxtrade.cli.speech import UsageError
from jxtrade.figures.lines import reconcile
from jxtrade.render.findings import Block
from jxtrade.text import Text, same
from jxtrade.views import status
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.cli.judged import Judged
    from jxtrade.engine import Verdict
    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Reconciliation
    from jxtrade.figures.received import Meant
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.report import Report

_MOST: Final = 40
_OF: Final = Text("{name}（{id}）{period}", "{name} ({id}), {period}")
_UNKNOWN: Final = Text("{id} {period}", "{id}, {period}")
_ALL: Final = Text("全部区县 {period}", "All districts, {period}")


def blocks(judged: Judged, listed: Iterable[Finding]) -> tuple[Block, ...]:
    """Return a block for each sender's quarter that the verdict is about, and for other files.

    Each district's says how it stands; where all, or too many, are asked for, the last says how
    all of them stand. Of other files those of the plan, and where something is found.
    """
    city = judged.verdict.city
    found = dict.fromkeys(each.location.path for each in listed)
    by_sender: dict[Meant, list[str]] = {}
    for path in found if judged.files is None else judged.files:
        by_sender.setdefault(city.received.whose(path), []).append(path)
    known_others = {*found, *judged.verdict.workspace.own}
    others = (path for each in by_sender if None in each for path in by_sender[each])
    known = _in_order(city, (each for each in by_sender if None not in each))
    is_each = judged.files is not None and len(known) <= _MOST
    standing = _Standing(judged.whole).of if is_each else _unsaid
    own = (Block(_title(city, each), (*by_sender[each],), standing(each)) for each in known)
    rest = (Block(same(path), (path,)) for path in others if path in known_others)
    return (*own, *rest, *(() if is_each else _all(judged.whole)))


def _unsaid(_: Meant) -> None:
    """Say nothing of how a sender stands: all of them stand together."""


def _in_order(city: City, senders: Iterable[Meant]) -> list[Meant]:
    """Return districts before departments, each kind in its own order, each sender's by quarter."""
    order = {
        (kind, id_): place
        for kind in (DISTRICTS, DEPARTMENTS)
        for place, id_ in enumerate(city.received.names(kind).known)
    }

    def key(whose: Meant) -> tuple[object, ...]:
        kind, id_, period = whose
        return kind != DISTRICTS, order.get((kind or "", id_ or ""), len(order)), id_, period

    return sorted(senders, key=key)


def _title(city: City, whose: Meant) -> Text:
    known = city.received.names(whose.kind or DISTRICTS).known.get(whose.id or "")
    facts = {"id": whose.id, "period": str(whose.period)}
    if known is None or known.name == same(known.id):
        return _UNKNOWN.fill(**facts)
    return _OF.fill(name=known.name, **facts)


class _Standing:
    """How districts stand: each quarter is reconciled once."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.quarters: dict[Period, Reconciliation] = {}

    def of(self, whose: Meant) -> Report | None:
        """Return how a sender stands in a quarter; None where the plan says nothing of it."""
        kind, id_, period = whose
        city = self.verdict.city
        programme = city.programme
        if programme.usable is None or kind != DISTRICTS or period is None:
            return None
        if id_ not in programme.district or not programme.plan.is_planned(period):
            return None
        if period not in self.quarters:
            self.quarters[period] = reconcile(city.facts, period)
        asked = status.Asked(id_)
        return status.report(city, self.quarters[period], asked, self.verdict.findings)


def _all(verdict: Verdict) -> Iterator[Block]:
    """Yield how all districts stand in the newest quarter, where there is any."""
    city = verdict.city
    if city.programme.usable is not None:
        with suppress(UsageError):
            period = ask.asked_period(city, None)
            found = reconcile(city.facts, period)
            report = status.report(city, found, status.Asked(), verdict.findings)
            yield Block(_ALL.fill(period=str(period)), (), report)
