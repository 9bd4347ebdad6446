"""A workspace is read from any tree: a folder of the disk, or files in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jxtrade.engine import validate
from jxtrade.read.folder import NoWorkspaceError, open_workspace, read_tree
from jxtrade.read.tree import EntryKind, FolderTree, RefusedError
from jxtrade.text import same
from tests.cases import AS_OF, GOOD, HERE, lay

if TYPE_CHECKING:
    from pathlib import Path


class InMemory:
    """A tree whose files stand in a mapping."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def list(self, folder: str) -> dict[str, EntryKind]:
        """Return the names in a folder."""
        start = f"{folder}/" if folder else ""
        rests = [path.removeprefix(start) for path in self.files if path.startswith(start)]
        return {
            rest.partition("/")[0]: EntryKind.FOLDER if "/" in rest else EntryKind.FILE
            for rest in rests
        }

    def read(self, path: str, most: int) -> bytes:
        """Return a file's first bytes."""
        if path not in self.files:
            raise RefusedError(same("gone"))
        return self.files[path][:most]


def held(folder: Path) -> InMemory:
    """Return the files of a folder in memory."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return InMemory({file.relative_to(folder).as_posix(): file.read_bytes() for file in files})


CASES = ("misplaced-file", "unknown-indicator", "not-filled-in", "firm-twice")


@pytest.mark.parametrize("slug", [None, *CASES])
def test_a_workspace_in_memory_is_that_of_the_folder(slug: str | None, tmp_path: Path) -> None:
    case = None if slug is None else min((HERE / "rules" / slug).glob("*/"))
    folder = GOOD if case is None else lay(tmp_path / "w", case)
    expected = open_workspace(folder, as_of=AS_OF)
    within = read_tree(held(folder), expected.folder, as_of=AS_OF)
    assert within == expected
    assert validate(within).findings == validate(expected).findings
    assert within.files


def test_what_a_tree_refuses_is_a_finding() -> None:
    tree = held(GOOD)
    del tree.files["targets.yaml"]
    (finding,) = read_tree(tree, ".").findings
    assert (finding.code, finding.location.path) == ("JX007", "targets.yaml")
    assert finding.message.en == "this file can't be read: gone"


def test_a_tree_without_any_file_of_a_workspace_is_none() -> None:
    with pytest.raises(NoWorkspaceError):
        read_tree(InMemory({"notes.yaml": b"a: 1\n"}), ".")


def test_a_folder_says_what_is_in_it_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1\n")
    (tmp_path / "b").mkdir()
    (tmp_path / "c").symlink_to("b")
    (tmp_path / "d.yaml").symlink_to("a.yaml")
    tree = FolderTree(str(tmp_path))
    assert tree.list("") == {
        "a.yaml": EntryKind.FILE, "b": EntryKind.FOLDER, "c": EntryKind.LINK,
        "d.yaml": EntryKind.LINK,
    }  # fmt: skip
    assert tree.list("b") == {}
    assert tree.read("a.yaml", 100) == b"a: 1\n"
    assert tree.read("a.yaml", 2) == b"a:"
    for path, reason in (
        ("d.yaml", "it is a link, and links are never followed"),
        ("b", "it is a folder"),
        ("e", "it does not exist, or vanished while it was read"),
    ):
        with pytest.raises(RefusedError) as refused:
            tree.read(path, 100)
        assert refused.value.reason.en == reason
    with pytest.raises(RefusedError) as refused:
        tree.list("a.yaml")
    assert refused.value.reason.en == "it is no folder"
