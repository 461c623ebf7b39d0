"""Checks on sources: their library, their environment, whether they lead anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.model.derived import EVENT_STREAMS

_LIBRARIES = "/connections/sources"


@check(
    "library-out-of-support",
    "high",
    says=WRONG_NOW,
    asks="Is this source still in use?",
    trouble="yes",
    action="Plan the move to the library that replaces it.",
    docs=_LIBRARIES,
    basis="catalog",
    replaces=("src-net-01", "src-xamarin-01"),
)
def library_out_of_support(case: Case) -> Iterator[Found]:
    """Support for some libraries has ended."""
    for source in case.workspace.sources:
        library = case.libraries.get(source.id)
        if source.enabled and library is not None and library.support_ended:
            successor = f" {library.successor} replaces it." if library.successor else ""
            yield Found(
                f"Segment's support for {library.name} ended in {library.support_ended}."
                f"{successor}",
                f"{source.name} uses {library.name}.",
                source.id,
                docs=library.docs_to_use,
            )


@check(
    "library-in-maintenance",
    "low",
    says=GOOD_TO_KNOW,
    action="Count on fixes for critical problems only.",
    docs=_LIBRARIES,
    basis="catalog",
    replaces=("src-go-01",),
)
def library_in_maintenance(case: Case) -> Iterator[Found]:
    """Maintenance means critical fixes only."""
    for source in case.workspace.sources:
        library = case.libraries.get(source.id)
        if library is None or library.support_ended or not source.enabled:
            continue
        if library.tier == "maintenance":
            yield Found(
                f"The {library.name} library is in Segment's maintenance tier: fixes "
                "for critical problems, and no new features.",
                f"{source.name} uses {library.name}.",
                source.id,
                docs=library.docs_to_use,
            )


@check(
    "eu-host-in-code",
    "high",
    asks="Which host does the code send to?",
    action="Set the host of the library to Segment's EU endpoint, in the form that its "
    "documentation gives.",
    docs="/guides/regional-segment",
    replaces=("src-http-api-02",),
)
def eu_host_in_code(case: Case) -> Iterator[Found]:
    """Analytics.js finds the region by itself; nothing else does."""
    if not case.in_eu:
        return
    for source in case.workspace.sources:
        kind = case.kind(source.id)
        if source.enabled and kind in {"mobile", "server"}:
            yield Found(
                "Your workspace is in the EU region, so this source has to send to "
                "events.eu1.segmentapis.com. Data sent to the other region is rejected.",
                f"{source.name} is a {kind} source.",
                source.id,
                doubt="The workspace does not show which host the code is set to.",
            )


@check(
    "one-source-for-several-environments",
    "high",
    says=WRONG_NOW,
    asks="Do these environments share the write key?",
    trouble="yes",
    action="Make one source for each environment, each with its own write key.",
    docs="/segment-app/set-up-envs",
)
def one_source_for_several_environments(case: Case) -> Iterator[Found]:
    """Environments that share a write key mix test data with real data."""
    for placement in case.placements:
        if placement.environment == "all" and placement.source_id in case.sources:
            name = case.sources[placement.source_id].name
            yield Found(
                "This source serves several environments with one write key, so test data "
                "reaches the same destinations as real data.",
                f"{name}: {placement.evidence}",
                placement.source_id,
            )


@check(
    "disabled-source",
    "medium",
    says=GOOD_TO_KNOW,
    action="If it is needed again, switch it on; if it is not, delete it.",
    docs=_LIBRARIES,
)
def disabled_source(case: Case) -> Iterator[Found]:
    """A disabled source accepts no data."""
    for source in case.workspace.sources:
        if not source.enabled:
            yield Found(
                "This source is disabled: it accepts no data, and nothing that depends on it "
                "receives any.",
                f"{source.name} is disabled in the workspace.",
                source.id,
            )


@check(
    "source-without-destination",
    "medium",
    says=WRONG_NOW,
    asks="Who keeps this source alive?",
    action="Connect a destination in time, or ask Segment for an exception.",
    docs=_LIBRARIES,
    replaces=("global-09",),
)
def source_without_destination(case: Case) -> Iterator[Found]:
    """Segment disables a source that leads nowhere after 14 days."""
    # a warehouse of which the sources could not be read may be fed by any of them
    if case.workspace.unread or any(
        w.enabled and w.source_ids is None for w in case.workspace.warehouses
    ):
        return
    fed = {d.source_id for d in case.workspace.destinations if d.enabled}
    fed |= {source.id for source, warehouse in case.warehouse_pairs() if warehouse.enabled}
    for source in case.workspace.sources:
        if source.enabled and source.id not in fed and case.kind(source.id) in EVENT_STREAMS:
            off = [d.name for d in case.workspace.destinations_of(source)]
            known = f"connected but disabled: {listed(off)}" if off else "none is connected"
            yield Found(
                "This source has no enabled destination. Segment disables such a source after "
                "14 days, even while it receives data.",
                f"{source.name}: {known}.",
                source.id,
            )
