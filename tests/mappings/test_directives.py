"""Behaviour of `segkit.mappings.directives`: what a mapping's value reads from a call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.mappings.directives import Plan, mapping_reads, path_of, reads

FIELDS = {
    ("event",): ("string",),
    ("userId",): ("string",),
    ("properties", "note"): ("string",),
    ("properties", "total"): ("number",),
    ("properties", "depot", "town"): ("string",),
    ("properties", "depot", "spot", "lat"): ("number",),
    ("properties", "products", "[]", "sku"): ("string",),
}
NAMES = [".".join(path).removeprefix("properties.") for path in FIELDS]
PLAN = Plan(FIELDS)


def place(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Path and types of a planned field."""
    path = next(p for p in FIELDS if ".".join(p).removeprefix("properties.") == name)
    return path, FIELDS[path]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$.properties.total", ("properties", "total")),
        ("$.properties.products[0].price", ("properties", "products", "[]", "price")),
        ("$.properties.products.0.price", ("properties", "products", "[]", "price")),
        ("$.properties['a b'][\"c d\"]", ("properties", "a b", "c d")),
        ("$.properties['a.b']", ("properties", "a", "b")),
        ("$.properties.a\\.b", ("properties", "a\\", "b")),
        ("$.properties.products[*].price", ("properties", "products[*]", "price")),
        ("properties.total", ("properties", "total")),
        ("$.", ()),
        (".", ()),
        ("", ()),
        ("$", ("$",)),
    ],
)
def test_paths_are_taken_apart(text: str, path: tuple[str, ...]) -> None:
    """As Segment's kit does it: every dot parts names, and there are no wildcards."""
    assert path_of(text) == path


@pytest.mark.parametrize(
    ("value", "shown", "fixed"),
    [
        ({"@path": "$.event"}, {"event"}, False),
        ({"@path": "$.properties.products.1.sku"}, {"products.[].sku"}, False),
        ({"@path": {"@literal": "$.properties.note"}}, {"note"}, False),
        ({"@template": "Viewed {{name}} {{{properties.note}}}"}, {"note"}, True),
        ({"@template": "{{properties.note}}"}, {"note"}, False),
        ({"@template": "{{$.properties.note}}"}, set(), False),
        ({"@if": {"exists": {"@path": "$.properties.note"}, "then": {"@path": "$.event"},
                  "else": {"@path": "$.properties.total"}}}, {"event", "total"}, False),
        ({"@if": {"blank": {"@path": "$.userId"}, "then": "guest"}}, set(), True),
        ({"@if": {"exists": "always", "then": "a", "else": {"@path": "$.event"}}}, set(), True),
        ({"@if": {"exists": {"@path": "$.properties.note"}, "else": 0}}, set(), False),
        ({"@arrayPath": ["$.properties.products", {"id": {"@path": "$.sku"}, "kind": "x"}]},
         {"products.[].sku"}, True),
        ({"@arrayPath": [{"@path": "$.properties.depot"}, {"t": {"@path": "town"}}]},
         {"depot.town"}, False),
        ({"@arrayPath": ["$.properties.note", {"id": {"@path": "$.sku"}}]}, {"note"}, False),
        ({"@arrayPath": ["$.properties.depot"]}, {"depot.town", "depot.spot.lat"}, False),
        ({"@literal": 1}, set(), True),
        ({"@literal": {"@path": "$.event"}}, {"event"}, False),
        ({"@case": {"operator": "lower", "value": {"@path": "$.event"}}}, {"event"}, False),
        ({"@merge": {"objects": [{"@path": "$.properties.depot"}, {"town": 1}],
                     "direction": "right"}}, {"depot.spot.lat"}, True),
        ({"@merge": {"objects": [{"@path": "$.properties.depot"}, {"town": 1}],
                     "direction": "left"}}, {"depot.town", "depot.spot.lat"}, True),
        ({"@merge": {"objects": [{"a": {"@path": "$.event"}}, {"a": {"@path": "$.userId"}}],
                     "direction": "right"}}, {"userId"}, False),
        ({"@flatten": {"value": {"@path": "$.properties.depot"}, "separator": "."}},
         {"depot.town", "depot.spot.lat"}, False),
        ({"@json": {"value": {"@path": "$.properties.depot"}, "mode": "encode"}},
         {"depot.town", "depot.spot.lat"}, False),
        ({"@json": {"value": '{"town": "x"}', "mode": "decode"}}, set(), True),
        ({"@replace": {"value": {"@path": "$.event"}, "pattern": "a", "replacement": "b"}},
         {"event"}, False),
        ({"@replace": {"value": {"@path": "$.properties.depot"}, "pattern": "a"}}, set(), False),
        ({"@transform": {"apply": {"a": {"@path": "$.event"}, "b": {"@path": "$.userId"}},
                         "mapping": {"@path": "$.a"}}}, {"event"}, False),
        ({"@transform": {"apply": {"a": {"@path": "$.properties.depot"}},
                         "mapping": {"@path": "$.a.town"}}}, {"depot.town"}, False),
        ({"@transform": {"apply": {"a": {"@path": "$.event"}},
                         "mapping": {"@path": "$.properties.note"}}}, set(), False),
        ({"@excludeWhenNull": {"a": {"@path": "$.event"}}}, {"event"}, False),
        ([{"id": {"@path": "$.properties.note"}}], {"note"}, False),
        ({"@path": "$.event", "_metadata": {"x": 1}}, {"event"}, False),
        ("purchase", set(), True),
        (0, set(), True),
        (False, set(), True),
        ("", set(), False),
        (None, set(), False),
    ],
)  # fmt: skip
def test_each_directive_is_understood(value: object, shown: set[str], fixed: bool) -> None:
    """What shows, and whether something is there whatever the call holds."""
    found = reads(value)

    assert {name for name in NAMES if found.shows(*place(name), PLAN)} == shown
    assert found.fixed is fixed
    assert found.known


@pytest.mark.parametrize(
    ("template", "shown", "unsure"),
    [
        ("{{ properties.note | upcase }} of {{event}}", {"note", "event"}, set()),
        ("{{ properties['note'] }}{{ 'properties.total' }}", {"note"}, set()),
        ("{{ properties.note | default: properties.total }}", {"note", "total"}, set()),
        ("{{ properties.note | append: event | prepend: userId }}", {"note", "event", "userId"},
         set()),
        ("{{ properties.note | size }}", set(), {"note"}),
        ("{{ properties.depot }}", set(), set()),
        ("{{ properties.depot | json }}", {"depot.town", "depot.spot.lat"}, set()),
        ("{{ properties.products[0].sku }}", {"products.[].sku"}, set()),
        ("{% assign v = properties.note %}{{ v }}", {"note"}, set()),
        ("{% assign properties = 5 %}{{ properties.note }}", set(), set()),
        ("{% capture v %}{{ event }}!{% endcapture %}{{ v }}", {"event"}, set()),
        ("{% capture v %}{{ event }}{% endcapture %}", set(), set()),
        ("{% if properties.note %}{{ event }}{% else %}{{ userId }}{% endif %}",
         {"event", "userId"}, set()),
        ("{% if properties.note == 'x' %}{{ event }}{% endif %}", set(), {"event"}),
        ("{% unless properties.note %}{{ event }}{% endunless %}", {"event"}, set()),
        ("{% comment %}{{ event }}{% endcomment %}{% raw %}{{ userId }}{% endraw %}", set(), set()),
        ("{% liquid\nassign q = event\necho q %}", {"event"}, set()),
        ("{%- echo event -%}", {"event"}, set()),
    ],
)  # fmt: skip
def test_liquid_is_read(template: str, shown: set[str], unsure: set[str]) -> None:
    """Variables, filters, names of its own and branches, without running anything."""
    found = reads({"@liquid": template})
    said = {name: found.shows(*place(name), PLAN) for name in NAMES}

    assert found.known
    assert {name for name, one in said.items() if one} == shown
    assert {name for name, one in said.items() if one is None} == unsure


def test_liquid_is_not_filled_in_the_browser() -> None:
    """Web actions send the template as it stands."""
    [found] = mapping_reads({"a": {"@liquid": "{{ event }}"}}, "WEB").values()

    assert (found.parts, found.fixed) == ((), True)


def test_what_is_tested_decides_and_does_not_show() -> None:
    """The condition of `@if` is an influence of its own kind."""
    found = reads({"@if": {"exists": {"@path": "$.properties.note"}, "then": "yes"}})

    assert found.decides == (("properties", "note"),)
    assert found.shows(*place("note"), PLAN) is False


def test_what_needs_two_things_to_be_missing_is_not_sure() -> None:
    """The end of a chain is reached by the odd call only."""
    last = {"@if": {"exists": {"@path": "$.event"}, "then": 1, "else": {"@path": "$.userId"}}}
    found = reads({"@if": {"exists": {"@path": "$.properties.note"}, "then": 2, "else": last}})

    assert found.shows(*place("userId"), PLAN) is None


def test_the_directive_of_a_whole_mapping_is_followed() -> None:
    """Its fields are read from what it makes; keys of Segment's own are no fields."""
    found = mapping_reads(
        {
            "__segment_internal_directive": {
                "@transform": {"apply": {"one": {"@path": "$.properties.depot"}}}
            },
            "__segment_internal_sync_mode": "upsert",
            "town": {"@path": "$.one.town"},
            "note": {"@path": "$.properties.note"},
        }
    )

    assert found.keys() == {"town", "note"}
    assert found["town"].paths == (("properties", "depot", "town"),)
    assert found["note"].is_empty


NESTED: object = "x"
for _ in range(500):
    NESTED = {"a": NESTED}
DOUBLED: object = {"@path": "$."}
for _ in range(40):
    DOUBLED = {"@transform": {"apply": {"a": DOUBLED, "b": DOUBLED}, "mapping": {"@path": "$."}}}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"@new": {"of": {"@path": "$.event"}}}, "the directive @new"),
        ({"@path": "$.event", "other": 1}, "the directive @path beside other keys"),
        ({"@path": "$.event", "@case": {}}, "the directive @path beside other keys"),
        ({"@path": {"@path": "$.properties.note"}}, "@path with a text that is made of the call"),
        ({"@if": {"then": {"@path": "$.event"}}}, "@if without a test"),
        ({"@case": {"operator": "title", "value": {"@path": "$.event"}}}, "@case without"),
        ({"@replace": {"pattern": "a" * 11, "value": {"@path": "$.event"}}}, "longer than 10"),
        ({"@merge": {"objects": [{"@path": "$.event"}]}}, "@merge without"),
        ({"@flatten": {"value": {"@path": "$.event"}}}, "@flatten without"),
        ({"@json": {"value": {"@path": "$.event"}}}, "@json without"),
        ({"@json": {"mode": {"a": 1}, "value": {"@path": "$.event"}}}, "@json without"),
        ({"@case": {"operator": ["lower"], "value": {"@path": "$.event"}}}, "@case without"),
        ({"@transform": {"apply": {"a": {"@path": "$.event"}}}}, "@transform without"),
        ({"@liquid": {"@path": "$.event"}}, "@liquid without"),
        ({"@liquid": "{% for a in event %}{{ a }}{% endfor %}"}, "the Liquid tag 'for'"),
        ({"@liquid": "{{ event | map: 'a' }}"}, "the Liquid filter 'map'"),
        ({"@liquid": "{{ $.event }}"}, "begins with '$'"),
        ({"@liquid": "{{ event }}" + "x" * 1000}, "more than 1,000 characters"),
        (NESTED, "more than any mapping"),
        (DOUBLED, "more than any mapping"),
        ({"@arrayPath": [["$.properties.products"]]}, "neither a path nor a directive"),
        ({"@arrayPath": [{"@template": "x"}, {"a": {"@new": 1}}]}, "the directive @new"),
        ({"@if": {"exists": {"@path": "$.event"}, "blank": {"@new": 1}}}, "the directive @new"),
        ({"@arrayPath": [5, {"a": {"@path": "$.sku"}}]}, "neither a path nor a directive"),
        (
            {
                "@transform": {
                    "apply": {"__segment_internal_directive": {"@transform": {"apply": {}}}},
                    "mapping": {"@path": "$.a"},
                }
            },
            "within another",
        ),
    ],
)
def test_what_is_not_understood_is_told(value: object, why: str) -> None:
    """Segment refuses such a mapping, or segkit does not know it: nothing is said for certain."""
    found = reads(value)

    assert not found.known
    assert any(why in one for one in found.unknown)
    assert not found.is_empty
    assert {found.shows(*place(name), PLAN) for name in NAMES} == {None}


NOTE = {"@path": "$.properties.note"}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        # the characters of a text take the place of keys that are numbers
        ({"@merge": {"objects": [{"0": NOTE}, "AB"], "direction": "right"}}, None),
        ({"@merge": {"objects": [{"0": NOTE}, {"@literal": "AB"}], "direction": "right"}}, False),
        ({"@merge": {"objects": [{"7": NOTE}, {"@literal": "AB"}], "direction": "right"}}, True),
        ({"@merge": {"objects": [{"0": NOTE}, {"@template": "{{event}}"}], "direction": "right"}},
         None),
        ({"@merge": {"objects": [{"a": NOTE}, {"@template": "{{event}}"}], "direction": "right"}},
         True),
        ({"@merge": {"objects": [{"0": NOTE}, {"@path": "$.properties.products"}],
                     "direction": "right"}}, None),
        ({"@merge": {"objects": [{"0": NOTE}, {"@path": "$.userId"}], "direction": "right"}},
         None),
        # a number that is laid into an object leaves nothing
        ({"@merge": {"objects": [{"a": 1}, {"@arrayPath": ["$.properties.note", {"b": 1}]}],
                     "direction": "right"}}, None),
        # of a list nothing is left as text, whether it is there or not
        ({"@if": {"blank": {"@replace": {"value": {"@path": "$.properties.products"},
                                         "pattern": "x"}}, "then": NOTE}}, None),
        ({"@if": {"blank": {"@replace": {"value": {"@arrayPath": ["$.properties.products",
                                                                  {"a": "x"}]}, "pattern": "x"}},
                  "then": "a", "else": NOTE}}, None),
        ({"@if": {"blank": {"@liquid": "{% if event %}x{% endif %}"}, "then": "a", "else": NOTE}},
         None),
        ({"@if": {"blank": {"@liquid": "{% increment n %}{{ event }}"}, "else": NOTE}}, None),
        ({"@if": {"blank": [False], "then": "a", "else": NOTE}}, False),
        ({"@if": {"blank": [None], "then": "a", "else": NOTE}}, True),
        # below false the kit finds false
        ({"@transform": {"apply": {"a": {"@arrayPath": ["$.properties.note", {"b": "x"}]}},
                         "mapping": {"@path": "$.a.b"}}}, None),
        ({"@if": {"blank": {"@template": "x{{event}}"}, "then": "a", "else": NOTE}}, False),
        ({"@if": {"blank": {"@path": "$.event"}, "then": NOTE}}, True),
        # null is the text "null" there, and what is missing is nothing
        ({"@if": {"exists": {"@json": {"mode": "encode", "value": {"@literal": None}}},
                  "else": NOTE}}, None),
    ],
)  # fmt: skip
def test_what_only_values_tell_is_not_sure(value: object, said: bool | None) -> None:
    """As Segment's kit resolves it, on calls that keep to the plan."""
    assert reads(value).shows(*place("note"), PLAN) is said


def test_one_field_that_segment_refuses_spoils_the_mapping() -> None:
    """The kit refuses a mapping as a whole."""
    found = mapping_reads({"a": {"@path": "$.event"}, "b": {"@new": 1}})

    assert not found["a"].known


KEYS = st.sampled_from(
    ["@path", "@template", "@literal", "@if", "@arrayPath", "@case", "@replace", "@json",
     "@flatten", "@merge", "@transform", "@excludeWhenNull", "@liquid", "@new", "exists", "then",
     "else", "value", "objects", "direction", "apply", "mapping", "mode", "a"]
)  # fmt: skip
TEXTS = st.sampled_from(
    ["$.properties.note", "", "left", "encode", "decode", "lower", "{{ a | b: c }}", "{% if %}",
     "{% assign = %}", "{{", "{% else %}{% endif %}", "{% capture %}", "a[", "[0]", "..", "{{ [] }}"]
)  # fmt: skip
ANY = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(settings_=st.dictionaries(KEYS | st.just("__segment_internal_directive"), ANY, max_size=3))
def test_anything_can_be_read(settings_: dict[str, object]) -> None:
    """A mapping of any shape gives an answer, however little it says."""
    for found in mapping_reads(settings_).values():
        for name in NAMES:
            assert found.shows(*place(name), PLAN) in {True, False, None}


CASES = json.loads((Path(__file__).parent / "mappings.json").read_text())
TYPES = {tuple(name.split(".")): (kind,) for name, kind in CASES["fields"].items()}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: json.dumps(case["mapping"])[:60])
def test_mappings_read_what_segments_own_kit_reads(case: dict[str, Any]) -> None:
    """Every field that moves the kit's output is listed, and no other one for certain.

    The cases come from `scripts/compare_mappings.py --write`.
    """
    found = mapping_reads(case["mapping"]).values()
    decides = {path for one in found for path in one.decides}

    for path, types in TYPES.items():
        name = ".".join(path)
        said = {one.shows(path, types, Plan(TYPES)) for one in found}
        if name in case["moves"]:
            tested = any(path[: len(one)] == one for one in decides)
            assert said - {False} or tested, name
        elif name not in case["decides"]:
            assert True not in said, name
