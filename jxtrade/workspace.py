"""What was read: the plan, the task lists and the submissions, each beside its file.

Nothing is worked out here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeAlias, TypeVar

from jxtrade.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jxtrade.findings import Finding
    from jxtrade.model.plan import Plan
    from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
    from jxtrade.model.tasks import TaskList
    from jxtrade.place import Place, Route, Segment
    from jxtrade.source import Document

T = TypeVar("T")
Submission: TypeAlias = "Loaded[DistrictSubmission] | Loaded[DepartmentSubmission]"
DISTRICTS, DEPARTMENTS = "districts", "departments"


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A model beside the document that it was read from."""

    model: T
    document: Document

    @property
    def path(self) -> str:
        """Return the file's path as it is shown."""
        return self.document.path

    @property
    def lost(self) -> frozenset[Route]:
        """Return the routes to what was there and could not be used."""
        return self.document.lost

    @property
    def blanks(self) -> tuple[Route, ...]:
        """Return the routes to what nobody has filled in, in the text's order."""
        return tuple(self.document.blanks)

    def at(self, *route: Segment) -> Place:
        """Return the place of the value that a route leads to."""
        return self.document.at(route)._replace(route=route)

    def key(self, *route: Segment) -> Place:
        """Return the place of the key that a route leads to."""
        return self.document.at(route, of_key=True)._replace(route=route)

    def has_lost(self, *route: Segment) -> bool:
        """Tell whether a value, or a mapping around it, was there and could not be used."""
        return any(route[:depth] in self.document.lost for depth in range(1, len(route) + 1))

    def lacks_within(self, *route: Segment) -> bool:
        """Tell whether a value, or something in it, was there and could not be used."""
        return self.has_lost(*route) or any(
            lost[: len(route)] == route for lost in self.document.lost
        )

    def is_blank(self, *route: Segment) -> bool:
        """Tell whether nobody has filled in a value, or a mapping around it."""
        blanks = self.document.blanks
        return any(route[:depth] in blanks for depth in range(1, len(route) + 1))


class Entry(NamedTuple):
    """A file that stands where a submission belongs, readable or not."""

    path: str
    kind: str
    id: str
    period: Period


class Folder(NamedTuple):
    """A folder in which submissions belong: of which senders, and for which quarter."""

    kind: str
    period: Period


def submissions_in(parts: tuple[str, ...]) -> Folder | None:
    """Return what belongs in a folder below reports/; None where no submission does."""
    if len(parts) != len(Folder._fields) or parts[1] not in (DISTRICTS, DEPARTMENTS):
        return None
    period = Period.parse(parts[0])
    return Folder(parts[1], period) if period else None


class Stray(NamedTuple):
    """A file that looks like a submission and is not read; `parts` lead to it from reports/.

    `kind` is what it says it is, where it stands among those of the other kind.
    """

    path: str
    parts: tuple[str, ...]
    kind: str | None = None


LOOKS_LIKE: Final = re.compile(r"\.ya?ml(?![^\W_])", re.IGNORECASE)
"""The ending of a submission, also where something follows it: a copy, a browser's .txt."""


@dataclass(frozen=True)
class Workspace:
    """Everything that was read, what could not be, and the day on which it is looked at.

    `tasks` holds the task lists by year, `plans` the paths of the plan and of all task lists,
    readable or not; `empty` are the submissions with nothing in them.
    """

    folder: str
    plan: Loaded[Plan] | None
    tasks: Mapping[int, Loaded[TaskList]] = field(default_factory=dict)
    districts: tuple[Loaded[DistrictSubmission], ...] = ()
    departments: tuple[Loaded[DepartmentSubmission], ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: tuple[Entry, ...] = ()
    strays: tuple[Stray, ...] = ()
    findings: tuple[Finding, ...] = ()
    plans: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Return the paths of all files that were to be read, in order."""
        return tuple(sorted({*self.plans, *(entry.path for entry in self.entries)}))

    def folder_of(self, kind: str, period: Period) -> str:
        """Return the path of the folder in which a quarter's submissions of a kind belong."""
        path = f"reports/{period}/{kind}"
        return path if self.folder == "." else f"{self.folder}/{path}"

    def path_of(self, kind: str, id_: str, period: Period) -> str:
        """Return the path at which a submission belongs."""
        return f"{self.folder_of(kind, period)}/{id_}.yaml"
