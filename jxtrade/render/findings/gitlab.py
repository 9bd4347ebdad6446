"""Findings as GitLab's code quality report: a JSON array of issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jxtrade.findings import Severity
from jxtrade.fingerprint import fingerprints
from jxtrade.render.notation import as_json
from jxtrade.text import Text, join, visible

if TYPE_CHECKING:
    from jxtrade.findings import Finding, Inspection
    from jxtrade.render.findings import Wanted
    from jxtrade.text import Lang

SUFFIXES: Final = ()
HELP: Final = Text("GitLab 的代码质量报告", "GitLab's code quality report")
_SEVERITIES: Final = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def render(inspection: Inspection, wanted: Wanted) -> str:
    """Return the findings as a code quality report; it has no place for the unchecked."""
    findings = inspection.findings
    issues = [
        _issue(finding, fingerprint, wanted.lang)
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    return as_json(issues)


def _issue(finding: Finding, fingerprint: str, lang: Lang) -> dict[str, Any]:
    return {
        "description": visible(_said(finding).to(lang)),
        "check_name": f"{finding.code} {finding.slug}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[Severity.INFO if finding.waiver else finding.severity],
        "location": {
            "path": visible(finding.location.path.removeprefix("./")),
            "lines": {"begin": finding.location.line},
        },
    }


def _said(finding: Finding) -> Text:
    """Return what a finding says, behind that why it is waived; it is information then."""
    return join([finding.message, finding.waiver.words]) if finding.waiver else finding.message
