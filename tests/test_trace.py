"""A figure is traced from each line of YAML through every formula, or to what makes it suspect."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from tests.programme import allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a city of three districts; c is silent, and a has put its first quarter right."""
    restated = [{"period": "2022Q1", "indicator": "x", "from": 12, "to": 11, "reason": "recount"}]
    indicators = [indicator("x", name="firms", measure="quarterly"), indicator("r", kind="rate")]
    values: Any = {"x": {"a": 60, "b": 40, "c": 20}, "r": {"a": 80, "b": 90}}
    later = allocation(2022, effective="2022-06-30", x={"a": {"from": 60, "to": 55}})
    ratio = {"numerator": 2, "denominator": 3}
    return write(
        tmp_path,
        plan(["a", "b", "c"], indicators, allocation(2022, **values), later),
        submission("a", "2022Q1", values={"x": 12, "r": ratio}),
        submission("a", "2022Q2", values={"x": 20}, restatements=restated),
        submission("b", "2022Q1", values={"x": 8}),
        submission("b", "2022Q2", values={"x": -4}, not_applicable={"r": "no such firms"}),
    )


def traced(folder: Path, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = run(
        "trace", *words, "--format", "json", "--data", ".", folder=folder
    ).json
    return told


def steps(told: dict[str, Any], *terms: str) -> list[tuple[Any, ...]]:
    """Return formula, value, and the files of some steps."""
    return [
        (
            each["formula"] and each["formula"]["en"],
            each["value"] or (each["said"] and each["said"]["en"]),
            [place["path"].removeprefix("reports/") for place in each["sources"]],
        )
        for each in told["steps"]
        if each["term"] in terms
    ]


def test_a_quarterly_sum_from_every_line_to_rank_and_light(folder: Path) -> None:
    """11 and 20 of 55 after the change: 56.4 %, half is due by June."""
    told = traced(folder, "x", "a", "2022Q2")
    first, second = "2022Q1/districts/a.yaml", "2022Q2/districts/a.yaml"
    assert steps(told, "stated") == [(None, "12", [first]), (None, "20", [second])]
    assert steps(told, "restated") == [(None, "11", [second])]
    assert steps(told, "reported") == [("11 + 20", "31", [])]
    assert steps(told, "allocated") == [
        (None, "60", ["targets.yaml"]),
        (None, "55", ["targets.yaml"]),
    ]
    assert steps(told, "due", "rate", "lead") == [
        ("55 × 0.5", "27.5", []),
        ("31 ÷ 55 × 100", "56.3636", []),
        ("56.3636 - 50", "6.3636", []),
    ]
    assert steps(told, "gap", "gap_to_pace", "surplus") == [
        ("max(55 - 31, 0)", "24", []),
        ("max(27.5 - 31, 0)", "0", []),
        ("max(31 - 55, 0)", "0", []),
    ]
    assert steps(told, "rank") == [(None, "1", [])]
    assert (told["state"], told["status"], told["light"]) == ("value", "on_pace", "green")
    lines = [place["line"] for each in told["steps"] for place in each["sources"]]
    assert all(line > 1 for line in lines)


def test_a_suspect_value_leads_to_its_finding(folder: Path) -> None:
    told = traced(folder, "x", "b", "2022Q2")
    (finding,) = [each for each in told["steps"] if each["term"] == "finding"]
    assert finding["remark"]["en"].startswith("JX302 ")
    place = finding["sources"][0]
    text = (folder / place["path"]).read_text("utf-8").split("\n")
    assert "-4" in text[place["line"] - 1]
    assert (told["state"], told["light"]) == ("suspect", None)
    assert steps(told, "rate", "lead", "rank") == []


def test_without_a_district_the_total(folder: Path) -> None:
    """A alone counts: 31 of 55 + 40 + 20; c is not reported, b to be checked."""
    told = traced(folder, "x", "2022Q2")
    assert [said for _, said, _ in steps(told, "district")] == [
        "31",
        "to be checked",
        "not reported",
    ]
    assert steps(told, "reported") == [("31", "31", [])]
    assert steps(told, "rate", "rate_counted") == [
        ("31 ÷ 115 × 100", "26.9565", []),
        ("31 ÷ (55) × 100", "56.3636", []),
    ]
    assert steps(told, "gap_left_out") == [("40 + 20", "60", [])]
    assert (told["district"], told["state"], told["status"]) == (None, None, "incomplete")


def test_a_ratio_and_what_does_not_apply(folder: Path) -> None:
    """2 of 3 is 66.6667 % of the 80 that are asked for: 83.3333 %."""
    told = traced(folder, "r", "a", "2022Q1")
    assert steps(told, "stated") == [("2/3 × 100", "66.6667", ["2022Q1/districts/a.yaml"])]
    assert steps(told, "rate") == [("66.6667 ÷ 80 × 100", "83.3333", [])]
    told = traced(folder, "r", "b", "2022Q2")
    assert steps(told, "stated") == [(None, "not applicable", ["2022Q2/districts/b.yaml"])]
    assert told["status"] == "not_applicable"


def test_in_words(folder: Path) -> None:
    said = run("trace", "firms", "a", "2022Q2", "--data", ".", "--lang", "en", folder=folder)
    assert (said.status, said.err) == (0, "")
    lines = said.out.split("\n")
    at = lines.index("  2022Q1 restated: 11, 12 → 11 (recount)")
    assert lines[at + 1].strip().startswith("reports/2022Q2/districts/a.yaml:")
    assert "  reported: 11 + 20 = 31" in lines
    assert "  rate: 31 ÷ 55 × 100 = 56.3636" in lines
    wrong = run("trace", "firm", "a", "--data", ".", "--lang", "en", folder=folder)
    assert wrong.status == 2
    assert "did you mean x?" in wrong.err
    dated = run("trace", "x", "2022年二季度", "--data", ".", "--lang", "en", folder=folder)
    assert (dated.status, "did you mean 2022Q2?" in dated.err) == (2, True)


def test_as_csv_with_its_lines(folder: Path) -> None:
    said = run("trace", "x", "a", "2022Q2", "--format", "csv", "--data", ".", folder=folder).out
    rows = list(csv.DictReader(said.removeprefix("\ufeff").splitlines()))
    assert rows[0]["value"] == "12"
    assert rows[0]["sources"].startswith("reports/2022Q1/districts/a.yaml:")
    assert [row["formula.en"] for row in rows if row["term"] == "rate"] == ["31 ÷ 55 × 100"]


def test_what_cannot_be_read_leads_to_its_finding(folder: Path) -> None:
    """A word for a figure, and a file that is no YAML: both are to be checked, not missing."""
    file = folder / "reports/2022Q2/districts/a.yaml"
    file.write_text(file.read_text("utf-8").replace(": 20}", ": twenty}"), "utf-8")
    broken = "district: a\nvalues: [x\n"
    for text, code in ((file.read_text("utf-8"), "JX014"), (broken, "JX001")):
        file.write_text(text, "utf-8")
        told = traced(folder, "x", "a", "2022Q2")
        assert steps(told, "stated")[-1][1] == "to be checked"
        named = [each["remark"]["en"] for each in told["steps"] if each["term"] == "finding"]
        assert [each[:5] for each in named] == [code]
        assert told["state"] == "suspect"


def test_a_broken_ceiling_is_no_matter_of_pace(tmp_path: Path) -> None:
    """12 of at most 10 is far behind also where the plan would bear 30 points: 100 - 120 is -20."""
    about = indicator("x", direction="lower", pace=[1, 1, 1, 1])
    lights = {"green": 0, "yellow": -30}
    write(
        tmp_path,
        plan(["a", "b"], [about], allocation(x={"a": 10, "b": 10}), lights=lights),
        submission("a", "2022Q1", values={"x": 12}),
        submission("b", "2022Q1", values={"x": 12}),
    )
    told = traced(tmp_path, "x", "a", "2022Q1")
    (status,) = [each for each in told["steps"] if each["term"] == "status"]
    assert (told["status"], status["remark"]["en"]) == ("far_behind", "12 > 10")
    assert steps(told, "lead") == [("100 - 120.0000", "-20.0000", [])]
    assert steps(told, "rank") == [(None, "1", [])]
