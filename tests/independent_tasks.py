"""Tasks and goals worked out a second time, from the words of the contract alone.

It stands beside `independent`, from which it takes the districts' figures, and shares no line with
the program. Exact figures are fractions, what the contract gives four places is a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.independent import Figure, Quarter, Workspace, effective, four_places, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIST = re.compile(r"tasks(?:-[0-9]{4})?\.yaml")
SENT = re.compile(r"reports/([0-9]{4})Q([1-4])/(districts|departments)/(.+)\.yaml")
OPERATORS = ("at_least", "more_than", "exactly", "at_most")
STATES = ("done", "done_late", "overdue", "in_progress", "missing", "not_due")
SAYING = (
    *("values", "not_applicable", "restatements", "highlights", "notes"),
    *("milestones", "targets", "city_totals"),
)
KINDS = ("allocation", "task", "goal")


class Milestone(NamedTuple):
    year: int
    id: str
    due: Quarter
    departments: tuple[str, ...]
    task: str


class Reported(NamedTuple):
    """A figure, whether it is a quotient, whether a district lacks, whether it is made up."""

    figure: Fraction | None
    level: bool = False
    lacks: bool = False
    made_up: bool = False

    def shown(self, figure: Fraction | None) -> Figure:
        """Return a figure as JSON shows it."""
        return four_places(figure) if self.level else figure


NOTHING = Reported(None)


@dataclass
class Tasks:
    """The task lists and the departments' submissions of a workspace."""

    files: Mapping[str, str]

    @cached_property
    def city(self) -> Workspace:
        """The plan and the districts' submissions."""
        return Workspace(self.files)

    @cached_property
    def lists(self) -> dict[int, Any]:
        """Return the task lists by year, in order."""
        found = (read(text) for path, text in self.files.items() if LIST.fullmatch(path))
        return dict(sorted((int(each["year"]), each) for each in found))

    @cached_property
    def sent(self) -> dict[tuple[str, Quarter], Any]:
        """Return what each department sent for each quarter."""
        return {
            (place[4], Quarter(int(place[1]), int(place[2]))): read(text) or {}
            for path, text in self.files.items()
            if (place := SENT.fullmatch(path)) and place[3] == "departments"
        }

    @cached_property
    def quarters(self) -> list[Quarter]:
        """Return the quarters with a submission in which anything is filled in."""
        return sorted(
            {
                Quarter(int(place[1]), int(place[2]))
                for path, text in self.files.items()
                if (place := SENT.fullmatch(path)) and is_filled_in(read(text))
            }
        )

    def milestones(self, year: int) -> Iterator[Milestone]:
        """Yield those of a year's own list."""
        for task in self.lists.get(year, {"tasks": []})["tasks"]:
            for each in task["milestones"]:
                due = Quarter(year, int(each["quarter"][1]))
                yield Milestone(year, each["id"], due, tuple(task["departments"]), task["id"])

    def meant(self, id_: str, quarter: Quarter) -> int | None:
        """Return the year of the list whose milestone a submission of a quarter speaks of."""
        years = [
            year
            for year in self.lists
            if year <= quarter.year and id_ in {each.id for each in self.milestones(year)}
        ]
        return max(years, default=None)

    def said(self, milestone: Milestone, until: Quarter) -> list[tuple[Quarter, Any, bool]]:
        """Return when the lead spoke of a milestone, what it said, and whether it made that up."""
        lead = milestone.departments[0]
        return [
            (quarter, sent["milestones"][milestone.id], sent.get("sample") == "true")
            for (department, quarter), sent in sorted(
                self.sent.items(), key=lambda each: each[0][1]
            )
            if department == lead
            and quarter <= until
            and milestone.id in (sent.get("milestones") or {})
            and self.meant(milestone.id, quarter) == milestone.year
        ]

    def state(self, milestone: Milestone, at: Quarter) -> str:
        """Return a milestone's state by its lead's last word up to a quarter."""
        said = self.said(milestone, at)
        is_due = milestone.due <= at
        if not said:
            return "missing" if is_due else "not_due"
        last = said[-1][1]
        if last["status"] == "done":
            if "on" in last:
                late = date.fromisoformat(last["on"]) > milestone.due.last_day
            else:
                first = min(quarter for quarter, word, _ in said if word["status"] == "done")
                late = first > milestone.due
            return "done_late" if late else "done"
        if is_due:
            return "overdue"
        return "in_progress" if last["status"] == "in_progress" else "not_due"

    def shown(self, at: Quarter) -> list[Milestone]:
        """Return the year's milestones, and of earlier years what is not done."""
        return [
            each
            for year in self.lists
            if year <= at.year
            for each in self.milestones(year)
            if year == at.year or not self.state(each, at).startswith("done")
        ]

    def counts(self, milestones: list[Milestone], at: Quarter) -> dict[str, int]:
        """Return how many are due, and how many stand how."""
        states = [self.state(each, at) for each in milestones]
        return {"due": sum(each.due <= at for each in milestones)} | {
            state: states.count(state) for state in STATES
        }

    # Targets

    def summed(self, indicator: str, at: Quarter) -> Reported:
        """Return the districts' sum of a quarter."""
        lines = [each for each in self.city.lines(at) if each.indicator.id == indicator]
        allocated = [each for each in lines if each.allocated is not None]
        counted = [each for each in allocated if each.counts]
        of = [each for each in allocated if each.state != "not_applicable"]
        made_up = any(each.made_up for each in counted)
        lacks = len(counted) < len(of)
        if not self.city.indicators[indicator].level:
            known = [each.reported for each in counted if each.reported is not None]
            figure = sum(known, Fraction(0)) if known else None
            return Reported(figure, lacks=lacks, made_up=made_up)
        pairs = [each.quotient for each in counted if each.quotient is not None]
        if lacks or not pairs or len(pairs) < len(counted):
            return Reported(None, level=True, lacks=lacks)
        above, below = (sum(pair[side] for pair in pairs) for side in (0, 1))
        rate = Fraction(above) / Fraction(below) * 100
        return Reported(rate, level=True, lacks=lacks, made_up=made_up)

    def of_task(self, task: Any, target: Any, at: Quarter) -> Reported:
        """Return the first department's figure of the quarter, else the districts' sum."""
        for department in task["departments"]:
            sent = self.sent.get((department, at), {})
            written = (sent.get("targets") or {}).get(target["id"])
            if written and not written.startswith("-"):
                return Reported(Fraction(written), made_up=sent.get("sample") == "true")
        if target.get("indicator") in self.city.indicators:
            return self.summed(target["indicator"], at)
        return NOTHING

    def last_quarter(self, year: int, at: Quarter) -> Quarter:
        """Return the quarter looked at, of another year its last with a submission."""
        if year == at.year:
            return at
        return max((each for each in self.quarters if each.year == year), default=Quarter(year, 4))

    def of_goal(self, goal: Any, at: Quarter) -> Reported:
        """Return the years' sums, each by its last quarter; of a level the last year's."""
        indicator = self.city.indicators.get(goal["indicator"])
        years = range(2022, min(int(goal["year"]), at.year) + 1)
        if indicator is None or not years:
            return NOTHING
        parts = [self.summed(indicator.id, self.last_quarter(year, at)) for year in years]
        if indicator.level:
            return parts[-1]
        known = [each.figure for each in parts if each.figure is not None]
        return Reported(
            sum(known, Fraction(0)) if known else None,
            lacks=any(each.lacks for each in parts),
            made_up=any(each.made_up for each in parts if each.figure is not None),
        )

    def in_force(self, indicator: str, district: str, year: int, at: Quarter) -> Fraction | None:
        """Return what a year allocates as in force at the end looked at, else at its own."""
        quarter = at if year == at.year else Quarter(year, 4)
        return self.city.allocated(indicator, district, quarter)


def is_filled_in(sent: Any) -> bool:
    """Tell whether a file says anything, or leaves no blank."""
    if not sent:
        return False
    says = any(filled(sent.get(field)) for field in SAYING)
    return says or not any(has_blank(each) for each in sent.values())


def filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(filled(each) for each in value.values())
    return bool(value)


def has_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(has_blank, value.values()))
    return bool(value == "")


def held(target: Any, reported: Reported, *, over: bool) -> dict[str, Any]:
    """Return operator, target, what is reported, the first verdict that holds, gap and surplus."""
    ((operator, written),) = target.items()
    asked, figure = Fraction(written), reported.figure
    verdict = judged(operator, asked, reported, over=over)
    unknown = verdict in {"missing", "incomplete"} or figure is None
    gap = surplus = None
    if not unknown and figure is not None:
        gap = Fraction(0) if operator == "at_most" else max(asked - figure, Fraction(0))
        surplus = max(figure - asked, Fraction(0))
    return {
        "operator": operator,
        "target": asked,
        "reported": reported.shown(figure),
        "verdict": verdict,
        "gap": reported.shown(gap),
        "surplus": reported.shown(surplus),
    }


def judged(operator: str, asked: Fraction, reported: Reported, *, over: bool) -> str:
    figure = reported.figure
    if figure is None:
        return "missing"
    holds = {
        "at_least": figure >= asked,
        "more_than": figure > asked,
        "exactly": figure == asked,
        "at_most": figure <= asked and over,
    }
    in_order = [
        ("above", operator == "exactly" and figure > asked),
        ("broken", operator == "at_most" and figure > asked),
        ("met", holds[operator]),
        ("under_way", not over),
        ("incomplete", reported.lacks),
    ]
    return next((verdict for verdict, is_so in in_order if is_so), "short")


def tasks(workspace: Tasks, period: str) -> dict[str, Any]:
    """Return what `tasks` must say of a quarter."""
    at = Quarter.read(period)
    shown = workspace.shown(at)
    own = workspace.lists.get(at.year, {"tasks": [], "departments": []})
    aims = {
        (task["id"], target["id"]): workspace.of_task(task, target, at)
        for task in own["tasks"]
        for target in task.get("targets") or []
    }
    departments = [each["id"] for each in own["departments"]]
    departments += [id_ for each in shown for id_ in each.departments if each.year < at.year]
    following = Quarter(at.year + at.number // 4, at.number % 4 + 1)
    return {
        "sample": any(each.made_up and each.figure is not None for each in aims.values())
        or any(said[-1][2] for each in shown if (said := workspace.said(each, at))),
        "milestones": {
            (each.year, each.task, each.id): milestone_fields(workspace, each, at) for each in shown
        },
        "targets": {
            (task["id"], target["id"]): held(
                target["target"], aims[task["id"], target["id"]], over=at.number == 4
            )
            for task in own["tasks"]
            for target in task.get("targets") or []
        },
        "departments": {
            id_: workspace.counts([each for each in shown if each.departments[0] == id_], at)
            | {
                "supports": workspace.counts(
                    [each for each in shown if id_ in each.departments[1:]], at
                )
            }
            for id_ in departments
        },
        "next": [
            {
                "quarter": f"{following.year}Q{following.number}",
                "department": each.departments[0],
                "milestone": each.id,
            }
            for each in workspace.milestones(following.year)
            if each.due == following and not workspace.state(each, at).startswith("done")
        ],
    }


def milestone_fields(workspace: Tasks, milestone: Milestone, at: Quarter) -> dict[str, Any]:
    said = workspace.said(milestone, at)
    last = said[-1][1] if said else {}
    state = workspace.state(milestone, at)
    return {
        "quarter": f"Q{milestone.due.number}",
        "state": state,
        "carried": milestone.year < at.year,
        "on": last.get("on") if state.startswith("done") else None,
        "department": milestone.departments[0],
        "evidence": last.get("evidence") or [],
        "note": {"zh": last["note"], "en": last["note"]} if last.get("note") else None,
    }


def goals(workspace: Tasks, period: str) -> dict[str, Any]:
    """Return what `goals` must say: quantities in order, their targets and their groups."""
    at, plan = Quarter.read(period), workspace.city.plan
    measured: dict[str, list[Any]] = {each: [] for each in workspace.city.indicators}
    alone: list[Any] = []
    for goal in plan.get("goals") or []:
        entry = {"kind": "goal", "id": goal["id"], "year": int(goal["year"])}
        reported = workspace.of_goal(goal, at)
        over = (at.year, at.number) >= (int(goal["year"]), 4)
        entry |= held(goal["target"], reported, over=over) | {"made up": reported.made_up}
        if goal["indicator"] not in measured:
            entry["verdict"] = "unmeasured"
        measured.get(goal["indicator"], alone).append(entry)
    for year, listed in workspace.lists.items():
        for task in listed["tasks"]:
            for target in task.get("targets") or []:
                reported = NOTHING
                if year <= at.year:
                    reported = workspace.of_task(task, target, workspace.last_quarter(year, at))
                entry = {"kind": "task", "id": target["id"], "year": year}
                over = (at.year, at.number) >= (year, 4)
                entry |= held(target["target"], reported, over=over) | {"made up": reported.made_up}
                measured.get(target.get("indicator") or "", alone).append(entry)
    quantities: list[dict[str, Any]] = []
    for name, asked in measured.items():
        entries = [*asked, *allocations(workspace, name, at)]
        if entries:
            entries.sort(key=lambda each: (each["year"], KINDS.index(each["kind"])))
            groups = group_fields(workspace, name, at)
            quantities.append({"indicator": name, "targets": entries, "groups": groups})
    quantities += [{"indicator": None, "targets": [each], "groups": []} for each in alone]
    every = [each for quantity in quantities for each in quantity["targets"]]
    return {
        "sample": any(each["made up"] and each["reported"] is not None for each in every),
        "quantities": quantities,
    }


def years_of(workspace: Tasks) -> list[int]:
    return sorted({int(each["year"]) for each in workspace.city.plan["allocations"]})


def allocations(workspace: Tasks, name: str, at: Quarter) -> list[Any]:
    """Return what is allocated for each year; a level is not."""
    indicator, found = workspace.city.indicators[name], []
    for year in years_of(workspace) if not indicator.level else []:
        cells = [workspace.in_force(name, each, year, at) for each in workspace.city.districts]
        known = [each for each in cells if each is not None]
        if known:
            operator = "at_most" if indicator.ceiling else "exactly"
            reported = NOTHING
            if year <= at.year:
                reported = workspace.summed(name, workspace.last_quarter(year, at))
            over = (at.year, at.number) >= (year, 4)
            asked = {operator: sum(known, Fraction(0))}
            entry = {"kind": "allocation", "id": None, "year": year}
            entry |= held(asked, reported, over=over) | {"made up": reported.made_up}
            found.append(entry)
    return found


def group_fields(workspace: Tasks, name: str, at: Quarter) -> list[Any]:
    """Return by year and group what the districts within are allocated, and what is stated."""
    plan, found = workspace.city.plan, []
    if workspace.city.indicators[name].level:
        return []
    for year in years_of(workspace):
        day = (at if year == at.year else Quarter(year, 4)).last_day
        documents = sorted(
            (each for each in plan["allocations"] if int(each["year"]) == year), key=effective
        )
        for group in workspace.city.groups:
            within = workspace.city.within(group)
            cells = [workspace.in_force(name, each, year, at) for each in within]
            known = [each for each in cells if each is not None]
            stated = None
            for document in documents:
                given = (document.get("groups") or {}).get(name, {}).get(group)
                if given is not None and effective(document) <= day:
                    stated = Fraction(given)
            if known or stated is not None:
                allocated = sum(known, Fraction(0)) if known else None
                found.append(
                    {"group": group, "year": year, "allocated": allocated, "stated": stated}
                )
    return found
