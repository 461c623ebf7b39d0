"""The command: from the first line to the summary."""

from __future__ import annotations

import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.demo import create_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder, without the session that was recorded in it."""
    folder = create_demo(tmp_path_factory.mktemp("listening") / "demo").folder
    (folder / "calls.jsonl").unlink()
    return folder


def post(port: int, body: bytes) -> int:
    """The status of one call."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/v1/track", body)
    status = connection.getresponse().status
    connection.close()
    return status


def test_it_says_what_arrives_until_it_is_interrupted(demo: Path) -> None:
    """Where to send, a line for each call as it comes, and what it amounts to; status 0."""
    process = subprocess.Popen(
        [sys.executable, "-m", "segkit", "listen", str(demo), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    reading = threading.Thread(target=lambda: [*map(lines.put, process.stdout or ())], daemon=True)
    reading.start()
    port = int(lines.get(timeout=30).split(":")[2].split(".")[0])
    said: list[str] = []

    def until(text: str) -> None:
        while not (said and text in said[-1]):
            said.append(lines.get(timeout=30))

    until("To undo")
    ours = {"event": "Order Complete", "userId": "u", "writeKey": "invented-key-of-nobody-9999",
            "properties": {"mail": "ada@quillmoor.example"}}  # fmt: skip
    assert post(port, json.dumps(ours).encode()) == 200
    until("not planned")
    assert post(port, b'{"event": "Order Completed", "x": "\x1b[2J"}') == 400
    until("broken JSON")
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    reading.join()
    while not lines.empty():
        said.append(lines.get())
    process.stdout.close()

    text = "".join(said)
    assert f'host: "http://127.0.0.1:{port}"' in text
    assert (
        "? (key ••••9999) track Order Complete: not planned; planned is 'Order Completed'" in text
    )
    assert "1 call arrived. Not planned: 1." in text
    assert "invented-key" not in text
    assert "ada@" not in text
    assert "\x1b" not in text
    assert "Traceback" not in text
    kept = [json.loads(line) for line in (demo / "calls.jsonl").read_text().splitlines()]
    assert [one.get("event", one.get("segkit")) for one in kept] == ["Order Complete", "unreadable"]
    assert "calls.jsonl" in (demo / ".gitignore").read_text().splitlines()


def test_it_ends_by_itself_and_says_where_to_look(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing came: browsers, phones, containers. A file elsewhere is not named in .gitignore."""
    monkeypatch.setattr("segkit.cli.listening._QUIET", 0.01)
    command = [
        "listen",
        str(demo),
        "--port",
        "0",
        "--for",
        "0.7",
        "--out",
        str(tmp_path / "a.jsonl"),
    ]

    done = CliRunner().invoke(cli, command)

    assert done.exit_code == 0
    assert done.output.count("Nothing has arrived yet") == 1
    assert "adb reverse" in done.output
    assert "No call arrived." in done.output
    assert (tmp_path / "a.jsonl").exists()
    assert not (tmp_path / ".gitignore").exists()


def test_a_port_that_is_taken_is_an_error_with_a_way_out(demo: Path, tmp_path: Path) -> None:
    """Status 2, and no half-open session."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        out = str(tmp_path / "a.jsonl")

        done = CliRunner().invoke(cli, ["listen", str(demo), "--port", port, "--out", out])

    assert done.exit_code == 2
    assert "another program listens there" in done.output
    assert "--port" in done.output
