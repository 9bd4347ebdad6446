"""Whole workspaces with one hostile thing: it is found where it stands, and harms nobody."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jxtrade.model.period import Period
from jxtrade.read.faults import SUBMISSION
from jxtrade.read.folder import MAX_LISTED, open_workspace
from tests.cases import AS_OF, GOOD, HERE, found, lay, verdict
from tests.programme import run
from tests.test_document import mutations
from tests.test_orders import is_order

if TYPE_CHECKING:
    from collections.abc import Callable


ROOT = HERE.parent
QUARTER = "reports/2022Q2"
PLACE = f"{QUARTER}/districts"
EAST = f"{PLACE}/east.yaml"
SENT = (GOOD / EAST).read_text("utf-8")
ALIASES = "".join(
    f"  x{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 9)
)

CONTENTS: dict[str, tuple[str | bytes, set[tuple[int, str]]]] = {
    "nothing": ("", {(1, "JX705")}),
    "comments alone": ("# district: east\n", {(1, "JX705")}),
    "blanks alone": (" \n\n", {(1, "JX705")}),
    "null alone": ("null\n", {(1, "JX012")}),
    "BOM and CRLF are fine": ("\ufeff" + SENT.replace("\n", "\r\n"), set()),
    "a bomb of aliases": (
        f"{SENT}notes:\n  x0: &a0 [x]\n{ALIASES}",
        {(line, "JX003") for line in range(10, 19)},
    ),
    "a bomb of merge keys": (
        f"{SENT}notes:\n  a: &a {{b: c}}\n  d: {{<<: [*a, *a]}}\n",
        {(10, "JX003"), (11, "JX003"), (11, "JX010")},
    ),
    "more notes than anybody writes": (
        SENT + "notes:\n" + "".join(f"  k{number}: x\n" for number in range(2_001)),
        {(10, "JX005")},
    ),
    "brackets": (SENT + "notes: " + "[" * 100_000, {(9, "JX005")}),
    "as many brackets as libyaml bears": (SENT + "notes: " + "[" * 1_000, {(9, "JX005")}),
    "more brackets than libyaml bears": (SENT + "notes: " + "[" * 1_001, {(9, "JX005")}),
    "a tag of bytes that are no text": (
        SENT.replace("31", "!%C0%80 31"),
        {(7, "JX003")},
    ),
    "dashes": (SENT + "highlights: \n" + "- " * 100_000, {(10, "JX005")}),
    "blocks": (
        SENT + "".join(" " * level + "notes:\n" for level in range(500)),
        {(9 + 32, "JX005")},
    ),
    "questions": ("? " * 100_000, {(1, "JX003")}),
    "a long text": (f"{SENT}notes: {{exporters: {'长' * 10_001}}}\n", {(9, "JX005")}),
    "a long key": (f"{SENT}notes:\n  ? {'长' * 10_001}\n  : x\n", {(10, "JX005")}),
    "a long number": (SENT.replace("31", "1" * 10_001), {(7, "JX005")}),
    "a file of 1 MiB": (SENT.encode().ljust(SUBMISSION.bytes, b"#"), set()),
    "a file above 1 MiB": (SENT.encode() + b"#" * SUBMISSION.bytes, {(1, "JX005")}),
    "two documents": (f"{SENT}---\n{SENT}", {(9, "JX003")}),
    "an object": (SENT.replace("示例经办人", "!!python/name:os.system"), {(4, "JX003")}),
    "a list as a key": (f"? [a]\n: 1\n{SENT}", {(1, "JX003")}),
    "another encoding": (SENT.encode("gb18030"), {(4, "JX004")}),
    "UTF-16": (SENT.encode("utf-16"), {(1, "JX004")}),
    "UTF-32": (SENT.encode("utf-32-be"), {(4, "JX004")}),
    "Latin-1": (SENT.replace("示例经办人", "José").encode("latin-1"), {(4, "JX004")}),
    "NUL": (SENT.replace("31", "3\0001"), {(7, "JX006")}),
    "lone CR": (SENT.replace("\n", "\r"), {(1, "JX006")}),
    "U+2028": (SENT.replace("31\n", "31\u2028"), {(7, "JX006")}),
    "ESC": (SENT.replace("示例", "\x1b]8;;http://x\x07"), {(4, "JX006")}),
    "escaped ESC": (SENT.replace("示例经办人", '"\\e[2J"'), {(4, "JX006")}),
    "a bidirectional mark": (SENT.replace("示例", "\u202e示例"), {(4, "JX006")}),
    "a zero-width mark in a key": (
        SENT.replace("exporters", "export\u200bers"),
        {(7, "JX006")},
    ),
    "a tab": (SENT.replace("  exporters", "\texporters"), {(7, "JX006")}),
    "a field twice": (SENT + "prepared_by: x\n", {(9, "JX002")}),
    "a value twice": (SENT.replace("31", "31\n  exporters: 32"), {(8, "JX002")}),
    "a mapping for the file": ("[]\n", {(1, "JX012")}),
    "a text for the file": ("east\n", {(1, "JX012")}),
    "a mapping for a text": (SENT.replace("示例经办人", "{zh: x}"), {(4, "JX012")}),
    "a list for the values": ("values: []\n" + SENT.partition("values")[0], {(1, "JX012")}),
    "markup": (SENT.replace("示例经办人", "'[red]x[/] [/] [link=http://x]y[/link]'"), set()),
    "orders to a CI runner": (SENT.replace("示例经办人", "'::error::x ##[error]x'"), set()),
    "a formula": (SENT.replace("示例经办人", "=cmd|'/C calc'!A0"), set()),
    "braces": (SENT.replace("示例经办人", "'{0} {x.__class__} %s {'"), set()),
    "a look-alike district": (SENT.replace("east", "eаst"), {(1, "JX101")}),
    "a look-alike indicator": (SENT.replace("exporters", "ехporters"), {(7, "JX102")}),
    "a full-width colon": (SENT.replace("period:", "period："), {(2, "JX001")}),
    "a full-width period": (SENT.replace("2022Q2", "２０２２Q2"), {(2, "JX013")}),
    "a full-width day": (SENT.replace("2022-07-05", "２０２２-07-05"), {(3, "JX013")}),
    "no such day": (SENT.replace("2022-07-05", "2022-02-30"), {(3, "JX013")}),
    "the year 0": (SENT.replace("2022-07-05", "0000-01-01"), {(3, "JX013")}),
    "a word of YAML 1.1 for a flag": (SENT + "sample: yes\n", {(9, "JX013")}),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTENTS)
def test_content(name: str, tmp_path: Path) -> None:
    content, expected = CONTENTS[name]
    folder = lay(tmp_path / "w")
    written = content if isinstance(content, bytes) else content.encode()
    (folder / EAST).write_bytes(written)
    assert found(folder) == {(EAST, line, code) for line, code in expected}


NO_NUMBERS = (
    "no", "On", "true", "1:30", "12:30:45", "010", "00", "-00", "1_000", "1e3", "1E3", "1e999999",
    ".inf", "-.INF", ".nan", "NaN", "Infinity", "+5", "0x1F", "0b1", "0o7", ".5", "5.", "1.2.3",
    "1234567890123456", "9" * 41, "1" + "0" * 400, "１２", "3１", "٣١", "②", "½", "−5",
    "--5", "1,234", "1，234", "1 234", "9.6亿", "约10", "31%", "31\u00a0", "2022-07-05", "=1+1",
    "null", "~", "''", "'31 '", "'３１'",
)  # fmt: skip


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_is_no_number_never_becomes_one(written: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / EAST).write_text(SENT.replace("31", written), "utf-8")
    assert found(folder) == {(EAST, 7, "JX014")}
    workspace = verdict(folder).workspace
    sent = next(each.model for each in workspace.districts if each.path.endswith(EAST))
    assert "exporters" not in sent.values
    assert verdict(folder).city.facts.is_suspect("east", "exporters", Period(2022, 2))


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ('"31"', {"JX015"}),
        ("31.0", {"JX015"}),
        ("31.5", {"JX301"}),
        ("[31]", {"JX012"}),
        ("999999999999999", {"JX303"}),
    ],
)
def test_what_is_a_number_and_yet_wrong(written: str, codes: set[str], tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / EAST).write_text(SENT.replace("31", written), "utf-8")
    assert found(folder) == {(EAST, 7, code) for code in codes}


@pytest.mark.parametrize("written", ["-0", "-0.0", "-5"])
def test_number_below_nothing(written: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    forge(folder / "reports/2022Q1/districts/east.yaml", ("resale: 2.4", f"resale: {written}"))
    assert found(folder) == {("reports/2022Q1/districts/east.yaml", 8, "JX302")}


def device(path: Path) -> None:
    """Make /dev/zero once more."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket may have 108 bytes
        try:
            bound.bind(path.name)
        finally:
            os.chdir(here)


def secret(path: Path) -> None:
    path.write_text(SENT, "utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("nothing is unreadable for root")


SPECIAL: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "socket": listening,
    "device": device,
    "no permission": secret,
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
    "link to a file": lambda path: path.symlink_to("west.yaml"),
    "link out of the workspace": lambda path: path.symlink_to("/etc/hostname"),
    "link to nothing": lambda path: path.symlink_to("nothing"),
    "link to itself": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("name", SPECIAL)
@pytest.mark.parametrize("at", [EAST, f"{QUARTER}/departments/market.yaml"])
def test_what_is_no_file_is_not_read(name: str, at: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / at).unlink()
    SPECIAL[name](folder / at)
    assert found(folder) == {(at, 1, "JX007")}


@pytest.mark.parametrize("name", SPECIAL)
@pytest.mark.parametrize("at", ["targets.yaml", "tasks.yaml", "waivers.yaml"])
def test_plan_that_is_no_file_is_not_read(name: str, at: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / at).unlink(missing_ok=True)
    SPECIAL[name](folder / at)
    assert (at, 1, "JX007") in found(folder)


def elsewhere(folder: Path, at: str) -> None:
    """Put a link in the place of a folder."""
    (folder / at).rename(folder.parent / "elsewhere")
    (folder / at).symlink_to(folder.parent / "elsewhere")


def test_linked_folder_is_not_read(tmp_path: Path) -> None:
    for number, at in enumerate(("reports", QUARTER, "reports/2022Q1/departments")):
        folder = lay(tmp_path / str(number) / "w")
        elsewhere(folder, at)
        silent = {each for each in found(folder) if each[2] != "JX701"}
        assert silent == {(at, 1, "JX007")}


def test_file_for_a_folder(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    shutil.rmtree(folder / "reports")
    (folder / "reports").write_text("x", "utf-8")
    (finding,) = verdict(folder).findings
    assert (finding.code, finding.location.path) == ("JX007", f"{folder.as_posix()}/reports")
    assert "no folder" in finding.message.en


NAMES = (
    "east (2).yaml", "east\n::error::x.yaml", "\x1b[31mx.yaml", "\u202elmay.yaml", " .yaml",
    "ea\u200bst.yaml", "::error::x.yaml", "##[error]x.yaml", "[red]x.yaml", "east.YAML", "east.yml",
    ".east.yaml", ".yaml", "..yaml", ".yml", "east.yaml.yaml", "ｅast.yaml", "e\u0301ast.yaml",
    f"{'a' * 41}.yaml", "{0}.yaml", "%s.yaml", "\udcff.yaml", "\udced\udca0\udc80.yml", "x\r.yaml",
    "\x9b2J.yaml",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_name(name: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / PLACE / name).write_text(SENT, "utf-8")
    assert found(folder) == {(f"{PLACE}/{name}", 1, "JX107")}


@pytest.mark.parametrize(
    "name", ["2022Q2 ", "2022q2", "２０２２Q2", "2022Q5", "2022Q2\n::error::x", ".x"]
)
def test_name_of_a_folder(name: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    shutil.copytree(folder / QUARTER / "departments", folder / "reports" / name)
    sent = ("commerce", "market")
    assert found(folder) == {(f"reports/{name}/{each}.yaml", 1, "JX107") for each in sent}


def test_too_many_files(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    names = [f"{PLACE}/x{number:04}.yaml" for number in range(10_000)]
    for name in names:
        (folder / name).touch()
    read = {(name, 1, "JX705") for name in names[: MAX_LISTED - 3]}
    assert found(folder) == {(PLACE, 1, "JX005"), *read}


def test_large_file_is_not_taken_into_memory(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    for name in (EAST, f"{QUARTER}/departments/market.yaml"):
        os.truncate(folder / name, 100 << 20)
    assert found(folder) == {
        (EAST, 1, "JX005"),
        (f"{QUARTER}/departments/market.yaml", 1, "JX005"),
    }


def test_file_that_comes_and_goes(tmp_path: Path) -> None:
    """It is read whole, or not there, or gone between the two: never anything else."""
    folder = lay(tmp_path / "w")
    file = folder / EAST
    over = threading.Event()

    def flicker() -> None:
        while not over.is_set():
            file.unlink(missing_ok=True)
            file.write_text(SENT, "utf-8")

    thread = threading.Thread(target=flicker)
    thread.start()
    try:
        for _ in range(40):
            codes = {
                finding.code
                for finding in open_workspace(folder, as_of=AS_OF).findings
                if finding.location.path.endswith(EAST)
            }
            assert codes <= {"JX007", "JX003"}, "gone, or just being written"
    finally:
        over.set()
        thread.join()


PROGRAM: Final = (sys.executable, "-m", "jxtrade")
PATIENCE: Final = 300
ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)
CALLS = (
    ("validate",),
    ("validate", "--format", "json"),
    ("status",),
    ("status", "--format", "json"),
    ("tasks",),
    ("goals",),
)


def told(folder: Path, *call: str, width: int = 80) -> str:
    """Return all that a call prints about the workspace `w` in a folder."""
    ran = run("--data", "w", *call, folder=folder, width=width)
    assert ran.status in (0, 1, 2)
    if call[:3] == ("validate", "--format", "json"):
        json.loads(ran.out)
    return ran.out + ran.err


def told_by_a_process(folder: Path, *call: str) -> str:
    """Return the same as a process prints it, whose output has an encoding."""
    kept = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [*PROGRAM, "--data", "w", *call],
        cwd=folder, capture_output=True, check=False, timeout=PATIENCE, env=kept,
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode in (0, 1, 2), said
    assert "Traceback" not in said
    return said


def harmless(said: str) -> None:
    """Assert that a text acts on no terminal and gives a CI runner no order."""
    assert ACTING.search(said) is None
    assert not is_order(said)


FORGED = "[red]x[/] [/] ::error::forged ##[error]forged ##vso[x] {0} %s `id` <b>x</b> =1+1 "
LONG_FORGED = " ".join([FORGED] * 9)


def forge(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def names_of_files(folder: Path) -> None:
    for name in NAMES:
        (folder / PLACE / name).write_text(SENT, "utf-8")
    (folder / "reports" / "2022Q2\n::error::x").mkdir()
    (folder / "reports" / "2022Q2\n::error::x" / "\x1b]0;x\x07.yaml").touch()


def texts_of_a_submission(folder: Path) -> None:
    forge(
        folder / EAST,
        ("示例经办人", f"'{FORGED}'"),
        ("31", f"'{LONG_FORGED}'"),
        ("period", f"'{FORGED}': '{LONG_FORGED}'\nperiod"),
        ("values:", f"notes: {{leaders: '{LONG_FORGED}'}}\nvalues:\n  '{FORGED}': 1"),
    )
    forge(folder / f"{PLACE}/west.yaml", ("received: 2022-07-05", f"received: '{FORGED}'"))
    forge(folder / f"{PLACE}/port.yaml", ("district: port", f"district: '::error::x {FORGED}'"))


def texts_of_the_plan(folder: Path) -> None:
    forge(
        folder / "targets.yaml",
        (
            "zh: 示例市贸易计划, en: Example City trade plan",
            f"zh: '::error::x {LONG_FORGED}', en: '{FORGED}'",
        ),
        ("zh: 东区, en: East", f"zh: '::error::{FORGED}', en: '::error::{FORGED}'"),
        ("zh: 家, en: firms", f"zh: '::error::{FORGED}', en: '::error::{FORGED}'"),
        ("zh: 出口企业, en: exporters", f"zh: '::error::{FORGED}', en: '::error::{FORGED}'"),
    )


def characters(folder: Path) -> None:
    escapes = "".join(
        f"\\u{point:04x}" for point in (0x1B, 0x7F, 0x9B, 0x202E, 0x200B, 0xFEFF, 0xAD)
    )
    forge(folder / EAST, ("示例经办人", f'"{escapes}"'), ("exporters", '"\\e[2J"'))
    (folder / f"{PLACE}/west.yaml").write_bytes(b"\x1b[2J: \x00\xc2\x9b31m\n")
    (folder / f"{PLACE}/port.yaml").write_text(
        "a: \u202e1\n\u2066b: \ufeff\nc: \U000e0041\n", "utf-8"
    )
    forge(folder / f"{QUARTER}/departments/market.yaml", ("示例材料", "\u200f\u061c\u2069"))


def broken_plan(folder: Path) -> None:
    forge(folder / "targets.yaml", ("version: 1", f"version: '{FORGED}'\n'::error::x': \u202e1"))
    (folder / "tasks.yaml").unlink()
    (folder / "tasks.yaml").symlink_to("/etc/passwd")


WORKSPACES = (names_of_files, texts_of_a_submission, texts_of_the_plan, characters, broken_plan)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize("make", WORKSPACES, ids=lambda make: make.__name__)
def test_nothing_that_is_printed_acts(
    make: Callable[[Path], None], call: tuple[str, ...], tmp_path: Path
) -> None:
    make(lay(tmp_path / "w"))
    harmless(told(tmp_path, *call, "--lang", "zh"))
    harmless(told(tmp_path, *call, "--lang", "en", width=50))


@pytest.mark.parametrize("call", CALLS[:2], ids=" ".join)
def test_nothing_that_a_process_prints_acts(call: tuple[str, ...], tmp_path: Path) -> None:
    names_of_files(lay(tmp_path / "w"))
    harmless(told_by_a_process(tmp_path, *call))


def test_usage_errors_act_on_nobody(tmp_path: Path) -> None:
    lay(tmp_path / "w")
    lay(tmp_path / "w\x1b[31m\u202e")
    word = "::x\x1b[31m\u202e\x9b ##[error]x"
    for call in (
        ("status", word), ("status", "--district", word), ("validate", word), (word,),
        ("validate", "--select", word), ("status", f"--{word}"), ("explain", word),
        ("--data", f"v{word}", "status"), ("--lang", word, "rules"), ("--as-of", word, "status"),
        ("status", "-o", f"none{word}/x"),
    ):  # fmt: skip
        said = told(tmp_path, *call)
        assert said.startswith("jxtrade: ")
        assert said.count("\n") == 1
        harmless(said)
    harmless(told_by_a_process(tmp_path, "status", word))


HEAD = "district: {}\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: x\nvalues:"
ROSTER = " {leaders: 5000}\nrosters:\n  leaders:\n" + "".join(
    f"  - {{name: 企业{number}, uscc: {number:018}}}\n" for number in range(5_000)
)
MIB: dict[str, Callable[[str], str]] = {
    "aliases": lambda start: f"{start} {{}}\nnotes:\n  x0: &a0 [x]\n{ALIASES}",
    "the same key": lambda start: start + "\n  a: 1" * 149_000,
    "keys twice": lambda start: start + "".join(f"\n  k{n % 20_000}: 1" for n in range(90_000)),
    "no numbers": lambda start: start + "".join(f"\n  k{number}: x" for number in range(49_000)),
    "in one line": lambda start: f"{start} {{{', '.join(f'k{n}: x' for n in range(49_000))}}}\n",
    "invisible": lambda start: start + "\u200b\n" * 250_000,
    "tabs in quotes": lambda start: start + " {}\nhighlights: [" + '"\t\t\t\t", ' * 90_000 + "]",
    "brackets": lambda start: start + "[" * 1_000_000,
    "firms": lambda start: start + ROSTER,
    "fields": lambda start: start + " {}" + "".join(f"\nf{number}: x" for number in range(49_000)),
    "quotes": lambda start: start + ' {a: "' + "\n" * 1_000_000,
    "anchors": lambda start: start + " {}\nhighlights: [" + "&a x, " * 90_000 + "]",
}  # fmt: skip
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.stderr.decode())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss counts KiB on Linux only")
@pytest.mark.parametrize(
    "kinds",
    [("aliases", "the same key", "keys twice", "no numbers", "in one line", "invisible",
      "tabs in quotes", "brackets", "firms"),
     ("fields", "quotes", "anchors", "no numbers", "firms", "firms", "firms", "firms", "firms")],
    ids=["of every kind", "many firms"],
)  # fmt: skip
def test_memory_of_nine_districts(kinds: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(ROOT / "data", folder)
    districts = sorted(file.stem for file in (folder / "reports/2022Q1/districts").glob("*.yaml"))
    for district, kind in zip(districts, kinds, strict=True):
        content = MIB[kind](HEAD.format(district)).encode()
        assert len(content) <= SUBMISSION.bytes
        (folder / f"{PLACE}/{district}.yaml").write_bytes(content)
    call = [sys.executable, "-c", MEASURE, *PROGRAM, "--data", str(folder), "validate"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, check=True, timeout=PATIENCE)
    status, kibibytes, complaint = done.stdout.decode().split(" ", 2)
    assert (status, complaint.strip()) == ("1", "")
    assert int(kibibytes) < 256 << 10


def test_limit_of_the_findings_of_a_rule(tmp_path: Path) -> None:
    """Two hundred are listed; one more is said and no longer listed."""
    for count in (200, 201):
        folder = lay(tmp_path / str(count) / "w")
        rows = "".join(f"  x{number}: 1\n" for number in range(count))
        (folder / EAST).write_text(SENT + rows, "utf-8")
        codes = [(line, code) for _, line, code in sorted(found(folder))]
        listed = [(line, "JX102") for line in range(9, 209)]
        assert codes == [*listed, *([(209, "JX005")] if count == 201 else [])]


def test_limit_of_a_folder(tmp_path: Path) -> None:
    """Other files are left alone, and yet there may be too many of them to look through."""
    folder = lay(tmp_path / "w")
    place = folder / "reports/other"
    place.mkdir()
    for number in range(MAX_LISTED):
        (place / f"{number}.txt").touch()
    assert found(folder) == set()
    (place / "x.txt").touch()
    assert found(folder) == {("reports/other", 1, "JX005")}


def test_private_use_character_is_shown_by_its_number(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    forge(folder / "targets.yaml", ("zh: 东区, en: East", "zh: 东\ue5c8区, en: East"))
    forge(folder / EAST, ("示例经办人", "示例\U000f0001经办人"))
    for call in ("validate", "status"):
        said = told(tmp_path, call, "--lang", "zh")
        assert "\ue5c8" not in said
        assert "\U000f0001" not in said
        assert "东<U+E5C8>区" in said
    said = told(tmp_path, "validate", "--lang", "en")
    assert "U+F0001" in said
    assert "warning JX016 private-use-character" in said


def test_findings_of_one_rule_in_one_file_are_bounded(tmp_path: Path) -> None:
    """What is not listed is said, once, where it begins; and its value is suspect all the same."""
    folder = lay(tmp_path / "w")
    firms = "".join(f"    - {{name: x{number}, uscc: x}}\n" for number in range(200))
    rosters = f"rosters:\n  leaders:\n{firms}  exporters:\n    - {{name: y, uscc: x}}\n"
    (folder / EAST).write_text(SENT + rosters, "utf-8")
    of_codes = {(line, code) for _, line, code in found(folder) if code in ("JX501", "JX005")}
    assert of_codes == {*((line, "JX501") for line in range(11, 211)), (212, "JX005")}
    assert verdict(folder).city.facts.is_suspect("east", "exporters", Period(2022, 2))


FILES = sorted(file.relative_to(GOOD).as_posix() for file in GOOD.rglob("*.yaml"))


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_no_mutation_makes_the_rules_raise(name: str, data: st.DataObject) -> None:
    content = data.draw(mutations([(GOOD / name).read_bytes()]))
    with tempfile.TemporaryDirectory() as place:
        folder = lay(Path(place) / "w")
        (folder / name).write_bytes(content)
        for finding in verdict(folder).findings:
            assert finding.location.path.startswith(folder.as_posix())
            assert finding.location.line >= 1
            for words in (*finding.message, *finding.hint):
                assert words
                assert ACTING.search(words) is None


pytestmark = pytest.mark.uncounted
