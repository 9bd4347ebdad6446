"""A report as Markdown, as GitHub shows it; words of data stay words there."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from jxtrade.render.layout import harmless
from jxtrade.report import Chart, Paragraph, Role, RowKind, Table, parted, said, say
from jxtrade.text import Text, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.report import Block, Report
    from jxtrade.text import Lang

SUFFIXES: Final = (".md",)
HELP: Final = Text("Markdown，表格和说明", "Markdown with tables")
_MARKS: Final = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_REFERENCE: Final = re.compile(
    r"[@#](?=\w)|!(?=\d)|(?<=GH)-(?=\d)|\b(?=[0-9]*[a-f])[0-9a-f]{6}(?=[0-9a-f]+\b)", re.IGNORECASE
)
_BLOCK: Final = re.compile(r"\A(\d*)([#+\-=:.)])")


def render(report: Report, *, lang: Lang, width: int) -> str:
    """Return the title, then paragraphs and tables in order, each table below the last."""
    return below("", report, lang)


def below(heading: str, report: Report, lang: Lang) -> str:
    """Return a report that stands below a heading, which is given by its marks."""
    parts = [f"{heading}# {inline(report.title.to(lang))}"]
    is_annexed = False
    for role, blocks in groupby(report.blocks, _role):
        drawn = [part for each in blocks for part in _parts(each, lang, f"{heading}##")]
        if role is Role.ANNEX and not is_annexed:
            parts.append(_RULE)
            is_annexed = True
        parts += ["\n".join(drawn)] if role in _CLOSE else drawn
    return "\n\n".join(parts) + "\n"


_RULE: Final = "---"
_CLOSE: Final = frozenset((Role.VERBATIM, Role.ITEM))


def _role(block: Block) -> Role | None:
    return block.role if isinstance(block, Paragraph) else None


def _parts(block: Block, lang: Lang, heading: str) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block, lang, heading)
        case Chart():
            yield inline(said(block).to(lang))
        case Table():
            yield from _tables(block, lang, heading)


def _tables(whole: Table, lang: Lang, heading: str) -> Iterator[str]:
    for name, table in parted(whole):
        yield from (inline(each.to(lang)) for each in (table.caption, table.unit) if each)
        if name is not None:
            yield f"{heading} {inline(name.to(lang))}"
        yield "\n".join(_lines(table, lang))


def _paragraph(paragraph: Paragraph, lang: Lang, heading: str) -> str:
    if paragraph.role is Role.VERBATIM:
        return harmless(f"    {visible(paragraph.text.to(lang))}").rstrip()
    words = inline(paragraph.text.to(lang)).lstrip()
    if paragraph.role.is_heading:
        return f"{heading} {words}"
    lines = (inline(f"{place.path}:{place.line}") for place in paragraph.sources)
    number = _NUMBER.match(words) if paragraph.role is Role.ITEM else None
    start = number[0] if number else ""
    return "  \n".join((start + _BLOCK.sub(r"\1\\\2", words[len(start) :].lstrip()), *lines))


_NUMBER: Final = re.compile(r"\d{1,9}\. ", re.ASCII)


def _lines(table: Table, lang: Lang) -> Iterator[str]:
    """Yield a table's lines, with figures to the right and totals in bold."""
    yield _line(inline(column.title.to(lang)) for column in table.columns)
    yield _line("---:" if column.kind.is_figure else "---" for column in table.columns)
    for row in table.rows:
        words = [_cell(say(row.at(each), each.kind, lang)) for each in table.columns]
        is_total = row.kind is RowKind.TOTAL
        yield _line(f"**{each}**" if is_total and each else each for each in words)


def _cell(words: str) -> str:
    """Return a cell's words; what may be taken for a commit stands as code, where nothing is."""
    if _FIGURE.fullmatch(words):
        return words
    return f"`{words}`" if _COMMIT.fullmatch(words) else inline(words)


_FIGURE: Final = re.compile(r"[+-]?\d[\d.]*%?", re.ASCII)
_COMMIT: Final = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{7,40}", re.ASCII)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def inline(words: str) -> str:
    """Return words that stay words: no markup, no link, nobody and nothing referred to."""
    escaped = _MARKS.sub(r"\\\g<0>", visible(words))
    return _REFERENCE.sub(r"\g<0><!-- -->", escaped)
