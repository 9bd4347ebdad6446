"""What the commands take: each option and argument once, with its words in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import typer
from typer._coercion import TypeDescriptor
from typer.core import TyperArgument, TyperOption
from typer.models import OptionInfo

from jxtrade import __version__
from jxtrade.cli import complete, output
from jxtrade.cli.speech import UsageError, choice
from jxtrade.findings import Severity
from jxtrade.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from typer._click.shell_completion import CompletionItem

    from jxtrade.cli.complete import Offer

_WORD: Final = TypeDescriptor(annotation=str, parameter_info=OptionInfo(), file_annotation=None)


class Option(TyperOption):
    """An option whose words are taken as they are: to make text of text Typer loads Pydantic.

    Where it is not given, one of its name before the command holds.
    """

    def __init__(self, *names: str, about: Text, offer: Offer | None = None, **rest: Any) -> None:
        super().__init__(param_decls=[*names], type_descriptor=_WORD, **rest)
        self.about = about
        self.offer = offer

    def consume_value(self, ctx: Any, opts: Any) -> Any:
        """Return the word and where it is from."""
        value, source = super().consume_value(ctx, opts)
        if value is None and ctx.parent is not None:
            value = ctx.parent.params.get(self.name)
        return value, source

    def process_value(self, ctx: Any, value: Any) -> Any:
        """Return the word, or what its callback makes of it."""
        return self.callback(ctx, self, value) if self.callback else value

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """Return the words that it takes and that begin so."""
        return complete.items(self.offer, ctx, incomplete)


class Argument(TyperArgument):
    """An argument whose words are taken as they are."""

    def __init__(
        self, name: str, metavar: str, about: Text, offer: Offer | None = None, **rest: Any
    ) -> None:
        super().__init__(param_decls=[name], metavar=metavar, type_descriptor=_WORD, **rest)
        self.about = about
        self.offer = offer

    def process_value(self, ctx: Any, value: Any) -> Any:
        """Return the word or words.

        Raises:
            UsageError: it is missing.

        """
        del ctx
        if self.required and value is None:
            raise UsageError(
                Text("缺少 {name}", "{name} is missing"), name=self.metavar or self.name
            )
        return value

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """Return the words that it takes and that begin so."""
        return complete.items(self.offer, ctx, incomplete)


def _one_of(known: Collection[str]) -> Callable[[Any, Any, Any], str | None]:
    """Return what refuses a word that is not known."""

    def taken(_: Any, option: Any, word: str | None) -> str | None:
        return None if word is None else choice(word, known, option.opts[-1])

    return taken


def _language(_: Any, __: Any, word: str | None) -> str | None:
    if word not in (None, *Lang):
        text = Text("--lang 只有 zh 和 en，没有「{word}」", "--lang is zh or en, not “{word}”")
        raise UsageError(text, word=word)
    return word


def _jobs(_: Any, __: Any, word: str | None) -> int | None:
    if word is None or (word.isascii() and word.isdigit() and int(word) in range(1, _MOST_JOBS)):
        return None if word is None else int(word)
    text = Text(
        "--jobs 是进程数，写 1 到 {most} 的整数，不能写「{word}」",
        "--jobs is a number of processes from 1 to {most}, not “{word}”",
    )
    raise UsageError(text, word=word, most=_MOST_JOBS - 1)


_MOST_JOBS: Final = 257


def _version(_: Any, __: Any, is_asked: bool) -> None:  # noqa: FBT001 - Typer hands it over so
    if is_asked:
        print(f"jxtrade {__version__}")  # noqa: T201
        raise typer.Exit


def _help(ctx: Any, _: Any, is_asked: bool) -> None:  # noqa: FBT001 - Typer hands it over so
    if is_asked and not ctx.resilient_parsing:
        print(ctx.get_help())  # noqa: T201
        raise typer.Exit


DATA: Final = Option(
    "--data",
    metavar="DIR",
    about=Text(
        "工作区文件夹；默认按环境变量 JXTRADE_DATA，再从当前文件夹往上找",
        "the workspace's folder; by default JXTRADE_DATA, else the one around where you are",
    ),
)
AS_OF: Final = Option(
    "--as-of",
    metavar="DATE",
    about=Text(
        "按哪一天判断逾期，YYYY-MM-DD，默认今天（东八区）",
        "the day on which to look, YYYY-MM-DD; today in UTC+8 by default",
    ),
)
JOBS: Final = Option(
    "--jobs",
    metavar="N",
    about=Text(
        "用几个进程读取和核对；默认与处理器核数相同，报送不多时一个",
        "how many processes read and check; by default one for each core, for few reports one",
    ),
    callback=_jobs,
)
SCHEDULER: Final = Option(
    "--scheduler",
    metavar="ADDRESS",
    about=Text(
        "交给一个 Dask 集群读取和核对，如 tcp://10.0.0.1:8786；各机须按同一路径见到工作区",
        "let a Dask cluster read and check, as tcp://10.0.0.1:8786; all its machines see the"
        " workspace under the same path",
    ),
)
NO_CACHE: Final = Option(
    "--no-cache",
    about=Text(
        "全部重新读取，不用也不存缓存（200 份报送以上才有）",
        "read all anew, and neither use nor keep a cache (there is one from 200 reports on)",
    ),
    is_flag=True,
    default=False,
)
CLEAR: Final = Option(
    "--clear",
    about=Text("清空缓存", "empty the cache"),
    is_flag=True,
    default=False,
)
OF_READING: Final = (JOBS, SCHEDULER, NO_CACHE)
"""What every command takes that reads a workspace's submissions."""
LANG: Final = Option(
    "--lang",
    metavar="|".join(Lang),
    about=Text(
        "显示语言，默认按 JXTRADE_LANG、系统语言、计划的语言",
        "language; by default JXTRADE_LANG, the locale, the plan's",
    ),
    callback=_language,
    offer=complete.among(Lang),
)
VERSION: Final = Option(
    "--version",
    about=Text("显示版本", "show the version"),
    is_flag=True,
    default=False,
    expose_value=False,
    callback=_version,
)
HELP: Final = Option(
    "--help",
    about=Text("显示此说明", "show this message"),
    is_flag=True,
    default=False,
    expose_value=False,
    is_eager=True,
    callback=_help,
)
PERIOD: Final = Argument(
    "period",
    "PERIOD",
    Text(
        "季度，如 2022Q2，默认最近有数的一季",
        "a quarter such as 2022Q2; the newest with figures by default",
    ),
    complete.reported_periods,
)
PERIODS: Final = Argument(
    "periods",
    "PERIOD",
    Text(
        "季度，如 2022Q2，或年份；可写几个，默认有报送的全部季度",
        "quarters such as 2022Q2, or years; all for which anything was submitted by default",
    ),
    complete.reported_periods,
    nargs=-1,
)
COLLECTED: Final = Argument(
    "period",
    "PERIOD",
    Text(
        "季度，如 2022Q2，默认下一个时限未到的一季",
        "a quarter such as 2022Q2; the one whose deadline comes next by default",
    ),
    complete.planned_periods,
)
DISTRICT: Final = Option(
    "--district",
    metavar="ID",
    about=Text("只看一个区县（id 或名称）", "one district only, by id or name"),
    offer=complete.district_ids,
)
SUBMITTED_PERIOD: Final = Argument(
    "period",
    "PERIOD",
    Text(
        "季度，如 2022Q2，默认最近有报送的一季",
        "a quarter such as 2022Q2; the newest for which anything was submitted by default",
    ),
    complete.reported_periods,
)
DEPARTMENT: Final = Option(
    "--department",
    metavar="ID",
    about=Text("只看一个部门（id 或名称）", "one department only, by id or name"),
    offer=complete.department_ids,
)
OPEN: Final = Option(
    "--open",
    "is_open",
    about=Text(
        "只列还没有完成的节点和目标", "only milestones that are not done and targets not met"
    ),
    is_flag=True,
    default=False,
)
INDICATOR: Final = Option(
    "--indicator",
    metavar="ID",
    about=Text("只看一个指标（id 或名称）", "one indicator only, by id or name"),
    offer=complete.indicator_ids,
)
FULL: Final = Option(
    "--full",
    about=Text(
        "列出全部数字：累计、分配、完成率、较序时、亮灯和合计",
        "all figures: reported, allocated, rate, lead, light and the sums",
    ),
    is_flag=True,
    default=False,
)
HISTORY: Final = Option(
    "--history",
    about=Text(
        "列出每一次调整：文件、日期、从多少到多少、调后合计",
        "each change instead: document, day, from what to what, the new sum",
    ),
    is_flag=True,
    default=False,
)
YEAR: Final = Option(
    "--year",
    metavar="YEAR",
    about=Text(
        "哪一年的分配，默认 --as-of 那一年，没有下达的取最近一年",
        "the year that is allocated for; that of --as-of by default, or the nearest with any",
    ),
    offer=complete.planned_years,
)
BEHIND: Final = Option(
    "--behind",
    about=Text("只列滞后和严重滞后的", "only what is behind or far behind"),
    is_flag=True,
    default=False,
)
EXPLAIN: Final = Option(
    "--explain",
    about=Text("列出每一格的算式", "show the arithmetic of every cell"),
    is_flag=True,
    default=False,
)
GROUP: Final = Option(
    "--group",
    metavar="ID",
    about=Text("只看一个分组之内（id 或名称）", "only what lies within one group, by id or name"),
    offer=complete.group_ids,
)
ALL: Final = Option(
    "--all",
    "every",
    about=Text("区县再多也逐个列出", "each district, however many there are"),
    is_flag=True,
    default=False,
)
BY_GROUP: Final = Option(
    "--by",
    metavar="group",
    about=Text("group：一个分组一行", "group: a row for each group"),
    callback=_one_of(("group",)),
    offer=complete.among(("group",)),
)
_SIDES: Final = ("district", "indicator", "group")
BY: Final = Option(
    "--by",
    metavar="|".join(_SIDES),
    about=Text(
        "按区县（默认）、指标或分组列", "by district, as is usual, by indicator or by group"
    ),
    default=_SIDES[0],
    callback=_one_of(_SIDES),
    offer=complete.among(_SIDES),
)
TRACED: Final = Argument(
    "indicator",
    "INDICATOR",
    Text("指标的 id 或名称", "an indicator, by id or name"),
    complete.indicator_ids,
    required=True,
)
TRACED_DISTRICT: Final = Argument(
    "district",
    "DISTRICT",
    Text(
        "区县的 id 或名称，默认全市合计", "a district, by id or name; the city's total by default"
    ),
    complete.district_ids,
    required=False,
)
OUTPUT: Final = Option(
    "-o",
    "--output",
    metavar="FILE",
    about=Text(
        "写入文件（写完整了才替换），而不是屏幕",
        "write to a file, whole or not at all, instead of the screen",
    ),
)
FORMAT: Final = Option(
    "--format",
    metavar="|".join(output.REPORTS.names),
    about=Text("输出形式，默认 terminal", "form of the output, terminal by default"),
    callback=_one_of(output.REPORTS.names),
    offer=complete.among(output.REPORTS.names),
)
PATHS: Final = Argument(
    "paths",
    "PATH",
    Text(
        "只显示与这些文件或文件夹有关的问题；工作区以外的文件按其中自称的报送核对",
        "show only what concerns these files or folders; one from outside is judged as the"
        " submission that it says it is",
    ),
    nargs=-1,
)
FAIL_ON: Final = Option(
    "--fail-on",
    metavar="|".join(Severity),
    about=Text(
        "有这一级或更重的问题时退出码为 1，默认 error",
        "exit 1 for findings as grave as this, error by default",
    ),
    default=Severity.ERROR.value,
    callback=_one_of(tuple(Severity)),
    offer=complete.among(Severity),
)
SELECT: Final = Option(
    "--select",
    metavar="RULES",
    about=Text(
        "只看这些规则：编号、编号开头或名称，可用逗号分隔、可多次给出",
        "only these rules: codes, beginnings of codes or slugs, with commas or repeated",
    ),
    multiple=True,
    offer=complete.rule_lists,
)
IGNORE: Final = Option(
    "--ignore",
    metavar="RULES",
    about=Text("不看这些规则，写法同上", "all but these rules"),
    multiple=True,
    offer=complete.rule_lists,
)
SINCE: Final = Option(
    "--since",
    metavar="REV",
    about=Text(
        "只看与某个 git 版本分开以来改动的文件的问题，其余文件照读",
        "only findings about files that changed since a git revision; all are read",
    ),
)
WAIVERS: Final = Option(
    "--waivers",
    metavar="FILE",
    about=Text(
        "用这份豁免清单，代替工作区里的 waivers.yaml",
        "a list of waivers to use in place of the workspace's waivers.yaml",
    ),
)
SHOW_CHECKS: Final = Option(
    "--show-checks",
    about=Text(
        "列出区县之和与部门数、勾稽关系的每一次核对和算式，相符的也列",
        "list every sum and relation that was checked with its arithmetic, also those that hold",
    ),
    is_flag=True,
    default=False,
)
INFO: Final = Option(
    "--info",
    about=Text("也列出提示级的问题", "list standing remarks (info) too"),
    is_flag=True,
    default=False,
)
_USUAL, *_MORE, _LAST = output.FINDINGS.names
FORMATS: Final = Option(
    "--format",
    metavar="FORMAT",
    about=Text(
        "{usual}（默认）、{more} 或 {last}；可与 -o 成对给出多次",
        "{usual} (default), {more} or {last}; may be repeated, each with its own -o",
    ).fill(usual=_USUAL, more=_MORE, last=_LAST),
    multiple=True,
    offer=complete.among(output.FINDINGS.names),
)
OUTPUTS: Final = Option(
    "-o",
    "--output",
    metavar="FILE",
    about=Text(
        "前面那个 --format 写入的文件（写完整了才替换）",
        "the file that the --format before it goes to, whole or not at all",
    ),
    multiple=True,
)
KINDS: Final = ("meeting", "circular")
PAPER_KIND: Final = Option(
    "--kind",
    metavar="|".join(KINDS),
    about=Text(
        "meeting（汇报材料，默认）或 circular（通报）",
        "meeting (the paper for a meeting, by default) or circular",
    ),
    callback=_one_of(KINDS),
    offer=complete.among(KINDS),
)
EACH: Final = Option(
    "--each",
    about=Text(
        "各区县、各部门每家一份，写入 -o 的文件夹",
        "one for each district and department, into the folder of -o",
    ),
    is_flag=True,
    default=False,
)
OF_DISTRICT: Final = Option(
    "--district",
    metavar="ID",
    about=Text("一个区县的反馈单（id 或名称）", "one district's feedback sheet, by id or name"),
    offer=complete.district_ids,
)
OF_DEPARTMENT: Final = Option(
    "--department",
    metavar="ID",
    about=Text("一个部门的反馈单（id 或名称）", "one department's feedback sheet, by id or name"),
    offer=complete.department_ids,
)
TITLE: Final = Option(
    "--title", metavar="TEXT", about=Text("换一个标题", "another title than its own")
)
NO_ROSTERS: Final = Option(
    "--no-rosters",
    about=Text("不写企业名称", "without the names of firms"),
    is_flag=True,
    default=False,
)
STRICT: Final = Option(
    "--strict",
    about=Text(
        "这一季的报送有错误就不写，退出码为 1",
        "write nothing and exit 1 where the quarter's submissions have errors",
    ),
    is_flag=True,
    default=False,
)
CHECK: Final = Option(
    "--check",
    metavar="FILE",
    about=Text(
        "核对已有的一份材料与现在的数据是否还一致",
        "tell whether a paper made before still agrees with the data",
    ),
)


def _form_of_each(forms: output.Formats) -> Option:
    """Return the option that says as what the file behind it is written."""
    text = Text(
        "后面那个 -o 的形式，默认按文件后缀，屏幕上是 {usual}",
        "form of the -o that follows; by its suffix, and {usual} on the screen",
    )
    return Option(
        "--format",
        metavar="|".join(forms.names),
        about=text.fill(usual=forms.names[0]),
        multiple=True,
        offer=complete.among(forms.names),
    )


PAPER_FORMAT: Final = _form_of_each(output.PAPERS)
EXTRACT_FORMAT: Final = _form_of_each(output.EXTRACTS)
PAPER_OUTPUT: Final = Option(
    "-o",
    "--output",
    metavar="FILE",
    about=Text(
        "写入文件，可多次给出，都写完整了才替换",
        "write to a file, whole or not at all; may be repeated",
    ),
    multiple=True,
)
PAPER_AS_OF: Final = Option(
    "--as-of",
    metavar="DATE",
    about=Text(
        "按哪一天判断逾期，YYYY-MM-DD，默认最后一份报送收到的那天",
        "the day on which to look, YYYY-MM-DD; by default that of the newest submission",
    ),
)
CODE: Final = Argument(
    "code",
    "CODE",
    Text("规则编号或名称，如 JX401", "a rule's code or slug"),
    complete.rule_names,
    required=True,
)
KIND: Final = Argument(
    "kind",
    "KIND",
    Text(
        "哪种文件：targets、tasks、waivers、district、department，或 output（JSON 输出）",
        "the kind of file: targets, tasks, waivers, district, department, or output (printed JSON)",
    ),
    complete.kinds,
    required=True,
)
NAME: Final = Argument(
    "name",
    "NAME",
    Text("KIND 是 output 时：哪种输出", "with output as KIND: which output"),
    complete.output_names,
)
FOLDER: Final = Argument(
    "folder",
    "DIR",
    Text("新工作区的文件夹，默认 data", "the new workspace's folder, data by default"),
    required=False,
)
EXAMPLE: Final = Option(
    "--example",
    about=Text(
        "带上随工具提供的计划和任务，而不是待填的计划",
        "with the shipped plan and tasks instead of a plan to be filled in",
    ),
    is_flag=True,
    default=False,
)
TABLE: Final = Option(
    "--from",
    "table",
    metavar="TABLE.csv",
    about=Text(
        "由一张分配表（CSV）生成计划，区县一行一个或一列一个都可",
        "make the plan from an allocation table in CSV, districts across or down",
    ),
)
NEW_PERIOD: Final = Argument(
    "period",
    "PERIOD",
    Text("季度，如 2022Q3", "a quarter such as 2022Q3"),
    complete.planned_periods,
    required=True,
)
SENDER: Final = Argument(
    "sender",
    "DISTRICT",
    Text(
        "区县（或部门）的 id 或名称，默认全部还没有的",
        "a district (or department), by id or name; all that have none by default",
    ),
    complete.senders,
    required=False,
)
CARRY_ROSTERS: Final = Option(
    "--carry-rosters",
    about=Text(
        "本年已列名的企业直接沿用（默认写在注释里）",
        "firms named so far in the year stand as entries, not as comments",
    ),
    is_flag=True,
    default=False,
)
RECEIVED: Final = Argument(
    "files",
    "FILE",
    Text("收到的报送文件", "the submissions that came in"),
    nargs=-1,
    required=True,
)
ON: Final = Option(
    "--on",
    metavar="MOMENT",
    about=Text(
        "收到的日期或时间，YYYY-MM-DD 或 YYYY-MM-DDTHH:MM；默认 --as-of，再默认此刻（东八区）",
        "when, YYYY-MM-DD or YYYY-MM-DDTHH:MM; --as-of by default, else now in UTC+8",
    ),
)
AGAIN: Final = Option(
    "--again",
    about=Text("改写已有的收到时间", "also where received is filled in already"),
    is_flag=True,
    default=False,
)
SHELL: Final = Argument(
    "shell",
    "SHELL",
    Text("{shells} 之一", "one of {shells}").fill(shells=complete.SHELLS),
    complete.among(complete.SHELLS),
    required=True,
)
