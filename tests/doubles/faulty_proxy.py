"""A bad way from a library to a receiver: errors, a limit of rate, connections that are cut."""

from __future__ import annotations

import http.client
import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ERROR, LIMIT, CUT, UNHEARD = "error", "limit", "cut", "unheard"
"""500; 429 with Retry-After; cut before it is passed on; passed on, with the answer cut off."""

ALL = (ERROR, LIMIT, CUT, UNHEARD)


class _Handler(BaseHTTPRequestHandler):
    """Passes a request on, or does with a POST what its turn is."""

    protocol_version = "HTTP/1.1"
    receiver: int
    turns: Iterator[str]
    lock: threading.Lock
    done: list[str]

    def do_POST(self) -> None:  # named by the standard library
        """Spoil the first ones."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.lock:
            turn = next(self.turns, "")
            self.done.append(turn)
        if turn == CUT:
            self.close_connection = True
        elif turn in {ERROR, LIMIT}:
            self.send_response(500 if turn == ERROR else 429)
            self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
            self.send_header("Access-Control-Expose-Headers", "Retry-After")
            if turn == LIMIT:
                self.send_header("Retry-After", "1")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._pass_on(body, unheard=turn == UNHEARD)

    def do_GET(self) -> None:  # likewise
        """Pass it on."""
        self._pass_on(b"")

    do_OPTIONS = do_GET  # noqa: N815 (likewise)

    def _pass_on(self, body: bytes, *, unheard: bool = False) -> None:
        onward = http.client.HTTPConnection("127.0.0.1", self.receiver, timeout=10)
        onward.request(self.command, self.path, body, dict(self.headers.items()))
        answer = onward.getresponse()
        content = answer.read()
        onward.close()
        if unheard:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"connection", "date", "server"}:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def faulty_proxy(receiver: int, turns: Sequence[str] = ALL) -> Iterator[tuple[int, list[str]]]:
    """A proxy before a receiver's port: its own port, and what was done with each POST."""
    done: list[str] = []
    kept = {"receiver": receiver, "turns": itertools.chain(turns), "lock": threading.Lock()}
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Faulty", (_Handler,), {**kept, "done": done})
    )
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_port, done
    server.shutdown()
    server.server_close()
