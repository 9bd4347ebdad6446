"""Reports as Word documents, read back with python-docx and laid out by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx as reader
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from jxtrade.render.report import docx, pdf
from jxtrade.report import Cell, Column, Kind, Paragraph, Parting, Report, Row, Table
from jxtrade.text import Lang, same, visible
from tests.documents import BARS, HOSTILE, LINES, PAPER, SHOWN, TABLE, hostile, pages
from tests.programme import run
from tests.test_data import DATA

if TYPE_CHECKING:
    from pathlib import Path

ACROSS = 12_756
"""225 mm in twentieths of a point, the type area of a page across."""


def drawn(report: Report, lang: Lang = Lang.ZH) -> bytes:
    return docx.render(report, lang=lang, width=80)


def opened(report: Report, lang: Lang = Lang.ZH) -> Any:
    return reader.Document(io.BytesIO(drawn(report, lang)))


def words(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_each_role_has_its_style() -> None:
    shown = [(each.style.name, each.text) for each in opened(PAPER).paragraphs if each.text]
    assert shown == [
        ("Title", "二季度进展情况汇报"),
        ("Subtitle", "（截至2022年6月底）"),
        ("Addressee", "各县（市、区）："),
        ("Heading 1", "一、总体情况"),
        ("Body Text", "2个县区已报送“样表”。"),
        ("Heading 2", "（一）存在问题"),
        (
            "Body Text",
            "（二）出口转内销。累计8.5亿元，完成全年目标20.2亿元的42.1%，港区未报，报送后判定。",
        ),
        ("Body Text", "1. 西城滞后。"),
        ("Source", "reports/west.yaml:11"),
        ("Caption", "表1　出口转内销"),
        ("Unit", "单位：亿元"),
        ("Note", "注：港区未报。"),
        ("Signature", "市商务局\u3000"),
        ("Annex", "附件1　明细"),
        ("Caption", "表1-1　明细"),
        ("Unit", "单位：亿元"),
        ("Body Text", "说明到此。"),
    ]


def test_a_section_s_first_words_are_its_heading() -> None:
    (section,) = (each for each in opened(PAPER).paragraphs if each.text.startswith("（二）"))
    assert section.runs[0].style.name == "Lead"
    assert section.runs[0].text == "（二）出口转内销。"
    (section,) = (each for each in opened(PAPER, Lang.EN).paragraphs if "(2)" in each.text)
    assert section.runs[0].text == "(2) Resale. "


def test_headings_are_found_by_navigation() -> None:
    levels = {
        each.style_id: each.element.find(f".//{qn('w:outlineLvl')}")
        for each in opened(PAPER).styles
    }
    assert [levels[each].get(qn("w:val")) for each in ("Heading1", "Heading2", "Annex")] == [
        *("0", "1", "0")
    ]


def test_a_page_is_that_of_the_standard() -> None:
    first, across, last = opened(PAPER).sections
    for section in (first, last):
        assert (section.page_width.mm, section.page_height.mm) == (
            pytest.approx(210, abs=0.1),
            pytest.approx(297, abs=0.1),
        )
        margins = (section.top_margin, section.bottom_margin, section.left_margin)
        assert [round(each.mm) for each in (*margins, section.right_margin)] == [37, 35, 28, 26]
        grid = section._sectPr.find(qn("w:docGrid"))
        lines = (section.page_height - section.top_margin - section.bottom_margin) / 635
        assert lines // int(grid.get(qn("w:linePitch"))) == 22
    assert across.page_width > across.page_height


def test_what_is_wide_takes_a_page_across_with_its_heading() -> None:
    body = opened(PAPER).element.body
    ends = [
        index for index, each in enumerate(body) if each.find(f".//{qn('w:sectPr')}") is not None
    ]
    assert len(ends) == 2
    section = [*body][ends[0] + 1 : ends[1] + 1]
    said = [each.text for part in section for each in part.iter(qn("w:t")) if each.text]
    assert said[:3] == ["附件1　明细", "表1-1　明细", "单位：亿元"]
    assert said[-1] != "说明到此。"


def test_pages_are_numbered_outside() -> None:
    document = opened(PAPER)
    assert document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        for footer, where in ((section.footer, "right"), (section.even_page_footer, "left")):
            (number,) = footer.paragraphs
            assert number.text == "— 1 —"
            assert number._p.pPr.jc.get(qn("w:val")) == where
            assert "PAGE" in "".join(number._p.itertext())


def test_chinese_never_falls_back_to_a_latin_font() -> None:
    document = opened(PAPER)
    fonts = {each.style_id: each.element.find(f".//{qn('w:rFonts')}") for each in document.styles}
    chinese = {id_: each.get(qn("w:eastAsia")) for id_, each in fonts.items() if each is not None}
    assert chinese["Title"] == "方正小标宋简体"
    assert chinese["Heading1"] == chinese["Annex"] == "黑体"
    assert chinese["Heading2"] == chinese["Lead"] == "楷体_GB2312"
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert defaults.get(qn("w:eastAsia")) == "仿宋_GB2312"
    for each in document.element.iter(qn("w:r")):
        if any(each.itertext()):
            assert each.find(f".//{qn('w:rFonts')}").get(qn("w:hint")) == "eastAsia"


def test_a_table_says_what_the_report_says() -> None:
    first, second = opened(PAPER).tables
    assert words(first) == words(second) == SHOWN


def test_no_row_is_split_and_headings_stand_on_each_page() -> None:
    for table in opened(PAPER).tables:
        rows = [each._tr.trPr for each in table.rows]
        assert all(each.find(qn("w:cantSplit")) is not None for each in rows)
        assert [each.find(qn("w:tblHeader")) is not None for each in rows] == [
            *(True, False, False, False, False)
        ]


def test_a_light_is_a_shaded_cell_with_sign_and_word() -> None:
    table = opened(PAPER).tables[0]
    shades = {
        cell.text: shade.get(qn("w:fill"))
        for row in table.rows[1:]
        for cell in row.cells
        if (shade := cell._tc.tcPr.find(qn("w:shd"))) is not None
    }
    assert shades.keys() == {"▲绿 达序时", "▼红 严重滞后"}
    assert shades["▲绿 达序时"] != shades["▼红 严重滞后"]


def test_figures_stand_to_the_right() -> None:
    styles = {
        cell.text: cell.paragraphs[0].style.name for cell in opened(PAPER).tables[0].rows[1].cells
    }
    assert {each for each, style in styles.items() if style == "Figure"} == {
        *("9.6", "5.1", "53.1%", "+3.1")
    }


def test_what_stands_beside_each_other_has_one_heading() -> None:
    columns = (Column("d", same("district")), Column("rate", same("rate"), Kind.PERCENT))
    rows = [
        Row({"i": Cell(each), "n": Cell(same(each)), "d": Cell(same(name)), "f": Cell(each + name)})
        for each in ("x", "y")
        for name in ("a", "b")
    ]
    beside = (Column("f", same("figure")), Column("g", same("gap")))
    document = opened(Report(same("t"), (Table(columns, rows, parting=Parting("i", "n", beside)),)))
    assert words(document.tables[0]) == [
        ["district", "x", "x", "y", "y"],
        ["district", "figure", "gap", "figure", "gap"],
        ["a", "xa", "—", "ya", "—"],
        ["b", "xb", "—", "yb", "—"],
    ]


def test_columns_that_no_page_holds_are_parted_each_with_the_first() -> None:
    columns = [Column(str(each), same(f"k{each}"), Kind.FIGURE) for each in range(60)]
    row = {each.key: Cell(f"{int(each.key):08}") for each in columns}
    found = opened(Report(same("t"), (Table(tuple(columns), (Row(row),)),)))
    assert len(found.tables) > 1
    assert {words(each)[1][0] for each in found.tables} == {"00000000"}
    assert [each for table in found.tables for each in words(table)[1][1:]] == [
        f"{each:08}" for each in range(1, 60)
    ]
    for table in found.tables:
        assert sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid) <= ACROSS


def test_who_says_most_has_the_widest_column() -> None:
    """Three short texts of 40 cells and one of 240 do not fit beside each other."""
    columns = tuple(Column(each, same(each)) for each in "abcd")
    said = {"a": "一" * 20, "b": "一" * 20, "c": "一" * 20, "d": "一" * 120}
    row = Row({key: Cell(words) for key, words in said.items()})
    (table,) = opened(Report(same("t"), (Table(columns, (row, row)),))).tables
    *others, widest = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid]
    assert widest > 2 * max(others)


def test_a_note_stays_on_the_page_of_its_table() -> None:
    """A row, or the end of a table, that is kept goes with what comes next."""
    kept = [_kept(PAPER), _kept(Report(same("t"), (TABLE, Paragraph(same("x")))))]
    assert kept == [True, False]


def _kept(report: Report) -> bool:
    document = opened(report)
    last = document.tables[0].rows[-1].cells[0].paragraphs[0]
    (below, *_) = (each for each in document.paragraphs if each.style.name == "Below a Table")
    keeps = [each._p.pPr.find(qn("w:keepNext")) is not None for each in (last, below)]
    assert keeps[0] is keeps[1]
    return keeps[0]


def test_a_chart_stays_editable() -> None:
    with ZipFile(io.BytesIO(drawn(Report(same("t"), (BARS,))))) as archive:
        part = archive.read("word/charts/chart1.xml").decode()
        related = archive.read("word/charts/_rels/chart1.xml.rels").decode()
        book = load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")))
        document = archive.read("word/document.xml").decode()
    assert '<c:externalData r:id="rId1">' in part
    assert 'Id="rId1"' in related
    assert "../embeddings/chart1.xlsx" in related
    assert [*book.active.values] == [
        (None, "完成率", "序时进度50%"),
        ("东城\n▲绿", 53.125, 50),
        ("西城\n▼红", 35.4, 50),
        ("港区\n未报", None, 50),
    ]
    assert 'descr="东城53.1%，西城35.4%，港区未报"' in document
    assert re.search("</c:barChart>.*<c:lineChart>", part, re.DOTALL)
    assert ">图1　完成率<" in part


def test_a_unit_that_no_label_says_stands_in_the_title() -> None:
    with ZipFile(io.BytesIO(drawn(Report(same("t"), (LINES,))))) as archive:
        assert ">图2　全市累计（亿元）<" in archive.read("word/charts/chart1.xml").decode()


def test_the_same_report_gives_the_same_bytes() -> None:
    assert drawn(PAPER) == drawn(PAPER)
    with ZipFile(io.BytesIO(drawn(PAPER))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("given", HOSTILE, ids=ascii)
def test_words_of_data_stay_words(given: str) -> None:
    document = opened(hostile(given))
    shown = visible(given)
    assert words(document.tables[0]) == [[shown, shown], [shown, shown]]
    for each in document.paragraphs:
        assert each.text in ("", shown, f"{shown}:1")
    assert document.core_properties.title == shown


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "call",
    [
        ("status", "2022Q2"),
        ("status", "2022Q2", "--full"),
        ("status", "2022Q2", "--district", "haining"),
        ("gaps", "2022Q2"),
        ("tasks", "2022Q2"),
    ],
    ids=" ".join,
)
def test_views_say_in_word_what_they_say_on_a_screen(
    call: tuple[str, ...], lang: str, tmp_path: Path
) -> None:
    both = ("--data", str(DATA), "--lang", lang)
    assert run(*call, *both, "-o", "out.docx", folder=tmp_path).status == 0
    document = reader.Document(str(tmp_path / "out.docx"))
    printed = "".join(run(*call, *both, folder=tmp_path, width=2000).out.split())
    said = [each.text for each in document.paragraphs]
    said += [cell for table in document.tables for row in words(table) for cell in row]
    assert len(said) > 20
    for each in said:
        assert "".join(each.split()) in printed


def test_libreoffice_lays_it_out(tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(drawn(PAPER))
    found = [each.replace(" ", "") for each in pages(file)]
    assert ["—1—" in found[0], "—2—" in found[1]] == [True, True]
    assert "单位：亿元" in "".join(found)
    (annex,) = (each for each in found if "附件1" in each)
    assert "表1-1" in annex
    assert "说明到此" not in annex
    assert "说明到此" in found[-1]


def test_pdf_is_the_document_s_pages_and_has_no_moment_in_it() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    first, second = (pdf.render(PAPER, lang=Lang.ZH, width=80) for _ in range(2))
    assert first == second
    said = [each.extract_text() for each in PdfReader(io.BytesIO(first)).pages]
    assert "二季度进展情况汇报" in said[0]
    assert "说明到此" in said[-1]


def test_without_libreoffice_pdf_is_refused_in_a_line(tmp_path: Path) -> None:
    call = ("status", "2022Q2", "--data", str(DATA), "--lang", "en", "-o", "out.pdf")
    ran = run(*call, folder=tmp_path, PATH=str(tmp_path))
    assert ran.status == 2
    assert ran.err.splitlines()[0].endswith("install it, or write a .docx")
    assert not (tmp_path / "out.pdf").exists()
