"""A report as plain lines of text, for pipes and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.render.layout import GAP, INDENT, Grid, drawn, joined, words_of
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.report import Report
    from jxtrade.text import Lang

SUFFIXES: Final = (".txt",)
HELP: Final = Text("纯文本", "plain text")


def render(report: Report, *, lang: Lang, width: int) -> str:
    """Return the report as text; no line is wider than `width` cells unless a figure is."""
    return joined(
        line
        for part in drawn(report, lang, width)
        for line in (_grid(part) if isinstance(part, Grid) else [words_of(part)])
    )


def _grid(grid: Grid) -> Iterator[str]:
    gap = " " * GAP
    rule = INDENT + gap.join("-" * stack.width for stack in grid.stacks)
    height = max(len(stack.heading) for stack in grid.stacks)
    for level in range(height):
        yield INDENT + gap.join(
            _heading(stack.heading, level, height, stack.width) for stack in grid.stacks
        )
    yield rule
    for index in range(len(grid.totals)):
        if grid.is_ruled(index):
            yield rule
        deep = max(len(stack.rows[index]) for stack in grid.stacks)
        for level in range(deep):
            parts = []
            for stack in grid.stacks:
                lines = stack.rows[index]
                words = words_of(lines[level]) if level < len(lines) else ""
                parts.append(words or " " * stack.width)
            yield INDENT + gap.join(parts)


def _heading(heading: tuple[str, ...], level: int, height: int, width: int) -> str:
    """Return a heading's line, counted so that all headings end above the rule."""
    at = level - (height - len(heading))
    return heading[at] if at >= 0 else " " * width
