"""The rules about what the files say together: one file each, found by listing this folder.

A rule's module holds a RULE with its words and one or more checks, each of which says by its
decorator what it looks at. Scopes run in their order, and within a scope a check runs behind
those that it names with `after`: the values that their errors name are known by then.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum, StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

from jxtrade.figures.city import City
from jxtrade.figures.facts import Chain, Facts, Sheet
from jxtrade.figures.programme import Programme
from jxtrade.figures.relations import Relations
from jxtrade.figures.rosters import Claims
from jxtrade.read import dialect
from jxtrade.workspace import Submission

if TYPE_CHECKING:
    from jxtrade.findings import Finding, Rule
    from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
    from jxtrade.workspace import Loaded

Findings: TypeAlias = "Iterator[Finding]"
OfADistrict: TypeAlias = "Loaded[DistrictSubmission]"
OfADepartment: TypeAlias = "Loaded[DepartmentSubmission]"
Run = TypeVar("Run", bound="Callable[..., Findings]")


class Scope(IntEnum):
    """What a check looks at, in the order in which scopes run.

    The office's own files alone; one submission; who names which firm; one district through the
    quarters; the plan's relations over all submissions; all districts and departments; what the
    waivers have met of all this.
    """

    PLAN = 0
    FILE = 1
    CLAIMS = 2
    CHAIN = 3
    RELATIONS = 4
    CITY = 5
    WAIVERS = 6


OF_A_DISTRICT: Final = (Scope.FILE, Scope.CHAIN, Scope.RELATIONS)
"""The scopes of checks that look at one district at a time, less those of departments."""


class Need(StrEnum):
    """What must be there and usable for a check to run."""

    PLAN = "plan"
    TASKS = "tasks"


ALONE: Final[tuple[Need, ...]] = ()
PLAN: Final = (Need.PLAN,)
TASKS: Final = (Need.TASKS,)


class Check(NamedTuple):
    """A rule's look at one scope: over what, what it needs, whose errors it must know of."""

    rule: Rule
    scope: Scope
    over: Callable[[City], Iterable[tuple[Any, ...]]]
    run: Callable[..., Findings]
    needs: tuple[Need, ...]
    after: tuple[str, ...]


class Declared(Generic[Run]):
    """What declares a function as a rule's check: its type is what the scope hands over."""

    def __init__(self, scope: Scope, over: Callable[[City], Iterable[tuple[Any, ...]]]) -> None:
        self.scope = scope
        self.over = over

    def __call__(
        self, rule: Rule, *, needs: tuple[Need, ...] = PLAN, after: tuple[str, ...] = ()
    ) -> Callable[[Run], Check]:
        """Return what makes a check of a function; without more it needs the plan."""
        return lambda run: Check(rule, self.scope, self.over, run, needs, after)


of_plan: Final = Declared[Callable[[Programme], Findings]](
    Scope.PLAN, lambda city: [(city.programme,)]
)
"""The plan and the task lists alone."""

of_file: Final = Declared[Callable[[Facts, Submission], Findings]](
    Scope.FILE, lambda city: ((city.facts, each) for each in city.received.submissions)
)
"""One submission of a district or department, also where it is misplaced."""

of_district: Final = Declared[Callable[[Facts, OfADistrict], Findings]](
    Scope.FILE, lambda city: ((city.facts, each) for each in city.received.districts)
)
"""One submission of a district, also where it is misplaced."""

of_department: Final = Declared[Callable[[Facts, OfADepartment], Findings]](
    Scope.FILE, lambda city: ((city.facts, each) for each in city.received.departments)
)
"""One submission of a department, also where it is misplaced."""

of_sheet: Final = Declared[Callable[[Facts, Sheet], Findings]](
    Scope.FILE, lambda city: ((city.facts, each) for each in city.facts.sheets.values())
)
"""One district's quarter, as far as its submission stands where it belongs."""

of_claims: Final = Declared[Callable[[Claims], Findings]](
    Scope.CLAIMS, lambda city: [(city.claims,)]
)
"""Which district names which firm."""

of_chain: Final = Declared[Callable[[Facts, Chain], Findings]](
    Scope.CHAIN, lambda city: ((city.facts, each) for each in city.facts.chains)
)
"""One district through the quarters."""

of_relations: Final = Declared[Callable[[Relations, Programme], Findings]](
    Scope.RELATIONS, lambda city: [(city.relations, city.programme)]
)
"""The plan's relations over all submissions, whose values all rules before have looked at."""

of_city: Final = Declared[Callable[[City], Findings]](Scope.CITY, lambda city: [(city,)])
"""All districts and departments."""

of_waivers: Final = Declared[Callable[[City], Findings]](Scope.WAIVERS, lambda city: [(city,)])
"""What each waiver has met, once all else is found."""


@cache
def declared() -> tuple[Check, ...]:
    """Return the checks of this folder in the order of their rules' codes."""
    modules = [import_module(f"{__name__}.{name}") for _, name, _ in pkgutil.iter_modules(__path__)]
    found = [each for module in modules for each in vars(module).values() if type(each) is Check]
    return tuple(sorted(found, key=lambda check: (check.rule.code, check.scope)))


@cache
def stages() -> tuple[tuple[Check, ...], ...]:
    """Return the checks in the order in which they run; those of one stage may run in any order.

    Raises:
        LookupError: a check is to run after a rule that there is not.

    """
    known = {check.rule.code: check for check in declared()}

    def depth(check: Check) -> int:
        before = [known[code] for code in check.after]
        return max((depth(each) + 1 for each in before if each.scope is check.scope), default=0)

    order = {(check.scope, depth(check)) for check in declared()}
    return tuple(
        tuple(each for each in declared() if (each.scope, depth(each)) == stage)
        for stage in sorted(order)
    )


@cache
def catalogue() -> tuple[Rule, ...]:
    """Return every rule there is, with its explanation, in the order of the codes."""
    rules = {*dialect.RULES, *(check.rule for check in declared())}
    return tuple(sorted(rules, key=lambda rule: rule.code))
