"""The commands, each of which loads what it needs and no more."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Annotated, Any, Final, TextIO

import typer

from jxtrade import __version__
from jxtrade.cli import ask, options, speech
from jxtrade.cli.ask import Shared
from jxtrade.cli.speech import Command, Run, UsageError
from jxtrade.engine import Verdict
from jxtrade.findings import Severity
from jxtrade.reconcile import reconcile
from jxtrade.render import findings as of_findings
from jxtrade.render import report as reports
from jxtrade.render.layout import harmless
from jxtrade.report import Report
from jxtrade.text import Lang, Text

app = typer.Typer(
    cls=speech.Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
_FOUND: Final = 1
_USAGE: Final = 2
_PIPE_WIDTH: Final = 80


def run(arguments: Sequence[str]) -> int:
    """Carry out a call and return its exit status: 0, 1 for findings, 2 for wrong usage."""
    try:
        obj = Shared(arguments=tuple(arguments))
        status = app(list(arguments), prog_name="jxtrade", standalone_mode=False, obj=obj)
    except UsageError as error:
        return _wrong(error.text)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.message)  # noqa: T201
            return _USAGE
        return _wrong(speech.worded(error))
    except OSError as error:
        if error.filename is None:
            raise
        text = Text("写不了 {path}：{why}", "can't write {path}: {why}")
        return _wrong(text.fill(path=str(error.filename), why=error.strerror or ""))
    return status if isinstance(status, int) else 0


def _wrong(text: Text) -> int:
    print(harmless(f"jxtrade: {text.to(speech.language())}"), file=sys.stderr)  # noqa: T201
    return _USAGE


def _command(chinese: str, english: str) -> Callable[[Run], Run]:
    """Return what makes a command of a function, with its help in both languages."""

    def register(function: Run) -> Run:
        return app.command(cls=Command)(speech.about(chinese, english)(function))

    return register


def _version(value: bool) -> None:
    if value:
        print(f"jxtrade {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback()
@speech.about(
    """对照下达的指标核对各地报送，一条命令看清进度。

核对报送：jxtrade validate；季度末看进度：jxtrade status；看缺口：jxtrade gaps。

  jxtrade status 2022Q2 --data data""",
    """Hold what districts submit against what was allocated to them.

Check submissions with jxtrade validate, see progress at quarter end with jxtrade status,
and what is short with jxtrade gaps.

  jxtrade status 2022Q2 --data data""",
)
def program(
    ctx: typer.Context,
    data: options.Data = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, help="显示版本 | show the version"),
    ] = False,
) -> None:
    """Hold what districts submit against what was allocated to them."""
    ctx.obj = ctx.obj._replace(data=data, as_of=as_of, lang=lang)


@_command(
    """各区县各指标的完成情况。

不带选项是全市的区县 × 指标表；--district 或 --indicator 给出明细表。

  jxtrade status
  jxtrade status 2022Q2 --district ID
  jxtrade status 2022Q2 --indicator ID --format json""",
    """How districts stand in each indicator.

Without options the matrix of districts and indicators; --district or --indicator give the
detailed table.

  jxtrade status
  jxtrade status 2022Q2 --district ID
  jxtrade status 2022Q2 --indicator ID --format json""",
)
def status(
    ctx: typer.Context,
    period: options.Period = None,
    district: options.District = None,
    indicator: options.Indicator = None,
    form: options.Format = "terminal",
    output: options.Output = None,
    data: options.Data = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
) -> None:
    """How districts stand in each indicator."""
    from jxtrade.views import status

    form = ask.choice(form, reports.NAMES, "--format")
    shared = Shared(data, as_of, lang).over(ctx)
    verdict = _with_plan(shared, form)
    workspace = verdict.workspace
    found = reconcile(workspace, ask.period(workspace, period))
    own = ask.one(workspace.district, district, Text("区县", "district"))
    about = ask.one(workspace.indicator, indicator, Text("指标", "indicator"))
    asked = status.Asked(own, about)
    errors = verdict.inspection.counts()[Severity.ERROR]
    report = status.report(workspace, found, asked, errors=errors)
    _show(report, shared.language(workspace), output, form)


@_command(
    """核对全部文件，一次列出全部问题。

总是读整个工作区；给了 PATH 只显示与这些文件有关的问题。显示的问题达到 --fail-on 的，
退出码为 1，否则为 0。

  jxtrade validate
  jxtrade validate data/reports/2022Q2 --fail-on warning
  jxtrade validate --select JX3 --ignore over-report --format json""",
    """Check all files and list all that is wrong in one run.

The whole workspace is always read; with PATH only what concerns these files is shown. Exits 1
when anything shown is as grave as --fail-on.

  jxtrade validate
  jxtrade validate data/reports/2022Q2 --fail-on warning
  jxtrade validate --select JX3 --ignore over-report --format json""",
)
def validate(
    ctx: typer.Context,
    paths: options.Paths = None,
    fail_on: options.FailOn = "error",
    select: options.Select = None,
    ignore: options.Ignore = None,
    since: options.Since = None,
    show_checks: options.ShowChecks = False,
    info: options.Info = False,
    form: options.Formats = None,
    output: options.Outputs = None,
    data: options.Data = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
) -> None:
    """Check all files and list all that is wrong in one run."""
    shared = Shared(data, as_of, lang).over(ctx)
    least = Severity(ask.choice(fail_on, tuple(Severity), "--fail-on"))
    outputs = ask.outputs(ctx.obj.arguments, of_findings.NAMES)
    verdict = shared.verdict()
    kept = ask.narrowed(verdict, select=select, ignore=ignore, paths=paths, since=since)
    info = info or bool(select) or least is Severity.INFO
    wanted = _wanted(kept, shared.language(verdict.workspace))
    for each in outputs:
        _list(kept, each, wanted._replace(remarks=info, checks=show_checks))
    raise typer.Exit(_FOUND if kept.inspection.fails(least) else 0)


@_command(
    """还差多少：各区县的缺口、序时缺口和今后每季需完成的数。

  jxtrade gaps
  jxtrade gaps 2022Q2 --district ID --format json""",
    """What is short: each district's gap, gap to pace, and what each quarter to come must bring.

  jxtrade gaps
  jxtrade gaps 2022Q2 --district ID --format json""",
)
def gaps(
    ctx: typer.Context,
    period: options.Period = None,
    district: options.District = None,
    form: options.Format = "terminal",
    output: options.Output = None,
    data: options.Data = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
) -> None:
    """Show what is short: gap, gap to pace, and what each quarter to come must bring."""
    from jxtrade.views import gaps

    form = ask.choice(form, reports.NAMES, "--format")
    shared = Shared(data, as_of, lang).over(ctx)
    workspace = _with_plan(shared, form).workspace
    found = reconcile(workspace, ask.period(workspace, period))
    own = ask.one(workspace.district, district, Text("区县", "district"))
    report = gaps.report(workspace, found, district=own)
    _show(report, shared.language(workspace), output, form)


@_command(
    """列出全部核对规则。

  jxtrade rules""",
    """List every rule.

  jxtrade rules""",
)
def rules(ctx: typer.Context, lang: options.Language = None) -> None:
    """List every rule."""
    from jxtrade.rules import catalogue
    from jxtrade.views import rules

    shared = Shared(lang=lang).over(ctx)
    shared.check()
    _show(rules.report(catalogue()), shared.language(), None)


@_command(
    """说明一条规则：是什么、为什么、怎么改，附例子。

  jxtrade explain JX401
  jxtrade explain missing-submission""",
    """Explain a rule: what, why, how to mend, with an example.

  jxtrade explain JX401
  jxtrade explain missing-submission""",
)
def explain(ctx: typer.Context, code: options.Code, lang: options.Language = None) -> None:
    """Explain a rule: what, why, how to mend, with an example."""
    from jxtrade.views import rules

    shared = Shared(lang=lang).over(ctx)
    shared.check()
    _show(rules.explanation(ask.rule(code)), shared.language(), None)


@_command(
    """新建工作区：带上随工具提供的计划和任务，不带报送。

已有工作区的文件夹不动。

  jxtrade init data""",
    """Make a new workspace with the shipped plan and no submissions.

A folder that holds one already is left as it is.

  jxtrade init data""",
)
def init(ctx: typer.Context, folder: options.Folder, lang: options.Language = None) -> None:
    """Make a new workspace with the shipped plan and no submissions."""
    from jxtrade.cli import blank

    shared = Shared(lang=lang).over(ctx)
    shared.check()
    _show(blank.workspace(folder), shared.language(), None)


@_command(
    """生成一份空白报送，注释里写明指标、单位和分配数。

填数字，删去没有的行。已有的文件不覆盖。

  jxtrade new 2022Q3 ID""",
    """Write a blank submission with the plan's indicators, units and allocations as comments.

Fill in the figures and delete the lines that have none. An existing file is never overwritten.

  jxtrade new 2022Q3 ID""",
)
def new(
    ctx: typer.Context,
    period: options.NewPeriod,
    sender: options.Sender,
    data: options.Data = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
) -> None:
    """Write a blank submission with the plan's indicators, units and allocations as comments."""
    shared = Shared(data, as_of, lang).over(ctx)
    from jxtrade.cli import blank

    workspace = _with_plan(shared).workspace
    _show(blank.submission(workspace, period, sender, shared.day), shared.language(workspace), None)


@_command(
    """输出一种文件的 JSON Schema，编辑器据此补全、提示和检查。

给了 --data，区县、指标、部门等只认这个工作区里的 id；计划改了要重新生成。
YAML 文件的第一行写明用哪一份：

  # yaml-language-server: $schema=../../../.schema/district.json

  jxtrade schema district
  jxtrade schema district --data data -o data/.schema/district.json""",
    """Print a kind of file as JSON Schema, with which editors complete, explain and check.

With --data only the ids of that workspace are accepted; make it anew when the plan changes.
The first line of a YAML file says where it is:

  # yaml-language-server: $schema=../../../.schema/district.json

  jxtrade schema district
  jxtrade schema district --data data -o data/.schema/district.json""",
)
def schema(
    ctx: typer.Context,
    kind: options.Kind,
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Language = None,
) -> None:
    """Print a kind of file as JSON Schema, with which editors complete, explain and check."""
    from jxtrade.views import jsonschema

    kind = ask.choice(kind, tuple(jsonschema.KINDS), "KIND")
    shared = Shared(data=data, lang=lang).over(ctx)
    shared.check()
    workspace = _with_plan(shared).workspace if shared.data else None
    plan = workspace.plan.model if workspace and workspace.plan else None
    tasks = {year: each.model for year, each in workspace.tasks.items()} if workspace else {}
    _put_json(jsonschema.schema(kind, plan, tasks), output)


def _with_plan(shared: Shared, form: str = "terminal") -> Verdict:
    """Return the verdict on a workspace whose plan can be used; else show why not and exit."""
    verdict = shared.verdict()
    if verdict.workspace.plan is None:
        listing = ask.Output(form if form in of_findings.NAMES else "terminal")
        _list(verdict, listing, _wanted(verdict, shared.language()))
        raise typer.Exit(_FOUND)
    return verdict


def _put(content: str | bytes, path: str | None) -> None:
    if path is not None:
        from jxtrade.save import save

        save(path, content)
    elif isinstance(content, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)


def _put_json(payload: Mapping[str, Any], path: str | None) -> None:
    from jxtrade.render.notation import as_json

    _put(as_json(payload), path)


def _show(report: Report, lang: Lang, path: str | None, form: str = "terminal") -> None:
    if form == "terminal" and path is None and _is_drawn(sys.stdout):
        _format(reports, form).draw(report, lang=lang, to=sys.stdout)
    else:
        render = _format(reports, "text" if form == "terminal" else form).render
        _put(render(report, lang=lang, width=_width()), path)


def _format(package: ModuleType, name: str) -> ModuleType:
    return import_module(f"{package.__name__}.{name}")


def _wanted(verdict: Verdict, lang: Lang) -> of_findings.Wanted:
    from jxtrade.views import checks

    return of_findings.Wanted(lang, checks.report(verdict.workspace), _width(), __version__)


def _list(verdict: Verdict, to: ask.Output, wanted: of_findings.Wanted) -> None:
    """Show findings in a format; beside the commands for GitHub, the summary of a step."""
    inspection = verdict.inspection
    if to.form == "terminal" and to.path is None and _is_drawn(sys.stdout):
        _format(of_findings, to.form).draw(inspection, wanted, sys.stdout)
        return
    form = _format(of_findings, "text" if to.form == "terminal" else to.form)
    _put(form.render(inspection, wanted), to.path)
    if to.form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        from jxtrade.save import append

        append(summary, form.summary(inspection, wanted))


def _is_drawn(stream: TextIO) -> bool:
    """Tell whether colours and tables are wanted: a terminal that can, and nobody objects."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _width() -> int:
    """Return the terminal's width, or COLUMNS, or 80 in a pipe."""
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
