"""Findings as JSON: versioned, exact decimals as strings, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jxtrade.render.notation import as_json, records
from jxtrade.report import datum
from jxtrade.text import Text

if TYPE_CHECKING:
    from jxtrade.findings import Finding, Inspection, Waived
    from jxtrade.place import Place
    from jxtrade.render.findings import Wanted

SUFFIXES: Final = (".json",)
HELP: Final = Text("JSON，各项齐全", "JSON with all there is")
NAMES_LINES: Final = True


def render(inspection: Inspection, wanted: Wanted) -> str:
    """Return findings, comparisons, rules that could not run and counts as JSON text."""
    return as_json(
        {
            "schema": "jxtrade.findings/1",
            "findings": [_finding(finding) for finding in inspection.findings],
            **records(wanted.comparisons),
            **records(wanted.groups),
            "skipped": [
                each._asdict() | {"reason": each.reason._asdict()} for each in inspection.skipped
            ],
            "summary": {each.value: count for each, count in inspection.counts().items()},
            "waived": inspection.waived,
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
        "waiver": _waiver(finding.waiver),
        "related": [_place(location) for location in finding.related],
    }


def _waiver(waiver: Waived | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason._asdict(),
        "until": waiver.until.isoformat(),
        "document": waiver.document,
        "source": datum(waiver.source),
    }


def _place(location: Place) -> dict[str, Any]:
    return {"path": location.path, **location.span._asdict()}
