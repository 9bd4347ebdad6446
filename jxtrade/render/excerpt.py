"""A finding as lines of pieces: its head, its sentence, the source line with a caret, the hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.render.layout import Piece, wrap
from jxtrade.report import Tone
from jxtrade.text import Lang, Text, cells, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.findings import Finding
    from jxtrade.place import Place
    from jxtrade.render.layout import Line

_TONES: Final = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARN, Severity.INFO: Tone.FAINT}
_ALSO: Final = Text("另见", "see also")
_HINT: Final = Text("建议：", "hint: ")
_MOST_RELATED: Final = 5
_MORE: Final = Text("另有 {count} 处", "and {count} more places")
_BEFORE: Final = 24


def draw(finding: Finding, *, lang: Lang, width: int) -> Iterator[Line]:
    """Yield the lines of one finding, ended by an empty one."""
    tone = _TONES[finding.severity]
    yield (
        Piece(f"{where(finding.location)}: ", Tone.STRONG),
        Piece(finding.severity.label.to(lang), tone),
        Piece(f" {finding.code} {finding.slug}"),
    )
    yield from _indented(finding.message.to(lang), width)
    yield from _source(finding.location, width, tone)
    for location in finding.related[:_MOST_RELATED]:
        yield (Piece(f"  {_ALSO.to(lang)} {where(location)}", Tone.FAINT),)
        yield from _source(location, width, Tone.FAINT)
    if (more := len(finding.related) - _MOST_RELATED) > 0:
        yield (Piece(f"  {_MORE.fill(count=more).to(lang)}", Tone.FAINT),)
    yield from _indented(_HINT.to(lang) + finding.hint.to(lang), width)
    yield ()


def where(location: Place) -> str:
    """Return path, line and column as editors and terminals take them."""
    return f"{visible(location.path)}:{location.line}:{location.column}"


def _indented(words: str, width: int) -> Iterator[Line]:
    for line in wrap(visible(words), max(width - 2, 20)):
        yield (Piece(f"  {line}"),)


def _source(location: Place, width: int, tone: Tone) -> Iterator[Line]:
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
