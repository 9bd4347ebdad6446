"""What ended reading, in the words of who wrote it: habits of Excel, chats, letters and paper.

A fault of syntax is looked at once more, with its own line and the ones around. Where these show
what was meant, the fault says so, moves there, and tells what to write; all others stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from jxtrade.place import Span
from jxtrade.read.characters import is_of_a_tab
from jxtrade.read.events import (
    ANY_REASON,
    BLOCK_TEXT,
    ENDED,
    NO_COLON,
    NO_START,
    NOT_HERE,
    OPEN_BRACKET,
    OPEN_QUOTE,
    UNEVEN,
)
from jxtrade.read.faults import Fault, FaultKind
from jxtrade.read.marks import ODD_BLANK
from jxtrade.text import Text, point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_FAR: Final = 300
"""Characters of the longest line that is looked at."""

_MAIL: Final = Text("行首的「>」是邮件里引用的标记", "“>” at the beginning marks a quoted mail")
_TABLE: Final = Text("这是表格的一行", "this is the row of a table")
_ONCE: Final = (_MAIL, _TABLE)


def explained(faults: Iterable[Fault], lines: list[str]) -> Iterator[Fault]:
    """Yield the faults of a text, each in the words of the habit that it comes from."""
    faults = list(faults)
    if faults and (whole := _of_the_whole(lines)):
        yield whole
        faults = [each for each in faults if each.kind is FaultKind.CHARACTER]
    said: set[object] = set()
    follows: object = None
    for fault in faults:
        if fault.span.line == follows and fault.facts.get("reason") == UNEVEN:
            continue
        told = _explained(fault, lines)
        follows = told.facts.get("follows", follows)
        reason = told.facts.get("reason")
        key = reason if reason in _ONCE else (told.span, reason) if told is not fault else None
        if key is None or key not in said:
            yield told
        said.add(key)


_MERGED: Final = re.compile("(?:<{7}|={7}|>{7})(?: .*)?")
_MARK_OF_A_MERGE: Final = Text(
    "「{mark}」是两份改动合并时留下的标记", "“{mark}” is one of the marks of a merge"
)
_KEEP_ONE: Final = Text(
    "对照「<<<<<<<」和「>>>>>>>」之间的两份，只留一份，并删去三行标记",
    "compare the two versions between “<<<<<<<” and “>>>>>>>”, keep one, and delete the marks",
)
_NO_HEAD: Final = re.compile(
    r"\s*(?P<mark>#+|[\[【])\s*(?P<key>[a-z_]+|[\w-]+(?=\s*[:：\]】]))\s*[:：\]】]?\s*"
)
_IN_A_REMARK: Final = Text("「#」后面是注释，不读", "what follows “#” is a remark and is not read")
_IN_BRACKETS: Final = Text(
    "「{mark}」开头的一行不是字段", "a line that begins with “{mark}” is no field"
)
_UNHIDE: Final = Text("删去{keys}前面的「{mark}」", "delete the “{mark}” before {keys}")
_KEY: Final = Text("「{key}:」", "“{key}:”")
_AS_HEAD: Final = Text("写成「{key}:」", "write “{key}:”")


def _of_the_whole(lines: list[str]) -> Fault | None:
    """Return the fault of a text from which all others in it may come."""
    short = [line if len(line) <= _FAR else "" for line in lines]
    return _of_a_merge(short) or _of_no_head(short) or _of_a_filled_field(short)


def _of_a_merge(lines: list[str]) -> Fault | None:
    """Return the fault of a text in which git has left two versions."""
    for here, line in enumerate(lines):
        if _MERGED.fullmatch(line):
            return _slip(here, 0, _MARK_OF_A_MERGE.fill(mark=line[:7]), _KEEP_ONE)
    return None


def _of_no_head(lines: list[str]) -> Fault | None:
    """Return the fault of a field whose name is no longer one, although entries follow it."""
    for here, line in enumerate(lines):
        if (found := _NO_HEAD.fullmatch(line)) is None:
            continue
        above, below = _written(lines, here, -1), _written(lines, here, 1)
        is_within = above is not None and _HEAD.fullmatch(lines[above]) is not None
        if is_within or below is None or _indent(lines[below]) <= _indent(line):
            continue
        if above is not None and _indent(lines[above]) >= _indent(lines[below]):
            continue
        key, mark = found["key"], found["mark"]
        if mark in "[【":
            reason = _IN_BRACKETS.fill(mark=mark)
            return _slip(here, found.start("mark"), reason, _AS_HEAD.fill(key=key))
        remarks = filter(None, map(_COMMENTED.match, lines[here + 1 : below]))
        keys = [_KEY.fill(key=each) for each in (key, *(remark["key"] for remark in remarks))]
        return _slip(here, found.start("mark"), _IN_A_REMARK, _UNHIDE.fill(keys=keys, mark=mark[0]))
    return None


_IF_WITHIN: Final = Text(
    "下面各行属于「{key}」的，删去「{value}」，或前面加「# 」；不属于的，与它对齐",
    "if what stands below belongs to “{key}”, delete “{value}” or put “# ” before it; else line it"
    " up with “{key}”",
)


def _of_a_filled_field(lines: list[str]) -> Fault | None:
    """Return the fault of a field with content of its own, below which several entries stand."""
    for here, line in enumerate(lines):
        found = _FILLED.fullmatch(line)
        if found is None or _indent(line) or re.search("[0-9:：]", found["value"]):
            continue
        below = _written(lines, here, 1)
        after = None if below is None else _written(lines, below, 1)
        if below is None or after is None or not 0 < _indent(lines[below]) == _indent(lines[after]):
            continue
        if _is_field(lines[below]) and _is_field(lines[after]):
            words = found.groupdict()
            return _slip(
                here, found.start("value"), _HAS_ENTRIES.fill(**words), _IF_WITHIN.fill(**words)
            )
    return None


_HAS_ENTRIES: Final = Text("「{key}:」下面另有各行", "entries stand below “{key}:”")
_COPIED: Final = Text(
    "从第 {line} 行起是第 {first} 行起的重复：核对后删去其中一段",
    "from line {line} on, what stands from line {first} on is repeated: compare and delete one",
)
_MANY: Final = 3


def less_copied(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults; of keys that stand twice because a whole block does, the first alone."""
    found = list(faults)
    blocks = {id(block[0]): block for block in _copied(found) if len(block) >= _MANY}
    rest = {id(each) for block in blocks.values() for each in block[1:]}
    for fault in found:
        if id(fault) in blocks:
            facts = fault.facts
            advice = _COPIED.fill(line=facts["line"], first=facts["first"])
            yield fault._replace(facts={**facts, "advice": advice})
        elif id(fault) not in rest:
            yield fault


def _copied(faults: list[Fault]) -> list[list[Fault]]:
    """Return the keys that stand twice, those together that a copied block may hold."""
    blocks: list[list[Fault]] = []
    for fault in faults:
        if fault.kind is not FaultKind.DUPLICATE:
            continue
        line, first = fault.facts["line"], fault.facts["first"]
        start = blocks[-1][0].facts if blocks else {"line": 0, "first": 0}
        is_within = line - first == start["line"] - start["first"] and first < start["line"]
        if is_within:
            blocks[-1].append(fault)
        else:
            blocks.append([fault])
    return blocks


def _explained(fault: Fault, lines: list[str]) -> Fault:
    here = fault.span.line - 1
    line = lines[here] if here < len(lines) else ""
    if len(line) > _FAR:
        is_row = fault.facts.get("reason") == NOT_HERE and _is_row(line)
        return _slip(here, fault.span.column - 1, _IN_ONE_LINE, _EACH_APART) if is_row else fault
    if is_of_a_tab(fault):
        return _of_a_row(fault, line)
    if fault.kind is not FaultKind.SYNTAX or "character" in fault.facts:
        return fault
    reason = fault.facts["reason"]
    found = (look(fault, lines) for reasons, look in _LOOKS if not reasons or reason in reasons)
    return next((each for each in found if each), fault)


def _slip(here: int, column: int, reason: Text, advice: Text) -> Fault:
    """Return the fault of a line, from 0, at a column, from 0."""
    span = Span(here + 1, column + 1, here + 1, column + 2)
    return Fault(FaultKind.SYNTAX, span, {"reason": reason, "advice": advice})


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _written(lines: list[str], here: int, step: int) -> int | None:
    """Return the nearest line above (-1) or below (1) another one with more than a comment."""
    at = here + step
    for _ in range(_FAR):
        if not 0 <= at < len(lines):
            return None
        if lines[at].strip() and not lines[at].lstrip().startswith("#"):
            return at
        at += step
    return None


_ROW: Final = re.compile(r"\s*[^\t:：]+\t")
_PAIR: Final = re.compile(r"\s*(?P<key>[^\t:：]+?)\s*\t\s*(?P<value>[^\t]+?)\s*")
_AS_PAIR: Final = Text("写成「{key}: {value}」", "write “{key}: {value}”")
_PASTED: Final = Text(
    "从表格粘贴的行，每个数字单独一行，写成「名称: 数字」",
    "of a row pasted from a table each figure takes a line of its own: “name: figure”",
)


_FIRM: Final = re.compile(
    r"\s*(?:[-•]\s*)?(?P<name>[^\t:：]+?)\s*\t\s*(?P<code>[0-9A-Za-z]{18})\s*"
)
_AS_FIRM: Final = Text(
    '写成「- {{name: {name}, uscc: "{code}"}}」', 'write “- {{name: {name}, uscc: "{code}"}}”'
)


def _of_a_row(fault: Fault, line: str) -> Fault:
    """Return the fault of a tab; between words it parted the cells of a table."""
    if not _ROW.match(line) or fault.span.column <= len(line) - len(line.lstrip()):
        return fault
    firm, pair = _FIRM.fullmatch(line), _PAIR.fullmatch(line)
    advice = _AS_PAIR.fill(**pair.groupdict()) if pair else _PASTED
    advice = _AS_FIRM.fill(**firm.groupdict()) if firm else advice
    return fault._replace(facts={**fault.facts, "advice": advice})


_UNQUOTE_MAIL: Final = Text("删去各行开头的「>」", "delete “>” at the beginning of each line")
_ONE_A_LINE: Final = Text(
    "每个数字单独一行，写成「名称: 数字」",
    "write each figure on a line of its own: “name: figure”",
)
_NO_DATA: Final = Text("这一行不是「字段: 内容」", "this line is no “field: content”")
_COMMENT: Final = Text(
    "说明文字前面加「# 」，不用的删去；接着上一行的写到上一行末尾；要报的写成「字段: 内容」",
    "put “# ” before a remark, delete what is not needed, write what goes on at the end of the line"
    " above, and data as “field: content”",
)
_ADORNED: Final = re.compile(
    r"\s*(?P<mark>[*`_\"']{1,2})(?P<key>[^*`_\"':：]+)(?:(?P=mark)\s*[:：]\s*(?P<value>.*?)"
    r"|[:：]\s*(?P<inner>.*?)(?P=mark))\s*"
)
_REMARK: Final = re.compile(r"\s*(?://|/\*|<!--|</?\w|```|~~~|-{4}|=|\*\*|_{2}|【)")


def _of_a_letter(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a quoted mail, of a table's row, of a remark."""
    here = fault.span.line - 1
    line, indent = lines[here], _indent(lines[here])
    if line.lstrip().startswith(">"):
        return _slip(here, indent, _MAIL, _UNQUOTE_MAIL)
    if line.lstrip().startswith("|"):
        return _slip(here, indent, _TABLE, _ONE_A_LINE)
    if found := _ADORNED.fullmatch(line):
        value = found["value"] if found["inner"] is None else found["inner"]
        advice = _AS_PAIR.fill(key=found["key"].strip(), value=value)
        return _slip(here, indent, _NO_BEGINNING.fill(mark=found["mark"]), advice)
    return _slip(here, indent, _NO_DATA, _COMMENT) if _REMARK.match(line) else None


_BULLET: Final = re.compile(
    r"\s*(?P<mark>[•·●○▪■◆◇►※–—－─]|\*(?=\s)|[①-⑳]|-(?=[^\s\-.0-9])|-{2,3}(?=\s+\S)"
    r"|[0-9]{1,3}[.、)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
    r"\s*(?P<rest>.*)"
)
_NO_DASH: Final = Text(
    "行首的「{mark}」不是列表的「- 」", "“{mark}” at the beginning is not a list's “- ”"
)
_DASH: Final = Text(
    "列表的一项改用「- 」（半角减号加空格）开头；不是列表的删去「{mark}」",
    "begin an item of a list with “- ” (a hyphen and a blank); elsewhere delete “{mark}”",
)


def _of_a_bullet(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line that begins as lists do on paper."""
    here = fault.span.line - 1
    found = _BULLET.match(lines[here])
    if found is None:
        return None
    if not re.search("[:：{｛]", found["rest"]):
        return _slip(here, found.start("mark"), _NO_DATA, _COMMENT)
    mark = found["mark"]
    return _slip(here, found.start("mark"), _NO_DASH.fill(mark=mark), _DASH.fill(mark=mark))


_ODD_INDENT: Final = re.compile(f"[ ]*(?P<blank>{ODD_BLANK.pattern}|&nbsp;)")
_INDENTED_BY: Final = Text(
    "行首的空格是 {point}，不是半角空格", "the blank at the beginning is {point}, not a plain one"
)
_PLAIN_BLANK: Final = Text("换成半角空格", "put plain blanks in its place")


def _of_an_odd_indent(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line that is indented by full-width or other odd blanks."""
    here = fault.span.line - 1
    found = _ODD_INDENT.match(lines[here])
    if found is None:
        return None
    blank = found["blank"]
    reason = _INDENTED_BY.fill(point=point(blank) if len(blank) == 1 else blank)
    return _slip(here, found.start("blank"), reason, _PLAIN_BLANK)


_HEAD: Final = re.compile(r"\s*(?:-\s+)*(?P<key>[^:#\s][^:#]*):\s*(?:#.*)?")
_ENTRY: Final = re.compile(r"\s*[^\s:#\-][^:#]*:\s+[^\s#|>\[{].*")
_FIELD_OF: Final = re.compile(r"\s*[\w-]+\s*:(?:\s|$)")
_TRAILING: Final = re.compile(r".*[}\]\"'\w](?P<comma>[,，])\s*")
_NO_NEXT: Final = Text("行末的逗号后面没有内容", "nothing follows the comma at the end")
_DROP_COMMA: Final = Text("删去行末的逗号", "delete the comma at the end")
_LONE_DASH: Final = Text("这里只有一个「-」", "nothing but “-” stands here")
_NO_CONTENT: Final = Text(
    "没有内容就删去这一行；没有数字的不写（未报）",
    "delete the line where there is nothing to say; a figure left out is not reported",
)
_NO_ITEM: Final = Text(
    "以「-」开头的一行接不上上一行", "a line that begins with “-” can't follow the one above"
)
_ONE_TEXT: Final = Text(
    "接着说的写到上一行末尾；是列表的，各行都以「- 」开头并对齐",
    "write what goes on at the end of the line above; of a list each line begins with an even “- ”",
)
_COMMENTED: Final = re.compile(r"[ ]*#[ ]*(?P<key>[^\s:#]{1,100}):(?!\S)")
_UNCOMMENT: Final = Text(
    "上面的「{key}:」还是注释：这一行和它的上级，行首的「# 」也去掉",
    "“{key}:” above is still a comment: take the “# ” away there too, and before what it stands in",
)
_ADD_DASH: Final = Text("在行首补上「- 」", "put “- ” at the beginning")
_NO_DASHES: Final = Text("列表的各项没有「- 」", "the items of a list have no “- ”")
_ADD_DASHES: Final = Text(
    "以「{{」开头的各行，行首都补上「- 」",
    "put “- ” at the beginning of each line that begins with “{{”",
)
_DROP_DASH: Final = Text("删去行首的「- 」", "delete the “- ” at the beginning")
_LIKE_BELOW: Final = Text(
    "与同级的各行对齐：下一行前面空 {below} 格，这一行空 {own} 格",
    "line it up with its neighbours: {below} blanks stand before the line below, {own} before this",
)
_DEEPER: Final = Text(
    "列表的各项要比「{key}:」多空两格：前面空 {due} 格",
    "the items of a list are indented by two more than “{key}:”: {due} blanks before them",
)
_LIKE_ABOVE: Final = Text(
    "与同级的各行对齐：上一行前面空 {above} 格，这一行空 {own} 格",
    "line it up with its neighbours: {above} blanks stand before the line above, {own} before this",
)
_ALIKE: Final = Text(
    "同级的各行写法一致：都以「- 」开头，或都不带「- 」",
    "lines of one level are written alike: all of them with “- ” or none",
)
_BESIDE: Final = Text(
    "与上下各行对齐：前面空 {due} 格", "line it up with its neighbours: {due} blanks before it"
)
_TOO_LITTLE: Final = Text(
    "这一行缩进得比上下行少", "this line is indented less than those around it"
)


_ENDED_BEFORE: Final = Text("内容到这里之前已经写完", "what stands before this is complete")
_DROP_REST: Final = Text(
    "删去后面的；是同一段文字的，整段加半角引号",
    "delete the rest, or quote the whole text if it belongs to it",
)


_NEXT_ITEM: Final = Text(
    "一行只写一项：另一项写到下一行；同一项的放进一对花括号",
    "one item a line: write another one on the next; what is of one item belongs in one pair of"
    " braces",
)


def _of_the_rest(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of what stands behind a content that has its end."""
    here, column = fault.span.line - 1, fault.span.column - 1
    if not lines[here][:column].strip(" -"):
        return None
    is_next = re.match(r"[\s,，;；、]*\{", lines[here][column:])
    return _slip(here, column, _ENDED_BEFORE, _NEXT_ITEM if is_next else _DROP_REST)


def _of_a_lone_dash(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line with nothing but a dash."""
    here = fault.span.line - 1
    is_lone = lines[here].strip() == "-"
    return _slip(here, _indent(lines[here]), _LONE_DASH, _NO_CONTENT) if is_lone else None


def _of_a_last_comma(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line that ends with a comma, as items do in other formats."""
    here = fault.span.line - 1
    found = _TRAILING.fullmatch(lines[here])
    return _slip(here, found.start("comma"), _NO_NEXT, _DROP_COMMA) if found else None


def _of_the_next_line(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of the line below, where that is indented less than the item it is of."""
    here = fault.span.line - 1
    line, own = lines[here], _indent(lines[here])
    above, below = _written(lines, here, -1), _written(lines, here, 1)
    if above is None or below is None or not _is_item(line):
        return None
    after = _written(lines, below, 1)
    is_alone = after is None or not (_is_field(lines[after]) and _indent(lines[after]) == own)
    is_of_it = _is_field(lines[below]) and _is_field(line.replace("-", " ", 1))
    if _HEAD.fullmatch(lines[above]) and _indent(lines[below]) == own and is_of_it and is_alone:
        return _slip(below, own, _TOO_LITTLE, _BESIDE.fill(due=own + 2))
    return None


_FILLED: Final = re.compile(r"\s*(?P<key>[\w-]+):\s+(?P<value>\[\]|\{\}|[^\s#|>\[{&*!].*?)\s*")
_FIRST_OF_A_LIST: Final = re.compile(r"\s*(?:\{|-\s+(?:\{|[\w-]+:\s))")
_NOTHING: Final = ("[]", "{}")
_NOTHING_ELSE: Final = Text(
    "「{key}:」后面不写别的：删去「{value}」，或前面加「# 」",
    "write nothing behind “{key}:”: delete “{value}”, or put “# ” before it",
)


def _of_a_filled_head(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a field with content of its own, below which the items of a list are."""
    here = fault.span.line - 1
    above = _written(lines, here, -1)
    is_below = above is not None and (_is_item(lines[here]) or lines[above].endswith(_NOTHING))
    at = above if is_below and above is not None else here
    below, found = _written(lines, at, 1), _FILLED.fullmatch(lines[at])
    if below is None or found is None or _indent(lines[below]) <= _indent(lines[at]):
        return None
    key, value, column = found["key"], found["value"], found.start("value")
    if value not in _NOTHING and not _FIRST_OF_A_LIST.match(lines[below]):
        return None
    if _FIELD.fullmatch(entry := value.rstrip(":")):
        advice = _TO_NEXT.fill(key=key, entry=f"{entry}:", due=_indent(lines[at]) + 2)
        return _slip(at, column, _NO_BREAK.fill(key=key), advice)
    advice = _NOTHING_ELSE.fill(key=key, value=value)
    return _slip(at, column, _HAS_ENTRIES.fill(key=key), advice)


def _is_item(line: str) -> bool:
    """Tell whether a line begins an item of a list."""
    return line.lstrip().startswith("- ")


def _is_field(line: str) -> bool:
    """Tell whether a line is a field with or without its content."""
    return _FIELD_OF.match(line) is not None


def _of_a_dash(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line that begins as an item, below what is no list."""
    here = fault.span.line - 1
    line, own, above = lines[here], _indent(lines[here]), _written(lines, here, -1)
    if above is None or not _is_item(line):
        return None
    if remark := _COMMENTED.match(lines[here - 1]):
        return _slip(here, own, _NO_ITEM, _UNCOMMENT.fill(key=remark["key"]))
    head = _HEAD.fullmatch(lines[above])
    if head and own <= _indent(lines[above]):
        due = _indent(lines[above]) + 2
        return _slip(here, own, UNEVEN, _DEEPER.fill(key=head["key"].strip(), due=due))
    if _is_item(lines[above]):
        return None
    below = _written(lines, here, 1)
    if head and below is not None and _is_item(lines[below]):
        advice = _LIKE_BELOW.fill(below=_indent(lines[below]), own=own)
        return _slip(here, own, UNEVEN, advice)
    is_entry = _is_field(line.replace("-", " ", 1))
    return _slip(here, own, _NO_ITEM, _DROP_DASH if is_entry else _ONE_TEXT)


def _of_an_indent(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line that is indented otherwise than its neighbours."""
    here = fault.span.line - 1
    own, above, below = (
        _indent(lines[here]),
        _written(lines, here, -1),
        _written(lines, here, 1),
    )
    while above is not None and all(lines[at].lstrip()[:1] == "{" for at in (above, here)):
        first, above = above, _written(lines, above, -1)
        if above is None or lines[above].lstrip()[:1] != "{":
            return _slip(first, own, _NO_DASHES, _ADD_DASHES.fill())
    if not re.search("[:：{｛]", lines[here]):
        return _slip(here, own, _NO_DATA, _COMMENT)
    if above is None:
        advice = _LIKE_BELOW.fill(below=_indent(lines[below]), own=own) if below else None
    elif _is_outdented(lines, above, here):
        return _slip(above, _indent(lines[above]), _TOO_LITTLE, _BESIDE.fill(due=own))
    elif _is_item(lines[above]) and not _is_item(lines[here]):
        due = _indent(lines[above]) + 2
        advice = _ADD_DASH if lines[here].lstrip().startswith("{") else _BESIDE.fill(due=due)
    else:
        advice = _LIKE_ABOVE.fill(above=_indent(lines[above]), own=own)
        advice = _ALIKE if own == _indent(lines[above]) else advice
    return fault._replace(facts={**fault.facts, "advice": advice})


def _is_outdented(lines: list[str], above: int, here: int) -> bool:
    """Tell whether not a line, but the one above it stands too far to the left."""
    own, before, below = _indent(lines[here]), _written(lines, above, -1), _written(lines, here, 1)
    is_whole = _ENTRY.fullmatch(lines[above]) or _is_item(lines[above])
    if before is None or _indent(lines[above]) >= own or not is_whole:
        return False
    if _indent(lines[before]) == own:
        return True
    is_first = _HEAD.fullmatch(lines[before]) and _indent(lines[before]) == _indent(lines[above])
    return bool(is_first and below is not None and _indent(lines[below]) == own)


_WORD: Final = re.compile(r"\s*(?:-\s+)?(?P<key>[^\W\d][\w-]*)\s*(?P<mark>[;；。.，,]?)\s*")
_NO_WORD: Final = re.compile(r"\s*[^\w\s:：{}\[\]'\"-]+\s*")
_ADD_COLON: Final = Text("后面加半角冒号：「{key}:」", "put a colon behind it: “{key}:”")


def _of_a_head(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of the line above where that is a field without its colon."""
    here = fault.span.line - 1
    above = _written(lines, here, -1)
    if above is None:
        return None
    found, own = _WORD.fullmatch(lines[above]), _indent(lines[above])
    if found is None:
        if lines[above].lstrip().startswith("-") and not _is_item(lines[above]):
            return _slip(above, own, _NO_DASH.fill(mark="-"), _DASH.fill(mark="-"))
        is_stray = _NO_WORD.fullmatch(lines[above])
        return _slip(above, own, _NO_DATA, _COMMENT) if is_stray else None
    before = _written(lines, above, -1)
    is_between = before is not None and _indent(lines[before]) == _indent(lines[here]) > own
    if is_between and not _FIELD.fullmatch(found["key"]):
        return _slip(above, own, _NO_DATA, _COMMENT)
    if found["mark"]:
        return _slip(above, found.start("mark"), NO_COLON, _AS_HEAD.fill(key=found["key"]))
    return _slip(above, found.end("key") - 1, NO_COLON, _ADD_COLON.fill(key=found["key"]))


_ASSIGNED: Final = re.compile(
    r"\s*(?:-\s+)?(?P<key>[\w-]{1,40})\s*(?:[=＝→]+\s*|\s)(?P<value>[^\s=＝→>-].*?)\s*"
)
_WITH_FIGURE: Final = re.compile(
    r"\s*(?:-\s+)?(?P<key>[^\W\d][^\d\s=＝→;；,，—–>:：.…|-]{1,39}?)"
    r"(?:\s*[=＝→;；,，—–>.…|-]+\s*(?P<value>[0-9０-９][0-9０-９.]*\s*[^\s0-9，,;；]{0,4})"
    r"|\s*(?P<counted>[0-9０-９][0-9０-９.]*\s*[^\s0-9，,;；]{1,4}))\s*"
)
_FIELD: Final = re.compile(r"[a-z][a-z0-9_-]*", re.ASCII)


def _of_no_colon(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line without a colon: a field and its content, or a remark."""
    here = fault.span.line - 1
    if lines[here].lstrip().startswith("{"):
        return _slip(here, _indent(lines[here]), _NO_DASHES, _ADD_DASHES.fill())
    figure = _WITH_FIGURE.fullmatch(lines[here])
    found = figure or _ASSIGNED.fullmatch(lines[here])
    if found and (figure or _FIELD.fullmatch(found["key"])):
        value = found.groupdict().get("counted") or found["value"]
        advice = _AS_PAIR.fill(key=found["key"], value=value)
        return _slip(here, fault.span.column - 1, NO_COLON, advice)
    if (word := _WORD.fullmatch(lines[here])) and _FIELD.fullmatch(word["key"]):
        advice = _ADD_COLON.fill(key=word["key"])
        return _slip(here, fault.span.column - 1, NO_COLON, advice)
    return _slip(here, fault.span.column - 1, _NO_DATA, _COMMENT)


_ROUND: Final = re.compile(r"\s*(?:-\s+)?(?:[^\s:]+:\s+)?(?P<mark>[(（｛［【])[^:]*:")
_SEVERAL: Final = re.compile(
    r"\s*(?:-\s+)?(?P<key>[^\s:{}]+):\s+(?P<rest>[^\s:,{}]+:\s[^,{}]*,[^{}]*)"
)
_NEXT: Final = re.compile(
    r"\s*(?:-\s+)?(?P<key>[^\s:]+):\s+(?P<value>[0-9.]+[^\s:,，;；]{0,4})[\s,，;；、]+"
    r"(?P<next>[^\s:\d][^\s:]*:\s.*?)\s*"
)
_NEXT_FIELD: Final = re.compile(
    r"\s*(?:-\s+)?(?P<key>[^\s:]+):\s+(?P<value>[^\s:\"'{\[][^:]*?)[\s,，;；、]+"
    r"(?P<next>[a-z][a-z0-9_-]*:(?:\s.*?)?)\s*",
    re.ASCII,
)
_APART: Final = Text(
    "每项单独一行：「{key}: {value}」和「{next}」",
    "write each on a line of its own: “{key}: {value}” and “{next}”",
)
_FIELDS: Final = re.compile(r"(?:(?<![^\s,，;；、])|\\n *)[a-z][a-z0-9_-]*:(?=\s)", re.ASCII)
_EACH_APART: Final = Text(
    "每项单独一行，写成「字段: 内容」", "write each on a line of its own, as “field: content”"
)
_ITEM_IN_BRACES: Final = Text(
    "放进花括号：「- {{{key}: {value}, {next}}}」",
    "put them in braces: “- {{{key}: {value}, {next}}}”",
)
_FIRST_BELOW: Final = re.compile(r"\s*(?P<key>[\w-]+):\s+(?P<entry>[\w-]+:\s+\S.*?)\s*")
_NO_BREAK: Final = Text("「{key}:」后面要换行", "a new line is due behind “{key}:”")
_TO_NEXT: Final = Text(
    "「{key}:」单独一行，「{entry}」写到下一行，前面空 {due} 格",
    "put “{key}:” on a line of its own and “{entry}” on the next, behind {due} blanks",
)
_TWO_COLONS: Final = re.compile(r"\s*(?:-\s+)?(?P<key>[^:]+?):\s+(?P<rest>[^\"'{\[].*?)\s*")
_NO_OPENING: Final = Text("这一行有「}}」，没有「{{」", "“}}” stands here without “{{”")
_OPEN: Final = Text("在第一个字段前面补上「{{」", "put “{{” before the first field")
_NO_BRACES: Final = Text("「{mark}」不是花括号", "“{mark}” is no brace")
_BRACES: Final = Text("改成一对「{{」和「}}」", "write a pair of “{{” and “}}”")
_IN_ONE_LINE: Final = Text("一行里写了几项", "several entries stand in one line")
_IN_BRACES: Final = Text(
    "放进花括号：「{key}: {{{rest}}}」；或每项一行，前面多空两格",
    "put them in braces: “{key}: {{{rest}}}”, or each on a line of its own, with two blanks more",
)
_COLON_WITHIN: Final = Text("内容里又有冒号", "there is a colon in the content")
_QUOTE: Final = Text('整段加半角引号：「{key}: "{rest}"」', 'quote it: “{key}: "{rest}"”')


def _of_braces(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line of fields that other brackets hold, or half a pair of braces."""
    here = fault.span.line - 1
    line = lines[here]
    if line.count("}") > line.count("{"):
        return _slip(here, line.rindex("}"), _NO_OPENING.fill(), _OPEN.fill())
    found = _ROUND.match(line)
    if found is None:
        return None
    return _slip(here, found.start("mark"), _NO_BRACES.fill(mark=found["mark"]), _BRACES.fill())


def _of_several(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line in which several entries stand."""
    here, column = fault.span.line - 1, fault.span.column - 1
    field = _NEXT_FIELD.fullmatch(lines[here])
    if field and _is_item(lines[here]):
        advice = _ITEM_IN_BRACES.fill(**field.groupdict())
        return _slip(here, column, _IN_ONE_LINE, advice)
    if found := _NEXT.fullmatch(lines[here]) or field:
        slip = _slip(here, column, _IN_ONE_LINE, _APART.fill(**found.groupdict()))
        return slip._replace(facts={**slip.facts, "follows": here + 2})
    below, found = _written(lines, here, 1), _FIRST_BELOW.fullmatch(lines[here])
    if found and below and (due := _indent(lines[below])) > _indent(lines[here]):
        words = found.groupdict() | {"due": due}
        slip = _slip(here, column, _NO_BREAK.fill(**words), _TO_NEXT.fill(**words))
        return slip._replace(facts={**slip.facts, "follows": below + 1})
    if found := _SEVERAL.fullmatch(lines[here]):
        return _slip(here, column, _IN_ONE_LINE, _IN_BRACES.fill(**found.groupdict()))
    is_row = _is_row(lines[here])
    return _slip(here, column, _IN_ONE_LINE, _EACH_APART) if is_row else None


def _is_row(line: str) -> bool:
    """Tell whether several fields stand in a line."""
    return len(_FIELDS.findall(line)) >= _MANY


def _of_content(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a line whose content has a colon in it."""
    here, column = fault.span.line - 1, fault.span.column - 1
    found = _TWO_COLONS.fullmatch(lines[here])
    if found is None or ":" not in found["rest"] or '"' in found["rest"] or "\\" in found["rest"]:
        return None
    return _slip(here, column, _COLON_WITHIN, _QUOTE.fill(**found.groupdict()))


_CLOSING: Final = {"{": "}", "[": "]"}
_BEFORE: Final = re.compile(r"(?P<mark>[;；|])?\s*(?P<key>[\w-]+)\s*\Z")
_QUOTED_KEY: Final = re.compile(r"\"[^\"]{1,40}\"|'[^']{1,40}'")
_OPENED: Final = Text("「{mark}」没有闭合", "“{mark}” is not closed")
_CLOSE: Final = Text("在这一项的末尾补上「{mark}」", "put “{mark}” at its end")
_NO_COMMA: Final = Text("两项之间缺少逗号", "a comma is missing between two entries")
_ADD_COMMA: Final = Text(
    "在「{key}」前面加逗号和空格（, ）", "put a comma and a blank before “{key}”"
)
_ODD_COMMA: Final = Text("「{mark}」不能分开两项", "“{mark}” does not part two entries")
_COMMA: Final = Text("改成半角逗号加空格（, ）", "write an ASCII comma and a blank (, )")


def _of_a_bracket(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a bracket that is not closed, or of entries that nothing parts."""
    here, column = fault.span.line - 1, fault.span.column - 1
    line = lines[here]
    mark = line[column : column + 1]
    if mark in _CLOSING:
        closing = _CLOSING[mark]
        return _slip(here, column, _OPENED.fill(mark=mark), _CLOSE.fill(mark=closing))
    if quoted := _QUOTED_KEY.match(line, column):
        return _slip(here, column, _NO_COMMA, _ADD_COMMA.fill(key=quoted[0]))
    found = _BEFORE.search(line[:column]) if mark == ":" else None
    if found is None:
        return None
    if odd := found["mark"]:
        return _slip(here, found.start("mark"), _ODD_COMMA.fill(mark=odd), _COMMA)
    return _slip(here, found.start("key"), _NO_COMMA, _ADD_COMMA.fill(key=found["key"]))


_APOSTROPHE: Final = Text(
    "删去 Excel 里的撇号「'」，或在末尾也写上一个",
    "delete the apostrophe that Excel shows, or write one at the end as well",
)


def _of_a_quote(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of a quote that is not closed."""
    here, column = fault.span.line - 1, fault.span.column - 1
    mark = lines[here][column : column + 1]
    is_excels = mark == "'" and lines[here][column + 1 : column + 2].isdigit()
    advice = _APOSTROPHE if is_excels else _CLOSE.fill(mark=mark)
    return _slip(here, column, OPEN_QUOTE, advice)


_SIGNED: Final = re.compile(
    r"\s*(?:-\s+)?(?P<key>[^\s:]+):\s+(?P<value>(?P<mark>[?*%@`!&|>])(?P<rest>.*?))\s*"
)
_ALONE: Final = Text("「{mark}」不能单独作内容", "“{mark}” is no content by itself")
_NO_BEGINNING: Final = Text("内容不能以「{mark}」开头", "content can't begin with “{mark}”")
_QUOTE_OR_FIGURE: Final = Text(
    "文字整段加半角引号；数字只写确切的数",
    "quote the whole text; of a figure write the exact digits alone",
)


def _of_a_sign(fault: Fault, lines: list[str]) -> Fault | None:
    """Return the fault of content that is, or begins with, a sign with which YAML means more."""
    here = fault.span.line - 1
    found = _SIGNED.fullmatch(lines[here])
    if found is None:
        is_remark = ":" not in lines[here]
        return _slip(here, _indent(lines[here]), _NO_DATA, _COMMENT) if is_remark else None
    is_alone = not found["rest"].strip("?*%@`!&|> ")
    reason, advice = (_ALONE, _NO_CONTENT) if is_alone else (_NO_BEGINNING, _QUOTE_OR_FIGURE)
    return _slip(here, found.start("mark"), reason.fill(mark=found["mark"]), advice)


_Look: TypeAlias = "Callable[[Fault, list[str]], Fault | None]"
_LOOKS: Final[tuple[tuple[tuple[Text, ...], _Look], ...]] = (
    ((), _of_a_letter),
    ((), _of_an_odd_indent),
    ((OPEN_QUOTE,), _of_a_quote),
    ((), _of_a_bullet),
    ((UNEVEN, ENDED), _of_a_lone_dash),
    ((UNEVEN, ENDED), _of_a_last_comma),
    ((UNEVEN, ENDED), _of_the_rest),
    ((UNEVEN, ENDED, NOT_HERE), _of_a_filled_head),
    ((UNEVEN, ENDED), _of_the_next_line),
    ((UNEVEN, ENDED), _of_a_dash),
    ((UNEVEN, ENDED), _of_an_indent),
    ((NOT_HERE,), _of_a_head),
    ((NOT_HERE,), _of_braces),
    ((NOT_HERE,), _of_several),
    ((NOT_HERE,), _of_content),
    ((NO_COLON,), _of_no_colon),
    ((OPEN_BRACKET,), _of_a_bracket),
    ((NO_START, BLOCK_TEXT, ANY_REASON), _of_a_sign),
)
"""What to look for where reading ended for one of some reasons, or for any."""
