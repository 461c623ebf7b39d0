"""Events in documents that have no word for them: read by their names, and in doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

CASES = {
    "names in a list": (
        "allowed: [order_completed, cart_viewed]",
        {"track order_completed": "", "track cart_viewed": ""},
    ),
    "names that programs use": (
        "{ORDER_COMPLETED: Order Completed, CART_VIEWED: Cart Viewed}",
        {"track Order Completed": "", "track Cart Viewed": ""},
    ),
    "lists of properties by event": (
        "Order Completed: [{order_id: string (required)}, {total: number}]\nCart Viewed: [cart_id]",
        {"track Order Completed": "order_id*:string total:number", "track Cart Viewed": "cart_id"},
    ),
    "lists of properties below one word": (
        "plan:\n  order_completed: ['order_id (string, required)', total (number)]\n  cart_viewed: [cart_id]",
        {"track order_completed": "order_id*:string total:number", "track cart_viewed": "cart_id"},
    ),
    "names that programs use, described": (
        """
CART_VIEWED: {key: cart viewed, description: A cart is seen., platforms: [web]}
ORDER_COMPLETED: {key: order completed, description: It is paid.}
""",
        {"track cart viewed": "", "track order completed": ""},
    ),
    "names with hyphens, described": (
        "cart-view-click: {description: A cart.}\norder-pay-click: {description: It is paid.}",
        {"track cart-view-click": "", "track order-pay-click": ""},
    ),
    "names beside what is sent with each": (
        "types: [lamp.bought.v1, tea.ordered.v1]\nenvelope: {subject: what it is about, time: string}",
        {"track lamp.bought.v1": "", "track tea.ordered.v1": "", "common": "subject time:string"},
    ),
    "objects with names": (
        "results: [{id: 1, name: order completed, verified: true}, {id: 2, name: cart viewed}]",
        {"track order completed": "", "track cart viewed": ""},
    ),
    "conversions in a section of their own": (
        """
property: {name: Quillmoor, zone: Europe/Berlin}
ga4:
  conversions: [{name: lamp_sale, counting: ONCE}, {name: tea_lead, counting: ONCE}]
  dimensions: [{parameter: lamp_kind, display_name: Lamp Kind, scope: EVENT}]
""",
        {"track lamp_sale": "", "track tea_lead": ""},
    ),
}


@pytest.mark.parametrize(("text", "rules"), CASES.values(), ids=CASES)
def test_names_that_sound_like_events_are_events(
    text: str, rules: dict[str, str], read: Read, in_short: InShort
) -> None:
    """Nothing else says so, which is in doubt."""
    plan = read(text)

    assert in_short(plan) == rules
    [doubt] = [one for one in plan.report.doubts if "because they sound like it" in one.what]
    names = tuple(name.removeprefix("track ") for name in rules if name != "common")
    assert doubt.examples == names


def test_a_file_that_is_called_after_events_may_say_anything_of_them(
    read: Read, in_short: InShort
) -> None:
    """Their names still have to sound like events."""
    text = "$comment: All names\ncart_viewed: {source: web}\norder_completed: {source: server, since: 2020-01-01}"

    assert list(in_short(read(text, "analytics-events.yaml"))) == [
        "track cart_viewed",
        "track order_completed",
    ]
    with pytest.raises(NotATrackingPlanError):
        read(text.replace("cart_viewed", "cart").replace("order_completed", "order"), "events.yaml")


def test_what_is_said_of_a_group_is_a_label_of_its_events(read: Read) -> None:
    """The screen that events stand on is not lost."""
    text = "- {screen: Home, events: [{action: button_clicked, params: {label: string}}]}"

    [rule] = read(text).rules

    assert (rule.key, rule.labels) == ("button_clicked", {"screen": "Home"})


def test_events_of_accounts_are_no_traits(read: Read, in_short: InShort) -> None:
    """What stands under a word for groups are events, if their names say what somebody does."""
    text = "product: {account: {signed_up: {props: {method: string}}}}"

    assert in_short(read(text)) == {"track signed_up": "method:string"}


def test_constants_below_a_word_for_events_are_their_values(read: Read, in_short: InShort) -> None:
    """Programs have names of their own for events, and those are not sent."""
    plan = read("events: {LAMP_OPENED: lamp_opened, TEA_ORDERED: tea_ordered}")

    assert in_short(plan) == {"track lamp_opened": "", "track tea_ordered": ""}


def test_parameters_that_are_called_like_tags_are_parameters(read: Read, in_short: InShort) -> None:
    """`category_l1` is no category of the event."""
    plan = read(
        "{event: screen_view, screen_name: string, category_l1: string, result_count: number}"
    )

    assert in_short(plan) == {
        "track screen_view": "screen_name:string category_l1:string result_count:number"
    }


def test_events_in_the_data_of_a_schema_are_read(read: Read, in_short: InShort) -> None:
    """A document may carry the schema that it follows itself."""
    text = (
        "$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\n"
        "properties: {events: {type: array}}\nevents: [{name: lamp_lit}, {name: tea_poured}]"
    )

    assert in_short(read(text)) == {"track lamp_lit": "", "track tea_poured": ""}


def test_an_event_by_name_that_something_was_put_away_is_an_event(
    read: Read, in_short: InShort
) -> None:
    """Only sections of what is not sent are left out."""
    plan = read(
        "Lamp Lit: {properties: {room: string}}\nLamp Archived: {properties: {room: string}}\n"
        "removed_events: {Lamp Sold: {properties: {price: number}}}"
    )

    assert in_short(plan) == {"track Lamp Lit": "room:string", "track Lamp Archived": "room:string"}
    assert any("removed_events names what is not sent" in note for note in plan.report.notes)


def test_properties_may_say_to_which_events_they_apply(read: Read, in_short: InShort) -> None:
    """As a map or as a list; a word for all is every event that another one names."""
    text = """
params:
  order_id: {type: string, required: true, events: [order_completed, order_cancelled]}
  total: {type: number, events: [order_completed]}
  shop: {type: string, events: all}
"""
    listed = "- {name: cart_id, type: string, applies_to: [cart_viewed]}\n- {name: total, type: number, applies_to: [cart_viewed]}"

    plan = read(text)

    assert in_short(plan) == {
        "track order_completed": "order_id*:string total:number shop:string",
        "track order_cancelled": "order_id*:string shop:string",
    }
    assert "properties say they apply to" in plan.report.doubts[0].what
    assert in_short(read(listed)) == {"track cart_viewed": "cart_id:string total:number"}
