"""Rules on what does not reach a destination: filters, transformations, functions, blocking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.advice.case import INSTRUMENTED, Case, Pair
from segkit.advice.rules.rule import AdviceRule, Found, about, listed, rule
from segkit.model.workspace import Source, Transformation

_FILTERS = "/connections/destinations/destination-filters"
_INSERT_FUNCTIONS = "/connections/functions/insert-functions"
_SCHEMA_CONFIGURATION = "/protocols/enforce/schema-configuration"
_MOST_FILTERS = 10
_LONGEST_FILTER = 5 * 1024

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

STORAGE = frozenset({"amazon-s3", "aws-s3", "google-cloud-storage", "data-lakes"})
"""Slugs of destinations that store calls as files."""

_BUCKETS = frozenset({"amazon-s3", "aws-s3"})


@rule(
    "filter-in-device-mode",
    "high",
    looks_at="destination filters where the destination runs, or may run, on the device",
    action="For a website, switch on destination filters for device mode in Settings > "
    "Analytics.js; for an app, add the filters plugin. Then test the filter.",
    docs=_FILTERS,
)
def filter_in_device_mode(case: Case) -> Iterator[Found]:
    """Device-mode filters need a toggle on the web and a plugin on mobile."""
    for pair in case.pairs:
        if pair.may_run_on_device and _filters(pair):
            yield about(
                pair,
                "Filters have no effect on a destination in device mode until you allow it: on "
                "a website with Analytics.js 2.0 by a switch in the source's settings, in an "
                "app only by the filters plugin of the Swift, Kotlin or React Native library.",
                f"Enabled filters: {listed(_filters(pair))}. {pair.connection.reason}",
            )


@rule(
    "filter-on-storage",
    "high",
    looks_at="destination filters on Amazon S3",
    action="Remove the filter, and keep the data out where it is sent.",
    docs=_FILTERS,
)
def filter_on_storage(case: Case) -> Iterator[Found]:
    """Filters do not work for S3."""
    for pair in case.pairs:
        if pair.destination.catalog.slug in _BUCKETS and _filters(pair):
            yield about(
                pair,
                "Destination filters do not work for Amazon S3: everything is stored.",
                f"Enabled filters: {listed(_filters(pair))}",
            )


@rule(
    "too-many-filters",
    "high",
    looks_at="destinations with more than 10 filters",
    action="Merge filters that do the same.",
    docs=_FILTERS,
)
def too_many_filters(case: Case) -> Iterator[Found]:
    """Segment supports 10 filters per destination."""
    for pair in case.pairs:
        count = len(pair.destination.filters or ())
        if count > _MOST_FILTERS:
            yield about(
                pair,
                f"Segment supports {_MOST_FILTERS} filters for a destination.",
                f"{pair.destination.name} has {count} filters.",
            )


@rule(
    "filter-too-long",
    "high",
    looks_at="destination filters whose condition is longer than 5 KB",
    action="Shorten the condition, or split it over several filters.",
    docs=_FILTERS,
)
def filter_too_long(case: Case) -> Iterator[Found]:
    """A condition may have 5 KB."""
    for pair in case.pairs:
        long = [
            f.title or f.id
            for f in pair.destination.filters or ()
            if len(f.condition.encode()) > _LONGEST_FILTER
        ]
        if long:
            yield about(
                pair, "The condition of a filter can have at most 5 KB.", f"Longer: {listed(long)}"
            )


@rule(
    "transformation-in-device-mode",
    "high",
    looks_at="Protocols transformations of a source whose destinations run, or may run, on "
    "the device",
    action="Correct the calls in your code as well, so that these destinations get them right.",
    docs="/protocols/transform",
)
def transformation_in_device_mode(case: Case) -> Iterator[Found]:
    """Transformations work in Segment's servers, which device mode goes past."""
    text = (
        "Transformations change calls on Segment's servers. A destination in device mode gets "
        "the calls as your code made them."
    )
    for source in case.workspace.sources:
        of_source = [t for t in _transformations(case, source) if not t.destination_catalog_id]
        missed = _on_device(case, source)
        if of_source and missed:
            yield Found(
                text,
                f"{listed(t.name for t in of_source)}: does not reach {listed(missed)}.",
                source.id,
            )
    for pair in case.pairs:
        own = [
            t.name
            for t in _transformations(case, pair.source)
            if t.destination_catalog_id == pair.destination.catalog.id
        ]
        if own and pair.may_run_on_device:
            yield about(pair, text, f"{listed(own)}. {pair.connection.reason}")


@rule(
    "insert-function-in-device-mode",
    "high",
    looks_at="insert functions in front of a destination that runs, or may run, on the device",
    action="Put the destination in cloud mode, or make the change in your own code.",
    docs=_INSERT_FUNCTIONS,
)
def insert_function_in_device_mode(case: Case) -> Iterator[Found]:
    """Insert functions work with cloud-mode destinations only."""
    for pair in case.pairs:
        if pair.may_run_on_device and (names := _insert_functions(case, pair.destination.id)):
            yield about(
                pair,
                "An insert function changes calls on Segment's servers. A destination in device "
                "mode gets them unchanged.",
                f"{listed(names)}. {pair.connection.reason}",
            )


@rule(
    "insert-function-on-storage",
    "high",
    looks_at="insert functions in front of a warehouse or a storage destination",
    action="Remove the function, and change the calls before they are sent.",
    docs=_INSERT_FUNCTIONS,
)
def insert_function_on_storage(case: Case) -> Iterator[Found]:
    """Insert functions do not work with storage destinations."""
    text = "Insert functions do not work with storage destinations: calls are stored unchanged."
    for pair in case.pairs:
        names = _insert_functions(case, pair.destination.id)
        if names and pair.destination.catalog.slug in STORAGE:
            yield about(pair, text, f"Enabled functions: {listed(names)}")
    for warehouse in case.workspace.warehouses:
        if names := _insert_functions(case, warehouse.id):
            yield Found(text, f"Enabled functions: {listed(names)}", target_id=warehouse.id)


@rule(
    "blocking-misses-device-mode",
    "high",
    looks_at="schema controls that leave out or block data, on a source with destinations "
    "that run, or may run, on the device",
    action="Tell the owners of these tools that they still get what the controls hold back.",
    docs=_SCHEMA_CONFIGURATION,
)
def blocking_misses_device_mode(case: Case) -> Iterator[Found]:
    """All controls are cloud-mode only, but for unplanned events of Analytics.js."""
    for source in case.workspace.sources:
        controls = _cloud_only_controls(source, case.kind(source.id))
        missed = _on_device(case, source)
        if controls and missed:
            yield Found(
                "The schema controls of this source hold data back on Segment's servers. "
                "Destinations in device mode still get all of it.",
                f"Set to hold back: {listed(controls)}. Not for {listed(missed)}.",
                source.id,
            )


@rule(
    "blocked-events-lost",
    "high",
    looks_at="sources that block events and forward them nowhere",
    action="Forward blocked events to a source of their own until no planned event is among them.",
    docs="/protocols/enforce/forward-blocked-events",
)
def blocked_events_lost(case: Case) -> Iterator[Found]:
    """A blocked event that is not forwarded is discarded for good."""
    for source in case.workspace.sources:
        if _blocks_events(source) and not source.schema_settings.get("forwardingBlockedEventsTo"):
            yield Found(
                "This source blocks events. Blocked events that are not forwarded to another "
                "source are discarded for good.",
                f"{source.name} blocks events and names no source to forward them to.",
                source.id,
            )


def _filters(pair: Pair) -> list[str]:
    return [f.title or f.condition for f in pair.destination.filters or () if f.enabled]


def _transformations(case: Case, source: Source) -> list[Transformation]:
    return [t for t in case.workspace.transformations if t.enabled and t.source_id == source.id]


def _insert_functions(case: Case, target_id: str) -> list[str]:
    return [
        function.name or function.id
        for function in case.workspace.insert_functions
        if function.enabled and function.destination_id == target_id
    ]


def _on_device(case: Case, source: Source) -> list[str]:
    """Names of the source's enabled destinations that run, or may run, on the device."""
    return [
        pair.destination.name + ("" if pair.connection.mode == "device" else " (if in device mode)")
        for pair in case.pairs_of.get(source.id, ())
        if pair.may_run_on_device and pair.destination.enabled
    ]


def _settings(source: Source, call: str) -> Mapping[str, object]:
    settings = source.schema_settings.get(call)
    return settings if isinstance(settings, Mapping) else {}


def _blocks_events(source: Source) -> bool:
    track = _settings(source, "track")
    return (
        track.get("allowUnplannedEvents") is False
        or track.get("allowEventOnViolations") is False
        or track.get("commonEventOnViolations") == "BLOCK"
    )


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


RULES: tuple[AdviceRule, ...] = (
    filter_in_device_mode,
    filter_on_storage,
    too_many_filters,
    filter_too_long,
    transformation_in_device_mode,
    insert_function_in_device_mode,
    insert_function_on_storage,
    blocking_misses_device_mode,
    blocked_events_lost,
)
