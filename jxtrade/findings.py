"""Findings and the rules that speak them: values with finished words in both languages."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from jxtrade.place import Place
from jxtrade.text import Text, join


class Severity(StrEnum):
    """How grave a finding is; the gravest comes first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the gravest, more for the milder."""
        return _RANKS[self]

    @property
    def label(self) -> Text:
        """Return the word for people."""
        return _LABELS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_LABELS = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}


class Subject(NamedTuple):
    """What a finding is about, as far as it is about one district, indicator or period."""

    district: str | None = None
    indicator: str | None = None
    period: str | None = None


NO_SUBJECT: Final = Subject()


class Suspect(NamedTuple):
    """A value that an error names, and where that error stands."""

    subject: Subject
    at: Place


class Judgement(NamedTuple):
    """What the rules of one scope said of a district by itself.

    The values that its errors name are suspect, also where no more of the errors were told.
    """

    scope: int
    findings: tuple[Finding, ...]
    suspects: tuple[Suspect, ...]


class Waived(NamedTuple):
    """Why a finding counts for nothing, until which day, by which document, and who says so."""

    reason: Text
    until: date
    document: str | None
    source: Place

    @property
    def words(self) -> Text:
        """Return this as a sentence, less the place."""
        document = _BY.fill(document=self.document) if self.document else ""
        return _WAIVED.fill(until=f"{self.until}", reason=self.reason, document=document)


_WAIVED: Final = Text(
    "豁免至 {until}：{reason}{document}", "waived until {until}: {reason}{document}"
)
_BY: Final = Text("（{document}）", " ({document})")
_OF_ONE_WAIVED: Final = Text("已豁免的{severity}", "waived {severity}")


class Finding(NamedTuple):
    """What is wrong or worth knowing, where, and what to do about it.

    `also` are further values that the same fault makes unusable, each with its place.
    """

    code: str
    slug: str
    severity: Severity
    message: Text
    hint: Text
    location: Place
    related: tuple[Place, ...] = ()
    subject: Subject = NO_SUBJECT
    also: tuple[Suspect, ...] = ()
    waiver: Waived | None = None

    def advising(self, advice: Text | None) -> Finding:
        """Return the finding with advice in finished words in place of its hint, if there is."""
        return self if advice is None else self._replace(hint=advice)

    @property
    def is_error(self) -> bool:
        """Tell whether it is an error, and nobody has waived it."""
        return self.severity is Severity.ERROR and self.waiver is None

    @property
    def label(self) -> Text:
        """Return how grave it is, or would be if it were not waived, for people."""
        said = self.severity.label
        return _OF_ONE_WAIVED.fill(severity=said) if self.waiver else said

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Return all that it is about, the value that it names first in front."""
        return (self.subject, *(each.subject for each in self.also))

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """Return the values that can't be used because of this, each with a place that says so."""
        if not self.is_error:
            return ()
        named = (Suspect(self.subject, self.location), *self.also)
        return tuple(each for each in named if None not in each.subject)


NO_HINT: Final = Text("", "")


class Rule(NamedTuple):
    """A rule's identity and its words; `about` says in paragraphs what, why and how to mend.

    Without a hint there is nothing to do.

    `example` shows files of a workspace, parted by blank lines, each with its path in the first
    line; the rule speaks on the line marked with its code. Of the plan only what matters is shown.
    """

    code: str
    slug: str
    severity: Severity
    message: Text
    hint: Text = NO_HINT
    about: tuple[Text, ...] = ()
    example: str = ""

    def at(
        self,
        location: Place,
        *related: Place,
        subject: Subject = NO_SUBJECT,
        also: tuple[Suspect, ...] = (),
        severity: Severity | None = None,
        hint: Text | None = None,
        **facts: object,
    ) -> Finding:
        """Return a finding at a place, its words filled with the facts in both languages.

        A rule whose gravity or advice depends on the case passes `severity` or `hint`; `also`
        names further values that the same fault makes unusable.

        Raises:
            KeyError: a placeholder of either language has no fact.

        """
        return Finding(
            self.code,
            self.slug,
            severity or self.severity,
            self.message.fill(**facts),
            (hint or self.hint).fill(**facts),
            location,
            related,
            subject,
            also,
        )


class Skipped(NamedTuple):
    """A rule that could not check something, what, and why; without a path, nothing at all."""

    code: str
    slug: str
    reason: Text
    path: str | None = None


_TALLY: Final = Text(
    "核对 {files} 份文件：{error} 个错误，{warning} 个警告，{info} 个提示",
    "files checked: {files}; errors: {error}, warnings: {warning}, remarks: {info}",
)
_AND_WAIVED: Final = Text("，豁免 {count} 个", ", waived: {count}")


class Inspection(NamedTuple):
    """What one run of the rules found, in which files, by which rules, and what could not run.

    `files` are the paths that were read, `rules` those that ran; `idle` are those for which there
    was nothing to look at, as a file that may be left out is. Findings that are `aside` are told
    and count for nothing; `notes` say in words what the run was about.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    rules: tuple[Rule, ...]
    skipped: tuple[Skipped, ...] = ()
    aside: frozenset[Finding] = frozenset()
    notes: tuple[Text, ...] = ()
    idle: tuple[Skipped, ...] = ()

    def counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity, the gravest first.

        Those that are waived are none of them.
        """
        found = [each.severity for each in self.findings if each.waiver is None]
        return {severity: found.count(severity) for severity in Severity}

    @property
    def waived(self) -> int:
        """Return how many findings are waived."""
        return sum(each.waiver is not None for each in self.findings)

    def tally(self) -> Text:
        """Return how many files were checked and how many findings there are, in words."""
        facts = {severity.value: count for severity, count in self.counts().items()}
        tally = _TALLY.fill(files=len(self.files), **facts)
        more = [_AND_WAIVED.fill(count=self.waived)] if self.waived else []
        return join([tally, *more], "", "")

    def fails(self, at: Severity) -> bool:
        """Tell whether a finding that counts has the given severity or a graver one."""
        return any(
            finding.severity.rank <= at.rank
            for finding in self.findings
            if finding.waiver is None and finding not in self.aside
        )
