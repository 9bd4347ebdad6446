"""Slips of people who know Excel and not YAML: each is told so that the file can be mended.

The workspace is that of another city. Expected are line and code of all that is found in the file,
and the words of message or hint that teach the mend, in both languages.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from jxtrade.engine import validate
from jxtrade.read.folder import open_workspace
from jxtrade.text import Lang

if TYPE_CHECKING:
    from pathlib import Path

    from jxtrade.findings import Finding

PLAN = """\
version: 1
language: zh
plan: {title: 临江市外贸促进计划, issued: 2023-02-10, start: 2023, end: 2024}
districts:
  - {id: dongcheng, name: {zh: 东城, en: Dongcheng}, full_name: 东城区}
indicators:
  - {id: leaders, name: {zh: 龙头企业, en: leading firms}, unit: {zh: 家, en: firms}, kind: count, roster: required}
  - {id: exporters, name: {zh: 外贸实绩企业, en: exporters}, unit: {zh: 家, en: firms}, kind: count}
  - {id: turnover, name: {zh: 电商交易额, en: turnover}, unit: {zh: 亿元, en: 100 million yuan}, kind: amount, decimals: 2}
  - {id: share, name: {zh: 不良率, en: defects}, unit: "%", kind: rate, decimals: 2, direction: lower}
allocations:
  - year: 2023
    values:
      leaders: {dongcheng: 5}
      exporters: {dongcheng: 60}
      turnover: {dongcheng: 12.50}
      share: {dongcheng: 3.00}
"""  # noqa: E501 - as plans are written
TASKS = """\
version: 1
year: 2023
document: 临商〔2023〕3号 附件2
departments: [{id: trade, name: {zh: 商务局, en: Trade}}]
tasks:
  - id: T1
    name: 培育
    departments: [trade]
    targets: [{id: T1-leaders, name: 龙头企业, target: {exactly: 5}, unit: 家, indicator: leaders}]
    milestones: [{id: T1-Q2, quarter: Q2, name: 组织申报}]
"""
BEFORE = """\
district: dongcheng
period: 2023Q1
received: 2023-04-06
prepared_by: 张三
values: {leaders: 0, exporters: 12, turnover: 2.40, share: 2.80}
"""
SENT = """\
district: dongcheng
period: 2023Q2
received: 2023-07-05
prepared_by: 张三
values:
  leaders: 1
  exporters: 31
  turnover: 5.17
  share: 2.71
rosters:
  leaders:
    - {name: 甲公司, uscc: "91330402MA2001003M"}
"""
OF_TRADE = """\
department: trade
period: 2023Q2
received: 2023-07-05
milestones:
  T1-Q2: {status: done, on: 2023-06-20, evidence: [通知]}
targets:
  T1-leaders: 1
"""
OURS = "reports/2023Q2/districts/dongcheng.yaml"
TRADE = "reports/2023Q2/departments/trade.yaml"
FIRM = '    - {name: 甲公司, uscc: "91330402MA2001003M"}\n'
FIGURES = "  leaders: 1\n  exporters: 31\n  turnover: 5.17\n  share: 2.71\n"
RESTATED = (
    "restatements:\n  - {indicator: exporters, period: 2023Q1, from: 12, to: 11, reason: 核减}"
)


class Slip(NamedTuple):
    """What stands in the place of something, and what is found: line, code, words."""

    old: str
    new: str
    line: int
    code: str
    zh: str
    en: str


def told(folder: Path, files: dict[str, str | bytes]) -> list[Finding]:
    """Return what is found in a workspace in which some files are others, less remarks."""
    sent: dict[str, str | bytes] = {
        "targets.yaml": PLAN,
        "tasks.yaml": TASKS,
        "reports/2023Q1/districts/dongcheng.yaml": BEFORE,
        "reports/2023Q1/departments/trade.yaml": "department: trade\nperiod: 2023Q1\n"
        "received: 2023-04-06\n",
        OURS: SENT,
        TRADE: OF_TRADE,
    }
    for path, text in (sent | files).items():
        if text:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            content = text if isinstance(text, bytes) else text.encode()
            (folder / path).write_bytes(content)
    found = validate(open_workspace(folder, as_of=date(2023, 7, 20))).findings
    return [each for each in found if each.severity != "info"]


def judge(folder: Path, files: dict[str, str | bytes], slip: Slip) -> None:
    (found,) = told(folder, files)
    assert (found.location.line, found.code) == (slip.line, slip.code)
    said = {lang: f"{found.message.to(lang)} > {found.hint.to(lang)}" for lang in Lang}
    for lang, words in ((Lang.ZH, slip.zh), (Lang.EN, slip.en)):
        for word in words.split(" … "):
            assert word in said[lang].replace(f"{folder.as_posix()}/", "")


def test_the_workspace_is_sound(tmp_path: Path) -> None:
    assert told(tmp_path, {}) == []


SLIPS = [
    # figures
    Slip("5.17", "51700万元", 8, "JX014", "电商交易额 … 换算成「亿元」，写 5.17", "write 5.17"),
    Slip("5.17", "5.17亿", 8, "JX014", "写 5.17", "digits only: write 5.17"),
    Slip("5.17", "5.17亿元。", 8, "JX014", "写 5.17", "write 5.17"),
    Slip("5.17", "7000万美元", 8, "JX014", "按「亿元」填", "give it in 100 million yuan"),
    Slip("5.17", "51700", 8, "JX303", "51700 若是万元数，写 5.17", "in 万元, write 5.17"),
    Slip("5.17", "517000000", 8, "JX303", "若是元数，写 5.17", "write 5.17"),
    Slip("5.17", "2.17", 8, "JX401", "本年累计 … 若是本季的数，写 2.40 + 2.17 = 4.57",
         "the quarter's own, write 2.40 + 2.17 = 4.57"),
    Slip("5.17", "0", 8, "JX401", "0 若指还不知道，删去这一行（未报）",
         "0 stands for unknown, delete the line"),
    Slip("5.17", "5.1700", 8, "JX301", "写 5.17", "write 5.17"),
    Slip("2.71", "2.71%", 9, "JX014", "不良率 … 写 2.71", "write 2.71"),
    Slip("2.71", "２.７１％", 9, "JX014", "写 2.71", "write 2.71"),
    Slip("2.71", "百分之2.71", 9, "JX014", "写 2.71", "write 2.71"),
    Slip("2.71", "27/1000", 9, "JX014", "{numerator: 27, denominator: 1000}",
         "{numerator: 27, denominator: 1000}"),
    Slip("2.71", "0.0271", 9, "JX303", "写百分数 … 写 2.71", "percent … write 2.71"),
    Slip("2.71", "0.03", 9, "JX303", "写百分数（2 位小数", "percent, with 2 decimals"),
    Slip("31", "9", 7, "JX401", "累计 9，小于 2023Q1 的 12 … 写 12 + 9 = 21",
         "year to date … write 12 + 9 = 21"),
    Slip("31", "0", 7, "JX401", "0 若指还不知道，删去这一行 … period: 2023Q1, from: 12",
         "delete the line … period: 2023Q1, from: 12"),
    Slip("31", "31.5", 7, "JX301", "应为整数", "a whole number"),
    Slip("31", "31家", 7, "JX014", "外贸实绩企业 … 写 31", "write 31"),
    Slip("31", "31。", 7, "JX014", "写 31", "write 31"),
    Slip("31", "31,", 7, "JX014", "写 31", "write 31"),
    Slip("31", "三十一", 7, "JX014", "写 31", "write 31"),
    Slip("31", "1,031", 7, "JX014", "写 1031", "write 1031"),
    Slip("31", "3 1", 7, "JX014", "数字中间不留空格", "no blank within a figure"),
    Slip("31", "3O", 7, "JX014", "混有字母：是 30 就写 30", "a letter in it: write 30"),
    Slip("31", "031", 7, "JX014", "去掉开头多余的零", "drop the zeros"),
    Slip("31", "3.1E+01", 7, "JX014", "不用科学记数", "no exponent"),
    Slip("31", "=12+19", 7, "JX014", "不写算式", "not how it is worked out"),
    Slip("31", "约31", 7, "JX014", "约数不能用", "an estimate can't be used"),
    Slip("31", "30-31", 7, "JX014", "约数不能用", "an estimate can't be used"),
    Slip("31", "31（含2家）", 7, "JX014",
         "说明写在 notes 的 exporters 后面", "words go to exporters"),
    Slip("31", "31 // 待核", 7, "JX014", "说明写在 notes", "under notes"),
    Slip("31", "31\u3000", 7, "JX014", "全角空格 … 写 31", "full-width … write 31"),
    Slip("31", "无", 7, "JX014",
         "删去这一行（未报） … 「exporters: <原因>」", "“exporters: <reason>”"),
    Slip("31", "—", 7, "JX014", "没有数字就删去这一行", "without a figure delete the line"),
    Slip("31", "-", 7, "JX001", "没有数字就删去这一行", "without a figure delete the line"),
    Slip("31", "?", 7, "JX001", "「?」不能单独作内容 … 删去这一行", "“?” … delete the line"),
    Slip("31", ">30", 7, "JX001", "不能以「>」开头 … 确切的数", "“>” … exact digits"),
    Slip("31", "[12, 31]", 7, "JX012", "「exporters:」后面只写一个数字", "nothing but a number"),
    Slip("31", "{value: 31}", 7, "JX012", "「exporters:」后面只写一个数字", "nothing but a number"),
    Slip("5.17", "+0.17", 8, "JX014", "不写增减", "not what was added or taken away"),
    Slip("5.17", "增长0.17亿元", 8, "JX014", "不写增减", "not what was added or taken away"),
    Slip("5.17", "￥5.17亿", 8, "JX014", "写 5.17", "write 5.17"),
    Slip("5.17", "人民币51700万元", 8, "JX014", "换算成「亿元」，写 5.17", "write 5.17"),
    Slip("5.17", "5.175", 8, "JX301", "规定 2 位小数", "has 2 decimals"),
    Slip("31", "本季19，累计31", 7, "JX014",
         "只写一个数字：本年累计", "one figure, the year to date"),
    Slip("31", "19 31", 7, "JX014", "只写一个数字", "one figure"),
    Slip("31", "19/31", 7, "JX014", "只写一个数字：本年累计", "one figure, the year to date"),
    Slip("31", "暂无数据，8月补报", 7, "JX014", "删去这一行（未报）", "delete the line"),
    Slip("31", "尚未统计", 7, "JX014", "删去这一行（未报）", "delete the line"),
    Slip("2.71", "{numerator: 0, denominator: 0}", 9, "JX013",
         "分母为 0 就没有比率：删去这一行（未报）", "no rate: delete the line"),
    Slip("2.71", "12.71", 9, "JX304", "「不良率」报 12.71，", "is 12.71, "),
    # colons, blanks, indentation
    Slip("exporters: 31", "exporters：31", 7, "JX001", "全角冒号", "full-width colon"),
    Slip("exporters: 31", "exporters:31", 7, "JX001", "冒号后缺少空格", "a blank is missing"),
    Slip("exporters: 31", "exporters:\u300031", 7, "JX001", "冒号后的空格是 U+3000", "U+3000"),
    Slip("  exporters", "\texporters", 7, "JX006", "制表符 … 换成空格", "a tab … blanks in place"),
    Slip("exporters: 31", "exporters\t31", 7, "JX006", "写成「exporters: 31」", "“exporters: 31”"),
    Slip("exporters: 31", "exporters = 31", 7, "JX001", "写成「exporters: 31」", "“exporters: 31”"),
    Slip("exporters: 31", "exporters 31", 7, "JX001", "写成「exporters: 31」", "“exporters: 31”"),
    Slip("values:", "values", 5, "JX001", "「values:」", "“values:”"),
    Slip("  exporters", "    exporters", 7, "JX001",
         "上一行前面空 2 格，这一行空 4 格", "2 blanks"),
    Slip("  exporters", "exporters", 7, "JX001", "前面空 2 格", "2 blanks before it"),
    Slip("  leaders: 1", "leaders: 1", 6, "JX001", "前面空 2 格", "2 blanks before it"),
    Slip("  exporters", "\u3000\u3000exporters", 7, "JX001",
         "U+3000 … 换成半角空格", "plain blanks"),
    Slip("  exporters", "\u00a0\u00a0exporters", 7, "JX001",
         "U+00A0 … 换成半角空格", "plain blanks"),
    Slip("  share: 2.71", "share: 2.71", 9, "JX011", "写在「values:」之下", "below “values:”"),
    Slip(FIGURES, FIGURES.replace("  ", ""), 6, "JX011", "leaders、exporters … 「values:」之下",
         "below “values:”"),
    Slip("  exporters", "  -\n  exporters", 7, "JX001",
         "只有一个「-」 … 删去这一行", "delete the line"),
    Slip("values:", "一、基本情况\nvalues:", 5, "JX001", "前面加「# 」", "put “# ” before"),
    Slip("  exporters", "  // 外贸\n  exporters", 7, "JX001", "前面加「# 」", "put “# ” before"),
    Slip("values:", "表1\nvalues:", 5, "JX001", "前面加「# 」", "put “# ” before"),
    Slip("values:", "@所有人 填报\nvalues:", 5, "JX001", "前面加「# 」", "put “# ” before"),
    Slip("values:", "==========\nvalues:", 5, "JX001", "前面加「# 」", "put “# ” before"),
    # names
    Slip("exporters", "外贸实绩企业", 7, "JX102", "改为 exporters", "write exporters"),
    Slip("exporters: 31", "外贸实绩企业: 31家", 7, "JX014", "改为「exporters」；只写数字，写 31",
         "write “exporters” for “外贸实绩企业”; digits only: write 31"),
    Slip("exporters", "exprotres", 7, "JX102", "改为 exporters", "write exporters"),
    Slip("exporters", "“exporters”", 7, "JX102", "改为 exporters", "write exporters"),
    Slip("district:", "区县:", 1, "JX011", "改为「district」", "write “district”"),
    Slip("prepared_by", "填报人", 4, "JX011", "改为「prepared_by」", "write “prepared_by”"),
    Slip("prepared_by", "prepard_by", 4, "JX011", "改为「prepared_by」", "write “prepared_by”"),
    Slip("values", "数字", 5, "JX011", "改为「values」", "write “values”"),
    Slip("rosters", "企业名册", 10, "JX011", "改为「rosters」", "write “rosters”"),
    Slip("dongcheng", "东城", 1, "JX101", "改为 dongcheng", "write dongcheng"),
    Slip("dongcheng", "Dong Cheng", 1, "JX101", "改为 dongcheng", "write dongcheng"),
    Slip("  leaders: 1", "  单位: 家\n  leaders: 1", 6, "JX014",
         "「单位」不是指标 … 「leaders: <数字>」；别的删去", "is no indicator … delete others"),
    Slip("  leaders: 1", "  notes: 含新增2家\n  leaders: 1", 6, "JX014",
         "「notes:」与「values:」对齐，写在行首", "as far to the left as “values:”"),
    Slip("rosters:\n", "rosters:\n  notes:\n    exporters: 核减\n", 12, "JX012",
         "「notes:」与「rosters:」对齐，写在行首", "as far to the left as “rosters:”"),
    Slip("  leaders: 1", "  2023Q1:\n    leaders: 0\n  leaders: 1", 7, "JX012",
         "「2023Q1」不是指标", "“2023Q1” is no indicator"),
    Slip("  exporters: 31", "  1: exporters 31", 7, "JX014", "「1」不是指标", "is no indicator"),
    Slip("31", "{本季: 19, 累计: 31}", 7, "JX012", "后面只写一个数字", "nothing but a number"),
    Slip("2.71", "{本季: 2.71, 上季: 2.80}", 9, "JX012",
         "后面只写一个数字", "nothing but a number"),
    Slip("  exporters: 31", "  exp\u200borters: 31", 7, "JX006", "U+200B", "U+200B"),
    Slip("  exporters: 31", "  exporters: 31\n  外贸实绩企业: 31", 8, "JX102",
         "「exporters」已另有一行：核对后只留一处", "“exporters” has a line of its own"),
    Slip("  exporters: 31", "  exporters: 31\n  合计: 32", 8, "JX102", "别的删去", "delete others"),
    Slip("values:", "联系电话: 12345\nvalues:", 5, "JX011", "别的删去", "delete others"),
    Slip("values:", "备注: 初步数\nvalues:", 5, "JX011",
         "改为「notes」；「notes:」单独一行，其下每项一行，前面空 2 格：「leaders: <原因>」",
         "write “notes”; put “notes:” on a line of its own"),
    Slip("rosters", "notes:\n  exporters: 停办\n备注:\n  turnover: 新平台\nrosters", 12, "JX011",
         "「notes」在第 10 行已有：并到那里", "“notes” stands in line 10: put what is here there"),
    Slip("rosters", "not applicable:\n  turnover: 无\nrosters", 10, "JX011",
         "改为「not_applicable」", "write “not_applicable”"),
    Slip("district: dongcheng", "department: dongcheng", 1, "JX011",
         "改为「district」", "write “district”"),
    # what is missing or stands there twice
    Slip("prepared_by: 张三\n", "", 1, "JX010", "「prepared_by」（填报人）", "prepared_by"),
    Slip("period: 2023Q2\n", "", 1, "JX010", "补上「period: 2023Q2」", "add “period: 2023Q2”"),
    Slip("district: dongcheng\n", "", 1, "JX010",
         "补上「district: dongcheng」", "district: dongcheng"),
    Slip("received: 2023-07-05\n", "", 1, "JX010",
         "「received: 2023-07-05」", "received: 2023-07-05"),
    Slip("  exporters", "  exporters: 30\n  exporters", 8, "JX002", "第 7 行和第 8 行", "line 7"),
    Slip("received: 2023-07-05", "received:", 3, "JX705", "received 在收到时填", "on receipt"),
    Slip("exporters: 31", "exporters:", 7, "JX705", "没有数字的删去这一行", "delete a line"),
    # quarters
    *(
        Slip("2023Q2", word, 2, "JX013", "写 2023Q2", "write 2023Q2")
        for word in ("2023年二季度", "2023年第2季度", "2023-Q2", "2023.2", "2023Q5", "Q2", "2023q2")
    ),
    Slip("2023Q2", "2023年一季度", 2, "JX013",
         "写 2023Q2 … 写 2023Q1 并移到 reports/2023Q1", "2023Q1"),
    Slip("2023Q2", "2023Q1", 2, "JX104", "改为 2023Q2", "write 2023Q2"),
    Slip("2023Q2", "2022Q2", 2, "JX106", "改为 2023Q2", "write 2023Q2"),
    # days
    *(
        Slip("2023-07-05", word, 3, "JX013", "写 2023-07-05", "write 2023-07-05")
        for word in ("2023.7.5", "2023/7/5", "2023年7月5日", "20230705", "２０２３-０７-０５")
    ),
    *(
        Slip("2023-07-05", word, 3, "JX013", "写 2023-07-05T16:30", "write 2023-07-05T16:30")
        for word in ("2023-07-05 16:30", "2023/7/5 4:30 PM", "2023年7月5日16时30分")
    ),
    Slip("2023-07-05", "2023/7/5 0:00", 3, "JX013", "写 2023-07-05", "write 2023-07-05"),
    Slip("2023-07-05", "2023‑07‑05", 3, "JX013", "写 2023-07-05", "write 2023-07-05"),
    Slip("2023-07-05", "7月5日", 3, "JX013", "补上年份 … 2023-07-05", "add the year: 2023-07-05"),
    Slip("2023-07-05", "23-07-05", 3, "JX013", "年份写四位", "four digits"),
    Slip("2023-07-05", "2023-06-31", 3, "JX013",
         "2023 年 6 月只有 30 天", "2023-06 has but 30 days"),
    Slip("2023-07-05", "45112", 3, "JX013", "Excel … 2023-07-05", "Excel … 2023-07-05"),
    Slip("2023-07-05", "7/5/2023", 3, "JX013", "写成 2023-07-05 这样", "write it as 2023-07-05"),
    Slip("2023-07-05", "2023-13-05", 3, "JX013", "没有 13 月", "no month 13"),
    Slip("2023-07-05", "2023-07-05T24:00", 3, "JX013",
         "时间从 00:00 到 23:59", "from 00:00 to 23:59"),
    Slip("2023-07-05", "45112.6527", 3, "JX013", "Excel … 写 2023-07-05", "Excel … 2023-07-05"),
    Slip("2023-07-05", "2023-07-05 15:40（补报）", 3, "JX013",
         "写 2023-07-05T15:40", "write 2023-07-05T15:40"),
    Slip("2023-07-05", "2023-07-05t15:40", 3, "JX013",
         "写 2023-07-05T15:40", "write 2023-07-05T15:40"),
    # codes
    Slip("91330402MA", "9133O402MA", 12, "JX501",
         "第 5 位的「O」 … 多半是「91330402MA", "probably"),
    Slip("91330402MA", "9I330402MA", 12, "JX501",
         "多半是「91330402MA2001003M」", "“91330402MA2001003M”"),
    Slip("91330402MA2001003M", "91330402ma2001003m", 12, "JX503", "写「91330402MA2001003M」",
         "write “91330402MA2001003M”"),
    Slip('"91330402MA2001003M"', "“91330402MA2001003M”", 12, "JX501", "中文引号", "Chinese quotes"),
    Slip('"91330402MA2001003M"', "9.13304E+17", 12, "JX501", "科学记数", "exponent"),
    Slip('"91330402MA2001003M"', "'91330402MA2001003M", 12, "JX001", "撇号", "apostrophe"),
    Slip('"91330402MA2001003M"', "无", 12, "JX501", "照营业执照填 18 位代码", "18 characters"),
    Slip("91330402MA", "9133\u200b0402MA", 12, "JX006", "U+200B", "U+200B"),
    # rosters
    Slip(FIRM, FIRM + FIRM, 13, "JX505", "删去一处", "delete one"),
    Slip(', uscc: "91330402MA2001003M"', "", 12, "JX010",
         "补上「uscc: <统一社会信用代码>」", "uscc"),
    Slip('003M"', "003M", 12, "JX001", '引号没有闭合 … 末尾补上「"」', 'put “"” at its end'),
    Slip('003M"}', '003M"', 12, "JX001", "「{」没有闭合 … 补上「}」", "“{” is not closed … “}”"),
    Slip("- {name", "- name", 12, "JX001", "没有「{」 … 补上「{」", "put “{”"),
    Slip("公司, uscc", "公司，uscc", 12, "JX001", "全角逗号", "full-width comma"),
    Slip("公司, uscc", "公司；uscc", 12, "JX001", "「；」不能分开两项", "“；” does not part"),
    Slip("公司, uscc", "公司 uscc", 12, "JX001",
         "「uscc」前面加逗号", "comma and a blank before “uscc”"),
    Slip("- {name", "• {name", 12, "JX001", "「•」 … 「- 」", "“•” … “- ”"),
    Slip("- {name", "1、{name", 12, "JX001", "「1、」 … 「- 」", "“1、” … “- ”"),
    Slip("- {name", "－ {name", 12, "JX001", "「－」 … 「- 」", "“－” … “- ”"),
    Slip("- {name", "-{name", 12, "JX001", "「- 」（半角减号加空格）", "a hyphen and a blank"),
    Slip("- {name", "{name", 12, "JX012",
         "以「- 」开头：「- {name: <企业名称>", "“- {name: <name>"),
    Slip("    - {name", "- {name", 12, "JX001", "「leaders:」多空两格", "4 blanks"),
    Slip(FIRM, "    - 甲公司\n", 12, "JX012",
         "写成「{name: 甲公司, uscc: <", "{name: 甲公司, uscc: <"),
    Slip(FIRM, "    - 甲公司 91330402MA2001003M\n", 12, "JX012",
         '写成「{name: 甲公司, uscc: "91330402MA2001003M"}」', 'uscc: "91330402MA2001003M"}'),
    Slip(FIRM, "    - 甲公司: 91330402MA2001003M\n", 12, "JX011",
         '写成「{name: 甲公司, uscc: "91330402MA2001003M"}」', 'uscc: "91330402MA2001003M"}'),
    Slip(FIRM, "    - name: 甲公司, uscc: 91330402MA2001003M\n", 12, "JX001",
         "「- {name: 甲公司, uscc: 91330402MA2001003M}」", "“- {name: 甲公司, uscc: "),
    Slip(FIRM, "    甲公司 91330402MA2001003M\n    乙公司 91330402MA2001011G\n", 12, "JX012",
         '「- {name: 甲公司, uscc: "91330402MA2001003M"}」', '“- {name: 甲公司, uscc: "91330402'),
    Slip(FIRM, f"{FIRM}{FIRM.replace('- ', '')}", 13, "JX001", "行首补上「- 」", "put “- ” at the"),
    Slip(FIRM, f"{FIRM}{FIRM[1:]}", 13, "JX001", "上一行前面空 4 格，这一行空 3 格", "4 blanks"),
    Slip("uscc:", "代码:", 12, "JX011", "改为「uscc」", "write “uscc”"),
    Slip("name: 甲", "name=甲", 12, "JX011", "写成「name: 甲公司」", "“name: 甲公司”"),
    Slip(FIRM, "    - 1 甲公司 91330402MA2001003M\n", 12, "JX012",
         '写成「{name: 甲公司, uscc: "91330402MA2001003M"}」', "“{name: 甲公司, uscc: "),
    Slip(FIRM, "    - 同上季\n", 12, "JX012",
         "每家都写：「{name: <企业名称>", "name every firm: “{name: <name>"),
    Slip(FIRM, FIRM + "    - 合计: 1\n", 13, "JX011", "别的删去", "delete others"),
    Slip(FIRM, "    - name: 甲公司\n    - uscc: 91330402MA2001003M\n", 13, "JX010",
         "与上一项是同一项：只留第一行的「- 」，其余各行前面空 6 格",
         "belongs to the item above … and 6 blanks before the others"),
    Slip("rosters:\n  leaders:\n", "rosters:\n", 11, "JX012",
         "在「rosters:」下面加一行「  leaders:」", "below “rosters:” put a line “  leaders:”"),
    Slip('甲公司, uscc: "91330402MA2001003M"',
         '甲公司、乙公司, uscc: "91330402MA2001003M、91330402MA2001011G"', 12, "JX501",
         "每家单独一项", "an item of its own"),
    # other parts
    Slip("rosters", "notes:\n  exportrs: 广交会\nrosters", 11, "JX102",
         "改为 exporters", "exporters"),
    Slip("rosters", "notes: 广交会停办\nrosters", 10, "JX012",
         "「notes:」单独一行", "“notes:” on a line"),
    Slip("rosters", "notes:\n  exporters: 原因: 停办\nrosters", 11, "JX001",
         '「exporters: "原因: 停办"」', '“exporters: "原因: 停办"”'),
    Slip("rosters", "highlights: 做法好\nrosters", 10, "JX012",
         "「highlights: [做法好]」", "[做法好]"),
    Slip("rosters", f"{RESTATED.replace('to: 11', 'to: -1家')}\nrosters", 11, "JX014",
         "写全数，不写增减", "not what was added"),
    Slip("rosters", "highlights:\n  - 推广直播: 成效好\nrosters", 11, "JX011",
         '写成「"推广直播: 成效好"」', 'write “"推广直播: 成效好"”'),
    Slip("rosters", "restatements:\n  - indicator: exporters\n  - period: 2023Q1\n  - from: 12\n"
         "  - to: 11\n  - reason: 核减\nrosters", 12, "JX010",
         "只留第一行的「- 」 … 空 4 格", "of the first line alone … 4 blanks"),
    Slip("rosters", f"{RESTATED.replace(', reason: 核减', '')}\nrosters", 11, "JX010",
         "补上「reason: <原因>」", "add “reason: <reason>”"),
    Slip("rosters", f"{RESTATED.replace('- {', '{')}\nrosters", 11, "JX012",
         "以「- 」开头：「- {indicator: leaders, period: 2023Q1, from: <原数>", "period: 2023Q1"),
    Slip("rosters", f"{RESTATED.replace('2023Q1', '2023年一季度')}\nrosters", 11, "JX013",
         "写 2023Q1", "write 2023Q1"),
    Slip("  share: 2.71\n", "not_applicable: [share]\n", 9, "JX012",
         "「not_applicable:」单独一行 … 「share: <原因>」", "“share: <reason>”"),
    Slip("rosters", "sample: 是\nrosters", 10, "JX013", "改为「true」", "write “true”"),
    Slip(FIGURES, FIGURES.replace("  ", "  - "), 6, "JX012",
         "去掉各行开头的「- 」", "drop the “- ”"),
    Slip(f"values:\n{FIGURES}", "values: leaders: 1, exporters: 31\n", 5, "JX001",
         "「values: {leaders: 1, exporters: 31}」", "“values: {leaders: 1, exporters: 31}”"),
    Slip("张三", "张三 电话: 123", 4, "JX001", '"张三 电话: 123"', '"张三 电话: 123"'),
    Slip("  exporters: 31\n  turnover: 5.17\n", "  exporters: 31; turnover: 5.17\n", 7, "JX001",
         "「exporters: 31」和「turnover: 5.17」", "“exporters: 31” and “turnover: 5.17”"),
    Slip("values:\n  leaders: 1", "values: leaders: 1", 5, "JX001",
         "「leaders: 1」写到下一行，前面空 2 格", "“leaders: 1” on the next, behind 2 blanks"),
    Slip("values:", "- values:", 5, "JX001", "删去行首的「- 」", "delete the “- ”"),
    Slip("  exporters", "  - exporters", 7, "JX001", "删去行首的「- 」", "delete the “- ”"),
    Slip("  exporters: 31", "  外贸实绩企业31家", 7, "JX001", "「外贸实绩企业: 31家」", "31家”"),
    Slip("  exporters: 31", "  exporters: 31\n以上数据已审核", 8, "JX001",
         "前面加「# 」", "put “# ” before"),
    Slip(FIRM, f"{FIRM}    等1家\n", 13, "JX001", "前面加「# 」", "put “# ” before"),
    Slip("values:", "[values]", 5, "JX001", "写成「values:」", "write “values:”"),
    Slip("values:", "## values:", 5, "JX001", "删去「values:」前面的「#」", "delete the “#”"),
    Slip("values:", "values:｛", 5, "JX001", "「｛」是全角括号", "“｛” is a full-width bracket"),
    Slip("  leaders:\n", "  leaders: 共1家\n", 11, "JX001",
         "「leaders:」后面不写别的：删去「共1家」，或前面加「# 」", "nothing behind “leaders:”"),
    Slip(FIRM, f"   {FIRM.strip()}\n{FIRM}{FIRM}", 12, "JX001",
         "下一行前面空 4 格，这一行空 3 格", "4 blanks"),
    Slip(FIRM, 2 * FIRM.replace("- ", ""), 12, "JX001",
         "以「{」开头的各行，行首都补上「- 」", "put “- ” at the beginning of each line"),
    Slip(FIRM, FIRM.replace("{", "｛").replace("}", "｝"), 12, "JX001",
         "改成一对「{」和「}」", "a pair of “{” and “}”"),
    Slip(FIRM, "    1, 甲公司, 91330402MA2001003M\n    2, 乙公司, 91330402MA2001011G\n",
         12, "JX012",
         '「- {name: 甲公司, uscc: "91330402MA2001003M"}」', "“- {name: 甲公司, uscc: "),
    Slip("  exporters: 31\n",
         "<<<<<<< HEAD\n  exporters: 31\n=======\n  exporters: 30\n>>>>>>> b\n", 7, "JX001",
         "两份改动合并时留下的标记 … 只留一份", "marks of a merge … keep one"),
    Slip("received: 2023-07-05\nprepared_by: 张三\nvalues:\n",
         "received: 2023-07-05T15:40 prepared_by: 张三 approved_by: 李四\nvalues:\n", 3, "JX001",
         "每项单独一行", "each on a line of its own"),
    Slip("values:\n", "values: 单位见说明\n", 5, "JX001",
         "属于「values」的，删去「单位见说明」 … 不属于的，与它对齐", "delete “单位见说明”"),
    Slip("  exporters: 31", "  exporters: 31\n…", 8, "JX001", "前面加「# 」", "put “# ” before"),
    Slip(FIRM, FIRM.replace("- {", "-- {"), 12, "JX001", "「--」 … 「- 」", "“--” … “- ”"),
    Slip(FIRM, FIRM.replace(", uscc", "}, {uscc"), 12, "JX001",
         "同一项的放进一对花括号", "one pair of braces"),
    Slip(FIRM, FIRM.replace("- {", "- {{"), 12, "JX003", "多写的「{」", "delete one “{”"),
    Slip(FIRM, FIRM.replace("uscc:", "code:"), 12, "JX011", "改为「uscc」", "write “uscc”"),
    Slip(FIRM, "    - 甲公司 统一社会信用代码：91330402MA2001003M\n", 12, "JX012",
         '写成「{name: 甲公司, uscc: "91330402MA2001003M"}」', "“{name: 甲公司, uscc: "),
    Slip("rosters", "restatements:\n  - exporters 2023Q1 12 11 核减\nrosters", 11, "JX012",
         "写成「{indicator: leaders, period: 2023Q1, from: <原数>", "“{indicator: "),
    Slip("  exporters: 31", "&nbsp;&nbsp;exporters: 31", 7, "JX001",
         "&nbsp; … 换成半角空格", "&nbsp; … plain blanks"),
    Slip("2.71", "27：1000", 9, "JX014", "{numerator: 27, denominator: 1000}", "numerator: 27"),
    Slip("exporters: 31", "exporters: #REF!", 7, "JX705",
         "「#」后面是注释，不读", "what follows “#”"),
    Slip("values:", "# values", 5, "JX001", "删去「values:」前面的「#」", "delete the “#”"),
    Slip("values:", "values: []", 5, "JX001", "删去「[]」", "delete “[]”"),
    Slip("values:", "values。", 5, "JX001", "写成「values:」", "write “values:”"),
    Slip("rosters:\n  leaders:\n", "rosters: leaders:\n", 10, "JX001",
         "「rosters:」单独一行，「leaders:」写到下一行，前面空 2 格", "“leaders:” on the next"),
    Slip("rosters:\n  leaders:\n", "leaders:\n", 10, "JX011",
         "写在「rosters:」之下", "below “rosters:”"),
    Slip(FIRM, "    - 91330402MA2001003M 甲公司\n", 12, "JX012",
         '写成「{name: 甲公司, uscc: "91330402MA2001003M"}」', "“{name: 甲公司, uscc: "),
    Slip(FIRM, f"{FIRM}    - 等\n", 13, "JX012", "每家都写", "name every firm"),
    Slip(FIRM, "    -name: 甲公司\n     uscc: 91330402MA2001003M\n", 12, "JX001",
         "「- 」（半角减号加空格）", "a hyphen and a blank"),
    Slip("period", "  period", 2, "JX001", "上一行前面空 0 格，这一行空 2 格", "0 blanks"),
    Slip(FIRM, FIRM.replace("\n", ",\n"), 12, "JX001", "删去行末的逗号", "delete the comma"),
    Slip(FIRM, "    - {甲公司, 91330402MA2001003M}\n", 12, "JX011",
         "「{name: <企业名称>", "{name: <name>"),
    Slip(FIRM, '    - name: 甲公司\n    uscc: "91330402MA2001003M"\n', 13, "JX001",
         "前面空 6 格", "6 blanks"),
    Slip(FIRM, "    - 甲公司\t91330402MA2001003M\n", 12, "JX006",
         '「- {name: 甲公司, uscc: "91330402MA2001003M"}」', 'uscc: "91330402MA2001003M"}'),
    Slip('甲公司, uscc: "91330402MA2001003M"', '"91330402MA2001003M", uscc: 甲公司', 12, "JX501",
         "对调 name 和 uscc", "swap name and uscc"),
    Slip("prepared_by: 张三\nvalues:", "prepared_by: 张三 values:", 4, "JX001",
         "「prepared_by: 张三」和「values:」", "“prepared_by: 张三” and “values:”"),
    Slip("  exporters: 31", "  **exporters**: 31", 7, "JX001",
         "写成「exporters: 31」", "write “exporters: 31”"),
    Slip("rosters", "highlights: 无\nrosters", 10, "JX012",
         "没有就删去「highlights」", "leave out “highlights”"),
    Slip(FIGURES, "  leaders   1\n  exporters   31\n", 6, "JX012",
         "前面空 2 格：「leaders: 1」", "“leaders: 1”"),
    Slip("31", "[31]家", 7, "JX001", "已经写完", "is complete"),
    Slip("31", "O", 7, "JX014", "是 0 就写 0", "write 0 if it is meant"),
    Slip("2023-07-05", "二〇二三年七月五日", 3, "JX013", "写 2023-07-05", "write 2023-07-05"),
    Slip("2023-07-05", "2023-07-05（周三）", 3, "JX013", "写 2023-07-05", "write 2023-07-05"),
    Slip("district: dongcheng", "name: 东城", 1, "JX011", "改为「district」", "write “district”"),
    Slip("甲公司", "甲" * 101, 12, "JX005", "至多写 100 字", "at most 100 characters"),
    Slip("张三", "@张三", 4, "JX001", "「@」 … 加半角引号", "“@” … quote"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.old} > {slip.new}")
def test_slip_is_told_so_that_it_can_be_mended(slip: Slip, tmp_path: Path) -> None:
    assert slip.old in SENT
    judge(tmp_path, {OURS: SENT.replace(slip.old, slip.new, 1)}, slip)


OF_DEPARTMENTS = [
    Slip("status: done", "status: 已完成", 5, "JX013", "改为「done」", "write “done”"),
    Slip("status: done", "status: Done", 5, "JX013", "改为「done」", "write “done”"),
    Slip("[通知]", "通知", 5, "JX012", "写成「evidence: [通知]」", "“evidence: [通知]”"),
    Slip("2023-06-20", "2023.6.20", 5, "JX013", "写 2023-06-20", "write 2023-06-20"),
    Slip(
        "T1-leaders: 1", "T1-Q2: {status: done}", 7, "JX012", "移到「milestones:」", "“milestones:”"
    ),
    Slip("department: trade", "department: 商务局", 1, "JX103", "改为 trade", "write trade"),
    Slip("targets:", "任务目标:", 6, "JX011", "改为「targets」", "write “targets”"),
]


@pytest.mark.parametrize("slip", OF_DEPARTMENTS, ids=lambda slip: slip.new)
def test_slip_of_a_department(slip: Slip, tmp_path: Path) -> None:
    assert slip.old in OF_TRADE
    judge(tmp_path, {TRADE: OF_TRADE.replace(slip.old, slip.new, 1)}, slip)


WHOLE: dict[str, tuple[str | bytes, int, str, str, str]] = {
    "GBK": (SENT.encode("gb18030"), 4, "JX004", "GB18030 … 编码选 UTF-8", "GB18030 … UTF-8"),
    "Unicode of Notepad": (SENT.encode("utf-16"), 1, "JX004", "UTF-16 … UTF-8", "UTF-16 … UTF-8"),
    "xlsx": (b"PK\x03\x04\x14\0\x06\0\x08\0\xb0\xd5", 1, "JX004", "Excel 或 Word", "Excel or Word"),
    "csv": ("指标,数值\n龙头企业,1\n", 1, "JX012", "每行写「字段: 内容」", "“field: content”"),
    "mail": ("".join(f"> {line}\n" for line in SENT.splitlines()), 1, "JX001", "邮件", "mail"),
    "table": (
        "| 指标 | 数值 |\n|---|---|\n| 龙头企业 | 1 |\n",
        1,
        "JX001",
        "表格的一行",
        "a table",
    ),
    "HTML": ("<html><body>district</body></html>\n", 1, "JX001", "网页", "a web page"),
    "paragraphs": ("<p>district: x</p>\n<p>period: y</p>\n", 1, "JX001", "网页", "a web page"),
    "letter": ("From: a@b\nTo: c@d\n\ndistrict: dongcheng\n", 1, "JX001", "邮件", "a mail"),
    "letter of an office": (
        "东城区关于报送二季度数据的函\n\n市商务局：\n\n一、龙头企业1家；\n二、电商交易额5.17亿元。\n",
        1,
        "JX001",
        "每行写「字段: 内容」",
        "“field: content”",
    ),
    "chat": (
        "王芳 15:40\n二季度：龙头1，外贸31\n李明 15:42\n收到\n",
        1,
        "JX001",
        "每行写「字段: 内容」",
        "“field: content”",
    ),
    "one line": (SENT.replace("\n", " "), 1, "JX001", "每项单独一行", "each on a line of its own"),
    "long line": (
        SENT.replace("\n", " ") + "# " + "长" * 300,
        1,
        "JX001",
        "每项单独一行",
        "a line of its own",
    ),
    "line ends of a program": (
        SENT.replace("\n", "\\n"),
        1,
        "JX001",
        "每项单独一行",
        "a line of its own",
    ),
    "RTF": ("{\\rtf1 x}", 1, "JX001", "RTF", "RTF"),
    "twice": (SENT + SENT, 13, "JX002", "第 1 行起的重复", "from line 1 on is repeated"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_file_of_another_kind(name: str, tmp_path: Path) -> None:
    content, line, code, zh, en = WHOLE[name]
    judge(tmp_path, {OURS: content}, Slip("", "", line, code, zh, en))


PLACED = {
    "reports/2023Q2/districts/东城.yaml": ("JX104", "文件名应为 dongcheng.yaml", "dongcheng.yaml"),
    "reports/2023Q2/districts/dongcheng.yml": ("JX107", "文件名应为 dongcheng.yaml", "name it"),
    "reports/2023年二季度/districts/dongcheng.yaml": (
        "JX107", "移到 reports/2023Q2/districts/dongcheng.yaml", "move it to reports/2023Q2"
    ),
    "reports/2023Q3/districts/dongcheng.yaml": (
        "JX104", "移到 reports/2023Q2/districts/dongcheng.yaml", "to reports/2023Q2/districts"
    ),
}  # fmt: skip


@pytest.mark.parametrize("path", PLACED)
def test_file_under_another_name(path: str, tmp_path: Path) -> None:
    code, zh, en = PLACED[path]
    found = told(tmp_path, {OURS: "", path: SENT})
    (own,) = [each for each in found if each.location.path.endswith(path)]
    assert own.code == code
    assert zh in own.hint.zh.replace(f"{tmp_path.as_posix()}/", "")
    assert en in own.hint.en.replace(f"{tmp_path.as_posix()}/", "")


@pytest.mark.parametrize("name", ["dongcheng.xlsx", "东城区.docx", "东城.zip"])
def test_submission_that_is_no_text_of_ours(name: str, tmp_path: Path) -> None:
    found = told(tmp_path, {OURS: "", f"reports/2023Q2/districts/{name}": SENT})
    assert [(each.code, each.location.path.rpartition("/")[2]) for each in found] == [
        ("JX107", name)
    ]
    assert "另填一份：jxtrade new 2023Q2 dongcheng" in found[0].hint.zh
    assert "jxtrade new 2023Q2 dongcheng" in found[0].hint.en


@pytest.mark.parametrize("name", ["dongcheng.txt", "东城.json"])
def test_text_under_another_ending_is_to_be_renamed(name: str, tmp_path: Path) -> None:
    (found,) = told(tmp_path, {OURS: "", f"reports/2023Q2/districts/{name}": SENT})
    assert found.code == "JX107"
    assert "文件名应为 dongcheng.yaml" in found.hint.zh
    assert "name it dongcheng.yaml" in found.hint.en


@pytest.mark.parametrize("name", ["dongcheng.xlsx", "附件.docx"])
def test_paper_beside_a_submission_is_left_alone(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, {f"reports/2023Q2/districts/{name}": SENT}) == []


def test_file_in_no_quarter_belongs_to_the_newest(tmp_path: Path) -> None:
    found = told(tmp_path, {OURS: "", "reports/dongcheng.yaml": SENT})
    (own,) = [each for each in found if each.code == "JX107"]
    assert "reports/2023Q2/districts/dongcheng.yaml" in own.hint.zh


def test_reason_under_a_misspelt_name_still_counts(tmp_path: Path) -> None:
    """Else the figure, 31 times what was allocated, would be an error."""
    text = SENT.replace("5.17", "390.17") + "note: {turnover: 新平台}\n"
    found = told(tmp_path, {OURS: text})
    assert [(each.code, each.severity.value) for each in found] == [
        ("JX304", "warning"),
        ("JX011", "error"),
    ]


def test_one_decimal_is_no_decimals(tmp_path: Path) -> None:
    plan = PLAN.replace("decimals: 2, direction", "decimals: 1, direction").replace("3.00", "3.0")
    found = told(tmp_path, {"targets.yaml": plan})
    assert [each.code for each in found] == ["JX301", "JX301"]
    assert "has 1 decimal, this is 2.71" in found[1].message.en


def test_ratio_that_is_not_indented_is_put_together(tmp_path: Path) -> None:
    text = SENT.replace("share: 2.71", "share:\n  numerator: 271\n  denominator: 10000")
    found = told(tmp_path, {OURS: text})
    assert [(each.code, each.location.line) for each in found] == [
        ("JX705", 9),
        ("JX102", 10),
        ("JX102", 11),
    ]
    for each in found[1:]:
        assert "写在一行：「<指标>: {numerator: <分子>, denominator: <分母>}」" in each.hint.zh
        assert "{numerator: <numerator>, denominator: <denominator>}" in each.hint.en


def test_all_is_said_below_a_head_with_a_full_width_colon(tmp_path: Path) -> None:
    text = SENT.replace("values:", "values：").replace("exporters: 31", "exporters 31")
    found = told(tmp_path, {OURS: text})
    assert [(each.code, each.location.line) for each in found] == [("JX001", 5), ("JX001", 7)]


def test_braces_of_names_are_words(tmp_path: Path) -> None:
    plan = PLAN.replace("zh: 外贸实绩企业", "zh: '外贸{实绩}企业'")
    (found,) = told(tmp_path, {"targets.yaml": plan, OURS: SENT.replace("exporters", "exporter")})
    assert found.hint.zh == "改为 exporters（外贸{实绩}企业）"


def test_unknown_department_of_a_task_is_said_once(tmp_path: Path) -> None:
    tasks = TASKS.replace("departments: [trade]", "departments: [trad]")
    found = told(tmp_path, {"tasks.yaml": tasks})
    assert [(each.code, each.location.line) for each in found] == [("JX103", 8)]


def test_pace_is_told_what_it_may_be(tmp_path: Path) -> None:
    plan = PLAN.replace("direction: lower", "direction: lower, pace: fast")
    (found,) = told(tmp_path, {"targets.yaml": plan})
    assert (found.code, found.location.line) == ("JX013", 10)
    assert "linear" in found.hint.zh
    assert "linear" in found.hint.en


OF_THE_PLAN = [
    Slip("allocations:", "deadlines: {2023年二季度: 2023-07-10}\nallocations:", 11, "JX013",
         "「deadlines」（报送时限） … 写 2023Q2", "“deadlines” … write 2023Q2"),
    Slip("2023-02-10", "2023年2月10日", 3, "JX013", "写 2023-02-10", "write 2023-02-10"),
    Slip("direction: lower", "direction: lower, pace: [25%, 1, 1, 1]", 10, "JX014",
         "写成份额：0.25", "as a share: 0.25"),
    Slip("kind: amount", "kind: 数额", 9, "JX013", "改为「amount」", "write “amount”"),
    Slip("indicators:", "指标:", 6, "JX011", "改为「indicators」", "write “indicators”"),
]  # fmt: skip
OF_THE_TASKS = [
    Slip(
        "departments: [trade]\n",
        "departments: trade、商务局\n",
        8,
        "JX012",
        "写成「departments: [trade, 商务局]」",
        "“departments: [trade, 商务局]”",
    ),
    Slip("quarter: Q2", "quarter: 二季度", 10, "JX013", "改为「Q2」", "write “Q2”"),
    Slip("[trade]", "trade", 8, "JX012", "写成「departments: [trade]」", "“departments: [trade]”"),
    Slip("[trade]", "[商务局]", 8, "JX103", "改为 trade", "write trade"),
]


@pytest.mark.parametrize("slip", OF_THE_PLAN, ids=lambda slip: slip.new)
def test_slip_of_the_plan(slip: Slip, tmp_path: Path) -> None:
    assert slip.old in PLAN
    judge(tmp_path, {"targets.yaml": PLAN.replace(slip.old, slip.new, 1)}, slip)


@pytest.mark.parametrize("slip", OF_THE_TASKS, ids=lambda slip: slip.new)
def test_slip_of_the_task_list(slip: Slip, tmp_path: Path) -> None:
    assert slip.old in TASKS
    judge(tmp_path, {"tasks.yaml": TASKS.replace(slip.old, slip.new, 1)}, slip)


def test_plan_that_is_not_there(tmp_path: Path) -> None:
    (found,) = told(tmp_path, {"targets.yaml": ""})
    assert found.code == "JX007"
    assert "targets.yaml 放到这里" in found.hint.zh
    assert "put the plan, targets.yaml, here" in found.hint.en


def test_entries_uncommented_below_a_comment_that_names_them(tmp_path: Path) -> None:
    """A blank has the firms named before as comments, below two more that are needed too."""
    slip = Slip(
        "rosters:\n  leaders:\n",
        "# rosters:\n#   leaders:  # 1 家已列名\n",
        10,
        "JX001",
        "「#」后面是注释 … 删去「rosters:」、「leaders:」前面的「#」",
        "a remark and is not read … delete the “#” before “rosters:”, “leaders:”",
    )
    judge(tmp_path, {OURS: SENT.replace(slip.old, slip.new)}, slip)
