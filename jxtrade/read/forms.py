"""What fields are called, which one a word was meant for, and how each of them is written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Generic,
    NamedTuple,
    Self,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from jxtrade.model.form import Form
from jxtrade.model.period import Period, written
from jxtrade.model.plan import Change
from jxtrade.model.submissions import Restatement
from jxtrade.text import Text, Vocabulary, join, same, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jxtrade.findings import Subject
    from jxtrade.model.plan import Indicator
    from jxtrade.place import Route


F = TypeVar("F", bound=Form)


class Asked(NamedTuple, Generic[F]):
    """What is known of a file before it is read: its form, its place, the plan's indicators.

    `sender` is whose submission its name says it is; of the office's own files there is none.
    `named` are the indicators' ids by their names, `words` both, once something is wrong.
    """

    form: type[F]
    subject: Subject
    sender: str | None
    indicators: Mapping[str, Indicator]
    named: Mapping[str, str] = MappingProxyType({})
    words: Vocabulary | None = None

    @property
    def period(self) -> Period | None:
        """Return the quarter that the file's folder names."""
        return Period.parse(self.subject.period or "")

    def knowing_names(self) -> Self:
        """Return what is known, with the words that name indicators."""
        named = {word: each.id for each in self.indicators.values() for word in each.name}
        words = Vocabulary([*self.indicators, *named]) if named else None
        return self._replace(named=named, words=words)

    @property
    def day(self) -> date | None:
        """Return a day on which a submission for the quarter may well come in."""
        return self.period and self.period.end + timedelta(5)


BY_INDICATOR: Final = ("values", "rosters", "notes", "not_applicable", "city_totals")
"""Fields of submissions whose keys are indicators."""


def fields_by_indicator(form: type[Form]) -> tuple[str, ...]:
    """Return the fields of a form whose keys must be indicators: a department's notes need not."""
    is_districts = "values" in form.model_fields
    return BY_INDICATOR if is_districts else tuple({"city_totals"} & {*form.model_fields})


_NAMED: Final = Text("「{name}」（{id}）", "“{name}” ({id})")
_TITLED: Final = Text("「{id}」（{name}）", "“{id}”")
_PLAIN: Final = Text("「{id}」", "“{id}”")
_ITEM: Final = Text("{whole}第 {number} 项", "item {number} of {whole}")
_WHOLE_FILE: Final = Text("整份文件", "the file")


def label(asked: Asked[Any], route: Route) -> Text:
    """Return what a value is called: an indicator's or a field's name beside its id."""
    if not route:
        return _WHOLE_FILE
    *above, last = route
    if isinstance(last, int):
        return _ITEM.fill(whole=label(asked, tuple(above)), number=last + 1)
    known = asked.indicators.get(last)
    if known and len(route) > 1 and route[-2] in BY_INDICATOR:
        is_one_word = known.name == same(last)
        return plainly(last) if is_one_word else _NAMED.fill(name=known.name, id=last)
    return titled(form_at(asked.form, tuple(above)), last)


def titled(form: type[Form] | None, field: str) -> Text:
    """Return a field of a form with what it is called."""
    name = None if form is None else _title(form, field)
    return plainly(field) if name is None else _TITLED.fill(id=field, name=name)


def plainly(word: str) -> Text:
    """Return a word in quotes."""
    return _PLAIN.fill(id=shorten(word))


def fields_of(form: type[Form]) -> dict[str, tuple[str, Any]]:
    """Return the fields of a form as they are written, each with its name and type."""
    fields = form.model_fields.items()
    return {info.alias or name: (name, info.annotation) for name, info in fields}


def _title(form: type[Form], field: str) -> Text | None:
    name, _ = fields_of(form).get(field, ("", None))
    said = form.fields_called.get(name)
    return None if said is None else said.title


def form_at(form: type[Form], route: Route) -> type[Form] | None:
    """Return the form of what stands at a route; None where that is no form."""
    found = type_at(form, route)
    return found if isinstance(found, type) and issubclass(found, Form) else None


def type_at(form: type[Form], route: Route) -> Any:
    """Return the type of what stands at a route: a form, a mapping, a list, or any other."""
    found: Any = form
    for segment in route:
        if isinstance(found, type) and issubclass(found, Form):
            _, found = fields_of(found).get(str(segment), ("", None))
        else:
            found = next(reversed([each for each in get_args(found) if each is not ...]), None)
        found = _bare(found)
    return found


def _bare(annotation: Any) -> Any:
    """Return a type without what is said about it; of several the form, else the first."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        several = [_bare(each) for each in get_args(annotation)]
        forms = (each for each in several if isinstance(each, type) and issubclass(each, Form))
        return next(forms, several[0])
    return annotation


_ALSO_CALLED: Final = {
    "district": "department 地区 县区 区 县 单位 报送单位 填报单位 id name",
    "department": "district 单位 报送单位 填报单位 责任部门 id name",
    "period": "报送季度 报告期 时期 quarter",
    "received": "收到日期 报送时间 报送日期 日期",
    "prepared_by": "填表人 经办人 制表人 联系人",
    "approved_by": "审核人 签发人 负责人",
    "values": "数据 数值 指标 指标值",
    "rosters": "名册 名单 企业名单",
    "notes": "备注 原因",
    "restatements": "调整",
    "name": "名称 企业",
    "uscc": "code 代码 信用代码 社会信用代码",
    "evidence": "证明 材料 证明材料",
    "status": "进展 进度",
    "on": "完成时间",
}
"""What forms on paper call some fields."""


def meant(form: type[Form], word: str) -> str | None:
    """Return the field that a word calls or is nearest to; None where nothing is near."""
    vocabulary, fields = _called(form)
    close = vocabulary.nearest(_NUMBERING.sub("", word))
    return None if close is None else fields[close]


@cache
def _called(form: type[Form]) -> tuple[Vocabulary, dict[str, str]]:
    """Return the words that call the fields of a form, and which field each of them calls."""
    fields: dict[str, str] = {}
    for field in fields_of(form):
        title = _title(form, field)
        for each in (field, *(title or ()), *_ALSO_CALLED.get(field, "").split()):
            fields.setdefault(each, field)
    return Vocabulary(fields), fields


def meant_of(words: Mapping[str, Text], word: str) -> str | None:
    """Return which of some words, each given with what it means, another one is nearest to."""
    known = {each: word for word, means in words.items() for each in (word, *means)}
    close = Vocabulary(known).nearest(word)
    return None if close is None else known[close]


_NUMBERING: Final = re.compile(r"^\s*(?:[0-9]+|[一二三四五六七八九十]+)\s*[.、．)）]\s*")


def listed_fields(form: type[Form] | None, fields: Iterable[str]) -> tuple[Text, ...]:
    """Return fields with what they are called."""
    titles = {each: _title(form, each) if form else None for each in fields}
    return tuple(
        same(each) if title is None else Text(f"{each}（{title.zh}）", each)
        for each, title in titles.items()
    )


_FIGURE: Final = Text("<数字>", "<figure>")
_REASON: Final = Text("<原因>", "<reason>")
_WORD: Final = Text("<{title}>", "<{title}>")
_SHOWN_TOO: Final = ("uscc",)


def line_of(asked: Asked[Any], route: Route, field: str) -> Text:
    """Return a field as it is written in the form at a route: its name and what may follow."""
    form = form_at(asked.form, route)
    name, annotation = fields_of(form).get(field, ("", None)) if form else ("", None)
    return _beside(same(field), _sample(asked, form, name, annotation))


def _beside(key: Text, value: Text) -> Text:
    return Text(f"{key.zh}: {value.zh}", f"{key.en}: {value.en}")


def entry_of(asked: Asked[Any], route: Route, key: str | None = None) -> Text:
    """Return an entry of the mapping, or an item of the list, that stands at a route."""
    found = type_at(asked.form, route)
    field = next((each for each in reversed(route) if isinstance(each, str)), "")
    if get_origin(found) is dict:
        value = _sample(asked, None, field, get_args(found)[1])
        return _beside(same(key or key_of(asked, field)), value)
    if get_origin(found) is tuple:
        item = _sample(asked, form_at(asked.form, route[:-1]), field, get_args(found)[0])
        return Text(f"- {item.zh}", f"- {item.en}")
    return _sample(asked, None, field, found)


def _sample(asked: Asked[Any], form: type[Form] | None, field: str, annotation: Any) -> Text:
    """Return how a value of a type is written in one line; what is to be filled in stands in <>."""
    found = _plain_first(annotation)
    if own := _known(asked, form, field):
        return own
    if get_origin(found) is dict:
        inner = _sample(asked, None, field, get_args(found)[1])
        return _braced([_beside(same(key_of(asked, field)), inner)])
    if get_origin(found) is tuple:
        item = _sample(asked, form, field, get_args(found)[0])
        return Text(f"[{item.zh}]", f"[{item.en}]")
    if isinstance(found, type) and issubclass(found, Form) and found is not Change:
        return _whole(asked, found)
    if form and field in form.fields_called:
        return _WORD.fill(title=form.fields_called[field].title)
    return _REASON if found in (str, Text) else _FIGURE


def _whole(asked: Asked[Any], form: type[Form]) -> Text:
    """Return a form in one line, with the fields that it needs."""
    fields = fields_of(form)
    needed = [
        alias
        for alias, (name, _) in fields.items()
        if form.model_fields[name].is_required() or name in _SHOWN_TOO
    ]
    shown = needed or [*fields][:1]
    return _braced([_beside(same(alias), _sample(asked, form, *fields[alias])) for alias in shown])


def _braced(entries: list[Text]) -> Text:
    line = join(entries, ", ", ", ")
    return Text(f"{{{line.zh}}}", f"{{{line.en}}}")


def _plain_first(annotation: Any) -> Any:
    """Return a type without what is said about it; of several the first."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation


def key_of(asked: Asked[Any], field: str) -> str:
    """Return a key of a mapping: an indicator of the plan where it has such."""
    known = asked.indicators.values() if field in BY_INDICATOR else ()
    ids = (each.id for each in known if field != "rosters" or each.roster != "none")
    return next(ids, "<id>")


def _known(asked: Asked[Any], form: type[Form] | None, field: str) -> Text | None:
    """Return what the file's own place says of a field."""
    period, day = asked.period, asked.day and written(asked.day)
    if period and form is Restatement:
        period = period.previous
    said = {
        "district": asked.sender,
        "department": asked.sender,
        "period": period and str(period),
        "received": day,
        "on": day,
        "indicator": next(iter(asked.indicators), None),
    }.get(field)
    return same(said) if said else None
