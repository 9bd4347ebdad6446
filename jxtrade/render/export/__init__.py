"""Rows for engines that analyse, one file a format.

Each has `SUFFIXES` of files, `HELP`, and `writing(extract, to)`, within which batches of the
extract's rows are handed to what it gives; one that needs a library says in `NEEDS` which, and by
which extra of this program it is installed.
"""

from __future__ import annotations

from pkgutil import iter_modules
from typing import Final

NAMES: Final = tuple(each.name for each in iter_modules(__path__))
"""The names of the formats, found by listing the folder."""
