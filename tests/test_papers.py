"""The papers of the shipped data against those written by hand, and each sentence's variants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jxtrade.engine import validate
from jxtrade.figures.lines import reconcile
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.report import Chart, Paragraph, Table, say
from jxtrade.text import Lang
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
