"""Each variant of the papers' sentences, written by hand for a programme of a few districts."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from jxtrade.engine import validate
from jxtrade.read.folder import open_workspace
from jxtrade.report import ChartKind, Paragraph, RowKind, on_pages
from jxtrade.text import Lang
from tests import seeded, seeded_tasks
from tests.programme import allocation, block, conforms, indicator, plan, run, submission, write
from tests.test_papers import KINDS, charts, lines, paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

D = Decimal
NAMES = "甲乙丙丁戊己庚辛壬癸"


def named(id_: str, zh: str, unit: str, **rest: Any) -> dict[str, Any]:
    """Return an indicator with names and units in both languages."""
    return indicator(id_, name={"zh": zh, "en": id_}, unit={"zh": unit, "en": "units"}, **rest)


FIRMS = named("firms", "出口企业", "家")
SALES = named("sales", "销售额", "亿元", kind="amount")
ENERGY = named("energy", "能耗", "万吨", kind="amount", direction="lower")
SHARE = indicator(
    "share", name={"zh": "占比", "en": "share"}, unit={"zh": "%", "en": "%"}, kind="rate"
)
PARKS = named("parks", "产业园", "个", pace=[0, 0, 0, 1])


def ids(number: int) -> list[str]:
    """Return the ids of so many districts."""
    return [f"d{index}" for index in range(1, number + 1)]


def city(
    number: int, indicators: Sequence[dict[str, Any]], target: object = 100, **rest: Any
) -> dict[str, Any]:
    """Return a plan of so many districts; each is allocated the same of each indicator."""
    districts = [
        {"id": id_, "name": {"zh": NAMES[place % 10] + "二" * (place // 10), "en": id_.upper()}}
        for place, id_ in enumerate(ids(number))
    ]
    values: dict[str, Any] = {each["id"]: dict.fromkeys(ids(number), target) for each in indicators}
    return plan(districts, indicators, allocation(**values), language="zh", **rest)


def quarter(period: str, **values: Sequence[object]) -> list[dict[str, Any]]:
    """Return a submission of each district for which there is a value of any indicator."""
    number = max(map(len, values.values()))
    found = []
    for place, id_ in enumerate(ids(number)):
        own = {name: of[place] for name, of in values.items() if of[place : place + 1] != [None]}
        if own:
            found.append(submission(id_, period, values=own))
    return found


class Read:
    """What is read of a paper in both languages."""

    def __init__(
        self, folder: Path, targets: Mapping[str, Any], *submissions: Any, **rest: Any
    ) -> None:
        kind, period = rest.pop("kind", "meeting"), rest.pop("period", "2022Q2")
        report = paper(write(folder, targets, *submissions, **rest), kind, period)
        self.zh, self.en = lines(report), lines(report, Lang.EN)

    def of(self, start: str) -> str:
        """Return the one line in Chinese that begins so."""
        (line,) = [each for each in self.zh if each.startswith(start)]
        return line

    def beside(self, start: str) -> str:
        """Return in English the line that begins so in Chinese."""
        return self.en[self.zh.index(self.of(start))]

    def part(self, title: str) -> list[str]:
        """Return the lines of a part in Chinese."""
        start = next(place for place, each in enumerate(self.zh) if each.endswith(f"、{title}"))
        return self.zh[start + 1 : start + 12]


def test_all_have_reported(tmp_path: Path) -> None:
    # 60 + 50 + 20 = 130 of 300: 43.33; in the first quarter 30 + 25 + 10 = 65
    read = Read(
        tmp_path,
        city(3, [FIRMS]),
        *quarter("2022Q1", firms=[30, 25, 10]),
        *quarter("2022Q2", firms=[60, 50, 20]),
    )
    assert read.of("截至") == (
        "截至2022年6月底，3个县（市、区）全部报送。二季度末1项指标有序时要求（50%）。"
    )
    assert read.beside("截至") == (
        "By the end of June 2022, all 3 districts have reported."
        " The indicator has something due at the end of Q2 (50%)."
    )
    assert read.of("（一）出口企业") == (
        "（一）出口企业。累计130家，完成全年目标300家的43.3%，慢于序时进度6.7个百分点，全市滞后。"
        "一季度65家、二季度65家。达序时2个（甲、乙），严重滞后1个（丙）。"
    )
    assert read.beside("（一）出口企业") == (
        "(1) Firms (units). 130, 43.3% of the year's 300, 6.7 points behind the pace: the whole is"
        " behind. 65 in Q1 and 65 in Q2. 2 are on pace (D1 and D2), 1 is far behind (D3)."
    )
    assert read.of("与一季度末比") == "与一季度末比，亮灯没有变化。"
    assert not [each for each in read.zh if "其中：计入" in each]
    # 丙: 20 of 100 is 30 behind, 10 of 100 was 15 behind; 80 / 2 = 40; to 75 lack 55
    assert read.of("1. 丙") == (
        "1. 丙出口企业（严重滞后）：慢30.0个百分点（一季度末慢15.0个），距序时差30家；"
        "距全年目标差80家，平均每季须完成40家（单季最高10家）。"
    )
    assert "三季度须完成：丙出口企业55家。" in read.of("（一）未达序时的1项次")


def test_value_to_be_checked(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(3, [FIRMS]),
        *quarter("2022Q1", firms=[30, 25, 20]),
        *quarter("2022Q2", firms=[60, 50, 10]),
    )
    assert "因丙待核，全市是否达序时不能判定。" in read.of("截至")
    assert read.of("（一）出口企业") == (
        "（一）出口企业。累计110家（计入2地，丙待核），完成全年目标300家的36.7%；"
        "2地完成其目标200家的55.0%，快于序时进度5.0个百分点。"
        "2地一季度55家、二季度55家（丙一季度末累计20家，未计入）。"
        "全市序时应完成150家，尚差40家；丙序时应完成50家，核实后判定。"
        "2地中，达序时2个（甲、乙）。"
    )
    (problem,) = [each for each in read.zh if each.startswith("（一）丙出口企业报10家，待核：")]
    assert problem.endswith("（JX401）。")
    assert read.of("（二）丙核实、更正") == "（二）丙核实、更正出口企业。"
    assert "|丙|100|10（待核）|—|—|—|—|待核|一季度末累计20家|" in read.zh


def test_not_applicable(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(3, [FIRMS]),
        *quarter("2022Q2", firms=[60, 90]),
        submission("d3", "2022Q2", not_applicable={"firms": "没有企业"}),
    )
    # what does not apply to 丙 stays in the target: 150 of 300 is level with the pace
    assert read.of("（一）出口企业") == (
        "（一）出口企业。累计150家（计入2地，丙不适用），完成全年目标300家的50.0%；"
        "2地完成其目标200家的75.0%，快于序时进度25.0个百分点。全市达序时。"
        "一季度没有可用的数，不列当季数。2地中，达序时2个（甲、乙）。"
    )
    assert "|丙|100|不适用|—|—|—|—|不适用|没有企业|" in read.zh


def test_lower_is_better(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(4, [ENERGY], D("100.0")),
        *quarter("2022Q1", energy=[D("20.0"), D("30.0"), D("25.0"), D("60.0")]),
        *quarter("2022Q2", energy=[D("40.0"), D("62.0"), D("51.0"), D("101.0")]),
    )
    # 40 + 62 + 51 + 101 = 254 of 400: 63.5, the pace is 50
    assert read.of("（一）能耗") == (
        "（一）能耗。累计用254.0万吨，占全年上限400.0万吨的63.5%，高于序时进度13.5个百分点，"
        "全市严重超序时。一季度135.0万吨、二季度119.0万吨。"
        "序时内1个（甲），超序时1个（丙），严重超序时1个（乙），突破上限1个（丁）。"
    )
    assert read.of("1. 丁") == ("1. 丁能耗（突破上限）：用101.0万吨，超上限1.0万吨，年内不能补回。")
    # 乙 has 38.0 left for two quarters: 19.0; its quarters alone were 30.0 and 32.0
    assert read.of("2. 乙") == (
        "2. 乙能耗（严重超序时）：高12.0个百分点（一季度末高5.0个），超序时12.0万吨；"
        "余量38.0万吨，平均每季可用19.0万吨（单季最低30.0万吨）。"
    )
    assert read.of("3. 丙") == (
        "3. 丙能耗（超序时）：高1.0个百分点（一季度末与序时进度持平），超序时1.0万吨；"
        "余量49.0万吨，平均每季可用24.5万吨（单季最低25.0万吨）。"
    )
    assert not [each for each in read.zh if "须完成：" in each]


def test_ceiling_of_which_somebody_is_missing(tmp_path: Path) -> None:
    read = Read(tmp_path, city(2, [ENERGY], D("100.3")), *quarter("2022Q2", energy=[D("42.0")]))
    # 200.6 / 2 = 100.3 may be used, 50.15 of it by 乙: what may be used is rounded down
    assert "全市序时可用100.3万吨，已用42.0万吨；乙序时可用50.1万吨，报送后判定。" in read.of(
        "（一）能耗"
    )


def test_rate(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(3, [SHARE], D("80.0")),
        *quarter("2022Q1", share=[D("70.0"), D("72.0")]),
        *quarter("2022Q2", share=[D("85.0"), D("76.0")]),
    )
    assert read.of("（一）占比") == (
        "（一）占比。全市数不能由各地相加（计入2地，丙未报）。2地中，达到目标1个（甲），未达到1个（乙）。"
    )
    # 76 / 80 is 95.0: 5 points behind, yellow; the gap is said in the value's own points
    assert (
        read.of("1. 乙") == "1. 乙占比（滞后）：76.0%（目标80.0%），差4.0个百分点，一季度末72.0%。"
    )
    assert not [each for each in read.zh if each.startswith("|合计|240")]


def test_quarterly_measure_of_which_a_quarter_is_missing(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(2, [FIRMS | {"measure": "quarterly"}]),
        *quarter("2022Q1", firms=[30]),
        *quarter("2022Q2", firms=[30, 15]),
    )
    assert read.of("（一）出口企业").startswith("（一）出口企业。累计60家（计入1地，乙未报）")
    assert read.of("（一）出口企业").endswith("甲达序时。")
    assert "（一）乙未报出口企业（缺一季度）。" in read.zh
    assert "|乙|100|未报|—|—|—|—|未报|一季度未报，不能累计（二季度当季15家）|" in read.zh


def test_amended_allocation(tmp_path: Path) -> None:
    later = {
        "document": "补充通知",
        "year": 2022,
        "effective": date(2022, 5, 1),
        "values": {"firms": {"d2": {"from": 100, "to": 120}}},
    }
    targets = city(2, [FIRMS])
    targets["allocations"].append(later)
    read = Read(
        tmp_path,
        targets,
        *quarter("2022Q1", firms=[30, 20]),
        *quarter("2022Q2", firms=[60, 40]),
    )
    # 100 of 220 is 45.45; 乙 40 of 120 is 33.3, 16.7 behind, and was 20 of 100
    assert "累计100家，完成全年目标220家（5月1日由200家调整）的45.5%" in read.of("（一）出口企业")
    assert "慢16.7个百分点（一季度末按原目标慢5.0个）" in read.of("1. 乙")
    assert "由黄转红1项次：乙出口企业（目标有调整）。" in read.of("与一季度末比")
    assert [each for each in read.zh if each.endswith("|目标2022年5月1日由100家调整为120家|")]


def test_ties(tmp_path: Path) -> None:
    read = Read(
        tmp_path, city(8, [FIRMS]), *quarter("2022Q2", firms=[70, 60, 55, 55, 50, 45, 40, 30])
    )
    assert read.of("（一）出口企业").endswith(
        "；完成率居前三位的是甲（70.0%）、乙（60.0%），丙、丁（2个并列，55.0%），"
        "后三位的是辛（30.0%）、庚（40.0%）、己（45.0%）。"
    )


@pytest.mark.parametrize(
    "values", [[70, 60, 55, 55, 55, 55, 40, 30], [50] * 8, [70, 60, 55, 50, 45, 40]]
)
def test_nobody_is_first_where_too_many_are_tied_or_too_few_have_a_value(
    tmp_path: Path, values: list[int]
) -> None:
    read = Read(tmp_path, city(len(values), [FIRMS]), *quarter("2022Q2", firms=values))
    assert "居前三位" not in "".join(read.zh)


def test_no_rank_where_the_plan_shows_none(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(8, [FIRMS], ranking=False),
        *quarter("2022Q2", firms=[70, 60, 55, 50, 45, 40, 35, 30]),
    )
    assert not [each for each in read.zh if "位次" in each or "居前三位" in each]


def test_on_pace_whoever_is_missing(tmp_path: Path) -> None:
    read = Read(tmp_path, city(2, [FIRMS]), *quarter("2022Q2", firms=[130]))
    assert "全市已达序时（乙未报不影响判定）。" in read.of("（一）出口企业")
    assert "不能判定" not in read.of("截至")
    assert "尚差" not in read.of("（一）出口企业")


def test_nobody_has_reported_an_indicator(tmp_path: Path) -> None:
    read = Read(tmp_path, city(2, [FIRMS, SALES], 10), *quarter("2022Q2", firms=[6, 7]))
    assert read.of("（二）销售额") == "（二）销售额。2地均未报，全年目标20.0亿元。"
    assert "因甲、乙未报，销售额全市是否达序时不能判定。" in read.of("截至")
    assert "（一）甲、乙未报销售额。" in read.zh


def test_a_single_district(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(1, [FIRMS], 55),
        *quarter("2022Q1", firms=[11]),
        *quarter("2022Q2", firms=[31]),
    )
    assert read.of("截至").startswith("截至2022年6月底，甲已报送。")
    assert read.of("（一）出口企业") == (
        "（一）出口企业。累计31家，完成全年目标55家的56.4%，快于序时进度6.4个百分点，达序时。"
        "一季度11家、二季度20家。"
    )
    assert not [each for each in read.zh if each.startswith("|合计|")]


def test_the_year_is_over(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(3, [FIRMS]),
        *quarter("2022Q3", firms=[70, 80, 75]),
        *quarter("2022Q4", firms=[100, 95, 80]),
        period="2022Q4",
    )
    assert "年末考核全年目标，指标1项。" in read.of("截至")
    # 275 of 300 lacks 25, 8.33 points; 乙 lacks 5 points (yellow), 丙 20 (red)
    assert read.of("（一）出口企业") == (
        "（一）出口企业。累计275家，未完成全年目标300家，差25家（8.3个百分点）。"
        "一季度、二季度没有可用的数，不列当季数。"
        "已完成1个（甲），未完成2个（黄1个：乙；红1个：丙）。"
    )
    assert read.of("（一）未完成").startswith("（一）未完成2项次，涉及2地：红1项次，黄1项次；")
    assert read.of("1. 丙") == "1. 丙出口企业（未完成，红）：差20家（20.0个百分点）。"
    assert not [each for each in read.part("存在问题") if "序时" in each]
    assert read.part("下步工作")[0] == "没有到期的节点，也没有应补报的事项。"


def test_the_third_quarter_leaves_one(tmp_path: Path) -> None:
    read = Read(
        tmp_path,
        city(2, [FIRMS]),
        *quarter("2022Q1", firms=[20, 25]),
        *quarter("2022Q2", firms=[50, 50]),
        *quarter("2022Q3", firms=[60, 80]),
        period="2022Q3",
    )
    # 甲 is 15 behind 75; its best quarter was 30, and 40 are left for one
    assert read.of("1. 甲") == (
        "1. 甲出口企业（严重滞后）：慢15.0个百分点（二季度末与序时进度持平），距序时差15家；"
        "距全年目标差40家，四季度须完成40家（单季最高30家）。"
    )
    assert "余下1个季度须完成数高于本年单季最高数" in read.of("（一）未达序时1项次")
    assert read.part("下步工作")[0] == "（一）各县（市、区）四季度须完成数见附件1。"


def test_those_who_are_late_stand_in_the_order_of_the_plan(tmp_path: Path) -> None:
    late = "2022-07-11T17:30"
    read = Read(
        tmp_path,
        city(10, [FIRMS], deadlines={"2022Q2": "2022-07-10T17:30"}),
        *(submission(id_, "2022Q2", values={"firms": 60}, received=late) for id_ in ("d10", "d2")),
    )
    assert f"迟报2个：{NAMES[1]}（迟1天）、{NAMES[9]}（迟1天）。" in "".join(read.zh)


def test_deadlines(tmp_path: Path) -> None:
    deadlines = {"2022Q2": "2022-07-10T17:30", "2022Q3": "2022-10-10T17:30"}
    read = Read(
        tmp_path,
        city(2, [FIRMS], deadlines=deadlines),
        submission("d1", "2022Q2", values={"firms": 60}, received="2022-07-11T10:20"),
        submission("d2", "2022Q2", values={"firms": 60}),
    )
    assert "（一）迟报1个：甲（迟16小时50分）。" in read.zh
    assert "（二）三季度数据于2022年10月10日17:30前报送。" in read.zh
    assert not [each for each in read.zh if "没有规定" in each]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (D("500.0"), "的50.0%，与序时进度持平，达序时。"),
        (D("500.1"), "的50.0%，快于序时进度不足0.1个百分点，达序时。"),
        (D("499.9"), "的50.0%，慢于序时进度不足0.1个百分点，滞后。"),
        (D("999.9"), "的100.0%（尚差0.1亿元），快于序时进度50.0个百分点，达序时。"),
        (D("1000.0"), "的100.0%，快于序时进度50.0个百分点，已完成。"),
    ],
)
def test_what_rounding_would_hide(tmp_path: Path, figure: Decimal, said: str) -> None:
    read = Read(tmp_path, city(1, [SALES], D("1000.0")), *quarter("2022Q2", sales=[figure]))
    assert said in read.of("（一）销售额")


def test_a_year_before(tmp_path: Path) -> None:
    targets = city(2, [FIRMS])
    targets["allocations"].append(allocation(2023, firms={"d1": 100, "d2": 100}))
    before, now = quarter("2022Q1", firms=[20, 25]), quarter("2023Q1", firms=[30, 25])
    # 55 after 45 is 22.2 percent more
    read = Read(tmp_path / "both", targets, *before, *now, period="2023Q1")
    assert read.of("（一）出口企业").endswith("达序时2个（甲、乙）。同比增长22.2%。")
    read = Read(tmp_path / "one", targets, before[0], *now, period="2023Q1")
    assert read.of("（一）出口企业").endswith("可比的1地同比增长50.0%。")


def test_nothing_is_due(tmp_path: Path) -> None:
    read = Read(tmp_path, city(3, [PARKS], 2), *quarter("2022Q2", parks=[0, 2, 0]))
    assert "本季末没有有序时要求的指标。" in read.of("截至")
    assert read.of("（一）产业园") == (
        "（一）产业园。未到节点。累计2个，完成全年目标6个的33.3%；乙已完成，其余2地为0。"
    )
    assert read.part("存在问题")[0] == "未发现问题。"
    assert not [each for each in read.zh if each == "注："]


def test_nobody_has_any_of_what_is_not_due(tmp_path: Path) -> None:
    read = Read(tmp_path, city(3, [PARKS], 2), *quarter("2022Q2", parks=[0, 0]))
    assert read.of("（一）产业园") == ("（一）产业园。未到节点。2地（丙未报）均为0，全年目标6个。")


def test_too_many_names_are_counted(tmp_path: Path) -> None:
    read = Read(tmp_path, city(23, [FIRMS]), *quarter("2022Q2", firms=[60]))
    assert "23个县（市、区）已报送1个，22个（见附件1）未报。" in read.of("截至")
    assert "（计入1地，22个（见附件1）未报）" in read.of("（一）出口企业")


def test_many_that_are_behind(tmp_path: Path) -> None:
    read = Read(tmp_path, city(12, [FIRMS]), *quarter("2022Q2", firms=[45] * 12))
    assert read.of("（一）未达序时12项次").endswith("所列为前10项次，其余2项次见附件1。")
    assert len([each for each in read.zh if each.split("：")[0].endswith("出口企业（滞后）")]) == 10
    assert "；其余2项次见附件1。" in read.of("（一）未达序时的12项次")


def test_many_indicators_are_told_where_somebody_is_behind(tmp_path: Path) -> None:
    many = [named(f"i{place}", f"指标{place}", "家") for place in range(9)]
    values: dict[str, Any] = {each["id"]: [60, 60] for each in many}
    read = Read(
        tmp_path,
        city(2, [*many, PARKS]),
        *quarter("2022Q2", **values | {"i3": [60, 40], "parks": [0, 0]}),
    )
    whole = read.zh[read.zh.index("一、总体情况") + 2 : read.zh.index("二、指标完成情况")]
    assert len(whole) == 2
    assert whole[0].startswith("（一）指标3。")
    assert whole[1] == "其余8项均无未达序时的，另1项未到节点。"


def test_a_note_is_quoted_within_marks_and_closes_its_sentence(tmp_path: Path) -> None:
    note = "“首单”推迟，<b>见附件</b>"
    read = Read(
        tmp_path,
        city(1, [FIRMS]),
        submission("d1", "2022Q2", values={"firms": 10}, notes={"firms": note}),
    )
    assert read.of("1. 甲").endswith("说明：“‘首单’推迟，<b>见附件</b>”。")


def test_a_departments_figure_that_differs(tmp_path: Path) -> None:
    tasks = {
        "version": 1,
        "year": 2022,
        "document": "示例办〔2022〕1号 附件2",
        "departments": [{"id": "trade", "name": {"zh": "商务局", "en": "Trade"}}],
        "tasks": [
            {
                "id": "T1",
                "name": {"zh": "培育", "en": "growing"},
                "departments": ["trade"],
                "milestones": [
                    {"id": "m1", "quarter": "Q1", "name": {"zh": "出台办法", "en": "rules"}},
                    {"id": "m2", "quarter": "Q2", "name": {"zh": "开会", "en": "a meeting"}},
                    {"id": "m3", "quarter": "Q3", "name": {"zh": "验收", "en": "acceptance"}},
                ],
            }
        ],
    }
    said = {
        "department": "trade",
        "period": "2022Q2",
        "received": date(2022, 7, 6),
        "milestones": {"m1": {"status": "done", "on": date(2022, 4, 2)}},
        "city_totals": {"firms": 125},
    }
    read = Read(tmp_path, city(2, [FIRMS]), *quarter("2022Q2", firms=[60, 60]), said, tasks=tasks)
    assert "重点任务到期节点2个，逾期完成1个，未报1个。" in read.of("截至")
    assert read.of("逾期完成") == (
        "逾期完成1个：商务局出台办法（一季度到期，2022年4月2日完成）。"
        "到期未完成和未报1个见四（一）。未到期节点1个。"
    )
    assert "1. 商务局：开会，二季度到期，未报。" in read.zh
    assert "（二）商务局所报全市出口企业125家，比各地合计多5家（JX306）。" in read.zh
    assert read.of("（三）商务局补交") == "（三）商务局补交已完成节点的佐证材料（JX602）。"
    assert "|商务局|—|开会|1|验收|" in read.zh


def grouped(number: int) -> dict[str, Any]:
    """Return a plan of so many groups of two districts each."""
    targets = city(2 * number, [FIRMS])
    names = "东西南北中上下左右"
    targets["groups"] = [
        {"id": f"g{place}", "name": f"{names[place]}市"} for place in range(number)
    ]
    for place, each in enumerate(targets["districts"]):
        each["within"] = f"g{place // 2}"
    return targets


def test_what_is_owed_to_those_on_the_provinces_list(tmp_path: Path) -> None:
    entry = named("firms", "出口企业", "家", roster="required")
    targets = city(2, [entry])
    targets["allocations"].append(allocation(2023, firms={"d1": 100, "d2": 100}))
    targets["incentives"] = [
        {
            "indicator": "firms",
            "amount": 70000,
            "unit": {"zh": "元", "en": "CNY"},
            "per": {"zh": "家", "en": "firm"},
            "condition": "入围省级名单",
        }
    ]

    def roster(*codes: str) -> dict[str, Any]:
        firms = [
            {"name": f"示例企业{code[-5:]}", "uscc": code, "provincial_list": place != 2}
            for place, code in enumerate(codes)
        ]
        return {"values": {"firms": len(firms)}, "rosters": {"firms": firms}}

    first, second = "91330402XXXXXX0198", "91330411XXXXXX0274"
    third, fourth = "91330481XXXXXX035B", "91330400XXXXXX043U"
    own = submission("d1", "2022Q2", **roster(first, second, third))
    read = Read(tmp_path / "one", targets, own)
    # the third is not on the list: 2 × 70000
    assert "按名册，已入省级名单的出口企业2家，应奖14万元。" in read.zh
    assert (
        "The rosters name on the provincial list 2 (firms); 140000 CNY is owed to them." in read.en
    )
    # a year later there is one more; who is on it once stays
    later = submission("d2", "2023Q1", **roster(fourth))
    read = Read(tmp_path / "two", targets, own, later, period="2023Q1")
    assert "2022年以来，按名册，已入省级名单的出口企业3家，应奖21万元。" in read.zh
    read = Read(tmp_path / "none", targets, *quarter("2022Q2", firms=[0, 0]))
    assert "应奖" not in "".join(read.zh)


def test_a_waiver(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        city(3, [FIRMS]),
        *quarter("2022Q1", firms=[30, 25, 20]),
        *quarter("2022Q2", firms=[60, 50, 10]),
    )
    waiver = {
        "code": "JX401",
        "district": "d3",
        "until": date(2022, 9, 30),
        "reason": "省里“核减”，下季更正",
        "document": "示例办〔2022〕5号",
    }
    (folder / "waivers.yaml").write_text(block({"version": 1, "waivers": [waiver]}), "utf-8")
    read = lines(paper(folder))
    # the value counts as any other: 60 + 50 + 10 of 300
    assert [each for each in read if "累计120家，完成全年目标300家的40.0%" in each]
    assert (
        "（二）丙出口企业（JX401）已放行至2022年9月30日，"
        "理由“省里‘核减’，下季更正”（示例办〔2022〕5号）。"
    ) in read
    assert [each for each in read if each.endswith("丙在2022年9月30日前更正出口企业。")]
    english = lines(paper(folder), Lang.EN)
    assert [
        each for each in english if each.startswith("(2) D3, firms (JX401) is waived until 30 Sept")
    ]
    assert [
        each for each in english if each.endswith("D3 is to correct firms by 30 September 2022.")
    ]
    # only what somebody must act on stands in a circular's problems, and there what is to be done
    circular = lines(paper(folder, "circular"))
    assert not [each for each in circular if "已放行" in each]
    assert [each for each in circular if each.endswith("丙在2022年9月30日前更正出口企业。")]


def test_groups_stand_in_place_of_their_districts(tmp_path: Path) -> None:
    read = Read(tmp_path, grouped(3), *quarter("2022Q2", firms=[60, 60, 40, 45, 30]), tasks=None)
    # 120 of 200 is on pace, 85 of 200 is 7.5 behind, and of the third group 己 is missing
    assert read.of("（一）出口企业").endswith(
        "3个分组中，达序时1个（东市），滞后1个（西市），未齐1个（南市）。"
    )


def test_groups_that_are_first_and_last(tmp_path: Path) -> None:
    values = [each for figure in (80, 70, 60, 55, 50, 45, 40, 35) for each in (figure, figure)]
    read = Read(tmp_path, grouped(8), *quarter("2022Q2", firms=values))
    # at least 50 are on pace, 45 and 40 are 5 and 10 behind, 35 is 15 behind
    assert read.of("（一）出口企业").endswith(
        "8个分组中，达序时5个，滞后2个，严重滞后1个；"
        "完成率居前三位的是东市（80.0%）、西市（70.0%）、南市（60.0%），"
        "后三位的是左市（35.0%）、下市（40.0%）、上市（45.0%）。"
    )


def test_two_of_one_name_carry_their_group(tmp_path: Path) -> None:
    targets = grouped(2)
    for place in (0, 2):
        targets["districts"][place]["name"] = "鼓楼"
    read = Read(tmp_path, targets, *quarter("2022Q2", firms=[60, 60, 60]))
    assert "鼓楼（东市）" in "".join(read.zh)
    assert "鼓楼（西市）" in "".join(read.zh)


def test_trend_stands_beside_the_year_before(tmp_path: Path) -> None:
    targets = city(2, [FIRMS])
    targets["allocations"].append(allocation(2023, firms={"d1": 100, "d2": 100}))
    folder = write(
        tmp_path,
        targets,
        *quarter("2022Q1", firms=[20, 24]),
        *quarter("2022Q2", firms=[40, 50]),
        *quarter("2023Q1", firms=[30, 26]),
        *quarter("2023Q2", firms=[60, 44]),
    )
    _, trend = charts(paper(folder, period="2023Q2"))
    assert [each.name.zh for each in trend.series] == ["完成率", "2022年完成率"]
    # 56 and 104 of 200 beside 44 and 90 of 200
    assert [each.figures for each in trend.series] == [
        (D(28), D(52)),
        (D(22), D(45)),
    ]


def test_whom_a_circular_addresses_and_who_signs(tmp_path: Path) -> None:
    targets = city(2, [FIRMS])
    targets["plan"] |= {"title": "关于《规划》的方案", "office": "领导小组办公室"}
    targets["districts"][0]["full_name"] = "甲区"
    said = submission("d1", "2022Q2", values={"firms": 60}, highlights=["集中办理", "一企一策"])
    read = Read(tmp_path, targets, said, kind="circular")
    assert read.zh[0] == "关于《关于〈规划〉的方案》2022年二季度进展情况的通报"
    assert "甲区、乙：" in read.zh
    assert read.of("根据各") == (
        "根据各县（市、区）报送的数据，现将《关于〈规划〉的方案》（示例办〔2022〕1号）"
        "2022年二季度进展情况通报如下。"
    )
    assert read.of("截至").endswith("甲报送经验2条，见附件1。")
    assert "1. 甲：“集中办理”" in read.zh
    signed = read.zh.index("领导小组办公室")
    assert read.zh[signed + 1] == "2022年7月5日"
    assert read.zh[signed + 2] == "附件1　各地报送的经验"


def test_a_circular_to_many_addresses_all(tmp_path: Path) -> None:
    read = Read(tmp_path, city(21, [FIRMS]), *quarter("2022Q2", firms=[60]), kind="circular")
    assert "各县（市、区）：" in read.zh


FALLEN_APART = re.compile(
    r"[，；：、（“][，；。：、）”]|。。|[{}]|\bNone\b(?! (?:of|in)\b)| [,;.:]|[,;:]\.|\(\)|  "
)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_falls_apart_in_any_city(tmp_path: Path, kind: str, seed: int) -> None:
    make = seeded_tasks if seed % 2 else seeded
    folder = seeded.write(make.workspace(seed), tmp_path)
    city = validate(open_workspace(folder)).city
    for period in city.facts.quarters:
        report = paper(folder, kind, str(period))
        for each in report.blocks:
            if isinstance(each, Paragraph):
                assert not FALLEN_APART.search(each.text.zh), each.text.zh
                assert not FALLEN_APART.search(each.text.en), each.text.en


@pytest.mark.parametrize("seed", range(12))
def test_tables_add_up_to_what_is_said(tmp_path: Path, seed: int) -> None:
    """The cells of each indicator's table add up to its total, its gaps to the total's gap."""
    folder = seeded.write(seeded.workspace(seed), tmp_path)
    city = validate(open_workspace(folder)).city
    for period in city.facts.quarters:
        for table in paper(folder, "circular", str(period)).tables:
            total = [row for row in table.rows if row.kind is RowKind.TOTAL]
            if "gap" in {each.key for each in table.columns} and total:
                own = [row.cells for row in table.rows if row.kind is RowKind.LINE]
                for key in ("allocated", "gap"):
                    figures = [each[key].value for each in own]
                    summed = sum(each for each in figures if isinstance(each, Decimal))
                    assert total[0].cells[key].value in (None, summed)


def test_annexes_close_up_where_nothing_is_allocated(tmp_path: Path) -> None:
    tasks = {
        "version": 1,
        "year": 2023,
        "document": "示例办〔2023〕1号",
        "departments": [{"id": "trade", "name": "商务局"}],
        "tasks": [
            {
                "id": "T1",
                "name": "培育",
                "departments": ["trade"],
                "milestones": [{"id": "m1", "quarter": "Q1", "name": "出台办法"}],
            }
        ],
    }
    folder = write(tmp_path, city(2, [FIRMS]), *quarter("2023Q1", firms=[5, 6]))
    (folder / "tasks-2023.yaml").write_text(block(tasks), "utf-8")
    read = lines(paper(folder, period="2023Q1"))
    assert "（一）出口企业。本年没有下达目标。" in read
    assert [each for each in read if each.endswith("节点明细、部门汇总见附件1。")]
    assert "附件1　重点任务明细" in read
    assert [each for each in read if each.startswith("表1-1　到期节点")]


GROUPED = quarter("2022Q2", firms=[60, 60, 40, 45, 30])


def test_each_group_has_a_paragraph_of_its_own(tmp_path: Path) -> None:
    read = Read(tmp_path, grouped(3), *GROUPED)
    # 120 of 200 is 60.0; 85 of 200 is 42.5; of the third 30 of 200, of 戊 alone 30 of 100
    assert read.of("（二）东市") == (
        "（二）东市。出口企业累计120家，完成全年目标200家的60.0%，快于序时进度10.0个百分点，达序时。"
    )
    assert read.of("（三）西市") == (
        "（三）西市。出口企业累计85家，完成全年目标200家的42.5%，慢于序时进度7.5个百分点，滞后。"
    )
    assert read.of("（四）南市") == (
        "（四）南市。出口企业累计30家（计入1地，1地未报），完成全年目标200家的15.0%；"
        "1地完成其目标100家的30.0%，慢于序时进度20.0个百分点。"
    )
    assert read.beside("（三）西市") == (
        "(3) 西市. Firms: 85, 42.5% of the year's 200, 7.5 points behind the pace: behind."
    )


def test_districts_of_groups_are_named_in_problems_and_annexes_alone(tmp_path: Path) -> None:
    q1 = quarter("2022Q1", firms=[30, 30, 20, 20, 15, 20])
    read = Read(tmp_path, grouped(3), *q1, *GROUPED)
    problems = read.zh.index("四、存在问题")
    assert not [each for each in read.zh[:problems] if re.search("[甲乙丙丁戊己]", each)]
    assert [each for each in read.zh[problems:] if each.startswith("1. 戊出口企业（严重滞后）")]
    assert "（二）己未报二季度数据；一季度末出口企业慢5.0个百分点（滞后）。" in read.zh
    # 丙 was 5 behind and is 10, 丁 from 5 to 5: both were yellow and are; 戊 was 10 behind
    assert read.of("与一季度末比") == "与一季度末比，由黄转红1项次：出口企业1地。"
    assert "6个县（市、区）已报送5个，1地未报。" in read.of("截至")


def test_tables_by_group(tmp_path: Path) -> None:
    read = Read(tmp_path, grouped(3), *GROUPED)
    assert "表1　各分组完成率和亮灯（截至2022年6月底）" in read.zh
    assert "|东市|60.0% ▲绿|" in read.zh
    assert "|南市|15.0%（未齐）|" in read.zh
    start = read.zh.index("|西市|200|85|42.5%|—|-7.5|115|●黄 滞后||")
    assert read.zh[start + 1 : start + 4] == [
        "|丙|100|40|40.0%|4|-10.0|60|●黄 滞后||",
        "|丁|100|45|45.0%|3|-5.0|55|●黄 滞后||",
        "|南市|200|30|15.0%|—|—|70|未齐|1地目标100家未计入缺口|",
    ]
    assert "|合计|600|235|39.2%|—|—|265|未齐|1地目标100家未计入缺口|" in read.zh
    assert "|甲|60.0% ▲绿|" in read.zh  # the whole matrix is in the annex


def test_one_group_that_holds_all_gives_way_to_those_within_it(tmp_path: Path) -> None:
    targets = grouped(3)
    for each in targets["groups"]:
        each["within"] = "all"
    targets["groups"].insert(0, {"id": "all", "name": "全省"})
    read = Read(tmp_path, targets, *GROUPED)
    assert "3个分组中，达序时1个（东市），滞后1个（西市），未齐1个（南市）。" in read.of(
        "（一）出口"
    )


def test_too_many_districts_show_who_is_first_and_last_on_pages(tmp_path: Path) -> None:
    # d1 has 99 of 100, d45 has 55: the first ten have at least 90, the last ten at most 64
    folder = write(tmp_path, city(45, [FIRMS]), *quarter("2022Q2", firms=[*range(99, 54, -1)]))
    report = paper(folder)
    read, pages = lines(report), lines(on_pages(report))
    row = re.compile(r"\|[^|]+\|100\|(\d+)\|[\d.]+%\|")
    figures = [int(found[1]) for each in read if (found := row.match(each))]
    assert figures == [*range(99, 54, -1)]
    figures = [int(found[1]) for each in pages if (found := row.match(each))]
    assert figures == [*range(99, 89, -1), *range(64, 54, -1)]
    assert "|合计|4500|3465|77.0%|—|+27.0|1035|▲绿 达序时||" in pages
    note = "注：表中为完成率前10位和后10位，全部45个县（市、区）见本材料的xlsx、md、json文件。"
    assert note in pages
    assert not [each for each in pages if "分季完成" in each]
    # 45 values are on pace; a row an indicator in place of the matrix
    assert "|出口企业（家）|77.0%|▲绿|45|" in pages
    (bars,) = [each for each in charts(report) if each.kind is ChartKind.BARS]
    (series,) = bars.series
    assert series.figures == (*range(99, 93, -1), *range(60, 54, -1))


def test_too_many_districts_show_their_groups_on_pages(tmp_path: Path) -> None:
    values = [each for each in range(60, 36, -1) for _ in range(2)]
    targets = city(48, [FIRMS])
    targets["groups"] = [{"id": f"g{place}", "name": f"第{place + 1}市"} for place in range(24)]
    for place, each in enumerate(targets["districts"]):
        each["within"] = f"g{place // 2}"
    report = paper(write(tmp_path, targets, *quarter("2022Q2", firms=values)))
    pages = lines(on_pages(report))
    assert "|第1市|200|120|60.0%|—|+10.0|80|▲绿 达序时||" in pages
    assert not [each for each in pages if each.startswith("|甲二")]
    assert [each for each in lines(report) if each.startswith("|甲二|")]
    # 11 groups are on pace and 13 behind it, of which three more than 10: no more than 10 are told
    told = [each for each in pages if re.match(r"（.+）第\d+市。", each)]
    assert [each.split("市")[0].split("第")[1] for each in told] == [*map(str, range(15, 25))]
    assert "其余14个分组见表1。" in pages


def test_a_level_alone_of_which_somebody_is_missing_has_no_row_of_those_counted(
    tmp_path: Path,
) -> None:
    values: dict[str, list[object]] = {"firms": [60, 55], "share": [D("80.0"), None]}
    read = Read(tmp_path, city(2, [FIRMS, SHARE]), *quarter("2022Q2", **values))
    assert not [each for each in read.zh if "其中：计入的" in each]


def test_words_of_the_season_go_at_the_years_end(tmp_path: Path) -> None:
    level = indicator(
        "level",
        name={"zh": "单位能耗", "en": "level"},
        unit={"zh": "%", "en": "%"},
        kind="rate",
        direction="lower",
    )
    values = {"energy": [D("101.0"), D("99.0")], "level": [D("52.0"), D("49.0")]}
    targets = city(2, [ENERGY, level], D("100.0"))
    targets["allocations"][0]["values"]["level"] = dict.fromkeys(ids(2), D("50.0"))
    read = Read(tmp_path, targets, *quarter("2022Q4", **values), period="2022Q4")
    assert read.of("1. 甲") == "1. 甲能耗（突破上限）：用101.0万吨，超上限1.0万吨。"
    # 52 of 50 is 104.0: four points above, yellow
    assert (
        read.of("2. 甲") == "2. 甲单位能耗（超上限，黄）：52.0%（上限50.0%），超上限2.0个百分点。"
    )
    assert read.beside("2. 甲") == (
        "2. D1, level (above its ceiling, yellow): 52.0% (ceiling 50.0%), 2.0 points above it."
    )
    assert "|乙|50.0|49.0|98.0%|1|+2.0|0.0|▲绿 未超上限|低于上限1.0个百分点|" in read.zh
    (note,) = [each for each in read.zh if each.startswith("注：▲绿")]
    assert note.startswith("注：▲绿：已完成；●黄：未完成，差不超过10个百分点；")
    assert not [each for each in read.zh if "序时" in each and each.startswith(("注", "|甲", "表"))]


def test_a_single_district_beside_departments(tmp_path: Path) -> None:
    tasks = {
        "version": 1,
        "year": 2022,
        "document": "示例办〔2022〕1号 附件2",
        "departments": [{"id": "trade", "name": {"zh": "商务局", "en": "Trade"}}],
        "tasks": [
            {
                "id": "T1",
                "name": "培育",
                "departments": ["trade"],
                "milestones": [{"id": "m1", "quarter": "Q2", "name": "验收"}],
            }
        ],
    }
    read = Read(tmp_path, city(1, [FIRMS]), *quarter("2022Q2", firms=[30]), tasks=tasks)
    assert read.of("截至").startswith("截至2022年6月底，甲已报送；商务局未报。")
    assert read.of("（一）未达序时").startswith("（一）未达序时1项：严重滞后1项次；")


def test_a_level_of_the_whole_beside_the_year_before(tmp_path: Path) -> None:
    targets = city(2, [SHARE], D("50.0"))
    targets["allocations"].append(allocation(2023, share={"d1": D("50.0"), "d2": D("50.0")}))

    def ratio(numerator: int) -> dict[str, int]:
        return {"numerator": numerator, "denominator": 100}

    before = quarter("2022Q1", share=[ratio(40), ratio(50)])
    now = quarter("2023Q1", share=[ratio(60), ratio(55)])
    read = Read(tmp_path, targets, *before, *now, period="2023Q1")
    # 115 of 200 is 57.5, and 90 of 200 was 45.0
    assert read.of("（一）占比") == (
        "（一）占比。全市57.5%。2地中，达到目标2个（甲、乙）。同比提高12.5个百分点。"
    )
    assert read.beside("（一）占比").endswith("12.5 points more than a year ago.")


def any_country(seed: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a plan of groups within groups, some without a district, and what came of it."""
    random = Random(seed)  # noqa: S311 - a workspace is no secret
    number = random.choice((3, 9, 30, 55))
    indicators = [FIRMS, SALES, ENERGY, SHARE, PARKS]
    indicators += [named(f"more{place}", f"另{place}", "家") for place in range(seed % 2 * 6)]
    targets = city(number, indicators, 100)
    groups = [f"g{place}" for place in range(random.choice((2, 5, 25)))]
    targets["groups"] = [
        {"id": id_, "name": {"zh": f"第{place + 1}市", "en": f"City {place + 1}"}}
        | ({"within": groups[place // 4]} if place >= 4 and random.random() < 0.5 else {})
        for place, id_ in enumerate(groups)
    ]
    for each in targets["districts"]:
        if random.random() < 0.9:
            each["within"] = random.choice(groups)
    sent = [
        submission(
            id_,
            f"2022Q{quarter}",
            values={
                each["id"]: random.randint(15, 30) * quarter
                for each in indicators
                if random.random() < 0.97
            },
        )
        for quarter in range(1, 5)
        for id_ in ids(number)
        if random.random() < 0.95
    ]
    return targets, sent


@pytest.mark.parametrize("seed", range(6))
def test_no_sentence_falls_apart_in_any_country(tmp_path: Path, seed: int) -> None:
    targets, sent = any_country(seed)
    folder = write(tmp_path, targets, *sent)
    for period in ("2022Q1", "2022Q2", "2022Q4"):
        for kind in KINDS:
            report = on_pages(paper(folder, kind, period))
            for each in report.blocks:
                if isinstance(each, Paragraph):
                    assert not FALLEN_APART.search(each.text.zh), each.text.zh
                    assert not FALLEN_APART.search(each.text.en), each.text.en


def test_a_group_without_a_district_is_none(tmp_path: Path) -> None:
    targets = grouped(3)
    targets["groups"].append({"id": "empty", "name": "空市"})
    read = Read(tmp_path, targets, *GROUPED)
    assert not [each for each in read.zh if "空市" in each]
    assert "未报1地序时应完成100家，报送后判定。" not in read.of("（一）出口企业")
    # 己 alone is missing: 100 of its 100 by half a year is 50
    assert "1地序时应完成50家，报送后判定。" in read.of("（一）出口企业")


def test_a_level_in_a_group(tmp_path: Path) -> None:
    targets = grouped(2)
    targets["indicators"].append(SHARE)
    targets["allocations"][0]["values"]["share"] = dict.fromkeys(ids(4), D("80.0"))
    values: dict[str, list[object]] = {
        "firms": [60, 60, 40, 45],
        "share": [D("80.0"), D("79.0"), D("85.0"), D("90.0")],
    }
    read = Read(tmp_path, targets, *quarter("2022Q2", **values))
    assert read.of("（三）东市").endswith("占比：2地中，达到目标1个，未达到1个。")
    assert "|东市|60.0% ▲绿|1/2达标|" in read.zh
    assert "|东市|—|—|—|—|—|—|1/2达标|—|" in read.zh


def test_pages_are_brief_and_the_other_files_hold_all(tmp_path: Path) -> None:
    targets = city(45, [FIRMS])
    targets["districts"][20]["name"] = "中间县"
    write(tmp_path / "data", targets, *quarter("2022Q2", firms=[*range(99, 54, -1)]))
    names = [f"paper.{suffix}" for suffix in ("html", "docx", "md", "json", "xlsx")]
    ran = run("report", "2022Q2", *(f"-o{each}" for each in names), folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")

    def said(name: str) -> str:
        content = (tmp_path / name).read_bytes()
        if not content.startswith(b"PK"):
            return content.decode()
        with ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(each).decode("utf-8", "replace") for each in parts.namelist())

    are_told = {name: "中间县" in said(name) for name in names}
    assert are_told == dict(zip(names, (False, False, True, True, True), strict=True))
    conforms(json.loads(said("paper.json")))
