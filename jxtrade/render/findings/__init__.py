"""Findings as bytes, one file a format.

Each has `SUFFIXES` of files, `HELP`, and `render(inspection, wanted)`, which returns text; the
terminal has `draw(inspection, wanted, to)` instead, and is plain text where it can't be. One that
draws `Wanted.blocks` says so by `STANDS`; `SUMMARY` names the format of the page that a CI service
shows beside what is rendered, and how many bytes it takes.
"""

from __future__ import annotations

from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.findings import Severity

if TYPE_CHECKING:
    from jxtrade.findings import Finding, Inspection
    from jxtrade.report import Report
    from jxtrade.text import Lang, Text

NAMES: Final = tuple(each.name for each in iter_modules(__path__))
"""The names of the formats, found by listing the folder."""


class Block(NamedTuple):
    """What stands together under a title: the findings in some files, and how their sender stands.

    Without a report there is nothing to say of that.
    """

    title: Text
    files: tuple[str, ...]
    standing: Report | None = None


class Wanted(NamedTuple):
    """How findings are to be shown: `version` is the program's own.

    `remarks` and `checks` say whether people are shown remarks and `comparisons`; what other
    programs read has all of both. `groups` are the findings by group, where there are too many
    districts to look at each. `most` is how many bytes a page may have.
    """

    lang: Lang
    comparisons: Report
    groups: Report
    width: int = 80
    version: str = ""
    remarks: bool = False
    checks: bool = False
    blocks: tuple[Block, ...] = ()
    most: int = 65_000

    def listed(self, inspection: Inspection) -> tuple[Finding, ...]:
        """Return the findings that people are shown: standing remarks only when they ask."""
        return tuple(
            each
            for each in inspection.findings
            if self.remarks or each.severity is not Severity.INFO
        )

    def told(self, inspection: Inspection) -> Inspection:
        """Return what people are told: of rules that had nothing to look at when they ask."""
        if not self.checks:
            return inspection
        return inspection._replace(skipped=(*inspection.skipped, *inspection.idle))
