"""`validate FILE` from outside the workspace: judged as the submission that it says it is."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxtrade.engine import validate
from jxtrade.read.folder import open_workspace
from tests.cases import AS_OF as AS_OF_DAY
from tests.cases import GOOD, HERE, lay
from tests.programme import allocation, indicator, plan, run, submission, write
from tests.test_since import commit, git

EAST = "reports/2022Q2/districts/east.yaml"
AS_OF = ("--as-of", "2022-07-20")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the good workspace in it and room for attachments beside it."""
    lay(tmp_path / "data")
    return tmp_path


def attached(desk: Path, name: str, old: str = "", new: str = "", source: str = EAST) -> str:
    text = (desk / "data" / source).read_text("utf-8")
    assert old in text
    (desk / name).write_text(text.replace(old, new), "utf-8")
    return name


def said(desk: Path, *arguments: str) -> tuple[int, list[tuple[str, int, str]]]:
    ran = run("validate", *arguments, "--format", "json", *AS_OF, folder=desk)
    assert ran.err == ""
    findings = ran.json["findings"]
    return ran.status, [(each["path"], each["line"], each["code"]) for each in findings]


@pytest.mark.parametrize("name", ["附件.txt", "east (2).yaml", "east.yml", "x"])
def test_an_attachment_takes_the_place_that_it_says_it_has(desk: Path, name: str) -> None:
    """Line 7 says 11 exporters, the first quarter said 12; in the workspace it is 31."""
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    attached(desk, name, "exporters: 31", "exporters: 11")
    assert said(desk, name) == (1, [(name, 7, "JX401")])
    (desk / name).unlink()
    assert before == {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    assert said(desk) == (0, [])


def test_a_sound_attachment_is_sound_whatever_stands_in_its_place(desk: Path) -> None:
    name = attached(desk, "mail.yaml")
    for broken in ("[", ""):
        (desk / "data" / EAST).write_text(broken, "utf-8")
        assert said(desk, name) == (0, [])
    (desk / "data" / EAST).unlink()
    assert said(desk, name) == (0, [])


def test_a_department_s_attachment_is_one_of_a_department(desk: Path) -> None:
    source = "reports/2022Q2/departments/market.yaml"
    name = attached(desk, "mail.txt", "period: 2022Q2", "period: 2022Q9", source)
    ((_, line, code),) = said(desk, name)[1]
    text = (desk / name).read_text("utf-8").splitlines()
    assert (text[line - 1], code) == ("period: 2022Q9", "JX013")
    attached(desk, name, source=source)
    assert said(desk, name) == (0, [])


def test_what_else_names_the_attachment_counts(desk: Path) -> None:
    """The first quarter said 40 where the second says 31: the second is what contradicts."""
    earlier = EAST.replace("Q2", "Q1")
    name = attached(desk, "mail.yaml", "exporters: 12", "exporters: 40", earlier)
    assert said(desk, name) == (1, [(f"data/{EAST}", 7, "JX401")])


def test_a_value_that_cannot_be_used_is_suspect_also_in_an_attachment(tmp_path: Path) -> None:
    """A relation of another's sum, JX306, is not held against a figure that nobody can read."""
    given = submission("east", "2022Q2", values={"exporters": 5})
    write(
        tmp_path / "data", plan(["east"], [indicator()], allocation(exporters={"east": 9})), given
    )
    text = (tmp_path / "data" / EAST).read_text("utf-8")
    (tmp_path / "mail").write_text(text.replace('"exporters": 5', '"exporters": 5x'), "utf-8")
    ran = run("validate", "mail", "--format", "json", *AS_OF, folder=tmp_path)
    (finding,) = ran.json["findings"]
    keys = ("code", "path", "district", "indicator", "period")
    assert [finding[key] for key in keys] == ["JX014", "mail", "east", "exporters", "2022Q2"]


@pytest.mark.parametrize(
    ("change", "line", "code", "hint"),
    [
        (("district: east\n", ""), 1, "JX010", "add “district: <district>”"),
        (("period: 2022Q2\n", ""), 1, "JX010", "add “period: <quarter>”"),
        (("district: east", "district: 东区"), 1, "JX101", "write east (East)"),
        (("district: east", "district: esat"), 1, "JX101", "write east (East)"),
        (("period: 2022Q2", "period: 2031Q2"), 2, "JX106", "mend the year"),
    ],
)
def test_who_says_too_little_of_itself_is_told(
    desk: Path, change: tuple[str, str], line: int, code: str, hint: str
) -> None:
    """No hint speaks of the file's name, which is no matter."""
    name = attached(desk, "mail.yaml", *change)
    ran = run("validate", name, "--format", "json", *AS_OF, folder=desk)
    assert ran.status == 1
    (found,) = (each for each in ran.json["findings"] if each["code"] == code)
    assert (found["path"], found["line"]) == (name, line)
    assert found["hint"]["en"].startswith(hint)
    assert "mail" not in found["hint"]["en"]
    assert {each["path"] for each in ran.json["findings"]} == {name}


def test_what_is_no_file_or_no_submission_is_a_finding(desk: Path) -> None:
    os.mkfifo(desk / "pipe")
    (desk / "link").symlink_to(desk / "data" / EAST)
    (desk / "big").write_bytes(b"#" * ((1 << 20) + 1))
    (desk / "empty").write_bytes(b"")
    (desk / "gbk").write_bytes("district: east # 东区\n".encode("gb18030"))
    (desk / "list").write_bytes(b"- 1\n")
    expected = {
        "pipe": "JX007", "link": "JX007", "/dev/zero": "JX007", "big": "JX005", "empty": "JX003",
        "gbk": "JX004", "list": "JX012",
    }  # fmt: skip
    for name, code in expected.items():
        assert said(desk, name) == (1, [(name, 1, code)])
    assert said(desk, *expected)[0] == 1
    assert len(said(desk, *expected)[1]) == len(expected)


def test_a_file_in_the_folder_that_is_no_part_of_the_workspace_is_one_from_outside(
    desk: Path,
) -> None:
    name = attached(desk, "data/mail.yaml", "exporters: 31", "exporters: 11")
    assert said(desk, name) == (1, [(name, 7, "JX401")])


def test_a_path_names_a_file_however_it_is_written(desk: Path) -> None:
    text = (desk / "data" / EAST).read_text("utf-8")
    (desk / "data" / EAST).write_text(text.replace("exporters: 31", "exporters: 11"), "utf-8")
    found = (1, [(f"data/{EAST}", 7, "JX401")])
    (desk / "other").symlink_to("data")
    for path in (
        f"data/{EAST}", str(desk / "data" / EAST), f"other/{EAST}", f"data/../data/{EAST}",
        "data/reports/2022Q2/", "data", "data/", ".", "..", str(desk), "other",
    ):  # fmt: skip
        assert said(desk, path) == found, path
    west = EAST.replace("east", "west")
    assert said(desk, f"data/{west}") == (0, [])
    assert said(desk, f"data/{west}", ".") == found


def test_a_path_is_seen_from_where_the_command_runs(desk: Path) -> None:
    text = (desk / "data" / EAST).read_text("utf-8")
    (desk / "data" / EAST).write_text(text.replace("exporters: 31", "exporters: 11"), "utf-8")
    for folder, data, path, shown in (
        ("data", ".", "reports/2022Q2", EAST),
        ("data", ".", ".", EAST),
        ("data/reports", "..", "2022Q2/districts/east.yaml", f"../{EAST}"),
        ("data/reports", "..", "..", f"../{EAST}"),
    ):
        assert said(desk / folder, "--data", data, path) == (1, [(shown, 7, "JX401")])
    west = "2022Q2/districts/west.yaml"
    assert said(desk / "data/reports", "--data", "..", west) == (0, [])


def test_a_name_that_acts_on_a_terminal_is_spelt_out(desk: Path) -> None:
    name = attached(desk, "\x1b[31m\n::error::x\u202e", "exporters: 31", "exporters: 3x")
    for form in ("text", "md", "github"):
        ran = run("validate", name, "--format", form, "--lang", "en", folder=desk)
        assert ran.status == 1
        assert not {"\x1b", "\u202e"} & {*ran.out}
        assert "\n::error::x" not in ran.out
    ran = run("validate", name, name + "x", folder=desk)
    assert (ran.status, ran.err.count("\n"), "\x1b" in ran.err) == (2, 1, False)


def test_a_name_says_nothing_of_whose_it_is(desk: Path) -> None:
    """It lies where a workspace would have it, and says nothing of itself."""
    (desk / "reports/2022Q2/districts").mkdir(parents=True)
    name = attached(desk, "reports/2022Q2/districts/west.yaml", "district: east\n", "")
    ran = run("validate", name, "--format", "md", "--lang", "en", *AS_OF, folder=desk)
    assert (ran.status, "West" in ran.out, "judged as" in ran.out) == (1, False, False)


def test_folders_outside_and_what_is_not_there_are_wrong_usage(desk: Path) -> None:
    (desk / "inbox").mkdir()
    one, two = attached(desk, "one"), attached(desk, "two")
    for paths, words in (
        (("inbox",), "“inbox” is not in the workspace “data”: of what is outside, name the files"),
        (("gone",), "there is no file or folder “gone”"),
        (("data/gone",), "there is no file or folder “data/gone”"),
        ((one, two), "one, two say that they are the same submission: check one of them at a time"),
    ):
        ran = run("validate", *paths, "--lang", "en", folder=desk)
        assert (ran.status, ran.out, ran.err) == (2, "", f"jxtrade: {words}\n")
    assert said(desk, one, one) == (0, [])


def test_it_is_said_as_whose_submission_a_file_was_judged(desk: Path) -> None:
    name = attached(desk, "mail.yaml")
    for lang, words in (
        ("en", "“mail.yaml” was judged as the submission of east (East) for 2022Q2; files"),
        ("zh", "「mail.yaml」按 east（东区）的 2022Q2 报送核对；核对"),
    ):
        ran = run("validate", name, "--lang", lang, *AS_OF, folder=desk, width=200)
        assert ran.out.startswith(words)
    unknown = attached(desk, "other", "district: east", "district: elsewhere")
    assert "judged as" not in run("validate", unknown, "--lang", "en", folder=desk).out


def test_what_is_no_id_leads_nowhere(desk: Path) -> None:
    for word, code in (("../../east", "JX101"), ("[east]", "JX012"), ("East District", "JX101")):
        name = attached(desk, "mail", "district: east", f"district: {word}")
        assert (name, 1, code) in said(desk, name)[1]
    for word in ("[2022Q2]", "2022Q2/..", "二季度"):
        name = attached(desk, "mail", "period: 2022Q2", f"period: {word}")
        assert {(path, line) for path, line, _ in said(desk, name)[1]} == {(name, 2)}


def test_a_file_from_outside_is_always_among_what_changed(desk: Path) -> None:
    git(desk, "init", "--quiet")
    commit(desk)
    name = attached(desk, "mail.yaml", "exporters: 31", "exporters: 11")
    assert said(desk, name, "--since", "HEAD") == (1, [(name, 7, "JX401")])
    earlier = attached(desk, "mail", "exporters: 12", "exporters: 40", EAST.replace("Q2", "Q1"))
    assert said(desk, earlier, "--since", "HEAD") == (1, [(f"data/{EAST}", 7, "JX401")])


@given(data=st.data())
def test_whatever_comes_it_is_known_whose_or_said(data: st.DataObject) -> None:
    good = (GOOD / EAST).read_bytes()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    put = data.draw(
        st.binary(max_size=20) | st.text(max_size=20).map(partial(str.encode, errors="replace"))
    )
    with TemporaryDirectory() as folder:
        guest = Path(folder) / "guest"
        guest.write_bytes(good[:start] + put + good[end:])
        verdict = validate(open_workspace(GOOD, as_of=AS_OF_DAY, guests=[str(guest)]))
    assert str(guest) in verdict.inspection.files
    kind, id_, period = verdict.city.received.whose(str(guest))
    is_known = kind and id_ in verdict.city.received.names(kind).known
    assert (is_known and period and verdict.city.programme.plan.is_planned(period)) or any(
        each.location.path == str(guest) and each.severity == "error" for each in verdict.findings
    )


def test_standard_input_is_a_file_from_outside(desk: Path) -> None:
    text = (desk / "data" / EAST).read_text("utf-8").replace("exporters: 31", "exporters: 11")
    done = subprocess.run(
        (sys.executable, "-m", "jxtrade", "validate", "-", "--lang", "en", *AS_OF),
        input=text.encode(), cwd=desk, env=os.environ | {"PYTHONPATH": str(HERE.parent)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.decode().startswith("-:7:14: error JX401 cumulative-decrease\n")
