"""Findings as GitHub shows them: workflow commands in a log, and a step's summary."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.render.layout import disarmed
from jxtrade.text import Lang, Text, join, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.findings import Finding, Inspection, Skipped
    from jxtrade.place import Place
    from jxtrade.render.findings import Wanted

SUFFIXES: Final = ()
HELP: Final = Text(
    "GitHub 的工作流命令，并写步骤摘要", "GitHub workflow commands, and the step's summary"
)
_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_MOST: Final = 10
_MOST_BYTES: Final = 1_000_000
_HINT: Final = Text("建议：", "hint: ")
_MORE: Final = Text("另有 {count} 处", "and {count} more")
_NOTHING: Final = Text("没有发现问题", "nothing found")
_UNCHECKED: Final = Text("有 {count} 项未能核对", "{count} checks could not be made")
_HEADINGS: Final = (
    Text("级别", "severity"),
    Text("规则", "rule"),
    Text("位置", "place"),
    Text("问题", "finding"),
    Text("建议", "hint"),
)
_LEFT_OUT: Final = Text(
    "摘要写不下，另有 {count} 处未列出", "{count} more are left out: the summary is full"
)
_WHY_NOT: Final = Text("未能核对的原因", "why it was not checked")


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


def summary(inspection: Inspection, wanted: Wanted) -> str:
    """Return all findings as Markdown for $GITHUB_STEP_SUMMARY, kept below its limit of 1 MiB.

    The table is HTML, and every cell stands in <code>: GitHub reads neither Markdown nor
    addresses, mentions or references there.
    """
    lang = wanted.lang
    findings = _gravest_first(inspection.findings)
    parts = ["## jxtrade\n\n", f"{_tally(inspection).to(lang)}\n\n"]
    budget = _MOST_BYTES
    if findings:
        shown = _fitting((_row(finding, lang) for finding in findings), budget)
        parts += _table(_HEADINGS, shown, lang)
        parts += _left_out(len(findings) - len(shown), lang)
        budget -= sum(map(_size, shown))
    if inspection.skipped:
        shown = _fitting((_skipped(each, lang) for each in inspection.skipped), budget)
        parts += _table((_HEADINGS[1], _HEADINGS[2], _WHY_NOT), shown, lang)
        parts += _left_out(len(inspection.skipped) - len(shown), lang)
    return "".join(parts)


def _gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (each.severity.rank, each.location[:2], each.code))


def _room(findings: Sequence[Finding]) -> int:
    """Return how many of the findings are shown; ten notices leave no room for the closing one."""
    are_notices = all(finding.severity is Severity.INFO for finding in findings[:_MOST])
    return _MOST - 1 if are_notices and len(findings) > _MOST else _MOST


def _command(finding: Finding, lang: Lang) -> str:
    pairs = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding))
    sentence, hint = finding.message.to(lang), finding.hint.to(lang)
    words = f"{sentence}\n{_HINT.to(lang)}{hint}" if hint else sentence
    return f"::{_COMMANDS[finding.severity]} {pairs}::{_data(words)}"


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


def _tally(inspection: Inspection) -> Text:
    tally = [inspection.tally()]
    return join(tally if inspection.findings else [*tally, _verdict(inspection)])


def _row(finding: Finding, lang: Lang) -> str:
    return _cells(
        finding.severity.label.to(lang),
        f"{finding.code} {finding.slug}",
        _where(finding.location),
        finding.message.to(lang),
        finding.hint.to(lang),
    )


def _skipped(skipped: Skipped, lang: Lang) -> str:
    rule = f"{skipped.code} {skipped.slug}"
    return _cells(rule, skipped.path or "", skipped.reason.to(lang))


def _where(location: Place) -> str:
    return f"{location.path}:{location.line}:{location.column}"


def _cells(*cells: str) -> str:
    drawn = (f"<code>{html.escape(visible(words))}</code>" if words else "" for words in cells)
    return f"<tr>{''.join(f'<td>{words}</td>' for words in drawn)}</tr>\n"


def _table(headings: Iterable[Text], rows: Iterable[str], lang: Lang) -> Iterator[str]:
    """Yield a table as one block of HTML, which for Markdown ends at the empty line."""
    heads = "".join(f"<th>{html.escape(heading.to(lang))}</th>" for heading in headings)
    yield f"<table>\n<tr>{heads}</tr>\n"
    yield from rows
    yield "</table>\n\n"


def _left_out(count: int, lang: Lang) -> Iterator[str]:
    if count:
        yield f"{_LEFT_OUT.fill(count=count).to(lang)}\n\n"


def _fitting(rows: Iterable[str], budget: int) -> list[str]:
    """Return the first of the rows, as many as a number of bytes holds."""
    shown = []
    for row in rows:
        budget -= _size(row)
        if budget < 0:
            break
        shown.append(row)
    return shown


def _size(words: str) -> int:
    return len(words.encode("utf-8"))
