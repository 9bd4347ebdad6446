"""Bytes become a file, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def save(path: str | os.PathLike[str], content: str) -> None:
    """Write a text file in UTF-8; a fault leaves what stood there before.

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


def _replace(target: Path, content: str) -> None:
    handle, beside = _beside(target)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_mode(target))
        Path(beside).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def append(path: str | os.PathLike[str], content: str) -> None:
    """Add text in UTF-8 to the end of a file that other programs add to as well.

    Raises:
        OSError: the file can't be written.

    """
    with Path(path).open("ab") as file:
        file.write(content.encode("utf-8", "backslashreplace"))


def create(path: str | os.PathLike[str], content: str) -> None:
    """Write a new text file in UTF-8, with the folders above it.

    Raises:
        FileExistsError: something stands there already; it is left as it is.
        OSError: the file can't be written.

    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = _beside(target)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8", "backslashreplace"))
        Path(beside).chmod(_mode(target))
        os.link(beside, target)
    finally:
        Path(beside).unlink()


def _beside(target: Path) -> tuple[int, str]:
    from tempfile import mkstemp  # noqa: PLC0415 - slow to load, and only writing needs it

    return mkstemp(prefix=".jxtrade-", dir=target.parent)


def _mode(target: Path) -> int:
    """Return the mode of the file that is replaced, or what the umask leaves of 666."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
