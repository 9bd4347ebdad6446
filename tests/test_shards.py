"""Districts that are read and judged elsewhere: nothing about the answer may tell of it."""

from __future__ import annotations

import os
import pickle
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade import open_workspace, shards
from jxtrade.engine import Verdict, validate
from jxtrade.figures.lines import reconcile
from jxtrade.read.folder import outline_of
from jxtrade.read.tree import ChangedError
from jxtrade.rules import catalogue
from jxtrade.shards import ElsewhereError, House, judged_alone, read_by_shards
from tests import seeded
from tests.bench.country import laid
from tests.cases import AS_OF, GOOD, lay, lay_example
from tests.test_rules import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

    from jxtrade.findings import Rule

PROGRAM = (sys.executable, "-m", "jxtrade")


class Elsewhere(Executor):
    """Runs what it is given here and at once, as though it came over a wire."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return what is done already."""
        future: Future[Any] = Future()
        try:
            fn, args = pickle.loads(pickle.dumps((fn, args)))
            future.set_result(pickle.loads(pickle.dumps(fn(*args, **kwargs))))
        except Exception as error:  # noqa: BLE001 - handed on, as executors do
            future.set_exception(error)
        return future


class Dying(Elsewhere):
    """Dies over the second shard, and takes no more."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return what is done, or never will be."""
        self.given += 1
        if self.given > 2:
            raise BrokenProcessPool
        if self.given == 2:
            future: Future[Any] = Future()
            future.set_exception(BrokenProcessPool())
            return future
        return super().submit(fn, *args, **kwargs)


def told(verdict: Verdict) -> tuple[object, ...]:
    """All that is said of a workspace, and all figures of all quarters."""
    facts = verdict.city.facts
    lines = [reconcile(facts, each) for each in facts.quarters] if verdict.workspace.plan else []
    values = [
        (
            line.district, line.indicator, line.state, line.status, line.light, line.reported,
            line.allocated, line.rate, line.lead, line.rank,
        )
        for found in lines
        for line in found.lines
    ]  # fmt: skip
    return verdict.inspection, values, dict(verdict.workspace.digests)


def by_shards(folder: Path, executor: Executor) -> Verdict:
    return validate(read_by_shards(outline_of(folder, as_of=AS_OF), executor=executor))


def same(folder: Path) -> None:
    once = validate(outline_of(folder, as_of=AS_OF).read_all())
    assert told(by_shards(folder, Elsewhere())) == told(once)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_each_case_of_a_rule(case: Path, tmp_path: Path) -> None:
    same(lay(tmp_path / "w", case))


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_each_example_of_a_rule(rule: Rule, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    lay_example(folder, rule.example)
    same(folder)


@pytest.mark.parametrize("seed", range(500, 530))
def test_workspaces_drawn_from_seeds(seed: int, tmp_path: Path) -> None:
    same(seeded.write(seeded.workspace(seed), tmp_path / "w"))


def test_nothing_is_looked_at_twice_where_all_is_well() -> None:
    workspace = read_by_shards(outline_of(GOOD, as_of=AS_OF), executor=Elsewhere())
    assert set(workspace.judged) == {each.model.district for each in workspace.districts}
    assert workspace.judged


def test_what_a_dying_worker_left_is_done_here(tmp_path: Path) -> None:
    folder = laid(tmp_path / "w", 40)
    once = validate(outline_of(folder, as_of=AS_OF).read_all())
    assert told(by_shards(folder, Dying())) == told(once)


def test_an_executor_of_the_api_gives_the_same(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    found = validate(open_workspace(folder, as_of=AS_OF, executor=Elsewhere()))
    assert found.inspection == validate(open_workspace(folder, as_of=AS_OF)).inspection


def test_a_worker_that_sees_other_files_says_so(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    elsewhere = House(str(tmp_path / "nowhere"), str(folder), AS_OF, "")
    with pytest.raises(ElsewhereError):
        judged_alone(elsewhere, ())
    with pytest.raises(ElsewhereError):
        judged_alone(elsewhere._replace(folder=str(folder), digest="of others"), ())


def test_workers_read_the_waivers_that_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay(tmp_path / "w")
    east = folder / "reports/2022Q2/districts/east.yaml"
    east.write_text(re.sub(r"exporters: \d+", "exporters: 1", east.read_text("utf-8")), "utf-8")
    waiver = "{code: JX401, district: east, reason: 核减, until: 2023-01-01}"
    (tmp_path / "others.yaml").write_text(f"version: 1\nwaivers:\n  - {waiver}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    found = outline_of(folder, as_of=AS_OF, waivers="others.yaml")
    once = validate(found.read_all())
    assert any(each.waiver for each in once.findings)
    monkeypatch.setattr(shards, "_HERE", Forgetful())  # as in a process that was not forked
    assert told(validate(read_by_shards(found, executor=Elsewhere()))) == told(once)


class Forgetful(dict[Any, Any]):
    """Keeps nothing."""

    def get(self, key: Any, default: Any = None) -> Any:
        """Return nothing."""
        del key
        return default


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    workspace = read_by_shards(outline_of(folder, as_of=AS_OF), executor=Elsewhere())
    first = workspace.districts[0]
    assert first.content.startswith(b"district:")
    (tmp_path / "w" / first.path.removeprefix(f"{workspace.folder}/")).write_text("district: x\n")
    with pytest.raises(ChangedError, match=first.path):
        _ = first.content


def run(*words: str, folder: Path) -> tuple[int, bytes]:
    call = (*PROGRAM, *words, "--data", str(folder), "--as-of", "2026-01-31")
    done = subprocess.run(call, capture_output=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout


def test_any_number_of_processes_prints_the_same(tmp_path: Path) -> None:
    folder = laid(tmp_path / "w", 40)
    for words in (("validate",), ("status", "2025Q4", "--all"), ("gaps", "--format", "json")):
        one, two, all_ = (
            run(*words, *jobs, folder=folder) for jobs in (["--jobs", "1"], ["--jobs", "2"], [])
        )
        assert one == two == all_


def started(folder: Path) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Start a run over many submissions; return it and its workers once they are there."""
    call = (*PROGRAM, "validate", "--jobs", "2", "--data", str(folder), "--as-of", "2026-01-31")
    process = subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        if len(workers := [int(each) for each in children.read_text("ascii").split()]) == 2:
            return process, workers
        time.sleep(0.001)
    pytest.fail("it ended before its workers were seen")


@pytest.mark.skipif(sys.platform != "linux", reason="children are seen in /proc")
def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    folder = laid(tmp_path / "w", 120)
    expected = run("validate", "--jobs", "1", folder=folder)
    process, workers = started(folder)
    os.kill(workers[0], signal.SIGKILL)
    out, err = process.communicate()
    assert (process.returncode, out) == expected
    assert not err


@pytest.mark.skipif(sys.platform != "linux", reason="children are seen in /proc")
@pytest.mark.parametrize("whom", ["the program alone", "all of its group"])
def test_an_interruption_ends_all_processes(whom: str, tmp_path: Path) -> None:
    folder = laid(tmp_path / "w", 120)
    process, workers = started(folder)
    if whom == "the program alone":
        process.send_signal(signal.SIGINT)
    else:
        os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


@pytest.mark.parametrize("word", ["0", "-1", "two", "1.5", "٢", "100000"])
def test_a_number_of_processes_is_one(word: str) -> None:
    done = subprocess.run(
        (*PROGRAM, "validate", "--lang", "en", f"--jobs={word}"), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"not “{word}”" in done.stderr


pytestmark = pytest.mark.uncounted
