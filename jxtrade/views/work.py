"""What papers say of the tasks: late, overdue and kept; targets; and their tables in full."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import EXACT, rate_of
from jxtrade.figures.goals import TargetKind
from jxtrade.figures.incentives import rewards, sums
from jxtrade.figures.milestones import MilestoneState, by_department, tally
from jxtrade.figures.targets import (
    WORDS_OF_JUDGEMENT,
    Asked,
    Judgement,
    Operator,
    Reach,
    Reported,
    is_over,
    of_task,
    reach,
    task_targets,
)
from jxtrade.report import (
    Cell,
    Coded,
    Column,
    Follows,
    How,
    Kind,
    Paragraph,
    Role,
    Row,
    Sheet,
    Table,
    Tone,
)
from jxtrade.text import Text, join, plain, same
from jxtrade.views import words
from jxtrade.views.overall import MILESTONE_WORDS
from jxtrade.views.papers import (
    NONE,
    Order,
    Paper,
    closed,
    date_said,
    joined,
    percent,
    row_of,
    run_on,
    sentence,
)
from jxtrade.views.problems import owed_milestones, place_of, responsible
from jxtrade.views.tables import TABLE, caption, numbered
from jxtrade.views.words import say_season

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.milestones import Progress
    from jxtrade.model.period import Period
    from jxtrade.model.tasks import Task
    from jxtrade.report import Block

_MOST_LATE: Final = 5
_RANKED: Final = 7
_MOST_OF_AN_END: Final = 2


@dataclass(frozen=True)
class Work:
    """The tasks of a paper's year, their targets and milestones."""

    paper: Paper

    @property
    def period(self) -> Period:
        """Return the quarter."""
        return self.paper.period

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Return the year's tasks in their order; none where the year has no list."""
        listed = self.paper.city.programme.tasks.by_year.get(self.period.year)
        return listed.model.tasks if listed else ()

    @cached_property
    def targets(self) -> tuple[tuple[Asked, Reported, Reach], ...]:
        """Return the tasks' targets beside what is reported of them and how they stand."""
        return tuple(self._at(asked) for asked in self._asked)

    @property
    def _asked(self) -> Iterator[Asked]:
        for each in task_targets(self.paper.city.programme, self.period.year):
            if each.task is None or self.paper.is_told(each.task):
                yield each

    def _at(self, asked: Asked) -> tuple[Asked, Reported, Reach]:
        reported = self.reported(asked, self.period)
        reached = reach(
            asked.figure,
            asked.operator,
            reported.figure,
            is_over=is_over(asked.year, self.period),
            is_whole=reported.is_whole,
        )
        return asked, reported, reached

    def reported(self, asked: Asked, period: Period) -> Reported:
        """Return what is reported of a target at a quarter's end."""
        city = self.paper.city
        return of_task(city.received, asked, period, lambda: self.paper.sums_at(period))

    def place(self, task: Task) -> int:
        """Return a task's place in the document, from 1."""
        return self.tasks.index(task) + 1

    @property
    def is_empty(self) -> bool:
        """Tell whether there is neither a task nor a milestone."""
        return not self.tasks and not self.paper.milestones


def paragraphs(work: Work, *, problems: int, overdue: int) -> list[Paragraph]:
    """Return what stands out among milestones and targets: T1 to T6 of the rules of sentences.

    Behind them stands what is owed to those on the province's list.

    `problems` is the number of the part and `overdue` that of the section in which the overdue
    milestones stand.
    """
    own = (
        Text("本年没有任务清单。", "There is no task list for the year.")
        if work.is_empty
        else run_on(*_late(work), *_kept(work), *_owed(work, problems, overdue), _ahead(work)),
        run_on(_reached(work), _shares(work), _unlike(work)),
        _rewards(work.paper),
    )
    return [Paragraph(each) for each in own if each.zh]


def _late(work: Work) -> Iterator[Text]:
    late = [each for each in work.paper.milestones if each.state is MilestoneState.DONE_LATE]
    if not late:
        return
    was = "was" if len(late) == 1 else "were"
    head = Text(f"逾期完成{len(late)}个", f"{len(late)} {was} done late")
    if len(late) > _MOST_LATE:
        yield closed(head)
        return
    named = join([_late_one(work, each) for each in late])
    yield closed(join((head, named), "：", ": "))


def _late_one(work: Work, each: Progress) -> Text:
    due = say_season(each.assigned.due)
    on = NONE
    if each.done_on is not None:
        day = date_said(each.done_on)
        on = Text(f"，{day.zh}完成", f", done {day.en}")
    text = Text("{who}{name}（{due}到期{on}）", "{who}, {name} (due {due}{on})")
    who = responsible(work.paper, each)
    return text.fill(who=who, name=each.assigned.milestone.name, due=due, on=on)


def _kept(work: Work) -> Iterator[Text]:
    """Yield the departments that have done in time all that was due where they lead."""
    kept = []
    for each in by_department(work.paper.city.received, work.paper.milestones, work.period):
        due = [own for own in each.leads if own.is_due]
        if due and all(own.state is MilestoneState.DONE for own in due):
            kept.append(work.paper.department(each.department))
    if kept:
        have = "department has" if len(kept) == 1 else "departments have"
        they = "it leads" if len(kept) == 1 else "they lead"
        text = Text(
            f"牵头的到期节点全部按期完成的部门{len(kept)}个：{{names}}。",
            f"{len(kept)} {have} done in time all that was due where {they}: {{names}}.",
        )
        yield text.fill(names=work.paper.listed(kept))


def _owed(work: Work, problems: int, overdue: int) -> Iterator[Text]:
    count = len(owed_milestones(work.paper))
    if count:
        verb = "is" if count == 1 else "are"
        is_said = all(each.report for each in owed_milestones(work.paper))
        zh = "逾期未完成" if is_said else "到期未完成和未报"
        what = "overdue" if is_said else "overdue or not reported"
        text = Text(f"{zh}{count}个见{{place}}。", f"{count} {verb} {what}: see {{place}}.")
        yield text.fill(place=place_of(problems, overdue))


def _ahead(work: Work) -> Text:
    ahead = [each for each in work.paper.milestones if not each.is_due]
    if not ahead:
        return NONE
    done = sum(each.is_done for each in ahead)
    early = NONE
    if done:
        early = Text(f"（其中已提前完成{done}个）", f" (of these {done} done already)")
    verb = "is" if len(ahead) == 1 else "are"
    text = Text(
        f"未到期节点{len(ahead)}个{{early}}。", f"{len(ahead)} {verb} not due yet{{early}}."
    )
    return text.fill(early=early)


def _reached(work: Work) -> Text:
    if not work.targets:
        return NONE
    verdicts = [found.verdict for _, _, found in work.targets]
    met = sum(each.is_reached for each in verdicts)
    silent = sum(each is Judgement.MISSING for each in verdicts)
    number = len(verdicts)
    verb = "is" if met == 1 else "are"
    targets = "target" if number == 1 else "targets"
    head = Text(
        f"全年数量目标{number}项，已达到{met}项",
        f"{met} of {number} numeric {targets} of the year {verb} reached",
    )
    rest = NONE
    if silent:
        rest = Text(f"未报{silent}项", f"{silent} not reported")
    return sentence(head, rest)


def share_of(asked: Asked, reported: Reported) -> Decimal | None:
    """Return what is reported as a percentage of the target; None where there is none."""
    if reported.figure is None:
        return None
    with localcontext(EXACT):
        return rate_of(reported.figure, asked.figure)


def _shares(work: Work) -> Text:
    """Return who has the highest and the lowest share of its target, where all give a figure."""
    found = [
        (share_of(asked, reported), asked)
        for asked, reported, _ in work.targets
        if asked.operator is not Operator.AT_MOST
    ]
    known = [(share, asked) for share, asked in found if share is not None]
    if len(known) < max(_RANKED, len(found)):
        return NONE
    ends = [extreme(share for share, _ in known) for extreme in (max, min)]
    if ends[0] == ends[1]:
        return NONE
    names = [[asked.own.name for share, asked in known if share == end] for end in ends]
    if max(map(len, names)) > _MOST_OF_AN_END:
        return NONE
    high, low = (
        Text("{names}（{share}）", "{names} ({share})").fill(names=row_of(own), share=percent(end))
        for own, end in zip(names, ends, strict=True)
    )
    text = Text(
        "占全年目标比例，最高的是{high}，最低的是{low}。",
        "The highest share of its target is {high}, the lowest {low}.",
    )
    return text.fill(high=high, low=low)


def short_document(work: Paper, document: Text) -> Text:
    """Return what follows the plan's own document in a document's name; else all of it."""
    whole = work.header.document
    if not whole:
        return document
    zh, en = (each.removeprefix(whole).strip() or each for each in document)
    return Text(zh, en)


def allocated_by(work: Work, document: Text) -> Text:
    """Return by which document something is allocated; where others changed it, what is now."""
    documents = work.paper.city.programme.allocations.documents_of(work.period.year)
    return document if len(documents) == 1 else Text("现行", "the documents now in force")


def _unlike(work: Work) -> Text:
    """Return where what is allocated is not what a task asks for in the same year."""
    listed = work.paper.city.programme.tasks.by_year.get(work.period.year)
    if listed is None:
        return NONE
    of_tasks = short_document(work.paper, same(listed.model.document))
    found: dict[Text, list[Text]] = {}
    for quantity in work.paper.quantities:
        own = [each for each in quantity.entries if each.year == work.period.year]
        allocated = [each for each in own if each.kind is TargetKind.ALLOCATION]
        for each in own:
            if each.kind is TargetKind.TASK and each.difference and allocated:
                document = allocated_by(work, short_document(work.paper, allocated[0].source))
                text = Text(
                    "{name}{allocated}{unit}、{asked}{unit}", "{name} {allocated} and {asked}"
                )
                said = text.fill(
                    name=quantity.name,
                    allocated=plain(allocated[0].target),
                    asked=plain(each.target),
                    unit=each.unit,
                )
                found.setdefault(document, []).append(said)
    parts = []
    for document, names in found.items():
        text = Text(
            "{document}分解合计与{tasks}全年目标不同：{said}。指标完成率按{document}{figures}计算。",
            "The sums allocated by {document} differ from the targets of {tasks}: {said}. Rates go"
            " by {document}.",
        )
        figures = Text("分解数", "") if document.zh == "现行" else NONE
        parts.append(
            text.fill(document=document, tasks=of_tasks, said=join(names), figures=figures)
        )
    return joined(parts, "", " ")


def _rewards(paper: Paper) -> Text:
    """Return how many are on the province's list by the rosters, and what is owed to them."""
    known = [each for each in rewards(paper.city.claims, paper.period) if each.entitled]
    if not known:
        return NONE
    whose: dict[str, set[str | None]] = {}
    for reward in known:
        own = {each.identity for each in reward.entitled}
        whose.setdefault(reward.incentive.indicator, set()).update(own)
    listed = []
    for id_, own in whose.items():
        indicator = paper.city.programme.indicator[id_]
        text = Text("{name}{count}", "{count} ({name})")
        count = paper.amount(indicator, Decimal(len(own)))
        listed.append(text.fill(name=indicator.name, count=count))
    first = min(each.period.year for reward in known for each in reward.entitled)
    since = Text("{year}年以来，", "since {year} ").fill(year=str(first))
    text = Text(
        "{since}按名册，已入省级名单的{listed}，应奖{money}",
        "{since}the rosters name on the provincial list {listed}; {money} is owed to them",
    )
    return closed(
        text.fill(
            since=since if first < paper.period.year else NONE,
            listed=row_of(listed),
            money=join([_money(*each) for each in sums(known, "amount").items()], "、", ", "),
        )
    )


def _money(unit: Text, figure: Decimal) -> Text:
    if words.is_counted_in_myriads(unit):
        return Text(f"{words.myriads(figure)}万{unit.zh}", f"{plain(figure)} {unit.en}")
    return Text(f"{plain(figure)}{unit.zh}", f"{plain(figure)} {unit.en}")


# Tables


_TASK_COLUMNS: Final = (
    Column("task", Text("任务", "task")),
    Column("departments", Text("责任部门（首个牵头）", "departments (the first leads)")),
    Column("due", Text("到期节点", "due"), Kind.COUNT),
    Column("done", Text("完成", "done"), Kind.COUNT),
    Column("owed", Text("逾期未完成", "overdue"), Kind.COUNT),
    Column("targets", Text("数量目标（累计/全年目标）", "targets (reported/asked for)")),
)


def of_tasks(work: Work, label: Text) -> Table:
    """Return each task with its departments, milestones and targets; what is carried over last."""
    rows = []
    for task in work.tasks:
        own = [
            each
            for each in work.paper.milestones
            if each.assigned.task is task and not each.is_carried
        ]
        targets = [each for each in work.targets if each[0].task is task]
        rows.append(_task_row(work, task, work.period.year, own, targets))
    carried: dict[tuple[int, str], list[Progress]] = {}
    for each in work.paper.milestones:
        if each.is_carried:
            key = each.assigned.year, each.assigned.task.id
            carried.setdefault(key, []).append(each)
    for (year, _), own in carried.items():
        rows.append(_task_row(work, own[0].assigned.task, year, own, ()))
    title = Text("重点任务节点和数量目标", "Tasks: milestones and targets")
    sheet = Sheet(Text("重点任务", "tasks"), Order.TASKS)
    return Table(_TASK_COLUMNS, tuple(rows), caption=caption(label, title), sheet=sheet)


def _task_row(
    work: Work,
    task: Task,
    year: int,
    own: Sequence[Progress],
    targets: Sequence[tuple[Asked, Reported, Reach]],
) -> Row:
    department = work.paper.city.programme.tasks.department_name
    if year == work.period.year:
        text = Text("{place} {name}", "{place} {name}")
        name = text.fill(place=work.place(task), name=task.name)
    else:
        text = Text("{name}（{year}年结转）", "{name} (carried over from {year})")
        name = text.fill(name=task.name, year=str(year))
    due = [each for each in own if each.is_due]
    counts = tally(due)
    late = counts.counts[MilestoneState.DONE_LATE]
    done = counts.counts[MilestoneState.DONE] + late
    mark = None
    if late:
        mark = Text("（逾期完成{late}）", " ({late} late)").fill(late=late)
    aims = [_aim(asked, reported) for asked, reported, _ in targets]
    return Row(
        {
            "task": Cell(name),
            "departments": Cell(
                join([department(each, year) for each in task.departments], "、", ", ")
            ),
            "due": Cell(len(due)),
            "done": Cell(done, None, tuple(each.location for each in due if each.is_done), mark),
            "owed": Cell(counts.owed, Tone.BAD if counts.owed else None),
            "targets": Cell(join(aims) if aims else Text("无", "none")),
        }
    )


def _aim(asked: Asked, reported: Reported) -> Text:
    text = Text("{name} {reported}/{target}{unit}", "{name} {reported}/{target} ({unit})")
    shown = WORDS_OF_JUDGEMENT[Judgement.MISSING]
    if reported.figure is not None:
        shown = same(plain(reported.figure))
    return text.fill(
        name=asked.own.name, reported=shown, target=plain(asked.figure), unit=asked.own.unit
    )


def asked_for(asked: Operator, figure: Decimal, unit: Text) -> Cell:
    """Return what a target asks for, as documents write it: 20家以上."""
    before, behind = _ASKED[asked]
    return Cell(figure, mark=behind.fill(unit=unit), kind=Kind.FIGURE, before=before)


_ASKED: Final = {
    Operator.AT_LEAST: (Text("", "at least "), Text("{unit}以上", " ({unit})")),
    Operator.MORE_THAN: (Text("突破", "more than "), Text("{unit}", " ({unit})")),
    Operator.EXACTLY: (None, Text("{unit}", " ({unit})")),
    Operator.AT_MOST: (Text("不超过", "at most "), Text("{unit}", " ({unit})")),
}


def of_targets(work: Work, label: Text) -> Table:
    """Return every numeric target with its quarters, share, gap, verdict and who reports it."""
    quarters = [
        Column(str(each), Text("{s}末", "end of {s}").fill(s=say_season(each)), Kind.FIGURE)
        for each in work.period.of_year
    ]
    last = quarters[-1].key
    columns = (
        Column("task", Text("任务", "task"), Kind.ID),
        Column("name", Text("目标项", "target")),
        Column("target", Text("全年目标", "asked for")),
        *quarters,
        Column("share", Text("占目标", "share"), Kind.PERCENT, Follows(How.SHARE, last, "target")),
        Column("gap", Text("尚差", "gap"), Kind.FIGURE, Follows(How.SHORT, "target", last)),
        Column("verdict", Text("判定", "verdict"), Kind.WORD),
        Column("said_by", Text("数据来自", "reported by")),
    )
    rows = tuple(_target_row(work, *each) for each in work.targets)
    title = Text("数量目标", "Targets")
    sheet = Sheet(title, Order.TASKS)
    return Table(columns, rows, caption=caption(label, title), sheet=sheet)


def _target_row(work: Work, asked: Asked, reported: Reported, found: Reach) -> Row:
    quarters = {}
    for period in work.period.of_year:
        own = reported if period == work.period else work.reported(asked, period)
        sources = tuple(each.location for each in own.given[:1])
        quarters[str(period)] = Cell(own.figure, sources=sources)
    return Row(
        {
            "task": Cell(work.place(asked.task) if asked.task else None),
            "name": Cell(asked.own.name, sources=(asked.at(),)),
            "target": asked_for(asked.operator, Decimal(plain(asked.figure)), asked.own.unit),
            **quarters,
            "share": Cell(share_of(asked, reported)),
            "gap": Cell(found.gap),
            "verdict": Cell(Coded(found.verdict, WORDS_OF_JUDGEMENT[found.verdict])),
            "said_by": Cell(_said_by(work, reported)),
        }
    )


def _said_by(work: Work, reported: Reported) -> Text | None:
    """Return whose figure it is, and which others give the same or another."""
    if not reported.given:
        if reported.figure is None:
            return None
        return Text("各{part}合计", "the {parts}' sum").fill(
            part=work.paper.header.part, parts=work.paper.header.parts
        )
    first, *others = reported.given
    said = []
    equal = [
        work.paper.department(each.department) for each in others if each.figure == first.figure
    ]
    if equal:
        said.append(Text("{names}同数", "{names} the same").fill(names=row_of(equal)))
    said += [
        Text("{name}报{figure}", "{name} {figure}").fill(
            name=work.paper.department(each.department), figure=plain(each.figure)
        )
        for each in others
        if each.figure != first.figure
    ]
    name = work.paper.department(first.department)
    if not said:
        return name
    text = Text("{name}（{said}）", "{name} ({said})")
    return text.fill(name=name, said=join(said))


_MILESTONE_COLUMNS: Final = (
    Column("task", Text("任务", "task"), Kind.ID),
    Column("name", Text("节点", "milestone")),
    Column("due", Text("到期", "due"), Kind.ID),
    Column("lead", Text("牵头部门", "lead")),
    Column("state", Text("状态", "state"), Kind.WORD),
    Column("on", Text("完成日期", "done on"), Kind.ID),
    Column("remark", Text("佐证或说明", "evidence or note")),
)
_TONES: Final = {
    MilestoneState.DONE: Tone.GOOD,
    MilestoneState.DONE_LATE: Tone.WARN,
    MilestoneState.OVERDUE: Tone.BAD,
    MilestoneState.MISSING: Tone.BAD,
    MilestoneState.IN_PROGRESS: None,
    MilestoneState.NOT_DUE: Tone.FAINT,
}


def of_milestones(work: Work, label: Text) -> Table:
    """Return every milestone that is due, with its lead, state, day and evidence."""
    rows = tuple(_milestone_row(work, each) for each in work.paper.milestones if each.is_due)
    title = Text("到期节点", "Milestones due")
    sheet = Sheet(title, Order.TASKS)
    return Table(_MILESTONE_COLUMNS, rows, caption=caption(label, title), sheet=sheet)


def _milestone_row(work: Work, each: Progress) -> Row:
    said = each.report
    parts = [same(evidence) for evidence in said.evidence] if said else []
    parts += [said.note] if said and said.note else []
    due = say_season(each.assigned.due)
    place: int | None = None
    if each.is_carried:
        due = Text(f"{each.assigned.year}年{due.zh}", f"{due.en} {each.assigned.year}")
    else:
        place = work.place(each.assigned.task)
    return Row(
        {
            "task": Cell(place),
            "name": Cell(each.assigned.milestone.name),
            "due": Cell(due),
            "lead": Cell(responsible(work.paper, each)),
            "state": Cell(
                Coded(each.state, MILESTONE_WORDS[each.state]), _TONES[each.state], (each.location,)
            ),
            "on": Cell(each.done_on.isoformat() if each.done_on else None),
            "remark": Cell(join(parts) if parts else None),
        }
    )


_DEPARTMENT_COLUMNS: Final = (
    Column("department", Text("部门", "department")),
    Column("role", Text("任务", "tasks"), Kind.WORD),
    Column("due", Text("到期节点", "due"), Kind.COUNT),
    *(
        Column(str(each), MILESTONE_WORDS[each], Kind.COUNT)
        for each in (
            *(MilestoneState.DONE, MilestoneState.DONE_LATE),
            *(MilestoneState.OVERDUE, MilestoneState.MISSING, MilestoneState.NOT_DUE),
        )
    ),
)


def of_departments(work: Work, label: Text) -> list[Table | Paragraph]:
    """Return each department's milestones: of the tasks that it leads, and of the others."""
    paper = work.paper
    found = by_department(paper.city.received, paper.milestones, work.period)
    rows = [
        _department_row(paper, each.department, role, own)
        for each in found
        for role, own in ((_LEADS, each.leads), (_SUPPORTS, each.supports))
        if own
    ]
    due = sum(each.is_due for each in paper.milestones)
    note = Text(
        "注：牵头各行之和为{due}个到期节点；配合各行与牵头重复，不相加。",
        "Note: the rows of leads add up to the {due} milestones due; those of partners repeat"
        " them.",
    )
    title = Text("部门汇总", "By department")
    sheet = Sheet(title, Order.TASKS)
    table = Table(_DEPARTMENT_COLUMNS, tuple(rows), caption=caption(label, title), sheet=sheet)
    return [table, Paragraph(note.fill(due=due), Role.NOTE)] if due else [table]


_LEADS: Final = Text("牵头{count}项", "leads {count}")
_SUPPORTS: Final = Text("配合{count}项", "supports {count}")


def _department_row(paper: Paper, department: str, role: Text, own: Sequence[Progress]) -> Row:
    due = [each for each in own if each.is_due]
    counts = tally(due).counts
    tasks = {(each.assigned.year, each.assigned.task.id) for each in own}
    cells = {
        str(state): Cell(counts[state], _TONES[state] if counts[state] else None)
        for state in MilestoneState
    }
    return Row(
        cells
        | {
            "department": Cell(paper.department(department)),
            "role": Cell(role.fill(count=len(tasks))),
            "due": Cell(len(due)),
            str(MilestoneState.NOT_DUE): Cell(len(own) - len(due)),
        }
    )


def annex(work: Work, number: int) -> list[Block]:
    """Return the tables of all tasks in full, numbered within an annex."""
    made: list[Block] = []
    tables = [of_targets] if work.targets else []
    tables += [of_milestones] if any(each.is_due for each in work.paper.milestones) else []
    for count, make in enumerate(tables, 1):
        made.append(make(work, numbered(TABLE, f"{number}-{count}")))
    made += of_departments(work, numbered(TABLE, f"{number}-{len(made) + 1}"))
    return made
