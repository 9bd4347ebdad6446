"""Which findings the office waives, and what each of its waivers meets."""

from __future__ import annotations

from itertools import product, starmap
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from jxtrade.findings import Subject, Waived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from jxtrade.figures.received import Received
    from jxtrade.findings import Finding
    from jxtrade.model.waivers import Waiver, WaiverList
    from jxtrade.place import Place
    from jxtrade.workspace import Loaded

    Key: TypeAlias = tuple[str, Subject]


class Met(NamedTuple):
    """A waiver, its place in the list, and where the findings stand that are due to it.

    They are waived, or where it is over back; one that is over may have another in its place.
    """

    loaded: Loaded[WaiverList]
    place: int
    found: tuple[Place, ...]
    is_over: bool
    is_replaced: bool

    @property
    def waiver(self) -> Waiver:
        """Return what is written."""
        return self.loaded.model.waivers[self.place]

    @property
    def about(self) -> Subject:
        """Return what its findings are about, as far as it says so."""
        return key_of(self.waiver)[1]

    def at(self, field: str) -> Place:
        """Return the place of one of its fields."""
        return self.loaded.at("waivers", self.place, field)


class Waiving:
    """Waives findings as they are found, and notes what each waiver meets.

    A waiver holds up to and on its last day; without a day of looking none is ever over. Of
    several that meet a finding the first in the list that holds waives it.
    """

    def __init__(self, received: Received) -> None:
        self._received = received
        self._loaded = received.workspace.waivers
        self._holding: dict[Key, int] = {}
        self._waived: dict[Key, list[Place]] = {}
        self._back: dict[Key, list[Place]] = {}
        for place, each in enumerate(self._listed):
            self._waived.setdefault(key_of(each), [])
            if not self._is_over(each):
                self._holding.setdefault(key_of(each), place)
        self._codes = {code for code, _ in self._waived if can_be_waived(code)}

    @property
    def _listed(self) -> tuple[Waiver, ...]:
        return self._loaded.model.waivers if self._loaded else ()

    def _is_over(self, waiver: Waiver) -> bool:
        as_of: date | None = self._received.workspace.as_of
        return as_of is not None and as_of > waiver.until

    def of(self, finding: Finding) -> Finding:
        """Return a finding, with its waiver where one holds."""
        if finding.code not in self._codes:
            return finding
        finding = finding._replace(subject=self._received.subject(finding))
        met = {key: None for key in _keys(finding) if key in self._waived}
        holding = min((self._holding[key] for key in met if key in self._holding), default=None)
        noted = self._back if holding is None else self._waived
        for key in met:
            noted.setdefault(key, []).append(finding.location)
        return finding if holding is None else finding._replace(waiver=self._said(holding))

    def _said(self, place: int) -> Waived | None:
        if self._loaded is None:
            return None
        each = self._loaded.model.waivers[place]
        source = self._loaded.at("waivers", place)
        return Waived(each.reason, each.until, each.document, source)

    def met(self, unable: Collection[str]) -> Iterator[Met]:
        """Yield what each waiver met; none of those whose rules are unable to run."""
        if self._loaded is None:
            return
        for place, each in enumerate(self._listed):
            if each.code not in unable:
                key, is_over = key_of(each), self._is_over(each)
                found = (self._back if is_over else self._waived).get(key, ())
                is_replaced = is_over and bool(self._waived[key])
                yield Met(self._loaded, place, tuple(found), is_over, is_replaced)


_NEVER: Final = ("JX0", "JX8")


def can_be_waived(code: str) -> bool:
    """Tell whether findings of a code may be waived: not what can't be read, nor waivers."""
    return not code.startswith(_NEVER)


def key_of(waiver: Waiver) -> Key:
    """Return which findings a waiver meets: of which rule, about what as far as it says so."""
    period = None if waiver.period is None else str(waiver.period)
    return waiver.code, Subject(waiver.district, waiver.indicator, period)


def _keys(finding: Finding) -> Iterator[Key]:
    """Yield all by which a waiver may meet a finding: any part of what it is about may be left."""
    for subject in finding.subjects:
        for each in subjects_around(subject):
            yield finding.code, each


def subjects_around(subject: Subject) -> Iterator[Subject]:
    """Yield a subject and all that say less of it."""
    return starmap(Subject, product(*({each, None} for each in subject)))
