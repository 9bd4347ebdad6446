"""README's pictures: what the papers of the shipped sample data look like, as a page and in Word.

`python -m tests.bench.pictures` writes them into docs/, with Chromium, LibreOffice and poppler.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from tests.browser import ALONE, NAMES
from tests.cases import HERE
from tests.documents import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

DOCS: Final = HERE.parent / "docs"
WIDTH: Final = 900
MARGIN: Final = 16
SCALE: Final = 0.625
PAGES: Final = (1, 3, 4)
"""What is said in general, the overview, the charts."""
FONTS: Final = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "楷体_GB2312": "AR PL UKai CN",
    "黑体": "Noto Sans CJK SC",
}
"""What stands for the fonts that offices have, where they are not."""
SHEET: Final = """\
<style>
  body { margin: 0; display: inline-flex; gap: 16px; padding: 16px; background: #d5dade }
  img { background: white; box-shadow: 0 0 3px #59626c }
</style>
"""


def main() -> None:
    """Write a picture of each paper in each language."""
    program = next(filter(None, map(shutil.which, NAMES)))
    DOCS.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["FONTCONFIG_FILE"] = str(fonts(folder))
        browser = playwright.chromium.launch(executable_path=program, args=list(ALONE))
        for lang in ("zh", "en"):
            outputs = ("-o", folder / "paper.html", "-o", folder / "paper.docx")
            subprocess.run(
                [sys.executable, "-m", "jxtrade", "report", "2022Q2", "--lang", lang, *outputs],
                cwd=HERE.parent, check=True,
            )  # fmt: skip
            page = of_page(browser, folder / "paper.html")
            beside(browser, page, DOCS / f"report-html.{lang}.png")
            beside(browser, of_word(folder / "paper.docx"), DOCS / f"report-docx.{lang}.png")
        browser.close()


def fonts(folder: Path) -> Path:
    """Return a file that tells programs which fonts stand for which."""
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family>'
        f"<prefer><family>{other}</family></prefer></alias>"
        for name, other in FONTS.items()
    )
    file = folder / "fonts.conf"
    usual = "<include>/etc/fonts/fonts.conf</include>"
    file.write_text(f'<?xml version="1.0"?><fontconfig>{usual}{aliases}</fontconfig>', "utf-8")
    return file


def of_page(browser: Browser, file: Path) -> list[bytes]:
    """Return two screens of the page: its top, and the overview with all of the first chart."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": WIDTH}, device_scale_factor=SCALE, color_scheme="light"
    )
    page.goto(file.as_uri())
    overview, chart = page.locator("h2.part").nth(1), page.locator("figure").first
    top, end = overview.bounding_box(), chart.bounding_box()
    assert top
    assert end
    height = round(end["y"] + end["height"] - top["y"]) + 2 * MARGIN
    page.set_viewport_size({"width": WIDTH, "height": height})
    shots = [page.screenshot()]
    overview.evaluate("each => each.scrollIntoView()")
    shots.append(page.screenshot())
    page.close()
    return shots


def of_word(file: Path) -> list[bytes]:
    """Return the pages of the paper in Word that show most, as LibreOffice lays them out."""
    laid = laid_out(file)
    drawn = []
    for each in PAGES:
        number = str(each)
        made = subprocess.run(
            ["pdftoppm", "-png", "-r", "60", "-f", number, "-l", number, laid],
            check=True, capture_output=True,
        )  # fmt: skip
        drawn.append(made.stdout)
    return drawn


def beside(browser: Browser, pictures: Iterable[bytes], file: Path) -> None:
    """Write pictures beside each other as one."""
    shown = "".join(
        f'<img src="data:image/png;base64,{b64encode(each).decode()}">' for each in pictures
    )
    page = browser.new_page()
    page.set_content(SHEET + shown)
    page.locator("body").screenshot(path=file)
    page.close()


if __name__ == "__main__":
    main()
