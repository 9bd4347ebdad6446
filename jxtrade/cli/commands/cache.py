"""What is kept of large workspaces, so that nothing is read twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "缓存在哪里、有多大；--clear 清空。",
    "Where the cache is and how large; --clear empties it.",
    "报送在 200 份以上的工作区，读过、核对过的记在用户自己的缓存文件夹里，文件没有改动就不再读。"
    "环境变量 JXTRADE_CACHE 另指一个文件夹，设为空则不用缓存；一次不用加 --no-cache。",
    "Of a workspace of 200 reports or more, what was read and checked is kept in the user's own"
    " cache folder, and files that did not change are not read again. JXTRADE_CACHE names another"
    " folder, empty for none; --no-cache does without it once.",
)
EXAMPLES: Final = """\
jxtrade cache
jxtrade cache --clear"""
TAKES: Final = (options.CLEAR,)


def answer(call: Call, *, clear: bool) -> int:
    """Say where the cache is, or empty it."""
    from jxtrade.cache import Cache, cache_folder

    folder = cache_folder()
    if folder is None:
        said = _NONE
    elif clear:
        said = _CLEARED.fill(folder=str(folder), count=Cache(folder).clear())
    else:
        sizes = [*Cache(folder).sizes()]
        said = _HOLDS.fill(folder=str(folder), count=len(sizes), size=f"{sum(sizes) / 1e6:.1f}")
    output.put(f"{said.to(call.language)}\n", None)
    return 0


_NONE: Final = Text("不用缓存（JXTRADE_CACHE 为空）", "there is no cache (JXTRADE_CACHE is empty)")
_CLEARED: Final = Text(
    "已清空缓存 {folder}：{count} 个文件", "emptied the cache {folder}: {count} files"
)
_HOLDS: Final = Text(
    "缓存 {folder}：{count} 个文件，{size} MB", "the cache {folder}: {count} files, {size} MB"
)
