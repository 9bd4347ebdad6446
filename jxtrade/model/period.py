"""Quarters, and the days on which they end and things come in."""

import re
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from jxtrade.text import Text, join

_WRITTEN: Final = re.compile(r"([1-9][0-9]{3})Q([1-4])", re.ASCII)


class Period(NamedTuple):
    """A quarter of a year; periods sort in time."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, written: str) -> "Period | None":
        """Return the period that is written as 2022Q2, else None."""
        found = _WRITTEN.fullmatch(written)
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}"

    @property
    def end(self) -> date:
        """Return the quarter's last day."""
        return date(self.year, self.quarter * 3, 31 if self.quarter in (1, 4) else 30)

    @property
    def next(self) -> "Period":
        """Return the quarter that follows."""
        years, quarter = divmod(self.quarter, 4)
        return Period(self.year + years, quarter + 1)

    @property
    def previous(self) -> "Period":
        """Return the quarter before."""
        years, quarter = divmod(self.quarter - 2, 4)
        return Period(self.year + years, quarter + 1)

    @property
    def before(self) -> "Period | None":
        """Return the quarter before in the same year; None for the first."""
        return self.previous if self.quarter > 1 else None

    @property
    def year_before(self) -> "Period":
        """Return the same quarter a year before."""
        return self._replace(year=self.year - 1)

    @property
    def of_year(self) -> "tuple[Period, ...]":
        """Return the year's quarters up to this one, in order."""
        return tuple(Period(self.year, quarter) for quarter in range(1, self.quarter + 1))


def day_of(moment: date) -> date:
    """Return the day of a day or moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def written(moment: date | None) -> str:
    """Return a day or moment as the files write it; a dash for none."""
    if moment is None:
        return "—"
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else moment.isoformat()


def lateness(received: date, deadline: date) -> timedelta | None:
    """Return by how much a submission is late; None when it is in time.

    A day without a time counts as in time on the deadline's day, and against a deadline without
    one a submission is late by whole days.
    """
    if isinstance(received, datetime) and isinstance(deadline, datetime):
        by = received - deadline
    else:
        by = day_of(received) - day_of(deadline)
    return by if by > timedelta() else None


def _parts(by: timedelta) -> list[tuple[int, str, Text]]:
    """Return a duration's days, hours and minutes that there are, as ISO 8601 and people say."""
    hours, minutes = divmod(by.seconds // 60, 60)
    parts = [(by.days, "D", _DAYS), (hours, "H", _HOURS), (minutes, "M", _MINUTES)]
    return [each for each in parts if each[0]]


_DAYS: Final = Text("{count} 天", "{count} d")
_HOURS: Final = Text("{count} 小时", "{count} h")
_MINUTES: Final = Text("{count} 分", "{count} min")


def in_words(by: timedelta) -> Text:
    """Return a duration for people, to the minute."""
    return join([text.fill(count=count) for count, _, text in _parts(by)], " ", " ")


def in_iso(by: timedelta) -> str:
    """Return a duration as ISO 8601 writes it, to the minute: P2DT1H30M."""
    date_, time = "", ""
    for count, letter, _ in _parts(by):
        if letter == "D":
            date_ = f"{count}D"
        else:
            time += f"{count}{letter}"
    return f"P{date_}{'T' if time else ''}{time}"
