"""Relations and waivers a second time: drawn for a seeded workspace, and worked out from it.

As in `independent`, nothing is shared with the program: figures are fractions, waivers and
relations are read by another reader.
"""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tests import independent
from tests.independent import Given, Quarter, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Cell = tuple[str, str, Quarter]

AS_OF = date(2022, 7, 20)
FAULTS = ("JX301", "JX302", "JX303", "JX304", "JX309", "JX401", "JX310")


class About(NamedTuple):
    """What a finding is about."""

    district: str | None
    indicator: str | None
    period: str | None


def is_met(waiver: Mapping[str, str], code: str, about: Iterable[About]) -> bool:
    """Whether a waiver speaks of a finding: of its code, and of all that it names besides."""
    return waiver["code"] == code and any(
        all(waiver.get(field) in (None, said) for field, said in each._asdict().items())
        for each in about
    )


def holds(waiver: Mapping[str, str]) -> bool:
    return date.fromisoformat(waiver["until"]) >= AS_OF


class Waiving(independent.Workspace):
    """A workspace whose faults may be waived: a value with none but waived ones can be used."""

    @cached_property
    def waivers(self) -> list[Any]:
        """The waivers as they are written."""
        return (read(self.files.get("waivers.yaml", "")) or {}).get("waivers") or []

    def is_waived(self, code: str, *about: About) -> bool:
        """Whether a waiver that holds speaks of a finding."""
        return any(holds(each) and is_met(each, code, about) for each in self.waivers)

    def _of_itself(self, key: Cell, given: Given) -> Iterator[str]:
        """Yield the codes of what is wrong with a figure by itself."""
        about, figure = self.indicators[key[0]], given.figure or Fraction(0)
        if given.contradicted:
            yield "JX309"
        if figure < 0:
            yield "JX302"
        is_count = about.kind == "count"
        is_fine = figure.denominator == 1 if is_count else given.decimals <= about.decimals
        if not is_fine and (is_count or given.quotient is None):
            yield "JX301"

    def _held(self, key: Cell, codes: Iterable[str]) -> bool:
        """Whether any of the faults counts."""
        indicator, district, (year, number) = key
        about = About(district, indicator, f"{year}Q{number}")
        return any(not self.is_waived(code, about) for code in codes)

    def _suspect(self, key: Cell, given: Given) -> bool:
        found = [*self._of_itself(key, given)]
        found += ["JX303"] if self._slipped(key, given) else []
        found += ["JX304"] if self._over_reported(key, given) else []
        if "JX302" not in found and "JX309" not in found:
            found += ["JX401"] if self._decreased(key, given) else []
        return given.refused or self._held(key, found)

    def _previous(self, indicator: str, district: str, quarter: Quarter) -> Fraction | None:
        for each in reversed(quarter.earlier):
            key = (indicator, district, each)
            given = self.given(*key)
            if given.figure is None or given.unread or given.refused:
                continue
            if not self._held(key, self._of_itself(key, given)):
                return given.figure
        return None

    def to_date(self, name: str, district: str, quarter: Quarter) -> Fraction | None:
        """Return a year to date, whether allocated or not; None where it is no value."""
        state, given = self.own(name, district, quarter)
        if state != "value" or not self.indicators[name].adds_up:
            return given.figure if state == "value" else None
        earlier = [self.own(name, district, each) for each in quarter.earlier]
        if {"missing", "suspect"} & {each for each, _ in earlier}:
            return None
        figures = [each.figure for _, each in earlier if each.figure is not None]
        return (given.figure or Fraction(0)) + sum(figures, Fraction(0))


class Outcome(NamedTuple):
    """How a relation stands: its sides, how far they may be off, and the word for it."""

    word: str
    left: Fraction | None = None
    right: Fraction | None = None
    tolerance: Fraction | None = None


UNCHECKED = Outcome("cannot_be_checked")


class Checked(Waiving):
    """A workspace whose relations make values suspect too."""

    @cached_property
    def before(self) -> Waiving:
        """The same workspace as far as all other rules have spoken."""
        return Waiving(self.files)

    @property
    def relations(self) -> list[Any]:
        """The relations as they are written."""
        return self.plan.get("relations") or []

    def terms(self, side: Any) -> list[dict[str, str]]:
        """Return a side's terms, each as a mapping; a plain number under `number`."""
        listed = side if isinstance(side, list) else [side]
        return [
            each
            if isinstance(each, dict)
            else {"number": each}
            if independent.PLAIN.fullmatch(each)
            else {"indicator": each}
            for each in listed
        ]

    def total(self, side: Any, district: str, quarter: Quarter) -> Fraction | None:
        """Return what a side adds up to; None where one of its terms is no value."""
        found = Fraction(0)
        for term in self.terms(side):
            if "number" in term:
                found += Fraction(term["number"])
                continue
            of = quarter
            if term.get("quarter") == "previous":
                if quarter.number == 1:
                    return None
                of = Quarter(quarter.year, quarter.number - 1)
            figure = self.before.to_date(term["indicator"], district, of)
            if figure is None:
                return None
            found += figure * Fraction(term.get("times", "1"))
        return found

    def outcome(self, relation: Any, district: str, quarter: Quarter) -> Outcome:
        """Return how a relation stands in a district's submission."""
        left, right = (self.total(relation[side], district, quarter) for side in ("left", "right"))
        if left is None or right is None:
            return UNCHECKED
        within = Fraction(relation.get("within", "0"))
        whole = within + self.rounding(relation)
        word = "differs"
        if is_kept(relation["is"], left, right, within):
            word = "agrees"
        elif is_kept(relation["is"], left, right, whole):
            word = "within_rounding"
        return Outcome(word, left, right, whole)

    def rounding(self, relation: Any) -> Fraction:
        """Return half a unit of each amount or level, where declared places differ."""
        named = [
            (self.indicators[each["indicator"]], abs(Fraction(each.get("times", "1"))))
            for side in ("left", "right")
            for each in self.terms(relation[side])
            if "indicator" in each
        ]
        if len({about.decimals for about, _ in named}) < 2:
            return Fraction(0)
        half = Fraction(1, 2)
        return sum(
            (half * times / 10**about.decimals for about, times in named if about.kind != "count"),
            Fraction(0),
        )

    def about(self, relation: Any, district: str, quarter: Quarter) -> list[About]:
        """Return the values of this submission that a relation names."""
        period = f"{quarter.year}Q{quarter.number}"
        named = [
            About(district, each["indicator"], period)
            for side in ("left", "right")
            for each in self.terms(relation[side])
            if "indicator" in each and "quarter" not in each
        ]
        return named or [About(district, None, period)]

    def own(self, indicator: str, district: str, quarter: Quarter) -> tuple[str, Given]:
        """Return what a quarter's own value is once the relations have spoken."""
        state, given = self.before.own(indicator, district, quarter)
        if state == "value" and (district, quarter) in self.submissions:
            for each in self.relations:
                about = self.about(each, district, quarter)
                if (
                    each.get("severity") == "error"
                    and indicator in {one.indicator for one in about}
                    and self.outcome(each, district, quarter).word == "differs"
                    and not self.is_waived("JX310", *about)
                ):
                    return "suspect", given
        return state, given


def is_kept(operator: str, left: Fraction, right: Fraction, tolerance: Fraction) -> bool:
    match operator:
        case "equal":
            return abs(left - right) <= tolerance
        case "at_most":
            return left - right <= tolerance
        case "at_least":
            return right - left <= tolerance
        case "less_than":
            return left - right < tolerance
    return right - left < tolerance


def drawn(files: Mapping[str, str], seed: int) -> dict[str, str]:
    """Return a workspace's files with relations that nearly hold, and waivers of what is found."""
    rng = random.Random(seed)  # noqa: S311
    plain = Checked(files)
    sheets = sorted(plain.submissions)
    relations = [relation(rng, plain, sheets, number) for number in range(rng.randint(1, 5))]
    targets = (
        files["targets.yaml"] + "relations:\n" + "".join(f"  - {each}\n" for each in relations)
    )
    waivers = [waiver(rng, plain, sheets) for _ in range(rng.randint(0, 8))]
    said = {"waivers.yaml": "version: 1\nwaivers:\n" + "".join(f"  - {each}\n" for each in waivers)}
    return {**files, "targets.yaml": targets, **(said if waivers else {})}


def relation(
    rng: random.Random, plain: Checked, sheets: list[tuple[str, Quarter]], number: int
) -> str:
    """Draw a relation: a number makes up for the difference in one submission, or nearly."""
    left, right = ([term(rng, plain) for _ in range(rng.choice((1, 1, 2)))] for _ in range(2))
    if sheets and rng.random() < 0.8:
        district, quarter = rng.choice(sheets)
        sums = [
            plain.total([read(each) for each in side], district, quarter) for side in (left, right)
        ]
        if sums[0] is not None and sums[1] is not None:
            gap = (
                sums[0]
                - sums[1]
                + Fraction(rng.choice((0, 0, 1, -1, 5, -5, 6)))
                / rng.choice((1, 10, 100, 1000, 10_000))
            )
            right.append(plain_number(gap))
    if rng.random() < 0.1:
        left = [str(rng.randint(0, 50))]
        right = [each for each in right if not independent.PLAIN.fullmatch(each)]
    operator = rng.choice(("equal", "at_most", "at_least", "less_than", "more_than"))
    sides = [
        each[0] if len(each) == 1 and rng.random() < 0.7 else f"[{', '.join(each)}]"
        for each in (left, right)
    ]
    said = f"id: r{number}, left: {sides[0]}, is: {operator}, right: {sides[1]}"
    if rng.random() < 0.3:
        said += f", within: {rng.choice(('0', '0.1', '0.05', '1', '2.5'))}"
    if rng.random() < 0.6:
        said += f", severity: {rng.choice(('error', 'error', 'warning'))}"
    return f"{{{said}}}"


def plain_number(figure: Fraction) -> str:
    """Return a figure with at most four decimals, cut off."""
    units = int(figure * 10_000)
    sign = "-" if units < 0 else ""
    return f"{sign}{abs(units) // 10_000}.{abs(units) % 10_000:04d}"


def term(rng: random.Random, plain: Checked) -> str:
    name = rng.choice([*plain.indicators])
    if rng.random() < 0.6:
        return name
    said = f"indicator: {name}"
    if rng.random() < 0.6:
        said += f", times: {rng.choice(('2', '0.5', '-1', '1.5', '3', '0.25'))}"
    if rng.random() < 0.4:
        said += ", quarter: previous"
    return f"{{{said}}}"


def waiver(rng: random.Random, plain: Checked, sheets: list[tuple[str, Quarter]]) -> str:
    """Draw a waiver: of any code, narrowed or not, over or not."""
    code = rng.choice((*FAULTS, "JX310", "JX310"))
    district, quarter = rng.choice(sheets) if sheets else (plain.districts[0], Quarter(2022, 1))
    said = [f"code: {code}", f"until: {rng.choice(('2022-07-19', '2022-07-20', '2030-01-01'))}"]
    said += [f"district: {district}"] if rng.random() < 0.5 else []
    said += [f"indicator: {rng.choice([*plain.indicators])}"] if rng.random() < 0.5 else []
    said += [f"period: {quarter.year}Q{quarter.number}"] if rng.random() < 0.5 else []
    rng.shuffle(said)
    return f"{{{', '.join(said)}, reason: 核实中}}"
