"""Unified social credit codes and the firms that bear them: what the roster rules share.

GB 32100-2015 gives a code its 18 characters and the last one as a check over the others; its
characters 9 to 17 are the organisation code of GB 11714, whose last one checks the eight before.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Cell, Location
from jxtrade.workspace import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.period import Period
    from jxtrade.model.submissions import DistrictSubmission, Firm
    from jxtrade.workspace import Loaded, Workspace

LENGTH: Final = 18
_DIGITS: Final = frozenset("0123456789")
ALPHABET: Final = _DIGITS | frozenset("ABCDEFGHJKLMNPQRTUWXY")
_REGION: Final = range(2, 8)
_ORGANISATION: Final = slice(8, 16)
_ORGANISATION_CHECK: Final = 16
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_SEPARATORS: Final = re.compile(r"[\s\u002d\u2010-\u2015\u2212]+")


def normal(code: str) -> str:
    """Return a code in normal form: half-width, upper case, without blanks and hyphens."""
    if not code.isascii():
        code = unicodedata.normalize("NFKC", code)
    return _SEPARATORS.sub("", code).upper()


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
    """A firm on a district's roster, its code in normal form, and where it stands."""

    submission: Loaded[DistrictSubmission]
    indicator: str
    place: int
    firm: Firm
    code: str

    @property
    def district(self) -> str:
        """Return the district that names the firm."""
        return self.submission.model.district

    @property
    def period(self) -> Period:
        """Return the quarter for which it is named."""
        return self.submission.model.period

    @property
    def cell(self) -> Cell:
        """Return the value that the firm backs."""
        return Cell(self.district, self.indicator, str(self.period))

    @property
    def has_code(self) -> bool:
        """Tell whether the code can tell firms apart: 无 or a dash in its stead can't."""
        return not _DIGITS.isdisjoint(self.code)

    def at(self, field: str) -> Location:
        """Return the place of the firm's code or name."""
        return self.submission.at("rosters", self.indicator, self.place, field)


def listed(workspace: Workspace) -> Iterator[Listed]:
    """Yield every firm named for an indicator of the plan, the earliest claim first.

    Claims stand in the order of quarter, time of receipt, and the plan's districts and indicators.
    """
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
                yield Listed(submission, indicator, place, firm, normal(firm.uscc))


def is_whole(submission: Loaded[DistrictSubmission], indicator: str) -> bool:
    """Tell whether a roster, if there is one, could be read with every firm that it names."""
    firm = ("rosters", indicator)
    return not submission.has_lost(*firm) and not any(
        route[:2] == firm and len(route) == len(firm) + 1 for route in submission.document.lost
    )
