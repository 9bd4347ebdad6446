"""Findings as Markdown, a pull request's comment: a block for each sender, and how it stands."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Severity
from jxtrade.render import excerpt
from jxtrade.render.findings import Block
from jxtrade.render.layout import disarmed
from jxtrade.render.report import md
from jxtrade.text import Text, join, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jxtrade.findings import Finding, Inspection
    from jxtrade.place import Place
    from jxtrade.render.findings import Wanted
    from jxtrade.text import Lang

SUFFIXES: Final = (".md",)
HELP: Final = Text("Markdown，用作合并请求的评论", "Markdown, for a pull request's comment")
STANDS: Final = True
_WAIVED, _SOUND, _STANDING = range(len(Severity), len(Severity) + 3)
_GROUPS: Final = {
    Severity.ERROR.rank: Text("须改正：{count} 处", "To be mended: {count}"),
    Severity.WARNING.rank: Text("须核对：{count} 处", "To be looked at: {count}"),
    Severity.INFO.rank: Text("提示：{count} 处", "Remarks: {count}"),
    _WAIVED: Text("已豁免：{count} 处", "Waived: {count}"),
}
_LINE: Final = Text("第 {line} 行", "line {line}")
_COLON: Final = Text("：", ": ")
_RULE: Final = Text("（{code} {slug}）", " ({code} {slug})")
_ALSO: Final = Text("另见", "see also")
_HINT: Final = Text("建议：", "hint: ")
_OTHERS: Final = Text("其他文件", "Other files")
_NOTHING: Final = Text("没有发现问题。", "Nothing found.")
_UNCHECKED: Final = Text("有 {count} 项未能核对", "checks that could not be made: {count}")
_LEFT_OUT: Final = Text(
    "篇幅有限，另有 {count} 处未列出，用 jxtrade validate 查看",
    "the page is full and {count} more are left out: see jxtrade validate",
)
_UNSAID: Final = Text(
    "篇幅有限，有 {count} 处进度未列出，用 jxtrade status 查看",
    "the page is full; progress left out: {count}, see jxtrade status",
)
_TICKS: Final = re.compile("`+")
_FURNITURE: Final = 400
_CLOSING: Final = 2_000
_APART: Final = "\n\n"
_LONGEST: Final = 100
_MOST_RELATED: Final = 3
_BEFORE: Final = 40


class _Part(NamedTuple):
    """A finding, that there is none, or how a sender stands: drawn, and in which block it stands.

    By rank it stands there, and is kept where the page has no room for all.
    """

    rank: int
    block: int
    words: str


def render(inspection: Inspection, wanted: Wanted) -> str:
    """Return the blocks, in each what is to be mended first and how the sender stands last.

    Where the page has no room for all the gravest is kept, and the rest is counted.
    """
    lang, listed = wanted.lang, wanted.listed(inspection)
    blocks = (*wanted.blocks, Block(_OTHERS, ()))
    titles = [f"### {md.inline(each.title.to(lang))}" for each in blocks]
    parts = sorted(_parts(listed, blocks, lang), key=lambda each: each[:2])
    kept = _fitting(parts, titles, wanted.most - _CLOSING)
    total = Counter(each[:2] for each in parts)
    drawn = [
        _APART.join([titles[index], *_block([*own], total, lang)])
        for index, own in groupby(sorted(kept, key=_block_and_rank), key=lambda each: each.block)
    ]
    sound = [] if listed or any(each.files for each in blocks) else [_NOTHING.to(lang)]
    closing = _closing(inspection, len(listed), parts[len(kept) :])
    return _APART.join(["## jxtrade", *sound, *drawn, md.inline(closing.to(lang))]) + "\n"


def _block_and_rank(part: _Part) -> tuple[int, int]:
    return part.block, part.rank


def _parts(listed: Iterable[Finding], blocks: Sequence[Block], lang: Lang) -> Iterator[_Part]:
    """Yield what there is to show; a finding stands with its file, else with one that it names."""
    of_file = {path: index for index, each in enumerate(blocks) for path in each.files}
    others, met = len(blocks) - 1, set()
    for each in listed:
        places = (each.location, *each.related)
        index = next((of_file[at.path] for at in places if at.path in of_file), others)
        is_alone = blocks[index].files == (each.location.path,)
        rank = _WAIVED if each.waiver else each.severity.rank
        yield _Part(rank, index, _finding(each, lang, is_alone=is_alone))
        met.add(index)
    for index, block in enumerate(blocks):
        if index not in met and block.files:
            yield _Part(_SOUND, index, _NOTHING.to(lang))
        if block.standing is not None:
            yield _Part(_STANDING, index, md.below("###", block.standing, lang).rstrip("\n"))


def _fitting(parts: Sequence[_Part], titles: Sequence[str], room: int) -> Sequence[_Part]:
    """Return the first parts, as many as a number of bytes holds with what stands around them."""
    met: set[int] = set()
    for count, each in enumerate(parts):
        if each.block not in met:
            room -= _size(titles[each.block]) + _FURNITURE
            met.add(each.block)
        room -= _size(each.words) + len(_APART)
        if room < 0:
            return parts[:count]
    return parts


def _size(words: str) -> int:
    return len(words.encode("utf-8", "backslashreplace"))


def _block(own: list[_Part], total: Mapping[tuple[int, int], int], lang: Lang) -> Iterator[str]:
    """Yield what stands below a block's title: groups of findings, gravest first, then the rest."""
    for rank, heading in _GROUPS.items():
        if same_rank := [each for each in own if each.rank == rank]:
            yield f"**{heading.fill(count=total[same_rank[0][:2]]).to(lang)}**"
            yield "\n".join(each.words for each in same_rank)
    yield from (each.words for each in own if each.rank in (_SOUND, _STANDING))


def _finding(finding: Finding, lang: Lang, *, is_alone: bool) -> str:
    """Return a finding as an item of a list: line, sentence, the line itself, what to do."""
    place = finding.location
    where = [] if is_alone else [_code(place.path)]
    if place.source:
        where.append(_LINE.fill(line=place.line).to(lang))
    before = f"{' '.join(where)}{_COLON.to(lang)}" if where else ""
    rule = _RULE.fill(code=finding.code, slug=finding.slug).to(lang)
    lines = [f"- {before}{md.inline(finding.message.to(lang))}{rule}"]
    if place.source.strip():
        lines.append(_code(_around(place)))
    lines += [
        f"{_ALSO.to(lang)} {_code(each.path)} {_LINE.fill(line=each.line).to(lang)}"
        for each in finding.related[:_MOST_RELATED]
    ]
    if finding.waiver:
        lines.append(md.inline(finding.waiver.words.to(lang)))
    elif hint := finding.hint.to(lang):
        lines.append(f"{_HINT.to(lang)}{md.inline(hint)}")
    return "  \n  ".join(lines)


def _around(place: Place) -> str:
    """Return a source line; of a long one the part around the span."""
    source = place.source.strip()
    if len(source) <= _LONGEST:
        return source
    start = max(place.column - 1 - _BEFORE, 0)
    cut = place.source[start : start + _LONGEST]
    return (
        f"{'…' if start else ''}{cut.strip()}{'…' if start + _LONGEST < len(place.source) else ''}"
    )


def _code(words: str) -> str:
    """Return words as code, in which nothing is marked up, linked or called."""
    shown = disarmed(visible(words))
    ticks = "`" * (max((len(each) for each in _TICKS.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def _closing(inspection: Inspection, shown: int, dropped: Sequence[_Part]) -> Text:
    """Return the line that counts, and says what could not be checked and what is left out."""
    parts = [excerpt.closing(inspection, shown)]
    unchecked = sum(each.path is not None for each in inspection.skipped)
    standings = sum(each.rank == _STANDING for each in dropped)
    findings = sum(each.rank < _SOUND for each in dropped)
    for count, text in ((unchecked, _UNCHECKED), (findings, _LEFT_OUT), (standings, _UNSAID)):
        if count:
            parts.append(text.fill(count=count))
    return join(parts)
