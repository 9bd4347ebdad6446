"""The language server that editors use for YAML, spoken to as an editor speaks to it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from types import TracebackType

PACKAGE = "yaml-language-server@^1"
PATIENCE = 60.0
Message = dict[str, Any]


class NoServerError(Exception):
    """There is no language server here, and none can be installed."""


def server() -> Path:
    """Return the server's program, installed outside the repository when it is first wanted.

    Raises:
        NoServerError: node or npm is missing, or npm can't install it.

    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoServerError("there is no node with npm")
    named = os.environ.get("JXTRADE_TEST_TOOLS")
    tools = Path(named) if named else Path(tempfile.gettempdir()) / "jxtrade-test-tools"
    program = tools / "node_modules/yaml-language-server/bin/yaml-language-server"
    if not program.is_file():
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(tools), PACKAGE]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode or not program.is_file():
            raise NoServerError(f"npm can't install {PACKAGE}: {done.stderr[-500:]}")
    return program


class Editor:
    """An editor in which files are opened; a context that ends its server."""

    def __init__(self, program: Path, folder: Path) -> None:
        command = [shutil.which("node") or "node", str(program), "--stdio"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.received: Queue[Message] = Queue()
        self.diagnostics: dict[str, list[Message]] = {}
        self.calls = 0
        Thread(target=self._listen, daemon=True).start()
        self.ask(
            "initialize", processId=None, rootUri=folder.as_uri(), capabilities={}
        )
        self.tell("initialized")
        settings = {"yaml": {"schemaStore": {"enable": False}}}
        self.tell("workspace/didChangeConfiguration", settings=settings)

    def __enter__(self) -> Editor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while message := _message(stream):
            self.received.put(message)

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self.process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        stream.flush()

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
        message = self.received.get(timeout=PATIENCE)
        match message:
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                self.diagnostics[params["uri"]] = params["diagnostics"]
            case {"id": id_, "method": "workspace/configuration", "params": {"items": items}}:
                self._send(id=id_, result=[None for _ in items])
            case {"id": id_, "method": _}:
                self._send(id=id_, result=None)
        return message
