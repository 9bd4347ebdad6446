"""No text of a file can pass for an order to the CI runner that reads what is printed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pytest

from jxtrade.render.layout import harmless
from jxtrade.render.notation import as_json
from jxtrade.render.report.text import render
from jxtrade.report import Paragraph, Report
from jxtrade.text import Lang, Text
from tests.cases import GOOD, HERE, lay
from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

ANYWHERE = (
    "##[error]x", "##vso[task.setvariable variable=a]x", "##teamcity[buildStop comment='x']",
    "##teamcity [x]", "###[error]x", "####vso[x]",
)  # fmt: skip
ORDERS = " ".join(("::error::x", *ANYWHERE))
RUNNER = re.compile(r"^\s*::|##\w*\s*\[", re.MULTILINE)
"""GitHub takes `::` after blanks; it, Azure and TeamCity take `##name[` anywhere in a line."""
FORGED = "x" * 76 + " ::error::forged ##[error]forged"
EAST = "reports/2022Q2/districts/east.yaml"


def is_order(said: str) -> bool:
    return RUNNER.search(re.sub(r"\x1b\[[\d;]*m", "", said)) is not None


@pytest.mark.parametrize("order", ANYWHERE)
@pytest.mark.parametrize("before", ["", "  ", "x ", "\u3000", "#"])
def test_order_is_none_wherever_it_stands(order: str, before: str) -> None:
    assert is_order(before + order)
    said = harmless(before + order)
    assert not is_order(said)
    assert said.replace("<U+0023>", "#") == before + order


@pytest.mark.parametrize("words", ["## 说明", "a::b", "#[x]", "C## und [x]", "[##]", "x: ::y"])
def test_what_is_no_order_is_shown_as_it_is(words: str) -> None:
    assert not is_order(words)
    assert harmless(words) == words


def test_wrapped_text_begins_no_line_with_an_order() -> None:
    report = Report(Text("题", "title"), (Paragraph(Text(FORGED, FORGED)),))
    lines = render(report, lang=Lang.EN, width=80).splitlines()
    assert len(lines) == 3
    assert not any(map(is_order, lines))
    assert "error::forged" in lines[2]


def test_json_says_the_same_without_the_order() -> None:
    for order in (*ANYWHERE, ORDERS):
        said = as_json({"name": order})
        assert not is_order(said)
        assert json.loads(said) == {"name": order}


MORE = {
    "targets.yaml": "scoring: {{indicators: {{resale: {{weight: 60, method: proportional}}}}}}\n",
    EAST: "highlights: ['{words}']\n",
}


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    """Return a folder whose workspace has orders in every text that is printed."""
    quoted = ORDERS.replace("'", "''")
    folder = lay(tmp_path / "data")
    for path, *changes in (
        (
            "targets.yaml",
            "示例市贸易计划",
            "Example City trade plan",
            "东区",
            "East",
            "家",
            "firms",
        ),
        ("tasks.yaml", "示例市商务局", "Bureau of Commerce"),
        (EAST, "示例经办人", "31"),
    ):
        text = (folder / path).read_text("utf-8")
        for each in changes:
            text = text.replace(f": {each}", f": '{quoted}'")
        (folder / path).write_text(text + MORE.get(path, "").format(words=quoted), "utf-8")
    (folder / EAST).with_name("##vso[x].yaml").write_text((GOOD / EAST).read_text("utf-8"), "utf-8")
    return tmp_path


CALLS = (
    ("status",), ("status", "--district", "east"), ("gaps",), ("new", "2022Q3", "east"),
    ("tasks",), ("tasks", "--format", "md"), ("goals",), ("goals", "--format", "md"),
    ("incentives",), ("allocations",), ("allocations", "--history"),
    ("validate", "--info", "--show-checks"), ("status", "--format", "json"),
    *(("validate", "--info", "--format", each) for each in ("json", "sarif", "junit", "gitlab")),
    ("collect",), ("collect", "--format", "md"), ("collect", "##[x]"), ("score", "--explain"),
    ("score", "--format", "md"), ("highlights",), ("highlights", "--format", "md"),
    ("status", "##vso[x]"), ("status", "--##vso[x]"), ("##teamcity[x]",),
    ("--lang", "##[x]", "rules"),
)  # fmt: skip


@pytest.mark.parametrize("colour", ["", "1"], ids=["plain", "drawn"])
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_no_output_holds_an_order(call: tuple[str, ...], colour: str, forged: Path) -> None:
    for lang in ("zh", "en"):
        ran = run(*call, folder=forged, JXTRADE_LANG=lang, FORCE_COLOR=colour)
        assert ran.out + ran.err
        assert not is_order(ran.out + ran.err)


def test_github_gets_its_own_orders_alone(forged: Path) -> None:
    ran = run("validate", "--info", "--format", "github", folder=forged)
    lines = ran.out.splitlines()
    assert len(lines) > 2
    for line in lines:
        assert re.match(r"::(error|warning|notice) file=data/", line)
        assert not is_order(line.removeprefix("::"))


def test_junit_says_the_same_without_the_order(forged: Path) -> None:
    written = fromstring(run("validate", "--format", "junit", folder=forged).out)  # noqa: S314
    assert "##vso[" in "".join(written.itertext())


def test_fault_of_the_program_is_no_order(tmp_path: Path) -> None:
    fault = "lambda _: {}['##vso[x] ##[y]']"
    code = f"from jxtrade import __main__, cli; cli.run = {fault}; __main__.main()"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(HERE.parent)}, check=False,
    )  # fmt: skip
    assert ran.returncode == 70
    assert "KeyError" in ran.stderr
    assert not is_order(ran.stderr)
