"""The plan: districts, indicators, allocations, goals and incentives of targets.yaml."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import core_schema

from jxtrade.model.scalar import (
    Day,
    Figure,
    Flag,
    Id,
    Line,
    Moment,
    Quarter,
    Whole,
    Words,
    not_accepted,
    one_of,
)
from jxtrade.text import Text, same

STRICT: Final = ConfigDict(frozen=True, extra="forbid")
MAX_DECIMALS: Final = 4
FIRST_YEAR, LAST_YEAR = 1949, 2999

LINEAR: Final = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))


def unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the entries when no two have one id.

    Raises:
        PydanticCustomError: not_accepted, at the second entry's id.

    """
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        if first.setdefault(item.id, index) != index:
            raise not_accepted(Text("没有用过的 id", "an id not yet used"), index, "id")
    return items


def some(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the entries when there are any.

    Raises:
        PydanticCustomError: not_accepted, there is none.

    """
    if not items:
        raise not_accepted(Text("至少一条", "at least one entry"))
    return items


def _year(value: int) -> int:
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise not_accepted(same(f"{FIRST_YEAR}–{LAST_YEAR}"))
    return value


def _decimals(value: int) -> int:
    if not 0 <= value <= MAX_DECIMALS:
        raise not_accepted(same(f"0–{MAX_DECIMALS}"))
    return value


def _version(value: int) -> int:
    if value != 1:
        raise not_accepted(same("1"))
    return value


def positive(value: Decimal) -> Decimal:
    """Return a figure above 0.

    Raises:
        PydanticCustomError: not_accepted, it is 0 or below.

    """
    if value <= 0:
        raise not_accepted(Text("大于 0 的数字", "a number above 0"))
    return value


def _pace_from(value: object) -> object:
    return LINEAR if value == "linear" else value


def _pace(shares: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    quarters = len(LINEAR)
    if len(shares) != quarters:
        raise not_accepted(Text("linear 或四个季度的数", "linear, or a share for each quarter"))
    for index, share in enumerate(shares):
        if not 0 <= share <= 1 or (index and share < shares[index - 1]):
            raise not_accepted(
                Text("0 至 1、逐季不减的份额", "a share from 0 to 1, not below the quarter before"),
                index,
            )
    return shares


class _OrNothing:
    """Tells Pydantic to read an empty value as no entries, and a schema that it may be null."""

    def __init__(self, nothing: Callable[[], object]) -> None:
        self.nothing = nothing

    def read(self, value: object) -> object:
        return self.nothing() if value is None else value

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, object]:
        return {"anyOf": [handler(schema), {"type": "null"}]}


Version: TypeAlias = Annotated[Whole, AfterValidator(_version)]
Year: TypeAlias = Annotated[Whole, AfterValidator(_year)]
Pace: TypeAlias = Annotated[tuple[Figure, ...], AfterValidator(_pace), BeforeValidator(_pace_from)]
Key = TypeVar("Key")
Entry = TypeVar("Entry")
Entries: TypeAlias = Annotated[dict[Key, Entry], _OrNothing(dict)]
Items: TypeAlias = Annotated[tuple[Entry, ...], _OrNothing(tuple)]


class Header(BaseModel):
    """What the plan is called and the years for which it holds."""

    model_config = STRICT

    title: Words
    document: Line
    issued: Day
    start: Year
    end: Year
    source: Line | None = None


class District(BaseModel):
    """A unit that is allocated figures and reports on them."""

    model_config = STRICT

    id: Id
    name: Words
    full_name: Line | None = None
    code: Line | None = None
    overlaps: tuple[Line, ...] = ()
    source: Line | None = None


class Indicator(BaseModel):
    """A quantity that districts report, and how it is counted and judged."""

    model_config = STRICT

    id: Id
    name: Words
    unit: Words
    kind: Annotated[str, one_of("count", "amount", "rate")]
    decimals: Annotated[Whole, AfterValidator(_decimals)] | None = None
    direction: Annotated[str, one_of("higher", "lower")] = "higher"
    measure: Annotated[str, one_of("cumulative", "quarterly")] = "cumulative"
    pace: Pace = LINEAR
    roster: Annotated[str, one_of("required", "optional", "none")] = "none"
    roster_codes: Annotated[str, one_of("required", "optional")] = "required"
    definition: Words
    source: Line

    @property
    def places(self) -> int:
        """Return the digits after the point that a value may have: 0 for a count, 1 else."""
        if self.decimals is not None:
            return self.decimals
        return 0 if self.kind == "count" else 1


class Change(BaseModel):
    """An allocation as one document states it: a figure, or what it was and what it becomes."""

    model_config = STRICT

    to: Figure
    from_: Figure | None = Field(None, alias="from")

    @model_validator(mode="before")
    @classmethod
    def _plain_figure(cls, value: object) -> object:
        return value if isinstance(value, dict | cls) else {"to": value}


class Allocation(BaseModel):
    """What one document allocates for a year: for each indicator, each district's figure."""

    model_config = STRICT

    document: Line
    year: Year
    year_assumed: Flag = False
    effective: Day
    values: dict[str, dict[str, Change]]
    totals: Entries[str, Figure] = {}


class Target(BaseModel):
    """A figure to reach, and how a result is held against it."""

    model_config = STRICT

    at_least: Figure | None = None
    more_than: Figure | None = None
    exactly: Figure | None = None
    at_most: Figure | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "Target":
        if len(self.model_fields_set) != 1 or self.value is None:
            raise not_accepted(same("at_least | more_than | exactly | at_most"))
        return self

    @property
    def value(self) -> Decimal | None:
        """Return the figure to reach."""
        given = (self.at_least, self.more_than, self.exactly, self.at_most)
        return next((figure for figure in given if figure is not None), None)


class Goal(BaseModel):
    """A figure that the whole city is to reach by a year."""

    model_config = STRICT

    id: Id
    name: Words
    target: Target
    unit: Words
    year: Year
    indicator: Line | None
    source: Line


class Incentive(BaseModel):
    """A reward, and what it is given for."""

    model_config = STRICT

    indicator: Line
    amount: Figure
    unit: Words
    per: Words
    condition: Words
    source: Line


class Lights(BaseModel):
    """The least percentage points from pace for green and for yellow; below yellow is red."""

    model_config = STRICT

    green: Figure
    yellow: Figure

    @model_validator(mode="after")
    def _in_order(self) -> "Lights":
        if self.yellow > self.green:
            raise not_accepted(Text("不高于 green 的数字", "a number not above green"), "yellow")
        return self


DEFAULT_LIGHTS: Final = Lights(green=Decimal(0), yellow=Decimal(-10))


class Plan(BaseModel):
    """The whole of targets.yaml."""

    model_config = STRICT

    version: Version
    language: Annotated[str, one_of("zh", "en")]
    plan: Header
    districts: Annotated[tuple[District, ...], AfterValidator(some), AfterValidator(unique)]
    indicators: Annotated[tuple[Indicator, ...], AfterValidator(some), AfterValidator(unique)]
    allocations: tuple[Allocation, ...]
    goals: Annotated[Items[Goal], AfterValidator(unique)] = ()
    incentives: Items[Incentive] = ()
    lights: Lights = DEFAULT_LIGHTS
    deadlines: Entries[Quarter, Moment] = {}
    ranking: Flag = True
    over_report: Annotated[Figure, AfterValidator(positive)] = Decimal(300)

    @model_validator(mode="after")
    def _ends_after_start(self) -> "Plan":
        if self.plan.end < self.plan.start:
            raise not_accepted(
                Text("不早于 start 的年份", "a year not before start"), "plan", "end"
            )
        return self
