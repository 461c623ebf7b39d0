"""One call on its way to one destination.

The steps follow Segment's documentation: enabled, connection mode, SDK in the app, call type,
consent, `integrations`, blocking, transformations of the source, filters, insert function,
transformations for the destination, mappings, what the destination's documentation says that it
leaves out, and last the destination's own settings, which are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from segkit.delivery.outcome import UsedMapping
from segkit.delivery.pair import Pair
from segkit.delivery.steps.blocking import judge_blocking
from segkit.delivery.steps.consent import judge_consent
from segkit.delivery.steps.filters import judge_filters
from segkit.delivery.steps.integrations import judge_destination
from segkit.delivery.steps.limits import judge_limits
from segkit.delivery.steps.transformations import (
    DESTINATION,
    SOURCE,
    judge_transformations,
    transformations_for,
)
from segkit.delivery.walk import Walk
from segkit.delivery.ways import (
    REACHABLE,
    mappings_on,
    unsure_action,
    unsure_insert,
    unsure_sdk,
    ways,
)
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Source, Workspace
from segkit.routing.calls import accepts
from segkit.routing.categories import Consent
from segkit.routing.fql import may_fire, may_take, trigger_fires

Json = Mapping[str, object]

_WORDS = {"device": "on the device", "cloud": "on Segment's servers"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a call comes from, and what is known around it.

    Attributes:
        kind: The source's kind.
        plan: The plan connected to the source; None when it was not read.
        consent: The consent categories; None when nobody entered them.
    """

    workspace: Workspace
    source: Source
    kind: str
    plan: TrackingPlan | None
    consent: Consent | None = None


def walks_to(pair: Pair, call: Json, setting: Setting) -> list[Walk]:
    """The ways that the call takes to the destination, each walked to its end."""
    return [_walk(pair, call, setting, mode) for mode in ways(pair)]


def _walk(pair: Pair, call: Json, setting: Setting, mode: str) -> Walk:
    walk = Walk(call, mode)
    destination, kind, workspace = pair.destination, pair.kind, setting.workspace
    steps: tuple[Callable[[], None], ...] = (
        lambda: _enabled(walk, pair),
        lambda: _mode(walk, pair),
        lambda: _sdk(walk, pair),
        lambda: _call_type(walk, pair, workspace),
        lambda: judge_consent(walk, pair, setting.consent),
        lambda: judge_destination(walk, destination.catalog, kind),
        lambda: judge_blocking(walk, pair.source, setting.plan, kind),
        lambda: _transformations(walk, SOURCE, pair, workspace),
        lambda: judge_filters(walk, destination, kind, refused=workspace.refused("filter")),
        lambda: _insert_function(walk, pair, workspace),
        lambda: _transformations(walk, DESTINATION, pair, workspace),
        lambda: _mappings(walk, pair),
        lambda: judge_limits(walk, pair),
        lambda: walk.not_modelled(
            "settings", "The destination's own settings and the ids it asks for are not looked at."
        ),
    )
    for step in steps:
        if not walk.stopped_by:
            step()
        if REACHABLE in walk.missing:  # what comes next depends on a mode that nobody knows
            break
    return walk


def _enabled(walk: Walk, pair: Pair) -> None:
    off = [one.name for one in (pair.source, pair.destination) if not one.enabled]
    if off:
        walk.stops("enabled", f"Switched off: {' and '.join(off)}.", "workspace")
    else:
        walk.passes("enabled", "Source and destination are switched on.", "workspace")


def _mode(walk: Walk, pair: Pair) -> None:
    connection = pair.connection
    reason, basis, certain = connection.reason, connection.basis, connection.certain
    if walk.mode == "none" and certain:
        walk.stops("mode", reason, basis)
    elif walk.mode == "none":
        walk.unknown("mode", reason, REACHABLE, basis)
    elif walk.mode == "device" and (missing := unsure_action(pair)):
        words = "It has actions of both kinds; one in the browser may only add to calls."
        walk.unknown("mode", words, missing, "catalog")
    elif connection.mode == walk.mode:
        walk.passes("mode", reason, basis, certain=certain)
    else:
        walk.passes("mode", f"Looked at in {walk.mode} mode. {reason}", basis, certain=certain)


def _sdk(walk: Walk, pair: Pair) -> None:
    if walk.mode != "device" or pair.kind != "mobile":
        return
    if missing := unsure_sdk(pair):
        words = "It is reached only where its SDK or plugin is packaged in the app."
        walk.unknown("sdk", words, missing, "documentation")
    elif pair.connection.basis == "engagement":
        words = "Device mode was recorded, so its SDK is taken to be packaged in the app."
        walk.passes("sdk", words, "engagement.toml", certain=False)
    else:
        words = "Where its SDK is packaged in the app, the call takes this way, else cloud mode."
        walk.passes("sdk", words, "documentation")


def _call_type(walk: Walk, pair: Pair, workspace: Workspace) -> None:
    destination, kind = pair.destination, str(walk.call["type"])
    if destination.catalog.is_actions and destination.mappings is not None:
        _by_mappings(walk, pair, kind, workspace)
        return
    found = accepts(destination, kind)
    if found.taken is None:
        walk.unknown("call", found.reason, found.missing, found.basis)
    elif found.taken:
        walk.passes("call", found.reason, found.basis, certain=found.certain)
    else:
        walk.stops("call", found.reason, found.basis, doubt=found.missing)


def _by_mappings(walk: Walk, pair: Pair, kind: str, workspace: Workspace) -> None:
    here = mappings_on(pair, walk.mode)
    able = [one.name for one in here if may_fire(one.trigger, kind)]
    if here and not able and unsure_insert(pair, walk.mode, workspace):
        words = f"None of its enabled mappings is triggered by {kind} calls as they are sent."
        walk.passes("call", words, "workspace", certain=False)
    elif able:
        words = f"Its mapping {able[0]!r} can be triggered by {kind} calls."
        walk.passes("call", words, "workspace")
    elif not pair.enabled_mappings:
        walk.stops("call", "It has no enabled mapping, so it takes nothing.", "workspace")
    elif not here:
        words = f"None of its enabled mappings runs {_WORDS[walk.mode]}."
        walk.stops("call", words, "workspace")
    else:
        words = f"None of its enabled mappings {_WORDS[walk.mode]} is triggered by {kind} calls."
        walk.stops("call", words, "workspace")


def _transformations(walk: Walk, step: str, pair: Pair, workspace: Workspace) -> None:
    found = transformations_for(workspace, pair.source, step, pair.destination.catalog)
    judge_transformations(walk, step, found, refused=workspace.refused("transformation"))


def _insert_function(walk: Walk, pair: Pair, workspace: Workspace) -> None:
    found = workspace.insert_functions_of(pair.destination.id)
    missing = unsure_insert(pair, walk.mode, workspace)
    if missing and found:
        words = f"The insert function {found[0].name!r} may change the call or drop it."
        walk.unknown("insert-function", words, missing, found[0].id, also=walk.remade)
    elif missing:
        words = "The insert functions could not be read."
        walk.unknown("insert-function", words, missing, "Segment's API", also=walk.remade)
    elif found:
        where = "device mode" if walk.mode == "device" else "storage destinations"
        words = f"Insert functions do not reach {where}."
        walk.passes("insert-function", words, "documentation")
    else:
        walk.passes("insert-function", "There is none.", "workspace")


def _mappings(walk: Walk, pair: Pair) -> None:
    destination = pair.destination
    if not destination.catalog.is_actions or destination.mappings is None:
        return
    actions = {action.id: action.name for action in destination.catalog.actions}
    here = mappings_on(pair, walk.mode)
    fired = [one for one in here if trigger_fires(one.trigger, walk.call)]
    for one in fired:
        name = actions.get(one.action_id, one.action_slug)
        walk.mappings.append(UsedMapping(one.id, one.name, name, walk.mode))
    if fired:
        names = ", ".join(repr(one.name) for one in fired)
        triggers = "; ".join(one.trigger for one in fired)
        walk.passes("mappings", f"The call triggers {names}.", f"triggers: {triggers}")
    else:
        waiting = "; ".join(f"{m.name!r} waits for {m.trigger}" for m in here[:5])
        words = f"No enabled mapping takes the call: {waiting}."
        of_fields = any(may_take(one.trigger, str(walk.call["type"]), walk.name) for one in here)
        walk.stops("mappings", words, "workspace", of_fields=of_fields)
