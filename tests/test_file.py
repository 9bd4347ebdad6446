"""One file: what is made of its bytes, in this process or another, and where its values stand."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from typing import Any

import pytest

from jxtrade.engine import validate
from jxtrade.findings import Subject
from jxtrade.model.period import Period
from jxtrade.place import Place, Span
from jxtrade.read.faults import OFFICE, SUBMISSION
from jxtrade.read.file import FileKind, Read, look_up, looked_up, read_file
from jxtrade.workspace import Entry, Workspace
from tests import firms
from tests.cases import GOOD

INDICATORS = {each.id: each for each in firms.PLAN.indicators}
PATH = "reports/2022Q2/districts/east.yaml"
HEAD = "district: east\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: p\n"
CODE = firms.code_of(7)
read = partial(read_file, path=PATH, kind=FileKind.DISTRICT, indicators=INDICATORS)


def test_a_kind_knows_its_limits_and_whether_a_value_may_be_dropped() -> None:
    office, sent = ["targets", "tasks", "waivers"], ["district", "department"]
    assert [kind.value for kind in FileKind] == [*office, *sent]
    assert [kind.limits for kind in FileKind] == [OFFICE] * 3 + [SUBMISSION] * 2
    assert [kind.is_submission for kind in FileKind] == [False] * 3 + [True] * 2


def test_a_value_that_cannot_be_used_leaves_the_rest() -> None:
    content = f"{HEAD}values: {{leaders: 约5, exporters: 2}}\n".encode()
    found = read(content, entry=Entry(PATH, "districts", "east", Period(2022, 2)))
    assert found.loaded is not None
    assert found.loaded.model.values == {"exporters": Decimal(2)}
    assert found.loaded.lost == {("values", "leaders")}
    (finding,) = found.findings
    assert finding.location == Place(
        PATH, Span(5, 19, 5, 21), "values: {leaders: 约5, exporters: 2}"
    )
    assert finding.subject == Subject("east", "leaders", "2022Q2")


@pytest.mark.parametrize("content", [b"", b"# later\n", b"---\n"])
def test_a_file_without_content_is_empty(content: bytes) -> None:
    assert read(content) == Read(is_empty=True)
    of_office = read_file(content, "tasks.yaml", FileKind.TASKS, indicators={})
    assert [each.code for each in of_office.findings] == ["JX003"]
    assert not of_office.is_empty


def test_a_submission_of_the_other_kind_says_so() -> None:
    assert read(b"department: market\n") == Read(is_foreign=True)
    turned = read_file(b"district: east\n", PATH, FileKind.DEPARTMENT, indicators={})
    assert turned == Read(is_foreign=True)
    assert not read(b"department: market\ndistrict: east\n").is_foreign


def test_places_are_found_where_earlier_items_were_dropped() -> None:
    """Of four firms the first has no name, and the third, by then the second, no code."""
    found = read(
        f"{HEAD}values: {{leaders: 2}}\nrosters:\n  leaders:\n"
        f"  - uscc: {CODE}\n  - {{name: b, uscc: {CODE}}}\n  - name: c\n"
        f"  - {{name: d, uscc: {CODE}}}\n".encode()
    )
    assert [(each.code, each.location.line) for each in found.findings] == [
        ("JX010", 10), ("JX010", 8),
    ]  # fmt: skip
    loaded: Any = found.loaded
    assert [firm.name for firm in loaded.model.rosters["leaders"]] == ["b", "d"]
    wanted = [loaded.at("rosters", "leaders", place, "name") for place in range(2)]
    wanted.append(loaded.key("rosters", "leaders"))
    places = looked_up(loaded, wanted)
    assert [places[each].span for each in wanted] == [
        Span(9, 12, 9, 13), Span(11, 12, 11, 13), Span(7, 3, 7, 10),
    ]  # fmt: skip
    assert places[wanted[1]].source == f"  - {{name: d, uscc: {CODE}}}"


def test_findings_that_are_equal_are_equal_once_their_places_are_known() -> None:
    """A route of a key and one of its blank value lead to one place."""
    loaded: Any = read(f"{HEAD}values: {{}}\napproved_by:\n".encode()).loaded
    assert list(loaded.blanks) == [("approved_by",)]
    key, value = loaded.key("approved_by"), loaded.at("approved_by")
    workspace = Workspace("", None, districts=(loaded,))
    found = look_up(workspace, [key, value, Place("elsewhere.yaml", route=("a",)), Place(PATH)])
    assert found == dict.fromkeys((key, value), Place(PATH, Span(6, 1, 6, 12), "approved_by:"))


def test_the_engine_looks_places_up() -> None:
    loaded: Any = read(f"{HEAD}values: {{leaders: -1}}\n".encode()).loaded
    entry = Entry(PATH, "districts", "east", Period(2022, 2))
    workspace = replace(firms.workspace(loaded), entries=(entry,))
    (finding,) = (each for each in validate(workspace).findings if each.slug == "negative-value")
    assert finding.location == Place(PATH, Span(5, 19, 5, 21), "values: {leaders: -1}")


def kinds() -> list[tuple[bytes, str, FileKind]]:
    """Return the good workspace's files with their kinds."""
    found = []
    for file in sorted(GOOD.rglob("*.yaml")):
        path = file.relative_to(GOOD).as_posix()
        kind = {"districts": FileKind.DISTRICT, "departments": FileKind.DEPARTMENT}.get(
            file.parent.name, FileKind.PLAN if file.name == "targets.yaml" else FileKind.TASKS
        )
        found.append((file.read_bytes(), path, kind))
    return found


def test_arguments_and_results_go_to_another_process_and_back() -> None:
    given = [
        *kinds(),
        (b"version: 1\nwaivers:\n", "waivers.yaml", FileKind.WAIVERS),
        (f"{HEAD}values: {{leaders: 约5, exporters: '2'}}\n".encode(), PATH, FileKind.DISTRICT),
    ]
    here = [read_file(*each, indicators=INDICATORS) for each in given]
    assert {type(each.loaded.model) for each in here if each.loaded} == {
        each.model for each in FileKind
    }
    assert [len(each.findings) for each in here] == [0] * (len(here) - 1) + [2]
    assert pickle.loads(pickle.dumps((given, here))) == (given, here)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        calls = [pool.submit(read_file, *each, indicators=INDICATORS) for each in given]
        assert [call.result() for call in calls] == here


def test_the_words_of_reading_load_neither_parser_nor_models() -> None:
    heavy = "{'pydantic', 'yaml'}"
    code = f"import sys, jxtrade.read.dialect; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
