"""What papers say of one indicator: its sum, the pace, the quarters alone, who stands where."""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT, HUNDRED, added, rounded_down
from jxtrade.figures.quarters import change_of, quarters_of, usable
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.findings import Subject
from jxtrade.report import tenths
from jxtrade.text import MOST_LISTED, Text, join, same
from jxtrade.views.papers import (
    MONTHS,
    MOST_ITEMS,
    NONE,
    Paper,
    closed,
    digits,
    joined,
    percent,
    points,
    row_of,
    run_on,
    sentence,
)
from jxtrade.views.words import say_season

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.lines import Line, Total
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator

RANKED: Final = 7
"""With fewer values nobody is first or last, and each class is said by name."""

_ENDS: Final = 3
_MOST_OF_AN_END: Final = 5


def others(paper: Paper, see: Text) -> Text:
    """Return a sentence on the indicators that have no paragraph; nothing where all have one.

    `see` says where those of them stand that have a district short of the pace.
    """
    short = {gap.line.indicator for gap in paper.behind}
    rest = [each for each in paper.allocated if each not in paper.told]
    due = sum(each in paper.due for each in rest if each.id not in short)
    parts = []
    if due:
        are = "is" if due == 1 else "are all"
        good = "均已完成" if paper.is_final else "均无未达序时的"
        better = "met" if paper.is_final else "on pace, or without a value"
        parts.append(Text(f"其余{due}项{good}", f"the other {due} {are} {better}"))
    if behind := sum(each.id in short for each in rest):
        have = "has" if behind == 1 else "have"
        bad, worse = (
            ("未完成", "not met it") if paper.is_final else ("未达序时", "short of the pace")
        )
        text = Text(
            f"{'另' if parts else '其余'}{behind}项有{bad}的，{{see}}",
            f"{behind} more {have} {{parts}} that are {worse}: {{see}}",
        )
        parts.append(text.fill(parts=paper.header.parts, see=see))
    if later := sum(each not in paper.due for each in rest):
        are = "is" if later == 1 else "are"
        other = "另" if parts else "其余"
        parts.append(Text(f"{other}{later}项未到节点", f"{later} more {are} not due yet"))
    return sentence(*parts) if parts else NONE


def paragraph(paper: Paper, indicator: Indicator) -> Text:
    """Return the paragraph on an indicator: I1 to I9 of the rules of sentences."""
    total = paper.totals[indicator.id]
    if not paper.lines[indicator.id]:
        said = Text("本年没有下达目标。", "Nothing is allocated for the year.")
    elif not total.counted:
        said = _nobody(paper, indicator, total)
    elif indicator.kind == "rate":
        said = _level(paper, indicator, total)
    elif not paper.is_due(indicator):
        said = _not_due(paper, indicator, total)
    else:
        said = _due(paper, indicator, total)
    return run_on(name_said(indicator), said)


def of_group(paper: Paper, indicator: Indicator, own: Sum) -> Text:
    """Return a sentence on an indicator in a group: I1 and I2 of its own sum."""
    total, lines = own.total, own.counted
    if not lines:
        said = _nobody(paper, indicator, total)
    elif indicator.kind == "rate":
        said = sentence(*_reached(paper, indicator, lines))
    elif not paper.is_due(indicator):
        said = closed(_sum(paper, indicator, own))
    else:
        said = _against_target(paper, indicator, own)
    is_later = bool(lines) and not paper.is_due(indicator)
    later = Text("（未到节点）", " (not due yet)") if is_later else NONE
    text = Text("{name}{later}{said}", "{name}{later}: {said}")
    if indicator.kind == "rate" and lines:
        text = Text("{name}{later}：{said}", text.en)
    zh, en = text.fill(name=indicator.name, later=later, said=said)
    return Text(zh, f"{en[:1].upper()}{en[1:]}")


def name_said(indicator: Indicator) -> Text:
    """Return an indicator's name as it begins a paragraph; in English its unit is said here."""
    unit = "" if indicator.unit.en == "%" else f" ({indicator.unit.en})"
    return closed(Text(indicator.name.zh, f"{indicator.name.en}{unit}"))


def is_ceiling(indicator: Indicator) -> bool:
    """Tell whether lower is better."""
    return indicator.direction == "lower"


class Sum(NamedTuple):
    """What is added up of an indicator: for all, or for a group, whose name stands in front.

    `lines` are those of all to whom something is allocated, `counted` those of them with a value.
    """

    total: Total
    lines: tuple[Line, ...]
    whole: Text = NONE

    @property
    def counted(self) -> tuple[Line, ...]:
        """Return the lines that have a value to count."""
        return tuple(line for line in self.lines if line.state is State.VALUE)

    @property
    def is_whole(self) -> bool:
        """Tell whether nobody is left out."""
        return self.total.counted == self.total.of and not self.total.left_out


def _sum_of_all(paper: Paper, indicator: Indicator) -> Sum:
    whole = NONE if paper.is_alone else paper.whole
    return Sum(paper.totals[indicator.id], paper.lines[indicator.id], whole)


def _nobody(paper: Paper, indicator: Indicator, total: Total) -> Text:
    reasons = paper.left_out(total)
    target = _target(paper, indicator, total)
    if [state for state, _ in reasons] == [State.MISSING] and not paper.is_alone:
        number = len(reasons[0][1])
        said = Text("{places}均未报", "None of {places} has reported")
        own = said.fill(places=paper.places(number))
    else:
        own = join(paper.reasons(reasons), "，", ", ")
    return closed(joined((own, target), "，", "; "))


def _target(paper: Paper, indicator: Indicator, total: Total) -> Text:
    if total.allocated is None:
        return NONE
    text = Text("全年目标{target}", "the year's target is {target}")
    if is_ceiling(indicator):
        text = Text("全年上限{target}", "the year's ceiling is {target}")
    return text.fill(target=paper.amount(indicator, total.allocated))


# What is due


def _due(paper: Paper, indicator: Indicator, total: Total) -> Text:
    own = _sum_of_all(paper, indicator)
    return run_on(
        _against_target(paper, indicator, own),
        _quarters(paper, indicator),
        NONE if own.is_whole or paper.is_alone else _still_due(paper, indicator, total),
        _standings(paper, indicator, own),
        _year_before(paper, indicator, own.counted),
    )


def _against_target(paper: Paper, indicator: Indicator, own: Sum) -> Text:
    """Return a sum against its target, and against the pace: I1 and I2."""
    total, head = own.total, _sum(paper, indicator, own)
    if own.is_whole:
        parts = (head, _against_pace(paper, indicator, total.lead))
        said = joined(parts, "，", ", ")
        status = _status(paper, indicator, own)
        return closed(joined((said, status), "，", ": "))
    share = _share_of_counted(paper, indicator, own)
    of_counted = [share, _against_pace(paper, indicator, total.lead_counted)]
    second = joined(of_counted, "，", ", ")
    return run_on(
        closed(joined((head, second))),
        _decided(paper, indicator, own),
    )


def _sum(paper: Paper, indicator: Indicator, own: Sum) -> Text:
    """Return a sum, who is in it, and its share of the target."""
    total = own.total
    reported, allocated = total.reported or Decimal(0), total.allocated or Decimal(0)
    facts: dict[str, object] = {
        "reported": paper.amount(indicator, reported),
        "scope": paper.scope(total),
        "target": paper.amount(indicator, allocated),
        "amended": _amended(paper, indicator, own.lines),
    }
    if total.rate is None:
        text = Text(
            "累计{reported}{scope}，全年目标{target}", "{reported}{scope}; the target is {target}"
        )
        return text.fill(**facts)
    if is_ceiling(indicator):
        text = Text(
            "累计用{reported}{scope}，占全年上限{target}{amended}的{rate}",
            "{reported} used{scope}, {rate} of the year's ceiling of {target}{amended}",
        )
        return text.fill(**facts, rate=percent(total.rate))
    gap = allocated - reported
    is_short = paper.is_final and gap > 0 and not total.left_out
    if is_short:
        text = Text(
            "累计{reported}{scope}，未完成全年目标{target}{amended}，差{gap}（{points}个百分点）",
            "{reported}{scope} of the year's {target}{amended}: not met, {gap} short ({points}"
            " points)",
        )
        lead = HUNDRED - total.rate
        return text.fill(**facts, gap=paper.amount(indicator, gap), points=points(lead))
    text = Text(
        "累计{reported}{scope}，完成全年目标{target}{amended}的{rate}",
        "{reported}{scope}, {rate} of the year's {target}{amended}",
    )
    return text.fill(**facts, rate=rate_said(paper, indicator, total.rate, gap))


def rate_said(paper: Paper, indicator: Indicator, rate: Decimal, gap: Decimal) -> Text:
    """Return a rate; one that is shown as full and is not, with what lacks in the same breath."""
    if tenths(rate) != HUNDRED or gap <= 0:
        return percent(rate)
    text = Text("{rate}（尚差{gap}）", "{rate} ({gap} short)")
    return text.fill(rate=percent(rate), gap=paper.needed(indicator, gap))


def _share_of_counted(paper: Paper, indicator: Indicator, own: Sum) -> Text:
    total = own.total
    if total.rate_counted is None:
        return NONE
    with localcontext(EXACT):
        allocated = added(line.allocated for line in own.counted)
        gap = allocated - (total.reported or Decimal(0))
    of = "the one has" if total.counted == 1 else "the {places} have"
    their = "its" if total.counted == 1 else "their"
    text = Text("{places}完成其目标{target}的{rate}", f"{of} done {{rate}} of {their} {{target}}")
    if is_ceiling(indicator):
        text = Text("{places}占其上限{target}的{rate}", f"{of} used {{rate}} of {their} {{target}}")
        gap = Decimal(0)
    return text.fill(
        places=paper.places(total.counted),
        target=paper.amount(indicator, allocated),
        rate=rate_said(paper, indicator, total.rate_counted, gap),
    )


def _against_pace(paper: Paper, indicator: Indicator, lead: Decimal | None) -> Text:
    """Return how far a rate is from the pace; at the year's end the target itself is due."""
    if lead is None or paper.is_final:
        return NONE
    return distance(indicator, lead)


def distance(indicator: Indicator, lead: Decimal) -> Text:
    """Return a distance from the pace in points: ahead or behind, level, or hardly any."""
    if lead == 0:
        return Text("与序时进度持平", "level with the pace")
    way = _WAYS[is_ceiling(indicator), lead > 0]
    if tenths(lead) == 0:
        text = Text("{way}序时进度不足0.1个百分点", "{way} the pace by less than 0.1 points")
        return text.fill(way=way)
    text = Text("{way}序时进度{points}个百分点", "{points} points {way} the pace")
    return text.fill(way=way, points=points(lead))


_WAYS: Final = {
    (False, True): Text("快于", "ahead of"),
    (False, False): Text("慢于", "behind"),
    (True, True): Text("低于", "below"),
    (True, False): Text("高于", "above"),
}


def _status(paper: Paper, indicator: Indicator, own: Sum) -> Text:
    """Return how the whole stands, where nothing that is missing could change it."""
    total = own.total
    if total.status in (None, Status.INCOMPLETE, Status.NOT_DUE):
        return NONE
    is_over = is_ceiling(indicator) and _is_passed(total)
    if paper.is_final and not is_ceiling(indicator) and total.status is not Status.MET:
        return NONE
    word = _BROKEN if is_over else _STATUSES[is_ceiling(indicator)][total.status]
    if not own.whole.zh:
        return Text(word.zh, word.en.removeprefix("is ").removeprefix("has "))
    return Text("{whole}{word}", "{whole} {word}").fill(whole=own.whole, word=word)


def _is_passed(total: Total) -> bool:
    if total.reported is None or total.allocated is None:
        return False
    return total.reported > total.allocated


_BROKEN: Final = Text("突破上限", "has broken its ceiling")
_STATUSES: Final = {
    False: {
        Status.MET: Text("已完成", "has met its target"),
        Status.ON_PACE: Text("达序时", "is on pace"),
        Status.BEHIND: Text("滞后", "is behind"),
        Status.FAR_BEHIND: Text("严重滞后", "is far behind"),
    },
    True: {
        Status.MET: Text("未超上限", "has kept its ceiling"),
        Status.ON_PACE: Text("序时内", "is within the pace"),
        Status.BEHIND: Text("超序时", "is above the pace"),
        Status.FAR_BEHIND: Text("严重超序时", "is far above the pace"),
    },
}


def status_word(paper: Paper, indicator: Indicator, line: Line | Total) -> Text:
    """Return how a line stands, as papers say it of a target or ceiling, in a year or at its end.

    Raises:
        KeyError: there is nothing to judge.

    """
    status = line.status
    if status is None:
        raise KeyError(line.indicator)
    if is_ceiling(indicator):
        reported, allocated = line.reported or Decimal(0), line.allocated or Decimal(0)
        if status is Status.FAR_BEHIND and reported > allocated and indicator.kind != "rate":
            return _PASSED
        if paper.is_final and status in _UNMET:
            return Text("超上限", "above its ceiling")
        return _CEILING_WORDS.get(status, WORDS[status])
    if paper.is_final and status in _UNMET:
        return Text("未完成", "not met")
    return WORDS[status]


_PASSED: Final = Text("突破上限", "ceiling broken")
_CEILING_WORDS: Final = {
    Status.MET: Text("未超上限", "ceiling kept"),
    Status.ON_PACE: Text("序时内", "within the pace"),
    Status.BEHIND: Text("超序时", "above the pace"),
    Status.FAR_BEHIND: Text("严重超序时", "far above the pace"),
}
_UNMET: Final = frozenset((Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND))


def _decided(paper: Paper, indicator: Indicator, own: Sum) -> Text:
    """Return that the whole is on pace whatever those report who are not counted."""
    left_out = paper.left_out(own.total)
    hindering = [each for each in left_out if each[0] is not State.NOT_APPLICABLE]
    word = _status(paper, indicator, own)
    if not word.zh:
        return NONE
    if not hindering:
        return closed(word)
    already = _ALREADY.get(word.zh.removeprefix(own.whole.zh), NONE)
    text = Text(
        "{whole}{already}（{reasons}不影响判定）。",
        "{word}, whatever {names} may add.",
    )
    return text.fill(
        whole=own.whole,
        already=already,
        reasons=join(paper.reasons(hindering), "、", ", "),
        word=Text("", f"{word.en[:1].upper()}{word.en[1:]}"),
        names=paper.whom([each for _, districts in hindering for each in districts]),
    )


_ALREADY: Final = {
    "达序时": Text("已达序时", ""),
    "已完成": Text("已完成", ""),
    "突破上限": Text("已突破上限", ""),
}


def _amended(paper: Paper, indicator: Indicator, lines: Sequence[Line]) -> Text:
    """Return in brackets what was allocated before the last document that changed it."""
    allocations, period = paper.city.programme.allocations, paper.period
    histories = [allocations.history(indicator.id, line.district, period) for line in lines]
    changed = [each[-1].effective for each in histories if len(each) > 1]
    if not changed:
        return NONE
    day = max(changed)
    with localcontext(EXACT):
        before = added(
            next((each.figure for each in reversed(history) if each.effective < day), None)
            for history in histories
        )
    text = Text("（{month}月{day}日由{before}调整）", " ({before} until {day} {name})")
    return text.fill(
        month=day.month,
        day=day.day,
        name=MONTHS[day.month - 1],
        before=paper.amount(indicator, before),
    )


# The quarters alone, and what is still due


def _quarters(paper: Paper, indicator: Indicator) -> Text:
    """Return what each quarter of the year brought, over the same districts: I3."""
    if paper.period.quarter == 1:
        return NONE
    lines = paper.lines[indicator.id]
    found = quarters_of(paper.city.facts, indicator, lines)
    if not found.districts:
        return _not_alone(paper, indicator, lines)
    parts = [
        _brought(paper, indicator, quarter, figure)
        for quarter, figure in zip(paper.period.of_year, found.sums, strict=True)
    ]
    complete = {*found.districts}
    others = [line for line in lines if line.district not in complete]
    named = [] if len(others) > MOST_ITEMS or paper.is_grouped else others
    known = [each for each in (_last_known(paper, indicator, line) for line in named) if each.zh]
    own = row_of(parts)
    if others:
        of = "the one" if len(found.districts) == 1 else "the {places}"
        whole = Text("{places}{own}{known}", f"{of} brought {{own}}{{known}}")
        left = Text("（{known}，未计入）", " ({known}; not counted)")
        own = whole.fill(
            places=paper.places(len(found.districts)),
            own=own,
            known=left.fill(known=row_of(known)) if known else NONE,
        )
    return closed(own)


def _not_alone(paper: Paper, indicator: Indicator, lines: Sequence[Line]) -> Text:
    """Return why no quarter is shown alone: nobody has figures of one, or not the same have."""
    empty = [
        say_season(period)
        for period in paper.period.of_year
        if all(usable(paper.city.facts, indicator, line.district, period) is None for line in lines)
    ]
    if empty:
        text = Text(
            "{seasons}没有可用的数，不列当季数。",
            "There are no usable figures of {seasons}, so no quarter is shown alone.",
        )
        return text.fill(seasons=row_of(empty))
    return Text(
        "各季范围不同，不列当季数。",
        "The quarters cover different districts, so none is shown alone.",
    )


def _brought(paper: Paper, indicator: Indicator, quarter: Period, figure: Decimal) -> Text:
    text = Text("{season}{figure}", "{figure} in {season}")
    if figure < 0:
        text = Text("{season}核减{figure}", "{figure} taken off in {season}")
    return text.fill(season=say_season(quarter), figure=paper.amount(indicator, abs(figure)))


def _last_known(paper: Paper, indicator: Indicator, line: Line) -> Text:
    """Return the last usable year to date of a district that is not in all quarters."""
    text = Text("{name}{season}末累计{figure}", "{name} had {figure} at the end of {season}")
    period, figure = last_known(paper, indicator, line)
    if figure is None:
        return NONE
    return text.fill(
        name=paper.name(line.district),
        season=say_season(period),
        figure=paper.amount(indicator, figure),
    )


def last_known(paper: Paper, indicator: Indicator, line: Line) -> tuple[Period, Decimal | None]:
    """Return the quarter of the last usable year to date in the year, and that figure if any."""
    facts = paper.city.facts
    for period in reversed(paper.period.of_year):
        year = facts.year_to_date(indicator, line.district, period)
        if year.state is State.VALUE and year.figure is not None:
            return period, year.figure
    return paper.period, None


def _still_due(paper: Paper, indicator: Indicator, total: Total) -> Text:
    """Return what the whole lacks to its pace, and what those are due who are missing: I4."""
    if total.status is not Status.INCOMPLETE or total.due is None or total.reported is None:
        return NONE
    head = NONE
    facts: dict[str, object] = {"whole": paper.whole}
    if is_ceiling(indicator):
        room = paper.amount(indicator, rounded_down(total.due, indicator.places))
        text = Text(
            "{whole}序时可用{due}，已用{used}", "{whole} may have used {due} by now; used {used}"
        )
        used = paper.amount(indicator, total.reported)
        head = text.fill(**facts, due=room, used=used)
    elif total.short:
        text = Text(
            "{whole}序时应完成{due}，尚差{short}", "{whole} is due {due} and is {short} short of it"
        )
        if paper.is_final:
            text = Text(
                "{whole}目标{due}，尚差{short}", "{whole} is due {due} and is {short} short of it"
            )
        head = text.fill(
            **facts,
            due=paper.needed(indicator, total.due),
            short=paper.needed(indicator, total.short),
        )
    if not head.zh:
        return NONE
    return closed(join([head, *_dues_left_out(paper, indicator, total)]))


def _dues_left_out(paper: Paper, indicator: Indicator, total: Total) -> list[Text]:
    parts = []
    for state, districts in paper.left_out(total):
        if state not in _JUDGED:
            continue
        within = {*districts}
        lines = [line for line in paper.lines[indicator.id] if line.district in within]
        with localcontext(EXACT):
            due = added(line.due for line in lines)
        needed = paper.needed(indicator, due)
        due_zh = "目标" if paper.is_final else "序时应完成"
        verb = "is" if len(districts) == 1 else "are together"
        if is_ceiling(indicator):
            needed = paper.amount(indicator, rounded_down(due, indicator.places))
            due_zh, verb = "上限" if paper.is_final else "序时可用", f"{verb} allowed"
        else:
            verb = f"{verb} due"
        who = paper.whom(districts)
        if len(districts) > 1 or paper.is_grouped:
            who = _STATE_OF[state].fill(places=paper.places(len(districts)))
            due_zh = f"{due_zh}合计" if len(districts) > 1 else due_zh
        text = Text(f"{{who}}{due_zh}{{due}}，{{judged}}", f"{{who}} {verb} {{due}}, {{judged}}")
        parts.append(text.fill(who=who, due=needed, judged=_JUDGED[state]))
    return parts


_JUDGED: Final = {
    State.MISSING: Text("报送后判定", "to be judged when reported"),
    State.SUSPECT: Text("核实后判定", "to be judged when checked"),
}
_STATE_OF: Final = {
    State.MISSING: Text("未报{places}", "the {places} not reported"),
    State.SUSPECT: Text("待核{places}", "the {places} to be checked"),
}


# Who stands where


def _standings(paper: Paper, indicator: Indicator, own: Sum) -> Text:
    if paper.is_alone:
        return NONE
    if paper.is_grouped:
        return _by_group(paper, indicator)
    return _classes(paper, indicator, own.counted, is_whole=own.is_whole)


def _classes(paper: Paper, indicator: Indicator, lines: Sequence[Line], *, is_whole: bool) -> Text:
    """Return how many stand how, and who is first and last: I5 and I6."""
    if len(lines) == 1:
        (line,) = lines
        text = Text("{name}{status}", "{name}: {status}")
        status = status_word(paper, indicator, line)
        return closed(text.fill(name=paper.name(line.district), status=status))
    parts = []
    for said, own in _by_class(paper, indicator, lines):
        names = Text("{said}（{names}）", "{said} ({names})")
        is_named = len(lines) < RANKED
        named = names.fill(said=said, names=paper.names(line.district for line in own))
        parts.append(named if is_named and own else said)
    head = NONE
    if not is_whole:
        head = Text("{places}中", "Of the {places}").fill(places=paper.places(len(lines)))
    counts = joined((head, *parts), "，", ", ")
    rated = [(paper.name(line.district), line.rate) for line in lines if line.rate is not None]
    return closed(joined((counts, ends(paper, indicator, rated))))


def _by_class(
    paper: Paper, indicator: Indicator, lines: Sequence[Line]
) -> list[tuple[Text, list[Line]]]:
    """Return each class that somebody is in: how many are in it, in words, and who."""
    ceiling = is_ceiling(indicator)
    broken = [line for line in lines if paper.is_broken(line)]
    found = []
    for status in _STATUSES[ceiling]:
        own = [line for line in lines if line.status is status and line not in broken]
        if own and not (paper.is_final and status is not Status.MET):
            found.append((_of_class(ceiling, status, len(own)), own))
    if paper.is_final and not ceiling:
        unmet = [line for line in lines if line.status is not Status.MET]
        is_named = len(lines) < RANKED
        found += [(_unmet(paper, unmet, is_named=is_named), [])] if unmet else []
    if broken:
        number = len(broken)
        verb = "has broken its ceiling" if number == 1 else "have broken their ceilings"
        found.append((Text(f"突破上限{number}个", f"{number} {verb}"), broken))
    return found


def _of_class(ceiling: bool, status: Status, number: int) -> Text:  # noqa: FBT001 - a key
    word = _STATUSES[ceiling][status]
    en = word.en
    if number > 1:
        en = en.replace("is ", "are ", 1).replace("has ", "have ", 1).replace("its", "their")
        en = en.replace("target", "targets").replace("ceiling", "ceilings")
    return Text(f"{word.zh}{number}个", f"{number} {en}")


def _unmet(paper: Paper, lines: Sequence[Line], *, is_named: bool) -> Text:
    """Return how many have not met the year's target, by which light, and who if so few."""
    lights = []
    for light in Light:
        own = [line.district for line in lines if line.light is light]
        if own:
            text = Text("{light}{count}个{names}", "{count} {light}{names}")
            names = NONE
            if is_named:
                names = Text("：{names}", ": {names}").fill(names=paper.names(own))
            lights.append(text.fill(light=WORDS[light], count=len(own), names=names))
    have = "has" if len(lines) == 1 else "have"
    text = Text("未完成{number}个（{lights}）", f"{{number}} {have} not ({{lights}})")
    marks = ("；", "; ") if is_named else ("，", ", ")
    return text.fill(number=len(lines), lights=join(lights, *marks))


def ends(paper: Paper, indicator: Indicator, rated: Sequence[tuple[Text, Decimal]]) -> Text:
    """Return who is first and last of some in the plan's order, each with its rate.

    Nothing where too few have one, or too many are tied.
    """
    if len(rated) < RANKED or not paper.city.programme.plan.ranking:
        return NONE
    order = sorted(rated, key=lambda each: each[1], reverse=not is_ceiling(indicator))
    first = [each for each in rated if each[1] in {rate for _, rate in order[:_ENDS]}]
    last = [each for each in rated if each[1] in {rate for _, rate in order[-_ENDS:]}]
    both = len(first) + len(last) > len(rated)
    if both or max(len(first), len(last)) > _MOST_OF_AN_END:
        return NONE
    text = Text(
        "完成率居前三位的是{first}，后三位的是{last}",
        "the first three by rate are {first}, the last three {last}",
    )
    if is_ceiling(indicator):
        text = Text(
            "占上限比例最低的三位是{first}，最高的三位是{last}",
            "the three with the smallest share of their ceiling are {first}, with the largest"
            " {last}",
        )
    best_first = not is_ceiling(indicator)
    return text.fill(
        first=_ranked(first, best_first=best_first), last=_ranked(last, best_first=not best_first)
    )


def _ranked(rated: Sequence[tuple[Text, Decimal]], *, best_first: bool) -> Text:
    """Return names with their rates, the highest or lowest first; those of one rate together."""
    zh, en = "", []
    was_tied = False
    order = sorted(rated, key=itemgetter(1), reverse=best_first)
    for rate, tied in groupby(order, key=itemgetter(1)):
        names = [name for name, _ in tied]
        is_tied = len(names) > 1
        count = NONE
        if is_tied:
            count = Text(f"{len(names)}个并列，", f"{len(names)} tied, ")
        text = Text("{names}（{count}{rate}）", "{names} ({count}{rate})")
        said = text.fill(names=row_of(names), count=count, rate=percent(rate))
        mark = "，" if is_tied or was_tied else "、"
        zh = f"{zh}{mark}{said.zh}" if zh else said.zh
        en.append(said.en)
        was_tied = is_tied
    return Text(zh, ", ".join(en))


def _by_group(paper: Paper, indicator: Indicator) -> Text:
    """Return how the outermost groups stand, in place of the districts: I5 and I6 over them.

    A group of which a district is missing whose figure could change its light is named.
    """
    groups = [(part.name, total) for part, total in paper.groups[indicator.id] if total.allocated]
    classes: dict[Text, list[Text]] = {}
    for status in (*_STATUSES[False], Status.INCOMPLETE):
        for name, total in groups:
            if total.status is status:
                classes.setdefault(status_word(paper, indicator, total), []).append(name)
    parts = []
    for word, names in classes.items():
        said = Text(f"{word.zh}{len(names)}个", f"{len(names)} {_are(word.en, len(names))}")
        is_few = len(names) <= MOST_LISTED
        if len(groups) < RANKED or (word == WORDS[Status.INCOMPLETE] and is_few):
            text = Text("{said}（{names}）", "{said} ({names})")
            said = text.fill(said=said, names=paper.listed(names))
        parts.append(said)
    head = Text(f"{len(groups)}个分组中", f"of {len(groups)} groups")
    counts = joined((head, *parts), "，", ", ")
    rated = [
        (name, total.rate)
        for name, total in groups
        if total.rate is not None and total.status is not Status.INCOMPLETE
    ]
    return closed(joined((counts, ends(paper, indicator, rated))))


def _are(word: str, number: int) -> str:
    """Return in English that so many are as a word says, or have come to it."""
    if word in _COME_TO:
        return _COME_TO[word][number > 1]
    return f"{'is' if number == 1 else 'are'} {word}"


_COME_TO: Final = {
    "met": ("has met its target", "have met their targets"),
    "not met": ("has not met its target", "have not met their targets"),
    "ceiling broken": ("has broken its ceiling", "have broken their ceilings"),
    "ceiling kept": ("has kept its ceiling", "have kept their ceilings"),
}


def _year_before(paper: Paper, indicator: Indicator, lines: Sequence[Line]) -> Text:
    """Return the change on a year before, over those with a value in both: I7."""
    change = change_of(paper.city.facts, indicator, lines)
    if change is None:
        return NONE
    of = NONE
    if len(change.districts) < len(lines):
        of = Text("可比的{places}", "the {places} that can be compared: ")
        of = of.fill(places=paper.places(len(change.districts)))
    if change.percent == 0:
        return closed(Text("{of}同比持平", "{of}the same as a year ago").fill(of=of))
    up = change.percent > 0
    text = Text(
        "{of}同比增长{points}%" if up else "{of}同比下降{points}%",
        "{of}{points}% more than a year ago" if up else "{of}{points}% less than a year ago",
    )
    return closed(text.fill(of=of, points=points(change.percent)))


# What is not due, and levels


def _not_due(paper: Paper, indicator: Indicator, total: Total) -> Text:
    """Return the sum so far of what is not due yet: I8 and I9."""
    head = Text("未到节点。", "Not due yet.")
    own = _sum_of_all(paper, indicator)
    lines = own.counted
    zero = [line for line in lines if line.reported == 0]
    if len(zero) == len(lines) and not paper.is_alone:
        scope = join(paper.reasons(paper.left_out(total)), "，", ", ")
        of = Text("{places}均为0", "none in any of the {places}")
        if scope.zh:
            of = Text("{places}（{scope}）均为0", "none in any of the {places} ({scope})")
        said = of.fill(places=paper.places(len(lines)), scope=scope)
        target = _target(paper, indicator, total)
        return run_on(head, closed(join([said, target], "，", "; ")))
    met = [line for line in lines if line.status is Status.MET and line.allocated]
    broken = [line for line in lines if paper.is_broken(line)]
    parts = (_sum(paper, indicator, own), _listed(paper, indicator, lines))
    said = joined(parts, "，", ", ")
    further = [
        _who(paper, met, Text("已完成", "met the target already")),
        _who(paper, broken, Text("已突破上限", "broken the ceiling already")),
        NONE if is_ceiling(indicator) else _zeros(paper, lines, zero, named=len(met)),
    ]
    behind = joined(further, "，", "; ")
    if paper.is_alone:
        behind = NONE
    return run_on(head, closed(joined((said, behind))))


def _who(paper: Paper, lines: Sequence[Line], word: Text) -> Text:
    if not lines:
        return NONE
    names = paper.whom(line.district for line in lines)
    have = "has" if len(lines) == 1 else "have"
    return Text("{names}{word}", f"{{names}} {have} {{word}}").fill(names=names, word=word)


def _zeros(paper: Paper, lines: Sequence[Line], zero: Sequence[Line], *, named: int) -> Text:
    """Return who has none: by name where they are no more than the others, else how many."""
    if not zero:
        return NONE
    if len(zero) * 2 <= len(lines):
        have = "has" if len(zero) == 1 else "have"
        text = Text("{names}为0", f"{{names}} {have} none")
        return text.fill(names=paper.whom(line.district for line in zero))
    text = Text("{places}为0", "{places} have none")
    if named and named + len(zero) == len(lines):
        text = Text("其余{places}为0", "the other {places} have none")
    return text.fill(places=paper.places(len(zero)))


def _listed(paper: Paper, indicator: Indicator, lines: Sequence[Line]) -> Text:
    """Return how many firms the rosters mark as on the province's list, and where."""
    counts = [(line, on_list(paper, indicator, line)) for line in lines]
    marked = [(line, count) for line, count in counts if count]
    if not marked:
        return NONE
    number = sum(count for _, count in marked)
    if paper.is_grouped or len(marked) > MOST_LISTED:
        where = paper.places(len(marked))
    elif len(marked) == 1:
        where = paper.name(marked[0][0].district)
    elif len({count for _, count in marked}) == 1:
        each = marked[0][1]
        where = Text("{names}各{each}", "{each} each in {names}").fill(
            names=paper.names(line.district for line, _ in marked),
            each=paper.amount(indicator, Decimal(each)),
        )
    else:
        where = row_of(
            [
                Text("{name}{count}", "{count} in {name}").fill(
                    name=paper.name(line.district), count=paper.amount(indicator, Decimal(count))
                )
                for line, count in marked
            ]
        )
    text = Text(
        "其中名册注明已入省级名单{number}（{where}）",
        "of them {number} marked on rosters as on the provincial list ({where})",
    )
    return text.fill(number=paper.amount(indicator, Decimal(number)), where=where)


def on_list(paper: Paper, indicator: Indicator, line: Line) -> int:
    """Return how many firms of a district's rosters are marked as on the province's list."""
    rosters = paper.city.claims.rosters
    periods = line.period.of_year if indicator.is_added_up else (line.period,)
    subjects = ((line.district, indicator.id, str(period)) for period in periods)
    return sum(
        bool(each.firm.provincial_list)
        for subject in subjects
        for each in rosters.get(Subject(*subject), ())
    )


def _level(paper: Paper, indicator: Indicator, total: Total) -> Text:
    """Return how many reach a target that does not add up."""
    lines = paper.counted(indicator.id)
    if paper.is_alone:
        return _own_level(paper, indicator, lines[0])
    head = Text("{whole}数不能由各{part}相加{scope}", "it does not add up{scope}")
    if total.reported is not None:
        head = Text("{whole}{level}{scope}", "{whole}: {level}{scope}")
    head = head.fill(
        whole=paper.whole,
        part=paper.header.part,
        scope=paper.scope(total),
        level=same("") if total.reported is None else paper.amount(indicator, total.reported),
    )
    first = NONE if paper.is_due(indicator) else Text("未到节点。", "Not due yet.")
    reached = sentence(*_reached(paper, indicator, lines))
    return run_on(first, closed(head), reached, _level_before(paper, indicator, total.reported))


def _level_before(paper: Paper, indicator: Indicator, now: Decimal | None) -> Text:
    """Return by how much the level of the whole has changed on a year before: I7."""
    before = paper.period.year_before
    if now is None or before not in paper.city.facts.quarters:
        return NONE
    then = paper.sums_at(before)[indicator.id].total.reported
    if then is None:
        return NONE
    change = now - then
    if change == 0:
        return closed(Text("同比持平", "the same as a year ago"))
    zh, en = "同比提高", "more than a year ago"
    if change < 0:
        zh, en = "同比降低", "less than a year ago"
    return closed(_in_own_unit(indicator, abs(change), zh, en))


def _reached(paper: Paper, indicator: Indicator, lines: Sequence[Line]) -> Iterator[Text]:
    """Yield of how many it is, and how many of them reach their target or keep their ceiling."""
    yield Text("{places}中", "of the {places}").fill(places=paper.places(len(lines)))
    good = [line for line in lines if not line.gap]
    bad = [line for line in lines if line.gap]
    words = _LEVELS[is_ceiling(indicator)]
    for word, own in zip(words, (good, bad), strict=True):
        if own:
            verb = "is" if len(own) == 1 else "are"
            text = Text("{word}{count}个{names}", f"{{count}} {verb} {{word}}{{names}}")
            names = NONE
            if len(lines) < RANKED and not paper.is_grouped:
                names = Text("（{names}）", " ({names})")
                names = names.fill(names=paper.names(line.district for line in own))
            yield text.fill(word=word, count=len(own), names=names)


_LEVELS: Final = {
    False: (Text("达到目标", "at the target or above"), Text("未达到", "below it")),
    True: (Text("未超上限", "at the ceiling or below"), Text("超上限", "above it")),
}


def _own_level(paper: Paper, indicator: Indicator, line: Line) -> Text:
    text = Text("{value}（目标{target}）", "{value} (target {target})")
    if is_ceiling(indicator):
        text = Text("{value}（上限{target}）", "{value} (ceiling {target})")
    said = text.fill(
        value=paper.amount(indicator, line.reported or Decimal(0)),
        target=paper.amount(indicator, line.allocated or Decimal(0)),
    )
    return sentence(said, NONE if not line.gap else level_gap(indicator, line.gap))


def level_gap(indicator: Indicator, gap: Decimal) -> Text:
    """Return what a level lacks to its target, in its own unit; of percent in points."""
    over = "超上限" if is_ceiling(indicator) else "差"
    return _in_own_unit(indicator, gap, over, "above it" if is_ceiling(indicator) else "short")


def level_surplus(indicator: Indicator, surplus: Decimal) -> Text:
    """Return by how much a level is better than its target, likewise."""
    over = "低于上限" if is_ceiling(indicator) else "高于目标"
    way = "below it" if is_ceiling(indicator) else "above the target"
    return _in_own_unit(indicator, surplus, over, way)


def _in_own_unit(indicator: Indicator, figure: Decimal, over: str, way: str) -> Text:
    shown = digits(indicator, figure)
    if indicator.unit.zh == "%" or indicator.unit.en == "%":
        return Text(f"{over}{shown}个百分点", f"{shown} points {way}")
    return Text(f"{over}{shown}{indicator.unit.zh}", f"{shown} {way}")
