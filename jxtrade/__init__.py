"""A target tracker over YAML files for the people who run a city's programme.

`open_workspace` reads a workspace, `validate` checks it, `reconcile` holds a quarter's figures
against what was allocated.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from datetime import date

    from jxtrade.engine import Verdict
    from jxtrade.model.period import Period
    from jxtrade.reconcile import Reconciliation
    from jxtrade.workspace import Workspace

__version__ = "0.2.0"
__all__ = ["open_workspace", "reconcile", "validate"]


def open_workspace(folder: str | os.PathLike[str], *, as_of: date | None = None) -> Workspace:
    """Return the workspace in a folder, with a finding for all in it that can't be read.

    `as_of` is the day on which the workspace is looked at; without it no deadline is ever past.

    Raises:
        jxtrade.read.folder.NoWorkspaceError: no such folder, or nothing of a workspace in it.

    """
    from jxtrade.read import folder as of_folder  # noqa: PLC0415 - see _Package

    return of_folder.open_workspace(folder, as_of=as_of)


def validate(workspace: Workspace) -> Verdict:
    """Return what every rule finds in a workspace, sorted by place.

    The verdict's own `workspace` is the one to go on with: its suspect values are marked.
    """
    from jxtrade.engine import validate as check  # noqa: PLC0415 - see _Package

    return check(workspace)


def reconcile(workspace: Workspace, period: Period | str) -> Reconciliation:
    """Return every district's line in every indicator of a quarter, and the city's lines.

    The rules are run first: a value that an error names is suspect, and in no sum or rank.
    Figures are exact Decimals in the indicator's unit, rates in percent, leads in percentage
    points; None is "there is none", never 0.

    Raises:
        ValueError: the period is not written as 2022Q2.

    """
    from jxtrade.model.period import Period  # noqa: PLC0415 - see _Package
    from jxtrade.reconcile import reconcile as hold  # noqa: PLC0415

    quarter = Period.parse(period) if isinstance(period, str) else period
    if quarter is None:
        message = f"not a quarter such as 2022Q2: {period!r}"
        raise ValueError(message)
    return hold(validate(workspace).workspace, quarter)


class _Package(ModuleType):
    """Keeps the verbs functions where modules bear the same names.

    Importing the module `jxtrade.reconcile` would put it in the function's place. The verbs load
    what they need when they are called, so that the command line starts before anything heavy does.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
