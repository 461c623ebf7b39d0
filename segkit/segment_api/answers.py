"""What came back for one request, and what it means: data, a fault that passes, or a refusal."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.model.workspace import Json
from segkit.patience import seconds_to_wait
from segkit.segment_api.objects import mapping, objects, text

_PASSING = frozenset({408, 425})
_LONGEST_QUOTE = 200
_LONGEST_WAIT = 10**15  # milliseconds; 30,000 years


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or why there is none.

    Attributes:
        status: The HTTP status; 0 when nothing whole came back.
        headers: Without regard to upper and lower case.
        body: The parsed JSON object; empty when it was none.
        fault: Why this is no answer of the API; empty when it is one.
        hopeless: The fault will not pass by itself.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    fault: str = ""
    hopeless: bool = False

    @property
    def is_good(self) -> bool:
        """It holds data."""
        return 200 <= self.status < 300 and not self.fault

    @property
    def is_redirect(self) -> bool:
        """It points to another address."""
        return 300 <= self.status < 400

    @property
    def asks_to_wait(self) -> bool:
        """The API has enough of requests for now."""
        return self.status == 429 or (self.status == 503 and "Retry-After" in self.headers)

    @property
    def may_pass(self) -> bool:
        """Another try may bring the answer."""
        broken = self.status >= 500 and self.status != 501  # 501: it never will
        return broken or self.status in _PASSING or (bool(self.fault) and not self.hopeless)

    def seconds_asked(self, turn: int) -> float:
        """How long it asks to wait: the longest of what header and body say, else 2ⁿ."""
        inner = mapping(mapping(self._error).get("data")).get("msBeforeNext")
        # no wait is longer than this, and some numbers are longer than any division takes
        known = min(inner, _LONGEST_WAIT) if isinstance(inner, int | float) and inner > 0 else 0
        told = math.ceil(known / 100) / 10
        if told and "Retry-After" not in self.headers:
            return told
        return max(told, seconds_to_wait(self.headers, turn))

    def said(self) -> str:
        """The API's own words, on one line and shortened; empty when it said nothing."""
        words = text(self._error.get("message")) or text(self._error.get("type"))
        if name := text(self._error.get("field")):
            words = f"{words} ({name})"
        plain = " ".join(re.sub(r"[^\w\s!-~]|[\x00-\x1f\x7f]", " ", words).split())
        return plain if len(plain) <= _LONGEST_QUOTE else plain[:_LONGEST_QUOTE] + "…"

    @property
    def _error(self) -> Json:
        return next(iter(objects(self.body.get("errors"))), {})
