"""Run the rules over a workspace, filter and sort what they find, decide the verdict."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Finding, Inspection, Rule, Skipped
from jxtrade.read.dialect import MAX_OF_A_RULE, flood
from jxtrade.read.file import look_up
from jxtrade.reconcile import Origin, city_comparisons
from jxtrade.rules import STAGES, catalogue, checks
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.findings import Suspect
    from jxtrade.place import Place
    from jxtrade.workspace import Workspace


class Verdict(NamedTuple):
    """What was found about a workspace, sorted.

    `workspace` is the one that was checked, with the values that an error names marked suspect.
    """

    workspace: Workspace
    inspection: Inspection

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in the order of their places."""
        return self.inspection.findings


def validate(workspace: Workspace) -> Verdict:
    """Return what every rule finds in a workspace, and the workspace with its suspect values."""
    findings = list(workspace.findings)
    lacking = _lacking(workspace)
    idle = [each for each in checks() if each.needs & lacking.keys()]
    suspects = {each for finding in findings for each in finding.suspects}
    for stage in STAGES:
        for each in checks():
            if each.stage == stage and each not in idle:
                findings += _bounded(each.check(workspace), suspects)
        workspace = replace(workspace, suspects=frozenset(suspects))
    skipped = [
        Skipped(each.rule.code, each.rule.slug, lacking[min(each.needs & lacking.keys())])
        for each in idle
    ]
    still = {each.code for each in skipped}
    inspection = Inspection(
        findings=tuple(sorted(set(_placed(workspace, findings)), key=_order)),
        files=workspace.files,
        rules=tuple(rule for rule in catalogue() if rule.code not in still),
        skipped=(*skipped, *_unchecked(workspace)),
    )
    return Verdict(workspace, inspection)


def _bounded(findings: Iterable[Finding], suspects: set[Suspect]) -> Iterator[Finding]:
    """Yield a rule's findings, of each file no more than anybody reads; note all suspects."""
    counts: Counter[str] = Counter()
    for finding in findings:
        suspects.update(finding.suspects)
        counts[finding.location.path] += 1
        if counts[finding.location.path] <= MAX_OF_A_RULE:
            yield finding
        elif counts[finding.location.path] == MAX_OF_A_RULE + 1:
            yield flood(finding)


def _placed(workspace: Workspace, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings with the spans of their places; each file is looked into once."""
    found = list(findings)
    known = look_up(workspace, {place for each in found for place in _places(each)})
    for each in found:
        location, *related = (known.get(place, place) for place in _places(each))
        yield each._replace(location=location, related=tuple(related))


def _places(finding: Finding) -> tuple[Place, ...]:
    return (finding.location, *finding.related)


_NO_PLAN: Final = Text("targets.yaml 不能用", "targets.yaml can't be used")
_NO_TASKS: Final = Text("tasks.yaml 没有或不能用", "tasks.yaml is missing or can't be used")
_UNUSABLE: Final = Text("{files} 不能用", "can't be used: {files}")


def _lacking(workspace: Workspace) -> dict[str, Text]:
    """Return what rules may need and is not there, and why; one unusable task list stops all."""
    found = {} if workspace.plan else {"plan": _NO_PLAN}
    if not workspace.tasks:
        return found | {"tasks": _NO_TASKS}
    if workspace.unusable_tasks:
        return found | {"tasks": _UNUSABLE.fill(files=workspace.unusable_tasks)}
    return found


def _unchecked(workspace: Workspace) -> Iterator[Skipped]:
    """Yield the comparisons that could not be made, by the rule that would have spoken."""
    rules = {rule.code: rule for rule in catalogue()}
    for each in city_comparisons(workspace):
        if each.compared is None and each.reason is not None:
            rule = rules["JX306" if each.origin is Origin.CITY_TOTAL else "JX605"]
            yield Skipped(rule.code, rule.slug, each.reason, each.location.path)


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    return (place.path, place.line, place.column, finding.code, finding.message, finding.related)


class UnknownRuleError(ValueError):
    """A word names no rule."""


def chosen(words: Iterable[str]) -> frozenset[str]:
    """Return the codes that codes, beginnings of codes or slugs name.

    Raises:
        UnknownRuleError: a word names none.

    """
    found: set[str] = set()
    for word in words:
        codes = {rule.code for rule in catalogue() if names(rule, word)}
        if not codes:
            raise UnknownRuleError(word)
        found |= codes
    return frozenset(found)


def names(rule: Rule, word: str) -> bool:
    """Tell whether a word, in any case, is a rule's slug or the beginning of its code."""
    return word.lower() == rule.slug or (bool(word) and rule.code.startswith(word.upper()))


def shown(
    verdict: Verdict,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    within: Iterable[Iterable[str]] = (),
) -> Verdict:
    """Return the verdict with only the findings of chosen rules and below chosen paths.

    Each group of `within` must hold a file of the finding, or a folder above it.

    Raises:
        UnknownRuleError: a word of `select` or `ignore` names no rule.

    """
    wanted, unwanted = chosen(select), chosen(ignore)
    groups = [{path.rstrip("/") for path in paths} for paths in within]
    kept = (
        finding
        for finding in verdict.findings
        if (not wanted or finding.code in wanted)
        and finding.code not in unwanted
        and all(_touches(finding, paths) for paths in groups)
    )
    return verdict._replace(inspection=verdict.inspection._replace(findings=tuple(kept)))


def _touches(finding: Finding, paths: set[str]) -> bool:
    """Tell whether a finding or a place that it names stands in one of files and folders."""
    return any(above in paths for each in _places(finding) for above in _upwards(each.path))


def _upwards(path: str) -> Iterator[str]:
    """Yield a path and every folder above it."""
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
