"""What changed in the destinations: mode, state, settings, mappings and filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.diff.change import ADDED, REMOVED, Change
from segkit.diff.pairs import paired
from segkit.diff.states import Found, changes_of, differing, enabled, renamed_change
from segkit.model.workspace import Destination, DestinationFilter, DestinationMapping, Workspace


def destination_changes(
    old: Workspace, new: Workspace, old_modes: Mapping[str, str], new_modes: Mapping[str, str]
) -> Iterator[Change]:
    """Removed, added, renamed and changed destinations, each with the source it belongs to."""
    slugs = {source.id: source.slug for source in (*old.sources, *new.sources)}
    names = {source.id: source.name for source in (*old.sources, *new.sources)}

    def place(one: Destination) -> tuple[str, str, str]:
        return slugs.get(one.source_id, one.source_id), one.catalog.id, one.name

    pairs = paired(old.destinations, new.destinations, lambda one: one.id or None, place)
    for one in pairs.removed:
        inside = names.get(one.source_id, "")
        why = "It gets nothing from this source any more."
        yield Change(REMOVED, "destination", one.name, inside, breaking=True, why=why)
    for one in pairs.added:
        inside = names.get(one.source_id, "")
        yield Change(ADDED, "destination", one.name, inside, why="Nothing else is touched.")
    for before, after in pairs.same:
        inside = names.get(after.source_id, "")
        yield from renamed_change("destination", (before.name, after.name), inside=inside)
        modes = old_modes.get(before.id, ""), new_modes.get(after.id, "")
        found = _destination(before, after, modes, names)
        yield from changes_of("destination", after.name, found, inside=inside)
        label = f"{after.name}, {inside}" if inside else after.name
        yield from _mappings(before, after, label)
        yield from _filters(before, after, label)


def _destination(
    old: Destination, new: Destination, modes: tuple[str, str], names: Mapping[str, str]
) -> Iterator[Found]:
    if old.source_id != new.source_id:
        then, now = (names.get(one.source_id, one.source_id) for one in (old, new))
        yield "source", then, now, True, "It gets the data of another source."
    yield from enabled(old.enabled, new.enabled, "It gets nothing any more.", "It gets data.")
    if modes[0] != modes[1] and all(modes):
        why = "What the destination's own code does, and what is sent from where, is another thing."
        yield "mode", *modes, "unknown" not in modes, why
    for name, before, after in differing(old.settings, new.settings):
        why = "The destination treats what it gets in another way."
        yield f"setting {name}", before, after, True, why


def _mappings(old: Destination, new: Destination, inside: str) -> Iterator[Change]:
    if old.mappings is None or new.mappings is None:
        return  # not read on one side, which says nothing about the workspace
    pairs = paired(
        old.mappings,
        new.mappings,
        lambda one: one.id or None,
        lambda one: (one.name, one.action_id),
    )
    for one in pairs.removed:
        why = "It passes nothing on any more." if one.enabled else "It was disabled."
        yield Change(REMOVED, "mapping", one.name, inside, breaking=one.enabled, why=why)
    for one in pairs.added:
        why = "More is passed on than before." if one.enabled else "It is disabled."
        yield Change(ADDED, "mapping", one.name, inside, why=why)
    for before, after in pairs.same:
        yield from renamed_change("mapping", (before.name, after.name), inside=inside)
        yield from changes_of("mapping", after.name, _mapping(before, after), inside=inside)


def _mapping(old: DestinationMapping, new: DestinationMapping) -> Iterator[Found]:
    yield from enabled(old.enabled, new.enabled, "It passes nothing on.", "It passes calls on.")
    if old.action_id != new.action_id:
        yield "action", old.action_slug, new.action_slug, True, "It does another thing."
    if old.trigger != new.trigger:
        yield "trigger", old.trigger, new.trigger, True, "It takes other calls."
    for name, before, after in differing(old.settings, new.settings):
        is_new = before is None
        why = "The destination gets one more value." if is_new else "It gets another value."
        yield f"field {name}", before, after, not is_new, why


def _filters(old: Destination, new: Destination, inside: str) -> Iterator[Change]:
    if old.filters is None or new.filters is None:
        return
    pairs = paired(
        old.filters,
        new.filters,
        lambda one: one.id or None,
        lambda one: (one.title, one.condition),
    )
    for one in pairs.removed:
        why = "It holds nothing back any more." if one.enabled else "It was disabled."
        yield Change(REMOVED, "filter", _title(one), inside, breaking=one.enabled, why=why)
    for one in pairs.added:
        why = "Calls that arrived may be held back." if one.enabled else "It is disabled."
        yield Change(ADDED, "filter", _title(one), inside, breaking=one.enabled, why=why)
    for before, after in pairs.same:
        yield from renamed_change("filter", (_title(before), _title(after)), inside=inside)
        yield from changes_of("filter", _title(after), _filter(before, after), inside=inside)


def _filter(old: DestinationFilter, new: DestinationFilter) -> Iterator[Found]:
    if old.enabled != new.enabled:
        # either way other calls arrive than before
        why = "It holds calls back." if new.enabled else "It holds nothing back any more."
        then, now = ("enabled" if one.enabled else "disabled" for one in (old, new))
        yield "state", then, now, True, why
    if old.condition != new.condition:
        yield "condition", old.condition, new.condition, True, "It judges other calls."
    if old.actions != new.actions:
        why = "It does another thing with the calls that it takes."
        yield "actions", list(old.actions), list(new.actions), True, why


def _title(one: DestinationFilter) -> str:
    return one.title or one.condition
