"""The first lines of a quarter, and the notes on what is missing or to be checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from jxtrade.figures.standing import SHOWN
from jxtrade.figures.states import WORDS, State, Status
from jxtrade.report import Cell, Field, Kind, Paragraph, Tone, optional, say
from jxtrade.rules.missing_submission import RULE as NOT_SUBMITTED
from jxtrade.rules.missing_value import RULE as NOT_REPORTED
from jxtrade.rules.not_filled_in import RULE as NOT_FILLED_IN
from jxtrade.text import Lang, Text, agreeing, join, same
from jxtrade.views import words
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Line, Reconciliation
    from jxtrade.figures.standing import Moves, Standing
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.report import Record, Value

_NAMED: Final = 5
_CELL: Final = (Field("indicator", Kind.ID), Field("district", Kind.ID))
SUMMARY: Final = Field(
    "summary",
    Kind.RECORD,
    fields=(
        Field("reported", Kind.COUNT),
        Field("of", Kind.COUNT),
        Field(
            "counts",
            Kind.RECORD,
            fields=tuple(Field(str(each), Kind.COUNT) for each in SHOWN),
        ),
        Field("worst", Kind.RECORDS, fields=_CELL),
        *optional(Field("since", Kind.ID)),
        *(Field(each, Kind.RECORDS, fields=_CELL) for each in ("better", "worse", "new", "gone")),
        Field("errors", Kind.COUNT),
        *optional(Field("milestones", Kind.RECORD, fields=words.MILESTONES)),
    ),
)


@dataclass(frozen=True)
class Heard:
    """A city and all findings about it, as far as they say what is wrong with a quarter."""

    city: City
    findings: Sequence[Finding]

    @cached_property
    def _of_values(self) -> dict[tuple[str | None, ...], list[Finding]]:
        found: dict[tuple[str | None, ...], list[Finding]] = {}
        for each in self.findings:
            for subject in {*each.subjects}:
                found.setdefault(subject, []).append(each)
        return found

    @cached_property
    def _of_files(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for each in self.findings:
            if each.subject.indicator is None:
                found.setdefault(each.location.path, []).append(each)
        return found

    def errors(self, found: Reconciliation, district: str | None = None) -> int:
        """Return how many errors concern a quarter's submissions.

        Of a group that is those of the districts within it; of a district its own.
        """
        period, placed = found.period, self.city.received.placed
        within = {district} if district else {*found.districts} if found.group else None
        count = 0
        for each in self.findings:
            if each.is_error:
                entry = placed.get(each.location.path)
                subjects = (*each.subjects, *((entry.subject,) if entry else ()))
                count += any(
                    about.period == str(period) and (within is None or about.district in within)
                    for about in subjects
                )
        return count

    def cause(self, line: Line) -> Finding | None:
        """Return the finding that says why a line has no value that can be used."""
        is_sum = self.city.programme.indicator[line.indicator].is_added_up
        for period in line.lacks or (line.period.of_year[::-1] if is_sum else (line.period,)):
            about = self._of_values.get((line.district, line.indicator, str(period)), [])
            found = self.of_file(DISTRICTS, line.district, period)
            for each in (*about, *found):
                if _says_why(each, line.state):
                    return each
        return None

    def of_file(self, kind: str, sender: str, period: Period) -> list[Finding]:
        """Return the findings about a submission as a whole."""
        path = self.city.received.workspace.path_of(kind, sender, period)
        return self._of_files.get(path, [])


_NOT_THERE: Final = frozenset(each.code for each in (NOT_SUBMITTED, NOT_REPORTED, NOT_FILLED_IN))


def _says_why(finding: Finding, state: State) -> bool:
    if state is State.SUSPECT:
        return finding.is_error
    return finding.code in _NOT_THERE


def first_lines(
    heard: Heard, found: Reconciliation, stands: Standing, *, sample: bool
) -> Iterator[Paragraph]:
    """Yield where a quarter stands, in words that are true without the table below."""
    counted = _counted(heard.city, found.period, stands)
    yield Paragraph(join((_SAMPLE, counted), "", "") if sample else counted)
    if any(each in Status for each in stands.counts):
        yield Paragraph(_worst(heard.city, stands))
    if stands.moves is not None:
        yield Paragraph(_moved(heard.city, stands.moves))
    yield Paragraph(_owed(heard, found, stands), tone=Tone.WARN)
    yield from newer_blanks(heard.city, found.period)


def newer_blanks(city: City, period: Period) -> Iterator[Paragraph]:
    """Yield that what was submitted for newer quarters holds no figures, where it does not."""
    newer = {each.period for each in city.received.workspace.entries if each.period > period}
    if blank := sorted(newer.difference(city.facts.quarters)):
        text = Text(
            "{periods} 的报送里还没有可用的数。", "What is there of {periods} holds no figures yet."
        )
        yield Paragraph(text.fill(periods=tuple(map(str, blank))), tone=Tone.FAINT)


_SAMPLE: Final = Text("示例数据（编造）：", "示例数据 (made-up sample data): ")


def _counted(city: City, period: Period, stands: Standing) -> Text:
    header = city.programme.plan.plan
    is_one = stands.districts == 1
    facts = {
        "reported": stands.reported,
        "of": stands.districts,
        "parts": Text(header.parts.zh, (header.part if is_one else header.parts).en),
        "have": "has" if stands.reported == 1 else "have",
    }
    if not stands.counts:
        return _NOTHING_ALLOCATED.fill(year=str(period.year), **facts)
    counts = [
        Text("{word} {count}", "{count} {word}").fill(word=WORDS[each], count=count)
        for each, count in stands.counts.items()
    ]
    values = agreeing(sum(stands.counts.values()), *_A_VALUE)
    return _COUNTED.fill(**facts, values=values, counts=join(counts, "、", ", "))


_COUNTED: Final = Text(
    "{reported}/{of} 个{parts}已报送；{values}中{counts}。",
    "{reported} of {of} {parts} {have} submitted; of {values}, {counts}.",
)
_NOTHING_ALLOCATED: Final = Text(
    "{reported}/{of} 个{parts}已报送；{year} 年还没有下达分配数。",
    "{reported} of {of} {parts} {have} submitted; nothing is allocated for {year} yet.",
)


def _worst(city: City, stands: Standing) -> Text:
    if not stands.worst:
        return _NONE_BEHIND_OF_SOUND if State.SUSPECT in stands.counts else _NONE_BEHIND
    said = [_behind(city, line) for line in stands.worst]
    if stands.tied:
        said.append(agreeing(stands.tied, *_TIED))
    return _WORST[len(said) > 1].fill(lines=join(said))


_NONE_BEHIND: Final = Text("已报的没有滞后。", "Nothing that was reported is behind.")
_NONE_BEHIND_OF_SOUND: Final = Text(
    "除待核的外，已报的没有滞后。",
    "Apart from what is to be checked, nothing that was reported is behind.",
)
_WORST: Final = (
    Text("滞后最多（百分点）：{lines}。", "Worst lead, in points: {lines}."),
    Text("滞后最多（百分点）：{lines}。", "Worst leads, in points: {lines}."),
)
_TIED: Final = (
    Text("另有 {count} 项并列", "{count} more ties with the last"),
    Text("另有 {count} 项并列", "{count} more tie with the last"),
)


def _behind(city: City, line: Line) -> Text:
    indicator = city.programme.indicator[line.indicator]
    lead = say(Cell(line.lead), Kind.POINTS, Lang.ZH) if line.lead is not None else ""
    is_ceiling = indicator.direction == "lower"
    text, figure = (_ABOVE if is_ceiling else _GAP), line.gap
    if is_ceiling and not line.gap:
        text, figure = _ABOVE_PACE, line.gap_to_pace
    shown = say(Cell(words.figure(line, figure, indicator.places)), Kind.FIGURE, Lang.ZH)
    return _BEHIND.fill(
        district=city.programme.district_name(line.district),
        name=indicator.name,
        lead=lead,
        what=text.fill(figure=shown, unit=indicator.unit),
    )


_BEHIND: Final = Text("{district}「{name}」{lead}（{what}）", "{district}, {name} {lead} ({what})")
_GAP: Final = Text("缺口 {figure} {unit}", "gap {figure} {unit}")
_ABOVE: Final = Text("超过上限 {figure} {unit}", "{figure} {unit} above the ceiling")
_ABOVE_PACE: Final = Text("超出序时 {figure} {unit}", "{figure} {unit} above pace")
_MOVES: Final = {
    "better": Text("转好 {count}", "{count} better"),
    "worse": Text("转差 {count}", "{count} worse"),
    "new": Text("新亮 {count}", "{count} new"),
    "gone": Text("不再亮 {count}", "{count} gone"),
}


def _moved(city: City, moves: Moves) -> Text:
    """Return how many lights have changed since, which way, and whose for the worse."""
    parts = []
    for way, text in _MOVES.items():
        if lines := getattr(moves, way):
            whose = same("")
            if way == "worse":
                names = dict.fromkeys(city.programme.district_name(e.district) for e in lines)
                whose = Text("（{names}）", " ({names})").fill(names=_some([*names]))
            parts.append(join((text.fill(count=len(lines)), whose), "", ""))
    told = join(parts, "，", ", ") if parts else Text("没有变化", "unchanged")
    text = Text("亮灯较 {since}：{told}。", "Lights since {since}: {told}.")
    return text.fill(since=str(moves.since), told=told)


def _some(names: Sequence[Text]) -> Text:
    """Return a few names, and how many more there are."""
    first = same("{first}").fill(first=tuple(names[:_NAMED]))
    if len(names) <= _NAMED:
        return first
    text = Text("{first}等 {count} 个", "{first} and {more} more")
    return text.fill(first=first, count=len(names), more=len(names) - _NAMED)


def _owed(heard: Heard, found: Reconciliation, stands: Standing) -> Text:
    """Return what is to come: submissions, values, milestones; and what is to be checked."""
    owed = [_absent(heard, found.period, stands)] if stands.absent else []
    owed += _unsettled(heard, found, stands, State.MISSING)
    of_tasks = stands.milestones
    if of_tasks and of_tasks.owed:
        owed.append(_OF_DUE.fill(due=agreeing(of_tasks.due, *_DUE), owed=of_tasks.owed))
    parts = [_OWED.fill(what=join(owed))] if owed else []
    parts += _unsettled(heard, found, stands, State.SUSPECT)
    parts = parts or [_ALL_THERE]
    if of_tasks and of_tasks.due and not of_tasks.owed:
        parts.append(agreeing(of_tasks.due, *_ALL_DONE))
    return join(parts, "", " ")


def _unsettled(
    heard: Heard, found: Reconciliation, stands: Standing, state: State
) -> Iterator[Text]:
    """Yield how many values are in a state, and whose, of those who have submitted, if any are."""
    lines = [
        each
        for each in _open(found.lines)
        if each.state is state
        if each.district not in stands.silent
    ]
    if lines:
        names = dict.fromkeys(heard.city.programme.district_name(e.district) for e in lines)
        values = agreeing(len(lines), *_A_VALUE)
        yield _VALUES[state].fill(names=_some([*names]), values=values)


_VALUES: Final = {
    State.MISSING: Text("{names}未报的 {values}", "{values} of {names} not reported"),
    State.SUSPECT: Text("待核：{names}的 {values}。", "To be checked: {values} of {names}."),
}
_A_VALUE: Final = Text("{count} 项", "{count} value"), Text("{count} 项", "{count} values")
_DUE: Final = (
    Text("到期的 {count} 个任务节点", "{count} milestone due"),
    Text("到期的 {count} 个任务节点", "{count} milestones due"),
)
_OF_DUE: Final = Text("{due}中 {owed} 个没有完成", "{owed} of {due}")
_ALL_DONE: Final = (
    Text("到期的 {count} 个任务节点已完成。", "The {count} milestone due is done."),
    Text("到期的 {count} 个任务节点都已完成。", "All {count} milestones due are done."),
)
_OWED: Final = Text("尚缺：{what}。", "Still owed: {what}.")
_ALL_THERE: Final = Text(
    "应报的都已报齐，没有待核的数。", "All has been reported and nothing is to be checked."
)


def _absent(heard: Heard, period: Period, stands: Standing) -> Text:
    """Return who has not submitted, with the findings that say so while they are few."""
    few = stands.absent[:_NAMED]
    found = [_absence(heard, kind, sender, period) for kind, sender, _ in few]
    cited = [_code_and_place(each, period) for each in found if each is not None]
    return (_SUBMISSION if len(stands.absent) == 1 else _SUBMISSIONS).fill(
        names=_some([name for _, _, name in stands.absent]),
        cited=_IN_BRACKETS.fill(cited=tuple(cited)) if cited else "",
    )


_SUBMISSION: Final = Text("{names}的报送{cited}", "{names}'s submission{cited}")
_SUBMISSIONS: Final = Text("{names}的报送{cited}", "the submissions of {names}{cited}")


def _absence(heard: Heard, kind: str, sender: str, period: Period) -> Finding | None:
    found = heard.of_file(kind, sender, period)
    return next((each for each in found if each.code in _NOT_THERE), None)


def _open(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that are allocated something, or report it, and have no usable value."""
    for line in lines:
        if line.state is State.SUSPECT or (
            line.allocated is not None and line.state in (State.MISSING, State.NOT_APPLICABLE)
        ):
            yield line


def notes(heard: Heard, lines: Iterable[Line], named: Container[str] = ()) -> Iterator[Paragraph]:
    """Yield by district what is missing or to be checked, each with its finding.

    Those who were named before as having submitted nothing are not named again.
    """
    city = heard.city
    of_district: dict[str, dict[Text, list[Text]]] = {}
    for line in _open(lines):
        if line.district not in named:
            what = join((WORDS[line.state], _cited(heard.cause(line), line.period)), "", "")
            same_way = of_district.setdefault(line.district, {}).setdefault(what, [])
            same_way.append(_QUOTED.fill(name=city.programme.indicator_name(line.indicator)))
    for district, whats in of_district.items():
        told = [
            Text("{names}{what}", "{names} {what}").fill(names=_some(names), what=what)
            for what, names in whats.items()
        ]
        text = Text("{district}：{told}。", "{district}: {told}.")
        name = city.programme.district_name(district)
        yield Paragraph(text.fill(district=name, told=join(told)), tone=Tone.WARN)


_QUOTED: Final = Text("「{name}」", "“{name}”")


def _cited(finding: Finding | None, period: Period) -> Text:
    """Return in brackets the code of a finding and where it stands; nothing for none."""
    if finding is None:
        return same("")
    return _IN_BRACKETS.fill(cited=_code_and_place(finding, period))


_IN_BRACKETS: Final = Text("（{cited}）", " ({cited})")


def _code_and_place(finding: Finding, period: Period) -> str:
    """Return a finding's code, file and line; the folders too of another quarter's file."""
    parts = finding.location.path.split("/")
    name = parts[-1:] if str(period) in parts else parts[-3:]
    return f"{finding.code} {'/'.join(name)}:{finding.location.line}"


def pointing(
    heard: Heard, found: Reconciliation, district: str | None = None
) -> Iterator[Paragraph]:
    """Yield how many errors a quarter, or a district's own, has, and where to read of them."""
    if count := heard.errors(found, district):
        whose = heard.city.programme.district_name(district) if district else same("")
        text = _ERRORS_OF if district else _ERRORS
        period = str(found.period)
        yield Paragraph(text.fill(whose=whose, period=period, count=count), tone=Tone.BAD)


_ERRORS: Final = Text(
    "{period} 的报送有 {count} 个错误，详见 jxtrade validate。",
    "Errors in what was submitted for {period}: {count}; see jxtrade validate.",
)
_ERRORS_OF: Final = Text(
    "{whose} {period} 的报送有 {count} 个错误，详见 jxtrade validate。",
    "Errors in what {whose} submitted for {period}: {count}; see jxtrade validate.",
)


def summary(heard: Heard, found: Reconciliation, stands: Standing) -> Record:
    """Return what machines are told of where a quarter stands."""
    moves = stands.moves
    told: dict[str, Value] = {
        "reported": stands.reported,
        "of": stands.districts,
        "counts": {str(each): stands.counts.get(each, 0) for each in SHOWN},
        "worst": _cells(stands.worst),
        "since": str(moves.since) if moves else None,
    }
    told |= {way: _cells(getattr(moves, way)) if moves else () for way in _MOVES}
    due = stands.milestones.by_key() if stands.milestones else None
    return told | {"errors": heard.errors(found), "milestones": due}


def _cells(lines: Iterable[Line]) -> tuple[Record, ...]:
    return tuple({"indicator": each.indicator, "district": each.district} for each in lines)
