"""Findings as SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from jxtrade.findings import Rule, Severity
from jxtrade.fingerprint import fingerprints
from jxtrade.render.notation import as_json
from jxtrade.text import Lang, Text, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jxtrade.findings import Finding, Inspection, Skipped
    from jxtrade.place import Place
    from jxtrade.render.findings import Wanted

SUFFIXES: Final = (".sarif",)
HELP: Final = Text("SARIF 2.1.0", "SARIF 2.1.0")
_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LANGUAGES: Final = {Lang.ZH: "zh-CN", Lang.EN: "en-US"}
_HINT: Final = Text("建议：", "hint: ")
_ALSO: Final = Text("另见", "see also")
_FINGERPRINT: Final = "jxtradeFinding/v1"
_NO_BYTES: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def render(inspection: Inspection, wanted: Wanted) -> str:
    """Return the inspection as a SARIF log of one run."""
    lang = wanted.lang
    rules = _rules(inspection)
    index = {rule.code: place for place, rule in enumerate(rules)}
    findings = inspection.findings
    # of all results of a run or of none (3.27.23)
    suppressed: dict[str, Any] = {"suppressions": []} if inspection.waived else {}
    run = {
        "tool": {
            "driver": {
                "name": "jxtrade",
                "semanticVersion": wanted.version,
                "language": _LANGUAGES[lang],
                "rules": [_descriptor(rule, lang) for rule in rules],
            }
        },
        "language": _LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    _notification(each, index, lang) for each in inspection.skipped
                ],
            }
        ],
        "results": [
            _result(finding, fingerprint, index, lang) | suppressed | _suppression(finding, lang)
            for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_json(log)


def _rules(inspection: Inspection) -> list[Rule]:
    """Return the rules that ran and those that found something, in the order of their codes."""
    found = {
        each.code: Rule(each.code, each.slug, each.severity, each.message, each.hint)
        for each in inspection.findings
    }
    rules = found | {rule.code: rule for rule in inspection.rules}
    return [rules[code] for code in sorted(rules)]


def _descriptor(rule: Rule, lang: Lang) -> dict[str, Any]:
    first, *others = [_plain(each.to(lang)) for each in rule.about] or [rule.slug]
    about = "\n\n".join((first, *others))
    explain = f"jxtrade explain {rule.code}"
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": first},
        "fullDescription": {"text": about},
        "help": {"text": f"{about}\n\n{explain}", "markdown": f"{about}\n\n`{explain}`"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    finding: Finding, fingerprint: str, index: Mapping[str, int], lang: Lang
) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": _message(finding, lang),
        "locations": [_location(finding.location)],
        "relatedLocations": [
            {"id": number, "message": {"text": _ALSO.to(lang)}, **_location(location)}
            for number, location in enumerate(finding.related)
        ],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }


def _suppression(finding: Finding, lang: Lang) -> dict[str, Any]:
    """Return why a finding is suppressed (3.35), where that is so; nothing of one that is not."""
    if (waiver := finding.waiver) is None:
        return {}
    accepted = {
        "kind": "external",
        "status": "accepted",
        "justification": visible(waiver.words.to(lang)),
        "location": _location(waiver.source),
        "properties": {"until": waiver.until.isoformat()},
    }
    return {"suppressions": [accepted]}


def _message(finding: Finding, lang: Lang) -> dict[str, Any]:
    """Return sentence and hint as one text, and each in both languages as properties."""
    sentence, hint = (_plain(visible(text.to(lang))) for text in (finding.message, finding.hint))
    return {
        "text": f"{sentence}\n{_HINT.to(lang)}{hint}" if hint else sentence,
        "properties": {"message": _both(finding.message), "hint": _both(finding.hint)},
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": visible(text.zh), "en": visible(text.en)}


def _plain(words: str) -> str:
    """Return words as a plain text message: no placeholder (3.11.5) and no link (3.11.6)."""
    return words.replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def _location(location: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(location.path)},
            "region": {
                "startLine": location.line,
                "startColumn": location.column,
                "endLine": location.end_line,
                "endColumn": location.end_column,
            },
        }
    }


def _uri(path: str) -> str:
    """Return a path as RFC 3986 writes it, with the bytes of names that are no UTF-8."""
    named = _NO_BYTES.sub(lambda found: visible(found[0]), path.removeprefix("./"))
    quoted = quote(named, safe="/", errors="surrogateescape")
    return f"file://{quoted}" if quoted.startswith("/") else quoted


def _notification(skipped: Skipped, index: Mapping[str, int], lang: Lang) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": skipped.code}
    if skipped.code in index:
        rule["index"] = index[skipped.code]
    notification: dict[str, Any] = {
        "level": "warning",
        "message": {"text": _plain(visible(skipped.reason.to(lang)))},
        "associatedRule": rule,
    }
    if skipped.path is not None:
        artifact = {"artifactLocation": {"uri": _uri(skipped.path)}}
        notification["locations"] = [{"physicalLocation": artifact}]
    return notification
