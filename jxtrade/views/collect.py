"""Who has submitted for a quarter, when and how late, and what is missing of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.collect import ABSENT, WORDS, Arrival, Submitter, collected, days_left
from jxtrade.model.period import in_iso, in_words, written
from jxtrade.report import (
    Cell,
    Coded,
    Column,
    Field,
    Kind,
    Later,
    Paragraph,
    Parting,
    Records,
    Report,
    Row,
    RowKind,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text, agreeing, join, listed
from jxtrade.views import words
from jxtrade.views.many import GROUP, MOST, how_to_see_more, parts_of
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.figures.city import City
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.report import Value


class Asked(NamedTuple):
    """Which quarter, of which group if any, and by groups or each district, however many."""

    period: Period
    group: str | None = None
    by_group: bool = False
    is_all: bool = False


_CODES: Final = {DISTRICTS: "district", DEPARTMENTS: "department"}


def report(city: City, asked: Asked, findings: Sequence[Finding]) -> Report:
    """Return how far a quarter has been collected; the findings are all about the workspace."""
    period = asked.period
    submitters = collected(city, period, findings, asked.group)
    sample = any(
        each.submission is not None and each.submission.model.sample for each in submitters
    )
    deadline = city.programme.plan.deadlines.get(period)
    left = days_left(city.received, period)
    arrivals = WORDS if deadline is not None else WORDS | {Arrival.ON_TIME: _WITHOUT_DEADLINE}
    blocks: list[Paragraph | Table] = [
        Paragraph(_until(city, period, left)),
        *_first_lines(city, submitters, arrivals),
        *_listed(city, asked, submitters, arrivals),
        *_to_ask(city, period, submitters),
        *_earlier(city, asked),
        *words.made_up(sample=sample),
        Table((), Later(lambda: _of_groups(city, asked.group, submitters)), (GROUPS,)),
    ]
    return Report(
        _title(city, asked),
        tuple(blocks),
        words.opening(city, VERSION, period, sample=sample)
        | {
            "group": asked.group,
            "deadline": None if deadline is None else written(deadline),
            "days_left": left,
            "counts": _tally(submitters),
        },
    )


def _title(city: City, asked: Asked) -> Text:
    plan = city.programme.plan.plan.title
    quarter = words.quarter(asked.period)
    if asked.group is None:
        return _TITLE.fill(quarter=quarter, plan=plan)
    name = city.programme.group_name(asked.group)
    return _OF_GROUP.fill(quarter=quarter, group=name, plan=plan)


_TITLE: Final = Text("{quarter}报送情况：{plan}", "Submissions for {quarter}: {plan}")
_OF_GROUP: Final = Text(
    "{quarter}{group}报送情况：{plan}", "Submissions of {group} for {quarter}: {plan}"
)


def _tally(submitters: Iterable[Submitter]) -> dict[str, int]:
    tally = Counter(each.arrival for each in submitters)
    return {str(each): tally[each] for each in Arrival}


_WITHOUT_DEADLINE: Final = Text("已报", "received")


def _until(city: City, period: Period, left: int | None) -> Text:
    """Return the deadline and what remains until it."""
    deadline = city.programme.plan.deadlines.get(period)
    if deadline is None:
        return _NO_DEADLINE.fill(period=str(period))
    remains = Text("", "")
    if left is not None and left > 0:
        remains = agreeing(left, *_LEFT)
    elif left is not None:
        remains = agreeing(-left, *_PAST) if left else _TODAY
    return _DEADLINE.fill(deadline=written(deadline).replace("T", " "), remains=remains)


_NO_DEADLINE: Final = Text(
    "{period} 没有规定报送时限，不算迟报。", "{period} has no deadline, and nothing is late."
)
_DEADLINE: Final = Text("报送时限 {deadline}{remains}。", "Deadline {deadline}{remains}.")
_LEFT: Final = (
    Text("，还有 {count} 天", ", {count} day left"),
    Text("，还有 {count} 天", ", {count} days left"),
)
_PAST: Final = (
    Text("，已过 {count} 天", ", {count} day ago"),
    Text("，已过 {count} 天", ", {count} days ago"),
)
_TODAY: Final = Text("，今天到期", ", today")


def _first_lines(
    city: City, submitters: Sequence[Submitter], arrivals: Mapping[Arrival, Text]
) -> Iterator[Paragraph]:
    """Yield of each kind how many have come, and who has not."""
    for kind in _CODES:
        own = [each for each in submitters if each.kind == kind]
        if not own:
            continue
        tally = Counter(each.arrival for each in own)
        parts = [
            _COUNTED.fill(word=arrivals[each], count=tally[each]) for each in Arrival if tally[each]
        ]
        one, more = _named(city, kind)
        text = Text("{of} 个{names}：{counts}。", "{of} {names}: {counts}.")
        named = Text(more.zh, (one if len(own) == 1 else more).en)
        yield Paragraph(text.fill(of=len(own), names=named, counts=join(parts, "，", ", ")))
    for arrival in ABSENT:
        if names := [each.name for each in submitters if each.arrival is arrival]:
            text = Text("{word}：{names}。", "{word}: {names}.")
            tone = _TONES[arrival]
            yield Paragraph(text.fill(word=_HEADS[arrival], names=listed(names)), tone=tone)


class Named(NamedTuple):
    """What one and several of those that submit are called."""

    one: Text
    more: Text


def _named(city: City, kind: str) -> Named:
    header = city.programme.plan.plan
    return Named(header.part, header.parts) if kind == DISTRICTS else _DEPARTMENTS


_DEPARTMENTS: Final = Named(Text("部门", "department"), Text("部门", "departments"))
_COUNTED: Final = Text("{word} {count}", "{count} {word}")
_HEADS: Final = {
    Arrival.MISSING: Text("未报", "Missing"),
    Arrival.NOT_DUE: Text("待报", "Awaited"),
}
_TONES: Final = {
    Arrival.ON_TIME: Tone.GOOD,
    Arrival.LATE: Tone.WARN,
    Arrival.MISSING: Tone.BAD,
    Arrival.UNREADABLE: Tone.BAD,
    Arrival.NOT_DUE: Tone.FAINT,
}


SUBMITTERS: Final = Records(
    "submitters",
    (
        Field("kind", Kind.WORD, tuple(_CODES.values())),
        Field("id", Kind.ID),
        Field("name", Kind.TEXT),
        Field("state", Kind.WORD, tuple(Arrival)),
        *optional(Field("received", Kind.ID), Field("late_by", Kind.ID)),
        Field("errors", Kind.COUNT),
        Field("warnings", Kind.COUNT),
        Field("missing_values", Kind.IDS),
        Field("missing_milestones", Kind.IDS),
        *optional(Field("source", Kind.PLACE)),
    ),
)
_COUNTS: Final = tuple(Field(str(each), Kind.COUNT) for each in Arrival)
GROUPS: Final = Records(
    "groups",
    (
        Field("group", Kind.ID),
        Field("group_name", Kind.TEXT),
        *_COUNTS,
        Field("errors", Kind.COUNT),
        Field("warnings", Kind.COUNT),
    ),
    RowKind.GROUP,
)
VERSION: Final = "jxtrade.collect/1"
FACTS: Final = (
    *words.OPENING,
    *optional(Field("group", Kind.ID), Field("deadline", Kind.ID), Field("days_left", Kind.COUNT)),
    Field("counts", Kind.RECORD, fields=_COUNTS),
)
RECORDS: Final = (SUBMITTERS, GROUPS)


def _listed(
    city: City, asked: Asked, submitters: Sequence[Submitter], arrivals: Mapping[Arrival, Text]
) -> Iterator[Paragraph | Table]:
    """Yield each that is to submit; by groups, or of too many districts, only the departments."""
    columns, parting = _columns(submitters), Parting("kind", "kind_name")
    rows = tuple(_row(city, each, arrivals) for each in submitters)
    districts = [each for each in submitters if each.kind == DISTRICTS]
    is_of_each = asked.is_all or len(districts) <= MOST
    if is_of_each and not asked.by_group:
        yield Table(columns, rows, (SUBMITTERS,), parting)
        return
    yield Table((), rows, (SUBMITTERS,))
    if parts := parts_of(city, asked.group):
        of = {each.id: each for each in districts}
        counts = [_counts(part.name, [of[each] for each in part.districts]) for part in parts]
        counts.append(_counts(words.CITY, districts)._replace(kind=RowKind.TOTAL))
        there = {each.arrival for each in districts}
        said = [Column(str(each), arrivals[each], Kind.COUNT) for each in Arrival if each in there]
        yield Table((Column("name", GROUP), *said, *_FOUND), tuple(counts))
    own = tuple(row for row in rows if row.cells["kind"].value == _CODES[DEPARTMENTS])
    yield Table(columns, own, (), parting)
    command = f"jxtrade collect {asked.period}"
    yield how_to_see_more(city, asked.group, len(districts), command)


_FOUND: Final = (
    Column("errors", Text("错误", "errors"), Kind.COUNT),
    Column("warnings", Text("警告", "warnings"), Kind.COUNT),
)


def _counts(name: Text, submitters: Sequence[Submitter]) -> Row:
    """Return how many submissions have come, and how many findings there are in them."""
    values: dict[str, Value] = dict(_tally(submitters))
    values |= {
        "name": name,
        "errors": sum(each.errors for each in submitters),
        "warnings": sum(each.warnings for each in submitters),
    }
    return words.row(values, {}, {})


def _of_groups(city: City, group: str | None, submitters: Iterable[Submitter]) -> Iterator[Row]:
    """Yield what all groups within what is shown come to, for machines; none without groups."""
    groups = city.programme.groups
    of = {each.id: each for each in submitters if each.kind == DISTRICTS}
    for each in groups.inside(group):
        row = _counts(each.name, [of[id_] for id_ in groups.within(each.id)])
        own = {"group": Cell(each.id), "group_name": Cell(each.name)}
        yield Row({**row.cells, **own}, RowKind.GROUP)


def _columns(submitters: Sequence[Submitter]) -> tuple[Column, ...]:
    """Return what people see; by how much one is late where any is."""
    late = any(each.late_by for each in submitters)
    return (
        Column("name", Text("单位", "sender")),
        Column("state", Text("状态", "state"), Kind.WORD),
        Column("received_at", Text("收到", "received"), Kind.WORD),
        *([Column("late", Text("迟", "late by"), Kind.WORD)] if late else []),
        Column("errors_found", Text("错误", "errors"), Kind.COUNT),
        Column("warnings_found", Text("警告", "warnings"), Kind.COUNT),
    )


def _row(city: City, each: Submitter, arrivals: Mapping[Arrival, Text]) -> Row:
    received = each.submission.model.received if each.submission else None
    values: dict[str, Value | Cell] = {
        "kind": _CODES[each.kind],
        "kind_name": _named(city, each.kind).more,
        "id": each.id,
        "name": each.name,
        "state": Coded(each.arrival, arrivals[each.arrival]),
        "received": None if received is None else written(received),
        "received_at": None if received is None else written(received).replace("T", " "),
        "late_by": None if each.late_by is None else in_iso(each.late_by),
        "late": None if each.late_by is None else in_words(each.late_by),
        "errors": each.errors,
        "warnings": each.warnings,
        "errors_found": each.errors if each.place else None,
        "warnings_found": each.warnings if each.place else None,
        "missing_values": each.missing_values,
        "missing_milestones": tuple(one.milestone.id for one in each.missing_milestones),
        "source": each.place,
    }
    source = () if each.place is None else (each.place,)
    tones = {"state": _TONES[each.arrival], "errors_found": Tone.BAD if each.errors else None}
    return words.row(values, tones, dict.fromkeys(("state", "received_at", "late"), source))


def _to_ask(city: City, period: Period, submitters: Sequence[Submitter]) -> Iterator[Paragraph]:
    """Yield what is to be done about what has come."""
    came = [(each.name, each.submission.model) for each in submitters if each.submission]
    if unstamped := [name for name, model in came if model.received is None]:
        yield Paragraph(_UNSTAMPED.fill(names=listed(unstamped)), tone=Tone.WARN)
    unusable = [each.place for each in submitters if each.arrival is Arrival.UNREADABLE]
    if paths := [each.path for each in unusable if each]:
        yield Paragraph(_UNUSABLE.fill(paths=listed(paths)), tone=Tone.BAD)
    if lacking := [_lacks(city, each) for each in submitters if each.missing_values]:
        yield Paragraph(_LACKING.fill(what=listed(lacking)), tone=Tone.WARN)
    if lacking := [_unspoken(each) for each in submitters if each.missing_milestones]:
        yield Paragraph(_NOT_SPOKEN_OF.fill(what=listed(lacking)), tone=Tone.WARN)
    if wrong := [each.name for each in submitters if each.submission and each.errors]:
        yield Paragraph(_WRONG.fill(names=listed(wrong)), tone=Tone.BAD)
    heard = city.received.heard
    if any((each.kind, each.id, period) not in heard for each in submitters):
        yield Paragraph(_NEW.fill(period=str(period)), tone=Tone.FAINT)


def _lacks(city: City, each: Submitter) -> Text:
    names = [city.programme.indicator_name(name) for name in each.missing_values]
    return _OF.fill(name=each.name, what=listed(names))


def _unspoken(each: Submitter) -> Text:
    names = [one.milestone.name for one in each.missing_milestones]
    return _OF.fill(name=each.name, what=listed(names))


_OF: Final = Text("{name}（{what}）", "{name} ({what})")
_NOT_SPOKEN_OF: Final = Text("到期没有报的节点：{what}。", "Milestones due, not reported: {what}.")
_LACKING: Final = Text("没有报的指标：{what}。", "Values not reported: {what}.")
_UNSTAMPED: Final = Text(
    "没有登记收到时间（不算迟报）：{names}；用 jxtrade receive 登记。",
    "Not stamped when received, and so not late: {names}; jxtrade receive stamps them.",
)
_UNUSABLE: Final = Text(
    "有文件而不能用，原因见 jxtrade validate：{paths}。",
    "There but unusable, for reasons that jxtrade validate gives: {paths}.",
)
_WRONG: Final = Text(
    "有错误待改，详见 jxtrade validate：{names}。",
    "With errors to be mended, which jxtrade validate lists: {names}.",
)
_NEW: Final = Text(
    "空白报送：jxtrade new {period}。", "`jxtrade new {period}` writes blank submissions."
)


def _earlier(city: City, asked: Asked) -> Iterator[Paragraph]:
    """Yield who still owes an earlier quarter of the year, whose deadline is past."""
    received, group = city.received, asked.group
    within = None if group is None else {*city.programme.groups.within(group)}
    for each in asked.period.of_year[:-1]:
        names = [
            name
            for kind, id_, name in received.absent(each)
            if within is None or (kind == DISTRICTS and id_ in within)
        ]
        if names and received.is_past_deadline(each):
            text = Text(
                "{period} 时限已过仍未报：{names}。", "Still missing for {period}: {names}."
            )
            yield Paragraph(text.fill(period=str(each), names=listed(names)), tone=Tone.WARN)
