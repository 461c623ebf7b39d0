"""Checks on destination filters: where they have no effect, and what Segment allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from segkit.considerations.checks.check import Found, about, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.delivery.receiver import Receiver
from segkit.delivery.ways import takes_calls
from segkit.errors import FqlError
from segkit.knowledge.destinations import S3
from segkit.model.plan import CALLS
from segkit.model.workspace import DestinationFilter, Json
from segkit.routing.fql import parse
from segkit.routing.fql.tokens import MAX_BYTES

_FILTERS = "/connections/destinations/destination-filters"
_MOST_FILTERS = 10


@check(
    "filter-in-device-mode",
    "high",
    asks="Were filters allowed for device mode, and was this one tested?",
    trouble="no",
    action="Switch on Destination Filters in the source's settings: for a website below "
    "Analytics.js, for an app below Advanced. Add the filters plugin to an app. Test the "
    "filter.",
    docs=_FILTERS,
)
def filter_in_device_mode(case: Case) -> Iterator[Found]:
    """Device-mode filters need a toggle on the web and a plugin on mobile."""
    for pair in case.pairs:
        if pair.may_run_on_device and _filters(pair):
            yield about(
                pair,
                "Filters have no effect on a destination in device mode until you allow it. On "
                "a website with Analytics.js 2.0 a switch in the source's settings does so; in an "
                "app only the filters plugin of the Swift, Kotlin or React Native library.",
                f"Enabled filters: {listed(_filters(pair))}. {pair.connection.reason}",
                "The workspace does not show whether you have allowed it.",
            )


@check(
    "filter-not-readable",
    "blocker",
    says=WRONG_NOW,
    asks="Is this filter in use?",
    trouble="yes",
    action="Correct the condition, or switch the filter off.",
    docs="/api/public-api/fql",
)
def filter_not_readable(case: Case) -> Iterator[Found]:
    """Segment fails closed: an invalid condition lets nothing through."""
    for pair in case.pairs:
        wrong = [
            f"{filter_.title or filter_.id}: {problem}"
            for filter_ in pair.destination.filters or ()
            if filter_.enabled and (problem := _problem(filter_.condition))
        ]
        if wrong:
            yield about(
                pair,
                "The condition of a destination filter is not valid. As long as it is not, "
                "Segment's servers send nothing to this destination.",
                listed(wrong),
            )


@check(
    "filter-drops-everything",
    "blocker",
    asks="Shall this destination receive nothing?",
    trouble="no",
    action="Narrow the filters, or remove the destination if it is not needed.",
    docs=_FILTERS,
)
def filter_drops_everything(case: Case) -> Iterator[Found]:
    """Told by what delivery says with these filters and without them."""
    for pair in case.pairs:
        filters = pair.destination.filters or ()
        dropping = [f for f in filters if f.enabled and _keeps_nothing(f)]
        if not dropping:
            continue
        others = replace(pair.destination, filters=tuple(f for f in filters if f not in dropping))
        without = Receiver(case, replace(pair, destination=others))
        calls = [one for one in _calls_to(case, pair) if without.receives(*one)]
        if calls and not any(case.coverage.receiving(pair, *one) for one in calls):
            others_too = any(
                case.coverage.receiving(pair, call, None)
                for call in CALLS
                if pair.destination.catalog.is_actions or takes_calls(pair, call) is not None
            )
            yield about(
                pair,
                "The filters of this destination drop every planned call that it could get from "
                "this source."
                if others_too
                else "The filters of this destination drop every call that it could get from this "
                "source: nothing arrives.",
                f"Filters: {listed(f.title or f.condition for f in dropping)}",
                "What the tracking plan does not contain was not looked at." if others_too else "",
            )


@check(
    "filter-on-storage",
    "high",
    says=WRONG_NOW,
    asks="Is this filter in use?",
    trouble="yes",
    action="Remove the filter, and keep the data out where it is sent.",
    docs=_FILTERS,
)
def filter_on_storage(case: Case) -> Iterator[Found]:
    """Filters do not work for S3."""
    for pair in case.pairs:
        if pair.destination.catalog.slug in S3 and _filters(pair):
            yield about(
                pair,
                "Destination filters do not work for Amazon S3: everything is stored.",
                f"Enabled filters: {listed(_filters(pair))}",
            )


@check(
    "filter-misses-warehouse",
    "medium",
    says=GOOD_TO_KNOW,
    action="Keep the data out where it is sent; out of a warehouse, Selective Sync keeps it too.",
    docs=_FILTERS,
    replaces=("wh-all-06",),
)
def filter_misses_warehouse(case: Case) -> Iterator[Found]:
    """A destination filter holds nothing back from a warehouse."""
    for warehouse in case.workspace.warehouses:
        filters = [
            f"{f.title or f.condition} ({d.name})"
            for d in case.workspace.destinations
            if d.source_id in (warehouse.source_ids or ())
            for f in d.filters or ()
            if f.enabled
        ]
        if filters:
            yield Found(
                "Destination filters have no effect here: what they hold back from a destination is "
                "stored all the same.",
                f"Filters of synced sources: {listed(filters)}",
                target_id=warehouse.id,
            )


@check(
    "too-many-filters",
    "high",
    says=WRONG_NOW,
    asks="Are all of these filters in use?",
    trouble="yes",
    action="Merge filters that do the same.",
    docs=_FILTERS,
    replaces=("global-07",),
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


@check(
    "filter-too-long",
    "high",
    says=WRONG_NOW,
    asks="Is this filter in use?",
    trouble="yes",
    action="Shorten the condition, or split it over several filters.",
    docs=_FILTERS,
)
def filter_too_long(case: Case) -> Iterator[Found]:
    """A condition may have 5 KB."""
    for pair in case.pairs:
        long = [
            f.title or f.id
            for f in pair.destination.filters or ()
            if len(f.condition.encode("utf-8", "surrogatepass")) > MAX_BYTES
        ]
        if long:
            yield about(
                pair, "The condition of a filter can have at most 5 KB.", f"Longer: {listed(long)}"
            )


def _problem(condition: str) -> str:
    """Why the condition is not valid; empty when it is, or is too long, which is said apart."""
    if len(condition.encode()) > MAX_BYTES:
        return ""
    try:
        parse(condition)
    except FqlError as error:
        return error.problem if error.kind == "syntax" else ""
    return ""


def _keeps_nothing(one: DestinationFilter) -> bool:
    return any(
        action.get("type") == "DROP" or (action.get("type") == "SAMPLE" and _none_of(action))
        for action in one.actions
    )


def _none_of(action: Json) -> bool:
    percent = action.get("percent")
    return isinstance(percent, int | float) and not isinstance(percent, bool) and percent <= 0


def _calls_to(case: Case, pair: Pair) -> Iterator[tuple[str, str | None]]:
    """Type and name of each call from the source; None is any name.

    Left out are calls of which the catalog does not say whether the destination takes them.
    """
    is_planned = case.plan_covers(pair.source.id)
    is_told = pair.destination.catalog.is_actions
    for call in sorted(case.calls(pair.source.id)):
        if not is_told and takes_calls(pair, call) is None:
            continue
        if not is_planned:
            yield call, None
        for rule_ in case.current.get(call, ()) if is_planned else ():
            if case.may_send(pair.source.id, rule_):
                yield call, rule_.key


def _filters(pair: Pair) -> list[str]:
    return [f.title or f.condition for f in pair.destination.filters or () if f.enabled]
