"""Print how long the program takes, as ratios of one run: `python -m tests.bench.run`.

Whole processes against the imports that nobody can do without, and the reader against bare
CSafeLoader on the same files. Medians of runs in turn, so that a machine's moods hit all alike.
Byte code is compiled first, as an installer does; the tree is left as it is otherwise.
"""

from __future__ import annotations

import compileall
import gc
import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import yaml

import jxtrade
from jxtrade.read.document import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]
FLOOR = (sys.executable, "-c", "import yaml, pydantic, typer, rich")
PROGRAM = (str(Path(sys.executable).with_name("jxtrade")),)
RUNS = 21


def main() -> None:
    """Print the ratios, the goals beside them."""
    compileall.compile_dir(str(Path(jxtrade.__file__).parent), quiet=1)
    calls: dict[str, Callable[[], None]] = {
        "floor": lambda: piped(FLOOR),
        "floor on a terminal": lambda: drawn(FLOOR),
        "status in a pipe": lambda: piped((*PROGRAM, "status")),
        "status on a terminal": lambda: drawn((*PROGRAM, "status")),
        "validate --format json": lambda: piped((*PROGRAM, "validate", "--format", "json")),
    }
    taken = in_turn(calls)
    for name, goal, floor in (
        ("status in a pipe", 1.9, "floor"),
        ("status on a terminal", 2.2, "floor on a terminal"),
        ("validate --format json", 1.9, "floor"),
    ):
        ratio = median(own / base for own, base in zip(taken[name], taken[floor], strict=True))
        print(f"{name}: {ratio:.2f} of the bare imports (goal {goal})")
    files = [file.read_bytes() for file in sorted((ROOT / "data").rglob("*.yaml"))]
    reading = in_turn({"own": lambda: read(files), "bare": lambda: load(files)})
    ratio = median(own / bare for own, bare in zip(reading["own"], reading["bare"], strict=True))
    print(f"reading with positions: {ratio:.2f} of yaml.load with CSafeLoader (goal 0.5)")


def in_turn(calls: dict[str, Callable[[], None]]) -> dict[str, list[float]]:
    """Return the seconds that each call took in each round, less a first one to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(RUNS + 1):
        for name, call in calls.items():
            gc.collect()
            start = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - start)
    return {name: seconds[1:] for name, seconds in taken.items()}


def piped(command: Sequence[str]) -> None:
    """Run a command whose output is read from a pipe."""
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def drawn(command: Sequence[str]) -> None:
    """Run a command on a terminal of its own."""
    own, its = pty.openpty()
    with subprocess.Popen(command, cwd=ROOT, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        while True:
            try:
                if not os.read(own, 65536):
                    break
            except OSError:
                break
        process.wait()
    os.close(own)


def read(files: Sequence[bytes]) -> None:
    """Read files as the program does."""
    for content in files:
        parse(content)


def load(files: Sequence[bytes]) -> None:
    """Read the same files into bare objects."""
    for content in files:
        yaml.load(content, yaml.CSafeLoader)


if __name__ == "__main__":
    main()
