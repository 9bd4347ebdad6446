"""The workspace is found from any folder inside it, and an error says where was looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cases import lay
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

INSIDE = (
    (".", "data/targets.yaml"),
    ("data", "targets.yaml"),
    ("data/reports", "../targets.yaml"),
    ("data/reports/2022Q2/districts", "../../../targets.yaml"),
    ("papers/2022", "../../data/targets.yaml"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a user's home with an office that has a workspace with a broken plan."""
    office = tmp_path / "home/office"
    lay(office / "data")
    (office / "papers/2022").mkdir(parents=True)
    targets = office / "data/targets.yaml"
    targets.write_text(targets.read_text("utf-8").replace("version: 1", "version: 2"), "utf-8")
    return tmp_path / "home"


@pytest.mark.parametrize(("inside", "path"), INSIDE)
def test_workspace_is_found_from_any_folder_inside(inside: str, path: str, home: Path) -> None:
    ran = run("validate", "--format", "json", folder=home / "office" / inside, HOME=str(home))
    (finding,) = [each for each in ran.json["findings"] if each["code"] == "JX013"]
    assert (ran.status, ran.err, finding["path"]) == (1, "", path)


def test_nearest_workspace_counts(home: Path) -> None:
    inner = lay(home / "office/papers/2022/data")
    ran = run("validate", "--format", "json", folder=inner / "reports", HOME=str(home))
    assert (ran.status, ran.json["summary"]["error"]) == (0, 0)


def test_workspace_that_is_named_is_not_looked_for(home: Path) -> None:
    office = home / "office"
    calls: list[tuple[tuple[str, ...], dict[str, Any]]]
    calls = [(("--data", "x"), {}), ((), {"JXTRADE_DATA": "x"})]
    for arguments, environment in calls:
        ran = run(*arguments, "status", "--lang", "en", folder=office / "papers", **environment)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err == "jxtrade: there is no workspace in “x”; make one with jxtrade init x\n"


@pytest.mark.parametrize("plan", ["targets.yaml", "data/targets.yaml"])
def test_nothing_above_the_home_is_looked_at(plan: str, home: Path) -> None:
    (home.parent / "data").mkdir()
    (home.parent / plan).write_text("version: 1\n", "utf-8")
    (home / "desk/papers").mkdir(parents=True)
    for lang, words in (("en", "in any folder up to"), ("zh", "逐级都没有找到")):
        ran = run("status", "--lang", lang, folder=home / "desk/papers", HOME=str(home))
        assert (ran.status, ran.out) == (2, "")
        assert words in ran.err
        assert str(home / "desk/papers") in ran.err
        assert f"{home} 逐级" in ran.err or f"{home};" in ran.err
        assert "jxtrade init" in ran.err
    assert run("status", folder=home.parent, HOME=str(home)).status == 1, "it is where one stands"


def test_what_anybody_may_have_put_there_is_not_looked_at(tmp_path: Path) -> None:
    lay(tmp_path / "shared/data")
    (tmp_path / "shared/own/desk").mkdir(parents=True)
    (tmp_path / "shared").chmod(0o1777)
    ran = run("status", "--lang", "en", folder=tmp_path / "shared/own/desk", HOME="/nowhere")
    assert ran.status == 2
    assert f"in any folder up to {tmp_path / 'shared/own'};" in ran.err
    assert run("status", folder=tmp_path / "shared", HOME="/nowhere").status == 0


def test_only_where_one_stands_is_named_where_nothing_else_was_looked_at(tmp_path: Path) -> None:
    ran = run("status", "--lang", "en", folder=tmp_path, HOME=str(tmp_path))
    assert ran.err == (
        f"jxtrade: there is no targets.yaml or data/targets.yaml in {tmp_path};"
        " make one with jxtrade init\n"
    )
    lay(tmp_path / "two words")
    ran = run("status", "--lang", "en", folder=tmp_path, HOME=str(tmp_path))
    assert ran.err.endswith("; did you mean --data 'two words'?\n")


def test_path_is_understood_from_inside(home: Path) -> None:
    lay(home / "desk/data")
    east = home / "desk/data/reports/2022Q2/districts/east.yaml"
    east.write_text(east.read_text("utf-8").replace("exporters: 31", "exporters: -31"), "utf-8")
    for path in ("east.yaml", ".", "../../2022Q2", str(east), "../../..", str(home)):
        ran = run("validate", path, "--format", "json", folder=east.parent, HOME=str(home))
        codes = {each["code"] for each in ran.json["findings"]}
        assert (ran.status, "JX302" in codes) == (1, True), path
    ran = run("validate", "west.yaml", "--format", "json", folder=east.parent, HOME=str(home))
    assert (ran.status, ran.json["findings"]) == (0, [])
