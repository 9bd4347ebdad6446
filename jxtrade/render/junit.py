"""Findings as JUnit XML: a suite for each file, a case for each rule that ran over it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from jxtrade.findings import Severity
from jxtrade.text import Lang, Text, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.findings import Finding, Inspection, Rule, Skipped

_PROGRAM: Final = "jxtrade"
_PLACE: Final = Text("第 {line} 行第 {column} 列", "line {line}, column {column}")
_MORE: Final = Text("（共 {count} 处）", " ({count} findings)")
_UNCHECKED: Final = Text("未能核对：", "not checked: ")
_HINT: Final = Text("建议：", "hint: ")


class Case(NamedTuple):
    """A rule over a file: what it found, and why it could not check all."""

    name: str
    findings: tuple[Finding, ...]
    reasons: tuple[Text, ...]

    @property
    def failures(self) -> list[Finding]:
        """Return the errors and warnings, the gravest first."""
        failures = (each for each in self.findings if each.severity is not Severity.INFO)
        return sorted(failures, key=lambda each: each.severity.rank)

    @property
    def is_skipped(self) -> bool:
        """Tell whether nothing failed but not all could be checked."""
        return bool(self.reasons) and not self.failures


def render(inspection: Inspection, *, lang: Lang) -> str:
    """Return JUnit XML 1.0; rules that could not run at all make a suite of their own."""
    totals: Counter[str] = Counter()
    suites = []
    for path, cases in _suites(inspection):
        counts = _counts(cases)
        totals.update(counts)
        suites.append(_drawn(_suite(visible(path), cases, counts, lang)))
    total = " ".join(f'{name}="{totals[name]}"' for name in _counts(()))
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{_PROGRAM}" {total}>\n'
    return "".join((head, *suites, "</testsuites>\n"))


def _suites(inspection: Inspection) -> Iterator[tuple[str, list[Case]]]:
    """Yield each path with its cases, in the order of the codes."""
    found: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    unchecked: dict[str, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    for finding in inspection.findings:
        found[finding.location.path][_name(finding)].append(finding)
    for each in inspection.skipped:
        unchecked[each.path or _PROGRAM][_name(each)].append(each.reason)
    ran = [_name(rule) for rule in inspection.rules]
    files = frozenset(inspection.files)
    for path in dict.fromkeys((*inspection.files, *found, *unchecked)):
        names = {*found[path], *unchecked[path], *(ran if path in files else ())}
        yield path, [_case(name, found[path], unchecked[path]) for name in sorted(names)]


def _name(each: Finding | Rule | Skipped) -> str:
    return f"{each.code} {each.slug}"


def _case(
    name: str, found: Mapping[str, list[Finding]], unchecked: Mapping[str, list[Text]]
) -> Case:
    return Case(name, tuple(found.get(name, ())), tuple(unchecked.get(name, ())))


def _counts(cases: Sequence[Case]) -> dict[str, int]:
    return {
        "tests": len(cases),
        "failures": sum(bool(case.failures) for case in cases),
        "errors": 0,
        "skipped": sum(case.is_skipped for case in cases),
    }


def _suite(name: str, cases: Iterable[Case], counts: dict[str, int], lang: Lang) -> Element:
    numbers = {key: str(count) for key, count in counts.items()}
    suite = Element("testsuite", {"name": name, **numbers})
    for case in cases:
        _add(suite, name, case, lang)
    return suite


def _add(suite: Element, path: str, case: Case, lang: Lang) -> None:
    """Add a case; a file's findings by one rule make one failure, remarks go to system-out."""
    element = SubElement(suite, "testcase", name=case.name, classname=path)
    reasons = [visible(reason.to(lang)) for reason in case.reasons]
    if failures := case.failures:
        message = _message(failures, lang)
        failure = SubElement(element, "failure", message=message, type=failures[0].severity.value)
        failure.text = "\n".join(_lines(failures, lang))
    elif reasons:
        SubElement(element, "skipped", message="\n".join(reasons))
    remarks = [each for each in case.findings if each.severity is Severity.INFO]
    notes = [f"{_UNCHECKED.to(lang)}{reason}" for reason in reasons if failures]
    if said := "\n".join([*notes, *_lines(remarks, lang)]):
        SubElement(element, "system-out").text = said


def _message(failures: Sequence[Finding], lang: Lang) -> str:
    sentence = visible(failures[0].message.to(lang))
    more = _MORE.fill(count=len(failures)).to(lang) if len(failures) > 1 else ""
    return sentence + more


def _lines(findings: Iterable[Finding], lang: Lang) -> Iterator[str]:
    """Yield the findings' lines, each begun by the program's own words."""
    for finding in findings:
        place = finding.location
        where = _PLACE.fill(line=place.line, column=place.column).to(lang)
        yield f"{where} {finding.severity.label.to(lang)}: {visible(finding.message.to(lang))}"
        if finding.hint.to(lang):
            yield f"  {_HINT.to(lang)}{visible(finding.hint.to(lang))}"


def _drawn(suite: Element) -> str:
    """Return the suite's XML without ##, by which a log's line orders a runner about."""
    indent(suite)
    return tostring(suite, encoding="unicode").replace("##", "#&#35;") + "\n"
