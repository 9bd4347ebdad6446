"""What districts and departments have earned in the assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import UsageError
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.cli.call import Call
    from jxtrade.engine import Verdict
    from jxtrade.figures.programme import Programme
    from jxtrade.findings import Finding
    from jxtrade.model.scoring import Scoring
    from jxtrade.place import Route

ABOUT: Final = paragraphs(
    "考核得分：按计划里的 scoring 给各区县计分、排位次。",
    "Scores and places of the assessment, by the plan's `scoring`.",
    "--explain 列出每一格的算式。未报、待核的数从不悄悄按 0 分计。",
    "--explain shows the arithmetic of every cell. A missing or suspect value is never scored 0 in"
    " silence.",
)
EXAMPLES: Final = """\
jxtrade score
jxtrade score 2022Q4 --explain
jxtrade score 2022Q4 --format json"""
TAKES: Final = (
    options.PERIOD,
    options.EXPLAIN,
    options.FORMAT,
    options.OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.REPORTS


def answer(call: Call, *, period: str | None, explain: bool) -> int:
    """Show the scores of a quarter.

    Raises:
        UsageError: the plan does not say how progress counts.

    """
    from jxtrade.cli import ask
    from jxtrade.figures.lines import reconcile
    from jxtrade.views import score

    verdict = ask.with_plan(call)
    city = verdict.city
    if (scoring := city.programme.plan.scoring) is None:
        raise UsageError(_without(city.programme))
    if wrong := _of_scoring(verdict, scoring):
        inspection = verdict.inspection._replace(findings=wrong)
        raise ask.unusable(call, verdict._replace(inspection=inspection))
    found = reconcile(city.facts, ask.asked_period(city, period))
    report = score.report(city, found, scoring, explains=explain)
    output.put_report(report, call.language, call.outputs[0], verdict.workspace)
    return 0


def _of_scoring(verdict: Verdict, scoring: Scoring) -> tuple[Finding, ...]:
    """Return the errors in how progress is to count: no score is given by half of it."""
    from jxtrade.read.file import look_up

    plan = verdict.city.programme.loaded
    routes = [*_routes(scoring.model_dump(exclude_unset=True), ("scoring",))]
    places = {place for each in routes for place in (plan.at(*each), plan.key(*each))}
    known = {*look_up(verdict.workspace, places).values()}
    return tuple(each for each in verdict.findings if each.is_error and each.location in known)


def _routes(value: object, route: Route) -> Iterator[Route]:
    """Yield the routes to a value and to all within it."""
    yield route
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _routes(each, (*route, key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _routes(each, (*route, index))


def _without(programme: Programme) -> Text:
    """Return what to write into the plan, with an example of its own indicators."""
    lines = "\n".join(
        f"    {id_}: {{{{{how}}}}}" for id_, how in zip(programme.indicator, _HOW, strict=False)
    )
    head = _NONE.fill(path=programme.loaded.path)
    return Text(*(f"{each}\n\nscoring:\n  indicators:\n{lines}\n{_MORE}" for each in head))


_NONE: Final = Text(
    "{path} 没有写考核怎样计分（scoring）：写上各指标的权重和计分办法再试，例如",
    "{path} does not say how progress counts (scoring): write what each indicator weighs and how it"
    " scores, such as",
)
_HOW: Final = (
    "weight: 60, method: proportional",
    "weight: 40, method: threshold, below: 0.5",
)
_MORE: Final = "  deductions: {{late: 1, missing: 3}}"
