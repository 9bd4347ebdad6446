"""What the program says of many workspaces, to hold a change of its structure against.

`python -m tests.held FOLDER` writes each answer into a file of its own, so that the folders of
two versions of the program are compared with `diff -r`: findings, comparisons and figures in
JSON, and what people read. Workspaces: the shipped one, every case of every rule, and cities
drawn from seeds.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from jxtrade.cli import run
from tests import mutants, seeded
from tests.cases import GOOD, HERE, lay

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = range(60)
READ_BY_PEOPLE = range(6)
MUTANTS = 80
VALIDATE = (("validate", "--format", "json", "--info"),)
FIGURES = ("status", "gaps", "tasks", "goals")
SPOKEN = (
    *(("validate", "--info", "--lang", lang) for lang in ("zh", "en")),
    ("validate", "--show-checks", "--lang", "zh"),
    *(("validate", "--format", form, "--lang", "zh") for form in ("github", "sarif", "gitlab")),
)


def main(target: Path) -> None:
    """Write the answers of all workspaces below a folder."""
    for name, files in workspaces():
        answers = target / name
        answers.mkdir(parents=True)
        calls = [*VALIDATE, *(SPOKEN if "seed" not in name else ())]
        for period in sorted(each.name for each in files.glob("reports/2*")):
            calls += [(what, period, "--format", "json") for what in FIGURES]
            if name in ("shipped", *(f"seed-{seed}" for seed in READ_BY_PEOPLE)):
                calls += spoken(files, period)
        with chdir(files):
            for number, call in enumerate(calls):
                said = f"{' '.join(call)}\n{answer(*call)}"
                (answers / f"{number:03d}-{call[0]}").write_text(said, "utf-8")


def spoken(files: Path, period: str) -> Iterator[tuple[str, ...]]:
    """Yield the calls whose answers people read."""
    ids = [each.stem for each in sorted(files.glob(f"reports/{period}/districts/*.yaml"))]
    for lang in ("zh", "en"):
        yield "status", period, "--lang", lang
        yield "gaps", period, "--lang", lang
        for district in ids[:2]:
            yield "status", period, "--district", district, "--lang", lang
            yield "status", period, "--district", district, "--format", "json"
            yield "gaps", period, "--district", district, "--format", "json"


def answer(*arguments: str) -> str:
    """Return exit status, output and errors of a call over the folder at hand."""
    said, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        status = run([*arguments, "--data", ".", "--as-of", "2022-07-20"])
    return f"exit {status}\n{said.getvalue()}{complained.getvalue()}"


def workspaces() -> Iterator[tuple[str, Path]]:
    """Yield each workspace's name and the folder in which it stands for a while."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield "shipped", shutil.copytree(HERE.parent / "data", folder / "shipped")
        for case in sorted(path for path in (HERE / "rules").glob("*/*") if path.is_dir()):
            named = f"{case.parent.name}/{case.name}"
            yield f"cases/{named}", lay(folder / "cases" / named, case)
        for seed in SEEDS:
            yield f"seed-{seed}", seeded.write(seeded.workspace(seed), folder / f"seed-{seed}")
        for seed in range(MUTANTS):
            yield f"mutants/{seed}", mutated(folder / "mutants" / str(seed), seed)


def mutated(folder: Path, seed: int) -> Path:
    """Return a good workspace in which some files are damaged: characters, lines and figures."""
    random = Random(seed)  # noqa: S311 - the same ones each time
    shutil.copytree(GOOD if seed % 4 else HERE.parent / "data", folder)
    for file in sorted(folder.rglob("*.yaml")):
        office = file.parent == folder
        if random.random() < (0.15 if office else 0.5):
            text = file.read_text("utf-8")
            for _ in range(random.choice((1, 1, 2))):
                text = random.choice((damaged, shuffled, refigured))(text, random)
            file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def damaged(text: str, random: Random) -> str:
    """Return the text with a few characters changed."""
    return mutants.changed(text, random, (*mutants.MARKS, *mutants.ENDS))


def shuffled(text: str, random: Random) -> str:
    """Return the text with a line left out, or put somewhere else or twice."""
    lines = text.split("\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines[at] if random.random() < 0.3 else lines.pop(at)
    if random.random() < 0.6:
        lines.insert(to, line)
    return "\n".join(lines)


def refigured(text: str, random: Random) -> str:
    """Return the text with one of its figures changed, or put behind another key."""
    found = random.choice([*re.finditer(r"(?<=[ :{,])[0-9]+(?:\.[0-9]+)?", text)])
    figure = random.choice(
        ("-1", "0", "9.65", f"{found[0]}000", f"{found[0]}.5", "约5", "", "null")
    )
    return text[: found.start()] + figure + text[found.end() :]


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100"
    main(Path(sys.argv[1]).absolute())
