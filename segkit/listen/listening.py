"""A receiver that a room switches on and off, with the newest of what it heard."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

from segkit.errors import UsageError
from segkit.facts.known import Facts
from segkit.listen.hearing import Heard, Hearing
from segkit.listen.receiver import News, Notice, Receiver
from segkit.listen.session import open_session

PORT = 8765
_AT_ONCE = 0.2  # seconds in which arrivals are told of together


class Listening:
    """The switch, and what was heard since the notebook was opened.

    Attributes:
        hearing: Judges calls, and holds the newest.
    """

    def __init__(self, facts: Facts, changed: Callable[[], None]) -> None:
        """`changed` is called from another thread when something arrived, not for each call."""
        self.facts = facts
        self.hearing = Hearing(facts)
        self._changed = changed
        self._receiver: Receiver | None = None
        self._told: queue.SimpleQueue[News | None] = queue.SimpleQueue()

    @property
    def is_on(self) -> bool:
        """It listens."""
        return self._receiver is not None

    @property
    def port(self) -> int:
        """Where it listens; 0 while it does not."""
        return self._receiver.port if self._receiver else 0

    @property
    def newest(self) -> tuple[Heard, ...]:
        """Calls, the newest first."""
        return tuple(self.hearing.newest)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What else a person has to know, the newest first."""
        return tuple(self.hearing.notices)

    def start(self, port: int = PORT) -> None:
        """Listen on this port, or on another one where it is taken; nothing while it listens.

        Raises as `open_session` does when calls cannot be kept.
        """
        if self._receiver is not None:
            return
        try:
            self._receiver = self._listening(port)
        except UsageError:
            if not port:
                raise
            self._receiver = self._listening(0)
        threading.Thread(target=self._hear, daemon=True, name="segkit hears").start()

    def stop(self) -> None:
        """Take nothing more; what was heard stays."""
        if self._receiver is not None:
            self._receiver.stop()
            self._receiver = None
            self._told.put(None)

    def _listening(self, port: int) -> Receiver:
        session = open_session(self.facts.engagement, None)
        facts = self.facts
        receiver = Receiver(session, facts.workspace, facts.write_keys, self._told.put)
        try:
            receiver.start(port)
        except BaseException:
            session.close()
            raise
        return receiver

    def _hear(self) -> None:
        """Judge what comes, in a thread of its own, until it is stopped."""
        while (news := self._told.get()) is not None:
            self.hearing.take(news)
            if self._told.empty():
                self._changed()
                time.sleep(_AT_ONCE)
