"""The plan: districts, indicators, allocations, goals and incentives of targets.yaml."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, NamedTuple, TypeAlias, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import core_schema

from jxtrade.model.scalar import (
    LONG_NUMBER,
    NULL,
    Day,
    Figure,
    Flag,
    Id,
    InBulk,
    Line,
    Measured,
    Moment,
    Quarter,
    Whole,
    Words,
    not_accepted,
    one_of,
    repeated,
    too_long,
)
from jxtrade.text import Text, same

MAX_DECIMALS: Final = 4
FIRST_YEAR, LAST_YEAR = 1949, 2999
MAX_CELLS: Final = 200_000
MAX_ALLOCATED: Final = 800_000

LINEAR: Final = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))


def unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the entries when no two have one id.

    Raises:
        PydanticCustomError: not_accepted, at each id that stands there already.

    """
    refuse_repeated([(item.id, (index, "id")) for index, item in enumerate(items)])
    return items


def refuse_repeated(ids: list[tuple[str, tuple[str | int, ...]]]) -> None:
    """Refuse ids that stand there already; each is given with its place.

    Raises:
        PydanticCustomError: not_accepted, at each of them.

    """
    first: dict[str, tuple[str | int, ...]] = {}
    again = [place for id_, place in ids if first.setdefault(id_, place) != place]
    if again:
        raise repeated(*again)


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
    if shares[-1] != 1:
        raise not_accepted(
            Text("1：到年底应全部完成", "1: all of it is due at the year's end"), quarters - 1
        )
    return shares


class Form(BaseModel):
    """A mapping of a file; a field that nobody has filled in stands as if it were left out.

    Only a field that may be None is told apart: it has nothing behind it, or is not there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: object) -> object:
        if not isinstance(value, dict) or None not in value.values():
            return value
        needed = {
            info.alias or name
            for name, info in cls.model_fields.items()
            if type(None) not in get_args(info.annotation)
        }
        return {key: each for key, each in value.items() if each is not None or key not in needed}


class _Filled:
    """Tells Pydantic to leave out what nobody has filled in, and a schema that it may be null."""

    def read(self, entries: object) -> object:
        if isinstance(entries, dict) and None in entries.values():
            return {key: each for key, each in entries.items() if each is not None}
        return entries

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))


def _or_none(value: object) -> object:
    return None if value is NULL else value


Version: TypeAlias = Annotated[Whole, AfterValidator(_version)]
Year: TypeAlias = Annotated[Whole, AfterValidator(_year)]
Pace: TypeAlias = Annotated[tuple[Figure, ...], AfterValidator(_pace), BeforeValidator(_pace_from)]
Key = TypeVar("Key")
Entry = TypeVar("Entry")
Entries: TypeAlias = Annotated[dict[Key, Entry], _Filled()]
Nullable: TypeAlias = Annotated[Line | None, BeforeValidator(_or_none)]
"""A text, or the word null for none."""

LEVEL: Final = (Decimal(1),) * len(LINEAR)
"""The pace of a level, which does not add up: all of it is due at every quarter's end."""


# Pydantic before 2.14 asks for a default also where the field that it goes by is refused.


def _own_pace(fields: dict[str, Any]) -> tuple[Decimal, ...]:
    return LEVEL if fields.get("kind") == "rate" else LINEAR


def _first_year(fields: dict[str, Any]) -> int:
    return int(fields.get("start", FIRST_YEAR))


def _first_day(fields: dict[str, Any]) -> date:
    return date(fields.get("year", FIRST_YEAR), 1, 1)


class Header(Form):
    """What the plan is called and the years for which it holds."""

    title: Words
    document: Line | None = None
    issued: Day | None = None
    start: Year
    end: Year = Field(default_factory=_first_year)
    source: Line | None = None


class District(Form):
    """A unit that is allocated figures and reports on them."""

    id: Id
    name: Words
    full_name: Line | None = None
    code: Nullable = None
    overlaps: tuple[Line, ...] = ()
    source: Line | None = None


class Indicator(Form):
    """A quantity that districts report, and how it is counted and judged."""

    id: Id
    name: Words
    unit: Words
    kind: Annotated[str, one_of("count", "amount", "rate")]
    decimals: Annotated[Whole, AfterValidator(_decimals)] | None = None
    direction: Annotated[str, one_of("higher", "lower")] = "higher"
    measure: Annotated[str, one_of("cumulative", "quarterly")] = "cumulative"
    pace: Pace = Field(default_factory=_own_pace)
    roster: Annotated[str, one_of("required", "optional", "none")] = "none"
    roster_codes: Annotated[str, one_of("required", "optional")] = "required"
    definition: Words | None = None
    source: Line | None = None

    @property
    def places(self) -> int:
        """Return the digits after the point that a value may have: 0 for a count, 1 else."""
        if self.decimals is not None:
            return self.decimals
        return 0 if self.kind == "count" else 1


class Change(Form):
    """An allocation as one document states it: a figure, or what it was and what it becomes."""

    to: Measured
    from_: Measured | None = Field(None, alias="from")

    @model_validator(mode="before")
    @classmethod
    def _plain_figure(cls, value: object) -> object:
        return value if isinstance(value, dict | cls) else {"to": value}


class Allotted(NamedTuple):
    """An allocation that is stated as a figure alone."""

    to: Decimal
    from_: None = None


class _PlainOrChange:
    """Tells Pydantic that one that is read by itself is a change."""

    def __get_pydantic_core_schema__(self, _: Any, handler: Any) -> core_schema.CoreSchema:
        schema: core_schema.CoreSchema = handler(Change)
        return schema


Allotments: TypeAlias = Annotated[
    Entries[str, Annotated[Change | Allotted, _PlainOrChange()]], InBulk(LONG_NUMBER, Allotted)
]
"""What a document allocates of one indicator, by district."""


class Allocation(Form):
    """What one document allocates for a year: for each indicator, each district's figure."""

    document: Line | None = None
    year: Year
    year_assumed: Flag = False
    effective: Day = Field(default_factory=_first_day)
    values: Entries[str, Allotments]
    totals: Annotated[Entries[str, Measured], InBulk(LONG_NUMBER)] = {}


class Target(Form):
    """A figure to reach, and how a result is held against it."""

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


class Goal(Form):
    """A figure that the whole city is to reach by a year."""

    id: Id
    name: Words
    target: Target
    unit: Words
    year: Year
    indicator: Nullable
    source: Line | None = None


class Incentive(Form):
    """A reward, and what it is given for."""

    indicator: Line
    amount: Figure
    unit: Words
    per: Words
    condition: Words
    source: Line | None = None


class Lights(Form):
    """The least percentage points from pace for green and for yellow; below yellow is red."""

    green: Figure
    yellow: Figure

    @model_validator(mode="after")
    def _in_order(self) -> "Lights":
        if self.yellow > self.green:
            raise not_accepted(Text("不高于 green 的数字", "a number not above green"), "yellow")
        return self


DEFAULT_LIGHTS: Final = Lights(green=Decimal(0), yellow=Decimal(-10))


def _few_cells(indicators: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
    """Return the indicators unless with the districts they make too large a table."""
    if len(indicators) * len(info.data.get("districts", ())) > MAX_CELLS:
        raise too_long(
            MAX_CELLS, Text("区县数乘指标数", "number of districts times that of indicators")
        )
    return indicators


def _few_allocated(allocations: object) -> object:
    """Return the allocations unless all documents together allocate too many cells."""
    found = allocations if isinstance(allocations, list) else []
    values = [each.get("values") for each in found if isinstance(each, dict)]
    rows = [row for value in values if isinstance(value, dict) for row in value.values()]
    if sum(len(row) for row in rows if isinstance(row, dict)) > MAX_ALLOCATED:
        raise too_long(
            MAX_ALLOCATED, Text("各文件的分配数合计", "cells allocated by all documents")
        )
    return allocations


class Plan(Form):
    """The whole of targets.yaml."""

    version: Version
    language: Annotated[str, one_of("zh", "en")] = "zh"
    plan: Header
    districts: Annotated[tuple[District, ...], AfterValidator(some), AfterValidator(unique)]
    indicators: Annotated[
        tuple[Indicator, ...],
        AfterValidator(some),
        AfterValidator(unique),
        AfterValidator(_few_cells),
    ]
    allocations: Annotated[
        tuple[Allocation, ...], AfterValidator(some), BeforeValidator(_few_allocated)
    ]
    goals: Annotated[tuple[Goal, ...], AfterValidator(unique)] = ()
    incentives: tuple[Incentive, ...] = ()
    lights: Lights = DEFAULT_LIGHTS
    deadlines: Entries[Quarter, Moment] = {}
    ranking: Flag = True
    over_report: Annotated[Figure, AfterValidator(positive)] = Decimal(300)

    def document_of(self, allocation: Allocation) -> Text:
        """Return what an allocation rests on: its document, else the plan's, else its title."""
        document = allocation.document or self.plan.document
        return same(document) if document else self.plan.title

    @model_validator(mode="after")
    def _ends_after_start(self) -> "Plan":
        if self.plan.end < self.plan.start:
            raise not_accepted(
                Text("不早于 start 的年份", "a year not before start"), "plan", "end"
            )
        return self
