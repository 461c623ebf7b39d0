"""Behaviour of `segkit.routing.calls`: which calls a destination takes."""

from __future__ import annotations

import pytest

from segkit.model.workspace import Action, Destination, DestinationCatalog, DestinationMapping
from segkit.routing.calls import accepts


def classic(*methods: str) -> Destination:
    """A destination outside the Actions framework."""
    catalog = DestinationCatalog("c", "Hotjar", "hotjar", methods=frozenset(methods))
    return Destination("d", "Hotjar", "s", catalog, mappings=())


def actions(*triggers: str, enabled: bool = True, known: bool = True) -> Destination:
    """An Actions destination with one mapping for each trigger."""
    catalog = DestinationCatalog(
        "c",
        "Amplitude (Actions)",
        "actions-amplitude",
        methods=frozenset({"track", "identify", "group", "alias", "page"}),
        actions=(Action("a", "logEvent", "Log Event"),),
    )
    mappings = tuple(
        DestinationMapping(str(n), f"Mapping {n}", "a", "logEvent", "d", enabled, trigger)
        for n, trigger in enumerate(triggers)
    )
    return Destination("d", "Amplitude", "s", catalog, mappings=mappings if known else None)


@pytest.mark.parametrize(
    ("destination", "call", "taken"),
    [
        (classic("track"), "track", True),
        (classic("track"), "identify", False),
        (classic("track"), "screen", None),
        (classic(), "track", None),
        (actions('type = "track" and event = "Order Completed"'), "track", True),
        (actions('type = "track"'), "identify", False),
        (actions('type = "track" or type = "identify"'), "identify", True),
        (actions('event = "Order Completed"'), "track", True),
        (actions('event = "Order Completed"'), "page", False),
        (actions("userId != null"), "group", True),
        (actions('type = "track"', enabled=False), "track", False),
        (actions(), "track", False),
        (actions('type = "track"', known=False), "track", None),
    ],
)
def test_a_destination_takes_what_its_catalog_or_its_mappings_say(
    destination: Destination, call: str, taken: bool | None
) -> None:
    """Actions destinations claim every method, so their mappings decide."""
    assert accepts(destination, call).taken is taken
