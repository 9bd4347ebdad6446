"""What papers say of values in doubt: to be checked, unlike, corrected, uncomparable, waived."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT, Outcome, added
from jxtrade.figures.states import State
from jxtrade.findings import Severity
from jxtrade.text import MOST_LISTED, Text, join
from jxtrade.views.papers import (
    MOST_ITEMS,
    NONE,
    Paper,
    closed,
    date_said,
    joined,
    quoted,
    row_of,
)
from jxtrade.views.words import say_season
from jxtrade.workspace import DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.lines import Line
    from jxtrade.figures.sums import CityComparison
    from jxtrade.findings import Finding, Subject, Waived
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator


def suspect(paper: Paper) -> list[Line]:
    """Return the lines whose value an error names."""
    return [line for line in paper.found.lines if line.state is State.SUSPECT]


def to_be_checked(paper: Paper) -> list[Text]:
    """Return what is to be checked, with the finding's own sentence: P9."""
    lines = suspect(paper)
    found = []
    for line in lines[:MOST_ITEMS]:
        indicator = paper.indicator(line)
        named = Text("{name}{indicator}", "{name}, {indicator}").fill(
            name=paper.name(line.district), indicator=indicator.name
        )
        value = NONE
        if line.stated is not None:
            text = Text("报{value}", " {value}")
            value = text.fill(value=paper.amount(indicator, line.stated.figure))
        finding = next((each for each in paper.findings if _accuses(each, line)), None)
        why = NONE
        if finding is not None:
            message = Text(finding.message.zh.rstrip("。"), finding.message.en.rstrip("."))
            why = Text("：{why}（{code}）", ": {why} ({code})").fill(why=message, code=finding.code)
        text = Text("{named}{value}，待核{why}。", "{named}{value}, to be checked{why}.")
        found.append(text.fill(named=named, value=value, why=why))
    rest = len(lines) - MOST_ITEMS
    if rest > 0:
        text = Text("其余{rest}项次待核{see}。", "{rest} more to be checked: {see}.")
        found.append(text.fill(rest=rest, see=paper.bare_see))
    return found


def _accuses(finding: Finding, line: Line) -> bool:
    return any(
        each.subject.district == line.district
        and each.subject.indicator == line.indicator
        and each.subject.period in {str(period) for period in line.period.of_year}
        for each in finding.suspects
    )


def differing(paper: Paper) -> list[Text]:
    """Return where a department's figure for the whole is not the districts' sum: P10."""
    return _first([*_differing(paper)], Text("所报数不一致", "figures that differ"), paper)


def _differing(paper: Paper) -> Iterator[Text]:
    for each in _compared(paper, Outcome.DIFFERS):
        if each.compared is None:
            continue
        indicator = paper.city.programme.indicator[each.indicator]
        difference = -each.compared.difference
        text = Text(
            "{who}所报{whole}{name}{stated}，比各{part}合计{more}{by}（{code}）。",
            "{who} gives {stated} of {name} for {whole}, {by} {more} the sum of the {parts}"
            " ({code}).",
        )
        yield text.fill(
            who=paper.department(each.department),
            whole=paper.whole,
            name=indicator.name,
            stated=paper.amount(indicator, each.stated),
            part=paper.header.part,
            parts=paper.header.parts,
            by=paper.amount(indicator, abs(difference)),
            more=_MORE[difference > 0],
            code="JX306" if each.target is None else "JX605",
        )


def _compared(paper: Paper, outcome: Outcome) -> list[CityComparison]:
    return [
        each
        for each in paper.city.comparisons
        if each.period == paper.period and each.outcome is outcome
    ]


def restated(paper: Paper) -> list[Text]:
    """Return what this quarter's submissions corrected, and what that changed: P11."""
    return _first([*_restated(paper)], Text("更正", "corrections"), paper)


def _first(found: list[Text], what: Text, paper: Paper) -> list[Text]:
    """Return the first of what was found, and how much more there is."""
    rest = len(found) - MOST_ITEMS
    if rest <= 0:
        return found
    text = Text("其余{rest}项{what}{see}。", "{rest} more {what}: {see}.")
    return [*found[:MOST_ITEMS], text.fill(rest=rest, what=what, see=paper.bare_see)]


def _restated(paper: Paper) -> Iterator[Text]:
    for district in paper.districts:
        sheet = paper.city.facts.sheets.get((district, paper.period))
        for place, each in enumerate(sheet.submission.model.restatements if sheet else ()):
            known = paper.city.programme.indicator.get(each.indicator)
            if sheet is None or known is None:
                continue
            if not paper.city.facts.is_used(sheet.submission, place):
                continue
            season = say_season(each.period)
            if each.period.year != paper.period.year:
                season = Text(f"{each.period.year}年{season.zh}", f"{season.en} {each.period.year}")
            text = Text(
                "{name}将{season}{indicator}由{old}改为{new}，原因是{reason}",
                "{name} has corrected its {season} figure of {indicator} from {old} to {new}"
                " ({reason})",
            )
            own = text.fill(
                name=paper.name(district),
                season=season,
                indicator=known.name,
                old=paper.amount(known, each.from_),
                new=paper.amount(known, each.to),
                reason=quoted(each.reason),
            )
            change = each.to - each.from_
            yield closed(joined((own, _old_total(paper, known, each.period, change))))


def _old_total(paper: Paper, indicator: Indicator, period: Period, change: Decimal) -> Text:
    """Return what a correction made of the whole's figure, where that quarter is complete."""
    total = paper.sums_at(period)[indicator.id].total
    if indicator.kind == "rate" or total.reported is None or total.left_out:
        return NONE
    with localcontext(EXACT):
        before = total.reported - change
    stated = [
        each
        for each in paper.city.comparisons
        if each.period == period
        and each.indicator == indicator.id
        and each.target is None
        and each.outcome is Outcome.AGREES
    ]
    as_said = NONE
    if stated:
        text = Text("，与{who}所报一致", ", as {who} reported")
        as_said = text.fill(who=paper.department(stated[0].department))
    text = Text(
        "{season}{whole}数相应由{old}改为{new}{as_said}",
        "the total of {whole} for {season} goes from {old} to {new}{as_said}",
    )
    return text.fill(
        season=say_season(period),
        whole=paper.whole,
        old=paper.amount(indicator, before),
        new=paper.amount(indicator, total.reported),
        as_said=as_said,
    )


def unchecked(paper: Paper) -> list[Text]:
    """Return which of a department's figures for the whole can't be checked, and why: P12."""
    by_department: dict[str, list[CityComparison]] = {}
    for each in _compared(paper, Outcome.UNCHECKED):
        if each.left_out and each.parts:
            by_department.setdefault(each.department, []).append(each)
    return [_unchecked_of(paper, department, own) for department, own in by_department.items()]


def _unchecked_of(paper: Paper, department: str, own: Sequence[CityComparison]) -> Text:
    states: dict[State, dict[str, None]] = {}
    for each in own:
        for state, districts in paper.left_out(paper.totals[each.indicator]):
            mine = [district for district in districts if district in each.left_out]
            states.setdefault(state, {}).update(dict.fromkeys(mine))
    reasons = paper.reasons(
        (state, [*districts]) for state, districts in states.items() if districts
    )
    apart = [(each, difference) for each in own if (difference := _above(each)) != 0]
    parts = []
    order = [*paper.city.programme.indicator]
    for each, difference in sorted(apart, key=lambda pair: order.index(pair[0].indicator)):
        indicator = paper.city.programme.indicator[each.indicator]
        text = Text(
            "{name}{stated}（比{places}合计{more}{by}）",
            "{name} {stated} ({by} {more} the {places})",
        )
        parts.append(
            text.fill(
                name=indicator.name,
                stated=paper.amount(indicator, each.stated),
                places=paper.places(len(each.parts)),
                by=paper.amount(indicator, abs(difference)),
                more=_MORE[difference > 0],
            )
        )
    rest = len(own) - len(apart)
    head = Text(
        "{who}所报{whole}数{count}个，因{reasons}不能核对",
        "{count} of {who}'s figures for {whole} can't be checked ({reasons})",
    )
    head = head.fill(
        who=paper.department(department),
        whole=paper.whole,
        count=len(own),
        reasons=join(reasons, "、", ", "),
    )
    equal = NONE
    if rest:
        numbers = {len(each.parts) for each in own}
        of = (
            paper.places(numbers.pop())
            if len(numbers) == 1
            else Text("已计入各地", "those counted")
        )
        verb = "equals" if rest == 1 else "equal"
        other = "the other " if apart else ""
        text = Text(
            f"{'其余' if apart else ''}{{rest}}个与{{of}}合计相同",
            f"{other}{{rest}} {verb} the sum of the {{of}}",
        )
        equal = text.fill(rest=rest, of=of)
    body = joined((join(parts, "、", ", ") if parts else NONE, equal), "，", "; ")
    return closed(joined((head, body), "：" if parts else "，", ": "))


class Waiving(NamedTuple):
    """What one waiver in force waives of one rule in the quarter."""

    code: str
    waiver: Waived
    found: tuple[Finding, ...]


def waivings(paper: Paper) -> tuple[Waiving, ...]:
    """Return what is waived in the quarter, in the order in which it was found."""
    quarter = str(paper.period)
    alike: dict[tuple[str, Waived], dict[Subject, Finding]] = {}
    for each in paper.findings:
        is_of_quarter = any(subject.period == quarter for subject in each.subjects)
        if each.waiver is not None and each.severity is not Severity.INFO and is_of_quarter:
            alike.setdefault((each.code, each.waiver), {}).setdefault(each.subject, each)
    return tuple(Waiving(*key, tuple(found.values())) for key, found in alike.items())


def waived(paper: Paper) -> list[Text]:
    """Return what is waived until when, and why: P13."""
    return [_waived(paper, each) for each in waivings(paper)]


def _waived(paper: Paper, each: Waiving) -> Text:
    count = len(each.found)
    what = Text(f"{count}项次", f"{count} findings")
    if count <= MOST_LISTED:
        what = row_of([_about(paper, finding) for finding in each.found])
    document = NONE
    if each.waiver.document:
        document = Text("（{document}）", " ({document})").fill(document=each.waiver.document)
    text = Text(
        "{what}（{code}）已放行至{until}，理由{reason}{document}",
        f"{{what}} ({{code}}) {'is' if count == 1 else 'are'} waived until {{until}}:"
        " {reason}{document}",
    )
    until, reason = date_said(each.waiver.until), quoted(each.waiver.reason)
    return closed(
        text.fill(what=what, code=each.code, until=until, reason=reason, document=document)
    )


def _about(paper: Paper, finding: Finding) -> Text:
    """Return what a finding is about: a value, all that somebody submitted, or the whole."""
    subject = finding.subject
    known = paper.city.programme.indicator.get(subject.indicator or "")
    own = Text("报送", "submission") if known is None else known.name
    whose = paper.whole
    if subject.district is not None:
        whose = paper.name(subject.district)
    elif (sender := paper.city.received.whose(finding.location.path)).kind == DEPARTMENTS:
        whose = paper.department(sender.id or "")
    return Text("{whose}{own}", "{whose}, {own}").fill(whose=whose, own=own)


_MORE: Final = {True: Text("多", "above"), False: Text("少", "below")}


def _above(each: CityComparison) -> Decimal:
    """Return by how much a stated figure is above the sum of those who have a value."""
    with localcontext(EXACT):
        return each.stated - added(part.figure for part in each.parts)
