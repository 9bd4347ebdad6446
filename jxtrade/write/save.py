"""Bytes become a file, whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write a file, a text in UTF-8; a fault leaves what stood there before.

    What is no regular file (a pipe, a device) is written to and never replaced.

    Raises:
        OSError: the file can't be written; no part of it is.

    """
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            append(target, content)
        else:
            _replace(Path(os.path.realpath(target)), content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, content: str | bytes) -> None:
    with _beside(target, content) as beside:
        beside.replace(target)


def append(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Add text in UTF-8 to the end of a file that other programs add to as well.

    Raises:
        OSError: the file can't be written.

    """
    with Path(path).open("ab") as file:
        file.write(_encoded(content))


def _encoded(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")


def create(files: Mapping[Path, str], *, folders: Iterable[Path] = ()) -> None:
    """Write new text files in UTF-8, in their order, and folders: all, or on a fault nothing.

    Raises:
        FileExistsError: something stands there already; it is left as it is.
        OSError: a file, which it names, can't be written.

    """
    made: list[Path] = []
    try:
        for folder in (*folders, *(path.parent for path in files)):
            for each in reversed([folder, *folder.parents]):
                if not each.exists():
                    with suppress(FileExistsError):  # another run has just made it
                        each.mkdir()
                        made.append(each)
        for path, content in files.items():
            _link(path, content)
            made.append(path)
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        raise


def _link(target: Path, content: str | bytes) -> None:
    try:
        with _beside(target, content) as beside:
            os.link(beside, target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


@contextmanager
def _beside(target: Path, content: str | bytes) -> Iterator[Path]:
    """Write the content whole to a file beside the target; what is left of it is taken away."""
    from tempfile import mkstemp  # noqa: PLC0415 - slow to load, and only writing needs it

    handle, name = mkstemp(prefix=".jxtrade-", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_encoded(content))
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(target))
        yield beside
    finally:
        with suppress(OSError):
            beside.unlink()


def _mode(target: Path) -> int:
    """Return the mode of the file that is replaced, or what the umask leaves of 666."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
