"""Transformations: what they rename, put and compute, and what of it cannot be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.edits import keys_of, value_at

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
