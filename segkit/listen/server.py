"""HTTP on the loopback, as clients really speak it: kept connections, chunks, `Expect`, bad manners.

What a request means is the handler's; here is only how it comes in and how the answer goes out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

import h11

LOOPBACK = "127.0.0.1"

MOST_BYTES = 1_000_000
"""Of one body as it comes: twice what Segment takes, so that who sends too much is told by how much."""

_MOST_HEAD = 64_000
_PIECE = 65_536
_BACKLOG = 1024  # browsers and tests open many connections at once
_TLS = b"\x16\x03"
"""How a client begins that was told `https://`."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a client may take, in seconds, whatever it does meanwhile.

    Attributes:
        head: From one answer to the whole head of the next request.
        body: From the head to the end of the body.
    """

    head: float = 120.0
    body: float = 60.0


PATIENCE = Patience()
"""With clients that have no reason to be slow."""


@dataclass(frozen=True, slots=True)
class Request:
    """One whole request.

    Attributes:
        path: Without what follows a `?`.
        query: What follows it.
        headers: By name in lower case; of several the last.
        is_cut: The body was longer than `MOST_BYTES`; what is here is its beginning.
    """

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, headers besides length and date, and the body."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


Handler = Callable[[Request], Answer | None]
"""None is no answer: the connection is cut, so that the client keeps what it sent."""

Complain = Callable[[str], None]


async def listen(
    handler: Handler, port: int, complain: Complain, patience: Patience
) -> asyncio.Server:
    """Serve on the loopback until the server is closed; raises `OSError` when the port is taken."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = _Connection(reader, writer, handler, complain, patience)
        try:
            await connection.serve()
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # the client has gone or fell silent; nothing was answered, so nothing is kept
        finally:
            writer.close()

    return await asyncio.start_server(connected, LOOPBACK, port, backlog=_BACKLOG)


class _Connection:
    """One client, from its first request to its last."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        handler: Handler,
        complain: Complain,
        patience: Patience,
    ) -> None:
        self._reader, self._writer = reader, writer
        self._handler, self._complain, self._patience = handler, complain, patience
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_MOST_HEAD)
        self._is_new = True

    async def serve(self) -> None:
        """Answer until the client closes, breaks the rules, or takes too long."""
        try:
            while (request := await self._request()) is not None:
                answer = self._handler(request)
                if answer is None:
                    return
                await self._send(replace(answer, body=b"") if request.method == "HEAD" else answer)
                if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                    return
                self._http.start_next_cycle()
        except h11.RemoteProtocolError as error:
            if self._http.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
                await self._send(Answer(error.error_status_hint, (("Connection", "close"),)))

    async def _request(self) -> Request | None:
        """The next whole request; None when the client has closed."""
        async with asyncio.timeout(self._patience.head):
            head = await self._event()
        if not isinstance(head, h11.Request):
            return None
        body, is_cut = bytearray(), False
        async with asyncio.timeout(self._patience.body):
            while isinstance(piece := await self._event(), h11.Data):
                # read to its end: who is still sending would not see an answer
                is_cut = is_cut or len(body) + len(piece.data) > MOST_BYTES
                body += b"" if is_cut else piece.data
        path, _, query = head.target.decode("latin-1").partition("?")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
        return Request(head.method.decode("latin-1"), path, query, headers, bytes(body), is_cut)

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[])
                self._writer.write(self._http.send(go_on) or b"")
            came = await self._reader.read(_PIECE)
            if self._is_new and came.startswith(_TLS):
                self._complain(
                    "A client spoke https:// to this port. Give it the address with http://."
                )
                raise ConnectionAbortedError
            self._is_new = False
            self._http.receive_data(came)
        return event

    async def _send(self, answer: Answer) -> None:
        named = (*answer.headers, ("Content-Length", str(len(answer.body))))
        headers = [(name.encode(), value.encode("latin-1")) for name, value in named]
        send = self._http.send
        reason = HTTPStatus(answer.status).phrase
        head = send(h11.Response(status_code=answer.status, headers=headers, reason=reason)) or b""
        body = send(h11.Data(data=answer.body)) or b""
        self._writer.write(head + body + (send(h11.EndOfMessage()) or b""))
        await self._writer.drain()
