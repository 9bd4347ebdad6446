"""`jxtrade report`: where papers go, in which form, by which day, and whether they still hold."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from jxtrade.read.paper import Claimed, claimed
from tests.cases import HERE, lay
from tests.programme import allocation, conforms, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.programme import Ran

ROOT = HERE.parent
HAINING = ("report", "2022Q2", "--district", "haining")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a copy of the shipped data."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def ok(ran: Ran) -> str:
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def refused(ran: Ran) -> str:
    """Return the one line that says why nothing was written."""
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("jxtrade: ")
    assert ran.err.count("\n") == 1
    return ran.err.removeprefix("jxtrade: ").strip()


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# Where it goes


def test_several_files_come_from_one_call_and_one_of_them_may_be_the_screen(desk: Path) -> None:
    shown = ok(run(*HAINING, folder=desk))
    assert ok(run(*HAINING, "-o", "a.md", "-o", "b.json", "-o", "-", folder=desk)) == shown
    assert (desk / "a.md").read_text("utf-8") == shown
    said = json.loads((desk / "b.json").read_text("utf-8"))
    conforms(said)
    assert said["title"]["zh"] == "反馈单：海宁市　2022年二季度"


def test_without_a_kind_it_is_the_paper_for_a_meeting(desk: Path) -> None:
    shown = ok(run("report", folder=desk))
    assert shown == ok(run("report", "2022Q2", "--kind", "meeting", folder=desk))
    assert shown.startswith("# 《关于促进内外贸一体化发展的实施方案》2022年二季度进展情况汇报\n")
    circular = ok(run("report", "--kind", "circular", folder=desk))
    assert circular.startswith("# 关于《关于促进内外贸一体化发展的实施方案》")
    for each in (shown, circular):
        assert each.endswith(f"　输入摘要 {ALL}（33份文件）\n")


@pytest.mark.parametrize("kind", ["meeting", "circular"])
def test_json_of_a_paper_is_as_its_schema_says(kind: str, desk: Path) -> None:
    said = json.loads(ok(run("report", "--kind", kind, "--format", "json", folder=desk)))
    assert (said["kind"], said["about"], said["as_of"]) == (kind, None, "2022-07-11")


def test_a_format_outweighs_the_suffix(desk: Path) -> None:
    ok(run(*HAINING, "--format", "json", "-o", "a.md", folder=desk))
    conforms(json.loads((desk / "a.md").read_text("utf-8")))


def test_each_gets_a_file_of_its_own_and_all_are_as_when_asked_for_alone(desk: Path) -> None:
    (desk / "out").mkdir()
    ok(run("report", "2022Q2", "--each", "--format", "md", "-o", "out", folder=desk))
    names = names_in(desk / "out")
    assert len(names) == 9 + 7
    assert names[:2] == ["2022Q2-department-cbirc.md", "2022Q2-department-commerce.md"]
    alone = ok(run(*HAINING, folder=desk))
    assert (desk / "out" / "2022Q2-district-haining.md").read_text("utf-8") == alone


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (("--district", "hainin"), "there is no district “hainin”; did you mean haining?"),
        (("--department", "nobody"), "there is no department “nobody”"),
        (("--district", "haining", "--each", "-o", "."), "one kind at a time: "),
        (("--district", "haining", "--department", "commerce"), "one kind at a time: "),
        (("--kind", "circular", "--each", "-o", "."), "one kind at a time: "),
        (("--kind", "metting"), "--kind does not take “metting”; did you mean meeting?"),
        (("--each",), "--each needs a folder: -o FOLDER"),
        (("--each", "-o", "none"), "there is no folder “none”"),
        (("--each", "-o", "data/targets.yaml"), "there is no folder “data/targets.yaml”"),
        (("--each", "--title", "x", "-o", "."), "with --each all have titles of their own"),
        (("--district", "haining", "-o", "a.xyz"), "a.xyz: this command writes no .xyz files"),
        (("--district", "haining", "-o", "none/a.md"), "can't write none/a.md: "),
        (("2022Q4", "--district", "haining"), "nothing was submitted for 2022Q4; there are: "),
        (("--district", "haining", "--as-of", "soon"), "--as-of does not take “soon”"),
    ],
)
def test_what_can_not_be_written_is_said_in_a_line(
    call: tuple[str, ...], why: str, desk: Path
) -> None:
    before = names_in(desk)
    assert refused(run("report", *call, "--lang", "en", folder=desk)).startswith(why)
    assert names_in(desk) == before


def test_where_one_of_several_files_can_not_be_written_none_is(desk: Path) -> None:
    (desk / "old.md").write_text("old", "utf-8")
    ran = run(*HAINING, "-o", "old.md", "-o", "new.json", "-o", "none/a.md", folder=desk)
    assert ran.status == 2
    assert (desk / "old.md").read_text("utf-8") == "old"
    assert names_in(desk) == ["data", "old.md"]


def test_what_is_there_already_when_a_later_file_is_refused_comes_back(desk: Path) -> None:
    (desk / "old.md").write_text("old", "utf-8")
    (desk / "folder.json").mkdir()
    (desk / "folder.json" / "x").touch()
    ran = run(*HAINING, "-o", "old.md", "-o", "new.md", "-o", "folder.json", folder=desk)
    assert ran.status == 2
    assert (desk / "old.md").read_text("utf-8") == "old"
    assert names_in(desk) == ["data", "folder.json", "old.md"]


# What it rests on


def test_the_plan_says_the_language_whatever_the_locale(desk: Path) -> None:
    assert "反馈单" in ok(run(*HAINING, folder=desk, LANG="en_GB.UTF-8"))
    assert "Feedback sheet" in ok(run(*HAINING, "--lang", "en", folder=desk, LANG="zh_CN.UTF-8"))


def test_a_title_of_ones_own_stays_words(desk: Path) -> None:
    assert ok(run(*HAINING, "--title", "# a *b*", folder=desk)).startswith("# # a \\*b\\*\n")


def test_it_judges_by_the_newest_submission_and_no_clock(desk: Path) -> None:
    call = (*HAINING, "--format", "json")
    assert json.loads(ok(run(*call, folder=desk)))["as_of"] == "2022-07-11"
    later = json.loads(ok(run(*call, "--as-of", "2022-12-24", folder=desk)))
    assert later["as_of"] == "2022-12-24"


SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Etc/GMT+12", "LC_ALL": "C", "PYTHONHASHSEED": "2", "USER": "u", "LOGNAME": "u",
     "HOSTNAME": "h", "HOME": "/nowhere", "COLUMNS": "40", "SOURCE_DATE_EPOCH": "99"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        (None, ("--kind", "meeting")),
        ("city-total-differs/count-off-by-one", ("--department", "commerce")),
    ],
    ids=["shipped", "a finding that names files"],
)
def test_the_same_inputs_give_the_same_bytes_wherever_and_whenever(
    case: str | None, kind: tuple[str, ...], tmp_path: Path
) -> None:
    """The data lie in the folder and are found, or elsewhere under an absolute path."""
    here, there = tmp_path / "here", tmp_path / "a user" / "there"
    if case is None:
        shutil.copytree(ROOT / "data", here / "data")
    else:
        lay(here / "data", HERE / "rules" / case)
    (tmp_path / "elsewhere").mkdir()
    lay_in_turn(here / "data", there)
    forms = ("docx", "xlsx", "html", "md", "json")
    outputs = [words for form in forms for words in ("-o", f"a.{form}")]
    for folder, data, environment in zip(
        (here, tmp_path / "elsewhere"), ((), ("--data", str(there))), SURROUNDINGS, strict=True
    ):
        subprocess.run(
            [sys.executable, "-m", "jxtrade", "report", "2022Q2", *kind, *data, *outputs],
            cwd=folder, check=True, timeout=300,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | environment,
        )  # fmt: skip
    for form in forms:
        one, other = (
            (tmp_path / each / f"a.{form}").read_bytes() for each in ("here", "elsewhere")
        )
        assert one == other, form
        assert str(tmp_path).encode() not in one


def lay_in_turn(data: Path, folder: Path) -> None:
    """Copy files in another order and of other ages, so that a folder lists them otherwise."""
    for number, file in enumerate(sorted(data.rglob("*.yaml"), reverse=True)):
        copied = folder / file.relative_to(data)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copied)
        os.utime(copied, (number, number))


def test_errors_stop_a_paper_only_where_that_is_asked_for(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 9}))
    write(tmp_path, targets, submission("a", "2022Q1", values={"x": 3}),
          submission("a", "2022Q2", values={"x": 2}))  # fmt: skip
    call = ("report", "--district", "a", "--data", ".", "--lang", "en")
    assert "JX401" in ok(run(*call, "2022Q2", folder=tmp_path))
    ran = run(*call, "2022Q2", "--strict", "-o", "a.md", folder=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert "errors in what was submitted for 2022Q2: 1; nothing was written" in ran.err
    assert not (tmp_path / "a.md").exists()
    ok(run(*call, "2022Q1", "--strict", "-o", "a.md", folder=tmp_path))


def test_a_quarter_of_blanks_makes_no_paper(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 9}))
    write(tmp_path, targets, submission("a", "2022Q1", values={"x": 3}))
    assert run("new", "2022Q3", "--data", ".", folder=tmp_path).status == 0
    why = refused(
        run("report", "2022Q3", "--district", "a", "--data", ".", "--lang", "en", folder=tmp_path)
    )
    assert why == (
        "nothing that was submitted for 2022Q3 is filled in; the nearest that is: 2022Q1"
    )


# JSON


def test_json_keeps_what_people_see_and_where_it_comes_from(desk: Path) -> None:
    said = json.loads(ok(run(*HAINING, "--format", "json", folder=desk)))
    tables = [each for each in said["blocks"] if each["block"] == "table"]
    exporters = next(
        r["cells"] for r in tables[0]["rows"] if r["cells"]["indicator"]["value"] == "exporters"
    )
    assert exporters["rate"]["value"] == "39.4958"  # 47 / 119
    assert exporters["lead"]["value"] == "-10.5042"
    assert exporters["place"]["value"] == {"reported": "8", "allocated": "8"}
    assert exporters["reported"]["sources"] == [
        {"path": "reports/2022Q2/districts/haining.yaml", "line": 12, "column": 14}
    ]
    trend = tables[1]["rows"][2]["cells"]["lead_2022Q1"]  # 21 / 119 less 25
    assert (trend["value"], trend["mark"]["zh"], trend["tone"]) == ("-7.3529", " ●黄", "warn")
    leaders = tables[0]["rows"][0]["cells"]
    assert (leaders["place"]["value"], leaders["rank"]["value"]) == (None, 3)
    assert said["inputs"][-1]["path"] == "tasks.yaml"
    assert len(said["inputs"]) == 33


# Whether it still holds


@pytest.mark.parametrize("form", ["md", "json"])
def test_a_paper_holds_until_a_byte_of_its_inputs_changes(form: str, desk: Path) -> None:
    path = f"a.{form}"
    ok(run(*HAINING, "-o", path, folder=desk))
    check = ("report", "--check", path, "--lang", "en")
    assert ok(run(*check, folder=desk)) == f"{path} agrees with the data (484c499cd5a1)\n"
    with (desk / "data" / "tasks.yaml").open("a", encoding="utf-8") as file:
        file.write("\n")
    (desk / "data/reports/2022Q1/districts/nanhu.yaml").unlink()
    shutil.copy(desk / "data/tasks.yaml", desk / "data/tasks-2023.yaml")
    ran = run(*check, folder=desk)
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith(f"{path} no longer agrees with the data: it rests on 484c499cd5a1")
    if form == "json":
        assert ran.out.splitlines()[2:] == [
            "  Changed (1):",
            "  tasks.yaml",
            "  Gone (1):",
            "  reports/2022Q1/districts/nanhu.yaml",
            "  Not listed in it (1):",
            "  tasks-2023.yaml",
        ]
    else:
        assert "It lists no digests of files" in ran.out


CHANGED = "reports/2022Q2/districts/haining.yaml"


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "md", "json"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_of_a_paper_says_which_input_has_changed(
    form: str, lang: str, desk: Path
) -> None:
    path = f"a.{form}"
    ok(run("report", "2022Q2", "-o", path, "--lang", lang, folder=desk))
    check = ("report", "--check", path, "--lang", "en")
    assert ok(run(*check, folder=desk)) == f"{path} agrees with the data (484c499cd5a1)\n"
    changed = desk / "data" / CHANGED
    changed.write_text(
        changed.read_text("utf-8").replace("exporters: 47", "exporters: 48"), "utf-8"
    )
    (desk / "data/reports/2022Q1/districts/nanhu.yaml").unlink()
    ran = run(*check, folder=desk)
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.splitlines()[2:] == [
        "  Changed (1):",
        f"  {CHANGED}",
        "  Gone (1):",
        "  reports/2022Q1/districts/nanhu.yaml",
    ]


def foreign(form: str) -> bytes:
    """Return a file that others have made, with a digest in it that is none of its inputs."""
    content, words = io.BytesIO(), "inputs 484c499cd5a1"
    match form:
        case "docx":
            document = docx.Document()
            document.add_paragraph(words)
            document.save(content)
        case "xlsx":
            book = Workbook()
            book.active["A1"] = words
            book.save(content)
        case "html":
            return f"<!DOCTYPE html><html><p>{words}</p></html>".encode()
        case "json":
            return json.dumps({"inputs": words}).encode()
        case _:
            return words.encode()
    return content.getvalue()


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "md", "json"])
def test_a_file_of_others_is_no_paper_and_is_told_so_in_a_line(form: str, desk: Path) -> None:
    (desk / f"a.{form}").write_bytes(foreign(form))
    why = refused(run("report", "--check", f"a.{form}", "--lang", "en", folder=desk))
    assert why == f"a.{form} names no digest of the inputs of jxtrade"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "a.md names no digest of the inputs of jxtrade"),
        (b"%PDF-1.7\n", "a.md is a PDF, whose digest can't be read"),
        (b"\xff\xfe\x00", "a.md names no digest"),
        (b"PK\x03\x04", "a.md names no digest"),
        (b"{" * 100_000, "a.md names no digest"),
        (b'{"digest": 1}', "a.md names no digest"),
        (b"[" * 100_000, "a.md names no digest"),
    ],
)
def test_what_says_nothing_of_its_inputs_is_told_so(content: bytes, why: str, desk: Path) -> None:
    (desk / "a.md").write_bytes(content)
    assert refused(run("report", "--check", "a.md", "--lang", "en", folder=desk)).startswith(why)


def test_a_check_takes_no_other_words_and_needs_its_file(desk: Path) -> None:
    call = ("report", "--check", "a.md", "--lang", "en")
    assert refused(run(*call, "2022Q2", folder=desk)) == "--check goes with no more than --data"
    assert refused(run(*call, folder=desk)).startswith("can't read a.md: ")


ONE, TWO, ALL = "20d500e45285", "23892c3273fe", "484c499cd5a1"
TARGETS, NANHU = "targets.yaml", "reports/2022Q1/districts/nanhu.yaml"
LISTED = Claimed("0.2.0", ALL, {TARGETS: ONE, NANHU: TWO})
LAST = f"jxtrade 0.2.0　输入摘要 {ALL}（33份文件）"


def archive(path: Path, **parts: str) -> bytes:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path.read_bytes()


def test_a_digest_is_found_in_every_form_of_paper(tmp_path: Path) -> None:
    markdown = (
        f"| a | {TARGETS} | 86 | 20d500<!-- -->e45285 |\n| b | {TARGETS} | 87 | {ONE} |\n"
        f"| c | {NANHU} | 10 | {TWO} |\n\n{NANHU} 第19行。\n\n{LAST}\n"
    )
    assert claimed(markdown.encode()) == LISTED
    page = (
        f"<!doctype html><html><td>{TARGETS}</td><td>86<td><code>{ONE}</code>"
        f"<td>{NANHU}<td>{TWO}<p>jxtrade 0.2.0, inputs <b>{ALL}</b> (33 files)"
    )
    assert claimed(page.encode()) == LISTED
    runs = f"<w:r><w:t>{NANHU[:9]}</w:t></w:r><w:r><w:t>{NANHU[9:]}</w:t></w:r>"
    row = f"<w:tc><w:p>{runs}</w:p></w:tc><w:tc><w:p><w:t>{TWO}</w:t></w:p></w:tc>"
    document = f"<w:p><w:t>{TARGETS}</w:t></w:p><w:p><w:t>{ONE}</w:t></w:p>{row}<w:p>{LAST}</w:p>"
    assert claimed(archive(tmp_path / "a.docx", word__document_xml=document)) == LISTED
    strings = "".join(f"<si><t>{each}</t></si>" for each in (LAST, TWO, NANHU, ONE, TARGETS))
    cells = '<c r="A"/>' + "".join(
        f'<c r="A1" t="s"><v>{each}</v></c>' for each in (4, 3, 4, 3, 2, 1)
    )
    sheets = {
        "xl__sharedStrings_xml": strings,
        "xl__worksheets__sheet1_xml": '<worksheet><c t="s"><v>0</v></c></worksheet>',
        "xl__worksheets__sheet2_xml": f'<worksheet>{cells}<c r="B"><v>1</v></c></worksheet>',
    }
    assert claimed(archive(tmp_path / "a.xlsx", **sheets)) == LISTED


def test_what_a_note_says_of_another_digest_is_not_the_papers_own() -> None:
    note = f"jxtrade 9.9.9　输入摘要 {TWO}（1份文件）"
    assert claimed(f"“{note}”\n\n{LAST}\n".encode()) == Claimed("0.2.0", ALL, {})


@pytest.mark.parametrize("part", ["\n", "jxtrade ", "<", "reports/2022Q1/districts/", "<html", "{"])
def test_much_of_the_same_is_searched_in_one_pass(part: str) -> None:
    """What took the square of its length would take hours."""
    claimed((part * (3_000_000 // len(part))).encode())


def test_much_of_the_same_in_an_archive_too(tmp_path: Path) -> None:
    for name, part in (
        ("word__document_xml", "<w:p>"),
        ("xl__sharedStrings_xml", "<si>"),
        ("xl__worksheets__sheet1_xml", "<worksheet><c >"),
    ):
        assert claimed(archive(tmp_path / "a", **{name: part * 500_000})) is None


def test_an_archive_that_unpacks_to_more_than_anybody_writes_is_left_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", LAST)
        file.writestr("word/media/a", b"\0" * (65 << 20))
    assert claimed((tmp_path / "a.docx").read_bytes()) is None


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(b"PK".__add__)))
def test_any_bytes_may_be_checked(content: bytes) -> None:
    claimed(content)
