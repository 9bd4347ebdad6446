"""Programmes of any city, written as workspaces: each test names what it is about, no more."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from jsonschema import Draft202012Validator

from jxtrade import cli
from jxtrade.engine import validate
from jxtrade.figures.lines import Reconciliation, reconcile
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.views import outputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jxtrade.figures.city import City

AS_OF = date(2022, 7, 20)
DOCUMENT = "示例办〔2022〕1号"


def yaml(value: object) -> str:
    """Return a value in YAML's flow style; figures stand as they are written."""
    match value:
        case dict():
            return (
                "{" + ", ".join(f"{yaml(key)}: {yaml(each)}" for key, each in value.items()) + "}"
            )
        case list() | tuple():
            return "[" + ", ".join(map(yaml, value)) + "]"
        case bool() | None:
            return json.dumps(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def block(mapping: Mapping[str, object]) -> str:
    """Return a file of one line for each key."""
    return "".join(f"{yaml(key)}: {yaml(value)}\n" for key, value in mapping.items())


def indicator(id_: str = "exporters", **changes: Any) -> dict[str, Any]:
    """Return an indicator: a count of linear pace unless said otherwise."""
    return {
        "id": id_,
        "name": id_,
        "unit": "firms",
        "kind": "count",
        "definition": "as counted",
        "source": "annex 1",
    } | changes


def allocation(year: int = 2022, *, effective: str | None = None, **values: Any) -> dict[str, Any]:
    """Return a document that allocates for a year from its first day on."""
    return {
        "document": DOCUMENT,
        "year": year,
        "effective": date.fromisoformat(effective or f"{year}-01-01"),
        "values": values,
    }


def plan(
    districts: Sequence[Any],
    indicators: Sequence[dict[str, Any]],
    *allocations: dict[str, Any],
    **rest: Any,
) -> dict[str, Any]:
    """Return a plan; a district may be given by its id alone."""
    return {
        "version": 1,
        "language": "en",
        "plan": {
            "title": "A plan",
            "document": DOCUMENT,
            "issued": date(2022, 1, 10),
            "start": 2022,
            "end": 2025,
        },
        "districts": [
            {"id": each, "name": each} if isinstance(each, str) else each for each in districts
        ],
        "indicators": list(indicators),
        "allocations": list(allocations),
    } | rest


def submission(district: str, period: str, **rest: Any) -> dict[str, Any]:
    """Return a district's submission: its values are given as `values`."""
    year, quarter = int(period[:4]), int(period[-1])
    received = date(year + quarter // 4, quarter % 4 * 3 + 1, 5)
    return {
        "district": district,
        "period": period,
        "received": received,
        "prepared_by": "a clerk",
        "values": {},
    } | rest


def write(
    folder: Path,
    targets: Mapping[str, Any],
    *submissions: Mapping[str, Any],
    tasks: Mapping[str, Any] | None = None,
) -> Path:
    """Write a workspace and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "targets.yaml").write_text(block(targets), "utf-8")
    if tasks is not None:
        (folder / "tasks.yaml").write_text(block(tasks), "utf-8")
    for each in submissions:
        kind = "districts" if "district" in each else "departments"
        place = folder / "reports" / each["period"] / kind
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{each['district' if kind == 'districts' else 'department']}.yaml").write_text(
            block(each), "utf-8"
        )
    return folder


def checked(folder: Path) -> City:
    """Return the city with its suspect values marked."""
    return validate(open_workspace(folder, as_of=AS_OF)).city


def held(folder: Path, period: str = "2022Q2") -> Reconciliation:
    """Return what was reported for a quarter against what was allocated."""
    quarter = Period.parse(period)
    assert quarter is not None
    return reconcile(checked(folder).facts, quarter)


class Ran(NamedTuple):
    """What a call of the program came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what was printed as JSON; a number in it would be no exact figure."""
        return json.loads(self.out, parse_float=lambda figure: f"float {figure}")


def run(*arguments: str, folder: Path, width: int = 80, **environment: str) -> Ran:
    """Return what a call in a folder prints into a pipe of a width, and its exit status."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogatepass", newline="")
    err = io.StringIO()
    kept = {"PATH": os.environ["PATH"], "COLUMNS": str(width), "LANG": "C.UTF-8"}
    kept["JXTRADE_CACHE"] = ""
    with (
        chdir(folder),
        patch.dict(os.environ, kept | environment, clear=True),
        patch.object(sys, "argv", ["jxtrade", *arguments]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = cli.run(arguments)
    out.flush()
    said = out.buffer.getvalue().decode("utf-8", "surrogatepass")
    if said.startswith('{\n  "schema": "jxtrade.'):
        conforms(json.loads(said))
    return Ran(status, said, err.getvalue())


def conforms(answer: Any) -> None:
    """Hold an answer in JSON against the schema of its output."""
    name = answer["schema"].removeprefix("jxtrade.").partition("/")[0]
    _validator(name).validate(answer)


@lru_cache
def _validator(name: str) -> Draft202012Validator:
    schema = outputs.output_schema(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
