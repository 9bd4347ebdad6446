"""Lines and grids on a terminal, drawn by Rich with its colours and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as Styled

from jxtrade.render.layout import GAP, INDENT, Grid, harmless
from jxtrade.report import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TextIO

    from jxtrade.render.layout import Pieces

_STYLES: Final = {
    Tone.GOOD: "green",
    Tone.WARN: "yellow",
    Tone.BAD: "bold red",
    Tone.FAINT: "dim",
    Tone.STRONG: "bold",
}


def show(parts: Callable[[int], Iterable[Pieces | Grid]], to: TextIO) -> None:
    """Draw what there is to show at the terminal's own width."""
    console = Console(file=to, markup=False, emoji=False, highlight=False)
    for part in parts(console.width):
        if isinstance(part, Grid):
            within = Padding(_grid(part), (0, 0, 0, len(INDENT)), expand=False)
            console.print(within, soft_wrap=True)
        else:
            console.print(_styled(part), soft_wrap=True)


def _styled(line: Pieces) -> Styled:
    return Styled.assemble(
        *((harmless(piece.words), _STYLES[piece.tone] if piece.tone else "") for piece in line),
        no_wrap=True,
    )


def _grid(grid: Grid) -> RichTable:
    padding = (0, GAP - 1, 0, 0)  # the box's own divider is the rest of the gap
    drawn = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=padding)
    for stack in grid.stacks:
        heading = Styled("\n".join(map(harmless, stack.heading)))
        drawn.add_column(
            heading, width=stack.width, no_wrap=True, overflow="ignore", vertical="top"
        )
        drawn.columns[-1].header_style = "bold"
    for index, is_total in enumerate(grid.totals):
        is_before_rule = index + 1 < len(grid.totals) and grid.is_ruled(index + 1)
        drawn.add_row(
            *(_lines(stack.rows[index]) for stack in grid.stacks),
            end_section=is_before_rule,
            style="bold" if is_total else None,
        )
    return drawn


def _lines(lines: Sequence[Pieces]) -> Styled:
    return Styled("\n").join(_styled(line) for line in lines)
