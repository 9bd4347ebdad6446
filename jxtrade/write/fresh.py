"""A new workspace: the office's own files, their schemas, and no submissions."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.read.file import FileKind, read_file
from jxtrade.read.folder import PLAN, REPORTS, TASKS, WAIVERS, open_workspace
from jxtrade.render.notation import as_json
from jxtrade.write.save import create

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jxtrade.model.plan import Plan
    from jxtrade.model.tasks import TaskList

SCHEMAS: Final = ".schema"
_PARTS: Final = (PLAN, TASKS, WAIVERS, REPORTS, SCHEMAS)
_SHIPPED: Final = "shipped"


class Office(NamedTuple):
    """The office's own files by name, the plan last, and what they hold, as far as it is known."""

    texts: Mapping[str, str]
    plan: Plan | None = None
    tasks: Mapping[int, TaskList] = MappingProxyType({})

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the names of what a workspace made of them holds."""
        return tuple(name for name in _PARTS if name in (*self.texts, REPORTS, SCHEMAS))


def shipped() -> Office:
    """Return what is shipped: within an installed package, beside it in a checkout."""
    package = Path(__file__).parents[1]
    within = package / _SHIPPED
    workspace = open_workspace(within if within.is_dir() else package.parent / "data")
    texts = {name: Path(workspace.folder, name).read_text("utf-8") for name in (TASKS, PLAN)}
    tasks = {year: each.model for year, each in workspace.tasks.items()}
    return Office(texts, workspace.plan.model if workspace.plan else None, tasks)


def drafted(plan: str) -> Office:
    """Return a plan's text beside what it holds; none where it is yet to be filled in."""
    loaded = read_file(plan.encode(), PLAN, FileKind.PLAN, indicators={}).loaded
    return Office({PLAN: plan}, loaded.model if loaded else None)


def found(office: Office, target: Path) -> tuple[str, ...]:
    """Write a new workspace with these files, or return what of one stands in the folder.

    Raises:
        OSError: it can't be written.

    """
    files = _files(office)
    standing = _standing(target, files)
    if not standing:
        new = {target / name: content for name, content in files.items()}
        create(
            {path: content for path, content in new.items() if not path.exists()},
            folders=[target / REPORTS],
        )
    return standing


def _files(office: Office) -> dict[str, str]:
    """Return what a new workspace holds, the plan last: a folder without it is no workspace yet."""
    from jxtrade.views import jsonschema  # noqa: PLC0415 - only a new workspace needs it

    schemas = {
        f"{SCHEMAS}/{kind}.json": as_json(jsonschema.schema(kind, office.plan, office.tasks))
        for kind in jsonschema.KINDS
    }
    return {**schemas, **office.texts}


def _standing(target: Path, files: dict[str, str]) -> tuple[str, ...]:
    """Return what of a workspace stands there, less what a run that was cut short has left."""
    folders = (REPORTS, SCHEMAS)
    own = [name for name in (PLAN, TASKS, WAIVERS) if name == PLAN or name not in files]
    standing = {name for name in own if os.path.lexists(target / name)}
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
    return tuple(name for name in _PARTS if name in standing)


def _holds(path: Path, content: str) -> bool:
    is_own = path.is_file() and not path.is_symlink()
    return is_own and path.read_bytes() == content.encode("utf-8")


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
