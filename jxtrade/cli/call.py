"""A call as it was read: what every command may be told beside its own words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from jxtrade.cli import nearby

if TYPE_CHECKING:
    from jxtrade.text import Lang


class Destination(NamedTuple):
    """A format, and the file it goes to; None is the screen."""

    form: str
    path: str | None = None


class Call(NamedTuple):
    """The language that was asked for, the options of every command, and what goes where."""

    language: Lang | None = None
    data: str | None = None
    as_of: str | None = None
    outputs: tuple[Destination, ...] = ()

    @property
    def folder(self) -> str:
        """Return the workspace's folder: the one that is named, else the one around."""
        return self.named or nearby.workspace() or nearby.USUAL

    @property
    def named(self) -> str | None:
        """Return the folder that the call or the environment names."""
        return self.data or os.environ.get("JXTRADE_DATA")
