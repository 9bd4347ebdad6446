"""The annex of sources: files, lines and digests are those of the files as they lie there."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jxtrade.views.many import MOST
from tests.cases import HERE
from tests.programme import allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path

ROOT = HERE.parent
CELL = re.compile(r"\s*\|\s*")


def annex(folder: Path, *arguments: str) -> list[list[str]]:
    """Return the rows of the annex's tables."""
    ran = run("report", *arguments, "--lang", "en", folder=folder)
    assert (ran.status, ran.err) == (0, "")
    own = ran.out.split(". Sources\n", 2)[-1].partition("\n## ")[0]
    lines = (line for line in own.splitlines() if line.startswith("|"))
    rows = [CELL.split(line.strip("| ")) for line in lines]
    return [row for row in rows if not row[0].startswith("-")]


def of_file(rows: list[list[str]], name: str) -> list[list[str]]:
    return [row for row in rows if any(cell.endswith(name) for cell in row)]


def test_lines_and_digests_are_those_of_the_files(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    for row in annex(tmp_path, "2022Q2"):
        path = data / next((each for each in row if each.endswith(".yaml")), "none")
        if not path.is_file():
            continue
        assert row[-1] == f"`{sha256(path.read_bytes()).hexdigest()[:12]}`" or row[-1].isdecimal()
    lines = (data / "reports/2022Q2/departments/commerce.yaml").read_text("utf-8").splitlines()
    (commerce,) = of_file(annex(tmp_path, "2022Q2"), "2022Q2/departments/commerce.yaml")
    milestones, targets, totals = map(int, commerce[3:6])
    assert lines[milestones - 1] == "milestones:"
    assert lines[targets - 1] == "targets:"
    assert lines[totals - 1] == "city_totals:"


def test_what_changes_an_allocation_stands_beside_what_it_changes(tmp_path: Path) -> None:
    targets = plan(
        ["a"],
        [indicator("x"), indicator("y")],
        allocation(x={"a": 4}, y={"a": 5}),
        allocation(effective="2022-05-01", x={"a": 6}) | {"document": "Letter 7"},
    )
    write(tmp_path / "data", targets, submission("a", "2022Q2", values={"x": 1}))
    rows = of_file(annex(tmp_path), "targets.yaml")
    assert [row[0].partition(" (")[0] for row in rows] == [
        "allocation of x", "allocation of x", "allocation of y",
    ]  # fmt: skip
    assert rows[1][0] == "allocation of x (Letter 7)"
    (own,) = of_file(annex(tmp_path), "a.yaml")
    assert own[3:5] == ["5", "—"]


def test_of_very_many_indicators_one_line_and_of_very_many_districts_none(tmp_path: Path) -> None:
    ids = [f"x{number}" for number in range(9)]
    values: dict[str, Any] = {each: {"a": 4} for each in ids}
    targets = plan(["a"], [indicator(each) for each in ids], allocation(**values))
    write(tmp_path / "data", targets, submission("a", "2022Q1", values=dict.fromkeys(ids, 1)))
    (own,) = of_file(annex(tmp_path), "a.yaml")
    assert len(own) == 5
    assert own[3] == "5"
    many = [f"d{number}" for number in range(MOST + 1)]
    targets = plan(many, [indicator("x")], allocation(x=dict.fromkeys(many, Decimal(4))))
    write(tmp_path / "many" / "data", targets, submission("d0", "2022Q1", values={"x": 1}))
    rows = annex(tmp_path / "many")
    (own,) = of_file(rows, "d0.yaml")
    assert len(own) == 4
    assert sum("no file" in row for row in rows) == MOST


def test_a_file_that_can_not_be_read_is_named_without_a_line(tmp_path: Path) -> None:
    targets = plan(["a", "b"], [indicator("x")], allocation(x={"a": 4, "b": 4}))
    write(tmp_path / "data", targets, submission("b", "2022Q1", values={"x": 1}))
    broken = tmp_path / "data/reports/2022Q1/districts/a.yaml"
    broken.write_text("district: [", "utf-8")
    (own,) = of_file(annex(tmp_path), "a.yaml")
    digest = sha256(broken.read_bytes()).hexdigest()[:12]
    assert own[3:] == ["—", f"`{digest}`"]


def test_a_paper_that_lists_its_inputs_says_which_have_changed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    assert run("report", "2022Q2", "-o", "a.md", folder=tmp_path).status == 0
    changed = tmp_path / "data/reports/2022Q1/districts/pinghu.yaml"
    changed.write_text(changed.read_text("utf-8") + "# seen\n", "utf-8")
    ran = run("report", "--check", "a.md", "--lang", "en", folder=tmp_path)
    assert ran.status == 1
    assert ran.out.splitlines()[-2:] == [
        "  Changed (1):",
        "  reports/2022Q1/districts/pinghu.yaml",
    ]
