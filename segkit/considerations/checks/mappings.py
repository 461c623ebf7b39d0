"""Checks on calls and mappings: does the destination take what the plan sends?

Triggers are read without a call: a check stays silent where that is not enough to judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from segkit.considerations.checks.check import Found, about, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.delivery.steps.limits import lacking_mappings
from segkit.delivery.ways import idle_mappings, takes_calls
from segkit.model.plan import CALLS
from segkit.routing.fql import may_fire, named_events

# the same triggers come back for each destination and each rule
_named_events = lru_cache(maxsize=20_000)(named_events)

_ACTIONS = "/connections/destinations/actions"
_MOST_MAPPINGS = 50
_SENT_BY_APPS = frozenset(
    f"{what} {done}"
    for what, all_done in {
        "Application": "Installed Opened Backgrounded Foregrounded Updated Uninstalled Crashed",
        "Push Notification": "Received Tapped Bounced",
        "Deep Link": "Opened Clicked",
    }.items()
    for done in all_done.split()
)
"""Events of the mobile spec, which libraries and their plugins send by themselves."""


@check(
    "no-enabled-mapping",
    "blocker",
    says=WRONG_NOW,
    asks="Is this destination in use?",
    trouble="yes",
    action="Create or enable the mappings that this destination needs.",
    docs=_ACTIONS,
    replaces=("global-11",),
)
def no_enabled_mapping(case: Case) -> Iterator[Found]:
    """An Actions destination sends only what its mappings describe."""
    for pair in case.pairs:
        mappings = pair.destination.mappings
        if not pair.destination.catalog.is_actions or mappings is None or pair.enabled_mappings:
            continue
        off = listed(mapping.name for mapping in mappings)
        state = f"all mappings are switched off ({off})" if off else "there is no mapping"
        yield about(
            pair,
            "This destination sends only what its mappings describe, and none of them is "
            "enabled: nothing arrives.",
            f"{pair.destination.name}: {state}.",
        )


@check(
    "ga4-without-configuration",
    "blocker",
    says=WRONG_NOW,
    asks="Is this destination in use?",
    trouble="yes",
    action="Switch on a mapping of the kind Set Configuration Fields.",
    docs="/connections/destinations/catalog/actions-google-analytics-4-web",
    covers=("actions-google-analytics-4-web-02",),
)
def ga4_without_configuration(case: Case) -> Iterator[Found]:
    """Without the configuration no event mapping of GA4 Web sends anything."""
    for pair in case.pairs:
        if (enabled := pair.enabled_mappings) and lacking_mappings(pair):
            yield about(
                pair,
                "GA4 receives nothing: none of the enabled mappings is of the kind Set "
                "Configuration Fields, which has to run before any other.",
                "Enabled mappings: " + listed(mapping.name for mapping in enabled),
            )


@check(
    "mappings-not-read",
    "low",
    asks="Is at least one of its mappings enabled?",
    trouble="no",
    action="Open the Mappings tab of the destination and check that at least one is enabled.",
    docs=_ACTIONS,
)
def mappings_not_read(case: Case) -> Iterator[Found]:
    """Unknown mappings are not the same as none."""
    reason = case.workspace.not_available.get("subscriptions", "")
    for pair in case.pairs:
        if pair.destination.catalog.is_actions and pair.destination.mappings is None:
            yield about(
                pair,
                "This destination sends only what its enabled mappings describe. Its mappings "
                "could not be read, so what it receives is not known.",
                reason or f"The workspace data holds no mappings of {pair.destination.name}.",
            )


@check(
    "too-many-mappings",
    "high",
    says=WRONG_NOW,
    asks="Are all of these mappings in use?",
    trouble="yes",
    action="Merge mappings that differ only in their trigger.",
    docs=_ACTIONS,
)
def too_many_mappings(case: Case) -> Iterator[Found]:
    """Segment allows 50 mappings per destination."""
    for pair in case.pairs:
        count = len(pair.destination.mappings or ())
        if count > _MOST_MAPPINGS:
            yield about(
                pair,
                f"Segment allows at most {_MOST_MAPPINGS} mappings for a destination.",
                f"{pair.destination.name} has {count} mappings.",
            )


@check(
    "call-not-supported",
    "medium",
    says=GOOD_TO_KNOW,
    action="Decide whether the destination needs these calls; if so, send what it needs in a "
    "call that it supports.",
    docs="/connections/destinations",
    basis="plan",
)
def call_not_supported(case: Case) -> Iterator[Found]:
    """The catalog names the calls of a classic destination; it has no word for screen."""
    for pair in case.pairs:
        catalog = pair.destination.catalog
        if catalog.is_actions or not catalog.methods or not _is_judged(case, pair):
            continue
        refused = _refused(case, pair)
        if refused:
            yield about(
                pair,
                "Some planned calls that this source may send are of a type that Segment's catalog "
                "does not list for this destination: they may not arrive there.",
                f"No {_in_words(refused)} calls: for {catalog.name} the catalog lists "
                f"{listed(_in_order(catalog.methods))}.",
                "The pages of some destinations contradict that flag of the catalog.",
            )


@check(
    "call-without-mapping",
    "low",
    says=GOOD_TO_KNOW,
    action="If the destination should receive these calls, enable a mapping for them.",
    docs=_ACTIONS,
    basis="plan",
)
def call_without_mapping(case: Case) -> Iterator[Found]:
    """Judged by the triggers: where one of them tells nothing, nothing is said."""
    for pair in case.pairs:
        mappings = pair.enabled_mappings
        if not mappings or not _is_judged(case, pair) or len(idle_mappings(pair)) == len(mappings):
            continue
        if missing := _refused(case, pair):
            yield about(
                pair,
                "Some planned calls that this source may send are of a type that no enabled mapping "
                "of this destination is known to take: it may not receive them.",
                f"No enabled mapping for {_in_words(missing)} calls.",
                "Told from the triggers of the mappings, without a real call.",
            )


@check(
    "mapping-never-runs",
    "high",
    says=WRONG_NOW,
    asks="Are these mappings in use?",
    trouble="yes",
    action="Set the trigger anew in the mapping's own editor.",
    docs=_ACTIONS,
)
def mapping_never_runs(case: Case) -> Iterator[Found]:
    """A trigger that contradicts itself or cannot be read never fires, and nothing says so."""
    for pair in case.pairs:
        wrong = [
            f"{mapping.name} (trigger: {mapping.trigger})"
            for mapping in pair.enabled_mappings
            if not any(may_fire(mapping.trigger, call) for call in CALLS)
        ]
        if wrong:
            yield about(
                pair,
                "The trigger of some enabled mappings cannot match any call, so they never run.",
                listed(wrong),
            )


@check(
    "web-mapping-off-web",
    "high",
    says=WRONG_NOW,
    asks="Are these mappings in use?",
    trouble="yes",
    action="Disable the mapping here; use it on a website source.",
    docs=_ACTIONS,
    basis="catalog",
)
def web_mapping_off_web(case: Case) -> Iterator[Found]:
    """An action whose platform is WEB runs in the browser."""
    for pair in case.pairs:
        if pair.kind in {"web", "unknown"}:
            continue
        web = {one.id for one in pair.destination.catalog.actions if one.platform == "WEB"}
        if named := [one.name for one in idle_mappings(pair) if one.action_id in web]:
            yield about(
                pair,
                "Some enabled mappings of this destination run in the browser. This source is "
                "not a website, so they never run.",
                f"{listed(named)} on {pair.source.name}, a {pair.kind} source.",
            )


@check(
    "mapping-for-unplanned-event",
    "medium",
    asks="Does anybody send these events?",
    trouble="no",
    action="Add the event to the plan, or correct the name in the mapping's trigger; names "
    "have to match to the letter.",
    docs=_ACTIONS,
    basis="plan",
)
def mapping_for_unplanned_event(case: Case) -> Iterator[Found]:
    """A trigger with a misspelt name never fires, and nothing says so."""
    planned = {r.key for r in case.plan.of("track")} if case.plan else set()
    for pair in case.pairs:
        if not planned or not case.plan_covers(pair.source.id):
            continue
        besides = new_names(case, pair)
        if pair.kind == "mobile":
            besides = besides | _SENT_BY_APPS
        missing = {
            f"{mapping.name} (waits for {name!r})"
            for mapping in pair.enabled_mappings
            for name in _named_events(mapping.trigger)
            if name not in planned and name not in besides
        }
        if missing:
            yield about(
                pair,
                "Some enabled mappings wait for events that the tracking plan does not contain. "
                "If nobody sends these events, the mappings never run.",
                listed(sorted(missing)),
                "The events may be sent although the plan does not contain them.",
            )


@check(
    "mapping-for-retired-event",
    "low",
    says=GOOD_TO_KNOW,
    action="Point the mapping to the event that replaces it, or disable it once the old event "
    "is no longer sent.",
    docs=_ACTIONS,
    basis="plan",
)
def mapping_for_retired_event(case: Case) -> Iterator[Found]:
    """An event is retired when no rule of its name is current."""
    tracks = case.plan.of("track") if case.plan else ()
    retired = {r.key for r in tracks if r.deprecated} - {r.key for r in tracks if not r.deprecated}
    for pair in case.pairs:
        waiting = {
            f"{mapping.name} (waits for {name!r})"
            for mapping in pair.enabled_mappings
            for name in _named_events(mapping.trigger)
            if name in retired
        }
        if waiting and case.plan_covers(pair.source.id):
            yield about(
                pair,
                "Some enabled mappings wait for events that the tracking plan has retired.",
                listed(sorted(waiting)),
            )


@check(
    "same-mapping-twice",
    "medium",
    asks="Shall these calls arrive more than once?",
    trouble="no",
    action="Disable one of them unless both are wanted.",
    docs=_ACTIONS,
)
def same_mapping_twice(case: Case) -> Iterator[Found]:
    """Each mapping whose trigger matches sends the call, so equal ones send it twice."""
    for pair in case.pairs:
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for mapping in pair.enabled_mappings:
            model = mapping.extra.get("modelId")
            alike[repr((mapping.action_id, mapping.trigger, mapping.settings, model))].append(
                mapping.name
            )
        doubles = [" = ".join(names) for names in alike.values() if len(names) > 1]
        if doubles:
            yield about(
                pair,
                "Some enabled mappings have the same action, trigger and fields. A call that "
                "matches can arrive more than once.",
                listed(doubles),
            )


def _is_judged(case: Case, pair: Pair) -> bool:
    return case.plan_covers(pair.source.id) and pair.is_reached


def _refused(case: Case, pair: Pair) -> frozenset[str]:
    """The planned calls that the destination does not take."""
    planned = case.calls(pair.source.id)
    return frozenset(call for call in planned if takes_calls(pair, call) is False)


def _in_order(calls: frozenset[str]) -> list[str]:
    return [call for call in CALLS if call in calls]


def _in_words(calls: frozenset[str]) -> str:
    *others, last = _in_order(calls)
    return f"{', '.join(others)} and {last}" if others else last


def new_names(case: Case, pair: Pair) -> set[str]:
    """Event names that transformations on the way to this destination produce."""
    return {
        str(t.body.get("newEventName"))
        for t in case.workspace.transformations
        if t.source_id == pair.source.id and t.body.get("newEventName")
    }
