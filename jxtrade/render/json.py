"""Findings and answers as JSON: versioned, exact decimals as strings, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jxtrade.render.notation import as_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jxtrade.findings import Finding, Inspection
    from jxtrade.place import Place


def render(payload: Mapping[str, Any]) -> str:
    """Return a payload as JSON text with a final line end."""
    return as_json(payload)


def render_findings(inspection: Inspection, checks: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return findings, comparisons, rules that could not run and counts as JSON text."""
    return render(
        {
            "schema": "jxtrade.findings/1",
            "findings": [_finding(finding) for finding in inspection.findings],
            "checks": list(checks),
            "skipped": [
                each._asdict() | {"reason": each.reason._asdict()} for each in inspection.skipped
            ],
            "summary": {each.value: count for each, count in inspection.counts().items()},
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
        **finding.subject._asdict(),
        "related": [_place(location) for location in finding.related],
    }


def _place(location: Place) -> dict[str, Any]:
    return {"path": location.path, **location.span._asdict()}
