"""Tables of a report as a Word document has them: as wide as the page, none of their rows split."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.render.layout import spread, tokens
from jxtrade.render.office import styles
from jxtrade.render.office.markup import paragraph, run
from jxtrade.report import Kind, RowKind, Tone
from jxtrade.text import cells, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jxtrade.render.layout import Shown
    from jxtrade.report import Row, Table
    from jxtrade.text import Lang

_FILLS: Final = {Tone.GOOD: "DDEFDD", Tone.WARN: "FFF0C2", Tone.BAD: "F6CFCB"}
_HEAD_FILL: Final = "F2F2F2"
_LOOKS: Final = {Tone.FAINT: "Faint", Tone.STRONG: "Strong"}
_USUAL: Final = 21
_FITS: Final = (
    *((False, size) for size in (_USUAL, 18)),
    *((True, size) for size in (_USUAL, 18, 15)),
)
"""Pages upright and across, each with the sizes in half points in which a table may be set."""
_CELL: Final = 5
"""Half a character of a half point is so many twentieths of a point wide."""
_BESIDE_WORDS: Final = 130
"""What margins and ruling take of each column, in twentieths of a point."""
_MOST_LINES: Final = 3
_TWO_CHARACTERS: Final = 4
_WHOLE: Final = 20
"""A table of so many lines at most stays on one page."""


class _Set(NamedTuple):
    """Columns as they are set: where, in which size, and how wide in twentieths of a point."""

    columns: list[Shown]
    is_across: bool
    size: int
    widths: list[int]


def drawn(table: Table, lang: Lang, *, is_noted: bool) -> Iterator[tuple[str, bool]]:
    """Yield the table, or each that it is parted into or does not fit beside the last.

    Each with what stands above it and an end that is a paragraph, and whether it goes across. The
    last row of one with a note stays on the note's page.
    """
    above = [
        paragraph(style, run(visible(each.to(lang)), lang))
        for style, each in (("Caption", table.caption), ("Unit", table.unit))
        if each
    ]
    for name, columns, rows in spread(table, lang):
        if name is not None:
            above.append(paragraph("PartName", run(visible(name.to(lang)), lang)))
        for each in _sets(columns, is_wide=table.is_wide):
            end = paragraph("BelowTable", "", _KEPT if is_noted else "")
            whole = _table(each, rows, lang, is_noted=is_noted)
            yield "".join((*above, whole, end)), each.is_across
            above = []


def _sets(columns: list[Shown], *, is_wide: bool) -> Iterator[_Set]:
    """Yield the columns in the first way in which they fit, else in chunks with the first one."""
    for is_across, size in _FITS:
        if (is_across or not is_wide) and _room(columns, size, is_across=is_across) >= sum(
            _leasts(columns)
        ):
            yield _fitted(columns, size, is_across=is_across)
            return
    is_across, size = _FITS[-2]
    first, *groups = [
        [*each] for _, each in groupby(columns, lambda each: each.group or each.title)
    ]
    chunk = list(first)
    for group in groups:
        more = [*chunk, *group]
        room = _room(more, size, is_across=is_across)
        if len(chunk) > len(first) and sum(_leasts(more)) > room:
            yield _fitted(chunk, size, is_across=is_across)
            more = [*first, *group]
        chunk = more
    yield _fitted(chunk, size, is_across=is_across)


def _room(columns: Sequence[Shown], size: int, *, is_across: bool) -> int:
    """Return the room for words beside each other, in cells."""
    width = styles.WIDTH_ACROSS if is_across else styles.WIDTH
    return (width - len(columns) * _BESIDE_WORDS) // (size * _CELL)


def _leasts(columns: list[Shown]) -> list[int]:
    """Return the least widths in cells; the first column, which names a row, keeps short names."""
    name, *others = columns
    widest = name._replace(title="").widest
    return [max(_least(name), min(widest, _SHORT_NAME)), *map(_least, others)]


_SHORT_NAME: Final = 8


def _least(column: Shown) -> int:
    """Return the width in cells below which it would break figures, or words within reason.

    A percent sign, bold figures, and the sign of a light are wider than so many cells.
    """
    own = column._replace(title="")
    words = own.widest + 1 if column.kind is Kind.WORD else own.least + column.kind.is_figure
    return max(words, _heading(column, _MOST_LINES), 2)


def _heading(column: Shown, lines: int) -> int:
    """Return the width that a heading needs in so many lines, at least that of its longest word.

    Chinese characters never stand one below the other.
    """
    longest = max((cells(each) for each in tokens(column.title)), default=0)
    share = -(-cells(column.title) // lines)
    return min(max(longest, share + share % 2, _TWO_CHARACTERS), cells(column.title))


def _fitted(columns: list[Shown], size: int, *, is_across: bool) -> _Set:
    """Return the columns as wide as the page, each by what it needs."""
    room, leasts = _room(columns, size, is_across=is_across), _leasts(columns)
    for lines in range(1, _MOST_LINES + 1):
        wants = [
            max(least, each._replace(title="").widest, _heading(each, lines))
            for each, least in zip(columns, leasts, strict=True)
        ]
        if sum(wants) <= room:
            break
    shares = wants if sum(wants) <= room else _shared(columns, wants, leasts, room)
    page = styles.WIDTH_ACROSS if is_across else styles.WIDTH
    free = page - len(columns) * _BESIDE_WORDS
    widths = [_BESIDE_WORDS + free * share // sum(shares) for share in shares]
    widths[0] += page - sum(widths)
    return _Set(columns, is_across, size, widths)


def _shared(columns: list[Shown], wants: list[int], leasts: list[int], room: int) -> list[int]:
    """Return widths that fit: what is left beyond the least goes where the most lines are."""
    shares = list(leasts)
    lengths = [
        sum(cells(each.words) ** 2 for each in column.pieces) / max(1, len(column.pieces))
        for column in columns
    ]
    for _ in range(room - sum(leasts)):
        loose = [index for index, want in enumerate(wants) if shares[index] < want]
        if not loose:
            break
        shares[max(loose, key=lambda index: lengths[index] / shares[index] ** 2)] += 1
    return shares


_KEPT: Final = "<w:keepNext/>"


def _table(table: _Set, rows: Sequence[Row], lang: Lang, *, is_noted: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    is_whole = sum(_lines(table, index) for index in range(len(rows))) <= _WHOLE
    body = [
        _row(table, row, index, lang, is_kept=is_kept)
        for index, row in enumerate(rows)
        for following in [rows[index + 1 : index + 2]]
        for is_kept in [is_whole or following[0].kind is RowKind.TOTAL if following else is_noted]
    ]
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/>'
        f'<w:tblW w:w="{sum(table.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{_heads(table, lang)}{''.join(body)}</w:tbl>"
    )


def _lines(table: _Set, index: int) -> int:
    """Return how many lines a row takes, about."""
    rooms = [max(1, (width - _BESIDE_WORDS) // (table.size * _CELL)) for width in table.widths]
    return max(
        -(-cells(each.pieces[index].words) // room) or 1
        for each, room in zip(table.columns, rooms, strict=True)
    )


def _heads(table: _Set, lang: Lang) -> str:
    """Return the headings, which stand on each page: those of groups, and below them their own."""
    are_two = any(each.group and each.title for each in table.columns)
    upper, at = [], 0
    for group, members in groupby(table.columns, lambda each: each.group):
        columns = [*members]
        if group is None:
            merge = '<w:vMerge w:val="restart"/>' if are_two else ""
            for index, each in enumerate(columns, at):
                upper.append(_head(each.title, [table.widths[index]], table.size, lang, merge))
        else:
            widths = table.widths[at : at + len(columns)]
            upper.append(_head(group[1], widths, table.size, lang))
        at += len(columns)
    lower = [
        _head(each.title, [width], table.size, lang, "" if each.group else "<w:vMerge/>")
        for each, width in zip(table.columns, table.widths, strict=True)
    ]
    return "".join(
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(each)}</w:tr>"
        for each in ([upper, lower] if are_two else [upper])
    )


def _head(words: str, widths: list[int], size: int, lang: Lang, merge: str = "") -> str:
    shown = "" if merge == "<w:vMerge/>" else words
    content = paragraph("CellHead", run(shown, lang, size=_own(size)))
    return _cell(content, widths, merge, _HEAD_FILL)


def _row(table: _Set, row: Row, index: int, lang: Lang, *, is_kept: bool) -> str:
    """Return a row; one that is kept stays on the next one's page."""
    is_total = row.kind is RowKind.TOTAL
    own = _KEPT if is_kept else ""
    drawn, at = [], 0
    for group, members in groupby(table.columns, lambda each: each.group):
        columns = [*members]
        pieces = [each.pieces[index] for each in columns]
        widths = table.widths[at : at + len(columns)]
        is_alone = group is not None and not any(each.words for each in pieces[:-1])
        spans = (
            [(columns[-1:], pieces[-1], widths)]
            if is_alone
            else [
                ([each], piece, [width])
                for each, piece, width in zip(columns, pieces, widths, strict=True)
            ]
        )
        for (column,), piece, wide in spans:
            look = "Strong" if is_total else _LOOKS.get(piece.tone or Tone.GOOD, "")
            words = run(piece.words, lang, look, _own(table.size))
            style = "Figure" if column.kind.is_figure else "Cell"
            centred = '<w:jc w:val="center"/>' if len(wide) > 1 else ""
            content = paragraph(style, words, own + centred)
            drawn.append(_cell(content, wide, "", _FILLS.get(piece.tone or Tone.FAINT, "")))
        at += len(columns)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(drawn)}</w:tr>"


def _own(size: int) -> int:
    """Return a size that the style does not say itself, else 0."""
    return 0 if size == _USUAL else size


def _cell(content: str, widths: list[int], merge: str, fill: str) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{merge}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )
