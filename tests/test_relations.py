"""Relations between indicators, worked out by hand: who breaks them, where, and what follows."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.engine import validate
from jxtrade.figures.arithmetic import Outcome
from jxtrade.figures.relations import decimal_of
from jxtrade.findings import Severity, Subject
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.text import same
from tests.cases import GOOD, lay
from tests.programme import AS_OF, allocation, block, indicator, plan, run, submission, write
from tests.test_jsonschema import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jxtrade.engine import Verdict
    from jxtrade.figures.relations import Related
    from jxtrade.findings import Finding

D = Decimal
INDICATORS = (
    indicator("firms"),
    indicator("new", measure="quarterly"),
    indicator("sales", kind="amount"),
    indicator("online", kind="amount"),
    indicator("fine", kind="amount", decimals=2),
    indicator("share", kind="rate"),
)
PREVIOUS = {"indicator": "firms", "quarter": "previous"}


def relation(left: Any, is_: str, right: Any, **rest: Any) -> dict[str, Any]:
    """Return a relation as targets.yaml writes it."""
    return {"id": "r", "left": left, "is": is_, "right": right} | rest


def judged(
    folder: Path, relations: list[dict[str, Any]], *values: dict[str, Any], **rest: Any
) -> Verdict:
    """Return the verdict on one district, whose quarters have these values from Q1 on."""
    targets = plan(["a"], INDICATORS, allocation(firms={"a": 100}), relations=relations)
    sent = [
        submission("a", f"2022Q{number}", values=each) | (rest if number == len(values) else {})
        for number, each in enumerate(values, 1)
    ]
    return validate(open_workspace(write(folder, targets, *sent), as_of=AS_OF))


def broken(found: Verdict) -> list[Finding]:
    return [each for each in found.findings if each.code == "JX310"]


def last(found: Verdict) -> Related:
    """Return the newest quarter's relation."""
    *_, newest = found.city.relations
    return newest


KEPT = {
    ("equal", "5", "5"): "agrees",
    ("equal", "5", "6"): "differs",
    ("at_most", "5", "5"): "agrees",
    ("at_most", "6", "5"): "differs",
    ("at_least", "5", "5"): "agrees",
    ("at_least", "4", "5"): "differs",
    ("less_than", "4", "5"): "agrees",
    ("less_than", "5", "5"): "differs",
    ("more_than", "6", "5"): "agrees",
    ("more_than", "5", "5"): "differs",
}


@pytest.mark.parametrize("case", KEPT)
def test_each_operator(case: tuple[str, str, str], tmp_path: Path) -> None:
    operator, firms, right = case
    found = judged(tmp_path, [relation("firms", operator, D(right))], {"firms": D(firms)})
    assert last(found).outcome == KEPT[case]
    assert len(broken(found)) == (KEPT[case] == "differs")


NEAR = {
    # one decimal each: nothing is rounded away, 5.2 is above 5.1
    ("sales", "at_most", "online", "5.2", "5.1"): "differs",
    # one decimal against two: half of 0.1 and half of 0.01 reach 0.055; 5.2 - 5.15, 5.2 - 5.14
    ("sales", "at_most", "fine", "5.2", "5.15"): "within_rounding",
    ("sales", "at_most", "fine", "5.2", "5.14"): "differs",
    ("sales", "at_most", "fine", "5.2", "5.2"): "agrees",
    # 5.2 stands for anything from 5.15 on, 5.10 for anything below 5.105: 0.1 is too far
    ("sales", "equal", "fine", "5.2", "5.10"): "differs",
    # a count is exact: half of 0.1 is all
    ("sales", "equal", "firms", "5.1", "5"): "differs",
    ("fine", "equal", "firms", "5.01", "5"): "differs",
    # what is strict holds where rounding may hide that it does
    ("sales", "less_than", "fine", "5.2", "5.2"): "within_rounding",
    ("sales", "less_than", "online", "5.2", "5.2"): "differs",
}


@pytest.mark.parametrize("case", NEAR)
def test_rounding_is_allowed_for_where_decimals_differ(
    case: tuple[str, str, str, str, str], tmp_path: Path
) -> None:
    left, operator, right, one, other = case
    values = {left: D(one), right: D(other)}
    found = last(judged(tmp_path, [relation(left, operator, right)], values))
    assert found.outcome == NEAR[case]


def test_half_a_unit_counts_as_often_as_its_term(tmp_path: Path) -> None:
    """3 × 5.1 = 15.3 against 15.14: 3 × 0.05 + 0.005 = 0.155 is allowed; 0.16 is above it."""
    left = {"indicator": "sales", "times": 3}
    found = last(
        judged(tmp_path, [relation(left, "equal", "fine")], {"sales": D("5.1"), "fine": D("15.14")})
    )
    assert (found.difference, found.tolerance) == (Fraction("0.16"), Fraction("0.155"))
    assert found.outcome is Outcome.DIFFERS


def test_minus_terms_reach_as_far(tmp_path: Path) -> None:
    """5.1 - 2.0 = 3.1 against 3.04: 0.05 + 0.05 + 0.005 = 0.105."""
    left = ["sales", {"indicator": "online", "times": -1}]
    values = {"sales": D("5.1"), "online": D("2.0"), "fine": D("3.04")}
    found = last(judged(tmp_path, [relation(left, "equal", "fine")], values))
    assert (found.difference, found.tolerance) == (Fraction("0.06"), Fraction("0.105"))
    assert found.outcome is Outcome.ROUNDING


def test_a_plain_number_is_exact(tmp_path: Path) -> None:
    found = judged(tmp_path, [relation("sales", "at_most", D("5.15"))], {"sales": D("5.2")})
    assert last(found).tolerance == 0
    assert last(found).outcome is Outcome.DIFFERS


def test_within_is_a_tolerance_in_the_unit(tmp_path: Path) -> None:
    """3.1 + 2.1 against 5.1 and 5.0, within 0.1."""
    relations = [
        relation(["sales", "online"], "equal", D("5.1"), within=D("0.1")),
        relation(["sales", "online"], "equal", D("5.0"), within=D("0.1"), id="q"),
    ]
    found = judged(tmp_path, relations, {"sales": D("3.1"), "online": D("2.1")})
    assert [each.outcome for each in found.city.relations] == [Outcome.AGREES, Outcome.DIFFERS]
    (finding,) = broken(found)
    assert finding.message.en == (
        "“q” does not hold: “sales” 3.1 + “online” 2.1 = 5.2 must equal 5.0 (+0.2, 0.1 allowed)"
    )


def test_a_quotient_is_the_quotient(tmp_path: Path) -> None:
    """3 × (1 / 3) is 1, however many digits are written."""
    left = {"indicator": "share", "times": 3}
    share = {"share": {"numerator": 1, "denominator": 3}}
    assert last(judged(tmp_path, [relation(left, "equal", 100)], share)).outcome is Outcome.AGREES


def test_a_quarterly_term_is_the_year_to_date(tmp_path: Path) -> None:
    """2 and 3 new ones are 5; without the first quarter nobody knows."""
    relations = [relation("new", "equal", "firms")]
    held = judged(tmp_path / "a", relations, {"new": 2, "firms": 2}, {"new": 3, "firms": 5})
    assert last(held).outcome is Outcome.AGREES
    lacks = judged(tmp_path / "b", relations, {"firms": 2}, {"new": 3, "firms": 5})
    assert last(lacks).reason == ("「new」未报", "“new” not reported")


def test_the_quarter_before_is_of_the_same_year(tmp_path: Path) -> None:
    relations = [relation("firms", "at_most", [{**PREVIOUS, "times": 3}])]
    found = judged(tmp_path, relations, {"firms": 4}, {"firms": 13})
    first, second = found.city.relations
    assert first.outcome is Outcome.UNCHECKED
    assert second.difference == 1
    (finding,) = broken(found)
    assert finding.message.zh == (
        "不符合「r」：「firms」13 应不大于 3 × 「firms」（2022Q1）4 = 12（相差 +1）"
    )
    places = [each.path.rsplit("reports/", 1)[1] for each in (finding.location, *finding.related)]
    assert places == ["2022Q2/districts/a.yaml", "2022Q1/districts/a.yaml"]


UNCHECKED: dict[str, tuple[dict[str, Any], list[str], str]] = {
    "not reported": ({"firms": 4}, [], "“sales” not reported"),
    "to be checked": ({"firms": 4, "sales": D("5.55")}, [], "“sales” to be checked"),
    "not applicable": ({"firms": 4}, ["sales"], "“sales” not applicable"),
}


@pytest.mark.parametrize("case", UNCHECKED)
def test_without_all_values_it_cannot_be_checked(case: str, tmp_path: Path) -> None:
    values, spared, reason = UNCHECKED[case]
    rest = {"not_applicable": dict.fromkeys(spared, "示例原因")}
    found = judged(tmp_path, [relation("sales", "at_most", "firms")], values, **rest)
    assert (last(found).outcome, (last(found).reason or same("")).en) == (
        Outcome.UNCHECKED, reason,
    )  # fmt: skip
    assert broken(found) == []


def test_nobody_is_judged_who_has_not_submitted(tmp_path: Path) -> None:
    targets = plan(["a", "b"], INDICATORS, allocation(firms={"a": 1, "b": 1}))
    targets["relations"] = [relation("firms", "at_most", 3)]
    folder = write(tmp_path, targets, submission("a", "2022Q1", values={"firms": 2}))
    found = validate(open_workspace(folder, as_of=AS_OF))
    assert [each.district for each in found.city.relations] == ["a"]


def states(found: Verdict, quarter: int = 1) -> dict[str, bool]:
    """Return for each indicator whether its value is to be checked."""
    period = Period(2022, quarter)
    return {each["id"]: found.city.facts.is_suspect("a", each["id"], period) for each in INDICATORS}


def test_a_warning_leaves_the_values_alone(tmp_path: Path) -> None:
    found = judged(tmp_path, [relation("sales", "at_most", "firms")], {"sales": 9, "firms": 4})
    (finding,) = broken(found)
    assert finding.severity is Severity.WARNING
    assert not any(states(found).values())


def test_an_error_makes_every_value_of_the_submission_suspect(tmp_path: Path) -> None:
    relations = [relation(["sales", "online"], "equal", ["firms", 1], severity="error")]
    values = {"sales": 9, "online": 1, "firms": 4, "fine": 1}
    found = judged(tmp_path, relations, values)
    (finding,) = broken(found)
    assert finding.severity is Severity.ERROR
    assert finding.subjects == tuple(
        Subject("a", each, "2022Q1") for each in ("sales", "online", "firms")
    )
    accused = {name for name, is_suspect in states(found).items() if is_suspect}
    assert accused == {"sales", "online", "firms"}


def test_an_error_leaves_the_quarter_before_alone(tmp_path: Path) -> None:
    relations = [relation([PREVIOUS], "at_least", "firms", severity="error")]
    found = judged(tmp_path, relations, {"firms": 4}, {"firms": 5})
    (finding,) = broken(found)
    assert "2022Q1" in finding.location.path
    assert finding.subject == Subject("a", "firms", "2022Q2")
    assert (states(found, 1)["firms"], states(found, 2)["firms"]) == (False, True)


def test_of_earlier_values_alone_none_is_suspect(tmp_path: Path) -> None:
    found = judged(
        tmp_path, [relation(PREVIOUS, "at_least", 5, severity="error")], {"firms": 4}, {"firms": 5}
    )
    (finding,) = broken(found)
    assert finding.subject == Subject("a", None, "2022Q2")
    assert not states(found, 1)["firms"]
    assert not states(found, 2)["firms"]


def test_a_restated_value_is_held_and_is_suspect(tmp_path: Path) -> None:
    """4 is put right to 6, which is above 5: the restated value is what breaks the relation."""
    restated = [{"indicator": "firms", "period": "2022Q1", "from": 4, "to": 6, "reason": "x"}]
    relations = [relation("sales", "at_most", 3), relation(3, "at_least", "firms", id="q")]
    for each in relations:
        each["severity"] = "error"
    values = {"sales": 2, "firms": 3}, {"sales": 3, "firms": 3}
    calm = judged(tmp_path / "a", relations, *values)
    assert broken(calm) == []
    restated[0]["from"] = 3
    found = judged(tmp_path / "b", relations, *values, restatements=restated)
    first = [each for each in broken(found) if each.subject.period == "2022Q1"]
    assert [each.location.path.rsplit("reports/", 1)[1][:6] for each in first] == ["2022Q2"]
    assert states(found, 1)["firms"]


def test_where_only_the_right_side_is_written_it_stands_there(tmp_path: Path) -> None:
    found = judged(tmp_path, [relation(10, "at_least", ["firms", "new"])], {"firms": 9, "new": 2})
    (finding,) = broken(found)
    assert finding.location.source.startswith('"values":')
    assert finding.subject == Subject("a", "firms", "2022Q1")
    assert [each.source for each in finding.related] == [finding.location.source]


def test_the_number_of_the_right_side_is_named_in_the_plan(tmp_path: Path) -> None:
    found = judged(tmp_path, [relation("firms", "at_most", [3, 4])], {"firms": 9})
    (finding,) = broken(found)
    assert [each.path.rsplit("/", 1)[1] for each in finding.related] == ["targets.yaml"] * 2
    texts = [each.source[each.column - 1 : each.end_column - 1] for each in finding.related]
    assert texts == ["3", "4"]


def test_a_value_that_breaks_one_relation_is_held_in_the_others(tmp_path: Path) -> None:
    relations = [
        relation("firms", "at_most", 3, severity="error"),
        relation("firms", "at_most", 4, severity="error", id="q"),
    ]
    assert len(broken(judged(tmp_path, relations, {"firms": 9}))) == 2


def test_a_waived_error_leaves_the_values_usable(tmp_path: Path) -> None:
    judged(tmp_path, [relation("firms", "at_most", 3, severity="error")], {"firms": 9})
    text = "version: 1\nwaivers: [{code: JX310, until: 2022-12-31, reason: x}]\n"
    (tmp_path / "waivers.yaml").write_text(text, "utf-8")
    found = validate(open_workspace(tmp_path, as_of=AS_OF))
    assert broken(found)[0].waiver is not None
    assert not states(found)["firms"]


READ = {
    "left: firms": "",
    "left: [firms, 3]": "",
    "left: {indicator: firms}": "",
    "left: [{indicator: firms, times: 0.5, quarter: previous}]": "",
    "left: [firms, {indicator: firms, times: }]": "",
    "left: '3'": "JX015",
    "left: ": "JX010",
    "left: []": "JX013",
    "left: 4": "JX013",
    "left: [[firms]]": "JX012",
    "left: null": "JX012",
    "left: 1e3": "JX102",
    "left: frims": "JX102",
    "left: [firms, frims]": "JX102",
    "left: {indicator: frims}": "JX102",
    "left: {times: 3}": "JX010",
    "left: {indicator: firms, quarter: last}": "JX013",
    "left: {indicator: firms, times: 约3}": "JX014",
    "left: {indicator: firms, time: 3}": "JX011",
    "left: firms, is: equals": "JX013",
    "left: firms, within: -1": "JX013",
    "left: firms, within: 5%": "JX014",
    "left: firms, severity: info": "JX013",
    "left: firms, severity: ": "",
    "left: firms, id: the one": "JX013",
    "left: firms, level: error": "JX011",
}


@pytest.mark.parametrize("written", READ)
def test_what_is_written_is_read_or_told(written: str, tmp_path: Path) -> None:
    fields = ["id: r", "is: equal", "right: 4" if written != "left: '3'" else "right: firms"]
    kept = [each for each in fields if f"{each.split(':')[0]}:" not in written.split(" ")]
    targets = block(plan(["a"], INDICATORS, allocation(firms={"a": 100})))
    text = f"{targets}relations:\n  - {{{', '.join([*kept, written])}}}\n"
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / "targets.yaml").write_text(text, "utf-8")
    found = validate(open_workspace(folder, as_of=AS_OF)).findings
    lines = {(each.location.line, each.code) for each in found if each.severity != "info"}
    number = text.count("\n")
    assert {each for each in lines if each[0] == number} == (
        {(number, READ[written])} if READ[written] else set()
    )


def test_an_id_stands_once(tmp_path: Path) -> None:
    relations = [relation("firms", "equal", 4), relation("firms", "equal", 5)]
    found = judged(tmp_path, relations, {"firms": 4}).findings
    assert [each.code for each in found] == ["JX013"]


EDITED = {
    "{id: r, left: leaders, is: at_most, right: [exporters, 3]}": True,
    "{id: r, left: {indicator: leaders, times: 2, quarter: previous}, is: equal, right: 3}": True,
    "{id: r, left: leader, is: at_most, right: 3}": False,
    "{id: r, left: [leaders, {indicator: leader}], is: at_most, right: 3}": False,
    "{id: r, left: [], is: at_most, right: 3}": False,
    "{id: r, left: leaders, is: most, right: 3}": False,
    "{id: r, left: leaders, is: at_most, right: 3, within: -1}": False,
    "{id: r, left: leaders, is: at_most}": False,
}


@pytest.mark.parametrize("entry", EDITED)
def test_editors_accept_what_the_reader_accepts(entry: str) -> None:
    text = (GOOD / "targets.yaml").read_text("utf-8") + f"relations:\n  - {entry}\n"
    found = faults("targets", text, open_workspace(GOOD))
    assert (found == []) is EDITED[entry]


RELATIONS = """\
relations:
  - id: a-firm
    name: {zh: 户均转内销, en: resale a firm}
    left: resale
    is: at_most
    right: [{indicator: exporters, times: 0.2}]
  - id: no-leap
    left: exporters
    is: at_most
    right: [{indicator: exporters, quarter: previous, times: 3}]
    severity: error
  - {id: parts, left: [leaders, exporters], is: equal, right: 31, within: 7}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = lay(tmp_path / "w")
    text = (found / "targets.yaml").read_text("utf-8")
    (found / "targets.yaml").write_text(text + RELATIONS, "utf-8")
    return found


def test_explain_lists_the_relations_of_the_plan_at_hand(folder: Path) -> None:
    told = run("explain", "JX310", "--lang", "en", folder=folder).out
    for words in (
        "resale a firm",
        "“exporters” must be at most 3 ×",
        "“leading firms” + “exporters” must equal 31",
    ):
        assert words in " ".join(told.split())
    other = run("explain", "relation-broken", "--data", "w", "--lang", "en", folder=folder.parent)
    assert "no-leap" in other.out
    assert "no-leap" not in run("explain", "JX309", folder=folder).out


def test_explain_without_a_workspace_explains_as_usual(tmp_path: Path) -> None:
    ran = run("explain", "JX310", "--lang", "en", folder=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.rstrip().endswith("# JX310")
    assert run("explain", "JX310", "--data", "gone", folder=tmp_path).status == 2


def test_explain_says_where_a_plan_has_none_or_can_not_be_used(folder: Path) -> None:
    (folder / "targets.yaml").write_text((GOOD / "targets.yaml").read_text("utf-8"), "utf-8")
    told = run("explain", "JX310", "--lang", "en", folder=folder)
    assert told.out.rstrip().endswith("this plan has none yet.")
    (folder / "targets.yaml").write_text("version: 2\n", "utf-8")
    told = run("explain", "JX310", "--lang", "en", folder=folder)
    assert told.status == 0
    assert "can't be used" in told.out


def test_json_lists_relations_where_checks_are_asked_for(folder: Path) -> None:
    asked = ("validate", "--data", ".", "--as-of", "2022-07-20", "--format", "json")
    assert run(*asked, folder=folder).json["relations"] == []
    told = run(*asked, "--show-checks", folder=folder).json["relations"]
    assert len(told) == 2 * 3 * 3, "quarters, districts, relations"
    (east,) = [
        each
        for each in told
        if (each["relation"], each["district"], each["period"]) == ("no-leap", "east", "2022Q2")
    ]
    # 31 against 3 × 12
    assert {key: east[key] for key in ("outcome", "left", "right", "difference", "tolerance")} == {
        "outcome": "agrees", "left": "31", "right": "36", "difference": "-5", "tolerance": "0",
    }  # fmt: skip
    assert east["right_parts"] == [
        {"indicator": "exporters", "times": "3", "period": "2022Q1", "value": "12"}
    ]
    assert east["source"]["path"] == "reports/2022Q2/districts/east.yaml"


def test_goldens(folder: Path, golden: Callable[[str, str], None]) -> None:
    for width in (40, 80, 120):
        for lang in ("zh", "en"):
            asked = ("--data", ".", "--lang", lang)
            ran = run(
                *("validate", "--as-of", "2022-07-20", "--show-checks", *asked),
                folder=folder,
                width=width,
            )
            listed = run("explain", "JX310", *asked, folder=folder, width=width)
            golden(f"relations.{lang}.{width}.txt", ran.out + listed.out)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_what_readme_shows_is_added_without_touching_python(name: str, tmp_path: Path) -> None:
    """Nanhu reports 31 exporters, 11 the quarter before as restated: 31 is at most 33."""
    root = GOOD.parents[1]
    shown = re.search(
        r"<!-- relations -->\n```yaml\n(.*?)```", (root / name).read_text("utf-8"), re.DOTALL
    )
    assert shown is not None
    folder = shutil.copytree(root / "data", tmp_path / "data")
    targets = (folder / "targets.yaml").read_text("utf-8")
    (folder / "targets.yaml").write_text(f"{targets}\n{shown[1]}", "utf-8")
    found = validate(open_workspace(folder, as_of=AS_OF))
    held = {
        (each.relation.id, str(each.period)): each
        for each in found.city.relations
        if each.district == "nanhu"
    }
    assert held["no-leap", "2022Q2"].sums == (Fraction(31), Fraction(33))
    assert held["no-leap", "2022Q2"].outcome is Outcome.AGREES
    assert held["leaders-export", "2022Q2"].sums == (Fraction(2), Fraction(31))
    assert not [each for each in found.findings if each.severity is Severity.ERROR]


def test_figures_are_written_out() -> None:
    assert decimal_of(Fraction(1, 8)) == D("0.125")
    assert decimal_of(Fraction(2, 3)) == D("0.6667")
    assert decimal_of(Fraction(-1, 3)) == D("-0.3333")
