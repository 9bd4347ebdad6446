"""Workspaces drawn from a seed: programmes of cities that do not exist, sound for the most part.

Figures are whole numbers of units in an indicator's last place until they are written. The text
is put together here and not by a library, so that a figure stands exactly as it was meant.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

DISTRICTS = ("east", "south-2", "西区", "north_3", "港区", "centre")
LAST_DAYS = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
WORDS = ("约5", "9.6亿", "null", "~", "1e3", "007", "+5", "无", "１２", ".inf", "5%", "5.")
LINEAR = (0.25, 0.5, 0.75, 1.0)
RATE_TIMES = ((1, 49), (1, 50), (1, 100), (1, 200), (1, 201), (50, 1), (100, 1), (200, 1), (201, 1))
FAULTS = (
    "over-precise",
    "negative",
    "slip",
    "over-report",
    "decrease",
    "word",
    "contradiction",
)


class Quarter(NamedTuple):
    """A quarter; written as 2022Q2."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def last_day(self) -> str:
        """Return the quarter's last day."""
        return f"{self.year}-{LAST_DAYS[self.number]}"


class Shape(NamedTuple):
    """What an indicator is, and how large an allocation of it is in units of its last place."""

    id: str
    kind: str
    decimals: int
    lower: bool
    quarterly: bool
    pace: tuple[float, ...]
    scale: int
    text: str


class Figure(NamedTuple):
    """A figure as it is written, and its units where a restatement may begin from it."""

    text: str
    units: int | None


Key = tuple[str, Quarter, Shape]


@dataclass
class Draft:
    """A workspace while it is drawn."""

    rng: random.Random
    shapes: list[Shape]
    districts: list[str]
    faults: float
    over_report: int
    cells: dict[tuple[str, str, int], list[tuple[str, int]]]
    so_far: dict[tuple[str, str, int], int] = field(default_factory=lambda: defaultdict(int))
    in_force: dict[Key, int] = field(default_factory=dict)
    faulty: list[Key] = field(default_factory=list)
    nothing: list[Key] = field(default_factory=list)

    def odds(self, chance: float) -> bool:
        """Return True in so many cases of one."""
        return self.rng.random() < chance

    def allocated(self, shape: Shape, district: str, quarter: Quarter) -> int | None:
        """Return the units in force on the quarter's last day."""
        cell = self.cells.get((shape.id, district, quarter.year), [])
        known = [units for effective, units in cell if effective <= quarter.last_day]
        return known[-1] if known else None

    def written(self, units: int, shape: Shape) -> str:
        """Return a figure's text; zeros at its end may stand or not."""
        text = decimal(units, shape.decimals)
        if "." in text and self.odds(0.5):
            text = text.rstrip("0").rstrip(".")
        if shape.kind == "count" and self.odds(0.04):
            return f"{text}.0"
        return text

    def figure(self, units: int, shape: Shape) -> Figure:
        """Return a figure that somebody may have put between quotes."""
        text = self.written(units, shape)
        return Figure(f'"{text}"' if self.odds(0.03) else text, units)


def workspace(seed: int) -> dict[str, str]:
    """Return the files of a workspace: path within it → text."""
    rng = random.Random(seed)  # noqa: S311
    districts = rng.sample(DISTRICTS, rng.randint(1, len(DISTRICTS)))
    shapes = [drawn_shape(rng, number) for number in range(1, rng.randint(1, 6) + 1)]
    first, length = rng.choice((0, 0, 0, 0, 4, 4, 1, 2)), rng.randint(1, 6)
    quarters = [Quarter(2022 + at // 4, at % 4 + 1) for at in range(first, min(first + length, 8))]
    over_report = rng.choice((300, 300, 300, 100, 150, 500))
    draft = Draft(
        rng=rng,
        shapes=shapes,
        districts=districts,
        faults=rng.choice((0, 0, 0.02, 0.02, 0.04, 0.12)),
        over_report=over_report,
        cells={},
    )
    files = {"targets.yaml": plan(draft)}
    made_up = rng.choice((0.0, 0.0, 0.3, 1.0))
    for quarter in quarters:
        for district in districts:
            text = Sheet(draft, district, quarter).submission(made_up=draft.odds(made_up))
            if text is not None:
                files[f"reports/{quarter}/districts/{district}.yaml"] = text
    return files


def periods(files: Mapping[str, str]) -> list[str]:
    """Return the quarters that have a submission with something in it."""
    return sorted(
        {path.split("/")[1] for path, text in files.items() if "/" in path and "district:" in text}
    )


def write(files: Mapping[str, str], folder: Path) -> Path:
    """Write a workspace into a folder and return the folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    return folder


def decimal(units: int, decimals: int) -> str:
    """Return units of the last place as a plain decimal with all its places."""
    digits = f"{abs(units):0{decimals + 1}d}"
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    return f"{'-' if units < 0 else ''}{whole}{'.' if part else ''}{part}"


def mapping(entries: Iterable[str], *, flow: bool) -> str:
    """Return a mapping's text behind its key, in braces or in lines of its own."""
    if flow:
        return f" {{{', '.join(entries)}}}"
    return "".join(f"\n  {entry}" for entry in entries)


def drawn_shape(rng: random.Random, number: int) -> Shape:
    """Draw an indicator; what is the default is said or not."""
    id_ = f"{rng.choice(('x', '指标', 'of-'))}{number}"
    kind = rng.choice(("count", "amount", "rate", "amount", "count"))
    decimals = 0 if kind == "count" else rng.choice((0, 1, 1, 2, 3, 4))
    lower, quarterly = rng.random() < 0.35, rng.random() < 0.4
    fields = [f"id: {id_}", f"name: {rng.choice(('名称', '{zh: 名称, en: name}'))}"]
    fields += ["unit: {zh: 家, en: firms}", f"kind: {kind}"]
    fields += ["definition: 年初起累计", "source: 附件1"] if rng.random() < 0.3 else []
    usual = 0 if kind == "count" else 1
    words = (
        ("lower", "higher", lower, "direction"),
        ("quarterly", "cumulative", quarterly, "measure"),
    )
    for chosen, default, is_chosen, name in words:
        if is_chosen or rng.random() < 0.5:
            fields.append(f"{name}: {chosen if is_chosen else default}")
    if decimals != usual or rng.random() < 0.5:
        fields.append(f"decimals: {decimals}")
    pace, said = drawn_pace(rng, kind)
    fields += [f"pace: {said}"] if said else []
    sizes = {"count": (3, 12, 60, 500, 20_000), "amount": (5, 40, 900), "rate": (60, 95, 130)}
    scale = rng.choice(sizes[kind]) * 10**decimals
    if kind == "rate" and decimals > 1 and rng.random() < 0.3:
        scale //= 100
    rng.shuffle(fields)
    return Shape(id_, kind, decimals, lower, quarterly, pace, scale, f"{{{', '.join(fields)}}}")


def drawn_pace(rng: random.Random, kind: str) -> tuple[tuple[float, ...], str]:
    """Draw a pace and how it is said; without a word it is the default."""
    match rng.choice(("default", "linear", "batch", "half", "random", "early")):
        case "default":
            return ((1.0,) * 4 if kind == "rate" else LINEAR), ""
        case "linear":
            return LINEAR, "linear"
        case "batch":
            return (0.0, 0.0, 0.0, 1.0), "[0, 0, 0, 1]"
        case "half":
            return (0.0, 0.5, 0.5, 1.0), "[0, 0.5, 0.50, 1]"
        case "early":
            return (0.0, 0.3, 1.0, 1.0), "[0, 0.3, 1.0, 1]"
        case _:
            shares = sorted(rng.randint(0, 100) for _ in range(3))
            said = ", ".join(decimal(share, 2) for share in shares)
            return (*(share / 100 for share in shares), 1.0), f"[{said}, 1]"


GROUPS = ("province", "上级", "city-1", "city_2", "town")


def drawn_groups(draft: Draft) -> tuple[str, str]:
    """Return the plan's groups, each within one before it or none, and the districts in them."""
    rng = random.Random(f"groups of {len(draft.shapes)} {draft.districts}")  # noqa: S311
    groups = list(GROUPS[: rng.choice((0, 0, 1, 2, 4, 5))])
    text = ""
    for number, group in enumerate(groups):
        around = rng.choice((None, *groups[:number]))
        belongs = "" if around is None else f", within: {around}"
        text += f"  - {{id: {group}, name: {group}{belongs}}}\n"
    districts = "districts:\n"
    for each in draft.districts:
        around = rng.choice((None, *groups))
        belongs = "" if around is None else f", within: {around}"
        districts += f"  - {{id: {each}, name: {each}{belongs}}}\n"
    return (f"groups:\n{text}" if groups else ""), districts


def plan(draft: Draft) -> str:
    """Return the plan's text, and keep what it allocates."""
    rng = draft.rng
    documents = [(date_, text) for year in (2022, 2023) for date_, text in drawn_year(draft, year)]
    issued = rng.choice(("", "issued: 2022-01-10, "))
    parts = [
        "version: 1\n",
        f"plan: {{title: 方案, {issued}start: 2022, end: 2025}}\n",
        *drawn_groups(draft),
        "indicators:\n" + "".join(f"  - {shape.text}\n" for shape in draft.shapes),
        "allocations:\n" + "".join(text for _, text in sorted(documents, key=lambda each: each[0])),
    ]
    if draft.over_report != 300 or draft.odds(0.2):
        parts.append(f"over_report: {draft.over_report}\n")
    if draft.odds(0.5):
        parts.append(f"language: {rng.choice(('zh', 'en'))}\n")
    if draft.odds(0.5):
        green = rng.choice(("0", "2.5", "-3", "5"))
        yellow = rng.choice(("-3", "-10", "-7.5", "-25"))
        parts.append(f"lights: {{green: {green}, yellow: {yellow}}}\n")
    if draft.odds(0.3):
        parts.append(f"ranking: {rng.choice(('true', 'false', 'false'))}\n")
    rng.shuffle(parts)
    return "".join(parts)


def drawn_year(draft: Draft, year: int) -> list[tuple[str, str]]:
    """Return a year's documents, each with its day: what was allocated, and what changed."""
    rng = draft.rng
    if year == 2023 and draft.odds(0.25):
        return []
    first = rng.choice((f"{year}-01-01", f"{year}-01-01", f"{year}-03-31", f"{year - 1}-12-20"))
    if draft.odds(0.1):
        first = f"{year}-05-10"
    base: dict[str, list[str]] = {}
    for shape in draft.shapes:
        for district in draft.districts:
            if draft.odds(0.08):
                continue
            units = 0 if draft.odds(0.05) else max(round(shape.scale * rng.uniform(0.4, 1.6)), 1)
            draft.cells[shape.id, district, year] = [(first, units)]
            text = draft.written(units, shape._replace(kind="amount"))
            base.setdefault(shape.id, []).append(f"{district}: {text}")
    said = "" if first == f"{year}-01-01" and draft.odds(0.7) else f"    effective: {first}\n"
    if draft.odds(0.25):
        said += f"    year_assumed: {rng.choice(('true', 'true', 'false'))}\n"
    documents = [(first, document(year, said, base))]
    days = ("03-31", "04-01", "05-15", "06-30", "07-01", "08-20", "09-30", "10-01", "12-31")
    if draft.odds(0.6):
        chosen = sorted(f"{year}-{day}" for day in rng.sample(days, rng.randint(1, 3)))
        for day in chosen:
            changed = amended(draft, year, day) if day > first else {}
            later = document(year, f"    effective: {day}\n", changed)
            documents += [(day, later)] if changed else []
    return documents


def amended(draft: Draft, year: int, day: str) -> dict[str, list[str]]:
    """Return the cells that a later document changes, `{from, to}`, or gives for the first time."""
    changed: dict[str, list[str]] = {}
    for shape in draft.shapes:
        for district in draft.districts:
            if not draft.odds(0.25):
                continue
            cell = draft.cells.setdefault((shape.id, district, year), [])
            old = cell[-1][1] if cell else None
            units = max(round((old or shape.scale) * draft.rng.uniform(0.6, 1.6)), 0)
            if units == old:
                continue
            plain = shape._replace(kind="amount")
            text = draft.written(units, plain)
            if old is not None:
                text = f"{{from: {draft.written(old, plain)}, to: {text}}}"
            cell.append((day, units))
            changed.setdefault(shape.id, []).append(f"{district}: {text}")
    return changed


def document(year: int, said: str, cells: Mapping[str, list[str]]) -> str:
    """Return a document's entry among the allocations."""
    values = ", ".join(f"{id_}: {{{', '.join(each)}}}" for id_, each in cells.items())
    return f"  - document: 示例办〔{year}〕1号\n    year: {year}\n{said}    values: {{{values}}}\n"


@dataclass
class Sheet:
    """One district's submission while it is filled in: each field is a list of entries."""

    draft: Draft
    district: str
    quarter: Quarter
    values: list[str] = field(default_factory=list)
    not_applicable: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    restatements: list[str] = field(default_factory=list)

    def submission(self, *, made_up: bool) -> str | None:
        """Return the submission's text; None where nothing was sent."""
        draft, rng = self.draft, self.draft.rng
        sent = rng.choices(("all", "none", "empty", "unfilled"), (93, 5, 1, 1))[0]
        for shape in draft.shapes:
            self.fill(shape, sent=sent == "all")
        if sent in {"none", "empty"}:
            return None if sent == "none" else rng.choice(("", "# 待填\n"))
        if sent == "all":
            self.restate()
        year, number = self.quarter
        flow = draft.odds(0.4) or not self.values
        values = mapping(self.values, flow=flow) if sent == "all" else ""
        parts = [
            f"district: {self.district}\n",
            f"period: {self.quarter}\n",
            f"received: {date(year + number // 4, number % 4 * 3 + 1, 5)}\n",
            "prepared_by: 示例经办人\n",
            f"values:{values}\n",
        ]
        if made_up or draft.odds(0.1):
            parts.append(f"sample: {'true' if made_up else 'false'}\n")
        others = {"not_applicable": self.not_applicable, "notes": self.notes}
        parts += [
            f"{name}:{mapping(entries, flow=draft.odds(0.5))}\n"
            for name, entries in others.items()
            if entries
        ]
        if entries := "".join(f"  - {each}\n" for each in self.restatements):
            parts.append(f"restatements:\n{entries}")
        rng.shuffle(parts)
        text = "".join(parts)
        return text.replace("\n", "\r\n") if draft.odds(0.03) else text

    def key(self, shape: Shape) -> Key:
        """Return whose value it is, and when."""
        return self.district, self.quarter, shape

    def fill(self, shape: Shape, *, sent: bool) -> None:
        """Say of one indicator what came about, or leave it out, or say it wrongly."""
        draft = self.draft
        so_far = (shape.id, self.district, self.quarter.year)
        before = draft.so_far[so_far]
        units = self.reached(shape, before)
        if not shape.quarterly:
            draft.so_far[so_far] = max(units, before)
        kept = draft.rng.random()
        if not sent or kept < 0.07:
            draft.nothing.append(self.key(shape))
            self.not_applicable += [f"{shape.id}: 示例原因"] if 0.02 <= kept < 0.05 else []
            self.values += [f"{shape.id}: "] if 0.04 <= kept < 0.07 else []
            return
        if draft.odds(draft.faults):
            figure = self.faulty(shape, units, before)
        else:
            if shape.kind == "rate" and draft.odds((0, 0.5, 1)[int(shape.id[-1]) % 3]):
                figure = parted(draft, shape, units)
            else:
                figure = draft.figure(units, shape)
            if draft.odds(0.06):
                self.notes.append(f"{shape.id}:{draft.rng.choice((' 示例说明', ' '))}")
        self.values.append(f"{shape.id}: {figure.text}")
        if figure.units is not None:
            draft.in_force[self.key(shape)] = figure.units

    def reached(self, shape: Shape, before: int) -> int:
        """Return a likely figure in units, often one on the very edge of a light."""
        rng = self.draft.rng
        whole = self.draft.allocated(shape, self.district, self.quarter)
        whole = shape.scale if whole is None else whole
        pace = shape.pace[self.quarter.number - 1]
        goal = rng.uniform(0.6, 1.15) if shape.lower else rng.uniform(0.7, 1.35)
        if shape.kind == "rate":
            return round(whole * rng.choice((1, pace, *(rng.uniform(0.8, 1.15),) * 2)))
        if shape.quarterly:
            return round(whole * rng.choice((0.25 * goal, 0.25 * goal, pace / self.quarter.number)))
        due = rng.choice((pace, pace - 0.1, pace + 0.05, *(self.quarter.number / 4 * goal,) * 4))
        return max(round(whole * due), before, 0)

    def faulty(self, shape: Shape, units: int, before: int) -> Figure:
        """Return a figure with one of the faults, or one just short of it."""
        draft, rng = self.draft, self.draft.rng
        whole = draft.allocated(shape, self.district, self.quarter) or shape.scale
        fault = rng.choice(FAULTS)
        if fault == "contradiction":
            self.not_applicable.append(f"{shape.id}: 示例原因")
            return Figure(draft.written(units, shape), None)
        if fault == "word":
            return Figure(rng.choice(WORDS), None)
        if fault == "over-precise":
            finer = units * 10 + rng.choice((1, 5))
            if shape.kind != "count":
                finer = units * 10 + rng.choice((0, 3, 5))
            return Figure(decimal(finer, shape.decimals + 1), None)
        if fault == "negative":
            units = -max(units, 1)
        elif fault == "decrease":
            units = before * rng.choice((4, 8)) // 10
        elif fault == "over-report":
            times = rng.choice((10, 10.5, 11, 30, 3, 1.1))
            units = int(whole * draft.over_report * times / 100)
            self.notes += [f"{shape.id}: 示例原因"] if draft.odds(0.4) else []
        elif shape.kind == "rate":
            above, below = rng.choice(RATE_TIMES)
            units = max(rng.choice((units, whole)) * above // below, 1)
        else:
            units = whole * rng.choice((999, 1000, 1000, 10_000))
        draft.faulty.append(self.key(shape))
        return draft.figure(units, shape)

    def restate(self) -> None:
        """Restate figures of the district: mostly earlier ones and soundly, sometimes not."""
        draft, rng = self.draft, self.draft.rng
        for key in self.earlier(draft.faulty):
            if key in draft.in_force and draft.odds(0.4):
                draft.faulty.remove(key)
                _, quarter, shape = key
                whole = draft.allocated(shape, self.district, quarter) or shape.scale
                self.change(key, round(whole * shape.pace[quarter.number - 1]))
        if (earlier := self.earlier(draft.in_force)) and draft.odds(0.35):
            self.correct(rng.choice(earlier))
        if (nothing := self.earlier(draft.nothing)) and draft.odds(0.1):
            self.change(rng.choice(nothing), 5, begin=4)
        if draft.odds(0.04):
            ahead = Quarter(self.quarter.year, rng.choice((self.quarter.number, 4)))
            self.change((self.district, ahead, rng.choice(draft.shapes)), 5, begin=4)

    def earlier(self, keys: Iterable[Key]) -> list[Key]:
        """Return those of the district's that belong to earlier quarters."""
        return [key for key in keys if key[0] == self.district and key[1] < self.quarter]

    def correct(self, key: Key) -> None:
        """Restate a figure by a little, at once or in steps, or from a figure it never had."""
        rng, old = self.draft.rng, self.draft.in_force[key]
        near = max(old + rng.choice((-1, 1, 2, -round(old / 20), round(old / 30))), 0)
        match rng.choice(("at once",) * 6 + ("in steps", "in steps", "mistaken", "same", "mended")):
            case "at once":
                self.change(key, near)
            case "in steps":
                self.change(key, near)
                self.change(key, near + 1)
            case "mistaken":
                self.change(key, near, begin=old + 1)
            case "same":
                self.change(key, old)
            case _:
                self.change(key, near, begin=old + 3)
                self.change(key, near + 2)

    def change(self, key: Key, units: int, *, begin: int | None = None) -> None:
        """Add a restatement, from what is in force unless another beginning is given."""
        draft, (_, quarter, shape) = self.draft, key
        if begin is None:
            begin = draft.in_force[key]
            draft.in_force[key] = units
        self.restatements.append(
            f"{{indicator: {shape.id}, period: {quarter}, from: {draft.written(begin, shape)}, "
            f"to: {draft.written(units, shape)}, reason: 核对, approved_by: 示例审批人, "
            f"on: {quarter.last_day}}}"
        )


def parted(draft: Draft, shape: Shape, units: int) -> Figure:
    """Return a rate by numerator and denominator; units only where it comes out even."""
    below = draft.rng.choice((3, 7, 40, 100, 250, 999))
    above = round(units * below / 100 / 10**shape.decimals)
    exact, rest = divmod(above * 100 * 10**shape.decimals, below)
    return Figure(f"{{numerator: {above}, denominator: {below}}}", None if rest else exact)
