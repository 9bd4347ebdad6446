"""What all tests share: goldens, and the option that refreshes them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.cases import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

GOLDENS = HERE / "goldens"

os.environ["JXTRADE_CACHE"] = ""  # nothing of a test is kept, nor read of what was kept

settings.register_profile("no test has a time in it", deadline=None)
settings.load_profile("no test has a time in it")


def pytest_configure(config: pytest.Config) -> None:
    """Leave programs that tests start uncounted: to count their lines doubles their time."""
    if hasattr(config, "workerinput"):
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let tests that look at very much run uncounted too: others run through the same lines."""
    counting = sys.gettrace()
    if counting is None or item.get_closest_marker("uncounted") is None:
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counting)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the goldens anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares a text with the golden of a name."""

    def compare(name: str, text: str) -> None:
        file = GOLDENS / name
        if request.config.getoption("--update"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert text == file.read_text("utf-8")

    return compare
