"""The program: its commands, found by listing, and how a call is read, answered and ended."""

from __future__ import annotations

import pkgutil
import sys
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import typer
from typer._click.parser import _OptionParser
from typer.core import TyperCommand, TyperGroup

from jxtrade.cli import answers, commands, complete, options, output, progress
from jxtrade.cli.call import Call
from jxtrade.cli.speech import UsageError, did_you_mean, help_of, spoken, worded
from jxtrade.read.tree import ChangedError
from jxtrade.render.layout import harmless
from jxtrade.text import Lang, Text, nearest, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_USAGE: Final = 2
_ABOUT: Final = paragraphs(
    "对照下达的指标核对各地报送，一条命令看清进度。",
    "Hold what districts submit against what was allocated to them.",
    "核对报送：jxtrade validate；季度末看进度：jxtrade status；看缺口：jxtrade gaps。",
    "Check submissions with jxtrade validate, see progress at quarter end with jxtrade status,"
    " and what is short with jxtrade gaps.",
)
_EXAMPLES: Final = "jxtrade status 2022Q2 --data data"


class Told(Protocol):
    """What a command's module gives: its help, what it takes, and its answer, an exit status.

    One that writes files says in WRITES in which formats, where that depends on its words by a
    function of them.
    """

    ABOUT: tuple[Text, ...]
    EXAMPLES: str
    TAKES: tuple[options.Option | options.Argument, ...]
    answer: Callable[..., int]


class _Parser(_OptionParser):
    """Keeps the words of options that may be repeated in their order: an -o is of the --format."""

    def parse_args(self, args: list[str]) -> tuple[dict[str, Any], list[str], list[Any]]:
        found, rest, order = super().parse_args(args)
        repeated = [each.name for each in order if getattr(each, "multiple", False)]
        words = {name: iter(found[name]) for name in repeated}
        if self.ctx is not None:
            self.ctx.meta[__name__] = [(name, next(words[name])) for name in repeated]
        return found, rest, order


class Command(TyperCommand):
    """A command of the program, made of its module."""

    def __init__(self, name: str, told: Told) -> None:
        reads = options.OF_READING if options.DATA in told.TAKES else ()
        params = [*told.TAKES, *reads, options.LANG, options.HELP]
        super().__init__(name, params=params, add_help_option=False, rich_markup_mode=None)
        self.about = told.ABOUT
        self.examples = told.EXAMPLES
        self.told = told

    def get_help(self, ctx: Any) -> str:
        """Return the help in the reader's language."""
        return help_of(self, ctx, ctx.obj)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what a shell says beside the command's name."""
        del limit
        return self.about[0].to(spoken())

    def make_parser(self, ctx: Any) -> _OptionParser:
        """Return what takes the words of a call apart."""
        parser = _Parser(ctx)
        for each in self.get_params(ctx):
            each.add_to_parser(parser, ctx)
        return parser

    def invoke(self, ctx: Any) -> int:
        """Answer the call that was read, and return its exit status."""
        words = dict(ctx.params)
        single = [(name, words.pop(name, None)) for name in ("format", "output")]
        written = [each for each in single if isinstance(each[1], str)] or ctx.meta[__name__]
        writes = getattr(self.told, "WRITES", None)
        forms: output.Formats | None = writes(words) if callable(writes) else writes
        outputs = [each for each in written if each[0] in ("format", "output")]
        call = Call(
            language=ctx.obj,
            lang=words.pop("lang"),
            data=words.pop("data", None),
            as_of=words.pop("as_of", None),
            outputs=output.destinations(outputs, forms) if forms else (),
            jobs=words.pop("jobs", None),
            scheduler=words.pop("scheduler", None),
            is_cached=not words.pop("no_cache", False),
        )
        with progress.shown(ctx.obj):
            if forms in (output.REPORTS, output.FINDINGS) and options.DATA in self.told.TAKES:
                answer = partial(self.told.answer, call, **words)
                return answers.answered(call, str(self.name), words, answer)
            return self.told.answer(call, **words)


@cache
def command_names() -> tuple[str, ...]:
    """Return the names of all commands."""
    return tuple(name for _, name, _ in pkgutil.iter_modules(commands.__path__))


@cache
def command(name: str) -> Command:
    """Return the command of a name."""
    return Command(name, cast("Told", import_module(f"{commands.__name__}.{name}")))


class Program(TyperGroup):
    """The program, whose commands are loaded when they are asked for."""

    about = _ABOUT
    examples = _EXAMPLES

    def __init__(self) -> None:
        params = [options.DATA, options.AS_OF, options.LANG, options.VERSION, options.HELP]
        super().__init__(
            name="jxtrade",
            params=params,
            add_help_option=False,
            no_args_is_help=True,
            rich_markup_mode=None,
        )

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return [*command_names()]

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:
        """Return the command of a name, if there is one."""
        del ctx
        return command(cmd_name) if cmd_name in command_names() else None

    def get_help(self, ctx: Any) -> str:
        """Return the help in the reader's language."""
        return help_of(self, ctx, ctx.obj)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is called.

        Raises:
            UsageError: there is no such command; the nearest is named.

        """
        name = args[0]
        if name in command_names() or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise UsageError(
            Text("没有「{name}」这个命令{close}", "there is no command “{name}”{close}"),
            name=name,
            close=did_you_mean(nearest(name, command_names()), command_names()),
        )


def run(arguments: Sequence[str]) -> int:
    """Carry out a call and return its exit status: 0, 1 for findings, 2 for wrong usage."""
    language = _language(arguments)
    program = Program()
    if complete.is_asked():
        return complete.answer(program, language)
    try:
        status = program.main(
            [*arguments], prog_name="jxtrade", standalone_mode=False, obj=language
        )
    except (UsageError, ChangedError) as error:
        return _wrong(error.text, language)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.message)  # noqa: T201
            return _USAGE
        return _wrong(worded(error), language)
    except OSError as error:
        if error.filename is None:
            raise
        text = Text("写不了 {path}：{why}", "can't write {path}: {why}")
        return _wrong(text.fill(path=str(error.filename), why=error.strerror or ""), language)
    return int(status or 0)


def _language(arguments: Sequence[str]) -> Lang:
    """Return the language of all that is said.

    It is read first, wherever it stands: what is wrong with a call is said in it as well.
    """
    lenient = {"ignore_unknown_options": True, "allow_extra_args": True}
    reader = TyperCommand(
        None, params=[options.LANG, options.DATA], context_settings=lenient, add_help_option=False
    )
    found = reader.make_context(None, [*arguments], resilient_parsing=True)
    return spoken(found.params["lang"], found.params["data"])


def _wrong(text: Text, language: Lang) -> int:
    print(harmless(f"jxtrade: {text.to(language)}"), file=sys.stderr)  # noqa: T201
    return _USAGE
