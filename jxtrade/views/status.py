"""How the districts stand at a quarter's end: the matrix, or the detail of one of its sides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.lines import Line, Reconciliation, Total, of_groups, reconcile, yoy_of
from jxtrade.figures.standing import standing_of
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Cell,
    Column,
    Field,
    Kind,
    Later,
    Pair,
    Paragraph,
    Parting,
    Records,
    Report,
    Row,
    RowKind,
    Table,
    Tone,
    optional,
    say,
)
from jxtrade.text import Lang, Text, join, same
from jxtrade.views import amendments, words
from jxtrade.views.many import (
    FEW,
    GROUP,
    are_many,
    counts_by_group,
    counts_by_indicator,
    first_and_last,
    how_to_see_more,
    parts_of,
)
from jxtrade.views.standing import SUMMARY, Heard, first_lines, notes, pointing, summary
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from jxtrade.figures.city import City
    from jxtrade.figures.standing import Standing
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator
    from jxtrade.model.submissions import Restatement
    from jxtrade.report import Value


class Asked(NamedTuple):
    """The one district and the one indicator that were asked for, if any, or every figure.

    Or a row a group; or each district, however many there are.
    """

    district: str | None = None
    indicator: str | None = None
    is_full: bool = False
    is_by_group: bool = False
    is_all: bool = False

    def is_of_parts(self, found: Reconciliation) -> bool:
        """Tell whether groups, or counts, are shown in place of each district."""
        too_many = are_many(found) and not self.is_all
        return self.district is None and (self.is_by_group or too_many)

    def of(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Return the lines that were asked for."""
        return tuple(
            line
            for line in lines
            if self.district in (None, line.district) and self.indicator in (None, line.indicator)
        )


@dataclass(frozen=True)
class _Shown:
    """The lines that are shown, and what is said of them.

    `ranks` are the places in the quarter before, `named` who was named as having sent nothing,
    `district` is the one that was asked for.
    """

    heard: Heard
    found: Reconciliation
    lines: tuple[Line, ...]
    ranks: Mapping[tuple[str, str], int | None]
    named: frozenset[str]
    district: str | None

    @property
    def city(self) -> City:
        return self.heard.city

    @property
    def period(self) -> Period:
        return self.found.period

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Return the indicators of the lines, in order."""
        return tuple(dict.fromkeys(line.indicator for line in self.lines))

    @property
    def totals(self) -> tuple[Total, ...]:
        """Return the totals of the indicators."""
        shown = {*self.indicators}
        return tuple(each for each in self.found.totals if each.indicator in shown)


def report(
    city: City, found: Reconciliation, asked: Asked, findings: Sequence[Finding] = ()
) -> Report:
    """Return where a quarter stands, then the matrix; or the detail of what was asked for.

    The findings say why a value can't be used or is not there.
    """
    period = found.period
    before = reconcile(city.facts, period.before, found.group) if period.before else None
    ranks = {(each.indicator, each.district): each.rank for each in before.lines} if before else {}
    heard, stands = Heard(city, findings), standing_of(city.received, found, before)
    is_of_all = asked.district is None and asked.indicator is None
    named = stands.silent if is_of_all else frozenset()
    shown = _Shown(heard, found, asked.of(found.lines), ranks, named, asked.district)
    sample = words.is_sample(Asked(indicator=asked.indicator).of(found.lines))
    head = words.head(city, VERSION, period, sample=sample) | {"group": found.group}
    blocks: tuple[Paragraph | Table, ...]
    if is_of_all:
        title = Text("{quarter}{group}进度：{plan}", "Progress{group} in {quarter}: {plan}")
        title = title.fill(
            quarter=words.quarter(period),
            plan=city.programme.plan.plan.title,
            group=_OF_GROUP.fill(name=city.programme.group_name(found.group))
            if found.group
            else "",
        )
        blocks = tuple(first_lines(heard, found, stands, sample=sample))
    else:
        title = words.title(city, period, _subject(city, found, asked))
        blocks = (words.units(city, shown.indicators),)
    if asked.is_of_parts(found):
        blocks += tuple(_by_part(shown, asked, stands.silent))
    elif not is_of_all:
        blocks += tuple(_detail(shown, asked))
    else:
        blocks += tuple(_every_figure(shown) if asked.is_full else _at_a_glance(shown))
    is_told = is_of_all and not asked.is_full
    blocks += tuple(words.caveats(city, period, sample=sample and not is_told))
    blocks += tuple(_of_groups(shown))
    return Report(
        title,
        (*blocks, _missing(stands)),
        head | {"summary": summary(heard, found, stands)},
    )


_OF_GROUP: Final = Text("{name}", " of {name}")


def _subject(city: City, found: Reconciliation, asked: Asked) -> Text:
    if asked.district is not None:
        subject = city.programme.district_name(asked.district)
    else:
        subject = words.name_and_unit(city, asked.indicator or "")
        if found.group:
            name = city.programme.group_name(found.group)
            subject = Text("{name}{subject}", "{subject} in {name}").fill(
                name=name, subject=subject
            )
    return Text("完成情况：{subject}", "Progress of {subject}").fill(subject=subject)


_RESTATED: Final = (
    Field("period", Kind.ID),
    Field("from", Kind.FIGURE),
    Field("to", Kind.FIGURE),
    Field("reason", Kind.TEXT),
)
LINES: Final = Records(
    "lines",
    (
        Field("indicator", Kind.ID),
        Field("district", Kind.ID),
        Field("indicator_name", Kind.TEXT),
        Field("district_name", Kind.TEXT),
        Field("unit", Kind.TEXT),
        Field("state", Kind.WORD, tuple(State)),
        Field("status", Kind.WORD, (*Status, *State)),
        Field("status_name", Kind.TEXT),
        *optional(
            Field("light", Kind.WORD, tuple(Light)),
            Field("allocated", Kind.FIGURE),
            Field("reported", Kind.FIGURE),
            *words.HOW_FAR,
            Field("rank_change", Kind.COUNT),
            Field("yoy", Kind.POINTS),
        ),
        Field("restated", Kind.RECORDS, fields=_RESTATED),
        *optional(
            Field("remark", Kind.TEXT),
            Field("source", Kind.PLACE),
            Field("allocation_source", Kind.PLACE),
        ),
        Field("amended", Kind.RECORDS, fields=amendments.CHANGES),
    ),
)
TOTALS: Final = Records(
    "totals",
    (
        Field("indicator", Kind.ID),
        Field("indicator_name", Kind.TEXT),
        *optional(Field("allocated", Kind.FIGURE), Field("reported", Kind.FIGURE)),
        Field("counted", Kind.COUNT),
        Field("of", Kind.COUNT),
        *optional(
            Field("rate", Kind.PERCENT),
            Field("pace", Kind.SHARE),
            Field("lead", Kind.POINTS),
            Field("status", Kind.WORD, tuple(Status)),
            Field("light", Kind.WORD, tuple(Light)),
            Field("rate_counted", Kind.PERCENT),
            Field("lead_counted", Kind.POINTS),
            Field("due", Kind.FIGURE),
            Field("short", Kind.FIGURE),
            Field("gap", Kind.FIGURE),
            Field("gap_left_out", Kind.FIGURE),
            Field("surplus", Kind.FIGURE),
        ),
        Field("left_out", Kind.IDS),
    ),
    RowKind.TOTAL,
)
GROUPS: Final = Records(
    "groups",
    (
        Field("group", Kind.ID),
        Field("group_name", Kind.TEXT),
        *TOTALS.fields,
        *optional(Field("stated", Kind.FIGURE)),
    ),
    RowKind.GROUP,
)
MISSING: Final = Records(
    "missing",
    (
        Field("kind", Kind.ID, (DISTRICTS, DEPARTMENTS)),
        Field("id", Kind.ID),
        Field("name", Kind.TEXT),
    ),
)
VERSION: Final = "jxtrade.status/2"
FACTS: Final = (*words.FACTS, *optional(Field("group", Kind.ID)), SUMMARY)
RECORDS: Final = (LINES, TOTALS, GROUPS, MISSING)

_INDICATOR: Final = Column("name_and_unit", words.INDICATOR)
_TARGET: Final = Column("allocated", Text("目标", "target"), Kind.FIGURE)
_REPORTED: Final = Column("reported", Text("累计完成", "reported"), Kind.FIGURE)
_RATE: Final = Column("rate", Text("完成率", "rate"), Kind.PERCENT)
_RANK: Final = Column("place", Text("位次", "rank"), Kind.WORD)
_YOY: Final = Column("change", Text("同比", "on last year"), Kind.WORD)
_LEAD: Final = Column("lead", Text("较序时", "lead"), Kind.POINTS)
_GAP_COLUMN: Final = Column("gap", Text("缺口", "gap"), Kind.FIGURE)
_LIGHT: Final = Text("亮灯", "light")
_STANDING: Final = Column("standing", _LIGHT, Kind.WORD)
_FIGURES: Final = (_TARGET, _REPORTED, _RATE)
_PAIR: Final = Column("pair", Text("累计/分配", "done/target"), Kind.PAIR)
_EVERY_FIGURE: Final = Parting("indicator", "name_and_unit", (_PAIR, _RATE, _LEAD, _STANDING))
_NO_TITLE: Final = Text("", "")
_AT_A_GLANCE: Final = Parting(
    "indicator",
    "name_and_unit",
    (Column("rate_if_any", _NO_TITLE, Kind.PERCENT), Column("sign", _NO_TITLE, Kind.WORD)),
    over="indicator_name",
    is_dense=True,
)
_COUNTED: Final = (
    _INDICATOR,
    Column("counted", Text("计入", "counted"), Kind.COUNT),
    Column("of", Text("应计", "of"), Kind.COUNT),
    Column("rate_counted", Text("计入者完成率", "rate of those counted"), Kind.PERCENT),
    Column("lead_counted", Text("较序时", "lead"), Kind.POINTS),
    _GAP_COLUMN,
    Column("gap_left_out", Text("未计入的分配", "allocated to others"), Kind.FIGURE),
    Column("surplus", Text("超额", "surplus"), Kind.FIGURE),
)


def _at_a_glance(shown: _Shown) -> Iterator[Paragraph | Table]:
    """Yield rate and light of every line and total, what the signs mean, and what is not there."""
    rows, sums = _rows(shown, is_matrix=True)
    columns = (words.district(shown.city), *_FIGURES, _LEAD, _STANDING)
    yield Table(columns, (*rows, *sums), (LINES, TOTALS), _AT_A_GLANCE)
    yield words.signs(shown.city, shown.lines, shown.totals)
    yield from _amended(shown)
    yield from notes(shown.heard, shown.lines, shown.named)
    yield from pointing(shown.heard, shown.found)


def _by_part(shown: _Shown, asked: Asked, silent: Container[str]) -> Iterator[Paragraph | Table]:
    """Yield how many values stand how by group, or by indicator where there are no groups.

    Behind them stand the groups' totals of few indicators, or of all that are asked for; of many
    indicators how they stand as a whole.
    """
    city, found = shown.city, shown.found
    yield Table((), Later(lambda: _rows(shown, is_matrix=True)[0]), (LINES,))
    sums = [_total(city, each, ()) for each in shown.totals]
    parts = parts_of(city, found.group)
    if parts:
        yield counts_by_group(found._replace(lines=shown.lines), parts, silent)
        totals = [
            each
            for each in of_groups(city.programme, found, [part[::2] for part in parts])
            if each.indicator in shown.indicators
        ]
        names = {part.id: part.name for part in parts}
        rows = [_as_line(_total(city, each, ()), names[each.group]) for each in totals]
        if asked.is_full or len(shown.indicators) <= FEW:
            columns = (Column("district_name", GROUP), *_FIGURES, _LEAD, _STANDING)
            parting = _EVERY_FIGURE if asked.is_full else _AT_A_GLANCE
            yield Table(columns, (*rows, *sums), (TOTALS,), parting)
            yield words.signs(city, (), (*totals, *shown.totals))
        else:
            yield counts_by_indicator(city, found, shown.indicators)
            yield Table((), sums, (TOTALS,))
            yield words.signs(city, (), shown.totals)
    else:
        yield counts_by_indicator(city, found, shown.indicators)
        yield Table((), sums, (TOTALS,))
        yield from first_and_last(city, found, shown.indicators)
        yield words.signs(city, (), shown.totals)
    yield from _amended(shown)
    yield from pointing(shown.heard, found)
    yield how_to_see_more(city, found.group, len(found.districts), f"jxtrade status {found.period}")


def _as_line(row: Row, name: Text) -> Row:
    """Return a group's total as a line among others, under its name."""
    cells = {**row.cells, "district_name": Cell(name)}
    return Row(cells)


def _of_groups(shown: _Shown) -> Iterator[Table]:
    """Yield the totals of all groups within what is shown, for machines; none without groups."""
    programme, period = shown.city.programme, shown.period

    def rows() -> Iterator[Row]:
        groups = [*programme.groups.inside(shown.found.group)]
        members = [(each.id, programme.groups.within(each.id)) for each in groups]
        for total in of_groups(programme, shown.found, members):
            group = total.group or ""
            if total.indicator in {*shown.indicators}:
                given = programme.groups.given(total.indicator, group, period)
                own = {
                    "group": Cell(group),
                    "group_name": Cell(programme.group_name(group)),
                    "stated": Cell(given.figure if given else None),
                }
                row = _total(shown.city, total, ())
                yield Row({**row.cells, **own}, RowKind.GROUP)

    yield Table((), Later(rows), (GROUPS,))


def _every_figure(shown: _Shown) -> Iterator[Paragraph | Table]:
    """Yield the wide matrix, the sums of those counted, and the rules by which it is judged."""
    rows, sums = _rows(shown, is_matrix=True)
    columns = (words.district(shown.city), *_FIGURES, _LEAD, _STANDING)
    beside = tuple(words.live(shown.city, shown.indicators, _EVERY_FIGURE.beside))
    parting = _EVERY_FIGURE._replace(beside=beside)
    yield Table(columns, (*rows, *sums), (LINES, TOTALS), parting)
    yield from _counted(shown, sums)
    yield from _below(shown)


def _detail(shown: _Shown, asked: Asked) -> Iterator[Paragraph | Table]:
    """Yield one table of a district, or of an indicator with its total."""
    rows, sums = _rows(shown, is_matrix=False)
    facts = shown.city.facts
    is_of_one = asked.district is not None
    visible = rows if is_of_one else (*rows, *sums)
    columns = (
        _INDICATOR if is_of_one else words.district(shown.city),
        *_FIGURES,
        *((_YOY,) if any(yoy_of(facts, line) is not None for line in shown.lines) else ()),
        *((_RANK,) if shown.city.programme.plan.ranking else ()),
        _LEAD,
        _GAP_COLUMN,
        Column("light_and_status", _LIGHT, Kind.WORD),
        *((_REMARK,) if any(row.cells["remark"].value != same("") for row in visible) else ()),
    )
    columns = tuple(words.live(shown.city, shown.indicators, columns))
    if is_of_one:
        yield Table(columns, rows, (LINES,))
        yield Table((), sums, (TOTALS,))
    else:
        yield Table(columns, visible, (LINES, TOTALS))
        yield from _counted(shown, sums)
    yield from _below(shown)


_REMARK: Final = Column("remark", Text("备注", "remarks"))


def _counted(shown: _Shown, sums: Iterable[Row]) -> Iterator[Paragraph | Table]:
    """Yield what totals say beside the rate: like with like, gap and surplus, each by itself."""
    totals = [each for each in shown.totals if each.gap is not None]
    known = {each.indicator for each in totals}
    yield Table(
        _COUNTED,
        tuple(
            each._replace(kind=RowKind.LINE)
            for each in sums
            if each.cells["indicator"].value in known
        ),
    )
    parts = [_FLOOR] if any(each.left_out for each in totals) else []
    parts += [_NOT_NETTED] if any(each.gap and each.surplus for each in totals) else []
    if parts:
        yield Paragraph(join((*parts, same("")), "。", ". "), tone=Tone.FAINT)


_FLOOR: Final = Text(
    "有未计入的，合计的完成率是下限", "While some are not counted, a total's rate is a floor"
)
_NOT_NETTED: Final = Text("缺口与超额不相抵", "Gap and surplus are not netted")


def _rows(shown: _Shown, *, is_matrix: bool) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of the lines, and those of their totals."""
    from_ = [(line, words.origins(shown.city, line)) for line in shown.lines]
    own: dict[str, list[tuple[Line, words.Origins]]] = {}
    for each in from_:
        own.setdefault(each[0].indicator, []).append(each)
    rows = tuple(_line(shown, *each, is_matrix=is_matrix) for each in from_)
    return rows, tuple(_total(shown.city, each, own[each.indicator]) for each in shown.totals)


def _line(shown: _Shown, line: Line, from_: words.Origins, *, is_matrix: bool) -> Row:
    """Return a line's cells; in the matrix all are faint of what has no value."""
    city = shown.city
    before, yoy = shown.ranks.get((line.indicator, line.district)), yoy_of(city.facts, line)
    change = None if before is None or line.rank is None else before - line.rank
    indicator = city.programme.indicator[line.indicator]
    faint = Tone.FAINT if line.state is not State.VALUE else None
    beside = faint if is_matrix else None
    light = words.TONES[line.light] if line.light else beside
    values = {key: getattr(line, key) for key in _AS_THEY_ARE} | {
        key: words.figure(line, getattr(line, key), indicator.places) for key in _AS_RATIOS
    }
    changes = amendments.of_line(city, line)
    values |= {
        "indicator_name": indicator.name,
        "district_name": city.programme.district_name(line.district),
        "name_and_unit": words.name_and_unit(city, line.indicator),
        "unit": indicator.unit,
        "status": line.standing,
        "status_name": WORDS[line.standing],
        "pair": Pair(words.figure(line, line.reported, indicator.places), line.allocated),
        "standing": amendments.marked(words.light(line), changes),
        "rate_if_any": line.rate if line.state in _WITH_RATE else same(""),
        "sign": amendments.marked(words.sign(line), changes),
        "light_and_status": amendments.marked(words.light_and_status(line), changes),
        "place": None if line.rank is None else _place(line.rank, change),
        "rank_change": change,
        "yoy": yoy,
        "change": None if yoy is None else _change(yoy, indicator),
        "restated": tuple(_restatement(each.restatement) for each in line.restated),
        "remark": words.remark(city, line),
        "amended": amendments.records(city, changes),
        "source": line.stated.location if line.stated else None,
        "allocation_source": from_.allocated[0] if from_.allocated else None,
    }
    tones = {"pair": faint, "reported": faint, "rate": beside, "rate_if_any": None, "lead": light}
    return words.row(values, tones, from_.of_figures())


_WITH_RATE: Final = (State.VALUE, State.UNALLOCATED)


def _place(rank: int, change: int | None) -> Text:
    """Return a place, and by how many it has gone up or down."""
    return same(f"{rank} {'↑' if change > 0 else '↓'}{abs(change)}" if change else f"{rank}")


def _change(yoy: Decimal, indicator: Indicator) -> Text:
    """Return a change on the year before: percent, or of a rate the points between the two."""
    shown = say(Cell(yoy), Kind.POINTS, Lang.ZH)
    return (_POINTS if indicator.kind == "rate" else _PERCENT).fill(change=shown)


_PERCENT: Final = same("{change}%")
_POINTS: Final = Text("{change}个百分点", "{change} points")
_AS_THEY_ARE: Final = (
    *("indicator", "district", "state", "light", "allocated", "rate", "pace", "due", "lead"),
    "rank",
)
_AS_RATIOS: Final = ("reported", "gap", "gap_to_pace", "surplus")


def _restatement(each: Restatement) -> dict[str, Value]:
    period = str(each.period)
    return {"period": period, "from": each.from_, "to": each.to, "reason": each.reason}


def _total(city: City, total: Total, lines: Iterable[tuple[Line, words.Origins]]) -> Row:
    """Return a total's cells, which come from all that is added up."""
    allotted = [each for each in lines if each[0].allocated is not None]
    counted = [from_ for line, from_ in allotted if line.state is State.VALUE]
    all_ = words.together(counted)._replace(
        allocated=words.together(from_ for _, from_ in allotted).allocated
    )
    reported = words.of_all(city, total)
    values = total._asdict() | {
        "period": str(total.period),
        "indicator_name": city.programme.indicator_name(total.indicator),
        "district_name": words.CITY,
        "name_and_unit": words.name_and_unit(city, total.indicator),
        "reported": reported,
        "light": total.light,
        "pair": Pair(reported, total.allocated),
        "standing": _standing(total),
        "rate_if_any": total.rate,
        "sign": words.sign(total),
        "light_and_status": words.light_and_status(total),
        "remark": _who_counts(city, total),
    }
    like_with_like = dict.fromkeys(_OF_THOSE_COUNTED, words.together(counted).both)
    return words.row(values, {}, all_.of_figures() | like_with_like, RowKind.TOTAL)


_OF_THOSE_COUNTED: Final = ("rate_counted", "lead_counted", "gap", "surplus")


def _who_counts(city: City, total: Total) -> Text:
    if not total.left_out:
        is_in_the_sums = total.gap is not None or not total.of
        return same("") if is_in_the_sums else words.counted(total)
    names = tuple(city.programme.district_name(each) for each in total.left_out)
    left_out = Text("未计入：{names}", "left out: {names}").fill(names=names)
    return join((words.counted(total), left_out))


def _standing(total: Total) -> Cell:
    """Return a total's light, or that it is incomplete, and how many are counted."""
    if not (total.of or total.left_out):
        return Cell(None)
    word = WORDS[total.light] if total.light else total.status and WORDS[total.status]
    parts = [*([word] if word else []), words.counted(total)]
    return Cell(join(parts, " ", ", "), words.TONES[total.light] if total.light else None)


def _below(shown: _Shown) -> Iterator[Paragraph]:
    city = shown.city
    yield from notes(shown.heard, shown.lines, shown.named)
    yield from pointing(shown.heard, shown.found, shown.district)
    yield from _amended(shown)
    yield from _restated(shown)
    yield words.pace_rule(city, shown.period, shown.indicators)
    yield words.light_rule(city)
    if any(line.state is State.UNALLOCATED for line in shown.lines):
        text = Text(
            "目标为 — 的未下达，不计算完成率。",
            "Where no target is shown, nothing was allocated and there is no rate.",
        )
        yield Paragraph(text, tone=Tone.FAINT)


def _amended(shown: _Shown) -> Iterator[Paragraph]:
    """Yield which allocations were changed in the year by the quarter's end, by which document."""
    changes = (amendments.of_line(shown.city, line) for line in shown.lines)
    yield from amendments.notes(shown.city, chain.from_iterable(changes))


def _restated(shown: _Shown) -> Iterator[Paragraph]:
    for line in shown.lines:
        if line.restated:
            text = Text(
                "更正：{district}的{name}，{what}。", "Restated: “{name}” of {district}, {what}."
            )
            programme = shown.city.programme
            yield Paragraph(
                text.fill(
                    district=programme.district_name(line.district),
                    name=programme.indicator_name(line.indicator),
                    what=words.restatements(line),
                )
            )


def _missing(stands: Standing) -> Table:
    """Return who has not submitted, for machines: people read it in a sentence."""
    rows = tuple(
        Row({"kind": Cell(kind), "id": Cell(sender), "name": Cell(name)})
        for kind, sender, name in stands.absent
    )
    return Table((), rows, (MISSING,))
