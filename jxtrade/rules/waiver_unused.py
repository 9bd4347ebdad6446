"""A waiver waives nothing: its place, its value or the finding itself has gone."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from jxtrade.figures.waivers import can_be_waived
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import City, Findings, Scope, declared, of_waivers
from jxtrade.text import Text, join, paragraphs
from jxtrade.workspace import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from jxtrade.figures.programme import Programme

RULE = Rule(
    code="JX801",
    slug="waiver-unused",
    severity=Severity.WARNING,
    message=Text("对 {code} 的豁免没有用上：{gone}", "the waiver of {code} waives nothing: {gone}"),
    hint=Text(
        "用不着了就删去这一条；写错的，改正 code、district、indicator 或 period",
        "delete the entry if it has done its work; else put right what it names",
    ),
    about=paragraphs(
        "一条豁免没有可豁免的问题。",
        "A waiver waives nothing.",
        "它所说的报送、数字已不在，或那里已没有这个问题。留着它，以后的同类问题会不知不觉"
        "地被放过。",
        "The submission or value that it speaks of has gone, or the rule finds nothing there"
        " any more. Left standing it would let a later fault of the same kind pass unseen.",
        "删去这一条；写错的，改正它所指的规则、区县、指标或季度。",
        "Delete the entry; if it was meant for something else, put right the rule, district,"
        " indicator or quarter that it names.",
    ),
    example="""waivers.yaml
version: 1
waivers:
  - code: JX401  # JX801
    district: east
    indicator: exporters
    period: 2022Q2
    until: 2022-09-30
    reason: 省里核减，下季更正
""",
)

_NO_PLACE: Final = Text("没有{whose}的报送", "nothing is submitted{whose}")
_NO_VALUE: Final = Text("{whose}没有报「{indicator}」", "“{indicator}” is not reported{whose}")
_NO_FINDING: Final = Text(
    "这里已没有 {slug} 的问题", "the rule ({slug}) finds nothing there any more"
)
_REPLACED: Final = Text(
    "已过期，由另一条豁免接替", "it is over, and another waiver has taken its place"
)
_BY: Final = Text("「{name}」", " by “{name}”")
_FOR: Final = Text(" {period} ", " for {period}")


@of_waivers(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each waiver that met nothing, unless that follows from another fault."""
    scopes: dict[str, set[Scope]] = {}
    slugs = {each.rule.code: each.rule.slug for each in declared()}
    for each in declared():
        scopes.setdefault(each.rule.code, set()).add(each.scope)
    unused = [
        met
        for met in city.met
        if not met.found
        and met.waiver.code in slugs
        and can_be_waived(met.waiver.code)
        and _is_known(city.programme, met.about)
    ]
    wanted = {met.about for met in unused} | {met.about._replace(indicator=None) for met in unused}
    there, lost = (_found(wanted, each) for each in (_there(city), _lost(city)))
    for met in unused:
        if met.about in lost:
            continue
        gone = _NO_FINDING.fill(slug=slugs[met.waiver.code])
        if met.is_replaced:
            gone = _REPLACED
        elif scopes[met.waiver.code] != {Scope.PLAN}:
            gone = _gone(city.programme, met.about, there) or gone
        yield RULE.at(met.at("code"), subject=met.about, code=met.waiver.code, gone=gone)


def _is_known(programme: Programme, about: Subject) -> bool:
    places = ((about.district, programme.district), (about.indicator, programme.indicator))
    return all(word is None or word in known for word, known in places)


Said: TypeAlias = "tuple[str | None, str, Collection[str]]"
"""A district, a quarter, and indicators: of a department neither."""


def _there(city: City) -> Iterator[Said]:
    """Yield who has submitted for which quarter, with the indicators that it reports."""
    for kind, id_, period in city.received.present:
        sheet = city.facts.sheets.get((id_, period)) if kind == DISTRICTS else None
        yield (
            id_ if kind == DISTRICTS else None,
            str(period),
            sheet.figures.keys() if sheet else (),
        )


def _lost(city: City) -> Iterator[Said]:
    """Yield of whom for which quarter what is there can't be read, with the indicators."""
    for district, period in city.facts.unusable:
        yield district, str(period), city.programme.indicator.keys()
    for sheet in city.facts.sheets.values():
        if lost := sheet.submission.lost:
            yield sheet.district, str(sheet.period), {str(each) for route in lost for each in route}


def _found(wanted: Iterable[Subject], said: Iterable[Said]) -> set[Subject]:
    """Return those that are wanted of which something is said."""
    places: dict[tuple[str | None, str | None], set[str | None]] = {}
    for each in wanted:
        places.setdefault((each.district, each.period), set()).add(each.indicator)
    if not places:
        return set()
    return {
        Subject(place[0], indicator, place[1])
        for district, period, indicators in said
        for place in product({district, None}, {period, None})
        for indicator in places.get(place, ())
        if indicator is None or indicator in indicators
    }


def _gone(programme: Programme, about: Subject, there: set[Subject]) -> Text | None:
    """Return what of a waiver's place has gone; None where all of it is there."""
    by = [_BY.fill(name=programme.district_name(about.district))] if about.district else []
    whose = join([*by, *([_FOR.fill(period=about.period)] if about.period else [])], "", "")
    if any(about._replace(indicator=None)) and about._replace(indicator=None) not in there:
        return _NO_PLACE.fill(whose=whose)
    if about.indicator and about not in there:
        name = programme.indicator_name(about.indicator)
        return _NO_VALUE.fill(whose=whose, indicator=name)
    return None
