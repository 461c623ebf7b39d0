"""Sending one from a notebook: the switch, the code, the calls and the word on each."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.guide import Guide
from segkit.widgets import ListenWidget

Send = Callable[..., dict[str, object]]


@pytest.fixture
def widget(tmp_path: Path) -> Iterator[ListenWidget]:
    """The form for the demo, closed in the end."""
    made = Guide(create_demo(tmp_path / "demo"), live=True).listen()
    assert isinstance(made, ListenWidget)
    (tmp_path / "demo" / "calls.jsonl").unlink()
    yield made
    made.close()


def post(port: int, event: str, number: int) -> None:
    """One call of a track event."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    call = {"event": event, "userId": "u", "messageId": f"m-{number}",
            "properties": {"mail": "ada@quillmoor.example", "total": "<b>12</b>"}}  # fmt: skip
    connection.request("POST", "/v1/track", json.dumps(call))
    assert connection.getresponse().status == 200
    connection.close()


def until(widget: ListenWidget, text: str) -> str:
    """The form once it shows a text."""
    deadline = time.monotonic() + 20
    while text not in str(widget.parts[""]):
        assert time.monotonic() < deadline, widget.parts[""]
        time.sleep(0.02)
    return str(widget.parts[""])


def test_calls_are_shown_as_they_arrive_and_one_can_be_opened(
    widget: ListenWidget, send: Send, tmp_path: Path
) -> None:
    """Off, on with the code that sends here, newest first, the chosen one's breaches, off again."""
    assert "Listening" not in str(widget.parts[""])

    send(widget, "start")
    port = widget.listening.port
    on = until(widget, "Listening")
    assert f"host: &#34;http://127.0.0.1:{port}&#34;" in on
    assert "No call yet" in on
    assert "adb reverse" in on
    post(port, "Order Completed", 1)
    post(port, "Order Complete <i>", 2)
    shown = until(widget, "Order Complete &lt;i&gt;")
    assert shown.index("Order Complete &lt;i&gt;") < shown.index("track Order Completed</bdi>")
    answer = send(widget, "choose", key="1")
    opened = str(widget.parts[""])
    send(widget, "stop")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)

    assert "breaks the plan" in str(answer["said"])
    assert "properties.total must be number, not string" in opened
    assert 'aria-pressed="true"' in opened
    assert "ada@" not in opened
    assert "&lt;b&gt;12" not in opened
    assert "problem" in send(widget, "choose", key="99")
    lines = (tmp_path / "demo" / "calls.jsonl").read_text().splitlines()
    assert [json.loads(line)["messageId"] for line in lines] == ["m-1", "m-2"]


def test_a_port_that_is_taken_is_no_end(widget: ListenWidget, send: Send) -> None:
    """Another one is taken; the code names it. A second press changes nothing."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        widget.listening.start(taken)
        port = widget.listening.port
        send(widget, "start")

    assert port not in {0, taken}
    assert widget.listening.port == port


def test_closing_frees_the_port(widget: ListenWidget) -> None:
    """The cell was run again: its new form can listen."""
    widget.listening.start(0)
    port = widget.listening.port

    widget.close()

    with socket.create_server(("127.0.0.1", port)):
        pass


def test_a_reader_gets_no_receiver(tmp_path: Path) -> None:
    """What writes a file is for the room; a document has nothing to show."""
    engagement = create_demo(tmp_path / "demo")

    assert Guide(engagement, live=True, read_only=True).listen().view.html == ""
    assert Guide(engagement).listen().view.html == ""
