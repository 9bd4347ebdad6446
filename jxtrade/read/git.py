"""Which files of a workspace changed since a revision: the only module that asks git."""

from __future__ import annotations

import subprocess
from typing import Final

from jxtrade.text import Text

_LOCAL: Final = ("--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "-z")


class NoHistoryError(Exception):
    """Git can't say what changed, and why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def changed(folder: str, revision: str) -> tuple[str, ...]:
    """Return the paths, below the folder, that differ from a revision or are not yet in git.

    Raises:
        NoHistoryError: there is no git, no repository, or no such revision.

    """
    named = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    _git(folder, "rev-parse", "--git-dir")
    commit = _git(folder, *named, missing=revision).strip()
    differing = _git(folder, "diff", *_LOCAL, "--relative", commit, "--", ".")
    untracked = _git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    prefix = "" if folder == "." else f"{folder.rstrip('/')}/"
    return tuple(sorted(f"{prefix}{path}" for path in (differing + untracked).split("\0") if path))


def _git(folder: str, *arguments: str, missing: str | None = None) -> str:
    try:
        done = subprocess.run(("git", "-C", folder, *arguments), capture_output=True, check=True)
    except FileNotFoundError:
        text = Text("--since 要用 git，这里没有", "--since needs git, which is not here")
        raise NoHistoryError(text) from None
    except subprocess.CalledProcessError as error:
        raise NoHistoryError(_why(folder, error.stderr, missing)) from None
    return done.stdout.decode("utf-8", "surrogateescape")


def _why(folder: str, said: bytes, missing: str | None) -> Text:
    if missing is not None:
        text = Text("git 里没有「{revision}」这个版本", "git knows no revision “{revision}”")
        return text.fill(revision=missing)
    text = Text(
        "git 无法说明「{folder}」的改动：{said}", "git can't say what changed in “{folder}”: {said}"
    )
    return text.fill(folder=folder, said=said.decode("utf-8", "replace").strip().split("\n")[0])
