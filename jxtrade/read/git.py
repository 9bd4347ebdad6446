"""What git knows of a workspace: what changed since a revision, and how it was there.

The only module that asks git. Of a repository nothing is carried out: no filter, no converter, no
other program that compares; links and submodules are not followed.
"""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from jxtrade.read.tree import FOLDER, LINK, NO_FOLDER, NOT_THERE, EntryKind, RefusedError
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL: Final = (
    *("--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules=all"),
    *("--name-only", "-z"),
)
_ELSEWHERE: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
_MOST_NAMES: Final = 1 << 26
_MOST_FOLDERS: Final = 10_000


class NoHistoryError(Exception):
    """Git can't say what changed, and why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def base_of(folder: str, revision: str) -> str:
    """Return the commit where the present one parted from a revision: often the revision itself.

    Raises:
        NoHistoryError: there is no git, no repository, no such revision, or they never parted.

    """
    _git(folder, "rev-parse", "--git-dir")
    here = _git(folder, *_VERIFY, "HEAD^{commit}", otherwise=_UNBORN)
    is_shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"
    unknown, apart = (_SHALLOW, _SHALLOW) if is_shallow else (_UNKNOWN, _APART)
    there = _git(
        folder, *_VERIFY, f"{revision}^{{commit}}", otherwise=unknown.fill(revision=revision)
    )
    parted = _git(
        folder, "merge-base", there.strip(), here.strip(), otherwise=apart.fill(revision=revision)
    )
    return parted.strip()


_VERIFY: Final = ("rev-parse", "--verify", "--quiet", "--end-of-options")


def changed(folder: str, commit: str) -> tuple[str, ...]:
    """Return the paths, below the folder, that differ from a commit or are not yet in git.

    Raises:
        NoHistoryError: git can't tell.

    """
    differing = _git(folder, "diff", *_LOCAL, "--relative", commit, "--", ".")
    untracked = _git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    prefix = "" if folder == "." else f"{folder.rstrip('/')}/"
    return tuple(sorted(f"{prefix}{path}" for path in (differing + untracked).split("\0") if path))


@contextmanager
def tree_at(folder: str, commit: str) -> Iterator[CommitTree]:
    """Yield the folder as it was at a commit.

    Raises:
        NoHistoryError: git can't tell.

    """
    prefix = _git(folder, "rev-parse", "--show-prefix").removesuffix("\n")
    with _talk(folder) as (to, out):
        yield CommitTree(to, out, commit, prefix.strip("/"))


@contextmanager
def _talk(folder: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Yield where git is asked for objects and where it answers.

    The end of the pipe that git reads from is held here too: should git die, its silence tells,
    and not the signal of a pipe that nobody reads.
    """
    asked = ("git", "-C", folder, "cat-file", "--batch")
    reading, writing = os.pipe()
    with (
        os.fdopen(reading, "rb") as held,
        os.fdopen(writing, "wb", buffering=0) as to,
        subprocess.Popen(
            asked, stdin=held, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_env()
        ) as git,
    ):
        try:
            if git.stdout is not None:
                yield to, git.stdout
        finally:
            git.kill()


class _Named(NamedTuple):
    kind: EntryKind
    object: str


class CommitTree:
    """A folder of a commit, read from one `git cat-file --batch`."""

    def __init__(self, to: IO[bytes], out: IO[bytes], commit: str, prefix: str) -> None:
        self._to = to
        self._out = out
        self._commit = commit
        self._prefix = prefix
        self._known: dict[str, dict[str, _Named]] = {}

    def list(self, folder: str) -> dict[str, EntryKind]:
        """Return the names that stand in a folder; submodules are none.

        Raises:
            RefusedError: there is no such folder.
            NoHistoryError: git does not answer.

        """
        return {name: each.kind for name, each in self._names(self._full(folder)).items()}

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes, the first of more than so many.

        Raises:
            RefusedError: it is none, or not there.
            NoHistoryError: git does not answer.

        """
        above, _, name = self._full(path).rpartition("/")
        match self._names(above).get(name):
            case None:
                raise RefusedError(NOT_THERE)
            case _Named(EntryKind.LINK):
                raise RefusedError(LINK)
            case _Named(EntryKind.FOLDER):
                raise RefusedError(FOLDER)
            case _Named(_, object_):
                return self._object(object_, most)

    def _full(self, path: str) -> str:
        return "/".join(filter(None, (self._prefix, path)))

    def _names(self, path: str) -> dict[str, _Named]:
        if path not in self._known:
            self._known[path] = self._listed(path)
        return self._known[path]

    def _listed(self, path: str) -> dict[str, _Named]:
        """Return what stands in a folder of the commit, by name."""
        if not path:
            return self._entries(f"{self._commit}^{{tree}}")
        if len(self._known) > _MOST_FOLDERS:  # folders within folders cost a commit nothing
            raise RefusedError(_TOO_MANY)
        above, _, name = path.rpartition("/")
        match self._names(above).get(name):
            case None:
                raise RefusedError(NOT_THERE)
            case _Named(EntryKind.FOLDER, object_):
                return self._entries(object_)
            case _:
                raise RefusedError(NO_FOLDER)

    def _entries(self, tree: str) -> dict[str, _Named]:
        """Return what a tree object names: each entry is mode, name and an object's id in bytes."""
        content = self._object(tree, _MOST_NAMES)
        found: dict[str, _Named] = {}
        at = 0
        while (end := content.find(b"\0", at)) >= 0:
            mode, _, name = content[at:end].partition(b" ")
            at = end + 1 + len(self._commit) // 2
            if mode != _SUBMODULE:
                kind = _KINDS.get(mode, EntryKind.FILE)
                found[os.fsdecode(name)] = _Named(kind, content[end + 1 : at].hex())
        return found

    def _object(self, name: str, most: int) -> bytes:
        """Return the first bytes of an object, by a name that this module made."""
        self._to.write(f"{name}\n".encode("ascii"))
        said = self._out.readline()
        if said.endswith((b" missing\n", b" ambiguous\n")):
            raise RefusedError(_MISSING)
        found = _ANSWER.fullmatch(said)
        if found is None:
            raise NoHistoryError(_LOST)
        size = int(found[1])
        content = self._out.read(min(size, most))
        rest = size - len(content) + 1  # and the line's end behind it
        while rest > 0 and (passed := self._out.read(min(rest, _CHUNK))):
            rest -= len(passed)
        return content


_ANSWER: Final = re.compile(rb"[0-9a-f]+ \w+ ([0-9]+)\n")
_CHUNK: Final = 1 << 16
_KINDS: Final = {b"40000": EntryKind.FOLDER, b"120000": EntryKind.LINK}
_SUBMODULE: Final = b"160000"
_LOST: Final = Text("git 没有答复", "git gave no answer")
_MISSING: Final = Text("git 里没有它的内容", "git does not have its content")
_TOO_MANY: Final = Text("文件夹过多", "there are too many folders")
_NO_GIT: Final = Text("--since 要用 git，这里没有", "--since needs git, which is not here")
_UNBORN: Final = Text(
    "git 里还没有提交：先提交一次，或不用 --since",
    "git has no commit yet: commit once, or leave --since out",
)
_UNKNOWN: Final = Text("git 里没有「{revision}」这个版本", "git knows no revision “{revision}”")
_SHALLOW: Final = Text(
    "克隆的历史不全，看不出「{revision}」以来的改动：用 git fetch --unshallow 取全"
    "（GitHub：checkout 写 fetch-depth: 0；GitLab：GIT_DEPTH: 0）",
    "this clone has only a part of the history, which does not tell what changed since"
    " “{revision}”: get all of it with git fetch --unshallow (on GitHub fetch-depth: 0 of"
    " checkout, on GitLab GIT_DEPTH: 0)",
)
_APART: Final = Text(
    "「{revision}」与现在的版本没有共同的历史：写一个有共同历史的版本",
    "“{revision}” has no history in common with what is checked out: name a revision that has",
)
_QUOTED: Final = Text(
    "git 无法说明「{folder}」的改动：{said}", "git can't say what changed in “{folder}”: {said}"
)


def _git(folder: str, *arguments: str, otherwise: Text | None = None) -> str:
    """Return what git prints.

    Raises:
        NoHistoryError: git is not there or fails; its own first line says why, or `otherwise`.

    """
    try:
        done = subprocess.run(
            ("git", "-C", folder, *arguments), capture_output=True, check=True, env=_env()
        )
    except FileNotFoundError:
        raise NoHistoryError(_NO_GIT) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise NoHistoryError(otherwise or _QUOTED.fill(folder=folder, said=said)) from None
    return done.stdout.decode("utf-8", "surrogateescape")


def _env() -> dict[str, str]:
    """Return the environment less what tells git, in a hook, of one repository for all folders."""
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
