"""What districts wrote of experience worth passing on, by district, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.programme import allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace in which b and a have written some, c none and nobody for 2022Q1."""
    districts = [{"id": each, "name": {"zh": f"{each}区", "en": each.upper()}} for each in "bac"]
    cells = dict.fromkeys("abc", 10)
    both = {"zh": "一企一策", "en": "one plan a firm"}
    return write(
        tmp_path,
        plan(districts, [indicator("x")], allocation(x=cells)),
        submission("a", "2022Q1", values={"x": 1}),
        submission("a", "2022Q2", values={"x": 1}, highlights=["first", "second"]),
        submission("b", "2022Q2", values={"x": 1}, highlights=[both], sample=True),
        submission("c", "2022Q2", values={"x": 1}, highlights=[]),
        submission("d", "2022Q2", values={"x": 1}, highlights=["of nobody"]),
    )


def test_each_stands_under_its_district_with_its_place(folder: Path) -> None:
    found = run("highlights", "--data", ".", "--format", "json", folder=folder).json
    assert (found["schema"], found["period"]) == ("jxtrade.highlights/1", "2022Q2")
    told = [(each["district"], each["text"]["en"], each["sample"]) for each in found["highlights"]]
    assert told == [
        ("b", "one plan a firm", True),
        ("a", "first", False),
        ("a", "second", False),
    ]
    line = (folder / "reports/2022Q2/districts/a.yaml").read_text("utf-8").splitlines()[5]
    assert [each["source"] for each in found["highlights"][1:]] == [
        {
            "path": "reports/2022Q2/districts/a.yaml",
            "line": 6,
            "column": line.index(f'"{word}"') + 1,
        }
        for word in ("first", "second")
    ]
    assert found["sample"] is True


def test_people_read_it_below_each_name(folder: Path) -> None:
    said = run("highlights", "2022Q2", "--data", ".", "--lang", "zh", folder=folder).out
    assert said.splitlines()[1:8] == [
        "b区",
        "  一企一策",
        "    reports/2022Q2/districts/b.yaml:6",
        "a区",
        "  first",
        "    reports/2022Q2/districts/a.yaml:6",
        "  second",
    ]
    assert "c区" not in said
    assert "示例数据" in said


def test_where_nobody_wrote_any_it_says_so(folder: Path) -> None:
    said = run("highlights", "2022Q1", "--data", ".", "--lang", "en", folder=folder).out
    assert said.splitlines()[1:] == ["  No district wrote any (`highlights` of a submission)."]
    call = ("highlights", "2022Q1", "--data", ".", "--format", "json")
    assert run(*call, folder=folder).json["highlights"] == []
