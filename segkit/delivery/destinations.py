"""One call on its way to one destination.

The steps follow Segment's documentation: enabled, connection mode, SDK in the app, call type,
`integrations`, blocking, transformations of the source, filters, insert function,
transformations for the destination, mappings, and last the destination's own settings, which
are not looked at. A destination with actions in the browser and on Segment's servers is reached
on both ways at once; where only the SA could tell which mode was chosen, both are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from segkit.delivery.blocking import judge_blocking
from segkit.delivery.filters import judge_filters
from segkit.delivery.integrations import judge_destination
from segkit.delivery.outcome import UsedMapping
from segkit.delivery.transformations import DESTINATION, SOURCE, judge_transformations
from segkit.delivery.walk import Walk
from segkit.knowledge.destinations import FILES_ONLY
from segkit.model.derived import Connection
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Destination, DestinationMapping, Source, Workspace
from segkit.routing.calls import accepts
from segkit.routing.fql import may_fire, trigger_fires

Json = Mapping[str, object]

_WAYS = {"CLOUD": "cloud", "WEB": "device", "MOBILE": "device"}
_WORDS = {"device": "on the device", "cloud": "on Segment's servers"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a call comes from, and what is known around it.

    Attributes:
        kind: The source's kind.
        plan: The plan connected to the source; None when it was not read.
    """

    workspace: Workspace
    source: Source
    kind: str
    plan: TrackingPlan | None

    def refused(self, resource: str) -> bool:
        """The API did not let us read this resource, or not all of it."""
        return any(resource in key.lower() for key in self.workspace.not_available)


def walks_to(
    destination: Destination, connection: Connection, call: Json, setting: Setting
) -> list[Walk]:
    """The ways that the call takes to the destination, each walked to its end."""
    return [
        _walk(destination, connection, call, setting, mode)
        for mode in ways(destination, connection)
    ]


def ways(destination: Destination, connection: Connection) -> tuple[str, ...]:
    """The modes in which the destination may be reached; `none` where it cannot be."""
    if not connection.possible:
        return ("none",)
    if destination.catalog.is_actions:
        enabled = [m for m in destination.mappings or () if m.enabled]
        used = {way for one in enabled for way in _ways_of(destination, one, connection.possible)}
        return tuple(mode for mode in connection.possible if mode in used) or connection.possible
    return (connection.mode,) if connection.mode in connection.possible else connection.possible


def _ways_of(
    destination: Destination, mapping: DestinationMapping, possible: Sequence[str]
) -> tuple[str, ...]:
    """Where a mapping runs: where its action does; anywhere when the catalog does not say."""
    platforms = {action.id: action.platform.upper() for action in destination.catalog.actions}
    way = _WAYS.get(platforms.get(mapping.action_id, ""))
    return tuple(possible) if way is None else (way,)


def _walk(
    destination: Destination, connection: Connection, call: Json, setting: Setting, mode: str
) -> Walk:
    walk = Walk(call, mode)
    steps: tuple[Callable[[], None], ...] = (
        lambda: _enabled(walk, destination, setting.source),
        lambda: _mode(walk, destination, connection),
        lambda: _sdk(walk, connection, setting.kind),
        lambda: _call_type(walk, destination, connection),
        lambda: judge_destination(walk, destination.catalog, setting.kind),
        lambda: judge_blocking(walk, setting.source, setting.plan, setting.kind),
        lambda: _transformations(walk, SOURCE, destination, setting),
        lambda: judge_filters(walk, destination, setting.kind, refused=setting.refused("filter")),
        lambda: _insert_function(walk, destination, setting),
        lambda: _transformations(walk, DESTINATION, destination, setting),
        lambda: _mappings(walk, destination, connection),
        lambda: walk.not_modelled(
            "settings", "The destination's own settings and the ids it asks for are not looked at."
        ),
    )
    for step in steps:
        if not walk.stopped_by:
            step()
    return walk


def _enabled(walk: Walk, destination: Destination, source: Source) -> None:
    off = [one.name for one in (source, destination) if not one.enabled]
    if off:
        walk.stops("enabled", f"Switched off: {' and '.join(off)}.", "workspace")
    else:
        walk.passes("enabled", "Source and destination are switched on.", "workspace")


def _mode(walk: Walk, destination: Destination, connection: Connection) -> None:
    reason, basis, certain = connection.reason, connection.basis, connection.certain
    in_cloud = any(action.platform == "CLOUD" for action in destination.catalog.actions)
    if walk.mode == "none":
        walk.stops("mode", reason, basis, certain=certain)
    elif walk.mode == "device" and in_cloud:
        # Amplitude's session action in the browser sends nothing, it marks calls for the cloud
        words = "It has actions of both kinds; one in the browser may only add to calls."
        missing = "whether its action in the browser sends anything itself"
        walk.unknown("mode", words, missing, "catalog")
    elif connection.mode == walk.mode or len(connection.possible) == 1:
        walk.passes("mode", reason, basis, certain=certain)
    else:
        walk.passes("mode", f"Looked at in {walk.mode} mode. {reason}", basis, certain=certain)


def _sdk(walk: Walk, connection: Connection, kind: str) -> None:
    if walk.mode != "device" or kind != "mobile":
        return
    if connection.basis == "engagement":
        words = "Device mode was recorded, so its SDK is taken to be packaged in the app."
        walk.passes("sdk", words, "engagement.toml", certain=False)
    elif connection.possible == ("device",):
        words = "It is reached only where its SDK or plugin is packaged in the app."
        walk.unknown("sdk", words, "whether its SDK is packaged in the app", "documentation")
    else:
        words = "Where its SDK is packaged in the app, the call takes this way, else cloud mode."
        walk.passes("sdk", words, "documentation")


def _call_type(walk: Walk, destination: Destination, connection: Connection) -> None:
    kind = str(walk.call["type"])
    if not destination.catalog.is_actions or not _here(walk, destination, connection):
        found = accepts(destination, kind)
        if found.taken is None:
            missing = (
                "its mappings"
                if destination.catalog.is_actions
                else f"whether it takes {kind} calls"
            )
            walk.unknown("call", found.reason, missing, "catalog")
        elif found.taken:
            walk.passes("call", found.reason, "catalog")
        else:
            walk.stops("call", found.reason, "workspace" if destination.mappings else "catalog")
        return
    able = [m.name for m in _here(walk, destination, connection) if may_fire(m.trigger, kind)]
    if able:
        walk.passes(
            "call", f"Its mapping {able[0]!r} can be triggered by {kind} calls.", "workspace"
        )
    else:
        where = _WORDS.get(walk.mode, "")
        words = f"None of its enabled mappings {where} is triggered by {kind} calls."
        walk.stops("call", words, "workspace")


def _here(walk: Walk, destination: Destination, connection: Connection) -> list[DestinationMapping]:
    """The enabled mappings that run on this way."""
    return [
        mapping
        for mapping in destination.mappings or ()
        if mapping.enabled and walk.mode in _ways_of(destination, mapping, connection.possible)
    ]


def _transformations(walk: Walk, step: str, destination: Destination, setting: Setting) -> None:
    scope = "" if step == SOURCE else destination.catalog.id
    found = [
        one
        for one in setting.workspace.transformations
        if one.source_id == setting.source.id and one.destination_catalog_id == scope
    ]
    judge_transformations(walk, step, found, refused=setting.refused("transformation"))


def _insert_function(walk: Walk, destination: Destination, setting: Setting) -> None:
    found = [
        one
        for one in setting.workspace.insert_functions
        if one.destination_id == destination.id and one.enabled
    ]
    if not found:
        if setting.refused("instance") or setting.refused("insert"):
            words = "The insert functions could not be read."
            walk.unknown("insert-function", words, "its insert functions", "Segment's API")
        else:
            walk.passes("insert-function", "There is none.", "workspace")
    elif walk.mode == "device" or destination.catalog.slug in FILES_ONLY:
        where = "device mode" if walk.mode == "device" else "storage destinations"
        words = f"Insert functions do not reach {where}."
        walk.passes("insert-function", words, "documentation")
    else:
        words = f"The insert function {found[0].name!r} may change the call or drop it."
        walk.unknown("insert-function", words, "what its insert function does", found[0].id)


def _mappings(walk: Walk, destination: Destination, connection: Connection) -> None:
    if not destination.catalog.is_actions or destination.mappings is None:
        return
    actions = {action.id: action.name for action in destination.catalog.actions}
    here = _here(walk, destination, connection)
    for one in here:
        if trigger_fires(one.trigger, walk.call):
            name = actions.get(one.action_id, one.action_slug)
            walk.mappings.append(UsedMapping(one.id, one.name, name, walk.mode))
    if walk.mappings:
        names = ", ".join(repr(one.name) for one in walk.mappings)
        triggers = "; ".join(m.trigger for m in here if trigger_fires(m.trigger, walk.call))
        walk.passes("mappings", f"The call triggers {names}.", f"triggers: {triggers}")
    else:
        waiting = "; ".join(f"{m.name!r} waits for {m.trigger}" for m in here[:5])
        walk.stops("mappings", f"No enabled mapping takes the call: {waiting}.", "workspace")
