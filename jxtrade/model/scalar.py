"""What a single text of a file may mean: words, ids, figures, days.

Each type reads the text as it was written, or takes the finished value, and says what it wants
in an error whose kind the schema turns into a finding. Figures are never read through a float.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Final, TypeAlias

from pydantic_core import PydanticCustomError, core_schema

from jxtrade.model.period import Period
from jxtrade.text import Text, join, same


class Null(Enum):
    """What stands for the word null or ~ that somebody wrote; where nothing stands is None."""

    NULL = "null"


NULL: Final = Null.NULL
MAX_NAME: Final = 100
NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?", re.ASCII)
LONG_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,40})?", re.ASCII)
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})", re.ASCII)
_ID: Final = re.compile(r"[\w-]{1,40}")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_MOMENT: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})", re.ASCII)


def wrong_type(wanted: Text) -> PydanticCustomError:
    """Return the error of a value that is of another sort than the one wanted."""
    return PydanticCustomError("wrong_type", "wrong type", {"wanted": wanted})


def not_accepted(wanted: Text, *within: str | int) -> PydanticCustomError:
    """Return the error of a value outside what is accepted; `within` leads to it from here."""
    return PydanticCustomError("not_accepted", "not accepted", {"wanted": wanted, "within": within})


def no_word_of(words: dict[str, Text]) -> PydanticCustomError:
    """Return the error of a text that is none of some words, each given with what it means."""
    listed = [Text(f"{word}（{means.zh}）", word) for word, means in words.items()]
    facts = {"wanted": join(listed, "、", ", "), "words": words}
    return PydanticCustomError("not_accepted", "no word", facts)


def repeated(*places: tuple[str | int, ...]) -> PydanticCustomError:
    """Return the error of ids that stand for something else already; each place leads to one."""
    return not_accepted_at(Text("没有用过的 id", "an id not yet used"), *places)


def not_accepted_at(
    wanted: Text, *places: tuple[str | int, ...], words: dict[str, Text] | None = None
) -> PydanticCustomError:
    """Return the error of values outside what is accepted; each place leads to one from here.

    `words` are those that are accepted, with their names.
    """
    facts = {"wanted": wanted, "places": places, "words": words}
    return PydanticCustomError("not_accepted", "not accepted", facts)


def too_long(most: int, counted: Text | None = None) -> PydanticCustomError:
    """Return the error of a text or list that is longer than it may be, or holds too many."""
    return too_long_at(most, counted, ())


def too_long_at(
    most: int, counted: Text | None, *places: tuple[str | int, ...]
) -> PydanticCustomError:
    """Return the error of what is longer than it may be; each place leads to one from here."""
    facts = {"most": most, "counted": counted, "places": places}
    return PydanticCustomError("over_limit", "over limit", facts)


NO_NUMBER: Final = PydanticCustomError("not_a_number", "not a number")


def unknown(field: str, known: tuple[str, ...]) -> PydanticCustomError:
    """Return the error of a mapping with a field that nobody knows."""
    return PydanticCustomError("unknown_field", "unknown field", {"field": field, "known": known})


def missing(field: str) -> PydanticCustomError:
    """Return the error of a mapping that lacks a field."""
    return PydanticCustomError("no_field", "no field", {"field": field})


class Scalar:
    """Tells Pydantic how a text is read, and a schema what it may be."""

    def __init__(self, read: Callable[[Any, Any], Any], **schema: object) -> None:
        self.read = read
        self.schema = schema

    def __get_pydantic_core_schema__(self, *_: object) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, *_: object) -> dict[str, object]:
        return dict(self.schema)


class InBulk:
    """Tells Pydantic to make figures of a mapping's plain numbers at once, and read only the rest.

    What is no text, in quotes or no number is read entry by entry, and refused there.
    """

    def __init__(
        self, number: re.Pattern[str], made: Callable[[Decimal], Any] | None = None
    ) -> None:
        self.number = number
        self.numbers = re.compile(rf"{number.pattern}(?:\n{number.pattern})*", re.ASCII)
        self.made = made

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(self.read, handler(source))

    def read(self, entries: object, one_by_one: Callable[[object], dict[str, Any]]) -> object:
        """Return the figures by their names, in the mapping's order."""
        if not isinstance(entries, dict):
            return one_by_one(entries)
        texts = entries.values()
        is_text = {*map(type, entries), *map(type, texts)} == {str}
        if is_text and self.numbers.fullmatch("\n".join(texts)):
            return self.figures(entries)
        plain = {name: text for name, text in entries.items() if self.is_plain(name, text)}
        rest = {name: each for name, each in entries.items() if name not in plain}
        read = self.figures(plain) | one_by_one(rest)
        return {name: read[name] for name in entries if name in read}

    def is_plain(self, name: object, text: object) -> bool:
        """Tell whether a name and a text without quotes give a figure."""
        return type(name) is type(text) is str and self.number.fullmatch(text) is not None

    def figures(self, texts: dict[str, str]) -> dict[str, Any]:
        """Return what is made of texts that are numbers."""
        figures: Iterable[Any] = map(Decimal, texts.values())
        if self.made is not None:
            figures = map(self.made, figures)
        return dict(zip(texts, figures, strict=True))


A_TEXT: Final = Text("一段文字", "a text")
A_FIGURE: Final = Text("一个数字", "a number")


def _line(value: object, _: object) -> str:
    if not isinstance(value, str):
        raise wrong_type(A_TEXT)
    if not value.strip():
        raise not_accepted(Text("不是空白的文字", "a text that is not blank"))
    return str(value)


def _name(value: object, info: object) -> str:
    if len(name := _line(value, info)) > MAX_NAME:
        raise too_long(MAX_NAME)
    return name


def is_id(word: str) -> bool:
    """Tell whether a word may be an id: letters of any script, digits, - and _, NFKC-stable."""
    return bool(_ID.fullmatch(word)) and unicodedata.normalize("NFKC", word) == word


def _identifier(value: object, info: object) -> str:
    name = _name(value, info)
    if not is_id(name):
        raise not_accepted(
            Text("1 至 40 个字母、汉字、数字、- 或 _", "1 to 40 letters, digits, - or _")
        )
    return name


def _text(value: object, info: object) -> Text:
    match value:
        case Text():
            return value
        case dict():
            for key in value:
                if key not in ("zh", "en"):
                    raise unknown(key, ("zh", "en"))
            if value.get("zh") is None:
                raise missing(field="zh")
            chinese = _line(value["zh"], info)
            return Text(chinese, chinese if value.get("en") is None else _line(value["en"], info))
        case _:
            return same(_line(value, info))


def _digits(value: object, info: Any, pattern: re.Pattern[str]) -> Decimal:
    match value:
        case bool() | float():
            raise wrong_type(A_FIGURE)
        case Decimal() | int():
            return Decimal(value)
        case str() if pattern.fullmatch(value):
            if hasattr(value, "event") and info.context is not None:
                info.context.append(value)
            return Decimal(value)
        case str() | Null():
            raise NO_NUMBER
        case _:
            raise wrong_type(A_FIGURE)


def _figure(value: object, info: object) -> Decimal:
    return _digits(value, info, NUMBER)


def read_figure(value: object, info: object) -> Decimal:
    """Return the figure that a text writes with any decimals, or the finished figure.

    Raises:
        PydanticCustomError: it is none.

    """
    return _digits(value, info, LONG_NUMBER)


def _whole(value: object, info: object) -> int:
    return int(_digits(value, info, _WHOLE))


def _flag(value: object, _: object) -> bool:
    match value:
        case bool():
            return value
        case "true" | "false":
            return value == "true"
        case _:
            raise no_word_of(_FLAGS)


_FLAGS: Final = {"true": Text("是", "yes"), "false": Text("否", "no")}
DAY_FORM: Final = Text("日期 YYYY-MM-DD", "a day YYYY-MM-DD")
MOMENT_FORM: Final = Text(
    "日期 YYYY-MM-DD 或时间 YYYY-MM-DDTHH:MM", "a day YYYY-MM-DD or a time YYYY-MM-DDTHH:MM"
)
PERIOD_FORM: Final = Text("年份加 Q1 至 Q4", "a year and Q1 to Q4")
QUARTER_FORM: Final = same("Q1, Q2, Q3, Q4")


def _day(value: object, _: object) -> date:
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())) if found else date.min.replace(year=0)
    except ValueError:
        raise not_accepted(DAY_FORM) from None


def read_moment(value: object, info: object = None) -> date:
    """Return the day, or the day and time, that a text writes.

    Raises:
        PydanticCustomError: it is neither.

    """
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    try:
        return datetime(*map(int, found.groups())) if found else _day(value, info)  # type: ignore[arg-type] # noqa: DTZ001
    except (ValueError, PydanticCustomError):
        raise not_accepted(MOMENT_FORM) from None


def _period(value: object, _: object) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, str) and (period := Period.parse(value)):
        return period
    raise not_accepted(PERIOD_FORM)


def _quarter(value: object, _: object) -> int:
    if value in (1, 2, 3, 4):
        return int(str(value))
    if isinstance(value, str) and value in ("Q1", "Q2", "Q3", "Q4"):
        return int(value[1])
    raise not_accepted(QUARTER_FORM)


def one_of(**words: Text) -> Scalar:
    """Return the type of a text that is one of a few words, each given with what it means."""

    def read(value: object, _: object) -> str:
        if isinstance(value, str) and value in words:
            return str(value)
        raise no_word_of(words)

    return Scalar(read, enum=list(words))


# An editor takes an unquoted text for a number or a boolean where it looks like one.
_PLAIN: Final = ["string", "number", "boolean"]
_LINE_SCHEMA: Final = {"type": _PLAIN, "pattern": r"\S"}
_ID_SCHEMA: Final = {"type": _PLAIN, "pattern": r"^[^\s!-,./:-@\[-\^`{-~]{1,40}$"}
_NUMBER_SCHEMA: Final = {"type": "number"}
_FLAG_SCHEMA: Final = {"type": ["boolean", "string"], "pattern": "^(true|false)$"}
_DATE: Final = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME: Final = "([01][0-9]|2[0-3]):[0-5][0-9]"
_DAY_SCHEMA: Final = {"type": "string", "pattern": f"^{_DATE}$"}
_MOMENT_SCHEMA: Final = {"type": "string", "pattern": f"^{_DATE}(T{_TIME})?$"}
_PERIOD_SCHEMA: Final = {"type": "string", "pattern": "^[1-9][0-9]{3}Q[1-4]$"}
WORDS_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        _LINE_SCHEMA,
        {
            "type": "object",
            "properties": {
                "zh": _LINE_SCHEMA,
                "en": {**_LINE_SCHEMA, "type": [*_PLAIN, "null"]},
            },
            "required": ["zh"],
            "additionalProperties": False,
        },
    ]
}

OneLine: TypeAlias = Annotated[str, Scalar(_line, **_LINE_SCHEMA)]
Name: TypeAlias = Annotated[str, Scalar(_name, **_LINE_SCHEMA, maxLength=MAX_NAME)]
Id: TypeAlias = Annotated[str, Scalar(_identifier, **_ID_SCHEMA)]
Words: TypeAlias = Annotated[Text, Scalar(_text, **WORDS_SCHEMA)]
Figure: TypeAlias = Annotated[Decimal, Scalar(_figure, **_NUMBER_SCHEMA)]
Measured: TypeAlias = Annotated[Decimal, Scalar(read_figure, **_NUMBER_SCHEMA)]
"""A figure of an indicator; whether it has more decimals than declared is a rule's to say."""

Whole: TypeAlias = Annotated[int, Scalar(_whole, type="integer")]
Flag: TypeAlias = Annotated[bool, Scalar(_flag, **_FLAG_SCHEMA)]
Day: TypeAlias = Annotated[date, Scalar(_day, **_DAY_SCHEMA)]
Moment: TypeAlias = Annotated[date, Scalar(read_moment, **_MOMENT_SCHEMA)]
Quarter: TypeAlias = Annotated[Period, Scalar(_period, **_PERIOD_SCHEMA)]
QuarterOfYear: TypeAlias = Annotated[int, Scalar(_quarter, enum=["Q1", "Q2", "Q3", "Q4"])]

SOURCE: Final = Text("出处", "source").means(
    "文件的第几部分，便于核对", "the part of the document it is taken from, to check against"
)
ID: Final = Text("标识", "id").means(
    "1 至 40 个字母、汉字、数字、- 或 _，同类中不重复",
    "1 to 40 letters of any script, digits, - or _, used once",
)
NAME: Final = Text("名称", "name").means(
    "表格里显示的名称，一段文字或 {zh: …, en: …}", "as tables show it: one text, or {zh: …, en: …}"
)
UNIT: Final = Text("单位", "unit").means(
    "数字的单位，不换算", "the unit of the figure; nothing is converted"
)
DOCUMENT: Final = Text("文件", "document").means(
    "文件的文号和附件", "the document's number and annex"
)
VERSION: Final = Text("格式版本", "version").means(
    "文件格式的版本，总是 1", "of the file's format: always 1"
)
TARGET: Final = Text("目标", "target").means(
    "at_least、more_than、exactly、at_most 中恰好一项",
    "exactly one of at_least, more_than, exactly, at_most",
)
PERIOD: Final = Text("季度", "quarter").means(
    "报送所属的季度，如 2022Q2，与所在文件夹一致",
    "the quarter of the submission, such as 2022Q2, as its folder says",
)
RECEIVED: Final = Text("收到时间", "received").means(
    "YYYY-MM-DD 或 YYYY-MM-DDTHH:MM，东八区，与报送时限相比",
    "YYYY-MM-DD or YYYY-MM-DDTHH:MM in UTC+8; compared with the deadline",
)
PREPARED: Final = Text("填报人", "prepared by").means("谁填的", "who filled it in")
APPROVED: Final = Text("审批人", "approved by").means("谁审的，可省略", "who approved it; optional")
SAMPLE: Final = Text("示例数据", "sample").means(
    "true 表示数字是虚构的，所有输出都会注明",
    "true where the figures are made up; every output says so",
)
ABOUT_INDICATOR: Final = Text("指标", "indicator").means(
    "targets.yaml 中的指标 id", "an indicator's id in targets.yaml"
)
"""What fields of several forms are called and mean."""

LANGUAGES: Final = {
    "zh": Text("中文", "Chinese").means("必填", "required"),
    "en": Text("英文", "English").means(
        "可省略，省略时用中文", "optional; the Chinese stands in for it"
    ),
}
"""The same of the fields of a text in both languages."""
