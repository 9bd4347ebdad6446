"""One figure's whole arithmetic: from each line of YAML to rate, lead, gap, place and light."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.lines import Line
from jxtrade.figures.states import WORDS, Light, State, Status
from jxtrade.findings import Subject
from jxtrade.report import (
    Cell,
    Field,
    Kind,
    Paragraph,
    Records,
    Report,
    Row,
    Table,
    half_up,
    optional,
)
from jxtrade.text import Text, join, listed, plain, same
from jxtrade.views import words
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Reconciliation, Total
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place
    from jxtrade.report import Value


class Step(NamedTuple):
    """A step: how it is worked out, what it gives, what is to be said of it, and its lines."""

    term: str
    name: Text
    formula: Text | None = None
    value: Decimal | Text | None = None
    places: tuple[Place, ...] = ()
    remark: Text | None = None


VERSION: Final = "jxtrade.trace/1"
FACTS: Final = (
    *words.FACTS,
    Field("indicator", Kind.ID),
    *optional(
        Field("district", Kind.ID),
        Field("state", Kind.WORD, tuple(State)),
        Field("status", Kind.WORD, (*Status, *State)),
        Field("light", Kind.WORD, tuple(Light)),
    ),
)
_STEPS: Final = Records(
    "steps",
    (
        Field("term", Kind.ID),
        Field("name", Kind.TEXT),
        *optional(
            Field("formula", Kind.TEXT), Field("value", Kind.FIGURE), Field("said", Kind.TEXT)
        ),
        *optional(Field("remark", Kind.TEXT)),
        Field("sources", Kind.PLACES),
    ),
)
RECORDS: Final = (_STEPS,)
_TITLE: Final = Text("{whose}「{name}」的来历", "Where “{name}” of {whose} comes from")


def report(
    city: City,
    found: Reconciliation,
    indicator: str,
    district: str | None,
    findings: Iterable[Finding] = (),
) -> Report:
    """Return every step to a district's line or, without one, to the city's total.

    A suspect value is led to the errors, among the findings, that name it.
    """
    about, lines = city.programme.indicator[indicator], found.of(indicator)
    own = [line for line in lines if district in (None, line.district)]
    if district is None:
        total = next(each for each in found.totals if each.indicator == indicator)
        name, steps = words.CITY, _of_total(city, total, lines, about)
        standing: dict[str, Value] = {"state": None, "status": total.status, "light": total.light}
    else:
        (line,) = own
        name, steps = city.programme.district_name(district), _of_line(city, line, lines, findings)
        standing = {"state": line.state, "status": line.standing, "light": line.light}
    made = tuple(steps)
    sample = words.is_sample(own)
    return Report(
        words.title(city, found.period, _TITLE.fill(whose=name, name=about.name)),
        (
            words.units(city, [indicator]),
            *map(_said, made),
            Table((), tuple(map(_row, made)), RECORDS),
            words.light_rule(city),
            *words.caveats(city, found.period, sample=sample),
        ),
        words.head(city, VERSION, found.period, sample=sample)
        | {"indicator": indicator, "district": district, **standing},
    )


_GIVES: Final = Text("{name}：{steps}", "{name}: {steps}")


def _said(step: Step) -> Paragraph:
    """Return a step as people read it: how it is worked out and what it gives, then its lines."""
    value = same(f"{step.value:f}") if isinstance(step.value, Decimal) else step.value
    worked_out = [each for each in (step.formula, value) if each is not None]
    parts = [join(worked_out, " = ", " = ")] if worked_out else []
    parts += [step.remark] if step.remark else []
    said = _GIVES.fill(name=step.name, steps=join(parts, "，", ", "))
    return Paragraph(said, sources=step.places)


def _row(step: Step) -> Row:
    said = step.value if isinstance(step.value, Text) else None
    values = {
        "term": step.term,
        "name": step.name,
        "formula": step.formula,
        "value": None if said else step.value,
        "said": said,
        "remark": step.remark,
        "sources": step.places,
    }
    return Row({key: Cell(value, sources=step.places) for key, value in values.items()})


_STATED: Final = Text("{period} 报数", "{period} as stated")
_RESTATED: Final = Text("{period} 更正", "{period} restated")
_CHANGED: Final = Text("{old} → {new}（{reason}）", "{old} → {new} ({reason})")
_UNUSED: Final = Text("{words}，未采用", "{words}, not used")
_FOUND: Final = Text("{code} {message}", "{code} {message}")
_FROM: Final = Text("{document}，{day} 起", "{document}, from {day}")
_RATED: Final = Text("{name} {rate}", "{name} {rate}")
_REPORTED: Final = Text("累计完成", "reported")
_ALLOCATED: Final = Text("分配", "allocated")
_STANDING: Final = Text("状态", "status")


def _of_line(
    city: City, line: Line, lines: Sequence[Line], findings: Iterable[Finding]
) -> Iterator[Step]:
    """Yield the steps of a district's line."""
    about = city.programme.indicator[line.indicator]
    quarters = line.period.of_year if about.is_added_up else (line.period,)
    errors = [each for each in findings if each.is_error]
    figures = []
    for period in quarters:
        yield from _quarter(city, line, period, errors)
        stated = city.facts.stated(line.district, line.indicator, period)
        figures += [_digits(stated.figure, stated.ratio)] if stated else []
    if line.reported is not None:
        formula = same(" + ".join(figures)) if len(figures) > 1 else None
        yield Step("reported", _REPORTED, formula, _shown(line, line.reported))
    yield from _allocated(city, line)
    if line.allocated is not None:
        yield from _judged(city, line, about)
    if line.rank is not None:
        ranked = [each for each in lines if each.rank is not None]
        names = [
            _RATED.fill(name=city.programme.district_name(each.district), rate=_four(each.rate))
            for each in sorted(ranked, key=lambda each: each.rank or 0)
        ]
        yield Step("rank", Text("位次", "rank"), None, Decimal(line.rank), remark=listed(names))
    yield _standing(city, line)


def _quarter(city: City, line: Line, period: Period, errors: Sequence[Finding]) -> Iterator[Step]:
    """Yield what was stated for a quarter, what was restated since, and what makes it suspect."""
    sheet, indicator = city.facts.sheets.get((line.district, period)), line.indicator
    name = _STATED.fill(period=str(period))
    is_suspect = city.facts.is_suspect(line.district, indicator, period)
    nothing = State.SUSPECT if is_suspect else State.MISSING
    path = city.received.workspace.path_of(DISTRICTS, line.district, period)
    if sheet is None:
        yield Step("stated", name, None, WORDS[nothing])
    elif (value := sheet.submission.model.values.get(indicator)) is None:
        reason = sheet.submission.model.not_applicable.get(indicator)
        state = State.NOT_APPLICABLE if reason else nothing
        key = ("not_applicable", indicator) if reason else ("values",)
        yield Step("stated", name, None, WORDS[state], (sheet.submission.key(*key),), reason)
    else:
        place = (sheet.submission.at("values", indicator),)
        if isinstance(value, Decimal):
            yield Step("stated", name, None, value, place)
        else:
            yield Step("stated", name, same(f"{value} × 100"), same(_four(value.percent)), place)
        used = city.facts.stated(line.district, indicator, period)
        for each in sheet.restatements.get(indicator, ()):
            said = each.restatement
            remark = _CHANGED.fill(old=said.from_, new=said.to, reason=said.reason)
            if used is None or each not in used.restated:
                remark = _UNUSED.fill(words=remark)
            restated = _RESTATED.fill(period=str(period))
            yield Step("restated", restated, None, said.to, (each.at("to"),), remark)
    subject = Subject(line.district, indicator, str(period))
    if is_suspect:
        for error in errors:
            is_of_file = sheet is None and error.location.path == path
            if is_of_file or subject in error.subjects:
                said_of = _FOUND.fill(code=error.code, message=error.message)
                yield Step(
                    "finding", WORDS[State.SUSPECT], places=(error.location,), remark=said_of
                )


def _allocated(city: City, line: Line) -> Iterator[Step]:
    """Yield what each document allocated by the quarter's end; the last one is in force."""
    plan, allocations = city.programme.plan, city.programme.allocations
    known = allocations.history(line.indicator, line.district, line.period)
    for each in known:
        document = plan.document_of(plan.allocations[each.document])
        said = _FROM.fill(document=document, day=each.effective.isoformat())
        place = allocations.place(line.indicator, line.district, each.document)
        yield Step("allocated", _ALLOCATED, None, each.figure, (place,), said)
    if not known:
        yield Step("allocated", _ALLOCATED, None, WORDS[State.UNALLOCATED])


def _judged(city: City, line: Line | Total, about: Indicator) -> Iterator[Step]:
    """Yield pace and what is due, then rate, lead, gaps and surplus as far as they are there."""
    if line.pace is None or line.allocated is None:
        return
    index = list(city.programme.indicator).index(about.id)
    place = (city.programme.loaded.at("indicators", index, "pace"),)
    whole, pace = plain(line.allocated), plain(line.pace)
    yield Step("pace", Text("序时", "pace"), None, line.pace, place)
    yield Step("due", Text("应完成", "due"), same(f"{whole} × {pace}"), line.due)
    if line.reported is None:
        return
    is_ceiling = about.direction == "lower"
    own = _digits(line.reported, line.ratio if isinstance(line, Line) else None)
    if line.rate is not None:
        yield _percent("rate", Text("完成率", "rate"), same(f"{own} ÷ {whole} × 100"), line.rate)
    if line.lead is not None and line.rate is not None:
        parts = (_four(line.rate), plain(line.pace * 100))
        yield _percent("lead", _LEAD, same(_minus(*parts, swapped=is_ceiling)), line.lead)
    if isinstance(line, Line) and line.due is not None:
        due = plain(line.due)
        for term, name, parts, figure in (
            ("gap", Text("缺口", "gap"), (whole, own), line.gap),
            ("gap_to_pace", Text("序时缺口", "gap to pace"), (due, own), line.gap_to_pace),
            ("surplus", Text("超额", "surplus"), (own, whole), line.surplus),
        ):
            formula = same(f"max({_minus(*parts, swapped=is_ceiling)}, 0)")
            yield Step(term, name, formula, _shown(line, figure))


_LEAD: Final = Text("较序时", "lead")


def _of_total(city: City, total: Total, lines: Sequence[Line], about: Indicator) -> Iterator[Step]:
    """Yield the steps of the city's total: each district, then the sums and what they give."""
    programme = city.programme
    allocated = [line for line in lines if line.allocated is not None]
    used = [line for line in allocated if line.state is State.VALUE]
    for line in allocated:
        origins = words.origins(city, line)
        own = _shown(line, line.reported) if line in used else WORDS[line.state]
        remark = _OF.fill(allocated=line.allocated)
        name = programme.district_name(line.district)
        yield Step("district", name, None, own, (*origins.reported, *origins.allocated), remark)
    if about.kind == "rate":
        ratios = [line.ratio for line in used if line.ratio is not None]
        if total.reported is not None:
            parts = (
                " + ".join(plain(getattr(each, part)) for each in ratios)
                for part in ("numerator", "denominator")
            )
            formula = same(" ÷ ".join(f"({part})" for part in parts) + " × 100")
            yield Step("reported", _REPORTED, formula, same(_four(total.reported)))
        else:
            yield Step("reported", _REPORTED, remark=_NEVER_SUMMED)
        return
    counted = same(f"{total.counted}/{total.of}")
    yield Step("counted", Text("计入", "counted"), None, counted)
    yield Step("reported", _REPORTED, _sum(line.reported for line in used), total.reported)
    yield Step("allocated", _ALLOCATED, _sum(line.allocated for line in allocated), total.allocated)
    yield from _judged(city, total, about)
    if total.rate_counted is not None and total.reported is not None:
        whole = _sum(line.allocated for line in used).zh
        formula = same(f"{plain(total.reported)} ÷ ({whole}) × 100")
        yield _percent("rate_counted", _LIKE_WITH_LIKE, formula, total.rate_counted)
    if total.short is not None and total.due is not None and total.reported is not None:
        due, reported = plain(total.due), plain(total.reported)
        short = same(f"max({_minus(due, reported, swapped=about.direction == 'lower')}, 0)")
        yield Step("short", Text("距序时尚差", "short of what is due"), short, total.short)
    for term, name, figures, figure in (
        ("gap", Text("缺口", "gap"), [line.gap for line in used], total.gap),
        ("surplus", Text("超额", "surplus"), [line.surplus for line in used], total.surplus),
        (
            "gap_left_out",
            Text("未计入的分配", "allocated to those left out"),
            [line.allocated for line in allocated if line not in used],
            total.gap_left_out,
        ),
    ):
        yield Step(term, name, _sum(figures) if figures else None, figure)
    yield _standing(city, total)


_OF: Final = Text("分配 {allocated}", "allocated {allocated}")
_NEVER_SUMMED: Final = Text("比率不能相加", "rates are never summed")
_LIKE_WITH_LIKE: Final = Text("计入者完成率", "rate of those counted")


def _standing(city: City, line: Line | Total) -> Step:
    """Return the status and light, and the rule of the plan that gives them."""
    plan = city.programme.loaded
    places = (plan.at("lights"),) if "lights" in plan.model.model_fields_set else ()
    status = line.standing if isinstance(line, Line) else line.status
    remark = None
    if line.lead is not None and status not in (Status.MET, Status.INCOMPLETE):
        bounds = city.programme.plan.lights
        facts = {"lead": _four(line.lead), "green": bounds.green, "yellow": bounds.yellow}
        remark = _RULES[Status(status)].fill(**facts) if status in tuple(_RULES) else None
        if status is Status.FAR_BEHIND and line.lead >= bounds.yellow:
            remark = _BROKEN.fill(reported=line.reported, allocated=line.allocated)
    parts = [WORDS[each] for each in (line.light, status) if each is not None]
    return Step("status", _STANDING, None, join(parts, " ", " "), places, remark)


_BROKEN: Final = Text("{reported} > {allocated}", "{reported} > {allocated}")
_RULES: Final = {
    Status.ON_PACE: Text("{lead} ≥ {green}", "{lead} ≥ {green}"),
    Status.BEHIND: Text("{yellow} ≤ {lead} < {green}", "{yellow} ≤ {lead} < {green}"),
    Status.FAR_BEHIND: Text("{lead} < {yellow}", "{lead} < {yellow}"),
}


def _percent(term: str, name: Text, formula: Text, figure: Decimal) -> Step:
    return Step(term, name, formula, half_up(figure, 4))


def _shown(line: Line, figure: Decimal | None) -> Decimal | None:
    """Return a figure as it is; one that rests on a division with four decimals."""
    return figure if figure is None or line.ratio is None else half_up(figure, 4)


def _digits(figure: Decimal, ratio: object) -> str:
    return plain(figure) if ratio is None else _four(figure)


def _four(figure: Decimal | None) -> str:
    return "—" if figure is None else f"{half_up(figure, 4):f}"


def _minus(one: str, other: str, *, swapped: bool) -> str:
    return f"{other} - {one}" if swapped else f"{one} - {other}"


def _sum(figures: Iterable[Decimal | None]) -> Text:
    return same(" + ".join(plain(each) for each in figures if each is not None))
