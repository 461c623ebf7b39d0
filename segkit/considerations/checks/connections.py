"""Checks on connections: can anything travel from this source to this destination at all?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from segkit.considerations.checks.check import (
    Found,
    about,
    catalog_doubt,
    check,
    listed,
    mode_doubt,
)
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.knowledge.documented import documented_modes
from segkit.model.derived import OFF_DEVICE
from segkit.model.workspace import DestinationCatalog

_MODES = "/connections/destinations#connection-modes"
_INSTANCES = "/connections/destinations/add-destination"
_DEVICE_COMPONENTS = frozenset({"BROWSER", "IOS", "ANDROID"})
_MOST_INSTANCES = 25
_ONE_EACH = frozenset({"actions-braze-cloud"})
_ONE_IN_AN_APP = frozenset({"actions-amplitude"})
"""Hybrid Actions destinations with a limit of their own (connections/destinations/add-destination);
AWS S3, Data Lakes and Marketo V2 say so in their own entries."""


@check(
    "device-only-off-device",
    "blocker",
    says=WRONG_NOW,
    asks="Can anything that this source sends arrive there?",
    trouble="no",
    action="Connect the destination to a source of the kind that its code runs on, or remove the "
    "connection so that nobody expects its data.",
    docs=_MODES,
    basis="catalog",
    replaces=("global-01", "actions-google-analytics-4-web-01"),
)
def device_only_off_device(case: Case) -> Iterator[Found]:
    """A server never loads a destination's code."""
    for pair in case.pairs:
        if _is_stuck_off_device(pair):
            so = (
                "nothing that it sends arrives there"
                if pair.connection.certain
                else "whether anything that it sends arrives there is not known"
            )
            yield about(
                pair,
                f"{pair.destination.catalog.name} works only in device mode, where its own code "
                f"runs on the page or in the app. This source runs neither, so {so}.",
                f"{pair.source.name} ({pair.kind}): {pair.connection.reason}",
                catalog_doubt(pair),
            )


@check(
    "nothing-can-arrive",
    "blocker",
    says=WRONG_NOW,
    asks="Can anything that this source sends arrive there?",
    trouble="no",
    action="Choose a destination that receives data from this kind of source, or remove the "
    "connection.",
    docs=_MODES,
    basis="catalog",
)
def nothing_can_arrive(case: Case) -> Iterator[Found]:
    """Any other pair without a possible mode."""
    for pair in case.pairs:
        if not pair.is_reached and not _is_stuck_off_device(pair):
            name = pair.destination.catalog.name
            yield about(
                pair,
                f"Nothing that this source sends can arrive at {name}."
                if pair.connection.certain
                else f"Whether anything that this source sends can arrive at {name} is not known.",
                pair.connection.reason,
                catalog_doubt(pair),
            )


@check(
    "disabled-destination",
    "high",
    says=GOOD_TO_KNOW,
    action="If it is needed again, switch it on; if it is not, remove it.",
    docs="/connections/destinations",
    replaces=("global-08",),
)
def disabled_destination(case: Case) -> Iterator[Found]:
    """A disabled destination gets no data."""
    for pair in case.pairs:
        if not pair.destination.enabled:
            yield about(
                pair,
                "This destination is disabled and receives no data. What it misses until it is "
                "enabled can be sent later only by a replay, which requires the Business plan.",
                f"{pair.destination.name} is disabled in the workspace.",
            )


@check(
    "mode-not-told",
    "low",
    asks="Which connection mode was chosen in the destination's settings?",
    action="Look up the connection mode in the destination's settings, and have it recorded for "
    "this guide.",
    docs=_MODES,
    basis="catalog",
)
def mode_not_told(case: Case) -> Iterator[Found]:
    """Segment's API does not say which mode was chosen."""
    for pair in case.pairs:
        # in the Actions framework there is nothing to choose: each mapping has its platform
        if pair.connection.mode == "unknown" and not pair.destination.catalog.is_actions:
            yield about(
                pair,
                "This destination can receive data from the device itself or from Segment's servers. "
                "Segment's API does not tell which of the two was chosen.",
                pair.connection.reason,
            )


@check(
    "mode-against-documentation",
    "medium",
    asks="Does data arrive in the mode that was chosen?",
    trouble="no",
    action="Check in the destination's settings that this mode can be chosen, and test that data "
    "arrives.",
    docs=_MODES,
    basis="catalog",
)
def mode_against_documentation(case: Case) -> Iterator[Found]:
    """The catalog allows the mode, and a page that was corrected by hand does not."""
    for pair in case.pairs:
        catalog, mode = pair.destination.catalog, pair.connection.mode
        said = documented_modes(catalog.id, pair.kind)
        if said is not None and mode in pair.connection.possible and mode not in said.modes:
            listed_modes = f"{listed(said.modes)} mode only" if said.modes else "no mode at all"
            yield about(
                pair,
                f"For {catalog.name} and this kind of source, Segment's documentation lists "
                f"{listed_modes}; its catalog allows {mode} mode, which was chosen here.",
                f"{pair.source.name} sends to {pair.destination.name} in {mode} mode.",
            )


@check(
    "sdk-must-be-in-the-app",
    "blocker",
    asks="Does the app contain this SDK or plugin?",
    trouble="no",
    action="Add the destination's plugin or SDK to the app with its dependency manager, and "
    "release the app.",
    docs=_MODES,
    basis="catalog",
    replaces=("global-02", "firebase-01"),
)
def sdk_must_be_in_the_app(case: Case) -> Iterator[Found]:
    """On mobile, device mode exists only in an app that carries the SDK."""
    for pair in case.pairs:
        if pair.kind == "mobile" and pair.connection.possible == ("device",):
            yield about(
                pair,
                f"From an app, {pair.destination.catalog.name} receives data only through its own "
                "SDK or plugin. Without it in the app, nothing arrives.",
                pair.connection.reason,
                "The workspace does not show whether the app carries the SDK or plugin.",
            )


@check(
    "second-device-mode-instance",
    "high",
    says=WRONG_NOW,
    asks="Does more than one of these instances run on the device?",
    trouble="yes",
    action="Keep one instance in device mode on this source, and move the others to cloud mode "
    "or to another source.",
    docs=_INSTANCES,
    replaces=("global-10",),
)
def second_device_mode_instance(case: Case) -> Iterator[Found]:
    """A source can have one device-mode instance of a destination, an app not even that."""
    for group in _instances(case):
        device = _device_instances(group)
        for pair in device if len(device) > 1 else ():
            limit = (
                "An app can have several instances only of a destination that works in cloud "
                "mode alone; this one can also run in the app."
                if pair.kind == "mobile"
                else "At most one instance of a destination can run in device mode on one source."
            )
            yield about(
                pair,
                f"This source has several instances of {pair.destination.catalog.name}. {limit}",
                "Instances on this source: " + listed(p.destination.name for p in device),
                "" if pair.kind == "mobile" else mode_doubt(*device),
            )


@check(
    "one-instance-only",
    "high",
    says=WRONG_NOW,
    asks="Which of these instances is in use?",
    action="Keep one instance on this source, and move the others to sources of their own.",
    docs=_INSTANCES,
)
def one_instance_only(case: Case) -> Iterator[Found]:
    """Some destinations are stricter than their connection mode."""
    for group in _instances(case):
        slug, kind = group[0].destination.catalog.slug, group[0].kind
        if slug in _ONE_EACH or (slug in _ONE_IN_AN_APP and kind == "mobile"):
            for pair in group:
                yield about(
                    pair,
                    f"A source like this can have one instance of {pair.destination.catalog.name}.",
                    "Instances on this source: " + listed(p.destination.name for p in group),
                )


@check(
    "several-instances",
    "low",
    says=GOOD_TO_KNOW,
    action="Tell the instances apart by filters or mappings where they should not receive the same.",
    docs=_INSTANCES,
)
def several_instances(case: Case) -> Iterator[Found]:
    """What addresses a destination by its name addresses all of its instances."""
    for group in _instances(case):
        if len(_device_instances(group)) > 1 or group[0].destination.catalog.slug in _ONE_EACH:
            continue
        for pair in group:
            yield about(
                pair,
                f"This source has several instances of {pair.destination.catalog.name}. The "
                "integrations object of a call, and a transformation, always apply to all of them.",
                "Instances on this source: " + listed(p.destination.name for p in group),
            )


@check(
    "too-many-instances",
    "high",
    says=WRONG_NOW,
    asks="How many of these instances run in cloud mode?",
    action="Split the instances over several sources.",
    docs=_INSTANCES,
)
def too_many_instances(case: Case) -> Iterator[Found]:
    """Segment allows up to 25 cloud-mode instances per source."""
    for group in _instances(case):
        # the one in device mode does not count
        count = sum(pair.connection.mode != "device" for pair in group)
        if count > _MOST_INSTANCES:
            source, catalog = group[0].source, group[0].destination.catalog
            yield Found(
                f"Segment allows up to {_MOST_INSTANCES} cloud-mode instances of one "
                "destination on one source.",
                f"{source.name} has {count} instances of {catalog.name}.",
                source.id,
                doubt=mode_doubt(*group),
            )


@check(
    "no-eu-endpoint",
    "high",
    asks="May data go to this destination's servers in the United States?",
    trouble="no",
    action="Ask your data protection officer whether data may go to this destination's servers "
    "in the United States.",
    docs="/guides/regional-segment",
    basis="catalog",
)
def no_eu_endpoint(case: Case) -> Iterator[Found]:
    """The catalog lists the regions in which a destination has an endpoint."""
    if not case.in_eu:
        return
    for pair in case.pairs:
        regions = pair.destination.catalog.region_endpoints
        if pair.is_reached and regions and "EU" not in regions:
            yield about(
                pair,
                "Your workspace is in Segment's EU region, and for this destination Segment's "
                "catalog lists no endpoint in the EU.",
                f"Endpoints of {pair.destination.catalog.name}: {listed(regions)}",
            )


def _is_stuck_off_device(pair: Pair) -> bool:
    catalog = pair.destination.catalog
    return not pair.is_reached and pair.kind in OFF_DEVICE and _runs_on_devices_only(catalog)


def _runs_on_devices_only(catalog: DestinationCatalog) -> bool:
    visible = [action.platform for action in catalog.actions if not action.hidden]
    if visible:
        return all(platform in {"WEB", "MOBILE"} for platform in visible)
    return bool(catalog.components) and set(catalog.components) <= _DEVICE_COMPONENTS


def _device_instances(group: list[Pair]) -> list[Pair]:
    """Those that run, or may run, on the device; in an app even those that could."""
    return [
        pair
        for pair in group
        if pair.may_run_on_device
        or (pair.kind == "mobile" and "device" in pair.connection.possible)
    ]


def _instances(case: Case) -> list[list[Pair]]:
    groups: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in case.pairs:
        groups[pair.source.id, pair.destination.catalog.id].append(pair)
    return [group for group in groups.values() if len(group) > 1]
