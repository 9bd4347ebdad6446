"""Print how the program's time grows with the work: `python -m tests.bench.growth [NAME …]`.

Each workspace is made once and once with twice as much in it; a ratio of 2 is what is due.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.sizes import SIZES

CALLS = (("validate", "--info", "--show-checks"), ("status",), ("gaps",))
RUNS = 2


def main() -> None:
    """Print the seconds of processor time of each call, less those of a call that does nothing."""
    idle = seconds("--version")
    for name in sys.argv[1:] or SIZES:
        make, large, few = SIZES[name]
        with tempfile.TemporaryDirectory() as place:
            folders = [Path(place, str(size)) for size in (large, 2 * large)]
            for folder, size in zip(folders, (large, 2 * large), strict=True):
                make(folder, size, few)
            for call in CALLS:
                once, twice = (
                    seconds("--as-of", "2022-07-20", "--data", str(folder), *call) - idle
                    for folder in folders
                )
                print(f"{name}, {call[0]}: {once:.2f} s, {twice:.2f} s, ratio {twice / once:.2f}")


def seconds(*arguments: str) -> float:
    """Return the least processor time of a few runs."""
    taken = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        call = [sys.executable, "-m", "jxtrade", *arguments]
        subprocess.run(call, stdout=subprocess.DEVNULL, check=False)
        taken.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return min(taken)


if __name__ == "__main__":
    main()
