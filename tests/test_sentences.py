"""One golden sentence for each rule: what its example is told: figures, places, hint, cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.rules import catalogue
from jxtrade.text import Lang
from tests.cases import lay, lay_example, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jxtrade.findings import Finding, Rule
    from jxtrade.place import Place


def place(location: Place, folder: Path) -> str:
    path = location.path.removeprefix(f"{folder.as_posix()}/")
    return f"{path}:{location.line}:{location.column}-{location.end_line}:{location.end_column}"


def found(rule: Rule, folder: Path) -> Finding:
    """Return the first finding of a rule in its own example."""
    lay(folder)
    lay_example(folder, rule.example)
    return next(each for each in verdict(folder).findings if each.code == rule.code)


def told(finding: Finding, folder: Path, lang: Lang) -> Iterator[str]:
    """Yield what a finding says, in lines."""
    location = place(finding.location, folder)
    yield f"{finding.code} {finding.slug} ({finding.severity}) {location}"
    yield f"  {finding.message.to(lang)}".replace(folder.as_posix(), "")
    yield f"  > {finding.hint.to(lang)}".replace(folder.as_posix(), "")
    yield from (f"  @ {place(each, folder)}" for each in finding.related)
    for cell in finding.subjects:
        if any(cell):
            yield "  = " + " ".join(word or "-" for word in cell)
    yield ""


def test_sentence_of_each_rule(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    folders = {rule.code: tmp_path / rule.code for rule in catalogue()}
    findings = [found(rule, folders[rule.code]) for rule in catalogue()]
    for lang in Lang:
        lines = [line for each in findings for line in told(each, folders[each.code], lang)]
        golden(f"sentences.{lang}.txt", "\n".join(lines))
