"""What was meant by a word, a file or a folder that is none: for hints, and for what follows.

A finding that would go away once another is mended as its hint says is not said beside it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.model.period import Period
from jxtrade.model.submissions import DistrictSubmission
from jxtrade.read.tree import LOOKS_LIKE
from jxtrade.text import Text, Vocabulary, listed
from jxtrade.workspace import DEPARTMENTS, DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jxtrade.model.submissions import DepartmentSubmission
    from jxtrade.workspace import Loaded, Named, Stray, Submission, Workspace

_DID_YOU_MEAN: Final = Text("改为 {id}（{name}）", "write {id} ({name})")


class Names:
    """The ids and names for people of what is known."""

    def __init__(self, known: Iterable[Named]) -> None:
        self.known: Mapping[str, Named] = {each.id: each for each in known}
        self._words = dict(self.known)
        for each in self.known.values():
            for name in (each.name.zh, each.name.en, getattr(each, "full_name", None)):
                if name is not None:
                    self._words.setdefault(name, each)
        self._vocabulary = Vocabulary(self._words)
        self._meant: dict[str, Named | None] = {}

    def meant(self, word: str) -> Named | None:
        """Return what a word names or is nearest to; None where nothing is near."""
        if word not in self._meant:
            close = self._vocabulary.nearest(word)
            self._meant[word] = None if close is None else self._words[close]
        return self._meant[word]

    def hint(self, word: str) -> Text | None:
        """Return the advice to write what was meant; None where nothing is near."""
        each = self.meant(word)
        return None if each is None else _DID_YOU_MEAN.fill(id=each.id, name=each.name)

    @property
    def listing(self) -> Text:
        """Return the ids, the first of many."""
        return listed(tuple(self.known))


def districts(workspace: Workspace) -> Names:
    """Return the names of the plan's districts."""
    return workspace.once(_districts)


def _districts(workspace: Workspace) -> Names:
    return Names(workspace.district.values())


def indicators(workspace: Workspace) -> Names:
    """Return the names of the plan's indicators."""
    return workspace.once(_indicators)


def _indicators(workspace: Workspace) -> Names:
    return Names(workspace.indicator.values())


def departments(workspace: Workspace) -> Names:
    """Return the names of the departments of all years, as the newest list has them."""
    return workspace.once(_departments)


def _departments(workspace: Workspace) -> Names:
    lists = [workspace.tasks[year] for year in sorted(workspace.tasks)]
    return Names(each for tasks in lists for each in tasks.model.departments)


def meant_indicators(workspace: Workspace, words: Iterable[str]) -> frozenset[str]:
    """Return the indicators that unknown words among some were meant for."""
    names = indicators(workspace)
    meant = (names.meant(word) for word in words if word not in names.known)
    return frozenset(each.id for each in meant if each is not None)


def meant_milestones(
    workspace: Workspace, submission: Loaded[DepartmentSubmission]
) -> frozenset[str]:
    """Return the milestones that unknown ones of a submission were meant for."""
    known = workspace.milestones_of(submission.model.period.year)
    words = [word for word in submission.model.milestones if word not in known]
    names = Names(each.milestone for each in known.values()) if words else None
    meant = (names.meant(word) for word in words) if names else ()
    return frozenset(each.id for each in meant if each is not None)


def sender_hint(
    workspace: Workspace, submission: Submission, kind: str, names: Names
) -> Text | None:
    """Return the advice for a submission whose sender is unknown; its file's name may say who."""
    word, entry = sender_of(submission), workspace.placed.get(submission.path)
    named = names.known.get(entry.id) if entry else None
    each = named or names.meant(word)
    if each is None or entry is None:
        return names.hint(word)
    words = _AND_RENAME
    if named:
        words = _AS_NAMED
    elif workspace.path_of(kind, each.id, entry.period) in workspace.placed:
        words = _ALREADY_THERE
    return words.fill(id=each.id, name=each.name)


_AS_NAMED: Final = Text(
    "与文件名一致，改为 {id}（{name}）", "write {id} ({name}), as the file is named"
)
_AND_RENAME: Final = Text(
    "改为 {id}（{name}），文件名应为 {id}.yaml",
    "write {id} ({name}), and name the file {id}.yaml",
)
_ALREADY_THERE: Final = Text(
    "多半是 {id}（{name}），而 {id}.yaml 已有：核对后只留一份",
    "probably {id} ({name}), but {id}.yaml is there: compare the two and keep one",
)


def sender_of(submission: Submission) -> str:
    """Return the id of who submits, as the file says it."""
    model = submission.model
    return model.district if isinstance(model, DistrictSubmission) else model.department


def misnamed(workspace: Workspace) -> frozenset[tuple[str, str]]:
    """Return indicator and district of what the plan allocates under a name that it lacks."""
    return workspace.once(_misnamed)


def _misnamed(workspace: Workspace) -> frozenset[tuple[str, str]]:
    known = indicators(workspace), districts(workspace)
    found = set()
    for allocation in workspace.plan.model.allocations if workspace.plan else ():
        for indicator, cells in allocation.values.items():
            for district in cells:
                words = indicator, district
                if all(word in names.known for word, names in zip(words, known, strict=True)):
                    continue
                row, column = (names.meant(word) for word, names in zip(words, known, strict=True))
                if row and column:
                    found.add((row.id, column.id))
    return frozenset(found)


class Meant(NamedTuple):
    """Whose submission a file that is not read was meant to be, as far as its path says."""

    kind: str | None
    id: str | None
    period: Period | None


_QUARTER: Final = re.compile(r"([1-9][0-9]{3})\D{0,4}([1-4一二三四])\D{0,4}", re.ASCII)
_CHINESE: Final = {"一": "1", "二": "2", "三": "3", "四": "4"}
_KINDS: Final = {
    DISTRICTS: DISTRICTS,
    DEPARTMENTS: DEPARTMENTS,
    "区县": DISTRICTS,
    "县市区": DISTRICTS,
    "部门": DEPARTMENTS,
}


def meant(workspace: Workspace, stray: Stray) -> Meant:
    """Return whose submission a stray file was meant to be."""
    *folders, name = stray.parts
    periods = (_period(workspace, folder) for folder in folders)
    kinds = (_kind(folder) for folder in folders)
    ending = LOOKS_LIKE.search(name)
    stem = name[: ending.start()] if ending else name
    kind, id_ = _sender(workspace, stray.kind or next(filter(None, kinds), None), stem)
    return Meant(kind, id_, next(filter(None, periods), None))


def _period(workspace: Workspace, folder: str) -> Period | None:
    found = _QUARTER.fullmatch(unicodedata.normalize("NFKC", folder).strip())
    if found is None:
        return None
    period = Period(int(found[1]), int(_CHINESE.get(found[2], found[2])))
    return period if workspace.plan is None or workspace.is_planned(period) else None


@lru_cache(maxsize=1_000)
def _kind(folder: str) -> str | None:
    if folder in _KINDS:
        return _KINDS[folder]
    close = Vocabulary(_KINDS).nearest(folder)
    return _KINDS[close] if close else None


def _sender(workspace: Workspace, kind: str | None, stem: str) -> tuple[str | None, str | None]:
    stem = stem.strip(" ._-")
    for each, names in (
        (DISTRICTS, districts(workspace)),
        (DEPARTMENTS, departments(workspace)),
    ):
        if kind in (None, each):
            words = (stem, re.split(r"[\W_]", stem)[0])
            exact = next((names.known[word] for word in words if word in names.known), None)
            if close := exact or names.meant(stem) or names.meant(words[1]):
                return each, close.id
    return kind, None


def spoken_for(workspace: Workspace) -> frozenset[tuple[str, str, Period]]:
    """Return kind, id and period of whom a file not read or of an unknown name was meant for."""
    return workspace.once(_spoken_for)


def _spoken_for(workspace: Workspace) -> frozenset[tuple[str, str, Period]]:
    return frozenset(_spoken(workspace))


def _spoken(workspace: Workspace) -> Iterator[tuple[str, str, Period]]:
    for stray in workspace.strays:
        kind, id_, period = meant(workspace, stray)
        if kind and id_ and period:
            yield kind, id_, period
    names = {DISTRICTS: districts(workspace), DEPARTMENTS: departments(workspace)}
    for kind, word, period in workspace.present:
        if word not in names[kind].known and (close := names[kind].meant(word)):
            yield kind, close.id, period
