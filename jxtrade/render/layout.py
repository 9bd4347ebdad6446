"""Where the words of a report stand on a screen: widths in cells, wrapping, what fits."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from jxtrade.report import Chart, Kind, Paragraph, Role, RowKind, Table, Tone, parted, said, say
from jxtrade.text import Text, cells, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jxtrade.report import Column, Parting, Report, Row
    from jxtrade.text import Lang

GAP: Final = 2
_LEAST_TEXT: Final = 10
_MOST_WORD: Final = 24
_NEVER_FIRST: Final = frozenset("，。；：、！？）》”’」』〕%,.;:!?)]}")
_NEVER_LAST: Final = frozenset("（《“‘「『〔([{")


class Piece(NamedTuple):
    """Words of one tone."""

    words: str
    tone: Tone | None = None


Pieces: TypeAlias = tuple[Piece, ...]
"""A line as it is drawn."""


class Stack(NamedTuple):
    """A column as it is drawn: its heading's lines, and each row's lines, all of one width."""

    heading: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    width: int


class Grid(NamedTuple):
    """Columns that fit beside each other, and which rows are totals, above which stands a rule.

    What is dense has none.
    """

    stacks: tuple[Stack, ...]
    totals: tuple[bool, ...]
    is_dense: bool = False

    def is_ruled(self, row: int) -> bool:
        """Tell whether a rule stands above a row, beside the one below the headings."""
        return self.totals[row] and not self.is_dense


class Block(NamedTuple):
    """A row of a table that does not fit, in lines: its name, then what each other column says."""

    lines: tuple[Pieces, ...]


class Shown(NamedTuple):
    """A column's heading and the words of each row; those of one group stand together.

    Two groups may bear one name, and so each has its number.
    """

    title: str
    kind: Kind
    pieces: tuple[Piece, ...]
    group: tuple[int, str] | None = None

    @property
    def widest(self) -> int:
        """Return the width that nothing in it is wider than."""
        return max((cells(self.title), *(cells(piece.words) for piece in self.pieces)))

    @property
    def least(self) -> int:
        """Return the width below which it would break figures, or words within reason."""
        all_words = (self.title, *(piece.words for piece in self.pieces))
        match self.kind:
            case Kind.TEXT:
                longest = max(cells(token) for each in all_words for token in ("", *tokens(each)))
                return min(self.widest, max(_LEAST_TEXT, min(longest, _MOST_WORD)))
            case Kind.WORD:
                return max(cells(word) for each in all_words for word in each.split(" "))
            case _:
                return self.widest


INDENT: Final = "  "


def drawn(report: Report, lang: Lang, width: int) -> Iterator[Pieces | Grid]:
    """Yield what people see of a report: lines, and grids with their own lines."""
    yield from _heading(report.title, lang, width)
    is_below_table = False
    for each in report.blocks:
        block = Paragraph(said(each)) if isinstance(each, Chart) else each
        if isinstance(block, Paragraph):
            if is_below_table:
                yield ()
            yield from _paragraph(block, lang, width)
            is_below_table = False
        for names, parts in _tables(block, lang, width) if isinstance(block, Table) else ():
            yield ()
            for words in names:
                yield from _heading(words, lang, width)
            for index, part in enumerate(parts):
                if isinstance(part, Grid):
                    yield from [()] if index else []
                    yield part
                else:
                    yield from ((Piece(INDENT), *line) for line in part.lines)
            is_below_table = not _is_dense(block)


def _is_dense(block: Paragraph | Table) -> bool:
    parting = block.parting if isinstance(block, Table) else None
    return parting is not None and parting.is_dense


def _heading(text: Text, lang: Lang, width: int) -> Iterator[Pieces]:
    return ((Piece(line, Tone.STRONG),) for line in hanging(visible(text.to(lang)), width))


def _paragraph(paragraph: Paragraph, lang: Lang, width: int) -> Iterator[Pieces]:
    words = visible(paragraph.text.to(lang))
    if paragraph.role.is_heading:
        yield from _heading(paragraph.text, lang, width)
    elif paragraph.role is Role.VERBATIM:
        yield (Piece(INDENT + words),)
    else:
        for line in wrap(words, width - len(INDENT)):
            yield (Piece(INDENT + line, paragraph.tone),)
    for place in paragraph.sources:
        yield (Piece(f"{INDENT}{INDENT}{visible(place.path)}:{place.line}", Tone.FAINT),)


def _tables(
    table: Table, lang: Lang, width: int
) -> Iterator[tuple[list[Text], Sequence[Grid | Block]]]:
    """Yield the table, or each that it is parted into, as it is drawn under what names it."""
    width -= len(INDENT)
    names = [each for each in (table.caption, table.unit) if each]
    for name, columns, rows in spread(table, lang):
        if name is not None:
            names.append(Text("[{name}]", "[{name}]").fill(name=name))
        parts = arrange(columns, rows, width)
        if _is_dense(table) and len(parts) == 1:
            parts = [each._replace(is_dense=True) for each in parts if isinstance(each, Grid)]
        yield names, parts
        names = []


def spread(table: Table, lang: Lang) -> Iterator[tuple[Text | None, list[Shown], list[Row]]]:
    """Yield the columns and rows in which people see a table, or each that it is parted into.

    Each has what names it, if anything does; parts that stand beside each other are one.
    """
    if table.parting is not None and table.parting.beside:
        if table.rows:
            yield None, *_across(table, table.parting, lang)
    else:
        for name, part in parted(table):
            yield name, *_down(part, lang)


def _down(table: Table, lang: Lang) -> tuple[list[Shown], list[Row]]:
    return [_said(each, table.rows, lang) for each in table.columns], list(table.rows)


def _across(table: Table, parting: Parting, lang: Lang) -> tuple[list[Shown], list[Row]]:
    """Return the first column, then those of each part beside the last, under the part's name."""
    by_name = table._replace(parting=parting._replace(name=parting.over or parting.name))
    parts = [(name, part.rows) for name, part in parted(by_name)]
    first = parts[0][1]
    columns = [_said(table.columns[0], first, lang)]
    for number, (name, rows) in enumerate(parts):
        group = number, visible(name.to(lang)) if name else ""
        columns += [_said(each, rows, lang, group) for each in parting.beside]
    return columns, list(first)


def _said(
    column: Column, rows: Iterable[Row], lang: Lang, group: tuple[int, str] | None = None
) -> Shown:
    pieces = tuple(
        Piece(visible(say(cell, column.kind, lang)), cell.tone)
        for cell in (row.at(column) for row in rows)
    )
    return Shown(visible(column.title.to(lang)), column.kind, pieces, group)


def arrange(columns: list[Shown], rows: list[Row], width: int) -> Sequence[Grid | Block]:
    """Return the columns as grids that fit the width, each with the first one, or as blocks.

    Figures are never wrapped or cut; text wraps, between words where it can; the columns of a
    group stay together.
    """
    groups = [
        [each for _, each in members] for _, members in groupby(enumerate(columns), key=_group_key)
    ]
    widths = [_wide_as(group) for group in groups]
    is_split = columns[-1].group is not None
    if is_split:
        room = width - GAP - max(widths[1:])
        widths[0] = max(min(widths[0], room), columns[0].least)
        names = [group[0].group[1] for group in groups[1:] if group[0].group]
        widths[1:] = _under(names, widths[1:], width - widths[0] - GAP * len(names))
    else:
        widths = squeezed(widths, [each.least for each in columns], width)
    is_too_wide = not is_split and sum(widths) + GAP * (len(widths) - 1) > width
    if is_too_wide or any(widths[0] + GAP + each > width for each in widths[1:]):
        return [
            Block(tuple(_block([(each, each.pieces[index]) for each in columns], width)))
            for index in range(len(rows))
        ]
    stacks = [_stack(group, wide) for group, wide in zip(groups, widths, strict=True)]
    totals = tuple(row.kind is RowKind.TOTAL for row in rows)
    return [Grid((stacks[0], *chunk), totals) for chunk in _chunks(stacks, width)]


def _wide_as(group: list[Shown]) -> int:
    """Return the width that nothing in a group is wider than, nor a word of its name."""
    together = sum(_widest_beside(group)) + len(group) - 1
    words = tokens(group[0].group[1]) if group[0].group else []
    named = (min(cells(each), _MOST_WORD) for each in words)
    return max(together, *(cells(each.words) for each in _alone(group) if each), *named, 0)


def _alone(group: list[Shown]) -> list[Piece | None]:
    """Return for each row the words that have no other before them, and so the room of all."""
    if len(group) == 1:
        return [None] * len(group[0].pieces)
    return [
        pieces[-1] if not any(piece.words for piece in pieces[:-1]) else None
        for pieces in zip(*(column.pieces for column in group), strict=True)
    ]


def _widest_beside(group: list[Shown]) -> list[int]:
    """Return each column's width, less the rows in which one has the room of all."""
    alone = _alone(group)
    return [
        max(
            cells(column.title),
            *(
                cells(piece.words)
                for piece, single in zip(column.pieces, alone, strict=True)
                if single is None
            ),
            0,
        )
        for column in group
    ]


def _group_key(numbered: tuple[int, Shown]) -> object:
    index, column = numbered
    return index if column.group is None else column.group


def _under(names: Sequence[str], widths: list[int], room: int) -> list[int]:
    """Return widths at which the groups fit the room under names of the fewest lines.

    What is left of the room goes to names that then need not be parted.
    """
    if sum(widths) > room:
        return widths
    for height in range(1, 1 + max(map(cells, names))):
        wide = [_wide(*each, height) for each in zip(names, widths, strict=True)]
        if sum(wide) <= room:
            break
    else:
        return widths
    left = room - sum(wide)
    for index in sorted(range(len(names)), key=lambda each: cells(names[each]) - wide[each]):
        more = max(cells(names[index]) - wide[index], 0)
        if more <= left:
            wide[index] += more
            left -= more
    return wide


def _wide(name: str, least: int, height: int) -> int:
    """Return the least width at which a name takes so many lines at most."""
    width = least
    while len(wrap(name, width)) > height:
        width += 1
    return width


def squeezed(widths: list[int], leasts: list[int], width: int) -> list[int]:
    """Return widths that fit, taken from the widest columns of text."""
    widths = list(widths)
    while sum(widths) + GAP * (len(widths) - 1) > width:
        loose = [index for index, least in enumerate(leasts) if widths[index] > least]
        if not loose:
            break
        widths[max(loose, key=lambda index: widths[index])] -= 1
    return widths


def _stack(columns: list[Shown], width: int) -> Stack:
    if columns[0].group is not None:
        return _group(columns, columns[0].group[1], width)
    (column,) = columns
    right = column.kind.is_figure
    lines = fold if column.kind is Kind.WORD else wrap
    rows = tuple(
        tuple(
            (Piece(pad(line, width, right=right), piece.tone),)
            for line in lines(piece.words, width)
        )
        for piece in column.pieces
    )
    heading = wrap(column.title, width)
    return Stack(tuple(pad(line, width, right=right) for line in heading), rows, width)


def _group(columns: list[Shown], name: str, width: int) -> Stack:
    each = _widest_beside(columns)
    rights = [column.kind.is_figure for column in columns]
    under = " ".join(map(pad, [column.title for column in columns], each, rights))
    blanks = [" "] * (len(columns) - 1) + [""]
    rows = []
    for pieces, alone in zip(
        zip(*(column.pieces for column in columns), strict=True), _alone(columns), strict=True
    ):
        line = [
            Piece(pad(piece.words, wide, right) + blank, piece.tone)
            for piece, wide, right, blank in zip(pieces, each, rights, blanks, strict=True)
        ]
        if alone is not None:
            line = [alone]
        filled = sum(cells(piece.words) for piece in line)
        rows.append(((*line, Piece(" " * (width - filled))),))
    named = (pad(line, width) for line in wrap(name, width))
    return Stack((*named, *([pad(under, width)] if under.strip() else [])), tuple(rows), width)


def _chunks(stacks: Sequence[Stack], width: int) -> list[list[Stack]]:
    chunks: list[list[Stack]] = [[]]
    used = stacks[0].width
    for stack in stacks[1:]:
        if chunks[-1] and used + GAP + stack.width > width:
            chunks.append([])
            used = stacks[0].width
        chunks[-1].append(stack)
        used += GAP + stack.width
    return chunks


def _block(said: list[tuple[Shown, Piece]], width: int) -> Iterator[Pieces]:
    (_, name), *entries = said
    yield from ((Piece(line, Tone.STRONG),) for line in wrap(name.words, width))
    for group, members in groupby(entries, key=lambda entry: entry[0].group):
        margin = "  "
        if group is not None:
            for words in wrap(group[1], width - len(margin)):
                yield (Piece(margin + words),)
            margin += "  "
        for column, piece in members:
            if piece.words:
                for line in _entry(column, piece, width - len(margin)):
                    yield (Piece(margin), *line)


def _entry(column: Shown, piece: Piece, width: int) -> Iterator[Pieces]:
    """Yield a column's heading and words in one line, else the words below it."""
    if not column.title:
        yield (piece,)
        return
    if cells(column.title) + len(": ") + cells(piece.words) <= width:
        yield (Piece(f"{column.title}: ", Tone.FAINT), piece)
        return
    yield from ((Piece(line, Tone.FAINT),) for line in wrap(f"{column.title}:", width))
    is_text = column.kind is Kind.TEXT
    for line in wrap(piece.words, width - len("  ")) if is_text else [piece.words]:
        yield (Piece("  "), Piece(line, piece.tone))


def fold(words: str, width: int) -> list[str]:
    """Return a few words in lines, parted at blanks only."""
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and cells(lines[-1]) + 1 + cells(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def pad(words: str, width: int, right: bool = False) -> str:  # noqa: FBT001, FBT002
    """Return the words filled with blanks to a width in cells."""
    blanks = " " * (width - cells(words))
    return blanks + words if right else words + blanks


def wrap(words: str, width: int) -> list[str]:
    """Return the words in lines of at most a width in cells; Latin words are kept whole.

    A word wider than a line is broken, a closing mark takes the character before it along, and an
    opening mark goes with what it opens.
    """
    lines: list[list[str]] = [[]]
    used = 0
    for token in tokens(words):
        for part in [token] if cells(token) <= width else token:
            size = cells(part)
            if used + size > width:
                taken = _taken(lines[-1], part, width - size)
                lines.append(taken)
                used = sum(map(cells, taken))
            if part != " " or lines[-1]:
                lines[-1].append(part)
                used += size
    return ["".join(line).rstrip() for line in lines]


def _taken(line: list[str], part: str, room: int) -> list[str]:
    """Return what goes from a line's end to the next one with the part that begins it there."""
    start = len(line)
    ahead = part
    while start > 1 and (ahead in _NEVER_FIRST or line[start - 1] in _NEVER_LAST):
        start -= 1
        ahead = line[start]
    taken = line[start:]
    if " " in taken or sum(map(cells, taken)) > room:
        return []
    del line[start:]
    return taken


def tokens(words: str) -> list[str]:
    """Return the words in parts that stay together: a wide character, a Latin word, a blank."""
    found: list[str] = []
    latin = False
    for character in words:
        narrow = character != " " and cells(character) < 2  # noqa: PLR2004
        if narrow and latin:
            found[-1] += character
        else:
            found.append(character)
        latin = narrow
    return found


def hanging(words: str, width: int) -> list[str]:
    """Return the words in lines of which all but the first are indented."""
    if cells(words) <= width:
        return [words]
    first, *others = wrap(words, width - len("  "))
    return [first, *(f"  {line}" for line in others)]


def harmless(line: str) -> str:
    """Return a line that is no order to a CI runner, which overlooks blanks before `::`."""
    if line.lstrip().startswith("::"):
        line = line.replace("::", "<U+003A>:", 1)
    return disarmed(line)


def disarmed(words: str) -> str:
    """Return words without `##[`, `##vso[` and the like, which are orders anywhere in a line."""
    return _ORDER.sub("#<U+0023>", words) if "##" in words else words


_ORDER: Final = re.compile(r"##(?=\w*\s*\[)")


def no_formula(words: str) -> str:
    """Return words that neither a spreadsheet takes for a formula nor a runner for an order."""
    shown = disarmed(visible(words))
    return f"'{shown}" if _FORMULA.match(shown) else shown


_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]")


def words_of(line: Pieces) -> str:
    """Return a line's words without their tones."""
    return "".join(piece.words for piece in line)


def joined(lines: Iterable[str]) -> str:
    """Return lines as text of which no line is an order to a CI runner."""
    return "".join(f"{harmless(line.rstrip())}\n" for line in lines)
