"""A report that has one of everything, for the formats of documents, and a way to their pages."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest

from jxtrade.place import Place, Span
from jxtrade.report import (
    Band,
    Cell,
    Chart,
    ChartKind,
    Column,
    Follows,
    How,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    RowKind,
    Series,
    Table,
    Tone,
)
from jxtrade.text import Text, same

if TYPE_CHECKING:
    from pathlib import Path

D: Final = Decimal
GREEN: Final = Text("▲绿 达序时", "▲ green, on pace")
RED: Final = Text("▼红 严重滞后", "▼ red, far behind")
YELLOW: Final = Text("●黄 滞后", "● yellow, behind")
MISSING: Final = Text("未报", "not reported")
COLUMNS: Final = (
    Column("name", Text("县区", "district")),
    Column("allocated", Text("目标", "target"), Kind.FIGURE),
    Column("reported", Text("累计完成", "reported"), Kind.FIGURE),
    Column(
        "rate",
        Text("完成率", "rate"),
        Kind.PERCENT,
        Follows(How.SHARE, "reported", "allocated"),
    ),
    Column(
        "lead",
        Text("较序时（百分点）", "lead (points)"),
        Kind.POINTS,
        Follows(How.LEAD, "rate", "pace"),
    ),
    Column(
        "light",
        Text("亮灯", "light"),
        Kind.WORD,
        bands=(
            Band(GREEN, Tone.GOOD, "lead", D(0)),
            Band(YELLOW, Tone.WARN, "lead", D(-10)),
            Band(RED, Tone.BAD),
        ),
    ),
)
EAST: Final = Place("reports/east.yaml", Span(10, 12, 10, 15))
WEST: Final = Place("reports/west.yaml", Span(11, 12, 11, 15))


def row(*values: object, kind: RowKind = RowKind.LINE, tone: Tone | None = None) -> Row:
    """Return a row of the columns, at a pace of one half; the tone is the light's."""
    cells = {
        column.key: Cell(value, tone if column.key == "light" else None)  # type: ignore[arg-type]
        for column, value in zip(COLUMNS, values, strict=True)
    }
    return Row({**cells, "pace": Cell(D("0.5"))}, kind)


def sourced(given: Row, key: str, *places: Place) -> Row:
    """Return a row one of whose cells says where it comes from."""
    return given._replace(cells={**given.cells, key: given.cells[key]._replace(sources=places)})


# 5.1 of 9.6 is 53.125 %, 3.125 points ahead of 50; 3.4 of 9.6 is 35.41666… %, 14.58333… behind.
ROWS: Final = (
    sourced(
        row(
            Text("东城", "East"), D("9.6"), D("5.1"), D("53.125"), D("3.125"), GREEN, tone=Tone.GOOD
        ),
        "reported",
        EAST,
    ),
    sourced(
        row(
            Text("西城", "West"),
            D("9.6"),
            D("3.4"),
            D("3.4") / D("9.6") * 100,
            D("3.4") / D("9.6") * 100 - 50,
            RED,
            tone=Tone.BAD,
        ),
        "reported",
        WEST,
    ),
    row(Text("港区", "Port"), D("1.0"), MISSING, None, None, MISSING, tone=Tone.FAINT),
    row(
        Text("合计", "total"),
        D("20.2"),
        D("8.5"),
        D("8.5") / D("20.2") * 100,
        None,
        None,
        kind=RowKind.TOTAL,
    ),
)
SHOWN: Final = [
    ["县区", "目标", "累计完成", "完成率", "较序时（百分点）", "亮灯"],
    ["东城", "9.6", "5.1", "53.1%", "+3.1", "▲绿 达序时"],
    ["西城", "9.6", "3.4", "35.4%", "-14.6", "▼红 严重滞后"],
    ["港区", "1.0", "未报", "—", "—", "未报"],
    ["合计", "20.2", "8.5", "42.1%", "—", "—"],
]
TABLE: Final = Table(
    COLUMNS,
    ROWS,
    caption=Text("表1　出口转内销", "Table 1. Resale"),
    unit=Text("单位：亿元", "unit: CNY 100 million"),
)
BARS: Final = Chart(
    ChartKind.BARS,
    Text("图1　完成率", "Figure 1. Rates"),
    (Text("东城", "East"), Text("西城", "West"), Text("港区", "Port")),
    (
        Series(
            Text("完成率", "rate"),
            (D("53.125"), D("35.4"), None),
            (Tone.GOOD, Tone.BAD, None),
            (Text("▲绿", "▲ green"), Text("▼红", "▼ red"), MISSING),
        ),
    ),
    same("%"),
    Text("东城53.1%，西城35.4%，港区未报", "East 53.1 %, West 35.4 %, Port not reported"),
    Series(Text("序时进度50%", "pace 50 %"), (D(50), D(50), D(50))),
)
LINES: Final = Chart(
    ChartKind.LINES,
    Text("图2　全市累计", "Figure 2. Year to date"),
    (Text("一季度末", "end of Q1"), Text("二季度末", "end of Q2")),
    (Series(Text("累计", "year to date"), (D("4.1"), D("8.5"))),),
    Text("亿元", "CNY 100 million"),
    Text("一季度末4.1，二季度末8.5", "4.1 at the end of Q1, 8.5 of Q2"),
)
PAPER: Final = Report(
    Text("二季度进展情况汇报", "Progress in the second quarter"),
    (
        Paragraph(Text("（截至2022年6月底）", "(as at 30 June 2022)"), Role.SUBTITLE),
        Paragraph(Text("各县（市、区）：", "To all districts:"), Role.ADDRESSEE),
        Paragraph(Text("一、总体情况", "1. In general"), Role.PART),
        Paragraph(Text("2个县区已报送“样表”。", "2 districts have sent a “form”.")),
        Paragraph(Text("（一）存在问题", "(1) What is wrong"), Role.SECTION),
        Paragraph(
            Text(
                "（二）出口转内销。累计8.5亿元，完成全年目标20.2亿元的42.1%，港区未报，报送后判定。",
                "(2) Resale. 8.5 of 20.2 CNY 100 million are there, which is 42.1 % of the year's.",
            ),
            Role.SECTION,
        ),
        Paragraph(Text("1. 西城滞后。", "1. West is behind."), Role.ITEM, sources=(WEST,)),
        TABLE,
        Paragraph(Text("注：港区未报。", "Note: Port has not reported."), Role.NOTE),
        BARS,
        LINES,
        Paragraph(Text("市商务局\u3000", "Bureau of Commerce"), Role.SIGNATURE),
        Paragraph(Text("附件1　明细", "Annex 1. In detail"), Role.ANNEX),
        TABLE._replace(is_wide=True, caption=Text("表1-1　明细", "Table 1-1. In detail")),
        Paragraph(Text("说明到此。", "That is all.")),
    ),
)
HOSTILE: Final = (
    "=1+1",
    "+86",
    "-1",
    "@sum",
    "<w:p>&amp;</w:p>]]>",
    "\x00\x0b\ud800\ufffe\u202e",
    "a\"b'c",
    "{A1}",
    "https://x.example",
    "  two  blanks  ",
    "0012",
    "TRUE",
    "_x0041_",
)


def hostile(words: str) -> Report:
    """Return a report with the words in every place that words can have."""
    text = same(words)
    bars = Chart(ChartKind.BARS, text, (text,), (Series(text, (D(1),), (), (text,)),), text, text)
    table = Table(
        (Column("a", text), Column("b", text, Kind.WORD)),
        (Row({"a": Cell(text, sources=(Place(words),)), "b": Cell(words)}),),
        caption=text,
        unit=text,
    )
    paragraphs = (Paragraph(text, each, sources=(Place(words),)) for each in Role)
    return Report(text, (*paragraphs, table, bars))


def pages(file: Path) -> list[str]:
    """Return what stands on the pages of a document as LibreOffice lays it out."""
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or poppler is not here")
    read = subprocess.run(
        ["pdftotext", "-layout", laid_out(file), "-"], check=True, capture_output=True
    )
    return read.stdout.decode("utf-8").split("\f")[:-1]


def laid_out(file: Path) -> Path:
    """Return the PDF that LibreOffice makes of a document, beside it."""
    profile = (file.parent / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"),
            *("--outdir", file.parent, file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return file.with_suffix(".pdf")
