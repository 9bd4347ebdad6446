"""Findings as GitHub shows them: workflow commands in a log; a step's summary is Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.render.layout import disarmed
from jxtrade.text import Lang, Text, join, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.findings import Finding, Inspection
    from jxtrade.render.findings import Wanted

SUFFIXES: Final = ()
HELP: Final = Text(
    "GitHub 的工作流命令，并写步骤摘要", "GitHub workflow commands, and the step's summary"
)
STANDS: Final = True
SUMMARY: Final = ("md", 1_000_000)
"""What $GITHUB_STEP_SUMMARY gets, below its limit of 1 MiB."""
_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_MOST: Final = 10
_HINT: Final = Text("建议：", "hint: ")
_MORE: Final = Text("另有 {count} 处", "and {count} more")
_NOTHING: Final = Text("没有发现问题", "nothing found")
_UNCHECKED: Final = Text("有 {count} 项未能核对", "{count} checks could not be made")


def render(inspection: Inspection, wanted: Wanted) -> str:
    """Return the gravest findings as workflow commands, and one more that counts the others.

    GitHub shows ten annotations of each level for a step and drops the rest without a word.
    """
    lang = wanted.lang
    inspection = inspection._replace(findings=wanted.listed(inspection))
    findings = _gravest_first(inspection.findings)
    if not findings:
        return f"jxtrade: {_verdict(inspection).to(lang)}\n"
    shown = findings[: _room(findings)]
    lines = [_command(finding, lang) for finding in shown]
    if more := len(findings) - len(shown):
        lines.append(f"::notice title=jxtrade::{_data(_MORE.fill(count=more).to(lang))}")
    return "".join(f"{line}\n" for line in lines)


def _gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (_level(each).rank, each.location[:2], each.code))


def _room(findings: Sequence[Finding]) -> int:
    """Return how many of the findings are shown; ten notices leave no room for the closing one."""
    are_notices = all(_level(finding) is Severity.INFO for finding in findings[:_MOST])
    return _MOST - 1 if are_notices and len(findings) > _MOST else _MOST


def _command(finding: Finding, lang: Lang) -> str:
    pairs = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding))
    sentence, hint = finding.message.to(lang), finding.hint.to(lang)
    words = f"{sentence}\n{_HINT.to(lang)}{hint}" if hint else sentence
    if finding.waiver:
        words = f"{sentence}\n{finding.waiver.words.to(lang)}"
    return f"::{_COMMANDS[_level(finding)]} {pairs}::{_data(words)}"


def _level(finding: Finding) -> Severity:
    """Return how grave a finding is; one that is waived is a remark."""
    return Severity.INFO if finding.waiver else finding.severity


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield the properties; GitHub takes columns only where a single line is marked."""
    place = finding.location
    yield "file", place.path
    yield "line", str(place.line)
    yield "endLine", str(place.end_line)
    if place.end_line == place.line:
        yield "col", str(place.column)
        yield "endColumn", str(place.end_column)
    yield "title", f"{finding.code} {finding.slug}"


def _data(words: str) -> str:
    """Return words escaped as the data of a command by the actions toolkit."""
    return disarmed(visible(words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")))


def _property(words: str) -> str:
    """Return words escaped as a property of a command by the actions toolkit."""
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def _verdict(inspection: Inspection) -> Text:
    unchecked = len(inspection.skipped)
    parts = [_NOTHING, _UNCHECKED.fill(count=unchecked)] if unchecked else [_NOTHING]
    return join(parts, "，", ", ")
