"""The rules about what the files say together: one file each, found by listing this folder.

A rule's module holds a RULE with its words and a `check` that yields findings. Rules run in
stages, 0 unless a module sets STAGE; after each the values that an error names are known. A chain
of quarters (1) steps over them, a sum or comparison (2) leaves them out.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from jxtrade.read import dialect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.findings import Finding, Rule
    from jxtrade.workspace import Workspace


STAGES: Final = (0, 1, 2)


class Check(Protocol):
    """What a rule does: yield its findings about a workspace."""

    def __call__(self, workspace: Workspace, /) -> Iterator[Finding]:
        """Yield the findings."""


class Checked(NamedTuple):
    """A rule beside its check, what it needs, and its stage."""

    rule: Rule
    check: Check
    needs: frozenset[str]
    stage: int


@cache
def checks() -> tuple[Checked, ...]:
    """Return the rules of this folder in the order of their codes."""
    modules = [import_module(f"{__name__}.{name}") for _, name, _ in pkgutil.iter_modules(__path__)]
    found = [
        Checked(
            module.RULE,
            cast("Check", module.check),
            frozenset(getattr(module, "NEEDS", ("plan",))),
            getattr(module, "STAGE", 0),
        )
        for module in modules
    ]
    return tuple(sorted(found, key=lambda checked: checked.rule.code))


@cache
def catalogue() -> tuple[Rule, ...]:
    """Return every rule there is, with its explanation, in the order of the codes."""
    rules = [*dialect.RULES, *(checked.rule for checked in checks())]
    return tuple(sorted(rules, key=lambda rule: rule.code))
