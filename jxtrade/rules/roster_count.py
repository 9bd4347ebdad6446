"""The count differs from the number of firms that the roster names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jxtrade.figures.rosters import is_whole
from jxtrade.findings import Rule, Severity
from jxtrade.rules import Claims, Findings, of_claims
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from decimal import Decimal

    from jxtrade.model.plan import Indicator

RULE = Rule(
    code="JX504",
    slug="roster-count",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」报 {figure}，名单列 {listed} 家（{difference:+}）",
        "“{name}” is {figure}, the roster names {listed} ({difference:+})",
    ),
    hint=Text("改正数字，或补齐、删减名单", "mend the figure, or complete or shorten the roster"),
    about=paragraphs(
        "报的家数与名单上的企业数不同。",
        "The count differs from the number of firms that the roster names.",
        "名单是家数的依据：多报的无据可查，少报的漏了企业。两个数必有一个错了，这个数待核。",
        "The roster is what backs the count: what exceeds it is backed by nothing, and"
        " a firm may be missing. One of the two is wrong, and the figure is to be"
        " checked.",
        "核对后改正数字，或补齐、删减名单。",
        "Mend the figure, or complete or shorten the roster.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 2  # JX504
  exporters: 31
  resale: 5.1
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91990102XXXXXX019R"}
""",
)


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each count that its roster, where there is one, does not bear out.

    A firm that stands there twice is JX505; the figure may go by either number till one is mended.
    """
    for subject, firms in claims.rosters.items():
        each, name = firms[0].submission, firms[0].indicator
        indicator, figure = claims.programme.indicator[name], each.model.figures.get(name)
        if figure is None or name in each.model.not_applicable:
            continue
        if not _counts_firms(indicator, figure) or not is_whole(each, name, claims.programme):
            continue
        listed = len({firm.identity or str(firm.place) for firm in firms})
        if not listed <= figure <= len(firms):
            yield RULE.at(
                each.at("values", name),
                each.key("rosters", name),
                subject=subject,
                name=indicator.name,
                figure=figure,
                listed=listed,
                difference=figure - listed,
            )


def _counts_firms(indicator: Indicator, figure: Decimal) -> bool:
    """Tell whether a figure is a number of firms; one that can be none has a finding of its own."""
    wanted = indicator.kind == "count" and indicator.roster != "none"
    return wanted and figure >= 0 and figure == figure.to_integral_value()
