"""A kind of file as JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import options, output
from jxtrade.cli.speech import TOO_MANY, UsageError, choice
from jxtrade.render.notation import as_json
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "输出一种文件的 JSON Schema，编辑器据此补全、提示和检查。",
    "Print a kind of file as JSON Schema, with which editors complete, explain and check.",
    "给了 --data，区县、指标、部门等只认这个工作区里的 id；计划改了要重新生成。 YAML"
    " 文件的第一行写明用哪一份：",
    "With --data only the ids of that workspace are accepted; make it anew when the plan changes."
    " The first line of a YAML file says where it is:",
)
EXAMPLES: Final = """\
# yaml-language-server: $schema=../../../.schema/district.json

jxtrade schema district
jxtrade schema district --data data -o data/.schema/district.json
jxtrade schema output status"""
TAKES: Final = (options.KIND, options.NAME, options.OUTPUT, options.DATA)
WRITES: Final = output.SCHEMAS
_OUTPUT: Final = "output"


def answer(call: Call, kind: str, name: str | None) -> int:
    """Print a schema; of a file's kind with the ids of a workspace, where one is given.

    Raises:
        UsageError: there is no such kind or output.

    """
    from jxtrade.views import jsonschema, outputs

    kind = choice(kind, (*jsonschema.KINDS, _OUTPUT), "KIND")
    if kind == _OUTPUT:
        found = outputs.output_schema(choice(name or "", outputs.NAMES, "NAME"))
    elif name is not None:
        raise UsageError(TOO_MANY, rest=name)
    else:
        workspace = None
        if call.data:
            from jxtrade.cli import ask

            workspace = ask.with_plan(call._replace(outputs=())).workspace
        plan = workspace.plan if workspace else None
        tasks = workspace.tasks if workspace else {}
        found = jsonschema.schema(
            kind, plan.model if plan else None, {year: each.model for year, each in tasks.items()}
        )
    output.put(as_json(found), call.outputs[0].path)
    return 0
