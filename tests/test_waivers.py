"""Waivers: what they let pass, how every format says so, and where their list may stand."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from jxtrade.cli import run as run_here
from jxtrade.findings import Severity
from jxtrade.model.period import Period
from jxtrade.views import jsonschema
from tests.cases import GOOD, lay, verdict
from tests.programme import Ran, allocation, indicator, plan, run, submission, write
from tests.test_jsonschema import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jxtrade.engine import Verdict

EAST = "reports/2022Q2/districts/east.yaml"
REASON = "省里核减，下季更正"
WAIVER = (
    "  - {code: JX401, district: east, indicator: exporters, period: 2022Q2,"
    f" until: 2022-09-30, reason: {REASON}, document: 示例办〔2022〕5号}}\n"
)
HEAD = "version: 1\nwaivers:\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace in which east reports fewer exporters than before, and that is waived."""
    found = lay(tmp_path / "w")
    text = (found / EAST).read_text("utf-8")
    (found / EAST).write_text(text.replace("exporters: 31", "exporters: 11"), "utf-8")
    (found / "waivers.yaml").write_text(HEAD + WAIVER, "utf-8")
    return found


def judged(folder: Path, *arguments: str, day: str = "2022-07-20") -> Ran:
    return run("validate", "--data", ".", "--as-of", day, *arguments, folder=folder)


def status(folder: Path) -> Any:
    asked = ("--data", ".", "--as-of", "2022-07-20", "--format", "json")
    return run("status", "2022Q2", *asked, folder=folder).json


def suspect(found: Verdict) -> bool:
    return found.city.facts.is_suspect("east", "exporters", Period(2022, 2))


def test_a_waived_error_is_there_and_counts_for_nothing(folder: Path) -> None:
    found = verdict(folder)
    (waived,) = found.findings
    assert (waived.code, waived.severity) == ("JX401", Severity.ERROR)
    assert waived.waiver is not None
    assert waived.waiver.source.line == 3
    assert not waived.is_error
    assert not waived.suspects
    assert not suspect(found)
    assert not found.inspection.fails(Severity.INFO)
    assert [*found.inspection.counts().values()] == [0, 0, 0]


def test_json_has_the_waiver_and_no_error(folder: Path) -> None:
    ran = judged(folder, "--format", "json", "--fail-on", "info")
    assert ran.status == 0
    (finding,) = ran.json["findings"]
    assert finding["waiver"] == {
        "reason": {"zh": REASON, "en": REASON},
        "until": "2022-09-30",
        "document": "示例办〔2022〕5号",
        "source": {"path": "waivers.yaml", "line": 3, "column": 5},
    }
    assert ran.json["summary"] == {"error": 0, "warning": 0, "info": 0}
    assert ran.json["waived"] == 1


def test_status_uses_the_value_and_counts_no_error(folder: Path) -> None:
    told = status(folder)
    (line,) = [
        each
        for each in told["lines"]
        if (each["indicator"], each["district"]) == ("exporters", "east")
    ]
    assert (line["state"], line["reported"]) == ("value", "11")
    assert told["summary"]["errors"] == 0
    (folder / "waivers.yaml").unlink()
    told = status(folder)
    assert told["summary"]["errors"] == 1


def test_the_office_is_told_of_no_waived_error_when_it_collects(folder: Path) -> None:
    asked = ("--data", ".", "--as-of", "2022-07-20", "--format", "json")
    for errors in (0, 1):
        told = run("collect", "2022Q2", *asked, folder=folder).json["submitters"]
        assert [each["errors"] for each in told if each["id"] == "east"] == [errors]
        (folder / "waivers.yaml").unlink(missing_ok=True)


SAID = {
    "zh": (
        f"{EAST}:7:14: 已豁免的错误 JX401 cumulative-decrease",
        f"  豁免至 2022-09-30：{REASON}（示例办〔2022〕5号）",
        "  另见 waivers.yaml:3:5",
        "，豁免 1 个",
    ),
    "en": (
        f"{EAST}:7:14: waived error JX401 cumulative-decrease",
        f"  waived until 2022-09-30: {REASON} (示例办〔2022〕5号)",
        "  see also waivers.yaml:3:5",
        ", waived: 1",
    ),
}


@pytest.mark.parametrize("lang", SAID)
def test_people_read_why_and_no_advice(lang: str, folder: Path) -> None:
    for arguments in ((), ("--format", "text")):
        out = judged(folder, "--lang", lang, *arguments).out
        assert all(words in out for words in SAID[lang])
        assert not any(word in out for word in ("建议", "hint"))


def test_on_github_it_is_a_notice(folder: Path) -> None:
    out = judged(folder, "--format", "github", "--lang", "en").out
    assert out.startswith(f"::notice file={EAST},line=7,")
    assert out.count("::") == 2
    assert out.endswith(f"%0Awaived until 2022-09-30: {REASON} (示例办〔2022〕5号)\n")


def test_to_gitlab_it_is_information(folder: Path) -> None:
    (issue,) = json.loads(judged(folder, "--format", "gitlab", "--lang", "en").out)
    assert issue["severity"] == "info"
    assert issue["description"].endswith(f"waived until 2022-09-30: {REASON} (示例办〔2022〕5号)")


def test_in_junit_it_fails_no_test(folder: Path) -> None:
    suites = ET.fromstring(judged(folder, "--format", "junit", "--lang", "en").out)  # noqa: S314
    assert (suites.get("failures"), suites.get("errors")) == ("0", "0")
    (said,) = [each.text or "" for each in suites.iter("system-out")]
    assert REASON in said
    assert "waived error JX401" in said


def test_in_sarif_it_is_suppressed_and_every_result_says_so(folder: Path) -> None:
    (folder / "waivers.yaml").write_text(
        f"{HEAD}{WAIVER}  - {{code: JX304, until: 2022-09-30, reason: 无}}\n", "utf-8"
    )
    (run_,) = json.loads(judged(folder, "--format", "sarif", "--lang", "zh").out)["runs"]
    suppressions = {each["ruleId"]: each["suppressions"] for each in run_["results"]}
    assert suppressions["JX801"] == []
    (accepted,) = suppressions["JX401"]
    assert (accepted["kind"], accepted["status"]) == ("external", "accepted")
    assert REASON in accepted["justification"]
    region = accepted["location"]["physicalLocation"]["region"]
    assert region["startLine"] == 3


def test_without_waivers_sarif_says_nothing_of_them() -> None:
    (run_,) = json.loads(judged(GOOD, "--format", "sarif").out)["runs"]
    assert not any("suppressions" in each for each in run_["results"])


def test_in_a_comment_it_is_apart(folder: Path) -> None:
    out = judged(folder, "--format", "md", "--lang", "en").out
    assert "**Waived: 1**" in out
    assert "To be mended" not in out
    assert f"waived until 2022-09-30: {REASON}" in out


def test_hostile_reason_forges_nothing(folder: Path) -> None:
    words = '"::error::x ##[error] \\e[31m <b>@who</b> {from} \\u2066"'
    (folder / "waivers.yaml").write_text(HEAD + WAIVER.replace(REASON, words), "utf-8")
    (refused, finding) = verdict(folder).findings[::-1]
    assert refused.code == "JX006"
    assert finding.waiver is None
    words = "'::error::x ##[error] <b>@who</b> {from}'"
    (folder / "waivers.yaml").write_text(HEAD + WAIVER.replace(REASON, words), "utf-8")
    for form in ("text", "github", "md", "junit", "sarif", "gitlab"):
        lines = judged(folder, "--format", form).out.splitlines()
        assert not any(line.lstrip().startswith(("::error", "##[")) for line in lines)


def test_a_waived_error_lets_what_rests_on_the_value_be_checked(folder: Path) -> None:
    """With 11 of east the districts give 11 + 24 + 10; the department says so too."""
    department = folder / "reports/2022Q2/departments/commerce.yaml"
    (total,) = [each for each in status(folder)["totals"] if each["indicator"] == "exporters"]
    assert (total["counted"], total["of"]) == (3, 3)
    said = department.read_text("utf-8") + f"city_totals: {{exporters: {total['reported']}}}\n"
    department.write_text(said, "utf-8")
    assert [each.code for each in verdict(folder).findings] == ["JX401"]
    (folder / "waivers.yaml").unlink()
    assert [each.code for each in verdict(folder).findings] == ["JX307", "JX401"]


NARROW = {
    "district: east": True,
    "district: west": False,
    "indicator: exporters": True,
    "indicator: resale": False,
    "period: 2022Q2": True,
    "period: 2022Q1": False,
    "district: east, period: 2022Q2": True,
    "district: east, indicator: resale": False,
    "until: 2022-07-20": True,
    "until: 2022-07-19": False,
}


@pytest.mark.parametrize("narrow", NARROW)
def test_what_is_named_narrows(narrow: str, folder: Path) -> None:
    until = "" if "until" in narrow else ", until: 2022-12-31"
    text = f"{HEAD}  - {{code: JX401, reason: 无, {narrow}{until}}}\n"
    (folder / "waivers.yaml").write_text(text, "utf-8")
    found = verdict(folder)
    (finding,) = [each for each in found.findings if each.code == "JX401"]
    assert (finding.waiver is not None) is NARROW[narrow]
    assert suspect(found) is not NARROW[narrow]
    assert judged(folder).status == (0 if NARROW[narrow] else 1)


def test_a_claim_is_waived_by_either_district(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", GOOD.parent / "rules/firm-claimed-twice/same-quarter")
    claims = [each for each in verdict(folder).findings if each.code == "JX506"]
    for subject in claims[0].subjects:
        narrow = f"district: {subject.district}, until: 2023-01-01, reason: 无"
        (folder / "waivers.yaml").write_text(f"{HEAD}  - {{code: JX506, {narrow}}}\n", "utf-8")
        found = [each for each in verdict(folder).findings if each.code == "JX506"]
        assert found[0].waiver is not None
        assert not found[0].suspects


def test_of_several_that_hold_the_first_is_named(folder: Path) -> None:
    listed = (
        "until: 2022-07-01, reason: 甲",
        "until: 2022-08-01, reason: 乙",
        "until: 2022-09-01, reason: 丙",
    )
    lines = "".join(f"  - {{code: JX401, {each}}}\n" for each in listed)
    (folder / "waivers.yaml").write_text(HEAD + lines, "utf-8")
    found = verdict(folder).findings
    (finding,) = [each for each in found if each.code == "JX401"]
    assert finding.waiver is not None
    assert finding.waiver.reason.zh == "乙"
    assert [(each.code, each.location.line) for each in found if each.code > "JX8"] == [
        ("JX801", 3)
    ]


def test_many_waived_take_no_room_from_what_is_not(folder: Path) -> None:
    """Of two districts 201 values lack each, and one is waived: each half closes its flood."""
    targets = (folder / "targets.yaml").read_text("utf-8")
    ids = [f"i{number}" for number in range(201)]
    more = "".join(f"  - {{id: {each}, name: {each}, unit: 家, kind: count}}\n" for each in ids)
    cells = "".join(f"      {each}: {{port: 1}}\n" for each in ids)
    targets = targets.replace("allocations:\n", f"{more}allocations:\n").replace(
        "      exporters: {", f"{cells}      exporters: {{"
    )
    (folder / "targets.yaml").write_text(targets, "utf-8")
    text = f"{HEAD}  - {{code: JX204, district: west, until: 2022-12-31, reason: 无}}\n"
    (folder / "waivers.yaml").write_text(text, "utf-8")
    found = [
        each for each in verdict(folder).findings if each.location.path.endswith("targets.yaml")
    ]
    waived = [each for each in found if each.waiver]
    assert [sum(each.code == code for each in waived) for code in ("JX204", "JX005")] == [200, 1]
    counted = [each for each in found if not each.waiver]
    assert [sum(each.code == code for each in counted) for code in ("JX204", "JX005")] == [200, 1]


def test_a_list_that_stands_elsewhere_is_used_in_place_of_the_folders(folder: Path) -> None:
    (folder / "waivers.yaml").rename(folder / "ours.yaml")
    assert judged(folder).status == 1
    ran = judged(folder, "--waivers", "ours.yaml", "--format", "json")
    assert ran.status == 0
    assert ran.json["findings"][0]["waiver"]["source"]["path"] == "ours.yaml"
    (folder / "waivers.yaml").write_text(HEAD, "utf-8")
    assert judged(folder, "--waivers", "ours.yaml").status == 0
    assert judged(folder).status == 1


def test_a_list_that_is_not_there_is_wrong_usage(folder: Path) -> None:
    ran = judged(folder, "--waivers", "gone.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert "gone.yaml" in ran.err


def test_a_broken_list_waives_nothing(folder: Path) -> None:
    (folder / "waivers.yaml").write_text(HEAD + WAIVER.replace("until:", "untill:"), "utf-8")
    assert {each.code for each in verdict(folder).findings} == {"JX011", "JX401"}


def test_a_list_without_waivers_is_a_list(folder: Path) -> None:
    for text in ("version: 1\n", HEAD, "version: 1\nwaivers: []\n"):
        (folder / "waivers.yaml").write_text(text, "utf-8")
        assert [each.code for each in verdict(folder).findings] == ["JX401"]


def test_a_waiver_of_one_quarter_lets_no_other_pass(tmp_path: Path) -> None:
    """Of 10 allocated 400 and 500 new ones are reported: each is above 10 × 300 %."""
    targets = plan(["a"], [indicator("x", measure="quarterly")], allocation(x={"a": 10}))
    sent = [
        submission("a", f"2022Q{number}", values={"x": figure})
        for number, figure in ((1, 400), (2, 500))
    ]
    write(tmp_path, targets, *sent)
    narrow = "period: 2022Q1, until: 2022-12-31, reason: 核实"
    (tmp_path / "waivers.yaml").write_text(f"{HEAD}  - {{code: JX304, {narrow}}}\n", "utf-8")
    found = verdict(tmp_path)
    waived = [(each.subject.period, each.waiver is not None) for each in found.findings]
    assert waived == [("2022Q1", True), ("2022Q2", False)]
    suspect_ = [found.city.facts.is_suspect("a", "x", Period(2022, each)) for each in (1, 2)]
    assert suspect_ == [False, True]


def test_a_path_shows_the_waivers_that_concern_it(folder: Path) -> None:
    for path, shown in ((EAST, ["JX401"]), ("waivers.yaml", ["JX401"]), ("tasks.yaml", [])):
        found = judged(folder, path, "--format", "json").json["findings"]
        assert [each["code"] for each in found] == shown


def git(folder: Path, *arguments: str) -> None:
    own = ("-c", "user.name=n", "-c", "user.email=e@x", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *own, *arguments), cwd=folder, check=True, capture_output=True)


@pytest.fixture
def committed(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x")
    return folder


def since(folder: Path, *arguments: str, day: str = "2022-07-20") -> tuple[int, list[str]]:
    ran = judged(folder, "--since", "HEAD", "--format", "json", *arguments, day=day)
    return ran.status, [each["code"] for each in ran.json["findings"]]


def test_a_change_that_waives_shows_what_it_waives(committed: Path) -> None:
    (committed / "waivers.yaml").write_text(HEAD, "utf-8")
    git(committed, "commit", "-qam", "none")
    assert since(committed) == (0, [])
    (committed / "waivers.yaml").write_text(HEAD + WAIVER, "utf-8")
    out = judged(committed, "--since", "HEAD", "--lang", "en").out
    assert "waived error JX401" in out


def test_a_change_that_waives_no_more_shows_what_is_back(committed: Path) -> None:
    (committed / "waivers.yaml").write_text(HEAD, "utf-8")
    assert since(committed) == (1, ["JX401"])
    (committed / "waivers.yaml").unlink()
    assert since(committed) == (1, ["JX401"])


def test_a_list_elsewhere_holds_for_the_revision_too(committed: Path) -> None:
    (committed / "waivers.yaml").rename(committed.parent / "ours.yaml")
    git(committed, "commit", "-qam", "moved")
    (committed / EAST).write_text((committed / EAST).read_text("utf-8") + "notes: {}\n", "utf-8")
    assert since(committed, "--waivers", "../ours.yaml") == (0, ["JX401"])


def test_an_expired_waiver_is_said_with_the_change_that_it_concerns(committed: Path) -> None:
    (committed / EAST).write_text((committed / EAST).read_text("utf-8") + "notes: {}\n", "utf-8")
    assert since(committed, day="2022-10-01")[1] == ["JX401", "JX802"]


def test_editors_know_the_rules_and_names() -> None:
    plan = verdict(GOOD).workspace.plan
    assert plan is not None
    found: Any = jsonschema.schema("waivers", plan.model)["$defs"]["Waiver"]["properties"]
    assert {"JX101", "JX401", "JX310"} <= {*found["code"]["enum"]}
    assert not any(each.startswith(("JX0", "JX8")) for each in found["code"]["enum"])
    assert {*found["district"]["enum"]} == {"east", "west", "port", None}


WRONG = {
    HEAD + WAIVER: [],
    "version: 1\n": [],
    HEAD: [],
    HEAD + WAIVER.replace("JX401", "JX999"): ["waivers/0/code: "],
    HEAD + WAIVER.replace("east", "esat"): ["waivers/0/district: "],
    HEAD + WAIVER.replace("2022-09-30", "2022/9/30"): ["waivers/0/until: "],
    HEAD + WAIVER.replace(f", reason: {REASON}", ""): ["waivers/0: "],
    HEAD.replace("1", "2"): ["version: "],
}


@pytest.mark.parametrize("text", WRONG)
def test_editors_refuse_what_the_reader_refuses(text: str) -> None:
    found = faults("waivers", text, verdict(GOOD).workspace)
    assert len(found) == len(WRONG[text])
    assert all(each.startswith(start) for each, start in zip(found, WRONG[text], strict=True))


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(["schema", "waivers"]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == "urn:jxtrade:waivers:1"


def test_goldens(folder: Path, golden: Callable[[str, str], None]) -> None:
    (folder / "waivers.yaml").write_text(
        f"{HEAD}{WAIVER}  - {{code: JX304, district: west, until: 2022-09-30, reason: 无}}\n"
        "  - {code: JX401, until: 2022-07-01, reason: 旧的一条, document: 示例办〔2022〕2号}\n",
        "utf-8",
    )
    for width in (40, 80, 120):
        for lang in ("zh", "en"):
            ran = run(
                *("validate", "--data", ".", "--as-of", "2022-07-20", "--lang", lang),
                folder=folder,
                width=width,
            )
            golden(f"waivers.{lang}.{width}.txt", ran.out)
