"""Builders of small engagements, for tests of delivery and of considerations.

The kind of a source is the part of its id before a colon: `web`, `server:till`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from segkit.delivery.case import Case
from segkit.knowledge.libraries import Library
from segkit.model.derived import Connection, Placement
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


@dataclass(frozen=True)
class Link:
    """One connection with both its ends."""

    source: Source
    destination: Destination
    connection: Connection


class Build:
    """Small model objects with sensible rest."""

    def library(
        self, slug: str = "javascript", name: str = "Analytics.js", **fields: str
    ) -> Library:
        """As much of a library as the rules ask for."""
        made = Library(
            *(slug, "", name, "web", "JavaScript", "flagship"),
            *("", "", "", "", "", "", ""),
        )
        return replace(made, **fields)  # type: ignore[arg-type]

    def source(self, source_id: str = "web", **fields: object) -> Source:
        """A source of the kind that its id begins with."""
        catalog = SourceCatalog(id="c", name=source_id.title(), slug=source_id)
        made = Source(id=source_id, slug=source_id, name=f"Quillmoor {source_id}", catalog=catalog)
        return replace(made, **fields)  # type: ignore[arg-type]

    def catalog(self, **fields: object) -> DestinationCatalog:
        """The catalog entry of a classic cloud-mode destination."""
        made = DestinationCatalog(
            id="cat", name="Beacon", slug="beacon", components=("SERVER",), methods=frozenset()
        )
        return replace(made, **fields)  # type: ignore[arg-type]

    def actions(self, *platforms: str, **fields: object) -> DestinationCatalog:
        """The catalog entry of an Actions destination: one action for each platform."""
        acts = tuple(
            Action(id=f"a{n}", slug=f"a{n}", name=f"Action {n}", platform=platform)
            for n, platform in enumerate(platforms or ("CLOUD",))
        )
        return self.catalog(actions=acts, components=(), **fields)

    def mapping(
        self, trigger: str = 'type = "track"', name: str = "Events", **fields: object
    ) -> DestinationMapping:
        """An enabled mapping of the first action."""
        made = DestinationMapping(
            id=name,
            name=name,
            action_id="a0",
            action_slug="a0",
            destination_id="d",
            trigger=trigger,
        )
        return replace(made, **fields)  # type: ignore[arg-type]

    def filter(
        self,
        condition: str = 'type = "page"',
        title: str = "No pages",
        action: Mapping[str, object] | None = None,
    ) -> DestinationFilter:
        """An enabled destination filter; it does nothing unless an action is given."""
        return DestinationFilter(
            id=title,
            source_id="web",
            destination_id="d",
            condition=condition,
            title=title,
            actions=(action,) if action else (),
        )

    def link(
        self,
        source: Source | str = "web",
        *possible: str,
        mode: str = "",
        catalog: DestinationCatalog | None = None,
        name: str = "Beacon",
        **fields: object,
    ) -> Link:
        """A destination on a source; in cloud mode unless told otherwise.

        `"nothing"` as the mode means that nothing can arrive.
        """
        source = self.source(source) if isinstance(source, str) else source
        possible = () if possible == ("nothing",) else possible or ("cloud",)
        chosen = mode or (possible[0] if len(possible) == 1 else "unknown" if possible else "none")
        made = Destination(
            id=f"{source.id}-{name}",
            name=name,
            source_id=source.id,
            catalog=catalog or self.catalog(),
        )
        destination = replace(made, **fields)  # type: ignore[arg-type]
        reason = f"It is {chosen}."
        return Link(source, destination, Connection(source.id, made.id, possible, chosen, reason))

    def case(
        self,
        *links: Link,
        sources: tuple[Source, ...] = (),
        plan: TrackingPlan | None = None,
        region: str = "us",
        libraries: dict[str, Library] | None = None,
        placements: tuple[Placement, ...] = (),
        **workspace: object,
    ) -> Case:
        """An engagement of these links, further sources, and what else is given."""
        by_id = {s.id: s for s in (*(link.source for link in links), *sources)}
        return Case(
            workspace=replace(
                Workspace(
                    sources=tuple(by_id.values()),
                    destinations=tuple(link.destination for link in links),
                ),
                **workspace,  # type: ignore[arg-type]
            ),
            plan=plan,
            connections=tuple(link.connection for link in links),
            kinds={source_id: source_id.split(":")[0] for source_id in by_id},
            placements=placements,
            libraries=libraries or {},
            region=region,
        )

    def plan(self, *rules: Rule, **fields: object) -> TrackingPlan:
        """A plan of these rules."""
        return replace(TrackingPlan(name="Quillmoor plan", rules=rules), **fields)  # type: ignore[arg-type]

    def event(self, key: str = "Order Completed", *fields: Field, **more: object) -> Rule:
        """A planned track call."""
        return replace(Rule("track", key, fields=fields), **more)  # type: ignore[arg-type]

    def field(self, *path: str, types: tuple[str, ...] = ("string",), **more: object) -> Field:
        """A planned field by its path from the payload's root."""
        return replace(Field(path=path, types=types), **more)  # type: ignore[arg-type]

    def warehouse(self, kind: str = "snowflake", **fields: object) -> Warehouse:
        """A warehouse that syncs the web source."""
        made = Warehouse(
            id="wh", name="Analytics", kind=kind, kind_name=kind.title(), source_ids=("web",)
        )
        return replace(made, **fields)  # type: ignore[arg-type]

    def transformation(self, **fields: object) -> Transformation:
        """An enabled transformation of the web source."""
        made = Transformation(id="t", name="Tidy names", source_id="web", condition="")
        return replace(made, **fields)  # type: ignore[arg-type]

    def insert_function(self, target_id: str) -> InsertFunction:
        """An enabled insert function in front of a target."""
        return InsertFunction(id="f", name="Hash e-mail", destination_id=target_id)
