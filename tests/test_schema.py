"""Files become models: what each field takes, what it refuses, and what the hint then says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jxtrade import schema
from jxtrade.findings import Cell
from jxtrade.model.submissions import DistrictSubmission, Ratio
from jxtrade.source import parse
from tests import firms

if TYPE_CHECKING:
    from jxtrade.findings import Finding

HEAD = "district: d\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: p\n"
COUNT = firms.PLAN.indicators[0]
SHARE = COUNT.model_copy(update={"id": "share", "kind": "rate", "decimals": 2})
INDICATORS = {COUNT.id: COUNT, SHARE.id: SHARE}


def read(text: str) -> tuple[DistrictSubmission | None, list[Finding]]:
    """Return what can be used of a district's submission, and what the schema says of it."""
    document = parse(f"{HEAD}{text}".encode())
    assert document.faults == ()
    model, _, found = schema.read(
        document, DistrictSubmission, cell=Cell("d"), mends=True, indicators=INDICATORS
    )
    return model, found


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        ("80", "100", Decimal(80)),
        ("0", "7.5", Decimal(0)),
        ("1", "3", Decimal("33." + "3" * 58)),
        ("2", "3", Decimal("66." + "6" * 57 + "7")),
        ("999999999999999.9999", "1", Decimal("99999999999999999.99")),
    ],
)
def test_ratio_is_its_percent(numerator: str, denominator: str, percent: Decimal) -> None:
    model, found = read(
        f"values: {{share: {{numerator: {numerator}, denominator: {denominator}}}}}"
    )
    assert found == []
    assert model is not None
    ratio = Ratio(numerator=Decimal(numerator), denominator=Decimal(denominator))
    assert model.values == {"share": ratio}
    assert model.figures == {"share": percent}


def test_ratio_is_for_rates_alone() -> None:
    model, (finding,) = read(
        f"values: {{{COUNT.id}: {{numerator: 80, denominator: 100}}, share: 2}}"
    )
    assert (finding.code, finding.location.line) == ("JX012", 5)
    assert finding.cell == Cell("d", COUNT.id)
    assert finding.message.zh == f"「{COUNT.id}」应是一个数字，写的是一组键值"
    assert model is not None
    assert model.values == {"share": Decimal(2)}


def test_ratios_for_counts_are_no_more_than_faults_of_a_file() -> None:
    lines = "".join(f"  i{number}: {{numerator: 1, denominator: 1}}\n" for number in range(1_001))
    found_in = {f"i{number}": COUNT for number in range(1_001)}
    document = parse(f"{HEAD}values:\n{lines}".encode())
    model, _, found = schema.read(
        document, DistrictSubmission, cell=Cell("d"), mends=True, indicators=found_in
    )
    assert model is None
    assert [finding.code for finding in found] == ["JX012"] * 1_000 + ["JX005"]
