"""The customer's destinations and warehouses, one by one (rows S14 and S15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from segkit.derive.deliveries import deliveries, summed_metrics
from segkit.derive.owners import owners_of
from segkit.facts.known import Facts
from segkit.knowledge.destinations import destination_docs
from segkit.mappings.sending import sending_of
from segkit.model.derived import Connection
from segkit.model.workspace import Destination, DestinationFilter, DestinationMapping, Source
from segkit.render import parts
from segkit.render.days import days_in_words
from segkit.render.html import DOCS_BASE, doc_url, slug_id
from segkit.render.marks import sa_mark
from segkit.render.missing import nothing
from segkit.render.parts import Fact
from segkit.render.table import Column, Table
from segkit.render.tree import (
    BREAK,
    Child,
    code,
    div,
    joined,
    li,
    own,
    span,
    together,
)
from segkit.render.view import View
from segkit.rows.row import KNOWLEDGE, WORKSPACE, Showing, row
from segkit.rows.workshop.touching import Mention, Touching, counted_mentions
from segkit.rows.workspace.looking import look_words, ways_to_look
from segkit.rows.workspace.modes import (
    Mode,
    actions_in_words,
    filter_words,
    mapping_words,
    mode_of,
    state_of,
    state_words,
)
from segkit.rows.workspace.receiving import (
    ReceivedCalls,
    Receiving,
    lacking_words,
    received_parts,
    received_titles,
)

_ORIGINS = {
    "catalog": "Segment's catalog",
    "documentation": "Segment's documentation",
    "workspace": "the workspace",
}
"""Where a statement about a mode comes from, in words."""


@dataclass(frozen=True, slots=True)
class DestinationRow:
    """One connected destination with how data gets there.

    Attributes:
        docs: Documentation path or address of the destination; may be empty.
        transformations: Names of those that change what Segment's servers send to it.
        insert_functions: Names of those in front of it.
        counted: Delivered, kept back and failed; None when that was not asked for.
        window: When that was counted, in words; empty when counts were not pulled at all.
        metrics: The API's own sums, under its names.
        owners: Who may change it: that follows from its source; None when it was not asked.
        received: Which planned calls reach it; None without a plan.
        mentions: The special considerations about it.
        link: Where its source is in the workspace; empty when that is not known.
    """

    connection: Connection
    source: Source
    destination: Destination
    docs: str = ""
    transformations: tuple[str, ...] = ()
    insert_functions: tuple[str, ...] = ()
    counted: tuple[int, int, int] | None = None
    window: str = ""
    metrics: tuple[tuple[str, int], ...] = ()
    owners: tuple[str, ...] | None = None
    received: Receiving | None = None
    mentions: tuple[Mention, ...] = ()
    link: str = ""

    @property
    def mode(self) -> Mode:
        """How data arrives, in words."""
        return mode_of(self.connection)

    @property
    def state(self) -> str:
        """Whether anything is passed on, in words."""
        return state_words(self.connection, self.source, self.destination)

    @property
    def state_badge(self) -> str:
        """Which badge its state has."""
        return state_of(self.connection).badge if self.connection.enabled else "off"


def _of_counts(place: int, one: DestinationRow) -> object:
    """A number only where something was counted: Segment does not see every way."""
    if not one.window:
        return "not pulled"
    return one.counted[place] if one.counted and any(one.counted) else "nothing counted"


_COLUMNS = (
    Column[DestinationRow]("destination", "Destination", lambda r: r.destination.name, width="l"),
    Column[DestinationRow]("type", "Type", lambda r: r.destination.catalog.name, filter=True),
    Column[DestinationRow]("source", "Source", lambda r: r.source.name, filter=True),
    Column[DestinationRow](
        "mode",
        "Mode",
        lambda r: r.mode.title,
        lambda r: parts.badge(r.mode.key, r.mode.title),
        filter=True,
    ),
    Column[DestinationRow](
        "state",
        "State",
        lambda r: r.state,
        lambda r: parts.badge(r.state_badge, r.state),
        filter=True,
        width="xs",
    ),
    Column[DestinationRow](
        "mappings",
        "Mappings",
        lambda r: mapping_words(r.destination),
        lambda r: _count(mapping_words(r.destination)),
        width="s",
    ),
    Column[DestinationRow](
        "filters",
        "Filters",
        lambda r: filter_words(r.destination),
        lambda r: _count(filter_words(r.destination)),
        width="s",
    ),
    Column[DestinationRow](
        "receives", "Receives", lambda r: received_titles(r.received), page=False
    ),
    Column[DestinationRow](
        "lacking", "Does not receive", lambda r: lacking_words(r.received), page=False
    ),
    *(
        Column[DestinationRow](
            title.lower().replace(" ", "_"), title, partial(_of_counts, place), page=False
        )
        for place, title in enumerate(("Delivered", "Kept back", "Failed"))
    ),
    Column[DestinationRow](
        "owners", "Owners", lambda r: "not pulled" if r.owners is None else r.owners, page=False
    ),
)


@row(
    "destinations",
    title="Destinations",
    place=15.1,
    what="Your destinations",
    needs=("workspace",),
    without=("destinations",),
    more=("subscriptions", "filters", "deliveryMetrics", "userGroups", "users"),
    origins=(WORKSPACE, KNOWLEDGE),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """The destinations (S15): search, filter, sort, choose one for its details."""
    facts = showing.facts
    rows = showing.edition.from_sources(
        facts, destination_rows(facts), lambda one: one.connection.source_id
    )
    return destinations(rows, docs_base=facts.links.docs_base)


def destinations(rows: Sequence[DestinationRow], *, docs_base: str = DOCS_BASE) -> View:
    """Every connected destination as a searchable table; mappings and filters in the details."""
    if not rows:
        return nothing("The workspace has no destinations connected to its sources.")
    return View(
        ways_to_look(docs_base),
        Table(
            _COLUMNS,
            rows,
            label="Destinations",
            noun=("destination", "destinations"),
            name="destinations",
            id_of=lambda r: slug_id("destination", r.destination.id),
            details=lambda r: _details(r, docs_base),
        ),
    )


def destination_rows(facts: Facts) -> list[DestinationRow]:
    """Every connection with its two ends, what changes calls on the way, and the documentation."""
    if facts.workspace is None:
        return []
    counts = deliveries(facts.workspace)
    metrics = summed_metrics(facts.workspace) or {}
    received, touching = ReceivedCalls(facts), Touching(facts)
    return [
        replace(
            _destination_row(facts, connection),
            counted=counts.of(connection.destination_id) if counts else None,
            window=counts.window if counts else "",
            metrics=metrics.get(connection.destination_id, ()),
            owners=owners_of(facts.workspace, facts.sources[connection.source_id]),
            received=received.of(connection.destination_id),
            mentions=touching.destination(connection.destination_id),
            link=_link(facts, connection.source_id),
        )
        for connection in facts.connections
    ]


def _destination_row(facts: Facts, connection: Connection) -> DestinationRow:
    destination = facts.destinations[connection.destination_id]
    found = DestinationRow(
        connection=connection,
        source=facts.sources[connection.source_id],
        destination=destination,
        docs=destination_docs(destination.catalog),
    )
    if facts.workspace is None or connection.mode in {"device", "none"}:
        return found
    return replace(
        found,
        transformations=tuple(
            one.name
            for scope in ("", destination.catalog.id)
            for one in facts.workspace.transformations_of(found.source, scope)
        ),
        insert_functions=tuple(
            one.name for one in facts.workspace.insert_functions_of(destination.id)
        ),
    )


def _link(facts: Facts, source_id: str) -> str:
    slug = facts.workspace_slug
    return facts.links.source(slug, facts.sources[source_id].slug) if slug else ""


def _count(words: str) -> Child:
    """How many are on; nothing where there is none, or where that is no question."""
    return parts.NOTHING if words in {"none", "not used"} else parts.words(words)


def _details(one: DestinationRow, docs_base: str) -> Sequence[Child]:
    destination, catalog = one.destination, one.destination.catalog
    docs = doc_url(one.docs, docs_base)
    hidden = destination.dropped_settings
    links = [parts.link(docs, "Segment's documentation")] if docs else []
    links += [parts.link(one.link, "its source in the workspace")] if one.link else []
    return [
        *received_parts(one.received),
        parts.facts(
            [
                ("Considerations", counted_mentions(one.mentions)),
                ("Where to look", look_words(one.destination, one.connection)),
                ("How data arrives", _how(one)),
                ("Possible modes", _possible(one.connection)),
                ("Kind", "Actions" if catalog.is_actions else "Classic"),
                (
                    "Calls it supports",
                    "" if catalog.is_actions else ", ".join(sorted(catalog.methods)),
                ),
                ("Categories", ", ".join(catalog.categories)),
                ("Settings", _settings(destination.settings)),
                ("Settings not shown", parts.values(hidden) if hidden else ""),
                Fact("Mappings", "" if destination.mappings else _why_no_mappings(destination)),
                ("Destination filters", "not available" if destination.filters is None else ""),
                ("Transformations", _each(one.transformations)),
                ("Insert functions", _each(one.insert_functions)),
                ("Counted by Segment", _counted(one)),
                ("Open", joined(" · ", *links)),
            ]
        ),
        *parts.titled("Mappings", [_mapping(each) for each in destination.mappings or ()]),
        *parts.titled("Destination filters", [_filter(each) for each in destination.filters or ()]),
    ]


def _mapping(one: DestinationMapping) -> Child:
    trigger = (BREAK, code(one.trigger)) if one.trigger else ()
    words = sending_of(one.settings).words
    sending = (BREAK, span(parts.words(words), cls="sk-quiet")) if words else ()
    return li(div(parts.words(one.name), *trigger, *sending), parts.on_or_off(is_on=one.enabled))


def _filter(one: DestinationFilter) -> Child:
    said: list[Child] = [own(one.title or "Filter")]
    if one.description:
        said += [": ", own(one.description)]
    said += [BREAK, "when ", code(one.condition)]
    for words in actions_in_words(one):
        said += [BREAK, "then ", own(words)]
    return li(div(*said), parts.on_or_off(is_on=one.enabled))


def _each(names: Sequence[str]) -> Child:
    return parts.values(names, as_code=False) if names else ""


def _counted(one: DestinationRow) -> str:
    """What was delivered, and when: known for that time, and for no other."""
    if one.counted is None:
        sums = ", ".join(f"{name} {total:,}" for name, total in one.metrics)
        return f"{sums} (the API's own sums of a week)" if sums else ""
    if not any(one.counted):  # no call came, or none that Segment's servers pass on
        return ""
    delivered, kept_back, failed = one.counted
    return f"{delivered:,} delivered, {kept_back:,} kept back, {failed:,} failed {days_in_words(one.window)}"


def _possible(connection: Connection) -> str:
    """The modes that it could be in, unless that is the one that it is in."""
    if connection.possible == (connection.mode,):
        return ""
    return ", ".join(connection.possible) or "none"


def _how(row: DestinationRow) -> Child:
    """The reason, from where and how sure; where the SA is the reason, only the SA is told."""
    if row.connection.basis != "engagement":
        found = row.connection
        origin = _ORIGINS.get(found.basis, found.basis)
        return f"{found.reason} (from {origin}{'' if found.certain else ', not certain'})"
    return together(
        f"{mode_of(row.connection).title} was agreed.", sa_mark("Set by the solutions architect")
    )


def _why_no_mappings(destination: Destination) -> str:
    if not destination.catalog.is_actions:
        return ""
    if destination.mappings is None:
        return "not available: the API did not let us read them"
    return "none: an Actions destination sends nothing without a mapping"


def _settings(settings: Mapping[str, object]) -> Child:
    pairs = (together(parts.code(k), " = ", parts.code(v)) for k, v in settings.items())
    return joined(BREAK, *pairs)
