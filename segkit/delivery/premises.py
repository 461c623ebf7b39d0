"""What delivery is worked out from: plan, workspace, and what follows from them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from segkit.delivery.pair import Pair
from segkit.derive.columns import StoredCall, stored_calls
from segkit.derive.platforms import kinds_named
from segkit.knowledge.libraries import Library
from segkit.mappings.directives import Plan
from segkit.model.derived import INSTRUMENTED, Connection, Placement
from segkit.model.plan import CALLS, Rule, TrackingPlan
from segkit.model.workspace import Source, Warehouse, Workspace
from segkit.routing.categories import (
    PREFERENCES_UPDATED,
    Consent,
    Entered,
    consent_of,
    plans_consent,
)


# No slots: cached_property keeps its results in the instance's dictionary.
@dataclass(frozen=True)
class Premises:
    """What is known of one engagement before anything is said of what arrives.

    Attributes:
        plan: None when the engagement has no tracking plan.
        connections: One for each source and destination that are connected.
        kinds: Kind of source, by the source's id.
        placements: Product and environment of each source.
        libraries: Library of a source, by the source's id; sources without one are left out.
        region: `us` or `eu`, in any case; empty when it is not known.
        consent: Destinations by consent category, as the SA entered them; None when nobody did.
    """

    workspace: Workspace
    plan: TrackingPlan | None = None
    connections: tuple[Connection, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    placements: tuple[Placement, ...] = ()
    libraries: Mapping[str, Library] = field(default_factory=dict)
    region: str = ""
    consent: Entered | None = None

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every connection whose source and destination are in the workspace."""
        destinations = {d.id: d for d in self.workspace.destinations}
        return tuple(
            Pair(
                source=self.sources[connection.source_id],
                destination=destinations[connection.destination_id],
                connection=connection,
                kind=self.kind(connection.source_id),
            )
            for connection in self.connections
            if connection.source_id in self.sources and connection.destination_id in destinations
        )

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The workspace's sources by id."""
        return {source.id: source for source in self.workspace.sources}

    @cached_property
    def stored(self) -> tuple[StoredCall, ...]:
        """The plan as tables and columns; empty without a plan or a warehouse."""
        return stored_calls(self.plan.rules if self.plan and self.workspace.warehouses else ())

    @cached_property
    def pairs_of(self) -> Mapping[str, tuple[Pair, ...]]:
        """The pairs of each source that has some, by the source's id."""
        grouped: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            grouped[pair.source.id].append(pair)
        return {source_id: tuple(pairs) for source_id, pairs in grouped.items()}

    @property
    def in_eu(self) -> bool:
        """The workspace is known to be in Segment's EU region."""
        return self.region.lower().startswith("eu")

    def kind(self, source_id: str) -> str:
        """The source's kind; `unknown` when nobody said."""
        return self.kinds.get(source_id, "unknown")

    def environment(self, source_id: str) -> str:
        """The environment of a source: `prod`, `staging`, ..., `all`; empty when nobody said."""
        return self._environments.get(source_id, "")

    def is_retired(self, source_id: str) -> bool:
        """Support for the source's library has ended, so that nobody builds on it any more."""
        library = self.libraries.get(source_id)
        return library is not None and bool(library.support_ended)

    def plan_covers(self, source_id: str) -> bool:
        """The customer's plan says what this source sends.

        When sources are connected to this very plan in Segment, it covers those; else it
        covers all that the customer's own code feeds, or may feed.
        """
        if self.plan is None:
            return False
        if self._connected_to_plan:
            return source_id in self._connected_to_plan
        return self.kind(source_id) in INSTRUMENTED

    def is_sure_to_send(self, source_id: str) -> bool:
        """Of a source that the plan covers: it is known to be one that such calls come from."""
        return self.kind(source_id) != "unknown" or source_id in self._connected_to_plan

    def may_send(self, source_id: str, rule: Rule) -> bool:
        """The plan does not say that the rule is meant for other platforms only."""
        return _is_meant_for(self.kind(source_id), kinds_named(rule))

    def calls(self, source_id: str) -> frozenset[str]:
        """The calls that this source is planned to send; all six where no plan speaks of it.

        Websites send no screen calls and apps no page calls. Where a workspace has both a
        website and a server, planned pages are taken to be the website's; screens likewise.
        """
        if not self.plan_covers(source_id):
            return frozenset(CALLS)
        kind, kinds = self.kind(source_id), set(self.kinds.values())
        calls = set(self._meant(kind))
        if kind == "mobile" or (kind not in {"web", "unknown"} and "web" in kinds):
            calls.discard("page")
        if kind == "web" or (kind not in {"mobile", "unknown"} and "mobile" in kinds):
            calls.discard("screen")
        return frozenset(calls)

    def is_taken_not_to_send(self, source_id: str, rule: Rule) -> bool:
        """Nothing but what is said of `calls` keeps the source from sending it."""
        return (
            self.sources[source_id].enabled
            and self.plan_covers(source_id)
            and self.may_send(source_id, rule)
            and rule.call in self._meant(self.kind(source_id)) - self.calls(source_id)
        )

    def _meant(self, kind: str) -> frozenset[str]:
        return frozenset(call for call, meant in self._planned if _is_meant_for(kind, meant))

    def warehouse_pairs(self) -> Iterator[tuple[Source, Warehouse]]:
        """Every source that is known to sync into a warehouse, with that warehouse."""
        for warehouse in self.workspace.warehouses:
            for source_id in warehouse.source_ids or ():
                if source_id in self.sources:
                    yield self.sources[source_id], warehouse

    @cached_property
    def current(self) -> Mapping[str, tuple[Rule, ...]]:
        """The plan's rules that are not deprecated, by the call that they are for."""
        grouped: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.plan.rules if self.plan else ():
            if not rule.deprecated:
                grouped[rule.call].append(rule)
        return {call: tuple(rules) for call, rules in grouped.items()}

    def planned_fields(self, call: str) -> Plan:
        """Every field that the plan's current rules have for a call."""
        if call not in self._fields:
            rules = (*self.current.get(call, ()), *self.current.get("common", ()))
            self._fields[call] = Plan(field.path for rule in rules for field in rule.fields)
        return self._fields[call]

    @cached_property
    def _environments(self) -> Mapping[str, str]:
        return {place.source_id: place.environment for place in self.placements}

    @cached_property
    def _fields(self) -> dict[str, Plan]:
        return {}

    @cached_property
    def consents(self) -> Consent | None:
        """The consent categories of the destinations; None when nobody entered them."""
        return consent_of(self.consent, self.workspace)

    @cached_property
    def carries_consent(self) -> bool:
        """The plan says that calls carry consent: a consent tool writes it into every one."""
        rules = self.plan.rules if self.plan else ()
        return any(
            plans_consent(rule) or rule.key == PREFERENCES_UPDATED
            for rule in rules
            if not rule.deprecated
        )

    @cached_property
    def _planned(self) -> frozenset[tuple[str, frozenset[str]]]:
        """The calls of the plan's current rules, with the kinds that they are meant for."""
        return frozenset(
            (call, kinds_named(r)) for call in CALLS for r in self.current.get(call, ())
        )

    @cached_property
    def _connected_to_plan(self) -> frozenset[str]:
        plan_id = self.plan.id if self.plan else ""
        return frozenset(
            s.id for s in self.workspace.sources if plan_id and s.tracking_plan_id == plan_id
        )


def _is_meant_for(kind: str, named: frozenset[str]) -> bool:
    return not named or kind == "unknown" or ("server" if kind == "function" else kind) in named
