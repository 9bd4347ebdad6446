"""The command line's own words: help and usage errors, in the reader's language."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final, TypeVar

from typer.core import TyperCommand, TyperGroup

from jxtrade.render.layout import pad, wrap
from jxtrade.text import Lang, Text, cells, listed, nearest, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import typer

Run = TypeVar("Run", bound="Callable[..., None]")
_USAGE: Final = Text("用法：", "Usage: ")
_ARGUMENTS: Final = Text("参数：", "Arguments:")
_OPTIONS: Final = Text("选项：", "Options:")
_COMMANDS: Final = Text("命令：", "Commands:")
_HELP: Final = Text("显示此说明", "show this message")
_WIDTH: Final = 80
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


class UsageError(Exception):
    """The call can't be carried out as it stands, and why, in both languages."""

    def __init__(self, text: Text, **facts: object) -> None:
        self.text = text.fill(**facts)
        super().__init__(self.text.en)


def spoken(arguments: Sequence[str] | None = None, *, chosen: str | None = None) -> Lang | None:
    """Return the language that was asked for: by option, JXTRADE_LANG or a locale; else None."""
    if arguments is not None:
        joined = "\0".join(("", *arguments))
        found = re.findall(r"\0--lang[=\0](zh|en)(?=\0|\Z)", joined)
        chosen = found[-1] if found else None
    for word in (chosen, os.environ.get("JXTRADE_LANG")):
        if word in tuple(Lang):
            return Lang(word)
    locale = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    return next((lang for lang in Lang if locale.lower().startswith(lang)), None)


def language() -> Lang:
    """Return the language of words that no plan can decide: help and usage errors."""
    return spoken(sys.argv[1:]) or Lang.EN


def text(written: str | None) -> Text:
    """Return both languages of a help text that is written as `中文 | English`."""
    chinese, _, english = (written or "").partition(" | ")
    return Text(chinese, english or chinese)


_ABOUT: Final[dict[str, Text]] = {}


def about(chinese: str, english: str) -> Callable[[Run], Run]:
    """Return what keeps the help of a command's function, in both languages."""

    def keep(function: Run) -> Run:
        _ABOUT[function.__name__] = Text(chinese, english)
        return function

    return keep


def _about(command: Any, lang: Lang) -> str:
    return _ABOUT[command.callback.__name__].to(lang)


class Command(TyperCommand):
    """A command whose help and options are written in both languages."""

    def get_help(self, ctx: Any) -> str:
        """Return the help in the reader's language."""
        return _help(self, ctx, language())


class Group(TyperGroup):
    """The program, whose commands are listed in the reader's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help in the reader's language."""
        return _help(self, ctx, language())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is called.

        Raises:
            UsageError: there is no such command; the nearest is named.

        """
        name = args[0]
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        close = nearest(name, self.commands)
        raise UsageError(
            Text("没有「{name}」这个命令{close}", "there is no command “{name}”{close}"),
            name=name,
            close=did_you_mean(close, self.commands),
        )


def did_you_mean(close: str | None, known: Sequence[str] | Any) -> Text:
    """Return the end of a usage error: the nearest word, or all there are."""
    if close is not None:
        return Text(f"；是否指 {close}", f"; did you mean {close}?")
    return Text("；可用：{known}", "; there are: {known}").fill(known=listed(tuple(known)))


def _help(command: Any, ctx: typer.Context, lang: Lang) -> str:
    pieces = " ".join((ctx.command_path, *command.collect_usage_pieces(ctx)))
    if lang is Lang.ZH:
        pieces = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
    lines = [f"{_USAGE.to(lang)}{pieces}", ""]
    lines += _paragraphs(_about(command, lang))
    parameters = command.get_params(ctx)
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option"]
    if arguments:
        entries = [(each.metavar, text(each.help).to(lang)) for each in arguments]
        lines += ["", _ARGUMENTS.to(lang), *_entries(entries)]
    if options:
        lines += ["", _OPTIONS.to(lang), *_entries([_option(each, lang) for each in options])]
    if isinstance(command, TyperGroup):
        entries = [
            (name, _about(each, lang).partition("\n")[0]) for name, each in command.commands.items()
        ]
        lines += ["", _COMMANDS.to(lang), *_entries(entries)]
    return _printable("\n".join(lines))


def _printable(words: str) -> str:
    """Return the words as the output can say them; typer would write UTF-8 for ASCII."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return words.encode(encoding, "backslashreplace").decode(encoding)


def _paragraphs(about: str) -> Iterator[str]:
    """Yield a help text's paragraphs, wrapped; indented lines, the examples, stay as they are."""
    for index, paragraph in enumerate(about.split("\n\n")):
        if index:
            yield ""
        if paragraph.startswith("  "):
            yield from (f"  {line}" for line in paragraph.split("\n"))
        else:
            yield from (f"  {line}" for line in wrap(paragraph.replace("\n", " "), _WIDTH - 2))


def _option(option: Any, lang: Lang) -> tuple[str, str]:
    names = ", ".join((*option.opts, *option.secondary_opts))
    if option.name == "help":
        return names, _HELP.to(lang)
    metavar = "" if option.is_flag else f" {option.metavar}"
    return names + metavar, text(option.help).to(lang)


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
    if kind == "MissingParameter" and error.param is not None:
        name = error.param.metavar
        return Text("缺少 {name}", "{name} is missing").fill(name=name)
    if "unexpected extra argument" in error.message:
        rest = re.sub(r".*\((.*)\)\.?", r"\1", error.message)
        return Text("多了参数 {rest}", "{rest}: one argument too many").fill(rest=rest)
    if "Missing command" in error.message:
        return Text("缺少命令", "a command is missing")
    return Text("用法有误：{message}", "wrong usage: {message}").fill(
        message=error.format_message()
    )
