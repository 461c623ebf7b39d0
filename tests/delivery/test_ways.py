"""On which ways a destination is reached, and what of its mappings runs there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.ways import (
    action_of,
    idle_mappings,
    mappings_of,
    runs_on,
    settings_of,
    takes_calls,
    unsure_action,
    unsure_sdk,
    ways,
)
from segkit.model.workspace import Action, DestinationMapping

if TYPE_CHECKING:
    from tests.doubles.cases import Build


@pytest.fixture
def build(double: Callable[[str], ModuleType]) -> object:
    """Whole engagements, where the other tests of delivery need one source."""
    return double("cases").Build()


@pytest.mark.parametrize(
    ("trigger", "takes_identify"),
    [
        ('type = "track"', False),
        ("type = 'track'", False),
        ('type = "track" or type = "page"', False),
        ('type = "track" or type = "identify"', True),
        ('type = "track" and (event = "A" or event = "B")', False),
        ('(type = "track" and event = "A") or (type = "page")', False),
        ('type = "track" and contains(event, "x")', False),
        ('type = "track" and properties.name != null', False),
        ('type = "track" and !contains(event, "x")', False),
        ('event = "A"', False),
        ('event = "type = \\"track\\""', False),
        ('type = "track" or event = "A"', False),
        ('properties.type = "track"', True),
        ('type != "track"', True),
        ('!(type = "track")', True),
        ('type = "track" and event = "x or y"', False),
        ("", True),
        ("(" * 2000 + 'type = "track"' + ")" * 2000, False),
        ("(" * 2_000_000, True),
    ],
)
def test_trigger_tells_its_types(build: Build, trigger: str, *, takes_identify: bool) -> None:
    """A trigger that cannot be judged as text counts as one that takes every call."""
    catalog = build.actions()
    case = build.case(build.link(catalog=catalog, mappings=(build.mapping(trigger),)))

    assert takes_calls(case.pairs[0], "identify") is takes_identify


def test_a_classic_destination_takes_what_its_catalog_names(build: Build) -> None:
    """It has no mappings; screen has no flag, and a mapping that was not read is not none."""
    classic = build.link(catalog=build.catalog(methods=frozenset({"track"})))
    unread = build.link("web:2", catalog=build.actions())
    pair, other = build.case(classic, unread).pairs

    assert [takes_calls(pair, call) for call in ("track", "identify", "screen")] == [
        True,
        False,
        None,
    ]
    assert takes_calls(other, "track") is None


def test_a_mapping_that_runs_nowhere_takes_no_calls(build: Build) -> None:
    """It may be triggered by them all the same."""
    catalog = build.actions("MOBILE")
    [pair] = build.case(build.link("web", catalog=catalog, mappings=(build.mapping(),))).pairs

    assert takes_calls(pair, "track") is False


@pytest.mark.parametrize(
    ("source", "possible", "idle"),
    [
        ("web", ("device", "cloud"), ["app"]),
        ("mobile", ("device", "cloud"), ["page"]),
        ("server", ("cloud",), ["page", "app"]),
        ("web", ("cloud",), ["page", "app"]),
        ("unknown", ("device", "cloud"), []),
        ("server", ("nothing",), []),
    ],
)
def test_a_mapping_is_idle_where_its_action_cannot_run(
    build: Build, source: str, possible: tuple[str, ...], idle: list[str]
) -> None:
    """In a browser, in an app, or on Segment's servers; an action of a new kind may run anywhere."""
    mappings = tuple(
        build.mapping(name=name, action_id=f"a{n}")
        for n, name in enumerate(("page", "app", "server", "new"))
    )
    catalog = build.actions("WEB", "MOBILE", "CLOUD", "EDGE")
    [pair] = build.case(build.link(source, *possible, catalog=catalog, mappings=mappings)).pairs

    assert [one.name for one in idle_mappings(pair)] == idle


@pytest.mark.parametrize(
    ("source", "idle"), [("web", []), ("unknown", []), ("server", ["session"])]
)
def test_a_mapping_that_only_adds_to_calls_in_the_browser_is_not_idle_there(
    build: Build, source: str, idle: list[str]
) -> None:
    """It runs where the calls are made, and sends nothing itself."""
    catalog = build.actions("CLOUD", "WEB", id="5f7dd6d21ad74f3842b1fc47")
    session = replace(catalog.actions[1], slug="sessionId")
    catalog = replace(catalog, actions=(catalog.actions[0], session))
    mappings = tuple(
        build.mapping(name=name, action_id=f"a{n}") for n, name in enumerate(("log", "session"))
    )
    [pair] = build.case(build.link(source, "cloud", catalog=catalog, mappings=mappings)).pairs

    assert [one.name for one in idle_mappings(pair)] == idle
    assert ways(pair) == ("cloud",)


def test_an_actions_destination_is_reached_where_its_mappings_run(build: Build) -> None:
    """On both ways at once where there are mappings for both; a classic one by its mode."""
    catalog = build.actions("WEB", "CLOUD")
    both = tuple(build.mapping(name=f"m{n}", action_id=f"a{n}") for n in (0, 1))
    one = build.link("web", "device", "cloud", catalog=catalog, mappings=both[1:])
    two = build.link("web:2", "device", "cloud", catalog=catalog, mappings=both)
    known = build.link("web:3", "device", "cloud", mode="device")
    unknown = build.link("web:4", "device", "cloud")
    none = build.link("web:5", "nothing")

    found = [ways(pair) for pair in build.case(one, two, known, unknown, none).pairs]

    assert found == [("cloud",), ("device", "cloud"), ("device",), ("device", "cloud"), ("none",)]


ITS_ACTION = "whether its action in the browser sends anything itself"
ITS_SDK = "whether its SDK is packaged in the app"


@pytest.mark.parametrize(
    ("platforms", "missing"),
    [((), ""), (("WEB",), ""), (("CLOUD",), ITS_ACTION), (("WEB", "cloud"), ITS_ACTION)],
)
def test_beside_actions_on_the_servers_one_in_the_browser_may_send_nothing(
    build: Build, platforms: tuple[str, ...], missing: str
) -> None:
    """That is missing of the way on the device."""
    catalog = build.actions(*platforms) if platforms else build.catalog()
    [pair] = build.case(build.link(catalog=catalog)).pairs

    assert unsure_action(pair) == missing


@pytest.mark.parametrize(
    ("source", "possible", "basis", "missing"),
    [
        ("mobile", ("device",), "catalog", ITS_SDK),
        ("mobile", ("device",), "engagement", ""),
        ("mobile", ("device", "cloud"), "catalog", ""),
        ("mobile", ("cloud",), "catalog", ""),
        ("web", ("device",), "catalog", ""),
    ],
)
def test_an_sdk_has_to_be_packaged_where_nothing_else_delivers(
    build: Build, source: str, possible: tuple[str, ...], basis: str, missing: str
) -> None:
    """In an app, unless device mode was recorded."""
    [pair] = build.case(build.link(source, *possible)).pairs
    pair = replace(pair, connection=replace(pair.connection, basis=basis))

    assert unsure_sdk(pair) == missing


def test_an_action_that_the_catalog_does_not_have_may_run_anywhere(build: Build) -> None:
    """Nothing is known of it, so nothing is ruled out."""
    gone = build.mapping(action_id="gone")
    [pair] = build.case(
        build.link("server", "device", "cloud", catalog=build.actions("WEB"), mappings=(gone,))
    ).pairs

    assert runs_on(pair, gone) == ("device", "cloud")
    assert action_of(pair.destination, "gone") is None


def test_presets_stand_in_for_mappings_that_are_not_known(build: Build) -> None:
    """As enabled mappings of their actions; what one does not say is empty."""
    fields = {"event": {"@path": "$.event"}}
    full = {"name": "Log", "actionId": "a0", "trigger": "all", "fields": fields}
    catalog = build.actions("CLOUD", presets=(full, {"fields": "odd"}))
    [pair] = build.case(build.link(catalog=catalog)).pairs
    id_ = pair.destination.id

    assert mappings_of(pair.destination) == (
        DestinationMapping("", "Log", "a0", "", id_, trigger="all", settings=fields),
        DestinationMapping("", "", "", "", id_, trigger="", settings={}),
    )
    on, off = build.mapping(), build.mapping(enabled=False)
    assert mappings_of(replace(pair.destination, mappings=(off, on))) == (on,)


@pytest.mark.parametrize(
    ("settings", "action", "expected"),
    [
        ({"a": 1}, True, ({"a": 1}, False)),
        ({}, False, ({}, False)),
        ({}, True, ({"event": "x", "zero": 0}, True)),
    ],
)
def test_default_values_stand_in_for_settings_that_are_empty(
    build: Build, settings: dict[str, object], *, action: bool, expected: tuple[object, bool]
) -> None:
    """Where the catalog has the action."""
    fields = (
        {"fieldKey": "event", "defaultValue": "x"},
        {"fieldKey": "zero", "defaultValue": 0},
        {"fieldKey": "none", "defaultValue": None},
        {"fieldKey": "left out"},
    )
    one = Action("a0", "a0", "Log", fields=fields) if action else None

    assert settings_of(build.mapping(settings=settings), one) == expected
