"""What is said of a value that the schema refuses, and what to write in its place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, get_origin

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
    fields_by_indicator,
    fields_of,
    form_at,
    key_of,
    label,
    line_of,
    listed_fields,
    meant,
    meant_of,
    titled,
    type_at,
)
from jxtrade.text import Text, join, nearest, plain, same, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from jxtrade.findings import Finding, Subject
    from jxtrade.model.form import Form
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
            is_apart = part_of(document, asked, whole) == 1
            advice = _JOIN.fill(due=location.column - 1) if is_apart else None
            return missing(asked, location, whole, lacking).advising(advice)
        case "extra_forbidden" | "unknown_field":
            known = tuple(facts.get("known", ()))
            return _unknown(document, asked, location, route, known)
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

    if advice := of_no_indicator(asked, route):
        return advice
    if "pace" in route and isinstance(value, str) and (share := _PERCENT.fullmatch(value)):
        return _AS_SHARE.fill(share=plain(Decimal(share[1]) / 100))
    own = _indicator(document, asked, route)
    advice = instead_of(value, own) if isinstance(value, str) else NO_FIGURE
    if advice == NO_FIGURE and route[0] == "values":
        advice = _NO_FIGURE.fill(id=own.id if own else route[-1])
    if own is None or route[-1] not in asked.named or route[-1] == own.id:
        return advice
    return join([_DID_YOU_MEAN_FOR.fill(word=route[-1], id=own.id), *([advice] if advice else [])])


def of_no_indicator(asked: Asked[Any], route: Route) -> Text | None:
    """Return what is said of an entry below a field of indicators that names none; else None."""
    if len(route) != len(("field", "key")) or route[0] not in fields_by_indicator(asked.form):
        return None
    within, word = str(route[0]), str(route[1])
    if word in fields_of(asked.form):
        return _TO_THE_LEFT.fill(field=word, within=within)
    if asked.words is None or asked.words.nearest(word):
        return None
    return _NO_INDICATOR.fill(word=word, within=within, entry=entry_of(asked, route[:1]))


_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)\s*[%％]", re.ASCII)
_AS_SHARE: Final = Text("写成份额：{share}", "write it as a share: {share}")
_TO_THE_LEFT: Final = Text(
    "「{field}:」与「{within}:」对齐，写在行首，其下各行一并左移",
    "put “{field}:” as far to the left as “{within}:”, and what is below it with it",
)
_NO_INDICATOR: Final = Text(
    "「{word}」不是指标：「{within}:」之下每行以指标开头，如「{entry}」；别的删去，或前面加「# 」",
    "“{word}” is no indicator: each line below “{within}:” begins with one, such as “{entry}”;"
    " delete others, or put “# ” before them",
)
_DID_YOU_MEAN_FOR: Final = Text("「{word}」改为「{id}」", "write “{id}” for “{word}”")
_NO_RATE: Final = Text(
    "分母为 0 就没有比率：删去这一行（未报）",
    "with a denominator of 0 there is no rate: delete the line (not reported)",
)
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


def part_of(document: Document, asked: Asked[Any], route: Route) -> int | None:
    """Return which part of an item stands in a list whose every line has its dash, from 0.

    It is 2 for all that follow the second one, and None for an item that is whole.
    """
    form = form_at(asked.form, route)
    if form is None or not route or not isinstance(route[-1], int):
        return None
    items: Any = value_of(document, route[:-1])
    place, fields = route[-1], fields_of(form)
    begins = next(iter(fields))

    def goes_on(at: int) -> bool:
        before, item = items[at - 1 : at + 1] if 0 < at < len(items) else (None, None)
        if not (isinstance(before, dict) and isinstance(item, dict) and before and item):
            return False
        is_rest = begins not in item and item.keys() <= fields.keys()
        return is_rest and before.keys().isdisjoint(item)

    if goes_on(place):
        return 2 if goes_on(place - 1) else 1
    return 0 if goes_on(place + 1) else None


_JOIN: Final = Text(
    "与上一项是同一项：只留第一行的「- 」，其余各行前面空 {due} 格",
    "it belongs to the item above: keep the “- ” of the first line alone, and {due} blanks before"
    " the others",
)
_REASON: Final = Text("<原因>", "<reason>")


def _unknown(
    document: Document, asked: Asked[Any], location: Place, route: Route, known: tuple[str, ...]
) -> Finding:
    """Return what is said of a field that nobody knows; `known` are those of what is no form."""
    *above, field = map(str, route)
    value = value_of(document, route)
    beside: Any = value_of(document, route[:-1])
    form = form_at(asked.form, route[:-1])
    fields = known or tuple(fields_of(form) if form else ())
    assigned = _ASSIGNED.fullmatch(field[:MAX_NAME]) if value is None else None
    close = nearest(field, known) if known or form is None else field_meant(form, field)
    hint, entry = None, None
    is_alone = len(beside) == 1
    if (
        not close
        and form is Firm
        and is_alone
        and NAME_AND_CODE.fullmatch(f"{field} {value}"[:MAX_NAME])
    ):
        entry = _with_name(f"{field} {value}")
    if entry:
        hint = _AS_A_WHOLE
    elif close and assigned and assigned["value"]:
        hint = _COLON_LOST
    elif close and close in beside:
        line = str(document.span((*route[:-1], close), of_key=True).line)
        hint, entry = _MERGE, same(line)
    elif close:
        field_of = (*route[:-1], close)
        is_text = isinstance(value, str) and _collection_at(asked, field_of) is not None
        hint = _DID_YOU_MEAN_SO if is_text else _DID_YOU_MEAN
        entry = _laid_out(document, asked, route, field_of) if is_text else None
    elif known and is_alone and isinstance(value, str) and not _MARKED.search(value):
        hint, entry = _AS_A_WHOLE, same(f'"{field}: {value}"')
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
    if route[-1] == "denominator" and value:
        return _NO_RATE
    if wanted == PERIOD_FORM:
        placed = asked.period if route == ("period",) else None
        example = asked.period and asked.period.previous
        return dates.quarter_advice(value, placed=placed, example=example)
    return None


def _collection_at(asked: Asked[Any], route: Route) -> Text | None:
    """Return whether a mapping or a list stands at a route; None where neither does."""
    found = type_at(asked.form, route)
    return MAPPING if form_at(asked.form, route) else _COLLECTIONS.get(get_origin(found))


_COLLECTIONS: Final = {dict: MAPPING, tuple: LIST}


def _in_form(
    document: Document, asked: Asked[Any], route: Route, wanted: Text, value: Raw
) -> Text | None:
    """Return how to write what is of another sort than the one wanted; None where that is plain."""
    if advice := _out_of_place(asked, route, value):
        return advice
    field = _last_field(route)
    if wanted not in (MAPPING, LIST):
        return ALONE.fill(field=field, wanted=wanted)
    is_empty = value in ([], {}) and not any(each[: len(route)] == route for each in document.lost)
    if is_empty or (isinstance(value, str) and value.strip().lower() in _NOTHING):
        return (_NO_VALUES if route == ("values",) else _LEAVE_OUT).fill(field=field)
    return _laid_out(document, asked, route, route)


def _last_field(route: Route) -> str:
    return next((each for each in reversed(route) if isinstance(each, str)), "")


def _out_of_place(asked: Asked[Any], route: Route, value: Raw) -> Text | None:
    """Return what is said of content that belongs elsewhere, or to no field; else None."""
    match route, value:
        case (), _:
            words = _AND_NEW if asked.sender else _LINES
            return words.fill(entry=line_of(asked, (), next(iter(fields_of(asked.form)))))
        case ("targets", str()), {"status": _}:
            return _BELOW.fill(field="milestones")
        case ("milestones", str()), str() if NUMBER.fullmatch(value):
            return _BELOW.fill(field="targets")
    return of_no_indicator(asked, route)


def _laid_out(document: Document, asked: Asked[Any], route: Route, meant: Route) -> Text | None:
    """Return how a mapping or a list is written for which something else stands at a route.

    It may stand there under another name than the one that is meant.
    """
    wanted, value, span = (
        _collection_at(asked, meant),
        value_of(document, route),
        document.span(route),
    )
    field, indent = _last_field(meant), document.span(route, of_key=True).column + 1
    line = _in_one_line(asked, meant, wanted, value) if span.line == span.end_line else None
    words = _EACH_IN_A_LINE if wanted == MAPPING else _EACH_WITH_A_DASH
    if (
        isinstance(value, str)
        and _ELSEWHERE.fullmatch(value)
        and form_at(asked.form, meant) is Firm
    ):
        words, line = _EVERY_FIRM, None
    elif isinstance(value, list) and _collection_at(asked, (*meant, "")) is LIST:
        return _KEY_ABOVE.fill(field=field, entry=key_of(asked, field))
    elif line or isinstance(meant[-1], int) or form_at(asked.form, meant):
        words = _AS_A_WHOLE
    elif wanted == MAPPING and _is_of_entries(value):
        words = _UNDASHED
    is_of_figures = meant in (("values",), ("city_totals",))
    first = (_pair(asked, value) if is_of_figures else None) or _first_firm(asked, meant, value)
    entry = line or first or entry_of(asked, meant, _first_known(asked, value))
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


def _in_one_line(asked: Asked[Any], route: Route, wanted: Text | None, value: Raw) -> Text | None:
    """Return how a firm of which there is the name, or a list of one text, is written."""
    if not isinstance(value, str):
        return None
    form = form_at(asked.form, route)
    if form is Firm:
        return _with_name(value)
    if form is MilestoneReport and (status := meant_of(STATUSES, value)):
        return same(f"{{status: {status}}}")
    item = type_at(asked.form, (*route, 0))
    items = _BETWEEN.split(value) if item is str else [value]
    if wanted == LIST and item in (str, Text) and not any(map(_MARKED.search, items)):
        return same(f"{route[-1]}: [{', '.join(items)}]")
    return None


_BETWEEN: Final = re.compile(r"\s*[、，,；;]\s*")


def _is_of_entries(value: Raw) -> bool:
    """Tell whether a list holds nothing but single entries of a mapping."""
    return isinstance(value, list) and bool(value) and all(map(_is_entry, value))


def _is_entry(value: Raw) -> bool:
    return isinstance(value, dict) and len(value) == 1


def _with_name(value: str) -> Text | None:
    """Return how a firm is written of which there is the name, with or without its code."""
    found = NAME_AND_CODE.fullmatch(value[:MAX_NAME])
    name, code = (_NUMBER_IN_ROW.sub("", found[1]), found[2]) if found else (value, "")
    if turned := _CODE_AND_NAME.fullmatch(value[:MAX_NAME]):
        code, name = turned.groups()
    if not name or len(value) > MAX_NAME or _MARKED.search(name):
        return None
    shown = same(f'"{code}"') if code else _CODE
    return Text(f"{{name: {name}, uscc: {shown.zh}}}", f"{{name: {name}, uscc: {shown.en}}}")


_CODE_AND_NAME: Final = re.compile(r"\s*([0-9A-HJ-NPQRTUWXY]{18})[\s,，、:：;；]+(\S.*)")
_NUMBER_IN_ROW: Final = re.compile(r"\A\s*[0-9]{1,4}(?:\s+|\s*[.、,，)）]\s*)")
_ELSEWHERE: Final = re.compile(
    "同上.*|同前.*|等+|以下空白|[详另]?见.*|略|附后|不变|无变化|.*[同附]上季?"
)
"""What people write where what is wanted stands elsewhere."""
NAME_AND_CODE: Final = re.compile(
    r"(.*?)[\s,，、:：;；(（]*(?:(?:统一)?(?:社会)?(?:信用)?代码)?[\s:：]*([0-9A-HJ-NPQRTUWXY]{18})[)）]?"
)
_CODE: Final = Text("<统一社会信用代码>", "<unified social credit code>")
_MARKED: Final = re.compile(r"""[\[\]{},:#&*!|>'"%@`\n]|^[-?\s]|\s$""")
_DID_YOU_MEAN: Final = Text("改为「{name}」", "write “{name}”")
_DID_YOU_MEAN_SO: Final = Text("改为「{name}」；{entry}", "write “{name}”; {entry}")
_MERGE: Final = Text(
    "「{name}」在第 {entry} 行已有：并到那里，只留一处",
    "“{name}” stands in line {entry}: put what is here there, and keep one",
)
_COLON_LOST: Final = Text(
    "缺少冒号：写成「{name}: {value}」", "a colon is missing: write “{name}: {value}”"
)
_PARTED: Final = Text(
    "花括号里每一项都要写成「字段: 内容」：「{entry}」；文字里有逗号的，整段加半角引号",
    "in braces each entry is written “field: content”: “{entry}”; quote a text with a comma in it",
)
_THESE: Final = Text("这些指标", "these indicators")
_INDENT: Final = Text(
    "{named}的各行写在「{within}:」之下，每行前面加两个空格",
    "the lines of {named} belong below “{within}:”, each with two blanks before it",
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
_EVERY_FIRM: Final = Text("每家都写：「{entry}」", "name every firm: “{entry}”")
_KEY_ABOVE: Final = Text(
    "在「{field}:」下面加一行「  {entry}:」，各项再多空 2 格",
    "below “{field}:” put a line “  {entry}:”, and 2 more blanks before each item",
)
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
    """Yield a finding for the indicators that stand as fields, one for where they belong."""
    for name in dict.fromkeys(str(within[0]) for within in outdented.values()):
        fields = [field for field, within in outdented.items() if within[0] == name]
        within = outdented[fields[0]]
        yield UNKNOWN_FIELD.at(
            document.at(fields[0], of_key=True),
            subject=about_of(asked.subject, within),
            hint=_INDENT,
            field="、".join(str(each) for (each,) in fields),
            named=label(asked, within) if len(fields) == 1 else _THESE,
            within=name,
        )


_ASSIGNED: Final = re.compile(r"(?P<field>[^\s=＝]{1,40})\s*(?:[=＝]\s*|\s)(?P<value>\S.*)")


def field_meant(form: type[Form], word: str) -> str | None:
    """Return the field that a key calls, be it with what was to be its value; else None."""
    return meant(form, word) or meant(form, _before_sign(word))


def _before_sign(name: str) -> str:
    """Return a key less what was to be its value: name=X, name X."""
    found = _ASSIGNED.fullmatch(name[:MAX_NAME])
    return found["field"] if found else name
