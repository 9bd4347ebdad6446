"""Where an answer goes and in which format: the screen, a pipe, a file."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Final, TextIO

from jxtrade import __version__
from jxtrade.cli import progress
from jxtrade.cli.call import Destination
from jxtrade.cli.speech import UsageError, choice
from jxtrade.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jxtrade.engine import Verdict
    from jxtrade.render.findings import Wanted
    from jxtrade.report import Extract, Report
    from jxtrade.workspace import Workspace

_PIPE_WIDTH: Final = 80
_STDOUT: Final = "-"
_USUAL, _PLAIN = "terminal", "text"
_SCREEN: Final = Destination(_USUAL)


class Formats:
    """The formats of a folder of `render`, by name; the usual ones come first.

    Where folders are written into, no suffix says which it is.
    """

    def __init__(
        self,
        package: str,
        *only: str,
        but: frozenset[str] = frozenset(),
        usual: tuple[str, ...] = (_USUAL,),
        into_folders: bool = False,
    ) -> None:
        self._package = package
        self._only = only
        self._but = but
        self._usual = usual
        self.into_folders = into_folders

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of the formats."""
        names = self._only or import_module(self._package).NAMES
        kept = [name for name in names if name not in self._but]
        first = [name for name in self._usual if name in kept]
        return (*first, *(name for name in kept if name not in first))

    def module(self, name: str) -> Any:
        """Return the module of a format."""
        return import_module(f"{self._package}.{name}")

    @property
    def suffixes(self) -> dict[str, str]:
        """Return the format of each suffix of a file."""
        return {each: name for name in self.names for each in self.module(name).SUFFIXES}


_NO_PAPER: Final = frozenset(("terminal", "text", "csv"))
REPORTS: Final = Formats("jxtrade.render.report")
PAPERS: Final = Formats("jxtrade.render.report", but=_NO_PAPER, usual=("md",))
FOLDERS: Final = Formats(
    "jxtrade.render.report", but=_NO_PAPER, usual=("docx", "md"), into_folders=True
)
FINDINGS: Final = Formats("jxtrade.render.findings")
EXTRACTS: Final = Formats("jxtrade.render.export", usual=("csv",))
SCHEMAS: Final = Formats("jxtrade.render.report", "json")


def destinations(given: Iterable[tuple[str, str]], forms: Formats) -> tuple[Destination, ...]:
    """Return what is to be written where: each -o belongs to the --format before it.

    One without goes by its suffix, and without a suffix as on a pipe; `-` is the screen.

    Raises:
        UsageError: no such format, none of such a suffix, or two of them for the screen.

    """
    found: list[tuple[str | None, str | None]] = []
    for option, word in given:
        if option == "format":
            found.append((choice(word, forms.names, "--format"), None))
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


def _by_suffix(path: str | None, forms: Formats) -> str:
    suffix = os.path.splitext(path or "")[1]
    if not suffix or forms.into_folders:
        return forms.names[0]
    known = forms.suffixes
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


def put_report(
    report: Report, lang: Lang, to: Destination = _SCREEN, workspace: Workspace | None = None
) -> None:
    """Write a report in the format that was asked for.

    A format that names lines has those of the workspace's files looked up.
    """
    form = REPORTS.module(to.form)
    if workspace is not None:
        report = _as_read(report, form, workspace)
    if to == _SCREEN and is_drawn(sys.stdout):
        form.draw(report, lang=lang, to=_screen())
    else:
        from jxtrade.render.office import MissingToolError

        try:
            content = _plain(REPORTS, to.form).render(report, lang=lang, width=width())
        except MissingToolError as missing:
            raise UsageError(missing.text) from None
        put(content, to.path)


def _as_read(report: Report, form: Any, workspace: Workspace) -> Report:
    """Return a report as a format's readers get it.

    Whose pages are turned shows the briefs of long tables; who has no sheets shows no table that
    stands on one only; who names lines has them looked up.
    """
    from jxtrade.report import Paragraph, on_pages

    if hasattr(form, "READ_BY_PAGES"):
        report = on_pages(report)
    if not hasattr(form, "HAS_SHEETS"):
        report = report.read
    if hasattr(form, "NAMES_LINES") or any(
        isinstance(each, Paragraph) and each.sources for each in report.blocks
    ):
        return with_lines(report, workspace)
    return report


def put_papers(
    papers: Iterable[tuple[Report, Destination]], lang: Lang, workspace: Workspace
) -> None:
    """Write papers, each in its format, all of them or on a fault none."""
    from jxtrade.write.save import write_all

    made: dict[str | os.PathLike[str], str | bytes] = {}
    shown: list[str | bytes] = []
    for report, to in papers:
        form = REPORTS.module(to.form)
        read = _as_read(report, form, workspace)
        content = form.render(read, lang=lang, width=width())
        if to.path is None:
            shown.append(content)
        else:
            made[to.path] = content
    write_all(made)
    for each in shown:
        put(each, None)


@contextmanager
def put_extracts(outputs: Iterable[Destination]) -> Iterator[Callable[[Extract], None]]:
    """Open what rows are to be written to, and give what writes them: all, or on a fault none.

    Raises:
        UsageError: a format needs a library that is not installed.

    """
    from contextlib import ExitStack

    from jxtrade.write.save import naming, opened

    once = {each.path and os.path.realpath(each.path): each for each in outputs}
    to = {each.path: EXTRACTS.module(each.form) for each in once.values()}
    for form in to.values():
        _refuse_missing(form)

    with opened(path for path in to if path is not None) as files:

        def write(extract: Extract) -> None:
            with ExitStack() as stack:
                writers = [
                    (path, stack.enter_context(form.writing(extract, _stream(files, path))))
                    for path, form in to.items()
                ]
                for batch in extract.batches:
                    for path, put_batch in writers:
                        try:
                            with naming(path or _STDOUT):
                                put_batch(batch)
                        except OverflowError:
                            raise UsageError(_UNFIT, path=path or _STDOUT) from None

        yield write


def _stream(files: Mapping[str, IO[bytes]], path: str | None) -> IO[bytes]:
    if path is not None:
        return files[path]
    _screen().flush()
    return sys.stdout.buffer


_UNFIT: Final = Text(
    "{path}：有一个数的位数太多，这种文件写不下；写 .csv 或 .jsonl",
    "{path}: a figure has more digits than such a file takes; write .csv or .jsonl",
)


def _refuse_missing(form: Any) -> None:
    """Refuse a format whose library is not installed.

    Raises:
        UsageError: how to install it.

    """
    from importlib.util import find_spec

    library, extra = getattr(form, "NEEDS", (None, None))
    if library is not None and find_spec(library) is None:
        text = Text(
            "写 {suffix} 要装 {library}：pip install 'jxtrade[{extra}]'",
            "{suffix} files need {library}: pip install 'jxtrade[{extra}]'",
        )
        raise UsageError(text, suffix=form.SUFFIXES[0], library=library, extra=extra)


def with_lines(report: Report, workspace: Workspace) -> Report:
    """Return a report with the lines of the workspace's files to which its places lead."""
    from jxtrade.read.file import look_up
    from jxtrade.report import located

    return located(report, lambda places: look_up(workspace, places))


def put_findings(to: Destination, found: Verdict, wanted: Wanted) -> None:
    """Write what was found in the format that was asked for."""
    form, wanted = FINDINGS.module(to.form), wanted._replace(width=width(), version=__version__)
    if hasattr(form, "NAMES_LINES"):
        wanted = wanted._replace(comparisons=with_lines(wanted.comparisons, found.workspace))
    if to == _SCREEN and is_drawn(sys.stdout):
        form.draw(found.inspection, wanted, _screen())
        return
    put(_plain(FINDINGS, to.form).render(found.inspection, wanted), to.path)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and hasattr(form, "SUMMARY"):
        from jxtrade.write.save import append

        name, most = form.SUMMARY
        page = FINDINGS.module(name).render(found.inspection, wanted._replace(most=most))
        append(summary, page)


def _plain(forms: Formats, name: str) -> Any:
    return forms.module(_PLAIN if name == _USUAL else name)


def put(content: str | bytes, path: str | None) -> None:
    """Write words or bytes to the screen or, whole or not at all, to a file."""
    if path is not None:
        from jxtrade.write.save import write_whole

        write_whole(path, content)
    elif isinstance(content, str):
        _screen().write(content)
    else:
        _screen().flush()
        sys.stdout.buffer.write(content)


def _screen() -> TextIO:
    """Return the standard output, with nothing in the way of what is to be shown."""
    progress.end()
    return sys.stdout


def is_drawn(stream: TextIO) -> bool:
    """Tell whether colours and tables are wanted: a terminal that can, and nobody objects."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def width() -> int:
    """Return the terminal's width, or COLUMNS, or 80 in a pipe."""
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
