"""Changes to a call: paths, and what is taken out or put in along them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from segkit.delivery.steps.edits import (
    Keys,
    cut,
    has,
    keys_of,
    value_at,
    with_value,
    without,
)
from segkit.model.plan import dotted

CALL = {
    "type": "track",
    "properties": {
        "total": None,
        "ship": {"city": "Aarhus", "zip": "8000", "geo": {"lat": 1}},
        "ship.city": "flat",
        "products": [{"sku": "1", "price": 3}, "voucher", {"sku": "2", "price": 4}],
    },
}


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("", ()),
        ("event", ("event",)),
        ("properties.ship.city", ("properties", "ship", "city")),
        ("properties.ship\\.city", ("properties", "ship.city")),
        ("properties.gift\\ card", ("properties", "gift card")),
    ],
)
def test_a_dot_with_a_backslash_belongs_to_the_name(path: str, keys: Keys) -> None:
    """As Segment writes it where a property's name holds a dot."""
    assert keys_of(path) == keys


@pytest.mark.parametrize(
    ("keys", "there", "value"),
    [
        (("type",), True, "track"),
        (("properties", "total"), True, None),
        (("properties", "ship", "city"), True, "Aarhus"),
        (("properties", "ship.city"), True, "flat"),
        (("properties", "ship", "street"), False, None),
        (("properties", "ship", "city", "x"), False, None),
        (("traits", "email"), False, None),
    ],
)
def test_what_stands_in_a_call_is_found(keys: Keys, *, there: bool, value: object) -> None:
    """Null is something."""
    assert has(CALL, keys) is there
    assert value_at(CALL, keys) == value


def test_a_field_is_taken_out_along_its_path_only() -> None:
    """The call that came in stays as it is; where nothing is, nothing happens."""
    properties = CALL["properties"]
    assert isinstance(properties, dict)

    assert without(CALL, ("type",)) == {"properties": properties}
    assert without(CALL, ("properties", "ship", "zip")) == {
        "type": "track",
        "properties": {**properties, "ship": {"city": "Aarhus", "geo": {"lat": 1}}},
    }
    assert without(CALL, ("properties", "total", "x")) == CALL
    assert without(CALL, ("traits", "email")) == CALL
    assert "zip" in properties["ship"]


def test_a_value_is_put_where_nothing_was() -> None:
    """Objects on the way are made, also in place of what is none."""
    assert with_value({}, ("context", "ip"), "1") == {"context": {"ip": "1"}}
    assert with_value({"a": {"b": 1}}, ("a", "c"), 2) == {"a": {"b": 1, "c": 2}}
    assert with_value({"a": 1}, ("a", "b", "c"), 2) == {"a": {"b": {"c": 2}}}
    assert with_value({"a": 1}, ("a",), 2) == {"a": 2}
    assert with_value({"a": 1}, (), {"b": 2}) == {"b": 2}
    assert with_value({"a": 1}, (), "no call") == {"a": 1}


@pytest.mark.parametrize(
    ("at", "names", "keeps", "gone"),
    [
        ("", ("type",), False, ["type"]),
        ("", ("type",), True, ["properties"]),
        ("properties", ("total", "no"), False, ["properties.total"]),
        ("properties.ship", ("city",), False, ["properties.ship.city"]),
        ("properties.ship", ("city",), True, ["properties.ship.zip", "properties.ship.geo"]),
        ("properties.ship", (), True,
         ["properties.ship.city", "properties.ship.zip", "properties.ship.geo"]),
        ("properties", ("ship.zip",), False, ["properties.ship.zip"]),
        ("properties", ("ship", "ship.zip"), False, ["properties.ship"]),
        ("properties", ("ship.geo.lat", "total"), True,
         ["properties.ship.city", "properties.ship.zip", "properties.ship.city",
          "properties.products"]),
        ("properties", ("ship", "ship.zip", "products"), True,
         ["properties.total", "properties.ship.city"]),
        ("properties", ("total.cents",), True,
         ["properties.total", "properties.ship", "properties.ship.city", "properties.products"]),
        ("properties", ("total.cents",), False, []),
        ("properties.products", ("price",), False, ["properties.products[].price"]),
        ("properties.products", ("price",), True, ["properties.products[].sku"]),
        ("properties.products.price", ("x",), False, []),
        ("properties.total", ("x",), False, []),
        ("traits", ("email",), False, []),
    ],
)  # fmt: skip
def test_names_are_cut_out_of_an_object_or_of_each_object_in_a_list(
    at: str, names: tuple[str, ...], *, keeps: bool, gone: list[str]
) -> None:
    """Or all but them; what is said to be gone is gone, and nothing else."""
    call, taken = cut(CALL, keys_of(at), [keys_of(name) for name in names], keeps=keeps)

    assert [dotted(keys) for keys in taken] == gone
    left: Mapping[str, object] = CALL
    for keys in taken:
        if "[]" not in keys:
            left = without(left, keys)
    if "[]" not in repr(taken):
        assert call == left


def test_only_the_objects_of_a_list_lose_something() -> None:
    """What is no object stays in its place."""
    call, _ = cut(CALL, ("properties", "products"), [("price",)])

    assert value_at(call, ("properties", "products")) == [{"sku": "1"}, "voucher", {"sku": "2"}]
