"""Annexes of papers: each indicator in full, the targets of all documents, the firms named."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import rounded_up
from jxtrade.figures.gaps import gaps_of
from jxtrade.figures.goals import TargetKind
from jxtrade.figures.targets import WORDS_OF_JUDGEMENT, Judgement
from jxtrade.findings import Severity, Subject
from jxtrade.report import (
    Brief,
    Cell,
    Coded,
    Column,
    Follows,
    How,
    Kind,
    Paragraph,
    Role,
    Row,
    Sheet,
    Table,
    Tone,
)
from jxtrade.text import MOST_LISTED, Text, join, plain, same
from jxtrade.views import words
from jxtrade.views.matrices import in_full
from jxtrade.views.papers import (
    NONE,
    Order,
    Paper,
    digits,
    in_other_files,
    items,
    joined,
    quoted,
    row_of,
)
from jxtrade.views.tables import (
    SIGNS,
    TABLE,
    as_at,
    districts,
    figure,
    light,
    numbered,
    of_indicator,
    of_quarters,
)
from jxtrade.views.work import Work, allocated_by, asked_for, short_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.gaps import Gap
    from jxtrade.figures.goals import Entry, Quantity
    from jxtrade.figures.lines import Line
    from jxtrade.figures.rosters import Listed
    from jxtrade.findings import Finding
    from jxtrade.model.plan import Indicator
    from jxtrade.report import Block


def indicators(paper: Paper, number: int) -> list[Block]:
    """Return every indicator's table, and behind it its quarters where something is due.

    In front stand the tables by group and district that are too large to be the first.
    """
    tables: list[Block] = []
    for make in in_full(paper):
        tables.append(make(paper, numbered(TABLE, f"{number}-{len(tables) + 1}")))
    for indicator in paper.indicators:
        if paper.lines[indicator.id]:
            label = numbered(TABLE, f"{number}-{len(tables) + 1}")
            tables.append(of_indicator(paper, indicator, label))
            if has_quarters(paper, indicator):
                label = numbered(TABLE, f"{number}-{len(tables) + 1}")
                tables.append(of_quarters(paper, indicator, label))
    return tables


def has_quarters(paper: Paper, indicator: Indicator) -> bool:
    """Tell whether an indicator's quarters are shown alone: it adds up, and something is due."""
    return indicator.kind != "rate" and paper.is_due(indicator)


# Targets of all documents


_GOAL_COLUMNS: Final = (
    Column("name", Text("名称", "quantity")),
    Column("stated", Text("出处", "stated in")),
    Column("target", Text("目标", "asked for"), Kind.FIGURE),
    Column("reported", Text("累计", "reported"), Kind.FIGURE),
    Column("verdict", Text("判定", "verdict"), Kind.WORD),
    Column("gap", Text("尚差", "short"), Kind.FIGURE, Follows(How.SHORT, "target", "reported")),
)


def goals(work: Work, *, tasks: int) -> list[Block]:
    """Return the targets of all documents side by side; those of tasks alone are in theirs.

    `tasks` is the number of the annex of tasks.
    """
    paper = work.paper
    shown = [each for each in paper.quantities if _is_shown(each)]
    if not shown:
        return []
    rows = [
        Row(_goal_cells(work, quantity, each)) for quantity in shown for each in quantity.entries
    ]
    table = Table(_GOAL_COLUMNS, tuple(rows), sheet=Sheet(Text("目标对照", "targets"), Order.GOALS))
    return [table, Paragraph(_goal_note(work, shown, tasks), Role.NOTE)]


def _is_shown(quantity: Quantity) -> bool:
    if quantity.indicator is not None:
        return True
    return any(each.kind is not TargetKind.TASK for each in quantity.entries)


def _goal_cells(work: Work, quantity: Quantity, each: Entry) -> dict[str, Cell]:
    indicator = work.paper.city.programme.indicator.get(quantity.indicator or "")
    target = plain(each.target) if indicator is None else digits(indicator, each.target)
    gap = each.reach.gap
    if gap is not None and indicator is not None:
        gap = Decimal(digits(indicator, gap))
    is_unknown = each.reach.verdict is Judgement.UNMEASURED
    sources = (each.location, *(given.location for given in each.reported.given))
    reported = Cell(Text("无", "none") if is_unknown else None, sources=sources)
    if (found := each.reported.figure) is not None:
        shown = plain(found) if indicator is None else digits(indicator, found)
        unit = each.unit if indicator is None else indicator.unit
        mark = Text("{unit}{by}", "{by}").fill(unit=unit, by=_by(work, each))
        reported = Cell(Decimal(shown), None, sources, mark)
    return {
        "name": Cell(quantity.name),
        "stated": Cell(_stated(work, each), sources=(each.location,)),
        "target": asked_for(each.operator, Decimal(target), each.unit)._replace(
            sources=(each.location,)
        ),
        "reported": reported,
        "verdict": Cell(Coded(each.reach.verdict, WORDS_OF_JUDGEMENT[each.reach.verdict])),
        "gap": Cell(gap, sources=sources),
    }


def _by(work: Work, each: Entry) -> Text:
    if not each.reported.given:
        return NONE
    text = Text("（{name}报）", " ({name})")
    return text.fill(name=work.paper.department(each.reported.given[0].department))


def _stated(work: Work, each: Entry) -> Text:
    """Return which document states a target, for which year."""
    source = short_document(work.paper, each.source)
    source = Text(source.zh.replace(" ", ""), source.en)
    if each.kind is TargetKind.ALLOCATION:
        source = allocated_by(work, source)
        text = Text(
            "{source}分解合计（{year}年{assumed}）", "allocated by {source} ({year}{assumed})"
        )
        assumed = NONE
        if each.is_year_assumed:
            assumed = Text("，年度为推定", ", year assumed")
        return text.fill(source=source, year=str(each.year), assumed=assumed)
    text = Text("{source}（{year}年）", "{source} ({year})")
    return text.fill(source=source, year=str(each.year))


def _goal_note(work: Work, shown: Sequence[Quantity], tasks: int) -> Text:
    """Return how the sums are formed, who is not in them, and where the other targets stand."""
    paper, year = work.paper, work.period.year
    entries = [each for quantity in shown for each in quantity.entries]
    own = [each for each in entries if each.kind is TargetKind.ALLOCATION and each.year == year]
    goals = [each for each in entries if each.kind is TargetKind.GOAL]
    parts = [*_summed(paper)] if own else []
    if own and not paper.is_alone:
        summed = (each for each in paper.indicators if each.kind != "rate")
        reasons = paper.lacking(paper.totals[each.id] for each in summed)
        if reasons:
            text = Text("{names}，不在累计中；", "{names}, so not in the sums;")
            parts.append(text.fill(names=join(reasons, "、", ", ")))
        text = Text(
            "缺口和超额在此相抵，故与各地缺口之和不同。",
            "here gaps and what is above targets are set off, unlike the sum of gaps of each.",
        )
        parts.append(text)
    for goal_year in dict.fromkeys(each.year for each in goals if each.reported.sums):
        years = {
            period.year for each in goals if each.year == goal_year for period in each.reported.sums
        }
        text = Text(
            "{year}年目标按计划期内各年累计比较，现有{years}年数。",
            "Goals of {year} are held against all years of the plan; there are figures of {years}.",
        )
        said = row_of([same(str(each)) for each in sorted(years)])
        parts.append(text.fill(year=str(goal_year), years=said))
    if any(each.reach.verdict is Judgement.UNMEASURED for each in entries):
        parts.append(
            Text(
                "没有对应指标的目标，不列累计。",
                "What nothing measures has no sum.",
            )
        )
    others = len(work.targets) - sum(
        each.kind is TargetKind.TASK and each.year == year for each in entries
    )
    if others:
        text = Text(
            "其余{count}项数量目标见附件{tasks}。",
            "The other targets of tasks ({count}): annex {tasks}.",
        )
        parts.append(text.fill(count=others, tasks=tasks))
    text = Text("注：{parts}", "Note: {parts}")
    return text.fill(parts=joined(parts, "", " "))


def _summed(paper: Paper) -> Iterator[Text]:
    """Yield that sums are the program's where documents state none."""
    plan, allocations = paper.city.programme.plan, paper.city.programme.allocations
    documents = (plan.allocations[each] for each in allocations.documents_of(paper.period.year))
    silent = [
        short_document(paper, plan.document_of(each)) for each in documents if not each.totals
    ]
    if silent:
        one = len(silent) == 1
        text = Text(
            "{documents}没有写合计，此处为分解数之和。",
            f"{{documents}} {'states' if one else 'state'} no totals; these are sums of what"
            f" {'it allocates' if one else 'they allocate'}.",
        )
        yield text.fill(documents=row_of(silent))


# What stands in a workbook only: the paper says it in words


_SHORT_COLUMNS: Final = (
    Column("name_and_unit", words.INDICATOR),
    Column("allocated", Text("目标", "target"), Kind.FIGURE),
    Column("reported", Text("累计完成", "year to date"), Kind.FIGURE),
    Column("rate", Text("完成率", "rate"), Kind.PERCENT),
    Column("gap", Text("缺口", "gap"), Kind.FIGURE),
    Column("needed_to_pace", Text("距序时差", "short of the pace"), Kind.FIGURE),
    Column("lead", Text("较序时（百分点）", "lead (points)"), Kind.POINTS),
    Column("each_quarter", Text("平均每季须完成", "each quarter left must bring"), Kind.FIGURE),
    Column("light", Text("亮灯", "light"), Kind.WORD),
)
_MOST_ROWS: Final = 1_000


def gaps(paper: Paper) -> list[Block]:
    """Return what is short, the furthest behind first; of very much the first."""
    own = (each for each in paper.found.lines if each.gap)
    short = list(gaps_of(own, paper.city.programme.plan))
    if not short:
        return []
    shown = {each.line.indicator for each in short}
    columns = tuple(words.live(paper.city, shown, _SHORT_COLUMNS, signs=SIGNS))
    district = words.district(paper.city)._replace(key="district")
    title = Text("各{parts}缺口{as_at}{most}", "What the {parts} lack{as_at}{most}").fill(
        parts=paper.header.parts, as_at=as_at(paper), most=_first_of(len(short))
    )
    rows = tuple(_gap_row(paper, each) for each in short[:_MOST_ROWS])
    sheet = Sheet(Text("缺口", "gaps"), Order.GAPS, is_only=True)
    return [Table((district, *columns), rows, caption=title, sheet=sheet)]


def _first_of(count: int) -> Text:
    if count <= _MOST_ROWS:
        return NONE
    text = Text("：前{most}项，共{count}项", ": the first {most} of {count}")
    return text.fill(most=_MOST_ROWS, count=count)


def _gap_row(paper: Paper, gap: Gap) -> Row:
    line, indicator = gap.line, paper.indicator(gap.line)
    places = words.origins(paper.city, line)
    gap_to_pace = line.gap_to_pace
    if gap_to_pace is not None:
        gap_to_pace = rounded_up(gap_to_pace, indicator.places)
    figures = {
        "allocated": line.allocated,
        "reported": line.reported,
        "gap": line.gap,
        "needed_to_pace": gap_to_pace,
        "each_quarter": gap.each_quarter,
    }
    from_ = places.of_figures()
    cells = {
        key: Cell(figure(indicator, each), sources=from_.get(key, places.both))
        for key, each in figures.items()
    }
    return Row(
        cells
        | {
            "district": Cell(paper.name(line.district)),
            "name_and_unit": Cell(words.name_and_unit(paper.city, line.indicator)),
            "rate": Cell(line.rate, sources=places.both),
            "lead": Cell(line.lead, sources=places.both),
            "pace": Cell(line.pace),
            "quarters_left": Cell(gap.quarters_left),
            "light": light(paper, indicator, line),
        }
    )


_FINDING_COLUMNS: Final = (
    Column("severity", Text("级别", "severity"), Kind.WORD),
    Column("code", Text("规则", "rule"), Kind.ID),
    Column("period", Text("季度", "quarter"), Kind.ID),
    Column("district", Text("单位", "whose")),
    Column("indicator", words.INDICATOR),
    Column("message", Text("问题", "what")),
    Column("hint", Text("处理", "to do")),
    Column("place", Text("出处", "where"), Kind.PLACE),
)
_TONES: Final = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARN, Severity.INFO: None}


def findings(paper: Paper) -> list[Block]:
    """Return all that the rules found in the data, the gravest first; of very much the first."""
    found = sorted(paper.findings, key=lambda each: each.severity.rank)
    if not found:
        return []
    title = Text("校验发现的问题{most}", "What the checks found{most}")
    sheet = Sheet(Text("校验问题", "findings"), Order.FINDINGS, is_only=True)
    rows = tuple(_finding_row(paper, each) for each in found[:_MOST_ROWS])
    caption = title.fill(most=_first_of(len(found)))
    return [Table(_FINDING_COLUMNS, rows, caption=caption, sheet=sheet)]


def _finding_row(paper: Paper, each: Finding) -> Row:
    district, indicator, period = each.subject
    programme = paper.city.programme
    return Row(
        {
            "severity": Cell(each.label, None if each.waiver else _TONES[each.severity]),
            "code": Cell(each.code),
            "period": Cell(period),
            "district": Cell(programme.district_name(district) if district else None),
            "indicator": Cell(programme.indicator_name(indicator) if indicator else None),
            "message": Cell(each.message),
            "hint": Cell(each.hint),
            "place": Cell(each.location),
        }
    )


# Experience worth passing on


def highlights(paper: Paper) -> list[tuple[str, Text]]:
    """Return what districts report as worth passing on, each beside its district."""
    found = []
    for district in paper.districts:
        sheet = paper.city.facts.sheets.get((district, paper.period))
        found += [(district, each) for each in (sheet.submission.model.highlights if sheet else ())]
    return found


def highlights_said(paper: Paper) -> list[Block]:
    """Return the districts' experience as items, quoted as it is; of too much the first."""
    text = Text("{name}：{words}", "{name}: {words}")
    found = highlights(paper)
    if len(found) <= MOST_LISTED:
        return [*items(text.fill(name=paper.name(each), words=quoted(own)) for each, own in found)]
    rows = tuple(
        Row({"district": Cell(paper.name(each)), "words": Cell(quoted(own))}) for each, own in found
    )
    columns = (districts(paper), Column("words", Text("经验", "experience")))
    said = Text(
        "注：所列为前{shown}条，全部{all}条见本材料的xlsx、md、json文件。",
        "Note: the first {shown} of {all} are shown; all are in the xlsx, md and json files.",
    )
    brief = Brief(rows[:MOST_LISTED], said.fill(shown=MOST_LISTED, all=len(rows)))
    return [Table(columns, rows, brief=brief)]


# Firms


_ROSTER: Final = Sheet(Text("企业名册", "firms"), Order.ROSTERS)
_FIRM_COLUMNS: Final = (
    Column("firm", Text("企业", "firm")),
    Column("uscc", Text("统一社会信用代码", "credit code"), Kind.ID),
    Column("listed", Text("省级名单", "provincial list"), Kind.WORD),
    Column("evidence", Text("佐证", "evidence")),
)


_FIRMS: Final = Text("企业名册、", "the firms and ")


def rosters(paper: Paper) -> list[Block]:
    """Return the firms that back each count, by indicator and district."""
    blocks: list[Block] = []
    for indicator in paper.indicators:
        named = [
            (line, each)
            for line in paper.lines[indicator.id]
            for each in _named(paper, indicator, line)
        ]
        if named:
            text = Text("{name}{count}{unit}", "{name}: {count}")
            title = text.fill(name=indicator.name, count=len(named), unit=indicator.unit)
            rows = tuple(_firm_row(paper, line, each) for line, each in named)
            columns = (words.district(paper.city)._replace(key="district"), *_FIRM_COLUMNS)
            brief = Brief((), in_other_files(paper, _FIRMS)) if paper.are_many else None
            blocks.append(Table(columns, rows, caption=title, brief=brief, sheet=_ROSTER))
    return blocks


def _named(paper: Paper, indicator: Indicator, line: Line) -> Iterator[Listed]:
    periods = line.period.of_year if indicator.is_added_up else (line.period,)
    for period in periods:
        subject = Subject(line.district, indicator.id, str(period))
        yield from paper.city.claims.rosters.get(subject, ())


def _firm_row(paper: Paper, line: Line, each: Listed) -> Row:
    firm = each.firm
    listed = None if firm.provincial_list is None else _ON_LIST[firm.provincial_list]
    return Row(
        {
            "district": Cell(paper.name(line.district)),
            "firm": Cell(firm.name, sources=(each.at("name"),)),
            "uscc": Cell(firm.uscc),
            "listed": Cell(listed),
            "evidence": Cell(firm.evidence),
        }
    )


_ON_LIST: Final = {True: Text("已入", "on it"), False: Text("未入", "not on it")}
