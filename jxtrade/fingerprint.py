"""What tells a finding from all others from one run to the next, wherever its line moves."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jxtrade.findings import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a SHA-256 in hexadecimal for each finding, no two of them alike.

    It is made of code, path, cell and the words of the source line, not of line or column;
    findings alike in all of these are told apart by counting them in their order.
    """
    met: Counter[str] = Counter()
    made = []
    for finding in findings:
        identity = _identity(finding)
        made.append(sha256(f"{identity}{met[identity]}".encode("ascii")).hexdigest())
        met[identity] += 1
    return made


def _identity(finding: Finding) -> str:
    place = finding.location
    return json.dumps([finding.code, place.path, *finding.subject, place.source.strip()])
