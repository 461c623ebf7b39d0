"""How one destination receives one planned call: whole, or only what its mappings read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from segkit.delivery.case import Pair
from segkit.delivery.directives import Path as Keys
from segkit.delivery.directives import reads
from segkit.model.plan import Rule
from segkit.model.workspace import Action, Destination, DestinationMapping, Json
from segkit.routing.calls import accepts
from segkit.routing.fql import holds_for_all, may_take


@dataclass(frozen=True, slots=True)
class Receipt:
    """A destination that receives a field.

    Attributes:
        how: In words: the whole call, or through which mappings.
        certain: False when it cannot be told whether the call gets there.
        assumed: Its mappings are not known; the catalog's presets were assumed.
    """

    destination_id: str
    how: str
    mappings: tuple[str, ...] = ()
    certain: bool = True
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Receiving:
    """How a destination receives a planned call.

    Attributes:
        receipt: That of a field which arrives with everything else.
        parts: Its mappings by name, with what each reads; an empty path is the whole call.
        takes_all: Every property or trait arrives.
        only: The names that filters let through, None when they let all.
        without: The names that filters take out.
    """

    receipt: Receipt
    parts: tuple[tuple[str, tuple[Keys, ...]], ...]
    takes_all: bool
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


def receiving_of(pair: Pair, rule: Rule) -> Receiving | None:
    """How the destination receives the rule's calls; None when it does not."""
    destination = pair.destination
    if pair.connection.delivers is False:
        return None
    only, without, dropped = _filtered(pair, rule)
    if dropped:
        return None
    free = only is None and not without
    if destination.catalog.is_actions:
        return _by_mappings(destination, rule, only, without)
    taken = accepts(destination, rule.call).taken
    if taken is False:
        return None
    receipt = Receipt(destination.id, "as part of the whole call", certain=taken is True)
    return Receiving(receipt, (("", ((),)),), free, only, without)


def receipt_at(one: Receiving, path: Keys) -> Receipt | None:
    """The destination's receipt of one field; None when the field does not get there."""
    if one.takes_all:
        return one.receipt
    name = path[1] if len(path) > 1 else ""
    if name in one.without or (one.only is not None and name not in one.only):
        return None
    through = tuple(
        dict.fromkeys(part for part, paths in one.parts if any(touches(p, path) for p in paths))
    )
    if not through:
        return None
    return one.receipt if not any(through) else _through(one.receipt, through)


def _by_mappings(
    destination: Destination, rule: Rule, only: frozenset[str] | None, without: frozenset[str]
) -> Receiving | None:
    used = [one for one in mappings_of(destination) if may_take(one.trigger, rule.call, rule.key)]
    if not used:
        return None
    parts = tuple((one.name, _paths_of(one, destination)) for one in used)
    container = (str(rule.container),)
    whole = tuple(dict.fromkeys(name for name, paths in parts if () in paths or container in paths))
    assumed = destination.mappings is None
    receipt = Receipt(destination.id, "", certain=not assumed, assumed=assumed)
    free = only is None and not without
    return Receiving(_through(receipt, whole), parts, bool(whole) and free, only, without)


def _through(receipt: Receipt, mappings: tuple[str, ...]) -> Receipt:
    kind = "presets" if receipt.assumed else "mappings"
    return replace(receipt, how=f"through the {kind} {', '.join(mappings)}", mappings=mappings)


def mappings_of(destination: Destination) -> tuple[DestinationMapping, ...]:
    """The enabled mappings; where they are not known, the catalog's presets in their place."""
    if destination.mappings is not None:
        return tuple(one for one in destination.mappings if one.enabled)
    return tuple(_preset(destination, preset) for preset in destination.catalog.presets)


def settings_of(mapping: DestinationMapping, action: Action | None) -> tuple[Json, bool]:
    """What the mapping maps, and whether the action's default values had to stand in."""
    if mapping.settings or action is None:
        return mapping.settings, False
    defaults = {str(f.get("fieldKey")): f.get("defaultValue") for f in action.fields}
    return {key: value for key, value in defaults.items() if value is not None}, True


def action_of(destination: Destination, action_id: str) -> Action | None:
    """The action of the catalog; None when it has none of this id."""
    return next((a for a in destination.catalog.actions if a.id == action_id), None)


def touches(read: Keys, path: Keys) -> bool:
    """What is read holds the field, or is a part of it."""
    return read[: len(path)] == path[: len(read)]


def _paths_of(mapping: DestinationMapping, destination: Destination) -> tuple[Keys, ...]:
    settings = mapping.settings
    if not settings:
        settings, _ = settings_of(mapping, action_of(destination, mapping.action_id))
    return tuple(path for value in settings.values() for path in reads(value).paths)


def _preset(destination: Destination, preset: Json) -> DestinationMapping:
    fields = preset.get("fields")
    return DestinationMapping(
        id="",
        name=str(preset.get("name", "")),
        action_id=str(preset.get("actionId", "")),
        action_slug="",
        destination_id=destination.id,
        trigger=str(preset.get("trigger", "")),
        settings=fields if isinstance(fields, Mapping) else {},
    )


def _filtered(pair: Pair, rule: Rule) -> tuple[frozenset[str] | None, frozenset[str], bool]:
    """The names that filters let through and take out, and whether they drop the call."""
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    if pair.connection.mode != "cloud" or not pair.destination.filters:
        return only, without, False
    for action in _matching_actions(pair.destination, rule):
        if action.get("type") == "DROP":
            return only, without, True
        listed = _listed(action, str(rule.container))
        if action.get("type") == "ALLOW_PROPERTIES" and listed is not None:
            only = listed if only is None else only & listed
        elif action.get("type") == "DROP_PROPERTIES" and listed is not None:
            without |= listed
    return only, without, False


def _matching_actions(destination: Destination, rule: Rule) -> Iterator[Json]:
    """Actions of the filters that match by type and name alone."""
    for one in destination.filters or ():
        if one.enabled and holds_for_all(one.condition, rule.call, rule.key):
            yield from one.actions


def _listed(action: Json, container: str) -> frozenset[str] | None:
    """The names of one container in `{"properties": {"fields": ["a"]}}`."""
    fields = action.get("fields")
    inner = fields.get(container) if isinstance(fields, Mapping) else None
    names = inner.get("fields") if isinstance(inner, Mapping) else None
    if not isinstance(names, list | tuple):
        return None
    return frozenset(str(name).split(".")[0] for name in names)
