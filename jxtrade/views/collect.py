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
    Paragraph,
    Parting,
    Records,
    Report,
    Row,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text, agreeing, join, listed
from jxtrade.views import words
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jxtrade.figures.city import City
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.report import Value


class Kindred(NamedTuple):
    """What machines and people call those that submit in one kind of folder."""

    code: str
    name: Text
    one: Text
    more: Text


_KINDS: Final = {
    DISTRICTS: Kindred(
        "district",
        Text("区县", "Districts"),
        Text("{count} 个区县", "{count} district"),
        Text("{count} 个区县", "{count} districts"),
    ),
    DEPARTMENTS: Kindred(
        "department",
        Text("部门", "Departments"),
        Text("{count} 个部门", "{count} department"),
        Text("{count} 个部门", "{count} departments"),
    ),
}


def report(city: City, period: Period, findings: Sequence[Finding]) -> Report:
    """Return how far a quarter has been collected; the findings are all about the workspace."""
    submitters = collected(city, period, findings)
    sample = any(
        each.submission is not None and each.submission.model.sample for each in submitters
    )
    title = Text("{quarter}报送情况：{plan}", "Submissions for {quarter}: {plan}")
    deadline = city.programme.plan.deadlines.get(period)
    left = days_left(city.received, period)
    arrivals = WORDS if deadline is not None else WORDS | {Arrival.ON_TIME: _WITHOUT_DEADLINE}
    rows = tuple(_row(each, arrivals) for each in submitters)
    blocks: list[Paragraph | Table] = [
        Paragraph(_until(city, period, left)),
        *_first_lines(submitters, arrivals),
        Table(_columns(submitters), rows, (SUBMITTERS,), Parting("kind", "kind_name")),
        *_to_ask(city, period, submitters),
        *_earlier(city, period),
        *words.caveats(city, period, sample=sample),
    ]
    tally = Counter(each.arrival for each in submitters)
    return Report(
        title.fill(quarter=words.quarter(period), plan=city.programme.plan.plan.title),
        tuple(blocks),
        words.head(city, VERSION, period, sample=sample)
        | {
            "deadline": None if deadline is None else written(deadline),
            "days_left": left,
            "counts": {str(each): tally[each] for each in Arrival},
        },
    )


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
    submitters: Sequence[Submitter], arrivals: Mapping[Arrival, Text]
) -> Iterator[Paragraph]:
    """Yield of each kind how many have come, and who has not."""
    for kind, kindred in _KINDS.items():
        own = [each for each in submitters if each.kind == kind]
        if not own:
            continue
        tally = Counter(each.arrival for each in own)
        parts = [
            _COUNTED.fill(word=arrivals[each], count=tally[each]) for each in Arrival if tally[each]
        ]
        of = agreeing(len(own), kindred.one, kindred.more)
        text = Text("{of}：{counts}。", "{of}: {counts}.")
        yield Paragraph(text.fill(of=of, counts=join(parts, "，", ", ")))
    for arrival in ABSENT:
        if names := [each.name for each in submitters if each.arrival is arrival]:
            text = Text("{word}：{names}。", "{word}: {names}.")
            tone = _TONES[arrival]
            yield Paragraph(text.fill(word=_HEADS[arrival], names=listed(names)), tone=tone)


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
        Field("kind", Kind.WORD, tuple(each.code for each in _KINDS.values())),
        Field("id", Kind.ID),
        Field("name", Kind.TEXT),
        Field("state", Kind.WORD, tuple(Arrival)),
        *optional(Field("received", Kind.ID), Field("late_by", Kind.ID)),
        Field("errors", Kind.COUNT),
        Field("warnings", Kind.COUNT),
        Field("missing_values", Kind.IDS),
        *optional(Field("source", Kind.PLACE)),
    ),
)
VERSION: Final = "jxtrade.collect/1"
FACTS: Final = (
    *words.FACTS,
    *optional(Field("deadline", Kind.ID), Field("days_left", Kind.COUNT)),
    Field("counts", Kind.RECORD, fields=tuple(Field(str(each), Kind.COUNT) for each in Arrival)),
)
RECORDS: Final = (SUBMITTERS,)


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


def _row(each: Submitter, arrivals: Mapping[Arrival, Text]) -> Row:
    received = each.submission.model.received if each.submission else None
    kindred = _KINDS[each.kind]
    values: dict[str, Value | Cell] = {
        "kind": kindred.code,
        "kind_name": kindred.name,
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
    if wrong := [each.name for each in submitters if each.submission and each.errors]:
        yield Paragraph(_WRONG.fill(names=listed(wrong)), tone=Tone.BAD)
    heard = city.received.heard
    if any((each.kind, each.id, period) not in heard for each in submitters):
        yield Paragraph(_NEW.fill(period=str(period)), tone=Tone.FAINT)


def _lacks(city: City, each: Submitter) -> Text:
    names = [city.programme.indicator_name(name) for name in each.missing_values]
    text = Text("{name}（{what}）", "{name} ({what})")
    return text.fill(name=each.name, what=listed(names))


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


def _earlier(city: City, period: Period) -> Iterator[Paragraph]:
    """Yield who still owes an earlier quarter of the year, whose deadline is past."""
    received = city.received
    for each in period.of_year[:-1]:
        names = [name for _, _, name in received.absent(each)]
        if names and received.is_past_deadline(each):
            text = Text(
                "{period} 时限已过仍未报：{names}。", "Still missing for {period}: {names}."
            )
            yield Paragraph(text.fill(period=str(each), names=listed(names)), tone=Tone.WARN)
