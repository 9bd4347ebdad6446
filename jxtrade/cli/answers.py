"""Answers that were given before: shown again as long as no file has changed that they rest on."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO, cast

from jxtrade.cli import output
from jxtrade.read.tree import FEW, Stamp, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jxtrade.cache import Cache
    from jxtrade.cli.call import Call

_MOST: Final = 1 << 24
"""Characters of an answer that is kept."""
_OF_THE_SCREEN: Final = ("COLORTERM", "FORCE_COLOR", "NO_COLOR", "TERM")
_NEEDS_MORE: Final = ("paths", "since", "waivers")


def answered(call: Call, name: str, words: Mapping[str, Any], answer: Callable[[], int]) -> int:
    """Answer a call, and return its exit status.

    Of a large workspace what was shown is kept. The same call shows it again as long as all files
    that stand there have the stamps that they had, and had them before the answer was kept.
    """
    asked = _asked(call, name, words)
    if asked is None:
        return answer()
    kept = asked.cache.get(asked.name, asked.key)
    if kept and all(map(kept.is_older, asked.stamps)):
        output.put(kept.content[1:].decode(), None)
        return kept.content[0]
    with _recorded() as (out, err):
        status = answer()
    if out.is_whole and not err.parts:
        asked.cache.put(asked.name, asked.key, bytes((status,)) + "".join(out.parts).encode())
    return status


class _Asked(NamedTuple):
    """Under which name and key an answer is kept, and the stamps of what it rests on."""

    cache: Cache
    name: str
    key: str
    stamps: tuple[Stamp, ...]


def _asked(call: Call, name: str, words: Mapping[str, Any]) -> _Asked | None:
    """Return where a call's answer may be kept; None where it also says or does something else."""
    is_shown = len(call.outputs) == 1 and call.outputs[0].path is None
    if not (is_shown and call.is_cached) or any(words.get(each) for each in _NEEDS_MORE):
        return None
    if os.environ.get("GITHUB_STEP_SUMMARY"):
        return None
    stands = sorted(_standing(call.folder))
    reports = f"{call.folder}/reports/"
    if sum(path.startswith(reports) and what != _FOLDER for path, what in stands) < FEW:
        return None
    from jxtrade.cache import Cache, cache_folder, versions
    from jxtrade.cli import ask

    if (folder := cache_folder()) is None:
        return None
    try:
        place = os.path.abspath(call.folder), call.folder, os.getcwd()
    except FileNotFoundError:  # somebody took away the folder the command runs in
        return None
    screen = output.is_drawn(sys.stdout), output.width(), sys.stdout.encoding
    colours = [os.environ.get(each) for each in _OF_THE_SCREEN]
    said = name, sorted(words.items()), call.outputs[0].form, str(call.language)
    key = repr((versions(), place, said, ask.day(call), screen, colours, stands))
    named = sha256(repr((place, said)).encode()).hexdigest()[:24]
    stamps = tuple(each[1] for each in stands if isinstance(each[1], Stamp))
    return _Asked(Cache(folder), f"answer-{named}", key, stamps)


def _standing(root: str) -> Iterator[tuple[str, object]]:
    """Yield all that stands in a workspace, below its reports too, with the stamps of files."""
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    is_folder = entry.is_dir(follow_symlinks=False)
                    yield entry.path, (stamp(entry.path) or (_FOLDER if is_folder else "other"))
                    if is_folder and (folder != root or entry.name == "reports"):
                        folders.append(entry.path)
        except OSError as error:
            yield folder, error.errno


_FOLDER: Final = "folder"


class _Recorder:
    """A stream that keeps what is written to it, as far as it is text and not too long."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._size = 0
        self.parts: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            self._size = _MOST  # bytes are not kept
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text, and keep it."""
        self._size += len(text)
        if self._size < _MOST:
            self.parts.append(text)
        return self._stream.write(text)

    @property
    def is_whole(self) -> bool:
        """Tell whether all that was written is kept."""
        return self._size < _MOST


@contextmanager
def _recorded() -> Iterator[tuple[_Recorder, _Recorder]]:
    """Keep what is written to the standard output, and to that for what goes wrong."""
    before = sys.stdout, sys.stderr
    recorders = _Recorder(sys.stdout), _Recorder(sys.stderr)
    sys.stdout, sys.stderr = cast("tuple[TextIO, TextIO]", recorders)
    try:
        yield recorders
    finally:
        sys.stdout, sys.stderr = before
