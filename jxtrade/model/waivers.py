"""The waivers of waivers.yaml: findings that the office lets pass for a time, and why."""

from jxtrade.model.form import Form, Version, told
from jxtrade.model.scalar import VERSION, Day, OneLine, Quarter, Words
from jxtrade.text import Text


@told(
    Text("豁免", "waiver").means(
        "一类问题在某日之前不算数，及其原因", "findings that count for nothing for a time, and why"
    ),
    code=Text("规则", "code").means(
        "规则编号，如 JX401；JX0 开头的不能豁免", "a rule's code such as JX401; never JX0xx"
    ),
    district=Text("区县", "district").means(
        "只限这个区县（id），可省略", "of this district alone, by its id; optional"
    ),
    indicator=Text("指标", "indicator").means(
        "只限这个指标（id），可省略", "of this indicator alone, by its id; optional"
    ),
    period=Text("季度", "quarter").means(
        "只限这一季，如 2022Q2，可省略", "of this quarter alone, such as 2022Q2; optional"
    ),
    until=Text("截止日期", "until").means(
        "豁免的最后一天 YYYY-MM-DD，过后问题重新算数",
        "the waiver's last day, YYYY-MM-DD; the finding is back the day after",
    ),
    reason=Text("原因", "reason").means("为什么豁免", "why it is waived"),
    document=Text("文件", "document").means(
        "同意豁免的文件，可省略", "the document that allows it; optional"
    ),
)
class Waiver(Form):
    """A rule whose findings count for nothing until a day; what is named besides narrows them."""

    code: OneLine
    district: OneLine | None = None
    indicator: OneLine | None = None
    period: Quarter | None = None
    until: Day
    reason: Words
    document: OneLine | None = None


@told(
    Text("豁免清单", "list of waivers").means(
        "哪些问题暂不算数，由办公室维护", "which findings count for nothing for a time"
    ),
    version=VERSION,
    waivers=Text("豁免", "waivers").means("一条豁免一项", "one entry for each"),
)
class WaiverList(Form):
    """The whole of waivers.yaml."""

    version: Version
    waivers: tuple[Waiver, ...] = ()
