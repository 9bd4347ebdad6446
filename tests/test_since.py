"""`validate --since REV`, in a real git repository: only what changed is shown, all is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.engine import shown
from jxtrade.engine import validate as check
from jxtrade.findings import Severity
from jxtrade.read.folder import open_workspace, read_tree
from jxtrade.read.git import NoHistoryError, base_of, changed, tree_at
from jxtrade.read.tree import EntryKind, RefusedError
from tests.cases import AS_OF, HERE, lay
from tests.programme import allocation, indicator, plan, submission, write

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.engine import Verdict
    from jxtrade.findings import Finding

WEST = "reports/2022Q2/districts/west.yaml"
EAST = "reports/2022Q2/districts/east.yaml"
NEXT = "reports/2022Q3/districts/east.yaml"


def git(folder: Path, *arguments: str) -> str:
    names = ("-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "core.autocrlf=false")
    done = subprocess.run(
        ("git", "-C", str(folder), *names, *arguments), check=True, capture_output=True
    )
    return done.stdout.decode().strip()


def commit(folder: Path, message: str = "next") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository whose `data` holds one old fault: the west has one decimal too many."""
    data = lay(tmp_path / "data")
    edit(data / WEST, "resale: 4.0", "resale: 4.05")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "first")
    return tmp_path


def validate(
    repository: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        (sys.executable, "-m", "jxtrade", "validate", *arguments), cwd=repository,
        env=os.environ | {"PYTHONPATH": str(HERE.parent)} | environment, capture_output=True,
        check=False,
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


def test_how_much_has_changed_is_said(repository: Path) -> None:
    edit(repository / "data" / EAST, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    (repository / "data" / WEST).unlink()
    for revision, lang, words in (
        ("HEAD", "en", "files changed since “HEAD”: 2; files checked: "),
        ("main", "zh", "与「main」相比改动 2 份文件；核对 "),
    ):
        done = validate(repository, "--since", revision, "--lang", lang)
        assert words in done.stdout.decode()


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


EARLIER = "reports/2022Q1/districts/east.yaml"


def judged(repository: Path, *arguments: str) -> tuple[int, set[tuple[str, str, str]]]:
    """Return the exit status, and path, code and severity of what is listed."""
    done = validate(repository, "--format", "json", *arguments)
    said: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, {
        (each["path"], each["code"], each["severity"]) for each in said["findings"]
    }


def test_an_old_fault_elsewhere_that_names_a_changed_file_is_a_remark(repository: Path) -> None:
    """The second quarter (31) is below the first (40) since before: the change did not do it."""
    edit(repository / "data" / EARLIER, "exporters: 12", "exporters: 40")
    commit(repository)
    edit(repository / "data" / EARLIER, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    remark = (0, {(f"data/{EAST}", "JX401", "info")})
    assert judged(repository, "--since", "HEAD") == remark
    assert judged(repository, "--since", "HEAD", "--fail-on", "info") == remark
    printed = validate(repository, "--since", "HEAD")
    assert b"JX401" not in printed.stdout
    new = (1, {(f"data/{EAST}", "JX401", "error")})
    assert judged(repository, "--since", "HEAD~1") == new
    assert judged(repository, f"data/{EARLIER}") == new


def contradicted(tmp_path: Path) -> Verdict:
    """Return the verdict on a second quarter (31) below the first (40)."""
    folder = lay(tmp_path / "w")
    edit(folder / EARLIER, "exporters: 12", "exporters: 40")
    return check(open_workspace(folder, as_of=AS_OF))


def test_the_base_is_asked_only_about_findings_elsewhere(tmp_path: Path) -> None:
    verdict = contradicted(tmp_path)
    (finding,) = verdict.findings
    (other,) = finding.related

    def never() -> tuple[Finding, ...]:
        raise AssertionError

    own = [finding.location.path]
    assert shown(verdict, within=[own], before=never).findings == (finding,)
    with pytest.raises(AssertionError):
        shown(verdict, within=[[other.path]], before=never)


def test_an_old_finding_that_newly_names_a_file_is_new(tmp_path: Path) -> None:
    """Its line is the same: what contradicts it is another file than before."""
    verdict = contradicted(tmp_path)
    (finding,) = verdict.findings
    (other,) = finding.related
    elsewhere = finding._replace(related=(other._replace(path="another.yaml"),))
    both = finding._replace(related=(*elsewhere.related, other))
    for before, severity in ((finding, "info"), (both, "info"), (elsewhere, "error")):
        found = shown(verdict, within=[[other.path]], before=partial(tuple, [before]))
        assert [each.severity for each in found.findings] == [severity]
        assert found.inspection.fails(Severity.INFO) == (severity == "error")


def test_lines_that_move_make_no_old_fault_new(repository: Path) -> None:
    edit(repository / "data" / EARLIER, "exporters: 12", "exporters: 40")
    commit(repository)
    with (repository / "data" / EARLIER).open("r+", encoding="utf-8") as file:
        text = file.read()
        file.seek(0)
        file.write(f"# a note\n\n{text}")
    assert judged(repository, "--since", "HEAD") == (0, {(f"data/{EAST}", "JX401", "info")})


def test_what_came_to_the_base_since_they_parted_is_not_the_branch_s_doing(
    repository: Path,
) -> None:
    git(repository, "checkout", "--quiet", "-b", "east")
    edit(repository / "data" / EAST, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    edit(repository / "data" / WEST, "exporters: 25", "exporters: 1")
    commit(repository)
    git(repository, "checkout", "--quiet", "east")
    assert changed(str(repository), base_of(str(repository), "main")) == (
        f"{repository}/data/{EAST}",
    )
    assert judged(repository, "--since", "main") == (0, set())


def test_a_renamed_file_is_judged_under_both_names(repository: Path) -> None:
    git(repository, "mv", f"data/{WEST}", f"data/{WEST.replace('west', 'wset')}")
    moved = f"data/{WEST.replace('west', 'wset')}"
    expected = {(moved, "JX104"), (moved, "JX301")}
    assert found(repository, "--since", "HEAD") == (1, expected)
    assert len(changed(str(repository / "data"), "HEAD")) == 2


def many(tmp_path: Path, stated: int, of_last: int) -> Path:
    """Return a city of 30 districts that report 1 each, the last another figure."""
    names = [f"d{number:02}" for number in range(30)]
    commerce = {"id": "commerce", "name": "commerce"}
    tasks = {
        "version": 1, "year": 2022, "document": "n", "departments": [commerce],
        "tasks": [{"id": "T1", "name": "t", "departments": ["commerce"], "aim": "a",
                   "milestones": [{"id": "T1-1", "quarter": "Q4", "name": "m"}]}],
    }  # fmt: skip
    given = [
        submission(each, "2022Q2", values={"exporters": of_last if each == names[-1] else 1})
        for each in names
    ]
    department = {
        "department": "commerce", "period": "2022Q2", "received": given[0]["received"],
        "prepared_by": "c", "city_totals": {"exporters": stated}, "milestones": {},
    }  # fmt: skip
    allotted = allocation(exporters=dict.fromkeys(names, 2))
    return write(
        tmp_path / "data", plan(names, [indicator()], allotted), *given, department, tasks=tasks
    )


COMMERCE = "data/reports/2022Q2/departments/commerce.yaml"
LAST = "data/reports/2022Q2/districts/d29.yaml"


def test_the_last_of_many_districts_answers_for_the_sum_that_it_breaks(tmp_path: Path) -> None:
    """29 × 1 + 1 = 30 as stated; with 2 the sum is 31, and the thirtieth is not left out."""
    many(tmp_path, stated=30, of_last=1)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    assert judged(tmp_path, "--since", "HEAD") == (0, set())
    edit(tmp_path / LAST, '"exporters": 1', '"exporters": 2')
    assert judged(tmp_path, "--since", "HEAD", "--select", "JX306") == (
        1, {(COMMERCE, "JX306", "error")},
    )  # fmt: skip
    assert f"see also {LAST}:5:" in validate(tmp_path, "--since", "HEAD").stdout.decode()
    commit(tmp_path)
    edit(tmp_path / LAST, '"exporters": 2', '"exporters": 3')
    assert judged(tmp_path, "--since", "HEAD", "--select", "JX306") == (
        0, {(COMMERCE, "JX306", "info")},
    )  # fmt: skip


def test_a_shallow_clone_says_how_to_get_the_rest(repository: Path, tmp_path: Path) -> None:
    commit_ = git(repository, "rev-parse", "HEAD")
    edit(repository / "data" / EAST, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    commit(repository)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", str(clone))
    for revision in (commit_, "HEAD~1"):
        done = validate(clone, "--since", revision)
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
        for words in (b"git fetch --unshallow", b"fetch-depth: 0", b"GIT_DEPTH: 0"):
            assert words in done.stderr


def test_without_a_commit_or_common_history_it_is_said(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    unborn = tmp_path_factory.mktemp("unborn")
    lay(unborn / "data")
    git(unborn, "init", "--quiet")
    done = validate(unborn, "--since", "HEAD", "--lang", "en")
    assert (done.returncode, done.stderr) == (
        2, b"jxtrade: git has no commit yet: commit once, or leave --since out\n",
    )  # fmt: skip
    git(repository, "checkout", "--quiet", "--orphan", "apart")
    commit(repository)
    done = validate(repository, "--since", "main", "--lang", "en")
    assert done.returncode == 2
    assert "“main” has no history in common with what is checked out".encode() in done.stderr


def test_a_commit_is_read_as_its_folder_was(repository: Path) -> None:
    folder = repository / "data"
    here = open_workspace(folder, as_of=AS_OF)
    findings = check(here).findings
    for file in folder.rglob("*.yaml"):
        file.unlink()
    with tree_at(str(folder), git(repository, "rev-parse", "HEAD")) as tree:
        there = read_tree(tree, here.folder, as_of=AS_OF)
    assert there == here
    assert check(there).findings == findings != ()


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_a_commit_is_listed_without_following_anything(tmp_path: Path, form: str) -> None:
    git(tmp_path, "init", "--quiet", f"--object-format={form}")
    for path in ("in/a\nb.yaml", "in/sub/c", "in/d e"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"0123456789")
    (tmp_path / "in/link.yaml").symlink_to("/etc/passwd")
    (tmp_path / "in/up").symlink_to("..")
    git(tmp_path, "add", "--all")
    zeros = "1" * (64 if form == "sha256" else 40)
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{zeros},in/module")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    with tree_at(str(tmp_path / "in"), git(tmp_path, "rev-parse", "HEAD")) as tree:
        assert tree.list("") == {
            "a\nb.yaml": EntryKind.FILE, "d e": EntryKind.FILE, "sub": EntryKind.FOLDER,
            "link.yaml": EntryKind.LINK, "up": EntryKind.LINK,
        }  # fmt: skip
        assert tree.list("sub") == {"c": EntryKind.FILE}
        assert (tree.read("a\nb.yaml", 4), tree.read("d e", 99)) == (b"0123", b"0123456789")
        for path in ("link.yaml", "up/in/d e", "sub", "gone", "module/x", "d e/x"):
            with pytest.raises(RefusedError):
                tree.read(path, 99)
        for path in ("d e", "up", "gone", "module"):
            with pytest.raises(RefusedError):
                tree.list(path)
        assert tree.read("sub/c", 99) == b"0123456789"


def test_the_repository_is_that_of_the_folder_in_a_hook_too(repository: Path) -> None:
    """A hook of a further work tree is told of its repository in the environment."""
    other = repository / "other"
    git(repository, "worktree", "add", "--quiet", str(other))
    hook = repository / ".git" / "hooks" / "pre-commit"
    program = f'"{sys.executable}" -m jxtrade validate --since HEAD --format json'
    hook.write_text(f"#!/bin/sh\n{program} > found.json\n", "utf-8")
    hook.chmod(0o755)
    edit(other / "data" / EAST, "exporters: 31", "exporters: 11")
    git(other, "add", "--all")
    done = subprocess.run(
        ("git", "-C", str(other), "-c", "user.name=n", "-c", "user.email=n@example.org", "commit",
         "--message", "second"),
        env=os.environ | {"PYTHONPATH": str(HERE.parent)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    (finding,) = json.loads((other / "found.json").read_bytes())["findings"]
    assert (finding["code"], finding["path"]) == ("JX401", f"data/{EAST}")


def tree_of(repository: Path, entries: str) -> str:
    done = subprocess.run(
        ("git", "-C", str(repository), "mktree"), input=entries.encode(), capture_output=True,
        check=True,
    )  # fmt: skip
    return done.stdout.decode().strip()


def test_folders_within_folders_have_an_end(repository: Path) -> None:
    """Nine trees are listed as 8⁸, some 16 million folders."""
    tree = tree_of(repository, "")
    for _ in range(8):
        tree = tree_of(repository, "".join(f"040000 tree {tree}\t{name}\n" for name in range(8)))
    plan_ = git(repository, "rev-parse", "HEAD:data/targets.yaml")
    root = tree_of(repository, f"100644 blob {plan_}\ttargets.yaml\n040000 tree {tree}\treports\n")
    data = tree_of(repository, f"040000 tree {root}\tdata\n")
    bomb = git(repository, "commit-tree", "-m", "bomb", data)
    with tree_at(str(repository / "data"), bomb) as read:
        workspace = read_tree(read, "data")
    assert workspace.plan is not None
    assert {each.message.en for each in workspace.findings} == {
        "this file can't be read: there are too many folders"
    }


def test_a_git_that_falls_silent_is_told_in_one_line(repository: Path, tmp_path: Path) -> None:
    edit(repository / "data" / EARLIER, "exporters: 12", "exporters: 40")
    program = tmp_path / "programs" / "git"
    program.parent.mkdir()
    real = shutil.which("git")
    for silent in ("exit 1", "echo what", "head -c 1 | tr -d '[:print:]'"):
        script = f'case "$*" in *cat-file*) {silent} ;; *) exec {real} "$@" ;; esac'
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(0o755)
        done = validate(
            repository, "--since", "HEAD", "--lang", "en",
            PATH=f"{program.parent}:{os.environ['PATH']}",
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == b"jxtrade: git gave no answer\n"
