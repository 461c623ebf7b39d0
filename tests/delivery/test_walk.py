"""A call on its way: what a step says of it, and leaves in doubt for the steps after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import Step
from segkit.delivery.steps.blocking import judge_blocking
from segkit.delivery.steps.filters import judge_filters
from segkit.delivery.steps.transformations import SOURCE, judge_transformations
from segkit.delivery.walk import Walk
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Destination,
    DestinationCatalog,
    DestinationFilter,
    InsertFunction,
    Source,
    SourceCatalog,
    Transformation,
)

if TYPE_CHECKING:
    from tests.delivery.conftest import Build

SHOP = Source("s", "shop", "Shop", SourceCatalog("c", "Library", "node-js"), tracking_plan_id="tp")
OTHER_PLAN = "whether the plan at hand is the one connected to the source"
TRACK = 'type = "track"'
TOTAL = f'{TRACK} and event = "Paid" and properties.total > 1'


def blocking(
    settings: Mapping[str, object] | None, *names: str, key: str = "Paid", types: str = "number"
) -> Callable[[Walk], None]:
    """With a plan that may be another than the source's; without names it was not read."""
    source = replace(SHOP, schema_settings={"track": settings} if settings else {})
    fields = tuple(Field(("properties", name), (types,)) for name in names)
    plan = TrackingPlan("Shop", (Rule("track", key, fields=fields),)) if names else None
    return lambda walk: judge_blocking(walk, source, plan, "server")


def filters(
    *actions: dict[str, object], condition: str = TRACK, read: bool = True, refused: bool = False
) -> Callable[[Walk], None]:
    """With one filter, or with filters that were not read."""
    one = DestinationFilter("f", "s", "d", condition, actions, title="Ours")
    entry = DestinationCatalog("cat", "Beacon", "beacon")
    made = Destination("d", "Our Beacon", "s", entry, filters=(one,) if read else None)
    return lambda walk: judge_filters(walk, made, "web", refused=refused)


def transforms(
    *bodies: dict[str, object], condition: str = TRACK, refused: bool = False
) -> Callable[[Walk], None]:
    """With transformations of the source."""
    several = [
        Transformation(f"t{n}", f"Tidy {n}", "s", condition, body=body)
        for n, body in enumerate(bodies)
    ]
    return lambda walk: judge_transformations(walk, SOURCE, several, refused=refused)


SPACED, CUT = "whether filters reach names with spaces", "DROP_PROPERTIES"
DOUBLED = "which of several transformations that change the same is at work"
LEFT: dict[str, tuple[Callable[[Walk], None], str, list[str], list[str]]] = {
    "schema settings that are not there": (
        blocking(None), "cloud", ["that the source blocks nothing"], [],
    ),
    "a plan that was not read": (
        blocking({"allowUnplannedEvents": False}), "cloud", ["the source's tracking plan"], [],
    ),
    "what another plan would have taken out": (
        blocking({"allowUnplannedEventProperties": False}, "id"), "cloud", [OTHER_PLAN], [],
    ),
    "filters that could not be read": (
        filters(read=False, refused=True), "cloud", ["the destination's filters"], [],
    ),
    "filters that are not there": (
        filters(read=False), "cloud", ["that it has no filters"], [],
    ),
    "filters on the device": (
        filters({"type": "DROP"}), "device",
        ["whether device-mode filters are switched on below Settings > Analytics.js"], [],
    ),
    "a filter that does something else": (
        filters({"type": "SHUFFLE"}), "cloud", [], ["what that filter does"],
    ),
    "a filter of the call's type": (
        filters({"type": CUT, "fields": {"": ["type"]}}), "cloud",
        [], ["what becomes of a call without its type"],
    ),
    "a filter of a name with a space": (
        filters({"type": CUT, "fields": {"properties": ["gift card"]}}), "cloud", [SPACED], [],
    ),
    "transformations that could not be read": (
        transforms(refused=True), "cloud", [], ["the transformations"],
    ),
    "a transformation that cannot be read": (
        transforms({"drop": True}, condition="type ="), "cloud",
        [], ["what the transformation 'Tidy 0' does"],
    ),
    "a name that is not to be renamed, and a place at the top of the call": (
        transforms({
            "propertyRenames": [{"oldName": "context.ip", "newName": "ip"}],
            "propertyValueTransformations": [{"propertyPaths": ["channel"]}], "extra": 1,
        }), "cloud",
        ["whether it renames what is no property or trait, or more than four levels deep"],
        ["whether it sets fields at the top of the call, which its documentation says and denies",
         "what 'extra' of the transformation 'Tidy 0' does"],
    ),
    "two transformations of one thing": (
        transforms({"newEventName": "A"}, {"newEventName": "B"}), "cloud", [], [DOUBLED, DOUBLED],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_a_step_leaves_in_doubt(name: str) -> None:
    """For conditions on fields, or for all that comes after it; earlier doubts stay."""
    judge, mode, edited, remade = LEFT[name]
    walk = Walk({"type": "track", "event": "Paid", "properties": {"total": 1}}, mode)
    walk.edited, walk.remade = ["before"], ["earlier"]

    judge(walk)

    assert (walk.edited, walk.remade) == (["before", *edited], ["earlier", *remade])
    assert not walk.stopped_by


STOPS = {
    "a filter that drops": (filters({"type": "DROP"}), filters({"type": "DROP"}, condition=TOTAL)),
    "a filter by a name that is enough": (
        filters({"type": "DROP"}, condition='event = "Paid" or properties.total > 5'),
        filters({"type": "DROP"}, condition='event = "Seen" or properties.total > 1'),
    ),
    "a sample of none": (
        filters({"type": "SAMPLE", "percent": 0}),
        filters({"type": "SAMPLE", "percent": 0}, condition=TOTAL),
    ),
    "a transformation that drops": (
        transforms({"drop": True}), transforms({"drop": True}, condition=TOTAL),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPS)
def test_a_doubt_about_fields_reaches_only_conditions_on_fields(name: str) -> None:
    """The call's type is as it was."""
    by_type, by_field = (
        Walk({"type": "track", "event": "Paid", "properties": {"total": 2}}, "cloud")
        for _ in range(2)
    )
    by_type.edited, by_field.edited = ["what became of total"], ["what became of total"]

    STOPS[name][0](by_type)
    STOPS[name][1](by_field)

    assert (by_type.result, by_type.missing) == ("not delivered", [])
    assert (by_field.result, by_field.missing) == ("unknown", ["what became of total"])


def test_what_does_not_ask_for_fields_stops_for_certain() -> None:
    """Whatever became of them."""
    walk = Walk({"type": "track", "event": "Paid"}, "cloud")
    walk.edited = ["what became of total"]

    walk.stops("consent", "Nobody consented.", "the call")

    assert (walk.result, walk.stopped_by) == ("not delivered", "consent")


@pytest.mark.parametrize(
    ("settings", "key", "types", "words"),
    [
        ({"allowUnplannedEvents": False}, "Other", "number",
         ("The event 'Paid' is not planned (names match exactly), and the source blocks unplanned "
         "events.")),
        ({"allowEventOnViolations": False}, "Paid", "string", "The source blocks such calls."),
    ],
)  # fmt: skip
def test_a_plan_that_may_be_another_one_stops_nothing_for_certain(
    settings: dict[str, object], key: str, types: str, words: str
) -> None:
    """A plan of a file has no id by which it could be told."""
    walk = Walk({"type": "track", "event": "Paid", "properties": {"total": 1}}, "cloud")

    blocking(settings, "total", key=key, types=types)(walk)

    [step] = walk.steps
    assert (step.verdict, step.words.endswith(words)) == ("unknown", True)
    assert walk.missing == [OTHER_PLAN]


@pytest.mark.parametrize(
    ("names", "verdict"), [(("id",), "changes"), (("total",), "passes")]
)  # fmt: skip
def test_what_a_plan_that_may_be_another_one_says_is_not_certain(
    names: tuple[str, ...], verdict: str
) -> None:
    """Whether it takes a field out or leaves all."""
    walk = Walk({"type": "track", "event": "Paid", "properties": {"total": 1}}, "cloud")

    blocking({"allowUnplannedEventProperties": False}, *names)(walk)

    assert [(step.verdict, step.certain) for step in walk.steps] == [(verdict, False)]


def test_two_transformations_of_one_thing_are_named() -> None:
    """Each by its name; what comes after them in the list is judged."""
    walk = Walk({"type": "track", "event": "Paid", "properties": {}}, "cloud")

    transforms({"newEventName": "A"}, {"newEventName": "B"}, {"allowProperties": ["id"]})(walk)

    assert walk.steps[:2] == [
        Step(
            SOURCE, "unknown",
            f"Another transformation changes the same as 'Tidy {n}', for the same calls.",
            f"transformation t{n}: {TRACK}", "cloud",
        )
        for n in range(2)
    ]  # fmt: skip
    assert walk.steps[2].words == "The transformation 'Tidy 2' matches and finds nothing to change."


DROPS: dict[str, object] = {"drop": True}


@pytest.mark.parametrize("read", [True, False])
def test_what_an_insert_function_makes_of_a_call_nobody_knows(build: Build, *, read: bool) -> None:
    """Nothing after it stops the call for certain."""
    world = build.world().classic().transforms(DROPS, to="cat")
    if read:
        world.functions.append(InsertFunction("fn", "Enrich", "d"))
    else:
        world.not_available["insert functions"] = "the token may not read them"

    found = world.outcome()

    assert found.result == "unknown"
    assert [step.verdict for step in found.steps if step.step == "destination-transformations"] == [
        "unknown"
    ]


def test_an_insert_function_may_make_a_call_that_a_mapping_waits_for(build: Build) -> None:
    """So the call goes on, in doubt."""
    world = build.world().actions({"a0 x": 'type = "page"'})
    world.functions.append(InsertFunction("fn", "Enrich", "d"))

    found = world.outcome()

    words = "None of its enabled mappings is triggered by track calls as they are sent."
    assert Step("call", "passes", words, "workspace", "cloud", certain=False) in found.steps
    assert found.result == "unknown"


def test_triggers_that_ask_for_fields_are_in_doubt_with_them(build: Build) -> None:
    """Those that ask for the event's name are not."""
    fields = build.world().actions({"a0 x": 'type = "track" and properties.total > 1'})
    names = build.world().actions({"a0 x": 'type = "track" and event = "Seen"'})
    spaced = build.filter("all", CUT, fields={"properties": ["gift card"]})
    for world in (fields, names):
        world.destinations = [replace(world.destinations[0], filters=(spaced,))]

    doubted, stopped = fields.outcome(properties={"total": 1}), names.outcome()

    assert (doubted.result, doubted.missing) == ("unknown", (SPACED,))
    assert (stopped.result, stopped.stopped_by) == ("not delivered", "mappings")
