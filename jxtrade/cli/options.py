"""What the commands take. Every help text is written as `中文 | English`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Data: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="工作区文件夹，默认 data（或环境变量 JXTRADE_DATA）"
        " | the workspace's folder, data unless JXTRADE_DATA names another",
    ),
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="按哪一天判断逾期，YYYY-MM-DD，默认今天（东八区）"
        " | the day on which to look, YYYY-MM-DD; today in UTC+8 by default",
    ),
]
Language: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="zh|en",
        help="显示语言，默认按 JXTRADE_LANG、系统语言、计划的语言"
        " | language; by default JXTRADE_LANG, the locale, the plan's",
    ),
]
Period: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="PERIOD",
        help="季度，如 2022Q2，默认最近有报送的一季"
        " | a quarter such as 2022Q2; the newest with any submission by default",
    ),
]
District: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--district",
        metavar="ID",
        help="只看一个区县（id 或名称） | one district only, by id or name",
    ),
]
Indicator: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--indicator",
        metavar="ID",
        help="只看一个指标（id 或名称） | one indicator only, by id or name",
    ),
]
Output: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="写入文件（写完整了才替换），而不是屏幕"
        " | write to a file, whole or not at all, instead of the screen",
    ),
]
Format: TypeAlias = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="terminal|text|json|csv|md",
        help="输出形式，默认 terminal | form of the output, terminal by default",
    ),
]
Paths: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="只显示与这些文件或文件夹有关的问题 | show only what concerns these files or folders",
    ),
]
FailOn: TypeAlias = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="error|warning|info",
        help="有这一级或更重的问题时退出码为 1，默认 error"
        " | exit 1 for findings as grave as this, error by default",
    ),
]
Select: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="只看这些规则：编号、编号开头或名称，可用逗号分隔、可多次给出"
        " | only these rules: codes, beginnings of codes or slugs, with commas or repeated",
    ),
]
Ignore: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="RULES", help="不看这些规则，写法同上 | all but these rules"),
]
Since: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        help="只看某个 git 版本以来改动的文件的问题，其余文件照读"
        " | only findings in files that changed since a git revision; all are read",
    ),
]
ShowChecks: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--show-checks",
        help="列出区县之和与部门数的每一次核对和算式"
        " | list every comparison of sums with its arithmetic, also those that agree",
    ),
]
Info: TypeAlias = Annotated[
    bool, typer.Option("--info", help="也列出提示级的问题 | list standing remarks (info) too")
]
Formats: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="terminal（默认）、text、json、github、sarif、junit 或 gitlab；可与 -o 成对给出多次"
        " | terminal (default), text, json, github, sarif, junit or gitlab; may be repeated, each"
        " with its own -o",
    ),
]
Outputs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="前面那个 --format 写入的文件（写完整了才替换）"
        " | the file that the --format before it goes to, whole or not at all",
    ),
]
Code: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="CODE", help="规则编号或名称，如 JX401 | a rule's code or slug"),
]
Kind: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="哪种文件：targets、tasks、district、department"
        " | the kind of file: targets, tasks, district, department",
    ),
]
Folder: TypeAlias = Annotated[
    str, typer.Argument(metavar="DIR", help="新工作区的文件夹 | the new workspace's folder")
]
NewPeriod: TypeAlias = Annotated[
    str, typer.Argument(metavar="PERIOD", help="季度，如 2022Q3 | a quarter such as 2022Q3")
]
Sender: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="DISTRICT",
        help="区县（或部门）的 id 或名称 | a district (or department), by id or name",
    ),
]
