"""Groups of districts to any depth: what they are given, their totals, and how they are shown."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.programme import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.programme import Ran


PLAN = """\
version: 1
plan:
  title: 示例计划
  start: 2022
  end: 2023
  parts: {zh: 县, en: counties}
  part: {zh: 县, en: county}
groups:
  - {id: north, name: {zh: 北省, en: North}}
  - {id: south, name: {zh: 南省, en: South}}
  - {id: hill, name: {zh: 山市, en: Hill}, within: north}
  - {id: lake, name: {zh: 湖市, en: Lake}, within: north}
districts:
  - {id: a, name: {zh: 甲, en: A}, within: hill}
  - {id: b, name: {zh: 乙, en: B}, within: hill}
  - {id: c, name: {zh: 丙, en: C}, within: lake}
  - {id: d, name: {zh: 丁, en: D}, within: south}
  - {id: e, name: {zh: 戊, en: E}}
indicators:
  - {id: firms, name: {zh: 企业, en: firms}, unit: 家, kind: count}
  - {id: share, name: {zh: 占比, en: share}, unit: 百分比, kind: rate}
allocations:
  - year: 2022
    values:
      firms: {a: 10, b: 20, c: 30, d: 40, e: 8}
      share: {a: 80, b: 80, c: 80, d: 80, e: 80}
    groups:
      firms: {north: 60, hill: 30, lake: 30, south: 40}
"""
VALUES = {
    "a": "{firms: 6, share: {numerator: 3, denominator: 4}}",
    "b": "{firms: 8, share: {numerator: 1, denominator: 6}}",
    "c": "{firms: 15, share: {numerator: 9, denominator: 10}}",
    "d": "{firms: 10, share: 70}",
}


def put(
    folder: Path, plan: str = PLAN, values: dict[str, str] = VALUES, quarter: str = "2022Q2"
) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "targets.yaml").write_text(plan, "utf-8")
    reports = folder / f"reports/{quarter}/districts"
    reports.mkdir(parents=True, exist_ok=True)
    for district, each in values.items():
        (reports / f"{district}.yaml").write_text(
            f"district: {district}\nperiod: {quarter}\nreceived: {quarter[:4]}-10-05\n"
            f"prepared_by: x\nvalues: {each}\n",
            "utf-8",
        )
    return folder


def run_in(*words: str | Path, width: int = 80) -> Ran:
    """Run a command in the folder that stands among its words."""
    (folder,) = (each for each in words if not isinstance(each, str))
    return run(
        *(each for each in words if isinstance(each, str)),
        "--data",
        ".",
        folder=folder,
        width=width,
    )


def found(folder: Path, *arguments: str) -> list[tuple[str, str | None]]:
    """Return code and value of what is wrong with a plan."""
    ran = run_in("validate", folder, "--format", "json", *arguments)
    return [
        (each["code"], each["message"]["en"].partition("“")[2].partition("”")[0])
        for each in ran.json["findings"]
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("within: south", "within: souht", [("JX013", "within")]),
        ("Lake}, within: north", "Lake}, within: 北省", [("JX013", "within")]),
        ("North}}", "North}, within: hill}", [("JX013", "within")] * 2),
        ("North}}", "North}, within: north}", [("JX013", "within")]),
        ("south: 40}", "east: 40}", [("JX013", "firms")]),
        ("      firms: {north", "      firm: {north", [("JX102", "firm")]),
        ("id: lake", "id: hill", [("JX013", "id")]),
    ],
)
def test_a_group_that_is_not_there_and_a_circle_are_named(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert old in PLAN
    codes = found(put(tmp_path / "w", PLAN.replace(old, new)))
    assert [code for code, _ in codes if code in ("JX013", "JX102")] == [
        code for code, _ in expected
    ]


def test_a_name_for_an_id_is_mended(tmp_path: Path) -> None:
    folder = put(tmp_path / "w", PLAN.replace("Lake}, within: north", "Lake}, within: 北省"))
    ran = run_in("validate", folder, "--format", "json")
    (finding,) = [each for each in ran.json["findings"] if each["code"] == "JX013"]
    assert (finding["line"], finding["hint"]["en"]) == (12, "write “north”")


def test_groups_that_lie_too_deep_are_told_once(tmp_path: Path) -> None:
    deep = "".join(f"  - {{id: g{n}, name: g{n}, within: g{n - 1}}}\n" for n in range(1, 40))
    plan = PLAN.replace("districts:\n", f"  - {{id: g0, name: g0}}\n{deep}districts:\n", 1)
    codes = found(put(tmp_path / "w", plan))
    assert [code for code, _ in codes] == ["JX005"]


def test_what_a_group_is_given_is_held_against_what_lies_within(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "w", PLAN.replace("north: 60", "north: 61").replace("lake: 30", "lake: 28")
    )
    ran = run_in("validate", folder, "--select", "JX201", "--format", "json")
    assert [(each["line"], each["message"]["en"]) for each in ran.json["findings"]] == [
        (
            28,
            "allocations of “firms” in North add up to 60, the document states 61 (-1)",
        ),
        (
            28,
            "allocations of “firms” in Lake add up to 30, the document states 28 (+2)",
        ),
    ]


def test_groups_without_allocated_districts_count_as_what_they_are_given(tmp_path: Path) -> None:
    plan = PLAN.replace("{a: 10, b: 20, c: 30, d: 40, e: 8}", "{d: 40, e: 8}").replace(
        "hill: 30", "hill: 31"
    )
    ran = run_in(
        "validate",
        put(tmp_path / "w", plan),
        "--select",
        "JX201",
        "--format",
        "json",
    )
    # hill 31 and lake 30 are all that is known of north
    assert [each["message"]["en"] for each in ran.json["findings"]] == [
        "allocations of “firms” in North add up to 61, the document states 60 (+1)"
    ]


def test_every_level_has_its_total(tmp_path: Path) -> None:
    ran = run_in("status", put(tmp_path / "w"), "--format", "json")
    totals = {(each["group"], each["indicator"]): each for each in ran.json["groups"]}
    told = ("allocated", "stated", "reported", "counted", "of", "rate", "status", "short", "gap")
    assert {key: [each[name] for name in told] for key, each in totals.items()} == {
        # 29 of 60 is 48.3333 %, a lead of -1.6667
        ("north", "firms"): ["60", "60", "29", 3, 3, "48.3333", "behind", "1", "31"],
        ("hill", "firms"): ["30", "30", "14", 2, 2, "46.6667", "behind", "1", "16"],
        ("lake", "firms"): ["30", "30", "15", 1, 1, "50.0000", "on_pace", "0", "15"],
        ("south", "firms"): ["40", "40", "10", 1, 1, "25.0000", "far_behind", "10", "30"],
        # (3 + 1 + 9) / (4 + 6 + 10), and 4 / 10
        ("north", "share"): [None, None, "65.0000", 3, 3, None, None, None, None],
        ("hill", "share"): [None, None, "40.0000", 2, 2, None, None, None, None],
        ("lake", "share"): [None, None, "90.0000", 1, 1, None, None, None, None],
        ("south", "share"): [None, None, None, 1, 1, None, None, None, None],
    }
    # the city lacks e, of which nothing was reported: 39 of 108
    (city,) = [each for each in ran.json["totals"] if each["indicator"] == "firms"]
    assert (city["reported"], city["allocated"], city["status"]) == ("39", "108", "incomplete")


def test_a_group_is_the_whole_when_it_is_asked_for(tmp_path: Path) -> None:
    folder = put(tmp_path / "w")
    ran = run_in("status", folder, "--group", "北省", "--format", "json")
    lines = [each for each in ran.json["lines"] if each["indicator"] == "firms"]
    assert ran.json["group"] == "north"
    # 60 %, 40 % and 50 %: places among the three of them
    assert [(each["district"], each["rank"]) for each in lines] == [("a", 1), ("b", 3), ("c", 2)]
    assert [each["reported"] for each in ran.json["totals"]] == ["29", "65.0000"]
    assert {each["group"] for each in ran.json["groups"]} == {"hill", "lake"}
    assert (ran.json["summary"]["reported"], ran.json["summary"]["of"]) == (3, 3)
    assert ran.json["missing"] == []


def test_groups_are_shown_a_row_each_and_who_is_in_none(tmp_path: Path) -> None:
    folder = put(tmp_path / "w")
    shown = run_in("status", folder, "--by", "group", "--lang", "zh").out
    rows = [line.split() for line in shown.splitlines()]
    # met, on pace, behind, far behind, not reported
    assert ["北省", "3/3", "1", "2", "2", "1", "0"] in rows
    assert ["其他（没有分组）", "0/1", "0", "0", "0", "0", "2"] in rows
    assert ["合计", "4/5", "1", "2", "2", "3", "2"] in rows
    assert "4/5 个县已报送" in shown
    within = run_in("status", folder, "--by", "group", "--group", "north", "--lang", "en").out
    assert [line.split()[:2] for line in within.splitlines() if "/" in line][:3] == [
        ["Hill", "2/2"],
        ["Lake", "1/1"],
        ["total", "3/3"],
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--group", "nroth"), "did you mean north"),
        (("--group", "north", "--district", "d"), "“d” is not within “north”"),
    ],
)
def test_a_group_that_is_not_there_is_an_error_that_helps(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = run_in("status", put(tmp_path / "w"), "--lang", "en", *arguments)
    assert (ran.status, told in ran.err) == (2, True)


def test_a_plan_without_groups_says_how_to_have_some(tmp_path: Path) -> None:
    plan = PLAN[: PLAN.index("groups:")] + PLAN[PLAN.index("districts:") :]
    plan = plan[: plan.index("    groups:")]
    for group in ("hill", "lake", "south"):
        plan = plan.replace(f", within: {group}", "")
    folder = put(tmp_path / "w", plan)
    for command, arguments in (("status", ["--by", "group"]), ("gaps", ["--group", "x"])):
        ran = run_in(command, folder, "--lang", "en", *arguments)
        assert (ran.status, "the plan has no groups" in ran.err) == (2, True)


def many(count: int) -> tuple[str, dict[str, str]]:
    """Return a plan of districts in no group, and values: of 100 each, 1, 2, 3 …"""
    names = [f"d{number:03}" for number in range(count)]
    plan = (
        "version: 1\nplan: {title: t, start: 2022}\ndistricts:\n"
        + "".join(f"  - {{id: {each}, name: {each}}}\n" for each in names)
        + "indicators:\n  - {id: x, name: x, unit: u, kind: count}\nallocations:\n  - year: 2022\n"
        + f"    values: {{x: {{{', '.join(f'{each}: 100' for each in names)}}}}}\n"
    )
    return plan, {each: f"{{x: {number}}}" for number, each in enumerate(names, 1)}


def test_many_districts_are_counted_and_the_ends_named(tmp_path: Path) -> None:
    folder = put(tmp_path / "w", *many(41))
    shown = run_in("status", folder, "--lang", "en", width=200).out
    assert "d020" not in shown
    last = ", ".join(f"d{number - 1:03} {number}.0%" for number in range(1, 11))
    first = ", ".join(f"d{number - 1:03} {number}.0%" for number in range(41, 31, -1))
    assert f"x: first {first}; last {last}." in " ".join(shown.split())
    assert "all 41 districts: jxtrade status 2022Q2 --all" in shown
    each = run_in("status", folder, "--all").out
    assert all(f"d{number:03}" in each for number in range(41))
    machines = run_in("status", folder, "--format", "json").json
    assert len(machines["lines"]) == 41


def test_forty_districts_are_shown_one_by_one(tmp_path: Path) -> None:
    shown = run_in("status", put(tmp_path / "w", *many(40))).out
    assert all(f"d{number:03}" in shown for number in range(40))


def test_those_who_share_a_place_at_the_end_are_counted_not_picked(tmp_path: Path) -> None:
    plan, values = many(41)
    values |= dict.fromkeys(list(values)[:15], "{x: 1}")
    folder = put(tmp_path / "w", plan, values)
    shown = " ".join(run_in("status", folder, "--lang", "en", width=200).out.split())
    assert "last 15 alike at 1.0%." in shown


def test_what_groups_lack_adds_up(tmp_path: Path) -> None:
    folder = put(tmp_path / "w")
    shown = run_in("gaps", folder, "--by", "group", "--lang", "en").out
    rows = [line.split() for line in shown.splitlines()]
    # north: a 4, b 12, c 15 short of 60; half of it is 30, and 29 are there; b is behind
    (north,) = [row for row in rows if row[:1] == ["North"] and "60" in row]
    assert north[1:] == ["60", "29", "31", "1", "1", "0", "yellow", "behind"]
    machines = run_in("gaps", folder, "--format", "json", "--group", "hill").json
    gaps = [Fraction(each["gap"]) for each in machines["gaps"] if each["indicator"] == "firms"]
    assert sum(gaps) == 16


def test_the_same_quarter_a_year_before(tmp_path: Path) -> None:
    plan = PLAN + (
        "  - year: 2023\n    values:\n      firms: {a: 10, b: 20, c: 30}\n"
        "      share: {a: 80, b: 80, d: 80}\n"
    )
    folder = put(tmp_path / "w", plan)
    later = {
        "a": "{firms: 9, share: {numerator: 4, denominator: 5}}",
        "b": "{firms: 7, share: {numerator: 1, denominator: 3}}",
        "d": "{firms: 20, share: 60.5}",
    }
    put(folder, plan, later, "2023Q2")
    lines = run_in("status", "2023", folder, "--format", "json").json["lines"]
    yoy = {(each["indicator"], each["district"]): each["yoy"] for each in lines}
    assert yoy == {
        ("firms", "a"): "50.0000",  # 9 after 6
        ("firms", "b"): "-12.5000",  # 7 after 8
        ("firms", "c"): None,  # not reported
        ("firms", "d"): None,  # not allocated
        ("firms", "e"): None,
        ("share", "a"): "5.0000",  # 80 after 75
        ("share", "b"): "16.6667",  # 33.3333 after 16.6667
        ("share", "c"): None,
        ("share", "d"): "-9.5000",  # 60.5 after 70
        ("share", "e"): None,
    }
    shown = run_in("status", "2023", folder, "--indicator", "firms", "--lang", "zh").out
    assert "同比" in shown
    assert "+50.0%" in shown


def test_a_year_is_its_newest_quarter_and_one_without_allocation_says_so(tmp_path: Path) -> None:
    folder = put(tmp_path / "w")
    put(folder, PLAN, {"a": "{firms: 1}"}, "2022Q1")
    put(folder, PLAN, {"a": "{firms: 9}"}, "2023Q1")
    periods = {
        year: run_in("status", year, folder, "--format", "json").json["period"]
        for year in ("2022", "2023")
    }
    assert periods == {"2022": "2022Q2", "2023": "2023Q1"}
    shown = run_in("status", "2023", folder, "--lang", "zh").out
    assert "1/5 个县已报送；2023 年还没有下达分配数。" in shown
    lines = run_in("status", "2023", folder, "--format", "json").json["lines"]
    assert {each["state"] for each in lines} == {"unallocated"}
    ran = run_in("status", "2024", folder, "--lang", "en")
    assert (ran.status, "2022…2023" in ran.err) == (2, True)


def test_json_of_groups_keeps_its_order(tmp_path: Path) -> None:
    ran = run_in("status", put(tmp_path / "w"), "--format", "json")
    assert json.loads(ran.out) == ran.json
    assert [each["group"] for each in ran.json["groups"]][::2] == ["north", "hill", "lake", "south"]


def test_a_department_of_a_district_s_id_that_is_silent_is_not_that_district(
    tmp_path: Path,
) -> None:
    folder = put(tmp_path / "w")
    (folder / "tasks.yaml").write_text(
        "version: 1\nyear: 2022\ndocument: x\ndepartments: [{id: a, name: A}]\ntasks:\n"
        "  - {id: T, name: t, departments: [a], milestones: [{id: m, quarter: Q2, name: m}]}\n",
        "utf-8",
    )
    shown = run_in("status", folder, "--by", "group", "--lang", "zh").out
    assert "4/5 个县已报送" in shown
    rows = (line.split()[:2] for line in shown.splitlines())
    assert next(row for row in rows if row[:1] == ["北省"]) == ["北省", "3/3"]


def of_counties(wrong: int) -> tuple[str, dict[str, str]]:
    """Return a plan of 42 districts in two provinces of one country, and their values.

    So many of the first province, and one of the second, are no whole numbers.
    """
    plan, values = many(42)
    groups = "groups:\n  - {id: cn, name: 全国}\n" + "".join(
        f"  - {{id: {each}, name: {each}省, within: cn}}\n" for each in ("p", "q")
    )
    for at, id_ in enumerate(values):
        plan = plan.replace(f"name: {id_}}}", f"name: {id_}, within: {'p' if at < 30 else 'q'}}}")
    broken = [*list(values)[:wrong], "d030"]
    return plan.replace("districts:", f"{groups}districts:", 1), values | dict.fromkeys(
        broken, "{x: 1.5}"
    )


def test_findings_of_many_districts_are_counted_by_group(tmp_path: Path) -> None:
    folder = put(tmp_path / "w", *of_counties(10))
    shown = run_in("validate", folder, "--lang", "zh").out
    rows = [line.split() for line in shown.partition("各分组的问题")[2].splitlines()]
    # of 30 in p the first ten, of 12 in q the first; the one group around all tells nothing
    assert [row for row in rows if row[:1] in (["p省"], ["q省"], ["全国"])] == [
        ["p省", "10/30", "10", "0"],
        ["q省", "1/12", "1", "0"],
    ]
    told = {
        each["group"]: each
        for each in run_in("validate", folder, "--format", "json").json["groups"]
    }
    counts = {key: (each["with_errors"], each["of"], each["error"]) for key, each in told.items()}
    assert counts == {"cn": (11, 42, 11), "p": (10, 30, 10), "q": (1, 12, 1)}
    one = run_in("validate", folder, "reports/2022Q2/districts/d001.yaml", "--lang", "zh").out
    assert "各分组的问题" not in one


def test_findings_of_few_districts_are_looked_at_one_by_one(tmp_path: Path) -> None:
    assert (
        "by group"
        not in run_in("validate", put(tmp_path / "w", *of_counties(9)), "--lang", "en").out
    )
    plain = run_in("validate", put(tmp_path / "v", *many(42)), "--format", "json")
    assert plain.json["groups"] == []


def test_of_many_indicators_groups_are_counted_and_each_indicator_is_a_row(tmp_path: Path) -> None:
    """The one group around all is passed over."""
    plan, values = of_counties(0)
    names = [f"i{number}" for number in range(13)]
    plan = plan.replace(
        "  - {id: x, name: x, unit: u, kind: count}\n",
        "".join(f"  - {{id: {each}, name: {each}, unit: u, kind: count}}\n" for each in names),
    )
    head, _, cells = plan.partition("    values: {x: ")
    cells = cells.removesuffix("}\n")
    plan = head + "    values:\n" + "".join(f"      {each}: {cells}\n" for each in names)
    values = dict.fromkeys(values, f"{{{', '.join(f'{each}: 60' for each in names)}}}")
    folder = put(tmp_path / "w", plan, values | {"d000": values["d000"].replace("60", "20")})
    shown = run_in("status", folder, "--lang", "en").out
    rows = [line.split() for line in shown.splitlines()]
    # of 30 × 13 values 13 are 20 % and the others 60 % where half is due: 41 × 60 + 20 of 4200
    assert ["p省", "30/30", "377", "13"] in rows
    assert ["i12", "(u)", "59.0%", "●green", "42/42", "41", "1"] in rows
    wide = run_in("gaps", folder, "--lang", "en", width=120).out
    lacks = [line.split() for line in wide.splitlines()]
    assert ["i12", "(u)", "4200", "2480", "1720", "0", "0", "1", "green", "on", "pace"] in lacks
    # ten of the thirteen that are as far behind
    assert ["d000", "i9", "(u)", "100", "20", "80", "-30.0", "red", "far", "behind"] in lacks
