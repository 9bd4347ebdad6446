"""What papers say is wrong: short of the pace, overdue, missing, to be checked, corrected."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT
from jxtrade.figures.gaps import QUARTERS, may_use
from jxtrade.figures.milestones import MilestoneState
from jxtrade.figures.quarters import best
from jxtrade.figures.standing import is_behind
from jxtrade.figures.states import WORDS, State, Status
from jxtrade.model.period import in_words, lateness
from jxtrade.model.submissions import STATUSES
from jxtrade.report import Paragraph, tenths
from jxtrade.text import Text, join
from jxtrade.views import doubts
from jxtrade.views.indicators import distance, is_ceiling, level_gap, status_word
from jxtrade.views.papers import (
    MOST_ITEMS,
    NONE,
    Paper,
    all_of,
    closed,
    items,
    joined,
    numeral,
    points,
    quoted,
    row_of,
    section,
)
from jxtrade.views.tables import note_of
from jxtrade.views.words import say_season
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.figures.gaps import Gap
    from jxtrade.figures.lines import Line
    from jxtrade.figures.milestones import Progress
    from jxtrade.model.plan import Indicator


class Problem(NamedTuple):
    """A section on what is wrong: its sentence, and the items below it, if any."""

    text: Text
    items: tuple[Text, ...] = ()


class Problems(NamedTuple):
    """What is wrong, the gravest first: what somebody must act on, and what is to be known.

    `overdue` is at which place the overdue milestones stand, from 1; 0 where none are.
    """

    to_do: tuple[Problem, ...]
    to_know: tuple[Problem, ...]
    overdue: int


def problems(paper: Paper) -> Problems:
    """Return what is wrong with a quarter: P1 to P13 of the rules of sentences."""
    behind, overdue = _short(paper), _overdue(paper)
    doubtful = (*doubts.to_be_checked(paper), *doubts.differing(paper))
    to_do = (*behind, *overdue, *_missing(paper), *_late(paper), *map(Problem, doubtful))
    to_know = (*doubts.restated(paper), *doubts.unchecked(paper), *doubts.waived(paper))
    return Problems(to_do, tuple(map(Problem, to_know)), len(behind) + 1 if overdue else 0)


def drawn(found: Iterable[Problem]) -> list[Paragraph]:
    """Return problems as numbered sections; that there is none is said."""
    blocks: list[Paragraph] = []
    for number, problem in enumerate(found, 1):
        blocks += [section(number, problem.text), *items(problem.items)]
    return blocks or [Paragraph(Text("未发现问题。", "Nothing found."))]


def place_of(part: int, number: int) -> Text:
    """Return how a section is referred to."""
    return Text(f"{numeral(part)}（{numeral(number)}）", f"part {_ROMAN[part - 1]} ({number})")


_ROMAN: Final = ("I", "II", "III", "IV", "V")


# Short of the pace


def _short(paper: Paper) -> list[Problem]:
    behind = paper.behind
    if not behind:
        return []
    shown, rest = behind[:MOST_ITEMS], len(behind) - MOST_ITEMS
    said = [_item(paper, gap) for gap in shown]
    text = closed(joined(_short_as_a_whole(paper)))
    if rest > 0:
        more = Text(
            "所列为前{count}项次，其余{rest}项次{see}。",
            "The first {count} are listed; {rest} more: {see}.",
        )
        more = more.fill(count=MOST_ITEMS, rest=rest, see=paper.bare_see)
        text = join((text, more), "", " ")
    return [Problem(text, tuple(said))]


def _short_as_a_whole(paper: Paper) -> Iterator[Text]:
    """Yield how many are short, of what burden, how the distances moved, who gives no reason."""
    lines = [gap.line for gap in paper.behind]
    districts = {line.district for line in lines}
    short, far = "未达序时", "严重滞后"
    behind = "滞后"
    words = ("short of the pace", "far behind", "behind")
    if all(is_ceiling(paper.indicator(line)) for line in lines):
        short, far, behind = "超序时", "严重超序时或突破上限", "超序时"
        words = ("above the pace", "far above it or broken", "above it")
    elif paper.is_final:
        short, far, behind = "未完成", "红", "黄"
        words = ("not met", "red", "yellow")
    red = [line for line in lines if line.status is Status.FAR_BEHIND]
    counts = [
        Text(f"{zh}{count}项次", f"{count} {en}")
        for zh, en, count in (
            (far, words[1], len(red)),
            (behind, words[2], len(lines) - len(red)),
        )
        if count
    ]
    verb = "is" if len(lines) == 1 else "are"
    text = Text(
        f"{short}{{count}}项次，涉及{{places}}：{{counts}}",
        f"{{count}} {verb} {words[0]}, in {{parts}}: {{counts}}",
    )
    if paper.is_alone:
        text = Text(f"{short}{{count}}项：{{counts}}", f"{{count}} {verb} {words[0]}: {{counts}}")
    yield text.fill(
        count=len(lines),
        places=paper.places(len(districts)),
        parts=paper.parts(len(districts)),
        counts=join(counts, "，", ", "),
    )
    yield _burden(paper)
    yield _moved(paper)
    silent = sum(not note_of(paper, line).zh for line in lines)
    if silent:
        give = "gives" if silent == 1 else "give"
        yield Text(f"未附说明{silent}项次", f"{silent} {give} no reason")


def _burden(paper: Paper) -> Text:
    """Return in how many each quarter left must bring more than the best so far: P2, exactly."""
    left = QUARTERS - paper.period.quarter
    if paper.period.quarter == 1 or not left:
        return NONE
    able = [gap for gap in paper.behind if gap.each_quarter is not None]
    above = [gap for gap in able if _is_above_best(paper, gap, left)]
    if not above:
        return NONE
    each = "每季" if left > 1 else ""
    average = "平均" if left > 1 else ""
    quarters = f"each of the {left} remaining quarters" if left > 1 else "the quarter left"
    if len(above) == len(paper.behind):
        every, every_en = (
            ("均", f" in {all_of(len(above))} of them") if len(above) > 1 else ("", "")
        )
        return Text(
            f"余下{left}个季度{average}{each}须完成数{every}高于本年单季最高数",
            f"what {quarters} must bring is above the best quarter so far{every_en}",
        )
    return Text(
        f"余下{left}个季度{average}{each}须完成数高于本年单季最高数的{len(above)}项次",
        f"what {quarters} must bring is above the best quarter so far in {len(above)} of them",
    )


def _is_above_best(paper: Paper, gap: Gap, left: int) -> bool:
    most = best(paper.alone(gap.line))
    if most is None or gap.line.gap is None:
        return False
    with localcontext(EXACT):
        return gap.line.gap / left > most


def _moved(paper: Paper) -> Text:
    """Return in how many the distance has grown and shrunk since the quarter before: P3."""
    grown = shrunk = 0
    for gap in paper.behind:
        earlier = paper.earlier(gap.line)
        if earlier is None or earlier.lead is None or gap.line.lead is None:
            continue
        grown += gap.line.lead < earlier.lead
        shrunk += gap.line.lead > earlier.lead
    parts = []
    if grown:
        parts.append(Text(f"差距扩大{grown}项次", f"the distance has grown in {grown}"))
    if shrunk:
        text = Text(f"收窄{shrunk}项次", f"shrunk in {shrunk}")
        if not grown:
            text = Text(f"差距收窄{shrunk}项次", f"the distance has shrunk in {shrunk}")
        parts.append(text)
    if not parts:
        return NONE
    since = Text("与{season}末比，{parts}", "since the end of {season} {parts}")
    return since.fill(season=paper.last_season, parts=join(parts, "，", " and "))


def _item(paper: Paper, gap: Gap) -> Text:
    """Return what one that is short lacks, what it must bring, and the district's own reason."""
    line = gap.line
    indicator = paper.indicator(line)
    named = Text("{name}{indicator}（{status}）：", "{name}, {indicator} ({status}): ").fill(
        name=paper.name(line.district),
        indicator=indicator.name,
        status=_status(paper, indicator, line),
    )
    note = note_of(paper, line)
    reason = NONE
    if note.zh:
        reason = Text("说明：{note}。", "Reason given: {note}.").fill(note=quoted(note))
    own = closed(join((named, join([*_lacks(paper, gap, indicator)])), "", ""))
    return join([each for each in (own, reason) if each.zh], "", " ")


def _status(paper: Paper, indicator: Indicator, line: Line) -> Text:
    word = status_word(paper, indicator, line)
    if not paper.is_final or paper.is_broken(line) or line.light is None:
        return word
    return join((word, WORDS[line.light]), "，", ", ")


def _lacks(paper: Paper, gap: Gap, indicator: Indicator) -> Iterator[Text]:
    line = gap.line
    if indicator.kind == "rate":
        yield _level(paper, indicator, line)
    elif paper.is_broken(line):
        text = Text(
            "用{used}，超上限{above}，年内不能补回",
            "{used} used, {above} above it; this can't be made good within the year",
        )
        if paper.is_final:
            text = Text("用{used}，超上限{above}", "{used} used, {above} above it")
        yield text.fill(
            used=paper.amount(indicator, line.reported or Decimal(0)),
            above=paper.amount(indicator, line.gap or Decimal(0)),
        )
    elif paper.is_final:
        text = Text("差{gap}（{points}个百分点）", "{gap} short ({points} points)")
        yield text.fill(
            gap=paper.needed(indicator, line.gap or Decimal(0)),
            points=points(line.lead or Decimal(0)),
        )
    else:
        yield _from_pace(paper, indicator, line)
        yield _to_come(paper, gap, indicator)


def _from_pace(paper: Paper, indicator: Indicator, line: Line) -> Text:
    """Return how far a line is from the pace now and a quarter before, and by how much."""
    lead = line.lead or Decimal(0)
    ceiling = is_ceiling(indicator)
    text = Text("距序时差{gap}", "{gap} short of what is due")
    if ceiling:
        text = Text("超序时{gap}", "{gap} above what was free by now")
    gap = text.fill(gap=paper.needed(indicator, line.gap_to_pace or Decimal(0)))
    text = Text("{now}{before}，{gap}", "{now}{before}, {gap}")
    return text.fill(
        now=short_distance(indicator, lead), before=_before(paper, indicator, line), gap=gap
    )


def short_distance(indicator: Indicator, lead: Decimal) -> Text:
    """Return a distance from the pace where that is spoken of already."""
    if lead == 0:
        return Text("与序时进度持平", "level with the pace")
    if tenths(lead) == 0:
        return distance(indicator, lead)
    way = _SHORT_WAYS[is_ceiling(indicator), lead > 0]
    return Text(f"{way.zh}{points(lead)}个百分点", f"{points(lead)} points {way.en}")


_SHORT_WAYS: Final = {
    (False, True): Text("快", "ahead"),
    (False, False): Text("慢", "behind"),
    (True, True): Text("低", "below"),
    (True, False): Text("高", "above"),
}


def _before(paper: Paper, indicator: Indicator, line: Line) -> Text:
    """Return in brackets where it stood a quarter before, and by which target if by another."""
    earlier = paper.earlier(line)
    if earlier is None or earlier.lead is None:
        return NONE
    way = _SHORT_WAYS[is_ceiling(indicator), earlier.lead > 0]
    is_same_side = earlier.lead < 0
    figure = Text(f"{way.zh}{points(earlier.lead)}个", f"{points(earlier.lead)}")
    if not is_same_side:
        figure = Text(figure.zh, f"{points(earlier.lead)} {way.en}")
    if tenths(earlier.lead) == 0:
        figure = distance(indicator, earlier.lead)
    old = NONE
    if earlier.allocated != line.allocated:
        old = Text("按原目标", ", by the target then")
    text = Text("（{season}末{old}{figure}）", " ({figure} at the end of {season}{old})")
    return text.fill(season=paper.last_season, old=old, figure=figure)


def _to_come(paper: Paper, gap: Gap, indicator: Indicator) -> Text:
    """Return what lacks to the year's target and what each quarter left must bring, or may use."""
    line, left = gap.line, gap.quarters_left
    facts: dict[str, object] = {"next": paper.next_season}
    ceiling = is_ceiling(indicator)
    so_far = best(paper.alone(line), is_ceiling=ceiling)
    beside = NONE
    if so_far is not None:
        beside = _SO_FAR[ceiling].fill(figure=paper.amount(indicator, so_far))
    if ceiling:
        text = Text(
            "余量{room}，平均每季可用{free}{beside}",
            "{room} left, {free} in each remaining quarter{beside}",
        )
        if left == 1:
            text = Text(
                "余量{room}，{next}可用{free}{beside}", "{room} left, {free} in {next}{beside}"
            )
        room = paper.amount(indicator, line.surplus or Decimal(0))
        free = paper.amount(indicator, may_use(gap, indicator))
        return text.fill(**facts, room=room, free=free, beside=beside)
    short = paper.needed(indicator, line.gap or Decimal(0))
    if gap.each_quarter is None:
        return Text("距全年目标差{gap}", "{gap} short of the year's target").fill(gap=short)
    text = Text(
        "距全年目标差{gap}，平均每季须完成{each}{beside}",
        "{gap} short of the year's target, {each} in each remaining quarter{beside}",
    )
    if left == 1:
        text = Text(
            "距全年目标差{gap}，{next}须完成{each}{beside}",
            "{gap} short of the year's target, {each} in {next}{beside}",
        )
    each = paper.amount(indicator, gap.each_quarter)
    return text.fill(**facts, gap=short, each=each, beside=beside)


_SO_FAR: Final = {
    False: Text("（单季最高{figure}）", " (best so far {figure})"),
    True: Text("（单季最低{figure}）", " (lowest so far {figure})"),
}


def _level(paper: Paper, indicator: Indicator, line: Line) -> Text:
    """Return a level beside its target, what lacks in its own unit, and a quarter before."""
    target = Text("目标{target}", "target {target}")
    if is_ceiling(indicator):
        target = Text("上限{target}", "ceiling {target}")
    target = target.fill(target=paper.amount(indicator, line.allocated or Decimal(0)))
    value = paper.amount(indicator, line.reported or Decimal(0))
    parts = [Text("{value}（{target}）", "{value} ({target})").fill(value=value, target=target)]
    if line.gap:
        parts.append(level_gap(indicator, line.gap))
    earlier = paper.earlier(line)
    if earlier is not None and earlier.state is State.VALUE and earlier.reported is not None:
        text = Text("{season}末{value}", "{value} at the end of {season}")
        before = paper.amount(indicator, earlier.reported)
        parts.append(text.fill(season=paper.last_season, value=before))
    return join(parts, "，", ", ")


# Milestones


def _overdue(paper: Paper) -> list[Problem]:
    owed = owed_milestones(paper)
    if not owed:
        return []
    count = len(owed)
    verb = "milestone is" if count == 1 else "milestones are"
    text = Text(f"逾期未完成节点{count}个。", f"{count} {verb} overdue.")
    if any(each.state is MilestoneState.MISSING for each in owed):
        text = Text(f"到期未完成和未报节点{count}个。", f"{count} {verb} overdue or not reported.")
    if len(owed) > MOST_ITEMS:
        more = Text(
            "所列为前{most}个，其余{rest}个见明细。",
            "The first {most} are listed, {rest} more in the tables.",
        )
        text = join((text, more.fill(most=MOST_ITEMS, rest=len(owed) - MOST_ITEMS)), "", " ")
    return [Problem(text, tuple(_milestone(paper, each) for each in owed[:MOST_ITEMS]))]


def owed_milestones(paper: Paper) -> list[Progress]:
    """Return what is due and neither done nor said to be, by lead department."""
    owed = [each for each in paper.milestones if each.state in _OWED]
    places = {id_: place for place, id_ in enumerate(paper.city.programme.tasks.departments)}
    return sorted(owed, key=lambda each: places.get(each.assigned.lead or "", len(places)))


_OWED: Final = (MilestoneState.OVERDUE, MilestoneState.MISSING)


def responsible(paper: Paper, each: Progress) -> Text:
    """Return a milestone's lead, its partners in brackets."""
    names = [
        paper.city.programme.tasks.department_name(id_, each.assigned.year)
        for id_ in each.assigned.task.departments
    ]
    if len(names) == 1:
        return names[0]
    text = Text("{lead}（{others}配合）", "{lead} (with {others})")
    return text.fill(lead=names[0], others=row_of(names[1:]))


def _milestone(paper: Paper, each: Progress) -> Text:
    said = each.report
    status = Text("未报", "not reported")
    if said is not None:
        status = STATUSES[said.status]
    due = say_season(each.assigned.due)
    if each.is_carried:
        due = Text(f"{each.assigned.year}年{due.zh}", f"{due.en} {each.assigned.year}")
    text = Text(
        "{who}：{name}，{due}到期，{status}",
        "{who}: {name}, due {due}, {status}",
    )
    own = text.fill(
        who=responsible(paper, each), name=each.assigned.milestone.name, due=due, status=status
    )
    if said is not None and said.note is not None:
        note = Text("说明：{note}。", "Reason given: {note}.").fill(note=quoted(said.note))
        return join((closed(own), note), "", " ")
    if said is None:
        return closed(own)
    return closed(join((own, Text("未附说明", "no reason given")), "，", ", "))


# Submissions


def _missing(paper: Paper) -> list[Problem]:
    """Return who has not submitted or left out a figure, and how it stood before: P7."""
    absent = [*paper.city.received.absent(paper.period)]
    silent = [id_ for kind, id_, _ in absent if kind == DISTRICTS]
    parts: list[Text] = []
    if len(silent) > MOST_ITEMS:
        text = Text("{names}未报{season}数据", "{names} have not reported {season}")
        parts.append(text.fill(names=paper.names(silent), season=paper.season))
    else:
        parts += [_absent(paper, each) for each in silent]
    parts += _partial(paper, frozenset(silent))
    mute = [paper.department(id_) for kind, id_, _ in absent if kind == DEPARTMENTS]
    if mute:
        have = "has" if len(mute) == 1 else "have"
        text = Text("{names}未报{season}进展", f"{{names}} {have} not reported {{season}}")
        parts.append(text.fill(names=paper.listed(mute), season=paper.season))
    return [Problem(closed(each)) for each in parts]


def _absent(paper: Paper, district: str) -> Text:
    text = Text("{name}未报{season}数据", "{name} has not reported {season}")
    head = text.fill(name=paper.name(district), season=paper.season)
    known = (paper.line_before(district, each) for each in paper.indicators)
    behind = [line for line in known if line and is_behind(line) and line.lead is not None]
    if not behind:
        return head
    before = join([_stood(paper, line) for line in behind], "，", ", ")
    if len(behind) > _MOST_BEFORE:
        far = sum(line.status is Status.FAR_BEHIND for line in behind)
        before = Text(
            f"未达序时{len(behind)}项（严重滞后{far}项）",
            f"short of the pace in {len(behind)} ({far} far behind)",
        )
    text = Text("{head}；{season}末{before}", "{head}; at the end of {season}: {before}")
    return text.fill(head=head, season=paper.last_season, before=before)


_MOST_BEFORE: Final = 5


def _stood(paper: Paper, line: Line) -> Text:
    """Return how a line stood against the pace a quarter before."""
    indicator = paper.indicator(line)
    how = short_distance(indicator, line.lead or Decimal(0))
    status = status_word(paper, indicator, line)
    if indicator.kind == "rate":
        return Text("{name}（{status}）", "{name} ({status})").fill(
            name=indicator.name, status=status
        )
    text = Text("{name}{how}（{status}）", "{name} {how} ({status})")
    return text.fill(name=indicator.name, how=how, status=status)


def _partial(paper: Paper, silent: frozenset[str]) -> Iterator[Text]:
    """Yield who has submitted and left figures out, by name; of many how many they are."""
    lacking: dict[str, list[Text]] = {}
    for line in paper.found.lines:
        if line.state is State.MISSING and line.district not in silent:
            name = paper.indicator(line).name
            if line.lacks:
                text = Text("{name}（缺{lacks}）", "{name} (no {lacks})")
                name = text.fill(name=name, lacks=tuple(say_season(each) for each in line.lacks))
            lacking.setdefault(line.district, []).append(name)
    if len(lacking) > MOST_ITEMS:
        yield Text("有数未报的{names}", "figures are missing from {names}").fill(
            names=paper.names(lacking)
        )
        return
    alike: dict[tuple[Text, ...], list[str]] = {}
    for district, names in lacking.items():
        alike.setdefault(tuple(names), []).append(district)
    for what, districts in alike.items():
        have = "has" if len(districts) == 1 else "have"
        text = Text("{names}未报{what}", f"{{names}} {have} not reported {{what}}")
        yield text.fill(names=paper.names(districts), what=paper.listed(what))


def _late(paper: Paper) -> list[Problem]:
    """Return who submitted behind the deadline, and by how much: P8."""
    received, period = paper.city.received, paper.period
    deadline = paper.city.programme.plan.deadlines.get(period)
    if deadline is None:
        return []
    late = []
    for kind, id_, name in received.senders(period):
        sent = received.submitted((kind, id_, period))
        stamp = sent.model.received if sent else None
        if stamp is not None and (by := lateness(stamp, deadline)):
            text = Text("{name}（迟{by}）", "{name} (by {by})")
            late.append(text.fill(name=name, by=_close(in_words(by))))
    if not late:
        return []
    verb = "was" if len(late) == 1 else "were"
    text = Text(f"迟报{len(late)}个：{{names}}。", f"{len(late)} {verb} late: {{names}}.")
    return [Problem(text.fill(names=paper.listed(late)))]


def _close(words: Text) -> Text:
    """Return words without blanks in Chinese, as a paper writes them."""
    return Text(words.zh.replace(" ", ""), words.en)
