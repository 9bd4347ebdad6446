"""Documents become models; Pydantic's errors become findings worded in both languages.

A value that can't be used is dropped with its finding and the rest of the file is read, as far
as the schema allows; the rules JX010 to JX015 stand here beside the reader they belong to.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from jxtrade.findings import Finding, Rule, Severity, Subject
from jxtrade.model.scalar import A_FIGURE, NULL
from jxtrade.model.submissions import DistrictSubmission
from jxtrade.read.advice import NO_FIGURE, instead_of
from jxtrade.read.dialect import OVER_LIMIT, finding_of
from jxtrade.read.document import FAULTS, MAX_FAULTS, Document, span_of
from jxtrade.text import Text, nearest, paragraphs, same, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place, Route, Segment
    from jxtrade.read.document import Quoted, Raw

MISSING_FIELD: Final = Rule(
    code="JX010",
    slug="missing-field",
    severity=Severity.ERROR,
    message=Text("缺少必填项「{field}」", "the required field “{field}” is missing"),
    hint=Text("补上「{field}」", "add “{field}”"),
    about=paragraphs(
        "必填的一项没有写。没有它，这份文件（或这一条）无法使用。",
        "A required field is not there; without it the file, or this entry, can't be used.",
        "按格式说明补上。",
        "Add it as the format describes.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east  # JX010
period: 2022Q2
received: 2022-07-05
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

UNKNOWN_FIELD: Final = Rule(
    code="JX011",
    slug="unknown-field",
    severity=Severity.ERROR,
    message=Text("没有「{field}」这个字段", "there is no field “{field}”"),
    hint=Text("这里可用：{known}", "fields here: {known}"),
    about=paragraphs(
        "字段名写错了，或写在了别处的层级下。写错的字段不会被读到，所以按错误处理。",
        "The name of a field is misspelt or stands at the wrong level. It would not be"
        " read, so it is an error.",
        "照提示改成最接近的字段名。",
        "Use the nearest name that the hint gives.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
value: {leaders: 0}  # JX011
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

WRONG_TYPE: Final = Rule(
    code="JX012",
    slug="wrong-type",
    severity=Severity.ERROR,
    message=Text("「{field}」应是{wanted}，写的是{found}", "“{field}” wants {wanted}, not {found}"),
    hint=Text("改写成{wanted}", "write {wanted}"),
    about=paragraphs(
        "值的形式不对：该写文字的地方写了列表，该写一组键值的地方写了文字，或写了 null、~。",
        "The value has the wrong form: a list where a text belongs, a text where a"
        " mapping belongs, or the word null or ~.",
        "按格式说明改写。",
        "Write it as the format describes.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: [示例经办人]  # JX012
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

NOT_ACCEPTED: Final = Rule(
    code="JX013",
    slug="not-accepted",
    severity=Severity.ERROR,
    message=Text("「{field}」不能写「{value}」", "“{field}” can't be “{value}”"),
    hint=Text("可写：{wanted}", "write one of: {wanted}"),
    about=paragraphs(
        "写的词或数不在可用的范围内，例如日期写成 2022/7/5、状态写了没有的词、id 重复。",
        "A word or number outside what is accepted: a day written 2022/7/5, a status"
        " that does not exist, an id used twice.",
        "提示列出了可用的写法。",
        "The hint lists what is accepted.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022/7/5  # JX013
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

NOT_A_NUMBER: Final = Rule(
    code="JX014",
    slug="not-a-number",
    severity=Severity.ERROR,
    message=Text("「{field}」写的是「{value}」，不是数字", "“{field}” is “{value}”, not a number"),
    hint=Text(
        "只写数字，如 9.6：不带单位、逗号和约数，整数不超过 15 位，小数不超过 4 位",
        "write digits only, such as 9.6: no unit, comma or estimate, at most 15 digits and 4 after"
        " the point",
    ),
    about=paragraphs(
        "该写数字的地方写了别的：单位、约数、逗号、全角数字、科学记数或一个词。这些写法"
        "都不会被当作数字，更不会当作 0。",
        "Something else stands where a number belongs: a unit, an estimate, a comma,"
        " full-width digits, an exponent, a word. None of these is taken for a number,"
        " least of all for 0.",
        "只写半角数字。没有数字就删去这一行（未报）；不适用就写入 not_applicable 并说明原因。",
        "Write ASCII digits. Without a figure delete the line (not reported); where the"
        " indicator does not apply, name it in not_applicable with the reason.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 9.6亿  # JX014
""",
)

WRITTEN_LOOSELY: Final = Rule(
    code="JX015",
    slug="written-loosely",
    severity=Severity.WARNING,
    message=Text("数字「{value}」写得不规范，按 {meant} 读", "“{value}” is read as {meant}"),
    hint=Text("写成 {meant}", "write {meant}"),
    about=paragraphs(
        "数字加了引号，或整数写了小数点（2.0）。意思清楚，照样读入。",
        "A number in quotes, or a count with a decimal point (2.0). The meaning is"
        " clear and it is read as meant.",
        "去掉引号和多余的小数点。",
        "Drop the quotes and the point.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: "31"  # JX015
  resale: 5.1
""",
)

RULES: Final = (
    MISSING_FIELD,
    UNKNOWN_FIELD,
    WRONG_TYPE,
    NOT_ACCEPTED,
    NOT_A_NUMBER,
    WRITTEN_LOOSELY,
)

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


def read(
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
    if model is not DistrictSubmission or not isinstance(document.data, dict):
        return document, []
    idle = list(_idle_ratios(document.data, indicators))
    bare = _bare_firms(document, indicators)
    found = chain(((WRONG_TYPE, route) for route in idle), ((MISSING_FIELD, each) for each in bare))
    findings = [
        rule.at(
            document.at(route),
            subject=_about(subject, route),
            field=route[1] if rule is WRONG_TYPE else USCC,
            wanted=A_FIGURE,
            found=MAPPING,
        )
        for rule, route in islice(found, MAX_FAULTS + 1)
    ]
    if len(findings) > MAX_FAULTS:
        place = findings[-1].location
        findings[-1] = OVER_LIMIT.at(place, what=FAULTS, most=MAX_FAULTS)
        return document.without({()}), findings
    return (document.without(idle) if idle else document), findings


def _idle_ratios(data: dict[str, Raw], indicators: Mapping[str, Indicator]) -> Iterator[Route]:
    """Yield where a ratio is given for an indicator that is no rate."""
    values = data.get("values")
    for name, value in values.items() if isinstance(values, dict) else ():
        if isinstance(value, dict) and name in indicators and indicators[name].kind != "rate":
            yield "values", name


def _bare_firms(document: Document, indicators: Mapping[str, Indicator]) -> Iterator[Route]:
    """Yield where firms that must have their code have none, or a blank."""
    rosters = document.data.get("rosters") if isinstance(document.data, dict) else None
    for name, firms in rosters.items() if isinstance(rosters, dict) else ():
        if name not in indicators or indicators[name].roster_codes != "required":
            continue
        for place, firm in enumerate(firms if isinstance(firms, list) else ()):
            route = ("rosters", name, place)
            if not isinstance(firm, dict) or firm.get(USCC) is not None:
                continue
            if (*route, USCC) not in document.lost:
                yield (*route, USCC) if USCC in firm else route


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
