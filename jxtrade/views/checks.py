"""Every sum that was held against a stated figure, with its arithmetic, also where they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jxtrade.reconcile import WORDS_OF_OUTCOME, CityComparison, Outcome, city_comparisons
from jxtrade.report import Cell, Column, Kind, Paragraph, Report, Row, Table, Tone
from jxtrade.text import Text, plain
from jxtrade.views import words

if TYPE_CHECKING:
    from jxtrade.workspace import Workspace

_TONES: Final = {
    Outcome.AGREES: Tone.GOOD,
    Outcome.ROUNDING: Tone.GOOD,
    Outcome.DIFFERS: Tone.BAD,
    Outcome.UNCHECKED: Tone.FAINT,
}
_TITLE: Final = Text(
    "各区县之和与部门数的核对", "Sums of the districts against the departments' figures"
)
_COLUMNS: Final = (
    Column(Text("季度", "quarter")),
    Column(Text("部门", "department")),
    Column(Text("指标", "indicator")),
    Column(Text("结果", "outcome")),
    Column(Text("部门数", "stated"), Kind.FIGURE),
    Column(Text("区县之和", "sum"), Kind.FIGURE),
    Column(Text("算式", "arithmetic")),
)


def report(workspace: Workspace) -> Report:
    """Return the table of all comparisons."""
    compared = city_comparisons(workspace)
    if not compared:
        nothing = Text("没有部门报全市数。", "No department gives a city-wide figure.")
        return Report(_TITLE, (Paragraph(nothing),))
    return Report(_TITLE, (Table(_COLUMNS, tuple(_row(workspace, each) for each in compared)),))


def _row(workspace: Workspace, each: CityComparison) -> Row:
    total = each.compared
    name = workspace.indicator_name(each.indicator)
    if each.target is not None:
        name = Text("{name}（{target}）", "{name} ({target})").fill(name=name, target=each.target)
    return Row(
        (
            Cell(Text(str(each.period), str(each.period))),
            Cell(workspace.department_name(each.department, each.period.year)),
            Cell(name),
            Cell(WORDS_OF_OUTCOME[each.outcome], _TONES[each.outcome]),
            Cell(each.stated),
            Cell(total.sum if total else None),
            Cell(_arithmetic(each)),
        )
    )


def _arithmetic(each: CityComparison) -> Text:
    if each.compared is None:
        return each.reason or WORDS_OF_OUTCOME[Outcome.UNCHECKED]
    text = Text(
        "{parts} = {sum}；{sum} − {whole} = {difference:+}，允许 ±{tolerance}",
        "{parts} = {sum}; {sum} − {whole} = {difference:+}, ±{tolerance} allowed",
    )
    parts = " + ".join(f"{part.figure:f}" for part in each.parts)
    return text.fill(parts=parts, **each.compared._asdict())


def payload(workspace: Workspace) -> list[dict[str, Any]]:
    """Return what JSON says of the comparisons: figures as strings of exact decimals."""
    compared = city_comparisons(workspace)
    places = words.sources(workspace, [each.location for each in compared])
    return [
        {**_check(workspace, each), "source": place}
        for each, place in zip(compared, places, strict=True)
    ]


def _check(workspace: Workspace, each: CityComparison) -> dict[str, Any]:
    total = each.compared
    return {
        "kind": each.origin.value,
        "outcome": each.outcome.value,
        "indicator": each.indicator,
        "indicator_name": workspace.indicator_name(each.indicator)._asdict(),
        "department": each.department,
        "target": each.target,
        "period": str(each.period),
        "stated": words.exact(each.stated),
        "sum": words.exact(total.sum if total else None),
        "difference": words.exact(total.difference if total else None),
        "tolerance": plain(total.tolerance) if total else None,
        "parts": [
            {"district": part.district, "value": words.exact(part.figure)} for part in each.parts
        ],
        "left_out": list(each.left_out),
        "not_applicable": list(each.not_applicable),
        "reason": each.reason._asdict() if each.reason else None,
    }
