"""The plan: districts, indicators, allocations, goals and incentives of targets.yaml."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Final, NamedTuple, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import core_schema

from jxtrade.model.form import (
    FIRST_YEAR,
    Entries,
    Form,
    Nullable,
    Version,
    Year,
    positive,
    some,
    told,
    unique,
)
from jxtrade.model.groups import WITHIN, Group, refuse_circles, refuse_unknown
from jxtrade.model.period import Period, day_of
from jxtrade.model.relations import Relation
from jxtrade.model.scalar import (
    ABOUT_INDICATOR,
    DOCUMENT,
    ID,
    LONG_NUMBER,
    NAME,
    SOURCE,
    TARGET,
    UNIT,
    VERSION,
    Day,
    Figure,
    Flag,
    Id,
    InBulk,
    Measured,
    Moment,
    OneLine,
    Quarter,
    Whole,
    Words,
    not_accepted,
    one_of,
    too_long,
)
from jxtrade.model.scoring import Scoring
from jxtrade.text import Text, same

MAX_DECIMALS: Final = 4
MAX_CELLS: Final = 200_000
MAX_ALLOCATED: Final = 800_000

LINEAR: Final = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))


def _decimals(value: int) -> int:
    if not 0 <= value <= MAX_DECIMALS:
        raise not_accepted(same(f"0–{MAX_DECIMALS}"))
    return value


_PACES: Final = Text(
    "linear（平均），或四个季度末各应完成的份额，如 [0.25, 0.5, 0.75, 1]",
    "linear, or the share due at the end of each quarter, such as [0.25, 0.5, 0.75, 1]",
)


def _pace_from(value: object) -> object:
    if isinstance(value, str) and value != "linear":
        raise not_accepted(_PACES)
    return LINEAR if value == "linear" else value


def _pace(shares: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    quarters = len(LINEAR)
    if len(shares) != quarters:
        raise not_accepted(_PACES)
    for index, share in enumerate(shares):
        if not 0 <= share <= 1 or (index and share < shares[index - 1]):
            raise not_accepted(
                Text("0 至 1、逐季不减的份额", "a share from 0 to 1, not below the quarter before"),
                index,
            )
    if shares[-1] != 1:
        raise not_accepted(
            Text("1：到年底应全部完成", "1: all of it is due at the year's end"), quarters - 1
        )
    return shares


Pace: TypeAlias = Annotated[tuple[Figure, ...], AfterValidator(_pace), BeforeValidator(_pace_from)]
LEVEL: Final = (Decimal(1),) * len(LINEAR)
"""The pace of a level, which does not add up: all of it is due at every quarter's end."""


# Pydantic before 2.14 asks for a default also where the field that it goes by is refused.


def _own_pace(fields: dict[str, Any]) -> tuple[Decimal, ...]:
    return LEVEL if fields.get("kind") == "rate" else LINEAR


def _first_year(fields: dict[str, Any]) -> int:
    return int(fields.get("start", FIRST_YEAR))


def _first_day(fields: dict[str, Any]) -> date:
    return date(fields.get("year", FIRST_YEAR), 1, 1)


@told(
    Text("计划", "plan").means(
        "计划的名称、文号和起止年份", "what the plan is called, and its years"
    ),
    title=Text("标题", "title").means("计划的全称", "the plan's full name"),
    document=DOCUMENT,
    issued=Text("印发日期", "issued").means(
        "文件落款的日期 YYYY-MM-DD", "the day on the document, YYYY-MM-DD"
    ),
    start=Text("起始年", "start").means("计划的第一年", "the plan's first year"),
    end=Text("目标年", "end").means(
        "计划的最后一年，省略时同起始年",
        "the plan's last year, that of its goals; the first one by default",
    ),
    office=Text("办公室", "office").means("通报由谁落款，可省略", "who signs a circular; optional"),
    whole=Text("总体称呼", "whole").means(
        "总体怎样称呼，默认 全市", "what the whole is called; “whole” by default"
    ),
    parts=Text("各地称呼", "parts").means(
        "各地怎样称呼，默认 县（市、区）", "what its parts are called; “districts” by default"
    ),
    part=Text("一地称呼", "part").means(
        "其中一个怎样称呼，默认 地", "what one of them is called; “district” by default"
    ),
    source=SOURCE,
)
class Header(Form):
    """What the plan is called and the years for which it holds."""

    title: Words
    document: OneLine | None = None
    issued: Day | None = None
    start: Year
    end: Year = Field(default_factory=_first_year)
    office: Words | None = None
    whole: Words = Text("全市", "whole")
    parts: Words = Text("县（市、区）", "districts")
    part: Words = Text("地", "district")
    source: OneLine | None = None


@told(
    Text("区县", "district").means(
        "领取分配数并报送的单位", "a unit that is allocated figures and reports"
    ),
    id=ID,
    name=NAME,
    full_name=Text("全称", "full name").means("可省略", "optional"),
    code=Text("区划代码", "code").means(
        "六位行政区划代码；没有的写 null",
        "the six-digit code of the administrative division; null where there is none",
    ),
    overlaps=Text("交叉", "overlaps").means(
        "地域上与哪些区县交叉，企业可能重复计",
        "districts whose area it shares, so that firms may be counted twice",
    ),
    within=WITHIN,
    source=SOURCE,
)
class District(Form):
    """A unit that is allocated figures and reports on them."""

    id: Id
    name: Words
    full_name: OneLine | None = None
    code: Nullable = None
    overlaps: tuple[OneLine, ...] = ()
    within: OneLine | None = None
    source: OneLine | None = None


KINDS: Final = {
    "count": Text("个数", "count"),
    "amount": Text("数额", "amount"),
    "rate": Text("百分比", "percentage"),
}
DIRECTIONS: Final = {
    "higher": Text("越高越好", "the higher the better"),
    "lower": Text("越低越好", "the lower the better"),
}
MEASURES: Final = {
    "cumulative": Text("本年累计", "year to date"),
    "quarterly": Text("只报本季", "this quarter alone"),
}
ROSTERS: Final = {
    "required": Text("必需", "required"),
    "optional": Text("可选", "optional"),
    "none": Text("不要", "none"),
}


@told(
    Text("指标", "indicator").means(
        "区县报送的一项数字，及其口径和评判办法",
        "a quantity that districts report, how it is counted and how it is judged",
    ),
    id=ID,
    name=NAME,
    unit=UNIT,
    kind=Text("类别", "kind").means(
        "count 个数，amount 数额，rate 百分比（不相加）",
        "count (whole), amount (decimals) or rate (percent, never summed)",
    ),
    decimals=Text("小数位", "decimals").means(
        "报数最多几位小数；默认 count 为 0，其余为 1",
        "digits after the point a value may have; by default 0 for a count, 1 else",
    ),
    direction=Text("方向", "direction").means(
        "higher 越高越好（默认），lower 越低越好", "higher (default) or lower is better"
    ),
    measure=Text("计法", "measure").means(
        "cumulative 本年累计（默认），quarterly 只报本季",
        "cumulative: year to date (default); quarterly: this quarter alone",
    ),
    pace=Text("序时进度", "pace").means(
        "四个季度末应完成的份额，最后一个为 1，如 [0, 0, 0, 1]；"
        "默认 linear（平均），rate 默认 [1, 1, 1, 1]",
        "share due at the end of each quarter, the last one 1, such as [0, 0, 0, 1];"
        " linear by default, [1, 1, 1, 1] for a rate",
    ),
    roster=Text("名册", "roster").means(
        "家数要不要附企业名册：required、optional、none（默认）",
        "must named firms back the count: required, optional or none (default)",
    ),
    roster_codes=Text("名册代码", "roster codes").means(
        "名册里的企业要不要写代码：required（默认），optional（没有代码的按名称认）",
        "must the named firms have their codes: required (default), or optional,"
        " where a name stands for a firm without one",
    ),
    definition=Text("口径", "definition").means(
        "怎样计数；印在每份报表的说明里", "how it is counted; printed in the notes of every report"
    ),
    source=SOURCE,
)
class Indicator(Form):
    """A quantity that districts report, and how it is counted and judged."""

    id: Id
    name: Words
    unit: Words
    kind: Annotated[str, one_of(**KINDS)]
    decimals: Annotated[Whole, AfterValidator(_decimals)] | None = None
    direction: Annotated[str, one_of(**DIRECTIONS)] = "higher"
    measure: Annotated[str, one_of(**MEASURES)] = "cumulative"
    pace: Pace = Field(default_factory=_own_pace)
    roster: Annotated[str, one_of(**ROSTERS)] = "none"
    roster_codes: Annotated[
        str, one_of(required=ROSTERS["required"], optional=ROSTERS["optional"])
    ] = "required"
    definition: Words | None = None
    source: OneLine | None = None

    @property
    def places(self) -> int:
        """Return the digits after the point that a value may have: 0 for a count, 1 else."""
        if self.decimals is not None:
            return self.decimals
        return 0 if self.kind == "count" else 1

    @property
    def is_added_up(self) -> bool:
        """Tell whether the year to date is the sum of the quarters."""
        return self.measure == "quarterly" and self.kind != "rate"


@told(
    Text("分配数", "allocation").means(
        "一个数字，或调整 {from: 原数, to: 新数}",
        "a figure, or a change {from: what it was, to: what it becomes}",
    ),
    to=Text("新数", "to").means("调整后的分配数", "what the allocation becomes"),
    from_=Text("原数", "from").means(
        "调整前的分配数，与现行数核对", "what the allocation was; held against the one in force"
    ),
)
class Change(Form):
    """An allocation as one document states it: a figure, or what it was and what it becomes."""

    to: Measured
    from_: Measured | None = Field(None, alias="from")

    @model_validator(mode="before")
    @classmethod
    def _plain_figure(cls, value: object) -> object:
        return value if isinstance(value, dict | cls) else {"to": value}


class Unchanged(NamedTuple):
    """An allocation that is stated as a figure alone."""

    to: Decimal
    from_: None = None


class _PlainOrChange:
    """Tells Pydantic that one that is read by itself is a change."""

    def __get_pydantic_core_schema__(self, _: Any, handler: Any) -> core_schema.CoreSchema:
        schema: core_schema.CoreSchema = handler(Change)
        return schema


Allotments: TypeAlias = Annotated[
    Entries[str, Annotated[Change | Unchanged, _PlainOrChange()]], InBulk(LONG_NUMBER, Unchanged)
]
"""What a document allocates of one indicator, by district."""


@told(
    Text("分配文件", "allocation").means(
        "一份文件下达的分配数；后来的文件可调整个别数",
        "what one document allocates; a later one may change single figures",
    ),
    document=DOCUMENT,
    year=Text("年度", "year").means("分配数所属的年度", "the year that is allocated for"),
    year_assumed=Text("年度为推定", "year assumed").means(
        "true 表示文件没有写年度，报表会注明",
        "true where the document names no year; every report says so",
    ),
    effective=Text("生效日期", "effective").means(
        "自哪天起有效 YYYY-MM-DD，默认年初",
        "the day of effect, YYYY-MM-DD; the year's first by default",
    ),
    values=Text("分配数", "values").means("指标: {区县: 数}", "indicator: {district: figure}"),
    totals=Text("合计", "totals").means(
        "只写文件自己写明的合计", "only totals that the document itself states"
    ),
    groups=Text("分组数", "groups").means(
        "文件给各分组的数，指标: {分组: 数}",
        "what the document gives groups, indicator: {group: figure}",
    ),
)
class Allocation(Form):
    """What one document allocates for a year: for each indicator, each district's figure."""

    document: OneLine | None = None
    year: Year
    year_assumed: Flag = False
    effective: Day = Field(default_factory=_first_day)
    values: Entries[str, Allotments]
    totals: Annotated[Entries[str, Measured], InBulk(LONG_NUMBER)] = {}
    groups: Entries[str, Annotated[Entries[str, Measured], InBulk(LONG_NUMBER)]] = {}


@told(
    Text("目标", "target").means(
        "要达到的数，四种写法选一", "the figure to reach, in one of four ways"
    ),
    at_least=Text("至少", "at least").means("不低于这个数", "this figure or above"),
    more_than=Text("超过", "more than").means("高于这个数", "above this figure"),
    exactly=Text("达到", "exactly").means("正好这个数", "this very figure"),
    at_most=Text("至多", "at most").means("不高于这个数", "this figure or below"),
)
class Target(Form):
    """A figure to reach, and how a result is held against it."""

    at_least: Figure | None = None
    more_than: Figure | None = None
    exactly: Figure | None = None
    at_most: Figure | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "Target":
        if len(self.model_fields_set) != 1 or self.value is None:
            raise not_accepted(same("at_least | more_than | exactly | at_most"))
        return self

    @property
    def value(self) -> Decimal | None:
        """Return the figure to reach."""
        given = (self.at_least, self.more_than, self.exactly, self.at_most)
        return next((figure for figure in given if figure is not None), None)

    @property
    def operator(self) -> str:
        """Return how a result is held against the figure, by the field that gives it."""
        return next(iter(self.model_fields_set))


@told(
    Text("总目标", "goal").means(
        "全市在某年要达到的数", "a figure that the whole city is to reach by a year"
    ),
    id=ID,
    name=NAME,
    target=TARGET,
    unit=UNIT,
    year=Text("目标年", "year").means("到哪一年达到", "the year by which to reach it"),
    indicator=Text("指标", "indicator").means(
        "用哪个指标衡量；没有的写 null", "the indicator that measures it; null for none"
    ),
    source=SOURCE,
)
class Goal(Form):
    """A figure that the whole city is to reach by a year."""

    id: Id
    name: Words
    target: Target
    unit: Words
    year: Year
    indicator: Nullable
    source: OneLine | None = None


@told(
    Text("奖励", "incentive").means("奖励及其条件", "a reward, and what it is given for"),
    indicator=ABOUT_INDICATOR,
    amount=Text("金额", "amount").means("奖励多少", "how much is given"),
    unit=Text("金额单位", "unit").means("如 元", "such as yuan"),
    per=Text("每", "per").means("按什么计，如 家", "what it is counted by, such as a firm"),
    condition=Text("条件", "condition").means("什么情况下奖励", "when it is given"),
    source=SOURCE,
)
class Incentive(Form):
    """A reward, and what it is given for."""

    indicator: OneLine
    amount: Figure
    unit: Words
    per: Words
    condition: Words
    source: OneLine | None = None


@told(
    Text("亮灯标准", "lights").means(
        "较序时至少多少个百分点为绿、黄，再低为红",
        "least percentage points from pace for green and yellow; below is red",
    ),
    green=Text("绿灯", "green").means(
        "较序时至少几个百分点为绿", "least percentage points from pace for green"
    ),
    yellow=Text("黄灯", "yellow").means(
        "较序时至少几个百分点为黄，不高于 green",
        "least percentage points from pace for yellow, not above green",
    ),
)
class Lights(Form):
    """The least percentage points from pace for green and for yellow; below yellow is red."""

    green: Figure
    yellow: Figure

    @model_validator(mode="after")
    def _in_order(self) -> "Lights":
        if self.yellow > self.green:
            raise not_accepted(Text("不高于 green 的数字", "a number not above green"), "yellow")
        return self


DEFAULT_LIGHTS: Final = Lights(green=Decimal(0), yellow=Decimal(-10))


def _few_cells(indicators: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
    """Return the indicators unless with the districts they make too large a table."""
    if len(indicators) * len(info.data.get("districts", ())) > MAX_CELLS:
        raise too_long(
            MAX_CELLS, Text("区县数乘指标数", "number of districts times that of indicators")
        )
    return indicators


def _few_allocated(allocations: object) -> object:
    """Return the allocations unless all documents together allocate too many cells."""
    found = allocations if isinstance(allocations, list) else []
    values = [each.get("values") for each in found if isinstance(each, dict)]
    rows = [row for value in values if isinstance(value, dict) for row in value.values()]
    if sum(len(row) for row in rows if isinstance(row, dict)) > MAX_ALLOCATED:
        raise too_long(
            MAX_ALLOCATED, Text("各文件的分配数合计", "cells allocated by all documents")
        )
    return allocations


@told(
    Text("目标计划", "target plan").means(
        "区县、指标、分配数、总目标和奖励",
        "districts, indicators, allocations, goals and incentives",
    ),
    version=VERSION,
    language=Text("语言", "language").means(
        "由本计划生成的文件用 zh（默认）还是 en",
        "of the documents made from this plan: zh (default) or en",
    ),
    plan=Header.called,
    districts=Text("区县", "districts").means(
        "按表格中的顺序列出", "in the order in which every table shows them"
    ),
    groups=Text("分组", "groups").means(
        "区县所属的市、省等，层数不限，按表格中的顺序列出，可省略",
        "cities, provinces and so on, to any depth, in the order of the tables; optional",
    ),
    indicators=Text("指标", "indicators").means(
        "按表格中的顺序列出", "in the order in which every table shows them"
    ),
    allocations=Text("分配", "allocations").means(
        "一份文件一条，按生效先后", "one entry a document, in order of effect"
    ),
    goals=Text("总目标", "goals").means("全市的目标，可省略", "of the whole city; optional"),
    incentives=Text("奖励", "incentives").means(
        "文件规定的奖励，可省略", "that the document promises; optional"
    ),
    relations=Text("勾稽关系", "relations").means(
        "每份区县报送必须成立的关系，可省略",
        "that every submission of a district must keep; optional",
    ),
    lights=Text("亮灯标准", "lights").means(
        "默认 {green: 0, yellow: -10}", "{green: 0, yellow: -10} by default"
    ),
    deadlines=Text("报送时限", "deadlines").means(
        "季度: 日期或时间；没有写的季度永不算迟报",
        "quarter: day or time; without one nothing is ever late",
    ),
    ranking=Text("位次", "ranking").means(
        "是否显示位次，默认 true", "whether ranks are shown; true by default"
    ),
    scoring=Scoring.called,
    over_report=Text("超报界限", "over-report").means(
        "报数超过分配数的百分之多少要核对，默认 300",
        "percent of the allocation above which a value is to be checked; 300 by default",
    ),
)
class Plan(Form):
    """The whole of targets.yaml."""

    version: Version
    language: Annotated[str, one_of(zh=Text("中文", "Chinese"), en=Text("英文", "English"))] = "zh"
    plan: Header
    districts: Annotated[tuple[District, ...], AfterValidator(some), AfterValidator(unique)]
    groups: Annotated[tuple[Group, ...], AfterValidator(unique)] = ()
    indicators: Annotated[
        tuple[Indicator, ...],
        AfterValidator(some),
        AfterValidator(unique),
        AfterValidator(_few_cells),
    ]
    allocations: Annotated[
        tuple[Allocation, ...], AfterValidator(some), BeforeValidator(_few_allocated)
    ]
    goals: Annotated[tuple[Goal, ...], AfterValidator(unique)] = ()
    incentives: tuple[Incentive, ...] = ()
    relations: Annotated[tuple[Relation, ...], AfterValidator(unique)] = ()
    lights: Lights = DEFAULT_LIGHTS
    deadlines: Entries[Quarter, Moment] = {}
    ranking: Flag = True
    scoring: Scoring | None = None
    over_report: Annotated[Figure, AfterValidator(positive)] = Decimal(300)

    @cached_property
    def district(self) -> dict[str, District]:
        """Return the districts by id, in the plan's order."""
        return {each.id: each for each in self.districts}

    @cached_property
    def group(self) -> dict[str, Group]:
        """Return the groups by id, in the plan's order."""
        return {each.id: each for each in self.groups}

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Return the indicators by id, in the plan's order."""
        return {each.id: each for each in self.indicators}

    def is_planned(self, period: Period) -> bool:
        """Tell whether a quarter lies within the plan's years."""
        return self.plan.start <= period.year <= self.plan.end

    def is_slip(self, received: date) -> bool:
        """Tell whether a day of receipt lies before the plan was issued: it is mistyped."""
        return self.plan.issued is not None and day_of(received) < self.plan.issued

    def document_of(self, allocation: Allocation) -> Text:
        """Return what an allocation rests on: its document, else the plan's, else its title."""
        document = allocation.document or self.plan.document
        return same(document) if document else self.plan.title

    @field_validator("groups")
    @classmethod
    def _no_circle(cls, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        refuse_unknown(
            groups, ((each.within, (index, "within")) for index, each in enumerate(groups))
        )
        refuse_circles(groups)
        return groups

    @model_validator(mode="after")
    def _in_known_groups(self) -> "Plan":
        belonging = (
            (each.within, ("districts", index, "within"))
            for index, each in enumerate(self.districts)
        )
        given = (
            (group, ("allocations", index, "groups", indicator, group, "[key]"))
            for index, allocation in enumerate(self.allocations)
            for indicator, figures in allocation.groups.items()
            for group in figures
        )
        refuse_unknown(self.groups, (*belonging, *given))
        return self

    @model_validator(mode="after")
    def _ends_after_start(self) -> "Plan":
        if self.plan.end < self.plan.start:
            raise not_accepted(
                Text("不早于 start 的年份", "a year not before start"), "plan", "end"
            )
        return self
