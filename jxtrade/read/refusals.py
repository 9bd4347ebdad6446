"""What is said of a value that the schema refuses, and what to write in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jxtrade.model.scalar import (
    DAY_FORM,
    MAX_NAME,
    MOMENT_FORM,
    NULL,
    NUMBER,
    PERIOD_FORM,
    QUARTER_FORM,
)
from jxtrade.model.submissions import STATUSES, Firm, MilestoneReport
from jxtrade.read.dialect import (
    MISSING_FIELD,
    NOT_A_NUMBER,
    NOT_ACCEPTED,
    OVER_LIMIT,
    UNKNOWN_FIELD,
    WRONG_TYPE,
)
from jxtrade.read.forms import (
    entry_of,
    fields_of,
    form_at,
    label,
    line_of,
    listed_fields,
    meant,
    meant_of,
    titled,
    type_at,
)
from jxtrade.text import Text, join, nearest, same, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from jxtrade.findings import Finding, Subject
    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place, Route, Segment
    from jxtrade.read.document import Document
    from jxtrade.read.forms import Asked
    from jxtrade.read.nodes import Raw

MAPPING: Final = Text("一组键值", "a mapping")
LIST: Final = Text("一个列表", "a list")
WANTED: Final = {
    "model_type": MAPPING,
    "model_attributes_type": MAPPING,
    "dict_type": MAPPING,
    "tuple_type": LIST,
}
USCC: Final = "uscc"


def route_of(document: Document, loc: tuple[Segment, ...]) -> Route:
    """Return the segments of a Pydantic location that lead somewhere in the document."""
    route: list[Segment] = []
    place = document.place
    for segment in loc:
        if (entry := document.entries(place).get(segment)) is not None:
            route.append(segment)
            place = entry[1]
    return tuple(route)


def value_of(document: Document, route: Route) -> Raw:
    """Return the value to which a route leads."""
    value: Any = document.data
    for segment in route:
        value = value[segment]
    return value  # type: ignore[no-any-return]


def refused(document: Document, asked: Asked[Any], detail: ErrorDetails) -> Finding:
    """Return the finding that words one of Pydantic's errors."""
    facts: Mapping[str, Any] = detail.get("ctx", {})
    loc = detail["loc"]
    kind = detail["type"]
    route = route_of(document, loc)
    is_field = kind in ("extra_forbidden", "unknown_field")
    field = str(facts.get("field", loc[-1] if kind in ("missing", "extra_forbidden") else ""))
    if kind in ("unknown_field", "no_field"):
        route = route_of(document, (*loc, field))
    counted = facts.get("counted")
    is_key = loc[-1:] == ("[key]",)
    location = document.at(route, of_key=is_field or is_key or counted is not None)
    about = about_of(asked.subject, route)
    named = label(asked, route[:-1] if is_key else route)
    value = str(route[-1]) if is_key else value_of(document, route)
    found = _as_written(location) if value is NULL else _sort(value)
    shown = shorten(value) if isinstance(value, str) else found
    if value is None and not is_field:
        kind = "missing"
    elif value is NULL and kind != "not_a_number":
        kind = "wrong_type"
    match kind:
        case "missing" | "no_field":
            lacking = field or str(route[-1])
            whole = route[:-1] if route[-1:] == (lacking,) else route
            return missing(asked, location, whole, lacking)
        case "extra_forbidden" | "unknown_field":
            known = tuple(facts.get("known", ()))
            return _unknown(asked, location, route, known, value)
        case "not_a_number":
            advice = _figure_for(document, asked, route, value)
            no_figure = NOT_A_NUMBER.at(location, subject=about, field=named, value=shown)
            return no_figure.advising(advice)
        case "not_accepted":
            wanted = facts["wanted"]
            advice = _accepted(asked, route, value if isinstance(value, str) else "", facts)
            refused = NOT_ACCEPTED.at(
                location, subject=about, field=named, value=shown, wanted=wanted
            )
            return refused.advising(advice)
        case "over_limit":
            what = counted or _LENGTH.fill(field=named)
            hint = None if counted else _SHORTER
            return OVER_LIMIT.at(location, subject=about, hint=hint, what=what, most=facts["most"])
        case _:
            wanted = facts.get("wanted") or WANTED.get(kind, _SOUND)
            advice = _in_form(document, asked, route, wanted, value)
            odd = WRONG_TYPE.at(location, subject=about, field=named, wanted=wanted, found=found)
            return odd.advising(advice)


def _figure_for(document: Document, asked: Asked[Any], route: Route, value: Raw) -> Text | None:
    """Return what to write in place of a value that is no number, and of a name for its id."""
    from jxtrade.read.advice import NO_FIGURE, instead_of  # noqa: PLC0415 - hardly ever needed

    own = _indicator(document, asked, route)
    advice = instead_of(value, own) if isinstance(value, str) else NO_FIGURE
    if advice == NO_FIGURE and route[0] == "values":
        advice = _NO_FIGURE.fill(id=own.id if own else route[-1])
    if own is None or route[-1] not in asked.named or route[-1] == own.id:
        return advice
    return join([_DID_YOU_MEAN_FOR.fill(word=route[-1], id=own.id), *([advice] if advice else [])])


_DID_YOU_MEAN_FOR: Final = Text("「{word}」改为「{id}」", "write “{id}” for “{word}”")
_SHORTER: Final = Text("至多写 {most} 字", "write at most {most} characters")
_LENGTH: Final = Text("{field}的长度", "length of {field}")
_OF_NONE: Final = Text("{field}不适用的原因", "{field} with its reason")


def missing(asked: Asked[Any], location: Place, route: Route, field: str) -> Finding:
    """Return what is said of a field that the form at a route lacks, or that is blank."""
    about = about_of(asked.subject, (*route, field))
    if route[:1] == ("not_applicable",):
        named = _OF_NONE.fill(field=label(asked, (*route, field)))
        key = shorten(field)
        line = Text(f"{key}: {_REASON.zh}", f"{key}: {_REASON.en}")
    else:
        named = titled(form_at(asked.form, route), field)
        line = line_of(asked, route, field)
    return MISSING_FIELD.at(location, subject=about, field=named, line=line)


_REASON: Final = Text("<原因>", "<reason>")


def _unknown(
    asked: Asked[Any], location: Place, route: Route, known: tuple[str, ...], value: Raw
) -> Finding:
    """Return what is said of a field that nobody knows; `known` are those of what is no form."""
    *above, field = map(str, route)
    form = form_at(asked.form, route[:-1])
    fields = known or tuple(fields_of(form) if form else ())
    assigned = _ASSIGNED.fullmatch(field[:MAX_NAME]) if value is None else None
    close = nearest(field, known) if known or form is None else meant(form, before_sign(field))
    hint, entry = None, None
    if not close and form is Firm and NAME_AND_CODE.fullmatch(f"{field} {value}"[:MAX_NAME]):
        entry = _with_name(f"{field} {value}")
    if entry:
        hint = _AS_A_WHOLE
    elif close and assigned and assigned["value"]:
        hint = _COLON_LOST
    elif close:
        hint = _DID_YOU_MEAN
    elif value is None and above:
        hint, entry = _PARTED, entry_of(asked, route[:-1])
    return UNKNOWN_FIELD.at(
        location,
        subject=about_of(asked.subject, route),
        hint=hint,
        field=field,
        name=close or "",
        entry=entry or "",
        value=assigned["value"] if assigned else "",
        known=listed_fields(form, fields),
    )


def _accepted(asked: Asked[Any], route: Route, value: str, facts: Mapping[str, Any]) -> Text | None:
    """Return what to write in place of a text that is not accepted; None where that is listed."""
    from jxtrade.read import dates  # noqa: PLC0415 - hardly ever needed

    wanted = facts["wanted"]
    if words := facts.get("words"):
        close = meant_of(words, value) if value else None
        return None if close is None else _DID_YOU_MEAN.fill(name=close)
    if wanted in (DAY_FORM, MOMENT_FORM):
        return dates.day_advice(value, example=asked.day, takes_time=wanted == MOMENT_FORM)
    if wanted == QUARTER_FORM:
        of_any_year = dates.quarter_meant(value) or dates.quarter_meant(f"2000{value}")
        return _DID_YOU_MEAN.fill(name=f"Q{of_any_year.quarter}") if of_any_year else None
    if wanted == PERIOD_FORM:
        placed = asked.period if route == ("period",) else None
        example = asked.period and asked.period.previous
        return dates.quarter_advice(value, placed=placed, example=example)
    return None


def _in_form(
    document: Document, asked: Asked[Any], route: Route, wanted: Text, value: Raw
) -> Text | None:
    """Return how to write what is of another sort than the one wanted; None where that is plain."""
    field = next((each for each in reversed(route) if isinstance(each, str)), "")
    is_whole = bool(route) and (isinstance(route[-1], int) or form_at(asked.form, route))
    match route, value:
        case (), _:
            words = _AND_NEW if asked.sender else _LINES
            return words.fill(entry=line_of(asked, (), next(iter(fields_of(asked.form)))))
        case ("targets", str()), {"status": _}:
            return _BELOW.fill(field="milestones")
        case ("milestones", str()), str() if NUMBER.fullmatch(value):
            return _BELOW.fill(field="targets")
    if wanted not in (MAPPING, LIST):
        return ALONE.fill(field=field, wanted=wanted)
    is_empty = value in ([], {}) and not any(each[: len(route)] == route for each in document.lost)
    if is_empty or (isinstance(value, str) and value.strip().lower() in _NOTHING):
        return (_NO_VALUES if route == ("values",) else _LEAVE_OUT).fill(field=field)
    span = document.span(route)
    line = _in_one_line(asked, route, wanted, value) if span.line == span.end_line else None
    indent = document.span(route, of_key=True).column + 1
    words = _EACH_IN_A_LINE if wanted == MAPPING else _EACH_WITH_A_DASH
    if line or is_whole:
        words = _AS_A_WHOLE
    elif wanted == MAPPING and _is_of_entries(value):
        words = _UNDASHED
    first = _pair(asked, value) or _first_firm(asked, route, value)
    entry = line or first or entry_of(asked, route, _first_known(asked, value))
    return words.fill(field=field, indent=indent, entry=entry)


def _pair(asked: Asked[Any], value: Raw) -> Text | None:
    """Return the first entry of a text that gives indicators and figures without colons."""
    found = _FIGURE_OF.match(value) if isinstance(value, str) else None
    is_known = found is not None and found["id"] in asked.indicators
    return same(f"{found['id']}: {found['figure']}") if found and is_known else None


def _first_firm(asked: Asked[Any], route: Route, value: Raw) -> Text | None:
    """Return the first item of a text that names firms with their codes."""
    found = NAME_AND_CODE.match(value[:MAX_NAME]) if isinstance(value, str) else None
    if found is None or form_at(asked.form, (*route, 0)) is not Firm:
        return None
    firm = _with_name(found[0])
    return firm and Text(f"- {firm.zh}", f"- {firm.en}")


_FIGURE_OF: Final = re.compile(
    r"(?P<id>[\w-]{1,40})[\s,，|=]+(?P<figure>[0-9][0-9.]{0,20})(?![0-9.])"
)


def _first_known(asked: Asked[Any], value: Raw) -> str | None:
    """Return the first indicator that a text or list names."""
    words = value if isinstance(value, list) else [value]
    return next(
        (each for each in words if isinstance(each, str) and each in asked.indicators), None
    )


_NOTHING: Final = ("无", "没有", "暂无", "空", "/", "\\", "—", "——", "n/a", "none", "nil", "null")
"""What people write where there is nothing to say."""


def _in_one_line(asked: Asked[Any], route: Route, wanted: Text, value: Raw) -> Text | None:
    """Return how a firm of which there is the name, or a list of one text, is written."""
    if not isinstance(value, str):
        return None
    form = form_at(asked.form, route)
    if form is Firm:
        return _with_name(value)
    if form is MilestoneReport and (status := meant_of(STATUSES, value)):
        return same(f"{{status: {status}}}")
    item = type_at(asked.form, (*route, 0))
    if wanted == LIST and item in (str, Text) and not _MARKED.search(value):
        return same(f"{route[-1]}: [{value}]")
    return None


def _is_of_entries(value: Raw) -> bool:
    """Tell whether a list holds nothing but single entries of a mapping."""
    return isinstance(value, list) and bool(value) and all(map(_is_entry, value))


def _is_entry(value: Raw) -> bool:
    return isinstance(value, dict) and len(value) == 1


def _with_name(value: str) -> Text | None:
    """Return how a firm is written of which there is the name, with or without its code."""
    found = NAME_AND_CODE.fullmatch(value[:MAX_NAME])
    name, code = (found[1], found[2]) if found else (value, "")
    if not name or len(value) > MAX_NAME or _MARKED.search(name):
        return None
    shown = same(f'"{code}"') if code else _CODE
    return Text(f"{{name: {name}, uscc: {shown.zh}}}", f"{{name: {name}, uscc: {shown.en}}}")


NAME_AND_CODE: Final = re.compile(r"(.*?)[\s,，、:：;；(（]*([0-9A-HJ-NPQRTUWXY]{18})[)）]?")
_CODE: Final = Text("<统一社会信用代码>", "<unified social credit code>")
_MARKED: Final = re.compile(r"""[\[\]{},:#&*!|>'"%@`\n]|^[-?\s]|\s$""")
_DID_YOU_MEAN: Final = Text("改为「{name}」", "write “{name}”")
_COLON_LOST: Final = Text(
    "缺少冒号：写成「{name}: {value}」", "a colon is missing: write “{name}: {value}”"
)
_PARTED: Final = Text(
    "花括号里每一项都要写成「字段: 内容」：「{entry}」；文字里有逗号的，整段加半角引号",
    "in braces each entry is written “field: content”: “{entry}”; quote a text with a comma in it",
)
_THESE: Final = Text("这些指标", "these indicators")
_INDENT: Final = Text(
    "{named}的数字写在「{within}:」之下，每行前面加两个空格",
    "the figures of {named} belong below “{within}:”, each line with two blanks before it",
)
_LINES: Final = Text(
    "每行写「字段: 内容」，如「{entry}」", "write “field: content” in each line, such as “{entry}”"
)
_AND_NEW: Final = Text(
    "每行写「字段: 内容」，如「{entry}」；空白报送用 jxtrade new 生成",
    "write “field: content” in each line, such as “{entry}”; jxtrade new writes a blank form",
)
_BELOW: Final = Text("移到「{field}:」之下", "move it below “{field}:”")
ALONE: Final = Text("「{field}:」后面只写{wanted}", "write nothing but {wanted} behind “{field}:”")
_AS_A_WHOLE: Final = Text("写成「{entry}」", "write “{entry}”")
_LEAVE_OUT: Final = Text("没有就删去「{field}」", "where there is nothing, leave out “{field}”")
_NO_VALUES: Final = Text(
    "一个数字都没有就写「values: {{}}」", "where there is no figure at all, write “values: {{}}”"
)
_UNDASHED: Final = Text("去掉各行开头的「- 」", "drop the “- ” at the beginning of each line")
_EACH_IN_A_LINE: Final = Text(
    "「{field}:」单独一行，其下每项一行，前面空 {indent} 格：「{entry}」",
    "put “{field}:” on a line of its own and below it a line for each, behind {indent} blanks:"
    " “{entry}”",
)
_EACH_WITH_A_DASH: Final = Text(
    "「{field}:」单独一行，其下每项一行，前面空 {indent} 格，以「- 」开头：「{entry}」",
    "put “{field}:” on a line of its own and below it a line for each, behind {indent} blanks and"
    " with a dash: “{entry}”",
)
_NO_FIGURE: Final = Text(
    "没有数字就删去这一行（未报）；不适用的，删去后在「not_applicable:」之下写「{id}: <原因>」",
    "without a figure delete the line (not reported); where it does not apply, write"
    " “{id}: <reason>” below “not_applicable:” instead",
)
_SOUND: Final = Text("符合格式的内容", "what the format describes")


def _indicator(document: Document, asked: Asked[Any], route: Route) -> Indicator | None:
    """Return the indicator that a figure is for, where it is given in the indicator's own unit."""
    match route:
        case ("values" | "city_totals", str(word)):
            id_: Raw = asked.named.get(word, word)
        case ("restatements", int(), "from" | "to"):
            restated: Any = value_of(document, route[:2])
            id_ = restated.get("indicator")
        case _:
            return None
    return asked.indicators.get(id_) if isinstance(id_, str) else None


def about_of(subject: Subject, route: Route) -> Subject:
    """Return what a finding at a route is about."""
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


def outdented_fields(
    document: Document, asked: Asked[Any], outdented: dict[Route, Route]
) -> Iterator[Finding]:
    """Yield one finding for all indicators that stand as fields."""
    if outdented:
        first, within = next(iter(outdented.items()))
        fields = tuple(str(each) for (each,) in outdented)
        listed = label(asked, within) if len(fields) == 1 else _THESE
        yield UNKNOWN_FIELD.at(
            document.at(first, of_key=True),
            subject=about_of(asked.subject, within),
            hint=_INDENT,
            field="、".join(fields),
            named=listed,
            within=within[0],
        )


_ASSIGNED: Final = re.compile(r"(?P<field>[^\s=＝]{1,40})\s*(?:[=＝]\s*|\s)(?P<value>\S.*)")


def before_sign(name: str) -> str:
    """Return a key less what was to be its value: name=X, name X."""
    found = _ASSIGNED.fullmatch(name[:MAX_NAME])
    return found["field"] if found else name
