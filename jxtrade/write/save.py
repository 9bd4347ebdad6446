"""Bytes become a file, whole or not at all."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_AT_ONCE = 16


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write a file, a text in UTF-8; a fault leaves what stood there before.

    What is no regular file (a pipe, a device) is written to and never replaced.

    Raises:
        OSError: the file can't be written; no part of it is.

    """
    write_all({path: content})


def write_all(files: Mapping[str | os.PathLike[str], str | bytes]) -> None:
    """Write several files so, all or on a fault none; what is no regular file comes last.

    Raises:
        OSError: a file, which it names, can't be written.

    """
    whole, others = _apart(files)
    try:
        rewrite({real: files[path] for real, path in whole.items()})
    except OSError as error:
        named = whole.get(Path(error.filename), error.filename) if error.filename else None
        raise OSError(error.errno, error.strerror, named and str(named)) from error
    for path in others:
        with naming(path):
            append(path, files[path])


@contextmanager
def opened(paths: Iterable[str]) -> Iterator[dict[str, IO[bytes]]]:
    """Open files to be written piece by piece: at the end all stand there, on a fault none does.

    What is no regular file is written to at once.

    Raises:
        OSError: a file, which it names, can't be written.

    """
    whole, others = _apart(paths)
    with ExitStack() as stack:
        besides = stack.enter_context(_besides())
        files: dict[str, IO[bytes]] = {}
        for real, path in whole.items():
            with naming(path):
                files[path] = stack.enter_context(_beside(real, besides))
        for path in others:
            with naming(path):
                files[path] = stack.enter_context(Path(path).open("ab"))
        yield files
        for path, file in files.items():
            with naming(path):
                file.close()
        _make_last(besides)
        _put_in_place(besides)


P = TypeVar("P", bound="str | os.PathLike[str]")


def _apart(paths: Iterable[P]) -> tuple[dict[Path, P], list[P]]:
    """Return paths by the regular file to which each leads, and those of what is none."""
    whole: dict[Path, P] = {}
    others: list[P] = []
    for path in paths:
        target = Path(path)
        with naming(path):
            if target.exists() and not target.is_file() and not target.is_dir():
                others.append(path)
            else:
                whole[Path(os.path.realpath(target))] = path
    return whole, others


def rewrite(files: Mapping[Path, str | bytes]) -> None:
    """Write files, also in place of what stands there, texts in UTF-8: all, or on a fault none.

    Raises:
        OSError: a file, which it names, can't be written.

    """
    with _written(files) as besides:
        _put_in_place(besides)


def _put_in_place(besides: Mapping[Path, Path]) -> None:
    """Let files take their targets' places, all of them or on a fault none."""
    before: dict[Path, bytes | None] = {}
    try:
        for path, beside in besides.items():
            with naming(path):
                if len(besides) > 1:
                    before[path] = path.read_bytes() if path.exists() else None
                beside.replace(path)
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                rewrite({path: content})
        raise


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
        for folder in dict.fromkeys((*folders, *(path.parent for path in files))):
            for each in reversed([folder, *folder.parents]):
                if not each.exists():
                    with suppress(FileExistsError):  # another run has just made it
                        each.mkdir()
                        made.append(each)
        with _written(files) as besides:
            for path, beside in besides.items():
                with naming(path):
                    os.link(beside, path)
                made.append(path)
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        raise


@contextmanager
def naming(path: str | os.PathLike[str]) -> Iterator[None]:
    """Let what the system says name the file that is to be written."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _written(files: Mapping[Path, str | bytes]) -> Iterator[dict[Path, Path]]:
    """Write files whole beside their targets; what is left of them is taken away."""
    with _besides() as besides:
        for path, content in files.items():
            with naming(path), _beside(path, besides) as file:
                file.write(_encoded(content))
        _make_last(besides)
        yield besides


@contextmanager
def _besides() -> Iterator[dict[Path, Path]]:
    """Give room for files beside their targets; what is left of them is taken away."""
    besides: dict[Path, Path] = {}
    try:
        yield besides
    finally:
        for beside in besides.values():
            with suppress(OSError):
                beside.unlink()


def _make_last(besides: dict[Path, Path]) -> None:
    """Wait until the disk has the files: many at once, for it takes them at one go."""
    if len(besides) <= 1:
        for each in besides.items():
            _sync(each)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - slower than one file is

    with ThreadPoolExecutor(min(len(besides), _AT_ONCE)) as pool:
        for _ in pool.map(_sync, besides.items()):
            pass


def _sync(written: tuple[Path, Path]) -> None:
    path, beside = written
    with naming(path), beside.open("rb+") as file:
        os.fsync(file.fileno())


def _beside(target: Path, besides: dict[Path, Path]) -> IO[bytes]:
    """Open a new file beside its target, of the mode that this has or is to have."""
    from tempfile import mkstemp  # noqa: PLC0415 - slow to load, and only writing needs it

    handle, name = mkstemp(prefix=".jxtrade-", dir=target.parent)
    besides[target] = Path(name)
    besides[target].chmod(_mode(target))
    return os.fdopen(handle, "wb")


def _mode(target: Path) -> int:
    """Return the mode of the file that is replaced, or what the umask leaves of 666."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
