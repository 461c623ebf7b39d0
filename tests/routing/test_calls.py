"""Behaviour of `segkit.routing.calls`: which calls a destination takes."""

from __future__ import annotations

from dataclasses import replace

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


def documented(catalog_id: str, *methods: str) -> Destination:
    """A classic destination of this catalog id."""
    one = classic(*methods)
    return replace(one, catalog=replace(one.catalog, id=catalog_id))


@pytest.mark.parametrize(
    ("destination", "call", "taken", "missing"),
    [
        (documented("54521fd625e721e32a72eeb8", "identify"), "track", True, ""),  # FullStory
        (documented("6638e615c59c2acad44ec223"), "page", True, ""),  # Churned
        (documented("54521fd525e721e32a72ee91", "track"), "alias", None, "whether its setting"),
        (documented("579a568e80412f644ff19cf7", "track"), "screen", None, "whether the app has"),
    ],
)
def test_a_page_goes_before_a_flag_that_it_contradicts(
    destination: Destination, call: str, taken: bool | None, missing: str
) -> None:
    """It is not certain, and a condition of the page is what is missing."""
    found = accepts(destination, call)

    assert (found.taken, found.certain) == (taken, False)
    assert found.missing.startswith(missing)
    assert bool(found.missing) is bool(missing)
    assert found.basis.startswith("/connections/destinations/catalog/")
    assert found.reason.startswith(f"Its page documents {call} calls")


def test_a_flag_is_certain_only_where_it_lets_a_call_through() -> None:
    """Pages contradict some flags, and nobody has compared all of them."""
    assert accepts(classic("track"), "track").certain
    assert not accepts(classic("track"), "identify").certain
    assert accepts(documented("54521fd625e721e32a72eeb8", "track"), "track").basis == "catalog"


@pytest.mark.parametrize(
    ("destination", "call", "missing"),
    [
        (classic("track"), "screen", "whether it takes screen calls"),
        (classic(), "track", "whether it takes track calls"),
        (classic("track"), "page", "whether it takes page calls, which the catalog denies"),
        (actions('type = "track"', known=False), "track", "its mappings"),
        (classic("track"), "track", ""),
        (actions("nothing"), "track", ""),
    ],
)
def test_what_is_missing_is_named(destination: Destination, call: str, missing: str) -> None:
    """Where it cannot be told, and nowhere else."""
    assert accepts(destination, call).missing == missing


@pytest.mark.parametrize(
    ("destination", "call", "reason", "basis"),
    [
        (classic("track"), "track", "The catalog says that it takes track calls.", "catalog"),
        (classic("track"), "page", "The catalog says that it takes no page calls.", "catalog"),
        (classic(), "page", "The catalog does not say which calls it takes.", "catalog"),
        (classic("track"), "screen",
         "The catalog does not say whether it takes screen calls.", "catalog"),
        (documented("5c6e2b9d79daff00017ec990", "track"), "page",
         "Its page documents page calls, which the catalog does not list. Only pages with a name.",
         "/connections/destinations/catalog/split"),
        (documented("65c0426487cd2bfcaaae517c"), "page",
         "Its page documents page calls, which the catalog does not list.",
         "/connections/destinations/catalog/rabble-ai"),
        (actions('type = "track"', known=False), "track", "Its mappings were not available.",
         "catalog"),
        (actions(), "track", "It has no enabled mapping, so it takes nothing.", "catalog"),
        (actions('type = "track"'), "track",
         "Its mapping 'Mapping 0' can be triggered by track calls.", "catalog"),
        (actions('type = "track"'), "page",
         "None of its enabled mappings is triggered by page calls.", "catalog"),
    ],
)  # fmt: skip
def test_the_reason_is_told_word_by_word(
    destination: Destination, call: str, reason: str, basis: str
) -> None:
    """With where it comes from."""
    found = accepts(destination, call)

    assert (found.reason, found.basis) == (reason, basis)
    assert isinstance(found.certain, bool)
