"""A file under reports/ looks like a submission and is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.findings import Rule, Severity
from jxtrade.model.period import Period
from jxtrade.place import Place
from jxtrade.read.tree import LOOKS_LIKE
from jxtrade.rules import ALONE, City, Findings, of_city
from jxtrade.text import Text, paragraphs, same
from jxtrade.workspace import DISTRICTS, submissions_in

if TYPE_CHECKING:
    from jxtrade.figures.received import Meant
    from jxtrade.workspace import Stray

RULE = Rule(
    code="JX107",
    slug="passed-over",
    severity=Severity.ERROR,
    message=Text("这份文件没有读：{reason}", "this file is not read: {reason}"),
    hint=Text("文件名应为 {file}，或删去此文件", "name it {file}, or delete it"),
    about=paragraphs(
        "reports/ 下有一份看来是报送、却没有读的文件。",
        "A file under reports/ looks like a submission and is not read.",
        "位置或文件名不对的文件不会被读，里面的数字等于没有报。",
        "In a wrong place or under a wrong name its figures might as well not be there.",
        "照提示移动、改名或删去。",
        "Move, rename or delete it as the hint says.",
    ),
    example="""reports/2022Q2/districts/east (2).yaml  # JX107
district: east
period: 2022Q2
received: 2022-07-05
prepared_by: 示例经办人
values: {leaders: 0, exporters: 31, resale: 5.1}
""",
)

_PATH: Final = same("{folder}reports/{period}/{kind}/{id}.yaml")
_QUARTER: Final = Text("<季度>", "<quarter>")
_PLACE: Final = Text(
    "不在 reports/<季度>/districts 或 departments 之下",
    "it stands outside reports/<quarter>/districts or departments",
)
_OF_DISTRICT: Final = Text(
    "这是区县的报送，却在 departments 之下",
    "it is a district's submission and stands below departments",
)
_OF_DEPARTMENT: Final = Text(
    "这是部门的报送，却在 districts 之下",
    "it is a department's submission and stands below districts",
)
_HIDDEN: Final = Text("隐藏文件不读", "hidden files are not read")
_ENDING: Final = Text("只读以 .yaml 结尾的文件", "only files that end in .yaml are read")
_NO_ID: Final = Text("文件名不是 id 加 .yaml", "its name is no id with .yaml")
_THERE: Final = Text(
    "已有 {path}：核对后删去这一份", "{path} is there: compare the two and delete this one"
)
_MOVE: Final = Text("移到 {path}，或删去此文件", "move it to {path}, or delete it")
_MOVE_LIKE: Final = Text(
    "移到所属季度的 districts/ 或 departments/ 之下，如 {path}；或删去此文件",
    "move it below its quarter's districts/ or departments/, such as {path}, or delete it",
)
_TEXTS: Final = (".txt", ".json")
_FILL_IN: Final = Text(
    "改名不会改变内容：照空白报送另填一份：jxtrade new {period} {id}",
    "another name makes it no other file: fill in a blank form, `jxtrade new {period} {id}`",
)
_NAME_LIKE: Final = Text(
    "文件名应为区县或部门的 id 加 .yaml，如 {file}；或删去此文件",
    "name it after the id of a district or department, such as {file}, or delete it",
)


@of_city(RULE, needs=ALONE)
def check(city: City) -> Findings:
    """Yield a finding for each stray file."""
    for stray in city.received.workspace.strays:
        meant = city.received.meant(stray)
        path = _path(city, meant)
        yield RULE.at(
            Place(stray.path),
            hint=_hint(city, stray, meant),
            reason=_reason(stray),
            period=str(meant.period),
            id=meant.id,
            path=path,
            file=Text(path.zh.rpartition("/")[2], path.en.rpartition("/")[2]),
        )


def _reason(stray: Stray) -> Text:
    name = stray.parts[-1]
    if stray.kind is not None:
        return _OF_DISTRICT if stray.kind == DISTRICTS else _OF_DEPARTMENT
    if submissions_in(stray.parts[:-1]) is None:
        return _PLACE
    if name.startswith("."):
        return _HIDDEN
    return _NO_ID if name.endswith(".yaml") else _ENDING


def _hint(city: City, stray: Stray, meant: Meant) -> Text | None:
    kind, id_, period = meant
    received = city.received
    path = received.workspace.path_of(kind, id_, period) if kind and id_ and period else None
    if path in received.placed:
        return _THERE
    if not LOOKS_LIKE.search(stray.parts[-1]) and not stray.parts[-1].endswith(_TEXTS):
        return _FILL_IN
    if stray.kind is None and submissions_in(stray.parts[:-1]) is not None:
        return None if id_ else _NAME_LIKE
    return _MOVE_LIKE if None in meant else _MOVE


def _path(city: City, meant: Meant) -> Text:
    """Return where the file belongs; the plan gives an example of what its path does not say."""
    kind, id_, period = meant
    if period is None and city.programme.usable is not None:
        plan = city.programme.plan
        periods = [each for each in city.received.periods if plan.is_planned(each)]
        period = max(periods, default=Period(plan.plan.start, 1))
    kind, folder = kind or DISTRICTS, city.received.workspace.folder
    id_ = id_ or next(iter(city.received.names(kind).known), None)
    return _PATH.fill(
        folder="" if folder == "." else f"{folder}/",
        period=_QUARTER if period is None else str(period),
        kind=kind,
        id="<id>" if id_ is None else id_,
    )
