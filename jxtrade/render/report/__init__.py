"""A report as bytes, one file a format.

Each has `SUFFIXES` of files, `HELP`, and `render(report, *, lang, width)`, which returns text or
bytes; the terminal has `draw(report, *, lang, to)` instead, and is plain text where it can't be.
"""

from __future__ import annotations

from pkgutil import iter_modules
from typing import Final

NAMES: Final = tuple(each.name for each in iter_modules(__path__))
"""The names of the formats, found by listing the folder."""
