"""What a shell completes, of the program and of the workspace at hand; a broken one gives nothing.

Only what is asked for is read: names of folders, or the ids of the plan as they are written.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jxtrade.cli import nearby

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typer._click.shell_completion import CompletionItem
    from typer.core import TyperGroup

    from jxtrade.text import Lang

    Offer: TypeAlias = Callable[[Any, str], Iterable[str]]

SHELLS: Final = ("bash", "zsh", "fish", "powershell", "pwsh")
_VARIABLE: Final = "_JXTRADE_COMPLETE"
_SAFE: Final = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)


def script(shell: str) -> str:
    """Return what makes a shell ask the program for the words that may come next."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="jxtrade", complete_var=_VARIABLE, shell=shell)


def is_asked() -> bool:
    """Tell whether a shell asks."""
    return bool(os.environ.get(_VARIABLE))


def answer(program: TyperGroup, language: Lang) -> int:
    """Tell the shell what may come next, and return the exit status that it expects."""
    from typer._completion_classes import completion_init

    completion_init()
    try:
        program.main([], prog_name="jxtrade", obj=language)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except Exception:  # noqa: BLE001 - a prompt is no place for complaints
        return 1
    return 0


def items(offer: Offer | None, ctx: Any, incomplete: str) -> list[CompletionItem]:
    """Return the words on offer that begin so; none that a shell would take for more than a word.

    The shells evaluate what they are given.
    """
    from typer._click.shell_completion import CompletionItem

    if offer is None:
        return []
    with suppress(Exception):  # whatever is wrong with a workspace, `jxtrade validate` says it
        words = [word for word in offer(ctx, incomplete) if word.startswith(incomplete)]
        return [CompletionItem(each) for each in words if _SAFE.fullmatch(each.replace(",", ""))]
    return []


def among(words: Iterable[str]) -> Offer:
    """Return what offers the words that are known beforehand."""
    return lambda _, __: map(str, words)


def reported_periods(ctx: Any, _: str) -> Iterator[str]:
    """Yield the quarters that have a folder of submissions."""
    from jxtrade.model.period import Period

    for name in sorted(os.listdir(f"{_folder(ctx)}/reports")):
        if Period.parse(name):
            yield name


def planned_years(ctx: Any, _: str) -> Iterator[str]:
    """Yield the years of the plan."""
    plan = _raw(ctx, "targets.yaml")["plan"]
    yield from map(str, range(int(plan["start"]), int(plan.get("end", plan["start"])) + 1))


def planned_periods(ctx: Any, _: str) -> Iterator[str]:
    """Yield the quarters of the plan."""
    for year in planned_years(ctx, _):
        yield from (f"{year}Q{quarter}" for quarter in range(1, 5))


def district_ids(ctx: Any, _: str) -> list[str]:
    """Return the districts of the plan."""
    return _ids(ctx, "targets.yaml", "districts")


def group_ids(ctx: Any, _: str) -> list[str]:
    """Return the groups of the plan."""
    return _ids(ctx, "targets.yaml", "groups")


def indicator_ids(ctx: Any, _: str) -> list[str]:
    """Return the indicators of the plan."""
    return _ids(ctx, "targets.yaml", "indicators")


def department_ids(ctx: Any, _: str) -> Iterator[str]:
    """Yield the departments of all task lists."""
    lists = (name for name in sorted(os.listdir(_folder(ctx))) if name.startswith("tasks"))
    yield from dict.fromkeys(id_ for name in lists for id_ in _ids(ctx, name, "departments"))


def senders(ctx: Any, incomplete: str) -> list[str]:
    """Return who submits: the plan's districts, and the departments of the quarter's tasks."""
    found = district_ids(ctx, incomplete)
    for name in (f"tasks-{ctx.params['period'][:4]}.yaml", "tasks.yaml"):
        with suppress(OSError):
            return [*found, *_ids(ctx, name, "departments")]
    return found


def rule_names(_: Any, __: str) -> list[str]:
    """Return the codes and slugs of all rules."""
    from jxtrade.rules import catalogue

    return [name for each in catalogue() for name in (each.code, each.slug)]


def rule_lists(ctx: Any, incomplete: str) -> list[str]:
    """Return the codes and slugs of all rules, behind those that are there already."""
    before = incomplete[: incomplete.rfind(",") + 1]
    return [f"{before}{name}" for name in rule_names(ctx, incomplete)]


def kinds(_: Any, __: str) -> Iterable[str]:
    """Return the kinds of files that have a schema."""
    from jxtrade.views.jsonschema import KINDS

    return (*KINDS, "output")


def output_names(ctx: Any, _: str) -> Iterable[str]:
    """Return the outputs that have a schema, where one of these is asked for."""
    from jxtrade.views import outputs

    return outputs.NAMES if ctx.params["kind"] == "output" else ()


def _folder(ctx: Any) -> str:
    return nearby.folder(ctx.params.get("data"))


def _ids(ctx: Any, name: str, key: str) -> list[str]:
    return [str(each["id"]) for each in _raw(ctx, name)[key]]


def _raw(ctx: Any, name: str) -> Any:
    """Return what is written in one of the office's files.

    Raises:
        OSError: there is no such file.

    """
    from jxtrade.read.document import parse
    from jxtrade.read.faults import OFFICE

    path = f"{_folder(ctx)}/{name}"
    if not os.path.isfile(path):
        raise FileNotFoundError(path)
    with open(path, "rb") as file:
        return parse(file.read(OFFICE.bytes + 1), limits=OFFICE).data
