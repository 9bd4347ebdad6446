"""What one district gets back: where it stands, its quarters, what is to come, what to mend."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import EXACT, rounded_up
from jxtrade.figures.gaps import QUARTERS, gaps_of, may_use
from jxtrade.figures.lines import due_of, lines_of_district
from jxtrade.figures.quarters import best
from jxtrade.figures.standing import is_behind
from jxtrade.figures.states import WORDS, State, Status
from jxtrade.findings import Severity, Subject
from jxtrade.report import (
    Cell,
    Column,
    Kind,
    Pair,
    Paragraph,
    Report,
    Role,
    Row,
    Table,
)
from jxtrade.text import Text, join, plain, same
from jxtrade.views import sheets, tables, words
from jxtrade.views.indicators import is_ceiling, status_word
from jxtrade.views.papers import (
    NONE,
    Paper,
    closed,
    digits,
    facts,
    items,
    month_end,
    quoted,
    row_of,
    share,
)
from jxtrade.views.words import say_season
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.figures.gaps import Gap
    from jxtrade.figures.lines import Line
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator
    from jxtrade.model.submissions import DistrictSubmission
    from jxtrade.report import Block, Value
    from jxtrade.workspace import Loaded

KIND: Final = "district"


def report(paper: Paper, district: str) -> Report:
    """Return a district's feedback sheet for a paper's quarter."""
    sheet = _Sheet(paper, district)
    known = paper.city.programme.district[district]
    name = same(known.full_name) if known.full_name else known.name
    name = Text(name.zh, known.name.en)
    sample = paper.has_made_up or any(
        words.is_sample(lines.values()) for lines in sheet.quarters.values()
    )
    bodies = (
        (Text("指标完成情况", "Indicators"), _standing(sheet)),
        (Text("分季走势", "Quarter by quarter"), _trend(sheet)),
        (Text("今后须完成", "What is still to be done"), _to_come(sheet)),
        (Text("核对结果", "What was found"), _found(sheet)),
        (Text("下步报送", "What is due next"), _due(sheet)),
    )
    blocks: list[Block] = [*sheets.head(paper.period, sheet.sent, sample=sample)]
    blocks += sheets.parts(bodies)
    return Report(
        sheets.title(name, paper.period, paper.asked.title),
        tuple(blocks),
        facts(sheet.paper, KIND, sample=sample) | {"about": district},
    )


class _Sheet:
    """A district's lines of a quarter and of those before it in its year."""

    def __init__(self, paper: Paper, district: str) -> None:
        self.paper = paper
        self.district = district
        self.period = paper.period
        own = (paper.line(district, each) for each in paper.indicators)
        self.lines = tuple(e for e in own if e.allocated is not None or e.state is State.SUSPECT)
        self.sent: Loaded[DistrictSubmission] | None = paper.city.received.submission.get(
            (district, paper.period)
        )
        self.path = paper.city.received.workspace.path_of(DISTRICTS, district, paper.period)

    def indicator(self, line: Line) -> Indicator:
        return self.paper.indicator(line)

    @cached_property
    def quarters(self) -> Mapping[Period, Mapping[str, Line]]:
        """Return by quarter of the year so far its lines by indicator."""
        return {
            each: {
                line.indicator: line
                for line in lines_of_district(self.paper.city.facts, self.district, each)
            }
            for each in self.period.of_year
        }

    def findings(self) -> Iterator[Finding]:
        """Yield what was found about the submission, or of a roster that it holds, by weight."""
        period = str(self.period)
        for each in self.paper.findings:
            is_own = each.location.path == self.path or any(
                (one.district, one.period) == (self.district, period) for one in each.subjects
            )
            if is_own and (each.severity is not Severity.INFO or each.code.startswith(_ROSTERS)):
                yield each


_ROSTERS: Final = "JX50"


# Where it stands

_COLUMNS: Final = (
    Column("name_and_unit", words.INDICATOR),
    Column("target", Text("目标", "target"), Kind.FIGURE),
    Column("reported", Text("累计完成", "year to date"), Kind.FIGURE),
    Column("rate", Text("完成率", "rate"), Kind.PERCENT),
    Column("place", Text("位次", "rank"), Kind.PAIR),
    Column("lead", Text("较序时（百分点）", "lead (points)"), Kind.POINTS),
    Column("gap", Text("缺口", "gap"), Kind.FIGURE),
    Column("light", Text("亮灯", "light"), Kind.WORD),
    Column("remark", Text("备注", "remarks")),
)


def _standing(sheet: _Sheet) -> Iterator[Block]:
    if not sheet.lines:
        yield Paragraph(Text("本年没有下达目标。", "Nothing is allocated for the year."))
        return
    yield Paragraph(_tally(sheet))
    yield Table(_COLUMNS, tuple(_row(sheet, line) for line in sheet.lines))
    if notes := _notes(sheet):
        yield Paragraph(join([_NOTE, *notes], "", " "), Role.NOTE)


_NOTE: Final = Text("注：", "Note:")


def _tally(sheet: _Sheet) -> Text:
    """Return how many indicators stand how, each with its name: F1."""
    by_word: dict[Text, list[Text]] = {}
    for word, line in sorted(
        ((_word(sheet, line), line) for line in sheet.lines),
        key=lambda each: _ORDER.index(each[1].standing),
    ):
        by_word.setdefault(word, []).append(sheet.indicator(line).name)
    counts = [
        Text(
            f"{word.zh}{len(names)}项（{'、'.join(name.zh for name in names)}）",
            f"{len(names)} {word.en} ({', '.join(name.en for name in names)})",
        )
        for word, names in by_word.items()
    ]
    count = len(sheet.lines)
    en = "Of 1 indicator" if count == 1 else f"Of {count} indicators"
    return Text(f"{count}项指标：{{counts}}。", f"{en}: {{counts}}.").fill(
        counts=join(counts, "，", ", ")
    )


def _word(sheet: _Sheet, line: Line) -> Text:
    if line.light is None:
        return WORDS[line.standing]
    return status_word(sheet.paper, sheet.indicator(line), line)


_ORDER: Final = (
    *(Status.MET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND, Status.NOT_DUE),
    *(State.MISSING, State.SUSPECT, State.NOT_APPLICABLE, State.UNALLOCATED),
)


def _row(sheet: _Sheet, line: Line) -> Row:
    indicator, city = sheet.indicator(line), sheet.paper.city
    ranked = sheet.paper.ranked[line.indicator]
    has_place = line.rank is not None and line.pace
    values: dict[str, Value | Cell] = {
        "indicator": line.indicator,
        "name_and_unit": words.name_and_unit(city, line.indicator),
        "target": tables.figure(indicator, line.allocated),
        "reported": WORDS[line.state]
        if line.state not in (State.VALUE, State.SUSPECT)
        else tables.figure(indicator, line.reported),
        "rate": line.rate,
        "place": Pair(Decimal(line.rank or 0), Decimal(ranked)) if has_place else None,
        "rank": line.rank,
        "ranked": ranked,
        "lead": line.lead,
        "gap": tables.figure(indicator, line.gap),
        "light": tables.light(sheet.paper, indicator, line),
        "status": line.status,
        "state": line.state,
        "remark": tables.remark(sheet.paper, indicator, line),
    }
    return words.row(values, {}, words.origins(city, line).of_figures())


def _notes(sheet: _Sheet) -> list[Text]:
    """Return what a place is among, who has none, and that the year is assumed."""
    paper = sheet.paper
    ranked = [e for e in sheet.lines if e.pace and paper.city.programme.plan.ranking]
    notes = []
    if ranked:
        reasons = {
            line.indicator: join(
                paper.reasons(paper.left_out(paper.totals[line.indicator])), "，", ", "
            )
            for line in ranked
        }
        notes.append(_PLACE.fill(parts=paper.header.parts, why=_why(paper, reasons)))
    notes += sheets.assumed(paper.city, sheet.period)
    return notes


_PLACE: Final = Text(
    "位次为“本地位次/有数的{parts}数”{why}。",
    "The rank is the place among the {parts} with a value{why}.",
)


def _why(paper: Paper, reasons: Mapping[str, Text]) -> Text:
    """Return who has no value and why: once where it is the same of all indicators."""
    if len({*reasons.values()}) == 1:
        (said,) = {*reasons.values()}
        return Text("，{said}", "; {said}").fill(said=said) if said.zh else NONE
    text = Text("{name}{said}", "{name}: {said}")
    named = [
        text.fill(name=paper.city.programme.indicator_name(indicator), said=said)
        for indicator, said in reasons.items()
        if said.zh
    ]
    return Text("，{said}", "; {said}").fill(said=join(named))


# Its quarters


def _trend(sheet: _Sheet) -> Iterator[Block]:
    """Yield what each quarter brought, and where it stood at its end; of a first one nothing."""
    if sheet.period.quarter == 1 or not sheet.lines:
        return
    quarters = sheet.quarters
    columns = [Column("name_and_unit", words.INDICATOR)]
    for key, kind, text in (
        ("alone", Kind.FIGURE, Text("{season}当季", "{season} alone")),
        ("rate", Kind.PERCENT, Text("{season}末完成率", "rate, end of {season}")),
        ("lead", Kind.POINTS, Text("{season}末较序时", "lead, end of {season}")),
    ):
        columns += [
            Column(f"{key}_{period}", text.fill(season=say_season(period)), kind)
            for period in quarters
        ]
    rows = tuple(_trend_row(sheet, line, quarters) for line in sheet.lines)
    yield Table(tuple(columns), rows, is_wide=len(columns) > _WIDE)


_WIDE: Final = 8


def _trend_row(sheet: _Sheet, line: Line, quarters: Mapping[Period, Mapping[str, Line]]) -> Row:
    values: dict[str, Value | Cell] = {
        "indicator": line.indicator,
        "name_and_unit": words.name_and_unit(sheet.paper.city, line.indicator),
    }
    alone = sheet.paper.alone(line)
    for (period, lines), own in zip(quarters.items(), alone, strict=True):
        then = lines[line.indicator]
        shown = tables.figure(sheet.indicator(line), own)
        has_value = then.state is State.VALUE
        values |= {
            f"alone_{period}": shown if has_value else WORDS[then.state],
            f"rate_{period}": then.rate,
            f"lead_{period}": _lead(then),
        }
    return words.row(values, {}, {})


def _lead(line: Line) -> Cell:
    """Return a lead with its light."""
    if line.lead is None or line.light is None:
        return Cell(None)
    light = Text(" {light}", " {light}").fill(light=tables.SIGNS[line.light])
    return Cell(line.lead, words.TONES[line.light], mark=light)


# What is still to be done


def _to_come(sheet: _Sheet) -> Iterator[Block]:
    if sheet.paper.is_final:
        return
    gaps = [*gaps_of(sheet.lines, sheet.paper.city.programme.plan)]
    gaps.sort(key=lambda gap: sheet.lines.index(gap.line))
    sums = [e for e in gaps if sheet.indicator(e.line).kind != "rate" and e.line.rate is not None]
    short = [e for e in sums if e.line.gap and not is_ceiling(sheet.indicator(e.line))]
    ceilings = [e for e in sums if is_ceiling(sheet.indicator(e.line))]
    if short:
        if above := [e for e in short if _is_above_best(sheet, e)]:
            yield Paragraph(_above_best(sheet, above))
        yield Table(_short_columns(sheet), tuple(_short_row(sheet, e) for e in short))
        yield Paragraph(_how_rounded(sheet, short), Role.NOTE)
    kept = [e for e in ceilings if not sheet.paper.is_broken(e.line)]
    if kept:
        yield Table(_CEILING_COLUMNS, tuple(_ceiling_row(sheet, e) for e in kept))
    for each in ceilings:
        if sheet.paper.is_broken(each.line):
            yield Paragraph(_broken(sheet, each.line))
    if not short and not ceilings and sums:
        yield Paragraph(Text("各项均已完成。", "All targets are met."))


def _best(sheet: _Sheet, gap: Gap) -> Decimal | None:
    indicator = sheet.indicator(gap.line)
    return best(sheet.paper.alone(gap.line), is_ceiling=is_ceiling(indicator))


def _is_above_best(sheet: _Sheet, gap: Gap) -> bool:
    """Tell whether each quarter left must bring more, exactly, than the best one so far: P2."""
    most, line = _best(sheet, gap), gap.line
    if most is None or line.gap is None or gap.each_quarter is None or not line.pace:
        return False
    with localcontext(EXACT):
        return line.gap / gap.quarters_left > most


def _above_best(sheet: _Sheet, gaps: Sequence[Gap]) -> Text:
    left = QUARTERS - sheet.period.quarter
    text = Text(
        "{names}，余下{left}个季度平均每季须完成数高于本年单季最高数。",
        "In {names}, each of the {left} remaining quarters must bring more than the best quarter"
        " so far.",
    )
    if left == 1:
        text = Text(
            "{names}，余下1个季度须完成数高于本年单季最高数。",
            "In {names}, the remaining quarter must bring more than the best one so far.",
        )
    names = [sheet.indicator(each.line).name for each in gaps]
    return text.fill(names=row_of(names), left=left)


def _short_columns(sheet: _Sheet) -> tuple[Column, ...]:
    columns = [
        Column("name_and_unit", words.INDICATOR),
        Column("gap", Text("距全年目标差", "short of the year's target"), Kind.FIGURE),
    ]
    if QUARTERS - sheet.period.quarter == 1:
        season = Text("{season}须完成", "{season} must bring")
        columns.append(Column("each", season.fill(season=sheet.paper.next_season), Kind.FIGURE))
    else:
        columns.append(
            Column("each", Text("平均每季须完成", "each remaining quarter"), Kind.FIGURE)
        )
    if sheet.period.quarter > 1:
        columns.append(tables.BEST[False])
    if QUARTERS - sheet.period.quarter > 1:
        reach = Text("{season}末达序时，累计须达", "to be on pace at the end of {season}: in all")
        bring = Text(
            "{season}末达序时，{season}须完成", "to be on pace at the end of {season}: {season}"
        )
        season = sheet.paper.next_season
        columns += [
            Column("reach", reach.fill(season=season), Kind.FIGURE),
            Column("bring", bring.fill(season=season), Kind.FIGURE),
        ]
    return tuple(columns)


def _short_row(sheet: _Sheet, gap: Gap) -> Row:
    line = gap.line
    indicator = sheet.indicator(line)
    reach = _to_reach(sheet, line) if line.pace else None
    values: dict[str, Value | Cell] = {
        "indicator": line.indicator,
        "name_and_unit": words.name_and_unit(sheet.paper.city, line.indicator),
        "gap": tables.figure(indicator, line.gap),
        "each": gap.each_quarter if gap.each_quarter is not None else _by_when(sheet, gap),
        "best": tables.figure(indicator, _best(sheet, gap)),
        "reach": reach,
        "bring": _up(gap.next_quarter, indicator) if reach is not None else None,
        "next_quarter": gap.next_quarter,
    }
    return words.row(values, {}, words.origins(sheet.paper.city, line).of_figures())


def _up(figure: Decimal | None, indicator: Indicator) -> Decimal | None:
    return None if figure is None else rounded_up(figure, indicator.places)


def _to_reach(sheet: _Sheet, line: Line) -> Decimal | None:
    """Return the year to date that is on pace at the next quarter's end, rounded up."""
    indicator = sheet.indicator(line)
    if line.allocated is None or sheet.period.quarter == QUARTERS:
        return None
    return _up(due_of(indicator, line.allocated, sheet.period.next), indicator)


def _by_when(sheet: _Sheet, gap: Gap) -> Text | None:
    """Return by the end of which quarter all of a gap is first due."""
    indicator, figure = sheet.indicator(gap.line), gap.line.gap
    if figure is None:
        return None
    first = next(number for number, share in enumerate(indicator.pace, 1) if share > 0)
    season = say_season(sheet.period._replace(quarter=first))
    text = Text("{season}末前共{figure}", "{figure} by the end of {season}")
    return text.fill(season=season, figure=digits(indicator, figure))


def _how_rounded(sheet: _Sheet, gaps: Iterable[Gap]) -> Text:
    left = QUARTERS - sheet.period.quarter
    by_places: dict[int, dict[Text, None]] = {}
    for each in gaps:
        indicator = sheet.indicator(each.line)
        by_places.setdefault(indicator.places, {})[indicator.unit] = None
    parts = []
    for places, units in by_places.items():
        whole = Text("{units}进到整数", "{units} to a whole number")
        tenth = Text("{units}进到{step}", "{units} to {step}")
        step = plain(Decimal(1).scaleb(-places))
        parts.append((tenth if places else whole).fill(units=tuple(units), step=step))
    average = Text(
        "平均每季须完成＝缺口÷余下{left}个季度。",
        "Each remaining quarter is the gap over the {left} quarters left.",
    )
    text = Text(
        "注：{average}须完成、须达：{parts}。已完成的指标不列。",
        "Note: {average}What must be brought or reached is rounded up, {parts}. Targets that are"
        " met are not listed.",
    )
    shown = average.fill(left=left) if left > 1 else NONE
    shown = Text(shown.zh, f"{shown.en} " if shown.en else "")
    return text.fill(average=shown, parts=join(parts, "，", ", "))


_CEILING_COLUMNS: Final = (
    Column("name_and_unit", words.INDICATOR),
    Column("room", Text("余量", "room left"), Kind.FIGURE),
    Column("each", Text("平均每季可用", "each remaining quarter may use"), Kind.FIGURE),
    tables.BEST[True],
)


def _ceiling_row(sheet: _Sheet, gap: Gap) -> Row:
    line = gap.line
    indicator, room = sheet.indicator(line), line.surplus or Decimal(0)
    each = may_use(gap, indicator)
    values: dict[str, Value | Cell] = {
        "indicator": line.indicator,
        "name_and_unit": words.name_and_unit(sheet.paper.city, line.indicator),
        "room": tables.figure(indicator, room),
        "each": each,
        "best": tables.figure(indicator, _best(sheet, gap)),
    }
    return words.row(values, {}, words.origins(sheet.paper.city, line).of_figures())


def _broken(sheet: _Sheet, line: Line) -> Text:
    text = Text(
        "{name}突破上限：用{used}，超上限{above}，年内不能补回。",
        "{name} is above the ceiling: {used} used, {above} above it; this can't be made good within"
        " the year.",
    )
    indicator = sheet.indicator(line)
    return text.fill(
        name=indicator.name,
        used=sheet.paper.amount(indicator, line.reported or Decimal(0)),
        above=sheet.paper.amount(indicator, line.gap or Decimal(0)),
    )


# What was found


def _found(sheet: _Sheet) -> Iterator[Block]:
    found = sheets.in_order(sheet.findings())
    said: list[Text] = []
    if sheet.sent is None:
        yield sheets.nothing_came(sheet.period)
    if found:
        yield Paragraph(sheets.counted(found, Text("，需要更正：", "; to be mended:")))
        said += [sheets.told(each, sheet.path) for each in found]
    elif sheet.sent is not None:
        nothing = Text("，没有需要更正的数。", "; no figure needs mending.")
        said.append(sheets.counted(found, nothing))
    refused = {each.subject.indicator for each in found if each.code.startswith(_ROSTERS)}
    for line in sheet.lines:
        if line.indicator not in refused and (backed := _backed(sheet, line)):
            said.append(backed)
    if reasons := _reasons(sheet):
        said.append(reasons)
    yield from items(said)


def _backed(sheet: _Sheet, line: Line) -> Text | None:
    """Return that the firms named are as many as reported, and their codes sound: F5."""
    paper, indicator = sheet.paper, sheet.indicator(line)
    subject = Subject(sheet.district, line.indicator, str(sheet.period))
    firms = paper.city.claims.rosters.get(subject, ())
    stated = sheet.sent.model.figures.get(line.indicator) if sheet.sent else None
    if not firms or stated is None or stated != len(firms):
        return None
    shown = paper.amount(indicator, stated)
    agree = Text(
        "{name}所报{shown}，名册列名{shown}，数目一致",
        "{name}: {shown} reported, {shown} named: the numbers agree",
    )
    parts = [agree.fill(name=indicator.name, shown=shown)]
    if codes := sum(each.code is not None for each in firms):
        sound = "1 credit code with a sound check character"
        if codes > 1:
            sound = f"{codes} credit codes with sound check characters"
        parts.append(Text(f"统一社会信用代码{codes}个，校验位无误", sound))
    listed = [each.firm.name for each in firms if each.firm.provincial_list]
    if listed:
        count = paper.amount(indicator, Decimal(len(listed)))
        marked = Text(
            "注明已入省级名单{count}{names}", "{count} marked as on the provincial list{names}"
        )
        names = NONE
        if paper.asked.has_rosters:
            names = Text("（{names}）", " ({names})").fill(names=tuple(listed))
        parts.append(marked.fill(count=count, names=names))
    return closed(join(parts))


def _reasons(sheet: _Sheet) -> Text | None:
    """Return what the district itself says of what is short of the pace: F6."""
    behind = [line for line in sheet.lines if is_behind(line)]
    if not behind:
        return None
    notes = sheet.sent.model.notes if sheet.sent else {}
    parts = []
    for line in behind:
        name = sheet.indicator(line).name
        if (note := notes.get(line.indicator)) is None:
            parts.append(Text("{name}未附", "none for {name}").fill(name=name))
        else:
            own = Text("{name}{note}", "{name} {note}")
            parts.append(own.fill(name=name, note=quoted(note)))
    text = Text("未达序时指标的说明：{parts}。", "Reasons given: {parts}.")
    if sheet.paper.is_final:
        text = Text("未完成指标的说明：{parts}。", "Reasons given: {parts}.")
    return text.fill(parts=join(parts))


# What is due next


def _due(sheet: _Sheet) -> Iterator[Block]:
    city, coming = sheet.paper.city, sheet.period.next
    plan = city.programme.plan
    said = [*_owed(sheet)]
    if plan.is_planned(coming):
        said.append(_next(sheet))
        rostered = [
            sheet.indicator(line).name
            for line in sheet.lines
            if sheet.indicator(line).roster == "required"
        ]
        if rostered:
            text = Text(
                "{names}的名册列全本年累计的企业，附统一社会信用代码。",
                "The rosters of {names} name every firm of the year to date, with its credit code.",
            )
            said.append(text.fill(names=row_of(rostered)))
    if not sheet.paper.is_final:
        said += _to_be_on_pace(sheet)
    yield from items(said)


def _owed(sheet: _Sheet) -> Iterator[Text]:
    """Yield which figures of this quarter are still to be given, or to be put right."""
    season = say_season(sheet.period)
    missing = [line for line in sheet.lines if line.state is State.MISSING]
    if len(missing) == len(sheet.lines) and missing:
        text = Text("补报{season}数据。", "The figures of {season} are still owed.")
        yield text.fill(season=season)
    elif missing:
        text = Text("补报{season}的{names}。", "Still owed for {season}: {names}.")
        yield text.fill(season=season, names=row_of([sheet.indicator(e).name for e in missing]))
    suspect = [sheet.indicator(e).name for e in sheet.lines if e.state is State.SUSPECT]
    if suspect:
        text = Text(
            "核实并更正{season}的{names}。", "To be checked and corrected for {season}: {names}."
        )
        yield text.fill(season=season, names=row_of(suspect))


def _next(sheet: _Sheet) -> Text:
    city, coming = sheet.paper.city, sheet.period.next
    added = [e for e in sheet.lines if sheet.indicator(e).is_added_up]
    levels = [e for e in sheet.lines if sheet.indicator(e).kind == "rate"]
    of_year = len(sheet.lines) - len(added) - len(levels)
    parts = []
    if of_year:
        figures = Text("{count}项指标截至{end}的累计数", "{indicators}, year to date at {end}")
        parts.append(
            figures.fill(
                count=of_year,
                indicators="1 indicator" if of_year == 1 else f"{of_year} indicators",
                end=month_end(coming),
            )
        )
    for own, figures in (
        (levels, Text("{names}的季末数", "{names} as it then is")),
        (added, Text("{names}的当季数", "{names} of the quarter alone")),
    ):
        if own:
            parts.append(figures.fill(names=row_of([sheet.indicator(e).name for e in own])))
    text = Text("{season}报送：{parts}。{when}", "For {season}: {parts}. {when}")
    return text.fill(
        season=sheet.paper.next_season,
        parts=join(parts, "，", "; "),
        when=sheets.when_due(city.programme.plan, coming),
    )


def _to_be_on_pace(sheet: _Sheet) -> Iterator[Text]:
    """Yield by pace what the year to date must be at the next quarter's end: F7."""
    by_pace: dict[Decimal, list[Text]] = {}
    for line in sheet.lines:
        indicator = sheet.indicator(line)
        pace = indicator.pace[sheet.period.quarter]
        is_sum = indicator.kind != "rate" and not is_ceiling(indicator)
        reach = _to_reach(sheet, line)
        if pace and is_sum and reach is not None and line.status is not Status.MET:
            text = Text("{name}累计须达{reach}", "{name} {reach}")
            shown = sheet.paper.amount(indicator, reach)
            by_pace.setdefault(pace, []).append(text.fill(name=indicator.name, reach=shown))
    text = Text(
        "{season}末序时进度{pace}：{parts}。",
        "At the end of {season} the pace is {pace}: year to date of {parts}.",
    )
    for pace, parts in by_pace.items():
        yield text.fill(
            season=sheet.paper.next_season, pace=share(pace), parts=join(parts, "、", ", ")
        )
