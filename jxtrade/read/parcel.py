"""A submission that was read and found whole, packed small: its model is made again when asked for.

Of a country's submissions hardly any is looked into twice. What all are asked about, whose they
are and which parts they lack, is at hand at once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from jxtrade.model.period import Period
from jxtrade.model.scalar import read_moment
from jxtrade.model.submissions import DistrictSubmission
from jxtrade.workspace import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable

    from jxtrade.read.file import Read

_BY_DEFAULT: Final = {
    name: field.get_default(call_default_factory=True)
    for name, field in DistrictSubmission.model_fields.items()
    if not field.is_required()
}


class Parcel(NamedTuple):
    """A district's submission: where it stands, and the texts in it.

    `head` are district, quarter and time of receipt as they are written, `lacks` the parts that
    are as though nobody had written them.
    """

    path: str
    head: tuple[str, str, str | None]
    lacks: tuple[str, ...]
    texts: bytes


def packed(read: Read) -> Parcel | None:
    """Return a submission packed; None where not all of it could be used."""
    if read.loaded is None or not isinstance(read.data, dict):
        return None
    try:
        texts = json.dumps(read.data, ensure_ascii=False, separators=(",", ":"))
    except TypeError:  # somebody wrote null
        return None
    model, data = read.loaded.model, read.data
    head = (model.district, str(model.period), cast("str | None", data.get("received")))
    lacks = tuple(name for name, value in _BY_DEFAULT.items() if getattr(model, name) == value)
    return Parcel(read.loaded.path, head, lacks, texts.encode())


def unpacked(parcel: Parcel, content: Callable[[str], bytes]) -> Loaded[DistrictSubmission]:
    """Return the submission of a parcel; `content` reads the bytes of its path again."""
    return _Unpacked(parcel, content)


class _Unpacked(Loaded[DistrictSubmission]):
    """A submission whose bytes are read again when a place in them is looked up."""

    def __init__(self, parcel: Parcel, content: Callable[[str], bytes]) -> None:
        self.__dict__.update(path=parcel.path, model=_Model(parcel), blanks={}, read=content)

    @property
    def content(self) -> bytes:
        """Return the bytes of the file."""
        return cast("bytes", self.__dict__["read"](self.path))


class _Model:
    """A district's submission of which the head is known; it is made when more is asked."""

    def __init__(self, parcel: Parcel) -> None:
        self._texts = parcel.texts
        district, period, received = parcel.head
        self.district = self.sender = district
        self.period = Period.parse(period)
        self.received = None if received is None else read_moment(received)
        for name in parcel.lacks:
            setattr(self, name, _BY_DEFAULT[name])

    def __getattr__(self, name: str) -> Any:
        whole = DistrictSubmission.model_validate(json.loads(self._texts))
        self.__dict__.update(whole, figures=whole.figures, says_something=whole.says_something)
        return getattr(whole, name)
