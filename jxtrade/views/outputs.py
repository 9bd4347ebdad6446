"""The form of each JSON output as JSON Schema (2020-12): it follows from the views' fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from jxtrade.report import ChartKind, Field, Kind, Role, RowKind, Tone, optional
from jxtrade.text import Text
from jxtrade.views import (
    allocations,
    collect,
    edition,
    export,
    gaps,
    goals,
    highlights,
    incentives,
    papers,
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
    """An output's version, what it says first, and its lists; a paper's blocks between them.

    A row is a line of rows that stand alone: it says no version, and has a field a level of groups.
    """

    version: str
    facts: tuple[Field, ...]
    records: tuple[Records, ...]
    is_paper: bool = False
    is_row: bool = False


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
    "report": Output(papers.VERSION, edition.FACTS, (edition.INPUTS,), is_paper=True),
    "export": Output(export.VERSION, export.FIELDS, (), is_row=True),
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
    title = (Field("title", Kind.TEXT),) if output.is_paper else ()
    form = _object((*output.facts, *title, *lists))
    if output.is_paper:
        form["properties"]["blocks"] = {"type": "array", "items": {"oneOf": _blocks()}}
    if output.is_row:
        form["patternProperties"] = {"^group_[0-9]+(_name)?$": {"type": ["string", "null"]}}
    else:
        form["properties"] = {"schema": {"const": output.version}} | form["properties"]
    form["required"] = list(form["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{output.version.replace('/', ':')}",
        **form,
        "$defs": _DEFINITIONS,
    }


_SAID: Final = (Field("tone", Kind.WORD, tuple(Tone)), Field("sources", Kind.PLACES))
_PARAGRAPH: Final = (
    Field("block", Kind.WORD, ("paragraph",)),
    Field("role", Kind.WORD, tuple(Role)),
    Field("text", Kind.TEXT),
)
_TABLE: Final = (
    Field("block", Kind.WORD, ("table",)),
    *optional(Field("caption", Kind.TEXT), Field("unit", Kind.TEXT)),
    Field(
        "columns",
        Kind.RECORDS,
        fields=(
            Field("key", Kind.ID),
            *optional(Field("title", Kind.TEXT)),
            Field("kind", Kind.WORD, tuple(Kind)),
        ),
    ),
    Field(
        "rows",
        Kind.RECORDS,
        fields=(Field("kind", Kind.WORD, tuple(RowKind)), Field("cells", Kind.RECORD)),
    ),
)
_CHART: Final = (
    Field("block", Kind.WORD, ("chart",)),
    Field("kind", Kind.WORD, tuple(ChartKind)),
    *(Field(each, Kind.TEXT) for each in ("title", "unit", "alternative")),
)


def _blocks() -> list[Shape]:
    """Return the forms of a paper's paragraphs, tables and charts."""
    table, chart = _object(_TABLE), _object(_CHART)
    said = _object(_SAID)["properties"]
    paragraph = _object(_PARAGRAPH)
    paragraph["properties"] |= said
    marked = {"value": _VALUE, "kind": {"enum": [*Kind]}}
    marked |= {each: {"$ref": f"#/$defs/{Kind.TEXT}"} for each in ("before", "mark")}
    cell = {"type": "object", "properties": marked | said, "required": ["value"]}
    cells = {"type": "object", "additionalProperties": cell}
    table["properties"]["rows"]["items"]["properties"]["cells"] = cells
    text, figure = ({"$ref": f"#/$defs/{each}"} for each in (Kind.TEXT, Kind.FIGURE))
    tone = {"enum": [None, *Tone]}
    series = {
        "type": "object",
        "properties": {
            "name": text,
            "figures": {"type": "array", "items": {"anyOf": [figure, {"type": "null"}]}},
            "tones": {"type": "array", "items": tone},
            "marks": {"type": "array", "items": {"anyOf": [text, {"type": "null"}]}},
        },
        "required": ["name", "figures", "tones", "marks"],
    }
    chart["properties"] |= {
        "categories": {"type": "array", "items": text},
        "series": {"type": "array", "items": series},
        "reference": {"anyOf": [series, {"type": "null"}]},
    }
    chart["required"] = list(chart["properties"])
    return [paragraph, table, chart]


_VALUE: Final[Shape] = {
    "anyOf": [{"type": ["string", "integer", "boolean", "null", "array"]}, {"type": "object"}]
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
