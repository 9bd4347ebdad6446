"""What a plan itself can tell: its districts and indicators by id, its years, its first day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jxtrade.model.period import Period
from jxtrade.model.plan import Plan

PLAN = Plan.model_validate(
    {
        "version": "1",
        "plan": {"title": "示例", "issued": "2022-03-15", "start": "2022", "end": "2023"},
        "districts": [{"id": "west", "name": "西区"}, {"id": "east", "name": "东区"}],
        "indicators": [
            {"id": "sales", "name": "销售", "unit": "万元", "kind": "amount"},
            {"id": "firms", "name": "企业", "unit": "家", "kind": "count"},
        ],
        "allocations": [{"year": "2022", "values": {"firms": {"west": "1"}}}],
    }
)


def test_districts_and_indicators_stand_by_id_in_the_plans_order() -> None:
    assert list(PLAN.district) == ["west", "east"]
    assert PLAN.district["east"].name.zh == "东区"
    assert list(PLAN.indicator) == ["sales", "firms"]
    assert PLAN.indicator["firms"].unit.zh == "家"


@pytest.mark.parametrize(
    ("period", "is_planned"),
    [
        (Period(2021, 4), False),
        (Period(2022, 1), True),
        (Period(2023, 4), True),
        (Period(2024, 1), False),
    ],
)
def test_quarter_is_planned_from_the_first_year_to_the_last(
    period: Period, *, is_planned: bool
) -> None:
    assert PLAN.is_planned(period) is is_planned


@pytest.mark.parametrize(
    ("received", "is_slip"),
    [
        (date(2022, 3, 14), True),
        (datetime(2022, 3, 14, 23, 59), True),  # noqa: DTZ001
        (date(2022, 3, 15), False),
        (datetime(2022, 3, 15, 0, 0), False),  # noqa: DTZ001
    ],
)
def test_receipt_before_the_plan_was_issued_is_a_slip(received: date, *, is_slip: bool) -> None:
    assert PLAN.is_slip(received) is is_slip


def test_plan_without_a_day_of_issue_knows_no_slip() -> None:
    header = PLAN.plan.model_copy(update={"issued": None})
    assert not PLAN.model_copy(update={"plan": header}).is_slip(date(1999, 1, 1))
