"""The digest over the input files is what sha256sum says, and tells any change of a byte."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from typing import TYPE_CHECKING

from jxtrade.figures.inputs import inputs_of, newest_received
from jxtrade.read.faults import SUBMISSION
from jxtrade.read.folder import open_workspace
from tests.programme import allocation, indicator, plan, submission, write
from tests.test_data import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.figures.inputs import Inputs

BY_HAND = (
    "find . -name '*.yaml' -not -path './.*' -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum"
    " | sha256sum | cut -c1-12"
)


def by_hand(folder: Path) -> str:
    done = subprocess.run(["sh", "-c", BY_HAND], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


def inputs(folder: Path) -> Inputs:
    return inputs_of(open_workspace(folder))


def lay(folder: Path) -> Path:
    targets = plan(["b", "B"], [indicator("x")], allocation(x={"b": 4, "B": 6}))
    sent = [
        submission("b", "2022Q1", received=date(2022, 4, 9), values={"x": 1}),
        submission("B", "2022Q2", received=date(2022, 7, 3), values={"x": 1}),
    ]
    return write(folder, targets, *sent)


def test_the_digest_of_the_shipped_data_is_what_sha256sum_says() -> None:
    found = inputs(DATA)
    assert (found.digest, len(found.files)) == (by_hand(DATA), 33)
    assert found.of("reports/2022Q2/departments/cbirc.yaml") == "bca125caaa91"


def test_the_digest_is_what_sha256sum_says_whatever_the_order_of_the_locale(tmp_path: Path) -> None:
    folder = lay(tmp_path / "data")
    assert inputs(folder).digest == by_hand(folder)
    assert [each.path for each in inputs(folder).files] == [
        "reports/2022Q1/districts/b.yaml",
        "reports/2022Q2/districts/B.yaml",
        "targets.yaml",
    ]


def test_the_digest_does_not_depend_on_where_the_workspace_lies(tmp_path: Path) -> None:
    here, there = lay(tmp_path / "data"), lay(tmp_path / "a" / "b c")
    os.utime(there / "targets.yaml", (0, 0))
    assert inputs(here) == inputs(there)


def test_a_byte_that_changes_no_value_changes_the_digest(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    before = inputs(folder)
    with (folder / "targets.yaml").open("a") as file:
        file.write("# seen\n")
    after = inputs(folder)
    assert before.digest != after.digest == by_hand(folder)
    assert before.of("targets.yaml") != after.of("targets.yaml")
    assert before.files[:2] == after.files[:2]


def test_a_file_that_can_not_be_understood_counts_and_one_that_was_not_read_whole_does_not(
    tmp_path: Path,
) -> None:
    folder = lay(tmp_path)
    broken = folder / "reports/2022Q2/districts/b.yaml"
    broken.write_text("district: [", "utf-8")
    assert inputs(folder).digest == by_hand(folder)
    broken.write_bytes(b"#" * (SUBMISSION.bytes + 1))
    assert len(inputs(folder).files) == 3
    assert inputs(folder).of("reports/2022Q2/districts/b.yaml") is None


def test_the_newest_day_of_receipt_is_that_of_all_quarters(tmp_path: Path) -> None:
    assert newest_received(open_workspace(DATA)) == date(2022, 7, 11)
    assert newest_received(open_workspace(lay(tmp_path))) == date(2022, 7, 3)
    empty = write(tmp_path / "empty", plan(["a"], [indicator("x")], allocation(x={"a": 4})))
    assert newest_received(open_workspace(empty)) is None
