"""The commands: what they write, what they refuse, what their JSON promises."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.cli.program import command_names
from jxtrade.rules import catalogue
from jxtrade.text import cells
from jxtrade.views import outputs
from tests.cases import lay
from tests.programme import allocation, indicator, plan, run, submission, write
from tests.test_data import DATA
from tests.test_views import CANTONS, FORTY, LOWER, TWELVE, YEARS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.programme import Ran
    from tests.test_views import World

D = Decimal
ROOT = DATA.parent
AS_OF = ("--as-of", "2022-07-10")
CONTRACT = {
    "indicator", "district", "state", "status", "light", "allocated", "reported", "rate", "due",
    "lead", "gap", "gap_to_pace", "surplus", "rank", "source",
}  # fmt: skip
CONTRACT_OF_TOTAL = {
    "indicator", "allocated", "reported", "counted", "of", "rate", "lead", "status", "light",
    "rate_counted", "lead_counted", "due", "short", "gap", "gap_left_out", "surplus", "left_out",
}  # fmt: skip
CONTRACT_OF_FINDING = {
    "code", "slug", "severity", "message", "hint", "path", "line", "column", "end_line",
    "end_column", "indicator", "district", "period", "related",
}  # fmt: skip


def place_of(file: Path, start: str, figure: str) -> dict[str, Any]:
    """Return where a figure stands in a file, in the first line that begins so."""
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if line.startswith(start):
            column = line.index(figure, len(start)) + 1
            path = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
            return {"path": path, "line": number, "column": column}
    raise LookupError(start)


def test_json_of_status_is_the_contracts() -> None:
    """The line and the total that the format shows are those of the shipped data."""
    found = run("status", "2022Q2", "--format", "json", *AS_OF, folder=ROOT).json
    assert {key: found[key] for key in ("schema", "period", "as_of", "sample", "year_assumed")} == {
        "schema": "jxtrade.status/2",
        "period": "2022Q2",
        "as_of": "2022-07-10",
        "sample": True,
        "year_assumed": True,
    }
    (line,) = [
        each
        for each in found["lines"]
        if (each["indicator"], each["district"]) == ("exporters", "nanhu")
    ]
    sent = DATA / "reports/2022Q2/districts/nanhu.yaml"
    assert {key: line[key] for key in CONTRACT} == {
        "indicator": "exporters", "district": "nanhu", "state": "value", "status": "on_pace",
        "light": "green", "allocated": "55", "reported": "31", "rate": "56.3636", "due": "27.5",
        "lead": "6.3636", "gap": "24", "gap_to_pace": "0", "surplus": "0", "rank": 3,
        "source": place_of(sent, "  exporters: ", "31"),
    }  # fmt: skip
    assert line["allocation_source"] == place_of(
        DATA / "targets.yaml", "      exporters: {nanhu: ", "55"
    )
    (total,) = [each for each in found["totals"] if each["indicator"] == "exporters"]
    assert {key: total[key] for key in CONTRACT_OF_TOTAL} == {
        "indicator": "exporters", "allocated": "500", "reported": "231", "counted": 8, "of": 9,
        "rate": "46.2000", "lead": None, "status": "incomplete", "light": None,
        "rate_counted": "51.6779", "lead_counted": "1.6779", "due": "250", "short": "19",
        "gap": "218", "gap_left_out": "53", "surplus": "2", "left_out": ["haiyan"],
    }  # fmt: skip
    assert len(found["lines"]) == 36
    assert [total["indicator"] for total in found["totals"]] == [
        "leaders", "bases", "exporters", "resale",
    ]  # fmt: skip


def test_json_of_a_restated_value_points_to_the_restatement() -> None:
    found = run("status", "2022Q1", "--format", "json", *AS_OF, folder=ROOT).json
    (line,) = [
        each
        for each in found["lines"]
        if (each["indicator"], each["district"]) == ("exporters", "nanhu")
    ]
    assert (line["reported"], line["rate"], line["lead"]) == ("11", "20.0000", "-5.0000")
    sent = DATA / "reports/2022Q2/districts/nanhu.yaml"
    start = "  - {indicator: exporters, period: 2022Q1, from: 12, to: "
    assert line["source"] == place_of(sent, start, "11")


WRITTEN = """\
version: 1
language: en
plan:
  title: A plan
  document: D1
  issued: 2022-01-10
  start: 2022
  end: 2022
districts:
  - {id: a, name: A}
  - {id: b, name: B}
  - {id: c, name: C}
indicators:
  - {id: x, name: X, unit: t, kind: amount, decimals: 2, definition: as counted, source: D1}
  - {id: y, name: Y, unit: t, kind: count, definition: as counted, source: D1}
allocations:
  - document: D1
    year: 2022
    effective: 2022-01-01
    values:
      x: {a: 9.60, b: 0, c: 12}
      y: {a: 3, b: 4}
"""
SENT = {
    "a": "values: {x: 7.20, y: -1}\n",
    "b": "values:\n  x:   0.5\nnot_applicable: {y: no such firms}\n",
}
# x: 7.20/9.60 = 75 %; due 9.60 × 0.75 = 7.2
LINES: list[dict[str, Any]] = [
    {"indicator": "x", "district": "a", "state": "value", "status": "on_pace", "light": "green",
     "allocated": "9.60", "reported": "7.20", "rate": "75.0000", "due": "7.2", "lead": "0.0000",
     "gap": "2.40", "gap_to_pace": "0", "surplus": "0", "rank": 1,
     "source": {"path": "reports/2022Q3/districts/a.yaml", "line": 5, "column": 13}},
    {"indicator": "x", "district": "b", "state": "value", "status": "met", "light": "green",
     "allocated": "0", "reported": "0.5", "rate": None, "due": "0", "lead": None,
     "gap": "0", "gap_to_pace": "0", "surplus": "0.5", "rank": None,
     "source": {"path": "reports/2022Q3/districts/b.yaml", "line": 6, "column": 8}},
    {"indicator": "x", "district": "c", "state": "missing", "status": "missing", "light": None,
     "allocated": "12", "reported": None, "rate": None, "due": "9", "lead": None,
     "gap": None, "gap_to_pace": None, "surplus": None, "rank": None, "source": None},
    {"indicator": "y", "district": "a", "state": "suspect", "status": "suspect", "light": None,
     "allocated": "3", "reported": "-1", "rate": None, "due": "2.25", "lead": None,
     "gap": None, "gap_to_pace": None, "surplus": None, "rank": None,
     "source": {"path": "reports/2022Q3/districts/a.yaml", "line": 5, "column": 22}},
    {"indicator": "y", "district": "b", "state": "not_applicable", "status": "not_applicable",
     "light": None, "allocated": "4", "reported": None, "rate": None, "due": "3", "lead": None,
     "gap": None, "gap_to_pace": None, "surplus": None, "rank": None, "source": None},
    {"indicator": "y", "district": "c", "state": "unallocated", "status": "unallocated",
     "light": None, "allocated": None, "reported": None, "rate": None, "due": None, "lead": None,
     "gap": None, "gap_to_pace": None, "surplus": None, "rank": None, "source": None},
]  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Path:
    place = tmp_path / "reports/2022Q3/districts"
    place.mkdir(parents=True)
    (tmp_path / "targets.yaml").write_text(WRITTEN, "utf-8")
    for name, text in SENT.items():
        head = f"district: {name}\nperiod: 2022Q3\nreceived: 2022-10-05\nprepared_by: p\n"
        (place / f"{name}.yaml").write_text(head + text, "utf-8")
    return tmp_path


def same_figures(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Hold figures against each other as exact numbers, everything else as it is."""
    assert found.keys() >= expected.keys()
    for key, value in expected.items():
        if isinstance(value, str) and re.fullmatch(r"-?[\d.]+", value):
            assert isinstance(found[key], str), key
            assert D(found[key]) == D(value), key
            assert "E" not in found[key].upper()
        else:
            assert found[key] == value, key


def test_json_of_every_state(written: Path) -> None:
    found = run("status", "--data", ".", "--format", "json", *AS_OF, folder=written).json
    assert len(found["lines"]) == len(LINES)
    for line, expected in zip(found["lines"], LINES, strict=True):
        same_figures(line, expected)
    assert found["lines"][0]["reported"] == "7.20", "the digits that were written"
    first, second = found["totals"]
    # 7.20 + 0.5 of 9.60 + 0 + 12; c's 12 are not reported; 7.7/9.6 = 80.2083… of those counted
    same_figures(first, {
        "indicator": "x", "allocated": "21.6", "reported": "7.7", "counted": 2, "of": 3,
        "rate": "35.6481", "lead": None, "status": "incomplete", "light": None,
        "rate_counted": "80.2083", "lead_counted": "5.2083", "due": "16.2", "short": "8.5",
        "gap": "2.4", "gap_left_out": "12", "surplus": "0.5", "left_out": ["c"],
    })  # fmt: skip
    same_figures(second, {
        "indicator": "y", "allocated": "7", "reported": None, "counted": 0, "of": 1, "rate": None,
        "lead": None, "status": "incomplete", "light": None, "rate_counted": None,
        "lead_counted": None, "due": "5.25", "short": None, "gap": None, "gap_left_out": "7",
        "surplus": None, "left_out": ["a", "b"],
    })  # fmt: skip


def test_json_of_status_narrowed(written: Path) -> None:
    of_a = run("status", "--district", "A", "--data", ".", "--format", "json", folder=written).json
    assert [(line["indicator"], line["district"]) for line in of_a["lines"]] == [
        ("x", "a"),
        ("y", "a"),
    ]
    of_y = run("status", "--indicator", "y", "--data", ".", "--format", "json", folder=written).json
    assert [line["district"] for line in of_y["lines"]] == ["a", "b", "c"]
    assert [total["indicator"] for total in of_y["totals"]] == ["y"]


def test_json_of_gaps(written: Path) -> None:
    found = run("gaps", "--data", ".", "--format", "json", *AS_OF, folder=written).json
    assert (found["schema"], found["period"], found["sample"]) == (
        "jxtrade.gaps/2",
        "2022Q3",
        False,
    )
    (gap,) = found["gaps"]
    same_figures(gap, {
        "district": "a", "indicator": "x", "allocated": "9.60", "reported": "7.20", "gap": "2.40",
        "gap_to_pace": "0", "each_quarter": "2.40", "quarters_left": 1, "status": "on_pace",
        "light": "green",
    })  # fmt: skip
    assert found["unknown"] == [
        {"district": "c", "indicator": "x", "state": "missing"},
        {"district": "a", "indicator": "y", "state": "suspect"},
    ]


@pytest.mark.parametrize(
    ("period", "each", "left"), [("2022Q1", "3.04", 3), ("2022Q2", "4.55", 2), ("2022Q4", None, 0)]
)
def test_what_each_quarter_must_bring_is_rounded_up(
    period: str, each: str | None, left: int, tmp_path: Path
) -> None:
    # 9.10 lack: 3.0333… and 4.55 a quarter
    about = indicator("x", kind="amount", decimals=2)
    targets = plan(["a"], [about], allocation(x={"a": D("9.60")}))
    sent = submission("a", period, values={"x": D("0.50")})
    found = run(
        "gaps", "--data", ".", "--format", "json", folder=write(tmp_path, targets, sent)
    ).json
    (gap,) = found["gaps"]
    assert (gap["each_quarter"], gap["quarters_left"]) == (each, left)


def test_numbers_of_json_are_never_floats(written: Path) -> None:
    for command in ("status", "gaps", "incentives", "allocations", "validate"):
        text = run(command, "--data", ".", "--format", "json", folder=written).out
        assert re.findall(r": -?\d+\.\d", text) == []


def test_json_of_findings_is_the_contracts(written: Path) -> None:
    ran = run("validate", "--data", ".", "--format", "json", *AS_OF, folder=written)
    assert ran.status == 1
    found = ran.json
    assert found["schema"] == "jxtrade.findings/1"
    (error,) = [each for each in found["findings"] if each["severity"] == "error"]
    assert error.keys() >= CONTRACT_OF_FINDING
    assert (error["code"], error["slug"]) == ("JX302", "negative-value")
    assert tuple(error[key] for key in ("path", "line", "column", "end_line", "end_column")) == (
        "reports/2022Q3/districts/a.yaml", 5, 22, 5, 24,
    )  # fmt: skip
    assert (error["indicator"], error["district"], error["period"]) == ("y", "a", "2022Q3")
    counted = [each["severity"] for each in found["findings"]]
    assert found["summary"] == {
        severity: counted.count(severity) for severity in ("error", "warning", "info")
    }


def test_init_writes_the_shipped_plan_and_refuses_a_used_folder(tmp_path: Path) -> None:
    ran = run("init", "office", "--example", "--lang", "en", folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    office = tmp_path / "office"
    assert (office / "targets.yaml").read_bytes() == (DATA / "targets.yaml").read_bytes()
    assert (office / "tasks.yaml").read_bytes() == (DATA / "tasks.yaml").read_bytes()
    assert list((office / "reports").iterdir()) == []
    for name in ("office/targets.yaml", "office/tasks.yaml", "office/reports"):
        assert name in ran.out
    checked = run("validate", "--data", "office", folder=tmp_path)
    assert (checked.status, checked.err) == (0, "")
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    again = run("init", "office", "--example", "--lang", "en", folder=tmp_path)
    assert (again.status, again.out) == (2, "")
    assert "office" in again.err
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "name",
    [
        *("targets.yaml", "tasks.yaml", "waivers.yaml"),
        *("reports", "reports/mine", ".schema/district.json"),
    ],
)
def test_init_leaves_a_folder_alone_that_has_any_part_of_a_workspace(
    name: str, tmp_path: Path
) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine\n", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    ran = run("init", ".", "--lang", "en", folder=tmp_path)
    assert ran.status == 2
    assert f"has {name.partition('/')[0]} already" in ran.err
    assert sorted(tmp_path.rglob("*")) == before
    assert mine.read_text("utf-8") == "mine\n"


@pytest.mark.parametrize("name", ["reports", ".schema"])
def test_init_writes_through_no_link(name: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / name).symlink_to(tmp_path / "elsewhere")
    assert run("init", "office", folder=tmp_path).status == 2
    assert [path.name for path in (tmp_path / "office").iterdir()] == [name]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_init_into_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine\n", "utf-8")
    assert run("init", ".", folder=tmp_path).status == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "mine\n"


@pytest.mark.parametrize("name", ["two words", "data"])
def test_init_says_what_to_type_next_and_it_works(name: str, tmp_path: Path) -> None:
    ran = run("init", name, "--example", "--lang", "en", folder=tmp_path, width=200)
    (typed,) = re.findall(r"(?m)^  jxtrade (.*new .*)$", ran.out)
    assert typed == f"{'' if name == 'data' else '--data ' + repr(name) + ' '}new 2022Q1"
    shell = f"{sys.executable} -m jxtrade {typed}"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=tmp_path, capture_output=True, check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name / "reports/2022Q1/districts/nanhu.yaml").is_file()


def filled(text: str, figures: dict[str, Any]) -> str:
    """Return a blank submission with its figures, as a clerk would write them."""
    text = text.replace("prepared_by:", "prepared_by: a clerk")
    text = re.sub(r"(?m)^received:.*?(\d{4}-\d{2}-\d{2}) .*$", r"received: \1", text)
    for key, figure in figures.items():
        text, count = re.subn(rf"(?m)^  {re.escape(key)}:  #", f"  {key}: {figure}  #", text)
        assert count == 1, key
    return re.sub(r"(?m)^  [^\s#][^:]*:  #.*\n", "", text)


@pytest.mark.parametrize(
    ("world", "period"),
    [
        (CANTONS, "2022Q3"),
        (TWELVE, "2022Q3"),
        (FORTY, "2022Q3"),
        (YEARS, "2024Q2"),
        (LOWER, "2022Q1"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_new_submission_once_filled_in_is_sound(world: World, period: str, tmp_path: Path) -> None:
    folder = world.write(tmp_path / "w")
    district = world.districts[0]
    ran = run("new", period, district, "--data", ".", "--as-of", "2024-08-01", folder=folder)
    assert ran.status == 0
    path = f"reports/{period}/districts/{district}.yaml"
    assert path in ran.out
    blank = (folder / path).read_text("utf-8")
    for each in world.indicators:
        (line,) = re.findall(rf"(?m)^  {each}:  # (.*)$", blank)
        given = world.targets["allocations"][-1]["values"][each][district]
        assert f"{given}" in line
    highest = {
        each: 70_000 if reported == 6250 else reported
        for each, reported in world.reported[district].items()
    }
    (folder / path).write_text(filled(blank, highest), "utf-8")
    found = run(
        "validate", "--data", ".", "--format", "json", "--as-of", "2024-08-01", folder=folder
    )
    errors = [each for each in found.json["findings"] if each["severity"] == "error"]
    assert [each for each in errors if each["path"] == path] == []
    shown = run("status", period, "--data", ".", "--format", "json", folder=folder).json
    reported = [line["state"] for line in shown["lines"] if line["district"] == district]
    if world is not YEARS:
        assert reported == ["value"] * len(world.indicators)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_new_speaks_the_plans_language(lang: str, tmp_path: Path) -> None:
    targets = plan(
        ["a"], [indicator("x", roster="required")], allocation(x={"a": 3}), language=lang
    )
    folder = write(tmp_path, targets, tasks=TASKS)
    for sender in ("a", "roads"):
        assert run("new", "2022Q3", sender, "--data", ".", folder=folder).status == 0
    for path in folder.rglob("reports/**/*.yaml"):
        comments = "".join(re.findall(r"#.*", path.read_text("utf-8")))
        assert bool(re.search("[\u4e00-\u9fff]", comments)) == (lang == "zh"), comments


TASKS = {
    "version": 1,
    "year": 2022,
    "document": "D2",
    "departments": [{"id": "roads", "name": "Roads"}, {"id": "parks", "name": "Parks"}],
    "tasks": [
        {
            "id": "T1",
            "name": "bridges",
            "departments": ["roads"],
            "targets": [
                {"id": "T1-built", "name": "built", "target": {"at_least": 3}, "unit": "n"}
            ],
            "milestones": [
                {"id": "T1-Q1-1", "quarter": "Q1", "name": "drawn"},
                {"id": "T1-Q4-1", "quarter": "Q4", "name": "opened"},
            ],
        }
    ],
}


def test_new_submission_of_a_department(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 3}))
    folder = write(tmp_path, targets, tasks=TASKS)
    ran = run("new", "2022Q3", "Roads", "--data", ".", "--as-of", "2022-10-05", folder=folder)
    assert ran.status == 0
    file = folder / "reports/2022Q3/departments/roads.yaml"
    blank = file.read_text("utf-8")
    assert "T1-Q1-1" in blank
    assert "T1-Q4-1" not in blank, "due later"
    done = "{status: done, on: 2022-03-01, evidence: [minutes]}"
    file.write_text(filled(blank, {"T1-built": 2, "T1-Q1-1": done}), "utf-8")
    checked = run("validate", "--data", ".", "--as-of", "2022-10-06", "--fail-on", "error",
                  "--select", "JX0,JX1,JX6", folder=folder)  # fmt: skip
    assert checked.status == 0, checked.out


def test_new_never_overwrites(tmp_path: Path) -> None:
    folder = CANTONS.write(tmp_path)
    file = folder / "reports/2022Q2/districts/fr.yaml"
    before = file.read_bytes()
    ran = run("new", "2022Q2", "fr", "--data", ".", "--lang", "en", folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert "reports/2022Q2/districts/fr.yaml" in ran.err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("period", "sender", "named"),
    [("2031Q1", "fr", "2031Q1"), ("2022Q5", "fr", "2022Q5"), ("2022Q3", "frr", "fr")],
)
def test_new_refuses_what_the_plan_does_not_have(
    period: str, sender: str, named: str, tmp_path: Path
) -> None:
    folder = CANTONS.write(tmp_path)
    ran = run("new", period, sender, "--data", ".", "--lang", "en", folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert named in ran.err
    assert ran.err.startswith("jxtrade: ")
    assert not (folder / f"reports/{period}/districts/{sender}.yaml").exists()


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_is_explained_with_its_example_as_it_must_be_written(
    lang: str, width: int
) -> None:
    for rule in catalogue():
        ran = run("explain", rule.slug, "--lang", lang, folder=ROOT, width=width)
        assert ran.status == 0
        assert ran.out.startswith(f"{rule.code} {rule.slug}")
        for line in rule.example.strip("\n").split("\n")[1:]:
            assert f"\n{f'  {line}'.rstrip()}\n" in ran.out, "indentation is part of YAML"
        prose = ran.out[: ran.out.find("\n例：") if lang == "zh" else ran.out.find("\nExample")]
        assert max(map(cells, prose.split("\n"))) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_are_all_listed(lang: str, width: int) -> None:
    ran = run("rules", "--lang", lang, folder=ROOT, width=width)
    lines = ran.out.splitlines()
    assert re.findall(r"(?m)^  (JX\d{3})\b", ran.out) == [rule.code for rule in catalogue()]
    for rule in catalogue():
        assert re.search(rf"(?<![\w-]){rule.slug}(?![\w-])", ran.out)
    assert width < 60 or max(map(cells, lines)) <= width
    assert [line for line in lines[1:] if line[:1] not in ("", " ")] == []


def test_unknown_rule_names_the_nearest() -> None:
    ran = run("explain", "JX4O1", "--lang", "en", folder=ROOT)
    assert ran.status == 2
    assert "JX401" in ran.err


def test_exit_status_tells_what_was_found(written: Path) -> None:
    def status(*arguments: str, folder: Path = written) -> int:
        return run("validate", "--data", ".", *AS_OF, *arguments, folder=folder).status

    assert status() == 1
    assert status("--ignore", "JX302") == 0
    assert status("--select", "JX302") == 1
    assert status("--ignore", "negative-value", "--fail-on", "warning") == 1
    assert status("--fail-on", "grave") == 2
    assert status("--data", "nowhere") == 2
    assert status(folder=DATA) == 0


def test_plan_that_cannot_be_used_is_shown_with_its_fault(written: Path) -> None:
    (written / "targets.yaml").write_text(WRITTEN.replace("kind: count", "kind: counts"), "utf-8")
    for command in ("status", "gaps", "tasks", "goals", "incentives", "allocations"):
        ran = run(command, "--data", ".", "--lang", "en", folder=written)
        assert ran.status == 1
        assert "targets.yaml:15:" in ran.out
        assert "counts" in ran.out


def test_workspace_without_submissions_says_how_to_begin(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 3}))
    folder = write(tmp_path, targets)
    for command in ("status", "gaps"):
        ran = run(command, "--data", ".", "--lang", "en", folder=folder)
        assert (ran.status, ran.out) == (2, "")
        assert "jxtrade new" in ran.err


def test_answers_go_to_a_file_whole(tmp_path: Path) -> None:
    folder = CANTONS.write(tmp_path)
    target = tmp_path / "status.json"
    target.write_text("old", "utf-8")
    ran = run("status", "--data", ".", "--format", "json", "-o", "status.json", folder=folder)
    assert (ran.status, ran.out) == (0, "")
    assert (
        target.read_text("utf-8")
        == run("status", "--data", ".", "--format", "json", folder=folder).out
    )
    missing = run("status", "--data", ".", "-o", "nowhere/status.txt", folder=folder)
    assert missing.status == 2
    assert "nowhere" in missing.err


ONE_OF_EACH: dict[str, tuple[str, str]] = {
    "status.json": ("status", "{"),
    "status.txt": ("status", "Progress in 2022Q3"),
    "STATUS.JSON": ("status", "{"),
    "status": ("status", "Progress in 2022Q3"),
    "gaps.json": ("gaps", "{"),
    "found.sarif": ("validate", "{"),
    "found.xml": ("validate", "<?xml"),
    "found.json": ("validate", "{"),
    "found.txt": ("validate", "reports/"),
    "v1.2/found": ("validate", "reports/"),
    ".hidden": ("status", "Progress in 2022Q3"),
}


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_file_is_written_as_its_suffix_says(name: str, written: Path) -> None:
    command, begins = ONE_OF_EACH[name]
    (written / "v1.2").mkdir()
    ran = run(command, "--data", ".", "-o", name, "--lang", "en", folder=written)
    assert (ran.status, ran.out, ran.err) == (int(command == "validate"), "", "")
    assert (written / name).read_text("utf-8").startswith(begins)


WRITTEN_AS = ".csv, .docx, .html, .json, .md, .pdf, .txt, .xlsx"


@pytest.mark.parametrize(
    ("arguments", "suffix", "writes"),
    [
        (("status", "-o", "x.odt"), ".odt", WRITTEN_AS),
        (("gaps", "-o", "x.sarif"), ".sarif", WRITTEN_AS),
        (("validate", "-o", "x.jsn"), ".jsn", ".json, .xml, .md, .sarif, .txt"),
        (("validate", "--format", "json", "-o", "a.txt", "-o", "b.html"), ".html", ".sarif"),
        (("schema", "district", "-o", "x.yaml"), ".yaml", ".json"),
    ],
)
def test_suffix_that_a_command_does_not_write_is_refused(
    arguments: tuple[str, ...], suffix: str, writes: str, written: Path
) -> None:
    before = sorted(written.rglob("*"))
    for lang in ("en", "zh"):
        ran = run("--data", ".", *arguments, "--lang", lang, folder=written)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert suffix in ran.err
        assert (writes if lang == "en" else writes.replace(", ", "、")) in ran.err
        assert bool(re.search("[\u4e00-\u9fff]", ran.err)) == (lang == "zh")
    assert sorted(written.rglob("*")) == before


def test_format_that_is_asked_for_outweighs_the_suffix(written: Path) -> None:
    answer = run("status", "--data", ".", "--format", "json", folder=written).out
    for words in (
        ("--format", "json", "-o", "x.docx"),
        ("-o", "x.docx", "--format=json"),
        ("-ox.docx", "--format", "terminal", "--format", "json"),
    ):
        assert run("status", "--data", ".", *words, folder=written).status == 0
        assert (written / "x.docx").read_text("utf-8") == answer
        (written / "x.docx").unlink()


def test_every_file_of_validate_has_the_format_before_it_or_its_suffixs(written: Path) -> None:
    words = ("--format", "gitlab", "-o", "q.json", "-o", "f.json", "--format=sarif", "-of.xml")
    ran = run("validate", "--data", ".", *words, "--format", "github", "-o", "-", folder=written)
    assert ran.out.startswith("::")
    found = {name: (written / name).read_text("utf-8") for name in ("q.json", "f.json", "f.xml")}
    assert isinstance(json.loads(found["q.json"]), list), "code quality is a list"
    assert json.loads(found["f.json"])["schema"] == "jxtrade.findings/1"
    assert json.loads(found["f.xml"])["version"] == "2.1.0", "SARIF's own"
    assert sorted(path.name for path in written.iterdir()) == [
        "f.json", "f.xml", "q.json", "reports", "targets.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "command", ["status", "gaps", "goals", "incentives", "allocations", "validate"]
)
def test_dash_is_the_screen(command: str, written: Path) -> None:
    shown = run(command, "--data", ".", "--format", "json", folder=written)
    assert run(command, "--data", ".", "--format", "json", "-o", "-", folder=written) == shown
    assert not (written / "-").exists()
    two = run("validate", "--data", ".", "-o", "-", "--format", "json", folder=written)
    assert two.status == 2


@pytest.mark.parametrize("name", outputs.NAMES)
def test_schema_of_an_output_is_printed(name: str, tmp_path: Path) -> None:
    ran = run("schema", "output", name, folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert run("schema", "output", name, "-o", "x.json", folder=tmp_path).status == 0
    assert (tmp_path / "x.json").read_text("utf-8") == ran.out
    assert ran.json["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    ("words", "named"),
    [(("output", "stauts"), "status"), (("output",), "gaps"), (("district", "x"), "too many")],
)
def test_schema_of_no_output_is_refused(words: tuple[str, ...], named: str, tmp_path: Path) -> None:
    ran = run("schema", *words, "--lang", "en", folder=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert named in ran.err


def as_process(
    *arguments: str, folder: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "jxtrade", *arguments],
        cwd=folder, capture_output=True, check=False, env=kept | environment,
    )  # fmt: skip


def test_program_runs_as_a_process(written: Path) -> None:
    assert as_process("validate", "--data", ".", folder=written).returncode == 1
    assert as_process("status", "--data", ".", folder=written).returncode == 0
    assert as_process("status", "--data", "none", folder=written).returncode == 2
    version = as_process("--version", folder=written)
    assert re.fullmatch(rb"jxtrade \d+\.\d+\.\d+\r?\n", version.stdout)


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_every_encoding_of_a_terminal_is_enough(encoding: str) -> None:
    done = as_process("status", "--lang", "zh", folder=ROOT, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode(encoding)
    assert "56.4%" in shown
    assert ("改革试点产业基地" in shown) == (encoding != "ascii")


SCREENS = (
    ("status",), ("status", "2022Q1"), ("status", "--indicator", "exporters"),
    ("status", "--district", "haining"), ("status", "--format", "md"),
    ("gaps",), ("tasks",), ("tasks", "--open", "--department", "reform"), ("goals",),
    ("trace", "exporters", "pinghu"), ("trace", "resale"),
    ("incentives",), ("allocations",), ("allocations", "--history"),
    ("validate", "--info", "--show-checks"), ("validate", "--format", "github"), ("rules",),
    *(("explain", rule.code) for rule in catalogue()),
    ("schema", "district"), ("schema", "output", "status"), ("init",), ("init", "--example", "old"),
    ("new", "2022Q3"), ("receive", "data/reports/2022Q3/districts/nanhu.yaml"), ("stauts",),
    *((name, "--help") for name in command_names()), ("--help",),
)  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_console_of_code_page_936_shows_every_screen_whole(lang: str, tmp_path: Path) -> None:
    """Nothing of the program or of the shipped data falls out of GBK."""
    shutil.copytree(DATA, tmp_path / "data")
    for call in SCREENS:
        folder = tmp_path / "empty" if call[0] == "init" else tmp_path
        folder.mkdir(exist_ok=True)
        ran = run(*call, "--lang", lang, *(AS_OF if "--help" not in call else ()), folder=folder)
        for said in ran[1:]:
            assert said.encode("gbk").decode("gbk") == said, call
    for call in (("status",), ("gaps",), ("trace", "exporters", "pinghu")):
        shown = [
            as_process(*call, "--lang", lang, folder=tmp_path, PYTHONIOENCODING=encoding).stdout
            for encoding in ("gbk", "utf-8")
        ]
        assert shown[0].decode("gbk") == shown[1].decode("utf-8") != ""


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_closed_pipe_is_no_fault() -> None:
    shell = f"{sys.executable} -m jxtrade status --lang en | head -n 1"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=ROOT, capture_output=True, check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.startswith(b"Progress in 2022Q2")
    assert done.stderr == b""


def said(ran: Ran) -> str:
    return " ".join(ran.out.split())


def test_summary_says_what_a_reader_must_know() -> None:
    """Sample data, assumed year, pace, lights, missing districts and restatements, in words."""
    ran = run("status", "2022Q1", "--full", "--lang", "zh", *AS_OF, folder=ROOT, width=200)
    assert "示例数据" in said(ran)
    assert "没有写明年度，按 2022 年使用" in said(ran)
    assert "更正：南湖的新增出口实绩企业数量，2022Q1 由 12 改为 11（核减重复计算的1家）" in said(
        ran
    )
    assert (
        "序时进度：“领跑者”企业、改革试点产业基地 0%（未到节点，不亮灯）；"
        "新增出口实绩企业数量、出口转内销 25%" in said(ran)
    )
    later = run("status", "2022Q2", "--full", "--lang", "zh", *AS_OF, folder=ROOT, width=200)
    # T3-Q2-3 and T9-Q2-2 are in progress past their quarter
    owed = "尚缺：海盐的报送（JX701 haiyan.yaml:1）；到期的 23 个任务节点中 2 个没有完成。"
    assert owed in said(later)
    # 231 of the 447 of the eight; 218 are lacking, 53 are not counted, 2 are beyond
    assert "新增出口实绩企业数量（家） 8 9 51.7% +1.7 218 53 2 " in said(later)
    assert "有未计入的，合计的完成率是下限。缺口与超额不相抵。" in said(later)


def test_real_data_carries_no_word_of_sample(written: Path) -> None:
    ran = run("status", "--data", ".", folder=written)
    assert "示例" not in ran.out
    assert "Year assumed" not in ran.out


def test_row_without_any_allocation_is_no_fault(tmp_path: Path) -> None:
    """An indicator may stand in the plan before anything of it is allocated."""
    goal = {"id": "g", "name": "g", "target": {"at_least": 9}, "unit": "n", "year": 2025}
    goals = [goal | {"indicator": "x", "source": "D1"}]
    targets = plan(["a"], [indicator("x")], allocation(x={}), goals=goals)
    folder = write(tmp_path, targets, submission("a", "2022Q2", values={"x": 4}))
    for command in ("status", "gaps", "incentives", "allocations", "validate"):
        assert run(command, "--data", ".", folder=folder).status == 0
    (line,) = run("status", "--data", ".", "--format", "json", folder=folder).json["lines"]
    assert (line["state"], line["reported"]) == ("unallocated", "4")


def test_rates_of_districts_are_not_held_against_a_goal(tmp_path: Path) -> None:
    """80 and 60 percent are no 140 percent."""
    goal = {"id": "g", "name": "g", "target": {"at_least": 80}, "unit": "%", "year": 2025}
    goals = [goal | {"indicator": "x", "source": "D1"}]
    rate = indicator("x", kind="rate")
    targets = plan(["a", "b"], [rate], allocation(x={"a": 80, "b": 60}), goals=goals)
    folder = write(tmp_path, targets, submission("a", "2022Q2", values={"x": 4}))
    found = run("validate", "--data", ".", "--format", "json", folder=folder).json["findings"]
    assert [each for each in found if each["code"] == "JX202"] == []


def test_name_of_two_districts_is_not_guessed_at(tmp_path: Path) -> None:
    names = [{"id": each, "name": {"zh": "新区", "en": f"New {each}"}} for each in "ab"]
    targets = plan(names, [indicator("x")], allocation(x={"a": 1, "b": 2}))
    folder = write(tmp_path, targets, submission("a", "2022Q2", values={"x": 1}))
    ran = run("status", "--district", "新区", "--data", ".", folder=folder, JXTRADE_LANG="zh")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "jxtrade: 「新区」是 a、b 的名称；写 id\n"
    assert run("status", "--district", "New b", "--data", ".", folder=folder).status == 0


def test_new_writes_nothing_through_a_link(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "reports/2022Q3").symlink_to(elsewhere)
    ran = run("--data", "w", "new", "2022Q3", "east", folder=tmp_path)
    assert ran.status == 2
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    "command", ["status", "gaps", "tasks", "goals", "incentives", "allocations"]
)
def test_without_a_plan_json_is_still_json(command: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    targets = folder / "targets.yaml"
    targets.write_text(targets.read_text("utf-8").replace("version: 1", "version: 2"), "utf-8")
    ran = run("--data", "w", command, "--format", "json", folder=tmp_path)
    assert ran.status == 1
    said = json.loads(ran.out)
    assert said["schema"] == "jxtrade.findings/1"
    assert [(each["code"], each["path"]) for each in said["findings"]] == [
        ("JX013", "w/targets.yaml")
    ]
