"""The HTML page in a real browser: what people see, click, type, hear and print."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

import pytest

from jxtrade.place import Place, Span
from jxtrade.render.report import html
from jxtrade.report import Cell, Report
from jxtrade.text import Lang, Text
from tests import test_papers
from tests.browser import chromium
from tests.handmade import paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

__all__ = ["chromium"]

IN_ORDER: Final = ["甲", "乙", "丙", "丁", "戊", "己"]


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a report as a page, after which nothing may be amiss.

    A page that asks for anything but its own file, or whose script or policy complains, fails.
    """
    contexts: list[BrowserContext] = []
    amiss: list[str] = []

    def open_page(report: Report | str, lang: Lang = Lang.ZH, **context: Any) -> Page:
        words = report if isinstance(report, str) else html.render(report, lang=lang, width=80)
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(words, "utf-8")
        contexts.append(chromium.new_context(**context))
        page = contexts[-1].new_page()
        page.on("console", lambda each: amiss.append(each.text))
        page.on("pageerror", lambda each: amiss.append(str(each)))
        page.on("request", lambda each: amiss.extend({each.url} - {file.as_uri()}))
        page.goto(file.as_uri())
        return page

    yield open_page
    for each in contexts:
        each.close()
    assert amiss == []


def table_of(page: Page, number: int = 0) -> Locator:
    return page.locator("table").nth(number)


def names(page: Page) -> list[str]:
    """Return the names of the lines that the first table shows, from the top."""
    heads = table_of(page).locator("tbody th").all()
    return [each.inner_text() for each in heads if each.is_visible()]


def head(page: Page, name: str) -> Locator:
    return table_of(page).locator("thead th").filter(has_text=name)


# Sorting and filtering


def test_lines_are_sorted_by_their_figures_and_back(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    button = head(page, "完成率").get_by_role("button")
    button.click()
    assert names(page) == ["己", "甲", "乙", "丁", "戊", "丙"]
    assert head(page, "完成率").get_attribute("aria-sort") == "descending"
    button.press("Enter")
    assert names(page) == ["戊", "丁", "乙", "甲", "己", "丙"]
    assert table_of(page).locator("[aria-sort]").count() == 1
    assert table_of(page).locator("tfoot").inner_text().startswith("合计")
    button.press("Space")
    assert names(page) == IN_ORDER
    assert table_of(page).locator("[aria-sort]").count() == 0


def test_lines_are_sorted_by_lights_and_by_words(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    head(page, "亮灯").get_by_role("button").click()
    assert names(page) == ["甲", "己", "乙", "丁", "戊", "丙"]
    page.get_by_label("English").check()
    head(page, "district").get_by_role("button").click()
    assert names(page) == ["Bing", "Ding", "Ji", "Jia", "Wu", "Yi"]
    assert head(page, "district").get_attribute("aria-sort") == "ascending"


def test_lines_are_filtered_by_any_of_their_words(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    field = page.get_by_label("筛选").first
    said = page.locator("output").first
    assert not said.is_visible()
    field.fill("红")
    assert names(page) == ["丁", "戊"]
    assert said.inner_text() == "显示 2/6 行，合计仍为全部"
    field.fill("红 36.0")
    assert names(page) == ["丁"]
    field.fill("ding")
    assert names(page) == ["丁"]
    field.fill("nobody")
    assert names(page) == []
    assert said.inner_text() == "显示 0/6 行，合计仍为全部"
    field.fill(" ")
    assert names(page) == IN_ORDER
    assert not said.is_visible()


# Languages, light and dark, sizes


def test_language_is_switched_by_key(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    assert page.title() == "《方案》2022年二季度进展情况汇报"
    assert "Table 1" not in page.inner_text("main")
    page.get_by_label("中文").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("html").get_attribute("lang") == "en"
    words = page.inner_text("main")
    assert "Progress on “the plan”, Q2 2022" in words
    assert "showing" not in words
    assert [each for each in words if "一" <= each <= "龥"] == []


@pytest.mark.parametrize("lang", Lang)
def test_without_script_all_is_there(shown: Callable[..., Page], lang: Lang) -> None:
    page = shown(paper(), lang, java_script_enabled=False)
    words = page.locator("main").inner_text()
    for each in ("961.7%", "192.34", "0.0%", "59010", "resale: 7.2"):
        assert each in words
    assert ("合计" in words, "total" in words) == (lang is Lang.ZH, lang is Lang.EN)
    page.locator(f"#language-{'en' if lang is Lang.ZH else 'zh'}").check()
    words = page.locator("main").inner_text()
    assert ("合计" in words, "total" in words) == (lang is Lang.EN, lang is Lang.ZH)
    assert page.locator("thead button, input[type=search]").count() == 0
    page.locator("tbody button").first.click()
    assert "reports/2022Q2/districts/jia.yaml:12" in page.locator(":popover-open").inner_text()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_light_and_dark(shown: Callable[..., Page], system: str) -> None:
    page = shown(paper(), color_scheme=system)

    def is_dark() -> Any:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(each) for each in colour.strip("rgb()").split(",")) < 3 * 128

    assert is_dark() is (system == "dark")
    page.get_by_label("深色").check()
    assert is_dark()
    page.get_by_label("浅色").check()
    assert not is_dark()
    page.get_by_label("随系统").check()
    page.emulate_media(media="print", color_scheme=system)  # type: ignore[arg-type]
    assert not is_dark()


@pytest.mark.parametrize("width", [320, 375, 768, 1280, 1920])
def test_nothing_stands_outside_the_window(shown: Callable[..., Page], width: int) -> None:
    page = shown(paper(), viewport={"width": width, "height": 800})
    for size in ("normal", "large"):
        page.locator(f"#size-{size}").check()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.evaluate(
            "Math.min(...[...document.querySelectorAll('main *')]"
            ".filter(each => each.checkVisibility() && each.textContent)"
            ".map(each => parseFloat(getComputedStyle(each).fontSize)))"
        )
        assert small >= 12


# Where a figure comes from


SOURCE: Final = "reports/2022Q2/districts/yi.yaml:12"


def opened(page: Page) -> str:
    """Return what the sources say that are shown, else nothing."""
    found = page.locator(":popover-open")
    return found.inner_text() if found.count() else ""


def test_sources_are_shown_to_a_pointer(shown: Callable[..., Page]) -> None:
    page = shown(paper(), viewport={"width": 1280, "height": 1200})
    figure = page.get_by_role("button", name="9.6", exact=True)
    figure.hover()
    assert SOURCE in opened(page)
    assert "resale: 9.6" in opened(page)
    box, own = page.locator(":popover-open").bounding_box(), figure.bounding_box()
    assert box
    assert own
    assert 0 <= box["y"] - own["y"] - own["height"] < 20
    page.mouse.move(0, 0)
    assert opened(page) == ""
    figure.click()
    page.mouse.move(0, 0)
    assert SOURCE in opened(page)
    page.keyboard.press("Escape")
    assert opened(page) == ""
    figure.click()
    figure.click()
    page.mouse.move(0, 0)
    assert opened(page) == ""


def test_sources_are_shown_to_a_finger(shown: Callable[..., Page]) -> None:
    page = shown(paper(), has_touch=True, is_mobile=True, viewport={"width": 375, "height": 800})
    page.get_by_role("button", name="9.6", exact=True).tap()
    assert SOURCE in opened(page)
    page.get_by_role("button", name="48.0%", exact=True).tap()
    page.get_by_role("button", name="7.2", exact=True).tap()
    assert "ding.yaml:12" in opened(page)
    page.locator("h1").tap()
    assert opened(page) == ""


def test_sources_are_shown_to_a_keyboard(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    head(page, "备注").get_by_role("button").focus()
    page.keyboard.press("Tab")
    assert "jia.yaml:12" in opened(page)
    page.keyboard.press("ArrowDown")
    assert SOURCE in opened(page)
    page.keyboard.press("ArrowDown")
    assert "ding.yaml:12" in opened(page), "what has no source is passed over"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.innerText") == "36.0%"
    page.keyboard.press("Tab")
    assert opened(page) == ""
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.innerText") == "36.0%"


def test_many_sources_are_counted(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    page.get_by_role("button", name="221.14", exact=True).click()
    assert page.locator(":popover-open li").count() == 40
    assert opened(page).endswith("另有 5 处")


# Reading aloud


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", Lang)
def test_axe_finds_nothing(shown: Callable[..., Page], lang: Lang, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = shown(paper(), lang, color_scheme=theme)
    found = axe.Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_whole_paper_is_in_order_for_a_phone_and_a_screen_reader(
    shown: Callable[..., Page], theme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = shown(test_papers.paper(test_papers.SHIPPED), color_scheme=theme)
    for lang in ("zh", "en"):
        page.locator(f"#language-{lang}").check()
        found = axe.Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_charts_say_what_they_show(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    charts = page.locator("figure [role=img]").all()
    assert [each.evaluate("each => each.tagName") for each in charts] == ["DIV", "svg"]
    for words in ("图1 各县（市、区）完成率 六地完成率：己最高，戊为0，丙未报。", "图2"):
        assert page.get_by_role("img", name=words.replace(" ", "　", 1)).count() == 1
    page.get_by_label("English").check()
    name = "Chart 1: rates of the districts Rates of six: Ji leads, Wu has 0, Bing none."
    assert page.get_by_role("img", name=name, exact=True).count() == 1


# On paper


@contextmanager
def printed(page: Page) -> Iterator[list[Any]]:
    pypdf = pytest.importorskip("pypdf")
    page.emulate_media(media="print")
    bytes_ = page.pdf(prefer_css_page_size=True, print_background=True)
    yield list(pypdf.PdfReader(BytesIO(bytes_)).pages)


A4: Final = (595, 842)


def test_paper_has_its_pages(shown: Callable[..., Page]) -> None:
    page = shown(paper(), color_scheme="dark")
    page.get_by_label("投影").check()
    page.get_by_label("English").check()
    with printed(page) as pages:
        words = [each.extract_text() for each in pages]
        sizes = [(round(each.mediabox.width), round(each.mediabox.height)) for each in pages]
    wide = [index for index, each in enumerate(words) if "Column 10" in each]
    assert len(wide) > 1
    assert [sizes[index] for index in wide] == [A4[::-1]] * len(wide)
    assert {size for index, size in enumerate(sizes) if index not in wide} == {A4}
    assert "Annex 1: detail" in words[wide[0]]
    for index, each in enumerate(words, 1):
        assert f"— {index} —" in each
    whole = "\n".join(words)
    for at in range(60):
        assert whole.count(f"district {at} ") == 1, at
        assert f"{at * 1000 + 10}" in whole
    assert "filter" not in whole
    assert "projector" not in whole
    assert "sources" not in whole


@pytest.mark.parametrize(("table", "millimetres"), [(0, 166), (1, 253)])
def test_no_table_is_wider_than_its_page(
    shown: Callable[..., Page], table: int, millimetres: int
) -> None:
    width = round(millimetres / 25.4 * 96)
    page = shown(paper(), viewport={"width": width, "height": 900})
    page.emulate_media(media="print")
    box = table_of(page, table).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width + 1


def test_filtered_table_says_so_on_paper(shown: Callable[..., Page]) -> None:
    page = shown(paper())
    page.get_by_label("筛选").first.fill("红")
    with printed(page) as pages:
        words = normalize("NFKC", pages[0].extract_text())
    assert "显示 2/6 行,合计仍为全部" in words


# What others wrote


BREAKING_OUT: Final = (
    "<script>window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 1">',
    "'><svg onload='window.hit = 1'>",
    "</title></style></script></template></textarea><script>window.hit = 1</script>",
    "{{ 7 * 7 }}{% raw %}",
    '" onmouseover="window.hit = 1" x="',
    "<a href=javascript:window.hit=1>x</a><meta http-equiv=refresh content=0>",
)
HOSTILE: Final = (
    " ".join(BREAKING_OUT),
    "<!-- <script>window.hit = 1</script>",
    "javascript:window.hit=1",
    "\u202e&lt;b&gt;\x00\x1b[31m",
)


def changed(value: Any, words: str) -> Any:
    """Return a report in which each text and each place's words are others."""
    match value:
        case Text():
            return Text(words, f"{words} en")
        case Place():
            return Place(words, Span(7, 1, 7, 2), words)
        case dict():
            return {key: changed(each, words) for key, each in value.items()}
        case tuple() if hasattr(value, "_fields"):
            return type(value)(*[changed(each, words) for each in value])
        case tuple():
            return tuple(changed(each, words) for each in value)
        case _:
            return value


def test_changed_reaches_every_text() -> None:
    cell = Cell(Text("a", "b"), None, (Place("p"),))
    assert changed(cell, "x") == Cell(Text("x", "x en"), None, (Place("x", Span(7, 1, 7, 2), "x"),))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(shown: Callable[..., Page], words: str) -> None:
    page = shown(changed(paper(), words))
    visible = words.replace("\u202e", "<U+202E>").replace("\x00", "<U+0000>")
    visible = visible.replace("\x1b", "<U+001B>")
    plain = " ".join(visible.split())
    for name in (
        "h1",
        "h2",
        "caption .name",
        "tbody th",
        "figcaption .name",
        ".bar > span:first-child",
        "p.body",
    ):
        shown_words = page.locator(name).last.inner_text()
        assert " ".join(shown_words.split()).startswith(plain), name
    assert page.locator(".bar").count() == 6
    figures = page.locator("tbody button")
    for each in (figures.first, page.locator("h1"), head(page, "").first):
        each.hover()
    figures.first.click()
    assert plain in opened(page)
    for each in table_of(page).locator("thead button").all():
        each.click()
    page.get_by_label("English").check()
    page.locator("input[type=search]").first.fill(words)
    assert page.evaluate("window.hit") is None
    assert page.locator("script").count() == 1
    assert (
        page.locator("img, iframe, meta[http-equiv=refresh], [onerror], main a[href^=java]").count()
        == 0
    )


def test_policy_lets_nothing_else_run(chromium: Browser, tmp_path: Path) -> None:
    words = html.render(paper(), lang=Lang.EN, width=80)
    alien = (
        "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
        "<style>h1 { color: rgb(1, 2, 3) }</style>"
    )
    (tmp_path / "page.html").write_text(words.replace("</main>", f"</main>{alien}"), "utf-8")
    context = chromium.new_context()
    page = context.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate("window.hit") is None
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    assert page.locator("thead button").count() > 0, "its own script has run"
    context.close()
