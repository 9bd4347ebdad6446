"""Who is entitled to the plan's incentives, what it comes to, and what the allocation would cost."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT, added, as_counted
from jxtrade.figures.incentives import Reward, rewards
from jxtrade.report import (
    Column,
    Field,
    Kind,
    Paragraph,
    Records,
    Report,
    Row,
    RowKind,
    Table,
    Tone,
    optional,
)
from jxtrade.rules.uscc_invalid import RULE as REFUSED
from jxtrade.text import Text, agreeing, listed, plain, same
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.figures.city import City
    from jxtrade.figures.rosters import Listed
    from jxtrade.model.period import Period
    from jxtrade.report import Cell, Value

VERSION: Final = "jxtrade.incentives/1"
FACTS: Final = (*words.FACTS, *optional(Field("total", Kind.FIGURE), Field("if_met", Kind.FIGURE)))
_INDICATOR: Final = (Field("indicator", Kind.ID), Field("indicator_name", Kind.TEXT))
_DISTRICT: Final = (Field("district", Kind.ID), Field("district_name", Kind.TEXT))
_AMOUNT: Final = (Field("amount", Kind.FIGURE), Field("unit", Kind.TEXT))
ENTITLED: Final = Records(
    "entitled",
    (
        *_INDICATOR,
        *_DISTRICT,
        Field("name", Kind.ID),
        *optional(Field("uscc", Kind.ID)),
        *_AMOUNT,
        Field("since", Kind.ID),
        Field("condition", Kind.TEXT),
        *optional(Field("clause", Kind.ID)),
        Field("source", Kind.PLACE),
        Field("clause_source", Kind.PLACE),
    ),
)
DISTRICTS: Final = Records(
    "districts", (*_DISTRICT, *_INDICATOR, Field("count", Kind.COUNT), *_AMOUNT)
)
CLAUSES: Final = Records(
    "clauses",
    (
        *_INDICATOR,
        *_AMOUNT,
        Field("per", Kind.TEXT),
        Field("condition", Kind.TEXT),
        *optional(Field("clause", Kind.ID)),
        Field("count", Kind.COUNT),
        Field("total", Kind.FIGURE),
        *optional(Field("allocated", Kind.FIGURE), Field("if_met", Kind.FIGURE)),
        Field("source", Kind.PLACE),
    ),
)
RECORDS: Final = (ENTITLED, DISTRICTS, CLAUSES)


def report(city: City, period: Period) -> Report:
    """Return what is owed to whom by a quarter's end, and what the allocation would cost."""
    known = tuple(rewards(city.claims, period))
    sample = any(each.submission.model.sample for reward in known for each in reward.entitled)
    total, if_met = _by_unit(known, "amount"), _by_unit(known, "if_met")
    blocks = (
        *_said(city, known, total, if_met),
        Table((), tuple(_entitled(city, known)), (ENTITLED,)),
        ...
    )
