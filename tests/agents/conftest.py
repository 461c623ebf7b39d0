"""Engagements for the server, and the protocol's own client to ask it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from segkit.engagement.demo import create_demo

ROOT = Path(__file__).parents[2]


class Asking:
    """A client that stays connected, asked from tests that know nothing of coroutines."""

    def __init__(self, server: Any) -> None:  # noqa: ANN401 (whatever the client takes)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._queue: asyncio.Queue[Any] = asyncio.Queue()
        self.client: Client = None  # type: ignore[assignment]  # set before anybody asks
        ready = threading.Event()
        self._task = asyncio.run_coroutine_threadsafe(self._live(server, ready), self._loop)
        assert ready.wait(60)
        if self._task.done():
            self._task.result()

    async def _live(self, server: Any, ready: threading.Event) -> None:  # noqa: ANN401
        # opened and closed by one task, as the client wants it
        try:
            async with Client(server) as self.client:
                ready.set()
                await self._queue.get()
        finally:
            ready.set()

    def run(self, what: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:  # noqa: ANN401 (likewise)
        """What the client answers."""
        return asyncio.run_coroutine_threadsafe(what(self.client), self._loop).result(60)

    def call(self, tool: str, **arguments: object) -> Any:  # noqa: ANN401 (a result of the library)
        """The whole result of a tool."""
        return self.run(lambda client: client.call_tool(tool, arguments))

    def ask(self, tool: str, **arguments: object) -> Any:  # noqa: ANN401 (JSON)
        """`data` of the answer; structured content and text say the same."""
        result = self.call(tool, **arguments)
        assert not result.is_error, result.content[0].text
        assert json.loads(result.content[0].text) == result.structured_content
        assert len(result.content[0].text.encode()) <= 8000
        return result.structured_content["data"]

    def every(self, tool: str, **arguments: object) -> list[Any]:
        """All items, page by page."""
        found: list[Any] = []
        cursor: dict[str, object] = {}
        while True:
            answer = self.call(tool, **arguments, **cursor).structured_content
            found += answer["data"]["items"]
            if answer["next"] is None:
                assert len(found) == answer["data"]["total"]
                return found
            cursor = {"cursor": answer["next"]}

    def wrong(self, tool: str, **arguments: object) -> str:
        """What is said about a question that cannot be answered."""
        result = self.call(tool, **arguments)
        assert result.is_error
        assert result.structured_content is None
        return str(result.content[0].text)

    def close(self) -> None:
        """End the server."""
        self._loop.call_soon_threadsafe(self._queue.put_nowait, None)
        self._task.result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement's folder; nothing of it may change."""
    return create_demo(tmp_path_factory.mktemp("agents") / "quillmoor").folder


@pytest.fixture(scope="session")
def stdio(demo: Path) -> Iterator[Asking]:
    """The program `segkit mcp` itself, in a process of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SEGMENT_TOKEN": "sgp_never",
    }
    arguments = ["-m", "segkit", "mcp", str(demo)]
    asking = Asking(StdioServerParameters(command=sys.executable, args=arguments, env=environment))
    yield asking
    asking.close()


@pytest.fixture(scope="module")
def open_server() -> Iterator[Callable[[Path], Asking]]:
    """Servers in this process, each opened once."""
    from segkit.agents.knowing import Keeper
    from segkit.agents.server import server_of

    there: dict[Path, Asking] = {}

    def opened(folder: Path) -> Asking:
        if folder not in there:
            there[folder] = Asking(server_of(Keeper(folder)))
        return there[folder]

    yield opened
    for one in there.values():
        one.close()
