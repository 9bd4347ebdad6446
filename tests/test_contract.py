"""The contract over another city: what comes for each slip, where, and what the value becomes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from jxtrade.engine import validate
from jxtrade.read.folder import open_workspace
from tests.programme import held

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.findings import Finding

DOCUMENT = "云办〔2022〕3号"
OWN = "definition: as counted, source: annex"
PLAN = f"""\
version: 1
plan: {{title: 云州市计划, document: {DOCUMENT}, issued: 2022-01-15, start: 2022, end: 2023}}
districts:
  - {{id: 东城, name: 东城区}}
  - {{id: xi, name: {{zh: 西城区, en: West}}}}
indicators:
  - {{id: firms, name: {{zh: 出口企业, en: firms}}, unit: 家, kind: count, {OWN}}}
  - {{id: sales, name: {{zh: 内销额, en: sales}}, unit: 亿元, kind: amount, {OWN}}}
  - {{id: share, name: {{zh: 占比, en: share}}, unit: '%', kind: rate, {OWN}}}
  - {{id: 能耗, name: 能耗总量, unit: 吨, kind: amount, direction: lower, {OWN}}}
  - {{id: new, name: 新增项目, unit: 个, kind: count, measure: quarterly, {OWN}}}
allocations:
  - document: {DOCUMENT}
    year: 2022
    values:
      firms: {{东城: 40, xi: 60}}
      sales: {{东城: 20.0, xi: 30.0}}
      share: {{东城: 50.0, xi: 40.0}}
      能耗: {{东城: 100.0, xi: 90.0}}
      new: {{东城: 8, xi: 12}}
"""
FORM = """\
district: {}
period: {}
received: {}
prepared_by: 王
values:
  firms: {}
  sales: {}
  share: {}
  能耗: {}
  new: {}
"""
OURS = "reports/2022Q2/districts/东城.yaml"
CITY = {
    "targets.yaml": PLAN,
    "reports/2022Q1/districts/东城.yaml": FORM.format(
        "东城", "2022Q1", "2022-04-05", 10, "5.0", "48.0", "20.0", 2
    ),
    "reports/2022Q1/districts/xi.yaml": FORM.format(
        "xi", "2022Q1", "2022-04-05", 15, "7.0", "40.0", "20.0", 3
    ),
    OURS: FORM.format("东城", "2022Q2", "2022-07-05", 20, "10.0", "50.0", "40.0", 2),
    "reports/2022Q2/districts/xi.yaml": FORM.format(
        "xi", "2022Q2", "2022-07-05", 30, "15.0", "41.0", "40.0", 3
    ),
}
AS_OF = date(2022, 7, 20)


def lay(folder: Path, path: str, *changes: str) -> Path:
    """Write the city with texts of one file replaced: old and new in turn."""
    files = dict(CITY)
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")
    return folder


def found(folder: Path) -> list[Finding]:
    return [
        each
        for each in validate(open_workspace(folder, as_of=AS_OF)).findings
        if each.severity != "info"
    ]


def told(folder: Path, path: str = OURS) -> str:
    """Return line, code and severity of what is found, in order; another file by its path."""
    lines = []
    for each in sorted(found(folder), key=lambda each: (each.location.line, each.code)):
        name = each.location.path.removeprefix(f"{folder.as_posix()}/")
        at = "" if name == path else f"{name}:"
        lines.append(f"{at}{each.location.line} {each.code} {each.severity}")
    return ", ".join(lines)


def test_the_city_is_sound(tmp_path: Path) -> None:
    assert told(lay(tmp_path, OURS)) == ""


SLIPS = {
    "a first line with a blank too few": ("  firms", " firms", "6 JX001 error"),
    "a first line with blanks too many": ("  firms", "    firms", "6 JX001 error"),
    "a second line with a blank too many": ("  sales", "   sales", "7 JX001 error"),
    "a first line that is not indented": ("  firms", "firms", "6 JX001 error"),
    "a tab before one line of many": ("  firms", "\tfirms", "6 JX006 error"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_of_indentation_is_one_finding(slip: str, tmp_path: Path) -> None:
    old, new, expected = SLIPS[slip]
    assert told(lay(tmp_path, OURS, old, new)) == expected


ADDED = {
    'rosters: {new: [{name: 甲, uscc: "“91330402XXXXXX0198”"}]}': (
        "JX501",
        '代码两边是中文引号：改成半角引号，写成 "91330402XXXXXX0198"',
    ),
    "not_applicable: {zzz: }": ("JX010", "补上「zzz: <原因>」"),
    "restatements: [{indicator: firms, period: 2021Q4, from: 9, to: 8, reason: 核减,"
    " approved_by: 李, on: 2022-06-30}]": ("JX106", "改正年份"),
}


@pytest.mark.parametrize("line", ADDED)
def test_added_line_is_judged_once(line: str, tmp_path: Path) -> None:
    folder = lay(tmp_path, OURS, "  new: 2\n", f"  new: 2\n{line}\n")
    (finding,) = [each for each in found(folder) if each.code not in ("JX102", "JX504")]
    assert (finding.location.line, finding.code) == (11, ADDED[line][0])
    assert finding.hint is not None
    assert finding.hint.zh == ADDED[line][1]


HINTS = {
    "firms: -": ("JX001", "没有数字就删去这一行（未报）；列表的各项从下一行写起"),
    'firms: "20"家': ("JX001", "整段文字放进一对引号，其中的引号改用「」"),
}


@pytest.mark.parametrize("line", HINTS)
def test_hint_says_what_to_write(line: str, tmp_path: Path) -> None:
    (finding,) = found(lay(tmp_path, OURS, "firms: 20", line))
    assert (finding.location.line, finding.code) == (6, HINTS[line][0])
    assert finding.hint is not None
    assert finding.hint.zh == HINTS[line][1]


def test_a_district_that_is_none_has_no_allocation(tmp_path: Path) -> None:
    folder = lay(tmp_path, "targets.yaml", "{东城: 40, xi: 60}", "{zzz: 40}")
    assert told(folder, "targets.yaml").count("JX204") == 0


TASKS = """\
version: 1
year: {}
document: 云办〔2022〕3号
departments: [{{id: trade, name: 市商务局}}]
tasks:
  - id: T1
    name: 主体培育
    departments: [trade]
    milestones: [{{id: T1-Q2-1, quarter: Q2, name: 组织申报}}]
"""
TRADE = "department: trade\nperiod: {}\nreceived: {}\nmilestones: {}\n"


def test_misspelt_milestone_is_not_overdue_too(tmp_path: Path) -> None:
    folder = lay(tmp_path, OURS)
    (folder / "tasks.yaml").write_text(TASKS.format(2022), "utf-8")
    for period, received in (("2022Q1", "2022-04-06"), ("2022Q2", "2022-07-06")):
        said = "{T1-Q2-9: {status: in_progress}}" if period == "2022Q2" else "{}"
        file = folder / f"reports/{period}/departments/trade.yaml"
        file.parent.mkdir()
        file.write_text(TRADE.format(period, received, said), "utf-8")
    assert [(each.code, each.location.line) for each in found(folder)] == [("JX103", 4)]


def test_copied_task_list_is_told_its_own_year(tmp_path: Path) -> None:
    folder = lay(tmp_path, OURS)
    for name in ("tasks.yaml", "tasks-2023.yaml"):
        (folder / name).write_text(TASKS.format(2022), "utf-8")
    (finding,) = [each for each in found(folder) if each.code == "JX104"]
    assert finding.hint is not None
    assert finding.hint.zh == "改为 2023"


def test_submission_among_those_of_the_other_kind_is_told_its_place(tmp_path: Path) -> None:
    folder = lay(tmp_path, OURS)
    place = folder / OURS.replace("districts", "departments")
    place.parent.mkdir()
    (folder / OURS).rename(place)
    (finding,) = found(folder)
    assert (finding.code, finding.location.path) == ("JX107", place.as_posix())
    assert finding.hint is not None
    assert finding.hint.zh == f"移到 {(folder / OURS).as_posix()}，或删去此文件"


NO_NUMBERS = """\
020 1e1 +20 20. .5 0x14 1_000 1,000 1:30 ２０ 约20 20家 null ~ 无 — .inf .nan yes 二十 20%
½ ② 15-20 ≥20 20+ 2O N/A 2022-06-30 −20 20。 "" "20家"
"""
FIGURES = {
    "firms: 20": ("", "value"),
    "firms: '20'": ("JX015 warning", "value"),
    "firms: 20.0": ("JX015 warning", "value"),
    "firms: 20.5": ("JX301 error", "suspect"),
    "firms: -20": ("JX302 error", "suspect"),
    "firms: 9": ("JX401 error", "suspect"),
    "firms: 0": ("JX401 error", "suspect"),
    "firms: 120": ("", "value"),
    "firms: 121": ("JX304 warning", "value"),
    "firms: 1200": ("JX304 warning", "value"),
    "firms: 1201": ("JX304 error", "suspect"),
    "firms: 10000": ("JX303 error", "suspect"),
    "firms: 1000000000000000": ("JX014 error", "suspect"),
    "firms:": ("JX705 warning", "missing"),
    "sales: 10.50": ("JX301 error", "suspect"),
    "sales: 10.55555": ("JX301 error", "suspect"),
    "sales: 60.0": ("", "value"),
    "sales: 60.1": ("JX304 warning", "value"),
    "sales: 600.1": ("JX304 error", "suspect"),
    "sales: 5000.0": ("JX303 error", "suspect"),
    "share: 0.0": ("", "value"),
    "share: 1.0": ("JX303 error", "suspect"),
    "share: 1.1": ("", "value"),
    "share: 2500": ("JX303 error", "suspect"),
    "share: {numerator: 1, denominator: 3}": ("", "value"),
    "share: {numerator: 1, denominator: 0}": ("JX013 error", "suspect"),
    "share: {numerator: 1}": ("JX010 error", "suspect"),
    "能耗: 300.0": ("", "value"),
    "能耗: 300.1": ("JX304 warning", "value"),
    "new: 0": ("", "value"),
    "new: 22": ("", "value"),
    "new: 23": ("JX304 warning", "value"),
    **{f"firms: {form}": ("JX014 error", "suspect") for form in NO_NUMBERS.split()},
    "firms: 1 000": ("JX014 error", "suspect"),
    "firms: '20 '": ("JX014 error", "suspect"),
    "firms: [20]": ("JX012 error", "suspect"),
    "firms: {numerator: 20, denominator: 1}": ("JX012 error", "suspect"),
}
LINES = {"firms": 6, "sales": 7, "share": 8, "能耗": 9, "new": 10}


@pytest.mark.parametrize("written", FIGURES)
def test_figure_is_one_or_is_told_why_not(written: str, tmp_path: Path) -> None:
    name = written.partition(":")[0]
    old = CITY[OURS].split("\n")[LINES[name] - 1]
    folder = lay(tmp_path, OURS, old, f"  {written}")
    expected, state = FIGURES[written]
    assert told(folder) == (f"{LINES[name]} {expected}" if expected else "")
    (line,) = [each for each in held(folder).of(name) if each.district == "东城"]
    assert line.state == state
