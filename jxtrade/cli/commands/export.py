"""All figures as a table for engines that analyse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import Lang, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "导出全部数字，供 DuckDB、Spark 等分析：每个季度、指标、区县一行。",
    "All figures for DuckDB, Spark and the like: a row for each quarter, indicator and district.",
    "数与 status --format json 一致，列名也相同；每一级分组一列；每行写明出自哪个文件哪一行。"
    "形式看文件后缀，多个 -o 一次写出；名称用计划的语言，--lang 另选。",
    "Figures and the names of columns are those of status --format json; each level of groups has"
    " a column, each row says from which line of which file it is. The suffix of a file says its"
    " form, and several -o write several at once; names are in the plan's language unless --lang"
    " says another.",
)
EXAMPLES: Final = """\
jxtrade export -o facts.parquet
jxtrade export 2022Q1 2022Q2 -o facts.csv -o facts.jsonl
jxtrade export 2022 --indicator ID"""
TAKES: Final = (
    options.PERIODS,
    options.DISTRICT,
    options.INDICATOR,
    options.EXTRACT_FORMAT,
    options.PAPER_OUTPUT,
    options.DATA,
    options.AS_OF,
)
WRITES: Final = output.EXTRACTS


def answer(
    call: Call, *, periods: Sequence[str] | None, district: str | None, indicator: str | None
) -> int:
    """Write the rows of quarters."""
    from jxtrade.cli import ask
    from jxtrade.views import export

    with output.put_extracts(call.outputs) as put:
        city = ask.with_plan(call).city
        plan = city.programme.plan
        asked = export.Asked(
            ask.one(plan.district, district, ask.DISTRICT),
            ask.one(plan.indicator, indicator, ask.INDICATOR),
        )
        lang = Lang(call.lang or plan.language)
        put(export.extract(city, ask.asked_periods(city, periods or ()), lang, asked))
    return 0
