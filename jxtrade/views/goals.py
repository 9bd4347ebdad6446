"""The ledger of targets: what each document asks of a quantity, and what is reported so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.goals import Ledger, TargetKind
from jxtrade.figures.targets import Judgement, Operator
from jxtrade.report import (
    Cell,
    Column,
    Field,
    Kind,
    Paragraph,
    Records,
    Report,
    Row,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text, join, listed, plain
from jxtrade.views import words
from jxtrade.views.targets import asked_for, judgement, reached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.goals import Entry, OfGroup, Quantity
    from jxtrade.model.period import Period
    from jxtrade.report import Record, Value


def report(city: City, period: Period) -> Report:
    """Return the targets of all documents as they stand at a quarter's end."""
    quantities = [*Ledger(city, period).quantities()]
    entries = [each for quantity in quantities for each in quantity.entries]
    sample = any(each.reported.is_sample for each in entries)
    rows = tuple(
        Row(_cells(quantity, each)) for quantity in quantities for each in quantity.entries
    )
    records = tuple(_row(city, each) for each in quantities)
    blocks: list[Paragraph | Table] = [Table((), records, (QUANTITIES,)), Table(_COLUMNS, rows)]
    if not entries:
        blocks.append(Paragraph(_NONE))
    for quantity in quantities:
        blocks += _differing(quantity)
    blocks += _groups(city, quantities)
    blocks += _notes(city, entries)
    blocks += words.caveats(city, period, sample=sample)
    head = words.opening(city, VERSION, period, sample=sample)
    assumed = any(each.is_year_assumed for each in entries)
    head |= {"year_assumed": assumed, "unusable": city.programme.tasks.unusable}
    return Report(words.title(city, period, _TITLE), tuple(blocks), head)


_TITLE: Final = Text("目标台账", "Ledger of targets")
_NONE: Final = Text("计划里没有目标。", "The plan states no targets.")
_PART: Final = (
    Field("period", Kind.ID),
    *optional(Field("reported", Kind.FIGURE)),
    Field("counted", Kind.COUNT),
    Field("of", Kind.COUNT),
)
_TARGET: Final = (
    Field("kind", Kind.WORD, tuple(TargetKind)),
    *optional(Field("id", Kind.ID)),
    Field("name", Kind.TEXT),
    Field("unit", Kind.TEXT),
    Field("year", Kind.COUNT),
    Field("year_assumed", Kind.FLAG),
    Field("operator", Kind.WORD, tuple(Operator)),
    Field("target", Kind.FIGURE),
    *optional(Field("reported", Kind.FIGURE), Field("department", Kind.ID)),
    Field("verdict", Kind.WORD, tuple(Judgement)),
    *optional(Field("gap", Kind.FIGURE), Field("surplus", Kind.FIGURE)),
    Field("parts", Kind.RECORDS, fields=_PART),
    Field("left_out", Kind.IDS),
    *optional(Field("allocated", Kind.FIGURE), Field("difference", Kind.FIGURE)),
    Field("document", Kind.TEXT),
    Field("source", Kind.PLACE),
)
_GROUP: Final = (
    Field("group", Kind.ID),
    Field("name", Kind.TEXT),
    Field("year", Kind.COUNT),
    *optional(Field("allocated", Kind.FIGURE), Field("stated", Kind.FIGURE)),
)
QUANTITIES: Final = Records(
    "quantities",
    (
        *optional(Field("indicator", Kind.ID)),
        Field("name", Kind.TEXT),
        Field("unit", Kind.TEXT),
        Field("targets", Kind.RECORDS, fields=_TARGET),
        Field("groups", Kind.RECORDS, fields=_GROUP),
    ),
)
VERSION: Final = "jxtrade.goals/1"
FACTS: Final = (
    *words.OPENING,
    Field("year_assumed", Kind.FLAG),
    Field("unusable", Kind.IDS),
)
RECORDS: Final = (QUANTITIES,)
_STATED: Final = {
    TargetKind.ALLOCATION: Text("{document}（{year} 年分配合计）", "{document} ({year} allocated)"),
    TargetKind.TASK: Text("{document}（{year} 年任务）", "{document} ({year} task)"),
    TargetKind.GOAL: Text("{document}（{year} 年目标）", "{document} ({year} goal)"),
}
_COLUMNS: Final = (
    Column("name", Text("名称", "quantity")),
    Column("stated", Text("出处", "stated in")),
    Column("asked_for", Text("目标", "asked for")),
    Column("reported", Text("累计", "reported"), Kind.FIGURE),
    Column("gap", Text("尚差", "gap"), Kind.FIGURE),
    Column("verdict", Text("判定", "verdict"), Kind.WORD),
)


def _row(city: City, quantity: Quantity) -> Row:
    values: dict[str, Value | Cell] = {
        "indicator": quantity.indicator,
        "name": quantity.name,
        "unit": quantity.unit,
        "targets": tuple(map(_target, quantity.entries)),
        "groups": tuple(_group(city, each) for each in quantity.groups),
    }
    return words.row(values, {}, {})


def _target(each: Entry) -> Record:
    reported = each.reported
    return {
        "kind": each.kind,
        "id": each.id,
        "name": each.name,
        "unit": each.unit,
        "year": each.year,
        "year_assumed": each.is_year_assumed,
        "operator": each.operator,
        "target": each.target,
        "reported": reached(reported, reported.figure),
        "department": reported.given[0].department if reported.given else None,
        "verdict": each.reach.verdict,
        "gap": reached(reported, each.reach.gap),
        "surplus": reached(reported, each.reach.surplus),
        "parts": tuple(
            {
                "period": str(period),
                "reported": reached(reported, part.total.reported),
                "counted": part.total.counted,
                "of": part.total.of,
            }
            for period, part in reported.sums.items()
        ),
        "left_out": reported.left_out,
        "allocated": each.allocated,
        "difference": each.difference,
        "document": each.source,
        "source": each.location,
    }


def _group(city: City, each: OfGroup) -> Record:
    return each._asdict() | {"name": city.programme.group_name(each.group)}


def _cells(quantity: Quantity, each: Entry) -> dict[str, Cell]:
    reported = each.reported
    sources = (each.location, *(given.location for given in reported.given))
    return {
        "name": Cell(quantity.name),
        "stated": Cell(
            _STATED[each.kind].fill(year=str(each.year), document=each.source),
            sources=(each.location,),
        ),
        "asked_for": Cell(
            asked_for(each.operator, each.target, each.unit), sources=(each.location,)
        ),
        "reported": Cell(reached(reported, reported.figure), sources=sources),
        "gap": Cell(reached(reported, each.reach.gap), sources=sources),
        "verdict": judgement(reported, each.reach),
    }


def _differing(quantity: Quantity) -> Iterator[Paragraph]:
    """Yield how a task's target and a goal stand to what is allocated, where they differ."""
    said = [
        _BESIDE[each.kind].fill(
            year=str(each.year),
            allocated=plain(each.allocated),
            target=plain(each.target),
            difference=each.difference,
        )
        for each in quantity.entries
        if each.allocated is not None and each.difference
    ]
    if said:
        text = Text("「{name}」：{said}。", "“{name}”: {said}.")
        yield Paragraph(text.fill(name=quantity.name, said=join(said)))


_BESIDE: Final = {
    TargetKind.TASK: Text(
        "{year} 年分配合计 {allocated}，任务目标 {target}（{difference:+}）",
        "{allocated} allocated for {year}, the task asks for {target} ({difference:+})",
    ),
    TargetKind.GOAL: Text(
        "至今分配合计 {allocated}，{year} 年目标 {target}（{difference:+}）",
        "{allocated} allocated so far, the goal for {year} is {target} ({difference:+})",
    ),
}


_GROUP_COLUMNS: Final = (
    Column("name", Text("名称", "quantity")),
    Column("group", Text("分组", "group")),
    Column("year", Text("年度", "year"), Kind.ID),
    Column("stated", Text("文件给的数", "given"), Kind.FIGURE),
    Column("allocated", Text("所属分配合计", "allocated within"), Kind.FIGURE),
    Column("difference", Text("相差", "difference"), Kind.FIGURE),
)


def _groups(city: City, quantities: Sequence[Quantity]) -> Iterator[Paragraph | Table]:
    """Yield where what documents give groups is not what is allocated to the districts within."""
    given = [
        (quantity, each)
        for quantity in quantities
        for each in quantity.groups
        if each.stated is not None
    ]
    rows = [
        Row(
            {
                "name": Cell(quantity.name),
                "group": Cell(city.programme.group_name(each.group)),
                "year": Cell(str(each.year)),
                "stated": Cell(each.stated),
                "allocated": Cell(each.allocated),
                "difference": Cell(each.difference),
            }
        )
        for quantity, each in given
        if each.difference != 0
    ]
    if rows:
        yield Table(_GROUP_COLUMNS, tuple(rows))
    elif given:
        text = Text(
            "文件给各分组的数（{count} 项）与所属各地分配的合计都一致。",
            "What documents give groups agrees with what is allocated within, figures: {count}.",
        )
        yield Paragraph(text.fill(count=len(given)), tone=Tone.FAINT)


def _notes(city: City, entries: Sequence[Entry]) -> Iterator[Paragraph]:
    """Yield what nothing measures, who is not counted, and how to read the table."""
    if unusable := city.programme.tasks.unusable:
        text = Text(
            "{files} 不能用，其中的任务目标没有列出；详见 jxtrade validate。",
            "Can't be used: {files}; its targets are not listed. See jxtrade validate.",
        )
        yield Paragraph(text.fill(files=unusable), tone=Tone.BAD)
    unmeasured = [each.name for each in entries if each.reach.verdict is Judgement.UNMEASURED]
    if unmeasured:
        text = Text(
            "没有指标可以衡量、要另外掌握进度的：{names}。",
            "Nothing measures {names}; progress must be known from elsewhere.",
        )
        yield Paragraph(text.fill(names=listed(unmeasured)), tone=Tone.WARN)
    left_out = dict.fromkeys(id_ for each in entries for id_ in each.reported.left_out)
    if left_out:
        names = listed([city.programme.district_name(each) for each in left_out])
        text = Text("累计没有计入：{names}。", "Not counted in sums: {names}.")
        yield Paragraph(text.fill(names=names), tone=Tone.WARN)
    goals = [each.reported for each in entries if each.kind is TargetKind.GOAL]
    years = sorted({period.year for each in goals for period in each.sums})
    if years:
        yield Paragraph(_ADDED.fill(years=tuple(map(str, years))), tone=Tone.FAINT)


_ADDED: Final = Text(
    "总目标按各年累计，已有 {years} 年。",
    "A goal adds the years up; there are figures of {years}.",
)
