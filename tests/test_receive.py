"""The time of receipt: stamped into a submission, and not a byte else of it changed."""

from __future__ import annotations

import errno
import os
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxtrade.read.document import parse
from jxtrade.write.stamp import NotStampedError, stamped
from tests.cases import lay
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

ON = datetime(2022, 7, 5, 16, 30)  # noqa: DTZ001 - the office's zone is understood
STAMPED = {
    "district: a\nperiod: 2022Q2\nreceived:\nvalues: {}\n":
        "district: a\nperiod: 2022Q2\nreceived: 2022-07-05T16:30\nvalues: {}\n",
    "\ufeffdistrict: a\r\nperiod: 2022Q2\r\nreceived:   # 收到的人填\r\nvalues:\r\n  x: 1 # 甲\r\n":
        "\ufeffdistrict: a\r\nperiod: 2022Q2\r\nreceived: 2022-07-05T16:30   # 收到的人填\r\n"
        "values:\r\n  x: 1 # 甲\r\n",
    "received :\ndistrict: a": "received : 2022-07-05T16:30\ndistrict: a",
    '"received":\ndistrict: a': '"received": 2022-07-05T16:30\ndistrict: a',
    "received: null # nobody\ndistrict: a": "received: 2022-07-05T16:30 # nobody\ndistrict: a",
    "received: ~\ndistrict: a": "received: 2022-07-05T16:30\ndistrict: a",
    "received: ''\ndistrict: a": "received: 2022-07-05T16:30\ndistrict: a",
    "? received\n: \n": "? received\n: 2022-07-05T16:30 \n",
    "{district: a, received: , values: {}}":
        "{district: a, received: 2022-07-05T16:30 , values: {}}",
    "values:\n  x: 1\nreceived:": "values:\n  x: 1\nreceived: 2022-07-05T16:30",
    "period: 2022Q2\nreceived:\n\n# 说明\nvalues:":
        "period: 2022Q2\nreceived: 2022-07-05T16:30\n\n# 说明\nvalues:",
    # without the line
    "district: a\nperiod: 2022Q2  # 本季\nvalues: {}\n":
        "district: a\nperiod: 2022Q2  # 本季\nreceived: 2022-07-05T16:30\nvalues: {}\n",
    "district: a\r\nperiod: 2022Q2\r\nvalues: {}\r\n":
        "district: a\r\nperiod: 2022Q2\r\nreceived: 2022-07-05T16:30\r\nvalues: {}\r\n",
    "district: a\nperiod: 2022Q2": "district: a\nperiod: 2022Q2\nreceived: 2022-07-05T16:30",
    "  district: a\n  period: 2022Q2\n  values: {}\n":
        "  district: a\n  period: 2022Q2\n  received: 2022-07-05T16:30\n  values: {}\n",
    "{district: a, period: 2022Q2, values: {}}":
        "{district: a, period: 2022Q2, received: 2022-07-05T16:30, values: {}}",
    "{period: 2022Q2,\n district: a}":
        "{period: 2022Q2, received: 2022-07-05T16:30,\n district: a}",
}  # fmt: skip
AGAIN = {
    "period: 2022Q2\nreceived: 2022-07-04   # 昨天\n":
        "period: 2022Q2\nreceived: 2022-07-05T16:30   # 昨天\n",
    'received: "2022-07-04"\nx: 1': "received: 2022-07-05T16:30\nx: 1",
    "received:\n  2022-07-04\nx: 1": "received:\n  2022-07-05T16:30\nx: 1",
    "{x: 1, received: 待填, y: 2}": "{x: 1, received: 2022-07-05T16:30, y: 2}",
    "? received\n: 2022-07-04\n? x\n: 1\n": "? received\n: 2022-07-05T16:30\n? x\n: 1\n",
}  # fmt: skip


@pytest.mark.parametrize("before", STAMPED)
@pytest.mark.parametrize("again", [False, True])
def test_nothing_but_the_time_is_written(before: str, *, again: bool) -> None:
    assert stamped(before.encode(), ON, again=again).decode() == STAMPED[before]


@pytest.mark.parametrize("before", AGAIN)
def test_what_is_stamped_is_stamped_again_only_when_asked(before: str) -> None:
    with pytest.raises(NotStampedError) as refused:
        stamped(before.encode(), ON)
    known = "待填" if "待填" in before else "2022-07-04"
    assert refused.value.text.zh == f"received 已填 {known}；要改写加 --again"
    assert stamped(before.encode(), ON, again=True).decode() == AGAIN[before]


def test_a_day_is_written_as_a_day() -> None:
    assert stamped(b"x: 1\nreceived:\n", date(2022, 7, 5)) == b"x: 1\nreceived: 2022-07-05\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("received: [", "第 1 行读不了：不是 YAML"),
        ("x: 1\nreceived:\nreceived: 2022-07-05\n", "第 3 行读不了：「received」在第 2 行"),
        ("received: &a 3\n", "第 1 行读不了：这里有锚点"),
        ("", "第 1 行读不了"),
        ("- received:\n", "里面没有报送"),
        ("just words\n", "里面没有报送"),
        ("district: a\nvalues: {}\n", "没有 received，也没有 period"),
        ("received: {a: 1}\n", "received 的写法特殊，写不进去；手工填"),
        ("received: [1, 2]\n", "received 的写法特殊，写不进去；手工填"),
        ("received: |\n  a\n  b\nx: 1\n", "第 1 行读不了：这里有看不见的字符 U+000A"),
        ("{x: 1, received:, y: 2}", "第 1 行读不了：不是 YAML"),
    ],
)
def test_what_cannot_be_stamped_says_why(content: str, words: str) -> None:
    with pytest.raises(NotStampedError) as refused:
        stamped(content.encode(), ON, again=True)
    assert refused.value.text.zh.startswith(words)


def test_bytes_that_are_no_utf8_say_so() -> None:
    with pytest.raises(NotStampedError) as refused:
        stamped("received:\nprepared_by: 张某\n".encode("gb18030"), ON)
    assert refused.value.text.en.startswith("line 2 can't be read: not UTF-8")


LINES = st.lists(st.sampled_from([
    "district: a", "period: 2022Q2", "received:", "received: 2022-07-04 # x", "values:", "  x: 1",
    "# received:", "", "notes: {a: '甲：乙'}", "{received:}", "'received': \"x\"", "highlights: >-",
    "  received: 3", "\treceived:", "rosters: {a: [{name: 甲}]}", "period: # none",
]), max_size=9)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_all_else_stays_whatever_stands_there(lines: list[str], eol: str, again: bool) -> None:
    before = eol.join(lines)
    try:
        after = stamped(before.encode(), ON, again=again).decode()
    except NotStampedError:
        return
    data: Any = parse(before.encode()).data
    assert parse(after.encode()).data == {**data, "received": "2022-07-05T16:30"}
    kept = [line for line in before.split("\n") if "received" not in line]
    rest = [line for line in after.split("\n") if "received" not in line]
    assert [line.rstrip("\r") for line in rest] == [line.rstrip("\r") for line in kept]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a workspace in which three submissions are not yet received."""
    for file in lay(tmp_path / "data").glob("reports/2022Q2/districts/*.yaml"):
        file.write_text(re.sub("received: .*", "received:", file.read_text("utf-8")), "utf-8")
    return tmp_path


QUARTER = "data/reports/2022Q2/districts"
EAST, WEST, PORT = (f"{QUARTER}/{each}.yaml" for each in ("east", "west", "port"))


def line(desk: Path, file: str) -> str:
    """Return a submission's line of receipt."""
    (found,) = re.findall("(?m)^received:.*$", (desk / file).read_text("utf-8"))
    return str(found)


def test_several_files_are_stamped_at_once(desk: Path) -> None:
    (desk / EAST).chmod(0o640)
    ran = run("receive", EAST, WEST, EAST, "--on", "2022-07-05T16:30", "--lang", "en", folder=desk)
    assert ran == (0, f"received 2022-07-05T16:30 is filled in; files: 2\n  {EAST}\n  {WEST}\n", "")
    assert [line(desk, each) for each in (EAST, WEST, PORT)] == [
        "received: 2022-07-05T16:30", "received: 2022-07-05T16:30", "received:",
    ]  # fmt: skip
    assert (desk / EAST).stat().st_mode & 0o777 == 0o640
    ran = run("validate", EAST, "--format", "json", "--as-of", "2022-07-20", folder=desk)
    assert ran.json["findings"] == []


@pytest.mark.parametrize("word", [f"{QUARTER}/*.yaml", f"./{QUARTER}/[epw]*t.yaml"])
def test_a_pattern_names_files_also_where_the_shell_expands_none(word: str, desk: Path) -> None:
    assert run("receive", word, "--on", "2022-07-05", folder=desk).status == 0
    assert line(desk, EAST) == line(desk, PORT) == "received: 2022-07-05"


def test_without_a_moment_it_is_the_day_of_looking_or_this_minute(desk: Path) -> None:
    assert run("receive", EAST, "--as-of", "2022-07-06", folder=desk).status == 0
    assert line(desk, EAST) == "received: 2022-07-06"
    before = datetime.now(UTC)
    assert run("receive", WEST, folder=desk).status == 0
    (said,) = re.findall(r"^received: (\d{4}-\d\d-\d\dT\d\d:\d\d)$", line(desk, WEST))
    office = timedelta(hours=8)
    minutes = {f"{each + office:%Y-%m-%dT%H:%M}" for each in (before, datetime.now(UTC))}
    assert said in minutes


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("2022-7-5", "写 2022-07-05"),
        ("2022-07-05 16:30", "写 2022-07-05T16:30"),
        ("2022-02-30", "2022 年 2 月只有 28 天：查明是哪天"),
        ("today", "，或带上时间："),
        ("", "，或带上时间："),
    ],
)
def test_a_moment_is_written_as_the_files_write_it(word: str, advice: str, desk: Path) -> None:
    ran = run("receive", EAST, "--on", word, "--lang", "zh", folder=desk)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"--on 不能写成「{word}」；" in ran.err
    assert advice in ran.err
    assert line(desk, EAST) == "received:"


def test_one_that_cannot_be_stamped_leaves_all(desk: Path) -> None:
    assert run("receive", WEST, "--on", "2022-07-04", folder=desk).status == 0
    (desk / "copy.yaml").write_bytes((desk / EAST).read_bytes())
    (desk / PORT).write_text("district: port\nperiod: [\n", "utf-8")
    before = {path: path.read_bytes() for path in desk.rglob("*.yaml")}
    words = (EAST, WEST, PORT, "copy.yaml", "data", "gone.yaml", "data/targets.yaml", ".")
    ran = run("receive", *words, "--lang", "en", folder=desk)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    for words_ in (
        "nothing was written: ",
        f"{WEST}: received is 2022-07-04 already; --again writes it anew",
        f"{PORT}: line ",
        f"copy.yaml: it is not where submissions belong; put it at {EAST} first",
        "data, .: it is a folder",
        "gone.yaml: it does not exist",
        "data/targets.yaml: it is not below data/reports/<quarter>/districts or departments",
    ):
        assert words_ in ran.err
    assert {path: path.read_bytes() for path in desk.rglob("*.yaml")} == before
    assert run("receive", EAST, WEST, "--again", "--on", "2022-07-05", folder=desk).status == 0
    assert line(desk, WEST) == "received: 2022-07-05"


def test_links_and_pipes_are_refused(desk: Path) -> None:
    (desk / EAST).rename(desk / "east.yaml")
    (desk / EAST).symlink_to(desk / "east.yaml")
    (desk / WEST).unlink()
    os.mkfifo(desk / WEST)
    for file, words in ((EAST, "it is a link"), (WEST, "it is a pipe")):
        ran = run("receive", file, "--lang", "en", folder=desk)
        assert (ran.status, ran.out) == (2, "")
        assert f"{file}: {words}" in ran.err
    assert line(desk, "east.yaml") == "received:"


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_full_disk_leaves_all_files(
    name: str, at: int, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    usual, calls = getattr(os, name), iter(range(99))

    def full(*words: Any) -> None:
        if next(calls) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        usual(*words)

    monkeypatch.setattr(os, name, full)
    ran = run("receive", EAST, WEST, PORT, "--on", "2022-07-05", "--lang", "en", folder=desk)
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(r"jxtrade: can't write data/\S+: No space left on device\n", ran.err)
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


def test_a_file_is_named_from_where_one_stands(desk: Path) -> None:
    for inside, file, shown in (
        (QUARTER, "east.yaml", "../../../reports/2022Q2/districts/east.yaml"),
        ("data/reports", "2022Q2/districts/west.yaml", "../reports/2022Q2/districts/west.yaml"),
        (".", str(desk / PORT), PORT),
    ):
        ran = run("receive", file, "--on", "2022-07-05", folder=desk / inside, HOME=str(desk))
        assert (ran.status, ran.err) == (0, "")
        assert f"\n  {shown}\n" in ran.out


def test_what_data_says_is_no_order_to_a_terminal_or_runner(desk: Path) -> None:
    (desk / EAST).write_text("district: east\nreceived: '##[error]\\e[31m::x'\n", "utf-8")
    ran = run("receive", EAST, "--lang", "en", folder=desk)
    assert ran.status == 2
    assert "##[" not in ran.err
    (desk / EAST).write_text('district: east\nreceived: "##[error]\\x20 ::x"\n', "utf-8")
    assert "##[" not in run("receive", EAST, "--lang", "en", folder=desk).err
