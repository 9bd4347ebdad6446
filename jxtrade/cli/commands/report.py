"""Papers: for the meeting, to all, and to each district and department."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

from jxtrade import __version__
from jxtrade.cli import options, output
from jxtrade.cli.call import Destination
from jxtrade.cli.speech import UsageError
from jxtrade.render.layout import harmless
from jxtrade.text import Lang, Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jxtrade.cli.call import Call
    from jxtrade.engine import Verdict
    from jxtrade.model.period import Period
    from jxtrade.report import Report
    from jxtrade.views.papers import Paper

ABOUT: Final = paragraphs(
    "成文的材料：汇报材料（默认）、通报，发给一个区县或一个部门的反馈单，--each 一次写齐。",
    "Papers: for a meeting (by default), the circular, and the feedback sheet of a district or a"
    " department, with --each of all of them.",
    "形式看文件后缀，多个 -o 一次写出；不写 -o 就在屏幕上输出 Markdown。同样的数据写出同样的"
    "文件，末行的摘要可用 --check 核对。",
    "The suffix of a file says its form, and several -o write several at once; without one the"
    " screen shows Markdown. The same data make the same file; --check holds the digest of its"
    " last line against the data.",
)
EXAMPLES: Final = """\
jxtrade report 2022Q2 -o paper.md -o paper.json
jxtrade report 2022Q2 --kind circular
jxtrade report 2022Q2 --district ID
jxtrade report --each -o FOLDER"""
TAKES: Final = (
    options.PERIOD,
    options.PAPER_KIND,
    options.OF_DISTRICT,
    options.OF_DEPARTMENT,
    options.EACH,
    options.TITLE,
    options.NO_ROSTERS,
    options.STRICT,
    options.CHECK,
    options.PAPER_FORMAT,
    options.PAPER_OUTPUT,
    options.DATA,
    options.PAPER_AS_OF,
)


def WRITES(words: Mapping[str, Any]) -> output.Formats:  # noqa: N802 - what all commands give
    """Return the formats of papers: of one by its file's suffix, of all those of a folder."""
    return output.FOLDERS if words["each"] else output.PAPERS


def answer(
    call: Call,
    *,
    period: str | None,
    kind: str | None,
    district: str | None,
    department: str | None,
    each: bool,
    title: str | None,
    no_rosters: bool,
    strict: bool,
    check: str | None,
) -> int:
    """Write papers of a quarter, or hold one that was made before against the data.

    Raises:
        UsageError: it names more than one kind, or what it names is not there.

    """
    if check is not None:
        if period or kind or district or department or each or title or no_rosters or strict:
            raise UsageError(
                Text("--check 只和 --data 一起用", "--check goes with no more than --data")
            )
        return _checked(call, check)
    from jxtrade.cli import ask
    from jxtrade.figures.inputs import inputs_of
    from jxtrade.figures.lines import reconcile
    from jxtrade.views.edition import signed
    from jxtrade.views.papers import NONE, Asked, Paper
    from jxtrade.views.standing import Heard

    if sum((kind is not None, district is not None, department is not None, each)) > 1:
        raise UsageError(_ONE_KIND)
    if each:
        _refuse_no_folder(call, title)
    verdict = ask.of_papers(call)
    city, plan = verdict.city, verdict.city.programme.plan
    found = reconcile(city.facts, ask.told_period(city, period))
    if strict and (errors := Heard(city, verdict.findings).errors(found)):
        said = _ERRORS.fill(period=str(found.period), count=errors)
        print(harmless(f"jxtrade: {said.to(call.language)}"), file=sys.stderr)  # noqa: T201
        return 1
    asked = Asked(title, has_rosters=not no_rosters)
    about = Paper(city, found, verdict.findings, asked, NONE)
    inputs = inputs_of(verdict.workspace)

    def paper(kind: str, id_: str | None = None) -> Report:
        return signed(_made(about, kind, id_), inputs, __version__)

    papers: Iterator[tuple[Report, Destination]]
    if each:
        papers = (
            (paper(kind, id_), _within(to, found.period, kind, id_))
            for kind, id_ in _everybody(verdict, found.period)
            for to in call.outputs
        )
    else:
        wanted: tuple[str, str | None] = kind or options.KINDS[0], None
        if district is not None:
            wanted = _DISTRICT, ask.one(plan.district, district, ask.DISTRICT)
        elif department is not None:
            known = city.programme.tasks.departments
            wanted = _DEPARTMENT, ask.one(known, department, ask.DEPARTMENT)
        own = paper(*wanted)
        papers = ((own, to) for to in call.outputs)
    output.put_papers(papers, Lang(call.lang or plan.language), verdict.workspace)
    return 0


_DISTRICT, _DEPARTMENT = "district", "department"
_ONE_KIND: Final = Text(
    "一次一种：--kind、--district、--department、--each 只能写一个",
    "one kind at a time: --kind, --district, --department or --each",
)
_ERRORS: Final = Text(
    "{period} 的报送有 {count} 个错误，没有写；详见 jxtrade validate",
    "errors in what was submitted for {period}: {count}; nothing was written, see jxtrade validate",
)


def _refuse_no_folder(call: Call, title: str | None) -> None:
    """Refuse to write all without a folder that is there, or all under one title.

    Raises:
        UsageError: why.

    """
    if title is not None:
        raise UsageError(Text("--each 各有各的标题", "with --each all have titles of their own"))
    for to in call.outputs:
        if to.path is None:
            raise UsageError(Text("--each 要用 -o 写明文件夹", "--each needs a folder: -o FOLDER"))
        if not os.path.isdir(to.path):
            text = Text("没有「{path}」这个文件夹", "there is no folder “{path}”")
            raise UsageError(text, path=to.path)


def _checked(call: Call, path: str) -> int:
    """Show whether a paper still agrees with the data; 1 where it does not.

    Raises:
        UsageError: it can't be read, or says nothing of its inputs.

    """
    from jxtrade.cli import ask
    from jxtrade.figures.inputs import inputs_of
    from jxtrade.read.paper import MOST, claimed
    from jxtrade.read.tree import RefusedError, read_alone
    from jxtrade.views.edition import compared

    try:
        content = read_alone(path, MOST)
    except RefusedError as refused:
        text = Text("读不了 {path}：{reason}", "can't read {path}: {reason}")
        raise UsageError(text, path=path, reason=refused.reason) from None
    said = claimed(content)
    if said is None:
        raise UsageError(_NO_PDF if content.startswith(b"%PDF") else _NO_DIGEST, path=path)
    inputs = inputs_of(ask.workspace(call))
    output.put_report(compared(path, said, inputs, __version__), call.language)
    return int(said.digest != inputs.digest)


_NO_DIGEST: Final = Text(
    "{path} 里没有 jxtrade 的输入摘要", "{path} names no digest of the inputs of jxtrade"
)
_NO_PDF: Final = Text(
    "{path} 是 PDF，读不出摘要：改为核对一同写出的 docx、md 或 json",
    "{path} is a PDF, whose digest can't be read: check the docx, md or json made with it",
)


def _made(about: Paper, kind: str, id_: str | None) -> Report:
    """Return a paper of a kind; a feedback sheet is about a district or department."""
    from importlib import import_module

    made: Report
    if id_ is None:
        given = about.city, about.found, about.findings, about.asked
        made = import_module(f"jxtrade.views.{kind}").report(*given)
    else:
        made = import_module(f"jxtrade.views.feedback_{kind}").report(about, id_)
    return made


def _everybody(verdict: Verdict, period: Period) -> Iterator[tuple[str, str]]:
    """Yield kind and id of all that are to submit for a quarter."""
    from jxtrade.workspace import DISTRICTS

    for kind, id_, _ in verdict.city.received.senders(period):
        yield _DISTRICT if kind == DISTRICTS else _DEPARTMENT, id_


def _within(to: Destination, period: Period, kind: str, id_: str) -> Destination:
    """Return the file of a sheet in a folder."""
    (suffix, *_) = output.REPORTS.module(to.form).SUFFIXES
    name = f"{period}-{kind}-{id_}{suffix}"
    return Destination(to.form, os.path.join(to.path or "", name))
