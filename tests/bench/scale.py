"""Print what the program takes, from 36 cells to a country: `python -m tests.bench.scale [--many]`.

Whole processes, as ratios of one run: of 36 cells against the imports that nobody can do without,
of 1,008 and 4,800 reports (48,000 with --many) of 50 indicators against C, bare yaml.load with
CSafeLoader over the same files on one core. Runs stand in turn, so that a machine's moods hit all
alike. Memory is that of all processes together, what they share counted once, where the system
tells (Linux). Byte code is compiled first, as an installer does. --jobs N is handed on. Peers stand
in the table where they are installed (extra `bench`).
"""

from __future__ import annotations

import argparse
import compileall
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import yaml

import jxtrade
from jxtrade.read.document import parse
from tests.bench.country import QUARTERS, changed, laid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
JXTRADE = str(BIN / "jxtrade")
FLOOR = (sys.executable, "-c", "import yaml, pydantic, typer, rich")
BARE = """
import pathlib, sys, yaml
for file in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
"""
POLARS = """
import sys, polars
rows = polars.scan_parquet(sys.argv[1]).filter(polars.col("state") == "value")
rows.group_by("period", "indicator").agg(polars.col("reported", "allocated").sum()).collect()
"""
YAMALE = """
district: str()
period: str()
received: day()
prepared_by: str()
sample: bool()
values: map(num(), key=str())
"""
SMALL_RUNS, RUNS, MANY_RUNS = 11, 3, 2
FEW = 100
MIB = 1 << 20
ANSWERED = (0, 1, 123)
"""Nothing was found, or something was; so xargs says the second."""


class Taken(NamedTuple):
    """The seconds of a call, and the most bytes that its processes held together."""

    seconds: float
    memory: int = 0


class Job(NamedTuple):
    """What is timed, after what is made ready for it, and what is wanted of it."""

    name: str
    take: Callable[[], Taken]
    ready: Callable[[], object] = lambda: None
    goal: str = ""
    bar: str = ""


def main() -> None:
    """Print the table, the goals and bars beside the ratios."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.scale")
    asked.add_argument("--many", action="store_true", help="48,000 reports too")
    asked.add_argument("--jobs", metavar="N", help="how many processes the program may have")
    asked.add_argument("--levels", action="store_true", help="districts in three levels of groups")
    words = asked.parse_args()
    jobs = ("--jobs", words.jobs) if words.jobs else ()
    compileall.compile_dir(str(Path(jxtrade.__file__).parent), quiet=1)
    print("median (least) of runs; MB of all processes; goal; bar")
    small()
    sizes = [(63, QUARTERS, RUNS), (300, QUARTERS, RUNS)]
    sizes += [(3_000, QUARTERS, MANY_RUNS)] if words.many else []
    found = [
        (districts * len(quarters), country(districts, quarters, runs, jobs, levels=words.levels))
        for districts, quarters, runs in sizes
    ]
    (few, once), (many, most) = found[0], found[-1]
    ratio = most / once / (many / few)
    print(f"growth of validate from {few} to {many}: {ratio:.2f} of linear; goal 1.2; bar 1.5")


def small() -> None:
    """Print what the shipped workspace takes, and reading its files."""
    files = [file.read_bytes() for file in sorted((ROOT / "data").rglob("*.yaml"))]
    status = (JXTRADE, "status", "--data", str(ROOT / "data"))
    validate = (JXTRADE, "validate", "--format", "json", "--data", str(ROOT / "data"))
    bare = partial(yaml.load, Loader=yaml.CSafeLoader)
    print("36 cells, in bare imports of yaml, pydantic, typer and rich")
    table(
        [
            Job("bare imports", partial(process, FLOOR)),
            Job("status in a pipe", partial(process, status), goal="1.7"),
            Job("validate --format json", partial(process, validate), goal="1.7"),
        ],
        SMALL_RUNS,
    )
    table(
        [
            Job("bare imports on a terminal", lambda: Taken(drawn(FLOOR))),
            Job("status on a terminal", lambda: Taken(drawn(status)), goal="2.2"),
        ],
        SMALL_RUNS,
    )
    table(
        [
            Job("bare CSafeLoader", partial(read, bare, files)),
            Job("reading with positions", partial(read, parse, files), goal="0.5"),
        ],
        SMALL_RUNS,
    )


def country(
    districts: int, quarters: Sequence[str], runs: int, jobs: Sequence[str], *, levels: bool
) -> float:
    """Print what a country's reports take in C, and return the median seconds of validate."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder, cache, facts = place / "data", place / "cache", str(place / "facts.parquet")
        laid(folder, districts, quarters, levels=levels)
        bare = (sys.executable, "-c", BARE, str(folder))

        def own(*words: str) -> Taken:
            call = (JXTRADE, *words, *jobs, "--data", str(folder))
            return process(call, {"JXTRADE_CACHE": str(cache)})

        def forget() -> None:
            shutil.rmtree(cache, ignore_errors=True)
            cache.mkdir()

        first, change = "validate, first run", "status, 1 % of the files changed"
        wanted = ("0.9", "1.3") if districts < FEW else ("0.30", "0.45")
        print(f"{districts * len(quarters)} reports of 50 indicators, in C")
        validate = partial(own, "validate", "--format", "json")
        status, export = partial(own, "status"), partial(own, "export", "-o", facts)
        found = table(
            [
                Job("C: bare CSafeLoader, one core", partial(process, bare)),
                Job(first, validate, forget, *wanted),
                Job("status behind it", status),
                Job("status, nothing changed", status, goal="0.03", bar="0.05"),
                Job(change, status, partial(changed, folder, 0.01), "0.05", "0.08"),
                Job("export to Parquet", export),
            ],
            runs,
        )
        c = Job("C", lambda: Taken(found[0]))
        table([c, *peers(place, folder, facts)], 1, head=False)
        return found[1]


def peers(place: Path, folder: Path, facts: str) -> list[Job]:
    """Return what is there of other programs, over the same files or the same facts."""
    schema, form = place / "schema.yaml", place / "district.json"
    schema.write_text(YAMALE, "utf-8")
    printed = subprocess.run((JXTRADE, "schema", "district"), check=True, capture_output=True)
    form.write_bytes(printed.stdout)
    yamale, checker, reports = BIN / "yamale", BIN / "check-jsonschema", folder / "reports"
    found = []
    if yamale.exists():
        words = ("-s", str(schema), "-n", str(os.cpu_count()), str(reports))
        found.append(Job("yamale, all cores", partial(process, (str(yamale), *words))))
    if checker.exists():
        files = f"find '{reports}' -name '*.yaml' -print0"
        line = f"{files} | xargs -0 -n 10000 '{checker}' --schemafile '{form}'"
        found.append(Job("check-jsonschema", partial(process, ("sh", "-c", line))))
    if find_spec("polars"):
        call = (sys.executable, "-c", POLARS, facts)
        found.append(Job("polars: sums over the exported facts", partial(process, call)))
    return found


def table(jobs: Sequence[Job], runs: int, *, head: bool = True) -> list[float]:
    """Print each job as a ratio of the first, and return the median seconds of each."""
    taken: list[list[Taken]] = [[] for _ in jobs]
    for _ in range(runs):
        for job, own in zip(jobs, taken, strict=True):
            job.ready()
            own.append(job.take())
    bare = [each.seconds for each in taken[0]]
    for job, own in zip(jobs, taken, strict=True):
        ratios = [each.seconds / base for each, base in zip(own, bare, strict=True)]
        told = [f"{median(ratios):.2f} ({min(ratios):.2f})"]
        told += [f"{median(each.seconds for each in own):.2f} s"]
        told += [f"{most / MIB:.0f} MB"] if (most := max(each.memory for each in own)) else []
        told += [f"goal {job.goal}"] if job.goal else []
        told += [f"bar {job.bar}"] if job.bar else []
        if head or job is not jobs[0]:
            print(f"  {job.name}: {', '.join(told)}")
    return [median(each.seconds for each in own) for own in taken]


def process(call: Sequence[str], environment: dict[str, str] = {}) -> Taken:  # noqa: B006
    """Return what a call takes whose output goes nowhere."""
    start = time.perf_counter()
    with subprocess.Popen(
        call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | environment
    ) as running:
        most = [0]
        watch = threading.Thread(target=watched, args=(running, most), daemon=True)
        watch.start()
        _, status, used = os.wait4(running.pid, 0)
        seconds = time.perf_counter() - start
        running.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
    if running.returncode not in ANSWERED:
        sys.exit(f"{' '.join(call)}: exit {running.returncode}")
    return Taken(seconds, max(most[0], used.ru_maxrss << 10))


def watched(running: subprocess.Popen[bytes], most: list[int]) -> None:
    """Note the most memory of a process and all below it, looking no tenth of the time."""
    while running.returncode is None:
        start = time.perf_counter()
        most[0] = max(most[0], sum(map(held, family(running.pid))))
        time.sleep(max(0.02, 10 * (time.perf_counter() - start)))


def family(process: int) -> list[int]:
    """Return a process and all below it."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        children = []
    return [process, *(each for child in children for each in family(int(child)))]


def held(process: int) -> int:
    """Return the bytes that a process holds, of what is shared its part; 0 once it is over."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def drawn(command: Sequence[str]) -> float:
    """Return the seconds of a command on a terminal of its own."""
    start = time.perf_counter()
    own, its = pty.openpty()
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its) as running:
        os.close(its)
        while True:
            try:
                if not os.read(own, 65536):
                    break
            except OSError:
                break
        running.wait()
    os.close(own)
    return time.perf_counter() - start


def read(reader: Callable[[bytes], object], files: Sequence[bytes]) -> Taken:
    """Return what it takes to read files within this process."""
    start = time.perf_counter()
    for content in files:
        reader(content)
    return Taken(time.perf_counter() - start)


if __name__ == "__main__":
    main()
