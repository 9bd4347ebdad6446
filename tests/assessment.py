"""Workspaces with deadlines, tasks and an assessment, and what they come to, worked out by itself.

What is drawn goes on from `seeded`, what is worked out from `independent`; neither shares a line
with the program.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests import independent, seeded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.independent import Quarter

BROKEN = "values: [1\n"
LAST_DAYS = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}


# Drawn


def workspace(seed: int) -> tuple[dict[str, str], date]:
    """Return the files of a workspace: path within it → text; and the day of looking."""
    rng = random.Random(f"assessment {seed}")  # noqa: S311
    files = seeded.workspace(seed)
    plan = independent.read(files["targets.yaml"])
    files["targets.yaml"] += drawn_deadlines(rng)
    if rng.random() < 0.9:
        files["targets.yaml"] += drawn_scoring(rng, plan)
    if rng.random() < 0.7:
        files |= drawn_tasks(rng, sorted({path.split("/")[1] for path in files if "/" in path}))
    for path, text in list(files.items()):
        if path.startswith("reports/") and text.strip("# 待填\n"):
            stamped = [
                f"received:{drawn_stamp(rng, path.split('/')[1])}"
                if line.startswith("received:")
                else line
                for line in text.splitlines()
            ]
            files[path] = "".join(f"{line}\n" for line in stamped)
            if rng.random() < 0.04:
                files[path] = BROKEN
    return files, date(2022, 1, 1) + timedelta(rng.randint(60, 800))


def end_of(period: str) -> datetime:
    return datetime.fromisoformat(f"{period[:4]}-{LAST_DAYS[int(period[-1])]}T00:00")


def drawn_deadlines(rng: random.Random) -> str:
    """Return the plan's deadlines: of some quarters, with an hour or without."""
    quarters = [f"{year}Q{number}" for year in (2022, 2023) for number in (1, 2, 3, 4)]
    lines = []
    for each in quarters:
        if rng.random() < 0.7:
            day = end_of(each) + timedelta(rng.randint(5, 15), minutes=rng.choice((0, 1050)))
            form = "%Y-%m-%dT%H:%M" if rng.random() < 0.6 else "%Y-%m-%d"
            lines.append(f"  {each}: {day:{form}}\n")
    return f"deadlines:\n{''.join(lines)}" if lines else ""


def drawn_stamp(rng: random.Random, period: str) -> str:
    """Return when a submission came in: a day, a time or not yet filled in."""
    if rng.random() < 0.06:
        return ""
    minutes = rng.choice((0, 1, 1049, 1050, 1051, rng.randint(0, 1439)))
    stamp = end_of(period) + timedelta(rng.randint(1, 20), minutes=minutes)
    return f" {stamp:%Y-%m-%dT%H:%M}" if rng.random() < 0.6 else f" {stamp:%Y-%m-%d}"


def drawn_scoring(rng: random.Random, plan: Any) -> str:
    """Return a plan's scoring: some of its indicators, in any order."""
    ids = [each["id"] for each in plan["indicators"]]
    districts = [each["id"] for each in plan["districts"]]
    lines = []
    for id_ in rng.sample(ids, rng.randint(1, len(ids))):
        weight = rng.choice((60, 40, 20, 7.5, 33.33, "0.015", 0, 1, 3))
        if rng.random() < 0.6:
            own = rng.choice(("", "", ", cap: 120", ", cap: 150.5", ", cap: 80"))
            lines.append(f"    {id_}: {{weight: {weight}, method: proportional{own}}}\n")
        else:
            own = rng.choice(("", ", below: 0.5", ", below: 0.25", ", below: 1"))
            lines.append(f"    {id_}: {{weight: {weight}, method: threshold{own}}}\n")
    text = "scoring:\n  indicators:\n" + "".join(lines)
    if rng.random() < 0.7:
        text += f"  incomplete: {rng.choice(('unranked', 'zero'))}\n"
    if excused := [(a, b) for a in districts for b in ids if rng.random() < 0.1]:
        pairs = ", ".join(f"{{district: {a}, indicator: {b}}}" for a, b in excused)
        text += f"  excused: [{pairs}]\n"
    kinds = [each for each in ("late", "missing", "restated", "overdue") if rng.random() < 0.7]
    if kinds:
        costs = ", ".join(f"{each}: {rng.choice((1, 3, 0.5, 0.125, 40, 0))}" for each in kinds)
        text += f"  deductions: {{{costs}}}\n"
    if rng.random() < 0.7:
        text += f"  departments: {{weight: {rng.choice((100, 60, 0.5, 0))}}}\n"
    return text


def drawn_tasks(rng: random.Random, quarters: list[str]) -> dict[str, str]:
    """Return a task list for 2022, perhaps one for 2023, and what departments report."""
    files = {}
    departments = [f"d{number}" for number in range(rng.randint(1, 4))]
    known: dict[str, tuple[str, ...]] = {}
    for year in (2022, 2023)[: rng.randint(1, 2)]:
        lines = [f"version: 1\nyear: {year}\ndocument: x\ndepartments:\n"]
        lines += [f"  - {{id: {each}, name: {each}}}\n" for each in departments]
        lines.append("tasks:\n")
        for task in range(rng.randint(1, 4)):
            own = rng.sample(departments, rng.randint(1, len(departments)))
            lines.append(f"  - id: T{task}\n    name: t\n    departments: [{', '.join(own)}]\n")
            lines.append("    milestones:\n")
            for number in range(rng.randint(1, 4)):
                id_ = f"Y{year}-{task}-{number}"
                lines.append(f"      - {{id: {id_}, quarter: Q{rng.randint(1, 4)}, name: m}}\n")
                known[id_] = tuple(own)
        files["tasks.yaml" if year == 2022 else f"tasks-{year}.yaml"] = "".join(lines)
    for period in quarters:
        for department in departments:
            if rng.random() < 0.15:
                continue
            entries = [
                f"  {id_}: {{status: {drawn_status(rng, period)}}}\n"
                for id_, own in known.items()
                if department in own and id_[1:5] <= period[:4] and rng.random() < 0.6
            ]
            text = f"department: {department}\nperiod: {period}\nreceived:\n"
            text += f"milestones:\n{''.join(entries)}" if entries or rng.random() < 0.5 else ""
            files[f"reports/{period}/departments/{department}.yaml"] = text
    return files


def drawn_status(rng: random.Random, period: str) -> str:
    status = rng.choice(("done", "done", "in_progress", "not_started"))
    if status == "done" and rng.random() < 0.7:
        day = end_of(period) - timedelta(rng.randint(0, 200))
        return f"done, on: {day:%Y-%m-%d}, evidence: [x]"
    return status


# Worked out


@dataclass
class Sent(independent.Workspace):
    """A workspace of which some files can't be read: what stands in them is to be checked."""

    broken: frozenset[str] = frozenset()

    def own(self, indicator: str, district: str, quarter: Quarter) -> tuple[str, independent.Given]:
        """Return the state of a quarter's own value and what is in force."""
        if f"reports/{quarter.year}Q{quarter.number}/districts/{district}.yaml" in self.broken:
            return "suspect", independent.Given()
        return super().own(indicator, district, quarter)


@dataclass
class Office:
    """A workspace as the office sees it on a day."""

    files: Mapping[str, str]
    as_of: date

    def __post_init__(self) -> None:
        read = {path: text for path, text in self.files.items() if text != BROKEN}
        self.workspace = Sent(read, broken=frozenset(self.files.keys() - read.keys()))
        self.plan = self.workspace.plan
        self.deadlines: dict[str, str] = self.plan.get("deadlines") or {}

    def sent(self, kind: str, id_: str, period: str) -> Any:
        """Return what was sent; None where nothing was, or nothing is filled in or readable."""
        text = self.files.get(f"reports/{period}/{kind}/{id_}.yaml", "")
        found = independent.read(text) if text != BROKEN else None
        return found if found and not is_blank(found) else None

    def is_broken(self, kind: str, id_: str, period: str) -> bool:
        """Whether a file is there that can't be read."""
        return self.files.get(f"reports/{period}/{kind}/{id_}.yaml") == BROKEN

    def tasks(self, year: str) -> Any:
        """Return the list of a year; None without one."""
        lists = [independent.read(self.files[name]) for name in self.files if name[:5] == "tasks"]
        return next((each for each in lists if each["year"] == year), None)

    def senders(self, period: str) -> list[tuple[str, str]]:
        """Return who is to submit: districts, and departments that a task of the year names."""
        found = [("districts", each["id"]) for each in self.plan["districts"]]
        if tasks := self.tasks(period[:4]):
            named = {each for task in tasks["tasks"] for each in task["departments"]}
            found += [("departments", d["id"]) for d in tasks["departments"] if d["id"] in named]
        return found

    def late(self, stamp: str | None, period: str) -> timedelta | None:
        """Return by how much something is late for a quarter's deadline; None in time."""
        deadline = self.deadlines.get(period)
        if not stamp or not deadline:
            return None
        if "T" in stamp and "T" in deadline:
            by = datetime.fromisoformat(stamp) - datetime.fromisoformat(deadline)
        else:
            by = date.fromisoformat(stamp[:10]) - date.fromisoformat(deadline[:10])
        return by if by.total_seconds() > 0 else None

    def collect(self, period: str) -> list[dict[str, Any]]:
        """Return what `collect` must say of each that is to submit."""
        deadline = self.deadlines.get(period)
        is_ahead = deadline is not None and self.as_of.isoformat() <= deadline[:10]
        found = []
        for kind, id_ in self.senders(period):
            sent = self.sent(kind, id_, period)
            by = self.late(sent["received"], period) if sent else None
            if sent:
                state = "late" if by else "on_time"
            elif self.is_broken(kind, id_, period):
                state = "unreadable"
            else:
                state = "not_due" if is_ahead else "missing"
            found.append(
                {
                    "kind": kind[:-1],
                    "id": id_,
                    "state": state,
                    "received": (sent["received"] or None) if sent else None,
                    "late_by": duration(by),
                    "missing_values": self.lacking(id_, sent, period) if kind[1] == "i" else [],
                    "missing_milestones": self.unspoken(id_, period) if sent else [],
                }
            )
        return found

    def lacking(self, district: str, sent: Any, period: str) -> list[str]:
        """Return the allocated indicators of which a submission says nothing."""
        if not sent:
            return []
        quarter = independent.Quarter.read(period)
        return [
            name
            for name in self.workspace.indicators
            if self.workspace.allocated(name, district, quarter) is not None
            and not (sent.get("values") or {}).get(name)
            and name not in (sent.get("not_applicable") or {})
        ]

    def unspoken(self, id_: str, period: str) -> list[str]:
        """Return the milestones due that a department leads and has never spoken of."""
        return [
            milestone
            for due, departments, milestone in self.milestones(period)
            if due <= period and departments[0] == id_
            if self.milestone(milestone, id_, due, period) == "missing"
        ]

    def next_period(self) -> str:
        """Return the quarter that is collected without being named."""
        day = self.as_of.isoformat()
        ahead = sorted((when[:10], each) for each, when in self.deadlines.items())
        for when, each in ahead:
            if when >= day:
                return each
        reported = {path.split("/")[1] for path in self.files if path[:8] == "reports/"}
        known = sorted({*self.deadlines, *reported})
        over = [
            f"{year}Q{number}"
            for year in range(2022, 2026)
            for number in (1, 2, 3, 4)
            if f"{year}-{LAST_DAYS[number]}" <= day
        ]
        return known[-1] if known else over[-1] if over else "2022Q1"

    # The assessment

    def score(self, period: str) -> dict[str, Any]:
        """Return what `score` must say: score, place and cells of each district."""
        scoring = self.plan["scoring"]
        lines = {
            (line.district, line.indicator.id): line
            for line in self.workspace.lines(independent.Quarter.read(period))
        }
        districts = {}
        for each in self.plan["districts"]:
            own = {name: lines[each["id"], name] for name in scoring["indicators"]}
            points = self.points(scoring, own)
            off = self.deductions(scoring, "districts", each["id"], period)
            districts[each["id"]] = scored(points, off)
        found = {"districts": self.placed(districts), "departments": {}}
        if "departments" in scoring:
            found["departments"] = self.placed(self.departments(scoring, period))
        return found

    def departments(self, scoring: Any, period: str) -> dict[str, dict[str, Any]]:
        """Return what departments score by the milestones that they lead, unless none is due."""
        weight = Fraction(scoring["departments"]["weight"])
        tally: dict[str, Counter[str]] = {}
        if own := self.tasks(period[:4]):
            tally = {each["id"]: Counter() for each in own["departments"]}
        for due, departments, id_ in self.milestones(period):
            state = self.milestone(id_, departments[0], due, period)
            if due[:4] < period[:4] and state.startswith("done"):
                continue
            for each in departments:
                tally.setdefault(each, Counter())
            if due <= period:
                tally[departments[0]]["due"] += 1
                tally[departments[0]][state] += 1
        found = {}
        for each, times in tally.items():
            off = self.deductions(scoring, "departments", each, period, times["overdue"])
            points = weight * times["done"] / times["due"] if times["due"] else "unknown"
            found[each] = scored({"parts": {"milestones": points}, "is_empty": False}, off)
            found[each] |= {"due": times["due"], "in_time": times["done"]}
        return found

    def milestones(self, period: str) -> Iterable[tuple[str, list[str], str]]:
        """Yield quarter, departments and id of the milestones of all lists up to the year."""
        for year in ("2022", "2023"):
            tasks = self.tasks(year) if year <= period[:4] else None
            for task in tasks["tasks"] if tasks else ():
                for each in task["milestones"]:
                    yield f"{year}{each['quarter']}", task["departments"], each["id"]

    def milestone(self, id_: str, lead: str, due: str, period: str) -> str:
        """Return the state of a milestone that is due or not, by its lead's last word."""
        words = []
        for quarter in sorted(
            {path.split("/")[1] for path in self.files if path[:8] == "reports/"}
        ):
            sent = self.sent("departments", lead, quarter) if quarter <= period else None
            if sent and id_ in (sent.get("milestones") or {}):
                words.append((quarter, sent["milestones"][id_]))
        if not words:
            return "missing"
        last = words[-1][1]
        if last["status"] != "done":
            return "overdue"
        if "on" in last:
            is_late = last["on"] > end_of(due).date().isoformat()
        else:
            said = [quarter for quarter, each in words if each["status"] == "done"]
            is_late = said[0] > due
        return "done_late" if is_late else "done"

    def placed(self, found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Return scores with their places: one more than there are better ones."""
        known = [Fraction(each["score"]) for each in found.values() if each["score"] is not None]
        for each in found.values():
            is_ranked = each["score"] is not None and self.plan.get("ranking") != "false"
            better = (other > Fraction(each["score"]) for other in known) if is_ranked else ()
            each["rank"] = 1 + sum(better) if is_ranked else None
        return found

    def points(self, scoring: Any, own: dict[str, independent.Line]) -> dict[str, Any]:
        """Return the exact points by indicator; "out", "unknown" where there are none."""
        excused = {(e["district"], e["indicator"]) for e in scoring.get("excused") or []}
        found: dict[str, Any] = {}
        kept, whole = Fraction(0), Fraction(0)
        for name, line in own.items():
            weight = Fraction(scoring["indicators"][name]["weight"])
            standing, whole = self.workspace.standing(line), whole + weight
            is_out = standing in {"not_due", "unallocated"} or (line.district, name) in excused
            kept += 0 if is_out else weight
            if is_out:
                found[name] = "out"
            elif standing in {"missing", "suspect", "not_applicable"}:
                is_zero = scoring.get("incomplete") == "zero"
                found[name] = Fraction(0) if is_zero else "unknown"
            else:
                found[name] = weight * earned(scoring["indicators"][name], line)
        scale = whole / kept if kept else None
        return {
            "parts": {
                name: each * (scale or 0) if isinstance(each, Fraction) else each
                for name, each in found.items()
            },
            "is_empty": not kept,
        }

    def deductions(
        self, scoring: Any, kind: str, id_: str, period: str, overdue: int = 0
    ) -> dict[str, Any]:
        """Return times and points by kind, for what happened in the year so far and costs any."""
        times: Counter[str] = Counter(overdue=overdue)
        for number in range(1, int(period[-1]) + 1):
            each = f"{period[:5]}{number}"
            if sent := self.sent(kind, id_, each):
                times["late"] += self.late(sent["received"], each) is not None
                times["restated"] += self.restated_late(id_, sent, each) if kind[1] == "i" else 0
            elif (kind, id_) in self.senders(each) and not self.is_broken(kind, id_, each):
                times["missing"] += self.is_reported(each)
        costs = scoring.get("deductions") or {}
        return {
            name: {"times": times[name], "points": Fraction(cost) * times[name]}
            for name, cost in costs.items()
            if times[name] and Fraction(cost)
        }

    def is_reported(self, period: str) -> bool:
        """Whether anybody has sent anything for a quarter, readable or not."""
        for path, text in self.files.items():
            if path.startswith(f"reports/{period}/"):
                if text == BROKEN:
                    return True
                found = independent.read(text)
                if found and not is_blank(found):
                    return True
        return False

    def restated_late(self, district: str, sent: Any, period: str) -> int:
        """Return how many sound restatements came after the restated quarter's deadline."""
        return sum(
            self.late(sent["received"], change["period"]) is not None
            and self.is_sound(district, change, place, independent.Quarter.read(period))
            for place, change in enumerate(sent.get("restatements") or [])
        )

    def is_sound(self, district: str, change: Any, place: int, sender: Quarter) -> bool:
        """Whether a restatement begins from what was in force before it, and changes it."""
        quarter = independent.Quarter.read(change["period"])
        first = self.sent("districts", district, change["period"])
        if quarter >= sender or first is None:
            return False
        figure = independent.stated(first, change["indicator"]).figure
        for (who, when), later in sorted(
            self.workspace.submissions.items(), key=lambda each: each[0][1]
        ):
            for index, each in enumerate(
                later.get("restatements") or [] if who == district else []
            ):
                if (each["indicator"], each["period"]) != (change["indicator"], change["period"]):
                    continue
                old, new = Fraction(each["from"]), Fraction(each["to"])
                is_sound = figure is not None and old == figure != new and when > quarter
                if (when, index) == (sender, place):
                    return is_sound
                figure = new if is_sound else figure
        raise LookupError


def is_blank(sent: Any) -> bool:
    """Whether nobody has filled in a submission: fields without anything, and nothing said."""
    said = (
        *("values", "not_applicable", "restatements", "notes", "highlights"),
        *("milestones", "targets", "city_totals"),
    )
    has_blank = any(value == "" for value in every(sent))
    return has_blank and not any(filled(sent.get(name)) for name in said)


def filled(value: Any) -> bool:
    """Whether a mapping has an entry with something behind it, or a list an entry."""
    return any(each != "" for each in value.values()) if isinstance(value, dict) else bool(value)


def every(value: Any) -> Iterable[Any]:
    yield value
    within = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in within:
        yield from every(each)


def earned(rule: Any, line: independent.Line) -> Fraction:
    """Return the share of its weight that a value earns."""
    assert line.stands is not None
    allocated, reported = line.stands
    if line.indicator.ceiling:
        if reported <= allocated:
            return Fraction(1)
        below = Fraction(rule.get("below", 0))
        return below if rule["method"] == "threshold" else allocated / reported
    if rule["method"] == "threshold":
        return Fraction(1) if reported >= allocated else Fraction(rule.get("below", 0))
    if allocated == 0:
        return Fraction(1)
    due = allocated * line.pace
    return min(reported / (due or allocated), Fraction(rule.get("cap", 100)) / 100)


def scored(points: Any, off: dict[str, Any]) -> dict[str, Any]:
    parts = points["parts"]
    total = None
    if not points["is_empty"] and "unknown" not in parts.values():
        total = sum((each for each in parts.values() if each != "out"), Fraction(0))
        total -= sum(each["points"] for each in off.values())
    return {
        "score": None if total is None else two_places(max(total, Fraction(0))),
        "parts": {
            name: two_places(each) if isinstance(each, Fraction) else None
            for name, each in parts.items()
        },
        "deductions": {
            name: (each["times"], two_places(each["points"])) for name, each in off.items()
        },
    }


def two_places(figure: Fraction) -> str:
    units = math.floor(figure * 100 + Fraction(1, 2))
    return f"{units // 100}.{units % 100:02d}"


def duration(by: timedelta | None) -> str | None:
    """Return a duration in ISO 8601."""
    if by is None:
        return None
    minutes = int(by.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return "P" + (f"{days}D" if days else "") + (f"T{time}" if time else "")
