"""Blank submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import UsageError
from jxtrade.text import Text, join, paragraphs, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from jxtrade.cli.call import Call
    from jxtrade.figures.city import City
    from jxtrade.figures.names import Named
    from jxtrade.model.period import Period
    from jxtrade.report import Paragraph

ABOUT: Final = paragraphs(
    "生成空白报送：不写区县就给全部还没有的区县和部门各写一份。",
    "Write blank submissions, without DISTRICT for all districts and departments that have none.",
    "每个数字旁注明单位、分配数、到季末应完成数和上次报的数；节点、名册沿用本年已报的。",
    "Beside each field stand its unit, allocation, what is due and what was reported last;"
    " milestones and rosters go on from the year so far.",
    "填数字，删去没有的行。已有的文件不覆盖。",
    "Fill in the figures and delete the lines that have none. An existing file is never"
    " overwritten.",
)
EXAMPLES: Final = """\
jxtrade new 2022Q3
jxtrade new 2022Q3 ID --carry-rosters"""
TAKES: Final = (
    options.NEW_PERIOD,
    options.SENDER,
    options.CARRY_ROSTERS,
    options.DATA,
    options.AS_OF,
)
_MOST_LISTED: Final = 20


def answer(call: Call, period: str, sender: str | None, *, carry_rosters: bool) -> int:
    """Write blank submissions for a quarter, and show where they stand.

    Raises:
        UsageError: no such quarter, district or department, or the one file is there already.

    """
    from pathlib import Path

    from jxtrade.cli import ask
    from jxtrade.report import Paragraph, Report
    from jxtrade.write.blank import Blanks
    from jxtrade.write.save import create

    city = ask.with_plan(call).city
    workspace, quarter = city.received.workspace, ask.planned_period(city.programme.plan, period)
    senders = [*_senders(city, quarter)] if sender is None else [_sender(city, sender, quarter)]
    lacking = [each for each in senders if not _has(city, each, quarter)]
    if sender is not None and not lacking:
        text = Text("{path} 已经有了，没有改动", "{path} is there already and was left as it is")
        raise UsageError(text, path=workspace.path_of(*senders[0], quarter))
    blanks = Blanks(city, quarter, carries=carry_rosters)
    files = {Path(workspace.path_of(*each, quarter)): blanks.text(*each) for each in lacking}
    _refuse_links(files)
    try:
        create(files)
    except FileExistsError as error:
        text = Text(
            "{path} 刚刚出现，没有生成任何文件", "{path} has just appeared; nothing was written"
        )
        raise UsageError(text, path=str(error.filename)) from None
    there = len(senders) - len(files)
    words = [_WRITTEN, _THERE] if there else [_WRITTEN]
    facts = {"period": str(quarter), "written": len(files), "there": there}
    title = join(words if files else [_NOTHING], "，", ", ").fill(**facts)
    after = [Paragraph(_AFTER)] if files else []
    report = Report(title, (*_listed([path.as_posix() for path in files]), *after))
    output.put_report(report, call.language)
    return 0


_WRITTEN: Final = Text(
    "{period} 已生成 {written} 份空白报送", "{period}: blank submissions written: {written}"
)
_THERE: Final = Text("原有 {there} 份没有动", "there already: {there}")
_NOTHING: Final = Text(
    "{period} 的 {there} 份报送都已经有了，没有生成",
    "{period}: nothing to write; there already: {there}",
)
_AFTER: Final = Text(
    "填好数字，删去没有的行，再用 jxtrade validate 核对",
    "fill in the figures, delete the lines that have none, then run jxtrade validate",
)
_REST: Final = Text("… 共 {count} 份", "… {count} in all")


def _listed(paths: Sequence[str]) -> Iterator[Paragraph]:
    """Yield the paths, the first of many."""
    from jxtrade.report import Paragraph, Role

    for path in paths[:_MOST_LISTED]:
        yield Paragraph(same("{path}").fill(path=path), role=Role.VERBATIM)
    if len(paths) > _MOST_LISTED:
        yield Paragraph(_REST.fill(count=len(paths)), role=Role.VERBATIM)


def _senders(city: City, period: Period) -> Iterator[tuple[str, str]]:
    for kind, id_, _ in city.received.senders(period):
        yield kind, id_


def _sender(city: City, word: str, period: Period) -> tuple[str, str]:
    """Return kind and id of the district or department that a word names."""
    from jxtrade.cli import ask
    from jxtrade.workspace import DEPARTMENTS, DISTRICTS

    programme = city.programme
    known: dict[str, Named] = {
        **programme.district,
        **programme.tasks.departments_of(period.year),
    }
    id_ = ask.one(known, word, Text("区县或部门", "district or department")) or word
    if id_ in programme.district:
        return DISTRICTS, id_
    if period.year not in programme.tasks.by_year:
        text = Text(
            "{year} 年没有任务清单，部门没有要报的；先写 tasks-{year}.yaml",
            "{year} has no task list, so departments have nothing to report; write"
            " tasks-{year}.yaml first",
        )
        raise UsageError(text, year=str(period.year))
    return DEPARTMENTS, id_


def _has(city: City, sender: tuple[str, str], period: Period) -> bool:
    """Tell whether a sender's file is there, or one under a wrong name was meant to be."""
    import os

    path = city.received.workspace.path_of(*sender, period)
    return os.path.lexists(path) or (*sender, period) in city.received.spoken_for


def _refuse_links(files: dict[Path, str]) -> None:
    """Refuse to write to where a link leads.

    Raises:
        UsageError: a folder of the files is a link.

    """
    folders = {folder for path in files for folder in (path.parent, *path.parents[1:3])}
    for folder in sorted(folders):
        if folder.is_symlink():
            text = Text(
                "{path} 是链接，不写到别处", "{path} is a link; nothing is written elsewhere"
            )
            raise UsageError(text, path=str(folder))
