"""A receiver on a free port, with what it kept and what it told."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from segkit.listen.receiver import Arrival, News, Notice, Receiver
from segkit.listen.server import PATIENCE, Patience
from segkit.listen.session import Session
from segkit.model.workspace import Source, SourceCatalog, Workspace

WEB = Source("src_web", "shop_web_prod", "Shop web", SourceCatalog("c1", "javascript", "JS"),
             write_keys=("••••a206",))  # fmt: skip
API = Source("src_api", "shop_api_prod", "Shop API", SourceCatalog("c2", "node-js", "Node"),
             write_keys=("••••0f77",))  # fmt: skip
WEB_KEY = "invented-key-of-the-web-a206"


@dataclass
class Listening:
    """A running receiver, and everything about it that a test asks."""

    receiver: Receiver
    file: Path
    told: list[News] = field(default_factory=list)

    def send(
        self, path: str, body: object = None, method: str = "POST", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """One request on a connection of its own: status, headers and body of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.receiver.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection.request(method, path, content, named)
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        connection.close()
        return found

    def raw(self, *pieces: bytes) -> bytes:
        """What comes back for these bytes, until the receiver closes."""
        with socket.create_connection(("127.0.0.1", self.receiver.port), timeout=10) as client:
            for piece in pieces:
                client.sendall(piece)
            client.shutdown(socket.SHUT_WR)
            found = b""
            while piece := client.recv(65_536):
                found += piece
        return found

    @property
    def kept(self) -> list[dict[str, object]]:
        """The lines of the session's file."""
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    @property
    def arrivals(self) -> list[Arrival]:
        """The calls that it told of."""
        return [one for one in self.told if isinstance(one, Arrival)]

    @property
    def notices(self) -> list[str]:
        """What else it told."""
        return [one.text for one in self.told if isinstance(one, Notice)]


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Callable[..., Listening]]:
    """Starts a receiver for a workspace with two sources."""
    started = []

    def start(patience: Patience = PATIENCE) -> Listening:
        told: list[News] = []
        file = tmp_path / "calls.jsonl"
        workspace = Workspace("ws", "quillmoor", "Quillmoor", sources=(WEB, API))
        session = Session(file, tmp_path)
        receiver = Receiver(session, workspace, {}, told.append, patience=patience)
        receiver.start(0)
        started.append(receiver)
        return Listening(receiver, file, told)

    yield start
    for receiver in started:
        receiver.stop()


@pytest.fixture
def heard(listening: Callable[..., Listening]) -> Listening:
    """One such receiver."""
    return listening()
