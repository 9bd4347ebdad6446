"""The papers of the shipped data against those written by hand, and each sentence's variants."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jxtrade.engine import validate
from jxtrade.figures.lines import reconcile
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.report import Cell, Chart, ChartKind, Kind, Paragraph, Table, Tone, datum, say
from jxtrade.text import Lang, Text, same
from jxtrade.views import circular, meeting
from jxtrade.views.papers import Asked
from tests.cases import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jxtrade.report import Block, Report

KINDS = {"meeting": meeting.report, "circular": circular.report}
SHIPPED = HERE.parent / "data"
AS_IT_IS = Asked()


def paper(
    folder: Path, kind: str = "meeting", period: str = "2022Q2", asked: Asked = AS_IT_IS
) -> Report:
    """Return a paper on a workspace."""
    verdict = validate(open_workspace(folder))
    quarter = Period.parse(period)
    assert quarter is not None
    found = reconcile(verdict.city.facts, quarter)
    return KINDS[kind](verdict.city, found, verdict.findings, asked)


def lines(report: Report, lang: Lang = Lang.ZH) -> list[str]:
    """Return what is read of a paper, line by line; charts are left out."""
    return [report.title.to(lang), *(line for each in report.blocks for line in _of(each, lang))]


def _of(block: Block, lang: Lang) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text.to(lang)
        case Table():
            yield from (each.to(lang) for each in (block.caption, block.unit) if each)
            yield _row(column.title.to(lang) for column in block.columns)
            for row in block.rows:
                yield _row(say(row.at(each), each.kind, lang) for each in block.columns)
        case Chart():
            return


def _row(cells: Iterator[str]) -> str:
    return "|" + "|".join(each.strip() for each in cells) + "|"


def written(kind: str) -> list[str]:
    """Return the lines of the paper of the shipped data as it is written by hand."""
    text = (HERE / "papers" / f"{kind}.zh.txt").read_text("utf-8")
    return [
        _row(iter(line.strip("|").split("|"))) if line.startswith("|") else line
        for line in text.splitlines()
        if line
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_data_make_the_paper_that_was_written_by_hand(kind: str) -> None:
    assert lines(paper(SHIPPED, kind)) == written(kind)


def test_a_mark_stands_behind_its_figure_which_stays_exact() -> None:
    rate = Cell(Decimal("56.363636"), mark=Text(" ▲绿", " ▲ green"))
    assert [say(rate, Kind.PERCENT, lang) for lang in Lang] == ["56.4% ▲绿", "56.4% ▲ green"]
    # the matrix: 南湖 has 31 of 55, that is 56.3636… percent, and 5.1 of 9.6, that is 53.125
    matrix = next(each for each in paper(SHIPPED).blocks if isinstance(each, Table))
    nanhu = matrix.rows[0]
    assert datum(nanhu.cells["exporters"].value, Kind.PERCENT) == "56.3636"
    assert nanhu.cells["resale"].value == Decimal("53.125")
    assert nanhu.cells["resale"].sources


def test_title_that_is_asked_for_and_rosters_left_out() -> None:
    whole = paper(SHIPPED)
    asked = paper(SHIPPED, asked=Asked("专题汇报", has_rosters=False))
    assert asked.title == same("专题汇报")
    assert [each for each in lines(whole) if "示例企业" in each]
    assert not [each for each in lines(asked) if "示例企业" in each or "企业名册" in each]
    assert "附件4　说明" in lines(asked)


def charts(report: Report) -> list[Chart]:
    """Return the charts of a paper."""
    return [each for each in report.blocks if isinstance(each, Chart)]


def test_charts_show_the_districts_and_the_whole_against_the_pace() -> None:
    bars, _, trend, _ = charts(paper(SHIPPED))
    assert bars.kind is ChartKind.BARS
    assert [each.zh for each in bars.categories] == [
        "南湖",
        "秀洲",
        "嘉善",
        "平湖",
        "海宁",
        "桐乡",
        "经开",
        "港区",
    ]
    (rates,) = bars.series
    assert rates.figures[1] == 50  # 秀洲 21 of 42
    assert (rates.tones[4], rates.marks[4].zh) == (Tone.BAD, "▼红")  # 海宁 47 of 119
    assert bars.reference is not None
    assert bars.reference.figures == (Decimal(50),) * 8
    assert trend.kind is ChartKind.LINES
    assert trend.reference is not None
    assert trend.reference.figures == (Decimal(25), Decimal(50))
    # 111 of 500; of those counted 231 of 447
    assert [round(each or 0, 2) for each in trend.series[0].figures] == [
        Decimal("22.20"),
        Decimal("51.68"),
    ]
