"""What each field of a file is called and means.

A text is written as `标题 | title | 说明 | description`. They stand here and not in the models,
which every command loads: only the schema for editors shows them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from jxtrade.text import Text


class Said(NamedTuple):
    """What something is called, and what it is."""

    title: Text
    about: Text


_SOURCE: Final = (
    "出处 | source | 文件的第几部分，便于核对"
    " | the part of the document it is taken from, to check against"
)
_ID: Final = (
    "标识 | id | 1 至 40 个字母、汉字、数字、- 或 _，同类中不重复"
    " | 1 to 40 letters of any script, digits, - or _, used once"
)
_NAME: Final = (
    "名称 | name | 表格里显示的名称，一段文字或 {zh: …, en: …}"
    " | as tables show it: one text, or {zh: …, en: …}"
)
_UNIT: Final = "单位 | unit | 数字的单位，不换算 | the unit of the figure; nothing is converted"
_DOCUMENT: Final = "文件 | document | 文件的文号和附件 | the document's number and annex"
_VERSION: Final = "格式版本 | version | 文件格式的版本，总是 1 | of the file's format: always 1"
_TARGET: Final = (
    "目标 | target | at_least、more_than、exactly、at_most 中恰好一项"
    " | exactly one of at_least, more_than, exactly, at_most"
)
_PERIOD: Final = (
    "季度 | quarter | 报送所属的季度，如 2022Q2，与所在文件夹一致"
    " | the quarter of the submission, such as 2022Q2, as its folder says"
)
_RECEIVED: Final = (
    "收到时间 | received | YYYY-MM-DD 或 YYYY-MM-DDTHH:MM，东八区，与报送时限相比"
    " | YYYY-MM-DD or YYYY-MM-DDTHH:MM in UTC+8; compared with the deadline"
)
_PREPARED: Final = "填报人 | prepared by | 谁填的 | who filled it in"
_APPROVED: Final = "审批人 | approved by | 谁审的，可省略 | who approved it; optional"
_SAMPLE: Final = (
    "示例数据 | sample | true 表示数字是虚构的，所有输出都会注明"
    " | true where the figures are made up; every output says so"
)
_ABOUT_INDICATOR: Final = (
    "指标 | indicator | targets.yaml 中的指标 id | an indicator's id in targets.yaml"
)

FILES: Final = {
    "targets": "目标计划 | target plan | 区县、指标、分配数、总目标和奖励"
    " | districts, indicators, allocations, goals and incentives",
    "tasks": "重点任务 | task list | 责任部门、任务、目标和节点"
    " | departments, tasks, their targets and milestones",
    "district": "区县报送 | a district's submission | 一个区县一季的数字和依据"
    " | a district's figures for a quarter, and what backs them",
    "department": "部门报送 | a department's submission | 一个部门一季的任务进展和全市数"
    " | a department's progress for a quarter, and its city-wide figures",
}

MODELS: Final = {
    "Header": "计划 | plan | 计划的名称、文号和起止年份 | what the plan is called, and its years",
    "District": "区县 | district | 领取分配数并报送的单位"
    " | a unit that is allocated figures and reports",
    "Indicator": "指标 | indicator | 区县报送的一项数字，及其口径和评判办法"
    " | a quantity that districts report, how it is counted and how it is judged",
    "Change": "分配数 | allocation | 一个数字，或调整 {from: 原数, to: 新数}"
    " | a figure, or a change {from: what it was, to: what it becomes}",
    "Allocation": "分配文件 | allocation | 一份文件下达的分配数；后来的文件可调整个别数"
    " | what one document allocates; a later one may change single figures",
    "Target": "目标 | target | 要达到的数，四种写法选一 | the figure to reach, in one of four ways",
    "Goal": "总目标 | goal | 全市在某年要达到的数"
    " | a figure that the whole city is to reach by a year",
    "Incentive": "奖励 | incentive | 奖励及其条件 | a reward, and what it is given for",
    "Lights": "亮灯标准 | lights | 较序时至少多少个百分点为绿、黄，再低为红"
    " | least percentage points from pace for green and yellow; below is red",
    "Department": "部门 | department | 承担任务的部门 | an office that is responsible for tasks",
    "TaskTarget": "任务目标 | task target | 任务当年要达到的数"
    " | a figure that a task is to reach in its year",
    "Milestone": "节点 | milestone | 一项可核对的成果，及其季度"
    " | one deliverable that can be checked, and its quarter",
    "Task": "任务 | task | 任务、责任部门、目标和节点"
    " | a task, its departments, targets and milestones",
    "Ratio": "比率 | ratio | 用分子和分母写一个百分数：{numerator: 80, denominator: 100}"
    " | a percentage by its two figures: {numerator: 80, denominator: 100}",
    "Firm": "企业 | firm | 支撑家数的一家企业 | a firm that backs a count",
    "Restatement": "更正 | restatement | 更正以前一季的数，写明原因"
    " | an earlier quarter's value put right, and why",
    "MilestoneReport": "节点进展 | progress | 节点到了哪一步，有何依据"
    " | how far a milestone is, and what shows it",
}

FIELDS: Final = {
    "Plan": {
        "version": _VERSION,
        "language": "语言 | language | 由本计划生成的文件用 zh（默认）还是 en"
        " | of the documents made from this plan: zh (default) or en",
        "plan": MODELS["Header"],
        "districts": "区县 | districts | 按表格中的顺序列出"
        " | in the order in which every table shows them",
        "indicators": "指标 | indicators | 按表格中的顺序列出"
        " | in the order in which every table shows them",
        "allocations": "分配 | allocations | 一份文件一条，按生效先后"
        " | one entry a document, in order of effect",
        "goals": "总目标 | goals | 全市的目标，可省略 | of the whole city; optional",
        "incentives": "奖励 | incentives | 文件规定的奖励，可省略"
        " | that the document promises; optional",
        "lights": "亮灯标准 | lights | 默认 {green: 0, yellow: -10}"
        " | {green: 0, yellow: -10} by default",
        "deadlines": "报送时限 | deadlines | 季度: 日期或时间；没有写的季度永不算迟报"
        " | quarter: day or time; without one nothing is ever late",
        "ranking": "位次 | ranking | 是否显示位次，默认 true"
        " | whether ranks are shown; true by default",
        "over_report": "超报界限 | over-report | 报数超过分配数的百分之多少要核对，默认 300"
        " | percent of the allocation above which a value is to be checked; 300 by default",
    },
    "Header": {
        "title": "标题 | title | 计划的全称 | the plan's full name",
        "document": _DOCUMENT,
        "issued": "印发日期 | issued | 文件落款的日期 YYYY-MM-DD"
        " | the day on the document, YYYY-MM-DD",
        "start": "起始年 | start | 计划的第一年 | the plan's first year",
        "end": "目标年 | end | 计划的最后一年，省略时同起始年"
        " | the plan's last year, that of its goals; the first one by default",
        "source": _SOURCE,
    },
    "District": {
        "id": _ID,
        "name": _NAME,
        "full_name": "全称 | full name | 可省略 | optional",
        "code": "区划代码 | code | 六位行政区划代码；没有的写 null"
        " | the six-digit code of the administrative division; null where there is none",
        "overlaps": "交叉 | overlaps | 地域上与哪些区县交叉，企业可能重复计"
        " | districts whose area it shares, so that firms may be counted twice",
        "source": _SOURCE,
    },
    "Indicator": {
        "id": _ID,
        "name": _NAME,
        "unit": _UNIT,
        "kind": "类别 | kind | count 个数，amount 数额，rate 百分比（不相加）"
        " | count (whole), amount (decimals) or rate (percent, never summed)",
        "decimals": "小数位 | decimals | 报数最多几位小数；默认 count 为 0，其余为 1"
        " | digits after the point a value may have; by default 0 for a count, 1 else",
        "direction": "方向 | direction | higher 越高越好（默认），lower 越低越好"
        " | higher (default) or lower is better",
        "measure": "计法 | measure | cumulative 本年累计（默认），quarterly 只报本季"
        " | cumulative: year to date (default); quarterly: this quarter alone",
        "pace": "序时进度 | pace | 四个季度末应完成的份额，最后一个为 1，如 [0, 0, 0, 1]；"
        "默认 linear（平均），rate 默认 [1, 1, 1, 1]"
        " | share due at the end of each quarter, the last one 1, such as [0, 0, 0, 1]; linear by"
        " default, [1, 1, 1, 1] for a rate",
        "roster": "名册 | roster | 家数要不要附企业名册：required、optional、none（默认）"
        " | must named firms back the count: required, optional or none (default)",
        "roster_codes": "名册代码 | roster codes | 名册里的企业要不要写代码：required（默认），"
        "optional（没有代码的按名称认）"
        " | must the named firms have their codes: required (default), or optional, where a name"
        " stands for a firm without one",
        "definition": "口径 | definition | 怎样计数；印在每份报表的说明里"
        " | how it is counted; printed in the notes of every report",
        "source": _SOURCE,
    },
    "Change": {
        "to": "新数 | to | 调整后的分配数 | what the allocation becomes",
        "from": "原数 | from | 调整前的分配数，与现行数核对"
        " | what the allocation was; held against the one in force",
    },
    "Allocation": {
        "document": _DOCUMENT,
        "year": "年度 | year | 分配数所属的年度 | the year that is allocated for",
        "year_assumed": "年度为推定 | year assumed | true 表示文件没有写年度，报表会注明"
        " | true where the document names no year; every report says so",
        "effective": "生效日期 | effective | 自哪天起有效 YYYY-MM-DD，默认年初"
        " | the day of effect, YYYY-MM-DD; the year's first by default",
        "values": "分配数 | values | 指标: {区县: 数} | indicator: {district: figure}",
        "totals": "合计 | totals | 只写文件自己写明的合计"
        " | only totals that the document itself states",
    },
    "Target": {
        "at_least": "至少 | at least | 不低于这个数 | this figure or above",
        "more_than": "超过 | more than | 高于这个数 | above this figure",
        "exactly": "达到 | exactly | 正好这个数 | this very figure",
        "at_most": "至多 | at most | 不高于这个数 | this figure or below",
    },
    "Goal": {
        "id": _ID,
        "name": _NAME,
        "target": _TARGET,
        "unit": _UNIT,
        "year": "目标年 | year | 到哪一年达到 | the year by which to reach it",
        "indicator": "指标 | indicator | 用哪个指标衡量；没有的写 null"
        " | the indicator that measures it; null for none",
        "source": _SOURCE,
    },
    "Incentive": {
        "indicator": _ABOUT_INDICATOR,
        "amount": "金额 | amount | 奖励多少 | how much is given",
        "unit": "金额单位 | unit | 如 元 | such as yuan",
        "per": "每 | per | 按什么计，如 家 | what it is counted by, such as a firm",
        "condition": "条件 | condition | 什么情况下奖励 | when it is given",
        "source": _SOURCE,
    },
    "Lights": {
        "green": "绿灯 | green | 较序时至少几个百分点为绿"
        " | least percentage points from pace for green",
        "yellow": "黄灯 | yellow | 较序时至少几个百分点为黄，不高于 green"
        " | least percentage points from pace for yellow, not above green",
    },
    "TaskList": {
        "version": _VERSION,
        "year": "年度 | year | 任务所属的年度 | the year of the tasks",
        "document": _DOCUMENT,
        "departments": "部门 | departments | 责任部门 | the offices that are responsible",
        "tasks": "任务 | tasks | 按文件的顺序 | in the document's order",
    },
    "Department": {"id": _ID, "name": _NAME, "source": _SOURCE},
    "Task": {
        "id": _ID,
        "name": _NAME,
        "departments": "责任部门 | departments | 部门 id，第一个牵头"
        " | ids of departments; the first leads",
        "lead_assumed": "牵头为推定 | lead assumed | true 表示文件没有写谁牵头"
        " | true where the document marks no lead",
        "targets": "目标 | targets | 任务的数量目标，可省略"
        " | the task's figures to reach; optional",
        "aim": "要求 | aim | 定性的要求，几个字 | the qualitative part, in a few words",
        "milestones": "节点 | milestones | 一项可核对的成果一条 | one entry for each deliverable",
        "source": _SOURCE,
    },
    "TaskTarget": {
        "id": _ID,
        "name": _NAME,
        "target": _TARGET,
        "unit": _UNIT,
        "indicator": "指标 | indicator | 对应的指标 id，可省略 | the indicator behind it; optional",
        "source": _SOURCE,
    },
    "Milestone": {
        "id": _ID,
        "quarter": "季度 | quarter | 应完成的季度，Q1 至 Q4"
        " | the quarter in which it is due, Q1 to Q4",
        "name": _NAME,
        "source": _SOURCE,
    },
    "DistrictSubmission": {
        "district": "区县 | district | targets.yaml 中的区县 id，与文件名一致"
        " | the district's id in targets.yaml, as the file's name says",
        "period": _PERIOD,
        "received": _RECEIVED,
        "prepared_by": _PREPARED,
        "approved_by": _APPROVED,
        "sample": _SAMPLE,
        "values": "数字 | values | 指标: 数，只写数字；没有数字的行删去（未报），0 是数字"
        " | indicator: figure, digits only; delete lines without one (not reported); 0 is a figure",
        "not_applicable": "不适用 | not applicable | 指标: 原因 | indicator: reason",
        "rosters": "企业名册 | rosters | 指标: 支撑家数的企业"
        " | indicator: the firms that back the count",
        "restatements": "更正 | restatements | 更正以前季度的数"
        " | earlier quarters' values put right",
        "notes": "说明 | notes | 指标: 需要说明的原因 | indicator: a reason beside the value",
        "highlights": "经验 | highlights | 值得推广的做法 | experience worth passing on",
    },
    "Ratio": {
        "numerator": "分子 | numerator | 只写数字 | digits only",
        "denominator": "分母 | denominator | 只写数字，大于 0 | digits only, above 0",
    },
    "Firm": {
        "name": "企业名称 | name | 营业执照上的全称，至多 100 字"
        " | as registered, at most 100 characters",
        "uscc": "统一社会信用代码 | unified social credit code"
        " | 18 位；指标的 roster_codes 为 optional 的可省略"
        " | 18 characters; may be left out where the indicator's roster_codes is optional",
        "provincial_list": "入围省级名单 | on the provincial list | true 或 false，可省略"
        " | true or false; optional",
        "evidence": "依据 | evidence | 证明材料，可省略 | what shows it; optional",
    },
    "Restatement": {
        "indicator": _ABOUT_INDICATOR,
        "period": "季度 | quarter | 更正哪一季，早于本季 | the earlier quarter that is put right",
        "from": "原数 | from | 原来报的数 | the value as it was reported",
        "to": "新数 | to | 更正后的数 | the value as it should be",
        "reason": "原因 | reason | 为什么更正 | why it is put right",
        "approved_by": _APPROVED,
        "on": "日期 | on | YYYY-MM-DD，可省略 | YYYY-MM-DD; optional",
    },
    "DepartmentSubmission": {
        "department": "部门 | department | tasks.yaml 中的部门 id，与文件名一致"
        " | the department's id in tasks.yaml, as the file's name says",
        "period": _PERIOD,
        "received": _RECEIVED,
        "prepared_by": _PREPARED,
        "approved_by": _APPROVED,
        "sample": _SAMPLE,
        "milestones": "节点 | milestones | 节点: {status: …} | milestone: {status: …}",
        "targets": "任务目标 | targets | 任务目标: 本年累计数 | task target: figure, year to date",
        "city_totals": "全市数 | city totals | 指标: 部门掌握的全市数，与区县之和核对"
        " | indicator: the department's own city-wide figure, held against the districts' sum",
        "notes": "说明 | notes | 需要说明的事项: 原因 | what needs it: a reason",
    },
    "MilestoneReport": {
        "status": "状态 | status | not_started 未开始，in_progress 推进中，done 已完成"
        " | not_started, in_progress or done",
        "on": "完成日期 | on | YYYY-MM-DD，done 时写 | YYYY-MM-DD, where it is done",
        "evidence": "依据 | evidence | 证明材料，done 时写 | what shows it, where it is done",
        "note": "说明 | note | 进展或困难 | progress or what stands in the way",
    },
    "Words": {
        "zh": "中文 | Chinese | 必填 | required",
        "en": "英文 | English | 可省略，省略时用中文 | optional; the Chinese stands in for it",
    },
}


def said(written: str) -> Said:
    """Return title and description of a text that is written as this module's are."""
    title_zh, title_en, zh, en = written.split(" | ")
    return Said(Text(title_zh, title_en), Text(zh, en))
