"""What tests of snippets share: the languages' grammars, Segment's own libraries, a receiver."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from tree_sitter_language_pack import get_parser

from segkit.snippets.languages import call_snippet, load_snippet

if TYPE_CHECKING:
    from tree_sitter import Node

SDKS = Path(__file__).parent / "sdks"

GRAMMARS = {
    "javascript": "javascript",
    "node": "javascript",
    "python": "python",
    "swift": "swift",
    "kotlin": "kotlin",
    "react-native": "typescript",
    "flutter": "dart",
    "go": "go",
    "java": "java",
    "clojure": "clojure",
    "ruby": "ruby",
    "php": "php",
    "csharp": "csharp",
    "curl": "bash",
}

WRAPPED = {
    "flutter": "void main() {{\n{}}}\n",
    "go": "package main\n\nfunc main() {{\n{}}}\n",
    "java": "class Shop {{ void send() {{\n{}}} }}\n",
    "php": "<?php\n{}",
}
"""Statements stand within something where the language asks for it."""

Nodes = Callable[[str, str], list["Node"]]
"""Language and code → every node of the syntax tree."""
Call = Mapping[str, object]
Received = list[dict[str, object]]
Run = Callable[[list[Call]], Received]


@pytest.fixture(scope="session")
def nodes() -> Nodes:
    """Language and code → every node of the syntax tree; fails where the grammar refuses it."""

    def parsed(language_id: str, code: str) -> list[Node]:
        # a class of Dart cannot stand within a function
        is_class = language_id == "flutter" and " extends Plugin {" in code
        code = code if is_class else WRAPPED.get(language_id, "{}").format(code)
        root = get_parser(GRAMMARS[language_id]).parse(code.encode()).root_node  # type: ignore[arg-type]
        assert not root.has_error, code
        found, waiting = [], [root]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting += reversed(node.children)
        return found

    return parsed


class Receiver(BaseHTTPRequestHandler):
    """Keeps each call that is sent to `/v1/...`, alone or in a batch, and answers that all is well."""

    kept: Received

    def do_POST(self) -> None:  # named by the standard library
        """Take the call or the batch."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.kept += body.get("batch", [body])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(b'{"success": true}')

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def receiver() -> Iterator[tuple[str, Received]]:
    """Host and port of a receiver on the loopback, and the calls that it has received."""
    handler = type("Kept", (Receiver,), {"kept": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"127.0.0.1:{server.server_port}", handler.kept  # type: ignore[attr-defined]  # made above
    server.shutdown()
    server.server_close()


def code_of(language_id: str, call: Call) -> str:
    """The call as code."""
    parts = {key: part for key, part in call.items() if key != "type"}
    return call_snippet(language_id, str(call["type"]), parts)


@pytest.fixture
def run_node(sdks: Path, receiver: tuple[str, Received]) -> Run:
    """Runs the code for Node.js with `@segment/analytics-node`; gives what was received."""

    def run(calls: list[Call]) -> Received:
        code = load_snippet("node", "k", region="eu")
        code = code.replace("https://events.eu1.segmentapis.com", f"http://{receiver[0]}")
        code += "".join(code_of("node", call) for call in calls)
        _node(sdks, f"{code}await analytics.closeAndFlush();\n")
        return receiver[1]

    return run


@pytest.fixture
def run_browser(sdks: Path, receiver: tuple[str, Received]) -> Run:
    """Runs the code for the browser with `@segment/analytics-next` in a page of jsdom.

    Each call is the first of its visitor.
    """

    def run(calls: list[Call]) -> Received:
        code = load_snippet("javascript", "k", region="eu")
        for number, call in enumerate(calls, 1):
            code += f"{code_of('javascript', call)}await arrived({number}); analytics.reset();\n"
        page = str(shutil.copy(SDKS / "browser.js", sdks))
        _node(sdks, f"{code}process.exit();\n", "--import", page, receiver=receiver[0])
        return receiver[1]

    return run


@pytest.fixture
def run_python(receiver: tuple[str, Received]) -> Run:
    """Runs the code for Python with `segment-analytics-python`."""

    def run(calls: list[Call]) -> Received:
        code = load_snippet("python", "k", region="eu")
        code = code.replace("https://events.eu1.segmentapis.com", f"http://{receiver[0]}")
        code += "".join(code_of("python", call) for call in calls)
        _run([sys.executable, "-"], f"{code}analytics.flush()\n")
        return receiver[1]

    return run


def _node(sdks: Path, code: str, *options: str, receiver: str = "") -> None:
    _run(["node", *options, "--input-type=module", "-"], code, sdks, receiver)


def _run(command: list[str], code: str, folder: Path | None = None, receiver: str = "") -> None:
    done = subprocess.run(
        command,
        input=code,
        cwd=folder,
        env={**os.environ, "RECEIVER": receiver},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
