"""How far a run is, told on a terminal's standard error alone; the answer goes its own way."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from jxtrade.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.render.progress import Bar

_READING: Final = Text("读取和核对报送", "Reading and checking reports")
_REST: Final = Text("计算和成文", "Working out and writing")
_BAR: Final[ContextVar[Bar | None]] = ContextVar("bar", default=None)


@contextmanager
def shown(language: Lang) -> Iterator[None]:
    """Show a bar while a call is answered, where somebody is there to see it."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if is_plain or not sys.stderr.isatty():
        yield
        return
    from jxtrade.render.progress import Bar

    bar = Bar(sys.stderr, counted=_READING.to(language), rest=_REST.to(language))
    before = _BAR.set(bar)
    try:
        yield
    finally:
        bar.end()
        _BAR.reset(before)


def tell(done: int, whole: int) -> None:
    """Tell how many submissions have been read, of how many."""
    if bar := _BAR.get():
        bar.tell(done, whole)


def all_read() -> None:
    """Tell that all has been read."""
    if bar := _BAR.get():
        bar.count_no_more()


def end() -> None:
    """Take the bar away: something is about to be shown."""
    if bar := _BAR.get():
        bar.end()
