"""A target tracker over YAML files for the people who run a city's programme.

`open_workspace` reads a workspace, `validate` checks it, `reconcile` holds a quarter's figures
against what was allocated:

    verdict = validate(open_workspace("data"))
    lines = reconcile(verdict, "2022Q2").lines

What these give back is frozen: a `Verdict` has the findings and the `City` (its `facts`, who sent
what, the departments' figures against the districts'), a `Reconciliation` the lines and totals of
a quarter. Without a workspace in the folder there is a `NoWorkspaceError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import os
    from concurrent.futures import Executor
    from datetime import date

    from jxtrade.engine import Verdict
    from jxtrade.figures.city import City
    from jxtrade.figures.lines import Reconciliation
    from jxtrade.findings import Finding, Severity
    from jxtrade.model.period import Period
    from jxtrade.read.folder import NoWorkspaceError
    from jxtrade.workspace import Workspace

__version__ = "0.2.0"
__all__ = [
    "City",
    "Finding",
    "NoWorkspaceError",
    "Period",
    "Reconciliation",
    "Severity",
    "Verdict",
    "Workspace",
    "open_workspace",
    "reconcile",
    "validate",
]
_ROOMS: Final = {
    "City": "figures.city",
    "Finding": "findings",
    "NoWorkspaceError": "read.folder",
    "Period": "model.period",
    "Reconciliation": "figures.lines",
    "Severity": "findings",
    "Verdict": "engine",
    "Workspace": "workspace",
}


def __getattr__(name: str) -> Any:
    """Return a public type from its room; nothing is loaded before it is asked for."""
    if name not in _ROOMS:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


# Each verb loads what it needs when it is called, so that the command line starts at once.


def open_workspace(
    folder: str | os.PathLike[str],
    *,
    as_of: date | None = None,
    executor: Executor | None = None,
) -> Workspace:
    """Return the workspace in a folder, with a finding for all in it that can't be read.

    `as_of` is the day on which the workspace is looked at; without it no deadline is ever past.
    With an executor, of processes here or of a cluster whose workers see the folder under the
    same path, the districts are read and checked there; what comes of it is the same.

    Raises:
        NoWorkspaceError: no such folder, or nothing of a workspace in it.
        ElsewhereError: a worker of the executor does not find the same files (`jxtrade.shards`).

    """
    from jxtrade.read.folder import outline_of  # noqa: PLC0415

    found = outline_of(folder, as_of=as_of)
    if executor is None:
        return found.read_all()
    from jxtrade.shards import read_by_shards  # noqa: PLC0415

    return read_by_shards(found, executor=executor)


def validate(workspace: Workspace) -> Verdict:
    """Return what every rule finds in a workspace, sorted by place.

    Of the verdict's `city` the values that an error names are marked as suspect.
    """
    from jxtrade.engine import validate as check  # noqa: PLC0415

    return check(workspace)


def reconcile(checked: Verdict | Workspace, period: Period | str) -> Reconciliation:
    """Return every district's line in every indicator of a quarter, and the city's lines.

    A workspace is validated first: a value that an error names is suspect, and in no sum or rank.
    Figures are exact Decimals in the indicator's unit, rates in percent, leads in percentage
    points; None is "there is none", never 0.

    Raises:
        ValueError: the period is not written as 2022Q2.
        LookupError: the plan can't be used.

    """
    from jxtrade.engine import Verdict  # noqa: PLC0415
    from jxtrade.figures.lines import reconcile as hold  # noqa: PLC0415
    from jxtrade.model.period import Period  # noqa: PLC0415

    quarter = Period.parse(period) if isinstance(period, str) else period
    if quarter is None:
        message = f"not a quarter such as 2022Q2: {period!r}"
        raise ValueError(message)
    verdict = checked if isinstance(checked, Verdict) else validate(checked)
    return hold(verdict.city.facts, quarter)
