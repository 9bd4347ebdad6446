"""Documents become models; Pydantic's errors become findings worded in both languages.

A value that can't be used is dropped with its finding and the rest of the file is read, as far
as the schema allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from jxtrade.model.scalar import (
    A_FIGURE,
)
from jxtrade.model.submissions import DistrictSubmission, Firm, Ratio
from jxtrade.read.dialect import (
    OVER_LIMIT,
    WRITTEN_LOOSELY,
    WRONG_TYPE,
    finding_of,
)
from jxtrade.read.faults import FAULTS, MAX_FAULTS
from jxtrade.read.forms import (
    F,
    fields_of,
    form_at,
    label,
    meant,
)
from jxtrade.read.nodes import span_of
from jxtrade.read.refusals import (
    ALONE,
    MAPPING,
    NAME_AND_CODE,
    USCC,
    WANTED,
    about_of,
    field_meant,
    missing,
    of_no_indicator,
    outdented_fields,
    part_of,
    refused,
    route_of,
    value_of,
)
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from jxtrade.findings import Finding
    from jxtrade.model.form import Form
    from jxtrade.place import Place, Route
    from jxtrade.read.document import Document
    from jxtrade.read.forms import Asked
    from jxtrade.read.nodes import Quoted, Raw

_MAX_PASSES: Final = 40


def model_of(
    document: Document, asked: Asked[F], *, mends: bool
) -> tuple[F | None, Document, list[Finding]]:
    """Return the model that the document holds, the document without what was dropped, findings.

    With `mends`, a value that can't be used is dropped and the rest is read; otherwise one error
    means no model.
    """
    document, findings = _against_the_plan(document, asked)
    if document.data is None or (document.faults and not mends):
        return None, document, findings
    for attempt in range(_MAX_PASSES):
        quoted: list[Quoted] = []
        try:
            found = asked.form.model_validate(document.data, context=quoted)
        except ValidationError as error:
            details = _details(error)
            asked = asked if attempt else asked.knowing_names()
            outdented = _outdented(document, asked, details)
            doomed: set[Route] = set()
            elsewhere = {*_misspelt(document, asked, details), *outdented.values()}
            findings += outdented_fields(document, asked, outdented)
            room = MAX_FAULTS - len(findings)
            bare: set[Route] = set()
            for detail in details[:room]:
                route = route_of(document, detail["loc"])
                known = elsewhere if not attempt else None
                if route not in outdented and not _is_known(document, asked, detail, known, bare):
                    odd = list(_odd_entries(document, detail))
                    findings += odd or [refused(document, asked, detail)]
                doomed.add(route)
            if len(details) > room:
                spot = document.at(route_of(document, details[room]["loc"]))
                return None, document.without({()}), [*findings, _too_many(spot)]
            if () in doomed or not mends:
                return None, document.without(doomed & {()}), findings
            document = document.without(doomed | elsewhere)
        else:
            findings += [_loose(document, text) for text in quoted[:MAX_FAULTS]]
            if len(quoted) > MAX_FAULTS:
                spot = document.drawn(span_of(quoted[MAX_FAULTS].event))
                return None, document.without({()}), [*findings, _too_many(spot)]
            found, document = _less_bare_firms(found, document, asked)
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


def _against_the_plan(document: Document, asked: Asked[Any]) -> tuple[Document, list[Finding]]:
    """Return the document less what the plan's indicators do not take, findings.

    Those are ratios for what is no rate, and firms without their code where one is required.
    """
    idle = list(_idle_ratios(document, asked))
    asked = asked.knowing_names() if idle else asked
    bare = [each for each in _bare_firms(document, asked) if (*each, USCC) not in document.lost]
    findings = [
        WRONG_TYPE.at(
            document.at(route),
            subject=about_of(asked.subject, route),
            field=label(asked, route),
            wanted=A_FIGURE,
            found=MAPPING,
        ).advising(of_no_indicator(asked, route) or ALONE.fill(field=route[1], wanted=A_FIGURE))
        for route in idle[: MAX_FAULTS + 1]
    ]
    findings += [
        missing(asked, document.at((*route, USCC)), route, USCC)
        for route in bare[: MAX_FAULTS + 1]
        if not _calls_code(document, route) and part_of(document, asked, route) is None
    ]
    if len(findings) > MAX_FAULTS:
        findings[MAX_FAULTS:] = [_too_many(findings[MAX_FAULTS].location)]
        return document.without({()}), findings
    return (document.without(idle) if idle else document), findings


def _calls_code(document: Document, route: Route) -> bool:
    """Tell whether a firm may have its code under a name that nobody knows, under none or apart."""
    firm: Any = value_of(document, route)
    unknown = firm.keys() - fields_of(Firm)
    if unknown == firm.keys():
        return True
    is_odd = _is_name_and_code(firm) or any(firm[each] is None for each in unknown)
    return is_odd or any(meant(Firm, each) == USCC for each in unknown)


def _reported(document: Document, asked: Asked[Any], field: str) -> dict[str, Raw]:
    """Return what a district's submission says in one of its mappings by indicator."""
    data = document.data if asked.form is DistrictSubmission else None
    entries = data.get(field) if isinstance(data, dict) else None
    return entries if isinstance(entries, dict) else {}


def _idle_ratios(document: Document, asked: Asked[Any]) -> Iterator[Route]:
    """Yield where a mapping is given that is no ratio, or for an indicator that is no rate."""
    values = _reported(document, asked, "values")
    if dict in {*map(type, values.values())}:
        for name, value in values.items():
            own = asked.indicators.get(name)
            if isinstance(value, dict) and ((own and own.kind != "rate") or not _is_ratio(value)):
                yield "values", name


def _is_ratio(value: dict[str, Raw]) -> bool:
    """Tell whether a mapping has a field of a ratio, maybe under another name, or nothing."""
    return not value or any(meant(Ratio, each) for each in value)


def _bare_firms(document: Document, asked: Asked[Any]) -> Iterator[Route]:
    """Yield where firms stand that must have their code and have none, or a blank."""
    indicators = asked.indicators
    for name, firms in _reported(document, asked, "rosters").items():
        if name not in indicators or indicators[name].roster_codes != "required":
            continue
        for place, firm in enumerate(firms if isinstance(firms, list) else ()):
            if isinstance(firm, dict) and firm.get(USCC) is None:
                yield "rosters", name, place


def _less_bare_firms(found: F, document: Document, asked: Asked[F]) -> tuple[F, Document]:
    """Return model and document without the firms that lack their code, or of whom it was lost."""
    if bare := list(_bare_firms(document, asked)):
        document = document.without(bare)
        found = asked.form.model_validate(document.data)
    return found, document


def _too_many(spot: Place) -> Finding:
    return OVER_LIMIT.at(spot, what=FAULTS, most=MAX_FAULTS)


def _is_known(
    document: Document,
    asked: Asked[Any],
    detail: ErrorDetails,
    misspelt: set[Route] | None,
    bare: set[Route],
) -> bool:
    """Tell whether a field is missing only as it was dropped before, or its name is misspelt.

    Of bare words in one pair of braces, and of fields that one part of an item lacks, the first
    speaks for all; `bare` notes where there is one.
    """
    match detail:
        case {"type": "missing", "loc": loc} if (
            part := part_of(document, asked, route_of(document, loc[:-1]))
        ) is not None:
            is_known = part != 1 or loc[:-1] in bare
            bare.add(loc[:-1])
            return is_known
        case {"type": "extra_forbidden", "loc": loc} if _is_bare(document, loc):
            is_known = loc[:-1] in bare
            bare.add(loc[:-1])
            return is_known
        case {"type": "missing", "loc": loc}:
            return misspelt is None or loc in misspelt or loc in document.lost
        case {"type": "no_field", "loc": loc, "ctx": facts}:
            return (*loc, facts["field"]) in document.lost
        case _:
            return False


def _misspelt(document: Document, asked: Asked[Any], details: list[ErrorDetails]) -> set[Route]:
    """Return where fields belong that stand there under a name nobody knows."""
    found = set()
    for detail in details[:MAX_FAULTS]:
        if detail["type"] == "extra_forbidden":
            *above, name = detail["loc"]
            whole = route_of(document, tuple(above))
            form = form_at(asked.form, whole)
            close = {field_meant(form, str(name))} if form else set()
            if form and whole and close == {None} and _is_other(document, form, (*whole, name)):
                close = {*fields_of(form)}
            elif form is Firm and _is_name_and_code(value_of(document, whole)):
                close = {"name", USCC}
            routes = {(*whole, each) for each in close if each}
            found |= {route for route in routes if route_of(document, route) != route}
    return found


def _is_other(document: Document, form: type[Form], route: Route) -> bool:
    """Tell whether a key is but a word in braces, or stands where no field of the form does."""
    beside: Any = value_of(document, route[:-1])
    return _is_bare(document, route) or beside.keys().isdisjoint(fields_of(form))


def _is_bare(document: Document, route: Route) -> bool:
    """Tell whether a key is but a word in braces, with nothing behind it."""
    return route_of(document, route) == route and value_of(document, route) is None


def _is_name_and_code(firm: Raw) -> bool:
    """Tell whether a firm is but its name and behind a colon its code."""
    (name, code), *more = firm.items() if isinstance(firm, dict) and firm else (("", None),)
    is_one = not more and name not in fields_of(Firm) and isinstance(code, str)
    return is_one and NAME_AND_CODE.fullmatch(f"{name} {code}") is not None


def _outdented(
    document: Document, asked: Asked[Any], details: list[ErrorDetails]
) -> dict[Route, Route]:
    """Return the routes of indicators that stand as fields, each with the one where it belongs."""
    fields = fields_of(asked.form)
    within = next((each for each in ("values", "city_totals") if each in fields), None)
    found: dict[Route, Route] = {}
    for detail in details[:MAX_FAULTS] if within else ():
        name = str(detail["loc"][0]) if len(detail["loc"]) == 1 else ""
        id_ = name if name in asked.indicators else asked.named.get(name)
        if detail["type"] == "extra_forbidden" and within and id_:
            is_roster = isinstance(value_of(document, (name,)), list) and "rosters" in fields
            found[(name,)] = ("rosters" if is_roster else within, id_)
    return found


def _odd_entries(document: Document, detail: ErrorDetails) -> Iterator[Finding]:
    """Yield a finding for each entry that is but a text, because its colon is none."""
    route = route_of(document, detail["loc"])
    if WANTED.get(detail["type"]) is MAPPING and isinstance(value_of(document, route), str):
        for fault in document.odd_entries(route):
            yield finding_of(document, fault)


_UNQUOTE: Final = Text("去掉引号", "drop the quotes")


def _loose(document: Document, text: Quoted) -> Finding:
    location = document.drawn(span_of(text.event))
    return WRITTEN_LOOSELY.at(location, hint=_UNQUOTE, value=f'"{text}"', meant=str(text))
