"""What districts and departments submit for a quarter."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import core_schema

from jxtrade.model.form import Entries, Form, positive, told
from jxtrade.model.scalar import (
    ABOUT_INDICATOR,
    APPROVED,
    LONG_NUMBER,
    NUMBER,
    PERIOD,
    PREPARED,
    RECEIVED,
    SAMPLE,
    Day,
    Figure,
    Flag,
    InBulk,
    Measured,
    Moment,
    Name,
    OneLine,
    Quarter,
    Words,
    missing,
    one_of,
    read_figure,
    too_long,
)
from jxtrade.text import Text, plain

MAX_FIRMS: Final = 5_000
MAX_FIRMS_OF_A_FILE: Final = 20_000
MAX_ENTRIES: Final = 2_000


def _at_most(entries: object) -> object:
    """Return a mapping or list unless it is longer than any office could mean it."""
    if isinstance(entries, dict | list) and len(entries) > MAX_ENTRIES:
        raise too_long(MAX_ENTRIES)
    return entries


Limited: Final = BeforeValidator(_at_most)


def _few(firms: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(firms) > MAX_FIRMS:
        raise too_long(MAX_FIRMS)
    return firms


def _few_in_all(rosters: object) -> object:
    """Return rosters unless together they name more firms than a district has."""
    if isinstance(rosters, dict):
        firms = sum(len(roster) for roster in rosters.values() if isinstance(roster, list))
        if firms > MAX_FIRMS_OF_A_FILE:
            raise too_long(MAX_FIRMS_OF_A_FILE, Text("一份文件的企业数", "firms of one file"))
    return rosters


@told(
    Text("比率", "ratio").means(
        "用分子和分母写一个百分数：{numerator: 80, denominator: 100}",
        "a percentage by its two figures: {numerator: 80, denominator: 100}",
    ),
    numerator=Text("分子", "numerator").means("只写数字", "digits only"),
    denominator=Text("分母", "denominator").means("只写数字，大于 0", "digits only, above 0"),
)
class Ratio(Form):
    """A rate by the two figures that make it, both as they were counted."""

    numerator: Figure
    denominator: Annotated[Figure, AfterValidator(positive)]

    def __str__(self) -> str:
        return f"{plain(self.numerator)}/{plain(self.denominator)}"

    @property
    def percent(self) -> Decimal:
        """Return the rate in percent, to 60 digits."""
        return _EXACT.divide(_EXACT.multiply(self.numerator, Decimal(100)), self.denominator)


_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)


class _FigureOrRatio:
    """Tells Pydantic and a schema that a mapping is a ratio and all else a figure."""

    def __get_pydantic_core_schema__(self, _: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.with_info_wrap_validator_function(self.read, handler(Ratio))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, object]:
        return {"anyOf": [{"type": "number"}, handler(schema)]}

    def read(self, value: object, ratio: Any, info: object) -> Decimal | Ratio:
        if isinstance(value, dict | Ratio):
            return ratio(value)  # type: ignore[no-any-return]
        return read_figure(value, info)


Reported: TypeAlias = Annotated[Decimal | Ratio, _FigureOrRatio()]


@told(
    Text("企业", "firm").means("支撑家数的一家企业", "a firm that backs a count"),
    name=Text("企业名称", "name").means(
        "营业执照上的全称，至多 100 字", "as registered, at most 100 characters"
    ),
    uscc=Text("统一社会信用代码", "unified social credit code").means(
        "18 位；指标的 roster_codes 为 optional 的可省略",
        "18 characters; may be left out where the indicator's roster_codes is optional",
    ),
    provincial_list=Text("入围省级名单", "on the provincial list").means(
        "true 或 false，可省略", "true or false; optional"
    ),
    evidence=Text("依据", "evidence").means("证明材料，可省略", "what shows it; optional"),
)
class Firm(Form):
    """A firm that backs a count."""

    name: Name
    uscc: OneLine | None = None
    provincial_list: Flag | None = None
    evidence: Words | None = None


@told(
    Text("更正", "restatement").means(
        "更正以前一季的数，写明原因", "an earlier quarter's value put right, and why"
    ),
    indicator=ABOUT_INDICATOR,
    period=Text("季度", "quarter").means(
        "更正哪一季，早于本季", "the earlier quarter that is put right"
    ),
    from_=Text("原数", "from").means("原来报的数", "the value as it was reported"),
    to=Text("新数", "to").means("更正后的数", "the value as it should be"),
    reason=Text("原因", "reason").means("为什么更正", "why it is put right"),
    approved_by=APPROVED,
    on=Text("日期", "on").means("YYYY-MM-DD，可省略", "YYYY-MM-DD; optional"),
)
class Restatement(Form):
    """An earlier quarter's value put right, and why."""

    indicator: OneLine
    period: Quarter
    from_: Measured = Field(alias="from")
    to: Measured
    reason: Words
    approved_by: OneLine | None = None
    on: Day | None = None


@told(
    Text("区县报送", "a district's submission").means(
        "一个区县一季的数字和依据", "a district's figures for a quarter, and what backs them"
    ),
    district=Text("区县", "district").means(
        "targets.yaml 中的区县 id，与文件名一致",
        "the district's id in targets.yaml, as the file's name says",
    ),
    period=PERIOD,
    received=RECEIVED,
    prepared_by=PREPARED,
    approved_by=APPROVED,
    sample=SAMPLE,
    values=Text("数字", "values").means(
        "指标: 数，只写数字；没有数字的行删去（未报），0 是数字",
        "indicator: figure, digits only; delete lines without one (not reported); 0 is a figure",
    ),
    not_applicable=Text("不适用", "not applicable").means("指标: 原因", "indicator: reason"),
    rosters=Text("企业名册", "rosters").means(
        "指标: 支撑家数的企业", "indicator: the firms that back the count"
    ),
    restatements=Text("更正", "restatements").means(
        "更正以前季度的数", "earlier quarters' values put right"
    ),
    notes=Text("说明", "notes").means(
        "指标: 需要说明的原因", "indicator: a reason beside the value"
    ),
    highlights=Text("经验", "highlights").means("值得推广的做法", "experience worth passing on"),
)
class DistrictSubmission(Form):
    """A district's figures for a quarter."""

    district: OneLine
    period: Quarter
    received: Moment | None
    prepared_by: OneLine | None
    approved_by: OneLine | None = None
    sample: Flag = False
    values: Annotated[Entries[str, Reported], InBulk(LONG_NUMBER), Limited]
    not_applicable: Annotated[dict[str, Words], Limited] = {}
    rosters: Annotated[
        Entries[str, Annotated[tuple[Firm, ...], AfterValidator(_few)]],
        Limited,
        BeforeValidator(_few_in_all),
    ] = {}
    restatements: Annotated[tuple[Restatement, ...], Limited] = ()
    notes: Annotated[Entries[str, Words], Limited] = {}
    highlights: Annotated[tuple[Words, ...], Limited] = ()

    @model_validator(mode="before")
    @classmethod
    def _no_values(cls, value: object) -> object:
        """Return a file of no values for one that nobody wrote any in."""
        if isinstance(value, dict) and value.get("values", ...) is None:
            return {**value, "values": {}}
        return value

    @model_validator(mode="after")
    def _is_prepared(self) -> "DistrictSubmission":
        """Return the submission unless it says something and not who prepared it."""
        if self.prepared_by is None and self.says_something:
            raise missing(field="prepared_by")
        return self

    @property
    def sender(self) -> str:
        """Return the id of who submits, as the file says it."""
        return self.district

    @property
    def says_something(self) -> bool:
        """Tell whether anything is reported: a roster alone may be carried forward."""
        return bool(
            self.values or self.not_applicable or self.restatements or self.notes or self.highlights
        )

    @cached_property
    def figures(self) -> dict[str, Decimal]:
        """Return the values as figures: a ratio is its percent."""
        if {*map(type, self.values.values())} <= {Decimal}:
            return self.values  # type: ignore[return-value] # no ratio among them
        return {
            indicator: value.percent if isinstance(value, Ratio) else value
            for indicator, value in self.values.items()
        }


STATUSES: Final = {
    "not_started": Text("未开始", "not started"),
    "in_progress": Text("推进中", "in progress"),
    "done": Text("已完成", "done"),
}


@told(
    Text("节点进展", "progress").means(
        "节点到了哪一步，有何依据", "how far a milestone is, and what shows it"
    ),
    status=Text("状态", "status").means(
        "not_started 未开始，in_progress 推进中，done 已完成", "not_started, in_progress or done"
    ),
    on=Text("完成日期", "on").means("YYYY-MM-DD，done 时写", "YYYY-MM-DD, where it is done"),
    evidence=Text("依据", "evidence").means(
        "证明材料，done 时写", "what shows it, where it is done"
    ),
    note=Text("说明", "note").means("进展或困难", "progress or what stands in the way"),
)
class MilestoneReport(Form):
    """How far a milestone is, since when it is done, and what shows it."""

    status: Annotated[str, one_of(**STATUSES)]
    on: Day | None = None
    evidence: Annotated[tuple[OneLine, ...], Limited] = ()
    note: Words | None = None


@told(
    Text("部门报送", "a department's submission").means(
        "一个部门一季的任务进展和全市数",
        "a department's progress for a quarter, and its city-wide figures",
    ),
    department=Text("部门", "department").means(
        "tasks.yaml 中的部门 id，与文件名一致",
        "the department's id in tasks.yaml, as the file's name says",
    ),
    period=PERIOD,
    received=RECEIVED,
    prepared_by=PREPARED,
    approved_by=APPROVED,
    sample=SAMPLE,
    milestones=Text("节点", "milestones").means("节点: {status: …}", "milestone: {status: …}"),
    targets=Text("任务目标", "targets").means(
        "任务目标: 本年累计数", "task target: figure, year to date"
    ),
    city_totals=Text("全市数", "city totals").means(
        "指标: 部门掌握的全市数，与区县之和核对",
        "indicator: the department's own city-wide figure, held against the districts' sum",
    ),
    notes=Text("说明", "notes").means("需要说明的事项: 原因", "what needs it: a reason"),
)
class DepartmentSubmission(Form):
    """A department's report on its tasks for a quarter, and its own city-wide figures."""

    department: OneLine
    period: Quarter
    received: Moment | None
    prepared_by: OneLine | None = None
    approved_by: OneLine | None = None
    sample: Flag = False
    milestones: Annotated[Entries[str, MilestoneReport], Limited] = {}
    targets: Annotated[Entries[str, Figure], InBulk(NUMBER), Limited] = {}
    city_totals: Annotated[Entries[str, Measured], InBulk(LONG_NUMBER), Limited] = {}
    notes: Annotated[Entries[str, Words], Limited] = {}

    @property
    def sender(self) -> str:
        """Return the id of who submits, as the file says it."""
        return self.department

    @property
    def says_something(self) -> bool:
        """Tell whether anything stands in the file but whose it is."""
        return bool(self.milestones or self.targets or self.city_totals or self.notes)
