"""The benchmark's workspaces are what they say, and what processes hold is noted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.bench import scale
from tests.bench.country import QUARTERS, changed, laid
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path


def texts(folder: Path) -> dict[str, str]:
    return {str(each): each.read_text("utf-8") for each in folder.rglob("*.yaml")}


def test_a_country_is_sound_in_three_levels_and_a_share_of_it_changes(tmp_path: Path) -> None:
    folder = laid(tmp_path / "data", 12, QUARTERS[:2], levels=True)
    words = ("--format", "json", "--as-of", "2022-07-10")
    found = run("validate", *words, folder=tmp_path).json
    assert (found["findings"], len(texts(folder))) == ([], 25)
    groups = run("status", "2022Q2", *words, folder=tmp_path).json["groups"]
    assert [*dict.fromkeys(each["group"] for each in groups)] == ["g1_0", "g2_0", "g3_0", "g3_1"]
    assert {each["of"] for each in groups if each["group"] == "g3_1"} == {2}
    before = texts(folder)
    changed(folder, 0.1)
    after = texts(folder)
    assert len([path for path in after if after[path] != before[path]]) == 3  # of 24, each tenth
    assert run("validate", *words, folder=tmp_path).json["summary"]["error"] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is shared")
def test_memory_is_that_of_all_processes() -> None:
    """Two processes that hold 40 MB each, one below the other."""
    hold = "held = b'x' * (40 << 20); import subprocess, sys, time"
    child = f"{hold}; time.sleep(0.5)"
    parent = f"{hold}; subprocess.run((sys.executable, '-c', {child!r}))"
    assert scale.process((sys.executable, "-c", parent)).memory > 80 << 20
