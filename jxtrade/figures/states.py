"""What there can be of a value, how it stands, and the words for both."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from jxtrade.text import Text


class State(StrEnum):
    """What there is of a value; no output may confuse two of these."""

    VALUE = "value"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNALLOCATED = "unallocated"
    SUSPECT = "suspect"


class Status(StrEnum):
    """How a value or total stands against its allocation; only a total is ever incomplete."""

    MET = "met"
    NOT_DUE = "not_due"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    INCOMPLETE = "incomplete"


class Light(StrEnum):
    """The colour of a status; the word always stands beside it."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


WORDS: Final[dict[State | Status | Light, Text]] = {
    State.VALUE: Text("已报", "reported"),
    State.MISSING: Text("未报", "not reported"),
    State.NOT_APPLICABLE: Text("不适用", "not applicable"),
    State.UNALLOCATED: Text("未下达", "not allocated"),
    State.SUSPECT: Text("待核", "to be checked"),
    Status.MET: Text("已完成", "met"),
    Status.NOT_DUE: Text("未到节点", "not yet due"),
    Status.ON_PACE: Text("达序时", "on pace"),
    Status.BEHIND: Text("滞后", "behind"),
    Status.FAR_BEHIND: Text("严重滞后", "far behind"),
    Status.INCOMPLETE: Text("未齐", "incomplete"),
    Light.GREEN: Text("绿", "green"),
    Light.YELLOW: Text("黄", "yellow"),
    Light.RED: Text("红", "red"),
}

LIGHTS: Final = {
    Status.MET: Light.GREEN,
    Status.ON_PACE: Light.GREEN,
    Status.BEHIND: Light.YELLOW,
    Status.FAR_BEHIND: Light.RED,
}
