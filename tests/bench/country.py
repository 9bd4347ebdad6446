"""A workspace of very many districts with values as they come, drawn from a seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.sizes import lay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

QUARTERS = tuple(f"{year}Q{quarter}" for year in range(2022, 2026) for quarter in range(1, 5))
_SHARES = {1: 0.22, 2: 0.47, 3: 0.71, 4: 0.98}
_SLIPS = 1e-4
"""How many figures are a thousand times too high."""


class Measure(NamedTuple):
    """An indicator: its id, kind, and whether its figures are each quarter's own."""

    id: str
    kind: str
    is_quarterly: bool

    @property
    def text(self) -> str:
        """Return it as the plan has it."""
        measure = "quarterly" if self.is_quarterly else "cumulative"
        name = f"指标{self.id[10:12]}"
        return (
            f"  - {{id: {self.id}, name: {name}, unit: 家, kind: {self.kind}, measure: {measure}}}"
        )


KINDS = ("count", "amount", "amount", "rate")
MEASURES = tuple(
    Measure(f"indicator_{at:02d}_of_trade", KINDS[at % 4], at % 7 == 3) for at in range(50)
)


def laid(
    folder: Path, districts: int, quarters: Sequence[str] = QUARTERS, *, levels: bool = False
) -> Path:
    """Write a workspace of so many districts, each with 50 indicators; a few figures are slips.

    With levels they belong to groups of ten, these to groups of a hundred and of a thousand.
    """
    random = Random(1)  # noqa: S311
    ids = [f"district_{number:04d}" for number in range(districts)]
    allotted: dict[tuple[str, str, str], float] = {}
    plan = ["version: 1", "plan: {title: 示例计划, issued: 2022-01-05, start: 2022, end: 2025}"]
    plan += [*_groups(districts)] if levels else []
    plan += ["districts:"]
    for number, id_ in enumerate(ids):
        within = f", within: g3_{number // 10}" if levels else ""
        plan.append(f"  - {{id: {id_}, name: 区{id_}{within}}}")
    plan += ["indicators:", *(each.text for each in MEASURES), "allocations:"]
    for year_ in sorted({quarter[:4] for quarter in quarters}):
        plan += [f"  - document: 文件{year_}", f"    year: {year_}", "    values:"]
        for name, kind, _ in MEASURES:
            figures = [random.randint(*(60, 95) if kind == "rate" else (20, 900)) for _ in ids]
            allotted |= {
                (year_, name, id_): each * random.uniform(0.7, 1.1)
                for id_, each in zip(ids, figures, strict=True)
            }
            cells = ", ".join(f"{id_}: {each}" for id_, each in zip(ids, figures, strict=True))
            plan.append(f"      {name}: {{{cells}}}")
    lay(folder, "targets.yaml", plan)
    for period in quarters:
        year, quarter = int(period[:4]), int(period[-1])
        received = f"{year + quarter // 4}-{quarter % 4 * 3 + 1:02d}-05"
        for id_ in ids:
            sent = [f"district: {id_}", f"period: {period}", f"received: {received}"]
            sent += ["prepared_by: 示例", "sample: true", "values:"]
            for name, kind, is_quarterly in MEASURES:
                share = 1 if kind == "rate" else 0.24 if is_quarterly else _SHARES[quarter]
                slip = 1000 if random.random() < _SLIPS else 1
                figure = allotted[period[:4], name, id_] * share * slip
                sent.append(f"  {name}: {figure:.{0 if kind == 'count' else 1}f}")
            lay(folder, f"reports/{period}/districts/{id_}.yaml", sent)
    return folder


def _groups(districts: int) -> Iterator[str]:
    """Yield groups in three levels: the innermost, of ten districts, are g3_0, g3_1 …"""
    yield "groups:"
    sizes = ((1, 1000), (2, 100), (3, 10))
    for level, size in sizes:
        for number in range(-(-districts // size)):
            within = f", within: g{level - 1}_{number // 10}" if level > 1 else ""
            yield f"  - {{id: g{level}_{number}, name: 组{level}-{number}{within}}}"


def changed(folder: Path, share: float) -> None:
    """Correct a figure in so large a share of the submissions, and never the same way twice."""
    files = sorted((folder / "reports").glob("*/districts/*.yaml"))
    for file in files[:: round(1 / share)]:
        *rest, last = file.read_text("utf-8").splitlines()
        name, figure = last.rsplit(" ", 1)
        step = 1 if "." not in figure else 0.1
        figure = f"{float(figure) + step:.{0 if step == 1 else 1}f}"
        file.write_text("\n".join([*rest, f"{name} {figure}"]) + "\n", "utf-8")
