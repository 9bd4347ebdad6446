"""A real language server with the schemas of a new workspace: what a district sees as it types."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.cli import run
from tests.cases import HERE
from tests.editor import Editor, NoServerError, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = """
# 示例数据
district: nanhu
period: 2022Q1
received: 2022-04-05T16:30
prepared_by: 示例经办人
sample: true
values:
  leaders: 2
  exporters: 31
restatement: []
"""
LINES = ["", *BODY.strip("\n").split("\n")]
HALF_TYPED = BODY.replace("  exporters: 31\nrestatement: []\n", "  \n")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace as `init` makes it."""
    folder = tmp_path_factory.mktemp("desk") / "data"
    assert run(["init", str(folder), "--example"]) == 0
    return folder


@pytest.fixture(scope="module")
def editor(desk: Path) -> Iterator[Editor]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("no node with npm here")
    try:
        command = server(node, npm)
    except NoServerError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    with Editor(command, desk) as opened:
        yield opened


def submission(desk: Path, district: str, body: str) -> Path:
    """Return a submission below the first line that `new` writes."""
    assert run(["new", "2022Q1", district, "--data", str(desk)]) == 0
    file = desk / f"reports/2022Q1/districts/{district}.yaml"
    modeline = file.read_text("utf-8").split("\n", 1)[0]
    file.write_text(modeline + body.replace("nanhu", district), "utf-8")
    return file


@pytest.fixture(scope="module")
def file(desk: Path, editor: Editor) -> Path:
    """Return an opened submission with a field that does not exist."""
    path = submission(desk, "nanhu", BODY)
    editor.open(path)
    return path


def hovered(editor: Editor, file: Path, words: str) -> str:
    line = next(number for number, each in enumerate(LINES) if words in each)
    found = editor.at("hover", file, line, LINES[line].index(words) + 1)
    text: str = found["contents"]["value"]
    return text


def completed(editor: Editor, file: Path, line: int, column: int) -> dict[str, Any]:
    found = editor.at("completion", file, line, column)
    return {each["label"]: each for each in found["items"]}


def test_unknown_key_is_marked_on_its_line(editor: Editor, file: Path) -> None:
    (found,) = editor.diagnostics[file.as_uri()]
    assert "restatement" in found["message"]
    assert found["range"]["start"] == {"line": LINES.index("restatement: []"), "character": 0}


def test_indicator_is_explained_in_both_languages(editor: Editor, file: Path) -> None:
    text = hovered(editor, file, "exporters")
    for words in (
        "新增出口实绩企业数量",
        "firms newly exporting",
        "家，本年累计",
        "firms, year to date",
    ):
        assert words in text


def test_field_is_explained_in_both_languages(editor: Editor, file: Path) -> None:
    text = hovered(editor, file, "prepared_by")
    assert "填报人 / prepared by" in text
    assert "谁填的 / who filled it in" in text


def test_district_is_completed_with_its_name(editor: Editor, file: Path) -> None:
    found = completed(editor, file, LINES.index("district: nanhu"), len("district: "))
    assert found["haiyan"]["documentation"] == "海盐 / Haiyan"


def test_values_complete_the_indicators_left(editor: Editor, desk: Path) -> None:
    path = submission(desk, "haiyan", HALF_TYPED)
    editor.open(path)
    line = HALF_TYPED.split("\n").index("  ")
    found = completed(editor, path, line, 2)
    assert {"exporters", "bases", "resale"} <= set(found)
    assert "leaders" not in found
    assert found["exporters"]["insertText"].strip() == "exporters:", "an id, and never a 0"


def test_shipped_files_have_no_mark(editor: Editor, desk: Path) -> None:
    shutil.copytree(HERE.parent / "data/reports", desk / "reports", dirs_exist_ok=True)
    files = [desk / "targets.yaml", desk / "tasks.yaml", *sorted(desk.rglob("2022Q2/*/*.yaml"))]
    assert [(path.name, editor.open(path)) for path in files] == [(path.name, []) for path in files]
