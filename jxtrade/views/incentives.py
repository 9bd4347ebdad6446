"""Who is entitled to the plan's incentives, what it comes to, and what all of it would cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import added, as_counted
from jxtrade.figures.incentives import rewards, shares, sums
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
from jxtrade.text import Text, agreeing, join, listed, plain, same
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.incentives import Reward, Share
    from jxtrade.figures.rosters import Listed
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Incentive
    from jxtrade.place import Place
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


_COST: Final = (
    Column("name_and_unit", words.INDICATOR),
    Column("each", Text("奖励标准", "each"), Kind.WORD),
    Column("count", Text("已入围", "listed"), Kind.COUNT),
    Column("total", Text("应奖励", "owed"), Kind.FIGURE),
    Column("allocated", Text("分配", "allocated"), Kind.FIGURE),
    Column("if_met", Text("全部完成需", "if all is met"), Kind.FIGURE),
)
_FIRMS: Final = (
    Column("name", Text("名称", "name")),
    Column("uscc", Text("统一社会信用代码", "code"), Kind.WORD),
    Column("indicator_name", words.INDICATOR),
    Column("since", Text("入围", "since"), Kind.WORD),
    Column("said", Text("奖励", "reward"), Kind.WORD),
)


def report(city: City, period: Period) -> Report:
    """Return what is owed to whom by a quarter's end, and what the allocation would cost."""
    known = tuple(rewards(city.claims, period))
    owed, if_met = sums(known, "amount"), sums(known, "if_met")
    place = {district: index for index, district in enumerate(city.programme.district)}
    claims = [(reward, each) for reward in known for each in reward.entitled]
    claims.sort(key=lambda claim: place[claim[1].district])
    entitled = tuple(_entitled(city, *claim) for claim in claims)
    ordered = sorted(shares(known), key=lambda each: place[each.district])
    blocks: list[Paragraph | Table] = [
        _told(known, owed, if_met),
        Table(_COST, tuple(_costs(city, known, owed, if_met)), (CLAUSES,)),
        _by_district(city, ordered),
        Table((*_FIRMS[:2], words.district(city), *_FIRMS[2:]), entitled),
        *_notes(city, known),
    ]
    sample = any(each.submission.model.sample for reward in known for each in reward.entitled)
    facts = words.head(city, VERSION, period, sample=sample)
    return Report(
        words.title(city, period, Text("奖励", "Incentives")),
        (
            Table((), entitled, (ENTITLED,)),
            Table((), tuple(_share(city, each) for each in ordered), (DISTRICTS,)),
            *blocks,
            *words.caveats(city, period, sample=sample),
        ),
        facts | {"total": _one(owed) if known else Decimal(0), "if_met": _one(if_met)},
    )


def _one(sums: Mapping[Text, Decimal]) -> Decimal | None:
    """Return the sum where there is one unit; what is in several is not added up."""
    return next(iter(sums.values())) if len(sums) == 1 else None


def _told(
    known: Sequence[Reward], owed: Mapping[Text, Decimal], if_met: Mapping[Text, Decimal]
) -> Paragraph:
    """Return in words what is owed, and what the allocation would cost if it were met."""
    if not known:
        return Paragraph(_NO_INCENTIVES)
    parts = [_OWED.fill(money=_money(owed))]
    if if_met:
        parts.append(_IF_MET.fill(money=_money(if_met)))
    return Paragraph(join((*parts, same("")), "。", ". "))


_NO_INCENTIVES: Final = Text(
    "计划里没有奖励；文件有规定的，写在 targets.yaml 的 incentives 下。",
    "The plan names no incentives; what the document promises belongs under incentives in"
    " targets.yaml.",
)
_OWED: Final = Text("应奖励 {money}", "Owed: {money}")
_IF_MET: Final = Text(
    "现行分配全部完成需 {money}", "If all that is allocated were met it would cost {money}"
)


def _money(sums: Mapping[Text, Decimal]) -> Text:
    """Return sums with their units, those in yuan in tens of thousands too."""
    said = []
    for unit, figure in sums.items():
        text = _IN_BOTH if figure and words.is_counted_in_myriads(unit) else _AS_IT_IS
        said.append(text.fill(figure=plain(figure), unit=unit, myriads=words.myriads(figure)))
    return join(said, "、", ", ")


_AS_IT_IS: Final = Text("{figure} {unit}", "{figure} {unit}")
_IN_BOTH: Final = Text(
    "{myriads} 万{unit}（{figure} {unit}）", "{figure} {unit} ({myriads} × 10,000)"
)


def _clause(city: City, reward: Reward) -> dict[str, Value | Cell]:
    """Return what the document says of a reward, and of which indicator."""
    incentive = reward.incentive
    return {
        "indicator": incentive.indicator,
        "indicator_name": city.programme.indicator_name(incentive.indicator),
        "name_and_unit": words.name_and_unit(city, incentive.indicator),
        "amount": incentive.amount,
        "unit": incentive.unit,
        "condition": incentive.condition,
        "clause": incentive.source,
    }


def _place(city: City, reward: Reward) -> Place:
    return city.programme.loaded.at("incentives", reward.place, "amount")


def _costs(
    city: City,
    known: Iterable[Reward],
    owed: Mapping[Text, Decimal],
    if_met: Mapping[Text, Decimal],
) -> Iterator[Row]:
    """Yield what each reward comes to, then all in each unit."""
    for reward in known:
        incentive, about = reward.incentive, city.programme.indicator[reward.incentive.indicator]
        allocated = reward.allocated
        values = _clause(city, reward) | {
            "per": incentive.per,
            "each": _each(incentive),
            "count": len(reward.entitled),
            "total": reward.amount,
            "allocated": None if allocated is None else as_counted(allocated, about),
            "if_met": reward.if_met,
            "source": _place(city, reward),
        }
        yield words.row(values, {}, {"total": tuple(each.location for each in reward.entitled)})
    for unit, figure in owed.items():
        name = _ALL.fill(unit=unit)
        yield words.row(
            {
                "name_and_unit": name,
                "each": same(""),
                "count": same(""),
                "total": figure,
                "allocated": same(""),
                "if_met": if_met.get(unit),
            },
            {},
            {},
            RowKind.TOTAL,
        )


def _each(incentive: Incentive) -> Text:
    amount = plain(incentive.amount)
    return _EACH.fill(amount=amount, unit=incentive.unit, per=incentive.per)


_EACH: Final = Text("{amount} {unit}/{per}", "{amount} {unit}/{per}")
_ALL: Final = Text("合计（{unit}）", "total ({unit})")


def _entitled(city: City, reward: Reward, each: Listed) -> Row:
    """Return who is entitled to what, since when."""
    incentive = reward.incentive
    values = _clause(city, reward) | {
        "district": each.district,
        "district_name": city.programme.district_name(each.district),
        "name": each.firm.name,
        "uscc": None if each.identity == each.firm.name else each.identity,
        "since": str(each.period),
        "said": _AS_IT_IS.fill(figure=plain(incentive.amount), unit=incentive.unit),
        "source": each.location,
        "clause_source": _place(city, reward),
    }
    return words.row(values, {}, {"said": (each.location, _place(city, reward))})


def _share(city: City, share: Share) -> Row:
    values = share._asdict() | {
        "count": share.number,
        "district_name": city.programme.district_name(share.district),
        "indicator_name": city.programme.indicator_name(share.indicator),
    }
    return words.row(values, {}, {})


def _by_district(city: City, owed: Sequence[Share]) -> Table:
    """Return for each district how many are entitled to what, and the sums in each unit."""
    units = dict.fromkeys(each.unit for each in owed)
    columns = [
        words.district(city),
        Column("who", Text("已入围", "listed")),
    ]
    for unit in units:
        columns.append(Column(f"amount {unit}", _AMOUNT_IN.fill(unit=unit), Kind.FIGURE))
        if words.is_counted_in_myriads(unit):
            columns.append(Column(f"myriads {unit}", _MYRIADS_OF.fill(unit=unit), Kind.FIGURE))
    of_district: dict[str, list[Share]] = {}
    for each in owed:
        of_district.setdefault(each.district, []).append(each)

    def row(name: Text, own: Sequence[Share], kind: RowKind) -> Row:
        values: dict[str, Value | Cell] = {"district_name": name, "who": _who(city, own)}
        for unit in units:
            amount = added(each.amount for each in own if each.unit == unit)
            values |= {f"amount {unit}": amount, f"myriads {unit}": same(words.myriads(amount))}
        return words.row(values, {}, {}, kind)

    rows = [
        row(city.programme.district_name(district), own, RowKind.LINE)
        for district, own in of_district.items()
    ]
    rows += [row(words.CITY, owed, RowKind.TOTAL)] if rows else []
    return Table(tuple(columns), tuple(rows))


def _who(city: City, own: Iterable[Share]) -> Text:
    """Return how many are entitled in each indicator, with its unit."""
    numbers: dict[str, dict[str, int]] = {}
    for each in own:
        of_indicator = numbers.setdefault(each.indicator, {})
        of_indicator[each.district] = max(of_indicator.get(each.district, 0), each.number)
    known = city.programme.indicator
    return join(
        [
            _NUMBER.fill(name=known[id_].name, number=sum(each.values()), unit=known[id_].unit)
            for id_, each in numbers.items()
        ],
        "、",
        ", ",
    )


_NUMBER: Final = Text("{name} {number} {unit}", "{name}: {number}")
_AMOUNT_IN: Final = Text("金额（{unit}）", "amount ({unit})")
_MYRIADS_OF: Final = Text("万{unit}", "10,000 {unit}")


def _notes(city: City, known: Iterable[Reward]) -> Iterator[Paragraph]:
    """Yield on what each reward rests, and what was listed and is not counted, and why."""
    for reward in known:
        incentive = reward.incentive
        about = city.programme.indicator[incentive.indicator]
        source = incentive.source
        clause = _SOURCE.fill(source=source) if source else same("")
        said = _CONDITION.fill(
            name=about.name,
            each=_each(incentive),
            condition=incentive.condition,
            source=clause,
        )
        yield Paragraph(said, tone=Tone.FAINT)
        if reward.allocated is None:
            yield Paragraph(_NOT_ALLOCATED.fill(name=about.name), tone=Tone.FAINT)
        if about.roster == "none" and not reward.entitled:
            yield Paragraph(_NO_ROSTER.fill(name=about.name, id=about.id), tone=Tone.WARN)
        if reward.unlisted:
            text = agreeing(reward.unlisted, *_UNLISTED)
            yield Paragraph(text.fill(name=about.name), tone=Tone.FAINT)
        if reward.repeated:
            cells = [_twice(city, *each) for each in reward.repeated]
            yield Paragraph(_ONCE.fill(name=about.name, cells=listed(cells)), tone=Tone.WARN)
        if reward.refused:
            cells = [_refused(city, each) for each in reward.refused]
            facts = {"name": about.name, "code": REFUSED.code, "cells": listed(cells)}
            yield Paragraph(_REFUSED.fill(**facts), tone=Tone.WARN)


def _twice(city: City, first: Listed, again: Listed) -> Text:
    return _TWICE.fill(
        name=again.firm.name,
        code=again.shown_code,
        first=city.programme.district_name(first.district),
        since=str(first.period),
        second=city.programme.district_name(again.district),
        period=str(again.period),
    )


def _refused(city: City, each: Listed) -> Text:
    district = city.programme.district_name(each.district)
    return _NAMED_BY.fill(
        name=each.firm.name, code=each.shown_code, district=district, period=str(each.period)
    )


_CONDITION: Final = Text(
    "「{name}」{each}：{condition}{source}。", "“{name}”, {each}: {condition}{source}."
)
_SOURCE: Final = Text("（{source}）", " ({source})")
_NOT_ALLOCATED: Final = Text(
    "「{name}」没有可以相加的分配数，全部完成所需未计。",
    "“{name}” has no allocation that adds up, and is not in what it would cost.",
)
_NO_ROSTER: Final = Text(
    "「{name}」不列名册，无从认定；计划里 {id} 的 roster 改为 optional，区县即可列名。",
    "“{name}” has no roster that could show who is listed; with `roster: optional` for {id} in the"
    " plan districts can name them.",
)
_UNLISTED: Final = (
    Text(
        "「{{name}}」名册里另有 {count} 个未注明入围（provincial_list: true）。",
        "“{{name}}”: {count} more is named and not said to be listed (provincial_list: true).",
    ),
    Text(
        "「{{name}}」名册里另有 {count} 个未注明入围（provincial_list: true）。",
        "“{{name}}”: {count} more are named and not said to be listed (provincial_list: true).",
    ),
)
_ONCE: Final = Text(
    "「{name}」同一名称或代码只奖励一次，归先列入的：{cells}。",
    "“{name}” is given once, where the claim came first: {cells}.",
)
_TWICE: Final = Text(
    "{name}{code}归{first}（{since}），{second} {period} 又列",
    "{name}{code} counts for {first} ({since}), claimed by {second} in {period} too",
)
_REFUSED: Final = Text(
    "「{name}」代码不对、不计奖励的（{code}）：{cells}。",
    "“{name}”, not entitled because the code is wrong ({code}): {cells}.",
)
_NAMED_BY: Final = Text("{name}{code}，{district} {period}", "{name}{code}, {district} in {period}")
