"""Files become models: what each field takes, what it refuses, and what the hint then says."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jxtrade.findings import Subject
from jxtrade.model.plan import Allocation
from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission, Ratio
from jxtrade.read.document import parse
from jxtrade.read.fields import model_of
from jxtrade.read.forms import Asked
from jxtrade.text import same
from tests import firms

if TYPE_CHECKING:
    from jxtrade.findings import Finding
    from jxtrade.model.plan import Indicator
    from jxtrade.text import Text

HEAD = "district: d\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: p\n"
COUNT = firms.PLAN.indicators[0]
SHARE = COUNT.model_copy(update={"id": "share", "kind": "rate", "decimals": 2})
INDICATORS = {COUNT.id: COUNT, SHARE.id: SHARE}


def measured(unit: str, places: int, kind: str = "amount") -> Indicator:
    """Return an indicator in a unit, with so many decimals."""
    changes = {"id": "x", "unit": same(unit), "decimals": places, "kind": kind}
    return COUNT.model_copy(update=changes)


YI, WAN, YUAN = measured("亿元", 2), measured("万元", 1), measured("元", 0)
FIRMS, PERCENT, POWER = measured("家", 0, "count"), measured("%", 2, "rate"), measured("千瓦时", 0)


def read(text: str) -> tuple[DistrictSubmission | None, list[Finding]]:
    """Return what can be used of a district's submission, and what the schema says of it."""
    document = parse(f"{HEAD}{text}".encode())
    assert document.faults == ()
    model, _, found = model_of(
        document, Asked(DistrictSubmission, Subject("d"), "d", INDICATORS), mends=True
    )
    return model, found


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        ("80", "100", Decimal(80)),
        ("0", "7.5", Decimal(0)),
        ("1", "3", Decimal("33." + "3" * 58)),
        ("2", "3", Decimal("66." + "6" * 57 + "7")),
        ("999999999999999.9999", "1", Decimal("99999999999999999.99")),
    ],
)
def test_ratio_is_its_percent(numerator: str, denominator: str, percent: Decimal) -> None:
    model, found = read(
        f"values: {{share: {{numerator: {numerator}, denominator: {denominator}}}}}"
    )
    assert found == []
    assert model is not None
    ratio = Ratio(numerator=Decimal(numerator), denominator=Decimal(denominator))
    assert model.values == {"share": ratio}
    assert model.figures == {"share": percent}


def test_ratio_is_for_rates_alone() -> None:
    model, (finding,) = read(
        f"values: {{{COUNT.id}: {{numerator: 80, denominator: 100}}, share: 2}}"
    )
    assert (finding.code, finding.location.line) == ("JX012", 5)
    assert finding.subject == Subject("d", COUNT.id)
    assert finding.message.zh == f"「{COUNT.name.zh}」（{COUNT.id}）应是一个数字，写的是一组键值"
    assert model is not None
    assert model.values == {"share": Decimal(2)}


def test_ratios_for_counts_are_no_more_than_faults_of_a_file() -> None:
    lines = "".join(f"  i{number}: {{numerator: 1, denominator: 1}}\n" for number in range(1_001))
    found_in = {f"i{number}": COUNT for number in range(1_001)}
    document = parse(f"{HEAD}values:\n{lines}".encode())
    model, _, found = model_of(
        document, Asked(DistrictSubmission, Subject("d"), "d", found_in), mends=True
    )
    assert model is None
    assert [finding.code for finding in found] == ["JX012"] * 1_000 + ["JX005"]


FIGURES = [
    ("16800万元", YI, "1.68"), ("9.6亿", YI, "9.6"), ("9.6亿元", YI, "9.6"),
    ("9.60亿元", YI, "9.6"), ("960000000元", YI, "9.6"), ("9.6 亿元", YI, "9.6"),
    ("9600万", YI, "0.96"), ("3.2万元", YUAN, "32000"), ("3.2万", YUAN, "32000"),
    ("5千元", YUAN, "5000"), ("3百万元", WAN, "300"), ("0.5亿元", WAN, "5000"),
    ("3千", WAN, "0.3"), ("5万亿元", YI, "50000"), ("12家", FIRMS, "12"),
    ("1.2万家", FIRMS, "12000"), ("3百", FIRMS, "300"), ("１２", FIRMS, "12"),
    ("１２家", FIRMS, "12"), ("1,234", FIRMS, "1234"), ("1，234家", FIRMS, "1234"),
    ("12,345,678", FIRMS, "12345678"), ("1,234.5", WAN, "1234.5"), ("¥5.17亿", YI, "5.17"),
    ("2.71%", PERCENT, "2.71"), ("2.71％", PERCENT, "2.71"), ("５０％", PERCENT, "50"),
    ("3万千瓦时", POWER, "30000"), ("3万", POWER, "30000"), ("“31”", FIRMS, "31"),
    ("「31」", FIRMS, "31"), ("‘9.6亿’", YI, "9.6"), ("＂31＂", FIRMS, "31"),
    ("31\u00a0", FIRMS, "31"), ("1,234", None, "1234"), ("１２", None, "12"),
    ("“31”", None, "31"), ("十二家", FIRMS, "12"), ("两千零五", FIRMS, "2005"),
    ("叁拾壹", FIRMS, "31"),
    ("31。", FIRMS, "31"), ("百分之2.71", PERCENT, "2.71"), ("27.1‰", PERCENT, "2.71"),
    ("二点七一", PERCENT, "2.71"), ("5.17(亿元)", YI, "5.17"),
]  # fmt: skip
NO_FIGURES = [
    ("约5", FIRMS), ("5左右", FIRMS), ("近10", FIRMS), ("10+", FIRMS), ("5-6", FIRMS),
    ("5～6家", FIRMS), ("10余家", FIRMS), ("约9.6亿元", YI), ("超过100", FIRMS), ("≥10", FIRMS),
    ("5至6", FIRMS), ("“约5”", FIRMS), ("不到3", FIRMS), ("10多", FIRMS), ("100以上", FIRMS),
    ("16800万元", measured("亿元", 1)), ("9.6亿美元", YI), ("9.6吨", YI), ("12个", FIRMS),
    ("1.25万元", YUAN.model_copy(update={"unit": same("百元")})), ("9.6亿", PERCENT),
    ("12.5家", FIRMS), ("9.65亿元", measured("亿元", 1)), ("3000瓦时", POWER),
    ("500强企业", measured("百强企业", 0)), ("5百分点", PERCENT), ("5%", FIRMS),
    ("99999999999亿元", YUAN), ("-5家", FIRMS), ("-3亿", YI), ("1,5", FIRMS), ("1,23,456", FIRMS),
    ("1e3", FIRMS), ("1_000", FIRMS), ("1:30", FIRMS), ("1/2", FIRMS), ("0x1F", FIRMS),
    ("1 234", FIRMS), ("10家(含2家)", FIRMS), ("2022-01-01", FIRMS), ("010", FIRMS),
    ("5.", FIRMS), (".5", YI), ("②", FIRMS), ("5²", FIRMS), ("½", FIRMS), ("٣١", FIRMS),
    ("9.6亿", None), ("12家", None), ("无", FIRMS), ("-", FIRMS),
    ("1" * 16, FIRMS), ("0." + "1" * 41, YI), ("长" * 5000 + "1", FIRMS),
    ("1" * 9_000 + "万", FIRMS), ("三四十", FIRMS), ("十几", FIRMS), ("一万二千", FIRMS),
    ("2.71‰", PERCENT), ("+5", FIRMS), ("12+19", FIRMS), ("=SUM(A1)", FIRMS), ("3 1", FIRMS),
]  # fmt: skip


def hint_of(written: str, indicator: Indicator | None, place: str = "values") -> Text:
    """Return what to write in place of something that is no number."""
    text = {
        "values": f"values: {{x: '{written}'}}",
        "restatements": "values: {}\nrestatements:\n  - {indicator: x, period: 2022Q1, to: 1, "
        f"reason: r, from: '{written}'}}",
    }[place]
    document = parse(f"{HEAD}{text}\n".encode())
    indicators = {} if indicator is None else {"x": indicator}
    _, _, (finding,) = model_of(
        document, Asked(DistrictSubmission, Subject("d"), "d", indicators), mends=True
    )
    assert finding.code == "JX014"
    return finding.hint


@pytest.mark.parametrize("place", ["values", "restatements"])
@pytest.mark.parametrize(("written", "indicator", "figure"), FIGURES)
def test_hint_gives_the_figure_in_its_own_unit(
    written: str, indicator: Indicator | None, figure: str, place: str
) -> None:
    hint = hint_of(written, indicator, place)
    assert re.findall(r"\d[\d.]*", hint.en.removeprefix("digits only")) == [figure]
    assert hint.zh.endswith(f"写 {figure}")
    if written[0] in "“「‘＂":
        assert "引号" in hint.zh
        assert "quotes" in hint.en


@pytest.mark.parametrize(("written", "indicator"), NO_FIGURES)
def test_hint_gives_no_figure_that_might_be_wrong(
    written: str, indicator: Indicator | None
) -> None:
    hint = hint_of(written, indicator)
    for text in hint:
        named = re.findall(r"\d[\d.]*", text.replace("9.6：不带", "").replace("such as 9.6", ""))
        assert set(named) <= {"15", "4", str(indicator.places) if indicator else "4"}, text


@pytest.mark.parametrize(
    ("written", "indicator", "zh", "en"),
    [
        ("16800万元", YI, "换算成「亿元」，写 1.68", "in 亿元: write 1.68"),
        ("12家", FIRMS, "只写数字，写 12", "digits only: write 12"),
        ("“31”", FIRMS, "去掉中文引号，写 31", "drop the Chinese quotes: write 31"),
        (
            "16800万元", measured("亿元", 1),
            "按「亿元」填，至多 1 位小数，只写数字",
            "give it in 亿元, at most 1 after the point, digits only",
        ),
        ("12个", FIRMS, "按「家」填，整数，只写数字", "give it in 家, a whole number, digits only"),
        (
            "约5", FIRMS,
            "约数不能用：填确切的数，没有就删去这一行（未报）",
            "an estimate can't be used: give the exact figure, or delete the line (not reported)",
        ),
    ],
)  # fmt: skip
def test_hint_in_words(written: str, indicator: Indicator, zh: str, en: str) -> None:
    assert hint_of(written, indicator) == (zh, en)


def test_hint_of_a_city_total_knows_the_unit() -> None:
    text = "department: d\nperiod: 2022Q2\nreceived: 2022-07-05\ncity_totals: {x: 16800万元}\n"
    _, _, (finding,) = model_of(
        parse(text.encode()),
        Asked(DepartmentSubmission, Subject(), "d", {"x": YI}),
        mends=True,
    )
    assert finding.hint.zh == "换算成「亿元」，写 1.68"


def test_parts_of_a_ratio_are_in_units_of_their_own() -> None:
    _, (finding,) = read("values: {share: {numerator: 80%, denominator: 100}}")
    assert finding.code == "JX014"
    assert "80" not in finding.hint.zh


@pytest.mark.parametrize("written", ["5.16789", "5." + "1" * 40, "0.00001", "-5.16789"])
def test_more_decimals_are_read(written: str) -> None:
    model, found = read(
        f"values: {{x: {written}}}\nrestatements:\n"
        f"  - {{indicator: x, period: 2022Q1, from: {written}, to: {written}, reason: r}}"
    )
    assert found == []
    assert model is not None
    assert model.values == {"x": Decimal(written)}
    assert str(model.values["x"]) == str(model.restatements[0].to) == written


@pytest.mark.parametrize("written", ["5." + "1" * 41, "1234567890123456", "1234567890123456.5"])
def test_longer_numbers_are_none(written: str) -> None:
    _, (finding,) = read(f"values: {{x: {written}}}")
    assert finding.code == "JX014"


def test_quotes_are_to_be_dropped() -> None:
    _, (finding,) = read("values: {x: '5.167'}")
    assert finding.code == "JX015"
    assert (finding.hint.zh, finding.hint.en) == ("去掉引号", "drop the quotes")


@pytest.mark.parametrize("word", ["null", "~", "NULL"])
def test_null_is_named_as_it_is_written(word: str) -> None:
    _, found = read(f"approved_by: {word}\nvalues: {{x: {word}}}")
    assert [(finding.code, finding.location.line) for finding in found] == [
        ("JX012", 5), ("JX014", 6),
    ]  # fmt: skip
    assert found[0].message.zh == f"「approved_by」（审批人）应是一段文字，写的是{word}"
    assert found[1].message.zh == f"「x」写的是「{word}」，不是数字"


def test_figures_in_bulk_are_those_read_one_by_one() -> None:
    """A mapping of plain numbers, and the same with one that stands in quotes or is none."""
    plain = {"a": "0", "b": "-1.50", "c": "999999999999999", "d": "0." + "1" * 40}
    expected = {name: Decimal(text) for name, text in plain.items()}
    lines = "".join(f"  {name}: {text}\n" for name, text in plain.items())
    for odd, code, read_as in (
        ("", None, {}),
        ("  e: '7'\n", "JX015", {"e": Decimal(7)}),
        ("  e: 7\\n8\n", "JX014", {}),
        ("  e: 1e3\n", "JX014", {}),
        ("  e: 01\n", "JX014", {}),
        ("  e: null\n", "JX014", {}),
        ("  e:\n", None, {}),
        ("  e: [1]\n", "JX012", {}),
    ):
        model, found = read(f"values:\n{odd}{lines}")
        assert model is not None
        assert list(model.values.items()) == [*read_as.items(), *expected.items()]
        assert [str(model.values[name]) for name in plain] == list(plain.values())
        assert [(each.code, each.location.line) for each in found] == ([(code, 6)] if code else [])


def test_a_row_of_allocations_may_mix_figures_and_changes() -> None:
    row = {"east": "3", "west": {"from": "1", "to": "2.5"}, "port": None, "hill": "-4"}
    allocation = Allocation.model_validate({"year": "2022", "values": {"x": row, "y": {}}})
    cells = {name: (each.to, each.from_) for name, each in allocation.values["x"].items()}
    assert cells == {
        "east": (Decimal(3), None), "west": (Decimal("2.5"), Decimal(1)),
        "hill": (Decimal(-4), None),
    }  # fmt: skip
    assert list(cells) == ["east", "west", "hill"]
    assert allocation.values["y"] == {}


def test_decimals_of_a_task_target_are_few_also_in_bulk() -> None:
    """An indicator's figure may have forty, a target's four."""
    head = "department: d\nperiod: 2022Q2\nreceived: 2022-07-05\n"
    text = f"{head}targets: {{x: 1.2345, y: 1.23456}}\ncity_totals: {{x: 1.23456, y: 1}}\n"
    model, _, (finding,) = model_of(
        parse(text.encode()), Asked(DepartmentSubmission, Subject(), "d", {}), mends=True
    )
    assert (finding.code, finding.location.line) == ("JX014", 4)
    assert model is not None
    assert model.targets == {"x": Decimal("1.2345")}
    assert model.city_totals == {"x": Decimal("1.23456"), "y": Decimal(1)}
