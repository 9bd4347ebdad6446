"""A plan to go on from: what is known of it, and behind each field what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from jxtrade.model.plan import Allocation, District, Header, Indicator, Plan
from jxtrade.read.table import NO_UNIT, ids_of
from jxtrade.read.unfilled import is_mark
from jxtrade.text import Lang, Text, listed, same, shorten, visible
from jxtrade.write.notation import key, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jxtrade.model.form import Form
    from jxtrade.read.table import Table


class Row(NamedTuple):
    """An indicator, and what each district is allocated of it."""

    id: str
    name: str
    unit: str
    kind: str
    cells: Mapping[str, str]
    decimals: int | None = None
    total: str | None = None


class Draft(NamedTuple):
    """What is known of a plan; a text in <> is yet to be filled in.

    `origin` says what it was made from, `districts` are names by id.
    """

    title: str
    year: str
    districts: Mapping[str, str]
    rows: tuple[Row, ...]
    is_year_assumed: bool = False
    origin: str | None = None


def blank(lang: Lang) -> Draft:
    """Return a plan of two districts and two indicators of which nothing is known."""
    districts = [each.to(lang) for each in (_FIRST, _SECOND)]
    cells = dict.fromkeys(districts, _FIGURE.to(lang))
    rows = tuple(
        Row(name.to(lang), name.to(lang), unit.to(lang), kind, cells)
        for name, unit, kind in ((_COUNT, _ITS_UNIT, "count"), (_AMOUNT, _OTHER_UNIT, "amount"))
    )
    return Draft(_TITLE.to(lang), _YEAR.to(lang), {each: each for each in districts}, rows)


def of_table(table: Table, file: str, this_year: int) -> Draft:
    """Return the plan that a table makes; without a year in it, it is for this one."""
    ids = dict(zip(table.districts, ids_of(table.districts), strict=True))
    names = ids_of(each.name for each in table.measures)
    rows = tuple(
        Row(
            id_,
            each.name,
            shorten(each.unit or NO_UNIT.to(table.lang)),
            each.kind,
            {ids[district]: figure for district, figure in each.cells.items()},
            each.decimals,
            each.total,
        )
        for id_, each in zip(names, table.measures, strict=True)
    )
    return Draft(
        shorten(table.title or _stem(file), _LONGEST),
        str(table.year or this_year),
        {id_: name for name, id_ in ids.items()},
        rows,
        is_year_assumed=table.year is None,
        origin=file,
    )


def _stem(file: str) -> str:
    """Return a file's name as a title: what can't be seen in it is named."""
    return visible(file.rpartition(".")[0] or file).translate({ord("<"): None, ord(">"): None})


def assumed(table: Table, made: Draft) -> list[Text]:
    """Return what was taken for granted in making a plan of a table."""
    ids = [id_ for id_, name in made.districts.items() if id_ != name]
    ids += [row.id for row in made.rows if row.id != row.name]
    bare = [each.name for each in table.measures if each.unit is None]
    return [
        *([_BARE.fill(names=listed(bare), unit=NO_UNIT)] if bare else []),
        (_NAMED if table.title else _CALLED).fill(title=made.title),
        (_OF_YEAR if table.year else _THIS_YEAR).fill(year=made.year),
        (_SOME_IDS if ids else _IDS).fill(ids=listed(ids)),
        _LANGUAGE.fill(lang=table.lang),
    ]


_BARE: Final = Text(
    "表里没有写单位，暂记「{unit}」：{names}", "no unit given, so “{unit}” is written: {names}"
)
_NAMED: Final = Text("计划名称取自标题：{title}", "the title is the table's: {title}")
_CALLED: Final = Text(
    "表上没有标题，计划名称取自文件名：{title}", "no title; the file's name is taken: {title}"
)
_OF_YEAR: Final = Text("年度取自标题或表头：{year}", "the year is the one that is named: {year}")
_THIS_YEAR: Final = Text(
    "表上没有年份，按 {year} 年，报表会注明是推定",
    "no year is named; {year} is used, and every report says so",
)
_IDS: Final = Text("id 都用名称", "each id is the name")
_SOME_IDS: Final = Text(
    "id 取自名称，去掉不能用的字，英文改小写：{ids}",
    "each id is the name in lower case, less what no id may hold: {ids}",
)
_LANGUAGE: Final = Text("计划的语言随表里的名称：{lang}", "the plan speaks as the names do: {lang}")
_TITLE: Final = Text("<计划名称>", "<title of the plan>")
_YEAR: Final = Text("<年份>", "<year>")
_FIRST: Final = Text("<区县一>", "<district 1>")
_SECOND: Final = Text("<区县二>", "<district 2>")
_COUNT: Final = Text("<指标一>", "<indicator 1>")
_AMOUNT: Final = Text("<指标二>", "<indicator 2>")
_ITS_UNIT: Final = Text("<指标一的单位>", "<unit of indicator 1>")
_OTHER_UNIT: Final = Text("<指标二的单位>", "<unit of indicator 2>")
_FIGURE: Final = Text("<分配数>", "<figure>")
_HEAD: Final = (
    Text(
        "# 目标计划：<…> 处都要填，连同尖括号一起换掉；同样的 <…> 填同样的内容，行数可增减",
        "# The plan: fill in each <…>, brackets included; the same mark means the same thing,"
        " and there may be more or fewer lines",
    ),
    Text(
        "# 填好后运行 jxtrade validate，没填的会逐行指出",
        "# Then run jxtrade validate: it points at each line that is left",
    ),
)
_MADE: Final = Text("# 目标计划，由 {origin} 生成", "# The plan, made from {origin}")
_NOTES: Final = (
    Text(
        "# “#”后面是说明，可留可删；去掉“# ”即启用可选的一项",
        "# What follows a # is a comment; an optional field is in use once its “# ” is gone",
    ),
    Text(
        "# 部门任务另写 tasks.yaml，可省略；样子用 jxtrade init --example 看",
        "# Tasks of departments would stand in tasks.yaml, which is optional; jxtrade init"
        " --example shows one",
    ),
)
_MAY_HAVE: Final = Text("# 可加 {field}：{about}", "# may have {field}: {about}")
_ID: Final = Text(
    "id 也是报送的文件名，可写汉字或拼音", "the id also names the file of each submission"
)
_EXAMPLES: Final[dict[str, str]] = {
    "goals": "{id: …, name: …, target: {at_least: …}, unit: …, year: …, indicator: …}",
    "incentives": "{indicator: …, amount: …, unit: …, per: …, condition: …}",
}
_DEFAULTS: Final = {
    "lights": "{green: 0, yellow: -10}", "deadlines": "{}", "ranking": "true", "over_report": "300",
}  # fmt: skip
_LONGEST: Final = 200
_LEFT_OUT: Final = ("source", "id", "name")


def text(draft: Draft, lang: Lang) -> str:
    """Return the file of a plan, with comments in a language."""
    head = _HEAD if draft.origin is None else (_MADE.fill(origin=draft.origin),)
    lines = [
        same("# yaml-language-server: $schema=.schema/targets.json"),
        *head,
        *_NOTES,
        same("version: 1"),
        _noted(f"language: {lang}", Plan, "language"),
        same("plan:"),
        *_fields(Header, {"title": _written(draft.title), "start": draft.year}, "  "),
        *_districts(draft),
        *_indicators(draft),
        *_allocations(draft),
        *_optional(),
    ]
    return "".join(f"{line.to(lang)}\n" for line in lines)


def _noted(line: str, form: type[Form], field: str) -> Text:
    """Return a line with what its field means behind it."""
    about = form.fields_called[field].about
    return Text(f"{line}  # {about.zh}", f"{line}  # {about.en}")


def _written(word: str) -> str:
    """Return a text as a value; a mark bare, that what takes its place may be a figure."""
    return word if is_mark(word) else value(word)


def _key(word: str) -> str:
    return word if is_mark(word) else key(word)


def _fields(form: type[Form], known: Mapping[str, str], indent: str) -> Iterator[Text]:
    """Yield a line for each field of a form: what is known is in YAML, the rest comments."""
    for field in form.fields_called:
        if field in known:
            yield _noted(f"{indent}{field}: {known[field]}", form, field)
        elif field not in _LEFT_OUT:
            yield _noted(f"{indent}# {field}:", form, field)


def _districts(draft: Draft) -> Iterator[Text]:
    yield _noted("districts:", Plan, "districts")
    yield Text(f"  # {_ID.zh}", f"  # {_ID.en}")
    for field, said in District.fields_called.items():
        if field not in _LEFT_OUT:
            line = _MAY_HAVE.fill(field=field, title=said.title, about=said.about)
            yield Text(f"  {line.zh}", f"  {line.en}")
    for id_, name in draft.districts.items():
        yield same(f"  - {{id: {_written(id_)}, name: {_written(name)}}}")


def _indicators(draft: Draft) -> Iterator[Text]:
    yield _noted("indicators:", Plan, "indicators")
    for place, row in enumerate(draft.rows):
        known = {"name": _written(row.name), "unit": _written(row.unit), "kind": row.kind}
        if row.decimals is not None:
            known["decimals"] = str(row.decimals)
        yield same(f"  - id: {_written(row.id)}")
        if place == 0:
            yield from _fields(Indicator, known, "    ")
        else:
            yield from (same(f"    {field}: {each}") for field, each in known.items())


def _allocations(draft: Draft) -> Iterator[Text]:
    yield _noted("allocations:", Plan, "allocations")
    yield _noted(f"  - year: {draft.year}", Allocation, "year")
    if draft.is_year_assumed:
        yield _noted("    year_assumed: true", Allocation, "year_assumed")
    for field in ("document", "effective"):
        yield _noted(f"    # {field}:", Allocation, field)
    yield _noted("    values:", Allocation, "values")
    for row in draft.rows:
        cells = ", ".join(f"{_key(id_)}: {figure}" for id_, figure in row.cells.items())
        yield same(f"      {_key(row.id)}: {{{cells}}}")
    totals = {row.id: row.total for row in draft.rows if row.total is not None}
    yield _noted("    totals:" if totals else "    # totals:", Allocation, "totals")
    yield from (same(f"      {_key(id_)}: {figure}") for id_, figure in totals.items())


def _optional() -> Iterator[Text]:
    """Yield what a plan may also have, as comments."""
    for field, example in _EXAMPLES.items():
        yield _noted(f"# {field}:", Plan, field)
        yield same(f"#   - {example}")
    for field, default in _DEFAULTS.items():
        yield _noted(f"# {field}: {default}", Plan, field)
