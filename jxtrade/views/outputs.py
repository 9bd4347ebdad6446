"""The form of each JSON output as JSON Schema (2020-12): it follows from the views' fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from jxtrade.report import Field, Kind
from jxtrade.text import Text
from jxtrade.views import (
    allocations,
    collect,
    gaps,
    goals,
    highlights,
    incentives,
    score,
    status,
    tasks,
    trace,
    verdict,
    words,
)

if TYPE_CHECKING:
    from jxtrade.report import Records

Shape: TypeAlias = dict[str, Any]


class Output(NamedTuple):
    """An output's version, what it says first, and its lists."""

    version: str
    facts: tuple[Field, ...]
    records: tuple[Records, ...]


_OUTPUTS: Final = {
    "status": Output(status.VERSION, status.FACTS, status.RECORDS),
    "gaps": Output(gaps.VERSION, gaps.FACTS, gaps.RECORDS),
    "tasks": Output(tasks.VERSION, words.OPENING, tasks.RECORDS),
    "goals": Output(goals.VERSION, goals.FACTS, goals.RECORDS),
    "allocations": Output(allocations.VERSION, allocations.FACTS, allocations.RECORDS),
    "incentives": Output(incentives.VERSION, incentives.FACTS, incentives.RECORDS),
    "collect": Output(collect.VERSION, collect.FACTS, collect.RECORDS),
    "score": Output(score.VERSION, score.FACTS, score.RECORDS),
    "highlights": Output(highlights.VERSION, words.OPENING, highlights.RECORDS),
    "trace": Output(trace.VERSION, trace.FACTS, trace.RECORDS),
    "findings": Output(verdict.VERSION, verdict.FACTS, verdict.RECORDS),
}
NAMES: Final = tuple(_OUTPUTS)


def output_schema(name: str) -> Shape:
    """Return the schema of an output; fields may be added to it, and none renamed.

    Raises:
        KeyError: there is no such output.

    """
    output = _OUTPUTS[name]
    lists = (Field(each.key, Kind.RECORDS, fields=each.fields) for each in output.records)
    form = _object((*output.facts, *lists))
    form["properties"] = {"schema": {"const": output.version}} | form["properties"]
    form["required"] = list(form["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{output.version.replace('/', ':')}",
        **form,
        "$defs": _DEFINITIONS,
    }


def _object(fields: tuple[Field, ...]) -> Shape:
    properties = {each.key: _form(each) for each in fields}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _form(field: Field) -> Shape:
    form = _within(field)
    return {"anyOf": [form, {"type": "null"}]} if field.is_optional else form


def _within(field: Field) -> Shape:
    match field.kind:
        case Kind.RECORD:
            return _object(field.fields)
        case Kind.RECORDS:
            return {"type": "array", "items": _object(field.fields)}
        case Kind.PLACES:
            return {"type": "array", "items": {"$ref": f"#/$defs/{Kind.PLACE}"}}
        case Kind.IDS:
            return {"type": "array", "items": {"type": "string"}}
        case Kind.FIGURE | Kind.PERCENT | Kind.POINTS | Kind.SHARE | Kind.TEXT | Kind.PLACE:
            return {"$ref": f"#/$defs/{field.kind}"}
        case _:
            codes = {"enum": list(field.codes)} if field.codes else {}
            return {"type": _TYPES[field.kind]} | codes


_TYPES: Final = {
    Kind.ID: "string",
    Kind.WORD: "string",
    Kind.COUNT: "integer",
    Kind.FLAG: "boolean",
}


def _decimal(places: str, about: Text) -> Shape:
    told = f"{about.zh} / {about.en}"
    return {"type": "string", "pattern": rf"^-?[0-9]+{places}$", "description": told}


_EXACT: Final = r"(\.[0-9]+)?"
_FOUR: Final = r"\.[0-9]{4}"
_DEFINITIONS: Final[Shape] = {
    Kind.FIGURE: _decimal(_EXACT, Text("精确的十进制数", "an exact decimal")),
    Kind.PERCENT: _decimal(_FOUR, Text("百分数，四位小数", "percent, with four decimals")),
    Kind.POINTS: _decimal(_FOUR, Text("百分点，四位小数", "percentage points, with four decimals")),
    Kind.SHARE: _decimal(_FOUR, Text("占 1 的份额，四位小数", "a share of 1, with four decimals")),
    Kind.TEXT: _object((Field("zh", Kind.ID), Field("en", Kind.ID))),
    Kind.PLACE: _object(
        (Field("path", Kind.ID), Field("line", Kind.COUNT), Field("column", Kind.COUNT))
    ),
}
