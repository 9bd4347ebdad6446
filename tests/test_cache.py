"""What is kept changes nothing but the time: every refusal, and every way to mislead."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.cache import Cache, cache_folder
from jxtrade.engine import validate
from jxtrade.read.folder import Outline, outline_of
from jxtrade.shards import read_by_shards
from tests.bench.country import laid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jxtrade.findings import Inspection
    from jxtrade.read.tree import EntryKind

PROGRAM = (sys.executable, "-m", "jxtrade")
AS_OF = date(2026, 1, 31)
LONG_AGO = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a workspace of four districts, one value lower than that of the quarter before."""
    folder = laid(tmp_path / "w", 4)
    lower = folder / "reports/2022Q2/districts/district_0000.yaml"
    lower.write_text(
        re.sub("(indicator_00_of_trade:).*", r"\1 0", lower.read_text("utf-8")), "utf-8"
    )
    for file in folder.rglob("*.yaml"):
        os.utime(file, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


def read(folder: Path, kept: Cache, as_of: date = AS_OF) -> tuple[Inspection, int]:
    """Return what is found with a cache, and of how many submissions the files were read."""
    found = outline_of(folder, as_of=as_of)
    tree = Counting(found)
    workspace = read_by_shards(found._replace(tree=tree), jobs=1, kept=kept)
    return validate(workspace).inspection, tree.count


class Counting:
    """A tree that counts what is read of it."""

    def __init__(self, found: Outline) -> None:
        self._tree = found.tree
        self.folder = found.office.folder
        self.count = 0

    def list(self, folder: str) -> dict[str, EntryKind]:
        """Return what stands in a folder."""
        return self._tree.list(folder)

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes."""
        self.count += 1
        return self._tree.read(path, most)


def plainly(folder: Path, as_of: date = AS_OF) -> Inspection:
    return validate(outline_of(folder, as_of=as_of).read_all()).inspection


def aged(kept: Cache, seconds: int = 60) -> None:
    """Let the entries be written later than they were, or earlier."""
    for entry in kept.folder.glob("*.kept"):
        at = entry.stat().st_mtime + seconds
        os.utime(entry, (at, at))


SUBMISSIONS = 4 * 16


def test_what_did_not_change_is_not_read_again(folder: Path, kept: Cache) -> None:
    first, count = read(folder, kept)
    assert count == SUBMISSIONS
    aged(kept)
    again, count = read(folder, kept)
    assert count == 0
    assert again == first == plainly(folder)


def test_a_file_as_new_as_the_entry_is_read(folder: Path, kept: Cache) -> None:
    first, _ = read(folder, kept)
    again, count = read(folder, kept)
    assert again == first
    assert count >= SUBMISSIONS


def test_a_clock_set_back_trusts_nothing(folder: Path, kept: Cache) -> None:
    first, _ = read(folder, kept)
    aged(kept, -10 * 365 * 86_400)
    again, count = read(folder, kept)
    assert again == first
    assert count >= SUBMISSIONS


def test_a_change_of_the_same_size_and_time_is_seen(folder: Path, kept: Cache) -> None:
    read(folder, kept)
    aged(kept)
    file = folder / "reports/2024Q3/districts/district_0002.yaml"
    text = file.read_text("utf-8")
    figure = next(line for line in text.splitlines() if line.startswith("  indicator_05"))
    file.write_text(text.replace(figure, f"{figure[:-1]}x"), "utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    found, _ = read(folder, kept)
    assert found == plainly(folder)
    assert any(each.location.path.endswith(file.name) for each in found.findings)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file is gone": lambda w: (w / "reports/2023Q1/districts/district_0001.yaml").unlink(),
    "a file comes": lambda w: shutil.copy(
        w / "reports/2025Q4/districts/district_0000.yaml",
        w / "reports/2025Q4/districts/stranger.yaml",
    ),
    "two change places": lambda w: swapped(w, "district_0000.yaml", "district_0003.yaml"),
    "a stray is meant for one": lambda w: shutil.copy(
        w / "reports/2025Q4/districts/district_0000.yaml",
        w / "reports/2025Q4/district_0001.yaml",
    ),
    "the plan changes": lambda w: (w / "targets.yaml").write_text(
        (w / "targets.yaml").read_text("utf-8").replace("unit: 家", "unit: 亿元", 1), "utf-8"
    ),
    "a task list comes": lambda w: (w / "tasks.yaml").write_text(
        "version: 1\nyear: 2025\ndepartments: []\ntasks: []\n", "utf-8"
    ),
    "a waiver comes": lambda w: (w / "waivers.yaml").write_text(
        "version: 1\nwaivers:\n  - {code: JX401, reason: 核减, until: 2026-02-01}\n", "utf-8"
    ),
}


def swapped(folder: Path, one: str, other: str) -> None:
    """Let two districts' files of a quarter change places."""
    place = folder / "reports/2024Q1/districts"
    (place / one).rename(place / "x")
    (place / other).rename(place / one)
    (place / "x").rename(place / other)


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_seen(change: str, folder: Path, kept: Cache) -> None:
    read(folder, kept)
    aged(kept)
    CHANGES[change](folder)
    assert read(folder, kept)[0] == plainly(folder)
    aged(kept)
    assert read(folder, kept)[0] == plainly(folder), "and what was kept of it"


def test_a_waiver_holds_until_its_day_whatever_is_kept(folder: Path, kept: Cache) -> None:
    CHANGES["a waiver comes"](folder)
    later = date(2026, 3, 1)
    for day in (AS_OF, later, AS_OF):
        assert read(folder, kept, day)[0] == plainly(folder, day)
        aged(kept)
    assert plainly(folder, AS_OF) != plainly(folder, later)


def entries(kept: Cache) -> list[Path]:
    return sorted(kept.folder.glob("*.kept"))


TAMPERING: dict[str, Callable[[Path], Any]] = {
    "cut off": lambda entry: entry.write_bytes(entry.read_bytes()[:-9]),
    "empty": lambda entry: entry.write_bytes(b""),
    "a bit turned": lambda entry: entry.write_bytes(
        entry.read_bytes()[:-3] + bytes([entry.read_bytes()[-3] ^ 1]) + entry.read_bytes()[-2:]
    ),
    "no text": lambda entry: entry.write_bytes(os.urandom(4_000)),
    "a pickle that runs a program": lambda entry: entry.write_bytes(
        b"cos\nsystem\n(S'touch " + str(entry.parent / "ran").encode() + b"'\ntR."
    ),
    "of somebody's group": lambda entry: entry.chmod(0o660),
    "a link": lambda entry: entry.symlink_to(entry.rename(entry.with_suffix(".moved"))),
    "a folder": lambda entry: entry.rename(entry.with_suffix(".old")).with_suffix(".kept").mkdir(),
}


@pytest.mark.parametrize("tampering", TAMPERING)
def test_a_spoilt_entry_is_as_good_as_none(tampering: str, folder: Path, kept: Cache) -> None:
    expected, _ = read(folder, kept)
    aged(kept)
    for entry in entries(kept):
        TAMPERING[tampering](entry)
    found, count = read(folder, kept)
    assert found == expected
    assert count >= SUBMISSIONS
    assert not (kept.folder / "ran").exists()


@pytest.mark.parametrize(
    "content", [b"[]", b'{"district_0000": 1}', b"{", b"null", b'{"district_0000": [[], []]}']
)
def test_an_entry_of_another_shape_is_as_good_as_none(
    content: bytes, folder: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, _ = read(folder, kept)
    put = Cache.put
    with monkeypatch.context() as patch:
        patch.setattr(Cache, "put", lambda self, name, key, _: put(self, name, key, content))
        (kept.folder / "CACHEDIR.TAG").unlink()
        for entry in entries(kept):
            entry.unlink()
        read(folder, kept)
    assert [each.read_bytes().partition(b"\n")[2] for each in entries(kept)] == [content]
    assert read(folder, kept)[0] == expected


def test_entries_do_not_stand_in_for_each_other(folder: Path, kept: Cache, tmp_path: Path) -> None:
    other = laid(tmp_path / "other", 4)
    file = other / "reports/2022Q1/districts/district_0000.yaml"
    file.write_text(file.read_text("utf-8").replace("indicator_00_of_trade: ", "x: "), "utf-8")
    read(folder, kept)
    (own,) = entries(kept)
    read(other, kept)
    (foreign,) = {*entries(kept)} - {own}
    shutil.copy(own, foreign)
    aged(kept)
    assert read(other, kept)[0] == plainly(other)


def test_where_nothing_can_be_kept_nothing_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for place in (tmp_path / "file" / "below", tmp_path / "file"):
        assert read(folder, Cache(place))[0] == plainly(folder)


@pytest.mark.parametrize(
    ("given", "expected"), [("", None), ("/x/y", "/x/y"), (None, "/home/of/jxtrade")]
)
def test_where_entries_are_kept(
    given: str | None, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/of")
    monkeypatch.delenv("JXTRADE_CACHE", raising=False)
    if given is not None:
        monkeypatch.setenv("JXTRADE_CACHE", given)
    found = cache_folder()
    assert (found and found.as_posix()) == expected


def test_runs_at_once_and_anew_print_the_same(tmp_path: Path) -> None:
    folder, place = laid(tmp_path / "w", 13), tmp_path / "kept"
    call = (*PROGRAM, "validate", "--jobs", "1", "--data", str(folder), "--as-of", "2026-01-31")
    environment = os.environ | {"JXTRADE_CACHE": str(place)}
    without = subprocess.run(
        (*call, "--no-cache"), env=environment, capture_output=True, check=False
    )
    assert not place.exists()
    at_once = [
        subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in at_once:
        assert process.communicate() == (without.stdout, b"")
    again = subprocess.run(call, env=environment, capture_output=True, check=False)
    assert (again.stdout, again.stderr) == (without.stdout, b"")

    def said(*words: str) -> str:
        call = (*PROGRAM, "cache", "--lang", "en", *words)
        return subprocess.run(
            call, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert f"the cache {place}: 2 files" in said(), "what was read, and the answer"
    assert said("--clear") == f"emptied the cache {place}: 2 files\n"
    assert f"the cache {place}: 0 files" in said()


def test_an_answer_is_shown_again_until_something_changes(tmp_path: Path) -> None:
    folder, place = laid(tmp_path / "w", 13), tmp_path / "kept"

    def said(*words: str, width: int = 80) -> tuple[int, str]:
        call = (*PROGRAM, *words, "--data", str(folder), "--jobs", "1")
        environment = os.environ | {"JXTRADE_CACHE": str(place), "COLUMNS": str(width)}
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
        assert not done.stderr
        return done.returncode, done.stdout

    calls: list[tuple[tuple[str, ...], int]] = [
        (("status", "--as-of", "2026-01-31"), 80),
        (("status", "--as-of", "2026-01-31", "--lang", "en"), 120),
        (("validate", "--as-of", "2026-01-31", "--format", "json"), 80),
    ]
    anew = {call: said(*call[0], "--no-cache", width=call[1]) for call in calls}
    assert len({*anew.values()}) == len(calls)
    for _ in range(2):
        assert {call: said(*call[0], width=call[1]) for call in calls} == anew
        aged(Cache(place))
    for entry in place.glob("answer-*.kept"):  # show that it is they that are shown
        head, _, content = entry.read_bytes().partition(b"\n")
        assert content[:1] in (b"\0", b"\1")
        entry.write_bytes(
            head.rpartition(b" ")[0] + b" " + sha256(b"\3kept").hexdigest().encode() + b"\n\3kept"
        )
    aged(Cache(place))
    assert {said(*words, width=width) for words, width in calls} == {(3, "kept")}
    file = folder / "reports/2025Q4/districts/district_0007.yaml"
    file.write_text(file.read_text("utf-8").replace("values:", "values:\n  no_such: 1"), "utf-8")
    changed = {call: said(*call[0], width=call[1]) for call in calls}
    assert changed == {call: said(*call[0], "--no-cache", width=call[1]) for call in calls}
    assert changed[calls[-1]] != anew[calls[-1]]


def test_few_reports_are_not_kept(tmp_path: Path) -> None:
    folder, place = laid(tmp_path / "w", 12), tmp_path / "kept"
    subprocess.run(
        (*PROGRAM, "validate", "--data", str(folder), "--fail-on", "error"),
        env=os.environ | {"JXTRADE_CACHE": str(place)}, capture_output=True, check=False,
    )  # fmt: skip
    assert not place.exists()
