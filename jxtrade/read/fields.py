"""Documents become models; Pydantic's errors become findings worded in both languages.

A value that can't be used is dropped with its finding and the rest of the file is read, as far
as the schema allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from jxtrade.model.scalar import A_FIGURE, NULL
from jxtrade.model.submissions import DistrictSubmission
from jxtrade.read.advice import NO_FIGURE, instead_of
from jxtrade.read.dialect import (
    MISSING_FIELD,
    NOT_A_NUMBER,
    NOT_ACCEPTED,
    OVER_LIMIT,
    UNKNOWN_FIELD,
    WRITTEN_LOOSELY,
    WRONG_TYPE,
    finding_of,
)
from jxtrade.read.faults import FAULTS, MAX_FAULTS
from jxtrade.read.nodes import span_of
from jxtrade.text import Text, nearest, same, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from jxtrade.findings import Finding, Subject
    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place, Route, Segment
    from jxtrade.read.document import Document
    from jxtrade.read.nodes import Quoted, Raw

Model = TypeVar("Model", bound=BaseModel)

MAPPING: Final = Text("一组键值", "a mapping")
LIST: Final = Text("一个列表", "a list")
_WANTED: Final = {
    "model_type": MAPPING,
    "model_attributes_type": MAPPING,
    "dict_type": MAPPING,
    "tuple_type": LIST,
}
_MAX_PASSES: Final = 40


def model_of(
    document: Document,
    model: type[Model],
    *,
    subject: Subject,
    mends: bool,
    indicators: Mapping[str, Indicator],
) -> tuple[Model | None, Document, list[Finding]]:
    """Return the model that the document holds, the document without what was dropped, findings.

    With `mends`, a value that can't be used is dropped and the rest is read; otherwise one error
    means no model. `subject` says whose figures a submission holds, for findings about one of them;
    `indicators` are the plan's, by id.
    """
    document, findings = _against_the_plan(document, model, subject, indicators)
    if document.data is None or (document.faults and not mends):
        return None, document, findings
    for attempt in range(_MAX_PASSES):
        quoted: list[Quoted] = []
        try:
            found = model.model_validate(document.data, context=quoted)
        except ValidationError as error:
            details = _details(error)
            doomed, meant = set(), _misspelt(document, model, details)
            room = MAX_FAULTS - len(findings)
            for detail in details[:room]:
                route = _route(document, detail["loc"])
                if not _is_known(document, detail, None if attempt else meant):
                    odd = list(_odd_entries(document, detail))
                    findings += odd or [_finding(document, model, detail, subject, indicators)]
                doomed.add(route)
            if len(details) > room:
                spot = document.at(_route(document, details[room]["loc"]))
                return None, document.without({()}), [*findings, _too_many(spot)]
            if () in doomed or not mends:
                return None, document.without(doomed & {()}), findings
            document = document.without(doomed | meant)
        else:
            findings += [_loose(document, text) for text in quoted[:MAX_FAULTS]]
            if len(quoted) > MAX_FAULTS:
                spot = document.drawn(span_of(quoted[MAX_FAULTS].event))
                return None, document.without({()}), [*findings, _too_many(spot)]
            found, document = _less_bare_firms(found, document, indicators)
            return found, document, findings
    return None, document, findings


def _details(error: ValidationError) -> list[ErrorDetails]:
    """Return Pydantic's errors, one for each place, less those that follow from another."""
    found: list[ErrorDetails] = []
    for detail in error.errors(include_url=False, include_input=False):
        facts = detail.get("ctx", {})
        for within in facts.get("places", (facts.get("within", ()),)):
            loc = (*detail["loc"], *within)
            if detail["type"] != "default_factory_not_called":
                found.append({**detail, "loc": loc})
    return found


def _against_the_plan(
    document: Document,
    model: type[BaseModel],
    subject: Subject,
    indicators: Mapping[str, Indicator],
) -> tuple[Document, list[Finding]]:
    """Return the document less what the plan's indicators do not take, findings.

    Those are ratios for what is no rate, and firms without their code where one is required.
    """
    idle = list(_idle_ratios(document, model, indicators))
    bare = [(*route, USCC) for route in _bare_firms(document, model, indicators)]
    found = [(WRONG_TYPE, route) for route in idle]
    found += [(MISSING_FIELD, route) for route in bare if route not in document.lost]
    findings = [
        rule.at(
            document.at(route),
            subject=_about(subject, route),
            field=route[1] if rule is WRONG_TYPE else USCC,
            wanted=A_FIGURE,
            found=MAPPING,
        )
        for rule, route in found[: MAX_FAULTS + 1]
    ]
    if len(findings) > MAX_FAULTS:
        findings[-1] = _too_many(findings[-1].location)
        return document.without({()}), findings
    return (document.without(idle) if idle else document), findings


def _reported(document: Document, model: type[BaseModel], field: str) -> dict[str, Raw]:
    """Return what a district's submission says in one of its mappings by indicator."""
    data = document.data if model is DistrictSubmission else None
    entries = data.get(field) if isinstance(data, dict) else None
    return entries if isinstance(entries, dict) else {}


def _idle_ratios(
    document: Document, model: type[BaseModel], indicators: Mapping[str, Indicator]
) -> Iterator[Route]:
    """Yield where a ratio is given for an indicator that is no rate."""
    values = _reported(document, model, "values")
    if dict in {*map(type, values.values())}:
        for name, value in values.items():
            if isinstance(value, dict) and name in indicators and indicators[name].kind != "rate":
                yield "values", name


def _bare_firms(
    document: Document, model: type[BaseModel], indicators: Mapping[str, Indicator]
) -> Iterator[Route]:
    """Yield where firms stand that must have their code and have none, or a blank."""
    for name, firms in _reported(document, model, "rosters").items():
        if name not in indicators or indicators[name].roster_codes != "required":
            continue
        for place, firm in enumerate(firms if isinstance(firms, list) else ()):
            if isinstance(firm, dict) and firm.get(USCC) is None:
                yield "rosters", name, place


def _less_bare_firms(
    found: Model, document: Document, indicators: Mapping[str, Indicator]
) -> tuple[Model, Document]:
    """Return model and document without the firms that lack their code, or of whom it was lost."""
    if bare := list(_bare_firms(document, type(found), indicators)):
        document = document.without(bare)
        found = type(found).model_validate(document.data)
    return found, document


USCC: Final = "uscc"


def _too_many(spot: Place) -> Finding:
    return OVER_LIMIT.at(spot, what=FAULTS, most=MAX_FAULTS)


def _is_known(document: Document, detail: ErrorDetails, misspelt: set[Route] | None) -> bool:
    """Tell whether a field is missing only as it was dropped before, or its name is misspelt."""
    match detail:
        case {"type": "missing", "loc": loc}:
            return misspelt is None or loc in misspelt or loc in document.lost
        case {"type": "no_field", "loc": loc, "ctx": facts}:
            return (*loc, facts["field"]) in document.lost
        case _:
            return False


def _misspelt(
    document: Document, model: type[BaseModel], details: list[ErrorDetails]
) -> set[Route]:
    """Return where fields belong that stand there under a name nobody knows."""
    found = set()
    for detail in details[:MAX_FAULTS]:
        if detail["type"] == "extra_forbidden":
            *above, name = detail["loc"]
            close = nearest(str(name), _fields(model, tuple(above)))
            route = (*_route(document, tuple(above)), close or "")
            if close and _route(document, route) != route:
                found.add(route)
    return found


def _route(document: Document, loc: tuple[Segment, ...]) -> Route:
    """Return the segments of a Pydantic location that lead somewhere in the document."""
    route: list[Segment] = []
    place = document.place
    for segment in loc:
        if (entry := document.entries(place).get(segment)) is not None:
            route.append(segment)
            place = entry[1]
    return tuple(route)


def _value(document: Document, route: Route) -> Raw:
    value: Any = document.data
    for segment in route:
        value = value[segment]
    return value  # type: ignore[no-any-return]


def _odd_entries(document: Document, detail: ErrorDetails) -> Iterator[Finding]:
    """Yield a finding for each entry that is but a text, because its colon is none."""
    route = _route(document, detail["loc"])
    if _WANTED.get(detail["type"]) is MAPPING and isinstance(_value(document, route), str):
        for fault in document.odd_entries(route):
            yield finding_of(document, fault)


def _finding(
    document: Document,
    model: type[BaseModel],
    detail: ErrorDetails,
    subject: Subject,
    indicators: Mapping[str, Indicator],
) -> Finding:
    """Return the finding that words one of Pydantic's errors."""
    facts: Mapping[str, Any] = detail.get("ctx", {})
    loc = detail["loc"]
    kind = detail["type"]
    route = _route(document, loc)
    is_field = kind in ("extra_forbidden", "unknown_field")
    field = str(facts.get("field", loc[-1] if kind in ("missing", "extra_forbidden") else ""))
    if kind in ("unknown_field", "no_field"):
        route = _route(document, (*loc, field))
    counted = facts.get("counted")
    location = document.at(route, of_key=is_field or counted is not None)
    about = _about(subject, route)
    named = field or next((part for part in reversed(route) if isinstance(part, str)), "—")
    value = _value(document, route)
    found = _as_written(location) if value is NULL else _sort(value)
    shown = shorten(value) if isinstance(value, str) else found
    if value is None and not is_field:
        kind = "missing"
    elif value is NULL and kind != "not_a_number":
        kind = "wrong_type"
    match kind:
        case "missing" | "no_field":
            blank = _REASON.fill(id=named) if route[:1] == ("not_applicable",) else named
            return MISSING_FIELD.at(location, subject=about, field=blank)
        case "extra_forbidden" | "unknown_field":
            known = tuple(facts.get("known", ()) or _fields(model, loc[:-1]))
            close = nearest(field, known)
            hint = _DID_YOU_MEAN.fill(name=close) if close else None
            return UNKNOWN_FIELD.at(location, subject=about, hint=hint, field=field, known=known)
        case "not_a_number":
            own = _indicator(document, route, indicators)
            hint = instead_of(value, own) if isinstance(value, str) else NO_FIGURE
            return NOT_A_NUMBER.at(location, subject=about, hint=hint, field=named, value=shown)
        case "not_accepted":
            wanted = facts["wanted"]
            return NOT_ACCEPTED.at(location, subject=about, field=named, value=shown, wanted=wanted)
        case "over_limit":
            what = counted or Text(f"「{named}」的长度", f"length of “{named}”")
            return OVER_LIMIT.at(location, subject=about, what=what, most=facts["most"])
        case _:
            wanted = facts.get("wanted") or _WANTED.get(kind, _SOUND)
            return WRONG_TYPE.at(location, subject=about, field=named, wanted=wanted, found=found)


_REASON: Final = Text("{id} 不适用的原因", "the reason of {id}")
_DID_YOU_MEAN: Final = Text("改为「{name}」", "write “{name}”")
_SOUND: Final = Text("符合格式的内容", "what the format describes")
_UNQUOTE: Final = Text("去掉引号", "drop the quotes")


def _indicator(
    document: Document, route: Route, indicators: Mapping[str, Indicator]
) -> Indicator | None:
    """Return the indicator that a figure is for, where it is given in the indicator's own unit."""
    match route:
        case ("values" | "city_totals", str(id_)):
            return indicators.get(id_)
        case ("restatements", int(), "from" | "to"):
            restated: Any = _value(document, route[:2])
            id_ = restated.get("indicator")
            return indicators.get(id_) if isinstance(id_, str) else None
        case _:
            return None


def _about(subject: Subject, route: Route) -> Subject:
    if len(route) > 1 and route[0] in ("values", "rosters", "not_applicable"):
        return subject._replace(indicator=str(route[1]))
    return subject


def _as_written(location: Place) -> Text:
    return same(location.source[location.column - 1 : location.end_column - 1])


def _sort(value: Raw) -> Text:
    match value:
        case None:
            return Text("空", "nothing")
        case []:
            return Text("空列表", "an empty list")
        case dict():
            return MAPPING
        case list():
            return LIST
        case _:
            word = shorten(str(value))
            return Text(f"文字「{word}」", f"the text “{word}”")


def _fields(model: type[BaseModel], loc: tuple[Segment, ...]) -> Iterator[str]:
    """Yield the names of the fields that the model has at a place, as they are written."""
    for segment in loc:
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        if segment in fields:
            model = _model_within(fields[str(segment)].annotation) or model
    yield from (info.alias or name for name, info in model.model_fields.items())


def _model_within(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_within(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _loose(document: Document, text: Quoted) -> Finding:
    location = document.drawn(span_of(text.event))
    return WRITTEN_LOOSELY.at(location, hint=_UNQUOTE, value=f'"{text}"', meant=str(text))
