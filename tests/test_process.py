"""The program as a process: exit codes, signals, pipes, terminals, files, languages."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import resource
import select
import signal
import stat
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.cli.program import command_names
from jxtrade.text import cells
from tests.cases import HERE, lay
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = (sys.executable, "-m", "jxtrade")
EAST = "reports/2022Q2/districts/east.yaml"
AS_OF = ("--as-of", "2022-07-20")
PATIENCE = 300


def surroundings(**environment: str) -> dict[str, str]:
    """Return what a process is told of the machine, and no more."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HERE.parent)}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"} | environment


def call(
    *arguments: str,
    folder: Path,
    out: int = subprocess.PIPE,
    limits: Any = None,
    **environment: Any,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=folder, env=surroundings(**environment), stdout=out,
        stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=PATIENCE, preexec_fn=limits,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the good workspace in it, where a call finds it without being told."""
    lay(tmp_path / "data")
    return tmp_path


def with_faults(folder: Path, count: int) -> Path:
    with (folder / "data" / EAST).open("a", encoding="utf-8") as file:
        file.writelines(f"  x{number}: 约{number}\n" for number in range(count))
    return folder


@pytest.fixture
def faulty(folder: Path) -> Path:
    """Return a folder whose workspace has faults."""
    return with_faults(folder, 9)


@pytest.fixture
def flooded(folder: Path) -> Path:
    """Return a folder whose workspace has more faults than a pipe holds."""
    return with_faults(folder, 900)


def is_one_line(said: str) -> bool:
    return said.startswith("jxtrade: ") and said.count("\n") == 1 and "Traceback" not in said


def test_exit_codes(folder: Path) -> None:
    assert run("validate", folder=folder).status == 0
    assert call("status", folder=folder).returncode == 0
    assert call("stauts", folder=folder).returncode == 2
    assert run(folder=folder).status == 2
    (folder / "data" / EAST).write_text("", "utf-8")
    assert call("validate", folder=folder).returncode == 0
    (folder / "data" / EAST).write_text("[", "utf-8")
    assert call("validate", folder=folder).returncode == 1
    assert call("status", folder=folder).returncode == 0
    (folder / "data/targets.yaml").unlink()
    assert call("status", folder=folder).returncode == 1


def few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6))


def test_fault_that_nobody_foresaw_is_told_in_one_line(folder: Path) -> None:
    """Six open files are too few for the pipes to git."""
    ran = call("validate", "--since", "HEAD", folder=folder, limits=few_files)
    assert ran.returncode == 70
    assert is_one_line(ran.stderr)
    assert "Too many open files" in ran.stderr
    assert "JXTRADE_DEBUG=1" in ran.stderr
    debugged = call(
        "validate", "--since", "HEAD", folder=folder, limits=few_files, JXTRADE_DEBUG="1"
    )
    assert debugged.returncode == 70
    assert debugged.stderr.startswith("Traceback")


@pytest.mark.parametrize(
    "arguments",
    [("status",), ("validate", "--format", "json"), ("rules",), ("--help",), ("--version",)],
)
@pytest.mark.parametrize("colour", ["", "1"], ids=["plain", "drawn"])
def test_full_output_is_told_in_one_line(
    arguments: tuple[str, ...], colour: str, folder: Path
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        ran = call(*arguments, folder=folder, out=full.fileno(), FORCE_COLOR=colour)
    assert ran.returncode == 2
    assert is_one_line(ran.stderr)
    assert "No space left on device" in ran.stderr


def test_closed_output_is_no_fault(folder: Path) -> None:
    shell = f"{' '.join(PROGRAM)} validate >&- 2>&-; echo $?"
    done = subprocess.run(
        ["/bin/sh", "-c", shell], cwd=folder, env=surroundings(), capture_output=True, check=True
    )
    assert done.stdout == b"0\n"


def test_folder_that_was_taken_away(folder: Path) -> None:
    shell = f"mkdir gone && cd gone && rmdir ../gone && {' '.join(PROGRAM)}"
    for arguments, status in (("status", 2), (f"--data {folder}/data status", 0)):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{shell} {arguments}"],
            cwd=folder, env=surroundings(), capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == status
        assert done.stderr == "" if status == 0 else is_one_line(done.stderr)


def test_reader_that_left_ends_the_program_without_a_word(flooded: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ran = call("status", folder=flooded, out=writer)
    finally:
        os.close(writer)
    assert (ran.returncode, ran.stderr) == (-signal.SIGPIPE, "")


def test_reader_that_leaves_after_a_line_ends_the_program_without_a_word(flooded: Path) -> None:
    with started("validate", folder=flooded) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"data/reports")
        process.stdout.close()
        assert process.wait(PATIENCE) == -signal.SIGPIPE
        assert process.stderr.read() == b""


def test_interrupt_ends_the_program_without_a_word(flooded: Path) -> None:
    """It has begun to write and waits for the pipe to be emptied."""
    with started("validate", folder=flooded) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=PATIENCE)
        assert (process.returncode, complaint) == (130, b"")


def started(*arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *arguments], cwd=folder, env=surroundings(), bufsize=0,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "latin-1"])
def test_encoding_that_lacks_a_character_shows_its_number(encoding: str, faulty: Path) -> None:
    file = faulty / "data/reports/2022Q2/districts/west.yaml"
    file.write_text(file.read_text("utf-8").replace("25", "'二十五🏭'"), "utf-8")
    for arguments, status in ((("validate",), 1), (("status",), 0), (("--help",), 0), (("x",), 2)):
        done = subprocess.run(
            [*PROGRAM, *arguments, "--lang", "zh"], cwd=faulty, check=False, capture_output=True,
            env=surroundings(PYTHONIOENCODING=encoding), timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == status
        said = (done.stdout + done.stderr).decode(encoding)
        assert "Traceback" not in said
        assert ("\\u" in said) == (encoding != "cp936")
        if arguments == ("validate",):
            assert "\\U0001f3ed" in said
            assert ("二十五" in said) == (encoding == "cp936")


def drawn(
    *arguments: str, folder: Path, width: int, term: str = "xterm-256color", **environment: str
) -> str:
    """Return what a call prints on a terminal of a width."""
    own, its = pty.openpty()
    termios.tcsetwinsize(its, (24, width))
    process = subprocess.Popen(
        [*PROGRAM, *arguments], cwd=folder, stdin=its, stdout=its, stderr=subprocess.DEVNULL,
        env=surroundings(TERM=term, **environment),
    )  # fmt: skip # there a bar shows where a machine is slow
    os.close(its)
    said = b""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if select.select([own], [], [], 1)[0]:
            try:
                part = os.read(own, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
    os.close(own)
    process.wait(PATIENCE)
    return said.decode().replace("\r\n", "\n")


COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FIGURES = (
    "0/2", "0/1", "31/60", "25/50", "12/20", "5.1/10.0", "4.0/8.0", "2.5/5.0", "68/130",
    "11.6/23.0", "51.7%", "50.0%", "60.0%", "51.0%", "52.3%", "50.4%", "+1.7", "+10.0", "+1.0",
)  # fmt: skip


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_terminal_has_colours_and_every_figure_whole(lang: str, width: int, folder: Path) -> None:
    said = drawn("status", "2022Q2", "--full", "--lang", lang, *AS_OF, folder=folder, width=width)
    assert COLOUR.search(said)
    shown = COLOUR.sub("", said)
    assert "\x1b" not in shown
    assert [line for line in shown.split("\n") if cells(line) > width] == []
    for figure in FIGURES:
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", shown), figure


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "arguments",
    [("validate",), ("status", "--district", "east"), ("status", "--indicator", "exporters"),
     ("gaps",), ("rules",), ("explain", "JX401")],
    ids=" ".join,
)  # fmt: skip
def test_no_line_is_wider_than_the_terminal(
    arguments: tuple[str, ...], width: int, folder: Path
) -> None:
    long = "很长的说明，" * 300 + "x" * 300
    with (folder / "data" / EAST).open("a", encoding="utf-8") as file:
        file.write(f"  '{'长' * 200}': '{long}'\nnotes: {{exporters: '{long}'}}\n")
    said = COLOUR.sub("", drawn(*arguments, *("--lang", "zh"), folder=folder, width=width))
    assert said.strip()
    assert [line for line in said.split("\n") if cells(line) > width] == []


@pytest.mark.parametrize("arguments", [("status",), ("validate",), ("rules",)], ids=" ".join)
def test_who_wants_no_colours_gets_none(arguments: tuple[str, ...], faulty: Path) -> None:
    assert "\x1b" not in run(*arguments, folder=faulty).out
    assert "\x1b" not in drawn(*arguments, folder=faulty, width=80, NO_COLOR="1")
    assert "\x1b" not in drawn(*arguments, folder=faulty, width=80, term="dumb")
    assert "\x1b[" in run(*arguments, folder=faulty, FORCE_COLOR="1").out


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def test_full_disk_leaves_the_old_file(folder: Path) -> None:
    target = folder / "out.txt"
    target.write_text("old", "utf-8")
    for form in ("terminal", "json"):
        ran = call("status", "--format", form, "-o", "out.txt", folder=folder,
                   limits=small_files, JXTRADE_LANG="en")  # fmt: skip
        assert ran.returncode == 2
        assert is_one_line(ran.stderr)
        assert "can't write out.txt: File too large" in ran.stderr
        assert target.read_text("utf-8") == "old"
    assert sorted(file.name for file in folder.iterdir()) == ["data", "out.txt"]


KILLED = """
import os, signal, sys
from jxtrade.cli import run
from jxtrade.write import blank, fresh

def killed(name, at):
    usual, calls = getattr(os, name), iter(range(at))
    def deadly(*words, **more):
        if next(calls, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return usual(*words, **more)
    setattr(os, name, deadly)
    run(["init", f"{name}{at}", "--example"])

for point in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        name, at = point.split(":")
        killed(name, int(at))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return the files of a folder and what they hold, less what a killed run left half-written."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else None
        for file in folder.rglob("*")
        if not file.name.startswith(".jxtrade-")
    }


WRITES = 6


def test_killed_init_is_completed_by_the_next(tmp_path: Path) -> None:
    times = {"mkdir": 3, "fsync": WRITES, "link": WRITES}
    points = [(name, at) for name, most in times.items() for at in range(most)]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *(f"{name}:{at}" for name, at in points)],
        cwd=tmp_path, env=surroundings(), capture_output=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    assert killed.stdout.split() == [b"%d" % -signal.SIGKILL] * len(points)
    assert run("init", "whole", "--example", folder=tmp_path).status == 0
    for name, at in points:
        office = f"{name}{at}"
        plan = tmp_path / office / "targets.yaml"
        assert not plan.exists(), "a plan is the sign of a workspace"
        assert run("init", office, "--example", folder=tmp_path).status == 0
        assert tree(tmp_path / office) == tree(tmp_path / "whole")
        ran = run("validate", "--data", office, "--fail-on", "warning", folder=tmp_path)
        assert ran.status == 0


@pytest.mark.parametrize("at", range(WRITES))
@pytest.mark.parametrize("folder", ["office", "a/b/office", "."])
def test_init_on_a_full_disk_leaves_nothing(
    folder: str, at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    usual, calls = os.fsync, iter(range(99))

    def full(handle: int) -> None:
        if next(calls) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        usual(handle)

    monkeypatch.setattr(os, "fsync", full)
    ran = run("init", folder, "--example", "--lang", "en", folder=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert is_one_line(ran.err)
    kinds = ("targets", "tasks", "waivers", "district", "department")
    files = {*(f".schema/{kind}.json" for kind in kinds), "tasks.yaml", "targets.yaml"}
    paths = [os.path.normpath(f"{folder}/{file}") for file in files]
    told = [f"jxtrade: can't write {path}: No space left on device\n" for path in paths]
    assert ran.err in told
    assert tree(tmp_path) == {"mine.txt": b"mine"}
    assert list(tmp_path.rglob(".jxtrade-*")) == []


def test_interrupted_init_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", interrupted)
    assert run("init", "office", folder=tmp_path) == (130, "", "")
    assert list(tmp_path.iterdir()) == []


def test_new_file_that_cannot_be_written_is_named(folder: Path) -> None:
    for arguments, named in (
        (("init", "office"), r"office/\S+"),
        (("new", "2022Q3", "east"), "data/reports/2022Q3/districts/east.yaml"),
    ):
        before = tree(folder)
        ran = call(*arguments, folder=folder, limits=small_files, JXTRADE_LANG="en")
        assert ran.returncode == 2
        assert is_one_line(ran.stderr)
        assert re.search(rf"can't write {named}: File too large", ran.stderr)
        assert tree(folder) == before


@pytest.mark.parametrize("target", ["none/out.txt", "data", "data/targets.yaml/out.txt", "x" * 300])
def test_file_that_cannot_be_written_is_named(target: str, folder: Path) -> None:
    for command in ("status", "validate", "gaps"):
        for lang, words in (("en", "can't write"), ("zh", "写不了")):
            ran = run(command, "-o", target, "--lang", lang, folder=folder)
            assert (ran.status, ran.out) == (2, "")
            assert is_one_line(ran.err)
            assert ran.err.startswith(f"jxtrade: {words} {target}")
    assert [file.name for file in folder.iterdir()] == ["data"]


def test_folder_that_must_not_be_written_to(folder: Path) -> None:
    shut = folder / "shut"
    shut.mkdir()
    (shut / "out.txt").write_text("old", "utf-8")
    shut.chmod(0o500)
    if os.access(shut, os.W_OK):
        pytest.skip("root may write anywhere")
    ran = call("status", "-o", "shut/out.txt", folder=folder)
    assert ran.returncode == 2
    assert is_one_line(ran.stderr)
    assert "shut/out.txt: Permission denied" in ran.stderr
    assert (shut / "out.txt").read_text("utf-8") == "old"


def full(path: Path) -> None:
    """Make a full device of its own: a program that replaced it must not harm the machine."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 7))
        path.open("wb").close()
    except PermissionError:
        pytest.skip("only root makes devices")


def test_device_is_written_to_and_never_replaced(folder: Path) -> None:
    full(folder / "full")
    ran = call("status", "-o", "full", folder=folder, JXTRADE_LANG="en")
    assert ran.returncode == 2
    assert is_one_line(ran.stderr)
    assert "can't write full: No space left on device" in ran.stderr
    assert (folder / "full").is_char_device()


def test_pipe_is_written_to_and_never_replaced(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with started("status", "-o", "pipe", folder=folder) as process:
        with (folder / "pipe").open(encoding="utf-8") as pipe:
            assert pipe.read() == call("status", folder=folder).stdout
        assert process.wait(PATIENCE) == 0
    assert (folder / "pipe").is_fifo()


def test_link_is_followed_and_the_mode_kept(folder: Path) -> None:
    target = folder / "target.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    (folder / "link.txt").symlink_to("target.txt")
    assert call("status", "-o", "link.txt", folder=folder).returncode == 0
    assert (folder / "link.txt").is_symlink()
    assert target.read_text("utf-8") == call("status", folder=folder).stdout
    assert target.stat().st_mode & 0o777 == 0o640


def test_longest_name_a_file_can_have(folder: Path) -> None:
    assert call("status", "-o", "x" * 255, folder=folder).returncode == 0
    assert (folder / ("x" * 255)).is_file()


def test_two_runs_into_one_file_leave_one_whole_answer(folder: Path) -> None:
    forms = ("terminal", "json") * 2
    answers = {call("status", "--format", form, *AS_OF, folder=folder).stdout for form in forms}
    runs = [
        started("status", "--format", form, "-o", "out.txt", *AS_OF, folder=folder)
        for form in forms
    ]
    for process in runs:
        with process:
            assert process.communicate(timeout=PATIENCE) == (b"", b"")
            assert process.returncode == 0
    assert len(answers) == 2
    assert (folder / "out.txt").read_text("utf-8") in answers
    assert sorted(file.name for file in folder.iterdir()) == ["data", "out.txt"]


WRONG: dict[tuple[str, ...], tuple[str, str]] = {
    ("stauts",): ("stauts", "status"),
    ("status", "--distrct", "east"): ("--distrct", "--district"),
    ("status", "2022Q9"): ("2022Q9", "2022Q"),
    ("status", "2023Q2"): ("2023Q2", "2022Q2"),
    ("status", "--district", "eats"): ("eats", "east"),
    ("status", "--district", "东去"): ("东去", "east"),
    ("status", "--indicator", "内销"): ("内销", "resale"),
    ("status", "--indicator", "exporter"): ("exporter", "exporters"),
    ("status", "--format", "jsno"): ("jsno", "json"),
    ("gaps", "--district", "wset"): ("wset", "west"),
    ("validate", "--select", "JX40l"): ("JX40l", "JX40"),
    ("validate", "--ignore", "roster-cuont"): ("roster-cuont", "roster-count"),
    ("validate", "--fail-on", "eror"): ("eror", "error"),
    ("validate", "--format", "sarfi"): ("sarfi", "sarif"),
    ("validate", "data/reprots"): ("data/reprots", ""),
    ("explain", "JX4O1"): ("JX4O1", "JX401"),
    ("new", "2022Q3", "eastt"): ("eastt", "east"),
    ("new", "2031Q1", "east"): ("2031Q1", "20"),
    ("--data", "dta", "status"): ("dta", "data"),
    ("--lang", "cn", "status"): ("cn", "zh"),
    ("--as-of", "2022-7-10", "status"): ("2022-7-10", " 2022-07-10"),
    ("--as-of", "20220711", "status"): ("20220711", "2022-07-11"),
    ("status", "--as-of", "2022-W27-7"): ("2022-W27-7", "20"),
    ("status", "--as-of", "2022-02-30"): ("2022-02-30", "28"),
    ("validate", "--as-of", "２０２２-07-11"): ("２０２２-07-11", "2022-07-11"),
    ("validate", "--as-of", " 2022-07-11"): (" 2022-07-11", " 2022-07-11"),
    ("validate", "--as-of", ""): ("", ""),
    ("status", "--as-of", "2022年7月11日"): ("2022年7月11日", " 2022-07-11"),
    ("receive", "x.yaml", "--on", "2022/7/5 16:30"): ("2022/7/5 16:30", " 2022-07-05T16:30"),
    ("status", "--district"): ("--district", ""),
    ("explain",): ("CODE", ""),
    ("status", "2022Q2", "east"): ("east", ""),
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_told_in_one_line_with_what_was_meant(
    arguments: tuple[str, ...], folder: Path
) -> None:
    word, meant = WRONG[arguments]
    told = {}
    for lang in ("zh", "en"):
        ran = run(*arguments, folder=folder, JXTRADE_LANG=lang)
        assert (ran.status, ran.out) == (2, "")
        assert is_one_line(ran.err)
        assert word in ran.err
        assert meant in ran.err.replace(word, "", 1)
        told[lang] = bool(re.search("[\u4e00-\u9fff]", ran.err.replace(word, "")))
    assert told == {"zh": True, "en": False}


def test_language_is_that_of_the_option_then_the_variable_then_the_locale(folder: Path) -> None:
    def speaks(*arguments: str, **environment: Any) -> str:
        said = run(*arguments, folder=folder, **environment)
        words = said.out + said.err
        return "zh" if re.search("没有运行|核对 \\d|没有「", words) else "en"

    none = {"LC_ALL": "C", "JXTRADE_LANG": ""}
    for arguments in (("validate",), ("nonsense",)):
        own, other = (*arguments, "--lang", "en"), (*arguments, "--lang=zh")
        assert speaks(*own, JXTRADE_LANG="zh", LC_ALL="zh_CN.UTF-8") == "en"
        assert speaks(*other, JXTRADE_LANG="en", LC_ALL="en_US.UTF-8") == "zh"
        assert speaks(*arguments, JXTRADE_LANG="en", LC_ALL="zh_CN.UTF-8") == "en"
        assert speaks(*arguments, JXTRADE_LANG="zh", LC_ALL="en_US.UTF-8") == "zh"
        assert speaks(*arguments, LC_ALL="zh_CN.UTF-8", LANG="en_US.UTF-8") == "zh"
        assert speaks(*arguments, LC_ALL="en_US.UTF-8", LANG="zh_CN.UTF-8") == "en"
    plan = folder / "data/targets.yaml"
    for written in ("language: zh  # of papers", '"language": "zh"', "language : 'zh'", "other: 1"):
        plan.write_text(f"{written}\n", "utf-8")  # a plan that does not say is in Chinese
        for words in (["validate"], ["nonsense"], ["nonsense", "--data", "data"]):
            assert speaks(*words, **none) == "zh", "the plan's own"
    for written in ("language: en", 'version: 1\r\n"language": "en"\r', '{"a": 1, "language": en}'):
        plan.write_text(written, "utf-8")
        assert speaks("nonsense", **none) == "en", "the plan's own"
    plan.unlink()
    assert speaks("nonsense", **none) == "en", "there is no plan"


def test_every_command_is_explained_in_both_languages(folder: Path) -> None:
    commands = command_names()
    assert {"status", "validate", "gaps", "rules", "explain", "init", "new"} <= {*commands}
    for name in ("", *commands):
        arguments = (name, "--help") if name else ("--help",)
        chinese = run(*arguments, folder=folder, JXTRADE_LANG="zh")
        english = run(*arguments, folder=folder, JXTRADE_LANG="en")
        assert (chinese.status, chinese.err, english.status, english.err) == (0, "", 0, "")
        assert chinese.out.startswith(f"用法：jxtrade {name}".rstrip())
        assert english.out.startswith(f"Usage: jxtrade {name}".rstrip())
        assert re.search("[\u4e00-\u9fff]", english.out) is None
        for option in re.findall(r"(?<!\S)--[a-z-]+", english.out):
            assert option in chinese.out
        listed = commands if not name else ()
        for ran in (chinese, english):
            assert [line for line in ran.out.split("\n") if cells(line) > 80] == []
            assert all(f"\n  {each} " in ran.out for each in listed)


EVERY = (
    ("status",), ("status", "--format", "json"), ("status", "--district", "east"),
    ("validate",), ("validate", "--info", "--show-checks"),
    *(("validate", "--format", form) for form in ("json", "github", "sarif", "junit", "gitlab")),
    *(
        (name, *form)
        for name in ("gaps", "tasks", "goals", "collect") for form in ((), ("--format", "json"))
    ),
    ("score",), ("highlights",), ("rules",), ("explain", "JX401"), ("explain", "JX005"),
    ("schema", "district"), ("completion", "bash"), ("init", "new"),
    ("init", "old", "--example"), ("new", "2022Q3", "east"),
    ("receive", "data/reports/2022Q3/districts/east.yaml"),
    ("report",), ("report", "--kind", "circular"), ("report", "--district", "east"),
    ("report", "--department", "market", "--format", "json"),
    ("--version",), ("cache",), ("export", "2022Q2", "--format", "jsonl"),
    ("trace", "exporters", "east"), ("trace", "exporters", "--format", "json"),
    ("incentives",), ("allocations",), ("allocations", "--history", "--format", "json"),
    ("cache",), ("export", "2022Q2", "--format", "csv"),
    ("stauts",), ("status", "--district", "eats"),
)  # fmt: skip
SAY_ALL = """
import json, sys
from pathlib import Path
from tests.programme import run
print(json.dumps([run(*call, folder=Path.cwd()) for call in json.loads(sys.argv[1])]))
"""


def test_without_docstrings_nothing_is_lost(tmp_path: Path) -> None:
    commands = command_names()
    assert set(commands) <= {call[0] for call in EVERY}
    helps = [(name, "--help") for name in commands] + [("--help",)]
    calls = [(*AS_OF, *each, "--lang", "zh") for each in (*EVERY, *helps)]
    calls += [(*AS_OF, *each, "--lang", "en") for each in (("rules",), *helps)]
    for name in ("bare", "usual"):
        lay(tmp_path / name / "data")
    bare = subprocess.run(
        [sys.executable, "-OO", "-c", SAY_ALL, json.dumps(calls)], cwd=tmp_path / "bare",
        env=surroundings(), capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (bare.returncode, bare.stderr) == (0, "")
    usual = [list(run(*call, folder=tmp_path / "usual")) for call in calls]
    assert json.loads(bare.stdout) == usual
    assert all(out or err for _, out, err in usual)


def test_process_without_docstrings(folder: Path) -> None:
    bare = call("validate", folder=folder, PYTHONOPTIMIZE="2")
    assert (bare.returncode, bare.stderr) == (0, "")
    assert bare.stdout == call("validate", folder=folder).stdout
