"""The year to date is above the plan's over_report percent of the allocation (300 by default)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jxtrade.figures.arithmetic import rounded
from jxtrade.findings import Finding, Rule, Severity, Subject
from jxtrade.rules import Chain, Facts, Findings, Sheet, of_chain
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE = Rule(
    code="JX304",
    slug="over-report",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」{stands} {figure}，是分配数 {allocated} 的 {rate}%",
        "“{name}” {stands} {figure}, {rate} % of the allocation of {allocated}",
    ),
    hint=Text(
        "核对是否多写一位；属实的在「notes:」之下写「{id}: <原因>」",
        "see whether a digit is too many; if it is right, write “{id}: <reason>” below “notes:”",
    ),
    about=paragraphs(
        "本年累计超过分配数的规定倍数（targets.yaml 的 over_report，默认 300%）。",
        "The year to date is above the plan's over_report percent of the allocation"
        " (300 by default).",
        "远超分配数是常有的，照样采用，只是要有人看一眼是否多写了一位。超过规定倍数 10 "
        "倍、notes 里又没有原因的，升为错误，这个数待核；更正的原因不算 notes。",
        "Values far above the allocation are common and are used; somebody should see"
        " whether a digit is too many. Above ten times that bound it is an error and"
        " the value is to be checked, as long as no reason stands in notes; a"
        " restatement's reason is none.",
        "核对后属实的，在 notes 里说明原因。",
        "If it is right, give the reason in notes.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 310  # JX304
  resale: 5.1
""",
)
_STANDS_AT: Final = Text("累计", "stands at")
_IS: Final = Text("报", "is")
_GRAVE_TIMES: Final = 10
_UNEXPLAINED: Final = Text(
    "核对是否多写一位；属实的在「notes:」之下写「{id}: <原因>」，写了才采用",
    "see whether a digit is too many; if it is right, it is used once “{id}: <reason>” stands below"
    " “notes:”",
)


@of_chain(RULE, after=("JX303", "JX401"))
def check(facts: Facts, chain: Chain) -> Findings:
    """Yield a finding for each year-to-date value above the plan's bound.

    It is an error where the quarter's own figure is far above it and nobody gives a reason.
    """
    refused: set[tuple[str, int]] = set()
    added_up = {each.id for each in facts.programme.plan.indicators if each.is_added_up}
    for sheet, so_far in _summed(chain, added_up):
        for name, figure in _far_above(facts, sheet, so_far):
            finding = _finding(facts, sheet, name, figure)
            is_grave = finding.severity is Severity.ERROR
            if is_grave or (name, sheet.period.year) not in refused:
                yield finding
            if is_grave and name in added_up:
                refused.add((name, sheet.period.year))


def _summed(chain: Chain, added_up: set[str]) -> Iterator[tuple[Sheet, dict[str, Decimal]]]:
    """Yield each sheet with its figures in force, those that add up summed over the year so far."""
    year, sums = None, dict[str, Decimal]()
    for sheet in chain.sheets:
        if sheet.period.year != year:
            year, sums = sheet.period.year, {}
        own = sheet.in_force
        sums |= {name: sums.get(name, 0) + own[name] for name in added_up & own.keys()}
        yield sheet, {**own, **{name: max(own[name], sums[name]) for name in added_up & own.keys()}}


def _far_above(
    facts: Facts, sheet: Sheet, so_far: dict[str, Decimal]
) -> Iterator[tuple[str, Decimal]]:
    """Yield the indicators whose year to date is above the bound, with that figure.

    Where a quarter's sum is unknown it is the quarter's own.
    """
    known, allocated = facts.programme.indicator, sheet.allocated.figures
    bounds = sheet.allocated.times(facts.programme.plan.over_report / 100)
    above = [name for name, most in so_far.items() if name in bounds and most > bounds[name]]
    for name in filter(known.__contains__, above):
        figure = sheet.in_force[name]
        if known[name].is_added_up:
            year = facts.year_to_date(known[name], sheet.district, sheet.period)
            figure = figure if year.figure is None else year.figure
        is_above = allocated[name] > 0 and figure > bounds[name]
        if is_above and not facts.is_suspect(sheet.district, name, sheet.period):
            yield name, figure


def _finding(facts: Facts, sheet: Sheet, name: str, figure: Decimal) -> Finding:
    indicator, stated, allotted = (
        facts.programme.indicator[name],
        sheet.stated(name),
        sheet.allocated[name],
    )
    if stated is None:
        raise LookupError(name)
    bound = facts.programme.plan.over_report * allotted.figure * _GRAVE_TIMES
    has_reason = name in sheet.submission.model.notes or sheet.submission.has_lost("notes", name)
    is_grave = stated.figure * 100 > bound and not has_reason
    return RULE.at(
        stated.location,
        facts.programme.allocations.place(name, sheet.district, allotted.document),
        subject=Subject(sheet.district, name, str(sheet.period)),
        severity=Severity.ERROR if is_grave else None,
        hint=_UNEXPLAINED if is_grave else None,
        id=name,
        name=indicator.name,
        stands=_IS if indicator.kind == "rate" else _STANDS_AT,
        figure=figure if stated.ratio is None else stated.shown(indicator.places),
        allocated=allotted.figure,
        rate=rounded(figure * 100 / allotted.figure, 1),
    )
