"""Findings as Markdown: what a pull request is told, read as CommonMark with tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from jxtrade.findings import Inspection, Skipped
from jxtrade.place import Place, Span
from jxtrade.render.findings import Block, Wanted, md
from jxtrade.report import Paragraph, Report
from jxtrade.text import Lang, Text, same
from tests.cases import lay
from tests.programme import allocation, indicator, plan, run, submission, write
from tests.test_formats import (
    ANY_TEXT,
    HOSTILE,
    LATE,
    NO_TASKS,
    NO_TOTAL,
    SLIP,
    WEST,
    YEAR,
    alone,
    at,
    saying,
)
from tests.test_since import commit, edit, git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

EAST = "reports/2022Q2/districts/east.yaml"
READER = MarkdownIt("commonmark").enable("table")
TITLE = Text("西区（west）2022Q2", "West (west), 2022Q2")
STANDING = Report(Text("进度", "Progress"), (Paragraph(same("so far so good")),))
AS_OF = ("--as-of", "2022-07-20")


_NOTHING = Report(same(""), ())


def wanted(
    lang: Lang = Lang.EN, *blocks: Block, most: int = 65_000, remarks: bool = False
) -> Wanted:
    return Wanted(lang, _NOTHING, _NOTHING, remarks=remarks, blocks=blocks, most=most)


def tokens(page: str) -> Iterator[Token]:
    for each in READER.parse(page):
        yield each
        yield from each.children or ()


def kinds(page: str) -> set[str]:
    return {each.type.removesuffix("_open").removesuffix("_close") for each in tokens(page)}


def headings(page: str) -> list[tuple[str, str]]:
    """Return the headings with their marks, and the bold lines that name groups."""
    found = list(READER.parse(page))
    return [
        (each.markup, found[index + 1].content)
        for index, each in enumerate(found)
        if each.type == "heading_open"
    ]


def test_a_block_says_what_to_mend_then_what_to_look_at_then_how_it_stands() -> None:
    early = LATE._replace(location=Place(WEST, Span(3, 11, 3, 21), "received: 2022-07-13"))
    page = md.render(alone(early, SLIP, YEAR), wanted(Lang.EN, Block(TITLE, (WEST,), STANDING)))
    assert page == (
        "## jxtrade\n\n"
        "### West (west), 2022Q2\n\n"
        "**To be mended: 1**\n\n"
        "- line 8: “resale” is 8000, allocated 8 (JX303 unit-slip)  \n"
        "  `resale: 8000`  \n"
        "  see also `targets.yaml` line 43  \n"
        "  hint: check the unit: 100 million yuan\n\n"
        "**To be looked at: 1**\n\n"
        "- line 3: 3 days late (JX702 late-submission)  \n"
        "  `received: 2022-07-13`\n\n"
        "#### Progress\n\n"
        "so far so good\n\n"
        "files checked: 2; errors: 1, warnings: 1, remarks: 1; --info lists the remarks\n"
    )


def test_the_same_in_chinese_and_with_remarks() -> None:
    page = md.render(alone(SLIP, YEAR), wanted(Lang.ZH, Block(TITLE, (WEST,)), remarks=True))
    assert page == (
        "## jxtrade\n\n"
        "### 西区（west）2022Q2\n\n"
        "**须改正：1 处**\n\n"
        "- 第 8 行：「转内销」报 8000，是分配数 8 的 1000 倍以上（JX303 unit-slip）  \n"
        "  `resale: 8000`  \n"
        "  另见 `targets.yaml` 第 43 行  \n"
        "  建议：核对单位，应为亿元\n\n"
        "### 其他文件\n\n"
        "**提示：1 处**\n\n"
        "- `targets.yaml` 第 36 行：文件没有写明年份（JX206 year-assumed）  \n"
        "  `- document: 附件2`  \n"
        "  建议：有依据后改正\n\n"
        "核对 2 份文件：1 个错误，0 个警告，1 个提示\n"
    )


def test_a_finding_elsewhere_stands_with_the_file_that_it_names() -> None:
    elsewhere = at("departments/commerce.yaml", SLIP)._replace(related=(Place(WEST),))
    blocks = (Block(same("East"), (EAST,), STANDING), Block(TITLE, (WEST,)))
    page = md.render(alone(elsewhere), wanted(Lang.EN, *blocks))
    east, west = page.split("### West (west), 2022Q2")
    assert "### East\n\nNothing found.\n\n#### Progress\n" in east
    assert "- `departments/commerce.yaml` line 8: “resale” is" in west
    assert "Other files" not in page


def test_nothing_found_is_said_and_what_could_not_be_checked() -> None:
    skipped = (
        Skipped("JX601", "milestone-overdue", NO_TASKS),
        Skipped("JX301", "over-precise", NO_TOTAL, WEST),
    )
    page = md.render(Inspection((), (WEST,), (), skipped), wanted(Lang.EN))
    assert page == (
        "## jxtrade\n\nNothing found.\n\n"
        "files checked: 1; errors: 0, warnings: 0, remarks: 0; tasks.yaml is missing or can't be"
        " used, so these did not run: JX601; checks that could not be made: 1\n"
    )
    of_all = Block(same("All"), (), STANDING)
    page = md.render(alone(), wanted(Lang.ZH, of_all))
    assert page.startswith("## jxtrade\n\n没有发现问题。\n\n### All\n\n#### 进度\n")


PLAIN = {"heading", "paragraph", "inline", "text", "bullet_list", "list_item", "strong",
         "code_inline", "hardbreak", "softbreak", "html_inline"}  # fmt: skip
MARKED = (
    "[x](http://x.example) ![y](http://y.example/z.png) <img src=x> @who #12 | a ` `` \\|",
    "<script>alert(1)</script></code></td></table>",
    "www.x.example a@b.example org/repo#1 0123456789abcdef0123456789abcdef01234567",
    "&lt;b&gt; &#64;who **bold** __x__ ~~y~~ $z$",
    "::error::x ##[error]x",
    "# a\n- b\n```\n> c",
    "`@who` ```",
    *HOSTILE,
)


def is_harmless(page: str) -> None:
    """Hold that a page has words and code alone; outside code nobody and nothing is referred to."""
    assert kinds(page) <= PLAIN
    assert all(each.content == "<!-- -->" for each in tokens(page) if each.type == "html_inline")
    for each in tokens(page):
        assert each.type != "text" or not re.search(r"[@#]\w", each.content)
    for line in page.split("\n"):
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@pytest.mark.parametrize("words", MARKED)
def test_data_stays_words(words: str) -> None:
    hostile = at(words, saying(words))
    hostile = hostile._replace(location=hostile.location._replace(source=f"  {words}"))
    for block in (Block(same(words), (words,)), Block(TITLE, ("x",)), None):
        page = md.render(alone(hostile), wanted(Lang.EN, *([block] if block else [])))
        is_harmless(page)


@given(words=ANY_TEXT, path=ANY_TEXT)
def test_no_text_breaks_the_page(words: str, path: str) -> None:
    hostile = at(path, saying(words))
    hostile = hostile._replace(location=hostile.location._replace(source=words))
    page = md.render(alone(hostile), wanted(Lang.EN, Block(same(words), ("x",))))
    page.encode("utf-8", "backslashreplace")
    is_harmless(page)
    assert [mark for mark, _ in headings(page)] == ["##", "###", "###"]
    assert sum(each.type == "list_item_open" for each in READER.parse(page)) == 1


def test_nobody_is_called() -> None:
    page = md.render(alone(saying("@who #12 !12 GH-3 deadbeef1")), wanted(Lang.EN))
    assert "@<!-- -->who #<!-- -->12 !<!-- -->12 GH-<!-- -->3 deadbe<!-- -->ef1" in page


@pytest.mark.parametrize("most", [65_000, 1_000_000])
def test_a_page_that_is_full_keeps_the_gravest_and_counts_the_rest(most: int) -> None:
    warnings = [at(f"{number:06}.yaml", LATE) for number in range(20_000)]
    errors = [at(f"{number:06}.yaml") for number in range(100)]
    block = Block(TITLE, (), STANDING)
    page = md.render(alone(*warnings, *errors), wanted(Lang.EN, block, most=most))
    assert most * 0.9 < len(page.encode()) <= most
    assert "**To be mended: 100**" in page
    assert "**To be looked at: 20000**" in page
    items = sum(each.type == "list_item_open" for each in READER.parse(page))
    assert page.count("JX303 unit-slip") == 100
    left = 20_100 - items
    assert f"the page is full and {left} more are left out: see jxtrade validate" in page
    assert "progress left out: 1, see jxtrade status" in page


def test_a_page_of_many_blocks_is_kept_in_bounds_too() -> None:
    paths = [f"{number:06}.yaml" for number in range(3_000)]
    blocks = [Block(same(path * 10), (path,)) for path in paths]
    page = md.render(alone(*map(at, paths)), wanted(Lang.EN, *blocks))
    items = sum(each.type == "list_item_open" for each in READER.parse(page))
    assert 10_000 < len(page.encode()) <= 65_000
    assert 0 < items == len(headings(page)) - 1 < 3_000
    assert f"{3_000 - items} more are left out" in page


def test_a_long_line_is_shown_around_the_fault() -> None:
    line = "values: {" + "a" * 300 + "HERE" + "b" * 300 + "}"
    place = Place(WEST, Span(8, 310, 8, 314), line)
    page = md.render(alone(SLIP._replace(location=place)), wanted(Lang.EN))
    (shown,) = (each.content for each in tokens(page) if each.type == "code_inline"
                and "HERE" in each.content)  # fmt: skip
    assert shown == "…" + "a" * 40 + "HERE" + "b" * 56 + "…"


# The program in a repository


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with an old fault of the west."""
    data = lay(tmp_path / "data")
    edit(data / WEST, "resale: 4.0", "resale: 4.05")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def test_a_district_s_change_gets_its_own_block(repository: Path) -> None:
    """East reports 31 of 60 exporters: 51.7 %, at half the year 1.7 points ahead."""
    edit(repository / "data" / EAST, "resale: 5.1", "resale: 5.123")
    arguments = ("--since", "HEAD", "--format", "md", "--lang", "en", *AS_OF)
    ran = run("validate", *arguments, folder=repository)
    assert ran.status == 1
    assert headings(ran.out)[:2] == [("##", "jxtrade"), ("###", "East (east), 2022Q2")]
    assert [mark for mark, _ in headings(ran.out)].count("###") == 1
    assert "- line 8: " in ran.out
    assert "| exporters (firms) | 60 | 31 | 51.7% |" in ran.out
    assert "(JX301 east.yaml:8)" in ran.out.split("####")[1], "it stands there to be checked"
    assert "west" not in ran.out


def test_a_sound_change_says_so_and_where_the_district_stands(repository: Path) -> None:
    edit(repository / "data" / EAST, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    (repository / "data/reports/2022Q2/districts/port.yaml").unlink()
    page = run("validate", "--since", "HEAD", "--format", "md", "--lang", "en", *AS_OF,
               folder=repository).out  # fmt: skip
    east, port = page.split("### Port (port), 2022Q2")
    assert "### East (east), 2022Q2\n\nNothing found.\n\n#### " in east
    assert "Errors" not in east, "those of the west are its own"
    assert "nothing from “Port” for 2022Q2 (JX701 missing-submission)" in port
    assert "not reported" in port


@pytest.mark.parametrize(("count", "each"), [(40, True), (41, False)])
def test_of_many_districts_all_stand_together(tmp_path: Path, count: int, each: bool) -> None:
    names = [f"d{number}" for number in range(count)]
    given_ = [submission(name, "2022Q2", values={"exporters": 1}) for name in names]
    allotted = allocation(exporters=dict.fromkeys(names, 9))
    write(tmp_path / "data", plan(names, [indicator()], allotted), *given_)
    page = run("validate", "data/reports/2022Q2", "--format", "md", "--lang", "en", *AS_OF,
               folder=tmp_path).out  # fmt: skip
    found = headings(page)
    assert sum(mark == "###" for mark, _ in found) == (count if each else count + 1)
    assert sum(mark == "####" for mark, _ in found) == (count if each else 1)
    assert (("###", "All districts, 2022Q2") in found) == (not each)


def test_files_that_are_nobody_s_get_no_block_of_their_own(repository: Path) -> None:
    (repository / "data/notes.md").write_text("n\n", "utf-8")
    edit(repository / "data/targets.yaml", "start: 2022", "start: 2022 # first")
    arguments = ("--since", "HEAD", "--format", "md", "--lang", "en", *AS_OF)
    page = run("validate", *arguments, folder=repository).out
    assert headings(page) == [("##", "jxtrade"), ("###", "data/targets.yaml")]
    assert "Nothing found." in page


def test_the_whole_workspace_ends_with_how_all_stand(repository: Path) -> None:
    page = run("validate", "--format", "md", "--lang", "en", *AS_OF, folder=repository).out
    names = [words for mark, words in headings(page) if mark == "###"]
    assert names == ["West (west), 2022Q2", "All districts, 2022Q2"]
    assert {each.type for each in READER.parse(page)} >= {"table_open"}


def test_the_step_s_summary_is_the_same_page(repository: Path) -> None:
    edit(repository / "data" / EAST, "resale: 5.1", "resale: 5.123")
    arguments = ("validate", "--since", "HEAD", "--lang", "en", *AS_OF)
    summary = repository / "summary.md"
    summary.write_text("before\n", "utf-8")
    run(*arguments, "--format", "github", folder=repository, GITHUB_STEP_SUMMARY=str(summary))
    page = run(*arguments, "--format", "md", "-o", "-", folder=repository).out
    assert summary.read_text("utf-8") == f"before\n{page}"


def test_a_plan_that_cannot_be_used_stops_no_comment(repository: Path) -> None:
    edit(repository / "data" / EAST, "resale: 5.1", "resale: 5x")
    (repository / "data/targets.yaml").write_text("[", "utf-8")
    ran = run("validate", "--since", "HEAD", "--format", "md", "--lang", "en", folder=repository)
    assert ran.status == 1
    assert [words for mark, words in headings(ran.out) if mark == "###"] == [
        "east, 2022Q2", "data/targets.yaml",
    ]  # fmt: skip
    assert kinds(ran.out) <= PLAIN
