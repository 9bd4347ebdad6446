"""Work grows with what there is to do, never with its square: counted, not timed."""

from __future__ import annotations

import sys
from collections import Counter
from dis import get_instructions
from functools import partial
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.engine import shown, validate
from jxtrade.figures.lines import reconcile
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.render.findings import Wanted
from jxtrade.render.findings import json as findings_json
from jxtrade.render.report import NAMES
from jxtrade.text import MOST_LISTED, Lang, Text, listed
from jxtrade.views import checks, export, gaps, status, tally
from tests.bench.sizes import SIZES, of_districts, of_missing, of_strangers
from tests.cases import AS_OF, HERE
from tests.programme import run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import CodeType, FrameType

SMALL = 22
LOOSE = 300
FEW = 3
"""A loop over all pairs runs 2 × 22² times more often than twice as often as for half of them."""
DRAWN_OF_ALL = ("json", "text")
DOCUMENTS = tuple(each for each in NAMES if each not in {*DRAWN_OF_ALL, "terminal", "pdf"})
"""LibreOffice draws for pdf what docx has drawn, and Rich what text has laid out."""
OWN = str(HERE.parent / "jxtrade")


def work(folder: Path, names: Sequence[str]) -> None:
    """Check a workspace and draw what is drawn of it as a whole; findings are drawn one by one."""
    _, city, inspection = validate(open_workspace(folder, as_of=AS_OF))
    found = reconcile(city.facts, Period(2022, 2))
    everything = status.Asked(is_all=True)
    comparisons = checks.report(city)
    for report in (
        status.report(city, found, everything, inspection.findings),
        status.report(city, found, everything._replace(is_full=True), inspection.findings),
        status.report(city, found, status.Asked(is_by_group=True), inspection.findings),
        gaps.report(city, found, gaps.Asked(is_all=True)),
        gaps.report(city, found, gaps.Asked(by=gaps.Side.GROUP)),
        comparisons,
    ):
        for name in names:
            form = import_module(f"jxtrade.render.report.{name}")
            form.render(report, lang=Lang.EN, width=80)
    findings_json.render(
        inspection, Wanted(Lang.EN, comparisons, tally.report(city, inspection.findings))
    )
    rows = export.extract(city, city.received.periods, Lang.EN, export.Asked())
    for name in ("csv", "jsonl"):
        form = import_module(f"jxtrade.render.export.{name}")
        with form.writing(rows, BytesIO()) as put:
            for batch in rows.batches:
                put(batch)


def lines_run(work: Callable[[], object]) -> Counter[CodeType]:
    """Return how many lines of each function some work runs through; each turn of a loop is one.

    A function without a loop is counted by its calls, each of which runs through all its lines.
    """
    count: Counter[CodeType] = Counter()
    known: dict[CodeType, int | None] = {}

    def enter(frame: FrameType, _event: str, _: object) -> Any:
        code = frame.f_code
        if code not in known:
            known[code] = _lines(code) if code.co_filename.startswith(OWN) else 0
        if (lines := known[code]) is None:
            return note
        if lines:
            count[code] += lines
        return None

    def note(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            count[frame.f_code] += 1
        return note

    usual = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(usual)
    return count


def _lines(code: CodeType) -> int | None:
    """Return how many lines a function has; None where it has a loop."""
    if any("JUMP_BACKWARD" in each.opname for each in get_instructions(code)):
        return None
    return len({line for _, _, line in code.co_lines() if line})


def steep(once: Counter[CodeType], twice: Counter[CodeType]) -> dict[str, tuple[int, int]]:
    """Return the functions that run through clearly more than twice as many lines."""
    return {
        f"{code.co_filename}:{code.co_firstlineno} {code.co_qualname}": (once[code], lines)
        for code, lines in twice.items()
        if lines > 2.15 * once[code] + LOOSE
    }


@pytest.mark.parametrize(
    ("name", "names"),
    [
        *((each, DRAWN_OF_ALL) for each in SIZES),
        *((each, DOCUMENTS) for each in ("districts", "indicators")),
    ],
    ids=lambda each: each if isinstance(each, str) else "drawn" if each is DOCUMENTS else "",
)
def test_no_step_grows_with_the_square(name: str, names: tuple[str, ...], tmp_path: Path) -> None:
    """A document knows but lines and columns of tables, and paragraphs: two sizes have many."""
    make, _, _ = SIZES[name]
    for size in (1, SMALL, 2 * SMALL):
        make(tmp_path / str(size), size, FEW)
    work(tmp_path / "1", names)  # what is done once is done
    once, twice = (
        lines_run(partial(work, tmp_path / str(size), names)) for size in (SMALL, 2 * SMALL)
    )
    assert steep(once, twice) == {}
    assert twice.total() > once.total() > 10 * LOOSE


def test_what_changed_is_chosen_without_a_look_at_every_pair(tmp_path: Path) -> None:
    counts = []
    for size in (SMALL, 2 * SMALL):
        of_strangers(tmp_path / str(size), size, FEW)
        verdict = validate(open_workspace(tmp_path / str(size), as_of=AS_OF))
        changed = sorted(verdict.inspection.files, reverse=True)
        counts.append(lines_run(partial(shown, verdict, within=[changed])))
        kept = shown(verdict, within=[changed]).findings
        missing = {each for each in verdict.findings if each not in kept}
        assert {each.code for each in missing} == {"JX701"}, "there is no file to change"
        assert len(kept) > size
    assert steep(*counts) == {}


def test_blanks_and_tables_take_as_long_as_they_are_large(tmp_path: Path) -> None:
    counts: dict[str, list[Counter[CodeType]]] = {"init": [], "new": []}
    for size in (1, SMALL, 2 * SMALL):
        office = tmp_path / str(size)
        office.mkdir()
        rows = "".join(f"第{number}区,{number},—,约1\n" for number in range(size))
        table = f"区县,甲（家）,乙（亿元）,丙（家）\n{rows}"
        (office / "bad.csv").write_text(table, "utf-8")
        (office / "good.csv").write_text(table.replace("约1", "1"), "utf-8")

        def making(office: Path = office) -> None:
            assert run("init", "--from", "bad.csv", "--as-of", "2024-02-01", folder=office).status
            for words in (("init", "--from", "good.csv"), ("receive", "none")):
                run(*words, "--as-of", "2024-02-01", folder=office)

        def asking(office: Path = office) -> None:
            for quarter in (1, 2):
                assert run("new", f"2024Q{quarter}", folder=office).status == 0
            assert run("receive", "data/reports/2024Q1/*/*", folder=office).status == 0

        counts["init"].append(lines_run(making))
        counts["new"].append(lines_run(asking))
    for _, once, twice in counts.values():
        assert steep(once, twice) == {}


def test_a_list_of_many_words_is_bounded() -> None:
    words = [f"d{number}" for number in range(MOST_LISTED + 1)]
    some = words[:-1]
    assert listed(some) == Text("、".join(some), ", ".join(some))
    more = Text(f"{'、'.join(some)} 等 21 个", f"{', '.join(some)} and more, 21 in all")
    assert listed(words) == more


def test_of_many_names_a_message_gives_the_first(tmp_path: Path) -> None:
    of_districts(tmp_path / "data", 30, 2)
    wrong = run("status", "--district", "???", folder=tmp_path, JXTRADE_LANG="en")
    assert wrong.err.endswith("d18, d19 and more, 30 in all\n")
    for file in (tmp_path / "data/reports/2022Q2/districts").iterdir():
        if file.name != "d0.yaml":
            file.unlink()
    checked = run("validate", "--format", "json", "--select", "JX307", folder=tmp_path).json
    messages = [each["message"]["zh"] for each in checked["findings"] if each["period"] == "2022Q2"]
    assert messages
    for each in messages:
        assert "「区d20」 等 29 个未报" in each
        assert "d21" not in each


def test_findings_of_a_large_workspace_are_all_there(tmp_path: Path) -> None:
    of_missing(tmp_path / "data", 30, 3)
    checked = run("validate", "--format", "json", "--select", "JX703", folder=tmp_path).json
    assert len(checked["findings"]) == 2 * 3 * 30
