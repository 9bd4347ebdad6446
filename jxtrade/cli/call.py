"""A call as it was read: what every command may be told beside its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jxtrade.cli import nearby

if TYPE_CHECKING:
    from jxtrade.text import Lang


class Destination(NamedTuple):
    """A format, and the file it goes to; None is the screen."""

    form: str
    path: str | None = None


class Call(NamedTuple):
    """The language of the answer, the options of every command, and what goes where.

    `lang` is the language that was asked for by option; `jobs` are how many processes read, and
    `scheduler` is the address of a cluster that does; what it gives may be kept where `is_cached`.
    """

    language: Lang
    data: str | None = None
    as_of: str | None = None
    outputs: tuple[Destination, ...] = ()
    lang: str | None = None
    jobs: int | None = None
    scheduler: str | None = None
    is_cached: bool = True

    @property
    def folder(self) -> str:
        """Return the workspace's folder."""
        return nearby.folder(self.data)
