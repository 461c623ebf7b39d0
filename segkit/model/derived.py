"""What segkit works out from plan and workspace, every statement with its reason.

Pure data. `routing` and `derive` make it; `delivery`, `considerations` and `rows` use it.
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCE_KINDS = (
    "web",
    "mobile",
    "server",
    "cloud-event",
    "cloud-object",
    "reverse-etl",
    "function",
    "engage",
    "unknown",
)
"""What a source is, as far as delivery goes. `engage` sources are Segment's own outputs."""

INSTRUMENTED = frozenset({"web", "mobile", "server", "function", "unknown"})
"""Kinds that the customer's own code feeds, or may feed: those a tracking plan speaks about."""

EVENT_STREAMS = INSTRUMENTED | {"cloud-event"}
"""Kinds that send calls as they happen."""

OFF_DEVICE = frozenset(SOURCE_KINDS) - {"web", "mobile", "unknown"}
"""Kinds that can never run a destination's own code."""

ENVIRONMENTS = ("prod", "staging", "dev", "all", "")
"""Canonical environments; `all` is one source for several, an empty text is unknown."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one source belongs: which product, which environment.

    Attributes:
        product: What the source tracks without its environment, e.g. `Web shop`.
        environment: One of `ENVIRONMENTS`, or the customer's own word in lower case.
        evidence: What says so, in words (`label environment:prod`, `the name ends in
            "(dev)"`, `set by the solutions architect`).
    """

    source_id: str
    product: str
    environment: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Connection:
    """One source and one of its destinations, with how data can travel between them.

    Attributes:
        possible: `device` and / or `cloud`; empty when nothing can arrive.
        mode: `device`, `cloud`, `unknown` (both are possible and the API does not tell
            which was chosen) or `none`.
        reason: One sentence for the customer.
        basis: Where the statement comes from: `catalog`, `documentation`, `workspace` or
            `engagement`.
        certain: False when the fact behind it is inferred rather than documented.
        enabled: Source and destination are both enabled.
        mapped: An Actions destination has an enabled mapping; None when its mappings could
            not be read. True for destinations that need none.
    """

    source_id: str
    destination_id: str
    possible: tuple[str, ...]
    mode: str
    reason: str
    basis: str = "catalog"
    certain: bool = True
    enabled: bool = True
    mapped: bool | None = True

    @property
    def obstacle(self) -> str:
        """Why nothing is delivered: `none` (no way), `off`, `unmapped`.

        `unsure` where no way is known and that is inferred, `unread` where mappings are not known.

        Empty when calls are passed on.
        """
        if not self.possible:
            return "none" if self.certain else "unsure"
        if not self.enabled:
            return "off"
        return {True: "", False: "unmapped", None: "unread"}[self.mapped]

    @property
    def delivers(self) -> bool | None:
        """Something of what the source sends is passed on; None when it cannot be told."""
        return None if self.obstacle in {"unread", "unsure"} else not self.obstacle


@dataclass(frozen=True, slots=True)
class TrackingChoice:
    """Client-side, server-side or both: what the customer's sources amount to.

    Attributes:
        value: `client`, `server`, `both` or an empty text when it cannot be told.
        reason: Names the sources that decide it.
        overridden: The SA set it in `engagement.toml`.
    """

    value: str
    reason: str
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class CallScope:
    """Whether one of the six calls is in scope for this customer.

    Attributes:
        call: `identify`, `track`, `page`, `screen`, `group` or `alias`.
        reason: What in plan or workspace says so.
        overridden: The SA set it in `engagement.toml`.
        known: False where no plan was read that could ask for it; then it is in no scope.
    """

    call: str
    in_scope: bool
    reason: str
    overridden: bool = False
    known: bool = True
