"""How far a run is, as a bar on a terminal."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from typing import TextIO

    from rich.progress import TaskID

_PATIENCE: Final = 1.0
"""Seconds that anybody waits without a word."""
_OFTEN: Final = 0.1


class Bar:
    """A bar that shows once a run takes longer than a second, and leaves no trace.

    While things are counted it moves as it is told and no thread runs beside it, so that processes
    may be forked; afterwards it moves by itself.
    """

    def __init__(self, to: TextIO, *, counted: str, rest: str) -> None:
        self._to = to
        self._words = counted, rest
        self._begun = self._last = time.monotonic()
        self._lock = threading.Lock()
        self._shown: tuple[Progress, TaskID] | None = None
        self._later: threading.Timer | None = None
        self._is_over = False

    def tell(self, done: int, whole: int) -> None:
        """Show that so many of all are done."""
        now = time.monotonic()
        if now - self._begun > _PATIENCE and now - self._last > _OFTEN:
            self._last = now
            progress, task = self._shown or self._show(self._words[0], whole)
            progress.update(task, completed=done)
            progress.refresh()

    def count_no_more(self) -> None:
        """Go over to what can't be counted."""
        self._hide()
        left = _PATIENCE - (time.monotonic() - self._begun)
        self._later = threading.Timer(max(left, 0), self._show_rest)
        self._later.daemon = True
        self._later.start()

    def end(self) -> None:
        """Take the bar away for good."""
        with self._lock:
            self._is_over = True
        if self._later is not None:
            self._later.cancel()
        self._hide()

    def _show_rest(self) -> None:
        with self._lock:
            if not self._is_over:
                self._show(self._words[1])

    def _show(self, words: str, whole: int | None = None) -> tuple[Progress, TaskID]:
        columns = [TextColumn("{task.description}"), BarColumn()]
        columns += [TextColumn("{task.completed}/{task.total}")] if whole else []
        progress = Progress(
            *columns,
            TimeElapsedColumn(),
            console=Console(file=self._to),
            transient=True,
            auto_refresh=whole is None,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        task = progress.add_task(words, total=whole)
        progress.start()
        self._shown = progress, task
        return self._shown

    def _hide(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()
            self._shown = None
