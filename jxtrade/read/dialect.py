"""The words of all that comes out of reading: the rules JX001 to JX007 and JX010 to JX016.

No parser and no model is loaded with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Finding, Rule, Severity
from jxtrade.read.faults import REFUSALS, FaultKind
from jxtrade.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.read.document import Document
    from jxtrade.read.faults import Fault

NOT_YAML: Final = Rule(
    code="JX001",
    slug="not-yaml",
    severity=Severity.ERROR,
    message=Text("不是 YAML：{reason}", "not YAML: {reason}"),
    hint=Text(
        "对照上下行的缩进、冒号后的空格和引号，改正此处",
        "compare indentation, the blank after each colon and the quotes with the lines around",
    ),
    about=paragraphs(
        "文件的写法不符合 YAML，从出错处起读不下去，整份文件不参加核对。",
        "The file is not written as YAML; nothing of it can be used.",
        "最常见的是缩进不齐、冒号后少空格、用了全角标点、引号或括号没有闭合。照提示的行"
        "改正后重新核对。",
        "Uneven indentation, a missing blank after a colon, full-width punctuation and"
        " an open quote or bracket are the usual reasons. Mend the line that is shown"
        " and validate again.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: [leaders  # JX001
""",
)

DUPLICATE_KEY: Final = Rule(
    code="JX002",
    slug="duplicate-key",
    severity=Severity.ERROR,
    message=Text(
        "「{key}」在第 {first} 行和第 {line} 行各写了一次",
        "“{key}” stands in line {first} and again in line {line}",
    ),
    hint=Text("只留一处", "keep one of the two"),
    about=paragraphs(
        "同一组键值里一个键写了两次，无从知道以哪一次为准，两次的值都不采用。",
        "A key stands twice in one mapping. Nothing says which one counts, so neither is used.",
        "删去错的一处。",
        "Delete the wrong one.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 30
  exporters: 31  # JX002
  resale: 5.1
""",
)

REFUSED_YAML: Final = Rule(
    code="JX003",
    slug="refused-yaml",
    severity=Severity.ERROR,
    message=Text("这里有{what}，本工具不读", "{what} stands here, which is not read"),
    hint=Text("把内容直接写出来，一份文件一个文档", "write the content out, one document a file"),
    about=paragraphs(
        "YAML 的锚点、别名、标签、指令、合并键、非文字的键、第二个文档和空文件都不读："
        "它们会让看到的和读到的不一致，或让一份小文件展开得极大。",
        "Anchors, aliases, tags, directives, merge keys, keys that are not text, a"
        " second document and empty files are not read: with them a file can say"
        " something else than it shows, or grow without bound.",
        "把内容直接写出来。",
        "Write the content out.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: &a 31  # JX003
  resale: 5.1
""",
)

NOT_UTF8: Final = Rule(
    code="JX004",
    slug="not-utf8",
    severity=Severity.ERROR,
    message=Text("不是 UTF-8：字节 {byte}", "not UTF-8: byte {byte}"),
    hint=Text(
        "看来是 {encoding}；在编辑器（如记事本）里另存为，编码选 UTF-8",
        "this looks like {encoding}; save it in an editor with UTF-8 as its encoding",
    ),
    about=paragraphs(
        "文件不是 UTF-8 编码，里面的文字无法可靠读出。",
        "The file is not encoded as UTF-8, so its text can't be read reliably.",
        "在编辑器里选“另存为”，编码选 UTF-8。提示里写出了看来是哪种编码。",
        "Save it as UTF-8 in the editor. The hint names the encoding it looks like.",
    ),
    example="""reports/2022Q2/districts/east.yaml (GB18030)
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人  # JX004
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

OVER_LIMIT: Final = Rule(
    code="JX005",
    slug="over-limit",
    severity=Severity.ERROR,
    message=Text("{what}超过上限 {most}", "{what}: above the limit of {most}"),
    hint=Text(
        "删去多余内容，或分成几份文件", "remove what does not belong here, or split the file"
    ),
    about=paragraphs(
        "文件大小、嵌套层数、条目数、一处文字的长度、名册和文件夹的条目数都有上限，正常"
        "的报送远在其下。超过的通常是放错的文件。",
        "Size, depth, number of entries, length of a text, of a roster and of a folder"
        " are limited, far above what a submission needs. What passes them is mostly a"
        " file in the wrong place.",
        "删去不属于这里的内容。",
        "Remove what does not belong here.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
highlights: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]  # JX005
""",
)

INVISIBLE_CHARACTER: Final = Rule(
    code="JX006",
    slug="invisible-character",
    severity=Severity.ERROR,
    message=Text(
        "这里有看不见的字符 {point}", "a character that can't be seen stands here: {point}"
    ),
    hint=Text("删去后重新键入这一处", "delete it and type this place again"),
    about=paragraphs(
        "零宽字符、双向控制符、控制字符、引号外的制表符和文字里的换行看不见，却会让两个"
        "看来相同的名字不同，或改变终端上的显示。多半是从网页或表格里粘贴来的。",
        "Zero-width, bidirectional and control characters, tabs outside quotes and line"
        " ends within a text can't be seen, yet they make equal names differ or change"
        " what a terminal shows. Mostly they were pasted from a page or a spreadsheet.",
        "删去那一处，重新键入。长文字要折行时写 >- 。",
        "Delete that place and type it again. Fold long text with >- .",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: "示例\\u200b经办人"  # JX006
values:
  leaders: 0
  exporters: 31
  resale: 5.1
""",
)

UNREADABLE: Final = Rule(
    code="JX007",
    slug="unreadable",
    severity=Severity.ERROR,
    message=Text("读不了这份文件：{reason}", "this file can't be read: {reason}"),
    hint=Text("换成可读的普通文件", "put a readable regular file in its place"),
    about=paragraphs(
        "没有读取权限，或不是普通文件（文件夹、链接、管道、设备），或读取时已不在。链接"
        "一律不跟随：一份报送不应指向别处的文件。",
        "No permission, no regular file (a folder, link, pipe or device), or gone while"
        " it was read. Links are never followed: a submission must not point at a file"
        " elsewhere.",
        "换成普通文件。",
        "Put a regular file in its place.",
    ),
    example="""reports/2022Q2/districts/east.yaml  # JX007
(这里是链接、管道或文件夹 / a link, pipe or folder stands here)
""",
)

MISSING_FIELD: Final = Rule(
    code="JX010",
    slug="missing-field",
    severity=Severity.ERROR,
    message=Text("缺少必填项{field}", "the required field {field} is missing"),
    hint=Text("补上「{line}」", "add “{line}”"),
    about=paragraphs(
        "必填的一项没有写。没有它，这份文件（或这一条）无法使用。",
        "A required field is not there; without it the file, or this entry, can't be used.",
        "按格式说明补上。",
        "Add it as the format describes.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east  # JX010
period: 2022Q2
received: 2022-07-05
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

UNKNOWN_FIELD: Final = Rule(
    code="JX011",
    slug="unknown-field",
    severity=Severity.ERROR,
    message=Text("没有「{field}」这个字段", "there is no field “{field}”"),
    hint=Text(
        "这里可用：{known}；别的删去，或前面加「# 」",
        "fields here: {known}; delete others, or put “# ” before them",
    ),
    about=paragraphs(
        "字段名写错了，或写在了别处的层级下。写错的字段不会被读到，所以按错误处理。",
        "The name of a field is misspelt or stands at the wrong level. It would not be"
        " read, so it is an error.",
        "照提示改成最接近的字段名。",
        "Use the nearest name that the hint gives.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
value: {leaders: 0}  # JX011
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

WRONG_TYPE: Final = Rule(
    code="JX012",
    slug="wrong-type",
    severity=Severity.ERROR,
    message=Text("{field}应是{wanted}，写的是{found}", "{field} wants {wanted}, not {found}"),
    hint=Text("改写成{wanted}", "write {wanted}"),
    about=paragraphs(
        "值的形式不对：该写文字的地方写了列表，该写一组键值的地方写了文字，或写了 null、~。",
        "The value has the wrong form: a list where a text belongs, a text where a"
        " mapping belongs, or the word null or ~.",
        "按格式说明改写。",
        "Write it as the format describes.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: [示例经办人]  # JX012
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

NOT_ACCEPTED: Final = Rule(
    code="JX013",
    slug="not-accepted",
    severity=Severity.ERROR,
    message=Text("{field}不能写「{value}」", "{field} can't be “{value}”"),
    hint=Text("可写：{wanted}", "write one of: {wanted}"),
    about=paragraphs(
        "写的词或数不在可用的范围内，例如日期写成 2022/7/5、状态写了没有的词、id 重复。",
        "A word or number outside what is accepted: a day written 2022/7/5, a status"
        " that does not exist, an id used twice.",
        "提示列出了可用的写法。",
        "The hint lists what is accepted.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022/7/5  # JX013
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

NOT_A_NUMBER: Final = Rule(
    code="JX014",
    slug="not-a-number",
    severity=Severity.ERROR,
    message=Text("{field}写的是「{value}」，不是数字", "{field} is “{value}”, not a number"),
    hint=Text(
        "只写数字，如 9.6：不带单位、逗号和约数，整数不超过 15 位，小数不超过 4 位",
        "write digits only, such as 9.6: no unit, comma or estimate, at most 15 digits and 4 after"
        " the point",
    ),
    about=paragraphs(
        "该写数字的地方写了别的：单位、约数、逗号、全角数字、科学记数或一个词。这些写法"
        "都不会被当作数字，更不会当作 0。",
        "Something else stands where a number belongs: a unit, an estimate, a comma,"
        " full-width digits, an exponent, a word. None of these is taken for a number,"
        " least of all for 0.",
        "只写半角数字。没有数字就删去这一行（未报）；不适用就写入 not_applicable 并说明原因。",
        "Write ASCII digits. Without a figure delete the line (not reported); where the"
        " indicator does not apply, name it in not_applicable with the reason.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: 31
  resale: 9.6亿  # JX014
""",
)

WRITTEN_LOOSELY: Final = Rule(
    code="JX015",
    slug="written-loosely",
    severity=Severity.WARNING,
    message=Text("数字「{value}」写得不规范，按 {meant} 读", "“{value}” is read as {meant}"),
    hint=Text("写成 {meant}", "write {meant}"),
    about=paragraphs(
        "数字加了引号，或整数写了小数点（2.0）。意思清楚，照样读入。",
        "A number in quotes, or a count with a decimal point (2.0). The meaning is"
        " clear and it is read as meant.",
        "去掉引号和多余的小数点。",
        "Drop the quotes and the point.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 0
  exporters: "31"  # JX015
  resale: 5.1
""",
)

PRIVATE_USE: Final = Rule(
    code="JX016",
    slug="private-use-character",
    severity=Severity.WARNING,
    message=Text(
        "这里有自造字区的字符 {point}，别的电脑显示为空框",
        "a private-use character stands here: {point}; other machines show an empty box",
    ),
    hint=Text(
        "查明是哪个字，改成标准汉字（多为旧系统的人名、企业名用字）",
        "find out which character is meant and type that (old systems used such for rare names)",
    ),
    about=paragraphs(
        "这个字符在 Unicode 的自造字区，每台电脑、每种字体各有各的字形，多数没有。它照"
        "样读入，显示为 U+XXXX。多半是旧系统按 GB18030 转码时留下的生僻字。",
        "The character is of Unicode's private-use area: every machine and font may"
        " show it as something else, and most as nothing. It is read all the same and"
        " shown as U+XXXX. Mostly it is a rare character of a name that an old system"
        " wrote in GB18030.",
        "对照营业执照或身份证件，键入标准的字。",
        "Look the name up in the licence and type the standard character.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: "示例\\ue5c8经办人"  # JX016
values:
  leaders: 0
  exporters: 31
  resale: 5.1
""",
)

RULES: Final = (
    NOT_YAML,
    DUPLICATE_KEY,
    REFUSED_YAML,
    NOT_UTF8,
    OVER_LIMIT,
    INVISIBLE_CHARACTER,
    UNREADABLE,
    MISSING_FIELD,
    UNKNOWN_FIELD,
    WRONG_TYPE,
    NOT_ACCEPTED,
    NOT_A_NUMBER,
    WRITTEN_LOOSELY,
    PRIVATE_USE,
)

_COMMA: Final = Text("改成半角逗号加空格（, ）", "write an ASCII comma and a blank (, )")
_HINTS: Final = {
    "\t": Text("把制表符换成空格", "put blanks in place of the tab"),
    "\n": Text("写成一行，或用 >- 折行", "write it in one line, or fold it with >-"),
    "\r": Text("另存为 LF 或 CRLF 换行", "save it with LF or CRLF line ends"),
    "：": Text("改成半角冒号加空格（: ）", "write an ASCII colon and a blank (: )"),
    "，": _COMMA,
    "、": _COMMA,
    "“": Text('改成半角引号（"），或去掉引号', 'write ASCII quotes ("), or none'),
    "｛": Text("改成半角括号（{{}} 或 []）", "write ASCII brackets ({{}} or [])"),
    ":": Text("在冒号后加一个空格", "put a blank behind the colon"),
    " ": Text("换成半角空格", "put a plain blank in its place"),
    "-": Text(
        "没有数字就删去这一行（未报）；列表的各项从下一行写起",
        "without a figure delete the line (not reported); a list's items begin on the next line",
    ),
    '"': Text(
        "整段文字放进一对引号，其中的引号改用「」",
        "put one pair of quotes around the whole text, and other marks within it",
    ),
    "\ufeff": Text("删去文件中间的 BOM", "delete the byte order mark inside the text"),
}
_MARKED: Final = Text(
    "删去这个标记；它是文字的一部分的，整段加半角引号",
    "delete the mark, or quote the whole text if it belongs to it",
)
_REFUSED: Final[dict[object, Text]] = {
    **{REFUSALS[what]: _MARKED for what in ("anchor", "alias", "tag")},
    REFUSALS["key"]: Text(
        "字段名只写文字：多写的「{{」「[」「?」删去",
        "the name of a field is a text: delete one “{{”, “[” or “?” too many",
    ),
    REFUSALS["document"]: Text(
        "删去「---」或「...」：一份文件只写一份报送", "delete “---” or “...”: one submission a file"
    ),
}
_BY_KIND: Final = {
    FaultKind.SYNTAX: NOT_YAML,
    FaultKind.DUPLICATE: DUPLICATE_KEY,
    FaultKind.REFUSED: REFUSED_YAML,
    FaultKind.ENCODING: NOT_UTF8,
    FaultKind.LIMIT: OVER_LIMIT,
    FaultKind.CHARACTER: INVISIBLE_CHARACTER,
    FaultKind.PRIVATE: PRIVATE_USE,
}


def findings_of(document: Document) -> Iterator[Finding]:
    """Yield a finding for each fault of the document, and for its warnings while they are few."""
    for fault in document.faults:
        yield finding_of(document, fault)
    for count, fault in enumerate(document.warnings, 1):
        if count > MAX_OF_A_RULE:
            yield flood(finding_of(document, fault))
            break
        yield finding_of(document, fault)


def finding_of(document: Document, fault: Fault) -> Finding:
    """Return the finding that words a fault."""
    related = () if fault.related is None else (document.drawn(fault.related),)
    facts = fault.facts
    hint = _HINTS.get(str(facts.get("character", ""))) or _REFUSED.get(facts.get("what"))
    location = document.drawn(fault.span)
    found = _BY_KIND[fault.kind].at(location, *related, hint=hint, **fault.facts)
    return found.advising(fault.facts.get("advice"))


MAX_OF_A_RULE: Final = 200
_FINDINGS: Final = Text("一份文件中 {code} 的问题数", "findings of {code} in one file")


def flood(finding: Finding) -> Finding:
    """Return what is said in the place of a rule's first finding beyond those anybody reads."""
    what = _FINDINGS.fill(code=finding.code)
    return OVER_LIMIT.at(finding.location, severity=finding.severity, what=what, most=MAX_OF_A_RULE)
