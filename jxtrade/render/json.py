"""Findings and answers as JSON: versioned, exact decimals as strings, both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jxtrade.findings import Finding, Location, Severity


def render(payload: Mapping[str, Any]) -> str:
    """Return a payload as JSON text with a final line end."""
    return json.dumps(payload, ensure_ascii=False, indent=2) + "\n"


def render_findings(
    findings: Iterable[Finding],
    *,
    counts: Mapping[Severity, int],
    checks: Sequence[Mapping[str, Any]] = (),
    skipped: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return findings, comparisons, rules that could not run and counts as JSON text."""
    return render(
        {
            "schema": "jxtrade.findings/1",
            "findings": [_finding(finding) for finding in findings],
            "checks": list(checks),
            "skipped": list(skipped),
            "summary": {severity.value: count for severity, count in counts.items()},
        }
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "message": finding.message._asdict(),
        "hint": finding.hint._asdict(),
        **_place(finding.location),
        **finding.cell._asdict(),
        "related": [_place(location) for location in finding.related],
    }


def _place(location: Location) -> dict[str, Any]:
    place = location._asdict()
    del place["source"]
    return place
