"""What shells complete, asked as they ask, and what a start of the program loads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cases import HERE, lay
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

ROOT = HERE.parent
BASH = shutil.which("bash")
ASK = """
source complete.sh
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_jxtrade_completion jxtrade
printf '%s\\n' "${COMPREPLY[@]}"
"""
needs_bash = pytest.mark.skipif(BASH is None, reason="needs bash")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the good workspace, and the program and its script beside it."""
    lay(tmp_path / "data")
    (tmp_path / "jxtrade").write_text(f'#!/bin/sh\nexec {sys.executable} -m jxtrade "$@"\n')
    (tmp_path / "jxtrade").chmod(0o755)
    (tmp_path / "complete.sh").write_text(run("completion", "bash", folder=tmp_path).out)
    return tmp_path


def surroundings(folder: Path, **environment: str) -> dict[str, str]:
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "PYTHONPATH": str(ROOT)} | environment


def completed(
    *words: str, folder: Path, script: Path | None = None, **environment: str
) -> list[str]:
    """Return what bash offers for the last of the words; the script may stand elsewhere."""
    beside = script or folder
    ask = ASK.replace("complete.sh", f"{beside}/complete.sh")
    done = subprocess.run(
        [str(BASH), "-c", ask, "bash", "jxtrade", *words], cwd=folder, check=True,
        env=surroundings(beside, **environment), capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


COMPLETED: dict[tuple[str, ...], set[str]] = {
    ("st",): {"status"},
    ("status", "--di"): {"--district"},
    ("status", "--format", ""): {
        *("terminal", "csv", "docx", "html", "json", "md", "pdf", "text", "xlsx"),
    },
    ("validate", "--format", "s"): {"sarif"},
    ("validate", "--fail-on", ""): {"error", "warning", "info"},
    ("--lang", ""): {"zh", "en"},
    ("status", "--lang", "z"): {"zh"},
    ("status", ""): {"2022Q1", "2022Q2"},
    ("status", "--district", ""): {"east", "port", "west"},
    ("gaps", "2022Q2", "--district", "w"): {"west"},
    ("status", "--indicator", "e"): {"exporters"},
    ("new", "2022Q"): {"2022Q1", "2022Q2", "2022Q3", "2022Q4"},
    ("new", "2022Q3", "ea"): {"east"},
    ("new", "2022Q3", "com"): {"commerce"},
    ("new", "--ca"): {"--carry-rosters"},
    ("receive", "--a"): {"--again", "--as-of"},
    ("init", "--e"): {"--example"},
    ("tasks", "--department", ""): {"commerce", "market"},
    ("tasks", "--o"): {"--open", "--output"},
    ("goals", "2022Q"): {"2022Q1", "2022Q2"},
    ("explain", "JX40"): {"JX401", "JX402", "JX403"},
    ("explain", "over-r"): {"over-report"},
    ("validate", "--select", "JX401,JX70"): {f"JX401,JX70{last}" for last in "12345"},
    ("schema", "d"): {"district", "department"},
    ("completion", "z"): {"zsh"},
}


@needs_bash
@pytest.mark.parametrize("words", COMPLETED, ids=" ".join)
def test_bash_completes(words: tuple[str, ...], desk: Path) -> None:
    assert set(completed(*words, folder=desk)) == COMPLETED[words]


@needs_bash
def test_workspace_is_the_one_that_is_named(desk: Path) -> None:
    (desk / "data").rename(desk / "office")
    asked, places = ("status", "--district", ""), ["east", "west", "port"]
    assert completed(*asked, folder=desk) == []
    assert completed("--data", "office", *asked, folder=desk) == places
    assert completed("status", "--data", "office", *asked[1:], folder=desk) == places
    assert completed(*asked, folder=desk, JXTRADE_DATA="office") == places


@needs_bash
def test_workspace_is_found_from_inside(desk: Path) -> None:
    for inside in ("data", "data/reports/2022Q2/districts"):
        shown = completed("status", "--district", "", folder=desk / inside, script=desk)
        assert shown == ["east", "west", "port"]


@needs_bash
def test_broken_workspace_completes_nothing_and_says_nothing(desk: Path) -> None:
    targets = desk / "data/targets.yaml"
    for broken in (b"[", b"", b"\xff", b"districts: 3", b"districts: [{id: $(touch harm)}]"):
        targets.write_bytes(broken)
        for words in (("status", "--district", ""), ("status", "--indicator", ""), ("new", "")):
            assert completed(*words, folder=desk) == []
    targets.unlink()
    os.mkfifo(targets)
    assert completed("status", "--district", "", folder=desk) == []
    assert not (desk / "harm").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_script_of_every_shell_asks_the_program(shell: str, tmp_path: Path) -> None:
    ran = run("completion", shell, folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "_JXTRADE_COMPLETE" in ran.out
    if shell in ("bash", "zsh", "fish") and (program := shutil.which(shell)):
        subprocess.run([program, "-n"], input=ran.out, check=True, encoding="utf-8")


def test_shell_that_is_not_known_is_refused(tmp_path: Path) -> None:
    ran = run("completion", "bsh", "--lang", "en", folder=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "jxtrade: SHELL does not take “bsh”; did you mean bash?\n"


@pytest.mark.parametrize(
    ("asks", "begins"),
    [
        ({"_JXTRADE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "jxtrade sta"}, "_arg"),
        (
            {
                "_JXTRADE_COMPLETE": "complete_fish",
                "_TYPER_COMPLETE_FISH_ACTION": "get-args",
                "_TYPER_COMPLETE_ARGS": "jxtrade sta",
            },
            "status\t",
        ),
    ],
)
def test_help_stands_beside_commands_in_the_readers_language(
    asks: dict[str, str], begins: str, desk: Path
) -> None:
    for lang, words in (("en", "How districts stand"), ("zh", "各区县各指标的完成情况")):
        done = subprocess.run(
            [sys.executable, "-m", "jxtrade"], cwd=desk, capture_output=True, encoding="utf-8",
            env=surroundings(desk, JXTRADE_LANG=lang, PYTHONIOENCODING="utf-8", **asks), check=True,
        )  # fmt: skip
        assert done.stdout.startswith(begins)
        assert words in done.stdout


LOADED = """
import sys
from jxtrade.cli import run
run(sys.argv[1:])
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""
HEAVY = {"pydantic", "pydantic_core", "yaml", "rich"}


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("status", "--help"), ("validate", "--help"), ("stauts",),
     ("completion", "bash"), ("status", "-o", "x.odt")],
    ids=" ".join,
)  # fmt: skip
def test_what_is_known_beforehand_is_answered_without_models_and_parsers(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], cwd=tmp_path, capture_output=True, check=True,
        env=surroundings(tmp_path), encoding="utf-8",
    )  # fmt: skip
    loaded = set(done.stderr.split("\n"))
    assert "jxtrade.cli" in loaded
    assert HEAVY & loaded == set()
