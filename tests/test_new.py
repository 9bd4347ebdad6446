"""Blank submissions: what they carry forward, and that they are sound before and after filling."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jxtrade.read.document import parse
from jxtrade.text import visible
from jxtrade.write.notation import entry, key, value
from tests.cases import lay
from tests.firms import code_of as code
from tests.programme import allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path

D = Decimal
AS_OF = ("--data", ".", "--as-of", "2022-10-08")
ONE: dict[str, Any] = {"name": "示例企业1", "uscc": code(1)}
TWO: dict[str, Any] = {
    "name": "示例企业2", "uscc": code(2), "provincial_list": False,
    "evidence": {"zh": "名单", "en": "a list: 2"},
}  # fmt: skip


def targets(**changes: Any) -> dict[str, Any]:
    """Return a plan with a figure of every kind."""
    indicators = [
        indicator("firms", name="新办企业", unit="家", roster="required"),
        indicator("sales", name="销售额", unit="亿元", kind="amount", measure="quarterly"),
        indicator("share", name="达标率", unit="%", kind="rate"),
        indicator("energy", name="能耗", unit="万吨", kind="amount", direction="lower"),
        indicator("waste", name="超标率", unit="%", kind="rate", direction="lower"),
        indicator("bases", name="基地", unit="个", pace=[0, 0, 0, 1]),
        indicator("parks", name="园区", unit="个"),
    ]
    allocated = allocation(
        firms={"a": 10}, sales={"a": D("9.6")}, share={"a": 80}, energy={"a": 30},
        waste={"a": 5}, bases={"a": 4},
    )  # fmt: skip
    return plan(
        [{"id": "a", "name": "甲区"}, {"id": "b", "name": "乙区"}], indicators, allocated,
        language="zh",
    ) | changes  # fmt: skip


FIRST = submission(
    "a", "2022Q1", rosters={"firms": [ONE]},
    values={"firms": 1, "sales": D("2.1"), "share": {"numerator": 2, "denominator": 3},
            "energy": D("7.5"), "waste": 4, "bases": 0},
)  # fmt: skip
SECOND = submission(
    "a", "2022Q2", rosters={"firms": [ONE, TWO]},
    values={"firms": 2, "sales": D("2.4"), "share": 79, "energy": D("14.8"), "bases": 1},
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a workspace in which one district has reported two quarters."""
    return write(tmp_path / "w", targets(), FIRST, SECOND)


def made(folder: Path, *words: str, id_: str = "a", period: str = "2022Q3") -> str:
    """Return the blank that `new` writes."""
    ran = run("new", period, id_, *words, *AS_OF, folder=folder)
    assert (ran.status, ran.err) == (0, "")
    return (folder / f"reports/{period}/districts/{id_}.yaml").read_text("utf-8")


def codes(folder: Path, *words: str) -> list[str]:
    """Return the code of every finding."""
    ran = run("validate", *words, "--info", "--format", "json", *AS_OF, folder=folder)
    return [each["code"] for each in ran.json["findings"]]


KNOWN = """\
firms|新办企业（家，整数），本年累计|2022 年分配 10|到季末累计应完成 7.5|2022Q2 报 2
sales|销售额（亿元，至多 1 位小数），当季|2022 年分配 9.6|到季末累计应完成 7.2|2022Q2 报 2.4
share|达标率（%，至多 1 位小数），期末水平|2022 年分配 80|季末应达到 80|2022Q2 报 79
energy|能耗（万吨，至多 1 位小数），本年累计|2022 年限额 30|到季末累计不超过 22.5|2022Q2 报 14.8
waste|超标率（%，至多 1 位小数），期末水平|2022 年限额 5|季末应不高于 5|2022Q1 报 4
bases|基地（个，整数），本年累计|2022 年分配 4|本季末未到节点|2022Q2 报 1
# parks|园区（个，整数），本年累计|未下达
"""
EVIDENCE = '{zh: 名单, en: "a list: 2"}'
FIELDS = re.sub("(?m)^([^|]+)[|]", r"  \1:  # ", KNOWN).replace("|", "；")
BLANK = f"""\
# 甲区 2022Q3：冒号后填写，没有数字的行删去；# 后面是说明，可留可删
district: a
period: 2022Q3
received:  # 收到的人填，或用 jxtrade receive 写入
prepared_by:  # 填报人
values:
{FIELDS}\
# rosters:  # 支撑家数的企业名册
#   firms:  # 新办企业：2 家已列名，沿用的去掉行首的“# ”
#     - {{name: 示例企业1, uscc: "{code(1)}"}}
#     - {{name: 示例企业2, uscc: "{code(2)}", provincial_list: false, evidence: {EVIDENCE}}}
# not_applicable:  # 不适用的指标和原因
# notes:  # 需要说明的指标和原因
# restatements:  # 更正以前季度的数
#   - {{indicator: …, period: …, from: …, to: …, reason: …}}
"""


def test_beside_each_field_stands_what_is_known(office: Path) -> None:
    """Of 10, 9.6 and 30 three quarters are due; a level is due whole, bases not before Q4."""
    assert made(office) == BLANK


def test_last_value_is_the_one_in_force_and_never_a_suspect_one(tmp_path: Path) -> None:
    restated = {"indicator": "firms", "period": "2022Q1", "from": 1, "to": 0, "reason": "核减"}
    second = SECOND | {"restatements": [restated], "values": {"bases": -1, "sales": D("2.4")}}
    second["rosters"] = {}
    blank = made(write(tmp_path, targets(), FIRST, second))
    notes = dict(re.findall(r"(?m)^  (\w+):  # .*；(\S+ 报 \S+)$", blank))
    # a ratio of 2 to 3 is 66.7 % with the indicator's one decimal
    assert (notes["firms"], notes["bases"]) == ("2022Q1 报 0", "2022Q1 报 0")
    assert notes["share"] == "2022Q1 报 66.7"


def test_a_year_begins_anew_but_for_levels(tmp_path: Path) -> None:
    year = allocation(2023, firms={"a": 12}, share={"a": 85})
    more = targets(allocations=[*targets()["allocations"], year])
    last = submission("a", "2022Q4", values={"firms": 2, "share": 81}, rosters=SECOND["rosters"])
    blank = made(write(tmp_path, more, last), period="2023Q1")
    assert "2022Q4 报 81" in blank
    assert "2022Q4 报 2" not in blank
    assert "示例企业1" not in blank
    assert '#     - {name: 企业名称, uscc: "统一社会信用代码"}' in blank


@pytest.mark.parametrize("words", [(), ("--carry-rosters",)])
@pytest.mark.parametrize("id_", ["a", "b"])
def test_a_blank_has_nothing_but_blanks(id_: str, words: tuple[str, ...], office: Path) -> None:
    before = codes(office)
    made(office, *words, id_=id_)
    assert sorted(codes(office)) == sorted([*before, "JX705"])
    shown = run("status", "2022Q2", "--format", "json", *AS_OF, folder=office).json
    assert shown["period"] == "2022Q2"


def test_carried_rosters_are_entries_that_count(office: Path) -> None:
    blank = made(office, "--carry-rosters")
    assert "rosters:  # 支撑家数的企业名册\n  firms:  # 新办企业：沿用 2 家\n    - {name: " in blank
    figures = {"firms": 2, "sales": "2.0", "share": 80, "energy": 20, "waste": 4, "bases": 1}
    file = office / "reports/2022Q3/districts/a.yaml"
    file.write_text(filled(blank, figures), "utf-8")
    assert codes(office, "reports/2022Q3/districts/a.yaml") == []


def test_commented_rosters_count_once_their_marks_are_taken_away(office: Path) -> None:
    blank = made(office)
    figures = {"firms": 2, "sales": 2, "share": 80, "energy": 20, "waste": 4, "bases": 1}
    text = re.sub(r"(?m)^# (rosters:|  firms:|    - \{name: 示)", r"\1", filled(blank, figures))
    (office / "reports/2022Q3/districts/a.yaml").write_text(text, "utf-8")
    assert codes(office, "reports/2022Q3/districts/a.yaml") == []


def filled(blank: str, figures: dict[str, Any]) -> str:
    """Return a blank with its figures; no comment is touched."""
    figures = {"received": "2022-10-05", "prepared_by": "经办人", **figures}
    for name, figure in figures.items():
        blank, count = re.subn(
            rf"(?m)^( *){name}:  #", rf"\g<1>{name}: {figure}  #", blank, count=1
        )
        assert count == 1, name
    return blank


def test_firms_of_a_quarterly_count_are_never_carried(tmp_path: Path) -> None:
    """They were counted in their own quarter."""
    about = indicator("firms", measure="quarterly", roster="required")
    sent = [
        submission("a", f"2022Q{n}", values={"firms": 1}, rosters={"firms": [firm]})
        for n, firm in ((1, ONE), (2, TWO))
    ]
    folder = write(tmp_path, plan(["a"], [about], allocation(firms={"a": 9})), *sent)
    blank = made(folder, "--carry-rosters")
    head, *firms = re.findall(r"(?m)^#   .*(?:firms|示例).*$", blank)
    assert head == "#   firms:  # firms: named for earlier quarters: 2; name only this quarter's"
    assert [re.findall("示例企业.", each) for each in firms] == [["示例企业1"], ["示例企业2"]]
    assert codes(folder) == ["JX705"]


def test_many_firms_are_named_in_comments_up_to_a_number(tmp_path: Path) -> None:
    firms = [{"name": f"示例企业{each}", "uscc": code(each)} for each in range(1, 302)]
    sent = submission("a", "2022Q2", values={"firms": 301}, rosters={"firms": firms})
    about = indicator("firms", roster="optional")
    folder = write(tmp_path, plan(["a"], [about], allocation(firms={"a": 301})), sent)
    blank = made(folder)
    assert blank.count("- {name: 示例企业") == 200
    assert "\n#     … and 101 more\n" in blank
    shutil.rmtree(folder / "reports/2022Q3")
    assert made(folder, "--carry-rosters").count("\n    - {name: 示例企业") == 301


TASKS = {
    "version": 1, "year": 2022, "document": "D2",
    "departments": [{"id": "roads", "name": "交通局"}, {"id": "parks", "name": "园林局"},
                    {"id": "idle", "name": "闲局"}],
    "tasks": [
        {"id": "T1", "name": "修桥", "departments": ["roads", "parks"],
         "targets": [{"id": "built", "name": "建成", "target": {"at_least": 3}, "unit": "座"}],
         "milestones": [
             {"id": "drawn", "quarter": "Q1", "name": "出图"},
             {"id": "dug", "quarter": "Q2", "name": "开工"},
             {"id": "asked", "quarter": "Q3", "name": "征求意见"},
             {"id": "early", "quarter": "Q4", "name": "备料"},
             {"id": "open", "quarter": "Q4", "name": "通车"},
         ]},
    ],
}  # fmt: skip
ROADS = {
    "department": "roads", "period": "2022Q2", "received": "2022-07-05",
    "milestones": {"drawn": {"status": "done", "on": "2022-03-01", "evidence": ["图"]},
                   "dug": {"status": "in_progress"}, "early": {"status": "not_started"}},
    "targets": {"built": 1}, "city_totals": {"firms": 7},
}  # fmt: skip


def test_a_departments_blank_goes_on_from_its_last_word(tmp_path: Path) -> None:
    folder = write(tmp_path, targets(), FIRST, SECOND, ROADS, tasks=TASKS)
    before = codes(folder)
    ran = run("new", "2022Q3", "roads", *AS_OF, folder=folder)
    assert (ran.status, ran.err) == (0, "")
    file = folder / "reports/2022Q3/departments/roads.yaml"
    lines = file.read_text("utf-8").split("\n")
    start = next(place for place, line in enumerate(lines) if line.startswith("milestones:"))
    assert lines[start + 1 :] == [
        "#   drawn:  # 修桥：出图；2022Q2 报 done",
        "  dug:  # 修桥：开工；2022Q2 到期未完成；2022Q2 报 in_progress",
        "  asked:  # 修桥：征求意见",
        "  early:  # 修桥：备料；2022Q2 报 not_started",
        "targets:",
        "  built:  # 建成（座），本年累计；2022Q2 报 1",
        "city_totals:  # 本部门掌握的全市数，与区县之和核对",
        "  firms:  # 新办企业（家，整数），本年累计；2022Q2 报 7",
        "# notes:  # 需要说明的指标和原因",
        "",
    ]
    assert sorted(codes(folder)) == sorted([*before, "JX705"])
    done = "{status: done, on: 2022-09-01, evidence: [材料]}"
    figures = {"dug": done, "asked": done, "early": done, "built": 2, "firms": 9}
    file.write_text(filled(file.read_text("utf-8"), figures), "utf-8")
    assert codes(folder, "reports/2022Q3/departments/roads.yaml", "--ignore", "JX3") == []


def test_a_word_of_a_later_quarter_is_not_known_yet(tmp_path: Path) -> None:
    folder = write(tmp_path, targets(), ROADS, tasks=TASKS)
    assert run("new", "2022Q1", "roads", *AS_OF, folder=folder).status == 0
    blank = (folder / "reports/2022Q1/departments/roads.yaml").read_text("utf-8")
    assert "\n  drawn:  # 修桥：出图\n" in blank
    assert "done；" not in blank
    assert "early" not in blank


def test_all_that_have_none_get_one(tmp_path: Path) -> None:
    folder = write(tmp_path, targets(), FIRST, SECOND, ROADS, tasks=TASKS)
    made(folder, id_="b")
    kept = (folder / "reports/2022Q3/districts/b.yaml").read_bytes()
    ran = run("new", "2022Q3", *AS_OF, folder=folder, JXTRADE_LANG="en")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.split("\n")[:4] == [
        "2022Q3: blank submissions written: 3, there already: 1",
        "  reports/2022Q3/districts/a.yaml",
        "  reports/2022Q3/departments/roads.yaml",
        "  reports/2022Q3/departments/parks.yaml",
    ]
    assert (folder / "reports/2022Q3/districts/b.yaml").read_bytes() == kept
    assert not (folder / "reports/2022Q3/departments/idle.yaml").exists(), "it has no task"
    again = run("new", "2022Q3", *AS_OF, folder=folder, JXTRADE_LANG="zh")
    assert (again.status, again.out) == (0, "2022Q3 的 4 份报送都已经有了，没有生成\n")
    assert codes(folder, "reports/2022Q3") == ["JX705"] * 4


def test_a_file_under_a_wrong_name_speaks_for_its_sender(office: Path) -> None:
    made(office)
    quarter = office / "reports/2022Q3/districts"
    (quarter / "a.yaml").rename(quarter / "甲区.yaml")
    ran = run("new", "2022Q3", *AS_OF, folder=office)
    assert ran.status == 0
    assert sorted(each.name for each in quarter.iterdir()) == ["b.yaml", "甲区.yaml"]


@pytest.mark.parametrize("name", ["fsync", "link"])
@pytest.mark.parametrize("at", range(4))
def test_all_or_nothing_is_written(
    at: int, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, targets(), tasks=TASKS)
    before = sorted(folder.rglob("*"))
    usual, calls = getattr(os, name), iter(range(99))

    def full(*words: Any) -> None:
        if next(calls) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        usual(*words)

    monkeypatch.setattr(os, name, full)
    ran = run("new", "2022Q3", *AS_OF, "--lang", "en", folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(
        r"jxtrade: can't write reports/2022Q3/\S+: No space left on device\n", ran.err
    )
    assert sorted(folder.rglob("*")) == before


def test_what_appears_meanwhile_is_left_as_it_is(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(_: object, path: Path) -> None:
        path.write_text("mine", "utf-8")
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    monkeypatch.setattr(os, "link", late)
    ran = run("new", "2022Q3", "a", *AS_OF, "--lang", "en", folder=office)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "jxtrade: reports/2022Q3/districts/a.yaml has just appeared; nothing was written\n"
    )
    assert (office / "reports/2022Q3/districts/a.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("where", ["", "/2022Q3", "/2022Q3/districts", "/2022Q3/departments"])
def test_nothing_is_written_through_a_link(where: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = folder / f"reports{where}"
    if not where:
        link.rename(tmp_path / "old")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)
    ran = run("new", "2022Q3", *AS_OF, folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert list(elsewhere.iterdir()) == []


HOSTILE = "# 区: [x] {y} \\ \" ' ##[error] ::error :: & * ! | > % @ ` \ue5c8"


@pytest.mark.parametrize(
    "id_", ["null", "Null", "-", "---", "-a", "true", "2022", "_", "南湖", "1_0"]
)
def test_every_line_is_well_formed_whatever_ids_and_names_hold(id_: str, tmp_path: Path) -> None:
    about = indicator(id_, name=HOSTILE, unit=HOSTILE, roster="required")
    firm = {"name": HOSTILE, "uscc": code(1)}
    sent = submission(id_, "2022Q2", values={id_: 1}, rosters={id_: [firm]})
    districts = [{"id": id_, "name": HOSTILE * 50}]
    allocated = allocation() | {"values": {id_: {id_: 9}}}
    folder = write(tmp_path, plan(districts, [about], allocated), sent)
    for words, expected in (((), ["JX705"]), (("--carry-rosters",), ["JX016", "JX705"])):
        assert run("new", "2022Q3", *words, *AS_OF, folder=folder).status == 0
        # the private-use character is the firm's own: JX016 named it before
        assert sorted(codes(folder, f"reports/2022Q3/districts/{id_}.yaml")) == expected
        shutil.rmtree(folder / "reports/2022Q3")


@settings(max_examples=200)
@given(st.text(min_size=1).filter(lambda word: word.strip() and visible(word) == word != "x"))
def test_texts_are_read_back_as_they_were(word: str) -> None:
    line = f"{key(word)}: {value(word)}\nx: [{entry({'a': word, 'b': None, 'c': True})}]\n"
    document = parse(line.encode())
    assert document.data == {word: word, "x": [{"a": word, "c": "true"}]}
    assert document.faults == ()


def test_json_of_findings_names_a_blank_once(office: Path) -> None:
    run("new", "2022Q3", *AS_OF, folder=office)
    ran = run("validate", "--format", "json", *AS_OF, folder=office)
    blanks = [each for each in json.loads(ran.out)["findings"] if each["code"] == "JX705"]
    assert [each["path"] for each in blanks] == [
        "reports/2022Q3/districts/a.yaml", "reports/2022Q3/districts/b.yaml",
    ]  # fmt: skip
