"""Nothing is written behind fields of a submission."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from jxtrade.findings import Rule, Severity
from jxtrade.model.period import written
from jxtrade.place import Place
from jxtrade.read.forms import form_at, titled
from jxtrade.rules import ALONE, City, Facts, Findings, Programme, Submission, of_city, of_file
from jxtrade.text import Text, join, paragraphs, same, shorten

if TYPE_CHECKING:
    from jxtrade.model.period import Period
    from jxtrade.place import Route

RULE = Rule(
    code="JX705",
    slug="not-filled-in",
    severity=Severity.WARNING,
    message=Text("还没有填：{fields}", "not filled in: {fields}"),
    hint=Text("填上；{more}", "fill them in; {more}"),
    about=paragraphs(
        "报送里有的项只有名称，冒号后面没有写；或整份文件是空的。",
        "Fields of a submission have nothing behind their colon, or the whole file is empty.",
        "没有填的数字显示“未报”，不当作 0；received 没有填的，数字照用，不算迟报；整份"
        "没有填的，这个单位算未报。",
        "A figure that is not filled in is shown as not reported and never counts as 0;"
        " without `received` the figures are used and nothing is late; where nothing is"
        " filled in, the sender has not reported.",
        "填上；没有数字的那一行删去，received 等收到时再填。",
        "Fill them in; delete a line that has no figure, and leave `received` to who receives it.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters:  # JX705
  resale:
""",
)

_ALL: Final = Text("整份文件", "the whole file")
_NAMED: Final = Text("「{name}」（{id}）", "“{name}” ({id})")
_ROSTER: Final = Text("「{name}」的名单", "the roster of “{name}”")


_NO_SUBMISSION: Final = Text(
    "没有要报的就删去这份文件", "delete the file where there is nothing to report"
)
_OF_FIGURES: Final = Text(
    "没有数字的删去这一行（未报），不适用的写入 not_applicable 并说明原因",
    "delete a line without a figure (not reported), and name what does not apply in not_applicable"
    " with the reason",
)
_OF_ENTRIES: Final = Text("没有的删去这一行", "delete a line with nothing to say")
_OF_VALUES: Final = Text(
    "「values:」之下每行写一个指标的数",
    "below “values:” each line gives the figure of an indicator",
)
_REMARKS: Final = Text(
    "「#」后面是注释，不读：要报的写在冒号后面，不带「#」",
    "what follows “#” is a remark and is not read: write what is to be reported without it",
)
_REMARK: Final = re.compile(rb":[ ]+#[^\s#]")
_OF_RECEIPT: Final = Text(
    "received 在收到时填，如 {day}", "`received` is stamped on receipt, such as {day}"
)


@of_city(RULE, needs=ALONE)
def check_empty(city: City) -> Findings:
    """Yield a finding for each file with nothing in it."""
    for entry in city.received.workspace.empty:
        yield RULE.at(Place(entry.path), fields=_ALL, more=_NO_SUBMISSION)


@of_file(RULE, needs=ALONE)
def check(facts: Facts, submission: Submission) -> Findings:
    """Yield a finding for each submission with fields that nobody has filled in."""
    if blanks := [route for route in submission.blanks if not submission.lacks_within(*route)]:
        names = dict.fromkeys(_name(facts.programme, submission, route) for route in blanks)
        yield RULE.at(
            submission.key(*blanks[0]),
            fields=tuple(names),
            more=join(
                [
                    *([_REMARKS] if _REMARK.search(submission.content) else []),
                    *_advice(submission.model.period, blanks),
                ]
            ),
        )


def _advice(period: Period, blanks: list[Route]) -> list[Text]:
    """Return what is to be done about blanks that are not filled in."""
    day = written(period.end + timedelta(5))
    within = {route[0] for route in blanks if len(route) > 1}
    top = {route[0] for route in blanks if len(route) == 1}
    parts = [_OF_RECEIPT.fill(day=day)] if "received" in top else []
    parts += [_OF_VALUES] if "values" in top else []
    parts += [_OF_FIGURES] if "values" in within else []
    parts += [_OF_ENTRIES] if within - {"values"} or top - {"received", "values"} else []
    return parts


def _name(programme: Programme, submission: Submission, route: Route) -> Text:
    """Return a field as the reader knows it: an id with what it stands for."""
    year = submission.model.period.year
    id_ = next(segment for segment in reversed(route) if isinstance(segment, str))
    name = _stands_for(programme, year, id_) if len(route) > 1 else None
    if name is not None and route[0] == "rosters":
        return _ROSTER.fill(name=name)
    if name is not None and name != same(id_):
        return _NAMED.fill(name=name, id=id_)
    return titled(form_at(type(submission.model), route[:-1]), shorten(id_))


def _stands_for(programme: Programme, year: int, id_: str) -> Text | None:
    """Return the name of an indicator, target or milestone of a year."""
    if known := programme.indicator.get(id_) or programme.tasks.targets_of(year).get(id_):
        return known.name
    assigned = programme.tasks.milestones_of(year).get(id_)
    return assigned.milestone.name if assigned else None
