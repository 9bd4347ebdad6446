"""`validate --since REV`, in a real git repository: only what changed is shown, all is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.read.git import NoHistoryError, changed
from tests.cases import HERE, lay

if TYPE_CHECKING:
    from pathlib import Path

WEST = "reports/2022Q2/districts/west.yaml"
EAST = "reports/2022Q2/districts/east.yaml"
NEXT = "reports/2022Q3/districts/east.yaml"


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "core.autocrlf=false")
    subprocess.run(("git", "-C", str(folder), *names, *arguments), check=True, capture_output=True)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository whose `data` holds one old fault: the west has one decimal too many."""
    data = lay(tmp_path / "data")
    edit(data / WEST, "resale: 4.0", "resale: 4.05")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    return tmp_path


def validate(repository: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        (sys.executable, "-m", "jxtrade", "validate", *arguments), cwd=repository,
        env=os.environ | {"PYTHONPATH": str(HERE.parent)}, capture_output=True, check=False,
    )  # fmt: skip


def found(repository: Path, *arguments: str) -> tuple[int, set[tuple[str, str]]]:
    done = validate(repository, "--format", "json", *arguments)
    said: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, {(each["path"], each["code"]) for each in said["findings"]}


def test_an_old_fault_elsewhere_does_not_stop_a_district(repository: Path) -> None:
    edit(repository / "data" / EAST, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    assert found(repository) == (1, {(f"data/{WEST}", "JX301")})
    assert found(repository, "--since", "HEAD") == (0, set())


def test_own_faults_are_shown_committed_or_not(repository: Path) -> None:
    edit(repository / "data" / EAST, "exporters: 31", "exporters: 11")
    expected = (1, {(f"data/{EAST}", "JX401")})
    assert found(repository, "--since", "HEAD") == expected
    git(repository, "commit", "--all", "--quiet", "--message", "second")
    assert found(repository, "--since", "HEAD~1") == expected
    assert found(repository, "--since", "HEAD") == (0, set())


def test_a_finding_whose_other_place_changed_is_shown(repository: Path) -> None:
    earlier = "reports/2022Q1/districts/east.yaml"
    edit(repository / "data" / earlier, "exporters: 12", "exporters: 40")
    assert found(repository, "--since", "HEAD") == (1, {(f"data/{EAST}", "JX401")})


def test_new_and_deleted_files_have_changed(repository: Path) -> None:
    folder = (repository / "data" / NEXT).parent
    folder.mkdir(parents=True)
    (repository / "data" / EAST).unlink()
    (repository / "data" / NEXT).write_text("district: east\n", "utf-8")
    assert changed(str(repository / "data"), "HEAD") == (
        f"{repository}/data/{EAST}",
        f"{repository}/data/{NEXT}",
    )
    status, findings = found(repository, "--since", "HEAD")
    assert status == 1
    assert (f"data/{EAST}", "JX701") in findings
    assert (f"data/{NEXT}", "JX010") in findings
    assert not any(path == f"data/{WEST}" for path, _ in findings)


def test_paths_narrow_further(repository: Path) -> None:
    edit(repository / "data" / EAST, "exporters: 31", "exporters: 11")
    assert found(repository, "--since", "HEAD", f"data/{WEST}") == (0, set())


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD~9", ""])
def test_an_unknown_revision_is_said_in_one_line(repository: Path, revision: str) -> None:
    done = validate(repository, f"--since={revision}")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert not (repository / "x").exists()


def test_outside_a_repository_git_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(NoHistoryError, match="git can't say"):
        changed(str(lay(tmp_path / "data")), "HEAD")
