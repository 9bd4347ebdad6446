"""What README shows is what the program prints; `--update` writes it anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.programme import run as called

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
CONSOLE = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
GIVEN = re.compile(r"<!-- (?:its own folder|file (\S+)) -->\n(?:```\w*\n(.*?)```)?", re.DOTALL)
STEP = re.compile(f"{CONSOLE.pattern}|{GIVEN.pattern}", re.DOTALL)
PRINTED = re.compile(
    r"(<!-- example -->\n```python\n)(.*?)(```\n\n<!-- prints -->\n```\n)(.*?)(```)", re.DOTALL
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a copy of the shipped data, as a newcomer has it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Tell whether README is to be written anew."""
    return bool(request.config.getoption("--update"))


def environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"COLUMNS": "80", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def run(call: list[str], desk: Path) -> str:
    done = subprocess.run(
        [sys.executable, *call], cwd=desk, env=environment(), capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_what_is_shown_is_what_is_printed(readme: Path, desk: Path, update: bool) -> None:
    """Commands and example in one test: two that write one file anew would be a race.

    A file that is shown is there from then on; a section may begin in a folder of its own.
    """
    places = [desk]

    def given(path: str | None, content: str) -> None:
        if path is None:
            places.append(desk / f"own{len(places)}")
            places[-1].mkdir()
        else:
            assert places[1:], "the shipped data stays as it is"
            (places[-1] / path).parent.mkdir(parents=True, exist_ok=True)
            (places[-1] / path).write_text(content, "utf-8")

    def command_again(found: re.Match[str]) -> str:
        if found[2] is None:
            given(found[4], found[5])
            return found[0]
        command = found[2].split("\n", 1)[0]
        assert command.startswith("$ jxtrade ")
        ran = called(*command.split()[2:], folder=places[-1], HOME=str(places[-1]))
        assert (ran.status in (0, 1), ran.err) == (True, "")
        return f"{found[1]}{command}\n{ran.out}{found[3]}"

    def example_again(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}{found[3]}{run(['-c', found[2]], desk)}{found[5]}"

    shown = readme.read_text("utf-8")
    printed = STEP.sub(command_again, PRINTED.sub(example_again, shown))
    if update:
        readme.write_text(printed, "utf-8")
    assert shown == printed
    assert len(CONSOLE.findall(shown)) >= 6
    assert PRINTED.search(shown)


def put(targets: Path, key: str, entry: str) -> None:
    """Write an entry at the end of one of the plan's lists, before the key that follows it."""
    head, tail = targets.read_text("utf-8").split(f"\n{key}:\n")
    own, following = re.split(r"(?m)^(?=\w)", tail, maxsplit=1)
    targets.write_text(f"{head}\n{key}:\n{own.rstrip()}\n{entry}\n{following}", "utf-8")


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_indicator_with_an_allocation_of_its_own_is_yaml_alone(readme: Path, desk: Path) -> None:
    """The YAML that README shows, put into the shipped plan: 3 and 2 are allocated, 2 reported."""
    (shown,) = re.findall(r"```yaml\nindicators:\n(.*?)allocations:\n(.*?)```",
                          readme.read_text("utf-8"), re.DOTALL)  # fmt: skip
    for key, entry in zip(("indicators", "allocations"), shown, strict=True):
        put(desk / "data/targets.yaml", key, entry)
    sent = desk / "data/reports/2022Q2/districts/nanhu.yaml"
    sent.write_text(sent.read_text("utf-8").replace("\nvalues:\n", "\nvalues:\n  demo-firms: 2\n"))
    found = called("status", "2022Q2", "--format", "json", folder=desk).json
    lines = {each["district"]: each for each in found["lines"] if each["indicator"] == "demo-firms"}
    assert {id_: each["allocated"] for id_, each in lines.items() if each["allocated"]} == {
        "nanhu": "3", "xiuzhou": "2",
    }  # fmt: skip
    assert (lines["nanhu"]["reported"], lines["nanhu"]["rate"]) == ("2", "66.6667")
    assert (lines["haining"]["state"], lines["nanhu"]["amended"]) == ("unallocated", [])
    before = called("status", "2022Q1", "--format", "json", folder=desk).json["lines"]
    assert {each["state"] for each in before if each["indicator"] == "demo-firms"} == {
        "unallocated"
    }, "it is in force from the last day of June on"
    validated = called("validate", "--format", "json", folder=desk).json
    assert validated["summary"]["error"] == 0


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_amendment_that_is_shown_is_one(readme: Path, desk: Path) -> None:
    (shown,) = re.findall(
        r"```yaml\n(  - document: [^`]*from: [^`]*)```", readme.read_text("utf-8")
    )
    put(desk / "data/targets.yaml", "allocations", shown)
    (change,) = called("allocations", "--format", "json", folder=desk).json["history"]
    keys = ("indicator", "district", "from", "to", "effective", "sum")
    # 36 and one more
    assert [change[key] for key in keys] == ["leaders", "haining", "5", "6", "2022-08-01", "37"]
    assert called("validate", "--format", "json", folder=desk).json["summary"]["error"] == 0


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_two_commands_set_up_all_they_need(readme: Path) -> None:
    text = readme.read_text("utf-8")
    for mark, end in (("run", "jxtrade status"), ("test", "python -m pytest")):
        block = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)```", text, re.DOTALL)
        assert block is not None
        command = block[1].strip()
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert command.endswith(end)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_windows_has_the_same_two_commands(readme: Path) -> None:
    text = readme.read_text("utf-8")
    (block,) = re.findall(r"<!-- windows -->\n```bat\n(.*?)```", text, re.DOTALL)
    commands = [
        each.replace("py -m venv", "python3 -m venv").replace(".venv\\Scripts\\", ".venv/bin/")
        for each in block.strip().split("\n")
    ]
    shown = re.search(r"<!-- run -->\n```sh\n(.*?)```", text, re.DOTALL)
    assert shown is not None
    assert " && ".join(commands) == shown[1].strip()


def test_both_readmes_show_the_same_benchmark_and_calls() -> None:
    english, chinese = (path.read_text("utf-8") for path in READMES)
    for mark in ("run", "windows", "test", "bench"):
        pattern = re.compile(rf"<!-- {mark} -->\n```(?:sh|bat)?\n(.*?)```", re.DOTALL)
        assert pattern.findall(english) == pattern.findall(chinese) != []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_pictures_are_there_and_said_to_be_of_made_up_figures(readme: Path) -> None:
    shown = re.findall(r"!\[([^\]]+)\]\((docs/[^)]+)\)\n\n\*([^*]+)\*", readme.read_text("utf-8"))
    assert len(shown) == 2
    for _, picture, caption in shown:
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")
        assert (ROOT / picture).stat().st_size < 256_000
        assert "示例数据" in caption or "ade-up figures" in caption


def test_version_and_licence_stand_once() -> None:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = written["project"]
    assert ("version" in project, project["dynamic"]) == (False, ["version"])
    module = (ROOT / written["tool"]["hatch"]["version"]["path"]).read_text("utf-8")
    (version,) = re.findall(r'(?m)^__version__ = "([\d.]+)"$', module)
    assert called("--version", folder=ROOT).out == f"jxtrade {version}\n"
    assert project["license"] == "MIT"
    (licence,) = [(ROOT / each).read_text("utf-8") for each in project["license-files"]]
    assert licence.startswith("MIT License\n")
    assert (ROOT / "jxtrade/py.typed").is_file()
