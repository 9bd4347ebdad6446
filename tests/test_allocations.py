"""What is allocated at a day, what documents changed, and how status says so; all by hand."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.programme import DOCUMENT, allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path

D = Decimal
MAY, AUGUST = "示例办〔2022〕5号", "示例办〔2022〕9号"


def by(document: str, **rest: Any) -> dict[str, Any]:
    return allocation(**rest) | {"document": document}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a city whose firms are changed in May and August, and sales allocated in August.

    Firms 10, 20, 30 make 60; in May a has 12 and b 18, still 60; in August a has 15: 63.
    """
    targets = plan(
        ["a", "b", "c"],
        [
            indicator("firms"),
            indicator("sales", unit="t", kind="amount"),
            indicator("share", unit="%", kind="rate"),
        ],
        allocation(firms={"a": 10, "b": 20, "c": 30}, share={"a": 80, "b": 70}),
        by(
            MAY,
            effective="2022-05-01",
            firms={"a": {"from": 10, "to": 12}, "b": {"from": 20, "to": 18}},
            share={"b": {"from": 70, "to": D("72.5")}},
        ),
        by(
            AUGUST,
            effective="2022-08-01",
            firms={"a": {"from": 12, "to": D("15.0")}},
            sales={"a": D("9.60")},
        ),
        allocation(2024, firms={"a": 7}),
    )
    sent = [
        submission(each, f"2022Q{quarter}", values={"firms": 3 * quarter, "share": 60})
        for each in "ab"
        for quarter in (1, 2, 3)
    ]
    return write(tmp_path, targets, *sent)


def told(folder: Path, *words: str) -> Any:
    return run("allocations", *words, "--data", ".", "--format", "json", folder=folder).json


def figures(found: Any) -> dict[tuple[str, str], Any]:
    return {(each["indicator"], each["district"]): each["allocated"] for each in found["cells"]}


@pytest.mark.parametrize(
    ("day", "of_firms", "sales"),
    [
        ("2022-04-30", ("10", "20", "60"), None),
        ("2022-05-01", ("12", "18", "60"), None),
        ("2022-08-01", ("15", "18", "63"), "9.60"),
    ],
)
def test_table_in_force_at_a_day(
    day: str, of_firms: tuple[str, str, str], sales: str | None, folder: Path
) -> None:
    a, b, total = of_firms
    found = told(folder, "--as-of", day)
    assert (found["year"], found["at"]) == (2022, day)
    cells = figures(found)
    assert (cells["firms", "a"], cells["firms", "b"], cells["firms", "c"]) == (a, b, "30")
    assert cells["sales", "a"] == sales
    assert ("sales", "b") not in cells
    totals = {each["indicator"]: each["allocated"] for each in found["totals"]}
    assert totals == {"firms": total, "sales": sales, "share": None}


def test_every_change_of_the_year_stands_at_its_cell(folder: Path) -> None:
    found = told(folder, "--as-of", "2022-06-30")
    (cell,) = [each for each in found["cells"] if each["indicator"] == "firms"][:1]
    assert (cell["allocated"], cell["document"], cell["effective"]) == ("12", MAY, "2022-05-01")
    assert [
        tuple(each[key] for key in ("from", "to", "document", "effective"))
        for each in cell["changes"]
    ] == [("10", "12", MAY, "2022-05-01"), ("12", "15", AUGUST, "2022-08-01")]
    lines = (folder / "targets.yaml").read_text("utf-8").split("\n")
    source = cell["changes"][0]["source"]
    assert source == cell["source"]
    assert lines[source["line"] - 1][source["column"] - 1 :].startswith("12}")


@pytest.mark.parametrize(
    ("day", "words", "year", "at"),
    [
        ("2022-06-30", (), 2022, "2022-06-30"),
        ("2023-02-01", (), 2022, "2022-12-31"),
        ("2023-02-01", ("--year", "2024"), 2024, "2023-02-01"),
        ("2030-01-01", (), 2024, "2024-12-31"),
        ("2030-01-01", ("--year", "2022"), 2022, "2022-12-31"),
        ("2021-01-01", (), 2022, "2021-01-01"),
    ],
)
def test_year_and_day(day: str, words: tuple[str, ...], year: int, at: str, folder: Path) -> None:
    found = told(folder, *words, "--as-of", day)
    assert (found["year"], found["at"]) == (year, at)


def test_year_without_allocations_says_so_and_one_outside_the_plan_is_refused(
    folder: Path,
) -> None:
    for words in ((), ("--history",)):
        ran = run("allocations", "--year", "2025", *words, "--data", ".", folder=folder)
        assert (ran.status, "Nothing is allocated for 2025 yet." in ran.out) == (0, True)
    assert told(folder, "--year", "2025")["cells"] == []
    ran = run("allocations", "--year", "2026", "--data", ".", "--lang", "en", folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert "2022 to 2025" in ran.err


def test_history_says_each_change_with_its_difference_and_the_new_sum(folder: Path) -> None:
    call = ("allocations", "--history", "--data", ".", "--as-of", "2022-06-30")
    shown = run(*call, folder=folder, width=100).out
    parts = re.split(r"^\[(.*)\]$", shown, flags=re.MULTILINE)[1:]
    assert [parts[0], parts[2]] == [f"{MAY}, from 2022-05-01", f"{AUGUST}, from 2022-08-01"]
    cells = r"^  (firms|share) \(\S+\) +(\S+) +(\S+) +(\S+) +(\S+) +(\S+)$"
    rows = re.findall(cells, shown, re.MULTILINE)
    assert rows == [
        ("firms", "a", "10", "12", "+2", "60"),
        ("firms", "b", "20", "18", "-2", "60"),
        ("share", "b", "70", "72.5", "+2.5", "—"),
        ("firms", "a", "12", "15", "+3", "63"),
    ]
    changes = [
        tuple(each[key] for key in ("document", "district", "difference", "sum", "effective"))
        for each in told(folder, "--history", "--as-of", "2022-06-30")["history"]
    ]
    assert changes == [
        (MAY, "a", "2", "60", "2022-05-01"),
        (MAY, "b", "-2", "60", "2022-05-01"),
        (MAY, "b", "2.5", None, "2022-05-01"),
        (AUGUST, "a", "3", "63", "2022-08-01"),
    ]


def test_documents_say_what_they_allocate_and_change(folder: Path) -> None:
    keys = ("document", "effective", "in_force", "allocates", "changes")
    found = told(folder, "--as-of", "2022-06-30")["documents"]
    assert [tuple(each[key] for key in keys) for each in found] == [
        (DOCUMENT, "2022-01-01", True, 5, 0),
        (MAY, "2022-05-01", True, 0, 3),
        (AUGUST, "2022-08-01", False, 1, 1),
    ]


def test_what_is_not_in_force_yet_is_said_apart(folder: Path) -> None:
    shown = run("allocations", "--data", ".", "--as-of", "2022-06-30", folder=folder, width=120).out
    assert f"* Allocation amended by {MAY} from 2022-05-01: “firms” a 10→12, b 20→18; " in shown
    assert f"Not in force yet, an amendment by {AUGUST} from 2022-08-01: “firms” a 12→15." in shown
    (row,) = re.findall(r"^  a +(.*)$", shown, re.MULTILINE)
    assert row.split() == ["12", "*", "—", "80"]


def test_csv_has_the_table_or_the_changes(folder: Path) -> None:
    call = ("allocations", "--data", ".", "--as-of", "2022-06-30", "--format", "csv")
    table, changes = (
        [
            tuple(row[key] or "" for key in ("row", "indicator", "district", column))
            for row in csv.DictReader(run(*each, folder=folder).out[1:].splitlines())
        ]
        for each, column in ((call, "allocated"), ((*call, "--history"), "difference"))
    )
    assert table[:2] == [("line", "firms", "a", "12"), ("line", "firms", "b", "18")]
    assert table[-3:] == [
        ("total", "firms", "", "60"), ("total", "sales", "", ""), ("total", "share", "", "")
    ]  # fmt: skip
    assert changes[0] == ("line", "firms", "a", "2")
    assert len([each for each in changes if each[0] == "line"]) == 4


def lines(folder: Path, period: str) -> dict[tuple[str, str], Any]:
    found = run("status", period, "--data", ".", "--format", "json", folder=folder).json["lines"]
    return {(each["indicator"], each["district"]): each for each in found}


def test_lines_of_status_say_how_they_were_amended(folder: Path) -> None:
    """Each quarter is held against what was in force at its end, and knows no later change."""
    steps = [("10", "12", MAY, "2022-05-01"), ("12", "15", AUGUST, "2022-08-01")]
    for period, allocated, known in (
        ("2022Q1", "10", []),
        ("2022Q2", "12", steps[:1]),
        ("2022Q3", "15", steps),
    ):
        line = lines(folder, period)["firms", "a"]
        assert line["allocated"] == allocated
        assert [
            tuple(each[key] for key in ("from", "to", "document", "effective"))
            for each in line["amended"]
        ] == known
    assert lines(folder, "2022Q3")["sales", "a"]["amended"] == [], "its first allocation"


@pytest.mark.parametrize("words", [(), ("--full",), ("--indicator", "firms"), ("--district", "a")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_status_marks_amended_cells_and_says_what_was_changed(
    words: tuple[str, ...], lang: str, folder: Path
) -> None:
    call = ("status", "2022Q2", *words, "--data", ".", "--lang", lang)
    shown = run(*call, folder=folder, width=120).out
    marks = {
        name: sum(line.count("*") for line in shown.splitlines() if line.startswith(f"  {name}"))
        for name in ("a ", "b ", "c ", "firms", "share")
    }
    # a is amended in firms, b in firms and, where it is shown, in share; c in nothing
    expected = {"a ": 1, "b ": 1 if "--indicator" in words else 2, "c ": 0, "firms": 0, "share": 0}
    if words == ("--district", "a"):
        expected = dict.fromkeys(expected, 0) | {"firms": 1}
    assert marks == expected
    said = "* 分配调整：" if lang == "zh" else "* Allocation amended by "
    (note,) = [line for line in shown.splitlines() if line.startswith(f"  {said}")]
    assert MAY in note
    assert "2022-05-01" in note
    assert "a 10→12" in note
    assert AUGUST not in shown
    assert "*" not in run("status", "2022Q1", *words, "--data", ".", folder=folder, width=120).out


def test_many_amendments_are_told_in_short_and_where_to_read_all(tmp_path: Path) -> None:
    names = [f"d{number:02}" for number in range(30)]
    later = allocation(effective="2022-02-01", x={each: {"from": 5, "to": 6} for each in names})
    targets = plan(names, [indicator("x")], allocation(x=dict.fromkeys(names, 5)), later)
    folder = write(tmp_path, targets, submission("d00", "2022Q1", values={"x": 2}))
    shown = " ".join(run("status", "--data", ".", folder=folder).out.split())
    assert "d19 5→6 and more, 30 in all; `jxtrade allocations --history` lists each." in shown
    assert "d20 5→6" not in shown


def test_a_change_starts_from_what_was_in_force(tmp_path: Path) -> None:
    """Where `from` is not that (JX205), the difference is still what the change came to."""
    wrong = allocation(effective="2022-02-01", x={"a": {"from": 4, "to": 8}})
    folder = write(tmp_path, plan(["a"], [indicator("x")], allocation(x={"a": 5}), wrong))
    (change,) = told(folder, "--year", "2022")["history"]
    assert (change["from"], change["to"], change["difference"]) == ("5", "8", "3")


def test_groups_say_their_sum_beside_what_documents_give_them(tmp_path: Path) -> None:
    """A province of two cities: 5 + 4 and 3; the document gives 12 and 10, and the city nothing."""
    groups = [{"id": "zj", "name": "Zj"}, {"id": "jx", "name": "Jx", "within": "zj"}]
    districts = [
        {"id": "a", "name": "A", "within": "jx"},
        {"id": "b", "name": "B", "within": "jx"},
        {"id": "c", "name": "C", "within": "zj"},
    ]
    first = allocation(effective="2022-03-01", x={"a": 5, "b": 4, "c": 3}, y={"a": 80})
    first |= {"groups": {"x": {"zj": 10}}}
    later = allocation(effective="2022-09-01", x={}) | {"groups": {"x": {"zj": 12}}}
    indicators = [indicator("x"), indicator("y", kind="rate", unit="%")]
    folder = write(tmp_path, plan(districts, indicators, first, later, groups=groups))
    for day, stated, since in (
        ("2022-08-31", "10", "2022-03-01"),
        ("2022-09-01", "12", "2022-09-01"),
    ):
        found = told(folder, "--as-of", day)["groups"]
        keys = ("indicator", "group", "allocated", "stated")
        assert [tuple(each[key] for key in keys) for each in found] == [
            ("x", "zj", "12", stated),
            ("x", "jx", "9", None),
        ]
        assert found[1]["source"] is None
        assert found[0]["effective"] == since
    call = ("allocations", "--data", ".", "--as-of", "2022-08-31")
    assert run(*call, "--history", folder=folder).status == 0
    shown = run(*call, folder=folder).out
    assert re.findall(r"^  (Zj|Jx) +(\S+) +(\S+)$", shown, re.MULTILINE) == [
        ("Zj", "12", "10"), ("Jx", "9", "—"),
    ]  # fmt: skip


def test_many_districts_are_shown_as_sums_unless_all_are_asked_for(tmp_path: Path) -> None:
    """Of 41 districts with 3 each the sum is 123."""
    names = [f"d{number:02}" for number in range(41)]
    folder = write(tmp_path, plan(names, [indicator("x")], allocation(x=dict.fromkeys(names, 3))))
    call = ("allocations", "--data", ".", "--as-of", "2022-06-30")
    short = run(*call, folder=folder).out
    assert re.findall(r"^  x \(firms\) +(\S+)$", short, re.MULTILINE) == ["123"]
    assert "All 41 districts: jxtrade allocations --year 2022 --all." in short
    assert "d07" not in short
    every = run(*call, "--all", folder=folder).out
    assert len(re.findall(r"^  d\d\d +3$", every, re.MULTILINE)) == 41
    assert len(told(folder, "--as-of", "2022-06-30")["cells"]) == 41
