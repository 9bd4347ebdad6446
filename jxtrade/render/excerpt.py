"""Findings as lines of pieces: head, sentence, the source line with a caret, the hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.render.layout import Piece, hanging, wrap
from jxtrade.report import Tone
from jxtrade.text import Text, agreeing, cells, join, same, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.findings import Finding, Inspection
    from jxtrade.place import Place
    from jxtrade.render.layout import Pieces
    from jxtrade.text import Lang

_TONES: Final = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARN, Severity.INFO: Tone.FAINT}
_ALSO: Final = Text("另见", "see also")
_HINT: Final = Text("建议：", "hint: ")
_MOST_RELATED: Final = 5
_MORE: Final = (
    Text("另有 {count} 处", "and {count} more place"),
    Text("另有 {count} 处", "and {count} more places"),
)
_BEFORE: Final = 24


def excerpts(
    inspection: Inspection, listed: Sequence[Finding], *, lang: Lang, width: int
) -> Iterator[Pieces]:
    """Yield the lines of the findings that are listed, and the line that closes them."""
    for finding in listed:
        yield from _finding(finding, lang=lang, width=width)
    for words in hanging(visible(closing(inspection, len(listed)).to(lang)), width):
        yield (Piece(words, Tone.STRONG),)


def closing(inspection: Inspection, shown: int) -> Text:
    """Return the line that counts, and says what is not listed or could not be checked."""
    parts = [*inspection.notes, inspection.tally()]
    if len(inspection.findings) > shown:
        parts.append(Text("提示未列出，用 --info 列出", "--info lists the remarks"))
    whole = [each for each in inspection.skipped if each.path is None]
    for reason in dict.fromkeys(each.reason for each in whole):
        codes = tuple(same(each.code) for each in whole if each.reason == reason)
        text = Text("{reason}，没有运行 {codes}", "{reason}, so these did not run: {codes}")
        parts.append(text.fill(reason=reason, codes=codes))
    return join(parts)


def _finding(finding: Finding, *, lang: Lang, width: int) -> Iterator[Pieces]:
    """Yield the lines of one finding, ended by an empty one; one that is waived has no hint."""
    tone = Tone.FAINT if finding.waiver else _TONES[finding.severity]
    yield (
        Piece(f"{where(finding.location)}: ", Tone.STRONG),
        Piece(finding.label.to(lang), tone),
        Piece(f" {finding.code} {finding.slug}"),
    )
    yield from _indented(finding.message.to(lang), width)
    yield from _source(finding.location, width, tone)
    for location in finding.related[:_MOST_RELATED]:
        yield (Piece(f"  {_ALSO.to(lang)} {where(location)}", Tone.FAINT),)
        yield from _source(location, width, Tone.FAINT)
    if (more := len(finding.related) - _MOST_RELATED) > 0:
        yield (Piece(f"  {agreeing(more, *_MORE).to(lang)}", Tone.FAINT),)
    if finding.waiver is not None:
        yield from _indented(finding.waiver.words.to(lang), width)
        yield (Piece(f"  {_ALSO.to(lang)} {where(finding.waiver.source)}", Tone.FAINT),)
    elif hint := finding.hint.to(lang):
        yield from _indented(_HINT.to(lang) + hint, width)
    yield ()


def where(location: Place) -> str:
    """Return path, line and column as editors and terminals take them."""
    return f"{visible(location.path)}:{location.line}:{location.column}"


def _indented(words: str, width: int) -> Iterator[Pieces]:
    for line in wrap(visible(words), max(width - 2, 20)):
        yield (Piece(f"  {line}"),)


def _source(location: Place, width: int, tone: Tone) -> Iterator[Pieces]:
    """Yield a source line and its caret line; of a long line the part around the span."""
    if not location.source:
        return
    start = location.column - 1
    is_one_line = location.end_line == location.line
    end = location.end_column - 1 if is_one_line else len(location.source)
    number = str(location.line)
    room = max(width - len(number) - 6, 20)
    first = 0
    if end > room or cells(visible(location.source[:end])) > room:
        first = max(start - _BEFORE, 0)
    before = ("…" if first else "") + visible(location.source[first:start])
    marked = visible(location.source[start : min(end, start + room)])
    after = visible(location.source[end : end + room])
    shown = _cut(before + marked + after, room)
    carets = max(min(cells(marked), room - cells(before)), 1)
    margin = " " * len(number)
    yield (Piece(f"  {number} | ", Tone.FAINT), Piece(shown))
    yield (Piece(f"  {margin} | ", Tone.FAINT), Piece(" " * cells(before) + "^" * carets, tone))


def _cut(words: str, width: int) -> str:
    if cells(words) <= width:
        return words
    kept = ""
    for character in words:
        if cells(kept + character) > width - 1:
            break
        kept += character
    return f"{kept}…"
