"""The tables and charts of papers: the matrix, each indicator and its quarters, the whole."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import EXACT, HUNDRED, added, rounded_down, rounded_up
from jxtrade.figures.gaps import QUARTERS, gaps_of
from jxtrade.figures.quarters import best
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Band,
    Cell,
    Chart,
    ChartKind,
    Column,
    Elsewhere,
    Follows,
    How,
    Kind,
    Row,
    RowKind,
    Series,
    Sheet,
    Table,
    Tone,
    tenths,
)
from jxtrade.text import Text, join, plain, same
from jxtrade.views import words
from jxtrade.views.indicators import is_ceiling, last_known, status_word
from jxtrade.views.many import are_many
from jxtrade.views.papers import (
    NONE,
    Order,
    Paper,
    date_said,
    digits,
    joined,
    month_end,
    percent,
)
from jxtrade.views.words import TONES, say_season

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.figures.lines import Line, Reconciliation, Total
    from jxtrade.model.plan import Indicator

_DISTRICT: Final = "district"
SIGNS: Final = {
    Light.GREEN: Text("▲绿", "▲ green"),
    Light.YELLOW: Text("●黄", "● yellow"),
    Light.RED: Text("▼红", "▼ red"),
}
_TOTAL: Final = Text("合计", "total")


def caption(label: Text, title: Text) -> Text:
    """Return what stands above a table or chart: its number and what it shows."""
    return Text(f"{label.zh}　{title.zh}", f"{label.en}. {title.en[:1].upper()}{title.en[1:]}")


def numbered(kind: Text, number: int | str) -> Text:
    """Return a table's or chart's number."""
    return Text(f"{kind.zh}{number}", f"{kind.en} {number}")


TABLE: Final = Text("表", "Table")
CHART: Final = Text("图", "Chart")


def as_at(paper: Paper) -> Text:
    """Return in brackets up to when a table's figures count."""
    end = month_end(paper.period)
    return Text(f"（截至{end.zh}）", f" (as of {end.en})")


def _districts(paper: Paper) -> Column:
    return words.district(paper.city)._replace(key=_DISTRICT)


def _counted_rows(paper: Paper, total: Total) -> Text:
    text = Text("其中：计入的{places}", "of which the {places} counted")
    return text.fill(places=paper.places(total.counted))


# The matrix


def matrix(paper: Paper, label: Text) -> Table:
    """Return rate and light of every district in every indicator, and of the whole: M1."""
    columns = [_districts(paper)]
    for each in paper.indicators:
        title = each.name
        if not paper.is_due(each):
            title = Text("{name}（未到节点）", "{name} (not due yet)").fill(name=title)
        follows = Elsewhere(each.id, "rate")
        columns.append(Column(each.id, title, Kind.PERCENT, follows, tuple(_bands(paper, each))))
    found = {(line.district, line.indicator): line for line in paper.found.lines}
    rows = [
        Row(
            {_DISTRICT: Cell(paper.name(district))}
            | {
                each.id: _rate_and_light(paper, found[district, each.id])
                for each in paper.indicators
            }
        )
        for district in paper.found.districts
    ]
    title = Text("各{parts}完成率和亮灯{as_at}", "Rate and light of the {en}{as_at}")
    header = paper.header
    title = title.fill(parts=header.parts, en=header.parts, as_at=as_at(paper))
    return Table(
        tuple(columns),
        (*rows, *_of_all(paper)),
        caption=caption(label, title),
        is_wide=len(columns) > _MOST_UPRIGHT,
        sheet=Sheet(Text("总览", "overview"), Order.OVERVIEW),
    )


_MOST_UPRIGHT: Final = 6


def _bands(paper: Paper, indicator: Indicator) -> Iterator[Band]:
    """Yield from which rate on which light is said, where higher is better."""
    if is_ceiling(indicator):
        return
    pace = indicator.pace[paper.period.quarter - 1] * HUNDRED
    bounds = paper.city.programme.plan.lights
    least: list[tuple[Light, Decimal | None]] = [(Light.GREEN, HUNDRED)]
    if paper.is_due(indicator):
        least += [(Light.GREEN, pace + bounds.green), (Light.YELLOW, pace + bounds.yellow)]
        least += [(Light.RED, None)]
    for light_, from_ in least:
        band = Band(_behind(SIGNS[light_]), TONES[light_])
        yield band if from_ is None else band._replace(key=indicator.id, least=from_)


def _rate_and_light(paper: Paper, line: Line) -> Cell:
    sources = words.origins(paper.city, line).both
    if line.allocated is None:
        return Cell(None, Tone.FAINT, sources)
    if line.state is not State.VALUE:
        shade = Tone.STRONG if line.state is State.SUSPECT else Tone.FAINT
        return Cell(WORDS[line.state], shade, sources)
    if line.light is None:
        return Cell(line.rate, None, sources)
    if line.rate is None:
        return Cell(SIGNS[line.light], TONES[line.light], sources)
    return Cell(line.rate, TONES[line.light], sources, _behind(SIGNS[line.light]))


def _behind(word: Text) -> Text:
    """Return a word as it stands behind a figure."""
    return Text(f" {word.zh}", f" {word.en}")


def _of_all(paper: Paper) -> Iterator[Row]:
    """Yield the row of the whole, and where somebody is not counted that of the others."""
    if paper.is_alone:
        return
    totals = [paper.totals[each.id] for each in paper.indicators]
    yield Row(
        {_DISTRICT: Cell(_TOTAL)} | {each.indicator: _of_total(each) for each in totals},
        RowKind.TOTAL,
    )
    partial = [each for each in totals if each.left_out and each.counted]
    if not partial:
        return
    same_number = {each.counted for each in partial}
    name = Text("其中：计入的", "of which those counted")
    if len(same_number) == 1:
        name = _counted_rows(paper, partial[0])
    cells = {each.indicator: _of_counted(paper, each) for each in partial}
    yield Row({_DISTRICT: Cell(name)} | cells, RowKind.TOTAL)


def _of_total(total: Total) -> Cell:
    if total.rate is None:
        return Cell(None)
    if total.light is not None:
        return Cell(total.rate, TONES[total.light], mark=_behind(SIGNS[total.light]))
    mark = None
    if total.status is Status.INCOMPLETE:
        mark = Text("（{word}）", " ({word})").fill(word=WORDS[total.status])
    return Cell(total.rate, mark=mark)


def _of_counted(paper: Paper, total: Total) -> Cell:
    if total.lead_counted is None or paper.is_final:
        return Cell(total.rate_counted)
    text = Text("（较序时{lead}）", " (lead {lead})")
    return Cell(total.rate_counted, mark=text.fill(lead=lead_shown(total.lead_counted)))


def lead_shown(lead: Decimal) -> str:
    """Return a lead with its sign and one decimal, half up; 0.0 without a sign."""
    shown = tenths(lead)
    return "0.0" if shown == 0 else f"{shown:+f}"


# One indicator


_COLUMNS: Final[tuple[Column, ...]] = (
    Column("reported", Text("累计完成", "year to date"), Kind.FIGURE),
    Column("rate", Text("完成率", "rate"), Kind.PERCENT),
    Column("rank", Text("位次", "rank"), Kind.COUNT),
    Column("lead", Text("较序时（百分点）", "lead (points)"), Kind.POINTS),
    Column("gap", Text("缺口", "gap"), Kind.FIGURE),
    Column("light", Text("亮灯", "light"), Kind.WORD),
    Column("remark", Text("备注", "remarks")),
)


def of_indicator(paper: Paper, indicator: Indicator, label: Text) -> Table:
    """Return an indicator's table: each district's line, the total, and those counted."""
    rows = [_own_row(paper, indicator, line) for line in paper.found.of(indicator.id)]
    target = Text("目标", "target")
    columns = _COLUMNS
    if is_ceiling(indicator):
        target = Text("上限", "ceiling")
        columns = tuple(
            each._replace(title=Text("超上限", "above")) if each.key == "gap" else each
            for each in columns
        )
    if indicator.kind == "rate":
        columns = tuple(
            each._replace(title=Text("本季末", "value")) if each.key == "reported" else each
            for each in columns
        )
    if not paper.city.programme.plan.ranking:
        columns = tuple(each for each in columns if each.key != "rank")
    own = Column("allocated", target, Kind.FIGURE)
    title = Text("{name}{as_at}", "{name}{as_at}").fill(name=indicator.name, as_at=as_at(paper))
    return Table(
        (
            _districts(paper),
            own,
            *words.live(paper.city, (indicator.id,), columns, signs=SIGNS),
        ),
        (*rows, *_totals(paper, indicator)),
        caption=caption(label, title),
        unit=unit_said(indicator),
        sheet=Sheet(indicator.name, Order.INDICATORS, indicator.id),
    )


def unit_said(indicator: Indicator) -> Text:
    """Return the line that names a table's unit."""
    return Text("单位：{unit}", "unit: {unit}").fill(unit=indicator.unit)


def figure(indicator: Indicator, value: Decimal | None) -> Decimal | None:
    """Return a figure with its indicator's decimals, as tables show it."""
    return None if value is None else Decimal(digits(indicator, value))


def _own_row(paper: Paper, indicator: Indicator, line: Line) -> Row:
    places = words.origins(paper.city, line)
    reported = figure(indicator, line.reported)
    is_shown = line.state is State.VALUE and line.status is not None
    is_ranked = is_shown and paper.is_due(indicator)
    value = Cell(reported, sources=places.reported)
    if not is_shown and line.allocated is not None:
        text = WORDS[line.state]
        if line.state is State.SUSPECT and reported is not None:
            shown = f"{reported:f}"
            text = Text("{figure}（{state}）", "{figure} ({state})").fill(figure=shown, state=text)
        tone = Tone.STRONG if line.state is State.SUSPECT else Tone.FAINT
        value = Cell(text, tone, places.reported)
    return Row(
        {
            _DISTRICT: Cell(paper.name(line.district)),
            "allocated": Cell(figure(indicator, line.allocated), sources=places.allocated),
            "reported": value,
            "rate": Cell(line.rate if is_shown else None, sources=places.both),
            "rank": Cell(line.rank if is_ranked else None, sources=places.both),
            "lead": Cell(line.lead if is_shown else None, sources=places.both),
            "gap": Cell(figure(indicator, line.gap) if is_shown else None, sources=places.both),
            "pace": Cell(line.pace),
            "light": light(paper, indicator, line),
            "remark": Cell(remark(paper, indicator, line)),
        }
    )


def light(paper: Paper, indicator: Indicator, line: Line) -> Cell:
    """Return a line's light with its sign, colour and status; else what stands in its stead."""
    if line.light is None or line.status is None:
        cell = words.light(line)
        return Cell(None, Tone.FAINT) if line.state is State.UNALLOCATED else cell
    said = join((SIGNS[line.light], status_word(paper, indicator, line)), " ", " ")
    return Cell(said, TONES[line.light])


def remark(paper: Paper, indicator: Indicator, line: Line) -> Text:
    """Return what must be said beside a line: target amended, correction, note, surplus, last."""
    return joined(
        (
            _amended(paper, indicator, line),
            *_corrections(paper, indicator, line),
            note_of(paper, line),
            _reason(paper, line),
            _surplus(paper, indicator, line),
            _last(paper, indicator, line),
        )
    )


def _amended(paper: Paper, indicator: Indicator, line: Line) -> Text:
    history = paper.city.programme.allocations.history(indicator.id, line.district, paper.period)
    if len(history) < 2:  # noqa: PLR2004 - what was there at first is no change
        return NONE
    old, new = history[-2:]
    text = Text("目标{day}由{old}调整为{new}", "target {new} since {day}, {old} before")
    return text.fill(
        day=date_said(new.effective),
        old=paper.amount(indicator, old.figure),
        new=paper.amount(indicator, new.figure),
    )


def _corrections(paper: Paper, indicator: Indicator, line: Line) -> Iterator[Text]:
    """Yield what this year's figures were corrected from, also that of an earlier quarter."""
    for period in paper.period.of_year:
        stated = paper.city.facts.stated(line.district, indicator.id, period)
        for restated in stated.restated if stated else ():
            each = restated.restatement
            text = Text("{season}由{old}更正为{new}", "{season} corrected from {old} to {new}")
            yield text.fill(
                season=say_season(period),
                old=paper.amount(indicator, each.from_),
                new=paper.amount(indicator, each.to),
            )


def note_of(paper: Paper, line: Line) -> Text:
    """Return the district's own note on a value, as it is; nothing where it gives none."""
    sheet = paper.city.facts.sheets.get((line.district, line.period))
    return (sheet.submission.model.notes.get(line.indicator) if sheet else None) or NONE


def _reason(paper: Paper, line: Line) -> Text:
    sheet = paper.city.facts.sheets.get((line.district, line.period))
    model = sheet.submission.model if sheet else None
    return (model.not_applicable.get(line.indicator) if model else None) or NONE


def _surplus(paper: Paper, indicator: Indicator, line: Line) -> Text:
    if not line.surplus:
        return NONE
    text = Text("超额{surplus}", "{surplus} above the target")
    if is_ceiling(indicator):
        text = Text("余量{surplus}", "{surplus} left")
    return text.fill(surplus=paper.amount(indicator, line.surplus))


def _last(paper: Paper, indicator: Indicator, line: Line) -> Text:
    """Return the last known value of one that has none now, and a quarter that stands alone."""
    if line.allocated is None or line.state not in (State.MISSING, State.SUSPECT):
        return NONE
    if line.lacks:
        text = Text("{lacks}未报，不能累计", "no {lacks}, so no year to date")
        lacks = tuple(say_season(each) for each in line.lacks)
        own = NONE
        if line.stated is not None:
            own = Text("（{season}当季{figure}）", " ({season} alone: {figure})")
            shown = paper.amount(indicator, line.stated.figure)
            own = own.fill(season=paper.season, figure=shown)
        return join((text.fill(lacks=lacks), own), "", "")
    period, known = last_known(paper, indicator, line)
    if known is None:
        return NONE
    text = Text("{season}末累计{figure}", "{figure} at the end of {season}")
    if indicator.kind == "rate":
        text = Text("{season}末{figure}", "{figure} at the end of {season}")
    return text.fill(season=say_season(period), figure=paper.amount(indicator, known))


def _totals(paper: Paper, indicator: Indicator) -> Iterator[Row]:
    total = paper.totals[indicator.id]
    if paper.is_alone or total.allocated is None:
        return
    sources = words.together(
        words.origins(paper.city, line) for line in paper.counted(indicator.id)
    ).both
    status = Cell(WORDS[total.status] if total.status else None)
    if total.light is not None:
        said = join((SIGNS[total.light], status_word(paper, indicator, total)), " ", " ")
        status = Cell(said, TONES[total.light])
    left_out = NONE
    if total.left_out:
        text = Text("{names}目标{left}未计入缺口", "the gap leaves out {names}, target {left}")
        if is_ceiling(indicator):
            text = Text("{names}上限{left}未计入", "leaves out {names}, ceiling {left}")
        left = paper.amount(indicator, total.gap_left_out or Decimal(0))
        left_out = text.fill(names=paper.names(total.left_out), left=left)
    above = NONE
    if total.surplus and not is_ceiling(indicator):
        text = Text("超额{surplus}，不抵缺口", "{surplus} above target, not set off against gaps")
        above = text.fill(surplus=paper.amount(indicator, total.surplus))
    cells = {
        _DISTRICT: Cell(_TOTAL),
        "allocated": Cell(figure(indicator, total.allocated)),
        "reported": Cell(figure(indicator, total.reported), sources=sources),
        "rate": Cell(total.rate, sources=sources),
        "lead": Cell(total.lead, sources=sources),
        "pace": Cell(total.pace),
        "gap": Cell(figure(indicator, total.gap), sources=sources),
        "light": status,
        "remark": Cell(left_out if total.left_out else above),
    }
    yield Row(cells, RowKind.TOTAL)
    if not total.left_out or not total.counted:
        return
    with localcontext(EXACT):
        allocated = added(line.allocated for line in paper.counted(indicator.id))
    yield Row(
        cells
        | {
            _DISTRICT: Cell(_counted_rows(paper, total)),
            "allocated": Cell(figure(indicator, allocated)),
            "rate": Cell(total.rate_counted, sources=sources),
            "lead": Cell(total.lead_counted, sources=sources),
            "light": Cell(None),
            "remark": Cell(above),
        },
        RowKind.TOTAL,
    )


# The quarters of an indicator


def of_quarters(paper: Paper, indicator: Indicator, label: Text) -> Table:
    """Return what each quarter brought alone, what is due, and what must come in those left."""
    seasons = [Column(str(each), say_season(each), Kind.FIGURE) for each in paper.period.of_year]
    *earlier, last = seasons
    seasons[-1] = last._replace(follows=_alone(indicator, earlier))
    left = QUARTERS - paper.period.quarter
    columns = [_districts(paper), *seasons]
    ceiling = is_ceiling(indicator)
    if not paper.is_final:
        columns += _DUE_COLUMNS[ceiling]
        if left > 1 and not ceiling:
            columns.append(_EACH)
        if paper.period.quarter > 1:
            columns.append(_BEST[ceiling])
        if not ceiling:
            columns.append(_next_column(paper))
            columns = [_live(indicator, each, seasons) for each in columns]
    rows = [_quarter_row(paper, indicator, line) for line in paper.lines[indicator.id]]
    title = Text("{name}：分季完成和今后须完成", "{name}: by quarter, and what must come")
    if paper.is_final:
        title = Text("{name}：分季完成", "{name}: by quarter")
    return Table(
        tuple(columns),
        tuple(rows),
        caption=caption(label, title.fill(name=indicator.name)),
        unit=unit_said(indicator),
        sheet=Sheet(_BY_QUARTER.fill(name=indicator.name), Order.INDICATORS),
    )


_BY_QUARTER: Final = Text("{name}　分季", "{name} by quarter")


def _alone(indicator: Indicator, earlier: Iterable[Column]) -> Follows | Elsewhere:
    """Return how the last quarter follows: the year to date less the quarters before."""
    left: Follows | Elsewhere = Elsewhere(indicator.id, "reported")
    for each in earlier:
        left = Follows(How.LEFT, left, each.key)
    return left


def _live(indicator: Indicator, column: Column, seasons: Sequence[Column]) -> Column:
    """Return a column with how its figures follow from target, year to date and quarters."""
    allocated, reported, gap = (
        Elsewhere(indicator.id, key) for key in ("allocated", "reported", "gap")
    )
    due, due_next = (Follows(How.PART, allocated, key) for key in ("pace", "next_pace"))
    most: str | Follows = seasons[0].key
    for each in seasons[1:]:
        most = Follows(How.MOST, most, each.key)
    follows = {
        "due": due,
        "gap_to_pace": Follows(How.SHORT, due, reported),
        "each": Follows(How.EACH, gap, "quarters_left"),
        "next": Follows(How.SHORT, due_next, reported),
    }
    if column.key in follows:
        return column._replace(follows=follows[column.key]._replace(is_rounded_up=True))
    if column.key == "best" and isinstance(most, Follows):
        return column._replace(follows=most)
    return column


_DUE_COLUMNS: Final = {
    False: (
        Column("due", Text("序时应完成", "due by now"), Kind.FIGURE),
        Column("gap_to_pace", Text("距序时差", "short of it"), Kind.FIGURE),
    ),
    True: (
        Column("due", Text("序时可用", "may be used by now"), Kind.FIGURE),
        Column("gap_to_pace", Text("超序时", "above it"), Kind.FIGURE),
    ),
}
_EACH: Final = Column("each", Text("平均每季须完成", "each quarter left must bring"), Kind.FIGURE)
_BEST: Final = {
    False: Column("best", Text("本年单季最高", "best quarter so far"), Kind.FIGURE),
    True: Column("best", Text("本年单季最低", "lowest quarter so far"), Kind.FIGURE),
}


def _next_column(paper: Paper) -> Column:
    season = paper.next_season
    if paper.period.quarter == QUARTERS - 1:
        title = Text("{season}须完成", "{season} must bring")
    else:
        title = Text(
            "{season}末达序时，{season}须完成", "{season} must bring to be on pace at its end"
        )
    return Column("next", title.fill(season=season), Kind.FIGURE)


def _quarter_row(paper: Paper, indicator: Indicator, line: Line) -> Row:
    own = paper.alone(line)
    places = words.origins(paper.city, line).both
    ceiling = is_ceiling(indicator)
    cells: dict[str, Cell] = {_DISTRICT: Cell(paper.name(line.district))}
    for period, value in zip(paper.period.of_year, own, strict=True):
        cells[str(period)] = Cell(figure(indicator, value))
    last = str(paper.period)
    if line.state is not State.VALUE:
        cells[last] = Cell(WORDS[line.state], Tone.FAINT)
    (gap,) = gaps_of([line], paper.city.programme.plan)
    is_known = line.state is State.VALUE

    def needed(value: Decimal | None) -> Cell:
        up = None if value is None else rounded_up(value, indicator.places)
        return Cell(up, sources=places)

    due = line.due
    if due is not None:
        towards = rounded_down if ceiling else rounded_up
        due = towards(due, indicator.places)
    return Row(
        cells
        | {
            "due": Cell(due, sources=places),
            "gap_to_pace": needed(line.gap_to_pace),
            "each": Cell(figure(indicator, gap.each_quarter), sources=places),
            "best": Cell(figure(indicator, best(own, is_ceiling=ceiling)) if is_known else None),
            "next": needed(gap.next_quarter if is_known else None),
            "pace": Cell(line.pace),
            "next_pace": Cell(indicator.pace[min(paper.period.quarter, QUARTERS - 1)]),
            "quarters_left": Cell(gap.quarters_left),
        }
    )


# The whole by quarter


def by_quarter(paper: Paper, label: Text) -> Table | None:
    """Return the whole's year to date by quarter against the pace: M3; None in a first quarter."""
    shown = [each for each in paper.due if each.kind != "rate" and paper.totals[each.id].counted]
    if paper.period.quarter == 1 or not shown or paper.is_alone:
        return None
    columns = [Column("name", Text("指标", "indicator"))]
    columns += [
        Column(str(each), Text("{s}末", "end of {s}").fill(s=say_season(each)), Kind.FIGURE)
        for each in paper.period.of_year
    ]
    rows = [row for each in shown for row in _by_quarter(paper, each)]
    title = Text("有序时要求的指标{whole}分季累计", "Year to date of {whole} by quarter")
    named = caption(label, title.fill(whole=paper.whole))
    sheet = Sheet(Text("全市分季", "by quarter"), Order.OVERVIEW)
    return Table(tuple(columns), tuple(rows), caption=named, sheet=sheet)


def quarters_found(paper: Paper) -> tuple[Reconciliation, ...]:
    """Return the quarters of the year so far, each held against its allocations."""
    return tuple(map(paper.at, paper.period.of_year))


def _by_quarter(paper: Paper, indicator: Indicator) -> Iterator[Row]:
    totals = [_total_of(found, indicator) for found in quarters_found(paper)]
    unit = Text("{name}：累计（{unit}）", "{name}: year to date ({unit})")
    ceiling = is_ceiling(indicator)
    of = Text("　完成全年目标", "– of the year's target")
    of_counted = Text("　计入的{part}完成其目标", "– of the target of those counted")
    if ceiling:
        of = Text("　占全年上限", "– of the year's ceiling")
        of_counted = Text("　计入的{part}占其上限", "– of the ceiling of those counted")
    named: list[tuple[Text, list[Cell]]] = [
        (
            unit.fill(name=indicator.name, unit=indicator.unit),
            [_sum_shown(paper, indicator, each) for each in totals],
        ),
        (of, [_rate_shown(each) for each in totals]),
    ]
    if any(each.left_out for each in totals):
        counted = [Cell(each.rate_counted, kind=Kind.PERCENT) for each in totals]
        named.append((of_counted.fill(part=paper.header.part), counted))
    paces = (indicator.pace[each.period.quarter - 1] for each in totals)
    named.append((Text("　序时进度", "– pace"), [Cell(each, kind=Kind.SHARE) for each in paces]))
    for name, cells in named:
        of_periods = {str(each.period): cell for each, cell in zip(totals, cells, strict=True)}
        yield Row({"name": Cell(name)} | of_periods)


def _total_of(found: Reconciliation, indicator: Indicator) -> Total:
    return next(each for each in found.totals if each.indicator == indicator.id)


def _sum_shown(paper: Paper, indicator: Indicator, total: Total) -> Cell:
    mark = None
    if total.reported is not None and total.left_out:
        text = Text("（计入{places}）", " ({places} counted)")
        mark = text.fill(places=paper.places(total.counted))
    return Cell(figure(indicator, total.reported), mark=mark)


def _rate_shown(total: Total) -> Cell:
    mark = None
    if total.rate is not None and total.status is Status.INCOMPLETE:
        mark = Text("（{word}）", " ({word})").fill(word=WORDS[total.status])
    return Cell(total.rate, mark=mark, kind=Kind.PERCENT)


# Charts


_PERCENT: Final = same("%")
_PACE: Final = Text("序时进度", "pace")


def bars(paper: Paper, indicator: Indicator, label: Text) -> Chart | None:
    """Return the districts' rates against the pace; None where nobody has a rate.

    Of more districts than are shown one by one nobody could read the bars.
    """
    lines = [line for line in paper.lines[indicator.id] if line.rate is not None]
    if not lines or paper.is_alone or are_many(paper.found):
        return None
    pace = indicator.pace[paper.period.quarter - 1] * HUNDRED
    marks = tuple(SIGNS[line.light] if line.light else NONE for line in lines)
    rates = tuple(line.rate for line in lines)
    parts = [
        Text("{name}{rate}{mark}", "{name} {rate}{mark}").fill(
            name=paper.name(line.district),
            rate=percent(line.rate or Decimal(0)),
            mark=Text(mark.zh and f"（{mark.zh}）", mark.en and f" ({mark.en})"),
        )
        for line, mark in zip(lines, marks, strict=True)
    ]
    title = Text(
        "{name}：各{parts}完成率与序时进度{pace}", "{name}: rates against the pace of {pace}"
    )
    title = title.fill(name=indicator.name, parts=paper.header.parts, pace=f"{plain(pace)}%")
    return Chart(
        ChartKind.BARS,
        caption(label, title),
        tuple(paper.name(line.district) for line in lines),
        (
            Series(
                Text("完成率", "rate"),
                rates,
                tuple(TONES[line.light] if line.light else None for line in lines),
                marks,
            ),
        ),
        _PERCENT,
        join(parts, "、", ", "),
        Series(_PACE, (pace,) * len(lines)),
    )


def trend(paper: Paper, indicator: Indicator, label: Text) -> Chart | None:
    """Return the year to date of the whole against the pace, quarter by quarter, like with like.

    That is the rate of those counted; None in a first quarter.
    """
    if paper.period.quarter == 1 or indicator.kind == "rate":
        return None
    totals = [_total_of(found, indicator) for found in quarters_found(paper)]
    rates = tuple(each.rate_counted for each in totals)
    paces = tuple(indicator.pace[each.period.quarter - 1] * HUNDRED for each in totals)
    parts = [
        Text("{s}末{rate}（序时{pace}%）", "end of {s} {rate} (pace {pace}%)").fill(
            s=say_season(each.period), rate=percent(rate), pace=plain(pace)
        )
        for each, rate, pace in zip(totals, rates, paces, strict=True)
        if rate is not None
    ]
    if not parts:
        return None
    title = Text(
        "{name}：{whole}累计完成率与序时进度", "{name}: rate of {whole} to date against the pace"
    )
    name = Text("完成率", "rate")
    if any(each.left_out for each in totals):
        name = Text("计入的{part}完成率", "rate of those counted").fill(part=paper.header.part)
    return Chart(
        ChartKind.LINES,
        caption(label, title.fill(name=indicator.name, whole=paper.whole)),
        tuple(Text("{s}末", "end of {s}").fill(s=say_season(each.period)) for each in totals),
        (Series(name, rates), *_last_year(paper, indicator)),
        _PERCENT,
        join(parts, "、", ", "),
        Series(_PACE, paces),
    )


def _last_year(paper: Paper, indicator: Indicator) -> Iterator[Series]:
    """Yield the rates of the same quarters a year before, where anybody had one."""
    periods = [each.year_before for each in paper.period.of_year]
    if {*periods}.isdisjoint(paper.city.facts.quarters):
        return
    totals = [_total_of(paper.at(each), indicator) for each in periods]
    if any(each.rate_counted is not None for each in totals):
        name = Text("{year}年完成率", "rate in {year}").fill(year=str(periods[0].year))
        yield Series(name, tuple(each.rate_counted for each in totals))
