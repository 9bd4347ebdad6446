"""The workspace around the folder that a command runs in."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL: Final = "data"
_PLAN: Final = "targets.yaml"


def workspace() -> str | None:
    """Return the nearest folder with a plan: where the command runs, or above, or data in these."""
    for steps, above in enumerate(searched()):
        for within in (os.curdir, USUAL):
            if os.path.lexists(os.path.join(above, within, _PLAN)):
                found = os.path.join(*[os.pardir] * steps, within)
                return os.path.normpath(found).replace(os.sep, "/")
    return None


def searched() -> Iterator[str]:
    """Yield the folders that are looked into, from the one where the command runs.

    The way up ends at the user's home, and below a folder into which anybody may write: what
    stands there may be a stranger's.
    """
    home = os.path.realpath(os.path.expanduser("~"))
    try:
        here = os.getcwd()
    except FileNotFoundError:  # somebody took away the folder the command runs in
        return
    yield here
    while here not in (home, above := os.path.dirname(here)) and not _is_everybodys(above):
        here = above
        yield here


def _is_everybodys(folder: str) -> bool:
    """Tell whether anybody may write into a folder; Windows does not say so in the mode."""
    try:
        return os.name == "posix" and bool(os.stat(folder).st_mode & stat.S_IWOTH)
    except OSError:
        return True
