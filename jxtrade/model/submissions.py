"""What districts and departments submit for a quarter."""

from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from jxtrade.model.plan import STRICT, Entries, Items
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
    values: Annotated[dict[str, Figure], Limited]
    not_applicable: Annotated[Entries[str, Words], Limited] = {}
    rosters: Annotated[Entries[str, Annotated[Items[Firm], AfterValidator(_few)]], Limited] = {}
    restatements: Annotated[Items[Restatement], Limited] = ()
    notes: Annotated[Entries[str, Words], Limited] = {}
    highlights: Annotated[Items[Words], Limited] = ()


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
