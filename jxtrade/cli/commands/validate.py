"""All that is wrong with the files, in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.findings import Severity
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "核对全部文件，一次列出全部问题。",
    "Check all files and list all that is wrong in one run.",
    "总是读整个工作区；给了 PATH 或 --since 只显示与这些文件有关的问题，退出码也只看这些。"
    "PATH 在工作区以外的（如邮件附件；- 是标准输入），按其中自称的报送核对，不写任何文件。"
    "问题达到 --fail-on 的，退出码为 1，否则为 0。",
    "The whole workspace is always read; with PATH or --since only what concerns these files is"
    " shown and counts. A PATH outside the workspace (an attachment, or - for standard input) is"
    " judged as the submission that it says it is; nothing is written. Exits 1 when anything that"
    " counts is as grave as --fail-on.",
)
EXAMPLES: Final = """\
jxtrade validate
jxtrade validate data/reports/2022Q2 --fail-on warning
jxtrade validate --since origin/main --format md
jxtrade validate --select JX3 --ignore over-report --format json"""
TAKES: Final = (
    options.PATHS,
    options.FAIL_ON,
    options.SELECT,
    options.IGNORE,
    options.SINCE,
    options.WAIVERS,
    options.SHOW_CHECKS,
    options.INFO,
    options.FORMATS,
    options.OUTPUTS,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.FINDINGS
_FOUND: Final = 1


def answer(
    call: Call,
    *,
    paths: Sequence[str] | None,
    fail_on: str,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    since: str | None,
    waivers: str | None,
    show_checks: bool,
    info: bool,
) -> int:
    """Show what is wrong, and tell whether anything shown is too grave."""
    from jxtrade.cli import ask, judged

    least = Severity(fail_on)
    asked = judged.asked(call.folder, paths, waivers)
    verdict = ask.verdict(call, guests=asked.guests, waivers=asked.waivers)
    found = judged.judged(verdict, asked, select=select, ignore=ignore, since=since)
    kept = found.verdict
    info = info or bool(select) or least is Severity.INFO
    wanted = ask.wanted(kept, call.language, remarks=info, checks=show_checks)
    if any(hasattr(output.FINDINGS.module(each.form), "STANDS") for each in call.outputs):
        from jxtrade.cli.blocks import blocks

        wanted = wanted._replace(blocks=blocks(found, wanted.listed(kept.inspection)))
    for each in call.outputs:
        output.put_findings(each, kept, wanted)
    return _FOUND if kept.inspection.fails(least) else 0
