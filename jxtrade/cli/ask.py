"""From the words of a call to what it is about: the workspace, a quarter, a district."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.cli.speech import UsageError, did_you_mean, spoken
from jxtrade.engine import UnknownRuleError, Verdict, shown, validate
from jxtrade.model.period import Period
from jxtrade.read.folder import NoWorkspaceError, open_workspace
from jxtrade.read.git import NoHistoryError, changed
from jxtrade.read.tree import shown_path
from jxtrade.rules import catalogue
from jxtrade.text import Lang, Text, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import typer

    from jxtrade.findings import Rule
    from jxtrade.workspace import Named, Workspace

_OFFICE: Final = timedelta(hours=8)


class Shared(NamedTuple):
    """The options that every command takes, as they were given; None is not given."""

    data: str | None = None
    as_of: str | None = None
    lang: str | None = None
    arguments: tuple[str, ...] = ()

    def over(self, ctx: typer.Context) -> Shared:
        """Return these options, each given before the command where it was not behind it."""
        before = ctx.obj if isinstance(ctx.obj, Shared) else Shared()
        return Shared(
            self.data or before.data,
            before.as_of if self.as_of is None else self.as_of,
            self.lang or before.lang,
            before.arguments,
        )

    @property
    def folder(self) -> str:
        """Return the workspace's folder."""
        return self.data or os.environ.get("JXTRADE_DATA") or "data"

    @property
    def day(self) -> date:
        """Return the day on which to look.

        Raises:
            UsageError: it is not written as a day.

        """
        if self.as_of is None:
            return (datetime.now(UTC) + _OFFICE).date()
        with suppress(ValueError):
            day = date.fromisoformat(self.as_of)
            if day.isoformat() == self.as_of:  # the one form of several that is read in files too
                return day
        text = Text(
            "--as-of 要写成 YYYY-MM-DD，如 2022-07-10，写的是「{word}」",
            "--as-of takes a day such as 2022-07-10, not “{word}”",
        )
        raise UsageError(text, word=self.as_of)

    def check(self) -> None:
        """Raise a UsageError where an option has a value that it does not take."""
        if self.lang not in (None, *Lang):
            text = Text("--lang 只有 zh 和 en，没有「{word}」", "--lang is zh or en, not “{word}”")
            raise UsageError(text, word=self.lang)

    def verdict(self) -> Verdict:
        """Return the workspace, checked.

        Raises:
            UsageError: the folder holds no workspace.

        """
        self.check()
        day = self.day
        try:
            return validate(open_workspace(self.folder, as_of=day))
        except NoWorkspaceError:
            raise _no_workspace(self.folder) from None

    def language(self, workspace: Workspace | None = None) -> Lang:
        """Return the language of the answer: asked for, else the plan's."""
        asked = spoken(chosen=self.lang)
        plan = workspace.plan if workspace else None
        return asked or (Lang(plan.model.language) if plan else Lang.EN)


def _no_workspace(folder: str) -> UsageError:
    try:
        known = [
            entry.name
            for entry in os.scandir(os.path.dirname(os.path.abspath(folder)))
            if entry.is_dir() and os.path.isfile(os.path.join(entry.path, "targets.yaml"))
        ]
    except OSError:
        known = []
    close = nearest(os.path.basename(folder), known) or next(iter(sorted(known)), None)
    if close is None:
        text = Text(
            "「{folder}」里没有工作区；新建用 jxtrade init {folder}",
            "there is no workspace in “{folder}”; make one with jxtrade init {folder}",
        )
        return UsageError(text, folder=folder)
    text = Text(
        "「{folder}」里没有工作区；是否指 {near}",
        "there is no workspace in “{folder}”; did you mean {near}?",
    )
    return UsageError(text, folder=folder, near=os.path.join(os.path.dirname(folder), close))


def period(workspace: Workspace, word: str | None) -> Period:
    """Return the quarter that a word names, or the newest with any submission.

    Raises:
        UsageError: there is no such quarter, or none at all.

    """
    plan = workspace.plan
    periods = [
        each
        for each in workspace.periods
        if plan is None or plan.model.plan.start <= each.year <= plan.model.plan.end
    ]
    if not periods:
        raise UsageError(
            Text(
                "{folder}/reports 里还没有报送；空白报送用 jxtrade new 生成",
                "nothing has been submitted in {folder}/reports; `jxtrade new` writes a blank one",
            ),
            folder=workspace.folder,
        )
    if word is None:
        return periods[-1]
    found = Period.parse(word.upper())
    if found in periods:
        return found
    known = tuple(str(each) for each in periods)
    raise UsageError(
        Text("没有「{word}」这个季度的报送{close}", "nothing was submitted for “{word}”{close}"),
        word=word,
        close=did_you_mean(nearest(word, known), tuple(known)),
    )


def one(known: Mapping[str, Named], word: str | None, what: Text) -> str | None:
    """Return the id that a word gives or names; None for no word.

    Raises:
        UsageError: nothing has that id or name, and the nearest is named; or several have it.

    """
    if word is None or word in known:
        return word
    names: dict[str, list[str]] = {}
    for each in known.values():
        full_name = getattr(each, "full_name", None)
        for name in filter(None, {each.name.zh, each.name.en, full_name}):
            names.setdefault(name, []).append(each.id)
    match names.get(word):
        case [id_]:
            return id_
        case [*ids]:
            text = Text("「{word}」是 {ids} 的名称；写 id", "“{word}” names {ids}; give the id")
            raise UsageError(text, word=word, ids=ids)
    close = nearest(word, (*known, *names))
    raise UsageError(
        Text("没有「{word}」这个{what}{close}", "there is no {what} “{word}”{close}"),
        word=word,
        what=what,
        close=did_you_mean(names.get(close, [close])[0] if close else None, tuple(known)),
    )


def choice(word: str, known: Collection[str], option: str) -> str:
    """Return the word if it is one of those that an option takes.

    Raises:
        UsageError: it is not; the nearest is named.

    """
    if word in known:
        return word
    raise UsageError(
        Text("{option} 没有「{word}」{close}", "{option} does not take “{word}”{close}"),
        option=option,
        word=word,
        close=did_you_mean(nearest(word, known), tuple(known)),
    )


class Output(NamedTuple):
    """A format, and the file it goes to; None is the screen."""

    form: str
    path: str | None = None


def outputs(arguments: Sequence[str], known: Collection[str]) -> list[Output]:
    """Return what is to be written where: each -o belongs to the --format before it.

    Raises:
        UsageError: no such format, or two of them for the screen.

    """
    found: list[Output] = []
    for option, value in _given(arguments):
        if option == "--format":
            found.append(Output(choice(value, known, "--format")))
        elif found and found[-1].path is None:
            found[-1] = found[-1]._replace(path=value)
        else:
            found.append(Output("terminal", value))
    if sum(each.path is None for each in found) > 1:
        raise UsageError(
            Text(
                "只有一种 --format 能输出到屏幕，其余的各给一个 -o FILE",
                "only one --format can go to the screen; give each of the others an -o FILE",
            )
        )
    return found or [Output("terminal")]


def _given(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the --format and -o of a call in their order, in either way of writing."""
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            return
        name, equals, value = word.partition("=")
        if word in ("--format", "-o", "--output"):
            yield ("--format" if word == "--format" else "-o"), next(rest, "")
        elif equals and name in ("--format", "--output"):
            yield ("--format" if name == "--format" else "-o"), value
        elif word.startswith("-o") and not word.startswith("--"):
            yield "-o", word[2:].removeprefix("=")


def narrowed(
    verdict: Verdict,
    *,
    select: Iterable[str] | None,
    ignore: Iterable[str] | None,
    paths: Iterable[str] | None,
    since: str | None,
) -> Verdict:
    """Return the verdict with only the findings that were asked for.

    Raises:
        UsageError: a word names no rule, a path nothing, or git no such revision.

    """
    within = [[_known(path, verdict) for path in paths]] if paths else []
    try:
        if since is not None:
            within.append(list(changed(verdict.workspace.folder, since)))
        return shown(verdict, select=_words(select), ignore=_words(ignore), within=within)
    except NoHistoryError as error:
        raise UsageError(_AS_IT_IS, said=error.text) from None
    except UnknownRuleError as error:
        raise _no_rule(str(error)) from None


def _known(path: str, verdict: Verdict) -> str:
    """Return a path as findings name it; one that is gone may still be what they are about."""
    below = shown_path(path)
    named = (finding.location.path for finding in verdict.findings)
    if not os.path.lexists(below) and below not in named:
        text = Text("没有「{path}」这个文件或文件夹", "there is no file or folder “{path}”")
        raise UsageError(text, path=path)
    return below


_AS_IT_IS: Final = Text("{said}", "{said}")


def _words(given: Iterable[str] | None) -> list[str]:
    return [word.strip() for each in given or () for word in each.split(",") if word.strip()]


def rule(word: str) -> Rule:
    """Return the rule that a code or slug names.

    Raises:
        UsageError: none is; the nearest is named.

    """
    for each in catalogue():
        if word.lower() in (each.slug, each.code.lower()):
            return each
    raise _no_rule(word)


def _no_rule(word: str) -> UsageError:
    known = [name for each in catalogue() for name in (each.code, each.slug)]
    close = nearest(word, known)
    hint = did_you_mean(close, ()) if close else _RULES
    text = Text("没有「{word}」这条规则{close}", "there is no rule “{word}”{close}")
    return UsageError(text, word=word, close=hint)


_RULES: Final = Text("；jxtrade rules 列出全部", "; jxtrade rules lists them all")
