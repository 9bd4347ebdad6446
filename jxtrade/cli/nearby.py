"""The workspace that a call is about, and the language of its plan, at a glance."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Final

from jxtrade.read.faults import OFFICE
from jxtrade.read.tree import FolderTree, RefusedError
from jxtrade.text import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL: Final = "data"
_PLAN: Final = "targets.yaml"


def named(given: str | None) -> str | None:
    """Return the folder that a call names, else the environment, if either does."""
    return given or os.environ.get("JXTRADE_DATA") or None


def folder(given: str | None) -> str:
    """Return the workspace's folder: the one that is named, else the one around."""
    return named(given) or workspace() or USUAL


def language(folder: str) -> Lang | None:
    """Return in which language a folder's plan has documents made; None where there is no plan.

    The line is looked for and nothing is parsed: help and usage errors speak it too.
    """
    try:
        text = FolderTree(folder).read(_PLAN, OFFICE.bytes)
    except RefusedError:
        return None
    pattern = _IN_BRACKETS if text.lstrip().startswith(b"{") else _ON_A_LINE
    found = pattern.search(text)
    return Lang(found[1].decode()) if found else Lang.ZH


_FIELD: Final = rb"""["']?language["']?[ ]*:[ ]*["']?(zh|en)\b"""
_ON_A_LINE: Final = re.compile(rb"^" + _FIELD, re.MULTILINE)
_IN_BRACKETS: Final = re.compile(rb"[{,\s]" + _FIELD)


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
