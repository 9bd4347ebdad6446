"""Run the rules over what was read, filter and sort what they find, decide the verdict."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.city import City
from jxtrade.figures.facts import facts_of
from jxtrade.figures.programme import programme_of
from jxtrade.figures.received import Received
from jxtrade.figures.sums import Origin
from jxtrade.figures.waivers import Waiving
from jxtrade.findings import Finding, Inspection, Judgement, Rule, Severity, Skipped
from jxtrade.fingerprint import fingerprints
from jxtrade.read.dialect import MAX_OF_A_RULE, OVER_LIMIT, flood
from jxtrade.read.file import look_up
from jxtrade.read.folder import WAIVERS
from jxtrade.rules import OF_A_DISTRICT, Need, Scope, catalogue, declared, stages
from jxtrade.text import Text
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from jxtrade.figures.programme import Programme
    from jxtrade.figures.tasks import Tasks
    from jxtrade.findings import Suspect
    from jxtrade.place import Place
    from jxtrade.rules import Check
    from jxtrade.workspace import Workspace


class Verdict(NamedTuple):
    """What was found about a workspace; of the city the values that an error names are marked."""

    workspace: Workspace
    city: City
    inspection: Inspection

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in the order of their places."""
        return self.inspection.findings


def validate(workspace: Workspace) -> Verdict:
    """Return what every rule finds in a workspace, and the city with its suspect values.

    What was said of a district where it was read is taken over, as long as nothing that was found
    elsewhere bears on it.
    """
    programme = programme_of(workspace)
    received = Received(workspace, programme)
    waiving = Waiving(received)
    findings = list(workspace.findings)
    suspects = [each for finding in findings for each in finding.suspects]
    city = City(facts_of(received).accusing(suspects), received)
    judged = _Judged(city, suspects)
    lacking = _lacking(workspace, programme.tasks)
    idle = {
        each.rule.code: each for each in declared() if not lacking.keys().isdisjoint(each.needs)
    }
    scope = None
    for stage in stages():
        suspects.clear()
        if stage[0].scope is Scope.WAIVERS and workspace.waivers:
            city = replace(city, met=tuple(waiving.met(idle.keys())))
        looked_at = judged.rest(city) if stage[0].scope in OF_A_DISTRICT else city
        findings += _found_by(stage, lacking, looked_at, waiving, suspects)
        if stage[0].scope is not scope:
            scope = stage[0].scope
            for said in judged.of(scope):
                findings += map(waiving.of, said.findings)
                suspects += said.suspects
        judged.leave(suspects, scope)
        if suspects:
            settled = city.facts if scope is Scope.RELATIONS else city.settled
            city = City(city.facts.accusing(suspects), received, settled)
    skipped = [
        Skipped(code, each.rule.slug, lacking[min(lacking.keys() & each.needs)])
        for code, each in idle.items()
    ]
    about = (each._replace(subject=received.subject(each)) for each in findings)
    expected = () if received.departments else (_NO_TASKS,)
    inspection = Inspection(
        findings=tuple(sorted(set(_placed(workspace, about)), key=_order)),
        files=workspace.files,
        rules=tuple(rule for rule in catalogue() if rule.code not in idle),
        skipped=(*(each for each in skipped if each.reason not in expected), *_unchecked(city)),
        idle=tuple(each for each in skipped if each.reason in expected),
    )
    return Verdict(workspace, city, inspection)


class _Judged:
    """What was said of districts by themselves, as far as nothing elsewhere bears on them.

    What bears on a district is a file that was meant to be one of its submissions, and an error
    in another file that names one of its values.
    """

    def __init__(self, city: City, suspects: Iterable[Suspect]) -> None:
        self._said = dict(city.received.workspace.judged)
        if self._said:
            received = city.received
            meant = [id_ for kind, id_, _ in received.spoken_for if kind == DISTRICTS]
            sent = (each for each in received.districts if each.path in city.facts.misplaced)
            for district in (*meant, *(each.model.sender for each in sent)):
                self._said.pop(district, None)
            self.leave(suspects, None)

    def of(self, scope: Scope) -> Iterator[Judgement]:
        """Yield what the rules of a scope said of each district."""
        return (each for said in self._said.values() for each in said if each.scope == scope)

    def leave(self, suspects: Iterable[Suspect], scope: Scope | None) -> None:
        """Leave the districts of suspect values, but where their own judgement in a scope says so.

        What the scopes before have said of them holds.
        """
        if self._said and scope not in OF_A_DISTRICT:
            for each in suspects:
                self._said.pop(each.subject.district or "", None)

    def rest(self, city: City) -> City:
        """Return the city less the districts of which all is said."""
        return city.without(self._said) if self._said else city


def judge(workspace: Workspace, programme: Programme) -> tuple[Judgement, ...] | None:
    """Return what is to be said of the one district whose submissions a workspace holds.

    That is what the rules find that look at one district at a time, by their scopes. None where
    too much is wrong to tell all of it.
    """
    received = Received(workspace, programme)
    waiving = Waiving(received)
    suspects = [each for finding in workspace.findings for each in finding.suspects]
    city = City(facts_of(received).accusing(suspects), received)
    by_scope: dict[Scope, tuple[list[Finding], list[Suspect]]] = {}
    lacking = _lacking(workspace, programme.tasks)
    for stage in stages():
        if stage[0].scope in OF_A_DISTRICT:
            suspects.clear()
            found, accused = by_scope.setdefault(stage[0].scope, ([], []))
            found += _found_by(stage, lacking, city, waiving, suspects)
            accused += suspects
            if suspects:
                city = replace(city, facts=city.facts.accusing(suspects))
    if any(each.code == OVER_LIMIT.code for found, _ in by_scope.values() for each in found):
        return None
    own = replace(workspace, plan=None, tasks={}, waivers=None)
    return tuple(
        Judgement(scope, tuple(_placed(own, found)), tuple(accused))
        for scope, (found, accused) in by_scope.items()
        if found
    )


def _found_by(
    stage: Iterable[Check],
    lacking: Mapping[Need, Text],
    city: City,
    waiving: Waiving,
    suspects: list[Suspect],
) -> Iterator[Finding]:
    """Yield what the checks of a stage find that lack nothing; note all suspects."""
    for each in stage:
        if lacking.keys().isdisjoint(each.needs):
            yield from _found(each, city, waiving, suspects)


def _found(
    check: Check, city: City, waiving: Waiving, suspects: list[Suspect]
) -> Iterator[Finding]:
    """Yield what a check finds, of each file no more than anybody reads; note all suspects.

    What is waived makes no value suspect, and takes no room from what is not.
    """
    counts: Counter[tuple[str, bool]] = Counter()
    for given in check.over(city):
        for finding in map(waiving.of, check.run(*given)):
            suspects += finding.suspects
            alike = finding.location.path, finding.waiver is None
            counts[alike] += 1
            if counts[alike] <= MAX_OF_A_RULE:
                yield finding
            elif counts[alike] == MAX_OF_A_RULE + 1:
                yield flood(finding)._replace(waiver=finding.waiver)


def _placed(workspace: Workspace, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings with the spans of their places; each file is looked into once."""
    found = list(findings)
    known = look_up(workspace, {place for each in found for place in _places(each)})
    for each in found:
        location, *related = (known.get(place, place) for place in (each.location, *each.related))
        waiver = each.waiver
        if waiver is not None:
            waiver = waiver._replace(source=known.get(waiver.source, waiver.source))
        yield each._replace(location=location, related=tuple(related), waiver=waiver)


def _places(finding: Finding) -> tuple[Place, ...]:
    """Return where a finding stands, what it names beside, and where it is waived."""
    waiver = [finding.waiver.source] if finding.waiver else []
    return (finding.location, *finding.related, *waiver)


_NO_PLAN: Final = Text("targets.yaml 不能用", "targets.yaml can't be used")
_NO_TASKS: Final = Text("没有 tasks.yaml", "there is no tasks.yaml")
_UNUSABLE: Final = Text("{files} 不能用", "can't be used: {files}")


def _lacking(workspace: Workspace, tasks: Tasks) -> dict[Need, Text]:
    """Return what rules may need and is not there, and why; one unusable task list stops all."""
    found = {} if workspace.plan else {Need.PLAN: _NO_PLAN}
    if tasks.unusable:
        return found | {Need.TASKS: _UNUSABLE.fill(files=tasks.unusable)}
    return found if tasks.by_year else found | {Need.TASKS: _NO_TASKS}


def _unchecked(city: City) -> Iterator[Skipped]:
    """Yield the comparisons that could not be made, by the rule that would have spoken."""
    rules = {rule.code: rule for rule in catalogue()}
    for each in city.comparisons:
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
        codes = {rule.code for rule in catalogue() if is_named(rule, word)}
        if not codes:
            raise UnknownRuleError(word)
        found |= codes
    return frozenset(found)


def is_named(rule: Rule, word: str) -> bool:
    """Tell whether a word, in any case, is a rule's slug or the beginning of its code."""
    return word.lower() == rule.slug or (bool(word) and rule.code.startswith(word.upper()))


def shown(
    verdict: Verdict,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    within: Iterable[Iterable[str]] = (),
    before: Callable[[], Iterable[Finding]] | None = None,
) -> Verdict:
    """Return the verdict with only the findings of chosen rules and below chosen paths.

    Each group of `within` must hold a file of the finding, or a folder above it. A finding that
    stands elsewhere names these files first, and is a remark aside where it was among those of
    `before`, about the same files. What one of these files waived then and no more concerns it.

    Raises:
        UnknownRuleError: a word of `select` or `ignore` names no rule.

    """
    wanted, unwanted = chosen(select), chosen(ignore)
    groups = [{path.rstrip("/") for path in paths} for paths in within]
    known = cache(lambda: tuple(before() if before else ()))
    list_of_waivers = verdict.workspace.path_to(WAIVERS)
    back = _back(verdict, known()) if _is_in_any(groups, list_of_waivers) else frozenset()
    kept = [
        finding
        for finding in verdict.findings
        if (not wanted or finding.code in wanted)
        and finding.code not in unwanted
        and all(
            _touches(finding, paths) or (finding in back and is_within(list_of_waivers, [paths]))
            for paths in groups
        )
    ]
    elsewhere = {each for each in kept if not is_within(each.location.path, groups)}
    old = _old(verdict, elsewhere - back, groups, known) if before else frozenset()
    seen = {each: _from(groups, each) for each in elsewhere}
    aside = {each: seen[each]._replace(severity=Severity.INFO) for each in old}
    said = seen | aside
    inspection = verdict.inspection._replace(
        findings=tuple(said.get(each, each) for each in kept),
        aside=frozenset(aside.values()),
    )
    return verdict._replace(inspection=inspection)


def _from(groups: Collection[Collection[str]], finding: Finding) -> Finding:
    """Return a finding with the groups' files first among the other places that it names."""
    places = sorted(finding.related, key=lambda place: not _is_in_any(groups, place.path))
    return finding._replace(related=tuple(places))


def _is_in_any(groups: Collection[Collection[str]], path: str) -> bool:
    return any(is_within(path, [paths]) for paths in groups)


def _old(
    verdict: Verdict,
    elsewhere: Collection[Finding],
    groups: Collection[Collection[str]],
    before: Callable[[], Iterable[Finding]],
) -> frozenset[Finding]:
    """Return those of the findings that were there before and named the same of the groups' files.

    It is no matter how far their lines have moved.
    """
    if not elsewhere:
        return frozenset()
    known = {print_: {*_named(each)} for each, print_ in _printed(before())}
    return frozenset(
        each
        for each, print_ in _printed(verdict.findings)
        if each in elsewhere
        and print_ in known
        and known[print_].issuperset(path for path in _named(each) if _is_in_any(groups, path))
    )


def _back(verdict: Verdict, before: Iterable[Finding]) -> frozenset[Finding]:
    """Return the findings that were waived before and are no more."""
    waived = {print_ for each, print_ in _printed(before) if each.waiver}
    return frozenset(
        each
        for each, print_ in _printed(verdict.findings)
        if print_ in waived and each.waiver is None
    )


def _printed(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    listed = [*findings]
    return zip(listed, fingerprints(listed), strict=True)


def _named(finding: Finding) -> Iterator[str]:
    """Yield the files that a finding names as other places, and the one that waives it."""
    return (each.path for each in _places(finding)[1:])


def is_within(path: str, groups: Iterable[Collection[str]]) -> bool:
    """Tell whether each group holds a path, or a folder above it."""
    return all(any(above in paths for above in _upwards(path)) for paths in groups)


def _touches(finding: Finding, paths: set[str]) -> bool:
    """Tell whether a finding or a place that it names stands in one of files and folders."""
    return any(is_within(each.path, [paths]) for each in _places(finding))


def _upwards(path: str) -> Iterator[str]:
    """Yield a path and every folder above it."""
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
