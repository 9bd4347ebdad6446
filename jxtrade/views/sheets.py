"""What the feedback sheets share: their head, what was found about them, when the next is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.report import Paragraph, Role
from jxtrade.rules.missing_submission import RULE as NOT_SUBMITTED
from jxtrade.text import Text, join
from jxtrade.views.papers import NONE, moment_said, month_end, part
from jxtrade.views.words import say_season

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.figures.city import City
    from jxtrade.findings import Finding
    from jxtrade.model.period import Period
    from jxtrade.model.plan import Plan
    from jxtrade.report import Block
    from jxtrade.workspace import Submission

_TO_MEND: Final = (Severity.ERROR, Severity.WARNING)


def title(name: Text, period: Period, own: str | None) -> Text:
    """Return a sheet's title: whose it is and of which quarter, unless it is given one."""
    if own is not None:
        return Text("{own}", "{own}").fill(own=own)
    season = say_season(period)
    text = Text("反馈单：{name}　{year}年{season}", "Feedback sheet: {name}, {season} {year}")
    return text.fill(name=name, year=str(period.year), season=season)


def head(period: Period, sent: Submission | None, *, sample: bool) -> Iterator[Paragraph]:
    """Yield up to when figures count, that they are made up, and when they were received."""
    text = Text("（截至{end}）", "(as of {end})")
    yield Paragraph(text.fill(end=month_end(period)), Role.SUBTITLE)
    received = sent.model.received if sent else None
    parts = [_SAMPLE] if sample else []
    parts += [_RECEIVED.fill(when=moment_said(received))] if received else []
    if parts:
        yield Paragraph(join(parts, "　", "; "), Role.SUBTITLE)


_SAMPLE: Final = Text("示例数据", "示例数据 (made-up figures)")
_RECEIVED: Final = Text("报送收到时间：{when}", "received {when}")


def parts(bodies: Iterable[tuple[Text, Iterable[Block]]]) -> Iterator[Block]:
    """Yield parts under their titles, numbered; one with nothing in it is left out."""
    number = 1
    for name, body in bodies:
        if blocks := [*body]:
            yield part(number, name)
            yield from blocks
            number += 1


def assumed(city: City, period: Period) -> Iterator[Text]:
    """Yield that the year of an allocation in use is assumed, by its annex where that is named."""
    plan = city.programme.plan
    for index in city.programme.allocations.documents_of(period.year):
        if plan.allocations[index].year_assumed:
            document = plan.document_of(plan.allocations[index])
            short = document.zh.removeprefix(plan.plan.document or "").strip()
            text = Text(
                "{document}未写年度，目标按{year}年使用。",
                "{document} names no year; {year} is used.",
            )
            name = Text(short, short) if short else document
            yield text.fill(document=name, year=str(period.year))


def nothing_came(period: Period) -> Paragraph:
    """Return that no submission has come in."""
    text = Text("没有收到{season}报送。", "Nothing has come in for {season}.")
    return Paragraph(text.fill(season=say_season(period)))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by weight, the gravest first, each of one sentence once.

    That nothing has come in is no finding for whom it should come from: its advice is the office's.
    """
    own = (each for each in findings if each.code != NOT_SUBMITTED.code)
    by_weight = sorted(own, key=lambda each: each.severity.rank)
    return list({(each.code, each.message): each for each in by_weight}.values())


def counted(found: Sequence[Finding], what: Text) -> Text:
    """Return how many errors and warnings there are, and what is to be done about them."""
    errors, warnings = (sum(each.severity is level for each in found) for level in _TO_MEND)
    return Text(
        f"错误{errors}项，警告{warnings}项{what.zh}",
        f"{_so_many(errors, 'error')}, {_so_many(warnings, 'warning')}{what.en}",
    )


def _so_many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def told(finding: Finding, own: str) -> Text:
    """Return a finding's sentence with its code, its line where it is of the own file, and hint."""
    at = NONE
    if finding.location.path == own and finding.location.line > 1:
        at = Text("，第{line}行", ", line {line}").fill(line=finding.location.line)
    said = _FOUND.fill(message=finding.message, code=finding.code, at=at)
    if not finding.hint.zh:
        return said
    return Text(f"{said.zh}{finding.hint.zh}。", f"{said.en} {_capital(finding.hint.en)}.")


_FOUND: Final = Text("{message}（{code}{at}）。", "{message} ({code}{at}).")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def when_due(plan: Plan, period: Period) -> Text:
    """Return by when a quarter's submissions are due, or that the plan sets no time."""
    deadline = plan.deadlines.get(period)
    if deadline is None:
        return Text("计划没有规定报送时限。", "The plan sets no deadline.")
    text = Text("于{when}前报送。", "Due on {when}.")
    return text.fill(when=moment_said(deadline))
