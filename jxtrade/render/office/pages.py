"""The pages of a Word document, made by the LibreOffice of the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jxtrade.render.office import MissingToolError
from jxtrade.text import Text

_SECONDS: Final = 300
_NONE: Final = Text(
    "没有 LibreOffice，不能生成 PDF；安装后再试，或写成 .docx",
    "there is no LibreOffice to make a PDF with; install it, or write a .docx",
)
_FAILED: Final = Text(
    "LibreOffice 没有生成 PDF；写成 .docx 后手工转换",
    "LibreOffice has made no PDF; write a .docx and convert it by hand",
)
_DATE: Final = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_FIRST_DATE: Final = b"19800101000000"
_RANDOM: Final = re.compile(rb"(?<=/ID \[)[^\]]*|(?<=/DocChecksum /)[0-9A-F]+")
_DIGIT: Final = re.compile(rb"[0-9A-F]")


def printed(document: bytes) -> bytes:
    """Return a Word document as PDF, without the moment at which it was made.

    Raises:
        MissingToolError: there is no LibreOffice, or it made none.

    """
    office = shutil.which("soffice")
    if office is None:
        raise MissingToolError(_NONE)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper.docx").write_bytes(document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        call = (office, profile, "--headless", "--convert-to", "pdf", "--outdir", name)
        try:
            subprocess.run(
                (*call, folder / "paper.docx"),
                check=True,
                capture_output=True,
                timeout=_SECONDS,
                env={**os.environ, "TZ": "UTC"},
            )
            content = (folder / "paper.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise MissingToolError(_FAILED) from None
    dated = _DATE.sub(_FIRST_DATE, content)
    return _RANDOM.sub(lambda found: _DIGIT.sub(b"0", found[0]), dated)
