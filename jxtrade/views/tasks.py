"""Where the tasks stand: milestones and targets by task, a summary by department, what is next."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, product
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from jxtrade.figures.lines import reconcile
from jxtrade.figures.milestones import (
    WORDS_OF_MILESTONE,
    MilestoneState,
    by_department,
    disagreements,
    due_next,
    milestones_at,
    tally,
)
from jxtrade.figures.targets import (
    WORDS_OF_JUDGEMENT,
    Judgement,
    Operator,
    is_over,
    of_task,
    reach,
    sums_of,
    task_targets,
)
from jxtrade.model.submissions import STATUSES
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
from jxtrade.rules.milestone_disagrees import RULE as DISAGREES
from jxtrade.rules.target_differs import RULE as DIFFERS
from jxtrade.text import Text, agreeing, join, listed, same
from jxtrade.views import words
from jxtrade.views.targets import asked_for, judgement, reached
from jxtrade.workspace import DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.milestones import Disagreement, Progress, Responsible
    from jxtrade.figures.targets import Asked as Target
    from jxtrade.figures.targets import Reach, Reported, Sum
    from jxtrade.model.period import Period
    from jxtrade.model.tasks import Task
    from jxtrade.report import Record, Value

Counted = TypeVar("Counted", MilestoneState, Judgement)


class Asked(NamedTuple):
    """The one department that was asked for, if any, and whether only what is not done."""

    department: str | None = None
    is_open: bool = False


class _Aim(NamedTuple):
    """A task's target with what is reported of it."""

    target: Target
    reported: Reported
    reach: Reach


class _OfTask(NamedTuple):
    """A task of a year's list, by its place there, with what is shown of it."""

    task: Task
    year: int
    place: int
    aims: tuple[_Aim, ...]
    milestones: tuple[Progress, ...]


class _Shown(NamedTuple):
    """What is shown, and how departments differ about it, by the milestone's place and quarter.

    `listed` are the milestones of all departments.
    """

    city: City
    period: Period
    asked: Asked
    listed: tuple[Progress, ...]
    milestones: tuple[Progress, ...]
    tasks: tuple[_OfTask, ...]
    others: Mapping[object, Sequence[Disagreement]]

    def name(self, department: str, year: int) -> Text:
        return self.city.programme.tasks.department_name(department, year)

    def differing(self, each: Progress) -> Sequence[Disagreement]:
        """Return who says another thing of a milestone in the quarter of its lead's last word."""
        said = each.word.submission.model.period if each.word else None
        return self.others.get((each.assigned.year, each.assigned.milestone.id, said), ())


def report(city: City, period: Period, asked: Asked = Asked()) -> Report:  # noqa: B008
    """Return where the tasks stand at a quarter's end."""
    shown = _shown(city, period, asked)
    sample = any(each.is_sample for each in shown.milestones) or any(
        aim.reported.is_sample for task in shown.tasks for aim in task.aims
    )
    blocks: list[Paragraph | Table] = [*_standing(shown)]
    for each in shown.tasks:
        blocks += _task(shown, each)
    blocks += _summary(shown)
    blocks += _next(shown)
    blocks += _notes(shown)
    blocks += words.made_up(sample=sample)
    rows = tuple(_task_row(shown, each) for each in shown.tasks)
    return Report(
        words.title(city, period, _title(shown)),
        (Table((), rows, (TASKS,)), *blocks),
        words.opening(city, VERSION, period, sample=sample),
    )


def _title(shown: _Shown) -> Text:
    asked = shown.asked
    what = _OPEN if asked.is_open else _TASKS
    if asked.department is None:
        return what
    name = shown.name(asked.department, shown.period.year)
    return Text("{name}{what}", "{what} of {name}").fill(name=name, what=what)


_TASKS: Final = Text("重点任务", "Tasks")
_OPEN: Final = Text("未完成的重点任务", "Open tasks")


def _shown(city: City, period: Period, asked: Asked) -> _Shown:
    """Return what is shown of the tasks of a year, behind those that earlier ones left undone."""
    received = city.received
    every = milestones_at(received, period)
    milestones = tuple(each for each in every if _is_of(asked.department, each.assigned.task))
    aims: dict[str, list[_Aim]] = {}
    for aim in _aims(city, period):
        if aim.target.task is not None and not (asked.is_open and aim.reach.verdict.is_reached):
            aims.setdefault(aim.target.task.id, []).append(aim)
    open_ = [each for each in milestones if not (asked.is_open and each.is_done)]
    found = []
    for year, tasks in city.programme.tasks.by_year.items():
        own = [each for each in open_ if each.assigned.year == year]
        by_task = {
            id_: (*group,) for id_, group in groupby(own, lambda each: each.assigned.task.id)
        }
        for place, task in enumerate(tasks.model.tasks if year <= period.year else ()):
            of_it = tuple(aims.get(task.id, ())) if year == period.year else ()
            of_task = _OfTask(task, year, place, of_it, by_task.get(task.id, ()))
            is_whole = year == period.year and not asked.is_open
            if _is_of(asked.department, task) and (is_whole or of_it or of_task.milestones):
                found.append(of_task)
    others: dict[object, list[Disagreement]] = {}
    for each in disagreements(received):
        key = each.assigned.year, each.assigned.milestone.id, each.period
        others.setdefault(key, []).append(each)
    return _Shown(city, period, asked, every, milestones, tuple(found), others)


def _is_of(department: str | None, task: Task) -> bool:
    return department is None or department in task.departments


def _aims(city: City, period: Period) -> Iterator[_Aim]:
    """Yield the targets of the year's tasks with what is reported of them."""
    sums: dict[str, Sum] = {}

    def added_up() -> Mapping[str, Sum]:
        if not sums:
            sums.update(sums_of(reconcile(city.facts, period)))
        return sums

    for each in task_targets(city.programme, period.year):
        reported = of_task(city.received, each, period, added_up)
        over = is_over(each.year, period)
        yield _Aim(
            each,
            reported,
            reach(
                each.figure,
                each.operator,
                reported.figure,
                is_over=over,
                is_whole=reported.is_whole,
            ),
        )


# What machines get

_TARGET: Final = (
    Field("id", Kind.ID),
    Field("name", Kind.TEXT),
    Field("unit", Kind.TEXT),
    *optional(Field("indicator", Kind.ID)),
    Field("operator", Kind.WORD, tuple(Operator)),
    Field("target", Kind.FIGURE),
    *optional(Field("reported", Kind.FIGURE), Field("department", Kind.ID)),
    Field("verdict", Kind.WORD, tuple(Judgement)),
    *optional(Field("gap", Kind.FIGURE), Field("surplus", Kind.FIGURE)),
    Field("left_out", Kind.IDS),
    Field("source", Kind.PLACE),
)
_MILESTONE: Final = (
    Field("id", Kind.ID),
    Field("name", Kind.TEXT),
    Field("quarter", Kind.ID),
    Field("due", Kind.ID),
    Field("state", Kind.WORD, tuple(MilestoneState)),
    Field("carried", Kind.FLAG),
    *optional(Field("on", Kind.ID), Field("department", Kind.ID)),
    Field("evidence", Kind.IDS),
    *optional(Field("note", Kind.TEXT)),
    Field(
        "others",
        Kind.RECORDS,
        fields=(
            Field("department", Kind.ID),
            Field("status", Kind.WORD, tuple(STATUSES)),
            Field("source", Kind.PLACE),
        ),
    ),
    Field("source", Kind.PLACE),
)
TASKS: Final = Records(
    "tasks",
    (
        Field("id", Kind.ID),
        Field("name", Kind.TEXT),
        Field("year", Kind.COUNT),
        Field("departments", Kind.IDS),
        Field("lead_assumed", Kind.FLAG),
        *optional(Field("aim", Kind.TEXT)),
        Field("targets", Kind.RECORDS, fields=_TARGET),
        Field("milestones", Kind.RECORDS, fields=_MILESTONE),
        Field("source", Kind.PLACE),
    ),
)
DEPARTMENTS_OF: Final = Records(
    "departments",
    (
        Field("id", Kind.ID),
        Field("name", Kind.TEXT),
        *words.MILESTONES,
        Field("supports", Kind.RECORD, fields=words.MILESTONES),
    ),
)
NEXT: Final = Records(
    "next",
    (
        Field("quarter", Kind.ID),
        *optional(Field("department", Kind.ID)),
        Field("milestone", Kind.ID),
        Field("name", Kind.TEXT),
        Field("task", Kind.ID),
        Field("source", Kind.PLACE),
    ),
)
VERSION: Final = "jxtrade.tasks/1"
RECORDS: Final = (TASKS, DEPARTMENTS_OF, NEXT)


def _task_row(shown: _Shown, of_task: _OfTask) -> Row:
    task = of_task.task
    tasks = shown.city.programme.tasks.by_year[of_task.year]
    values: dict[str, Value | Cell] = {
        "id": task.id,
        "name": task.name,
        "year": of_task.year,
        "departments": task.departments,
        "lead_assumed": task.lead_assumed,
        "aim": task.aim,
        "targets": tuple(map(_target_record, of_task.aims)),
        "milestones": tuple(_milestone_record(shown, each) for each in of_task.milestones),
        "source": tasks.at("tasks", of_task.place),
    }
    return words.row(values, {}, {})


def _target_record(aim: _Aim) -> Record:
    own, reported = aim.target.own, aim.reported
    return {
        "id": own.id,
        "name": own.name,
        "unit": own.unit,
        "indicator": own.indicator,
        "operator": aim.target.operator,
        "target": aim.target.figure,
        "reported": reached(reported, reported.figure),
        "department": reported.given[0].department if reported.given else None,
        "verdict": aim.reach.verdict,
        "gap": reached(reported, aim.reach.gap),
        "surplus": reached(reported, aim.reach.surplus),
        "left_out": reported.left_out,
        "source": reported.given[0].location if reported.given else aim.target.at(),
    }


def _milestone_record(shown: _Shown, each: Progress) -> Record:
    milestone, said = each.assigned.milestone, each.report
    return {
        "id": milestone.id,
        "name": milestone.name,
        "quarter": f"Q{milestone.quarter}",
        "due": str(each.assigned.due),
        "state": each.state,
        "carried": each.is_carried,
        "on": each.done_on.isoformat() if each.done_on else None,
        "department": each.assigned.lead,
        "evidence": said.evidence if said else (),
        "note": said.note if said else None,
        "others": tuple(
            {
                "department": other.submission.model.department,
                "status": other.report.status,
                "source": other.submission.at("milestones", milestone.id, "status"),
            }
            for other in shown.differing(each)
        ),
        "source": each.location,
    }


# What people see


def _standing(shown: _Shown) -> Iterator[Paragraph]:
    """Yield how many milestones and targets stand how, and whose is not done that should be."""
    if not shown.milestones and not shown.tasks:
        yield Paragraph(_nothing(shown), tone=Tone.WARN)
        return
    yield Paragraph(_milestones(shown.milestones))
    aims = Counter(aim.reach.verdict for task in shown.tasks for aim in task.aims)
    if aims and not shown.asked.is_open:
        targets = agreeing(aims.total(), *_A_TARGET)
        yield Paragraph(_TARGETS.fill(of=targets, counts=_said(aims, WORDS_OF_JUDGEMENT)))
    if not shown.tasks:
        yield Paragraph(Text("没有未完成的节点和目标。", "Nothing is open."))
    owed = Counter(
        each.assigned.lead
        for each in shown.milestones
        if each.is_due and not each.is_done and each.assigned.lead
    )
    if owed:
        names = [
            _COUNTED_OF.fill(name=shown.name(lead, shown.period.year), count=count)
            for lead, count in owed.most_common()
        ]
        text = Text("到期没有完成的：{names}。", "Due and not done, by lead: {names}.")
        yield Paragraph(text.fill(names=listed(names)), tone=Tone.BAD)
    if any(each.is_carried for each in shown.milestones):
        count = sum(each.is_carried for each in shown.milestones)
        text = Text(
            "其中 {count} 个是以前年度没有完成、结转过来的。",
            "Carried over from earlier years among these: {count}.",
        )
        yield Paragraph(text.fill(count=count))


_A_TARGET: Final = Text("{count}", "{count} target"), Text("{count}", "{count} targets")
_TARGETS: Final = Text("数量目标 {of} 个：{counts}。", "Of {of}, {counts}.")
_COUNTED_OF: Final = Text("{name} {count} 个", "{name} {count}")


def _nothing(shown: _Shown) -> Text:
    text = _NO_LIST
    if shown.period.year in shown.city.programme.tasks.by_year:
        text = Text("{year} 年没有任务。", "There are no tasks in {year}.")
    return text.fill(year=str(shown.period.year))


_NO_LIST: Final = Text(
    "{year} 年没有任务清单；写在 tasks-{year}.yaml。",
    "There is no task list for {year}; it belongs in tasks-{year}.yaml.",
)


def _milestones(milestones: Iterable[Progress]) -> Text:
    """Return how many milestones are due and how these stand, and how many are not."""
    every = [*milestones]
    due = Counter(each.state for each in every if each.is_due)
    ahead = Counter(each.state for each in every if not each.is_due)
    ahead_of_time = ahead.pop(MilestoneState.NOT_DUE, 0) + ahead.total()
    said = [_NONE_DUE]
    if due:
        said = [
            _DUE.fill(
                of=agreeing(due.total(), *_A_MILESTONE), counts=_said(due, WORDS_OF_MILESTONE)
            )
        ]
    if ahead_of_time:
        which = _AMONG.fill(counts=_said(ahead, WORDS_OF_MILESTONE)) if ahead.total() else same("")
        said.append(_AHEAD.fill(count=ahead_of_time, which=which))
    return join(said, "", " ")


def _said(counts: Counter[Counted], words: Mapping[Counted, Text]) -> Text:
    parts = [
        _COUNTED.fill(word=word, count=counts[each]) for each, word in words.items() if counts[each]
    ]
    return join(parts, "、", ", ")


_COUNTED: Final = Text("{word} {count}", "{count} {word}")
_A_MILESTONE: Final = Text("{count}", "{count} milestone"), Text("{count}", "{count} milestones")
_DUE: Final = Text("到期节点 {of} 个：{counts}。", "Of {of} due, {counts}.")
_NONE_DUE: Final = Text("还没有到期的节点。", "No milestone is due yet.")
_AHEAD: Final = Text("未到期 {count} 个{which}。", "Not due yet: {count}{which}.")
_AMONG: Final = Text("（其中{counts}）", " (of these {counts})")


def _under(name: Text, columns: tuple[Column, ...], rows: Iterable[Mapping[str, Cell]]) -> Table:
    """Return a table that people see under a name."""
    named = tuple(Row({**cells, _PART: Cell(name)}) for cells in rows)
    return Table(columns, named, parting=Parting(_PART, _PART))


_PART: Final = "part"
_MILESTONE_COLUMNS: Final = (
    Column("name", Text("节点", "milestone")),
    Column("due", Text("到期", "due"), Kind.ID),
    Column("state", Text("状态", "state"), Kind.WORD),
    Column("on", Text("完成日期", "done on"), Kind.ID),
    Column("remark", Text("佐证或说明", "evidence or note")),
)
_TARGET_COLUMNS: Final = (
    Column("name", Text("数量目标", "target")),
    Column("asked_for", Text("全年目标", "asked for")),
    Column("reported", Text("累计", "reported"), Kind.FIGURE),
    Column("gap", Text("尚差", "gap"), Kind.FIGURE),
    Column("verdict", Text("判定", "verdict"), Kind.WORD),
    Column("said_by", Text("数据来自", "reported by")),
)


def _task(shown: _Shown, of_task: _OfTask) -> Iterator[Table]:
    """Yield a task's targets and milestones under its name."""
    name = _heading(shown, of_task)
    targets = [_target_cells(shown, each) for each in of_task.aims]
    milestones = [_milestone_cells(shown, each) for each in of_task.milestones]
    if targets:
        yield _under(name, _TARGET_COLUMNS, targets)
        yield Table(_MILESTONE_COLUMNS, tuple(map(Row, milestones)))
    else:
        yield _under(name, _MILESTONE_COLUMNS, milestones)


def _heading(shown: _Shown, of_task: _OfTask) -> Text:
    task, year = of_task.task, of_task.year
    lead, *others = (shown.name(each, year) for each in task.departments)
    text = _SHARED if others else _ALONE
    named = text.fill(id=task.id, name=task.name, lead=lead, others=tuple(others))
    parts = [named]
    if year < shown.period.year:
        parts.append(_OF_YEAR.fill(year=str(year)))
    elif task.aim:
        parts.append(task.aim)
    return join(parts, "：", ": ")


_ALONE: Final = Text("{id} {name}（{lead}）", "{id} {name} ({lead})")
_SHARED: Final = Text(
    "{id} {name}（{lead}牵头，{others}配合）", "{id} {name} ({lead}; with {others})"
)
_OF_YEAR: Final = Text("{year} 年结转", "carried over from {year}")


def _target_cells(shown: _Shown, aim: _Aim) -> dict[str, Cell]:
    target, reported, found = aim.target, aim.reported, aim.reach
    indicator = shown.city.programme.indicator.get(target.own.indicator or "")
    sources = tuple(each.location for each in reported.given)
    said_by: Text | None = None
    if reported.given:
        said_by = shown.name(reported.given[0].department, target.year)
    elif reported.figure is not None and indicator is not None:
        said_by = shown.city.programme.plan.plan.parts
        said_by = _SUM.fill(parts=said_by)
    return {
        "name": Cell(target.own.name, sources=(target.at(),)),
        "asked_for": Cell(asked_for(target.operator, target.figure, target.own.unit)),
        "reported": Cell(reached(reported, reported.figure), sources=sources),
        "gap": Cell(reached(reported, found.gap), sources=sources),
        "verdict": judgement(reported, found),
        "said_by": Cell(said_by),
    }


_SUM: Final = Text("{parts}合计", "sum of the {parts}")
_STATE_TONES: Final = {
    MilestoneState.DONE: Tone.GOOD,
    MilestoneState.DONE_LATE: Tone.WARN,
    MilestoneState.OVERDUE: Tone.BAD,
    MilestoneState.MISSING: Tone.BAD,
    MilestoneState.IN_PROGRESS: None,
    MilestoneState.NOT_DUE: Tone.FAINT,
}


def _milestone_cells(shown: _Shown, each: Progress) -> dict[str, Cell]:
    milestone, tone = each.assigned.milestone, _STATE_TONES[each.state]
    state = Coded(each.state, WORDS_OF_MILESTONE[each.state])
    return {
        "name": Cell(milestone.name, sources=(each.assigned.tasks.at(*each.assigned.route),)),
        "due": Cell(str(each.assigned.due)),
        "state": Cell(state, tone, (each.location,)),
        "on": Cell(each.done_on.isoformat() if each.done_on else None),
        "remark": Cell(_remark(shown, each)),
    }


def _remark(shown: _Shown, each: Progress) -> Text:
    """Return the lead's evidence and note, and who says another thing of the milestone."""
    said = each.report
    parts = [same("{all}").fill(all=said.evidence)] if said and said.evidence else []
    parts += [said.note] if said and said.note else []
    parts += [
        _OTHERWISE.fill(
            name=shown.name(other.submission.model.department, other.assigned.year),
            status=STATUSES[other.report.status],
            rule=DISAGREES.code,
        )
        for other in shown.differing(each)
    ]
    return join(parts) if parts else same("")


_OTHERWISE: Final = Text("{name}报{status}（{rule}）", "{name} says {status} ({rule})")
_SUMMARY_COLUMNS: Final = (
    Column("department", Text("部门", "department")),
    Column("role", Text("任务", "tasks"), Kind.WORD),
    Column("due", Text("到期", "due"), Kind.COUNT),
    *(
        Column(str(each), WORDS_OF_MILESTONE[each], Kind.COUNT)
        for each in (
            *(MilestoneState.DONE, MilestoneState.DONE_LATE),
            *(MilestoneState.OVERDUE, MilestoneState.MISSING),
        )
    ),
    Column("ahead", WORDS_OF_MILESTONE[MilestoneState.NOT_DUE], Kind.COUNT),
)


def _summary(shown: _Shown) -> Iterator[Table]:
    """Yield each department's milestones: of the tasks that it leads, and of the others."""
    city, asked = shown.city, shown.asked.department
    of_all = [
        each
        for each in by_department(city.received, shown.listed, shown.period)
        if asked in (None, each.department)
    ]
    rows = [
        _summary_cells(shown, each.department, text, own)
        for each in of_all
        for text, own in ((_LEADS, each.leads), (_SUPPORTS, each.supports))
        if own
    ]
    yield _under(Text("部门汇总", "By department"), _SUMMARY_COLUMNS, rows)
    yield Table((), tuple(_department_row(shown, each) for each in of_all), (DEPARTMENTS_OF,))


_LEADS: Final = Text("牵头 {count}", "leads {count}")
_SUPPORTS: Final = Text("配合 {count}", "supports {count}")


def _summary_cells(
    shown: _Shown, department: str, role: Text, own: Sequence[Progress]
) -> dict[str, Cell]:
    found = tally(own)
    tasks = {(each.assigned.year, each.assigned.task.id) for each in own}
    ahead = found.counts[MilestoneState.NOT_DUE] + found.counts[MilestoneState.IN_PROGRESS]
    cells = {
        str(state): Cell(count, _STATE_TONES[state] if count else None)
        for state, count in found.counts.items()
    }
    return cells | {
        "department": Cell(shown.name(department, shown.period.year)),
        "role": Cell(role.fill(count=len(tasks))),
        "due": Cell(found.due),
        "ahead": Cell(ahead),
    }


def _department_row(shown: _Shown, each: Responsible) -> Row:
    values: dict[str, Value | Cell] = {
        "id": each.department,
        "name": shown.name(each.department, shown.period.year),
        **tally(each.leads).by_key(),
        "supports": tally(each.supports).by_key(),
    }
    return words.row(values, {}, {})


_NEXT_COLUMNS: Final = (
    Column("lead", Text("牵头部门", "lead")),
    Column("task", Text("任务", "task")),
    Column("milestones", Text("节点", "milestones")),
)


def _next(shown: _Shown) -> Iterator[Table]:
    """Yield what falls due in the quarter that follows."""
    quarter = shown.period.next
    coming = [
        each
        for each in due_next(shown.city.received, shown.period)
        if _is_of(shown.asked.department, each.assigned.task)
    ]
    of_tasks: dict[tuple[str | None, Text], list[Text]] = {}
    for each in coming:
        key = each.assigned.lead, each.assigned.task.name
        of_tasks.setdefault(key, []).append(each.assigned.milestone.name)
    rows = [
        {
            "lead": Cell(shown.name(lead, quarter.year) if lead else None),
            "task": Cell(task),
            "milestones": Cell(join(names)),
        }
        for (lead, task), names in of_tasks.items()
    ]
    title = Text("{quarter}到期 {count} 个", "Due in {quarter}: {count}")
    title = title.fill(quarter=words.quarter(quarter), count=len(coming))
    yield _under(title, _NEXT_COLUMNS, rows)
    yield Table((), tuple(map(_next_row, coming)), (NEXT,))


def _next_row(each: Progress) -> Row:
    assigned = each.assigned
    values: dict[str, Value | Cell] = {
        "quarter": str(assigned.due),
        "department": assigned.lead,
        "milestone": assigned.milestone.id,
        "name": assigned.milestone.name,
        "task": assigned.task.id,
        "source": assigned.tasks.at(*assigned.route),
    }
    return words.row(values, {}, {})


def _notes(shown: _Shown) -> Iterator[Paragraph]:
    """Yield who has not submitted, whose figures differ, and whose lead is assumed."""
    silent = [
        name
        for kind, id_, name in shown.city.received.absent(shown.period)
        if kind == DEPARTMENTS and shown.asked.department in (None, id_)
    ]
    if silent:
        text = Text(
            "本季没有报送、节点按以前所报的部门：{names}。",
            "Nothing for this quarter from {names}; milestones are as last reported.",
        )
        yield Paragraph(text.fill(names=listed(silent)), tone=Tone.WARN)
    for task in shown.tasks:
        for aim in task.aims:
            yield from _differing(shown, aim)
    if any(task.task.lead_assumed for task in shown.tasks):
        text = Text(
            "牵头部门：文件没有写明的按责任部门的第一个；节点以牵头部门所报为准。",
            "Where the document marks no lead it is the first department; its word counts.",
        )
        yield Paragraph(text, tone=Tone.FAINT)


def _differing(shown: _Shown, aim: _Aim) -> Iterator[Paragraph]:
    """Yield that departments give different figures of a target, where they do."""
    given = aim.reported.given
    said = [
        _GIVES.fill(name=shown.name(each.department, aim.target.year), figure=each.figure)
        for first, each in product(given[:1], given[1:])
        if each.figure != first.figure
    ]
    if said:
        text = Text(
            "「{name}」：{said}，与采用的数不同（{rule}）。",
            "“{name}”: {said}, unlike the figure in use ({rule}).",
        )
        filled = text.fill(name=aim.target.own.name, said=tuple(said), rule=DIFFERS.code)
        yield Paragraph(filled, tone=Tone.WARN)


_GIVES: Final = Text("{name}报 {figure}", "{name} gives {figure}")
