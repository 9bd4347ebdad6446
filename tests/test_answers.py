"""One typed answer: what stands in a cell, where it comes from, and how each format writes it."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from jxtrade.cli.output import with_lines
from jxtrade.place import Place, Span
from jxtrade.read.folder import open_workspace
from jxtrade.render import findings as of_findings
from jxtrade.render import report as of_reports
from jxtrade.render.notation import as_lines
from jxtrade.render.report import csv as as_csv
from jxtrade.render.report import json as as_json
from jxtrade.render.report import md, text
from jxtrade.report import (
    Cell,
    Column,
    Field,
    Kind,
    Paragraph,
    Parting,
    Quotient,
    Records,
    Report,
    Role,
    Row,
    RowKind,
    Table,
    datum,
    located,
    parted,
)
from jxtrade.text import Lang, Text, same
from jxtrade.views import gaps, outputs, status
from tests.cases import HERE
from tests.programme import allocation, checked, conforms, held, indicator, plan, run, submission
from tests.programme import write as laid

if TYPE_CHECKING:
    from pathlib import Path

D = Decimal
MINUS = D("-9.60")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


def table(words: str, figure: Decimal | None = MINUS) -> Table:
    """Return a list of one line with a total, under a name, an amount and ids."""
    fields = (
        Field("name", Kind.TEXT),
        Field("amount", Kind.FIGURE),
        Field("ids", Kind.IDS),
        Field("at", Kind.PLACE),
        Field("parts", Kind.RECORDS),
    )
    line = {
        "name": Cell(Text(words, "name")),
        "amount": Cell(figure),
        "ids": Cell(("a", "b")),
        "at": Cell(None),
        "parts": Cell(({"id": "x"},)),
    }
    total = {"name": Cell(same("total")), "amount": Cell(D("2")), "of": Cell(3)}
    of_total = (Field("amount", Kind.FIGURE), Field("of", Kind.COUNT))
    return Table(
        (
            Column("name", Text("名称", "name")),
            Column("amount", Text("数额", "amount"), Kind.FIGURE),
        ),
        (Row(line), Row(total, RowKind.TOTAL)),
        (Records("lines", fields), Records("totals", of_total, RowKind.TOTAL)),
    )


def answer(words: str, figure: Decimal | None = MINUS) -> Report:
    return Report(same("Title"), (table(words, figure), Paragraph(same("Below."))), {"schema": "x"})


def cells_of(report: Report) -> list[dict[str, str]]:
    written = as_csv.render(report, lang=Lang.EN, width=80).decode("utf-8-sig")
    return list(csv.DictReader(written.splitlines()))


def test_json_in_lines_is_the_same_value_however_deep_it_goes() -> None:
    value = {"a": [{"b": ["##x", {"c": "\u200b"}]}, {}], "d": [], "e": {"f": None}}
    for depth in range(6):
        written = as_lines(value, depth).decode()
        assert json.loads(written) == value
        assert "##" not in written
        assert "\u200b" not in written
    assert as_lines(value, 2).decode() == (
        '{\n  "a": [\n    {"b": ["#\\u0023x", {"c": "\\u200b"}]},\n    {}\n  ],\n  "d": [],\n'
        '  "e": {\n    "f": null\n  }\n}\n'
    )
    lazy = {"a": iter([{"b": 1}, {}]), "d": iter([])}
    assert json.loads(as_lines(lazy, 2)) == {"a": [{"b": 1}, {}], "d": []}


# CSV


def test_csv_is_written_as_rfc_4180_says() -> None:
    assert as_csv.render(answer('a, "b"'), lang=Lang.EN, width=80) == (
        b"\xef\xbb\xbf"
        b"row,name.zh,name.en,amount,ids,at.path,at.line,at.column,of\r\n"
        b'line,"a, ""b""",name,-9.60,a; b,,,,\r\n'
        b"total,,,2,,,,,3\r\n"
    )


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("\t=1", "<U+0009>=1"),
        ("\x00=1", "<U+0000>=1"),
        ("a\r\n=1", "a<U+000D><U+000A>=1"),
        ("a=1", "a=1"),
        ("'a", "'a"),
        ("##[error]x", "#<U+0023>[error]x"),
    ],
)
def test_csv_holds_no_formula_and_no_order(words: str, cell: str) -> None:
    assert cells_of(answer(words))[0]["name.zh"] == cell


def test_csv_figures_stay_numbers() -> None:
    assert [row["amount"] for row in cells_of(answer("a", D("-0.50")))] == ["-0.50", "2"]
    assert [row["amount"] for row in cells_of(answer("a", D("1E+2")))] == ["100", "2"]
    assert [row["amount"] for row in cells_of(answer("a", None))] == ["", "2"]


@given(ANY_TEXT)
def test_csv_takes_any_text(words: str) -> None:
    (line, total) = cells_of(answer(words))
    assert not line["name.zh"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert total["row"] == "total"


def test_csv_has_a_header_where_there_is_no_line() -> None:
    none = Report(same("t"), (table("a")._replace(rows=()),))
    assert as_csv.render(none, lang=Lang.EN, width=80).count(b"\r\n") == 1


# Markdown


def test_markdown_of_a_table() -> None:
    assert md.render(answer("区"), lang=Lang.ZH, width=80) == (
        "# Title\n"
        "\n"
        "| 名称 | 数额 |\n"
        "| --- | ---: |\n"
        "| 区 | -9.60 |\n"
        "| **total** | **2** |\n"
        "\n"
        "Below.\n"
    )


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a|b", r"a\|b"),
        ("a\nb", r"a\<U+000A\>b"),
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("`x`", r"\`x\`"),
        ("[a](http://x.example)", r"\[a\](http\://x.example)"),
        ("www.x.example", r"www\.x.example"),
        ("*a* _b_ ~~c~~ $d$", r"\*a\* \_b\_ \~\~c\~\~ \$d\$"),
        ("&lt; \\", r"\&lt; \\"),
        ("20d500e45285", "`20d500e45285`"),
        ("at 20d500e45285", "at 20d500<!-- -->e45285"),
        ("1234567", "1234567"),
        ("@who #12 GH-7", "@<!-- -->who #<!-- -->12 GH-<!-- -->7"),
    ],
)
def test_markdown_words_of_data_stay_words(words: str, written: str) -> None:
    lines = md.render(answer(words), lang=Lang.ZH, width=80).splitlines()
    assert lines[4] == f"| {written} | -9.60 |"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("2022 a.", "2022 a."),
        (":: a", r"\:: a"),
        ("    a", "a"),
        ("=", r"\="),
    ],
)
def test_markdown_paragraph_is_no_other_block(words: str, written: str) -> None:
    report = Report(same("t"), (Paragraph(same(words)),))
    assert md.render(report, lang=Lang.EN, width=80) == f"# t\n\n{written}\n"


def test_markdown_heading_and_what_stands_verbatim() -> None:
    blocks = (
        Paragraph(same("Example:"), role=Role.HEADING),
        *(Paragraph(same(each), role=Role.VERBATIM) for each in ("a: *b*", "", "  ::x")),
    )
    assert md.render(Report(same("t"), blocks), lang=Lang.EN, width=80) == (
        "# t\n\n## Example:\n\n    a: *b*\n\n      <U+003A>:x\n"
    )


def test_markdown_of_a_paper_numbers_its_items_and_sets_its_annexes_apart() -> None:
    blocks = (
        Paragraph(same("（截至2022年6月底）"), Role.SUBTITLE),
        Paragraph(same("一、总体情况"), Role.PART),
        Paragraph(same("（一）总量。"), Role.SECTION),
        Paragraph(same("1. 甲"), Role.ITEM),
        Paragraph(same("2. 乙_1_"), Role.ITEM),
        table("区")._replace(caption=same("表1"), unit=same("单位：家")),
        Paragraph(same("附件1　明细"), Role.ANNEX),
        Paragraph(same("附件2　说明"), Role.ANNEX),
    )
    assert md.render(Report(same("t"), blocks), lang=Lang.ZH, width=80) == (
        "# t\n\n（截至2022年6月底）\n\n## 一、总体情况\n\n（一）总量。\n\n"
        "1. 甲\n2. 乙\\_1\\_\n\n表1\n\n单位：家\n\n"
        "| 名称 | 数额 |\n| --- | ---: |\n| 区 | -9.60 |\n| **total** | **2** |\n\n"
        "---\n\n## 附件1　明细\n\n## 附件2　说明\n"
    )


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("1. - a", r"1. \- a"),
        ("1.     a", "1. a"),
        ("1. 2. a", r"1. 2\. a"),
        ("- a", r"\- a"),
        ("a 1. b", "a 1. b"),
    ],
)
def test_markdown_item_holds_no_other_block(words: str, written: str) -> None:
    report = Report(same("t"), (Paragraph(same(words), Role.ITEM),))
    assert md.render(report, lang=Lang.EN, width=80) == f"# t\n\n{written}\n"


@given(ANY_TEXT)
def test_markdown_takes_any_text(words: str) -> None:
    written = md.render(answer(words), lang=Lang.ZH, width=80)
    written.encode("utf-8")
    assert written.count("\n") == 8


# The answer itself


def test_parts_of_a_table_stand_below_each_other_in_their_order() -> None:
    rows = tuple(
        Row({"by": Cell(by), "name": Cell(same(f"part {by}")), "x": Cell(number)})
        for number, by in enumerate("bab")
    )
    columns = (Column("x", same("x"), Kind.COUNT),)
    parts = parted(Table(columns, rows, parting=Parting("by", "name")))
    assert [(name, [row.cells["x"].value for row in part.rows]) for name, part in parts] == [
        (same("part b"), [0, 2]),
        (same("part a"), [1]),
    ]


def test_two_indicators_of_one_name_stay_apart(tmp_path: Path) -> None:
    folder = laid(
        tmp_path,
        plan(["a"], [indicator("x", name="same"), indicator("y", name="same")],
             allocation(x={"a": 10}, y={"a": 20})),
        submission("a", "2022Q2", values={"x": 5, "y": 6}),
    )  # fmt: skip
    call = ("status", "--full", "--data", ".", "--format", "text")
    shown = run(*call, folder=folder, width=120).out
    assert ["same", "(firms)"] * 2 in [line.split() for line in shown.splitlines()]
    assert "5/10" in shown
    assert "6/20" in shown


def test_what_machines_alone_get_is_not_drawn() -> None:
    unseen = table("unseen")._replace(columns=())
    report = Report(same("t"), (Paragraph(same("a")), unseen, Paragraph(same("b"))))
    assert text.render(report, lang=Lang.EN, width=80) == "t\n  a\n  b\n"
    assert "unseen" not in md.render(report, lang=Lang.ZH, width=80)
    assert "unseen" in as_json.render(report, lang=Lang.EN, width=80)


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (D("9.60"), Kind.FIGURE, "9.60"),
        (D("56.36365"), Kind.PERCENT, "56.3637"),
        (D("-0.00001"), Kind.POINTS, "0.0000"),
        (D("0.5"), Kind.SHARE, "0.5000"),
        (Quotient(D(2) / D(3), 1), Kind.FIGURE, "0.6667"),
        (same(""), Kind.TEXT, None),
        (True, Kind.FLAG, True),
        (3, Kind.COUNT, 3),
        (("a",), Kind.IDS, ["a"]),
        (Place("p", Span(2, 3, 2, 4)), Kind.PLACE, {"path": "p", "line": 2, "column": 3}),
        (({"from": D("1.0")},), Kind.RECORDS, [{"from": "1.0"}]),
        (None, Kind.FIGURE, None),
    ],
)
def test_values_are_written_for_machines(value: object, kind: Kind, written: object) -> None:
    assert datum(value, kind) == written


def test_located_looks_up_sources_and_places_that_are_values() -> None:
    here = Place("a.yaml")
    row = Row({"x": Cell(D(1), None, (here, Place("b.yaml"))), "at": Cell(here), "no": Cell(None)})
    report = Report(same("t"), (Paragraph(same("p")), Table((), (row,))))
    found = located(
        report, lambda all_: {each: each._replace(span=Span(7, 1, 7, 2)) for each in all_}
    )
    cells = found.tables[0].rows[0].cells
    assert [(each.path, each.line) for each in cells["x"].sources] == [("a.yaml", 7), ("b.yaml", 7)]
    assert cells["at"].value == Place("a.yaml", Span(7, 1, 7, 2))
    assert (cells["x"].value, cells["no"].value) == (D(1), None)
    assert found.blocks[0] == report.blocks[0]


# Where figures come from


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace: line 6 of the plan allocates, line 5 of each submission reports."""
    restated = [{"period": "2022Q1", "indicator": "x", "from": 2, "to": 3, "reason": "counted"}]
    return laid(
        tmp_path,
        plan(["a", "b", "c"], [indicator("x")], allocation(x={"a": 10, "b": 10, "c": 10})),
        submission("b", "2022Q1", values={"x": 2}),
        submission("a", "2022Q2", values={"x": 4}),
        submission("b", "2022Q2", values={"x": 6}, restatements=restated),
    )


def files(cell: Cell) -> list[tuple[str, int]]:
    return [("/".join(each.path.split("/")[-3:]), each.line) for each in cell.sources]


def lined(folder: Path, report: Report) -> Report:
    """Return a report with the lines of the folder's files."""
    return with_lines(report, open_workspace(folder))


A, B = ("2022Q2/districts/a.yaml", 5), ("2022Q2/districts/b.yaml", 5)


def test_every_figure_names_its_places(folder: Path) -> None:
    report = lined(folder, status.report(checked(folder), held(folder), status.Asked()))
    a, b, c, total = (row.cells for row in report.tables[0].rows)
    (plan_of_a,) = files(a["allocated"])
    assert plan_of_a == (plan_of_a[0], 6)
    assert plan_of_a[0].endswith("targets.yaml")
    assert files(a["reported"]) == [A]
    for key in ("rate", "lead", "gap", "gap_to_pace", "surplus", "pair"):
        assert files(a[key]) == [A, plan_of_a]
    assert files(c["reported"]) == []
    assert files(total["reported"]) == [A, B]
    assert files(total["allocated"]) == [plan_of_a] * 3
    assert files(total["rate"]) == [A, B, *[plan_of_a] * 3]
    assert files(total["rate_counted"]) == [A, B, *[plan_of_a] * 2]
    assert files(b["due"]) == [plan_of_a]


def test_restated_figure_comes_from_the_restatement(folder: Path) -> None:
    asked = status.Asked(district="b")
    report = lined(folder, status.report(checked(folder), held(folder, "2022Q1"), asked))
    (line,) = (row.cells for row in report.tables[0].rows)
    assert line["reported"].value == 3
    assert files(line["reported"]) == [("2022Q2/districts/b.yaml", 6)]


def test_gaps_name_their_places(folder: Path) -> None:
    report = lined(folder, gaps.report(checked(folder), held(folder), gaps.Asked("a")))
    ((row,), _) = (table.rows for table in report.tables)
    assert files(row.cells["gap"])[0] == A
    assert len(files(row.cells["gap"])) == 2
    assert row.cells["each_quarter"].sources == row.cells["gap"].sources


# In the program


def test_status_as_csv(folder: Path) -> None:
    """A at 4 of 10 is 40 %, b at 6 of 10 is 60 %; c is missing: 10 of 30, of those counted 50 %."""
    written = run("status", "2022Q2", "--data", ".", "--format", "csv", folder=folder).out
    assert written.startswith("\ufeffrow,indicator,district,")
    assert "/" not in written.replace("reports/2022Q2/districts/", "")
    rows = list(csv.DictReader(written.removeprefix("\ufeff").splitlines()))
    keys = ("row", "district", "allocated", "reported", "rate", "lead", "state")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("line", "a", "10", "4", "40.0000", "-10.0000", "value"),
        ("line", "b", "10", "6", "60.0000", "10.0000", "value"),
        ("line", "c", "10", "", "", "", "missing"),
        ("total", "", "30", "10", "33.3333", "", ""),
    ]
    assert (rows[3]["rate_counted"], rows[3]["left_out"]) == ("50.0000", "c")
    assert (rows[0]["source.path"], rows[0]["source.line"]) == (
        "reports/2022Q2/districts/a.yaml",
        "5",
    )


def test_csv_keys_are_those_of_json(folder: Path) -> None:
    calls = {
        "lines": ("status", "2022Q2"),
        "gaps": ("gaps", "2022Q2"),
        "cells": ("allocations",),
        "submitters": ("collect", "2022Q2"),
    }
    for key, call in calls.items():
        form = (*call, "--data", ".", "--format")
        told = run(*form, "json", folder=folder).json[key][0]
        header = run(*form, "csv", folder=folder).out.splitlines()[0].split(",")
        flat = dict.fromkeys(each.partition(".")[0] for each in header[1:])
        single = [each for each in told if each not in ("restated", "amended", "changes")]
        assert list(flat)[: len(single)] == single


def test_totals_stand_in_csv_of_one_district_too(folder: Path) -> None:
    call = ("status", "2022Q2", "--district", "a", "--data", ".", "--format")
    written = run(*call, "csv", folder=folder).out
    assert [line.partition(",")[0] for line in written.splitlines()[1:]] == ["line", "total"]
    assert "total" not in run(*call, "text", folder=folder).out


def test_status_as_markdown(folder: Path) -> None:
    written = run("status", "2022Q2", "--data", ".", "--format", "md", folder=folder).out
    assert (
        "\n## x (firms)\n"
        "\n"
        "| district | target | reported | rate | lead | light |\n"
        "| --- | ---: | ---: | ---: | ---: | --- |\n"
        "| a | 10 | 4 | 40.0% | -10.0 | yellow |\n"
        "| b | 10 | 6 | 60.0% | +10.0 | green |\n"
        "| c | 10 | — | — | — | not reported |\n"
        "| **total** | **30** | **10** | **33.3%** | **—** | **incomplete, 2/3 counted** |\n"
    ) in written
    assert "\nStill owed: c's submission (JX701 c.yaml:1).\n" in written


def test_file_is_written_as_it_is_printed(folder: Path) -> None:
    for form in ("csv", "html", "md", "text", "json"):
        call = ("status", "--data", ".", "--format", form)
        assert run(*call, "-o", f"out.{form}", folder=folder).status == 0
        printed = run(*call, folder=folder).out.encode("utf-8")
        assert (folder / f"out.{form}").read_bytes() == printed


# Formats and schemas


def test_formats_are_found_by_listing() -> None:
    assert set(of_reports.NAMES) == {
        *("csv", "docx", "html", "json", "md", "pdf", "terminal", "text", "xlsx")
    }
    assert set(of_findings.NAMES) == {
        *("github", "gitlab", "json", "junit", "md", "sarif", "terminal", "text")
    }


@pytest.mark.parametrize("name", outputs.NAMES)
def test_schema_is_sound(name: str) -> None:
    schema = outputs.output_schema(name)
    Draft202012Validator.check_schema(schema)
    json.dumps(schema)


def changed(told: Any, *route: str | int, to: object) -> Any:
    for each in route[:-1]:
        told = told[each]
    told[route[-1]] = to
    return told


@pytest.mark.parametrize(
    ("what", "route", "to"),
    [
        ("status", ("lines", 0, "reported"), 4),
        ("status", ("lines", 0, "rate"), "40.0"),
        ("status", ("lines", 0, "state"), "gone"),
        ("status", ("lines", 0, "unit"), None),
        ("status", ("totals", 0, "counted"), None),
        ("status", ("lights", "green"), 0),
        ("status", ("schema",), "jxtrade.status/1"),
        ("gaps", ("gaps", 0, "gap"), None),
        ("goals", ("quantities", 0, "targets", 0, "verdict"), "on_pace"),
        ("goals", ("quantities", 0, "targets", 0, "target"), 10),
        ("collect", ("submitters", 0, "state"), "gone"),
        ("collect", ("submitters", 0, "missing_values"), None),
        ("collect", ("days_left",), "3"),
        ("validate", ("summary", "error"), "1"),
    ],
)
def test_schema_refuses_what_is_no_such_answer(
    what: str, route: tuple[str | int, ...], to: object, folder: Path
) -> None:
    told = run(what, "--data", ".", "--format", "json", folder=folder).json
    conforms(told)
    changed(told, *route, to=to)
    name = "findings" if what == "validate" else what
    with pytest.raises(ValidationError):
        Draft202012Validator(outputs.output_schema(name)).validate(told)


def test_schema_names_all_that_is_told(folder: Path) -> None:
    for what in (
        *("status", "gaps", "goals", "tasks", "incentives", "allocations", "collect", "highlights"),
        "validate",
    ):
        place = HERE.parent / "data" if what == "tasks" else folder
        told = run(what, "--data", ".", "--format", "json", folder=place).json
        schema = outputs.output_schema("findings" if what == "validate" else what)
        assert set(schema["properties"]) == set(told)
        for key, value in told.items():
            for each in value[:1] if isinstance(value, list) else ():
                assert list(schema["properties"][key]["items"]["properties"]) == list(each)
