"""How progress counts in the assessment (考核): weights, methods, excuses and deductions."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import AfterValidator, model_validator

from jxtrade.model.form import Form, positive, told
from jxtrade.model.scalar import (
    ABOUT_INDICATOR,
    SOURCE,
    Figure,
    OneLine,
    not_accepted,
    one_of,
    unknown,
)
from jxtrade.text import Text

PROPORTIONAL, THRESHOLD = "proportional", "threshold"
METHODS: Final = {
    PROPORTIONAL: Text("按比例", "by share"),
    THRESHOLD: Text("按门槛", "by threshold"),
}
_OWN_KEYS: Final = {PROPORTIONAL: "cap", THRESHOLD: "below"}
UNRANKED, ZERO = "unranked", "zero"
INCOMPLETE: Final = {
    UNRANKED: Text("不排名", "not ranked"),
    ZERO: Text("该项计 0 分", "the indicator scores 0"),
}
_WEIGHT: Final = Text("权重", "weight")


def _share(value: Decimal) -> Decimal:
    if not 0 <= value <= 1:
        raise not_accepted(Text("0 至 1 的份额", "a share from 0 to 1"))
    return value


@told(
    Text("免考核", "excuse").means(
        "哪个区县的哪个指标不考核", "a district that need not reach an indicator"
    ),
    district=Text("区县", "district").means(
        "targets.yaml 中的区县 id", "a district's id in targets.yaml"
    ),
    indicator=ABOUT_INDICATOR,
    source=SOURCE,
)
class Excuse(Form):
    """A district that need not reach an indicator."""

    district: OneLine
    indicator: OneLine
    source: OneLine | None = None


@told(
    Text("指标计分", "scored indicator").means(
        "一个指标的权重和计分办法", "what an indicator weighs and how it scores"
    ),
    weight=_WEIGHT.means("满分多少，不小于 0", "the points of full marks, not below 0"),
    method=Text("计分办法", "method").means(
        "proportional 累计数 ÷ 应完成数 × 权重；threshold 完成得权重，未完成得权重 × below",
        "proportional: reported ÷ due × weight; threshold: the weight when met, else"
        " weight × below",
    ),
    cap=Text("上限", "cap").means(
        "最多算到应完成数的百分之几，默认 100，只用于 proportional",
        "percent of what is due up to which it counts, 100 by default; of proportional alone",
    ),
    below=Text("未完成得", "below").means(
        "未完成时得权重的几成，0 至 1，默认 0，只用于 threshold",
        "share of the weight when not met, from 0 to 1, 0 by default; of threshold alone",
    ),
)
class Weighed(Form):
    """What an indicator weighs, and by which of two methods it scores."""

    weight: Figure
    method: Annotated[str, one_of(**METHODS)]
    cap: Annotated[Figure, AfterValidator(positive)] | None = None
    below: Annotated[Figure, AfterValidator(_share)] | None = None

    @model_validator(mode="after")
    def _own_keys_alone(self) -> "Weighed":
        for method, key in _OWN_KEYS.items():
            if method != self.method and getattr(self, key) is not None:
                raise unknown(key, ("weight", "method", _OWN_KEYS[self.method]))
        return self


@told(
    Text("扣分", "deductions").means("本年累计，每次扣几分", "points for each, year to date"),
    late=Text("迟报", "late").means("每次迟报扣几分", "points for each late submission"),
    missing=Text("未报", "missing").means("每次未报扣几分", "points for each missing submission"),
    restated=Text("更正", "restated").means(
        "每次在时限以后更正扣几分",
        "points for each restatement received after the restated quarter's deadline",
    ),
    overdue=Text("逾期", "overdue").means(
        "每个逾期节点扣几分，只对部门", "points for each overdue milestone; departments alone"
    ),
)
class Deductions(Form):
    """Points that are taken off for each of what went wrong in the year to date."""

    late: Figure = Decimal(0)
    missing: Figure = Decimal(0)
    restated: Figure = Decimal(0)
    overdue: Figure = Decimal(0)


@told(
    Text("部门计分", "scored departments").means(
        "按时完成的节点 ÷ 到期的节点 × 权重，再扣分",
        "milestones done in time ÷ milestones due × weight, less deductions",
    ),
    weight=_WEIGHT.means("满分多少，不小于 0", "the points of full marks, not below 0"),
)
class ScoredDepartments(Form):
    """What the milestones of departments weigh."""

    weight: Figure


@told(
    Text("考核计分", "scoring").means(
        "进度怎样折算成考核得分，可省略",
        "how progress counts in the assessment; optional",
    ),
    incomplete=Text("数不齐时", "incomplete").means(
        "有未报或待核的数：unranked 不排名（默认），zero 该项计 0 分",
        "with a missing or suspect value: unranked (default), or zero, where it scores 0",
    ),
    excused=Text("免考核", "excused").means(
        "哪些区县的哪些指标不考核，可省略", "who need not reach what; optional"
    ),
    indicators=Text("指标", "indicators").means(
        "指标: {weight: 权重, method: 计分办法}",
        "indicator: {weight: its points, method: how it scores}",
    ),
    deductions=Deductions.called,
    departments=ScoredDepartments.called,
    source=SOURCE,
)
class Scoring(Form):
    """How progress counts in the assessment."""

    incomplete: Annotated[str, one_of(**INCOMPLETE)] = UNRANKED
    excused: tuple[Excuse, ...] = ()
    indicators: dict[str, Weighed]
    deductions: Deductions = Deductions()
    departments: ScoredDepartments | None = None
    source: OneLine | None = None
