"""What districts and departments submit for a quarter."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import core_schema

from jxtrade.model.plan import Entries, Form, positive
from jxtrade.model.scalar import (
    LONG_NUMBER,
    NUMBER,
    Day,
    Figure,
    Flag,
    InBulk,
    Line,
    Measured,
    Moment,
    Name,
    Quarter,
    Words,
    missing,
    one_of,
    read_figure,
    too_long,
)
from jxtrade.text import Text, plain

MAX_FIRMS: Final = 5_000
MAX_FIRMS_OF_A_FILE: Final = 20_000
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


def _few_in_all(rosters: object) -> object:
    """Return rosters unless together they name more firms than a district has."""
    if isinstance(rosters, dict):
        firms = sum(len(roster) for roster in rosters.values() if isinstance(roster, list))
        if firms > MAX_FIRMS_OF_A_FILE:
            raise too_long(MAX_FIRMS_OF_A_FILE, Text("一份文件的企业数", "firms of one file"))
    return rosters


class Ratio(Form):
    """A rate by the two figures that make it, both as they were counted."""

    numerator: Figure
    denominator: Annotated[Figure, AfterValidator(positive)]

    def __str__(self) -> str:
        return f"{plain(self.numerator)}/{plain(self.denominator)}"

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


class Firm(Form):
    """A firm that backs a count."""

    name: Name
    uscc: Line | None = None
    provincial_list: Flag | None = None
    evidence: Words | None = None


class Restatement(Form):
    """An earlier quarter's value put right, and why."""

    indicator: Line
    period: Quarter
    from_: Measured = Field(alias="from")
    to: Measured
    reason: Words
    approved_by: Line | None = None
    on: Day | None = None


class DistrictSubmission(Form):
    """A district's figures for a quarter."""

    district: Line
    period: Quarter
    received: Moment | None
    prepared_by: Line | None
    approved_by: Line | None = None
    sample: Flag = False
    values: Annotated[Entries[str, Value], InBulk(LONG_NUMBER), Limited]
    not_applicable: Annotated[dict[str, Words], Limited] = {}
    rosters: Annotated[
        Entries[str, Annotated[tuple[Firm, ...], AfterValidator(_few)]],
        Limited,
        BeforeValidator(_few_in_all),
    ] = {}
    restatements: Annotated[tuple[Restatement, ...], Limited] = ()
    notes: Annotated[Entries[str, Words], Limited] = {}
    highlights: Annotated[tuple[Words, ...], Limited] = ()

    @model_validator(mode="before")
    @classmethod
    def _no_values(cls, value: object) -> object:
        """Return a file of no values for one that nobody wrote any in."""
        if isinstance(value, dict) and value.get("values", ...) is None:
            return {**value, "values": {}}
        return value

    @model_validator(mode="after")
    def _is_prepared(self) -> "DistrictSubmission":
        """Return the submission unless it says something and not who prepared it."""
        if self.prepared_by is None and self.says_something:
            raise missing(field="prepared_by")
        return self

    @property
    def says_something(self) -> bool:
        """Tell whether anything stands in the file but whose it is."""
        return bool(
            self.values
            or self.not_applicable
            or any(self.rosters.values())
            or self.restatements
            or self.notes
            or self.highlights
        )

    @cached_property
    def figures(self) -> dict[str, Decimal]:
        """Return the values as figures: a ratio is its percent."""
        return {
            indicator: value.percent if isinstance(value, Ratio) else value
            for indicator, value in self.values.items()
        }


class MilestoneReport(Form):
    """How far a milestone is, since when it is done, and what shows it."""

    status: Annotated[str, one_of("not_started", "in_progress", "done")]
    on: Day | None = None
    evidence: Annotated[tuple[Line, ...], Limited] = ()
    note: Words | None = None


class DepartmentSubmission(Form):
    """A department's report on its tasks for a quarter, and its own city-wide figures."""

    department: Line
    period: Quarter
    received: Moment | None
    prepared_by: Line | None = None
    approved_by: Line | None = None
    sample: Flag = False
    milestones: Annotated[Entries[str, MilestoneReport], Limited] = {}
    targets: Annotated[Entries[str, Figure], InBulk(NUMBER), Limited] = {}
    city_totals: Annotated[Entries[str, Measured], InBulk(LONG_NUMBER), Limited] = {}
    notes: Annotated[Entries[str, Words], Limited] = {}

    @property
    def says_something(self) -> bool:
        """Tell whether anything stands in the file but whose it is."""
        return bool(self.milestones or self.targets or self.city_totals or self.notes)
