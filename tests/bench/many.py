"""Print what a thousand reports take, as ratios of one run: `python -m tests.bench.many`.

1,000 reports × 50 indicators, and twice as many, as whole processes beside bare CSafeLoader over
the same files; and what a report takes of memory. Medians of runs in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = 5
INDICATORS = 50
QUARTERS = [f"{year}Q{quarter}" for year in range(2022, 2026) for quarter in range(1, 5)]
SHARES = {1: 0.22, 2: 0.47, 3: 0.71, 4: 0.98}
PROGRAM = (str(Path(sys.executable).with_name("jxtrade")), "validate", "--format", "json")
BARE = """
import pathlib, sys, yaml
for file in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
"""


def main() -> None:
    """Print the ratios, the bars beside them."""
    with tempfile.TemporaryDirectory() as folder:
        once, twice = (laid(Path(folder, name), count) for name, count in (("1", 63), ("2", 126)))
        calls = {
            "bare": (sys.executable, "-c", BARE, str(once)),
            "once": (*PROGRAM, "--data", str(once)),
            "twice": (*PROGRAM, "--data", str(twice)),
        }
        taken: dict[str, list[float]] = {name: [] for name in calls}
        most: dict[str, int] = {}
        for _ in range(RUNS):
            for name, call in calls.items():
                seconds, most[name] = run(call)
                taken[name].append(seconds)
    bare, first, second = (median(taken[name]) for name in calls)
    reports = 63 * len(QUARTERS)
    print(f"validate of {reports} reports: {first / bare:.2f} C (bar 1.3, goal 0.9)")
    print(f"twice as many: {second / first:.2f} times as long")
    print(f"memory a report: {(most['twice'] - most['once']) / reports:.1f} KB (bar 40)")


def run(call: Sequence[str]) -> tuple[float, int]:
    """Return the seconds of a call's process, and the most memory of it in KB."""
    start = time.perf_counter()
    with subprocess.Popen(call, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, used.ru_maxrss


def laid(folder: Path, districts: int) -> Path:
    """Write a workspace of so many districts over four years; a few figures are slips."""
    random = Random(1)  # noqa: S311
    ids = [f"district_{number:03d}" for number in range(districts)]
    kinds = ("count", "amount", "amount", "rate")
    indicators = [
        (f"indicator_{at:02d}_of_trade", kinds[at % 4], at % 7 == 3) for at in range(INDICATORS)
    ]
    lines = ["version: 1", "plan: {title: 计划, issued: 2022-01-05, start: 2022, end: 2025}"]
    lines += ["districts:", *(f"  - {{id: {each}, name: 区{each}}}" for each in ids)]
    lines += ["indicators:"]
    lines += [
        f"  - {{id: {name}, name: 指标, unit: 家, kind: {kind},"
        f" measure: {'quarterly' if quarterly else 'cumulative'}}}"
        for name, kind, quarterly in indicators
    ]
    lines += ["allocations:"]
    allotted: dict[tuple[int, str, str], int] = {}
    for year in range(2022, 2026):
        lines += [f"  - document: 文件{year}", f"    year: {year}", "    values:"]
        for name, kind, _ in indicators:
            figures = [random.randint(*(60, 95) if kind == "rate" else (20, 900)) for _ in ids]
            allotted |= {(year, name, id_): each for id_, each in zip(ids, figures, strict=True)}
            cells = ", ".join(f"{id_}: {each}" for id_, each in zip(ids, figures, strict=True))
            lines.append(f"      {name}: {{{cells}}}")
    folder.mkdir()
    (folder / "targets.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    for period in QUARTERS:
        year, quarter = int(period[:4]), int(period[-1])
        place = folder / "reports" / period / "districts"
        place.mkdir(parents=True)
        for id_ in ids:
            received = f"{year + quarter // 4}-{quarter % 4 * 3 + 1:02d}-05"
            sent = [f"district: {id_}", f"period: {period}", f"received: {received}"]
            sent += ["prepared_by: 示例", "values:"]
            for name, kind, quarterly in indicators:
                share = 1 if kind == "rate" else 0.24 if quarterly else SHARES[quarter]
                figure = allotted[year, name, id_] * share * (1000 if random.random() < 1e-4 else 1)
                sent.append(f"  {name}: {figure:.{0 if kind == 'count' else 1}f}")
            (place / f"{id_}.yaml").write_text("\n".join(sent) + "\n", "utf-8")
    return folder


if __name__ == "__main__":
    main()
