"""The time at which submissions came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import UsageError
from jxtrade.text import MOST_LISTED, Text, join, listed, paragraphs, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jxtrade.cli.call import Call
    from jxtrade.workspace import Workspace

ABOUT: Final = paragraphs(
    "收到报送时写入收到时间（received），文件其余部分一个字节也不改。",
    "Fill in when submissions were received; not a byte else of the files is changed.",
    "文件要在工作区 reports/ 下应在的位置。已填过的不改，除非加 --again；"
    "有一份不能写，就一份也不写。",
    "The files stand where they belong, below reports/. What is filled in already is refused"
    " without --again; where one can't be stamped, none is.",
)
EXAMPLES: Final = """\
jxtrade receive data/reports/2022Q3/districts/*.yaml
jxtrade receive FILE --on 2022-10-08T16:30"""
TAKES: Final = (options.RECEIVED, options.ON, options.AGAIN, options.DATA, options.AS_OF)


def answer(call: Call, files: Sequence[str], *, on: str | None, again: bool) -> int:
    """Stamp submissions, and show which.

    Raises:
        UsageError: one of them can't be stamped; none is then.

    """
    from pathlib import Path

    from jxtrade.cli import ask
    from jxtrade.model.period import written
    from jxtrade.report import Paragraph, Report, Role
    from jxtrade.write.save import rewrite
    from jxtrade.write.stamp import NotStampedError, stamped

    moment = ask.moment(call, on)
    workspace = ask.workspace(call)
    placed = {entry.path for entry in workspace.entries}
    made: dict[Path, str | bytes] = {}
    refused: dict[Text, list[str]] = {}
    for file in dict.fromkeys(each for word in files for each in _named(word)):
        try:
            path, content = _submission(workspace, file, placed)
            made[Path(path)] = stamped(content, moment, again=again)
        except (UsageError, NotStampedError) as error:
            refused.setdefault(error.text, []).append(file)
    if refused:
        said = [_OF_FILES.fill(files=listed(each), why=why) for why, each in refused.items()]
        raise UsageError(_NONE, refused=join(said[:MOST_LISTED]))
    rewrite(made)
    title = _DONE.fill(moment=written(moment), count=len(made))
    lines = [
        Paragraph(same("{path}").fill(path=path.as_posix()), role=Role.VERBATIM) for path in made
    ]
    output.put_report(Report(title, tuple(lines)), call.language)
    return 0


_DONE: Final = Text(
    "已写入收到时间 {moment}，{count} 份", "received {moment} is filled in; files: {count}"
)
_NONE: Final = Text("没有写入任何文件：{refused}", "nothing was written: {refused}")
_OF_FILES: Final = Text("{files}：{why}", "{files}: {why}")
_BELONGS: Final = Text(
    "不在工作区的 reports/ 下应在的位置；先放到 {path}",
    "it is not where submissions belong; put it at {path} first",
)
_ELSEWHERE: Final = Text(
    "不在 {folder}/reports/<季度>/districts 或 departments 之下",
    "it is not below {folder}/reports/<quarter>/districts or departments",
)


def _named(word: str) -> list[str]:
    """Return the files that a word names, or all of a pattern: not every shell expands one."""
    import os
    from glob import glob

    return [word] if os.path.lexists(word) else sorted(glob(word)) or [word]


def _submission(workspace: Workspace, file: str, placed: set[str]) -> tuple[str, bytes]:
    """Return the path of a submission, one of those that stand in their place, and its bytes.

    Raises:
        UsageError: it is none of them, or can't be read.

    """
    from jxtrade.cli import judged
    from jxtrade.read.faults import SUBMISSION
    from jxtrade.read.tree import RefusedError, read_alone

    try:
        content = read_alone(file, SUBMISSION.bytes + 1)
    except RefusedError as error:
        raise UsageError(_AS_SAID, said=error.reason) from None
    path, *_ = judged.asked(workspace.folder, [file]).paths
    if path not in placed:
        raise UsageError(_where(workspace, content))
    return path, content


_AS_SAID: Final = Text("{said}", "{said}")


def _where(workspace: Workspace, content: bytes) -> Text:
    """Return what is said of a file that is not where it belongs, and where that is."""
    from jxtrade.model.scalar import is_id
    from jxtrade.read.file import said_of

    kind, id_, period = said_of(content)
    if id_ is None or period is None or not is_id(id_):
        return _ELSEWHERE.fill(folder=workspace.folder)
    return _BELONGS.fill(path=workspace.path_of(f"{kind}s", id_, period))
