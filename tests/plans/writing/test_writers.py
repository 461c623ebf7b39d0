"""Behaviour of `segkit.plans.writing.writers` and `segkit.plans.writing.plan_losses`."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.plans.documents.rules import read_rules
from segkit.plans.writing.plan_losses import comparable
from segkit.plans.writing.writers import lost_in_api_rules, to_api_rules


def plan_of(*rules: Rule, **more: object) -> TrackingPlan:
    """A plan with these rules."""
    return TrackingPlan(name="Quillmoor Web", rules=rules, **more)  # type: ignore[arg-type]  # a builder


def order(*fields: Field, **more: object) -> Rule:
    """The rule of one event."""
    return Rule(call="track", key="Order Completed", fields=fields, **more)  # type: ignore[arg-type]  # likewise


def written(plan: TrackingPlan) -> TrackingPlan:
    """The plan after being written as JSON text and read again."""
    return read_rules(json.loads(json.dumps(to_api_rules(plan))), name="other")


def test_a_plan_is_written_as_the_public_api_answers_it() -> None:
    """The envelope, its containers and the required names are as Segment makes them."""
    sku = Field(("properties", "products", "[]", "sku"), types=("string", "null"), required=True)
    plan = plan_of(
        order(
            Field(("properties", "products"), types=("array",)),
            sku,
            description="Paid.",
            required=("properties",),
        ),
        id="tp_1",
    )

    data = to_api_rules(plan)["data"]

    products = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"sku": {"type": ["string", "null"]}},
            "required": ["sku"],
        },
    }
    assert data == {
        "trackingPlan": {"id": "tp_1", "name": "Quillmoor Web"},
        "rules": [
            {
                "type": "TRACK",
                "key": "Order Completed",
                "version": 1,
                "jsonSchema": {
                    "type": "object",
                    "description": "Paid.",
                    "properties": {
                        "properties": {"type": "object", "properties": {"products": products}}
                    },
                    "required": ["properties"],
                },
            }
        ],
    }


def test_a_written_plan_reads_as_the_same_plan() -> None:
    """Also what is odd: versions as texts, unknown calls, keys that are null on a track rule."""
    plan = plan_of(
        order(
            Field(("properties", " a.b$ "), types=("any",), example=0, enum=(None, "x", 1)),
            Field(("properties", "odd"), schema={"": None}),
            Field(("properties", "later"), required=True, declared=False),
            Field(("context", "device"), types=("object",), schema={"minProperties": 1}),
            labels={"area": ["shop"]},
            schema={"properties": {"properties": {"additionalProperties": False}}},
        ),
        Rule(call="track", version=2, extra={"version": "2"}),
        Rule(call="beacon", key=""),
        Rule(call="identify", fields=(Field(("traits", "email"), pattern=""),), deprecated=True,
             extra={"deprecatedAt": "2024-05-01T00:00:00.000Z"}),
        Rule(call="common", fields=(Field(("userId",), required=True),), required=("context",)),
        id="tp_1", description="d", extra={"type": "LIVE"},
    )  # fmt: skip

    assert comparable(written(plan)) == plan
    assert lost_in_api_rules(plan) == ()


def test_a_plan_of_typewriter_8_survives_being_written_as_envelopes() -> None:
    """What marked its schemas as unwrapped must not make the envelopes look unwrapped."""
    schema = {
        "eventMetadata": {"name": "Order Completed", "type": "TRACK"},
        "additionalProperties": False,
        "properties": {"order_id": {"type": "string"}},
        "required": ["order_id"],
    }
    document = {
        "id": "tp_1",
        "name": "Quillmoor Web",
        "slug": "",
        "rules": [{"type": "TRACK", "key": "Order Completed", "jsonSchema": schema}],
    }
    plan = read_rules(document, name="other")

    assert comparable(written(plan)) == comparable(plan)
    assert lost_in_api_rules(plan) == ()


def test_what_the_form_cannot_carry_is_listed_exactly() -> None:
    """Each loss names the thing, its value and where it was read."""
    plan = plan_of(
        order(
            Field(("properties", "sku"), labels={"Why?": "stock"}, origin="Track!A3"),
            deprecated=True,
            origin="Track!A2",
        ),
        url="https://quillmoor.example/plan",
    )

    lost = lost_in_api_rules(plan)

    assert [(one.origin, one.reason.split(" cannot hold ")[1]) for one in lost] == [
        ("plan", "'url' of plan: 'https://quillmoor.example/plan'."),
        ("Track!A2", "'deprecated' of 'Order Completed': True."),
        ("Track!A3", "'labels' of 'sku': {'Why?': 'stock'}."),
    ]


def test_parents_that_must_be_added_and_another_order_are_listed() -> None:
    """JSON Schema keeps children inside their parents, a sheet need not."""
    scattered = order(
        Field(("properties", "a")), Field(("properties", "b")), Field(("properties", "a", "x"))
    )
    orphan = order(Field(("properties", "c", "y")))

    reasons = [one.reason for one in lost_in_api_rules(plan_of(scattered, orphan))]

    assert reasons == [
        "The API's JSON changes the order of the fields.",
        "The API's JSON adds 'c'.",
    ]


def test_a_field_that_stands_twice_is_listed() -> None:
    """A schema holds each name once; the last one is written."""
    twice = order(
        Field(("properties", "a"), types=("string",), origin="A2"),
        Field(("properties", "a"), types=("number",), origin="A3"),
    )

    origins = [one.origin for one in lost_in_api_rules(plan_of(twice))]

    assert origins == ["A2", "A3"]


NAMES = st.sampled_from(["a", "b.c", "", "[]", "properties", "traits"])
FIELDS = st.builds(
    Field,
    path=st.lists(NAMES, min_size=1, max_size=3).map(
        lambda names: ("properties", *names)
    ),
    types=st.lists(st.sampled_from(["string", "object", "any"]), max_size=2).map(tuple),
    required=st.booleans(),
    declared=st.booleans(),
    description=st.sampled_from(["", "Words."]),
    enum=st.none() | st.just((None, "a")),
    example=st.none() | st.just("x"),
    schema=st.sampled_from([{}, {"": 1}, {"type": 5}, {"items": []}]),
)  # fmt: skip


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(FIELDS, max_size=4))
def test_any_plan_is_written_whole_or_its_losses_are_listed(fields: list[Field]) -> None:
    """There is never a difference without a word about it."""
    plan = plan_of(order(*fields))

    same = comparable(written(plan)) == comparable(plan)

    assert same == (lost_in_api_rules(plan) == ())
