"""What several Actions destinations of the demo share: reach, triggers and inputs."""

from __future__ import annotations

from demo_data.shapes import ActionField, JsonObject, path

EVERY_METHOD = ("track", "identify", "group", "alias", "pageview")
WEB_ONLY = ("browser", "linkedAudiences")
CLOUD = ("browser", "server", "warehouse", "linkedAudiences")
ANYWHERE = ("browser", "mobile", "server", "warehouse", "linkedAudiences")

ORDER_COMPLETED = 'type = "track" and event = "Order Completed"'
EVERY_TRACK = 'type = "track"'
TRACK_EXCEPT_ORDER = 'type = "track" and event != "Order Completed"'
PRODUCT_ADDED = 'type = "track" and event = "Product Added"'
PRODUCT_VIEWED = 'type = "track" and event = "Product Viewed"'
CHECKOUT_STARTED = 'type = "track" and event = "Checkout Started"'

USER_ID = ActionField("user_id", "STRING", "User ID", "Who did it.", default=path("userId"))
EVENT_NAME = ActionField(
    "name",
    "STRING",
    "Event Name",
    "The event as it will be called.",
    required=True,
    default=path("event"),
)
CURRENCY = ActionField(
    "currency",
    "STRING",
    "Currency",
    "Three-letter code of the money.",
    required=True,
    default=path("properties.currency"),
)
EVENT_PROPERTIES = ActionField(
    "event_properties",
    "OBJECT",
    "Event Properties",
    "Details of the event.",
    default=path("properties"),
)
PARAMETERS = ActionField("params", "OBJECT", "Event Parameters", "Further details of the event.")

ITEM_LIST: JsonObject = {
    "@arrayPath": [
        "$.properties.products",
        {
            "item_id": {"@path": "$.product_id"},
            "item_name": {"@path": "$.name"},
            "item_category": {"@path": "$.category"},
            "price": {"@path": "$.price"},
            "quantity": {"@path": "$.quantity"},
        },
    ]
}
ITEMS = ActionField(
    "items",
    "OBJECT",
    "Products",
    "The products concerned.",
    required=True,
    multiple=True,
    default=ITEM_LIST,
)
ONE_ITEM: JsonObject = {
    "item_id": path("properties.product_id"),
    "item_name": path("properties.name"),
    "price": path("properties.price"),
    "quantity": path("properties.quantity"),
}
DEVICE_ID_DIRECTIVE: JsonObject = {
    "@if": {
        "exists": path("context.device.id"),
        "then": path("context.device.id"),
        "else": path("anonymousId"),
    }
}
FACEBOOK_PERSON: JsonObject = {
    "externalId": path("userId"),
    "email": path("context.traits.email"),
    "phone": path("context.traits.phone"),
    "client_ip_address": path("context.ip"),
    "client_user_agent": path("context.userAgent"),
}


def value_from(where: str, *, required: bool = False) -> ActionField:
    """The amount of money of an event, found at `where`."""
    return ActionField(
        "value", "NUMBER", "Value", "What it was worth.", required, default=path(where)
    )
