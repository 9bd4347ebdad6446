"""A waiver names no rule, or one whose findings cannot be waived: said as JX013."""

from __future__ import annotations

from typing import Final

from jxtrade.figures.waivers import can_be_waived
from jxtrade.model.waivers import Waiver
from jxtrade.read.dialect import NOT_ACCEPTED
from jxtrade.read.forms import titled
from jxtrade.rules import ALONE, Findings, Programme, catalogue, of_plan
from jxtrade.text import Text, nearest

_A_RULE: Final = Text(
    "规则编号，如 JX401；jxtrade rules 列出全部",
    "the code of a rule, such as JX401; jxtrade rules lists them",
)
_CAN_BE_WAIVED: Final = Text(
    "可以豁免的规则：读不懂的文件（JX0 开头）和豁免本身（JX8 开头）不能豁免，改正文件",
    "a rule that can be waived: what can't be read (JX0xx) and waivers themselves (JX8xx) can't"
    " be; mend the file",
)
_DID_YOU_MEAN: Final = Text("改为「{code}」", "write “{code}”")


@of_plan(NOT_ACCEPTED, needs=ALONE)
def check(programme: Programme) -> Findings:
    """Yield a finding for each waiver of a rule that there is not, or that can't be waived."""
    if programme.waivers is None:
        return
    codes = {each.code for each in catalogue()}
    by_slug = {each.slug: each.code for each in catalogue()}
    for place, each in enumerate(programme.waivers.model.waivers):
        if each.code not in codes or not can_be_waived(each.code):
            close = by_slug.get(each.code) or nearest(each.code, codes)
            found = NOT_ACCEPTED.at(
                programme.waivers.at("waivers", place, "code"),
                field=titled(Waiver, "code"),
                value=each.code,
                wanted=_CAN_BE_WAIVED if each.code in codes else _A_RULE,
            )
            is_close = each.code not in codes and close and can_be_waived(close)
            yield found.advising(_DID_YOU_MEAN.fill(code=close) if is_close else None)
