"""The Word document of a report, laid out as offices do: after GB/T 9704-2012."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.render.office import styles, tables
from jxtrade.render.office.archive import packed
from jxtrade.render.office.markup import attribute, paragraph, run
from jxtrade.report import Chart, Paragraph, Role, Table, Tone
from jxtrade.text import Lang, cells, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.render.office.charts import Embedded
    from jxtrade.report import Block, Report

_STYLES: Final = {
    Role.BODY: "Body",
    Role.HEADING: "Heading1",
    Role.VERBATIM: "Verbatim",
    Role.SUBTITLE: "Subtitle",
    Role.ADDRESSEE: "Addressee",
    Role.PART: "Heading1",
    Role.SECTION: "Body",
    Role.ITEM: "Body",
    Role.ANNEX: "Annex",
    Role.NOTE: "Note",
    Role.SIGNATURE: "Signature",
}
_SENTENCE_ENDS: Final = {Lang.ZH: "。", Lang.EN: ". "}
_ONE_LINE: Final = 48
"""So many cells go into a line of 28 characters less its indent and a mark that may not end it."""


class _Drawn(NamedTuple):
    """What is drawn of a block, and whether on a page across; None is where its neighbour is.

    The neighbour is the next block of a heading, and of what else has no place of its own the last.
    """

    markup: str
    is_across: bool | None = False
    is_heading: bool = False


def drawn(report: Report, lang: Lang) -> bytes:
    """Return the bytes of a report's document."""
    return packed(dict(_package(report, _charts(report, lang), lang)))


def _charts(report: Report, lang: Lang) -> tuple[Embedded, ...]:
    charts = [each for each in report.blocks if isinstance(each, Chart)]
    if not charts:
        return ()
    from jxtrade.render.office.charts import embedded  # noqa: PLC0415 - XlsxWriter takes its time

    return tuple(embedded(each, lang) for each in charts)


def _body(report: Report, lang: Lang) -> str:
    """Return title and blocks in order, in sections of pages upright and across.

    A section's end stands in its last paragraph, the last one's behind all.
    """
    blocks = [_Drawn(paragraph("Title", run(visible(report.title.to(lang)), lang)))]
    charts = 0
    for block, following in zip_longest(report.blocks, report.blocks[1:]):
        charts += isinstance(block, Chart)
        blocks += _block(block, charts, lang, is_noted=_is_note(following))
    *sections, (is_across, last) = [
        (is_across, "".join(each.markup for each in members))
        for is_across, members in groupby(_placed(blocks), lambda each: bool(each.is_across))
    ]
    body = []
    for turned, section in sections:
        head, end, tail = section.rpartition("</w:pPr>")
        body += [head, styles.section(is_across=turned), end, tail]
    return "".join((*body, last, styles.section(is_across=is_across)))


def _placed(blocks: list[_Drawn]) -> list[_Drawn]:
    """Return what is drawn, each with its place."""
    placed = list(blocks)
    for at, each in reversed([*enumerate(placed)]):
        if each.is_heading:
            following = placed[at + 1].is_across if at + 1 < len(placed) else False
            placed[at] = each._replace(is_across=following)
    for at, each in enumerate(placed):
        if each.is_across is None:
            placed[at] = each._replace(is_across=placed[at - 1].is_across)
    return placed


def _block(block: Block, chart: int, lang: Lang, *, is_noted: bool) -> Iterator[_Drawn]:
    match block:
        case Paragraph():
            yield from _paragraph(block, lang)
        case Table():
            for markup, is_across in tables.drawn(block, lang, is_noted=is_noted):
                yield _Drawn(markup, is_across)
        case Chart():
            yield _Drawn(paragraph("Chart", _inline(block, chart, lang)))


def _paragraph(block: Paragraph, lang: Lang) -> Iterator[_Drawn]:
    words, style = visible(block.text.to(lang)), _STYLES[block.role]
    is_note = _is_note(block)
    look = "Strong" if block.tone is Tone.STRONG else ""
    if block.role is Role.SECTION:
        yield _section(words, lang)
    else:
        markup = paragraph("Note" if is_note else style, run(words, lang, look))
        yield _Drawn(markup, None if is_note else False, block.role.is_heading)
    for place in block.sources:
        yield _Drawn(paragraph("Source", run(f"{visible(place.path)}:{place.line}", lang)), None)


def _is_note(block: Block | None) -> bool:
    """Tell whether it is a note to what stands above it."""
    return isinstance(block, Paragraph) and (
        block.role is Role.NOTE or (block.role is Role.BODY and block.tone is Tone.FAINT)
    )


def _section(words: str, lang: Lang) -> _Drawn:
    """Return a section that is a heading of one line, or one whose first words are its heading."""
    lead, end, rest = words.partition(_SENTENCE_ENDS[lang])
    if cells(words) <= _ONE_LINE:
        return _Drawn(paragraph("Heading2", run(words, lang)), is_across=None, is_heading=True)
    if not rest or cells(lead) > _ONE_LINE:
        return _Drawn(paragraph("Body", run(words, lang)))
    return _Drawn(paragraph("Body", run(lead + end, lang, "Lead") + run(rest, lang)))


_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU: Final = 635
"""So many of a drawing's units are a twentieth of a point."""
_CHART_HEIGHT: Final = 4400


def _inline(chart: Chart, number: int, lang: Lang) -> str:
    title, words = (visible(each.to(lang)) for each in (chart.title, chart.alternative))
    size = f'cx="{styles.WIDTH * _EMU}" cy="{_CHART_HEIGHT * _EMU}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name={attribute(title)} descr={attribute(words)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart"'
        f' r:id="rChart{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


_OF_PACKAGES: Final = "http://schemas.openxmlformats.org/package/2006"
_OF_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_PARTS: Final = {
    "/word/document.xml": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "/word/styles.xml": f"{_OFFICE}.wordprocessingml.styles+xml",
    "/word/settings.xml": f"{_OFFICE}.wordprocessingml.settings+xml",
    "/word/fontTable.xml": f"{_OFFICE}.wordprocessingml.fontTable+xml",
    "/word/odd.xml": f"{_OFFICE}.wordprocessingml.footer+xml",
    "/word/even.xml": f"{_OFFICE}.wordprocessingml.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
}
_CHART: Final = f"{_OFFICE}.drawingml.chart+xml"


_METADATA: Final = f"{_OF_PACKAGES}/relationships/metadata"
_ROOT: Final = (
    ("r1", f"{_OF_OFFICE}/relationships/officeDocument", "word/document.xml"),
    ("r2", f"{_METADATA}/core-properties", "docProps/core.xml"),
    ("r3", f"{_OF_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
)


def _types(charts: int) -> str:
    own = {f"/word/charts/chart{each + 1}.xml": _CHART for each in range(charts)}
    types = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in (_PARTS | own).items()
    )
    return (
        f'{styles.HEAD}<Types xmlns="{_OF_PACKAGES}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xlsx" ContentType="{_OFFICE}.spreadsheetml.sheet"/>{types}</Types>'
    )


def _package(
    report: Report, charts: tuple[Embedded, ...], lang: Lang
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the parts of the document by their names."""
    yield "[Content_Types].xml", _types(len(charts))
    yield "_rels/.rels", _relations(*_ROOT)
    document = (
        f'{styles.HEAD}<w:document xmlns:w="{styles.WORDS}" xmlns:r="{_OF_OFFICE}/relationships"'
        f' xmlns:wp="{_DRAWING}/wordprocessingDrawing"><w:body>{_body(report, lang)}</w:body>'
        "</w:document>"
    )
    yield "word/document.xml", document
    targets = [("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable")]
    related = [(f"r{at}", kind, f"{name}.xml") for at, (kind, name) in enumerate(targets)]
    related += [("rOdd", "footer", "odd.xml"), ("rEven", "footer", "even.xml")]
    related += [
        (f"rChart{at + 1}", "chart", f"charts/chart{at + 1}.xml") for at in range(len(charts))
    ]
    yield "word/_rels/document.xml.rels", _relations(*_of_office(related))
    yield "word/styles.xml", styles.styles()
    yield "word/settings.xml", styles.settings()
    yield "word/fontTable.xml", styles.fonts()
    yield "word/odd.xml", styles.footer(is_even=False)
    yield "word/even.xml", styles.footer(is_even=True)
    for at, each in enumerate(charts, 1):
        book = [("rId1", "package", f"../embeddings/chart{at}.xlsx")]
        yield f"word/charts/chart{at}.xml", each.part
        yield f"word/charts/_rels/chart{at}.xml.rels", _relations(*_of_office(book))
        yield f"word/embeddings/chart{at}.xlsx", each.workbook
    yield "docProps/core.xml", styles.core(visible(report.title.to(lang)))
    yield "docProps/app.xml", styles.application()


def _of_office(given: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    return ((id_, f"{_OF_OFFICE}/relationships/{kind}", target) for id_, kind, target in given)


def _relations(*given: tuple[str, str, str]) -> str:
    each = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in given
    )
    return (
        f'{styles.HEAD}<Relationships xmlns="{_OF_PACKAGES}/relationships">{each}</Relationships>'
    )
