"""Transformations: what they rename, put and compute, and what of it cannot be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import Change as Changed
from segkit.delivery.outcome import Step
from segkit.delivery.planned import Change, Cut, Planned, Put, Rename
from segkit.delivery.steps.edits import keys_of, value_at
from segkit.delivery.steps.transformations import (
    DESTINATION,
    SOURCE,
    foresee_transformations,
    judge_transformations,
    named_places,
    sets,
)
from segkit.delivery.unknowns import Unknown
from segkit.delivery.walk import Walk
from segkit.model.workspace import Transformation

if TYPE_CHECKING:
    from tests.delivery.conftest import Build

SENT = {
    "code": "Usd",
    "mix.salad": "flat",
    "mix": {"salad": "nested"},
    "a": {"b": {"c": {"d": {"e": 1}}}},
    "products": [{"sku": "1"}],
}


def values(*paths: str) -> dict[str, object]:
    """A transformation that puts one value at these paths."""
    return {"propertyValueTransformations": [{"propertyPaths": [*paths], "propertyValue": "x"}]}


def renames(old: str, new: str) -> dict[str, object]:
    """A transformation that renames one field."""
    return {"propertyRenames": [{"oldName": old, "newName": new}]}


def computes(name: str, fql: str) -> dict[str, object]:
    """A transformation that computes one field."""
    return {"fqlDefinedProperties": [{"propertyName": name, "fql": fql}]}


@pytest.mark.parametrize(
    ("body", "path", "value"),
    [
        (values("properties.code", "context.region"), "properties.code", "x"),
        (values("properties.code", "context.region"), "context.region", "x"),
        (values("properties.deep.new"), "properties.deep.new", "x"),
        (values("properties.mix\\.salad"), "properties.mix\\.salad", "x"),
        (renames("properties.mix\\.salad", "properties.greens"), "properties.greens", "flat"),
        (renames("properties.mix.salad", "properties.greens"), "properties.greens", "nested"),
        (renames("code", "money.code"), "properties.money.code", "Usd"),
        (renames("properties.a.b.c.d", "properties.z"), "properties.z", {"e": 1}),
        (renames("properties.no", "properties.z"), "properties.z", None),
        (computes("properties.code", "uppercase(properties.code)"), "properties.code", "USD"),
        (computes("code", 'lowercase("United")'), "properties.code", "united"),
        (computes("copy", "properties.code"), "properties.copy", "Usd"),
        (computes("copy", "properties.no"), "properties.copy", "(computed: properties.no)"),
        (computes("copy", "nonsense("), "properties.copy", "(computed: nonsense()"),
        (computes("copy", ""), "properties.copy", "(computed: )"),
        ({"fqlDefinedProperties": [{"propertyName": "copy"}]}, "properties.copy", "(computed: )"),
        (values("deep.new"), "properties.deep.new", "x"),
    ],
)
def test_fields_are_renamed_put_and_computed(
    build: Build, body: dict[str, object], path: str, value: object
) -> None:
    """A value is put whether something stood there or not; a dot of a name has a backslash."""
    found = build.world().classic().transforms(body, to="cat").outcome(properties=SENT)

    assert found.payload is not None
    assert value_at(found.payload, keys_of(path)) == value
    assert (found.result, found.certain) == ("delivered", True)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (values("channel"), "whether it sets fields at the top of the call"),
        (values("type"), "whether it sets the call's type"),
        (values("properties.products.sku"), "what it sets below properties.products"),
        (values("properties.code.x"), "what it sets below properties.code"),
        (renames("context.ip", "context.address"), "whether it renames what is no property"),
        (renames("properties.a.b.c.d.e", "properties.e"), "more than four levels deep"),
    ],
)
def test_what_the_documentation_leaves_open_is_not_certain(
    build: Build, body: dict[str, object], words: str
) -> None:
    """The call arrives, and the step says what of it is not known."""
    world = build.world().classic().transforms(body, to="cat")

    found = world.outcome(properties=SENT, context={"ip": "1.1.1.1"})

    [step] = [one for one in found.steps if one.step == "destination-transformations"]
    assert words in step.words
    assert (found.result, found.certain) == ("delivered", False)
    assert found.payload is not None
    assert (found.payload["type"], found.payload["properties"]) == ("track", SENT)
    assert value_at(found.payload, ("context", "ip")) == "1.1.1.1"


def test_of_several_it_is_not_known_which_works_first(build: Build) -> None:
    """Only where the one changes what the other looks at."""
    world = build.world().classic().transforms({"newEventName": "Bought"})
    world.transforms(values("properties.code"), 'event = "Bought"')
    dependent = world.outcome(properties=SENT)
    world.transformations[1] = replace(world.transformations[1], condition='type = "track"')

    assert not dependent.certain
    assert world.outcome(properties=SENT).certain


def test_one_for_a_destination_does_not_reach_s3(build: Build) -> None:
    """One of the source does."""
    body = values("properties.code")
    own = build.world().classic(slug="aws-s3").transforms(body, to="cat")
    source = build.world().classic(slug="aws-s3").transforms(body)

    payloads = [one.outcome(properties=SENT).payload for one in (own, source)]

    assert [value_at(one or {}, ("properties", "code")) for one in payloads] == ["Usd", "x"]


TRACK = 'type = "track"'


def tidy(
    body: dict[str, object], condition: str = TRACK, *, enabled: bool = True
) -> Transformation:
    """A transformation that is called Tidy."""
    return Transformation("t", "Tidy", "s", condition, enabled=enabled, body=body)


WHY = "The transformation 'Tidy'"
EVERYTHING = {
    "newEventName": "Bought",
    **renames("code", "money"),
    **values("properties.new", "context.region"),
    **computes("copy", "lowercase(properties.money)"),
    "allowProperties": ["money", "properties.new", "copy", "mix.salad"],
    "hashPropertiesConfiguration": {"algorithm": "SHA-256", "paths": ["money", "no"]},
}
TOP = "whether it sets fields at the top of the call, which its documentation says and denies"
DEEP = "whether it renames what is no property or trait, or more than four levels deep"


@pytest.mark.parametrize(
    ("several", "mode", "refused", "steps", "missing"),
    [
        ([], "cloud", True,
         [("unknown", "The transformations could not be read.", "", True)], ["the transformations"]),
        ([], "device", True, [("passes", "There is none.", "workspace", True)], []),
        ([], "cloud", False, [("passes", "There is none.", "workspace", True)], []),
        ([tidy({"drop": True}, enabled=False)], "cloud", True,
         [("passes", "There is none.", "workspace", True)], []),
        ([tidy({"drop": True})], "device", False,
         [("passes", "Transformations do not reach device mode.", "documentation", True)], []),
        ([tidy({"drop": True}), tidy({"drop": True})], "cloud", False,
         [("stops", f"{WHY} drops the call.", f"transformation t: {TRACK}", True)], []),
        ([tidy({"drop": False, "extra": [1], "none": [], "createdAt": "x", "updatedAt": "x",
                "description": "x"})], "cloud", False,
         [("passes", f"{WHY} matches and finds nothing to change.",
           f"transformation t: {TRACK}", True),
          ("unknown", f"{WHY} also has 'extra'.", f"transformation t: {TRACK}", True)],
         ["what 'extra' of the transformation 'Tidy' does"]),
        ([tidy({"drop": True}, 'type = "page"')], "cloud", False,
         [("passes", f"{WHY} does not match the call.", 'transformation t: type = "page"', True)],
         []),
        ([tidy({"drop": True}, "type =")], "cloud", False,
         [("unknown", (f"{WHY} has an invalid condition: Invalid FQL at column 7: a value is "
           "missing."), "transformation t: type =", True)], ["what the transformation 'Tidy' does"]),
        ([tidy(EVERYTHING)], "cloud", False,
         [("changes", (f"{WHY} names the event 'Bought', renames properties.code to "
           "properties.money, sets properties.new, sets context.region, computes properties.copy, "
           "takes out properties.mix.salad, properties.a, properties.products, hashes "
           "properties.money."), f"transformation t: {TRACK}", True)], []),
        ([tidy({**renames("context.ip", "context.a"), **values("channel")})], "cloud", False,
         [("changes", f"{WHY} sets channel. Not known: {DEEP}. Not known: {TOP}.",
           f"transformation t: {TRACK}", False)], []),
        ([tidy(values("type"))], "cloud", False,
         [("passes", (f"{WHY} matches and finds nothing to change. Not known: whether it sets the "
           "call's type."), f"transformation t: {TRACK}", False)], []),
        ([tidy(values("properties", "properties.code"))], "cloud", False,
         [("changes", (f"{WHY} sets properties. Not known: what it sets below properties, which is "
           "no object."), f"transformation t: {TRACK}", False)], []),
        ([tidy({"newEventName": "Bought"}), tidy({"drop": True}, 'event = "Bought"')], "cloud", False,
         [("changes", f"{WHY} names the event 'Bought'.", f"transformation t: {TRACK}", True),
          ("unknown", f"{WHY} drops the call.", 'transformation t: event = "Bought"', True)],
         ["in which order transformations work, which is not documented"]),
        ([tidy({"newEventName": "Bought"}), tidy({"drop": True}, 'event = "Order Completed"')],
         "cloud", False,
         [("changes", f"{WHY} names the event 'Bought'.", f"transformation t: {TRACK}", True),
          ("passes", f"{WHY} does not match the call.",
           'transformation t: event = "Order Completed"', False)], []),
    ],
)  # fmt: skip
def test_each_step_is_told_word_by_word(
    several: list[Transformation],
    mode: str,
    *,
    refused: bool,
    steps: list[tuple[str, str, str, bool]],
    missing: list[str],
) -> None:
    """With what says so, how sure it is, and what is missing."""
    walk = Walk({"type": "track", "event": "Order Completed", "properties": SENT}, mode)

    judge_transformations(walk, SOURCE, several, refused=refused)

    assert walk.steps == [Step(SOURCE, *one[:3], mode, one[3]) for one in steps]
    assert walk.missing == missing


def test_why_a_field_has_changed_is_told_with_it() -> None:
    """By name of the transformation."""
    walk = Walk({"type": "track", "event": "Order Completed", "properties": SENT}, "cloud")

    judge_transformations(walk, SOURCE, [tidy(EVERYTHING)], refused=False)

    assert walk.changed == [
        Changed("event", f"{WHY} renames the event."),
        Changed("properties.money", f"{WHY} renames properties.code."),
        Changed("properties.new", f"{WHY} sets its value."),
        Changed("context.region", f"{WHY} sets its value."),
        Changed("properties.copy", f"{WHY} computes it as lowercase(properties.money)."),
        Changed("properties.money", f"{WHY} hashes it with SHA-256."),
    ]
    allowed = f"{WHY} allows only copy, mix.salad, money, new."
    assert {one.reason for one in walk.removed} == {allowed}
    assert walk.call["properties"] == {
        "mix": {"salad": "nested"},
        "money": "(hashed with SHA-256)",
        "new": "x",
        "copy": "usd",
    }


SETS = {"propertyValueTransformations": [{"propertyPaths": ["properties.a"], "propertyValue": 1}]}
OTHER = {"propertyValueTransformations": [{"propertyPaths": ["properties.b"], "propertyValue": 2}]}


@pytest.mark.parametrize(
    ("first", "second", "condition", "doubled"),
    [
        ({"newEventName": "A"}, {"newEventName": "B"}, TRACK, True),
        ({"newEventName": "A"}, SETS, TRACK, False),
        (SETS, SETS, TRACK, True),
        (SETS, OTHER, TRACK, False),
        (renames("a", "b"), SETS, TRACK, True),
        (SETS, SETS, 'event = "x"', False),
        ({"drop": True}, {"drop": True}, TRACK, False),
        ({"drop": True, **SETS}, {"drop": True, **SETS}, TRACK, False),
        (SETS, computes("a", "event"), TRACK, True),
        (values("a.b"), computes("a.b", "event"), TRACK, True),
        (computes("properties.a", "event"), renames("a", "b"), TRACK, True),
        (values("event"), {"newEventName": "A"}, TRACK, True),
    ],
)
def test_two_that_change_the_same_are_not_followed(
    first: dict[str, object], second: dict[str, object], condition: str, *, doubled: bool
) -> None:
    """By Segment's documentation there cannot be two, so nobody knows what becomes of the call."""
    several = [tidy(first), replace(tidy(second, condition), id="t2")]
    walk = Walk({"type": "track", "event": "x", "properties": {"a": 0}}, "cloud")
    planned = Planned("track", "x", "properties", "cloud")

    judge_transformations(walk, SOURCE, several, refused=False)
    foresee_transformations(planned, SOURCE, several, refused=False)

    words = "which of several transformations that change the same is at work"
    assert (words in walk.missing, words in walk.remade) == (doubled, doubled)
    assert any(one.words == words and one.remakes for one in planned.depends) is doubled


def test_what_comes_after_two_that_change_the_same_is_followed() -> None:
    """Nobody knows which of the two is at work, and the third is."""
    several = [
        tidy({"newEventName": "B"}),
        replace(tidy({"newEventName": "C"}), id="t2"),
        replace(tidy(renames("a", "b")), id="t3"),
    ]
    walk = Walk({"type": "track", "event": "A", "properties": {"a": 1}}, "cloud")
    planned = Planned("track", "A", "properties", "cloud")

    judge_transformations(walk, SOURCE, several, refused=False)
    foresee_transformations(planned, SOURCE, several, refused=False)

    assert walk.call["properties"] == {"b": 1}
    assert planned.changes == [Rename(("properties", "a"), ("properties", "b"))]


def test_the_values_that_one_sets_are_told_with_their_places() -> None:
    """For those that compare them with what the plan allows."""
    one = tidy({"propertyValueTransformations": [{"propertyPaths": ["a"], "propertyValue": 5},
                                                 {"propertyPaths": ["b.c", "properties.d"],
                                                  "propertyValue": "x"}]})  # fmt: skip

    assert list(sets(one, "traits")) == [
        (("a",), 5),
        (("traits", "b", "c"), "x"),
        (("properties", "d"), "x"),
    ]


def test_what_one_names_is_told_with_what_it_does_there() -> None:
    """For those that ask what a change of the plan touches."""
    named = [
        (("traits", "code"), "renames it"),
        (("traits", "money"), "gives traits.code this name"),
        (("properties", "new"), "sets its value"),
        (("context", "region"), "sets its value"),
        (("traits", "copy"), "computes its value"),
        (("properties", "money"), "computes another value of it"),
        (("traits", "copy"), "lets only such fields through"),
        (("traits", "mix", "salad"), "lets only such fields through"),
        (("traits", "money"), "lets only such fields through"),
        (("traits", "properties", "new"), "lets only such fields through"),
        (("traits", "money"), "hashes it"),
        (("traits", "no"), "hashes it"),
    ]

    assert list(named_places(tidy(EVERYTHING), "traits")) == named
    assert list(named_places(tidy({"hashPropertiesConfiguration": "x"}), "traits")) == []
    bare = tidy({**values("b.c"), "allowProperties": ["traits.a"]})
    assert list(named_places(bare, "traits")) == [
        (("traits", "b", "c"), "sets its value"),
        (("traits", "a"), "lets only such fields through"),
    ]


@pytest.mark.parametrize(
    ("body", "depends"),
    [
        (values("channel"), [Unknown(TOP, remakes=True)]),
        (values("a.b", "channel"), [Unknown(TOP, remakes=True)]),
        (values("a.b"), []),
        ({"zonk": 1, "description": "x", "empty": []},
         [Unknown("what 'zonk' of the transformation 'Tidy' does", remakes=True)]),
    ],
)  # fmt: skip
def test_what_leaves_a_planned_call_unknown(
    body: dict[str, object], depends: list[Unknown]
) -> None:
    """A value at the top of a call, and whatever is new to segkit."""
    planned = Planned("track", "A", "properties", "cloud")

    foresee_transformations(planned, SOURCE, [tidy(body)], refused=False)

    assert planned.depends == depends


@pytest.mark.parametrize("body", [{"hashPropertiesConfiguration": {"paths": ["code"]}}])
def test_an_algorithm_that_is_not_named_is_a_hash(body: dict[str, object]) -> None:
    """Of which more is not known."""
    walk = Walk({"type": "track", "event": "x", "properties": {"code": 1}}, "cloud")

    judge_transformations(walk, SOURCE, [tidy(body)], refused=False)

    assert walk.call["properties"] == {"code": "(hashed with a hash)"}


@pytest.mark.parametrize(
    "body",
    [
        {"propertyRenames": ["x", {"oldName": "", "newName": "a"}, {"oldName": "code"}]},
        {"propertyRenames": [{"newName": "a"}]},
        {"propertyValueTransformations": [{"propertyPaths": [1, None]}, 5]},
        {"propertyValueTransformations": "x"},
        {"fqlDefinedProperties": [{"fql": "event"}]},
        {"hashPropertiesConfiguration": "x"},
        {"allowProperties": "x"},
        {"newEventName": ""},
        {"newEventName": 5},
    ],
)
def test_what_has_another_shape_than_the_api_s_changes_nothing(body: dict[str, object]) -> None:
    """It is passed over."""
    call = {"type": "track", "event": "x", "properties": {"code": 1, "None": 2, "XXXX": 3}}
    walk = Walk(call, "cloud")

    judge_transformations(walk, SOURCE, [tidy(body)], refused=False)

    assert walk.call == call
    assert walk.steps[0].verdict == "passes"


@pytest.mark.parametrize(
    ("kind", "container"),
    [("identify", "traits"), ("group", "traits"), ("page", "properties"), ("alias", "properties")],
)
def test_a_path_without_a_container_is_of_the_call_s_own(kind: str, container: str) -> None:
    """Traits or properties; an event's new name is for track calls only."""
    walk = Walk({"type": kind, "userId": "u", container: {"a": 1}}, "cloud")
    body = {**renames("a", "b"), "newEventName": "Bought"}

    judge_transformations(walk, DESTINATION, [tidy(body, "all")], refused=False)

    assert walk.call == {"type": kind, "userId": "u", container: {"b": 1}}
    planned = Planned(kind, None, container if kind != "alias" else "", "cloud")
    foresee_transformations(planned, DESTINATION, [tidy(body, "all")], refused=False)
    assert planned.changes == [Rename((container, "a"), (container, "b"))]
    assert planned.names == (None,)


NOT_READ = Unknown("what the transformation 'Tidy' does", remakes=True)
MATCHES = Unknown("whether the transformation 'Tidy' matches", of_call=True)
TOTAL = "properties.total > 10"


@pytest.mark.parametrize(
    ("several", "mode", "refused", "stopped", "depends", "names"),
    [
        ([], "cloud", True, "", [Unknown("the transformations", remakes=True)], ("A",)),
        ([], "device", True, "", [], ("A",)),
        ([], "cloud", False, "", [], ("A",)),
        ([tidy({"drop": True}, enabled=False)], "cloud", True, "", [], ("A",)),
        ([tidy({"drop": True}, enabled=False), tidy({"drop": True})], "cloud", False,
         SOURCE, [], ("A",)),
        ([tidy({"drop": True})], "device", False, "", [], ("A",)),
        ([tidy({"drop": True}, TOTAL)], "cloud", False, "", [MATCHES], ("A",)),
        ([tidy({"drop": True}, "type =")], "cloud", False, "",
         [NOT_READ], ("A",)),
        ([tidy({"drop": True}, "type ="), tidy({"newEventName": "B"})], "cloud", False, "",
         [NOT_READ], ("B",)),
        ([tidy({"drop": True}), tidy({"newEventName": "B"})], "cloud", False, SOURCE, [], ("A",)),
        ([tidy({"newEventName": "B"})], "cloud", False, "", [], ("B",)),
        ([tidy({"newEventName": "B"}, TOTAL)], "cloud", False, "", [], ("A", "B")),
        ([tidy({"newEventName": ""})], "cloud", False, "", [], ("A",)),
        ([tidy({"newEventName": 5})], "cloud", False, "", [], ("A",)),
        ([tidy({"newEventName": "B"}, 'type = "page"')], "cloud", False, "", [], ("A",)),
    ],
)  # fmt: skip
def test_what_transformations_do_to_a_planned_call(
    several: list[Transformation],
    mode: str,
    *,
    refused: bool,
    stopped: str,
    depends: list[Unknown],
    names: tuple[str, ...],
) -> None:
    """As far as its type and name decide it."""
    planned = Planned("track", "A", "properties", mode)

    foresee_transformations(planned, SOURCE, several, refused=refused)

    assert (planned.stopped_by, planned.depends, planned.names) == (stopped, depends, names)
    assert planned.changes == []


@pytest.mark.parametrize(
    ("body", "condition", "changes"),
    [
        (renames("code", "a.b"), TRACK, [Rename(("properties", "code"), ("properties", "a", "b"))]),
        (renames("traits.a", "properties.b"), TRACK, [Rename(("traits", "a"), ("properties", "b"))]),
        (renames("traits", "b"), TRACK, [Rename(("properties", "traits"), ("properties", "b"))]),
        (renames("a.b.c.d", "e"), TRACK,
         [Rename(("properties", "a", "b", "c", "d"), ("properties", "e"))]),
        (renames("a.b.c.d.e", "e"), TRACK,
         [Rename(("properties", *"abcde"), ("properties", "e"), (Unknown(DEEP),))]),
        (renames("context.ip", "ip"), TOTAL,
         [Rename(("context", "ip"), ("properties", "ip"), (MATCHES, Unknown(DEEP)))]),
        (values("a.b", "channel"), TOTAL,
         [Put(("properties", "a", "b"), (MATCHES,)), Put(("channel",), (MATCHES, Unknown(TOP)))]),
        (values("context.ip"), TRACK, [Put(("context", "ip"))]),
        (computes("a\\.b", "event"), TRACK, [Put(("properties", "a.b"))]),
        (computes("a", "event"), TOTAL, [Put(("properties", "a"), (MATCHES,))]),
        ({"allowProperties": ["properties.a.b", "c", "context.ip"]}, TOTAL,
         [Cut(("properties",), frozenset({("a", "b"), ("c",), ("context", "ip")}), keeps=True,
              depends=(MATCHES,))]),
        ({"allowProperties": []}, TRACK, []),
    ],
)  # fmt: skip
def test_what_transformations_do_to_planned_fields(
    body: dict[str, object], condition: str, changes: list[Change]
) -> None:
    """Where they stand afterwards is worked out from these."""
    planned = Planned("track", "A", "properties", "cloud")

    foresee_transformations(planned, SOURCE, [tidy(body, condition)], refused=False)

    assert planned.changes == changes
