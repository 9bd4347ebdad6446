"""A waiver names no rule, or one whose findings cannot be waived: said as JX013."""

from __future__ import annotations

from typing import Final

from jxtrade.figures.waivers import can_be_waived
from jxtrade.read.dialect import NOT_ACCEPTED
from jxtrade.read.forms import titled
from jxtrade.rules import ALONE, Findings, Programme, catalogue, of_plan
from jxtrade.text import Text, nearest

_A_RULE: Final = Text(
    "规则编号，如 JX401；jxtrade rules 列出全部",
    "the code of a rule, such as JX401; jxtrade rules lists them",
)
_NEVER: Final = Text(
    "JX0 开头（文件读不懂）和 JX8 开头（豁免本身）的不能豁免：改正文件",
    "what can't be read (JX0xx) and waivers themselves (JX8xx) can't be waived: mend the file",
)
_DID_YOU_MEAN: Final = Text("改为「{code}」", "write “{code}”")


@of_plan(NOT_ACCEPTED, needs=ALONE)
def check(programme: Programme) -> Findings:
    """Yield a finding for each waiver of a rule that there is not, or that can't be waived."""
    if programme.waivers is None:
        return
    from jxtrade.model.waivers import Waiver  # noqa: PLC0415 - few have any

    codes = {each.code for each in catalogue()}
    by_slug = {each.slug: each.code for each in catalogue()}
    for place, each in enumerate(programme.waivers.model.waivers):
        if each.code not in codes or not can_be_waived(each.code):
            found = NOT_ACCEPTED.at(
                programme.waivers.at("waivers", place, "code"),
                field=titled(Waiver, "code"),
                value=each.code,
                wanted=_A_RULE,
            )
            close = by_slug.get(each.code) or nearest(each.code, codes)
            advice = None
            if each.code in codes:
                advice = _NEVER
            elif close and can_be_waived(close):
                advice = _DID_YOU_MEAN.fill(code=close)
            yield found.advising(advice)
