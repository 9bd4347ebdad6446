"""The action, README's job for GitLab and the hook: their own scripts, in a repository."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from tests.cases import lay
from tests.test_since import COMMERCE as _COMMERCE
from tests.test_since import EARLIER, EAST, WEST, commit, edit, git, many

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
BLOCKS = re.compile(r"```yaml\n# (\S+)\n(.*?)```", re.DOTALL)
EXPRESSION = re.compile(r"\$\{\{ (inputs|steps)\.([\w.-]+) \}\}")
LAST = "data/reports/2022Q2/districts/d29.yaml"


def read(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


ACTION = read((ROOT / "action.yml").read_text("utf-8"))
(HOOK,) = read((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def example(readme: Path, name: str) -> Any:
    return read(dict(BLOCKS.findall(readme.read_text("utf-8")))[name])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a repository on a branch `east`, parted from `main`, where the west has a fault."""
    repository = tmp_path / "checkout"
    data = lay(repository / "data")
    edit(data / WEST, "resale: 4.0", "resale: 4.05")
    git(repository, "init", "--quiet", "--initial-branch=main")
    main = commit(repository)
    git(repository, "update-ref", "refs/remotes/origin/main", main)
    git(repository, "checkout", "--quiet", "-b", "east")
    return repository


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder with what a runner has: a Python that makes environments, pip, jxtrade.

    The real program runs; nothing is fetched, what pip is told is noted.
    """
    folder = tmp_path / "programs"
    folder.mkdir()
    python = f"""#!/bin/sh
case "$2 $3" in
    "-m venv") mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
    "-m pip") echo "$@" >> "{folder}/pip.txt" ;;
    *) exec "{sys.executable}" "$@" ;;
esac
"""
    for name, script in (
        ("python3", python),
        ("pip", f'#!/bin/sh\necho "$@" >> "{folder}/pip.txt"\n'),
        ("jxtrade", f'#!/bin/sh\nexec "{sys.executable}" -I -m jxtrade "$@"\n'),
    ):
        (folder / name).write_text(script, "utf-8")
        (folder / name).chmod(0o755)
    return folder


def surroundings(programs: Path, **more: str) -> dict[str, str]:
    path = f"{programs}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(programs), "LC_ALL": "C.UTF-8"} | more


class Ran(NamedTuple):
    """What a runner gets of a job: exit status, log, summary, what the action gives back."""

    status: int
    log: str
    summary: str
    outputs: dict[str, str]

    def file(self, name: str) -> str:
        """Return the file that an output names."""
        return Path(self.outputs[name]).read_text("utf-8")


def act(desk: Path, programs: Path, *, base: str = "", **given: str) -> Ran:
    """Run the steps of the action as a runner does, with inputs, on a pull request for a base."""
    temp = desk.parent / "temp"
    temp.mkdir(exist_ok=True)
    inputs = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    done: dict[str, dict[str, str]] = {}
    log, summary = "", temp / "summary.md"
    summary.write_text("", "utf-8")
    status = 0
    for step in ACTION["runs"]["steps"]:
        output = temp / "output"
        output.write_text("", "utf-8")
        told = {
            "RUNNER_TEMP": str(temp), "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_BASE_REF": base,
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary),
        }  # fmt: skip
        told |= {name: filled(each, inputs, done) for name, each in step["env"].items()}
        ran = subprocess.run(
            ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]), cwd=desk,
            env=surroundings(programs, **told), capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        done[step["id"]] = dict(
            line.split("=", 1) for line in output.read_text("utf-8").splitlines()
        )
        log += ran.stdout + ran.stderr
        if status := ran.returncode:
            break
    outputs = {
        name: filled(each["value"], inputs, done) for name, each in ACTION["outputs"].items()
    }
    return Ran(status, log, summary.read_text("utf-8"), outputs)


def filled(words: str, inputs: Mapping[str, str], done: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a runner makes of an expression of the action."""
    found = EXPRESSION.fullmatch(words)
    assert found is not None, words
    if found[1] == "inputs":
        return inputs[found[2]]
    step, _, name = found[2].partition(".outputs.")
    return done[step][name]


def test_no_script_of_the_action_holds_an_expression() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert set(ACTION["inputs"]) == {"data", "since", "fail-on", "waivers", "python"}
    for step in ACTION["runs"]["steps"]:
        assert set(step) == {"name", "id", "shell", "env", "run"}
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        for python in re.findall(r'python"(?: (\S+))?|\$PYTHON"(?: (\S+))?', step["run"]):
            assert "".join(python) == "-I"


def test_a_pull_request_is_judged_by_what_it_changes(desk: Path, programs: Path) -> None:
    edit(desk / "data" / EAST, "resale: 5.1", "resale: 5.123")
    commit(desk)
    ran = act(desk, programs, base="main")
    assert ran.status == 1
    (line,) = ran.log.splitlines()
    assert line.startswith(f"::error file=data/{EAST},line=8,")
    (result,) = json.loads(ran.file("sarif"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (result["ruleId"], result["level"]) == ("JX301", "error")
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (f"data/{EAST}", 8)
    assert ran.summary == ran.file("comment")
    assert "### 东区（east）2022Q2\n\n**须改正：1 处**\n\n- 第 8 行：" in ran.summary
    assert "西区" not in ran.summary
    assert (programs / "pip.txt").read_text("utf-8").split()[-1] == str(ROOT)
    assert git(desk, "status", "--porcelain") == ""


def test_old_faults_elsewhere_leave_a_pull_request_green(desk: Path, programs: Path) -> None:
    edit(desk / "data" / EARLIER, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    commit(desk)
    ran = act(desk, programs, base="main")
    assert (ran.status, json.loads(ran.file("sarif"))["runs"][0]["results"]) == (0, [])
    assert "没有发现问题。" in ran.summary
    assert act(desk, programs, base="main", fail_on="warning").status == 0


def test_outside_of_pull_requests_all_is_judged(desk: Path, programs: Path) -> None:
    ran = act(desk, programs)
    assert ran.status == 1
    assert ran.log.startswith(f"::error file=data/{WEST},")
    assert act(desk, programs, since="HEAD").status == 0


def test_a_list_of_waivers_may_stand_elsewhere(desk: Path, programs: Path) -> None:
    (code,) = {
        each["ruleId"]
        for each in json.loads(act(desk, programs).file("sarif"))["runs"][0]["results"]
        if each["level"] == "error"
    }
    waived = f"version: 1\nwaivers: [{{code: {code}, until: 2999-12-31, reason: 核实中}}]\n"
    (desk / "ours.yaml").write_text(waived, "utf-8")
    ran = act(desk, programs, waivers="ours.yaml")
    assert ran.status == 0
    assert f"::notice file=data/{WEST}," in ran.log
    assert "**已豁免：1 处**" in ran.summary


def test_the_city_s_figure_turns_red_only_who_broke_it(tmp_path: Path, programs: Path) -> None:
    """29 × 1 + 2 is 31 and not 30; whoever reports next did not do it."""
    desk = tmp_path / "checkout"
    many(desk, stated=30, of_last=1)
    git(desk, "init", "--quiet", "--initial-branch=main")
    git(desk, "update-ref", "refs/remotes/origin/main", commit(desk))
    edit(desk / LAST, '"exporters": 1', '"exporters": 2')
    commit(desk)
    ran = act(desk, programs, base="main")
    assert ran.status == 1
    assert f"::error file={_COMMERCE}," in ran.log
    edit(desk / LAST.replace("d29", "d05"), '"exporters": 1', '"exporters": 3')
    assert act(desk, programs, since="HEAD").status == 0


HOSTILE = ("$(touch owned)", "`touch owned`", "; touch owned", '" && touch owned #', "-o", "a b",
           "\n::error::x", "--output=owned")  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", ["data", "since", "fail_on", "base"])
def test_no_input_is_an_order(name: str, words: str, desk: Path, programs: Path) -> None:
    ran = act(desk, programs, **{"base": "main", name: words})
    assert ran.status == 2
    (line,) = ran.log.splitlines()
    assert line.startswith("jxtrade: ")
    assert git(desk, "status", "--porcelain") == ""


def test_nothing_of_the_checkout_is_imported(desk: Path, programs: Path) -> None:
    for name in ("jxtrade", "pip", "venv", "yaml", "pydantic", "typer", "json"):
        (desk / f"{name}.py").write_text('raise SystemExit("owned")\n', "utf-8")
    commit(desk)
    assert act(desk, programs, base="main").status == 0


def test_a_shallow_checkout_says_what_to_do(desk: Path, programs: Path, tmp_path: Path) -> None:
    edit(desk / "data" / EAST, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    commit(desk)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{desk}", str(clone))
    ran = act(clone, programs, base="main")
    assert ran.status == 2
    assert "fetch-depth: 0" in ran.log


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_s_workflow_uses_the_action_as_it_is(readme: Path) -> None:
    workflow = example(readme, ".github/workflows/submissions.yml")
    (job,) = workflow["jobs"].values()
    (checkout, own, *others) = job["steps"]
    assert checkout["with"] == {"fetch-depth": "0"}
    assert own["uses"].split("@")[0].endswith("/jxtrade")
    assert set(own["with"]) <= set(ACTION["inputs"])
    used = re.findall(rf"steps\.{own['id']}\.outputs\.([\w-]+)", json.dumps(others))
    assert sorted(used) == sorted(ACTION["outputs"])
    assert all("${{" not in step.get("run", "") for step in others)
    assert all(step["if"].startswith("always()") for step in others)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
@pytest.mark.parametrize("is_request", [True, False])
def test_readme_s_job_for_gitlab(
    readme: Path, is_request: bool, desk: Path, programs: Path
) -> None:
    job = example(readme, ".gitlab-ci.yml")["validate"]
    assert job["variables"] == {"GIT_DEPTH": "0"}
    assert "slim" not in job["image"]  # git is not in it
    edit(desk / "data" / EAST, "exporters: 31", "exporters: 11")
    commit(desk)
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(desk, "rev-parse", "main")}
    ran = subprocess.run(
        ("sh", "-e", "-c", "\n".join(job["script"])), cwd=desk, capture_output=True, check=False,
        env=surroundings(programs, **(base if is_request else {})),
    )  # fmt: skip
    assert ran.returncode == 1
    assert (programs / "pip.txt").read_text("utf-8") == "install jxtrade\n"
    reports = job["artifacts"]["reports"]
    issues = json.loads((desk / reports["codequality"]).read_bytes())
    found = {(each["location"]["path"], each["check_name"][:5]) for each in issues}
    own = {(f"data/{EAST}", "JX401")}
    assert found == (own if is_request else own | {(f"data/{WEST}", "JX301")})
    assert b'failures="' in (desk / reports["junit"]).read_bytes()
    assert b"JX401" in ran.stdout


def test_the_hook_looks_at_what_was_changed(desk: Path, programs: Path) -> None:
    """It runs at every commit: also where a file is only taken away."""
    assert (HOOK["always_run"], HOOK["pass_filenames"]) == ("true", "false")
    command = [*shlex.split(HOOK["entry"]), *HOOK["args"]]

    def hooked() -> int:
        return subprocess.run(
            command, cwd=desk, env=surroundings(programs), capture_output=True, check=False
        ).returncode

    edit(desk / "data" / EAST, "prepared_by: 示例经办人", "prepared_by: 示例经办人二")
    assert hooked() == 0
    edit(desk / "data" / EAST, "exporters: 31", "exporters: 11")
    assert hooked() == 1


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_s_hook_is_the_one_there_is(readme: Path) -> None:
    (repo,) = example(readme, ".pre-commit-config.yaml")["repos"]
    assert [each["id"] for each in repo["hooks"]] == [HOOK["id"]]
