"""What a paper says, read back from the files of each format by what others read them with."""

from __future__ import annotations

import io
import json
import re
import warnings
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zipfile import ZipFile

import docx
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from markdown_it import MarkdownIt
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token
    from openpyxl.cell import Cell as ExcelCell

Grid = list[list[str]]
"""The words of a table's cells, row by row, the headings first."""

Figures = list[list["Decimal | None"]]
"""The figures of a chart: series by series, the line that they are held against last."""

DASH: Final = "—"


class Written(NamedTuple):
    """The words of a paper's paragraphs in order, and its tables."""

    paragraphs: list[str]
    tables: list[Grid]


# Word


def of_docx(content: bytes) -> Written:
    """Return what a Word document says; a table that was parted is one again."""
    document = docx.Document(io.BytesIO(content))
    paragraphs: list[str] = []
    tables: list[Grid] = []
    for block in document.iter_inner_content():
        if isinstance(block, WordParagraph):
            paragraphs.append(block.text)
        elif isinstance(block, WordTable):
            tables.append([[cell.text for cell in row.cells] for row in block.rows])
    return Written(paragraphs, tables)


def charts_of_docx(content: bytes) -> list[Figures]:
    """Return the figures of each chart's own workbook: chart by chart."""
    with ZipFile(io.BytesIO(content)) as archive:
        names = [each for each in archive.namelist() if each.startswith("word/embeddings/")]
        books = [archive.read(f"word/embeddings/chart{at + 1}.xlsx") for at in range(len(names))]
        document = archive.read("word/document.xml").decode()
    assert re.findall(r'r:id="rChart(\d+)"', document) == [str(at + 1) for at in range(len(names))]
    return [_series([*load_workbook(io.BytesIO(each)).active.values]) for each in books]


def _series(rows: list[tuple[Any, ...]]) -> Figures:
    figures = [[None if each is None else number(each) for each in row[1:]] for row in rows[1:]]
    return [list(each) for each in zip(*figures, strict=True)]


# Excel


class Sheet(NamedTuple):
    """A sheet of a workbook: its table as it is shown, and the numbers that stand in its cells.

    Behind them stands which cells are reckoned from others.
    """

    shown: Grid
    numbers: list[list[Decimal | None]]
    is_live: list[list[bool]]


def of_xlsx(content: bytes) -> tuple[list[str], dict[str, Sheet]]:
    """Return the paragraphs of a paper's workbook and its tables by their sheets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of what it does not know how to keep
        book, formulas = (
            load_workbook(io.BytesIO(content), data_only=each) for each in (True, False)
        )
    *others, said = book.worksheets
    paragraphs = [str(row[0]) for row in said.values]
    tables = {}
    for sheet in others:
        if sheet.freeze_panes is not None:
            rows = [*sheet.iter_rows(min_row=int(sheet.freeze_panes[1:]) - 1)]
            while all(cell.value is None for cell in rows[-1][1:]):
                rows.pop()  # a note, across the columns
            rules = [*_rules(sheet)]
            live = formulas[sheet.title]
            tables[sheet.title] = Sheet(
                [[_shown(cell, rules) for cell in row] for row in rows],
                [[_held(cell) for cell in row] for row in rows],
                [[live[cell.coordinate].data_type == "f" for cell in row] for row in rows],
            )
    return paragraphs, tables


class _Rule(NamedTuple):
    """In which cells a format stands in place of the cell's own, and from which percent on."""

    cells: Any
    least: Decimal | None
    form: str


def _rules(sheet: Any) -> Iterator[_Rule]:
    """Yield by which rules figures say their marks, the first that holds in front."""
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if rule.dxf is not None and rule.dxf.numFmt is not None:
                found = re.search(r"\*100,10\)>=(-?[0-9.]+)\)\Z", rule.formula[0])
                assert found or re.fullmatch(r"AND\(ISNUMBER\([A-Z]+\d+\)\)", rule.formula[0])
                least = Decimal(found[1]) if found else None
                yield _Rule(area.cells, least, rule.dxf.numFmt.formatCode)


def charts_of_xlsx(content: bytes) -> list[Figures]:
    """Return the figures from which each native chart is drawn, in their order."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(io.BytesIO(content), data_only=True)
    with ZipFile(io.BytesIO(content)) as archive:
        names = [each for each in archive.namelist() if re.match(r"xl/charts/chart\d+\.xml", each)]
        parts = [archive.read(f"xl/charts/chart{at + 1}.xml").decode() for at in range(len(names))]
    return [[_range(book, each) for each in _VALUES.findall(part)] for part in parts]


_VALUES: Final = re.compile(r"<c:val><c:numRef><c:f>(.*?)</c:f>")


def _range(book: Any, words: str) -> list[Decimal | None]:
    name, _, cells = words.rpartition("!")
    sheet = book[name.strip("'").replace("''", "'")]
    found = sheet[cells]
    held = [each.value for row in found for each in row] if ":" in cells else [found.value]
    return [None if each is None else number(each) for each in held]


def number(held: Any) -> Decimal:
    """Return a number as spreadsheets take it: by its first 15 digits."""
    return Decimal(format(held, ".15g"))


def _held(cell: ExcelCell) -> Decimal | None:
    return number(cell.value) if isinstance(cell.value, int | float) else None


def _shown(cell: ExcelCell, rules: list[_Rule]) -> str:
    """Return a cell as a spreadsheet shows it by its format, or by that of a rule that holds."""
    if cell.value is None:
        return ""
    held = _held(cell)
    if held is None:
        return str(cell.value)
    percent = (held * 100).quantize(Decimal("1e-10"))
    forms = (
        rule.form
        for rule in rules
        if cell.coordinate in rule.cells and (rule.least is None or percent >= rule.least)
    )
    return shown_as(held, next(forms, cell.number_format))


def shown_as(figure: Decimal, form: str) -> str:
    """Return a figure by a format of a spreadsheet, as far as such formats stand in workbooks."""
    parts = form.split(";")
    part = parts[0] if figure >= 0 or len(parts) == 1 else parts[1]
    part = parts[2] if figure == 0 and len(parts) > 2 else part
    found = _FORM.fullmatch(part)
    assert found, form
    scaled = abs(figure) * 100 if found["percent"] else abs(figure)
    rounded = scaled.quantize(
        Decimal(1).scaleb(-len(found["decimals"] or "")), rounding=ROUND_HALF_UP
    )
    sign = "-" if figure < 0 and len(parts) == 1 and rounded else found["sign"]
    before, mark = ((found[each] or "").replace('\\"', '"') for each in ("before", "mark"))
    return f"{before}{sign}{rounded:f}{found['percent']}{mark}"


_FORM: Final = re.compile(
    r'(?:"(?P<before>[^"]*)")?(?P<sign>[+-]?)0(?:\.(?P<decimals>0+))?(?P<percent>%?)(?:"(?P<mark>.*)")?'
)


# HTML


_OWN: Final = frozenset(("h1", "h2", "h3", "p", "th", "td", "text"))


class _Page(HTMLParser):
    """What stands in a page's text for those who read one language."""

    VOID = frozenset(("meta", "br", "input"))

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] | None = None
        self.paragraphs: list[str] = []
        self.tables: list[Grid] = []
        self.labels: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the start of an element: of a paragraph, a table, a row, a cell, a chart."""
        given = dict(attrs)
        if tag not in self.VOID:
            self._open.append((tag, given))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif given.get("class") == "bars" or given.get("class") == "lines":
            self.labels.append([])
        if self._is_words(tag, given):
            self._words = []

    def _is_words(self, tag: str, given: dict[str, str | None]) -> bool:
        """Tell whether an element holds words of their own: a span does as a label or a line."""
        around, of = self._open[-2] if len(self._open) > 1 else ("", {})
        is_legend = tag == "li" and of.get("class") == "legend"
        is_label = tag == "span" and (given.get("class") or "").startswith("figure")
        return tag in _OWN or is_legend or is_label or (tag == "span" and around == "pre")

    def handle_data(self, data: str) -> None:
        """Take words, unless they are those of another language."""
        if self._words is not None and all(
            given.get("lang", self._lang) == self._lang for _, given in self._open
        ):
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element."""
        while self._open[-1][0] != tag:
            self._open.pop()
        if self._words is not None and self._is_words(*self._open[-1]):
            words, self._words = "".join(self._words), None
            if tag in {"th", "td"}:
                self.tables[-1][-1].append(words)
            elif tag in {"text", "li"} or (tag == "span" and "class" in self._open[-1][1]):
                self.labels[-1].append(words)
            else:
                self.paragraphs.append(words)
        self._open.pop()


def of_html(content: bytes, lang: str) -> Written:
    """Return what a page says in a language."""
    page = _parsed(content, lang)
    return Written(page.paragraphs, page.tables)


def labels_of_html(content: bytes, lang: str) -> list[list[str]]:
    """Return what stands at bars and points, and in the legend, of each chart of a page."""
    return _parsed(content, lang).labels


def _parsed(content: bytes, lang: str) -> _Page:
    page = _Page(lang)
    page.feed(content.decode("utf-8").partition("<main>")[2].partition("</main>")[0])
    return page


# Markdown


def of_md(content: bytes) -> Written:
    """Return what Markdown says to those who see it rendered, as GitHub does."""
    paragraphs: list[str] = []
    tables: list[Grid] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(content.decode("utf-8"))
    is_table, number = False, ""
    for token in tokens:
        match token.type:
            case "list_item_open":
                number = f"{token.info}{token.markup} "
            case "table_open":
                is_table = True
                tables.append([])
            case "table_close":
                is_table = False
            case "tr_open":
                tables[-1].append([])
            case "inline" if is_table:
                tables[-1][-1].append("".join(_words(token)))
            case "inline":
                paragraphs += f"{number}{''.join(_words(token))}".split("\n")
                number = ""
            case "code_block":
                paragraphs += token.content.rstrip("\n").split("\n")
    return Written(paragraphs, tables)


def _words(token: Token) -> Iterator[str]:
    for each in token.children or ():
        match each.type:
            case "text" | "code_inline":
                yield each.content
            case "softbreak" | "hardbreak":
                yield "\n"
            case "html_inline":
                assert each.content == "<!-- -->"


# JSON


class Told(NamedTuple):
    """A cell of JSON: its exact value, and how the column says that it is to be read."""

    value: Any
    mark: str
    kind: str
    before: str = ""

    @property
    def is_code(self) -> bool:
        """Tell whether it is a word for machines, for which people see another."""
        return self.kind == "word" and isinstance(self.value, str)

    def said(self, lang: str) -> str | None:
        """Return its words; None of a figure that people see rounded."""
        match self.value:
            case {"zh": _, "en": _}:
                return str(self.value[lang])
            case {"reported": _, "allocated": _}:
                halves = [Told(self.value[each], "", "figure").said(lang) for each in _HALVES]
                return None if None in halves else "/".join(map(str, halves))
            case str() if self.is_rounded:
                return None
            case _:
                return f"{self.before}{self.value}{self.mark}"

    def rounded(self, words: str) -> tuple[Decimal | None, int]:
        """Return the figure that words say of it, and with how many decimals; None if none."""
        if not words.endswith(self.mark):
            return None, 0
        own = words.removesuffix(self.mark)
        if self.kind in {"percent", "share"}:
            own = own.removesuffix("%") if own.endswith("%") else ""
        found = _SAID.fullmatch(own)
        if not found:
            return None, 0
        places = 2 * (self.kind == "share")
        return Decimal(own).scaleb(-places), len(found[1] or "") + places

    @property
    def figure(self) -> Decimal | None:
        """Return its figure, exact or with four places."""
        is_figure = isinstance(self.value, int) or (
            isinstance(self.value, str) and _PLAIN.fullmatch(self.value)
        )
        return Decimal(self.value) if is_figure else None

    @property
    def is_rounded(self) -> bool:
        """Tell whether JSON itself gives no more than four places of it, and people see fewer."""
        is_share = self.kind in {"percent", "points", "share"}
        is_quotient = self.kind == "figure" and _QUOTIENT.search(self.value) is not None
        return is_share or is_quotient


_SAID: Final = re.compile(r"[+-]?\d+(?:\.(\d+))?", re.ASCII)
_HALVES: Final = ("reported", "allocated")
_PLAIN: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_QUOTIENT: Final = re.compile(r"\.\d{4}\Z", re.ASCII)


class TableTold(NamedTuple):
    """A table of JSON: the kinds of its columns by their keys, its headings, its cells by key.

    Its caption stands above it; it is empty where there is none.
    """

    columns: dict[str, str]
    heads: list[str]
    rows: list[dict[str, Told]]
    caption: str


def of_json(content: bytes, lang: str) -> tuple[list[str], list[TableTold]]:
    """Return the paragraphs and the tables of JSON."""
    blocks = json.loads(content)["blocks"]
    paragraphs = [each["text"][lang] for each in blocks if each["block"] == "paragraph"]
    return paragraphs, [
        _told(each, lang) for each in blocks if each["block"] == "table" and each["rows"]
    ]


def _told(table: Any, lang: str) -> TableTold:
    kinds = {each["key"]: each["kind"] for each in table["columns"]}
    return TableTold(
        kinds,
        [each["title"][lang] if each["title"] else "" for each in table["columns"]],
        [
            {
                key: Told(
                    row["cells"][key]["value"],
                    (row["cells"][key].get("mark") or {}).get(lang, ""),
                    row["cells"][key].get("kind", kind),
                    (row["cells"][key].get("before") or {}).get(lang, ""),
                )
                for key, kind in kinds.items()
            }
            for row in table["rows"]
        ],
        (table["caption"] or {}).get(lang, ""),
    )


def charts_of_json(content: bytes) -> list[Figures]:
    """Return the figures of each chart: chart by chart."""
    charts = [each for each in json.loads(content)["blocks"] if each["block"] == "chart"]
    return [
        [
            [None if each is None else Decimal(each) for each in series["figures"]]
            for series in (*chart["series"], chart["reference"])
            if series is not None
        ]
        for chart in charts
    ]


def first_number(words: str) -> str | None:
    """Return the figure in words, as it is written."""
    found = _SAID.search(words)
    return found[0] if found else None
