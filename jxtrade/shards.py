"""Submissions are read and judged district by district, wherever an executor runs.

A district's submissions make models and findings of their own without a look at another's. A
shard is some districts: where their files stand is sent to a worker, and what comes back is the
submissions, packed, and what was said of them. The answer is the same, byte by byte.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

from pydantic import TypeAdapter

from jxtrade.cache import Cache, Kept, versions
from jxtrade.engine import judge
from jxtrade.figures.inputs import within
from jxtrade.figures.programme import programme_of
from jxtrade.findings import Finding, Judgement
from jxtrade.read.file import FileKind, Read
from jxtrade.read.folder import WAIVERS, NoWorkspaceError, Outline, Submissions, outline
from jxtrade.read.parcel import Parcel, packed, unpacked
from jxtrade.read.tree import ChangedError, FolderTree, RefusedError, Stamp, stamp
from jxtrade.workspace import DISTRICTS, Entry, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from concurrent.futures import Executor, Future

    from jxtrade.figures.programme import Programme
    from jxtrade.read.folder import Told

_OF_A_SHARD: Final = 256
"""Submissions of a shard: some tenths of a second of work."""


class House(NamedTuple):
    """Where a workspace stands, the day of looking, and the digest of the office's own files.

    `waivers` is where those stand that are taken in place of the workspace's own.
    """

    folder: str
    shown: str
    as_of: date | None
    digest: str
    waivers: str | None = None


class Alone(NamedTuple):
    """A district's submissions, read and judged by themselves; None where that can't be done.

    `sent` has what there is at each of its places: packed, nothing in it, or not to be read.
    """

    district: str
    sent: tuple[tuple[Entry, Parcel | None, bool], ...] | None = None
    findings: tuple[Finding, ...] = ()
    digests: Mapping[str, str] = {}
    judged: tuple[Judgement, ...] = ()


class _Kept(NamedTuple):
    """A district's submissions as they were worked out, and the stamps that their files had."""

    stamps: tuple[Stamp | None, ...]
    alone: Alone


class ElsewhereError(Exception):
    """A worker does not find the workspace's files under the path under which they stand here."""


Shard: TypeAlias = tuple[tuple[Entry, ...], ...]
Tell: TypeAlias = "Callable[[Collection[Collection[Entry]]], None]"


def read_by_shards(
    found: Outline,
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    kept: Cache | None = None,
    told: Told | None = None,
) -> Workspace:
    """Return the workspace of an outline, its districts read and judged by several processes.

    Those are the executor's, else as many as `jobs`, by default as many as there are cores. What
    is kept of districts whose files are as they were is not worked out again. Where the plan can't
    be used all is read here.

    Raises:
        ElsewhereError: a worker of the executor does not find the same files.

    """
    shards = [*_shards(found)]
    if found.office.plan is None or not shards:
        return found.read_all(told)
    office = found.office
    root = os.path.abspath(cast("FolderTree", found.tree).folder)
    others = office.waivers_path if office.waivers_path != office.path_to(WAIVERS) else None
    waivers = os.path.abspath(others) if others else None
    house = House(root, office.folder, office.as_of, _digest(office), waivers)
    tell = _telling(told, len(found.entries))
    shelf = _Shelf(kept, house, found) if kept else None
    known, left = shelf.taken(shards, tell) if shelf else ([], shards)
    made: list[_Kept] = []
    if left:
        with _prepared(house, found), _pool(executor, jobs or os.cpu_count() or 1) as pool:
            made += _results(pool, house, left, tell)
    if shelf:
        shelf.keep(shards, known, made)
    done = [each.alone for each in (*known, *made) if each.alone.sent is not None]
    taken = {entry for each in done for entry, *_ in each.sent or ()}
    rest = found.read(entry for entry in found.entries if entry not in taken)
    workspace = found.with_submissions([rest, *(_submissions(each, found) for each in done)])
    return replace(workspace, judged={each.district: each.judged for each in done})


def _shards(found: Outline) -> Iterator[Shard]:
    """Yield the submissions of the plan's districts, less those that a guest takes the place of."""
    plan = found.office.plan
    known = plan.model.district if plan else {}
    by_district: dict[str, list[Entry]] = {}
    for entry in found.entries:
        if entry.kind == DISTRICTS and entry.id in known:
            by_district.setdefault(entry.id, []).append(entry)
    for entry in found.laid:
        by_district.pop(entry.id, None)
    shard: list[tuple[Entry, ...]] = []
    count = 0
    for entries in by_district.values():
        shard.append(tuple(entries))
        count += len(entries)
        if count >= _OF_A_SHARD:
            yield tuple(shard)
            shard, count = [], 0
    if shard:
        yield tuple(shard)


def _digest(office: Workspace) -> str:
    digests = [office.digests.get(path) for path in office.own]
    return sha256(repr(digests).encode()).hexdigest()


_HERE: Final[dict[House, tuple[Outline, Programme]]] = {}
"""The office's own files as they were read in this process: one that is forked has them too."""


@contextmanager
def _prepared(house: House, found: Outline) -> Iterator[None]:
    programme = programme_of(found.office)
    programme.allocations.of(found.entries[0].id, found.entries[0].period)  # its index is made
    _HERE[house] = found, programme
    gc.freeze()  # so that no worker copies what it only looks at
    try:
        yield
    finally:
        gc.unfreeze()
        del _HERE[house]


@lru_cache(maxsize=1)
def _office(house: House) -> tuple[Outline, Programme]:
    """Return the office's own files, read once by each worker.

    Raises:
        ElsewhereError: they are not the same here.

    """
    try:
        found = outline(
            FolderTree(house.folder), house.shown, as_of=house.as_of, waivers=house.waivers
        )
    except NoWorkspaceError:
        raise ElsewhereError(house.folder) from None
    if _digest(found.office) != house.digest:
        raise ElsewhereError(house.folder)
    return found, programme_of(found.office)


def judged_alone(house: House, shard: Shard) -> list[_Kept]:
    """Return the districts of a shard, read and judged: what a worker does.

    Raises:
        ElsewhereError: the worker does not find the workspace.

    """
    found, programme = _HERE.get(house) or _office(house)
    stamps = [tuple(_stamp(house, found, entry) for entry in entries) for entries in shard]
    alone = [_alone(found, programme, entries) for entries in shard]
    return [*map(_Kept, stamps, alone)]  # the stamps were taken before the files were read


def _stamp(house: House, found: Outline, entry: Entry) -> Stamp | None:
    return stamp(f"{house.folder}/{within(found.office, entry.path)}")


class _Shelf:
    """What is kept of a workspace's districts, shard by shard."""

    def __init__(self, kept: Cache, house: House, found: Outline) -> None:
        day = house.as_of if found.office.waivers else None  # nothing else of a district needs it
        self._key = repr((*versions(), *house._replace(as_of=day)))
        self._cache = kept
        self._house = house
        self._found = found
        self._form = TypeAdapter(dict[str, _Kept])
        self._name = sha256(f"{house.folder}\n{house.shown}".encode()).hexdigest()[:16]

    def taken(self, shards: list[Shard], tell: Tell) -> tuple[list[_Kept], list[Shard]]:
        """Return what holds as it was kept, and the shards of what is left to do."""
        holds, left = [], []
        for place, shard in enumerate(shards):
            entry = self._cache.get(f"{self._name}-{place}", self._key)
            known: dict[str, _Kept] = {}
            if entry is not None:
                with suppress(ValueError):
                    known = self._form.validate_json(entry.content)
            same, rest = [], []
            for entries in shard:
                each = known.get(entries[0].id)
                if entry and each and self._is_as_it_was(entry, each, entries):
                    holds.append(each)
                    same.append(entries)
                else:
                    rest.append(entries)
            if rest:
                left.append(tuple(rest))
            tell(same)
        return holds, left

    def _is_as_it_was(self, kept: Kept, known: _Kept, entries: tuple[Entry, ...]) -> bool:
        """Tell whether the files of a district hold what they held; in doubt they are read."""
        sent = known.alone.sent
        if sent is None or tuple(each for each, *_ in sent) != entries:
            return False
        for entry, then in zip(entries, known.stamps, strict=True):
            now = _stamp(self._house, self._found, entry)
            if now is None:
                return False
            if now != then or not kept.is_older(now):
                try:
                    _again(self._found, known.alone.digests, entry.path)
                except (ChangedError, KeyError):
                    return False
        return True

    def keep(self, shards: list[Shard], known: list[_Kept], made: list[_Kept]) -> None:
        """Keep what was made, beside what is kept of the same shards."""
        new = {each.alone.district for each in made}
        by_district = {each.alone.district: each for each in (*known, *made)}
        for place, shard in enumerate(shards):
            districts = [entries[0].id for entries in shard]
            if not new.isdisjoint(districts):
                content = self._form.dump_json({each: by_district[each] for each in districts})
                self._cache.put(f"{self._name}-{place}", self._key, content)


def _alone(found: Outline, programme: Programme, entries: tuple[Entry, ...]) -> Alone:
    district = entries[0].id
    part = found.read(entries)
    sent = []
    for entry, read in part.read.items():
        parcel = packed(read)
        is_own = parcel is None or parcel.head[:2] == (entry.id, str(entry.period))
        if read.is_foreign or not is_own or (parcel is None and read.loaded is not None):
            return Alone(district)
        sent.append((entry, parcel, read.is_empty))
    office = replace(found.office, findings=(), strays=())
    own = found._replace(office=office).with_submissions([part])
    judged = judge(own, programme)
    if judged is None:
        return Alone(district)
    return Alone(district, tuple(sent), part.findings, part.digests, judged)


def _submissions(alone: Alone, found: Outline) -> Submissions:
    content = partial(_again, found, alone.digests)
    read = {
        entry: Read(None if parcel is None else unpacked(parcel, content), is_empty=is_empty)
        for entry, parcel, is_empty in alone.sent or ()
    }
    return Submissions(read, findings=alone.findings, digests=alone.digests)


def _again(found: Outline, digests: Mapping[str, str], path: str) -> bytes:
    """Return the bytes of a file that was read before.

    Raises:
        ChangedError: they are others now.

    """
    most = FileKind.DISTRICT.limits.bytes + 1
    try:
        content = found.tree.read(within(found.office, path), most)
    except RefusedError:
        raise ChangedError(path) from None
    if sha256(content).hexdigest() != digests[path]:
        raise ChangedError(path)
    return content


def _results(
    pool: Executor | None, house: House, shards: list[Shard], tell: Tell
) -> Iterator[_Kept]:
    """Yield what was found in all shards; what a worker left undone as it died is done here."""
    futures: dict[Future[list[_Kept]], Shard] = {}
    left = [*reversed(shards)]
    try:
        while pool is not None and left:
            futures[pool.submit(judged_alone, house, left[-1])] = left[-1]
            left.pop()
    except BrokenExecutor:
        pass
    for future in as_completed(futures):
        try:
            yield from future.result()
            tell(futures[future])
        except BrokenExecutor:
            left.append(futures[future])
    for shard in reversed(left):
        yield from judged_alone(house, shard)
        tell(shard)


def _telling(told: Told | None, whole: int) -> Tell:
    done = 0

    def tell(shard: Collection[Collection[Entry]]) -> None:
        nonlocal done
        done += sum(map(len, shard))
        if told is not None:
            told(done, whole)

    return tell


@contextmanager
def _pool(executor: Executor | None, count: int) -> Iterator[Executor | None]:
    """Yield the executor, or one of so many processes, which end with it whatever comes.

    One process is this one.
    """
    with _despite_broken_pipes():
        if executor is not None or count == 1:
            yield executor
            return
        start = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
        context = multiprocessing.get_context(start)
        others = {*multiprocessing.active_children()}
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_quietly)
        try:
            with _undisturbed():
                pool.submit(_quietly)  # so that its processes start
            yield pool
            pool.shutdown()
        except BaseException:
            for each in {*multiprocessing.active_children()} - others:
                each.kill()
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _despite_broken_pipes() -> Iterator[None]:
    """Let a pipe to a worker that has died be an error: by its signal it would end the program."""
    if not hasattr(signal, "SIGPIPE") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back while processes start: Python loses one that comes as it forks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _quietly() -> None:
    """End a worker by Ctrl-C without a word: the program itself says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
