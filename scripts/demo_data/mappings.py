"""Which events each Actions destination of the demo takes, and what it makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from demo_data import destinations as at
from demo_data.action_fields import (
    CHECKOUT_STARTED,
    DEVICE_ID_DIRECTIVE,
    FACEBOOK_PERSON,
    ITEM_LIST,
    ONE_ITEM,
    ORDER_COMPLETED,
    PRODUCT_ADDED,
    PRODUCT_VIEWED,
    TRACK_EXCEPT_ORDER,
)
from demo_data.destinations import Destination
from demo_data.ids import demo_id
from demo_data.shapes import JsonObject, path

AMPLITUDE_EVENT: JsonObject = {
    "user_id": path("userId"),
    "device_id": DEVICE_ID_DIRECTIVE,
    "event_type": path("event"),
    "event_properties": path("properties"),
    "time": path("timestamp"),
}
AMPLITUDE_PERSON: JsonObject = {
    "user_id": path("userId"),
    "device_id": DEVICE_ID_DIRECTIVE,
    "user_properties": path("traits"),
}
GA4_MONEY: JsonObject = {
    "currency": path("properties.currency"),
    "value": path("properties.value"),
}
BRAZE_PERSON: JsonObject = {
    "external_id": path("userId"),
    "email": path("traits.email"),
    "first_name": path("traits.firstName"),
    "last_name": path("traits.lastName"),
    "custom_attributes": {
        "membership_tier": path("traits.membership_tier"),
        "loyalty_points": path("traits.loyalty_points"),
        "preferred_store_id": path("traits.preferred_store_id"),
    },
}
BRAZE_EVENT: JsonObject = {
    "external_id": path("userId"),
    "name": path("event"),
    "time": path("timestamp"),
    "properties": path("properties"),
}
FACEBOOK_EVENT: JsonObject = {
    "action_source": "website",
    "event_time": path("timestamp"),
    "event_id": path("messageId"),
    "event_source_url": path("context.page.url"),
    "user_data": FACEBOOK_PERSON,
}
FACEBOOK_ORDER: JsonObject = {
    **FACEBOOK_EVENT,
    "currency": path("properties.currency"),
    "value": path("properties.revenue"),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """One rule from an event to an Action of a destination."""

    destination: Destination
    action: str
    name: str
    trigger: str
    settings: JsonObject = field(default_factory=dict)
    enabled: bool = True
    model_id: str = ""

    def as_json(self) -> JsonObject:
        """The mapping as `DestinationSubscription`."""
        answer: JsonObject = {
            "id": demo_id(f"mapping/{self.destination.key}/{self.name}"),
            "name": self.name,
            "actionId": self.destination.type.action(self.action).id,
            "actionSlug": self.action,
            "destinationId": self.destination.id,
            "enabled": self.enabled,
            "trigger": self.trigger,
            "settings": self.settings,
        }
        if self.model_id:
            answer["modelId"] = self.model_id
            answer["reverseETLSchedule"] = {"strategy": "PERIODIC", "config": {"interval": "1d"}}
        return answer


def ga4_basics(on: Destination) -> tuple[Mapping, ...]:
    """The two mappings every GA4 Web destination of the shop starts with."""
    return (
        Mapping(
            on,
            "setConfigurationFields",
            "Set configuration",
            'type = "page"',
            {"user_id": path("userId"), "language": path("context.locale")},
        ),
        Mapping(
            on,
            "purchase",
            "Purchases",
            ORDER_COMPLETED,
            {
                "transaction_id": path("properties.order_id"),
                "currency": path("properties.currency"),
                "value": path("properties.total"),
                "coupon": path("properties.coupon"),
                "items": ITEM_LIST,
            },
        ),
    )


def amplitude_basics(on: Destination) -> tuple[Mapping, ...]:
    """The three mappings every Amplitude destination of the customer has."""
    order: JsonObject = {**AMPLITUDE_EVENT, "revenue": path("properties.revenue")}
    return (
        Mapping(on, "logEventV2", "Track calls", TRACK_EXCEPT_ORDER, AMPLITUDE_EVENT),
        Mapping(on, "logPurchase", "Completed orders", ORDER_COMPLETED, order),
        Mapping(on, "identifyUser", "Identify calls", 'type = "identify"', AMPLITUDE_PERSON),
    )


def amplitude_screens(on: Destination) -> Mapping:
    """Screens of the app as Amplitude events."""
    named: JsonObject = {**AMPLITUDE_EVENT, "event_type": {"@template": "Viewed {{name}}"}}
    return Mapping(on, "logEventV2", "Screens", 'type = "screen"', named)


WEB_MAPPINGS = (
    *ga4_basics(at.GA4_ON_WEB),
    Mapping(
        at.GA4_ON_WEB,
        "viewItem",
        "Product views",
        PRODUCT_VIEWED,
        {**GA4_MONEY, "items": [ONE_ITEM]},
    ),
    Mapping(
        at.GA4_ON_WEB,
        "addToCart",
        "Added to basket",
        PRODUCT_ADDED,
        {**GA4_MONEY, "items": [ONE_ITEM]},
    ),
    Mapping(
        at.GA4_ON_WEB,
        "beginCheckout",
        "Checkouts begun",
        CHECKOUT_STARTED,
        {**GA4_MONEY, "items": ITEM_LIST},
    ),
    Mapping(
        at.GA4_ON_WEB,
        "customEvent",
        "Membership",
        'type = "track" and match(event, "Membership*")',
        {
            "name": path("event"),
            "params": {
                "tier": path("properties.membership_tier"),
                "period": path("properties.billing_period"),
            },
        },
    ),
    Mapping(
        at.GA4_ON_WEB,
        "signUp",
        "Sign-ups (waiting for consent text)",
        'type = "track" and event = "Signed Up"',
        {"method": path("properties.method")},
        enabled=False,
    ),
    *amplitude_basics(at.AMPLITUDE_ON_WEB),
    Mapping(
        at.AMPLITUDE_ON_WEB,
        "logEventV2",
        "Pages",
        'type = "page"',
        {**AMPLITUDE_EVENT, "event_type": {"@template": "Viewed {{name}}"}},
    ),
    Mapping(
        at.AMPLITUDE_ON_WEB,
        "sessionId",
        "Browser sessions",
        'type = "track" or type = "identify" or type = "page"',
        {"sessionLength": 1800000},
    ),
    Mapping(
        at.BRAZE_ON_WEB,
        "updateUserProfile",
        "Visitors",
        'type = "identify"',
        BRAZE_PERSON,
    ),
    Mapping(
        at.BRAZE_ON_WEB,
        "trackEvent",
        "What visitors do",
        TRACK_EXCEPT_ORDER,
        {"eventName": path("event"), "eventProperties": path("properties")},
    ),
    Mapping(
        at.BRAZE_ON_WEB,
        "trackPurchase",
        "Orders (now sent by the shop API)",
        ORDER_COMPLETED,
        {"products": path("properties.products")},
        enabled=False,
    ),
    *ga4_basics(at.GA4_ON_STAGING),
    *amplitude_basics(at.AMPLITUDE_ON_STAGING),
)
APP_MAPPINGS = (
    *amplitude_basics(at.AMPLITUDE_ON_IOS),
    amplitude_screens(at.AMPLITUDE_ON_IOS),
    *amplitude_basics(at.AMPLITUDE_ON_ANDROID),
    amplitude_screens(at.AMPLITUDE_ON_ANDROID),
)
BRAZE_API_MAPPINGS = (
    Mapping(at.BRAZE_ON_API, "updateUserProfile2", "Members", 'type = "identify"', BRAZE_PERSON),
    Mapping(
        at.BRAZE_ON_API,
        "trackPurchase2",
        "Orders",
        ORDER_COMPLETED,
        {"external_id": path("userId"), "products": path("properties.products")},
    ),
    Mapping(
        at.BRAZE_ON_API,
        "trackEvent2",
        "Membership and rental",
        'type = "track" and (event = "Membership Started" or event = "Membership Renewed" '
        'or event = "Membership Cancelled" or event = "Gear Rented")',
        BRAZE_EVENT,
    ),
    Mapping(
        at.BRAZE_ON_API,
        "trackEvent2",
        "Large refunds",
        'type = "track" and event = "Order Refunded" and properties.total >= 100',
        BRAZE_EVENT,
        enabled=False,
    ),
)
FACEBOOK_MAPPINGS = (
    Mapping(at.FACEBOOK_ON_API, "purchase2", "Purchase", ORDER_COMPLETED, FACEBOOK_ORDER),
    Mapping(at.FACEBOOK_ON_API, "initiateCheckout2", "Checkout", CHECKOUT_STARTED, FACEBOOK_EVENT),
    Mapping(
        at.FACEBOOK_ON_API,
        "custom2",
        "New members",
        'type = "track" and event = "Membership Started" and properties.membership_tier != "Free"',
        {**FACEBOOK_EVENT, "event_name": "Subscribe"},
    ),
    Mapping(
        at.FACEBOOK_ON_API,
        "addToCart2",
        "Basket (the Pixel sends it already)",
        PRODUCT_ADDED,
        FACEBOOK_EVENT,
        enabled=False,
    ),
)
WEBHOOK_MAPPINGS = (
    Mapping(
        at.LOYALTY_WEBHOOK,
        "send",
        "Points earned",
        'type = "track" and (event = "Order Completed" or event = "Trail Completed")',
        {
            "url": "https://hooks.quillmoor.example/loyalty",
            "method": "POST",
            "data": {"member": path("userId"), "event": path("event"), "order": path("properties")},
        },
    ),
    Mapping(
        at.RETURNS_WEBHOOK,
        "send",
        "Returns and refunds",
        'type = "track" and event = "Order Refunded"',
        {
            "url": "https://hooks.quillmoor.example/returns",
            "method": "POST",
            "data": {"order": path("properties.order_id"), "amount": path("properties.total")},
        },
    ),
)
SLACK_MAPPING = Mapping(
    at.SLACK_ON_API,
    "postToChannel",
    "Orders over 500 pounds",
    'type = "track" and event = "Order Completed" and properties.total > 500',
    {
        "url": "https://hooks.slack.example/services/demo",
        "text": {"@template": "Order {{properties.order_id}}: {{properties.total}}"},
        "channel": "#big-orders",
    },
    enabled=False,
)
BILLING_MAPPINGS = (
    Mapping(
        at.GA4_ON_BILLING,
        "refund",
        "Refunds",
        'type = "track" and event = "Order Refunded"',
        {"transaction_id": path("properties.order_id"), "value": path("properties.total")},
    ),
    Mapping(
        at.GA4_ON_BILLING,
        "customEvent",
        "Renewals",
        'type = "track" and event = "Membership Renewed"',
        {"name": "membership_renewed", "user_id": path("userId")},
    ),
)
STORE_MODEL_ID = demo_id("model/members-by-store")
SHEETS_MAPPING = Mapping(
    at.SHEETS_ON_SNOWFLAKE,
    "postSheet2",
    "Members by store",
    'event = "new" or event = "updated"',
    {
        "record_identifier": path("properties.STORE_ID"),
        "spreadsheet_id": "demo-spreadsheet-id",
        "spreadsheet_name": "Members",
        "fields": {
            "Store": path("properties.STORE_NAME"),
            "Members": path("properties.MEMBERS"),
            "Orders in 30 days": path("properties.ORDERS_30D"),
        },
    },
    model_id=STORE_MODEL_ID,
)
ENGAGE_MAPPING = Mapping(
    at.BRAZE_ON_ENGAGE,
    "updateUserProfile2",
    "Audience membership",
    'type = "identify"',
    {"external_id": path("userId"), "custom_attributes": path("traits")},
)

MAPPINGS = (
    *WEB_MAPPINGS,
    *APP_MAPPINGS,
    *amplitude_basics(at.AMPLITUDE_ON_API),
    *BRAZE_API_MAPPINGS,
    *FACEBOOK_MAPPINGS,
    SLACK_MAPPING,
    *WEBHOOK_MAPPINGS,
    *amplitude_basics(at.AMPLITUDE_ON_API_STAGING),
    *BILLING_MAPPINGS,
    SHEETS_MAPPING,
    ENGAGE_MAPPING,
)
