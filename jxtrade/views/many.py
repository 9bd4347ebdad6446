"""A plan of many districts, a row a group or an indicator: how many values stand how."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.standing import SHOWN
from jxtrade.figures.states import WORDS
from jxtrade.report import Cell, Column, Kind, Paragraph, Row, RowKind, Table, Tone, say
from jxtrade.text import Lang, Text, join, same
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Line, Reconciliation
    from jxtrade.report import Value

MOST: Final = 40
"""How many districts are shown one by one unless more are asked for."""
FEW: Final = 12
"""Of how many indicators each group's figures are shown; of more they are added up over all."""
ENDS: Final = 10
GROUP: Final = Text("分组", "group")
ALONE: Final = Text("其他（没有分组）", "others (in no group)")


class Part(NamedTuple):
    """A group of the next level, or the districts there that belong to none; and who is in it."""

    id: str | None
    name: Text
    districts: Sequence[str]


def parts_of(city: City, group: str | None) -> tuple[Part, ...]:
    """Return the groups next below a group, or the outermost, and who belongs to none of them.

    One around all the others is passed over.
    """
    groups = city.programme.groups
    while len(below := groups.below(group)) == 1 and not groups.directly(group):
        if not groups.below(below[0].id):
            break
        group = below[0].id
    found = [Part(each.id, each.name, groups.within(each.id)) for each in groups.below(group)]
    if found and (alone := groups.directly(group)):
        found.append(Part(None, ALONE, alone))
    return tuple(found)


def are_many(found: Reconciliation) -> bool:
    """Tell whether there are too many districts to show each unless that is asked for."""
    return len(found.districts) > MOST


def counts_by_group(found: Reconciliation, parts: Sequence[Part], silent: Container[str]) -> Table:
    """Return for each group who has reported, and how many of its values stand how.

    `silent` are the districts that have not submitted.
    """
    whose = {each: part.id for part in parts for each in part.districts}
    lines: dict[str | None, list[Line]] = {part.id: [] for part in parts}
    for line in found.lines:
        lines[whose[line.district]].append(line)
    rows = [_counts(part.name, lines[part.id]) for part in parts]
    total = _counts(words.CITY, found.lines)._replace(kind=RowKind.TOTAL)
    sent = [Cell(_sent(part.districts, silent)) for part in parts]
    sent.append(Cell(_sent(found.districts, silent)))
    rows = [
        row._replace(cells={**row.cells, "sent": cell})
        for row, cell in zip([*rows, total], sent, strict=True)
    ]
    sent_column = Column("sent", Text("已报", "reported"), Kind.PAIR)
    return _table((Column("name", GROUP), sent_column), rows, found.lines)


def _sent(districts: Sequence[str], silent: Container[str]) -> Text:
    here = sum(each not in silent for each in districts)
    return same(f"{here}/{len(districts)}")


def counts_by_indicator(city: City, found: Reconciliation, indicators: Iterable[str]) -> Table:
    """Return for each indicator the city's rate and how many of its values stand how."""
    totals = {each.indicator: each for each in found.totals}
    own: dict[str, list[Line]] = {each: [] for each in indicators}
    for line in found.lines:
        if line.indicator in own:
            own[line.indicator].append(line)
    rows = []
    for indicator, lines in own.items():
        row = _counts(words.name_and_unit(city, indicator), lines)
        total = totals[indicator]
        beside = {"rate": Cell(total.rate), "sign": words.sign(total)}
        rows.append(row._replace(cells={**row.cells, **beside}))
    columns = (
        Column("name", words.INDICATOR),
        Column("rate", Text("完成率", "rate"), Kind.PERCENT),
        Column("sign", Text("亮灯", "light"), Kind.WORD),
    )
    return _table(columns, rows, [line for lines in own.values() for line in lines])


def _counts(name: Text, lines: Iterable[Line]) -> Row:
    tally = Counter(line.standing for line in lines)
    values: dict[str, Value] = {str(each): tally[each] for each in SHOWN}
    return words.row(values | {"name": name}, {}, {})


def _table(columns: tuple[Column, ...], rows: Iterable[Row], lines: Iterable[Line]) -> Table:
    """Return the rows with a column for each standing that any line has."""
    there = {line.standing for line in lines}
    counts = (Column(str(each), WORDS[each], Kind.COUNT) for each in SHOWN if each in there)
    return Table((*columns, *counts), tuple(rows))


def first_and_last(
    city: City, found: Reconciliation, indicators: Iterable[str]
) -> Iterator[Paragraph]:
    """Yield for each indicator who comes first and who last by rate, some ten of each."""
    own: dict[str, list[Line]] = {each: [] for each in indicators}
    for line in found.lines:
        if line.indicator in own and line.rank is not None:
            own[line.indicator].append(line)
    for indicator, lines in own.items():
        ranked = sorted(lines, key=lambda line: line.rank or 0)
        if len(ranked) > 2 * ENDS:
            first = _ends(city, ranked)
            last = _ends(city, ranked[::-1])
            text = Text(
                "{name}：前列 {first}；后列 {last}。", "{name}: first {first}; last {last}."
            )
            name = city.programme.indicator_name(indicator)
            yield Paragraph(text.fill(name=name, first=first, last=last))


def _ends(city: City, ranked: Sequence[Line]) -> Text:
    """Return the first of some lines with their rates; of too many alike how many there are."""
    alike: dict[int | None, list[Line]] = {}
    for line in ranked:
        alike.setdefault(line.rank, []).append(line)
    said, left = [], ENDS
    for lines in alike.values():
        rate = say(Cell(lines[0].rate), Kind.PERCENT, Lang.ZH)
        if len(lines) <= left:
            names = tuple(city.programme.district_name(line.district) for line in lines)
            said.append(_RATED.fill(names=names, rate=rate))
        else:
            said.append(_ALIKE.fill(count=len(lines), rate=rate))
        left -= len(lines)
        if left <= 0:
            break
    return join(said, "、", ", ")


_RATED: Final = Text("{names} {rate}", "{names} {rate}")
_ALIKE: Final = Text("{count} 个并列 {rate}", "{count} alike at {rate}")


def how_to_see_more(city: City, group: str | None, count: int, command: str) -> Paragraph:
    """Return how to see a group by itself, and every district, of which there are so many."""
    parts: list[Text] = []
    below = city.programme.groups.below(group)
    if below:
        text = Text("看一个分组：{line}", "one group: {line}")
        parts.append(text.fill(line=f"{command} --group {below[0].id}"))
    within = f" --group {group}" if group else ""
    text = Text("全部 {count} 个{parts}：{line}", "all {count} {parts}: {line}")
    named = city.programme.plan.plan.parts
    line = f"{command}{within} --all"
    parts.append(text.fill(count=count, parts=named, line=line))
    return Paragraph(join((join(parts), same("")), "。", "."), tone=Tone.FAINT)
