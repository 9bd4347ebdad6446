"""Unified social credit codes and the firms that bear them: what the roster rules share.

GB 32100-2015 gives a code its 18 characters and the last one as a check over the others; its
characters 9 to 17 are the organisation code of GB 11714, whose last one checks the eight before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Subject
from jxtrade.mistakes import meant_indicators
from jxtrade.text import Text, shorten
from jxtrade.workspace import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jxtrade.model.period import Period
    from jxtrade.model.submissions import DistrictSubmission, Firm
    from jxtrade.place import Place, Route
    from jxtrade.workspace import Loaded, Workspace

LENGTH: Final = 18
_DIGITS: Final = frozenset("0123456789")
ALPHABET: Final = _DIGITS | frozenset("ABCDEFGHJKLMNPQRTUWXY")
_REGION: Final = range(2, 8)
_ORGANISATION: Final = slice(8, 16)
_ORGANISATION_CHECK: Final = 16
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_SEPARATORS: Final = re.compile(r"[\s\u002d\u2010-\u2015\u2212\ufe58\ufe63]+")
_TO_FULL_WIDTH: Final = 0xFF01 - ord("!")
_PLAIN: Final = {
    place: chr(character).upper()
    for character in range(ord("!"), ord("~") + 1)
    for place in (character, character + _TO_FULL_WIDTH)
}
"""ASCII and its full-width forms, in upper case; other look-alikes (①, ²) are no slip of a hand."""


def normal(code: str) -> str:
    """Return a code in normal form: half-width, upper case, without blanks and hyphens."""
    return _SEPARATORS.sub("", code.translate(_PLAIN))


def misplaced(code: str) -> tuple[tuple[int, str], ...]:
    """Return the places, from 1, and characters that a code has where they can't stand.

    The alphabet of GB 32100-2015 lacks I, O, S, V and Z; places 3 to 8, the region, are digits.
    """
    return tuple(
        (index + 1, character)
        for index, character in enumerate(code)
        if character not in (_DIGITS if index in _REGION else ALPHABET)
    )


def check_character(code: str) -> str:
    """Return what the 18th character is to be by the first 17, after GB 32100-2015.

    Raises:
        ValueError: one of them is not in the alphabet.

    """
    from stdnum.cn import uscc  # noqa: PLC0415 - it loads ssl, and most runs see no code

    return uscc.calc_check_digit(code)


def organisation_check(code: str) -> str:
    """Return what the 17th character is to be by the eight before it, after GB 11714.

    Raises:
        ValueError: one of them is no letter or digit.

    """
    body = code[_ORGANISATION]
    weighted = (int(each, 36) * w for each, w in zip(body, _ORGANISATION_WEIGHTS, strict=False))
    return "0X987654321"[sum(weighted) % 11]


def organisation_digit(code: str) -> str:
    """Return the 17th character of a code."""
    return code[_ORGANISATION_CHECK]


def is_valid(code: str) -> bool:
    """Tell whether a code in normal form has the length, alphabet and end of GB 32100-2015."""
    return len(code) == LENGTH and not misplaced(code) and code[-1] == check_character(code)


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
    def cell(self) -> Subject:
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


def listed(workspace: Workspace) -> tuple[Listed, ...]:
    """Return every firm named for an indicator of the plan, the earliest claim first.

    Claims stand in the order of quarter, time of receipt, and the plan's districts and indicators.
    """
    return workspace.once(_listed)


def _listed(workspace: Workspace) -> tuple[Listed, ...]:
    named = tuple(_named(workspace))
    codes: dict[str | tuple[Subject, str], str] = {}
    for each in named:
        if each.code is not None and each.identity is not None:
            codes.setdefault(each.firm.name, each.code)
            codes.setdefault((each.cell, each.firm.name), each.code)
    return tuple(
        each if each.code is not None else each._replace(identity=_of_name(each, codes))
        for each in named
    )


def _of_name(each: Listed, codes: Mapping[str | tuple[Subject, str], str]) -> str:
    """Return the code of the firm of a name, of the same roster if it has one, else the name."""
    name = each.firm.name
    return codes.get((each.cell, name)) or codes.get(name) or name


def _named(workspace: Workspace) -> Iterator[Listed]:
    order = {district: index for index, district in enumerate(workspace.district)}
    submissions = sorted(
        workspace.submission.values(),
        key=lambda each: (
            each.model.period,
            written(each.model.received),
            order.get(each.model.district, len(order)),
            each.model.district,
        ),
    )
    for submission in submissions:
        for indicator in workspace.indicator:
            for place, firm in enumerate(submission.model.rosters.get(indicator, ())):
                code = None if firm.uscc is None else normal(firm.uscc)
                identity = code if code is not None and is_valid(code) else None
                yield Listed(submission, indicator, place, firm, code, identity)


def rosters(workspace: Workspace) -> Mapping[Subject, Sequence[Listed]]:
    """Return the firms that back each value, in the order of the roster."""
    return workspace.once(_rosters)


def _rosters(workspace: Workspace) -> dict[Subject, list[Listed]]:
    found: dict[Subject, list[Listed]] = {}
    for each in listed(workspace):
        found.setdefault(each.cell, []).append(each)
    return found


def is_whole(workspace: Workspace, submission: Loaded[DistrictSubmission], indicator: str) -> bool:
    """Tell whether a roster, if there is one, could be read with every firm and code it names.

    One under a mistaken name may be this one.
    """
    if submission.has_lost("rosters", indicator) or _lost(submission, indicator):
        return False
    return indicator not in meant_indicators(workspace, submission.model.rosters)


def _lost(submission: Loaded[DistrictSubmission], indicator: str) -> list[Route]:
    """Return where firms of a roster, or their codes, were that could not be used."""
    roster = ("rosters", indicator)
    return [
        route
        for route in submission.lost
        if route[:2] == roster and (len(route) == len(roster) + 1 or route[-1] == "uscc")
    ]
