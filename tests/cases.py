"""Workspaces for tests: the small good one, with what a case changes, and its markers."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jxtrade.engine import validate
from jxtrade.load import load

if TYPE_CHECKING:
    from jxtrade.engine import Verdict

HERE = Path(__file__).parent
GOOD = HERE / "workspace"
AS_OF = date(2022, 7, 20)
MARKER = re.compile(r"#((?:\s*JX\d{3})+)\s*$")

Expected = set[tuple[str, int, str]]


def lay(target: Path, *overlays: Path) -> Path:
    """Copy the good workspace and lay each case over it; NAME.gone takes a file away."""
    shutil.copytree(GOOD, target)
    for overlay in overlays:
        shutil.copytree(overlay, target, dirs_exist_ok=True)
    for gone in target.rglob("*.gone"):
        gone.unlink()
        gone.with_suffix("").unlink()
    return target


def markers(folder: Path) -> Expected:
    """Return what the comments at the ends of lines expect: file, line, code.

    A file EXPECT names, in lines of its own, what no line can carry: `path:line CODE`.
    """
    expected: Expected = set()
    for file in sorted(folder.rglob("*.y*ml")):
        if not file.is_file():
            continue
        for number, line in enumerate(file.read_text("utf-8", "replace").split("\n"), 1):
            if found := MARKER.search(line):
                path = file.relative_to(folder).as_posix()
                expected |= {(path, number, code) for code in found[1].split()}
    if (listed := folder / "EXPECT").exists():
        for line in listed.read_text("utf-8").splitlines():
            place, code = line.rsplit(" ", 1)
            path, _, at = place.rpartition(":")
            expected.add((path, int(at), code))
        listed.unlink()
    return expected


def verdict(folder: Path, as_of: date = AS_OF) -> Verdict:
    """Return the verdict on a workspace."""
    return validate(load(folder, as_of=as_of))


def found(folder: Path) -> Expected:
    """Return file, line and code of every finding."""
    prefix = f"{folder.as_posix()}/"
    return {
        (finding.location.path.removeprefix(prefix), finding.location.line, finding.code)
        for finding in verdict(folder).findings
    }
