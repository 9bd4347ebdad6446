"""Workspaces for tests: the small good one, with what a case changes, and its markers."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jxtrade.engine import validate
from jxtrade.figures.city import City
from jxtrade.figures.facts import facts_of
from jxtrade.figures.programme import programme_of
from jxtrade.figures.received import Received
from jxtrade.read.folder import open_workspace

if TYPE_CHECKING:
    from jxtrade.engine import Verdict
    from jxtrade.findings import Finding
    from jxtrade.rules import Check
    from jxtrade.workspace import Workspace

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
    return validate(open_workspace(folder, as_of=as_of))


def found(folder: Path) -> Expected:
    """Return file, line and code of every finding."""
    prefix = f"{folder.as_posix()}/"
    return {
        (finding.location.path.removeprefix(prefix), finding.location.line, finding.code)
        for finding in verdict(folder).findings
    }


def city_of(workspace: Workspace) -> City:
    """Return the city as it was received, before any rule has spoken."""
    received = Received(workspace, programme_of(workspace))
    return City(facts_of(received), received)


def spoken(check: Check, city: City) -> list[Finding]:
    """Return what a check finds."""
    return [each for given in check.over(city) for each in check.run(*given)]


GONE = "(没有这份文件 / no such file)"
NO_FILE = "(这里是链接、管道或文件夹 / a link, pipe or folder stands here)"


def lay_example(folder: Path, example: str) -> Expected:
    """Lay the files of an explanation's example over a workspace; return what they mark.

    A first line may name an encoding and carry a marker for the file as a whole. Of the plan an
    example shows the top-level fields that matter: they take the place of the plan's own.
    """
    expected: Expected = set()
    for shown in example.strip("\n").split("\n\n"):
        head, _, text = shown.partition("\n")
        place = PLACE.fullmatch(head)
        assert place is not None, head
        path, encoding, codes = place["path"], place["encoding"] or "utf-8", place["codes"] or ""
        file = folder / path
        expected |= {(path, 1, code) for code in codes.split()}
        file.parent.mkdir(parents=True, exist_ok=True)
        if text in (GONE, NO_FILE):
            file.unlink()
            if text == NO_FILE:
                file.mkdir()
            continue
        if path == "targets.yaml":
            text = _with_fields(file.read_text("utf-8"), text)
        file.write_bytes(f"{text}\n".encode(encoding))
        for number, line in enumerate(text.split("\n"), 1):
            if found := MARKER.search(line):
                expected |= {(path, number, code) for code in found[1].split()}
    return expected


def _with_fields(whole: str, fields: str) -> str:
    """Return a mapping's text with some of its top-level fields in place of its own."""
    own, new = (dict(FIELD.findall(f"{text}\n")) for text in (whole, fields))
    return "".join(name + text for name, text in (own | new).items())


PLACE = re.compile(
    r"(?P<path>.+\.yaml)(?: \((?P<encoding>[A-Z0-9-]+)\))?(?:  #(?P<codes>(?: JX\d{3})+))?"
)
FIELD = re.compile(r"^([a-z_]+:)(.*\n(?:[ #].*\n|\n)*)", re.MULTILINE)
