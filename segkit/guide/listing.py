"""From what is known about an engagement to the rows that views show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from segkit import __version__
from segkit import rows as views
from segkit.considerations.knowledge_base import known_since
from segkit.derive.identify import IdentifyFacts, pii_hint
from segkit.derive.personal import pii_columns
from segkit.engagement.settings import Engagement
from segkit.errors import SegkitError
from segkit.facts.known import INSTRUMENTED, Facts
from segkit.guide.availability import all_missing
from segkit.knowledge.destinations import destination_docs
from segkit.knowledge.libraries import KINDS
from segkit.model.derived import Connection, Placement
from segkit.model.finding import Finding
from segkit.model.plan import Field
from segkit.render.view import View
from segkit.rows.considerations import QuietPair
from segkit.rows.destinations import DestinationRow
from segkit.rows.identify import TraitRow
from segkit.rows.provenance import Input
from segkit.rows.sources import SourceKind

_READ_FROM = ("source of truth", "read from", "source", "origin", "system", "data source")


def moment(iso: str) -> str:
    """`2026-11-24T09:30:00Z` for people: `2026-11-24 09:30 UTC`."""
    return iso.replace("T", " ").removesuffix("Z")[:16] + " UTC" if iso else ""


def source_kinds(facts: Facts) -> list[SourceKind]:
    """Every kind of source with its background and the customer's own."""
    return [
        SourceKind(
            title=kind.title,
            background=kind.background,
            sources=tuple(s for s in facts.sources.values() if facts.kinds[s.id] == name),
        )
        for name, kind in KINDS.items()
        # that a catalog entry tells too little is no kind that one could be without
        if name != "unknown" or name in facts.kinds.values()
    ]


def instrumented_placements(facts: Facts) -> tuple[Placement, ...]:
    """Placements of sources that the customer's own code feeds: only those have environments."""
    return tuple(p for p in facts.placements if facts.kinds.get(p.source_id) in INSTRUMENTED)


def other_findings(facts: Facts) -> tuple[Finding, ...]:
    """Findings that stand nowhere else: those on sources are shown with the environments."""
    return () if instrumented_placements(facts) else facts.source_findings


def names_of_kinds(facts: Facts, *kinds: str) -> list[str]:
    """Names of the enabled sources of these kinds."""
    return [s.name for s in facts.sources.values() if s.enabled and facts.kinds[s.id] in kinds]


def identify_view(facts: Facts, found: IdentifyFacts) -> View:
    """The statements about the identify call."""
    return views.identify_facts(
        customer=facts.engagement.customer,
        user_id=found.user_id,
        user_id_is_email=found.user_id_is_email,
        required=found.required,
        track_calls=found.track_calls,
        profile_traits=found.profile_traits,
        company_traits=found.company_traits,
    )


def trait_rows(facts: Facts) -> list[TraitRow]:
    """The identify traits with what is known about each."""
    if facts.plan is None:
        return []
    receivers = _receivers(facts)
    return [
        TraitRow(
            field=planned,
            read_from="".join(_read_from(planned).values()),
            pii=pii_hint(planned),
            destinations=receivers.get((rule.version, planned.path), ()),
            said=(*_read_from(planned), *pii_columns(planned)),
        )
        for rule, planned in facts.plan.traits()
    ]


def _receivers(facts: Facts) -> dict[tuple[int, tuple[str, ...]], tuple[str, ...]]:
    """Who receives each identify trait: kinds of destinations, then warehouses, by name."""
    found = {}
    for one in facts.field_coverage:
        if one.rule.call == "identify":
            names = {facts.destinations[r.destination_id].catalog.name for r in one.receipts}
            stored = {facts.names[id_] for id_ in one.warehouses if one.column}
            found[one.rule.version, one.field.path] = (*sorted(names), *sorted(stored))
    return found


def _read_from(planned: Field) -> dict[str, str]:
    """The plan's first column that says where the value comes from, with what it says."""
    for header, value in planned.labels.items():
        if header.strip().lower().rstrip("?") in _READ_FROM:
            return {header: str(value)}
    return {}


def destination_rows(facts: Facts) -> list[DestinationRow]:
    """Every connection with its two ends, what changes calls on the way, and the documentation."""
    return [_destination_row(facts, connection) for connection in facts.connections]


def _destination_row(facts: Facts, connection: Connection) -> DestinationRow:
    destination = facts.destinations[connection.destination_id]
    row = DestinationRow(
        connection=connection,
        source=facts.sources[connection.source_id],
        destination=destination,
        docs=destination_docs(destination.catalog),
    )
    if facts.workspace is None or connection.mode in {"device", "none"}:
        return row
    return replace(
        row,
        transformations=tuple(
            one.name
            for one in facts.workspace.transformations
            if one.enabled
            and one.source_id == connection.source_id
            and one.destination_catalog_id in {"", destination.catalog.id}
        ),
        insert_functions=tuple(
            one.name
            for one in facts.workspace.insert_functions
            if one.enabled and one.destination_id == destination.id
        ),
    )


def quiet_pairs(facts: Facts) -> list[QuietPair]:
    """Pairs about which nothing is said, and whether segkit knows the destination."""
    return [
        QuietPair(facts.names.get(source, source), facts.names.get(target, target), words)
        for (source, target), words in facts.coverage.items()
    ]


def provenance_view(facts: Facts) -> View:
    """Inputs with hashes, the snapshot's moment, what was not available."""
    roles = {"plan": "Tracking plan", "workspace": "Workspace"}
    taken = moment(facts.snapshot.taken_at)
    read = [
        Input(roles.get(item.role, item.role), item.name, item.sha256, taken)
        for item in facts.snapshot.inputs
    ]
    return views.provenance(
        [*read, *_own_files(facts.engagement)],
        pulled_at=taken,
        not_available=all_missing(facts),
        report=facts.plan.report if facts.plan else None,
        knowledge_date=known_since(),
        made_with=f"segkit {__version__}",
    )


def _own_files(engagement: Engagement) -> Iterator[Input]:
    """What people set and decided for the guide, as far as it is kept in files."""
    files = {
        "Settings": engagement.file,
        "Corrections of how the plan is read": engagement.profile_file,
        "Decisions and notes": engagement.notes_file,
    }
    for what, file in files.items():
        if file.is_file():
            yield Input(what, file.name, hashlib.sha256(file.read_bytes()).hexdigest())


def changes_view(facts: Facts) -> View:
    """What changed since the snapshot before, or why nothing can be said about it."""
    from segkit.diff.comparing import since_last_time

    try:
        found = since_last_time(facts.engagement, facts.snapshot)
    except SegkitError:
        return views.nothing("The snapshot before this one cannot be read any more.")
    if found is None:
        return views.nothing("This is the first snapshot: there is nothing before it.")
    return views.changes(found)
