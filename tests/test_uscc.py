"""Codes: normal form and the two checks, held against codes worked out by hand or known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as library

from jxtrade.model import uscc
from jxtrade.rules import uscc_invalid
from tests.firms import finding, firm, submission, workspace

VALID = [
    "91330402XXXXXX0198",
    "91330411XXXXXX0274",
    "91330481XXXXXX035B",
    "91330400XXXXXX043U",
    "92330483XXXXXX051T",
    "91330482XX00001740",
    "91330424XX000006XN",
    "91330424XX0000190M",
    "91350100M000100Y43",
]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("code", VALID)
def test_valid(code: str) -> None:
    assert uscc.normal(code) == code
    assert uscc.is_valid(code)
    assert uscc.misplaced(code) == ()
    assert uscc.check_character(code) == code[17]
    assert uscc.organisation_check(code) == code[16] == uscc.organisation_digit(code)


@pytest.mark.parametrize(
    ("code", "due"), [("91330402XXXXXX0199", "8"), ("91334002XXXXXX0198", "5")]
)
def test_wrong_18th(code: str, due: str) -> None:
    assert not uscc.is_valid(code)
    assert uscc.misplaced(code) == ()
    assert uscc.check_character(code) == due


@pytest.mark.parametrize(
    ("code", "misplaced"),
    [
        ("9133O402XXXXXX0198", ((5, "O"),)),
        ("91350100M000100Y4Z", ((18, "Z"),)),
        ("91X30402XXXXXX0198", ((3, "X"),)),
        ("无", ((1, "无"),)),
    ],
)
def test_characters_that_cannot_stand(code: str, misplaced: tuple[tuple[int, str], ...]) -> None:
    assert uscc.misplaced(code) == misplaced
    assert not uscc.is_valid(code)


def test_17_characters() -> None:
    assert not uscc.is_valid("91330402XXXXXX019")


def test_17th_alone_is_wrong() -> None:
    code = "91330402XXXXXX010C"
    assert uscc.is_valid(code)
    assert uscc.organisation_digit(code) == "0"
    assert uscc.organisation_check(code) == "9"


def test_letter_may_stand_first() -> None:
    """A body may be registered outside 1 to 9; the library lets only digits stand there.

    N for 9 adds 22 - 9 = 13, 2 for 1 adds 1 x 3: the 18th goes from 8 down by 16 to 23, a P.
    """
    assert uscc.check_character("N2330402XXXXXX019") == "P"
    assert uscc.is_valid("N2330402XXXXXX019P")


@pytest.mark.parametrize(
    "written",
    [
        "91330402xxxxxx0198",
        "91330402 XXXXXX 0198",
        " 91330402XXXXXX0198 ",
        "91330402-XXXXXX019-8",
        "91330402–XXXXXX019—8",
        "９１３３０４０２ＸＸＸＸＸＸ０１９８",
        "９１３３０４０２\u3000ｘｘｘｘｘｘ０１９－８",
        "91330402\u00a0XXXXXX0198",
    ],
)
def test_normal_form(written: str) -> None:
    assert uscc.normal(written) == "91330402XXXXXX0198"


@pytest.mark.parametrize(
    "written",
    [
        "9133040②XXXXXX0198",
        "9133040²XXXXXX0198",
        "9133040₂XXXXXX0198",
        "𝟗𝟏330402XXXXXX0198",
        "91330402XXXXXX019⑧",
        "91330402XXXXXX0198\ufb00",
    ],
)
def test_look_alikes_are_not_folded(written: str) -> None:
    assert uscc.normal(written) == written
    assert not uscc.is_valid(written)


def test_capital_of_a_ligature_makes_no_code() -> None:
    """The capital of ﬀ is FF: a code of 17 characters would become one of 18."""
    assert not uscc.is_valid(uscc.normal("91990102\ufb00XXXX019R"))


@given(st.text())
def test_any_text_has_a_normal_form(written: str) -> None:
    code = uscc.normal(written)
    assert uscc.is_valid(code) == (not uscc.misplaced(code) and _ends_well(code))


def _ends_well(code: str) -> bool:
    return len(code) == 18 and code[17] == uscc.check_character(code)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Codes of firms with the two check characters of this project."""
    region = draw(st.text("0123456789", min_size=6, max_size=6))
    body = draw(st.text(ALPHABET, min_size=8, max_size=8))
    code = f"91{region}{body}"
    code += uscc.organisation_check(code)
    return code + uscc.check_character(code)


@given(codes())
def test_library_accepts_what_is_built(code: str) -> None:
    assert uscc.is_valid(code)
    assert uscc.organisation_check(code) == uscc.organisation_digit(code)
    assert library.is_valid(code)


@given(codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_seen(code: str, place: int, character: str) -> None:
    """31 is prime and no weight is a multiple of it, so one change always moves the sum."""
    changed = f"{code[:place]}{character}{code[place + 1 :]}"
    assert uscc.is_valid(changed) == (changed == code)


@given(codes(), st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_seen(code: str, place: int) -> None:
    changed = f"{code[:place]}{code[place + 1]}{code[place]}{code[place + 2 :]}"
    assert uscc.is_valid(changed) == (changed == code)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        (
            "91330402XXXXXX0199",
            "按前 17 位，第 18 位应是 8，写的是 9",
            "by the first 17 the 18th is to be 8, not 9",
        ),
        (
            "91334002XXXXXX0198",
            "按前 17 位，第 18 位应是 5，写的是 8",
            "by the first 17 the 18th is to be 5, not 8",
        ),
        ("91330402XXXXXX019", "共 17 位，应为 18 位", "it has 17 characters, not 18"),
        (
            "9133O402XXXXXX0198",
            "第 5 位的「O」不在可用字符之内",
            "“O” in place 5 is none of its characters",
        ),
        (
            "91350100M000100Y4Z",
            "第 18 位的「Z」不在可用字符之内",
            "“Z” in place 18 is none of its characters",
        ),
        (
            "9133A402XXXXXX0198",
            "第 5 位应是数字，写的是「A」",
            "place 5 is to be a digit, not “A”",
        ),
    ],
)
def test_words_say_what_is_wrong(code: str, zh: str, en: str) -> None:
    found = finding(uscc_invalid, workspace(submission(firms=[firm(1, code)])))
    assert found.message.zh == f"「示例企业001」的代码「{code}」不对：{zh}"
    assert found.message.en == f"the code “{code}” of “示例企业001” is wrong: {en}"


def test_letter_for_digit_is_offered_when_it_makes_a_code() -> None:
    def hint(code: str) -> str:
        return finding(uscc_invalid, workspace(submission(firms=[firm(1, code)]))).hint.zh

    assert hint("9133O402XXXXXX0198") == "多半是「91330402XXXXXX0198」，对照营业执照改正"
    assert hint("91350100M000100Y4Z") == "对照营业执照逐位核对"
