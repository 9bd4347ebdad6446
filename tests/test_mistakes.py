"""What hints propose for a mistaken name, place or quarter: true if it is obeyed."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from jxtrade.engine import validate
from jxtrade.read.folder import MAX_LISTED, open_workspace
from tests.cases import AS_OF, lay, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.findings import Finding
    from jxtrade.text import Text

Q2 = "reports/2022Q2"
SENT = "district: east\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: 示例\nvalues: {}\n"


def laid(tmp_path: Path, path: str, text: str, *, gone: tuple[str, ...] = ()) -> Path:
    folder = lay(tmp_path / "w")
    for each in gone:
        (folder / each).unlink()
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")
    return folder


def the(folder: Path, code: str) -> Finding:
    (found,) = (each for each in verdict(folder).findings if each.code == code)
    return found


def hint(folder: Path, code: str) -> Text:
    given = the(folder, code).hint
    return given._replace(
        zh=given.zh.replace(f"{folder.as_posix()}/", ""),
        en=given.en.replace(f"{folder.as_posix()}/", ""),
    )


PASSED_OVER = {
    f"{Q2}/districts/east.yml": "文件名应为 east.yaml，或删去此文件",
    f"{Q2}/districts/EAST.YAML": "文件名应为 east.yaml，或删去此文件",
    f"{Q2}/districts/.east.yaml": "文件名应为 east.yaml，或删去此文件",
    f"{Q2}/districts/east (2).yaml": "文件名应为 east.yaml，或删去此文件",
    f"{Q2}/districts/east - 副本.yaml": "文件名应为 east.yaml，或删去此文件",
    f"{Q2}/districts/东区 (1).yaml": "文件名应为 east.yaml，或删去此文件",
    f"{Q2}/districts/east.yaml.txt": "文件名应为 east.yaml，或删去此文件",
    f"{Q2}/districts/新/east.yaml": f"移到 {Q2}/districts/east.yaml，或删去此文件",
    f"{Q2}/district/east.yaml": f"移到 {Q2}/districts/east.yaml，或删去此文件",
    f"{Q2}/区县/east.yaml": f"移到 {Q2}/districts/east.yaml，或删去此文件",
    f"{Q2}/east.yaml": f"移到 {Q2}/districts/east.yaml，或删去此文件",
    "reports/2022q2/districts/east.yaml": f"移到 {Q2}/districts/east.yaml，或删去此文件",
    "reports/2022年第二季度/区县/东区.yaml": f"移到 {Q2}/districts/east.yaml，或删去此文件",
    f"{Q2}/districts/.yaml": ("文件名应为区县或部门的 id 加 .yaml，如 east.yaml；或删去此文件"),
    "reports/districts/east.yaml": (
        "移到所属季度的 districts/ 或 departments/ 之下，"
        "如 reports/2022Q2/districts/east.yaml；或删去此文件"
    ),
    "reports/2032q2/market.yaml": (
        "移到所属季度的 districts/ 或 departments/ 之下，"
        "如 reports/2022Q2/departments/market.yaml；或删去此文件"
    ),
    "reports/moon.yml": (
        "移到所属季度的 districts/ 或 departments/ 之下，"
        "如 reports/2022Q2/districts/east.yaml；或删去此文件"
    ),
}


@pytest.mark.parametrize("path", PASSED_OVER)
def test_file_passed_over_is_told_its_name_and_place(path: str, tmp_path: Path) -> None:
    folder = laid(tmp_path, path, SENT, gone=(f"{Q2}/districts/east.yaml",))
    assert hint(folder, "JX107").zh == PASSED_OVER[path]
    assert the(folder, "JX107").severity.value == "error"


@pytest.mark.parametrize(
    "path", [f"{Q2}/districts/east (2).yaml", f"{Q2}/east.yaml", "reports/2022年二季度/东区.yml"]
)
def test_file_passed_over_is_not_to_take_the_place_of_another(path: str, tmp_path: Path) -> None:
    folder = laid(tmp_path, path, SENT)
    assert hint(folder, "JX107") == (
        f"已有 {Q2}/districts/east.yaml：核对后删去这一份",
        f"{Q2}/districts/east.yaml is there: compare the two and delete this one",
    )


def test_example_is_of_the_plan(tmp_path: Path) -> None:
    folder = laid(tmp_path, "reports/market.yml", SENT)
    plan = folder / "targets.yaml"
    text = plan.read_text("utf-8")
    later = text.replace("start: 2022", "start: 2031").replace("end: 2025", "end: 2035")
    plan.write_text(later, "utf-8")
    assert "reports/2031Q1/departments/market.yaml" in hint(folder, "JX107").zh
    plan.write_text("?", "utf-8")
    assert "reports/<季度>/departments/market.yaml" in hint(folder, "JX107").zh
    assert "reports/<quarter>/departments/market.yaml" in hint(folder, "JX107").en


EAST, WEST, MOON = (f"{Q2}/districts/{each}.yaml" for each in ("east", "west", "moon"))
MISPLACED = [
    (MOON, SENT, (EAST,), "文件名应为 east.yaml"),
    (MOON, SENT, (), "east.yaml 已有：核对后只留一份"),
    (WEST, SENT, (EAST,), "文件名应为 east.yaml；确是「west」的报送，改正这一处"),
    (WEST, SENT, (), "确是「west」的报送，改正这一处；east.yaml 已有，多余的删去"),
    (
        EAST,
        SENT.replace("2022Q2", "2022Q1"),
        (),
        "改为 2022Q2；reports/2022Q1/districts/east.yaml 已有，多余的删去",
    ),
    (
        EAST,
        SENT.replace("2022Q2", "2022Q3"),
        (),
        "改为 2022Q2；确是 2022Q3 的报送，移到 reports/2022Q3/districts/east.yaml",
    ),
    (
        "reports/2032Q2/districts/east.yaml",
        SENT,
        (EAST,),
        "移到 reports/2022Q2/districts/east.yaml",
    ),
    (
        "reports/2032Q2/districts/east.yaml",
        SENT,
        (),
        "reports/2022Q2/districts/east.yaml 已有：核对后只留一份",
    ),
]


@pytest.mark.parametrize(("path", "text", "gone", "advice"), MISPLACED)
def test_misplaced_file_is_told_its_name_or_place(
    path: str, text: str, gone: tuple[str, ...], advice: str, tmp_path: Path
) -> None:
    assert hint(laid(tmp_path, path, text, gone=gone), "JX104").zh == advice


UNKNOWN = [
    (f"{Q2}/districts/esat.yaml", "esat", (EAST,), "改为 east（东区），文件名应为 east.yaml"),
    (
        f"{Q2}/districts/esat.yaml",
        "esat",
        (),
        "多半是 east（东区），而 east.yaml 已有：核对后只留一份",
    ),
    (EAST, "esat", (), "与文件名一致，改为 east（东区）"),
    (EAST, "区域一", (), "与文件名一致，改为 east（东区）"),
    (f"{Q2}/districts/东城区.yaml", "东城区", (EAST,), "改为 east（东区），文件名应为 east.yaml"),
    (MOON, "moon", (), "targets.yaml 中有：east（东区）、west（西区）、port（港区）"),
]


@pytest.mark.parametrize(("path", "word", "gone", "advice"), UNKNOWN)
def test_unknown_district_is_told_its_id_and_its_files_name(
    path: str, word: str, gone: tuple[str, ...], advice: str, tmp_path: Path
) -> None:
    folder = laid(tmp_path, path, SENT.replace("east", word), gone=gone)
    assert hint(folder, "JX101").zh == advice


def test_unknown_department_is_told_its_id_and_its_files_name(tmp_path: Path) -> None:
    text = "department: markt\nperiod: 2022Q2\nreceived: 2022-07-06\n"
    gone = (f"{Q2}/departments/market.yaml",)
    folder = laid(tmp_path, f"{Q2}/departments/markt.yaml", text, gone=gone)
    assert hint(folder, "JX103").zh == "改为 market（市场局），文件名应为 market.yaml"


def test_of_many_ids_the_first_are_listed(tmp_path: Path) -> None:
    folder = laid(tmp_path, MOON, SENT.replace("east", "moon"))
    plan = folder / "targets.yaml"
    more = "".join(f"  - {{id: q{n:02}, name: 第{n}区}}\n" for n in range(30))
    text = plan.read_text("utf-8").replace("indicators:\n", f"{more}indicators:\n", 1)
    plan.write_text(text, "utf-8")
    districts = ("east（东区）", "west（西区）", "port（港区）")
    listed = "、".join((*districts, *(f"q{n:02}（第{n}区）" for n in range(17))))
    assert hint(folder, "JX101").zh == f"targets.yaml 中有：{listed} 等 33 个"


def test_folders_are_looked_through_to_any_depth(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    parts = ["x"] * 300
    (folder / "reports" / "/".join(parts)).mkdir(parents=True)
    (folder / "reports" / "/".join(parts) / "east.yaml").touch()
    (stray,) = open_workspace(folder).strays
    assert stray.parts == (*parts, "east.yaml")


def test_a_folder_anywhere_has_its_limit(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    deep = folder / "reports" / "a" / "b"
    deep.mkdir(parents=True)
    for number in range(MAX_LISTED + 1):
        (deep / f"x{number}.txt").touch()
    found = the(folder, "JX005")
    assert found.location.path == deep.as_posix()


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    (folder / "reports" / "a").mkdir()
    (folder / "reports" / "a" / "again").symlink_to(folder / "reports")
    assert verdict(folder).findings == ()


def calls(folder: Path) -> int:
    """Return how many calls of functions reading and checking a workspace take."""
    counted = Counter[str]()
    before = sys.getprofile()
    sys.setprofile(lambda _, event, __: counted.update((event,)))
    try:
        validate(open_workspace(folder, as_of=AS_OF))
    finally:
        sys.setprofile(before)
    return counted["call"] + counted["c_call"]


@pytest.mark.parametrize("name", ["x{}.yaml", "x{} (2).yaml", "a{}/x.yaml"])
def test_work_grows_with_the_number_of_files_only(name: str, tmp_path: Path) -> None:
    verdict(lay(tmp_path / "warm"))
    few, some, many = (lay(tmp_path / f"w{number}") for number in (0, 20, 40))
    for folder, number in ((some, 20), (many, 40)):
        for each in range(number):
            file = folder / Q2 / "districts" / name.format(f"{each:02}")
            file.parent.mkdir(exist_ok=True)
            file.write_text(SENT.replace("east", f"x{each:02}"), "utf-8")
    base = calls(few)
    assert calls(many) - base < 2.1 * (calls(some) - base)
