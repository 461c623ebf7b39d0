"""The session's file: nothing that was answered is lost, and nothing else is touched."""

from __future__ import annotations

import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segkit.errors import SegkitError, TrustError, UsageError
from segkit.listen.receiver import Receiver
from segkit.listen.session import Session

Listening = Any
"""That of `conftest.py`: test folders are no packages."""

SERVE = """
import sys, threading
from pathlib import Path
from segkit.listen.receiver import Receiver
from segkit.listen.session import Session
file = Path(sys.argv[1])
receiver = Receiver(Session(file, file.parent), None, {}, lambda news: None)
receiver.start(0)
print(receiver.port, flush=True)
threading.Event().wait()
"""


def test_a_session_goes_on_where_it_ended(listening: Callable[..., Listening]) -> None:
    """What the file holds stays, and a line that was cut off does not spoil the next one."""
    first = listening()
    first.send("/v1/t", {"event": "A"})
    first.receiver.stop()
    with first.file.open("a") as file:
        file.write('{"event": "cut of')

    second = listening()
    second.send("/v1/t", {"event": "B"})

    lines = second.file.read_text().splitlines()
    assert json.loads(lines[0])["event"] == "A"
    assert json.loads(lines[2])["event"] == "B"
    assert second.file.stat().st_mode & 0o777 == 0o600


def test_what_is_no_session_is_left_alone(tmp_path: Path) -> None:
    """A file of something else, one with a second name, a folder, a pipe, a link out."""
    (tmp_path / "engagement").mkdir()
    outside, folder = tmp_path / "theirs.jsonl", tmp_path / "engagement"
    outside.write_text('{"theirs": 1}\n')
    (folder / "notes.md").write_text("# Notes\n")
    os.link(outside, folder / "second.jsonl")
    (folder / "link.jsonl").symlink_to(outside)
    os.mkfifo(folder / "pipe.jsonl")

    for name, error in [("notes.md", UsageError), ("second.jsonl", UsageError),
                        ("pipe.jsonl", UsageError), ("link.jsonl", TrustError),
                        (".", SegkitError), ("no/folder.jsonl", SegkitError)]:  # fmt: skip
        with pytest.raises(error):
            Session(folder / name, folder)

    assert outside.read_text() == '{"theirs": 1}\n'
    assert (folder / "notes.md").read_text() == "# Notes\n"


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """With the next step, and nothing left running."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        session = Session(tmp_path / "calls.jsonl", tmp_path)
        receiver = Receiver(session, None, {}, lambda _: None)

        with pytest.raises(UsageError, match=rf"Port {port} .* another program"):
            receiver.start(port)


def test_a_full_disk_gets_no_answer_and_recovers(listening: Callable[..., Listening]) -> None:
    """No call is counted as sent that is not in the file; half a line is taken back."""
    heard = listening()
    heard.send("/v1/t", {"event": "A"})
    before = heard.file.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, limits[1]))
    try:
        with pytest.raises(http.client.RemoteDisconnected):
            heard.send("/v1/t", {"event": "B"})
        assert heard.file.read_bytes() == before
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)

    assert heard.send("/v1/t", {"event": "C"})[0] == 200
    assert [one["event"] for one in heard.kept] == ["A", "C"]
    assert heard.receiver.lost == 1
    assert "cannot be written" in heard.notices[0]
    assert "again" in heard.notices[1]


def test_what_was_answered_survives_the_worst_end(tmp_path: Path) -> None:
    """A kill -9 right after an answer leaves the call in the file."""
    file = tmp_path / "calls.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    body = b'{"event": "A", "messageId": "m-1"}'
    head = f"POST /v1/t HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(head.encode() + body)
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        process.send_signal(signal.SIGKILL)
        process.wait()
    process.stdout.close()

    assert json.loads(file.read_text())["messageId"] == "m-1"
