"""Reports and findings on a terminal, drawn by Rich with its colours and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Drawn
from rich.text import Text as Styled

from jxtrade.render import excerpt
from jxtrade.render.layout import GAP, Block, Grid, Piece, arrange, hanging, harmless, wrap
from jxtrade.report import Paragraph, Report, Table, Tone
from jxtrade.text import Lang, Text, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from rich.console import RenderableType

    from jxtrade.findings import Finding
    from jxtrade.render.layout import Line

INDENT: Final = "  "
_STYLES: Final = {
    Tone.GOOD: "green",
    Tone.WARN: "yellow",
    Tone.BAD: "bold red",
    Tone.FAINT: "dim",
    Tone.STRONG: "bold",
}


def show(report: Report, *, lang: Lang, to: TextIO) -> None:
    """Draw the report at the terminal's own width."""
    console = _console(to)
    for part in _report(report, lang, console.width):
        console.print(part, soft_wrap=True)


def show_findings(findings: Iterable[Finding], closing: Text, *, lang: Lang, to: TextIO) -> None:
    """Draw the findings with source lines and carets, and the closing line."""
    console = _console(to)
    for finding in findings:
        for line in excerpt.draw(finding, lang=lang, width=console.width):
            console.print(_styled(line), soft_wrap=True)
    for words in hanging(visible(closing.to(lang)), console.width):
        console.print(_styled((Piece(words, Tone.STRONG),)), soft_wrap=True)


def _console(to: TextIO) -> Console:
    return Console(file=to, markup=False, emoji=False, highlight=False)


def _styled(line: Line) -> Styled:
    return Styled.assemble(
        *((harmless(piece.words), _STYLES[piece.tone] if piece.tone else "") for piece in line),
        no_wrap=True,
    )


def _report(report: Report, lang: Lang, width: int) -> Iterator[RenderableType]:
    for line in hanging(visible(report.title.to(lang)), width):
        yield _styled((Piece(line, Tone.STRONG),))
    is_below_table = False
    for block in report.blocks:
        match block:
            case Paragraph():
                if is_below_table:
                    yield ""
                yield from map(_styled, _paragraph(block, lang, width))
            case Table():
                yield ""
                yield from _table(block, lang, width)
        is_below_table = isinstance(block, Table)


def _paragraph(paragraph: Paragraph, lang: Lang, width: int) -> Iterator[Line]:
    words = visible(paragraph.text.to(lang))
    if paragraph.is_heading:
        yield from ((Piece(line, Tone.STRONG),) for line in hanging(words, width))
    elif paragraph.is_verbatim:
        yield (Piece(INDENT + words),)
    else:
        for line in wrap(words, width - len(INDENT)):
            yield (Piece(INDENT + line, paragraph.tone),)


def _table(table: Table, lang: Lang, width: int) -> Iterator[RenderableType]:
    if table.caption is not None:
        for words in hanging(f"[{visible(table.caption.to(lang))}]", width):
            yield _styled((Piece(words, Tone.STRONG),))
    for index, part in enumerate(arrange(table, lang, width - len(INDENT))):
        match part:
            case Grid():
                yield from [""] if index else []
                yield Padding(_grid(part), (0, 0, 0, len(INDENT)), expand=False)
            case Block():
                for line in part.lines:
                    yield _styled((Piece(INDENT), *line))


def _grid(grid: Grid) -> Drawn:
    padding = (0, GAP - 1, 0, 0)  # the box's own divider is the rest of the gap
    drawn = Drawn(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=padding)
    for stack in grid.stacks:
        heading = Styled("\n".join(map(harmless, stack.heading)))
        drawn.add_column(
            heading, width=stack.width, no_wrap=True, overflow="ignore", vertical="top"
        )
        drawn.columns[-1].header_style = "bold"
    for index, is_total in enumerate(grid.totals):
        is_before_total = index + 1 < len(grid.totals) and grid.totals[index + 1]
        drawn.add_row(
            *(_lines(stack.rows[index]) for stack in grid.stacks),
            end_section=is_before_total,
            style="bold" if is_total else None,
        )
    return drawn


def _lines(lines: Sequence[Line]) -> Styled:
    return Styled("\n").join(_styled(line) for line in lines)
