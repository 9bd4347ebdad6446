"""What districts and departments submit for a quarter."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field
from pydantic_core import core_schema

from jxtrade.model.plan import STRICT, Entries, Items, positive
from jxtrade.model.scalar import (
    Day,
    Figure,
    Flag,
    Line,
    Moment,
    Name,
    Quarter,
    Words,
    one_of,
    read_figure,
    too_long,
)

MAX_FIRMS: Final = 5_000
MAX_ENTRIES: Final = 2_000


def _at_most(entries: object) -> object:
    """Return a mapping or list unless it is longer than any office could mean it."""
    if isinstance(entries, dict | list) and len(entries) > MAX_ENTRIES:
        raise too_long(MAX_ENTRIES)
    return entries


Limited: Final = BeforeValidator(_at_most)


def _few(firms: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(firms) > MAX_FIRMS:
        raise too_long(MAX_FIRMS)
    return firms


class Ratio(BaseModel):
    """A rate by the two figures that make it, both as they were counted."""

    model_config = STRICT

    numerator: Figure
    denominator: Annotated[Figure, AfterValidator(positive)]

    @property
    def percent(self) -> Decimal:
        """Return the rate in percent, to 60 digits."""
        return _EXACT.divide(_EXACT.multiply(self.numerator, Decimal(100)), self.denominator)


_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)


class _FigureOrRatio:
    """Tells Pydantic and a schema that a mapping is a ratio and all else a figure."""

    def __get_pydantic_core_schema__(self, _: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.with_info_wrap_validator_function(self.read, handler(Ratio))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, object]:
        return {"anyOf": [{"type": "number"}, handler(schema)]}

    def read(self, value: object, ratio: Any, info: object) -> Decimal | Ratio:
        if isinstance(value, dict | Ratio):
            return ratio(value)  # type: ignore[no-any-return]
        return read_figure(value, info)


Value: TypeAlias = Annotated[Decimal | Ratio, _FigureOrRatio()]


class Firm(BaseModel):
    """A firm that backs a count."""

    model_config = STRICT

    name: Name
    uscc: Line | None = None
    provincial_list: Flag | None = None
    evidence: Words | None = None


class Restatement(BaseModel):
    """An earlier quarter's value put right, and why."""

    model_config = STRICT

    indicator: Line
    period: Quarter
    from_: Figure = Field(alias="from")
    to: Figure
    reason: Words
    approved_by: Line | None = None
    on: Day | None = None


class DistrictSubmission(BaseModel):
    """A district's figures for a quarter."""

    model_config = STRICT

    district: Line
    period: Quarter
    received: Moment
    prepared_by: Line
    approved_by: Line | None = None
    sample: Flag = False
    values: Annotated[dict[str, Value], Limited]
    not_applicable: Annotated[Entries[str, Words], Limited] = {}
    rosters: Annotated[Entries[str, Annotated[Items[Firm], AfterValidator(_few)]], Limited] = {}
    restatements: Annotated[Items[Restatement], Limited] = ()
    notes: Annotated[Entries[str, Words], Limited] = {}
    highlights: Annotated[Items[Words], Limited] = ()

    @cached_property
    def figures(self) -> dict[str, Decimal]:
        """Return the values as figures: a ratio is its percent."""
        return {
            indicator: value.percent if isinstance(value, Ratio) else value
            for indicator, value in self.values.items()
        }


class MilestoneReport(BaseModel):
    """How far a milestone is, since when it is done, and what shows it."""

    model_config = STRICT

    status: Annotated[str, one_of("not_started", "in_progress", "done")]
    on: Day | None = None
    evidence: Annotated[Items[Line], Limited] = ()
    note: Words | None = None


class DepartmentSubmission(BaseModel):
    """A department's report on its tasks for a quarter, and its own city-wide figures."""

    model_config = STRICT

    department: Line
    period: Quarter
    received: Moment
    prepared_by: Line | None = None
    approved_by: Line | None = None
    sample: Flag = False
    milestones: Annotated[Entries[str, MilestoneReport], Limited] = {}
    targets: Annotated[Entries[str, Figure], Limited] = {}
    city_totals: Annotated[Entries[str, Figure], Limited] = {}
    notes: Annotated[Entries[str, Words], Limited] = {}
