"""The circular to all districts and departments: progress, indicators, problems, what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Final

from jxtrade.report import Paragraph, Report, Role
from jxtrade.text import MOST_LISTED, Text
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
)
from jxtrade.views.overall import overall
from jxtrade.views.papers import (
    NONE,
    Paper,
    annexed,
    date_said,
    facts,
    head,
    part,
    plan_named,
    row_of,
    section,
    sections,
    titled,
)
from jxtrade.views.tables import TABLE, numbered
from jxtrade.views.work import Work
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Reconciliation
    from jxtrade.findings import Finding
    from jxtrade.report import Block
    from jxtrade.views.papers import Asked

KIND: Final = "circular"


def report(city: City, found: Reconciliation, findings: Sequence[Finding], asked: Asked) -> Report:
    """Return the circular on a quarter to all districts and departments."""
    see = Text("（见各指标表）", " (see the tables)")
    circular = _Circular(Paper(city, found, findings, asked, see))
    paper = circular.paper
    text = Text(
        "关于{plan}{year}年{season}进展情况的通报",
        "Circular on the progress of {plan}, {season} {year}",
    )
    return Report(
        titled(paper, text),
        (*head(paper, is_dated=False), *circular.body(), *circular.end()),
        facts(paper, KIND),
    )


@dataclass(frozen=True)
class _Circular:
    paper: Paper

    @cached_property
    def work(self) -> Work:
        return Work(self.paper)

    def body(self) -> Iterator[Block]:
        """Yield whom it addresses, what it is about, and the four parts."""
        paper = self.paper
        yield Paragraph(self._addressees(), Role.ADDRESSEE)
        yield Paragraph(self._about())
        yield part(1, Text("总体进展", "The whole"))
        own = overall(paper, lights.changed(paper))
        said = self._highlights()
        yield Paragraph(Text(f"{own.zh}{said.zh}", f"{own.en} {said.en}".rstrip()))
        yield part(2, Text("指标完成情况", "Indicators"))
        yield from self._indicators()
        yield part(3, Text("存在问题", "Problems"))
        yield from problems.drawn(problems.problems(paper).to_do)
        yield part(4, Text("下步要求", "What is asked"))
        asked = [*self._asked()]
        yield from sections(asked)
        if not asked:
            yield Paragraph(steps.NOTHING)

    def _addressees(self) -> Text:
        senders = [*self.paper.city.received.senders(self.paper.period)]
        if len(senders) > MOST_LISTED:
            in_charge = NONE
            if any(kind != DISTRICTS for kind, _, _ in senders):
                in_charge = Text("，各责任部门", ", all departments in charge")
            text = Text("各{parts}{departments}：", "To: all {parts}{departments}")
            return text.fill(parts=self.paper.header.parts, departments=in_charge)
        known = self.paper.city.programme.district
        districts = [
            Text(known[id_].full_name or name.zh, name.en)
            for kind, id_, name in senders
            if kind == DISTRICTS
        ]
        departments = [name for kind, _, name in senders if kind != DISTRICTS]
        zh = "，".join(
            "、".join(each.zh for each in own) for own in (districts, departments) if own
        )
        en = "; ".join(row_of(own).en for own in (districts, departments) if own)
        return Text(f"{zh}：", f"To: {en}")

    def _about(self) -> Text:
        paper = self.paper
        document = NONE
        if paper.header.document:
            text = Text("（{document}）", " ({document})")
            document = text.fill(document=paper.header.document)
        by = Text("和部门", " and departments") if self.work.tasks else NONE
        text = Text(
            "根据各{parts}{by}报送的数据，现将{plan}{document}{year}年{season}进展情况通报如下。",
            "From what {parts}{by} submitted, this is how the plan {plan}{document} stands at the"
            " end of {season} {year}.",
        )
        return text.fill(
            parts=paper.header.parts,
            by=by,
            plan=plan_named(paper),
            document=document,
            year=paper.period.year,
            season=paper.season,
        )

    def _highlights(self) -> Text:
        found = annexes.highlights(self.paper)
        if not found:
            return NONE
        districts = [*dict.fromkeys(district for district, _ in found)]
        verb = "reports" if len(districts) == 1 else "report"
        what = "experience" if len(found) == 1 else "experiences"
        text = Text(
            "{names}报送经验{count}条，见附件{number}。",
            f"{{names}} {verb} {{count}} {what}, see annex {{number}}.",
        )
        names = self.paper.names(districts)
        number = self._number_of("highlights")
        return text.fill(names=names, count=len(found), number=number)

    def _indicators(self) -> Iterator[Block]:
        """Yield each indicator's paragraph and its table; of many the rest's tables at the end."""
        paper, labels = self.paper, (numbered(TABLE, number) for number in count(1))
        for place, each in enumerate(paper.told, 1):
            yield section(place, indicators.paragraph(paper, each))
            if paper.lines[each.id]:
                yield tables.of_indicator(paper, each, next(labels))
        yield from groups.told(paper, len(paper.told) + 1, paper.bare_see)
        if not (others := [each for each in paper.allocated if each not in paper.told]):
            return
        counted = next(labels) if paper.are_many else NONE
        see = Text("见{table}", "see {table}").fill(table=counted)
        yield Paragraph(indicators.others(paper, see))
        if paper.are_many:
            yield matrices.by_indicator(paper, counted)
        for each in others:
            yield tables.of_indicator(paper, each, next(labels))

    def _asked(self) -> Iterator[Text]:
        see = NONE
        if steps.has_milestones(self.paper):
            text = Text("见附件{number}", "see annex {number}")
            see = text.fill(number=self._number_of("milestones"))
        where = Text("反馈单", "each feedback sheet")
        for each in (
            steps.catching_up(self.paper, where),
            steps.milestones(self.paper, see),
            steps.owed(self.paper),
        ):
            if each.zh:
                yield each

    def _number_of(self, key: str) -> int:
        return [*self._annexes].index(key) + 1

    @cached_property
    def _annexes(self) -> dict[str, tuple[Text, list[Block]]]:
        """Return the annexes by what they hold; those with nothing in them are left out."""
        paper = self.paper
        found: dict[str, tuple[Text, list[Block]]] = {}
        if steps.has_milestones(paper):
            text = Text("{season}到期和逾期未完成节点", "Milestones due in {season}, and overdue")
            title = text.fill(season=paper.next_season)
            found["milestones"] = (title, [steps.next_milestones(paper, None)])
        if highlights := annexes.highlights_said(paper):
            text = Text("各{part}报送的经验", "What {parts} report as worth passing on")
            title = text.fill(part=paper.header.part, parts=paper.header.parts)
            found["highlights"] = (title, highlights)
        said = notes.notes(paper, self.work, counts_departments=False)
        found["notes"] = (Text("说明", "Notes"), [*said])
        return found

    def end(self) -> Iterator[Block]:
        """Yield the list of annexes, who signs and when, and the annexes."""
        listed, *blocks = annexed([*self._annexes.values()])
        count = len(self._annexes)
        yield listed
        yield from blocks[:count]
        if self.paper.header.office is not None:
            yield Paragraph(self.paper.header.office, Role.SIGNATURE)
        if self.paper.day is not None:
            yield Paragraph(date_said(self.paper.day), Role.SIGNATURE)
        yield from blocks[count:]
