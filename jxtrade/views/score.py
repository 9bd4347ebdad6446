"""What districts and departments have earned in the assessment, and how each cell came about."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from jxtrade.figures.score import (
    WORDS_OF_FAULT,
    DepartmentScore,
    Fault,
    Part,
    Score,
    Way,
    Why,
    department_scores,
    exact,
    scores,
    shown,
)
from jxtrade.figures.states import WORDS, State, Status
from jxtrade.model.scoring import INCOMPLETE, METHODS, PROPORTIONAL, THRESHOLD, ZERO
from jxtrade.report import (
    Cell,
    Column,
    Field,
    Kind,
    Later,
    Paragraph,
    Parting,
    Records,
    Report,
    Row,
    RowKind,
    Table,
    Tone,
    half_up,
    optional,
)
from jxtrade.text import Text, join, listed, plain, same
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Reconciliation
    from jxtrade.figures.score import Deduction
    from jxtrade.model.scoring import Scoring
    from jxtrade.report import Record, Value


def report(city: City, found: Reconciliation, scoring: Scoring, *, explains: bool) -> Report:
    """Return the scores with their places; with `explains` the arithmetic of every cell."""
    own = scores(city, found, scoring)
    period = found.period
    departments = department_scores(city, period, scoring)
    lines = [part.line for each in own for part in each.parts if part.counts is not None]
    milestones = (one for each in departments for one in each.milestones)
    sample = words.is_sample(lines) or any(one.is_sample for one in milestones)
    blocks: list[Paragraph | Table] = [
        Table(_columns(city, own), tuple(_placed(city, each) for each in own)),
        Table((), Later(lambda: (_row(city, each, scoring) for each in own)), (DISTRICTS,)),
        Table((words.district(city), _POINTS), tuple(_cells(city, own)), parting=_BY_INDICATOR),
        *_unranked(city, own),
        *(_of_departments(city, departments) if scoring.departments else _NO_DEPARTMENTS),
        *(_explained(city, own, departments, scoring) if explains else ()),
        *_rules(city, own, scoring),
        *words.caveats(city, period, sample=sample),
    ]
    return Report(
        words.title(city, period, Text("考核得分", "Scores")),
        tuple(blocks),
        words.head(city, VERSION, period, sample=sample) | {"incomplete": scoring.incomplete},
    )


_PART: Final = (
    Field("indicator", Kind.ID),
    Field("indicator_name", Kind.TEXT),
    Field("weight", Kind.FIGURE),
    Field("method", Kind.WORD, tuple(METHODS)),
    Field("status", Kind.WORD, (*Status, *State)),
    Field("excused", Kind.FLAG),
    *optional(Field("counts", Kind.PERCENT), Field("points", Kind.FIGURE)),
    Field("arithmetic", Kind.TEXT),
    *optional(Field("source", Kind.PLACE)),
    Field("weight_source", Kind.PLACE),
)
_DEDUCTION: Final = (
    Field("kind", Kind.WORD, tuple(Fault)),
    Field("times", Kind.COUNT),
    Field("points", Kind.FIGURE),
    Field("sources", Kind.PLACES),
)
DISTRICTS: Final = Records(
    "districts",
    (
        Field("district", Kind.ID),
        Field("district_name", Kind.TEXT),
        *optional(
            Field("score", Kind.FIGURE),
            Field("rank", Kind.COUNT),
            Field("unranked", Kind.WORD, tuple(Why)),
        ),
        Field("parts", Kind.RECORDS, fields=_PART),
        Field("deductions", Kind.RECORDS, fields=_DEDUCTION),
    ),
)
DEPARTMENTS: Final = Records(
    "departments",
    (
        Field("department", Kind.ID),
        Field("department_name", Kind.TEXT),
        *optional(
            Field("score", Kind.FIGURE),
            Field("rank", Kind.COUNT),
            Field("unranked", Kind.WORD, tuple(Why)),
        ),
        Field("weight", Kind.FIGURE),
        Field("due", Kind.COUNT),
        Field("in_time", Kind.COUNT),
        *optional(Field("points", Kind.FIGURE)),
        Field("deductions", Kind.RECORDS, fields=_DEDUCTION),
    ),
)
VERSION: Final = "jxtrade.score/1"
FACTS: Final = (*words.FACTS, Field("incomplete", Kind.WORD, tuple(INCOMPLETE)))
RECORDS: Final = (DISTRICTS, DEPARTMENTS)
_POINTS: Final = Column("points", Text("", ""), Kind.FIGURE)
_BY_INDICATOR: Final = Parting("indicator", "head", (_POINTS,))


def _columns(city: City, own: Sequence[Score]) -> tuple[Column, ...]:
    """Return name, place and score, and what is taken off where anything is."""
    return (
        words.district(city),
        *([_RANK] if city.programme.plan.ranking else []),
        _SCORE,
        *([_OFF] if any(each.deductions for each in own) else []),
    )


_RANK: Final = Column("rank", Text("位次", "rank"), Kind.COUNT)
_SCORE: Final = Column("score", Text("得分", "score"), Kind.FIGURE)
_OFF: Final = Column("deducted", Text("扣分", "deducted"), Kind.FIGURE)


def _of_departments(city: City, own: Sequence[DepartmentScore]) -> Iterator[Paragraph | Table]:
    """Yield the scores of departments, and which milestones they rest on."""
    columns = (
        Column("department_name", Text("部门", "department")),
        *([_RANK] if city.programme.plan.ranking else []),
        _SCORE,
        Column("due", Text("到期节点", "due"), Kind.COUNT),
        Column("in_time", Text("按时完成", "in time"), Kind.COUNT),
        *([_OFF] if any(each.deductions for each in own) else []),
    )
    rows = tuple(_department(city, each) for each in own)
    yield Table(columns, rows, (DEPARTMENTS,))
    if idle := [row.cells["department_name"].value for row in rows if row.cells["unranked"].value]:
        text = Text(
            "没有到期的节点，不排名：{names}。", "Without a milestone due, not ranked: {names}."
        )
        yield Paragraph(text.fill(names=tuple(idle)), tone=Tone.FAINT)
    if own:
        yield Paragraph(_BY_MILESTONES.fill(weight=plain(own[0].weight)), tone=Tone.FAINT)
    if unusable := city.programme.tasks.unusable:
        text = Text(
            "{files} 不能用，部门得分不全。",
            "{files} can't be used, so not all departments are scored.",
        )
        yield Paragraph(text.fill(files=unusable), tone=Tone.BAD)


_NO_DEPARTMENTS: Final = (Table((), (), (DEPARTMENTS,)),)
_BY_MILESTONES: Final = Text(
    "部门得分：牵头任务按时完成的节点 ÷ 到期的节点 × {weight}，再扣分。",
    "Departments: milestones done in time ÷ milestones due, of the tasks they lead, × {weight},"
    " less deductions.",
)


def _department(city: City, each: DepartmentScore) -> Row:
    period = each.milestones[0].period.year if each.milestones else 0
    values: dict[str, Value | Cell] = {
        "department": each.id,
        "department_name": city.programme.tasks.department_name(each.id, period),
        "score": each.score,
        "rank": each.rank,
        "unranked": each.unranked,
        "weight": each.weight,
        "due": each.due,
        "in_time": each.in_time,
        "points": None if each.points is None else shown(each.points),
        "deductions": tuple(map(_deduction, each.deductions)),
        "deducted": -shown(_off(each)) if each.deductions else None,
    }
    milestones = tuple(one.location for one in each.milestones if one.is_due)
    sources = {"score": milestones, "due": milestones, "in_time": milestones}
    return words.row(values, {"score": Tone.STRONG}, sources)


def _cells(city: City, own: Sequence[Score]) -> Iterator[Row]:
    """Yield the points of every indicator and district, indicator by indicator."""
    for parts in zip(*([(each.id, part) for part in each.parts] for each in own), strict=True):
        for district, part in parts:
            head = _headed(city, part.indicator, part.weight)
            yield Row(
                {
                    "indicator": Cell(part.indicator),
                    "head": Cell(head),
                    "district_name": Cell(city.programme.district_name(district)),
                    "points": _points(city, part),
                }
            )


def _headed(city: City, indicator: str, weight: Decimal) -> Text:
    text = Text("{name} {weight}分", "{name} ({weight})")
    return text.fill(name=city.programme.indicator_name(indicator), weight=plain(weight))


def _placed(city: City, each: Score) -> Row:
    """Return what people see of a score: whose it is, its place, what is taken off."""
    values: dict[str, Value | Cell] = {
        "district_name": city.programme.district_name(each.id),
        "score": each.score,
        "rank": each.rank,
        "deducted": -shown(_off(each)) if each.deductions else None,
    }
    sources = {
        "score": tuple(
            place for part in each.parts for place in words.origins(city, part.line).both
        ),
        "deducted": tuple(place for off in each.deductions for place in off.places),
    }
    return words.row(values, {"score": Tone.STRONG}, sources)


def _row(city: City, each: Score, scoring: Scoring) -> Row:
    values: dict[str, Value | Cell] = {
        "district": each.id,
        "district_name": city.programme.district_name(each.id),
        "score": each.score,
        "rank": each.rank,
        "unranked": each.unranked,
        "parts": tuple(_part(city, each, part, scoring) for part in each.parts),
        "deductions": tuple(map(_deduction, each.deductions)),
    }
    return words.row(values, {}, {})


def _off(each: Score | DepartmentScore) -> Fraction:
    return sum((deduction.points for deduction in each.deductions), Fraction(0))


def _points(city: City, part: Part) -> Cell:
    """Return a part's points as people are shown them, or the word that stands in their stead."""
    tone = Tone.WARN if part.is_unknown else None
    if part.points is not None:
        return Cell(shown(part.points), tone, words.origins(city, part.line).both)
    return Cell(_standing(part), tone or Tone.FAINT)


def _standing(part: Part) -> Text:
    return _EXCUSED if part.is_excused else WORDS[part.line.standing]


_EXCUSED: Final = Text("免考核", "excused")


def _part(city: City, score: Score, part: Part, scoring: Scoring) -> Record:
    line = part.line
    route = ("scoring", "indicators", part.indicator, "weight")
    return {
        "indicator": part.indicator,
        "indicator_name": city.programme.indicator_name(part.indicator),
        "weight": part.weight,
        "method": part.weighed.method,
        "status": line.standing,
        "excused": part.is_excused,
        "counts": None if part.counts is None else _decimal(part.counts),
        "points": None if part.points is None else shown(part.points),
        "arithmetic": _arithmetic(score, part, scoring),
        "source": line.stated.location if line.stated else None,
        "weight_source": city.programme.loaded.at(*route),
    }


def _deduction(each: Deduction) -> Record:
    points = shown(each.points)
    return {"kind": each.kind, "times": each.times, "points": points, "sources": each.places}


def _decimal(figure: Fraction) -> str:
    """Return a figure with four places, as machines get what rests on a division."""
    return f"{_four(figure):f}"


def _four(figure: Fraction) -> Decimal:
    return half_up(Decimal(figure.numerator) / Decimal(figure.denominator), 4)


# The arithmetic


def _arithmetic(score: Score, part: Part, scoring: Scoring) -> Text:
    """Return how a cell came about, or why it has no points."""
    line, reached = part.line, part.reached
    word = _standing(part)
    if part.is_left_out:
        return _LEFT_OUT.fill(word=word)
    if reached is None:
        return (_AS_ZERO if scoring.incomplete == ZERO else _NOT_RANKED).fill(word=word)
    weight = plain(part.weight)
    if score.used != score.weight:
        weight = f"({weight} × {plain(score.weight)} ÷ {plain(score.used)})"
    reported = exact(line)
    allocated = plain(line.allocated or Decimal(0))
    is_of_part = reached.base and reached.base != Fraction(line.allocated or 0)
    return _HOW[reached.way].fill(
        reported=plain(_four(reported)),
        allocated=allocated,
        base=f"({allocated} × {plain(line.pace or Decimal(0))})" if is_of_part else allocated,
        ratio=plain(_four(reported / reached.base)) if reached.base else "",
        share=plain(_four(reached.share)),
        weight=weight,
        points=shown(part.points or Fraction(0)),
    )


_LEFT_OUT: Final = Text("{word}，不计分", "{word}: left out")
_AS_ZERO: Final = Text("{word}，计 0 分", "{word}: scores 0")
_NOT_RANKED: Final = Text("{word}，不能计分", "{word}: no points can be given")
_HOW: Final = {
    Way.SHARE: same("{reported} ÷ {base} × {weight} = {points}"),
    Way.CAPPED: Text(
        "{reported} ÷ {base} = {ratio}，按上限 {share} 计；{share} × {weight} = {points}",
        "{reported} ÷ {base} = {ratio}, counted as {share}; {share} × {weight} = {points}",
    ),
    Way.MET: Text(
        "已完成（{reported} ≥ {allocated}），1 × {weight} = {points}",
        "met ({reported} ≥ {allocated}): 1 × {weight} = {points}",
    ),
    Way.UNMET: Text(
        "未完成（{reported}，目标 {allocated}），{share} × {weight} = {points}",
        "not met ({reported}, target {allocated}): {share} × {weight} = {points}",
    ),
    Way.KEPT: Text(
        "没有超过（{reported} ≤ {allocated}），1 × {weight} = {points}",
        "kept ({reported} ≤ {allocated}): 1 × {weight} = {points}",
    ),
    Way.BROKEN: Text(
        "超过（{reported} > {allocated}），{allocated} ÷ {reported} × {weight} = {points}",
        "above ({reported} > {allocated}): {allocated} ÷ {reported} × {weight} = {points}",
    ),
    Way.NOTHING_DUE: Text(
        "分配数为 0，1 × {weight} = {points}", "allocated 0: 1 × {weight} = {points}"
    ),
}


def _explained(
    city: City, own: Sequence[Score], departments: Sequence[DepartmentScore], scoring: Scoring
) -> Iterator[Table]:
    """Yield the arithmetic of every cell, by whose it is, and how the score comes of it."""
    rows: list[Row] = []
    for each in own:
        parts = [
            (
                _headed(city, part.indicator, part.weight),
                Cell(_arithmetic(each, part, scoring), None, _points(city, part).sources),
                part.points,
            )
            for part in each.parts
        ]
        rows += _steps(city.programme.district_name(each.id), each, parts)
    for one in departments:
        name = _department(city, one).cells["department_name"].value
        facts = {"in_time": one.in_time, "due": one.due, "weight": plain(one.weight)}
        if one.points is not None and isinstance(name, Text):
            said = _IN_TIME.fill(points=shown(one.points), **facts)
            rows += _steps(name, one, [(_MILESTONES, Cell(said), one.points)])
    yield Table(_STEPS, tuple(rows), parting=Parting("whose", "name"))


_STEPS: Final = (
    Column("what", Text("项目", "part")),
    Column("arithmetic", Text("算式", "arithmetic")),
    Column("points", Text("得分", "points"), Kind.FIGURE),
)
_MILESTONES: Final = Text("节点", "milestones")
_IN_TIME: Final = same("{in_time} ÷ {due} × {weight} = {points}")


def _steps(
    name: Text,
    each: Score | DepartmentScore,
    parts: Sequence[tuple[Text, Cell, Fraction | None]],
) -> Iterator[Row]:
    """Yield how a score comes about: its parts, what is taken off, and the sum."""

    def row(what: Text, arithmetic: Cell, points: Value, kind: RowKind = RowKind.LINE) -> Row:
        cells = {
            "whose": Cell(f"{type(each).__name__} {each.id}"),
            "name": Cell(name),
            "what": Cell(what),
            "arithmetic": arithmetic,
            "points": Cell(points),
        }
        return Row(cells, kind)

    for what, arithmetic, points in parts:
        yield row(what, arithmetic, None if points is None else shown(points))
    for off in each.deductions:
        taken = shown(off.points)
        said = _TIMES.fill(each=plain(off.each), times=off.times, points=taken)
        yield row(WORDS_OF_FAULT[off.kind], Cell(said, None, off.places), -taken)
    known = [points for _, _, points in parts if points is not None]
    yield row(words.CITY, Cell(_sum(each, known)), each.score, RowKind.TOTAL)


_TIMES: Final = same("-{each} × {times} = -{points}")


def _sum(each: Score | DepartmentScore, points: Sequence[Fraction]) -> Text:
    """Return how a score adds up, or why there is none."""
    if each.unranked is not None:
        return _WHY[each.unranked]
    off = [deduction.points for deduction in each.deductions]
    said = " + ".join(f"{shown(figure):f}" for figure in points)
    said += "".join(f" - {shown(figure):f}" for figure in off)
    total = sum(points, Fraction(0)) - sum(off, Fraction(0))
    if len(points) + len(off) == 1:
        return same(said)
    return (_AT_LEAST_0 if total < 0 else same("{said} = {total}")).fill(
        said=said, total=shown(total)
    )


_AT_LEAST_0: Final = Text("{said} = {total}，最低 0 分", "{said} = {total}, and at least 0")
_WHY: Final = {
    Why.INCOMPLETE: Text("数不齐，不排名", "incomplete: not ranked"),
    Why.NOTHING_LEFT: Text("没有可计分的指标，不排名", "nothing left to score: not ranked"),
}


# The notes


def _unranked(city: City, own: Sequence[Score]) -> Iterator[Paragraph]:
    """Yield who has no score, each with what is missing or to be checked."""
    for each in own:
        if each.unranked is None:
            continue
        why = _WHY[each.unranked]
        if each.unranked is Why.INCOMPLETE:
            why = _said_unknown(city, each)
        text = Text("{name}不排名：{why}。", "{name} is not ranked: {why}.")
        yield Paragraph(
            text.fill(name=city.programme.district_name(each.id), why=why), tone=Tone.WARN
        )


def _said_unknown(city: City, each: Score) -> Text:
    """Return a district's values that are not known, by how they stand."""
    by_state: dict[State | Status, list[Text]] = {}
    for part in each.parts:
        if part.is_unknown:
            names = by_state.setdefault(part.line.standing, [])
            names.append(city.programme.indicator_name(part.indicator))
    text = Text("{names}{word}", "{names} {word}")
    return join(
        [
            text.fill(
                names=_ALL if len(names) == len(each.parts) else listed(names), word=WORDS[state]
            )
            for state, names in by_state.items()
        ]
    )


_ALL: Final = Text("全部指标", "all indicators")


def _rules(city: City, own: Sequence[Score], scoring: Scoring) -> Iterator[Paragraph]:
    """Yield by which rules points are given, what was left out, and what was counted as 0."""
    for each in own if scoring.incomplete == ZERO else ():
        if any(part.is_unknown for part in each.parts):
            name = city.programme.district_name(each.id)
            what = _said_unknown(city, each)
            yield Paragraph(_AS_0.fill(name=name, what=what), tone=Tone.WARN)
    yield Paragraph(_method(city, scoring), tone=Tone.FAINT)
    left_out = [_standing(part) for each in own for part in each.parts if part.is_left_out]
    if left_out:
        reasons = tuple(dict.fromkeys(left_out))
        yield Paragraph(_SCALED.fill(reasons=reasons), tone=Tone.FAINT)
    if any(_is_off_by_rounding(each) for each in own):
        yield Paragraph(_ROUNDED_ONCE, tone=Tone.FAINT)


_AS_0: Final = Text("{name}：{what}，计 0 分。", "{name}: {what}, counted as 0.")
_SCALED: Final = Text(
    "{reasons}的指标不计分，其余指标的权重按比例放大，合计不变。",
    "What is marked so is left out: {reasons}; the other weights are scaled to the same sum.",
)
_ROUNDED_ONCE: Final = Text(
    "得分由未舍入的数相加，再四舍五入到两位小数，各项显示的数之和可能差 0.01。",
    "Scores add up exact points and are rounded once, so that the points shown may add up to 0.01"
    " more or less.",
)


def _is_off_by_rounding(each: Score) -> bool:
    points = [part.points for part in each.parts if part.points is not None]
    off = [-deduction.points for deduction in each.deductions]
    total = sum((shown(figure) for figure in (*points, *off)), Decimal(0))
    return each.score is not None and each.score not in (total, 0)


def _method(city: City, scoring: Scoring) -> Text:
    """Return the plan's rules: weights, methods, what costs points, what without a value."""
    parts = []
    for id_, each in scoring.indicators.items():
        is_ceiling = city.programme.indicator[id_].direction == "lower"
        text = _RULES[each.method, is_ceiling]
        most = plain(each.cap) if each.cap is not None else "100"
        how = text.fill(most=most, below=plain(each.below or Decimal(0)))
        parts.append(_WEIGHED.fill(head=_headed(city, id_, each.weight), how=how))
    said = join(parts)
    costs = [
        _COSTS.fill(word=word, points=plain(points))
        for kind, word in WORDS_OF_FAULT.items()
        if (kind is not Fault.OVERDUE or scoring.departments)
        and (points := getattr(scoring.deductions, kind))
    ]
    if costs:
        said = join((said, _TAKEN_OFF.fill(costs=join(costs, "、", ", "))))
    text = Text(
        "计分办法：{said}；有未报或待核的，{incomplete}。",
        "Scoring: {said}; with a missing or suspect value: {incomplete}.",
    )
    return text.fill(said=said, incomplete=INCOMPLETE[scoring.incomplete])


_WEIGHED: Final = Text("{head}{how}", "{head} {how}")
_RULES: Final = {
    (PROPORTIONAL, False): Text(
        "按累计 ÷ 应完成，最多 {most}%", "by reported ÷ due, at most {most}%"
    ),
    (PROPORTIONAL, True): Text(
        "不超过得满分，超过按分配 ÷ 累计", "in full while kept, above it by allocated ÷ reported"
    ),
    (THRESHOLD, False): Text("完成得满分，否则得 {below}", "in full when met, else {below} of it"),
    (THRESHOLD, True): Text(
        "不超过得满分，否则得 {below}", "in full while kept, else {below} of it"
    ),
}
_COSTS: Final = Text("{word}每次 {points}", "{points} each for {word}")
_TAKEN_OFF: Final = Text("扣分：{costs}", "taken off: {costs}")
