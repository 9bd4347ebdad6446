"""The shipped snapshots against the figures of the document, typed by hand."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jxtrade.engine import validate
from jxtrade.findings import Severity
from jxtrade.model.period import Period
from jxtrade.read.folder import open_workspace
from jxtrade.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jxtrade.model.plan import Plan, Target
    from jxtrade.model.tasks import TaskList
    from jxtrade.workspace import Workspace

DATA = Path(__file__).parents[1] / "data"

# id, zh, en, full name, code, overlaps
DISTRICTS = [
    ("nanhu", "南湖", "Nanhu", "南湖区", "330402", ()),
    ("xiuzhou", "秀洲", "Xiuzhou", "秀洲区", "330411", ()),
    ("jiashan", "嘉善", "Jiashan", "嘉善县", "330421", ()),
    ("pinghu", "平湖", "Pinghu", "平湖市", "330482", ()),
    ("haiyan", "海盐", "Haiyan", "海盐县", "330424", ()),
    ("haining", "海宁", "Haining", "海宁市", "330481", ()),
    ("tongxiang", "桐乡", "Tongxiang", "桐乡市", "330483", ()),
    ("jingkai", "经开", "Jingkai", "嘉兴经济技术开发区", None, ("nanhu", "xiuzhou")),
    ("gangqu", "港区", "Gangqu", "嘉兴港区", None, ("pinghu", "haiyan")),
]

# id, zh, unit, kind, decimals, pace, roster
INDICATORS = [
    ("leaders", "“领跑者”企业", "家", "count", 0, "0 0 0 1", "required"),
    ("bases", "改革试点产业基地", "个", "count", 0, "0 0 0 1", "optional"),
    ("exporters", "新增出口实绩企业数量", "家", "count", 0, "0.25 0.5 0.75 1", "none"),
    ("resale", "出口转内销", "亿元", "amount", 1, "0.25 0.5 0.75 1", "none"),
]

# in the order of the districts, and what the nine add up to
CELLS = {
    "leaders": ("5 4 5 5 4 5 5 2 1", "36"),
    "bases": ("1 1 1 1 1 1 1 1 1", "9"),
    "exporters": ("55 42 64 55 53 119 65 34 13", "500"),
    "resale": ("9.6 9.6 13.2 14.4 9.6 14.4 14.4 12 10.8", "108.0"),
}

# zh, kind, figure, unit, indicator
GOALS = [
    ("内外贸一体化改革试点产业基地", "exactly", "10", "家", "bases"),
    ("内外贸一体化“领跑者”企业", "exactly", "100", "家", "leaders"),
    ("外贸主体", "more_than", "10000", "家", None),
    ("外贸企业开展国内销售的比例", "at_least", "80", "%", None),
    ("新增外贸出口", "exactly", "1000", "亿元", None),
    ("新增外贸企业国内销售", "at_least", "1000", "亿元", None),
]

DEPARTMENTS = [
    "市商务局",
    "市市场监管局",
    "市经信局",
    "市发展改革委",
    "市金融办",
    "人行嘉兴中心支行",
    "嘉兴银保监局",
]

# name, quarters planned, departments
TASKS = [
    ("体制机制建设工作", "Q1 Q3 Q4", "市商务局"),
    ("龙头企业培育工作", "Q2 Q4", "市商务局"),
    ("企业生产创新工作", "Q2 Q3 Q4", "市市场监管局 市经信局"),
    ("品牌建设创新工作", "Q1 Q2 Q3 Q4", "市市场监管局"),
    ("知识产权保护工作", "Q2 Q3 Q4", "市市场监管局"),
    ("营销渠道建设", "Q2 Q3 Q4", "市商务局"),
    ("扩大内需挖掘工作", "Q2 Q3 Q4", "市发展改革委 市商务局"),
    ("金融服务创新工作", "Q2 Q3 Q4", "市金融办 人行嘉兴中心支行 嘉兴银保监局"),
    ("供应链水平提升工作", "Q1 Q2 Q3 Q4", "市商务局 市经信局"),
]

# number of the task, a part of the name, kind, figure, unit
TARGETS = [
    (2, "领跑者", "exactly", "24", "家"),
    (2, "产业基地", "exactly", "3", "个"),
    (3, "示范企业", "at_least", "20", "家"),
    (3, "示范产品", "at_least", "25", "种"),
    (4, "品字标浙江制造", "at_least", "50", "家"),
    (4, "入库企业", "exactly", "110", "家"),
    (7, "省级智慧商圈", "exactly", "10", "个"),
    (7, "高品质步行街", "exactly", "10", "条"),
    (7, "夜间经济试点", "exactly", "10", "个"),
    (7, "绿色商场", "exactly", "20", "个"),
    (7, "老字号", "at_least", "60", "家"),
    (8, "信贷", "at_least", "100", "亿元"),
    (9, "示范企业", "exactly", "3", "家"),
    (9, "试点企业", "exactly", "6", "家"),
]

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(DATA, as_of=date(2022, 7, 20))


@pytest.fixture(scope="module")
def plan(workspace: Workspace) -> Plan:
    assert workspace.plan is not None
    return workspace.plan.model


@pytest.fixture(scope="module")
def tasks(workspace: Workspace) -> TaskList:
    return workspace.tasks[2022].model


def figures(words: str) -> list[Decimal]:
    return [Decimal(word) for word in words.split()]


def kind_and_figure(target: Target) -> tuple[str, Decimal | None]:
    (kind,) = target.model_fields_set
    return kind, target.value


def test_document(plan: Plan, tasks: TaskList) -> None:
    assert plan.plan.document == "嘉流通消费办〔2022〕1号"
    assert plan.plan.issued == date(2022, 3, 30)
    assert (plan.plan.start, plan.plan.end, tasks.year) == (2022, 2025, 2022)


def test_districts(plan: Plan) -> None:
    assert [
        (each.id, *each.name, each.full_name, each.code, each.overlaps) for each in plan.districts
    ] == DISTRICTS


def test_indicators(plan: Plan) -> None:
    assert [
        (each.id, each.name.zh, each.unit.zh, each.kind, each.places, list(each.pace), each.roster)
        for each in plan.indicators
    ] == [(*each[:5], figures(each[5]), each[6]) for each in INDICATORS]
    assert {(each.direction, each.measure) for each in plan.indicators} == {
        ("higher", "cumulative")
    }


@pytest.mark.parametrize("indicator", CELLS)
def test_allocations(plan: Plan, indicator: str) -> None:
    written, total = CELLS[indicator]
    (allocation,) = plan.allocations
    cells = {district: change.to for district, change in allocation.values[indicator].items()}
    assert list(cells) == [district[0] for district in DISTRICTS]
    assert [f"{figure}" for figure in cells.values()] == written.split()
    assert sum(cells.values()) == Decimal(total)


def test_annex_names_no_year_and_states_no_totals(plan: Plan) -> None:
    (allocation,) = plan.allocations
    assert (allocation.year, allocation.year_assumed) == (2022, True)
    assert allocation.effective == date(2022, 3, 30)
    assert allocation.totals == {}
    assert set(allocation.values) == set(CELLS)


def test_goals(plan: Plan) -> None:
    assert [
        (each.name.zh, *kind_and_figure(each.target), each.unit.zh, each.indicator)
        for each in plan.goals
    ] == [(name, kind, Decimal(figure), unit, by) for name, kind, figure, unit, by in GOALS]
    assert {each.year for each in plan.goals} == {2025}


def test_incentives(plan: Plan) -> None:
    assert [
        (each.indicator, each.amount, each.unit.zh, each.per.zh) for each in plan.incentives
    ] == [("leaders", Decimal(70000), "元", "家"), ("bases", Decimal(300000), "元", "个")]


def test_departments(tasks: TaskList) -> None:
    assert sorted(each.name.zh for each in tasks.departments) == sorted(DEPARTMENTS)


def test_tasks(tasks: TaskList) -> None:
    names = {each.id: each.name.zh for each in tasks.departments}
    assert [
        (
            each.name.zh,
            sorted({f"Q{milestone.quarter}" for milestone in each.milestones}),
            [names[department] for department in each.departments],
        )
        for each in tasks.tasks
    ] == [(name, quarters.split(), offices.split()) for name, quarters, offices in TASKS]


def test_lead_is_assumed_where_several_are_named(tasks: TaskList) -> None:
    assert [each.lead_assumed for each in tasks.tasks] == [
        False, False, True, False, False, False, True, True, True
    ]  # fmt: skip


def test_task_targets(tasks: TaskList) -> None:
    found = [
        (number, target) for number, each in enumerate(tasks.tasks, 1) for target in each.targets
    ]
    assert [
        (number, *kind_and_figure(target.target), target.unit.zh) for number, target in found
    ] == [(number, kind, Decimal(figure), unit) for number, _, kind, figure, unit in TARGETS]
    for (_, target), (_, part, *_) in zip(found, TARGETS, strict=True):
        assert part in target.name.zh
    assert [target.indicator for _, target in found] == ["leaders", "bases", *[None] * 12]


def test_milestones(tasks: TaskList) -> None:
    cells = {(each.id, milestone.quarter) for each in tasks.tasks for milestone in each.milestones}
    assert len(cells) == 28
    assert 45 <= sum(len(each.milestones) for each in tasks.tasks) <= 60
    for each in tasks.tasks:
        for milestone in each.milestones:
            assert milestone.id.startswith(f"{each.id}-Q{milestone.quarter}-")
            assert len(milestone.name.zh) <= 24, "short, and in the project's own words"


def texts(value: Any, route: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text for people within a model, and where it stands."""
    match value:
        case Text():
            yield route, value
        case tuple() | list():
            for index, each in enumerate(value):
                yield from texts(each, f"{route}[{index}]")
        case dict():
            for key, each in value.items():
                yield from texts(each, f"{route}.{key}")
        case _ if hasattr(value, "model_fields_set"):
            for name in type(value).model_fields:
                yield from texts(getattr(value, name), f"{route}.{name}")


def test_every_text_of_plan_and_tasks_is_in_both_languages(plan: Plan, tasks: TaskList) -> None:
    found = [*texts(plan, "plan"), *texts(tasks, "tasks")]
    assert len(found) > 140
    assert [(route, text) for route, text in found if CHINESE.search(text.en)] == []
    assert [(route, text) for route, text in found if text.zh == text.en] == [
        ("plan.goals[3].unit", Text("%", "%"))
    ]


def test_every_entry_has_a_source(plan: Plan, tasks: TaskList) -> None:
    entries: list[Any] = [*plan.districts, *plan.indicators, *plan.goals, *plan.incentives]
    entries += [plan.plan, *tasks.departments, *tasks.tasks]
    for task in tasks.tasks:
        entries += [*task.targets, *task.milestones]
    assert len(entries) == 9 + 4 + 6 + 2 + 1 + 7 + 9 + 14 + sum(
        len(task.milestones) for task in tasks.tasks
    )
    assert [each for each in entries if not each.source] == []


@pytest.mark.parametrize(
    "path",
    sorted(DATA.rglob("reports/**/*.yaml")),
    ids=lambda path: f"{path.parts[-3]}-{path.stem}",
)
def test_submission_says_that_it_is_made_up(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.search(r"^sample: true$", text, re.MULTILINE)
    assert text.split("\n")[1].startswith("# 示例数据")
    names = re.findall(r"name: ([^,}]+)", text)
    assert [name for name in names if not re.fullmatch(r"示例(企业|基地)\d{3}", name)] == []
    codes = re.findall(r"uscc: (\S+?)[,}]", text)
    assert len(codes) == len([name for name in names if "企业" in name]), "a base has none"
    assert [code for code in codes if not re.fullmatch(r'"9\d{7}X{6}\w{4}"', code)] == []
    for line in re.findall(r"^(?:prepared_by|approved_by): (.*)$", text, re.MULTILINE):
        assert line.startswith("示例")


def test_one_district_is_missing_in_the_second_quarter(workspace: Workspace) -> None:
    ids = [district[0] for district in DISTRICTS]
    sent = {
        quarter: sorted(each.id for each in workspace.entries
                        if each.kind == "districts" and each.period == Period(2022, quarter))
        for quarter in (1, 2)
    }  # fmt: skip
    assert sent == {1: sorted(ids), 2: sorted(set(ids) - {"haiyan"})}


def test_all_departments_have_submitted_twice(workspace: Workspace) -> None:
    for quarter in (1, 2):
        sent = [
            each.model.department
            for each in workspace.departments
            if each.model.period == Period(2022, quarter)
        ]
        assert len(sent) == 7


def test_there_is_one_restatement_with_a_reason(workspace: Workspace) -> None:
    ((sender, restated),) = [
        (each.model.district, restated)
        for each in workspace.districts
        for restated in each.model.restatements
    ]
    assert (sender, restated.indicator, restated.period) == (
        "nanhu",
        "exporters",
        Period(2022, 1),
    )
    assert [restated.from_, restated.to] == figures("12 11")
    assert "核减" in restated.reason.zh
    first = next(each for each in workspace.districts if "2022Q1/districts/nanhu" in each.path)
    assert first.model.values["exporters"] == restated.from_


def test_shipped_data_holds_no_error(workspace: Workspace) -> None:
    inspection = validate(workspace).inspection
    assert [each for each in inspection.findings if each.severity is Severity.ERROR] == []
    assert [each for each in inspection.skipped if each.path is None] == []
    assert not inspection.fails(Severity.ERROR)


def test_document_contradicts_itself_as_a_remark_only(workspace: Workspace) -> None:
    found = [each for each in validate(workspace).findings if each.code == "JX202"]
    said = [each.message.zh for each in found]
    for indicator, figure in (("领跑者", 24), ("领跑者", 100), ("基地", 3), ("基地", 10)):
        assert any(indicator in words and str(figure) in words for words in said), (
            indicator,
            figure,
        )
    assert {each.severity for each in found} == {Severity.INFO}
