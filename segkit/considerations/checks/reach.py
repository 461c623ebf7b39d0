"""Checks on what does not reach a destination: transformations, functions, blocking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.considerations.checks.check import (
    Found,
    about,
    check,
    listed,
    mode_doubt,
)
from segkit.considerations.consideration import WRONG_NOW
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.knowledge.destinations import FILES_ONLY
from segkit.model.derived import INSTRUMENTED
from segkit.model.workspace import Source

_INSERT_FUNCTIONS = "/connections/functions/insert-functions"
_SCHEMA_CONFIGURATION = "/protocols/enforce/schema-configuration"

_UNPLANNED_EVENTS = (("track", "allowUnplannedEvents", "unplanned events"),)
_CLOUD_ONLY = (
    ("track", "allowUnplannedEventProperties", "unplanned properties"),
    ("track", "allowEventOnViolations", "track calls with violations"),
    ("track", "allowPropertiesOnViolations", "properties with violations"),
    ("track", "commonEventOnViolations", "track calls that break the common schema"),
    ("identify", "allowUnplannedTraits", "unplanned identify traits"),
    ("identify", "allowTraitsOnViolations", "identify traits with violations"),
    ("identify", "commonEventOnViolations", "identify calls that break the common schema"),
    ("group", "allowUnplannedTraits", "unplanned group traits"),
    ("group", "allowTraitsOnViolations", "group traits with violations"),
    ("group", "commonEventOnViolations", "group calls that break the common schema"),
)
"""Call, setting and words of the controls that work for cloud-mode destinations only."""


@check(
    "transformation-in-device-mode",
    "high",
    asks="May these destinations receive the calls unchanged?",
    trouble="no",
    action="Correct the calls in your code as well, so that these destinations receive them right.",
    docs="/protocols/transform",
    replaces=("global-05",),
)
def transformation_in_device_mode(case: Case) -> Iterator[Found]:
    """Transformations work in Segment's servers, which device mode goes past."""
    text = (
        "Transformations change calls on Segment's servers. A destination in device mode receives "
        "the calls as your code made them."
    )
    for source in case.workspace.sources:
        of_source = case.workspace.transformations_of(source)
        missed = _on_device(case, source)
        if of_source and missed:
            yield Found(
                text,
                f"{listed(t.name for t in of_source)}: does not reach {_named(missed)}.",
                source.id,
                doubt=mode_doubt(*missed),
            )
    for pair in case.pairs:
        catalog_id = pair.destination.catalog.id
        own = [t.name for t in case.workspace.transformations_of(pair.source, catalog_id)]
        if own and pair.may_run_on_device:
            yield about(pair, text, f"{listed(own)}. {pair.connection.reason}", mode_doubt(pair))


@check(
    "transformation-without-destination",
    "medium",
    asks="Shall this destination be connected?",
    trouble="yes",
    action="Connect the destination, or remove the transformation.",
    docs="/protocols/transform",
)
def transformation_without_destination(case: Case) -> Iterator[Found]:
    """It changes calls on their way to a destination that is not there."""
    for source in case.workspace.sources if not case.workspace.unread else ():
        there = {p.destination.catalog.id for p in case.pairs_of.get(source.id, ())}
        idle = [
            t.name
            for t in case.workspace.transformations
            if t.enabled
            and t.source_id == source.id
            and t.destination_catalog_id
            and t.destination_catalog_id not in there
        ]
        if idle:
            yield Found(
                "Some transformations of this source are for a destination that it is not "
                "connected to: they change nothing.",
                listed(idle),
                source.id,
            )


@check(
    "insert-function-in-device-mode",
    "high",
    says=WRONG_NOW,
    asks="Does this destination run on the device?",
    trouble="yes",
    action="Put the destination in cloud mode, or make the change in your own code.",
    docs=_INSERT_FUNCTIONS,
    replaces=("global-04",),
)
def insert_function_in_device_mode(case: Case) -> Iterator[Found]:
    """Insert functions work with cloud-mode destinations only."""
    for pair in case.pairs:
        if pair.may_run_on_device and (names := _functions(case, pair.destination.id)):
            yield about(
                pair,
                "An insert function changes calls on Segment's servers. A destination in device "
                "mode receives them unchanged.",
                f"{listed(names)}. {pair.connection.reason}",
                mode_doubt(pair),
            )


@check(
    "insert-function-on-storage",
    "high",
    says=WRONG_NOW,
    asks="May these calls be stored unchanged?",
    trouble="no",
    action="Remove the function, and change the calls before they are sent.",
    docs=_INSERT_FUNCTIONS,
)
def insert_function_on_storage(case: Case) -> Iterator[Found]:
    """Insert functions do not work with storage destinations."""
    text = "Insert functions do not work with storage destinations: calls are stored unchanged."
    for pair in case.pairs:
        names = _functions(case, pair.destination.id)
        if names and pair.destination.catalog.slug in FILES_ONLY:
            yield about(pair, text, f"Enabled functions: {listed(names)}")
    for warehouse in case.workspace.warehouses:
        if names := _functions(case, warehouse.id):
            yield Found(text, f"Enabled functions: {listed(names)}", target_id=warehouse.id)


@check(
    "blocking-misses-device-mode",
    "high",
    asks="May these destinations receive what is held back?",
    trouble="no",
    action="Tell the owners of these tools that they still receive what the controls hold back.",
    docs=_SCHEMA_CONFIGURATION,
    replaces=("global-06",),
)
def blocking_misses_device_mode(case: Case) -> Iterator[Found]:
    """All controls are cloud-mode only, but for unplanned events of Analytics.js."""
    for source in case.workspace.sources:
        controls = _cloud_only_controls(source, case.kind(source.id))
        missed = _on_device(case, source)
        if controls and missed:
            yield Found(
                "The schema controls of this source hold data back on Segment's servers. "
                "Destinations in device mode still receive all of it.",
                f"Set to hold back: {listed(controls)}. Not for {_named(missed)}.",
                source.id,
                doubt=mode_doubt(*missed),
            )


@check(
    "blocked-events-lost",
    "high",
    asks="May blocked calls be lost for good?",
    trouble="no",
    action="Forward blocked events to a source of their own until no planned event is among them.",
    docs="/protocols/enforce/forward-blocked-events",
)
def blocked_events_lost(case: Case) -> Iterator[Found]:
    """A blocked call that is not forwarded is discarded for good."""
    for source in case.workspace.sources:
        if _blocked(source) and not source.schema_settings.get("forwardingBlockedEventsTo"):
            yield Found(
                "This source blocks calls. Blocked calls that are not forwarded to another "
                "source are discarded for good.",
                f"{source.name} blocks {listed(_blocked(source))} and names no source to forward "
                "them to.",
                source.id,
            )


def _functions(case: Case, target_id: str) -> list[str]:
    return [one.name or one.id for one in case.workspace.insert_functions_of(target_id)]


def _on_device(case: Case, source: Source) -> list[Pair]:
    """The source's enabled destinations that run, or may run, on the device."""
    return [
        pair
        for pair in case.pairs_of.get(source.id, ())
        if pair.may_run_on_device and pair.destination.enabled
    ]


def _named(pairs: list[Pair]) -> str:
    return listed(
        pair.destination.name + ("" if pair.connection.mode == "device" else " (if in device mode)")
        for pair in pairs
    )


def _settings(source: Source, call: str) -> Mapping[str, object]:
    settings = source.schema_settings.get(call)
    return settings if isinstance(settings, Mapping) else {}


def _blocked(source: Source) -> list[str]:
    """The types of calls of which some are blocked."""
    return [
        f"{call} calls"
        for call in ("track", "identify", "group")
        if (settings := _settings(source, call))
        and (
            settings.get("allowUnplannedEvents") is False
            or settings.get("allowEventOnViolations") is False
            or settings.get("commonEventOnViolations") == "BLOCK"
        )
    ]


def _cloud_only_controls(source: Source, kind: str) -> list[str]:
    """The controls that are set and that device mode goes past, in words."""
    if kind not in INSTRUMENTED:
        return []
    # Analytics.js blocks unplanned events for device mode as well; apps do not
    unplanned = _UNPLANNED_EVENTS if kind == "mobile" else ()
    return [
        words
        for call, control, words in (*unplanned, *_CLOUD_ONLY)
        if _settings(source, call).get(control, "ALLOW") not in (True, None, "ALLOW")
    ]
