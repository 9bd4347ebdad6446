"""The command line's own words: help and usage errors, in the reader's language."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Final

from jxtrade.cli import nearby
from jxtrade.render.layout import pad, wrap
from jxtrade.text import Lang, Text, cells, listed, nearest, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_USAGE: Final = Text("用法：", "Usage: ")
_ARGUMENTS: Final = Text("参数：", "Arguments:")
_OPTIONS: Final = Text("选项：", "Options:")
_COMMANDS: Final = Text("命令：", "Commands:")
_WIDTH: Final = 80
TOO_MANY: Final = Text("多了参数 {rest}", "{rest}: one argument too many")
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


class UsageError(Exception):
    """The call can't be carried out as it stands, and why, in both languages."""

    def __init__(self, text: Text, **facts: object) -> None:
        self.text = text.fill(**facts)
        super().__init__(self.text.en)


def spoken(chosen: str | None = None, data: str | None = None) -> Lang:
    """Return the language of all that is said: by option, JXTRADE_LANG, a locale, the plan's.

    Where none of them says, it is English.
    """
    for word in (chosen, os.environ.get("JXTRADE_LANG")):
        if word in tuple(Lang):
            return Lang(word)
    locale = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    of_locale = (lang for lang in Lang if locale.lower().startswith(lang))
    return next(of_locale, None) or nearby.language(nearby.folder(data)) or Lang.EN


def did_you_mean(close: str | None, known: Collection[str]) -> Text:
    """Return the end of a usage error: the nearest word, or all there are."""
    if close is not None:
        return Text(f"；是否指 {close}", f"; did you mean {close}?")
    return Text("；可用：{known}", "; there are: {known}").fill(known=listed(tuple(known)))


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


def help_of(command: Any, ctx: Any, lang: Lang) -> str:
    """Return a command's help: its usage, what it does, examples, and what it takes."""
    pieces = " ".join((ctx.command_path, *command.collect_usage_pieces(ctx)))
    if lang is Lang.ZH:
        pieces = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
    lines = [f"{_USAGE.to(lang)}{pieces}"]
    for paragraph in command.about:
        lines += ["", *(f"  {line}" for line in wrap(paragraph.to(lang), _WIDTH - 2))]
    lines += ["", *(f"    {line}".rstrip() for line in command.examples.split("\n"))]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    if arguments:
        entries = [(each.metavar, each.about.to(lang)) for each in arguments]
        lines += ["", _ARGUMENTS.to(lang), *_entries(entries)]
    lines += ["", _OPTIONS.to(lang), *_entries([_option(each, lang) for each in options])]
    names = command.list_commands(ctx) if hasattr(command, "list_commands") else ()
    if names:
        entries = [(name, command.get_command(ctx, name).about[0].to(lang)) for name in names]
        lines += ["", _COMMANDS.to(lang), *_entries(entries)]
    return "\n".join(lines)


def _option(option: Any, lang: Lang) -> tuple[str, str]:
    metavar = "" if option.is_flag else f" {option.metavar}"
    return ", ".join(option.opts) + metavar, option.about.to(lang)


def _entries(entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    room = min(max((cells(name) for name, _ in entries), default=0), 28)
    for name, words in entries:
        lines = wrap(visible(words), _WIDTH - room - 4)
        first = pad(name, room)
        if cells(name) > room:
            yield f"  {name}"
            first = " " * room
        yield f"  {first}  {lines[0]}"
        yield from (f"  {' ' * room}  {line}" for line in lines[1:])


def worded(error: Any) -> Text:
    """Return a usage error of typer's in both languages."""
    option = getattr(error, "option_name", None)
    possible = getattr(error, "possibilities", None)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        close = did_you_mean(possible[0], ()) if possible else Text("", "")
        text_ = Text("没有 {option} 这个选项{close}", "there is no option {option}{close}")
        return text_.fill(option=option, close=close)
    if kind == "BadOptionUsage" and option:
        return Text("{option} 后面缺少值", "{option} needs a value").fill(option=option)
    if "unexpected extra argument" in error.message:
        rest = re.sub(r".*\((.*)\)\.?", r"\1", error.message)
        return TOO_MANY.fill(rest=rest)
    if "Missing command" in error.message:
        return Text("缺少命令", "a command is missing")
    return Text("用法有误：{message}", "wrong usage: {message}").fill(
        message=error.format_message()
    )
