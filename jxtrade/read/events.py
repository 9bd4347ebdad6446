"""The parser's events, and its complaints in words: libyaml, or a parser that reads as it does."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

import yaml

from jxtrade.place import Span
from jxtrade.read.faults import REFUSALS, Fault, FaultKind
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.nodes import Event

DEPTH_OF_LIBYAML: Final = "nesting"
_C_PARSER: Final[Any] = import_module("yaml._yaml").CParser if yaml.__with_libyaml__ else None


def events_of(text: str, *, pure: bool) -> Iterator[Event]:
    """Yield the parser's events; where libyaml is missing there is but the pure parser."""
    if pure or not yaml.__with_libyaml__:
        pure_parser: Any = _PureParser(text)
        return iter(pure_parser.get_event, None)
    return iter(_C_PARSER(text).get_event, None)


_FLOW_MARKS: Final = ",?[]{}"
_BLOCK_PIECE: Final = re.compile(r"(?:[^\0 \r\n:]|:(?![\0 \r\n]))+")
_FLOW_PIECE: Final = re.compile(r"(?:[^\0 \r\n:,\[\]{}]|:(?![\0 \r\n,?\[\]{}]))+")
_BLOCK_HEADER: Final = re.compile(r"(?:([-+])([1-9])?|([1-9])([-+])?)?")
_OF_URI: Final = r"[-\w;/?:@&=+$.!~*'()]|(?:%[0-9A-Fa-f]{2})+"
_TAG: Final = re.compile(
    rf"!<(?P<whole>(?:{_OF_URI}|[,\[\]])+)>|(?P<handle>!(?:[-\w]*!)?)(?P<rest>(?:{_OF_URI})*)",
    re.ASCII,
)


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser, up to events; where the two differ it reads as libyaml does."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)

    def fetch_stream_end(self) -> None:
        """End the text with a line end, as far as marks and keys are concerned."""
        if self.column:
            self.line, self.column = self.line + 1, 0
        self.stale_possible_simple_keys()
        super().fetch_stream_end()

    def fetch_flow_collection_end(self, token: Any) -> None:
        """Take a closing bracket, also one that closes nothing."""
        super().fetch_flow_collection_end(token)
        self.flow_level = max(self.flow_level, 0)

    def scan_plain(self) -> yaml.ScalarToken:
        """Return a text without quotes; in brackets a question mark is a letter of it."""
        in_flow = self.flow_level > 0
        piece = _FLOW_PIECE if in_flow else _BLOCK_PIECE
        start = end = self.get_mark()
        words: list[str] = []
        gap: list[str] | None = []
        while self.peek() != "#" and (found := piece.match(self.buffer, self.pointer)):
            words += [*(gap or ()), found[0]]
            self.forward(len(found[0]))
            end = self.get_mark()
            self.allow_simple_key = False
            gap = self.scan_plain_spaces(self.indent + 1, start)
            if not gap or not (in_flow or self.column > self.indent):
                break
        if in_flow and self.peek() == ":" and self.peek(1) in _FLOW_MARKS:
            what = "while scanning a plain scalar", "found unexpected ':'"
            raise yaml.scanner.ScannerError(what[0], start, what[1], self.get_mark())
        return yaml.ScalarToken("".join(words), True, start, end)  # noqa: FBT003

    def scan_tag(self) -> yaml.TagToken:
        """Return a tag: which one is all the same, none is read."""
        start = self.get_mark()
        found: Any = _TAG.match(self.buffer, self.pointer)
        handle, rest = found["handle"], found["whole"] or found["rest"]
        try:
            uri = unquote_to_bytes(rest).decode()
        except UnicodeDecodeError:
            uri = ""
        self.forward(len(found[0]))
        ends = self.peek() in ("\0 \r\n," if self.flow_level else "\0 \r\n")
        if not ends or (not uri and (rest or handle != "!")):
            raise yaml.scanner.ScannerError(None, start, "found no tag", self.get_mark())
        return yaml.TagToken((handle, uri), start, self.get_mark())

    def scan_block_scalar_indicators(self, _: Any) -> tuple[bool | None, int | None]:
        """Return how a block's end is kept and how deep it is indented; a comment may follow."""
        found: Any = _BLOCK_HEADER.match(self.buffer, self.pointer)
        self.forward(len(found[0]))
        chomp, width = found[1] or found[4], found[2] or found[3]
        return None if chomp is None else chomp == "+", int(width) if width else None

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> list[str]:
        """Return the next pieces of a quoted text; an escape must name a character."""
        try:
            pieces: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(pieces).encode()
        except yaml.scanner.ScannerError as error:
            if error.problem_mark and "unknown escape" in (error.problem or ""):
                error.problem_mark.column -= 1
            raise
        except (ValueError, OverflowError):
            what = "while scanning a quoted scalar", "found an escape that is no character"
            raise yaml.scanner.ScannerError(what[0], start_mark, what[1], self.get_mark()) from None
        return pieces


UNEVEN: Final = Text(
    "缩进与上文不齐，或上一项没有写完",
    "the indentation differs from above, or the entry above is unfinished",
)
NO_COLON: Final = Text("此行缺少冒号", "a colon is missing")
_NO_LIST: Final = Text("冒号后面写了「-」", "“-” stands behind a colon")
_AFTER_QUOTE: Final = Text("引号后面还有文字", "text follows the closing quote")
OPEN_QUOTE: Final = Text("引号没有闭合", "a quote is not closed")
OPEN_BRACKET: Final = Text(
    "方括号或花括号没有闭合，或两项之间缺少逗号",
    "a bracket or brace is open, or a comma is missing",
)
NOT_HERE: Final = Text(
    "此处多了一个冒号，或上一行的缩进不对",
    "no colon can stand here, or the line above is indented wrongly",
)
ENDED: Final = Text(
    "缩进与上文不齐，或上文到此已经结束",
    "the indentation differs from above, or what stands above ends here",
)
NO_START: Final = Text("此处的符号不能作为文字的开头", "text can't begin with this character")
BLOCK_TEXT: Final = Text(
    "| 或 > 之后多了文字，或其下缩进不对",
    "text follows | or >, or the lines below are indented wrongly",
)
_BAD_ESCAPE: Final = Text(
    "双引号里的反斜杠写法不成立", "a backslash in double quotes begins no known escape"
)
_COLON_ALONE: Final = Text("冒号后缺少空格或内容", "a blank or a value is missing behind the colon")
_REASONS: Final = (
    ("quoted scalar", ("end of stream", "document"), OPEN_QUOTE),
    ("quoted scalar", ("escape", "hexdecimal"), _BAD_ESCAPE),
    ("flow", ("',' or",), OPEN_BRACKET),
    ("", ("mapping values are not allowed",), NOT_HERE),
    ("", ("unexpected ':'",), _COLON_ALONE),
    ("", ("could not find",), NO_COLON),
    ("", ("expected <document start>", "expected '<document start>'"), ENDED),
    ("", ("cannot start any token",), NO_START),
    ("block", ("expected key", "expected '-'", "block end"), UNEVEN),
    ("block node", ("",), Text("此处缺少内容", "content is missing here")),
    ("block scalar", ("",), BLOCK_TEXT),
)
_AFTER_QUOTE_AT: Final = re.compile(r"""["'][^\s"']""")
_DOCUMENT_END: Final = re.compile(r"\.\.\.(?:\s|\Z)")
ANY_REASON: Final = Text("写法不符合 YAML", "this is not YAML")


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Return the parser's complaint in the project's words.

    A construct that is still open at the end of the text is placed where it begins, as are a tag
    and a directive that are not sound: neither is read.
    """
    context, problem = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    lines, end = text.split("\n"), _end(text)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if error.context_mark and ((line, column) >= end or " tag" in f"{context}{problem}"):
        line, column = error.context_mark.line, error.context_mark.column
    line, column = min((line, column), end)
    span = Span(line + 1, column + 1, line + 1, column + 2)
    if " tag" in f"{context}{problem}":
        return Fault(FaultKind.REFUSED, span, {"what": REFUSALS["tag"]})
    if lines[line].startswith("%"):
        return Fault(
            FaultKind.REFUSED, Span(line + 1, 1, line + 1, 2), {"what": REFUSALS["directive"]}
        )
    if "<document start>" in problem and any(map(_DOCUMENT_END.match, lines[:line])):
        return Fault(FaultKind.REFUSED, span, {"what": REFUSALS["document"]})
    return Fault(
        FaultKind.SYNTAX, span, _reason(context, problem, lines[line][max(column - 1, 0) :])
    )


def _reason(context: str, problem: str, here: str) -> dict[str, Any]:
    """Return the reason of a complaint about the second character of what stands here."""
    if "sequence entries are not allowed" in problem:
        return {"reason": _NO_LIST, "character": "-"}
    if "expected" in problem and _AFTER_QUOTE_AT.match(here):
        return {"reason": _AFTER_QUOTE, "character": '"'}
    for within, parts, words in _REASONS:
        if within in context and any(part in problem for part in parts):
            return {"reason": words}
    return {"reason": ANY_REASON}


def _end(text: str) -> tuple[int, int]:
    """Return line and column, from 0, behind the text's last written character."""
    written = text.rstrip()
    return written.count("\n"), len(written) - written.rfind("\n") - 1
