"""A unified social credit code has a wrong length, character or 18th place."""

from __future__ import annotations

import re
from typing import Final

from jxtrade.findings import Rule, Severity
from jxtrade.model import uscc
from jxtrade.rules import Claims, Findings, of_claims
from jxtrade.text import Text, join, paragraphs, shorten

RULE = Rule(
    code="JX501",
    slug="uscc-invalid",
    severity=Severity.ERROR,
    message=Text(
        "「{name}」的代码「{code}」不对：{fault}", "the code “{code}” of “{name}” is wrong: {fault}"
    ),
    hint=Text("对照营业执照逐位核对", "compare every character with the business licence"),
    about=paragraphs(
        "统一社会信用代码的长度、字符或第 18 位不对。",
        "A unified social credit code has a wrong length, character or 18th place.",
        "按 GB 32100-2015，代码共 18 位，不用字母 I、O、S、V、Z，第 3 至 8 位是数字，第"
        " 18 位由前 17 位算出。抄错一位，第 18 位就对不上，所以错的往往不是第 18 位本身"
        "。代码不对，就认不出是哪家企业，这个数待核。",
        "By GB 32100-2015 it has 18 characters without I, O, S, V and Z, digits in"
        " places 3 to 8, and an 18th that the first 17 give. One slip anywhere makes"
        " the 18th disagree, so the 18th itself is rarely what is wrong. With a wrong"
        " code nobody can tell which firm is meant, and the figure is to be checked.",
        "对照营业执照逐位核对后改正。",
        "Compare every character with the business licence and mend it.",
    ),
    example="""reports/2022Q2/districts/east.yaml
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values:
  leaders: 1
  exporters: 31
  resale: 5.1
rosters:
  leaders:
    - {name: 示例企业001, uscc: "91330402XXXXXX0199"}  # JX501
""",
)

_LOOKS_LIKE: Final = Text(
    "多半是「{likely}」，对照营业执照改正",
    "probably “{likely}”: compare with the business licence and mend it",
)
_UNQUOTE: Final = Text(
    '代码两边是中文引号：改成半角引号，写成 "{likely}"',
    'Chinese quotes stand around the code: write "{likely}" with plain ones',
)
_EXPONENT: Final = Text(
    "这是 Excel 的科学记数，后面的位数没有了：把单元格设为「文本」，照营业执照重新录入",
    "Excel has cut it to an exponent: make the cell a text and type it again from the licence",
)
_CUT: Final = Text(
    "Excel 只存 15 位数字，末三位成了 0：把单元格设为「文本」，照营业执照重新录入",
    "Excel keeps 15 digits and has made the last three 0: make the cell a text and type it again"
    " from the licence",
)
_SWAPPED: Final = Text(
    "名称和代码写反了，对调 name 和 uscc", "name and code have changed places: swap name and uscc"
)
_NO_CODE: Final = Text(
    "照营业执照填 18 位代码；还查不到的，这一家先不列，家数相应减少",
    "give the 18 characters of the licence; leave the firm out, and count one less, as long as they"
    " are not known",
)
_LENGTH: Final = Text("共 {found} 位，应为 {due} 位", "it has {found} characters, not {due}")
_LETTER: Final = Text(
    "第 {place} 位的「{character}」不在可用字符之内",
    "“{character}” in place {place} is none of its characters",
)
_DIGIT: Final = Text(
    "第 {place} 位应是数字，写的是「{character}」",
    "place {place} is to be a digit, not “{character}”",
)
_CHECK: Final = Text(
    "按前 17 位，第 18 位应是 {due}，写的是 {found}",
    "by the first 17 the 18th is to be {due}, not {found}",
)
_LOOKALIKES: Final = str.maketrans("OISZ", "0152")


@of_claims(RULE)
def check(claims: Claims) -> Findings:
    """Yield a finding for each code that GB 32100-2015 does not allow, read in normal form."""
    for each in claims.listed:
        if each.code is None or not each.is_refused:
            continue
        bare = "".join(filter(str.isalnum, each.code))
        likely = bare.translate(_LOOKALIKES)
        yield RULE.at(
            each.location,
            subject=each.subject,
            hint=_SWAPPED if uscc.is_valid(each.firm.name) else _hint(each.code, bare, likely),
            name=each.firm.name,
            code=shorten(each.code),
            fault=_fault(each.code),
            likely=likely,
        )


def _hint(code: str, bare: str, likely: str) -> Text | None:
    """Return the advice for a code, of which the letters and digits are known, and what is likely.

    What an office program does to a long number is recognised by what it leaves.
    """
    if len(_CODES.findall(code)) > 1:
        return _SEVERAL
    if _OF_A_SHEET.fullmatch(code):
        return _EXPONENT
    if not any(character.isascii() for character in bare):
        return _NO_CODE
    if uscc.is_valid(bare) and code[0] in _QUOTES:
        return _UNQUOTE
    if len(code) == uscc.LENGTH and code.isdecimal() and code.endswith("000"):
        return _CUT
    return _LOOKS_LIKE if uscc.is_valid(likely) else None


_CODES: Final = re.compile(rf"(?<!\w)\w{{{uscc.LENGTH}}}(?!\w)", re.ASCII)
_SEVERAL: Final = Text(
    "这里有几个代码：每家单独一项，各写名称和代码",
    "several codes stand here: each firm is an item of its own, with its name and code",
)
_QUOTES: Final = "“‘「＂"
_OF_A_SHEET: Final = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.ASCII)


def _fault(code: str) -> Text:
    if len(code) != uscc.LENGTH:
        return _LENGTH.fill(found=len(code), due=uscc.LENGTH)
    if misplaced := uscc.misplaced(code):
        return join([_misplaced(place, character) for place, character in misplaced])
    return _CHECK.fill(due=uscc.check_character(code), found=code[-1])


def _misplaced(place: int, character: str) -> Text:
    words = _DIGIT if character in uscc.ALPHABET else _LETTER
    return words.fill(place=place, character=character)
