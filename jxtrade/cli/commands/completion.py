"""What a shell needs to complete the program's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.cli import complete, options, output
from jxtrade.cli.speech import choice
from jxtrade.text import paragraphs

if TYPE_CHECKING:
    from jxtrade.cli.call import Call

ABOUT: Final = paragraphs(
    "输出命令行补全脚本：命令、选项和工作区里的 id。",
    "Print what lets a shell complete commands, options, and the workspace's ids.",
    "写进 shell 的启动文件后生效，如 ~/.bashrc、~/.zshrc、~/.config/fish/config.fish。",
    "It works once it stands in the shell's start-up file: ~/.bashrc, ~/.zshrc,"
    " ~/.config/fish/config.fish.",
)
EXAMPLES: Final = """\
jxtrade completion bash >> ~/.bashrc
jxtrade completion zsh >> ~/.zshrc
jxtrade completion fish >> ~/.config/fish/config.fish"""
TAKES: Final = (options.SHELL,)


def answer(call: Call, shell: str) -> int:
    """Print a shell's script."""
    del call
    output.put(f"{complete.script(choice(shell, complete.SHELLS, 'SHELL'))}\n", None)
    return 0
