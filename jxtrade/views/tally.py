"""How many findings concern which group, where there are too many districts to look at each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from jxtrade.findings import Severity
from jxtrade.report import Column, Field, Kind, Later, Records, Report, Row, Table
from jxtrade.text import Text, same
from jxtrade.views import words
from jxtrade.views.many import ENDS, GROUP, MOST, parts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from jxtrade.figures.city import City
    from jxtrade.findings import Finding
    from jxtrade.report import Cell, Value

GROUPS: Final = Records(
    "groups",
    (
        Field("group", Kind.ID),
        Field("group_name", Kind.TEXT),
        Field("of", Kind.COUNT),
        Field("with_errors", Kind.COUNT),
        *(Field(each, Kind.COUNT) for each in Severity),
    ),
)
_TITLE: Final = Text("各分组的问题", "Findings by group")
_COLUMNS: Final = (
    Column("group_name", GROUP),
    Column("errors_of", Text("有错误的", "with errors"), Kind.PAIR),
    Column(Severity.ERROR, Severity.ERROR.label, Kind.COUNT),
    Column(Severity.WARNING, Severity.WARNING.label, Kind.COUNT),
)


def report(city: City, findings: Iterable[Finding]) -> Report:
    """Return for people a row for each of the topmost groups, where more than ten are concerned.

    Of few districts there is nothing for them; machines get every group. A finding about two
    districts counts for the first; one that is waived or about no one district for none.
    """
    programme = city.programme
    if programme.usable is None or not programme.groups:
        return Report(_TITLE, (Table((), (), (GROUPS,)),))
    counts: dict[str, Counter[str]] = {each: Counter() for each in programme.district}
    for each in findings:
        if each.waiver is None and each.subject.district is not None:
            counts[each.subject.district][each.severity] += 1

    def of_all() -> Iterator[Row]:
        for each in programme.groups.inside():
            yield _row(each.id, each.name, programme.groups.within(each.id), counts)

    concerned = sum(each.total() > each[Severity.INFO] for each in counts.values())
    are_many = len(counts) > MOST and concerned > ENDS
    rows = [_row(*part, counts) for part in parts_of(city, None)] if are_many else []
    return Report(_TITLE, (Table(_COLUMNS, rows), Table((), Later(of_all), (GROUPS,))))


def _row(
    group: str | None,
    name: Text,
    districts: Collection[str],
    counts: Mapping[str, Counter[str]],
) -> Row:
    own = [counts[each] for each in districts]
    wrong = sum(each[Severity.ERROR] > 0 for each in own)
    told: dict[str, Value | Cell] = {
        "group": group,
        "group_name": name,
        "of": len(own),
        "with_errors": wrong,
        "errors_of": same(f"{wrong}/{len(own)}"),
    }
    told |= {each.value: sum(one[each] for one in own) for each in Severity}
    return words.row(told, {}, {})
