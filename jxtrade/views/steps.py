"""What papers ask for next: milestones due, what the next quarter must bring, what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.milestones import MilestoneState, due_next
from jxtrade.figures.states import State
from jxtrade.findings import Severity
from jxtrade.report import Cell, Column, Kind, Row, Sheet, Table
from jxtrade.rules.done_without_evidence import RULE as NO_EVIDENCE
from jxtrade.text import Text, join
from jxtrade.views.doubts import suspect, waivings
from jxtrade.views.papers import (
    MOST_ITEMS,
    NONE,
    Order,
    Paper,
    closed,
    date_said,
    joined,
    moment_said,
    row_of,
    sentence,
    share,
)
from jxtrade.views.problems import owed_milestones
from jxtrade.views.tables import caption
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from jxtrade.figures.milestones import Progress
    from jxtrade.model.plan import Indicator


NOTHING: Final = Text(
    "没有到期的节点，也没有应补报的事项。", "No milestone falls due, and nothing is owed."
)


def milestones(paper: Paper, see: Text) -> Text:
    """Return how many milestones fall due next and how many are overdue: N1.

    At a year's end without a task list for the next all that was due is said to be past.
    """
    coming, owed = due_next(paper.city.received, paper.period), owed_milestones(paper)
    parts = []
    if coming:
        fall = "milestone falls" if len(coming) == 1 else "milestones fall"
        text = Text(f"{{season}}到期节点{len(coming)}个", f"{len(coming)} {fall} due in {{season}}")
        parts.append(text.fill(season=paper.next_season))
    elif paper.is_final and paper.milestones:
        parts.append(Text("本年节点已全部到期", "all milestones of the year were due"))
    if owed:
        parts.append(
            Text(
                f"{_OWED_ZH}{len(owed)}个",
                f"{len(owed)} {'is' if len(owed) == 1 else 'are'} overdue",
            )
        )
    if not parts:
        return NONE
    if coming or owed:
        parts.append(see)
    return sentence(*parts)


_OWED_ZH: Final = "逾期未完成节点"


def has_milestones(paper: Paper) -> bool:
    """Tell whether any milestone falls due next or is overdue."""
    return bool(due_next(paper.city.received, paper.period) or owed_milestones(paper))


_COLUMNS: Final = (
    Column("lead", Text("牵头部门", "lead")),
    Column("partners", Text("配合部门", "with")),
    Column("owed", Text("逾期未完成", "overdue")),
    Column("count", Text("到期个数", "due"), Kind.COUNT),
)


def next_milestones(paper: Paper, label: Text | None) -> Table:
    """Return what falls due next and what is overdue, a row for each set of departments."""
    coming = due_next(paper.city.received, paper.period)
    owed = owed_milestones(paper)
    rows: dict[tuple[str, ...], tuple[list[Progress], list[Progress]]] = {}
    for which, found in enumerate((owed, coming)):
        for each in found:
            key = each.assigned.task.departments
            rows.setdefault(key, ([], []))[which].append(each)
    known = {id_: place for place, id_ in enumerate(paper.city.programme.tasks.departments)}
    tasks = {
        each.assigned.task.departments: place
        for place, each in reversed([*enumerate((*paper.milestones, *coming))])
    }
    order = sorted(rows, key=lambda key: (known.get(key[0], len(known)), tasks.get(key, 0)))
    title = Text("{season}到期和逾期未完成节点", "Milestones due in {season}, and overdue")
    due = Text("{season}到期", "due in {season}")
    columns = (*_COLUMNS, Column("due", due.fill(season=paper.next_season)))
    return Table(
        columns,
        tuple(_row(paper, key, *rows[key]) for key in order),
        caption=None if label is None else caption(label, title.fill(season=paper.next_season)),
        sheet=Sheet(Text("下季到期节点", "milestones next"), Order.TASKS),
    )


def _row(
    paper: Paper, key: Sequence[str], owed: Sequence[Progress], coming: Sequence[Progress]
) -> Row:
    names = [
        paper.city.programme.tasks.department_name(each, paper.period.next.year) for each in key
    ]
    return Row(
        {
            "lead": Cell(names[0]),
            "partners": Cell(row_of(names[1:]) if names[1:] else None),
            "owed": _named(owed),
            "count": Cell(len(coming)),
            "due": _named(coming),
        }
    )


def _named(milestones: Sequence[Progress]) -> Cell:
    if not milestones:
        return Cell(None)
    sources = tuple(each.location for each in milestones)
    return Cell(join([each.assigned.milestone.name for each in milestones]), sources=sources)


def must_come(paper: Paper, where: Text) -> Text:
    """Return where it stands what the quarters left must bring: N3; nothing where none must."""
    if paper.is_final or not any(_must_come(paper, each) for each in paper.indicators):
        return NONE
    text = Text(
        "各{parts}{average}须完成数见{where}。", "What each of the {parts} must bring: see {where}."
    )
    average = "平均每季" if paper.quarters_left > 1 else paper.next_season.zh
    return text.fill(parts=paper.header.parts, average=average, where=where)


def _must_come(paper: Paper, indicator: Indicator) -> bool:
    is_summed = indicator.kind != "rate" and indicator.direction == "higher"
    return is_summed and bool(paper.lines[indicator.id]) and paper.is_due(indicator)


def catching_up(paper: Paper, where: Text) -> Text:
    """Return what those behind must bring next to be on pace then, and where all of it stands.

    N2 and N3; N2 is not said in the third quarter, where it is what the
    fourth must bring, nor where no more is due then than now.
    """
    needs = _needs(paper) if paper.quarters_left > 1 else NONE
    return joined((needs, must_come(paper, where)), "", " ")


def _needs(paper: Paper) -> Text:
    """Return by district what the next quarter must bring, in the order of who is behind."""
    needs: dict[str, list[Text]] = {}
    paces, number = set(), 0
    quarter = paper.period.quarter
    for gap in paper.behind:
        indicator = paper.indicator(gap.line)
        is_due_more = indicator.pace[quarter] > indicator.pace[quarter - 1]
        if gap.next_quarter is not None and indicator.kind != "rate" and is_due_more:
            paces.add(indicator.pace[quarter])
            number += 1
            if number > MOST_ITEMS:
                continue
            text = Text("{name}{needs}", "{name} {needs}")
            own = paper.needed(indicator, gap.next_quarter)
            said = text.fill(name=indicator.name, needs=own)
            needs.setdefault(gap.line.district, []).append(said)
    if not needs:
        return NONE
    parts = [
        Text("{name}{needs}", "{name} {needs}").fill(
            name=paper.name(district), needs=join(own, "、", ", ")
        )
        for district, own in needs.items()
    ]
    if number > MOST_ITEMS:
        more = Text("其余{rest}项次{see}", "{rest} more: {see}")
        parts.append(more.fill(rest=number - MOST_ITEMS, see=paper.bare_see))
    pace = NONE
    if len(paces) == 1:
        pace = Text("（{pace}）", " ({pace})").fill(pace=share(paces.pop()))
    text = Text(
        "未达序时的{number}项次，要在{season}末赶上序时进度{pace}，{season}须完成：{needs}",
        "to be back on pace{pace} at the end of {season}, {season} must bring: {needs}",
    )
    return closed(text.fill(number=number, season=paper.next_season, pace=pace, needs=join(parts)))


def owed(paper: Paper) -> Text:
    """Return who owes which submission, correction or evidence, and by when: N4 and N5."""
    return joined(
        (
            *_submissions(paper),
            *_corrections(paper),
            *_waived(paper),
            *_evidence(paper),
            _deadline(paper),
        ),
        "",
        " ",
    )


def _submissions(paper: Paper) -> Iterator[Text]:
    absent = [*paper.city.received.absent(paper.period)]
    silent = [id_ for kind, id_, _ in absent if kind == DISTRICTS]
    mute = [paper.department(id_) for kind, id_, _ in absent if kind == DEPARTMENTS]
    if silent:
        text = Text("{names}补报{season}数据。", "{names} {owes} {season}'s figures.")
        yield _owes(text, len(silent), names=paper.names(silent), season=paper.season)
    partial = dict.fromkeys(
        line.district
        for line in paper.found.lines
        if line.state is State.MISSING and line.district not in silent
    )
    if partial:
        text = Text("{names}补报缺报的指标。", "{names} {owes} the figures left out.")
        yield _owes(text, len(partial), names=paper.names(partial))
    if mute:
        text = Text("{names}补报{season}进展。", "{names} {owes} {season}'s progress.")
        yield _owes(text, len(mute), names=paper.listed(mute), season=paper.season)


def _owes(text: Text, count: int, **facts: object) -> Text:
    """Return what so many owe: one owes, several owe."""
    return text.fill(owes="owes" if count == 1 else "owe", **facts)


def _corrections(paper: Paper) -> Iterator[Text]:
    """Yield who is to correct or confirm which value."""
    of: dict[str, list[Text]] = {}
    for line in suspect(paper):
        of.setdefault(line.district, []).append(paper.indicator(line).name)
    if len(of) > MOST_ITEMS:
        text = Text(
            "{names}核实、更正待核的数。", "{names} are to check and correct their figures."
        )
        yield text.fill(names=paper.names(of))
        return
    for district, names in of.items():
        text = Text("{name}核实、更正{names}。", "{name} is to check and correct {names}.")
        yield text.fill(name=paper.name(district), names=paper.listed(names))


def _waived(paper: Paper) -> Iterator[Text]:
    """Yield who is to correct which value that is waived, and by when: what was an error."""
    owed: dict[tuple[date, str], dict[Text, None]] = {}
    for each in waivings(paper):
        for finding in each.found:
            district, indicator, _ = finding.subject
            if finding.severity is Severity.ERROR and district and indicator:
                name = paper.city.programme.indicator[indicator].name
                owed.setdefault((each.waiver.until, district), {})[name] = None
    alike: dict[tuple[date, tuple[Text, ...]], list[str]] = {}
    for (until, district), names in owed.items():
        alike.setdefault((until, tuple(names)), []).append(district)
    for (until, what), districts in alike.items():
        be = "is" if len(districts) == 1 else "are"
        text = Text(
            "{who}在{until}前更正{what}。", f"{{who}} {be} to correct {{what}} by {{until}}."
        )
        who, day = paper.names(districts), date_said(until)
        yield text.fill(who=who, until=day, what=paper.listed(what))


def _evidence(paper: Paper) -> Iterator[Text]:
    """Yield who owes evidence of what is done, and what is owed once the overdue is done."""
    lacking = dict.fromkeys(
        each.assigned.lead
        for each in paper.milestones
        if each.is_done and each.assigned.lead and each.report and not each.report.evidence
    )
    if lacking:
        names = paper.listed([paper.department(each) for each in lacking])
        text = Text(
            "{names}补交已完成节点的佐证材料（{code}）。",
            "{names} {owes} the evidence of milestones that are done ({code}).",
        )
        yield _owes(text, len(lacking), names=names, code=NO_EVIDENCE.code)
    leads = dict.fromkeys(
        each.assigned.lead
        for each in owed_milestones(paper)
        if each.assigned.lead and each.state is MilestoneState.OVERDUE
    )
    if leads:
        names = paper.listed([paper.department(each) for each in leads])
        text = Text(
            "{names}完成逾期节点后，报送完成日期和佐证材料。",
            "{names} {owes} date and evidence once the overdue milestones are done.",
        )
        yield _owes(text, len(leads), names=names)


def _deadline(paper: Paper) -> Text:
    deadline = paper.city.programme.plan.deadlines.get(paper.period.next)
    if deadline is None:
        return NONE
    text = Text("{season}数据于{when}前报送。", "Figures for {season} are due on {when}.")
    return text.fill(season=paper.next_season, when=moment_said(deadline))
