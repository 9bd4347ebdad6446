"""The form of each kind of file as JSON Schema (2020-12), for editors.

It follows from the models; titles and descriptions in both languages come from `fields`, and the
ids of a workspace where there is one. What the reader takes without remark, it accepts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from jxtrade.model.plan import FIRST_YEAR, LAST_YEAR, LINEAR, MAX_DECIMALS, Plan
from jxtrade.model.scalar import WORDS_SCHEMA
from jxtrade.model.submissions import MAX_FIRMS, DepartmentSubmission, DistrictSubmission
from jxtrade.model.tasks import TaskList
from jxtrade.text import Text, same
from jxtrade.views.fields import FIELDS, FILES, MODELS, Said, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from jxtrade.model.plan import District, Indicator
    from jxtrade.model.tasks import Task
    from jxtrade.workspace import Named, Workspace

Schema: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[str, str]
"""A model's name and a field as files write it."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
KINDS: Final[dict[str, type[BaseModel]]] = {
    "targets": Plan,
    "tasks": TaskList,
    "district": DistrictSubmission,
    "department": DepartmentSubmission,
}


class Known(NamedTuple):
    """What an id of a workspace stands for, and what a figure reported under it must be."""

    said: Said
    figure: Schema


Ids: TypeAlias = "Mapping[str, Known]"


def schema(kind: str, workspace: Workspace | None = None) -> Schema:
    """Return the schema of a kind of file; with a workspace, its ids are the only ones accepted.

    Raises:
        KeyError: there is no such kind.

    """
    model = KINDS[kind]
    generated = model.model_json_schema(ref_template="#/$defs/{model}")
    known = _known(workspace) if workspace else {}
    definitions = {
        name: _definition(name, said(MODELS[name]), found, known)
        for name, found in generated.get("$defs", {}).items()
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:jxtrade:{kind}:1",
        **_definition(model.__name__, said(FILES[kind]), generated, known),
        "$defs": {**definitions, "Words": WORDS_SCHEMA},
    }


_FIGURE: Final = {"type": "number"}
_YEAR: Final = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_VERSION: Final = {"const": 1}
_SHARES: Final = {
    "type": "array",
    "items": {"type": "number", "minimum": 0, "maximum": 1},
    "minItems": len(LINEAR),
    "maxItems": len(LINEAR),
}
_FIRMS: Final = {
    "type": ["array", "null"],
    "items": {"$ref": "#/$defs/Firm"},
    "maxItems": MAX_FIRMS,
}

_OWN: Final[dict[Place, Schema]] = {
    ("Plan", "version"): _VERSION,
    ("Plan", "over_report"): {"type": "number", "exclusiveMinimum": 0, "default": 300},
    ("Header", "start"): _YEAR,
    ("Header", "end"): _YEAR,
    ("Indicator", "decimals"): {"type": ["integer", "null"], "minimum": 0, "maximum": MAX_DECIMALS},
    ("Indicator", "pace"): {"anyOf": [{"const": "linear"}, _SHARES]},
    ("Allocation", "year"): _YEAR,
    ("Goal", "year"): _YEAR,
    ("Target", "at_least"): _FIGURE,
    ("Target", "more_than"): _FIGURE,
    ("Target", "exactly"): _FIGURE,
    ("Target", "at_most"): _FIGURE,
    ("TaskList", "version"): _VERSION,
    ("TaskList", "year"): _YEAR,
    ("DistrictSubmission", "rosters"): {
        "type": ["object", "null"],
        "additionalProperties": _FIRMS,
    },
}
"""The schemas of fields whose validators refuse more than their types do."""

_NAMING: Final[dict[Place, str]] = {
    ("District", "overlaps"): "district",
    ("Goal", "indicator"): "indicator",
    ("Incentive", "indicator"): "indicator",
    ("Task", "departments"): "department",
    ("TaskTarget", "indicator"): "indicator",
    ("DistrictSubmission", "district"): "district",
    ("Restatement", "indicator"): "indicator",
    ("DepartmentSubmission", "department"): "department",
}
"""The fields that give an id, or list ids, and of what."""

_KEYED: Final[dict[Place, tuple[str, ...]]] = {
    ("Allocation", "values"): ("indicator",),
    ("Allocation", "totals"): ("indicator",),
    ("DistrictSubmission", "values"): ("indicator",),
    ("DistrictSubmission", "not_applicable"): ("indicator",),
    ("DistrictSubmission", "rosters"): ("indicator",),
    ("DistrictSubmission", "notes"): ("indicator",),
    ("DepartmentSubmission", "milestones"): ("milestone",),
    ("DepartmentSubmission", "targets"): ("target",),
    ("DepartmentSubmission", "city_totals"): ("indicator",),
    ("DepartmentSubmission", "notes"): ("milestone", "target", "indicator"),
}
"""The fields whose keys are ids, and of what."""

_OPEN: Final[Place] = ("DepartmentSubmission", "notes")
"""The field among them whose keys may be other words too."""

_CELLS: Final[Place] = ("Allocation", "values")
"""The field among them whose entries have districts for keys."""


def _definition(name: str, told: Said, generated: Schema, known: Mapping[str, Ids]) -> Schema:
    """Return a model's schema as the reader reads it and an editor shows it."""
    body = {
        "type": "object",
        "properties": {
            field: {**_shown(said(FIELDS[name][field])), **_property((name, field), each, known)}
            for field, each in generated["properties"].items()
        },
        "required": generated.get("required", []),
        "additionalProperties": False,
    }
    match name:
        case "Change":
            body = {"anyOf": [_FIGURE, body]}
        case "Target":
            body |= {"minProperties": 1, "maxProperties": 1}
    return {**_shown(told), **body}


def _property(place: Place, generated: Schema, known: Mapping[str, Ids]) -> Schema:
    """Return a field's schema, with the ids that may stand there where they are known."""
    found = _OWN.get(place) or _plain(generated)
    if isinstance(default := generated.get("default"), bool) or "enum" in generated:
        found = {**found, "default": default} if default is not None else found
    if ids := known.get(_NAMING.get(place, "")):
        return {**found, "items": _one_of(ids)} if "items" in found else _one_of(ids, found)
    if place == _CELLS and known:
        cells = _with_keys(known["district"], found["additionalProperties"])
        found = {**found, "additionalProperties": cells}
    if ids := {id_: each for sort in _KEYED.get(place, ()) for id_, each in known[sort].items()} if known else {}:
        found = _with_keys(ids, found, is_open=place == _OPEN)
    return found


def _plain(generated: Schema) -> Schema:
    """Return Pydantic's schema of a type less its title, texts shared and null among its types."""
    match {key: each for key, each in generated.items() if key not in ("title", "default")}:
        case {"anyOf": either} if either == WORDS_SCHEMA["anyOf"]:
            return {"$ref": "#/$defs/Words"}
        case {"anyOf": [inner, {"type": "null"}]}:
            return _or_null(_plain(inner))
        case {"items": inner, **rest}:
            return {**rest, "items": _plain(inner)}
        case {"additionalProperties": inner, **rest}:
            return {**rest, "additionalProperties": _plain(inner)}
        case {"patternProperties": _, **_} as found:
            return {**found, "additionalProperties": False}
        case found:
            return found


def _or_null(found: Schema) -> Schema:
    match found:
        case {"type": list(types)}:
            return {**found, "type": [*types, "null"]}
        case {"type": str(one)}:
            return {**found, "type": [one, "null"]}
        case _:
            return {"anyOf": [found, {"type": "null"}]}
