"""A paper made by hand that has everything a document format must draw."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from jxtrade.place import Place, Span
from jxtrade.report import (
    Cell,
    Chart,
    ChartKind,
    Column,
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

D = Decimal
RATE: Final = Column("rate", Text("完成率", "rate"), Kind.PERCENT)
LIGHT: Final = Column("light", Text("亮灯", "light"), Kind.WORD)
COLUMNS: Final = (
    Column("name", Text("县（市、区）", "district")),
    Column("done", Text("累计完成", "reported"), Kind.FIGURE),
    RATE,
    LIGHT,
    Column("remark", Text("备注", "remarks")),
)
GREEN: Final = Text("▲绿", "▲ green")
YELLOW: Final = Text("●黄", "● yellow")
RED: Final = Text("▼红", "▼ red")
LIGHTS: Final = {Tone.GOOD: GREEN, Tone.WARN: YELLOW, Tone.BAD: RED}
DISTRICTS: Final = (
    ("甲", "Jia", "12", "60.05", Tone.GOOD),
    ("乙", "Yi", "9.6", "48.0", Tone.WARN),
    ("丙", "Bing", None, None, None),
    ("丁", "Ding", "7.2", "36.0", Tone.BAD),
    ("戊", "Wu", "0.0", "0.0", Tone.BAD),
    ("己", "Ji", "192.34", "961.7", Tone.GOOD),
)
"""Names, figures, rates and lights; one has no figure, one is 0, one far above the whole."""


def at(name: str, line: int, source: str = "") -> Place:
    """Return a line of a file of submissions."""
    return Place(f"reports/2022Q2/districts/{name}.yaml", Span(line, 3, line, 9), source)


def _row(zh: str, en: str, done: str | None, rate: str | None, tone: Tone | None) -> Row:
    own = (at(en.lower(), 12, f"  resale: {done}"),) if done else ()
    return Row(
        {
            "name": Cell(Text(zh, en)),
            "done": Cell(D(done) if done else None, None if done else Tone.FAINT, own),
            "rate": Cell(D(rate) if rate else None, None, own),
            "light": Cell(LIGHTS[tone], tone)
            if tone
            else Cell(Text("未报", "not reported"), Tone.FAINT),
            "remark": Cell(Text("一季度末累计3", "3 at the end of Q1") if not done else same("")),
        }
    )


ROWS: Final = tuple(_row(*each) for each in DISTRICTS)
TOTAL: Final = Row(
    {
        "name": Cell(Text("合计", "total")),
        "done": Cell(D("221.14"), None, tuple(at(f"d{number}", 12) for number in range(45))),
        "rate": Cell(D("221.14")),
        "light": Cell(Text("未齐", "incomplete")),
    },
    RowKind.TOTAL,
)
TABLE: Final = Table(
    COLUMNS,
    (*ROWS, TOTAL),
    caption=Text("表1　出口转内销", "Table 1: exports turned to domestic sale"),
    unit=Text("单位：亿元", "unit: 100 million yuan"),
)
BARS: Final = Chart(
    ChartKind.BARS,
    Text("图1　各县（市、区）完成率", "Chart 1: rates of the districts"),
    tuple(Text(zh, en) for zh, en, *_ in DISTRICTS),
    (
        Series(
            Text("完成率", "rate"),
            tuple(D(rate) if rate else None for *_, rate, _ in DISTRICTS),
            tuple(tone for *_, tone in DISTRICTS),
            tuple(LIGHTS[tone] if tone else Text("未报", "not reported") for *_, tone in DISTRICTS),
        ),
    ),
    same("%"),
    Text("六地完成率：己最高，戊为0，丙未报。", "Rates of six: Ji leads, Wu has 0, Bing none."),
    Series(Text("序时进度", "pace"), (D(50),) * 6),
)
LINES: Final = Chart(
    ChartKind.LINES,
    Text("图2　全市累计", "Chart 2: the city, year to date"),
    tuple(Text(f"{each}季度末", f"Q{index}") for index, each in enumerate("一二三四", 1)),
    (
        Series(Text("今年", "this year"), (D("25.2"), D("48.7"), None, D("90.1"))),
        Series(Text("上年", "last year"), (D("24.9"), D("48.0"), D("70.5"), D("101.0"))),
    ),
    Text("亿元", "100 million yuan"),
    Text("今年累计：一季度末25.2。", "This year: 25.2 at the end of Q1."),
    Series(Text("序时进度", "pace"), (D(27), D(54), D(81), D(108))),
)
WIDE: Final = Table(
    (COLUMNS[0], *(Column(f"c{at}", same(f"Column {at}"), Kind.FIGURE) for at in range(11)), RATE),
    tuple(
        Row(
            {
                "name": Cell(Text(f"第{at}县", f"district {at}")),
                **{f"c{column}": Cell(D(at * 1000 + column)) for column in range(11)},
                "rate": Cell(D(at)),
            }
        )
        for at in range(60)
    ),
    caption=Text("表2　明细", "Table 2: detail"),
    is_wide=True,
)


def paper() -> Report:
    """Return a paper with a paragraph of every role, a table, a wide one and two charts."""

    def paragraph(zh: str, en: str, role: Role, tone: Tone | None = None) -> Paragraph:
        return Paragraph(Text(zh, en), role, tone)

    return Report(
        Text("《方案》2022年二季度进展情况汇报", "Progress on “the plan”, Q2 2022"),
        (
            paragraph("（截至2022年6月底）", "(as of the end of June 2022)", Role.SUBTITLE),
            paragraph("各县（市、区），各责任部门：", "To: all districts", Role.ADDRESSEE),
            paragraph("一、总体情况", "1 The whole", Role.PART),
            paragraph("6个县（市、区）已报送5个。", "5 of 6 districts have reported.", Role.BODY),
            paragraph("（一）出口转内销。累计221.14亿元。", "(1) 221.14 in all.", Role.SECTION),
            paragraph("二、指标完成情况", "2 Indicators", Role.PART),
            TABLE,
            paragraph("注：“未齐”：丙未报。", "Note: Bing has not reported.", Role.NOTE),
            BARS,
            LINES,
            paragraph("三、存在问题", "3 Problems", Role.PART),
            paragraph("明细", "Detail", Role.HEADING),
            paragraph(
                "1. 丁：慢14.0个百分点。", "1. Ding: 14.0 points behind.", Role.ITEM, Tone.BAD
            ),
            Paragraph(same("resale: 7.2"), Role.VERBATIM),
            Paragraph(same("exporters: 3"), Role.VERBATIM),
            Paragraph(Text("有出处。", "With a source."), sources=(at("jia", 9),)),
            paragraph("市办公室　2022年7月11日", "Office, 11 July 2022", Role.SIGNATURE),
            paragraph("附件1　明细", "Annex 1: detail", Role.ANNEX),
            WIDE,
            paragraph("到此为止。", "This is the end.", Role.BODY),
        ),
    )
