"""The form of each kind of file as JSON Schema (2020-12), for editors.

It follows from the models; titles and descriptions in both languages stand beside them, and the
ids are those of a plan and task lists, where given. What the reader takes without remark, it
accepts.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from jxtrade.figures.waivers import can_be_waived
from jxtrade.model.form import FIRST_YEAR, LAST_YEAR, Form
from jxtrade.model.plan import LINEAR, MAX_DECIMALS, Change, Plan, Target
from jxtrade.model.relations import Term
from jxtrade.model.scalar import LANGUAGES, WORDS_SCHEMA
from jxtrade.model.submissions import MAX_FIRMS, DepartmentSubmission, DistrictSubmission
from jxtrade.model.tasks import TaskList
from jxtrade.model.waivers import WaiverList
from jxtrade.rules import catalogue
from jxtrade.text import Said, Text, join, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jxtrade.model.plan import District, Indicator
    from jxtrade.model.tasks import Task

Schema: TypeAlias = dict[str, Any]
Where: TypeAlias = tuple[str, str]
"""A model's name and a field as files write it."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
KINDS: Final[dict[str, type[Form]]] = {
    "targets": Plan,
    "tasks": TaskList,
    "waivers": WaiverList,
    "district": DistrictSubmission,
    "department": DepartmentSubmission,
}


class Known(NamedTuple):
    """What an id stands for, and the forms of what is reported under it.

    `firms` is the form of a roster, where it is another than that of any.
    """

    said: Said
    forms: tuple[Schema, ...] = ()
    firms: Schema | None = None


Ids: TypeAlias = "Mapping[str, Known]"


def schema(
    kind: str, plan: Plan | None = None, tasks: Mapping[int, TaskList] = MappingProxyType({})
) -> Schema:
    """Return the schema of a kind of file; where ids are known, they are the only ones accepted.

    Raises:
        KeyError: there is no such kind.

    """
    model = KINDS[kind]
    generated = model.model_json_schema(ref_template="#/$defs/{model}")
    known = _known(plan, tasks)
    forms = {each.__name__: each for each in Form.__subclasses__()}
    definitions = {
        name: _definition(forms[name], found, known) for name, found in generated["$defs"].items()
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:jxtrade:{kind}:1",
        **_definition(model, generated, known),
        "$defs": {**definitions, "Words": _words()},
    }


_WORDS: Final = {"$ref": "#/$defs/Words"}
_NULL: Final = {"type": "null"}
_FIGURE: Final = {"anyOf": [{"type": "number"}]}
"""A number, in an `anyOf` since editors complete a bare one as 0, and 0 is a value."""

_YEAR: Final = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_VERSION: Final = {"const": 1}
_NOT_NEGATIVE: Final = ({"type": "number", "minimum": 0},)
_VALUE: Final = {"anyOf": [*_FIGURE["anyOf"], {"$ref": "#/$defs/Ratio"}]}
"""What a district reports: a figure, or for a rate also what it was worked out from."""

_SHARES: Final = {
    "type": "array",
    "items": {"type": "number", "minimum": 0, "maximum": 1},
    "minItems": len(LINEAR),
    "maxItems": len(LINEAR),
}
_FIRMS: Final[Schema] = {
    "type": "array",
    "items": {"$ref": "#/$defs/Firm"},
    "maxItems": MAX_FIRMS,
}

_CODED: Final = {"items": {**_FIRMS["items"], "required": ["uscc"]}}

_ADDEND: Final = [*_FIGURE["anyOf"], {"$ref": "#/$defs/Term"}]
_SIDE: Final = {
    "anyOf": [*_ADDEND, {"type": "array", "items": {"anyOf": _ADDEND}, "minItems": 1}],
}
"""A side of a relation: a number, a term, or a list that adds up."""

_OWN: Final[dict[Where, Schema]] = {
    ("Plan", "version"): _VERSION,
    ("Plan", "over_report"): {"type": "number", "exclusiveMinimum": 0, "default": 300},
    ("Header", "start"): _YEAR,
    ("Header", "end"): _YEAR,
    ("Indicator", "decimals"): {"type": "integer", "minimum": 0, "maximum": MAX_DECIMALS},
    ("Indicator", "pace"): {"anyOf": [{"const": "linear"}, _SHARES]},
    ("Allocation", "year"): _YEAR,
    ("Goal", "year"): _YEAR,
    ("Weighed", "cap"): {"type": "number", "exclusiveMinimum": 0, "default": 100},
    ("Weighed", "below"): {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
    ("Relation", "left"): _SIDE,
    ("Relation", "right"): _SIDE,
    ("Relation", "within"): {"type": "number", "minimum": 0, "default": 0},
    ("Ratio", "denominator"): {"anyOf": [{"type": "number", "exclusiveMinimum": 0}]},
    ("TaskList", "version"): _VERSION,
    ("TaskList", "year"): _YEAR,
    ("WaiverList", "version"): _VERSION,
    ("DistrictSubmission", "rosters"): {"type": "object", "additionalProperties": _FIRMS},
}
"""The schemas of fields whose validators refuse more than their types do."""

_IDS: Final[dict[Where, tuple[str, ...]]] = {
    ("District", "overlaps"): ("district",),
    ("Goal", "indicator"): ("indicator",),
    ("Incentive", "indicator"): ("indicator",),
    ("Excuse", "district"): ("district",),
    ("Excuse", "indicator"): ("indicator",),
    ("Scoring", "indicators"): ("indicator",),
    ("Task", "departments"): ("department",),
    ("TaskTarget", "indicator"): ("indicator",),
    ("Term", "indicator"): ("indicator",),
    ("Waiver", "code"): ("rule",),
    ("Waiver", "district"): ("district",),
    ("Waiver", "indicator"): ("indicator",),
    ("DistrictSubmission", "district"): ("district",),
    ("Restatement", "indicator"): ("indicator",),
    ("DepartmentSubmission", "department"): ("department",),
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
"""The fields that give an id, or list ids, or have them for keys, and of what."""

_OPEN: Final[Where] = ("DepartmentSubmission", "notes")
"""The field among them whose keys may be other words too."""

_CELLS: Final[Where] = ("Allocation", "values")
"""The field among them whose entries have districts for keys."""

_BLANK: Final[tuple[Where, ...]] = (
    ("Allocation", "values"),
    ("Allocation", "totals"),
    ("Plan", "deadlines"),
    ("DistrictSubmission", "rosters"),
)
"""The mappings in which the office may leave an entry blank."""

_NULLABLE: Final[Where] = ("Goal", "indicator")
"""The field that must be there and may say null."""


def _definition(form: type[Form], generated: Schema, known: Mapping[str, Ids]) -> Schema:
    """Return a form's schema as the reader reads it and an editor shows it.

    A field that may be left out may also be blank, which an editor takes for null.
    """
    needed = generated.get("required", [])
    told = {
        info.alias or name: form.fields_called[name] for name, info in form.model_fields.items()
    }
    properties = {}
    for field, each in generated["properties"].items():
        place = (form.__name__, field)
        is_null = place == _NULLABLE or (field not in needed and form is not Target)
        found = _property(place, each, known, is_null=is_null)
        properties[field] = {**_shown(told[field]), **found}
    body = {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }
    if form is Change:
        body = {"anyOf": [*_FIGURE["anyOf"], body, _NULL]}
    elif form is Term:
        named = {key: each for key, each in properties["indicator"].items() if key != "description"}
        body = {"anyOf": [named, body]}
    elif form is Target:
        body |= {"minProperties": 1, "maxProperties": 1}
    return {**_shown(form.called), **body}


def _property(
    place: Where, generated: Schema, known: Mapping[str, Ids], *, is_null: bool
) -> Schema:
    """Return a field's schema, with the ids that may stand there where they are known."""
    found = _OWN.get(place) or _plain(generated)
    if isinstance(default := generated.get("default"), bool) or "enum" in found:
        found = found if default is None else {**found, "default": default}
    ids = {id_: each for sort in _IDS.get(place, ()) for id_, each in known[sort].items()}
    if place == _CELLS:
        cells = _with_keys(known["district"], found["additionalProperties"])
        found = {**found, "additionalProperties": cells}
    if "additionalProperties" in found:
        found = _with_keys(ids, found, is_open=place == _OPEN)
    elif ids:
        found = _naming(ids, found, is_null=is_null)
    if place in _BLANK:
        found = _with_blanks(found)
    return _or_null(found) if is_null else found


def _with_blanks(found: Schema) -> Schema:
    """Return the schema of a mapping whose entries may be null too."""
    blank = dict(found)
    for key in ("properties", "patternProperties"):
        if key in found:
            blank[key] = {name: _or_null(each) for name, each in found[key].items()}
    if entry := found.get("additionalProperties"):
        blank["additionalProperties"] = _or_null(entry)
    return blank


def _plain(generated: Schema) -> Schema:
    """Return Pydantic's schema of a type less its title and null; texts are shared."""
    found = {
        key: _plain(each) if key in ("items", "additionalProperties") else each
        for key, each in generated.items()
        if key not in ("title", "default")
    }
    match found:
        case {"anyOf": either} if either == WORDS_SCHEMA["anyOf"]:
            return _WORDS
        case {"anyOf": [*either, {"type": "null"}]}:
            return _plain({"anyOf": either} if either[1:] else either[0])
        case {"type": "number"}:
            return _FIGURE
        case {"patternProperties": _}:
            return {**found, "additionalProperties": False}
        case _:
            return found


def _words() -> Schema:
    """Return the schema of a text for people: one text, or one for each language."""
    line, either = WORDS_SCHEMA["anyOf"]
    properties = {
        lang: {**_shown(LANGUAGES[lang]), **each} for lang, each in either["properties"].items()
    }
    return {"anyOf": [line, {**either, "properties": properties}]}


def _or_null(found: Schema) -> Schema:
    match found:
        case {"enum": list(words)} if None in words:
            return found
        case {"enum": _, "default": default}:
            return {"anyOf": [{"enum": found["enum"]}, _NULL], "default": default}
        case {"enum": _}:
            return {"anyOf": [found, _NULL]}
        case {"type": types}:
            types = [types] if isinstance(types, str) else types
            return {**found, "type": list(dict.fromkeys((*types, "null")))}
        case {"anyOf": list(either)}:
            return {**found, "anyOf": [*(each for each in either if each != _NULL), _NULL]}
        case _:
            return {"anyOf": [found, _NULL]}


def _naming(ids: Ids, found: Schema, *, is_null: bool) -> Schema:
    """Return the schema of a field that gives one of the ids, or lists some."""
    if "items" in found:
        return {**found, "items": _naming(ids, found["items"], is_null=False)}
    spelled: list[tuple[str | float | None, str]] = [
        (word, _both(each.said.title)) for id_, each in ids.items() for word in _spellings(id_)
    ]
    if is_null:
        spelled.append((None, _both(_NONE)))
    return {
        "enum": [word for word, _ in spelled],
        "enumDescriptions": [title for _, title in spelled],
    }


def _with_keys(ids: Ids, found: Schema, *, is_open: bool = False) -> Schema:
    """Return the schema of a mapping whose keys are ids; as is where none is known."""
    if not ids:
        return found
    entry = found["additionalProperties"]
    properties = {
        id_: {**_shown(each.said), **entry, **_within_entry(each, entry)}
        for id_, each in ids.items()
    }
    return {**found, "properties": properties, "additionalProperties": entry if is_open else False}


def _within_entry(known: Known, entry: Schema) -> Schema:
    """Return what an id adds to the schema of an entry under it."""
    if entry in (_FIGURE, _VALUE):
        return {"anyOf": [*known.forms[: len(entry["anyOf"])]]} if known.forms else {}
    return (known.firms if entry == _FIRMS else None) or {}


_AS_NUMBER: Final = re.compile(r"-?[0-9]+([eE]-?[0-9]{1,2})?", re.ASCII)


def _spellings(id_: str) -> Iterator[str | float]:
    """Yield an id, and what an editor takes it for where it stands without quotes."""
    yield id_
    if found := _AS_NUMBER.fullmatch(id_):
        yield float(id_) if found[1] else int(id_)
    elif id_ in ("true", "True", "TRUE", "false", "False", "FALSE"):
        yield id_.lower() == "true"


def _shown(told: Said) -> Schema:
    return {"title": _both(told.title), "description": _both(told.about)}


def _both(text: Text) -> str:
    """Return both languages in one line, or the one there is."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


_NONE: Final = Text("无", "none")
_MEASURES: Final = {
    "cumulative": Text("本年累计", "year to date"),
    "quarterly": Text("本季", "this quarter alone"),
}


def _known(plan: Plan | None, tasks: Mapping[int, TaskList]) -> dict[str, Ids]:
    """Return, for each sort of thing that has ids, those of the plan and the task lists."""
    listed = [(year, task) for year, each in tasks.items() for task in each.tasks]
    return {
        "rule": {
            each.code: Known(Said(each.about[0], each.about[0]))
            for each in catalogue()
            if can_be_waived(each.code)
        },
        "district": {each.id: _district(each) for each in plan.districts} if plan else {},
        "indicator": {each.id: _indicator(each) for each in plan.indicators} if plan else {},
        "department": {
            department.id: Known(Said(department.name, department.name))
            for each in tasks.values()
            for department in each.departments
        },
        "target": {
            each.id: Known(Said(each.name, _within(tasks, year, task, each.unit)), _NOT_NEGATIVE)
            for year, task in listed
            for each in task.targets
        },
        "milestone": {
            each.id: Known(Said(each.name, _within(tasks, year, task, same(f"Q{each.quarter}"))))
            for year, task in listed
            for each in task.milestones
        },
    }


def _district(district: District) -> Known:
    about = " ".join(each for each in (district.full_name, district.code) if each)
    return Known(Said(district.name, same(about) if about else district.name))


def _indicator(indicator: Indicator) -> Known:
    """Return what an indicator is: unit, how it is counted, digits, definition."""
    unit, definition = indicator.unit, indicator.definition
    measure, places = _MEASURES[indicator.measure], indicator.places
    digits = (
        Text(f"至多 {places} 位小数", f"at most {places} after the point") if places else _WHOLE
    )
    about = join((unit, measure, digits), "，", ", ")
    if definition is not None:
        about = join((about, definition), "：", ": ")
    figure = {"type": "number" if places else "integer", "minimum": 0}
    ratio = _VALUE["anyOf"][1:] if indicator.kind == "rate" else ()
    firms = _CODED if indicator.roster_codes == "required" else None
    return Known(Said(indicator.name, about), (figure, *ratio), firms)


_WHOLE: Final = Text("整数", "whole")


def _within(tasks: Mapping[int, TaskList], year: int, task: Task, what: Text) -> Text:
    """Return what something is in a task, and whose task it is.

    A department is named as the newest list up to the year names it, else as the newest does.
    """
    lists = sorted(tasks, key=lambda each: (each <= year, each))
    named = {each.id: each.name for listed in lists for each in tasks[listed].departments}
    names = join([named.get(each, same(each)) for each in task.departments], "、", ", ")
    return join([what, task.name, names], "，", ", ")
