"""The bytes of one file become a model and findings, and places of it spans of its text."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import ValidationError

from jxtrade.findings import NO_SUBJECT, Finding
from jxtrade.model.period import Period
from jxtrade.model.plan import Plan
from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
from jxtrade.model.tasks import TaskList
from jxtrade.read.dialect import findings_of
from jxtrade.read.document import Document, parse
from jxtrade.read.faults import OFFICE, SUBMISSION, Limits
from jxtrade.read.fields import model_of
from jxtrade.read.forms import Asked
from jxtrade.read.glance import plain_lines
from jxtrade.read.unfilled import has_marks, unfilled
from jxtrade.workspace import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jxtrade.model.form import Form
    from jxtrade.model.plan import Indicator
    from jxtrade.place import Place
    from jxtrade.read.nodes import Raw
    from jxtrade.workspace import Entry, Workspace


class FileKind(StrEnum):
    """The kinds of files that a workspace holds, by the words that name them."""

    PLAN = "targets"
    TASKS = "tasks"
    WAIVERS = "waivers"
    DISTRICT = "district"
    DEPARTMENT = "department"

    @property
    def model(self) -> type[Form]:
        """Return the form of its files."""
        if self is FileKind.WAIVERS:
            from jxtrade.model.waivers import WaiverList  # noqa: PLC0415 - few have any

            return WaiverList
        return _MODELS[self]

    @property
    def is_submission(self) -> bool:
        """Tell whether it is sent in: a value that can't be used is dropped and the rest is read.

        Of what the office writes itself one fault leaves nothing.
        """
        return self in _OTHER

    @property
    def limits(self) -> Limits:
        """Return how large its files may be."""
        return SUBMISSION if self.is_submission else OFFICE


_MODELS: Final[dict[FileKind, type[Form]]] = {
    FileKind.PLAN: Plan,
    FileKind.TASKS: TaskList,
    FileKind.DISTRICT: DistrictSubmission,
    FileKind.DEPARTMENT: DepartmentSubmission,
}
_OTHER: Final = {
    FileKind.DISTRICT: FileKind.DEPARTMENT,
    FileKind.DEPARTMENT: FileKind.DISTRICT,
}


class Read(NamedTuple):
    """What a file holds: its model beside what is kept of it, findings with their spans.

    A submission may have nothing in it, or say that it is one of the other kind: it is not read.
    `data` are the texts that the model was made of, where all of a submission could be used.
    """

    loaded: Loaded[Any] | None = None
    findings: tuple[Finding, ...] = ()
    is_empty: bool = False
    is_foreign: bool = False
    data: Raw = None


def read_file(
    content: bytes,
    path: str,
    kind: FileKind,
    *,
    indicators: Mapping[str, Indicator],
    entry: Entry | None = None,
) -> Read:
    """Return what a file of a kind holds; `indicators` are the plan's, by id.

    Where a submission stands says whose figures it holds, for which quarter.
    """
    if kind.is_submission and (data := plain_lines(content)) is not None:
        with suppress(ValidationError):  # what is wrong is said with its place
            return Read(Loaded(path, kind.model.model_validate(data), content), data=data)
    document = parse(content, path=path, limits=kind.limits)
    if kind.is_submission and document.is_empty:
        return Read(is_empty=True)
    said = tuple(findings_of(document))
    if _is_foreign(document.data, kind, entry):
        return Read(None, said, is_foreign=True)
    whole = document
    asked = _asked(kind, entry, indicators)
    model, document, findings = model_of(document, asked, mends=kind.is_submission)
    if not kind.is_submission and has_marks(whole):
        model, findings = None, unfilled(whole, findings)
    loaded = None if model is None else _loaded(model, document, content)
    if loaded and kind is FileKind.PLAN:  # hardly a run without a finding that names it
        loaded = replace(loaded, tree=replace(document, data=None))
    is_whole = loaded is not None and not (loaded.dropped or loaded.has_blanks)
    return Read(loaded, (*said, *findings), data=document.data if is_whole else None)


def _is_foreign(data: Raw, kind: FileKind, entry: Entry | None = None) -> bool:
    """Tell whether a file says that it is a submission of the other kind.

    One that names who its own name says, with what its own kind alone has, but calls it wrongly.
    """
    other = _OTHER.get(kind)
    if other is None or not isinstance(data, dict) or kind in data or other not in data:
        return False
    own = kind.model.model_fields.keys() - other.model.model_fields.keys()
    return entry is None or data[other] != entry.id or own.isdisjoint(data)


class Said(NamedTuple):
    """What a submission says that it is: of which kind, whose, for which quarter."""

    kind: FileKind
    id: str | None = None
    period: Period | None = None


def said_of(content: bytes) -> Said:
    """Return what the bytes of a submission say that it is, as far as that can be read."""
    data = parse(content, limits=SUBMISSION).data
    kind = FileKind.DEPARTMENT if _is_foreign(data, FileKind.DISTRICT) else FileKind.DISTRICT
    if not isinstance(data, dict):
        return Said(kind)
    id_, period = data.get(kind.value), data.get("period")
    return Said(
        kind,
        id_ if isinstance(id_, str) else None,
        Period.parse(period) if isinstance(period, str) else None,
    )


def _asked(kind: FileKind, entry: Entry | None, indicators: Mapping[str, Indicator]) -> Asked[Form]:
    """Return what is known of a file by its place: whose figures it holds, for which quarter."""
    if entry is None:
        return Asked(kind.model, NO_SUBJECT, None, indicators)
    return Asked(kind.model, entry.subject, entry.id, indicators)


def _loaded(model: Form, document: Document, content: bytes) -> Loaded[Any]:
    return Loaded(
        document.path,
        model,
        content=content,
        dropped=document.dropped,
        blanks=document.blanks,
        has_blanks=document.has_blanks,
    )


def looked_up(loaded: Loaded[Any], wanted: Iterable[Place]) -> dict[Place, Place]:
    """Return places of a file with the spans to which their routes lead; its text is read again."""
    if isinstance(loaded.tree, Document):
        document = loaded.tree
    else:
        document = parse(loaded.content, path=loaded.path, limits=OFFICE)
        for routes in loaded.dropped[len(document.dropped) :]:
            document = document.without(routes)
    return {place: document.at(place.route, of_key=place.of_key) for place in wanted}


def look_up(workspace: Workspace, places: Iterable[Place]) -> dict[Place, Place]:
    """Return all places that are routes into files of a workspace with their spans."""
    wanted: dict[str, set[Place]] = {}
    for place in places:
        if place.route:
            wanted.setdefault(place.path, set()).add(place)
    found: dict[Place, Place] = {}
    for loaded in _files(workspace):
        if loaded.path in wanted:
            found |= looked_up(loaded, wanted[loaded.path])
    return found


def _files(workspace: Workspace) -> Iterator[Loaded[Any]]:
    if workspace.plan is not None:
        yield workspace.plan
    yield from workspace.tasks.values()
    if workspace.waivers is not None:
        yield workspace.waivers
    yield from workspace.districts
    yield from workspace.departments
