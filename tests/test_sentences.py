"""One golden sentence for each rule: what its example is told: figures, places, hint, cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jxtrade.rules import catalogue
from jxtrade.text import Lang
from tests.cases import lay, lay_example, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jxtrade.findings import Location, Rule


def place(location: Location, folder: Path) -> str:
    path = location.path.removeprefix(f"{folder.as_posix()}/")
    return f"{path}:{location.line}:{location.column}-{location.end_line}:{location.end_column}"


def told(rule: Rule, folder: Path, lang: Lang) -> Iterator[str]:
    """Yield what the first finding of a rule in its own example says, in lines."""
    lay(folder)
    lay_example(folder, rule.example)
    found = next(each for each in verdict(folder).findings if each.code == rule.code)
    yield f"{found.code} {found.slug} ({found.severity}) {place(found.location, folder)}"
    yield f"  {found.message.to(lang)}".replace(folder.as_posix(), "")
    yield f"  > {found.hint.to(lang)}".replace(folder.as_posix(), "")
    yield from (f"  @ {place(each, folder)}" for each in found.related)
    for cell in (found.cell, *found.also):
        if any(cell):
            yield "  = " + " ".join(word or "-" for word in cell)
    yield ""


@pytest.mark.parametrize("lang", Lang)
def test_sentence_of_each_rule(
    lang: Lang, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    lines = [line for rule in catalogue() for line in told(rule, tmp_path / rule.code, lang)]
    golden(f"sentences.{lang}.txt", "\n".join(lines))
