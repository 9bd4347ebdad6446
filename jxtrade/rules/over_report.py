"""The year to date is above the plan's over_report percent of the allocation (300 by default)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Finding, Rule, Severity, Subject
from jxtrade.reconcile import rounded, year_to_date
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.workspace import Workspace

RULE = Rule(
    code="JX304",
    slug="over-report",
    severity=Severity.WARNING,
    message=Text(
        "「{name}」累计 {figure}，是分配数 {allocated} 的 {rate}%",
        "“{name}” stands at {figure}, {rate} % of the allocation of {allocated}",
    ),
    hint=Text(
        "核对是否多写一位；属实的在 notes 中说明",
        "see whether a digit is too many; if it is right, say why in notes",
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
STAGE = 2
_GRAVE_TIMES: Final = 10
_UNEXPLAINED: Final = Text(
    "核对是否多写一位；属实的在 notes.{id} 写明原因后采用",
    "see whether a digit is too many; if it is right, it is used once notes.{id} gives the reason",
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each year-to-date value above the plan's bound.

    It is an error where the quarter's own figure is far above it and nobody gives a reason.
    """
    if workspace.plan is None:
        return
    most = workspace.plan.model.over_report
    refused: set[tuple[str, str, int]] = set()
    for (district, period), each in workspace.submission.items():
        for name in each.model.figures:
            indicator, stated = (
                workspace.indicator.get(name),
                workspace.stated(district, name, period),
            )
            if indicator is None or stated is None or (district, name, period.year) in refused:
                continue
            allocated = workspace.allocation(name, district, period)
            place = workspace.allocation_at(name, district, period)
            if allocated is None or allocated <= 0 or place is None:
                continue
            if workspace.is_suspect(district, name, period):
                continue
            year = year_to_date(workspace, indicator, district, period)
            figure = stated.figure if year.figure is None else year.figure
            if figure * 100 <= most * allocated:
                continue
            bound = most * allocated * _GRAVE_TIMES
            is_grave = stated.figure * 100 > bound and name not in each.model.notes
            if is_grave and indicator.measure == "quarterly" and indicator.kind != "rate":
                refused.add((district, name, period.year))
            yield RULE.at(
                stated.location,
                place,
                subject=Subject(district, name, str(period)),
                severity=Severity.ERROR if is_grave else None,
                hint=_UNEXPLAINED if is_grave else None,
                id=name,
                name=indicator.name,
                figure=figure if stated.ratio is None else stated.shown(indicator.places),
                allocated=allocated,
                rate=rounded(figure * 100 / allocated, 1),
            )
