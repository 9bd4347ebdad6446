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
    """Return what is read of a paper on a workspace."""
    verdict = validate(open_workspace(folder))
    quarter = Period.parse(period)
    assert quarter is not None
    found = reconcile(verdict.city.facts, quarter)
    return KINDS[kind](verdict.city, found, verdict.findings, asked).read


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


ENGLISH = """\
By the end of June 2022, 8 of 9 districts have reported, Haiyan has not; all 7 departments have
 reported. 2 indicators have something due at the end of Q2 (50%); the other 2 are first due at the
 end of Q4. It can't be said whether the whole is on pace: Haiyan not reported. Of the 8 that have
 reported, 4 are on pace in both (Nanhu, Jiashan, Tongxiang and Jingkai), 3 short in 1 (Xiuzhou,
 Pinghu and Gangqu), 1 short in both (Haining). Of 23 milestones due, 20 were done in time, 1 was
 done late, 2 are overdue.
(3) Firms newly exporting (firms). 231 (8 counted; Haiyan not reported), 46.2% of the year's 500;
 the 8 have done 51.7% of their 447, 1.7 points ahead of the pace. The 8 brought 104 in Q1 and 127
 in Q2 (Haiyan had 7 at the end of Q1; not counted). The whole is due 250 and is 19 short of it;
 Haiyan is due 27, to be judged when reported. Of the 8, 1 has met its target, 5 are on pace, 1 is
 behind, 1 is far behind; the first three by rate are Gangqu (115.4%), Jiashan (57.8%), Nanhu
 (56.4%), the last three Haining (39.5%), Pinghu (47.3%), Xiuzhou (50.0%).
Since the end of Q1, 3 went from yellow to green: Nanhu and Xiuzhou in firms newly exporting,
 Pinghu in exports turned to domestic sale; 1 went from yellow to red: Haining in firms newly
 exporting.
(1) 5 are short of the pace, in 4 districts: 2 far behind, 3 behind; what each of the 2 remaining
 quarters must bring is above the best quarter so far in all 5 of them; since the end of Q1 the
 distance has grown in 4 and shrunk in 1; 3 give no reason.
3. Haining, exports turned to domestic sale (behind): 7.6 points behind (5.6 at the end of Q1), 1.1
 short of what is due; 8.3 short of the year's target, 4.2 in each remaining quarter (best so far
 3.3).
(3) Haiyan has not reported Q2; at the end of Q1: firms newly exporting 11.8 points behind (far
 behind), exports turned to domestic sale 3.1 points behind (behind).
(5) 4 of Bureau of Commerce's figures for the whole can't be checked (Haiyan not reported): firms
 newly exporting 251 (20 above the 8), exports turned to domestic sale 52.9 (4.2 above the 8); the
 other 2 equal the sum of the 8.
(1) 16 milestones fall due in Q3, 2 are overdue, see Table 4.
"""


@pytest.mark.parametrize("sentence", ENGLISH.replace("\n ", " ").splitlines())
def test_english_says_the_same(sentence: str) -> None:
    assert sentence in lines(paper(SHIPPED), Lang.EN)
