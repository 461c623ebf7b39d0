"""Behaviour of `segkit.plans.foreign`: plans of other tools."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import NotATrackingPlanError, SegkitError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents.yaml_text import load_yaml
from segkit.plans.formats import format_of, read_given
from segkit.plans.plan_input import PlanInput
from segkit.pull import read_plan

AVO = {
    "name": "Quillmoor",
    "categories": [{"id": "c1", "name": "Shop"}],
    "metrics": {},
    "events": [
        {
            "id": "e1",
            "name": "Order Completed",
            "description": "Paid.",
            "tags": ["Tier 1"],
            "categories": ["c1"],
            "sources": [{"id": "s1", "name": "Website"}],
            "rules": {
                "$schema": "http://json-schema.org/draft-06/schema#",
                "type": "object",
                "required": ["properties", "nameMapping"],
                "properties": {
                    "properties": {
                        "type": "object",
                        "properties": {
                            "order_id": {
                                "id": "p1",
                                "type": "string",
                                "nameMapping": [{"name": "oid", "destinationId": "all"}],
                            },
                            "plan": {"type": "string", "enum": ["free", "pro"]},
                        },
                        "required": ["order_id"],
                    }
                },
                "nameMapping": [{"name": "Purchase", "destinationId": "all"}],
            },
        },
        {"id": "e2", "name": "Home", "actions": ["skipLogEvent", "page"], "rules": {}},
        {"id": "e3"},
    ],
}


def read(document: object) -> TrackingPlan:
    """The plan in a document of any tool."""
    return read_given(PlanInput.of(document, "quillmoor"))


def test_avo_events_keep_their_schema_and_what_avo_says_about_them() -> None:
    """Ids of categories and sources become names; a page view without event is a page call."""
    plan = read(AVO)

    order, home = plan.rules
    assert plan.name == "Quillmoor"
    assert (order.call, order.key, order.required) == ("track", "Order Completed", ("properties",))
    assert order.labels == {
        "tags": ["Tier 1"],
        "categories": ["Shop"],
        "sources": ["Website"],
        "nameMapping": [{"name": "Purchase", "destinationId": "all"}],
    }
    assert [(f.path[1], f.required, f.enum) for f in order.fields] == [
        ("order_id", True, None),
        ("plan", False, ("free", "pro")),
    ]
    assert (home.call, home.key) == ("page", "Home")
    assert [one.origin for one in plan.report.explained] == ["events[2]"]
    assert plan.report.notes == ("Avo's 'metrics' have no place in a tracking plan of Segment.",)


def test_avo_user_properties_become_traits() -> None:
    """What an event sets about the user is an identify call's, and required of no event."""
    payload = {
        "type": "object",
        "properties": {
            "properties": {"type": "object", "properties": {"order_id": {"type": "string"}}},
            "userProperties": {
                "type": "object",
                "properties": {"plan": {"type": "string", "enum": ["free", "pro"]}},
                "required": ["plan"],
            },
        },
        "required": ["properties", "userProperties"],
    }
    event = {"id": "e1", "name": "Order Completed", "rules": payload}

    order, identify = read({"events": [event], "categories": [], "metrics": {}}).rules

    assert [one.path for one in order.fields] == [("properties", "order_id")]
    assert order.required == ("properties",)
    assert (identify.call, identify.key, identify.required) == ("identify", None, ())
    assert [(one.path, one.enum) for one in identify.fields] == [
        (("traits", "plan"), ("free", "pro"))
    ]


def data_point(kind: str, definition: object, **criteria: object) -> dict[str, object]:
    """A data point of mParticle."""
    return {
        "description": "d",
        "match": {"type": kind, "criteria": criteria},
        "validator": {"type": "json_schema", "definition": definition},
    }


def test_mparticle_attributes_become_properties_and_traits() -> None:
    """The newest version counts; what Segment has no call for is explained."""
    attributes = {"properties": {"sku": {"type": "string"}}, "required": ["sku"]}
    data = {"properties": {"custom_attributes": attributes}, "required": ["custom_attributes"]}
    points = [
        data_point("custom_event", {"properties": {"data": data}}, event_name="Order Completed"),
        data_point("screen_view", {}, screen_name="Home"),
        data_point("user_attributes", {"properties": {"plan": {"type": "string"}}}),
        data_point("session_start", {}),
    ]
    plan = read(
        {
            "data_plan_id": "web",
            "data_plan_name": "Web",
            "data_plan_versions": [
                {"version": 1, "version_document": {"data_points": [points[1]]}},
                {"version": 2, "version_document": {"data_points": points}},
            ],
        }
    )

    order, home, identify = plan.rules
    assert (plan.id, plan.name) == ("web", "Web")
    assert (order.call, order.key, order.fields[0].path) == (
        "track",
        "Order Completed",
        ("properties", "sku"),
    )
    assert order.fields[0].required
    assert order.extra["definition"] == {
        "properties": {"data": {"required": ["custom_attributes"]}}
    }
    assert (home.call, home.key) == ("screen", "Home")
    assert identify.fields[0].path == ("traits", "plan")
    assert "session_start" in plan.report.explained[0].reason
    assert "2 versions" in plan.report.notes[0]


def test_a_data_plan_has_one_identify_call() -> None:
    """Attributes and identities of users are traits of it, with what each of them requires."""
    tier = {"properties": {"tier": {"type": "string"}}, "required": ["tier"]}
    email = {"properties": {"email": {"type": "string"}}, "required": ["email"]}
    points = [data_point("user_attributes", tier), data_point("user_identities", email)]

    [identify] = read({"version_document": {"data_points": points}}).rules

    assert [(one.path, one.required) for one in identify.fields] == [
        (("traits", "tier"), True),
        (("traits", "email"), True),
    ]


def test_names_beside_custom_attributes_are_in_doubt() -> None:
    """Those of products and flags are not read; what names the event is no property."""
    lamp = {"properties": {"watts": {"type": "number"}}}
    data = {
        "additionalProperties": True,
        "required": [],
        "properties": {
            "event_name": {"type": "string"},
            "custom_attributes": {"properties": {"room": {"type": "string"}}},
            "product_action": {"properties": {"products": {"items": lamp}}},
        },
    }
    bare = {"properties": {"data": {"additionalProperties": True, "required": []}}}
    points = [
        data_point("custom_event", {"properties": {"data": data}}, event_name="Lamp Lit"),
        data_point("screen_view", bare, screen_name="Hall"),
    ]

    plan = read({"version_document": {"data_points": points}})

    [doubt] = plan.report.doubts
    assert doubt.examples == ("product_action", "products", "watts")
    assert [one.path[-1] for one in plan.rules[0].fields] == ["room"]


def test_a_data_plan_may_be_wrapped() -> None:
    """Programs of mParticle are given one version, with settings beside it."""
    point = {"match": {"type": "custom_event", "criteria": {"event_name": "Lamp Lit"}}}
    version = {"version": 1, "version_document": {"data_points": [point]}}

    plan = read({"dtpn": {"blok": {"ev": True}, "vers": version}})

    assert [(one.call, one.key) for one in plan.rules] == [("track", "Lamp Lit")]


def test_a_program_may_hold_a_plan_of_another_tool(tmp_path: Path) -> None:
    """The only object that it declares, whatever its type is; it was not run, which is a doubt."""
    file = tmp_path / "plan.ts"
    file.write_text(
        """export const plan: { [key: string]: any } = {
          data_plan_id: 'lamps',
          version_document: { data_points: [
            { match: { type: 'custom_event', criteria: { event_name: 'Lamp Lit' } }, validator: {} },
          ] },
        };"""
    )

    plan = read_plan(file)

    assert [(one.call, one.key) for one in plan.rules] == [("track", "Lamp Lit")]
    assert "without running it" in plan.report.doubts[0].what


def self_describing(name: str, version: str) -> dict[str, object]:
    """A schema of Snowplow."""
    return {
        "$schema": "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema#",
        "self": {"vendor": "example.quillmoor", "name": name, "version": version},
        "type": "object",
        "properties": {"sku": {"type": ["string", "null"], "maxLength": 9}},
        "required": ["sku"],
        "additionalProperties": False,
    }


def test_snowplow_schemas_are_events_of_their_model() -> None:
    """Their name is the event, `2-0-1` is version 2, and entities are explained."""
    entity = {"meta": {"schemaType": "entity"}, "data": self_describing("product", "1-0-0")}
    plan = read(
        [self_describing("order", "2-0-1"), {"data": self_describing("cart", "1-0-0")}, entity]
    )

    assert [(one.key, one.version) for one in plan.rules] == [("order", 2), ("cart", 1)]
    [sku] = plan.rules[0].fields
    assert (sku.path, sku.types, sku.required) == (("properties", "sku"), ("string", "null"), True)
    assert sku.schema == {"maxLength": 9}
    assert "entity" in plan.report.explained[0].reason


def test_the_newest_version_of_a_snowplow_schema_counts(tmp_path: Path) -> None:
    """A repository of Iglu is a folder whose files have no ending; a new model is a new rule."""
    for version in ("1-0-2", "1-0-10", "2-0-0"):
        file = tmp_path / "example.quillmoor" / "order" / "jsonschema" / version
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(self_describing("order", version)))
    (tmp_path / "LICENSE").write_text("Free as air.")

    plan = read_plan(tmp_path)

    assert [(one.key, one.version) for one in plan.rules] == [("order", 1), ("order", 2)]
    assert [(one.origin, one.reason) for one in plan.report.explained] == [
        ("example.quillmoor/order/jsonschema/1-0-2", "Version 1-0-10 of it is newer.")
    ]


def test_what_is_called_an_entity_is_one_and_in_doubt() -> None:
    """Nothing but names tells entities of Iglu from events; alone they are read as events."""
    cart = {**self_describing("cart", "1-0-0"), "description": "Schema for a cart entity"}
    context = self_describing("user_context", "1-0-0")

    order = {**self_describing("order", "1-0-0"), "description": "Paid in the context of a shop"}

    beside, alone = read([order, cart, context]), read([context])

    assert [one.key for one in beside.rules] == ["order"]
    assert [(one.what, one.examples) for one in beside.report.doubts] == [
        ("2 schemas are taken for entities, because they are called so.", ("cart", "user_context"))
    ]
    assert [one.key for one in alone.rules] == ["user_context"]
    assert "called like entities" in alone.report.doubts[0].what


def test_data_structures_of_snowplow_may_be_listed_without_schemas() -> None:
    """Its API names events and entities alone: what they carry stands elsewhere, with a doubt."""
    kinds = {"lamp_lit": "event", "room": "entity", "lamp_out": "event"}
    plan = read(
        [
            {"vendor": "example.quillmoor", "name": name, "meta": {"schemaType": kind}}
            for name, kind in kinds.items()
        ]
    )

    assert [one.key for one in plan.rules] == ["lamp_lit", "lamp_out"]
    assert [one.origin for one in plan.report.explained] == ["[1]"]
    assert "none says what it carries" in plan.report.doubts[0].what


def test_a_snowplow_schema_that_is_called_like_a_call_is_that_call() -> None:
    """What identifies a user has traits."""
    [identify] = read([self_describing("identify", "1-0-0")]).rules

    assert (identify.call, identify.key) == ("identify", None)
    assert [one.path for one in identify.fields] == [("traits", "sku")]


RUDDER_YAML = """
version: rudder/v1
kind: properties
metadata: {name: shop}
spec:
  properties:
    - {id: sku, name: sku, type: "string, null", config: {max_length: 9, enum: [a, b]}}
    - {id: products, name: products, type: array, config: {item_types: [object]}}
    - {id: home, name: address, type: "#custom-type:address"}
---
version: rudder/v1
kind: custom-types
metadata: {name: shop}
spec:
  types:
    - {id: address, name: Address, type: object, properties: [{property: "#property:sku", required: true}]}
---
version: rudder/v1
kind: events
metadata: {name: shop}
spec:
  events:
    - {id: order, name: Order Completed, event_type: track, description: Paid.}
    - {id: user, event_type: identify}
---
version: rudder/v1
kind: tracking-plan
metadata: {name: shop}
spec:
  id: web
  display_name: Quillmoor Web
  rules:
    - type: event_rule
      id: order_rule
      event: "#event:order"
      additional_properties: false
      properties:
        - property: "#property:products"
          required: true
          properties: [{property: "#property:sku"}]
    - type: event_rule
      id: user_rule
      event: {$ref: "#/events/shop/user", identity_section: context.traits}
      properties: [{$ref: "#/properties/shop/home"}]
    - {type: event_rule, id: gone_rule, event: "#event:gone"}
"""


def test_a_project_of_rudder_cli_is_put_together_from_its_documents() -> None:
    """References, custom types and nested properties are resolved; a missing event is explained."""
    plan = read(load_yaml(RUDDER_YAML, "shop.yaml"))

    order, user = plan.rules
    assert (plan.name, plan.id) == ("Quillmoor Web", "web")
    assert (order.call, order.key, order.description) == ("track", "Order Completed", "Paid.")
    assert [(f.path[1:], f.types, f.required) for f in order.fields] == [
        (("products",), ("array",), True),
        (("products", "[]", "sku"), ("string", "null"), False),
    ]
    assert order.fields[1].enum == ("a", "b")
    assert order.fields[1].schema == {"maxLength": 9}
    assert order.schema == {"properties": {"properties": {"additionalProperties": False}}}
    assert (user.call, user.key, user.extra["identity_section"]) == (
        "identify",
        None,
        "context.traits",
    )
    assert [(f.path, f.required) for f in user.fields] == [
        (("traits", "address"), False),
        (("traits", "address", "sku"), True),
    ]
    assert [one.origin for one in plan.report.explained] == ["rules[2]"]


def test_what_some_values_demand_besides_is_in_doubt() -> None:
    """The cases of a rule, and what holds in none of them, are conditions of its schema."""
    case = {"match": ["gift"], "properties": [{"property": "#property:home"}]}
    variants = [
        {"discriminator": "#property:sku", "cases": [case], "default": [{"name": "colour"}]}
    ]
    documents = load_yaml(RUDDER_YAML, "shop.yaml")
    documents[-1]["spec"]["rules"][0]["variants"] = variants  # type: ignore[index]  # as written above

    plan = read(documents)

    [doubt] = plan.report.doubts
    assert set(doubt.examples) == {"address", "colour"}
    assert "only in conditions or alternatives" in doubt.what
    conditions = str(plan.rules[0].schema)
    assert "'sku': {'enum': ['gift']}" in conditions
    assert "'sku': {'not': {'enum': ['gift']}}" in conditions


def test_a_project_of_rudder_cli_is_a_folder(tmp_path: Path) -> None:
    """Its documents may stand in files of their own, one beside the other."""
    whole = read(load_yaml(RUDDER_YAML, "shop.yaml"))
    for number, text in enumerate(RUDDER_YAML.split("---\n")):
        file = tmp_path / "project" / f"part{number % 2}" / f"{number}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    plan = read_plan(tmp_path / "project")

    assert plan == whole


def test_several_plans_of_rudder_cli_are_a_question() -> None:
    """They are named as people know them."""
    plan = {"version": "rudder/v1", "kind": "tp"}
    documents = [{**plan, "spec": {"display_name": "Web"}}, {**plan, "spec": {"name": "App"}}]

    with pytest.raises(NotATrackingPlanError, match="2 tracking plans: 'Web', 'App'"):
        read(documents)


def test_a_plan_of_the_rudder_catalog_api_is_read() -> None:
    """Its events hold their properties themselves."""
    event = {
        "name": "Order Completed",
        "eventType": "track",
        "properties": [{"name": "sku", "type": "string", "required": True}],
    }
    plan = read({"name": "Web", "events": [event]})

    [order] = plan.rules
    assert (order.key, order.fields[0].path, order.fields[0].required) == (
        "Order Completed",
        ("properties", "sku"),
        True,
    )


def test_segments_own_forms_are_no_foreign_ones() -> None:
    """Each document has one reader."""
    own = {"data": {"rules": [{"type": "TRACK", "key": "A", "jsonSchema": {}}]}}

    assert format_of(PlanInput.of(own, "quillmoor")).name == "Segment's own JSON"
    assert read(own).rules[0].key == "A"


WORDS = st.sampled_from(
    ["events", "name", "rules", "properties", "self", "data", "version", "rudder/v1", "kind", "spec",
     "tp", "event", "eventType", "types", "type", "data_points", "match", "version_document",
     "data_plan_versions", "validator", "definition", "categories", "required", "$ref", "id"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
SHAPES = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {"events": st.lists(st.fixed_dictionaries({"name": WORDS, "rules": JSON}) | JSON)}
    ),
    st.fixed_dictionaries(
        {"events": st.lists(st.fixed_dictionaries({"eventType": JSON, "properties": JSON}))}
    ),
    st.fixed_dictionaries({"self": st.fixed_dictionaries({"name": JSON, "version": JSON})}),
    st.fixed_dictionaries(
        {"data_points": st.lists(st.fixed_dictionaries({"match": JSON, "validator": JSON}))}
    ),
    st.lists(
        st.fixed_dictionaries(
            {"version": st.just("rudder/v1"), "kind": st.sampled_from(["tp", "events"]),
             "spec": st.fixed_dictionaries({"rules": st.lists(JSON), "events": JSON, "types": JSON})}
        )
    ),
)  # fmt: skip


@settings(max_examples=80, deadline=None, derandomize=True)
@given(SHAPES)
def test_any_document_is_read_or_refused_in_words(document: object) -> None:
    """Nothing but segkit's own errors comes out, and every entry is used or explained."""
    with contextlib.suppress(SegkitError):
        report = read(document).report

        assert report.rows == report.used + len(report.explained)
