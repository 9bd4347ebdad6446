"""The first part of a paper: who has reported, what is due, how many are on pace, the tasks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from jxtrade.figures.milestones import MilestoneState, tally
from jxtrade.figures.standing import is_behind
from jxtrade.figures.states import Status
from jxtrade.model.period import Period
from jxtrade.text import Text, join, same
from jxtrade.views.papers import (
    MOST_ITEMS,
    NONE,
    Paper,
    all_of,
    closed,
    month_end,
    run_on,
    sentence,
    share,
)
from jxtrade.views.words import say_season
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jxtrade.figures.lines import Line
    from jxtrade.model.plan import Indicator


def overall(paper: Paper, lights: Text = NONE) -> Text:
    """Return the paragraph on the whole: W1 to W5 of the rules of sentences.

    What is said of lights stands in front of the tasks.
    """
    return run_on(
        _who_reported(paper),
        _what_is_due(paper),
        _undecided(paper),
        _by_district(paper),
        lights,
        _milestones(paper),
    )


def _who_reported(paper: Paper) -> Text:
    senders = [*paper.city.received.senders(paper.period)]
    absent = {each[:2] for each in paper.city.received.absent(paper.period)}
    districts = [id_ for kind, id_, _ in senders if kind == DISTRICTS]
    departments = [id_ for kind, id_, _ in senders if kind == DEPARTMENTS]
    silent = [each for each in districts if (DISTRICTS, each) in absent]
    mute = [each for each in departments if (DEPARTMENTS, each) in absent]
    by = Text("截至{end}，", "By {end}, ").fill(end=month_end(paper.period))
    if not absent:
        return closed(join([by, _all_reported(paper, len(departments))], "", ""))
    of = paper.parts(len(districts))
    if paper.is_alone and not silent:
        parts = [_HAS_REPORTED.fill(of=paper.name(districts[0]))]
    else:
        parts = [_reported(of, len(districts), paper.whom(silent), silent)]
    if departments:
        names = paper.listed([paper.department(each) for each in mute])
        of = _bureaus(len(departments))
        parts.append(_reported(of, len(departments), names, mute))
    return closed(join([by, join(parts)], "", ""))


def _all_reported(paper: Paper, departments: int) -> Text:
    number = len(paper.districts)
    of = Text(paper.parts(number).zh, f"{all_of(number)} {paper.header.parts.en}")
    if paper.is_alone:
        of = paper.name(paper.districts[0])
    if departments:
        both = Text("{of}、{bureaus}全部报送", "{of} and {bureaus} have reported")
        if paper.is_alone:
            both = Text("{of}和{bureaus}全部报送", "{of} and all {bureaus} have reported")
        return both.fill(of=of, bureaus=_bureaus(departments))
    if paper.is_alone:
        return _HAS_REPORTED.fill(of=of)
    return Text("{of}全部报送", "{of} have reported").fill(of=of)


_HAS_REPORTED: Final = Text("{of}已报送", "{of} has reported")


def _bureaus(count: int) -> Text:
    return Text(f"{count}个部门", f"{count} department{'' if count == 1 else 's'}")


def _reported(of: Text, number: int, names: Text, silent: Sequence[str]) -> Text:
    """Return how many of some have reported, and who has not."""
    done = number - len(silent)
    if not silent:
        return Text("{of}全部报送", "all {of} have reported").fill(of=of)
    if number == 1:
        return Text("{names}未报", "{names} has not reported").fill(names=names)
    if not done:
        return Text("{of}均未报", "none of {of} has reported").fill(of=of)
    have = "has" if done == 1 else "have"
    lacking = "has" if len(silent) == 1 else "have"
    text = Text(
        "{of}已报送{done}个，{names}未报",
        f"{{done}} of {{of}} {have} reported, {{names}} {lacking} not",
    )
    return text.fill(of=of, done=done, names=names)


def _what_is_due(paper: Paper) -> Text:
    due, number = paper.due, len(paper.due)
    if not due:
        return Text("本季末没有有序时要求的指标。", "Nothing is due at the end of the quarter.")
    rest = [each for each in paper.allocated if not paper.is_due(each)]
    if paper.is_final:
        final = Text(
            "年末考核全年目标，指标{count}项。",
            "At the year's end {all} held against the year's target.",
        )
        every = Text("", "the indicator is" if number == 1 else f"{all_of(number)} indicators are")
        return final.fill(count=number, all=every)
    facts = {
        "season": paper.season,
        "count": number,
        "every": Text("", all_of(number).capitalize()),
        "pace": _paces(paper),
        "verb": same("indicator has" if number == 1 else "indicators have"),
    }
    if not rest:
        text = Text(
            "{season}末{count}项指标均有序时要求（{pace}）。",
            "{every} {verb} something due at the end of {season} ({pace}).",
        )
        if number == 1:
            text = Text(
                "{season}末{count}项指标有序时要求（{pace}）。",
                "The {verb} something due at the end of {season} ({pace}).",
            )
        return text.fill(**facts)
    text = Text(
        "{season}末有序时要求（{pace}）的指标{count}项，{later}。",
        "{count} {verb} something due at the end of {season} ({pace}); {later}.",
    )
    return text.fill(**facts, later=_later(paper, rest))


def _paces(paper: Paper) -> Text:
    """Return the share that is due; where shares differ, of which indicators."""
    index = paper.period.quarter - 1
    by_pace: dict[str, list[Text]] = {}
    for each in paper.due:
        by_pace.setdefault(share(each.pace[index]), []).append(each.name)
    if len(by_pace) == 1:
        return same(next(iter(by_pace)))
    if len(paper.due) > MOST_ITEMS:
        parts = [
            Text(f"{len(names)}项{pace}", f"{pace} for {len(names)}")
            for pace, names in by_pace.items()
        ]
        return join(parts, "，", ", ")
    parts = [
        Text("{names} {pace}", "{names} {pace}").fill(names=tuple(names), pace=pace)
        for pace, names in by_pace.items()
    ]
    return join(parts, "，", ", ")


def _later(paper: Paper, rest: Sequence[Indicator]) -> Text:
    """Return how many indicators are first due at the end of which later quarter."""
    first = Counter(
        next(quarter for quarter, pace in enumerate(each.pace, 1) if pace) for each in rest
    )
    parts = []
    for number, (quarter, count) in enumerate(sorted(first.items())):
        other = "the other " if not number and len(first) == 1 else ""
        verb = "is" if count == 1 else "are"
        text = Text(
            f"{'' if number else '另'}{{count}}项{{season}}末考核",
            f"{other}{{count}} {verb} first due at the end of {{season}}",
        )
        season = say_season(Period(paper.period.year, quarter))
        parts.append(text.fill(count=count, season=season))
    return Text("{when}、未到节点", "{when}").fill(when=join(parts, "、", ", "))


def _undecided(paper: Paper) -> Text:
    """Return that it can't be said whether the whole is on pace, and for want of whom."""
    totals = [paper.totals[each.id] for each in paper.due if each.kind != "rate"]
    undecided = [each for each in totals if each.status is Status.INCOMPLETE]
    if not undecided or paper.is_alone:
        return NONE
    of = NONE
    if len(undecided) < len(totals):
        names = paper.listed([paper.indicator(each).name for each in undecided])
        of = Text("{names}", " in {names}").fill(names=names)
    text = Text(
        "因{reasons}，{of}{whole}是否达序时不能判定。",
        "It can't be said whether {whole} is on pace{of}: {reasons}.",
    )
    if paper.is_final:
        text = Text(
            "因{reasons}，{of}{whole}是否完成全年目标不能判定。",
            "It can't be said whether {whole} has met the year's target{of}: {reasons}.",
        )
    said = join(paper.lacking(undecided), "、", ", ")
    return text.fill(reasons=said, of=of, whole=paper.whole)


def _by_district(paper: Paper) -> Text:
    """Return how many districts are on pace in all, some or none of what is due."""
    of = len(paper.due)
    if of < 2 or paper.is_alone:  # noqa: PLR2004 - what there is one of has a class of its own
        return NONE
    own: dict[str, list[Line]] = {}
    for each in paper.due:
        for line in paper.counted(each.id):
            own.setdefault(line.district, []).append(line)
    judged = {
        district: own[district] for district in paper.districts if len(own.get(district, ())) == of
    }
    if not judged:
        return NONE
    classes: dict[int, list[str]] = {}
    for district, lines in judged.items():
        short = sum(map(is_behind, lines))
        classes.setdefault(_class(short, of), []).append(district)
    parts: list[Text] = []
    for short in sorted(classes):
        named = _named_class(paper, short, of, len(classes[short]), is_first=not parts)
        if len(classes[short]) < len(paper.districts) and not paper.is_grouped:
            names = Text("{named}（{names}）", "{named} ({names})")
            named = names.fill(named=named, names=paper.names(classes[short]))
        parts.append(named)
    reported = len(paper.districts) - sum(
        kind == DISTRICTS for kind, _, _ in paper.city.received.absent(paper.period)
    )
    head = Text("{parts}中", "Of {parts}")
    if len(judged) < len(paper.districts):
        head = _OF_WHOLE if len(judged) < reported else _OF_REPORTED
    head = head.fill(parts=paper.parts(len(judged)), number=len(judged))
    return sentence(head, *parts)


_OF_REPORTED: Final = Text("已报送的{parts}中", "Of the {number} that have reported")
_OF_WHOLE: Final = Text(
    "各项都有数的{parts}中", "Of the {number} with a usable figure in all that is due"
)
_MOST_CLASSES: Final = 3


def _class(short: int, of: int) -> int:
    """Return the class of so many short ones: each number is one, of many the halves are."""
    if of <= _MOST_CLASSES or short in (0, of):
        return short
    return 1 if short * 2 <= of else of - 1


def _named_class(paper: Paper, short: int, of: int, count: int, *, is_first: bool) -> Text:
    """Return what a class of districts has in common, and how many they are."""
    met, not_met = ("完成", "未完成") if paper.is_final else ("达序时", "未达序时")
    good = "met" if paper.is_final else "on pace in"
    bad = "not met in" if paper.is_final else "short in"
    all_en = all_of(of)
    if short == 0:
        zh, en = f"{of}项均{met}的", f"{good} {all_en}"
    elif short == of:
        zh, en = f"{of}项均{not_met}的", f"{bad} {all_en}"
    elif of <= _MOST_CLASSES:
        zh, en = f"{short}项{not_met}的", f"{bad} {short}"
    elif short == 1:
        zh, en = f"{not_met}不超过半数的", f"{bad} up to half"
    else:
        zh, en = f"{not_met}超过半数的", f"{bad} more than half"
    is_met = paper.is_final and short == 0
    verbs = ("has ", "have ") if is_met else ("is ", "are ")
    verb = verbs[count > 1]
    return Text(f"{zh}{count}个", f"{count} {verb if is_first or is_met else ''}{en}")


def _milestones(paper: Paper) -> Text:
    """Return how many milestones are due and how these stand."""
    due = [each for each in paper.milestones if each.is_due]
    if not due:
        return NONE
    counts = tally(due).counts
    parts = [
        Text(f"{word.zh}{counts[state]}个", f"{counts[state]} {_VERBS[state][counts[state] > 1]}")
        for state, word in MILESTONE_WORDS.items()
        if counts[state] and state in _VERBS
    ]
    head = Text(
        f"重点任务到期节点{len(due)}个",
        f"Of {len(due)} milestone{'' if len(due) == 1 else 's'} due",
    )
    return sentence(head, *parts)


_VERBS: Final = {
    MilestoneState.DONE: ("was done in time", "were done in time"),
    MilestoneState.DONE_LATE: ("was done late", "were done late"),
    MilestoneState.OVERDUE: ("is overdue", "are overdue"),
    MilestoneState.MISSING: ("is not reported", "are not reported"),
}
MILESTONE_WORDS: Final = {
    MilestoneState.DONE: Text("按期完成", "done in time"),
    MilestoneState.DONE_LATE: Text("逾期完成", "done late"),
    MilestoneState.OVERDUE: Text("逾期未完成", "overdue"),
    MilestoneState.MISSING: Text("未报", "not reported"),
    MilestoneState.IN_PROGRESS: Text("未到期", "not due"),
    MilestoneState.NOT_DUE: Text("未到期", "not due"),
}
