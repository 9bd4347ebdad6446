"""A district or department has no file for a quarter that others have reported."""

from __future__ import annotations

from jxtrade.findings import Rule, Severity, Subject
from jxtrade.model.period import written
from jxtrade.place import Place
from jxtrade.rules import City, Findings, of_city
from jxtrade.text import Text, paragraphs
from jxtrade.workspace import DISTRICTS

RULE = Rule(
    code="JX701",
    slug="missing-submission",
    severity=Severity.WARNING,
    message=Text("「{name}」没有 {period} 的报送", "nothing from “{name}” for {period}"),
    hint=Text(
        "催报；空白报送：jxtrade new {period} {sender}",
        "ask for it; `jxtrade new {period} {sender}` writes a blank one",
    ),
    about=paragraphs(
        "别的单位已报这个季度，这个区县或部门还没有文件。",
        "A district or department has no file for a quarter that others have reported.",
        "没有报送的一律显示“未报”，不当作 0。过了报送时限升为错误。",
        "It is shown as not reported, never as 0. Once the deadline is past this is an error.",
        "催报；用 jxtrade new 可生成空白报送。",
        "Ask for it; `jxtrade new` writes a blank submission.",
    ),
    example="""reports/2022Q2/districts/west.yaml  # JX701
(没有这份文件 / no such file)
""",
)


_LATE = Text(
    "已过 {deadline} 的时限：催报；空白报送：jxtrade new {period} {sender}",
    "the deadline {deadline} is past: ask for it; `jxtrade new {period} {sender}` writes a blank"
    " one",
)


@of_city(RULE)
def check(city: City) -> Findings:
    """Yield a finding for each sender without a file in a quarter that others have reported."""
    received = city.received
    for period in received.reported:
        late = received.is_past_deadline(period)
        for kind, sender, name in received.senders(period):
            if (kind, sender, period) not in received.heard:
                yield RULE.at(
                    Place(received.workspace.path_of(kind, sender, period)),
                    subject=Subject(sender if kind == DISTRICTS else None, None, str(period)),
                    severity=Severity.ERROR if late else Severity.WARNING,
                    hint=_LATE if late else RULE.hint,
                    name=name,
                    period=str(period),
                    sender=sender,
                    deadline=written(city.programme.plan.deadlines.get(period)),
                )
