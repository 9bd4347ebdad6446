"""How the districts stand at a quarter's end: the matrix, or the detail of one of its sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.lines import Line, Reconciliation, Total
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Cell,
    Column,
    Field,
    Kind,
    Pair,
    Paragraph,
    Parting,
    Quotient,
    Records,
    Report,
    Row,
    RowKind,
    Table,
    Tone,
    optional,
    say,
)
from jxtrade.text import Lang, Text, join
from jxtrade.views import words
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from jxtrade.figures.city import City
    from jxtrade.model.period import Period
    from jxtrade.model.submissions import Restatement
    from jxtrade.report import Value


class Asked(NamedTuple):
    """The one district and the one indicator that were asked for, if any."""

    district: str | None = None
    indicator: str | None = None

    def of(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Return the lines that were asked for."""
        return tuple(
            line
            for line in lines
            if self.district in (None, line.district) and self.indicator in (None, line.indicator)
        )


def report(city: City, found: Reconciliation, asked: Asked, *, errors: int = 0) -> Report:
    """Return the matrix, or the detail of what was asked for; errors are pointed to."""
    lines = asked.of(found.lines)
    indicators = tuple(dict.fromkeys(line.indicator for line in lines))
    sample = words.is_sample(Asked(indicator=asked.indicator).of(found.lines))
    totals = tuple(each for each in found.totals if each.indicator in indicators)
    shown = totals if asked.district is None else ()
    blocks = (
        words.units(city, indicators),
        *_tables(city, asked, lines, totals),
        *_below(city, Reconciliation(found.period, lines, shown), indicators, sample=sample),
        *((_pointing(errors),) if errors else ()),
        _missing(city, found.period),
    )
    title = words.title(city, found.period, _subject(city, asked))
    return Report(title, blocks, words.head(city, VERSION, found.period, sample=sample))


def _pointing(errors: int) -> Paragraph:
    text = Text(
        "核对发现 {count} 个错误，有关的数待核，不计入合计和位次；详见 jxtrade validate。",
        "Errors found: {count}; what they name is to be checked and in no sum or rank: see"
        " jxtrade validate.",
    )
    return Paragraph(text.fill(count=errors), tone=Tone.BAD)


def _subject(city: City, asked: Asked) -> Text:
    if asked == Asked():
        return Text("指标完成情况", "Progress by indicator")
    if asked.district is not None:
        subject = city.programme.district_name(asked.district)
    else:
        subject = words.name_and_unit(city, asked.indicator or "")
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
            Field("rate", Kind.PERCENT),
            Field("pace", Kind.SHARE),
            Field("due", Kind.FIGURE),
            Field("lead", Kind.POINTS),
            Field("gap", Kind.FIGURE),
            Field("gap_to_pace", Kind.FIGURE),
            Field("surplus", Kind.FIGURE),
            Field("rank", Kind.COUNT),
        ),
        Field("restated", Kind.RECORDS, fields=_RESTATED),
        *optional(
            Field("remark", Kind.TEXT),
            Field("source", Kind.PLACE),
            Field("allocation_source", Kind.PLACE),
        ),
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
MISSING: Final = Records(
    "missing",
    (
        Field("kind", Kind.ID, (DISTRICTS, DEPARTMENTS)),
        Field("id", Kind.ID),
        Field("name", Kind.TEXT),
    ),
)
VERSION: Final = "jxtrade.status/2"
RECORDS: Final = (LINES, TOTALS, MISSING)

_DISTRICT: Final = Column("district_name", words.DISTRICT)
_INDICATOR: Final = Column("name_and_unit", words.INDICATOR)
_TARGET: Final = Column("allocated", Text("目标", "target"), Kind.FIGURE)
_REPORTED: Final = Column("reported", Text("累计完成", "reported"), Kind.FIGURE)
_RATE: Final = Column("rate", Text("完成率", "rate"), Kind.PERCENT)
_RANK: Final = Column("rank", Text("位次", "rank"), Kind.COUNT)
_LEAD: Final = Column("lead", Text("较序时", "lead"), Kind.POINTS)
_GAP_COLUMN: Final = Column("gap", Text("缺口", "gap"), Kind.FIGURE)
_LIGHT: Final = Text("亮灯", "light")
_STANDING: Final = Column("standing", _LIGHT, Kind.WORD)
_FIGURES: Final = (_TARGET, _REPORTED, _RATE)
_PAIR: Final = Column("pair", Text("累计/分配", "done/target"), Kind.PAIR)
_MATRIX: Final = Parting("indicator", "name_and_unit", (_PAIR, _RATE, _LEAD, _STANDING))


def _tables(
    city: City, asked: Asked, lines: Iterable[Line], totals: Iterable[Total]
) -> Iterator[Table]:
    """Yield the table of the lines and totals; the totals alone, unseen, beside one district's."""
    is_matrix = asked == Asked()
    from_ = [(line, words.origins(city, line)) for line in lines]
    rows = tuple(_line(city, *each, is_matrix=is_matrix) for each in from_)
    own: dict[str, list[tuple[Line, words.Origins]]] = {}
    for each in from_:
        own.setdefault(each[0].indicator, []).append(each)
    sums = tuple(_total(city, each, own[each.indicator]) for each in totals)
    if is_matrix:
        columns = (_DISTRICT, *_FIGURES, _LEAD, _STANDING)
        yield Table(columns, (*rows, *sums), (LINES, TOTALS), _MATRIX)
        return
    ranking = city.programme.plan.ranking
    columns = (
        _DISTRICT if asked.district is None else _INDICATOR,
        *_FIGURES,
        *((_RANK,) if ranking else ()),
        _LEAD,
        _GAP_COLUMN,
        Column("light_and_status", _LIGHT, Kind.WORD),
        Column("remark", Text("备注", "remarks")),
    )
    if asked.district is None:
        yield Table(columns, (*rows, *sums), (LINES, TOTALS))
    else:
        yield Table(columns, rows, (LINES,))
        yield Table((), sums, (TOTALS,))


def _line(city: City, line: Line, from_: words.Origins, *, is_matrix: bool) -> Row:
    """Return a line's cells; in the matrix all are faint of what has no value."""
    indicator = city.programme.indicator[line.indicator]
    faint = Tone.FAINT if line.state is not State.VALUE else None
    beside = faint if is_matrix else None
    light = words.TONES[line.light] if line.light else beside
    values = {key: getattr(line, key) for key in _AS_THEY_ARE} | {
        key: words.figure(line, getattr(line, key), indicator.places) for key in _AS_RATIOS
    }
    values |= {
        "indicator_name": indicator.name,
        "district_name": city.programme.district_name(line.district),
        "name_and_unit": words.name_and_unit(city, line.indicator),
        "unit": indicator.unit,
        "status": line.standing,
        "status_name": WORDS[line.standing],
        "pair": Pair(words.figure(line, line.reported, indicator.places), line.allocated),
        "standing": words.light(line),
        "light_and_status": words.light_and_status(line),
        "restated": tuple(_restatement(each.restatement) for each in line.restated),
        "remark": words.remark(city, line),
        "source": line.stated.location if line.stated else None,
        "allocation_source": from_.allocated[0] if from_.allocated else None,
    }
    tones = {"pair": faint, "reported": faint, "rate": beside, "lead": light}
    return words.row(values, tones, from_.of_figures())


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
    reported = _of_all(city, total)
    values = total._asdict() | {
        "period": str(total.period),
        "indicator_name": city.programme.indicator_name(total.indicator),
        "district_name": words.CITY,
        "name_and_unit": words.name_and_unit(city, total.indicator),
        "reported": reported,
        "light": total.light,
        "pair": Pair(reported, total.allocated),
        "standing": _standing(total),
        "light_and_status": words.light_and_status(total),
        "remark": _who_counts(city, total),
    }
    like_with_like = dict.fromkeys(_OF_THOSE_COUNTED, words.together(counted).both)
    return words.row(values, {}, all_.of_figures() | like_with_like, RowKind.TOTAL)


_OF_THOSE_COUNTED: Final = ("rate_counted", "lead_counted", "gap", "surplus")


def _of_all(city: City, total: Total) -> Decimal | Quotient | None:
    """Return what all have reported; a sum of what is never summed is a quotient of sums."""
    if total.allocated is None and total.reported is not None:
        return Quotient(total.reported, city.programme.indicator[total.indicator].places)
    return total.reported


def _who_counts(city: City, total: Total) -> Text:
    parts = [words.counted(total)] if total.of or total.left_out else []
    if total.left_out:
        names = tuple(city.programme.district_name(each) for each in total.left_out)
        parts.append(Text("未计入：{names}", "left out: {names}").fill(names=names))
    return join(parts)


def _standing(total: Total) -> Cell:
    """Return a total's light, or that it is incomplete, and how many are counted."""
    if not (total.of or total.left_out):
        return Cell(None)
    word = WORDS[total.light] if total.light else total.status and WORDS[total.status]
    parts = [*([word] if word else []), words.counted(total)]
    return Cell(join(parts, " ", ", "), words.TONES[total.light] if total.light else None)


def _below(
    city: City, found: Reconciliation, indicators: tuple[str, ...], *, sample: bool
) -> Iterator[Paragraph]:
    if found.totals and (absent := words.absent(city, found.period)) is not None:
        yield absent
    yield from _unusable(city, found, indicators)
    for total in found.totals:
        if total.indicator in indicators and total.gap is not None:
            yield _of_total(city, total)
    yield from _restated(city, found, indicators)
    yield words.pace_rule(city, found.period, indicators)
    yield words.light_rule(city)
    if any(line.state is State.UNALLOCATED for line in found.lines):
        text = Text(
            "分配为 — 的未下达，不计算完成率。",
            "Where no target is shown, nothing was allocated and there is no rate.",
        )
        yield Paragraph(text, tone=Tone.FAINT)
    yield from words.caveats(city, found.period, sample=sample)


def _unusable(
    city: City, found: Reconciliation, indicators: tuple[str, ...]
) -> Iterator[Paragraph]:
    """Yield who is left out of an indicator's sum for another reason than no submission."""
    names: dict[tuple[str, State], list[Text]] = {}
    for line in found.lines:
        is_allocated = line.allocated is not None or line.state is State.SUSPECT
        if is_allocated and (line.state is not State.MISSING or _has_submitted(city, line)):
            name = city.programme.district_name(line.district)
            names.setdefault((line.indicator, line.state), []).append(name)
    text = Text(
        "{state}：{names} 的{name}，不计入合计和位次。",
        "{state}: “{name}” of {names}; not in sum or rank.",
    )
    for each in indicators:
        for state in (State.SUSPECT, State.NOT_APPLICABLE, State.MISSING):
            if listed := names.get((each, state)):
                facts = {"state": WORDS[state], "names": listed}
                yield Paragraph(
                    text.fill(name=city.programme.indicator_name(each), **facts), tone=Tone.WARN
                )


def _has_submitted(city: City, line: Line) -> bool:
    return (DISTRICTS, line.district, line.period) in city.received.present


def _of_total(city: City, total: Total) -> Paragraph:
    """Return what is to be said of a total: both rates, gap and surplus, and who is left out."""
    indicator = city.programme.indicator[total.indicator]
    is_ceiling = indicator.direction == "lower"
    parts = [(_ABOVE if is_ceiling else _GAP).fill(figure=total.gap)]
    if total.gap_left_out:
        parts.append(_LEFT_OUT.fill(figure=total.gap_left_out))
    parts.append((_ROOM if is_ceiling else _SURPLUS).fill(figure=total.surplus))
    sentences = [join(parts, "，", ", ")]
    if total.left_out:
        sentences.insert(0, _rates(total))
    text = Text("{name}：{what}，单位{unit}；{kept}。", "{name}: {what}, in {unit}; {kept}.")
    return Paragraph(
        text.fill(
            name=indicator.name,
            what=join(sentences),
            unit=indicator.unit,
            kept=_NOT_NETTED_ROOM if is_ceiling else _NOT_NETTED,
        )
    )


_GAP: Final = Text("缺口 {figure}", "gap {figure}")
_ABOVE: Final = Text("超过上限 {figure}", "above the ceiling {figure}")
_LEFT_OUT: Final = Text("未计入的分配 {figure}", "allocated to those left out {figure}")
_SURPLUS: Final = Text("超额 {figure}", "surplus {figure}")
_ROOM: Final = Text("余量 {figure}", "room left {figure}")
_NOT_NETTED: Final = Text("缺口与超额不相抵", "gap and surplus are not netted")
_NOT_NETTED_ROOM: Final = Text(
    "超过的与余量不相抵", "what is above and what is left are not netted"
)
_OF_ALL: Final = Text("为全部分配的 {rate}", "{rate} of all that is allocated")
_OF_ALL_SO_FAR: Final = Text("至少为全部分配的 {rate}", "at least {rate} of all that is allocated")
_OF_COUNTED: Final = Text("为计入者分配的 {rate}", "{rate} of what those counted are allocated")
_AHEAD: Final = Text("（较序时 {lead}）", " (lead {lead})")


def _rates(total: Total) -> Text:
    """Return a total's rates in one sentence: against all that is allocated, and like with like."""
    of_all = _OF_ALL_SO_FAR if total.counted < total.of else _OF_ALL
    parts = [words.counted(total)]
    if total.rate is not None:
        parts.append(of_all.fill(rate=say(Cell(total.rate), Kind.PERCENT, Lang.ZH)))
    if total.rate_counted is not None:
        counted = _OF_COUNTED.fill(rate=say(Cell(total.rate_counted), Kind.PERCENT, Lang.ZH))
        if total.lead_counted is not None:
            lead = say(Cell(total.lead_counted), Kind.POINTS, Lang.ZH)
            counted = join((counted, _AHEAD.fill(lead=lead)), "", "")
        parts.append(counted)
    return join(parts, "，", ", ")


def _restated(
    city: City, found: Reconciliation, indicators: tuple[str, ...]
) -> Iterator[Paragraph]:
    for line in found.lines:
        if line.indicator in indicators and line.restated:
            text = Text(
                "更正：{district}的{name}，{what}。", "Restated: “{name}” of {district}, {what}."
            )
            yield Paragraph(
                text.fill(
                    district=city.programme.district_name(line.district),
                    name=city.programme.indicator_name(line.indicator),
                    what=words.restatements(line),
                )
            )


def _missing(city: City, period: Period) -> Table:
    """Return who has not submitted, for machines: people read it in a sentence."""
    rows = tuple(
        Row({"kind": Cell(kind), "id": Cell(sender), "name": Cell(name)})
        for kind, sender, name in city.received.absent(period)
    )
    return Table((), rows, (MISSING,))
