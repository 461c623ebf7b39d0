"""Checks on destinations of which segkit knows nothing: what Segment's own catalog says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from segkit.considerations.checks.check import Found, about, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.delivery.required import mapping_coverage
from segkit.delivery.ways import action_of, settings_of
from segkit.knowledge.destinations import destination_docs
from segkit.knowledge.entries import target_of_destination
from segkit.model.plan import CALLS
from segkit.model.workspace import DestinationCatalog

_UNSET: tuple[object, ...] = (None, "", [], {})
_DESTINATIONS = "/connections/destinations"
_MODES = {"device": "in device mode", "cloud": "in cloud mode"}


@check(
    "known-from-catalog",
    "low",
    says=GOOD_TO_KNOW,
    action="Read the destination's own page for its limits before anything is built on it.",
    docs=_DESTINATIONS,
    basis="catalog",
)
def known_from_catalog(case: Case) -> Iterator[Found]:
    """Calls and modes are all that the catalog says of every destination."""
    for pair in _unknown(case):
        catalog = pair.destination.catalog
        modes = listed(_MODES[mode] for mode in _MODES if mode in pair.connection.possible)
        yield _with_page(
            about(
                pair,
                f"What is said of {catalog.name} is from Segment's catalog alone. {_takes(catalog)} "
                f"Data of this source reaches it {modes.replace(',', ' or')}.",
                f"The knowledge base has no entry for {catalog.name}.",
            ),
            catalog,
        )


@check(
    "required-left-empty",
    "high",
    asks="Does Event Delivery show that this destination refuses calls?",
    trouble="yes",
    action="Fill them in, or look in Event Delivery for calls that were refused.",
    docs=_DESTINATIONS,
    basis="catalog",
)
def required_left_empty(case: Case) -> Iterator[Found]:
    """A required field without a value makes Segment refuse the call."""
    pairs = [pair for pair in _unknown(case) if pair.destination.enabled]
    unfed = _unfed(case, pairs)
    for pair in pairs:
        catalog = pair.destination.catalog
        empty = [*_settings(pair), *_fields(pair), *unfed.get(pair.destination.id, ())]
        if empty:
            yield _with_page(
                about(
                    pair,
                    f"Segment's catalog calls settings or fields of {catalog.name} required that "
                    "nothing fills.",
                    listed(empty, 6) + ".",
                ),
                catalog,
            )


def _unknown(case: Case) -> Iterator[Pair]:
    """The pairs of which the catalog says something, and the knowledge base nothing."""
    for pair in case.pairs:
        catalog = pair.destination.catalog
        says_something = bool(catalog.methods or catalog.actions)
        if says_something and pair.is_reached and target_of_destination(catalog) is None:
            yield pair


def _takes(catalog: DestinationCatalog) -> str:
    """The calls of a classic destination; the flags of an Actions destination say nothing."""
    if catalog.is_actions:
        names = listed((action.name for action in catalog.actions if not action.hidden), 5)
        return f"Its actions are {names}; mappings decide which calls run them."
    calls = listed(call for call in CALLS if call in catalog.methods)
    return f"It lists these calls: {calls}; of screen calls it says nothing."


def _settings(pair: Pair) -> Iterator[str]:
    """Required settings that are empty; one whose value is not kept is filled in."""
    destination = pair.destination
    for option in destination.catalog.options:
        name = str(option.get("name"))
        kept = name in destination.settings and name not in destination.dropped_settings
        if option.get("required") is True and kept and destination.settings[name] in _UNSET:
            yield f"Setting {name} is empty"


def _fields(pair: Pair) -> Iterator[str]:
    for mapping in pair.enabled_mappings:
        action = action_of(pair.destination, mapping.action_id)
        settings, defaulted = settings_of(mapping, action)
        for field in action.fields if action and not defaulted else ():
            key = str(field.get("fieldKey"))
            if field.get("required") is True and settings.get(key) in _UNSET:
                yield f"Mapping {mapping.name}: {key} is empty"


def _unfed(case: Case, pairs: list[Pair]) -> Mapping[str, list[str]]:
    """Fields that read what no planned call has, by destination."""
    destinations = {
        pair.destination.id: pair.destination
        for pair in pairs
        if pair.destination.mappings is not None and case.plan_covers(pair.source.id)
    }
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in mapping_coverage(case.coverage, destinations) if destinations else ():
        for field in one.empty:
            if field.unplanned:
                reads = f"{field.key} reads {listed(field.unplanned)}"
                words = f"Mapping {one.mapping}: {reads}, not planned in {one.rule.title}"
                found[one.destination_id].append(words)
    return found


def _with_page(found: Found, catalog: DestinationCatalog) -> Found:
    return replace(found, docs=destination_docs(catalog))
