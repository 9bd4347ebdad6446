"""What one department gets back: its milestones and targets, its city figures, what falls due."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import EXACT, Outcome
from jxtrade.figures.milestones import MilestoneState, due_next, tally
from jxtrade.figures.states import WORDS
from jxtrade.figures.sums import Origin
from jxtrade.findings import Severity
from jxtrade.report import Cell, Column, Kind, Paragraph, Report, Role, Row, Table, Tone
from jxtrade.text import Text, join, same
from jxtrade.views import sheets, words, work
from jxtrade.views.overall import MILESTONE_WORDS
from jxtrade.views.papers import NONE, Paper, digits, facts, items, month_end, row_of
from jxtrade.views.problems import responsible
from jxtrade.views.words import say_season
from jxtrade.views.work import Work
from jxtrade.workspace import DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.milestones import Progress
    from jxtrade.figures.sums import CityComparison
    from jxtrade.model.period import Period
    from jxtrade.model.submissions import DepartmentSubmission
    from jxtrade.model.tasks import Task
    from jxtrade.report import Block, Value
    from jxtrade.workspace import Loaded

KIND: Final = "department"


def report(paper: Paper, department: str) -> Report:
    """Return a department's feedback sheet for a paper's quarter."""
    sheet = _Sheet(replace(paper, about=department), department)
    sample = (
        paper.has_made_up
        or any(each.is_sample for each in sheet.milestones)
        or any(reported.is_sample for _, reported, _ in sheet.work.targets)
    )
    bodies = (
        (Text("节点完成情况", "Milestones"), _milestones(sheet)),
        (Text("数量目标", "Numeric targets"), _targets(sheet)),
        (Text("{whole}数核对", "City figures").fill(whole=sheet.paper.header.whole), _sums(sheet)),
        (Text("核对结果", "What was found"), _found(sheet)),
        (Text("下步到期", "What falls due next"), _next(sheet)),
    )
    blocks: list[Block] = [*sheets.head(paper.period, sheet.sent, sample=sample)]
    blocks += sheets.parts(bodies)
    return Report(
        sheets.title(sheet.paper.department(department), paper.period, paper.asked.title),
        tuple(blocks),
        facts(sheet.paper, KIND, sample=sample) | {"about": department},
    )


class _Sheet:
    """A department's milestones of a quarter, and what it sent."""

    def __init__(self, paper: Paper, department: str) -> None:
        self.paper = paper
        self.department = department
        self.period = paper.period
        received = paper.city.received
        self.milestones = paper.milestones
        self.work = Work(paper)
        self.sent: Loaded[DepartmentSubmission] | None = received.department_submission.get(
            (department, paper.period)
        )
        self.path = received.workspace.path_of(DEPARTMENTS, department, paper.period)

    def leads(self, each: Progress) -> bool:
        """Tell whether the department leads a milestone's task."""
        return each.assigned.lead == self.department

    def number(self, task: Task, year: int) -> Text:
        """Return a task's number in its list; of an earlier year's list with the year."""
        tasks = self.paper.city.programme.tasks.by_year[year].model.tasks
        number = tasks.index(task) + 1
        if year == self.period.year:
            return same(str(number))
        return Text(f"{year}年第{number}项", f"{number} of {year}")


# Milestones

_TASK: Final = Column("task", Text("任务", "task"))
_MILESTONE: Final = Column("milestone", Text("节点", "milestone"))
_LEAD: Final = Column("lead", Text("牵头部门", "lead"))


def _milestones(sheet: _Sheet) -> Iterator[Block]:
    if not sheet.milestones:
        nothing = Text("本年没有节点。", "There are no milestones this year.")
        yield Paragraph(nothing)
        return
    yield Paragraph(_tallies(sheet))
    due = work.of_milestones(sheet.work, NONE)
    if due.rows:
        yield due._replace(caption=None)
    shared = [e.assigned.task for e in sheet.milestones if len(e.assigned.task.departments) > 1]
    if any(task.lead_assumed for task in shared):
        text = Text(
            "注：多个责任部门的任务，牵头部门按首位推定，节点状态以牵头部门所报为准。",
            "Note: of a task with several departments the first is taken to lead; a milestone"
            " stands as its lead reports it.",
        )
        yield Paragraph(text, Role.NOTE)
    elif shared:
        text = Text(
            "注：节点状态以牵头部门所报为准。", "Note: a milestone stands as its lead reports it."
        )
        yield Paragraph(text, Role.NOTE)


def _tallies(sheet: _Sheet) -> Text:
    """Return how the milestones stand that it leads, and those that it supports: F8."""
    parts = []
    for is_lead in (True, False):
        own = [each for each in sheet.milestones if sheet.leads(each) is is_lead]
        if own:
            parts.append(_tallied(sheet, own, is_lead=is_lead))
    return join(parts, "", " ")


def _tallied(sheet: _Sheet, own: Sequence[Progress], *, is_lead: bool) -> Text:
    numbers: dict[str, dict[Text, None]] = {}
    leads: dict[Text, None] = {}
    for each in own:
        task = each.assigned.task
        numbers.setdefault(task.id, {})[sheet.number(task, each.assigned.year)] = None
        leads[sheet.paper.department(task.departments[0])] = None
    listed = [number for of_task in numbers.values() for number in of_task]
    which = Text(
        f"（第{'、'.join(e.zh for e in listed)}项）", f" ({', '.join(e.en for e in listed)})"
    )
    if not is_lead:
        which = Text("（第{numbers}项，{leads}牵头）", " ({numbers}, led by {leads})").fill(
            numbers=tuple(listed), leads=row_of([*leads])
        )
    what = Text("牵头", "Leads") if is_lead else Text("配合", "Supports")
    tasks = "task" if len(listed) == 1 else "tasks"
    text = Text(
        "{what}任务{count}项{which}：{said}。",
        f"{{what}} {{count}} {tasks}{{which}}: {{said}}.",
    )
    return text.fill(what=what, count=len(listed), which=which, said=_said(own))


def _said(own: Sequence[Progress]) -> Text:
    """Return how many of some milestones are due and stand how, and how many are not due."""
    found = tally(each for each in own if each.is_due)
    ahead = len(own) - found.due
    parts = []
    if found.due:
        counts = [
            Text(f"{MILESTONE_WORDS[state].zh}{count}个", f"{count} {MILESTONE_WORDS[state].en}")
            for state, count in found.counts.items()
            if count
        ]
        text = Text("到期节点{due}个，{counts}", "of {due} due, {counts}")
        parts.append(text.fill(due=found.due, counts=join(counts, "，", ", ")))
    if ahead:
        parts.append(Text("未到期{count}个", "{count} not due").fill(count=ahead))
    return join(parts)


def _targets(sheet: _Sheet) -> Iterator[Block]:
    if sheet.work.targets:
        yield work.of_targets(sheet.work, NONE)._replace(caption=None)


# City figures


def _sums(sheet: _Sheet) -> Iterator[Block]:
    """Yield each city-wide figure that it gives beside the districts' sum."""
    own: dict[tuple[str, Origin, str], dict[Period, CityComparison]] = {}
    for each in sheet.paper.city.comparisons:
        if each.department == sheet.department and each.period in sheet.period.of_year:
            key = each.indicator, each.origin, each.target or ""
            own.setdefault(key, {})[each.period] = each
    if not own:
        return
    columns = [
        Column("name_and_unit", words.INDICATOR),
        Column("as", Text("所报项", "given as")),
    ]
    for period in sheet.period.of_year:
        season = say_season(period)
        columns += [
            Column(
                f"stated_{period}",
                Text("{season}所报", "{season} given").fill(season=season),
                Kind.FIGURE,
            ),
            Column(
                f"sum_{period}",
                Text("{season}各地合计", "{season} sum of districts").fill(season=season),
                Kind.FIGURE,
            ),
            Column(
                f"outcome_{period}",
                Text("{season}结果", "{season} outcome").fill(season=season),
                Kind.WORD,
            ),
        ]
    order = [*Origin]
    keys = sorted(own, key=lambda key: order.index(key[1]))
    rows = tuple(_sum_row(sheet, key, own[key]) for key in keys)
    yield Table(tuple(columns), rows, is_wide=len(columns) > _WIDE)
    if notes := [*_corrected(sheet, {key[0] for key in own})]:
        yield Paragraph(join([Text("注：", "Note: "), *notes], "", ""), Role.NOTE)


_WIDE: Final = 8
_ORIGINS: Final = {
    Origin.CITY_TOTAL: Text("{whole}数", "city figure"),
    Origin.TASK_TARGET: Text("数量目标", "target"),
}


def _sum_row(
    sheet: _Sheet, key: tuple[str, Origin, str], by_quarter: dict[Period, CityComparison]
) -> Row:
    indicator = sheet.paper.city.programme.indicator[key[0]]
    values: dict[str, Value | Cell] = {
        "indicator": key[0],
        "name_and_unit": words.name_and_unit(sheet.paper.city, key[0]),
        "as": _ORIGINS[key[1]].fill(whole=sheet.paper.header.whole),
    }
    for period in sheet.period.of_year:
        each = by_quarter.get(period)
        if each is None:
            values |= dict.fromkeys((f"stated_{period}", f"sum_{period}", f"outcome_{period}"))
            continue
        values |= {
            f"stated_{period}": Cell(
                Decimal(digits(indicator, each.stated)), sources=(each.location,)
            ),
            f"sum_{period}": _sum_of(sheet, each),
            f"outcome_{period}": _outcome(sheet, each),
        }
    return words.row(values, {}, {})


def _sum_of(sheet: _Sheet, each: CityComparison) -> Cell:
    """Return the districts' sum, and how many are in it where not all are."""
    indicator = sheet.paper.city.programme.indicator[each.indicator]
    sources = tuple(part.location for part in each.parts)
    if each.compared is not None:
        return Cell(Decimal(digits(indicator, each.compared.sum)), sources=sources)
    if not each.parts or indicator.kind == "rate":
        return Cell(None)
    total = EXACT.plus(sum((part.figure for part in each.parts), Decimal(0)))
    text = Text("（计入{count}{part}）", " ({count} counted)")
    mark = text.fill(count=len(each.parts), part=sheet.paper.header.part)
    return Cell(Decimal(digits(indicator, total)), sources=sources, mark=mark)


def _outcome(sheet: _Sheet, each: CityComparison) -> Cell:
    match each.outcome:
        case Outcome.AGREES:
            return Cell(Text("一致", "agrees"), Tone.GOOD)
        case Outcome.ROUNDING:
            return Cell(Text("舍入误差内", "within rounding"), Tone.GOOD)
        case Outcome.DIFFERS:
            difference = -each.compared.difference if each.compared else Decimal(0)
            indicator = sheet.paper.city.programme.indicator[each.indicator]
            more = Text("多{by}", "{by} more") if difference > 0 else Text("少{by}", "{by} less")
            by = more.fill(by=digits(indicator, abs(difference)))
            return Cell(Text("不一致，{by}", "differs: {by}").fill(by=by), Tone.BAD)
        case Outcome.UNCHECKED:
            text = Text("不能核对，{reason}", "can't be checked: {reason}")
            return Cell(text.fill(reason=_reason(sheet, each)), Tone.WARN)


def _reason(sheet: _Sheet, each: CityComparison) -> Text:
    """Return why a figure can't be held against the districts' sum."""
    facts, indicator = sheet.paper.city.facts, sheet.paper.city.programme.indicator[each.indicator]
    by_state: dict[Text, list[str]] = {}
    for district in each.left_out:
        state = facts.year_to_date(indicator, district, each.period).state
        by_state.setdefault(WORDS[state], []).append(district)
    if not by_state:
        return each.reason or NONE
    text = Text("{names}{word}", "{names} {word}")
    return join(
        [text.fill(names=sheet.paper.names(own), word=word) for word, own in by_state.items()],
        "，",
        ", ",
    )


def _corrected(sheet: _Sheet, indicators: set[str]) -> Iterator[Text]:
    """Yield which districts' figures were corrected since, for the quarters that are compared."""
    city = sheet.paper.city
    text = Text(
        "{name}将{season}{indicator}由{old}更正为{new}，{season}按更正后的数核对。",
        "{name} has corrected its {season} figure of {indicator} from {old} to {new}; {season} is"
        " held against the corrected one.",
    )
    for district in city.programme.district:
        for indicator in city.programme.indicator.values():
            for period in sheet.period.of_year if indicator.id in indicators else ():
                stated = city.facts.stated(district, indicator.id, period)
                for each in (one.restatement for one in stated.restated) if stated else ():
                    yield text.fill(
                        name=sheet.paper.name(district),
                        season=say_season(period),
                        indicator=indicator.name,
                        old=sheet.paper.amount(indicator, each.from_),
                        new=sheet.paper.amount(indicator, each.to),
                    )


# What was found


def _found(sheet: _Sheet) -> Iterator[Block]:
    found = sheets.in_order(
        each
        for each in sheet.paper.findings
        if each.location.path == sheet.path and each.severity is not Severity.INFO
    )
    if found:
        yield Paragraph(sheets.counted(found, Text("，需要补正：", "; to be mended:")))
        yield from items([sheets.told(each, sheet.path) for each in found])
    elif sheet.sent is not None:
        nothing = Text("，没有需要补正的内容。", "; nothing needs mending.")
        yield Paragraph(sheets.counted(found, nothing))
    else:
        yield sheets.nothing_came(sheet.period)


# What falls due next


def _next(sheet: _Sheet) -> Iterator[Block]:
    city = sheet.paper.city
    coming = [
        e for e in due_next(city.received, sheet.period) if sheet.paper.is_told(e.assigned.task)
    ]
    own = sum(sheet.leads(each) for each in coming)
    states = Counter(each.state for each in sheet.milestones if sheet.leads(each))
    yield Paragraph(_counted(sheet, len(coming), own, states))
    if coming:
        yield Table((_TASK, _MILESTONE, _LEAD), tuple(_next_row(sheet, e) for e in coming))
    if city.programme.plan.is_planned(sheet.period.next):
        yield Paragraph(_to_report(sheet))


def _counted(sheet: _Sheet, count: int, own: int, states: Counter[MilestoneState]) -> Text:
    """Return how many fall due, and how many of its own are overdue or not reported."""
    season = sheet.paper.next_season
    zh = f"{season.zh}到期节点{count}个" if count else f"{season.zh}没有到期的节点"
    due = "1 milestone falls" if count == 1 else f"{count or 'no'} milestones fall"
    en = f"{due[:1].upper()}{due[1:]} due in {season.en}"
    if count and not own:
        zh, en = f"{zh}，均由其他部门牵头", f"{en}, all led by others"
    elif own != count:
        zh, en = f"{zh}（牵头{own}个）", f"{en} ({own} of them as lead)"
    owed = [each for each in (MilestoneState.OVERDUE, MilestoneState.MISSING) if states[each]]
    for more, state in enumerate(owed):
        late, word = states[state], MILESTONE_WORDS[state]
        is_ = "is" if late == 1 else "are"
        zh = f"{zh}，{'' if more else '另有'}{_DUE[state]}{word.zh}{late}个"
        en = f"{en}; {late} {is_} {word.en}"
    return Text(f"{zh}。", f"{en}.")


_DUE: Final = {MilestoneState.OVERDUE: "", MilestoneState.MISSING: "到期"}


def _next_row(sheet: _Sheet, each: Progress) -> Row:
    assigned = each.assigned
    number = sheet.number(assigned.task, assigned.year)
    values: dict[str, Value | Cell] = {
        "id": assigned.milestone.id,
        "task": Text("{number} {name}", "{number} {name}").fill(
            number=number, name=assigned.task.name
        ),
        "milestone": assigned.milestone.name,
        "lead": responsible(sheet.paper, each),
    }
    return words.row(values, {}, {})


def _to_report(sheet: _Sheet) -> Text:
    """Return what the next quarter's submission holds, and by when it is due."""
    city, coming = sheet.paper.city, sheet.period.next
    parts = [Text("节点状态、完成日期和佐证材料", "milestones with date and evidence")]
    if sheet.work.targets and coming.year == sheet.period.year:
        text = Text("数量目标截至{end}的累计数", "targets, year to date at {end}")
        parts.append(text.fill(end=month_end(coming)))
    stated = dict.fromkeys(
        each.indicator
        for each in city.comparisons
        if each.origin is Origin.CITY_TOTAL
        and each.department == sheet.department
        and each.period in sheet.period.of_year
    )
    if stated:
        names = row_of([city.programme.indicator_name(each) for each in stated])
        text = Text("{names}的{whole}数", "city figures of {names}")
        parts.append(text.fill(names=names, whole=sheet.paper.header.whole))
    text = Text("{season}报送：{parts}。{when}", "For {season}: {parts}. {when}")
    return text.fill(
        season=sheet.paper.next_season,
        parts=join(parts, "，", "; "),
        when=sheets.when_due(city.programme.plan, coming),
    )
