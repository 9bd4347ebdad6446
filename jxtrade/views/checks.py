"""Every sum and relation that was checked, with its arithmetic, also where it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import WORDS_OF_OUTCOME, Outcome
from jxtrade.figures.demands import arithmetic, name_of
from jxtrade.figures.relations import decimal_of
from jxtrade.figures.sums import CityComparison, Origin
from jxtrade.model.relations import GRAVITIES, OPERATORS
from jxtrade.report import (
    Coded,
    Column,
    Field,
    Kind,
    Paragraph,
    Records,
    Report,
    Role,
    Row,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text, plain
from jxtrade.views import words

if TYPE_CHECKING:
    from jxtrade.figures.city import City
    from jxtrade.figures.relations import Part, Related
    from jxtrade.report import Cell, Record, Value

_TONES: Final = {
    Outcome.AGREES: Tone.GOOD,
    Outcome.ROUNDING: Tone.GOOD,
    Outcome.DIFFERS: Tone.BAD,
    Outcome.UNCHECKED: Tone.FAINT,
}
_TITLE: Final = Text(
    "各区县之和与部门数的核对", "Sums of the districts against the departments' figures"
)
_COLUMNS: Final = (
    Column("period", Text("季度", "quarter")),
    Column("department_name", Text("部门", "department")),
    Column("figure_name", Text("指标", "indicator")),
    Column("outcome", Text("结果", "outcome")),
    Column("stated", Text("部门数", "stated"), Kind.FIGURE),
    Column("sum", Text("区县之和", "sum"), Kind.FIGURE),
    Column("arithmetic", Text("算式", "arithmetic")),
)
CHECKS: Final = Records(
    "checks",
    (
        Field("kind", Kind.WORD, tuple(Origin)),
        Field("outcome", Kind.WORD, tuple(Outcome)),
        Field("indicator", Kind.ID),
        Field("indicator_name", Kind.TEXT),
        Field("department", Kind.ID),
        *optional(Field("target", Kind.ID)),
        Field("period", Kind.ID),
        Field("stated", Kind.FIGURE),
        *optional(
            Field("sum", Kind.FIGURE),
            Field("difference", Kind.FIGURE),
            Field("tolerance", Kind.FIGURE),
        ),
        Field(
            "parts",
            Kind.RECORDS,
            fields=(Field("district", Kind.ID), Field("value", Kind.FIGURE)),
        ),
        Field("left_out", Kind.IDS),
        Field("not_applicable", Kind.IDS),
        *optional(Field("reason", Kind.TEXT)),
        Field("source", Kind.PLACE),
    ),
)


def report(city: City, *, with_relations: bool = False) -> Report:
    """Return the table of all comparisons, and that of all relations if they are asked for.

    There may be as many of these as the plan has relations for each submission.
    """
    compared = city.comparisons
    table = Table(_COLUMNS, tuple(_row(city, each) for each in compared), (CHECKS,))
    nothing = Paragraph(Text("没有部门报全市数。", "No department gives a city-wide figure."))
    sums = (table,) if compared else (table, nothing)
    held = city.relations if with_relations and city.programme.usable else ()
    rows = tuple(_related(city, each) for each in held)
    heading = (Paragraph(_RELATIONS, role=Role.HEADING),) if rows else ()
    return Report(_TITLE, (*sums, *heading, Table(_RELATION_COLUMNS, rows, (RELATIONS,))))


_RELATIONS: Final = Text("勾稽关系的核对", "Relations of the plan")
_HOLDS: Final = {
    Outcome.AGREES: Text("成立", "holds"),
    Outcome.ROUNDING: Text("舍入误差内成立", "holds within rounding"),
    Outcome.DIFFERS: Text("不成立", "broken"),
    Outcome.UNCHECKED: WORDS_OF_OUTCOME[Outcome.UNCHECKED],
}
_RELATION_COLUMNS: Final = (
    Column("period", Text("季度", "quarter")),
    Column("district_name", Text("区县", "district")),
    Column("relation_name", Text("关系", "relation")),
    Column("outcome", Text("结果", "outcome")),
    Column("arithmetic", Text("算式", "arithmetic")),
)
_PART: Final = (
    *optional(Field("indicator", Kind.ID)),
    Field("times", Kind.FIGURE),
    *optional(Field("period", Kind.ID), Field("value", Kind.FIGURE)),
)
RELATIONS: Final = Records(
    "relations",
    (
        Field("relation", Kind.ID),
        Field("relation_name", Kind.TEXT),
        Field("district", Kind.ID),
        Field("district_name", Kind.TEXT),
        Field("period", Kind.ID),
        Field("is", Kind.WORD, tuple(OPERATORS)),
        Field("severity", Kind.WORD, tuple(GRAVITIES)),
        Field("outcome", Kind.WORD, tuple(Outcome)),
        *optional(
            Field("left", Kind.FIGURE),
            Field("right", Kind.FIGURE),
            Field("difference", Kind.FIGURE),
            Field("tolerance", Kind.FIGURE),
        ),
        *(Field(f"{side}_parts", Kind.RECORDS, fields=_PART) for side in ("left", "right")),
        *optional(Field("reason", Kind.TEXT)),
        Field("source", Kind.PLACE),
    ),
)


def _related(city: City, each: Related) -> Row:
    """Return a relation of one submission; it stands where a finding would, else in the plan."""
    relation, sums = each.relation, each.sums
    left, right = map(decimal_of, sums) if sums else (None, None)
    stated = next((part for part in each.parts if part.stated), None)
    values: dict[str, Value | Cell] = {
        "relation": relation.id,
        "relation_name": name_of(relation),
        "district": each.district,
        "district_name": city.programme.district_name(each.district),
        "period": str(each.period),
        "is": relation.is_,
        "severity": relation.severity,
        "outcome": Coded(each.outcome, _HOLDS[each.outcome]),
        "left": left,
        "right": right,
        "difference": None if each.difference is None else decimal_of(each.difference),
        "tolerance": decimal_of(each.tolerance) if sums else None,
        "left_parts": _parts(each.left),
        "right_parts": _parts(each.right),
        "reason": each.reason,
        "arithmetic": arithmetic(city.programme, each),
        "source": stated.location if stated else each.place,
    }
    of_side = {
        side: tuple(part.location for part in parts)
        for side, parts in (("left", each.left), ("right", each.right))
    }
    return words.row(values, {"outcome": _TONES[each.outcome]}, of_side)


def _parts(parts: tuple[Part, ...]) -> tuple[Record, ...]:
    return tuple(
        {
            "indicator": each.indicator,
            "times": each.times,
            "period": str(each.period) if each.indicator else None,
            "value": None if each.figure is None else decimal_of(each.figure),
        }
        for each in parts
    )


def _row(city: City, each: CityComparison) -> Row:
    total = each.compared
    name = city.programme.indicator_name(each.indicator)
    parts = tuple(part.location for part in each.parts)
    values: dict[str, Value | Cell] = {
        "kind": each.origin,
        "outcome": Coded(each.outcome, WORDS_OF_OUTCOME[each.outcome]),
        "indicator": each.indicator,
        "indicator_name": name,
        "department": each.department,
        "department_name": city.programme.tasks.department_name(each.department, each.period.year),
        "figure_name": _named(name, each.target),
        "target": each.target,
        "period": str(each.period),
        "stated": each.stated,
        "sum": total.sum if total else None,
        "difference": total.difference if total else None,
        "tolerance": Decimal(plain(total.tolerance)) if total else None,
        "arithmetic": _arithmetic(each),
        "parts": tuple({"district": part.district, "value": part.figure} for part in each.parts),
        "left_out": each.left_out,
        "not_applicable": each.not_applicable,
        "reason": each.reason,
        "source": each.location,
    }
    sources = {
        "stated": (each.location,),
        "sum": parts,
        "difference": (each.location, *parts),
        "arithmetic": (each.location, *parts),
    }
    return words.row(values, {"outcome": _TONES[each.outcome]}, sources)


def _named(indicator: Text, target: str | None) -> Text:
    text = Text("{name}（{target}）", "{name} ({target})")
    return indicator if target is None else text.fill(name=indicator, target=target)


def _arithmetic(each: CityComparison) -> Text:
    if each.compared is None:
        return each.reason or WORDS_OF_OUTCOME[Outcome.UNCHECKED]
    text = Text(
        "{parts} = {sum}；{sum} - {whole} = {difference:+}，允许 ±{tolerance}",
        "{parts} = {sum}; {sum} - {whole} = {difference:+}, ±{tolerance} allowed",
    )
    if each.is_quotient:
        ratios = [part.stated.ratio for part in each.parts if part.stated.ratio]
        above = " + ".join(f"{ratio.numerator:f}" for ratio in ratios)
        below = " + ".join(f"{ratio.denominator:f}" for ratio in ratios)
        parts = f"({above}) ÷ ({below}) × 100"
    else:
        parts = " + ".join(f"{part.figure:f}" for part in each.parts)
    return text.fill(parts=parts, **each.compared._asdict())
