"""What later documents have made of allocations: the words and fields that several views share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.figures.arithmetic import as_counted
from jxtrade.report import Cell, Field, Kind, Paragraph, optional
from jxtrade.text import MOST_LISTED, Text, join, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from jxtrade.figures.allocations import Allotted, Amended
    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Line
    from jxtrade.report import Record

MARK: Final = "*"
_BY_DOCUMENT: Final = (
    *optional(Field("document", Kind.ID)),
    Field("effective", Kind.ID),
    Field("source", Kind.PLACE),
)
CHANGES: Final = (Field("from", Kind.FIGURE), Field("to", Kind.FIGURE), *_BY_DOCUMENT)


class Change(NamedTuple):
    """A change of a district's allocation of an indicator; figures are in its unit."""

    indicator: str
    district: str
    amended: Amended

    @property
    def document(self) -> int:
        """Return the place in the plan of the document that makes it."""
        return self.amended.after.document


def document(city: City, index: int) -> str | None:
    """Return the name of the document that allocates, else of the plan's; None for neither."""
    plan = city.programme.plan
    return plan.allocations[index].document or plan.plan.document


def figure(city: City, indicator: str, allotted: Allotted) -> Decimal:
    """Return an allocated figure in the indicator's unit; a count has no decimals."""
    return as_counted(allotted.figure, city.programme.indicator[indicator])


def records(city: City, changes: Iterable[Change]) -> tuple[Record, ...]:
    """Return what machines get of changes."""
    return tuple(
        {
            "from": figure(city, each.indicator, each.amended.before),
            "to": figure(city, each.indicator, each.amended.after),
            "document": document(city, each.document),
            "effective": each.amended.after.effective.isoformat(),
            "source": city.programme.allocations.place(
                each.indicator, each.district, each.document
            ),
        }
        for each in changes
    )


def of_line(city: City, line: Line) -> tuple[Change, ...]:
    """Return the changes of a line's allocation in its year by the quarter's end, in order."""
    amended = city.programme.allocations.amended(line.indicator, line.district, line.period)
    return tuple(Change(line.indicator, line.district, each) for each in amended)


def marked(cell: Cell, changes: Iterable[Change]) -> Cell:
    """Return a cell of words, with a mark where there are changes."""
    if not isinstance(cell.value, Text) or not any(changes):
        return cell
    return cell._replace(value=join((cell.value, same(MARK)), "", ""))


AMENDED: Final = Text("* 分配调整：", "* Allocation amended by ")
TO_COME: Final = Text("尚未生效的分配调整：", "Not in force yet, an amendment by ")


def notes(city: City, changes: Iterable[Change], lead: Text = AMENDED) -> Iterator[Paragraph]:
    """Yield a note for each document: what it changes, from what to what, and from when."""
    of_document: dict[int, list[Change]] = {}
    for each in changes:
        of_document.setdefault(each.document, []).append(each)
    for index in sorted(of_document, key=lambda each: _place(city, each)):
        own = of_document[index]
        said = (_MORE if len(own) > MOST_LISTED else _NOTE).fill(
            lead=lead,
            document=named(city, index),
            day=city.programme.plan.allocations[index].effective.isoformat(),
            changes=_said(city, own[:MOST_LISTED]),
            number=len(own),
        )
        yield Paragraph(said)


def _said(city: City, changes: Iterable[Change]) -> Text:
    """Return from what to what the cells of each indicator are changed."""
    of_indicator: dict[str, list[Text]] = {}
    for each in changes:
        said = _CELL.fill(
            district=city.programme.district_name(each.district),
            before=figure(city, each.indicator, each.amended.before),
            after=figure(city, each.indicator, each.amended.after),
        )
        of_indicator.setdefault(each.indicator, []).append(said)
    return join(
        [
            _OF.fill(name=city.programme.indicator_name(indicator), cells=tuple(cells))
            for indicator, cells in of_indicator.items()
        ]
    )


def named(city: City, index: int) -> Text:
    """Return what people know a document by."""
    plan = city.programme.plan
    return plan.document_of(plan.allocations[index])


def _place(city: City, index: int) -> tuple[object, int]:
    return city.programme.plan.allocations[index].effective, index


_CELL: Final = Text("{district} {before}→{after}", "{district} {before}→{after}")
_OF: Final = Text("「{name}」{cells}", "“{name}” {cells}")
_NOTE: Final = Text(
    "{lead}{document}，{day} 起，{changes}。",
    "{lead}{document} from {day}: {changes}.",
)
_MORE: Final = Text(
    "{lead}{document}，{day} 起，{changes} 等 {number} 处，逐项见 jxtrade allocations --history。",
    "{lead}{document} from {day}: {changes} and more, {number} in all;"
    " `jxtrade allocations --history` lists each.",
)
