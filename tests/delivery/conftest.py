"""A small workspace around one source, as one fixture because test folders are no packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from segkit.delivery.outcome import Outcome, Route
from segkit.delivery.route import route
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Action,
    Destination,
    DestinationCatalog,
    DestinationFilter,
    DestinationMapping,
    InsertFunction,
    Source,
    SourceCatalog,
    Transformation,
    Warehouse,
    Workspace,
)

LIBRARIES = {"web": "javascript", "mobile": "apple", "server": "node-js"}
ALL = frozenset({"track", "identify", "page", "group", "alias"})


@dataclass
class World:
    """Quillmoor's workspace with one source `shop`; tests add what they are about."""

    kind: str = "server"
    destinations: list[Destination] = field(default_factory=list)
    warehouses: list[Warehouse] = field(default_factory=list)
    transformations: list[Transformation] = field(default_factory=list)
    functions: list[InsertFunction] = field(default_factory=list)
    not_available: dict[str, str] = field(default_factory=dict)
    source: dict[str, object] = field(default_factory=dict)
    plan: TrackingPlan | None = None
    modes: dict[str, str] = field(default_factory=dict)
    consent: dict[str, tuple[str, ...]] | None = None

    def classic(
        self,
        *components: str,
        methods: frozenset[str] = ALL,
        slug: str = "beacon",
        filters: Sequence[DestinationFilter] | None = (),
        enabled: bool = True,
    ) -> World:
        """With a classic destination `d`, on Segment's servers unless told otherwise."""
        entry = DestinationCatalog(
            "cat",
            "Beacon",
            slug,
            components=components or ("SERVER",),
            methods=methods,
            platforms=frozenset({"browser", "server", "mobile"}),
            previous_names=("Beacon Classic",),
        )
        held = None if filters is None else tuple(filters)
        made = Destination("d", "Our Beacon", "s", entry, enabled=enabled, filters=held)
        self.destinations.append(made)
        return self

    def actions(
        self, mappings: Mapping[str, str] | None, *platforms: str, off: Sequence[str] = ()
    ) -> World:
        """With an Actions destination `d`: triggers by name; the name begins with its action."""
        entry = DestinationCatalog(
            "cat",
            "Beacon",
            "actions-beacon",
            methods=ALL,
            platforms=frozenset({"browser", "server"}),
            actions=tuple(
                Action(f"a{n}", f"a{n}", f"Action {n}", platform=platform)
                for n, platform in enumerate(platforms or ("CLOUD",))
            ),
        )
        made = Destination("d", "Our Beacon", "s", entry, filters=())
        if mappings is not None:
            held = tuple(
                DestinationMapping(n, n, n[:2], n[:2], "d", trigger=trigger, enabled=n not in off)
                for n, trigger in mappings.items()
            )
            made = replace(made, mappings=held)
        self.destinations.append(made)
        return self

    def warehouse(
        self, source_ids: tuple[str, ...] | None = ("s",), kind: str = "snowflake"
    ) -> World:
        """With a warehouse `w`."""
        self.warehouses.append(Warehouse("w", "Records", kind, kind, source_ids=source_ids))
        return self

    def transforms(
        self, body: dict[str, object], condition: str = 'type = "track"', to: str = ""
    ) -> World:
        """With a transformation, of the source unless `to` names a catalog id."""
        self.transformations.append(
            Transformation("t", "Tidy", "s", condition, destination_catalog_id=to, body=body)
        )
        return self

    def protocols(self, settings: Mapping[str, object], *rules: Rule) -> World:
        """With a tracking plan connected to the source."""
        self.source |= {"tracking_plan_id": "tp_1", "schema_settings": settings}
        self.plan = TrackingPlan("Shop", tuple(rules), id="tp_1")
        return self

    def send(self, **call: object) -> Route:
        """The route of a track call, or of what is given."""
        sent = {"type": "track", "event": "Order Completed", "userId": "u", **call}
        catalog = SourceCatalog("c", "Library", LIBRARIES.get(self.kind, self.kind))
        source = replace(Source("s", "shop", "Shop", catalog), **self.source)  # type: ignore[arg-type]
        workspace = Workspace(
            sources=(source,),
            destinations=tuple(self.destinations),
            warehouses=tuple(self.warehouses),
            transformations=tuple(self.transformations),
            insert_functions=tuple(self.functions),
            not_available=self.not_available,
        )
        known = {"plan": self.plan, "modes": self.modes, "consent": self.consent}
        return route(sent, "shop", workspace, **known)  # type: ignore[arg-type]

    def outcome(self, **call: object) -> Outcome:
        """The only outcome of `send`."""
        [found] = self.send(**call).outcomes
        return found


def dropping(condition: str, kind: str = "DROP", **action: object) -> DestinationFilter:
    """A destination filter with one action."""
    return DestinationFilter("f", "s", "d", condition, ({"type": kind, **action},), title="Ours")


def rule_of(key: str | None, *names: str, call: str = "track", **fields: object) -> Rule:
    """A rule whose fields are texts; those with `!` behind them are required."""
    container = "traits" if call in {"identify", "group"} else "properties"
    planned = tuple(
        Field((container, n.rstrip("!")), ("string",), required=n.endswith("!")) for n in names
    )
    return Rule(call, key, fields=planned, **fields)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Build:
    """The builders, for tests."""

    world: type[World] = World
    filter = staticmethod(dropping)
    rule = staticmethod(rule_of)


@pytest.fixture
def build() -> Build:
    """The builders."""
    return Build()
