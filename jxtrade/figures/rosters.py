"""Firms that back a count: which district names which firm, and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Subject
from jxtrade.model.period import written
from jxtrade.model.uscc import is_valid, normal
from jxtrade.text import Text, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jxtrade.figures.facts import Facts, Sheet
    from jxtrade.figures.programme import Programme
    from jxtrade.model.period import Period
    from jxtrade.model.submissions import DistrictSubmission, Firm
    from jxtrade.place import Place
    from jxtrade.workspace import Loaded


class Listed(NamedTuple):
    """A firm on a district's roster, and where it stands.

    `code` is the one that is written, in normal form. `identity` tells the firm from others: its
    code, or where none is written the code of the firm of that name, else the name; None where
    the code is refused.
    """

    submission: Loaded[DistrictSubmission]
    indicator: str
    place: int
    firm: Firm
    code: str | None
    identity: str | None

    @property
    def district(self) -> str:
        """Return the district that names the firm."""
        return self.submission.model.district

    @property
    def period(self) -> Period:
        """Return the quarter for which it is named."""
        return self.submission.model.period

    @property
    def subject(self) -> Subject:
        """Return the value that the firm backs."""
        return Subject(self.district, self.indicator, str(self.period))

    @property
    def is_refused(self) -> bool:
        """Tell whether the code that is written is none."""
        return self.identity is None

    @property
    def shown_code(self) -> Text:
        """Return the code as it follows a name in a sentence; nothing where none is written."""
        return Text("", "") if self.code is None else _CODE.fill(code=shorten(self.code))

    @property
    def location(self) -> Place:
        """Return the place of what identifies the firm: its code, else its name."""
        return self.at("name" if self.code is None else "uscc")

    def at(self, field: str) -> Place:
        """Return the place of the firm's code or name."""
        return self.submission.at("rosters", self.indicator, self.place, field)


_CODE: Final = Text("（{code}）", " ({code})")


@dataclass(frozen=True)
class Claims:
    """Which district names which firm for which indicator and quarter."""

    facts: Facts

    @property
    def programme(self) -> Programme:
        """Return what is to be done."""
        return self.facts.programme

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """Return every firm named for an indicator of the plan, the earliest claim first.

        Claims stand in the order of quarter, time of receipt, and the plan's districts and
        indicators.
        """
        named = tuple(self._named())
        codes: dict[str | tuple[Subject, str], str] = {}
        for each in named:
            if each.code is not None and each.identity is not None:
                codes.setdefault(each.firm.name, each.code)
                codes.setdefault((each.subject, each.firm.name), each.code)
        return tuple(
            each if each.code is not None else each._replace(identity=_of_name(each, codes))
            for each in named
        )

    def _named(self) -> Iterator[Listed]:
        programme = self.facts.programme
        order = {district: index for index, district in enumerate(programme.district)}
        submissions = sorted(
            (
                each.submission
                for each in self.facts.sheets.values()
                if each.submission.model.rosters
            ),
            key=lambda each: (
                each.model.period,
                written(each.model.received),
                order.get(each.model.district, len(order)),
                each.model.district,
            ),
        )
        for submission in submissions:
            for indicator in programme.indicator:
                for place, firm in enumerate(submission.model.rosters.get(indicator, ())):
                    code = None if firm.uscc is None else normal(firm.uscc)
                    identity = code if code is not None and is_valid(code) else None
                    yield Listed(submission, indicator, place, firm, code, identity)

    @cached_property
    def rosters(self) -> Mapping[Subject, Sequence[Listed]]:
        """Return the firms that back each value, in the order of the roster."""
        found: dict[Subject, list[Listed]] = {}
        for each in self.listed:
            found.setdefault(each.subject, []).append(each)
        return found

    def named(self, sheet: Sheet, indicator: str) -> Sequence[Listed] | None:
        """Return the firms that a submission names; none beside a 0; None where it names nobody."""
        subject = Subject(sheet.district, indicator, str(sheet.period))
        if firms := self.rosters.get(subject):
            return firms
        return () if sheet.figures.get(indicator) == 0 else None

    def before(self, district: str, indicator: str, period: Period) -> tuple[Listed, ...]:
        """Return the firms that a district has named in the year before a quarter.

        Of a count that runs through the year the last quarter that says who counts names them all.
        """
        found: list[Listed] = []
        for earlier in reversed(period.of_year[:-1]):
            sheet = self.facts.sheets.get((district, earlier))
            firms = None if sheet is None else self.named(sheet, indicator)
            if firms is not None:
                found = [*firms, *found]
                if not self.programme.indicator[indicator].is_added_up:
                    break
        return tuple(found)


def _of_name(each: Listed, codes: Mapping[str | tuple[Subject, str], str]) -> str:
    """Return the code of the firm of a name, of the same roster if it has one, else the name."""
    name = each.firm.name
    return codes.get((each.subject, name)) or codes.get(name) or name


def is_whole(submission: Loaded[DistrictSubmission], indicator: str, programme: Programme) -> bool:
    """Tell whether a roster, if there is one, could be read with every firm and code it names.

    One under a mistaken name may be this one.
    """
    roster = ("rosters", indicator)
    if submission.has_lost(*roster) or any(
        route[:2] == roster and (len(route) == len(roster) + 1 or route[-1] == "uscc")
        for route in submission.lost
    ):
        return False
    return indicator not in programme.indicators.among(submission.model.rosters)
