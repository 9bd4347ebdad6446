"""What districts wrote of experience worth passing on (总结经验亮点), each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.report import Cell, Field, Kind, Paragraph, Records, Report, Role, Row, Table
from jxtrade.text import Text
from jxtrade.views import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.figures.city import City
    from jxtrade.model.period import Period
    from jxtrade.place import Place


class Highlight(NamedTuple):
    """What a district wrote, where, and whether its submission is made up."""

    district: str
    text: Text
    place: Place
    sample: bool


def report(city: City, period: Period) -> Report:
    """Return what districts wrote for a quarter, in the plan's order and in their own."""
    found = list(_of(city, period))
    sample = any(each.sample for each in found)
    blocks = list(_told(city, found)) or [Paragraph(_NOTHING)]
    rows = tuple(_row(city, each) for each in found)
    return Report(
        words.title(city, period, Text("经验亮点", "Highlights")),
        (
            *blocks,
            Table((), rows, (HIGHLIGHTS,)),
            *words.made_up(sample=sample),
        ),
        words.opening(city, VERSION, period, sample=sample),
    )


_NOTHING: Final = Text(
    "各地都没有写经验亮点（报送里的 highlights）。",
    "No district wrote any (`highlights` of a submission).",
)
HIGHLIGHTS: Final = Records(
    "highlights",
    (
        Field("district", Kind.ID),
        Field("district_name", Kind.TEXT),
        Field("text", Kind.TEXT),
        Field("sample", Kind.FLAG),
        Field("source", Kind.PLACE),
    ),
)
VERSION: Final = "jxtrade.highlights/1"
RECORDS: Final = (HIGHLIGHTS,)


def _of(city: City, period: Period) -> Iterator[Highlight]:
    for district in city.programme.district:
        submission = city.received.submission.get((district, period))
        if submission is not None:
            for index, text in enumerate(submission.model.highlights):
                place = submission.at("highlights", index)
                yield Highlight(district, text, place, submission.model.sample)


def _told(city: City, found: list[Highlight]) -> Iterator[Paragraph]:
    """Yield what each district wrote below its name, with the file and line of it."""
    told = None
    for each in found:
        if each.district != told:
            yield Paragraph(city.programme.district_name(each.district), role=Role.HEADING)
            told = each.district
        yield Paragraph(each.text, sources=(each.place,))


def _row(city: City, each: Highlight) -> Row:
    return Row(
        {
            "district": Cell(each.district),
            "district_name": Cell(city.programme.district_name(each.district)),
            "text": Cell(each.text),
            "sample": Cell(each.sample),
            "source": Cell(each.place),
        }
    )
