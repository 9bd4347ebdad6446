"""The language server that editors use for YAML, spoken to as an editor speaks to it."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import tempfile
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast

if TYPE_CHECKING:
    from types import TracebackType

PACKAGE = "yaml-language-server@^1"
INSTALL = ("install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts")
HASTE = ("--fetch-retries=1", "--fetch-timeout=20000")
PATIENCE = 300.0
SETTINGS = {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}
Message = dict[str, Any]


class NoServerError(Exception):
    """There is no language server here, and none can be installed."""


def server(node: str, npm: str) -> list[str]:
    """Return the server's command; it is installed, outside the repository, when first wanted.

    Raises:
        NoServerError: npm can't install it.

    """
    tools = _tools()
    program = tools / "node_modules/yaml-language-server/bin/yaml-language-server"
    with (tools / ".lock").open("w") as lock:  # another worker may be installing it
        fcntl.flock(lock, fcntl.LOCK_EX)
        _install(npm, tools, program)
    return [node, str(program), "--stdio"]


def _install(npm: str, tools: Path, program: Path) -> None:
    if program.is_file():
        return
    command = [npm, *INSTALL, *HASTE, "--prefix", str(tools), PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not program.is_file():
        lines = [line for line in done.stderr.splitlines() if line.startswith("npm err")]
        told = f"npm can't install {PACKAGE}: {'; '.join(lines[:3])}"
        raise NoServerError(told)


def _tools() -> Path:
    """Return the folder of tools: the one that is named, or one that only this user may change."""
    if named := os.environ.get("JXTRADE_TEST_TOOLS"):
        return Path(named)
    user = os.getuid() if hasattr(os, "getuid") else 0
    tools = Path(tempfile.gettempdir()) / f"jxtrade-test-tools-{user}"
    tools.mkdir(mode=0o700, exist_ok=True)
    if tools.is_symlink() or tools.stat().st_uid != user:
        told = f"{tools} belongs to somebody else"
        raise NoServerError(told)
    return tools


class Editor:
    """An editor on a folder; the context ends its server."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.received: SimpleQueue[Message] = SimpleQueue()
        self.diagnostics: dict[str, list[Message]] = {}
        self.calls = 0
        self.listener = Thread(target=self._listen)
        self.listener.start()
        able = {"workspace": {"configuration": True}}
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities=able)
        self.tell("initialized")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.listener.join()
        self.process.communicate()

    def open(self, path: Path) -> list[Message]:
        """Return what the server finds wrong in a file."""
        uri, text = path.as_uri(), path.read_text("utf-8")
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        while uri not in self.diagnostics:
            self._next()
        return self.diagnostics[uri]

    def at(self, method: str, path: Path, line: int, column: int) -> Any:
        """Return the server's answer about a place; lines and columns count from 0."""
        place = {"line": line, "character": column}
        return self.ask(
            f"textDocument/{method}", textDocument={"uri": path.as_uri()}, position=place
        )

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send(method=method, params=params)

    def ask(self, method: str, **params: Any) -> Any:
        """Return the server's answer to a request."""
        self.calls += 1
        self._send(id=self.calls, method=method, params=params)
        while True:
            message = self._next()
            if message.get("id") == self.calls and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _next(self) -> Message:
        """Return the server's next message; what it asks of an editor is answered on the way."""
        try:
            message = self.received.get(timeout=PATIENCE)
        except Empty:
            told = f"nothing from the language server for {PATIENCE} s"
            raise TimeoutError(told) from None
        match message:
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                self.diagnostics[params["uri"]] = params["diagnostics"]
            case {"id": id_, "method": "workspace/configuration", "params": {"items": items}}:
                wanted = [SETTINGS if each["section"] == "yaml" else None for each in items]
                self._send(id=id_, result=wanted)
            case {"id": id_, "method": _}:
                self._send(id=id_, result=None)
        return message

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = cast("BinaryIO", self.process.stdin)
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        stream.flush()

    def _listen(self) -> None:
        """Take in the server's messages until it ends."""
        stream = cast("BinaryIO", self.process.stdout)
        length = 0
        while line := stream.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif not line.strip():
                self.received.put(json.loads(stream.read(length)))
