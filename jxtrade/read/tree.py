"""Where files come from: a tree that is listed and read, and the one of a folder on the disk."""

from __future__ import annotations

import os
import re
import stat
import sys
from enum import Enum
from typing import Final, NamedTuple, Protocol

from jxtrade.text import Text

LOOKS_LIKE: Final = re.compile(r"\.ya?ml(?![^\W_])", re.IGNORECASE)
"""The ending of a submission, also where something follows it: a copy, a browser's .txt."""


FEW: Final = 200
"""With fewer submissions a second process or a cache cost more than they save."""


class EntryKind(Enum):
    """What bears a name in a folder; a file is all that is neither folder nor link."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"


class RefusedError(Exception):
    """Something can't be listed or read, and why."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


class Stamp(NamedTuple):
    """By which a file's content is taken to be as it was: size, times in ns, and inode."""

    size: int
    modified: int
    changed: int
    inode: int


def stamp(path: str) -> Stamp | None:
    """Return a regular file's stamp; None where there is none."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class ChangedError(Exception):
    """A file is not what it was when it was read first."""

    def __init__(self, path: str) -> None:
        self.text = _CHANGED.fill(path=path)
        super().__init__(path)


_CHANGED: Final = Text(
    "{path} 在读取时有人改动，请再运行一次",
    "{path} was changed while it was read; run this again",
)


class Tree(Protocol):
    """Folders and files by their paths from the root, parts joined by /; the root's is empty."""

    def list(self, folder: str, /) -> dict[str, EntryKind]:
        """Return the names that stand in a folder.

        Raises:
            RefusedError: it can't be listed.

        """

    def read(self, path: str, most: int, /) -> bytes:
        """Return a file's bytes, the first of more than so many.

        Raises:
            RefusedError: it can't be read, or is no regular file.

        """


class FolderTree:
    """A folder of the disk. Links are never followed, only regular files are opened."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def list(self, folder: str) -> dict[str, EntryKind]:
        """Return the names that stand in a folder.

        Raises:
            RefusedError: the system does not list it.

        """
        try:
            with os.scandir(self._full(folder)) as entries:
                return {entry.name: _kind_of(entry) for entry in entries}
        except (OSError, ValueError) as error:
            raise RefusedError(_reason(error)) from None

    def read(self, path: str, most: int) -> bytes:
        """Return a regular file's bytes, the first of more than so many.

        Raises:
            RefusedError: it is none, or the system does not open it.

        """
        full = self._full(path)
        try:
            handle = os.open(full, SAFELY)
            try:
                mode = os.fstat(handle).st_mode
                if stat.S_ISREG(mode):
                    return _bytes_of(handle, most)
            finally:
                os.close(handle)
        except (OSError, ValueError) as error:
            raise RefusedError(_reason(error, full)) from None
        raise RefusedError(_KINDS.get(stat.S_IFMT(mode), _NOT_REGULAR))

    def _full(self, path: str) -> str:
        if self.folder == "." or not path:
            return path or self.folder
        return f"{self.folder}/{path}"


STDIN: Final = "-"


def read_alone(path: str, most: int) -> bytes:
    """Return the bytes of a regular file that is named by itself; - is the standard input.

    Raises:
        RefusedError: it is none, or the system does not open it.

    """
    if path == STDIN:
        return sys.stdin.buffer.read(most)
    return FolderTree(os.path.dirname(path) or ".").read(os.path.basename(path), most)


def _kind_of(entry: os.DirEntry[str]) -> EntryKind:
    if entry.is_symlink():
        return EntryKind.LINK
    return EntryKind.FOLDER if entry.is_dir(follow_symlinks=False) else EntryKind.FILE


SAFELY: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""How a file is opened: no link is followed, and no pipe waited for."""
_NOT_REGULAR: Final = Text("不是普通文件", "it is no regular file")
FOLDER: Final = Text("这是文件夹", "it is a folder")
NO_FOLDER: Final = Text("这不是文件夹", "it is no folder")
NOT_THERE: Final = Text(
    "文件不存在，或读取时已不在", "it does not exist, or vanished while it was read"
)
LINK: Final = Text("这是链接，链接一律不跟随", "it is a link, and links are never followed")
_KINDS: Final = {
    stat.S_IFDIR: FOLDER,
    stat.S_IFIFO: Text("这是管道", "it is a pipe"),
    stat.S_IFCHR: Text("这是设备", "it is a device"),
    stat.S_IFBLK: Text("这是设备", "it is a device"),
    stat.S_IFSOCK: Text("这是套接字", "it is a socket"),
}


def _bytes_of(handle: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most and (part := os.read(handle, min(most, _CHUNK))):
        parts.append(part)
        most -= len(part)
        if len(part) < _CHUNK:  # of a regular file: its end
            break
    return b"".join(parts)


_CHUNK: Final = 1 << 16


def _reason(error: OSError | ValueError, path: str = "") -> Text:
    match error:
        case FileNotFoundError():
            return NOT_THERE
        case PermissionError():
            return Text("没有读取权限", "no permission to read it")
        case IsADirectoryError() | NotADirectoryError():
            return FOLDER if isinstance(error, IsADirectoryError) else NO_FOLDER
        case OSError() if path and os.path.islink(path):
            return LINK
        case OSError():
            return Text(f"系统报告：{error.strerror}", f"the system says: {error.strerror}")
        case _:
            return _NOT_REGULAR


def shown_path(folder: str | os.PathLike[str]) -> str:
    """Return the folder relative to where the command runs where it lies below, with /."""
    given = os.fspath(folder)
    try:
        full, here = os.path.abspath(given), os.getcwd()
    except FileNotFoundError:  # somebody took away the folder the command runs in
        return given
    inside = full == here or full.startswith(here.rstrip(os.sep) + os.sep)
    shown = os.path.relpath(full, here) if inside else os.path.normpath(given)
    return shown.replace(os.sep, "/")
