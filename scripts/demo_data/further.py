"""What the demo workspace has beyond connections: functions, a space, runs, usage and people."""

from __future__ import annotations

import calendar

from demo_data import deliveries, sources
from demo_data import destinations as at
from demo_data.governance import PLANNED_SOURCES
from demo_data.ids import WORKSPACE_ID, demo_id, object_id
from demo_data.mappings import MAPPINGS
from demo_data.shapes import Json, JsonObject
from demo_data.warehouses import SNOWFLAKE, WAREHOUSES

SPACE_ID = f"spa_{demo_id('space/trail-club')}"
MARKETING = demo_id("user/marketing")
PERIOD = "2026-11-01"
DAYS = 23
"""Of the month, which are over when the demo is pulled."""


def _function(kind: str, key: str, name: str, description: str) -> JsonObject:
    return {
        "id": f"fn_{demo_id(f'function/{key}')}",
        "resourceType": kind,
        "createdAt": "2026-06-08T13:05:00.000Z",
        "createdBy": demo_id("user/data-team"),
        "displayName": name,
        "description": description,
        "logoUrl": "",
        "catalogId": object_id(f"function/{key}"),
    }


SOURCE_FUNCTIONS: list[Json] = [
    _function("SOURCE", "weather", "Weather warnings", "Takes warnings of a weather service in.")
]
DESTINATION_FUNCTIONS: list[Json] = [
    _function(
        "DESTINATION",
        "depot",
        "Depot of rented gear",
        "Tells the depot of rentals; written, and not connected yet.",
    )
]


def live_plugins() -> list[Json]:
    """The one app that changes events by code that it loads."""
    return [
        {
            "sourceId": sources.IOS_PROD.id,
            "id": demo_id("live-plugin/ios"),
            "createdAt": "2026-10-05T08:44:00.000Z",
            "createdBy": demo_id("user/app-team"),
            "downloadURL": "https://cdn.quillmoor.example/edgefn/trail-app.js",
            "version": 3,
        }
    ]


def _audience_id(key: str) -> str:
    return f"aud_{demo_id(f'audience/{key}')}"


def _audience(key: str, name: str, query: str, count: int, *, enabled: bool = True) -> JsonObject:
    return {
        "id": _audience_id(key),
        "spaceId": SPACE_ID,
        "name": name,
        "key": key,
        "enabled": enabled,
        "definition": {"query": query, "targetEntity": "profile"},
        "status": "Live" if enabled else "Disabled",
        "createdBy": MARKETING,
        "updatedBy": MARKETING,
        "createdAt": "2026-03-17T10:00:00.000Z",
        "updatedAt": "2026-10-21T07:30:00.000Z",
        "audienceType": "USERS",
        "computeCadence": {"type": "REALTIME"},
        "size": {"count": count, "type": "USERS"},
        "options": {"filterByExternalIds": ["user_id"], "includeHistoricalData": True},
    }


AUDIENCES: list[Json] = [
    _audience(
        "recent_buyers", "Recent buyers",
        "event('Order Completed').within(30 days).count() >= 1", 6_420,
    ),
    _audience(
        "trail_planners", "Planned a trail, did not walk it",
        "event('Trail Planned').count() >= 1 AND event('Trail Completed').count() = 0", 1_870,
    ),
    _audience(
        "boot_buyers", "Bought boots (before the new shop)",
        "event('Order Complete').where(property('category') = 'boots').count() >= 1", 0,
        enabled=False,
    ),
]  # fmt: skip


def audience_destinations() -> list[Json]:
    """Where each audience goes: to Braze, or nowhere yet."""
    braze = at.BRAZE_ON_ENGAGE
    connection: Json = {
        "id": braze.id,
        "name": braze.name,
        "sourceId": braze.source.id,
        "enabled": True,
        "createdAt": "2026-03-17T10:20:00.000Z",
        "updatedAt": "2026-03-17T10:20:00.000Z",
        "settings": {},
        "destinationId": braze.id,
        "metadata": {"id": braze.type.id, "name": braze.type.name, "slug": braze.type.slug},
    }
    goes: dict[str, list[Json]] = {
        "recent_buyers": [connection],
        "trail_planners": [connection],
        "boot_buyers": [],
    }
    return [{"audienceId": _audience_id(key), "destinations": to} for key, to in goes.items()]


def _trait(key: str, name: str, query: str) -> JsonObject:
    return {
        "id": f"ct_{demo_id(f'computed-trait/{key}')}",
        "spaceId": SPACE_ID,
        "name": name,
        "key": key,
        "enabled": True,
        "definition": {"query": query, "type": "USERS"},
        "status": "Live",
        "createdBy": MARKETING,
        "updatedBy": MARKETING,
        "createdAt": "2026-03-18T09:00:00.000Z",
        "updatedAt": "2026-03-18T09:00:00.000Z",
    }


COMPUTED_TRAITS: list[Json] = [
    _trait("orders_90d", "Orders in 90 days", "event('Order Completed').within(90 days).count()"),
    _trait(
        "last_trail", "Last trail walked",
        "event('Trail Completed').property('trail_id').most_recent_value()",
    ),
]  # fmt: skip
SPACE_FILTERS: list[Json] = [
    {
        "id": object_id("space-filter/kiosk"),
        "workspaceId": WORKSPACE_ID,
        "spaceId": SPACE_ID,
        "integrationId": SPACE_ID,
        "enabled": True,
        "name": "No visits of store kiosks",
        "description": "Nobody signs in there.",
        "if": "event = 'Store Visited'",
        "drop": True,
        "createdAt": "2026-04-02T12:00:00.000Z",
        "updatedAt": "2026-04-02T12:00:00.000Z",
    }
]


def profiles_warehouses() -> list[Json]:
    """Profiles go to Snowflake, into a schema of their own."""
    one = SNOWFLAKE.as_json()
    return [{**one, "spaceId": SPACE_ID, "schemaName": "trail_club_profiles"}]


def model_syncs() -> list[Json]:
    """The last run of each mapping that a model feeds."""
    return [
        {
            "subscriptionId": each.as_json()["id"],
            "syncs": [
                {
                    "syncId": demo_id("model-sync/1"),
                    "modelId": each.model_id,
                    "sourceId": sources.SNOWFLAKE_MODELS.id,
                    "syncStatus": "PARTIAL_SUCCESS",
                    "duration": "42 seconds",
                    "startedAt": "2026-11-23T04:00:00.000Z",
                    "finishedAt": "2026-11-23T04:00:42.000Z",
                    "extractPhase": {
                        "addedCount": "2", "updatedCount": "37", "deletedCount": "0",
                        "extractCount": "39", "errorCode": "",
                        "startedAt": "2026-11-23T04:00:00.000Z",
                        "finishedAt": "2026-11-23T04:00:20.000Z",
                    },
                    "loadPhase": {
                        "deliverSuccessCount": "38", "deliverFailureCount": "1", "errorCode": "",
                        "startedAt": "2026-11-23T04:00:20.000Z",
                        "finishedAt": "2026-11-23T04:00:42.000Z",
                    },
                }
            ],
        }
        for each in MAPPINGS
        if each.model_id
    ]  # fmt: skip


def warehouse_states() -> list[Json]:
    """The sandbox's key has run out."""
    states = ("CONNECTED", "FAILED")
    return [
        {"warehouseId": each.id, "connectionState": state}
        for each, state in zip(WAREHOUSES, states, strict=True)
    ]


def warehouse_syncs() -> list[Json]:
    """The newest report of each source."""
    good: list[Json] = [_report(each.id, "Success", 0) for each in SNOWFLAKE.loads]
    bad: list[Json] = [_report(each.id, "Failed", 1) for each in WAREHOUSES[1].loads]
    return [
        {"warehouseId": each.id, "reports": reports}
        for each, reports in zip(WAREHOUSES, (good, bad), strict=True)
    ]


def _report(source: str, status: str, notices: int) -> JsonObject:
    said: Json = {
        "level": "error",
        "message": "The service account may not write to the dataset.",
        "createdAt": "2026-11-24T03:00:04.000Z",
    }
    return {
        "sourceId": source,
        "start": "2026-11-24T03:00:00.000Z",
        "end": "2026-11-24T03:04:10.000Z",
        "status": status,
        "duration": 250,
        "humanDuration": "4m10s",
        "count": 0 if notices else 18_200,
        "notices": [said for _ in range(notices)],
    }


def selective_syncs() -> list[Json]:
    """One table and one column are kept out of Snowflake."""
    return [
        {
            "warehouseId": warehouse.id,
            "sourceId": source.id,
            "items": [
                {
                    "warehouseId": warehouse.id,
                    "sourceId": source.id,
                    "collection": collection,
                    "enabled": collection != "promotion_viewed",
                    "properties": {
                        name: name != "phone" for name in ("received_at", "user_id", "phone")
                    },
                }
                for collection in (
                    ("identifies", "order_completed", "promotion_viewed")
                    if source in PLANNED_SOURCES
                    else ()
                )
            ],
        }
        for warehouse in WAREHOUSES
        for source in warehouse.loads
        if source.enabled
    ]


def mtu_usage() -> JsonObject:
    """Tracked users of the month so far, growing by the day."""
    shares = {sources.WEB_PROD.id: 1_450, sources.IOS_PROD.id: 310, sources.ANDROID_PROD.id: 240}
    return {
        "period": PERIOD,
        "daily": [_mtu(day, sum(shares.values())) for day in range(1, DAYS + 1)],
        "bySource": [
            {"sourceId": each, **_mtu(day, share)}
            for each, share in shares.items()
            for day in range(1, DAYS + 1)
        ],
    }


def _mtu(day: int, share: int) -> JsonObject:
    first = calendar.timegm((2026, 11, 1, 0, 0, 0))
    last = calendar.timegm((2026, 12, 1, 0, 0, 0))
    return {
        "periodStart": first,
        "periodEnd": last,
        "anonymous": str(share * day),
        "anonymousIdentified": str(share * day // 20),
        "identified": str(share * day // 6),
        "neverIdentified": str(share * day - share * day // 20),
        "timestamp": f"{PERIOD[:8]}{day:02d}",
    }


def api_usage() -> JsonObject:
    """Calls of the month so far."""
    shares = {
        sources.WEB_PROD.id: 41_300, sources.IOS_PROD.id: 9_800, sources.ANDROID_PROD.id: 7_400,
        sources.SHOP_API_PROD.id: 1_900, sources.BRAZE_EVENTS.id: 2_600, sources.KIOSK.id: 280,
    }  # fmt: skip
    return {
        "period": PERIOD,
        "daily": [_calls(day, sum(shares.values())) for day in range(1, DAYS + 1)],
        "bySource": [
            {"sourceId": each, **_calls(day, share)}
            for each, share in shares.items()
            for day in range(1, DAYS + 1)
        ],
    }


def _calls(day: int, share: int) -> JsonObject:
    return {"apiCalls": str(share * day), "timestamp": f"{PERIOD[:8]}{day:02d}"}


def user_groups() -> list[Json]:
    """Who may change which sources, by group."""
    shop: Json = {"key": "team", "value": "shop"}
    return [
        {
            "id": demo_id("group/shop"),
            "name": "Online shop team",
            "memberCount": 6,
            "permissions": [
                {
                    "roleName": "Source Admin",
                    "roleId": demo_id("role/source-admin"),
                    "resources": [{"id": WORKSPACE_ID, "type": "WORKSPACE", "labels": [shop]}],
                }
            ],
        },
        {
            "id": demo_id("group/app"),
            "name": "Trail app team",
            "memberCount": 4,
            "permissions": [
                {
                    "roleName": "Source Admin",
                    "roleId": demo_id("role/source-admin"),
                    "resources": [
                        {"id": each.id, "type": "SOURCE"}
                        for each in (sources.IOS_PROD, sources.IOS_DEV, sources.ANDROID_PROD)
                    ],
                }
            ],
        },
    ]


def users() -> list[Json]:
    """The one person who may change everything."""
    return [
        {
            "id": demo_id("user/owner"),
            "name": "Noor Haddow",
            "email": "noor@quillmoor.example",
            "permissions": [
                {
                    "roleName": "Workspace Owner",
                    "roleId": demo_id("role/owner"),
                    "resources": [{"id": WORKSPACE_ID, "type": "WORKSPACE"}],
                }
            ],
        }
    ]


def further() -> JsonObject:
    """All of it, as a pull that was asked for everything has it."""
    return {
        "sourceFunctions": SOURCE_FUNCTIONS,
        "destinationFunctions": DESTINATION_FUNCTIONS,
        "livePlugins": live_plugins(),
        "modelSyncs": model_syncs(),
        "spaces": [{"id": SPACE_ID, "slug": "trail-club", "name": "Trail Club"}],
        "audiences": AUDIENCES,
        "audienceDestinations": audience_destinations(),
        "computedTraits": COMPUTED_TRAITS,
        "spaceFilters": SPACE_FILTERS,
        "profilesWarehouses": profiles_warehouses(),
        "warehouseStates": warehouse_states(),
        "warehouseSyncs": warehouse_syncs(),
        "selectiveSyncs": selective_syncs(),
        "mtuUsage": mtu_usage(),
        "apiUsage": api_usage(),
        "deliveryOverview": deliveries.overview(),
        "deliveryMetrics": deliveries.metrics(),
        "userGroups": user_groups(),
        "users": users(),
    }
