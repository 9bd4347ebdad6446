"""A new workspace: the shipped plan and tasks, their schemas, and no submissions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jxtrade.read.folder import PLAN, REPORTS, TASKS, open_workspace
from jxtrade.render.notation import as_json
from jxtrade.write.save import create

if TYPE_CHECKING:
    from jxtrade.workspace import Workspace

SCHEMAS: Final = ".schema"
PARTS: Final = (PLAN, TASKS, REPORTS, SCHEMAS)
_SHIPPED: Final = "shipped"


def shipped() -> Workspace:
    """Return what is shipped: within an installed package, beside it in a checkout."""
    package = Path(__file__).parents[1]
    within = package / _SHIPPED
    return open_workspace(within if within.is_dir() else package.parent / "data")


def found(workspace: Workspace, target: Path) -> tuple[str, ...]:
    """Write a new workspace like the given one, or return what of one stands in the folder.

    Raises:
        OSError: it can't be written.

    """
    files = _files(workspace)
    standing = _standing(target, files)
    if not standing:
        new = {target / name: content for name, content in files.items()}
        create(
            {path: content for path, content in new.items() if not path.exists()},
            folders=[target / REPORTS],
        )
    return standing


def _files(workspace: Workspace) -> dict[str, str]:
    """Return what a new workspace holds, the plan last: a folder without it is no workspace yet."""
    from jxtrade.views import jsonschema  # noqa: PLC0415 - only a new workspace needs it

    plan = workspace.plan.model if workspace.plan else None
    tasks = {year: each.model for year, each in workspace.tasks.items()}
    schemas = {
        f"{SCHEMAS}/{kind}.json": as_json(jsonschema.schema(kind, plan, tasks))
        for kind in jsonschema.KINDS
    }
    office = {name: Path(workspace.folder, name).read_text("utf-8") for name in (TASKS, PLAN)}
    return schemas | office


def _standing(target: Path, files: dict[str, str]) -> tuple[str, ...]:
    """Return what of a workspace stands there, less what a run that was cut short has left."""
    folders = (REPORTS, SCHEMAS)
    standing = {PLAN} if os.path.lexists(target / PLAN) else set()
    standing |= {
        name.split("/")[0]
        for name, content in files.items()
        if os.path.lexists(target / name) and not _holds(target / name, content)
    }
    standing |= {
        name for name in folders if os.path.lexists(target / name) and not _is_folder(target / name)
    }
    if _is_folder(target / REPORTS) and any((target / REPORTS).iterdir()):
        standing.add(REPORTS)
    return tuple(name for name in PARTS if name in standing)


def _holds(path: Path, content: str) -> bool:
    is_own = path.is_file() and not path.is_symlink()
    return is_own and path.read_bytes() == content.encode("utf-8")


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
