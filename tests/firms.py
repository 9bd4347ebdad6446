"""Workspaces in memory with firms on rosters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from jxtrade.model.period import Period
from jxtrade.model.plan import Indicator, Plan
from jxtrade.model.submissions import DistrictSubmission, Firm, Restatement
from jxtrade.model.uscc import check_character, organisation_check
from jxtrade.workspace import Loaded, Workspace
from tests.cases import city_of, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jxtrade.findings import Finding
    from jxtrade.rules import Check


class Module(Protocol):
    """A rule's module."""

    check: Check


PLAN = Plan.model_validate(
    {
        "version": "1",
        "language": "zh",
        "plan": {
            "title": "示例方案",
            "document": "示例办〔2022〕1号",
            "issued": "2022-01-10",
            "start": "2022",
            "end": "2025",
        },
        "districts": [
            {"id": "east", "name": {"zh": "东区", "en": "East"}},
            {"id": "west", "name": {"zh": "西区", "en": "West"}},
            {"id": "port", "name": {"zh": "港区", "en": "Port"}, "overlaps": ["west"]},
        ],
        "indicators": [
            {
                "id": each,
                "name": {"zh": name, "en": each},
                "unit": "家",
                "kind": "count",
                "roster": roster,
                "definition": "示例",
                "source": "附件1",
            }
            for each, name, roster in (
                ("leaders", "领军企业", "required"),
                ("exporters", "出口企业", "optional"),
            )
        ],
        "allocations": [{"year": "2022", "values": {}}],
    }
)


def with_indicators(indicators: Iterable[Indicator]) -> Plan:
    """Return the plan with other indicators in place of its own."""
    return Plan.model_construct(**{**dict(PLAN), "indicators": tuple(indicators)})


def code_of(number: int) -> str:
    """Return a valid code of an eight-digit organisation."""
    code = f"91990102{number:08d}"
    code += organisation_check(code)
    return code + check_character(code)


def firm(number: int, code: str | None = None, name: str | None = None) -> Firm:
    """Return a made-up firm."""
    return Firm(name=name or f"示例企业{number:03d}", uscc=code or code_of(number))


def base(name: str) -> Firm:
    """Return something that has no code: its name stands for it."""
    return Firm(name=name)


def submission(  # noqa: PLR0913 - each is a field of the file
    district: str = "east",
    period: str = "2022Q2",
    *,
    firms: Sequence[Firm] = (),
    value: int | None = None,
    received: date = date(2022, 7, 5),
    restated: str | None = None,
) -> Loaded[DistrictSubmission]:
    """Return a submission whose value, unless given, is the number of firms."""
    quarter = Period.parse(period)
    assert quarter is not None
    restatement = {"indicator": "leaders", "from": 2, "to": 1, "reason": "核减"}
    model = DistrictSubmission(
        district=district,
        period=quarter,
        received=received,
        prepared_by="示例经办人",
        values={"leaders": Decimal(len(firms) if value is None else value)},
        rosters={"leaders": tuple(firms)} if firms else {},
        restatements=(Restatement.model_validate({**restatement, "period": restated}),)
        if restated
        else (),
    )
    return Loaded(f"reports/{period}/districts/{district}.yaml", model)


def workspace(*submissions: Loaded[DistrictSubmission], plan: Plan = PLAN) -> Workspace:
    """Return a workspace of submissions."""
    return Workspace("", Loaded("targets.yaml", plan), districts=submissions)


def finding(module: Module, within: Workspace) -> Finding:
    """Return the one finding of a rule."""
    (found,) = spoken(module.check, city_of(within))
    return found
