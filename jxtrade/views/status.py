"""How the districts stand at a quarter's end: the matrix, the detail, and the JSON of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.reconcile import WORDS, Line, Reconciliation, State, Total, rounded
from jxtrade.report import Cell, Column, Kind, Pair, Paragraph, Report, Row, Table, Tone, say
from jxtrade.text import Lang, Text, join, plain, same
from jxtrade.views import words
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from jxtrade.model.period import Period
    from jxtrade.workspace import Workspace

_PAIR: Final = Text("累计/分配", "done/target")
_RATE: Final = Text("完成率", "rate")
_LEAD: Final = Text("较序时", "lead")
_LIGHT: Final = Text("亮灯", "light")


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


def report(workspace: Workspace, found: Reconciliation, asked: Asked, *, errors: int = 0) -> Report:
    """Return the matrix, or the detail of what was asked for; errors are pointed to."""
    whole = _matrix(workspace, found) if asked == Asked() else _detail(workspace, found, asked)
    if not errors:
        return whole
    text = Text(
        "核对发现 {count} 个错误，有关的数待核，不计入合计和位次；详见 jxtrade validate。",
        "Errors found: {count}; what they name is to be checked and in no sum or rank: see"
        " jxtrade validate.",
    )
    return Report(whole.title, (*whole.blocks, Paragraph(text.fill(count=errors), tone=Tone.BAD)))


def _matrix(workspace: Workspace, found: Reconciliation) -> Report:
    indicators = tuple(workspace.indicator)
    columns = [Column(words.DISTRICT)]
    for each in indicators:
        group = words.name_and_unit(workspace, each)
        columns += [
            Column(_PAIR, Kind.PAIR, group),
            Column(_RATE, Kind.PERCENT, group),
            Column(_LEAD, Kind.POINTS, group),
            Column(_LIGHT, Kind.WORD, group),
        ]
    lines = {(line.indicator, line.district): line for line in found.lines}
    places = {each.id: each.places for each in workspace.indicator.values()}
    rows = [
        Row(
            (
                Cell(district.name),
                *(
                    cell
                    for each in indicators
                    for cell in _cells(lines[each, district.id], places[each])
                ),
            )
        )
        for district in workspace.district.values()
    ]
    totals = (cell for each in found.totals for cell in _total_cells(each, places[each.indicator]))
    rows.append(Row((Cell(words.CITY), *totals), is_total=True))
    return Report(
        title(workspace, found.period, Text("指标完成情况", "Progress by indicator")),
        (
            words.units(workspace, indicators),
            Table(tuple(columns), tuple(rows)),
            *_below(workspace, found, indicators, sample=words.is_sample(found.lines)),
        ),
    )


def title(workspace: Workspace, period: Period, what: Text) -> Text:
    """Return a title: what it is, of which quarter and plan."""
    plan = workspace.plan.model.plan.title if workspace.plan else same("")
    text = Text("{what} {quarter}（{as_at}）{plan}", "{what}, {quarter} ({as_at}), {plan}")
    return text.fill(what=what, quarter=words.quarter(period), as_at=words.as_at(period), plan=plan)


def _cells(line: Line, places: int) -> tuple[Cell, ...]:
    faint = Tone.FAINT if line.state is not State.VALUE else None
    return (
        Cell(Pair(words.shown(line.reported, line.ratio, places), line.allocated), faint),
        Cell(line.rate, faint),
        Cell(line.lead, words.TONES[line.light] if line.light else faint),
        words.light(line),
    )


def _total_cells(total: Total, places: int) -> tuple[Cell, ...]:
    return (
        Cell(Pair(_of_all(total, places), total.allocated)),
        Cell(total.rate),
        Cell(total.lead),
        _standing(total),
    )


def _of_all(total: Total, places: int) -> Decimal | None:
    """Return what all have reported; a quotient of sums with the indicator's decimals."""
    if total.allocated is None and total.reported is not None:
        return rounded(total.reported, places)
    return total.reported


def _standing(total: Total) -> Cell:
    """Return a total's light, or that it is incomplete, and how many are counted."""
    if not (total.of or total.left_out):
        return Cell(None)
    word = WORDS[total.light] if total.light else total.status and WORDS[total.status]
    parts = [*([word] if word else []), words.counted(total)]
    return Cell(join(parts, " ", ", "), words.TONES[total.light] if total.light else None)


def _below(
    workspace: Workspace, found: Reconciliation, indicators: tuple[str, ...], *, sample: bool
) -> Iterator[Paragraph]:
    if found.totals and (absent := words.missing(workspace, found.period)) is not None:
        yield absent
    yield from _unusable(workspace, found, indicators)
    for total in found.totals:
        if total.indicator in indicators and total.gap is not None:
            yield _of_total(workspace, total)
    yield from _restated(workspace, found, indicators)
    yield words.pace_rule(workspace, found.period, indicators)
    yield words.light_rule(workspace)
    if any(line.state is State.UNALLOCATED for line in found.lines):
        text = Text(
            "分配为 — 的未下达，不计算完成率。",
            "Where no target is shown, nothing was allocated and there is no rate.",
        )
        yield Paragraph(text, tone=Tone.FAINT)
    yield from words.caveats(workspace, found.period, sample=sample)


def _unusable(
    workspace: Workspace, found: Reconciliation, indicators: tuple[str, ...]
) -> Iterator[Paragraph]:
    """Yield who is left out of an indicator's sum for another reason than no submission."""
    names: dict[tuple[str, State], list[Text]] = {}
    for line in found.lines:
        is_allocated = line.allocated is not None or line.state is State.SUSPECT
        if is_allocated and (line.state is not State.MISSING or _has_submitted(workspace, line)):
            name = workspace.district_name(line.district)
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
                    text.fill(name=workspace.indicator_name(each), **facts), tone=Tone.WARN
                )


def _has_submitted(workspace: Workspace, line: Line) -> bool:
    return (DISTRICTS, line.district, line.period) in workspace.present


def _of_total(workspace: Workspace, total: Total) -> Paragraph:
    """Return what is to be said of a total: both rates, gap and surplus, and who is left out."""
    indicator = workspace.indicator[total.indicator]
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
    workspace: Workspace, found: Reconciliation, indicators: tuple[str, ...]
) -> Iterator[Paragraph]:
    for line in found.lines:
        if line.indicator in indicators and line.restated:
            text = Text(
                "更正：{district}的{name}，{what}。", "Restated: “{name}” of {district}, {what}."
            )
            yield Paragraph(
                text.fill(
                    district=workspace.district_name(line.district),
                    name=workspace.indicator_name(line.indicator),
                    what=words.restatements(line),
                )
            )


def _detail(workspace: Workspace, found: Reconciliation, asked: Asked) -> Report:
    """Return one district over all indicators, or one indicator over all districts and the city."""
    lines = asked.of(found.lines)
    indicators = tuple(dict.fromkeys(line.indicator for line in lines))
    sample = words.is_sample(Asked(indicator=asked.indicator).of(found.lines))
    district = asked.district
    is_whole = district is None
    totals = tuple(each for each in found.totals if is_whole and each.indicator in indicators)
    ranking = workspace.plan is not None and workspace.plan.model.ranking
    rows = [
        *(_detail_row(workspace, line, of_city=is_whole, ranking=ranking) for line in lines),
        *(_detail_total(workspace, total, ranking=ranking) for total in totals),
    ]
    if district is None:
        subject = words.name_and_unit(workspace, indicators[0])
        first = words.DISTRICT
    else:
        subject, first = workspace.district_name(district), words.INDICATOR
    columns = (
        Column(first),
        Column(Text("目标", "target"), Kind.FIGURE),
        Column(Text("累计完成", "reported"), Kind.FIGURE),
        Column(_RATE, Kind.PERCENT),
        *((Column(Text("位次", "rank"), Kind.FIGURE),) if ranking else ()),
        Column(_LEAD, Kind.POINTS),
        Column(Text("缺口", "gap"), Kind.FIGURE),
        Column(_LIGHT, Kind.WORD),
        Column(Text("备注", "remarks")),
    )
    what = Text("完成情况：{subject}", "Progress of {subject}").fill(subject=subject)
    return Report(
        title(workspace, found.period, what),
        (
            words.units(workspace, indicators),
            Table(columns, tuple(rows)),
            *_below(
                workspace,
                Reconciliation(found.period, lines, totals),
                indicators,
                sample=sample,
            ),
        ),
    )


def _detail_row(workspace: Workspace, line: Line, *, of_city: bool, ranking: bool) -> Row:
    name = (
        workspace.district_name(line.district)
        if of_city
        else words.name_and_unit(workspace, line.indicator)
    )
    faint = Tone.FAINT if line.state is not State.VALUE else None
    places = workspace.indicator[line.indicator].places
    return Row(
        (
            Cell(name),
            Cell(line.allocated),
            Cell(words.shown(line.reported, line.ratio, places), faint),
            Cell(line.rate),
            *((Cell(line.rank),) if ranking else ()),
            Cell(line.lead, words.TONES[line.light] if line.light else None),
            Cell(words.shown(line.gap, line.ratio, places)),
            words.light_and_status(line),
            Cell(words.remark(workspace, line)),
        )
    )


def _detail_total(workspace: Workspace, total: Total, *, ranking: bool) -> Row:
    parts = [words.counted(total)] if total.of or total.left_out else []
    if total.left_out:
        names = tuple(workspace.district_name(each) for each in total.left_out)
        parts.append(Text("未计入：{names}", "left out: {names}").fill(names=names))
    return Row(
        (
            Cell(words.CITY),
            Cell(total.allocated),
            Cell(_of_all(total, workspace.indicator[total.indicator].places)),
            Cell(total.rate),
            *((Cell(None),) if ranking else ()),
            Cell(total.lead),
            Cell(total.gap),
            words.light_and_status(total),
            Cell(join(parts)),
        ),
        is_total=True,
    )


_PLACES: Final = 4


def payload(workspace: Workspace, found: Reconciliation, asked: Asked) -> dict[str, Any]:
    """Return what `status --format json` says: exact decimals as strings, both languages.

    Rates, leads and paces have four decimals, half up; null means that there is none.
    """
    lines = asked.of(found.lines)
    shown = {line.indicator for line in lines}
    return {
        "schema": "jxtrade.status/2",
        **head(workspace, found.period, Asked(indicator=asked.indicator).of(found.lines)),
        "lines": [
            {**_line_json(workspace, line), "source": stated, "allocation_source": allocated}
            for line, stated, allocated in zip(
                lines,
                words.sources(workspace, [each.stated and each.stated.location for each in lines]),
                words.sources(
                    workspace,
                    [
                        workspace.allocation_at(each.indicator, each.district, each.period)
                        for each in lines
                    ],
                ),
                strict=True,
            )
        ],
        "totals": [
            _total_json(workspace, each) for each in found.totals if each.indicator in shown
        ],
        "missing": [
            {"kind": kind, "id": sender, "name": name._asdict()}
            for kind, sender, name in workspace.senders(found.period)
            if (kind, sender, found.period) not in workspace.present
        ],
    }


def head(workspace: Workspace, period: Period, lines: Iterable[Line]) -> dict[str, Any]:
    """Return what every JSON answer about a quarter begins with; `lines` are what it rests on."""
    return {
        "period": str(period),
        "as_of": None if workspace.as_of is None else workspace.as_of.isoformat(),
        "sample": words.is_sample(lines),
        "year_assumed": words.is_year_assumed(workspace, period),
        "lights": {
            "green": plain(workspace.lights.green),
            "yellow": plain(workspace.lights.yellow),
        },
    }


def _line_json(workspace: Workspace, line: Line) -> dict[str, Any]:
    indicator = workspace.indicator[line.indicator]
    remark = words.remark(workspace, line)
    return {
        "indicator": line.indicator,
        "district": line.district,
        "indicator_name": indicator.name._asdict(),
        "district_name": workspace.district_name(line.district)._asdict(),
        "unit": indicator.unit._asdict(),
        "state": line.state,
        "status": line.standing,
        "status_name": WORDS[line.standing]._asdict(),
        "light": line.light,
        "allocated": words.exact(line.allocated),
        "reported": figure(line, line.reported),
        "rate": four_places(line.rate),
        "pace": four_places(line.pace),
        "due": words.exact(line.due),
        "lead": four_places(line.lead),
        "gap": figure(line, line.gap),
        "gap_to_pace": figure(line, line.gap_to_pace),
        "surplus": figure(line, line.surplus),
        "rank": line.rank,
        "restated": [
            {
                "period": str(each.restatement.period),
                "from": words.exact(each.restatement.from_),
                "to": words.exact(each.restatement.to),
                "reason": each.restatement.reason._asdict(),
            }
            for each in line.restated
        ],
        "remark": remark._asdict() if remark.zh else None,
    }


def _total_json(workspace: Workspace, total: Total) -> dict[str, Any]:
    return {
        "indicator": total.indicator,
        "indicator_name": workspace.indicator_name(total.indicator)._asdict(),
        "allocated": words.exact(total.allocated),
        "reported": four_places(total.reported)
        if total.allocated is None
        else words.exact(total.reported),
        "counted": total.counted,
        "of": total.of,
        "rate": four_places(total.rate),
        "pace": four_places(total.pace),
        "lead": four_places(total.lead),
        "status": total.status,
        "light": total.light,
        "rate_counted": four_places(total.rate_counted),
        "lead_counted": four_places(total.lead_counted),
        "due": words.exact(total.due),
        "short": words.exact(total.short),
        "gap": words.exact(total.gap),
        "gap_left_out": words.exact(total.gap_left_out),
        "surplus": words.exact(total.surplus),
        "left_out": list(total.left_out),
    }


def figure(line: Line, value: Decimal | None) -> str | None:
    """Return a line's figure as JSON carries it: one that rests on a quotient with four places."""
    return words.exact(value) if line.ratio is None else four_places(value)


def four_places(value: Decimal | None) -> str | None:
    """Return a rate, lead or pace as JSON carries it: with four decimals, half up."""
    return None if value is None else f"{rounded(value, _PLACES):f}"
