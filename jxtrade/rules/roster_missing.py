"""The indicator asks for a roster, the figure is above 0, and no firm is named."""

from __future__ import annotations

from typing import Final

from jxtrade.figures.rosters import is_whole
from jxtrade.findings import Rule, Severity, Subject
from jxtrade.rules import Facts, Findings, Sheet, of_sheet
from jxtrade.text import Text, paragraphs

RULE = Rule(
    code="JX508",
    slug="roster-missing",
    severity=Severity.ERROR,
    message=Text("「{name}」报 {figure}，没有列名单", "“{name}” is {figure}, and no firm is named"),
    hint=Text("{where}每家一行{entry}", "{where} a line for each: {entry}"),
    about=paragraphs(
        "指标要求列名单，报的数大于 0，却一家企业也没有列。",
        "The indicator asks for a roster, the figure is above 0, and no firm is named.",
        "没有名单，这个数无据可查，待核。",
        "Without a roster nothing backs the figure, which is to be checked.",
        "在 rosters 里补上企业名称和统一社会信用代码；确实没有的，把数改为 0。",
        "Name the firms with their codes under rosters; if there are none, the figure is 0.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 1  # JX508
  exporters: 31
  resale: 5.1
""",
)
_NEW: Final = Text(
    "在「rosters:」之下写「{id}:」，再下面", "write “{id}:” below “rosters:”, and below that"
)
_BLANK: Final = Text("在「rosters:」里的「{id}:」之下", "below “{id}:” in “rosters:” write")
_EMPTY: Final = Text(
    "「rosters:」里「{id}:」后面的 [] 去掉，下面",
    "drop the [] behind “{id}:” in “rosters:”, and below it write",
)
_FIRM: Final = Text(
    "「- {{name: <企业名称>, uscc: <统一社会信用代码>}}」", "“- {{name: <name>, uscc: <its code>}}”"
)
_NAME: Final = Text(
    "「- {{name: <名称>}}」，有代码的写上 uscc",
    "“- {{name: <name>}}”, with its uscc where it has one",
)


@of_sheet(RULE)
def check(facts: Facts, sheet: Sheet) -> Findings:
    """Yield a finding for each figure above 0 that is to be backed by firms and names none."""
    model = sheet.submission.model
    for indicator in facts.programme.rostered:
        name, figure = indicator.id, sheet.figures.get(indicator.id)
        if figure is None or figure <= 0 or name in model.not_applicable:
            continue
        if not model.rosters.get(name) and is_whole(sheet.submission, name, facts.programme):
            yield RULE.at(
                sheet.submission.at("values", name),
                subject=Subject(sheet.district, name, str(sheet.period)),
                name=indicator.name,
                figure=figure,
                where=_where(sheet, name).fill(id=name),
                entry=(_NAME if indicator.roster_codes == "optional" else _FIRM).fill(),
            )


def _where(sheet: Sheet, name: str) -> Text:
    """Return where the firms are to be named, by what stands there already."""
    if ("rosters", name) in sheet.submission.blanks:
        return _BLANK
    return _EMPTY if name in sheet.submission.model.rosters else _NEW
