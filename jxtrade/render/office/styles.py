"""How a Word document looks: a Chinese official document after GB/T 9704-2012.

A4; margins of 37, 35, 28 and 26 mm; 22 lines of 28 characters of 16 pt, which a line of 579
twentieths of a point and characters closer by 5 make; page numbers outside.
"""

from __future__ import annotations

from typing import Final, NamedTuple
from xml.sax.saxutils import escape

WORDS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SONG, _HEI, _KAI, _FANG = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_TITLE: Final = "方正小标宋简体"
_LATIN: Final = "Times New Roman"
_OTHER_NAMES: Final = {
    _TITLE: "SimSun",
    _KAI: "KaiTi",
    _FANG: "FangSong",
    _HEI: "SimHei",
    _SONG: "SimSun",
}
LINE: Final = 579
WIDTH: Final = 8844
"""The width of the type area, 156 mm, in twentieths of a point."""
WIDTH_ACROSS: Final = 12756
"""The same of a page across, 225 mm."""


class _Style(NamedTuple):
    """A paragraph's style; sizes are half points, indents characters or twentieths of a point."""

    id: str
    name: str
    paragraph: str = ""
    font: str = ""
    size: int = 0
    more: str = ""
    base: str = "Normal"
    following: str = ""


_KEPT: Final = "<w:keepNext/>"
_OFF_GRID: Final = '<w:snapToGrid w:val="0"/>'
_LOOSE: Final = '<w:spacing w:before="{0}" w:after="{1}" w:line="240" w:lineRule="auto"/>'
_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="{0}"/>'
_FLUSH: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_EVEN: Final = '<w:spacing w:val="0"/>'


def _placed(where: str) -> str:
    return f'<w:jc w:val="{where}"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


_STYLES: Final = (
    _Style("Body", "Body Text", _INDENT.format(640)),
    _Style(
        "Title",
        "Title",
        f'{_KEPT}{_OFF_GRID}<w:spacing w:before="579" w:after="290" w:line="700"'
        f' w:lineRule="exact"/>{_FLUSH}{_placed("center")}{_outline(9)}',
        _TITLE,
        44,
        _EVEN,
        following="Body",
    ),
    _Style("Subtitle", "Subtitle", _FLUSH + _placed("center"), _KAI, following="Body"),
    _Style("Addressee", "Addressee", _FLUSH, following="Body"),
    _Style(
        "Heading1", "heading 1", _KEPT + _INDENT.format(640) + _outline(0), _HEI, following="Body"
    ),
    _Style(
        "Heading2", "heading 2", _KEPT + _INDENT.format(640) + _outline(1), _KAI, following="Body"
    ),
    _Style(
        "Annex",
        "Annex",
        f"{_KEPT}<w:pageBreakBefore/>{_FLUSH}{_outline(0)}",
        _HEI,
        base="Heading1",
        following="Body",
    ),
    _Style(
        "Signature",
        "Signature",
        '<w:ind w:rightChars="400" w:right="1280" w:firstLineChars="0" w:firstLine="0"/>'
        + _placed("right"),
    ),
    _Style(
        "Verbatim", "Verbatim", f"{_OFF_GRID}{_LOOSE.format(0, 0)}{_placed('left')}", "", 18, _EVEN
    ),
    _Style(
        "Note", "Note", f"{_OFF_GRID}{_LOOSE.format(60, 60)}{_INDENT.format(420)}", "", 21, _EVEN
    ),
    _Style("Source", "Source", f"{_OFF_GRID}{_LOOSE.format(0, 0)}{_placed('left')}", "", 18, _EVEN),
    _Style(
        "Caption",
        "caption",
        f"{_KEPT}{_OFF_GRID}{_LOOSE.format(120, 60)}{_placed('center')}",
        _HEI,
        28,
        _EVEN,
    ),
    _Style(
        "Unit", "Unit", f"{_KEPT}{_OFF_GRID}{_LOOSE.format(0, 40)}{_placed('right')}", "", 21, _EVEN
    ),
    _Style(
        "PartName",
        "Part of a Table",
        f"{_KEPT}{_OFF_GRID}{_LOOSE.format(120, 60)}{_placed('left')}",
        _HEI,
        24,
        _EVEN,
    ),
    _Style(
        "Chart", "Chart", f"{_OFF_GRID}{_LOOSE.format(120, 120)}{_placed('center')}", "", 21, _EVEN
    ),
    _Style("Cell", "Cell", f"{_OFF_GRID}{_LOOSE.format(20, 20)}{_placed('left')}", "", 21, _EVEN),
    _Style("Figure", "Figure", _placed("right"), base="Cell"),
    _Style("CellHead", "Cell Head", _KEPT + _placed("center"), _HEI, base="Cell"),
    _Style(
        "BelowTable", "Below a Table", f'{_OFF_GRID}<w:spacing w:line="160" w:lineRule="exact"/>'
    ),
    _Style(
        "Footer",
        "footer",
        f"{_OFF_GRID}{_LOOSE.format(0, 0)}",
        _SONG,
        28,
        _EVEN,
    ),
)
_LOOKS: Final = (
    ("Lead", f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{_KAI}"/>'),
    ("Strong", "<w:b/>"),
    ("Faint", '<w:color w:val="595959"/>'),
)
_EDGES: Final = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _style(each: _Style) -> str:
    fonts = f'<w:rFonts w:eastAsia="{each.font}"/>' if each.font else ""
    size = f'<w:sz w:val="{each.size}"/><w:szCs w:val="{each.size}"/>' if each.size else ""
    following = f'<w:next w:val="{each.following}"/>' if each.following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{each.id}"><w:name w:val="{each.name}"/>'
        f'<w:basedOn w:val="{each.base}"/>{following}<w:qFormat/>'
        f"<w:pPr>{each.paragraph}</w:pPr><w:rPr>{fonts}{each.more}{size}</w:rPr></w:style>"
    )


def styles() -> str:
    """Return the styles' part."""
    named = "".join(map(_style, _STYLES))
    looks = "".join(
        f'<w:style w:type="character" w:styleId="{id_}"><w:name w:val="{id_}"/><w:qFormat/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
        for id_, look in _LOOKS
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{WORDS}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{_FANG}" w:cs="{_LATIN}"/>'
        '<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:spacing w:line="{LINE}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="-5"/></w:rPr></w:style>'
        f"{named}{looks}"
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="Table"/><w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr>'
        "</w:style></w:styles>"
    )


def fonts() -> str:
    """Return the fonts' part, with the name of what else may stand for each."""
    named = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _OTHER_NAMES.items()
    )
    return f'{HEAD}<w:fonts xmlns:w="{WORDS}">{named}</w:fonts>'


def settings() -> str:
    """Return the settings' part: odd and even pages differ, and nothing is as it was in 2007."""
    return (
        f'{HEAD}<w:settings xmlns:w="{WORDS}"><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting'
        ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/></w:settings>'
    )


def footer(*, is_even: bool) -> str:
    """Return the page number between dashes, a character from the outer edge."""
    side, where = ("left", "left") if is_even else ("right", "right")
    field = "".join(
        f"<w:r>{each}</w:r>"
        for each in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return (
        f'{HEAD}<w:ftr xmlns:w="{WORDS}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{where}"/></w:pPr>{field}</w:p>'
        "</w:ftr>"
    )


_UPRIGHT: Final = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984"'
    ' w:left="1588" w:header="851" w:footer="1190" w:gutter="0"/>'
)
_ACROSS: Final = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1588" w:right="1984"'
    ' w:bottom="1474" w:left="2098" w:header="851" w:footer="680" w:gutter="0"/>'
)


def section(*, is_across: bool) -> str:
    """Return what a section of upright pages, or of pages across, ends with."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rOdd"/>'
        '<w:footerReference w:type="even" r:id="rEven"/><w:type w:val="nextPage"/>'
        f"{_ACROSS if is_across else _UPRIGHT}"
        f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def core(title: str) -> str:
    """Return the document's properties: its title, and the program as its author."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>jxtrade</dc:creator>"
        "<cp:lastModifiedBy>jxtrade</cp:lastModifiedBy></cp:coreProperties>"
    )


def application() -> str:
    """Return the part that names the program."""
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>jxtrade</Application></Properties>'
    )
