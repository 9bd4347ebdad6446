"""The bar on a terminal: what it shows, and that it leaves nothing behind."""

from __future__ import annotations

import os
import re
import threading
from typing import TYPE_CHECKING

import pytest

from jxtrade.render import progress

if TYPE_CHECKING:
    from collections.abc import Iterator

pty = pytest.importorskip("pty", reason="there are terminals of one's own on Unix alone")
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A terminal, and what has been written to it."""

    def __init__(self) -> None:
        self.own, its = pty.openpty()
        self.file = os.fdopen(its, "w", encoding="utf-8")
        self.seen = ""

    def shows(self, words: str) -> bool:
        """Wait until words are shown; the test would not end without them."""
        while words not in CODES.sub("", self.seen):
            self.seen += os.read(self.own, 4_096).decode("utf-8", "replace")
        return True


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    terminal = Terminal()
    yield terminal
    terminal.file.close()
    os.close(terminal.own)


def bar(terminal: Terminal) -> progress.Bar:
    return progress.Bar(terminal.file, counted="Reading", rest="Writing")


def test_it_counts_then_moves_then_is_gone(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setattr(progress, "_OFTEN", -1)
    shown = bar(terminal)
    shown.tell(0, 4)
    shown.tell(3, 4)
    assert terminal.shows("3/4")
    assert "Reading" in terminal.seen
    shown.count_no_more()
    assert terminal.shows("Writing")
    shown.end()
    terminal.file.write("the answer")
    terminal.file.flush()
    assert terminal.shows("the answer")
    *_, line = re.split(r"\x1b\[2K", terminal.seen)
    assert CODES.sub("", line).strip("\r\n") == "the answer", "the bar's own line is taken away"
    assert terminal.seen.rindex("\x1b[?25h") > terminal.seen.rindex("\x1b[?25l"), "so is no cursor"


def test_a_short_run_shows_none(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 3_600)
    shown = bar(terminal)
    shown.tell(1, 4)
    shown.count_no_more()
    shown.end()
    terminal.file.write("the answer")
    terminal.file.flush()
    assert terminal.shows("the answer")
    assert terminal.seen == "the answer"


def test_no_thread_runs_while_it_counts(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setattr(progress, "_OFTEN", -1)
    before = threading.active_count()
    shown = bar(terminal)
    shown.tell(1, 4)
    assert threading.active_count() == before, "a process that forks would copy its locks"
    shown.end()
