"""The catalogue of rules, and one rule explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.report import Cell, Coded, Column, Paragraph, Report, Role, Row, Table, Tone
from jxtrade.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jxtrade.findings import Rule

_TONES: Final = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARN, Severity.INFO: Tone.FAINT}


def report(rules: Iterable[Rule]) -> Report:
    """Return the table of all rules."""
    rows = tuple(
        Row(
            {
                "code": Cell(rule.code),
                "slug": Cell(rule.slug),
                "severity": Cell(Coded(rule.severity, rule.severity.label), _TONES[rule.severity]),
                "says": Cell(rule.about[0]),
            }
        )
        for rule in rules
    )
    columns = (
        Column("code", Text("编号", "code")),
        Column("slug", Text("名称", "slug")),
        Column("severity", Text("级别", "severity")),
        Column("says", Text("说明", "says")),
    )
    title = Text(
        "核对规则；逐条说明用 jxtrade explain 编号", "Rules; jxtrade explain CODE says more"
    )
    return Report(title, (Table(columns, rows),))


def explanation(rule: Rule) -> Report:
    """Return what a rule says, why, how to mend it, and an example."""
    heading = Text(
        f"{rule.code} {rule.slug}（{rule.severity.label.zh}）",
        f"{rule.code} {rule.slug} ({rule.severity.label.en})",
    )
    blocks = [Paragraph(each) for each in rule.about]
    if rule.example:
        blocks.append(Paragraph(Text("例：", "Example:"), role=Role.HEADING))
        lines = rule.example.strip("\n").split("\n")
        blocks += [Paragraph(same(line), role=Role.VERBATIM) for line in lines]
    return Report(heading, tuple(blocks))
