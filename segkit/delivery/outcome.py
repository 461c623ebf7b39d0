"""What becomes of one call: an outcome for each destination and warehouse, with its trace.

Pure data, and its JSON. Nothing here decides anything.

The JSON of `segkit route --json` only ever grows:

    {"source":   {"id", "slug", "name", "kind"},
     "call":     {"type", "name"},
     "outcomes": [{"id", "name", "kind": "destination" | "warehouse", "catalog",
                   "result": "delivered" | "not delivered" | "unknown",
                   "mode": "device" | "cloud" | "both" | "unknown" | "none" | "warehouse",
                   "reason", "certain", "stoppedBy", "missing": [words],
                   "mappings": [{"id", "name", "action", "mode"}],
                   "removed": [{"field", "reason"}], "changed": [{"field", "reason"}],
                   "payload": the call as it arrives, or null,
                   "tables": [{"table", "columns": [name]}],
                   "steps": [{"step", "mode", "verdict", "words", "evidence", "certain"}]}],
     "warnings":   [words],
     "notModelled": [words]}

A step's `verdict` is `passes`, `changes`, `stops`, `unknown` or `not modelled`; `stoppedBy` is
the `step` that stopped the call, else empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Json = Mapping[str, object]

DELIVERED, NOT_DELIVERED, UNKNOWN = "delivered", "not delivered", "unknown"
"""Every value of `Outcome.result`."""

STEPS: Mapping[str, str] = {
    "enabled": "Switched on",
    "connected": "Connected to the source",
    "mode": "Connection mode",
    "sdk": "SDK packaged in the app",
    "call": "Call type",
    "integrations": "integrations object",
    "blocking": "Blocking at the source",
    "source-transformations": "Transformations of the source",
    "filters": "Destination filters",
    "insert-function": "Insert function",
    "destination-transformations": "Transformations for the destination",
    "mappings": "Mappings",
    "limits": "What the destination leaves out",
    "settings": "The destination's own settings",
    "selective-sync": "Selective sync",
    "storage": "Tables and columns",
}
"""The steps of the trace in their order, with their titles."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step on a call's way.

    Attributes:
        step: One of `STEPS`.
        verdict: `passes`, `changes`, `stops`, `unknown` or `not modelled`.
        words: One or two sentences for the customer.
        evidence: What says so: an object of the workspace, the call, or documentation.
        mode: On which way it was looked at, `device` or `cloud`; empty when it is the same.
        certain: False when the statement is inferred rather than documented.
    """

    step: str
    verdict: str
    words: str
    evidence: str = ""
    mode: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the call that does not arrive as it was sent, and why.

    Attributes:
        field: As people write it: `properties.coupon`.
    """

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class UsedMapping:
    """An enabled mapping whose trigger takes the call."""

    id: str
    name: str
    action: str
    mode: str


@dataclass(frozen=True, slots=True)
class Table:
    """A warehouse table that the call writes to, with the columns that it fills."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the call at one destination or warehouse.

    Attributes:
        id: The API's id.
        kind: `destination` or `warehouse`.
        catalog: What it is, e.g. `Mixpanel (Legacy)`.
        result: One of `DELIVERED`, `NOT_DELIVERED`, `UNKNOWN`.
        mode: `device`, `cloud`, `both`, `unknown`, `none` or `warehouse`.
        reason: The outcome in one sentence.
        stopped_by: The step that stopped it; empty when none did.
        missing: What would have to be known to tell, or was taken for granted.
        payload: The call as it arrives; None when it does not, or when ways differ.
        certain: False when a step that matters is inferred.
    """

    id: str
    name: str
    kind: str
    catalog: str
    result: str
    mode: str
    reason: str
    stopped_by: str = ""
    missing: tuple[str, ...] = ()
    mappings: tuple[UsedMapping, ...] = ()
    removed: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    payload: Json | None = field(default=None, hash=False)
    tables: tuple[Table, ...] = ()
    steps: tuple[Step, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """What becomes of one call from one source.

    Attributes:
        source_kind: One of `SOURCE_KINDS`.
        call: As it was given.
        outcomes: Destinations in the workspace's order, then warehouses.
        warnings: What is odd about the call itself.
        not_modelled: What segkit does not look at.
    """

    source_id: str
    source_slug: str
    source_name: str
    source_kind: str
    call: Json = field(hash=False)
    outcomes: tuple[Outcome, ...] = ()
    warnings: tuple[str, ...] = ()
    not_modelled: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The call in words: `track "Order Completed"`."""
        kind = str(self.call.get("type", ""))
        name = self.call.get("event" if kind == "track" else "name")
        return f'{kind} "{name}"' if isinstance(name, str) and name else kind


def route_as_json(route: Route) -> dict[str, object]:
    """The route in the shape that this module's docstring gives."""
    kind = str(route.call.get("type", ""))
    return {
        "source": {
            "id": route.source_id,
            "slug": route.source_slug,
            "name": route.source_name,
            "kind": route.source_kind,
        },
        "call": {"type": kind, "name": route.call.get("event" if kind == "track" else "name")},
        "outcomes": [_outcome(outcome) for outcome in route.outcomes],
        "warnings": list(route.warnings),
        "notModelled": list(route.not_modelled),
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "id": outcome.id,
        "name": outcome.name,
        "kind": outcome.kind,
        "catalog": outcome.catalog,
        "result": outcome.result,
        "mode": outcome.mode,
        "reason": outcome.reason,
        "certain": outcome.certain,
        "stoppedBy": outcome.stopped_by,
        "missing": list(outcome.missing),
        "mappings": [
            {"id": m.id, "name": m.name, "action": m.action, "mode": m.mode}
            for m in outcome.mappings
        ],
        "removed": [{"field": one.field, "reason": one.reason} for one in outcome.removed],
        "changed": [{"field": one.field, "reason": one.reason} for one in outcome.changed],
        "payload": None if outcome.payload is None else dict(outcome.payload),
        "tables": [{"table": t.table, "columns": list(t.columns)} for t in outcome.tables],
        "steps": [
            {
                "step": step.step,
                "mode": step.mode,
                "verdict": step.verdict,
                "words": step.words,
                "evidence": step.evidence,
                "certain": step.certain,
            }
            for step in outcome.steps
        ],
    }
