"""No text of a file can pass for an order to the CI runner that reads what is printed."""

from __future__ import annotations

import json

from jxtrade.render.json import render as as_json
from jxtrade.render.plain import render
from jxtrade.report import Paragraph, Report
from jxtrade.text import Lang, Text

FORGED = "x" * 76 + " ::error::forged ##[error]forged"


def test_wrapped_text_begins_no_line_with_an_order() -> None:
    report = Report(Text("题", "title"), (Paragraph(Text(FORGED, FORGED)),))
    lines = render(report, lang=Lang.EN, width=80).splitlines()
    assert len(lines) == 3
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert not any("##[" in line for line in lines)
    assert "error::forged" in lines[2]


def test_json_says_the_same_without_the_order() -> None:
    said = as_json({"name": "##[error]forged"})
    assert "##[" not in said
    assert json.loads(said) == {"name": "##[error]forged"}
