"""The paper for a meeting: the whole, the indicators, the tasks, problems, next steps, annexes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.report import Paragraph, Report, Role
from jxtrade.text import Text
from jxtrade.views import (
    annexes,
    groups,
    indicators,
    lights,
    matrices,
    notes,
    problems,
    steps,
    tables,
    work,
)
from jxtrade.views.overall import overall
from jxtrade.views.papers import (
    NONE,
    Paper,
    annexed,
    facts,
    head,
    part,
    sections,
    titled,
)
from jxtrade.views.sources import sources
from jxtrade.views.tables import CHART, TABLE, numbered
from jxtrade.views.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Reconciliation
    from jxtrade.findings import Finding
    from jxtrade.model.plan import Indicator
    from jxtrade.report import Block, Chart
    from jxtrade.views.papers import Asked
    from jxtrade.views.problems import Problems

KIND: Final = "meeting"
_PROBLEMS: Final = 4


def report(city: City, found: Reconciliation, findings: Sequence[Finding], asked: Asked) -> Report:
    """Return the paper on a quarter that leaders read in a meeting."""
    see = Text("（见附件1）", " (see annex 1)")
    meeting = _Meeting(Paper(city, found, findings, asked, see))
    paper = meeting.paper
    text = Text("{plan}{year}年{season}进展情况汇报", "Progress on {plan}, {season} {year}")
    return Report(
        titled(paper, text),
        (
            *head(paper),
            *meeting.body(),
            *annexed(meeting.annexes),
            *annexes.gaps(paper),
            *annexes.findings(paper),
        ),
        facts(paper, KIND),
    )


class _Labels(NamedTuple):
    """The numbers of the tables below the first ones; None where there is no such table."""

    quarters: Text | None
    tasks: Text | None
    steps: Text | None


@dataclass(frozen=True)
class _Meeting:
    paper: Paper

    @cached_property
    def work(self) -> Work:
        return Work(self.paper)

    @cached_property
    def problems(self) -> Problems:
        return problems.problems(self.paper)

    @cached_property
    def labels(self) -> _Labels:
        """Return the tables' numbers, which close up where one is left out."""
        number = len(matrices.at_a_glance(self.paper))
        found: list[Text | None] = []
        for is_there in (
            tables.by_quarter(self.paper, NONE) is not None,
            not self.work.is_empty,
            steps.has_milestones(self.paper),
        ):
            number += is_there
            found.append(numbered(TABLE, number) if is_there else None)
        return _Labels(*found)

    def body(self) -> Iterator[Block]:
        """Yield the five parts."""
        yield from self.whole()
        yield from self.indicators()
        yield from self.tasks()
        yield part(_PROBLEMS, Text("存在问题", "Problems"))
        yield from problems.drawn((*self.problems.to_do, *self.problems.to_know))
        yield from self.steps()

    def whole(self) -> Iterator[Block]:
        yield part(1, Text("总体情况", "The whole"))
        yield Paragraph(overall(self.paper))
        paper = self.paper
        yield from sections(indicators.paragraph(paper, each) for each in paper.told)
        see = Text("见{table}", "see {table}")
        last = see.fill(table=numbered(TABLE, len(matrices.at_a_glance(paper))))
        if (rest := indicators.others(paper, last)).zh:
            yield Paragraph(rest)
        first = see.fill(table=numbered(TABLE, 1))
        yield from groups.told(paper, len(paper.told) + 1, first)

    def indicators(self) -> Iterator[Block]:
        paper = self.paper
        yield part(2, Text("指标完成情况", "Indicators"))
        yield from matrices.shown_first(paper)
        yield from notes.under_matrix(paper)
        changed = lights.changed(paper)
        if changed.zh:
            yield Paragraph(changed)
        yield from self._charts(tables.bars, 1)
        if self.labels.quarters is not None:
            by_quarter = tables.by_quarter(paper, self.labels.quarters)
            if by_quarter is not None:
                yield by_quarter
            drawn = len([*self._charts(tables.bars, 1)])
            yield from self._charts(tables.trend, drawn + 1)

    def _charts(
        self, make: Callable[[Paper, Indicator, Text], Chart | None], number: int
    ) -> Iterator[Block]:
        for each in self.paper.due:
            if each not in self.paper.told:
                continue
            chart = make(self.paper, each, numbered(CHART, number))
            if chart is not None:
                number += 1
                yield chart

    def tasks(self) -> Iterator[Block]:
        yield part(3, Text("重点任务推进情况", "Tasks"))
        yield from work.paragraphs(self.work, problems=_PROBLEMS, overdue=self.problems.overdue)
        if self.labels.tasks is not None:
            yield work.of_tasks(self.work, self.labels.tasks)
            text = Text(
                "注：“完成”含逾期完成。节点明细、部门汇总见附件{number}。",
                "Note: done includes done late. Every milestone, and the departments: annex"
                " {number}.",
            )
            yield Paragraph(text.fill(number=self._of_tasks), Role.NOTE)

    def steps(self) -> Iterator[Block]:
        paper = self.paper
        yield part(5, Text("下步工作", "Next steps"))
        see = NONE
        if self.labels.steps is not None:
            see = Text("见{table}", "see {table}").fill(table=self.labels.steps)
        where = Text("附件1", "annex 1")
        said = [steps.milestones(paper, see), steps.catching_up(paper, where), steps.owed(paper)]
        shown = [each for each in said if each.zh]
        numbers = sections(shown)
        for number, text in zip(numbers, shown, strict=True):
            yield number
            if text is said[0] and self.labels.steps is not None:
                yield steps.next_milestones(paper, self.labels.steps)
        if not shown:
            yield Paragraph(steps.NOTHING)

    @property
    def _of_tasks(self) -> int:
        """Return the number of the annex of tasks: behind that of indicators, if there is one."""
        return 2 if self.paper.allocated else 1

    @cached_property
    def annexes(self) -> list[tuple[Text, list[Block]]]:
        """Return the annexes with their titles; those with nothing in them are left out."""
        paper = self.paper
        title = Text("各{parts}指标明细", "The indicators of the {parts} in full")
        found = [(title.fill(parts=paper.header.parts), annexes.indicators(paper, 1))]
        if not self.work.is_empty:
            tasks = [*work.annex(self.work, self._of_tasks)]
            found.append((Text("重点任务明细", "The tasks in full"), tasks))
        ledger = annexes.goals(self.work, tasks=self._of_tasks)
        found.append((Text("各文件目标对照", "The targets of all documents"), ledger))
        if paper.asked.has_rosters:
            found.append((Text("企业名册", "Firms"), annexes.rosters(paper)))
        found.append((Text("数据来源", "Sources"), sources(paper)))
        said = notes.notes(paper, self.work, counts_departments=True)
        found.append((Text("说明", "Notes"), [*said]))
        return [(name, blocks) for name, blocks in found if blocks]
