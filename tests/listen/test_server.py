"""How clients speak HTTP to it, and how long they may take."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any

from segkit.listen.server import Patience

Listening = Any
"""That of `conftest.py`: test folders are no packages."""

CALL = json.dumps({"event": "Order Completed", "userId": "u-1"}).encode()
HEAD = b"POST /v1/t HTTP/1.1\r\nHost: 127.0.0.1\r\n"
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(CALL) + CALL
LAST = WHOLE.replace(b"\r\nHost", b"\r\nConnection: close\r\nHost")


def test_a_connection_is_kept_and_requests_may_follow_at_once(heard: Listening) -> None:
    """Two requests in one piece, a third one after it, one connection."""
    found = heard.raw(WHOLE + WHOLE, LAST)

    assert found.count(b"HTTP/1.1 200") == 3
    assert len(heard.kept) == 3


def test_a_body_may_come_in_chunks(heard: Listening) -> None:
    """As Kotlin sends it: no length, cut anywhere, even within a chunk."""
    half = len(CALL) // 2
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (CALL[:half], CALL[half:]))
    body = HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks + b"0\r\n\r\n"

    found = heard.raw(body[:90], body[90:140], body[140:])

    assert b"HTTP/1.1 200" in found
    assert heard.kept[0]["event"] == "Order Completed"


def test_a_client_that_asks_first_is_told_to_go_on(heard: Listening) -> None:
    """As curl does with large bodies."""
    found = heard.raw(LAST.replace(b"\r\nHost", b"\r\nExpect: 100-continue\r\nHost"))

    assert found.startswith(b"HTTP/1.1 ")
    assert b"HTTP/1.1 200" in found


def test_a_request_that_is_cut_is_neither_kept_nor_answered_with_success(heard: Listening) -> None:
    """The library sends it again, so it must not count already."""
    assert b"200" not in heard.raw(WHOLE[:-5])
    assert heard.kept == []


def test_what_is_no_http_gets_a_word_and_harms_nothing(heard: Listening) -> None:
    """https:// to this port is the common mistake, and is called by its name."""
    assert b"400" in heard.raw(b"\x00\x01\x02\r\n\r\n")
    assert b"431" in heard.raw(b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000)
    assert b"HTTP/1.1 2" not in heard.raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n")
    assert heard.raw(b"\x16\x03\x01\x02\x00\x01") == b""
    assert "http://" in heard.notices[0]
    assert heard.raw(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").endswith(
        b"\r\n\r\n"
    )
    assert b"200" in heard.raw(LAST)


def test_whoever_is_slow_is_not_waited_for(listening: Callable[..., Listening]) -> None:
    """A head or a body that trickles in ends with its time, however busy it looks."""
    heard = listening(Patience(head=0.3, body=0.3))
    for begin in (b"POST /v1/t HTTP/1.1\r\n", WHOLE[:-20]):
        with socket.create_connection(("127.0.0.1", heard.receiver.port), timeout=10) as client:
            begun = time.monotonic()
            client.sendall(begin)
            client.settimeout(0.1)
            found = None
            while found is None and time.monotonic() - begun < 5:
                try:
                    found = client.recv(100)
                except TimeoutError:
                    client.sendall(b"x")
            assert found == b""

    assert heard.kept == []


def test_many_clients_are_served_at_once(heard: Listening) -> None:
    """Three hundred that wait do not hold up the next one, and are served when they speak."""
    place = ("127.0.0.1", heard.receiver.port)
    clients = [socket.create_connection(place, timeout=10) for _ in range(300)]
    try:
        for client in clients:
            client.sendall(WHOLE[:40])
        assert heard.send("/v1/t", CALL)[0] == 200
        for client in clients:
            client.sendall(WHOLE[40:])
        answers = [client.recv(4096)[:12] for client in clients]
    finally:
        for client in clients:
            client.close()

    assert set(answers) == {b"HTTP/1.1 200"}
    assert len(heard.kept) == 301
