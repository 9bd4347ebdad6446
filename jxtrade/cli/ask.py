"""From the words of a call to what it is about: the workspace, a quarter, a district."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import typer
from pydantic_core import PydanticCustomError

from jxtrade.cli import nearby, output, progress
from jxtrade.cli.call import Destination
from jxtrade.cli.speech import UsageError, did_you_mean
from jxtrade.engine import Verdict, validate
from jxtrade.figures.groups import Groups
from jxtrade.figures.inputs import newest_received
from jxtrade.model.period import Period
from jxtrade.model.scalar import read_moment
from jxtrade.read.folder import GuestsError, NoWorkspaceError, outline_of
from jxtrade.read.tree import FEW
from jxtrade.text import Lang, Text, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jxtrade.cli.call import Call
    from jxtrade.figures.city import City
    from jxtrade.figures.names import Named
    from jxtrade.model.plan import Plan
    from jxtrade.render.findings import Wanted
    from jxtrade.workspace import Workspace

_OFFICE: Final = timedelta(hours=8)
_FOUND: Final = 1


DISTRICT: Final = Text("区县", "district")
INDICATOR: Final = Text("指标", "indicator")
DEPARTMENT: Final = Text("部门", "department")
GROUP: Final = Text("分组", "group")


def day(call: Call) -> date:
    """Return the day on which to look.

    Raises:
        UsageError: it is not written as a day.

    """
    if call.as_of is None:
        return _now().date()
    with suppress(ValueError):
        found = date.fromisoformat(call.as_of)
        if found.isoformat() == call.as_of:  # the one form of several that is read in files too
            return found
    advice = _day_advice(call.as_of, takes_time=False)
    raise UsageError(_NO_DAY, option="--as-of", word=call.as_of, advice=advice)


def moment(call: Call, word: str | None) -> date:
    """Return the day or moment that a word writes, else the day of looking, else this minute.

    Raises:
        UsageError: it is neither.

    """
    if word is not None:
        with suppress(PydanticCustomError):
            return read_moment(word)
        advice = _day_advice(word, takes_time=True)
        raise UsageError(_NO_DAY, option="--on", word=word, advice=advice)
    if call.as_of is not None:
        return day(call)
    return _now().replace(second=0, microsecond=0)


_NO_DAY: Final = Text(
    "{option} 不能写成「{word}」；{advice}", "{option} does not take “{word}”; {advice}"
)


def _day_advice(word: str, *, takes_time: bool) -> Text:
    from jxtrade.read.dates import day_advice

    return day_advice(word, example=_now().date(), takes_time=takes_time)


def _now() -> datetime:
    """Return the time in the office's zone: the one clock of the program."""
    return datetime.now(UTC).replace(tzinfo=None) + _OFFICE


def verdict(call: Call, *, guests: Iterable[str] = (), waivers: str | None = None) -> Verdict:
    """Return the workspace, checked; files from outside stand where they say that they belong.

    `waivers` is a file to read in place of the workspace's own.

    Raises:
        UsageError: the folder holds no workspace, or two of these files are the same submission.

    """
    return validate(workspace(call, guests=guests, waivers=waivers))


def workspace(
    call: Call,
    *,
    guests: Iterable[str] = (),
    waivers: str | None = None,
    shown: str | None = None,
) -> Workspace:
    """Return the workspace as it was read; files from outside stand where they say.

    Raises:
        UsageError: the folder holds none, or two of these files are the same submission.

    """
    folder, as_of = call.folder, day(call)
    try:
        found = outline_of(folder, as_of=as_of, guests=guests, waivers=waivers, shown=shown)
    except NoWorkspaceError:
        raise _no_workspace(folder, is_named=nearby.named(call.data) is not None) from None
    except GuestsError as error:
        text = Text(
            "{paths} 说自己是同一份报送：一次只核对其中一份",
            "{paths} say that they are the same submission: check one of them at a time",
        )
        raise UsageError(text, paths=error.paths) from None
    try:
        if len(found.entries) < FEW and call.scheduler is None and call.jobs in (None, 1):
            return found.read_all(progress.tell)
        from jxtrade.cli.cluster import read_by_processes

        return read_by_processes(found, call)
    finally:
        progress.all_read()


def with_plan(call: Call) -> Verdict:
    """Return the verdict on a workspace whose plan can be used; else show why not and exit."""
    found = verdict(call)
    if found.workspace.plan is None:
        raise unusable(call, found)
    return found


def with_tasks(call: Call) -> Verdict:
    """Return the verdict on a workspace whose plan and task lists can be used; else as above."""
    found = with_plan(call)
    if found.city.programme.tasks.unusable:
        raise unusable(call, found)
    return found


def of_papers(call: Call) -> Verdict:
    """Return the verdict by which papers judge; else as above.

    They look at a workspace on the day that the call names, else on that on which the newest
    submission was received, and name files as seen from its folder: no clock is read and nobody's
    folders are told, so that the same files make the same paper.
    """
    read = workspace(call, shown=".")
    if not call.as_of:
        judged = {} if read.waivers else read.judged  # by the other day a waiver may be over
        read = replace(read, as_of=newest_received(read), judged=judged)
    found = validate(read)
    if found.workspace.plan is None or found.city.programme.tasks.unusable:
        raise unusable(call, verdict(call))
    return found


def unusable(call: Call, found: Verdict) -> typer.Exit:
    """Return the exit of a call that can't be answered; show the findings that say why."""
    form = call.outputs[0].form if call.outputs else ""
    to = Destination(form if form in output.FINDINGS.names else "terminal")
    output.put_findings(to, found, wanted(found, call.language))
    return typer.Exit(_FOUND)


def wanted(found: Verdict, lang: Lang, *, remarks: bool = False, checks: bool = False) -> Wanted:
    """Return how findings are to be shown."""
    from jxtrade.render.findings import Wanted
    from jxtrade.views import tally
    from jxtrade.views.checks import report

    compared = report(found.city, with_relations=checks)
    groups = tally.report(found.city, found.findings)
    return Wanted(lang, compared, groups, remarks=remarks, checks=checks)


def _no_workspace(folder: str, *, is_named: bool) -> UsageError:
    try:
        known = [
            entry.name
            for entry in os.scandir(os.path.dirname(os.path.abspath(folder)))
            if entry.is_dir() and os.path.isfile(os.path.join(entry.path, "targets.yaml"))
        ]
    except OSError:
        known = []
    close = nearest(os.path.basename(folder), known) or next(iter(sorted(known)), None)
    looked = [] if is_named else [*nearby.searched()]
    where = _IN.fill(folder=folder)
    if looked:
        where = (_UP_TO if looked[1:] else _HERE).fill(here=looked[0], top=looked[-1])
    if close is None:
        text = Text(
            "{where}；新建用 jxtrade init{folder}", "{where}; make one with jxtrade init{folder}"
        )
        return UsageError(text, where=where, folder=f" {shlex.quote(folder)}" if is_named else "")
    near = os.path.join(os.path.dirname(folder), close)
    text = Text("{where}；是否指 --data {near}", "{where}; did you mean --data {near}?")
    return UsageError(text, where=where, near=shlex.quote(near))


_IN: Final = Text("「{folder}」里没有工作区", "there is no workspace in “{folder}”")
_HERE: Final = Text(
    "在 {here} 没有找到 targets.yaml 或 data/targets.yaml",
    "there is no targets.yaml or data/targets.yaml in {here}",
)
_UP_TO: Final = Text(
    "从 {here} 到 {top} 逐级都没有找到 targets.yaml 或 data/targets.yaml",
    "there is no targets.yaml or data/targets.yaml in {here}, nor in any folder up to {top}",
)


def asked_period(city: City, word: str | None) -> Period:
    """Return the quarter that a word names, or the newest with figures, else with anything.

    A year is its newest quarter.

    Raises:
        UsageError: there is no such quarter, or none at all.

    """
    planned = city.programme.plan.is_planned
    periods = [*filter(planned, city.received.periods)]
    written = {entry.period for entry in city.received.workspace.entries}
    given = [*filter(planned, city.facts.quarters)]
    if word is not None and _is_year(word):
        year = _planned_year(city.programme.plan, word)
        word = _newest_of(given, year) or _newest_of(periods, year) or f"{year}Q1"
    if word is not None and (found := planned_period(city.programme.plan, word)) in written:
        return found
    if not periods:
        raise UsageError(
            _ALL_BLANK if written else _NONE_THERE, folder=city.received.workspace.folder
        )
    if word is None:
        return given[-1] if given else periods[-1]
    raise UsageError(
        Text(
            "没有 {period} 的报送；已有：{known}",
            "nothing was submitted for {period}; there are: {known}",
        ),
        period=str(found),
        known=tuple(map(str, periods)),
    )


def asked_periods(city: City, words: Iterable[str]) -> list[Period]:
    """Return the quarters that words name, in order, or all for which anything was submitted.

    A year is all its quarters of that kind.

    Raises:
        UsageError: there is no such quarter, or none at all.

    """
    known = [*filter(city.programme.plan.is_planned, city.received.periods)]
    found: set[Period] = set()
    for word in words:
        year = _planned_year(city.programme.plan, word) if _is_year(word) else None
        found |= {each for each in known if each.year == year} or {asked_period(city, word)}
    return sorted(found or known or [asked_period(city, None)])


def submitted_period(city: City, word: str | None) -> Period:
    """Return the quarter that a word names, or the newest for which anything was submitted.

    A year is its newest such quarter.

    Raises:
        UsageError: there is no such quarter, or none at all.

    """
    periods = [*filter(city.programme.plan.is_planned, city.received.periods)]
    if word is not None and _is_year(word):
        word = _newest_of(periods, _planned_year(city.programme.plan, word)) or word
    return periods[-1] if word is None and periods else asked_period(city, word)


def told_period(city: City, word: str | None) -> Period:
    """Return the quarter that a word names, or the newest with figures, which a paper can tell of.

    Raises:
        UsageError: nothing was submitted for it; the nearest quarter that has something is named.

    """
    period = asked_period(city, word)
    known = [*filter(city.programme.plan.is_planned, city.received.periods)]
    if period in known:
        return period
    if not known:
        raise UsageError(_ALL_BLANK, folder=city.received.workspace.folder)

    def distance(other: Period) -> int:
        return abs((other.year - period.year) * 4 + other.quarter - period.quarter)

    raise UsageError(
        Text(
            "{period} 的报送都还没有填；最近有报送的是 {near}",
            "nothing that was submitted for {period} is filled in; the nearest that is: {near}",
        ),
        period=str(period),
        near=str(min(known, key=distance)),
    )


def _is_year(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _newest_of(periods: Iterable[Period], year: int) -> str | None:
    """Return the newest of a year's quarters."""
    of_year = [each for each in periods if each.year == year]
    return str(of_year[-1]) if of_year else None


def collected_period(city: City, word: str | None) -> Period:
    """Return the quarter that a word names, or whose deadline comes next, in a year or in all.

    Raises:
        UsageError: there is no such quarter or year in the plan.

    """
    from jxtrade.figures.collect import to_collect

    plan = city.programme.plan
    if word is not None and not _is_year(word):
        return planned_period(plan, word)
    return to_collect(city.received, None if word is None else _planned_year(plan, word))


def _planned_year(plan: Plan, word: str) -> int:
    start, end = plan.plan.start, plan.plan.end
    if len(word) == _YEAR_DIGITS and start <= int(word) <= end:
        return int(word)
    text = Text("「{word}」不是计划内的年份：{years}", "“{word}” is no year of the plan: {years}")
    raise UsageError(text, word=word, years=f"{start}…{end}" if end > start else str(start))


_YEAR_DIGITS: Final = 4
_NONE_THERE: Final = Text(
    "{folder}/reports 里还没有报送；空白报送用 jxtrade new 生成",
    "nothing has been submitted in {folder}/reports; `jxtrade new` writes blank ones",
)
_ALL_BLANK: Final = Text(
    "{folder}/reports 里的报送都还没有填", "nothing in {folder}/reports has been filled in yet"
)


def planned_period(plan: Plan, word: str) -> Period:
    """Return the quarter of the plan that a word names.

    Raises:
        UsageError: it names none; those that it may mean are named, else the nearest.

    """
    from jxtrade.read.dates import quarter_meant

    period = Period.parse(word.upper())
    if period is not None and plan.is_planned(period):
        return period
    years = range(plan.plan.start, plan.plan.end + 1)
    known = [str(Period(year, quarter)) for year in years for quarter in range(1, 5)]
    named = quarter_meant(word)
    meant = [named] if named else [quarter_meant(f"{year}{word}") for year in years]
    close = [each for each in map(str, meant) if each in known]
    likely = close[0] if len(close) == 1 else None if close else nearest(word, known)
    raise UsageError(
        Text("「{word}」不是计划内的季度{close}", "“{word}” is no quarter of the plan{close}"),
        word=word,
        close=did_you_mean(likely, close or (f"{known[0]}…{known[-1]}",)),
    )


def planned_year(plan: Plan, word: str | None) -> int | None:
    """Return the year of the plan that a word names; None for no word.

    Raises:
        UsageError: it names none.

    """
    if word is None:
        return None
    known = range(plan.plan.start, plan.plan.end + 1)
    if word in map(str, known):
        return int(word)
    text = Text(
        "「{word}」不是计划内的年份，应为 {start} 至 {end}",
        "“{word}” is no year of the plan, which runs from {start} to {end}",
    )
    raise UsageError(text, word=word, start=str(known[0]), end=str(known[-1]))


def group(plan: Plan, word: str | None, *, by: str | None, district: str | None) -> str | None:
    """Return the group that a word gives or names; None for the whole.

    Raises:
        UsageError: there is none like it, the plan has no groups, or a district lies elsewhere.

    """
    if not plan.groups and (word is not None or by == "group"):
        raise UsageError(
            Text(
                "计划没有分组：在 targets.yaml 里写 groups，再给区县写 within",
                "the plan has no groups: targets.yaml names them under groups, and each district's"
                " under within",
            )
        )
    found = one(plan.group, word, GROUP)
    if found is not None and district is not None and district not in Groups(plan).within(found):
        text = Text("「{district}」不在「{group}」里", "“{district}” is not within “{group}”")
        raise UsageError(text, district=district, group=found)
    return found


def one(known: Mapping[str, Named], word: str | None, what: Text) -> str | None:
    """Return the id that a word gives or names; None for no word.

    Raises:
        UsageError: nothing has that id or name, and the nearest is named; or several have it.

    """
    if word is None or word in known:
        return word
    names: dict[str, list[str]] = {}
    for each in known.values():
        full_name = getattr(each, "full_name", None)
        for name in filter(None, {each.name.zh, each.name.en, full_name}):
            names.setdefault(name, []).append(each.id)
    match names.get(word):
        case [id_]:
            return id_
        case [*ids]:
            text = Text("「{word}」是 {ids} 的名称；写 id", "“{word}” names {ids}; give the id")
            raise UsageError(text, word=word, ids=ids)
    holding = {id_ for name, ids in names.items() if word in name for id_ in ids}
    close = nearest(word, (*known, *names)) or (holding.pop() if len(holding) == 1 else None)
    raise UsageError(
        Text("没有「{word}」这个{what}{close}", "there is no {what} “{word}”{close}"),
        word=word,
        what=what,
        close=did_you_mean(names.get(close, [close])[0] if close else None, tuple(known)),
    )
