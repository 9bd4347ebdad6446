"""A folder becomes a workspace: the only module that reads one.

Links are never followed, only regular files are opened, and nothing larger than a file may be is
taken into memory.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from jxtrade.findings import NO_SUBJECT, Finding, Subject
from jxtrade.mistakes import LOOKS_LIKE
from jxtrade.model.period import Period
from jxtrade.model.plan import Plan
from jxtrade.model.scalar import is_id
from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
from jxtrade.model.tasks import TaskList
from jxtrade.place import Place
from jxtrade.read import dialect as reading
from jxtrade.read import fields as schema
from jxtrade.read.document import OFFICE, SUBMISSION, Limits, parse
from jxtrade.text import Text
from jxtrade.uscc import without_bare
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
    from collections.abc import Iterator
    from datetime import date

    from pydantic import BaseModel

    from jxtrade.model.plan import Indicator
    from jxtrade.read.document import Raw

    Model = TypeVar("Model", bound=BaseModel)

PLAN, TASKS, REPORTS = "targets.yaml", "tasks.yaml", "reports"
_TASK_LIST: Final = re.compile(r"tasks(?:-([1-9][0-9]{3}))?\.yaml", re.ASCII)
MAX_ENTRIES: Final = 2_000
ENDING: Final = ".yaml"


class NoWorkspaceError(Exception):
    """There is no folder at the path, or nothing of a workspace in it."""


def load(folder: str | os.PathLike[str], *, as_of: date | None = None) -> Workspace:
    """Return the workspace in a folder, with a finding for all in it that can't be read.

    `as_of` is the day on which the workspace is looked at; without it nothing is ever overdue.

    Raises:
        NoWorkspaceError: no such folder, or none of its files is one of a workspace.

    """
    return _Loading(os.fspath(folder), as_of).workspace()


class _File(NamedTuple):
    folder: str
    name: str
    is_folder: bool

    @property
    def full(self) -> str:
        return f"{self.folder}/{self.name}" if self.folder != "." else self.name


class _Loading:
    def __init__(self, folder: str, as_of: date | None) -> None:
        self.folder = folder
        self.as_of = as_of
        self.shown = shown_path(folder)
        self.findings: list[Finding] = []
        self.strays: list[Stray] = []
        self.indicators: dict[str, Indicator] = {}
        self.empty: set[str] = set()
        self.foreign: set[str] = set()

    def workspace(self) -> Workspace:
        names = (
            {file.name for file in self.listed(self.shown)} if os.path.isdir(self.folder) else ()
        )
        if not {PLAN, TASKS, REPORTS}.intersection(names):
            raise NoWorkspaceError(self.folder)
        plan = self.model(self.path(PLAN), Plan, limits=OFFICE)
        self.indicators = {each.id: each for each in plan.model.indicators} if plan else {}
        lists = sorted(name for name in names if _TASK_LIST.fullmatch(name))
        tasks = self.task_lists(lists)
        entries = sorted(self.entries(plan, tasks) if REPORTS in names else ())
        districts: list[Loaded[DistrictSubmission]] = []
        departments: list[Loaded[DepartmentSubmission]] = []
        for entry in entries:
            subject = Subject(
                entry.id if entry.kind == DISTRICTS else None, None, str(entry.period)
            )
            if entry.kind == DISTRICTS:
                district = self.model(entry.path, DistrictSubmission, subject=subject)
                if district and plan:
                    district = without_bare(district, plan.model)
                districts += [district] if district else []
            else:
                department = self.model(entry.path, DepartmentSubmission, subject=subject)
                departments += [department] if department else []
        self.strays += [
            Stray(
                entry.path,
                (str(entry.period), entry.kind, f"{entry.id}{ENDING}"),
                DEPARTMENTS if entry.kind == DISTRICTS else DISTRICTS,
            )
            for entry in entries
            if entry.path in self.foreign
        ]
        entries = [entry for entry in entries if entry.path not in self.foreign]
        return Workspace(
            folder=self.shown,
            plan=plan,
            tasks=tasks,
            districts=tuple(districts),
            departments=tuple(departments),
            entries=tuple(entries),
            empty=tuple(entry for entry in entries if entry.path in self.empty),
            strays=tuple(sorted(self.strays)),
            findings=tuple(self.findings),
            plans=tuple(self.path(name) for name in (PLAN, *lists)),
            as_of=self.as_of,
        )

    def task_lists(self, names: list[str]) -> dict[int, Loaded[TaskList]]:
        """Return the task lists by year: a file's name gives it, else what is written inside.

        The names come sorted, so that a file named for its year is there before tasks.yaml.
        """
        found: dict[int, Loaded[TaskList]] = {}
        for name in names:
            tasks = self.model(self.path(name), TaskList, limits=OFFICE)
            if tasks is None:
                continue
            named = _TASK_LIST.fullmatch(name)
            year = int(named[1]) if named and named[1] else tasks.model.year
            if (other := found.setdefault(year, tasks)) is not tasks:
                self.findings.append(
                    schema.NOT_ACCEPTED.at(
                        tasks.at("year"),
                        other.at("year"),
                        field="year",
                        value=str(year),
                        wanted=_ANOTHER_YEAR.fill(year=str(year), other=other.path),
                    )
                )
        return dict(sorted(found.items()))

    def path(self, *parts: str) -> str:
        return "/".join((self.shown, *parts)) if self.shown != "." else "/".join(parts)

    def listed(self, path: str) -> list[_File]:
        """Return what stands in a folder, by name; nothing where it can't be listed."""
        try:
            with os.scandir(path) as entries:
                files = [
                    _File(path, entry.name, entry.is_dir(follow_symlinks=False))
                    for entry in entries
                ]
        except OSError as error:
            self.unreadable(path, _reason(error))
            return []
        return sorted(files)

    def unreadable(self, path: str, reason: Text) -> None:
        self.findings.append(reading.UNREADABLE.at(Place(path), reason=reason))

    def model(
        self,
        path: str,
        model: type[Model],
        *,
        subject: Subject = NO_SUBJECT,
        limits: Limits = SUBMISSION,
    ) -> Loaded[Model] | None:
        """Return what a file holds; of the office's own files one fault leaves nothing."""
        content = self.content(path, limits.bytes)
        if content is None:
            return None
        document = parse(content, path=path, limits=limits)
        mends = limits is SUBMISSION
        if mends and document.is_empty:
            self.empty.add(path)
            return None
        self.findings += reading.findings_of(document)
        if mends and _is_foreign(document.data, model):
            self.foreign.add(path)
            return None
        found, document, findings = schema.read(
            document, model, subject=subject, mends=mends, indicators=self.indicators
        )
        self.findings += findings
        return None if found is None else Loaded(found, document)

    def content(self, path: str, most: int) -> bytes | None:
        """Return a regular file's bytes, at most one more than it may have."""
        try:
            handle = os.open(path, _FLAGS)
        except (OSError, ValueError) as error:
            self.unreadable(path, _reason(error, path))
            return None
        try:
            mode = os.fstat(handle).st_mode
            if stat.S_ISREG(mode):
                return _bytes_of(handle, most + 1)
            self.unreadable(path, _KINDS.get(stat.S_IFMT(mode), _NOT_REGULAR))
        except OSError as error:
            self.unreadable(path, _reason(error, path))
        finally:
            os.close(handle)
        return None

    def entries(
        self, plan: Loaded[Plan] | None, tasks: dict[int, Loaded[TaskList]]
    ) -> Iterator[Entry]:
        """Yield the files that stand where submissions belong; note those that do not."""
        if os.path.islink(self.path(REPORTS)):
            self.unreadable(self.path(REPORTS), _LINK)
            return
        most = {
            DISTRICTS: max(MAX_ENTRIES, len(plan.model.districts) if plan else 0),
            DEPARTMENTS: max(
                [MAX_ENTRIES, *(len(each.model.departments) for each in tasks.values())]
            ),
        }
        folders: list[tuple[str, tuple[str, ...]]] = [(self.path(REPORTS), ())]
        while folders:
            folder, above = folders.pop()
            holds = submissions_in(above)
            for file in self.within(folder, most[holds.kind] if holds else MAX_ENTRIES):
                parts = (*above, file.name)
                stem = file.name.removesuffix(ENDING)
                if holds and stem != file.name and is_id(stem):
                    yield Entry(file.full, holds.kind, stem, holds.period)
                elif _is_of_the_tree(file.name) and os.path.islink(file.full):
                    self.unreadable(file.full, _LINK)
                elif LOOKS_LIKE.search(file.name):
                    self.strays.append(Stray(file.full, parts))
                elif file.is_folder:
                    folders.append((file.full, parts))

    def within(self, path: str, most: int) -> list[_File]:
        files = self.listed(path)
        if len(files) > most:
            what = Text("一个文件夹里的条目数", "entries of a folder")
            self.findings.append(reading.OVER_LIMIT.at(Place(path), what=what, most=most))
        return files[:most]


def _is_foreign(data: Raw, model: type[BaseModel]) -> bool:
    """Tell whether a file says that it is a submission of the other kind."""
    own, other = "district", "department"
    if model is DepartmentSubmission:
        own, other = other, own
    return isinstance(data, dict) and other in data and own not in data


_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_ANOTHER_YEAR: Final = Text(
    "另一年（{year} 年的任务清单已有 {other}）",
    "another year ({other} is the task list of {year})",
)
_NOT_REGULAR: Final = Text("不是普通文件", "it is no regular file")
_FOLDER: Final = Text("这是文件夹", "it is a folder")
_NO_FOLDER: Final = Text("这不是文件夹", "it is no folder")
_LINK: Final = Text("这是链接，链接一律不跟随", "it is a link, and links are never followed")
_KINDS: Final = {
    stat.S_IFDIR: _FOLDER,
    stat.S_IFIFO: Text("这是管道", "it is a pipe"),
    stat.S_IFCHR: Text("这是设备", "it is a device"),
    stat.S_IFBLK: Text("这是设备", "it is a device"),
    stat.S_IFSOCK: Text("这是套接字", "it is a socket"),
}


def _bytes_of(handle: int, most: int) -> bytes:
    parts = []
    left = most
    while left and (part := os.read(handle, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _reason(error: OSError | ValueError, path: str = "") -> Text:
    match error:
        case FileNotFoundError():
            return Text(
                "文件不存在，或读取时已不在", "it does not exist, or vanished while it was read"
            )
        case PermissionError():
            return Text("没有读取权限", "no permission to read it")
        case IsADirectoryError() | NotADirectoryError():
            return _FOLDER if isinstance(error, IsADirectoryError) else _NO_FOLDER
        case OSError() if path and os.path.islink(path):
            return _LINK
        case OSError():
            return Text(f"系统报告：{error.strerror}", f"the system says: {error.strerror}")
        case _:
            return _NOT_REGULAR


def _is_of_the_tree(name: str) -> bool:
    return name in (DISTRICTS, DEPARTMENTS) or Period.parse(name) is not None


def shown_path(folder: str) -> str:
    """Return the folder relative to where the command runs where it lies below, with /."""
    try:
        full, here = os.path.abspath(folder), os.getcwd()
    except FileNotFoundError:  # somebody took away the folder the command runs in
        return folder
    inside = full == here or full.startswith(here.rstrip(os.sep) + os.sep)
    shown = os.path.relpath(full, here) if inside else os.path.normpath(folder)
    return shown.replace(os.sep, "/")
