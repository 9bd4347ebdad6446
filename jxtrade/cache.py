"""What was worked out is kept in the user's own cache folder, as long as it can't mislead.

An entry is text that is only ever taken apart as data; one that is damaged, foreign or written
for something else is as good as none, and where nothing can be written nothing is kept.
"""

from __future__ import annotations

import os
import platform
import stat
import sys
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.read.tree import SAFELY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.tree import Stamp

_MOST: Final = 1 << 28
_ENDING: Final = ".kept"
_TAG: Final = "CACHEDIR.TAG"
_SIGNATURE: Final = "Signature: 8a477f597d28d172789f06886806bc55\n"
"""By which programs that make backups know a cache: https://bford.info/cachedir/."""


class Kept(NamedTuple):
    """What was kept, and when it was written, in ns of the file system's clock."""

    content: bytes
    written: int

    def is_older(self, known: Stamp) -> bool:
        """Tell whether a file had its stamp well before: one that is as new may have changed since.

        File systems count time in steps of up to two seconds.
        """
        return max(known.modified, known.changed) < self.written - _STEP


_STEP: Final = 2 * 10**9


class Cache(NamedTuple):
    """A folder in which entries are kept, each under a name and for a key that it repeats."""

    folder: Path

    def get(self, name: str, key: str) -> Kept | None:
        """Return the entry of a name, if it is whole, the user's own, and written for the key."""
        with suppress(OSError):
            handle = os.open(self._path(name), SAFELY)
            with os.fdopen(handle, "rb") as file:
                found = os.fstat(handle)
                if not _is_own(found) or found.st_size > _MOST:
                    return None
                head, _, content = file.read(_MOST).partition(b"\n")
            if head.decode("ascii", "replace") == _head(key, content):
                return Kept(content, found.st_mtime_ns)
        return None

    def put(self, name: str, key: str, content: bytes) -> None:
        """Keep an entry, whole or not at all; without a word where that can't be."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(self.folder.lstat()):
                return
            (self.folder / _TAG).write_text(_SIGNATURE, "ascii")
            handle, beside = tempfile.mkstemp(dir=self.folder, suffix=f"{_ENDING}-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(f"{_head(key, content)}\n".encode() + content)
                os.replace(beside, self._path(name))
            except BaseException:
                os.unlink(beside)
                raise

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{_ENDING}"

    def sizes(self) -> Iterator[int]:
        """Yield the bytes of each entry."""
        return (size for _, size in self._entries())

    def clear(self) -> int:
        """Take all entries away; return how many there were.

        Raises:
            OSError: one can't be taken away.

        """
        count = 0
        for path, _ in [*self._entries()]:
            path.unlink()
            count += 1
        return count

    def _entries(self) -> Iterator[tuple[Path, int]]:
        """Yield the files that this has written, with their sizes."""
        if not (self.folder / _TAG).is_file():
            return
        for path in sorted(self.folder.iterdir()):
            if _ENDING in path.name and path.is_file() and not path.is_symlink():
                yield path, path.stat().st_size


def cache_folder() -> Path | None:
    """Return where entries are kept: JXTRADE_CACHE, else in the user's cache; None for nowhere."""
    if (given := os.environ.get("JXTRADE_CACHE")) is not None:
        return Path(given) if given else None
    if sys.platform == "darwin":
        above = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        above = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        above = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return above / "jxtrade"


@cache
def versions() -> tuple[str, ...]:
    """Return what may change an answer beside the files: programs and libraries, by version."""
    import yaml  # noqa: PLC0415 - what is kept was read with it

    libyaml = yaml.__with_libyaml__ and yaml._yaml.get_version_string()  # noqa: SLF001 - its one source
    own = Path(__file__).parent
    edited = max(path.stat().st_mtime_ns for path in own.rglob("*.py"))
    names = ("jxtrade", "pydantic", "pydantic_core", "pyyaml")
    return (platform.python_version(), str(libyaml), str(edited), *map(version, names))


def _head(key: str, content: bytes) -> str:
    return f"jxtrade {sha256(key.encode()).hexdigest()} {sha256(content).hexdigest()}"


def _is_own(found: os.stat_result) -> bool:
    """Tell whether it is a file or folder that nobody but the user can have written."""
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
