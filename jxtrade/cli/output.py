"""Where an answer goes and in which format: the screen, a pipe, a file."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from jxtrade import __version__
from jxtrade.cli.call import Destination
from jxtrade.cli.speech import UsageError, choice
from jxtrade.findings import Severity
from jxtrade.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jxtrade.engine import Verdict
    from jxtrade.findings import Finding
    from jxtrade.report import Report

_PIPE_WIDTH: Final = 80
_STDOUT: Final = "-"
_USUAL: Final = "terminal"


class Format(NamedTuple):
    """A format: the suffixes of its files, and what writes it; no path is the screen."""

    suffixes: tuple[str, ...]
    draw: Callable[[Any, str | None], None]


def outputs(
    given: Iterable[tuple[str, str]], forms: Mapping[str, Format]
) -> tuple[Destination, ...]:
    """Return what is to be written where: each -o belongs to the --format before it.

    One without goes by its suffix, and without a suffix as on a pipe; `-` is the screen.

    Raises:
        UsageError: no such format, none of such a suffix, or two of them for the screen.

    """
    found: list[tuple[str | None, str | None]] = []
    for option, word in given:
        if option == "format":
            found.append((choice(word, forms, "--format"), None))
        elif found and found[-1][1] is None:
            found[-1] = (found[-1][0], word)
        else:
            found.append((None, word))
    outs = tuple(
        Destination(form or _by_suffix(path, forms), None if path == _STDOUT else path)
        for form, path in found or [(None, None)]
    )
    if sum(each.path is None for each in outs) > 1:
        raise UsageError(
            Text(
                "只有一种 --format 能输出到屏幕，其余的各给一个 -o FILE",
                "only one --format can go to the screen; give each of the others an -o FILE",
            )
        )
    return outs


def _by_suffix(path: str | None, forms: Mapping[str, Format]) -> str:
    suffix = os.path.splitext(path or "")[1]
    if not suffix:
        return _USUAL if _USUAL in forms else next(iter(forms))
    known = {each: name for name, form in forms.items() for each in form.suffixes}
    if suffix.lower() in known:
        return known[suffix.lower()]
    raise UsageError(
        Text(
            "{path}：这个命令不写 {suffix} 文件；可写：{known}",
            "{path}: this command writes no {suffix} files; it writes {known}",
        ),
        path=path,
        suffix=suffix,
        known=tuple(known),
    )


class Answer(NamedTuple):
    """What a view says, for people and for programs; each is made where it is wanted."""

    language: Lang
    report: Callable[[], Report]
    payload: Callable[[], Mapping[str, Any]]


def put_answer(to: Destination, found: Answer) -> None:
    """Write a view's answer in the format that was asked for."""
    REPORTS[to.form].draw(found, to.path)


def put_report(found: Report, lang: Lang, path: str | None = None) -> None:
    """Write a report for people: drawn on a screen, plain in a pipe or file."""
    if path is None and _is_drawn(sys.stdout):
        from jxtrade.render import terminal

        terminal.show(found, lang=lang, to=sys.stdout)
    else:
        from jxtrade.render import plain

        put(plain.render(found, lang=lang, width=_width()), path)


def put_json(found: Mapping[str, Any], path: str | None) -> None:
    """Write JSON."""
    from jxtrade.render import json

    put(json.render(found), path)


def put(words: str, path: str | None) -> None:
    """Write words to the screen or, whole or not at all, to a file."""
    if path is None:
        sys.stdout.write(words)
    else:
        from jxtrade.write.save import write_whole

        write_whole(path, words)


REPORTS: Final = {
    "terminal": Format(
        (".txt",), lambda found, path: put_report(found.report(), found.language, path)
    ),
    "json": Format((".json",), lambda found, path: put_json(found.payload(), path)),
}
SCHEMAS: Final = {"json": Format((".json",), put_json)}


class Shown(NamedTuple):
    """A verdict, the language, and what is listed for people beside the graver findings."""

    verdict: Verdict
    language: Lang
    info: bool = False
    checks: bool = False

    @property
    def listed(self) -> tuple[Finding, ...]:
        """Return the findings that people are shown: standing remarks only when they ask."""
        found = self.verdict.findings
        return tuple(each for each in found if self.info or each.severity is not Severity.INFO)


def put_findings(to: Destination, found: Shown) -> None:
    """Write what was found in the format that was asked for."""
    FINDINGS[to.form].draw(found, to.path)


def _terminal(found: Shown, path: str | None) -> None:
    from jxtrade.views import checks
    from jxtrade.views.findings import closing

    listed, lang = found.listed, found.language
    end = closing(found.verdict.inspection, shown=len(listed))
    if path is None and _is_drawn(sys.stdout):
        from jxtrade.render import terminal

        terminal.show_findings(listed, end, lang=lang, to=sys.stdout)
        if found.checks:
            terminal.show(checks.report(found.verdict.workspace), lang=lang, to=sys.stdout)
    else:
        from jxtrade.render import plain

        words = plain.render_findings(listed, end, lang=lang, width=_width())
        if found.checks:
            compared = checks.report(found.verdict.workspace)
            words += "\n" + plain.render(compared, lang=lang, width=_width())
        put(words, path)


def _json(found: Shown, path: str | None) -> None:
    from jxtrade.render import json
    from jxtrade.views import checks

    verdict = found.verdict
    put(json.render_findings(verdict.inspection, checks.payload(verdict.workspace)), path)


def _github(found: Shown, path: str | None) -> None:
    from jxtrade.render import github

    inspection = found.verdict.inspection
    listed = inspection._replace(findings=found.listed)
    put(github.render(listed, lang=found.language), path)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        from jxtrade.write.save import append

        append(summary, github.summary(inspection, lang=found.language))


def _sarif(found: Shown, path: str | None) -> None:
    from jxtrade.render import sarif

    inspection = found.verdict.inspection
    put(sarif.render(inspection, lang=found.language, version=__version__), path)


def _junit(found: Shown, path: str | None) -> None:
    from jxtrade.render import junit

    put(junit.render(found.verdict.inspection, lang=found.language), path)


def _gitlab(found: Shown, path: str | None) -> None:
    from jxtrade.render import gitlab

    put(gitlab.render(found.verdict.inspection, lang=found.language), path)


FINDINGS: Final = {
    "terminal": Format((".txt",), _terminal),
    "json": Format((".json",), _json),
    "github": Format((), _github),
    "sarif": Format((".sarif",), _sarif),
    "junit": Format((".xml",), _junit),
    "gitlab": Format((), _gitlab),
}


def _is_drawn(stream: TextIO) -> bool:
    """Tell whether colours and tables are wanted: a terminal that can, and nobody objects."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _width() -> int:
    """Return the terminal's width, or COLUMNS, or 80 in a pipe."""
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
