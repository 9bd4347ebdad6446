"""Findings as JUnit XML: a test for each file checked, and for each rule that could not run."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from jxtrade.findings import Severity
from jxtrade.text import Text, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.findings import Finding, Inspection
    from jxtrade.render.findings import Wanted
    from jxtrade.text import Lang

SUFFIXES: Final = (".xml",)
HELP: Final = Text("JUnit XML，一份文件一项测试", "JUnit XML with a test for each file")
_PLACE: Final = Text("第 {line} 行第 {column} 列", "line {line}, column {column}")
_MORE: Final = Text("（共 {count} 处）", " ({count} findings)")
_UNCHECKED: Final = Text("未能核对：", "not checked: ")
_HINT: Final = Text("建议：", "hint: ")


def render(inspection: Inspection, wanted: Wanted) -> str:
    """Return JUnit XML 1.0; in a file's test stands what could not be checked in it."""
    found: dict[str, list[Finding]] = {path: [] for path in inspection.files}
    for finding in inspection.findings:
        found.setdefault(finding.location.path, []).append(finding)
    unchecked: dict[str, list[str]] = defaultdict(list)
    rules = Element("testsuite", name="rules")
    for each in inspection.skipped:
        reason, rule = visible(each.reason.to(wanted.lang)), f"{each.code} {each.slug}"
        if each.path is None:
            SubElement(_test(rules, rule), "skipped", message=reason)
        else:
            unchecked[each.path].append(f"{_UNCHECKED.to(wanted.lang)}{rule} {reason}")
    files = Element("testsuite", name="files")
    for path in dict.fromkeys((*found, *unchecked)):
        _add(files, path, found.get(path, []), unchecked[path], wanted.lang)
    suites = Element("testsuites", name="jxtrade")
    suites.extend(each for each in (files, rules) if len(each))
    for each in (*suites, suites):
        _count(each)
    indent(suites)
    # without ##, by which a log's line orders a runner about
    drawn = tostring(suites, encoding="unicode").replace("##", "#&#35;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'


def _count(suite: Element) -> None:
    """Note how many tests there are within, and how many of them failed or were skipped."""
    counts = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for key, tag in counts.items():
        suite.set(key, str(sum(1 for _ in suite.iter(tag))))


def _test(suite: Element, name: str) -> Element:
    return SubElement(suite, "testcase", name=name, classname=f"jxtrade.{suite.get('name')}")


def _add(
    suite: Element, path: str, findings: Iterable[Finding], notes: Iterable[str], lang: Lang
) -> None:
    """Add a file's test: its errors and warnings are one failure.

    Remarks and what is waived go to system-out.
    """
    test = _test(suite, visible(path))
    failures = sorted(
        (each for each in findings if not _is_aside(each)),
        key=lambda each: each.severity.rank,
    )
    if failures:
        message = _message(failures, lang)
        failure = SubElement(test, "failure", message=message, type=failures[0].severity.value)
        failure.text = "\n".join(_lines(failures, lang))
    remarks = [each for each in findings if _is_aside(each)]
    if said := "\n".join([*notes, *_lines(remarks, lang)]):
        SubElement(test, "system-out").text = said


def _is_aside(finding: Finding) -> bool:
    return finding.severity is Severity.INFO or finding.waiver is not None


def _message(failures: Sequence[Finding], lang: Lang) -> str:
    sentence = visible(failures[0].message.to(lang))
    more = _MORE.fill(count=len(failures)).to(lang) if len(failures) > 1 else ""
    return sentence + more


def _lines(findings: Iterable[Finding], lang: Lang) -> Iterator[str]:
    """Yield the findings' lines, each begun by the program's own words."""
    for finding in findings:
        place = finding.location
        where = _PLACE.fill(line=place.line, column=place.column).to(lang)
        rule = f"{finding.label.to(lang)} {finding.code} {finding.slug}"
        yield f"{where} {rule}: {visible(finding.message.to(lang))}"
        if finding.waiver:
            yield f"  {visible(finding.waiver.words.to(lang))}"
        elif finding.hint.to(lang):
            yield f"  {_HINT.to(lang)}{visible(finding.hint.to(lang))}"
