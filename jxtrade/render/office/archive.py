"""The archive that an office file is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_FILE_OF_ALL: Final = 0o644 << 16


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of the parts in their order; neither clock nor machine leave a trace."""
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = ZipInfo(name, _FIRST_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _FILE_OF_ALL
            archive.writestr(entry, part)
    return content.getvalue()
