"""The tables and charts of papers: the matrix, each indicator and its quarters, the whole."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import EXACT, HUNDRED, added, rounded_down, rounded_up
from jxtrade.figures.gaps import QUARTERS, gap_of
from jxtrade.figures.quarters import best
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.report import (
    Brief,
    Cell,
    Chart,
    ChartKind,
    Column,
    Elsewhere,
    Follows,
    How,
    Kind,
    Later,
    Quotient,
    Row,
    RowKind,
    Series,
    Sheet,
    Table,
    Tone,
)
from jxtrade.text import Text, join, plain, same
from jxtrade.views import words
from jxtrade.views.indicators import is_ceiling, last_known, level_surplus, status_word
from jxtrade.views.many import Part
from jxtrade.views.papers import (
    NONE,
    Order,
    Paper,
    date_said,
    digits,
    in_other_files,
    joined,
    month_end,
    percent,
)
from jxtrade.views.words import TONES, say_season

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.figures.lines import Line, Total
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator

NAME: Final = "district"
"""The key of the cell that names a row."""
SIGNS: Final = {
    Light.GREEN: Text("▲绿", "▲ green"),
    Light.YELLOW: Text("●黄", "● yellow"),
    Light.RED: Text("▼红", "▼ red"),
}
TOTAL: Final = Text("合计", "total")


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


def districts(paper: Paper) -> Column:
    """Return the column that names districts."""
    return words.district(paper.city)._replace(key=NAME)


def counted_row(paper: Paper, total: Total) -> Text:
    """Return what names the row of those counted."""
    text = Text("其中：计入的{places}", "of which the {places} counted")
    return text.fill(places=paper.places(total.counted))


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
    """Return an indicator's table: each district's line, the total, and those counted.

    Where there are groups, each stands above who is within it.
    """
    target = Text("目标", "target")
    columns = _COLUMNS
    if is_ceiling(indicator):
        target = Text("上限", "ceiling")
        titles = {"gap": Text("超上限", "above"), "reported": Text("累计用", "used so far")}
        columns = tuple(each._replace(title=titles.get(each.key, each.title)) for each in columns)
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
            districts(paper),
            own,
            *words.live(paper.city, (indicator.id,), columns, signs=SIGNS),
        ),
        _rows(paper, indicator),
        caption=caption(label, title),
        unit=unit_said(indicator),
        brief=_brief(paper, indicator),
        sheet=Sheet(indicator.name, Order.INDICATORS, indicator.id),
    )


def _rows(paper: Paper, indicator: Indicator) -> Sequence[Row]:
    if paper.are_many:
        return Later(lambda: _every_row(paper, indicator))
    return tuple(_every_row(paper, indicator))


def _every_row(paper: Paper, indicator: Indicator) -> Iterator[Row]:
    if paper.is_grouped:
        for part in paper.parts_within:
            yield from _within(paper, indicator, part, 0)
    else:
        yield from (_own_row(paper, indicator, line) for line in paper.lines_of(indicator))
    yield from _totals(paper, indicator)


def _within(paper: Paper, indicator: Indicator, part: Part, depth: int) -> Iterator[Row]:
    """Yield a group's row, behind it those of its districts and of the groups within it."""
    groups = paper.city.programme.groups
    yield _group_row(paper, indicator, part, depth)
    for district in part.districts if part.id is None else groups.directly(part.id):
        row = _own_row(paper, indicator, paper.line(district, indicator))
        yield row._replace(cells={**row.cells, NAME: _indented(paper.name(district), depth + 1)})
    for each in groups.below(part.id) if part.id is not None else ():
        inner = Part(each.id, each.name, groups.within(each.id))
        yield from _within(paper, indicator, inner, depth + 1)


def _indented(name: Text, depth: int) -> Cell:
    return Cell(Text("　" * depth + name.zh, "　" * depth + name.en))


def _group_row(paper: Paper, indicator: Indicator, part: Part, depth: int = 0) -> Row:
    total = paper.total_within(indicator, part.id)
    lines = [paper.line(each, indicator) for each in part.districts]
    cells = {NAME: _indented(part.name, depth)}
    if indicator.kind == "rate":
        cells["light"] = Cell(level_reached(lines))
    else:
        cells |= _of_sum(paper, indicator, total, lines)
    return Row(cells, RowKind.GROUP)


def level_reached(lines: Iterable[Line]) -> Text | None:
    """Return how many of those with a value reach a target that does not add up."""
    counted = [line for line in lines if line.state is State.VALUE and line.allocated is not None]
    if not counted:
        return None
    text = Text("{good}/{counted}达标", "{good}/{counted} reach it")
    return text.fill(good=sum(not line.gap for line in counted), counted=len(counted))


def _brief(paper: Paper, indicator: Indicator) -> Brief | None:
    """Return what stands on a page of an indicator of too many districts.

    Groups, or who is first and who is last by rate; nothing of what has no paragraph.
    """
    if not paper.are_many:
        return None
    if indicator not in paper.told:
        return Brief((), in_other_files(paper, NONE))
    totals = tuple(_totals(paper, indicator))
    if paper.is_grouped and indicator.kind != "rate":
        rows = tuple(_group_row(paper, indicator, part) for part in paper.parts_within)
        said = Text("表中为各分组，", "groups are shown; ")
        return Brief((*rows, *totals), in_other_files(paper, said))
    first, last = paper.ends(indicator)
    rows = tuple(_own_row(paper, indicator, line) for line in (*first, *last))
    said = Text(
        "表中为完成率前{count}位和后{count}位，", "the first and last {count} by rate are shown; "
    )
    said = said.fill(count=len(last)) if last else NONE
    return Brief((*rows, *totals), in_other_files(paper, said))


def unit_said(indicator: Indicator) -> Text:
    """Return the line that names a table's unit."""
    return Text("单位：{unit}", "unit: {unit}").fill(unit=indicator.unit)


def figure(indicator: Indicator, value: Decimal | None) -> Decimal | Quotient | None:
    """Return a figure with its indicator's decimals; what people see rounded is kept exactly."""
    if value is None:
        return None
    shown = Decimal(digits(indicator, value))
    return shown if shown == value else Quotient(value, indicator.places)


def _own_row(paper: Paper, indicator: Indicator, line: Line) -> Row:
    places = words.origins(paper.city, line)
    both = () if paper.are_many else places.both
    is_shown = line.state is State.VALUE and line.status is not None
    is_ranked = is_shown and paper.is_due(indicator)
    value = Cell(figure(indicator, line.reported), sources=places.reported)
    if not is_shown and line.allocated is not None:
        text = WORDS[line.state]
        if line.state is State.SUSPECT and line.reported is not None:
            shown = digits(indicator, line.reported)
            text = Text("{figure}（{state}）", "{figure} ({state})").fill(figure=shown, state=text)
        tone = Tone.STRONG if line.state is State.SUSPECT else Tone.FAINT
        value = Cell(text, tone, places.reported)
    return Row(
        {
            NAME: Cell(paper.name(line.district)),
            "allocated": Cell(figure(indicator, line.allocated), sources=places.allocated),
            "reported": value,
            "rate": Cell(line.rate if is_shown else None, sources=both),
            "rank": Cell(line.rank if is_ranked else None, sources=both),
            "lead": Cell(line.lead if is_shown else None, sources=both),
            "gap": Cell(figure(indicator, line.gap) if is_shown else None, sources=both),
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
    if indicator.kind == "rate":
        return level_surplus(indicator, line.surplus)
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


def _of_sum(
    paper: Paper, indicator: Indicator, total: Total, lines: Iterable[Line]
) -> dict[str, Cell]:
    """Return the cells of a sum over lines; of very many lines it does not name the places."""
    lines = () if paper.are_many else lines
    counted = (line for line in lines if line.state is State.VALUE)
    sources = words.together(words.origins(paper.city, line) for line in counted).both
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
        left_out = text.fill(names=paper.whom(total.left_out), left=left)
    return {
        "allocated": Cell(figure(indicator, total.allocated)),
        "reported": Cell(figure(indicator, total.reported), sources=sources),
        "rate": Cell(total.rate, sources=sources),
        "lead": Cell(total.lead, sources=sources),
        "pace": Cell(total.pace),
        "gap": Cell(figure(indicator, total.gap), sources=sources),
        "light": status,
        "remark": Cell(left_out if total.left_out else _above(paper, indicator, total)),
    }


def _above(paper: Paper, indicator: Indicator, total: Total) -> Text:
    if not total.surplus or is_ceiling(indicator):
        return NONE
    text = Text("超额{surplus}，不抵缺口", "{surplus} above target, not set off against gaps")
    return text.fill(surplus=paper.amount(indicator, total.surplus))


def _totals(paper: Paper, indicator: Indicator) -> Iterator[Row]:
    total = paper.totals[indicator.id]
    if paper.is_alone or total.allocated is None:
        return
    cells = _of_sum(paper, indicator, total, paper.lines[indicator.id])
    sources = cells["rate"].sources
    yield Row({**cells, NAME: Cell(TOTAL)}, RowKind.TOTAL)
    if not total.left_out or not total.counted:
        return
    with localcontext(EXACT):
        allocated = added(line.allocated for line in paper.counted(indicator.id))
    yield Row(
        cells
        | {
            NAME: Cell(counted_row(paper, total)),
            "allocated": Cell(figure(indicator, allocated)),
            "rate": Cell(total.rate_counted, sources=sources),
            "lead": Cell(total.lead_counted, sources=sources),
            "light": Cell(None),
            "remark": Cell(_above(paper, indicator, total)),
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
    columns = [districts(paper), *seasons]
    ceiling = is_ceiling(indicator)
    if not paper.is_final:
        columns += _DUE_COLUMNS[ceiling]
        if left > 1 and not ceiling:
            columns.append(_EACH)
        if paper.period.quarter > 1:
            columns.append(BEST[ceiling])
        if not ceiling:
            columns.append(_next_column(paper))
            columns = [_live(indicator, each, seasons) for each in columns]

    def rows() -> Iterator[Row]:
        return (_quarter_row(paper, indicator, line) for line in paper.lines[indicator.id])

    title = Text("{name}：分季完成和今后须完成", "{name}: by quarter, and what must come")
    if paper.is_final:
        title = Text("{name}：分季完成", "{name}: by quarter")
    return Table(
        tuple(columns),
        Later(rows, names_places=False) if paper.are_many else tuple(rows()),
        caption=caption(label, title.fill(name=indicator.name)),
        unit=unit_said(indicator),
        brief=Brief((), in_other_files(paper, NONE)) if paper.are_many else None,
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
BEST: Final = {
    False: Column("best", Text("本年单季最高", "best quarter so far"), Kind.FIGURE),
    True: Column("best", Text("本年单季最低", "lowest quarter so far"), Kind.FIGURE),
}
"""The best single quarter of a year, by whether less is better."""


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
    places = () if paper.are_many else words.origins(paper.city, line).both
    ceiling = is_ceiling(indicator)
    cells: dict[str, Cell] = {NAME: Cell(paper.name(line.district))}
    for period, value in zip(paper.period.of_year, own, strict=True):
        cells[str(period)] = Cell(figure(indicator, value))
    last = str(paper.period)
    if line.state is not State.VALUE:
        cells[last] = Cell(WORDS[line.state], Tone.FAINT)
    gap = gap_of(line, indicator)
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
    brief = None
    if len(told := [each for each in shown if each in paper.told]) < len(shown):
        own = tuple(row for each in told for row in _by_quarter(paper, each))
        text = Text(
            "注：表中为前面逐项说明的指标，全部指标见本材料的xlsx、md、json文件。",
            "Note: these are the indicators told above; all are in the xlsx, md and json files.",
        )
        brief = Brief(own, text)
    title = Text("有序时要求的指标{whole}分季累计", "Year to date of {whole} by quarter")
    if paper.is_final:
        title = Text("各指标{whole}分季累计", title.en)
    named = caption(label, title.fill(whole=paper.whole))
    sheet = Sheet(Text("全市分季", "by quarter"), Order.OVERVIEW)
    return Table(tuple(columns), tuple(rows), caption=named, brief=brief, sheet=sheet)


def _totals_at(paper: Paper, indicator: Indicator, periods: Iterable[Period]) -> list[Total]:
    """Return what all districts come to at the end of quarters."""
    return [paper.sums_at(each)[indicator.id].total for each in periods]


def _by_quarter(paper: Paper, indicator: Indicator) -> Iterator[Row]:
    totals = _totals_at(paper, indicator, paper.period.of_year)
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
    """Return rates against the pace, of groups where these stand in place of districts.

    Of too many those who are first and last; None where nobody has a rate.
    """
    bars, whose = _bars(paper, indicator)
    if len(bars) > _MOST_BARS:
        bars.sort(key=lambda each: each.rate, reverse=not is_ceiling(indicator))
        bars = [*bars[:_ENDS], *bars[-_ENDS:]] if paper.city.programme.plan.ranking else []
        text = Text("{whose}前{count}位和后{count}位", "{whose}, first and last {count},")
        whose = text.fill(whose=whose, count=_ENDS)
    if not bars or paper.is_alone:
        return None
    pace = indicator.pace[paper.period.quarter - 1] * HUNDRED
    parts = [each.words for each in bars]
    title = Text(
        "{name}：{whose}完成率与序时进度{pace}", "{name}: rates{whose} against the pace of {pace}"
    )
    if paper.is_final:
        title = Text(
            "{name}：{whose}完成率与全年目标", "{name}: rates{whose} against the year's target"
        )
    title = title.fill(name=indicator.name, whose=whose, pace=f"{plain(pace)}%")
    return Chart(
        ChartKind.BARS,
        caption(label, title),
        tuple(each.name for each in bars),
        (
            Series(
                Text("完成率", "rate"),
                tuple(each.rate for each in bars),
                tuple(each.tone for each in bars),
                tuple(each.mark for each in bars),
            ),
        ),
        _PERCENT,
        join(parts, "、", ", "),
        Series(_PACE, (pace,) * len(bars)),
    )


_MOST_BARS: Final = 14
_ENDS: Final = 6


class _Bar(NamedTuple):
    name: Text
    rate: Decimal
    light: Light | None
    mark: Text

    @property
    def words(self) -> Text:
        text = Text("{name}{rate}（{mark}）", "{name} {rate} ({mark})")
        if not self.mark.zh:
            text = Text("{name}{rate}", "{name} {rate}")
        return text.fill(name=self.name, rate=percent(self.rate), mark=self.mark)

    @property
    def tone(self) -> Tone | None:
        return TONES[self.light] if self.light else None


def _bars(paper: Paper, indicator: Indicator) -> tuple[list[_Bar], Text]:
    """Return what stands beside each other, and whose rates these are.

    Of a group of which somebody is missing that is the rate of those counted.
    """
    whose = Text("各{parts}", "").fill(parts=paper.header.parts)
    if paper.is_grouped and indicator.kind != "rate":
        text = Text("各分组计入的{part}", " of those counted in each group")
        return [
            _Bar(
                part.name,
                total.rate_counted,
                total.light,
                SIGNS[total.light] if total.light else WORDS[total.status or Status.INCOMPLETE],
            )
            for part, total in paper.groups[indicator.id]
            if total.rate_counted is not None
        ], text.fill(part=paper.header.part)
    return [
        _Bar(
            paper.name(line.district),
            line.rate,
            line.light,
            SIGNS[line.light] if line.light else NONE,
        )
        for line in paper.lines[indicator.id]
        if line.rate is not None
    ], whose


def trend(paper: Paper, indicator: Indicator, label: Text) -> Chart | None:
    """Return the year to date of the whole against the pace, quarter by quarter, like with like.

    That is the rate of those counted; None in a first quarter.
    """
    if paper.period.quarter == 1 or indicator.kind == "rate":
        return None
    totals = _totals_at(paper, indicator, paper.period.of_year)
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
    totals = _totals_at(paper, indicator, periods)
    if any(each.rate_counted is not None for each in totals):
        name = Text("{year}年完成率", "rate in {year}").fill(year=str(periods[0].year))
        yield Series(name, tuple(each.rate_counted for each in totals))
