"""Rows for engines: what `jxtrade export` writes is what `status` and `gaps` say, in any format."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jxtrade.figures import lines
from jxtrade.render.export.parquet import writing
from jxtrade.report import Extract, Field, Kind
from jxtrade.text import Lang
from jxtrade.views import export
from jxtrade.views.outputs import output_schema
from tests import independent, seeded
from tests.programme import allocation, checked, indicator, plan, run, submission, write
from tests.test_independent import differences

DATA = Path(__file__).parents[1] / "data"
Row = dict[str, Any]
TEXTS = {"period", "indicator", "indicator_name", "unit", "kind", "direction", "district"} | {
    "district_name", "state", "status", "light", "source_path", "source_digest",
    "allocation_path", "allocation_digest",
}  # fmt: skip
FLAGS, WHOLE = {"sample", "year_assumed"}, {"year", "quarter", "rank"}


FORM = Draft202012Validator(output_schema("export") | {"additionalProperties": False})


def rows_of(folder: Path, *words: str) -> list[Row]:
    """Return the rows of a workspace as JSON Lines give them, each of the published form."""
    ran = run("export", *words, "--format", "jsonl", "--data", ".", folder=folder)
    assert (ran.status, ran.err) == (0, "")
    rows: list[Row] = [json.loads(line) for line in ran.out.splitlines()]
    for row in rows:
        FORM.validate(row)
    return rows


def by_cell(rows: list[Row]) -> dict[tuple[str, str, str], Row]:
    cells = {(each["period"], each["indicator"], each["district"]): each for each in rows}
    assert len(cells) == len(rows), "a cell stands twice"
    return cells


def test_a_row_says_all_there_is_of_a_value_and_where_it_stands() -> None:
    """Haining was allocated 119 exporters in annex 1; half of them are due, three quarters next."""
    cells = by_cell(rows_of(DATA))
    row = cells["2022Q2", "exporters", "haining"]
    expected = {
        "year": 2022, "quarter": 2, "kind": "count", "direction": "higher", "district_name": "海宁",
        "state": "value", "status": "far_behind", "light": "red",
        "allocated": "119", "stated": "47", "restated_to": None, "in_force": "47", "reported": "47",
        "rate": "39.4958", "pace": "0.5000", "due": "59.5", "lead": "-10.5042", "gap": "72",
        "gap_to_pace": "12.5", "surplus": "0", "rank": 8, "yoy": None, "each_quarter": "36",
        "next_quarter": "42.25", "sample": True, "year_assumed": True,
        "source_path": "reports/2022Q2/districts/haining.yaml",
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected
    for side in ("source", "allocation"):
        lines = (DATA / row[f"{side}_path"]).read_text("utf-8").splitlines()
        assert "exporters" in lines[row[f"{side}_line"] - 1]
    # nanhu's first quarter was 12, and 11 as the second has it
    first = cells["2022Q1", "exporters", "nanhu"]
    assert [first[key] for key in ("stated", "restated_to", "in_force")] == ["12", "11", "11"]
    assert first["source_path"] == "reports/2022Q2/districts/nanhu.yaml"
    missing = cells["2022Q2", "exporters", "haiyan"]
    assert (missing["state"], missing["reported"], missing["source_path"]) == (
        "missing",
        None,
        None,
    )
    assert (missing["allocated"], missing["due"]) == ("53", "26.5")


def test_rows_stand_by_quarter_indicator_and_district_in_the_plans_order() -> None:
    rows = rows_of(DATA)
    plan_ = independent.Workspace({"targets.yaml": (DATA / "targets.yaml").read_text("utf-8")})
    assert [(each["period"], each["indicator"], each["district"]) for each in rows] == [
        (period, indicator_, district)
        for period in ("2022Q1", "2022Q2")
        for indicator_ in ("leaders", "bases", "exporters", "resale")
        for district in plan_.districts
    ]


@pytest.mark.parametrize("seed", [5, 6, 11, 13, 16, 18, 33, 37])
def test_figures_are_those_of_an_implementation_of_its_own(seed: int, tmp_path: Path) -> None:
    files = seeded.workspace(seed)
    folder = seeded.write(files, tmp_path)
    workspace = independent.Workspace(files)
    cells = by_cell(rows_of(folder, "--as-of", "2022-07-20"))
    found: list[str] = []
    seen = 0
    for period in seeded.periods(files):
        lines = independent.status(workspace, period)["lines"]
        gaps = independent.gaps(workspace, period)
        for (id_, district), line in lines.items():
            lacks = {k: v for k, v in gaps.get((id_, district), {}).items() if k != "quarters_left"}
            place = f"seed {seed} {period} {id_} {district}"
            found += differences(line | lacks, cells[period, id_, district], place)
            seen += 1
    assert not found, "\n".join(found)
    assert seen == len(cells)


@pytest.mark.parametrize("seed", [None, 5, 16])
def test_lines_and_next_steps_are_those_of_status_and_gaps(
    seed: int | None, tmp_path: Path
) -> None:
    folder = DATA if seed is None else seeded.write(seeded.workspace(seed), tmp_path)
    cells = by_cell(rows_of(folder))
    for period in {period for period, _, _ in cells}:
        said = run("status", period, "--full", "--format", "json", "--data", ".", folder=folder)
        short = run("gaps", period, "--format", "json", "--data", ".", folder=folder).json["gaps"]
        for line in said.json["lines"]:
            row = cells[period, line["indicator"], line["district"]]
            shared = (line.keys() & row.keys()) - {"indicator_name", "district_name", "unit"}
            assert {key: row[key] for key in shared} == {key: line[key] for key in shared}
            for side, key in (("source", "source"), ("allocation", "allocation_source")):
                place = line[key] or {"path": None, "line": None}
                assert row[f"{side}_path"] == place["path"]
                assert row[f"{side}_line"] == place["line"]
        for gap in short:
            row = cells[period, gap["indicator"], gap["district"]]
            told = {key: row[key] for key in ("each_quarter", "next_quarter", "gap_to_pace")}
            assert told == {key: gap[key] for key in told}


def typed(row: Row) -> Row:
    """Return a row of texts as what they stand for."""

    def made(key: str, word: Any) -> Any:
        if word is None or word == "":
            return None
        if key in TEXTS or key.startswith("group_"):
            return word
        if key in FLAGS:
            return word in (True, "true")
        return int(word) if key in WHOLE or key.endswith("_line") else Decimal(str(word))

    return {key: made(key, each) for key, each in row.items()}


def read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def read_duckdb(path: Path) -> list[Row]:
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(f"FROM '{path}'")
    return [dict(zip(found.columns, each, strict=True)) for each in found.fetchall()]


def read_polars(path: Path) -> list[Row]:
    polars = pytest.importorskip("polars")
    rows: list[Row] = polars.read_parquet(path).to_dicts()
    return rows


@pytest.mark.parametrize("seed", [5, 16, 37])
def test_all_formats_say_the_same(seed: int, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    folder = seeded.write(seeded.workspace(seed), tmp_path / "w")
    outputs = [tmp_path / f"facts.{suffix}" for suffix in ("csv", "jsonl", "parquet")]
    words = [word for path in outputs for word in ("-o", str(path))]
    ran = run("export", *words, "--data", ".", folder=folder)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    lines = [typed(json.loads(line)) for line in outputs[1].read_text("utf-8").splitlines()]
    assert [typed(each) for each in read_csv(outputs[0])] == lines
    assert read_duckdb(outputs[2]) == lines
    assert read_polars(outputs[2]) == lines
    assert lines


def test_engines_read_csv_with_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    run("export", "-o", str(path), "--data", ".", folder=DATA)
    assert path.read_bytes().startswith("\ufeffperiod,".encode())
    assert read_duckdb(path)[0]["period"] == "2022Q1"
    polars = pytest.importorskip("polars")
    assert polars.read_csv(path)["period"][0] == "2022Q1"


def test_parquet_has_exact_decimals_and_ids_once(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "facts.parquet"
    assert run("export", "-o", str(path), "--data", ".", folder=DATA).status == 0
    file = parquet.ParquetFile(path)
    types = {each.name: str(each.type) for each in file.schema_arrow}
    assert (types["reported"], types["rate"]) == ("decimal128(38, 8)", "decimal128(38, 4)")
    assert (types["rank"], types["sample"], types["district"]) == ("int32", "bool", "string")
    group = file.metadata.row_group(0)
    columns = {
        group.column(index).path_in_schema: group.column(index)
        for index in range(group.num_columns)
    }
    assert "RLE_DICTIONARY" in columns["district"].encodings


def test_row_groups_hold_a_bounded_number_of_rows(tmp_path: Path) -> None:
    """3 × 40,000 rows: what is held at once is a batch more than 65,536 rows at most."""
    parquet = pytest.importorskip("pyarrow.parquet")
    field = Field("x", Kind.FIGURE)
    batch = [(Decimal(number),) for number in range(40_000)]
    extract = Extract("x/1", (field,), ())
    with (tmp_path / "x.parquet").open("wb") as file, writing(extract, file) as put:
        for _ in range(3):
            put(batch)
    found = parquet.ParquetFile(tmp_path / "x.parquet").metadata
    assert [found.row_group(at).num_rows for at in range(found.num_row_groups)] == [80_000, 40_000]


def test_same_data_make_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        shutil.copytree(DATA, folder / "data")
        words = [word for suffix in ("csv", "jsonl", "parquet") for word in ("-o", f"f.{suffix}")]
        if importlib.util.find_spec("pyarrow") is None:
            words = words[:-2]
        assert run("export", *words, folder=folder).status == 0
    one, two = ({each.name: each.read_bytes() for each in f.glob("f.*")} for f in folders)
    assert one == two != {}


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """Return a workspace in three levels; who is in no group, and what no district has."""
    groups = ["  - {id: n, name: 北省}", "  - {id: s, name: 南省}"]
    groups += [f"  - {{id: {up}{c}, name: {up}市{c}, within: {up}}}" for up in "ns" for c in "12"]
    groups += ["  - {id: n11, name: 县组, within: n1}"]
    homes = {"a": "n11", "b": "n11", "c": "n1", "d": "n2", "e": "s1", "f": "s2", "g": None}
    districts = [
        f"  - {{id: {id_}, name: 区{id_}{f', within: {home}' if home else ''}}}"
        for id_, home in homes.items()
    ]
    allotted = {id_: 10 * number for number, id_ in enumerate(homes, 1)}
    cells = ", ".join(f"{id_}: {figure}" for id_, figure in allotted.items())
    (tmp_path / "targets.yaml").write_text(
        "\n".join(
            [
                "version: 1\nplan: {title: 示例, start: 2022}",
                "groups:", *groups, "districts:", *districts,
                "indicators:",
                "  - {id: x, name: x, unit: u, kind: amount}",
                "  - {id: q, name: q, unit: u, kind: count, measure: quarterly}",
                f"allocations:\n  - year: 2022\n    values: {{x: {{{cells}}}, q: {{{cells}}}}}\n",
            ]
        ),
        "utf-8",
    )  # fmt: skip
    for quarter in (1, 2):
        place = tmp_path / f"reports/2022Q{quarter}/districts"
        place.mkdir(parents=True)
        for number, id_ in enumerate(homes, 1):
            if (id_, quarter) != ("d", 2):
                (place / f"{id_}.yaml").write_text(
                    f"district: {id_}\nperiod: 2022Q{quarter}\nprepared_by: x\nsample: true\n"
                    f"received: 2022-0{quarter * 3 + 1}-05\n"
                    f"values: {{x: {number}.{quarter}, q: {quarter + number}}}\n",
                    "utf-8",
                )
    return tmp_path


LEVELS = {"n": "abcd", "s": "ef", "n1": "abc", "n2": "d", "s1": "e", "s2": "f", "n11": "ab"}


def test_each_level_of_groups_has_a_column(province: Path) -> None:
    rows = rows_of(province, "2022Q2", "--indicator", "x")
    around = {each["district"]: [each[f"group_{level}"] for level in (1, 2, 3)] for each in rows}
    assert around == {
        "a": ["n", "n1", "n11"], "b": ["n", "n1", "n11"], "c": ["n", "n1", None],
        "d": ["n", "n2", None], "e": ["s", "s1", None], "f": ["s", "s2", None],
        "g": [None, None, None],
    }  # fmt: skip
    assert rows[0]["group_1_name"] == "北省"
    assert "group_4" not in rows[0]


def test_rows_of_a_group_add_up_to_its_total(province: Path) -> None:
    """The sums of the rows, of `status`, and of what was written here are one."""
    rows = rows_of(province, "2022Q2")
    told = run("status", "2022Q2", "--format", "json", "--data", ".", folder=province).json
    totals = {(each["group"], each["indicator"]): each for each in told["groups"]}
    assert {group for group, _ in totals} == LEVELS.keys()
    for group, districts in LEVELS.items():
        numbers = ["abcdefg".index(each) + 1 for each in districts]
        sent = [number for number in numbers if number != 4]  # d has sent nothing for Q2
        written = {
            "x": sum((Fraction(10 * number + 2, 10) for number in sent), Fraction(0)),
            "q": sum((Fraction(1 + 2 + 2 * number) for number in sent), Fraction(0)),
        }
        for id_ in ("x", "q"):
            own = [
                each
                for each in rows
                if each["indicator"] == id_
                and group in (each["group_1"], each["group_2"], each["group_3"])
            ]
            counted = [each for each in own if each["state"] == "value"]
            total = totals[group, id_]
            assert {each["district"] for each in own} == {*districts}
            assert sum(Fraction(each["reported"]) for each in counted) == written[id_]
            assert Fraction(total["reported"] or 0) == written[id_]
            assert (total["reported"] is None) == (not sent)
            for key in ("gap", "surplus"):
                assert sum(Fraction(each[key]) for each in counted) == Fraction(total[key] or 0)
            assert sum(Fraction(each["allocated"]) for each in own) == Fraction(total["allocated"])
            assert Fraction(total["allocated"]) == 10 * sum(numbers)


def test_duckdb_adds_groups_up_alike(province: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    path = province / "facts.parquet"
    assert run("export", "-o", str(path), "--data", ".", folder=province).status == 0
    rows = duckdb.read_parquet(str(path)).filter(
        "state = 'value' AND indicator = 'x' AND period = '2022Q1'"
    )
    found = rows.aggregate("group_2, sum(reported)").order("group_2 NULLS LAST").fetchall()
    # a 1.1, b 2.1, c 3.1; d 4.1; e 5.1; f 6.1; g, in no group, 7.1
    assert found == [
        ("n1", Decimal("6.3")), ("n2", Decimal("4.1")), ("s1", Decimal("5.1")),
        ("s2", Decimal("6.1")), (None, Decimal("7.1")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ((), ["2022Q1", "2022Q2"]),
        (("2022",), ["2022Q1", "2022Q2"]),
        (("2022Q2", "2022Q1", "2022Q2"), ["2022Q1", "2022Q2"]),
        (("2022q2",), ["2022Q2"]),
    ],
)
def test_quarters_and_years_narrow(words: tuple[str, ...], periods: list[str]) -> None:
    rows = rows_of(DATA, *words)
    assert [*dict.fromkeys(each["period"] for each in rows)] == periods
    assert len(rows) == 36 * len(periods)


def test_one_district_keeps_its_place_among_all() -> None:
    (row,) = rows_of(DATA, "2022Q2", "--district", "海宁", "--indicator", "exporters")
    assert (row["district"], row["rank"]) == ("haining", 8)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2022Q4",), "nothing was submitted for 2022Q4; there are: 2022Q1, 2022Q2"),
        (("2021",), "“2021” is no year of the plan: 2022…2025"),
        (("--district", "hainign"), "there is no district “hainign”; did you mean haining?"),
        (("-o", "facts.xls"), "facts.xls: this command writes no .xls files"),
        (("--format", "parqet"), "--format does not take “parqet”; did you mean parquet?"),
        (("-o", "none/facts.csv"), "can't write none/facts.csv: No such file or directory"),
        (("-o", "a.csv", "-o", "none/facts.csv"), "can't write none/facts.csv"),
    ],
)
def test_a_wrong_call_is_one_line_and_leaves_nothing(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "facts.csv").write_text("old", "utf-8")
    ran = run("export", "-o", "facts.csv", *words, "--lang", "en", folder=tmp_path)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert {each.name for each in tmp_path.iterdir()} == {"data", "facts.csv"}
    assert (tmp_path / "facts.csv").read_text("utf-8") == "old"


def test_one_file_by_two_names_is_written_once(tmp_path: Path) -> None:
    words = ("--format", "csv", "-o", "x", "--format", "jsonl", "-o", "./x")
    shutil.copytree(DATA, tmp_path / "data")
    assert run("export", *words, folder=tmp_path)[:3] == (0, "", "")
    assert len((tmp_path / "x").read_text("utf-8").splitlines()) == 72
    assert {each.name for each in tmp_path.iterdir()} == {"data", "x"}


def test_rows_are_made_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held does not grow with the quarters: of eight batches the first is made alone."""
    made: list[str] = []

    def counted(facts: Any, about: Any, period: Any, districts: Any) -> Any:
        made.append(f"{period} {about.id}")
        return lines.lines_of(facts, about, period, districts)

    monkeypatch.setattr(export, "lines_of", counted)
    city = checked(DATA)
    rows = export.extract(city, city.received.periods, Lang.EN, export.Asked())
    batches = iter(rows.batches)
    assert len(next(batches)) == 9
    assert made == ["2022Q1 leaders"]
    assert (sum(1 for _ in batches), len(made)) == (7, 8)


def test_a_plan_that_cannot_be_used_is_said_and_nothing_written(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data/targets.yaml").write_text("version: 1\n", "utf-8")
    ran = run("export", "-o", "facts.csv", "--lang", "en", folder=tmp_path)
    assert (ran.status, "JX010" in ran.out) == (1, True)
    assert [each.name for each in tmp_path.iterdir()] == ["data"]


def test_without_its_library_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    ran = run("export", "-o", str(tmp_path / "f.parquet"), "--lang", "en", folder=DATA.parent)
    assert ran[:2] == (2, "")
    assert ran.err == "jxtrade: .parquet files need pyarrow: pip install 'jxtrade[parquet]'\n"
    assert run("export", "-o", str(tmp_path / "f.csv"), folder=DATA.parent).status == 0


def test_nothing_half_written_takes_the_place_of_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full in the second quarter."""
    lines_of = lines.lines_of

    def full(facts: Any, about: Any, period: Any, districts: Any) -> Any:
        if period.quarter == 2:
            raise OSError(28, "No space left on device", "facts.csv")
        return lines_of(facts, about, period, districts)

    monkeypatch.setattr(export, "lines_of", full)
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "facts.csv").write_text("old", "utf-8")
    ran = run("export", "-o", "facts.csv", "-o", "new.jsonl", "--lang", "en", folder=tmp_path)
    assert (ran.status, "No space left" in ran.err) == (2, True)
    assert {each.name for each in tmp_path.iterdir()} == {"data", "facts.csv"}
    assert (tmp_path / "facts.csv").read_text("utf-8") == "old"


HOSTILE = {"id": "x", "name": "=cmd|' /C calc'!A0"}


def test_no_text_begins_as_a_formula_and_no_line_orders_a_runner_about(tmp_path: Path) -> None:
    districts = [HOSTILE, {"id": "-y", "name": "##[group]z\u202e"[:-1]}]
    folder = write(
        tmp_path / "w",
        plan(districts, [indicator()], allocation(exporters={"x": 3, "-y": 4})),
        submission("x", "2022Q1", values={"exporters": 1}),
    )
    ran = run("export", "--data", ".", folder=folder)
    one, two = csv.DictReader(ran.out.removeprefix("\ufeff").splitlines())
    assert (one["district_name"], two["district"]) == ("'=cmd|' /C calc'!A0", "'-y")
    assert one["lead"] == "8.3333"
    assert "##[" not in ran.out
    lines = run("export", "--format", "jsonl", "--data", ".", folder=folder).out
    assert "##[" not in lines
    assert json.loads(lines.splitlines()[1])["district_name"] == "##[group]z"


def test_over_precise_figures_are_exact_as_text_and_rounded_as_decimals(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    folder = write(
        tmp_path / "w",
        plan(["a"], [indicator("x", kind="amount")], allocation(x={"a": 9})),
        submission("a", "2022Q1", values={"x": Decimal("1.1234567895")}),
    )
    (row,) = rows_of(folder)
    assert (row["state"], row["reported"], row["rate"]) == ("suspect", "1.1234567895", None)
    assert (row["gap"], row["next_quarter"]) == (None, None)
    assert run("export", "-o", "x.parquet", "--data", ".", folder=folder).status == 0
    (read,) = read_duckdb(folder / "x.parquet")
    assert read["reported"] == Decimal("1.12345679")


def test_a_figure_that_no_engine_takes_is_said(tmp_path: Path) -> None:
    """A waived slip of 10^14 against 10^-40: a rate of 10^56, of which 34 digits would fit."""
    pytest.importorskip("pyarrow")
    tiny = Decimal("0." + "0" * 39 + "1")
    folder = write(
        tmp_path / "w",
        plan(["a"], [indicator("x", kind="amount")], allocation(x={"a": tiny})),
        submission("a", "2022Q1", values={"x": 10**14}, notes={"x": "so it is"}),
    )
    (folder / "waivers.yaml").write_text(
        "version: 1\nwaivers:\n  - {code: JX303, until: 2099-12-31, reason: x}\n"
        "  - {code: JX304, until: 2099-12-31, reason: x}\n",
        "utf-8",
    )
    (row,) = rows_of(folder)
    assert row["rate"] == f"{10**56}.0000"
    ran = run("export", "-o", "x.parquet", "--data", ".", "--lang", "en", folder=folder)
    assert (ran.status, "more digits than such a file takes" in ran.err) == (2, True)
    assert not (folder / "x.parquet").exists()


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_readme_shows_a_query_and_its_answer(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 500 exporters 231 are reported, of 108.0 of resale 48.7: 46.2 and 45.1 percent."""
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    text = (DATA.parent / readme).read_text("utf-8")
    _, query, _, shown, *_ = re.split(r"```(?:sql)?\n", text.partition("<!-- query -->")[2])
    assert run("export", "-o", str(tmp_path / "facts.parquet"), folder=DATA.parent).status == 0
    monkeypatch.chdir(tmp_path)
    found = duckdb.sql(query)
    answer = [found.columns, *([str(each) for each in row] for row in found.fetchall())]
    assert [line.split("|") for line in shown.splitlines()] == answer
    assert ["2022Q2", "exporters", "46.2", "1"] in answer
    assert ["2022Q2", "resale", "45.1", "1"] in answer
