"""The first screen of a quarter: its sentences are true without the table, and all of it fits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.text import cells
from tests.programme import allocation, indicator, plan, run, submission, write

if TYPE_CHECKING:
    from pathlib import Path

D = Decimal
NAMES = {"east": "东城", "west": "西城", "south": "南城", "north": "北城"}
DISTRICTS = [
    {"id": id_, "name": {"zh": name, "en": id_.capitalize()}} for id_, name in NAMES.items()
]
INDICATORS = [
    indicator(
        "firms", name={"zh": "出口企业", "en": "exporters"}, unit={"zh": "家", "en": "firms"}
    ),
    indicator(
        "water",
        name={"zh": "用水量", "en": "water used"},
        unit={"zh": "万吨", "en": "kt"},
        kind="amount",
        direction="lower",
    ),
    indicator(
        "parks",
        name={"zh": "产业园", "en": "parks"},
        unit={"zh": "个", "en": "parks"},
        pace=[0, 0, 0, 1],
    ),
]
TARGETS = plan(
    DISTRICTS,
    INDICATORS,
    allocation(
        firms=dict.fromkeys(NAMES, 100),
        water=dict.fromkeys(NAMES, D("10.0")),
        parks={"east": 2, "west": 2, "north": 2},
    ),
    language="zh",
)
FIRST: dict[str, dict[str, Any]] = {
    "east": {"firms": 30, "water": D("2.0"), "parks": 0},  # 5 ahead, 5 below the ceiling's pace
    "west": {"firms": 10, "water": D("2.5"), "parks": 0},  # 15 behind: red
    "south": {"firms": 25, "water": D("3.0")},  # on pace; 5 above the ceiling's pace: yellow
    "north": {"firms": 24, "water": D("1.0"), "parks": 0},  # 1 behind: yellow
}
SECOND: dict[str, dict[str, Any]] = {
    "east": {"firms": 40, "water": D("5.2"), "parks": 1},  # both behind: 10 and 2 points
    "west": {"firms": 52, "water": D("10.5"), "parks": 2},  # 2 ahead; 0.5 above the ceiling; met
    "south": {"firms": 30, "water": D("4.0")},  # 20 behind; 10 below the ceiling's pace
}


def sent(period: str, values: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [submission(id_, period, values=each) for id_, each in values.items()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, TARGETS, *sent("2022Q1", FIRST), *sent("2022Q2", SECOND))


def shown(folder: Path, *words: str, command: str = "status", width: int = 500) -> list[str]:
    ran = run(command, *words, "--data", ".", folder=folder, width=width)
    assert (ran.status, ran.err) == (0, "")
    return [line.strip() for line in ran.out.splitlines()]


def test_first_lines_say_where_the_quarter_stands(folder: Path) -> None:
    """Eleven values: four, four and three; north has sent nothing.

    Better are west's exporters and south's water; worse east's and south's exporters, east's and
    west's water; west's parks are met, and north has lost two lights.
    """
    assert shown(folder, "--lang", "en")[:6] == [
        "Progress in 2022Q2: A plan",
        (
            "3 of 4 districts have submitted; of 11 values, 1 met, 2 on pace, 2 behind,"
            " 2 far behind, 1 not yet due, 3 not reported."
        ),
        (
            "Worst leads, in points: West, water used -55.0 (0.5 kt above the ceiling);"
            " South, exporters -20.0 (gap 70 firms); East, exporters -10.0 (gap 60 firms)."
        ),
        "Lights since 2022Q1: 2 better, 4 worse (East, South, West), 1 new, 2 gone.",
        "Still owed: the submission of North (JX701 north.yaml:1).",
        "",
    ]
    assert shown(folder, "--lang", "zh")[:6] == [
        "2022年二季度进度：A plan",
        (
            "3/4 个县（市、区）已报送；11 项中已完成 1、达序时 2、滞后 2、严重滞后 2、"
            "未到节点 1、未报 3。"
        ),
        (
            "滞后最多（百分点）：西城「用水量」-55.0（超过上限 0.5 万吨）；"
            "南城「出口企业」-20.0（缺口 70 家）；东城「出口企业」-10.0（缺口 60 家）。"
        ),
        "亮灯较 2022Q1：转好 2，转差 4（东城、南城、西城），新亮 1，不再亮 2。",
        "尚缺：北城的报送（JX701 north.yaml:1）。",
        "",
    ]


def test_first_quarter_has_none_to_compare_with(folder: Path) -> None:
    """Far behind is west alone; behind are north's exporters by 1 and south's water by 5."""
    assert shown(folder, "2022Q1", "--lang", "en")[1:5] == [
        (
            "4 of 4 districts have submitted; of 11 values, 5 on pace, 2 behind, 1 far behind,"
            " 3 not yet due."
        ),
        (
            "Worst leads, in points: West, exporters -15.0 (gap 90 firms);"
            " South, water used -5.0 (0.5 kt above pace); North, exporters -1.0 (gap 76 firms)."
        ),
        "All has been reported and nothing is to be checked.",
        "",
    ]


def test_nothing_behind_and_no_light_changed(tmp_path: Path) -> None:
    same = {"firms": 60, "water": D("1.0"), "parks": 0}
    both = [submission("east", period, values=same) for period in ("2022Q1", "2022Q2")]
    allotted = allocation(firms={"east": 100}, water={"east": D(10)}, parks={"east": 2})
    targets = plan(DISTRICTS[:1], INDICATORS, allotted)
    folder = write(tmp_path, targets, *both)
    assert shown(folder, "--lang", "en")[2:5] == [
        "Nothing that was reported is behind.",
        "Lights since 2022Q1: unchanged.",
        "All has been reported and nothing is to be checked.",
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"east": {"firms": 25}},  # one of four, and on pace
            (
                "1 of 4 districts has submitted; of 4 values, 1 on pace, 3 not reported.",
                "Nothing that was reported is behind.",
            ),
        ),
        (
            {"east": {"firms": 25}, "west": {"firms": "2.5"}},  # no half firms: who knows where
            (
                (
                    "2 of 4 districts have submitted; of 4 values, 1 on pace, 2 not reported,"
                    " 1 to be checked."
                ),
                "Apart from what is to be checked, nothing that was reported is behind.",
            ),
        ),
        (
            {"east": {"firms": 25}, "south": {"firms": 24}},
            (
                (
                    "2 of 4 districts have submitted; of 4 values, 1 on pace, 1 behind,"
                    " 2 not reported."
                ),
                "Worst lead, in points: South, firms -1.0 (gap 76 firms).",
            ),
        ),
        (
            {id_: {"firms": 5} for id_ in NAMES},  # none of the four is further behind than another
            (
                "4 of 4 districts have submitted; of 4 values, 4 far behind.",
                (
                    "Worst leads, in points: East, firms -20.0 (gap 95 firms); West, firms -20.0"
                    " (gap 95 firms); South, firms -20.0 (gap 95 firms); 1 more ties with the last."
                ),
            ),
        ),
    ],
)
def test_first_lines_agree_with_one_and_name_none_of_equals_alone(
    values: dict[str, dict[str, Any]], said: tuple[str, ...], tmp_path: Path
) -> None:
    firms = indicator("firms", name="firms", unit="firms")
    targets = plan(DISTRICTS, [firms], allocation(firms=dict.fromkeys(NAMES, 100)))
    figures = {id_: {"firms": D(str(each["firms"]))} for id_, each in values.items()}
    folder = write(tmp_path, targets, *sent("2022Q1", figures))
    assert tuple(shown(folder, "--lang", "en")[1:3]) == said


def test_matrix_says_rate_light_and_what_the_signs_mean(folder: Path) -> None:
    """122 of 400 by three of four; 19.7 of 40; 3 of 6 by two of three, of which none is due."""
    *table, signs = shown(folder, "--lang", "en")[6:]
    assert signs == (
        "●green met or lead ≥ 0, yellow ≥ -10, red below; ○ not yet due; △ incomplete; — not"
        " allocated. Where lower is better the rate is the share that is used up: met at the"
        " year's end only, red once a sum is above it."
    )
    assert [line.split() for line in table] == [
        ["district", "exporters", "water", "used", "parks"],
        ["-" * 8, "-" * 13, "-" * 14, "-" * 13],
        ["East", "40.0%", "●yellow", "52.0%", "●yellow", "50.0%", "○"],
        ["West", "52.0%", "●green", "105.0%", "●red", "100.0%", "●green"],
        ["South", "30.0%", "●red", "40.0%", "●green", "—"],
        ["North", *["not", "reported"] * 3],
        ["total", "30.5%", "△", "3/4", "49.3%", "△", "3/4", "50.0%", "○", "2/3"],
    ]


def test_nine_districts_and_four_indicators_fit_a_screen(tmp_path: Path) -> None:
    """Of any city: names of six characters, a quarter before, one district missing."""
    districts = [f"第{number}工业园区" for number in "一二三四五六七八九"]
    names = ["新增规模以上企业", "高新技术产品出口", "单位产值能耗下降", "数字化改造企业"]
    indicators = [indicator(f"i{place}", name=name, unit="家") for place, name in enumerate(names)]
    cells_: dict[str, Any] = {each["id"]: dict.fromkeys(districts, 40) for each in indicators}
    targets = plan(districts, indicators, allocation(**cells_), language="zh")
    first, second = dict.fromkeys(cells_, 9), dict.fromkeys(cells_, 21)
    folder = write(
        tmp_path,
        targets,
        *[submission(each, "2022Q1", values=first) for each in districts],
        *[submission(each, "2022Q2", values=second) for each in districts[1:]],
    )
    ran = run("status", "--data", ".", folder=folder, width=80)
    lines = ran.out.splitlines()
    assert len(lines) <= 24
    assert max(map(cells, lines)) <= 80
    assert len(re.findall(r"52\.5% ●绿", ran.out)) == 8 * 4


def test_a_dash_for_a_rate_that_cannot_be_worked_out_is_no_allocation_left_out(
    tmp_path: Path,
) -> None:
    """Levels are not added up, so the total of the one indicator has no rate."""
    level = indicator("share", name="share", unit="%", kind="rate", decimals=1)
    targets = plan(DISTRICTS, [level], allocation(share=dict.fromkeys(NAMES, D("50.0"))))
    values = {id_: {"share": D("40.0")} for id_ in NAMES}
    folder = write(tmp_path, targets, *sent("2022Q1", values))
    for lang, said in (("en", "; — not allocated, or without a rate."), ("zh", "算不出完成率。")):
        assert shown(folder, "--lang", lang)[-1].endswith(said)


# What can't be used or is not there


def test_each_suspect_or_missing_value_names_its_finding(folder: Path) -> None:
    """A slip of 1500 times in the seventh line, and a value that nobody reports."""
    wrong: dict[str, dict[str, Any]] = {**SECOND, "east": {"firms": 150_000, "parks": 1}}
    write(folder, TARGETS, *sent("2022Q2", wrong))
    (folder / "reports/2022Q2/districts/east.yaml").write_text(
        "district: east\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: a clerk\nvalues:\n"
        "  parks: 1\n  firms: 150000\n",
        "utf-8",
    )
    lines = shown(folder, "--lang", "en")
    assert lines[4] == (
        "Still owed: the submission of North (JX701 north.yaml:1); 1 value of East not reported."
        " To be checked: 1 value of East."
    )
    assert (
        "East: “exporters” to be checked (JX303 east.yaml:7); “water used” not reported"
        " (JX703 east.yaml:5)." in lines
    )
    assert "Errors in what was submitted for 2022Q2: 1; see jxtrade validate." in lines
    own = shown(folder, "--district", "east", "--lang", "en")
    assert "Errors in what East submitted for 2022Q2: 1; see jxtrade validate." in own
    # a quarter's errors are its own, and so are a district's
    assert not any("Errors" in line for line in shown(folder, "--district", "west", "--lang", "en"))
    assert not any("Errors" in line for line in shown(folder, "2022Q1", "--lang", "en"))


def test_submission_that_cannot_be_read_is_one_note(folder: Path) -> None:
    (folder / "reports/2022Q2/districts/west.yaml").write_text("district: [west\n", "utf-8")
    lines = shown(folder, "--lang", "zh")
    (note,) = [line for line in lines if line.startswith("西城：")]
    assert re.fullmatch(
        r"西城：「出口企业」、「用水量」、「产业园」待核（JX001 west\.yaml:\d）。", note
    )


def test_sum_of_quarters_names_what_an_earlier_one_lacks(tmp_path: Path) -> None:
    targets = plan(
        DISTRICTS[:2],
        [indicator("firms", name="exporters", measure="quarterly")],
        allocation(firms={"east": 100, "west": 100}),
    )
    first = submission("west", "2022Q1", values={"firms": 20})
    later = [submission(each, "2022Q2", values={"firms": 30}) for each in ("east", "west")]
    folder = write(tmp_path, targets, first, *later)
    lines = shown(folder, "--lang", "en")
    assert "East: “exporters” not reported (JX701 2022Q1/districts/east.yaml:1)." in lines


# Places and their change


def test_place_says_how_it_has_changed(folder: Path) -> None:
    """First quarter: east 30, south 25, north 24, west 10. Second: west 52, east 40, south 30."""
    rows = {
        line.split()[0]: line.split()[4:6]
        for line in shown(folder, "--indicator", "firms", "--lang", "en")
        if line.split()[:1] in (["East"], ["West"], ["South"])
    }
    assert rows["East"] == ["2", "↓1"]
    assert rows["West"] == ["1", "↑3"]
    assert rows["South"] == ["3", "↓1"]
    lines = run("status", "--data", ".", "--format", "json", folder=folder).json["lines"]
    assert [each["rank_change"] for each in lines[:4]] == [-1, 3, -1, None]


# The same for machines


def test_summary_in_json(folder: Path) -> None:
    summary = run("status", "--data", ".", "--format", "json", folder=folder).json["summary"]

    def cells_of(*pairs: str) -> list[dict[str, str]]:
        return [dict(zip(("indicator", "district"), each.split(), strict=True)) for each in pairs]

    assert summary == {
        "reported": 3,
        "of": 4,
        "counts": {
            "met": 1, "on_pace": 2, "behind": 2, "far_behind": 2, "not_due": 1,
            "missing": 3, "suspect": 0, "not_applicable": 0,
        },
        "worst": cells_of("water west", "firms south", "firms east"),
        "since": "2022Q1",
        "better": cells_of("firms west", "water south"),
        "worse": cells_of("firms east", "firms south", "water east", "water west"),
        "new": cells_of("parks west"),
        "gone": cells_of("firms north", "water north"),
        "errors": 0,
    }  # fmt: skip
    first = run("status", "2022Q1", "--data", ".", "--format", "json", folder=folder).json
    assert (first["summary"]["since"], first["summary"]["new"]) == (None, [])


# What is short


def test_gaps_put_what_is_behind_first(folder: Path) -> None:
    """West and south have one each that is far behind, east none; parks have nothing due."""
    lines = shown(folder, "--lang", "en", command="gaps")
    assert [line for line in lines if line.startswith("[")] == ["[West]", "[South]", "[East]"]
    west = lines[lines.index("[West]") + 3 : lines.index("[South]") - 1]
    assert [line.split()[:2] for line in west] == [["water", "used"], ["exporters", "(firms)"]]
    (parks,) = [line for line in lines if line.startswith("parks (parks)")]
    assert parks.split() == ["parks", "(parks)", "2", "1", "1", "0", "—", "—", "not", "yet", "due"]
    # east's water is above its pace, and still below the ceiling
    behind = shown(folder, "--behind", "--lang", "en", command="gaps")
    east = behind[behind.index("[East]") + 3 :]
    assert [line.split()[0] for line in east[:2]] == ["exporters", "water"]
    assert not any(line.startswith("parks") for line in behind)


def test_gaps_by_indicator(folder: Path) -> None:
    lines = shown(folder, "--by", "indicator", "--lang", "en", command="gaps")
    heads = [line for line in lines if line.startswith("[")]
    assert heads == ["[exporters (firms)]", "[water used (kt)]", "[parks (parks)]"]
    first = lines[lines.index(heads[0]) + 3 :]
    assert [line.split()[0] for line in first[:3]] == ["South", "East", "West"]


# Which quarter


def test_newest_quarter_with_figures_is_shown(folder: Path) -> None:
    """Of the third quarter there is a blank, which holds no figures, and a carried roster."""
    (folder / "reports/2022Q3/districts").mkdir(parents=True)
    blank = "district: {}\nperiod: 2022Q3\nreceived:\nprepared_by: a clerk\nvalues:\n  firms:\n"
    for each in ("east", "west"):
        (folder / f"reports/2022Q3/districts/{each}.yaml").write_text(blank.format(each), "utf-8")
    for command in ("status", "gaps"):
        lines = shown(folder, "--lang", "en", command=command)
        assert "2022Q2" in lines[0]
        assert "What is there of 2022Q3 holds no figures yet." in lines
    third = shown(folder, "2022Q3", "--lang", "en")
    assert third[1] == "0 of 4 districts have submitted; of 11 values, 11 not reported."
    assert third[2].startswith("Lights since 2022Q2: 7 gone")
    assert third[-2].startswith("total")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("2022Q5", "did you mean 2022Q"),
        ("2032Q2", "did you mean 2023Q2?"),
        ("2022Q4", "nothing was submitted for 2022Q4; there are: 2022Q1, 2022Q2"),
        ("Q", "there are: 2022Q1…2025Q4"),
        ("2022年二季度", "did you mean 2022Q2?"),
        ("2022-Q2", "did you mean 2022Q2?"),
        ("2021年第四季度", "there are: 2022Q1…2025Q4"),
        ("Q2", "there are: 2022Q2, 2023Q2, 2024Q2, 2025Q2"),
        ("二季度", "there are: 2022Q2, 2023Q2, 2024Q2, 2025Q2"),
    ],
)
def test_mistyped_quarter_is_met_with_one_of_the_plan(word: str, said: str, folder: Path) -> None:
    ran = run("status", word, "--data", ".", "--lang", "en", folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
