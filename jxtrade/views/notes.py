"""How the papers are to be read: scope, formulas, pace, lights, dashes, what is assumed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jxtrade.figures.gaps import QUARTERS
from jxtrade.figures.states import Light, Status
from jxtrade.model.period import Period
from jxtrade.report import Paragraph, Role
from jxtrade.text import Text, join, plain
from jxtrade.views import words
from jxtrade.views.papers import (
    NONE,
    Paper,
    date_said,
    items,
    joined,
    row_of,
    share,
)
from jxtrade.views.tables import SIGNS
from jxtrade.views.words import say_season
from jxtrade.views.work import Work, short_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.plan import Indicator


def notes(paper: Paper, work: Work, *, counts_departments: bool) -> list[Paragraph]:
    """Return the notes, numbered; each where what it explains can occur in the paper."""
    said = (
        _sample(paper),
        _year(paper),
        _rates(paper),
        _paces(paper),
        _lights(paper),
        _gaps(paper),
        _rounding(paper),
        _words(paper),
        _incomplete(paper),
        _dashes(),
        _definitions(paper),
        _leads(work, counts_departments=counts_departments),
        _deadline(paper),
    )
    return items(each for each in said if each.zh)


def _sample(paper: Paper) -> Text:
    if not paper.sample:
        return NONE
    return Text(
        "示例数据：标明为示例的报送为虚构，不是实际进度；分解数、任务和目标取自文件。",
        "示例数据 (sample data): what is submitted as a sample is made up and is no real progress;"
        " allocations, tasks and targets are the documents'.",
    )


def _year(paper: Paper) -> Text:
    documents = tuple(words.assumed(paper.city, paper.period))
    if not documents:
        return NONE
    text = Text(
        "年度推定：{documents}没有写明年度，目标按{year}年使用。",
        "Year assumed: {documents} names no year; its targets are used for {year}.",
    )
    return text.fill(documents=row_of(documents), year=str(paper.period.year))


def _rates(paper: Paper) -> Text:
    text = Text(
        "完成率＝累计完成÷目标，超过100%照实列出；较序时＝完成率－序时进度，单位为百分点；"
        "两者按精确值计算，显示1位小数，四舍五入。",
        "Rate = year to date ÷ target, above 100% as it is; lead = rate − pace, in percentage"
        " points; both are worked out exactly and shown with 1 decimal, half up.",
    )
    if any(each.direction == "lower" for each in paper.indicators):
        more = Text(
            "以低为好的指标，完成率为占上限的比例，较序时＝序时进度－完成率。",
            "Where lower is better the rate is the share of the ceiling, and lead = pace − rate.",
        )
        text = join((text, more), "", " ")
    if any(each.kind == "rate" for each in paper.indicators):
        more = Text(
            "比率不相加，除各地都报分子、分母的以外不列合计。",
            "Rates do not add up: a total is shown only where all give numerator and denominator.",
        )
        text = join((text, more), "", " ")
    return text


def _paces(paper: Paper) -> Text:
    """Return what is due at this quarter's end and the next, by what is due."""
    quarter = paper.period.quarter
    by_pace: dict[tuple[str, ...], list[Text]] = {}
    for each in paper.due:
        paces = tuple(share(pace) for pace in each.pace[quarter - 1 : quarter + 1])
        by_pace.setdefault(paces, []).append(each.name)
    parts = []
    for shares, names in by_pace.items():
        seasons = (paper.period, paper.period.next)
        own = [
            Text("{season}末{pace}", "{pace} at the end of {season}").fill(
                season=say_season(season), pace=due
            )
            for season, due in zip(seasons, shares, strict=False)
        ]
        text = Text("{names}{paces}", "{names}: {paces}")
        parts.append(text.fill(names=row_of(names), paces=join(own, "，", ", ")))
    parts += _later(paper)
    if not parts:
        return NONE
    text = Text("序时进度：{parts}。", "Pace: {parts}.")
    return text.fill(parts=join(parts))


def _later(paper: Paper) -> Iterator[Text]:
    """Yield what is not due yet, and when it first is."""
    by_first: dict[tuple[int, str], list[Text]] = {}
    for each in paper.allocated:
        if not paper.is_due(each):
            first, due = next((n, due) for n, due in enumerate(each.pace, 1) if due)
            by_first.setdefault((first, share(due)), []).append(each.name)
    for (quarter, pace), names in by_first.items():
        text = Text(
            "{names}{season}末{pace}，此前未到节点，不比较序时，不亮灯，不排位次",
            "{names}: {pace} at the end of {season}; before that not due, so without lead, light"
            " and rank",
        )
        season = say_season(Period(paper.period.year, quarter))
        yield text.fill(names=row_of(names), season=season, pace=pace)


def _lights(paper: Paper) -> Text:
    lights = paper.city.programme.plan.lights
    if not paper.due:
        return NONE
    text = Text(
        "亮灯：已完成，或较序时不低于{green}个百分点，为绿（▲）；低于{green}、不低于{yellow}，"
        "为黄（●，滞后）；低于{yellow}，为红（▼，严重滞后）；按精确值判定。",
        "Lights: green (▲) when met, or at a lead of at least {green} points; yellow (●, behind)"
        " below {green} and at least {yellow}; red (▼, far behind) below {yellow}; by exact"
        " values.",
    )
    text = text.fill(green=plain(lights.green), yellow=plain(lights.yellow))
    if any(each.direction == "lower" and each.kind != "rate" for each in paper.indicators):
        more = Text(
            "累计数超过上限即为红；上限年末不超过才算完成。",
            "A ceiling that is passed is red at once; it is kept only at the year's end.",
        )
        text = join((text, more), "", " ")
    return text


def under_matrix(paper: Paper) -> list[Paragraph]:
    """Return the note under the table of rates and lights; none where it would say nothing."""
    lights = paper.city.programme.plan.lights
    parts = []
    for document in words.assumed(paper.city, paper.period):
        text = Text(
            "{document}未写年度，目标按{year}年使用。",
            "{document} names no year; its targets are used for {year}.",
        )
        short = short_document(paper, document)
        parts.append(text.fill(document=short, year=str(paper.period.year)))
    if paper.due:
        said = _light_words(plain(lights.green), plain(lights.yellow), is_final=paper.is_final)
        parts.append(said)
        if any(each.direction == "lower" for each in paper.due) and not paper.is_final:
            text = Text(
                "以低为好的，高于序时进度即为慢于序时进度。",
                "Where lower is better, above the pace is behind it.",
            )
            parts.append(text)
    undecided = [
        paper.totals[each.id]
        for each in paper.due
        if paper.totals[each.id].status is Status.INCOMPLETE
    ]
    if undecided and not paper.is_alone:
        text = Text(
            "“未齐”：{reasons}，{whole}不亮灯。",
            "“Incomplete”: {reasons}, so {whole} has no light.",
        )
        reasons = join(paper.lacking(undecided), "、", ", ")
        parts.append(text.fill(reasons=reasons, whole=paper.whole))
    if paper.sample:
        parts.append(Text("示例数据。", "示例数据 (sample data)."))
    if not parts:
        return []
    text = Text("注：{parts}", "Note: {parts}")
    return [Paragraph(text.fill(parts=joined(parts, "", " ")), Role.NOTE)]


def _light_words(green: str, yellow: str, *, is_final: bool) -> Text:
    """Return the light rule in words; by the plan's own bounds where they are not the usual."""
    facts: dict[str, object] = {
        "g": SIGNS[Light.GREEN],
        "y": SIGNS[Light.YELLOW],
        "r": SIGNS[Light.RED],
    }
    if green == "0" and yellow.startswith("-"):
        text = Text(
            "{g}：已完成或达序时；{y}：滞后，慢于序时进度不超过{most}个百分点；"
            "{r}：严重滞后，慢于序时进度超过{most}个百分点。",
            "{g}: met or on pace; {y}: behind the pace by at most {most} points; {r}: by more than"
            " {most}.",
        )
        if is_final:
            text = Text(
                "{g}：已完成；{y}：未完成，差不超过{most}个百分点；{r}：未完成，差超过{most}个百分点。",
                "{g}: met; {y}: not met, by at most {most} points; {r}: by more than {most}.",
            )
        return text.fill(**facts, most=yellow[1:])
    text = Text(
        "{g}：已完成或较序时不低于{green}个百分点；{y}：不低于{yellow}；{r}：低于{yellow}。",
        "{g}: met, or a lead of at least {green} points; {y}: at least {yellow}; {r}: below"
        " {yellow}.",
    )
    return text.fill(**facts, green=green, yellow=yellow)


def _gaps(paper: Paper) -> Text:
    text = Text(
        "缺口＝目标－累计完成，不小于0；各{part}缺口、超额分别相加，不相抵。",
        "Gap = target − year to date, at least 0; gaps and what is above targets are added apart"
        " and never set off.",
    )
    return text.fill(part=paper.header.part)


def _rounding(paper: Paper) -> Text:
    """Return how what must still be reached is rounded, by unit."""
    left = QUARTERS - paper.period.quarter
    summed = [each for each in paper.due if each.kind != "rate" and each.direction == "higher"]
    if not left or not summed:
        return NONE
    terms = ["序时应完成", "距序时差"]
    terms_en = ["due by now", "short of it"]
    terms.append("平均每季须完成" if left > 1 else f"{paper.next_season.zh}须完成")
    terms_en.append("each quarter left" if left > 1 else f"{paper.next_season.en}")
    if left > 1:
        terms.append(f"{paper.next_season.zh}末达序时须完成")
        terms_en.append(f"on pace at the end of {paper.next_season.en}")
    by_places: dict[int, dict[Text, None]] = {}
    for each in summed:
        by_places.setdefault(each.places, {})[each.unit] = None
    units = []
    for places, own in sorted(by_places.items()):
        step = plain(Decimal(1).scaleb(-places))
        text = Text("{units}进到{step}", "{units} to {step}")
        if not places:
            text = Text("{units}进到整数", "{units} to whole numbers")
        units.append(text.fill(units=row_of([*own]), step=step))
    text = Text("{terms}：{units}。", "Rounded up ({terms}): {units}.")
    own_text = text.fill(
        terms=Text("、".join(terms), ", ".join(terms_en)), units=join(units, "，", ", ")
    )
    if left == 1:
        return own_text
    rule = Text(
        f"平均每季须完成＝缺口÷余下{left}个季度。",
        f"Each quarter left = gap ÷ the {left} quarters left.",
    )
    return join((own_text, rule), "", " ")


def _words(paper: Paper) -> Text:
    parts = [
        Text(
            "项次：一个{part_of}的一项指标。计入：有可用的数。",
            "A figure is one indicator of one district. Counted: with a usable value.",
        ).fill(part_of=paper.header.parts)
    ]
    if paper.period.quarter > 1:
        parts.append(
            Text(
                "当季数＝本季末累计－上季末累计，用更正后的数；单季最高为本年各季当季数中的最高数。",
                "A quarter alone = year to date less that of the quarter before, as corrected; the"
                " best is the highest of this year's.",
            )
        )
    return joined(parts, "", " ")


def _incomplete(paper: Paper) -> Text:
    ranked = Text("位次只在有数的{parts}之间排。", "Places are among the {en} with a value.").fill(
        parts=paper.header.parts, en=paper.header.parts
    )
    if not paper.city.programme.plan.ranking:
        ranked = NONE
    if all(paper.totals[each.id].status is not Status.INCOMPLETE for each in paper.due):
        return ranked
    text = Text(
        "合计的“未齐”：有的{parts}没有可用的数，补上后可能改变{whole}亮灯，故不比较序时。",
        "“Incomplete” of a total: some {parts} have no usable value, and could change the light of"
        " {whole}; so it has no lead.",
    )
    return joined((text.fill(parts=paper.header.parts, whole=paper.whole), ranked), "", " ")


def _dashes() -> Text:
    return Text(
        "目标栏的“—”表示没有下达，其他栏的“—”表示没有这个数；“未报”不当作0。",
        "“—” under target: not allocated; elsewhere: there is no such figure. Not reported is never"
        " 0.",
    )


def _definitions(paper: Paper) -> Text:
    """Return how each indicator is counted, as the plan defines it."""
    defined = [each for each in paper.indicators if each.definition]
    if not defined:
        return NONE
    parts = [_defined(each) for each in defined]
    text = Text("指标口径：{parts}。", "Definitions: {parts}.")
    return text.fill(parts=join(parts))


def _defined(indicator: Indicator) -> Text:
    text = Text("{name}，{definition}", "{name}: {definition}")
    definition = indicator.definition or NONE
    zh, en = (each.rstrip("。.") for each in definition)
    return text.fill(name=indicator.name, definition=Text(zh, en))


def _leads(work: Work, *, counts_departments: bool) -> Text:
    if work.is_empty:
        return NONE
    assumed = [work.place(task) for task in work.tasks if task.lead_assumed]
    parts = []
    if assumed:
        text = Text(
            "重点任务的牵头部门按责任部门首位推定（第{places}项），",
            "The lead of a task is taken to be the first department named (tasks {places});",
        )
        parts.append(text.fill(places=tuple(map(str, assumed))))
    end = Text("节点状态以牵头部门所报为准。", "a milestone stands as its lead reports it.")
    if counts_departments:
        end = Text(
            "节点状态以牵头部门所报为准；部门的节点分牵头、配合两栏计。",
            "a milestone stands as its lead reports it; a department's are counted apart as lead"
            " and as partner.",
        )
    if not assumed:
        end = Text(end.zh, f"{end.en[:1].upper()}{end.en[1:]}")
    return joined((*parts, end), "", " ")


def _deadline(paper: Paper) -> Text:
    deadline = paper.city.programme.plan.deadlines.get(paper.period)
    parts = []
    if deadline is None:
        of = Text("本季", " for the quarter") if paper.city.programme.plan.deadlines else NONE
        text = Text(
            "计划没有规定{of}报送时限，不判定迟报。",
            "The plan sets no deadline{of}, so nothing is judged late.",
        )
        parts.append(text.fill(of=of))
    if paper.newest is not None:
        text = Text("汇总到{day}收到的报送。", "With what was received by {day}.")
        parts.append(text.fill(day=date_said(paper.newest)))
    return joined(parts, "", " ")
