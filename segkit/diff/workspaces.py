"""What changed from one state of a workspace to another.

Breaking is what can keep data from arriving, or let other data arrive, where it did before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from segkit.diff.change import ADDED, REMOVED, Change, listed
from segkit.diff.destinations import destination_changes
from segkit.diff.pairs import paired
from segkit.diff.states import Found, changes_of, differing, enabled, renamed_change
from segkit.model.derived import Connection
from segkit.model.workspace import Source, Warehouse, Workspace
from segkit.routing.modes import connections


def workspace_changes(
    old: Workspace,
    new: Workspace,
    modes: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {}),
) -> tuple[Change, ...]:
    """Every change of sources, destinations and warehouses.

    `modes` are the connection modes that the SA recorded, by destination, then and now.
    What could not be read on one of the two sides is not there, and so is not compared.
    """
    found = {
        "sources": _sources(old, new),
        "destinations": destination_changes(old, new, _modes(old, modes[0]), _modes(new, modes[1])),
        "warehouses": _warehouses(old, new),
    }
    unread = old.not_available.keys() | new.not_available.keys()
    return tuple(one for name, some in found.items() if name not in unread for one in some)


def not_compared(old: Workspace, new: Workspace) -> tuple[str, ...]:
    """What was not read on one of the two sides, so that nothing is said about it."""
    gaps = {**dict.fromkeys(old.not_available, "then")}
    for name in new.not_available:
        gaps[name] = "both times" if name in gaps else "now"
    return tuple(f"{name}: it could not be read {when}." for name, when in sorted(gaps.items()))


def _modes(workspace: Workspace, recorded: Mapping[str, str]) -> dict[str, str]:
    found: Sequence[Connection] = connections(workspace, recorded)
    return {connection.destination_id: connection.mode for connection in found}


def _sources(old: Workspace, new: Workspace) -> Iterator[Change]:
    pairs = paired(old.sources, new.sources, lambda one: one.id or None, lambda one: one.slug)
    for one in pairs.removed:
        why = "Whatever still sends to it reaches nothing."
        yield Change(REMOVED, "source", one.name, breaking=True, why=why, origin=one.slug)
    for one in pairs.added:
        yield Change(ADDED, "source", one.name, why="Nothing else is touched.", origin=one.slug)
    for before, after in pairs.same:
        evidence = "the id is the same" if before.id == after.id else "the slug is the same"
        names = before.name, after.name
        yield from renamed_change("source", names, evidence=evidence, origin=after.slug)
        found = _source(before, after)
        yield from changes_of("source", after.name, found, origin=after.slug)


def _source(old: Source, new: Source) -> Iterator[Found]:
    if old.id != new.id:
        yield "id", old.id, new.id, True, "It was made again: its write key is another one."
    if old.slug != new.slug:
        yield "slug", old.slug, new.slug, True, "Warehouses name its schema after it."
    yield from enabled(old.enabled, new.enabled, "It accepts no data.", "It accepts data.")
    if (old.catalog.id or old.catalog.slug) != (new.catalog.id or new.catalog.slug):
        why = "Another library has to be installed."
        yield "type", old.catalog.name, new.catalog.name, True, why
    if old.write_keys != new.write_keys and old.write_keys and new.write_keys:
        gone = bool(set(old.write_keys) - set(new.write_keys))
        why = "What sends with the old key is not accepted." if gone else "The old ones stay valid."
        yield "write keys", list(old.write_keys), list(new.write_keys), gone, why
    before, after = sorted(map(str, old.labels)), sorted(map(str, new.labels))
    if before != after:
        yield "labels", listed(before), listed(after), False, "Words only."
    if old.tracking_plan_id != new.tracking_plan_id:
        breaks = bool(new.tracking_plan_id)
        why = "Its calls are judged by another plan." if breaks else "No plan judges its calls."
        yield "tracking plan", old.tracking_plan_id, new.tracking_plan_id, breaks, why
    for name, was, now in differing(old.schema_settings, new.schema_settings):
        why = "What happens to calls that do not match the plan is another thing."
        yield f"schema setting {name}", was, now, True, why


def _warehouses(old: Workspace, new: Workspace) -> Iterator[Change]:
    names = {source.id: source.name for source in (*old.sources, *new.sources)}
    pairs = paired(
        old.warehouses, new.warehouses, lambda one: one.id or None, lambda one: (one.kind, one.name)
    )
    for one in pairs.removed:
        why = "Nothing is synced into it any more."
        yield Change(REMOVED, "warehouse", one.name, breaking=True, why=why)
    for one in pairs.added:
        yield Change(ADDED, "warehouse", one.name, why="Nothing else is touched.")
    for before, after in pairs.same:
        yield from renamed_change("warehouse", (before.name, after.name))
        yield from changes_of("warehouse", after.name, _warehouse(before, after, names))


def _warehouse(old: Warehouse, new: Warehouse, names: Mapping[str, str]) -> Iterator[Found]:
    yield from enabled(old.enabled, new.enabled, "Nothing is synced.", "It is synced.")
    if old.source_ids is None or new.source_ids is None:
        return
    if set(old.source_ids) != set(new.source_ids):
        before, after = (
            sorted(names.get(source, source) for source in ids)
            for ids in (old.source_ids, new.source_ids)
        )
        gone = set(old.source_ids) - set(new.source_ids)
        why = "Some sources are not synced any more." if gone else "More is synced than before."
        yield "sources", listed(before), listed(after), bool(gone), why
