"""What stands between an event and its receivers: the plan, filters, transformations, functions."""

from __future__ import annotations

from demo_data import destinations as at
from demo_data import sources
from demo_data.ids import MASKED, demo_id, object_id
from demo_data.mappings import STORE_MODEL_ID
from demo_data.shapes import JsonObject

PLAN_ID = f"tp_{demo_id('tracking-plan')}"
PLANNED_SOURCES = (
    sources.WEB_PROD,
    sources.WEB_STAGING,
    sources.IOS_PROD,
    sources.ANDROID_PROD,
    sources.SHOP_API_PROD,
)
FUNCTION_ID = f"ifnd_{demo_id('function/hash-contact')}"

TRACKING_PLANS: list[JsonObject] = [
    {
        "id": PLAN_ID,
        "name": "Quillmoor shop and Trail Club",
        "slug": "quillmoor-shop-and-trail-club",
        "description": "Everything the shop, the apps and the shop API are meant to send.",
        "type": "LIVE",
        "createdAt": "2025-03-10T09:12:44.000Z",
        "updatedAt": "2026-11-09T15:40:02.000Z",
    }
]

LABELS: list[JsonObject] = [
    {"key": "environment", "value": "dev", "description": "Development environment"},
    {"key": "environment", "value": "prod", "description": "Production environment"},
    {"key": "environment", "value": "staging", "description": "Where releases are tried out"},
    {"key": "env", "value": "production", "description": "Trail app in the stores"},
    {"key": "team", "value": "app", "description": "Trail app team"},
    {"key": "team", "value": "shop", "description": "Online shop team"},
]


def destination_filter(
    destination: at.Destination, title: str, condition: str, action: JsonObject, **details: str
) -> JsonObject:
    """A filter on `destination` as `DestinationFilterV1`."""
    return {
        "id": object_id(f"filter/{title}"),
        "sourceId": destination.source.id,
        "destinationId": destination.id,
        "if": condition,
        "actions": [action],
        "title": title,
        **details,
        "enabled": True,
        "createdAt": "2026-04-21T10:05:00.000Z",
        "updatedAt": "2026-09-02T08:30:00.000Z",
    }


def filters() -> list[JsonObject]:
    """One filter of each kind that Segment knows."""
    return [
        destination_filter(
            at.AMPLITUDE_ON_WEB,
            "Leave out our own staff",
            'contains(context.traits.email, "@quillmoor.example")',
            {"type": "DROP"},
            description="Staff browse the shop all day and would distort every funnel.",
        ),
        destination_filter(
            at.MIXPANEL_ON_WEB,
            "One visitor in five",
            'type = "page" or event = "Product List Viewed"',
            {"type": "SAMPLE", "percent": 0.2, "path": "anonymousId"},
            description="Keeps the merchandising team inside its Mixpanel contract.",
        ),
        destination_filter(
            at.FACEBOOK_ON_API,
            "No health or route details to Meta",
            'type = "track"',
            {
                "type": "DROP_PROPERTIES",
                "fields": {
                    "properties": {"fields": ["boots_size_eu", "trail_id", "start_location"]}
                },
            },
        ),
        destination_filter(
            at.HUBSPOT_ON_WEB,
            "Only what trade sales need",
            'type = "identify"',
            {
                "type": "ALLOW_PROPERTIES",
                "fields": {
                    "traits": {"fields": ["email", "firstName", "lastName", "company", "phone"]}
                },
            },
            description="HubSpot holds trade customers; nothing about club membership goes there.",
        ),
    ]


def transformations() -> list[JsonObject]:
    """One transformation at a source and one on the way to a destination."""
    return [
        {
            "id": demo_id("transformation/old-order-name"),
            "name": "Old basket page: one name for orders",
            "sourceId": sources.WEB_PROD.id,
            "enabled": True,
            "if": 'type = "track" and event = "Order Complete"',
            "newEventName": "Order Completed",
        },
        {
            "id": demo_id("transformation/facebook-names"),
            "name": "Facebook: words Meta knows",
            "sourceId": sources.SHOP_API_PROD.id,
            "destinationMetadataId": at.FACEBOOK_ON_API.type.id,
            "enabled": True,
            "if": 'type = "track" and event = "Order Completed"',
            "propertyRenames": [
                {"oldName": "properties.membership_tier", "newName": "properties.customer_segment"}
            ],
            "propertyValueTransformations": [
                {"propertyPaths": ["properties.currency"], "propertyValue": "GBP"}
            ],
        },
    ]


def functions() -> list[JsonObject]:
    """The insert function, as the list of functions gives it."""
    return [
        {
            "id": FUNCTION_ID,
            "resourceType": "INSERT_DESTINATION",
            "createdAt": "2026-02-16T11:20:00.000Z",
            "createdBy": demo_id("user/data-team"),
            "displayName": "Hash contact details",
            "description": "Replaces e-mail and phone by hashes before an advertiser gets them.",
            "logoUrl": "",
            "catalogId": object_id("function/hash-contact"),
        }
    ]


def function_instances() -> list[JsonObject]:
    """The insert function at work in front of Meta."""
    return [
        {
            "id": object_id("function-instance/hash-contact"),
            "name": "Hash contact details for Meta",
            "integrationId": at.FACEBOOK_ON_API.id,
            "classId": FUNCTION_ID,
            "enabled": True,
            "createdAt": "2026-02-16T11:31:00.000Z",
            "updatedAt": "2026-02-18T09:00:00.000Z",
            "settings": {"algorithm": "sha256", "dropEmpty": True},
            "encryptedSettings": {"pepper": MASKED},
        }
    ]


def models() -> list[JsonObject]:
    """The Reverse ETL models that read from Snowflake."""
    return [
        {
            "id": STORE_MODEL_ID,
            "sourceId": sources.SNOWFLAKE_MODELS.id,
            "name": "Members by store",
            "description": "One row per store, for the managers' weekly sheet.",
            "enabled": True,
            "query": (
                "select store_id, store_name, members, orders_30d\n"
                "from analytics.marts.store_membership"
            ),
            "queryIdentifierColumn": "STORE_ID",
        },
        {
            "id": demo_id("model/lapsed-members"),
            "sourceId": sources.SNOWFLAKE_MODELS.id,
            "name": "Lapsed members",
            "description": "Members who have not renewed; prepared, not in use yet.",
            "enabled": False,
            "query": "select user_id, lapsed_on from analytics.marts.lapsed_members",
            "queryIdentifierColumn": "USER_ID",
        },
    ]


def settings_of(source: sources.Source, *, blocks: bool) -> JsonObject:
    """The schema settings of one source, strict or as Segment sets them at first."""
    track: JsonObject = {
        "allowUnplannedEvents": not blocks,
        "allowUnplannedEventProperties": not blocks,
        "allowEventOnViolations": True,
        "allowPropertiesOnViolations": not blocks,
        "commonEventOnViolations": "OMIT_PROPERTIES" if blocks else "ALLOW",
    }
    people: JsonObject = {
        "allowUnplannedTraits": not blocks,
        "allowTraitsOnViolations": True,
        "commonEventOnViolations": "ALLOW",
    }
    settings: JsonObject = {"track": track, "identify": people, "group": people}
    if blocks:
        settings["forwardingBlockedEventsTo"] = sources.WEB_STAGING.id
    return {"sourceId": source.id, "settings": settings}


def source_settings() -> list[JsonObject]:
    """Schema settings of every source with a plan; only the web shop blocks."""
    return [settings_of(each, blocks=each is sources.WEB_PROD) for each in PLANNED_SOURCES]
