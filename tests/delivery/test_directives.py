"""Behaviour of `segkit.delivery.directives`: what a mapping's value reads from a call."""

from __future__ import annotations

import pytest

from segkit.delivery.directives import path_of, reads

DEVICE = {"@path": "$.context.device.id"}
NESTED: object = "x"
for _ in range(500):
    NESTED = {"a": NESTED}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$.properties.total", ("properties", "total")),
        ("$.properties.products[0].price", ("properties", "products", "[]", "price")),
        ("$.properties['a.b'][\"c d\"]", ("properties", "a.b", "c d")),
        ("$.properties.a\\.b", ("properties", "a.b")),
        ("properties.total", ("properties", "total")),
        ("$.", ()),
        ("$", ()),
    ],
)
def test_paths_are_taken_apart(text: str, path: tuple[str, ...]) -> None:
    """Names may be quoted or escaped; every element of a list is the same."""
    assert path_of(text) == path


@pytest.mark.parametrize(
    ("value", "paths", "fixed"),
    [
        ({"@path": "$.event"}, {"event"}, False),
        ({"@template": "Viewed {{name}} {{{properties.x}}}"}, {"name", "properties.x"}, True),
        ({"@template": "{{name}}"}, {"name"}, False),
        ({"@if": {"exists": DEVICE, "then": DEVICE, "else": {"@path": "$.anonymousId"}}},
         {"context.device.id", "anonymousId"}, False),
        ({"@if": {"blank": {"@path": "$.userId"}, "then": "guest"}}, set(), True),
        ({"@arrayPath": ["$.properties.products", {"id": {"@path": "$.sku"}, "kind": "x"}]},
         {"properties.products.[].sku"}, False),
        ({"@arrayPath": [{"@path": "$.properties.products"}]}, {"properties.products"}, False),
        ({"@literal": 1}, set(), True),
        ({"@case": {"operator": "lower", "value": {"@path": "$.event"}}}, {"event"}, False),
        ({"@merge": {"objects": [{"@path": "$.traits"}, {"a": 1}], "direction": "right"}},
         {"traits"}, True),
        ({"@flatten": {"value": {"@path": "$.traits"}, "separator": "."}}, {"traits"}, False),
        ({"@json": {"value": {"@path": "$.traits"}, "mode": "encode"}}, {"traits"}, False),
        ({"@replace": {"value": {"@path": "$.event"}, "pattern": "a", "replacement": "b"}},
         {"event"}, False),
        ({"@transform": {"apply": {"a": {"@path": "$.traits.a"}}, "mapping": {"@path": "$.a"}}},
         {"traits.a"}, False),
        ([{"id": {"@path": "$.properties.sku"}}], {"properties.sku"}, False),
        ("purchase", set(), True),
        (0, set(), True),
        (False, set(), True),
        ("", set(), False),
        (None, set(), False),
    ],
)  # fmt: skip
def test_each_directive_is_understood(value: object, paths: set[str], fixed: bool) -> None:
    """What is read, and whether something is there whatever the call holds."""
    found = reads(value)

    assert {".".join(path) for path in found.paths} == paths
    assert found.fixed is fixed
    assert found.known
    assert found.is_empty == (not paths and not fixed)


@pytest.mark.parametrize("value", [{"@new": {"of": {"@path": "$.event"}}}, NESTED])
def test_what_is_not_understood_is_told(value: object) -> None:
    """A directive of a new name, and nesting that nobody builds."""
    assert not reads(value).known
