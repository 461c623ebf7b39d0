"""Calls that are seen while a test runs, held against the plan.

Nothing here needs Playwright: whatever has `on("request", …)` and gives requests with `method`,
`url`, `headers` and `post_data_buffer` can be watched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from segkit.engagement.settings import find_engagement
from segkit.engagement.snapshot import read_snapshot
from segkit.engagement.write_keys import read_write_keys
from segkit.errors import UsageError
from segkit.traffic.captures.calls import Found, Place, found_in
from segkit.traffic.captures.requests import found_in_entry
from segkit.traffic.counting.counter import Counting
from segkit.traffic.counting.senders import Senders, digest_of
from segkit.traffic.counting.tally import Tally
from segkit.traffic.judge import Judge
from segkit.traffic.results.reckoning import Scope, verified
from segkit.traffic.results.verified import Verified, problems


class Request(Protocol):
    """A request as Playwright gives it."""

    method: str
    url: str
    headers: Mapping[str, str]
    post_data_buffer: bytes | None


class Watched(Protocol):
    """A page or a context."""

    def on(self, event: str, heard: Callable[[Request], object]) -> object:
        """Call back for each event."""


class SegmentCalls:
    """What a test has seen so far."""

    def __init__(self, counting: Counting) -> None:
        self._counting = counting
        self._requests = 0

    @classmethod
    def of(cls, folder: Path) -> SegmentCalls:
        """For the plan of an engagement; raises `UsageError` without one."""
        engagement = find_engagement(folder)
        snapshot = read_snapshot(engagement)
        if snapshot.plan is None:
            raise UsageError(
                f"{folder} has no tracking plan.", "name one below [plan] and run `segkit pull`."
            )
        keys = {s: digest_of(key) for s, key in read_write_keys(engagement).items()}
        return cls(Counting(Judge(snapshot.plan), Senders(snapshot.workspace, keys)))

    def watch(self, page: Watched) -> None:
        """Take every call that a page or context of Playwright sends from now on."""
        page.on("request", self._request)

    def add(self, call: object) -> None:
        """Take a call, or the body of a request, that the test has by other means."""
        self._requests += 1
        value = json.loads(call) if isinstance(call, str | bytes) else call
        self._take(*found_in(value, Place("request", "number", self._requests)))

    @property
    def seen(self) -> Verified:
        """What was seen so far, as `segkit verify --json` has it."""
        whole = Tally()
        whole.add(self._counting.tally)
        return verified(whole, Scope(self._counting.judge))

    def expect(self, *names: str) -> None:
        """Fail unless each of these events, or calls such as `identify`, was seen."""
        seen = {event.event or event.type for event in self.seen.events}
        missing = [name for name in names if name not in seen]
        if missing:
            raise AssertionError(
                f"Not seen: {', '.join(missing)}. Seen: {', '.join(sorted(seen)) or 'no call'}."
            )

    def check(self, level: str = "violation") -> None:
        """Fail when something was seen that breaks the plan."""
        seen = self.seen
        if not seen.calls and not seen.unreadable:
            return  # a test may be about something else
        found = list(problems(seen, level))
        if found:
            raise AssertionError("Calls break the tracking plan:\n" + "\n".join(found))

    def _request(self, request: Request) -> None:
        self._requests += 1
        body = (request.post_data_buffer or b"").decode("latin-1")
        is_packed = body.startswith("\x1f")
        data = {"text": body if is_packed else body.encode("latin-1").decode("utf-8", "replace")}
        headers = [{"name": name, "value": value} for name, value in request.headers.items()]
        entry = {
            "request": {
                "method": request.method, "url": request.url, "headers": headers, "postData": data,
            }
        }  # fmt: skip
        self._take(*found_in_entry(entry, Place("request", "number", self._requests)))

    def _take(self, *found: Found) -> None:
        for one in found:
            self._counting.take(one)
