"""The schemas for editors: they accept what the reader reads, and say what each field means."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from jxtrade.cli import run
from jxtrade.model.form import Form
from jxtrade.model.scalar import LANGUAGES
from jxtrade.model.submissions import DepartmentSubmission, DistrictSubmission
from jxtrade.model.tasks import TaskList
from jxtrade.read.folder import open_workspace
from jxtrade.views import jsonschema
from jxtrade.views.jsonschema import DIALECT, KINDS
from tests import firms
from tests.cases import AS_OF, GOOD, HERE, lay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jxtrade.workspace import Loaded, Workspace

ROOT = HERE.parent
DATA = ROOT / "data"
CASES = sorted(path for path in (HERE / "rules").glob("*/*") if path.is_dir())
EAST = "reports/2022Q2/districts/east.yaml"
COMMERCE = "reports/2022Q2/departments/commerce.yaml"
CORE = (
    (re.compile(r"|~|null|Null|NULL"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+", re.ASCII), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII), float),
)


def core(text: str) -> Any:
    """Return what an editor takes a text for: YAML 1.2 with its core schema."""
    return _value(yaml.compose(text, Loader=yaml.BaseLoader))


def _value(node: yaml.Node | None) -> Any:
    match node:
        case yaml.MappingNode():
            return {key.value: _value(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_value(each) for each in node.value]
        case yaml.ScalarNode(value=text, style=None):
            return next((read(text) for form, read in CORE if form.fullmatch(text)), text)
    return node and node.value


def kind_of(path: str) -> str:
    """Return which schema a file of a workspace has."""
    parts = path.split("/")
    return (
        parts[-2].removesuffix("s")
        if len(parts) > 1
        else parts[0].removesuffix(".yaml").partition("-")[0]
    )


def schema(kind: str, workspace: Workspace | None = None) -> dict[str, Any]:
    """Return the schema of a kind of file, for the ids of a workspace where there is one."""
    plan = workspace.plan.model if workspace and workspace.plan else None
    tasks = {year: each.model for year, each in workspace.tasks.items()} if workspace else {}
    return jsonschema.schema(kind, plan, tasks)


@cache
def general(kind: str) -> Draft202012Validator:
    """Return what holds a file against the schema of no workspace."""
    return Draft202012Validator(schema(kind))


def faults(kind: str, text: str, workspace: Workspace | None = None) -> list[str]:
    """Return where a text is not as its schema wants it, and why."""
    by = Draft202012Validator(schema(kind, workspace)) if workspace else general(kind)
    found = by.iter_errors(core(text))
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in found]


@cache
def general_faults(kind: str, text: str) -> list[str]:
    """Return the same by the schema of no workspace; most cases share most of their files."""
    return faults(kind, text)


@pytest.fixture(scope="module")
def good() -> Workspace:
    return open_workspace(GOOD, as_of=AS_OF)


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return open_workspace(DATA, as_of=AS_OF)


def parts(found: Any, route: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema, and the way to it."""
    if isinstance(found, dict):
        for name, each in found.get("properties", {}).items():
            yield f"{route}/{name}", each
    for key, each in found.items() if isinstance(found, dict) else enumerate(found):
        if isinstance(each, dict | list):
            yield from parts(each, f"{route}/{key}")


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_one(kind: str, good: Workspace, shipped: Workspace) -> None:
    for workspace in (None, good, shipped):
        found = schema(kind, workspace)
        Draft202012Validator.check_schema(found)
        assert found["$schema"] == DIALECT
        assert found["$id"] == f"urn:jxtrade:{kind}:1"
        assert found == json.loads(json.dumps(found)) == schema(kind, workspace)


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_is_titled_and_described(kind: str, shipped: Workspace) -> None:
    for workspace in (None, shipped):
        for route, each in parts(schema(kind, workspace)):
            assert each.get("title", "").strip(), route
            assert each.get("description", "").strip(), route


FORMS = Form.__subclasses__()


def test_every_form_of_a_file_is_known_here() -> None:
    generated = [model.model_json_schema() for model in KINDS.values()]
    names = {name for each in generated for name in (each["title"], *each["$defs"])}
    assert {form.__name__ for form in FORMS} == names


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_has_words_and_no_words_are_left_over(form: type[Form]) -> None:
    assert set(form.model_fields) - set(form.fields_called) == set()
    assert set(form.fields_called) - set(form.model_fields) == set()


def test_a_text_in_both_languages_has_words_for_each() -> None:
    assert set(LANGUAGES) == {"zh", "en"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_all_words_are_in_both_languages(form: type[Form]) -> None:
    for said in (form.called, *form.fields_called.values(), *LANGUAGES.values()):
        for text in said:
            assert re.search(r"[\u4e00-\u9fff]|YYYY", text.zh), text
            assert text.en.strip(), text
            assert not re.search(r"[\u4e00-\u9fff]", text.en), text


@pytest.mark.parametrize("folder", [DATA, GOOD], ids=["shipped", "good"])
def test_files_are_accepted(folder: Path) -> None:
    workspace = open_workspace(folder)
    assert len(workspace.files) >= 10
    for file in workspace.files:
        path = (ROOT / file).relative_to(folder).as_posix()
        text = (folder / path).read_text("utf-8")
        assert faults(kind_of(path), text) == faults(kind_of(path), text, workspace) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_what_the_reader_reads_is_accepted(case: Path, tmp_path: Path) -> None:
    folder = lay(tmp_path / "w", case)
    workspace = open_workspace(folder)
    remarked = {finding.location.path for finding in workspace.findings}
    read = (workspace.plan, *workspace.tasks.values(), *workspace.districts, *workspace.departments)
    for each in read:
        if each is not None and each.path not in remarked and not _warned(each):
            path = each.path.removeprefix(f"{folder.as_posix()}/")
            assert general_faults(kind_of(path), each.content.decode()) == []


def _warned(each: Loaded[Any]) -> bool:
    """Tell whether a submission has blanks, which an editor may mark as the rules do (JX705)."""
    return each.has_blanks and "reports/" in each.path


SCORED = "indicators: {leaders: {weight: 60, method: proportional, cap: }}"
MORE_SCORED = (
    "departments: {weight: 100}, excused: [{district: east, indicator: resale}],"
    " deductions: {late: 1, missing: , restated: 0.5}"
)
LOOSE = [
    (EAST, "prepared_by: 示例经办人", "prepared_by: 2022-07-05"),
    (EAST, "prepared_by: 示例经办人", "prepared_by: 0571"),
    (EAST, "prepared_by: 示例经办人", "prepared_by: yes"),
    (EAST, "prepared_by: 示例经办人", "prepared_by: true\napproved_by:\nnotes:"),
    (EAST, "2022-07-05", "2022-07-05T16:30"),
    (EAST, "values:", 'sample: "true"\nvalues:'),
    (EAST, "values:", "rosters:\n  exporters:\nhighlights:\nrestatements:\nvalues:"),
    (EAST, "values:", "notes: {exporters: 5, resale: {zh: 1.0, en: }}\nvalues:"),
    (EAST, "values:", "not_applicable: {}\nhighlights: [甲, {zh: 乙}]\nvalues:"),
    (EAST, "5.1", "5"),
    (EAST, "leaders: 0", "leaders: 0.0"),
    ("targets.yaml", 'code: "990102"', "code: 990102"),
    ("targets.yaml", "full_name: 东城区", "full_name: , overlaps: []"),
    ("targets.yaml", "{east: 2, west", "{east: {from: 1, to: 2}, west"),
    ("targets.yaml", "{east: 2, west", "{east: {from: , to: 2}, west"),
    ("targets.yaml", "pace: [0, 0, 0, 1]", "pace: linear"),
    ("targets.yaml", "    pace: [0, 0, 0, 1]\n", "    decimals:\n"),
    ("targets.yaml", "allocations:", "goals:\nincentives:\ndeadlines:\nallocations:"),
    ("targets.yaml", "allocations:", "deadlines: {2022Q2: 2022-07-10T17:30}\nallocations:"),
    ("targets.yaml", "allocations:", "lights: {green: 0, yellow: -10.5}\nallocations:"),
    ("targets.yaml", "allocations:", "scoring:\nallocations:"),
    ("targets.yaml", "allocations:", f"scoring: {{{SCORED}, excused: , source: }}\nallocations:"),
    ("targets.yaml", "allocations:", f"scoring: {{{SCORED}, deductions: }}\nallocations:"),
    (
        "targets.yaml",
        "allocations:",
        f"scoring: {{{SCORED}, incomplete: zero, {MORE_SCORED}}}\nallocations:",
    ),
    ("tasks.yaml", "    departments: [commerce]", "    aim:\n    departments: [commerce]"),
    (COMMERCE, "milestones:", "notes: {其他: 3}\nmilestones:"),
    (COMMERCE, "evidence: [示例材料]", "evidence: , note: 2022"),
]


@pytest.mark.parametrize(("path", "old", "new"), LOOSE)
def test_loose_writing_that_is_read_is_accepted(
    path: str, old: str, new: str, tmp_path: Path
) -> None:
    folder = lay(tmp_path / "w")
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")
    workspace = open_workspace(folder)
    assert workspace.findings == ()
    assert faults(kind_of(path), (folder / path).read_text("utf-8"), workspace) == []


BAD = [
    (EAST, "values:", "value:", "'value' was unexpected"),
    (EAST, "district: east", "district: esat", "district: 'esat'"),
    (EAST, "period: 2022Q2", "period: 2022Q5", "period: '2022Q5'"),
    (EAST, "period: 2022Q2", "period: 2022", "period: 2022"),
    (EAST, "2022-07-05", "2022/7/5", "received: '2022/7/5'"),
    (EAST, "2022-07-05", "2022-13-05", "received: '2022-13-05'"),
    (EAST, "prepared_by: 示例经办人", "prepared_by: [示例经办人]", "prepared_by: "),
    (EAST, "prepared_by: 示例经办人", "prepared_by: ' '", "prepared_by: "),
    (EAST, "prepared_by: 示例经办人", "prepared_by:", "prepared_by: None"),
    (EAST, "prepared_by: 示例经办人\n", "", "'prepared_by' is a required property"),
    (EAST, "exporters: 31", "exportes: 31", "values: "),
    (EAST, "exporters: 31", 'exporters: "31"', "values/exporters: '31'"),
    (EAST, "exporters: 31", "exporters:", "values/exporters: None"),
    (EAST, "exporters: 31", "exporters: 31.5", "values/exporters: 31.5"),
    (EAST, "exporters: 31", "exporters: -31", "values/exporters: -31"),
    (EAST, "resale: 5.1", "resale: 5.1亿", "values/resale: '5.1亿'"),
    (EAST, "resale: 5.1", "resale: true", "values/resale: True"),
    (EAST, "values:", "sample: maybe\nvalues:", "sample: 'maybe'"),
    (EAST, "values:", "notes: {resales: 5}\nvalues:", "notes: "),
    (EAST, "values:", "rosters: {leaders: [{name: 甲}]}\nvalues:", "rosters/leaders/0: 'uscc'"),
    (COMMERCE, "department: commerce", "department: comerce", "department: 'comerce'"),
    (COMMERCE, "T1-Q2-1:", "T1-Q2-2:", "milestones: "),
    (COMMERCE, "status: done", "status: finished", "milestones/T1-Q1-1/status: 'finished'"),
    (COMMERCE, "T1-leaders: 0", "T1-leader: 0", "targets: "),
    (COMMERCE, "targets:", "city_totals: {resales: 5}\ntargets:", "city_totals: "),
    ("targets.yaml", "version: 1", "version: 2", "version: "),
    ("targets.yaml", "kind: count", "kind: number", "indicators/0/kind: 'number'"),
    ("targets.yaml", "pace: [0, 0, 0, 1]", "pace: [0, 1]", "indicators/0/pace: "),
    ("targets.yaml", "start: 2022", "start: 22", "plan/start: 22"),
    ("targets.yaml", "overlaps: [west]", "overlaps: [wset]", "districts/2/overlaps/0: 'wset'"),
    ("targets.yaml", "{id: east", "{id: the east", "districts/0/id: 'the east'"),
    ("targets.yaml", "{east: 60", "{esat: 60", "allocations/0/values/exporters: "),
    ("targets.yaml", "{east: 60", "{east: {from: 60}", "allocations/0/values/exporters/east: "),
    ("targets.yaml", "allocations:", "deadlines: {Q2: 2022-07-10}\nallocations:", "deadlines: "),
    ("targets.yaml", "allocations:", "over_report: 0\nallocations:", "over_report: 0"),
    ("targets.yaml", "allocations:", "scoring: {}\nallocations:", "scoring: {"),
    (
        "targets.yaml",
        "allocations:",
        "scoring: {indicators: {leader: {weight: 1, method: threshold}}}\nallocations:",
        "scoring: {",
    ),
    (
        "targets.yaml",
        "allocations:",
        "scoring: {indicators: {leaders: {weight: 1, method: best}}}\nallocations:",
        "scoring: {",
    ),
    (
        "targets.yaml",
        "allocations:",
        "scoring: {indicators: {leaders: {weight: 1, method: threshold, below: 2}}}\nallocations:",
        "scoring: {",
    ),
    (
        "targets.yaml",
        "allocations:",
        f"scoring: {{{SCORED}, excused: [{{district: esat, indicator: leaders}}]}}\nallocations:",
        "scoring: {'indicators'",
    ),
    ("tasks.yaml", "{exactly: 5}", "{exactly: 5, at_least: 5}", "tasks/0/targets/0/target: "),
    ("tasks.yaml", "{exactly: 5}", "{}", "tasks/0/targets/0/target: "),
    ("tasks.yaml", "{exactly: 5}", "{exactly:}", "tasks/0/targets/0/target/exactly: "),
    ("tasks.yaml", "indicator: leaders", "indicator: leader", "indicator: 'leader'"),
    ("tasks.yaml", "[market, commerce]", "[market, comerce]", "tasks/1/departments/1: 'comerce'"),
    ("tasks.yaml", "quarter: Q1", "quarter: Q5", "tasks/0/milestones/0/quarter: 'Q5'"),
]


@pytest.mark.parametrize(("path", "old", "new", "fault"), BAD)
def test_what_is_wrong_is_refused(
    path: str, old: str, new: str, fault: str, good: Workspace
) -> None:
    text = (GOOD / path).read_text("utf-8")
    assert old in text
    found = faults(kind_of(path), text.replace(old, new, 1), good)
    assert [each for each in found if fault in each], found


def test_ids_are_explained_with_what_the_plan_says(shipped: Workspace) -> None:
    exporters = schema("district", shipped)["properties"]["values"]["properties"]["exporters"]
    assert exporters["title"] == "新增出口实绩企业数量 / firms newly exporting"
    assert "家，本年累计，整数：本年新增的" in exporters["description"]
    assert " / firms, year to date, whole: firms with actual exports" in exporters["description"]
    district = schema("district", shipped)["properties"]["district"]
    assert dict(zip(district["enum"], district["enumDescriptions"], strict=True))["haiyan"] == (
        "海盐 / Haiyan"
    )
    milestones = schema("department", shipped)["properties"]["milestones"]["properties"]
    assert milestones["T1-Q1-2"]["description"] == (
        "Q1，体制机制建设工作，市商务局 / Q1, building the mechanism, Bureau of Commerce"
    )


def test_ratio_stands_for_a_rate_alone() -> None:
    rate = firms.PLAN.indicators[0].model_copy(update={"id": "share", "kind": "rate"})
    plan = firms.PLAN.model_copy(update={"indicators": (*firms.PLAN.indicators, rate)})
    workspace = firms.workspace(plan=plan)
    count = firms.PLAN.indicators[0].id
    district = "district: {}\nperiod: 2022Q2\nreceived: 2022-07-05\nprepared_by: 甲\nvalues: "
    district = district.format(firms.PLAN.districts[0].id)
    ratio = "{numerator: 80, denominator: 100}"
    assert faults("district", f"{district}{{share: {ratio}}}") == []
    assert faults("district", f"{district}{{share: {ratio}}}", workspace) == []
    assert faults("district", f"{district}{{share: 80.5}}", workspace) == []
    for bad in ("{numerator: 80}", "{numerator: 80, denominator: 0}"):
        assert faults("district", f"{district}{{share: {bad}}}", workspace), bad
    assert faults("district", f"{district}{{{count}: {ratio}}}", workspace)
    department = "department: commerce\nperiod: 2022Q2\nreceived: 2022-07-05\ncity_totals: "
    assert faults("department", f"{department}{{share: {ratio}}}", workspace)
    assert faults("department", f"{department}{{share: 80.5}}", workspace) == []


def test_id_that_looks_like_a_number_is_accepted_without_quotes() -> None:
    district = firms.PLAN.districts[0]
    ids = ("330402", "0571", "1e5", "true", "南湖")
    named = tuple(district.model_copy(update={"id": id_}) for id_ in ids)
    plan = firms.PLAN.model_copy(update={"districts": named})
    workspace = firms.workspace(plan=plan)
    for id_ in ids:
        body = (
            f"period: 2022Q2\nreceived: 2022-07-05\nprepared_by: 甲\nvalues: {{}}\ndistrict: {id_}"
        )
        assert faults("district", body, workspace) == []
    accepted = schema("district", workspace)["properties"]["district"]["enum"]
    assert accepted == ["330402", 330402, "0571", 571, "1e5", 1e5, "true", True, "南湖"]


def test_without_tasks_their_ids_are_open() -> None:
    workspace = firms.workspace()
    text = (GOOD / COMMERCE).read_text("utf-8")
    assert faults("department", text, workspace) == []


@pytest.mark.parametrize("model", [DistrictSubmission, DepartmentSubmission])
def test_generating_leaves_the_models_alone(model: type[DistrictSubmission]) -> None:
    before = model.model_json_schema()
    for kind in KINDS:
        schema(kind, firms.workspace())
    assert model.model_json_schema() == before


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_schema_is_what_the_command_prints(
    kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["schema", kind, "--data", "data"]) == 0
    printed = capsys.readouterr().out
    assert printed == (DATA / f".schema/{kind}.json").read_text("utf-8"), (
        f"run: jxtrade schema {kind} --data data -o data/.schema/{kind}.json"
    )


def test_first_line_of_shipped_files_leads_to_their_schema() -> None:
    files = [DATA / "targets.yaml", DATA / "tasks.yaml", *DATA.rglob("reports/**/*.yaml")]
    for file in files:
        first, second = file.read_text("utf-8").split("\n")[:2]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, file
        kind = kind_of(file.relative_to(DATA).as_posix())
        assert (file.parent / found[1]).resolve() == (DATA / f".schema/{kind}.json").resolve()
        assert re.match(r"# [\u4e00-\u9fff]", second), file


def test_folder_of_schemas_is_no_part_of_the_workspace(shipped: Workspace) -> None:
    assert shipped.findings == ()
    assert shipped.strays == ()
    assert not [path for path in shipped.files if ".schema" in path]


def test_ids_are_enumerated_only_where_data_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("JXTRADE_DATA", str(GOOD))
    for call in (["schema", "district"], ["--lang", "en", "schema", "district"]):
        assert run(call) == 0
        assert json.loads(capsys.readouterr().out) == schema("district")
    for call in (
        ["--data", str(GOOD), "schema", "tasks"],
        ["schema", "tasks", "--data", str(GOOD)],
    ):
        assert run(call) == 0
        assert json.loads(capsys.readouterr().out) == schema("tasks", open_workspace(GOOD))


def test_unknown_kind_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "distrct", "--lang", "en"]) == 2
    assert "did you mean district?" in capsys.readouterr().err


def test_unusable_plan_is_shown_and_ends_in_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lay(tmp_path / "w")
    (folder / "targets.yaml").write_text("version: 1\n", "utf-8")
    assert run(["schema", "targets", "--data", str(folder)]) == 1
    assert "JX010" in capsys.readouterr().out


def test_schema_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "district.json"
    assert run(["schema", "district", "-o", str(file)]) == 0
    assert capsys.readouterr().out == ""
    text = file.read_text("utf-8")
    assert json.loads(text) == schema("district")
    assert "区县" in text
    assert '\n  "$id"' in text


def test_new_workspace_has_its_schemas_and_new_files_name_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "office"
    assert run(["init", str(folder), "--example"]) == 0
    assert str(folder / ".schema") in capsys.readouterr().out.replace("\n  ", "")
    workspace = open_workspace(folder)
    for kind in KINDS:
        text = (folder / f".schema/{kind}.json").read_text("utf-8")
        assert json.loads(text) == schema(kind, workspace)
    for sender, name in (("nanhu", "districts/nanhu"), ("commerce", "departments/commerce")):
        assert run(["new", "2022Q1", sender, "--data", str(folder)]) == 0
        file = folder / f"reports/2022Q1/{name}.yaml"
        first = file.read_text("utf-8").split("\n", 1)[0]
        kind = name.split("s/")[0]
        assert first == f"# yaml-language-server: $schema=../../../.schema/{kind}.json"
        assert (file.parent / first.partition("=")[2]).is_file()


def test_new_names_no_schema_where_there_is_none(tmp_path: Path) -> None:
    folder = lay(tmp_path / "w")
    assert run(["new", "2022Q3", "east", "--data", str(folder)]) == 0
    text = (folder / "reports/2022Q3/districts/east.yaml").read_text("utf-8")
    assert "district: east" in text
    assert "yaml-language-server" not in text


def test_department_is_named_as_the_lists_name_it() -> None:
    """As the newest list up to the year names it, else the newest of all; else by its id."""

    def listed(year: int, name: str | None = None) -> TaskList:
        names = [{"id": "trade", "name": name}] if name else []
        milestone = {"id": f"M{year}", "quarter": "Q1", "name": "节点"}
        task = {"id": "T", "name": "任务", "departments": ["trade"], "milestones": [milestone]}
        return TaskList.model_validate(
            {"version": 1, "year": year, "document": "甲", "departments": names, "tasks": [task]}
        )

    def owner(year: int, *lists: TaskList) -> str:
        found = jsonschema.schema("department", None, {each.year: each for each in lists})
        told = found["properties"]["milestones"]["properties"][f"M{year}"]["description"]
        return str(told.split(" / ")[0])

    bare, before, own = listed(2022), listed(2021, "旧局"), listed(2022, "本局")
    later, last = listed(2023, "次局"), listed(2024, "末局")
    assert owner(2022, before, own, later) == "Q1，任务，本局"
    assert owner(2022, before, bare, later) == "Q1，任务，旧局"
    assert owner(2022, bare, later, last) == "Q1，任务，末局"
    assert owner(2022, bare) == "Q1，任务，trade"


pytestmark = pytest.mark.uncounted
