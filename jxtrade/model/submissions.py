"""What districts and departments submit for a quarter."""

from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, Field

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


def _few(firms: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(firms) > MAX_FIRMS:
        raise too_long(MAX_FIRMS)
    return firms


class Firm(BaseModel):
    """A firm that backs a count."""

    model_config = STRICT

    name: Name
    uscc: Line
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
    values: dict[str, Figure]
    not_applicable: Entries[str, Words] = {}
    rosters: Entries[str, Annotated[Items[Firm], AfterValidator(_few)]] = {}
    restatements: Items[Restatement] = ()
    notes: Entries[str, Words] = {}
    highlights: Items[Words] = ()


class MilestoneReport(BaseModel):
    """How far a milestone is, since when it is done, and what shows it."""

    model_config = STRICT

    status: Annotated[str, one_of("not_started", "in_progress", "done")]
    on: Day | None = None
    evidence: Items[Line] = ()
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
    milestones: Entries[str, MilestoneReport] = {}
    targets: Entries[str, Figure] = {}
    city_totals: Entries[str, Figure] = {}
    notes: Entries[str, Words] = {}
