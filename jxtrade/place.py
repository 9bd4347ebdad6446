"""Where something stands: a route into a file, and the line that it leads to."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

Segment: TypeAlias = str | int
Route: TypeAlias = tuple[Segment, ...]


class Span(NamedTuple):
    """A stretch of text; lines and columns count characters from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START: Final = Span(1, 1, 1, 1)


class Place(NamedTuple):
    """A value of a file, or its key, by the route to it, and the stretch that it is.

    A rule names path and route; the span and `source`, the first of its lines, are looked up
    when all that is to be said of the file is known. `source` is not yet safe to print.
    """

    path: str
    span: Span = START
    source: str = ""
    route: Route = ()
    of_key: bool = False

    def __str__(self) -> str:
        """Return path and line, as compilers and editors write them."""
        return f"{self.path}:{self.line}"

    @property
    def line(self) -> int:
        """Return the first line, from 1."""
        return self.span.line

    @property
    def column(self) -> int:
        """Return the first column, from 1."""
        return self.span.column

    @property
    def end_line(self) -> int:
        """Return the last line."""
        return self.span.end_line

    @property
    def end_column(self) -> int:
        """Return the column behind the last one."""
        return self.span.end_column
