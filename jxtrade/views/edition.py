"""What makes a paper one that anybody can make again: its inputs, their digest, its maker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.report import (
    Cell,
    Field,
    Kind,
    Later,
    Paragraph,
    Records,
    Report,
    Role,
    Row,
    Table,
    Tone,
    optional,
)
from jxtrade.text import Text, same
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.figures.inputs import Inputs
    from jxtrade.read.paper import Claimed

INPUTS: Final = Records("inputs", (Field("path", Kind.ID), Field("sha256", Kind.ID)))
FACTS: Final = (
    *words.FACTS,
    Field("kind", Kind.WORD, ("meeting", "circular", "district", "department")),
    *optional(Field("about", Kind.ID)),
    Field("program", Kind.ID),
    Field("digest", Kind.ID),
)
_LAST: Final = Text(
    "jxtrade {version}　输入摘要 {digest}（{count}份文件）",
    "jxtrade {version}, inputs {digest} ({count} {files})",
)


def signed(report: Report, inputs: Inputs, version: str) -> Report:
    """Return a paper with its last line: the program's version and a digest of its inputs.

    Machines get each input file with its SHA-256.
    """
    files = "file" if len(inputs.files) == 1 else "files"
    said = {"version": version, "digest": inputs.digest, "count": len(inputs.files)}

    def rows() -> Iterator[Row]:
        for file in inputs.files:
            yield Row({key: Cell(each) for key, each in file._asdict().items()})

    return report._replace(
        blocks=(
            *report.blocks,
            Paragraph(_LAST.fill(**said, files=files), Role.VERBATIM),
            Table((), Later(rows), (INPUTS,)),
        ),
        facts={
            **report.facts,
            "about": report.facts.get("about"),
            "program": version,
            "digest": inputs.digest,
        },
        is_paper=True,
    )


def compared(path: str, said: Claimed, inputs: Inputs, version: str) -> Report:
    """Return whether a paper still agrees with the data, and which inputs are others since."""
    facts = {"path": path, "digest": said.digest, "now": inputs.digest}
    other = [] if said.version == version else [_VERSIONS.fill(then=said.version, now=version)]
    made_by = [Paragraph(each, tone=Tone.WARN) for each in other]
    if said.digest == inputs.digest:
        return Report(_SAME.fill(**facts), tuple(made_by))
    blocks = [Paragraph(each, role) for each, role in _others(said, inputs)]
    return Report(_OTHER.fill(**facts), (*blocks, *made_by))


def _others(said: Claimed, inputs: Inputs) -> Iterator[tuple[Text, Role]]:
    """Yield which files have changed, are gone, or are not among those that the paper lists."""
    if not said.files:
        yield _UNLISTED, Role.BODY
        return
    now = {each.path: each.sha256 for each in inputs.files}
    changed = [
        path for path, then in said.files.items() if not now.get(path, then).startswith(then)
    ]
    gone = [path for path in said.files if path not in now]
    new = [path for path in now if path not in said.files]
    for text, paths in ((_CHANGED, changed), (_GONE, gone), (_NEW, new)):
        if paths:
            yield text.fill(count=len(paths)), Role.BODY
            yield from ((same("{path}").fill(path=each), Role.VERBATIM) for each in paths)


_SAME: Final = Text("{path} 与现在的数据一致（{digest}）", "{path} agrees with the data ({digest})")
_OTHER: Final = Text(
    "{path} 与现在的数据不一致：材料用的是 {digest}，现在是 {now}",
    "{path} no longer agrees with the data: it rests on {digest}, which now is {now}",
)
_VERSIONS: Final = Text(
    "材料由 jxtrade {then} 生成，现在是 {now}。", "It was made by jxtrade {then}; this is {now}."
)
_UNLISTED: Final = Text(
    "材料没有列出各文件的摘要，说不出是哪些变了；同时写出的 .json 列有。",
    "It lists no digests of files, so it can't be said which have changed; a .json lists them.",
)
_CHANGED: Final = Text("内容变了的（{count}）：", "Changed ({count}):")
_GONE: Final = Text("已经没有的（{count}）：", "Gone ({count}):")
_NEW: Final = Text("材料没有列出的（{count}）：", "Not listed in it ({count}):")
