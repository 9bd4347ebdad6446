"""What of a verdict a call is about: files of the workspace, files from outside, a change."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.cli.named import no_rule
from jxtrade.cli.speech import UsageError
from jxtrade.engine import UnknownRuleError, Verdict, is_within, shown, validate
from jxtrade.read.folder import NoWorkspaceError, is_of_workspace, read_tree
from jxtrade.read.git import NoHistoryError, base_of, changed, tree_at
from jxtrade.read.tree import STDIN, shown_path
from jxtrade.text import Text, beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jxtrade.figures.received import Received
    from jxtrade.findings import Finding


class Asked(NamedTuple):
    """Files and folders that a call names, as findings name them, and which are from outside.

    Without `paths` all is asked for. `waivers` stands for the workspace's own list of them.
    """

    paths: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    waivers: str | None = None


def asked(folder: str, given: Iterable[str] | None, waivers: str | None = None) -> Asked:
    """Return what the paths of a call name, seen from the workspace's folder.

    A file that is none of the workspace's is a guest: it is to be judged as what it says it is.

    Raises:
        UsageError: a folder lies outside of the workspace, or a file is not there.

    """
    if waivers is not None and not os.path.lexists(waivers):
        raise UsageError(_NOT_THERE, path=waivers)
    root = shown_path(folder)
    paths: dict[str, None] = {}
    guests: dict[str, None] = {}
    holds_all = False
    for each in given or ():
        within = None if each == STDIN else _within(each, root)
        if within is not None and (is_of_workspace(within) or not os.path.isfile(each)):
            paths["/".join(part for part in (root, within) if part not in ("", "."))] = None
            holds_all = holds_all or not within
        else:
            guests[_guest(each, root)] = None
    return Asked(
        paths=() if holds_all else (*paths, *guests),
        guests=(*guests,),
        waivers=None if waivers is None else shown_path(waivers),
    )


def _within(given: str, root: str) -> str | None:
    """Return a path as seen from the workspace's root: empty for all of it, None outside."""
    place, real_root = os.path.realpath(given), os.path.realpath(root)
    if os.path.isdir(given) and _below(real_root, place) is not None:
        return ""
    above, name = os.path.split(os.path.normpath(given))  # a link within is what it is
    return _below(os.path.normpath(os.path.join(os.path.realpath(above), name)), real_root)


def _below(path: str, folder: str) -> str | None:
    try:
        found = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return None
    parts = found.split(os.sep)
    return None if parts[0] == os.pardir else "/".join(part for part in parts if part != os.curdir)


def _guest(given: str, root: str) -> str:
    if given == STDIN:
        return given
    if not os.path.lexists(given):
        raise UsageError(_NOT_THERE, path=given)
    if os.path.isdir(given):
        text = Text(
            "「{path}」不在工作区「{folder}」里：工作区以外的只核对文件，写出文件名",
            "“{path}” is not in the workspace “{folder}”: of what is outside, name the files",
        )
        raise UsageError(text, path=given, folder=root)
    return shown_path(given)


_NOT_THERE: Final = Text("没有「{path}」这个文件或文件夹", "there is no file or folder “{path}”")


class Judged(NamedTuple):
    """The verdict as far as it was asked for, the files that it is about, and the whole verdict.

    Without `files` it is about all.
    """

    verdict: Verdict
    files: tuple[str, ...] | None
    whole: Verdict


def judged(
    verdict: Verdict,
    asked: Asked,
    *,
    select: Iterable[str] | None,
    ignore: Iterable[str] | None,
    since: str | None,
) -> Judged:
    """Return the verdict with only the findings that were asked for.

    With a revision, what it does not concern and was there already is a remark.

    Raises:
        UsageError: a word names no rule, a path nothing, or git no such revision.

    """
    named = {finding.location.path for finding in verdict.findings}
    for path in asked.paths:
        if path != STDIN and not os.path.lexists(path) and path not in named:
            raise UsageError(_NOT_THERE, path=path)
    groups = [asked.paths] if asked.paths else []
    folder, before = verdict.workspace.folder, None
    notes = [*_as_whose(verdict.city.received, asked.guests)]
    try:
        if since is not None:
            base = base_of(folder, since)
            differing = changed(folder, base)
            groups.append((*differing, *asked.guests))
            before = partial(_before, verdict, base, asked.waivers)
            notes.append(_CHANGED.fill(revision=since, count=len(differing)))
        found = shown(
            verdict, select=_words(select), ignore=_words(ignore), within=groups, before=before
        )
    except NoHistoryError as error:
        raise UsageError(_AS_IT_IS, said=error.text) from None
    except UnknownRuleError as error:
        raise no_rule(str(error)) from None
    found = found._replace(inspection=found.inspection._replace(notes=tuple(notes)))
    return Judged(found, tuple(_files(verdict, groups)) if groups else None, verdict)


_CHANGED: Final = Text(
    "与「{revision}」相比改动 {count} 份文件", "files changed since “{revision}”: {count}"
)
_AS: Final = Text(
    "「{path}」按 {named}的 {period} 报送核对",
    "“{path}” was judged as the submission of {named} for {period}",
)


def _as_whose(received: Received, guests: Iterable[str]) -> Iterator[Text]:
    """Yield as whose submission files from outside were judged."""
    for path in guests:
        kind, id_, period = received.whose(path)
        if kind and (known := received.names(kind).known.get(id_ or "")):
            yield _AS.fill(path=path, named=beside(known.id, known.name), period=str(period))


_AS_IT_IS: Final = Text("{said}", "{said}")


def _before(verdict: Verdict, commit: str, waivers: str | None) -> tuple[Finding, ...]:
    """Return what was found at a commit, on the same day of looking.

    Waivers that stand elsewhere are the same ones.
    """
    folder, as_of = verdict.workspace.folder, verdict.workspace.as_of
    with tree_at(folder, commit) as tree:
        try:
            found = validate(read_tree(tree, folder, as_of=as_of, waivers=waivers))
        except NoWorkspaceError:
            return ()
    return found.findings


def _files(verdict: Verdict, groups: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the files that all groups name, or a folder above them, there or gone."""
    workspace = verdict.workspace
    files = (*workspace.files, *(each.path for each in workspace.strays))
    gone = (path for group in groups for path in group)
    sets = [{*group} for group in groups]
    yield from (path for path in dict.fromkeys((*files, *gone)) if is_within(path, sets))


def _words(given: Iterable[str] | None) -> list[str]:
    return [word.strip() for each in given or () for word in each.split(",") if word.strip()]
