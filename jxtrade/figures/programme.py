"""What is to be done: the plan with what it allocates, and the task lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jxtrade.figures.allocations import Allocations
from jxtrade.figures.groups import Groups
from jxtrade.figures.names import Mention, Names
from jxtrade.figures.tasks import Tasks
from jxtrade.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.plan import District, Indicator, Plan
    from jxtrade.model.waivers import WaiverList
    from jxtrade.workspace import Loaded, Workspace


@dataclass(frozen=True)
class Programme:
    """The plan, task lists and waivers, as far as they can be used; who and what they name."""

    usable: Loaded[Plan] | None
    tasks: Tasks
    waivers: Loaded[WaiverList] | None = None

    @property
    def loaded(self) -> Loaded[Plan]:
        """Return the plan beside its file.

        Raises:
            LookupError: there is none that can be used; rules that need one do not run then.

        """
        if self.usable is None:
            raise LookupError
        return self.usable

    @property
    def plan(self) -> Plan:
        """Return the plan.

        Raises:
            LookupError: there is none that can be used.

        """
        return self.loaded.model

    @cached_property
    def allocations(self) -> Allocations:
        """Return what the plan allocates."""
        return Allocations(self.loaded)

    @cached_property
    def groups(self) -> Groups:
        """Return the groups of the plan's districts."""
        return Groups(self.plan)

    @property
    def district(self) -> dict[str, District]:
        """Return the plan's districts by id, in its order; none without a plan."""
        return self.usable.model.district if self.usable else {}

    @property
    def indicator(self) -> dict[str, Indicator]:
        """Return the plan's indicators by id, in its order; none without a plan."""
        return self.usable.model.indicator if self.usable else {}

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the digits after the point that values of each indicator may have."""
        return {id_: each.places for id_, each in self.indicator.items()}

    @cached_property
    def rostered(self) -> tuple[Indicator, ...]:
        """Return the indicators whose count named firms must back."""
        return tuple(each for each in self.indicator.values() if each.roster == "required")

    @cached_property
    def districts(self) -> Names:
        """Return the names of the plan's districts."""
        return Names(self.district.values())

    @cached_property
    def indicators(self) -> Names:
        """Return the names of the plan's indicators."""
        return Names(self.indicator.values())

    @cached_property
    def departments(self) -> Names:
        """Return the names of the departments of all years, as the newest list has them."""
        return Names(self.tasks.departments.values())

    def district_name(self, id_: str) -> Text:
        """Return a district's name for people, or its id where the plan knows none."""
        known = self.district.get(id_)
        return known.name if known else same(id_)

    def group_name(self, id_: str) -> Text:
        """Return a group's name for people, or its id where the plan knows none."""
        known = self.usable.model.group.get(id_) if self.usable else None
        return known.name if known else same(id_)

    def indicator_name(self, id_: str) -> Text:
        """Return an indicator's name for people, or its id where the plan knows none."""
        known = self.indicator.get(id_)
        return known.name if known else same(id_)

    def waived(self, field: str) -> Iterator[Mention]:
        """Yield where waivers name a district or an indicator."""
        for place, each in enumerate(self.waivers.model.waivers if self.waivers else ()):
            if self.waivers and (word := getattr(each, field)) is not None:
                yield Mention(word, self.waivers, ("waivers", place, field))

    @cached_property
    def misnamed(self) -> frozenset[tuple[str, str]]:
        """Return indicator and district of what is allocated under a name that the plan lacks."""
        found = set()
        for allocation in self.plan.allocations:
            for indicator, cells in allocation.values.items():
                known = indicator in self.indicator
                for district in cells if not known else cells.keys() - self.district.keys():
                    sheet = self.indicators.meant(indicator)
                    column = self.districts.meant(district)
                    if sheet and column:
                        found.add((sheet.id, column.id))
        return frozenset(found)


def programme_of(workspace: Workspace) -> Programme:
    """Return the programme that a workspace's plan and task lists make."""
    usable = {each.path for each in workspace.tasks.values()}
    unusable = tuple(path for path in workspace.plans[1:] if path not in usable)
    return Programme(workspace.plan, Tasks(workspace.tasks, unusable), workspace.waivers)
