"""On which ways a destination is reached, and what of its mappings runs there."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.ways import idle_mappings, takes_calls, ways

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
