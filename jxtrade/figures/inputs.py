"""The files on which an answer rests, so that anybody can tell whether it still holds."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.model.period import day_of

if TYPE_CHECKING:
    from datetime import date

    from jxtrade.workspace import Workspace

SHOWN: Final = 12
"""How many characters of a digest are shown."""


class Input(NamedTuple):
    """A file that was read: its path within the workspace, and its SHA-256 in hexadecimal."""

    path: str
    sha256: str

    @property
    def digest(self) -> str:
        """Return the characters of the digest that are shown."""
        return self.sha256[:SHOWN]


class Inputs(NamedTuple):
    """The files that were read, in the bytewise order of their paths."""

    files: tuple[Input, ...]

    @property
    def digest(self) -> str:
        """Return the first characters of the SHA-256 of the lines `<sha256>  <path>`.

        `sha256sum` of the files in that order, piped into `sha256sum`, gives the same.
        """
        lines = "".join(f"{each.sha256}  {each.path}\n" for each in self.files)
        return sha256(lines.encode()).hexdigest()[:SHOWN]

    def of(self, path: str) -> str | None:
        """Return the digest that is shown of a file; None where it was not read."""
        return next((each.digest for each in self.files if each.path == path), None)


def inputs_of(workspace: Workspace) -> Inputs:
    """Return the files of a workspace that were read."""
    found = (
        Input(within(workspace, path), workspace.digests[path])
        for path in workspace.files
        if path in workspace.digests
    )
    return Inputs(tuple(sorted(found, key=lambda each: each.path.encode())))


def within(workspace: Workspace, path: str) -> str:
    """Return a file's path as seen from the workspace's folder."""
    return path.removeprefix(f"{workspace.folder}/")


def newest_received(workspace: Workspace) -> date | None:
    """Return the day on which the newest submission was received; None where none says."""
    days = [
        *(each.model.received for each in workspace.districts),
        *(each.model.received for each in workspace.departments),
    ]
    return max((day_of(each) for each in days if each is not None), default=None)
