"""What people are shown, for the programmes of other cities and at many widths."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jxtrade.render.layout import hanging, wrap
from jxtrade.text import cells
from tests.programme import allocation, indicator, plan, run, submission, write
from tests.test_data import DATA
from tests.test_orders import is_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.programme import Ran

D = Decimal
WIDTHS = (40, 60, 80, 120, 200)
LANGUAGES = ("zh", "en")


class World(NamedTuple):
    """A programme, what each district is allocated and reports, and one of each to ask for."""

    name: str
    targets: dict[str, Any]
    reported: dict[str, dict[str, Any]]
    period: str = "2022Q2"
    earlier: tuple[dict[str, Any], ...] = ()

    @property
    def districts(self) -> list[str]:
        """Return the ids of the districts."""
        return [each["id"] for each in self.targets["districts"]]

    @property
    def indicators(self) -> list[str]:
        """Return the ids of the indicators."""
        return [each["id"] for each in self.targets["indicators"]]

    def figures(self, indicator: str) -> Iterator[tuple[str, Any, Any]]:
        """Yield each district with what it is allocated and reports."""
        given = self.targets["allocations"][-1]["values"][indicator]
        for district in self.districts:
            reported = self.reported.get(district, {}).get(indicator)
            yield district, given.get(district), reported

    def reports(self, indicator: str) -> Iterator[tuple[str, Any, Any]]:
        """Yield each district that is allocated a figure and reports one, with both."""
        for district, allocated, reported in self.figures(indicator):
            if allocated is not None and reported is not None:
                yield district, allocated, reported

    def about(self, indicator: str) -> dict[str, Any]:
        """Return an indicator as the plan describes it."""
        (found,) = (each for each in self.targets["indicators"] if each["id"] == indicator)
        return dict(found)

    def write(self, folder: Path) -> Path:
        """Write the workspace."""
        sent = [
            submission(district, self.period, values=values)
            for district, values in self.reported.items()
        ]
        return write(folder, self.targets, *self.earlier, *sent)


def english(id_: str, name: str) -> dict[str, str]:
    return {"id": id_, "name": name}


LONG = [
    english("fr", "Rhine-Palatinate and the Moselle Valley Regional Association"),
    english("bz", "Autonomous Province of Bolzano – South Tyrol"),
    english("ll", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
    english("x", "X"),
]
CANTONS = World(
    "one indicator, long names",
    plan(LONG, [indicator("jobs", name="jobs found for apprentices and school leavers")],
         allocation(jobs={"fr": 12_500, "bz": 980, "ll": 7, "x": 1_234_567})),
    {"fr": {"jobs": 6_250}, "bz": {"jobs": 1_021}, "ll": {"jobs": 0}, "x": {"jobs": 999_999}},
)  # fmt: skip
TWELVE_IDS = [f"指标{number}" for number in "一二三四五六七八九十甲乙"]
TOWNS = ["东城区", "西城街道办事处", "经济技术开发区"]
TWELVE_VALUES: dict[str, Any] = {
    each: {town: D(f"{1000 * place + number}.25") for number, town in enumerate(TOWNS, 1)}
    for place, each in enumerate(TWELVE_IDS, 1)
}
TWELVE = World(
    "twelve indicators, Chinese ids",
    plan(
        TOWNS,
        [
            indicator(each, name=f"{each}新增规模以上工业企业技术改造投资额", unit="万元",
                      kind="amount", decimals=2)
            for each in TWELVE_IDS
        ],
        allocation(**TWELVE_VALUES),
        language="zh",
    ),
    {
        town: {each: D(f"{530 * place}.{number}7") for place, each in enumerate(TWELVE_IDS, 1)}
        for number, town in enumerate(TOWNS, 1)
    },
)  # fmt: skip
WARDS = [f"ward-{number:02d}" for number in range(1, 41)]
FORTY = World(
    "forty districts",
    plan(
        [english(each, f"Ward {each[5:]}") for each in WARDS],
        [indicator("trees", unit="trees"), indicator("paths", unit="km", kind="amount")],
        allocation(trees=dict.fromkeys(WARDS, 40), paths=dict.fromkeys(WARDS[:30], D("9.6"))),
    ),
    {
        each: {"trees": number} | ({"paths": D(f"{number}.4")} if number < 28 else {})
        for number, each in enumerate(WARDS[:38])
    },
)
YEARS = World(
    "two years",
    plan(["a", "b"], [indicator("x", measure="quarterly"), indicator("y")],
         allocation(2023, x={"a": 40, "b": 30}, y={"a": 9, "b": 9}),
         allocation(2024, x={"a": 50, "b": 20}, y={"a": 8, "b": 7})),
    {"a": {"x": 12, "y": 3}, "b": {"x": 6, "y": 9}},
    period="2024Q1",
    earlier=tuple(
        submission(each, f"2023Q{n}", values={"x": 9, "y": 2 * n}) for n in (3, 4) for each in "ab"
    ),
)  # fmt: skip
LOWER = World(
    "lower is better, and a rate",
    plan(["north", "south", "isle"],
         [indicator("fires", direction="lower", unit="fires"),
          indicator("share", kind="rate", unit="%", decimals=1)],
         allocation(fires={"north": 40, "south": 8, "isle": 3},
                    share={"north": D("80.0"), "south": D("60.0"), "isle": D("12.5")})),
    {"north": {"fires": 50, "share": D("76.0")}, "south": {"fires": 2, "share": D("61.5")},
     "isle": {"fires": 3, "share": D("1.1")}},
    period="2022Q4",
)  # fmt: skip
WORLDS = {each.name: each for each in (CANTONS, TWELVE, FORTY, YEARS, LOWER)}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: world.write(tmp_path_factory.mktemp("world")) for name, world in WORLDS.items()}


def half_up(figure: Fraction) -> Decimal:
    """Return a rate or lead with one decimal, worked out apart from the program."""
    sign = -1 if figure < 0 else 1
    tenths = sign * int(abs(figure) * 10 + Fraction(1, 2))
    return D(tenths).scaleb(-1)


def rate_of(allocated: Any, reported: Any) -> Fraction | None:
    return Fraction(reported) * 100 / Fraction(allocated) if allocated else None


def lead_of(world: World, name: str, rate: Fraction) -> str:
    """Return the lead of a linear pace, and of a rate in the fourth quarter."""
    ahead = rate - int(world.period[-1]) * 25
    lead = half_up(-ahead if world.about(name).get("direction") == "lower" else ahead)
    return "0.0" if lead == 0 else f"{lead:+}"


OWN = {
    "zh": ("20", "完成情况", "缺口", "[", "核对 "),
    "en": ("Progress", "Gaps", "[", "0 files", "3 files"),
}
PATHS = re.compile(r"(targets|tasks)\.yaml:\d|reports/20\d\dQ\d/")


def sound(ran: Ran, lang: str, width: int) -> list[str]:
    """Return the words between blanks, when no line is too wide or begins with words of data."""
    lines = ran.out.split("\n")
    assert lines.pop() == ""
    for line in lines:
        if PATHS.match(line):
            continue
        assert line[:1] in ("", " ") or line.startswith(OWN[lang]), line
        assert width < 60 or cells(line) <= width, line
        assert line == line.rstrip()
    assert "\n\n\n" not in ran.out
    return ran.out.split()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORLDS)
def test_matrix_shows_every_figure_whole(
    name: str, lang: str, width: int, folders: dict[str, Path]
) -> None:
    world = WORLDS[name]
    ran = run("status", "--full", "--data", ".", "--lang", lang, folder=folders[name], width=width)
    assert ran.status == 0
    words = sound(ran, lang, width)
    assert "…" not in ran.out
    for each in world.indicators:
        for _, allocated, reported in world.figures(each):
            if allocated is None:
                continue
            if reported is None:
                assert f"—/{allocated}" in words
                continue
            if each != "x":  # the one that is added up over the quarters
                assert f"{reported}/{allocated}" in words
            rate = rate_of(allocated, reported)
            assert rate is not None
            assert f"{half_up(rate)}%" in words
            assert lead_of(world, each, rate) in words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORLDS)
def test_first_screen_shows_every_rate_whole(
    name: str, lang: str, width: int, folders: dict[str, Path]
) -> None:
    world = WORLDS[name]
    ran = run("status", "--data", ".", "--lang", lang, folder=folders[name], width=width)
    words = sound(ran, lang, width)
    assert "…" not in ran.out
    for each in world.indicators:
        rates = [rate_of(*figures[1:]) for figures in world.reports(each)]
        assert {f"{half_up(rate)}%" for rate in rates if rate is not None} <= {*words}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORLDS)
def test_indicators_show_every_figure_whole(
    name: str, lang: str, width: int, folders: dict[str, Path]
) -> None:
    world = WORLDS[name]
    for each in world.indicators:
        ran = run(
            *("status", "--indicator", each, "--data", ".", "--lang", lang),
            folder=folders[name],
            width=width,
        )
        words = set(sound(ran, lang, width))
        assert "…" not in ran.out
        for _, allocated, reported in world.reports(each):
            rate = rate_of(allocated, reported)
            assert rate is not None
            assert {f"{allocated}", f"{reported}", f"{half_up(rate)}%"} <= words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORLDS)
def test_districts_show_every_figure_whole(
    name: str, lang: str, width: int, folders: dict[str, Path]
) -> None:
    world = WORLDS[name]
    for district in world.districts[:3]:
        ran = run(
            *("status", "--district", district, "--data", ".", "--lang", lang),
            folder=folders[name],
            width=width,
        )
        words = set(sound(ran, lang, width))
        assert "…" not in ran.out
        for each in world.indicators:
            own = [figures[1:] for figures in world.reports(each) if figures[0] == district]
            assert {f"{figure}" for figures in own for figure in figures} <= words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORLDS)
def test_gaps_show_every_figure_whole(
    name: str, lang: str, width: int, folders: dict[str, Path]
) -> None:
    world = WORLDS[name]
    ran = run("gaps", "--data", ".", "--lang", lang, folder=folders[name], width=width)
    words = set(sound(ran, lang, width))
    for each in world.indicators:
        sign = -1 if world.about(each).get("direction") == "lower" else 1
        gaps = [sign * (allocated - reported) for _, allocated, reported in world.reports(each)]
        assert {f"{gap}" for gap in gaps if gap > 0} <= words


def words_of(text: str, lang: str) -> str:
    """Return a text as if it had not been wrapped."""
    return ("" if lang == "zh" else " ").join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORLDS)
def test_validation_fits(name: str, lang: str, width: int, folders: dict[str, Path]) -> None:
    ran = run("validate", "--data", ".", "--info", "--lang", lang, "--as-of", "2022-07-20",
              folder=folders[name], width=width)  # fmt: skip
    assert ran.status == 0, ran.out
    assert ("errors: 0" if lang == "en" else "0个错误") in words_of(ran.out, lang)
    for line in ran.out.splitlines():
        assert PATHS.match(line) or width < 60 or cells(line) <= width, line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_stand_in_the_plans_order(lang: str, folders: dict[str, Path]) -> None:
    shared = ("--data", ".", "--lang", lang)
    ran = run("status", "--full", *shared, folder=folders[FORTY.name], width=120)
    rows = re.findall(r"^  Ward (\d\d)  ", ran.out, re.MULTILINE)
    assert rows == [each[5:] for each in WARDS]


def test_what_is_not_reported_is_said_and_never_a_zero(folders: dict[str, Path]) -> None:
    shared = ("--data", ".", "--lang", "en")
    ran = run("status", "--full", *shared, folder=folders[FORTY.name], width=120)
    (last,) = re.findall(r"^  Ward 40 +(.*)$", ran.out, re.MULTILINE)
    assert last.split() == [
        *("—/40", "—", "—", "not", "reported"),
        *("—/—", "—", "—", "not", "allocated"),
    ]
    # 0 + 1 + … + 37 trees of 40 × 40; 0.4 + … + 27.4 of 30 × 9.6
    (total,) = re.findall(r"^  total +(.*)$", ran.out, re.MULTILINE)
    assert total.split()[0] == "703/1600"
    assert "389.2/288.0" in total.split()
    assert re.search(r"Still owed: the submissions of Ward 39, Ward 40 \(JX70[15] ", ran.out)


def test_quarters_of_two_years_are_not_added_up(folders: dict[str, Path]) -> None:
    here = folders[YEARS.name]
    first = run("status", "2024Q1", "--data", ".", "--format", "json", folder=here).json
    assert [line["reported"] for line in first["lines"]] == ["12", "6", "3", "9"]
    # 2023Q3: the first two quarters were never reported, so there is no year to date
    third = run("status", "2023Q3", "--data", ".", "--format", "json", folder=here).json
    assert [(line["state"], line["reported"]) for line in third["lines"]] == [
        ("missing", None),
        ("missing", None),
        ("value", "6"),
        ("value", "6"),
    ]
    shown = run("status", "2023Q3", "--indicator", "x", "--data", ".", folder=here, width=120).out
    assert "2023Q1, 2023Q2 missing: no year to date" in shown


def test_rate_has_no_total(folders: dict[str, Path]) -> None:
    ran = run("status", "--indicator", "share", "--data", ".", folder=folders[LOWER.name])
    (total,) = re.findall(r"^  total +(.*)$", ran.out, re.MULTILINE)
    assert total.split() == ["—"] * 7 + ["3/3", "counted"]


HOSTILE = "::error file=a::x ##[error]y ##vso[z]"


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1"}], ids=["pipe", "terminal"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_name_can_pass_for_an_order_to_ci(
    width: int, environment: dict[str, str], tmp_path: Path
) -> None:
    names = plan(
        [
            {"id": "a", "name": HOSTILE, "full_name": HOSTILE},
            {"id": "b", "name": "区" * 17 + HOSTILE},
        ],
        [indicator("x", name=HOSTILE, unit=HOSTILE, definition=HOSTILE, roster="required")],
        allocation(x={"a": 10, "b": 10}),
    )
    names["plan"] |= {"title": f"plan {HOSTILE}", "document": HOSTILE}
    names["allocations"][0] |= {"document": HOSTILE, "year_assumed": True}
    later = allocation(effective="2022-05-01", x={"a": {"from": 10, "to": 9}})
    names["allocations"].append(later | {"document": HOSTILE})
    reward = {"indicator": "x", "amount": 7, "unit": HOSTILE, "per": HOSTILE, "condition": HOSTILE}
    names["incentives"] = [reward | {"source": HOSTILE}]
    sent = submission("a", "2022Q2", values={"x": 3}, notes={"x": HOSTILE}, sample=True) | {
        "prepared_by": HOSTILE,
        "rosters": {
            "x": [
                {"name": HOSTILE, "uscc": HOSTILE, "provincial_list": True},
                {"name": HOSTILE, "uscc": "91330402XXXXXX0198", "provincial_list": True},
            ]
        },
    }
    folder = write(tmp_path, names, sent)
    calls = [
        ["status"], ["status", "--full"], ["status", "--district", "a"],
        ["status", "--indicator", "x"], ["gaps"], ["gaps", "--by", "indicator"],
        ["incentives"], ["incentives", "--format", "md"], ["allocations"],
        ["allocations", "--history"], ["allocations", "--format", "md"],
        ["validate", "--info"], ["status", "--format", "json"], ["gaps", "--format", "json"],
        ["validate", "--format", "json"], ["new", "2022Q3", "a"], ["new", "2022Q2", "a"],
    ]  # fmt: skip
    for lang in LANGUAGES:
        for call in calls:
            ran = run(
                *call, "--data", ".", "--lang", lang, folder=folder, width=width, **environment
            )
            assert not is_order(ran.out + ran.err), call


def plain(line: str) -> str:
    """Return a line without its colours."""
    return re.sub(r"\x1b\[[\d;]*m", "", line)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORLDS)
def test_terminal_shows_what_a_pipe_does(
    name: str, lang: str, width: int, folders: dict[str, Path]
) -> None:
    """The words are the same, in colours; nothing is cut, wrapped otherwise or too wide."""
    shared = ("--data", ".", "--lang", lang)
    for call in (["status"], ["gaps"], ["status", "--indicator", WORLDS[name].indicators[0]]):
        drawn = run(*call, *shared, folder=folders[name], width=width, FORCE_COLOR="1").out
        piped = run(*call, *shared, folder=folders[name], width=width).out
        lines = [plain(line) for line in drawn.splitlines()]
        assert max(map(cells, lines)) <= width
        assert [line for line in lines if line[:1] not in ("", " ", "─")
                and not line.startswith(OWN[lang])] == []  # fmt: skip
        bare = re.sub("[─-]{2,}", "", " ".join(lines))
        assert bare.split() == re.sub("-{2,}", "", piped).split()
        assert "\x1b[3" in drawn, "in colours"


def test_figures_stay_whole_however_narrow_the_screen(tmp_path: Path) -> None:
    most = "999999999999999.9999"
    targets = plan(["a"], [indicator("x", kind="amount", decimals=4)], allocation(x={"a": D(most)}))
    folder = write(tmp_path, targets, submission("a", "2022Q2", values={"x": D("123456.7891")}))
    for width in (1, 20, 40, 80):
        for call in (["status", "--full"], ["status", "--district", "a"], ["gaps"]):
            shown = run(*call, "--data", ".", folder=folder, width=width).out
            assert "…" not in shown
            assert most in shown
            assert "123456.7891" in shown


TEXTS = st.text(st.sampled_from("ab1 .,(（）“”，。区县—é\u0301"), max_size=60)


@given(TEXTS, st.integers(4, 30))
@settings(max_examples=300)
def test_wrapped_text_fits_and_loses_nothing(words: str, width: int) -> None:
    for lines in (wrap(words, width), hanging(words, width)):
        assert all(cells(line) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("leading enterprises", 12, ["leading", "enterprises"]),
        ("分配 53），超额 2", 9, ["分配", "53），超", "额 2"]),  # a closing mark begins no line
        ("区县（海盐）", 6, ["区县", "（海", "盐）"]),  # an opening mark ends none
        ("enterprises", 4, ["ente", "rpri", "ses"]),
    ],
)
def test_text_is_wrapped_where_a_reader_expects_it(
    words: str, width: int, lines: list[str]
) -> None:
    assert wrap(words, width) == lines


# States of New England: residents counted in 2010 and in 2020 (United States Census Bureau)
CENSUS = [
    ("Maine", 1_328_361, 1_362_359, "102.6%", 5),
    ("New Hampshire", 1_316_470, 1_377_529, "104.6%", 2),
    ("Vermont", 625_741, 643_077, "102.8%", 4),
    ("Massachusetts", 6_547_629, 7_029_917, "107.4%", 1),
    ("Rhode Island", 1_052_567, 1_097_379, "104.3%", 3),
    ("Connecticut", 3_574_097, 3_605_944, "100.9%", 6),
]


def test_table_of_a_census(tmp_path: Path) -> None:
    """14 444 865 in 2010, 15 116 205 in 2020: 104.647… %, 671 340 more."""
    ids = [f"s{number}" for number in range(6)]
    targets = plan(
        [english(id_, row[0]) for id_, row in zip(ids, CENSUS, strict=True)],
        [indicator("people", name="residents", unit="persons")],
        allocation(2020, people={id_: row[1] for id_, row in zip(ids, CENSUS, strict=True)}),
    )
    targets["plan"] |= {"start": 2020}
    sent = [
        submission(id_, "2020Q4", values={"people": row[2]})
        for id_, row in zip(ids, CENSUS, strict=True)
    ]
    folder = write(tmp_path, targets, *sent)
    for width in (80, 120):
        shown = run(
            "status", "--indicator", "people", "--data", ".", folder=folder, width=width
        ).out
        for name, before, after, rate, rank in CENSUS:
            (row,) = re.findall(rf"^  {name} +(.*)$", shown, re.MULTILINE)
            assert row.split()[:4] == [f"{before}", f"{after}", rate, f"{rank}"]
        (total,) = re.findall(r"^  total +(.*)$", shown, re.MULTILINE)
        assert total.split()[:5] == ["14444865", "15116205", "104.6%", "—", "+4.6"]
    (counted,) = re.findall(r"^  residents \(persons\) +(.*)$", shown, re.MULTILINE)
    assert counted.split() == ["6", "6", "104.6%", "+4.6", "0", "0", "671340"]
    payload = run("status", "--data", ".", "--format", "json", folder=folder).json
    assert payload["totals"][0]["rate"] == "104.6476"
    assert payload["lines"][3]["surplus"] == "482288"


# Shares of renewable energy: what each state was to reach by 2020, what it reached (Eurostat)
RENEWABLE = [
    ("Sweden", "49", "60.1", "122.7%", 3, "+22.7", "0"),
    ("Bulgaria", "16", "23.3", "145.6%", 2, "+45.6", "0"),
    ("Finland", "38", "43.8", "115.3%", 4, "+15.3", "0"),
    ("Croatia", "20", "31.0", "155.0%", 1, "+55.0", "0"),
    ("Denmark", "30", "31.7", "105.7%", 6, "+5.7", "0"),
    ("Germany", "18", "19.3", "107.2%", 5, "+7.2", "0"),
    ("Netherlands", "14", "14.0", "100.0%", 7, "0.0", "0.0"),
    ("Belgium", "13", "13.0", "100.0%", 7, "0.0", "0.0"),
    ("France", "23", "19.1", "83.0%", 9, "-17.0", "3.9"),
]


def test_table_of_shares(tmp_path: Path) -> None:
    """Shares are ranked and never summed; two states share the seventh place."""
    names = [row[0] for row in RENEWABLE]
    targets = plan(
        names,
        [indicator("share", name="renewable energy", unit="%", kind="rate")],
        allocation(2020, share={row[0]: D(row[1]) for row in RENEWABLE}),
    )
    targets["plan"] |= {"start": 2020}
    sent = [submission(row[0], "2020Q4", values={"share": D(row[2])}) for row in RENEWABLE]
    folder = write(tmp_path, targets, *sent)
    shown = run("status", "--indicator", "share", "--data", ".", folder=folder, width=100).out
    for name, target, share, rate, rank, lead, gap in RENEWABLE:
        (row,) = re.findall(rf"^  {name} +(.*)$", shown, re.MULTILINE)
        found = row.split()
        assert found[:5] == [target, share, rate, f"{rank}", lead]
        assert D(found[5]) == D(gap)
        assert found[6:] == (["red", "far", "behind"] if name == "France" else ["green", "met"])
    short = run("gaps", "--data", ".", folder=folder, width=100).out
    assert re.findall(r"^\[(.*)\]$", short, re.MULTILINE) == ["France"]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("first", ["status", "2022Q2"]),
        ("matrix", ["status", "2022Q2", "--full"]),
        ("indicator", ["status", "2022Q2", "--indicator", "exporters"]),
        ("district", ["status", "2022Q2", "--district", "nanhu"]),
        ("gaps", ["gaps", "2022Q2", "--district", "nanhu"]),
        ("incentives", ["incentives", "2022Q2"]),
        ("allocations", ["allocations"]),
    ],
)
def test_layout(
    name: str, call: list[str], lang: str, width: int, golden: Callable[[str, str], None]
) -> None:
    ran = run(*call, "--lang", lang, "--as-of", "2022-07-20", folder=DATA.parent, width=width)
    golden(f"view.{name}.{lang}.{width}.txt", ran.out)


pytestmark = pytest.mark.uncounted
