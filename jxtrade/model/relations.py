"""Relations between indicators that every submission of a district must keep."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import core_schema

from jxtrade.model.form import Form, some, told
from jxtrade.model.scalar import (
    ABOUT_INDICATOR,
    ID,
    NUMBER,
    SOURCE,
    Figure,
    Id,
    OneLine,
    Words,
    not_accepted,
    one_of,
    read_figure,
)
from jxtrade.text import Text

OPERATORS: Final = {
    "equal": Text("等于", "equal"),
    "at_most": Text("不大于", "be at most"),
    "at_least": Text("不小于", "be at least"),
    "less_than": Text("小于", "be less than"),
    "more_than": Text("大于", "be more than"),
}
"""How the left side must stand to the right one, as it is said behind "must"."""

GRAVITIES: Final = {"warning": Text("警告", "warning"), "error": Text("错误", "error")}
_QUARTERS: Final = {"previous": Text("本年上一季", "the quarter before in the same year")}


@told(
    Text("项", "term").means(
        "一个指标的本年累计，可乘以倍数，可取上一季",
        "an indicator's year to date, several times if so said, or of the quarter before",
    ),
    indicator=ABOUT_INDICATOR,
    times=Text("倍数", "times").means("乘以几，默认 1", "how many times it counts; 1 by default"),
    quarter=Text("季度", "quarter").means(
        "previous 取本年上一季，省略取本季",
        "previous: the quarter before in the same year; this quarter by default",
    ),
)
class Term(Form):
    """An indicator's year to date, multiplied, of this quarter or of the one before."""

    indicator: OneLine
    times: Figure = Decimal(1)
    quarter: Annotated[str, one_of(**_QUARTERS)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _indicator_alone(cls, value: object) -> object:
        return {"indicator": value} if isinstance(value, str) else value


class _TermOrFigure:
    """Tells Pydantic that what looks like a number is one, and all else a term."""

    def __get_pydantic_core_schema__(self, _: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.with_info_wrap_validator_function(self.read, handler(Term))

    def read(self, value: object, term: Any, info: object) -> Term | Decimal:
        if isinstance(value, Decimal | int) or (isinstance(value, str) and NUMBER.fullmatch(value)):
            return read_figure(value, info)
        return term(value)  # type: ignore[no-any-return]


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise not_accepted(Text("不小于 0 的数字", "a number not below 0"))
    return value


Side: TypeAlias = Annotated[
    tuple[Annotated[Term | Decimal, _TermOrFigure()], ...],
    AfterValidator(some),
    BeforeValidator(_as_list),
]
"""Terms and plain numbers that add up; one alone needs no list."""


@told(
    Text("勾稽关系", "relation").means(
        "每份区县报送的数字之间必须成立的关系",
        "how figures of every submission of a district must stand to each other",
    ),
    id=ID,
    left=Text("左边", "left").means(
        "指标 id、数字，或相加的一个列表", "an indicator's id, a number, or a list that adds up"
    ),
    is_=Text("关系", "is").means(
        "equal 等于，at_most 不大于，at_least 不小于，less_than 小于，more_than 大于",
        "equal, at_most, at_least, less_than or more_than",
    ),
    right=Text("右边", "right").means("写法同左边", "as the left side"),
    within=Text("容差", "within").means(
        "允许相差多少，用指标的单位，默认 0", "how far it may be off, in the unit; 0 by default"
    ),
    severity=Text("级别", "severity").means(
        "warning 警告（默认）；error 错误，所涉的数待核",
        "warning (default), or error, which makes the values that it names unusable",
    ),
    name=Text("名称", "name").means("报告里怎样称呼，可省略", "what it is called; optional"),
    source=SOURCE,
)
class Relation(Form):
    """How two sides of a district's submission must stand to each other."""

    id: Id
    left: Side
    is_: Annotated[str, one_of(**OPERATORS)] = Field(alias="is")
    right: Side
    within: Annotated[Figure, AfterValidator(_not_negative)] = Decimal(0)
    severity: Annotated[str, one_of(**GRAVITIES)] = "warning"
    name: Words | None = None
    source: OneLine | None = None

    @model_validator(mode="after")
    def _about_an_indicator(self) -> "Relation":
        if not [*self.terms()]:
            raise not_accepted(Text("至少写一个指标", "at least one indicator"), "left")
        return self

    def terms(self) -> Iterator[tuple[str, int, Term]]:
        """Yield every term with its side and its place there."""
        for side, terms in (("left", self.left), ("right", self.right)):
            for place, each in enumerate(terms):
                if isinstance(each, Term):
                    yield side, place, each
