"""Lines, totals and comparisons worked out by hand from the formulas of the format."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jxtrade
from jxtrade.engine import validate
from jxtrade.figures.arithmetic import Outcome, compare, rounded
from jxtrade.figures.lines import reconcile
from jxtrade.figures.states import Light, State, Status
from jxtrade.model.period import Period
from jxtrade.model.plan import Indicator
from jxtrade.read.folder import open_workspace
from jxtrade.report import Cell, Kind, say
from jxtrade.text import Lang
from tests.cases import HERE, city_of
from tests.programme import allocation, checked, held, indicator, plan, submission, write

if TYPE_CHECKING:
    from jxtrade.figures.lines import Line, Reconciliation, Total

D = Decimal
BATCH = [0, 0, 0, 1]


def of_one(folder: Path, values: dict[str, object], period: str, **about: Any) -> Line:
    """Return the line of one district: `values` are what is allocated and what is reported."""
    targets = plan(["a"], [indicator("x", **about)], allocation(x={"a": values["allocated"]}))
    sent = submission("a", period, values={"x": values["reported"]})
    (line,) = held(write(folder, targets, sent), period).lines
    return line


class Case(NamedTuple):
    """What is allocated, reported and due, and what must come of it; None is "there is none"."""

    name: str
    period: str
    allocated: str
    reported: str
    rate: str | None
    due: str
    lead: str | None
    gap: str
    gap_to_pace: str
    surplus: str
    status: str
    light: str | None
    about: dict[str, Any]


AMOUNT: dict[str, Any] = {"kind": "amount"}
LOWER: dict[str, Any] = {"direction": "lower"}
CASES = [
    # 31/55 = 56.3636…; 55 × 0.5 = 27.5; 55 − 31 = 24
    Case("on pace", "2022Q2", "55", "31", "56.3636", "27.5", "6.3636", "24", "0", "0",
         "on_pace", "green", {}),
    # 3.4/9.6 = 35.41666…; 4.8 due; 9.6 − 3.4; 4.8 − 3.4
    Case("far behind", "2022Q2", "9.6", "3.4", "35.4167", "4.8", "-14.5833", "6.2", "1.4", "0",
         "far_behind", "red", AMOUNT),
    # 26/55 = 47.2727…
    Case("behind", "2022Q2", "55", "26", "47.2727", "27.5", "-2.7273", "29", "1.5", "0",
         "behind", "yellow", {}),
    # 15/13 = 115.3846…
    Case("above", "2022Q2", "13", "15", "115.3846", "6.5", "65.3846", "0", "0", "2",
         "met", "green", {}),
    # 577/60 = 961.6666…: as large as was once published
    Case("never clipped", "2022Q4", "60", "577", "961.6667", "60", "861.6667", "0", "0", "517",
         "met", "green", {}),
    # nothing is due, so nothing is ahead or behind
    Case("batch not due", "2022Q2", "5", "2", "40.0000", "0", None, "3", "0", "0",
         "not_due", None, {"pace": BATCH}),
    Case("batch met before it is due", "2022Q2", "5", "5", "100.0000", "0", None, "0", "0", "0",
         "met", "green", {"pace": BATCH}),
    Case("batch due", "2022Q4", "5", "4", "80.0000", "5", "-20.0000", "1", "1", "0",
         "far_behind", "red", {"pace": BATCH}),
    Case("zero is a number", "2022Q1", "55", "0", "0.0000", "13.75", "-25.0000", "55", "13.75",
         "0", "far_behind", "red", {}),
    Case("third quarter", "2022Q3", "8", "5", "62.5000", "6", "-12.5000", "3", "1", "0",
         "far_behind", "red", {}),
    Case("met on the figure", "2022Q4", "9.6", "9.6", "100.0000", "9.6", "0.0000", "0", "0", "0",
         "met", "green", AMOUNT),
    # nothing is allocated to be reached: met, also before anything is due
    Case("no rate of nothing", "2022Q2", "0", "0", None, "0", None, "0", "0", "0",
         "met", "green", {}),
    Case("above nothing", "2022Q2", "0", "3", None, "0", None, "0", "0", "3",
         "met", "green", {"pace": BATCH}),
    # a ceiling of 40 of which 20 may be used up by half a year: 18/40 = 45 %, 22/40 = 55 %
    Case("ceiling kept so far", "2022Q2", "40", "18", "45.0000", "20", "5.0000", "0", "0", "22",
         "on_pace", "green", LOWER),
    Case("ceiling near", "2022Q2", "40", "22", "55.0000", "20", "-5.0000", "0", "2", "18",
         "behind", "yellow", LOWER),
    Case("ceiling used up fast", "2022Q2", "40", "25", "62.5000", "20", "-12.5000", "0", "5", "15",
         "far_behind", "red", LOWER),
    Case("ceiling kept", "2022Q4", "40", "40", "100.0000", "40", "0.0000", "0", "0", "0",
         "met", "green", LOWER),
    # 42 of 40: five points from pace would be yellow, but nothing can mend it
    Case("ceiling broken", "2022Q4", "40", "42", "105.0000", "40", "-5.0000", "2", "2", "0",
         "far_behind", "red", LOWER),
    Case("ceiling broken before it is due", "2022Q2", "5", "6", "120.0000", "0", None, "1", "6",
         "0", "far_behind", "red", {**LOWER, "pace": BATCH}),
    Case("ceiling not yet due", "2022Q2", "5", "3", "60.0000", "0", None, "0", "3", "2",
         "not_due", None, {**LOWER, "pace": BATCH}),
    Case("ceiling of nothing broken", "2022Q1", "0", "3", None, "0", None, "3", "3", "0",
         "far_behind", "red", {**LOWER, "pace": BATCH}),
    Case("ceiling of nothing kept", "2022Q1", "0", "0", None, "0", None, "0", "0", "0",
         "met", "green", {**LOWER, "pace": BATCH}),
    # a level is due in full in each quarter: 76 of 80 percent; 3.2 and 2.9 of at most 3.0
    Case("a rate", "2022Q1", "80.0", "76.0", "95.0000", "80", "-5.0000", "4", "4", "0",
         "behind", "yellow", {"kind": "rate"}),
    Case("a rate above its ceiling goes by its lead", "2022Q1", "3.0", "3.2", "106.6667", "3",
         "-6.6667", "0.2", "0.2", "0", "behind", "yellow", {**LOWER, "kind": "rate"}),
    Case("a rate below its ceiling", "2022Q1", "3.0", "2.9", "96.6667", "3", "3.3333", "0", "0",
         "0.1", "met", "green", {**LOWER, "kind": "rate"}),
    Case("a rate with a pace of its own", "2022Q2", "80.0", "41.0", "51.2500", "40", "1.2500",
         "39", "0", "0", "on_pace", "green", {"kind": "rate", "pace": "linear"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_line(case: Case, tmp_path: Path) -> None:
    values: dict[str, object] = {"allocated": D(case.allocated), "reported": D(case.reported)}
    line = of_one(tmp_path, values, case.period, **case.about)
    assert line.state is State.VALUE
    assert (line.allocated, line.reported) == (D(case.allocated), D(case.reported))
    assert ratio(line.rate) == case.rate
    assert ratio(line.lead) == case.lead
    assert line.due == D(case.due)
    assert line.gap == D(case.gap)
    assert line.gap_to_pace == D(case.gap_to_pace)
    assert line.surplus == D(case.surplus)
    assert line.status == Status(case.status)
    assert line.light == (Light(case.light) if case.light else None)


def ratio(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{rounded(figure, 4):f}"


@pytest.mark.parametrize(
    ("allocated", "reported", "rate", "lead"),
    [
        ("12.00", "32.67", "272.3%", "+172.3"),  # 272.25: half up, not to even
        ("12.00", "32.66", "272.2%", "+172.2"),  # 272.1666…
        ("60", "577", "961.7%", "+861.7"),
        ("3000", "1999", "66.6%", "-33.4"),  # 66.6333…, and −33.3666… from what is exact
        ("10000", "9996", "100.0%", "0.0"),
    ],
)
def test_shown_with_one_decimal_half_up(
    tmp_path: Path, allocated: str, reported: str, rate: str, lead: str
) -> None:
    values: dict[str, object] = {"allocated": D(allocated), "reported": D(reported)}
    line = of_one(tmp_path, values, "2022Q4", kind="amount", decimals=2)
    assert say(Cell(line.rate), Kind.PERCENT, Lang.ZH) == rate
    assert say(Cell(line.lead), Kind.POINTS, Lang.ZH) == lead


@pytest.mark.parametrize(
    ("lights", "reported", "light"),
    [
        ("0 -10", "50", "green"),
        ("0 -10", "49.9999", "yellow"),
        ("0 -10", "40", "yellow"),
        ("0 -10", "39.9999", "red"),
        ("5 -5", "55", "green"),
        ("5 -5", "54.9999", "yellow"),
        ("5 -5", "45", "yellow"),
        ("5 -5", "44.9999", "red"),
        ("-2.5 -2.5", "47.5", "green"),
        ("-2.5 -2.5", "47.4999", "red"),
        ("60 0", "100", "green"),  # met, though the lead is only 50
        ("60 0", "99.9999", "yellow"),
    ],
)
def test_light_on_the_bound_and_beside_it(
    tmp_path: Path, lights: str, reported: str, light: str
) -> None:
    green, yellow = lights.split()
    targets = plan(
        ["a"],
        [indicator("x", kind="amount", decimals=4)],
        allocation(x={"a": 100}),
        lights={"green": D(green), "yellow": D(yellow)},
    )
    sent = submission("a", "2022Q2", values={"x": D(reported)})
    (line,) = held(write(tmp_path, targets, sent)).lines
    assert line.light == Light(light)


def test_bound_is_met_exactly_where_the_rate_does_not_end(tmp_path: Path) -> None:
    # 2/3 of 66.6666 % due: 66.66666… is ahead by less than a ten-thousandth
    targets = plan(["a", "b"], [indicator("x", pace=[0, D("0.6666"), 1, 1])],
                   allocation(x={"a": 3, "b": 3}))  # fmt: skip
    sent = [submission(each, "2022Q2", values={"x": 2}) for each in ("a", "b")]
    found = held(write(tmp_path, targets, *sent))
    assert {line.light for line in found.lines} == {Light.GREEN}
    assert {ratio(line.lead) for line in found.lines} == {"0.0067"}


def matrix(folder: Path, reported: dict[str, int | None], **rest: Any) -> Reconciliation:
    """Return the lines of one count; what each district is allocated stands in ALLOCATED."""
    about = rest.pop("about", {})
    targets = plan(list(ALLOCATED), [indicator("x", **about)], allocation(x=ALLOCATED), **rest)
    sent = [
        submission(each, "2022Q2", values={} if value is None else {"x": value})
        for each, value in reported.items()
    ]
    return held(write(folder, targets, *sent))


ALLOCATED = {"a": 10, "b": 20, "c": 30, "d": 40, "e": 50}


def test_ties_share_a_place_and_the_next_is_left_free(tmp_path: Path) -> None:
    # 120 %, 80 %, 80 %, 40 %; e has reported nothing
    found = matrix(tmp_path, {"a": 12, "b": 16, "c": 24, "d": 16, "e": None})
    assert [line.rank for line in found.lines] == [1, 2, 2, 4, None]


def test_ties_of_rates_that_do_not_end(tmp_path: Path) -> None:
    targets = plan(["a", "b", "c"], [indicator("x")], allocation(x={"a": 3, "b": 6, "c": 7}))
    sent = [
        submission(each, "2022Q2", values={"x": n})
        for each, n in zip("abc", (1, 2, 3), strict=True)
    ]
    found = held(write(tmp_path, targets, *sent))  # 33.3…, 33.3…, 42.857…
    assert [line.rank for line in found.lines] == [2, 2, 1]


def test_first_place_goes_to_the_lowest_where_lower_is_better(tmp_path: Path) -> None:
    # 20 of 10 are 200 %, 10 of 20 are 50 %, 30 of 30 are 100 %
    found = matrix(tmp_path, {"a": 20, "b": 10, "c": 30}, about={"direction": "lower"})
    assert [line.rank for line in found.lines] == [3, 1, 2, None, None]


def test_without_ranking_there_are_no_places(tmp_path: Path) -> None:
    found = matrix(tmp_path, {"a": 12, "b": 16}, ranking=False)
    assert {line.rank for line in found.lines} == {None}


def test_only_values_are_ranked(tmp_path: Path) -> None:
    targets = plan(["a", "b", "c", "d"], [indicator("x")], allocation(x={"a": 10, "b": 0, "c": 10}))
    sent = [submission(each, "2022Q2", values={"x": n})
            for each, n in (("a", 4), ("b", 4), ("c", -1), ("d", 9))]  # fmt: skip
    found = held(write(tmp_path, targets, *sent))
    assert [line.rank for line in found.lines] == [1, None, None, None]


def test_states(tmp_path: Path) -> None:
    """Each district is in another state of the same quarter."""
    ids = ["zero", "silent", "partly", "spared", "extra", "outside", "wrong", "unread"]
    targets = plan(
        ids, [indicator("x"), indicator("y")],
        allocation(x=dict.fromkeys(ids, 10) | {"extra": 10}, y=dict.fromkeys(ids[:4], 10)),
    )  # fmt: skip
    sent = [
        submission("zero", "2022Q2", values={"x": 0, "y": 0}),
        submission("partly", "2022Q2", values={"x": 4}),
        submission("spared", "2022Q2", values={"x": 4}, not_applicable={"y": "no such firms"}),
        submission("extra", "2022Q2", values={"x": 4, "y": 7}),
        submission("outside", "2022Q2", values={"x": 4}),
        submission("wrong", "2022Q2", values={"x": -3}),
        submission("unread", "2022Q2", values={"x": "about 4"}),
    ]
    found = held(write(tmp_path, targets, *sent))
    assert [(line.district, line.state, line.reported) for line in found.of("y")] == [
        ("zero", State.VALUE, D(0)),
        ("silent", State.MISSING, None),
        ("partly", State.MISSING, None),
        ("spared", State.NOT_APPLICABLE, None),
        ("extra", State.UNALLOCATED, D(7)),
        ("outside", State.UNALLOCATED, None),
        ("wrong", State.UNALLOCATED, None),
        ("unread", State.UNALLOCATED, None),
    ]
    wrong, unread = found.of("x")[-2:]
    assert (wrong.state, wrong.reported) == (State.SUSPECT, D(-3))
    assert (unread.state, unread.reported) == (State.SUSPECT, None)
    for line in found.lines:
        if line.state is not State.VALUE:
            assert line.standing is line.state
            judged = (line.status, line.light, line.rate, line.lead, line.gap, line.surplus)
            assert judged == (None,) * 6
            assert line.rank is None
    (total,) = [each for each in found.totals if each.indicator == "y"]
    assert (total.allocated, total.reported) == (D(40), D(0))
    assert total.left_out == ("silent", "partly", "spared")


def test_suspect_values_are_in_no_sum(tmp_path: Path) -> None:
    # c reports a thousand times too much: an error, so its 30 stay in what is allocated only
    found = matrix(tmp_path, {"a": 12, "b": 16, "c": 30_000, "d": 16, "e": 25})
    (total,) = found.totals
    assert (total.allocated, total.reported, total.left_out) == (D(150), D(69), ("c",))
    assert [line.state for line in found.lines][2] is State.SUSPECT


class Sum(NamedTuple):
    """What districts are allocated and report (- is nothing, n is not applicable), and the total.

    `figures` are allocated, reported, rate, lead, rate and lead of those counted, due, short,
    gap, gap left out and surplus; a dash is "there is none".
    """

    name: str
    period: str
    districts: str
    counted: str
    figures: str
    status: str
    light: str | None
    about: dict[str, Any]


SUMS = [
    # 12 + 5 of 60: 28.333… %; 17 of the 30 of a and b: 56.666… %; c could still reach its pace
    Sum("one missing", "2022Q2", "10:12 20:5 30:-", "2/3",
        "60 17 28.3333 - 56.6667 6.6667 30 13 15 30 2", "incomplete", None, {}),
    # 24 of 60 are behind by 10 points, and all have reported
    Sum("all there", "2022Q2", "10:12 20:5 30:7", "3/3",
        "60 24 40.0000 -10.0000 40.0000 -10.0000 30 6 38 0 2", "behind", "yellow", {}),
    # 31 of 60 is on pace, whatever c brings
    Sum("on pace all the same", "2022Q2", "10:12 20:19 30:-", "2/3",
        "60 31 51.6667 1.6667 103.3333 53.3333 30 0 1 30 2", "on_pace", "green", {}),
    Sum("met all the same", "2022Q2", "10:30 20:31 30:-", "2/3",
        "60 61 101.6667 51.6667 203.3333 153.3333 30 0 0 30 31", "met", "green", {}),
    # the city's target is met though b is short
    Sum("met together", "2022Q4", "10:20 20:10", "2/2",
        "30 30 100.0000 0.0000 100.0000 0.0000 30 0 10 0 10", "met", "green", {}),
    # what does not apply makes nothing incomplete and stays in what is allocated: 16 of 60
    Sum("not applicable", "2022Q2", "10:8 20:8 30:n", "2/2",
        "60 16 26.6667 -23.3333 53.3333 3.3333 30 14 14 30 0", "far_behind", "red", {}),
    Sum("nobody", "2022Q2", "10:- 20:n", "0/1", "30 - - - - - 15 - - 30 -", "incomplete", None, {}),
    Sum("nobody, not due", "2022Q2", "10:- 20:-", "0/2",
        "30 - - - - - 0 - - 30 -", "not_due", None, {"pace": BATCH}),
    Sum("not due", "2022Q2", "10:3 20:-", "1/2",
        "30 3 10.0000 - 30.0000 - 0 0 7 20 0", "not_due", None, {"pace": BATCH}),
    Sum("met before it is due", "2022Q2", "10:30 20:-", "1/2",
        "30 30 100.0000 - 300.0000 - 0 0 0 20 20", "met", "green", {"pace": BATCH}),
    # a ceiling of 30: 8 are used up by two of three, b could break it
    Sum("ceiling, one missing", "2022Q2", "10:3 5:5 15:-", "2/3",
        "30 8 26.6667 - 53.3333 -3.3333 15 0 0 15 7", "incomplete", None, LOWER),
    Sum("ceiling, all there", "2022Q2", "10:3 20:13", "2/2",
        "30 16 53.3333 -3.3333 53.3333 -3.3333 15 1 0 0 14", "behind", "yellow", LOWER),
    Sum("two ceilings broken, the sum of all not", "2022Q2", "10:12 20:21 30:-", "2/3",
        "60 33 55.0000 - 110.0000 -60.0000 30 3 3 30 0", "incomplete", None, LOWER),
    Sum("ceiling broken whoever is missing", "2022Q2", "10:41 20:-", "1/2",
        "30 41 136.6667 -86.6667 410.0000 -360.0000 15 26 31 20 0", "far_behind", "red", LOWER),
    Sum("ceiling kept at the end", "2022Q4", "10:12 20:18", "2/2",
        "30 30 100.0000 0.0000 100.0000 0.0000 30 0 2 0 2", "met", "green", LOWER),
    Sum("ceiling at the end, one missing", "2022Q4", "10:12 20:-", "1/2",
        "30 12 40.0000 - 120.0000 -20.0000 30 0 2 20 0", "incomplete", None, LOWER),
    Sum("ceiling not due", "2022Q2", "10:4 20:-", "1/2",
        "30 4 13.3333 - 40.0000 - 0 4 0 20 6", "not_due", None, {**LOWER, "pace": BATCH}),
    Sum("nothing allocated to anybody", "2022Q2", "0:0 0:4", "2/2",
        "0 4 - - - - 0 0 0 0 4", "met", "green", {}),
]  # fmt: skip


@pytest.mark.parametrize("case", SUMS, ids=lambda case: case.name)
def test_total(case: Sum, tmp_path: Path) -> None:
    pairs = dict(enumerate(each.split(":") for each in case.districts.split()))
    allocated = {f"d{place}": D(pair[0]) for place, pair in pairs.items()}
    targets = plan(list(allocated), [indicator("x", **case.about)], allocation(x=allocated),
                   over_report=100_000)  # fmt: skip
    sent = [
        submission(f"d{place}", case.period, not_applicable={"x": "no such firms"})
        if reported == "n"
        else submission(f"d{place}", case.period, values={"x": D(reported)})
        for place, (_, reported) in pairs.items()
        if reported != "-"
    ]
    (total,) = held(write(tmp_path, targets, *sent), case.period).totals
    found = (
        plainly(total.allocated), plainly(total.reported), ratio(total.rate), ratio(total.lead),
        ratio(total.rate_counted), ratio(total.lead_counted), plainly(total.due),
        plainly(total.short), plainly(total.gap), plainly(total.gap_left_out),
        plainly(total.surplus),
    )  # fmt: skip
    assert " ".join(each or "-" for each in found) == case.figures
    assert f"{total.counted}/{total.of}" == case.counted
    assert total.status == Status(case.status)
    assert total.light == (Light(case.light) if case.light else None)
    assert total.left_out == tuple(
        f"d{place}" for place, (_, reported) in pairs.items() if reported in "-n"
    )


def plainly(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:f}"


def test_total_of_the_shipped_quarter() -> None:
    # Annex 1 allocates 500, of which 53 to 海盐, which has not reported; 231 of 447 are 51.677… %
    found = jxtrade.reconcile(jxtrade.open_workspace(HERE.parent / "data"), "2022Q2")
    (total,) = [each for each in found.totals if each.indicator == "exporters"]
    assert (total.allocated, total.reported, total.counted, total.of) == (D(500), D(231), 8, 9)
    assert (ratio(total.rate), ratio(total.rate_counted)) == ("46.2000", "51.6779")
    assert (total.lead, ratio(total.lead_counted)) == (None, "1.6779")
    assert (total.due, total.short) == (D(250), D(19))
    assert (total.gap, total.gap_left_out, total.surplus) == (D(218), D(53), D(2))
    assert (total.status, total.light) == (Status.INCOMPLETE, None)
    assert total.left_out == ("haiyan",)


def test_total_where_nothing_is_allocated_has_no_figures(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x"), indicator("y")], allocation(x={"a": 1}))
    sent = submission("a", "2022Q2", values={"x": 1, "y": 4})
    total = held(write(tmp_path, targets, sent)).totals[1]
    assert (total.counted, total.of, total.left_out) == (0, 0, ())
    assert (total.allocated, total.due, total.reported, total.gap) == (None,) * 4
    assert (total.status, total.light, total.gap_left_out) == (Status.INCOMPLETE, None, D(0))


def rates(folder: Path, *values: object, **about: Any) -> Total:
    """Return the total of a rate of which each district is allocated 80 percent."""
    ids = [f"d{place}" for place, _ in enumerate(values)]
    targets = plan(ids, [indicator("x", kind="rate", **about)],
                   allocation(x=dict.fromkeys(ids, 80)))  # fmt: skip
    sent = [
        submission(each, "2022Q2", values={"x": value})
        for each, value in zip(ids, values, strict=True)
        if value is not None
    ]
    (total,) = held(write(folder, targets, *sent)).totals
    return total


def quotient(numerator: str, denominator: str) -> dict[str, Decimal]:
    return {"numerator": D(numerator), "denominator": D(denominator)}


def test_rate_is_never_summed(tmp_path: Path) -> None:
    total = rates(tmp_path, 76, 60, None)
    assert (total.counted, total.of, total.left_out) == (2, 3, ("d2",))
    rest = total._replace(counted=0, of=0, left_out=())[2:]
    assert set(rest) == {0, (), None}


def test_rate_of_a_city_is_the_quotient_of_the_sums(tmp_path: Path) -> None:
    # 1/3 and 60/100 make 61 of 103, 59.2233… %, and not the mean of 33.3 and 60
    total = rates(tmp_path / "all", quotient("1", "3"), quotient("60", "100"))
    assert ratio(total.reported) == "59.2233"
    assert (total.allocated, total.rate, total.status) == (None,) * 3
    assert rates(tmp_path / "one", quotient("1", "3"), 60).reported is None
    assert rates(tmp_path / "none", quotient("1", "3"), None).reported is None


def test_rate_given_by_its_parts_is_exact(tmp_path: Path) -> None:
    # 2 of 3 of 80 %: 66.666…/80 = 83.333… %
    values: dict[str, object] = {"allocated": D(80), "reported": quotient("2", "3")}
    line = of_one(tmp_path, values, "2022Q2", kind="rate")
    assert (line.state, ratio(line.reported), ratio(line.rate)) == (
        State.VALUE, "66.6667", "83.3333",
    )  # fmt: skip
    assert ratio(line.gap) == "13.3333"


def quarterly(folder: Path, *submissions: dict[str, Any], period: str = "2022Q3") -> Line:
    about = indicator("x", measure="quarterly")
    targets = plan(["a"], [about], allocation(x={"a": 60}), allocation(2023, x={"a": 80}))
    (line,) = held(write(folder, targets, *submissions), period).lines
    return line


def test_quarterly_measure_is_added_up(tmp_path: Path) -> None:
    sent = [
        submission("a", f"2022Q{n}", values={"x": figure})
        for n, figure in ((1, 10), (2, 0), (3, 15))
    ]
    line = quarterly(tmp_path, *sent)
    assert (line.state, line.reported, ratio(line.rate)) == (State.VALUE, D(25), "41.6667")


def test_quarterly_measure_is_unknown_when_a_quarter_is_missing(tmp_path: Path) -> None:
    sent = [submission("a", f"2022Q{n}", values={"x": 10}) for n in (1, 3)]
    line = quarterly(tmp_path, *sent)
    assert (line.state, line.reported, line.rate) == (State.MISSING, None, None)
    assert line.lacks == (Period(2022, 2),)


def test_quarterly_measure_is_suspect_when_a_quarter_is(tmp_path: Path) -> None:
    sent = [submission("a", f"2022Q{n}", values={"x": n - 2}) for n in (1, 2, 3)]
    line = quarterly(tmp_path, *sent)  # the first quarter is −1
    assert (line.state, line.reported) == (State.SUSPECT, None)


def test_suspect_quarter_outweighs_a_missing_one(tmp_path: Path) -> None:
    sent = [submission("a", "2022Q1", values={"x": -1}), submission("a", "2022Q3", values={"x": 9})]
    assert quarterly(tmp_path, *sent)[3] is State.SUSPECT


def test_suspect_quarter_is_no_year_to_date(tmp_path: Path) -> None:
    sent = [submission("a", f"2022Q{n}", values={"x": 9 if n < 3 else -9}) for n in (1, 2, 3)]
    line = quarterly(tmp_path, *sent)
    assert (line.state, line.reported) == (State.SUSPECT, None)


def test_quarter_that_does_not_apply_adds_nothing(tmp_path: Path) -> None:
    sent = [
        submission("a", "2022Q1", values={"x": 9}),
        submission("a", "2022Q2", not_applicable={"x": "closed"}),
        submission("a", "2022Q3", values={"x": 5}),
    ]
    line = quarterly(tmp_path, *sent)
    assert (line.state, line.reported) == (State.VALUE, D(14))


def test_quarterly_measure_starts_anew_with_the_year(tmp_path: Path) -> None:
    sent = [submission("a", period, values={"x": 10}) for period in ("2022Q4", "2023Q1")]
    line = quarterly(tmp_path, *sent, period="2023Q1")
    assert (line.reported, line.allocated) == (D(10), D(80))


def restating(figure: int, to: int, period: str = "2022Q1") -> dict[str, Any]:
    return {
        "restatements": [
            {
                "indicator": "x",
                "period": period,
                "from": figure,
                "to": to,
                "reason": "counted twice",
            }
        ]
    }


def test_restatements_follow_one_another(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 60}))
    sent = [
        submission("a", "2022Q1", values={"x": 12}),
        submission("a", "2022Q2", values={"x": 20}, **restating(12, 11)),
        submission("a", "2022Q3", values={"x": 30}, **restating(11, 9)),
    ]
    folder = write(tmp_path, targets, *sent)
    (first,) = held(folder, "2022Q1").lines
    assert first.reported == D(9)
    assert first.stated is not None
    assert first.stated.location.path.endswith("reports/2022Q3/districts/a.yaml")
    (second,) = held(folder, "2022Q2").lines
    assert second.reported == D(20)


def test_restatement_of_another_value_than_the_one_in_force_is_not_used(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 60}))
    sent = [
        submission("a", "2022Q1", values={"x": 12}),
        submission("a", "2022Q2", values={"x": 20}, **restating(12, 11)),
        submission("a", "2022Q3", values={"x": 30}, **restating(12, 9)),
    ]
    folder = write(tmp_path, targets, *sent)
    (first,) = reconcile(city_of(open_workspace(folder)).facts, Period(2022, 1)).lines
    assert first.reported == D(11)


def test_restatement_of_nothing_changes_no_state(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 60}))
    sent = [
        submission("a", "2022Q1"),
        submission("a", "2022Q2", values={"x": 20}, **restating(12, 11)),
    ]
    (line,) = held(write(tmp_path, targets, *sent), "2022Q1").lines
    assert (line.state, line.reported) == (State.MISSING, None)


@pytest.mark.parametrize(("faulty", "state"), [(-12, State.VALUE), (12, State.SUSPECT)])
def test_faulty_figure_once_restated_soundly_is_sound(
    tmp_path: Path, faulty: int, state: State
) -> None:
    # −12 was reported: restated from −12 it is sound, from 12 it is not
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 60}))
    sent = [
        submission("a", "2022Q1", values={"x": -12}),
        submission("a", "2022Q2", values={"x": 20}, **restating(faulty, 11)),
    ]
    folder = write(tmp_path, targets, *sent)
    (line,) = held(folder, "2022Q1").lines
    assert (line.state, line.reported) == (state, D(11) if state is State.VALUE else D(-12))
    codes = [each.code for each in validate(open_workspace(folder)).findings]
    assert codes == ["JX302"] if state is State.VALUE else ["JX302", "JX402"]


def test_restated_to_a_faulty_figure_it_is_suspect(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 60}))
    sent = [
        submission("a", "2022Q1", values={"x": 12}),
        submission("a", "2022Q2", values={"x": 20}, **restating(12, -11)),
    ]
    (line,) = held(write(tmp_path, targets, *sent), "2022Q1").lines
    assert (line.state, line.reported) == (State.SUSPECT, D(-11))


def test_restated_quarter_changes_the_sum_of_a_quarterly_measure(tmp_path: Path) -> None:
    sent = [
        submission("a", "2022Q1", values={"x": 12}),
        submission("a", "2022Q2", values={"x": 20}, **restating(12, 11)),
        submission("a", "2022Q3", values={"x": 5}),
    ]
    assert quarterly(tmp_path, *sent).reported == D(36)


def test_amendments_count_from_the_day_they_take_effect(tmp_path: Path) -> None:
    ids = ["a", "b", "c"]
    targets = plan(
        ids,
        [indicator("x")],
        allocation(effective="2022-03-30", x={"a": 5, "b": 4}),
        allocation(effective="2022-06-30", x={"a": {"from": 5, "to": 6}}),
        allocation(effective="2022-07-01", x={"a": {"from": 6, "to": 8}, "c": 3}),
        allocation(2023, x={"b": 9}),
    )
    periods = ("2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1")
    sent = [submission("a", period, values={"x": 1}) for period in periods]
    folder = write(tmp_path, targets, *sent)
    allocated = {
        period: [line.allocated for line in held(folder, period).lines] for period in periods
    }
    assert allocated == {
        "2022Q1": [D(5), D(4), None],
        "2022Q2": [D(6), D(4), None],
        "2022Q3": [D(8), D(4), D(3)],
        "2022Q4": [D(8), D(4), D(3)],
        "2023Q1": [None, D(9), None],
    }


def test_allocation_does_not_count_before_it_takes_effect(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(effective="2022-04-01", x={"a": 5}))
    sent = submission("a", "2022Q1", values={"x": 1})
    (line,) = held(write(tmp_path, targets, sent), "2022Q1").lines
    assert (line.state, line.allocated, line.reported) == (State.UNALLOCATED, None, D(1))


def test_documents_count_in_order_of_effect_and_not_of_the_file(tmp_path: Path) -> None:
    targets = plan(
        ["a"],
        [indicator("x")],
        allocation(effective="2022-05-01", x={"a": {"from": 5, "to": 7}}),
        allocation(effective="2022-01-01", x={"a": 5}),
    )
    sent = submission("a", "2022Q2", values={"x": 1})
    folder = write(tmp_path, targets, sent)
    (line,) = held(folder).lines
    assert line.allocated == D(7)
    assert [
        each.code for each in validate(open_workspace(folder)).findings if each.code == "JX205"
    ] == []


def counted(**about: Any) -> Indicator:
    return Indicator.model_validate(indicator("x", **about))


@pytest.mark.parametrize(
    ("kind", "parts", "whole", "outcome", "difference"),
    [
        # three parts and the whole, half a tenth each: the intervals meet up to 0.2
        ("amount", "5.1 4.0 2.5", "11.6", "agrees", "0"),
        ("amount", "5.1 4.0 2.5", "11.8", "within_rounding", "-0.2"),
        ("amount", "5.1 4.0 2.5", "11.4", "within_rounding", "0.2"),
        ("amount", "5.1 4.0 2.5", "11.9", "differs", "-0.3"),
        ("amount", "5.1 4.0 2.5", "11.3", "differs", "0.3"),
        ("amount", "5.1", "5.2", "within_rounding", "-0.1"),
        ("amount", "5.1", "5.3", "differs", "-0.2"),
        ("count", "31 25 12", "68", "agrees", "0"),
        ("count", "31 25 12", "69", "differs", "-1"),
        ("count", "31 25 12", "67", "differs", "1"),
    ],
)
def test_comparison(kind: str, parts: str, whole: str, outcome: str, difference: str) -> None:
    found = compare([D(part) for part in parts.split()], D(whole), counted(kind=kind))
    assert found.outcome == Outcome(outcome)
    assert found.difference == D(difference)


def test_real_totals_do_not_close() -> None:
    # Nine districts' product of 2021 adds up to 6354.18, the city states 6355.28: nine parts and
    # the whole at half a hundredth each explain 0.05 of the 1.10 at most.
    parts = [D(705), D(805), D(706), D(807), D(708), D(709), D(810), D("600.09"), D("504.09")]
    assert sum(parts) == D("6354.18")
    found = compare(parts, D("6355.28"), counted(kind="amount", decimals=2))
    assert (found.outcome, found.difference) == (Outcome.DIFFERS, D("-1.10"))
    near = compare(parts, D("6354.23"), counted(kind="amount", decimals=2))
    assert (near.outcome, near.tolerance) == (Outcome.ROUNDING, D("0.05"))
    beside = compare(parts, D("6354.24"), counted(kind="amount", decimals=2))
    assert beside.outcome is Outcome.DIFFERS


def test_shares_add_up_exactly_in_any_order() -> None:
    shares = list(map(D, ("9.6", "9.6", "13.2", "14.4", "9.6", "14.4", "14.4", "12", "10.8")))
    about = counted(kind="amount")
    for start in range(len(shares)):
        turned = shares[start:] + shares[:start]
        assert compare(turned, D("108"), about).outcome is Outcome.AGREES


def test_public_function_runs_the_rules_first(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 60}))
    folder = write(tmp_path, targets, submission("a", "2022Q2", values={"x": -1}))
    (line,) = jxtrade.reconcile(jxtrade.open_workspace(folder), "2022Q2").lines
    assert line.state is State.SUSPECT
    with pytest.raises(ValueError, match="2022Q2"):
        jxtrade.reconcile(jxtrade.open_workspace(folder), "second quarter")


CELL = st.tuples(st.integers(1, 2000), st.one_of(st.none(), st.integers(0, 5000)))
PLACES = st.integers(0, 2)


def city(cells: list[tuple[int, int | None]], places: int, direction: str) -> Reconciliation:
    """Return a city whose districts have these figures in units of the last place."""
    ids = [f"d{index}" for index, _ in enumerate(cells)]
    kind = "count" if places == 0 else "amount"
    about = indicator("x", kind=kind, decimals=places, direction=direction)
    allocated = {each: D(cell[0]).scaleb(-places) for each, cell in zip(ids, cells, strict=True)}
    targets = plan(ids, [about], allocation(x=allocated), over_report=100_000)
    sent = [
        submission(each, "2022Q2", values={"x": D(cell[1]).scaleb(-places)})
        for each, cell in zip(ids, cells, strict=True)
        if cell[1] is not None
    ]
    with tempfile.TemporaryDirectory() as folder:
        return reconcile(
            city_of(open_workspace(write(Path(folder), targets, *sent))).facts, Period(2022, 2)
        )


def of(figure: Decimal | None) -> Fraction:
    assert figure is not None
    return Fraction(figure)


@given(st.lists(CELL, min_size=1, max_size=5), PLACES)
@settings(max_examples=60)
def test_gaps_of_districts_add_up_to_the_citys(
    cells: list[tuple[int, int | None]], places: int
) -> None:
    unit = Fraction(1, 10**places)
    found = city(cells, places, "higher")
    (total,) = found.totals
    used = [(a, r) for a, r in cells if r is not None]
    if not used:
        assert total.reported is None
        return
    assert of(total.allocated) == sum(a for a, _ in cells) * unit
    assert of(total.reported) == sum(r for _, r in used) * unit
    assert of(total.gap) == sum(max(a - r, 0) for a, r in used) * unit
    assert of(total.gap_left_out) == sum(a for a, r in cells if r is None) * unit
    assert of(total.surplus) == sum(max(r - a, 0) for a, r in used) * unit
    lacking = of(total.gap) + of(total.gap_left_out)
    assert lacking - of(total.surplus) == of(total.allocated) - of(total.reported)
    shown = [line for line in found.lines if line.gap is not None]
    assert sum(of(line.gap) for line in shown) == of(total.gap)
    for line in shown:
        assert of(line.gap) - of(line.surplus) == of(line.allocated) - of(line.reported)
        assert of(line.gap) * of(line.surplus) == 0
        assert (line.status is Status.MET) == (line.gap == 0)


@given(st.lists(st.tuples(st.integers(1, 2000), st.integers(0, 5000)), min_size=1, max_size=4))
@settings(max_examples=25)
def test_gap_where_lower_is_better_is_what_is_too_much(cells: list[tuple[int, int]]) -> None:
    (total,) = city(list(cells), 1, "lower").totals
    assert of(total.gap) == Fraction(sum(max(r - a, 0) for a, r in cells), 10)
    assert of(total.gap) - of(total.surplus) == of(total.reported) - of(total.allocated)


def told(found: Reconciliation) -> tuple[list[Line], tuple[Total, ...]]:
    """Return all figures, without the places at which they stand."""
    return [line._replace(stated=None, restated=()) for line in found.lines], found.totals


@given(st.permutations(range(6)), st.permutations(["a", "b", "c"]), st.permutations(range(5)))
@settings(max_examples=30)
def test_order_of_keys_and_files_does_not_matter(
    files: list[int], cells: list[str], keys: list[int]
) -> None:
    allocated = {"a": D("9.6"), "b": D("13.2"), "c": D("14.4")}
    targets = plan(
        ["a", "b", "c"],
        [indicator("x"), indicator("y", kind="amount", measure="quarterly")],
        allocation(x={"a": 55, "b": 42, "c": 64}, y=allocated),
    )
    figures = [("a", 1, 12, "2.4"), ("b", 1, 10, "1.3"), ("c", 1, 18, "3.5"),
               ("a", 2, 31, "5.1"), ("b", 2, 21, "3.4"), ("c", 2, 37, "7.2")]  # fmt: skip
    sent = [submission(each, f"2022Q{n}", values={"x": x, "y": D(y)}) for each, n, x, y in figures]
    other = targets | {
        "allocations": [
            allocation(y={each: allocated[each] for each in cells}, x={"c": 64, "a": 55, "b": 42})
        ]
    }
    turned = [
        {key: each[key] for key in (list(each)[place] for place in keys)}
        | {"values": dict(reversed(each["values"].items()))}
        for each in (sent[index] for index in files)
    ]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        left = held(write(Path(one), targets, *sent))
        right = held(write(Path(two), dict(reversed(other.items())), *turned))
    assert told(left) == told(right)
    # 2.4 + 5.1 of 9.6, 1.3 + 3.4 of 13.2, 3.5 + 7.2 of 14.4
    assert [line.reported for line in left.of("y")] == [D("7.5"), D("4.7"), D("10.7")]


def test_workspace_that_was_not_checked_has_no_suspects(tmp_path: Path) -> None:
    targets = plan(["a"], [indicator("x")], allocation(x={"a": 60}))
    folder = write(tmp_path, targets, submission("a", "2022Q2", values={"x": -1}))
    assert (
        reconcile(city_of(open_workspace(folder)).facts, Period(2022, 2)).lines[0].state
        is State.VALUE
    )
    assert checked(folder).facts.accused


def test_count_has_no_decimals_and_a_zero_no_sign(tmp_path: Path) -> None:
    targets = plan(["a", "b"], [indicator("x")], allocation(x={"a": D("4.0"), "b": 3}))
    sent = [
        submission("a", "2022Q2", values={"x": D("2.0")}),
        submission("b", "2022Q2", values={"x": D("-0")}),
    ]
    first, second = held(write(tmp_path, targets, *sent)).lines
    figures = (first.allocated, first.reported, first.gap, first.due, second.reported)
    assert [str(each) for each in figures] == ["4", "2", "2", "2", "0"]
    assert second.state is State.SUSPECT


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("figure", ["30", "30.0001", "29.9999", "60"])
def test_no_figure_is_a_negative_zero(tmp_path: Path, direction: str, figure: str) -> None:
    about = {"kind": "amount", "decimals": 4, "direction": direction}
    values: dict[str, object] = {"allocated": D("60.0000"), "reported": D(figure)}
    line = of_one(tmp_path, values, "2022Q2", **about)
    for each in (line.gap, line.gap_to_pace, line.surplus, line.lead):
        assert each is not None
        assert each or not each.is_signed()
        assert not f"{rounded(each, 1):f}".startswith("-0.0")


def test_figure_that_rests_on_a_made_up_one_says_so(tmp_path: Path) -> None:
    targets = plan(
        ["a", "b"], [indicator("x"), indicator("y", measure="quarterly")],
        allocation(x={"a": 60, "b": 60}, y={"a": 60, "b": 60}),
    )  # fmt: skip
    sent = [
        submission("a", "2022Q1", values={"x": 12, "y": 5}),
        submission("a", "2022Q2", values={"x": 20, "y": 5}, sample=True, **restating(12, 11)),
        submission("a", "2022Q3", values={"x": 30, "y": 5}),
        submission("b", "2022Q1", values={"x": 12, "y": 5}, sample=True),
        submission("b", "2022Q2", values={"x": 12}),
    ]
    folder = write(tmp_path, targets, *sent)
    shown = {
        period: {(line.district, line.indicator) for line in held(folder, period).lines
                 if line.sample}
        for period in ("2022Q1", "2022Q2", "2022Q3")
    }  # fmt: skip
    assert shown == {
        "2022Q1": {("a", "x"), ("b", "x"), ("b", "y")},  # a's x is restated by a made-up quarter
        "2022Q2": {("a", "x"), ("a", "y")},
        "2022Q3": {("a", "y")},  # the sum holds the second quarter
    }
