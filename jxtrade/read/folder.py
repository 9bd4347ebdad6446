"""A tree of files becomes a workspace."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from jxtrade.model.period import Period
from jxtrade.model.scalar import is_id
from jxtrade.place import Place
from jxtrade.read.dialect import NOT_ACCEPTED, OVER_LIMIT, UNREADABLE, findings_of
from jxtrade.read.document import parse
from jxtrade.read.file import FileKind, Read, looked_up, read_file, said_of
from jxtrade.read.forms import plainly
from jxtrade.read.tree import (
    LINK,
    LOOKS_LIKE,
    NOT_THERE,
    EntryKind,
    FolderTree,
    RefusedError,
    Tree,
    read_alone,
    shown_path,
)
from jxtrade.text import Text
from jxtrade.workspace import (
    DEPARTMENTS,
    DISTRICTS,
    Entry,
    Loaded,
    Stray,
    Workspace,
    submissions_in,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from jxtrade.findings import Finding
    from jxtrade.model.plan import District, Plan
    from jxtrade.model.tasks import Department, TaskList
    from jxtrade.model.waivers import WaiverList

PLAN, TASKS, REPORTS = "targets.yaml", "tasks.yaml", "reports"
WAIVERS: Final = "waivers.yaml"
_TASK_LIST: Final = re.compile(r"tasks(?:-([1-9][0-9]{3}))?\.yaml", re.ASCII)
_KINDS: Final = {DISTRICTS: FileKind.DISTRICT, DEPARTMENTS: FileKind.DEPARTMENT}
_FOLDERS: Final = {kind: folder for folder, kind in _KINDS.items()}
MAX_LISTED: Final = 2_000
_OFTEN: Final = 50
ENDING: Final = ".yaml"


def is_of_workspace(path: str) -> bool:
    """Tell whether what stands at a path, seen from a workspace's root, is part of it."""
    is_listed = path in (PLAN, WAIVERS) or _TASK_LIST.fullmatch(path) is not None
    return is_listed or path.partition("/")[0] in ("", REPORTS)


class NoWorkspaceError(Exception):
    """There is no folder at the path, or nothing of a workspace in it."""


def open_workspace(
    folder: str | os.PathLike[str],
    *,
    as_of: date | None = None,
    guests: Iterable[str] = (),
    waivers: str | None = None,
) -> Workspace:
    """Return the workspace in a folder, with a finding for all in it that can't be read.

    `as_of` is the day on which the workspace is looked at; without it nothing is ever overdue.
    `guests` are files from outside: each is read in place of the submission that it says it is.
    `waivers` is a file that is read in place of the folder's waivers.yaml.

    Raises:
        NoWorkspaceError: no such folder, or none of its files is one of a workspace.

    """
    return outline_of(folder, as_of=as_of, guests=guests, waivers=waivers).read_all()


def outline_of(
    folder: str | os.PathLike[str],
    *,
    as_of: date | None = None,
    guests: Iterable[str] = (),
    waivers: str | None = None,
    shown: str | None = None,
) -> Outline:
    """Return what stands in a folder before any submission is read; raises as `open_workspace`.

    `shown` is how people are told of the folder, if not as it is given; of "." nothing is told.
    """
    given = shown_path(folder)
    tree = FolderTree(given)
    return outline(tree, shown or given, as_of=as_of, guests=guests, waivers=waivers)


class GuestsError(Exception):
    """Two files from outside say that they are the same submission."""

    def __init__(self, first: str, second: str) -> None:
        self.paths = (first, second)
        super().__init__(first, second)


def read_tree(
    tree: Tree,
    shown: str,
    *,
    as_of: date | None = None,
    guests: Iterable[str] = (),
    waivers: str | None = None,
) -> Workspace:
    """Return the workspace that a tree holds; `shown` is how people are told of its root.

    Raises:
        NoWorkspaceError: none of the tree's files is one of a workspace.
        GuestsError: two guests say that they are the same submission.

    """
    return outline(tree, shown, as_of=as_of, guests=guests, waivers=waivers).read_all()


Told: TypeAlias = "Callable[[int, int], None]"
"""What is told how many submissions have been read, and how many there are."""


class Submissions(NamedTuple):
    """What some submissions hold, and what reading them found."""

    read: Mapping[Entry, Read]
    strays: tuple[Stray, ...] = ()
    findings: tuple[Finding, ...] = ()
    digests: Mapping[str, str] = MappingProxyType({})


class Outline(NamedTuple):
    """The office's own files, read, and where submissions stand; these are still to be read.

    `laid` are the bytes of files from outside by the places that they take.
    """

    tree: Tree
    office: Workspace
    entries: tuple[Entry, ...]
    laid: Mapping[Entry, bytes]

    def read(self, entries: Iterable[Entry]) -> Submissions:
        """Return what some of the submissions hold."""
        reader = _Reader(self.tree, self.office.folder, self.office.plan)
        read = {entry: reader.submission(entry, self.laid.get(entry)) for entry in entries}
        return Submissions(read, tuple(reader.strays), tuple(reader.findings), reader.digests)

    def read_all(self, told: Told | None = None) -> Workspace:
        """Return the workspace with all that stands in it."""
        return self.with_submissions([self.read(self._telling(told) if told else self.entries)])

    def _telling(self, told: Told) -> Iterator[Entry]:
        for place, entry in enumerate(self.entries):
            if place % _OFTEN == 0:
                told(place, len(self.entries))
            yield entry

    def with_submissions(self, parts: Iterable[Submissions]) -> Workspace:
        """Return the workspace with all that was read of submissions, in whatever order."""
        listed = [*parts]
        read = dict(sorted(pair for each in listed for pair in each.read.items()))
        findings = (finding for each in listed for finding in each.findings)
        strays = (stray for each in listed for stray in each.strays)
        return replace(
            self.office,
            districts=_loaded(read, DISTRICTS),
            departments=_loaded(read, DEPARTMENTS),
            entries=tuple(entry for entry, each in read.items() if not each.is_foreign),
            empty=tuple(entry for entry, each in read.items() if each.is_empty),
            strays=tuple(sorted((*self.office.strays, *strays))),
            findings=(*self.office.findings, *findings),
            digests=dict(
                chain(self.office.digests.items(), *(each.digests.items() for each in listed))
            ),
        )


def outline(
    tree: Tree,
    shown: str,
    *,
    as_of: date | None = None,
    guests: Iterable[str] = (),
    waivers: str | None = None,
) -> Outline:
    """Return a tree's workspace as far as it stands before any submission is read.

    Raises:
        NoWorkspaceError: none of the tree's files is one of a workspace.
        GuestsError: two guests say that they are the same submission.

    """
    try:
        names = tree.list("")
    except RefusedError:
        names = {}
    if not {PLAN, TASKS, REPORTS}.intersection(names):
        raise NoWorkspaceError(shown)
    return _Reader(tree, shown).outline(names, as_of, tuple(guests), waivers)


class _Reader:
    """What reading a tree has found so far: findings, strays, and the plan's indicators."""

    def __init__(self, tree: Tree, shown: str, plan: Loaded[Plan] | None = None) -> None:
        self.tree = tree
        self.shown = shown
        self.findings: list[Finding] = []
        self.strays: list[Stray] = []
        self.indicators = {each.id: each for each in plan.model.indicators} if plan else {}
        self.laid: dict[Entry, bytes] = {}
        self.digests: dict[str, str] = {}

    def outline(
        self,
        names: dict[str, EntryKind],
        as_of: date | None,
        guests: tuple[str, ...],
        waivers: str | None,
    ) -> Outline:
        plan: Loaded[Plan] | None = self.read(PLAN, FileKind.PLAN).loaded
        self.indicators = {each.id: each for each in plan.model.indicators} if plan else {}
        lists = sorted(name for name in names if _TASK_LIST.fullmatch(name))
        tasks = self.task_lists(lists)
        waivers_path = waivers or (self.path(WAIVERS) if WAIVERS in names else None)
        for guest in guests:
            self.lay(guest)
        entries = sorted({*self.standing(self.entries(names, plan, tasks)), *self.laid})
        office = Workspace(
            folder=self.shown,
            plan=plan,
            tasks=tasks,
            waivers=self.waivers(waivers) if waivers_path else None,
            strays=tuple(self.strays),
            findings=tuple(self.findings),
            plans=tuple(self.path(name) for name in (PLAN, *lists)),
            waivers_path=waivers_path,
            guests=frozenset(guests),
            as_of=as_of,
            digests=self.digests,
        )
        return Outline(self.tree, office, tuple(entries), self.laid)

    def task_lists(self, names: list[str]) -> dict[int, Loaded[TaskList]]:
        """Return the task lists by year: a file's name gives it, else what is written inside.

        The names come sorted, so that a file named for its year is there before tasks.yaml.
        """
        found: dict[int, Loaded[TaskList]] = {}
        for name in names:
            tasks: Loaded[TaskList] | None = self.read(name, FileKind.TASKS).loaded
            if tasks is None:
                continue
            named = _TASK_LIST.fullmatch(name)
            year = int(named[1]) if named and named[1] else tasks.model.year
            if (other := found.setdefault(year, tasks)) is not tasks:
                self.findings.append(_same_year(tasks, other, str(year)))
        return dict(sorted(found.items()))

    def waivers(self, alone: str | None) -> Loaded[WaiverList] | None:
        """Return the waivers of a file that is named by itself, else of the workspace's own."""
        if alone is None:
            return self.read(WAIVERS, FileKind.WAIVERS).loaded
        content = self.alone(alone, FileKind.WAIVERS)
        return None if content is None else self.understood(content, alone, FileKind.WAIVERS).loaded

    def submission(self, entry: Entry, laid: bytes | None = None) -> Read:
        """Return what a submission holds; note one that stands among those of the other kind.

        `laid` are the bytes of a file from outside that takes its place.
        """
        parts = (str(entry.period), entry.kind, f"{entry.id}{ENDING}")
        kind = _KINDS[entry.kind]
        if laid is not None:
            return self.understood(laid, entry.path, kind, entry)
        read = self.read("/".join((REPORTS, *parts)), kind, entry)
        if read.is_foreign:
            other = DEPARTMENTS if entry.kind == DISTRICTS else DISTRICTS
            self.strays.append(Stray(entry.path, parts, other))
        return read

    def read(self, path: str, kind: FileKind, entry: Entry | None = None) -> Read:
        """Return what a file holds; note what is wrong with it."""
        try:
            content = self.tree.read(path, kind.limits.bytes + 1)
        except RefusedError as refused:
            self.unreadable(path, refused.reason)
            return Read()
        return self.understood(content, self.path(path), kind, entry)

    def understood(
        self, content: bytes, path: str, kind: FileKind, entry: Entry | None = None
    ) -> Read:
        """Return what bytes hold; note what is wrong with them, and the digest of all of them."""
        if len(content) <= kind.limits.bytes:
            self.digests[path] = sha256(content).hexdigest()
        read = read_file(content, path, kind, indicators=self.indicators, entry=entry)
        self.findings += read.findings
        return read

    def lay(self, guest: str) -> None:
        """Note what a file from outside holds; it stands where it says that it belongs.

        Of one that says too little only what is wrong within is noted.
        """
        content = self.alone(guest, FileKind.DISTRICT)
        if content is None:
            return
        kind, id_, period = said_of(content)
        if id_ is None or period is None:
            if self.understood(content, guest, kind).is_empty:
                self.findings += findings_of(parse(content, path=guest))
            return
        entry = Entry(guest, _FOLDERS[kind], id_, period)
        for other in self.laid:
            if other[1:] == entry[1:]:
                raise GuestsError(other.path, guest)
        self.laid[entry] = content

    def alone(self, path: str, kind: FileKind) -> bytes | None:
        """Return the bytes of a file from outside; note where it can't be read."""
        try:
            return read_alone(path, kind.limits.bytes + 1)
        except RefusedError as refused:
            self.findings.append(UNREADABLE.at(Place(path), reason=refused.reason))
            return None

    def standing(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        """Yield the entries less those whose place a guest takes."""
        taken = {each[1:] for each in self.laid}
        return (each for each in entries if each[1:] not in taken)

    def path(self, path: str) -> str:
        """Return a path as it is shown."""
        return path if self.shown == "." else f"{self.shown}/{path}"

    def unreadable(self, path: str, reason: Text) -> None:
        hint = _NO_PLAN if (path, reason) == (PLAN, NOT_THERE) else None
        self.findings.append(UNREADABLE.at(Place(self.path(path)), hint=hint, reason=reason))

    def entries(
        self,
        names: dict[str, EntryKind],
        plan: Loaded[Plan] | None,
        tasks: dict[int, Loaded[TaskList]],
    ) -> Iterator[Entry]:
        """Yield the files that stand where submissions belong; note those that do not."""
        if names.get(REPORTS) is EntryKind.LINK:
            self.unreadable(REPORTS, LINK)
            return
        most = {
            DISTRICTS: max(MAX_LISTED, len(plan.model.districts) if plan else 0),
            DEPARTMENTS: max(
                [MAX_LISTED, *(len(each.model.departments) for each in tasks.values())]
            ),
        }
        senders = {
            DISTRICTS: _by_word(plan.model.districts if plan else ()),
            DEPARTMENTS: _by_word(each for of in tasks.values() for each in of.model.departments),
        }
        folders: list[tuple[str, ...]] = [()] if REPORTS in names else []
        while folders:
            above = folders.pop()
            holds = submissions_in(above)
            listed = self.within(above, most[holds.kind] if holds else MAX_LISTED)
            there = {name for name, _ in listed}
            for name, kind in listed:
                parts = (*above, name)
                path = "/".join((REPORTS, *parts))
                stem = name.removesuffix(ENDING)
                if holds and stem != name and is_id(stem):
                    yield Entry(self.path(path), holds.kind, stem, holds.period)
                elif _is_of_the_tree(name) and kind is EntryKind.LINK:
                    self.unreadable(path, LINK)
                elif LOOKS_LIKE.search(name) or (
                    holds and _is_in_place_of(name, senders[holds.kind], there)
                ):
                    self.strays.append(Stray(self.path(path), parts))
                elif kind is EntryKind.FOLDER:
                    folders.append(parts)

    def within(self, parts: tuple[str, ...], most: int) -> list[tuple[str, EntryKind]]:
        """Return what stands in a folder of reports/, by name; nothing where it can't be listed."""
        path = "/".join((REPORTS, *parts))
        try:
            listed = self.tree.list(path)
        except RefusedError as refused:
            self.unreadable(path, refused.reason)
            return []
        if len(listed) > most:
            self.findings.append(OVER_LIMIT.at(Place(self.path(path)), what=_LISTED, most=most))
        return [(name, listed[name]) for name in sorted(listed)[:most]]


def _loaded(read: dict[Entry, Read], kind: str) -> tuple[Loaded[Any], ...]:
    found = (each.loaded for entry, each in read.items() if entry.kind == kind)
    return tuple(each for each in found if each is not None)


def _same_year(tasks: Loaded[TaskList], other: Loaded[TaskList], year: str) -> Finding:
    """Return what is said of a task list whose year has one: its place is looked up at once."""
    places = [looked_up(each, [each.at("year")])[each.at("year")] for each in (tasks, other)]
    wanted = _ANOTHER_YEAR.fill(year=year, other=other.path)
    return NOT_ACCEPTED.at(*places, field=plainly("year"), value=year, wanted=wanted)


_ANOTHER_YEAR: Final = Text(
    "另一年（{year} 年的任务清单已有 {other}）",
    "another year ({other} is the task list of {year})",
)
_NO_PLAN: Final = Text(
    "把计划 targets.yaml 放到这里；新的工作区用 jxtrade init 建立",
    "put the plan, targets.yaml, here; jxtrade init makes a new workspace",
)
_LISTED: Final = Text("一个文件夹里的条目数", "entries of a folder")


def _by_word(senders: Iterable[District | Department]) -> dict[str, str]:
    """Return the ids of senders by the words that name them."""
    words = ((each.id, *each.name, getattr(each, "full_name", None)) for each in senders)
    return {str(word): named[0] for named in words for word in named if word}


def _is_in_place_of(name: str, senders: dict[str, str], there: set[str]) -> bool:
    """Tell whether a file of another kind bears a sender's name, of whom no submission is there."""
    stem, _, ending = name.rpartition(".")
    is_other = ending.lower() in _OTHER_KINDS and stem in senders
    return is_other and f"{senders[stem]}{ENDING}" not in there


_OTHER_KINDS: Final = frozenset(
    (
        "xls",
        "xlsx",
        "et",
        "csv",
        "doc",
        "docx",
        "wps",
        "pdf",
        "json",
        "txt",
        "zip",
        "rar",
        "jpg",
        "png",
    )
)


def _is_of_the_tree(name: str) -> bool:
    return name in (DISTRICTS, DEPARTMENTS) or Period.parse(name) is not None
