"""What was read: the plan, the task lists and the submissions, each beside its file.

Nothing is worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from jxtrade.findings import Subject
from jxtrade.model.period import Period
from jxtrade.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jxtrade.findings import Finding, Judgement
    from jxtrade.model.plan import Plan
    from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
    from jxtrade.model.tasks import TaskList
    from jxtrade.model.waivers import WaiverList
    from jxtrade.place import Route, Segment

T = TypeVar("T")
Submission: TypeAlias = "Loaded[DistrictSubmission] | Loaded[DepartmentSubmission]"
DISTRICTS, DEPARTMENTS = "districts", "departments"


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A model beside its file's bytes, and what of them is not in it.

    `dropped` names, pass by pass, the routes of values that could not be used: each pass leaves
    the later items of a list one place earlier. `blanks` are those of values that nobody wrote, in
    the text's order; `has_blanks` tells of them also where what holds them was dropped. `tree` is
    what its reader may have kept of it, to look places up.
    """

    path: str
    model: T
    content: bytes = b""
    dropped: tuple[frozenset[Route], ...] = ()
    blanks: Mapping[Route, None] = field(default_factory=dict)
    has_blanks: bool = False
    tree: object = field(default=None, compare=False, repr=False)

    @cached_property
    def lost(self) -> frozenset[Route]:
        """Return the routes of all values that were there and could not be used."""
        return frozenset().union(*self.dropped)

    def at(self, *route: Segment) -> Place:
        """Return the place of the value that a route leads to; its span is not yet known."""
        return Place(self.path, route=route)

    def key(self, *route: Segment) -> Place:
        """Return the place of the key that a route leads to; its span is not yet known."""
        return Place(self.path, route=route, of_key=True)

    def has_lost(self, *route: Segment) -> bool:
        """Tell whether a value, or a mapping around it, was there and could not be used."""
        lost = self.lost
        return bool(lost) and any(route[:depth] in lost for depth in range(1, len(route) + 1))

    def lacks_within(self, *route: Segment) -> bool:
        """Tell whether a value, or something in it, was there and could not be used."""
        return self.has_lost(*route) or any(lost[: len(route)] == route for lost in self.lost)

    def is_blank(self, *route: Segment) -> bool:
        """Tell whether nobody has filled in a value, or a mapping around it."""
        return any(route[:depth] in self.blanks for depth in range(1, len(route) + 1))


class Entry(NamedTuple):
    """A file that stands where a submission belongs, readable or not."""

    path: str
    kind: str
    id: str
    period: Period

    @property
    def subject(self) -> Subject:
        """Return whose figures it holds, for which quarter; a department is no district."""
        return Subject(self.id if self.kind == DISTRICTS else None, None, str(self.period))


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


@dataclass(frozen=True)
class Workspace:
    """Everything that was read, what could not be, and the day on which it is looked at.

    `tasks` holds the task lists by year, `plans` the paths of the plan and of all task lists,
    readable or not, `waivers_path` that of the waivers where there are any; `empty` are the
    submissions with nothing in them, `guests` the paths of files from outside that are judged as
    though they stood where they say that they belong; `digests` are the SHA-256 in hexadecimal of
    all files that were read whole, by path; `judged` is what was said of districts where they
    were read, each by itself.
    """

    folder: str
    plan: Loaded[Plan] | None
    tasks: Mapping[int, Loaded[TaskList]] = field(default_factory=dict)
    waivers: Loaded[WaiverList] | None = None
    districts: tuple[Loaded[DistrictSubmission], ...] = ()
    departments: tuple[Loaded[DepartmentSubmission], ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: tuple[Entry, ...] = ()
    strays: tuple[Stray, ...] = ()
    findings: tuple[Finding, ...] = ()
    plans: tuple[str, ...] = ()
    waivers_path: str | None = None
    guests: frozenset[str] = frozenset()
    as_of: date | None = None
    digests: Mapping[str, str] = field(default_factory=dict)
    judged: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)

    @property
    def own(self) -> tuple[str, ...]:
        """Return the paths of the office's own files, readable or not."""
        return (*self.plans, self.waivers_path) if self.waivers_path else self.plans

    @property
    def files(self) -> tuple[str, ...]:
        """Return the paths of all files that were to be read, in order."""
        entries = (entry.path for entry in self.entries)
        return tuple(sorted({*self.own, *entries, *self.guests}))

    def folder_of(self, kind: str, period: Period) -> str:
        """Return the path of the folder in which a quarter's submissions of a kind belong."""
        return self.path_to(f"reports/{period}/{kind}")

    def path_to(self, name: str) -> str:
        """Return the path of what stands in the workspace's folder under a name."""
        return name if self.folder == "." else f"{self.folder}/{name}"

    def path_of(self, kind: str, id_: str, period: Period) -> str:
        """Return the path at which a submission belongs."""
        return f"{self.folder_of(kind, period)}/{id_}.yaml"
