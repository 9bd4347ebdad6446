"""Reports and findings as plain lines of text, for pipes and files.

Every line begins with blanks or with the program's own words, so that no line of data can pass
for an order to the program that reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.render import excerpt
from jxtrade.render.layout import GAP, Block, Grid, arrange, hanging, harmless, wrap
from jxtrade.report import Paragraph, Report, Table
from jxtrade.text import Lang, Text, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.findings import Finding

INDENT: Final = "  "


def render(report: Report, *, lang: Lang, width: int) -> str:
    """Return the report as text; no line is wider than `width` cells unless a figure is."""
    return _text(_report(report, lang, width))


def render_findings(findings: Iterable[Finding], closing: Text, *, lang: Lang, width: int) -> str:
    """Return the findings as text, with source lines and carets, and the closing line."""
    drawn = (
        "".join(piece.words for piece in line)
        for finding in findings
        for line in excerpt.draw(finding, lang=lang, width=width)
    )
    return _text((*drawn, *hanging(visible(closing.to(lang)), width)))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{harmless(line.rstrip())}\n" for line in lines)


def _report(report: Report, lang: Lang, width: int) -> Iterator[str]:
    yield from hanging(visible(report.title.to(lang)), width)
    is_below_table = False
    for block in report.blocks:
        match block:
            case Paragraph():
                if is_below_table:
                    yield ""
                yield from _paragraph(block, lang, width)
            case Table():
                yield ""
                yield from _table(block, lang, width)
        is_below_table = isinstance(block, Table)


def _paragraph(paragraph: Paragraph, lang: Lang, width: int) -> Iterator[str]:
    words = visible(paragraph.text.to(lang))
    if paragraph.is_heading:
        yield from hanging(words, width)
    elif paragraph.is_verbatim:
        yield INDENT + words
    else:
        yield from (INDENT + line for line in wrap(words, width - len(INDENT)))


def _table(table: Table, lang: Lang, width: int) -> Iterator[str]:
    if table.caption is not None:
        yield from hanging(f"[{visible(table.caption.to(lang))}]", width)
    for index, part in enumerate(arrange(table, lang, width - len(INDENT))):
        match part:
            case Grid():
                yield from [""] if index else []
                yield from _grid(part)
            case Block():
                for line in part.lines:
                    yield INDENT + "".join(piece.words for piece in line)


def _grid(grid: Grid) -> Iterator[str]:
    gap = " " * GAP
    rule = INDENT + gap.join("-" * stack.width for stack in grid.stacks)
    height = max(len(stack.heading) for stack in grid.stacks)
    for level in range(height):
        yield INDENT + gap.join(
            _heading(stack.heading, level, height, stack.width) for stack in grid.stacks
        )
    yield rule
    for index, is_total in enumerate(grid.totals):
        if is_total:
            yield rule
        deep = max(len(stack.rows[index]) for stack in grid.stacks)
        for level in range(deep):
            parts = []
            for stack in grid.stacks:
                lines = stack.rows[index]
                words = "".join(piece.words for piece in lines[level]) if level < len(lines) else ""
                parts.append(words or " " * stack.width)
            yield INDENT + gap.join(parts)


def _heading(heading: tuple[str, ...], level: int, height: int, width: int) -> str:
    """Return a heading's line, counted so that all headings end above the rule."""
    at = level - (height - len(heading))
    return heading[at] if at >= 0 else " " * width
