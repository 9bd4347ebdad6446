"""Findings and answers as JSON: versioned, exact decimals as strings, both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jxtrade.text import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jxtrade.findings import Finding, Inspection, Location


_UNSEEN: Final = re.compile(f"[{UNSEEN}]")


def render(payload: Mapping[str, Any]) -> str:
    """Return a payload as JSON text with a final line end."""
    import json  # noqa: PLC0415 - most runs draw for people

    text = json.dumps(payload, ensure_ascii=False, indent=2)
    text = _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return text.replace("##", "#\\u0023") + "\n"  # a CI runner obeys ##[ wherever it stands


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
        **finding.cell._asdict(),
        "related": [_place(location) for location in finding.related],
    }


def _place(location: Location) -> dict[str, Any]:
    place = location._asdict()
    del place["source"]
    return place
