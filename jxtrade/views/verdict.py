"""What JSON says of findings, as fields: the schema follows from them."""

from __future__ import annotations

from typing import Final

from jxtrade.findings import Severity
from jxtrade.report import Field, Kind, Records, optional
from jxtrade.views.checks import CHECKS, RELATIONS
from jxtrade.views.tally import GROUPS

_RULE: Final = (Field("code", Kind.ID), Field("slug", Kind.ID))
_PLACE: Final = (
    Field("path", Kind.ID),
    *(Field(each, Kind.COUNT) for each in ("line", "column", "end_line", "end_column")),
)
_SUBJECT: Final = optional(
    Field("district", Kind.ID), Field("indicator", Kind.ID), Field("period", Kind.ID)
)
_WAIVER: Final = Field(
    "waiver",
    Kind.RECORD,
    fields=(
        Field("reason", Kind.TEXT),
        Field("until", Kind.ID),
        *optional(Field("document", Kind.ID)),
        Field("source", Kind.PLACE),
    ),
)
VERSION: Final = "jxtrade.findings/1"
FACTS: Final = (
    Field("summary", Kind.RECORD, fields=tuple(Field(each, Kind.COUNT) for each in Severity)),
    Field("waived", Kind.COUNT),
)
RECORDS: Final = (
    Records(
        "findings",
        (
            *_RULE,
            Field("severity", Kind.WORD, tuple(Severity)),
            Field("message", Kind.TEXT),
            Field("hint", Kind.TEXT),
            *_PLACE,
            *_SUBJECT,
            *optional(_WAIVER),
            Field("related", Kind.RECORDS, fields=_PLACE),
        ),
    ),
    CHECKS,
    RELATIONS,
    GROUPS,
    Records("skipped", (*_RULE, Field("reason", Kind.TEXT), *optional(Field("path", Kind.ID)))),
)
