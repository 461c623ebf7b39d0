"""Segment's calls, traits and what holds for all events, wherever a document says them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

CASES = {
    "traits of entities": (
        """
entities:
  user:
    id_property: user_id
    traits:
      - {name: email, type: string, required: true}
      - {name: plan, type: string, enum: [free, pro]}
  account:
    traits: {seats: integer}
snapshot_sync:
  traits: [{entity: account, trait: seats, source: counted}]
events:
  - {name: Cart Viewed, properties: []}
""",
        {
            "identify": "email*:string plan:string=free|pro",
            "group": "seats:integer",
            "track Cart Viewed": "",
        },
    ),
    "kinds of groups": (
        """
groups:
  - type: shop
    traits: [{name: name, type: string, required: true}]
  - type: branch
    traits: [{name: city, type: string}]
events: {Cart Viewed: {description: Seen.}}
""",
        {"group": "name:string city:string", "track Cart Viewed": ""},
    ),
    "user properties at the top": (
        """
user_properties:
  email: {type: string}
  plan: {type: string, values: [free, pro]}
events: [{name: Cart Viewed}]
""",
        {"identify": "email:string plan:string=free|pro", "track Cart Viewed": ""},
    ),
    "user properties of an event": (
        """
events:
  - name: Plan Changed
    event_properties: {plan: string}
    user_properties: {plan: string}
""",
        {"track Plan Changed": "plan:string", "identify": "plan:string"},
    ),
    "calls named by their type": (
        """
calls:
  - {type: track, event: Cart Viewed, properties: {cart_id: string}}
  - {type: identify, traits: {email: string}}
  - {type: page, name: Home, properties: {path: string}}
  - {type: screen, name: Basket, properties: {}}
""",
        {
            "track Cart Viewed": "cart_id:string",
            "identify": "email:string",
            "page Home": "path:string",
            "screen Basket": "",
        },
    ),
    "sections called like calls": (
        """
identify: {traits: {email: string}}
group: {traits: {seats: integer}}
page: {properties: {path: string}}
track:
  Cart Viewed: {properties: {cart_id: string}}
""",
        {
            "identify": "email:string",
            "group": "seats:integer",
            "page": "path:string",
            "track Cart Viewed": "cart_id:string",
        },
    ),
    "events whose name is a call": (
        """
events:
  - {name: Identify Call, properties: {email: string}}
  - {name: analytics.group(), properties: {seats: integer}}
  - {name: Cart Viewed, properties: {}}
""",
        {"identify": "email:string", "group": "seats:integer", "track Cart Viewed": ""},
    ),
    "what all events carry": (
        """
super_properties: {app_version: string}
events:
  Cart Viewed: {properties: {cart_id: string}}
""",
        {"common": "app_version:string", "track Cart Viewed": "cart_id:string"},
    ),
    "the context of all events": (
        """
context:
  description: Added to each event.
  schema: {locale: string, device: {kind: "phone | desktop", os: string}}
events:
  Cart Viewed: {properties: {cart_id: string}}
""",
        {
            "track Cart Viewed": "cart_id:string",
            "common": (
                "/context.locale:string /context.device:object "
                "/context.device.kind=phone|desktop /context.device.os:string"
            ),
        },
    ),
    "views of screens": (
        """
screen_views: [{screen_name: Hall, params: [{name: tab, type: string}]}]
events: [{event_name: Cart Viewed, params: [{name: cart_id, type: string}]}]
""",
        {"screen Hall": "tab:string", "track Cart Viewed": "cart_id:string"},
    ),
    "profiles of a lexicon": (
        """
- {entityType: event, name: Cart Viewed, schemaJson: {properties: {cart_id: {type: string}}}}
- {entityType: profile, name: $user, schemaJson: {properties: {email: {type: string}}}}
""",
        {"track Cart Viewed": "cart_id:string", "identify": "email:string"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_calls_and_traits(
    text: str, expected: dict[str, str], read: Read, in_short: InShort
) -> None:
    """Each stands in the call that it belongs to."""
    plan = read(text)

    assert in_short(plan) == expected
