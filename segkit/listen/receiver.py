"""Segment's place on this computer: what each path answers, and the thread that it runs in.

A call is in the session's file before its request is answered with 200. Whoever is to hear of it
is told afterwards, by a queue, so that nobody who is slow holds up a library.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from segkit.errors import UsageError
from segkit.listen.answers import (
    NOWHERE,
    REFUSED,
    STRANGER,
    TAKEN,
    is_for_this_computer,
    page,
    picture,
    readable,
)
from segkit.listen.calls import (
    UnreadableError,
    from_pixel,
    is_for_calls,
    is_for_metrics,
    read_calls,
)
from segkit.listen.server import LOOPBACK, PATIENCE, Answer, Patience, Request, listen
from segkit.listen.session import Session
from segkit.model.workspace import Workspace
from segkit.traffic.counting.senders import Senders, digest_of


@dataclass(frozen=True, slots=True)
class Arrival:
    """One call that is in the session's file.

    Attributes:
        at: When it arrived.
        call: As it stands in the file.
        source: Slug of the source by its write key; `?` when that is not known.
        key: The write key, masked; empty when there was none.
    """

    at: dt.datetime
    call: Mapping[str, object]
    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person has to know, and that is no call: one sentence or two."""

    at: dt.datetime
    text: str


News = Arrival | Notice
_QUIET = 10.0  # seconds before the same trouble is told again
Tell = Callable[[News], None]


class Receiver:
    """A receiver in a thread of its own.

    Attributes:
        port: Where it listens; 0 until it is started.
        lost: Requests whose calls could not be kept, so that they got no answer.
    """

    def __init__(
        self,
        session: Session,
        workspace: Workspace | None,
        keys: Mapping[str, str],
        tell: Tell,
        *,
        patience: Patience = PATIENCE,
    ) -> None:
        """`keys` are the write keys that were kept in the clear, by source id."""
        self.port, self.lost = 0, 0
        self._session, self._tell = session, tell
        self._senders = Senders(workspace, {id_: digest_of(key) for id_, key in keys.items()})
        self._ids = {one.slug: one.id for one in workspace.sources} if workspace else {}
        self._patience = patience
        self._loop = asyncio.new_event_loop()
        self._cannot_keep = ""
        self._troubles: dict[str, float] = {}

    def start(self, port: int) -> None:
        """Listen on this port, or on any that is free for 0; raises `UsageError` when it is taken."""
        begun: Future[int] = Future()
        # a loop of its own: a kernel's thread runs one already
        self._thread = threading.Thread(
            target=self._run, args=(port, begun), daemon=True, name="segkit listen"
        )
        self._thread.start()
        try:
            self.port = begun.result()
        except OSError as error:
            self._thread.join()
            raise _no_port(port, error) from error

    def stop(self) -> None:
        """Take nothing more; whatever has no answer yet gets none."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._session.close()

    def _run(self, port: int, begun: Future[int]) -> None:
        loop = self._loop
        loop.set_exception_handler(self._on_trouble)
        serving = listen(self._answered, port, self._notice, self._patience)
        try:
            server = loop.run_until_complete(serving)
        except OSError as error:
            loop.close()
            begun.set_exception(error)
            return
        begun.set_result(server.sockets[0].getsockname()[1])
        loop.run_forever()
        server.close()
        if waiting := asyncio.all_tasks(loop):
            for task in waiting:
                task.cancel()
            loop.run_until_complete(asyncio.wait(waiting))
        loop.close()

    def _on_trouble(self, _: object, context: Mapping[str, object]) -> None:
        """What asyncio itself meets; it goes on by itself, and meets it again at once."""
        text = f"{context.get('message', 'A connection broke')}: {context.get('exception')}."
        now = self._loop.time()
        if now - self._troubles.get(text, -_QUIET) >= _QUIET:
            self._troubles = {text: now}
            self._notice(text)

    def _notice(self, text: str) -> None:
        self._tell(Notice(_now(), text))

    def _answered(self, request: Request) -> Answer | None:
        """The answer; None when the calls could not be kept."""
        host = request.headers.get("host", "")
        if not is_for_this_computer(host):
            self._notice(
                f"A request for {host[:80]!r} was refused: this receiver answers to addresses "
                f"only. Use http://{LOOPBACK}:{self.port}."
            )
            return STRANGER
        return readable(request, self._answer(request))

    def _answer(self, request: Request) -> Answer | None:
        if request.method == "OPTIONS":
            return Answer(204)
        if request.method in {"GET", "HEAD"}:
            pixel = from_pixel(request)
            return page(request) if pixel is None else picture(self._calls(pixel))
        if request.method == "POST" and is_for_metrics(request.path):
            return TAKEN
        if request.method == "POST" and is_for_calls(request.path):
            return self._calls(request)
        self._notice(
            f"{request.method} {request.path[:80]} is no path of Segment's: calls go to /v1/…. "
            "Compare the address that the library was given."
        )
        return NOWHERE

    def _calls(self, request: Request) -> Answer | None:
        now, arrived = _now(), list[Arrival]()
        where = f"{request.method} {request.path} at {_iso(now)}"
        unreadable, remarks = list[str](), tuple[str, ...]()
        try:
            posted = read_calls(request)
        except UnreadableError as error:
            unreadable.append(str(error))
            answer = REFUSED
        else:
            answer = TAKEN
            unreadable += posted.unreadable
            remarks = posted.remarks
            arrived += [
                self._arrival(now, call, key)
                for call, key in zip(posted.calls, posted.keys, strict=True)
            ]
        lines = [one.call for one in arrived]
        lines += [{"segkit": "unreadable", "why": why, "where": where} for why in unreadable]
        if not self._keep(lines):
            return None
        for one in arrived:
            self._tell(one)
        for why in (*unreadable, *remarks):
            self._notice(f"{request.method} {request.path[:80]}: {why}.")
        return answer

    def _arrival(self, now: dt.datetime, call: dict[str, object], key: str) -> Arrival:
        sender = self._senders.who("", key, "")
        line = {**call, "receivedAt": _iso(now)}
        if sender.slug in self._ids:
            line["projectId"] = self._ids[sender.slug]
        if not isinstance(line.get("messageId"), str) or not line["messageId"]:
            line["messageId"] = f"segkit-{uuid.uuid4()}"
        return Arrival(now, line, sender.slug, sender.key)

    def _keep(self, lines: list[Mapping[str, object]]) -> bool:
        try:
            self._session.keep(lines)
        except OSError as error:
            self.lost += 1
            reason = error.strerror or type(error).__name__
            if reason != self._cannot_keep:
                self._notice(
                    f"{self._session.path} cannot be written: {reason}. No call is answered until "
                    "it can, so libraries keep theirs and try again."
                )
            self._cannot_keep = reason
            return False
        if self._cannot_keep:
            self._notice(f"{self._session.path} can be written again.")
        self._cannot_keep = ""
        return True


def _no_port(port: int, error: OSError) -> UsageError:
    taken = error.errno == errno.EADDRINUSE
    reason = "another program listens there" if taken else error.strerror or type(error).__name__
    return UsageError(
        f"Port {port} of {LOOPBACK} cannot be used: {reason}.",
        "give another one with --port; 0 takes any that is free.",
    )


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def _iso(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
