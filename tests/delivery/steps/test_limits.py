"""What a destination leaves out by its own documentation, in routes and in coverage alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, UNKNOWN, Change, Outcome, Step
from segkit.delivery.pair import Pair
from segkit.delivery.planned import Planned
from segkit.delivery.steps import limits as module
from segkit.delivery.steps.limits import (
    foresee_limits,
    judge_limits,
    lacking_mappings,
    leaves_out,
    limits_for,
)
from segkit.delivery.unknowns import Unknown, Unknowns
from segkit.delivery.walk import Walk
from segkit.knowledge.entries import targets
from segkit.knowledge.limits import CALL, FIELDS, LISTS, OBJECTS, Limit
from segkit.model.derived import SOURCE_KINDS, Connection
from segkit.model.plan import CALLS
from segkit.model.workspace import (
    Destination,
    DestinationCatalog,
    DestinationMapping,
    Source,
    SourceCatalog,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.delivery.conftest import Build, World


def known(world: World, slug: str) -> World:
    """The last destination as an instance of one that segkit knows."""
    [target] = [one for one in targets("destinations") if one.slug == slug]
    last = world.destinations[-1]
    entry = replace(last.catalog, id=target.catalog_id, slug=slug, name=target.name)
    world.destinations[-1] = replace(last, catalog=entry)
    return world


def limits(outcome: Outcome) -> list[tuple[str, bool]]:
    """Verdict and certainty of the steps about what it leaves out."""
    return [(one.verdict, one.certain) for one in outcome.steps if one.step == "limits"]


def test_fields_that_it_leaves_out_do_not_arrive(build: Build) -> None:
    """Nested traits and lists at Hotjar, with the fact's own words as the reason."""
    world = known(build.world(kind="web").classic("BROWSER"), "hotjar")
    traits = {"email": "a@quillmoor.example", "address": {"city": "Fell"}, "tags": ["x"]}

    found = world.outcome(type="identify", traits=traits)

    assert found.result == DELIVERED
    assert found.payload is not None
    assert found.payload["traits"] == {"email": "a@quillmoor.example"}
    assert [one.field for one in found.removed] == ["traits.address", "traits.tags"]
    assert all("rejects traits that hold an object" in one.reason for one in found.removed)
    assert limits(found) == [("changes", True)]


def test_a_call_that_it_leaves_out_does_not_arrive(build: Build) -> None:
    """Group calls from a website at HubSpot; from a server they do."""
    web = known(build.world(kind="web").classic("SERVER"), "hubspot")
    server = known(build.world(kind="server").classic("SERVER"), "hubspot")

    stopped = web.outcome(type="group", groupId="g")

    assert (stopped.result, stopped.stopped_by) == (NOT_DELIVERED, "limits")
    assert server.outcome(type="group", groupId="g").result == DELIVERED


def test_what_a_setting_may_change_is_not_certain(build: Build) -> None:
    """Of a call it is not known; of a field it is what the documentation says of the default."""
    braze = known(build.world(kind="web").classic("SERVER"), "braze")
    pixel = known(build.world(kind="web").classic("BROWSER"), "facebook-pixel")

    page = braze.outcome(type="page", name="Home")
    order = pixel.outcome(properties={"email": "a@quillmoor.example", "total": 3})

    assert page.result == UNKNOWN
    assert "settings" in page.reason
    assert order.payload is not None
    assert order.payload["properties"] == {"total": 3}
    assert limits(order) == [("changes", False)]
    assert not order.certain


@pytest.mark.parametrize(("configured", "result"), [(True, DELIVERED), (False, NOT_DELIVERED)])
def test_a_mapping_that_has_to_run_first_is_waited_for(
    build: Build, *, configured: bool, result: str
) -> None:
    """GA4 on a website sends nothing before its configuration."""
    mappings = {"a0 orders": 'type = "track"', "a1 setup": 'type = "page"'}
    world = build.world(kind="web").actions(mappings, "WEB", "WEB")
    last = known(world, "actions-google-analytics-4-web").destinations[-1]
    held = tuple(
        replace(one, action_slug="setConfigurationFields", enabled=configured)
        if one.name == "a1 setup"
        else one
        for one in last.mappings or ()
    )
    world.destinations[-1] = replace(last, mappings=held)

    found = world.outcome()

    assert (found.result, found.stopped_by) == (result, "" if configured else "limits")


def test_a_destination_of_which_nothing_is_known_leaves_nothing_out(build: Build) -> None:
    """And the step says just that."""
    found = build.world(kind="web").classic("BROWSER").outcome(type="identify", traits={"a": {}})

    assert found.payload is not None
    assert found.payload["traits"] == {"a": {}}
    assert limits(found) == [("passes", True)]


NOTHING = "segkit knows of nothing that it leaves out of such a call."
SETTING = "the destination's settings, which may change what it leaves out"
KIND = "what kind of value the field holds"


def limit(*leaves_out: str, **fields: object) -> Limit:
    """A limit of Beacon that holds for every call from everywhere."""
    made = Limit(
        "beacon-01", "Beacon takes little.", "/beacon", frozenset(SOURCE_KINDS), frozenset(CALLS),
        frozenset({"device", "cloud"}), frozenset(leaves_out),
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def pair_with(*mappings: DestinationMapping, read: bool = True) -> Pair:
    """Beacon with these mappings."""
    beacon = Destination(
        "d", "Our Beacon", "s", DestinationCatalog("cat", "Beacon", "beacon"),
        mappings=mappings if read else None,
    )  # fmt: skip
    source = Source("s", "shop", "Shop", SourceCatalog("c", "Library", "node-js"))
    return Pair(source, beacon, Connection("s", "d", ("cloud",), "cloud", ""), "server")


def mapping(slug: str, *, enabled: bool = True) -> DestinationMapping:
    """A mapping of the action with this slug."""
    return DestinationMapping("m", "M", "a", slug, "d", enabled=enabled)


@pytest.fixture
def beacon(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Says what Beacon leaves out, and nothing of any other destination."""

    def known_of(*given: Limit) -> None:
        monkeypatch.setattr(
            module, "limits_of", lambda catalog: given if catalog.slug == "beacon" else ()
        )

    return known_of


@pytest.mark.parametrize(
    ("one", "pair", "holds", "lacks"),
    [
        (limit(CALL), pair_with(), True, False),
        (limit(CALL, sources=frozenset({"web"})), pair_with(), False, False),
        (limit(CALL, calls=frozenset({"page"})), pair_with(), False, False),
        (limit(CALL, modes=frozenset({"device"})), pair_with(), False, False),
        (limit(CALL, unless_mapping="setup"), pair_with(), True, True),
        (limit(CALL, unless_mapping="setup"), pair_with(read=False), False, False),
        (limit(CALL), pair_with(read=False), True, False),
        (limit(CALL, unless_mapping="setup"), pair_with(mapping("setup")), False, False),
        (limit(CALL, unless_mapping="setup"), pair_with(mapping("")), False, False),
        (limit(CALL, unless_mapping="setup"), pair_with(mapping("other")), True, True),
        (
            limit(CALL, unless_mapping="setup"),
            pair_with(mapping("setup", enabled=False)),
            True,
            True,
        ),
    ],
)
def test_a_limit_holds_unless_a_mapping_lifts_it(
    beacon: Callable[..., None], one: Limit, pair: Pair, *, holds: bool, lacks: bool
) -> None:
    """One that is enabled; a mapping whose action is not known may be the one."""
    beacon(one)

    assert limits_for(pair, "track", "cloud") == [one] * holds
    assert lacking_mappings(pair) == [one] * lacks


SENT = {
    "email": "a@quillmoor.example",
    "ship": {"city": "Fell", "geo": {"lat": 1}},
    "tags": ["x"],
    "total": 3,
}


@pytest.mark.parametrize(
    ("given", "step", "gone", "missing"),
    [
        ([], ("passes", NOTHING, "", True), [], []),
        ([limit("coupon")], ("passes", NOTHING, "", True), [], []),
        ([limit(CALL)], ("stops", "Beacon takes little.", "/beacon", True), [], []),
        ([limit(CALL), limit(CALL)], ("stops", "Beacon takes little.", "/beacon", True), [], []),
        ([limit(CALL), limit("email")], ("stops", "Beacon takes little.", "/beacon", True), [], []),
        ([limit(CALL, may_change=True)],
         ("unknown", "Beacon takes little.", "/beacon", True), [], [SETTING]),
        ([limit("email", "total")],
         ("changes", "Left out: properties.email, properties.total. Beacon takes little.",
          "/beacon", True), ["properties.email", "properties.total"], []),
        ([limit("email", may_change=True)],
         ("changes", "Left out: properties.email. Beacon takes little.", "/beacon", False),
         ["properties.email"], []),
        ([limit(OBJECTS, takes=frozenset({"ship.city"}))],
         ("changes", "Left out: properties.ship.geo. Beacon takes little.", "/beacon", True),
         ["properties.ship.geo"], []),
        ([limit(LISTS)],
         ("changes", "Left out: properties.tags. Beacon takes little.", "/beacon", True),
         ["properties.tags"], []),
        ([limit(FIELDS, takes=frozenset({"email", "ship", "tags"}))],
         ("changes", "Left out: properties.total. Beacon takes little.", "/beacon", True),
         ["properties.total"], []),
    ],
)  # fmt: skip
def test_what_it_leaves_out_is_told_word_by_word(
    beacon: Callable[..., None],
    given: list[Limit],
    step: tuple[str, str, str, bool],
    gone: list[str],
    missing: list[str],
) -> None:
    """With the page that says so; what a setting may change is not certain."""
    beacon(*given)
    walk = Walk({"type": "track", "event": "A", "properties": SENT}, "cloud")

    judge_limits(walk, pair_with())

    assert walk.steps == [Step("limits", *step[:3], "cloud", step[3])]
    assert walk.removed == [Change(one, "Beacon takes little.") for one in gone]
    assert walk.missing == missing


@pytest.mark.parametrize(
    "call",
    [{"type": "alias", "XXXX": {"email": 1}}, {"type": "page", "properties": "x"}],
)
def test_a_call_without_fields_has_none_to_leave_out(
    beacon: Callable[..., None], call: dict[str, object]
) -> None:
    """It passes as it is."""
    beacon(limit("email"))
    walk = Walk(call, "cloud")

    judge_limits(walk, pair_with())

    assert walk.steps == [Step("limits", "passes", NOTHING, "", "cloud")]
    assert walk.call is call


@pytest.mark.parametrize(
    ("given", "stopped", "depends", "left"),
    [
        ([], "", [], []),
        ([limit("email")], "", [], [limit("email")]),
        ([limit(CALL)], "limits", [], []),
        ([limit(CALL, may_change=True)], "", [Unknown(SETTING)], []),
        ([limit(CALL), limit(CALL, may_change=True)], "limits", [], []),
        ([limit("email"), limit(CALL, may_change=True), limit(OBJECTS)], "", [Unknown(SETTING)],
         [limit("email"), limit(OBJECTS)]),
    ],
)  # fmt: skip
def test_what_limits_do_to_a_planned_call(
    given: list[Limit], stopped: str, depends: list[Unknown], left: list[Limit]
) -> None:
    """One of the whole call stops it; the others are asked field by field."""
    planned = Planned("track", "A", "properties", "cloud")

    found = foresee_limits(planned, given)

    assert (planned.stopped_by, planned.depends, found) == (stopped, depends, left)


@pytest.mark.parametrize(
    ("given", "types", "expected"),
    [
        ([], "object", ()),
        ([limit(OBJECTS)], "object", None),
        ([limit(OBJECTS)], "string", ()),
        ([limit(OBJECTS, may_change=True)], "string", ()),
        ([limit(OBJECTS, may_change=True)], "object", (Unknown(SETTING),)),
        ([limit(OBJECTS)], "object string", (Unknown(KIND, of_call=True),)),
        ([limit(OBJECTS, may_change=True), limit(OBJECTS)], "object", None),
        ([limit("ship", may_change=True), limit(LISTS)], "array string",
         (Unknown(SETTING), Unknown(KIND, of_call=True))),
    ],
)  # fmt: skip
def test_what_it_depends_on_whether_a_planned_field_is_let_in(
    given: list[Limit], types: str, expected: Unknowns | None
) -> None:
    """A setting, or the kind of value that the call at hand holds."""
    assert leaves_out(given, ("properties", "ship"), tuple(types.split())) == expected
