"""A real Dask cluster of two workers on the loopback interface."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.bench.country import laid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("distributed", reason="Dask is an extra")
PROGRAM = (sys.executable, "-m", "jxtrade")
CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        workers = [each.pid for each in cluster.workers.values()]
        print(cluster.scheduler_address, *workers, flush=True)
        input()
"""


class Cluster:
    """A scheduler's address, and the process that it and its workers end with."""

    def __init__(self, place: Path) -> None:
        script = place / "cluster.py"
        script.write_text(CLUSTER, "utf-8")
        self.process = subprocess.Popen(
            (sys.executable, str(script)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=place,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.address, *pids = self.process.stdout.readline().split()
        self.workers = [int(each) for each in pids]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.process.communicate("\n")


def call(folder: Path, *words: str) -> tuple[str, ...]:
    return (*PROGRAM, "validate", "--data", str(folder), "--as-of", "2026-01-31", *words)


def test_a_cluster_prints_the_same_also_where_a_worker_dies(
    cluster: Cluster, tmp_path: Path
) -> None:
    folder = laid(tmp_path / "w", 40)
    alone = subprocess.run(call(folder, "--jobs", "1"), capture_output=True, check=False)
    on_cluster = call(folder, "--scheduler", cluster.address)
    done = subprocess.run(on_cluster, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (alone.returncode, alone.stdout, b"")
    with subprocess.Popen(on_cluster, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        os.kill(cluster.workers[0], signal.SIGKILL)
        out, _ = running.communicate()
    assert (running.returncode, out) == (alone.returncode, alone.stdout)


def test_where_there_is_no_cluster_one_line_says_so(tmp_path: Path) -> None:
    folder = laid(tmp_path / "w", 4)
    for lang, said in (("zh", "连不上 nowhere"), ("en", "can't reach nowhere")):
        done = subprocess.run(
            call(folder, "--scheduler", "nowhere", "--lang", lang), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
