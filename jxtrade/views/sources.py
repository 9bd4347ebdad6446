"""Where a paper's figures come from: each file, the lines in it, and its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.inputs import SHOWN, inputs_of, within
from jxtrade.read.file import look_up
from jxtrade.report import Brief, Cell, Column, Kind, Paragraph, Row, Sheet, Table
from jxtrade.text import MOST_LISTED, Text, same
from jxtrade.views.papers import Order, in_other_files
from jxtrade.views.words import district, say_season
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jxtrade.figures.inputs import Inputs
    from jxtrade.model.period import Period
    from jxtrade.model.submissions import DistrictSubmission
    from jxtrade.place import Place
    from jxtrade.report import Block, Value
    from jxtrade.views.papers import Paper
    from jxtrade.workspace import Loaded

_MOST_COLUMNS: Final = 8


def sources(paper: Paper) -> list[Block]:
    """Return what the plan and the task list say where, then each submission of the year so far.

    Of more districts than are shown one by one there are no lines.
    """
    about = _Sources(paper)
    own = Table(_OWN, tuple(about.own()), sheet=_sheet(Text("计划", "plan")))
    districts = Table(
        (
            district(paper.city)._replace(key="who"),
            _QUARTER,
            _FILE,
            *about.columns,
            _DIGEST,
        ),
        tuple(about.submissions(DISTRICTS)),
        brief=Brief((), in_other_files(paper, _FILES)) if paper.are_many else None,
        sheet=_sheet(paper.header.parts),
    )
    departments = Table(
        (_DEPARTMENT, _QUARTER, _FILE, *_PARTS, _DIGEST),
        tuple(about.submissions(DEPARTMENTS)),
        sheet=_sheet(Text("部门", "departments")),
    )
    return [Paragraph(_ABOUT), own, districts, departments, *about.corrected()]


def _sheet(whose: Text) -> Sheet:
    return Sheet(Text("来源　{whose}", "sources, {whose}").fill(whose=whose), Order.SOURCES)


_ABOUT: Final = Text(
    "指标、节点、数量目标、全市数各列为行号，指文件中写这个数或这一部分的那一行。"
    f"摘要为文件内容SHA-256的前{SHOWN}位。文件在工作区文件夹中。",
    "The columns of indicators, milestones, targets and city figures give the line of a file on"
    " which the figure or the part is written. The digest is the first"
    f" {SHOWN} characters of the SHA-256 of a file's content. Files are in the workspace's folder.",
)
_FILES: Final = Text("报送的文件及其摘要、", "the files submitted and ")
_QUARTER: Final = Column("quarter", Text("季度", "quarter"))
_FILE: Final = Column("file", Text("文件", "file"))
_DIGEST: Final = Column("digest", Text("摘要", "digest"), Kind.ID)
_DEPARTMENT: Final = Column("who", Text("部门", "department"))
_OWN: Final = (
    Column("what", Text("内容", "what")),
    _FILE,
    Column("line", Text("行", "line"), Kind.COUNT),
    _DIGEST,
)
_PARTS: Final = (
    Column("milestones", Text("节点", "milestones"), Kind.COUNT),
    Column("targets", Text("数量目标", "targets"), Kind.COUNT),
    Column("city_totals", Text("全市数", "city figures"), Kind.COUNT),
)
_NO_FILE: Final = Text("没有文件", "no file")


class _Sources:
    """The places of what a paper rests on, looked up at once, and the digests of its files."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.city = paper.city
        self.workspace = paper.city.received.workspace
        self.inputs: Inputs = inputs_of(self.workspace)
        self.digests = {each.path: each.digest for each in self.inputs.files}
        self.columns = self._columns()
        places = [place for own in self._submitted.values() for place in own.values()]
        places += [place for _, place in self._own()]
        places += [place for _, place in self._corrections()]
        self.places = look_up(self.workspace, places)

    def line(self, place: Place) -> int | None:
        """Return on which line a place is; None where that is not known."""
        found = self.places.get(place)
        return found.line if found is not None else None

    def file(self, path: str) -> dict[str, Value]:
        """Return a file's cells: its path within the workspace and its digest."""
        shown = within(self.workspace, path)
        return {"file": same("{path}").fill(path=shown), "digest": self.digests.get(shown)}

    def own(self) -> Iterator[Row]:
        """Yield what the office's own files say, and where."""
        for what, place in self._own():
            yield _row({"what": what, **self.file(place.path), "line": self.line(place)})

    def _own(self) -> Iterator[tuple[Text, Place]]:
        programme = self.city.programme
        plan, year = programme.plan, self.paper.period.year
        documents = programme.allocations.documents_of(year)
        for indicator in plan.indicators:
            for index in documents:
                allocation = plan.allocations[index]
                if indicator.id not in allocation.values:
                    continue
                text = Text("{name}分解", "allocation of {name}")
                if len(documents) > 1:
                    text = Text("{name}分解（{document}）", "allocation of {name} ({document})")
                what = text.fill(name=indicator.name, document=plan.document_of(allocation))
                yield what, programme.loaded.key("allocations", index, "values", indicator.id)
        if "lights" in plan.model_fields_set:
            yield Text("亮灯规则", "rule of lights"), programme.loaded.key("lights")
        if (tasks := programme.tasks.by_year.get(year)) is not None:
            yield Text("任务、节点、数量目标", "tasks, milestones, targets"), tasks.key("tasks")

    def _columns(self) -> tuple[Column, ...]:
        """Return a column for each indicator; of very many one, for the part that they stand in."""
        indicators = self.paper.indicators
        if self.paper.are_many:
            return ()
        if len(indicators) > _MOST_COLUMNS:
            return (Column("values", Text("指标", "indicators"), Kind.COUNT),)
        return tuple(Column(each.id, each.name, Kind.COUNT) for each in indicators)

    @property
    def _submitted(self) -> Mapping[tuple[str, Period], Mapping[str, Place]]:
        """Return by sender and quarter the places of what is shown of a submission."""
        received = self.city.received
        found: dict[tuple[str, Period], Mapping[str, Place]] = {}
        for period in self.paper.period.of_year:
            for id_ in self.city.programme.district if self.columns else ():
                if (sent := received.submission.get((id_, period))) is not None:
                    found[f"{DISTRICTS}/{id_}", period] = self._of_district(sent)
            for id_ in self.city.programme.tasks.departments_of(period.year):
                if (word := received.department_submission.get((id_, period))) is not None:
                    found[f"{DEPARTMENTS}/{id_}", period] = {
                        each.key: word.key(each.key)
                        for each in _PARTS
                        if getattr(word.model, each.key)
                    }
        return found

    def _of_district(self, sent: Loaded[DistrictSubmission]) -> Mapping[str, Place]:
        values = sent.model.values
        if len(self.columns) < len(self.paper.indicators):
            return {"values": sent.key("values")}
        return {
            each.key: sent.at("values", each.key) for each in self.columns if each.key in values
        }

    def submissions(self, kind: str) -> Iterator[Row]:
        """Yield each sender's file of each quarter, and that there is none."""
        submitted = self._submitted
        paths = {(each.kind, each.id, each.period): each.path for each in self.workspace.entries}
        for period in self.paper.period.of_year:
            for sender_kind, id_, name in self.city.received.senders(period):
                if sender_kind != kind:
                    continue
                cells: dict[str, Value] = {"who": name, "quarter": say_season(period)}
                path = paths.get((kind, id_, period))
                cells |= self.file(path) if path else {"file": _NO_FILE}
                places = submitted.get((f"{kind}/{id_}", period), {})
                yield _row(cells | {key: self.line(place) for key, place in places.items()})

    def corrected(self) -> Iterator[Paragraph]:
        """Yield where figures of the year were corrected; of many the first."""
        found = [*self._corrections()]
        for what, place in found[:MOST_LISTED]:
            text = Text("{what}更正：{file} 第{line}行。", "{what} corrected: {file}, line {line}.")
            file, line = within(self.workspace, place.path), self.line(place)
            yield Paragraph(text.fill(what=what, file=file, line=line or 1))
        if len(found) > MOST_LISTED:
            text = Text("另有更正{count}处。", "{count} more corrections.")
            yield Paragraph(text.fill(count=len(found) - MOST_LISTED))

    def _corrections(self) -> Iterator[tuple[Text, Place]]:
        text = Text("{name}{season}{indicator}", "{name}, {season}, {indicator}")
        for (id_, period), sheet in self.city.facts.sheets.items():
            if period not in self.paper.period.of_year:
                continue
            for indicator, stated in sheet.restated.items():
                what = text.fill(
                    name=self.city.programme.district_name(id_),
                    season=say_season(period),
                    indicator=self.city.programme.indicator_name(indicator),
                )
                for each in stated.restated:
                    yield what, each.submission.at("restatements", each.place)


def _row(values: Mapping[str, Value]) -> Row:
    return Row({key: Cell(value) for key, value in values.items()})
