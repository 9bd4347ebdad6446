"""Phrases that several views share: quarters, units, rules and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jxtrade.read.file import look_up
from jxtrade.reconcile import WORDS, Light, Line, State, Total, rounded
from jxtrade.report import Cell, Paragraph, Tone
from jxtrade.text import Text, join, plain, same
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from jxtrade.model.period import Period
    from jxtrade.model.submissions import Ratio
    from jxtrade.place import Place
    from jxtrade.workspace import Workspace

CITY: Final = Text("合计", "total")
DISTRICT: Final = Text("县（市、区）", "district")
INDICATOR: Final = Text("指标", "indicator")
TONES: Final = {Light.GREEN: Tone.GOOD, Light.YELLOW: Tone.WARN, Light.RED: Tone.BAD}
_ORDINALS: Final = "一二三四"


def quarter(period: Period) -> Text:
    """Return a quarter's name."""
    return Text(f"{period.year}年{_ORDINALS[period.quarter - 1]}季度", str(period))


def as_at(period: Period) -> Text:
    """Return up to when a quarter's figures count."""
    month = period.quarter * 3
    return Text(f"截至{period.year}年{month}月底", f"as at {period.end.isoformat()}")


def name_and_unit(workspace: Workspace, indicator: str) -> Text:
    """Return an indicator's name with its unit."""
    known = workspace.indicator[indicator]
    unit = known.unit
    return Text(f"{known.name.zh}（{unit.zh}）", f"{known.name.en} ({unit.en})")


def units(workspace: Workspace, indicators: Iterable[str]) -> Paragraph:
    """Return the line that names the units in use."""
    used = tuple(dict.fromkeys(workspace.indicator[each].unit for each in indicators))
    return Paragraph(Text("单位：{units}", "units: {units}").fill(units=used), tone=Tone.FAINT)


def light(line: Line) -> Cell:
    """Return the light's word; without a light, that nothing is due, or the state."""
    if line.light is None:
        return Cell(
            WORDS[line.standing], Tone.STRONG if line.state is State.SUSPECT else Tone.FAINT
        )
    return Cell(WORDS[line.light], TONES[line.light])


def light_and_status(line: Line | Total) -> Cell:
    """Return the light's word with the status behind it, or what stands in a light's stead."""
    if line.light is None or line.status is None:
        if isinstance(line, Line):
            return light(line)
        return Cell(WORDS[line.status] if line.status else None)
    return Cell(join((WORDS[line.light], WORDS[line.status]), " ", " "), TONES[line.light])


def counted(total: Total) -> Text:
    """Return how many of the districts are in a sum."""
    text = Text("{counted}/{of} 计入", "{counted}/{of} counted")
    return text.fill(counted=total.counted, of=total.of)


def shown(figure: Decimal | None, ratio: Ratio | None, places: int) -> Decimal | None:
    """Return a figure as people are shown it: a quotient with the indicator's decimals."""
    return figure if figure is None or ratio is None else rounded(figure, places)


def light_rule(workspace: Workspace) -> Paragraph:
    """Return the rule by which lights are given, from the plan's own bounds."""
    green, yellow = workspace.lights.green, workspace.lights.yellow
    text = Text(
        "亮灯规则：已完成为绿；较序时 {green} 个百分点及以上为绿，{yellow} 个百分点及以上为黄，"
        "低于 {yellow} 为红。",
        "Lights: green when met or at least {green} points from pace, yellow at least {yellow},"
        " red below {yellow}.",
    )
    parts = [text.fill(green=_signed(green), yellow=_signed(yellow))]
    if any(each.direction == "lower" for each in workspace.indicator.values()):
        parts.append(_CEILING)
    return Paragraph(join(parts, "", " "), tone=Tone.FAINT)


_CEILING: Final = Text(
    "以低为好的，完成率是已用的比例，年末不超过才算完成，累计数超过即为红。",
    "Where lower is better the rate is the share that is used up: met at the year's end only, red"
    " once a sum is above it.",
)


def _signed(figure: Decimal) -> str:
    return "0" if figure == 0 else f"{'+' if figure > 0 else ''}{plain(figure)}"


def exact(figure: Decimal | None) -> str | None:
    """Return a figure's digits as JSON carries them; None for none."""
    return None if figure is None else f"{figure:f}"


def sources(
    workspace: Workspace, locations: Sequence[Place | None]
) -> Iterator[dict[str, Any] | None]:
    """Yield figures' places as JSON carries them; None for none."""
    known = look_up(workspace, filter(None, locations))
    for each in locations:
        place = None if each is None else known.get(each, each)
        yield place and {"path": place.path, "line": place.line, "column": place.column}


def pace_rule(workspace: Workspace, period: Period, indicators: Iterable[str]) -> Paragraph:
    """Return what share of the year's allocation is due at the quarter's end."""
    due: dict[Decimal, list[Text]] = {}
    for each in indicators:
        indicator = workspace.indicator[each]
        due.setdefault(indicator.pace[period.quarter - 1] * 100, []).append(indicator.name)
    parts = [
        (_DUE if share else _NOT_DUE).fill(names=tuple(names), share=plain(share))
        for share, names in due.items()
    ]
    text = Text("序时进度：{parts}。", "Pace at the quarter's end: {parts}.")
    return Paragraph(text.fill(parts=join(parts)), tone=Tone.FAINT)


_DUE: Final = Text("{names} {share}%", "{names} {share}%")
_NOT_DUE: Final = Text(
    "{names} {share}%（未到节点，不亮灯）", "{names} {share}% (not yet due, no light)"
)


def is_sample(lines: Iterable[Line]) -> bool:
    """Tell whether any figure of the lines rests on a made-up one."""
    return any(line.sample for line in lines)


def is_year_assumed(workspace: Workspace, period: Period) -> bool:
    """Tell whether the year of an allocation in use is an assumption."""
    if workspace.plan is None:
        return False
    allocations = workspace.plan.model.allocations
    return any(allocations[index].year_assumed for index in workspace.documents_of(period.year))


def caveats(workspace: Workspace, period: Period, *, sample: bool) -> Iterator[Paragraph]:
    """Yield what a reader must know of the figures: made up, or of an assumed year."""
    if sample:
        text = Text(
            "示例数据：本表用了标明 sample 的报送，数字是编造的，不是实际进度。",
            "示例数据 (sample data): submissions marked as sample are in use; the figures are made"
            " up.",
        )
        yield Paragraph(text, tone=Tone.WARN)
    if is_year_assumed(workspace, period) and workspace.plan is not None:
        plan = workspace.plan.model
        documents = tuple(
            plan.document_of(plan.allocations[index])
            for index in workspace.documents_of(period.year)
            if plan.allocations[index].year_assumed
        )
        text = Text(
            "年度推定：{documents} 没有写明年度，按 {year} 年使用。",
            "Year assumed: {documents} names no year; {year} is used.",
        )
        yield Paragraph(text.fill(documents=documents, year=str(period.year)), tone=Tone.WARN)


def missing(workspace: Workspace, period: Period) -> Paragraph | None:
    """Return who has not submitted for a quarter; None when all have."""
    absent = [
        (kind, name)
        for kind, sender, name in workspace.senders(period)
        if (kind, sender, period) not in workspace.present
    ]
    if not absent:
        return None
    districts = tuple(name for kind, name in absent if kind == DISTRICTS)
    departments = tuple(name for kind, name in absent if kind != DISTRICTS)
    parts = []
    if districts:
        parts.append(Text("区县 {names}", "districts {names}").fill(names=districts))
    if departments:
        parts.append(Text("部门 {names}", "departments {names}").fill(names=departments))
    return Paragraph(
        Text("未报：{parts}。", "Not reported: {parts}.").fill(parts=join(parts)), tone=Tone.WARN
    )


def restatements(line: Line) -> Text:
    """Return what was put right in a line's figures, quarter by quarter."""
    text = Text(
        "{period} 由 {old} 改为 {new}（{reason}）", "{period} from {old} to {new} ({reason})"
    )
    return join(
        [
            text.fill(period=str(each.period), old=each.from_, new=each.to, reason=each.reason)
            for each in (restated.restatement for restated in line.restated)
        ]
    )


def remark(workspace: Workspace, line: Line) -> Text:
    """Return what must be said beside a line: restatement, incomplete year, the sender's note."""
    parts: list[Text] = []
    if line.restated:
        parts.append(Text("更正：{what}", "restated: {what}").fill(what=restatements(line)))
    if line.lacks:
        text = Text("缺 {quarters}，累计未知", "{quarters} missing: no year to date")
        parts.append(text.fill(quarters=tuple(str(each) for each in line.lacks)))
    if line.state is State.UNALLOCATED and line.reported is not None:
        parts.append(
            Text("报 {figure}", "reports {figure}").fill(
                figure=shown(line.reported, line.ratio, workspace.indicator[line.indicator].places)
            )
        )
    submission = workspace.submission.get((line.district, line.period))
    if submission is not None:
        model = submission.model
        said = (model.not_applicable.get(line.indicator), model.notes.get(line.indicator))
        parts += [note for note in said if note is not None]
    parts += [_SAMPLE] if line.sample else []
    return join(parts) if parts else same("")


_SAMPLE: Final = same("示例")
