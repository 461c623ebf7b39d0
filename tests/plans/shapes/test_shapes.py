"""Plans in JSON and YAML as people keep them: every shape reads as a person reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

ORDER = {"track Order Completed": "order_id*:string total:number plan=free|pro"}
"""What most of the shapes below say."""


SHAPES = {
    "events as a list, properties as a list of objects": """
events:
  - name: Order Completed
    properties:
      - {name: order_id, type: string, required: true}
      - {name: total, type: number}
      - {name: plan, enum: [free, pro]}
""",
    "events keyed by name, properties as a map to objects": """
events:
  Order Completed:
    properties:
      order_id: {type: string, required: true}
      total: {type: number, required: false}
      plan: {enum: [free, pro]}
""",
    "required as a list beside the properties": """
events:
  - event: Order Completed
    properties:
      order_id: {type: string}
      total: {type: number}
      plan: {values: [free, pro]}
    required: [order_id]
""",
    "properties as a map to types": """
events:
  - name: Order Completed
    required: [order_id]
    params:
      order_id: string
      total: float
      plan: free | pro
""",
    "required and optional apart": """
events:
  order_completed:
    name: Order Completed
    required_properties: {order_id: string}
    optional_properties: {total: number, plan: free | pro}
""",
    "required and optional below the properties": """
- event_name: Order Completed
  properties:
    required:
      order_id: string
    optional:
      total: number
      plan: [free, pro]
""",
    "required as a list among the properties": """
events:
  Order Completed: {properties: {required: [order_id], order_id: string, total: number, plan: free | pro}}
""",
    "texts that say it all": """
events:
  - name: Order Completed
    properties:
      - "order_id (string, required)"
      - "total: number"
      - "plan (free | pro)"
""",
    "properties as single pairs": """
events:
  - Order Completed:
      properties:
        - order_id: {type: string, required: true}
        - total: number
        - plan: {enum: [free, pro]}
""",
    "groups of events": """
groups:
  - name: Shop
    events:
      - name: Order Completed
        properties:
          order_id: {type: string, required: yes}
          total: {type: number}
          plan: {enum: [free, pro]}
""",
    "groups of groups, keyed": """
events:
  shop:
    checkout:
      Order Completed:
        description: Paid.
        properties:
          order_id: {type: string, mandatory: true}
          total: {type: number}
          plan: {allowed_values: [free, pro]}
""",
    "areas with events and their extra keys": """
shop:
  Order Completed:
    description: Paid.
    notification_emails: [ada@quillmoor.example]
    extra_keys:
      order_id: {type: string, required: true}
      total: {type: number}
      plan: {allowed: [free, pro]}
cart:
  Cart Viewed: {description: Seen., extra_keys: {cart_id: {type: string}}}
""",
    "channels with events": """
version: 1
channels:
  web:
    description: The shop
    events:
      - name: Order Completed
        properties: {order_id: "string, required", total: number, plan: "free | pro"}
""",
    "keyed at the top": """
Order Completed:
  description: Paid.
  properties:
    order_id: {type: string, required: true}
    total: {type: number}
    plan: {options: [free, pro]}
Cart Viewed:
  properties: {}
""",
    "properties without a key of their own": """
events:
  Order Completed:
    order_id: {type: string, required: true}
    total: {type: number}
    plan: {type: enum, values: [free, pro]}
""",
    "a schema for each event": """
events:
  - name: Order Completed
    schema:
      type: object
      required: [order_id]
      properties:
        order_id: {type: string}
        total: {type: number}
        plan: {enum: [free, pro]}
""",
    "one event in a file": """
name: Order Completed
description: Paid.
properties:
  - {name: order_id, type: string, required: true}
  - {name: total, type: number}
  - {name: plan, enum: [free, pro]}
""",
    "types as they are written in TypeScript": """
events:
  order_completed:
    name: Order Completed
    properties:
      order_id: string
      "total?": number
      "plan?": "free | pro"
""",
    "a dictionary of properties": """
properties:
  order_id: {type: string, required: true}
  total: {type: number}
  plan: {enum: [free, pro]}
events:
  - name: Order Completed
    properties: [order_id, total, plan]
""",
    "properties that are described as types of values": """
types:
  - {name: order_id, type: string}
  - {name: total, type: double}
  - {name: plan, type: string, allowedValues: [free, pro]}
metrics:
  - name: Order Completed
    metadata: [{type: order_id, required: true}, {type: total, required: false}, {type: plan}]
  - name: Cart Viewed
""",
    "values by their name": """
enums:
  plans: [free, pro]
events:
  - name: Order Completed
    properties:
      order_id: {type: string, required: true}
      total: {type: number}
      plan: {enum: plans}
""",
    "groups of properties that events take over": """
property_groups:
  order:
    order_id: {type: string, required: true}
    total: {type: number}
events:
  - name: Order Completed
    includes: [order]
    properties:
      plan: {enum: [free, pro]}
""",
    "yaml anchors": """
shared: &order
  order_id: {type: string, required: true}
  total: {type: number}
events:
  - name: Order Completed
    properties:
      <<: *order
      plan: {enum: [free, pro]}
""",
    "keys whose words stand the other way round": """
eventos:
  - nome_do_evento: Order Completed
    parametros:
      - {nome: order_id, tipo_de_dado: string, obrigatorio: true}
      - {nome: total, tipo_de_dado: number}
      - {nome: plan, valores_permitidos: [free, pro]}
""",
    "tables with tested columns": """
sources:
  - name: shop
    tables:
      - name: Order Completed
        columns:
          - {name: order_id, data_type: varchar, tests: [unique, not_null]}
          - {name: total, data_type: numeric}
          - name: plan
            tests: [accepted_values: {values: [free, pro]}]
""",
    "messages of compiled protocol buffers": """
file:
  - messageType:
      - name: Order Completed
        field:
          - {name: order_id, type: TYPE_STRING, required: true}
          - {name: total, type: TYPE_DOUBLE}
          - {name: plan, values: [free, pro]}
""",
    "a property called like a type, of which only tests say more": """
models:
  - name: Order Completed
    columns:
      - {name: order_id, tests: [not_null], data_type: varchar}
      - {name: total, data_type: numeric}
      - {name: plan, tests: [{accepted_values: {values: [free, pro]}}]}
  - name: Cart Emptied
    columns:
      - {name: variant, tests: [{accepted_values: {values: [a, b]}}]}
""",
    "types under a word for values, and what is asked of them": """
events:
  - eventName: Order Completed
    eventParams:
      order_id: {value: string, mandatory: true}
      total: {dataType: {kind: number}, constraints: {required: false}}
      plan: {dataType: {kind: enum, values: [free, pro]}}
  - {eventName: Cart Emptied, eventParams: {cart_id: {value: string}}}
""",
    "properties that a group of events shares": """
eventGroups:
  - groupName: Shop
    sharedProperties: [total, plan]
    events:
      - {eventName: Order Completed, properties: [order_id]}
propertyDefinitions:
  order_id: {type: string, required: true}
  total: {type: number}
  plan: {enum: [free, pro]}
""",
    "groups of properties under a word for these": """
properties: {order: [order_id*, total], customer: [plan]}
property_definitions: {order_id: string, total: number, plan: free | pro}
events:
  - {name: Order Completed, includes: [order, customer]}
""",
    "properties among the events that share them": """
events:
  properties: {total: number, plan: free | pro}
  Order Completed: {properties: {order_id: {type: string, required: true}}}
""",
    "keys beside the event's, each with its type": """
events:
  - {event: Order Completed, order_id: {type: string, required: true}, total: number, plan: free | pro}
  - {event: Cart Emptied, items: {type: integer}}
""",
    "types in angle brackets, under the name that is sent": """
plan:
  - {action: done, wire_name: Order Completed, payload: {order_id: <string!>, total: <number>, plan: free | pro}}
  - {action: emptied, wire_name: Cart Emptied, payload: {cart_id: <string>}}
""",
    "values and a mark in one text": """
events:
  Order Completed:
    props: {order_id: string (required), total: number, plan: free | pro (optional)}
""",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_one_plan_reads_the_same_in_every_shape(text: str, read: Read, in_short: InShort) -> None:
    """Whichever way it is written, the same event has the same fields."""
    plan = read(text)

    found = in_short(plan)
    order = ORDER["track Order Completed"].split()
    assert sorted(found["track Order Completed"].replace(":string=", "=").split()) == sorted(order)
    assert plan.report.rows == plan.report.used + len(plan.report.explained)


def test_examples_of_calls_are_no_events_of_their_own(read: Read, in_short: InShort) -> None:
    """Beside events they are passed over with a remark; alone they are laid together."""
    shown = "[{event: lamp_lit, room_name: Hall}, {event: lamp_lit, room_name: Attic, lamp_id: l1}]"

    beside = read(
        f"events: [{{name: tea_poured, properties: {{cups: integer}}}}]\nexamples: {shown}"
    )
    alone = read(shown)

    assert in_short(beside) == {"track tea_poured": "cups:integer"}
    assert "examples of calls (2)" in beside.report.notes[0]
    assert in_short(alone) == {"track lamp_lit": "room_name:string lamp_id:string"}
    assert alone.rules[0].fields[0].schema == {"examples": ["Hall", "Attic"]}
    assert "1 further examples of the same events" in alone.report.notes[0]


def test_an_example_with_a_key_like_a_remark_is_one_of_them(read: Read, in_short: InShort) -> None:
    """`status` beside an event's name is a property where other calls of it show theirs."""
    text = "[{event: lamp_lit, room_name: Hall}, {event: lamp_lit, room_name: Attic, status: dim}]"

    assert in_short(read(text)) == {"track lamp_lit": "room_name:string status"}


def test_titles_are_for_people(read: Read, in_short: InShort) -> None:
    """A name that is written as programs send it is the event's, whatever it is called besides."""
    text = """
events:
  lamp.lit: {title: A lamp is lit, properties: [room]}
  TEA_POURED: {title: Tea Poured, properties: [cup]}
"""

    assert in_short(read(text)) == {"track lamp.lit": "room", "track Tea Poured": "cup"}


def test_a_payload_may_list_its_fields(read: Read, in_short: InShort) -> None:
    """Under a word for them, and nothing else; a property may be called so."""
    text = """
events:
  - {event_name: lamp_lit, payload: {fields: [room, "watts (optional)"]}}
  - {event_name: tea_poured, payload: {fields: {type: array}, room: {type: string}}}
"""

    assert in_short(read(text)) == {
        "track lamp_lit": "room watts",
        "track tea_poured": "fields:array room:string",
    }


def test_events_may_be_named_under_any_key(read: Read, in_short: InShort) -> None:
    """The one under which each has a name of its own that sounds like an event."""
    text = """
events:
  - {n: lamp_lit, fire: track, source: lamps, params: [room]}
  - {n: tea_poured, fire: track, source: kitchen, params: [cup]}
"""

    assert in_short(read(text)) == {"track lamp_lit": "room", "track tea_poured": "cup"}


def test_names_in_a_text_beside_an_event_are_its_properties(read: Read, in_short: InShort) -> None:
    """And a sentence describes it."""
    plan = read(
        "events:\n- Lamp Lit: room, watts\n- Lamp Out: Somebody turned it off, or it broke\n"
    )

    assert in_short(plan) == {"track Lamp Lit": "room watts", "track Lamp Out": ""}
    assert plan.rules[1].description == "Somebody turned it off, or it broke"


def test_several_values_under_a_word_for_one_are_all_allowed(read: Read, in_short: InShort) -> None:
    """`value: [warm, cold]` beside `value: string`."""
    plan = read(
        "events:\n- {name: Lamp Lit, params: {shade: {value: [warm, cold]}, room: {value: string}}}"
    )

    assert in_short(plan) == {"track Lamp Lit": "shade=warm|cold room:string"}


def test_a_name_that_is_a_word_for_a_type_is_a_name(read: Read, in_short: InShort) -> None:
    """Where what stands beside it is no type."""
    plan = read(
        "events:\n- {name: Lamp Lit, properties: [{name: variant, checks: [a, b]}, {name: date}]}"
    )

    assert in_short(plan) == {"track Lamp Lit": "variant date"}


def test_events_that_say_their_names_need_no_word_for_them(read: Read, in_short: InShort) -> None:
    """Most objects beside each other do, whatever they stand under."""
    text = """
LampLitEvent: {name: lamp_lit, payload: {room: {type: string}}}
LampOut: {name: lamp_out, payload: {}}
Poured: {name: tea_poured, payload: {cups: {type: integer}}}
"""

    assert in_short(read(text)) == {
        "track lamp_lit": "room:string",
        "track lamp_out": "",
        "track tea_poured": "cups:integer",
    }


def test_blanks_at_the_ends_of_an_events_name_are_left_out(read: Read) -> None:
    """As in tables; a remark says how many there were."""
    plan = read('events: [{name: "lamp_lit ", properties: {room: string}}]')

    assert [one.key for one in plan.rules] == ["lamp_lit"]
    assert plan.report.notes == ("1 name has blanks at the ends in the file; they are left out.",)


def test_events_in_a_list_of_pairs_may_carry_nothing(read: Read, in_short: InShort) -> None:
    """One that says what it carries is enough to tell the others."""
    text = "[{lamp_lit: {properties: {room: string}}}, {tea_poured: {description: Poured.}}]"

    assert in_short(read(text)) == {"track lamp_lit": "room:string", "track tea_poured": ""}


def test_an_event_may_have_versions(read: Read) -> None:
    """They are keys below its name, and none of them is a name."""
    text = """
events:
  lamps:
    lamp_lit:
      v1: {description: It burns., parameters: {room: {type: string}}}
      v2: {description: It burns., parameters: {room: {type: string}, watts: {type: double}}}
"""

    plan = read(text)

    assert [(one.key, one.version, len(one.fields)) for one in plan.rules] == [
        ("lamp_lit", 1, 1),
        ("lamp_lit", 2, 2),
    ]


def test_an_event_may_stand_under_a_word_for_one(read: Read, in_short: InShort) -> None:
    """A file with `event:` and what is said about it holds that event."""
    text = "event: {key: lamp_lit, about: lamps, payload: {schema: {room: {type: string}}}}"

    assert in_short(read(text)) == {"track lamp_lit": "room:string"}


def test_what_a_data_layer_pushes_is_read_to_the_ground(read: Read, in_short: InShort) -> None:
    """Objects in it are examples, too, whatever words of descriptions are among their keys."""
    pushed = "- {event: add_to_cart, ecommerce: {value: 12.5, items: [{item_id: A1}]}}"

    assert in_short(read(pushed)) == {
        "track add_to_cart": "ecommerce:object ecommerce.value:number ecommerce.items:array "
        "ecommerce.items[].item_id:string"
    }


def test_properties_that_yaml_puts_into_events_are_no_rule(read: Read, in_short: InShort) -> None:
    """What stands under an anchor is a part of the events that name it, and not of all."""
    text = """
_base: &base {user_id: {type: string}, lamp_id: {type: string}}
events:
  lamp_lit: {properties: {<<: *base, room: {type: string}}}
  tea_poured: {properties: {cups: {type: integer}}}
"""

    assert in_short(read(text)) == {
        "track lamp_lit": "user_id:string lamp_id:string room:string",
        "track tea_poured": "cups:integer",
    }


def test_a_group_of_identify_calls_is_identify(read: Read, in_short: InShort) -> None:
    """A name that is a call's says more than the section that it stands in."""
    text = """
events: [{name: lamp_lit, properties: {room: string}}]
groups: [{name: identify, properties: {email: string}}]
"""

    assert list(in_short(read(text))) == ["track lamp_lit", "identify"]


def test_traits_may_stand_inside_the_plan(read: Read, in_short: InShort) -> None:
    """Beside groups of events below one word for the plan."""
    text = """
trackingPlan:
  eventGroups: [{groupName: Lamps, eventList: [{eventName: lamp_lit, properties: {room: string}}]}]
  userProperties: [{propertyName: plan, propertyType: string}]
"""

    assert in_short(read(text)) == {"track lamp_lit": "room:string", "identify": "plan:string"}


def test_a_name_in_a_list_may_say_more(read: Read, in_short: InShort) -> None:
    """Names of properties or a description, behind a sign or in brackets."""
    text = "events: ['lamp_lit: room, watts', 'tea_poured (cups)', 'door_opened - By hand.']"

    plan = read(text)

    assert in_short(plan) == {
        "track lamp_lit": "room watts",
        "track tea_poured": "cups",
        "track door_opened": "",
    }
    assert plan.rules[2].description == "By hand."


def test_a_section_of_pages_holds_page_calls(read: Read, in_short: InShort) -> None:
    """They are named under the word for what they are."""
    text = """
page_events: [{page: Home, path: /, properties: [title]}]
track_events: [{event: lamp_lit, properties: {room: string}}]
"""

    assert in_short(read(text)) == {"page Home": "title", "track lamp_lit": "room:string"}


def test_names_that_programs_have_are_sent(read: Read, in_short: InShort) -> None:
    """What is shown to people in other letters stands beside them, of events and properties."""
    text = """
properties: [{name: 耗时, id: duration_ms, dataType: integer}]
events:
  - {name: 首屏加载, id: home_opened, propertyIds: [duration_ms]}
  - {name: 标记用完, id: item_used_up, propertyIds: []}
"""

    assert in_short(read(text)) == {
        "track home_opened": "duration_ms:integer",
        "track item_used_up": "",
    }


def test_what_must_not_be_sent_is_no_property(read: Read, in_short: InShort) -> None:
    """Beside lists of required and optional names."""
    lists = "{required: [room], optional: [watts], forbidden: [owner_name]}"

    assert in_short(read(f"events: [{{name: lamp_lit, properties: {lists}}}]")) == {
        "track lamp_lit": "room* watts"
    }


def test_kinds_of_groups_are_no_traits(read: Read, in_short: InShort) -> None:
    """Where nothing but their names is said."""
    text = "groups: [account, workspace]\nevents: [{name: lamp_lit, properties: [room]}]"

    assert list(in_short(read(text))) == ["track lamp_lit"]


WRAPPED = {
    "groups under any word": "events: [{group: Lamps, items: [{name: lamp_lit, properties: {room: string}}]}]",
    "a plan below words of a payload": "payload: {plan: {events: [{name: lamp_lit, properties: {room: string}}]}}",
    "steps of a funnel": (
        "events: [{name: lamp_lit, properties: {room: string}}]\nfunnel: [Guest (any), lamp_lit, tea_poured | tea_drunk]"
    ),
    "a table in which events are kept": (
        "events: [{name: lamp_lit, properties: {room: string}}]\n"
        "lamp_events: {purpose: A log, schema: {event_name: string - the name, made_at: string}}"
    ),
    "examples further down": (
        "web: {events: [{name: lamp_lit, properties: {room: string}}], "
        "examples: [{event: lamp_lit, room_name: Hall}]}"
    ),
}


@pytest.mark.parametrize("text", WRAPPED.values(), ids=WRAPPED)
def test_what_stands_around_the_events_does_not_matter(
    text: str, read: Read, in_short: InShort
) -> None:
    """A wrapper says nothing about the events in it."""
    assert in_short(read(text)) == {"track lamp_lit": "room:string"}
