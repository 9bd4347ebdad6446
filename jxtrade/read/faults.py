"""What can be wrong with a text before any field of it is looked at, and what its limits are."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jxtrade.place import Span
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_DEPTH: Final = 32
MAX_SCALAR: Final = 10_000
MAX_FAULTS: Final = 1_000


class Limits(NamedTuple):
    """How many bytes a file may have, and how many nodes: keys, values and collections."""

    bytes: int
    nodes: int


SUBMISSION: Final = Limits(bytes=1 << 20, nodes=100_000)
OFFICE: Final = Limits(bytes=16 << 20, nodes=2_000_000)
"""What the office writes itself: the plan, the task lists, the waivers."""


class FaultKind(StrEnum):
    """What can be wrong with a text before any field of it is looked at."""

    SYNTAX = "syntax"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    ENCODING = "encoding"
    LIMIT = "limit"
    CHARACTER = "character"
    PRIVATE = "private"


class Fault(NamedTuple):
    """Something that the dialect refuses, its place, and another place where one belongs to it."""

    kind: FaultKind
    span: Span
    facts: Mapping[str, Any]
    related: Span | None = None


FAULTS: Final = Text("一份文件中的问题数", "faults of one file")
LIMITS: Final = {
    "bytes": Text("文件大小（字节）", "size of the file in bytes"),
    "depth": Text("嵌套层数", "levels of nesting"),
    "nodes": Text("条目总数", "number of entries"),
    "scalar": Text("一处文字的字数", "characters of one text"),
}
REFUSALS: Final = {
    "anchor": Text("锚点（&）", "an anchor (&)"),
    "alias": Text("别名（*）", "an alias (*)"),
    "tag": Text("类型标签（!）", "a tag (!)"),
    "merge": Text("合并键（<<）", "a merge key (<<)"),
    "key": Text("不是文字的键", "a key that is not text"),
    "document": Text("第二个文档（---）", "a second document (---)"),
    "directive": Text("指令（%）", "a directive (%)"),
    "empty": Text("没有内容的文件", "a file without content"),
}


def too_many(line: int) -> Fault:
    """Return the fault that stands for all from a line on."""
    facts = {"what": FAULTS, "most": MAX_FAULTS}
    return Fault(FaultKind.LIMIT, Span(line, 1, line, 1), facts)
