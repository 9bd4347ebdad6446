"""Blank submissions, with what the plan and earlier quarters say of each field as comments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jxtrade.figures.lines import due_of
from jxtrade.text import Lang, Text, join, same, shorten
from jxtrade.workspace import DISTRICTS
from jxtrade.write.fresh import SCHEMAS
from jxtrade.write.notation import commented, entry, key, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from jxtrade.figures.city import City
    from jxtrade.figures.rosters import Listed
    from jxtrade.figures.tasks import Assigned
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator
    from jxtrade.model.tasks import Task

MOST_NAMED: Final = 200
"""Firms that are named in comments: nobody takes more out of comments one by one."""

_HEAD: Final = Text(
    "# {name} {period}：冒号后填写，没有数字的行删去；# 后面是说明，可留可删",
    "# {name} {period}: fill in behind the colons, delete lines without a figure;"
    " what follows a # is a comment",
)
_RECEIVED: Final = Text(
    "收到的人填，或用 jxtrade receive 写入",
    "filled in by who receives it, or with jxtrade receive",
)
_PREPARED: Final = Text("填报人", "who prepared it")
_YEAR_TO_DATE: Final = Text("本年累计", "year to date")
_QUARTER: Final = Text("当季", "this quarter alone")
_LEVEL: Final = Text("期末水平", "level at the quarter's end")
_WHOLE: Final = Text("整数", "whole number")
_PLACES: Final = Text("至多 {places} 位小数", "at most {places} decimals")
_ABOUT: Final = Text(
    "{name}（{unit}，{places}），{measure}", "{name} ({unit}, {places}), {measure}"
)
_LAST: Final = Text("{period} 报 {figure}", "{figure} in {period}")
_UNALLOCATED: Final = Text("未下达", "not allocated")
_ALLOCATED: Final = Text("{year} 年分配 {figure}", "{figure} allocated for {year}")
_CEILING: Final = Text("{year} 年限额 {figure}", "ceiling of {figure} for {year}")
_NOT_DUE: Final = Text("本季末未到节点", "nothing due by the quarter's end")
_DUE: Final = Text("到季末累计应完成 {due}", "{due} due by the quarter's end")
_DUE_AT_MOST: Final = Text("到季末累计不超过 {due}", "at most {due} by the quarter's end")
_DUE_LEVEL: Final = Text("季末应达到 {due}", "{due} due at the quarter's end")
_DUE_LEVEL_AT_MOST: Final = Text("季末应不高于 {due}", "at most {due} at the quarter's end")
_ROSTERS: Final = Text("支撑家数的企业名册", "the firms that back a count")
_ROSTER: Final = Text("{name}：报的家数要逐家列名", "{name}: each firm that is counted is named")
_OPTIONAL: Final = Text("{name}：可附名册", "{name}: firms may be named")
_NAMED: Final = Text(
    "{name}：{count} 家已列名，沿用的去掉行首的“# ”",
    "{name}: named so far: {count}; take the “# ” away from those that stay",
)
_CARRIED: Final = Text("{name}：沿用 {count} 家", "{name}: carried forward: {count}")
_EARLIER: Final = Text(
    "{name}：前几季已列 {count} 家，只列本季新增的",
    "{name}: named for earlier quarters: {count}; name only this quarter's",
)
_MORE: Final = Text("另有 {count} 家", "and {count} more")
_FIRM: Final = Text(
    '  - {name: 企业名称, uscc: "统一社会信用代码"}',
    '  - {name: the firm, uscc: "its 18-character credit code"}',
)
_NOT_APPLICABLE: Final = Text(
    "不适用的指标和原因", "indicators that do not apply, each with the reason"
)
_NOTES: Final = Text("需要说明的指标和原因", "what must be said beside a value")
_RESTATEMENTS: Final = Text("更正以前季度的数", "values of earlier quarters that are put right")
_STATES: Final = Text(
    "写 {{status: in_progress}} 或 {{status: not_started}}；"
    "完成的写 {{status: done, on: {day}, evidence: [材料名称]}}",
    "{{status: in_progress}} or {{status: not_started}};"
    " {{status: done, on: {day}, evidence: [what shows it]}} where it is done",
)
_OVERDUE: Final = Text("{due} 到期未完成", "overdue since {due}")
_WORD: Final = Text("{period} 报 {state}", "{state} in {period}")
_TARGET: Final = Text("{name}（{unit}），本年累计", "{name} ({unit}), year to date")
_CITY_TOTALS: Final = Text(
    "本部门掌握的全市数，与区县之和核对",
    "the department's own city-wide figures, held against the districts' sums",
)


@dataclass(frozen=True)
class Blanks:
    """The blank submissions of a quarter in the plan's language.

    With `carries` the firms of a count that runs through the year stand as entries.
    """

    city: City
    period: Period
    carries: bool = False

    def text(self, kind: str, id_: str) -> str:
        """Return the text of a sender's blank."""
        lines = self._district(id_) if kind == DISTRICTS else self._department(id_)
        return "\n".join([*self._modeline(kind), *lines]) + "\n"

    def _modeline(self, kind: str) -> list[str]:
        """Return the line that shows editors the schema; none where the workspace lacks it."""
        name = f"{SCHEMAS}/{kind.removesuffix('s')}.json"
        if not Path(self.city.received.workspace.folder, name).is_file():
            return []
        return [f"# yaml-language-server: $schema=../../../{name}"]

    @cached_property
    def _lang(self) -> Lang:
        return Lang(self.city.programme.plan.language)

    def _said(self, text: Text, **facts: object) -> str:
        return text.fill(**facts).to(self._lang)

    def _noted(self, code: str, *notes: str) -> str:
        """Return a line of YAML with notes behind it."""
        return f"{code}  # {('；' if self._lang is Lang.ZH else '; ').join(filter(None, notes))}"

    def _named(self, name: Text) -> Text:
        """Return a name in the plan's language, the beginning of a long one."""
        return same(shorten(name.to(self._lang)))

    def _top(self, field: str, id_: str, name: Text) -> list[str]:
        period = str(self.period)
        return [
            self._said(_HEAD, name=self._named(name), period=period),
            f"{field}: {value(id_)}",
            f"period: {period}",
            self._noted("received:", self._said(_RECEIVED)),
            self._noted("prepared_by:", self._said(_PREPARED)),
        ]

    def _district(self, id_: str) -> Iterator[str]:
        yield from self._top("district", id_, self.city.programme.district_name(id_))
        yield "values:"
        for indicator in self.city.programme.indicator.values():
            allotted = self.city.facts.allotted(indicator.id, id_, self.period)
            code = f"{key(indicator.id)}:"
            notes = (self._about[indicator.id], *self._figures(indicator, id_))
            yield self._noted(f"  {code}" if allotted else f"  # {code}", *notes)
        yield from self._rosters(id_)
        yield self._noted("# not_applicable:", self._said(_NOT_APPLICABLE))
        yield self._noted("# notes:", self._said(_NOTES))
        yield self._noted("# restatements:", self._said(_RESTATEMENTS))
        yield "#   - {indicator: …, period: …, from: …, to: …, reason: …}"

    @cached_property
    def _about(self) -> dict[str, str]:
        """Return what each indicator's figure is: its name, unit, decimals and measure."""
        return {
            each.id: self._said(
                _ABOUT,
                name=self._named(each.name),
                unit=self._named(each.unit),
                places=_PLACES.fill(places=each.places) if each.places else _WHOLE,
                measure=_measure(each),
            )
            for each in self.city.programme.indicator.values()
        }

    def _figures(self, indicator: Indicator, district: str) -> Iterator[str]:
        """Yield what a district is allocated, what of it is due, and what it reported last."""
        allotted = self.city.facts.allotted(indicator.id, district, self.period)
        if allotted is None:
            yield self._said(_UNALLOCATED)
        else:
            words = _CEILING if indicator.direction == "lower" else _ALLOCATED
            yield self._said(words, year=str(self.period.year), figure=allotted.figure)
            yield self._due(indicator, allotted.figure)
        if last := self.city.facts.last(indicator, district, self.period):
            period, stated = last
            yield self._said(_LAST, period=str(period), figure=stated.shown(indicator.places))

    def _due(self, indicator: Indicator, allocated: Decimal) -> str:
        if indicator.pace[self.period.quarter - 1] == 0:
            return self._said(_NOT_DUE)
        is_ceiling = indicator.direction == "lower"
        words = _DUE_AT_MOST if is_ceiling else _DUE
        if indicator.kind == "rate":
            words = _DUE_LEVEL_AT_MOST if is_ceiling else _DUE_LEVEL
        return self._said(words, due=due_of(indicator, allocated, self.period))

    def _rosters(self, district: str) -> Iterator[str]:
        """Yield a roster for each indicator that has one, entries or comments."""
        found = [
            (each, self.city.claims.before(district, each.id, self.period))
            for each in self.city.programme.indicator.values()
            if each.roster != "none"
        ]
        carried = {
            each.id for each, firms in found if self.carries and firms and not each.is_added_up
        }
        if found:
            head = self._noted("rosters:", self._said(_ROSTERS))
            yield head if carried else f"# {head}"
        for indicator, firms in found:
            yield from self._roster(indicator, firms, is_carried=indicator.id in carried)

    def _roster(
        self, indicator: Indicator, firms: tuple[Listed, ...], *, is_carried: bool
    ) -> Iterator[str]:
        words = _ROSTER if indicator.roster == "required" else _OPTIONAL
        if firms:
            words = _EARLIER if indicator.is_added_up else _NAMED
        note = self._said(
            _CARRIED if is_carried else words, name=self._named(indicator.name), count=len(firms)
        )
        head = self._noted(f"  {key(indicator.id)}:", note)
        yield head if is_carried else f"# {head}"
        if not firms:
            yield f"#   {_FIRM.to(self._lang)}"
        shown = firms if is_carried else firms[:MOST_NAMED]
        for firm in shown:
            line = f"    - {_written(firm)}"
            yield line if is_carried and not firm.is_refused else commented(line)
        if len(firms) > len(shown):
            yield f"#     … {self._said(_MORE, count=len(firms) - len(shown))}"

    def _department(self, id_: str) -> Iterator[str]:
        tasks = self.city.programme.tasks
        yield from self._top("department", id_, tasks.department_name(id_, self.period.year))
        known = [
            each
            for each in tasks.milestones_of(self.period.year).values()
            if id_ in each.task.departments and self._is_of_now(id_, each)
        ]
        if known:
            states = self._said(_STATES, day=self.period.end.isoformat())
            head = self._noted("milestones:", states)
            yield f"# {head}" if all(map(self._is_done, known)) else head
        for each in known:
            yield self._milestone(id_, each)
        of_year = tasks.by_year.get(self.period.year)
        own = [each for each in of_year.model.tasks if id_ in each.departments] if of_year else []
        if any(task.targets for task in own):
            yield "targets:"
        for task in own:
            yield from self._targets(id_, task)
        yield from self._city_totals(id_)
        yield self._noted("# notes:", self._said(_NOTES))

    def _is_of_now(self, department: str, assigned: Assigned) -> bool:
        """Tell whether a milestone is due or spoken of; one of an earlier year until it is done."""
        if assigned.year != self.period.year:
            return not self._is_done(assigned)
        return assigned.due <= self.period or self._state(department, assigned) is not None

    def _is_done(self, assigned: Assigned) -> bool:
        """Tell whether by its lead's last word a milestone is done."""
        state = self._state(assigned.lead, assigned) if assigned.lead else None
        return state is not None and state[1] == "done"

    def _state(self, department: str, assigned: Assigned) -> tuple[Period, str] | None:
        """Return a department's last word of a milestone before the quarter, and when it spoke."""
        word = self.city.received.last_word(department, assigned, before=self.period)
        if word is None or word.report is None:
            return None
        return word.submission.model.period, word.report.status

    def _milestone(self, department: str, assigned: Assigned) -> str:
        """Return a milestone's line: a comment where it is done."""
        about = join((self._named(assigned.task.name), self._named(assigned.milestone.name)),
                     "：", ": ")  # fmt: skip
        notes = [self._said(about)]
        is_done = self._is_done(assigned)
        if assigned.due < self.period and not is_done:
            notes.append(self._said(_OVERDUE, due=str(assigned.due)))
        speaker = assigned.lead if is_done and assigned.lead else department
        if state := self._state(speaker, assigned):
            notes.append(self._said(_WORD, period=str(state[0]), state=state[1]))
        line = self._noted(f"  {key(assigned.milestone.id)}:", *notes)
        return f"# {line}" if is_done else line

    def _targets(self, department: str, task: Task) -> Iterator[str]:
        for each in task.targets:
            name, unit = self._named(each.name), self._named(each.unit)
            notes = [self._said(_TARGET, name=name, unit=unit)]
            for period in reversed(self.period.of_year[:-1]):
                given = self.city.received.given(task, each.id, period)
                own = [one.figure for one in given if one.department == department]
                if own:
                    notes.append(self._said(_LAST, period=str(period), figure=own[0]))
                    break
            yield self._noted(f"  {key(each.id)}:", *notes)

    def _city_totals(self, department: str) -> Iterator[str]:
        """Yield the figures for the whole city that the department gave last in the year."""
        sent = self.city.received.department_submission
        for period in reversed(self.period.of_year[:-1]):
            last = sent.get((department, period))
            if last is not None and last.model.city_totals:
                yield self._noted("city_totals:", self._said(_CITY_TOTALS))
                for id_, figure in last.model.city_totals.items():
                    about = self._about.get(id_, "")
                    note = self._said(_LAST, period=str(period), figure=figure)
                    yield self._noted(f"  {key(id_)}:", about, note)
                return


def _measure(indicator: Indicator) -> Text:
    """Return of which time a figure is: the year to date, the quarter alone, its last day."""
    if indicator.kind == "rate":
        return _LEVEL
    return _QUARTER if indicator.is_added_up else _YEAR_TO_DATE


def _written(listed: Listed) -> str:
    """Return a firm as an entry of a roster; its code in normal form."""
    firm = listed.firm
    return entry(
        {
            "name": firm.name,
            "uscc": listed.code,
            "provincial_list": firm.provincial_list,
            "evidence": firm.evidence,
        }
    )
