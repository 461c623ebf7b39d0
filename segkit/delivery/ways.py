"""On which ways a destination is reached from a source, and what runs on each.

A way is a mode: on the device, or from Segment's servers. A destination with actions in the
browser and on Segment's servers is reached on both at once; where only the SA could tell which
mode was chosen, either may be the one.
"""

from __future__ import annotations

from collections.abc import Mapping

from segkit.delivery.pair import Pair
from segkit.knowledge.destinations import FILES_ONLY
from segkit.knowledge.documented import only_adds
from segkit.model.workspace import Action, Destination, DestinationMapping, Json, Workspace
from segkit.routing.calls import accepts
from segkit.routing.fql import may_fire

REACHABLE = "whether anything from such a source can reach it"
"""What is missing where no way is known, and that itself is inferred."""

_RUNS: Mapping[str, tuple[str, frozenset[str]]] = {
    "WEB": ("device", frozenset({"web", "unknown"})),
    "MOBILE": ("device", frozenset({"mobile", "unknown"})),
}
"""The way of an action that runs on the device, and the kinds of source that load its code."""


def ways(pair: Pair) -> tuple[str, ...]:
    """The modes in which the destination may be reached; `none` where it cannot be."""
    mode, possible = pair.connection.mode, pair.connection.possible
    if not possible:
        return ("none",)
    if pair.destination.catalog.is_actions:
        used = {way for one in pair.enabled_mappings for way in runs_on(pair, one)}
        return tuple(way for way in possible if way in used) or possible
    return (mode,) if mode in possible else possible


def are_together(pair: Pair, number: int) -> bool:
    """So many ways are taken at the same time; else one of them is, and nobody said which."""
    return pair.destination.catalog.is_actions or number == 1


def runs_on(pair: Pair, mapping: DestinationMapping) -> tuple[str, ...]:
    """The ways that a mapping runs on: those of its action; all where the catalog does not say."""
    action = action_of(pair.destination, mapping.action_id)
    platform = action.platform.upper() if action else ""
    possible = pair.connection.possible
    if platform == "CLOUD":
        return tuple(way for way in possible if way == "cloud")
    if platform not in _RUNS:
        return possible
    way, kinds = _RUNS[platform]
    return (way,) if way in possible and pair.kind in kinds else ()


def mappings_on(pair: Pair, way: str) -> list[DestinationMapping]:
    """The enabled mappings, or presets in their place, that run on this way."""
    return [one for one in mappings_of(pair.destination) if way in runs_on(pair, one)]


def idle_mappings(pair: Pair) -> list[DestinationMapping]:
    """The enabled mappings that run on no way from this source, although some other could.

    One that only adds to calls in the browser runs there, and on no way.
    """
    return [
        one
        for one in pair.enabled_mappings
        if pair.is_reached and not runs_on(pair, one) and not _adds(pair, one)
    ]


def _adds(pair: Pair, mapping: DestinationMapping) -> bool:
    catalog, action = pair.destination.catalog, action_of(pair.destination, mapping.action_id)
    in_browser = pair.kind in {"web", "unknown"}
    return in_browser and action is not None and only_adds(catalog.id, action.slug)


def takes_calls(pair: Pair, call: str) -> bool | None:
    """Whether it takes calls of this type, mappings that run nowhere aside; None: not known."""
    if not pair.destination.catalog.is_actions or pair.destination.mappings is None:
        return accepts(pair.destination, call).taken
    return any(may_fire(one.trigger, call) for one in pair.enabled_mappings if runs_on(pair, one))


def unsure_action(pair: Pair) -> str:
    """What is missing of a way on the device beside one from Segment's servers; else empty."""
    # those that are known to send nothing, as Amplitude's session action, are no way at all
    platforms = {action.platform.upper() for action in pair.destination.catalog.actions}
    return "whether its action in the browser sends anything itself" if "CLOUD" in platforms else ""


def unsure_sdk(pair: Pair) -> str:
    """What is missing of a way in an app that only the destination's SDK opens; else empty."""
    recorded = pair.connection.basis == "engagement"
    if pair.kind != "mobile" or recorded or pair.connection.possible != ("device",):
        return ""
    return "whether its SDK is packaged in the app"


def unsure_insert(pair: Pair, way: str, workspace: Workspace) -> str:
    """What is missing of its insert functions, which may make any other call; else empty."""
    if way == "device" or pair.destination.catalog.slug in FILES_ONLY:
        return ""
    if workspace.insert_functions_of(pair.destination.id):
        return "what its insert function does"
    refused = workspace.refused("instance") or workspace.refused("insert")
    return "its insert functions" if refused else ""


def mappings_of(destination: Destination) -> tuple[DestinationMapping, ...]:
    """The enabled mappings; where they are not known, the catalog's presets in their place."""
    if destination.mappings is not None:
        return tuple(one for one in destination.mappings if one.enabled)
    return tuple(_preset(destination, preset) for preset in destination.catalog.presets)


def action_of(destination: Destination, action_id: str) -> Action | None:
    """The action of the catalog; None when it has none of this id."""
    return next((a for a in destination.catalog.actions if a.id == action_id), None)


def settings_of(mapping: DestinationMapping, action: Action | None) -> tuple[Json, bool]:
    """What the mapping maps, and whether the action's default values had to stand in."""
    if mapping.settings or action is None:
        return mapping.settings, False
    defaults = {str(f.get("fieldKey")): f.get("defaultValue") for f in action.fields}
    return {key: value for key, value in defaults.items() if value is not None}, True


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
