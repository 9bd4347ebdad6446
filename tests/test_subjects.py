"""A finding in a submission says whose it is and for which quarter, whatever rule speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jxtrade.figures.states import State
from tests.cases import lay
from tests.programme import held, run

if TYPE_CHECKING:
    from pathlib import Path

EAST = "reports/2022Q2/districts/east.yaml"
OWN = {"district": "east", "period": "2022Q2"}
DEADLINE = 'deadlines: {2022Q2: "2022-07-10"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder whose good workspace has a deadline."""
    with (lay(tmp_path / "data") / "targets.yaml").open("a", encoding="utf-8") as file:
        file.write(DEADLINE)
    return tmp_path


def subject(folder: Path, code: str) -> dict[str, str | None]:
    ran = run("validate", "--format", "json", "--as-of", "2022-07-20", folder=folder)
    (found,) = (each for each in ran.json["findings"] if each["code"] == code)
    return {key: found[key] for key in ("district", "indicator", "period")}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("exporters: 31", "exprters: 31", "JX102"),
        ("period: 2022Q2", "period: 2022Q1", "JX104"),
        ("received: 2022-07-05", "received: 2022-07-12", "JX702"),
        ("received: 2022-07-05", "received: 2022-06-20", "JX704"),
        ("resale: 5.1", "resale:", "JX705"),
        ("prepared_by: 示例经办人", "author: 示例经办人", "JX011"),
        ("period: 2022Q2", "period: [", "JX001"),
    ],
)
def test_a_finding_in_a_district_s_file_is_about_that_district(
    folder: Path, old: str, new: str, code: str
) -> None:
    file = folder / "data" / EAST
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    assert subject(folder, code) == OWN | {"indicator": None}


def test_a_second_and_a_passed_over_file_are_about_whom_they_were_meant_for(folder: Path) -> None:
    file = folder / "data" / EAST
    text = file.read_text("utf-8")
    file.with_name("west.yaml").write_text(text, "utf-8")
    assert subject(folder, "JX105") == {"district": "west", "indicator": None, "period": "2022Q2"}
    file.with_name("port (2).yaml").write_text(text, "utf-8")
    assert subject(folder, "JX107") == {"district": "port", "indicator": None, "period": "2022Q2"}


def test_a_district_that_the_plan_does_not_know_is_none(folder: Path) -> None:
    file = folder / "data" / EAST
    text = file.read_text("utf-8").replace("district: east", "district: nobody").replace("31", "3x")
    file.with_name("nobody.yaml").write_text(text, "utf-8")
    for code in ("JX101", "JX014"):
        assert subject(folder, code)["district"] is None
        assert subject(folder, code)["period"] == "2022Q2"


def test_a_file_of_a_department_is_about_its_quarter_and_no_district(folder: Path) -> None:
    file = folder / "data/reports/2022Q2/departments/commerce.yaml"
    file.write_text(
        file.read_text("utf-8").replace("received: 2022-07-0", "received: 2022-07-1"), "utf-8"
    )
    assert subject(folder, "JX702") == {"district": None, "indicator": None, "period": "2022Q2"}


def test_a_city_s_figure_is_about_the_indicator_and_no_district(folder: Path) -> None:
    file = folder / "data/reports/2022Q2/departments/commerce.yaml"
    file.write_text(file.read_text("utf-8") + "city_totals: {exporters: 1}\n", "utf-8")
    assert subject(folder, "JX306") == {
        "district": None, "indicator": "exporters", "period": "2022Q2",
    }  # fmt: skip


def test_an_unknown_indicator_makes_no_figure_suspect(folder: Path) -> None:
    file = folder / "data" / EAST
    file.write_text(file.read_text("utf-8") + "  bases: 1\n", "utf-8")
    assert subject(folder, "JX102") == OWN | {"indicator": None}
    own = [line for line in held(folder / "data").lines if line.district == "east"]
    assert [line.state for line in own] == [State.VALUE] * 3
