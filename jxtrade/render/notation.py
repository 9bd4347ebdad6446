"""JSON as every format writes it: nothing in it acts on a terminal or a CI runner."""

from __future__ import annotations

import re
from typing import Final

from jxtrade.text import UNSEEN

_UNSEEN: Final = re.compile(f"[{UNSEEN}]")


def as_json(value: object) -> str:
    """Return a value as JSON text with a final line end.

    What can't be seen is escaped, and so is ##, by which a line of a log orders a runner about;
    read back, the value is the same.
    """
    import json  # noqa: PLC0415 - most runs draw for people

    text = json.dumps(value, ensure_ascii=False, indent=2)
    text = _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return text.replace("##", "#\\u0023") + "\n"
