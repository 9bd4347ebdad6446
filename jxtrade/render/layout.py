"""Where the words of a report stand on a screen: widths in cells, wrapping, what fits."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from jxtrade.report import Column, Kind, Table, Tone, say
from jxtrade.text import Lang, cells, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP: Final = 2
_LEAST_TEXT: Final = 10
_MOST_WORD: Final = 24
_NEVER_FIRST: Final = frozenset("，。；：、！？）》”’」』〕%,.;:!?)]}")
_NEVER_LAST: Final = frozenset("（《“‘「『〔([{")


class Piece(NamedTuple):
    """Words of one tone."""

    words: str
    tone: Tone | None = None


Line: TypeAlias = tuple[Piece, ...]


class Stack(NamedTuple):
    """A column as it is drawn: its heading's lines, and each row's lines, all of one width."""

    heading: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    width: int


class Grid(NamedTuple):
    """Columns that fit beside each other, and which rows are totals."""

    stacks: tuple[Stack, ...]
    totals: tuple[bool, ...]


class Block(NamedTuple):
    """A row of a table that does not fit, in lines: its name, then what each other column says."""

    lines: tuple[Line, ...]


def arrange(table: Table, lang: Lang, width: int) -> list[Grid] | list[Block]:
    """Return the table as grids that fit the width, each with the first column, or as blocks.

    Figures are never wrapped or cut; text wraps, between words where it can; the columns of a
    group stay together.
    """
    said = [
        [
            Piece(visible(say(row.cells[index], column.kind, lang)), row.cells[index].tone)
            for row in table.rows
        ]
        for index, column in enumerate(table.columns)
    ]
    groups = [
        [index for index, _ in members]
        for _, members in groupby(enumerate(table.columns), key=_group_key)
    ]
    widths = [_natural(table, group, said, lang) for group in groups]
    is_split = len(groups) < len(table.columns)
    if is_split:
        room = width - GAP - max(widths[1:])
        widths[0] = max(min(widths[0], room), _least(table, 0, said, lang))
    else:
        widths = _squeezed(widths, [*_leasts(table, said, lang)], width)
    if any(widths[0] + GAP + each > width for each in widths[1:]):
        return [*_blocks(table, said, lang, width)]
    if not is_split and sum(widths) + GAP * (len(widths) - 1) > width:
        return [*_blocks(table, said, lang, width)]
    stacks = [
        _stack(table, group, said, wide, lang) for group, wide in zip(groups, widths, strict=True)
    ]
    totals = tuple(row.is_total for row in table.rows)
    return [Grid((stacks[0], *chunk), totals) for chunk in _chunks(stacks, width)]


def _group_key(numbered: tuple[int, Column]) -> object:
    index, column = numbered
    return index if column.group is None else column.group


def _natural(table: Table, group: list[int], said: list[list[Piece]], lang: Lang) -> int:
    return sum(_widest(table, index, said, lang) for index in group) + len(group) - 1


def _widest(table: Table, index: int, said: list[list[Piece]], lang: Lang) -> int:
    title = cells(visible(table.columns[index].title.to(lang)))
    return max((title, *(cells(piece.words) for piece in said[index])))


def _leasts(table: Table, said: list[list[Piece]], lang: Lang) -> Iterator[int]:
    for index, column in enumerate(table.columns):
        match column.kind:
            case Kind.TEXT:
                yield _least(table, index, said, lang)
            case Kind.WORD:
                words = (piece.words for piece in said[index])
                title = visible(column.title.to(lang))
                yield max(cells(word) for each in (title, *words) for word in each.split(" "))
            case _:
                yield _widest(table, index, said, lang)


def _least(table: Table, index: int, said: list[list[Piece]], lang: Lang) -> int:
    """Return the width below which a column of text would break its words, within reason."""
    words = (visible(table.columns[index].title.to(lang)), *(piece.words for piece in said[index]))
    longest = max(cells(token) for each in words for token in ("", *_tokens(each)))
    widest = _widest(table, index, said, lang)
    return min(widest, max(_LEAST_TEXT, min(longest, _MOST_WORD)))


def _squeezed(widths: list[int], leasts: list[int], width: int) -> list[int]:
    """Return widths that fit, taken from the widest columns of text."""
    widths = list(widths)
    while sum(widths) + GAP * (len(widths) - 1) > width:
        loose = [index for index, least in enumerate(leasts) if widths[index] > least]
        if not loose:
            break
        widths[max(loose, key=lambda index: widths[index])] -= 1
    return widths


def _stack(
    table: Table, group: list[int], said: list[list[Piece]], width: int, lang: Lang
) -> Stack:
    columns = [table.columns[index] for index in group]
    if len(group) == 1 and columns[0].group is None:
        heading = wrap(visible(columns[0].title.to(lang)), width)
        right = columns[0].kind.is_figure
        rows = tuple(
            tuple(
                (Piece(pad(line, width, right=right), piece.tone),)
                for line in (fold if columns[0].kind is Kind.WORD else wrap)(piece.words, width)
            )
            for piece in said[group[0]]
        )
        return Stack(tuple(pad(line, width, right=right) for line in heading), rows, width)
    each = [_widest(table, index, said, lang) for index in group]
    rights = [column.kind.is_figure for column in columns]
    titles = [visible(column.title.to(lang)) for column in columns]
    under = " ".join(map(pad, titles, each, rights))
    name = wrap(visible((columns[0].group or columns[0].title).to(lang)), width)
    lines = []
    for row in range(len(table.rows)):
        pieces = [said[index][row] for index in group]
        line = [
            Piece(
                pad(piece.words, wide, right) + (" " if place < len(group) - 1 else ""), piece.tone
            )
            for place, (piece, wide, right) in enumerate(zip(pieces, each, rights, strict=True))
        ]
        lines.append((tuple(line),))
    return Stack((*(pad(line, width) for line in name), under), tuple(lines), width)


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


def _blocks(table: Table, said: list[list[Piece]], lang: Lang, width: int) -> Iterator[Block]:
    for row in range(len(table.rows)):
        yield Block(tuple(_block(table, [column[row] for column in said], lang, width)))


def _block(table: Table, said: list[Piece], lang: Lang, width: int) -> Iterator[Line]:
    name, *entries = zip(table.columns, said, strict=True)
    yield from ((Piece(line, Tone.STRONG),) for line in wrap(name[1].words, width))
    for group, members in groupby(entries, key=lambda entry: entry[0].group):
        margin = "  "
        if group is not None:
            for words in wrap(visible(group.to(lang)), width - len(margin)):
                yield (Piece(margin + words),)
            margin += "  "
        for column, piece in members:
            if piece.words:
                for line in _entry(column, piece, lang, width - len(margin)):
                    yield (Piece(margin), *line)


def _entry(column: Column, piece: Piece, lang: Lang, width: int) -> Iterator[Line]:
    """Yield a column's heading and words in one line, else the words below it."""
    heading = visible(column.title.to(lang))
    if cells(heading) + len(": ") + cells(piece.words) <= width:
        yield (Piece(f"{heading}: ", Tone.FAINT), piece)
        return
    yield from ((Piece(line, Tone.FAINT),) for line in wrap(f"{heading}:", width))
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
    for token in _tokens(words):
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


def _tokens(words: str) -> list[str]:
    """Return the words in parts that stay together: a wide character, a Latin word, a blank."""
    tokens: list[str] = []
    latin = False
    for character in words:
        narrow = character != " " and cells(character) < 2  # noqa: PLR2004
        if narrow and latin:
            tokens[-1] += character
        else:
            tokens.append(character)
        latin = narrow
    return tokens


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
