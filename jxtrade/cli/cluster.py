"""Reading by several processes: of this machine, or of a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from jxtrade.cache import Cache, cache_folder
from jxtrade.cli import progress
from jxtrade.cli.speech import UsageError
from jxtrade.read.tree import FEW
from jxtrade.shards import ElsewhereError, read_by_shards
from jxtrade.text import Text

if TYPE_CHECKING:
    from jxtrade.cli.call import Call
    from jxtrade.read.folder import Outline
    from jxtrade.workspace import Workspace


def read_by_processes(found: Outline, call: Call) -> Workspace:
    """Return the workspace, its districts read and checked by the processes that a call names.

    Raises:
        UsageError: the cluster can't be reached, or its machines don't find the workspace.

    """
    folder = cache_folder() if call.is_cached and len(found.entries) >= FEW else None
    kept = Cache(folder) if folder else None
    if call.scheduler is None:
        return read_by_shards(found, jobs=call.jobs, kept=kept, told=progress.tell)
    with _client(call.scheduler) as client:
        try:
            return read_by_shards(
                found, executor=client.get_executor(), kept=kept, told=progress.tell
            )
        except ElsewhereError as error:
            raise UsageError(_ELSEWHERE, path=str(error)) from None


_ELSEWHERE: Final = Text(
    "集群的机器在 {path} 没有同样的工作区：用各机都能见到的共享文件夹",
    "the cluster's machines don't find the same workspace at {path}: use a folder that all share",
)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        text = Text(
            "--scheduler 需要 Dask：pip install 'jxtrade[dask]'",
            "--scheduler needs Dask: pip install 'jxtrade[dask]'",
        )
        raise UsageError(text) from None
    try:
        return cast("Any", Client)(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        why = str(error).partition("\n")[0]
        text = Text("连不上 {address}：{why}", "can't reach {address}: {why}")
        raise UsageError(text, address=address, why=why) from None


_SECONDS: Final = 5
